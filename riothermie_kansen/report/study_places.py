"""Chapters of a study on where the heat goes: demand, who gets it, heat districts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..results import Results
from .demand_plots import type_and_period
from .kavel_plots import balance_plot
from .language import Words
from .page import Tile
from .study_facts import NAN, Facts, has, numbers, part_of, texts, total
from .study_model import Chapter, Chart, Table, columns_of
from .study_works import reason_text

PLOTTED = ("naam", "vraag_gj", "aanbod_gj", "aanbod_gedeeld_gj", "aanbod_bron_gj", "dekking")
"""Columns of the chart of heat districts."""


def demand_chapter(results: Results, words: Words, own: Words) -> Chapter | None:
    """Return how much heat the buildings ask, None without them."""
    part, summary = part_of(results, "gebouwen"), part_of(results, "samenvatting")
    if part is None:
        return None
    frame = part.frame
    heat, homes = total(frame, "warmte_gj"), total(frame, "woningen")
    asking = int((numbers(frame, "warmte_gj") > 0.0).sum())
    kinds = pd.DataFrame(
        {
            "type": texts(frame, "type"), "panden": numbers(frame, "warmte_gj") > 0.0,
            **{name: np.nan_to_num(numbers(frame, name)) for name in ("woningen", "rv_gj", "tap_gj", "warmte_gj")},
        }
    )  # fmt: skip
    sums = kinds[kinds["panden"]].groupby("type", sort=True).sum().sort_values("warmte_gj", ascending=False)
    rows = tuple(
        (name or own.say("no_type"), *(float(value) for value in row)) for name, row in sums.iterrows()
    )  # fmt: skip
    derived = np.array(["vesta" in text or "kental" in text for text in texts(frame, "bron")], dtype=bool)
    share = float(np.nansum(numbers(frame, "warmte_gj")[derived])) / heat if heat > 0.0 else NAN
    lines = [
        own.say(
            "demand_lead", heat=words.rounded(heat), homes=words.number(homes), n=words.number(asking),
            power=words.rounded(total(frame, "rv_kw")),
            tap=words.percent(total(frame, "tap_gj") / heat if heat else NAN),
        ),
        own.say("demand_estimate" if share > 0.0 else "demand_given", share=words.percent(share)),
    ]  # fmt: skip
    charts: tuple[Chart, ...] = ()
    if summary is not None and has(summary.frame, "totaal_gj", "objecten"):
        drawn = type_and_period(summary.frame, words, Words(words.language, "demand_report_"))
        charts = (Chart(drawn, own.say("demand_caption"), full=True),)
    return Chapter(
        "demand",
        own.say("demand"),
        tuple(lines),
        tiles=(
            Tile(words.rounded(heat), "GJ", own.say("demand_tile"), own.say("per_year")),
            Tile(words.number(homes), "", own.say("homes_tile"), own.say("homes_remark", n=words.number(asking))),
            Tile(words.rounded(heat / homes if homes else NAN), "GJ", own.say("per_home_tile"), own.say("all_heat")),
        ),
        tables=(
            Table(
                own.say("sheet_types"), own.say("types_caption"),
                columns_of(own, ("type*", "", "text"), ("buildings", "", "whole"), ("homes", "", "whole"),
                           ("space", "GJ/jr", "whole"), ("tap", "GJ/jr", "whole"), ("heat", "GJ/jr", "whole")), rows,
            ),
        ),
        charts=charts,
        roles=("gebouwen",),
    )  # fmt: skip


def match_chapter(results: Results, facts: Facts, words: Words, own: Words) -> Chapter | None:
    """Return who gets the heat, None when nobody was chosen."""
    part, uptake = part_of(results, "selectie"), part_of(results, "volloop")
    if part is None:
        return None
    frame = part.frame
    of_all = facts.chosen_homes / facts.homes if facts.homes else NAN
    lines = [
        own.say(
            "match_lead", buildings=words.number(facts.chosen_buildings), homes=words.number(facts.chosen_homes),
            heat=words.rounded(facts.chosen_gj), share=words.percent(of_all),
        ),
        own.say("match_how"),
    ]  # fmt: skip
    if facts.supply.source in ("match", "points"):
        used = facts.chosen_gj / facts.supply.gj if facts.supply.gj else NAN
        lines.insert(1, own.say("match_used", supply=words.rounded(facts.supply.gj), share=words.percent(used, 1)))
    kinds = pd.DataFrame(
        {"soort": texts(frame, "soort"), "panden": 1.0, "woningen": np.nan_to_num(numbers(frame, "woningen")),
         "warmte": np.nan_to_num(numbers(frame, "warmte_gj"))}
    ).groupby("soort", sort=True).sum().sort_values("warmte", ascending=False)  # fmt: skip
    told = Words(words.language, "match_soort_")
    rows = tuple((reason_text(str(name), told), *(float(value) for value in row)) for name, row in kinds.iterrows())
    tables = [
        Table(
            own.say("sheet_reasons"), own.say("reasons_caption"),
            columns_of(own, ("outcome", "", "text"), ("buildings", "", "whole"), ("homes", "", "whole"),
                       ("heat", "GJ/jr", "whole")), rows,
        )
    ]  # fmt: skip
    tiles = [
        Tile(
            words.number(facts.chosen_homes), "", own.say("chosen_tile"),
            own.say("share_of_homes", share=words.percent(of_all)),
        ),
        Tile(words.rounded(facts.chosen_gj), "GJ", own.say("chosen_heat_tile"), own.say("per_year")),
    ]  # fmt: skip
    if uptake is not None:
        rows_of = uptake.frame.sort_values("volloop", ascending=False, kind="stable")
        cost, home = (float(numbers(rows_of, name)[0]) for name in ("kosten_eur", "eur_woning"))
        tiles.append(
            Tile(
                words.rounded(cost), "EUR", own.say("net_tile"), own.say("per_home_remark", eur=words.rounded(home))
            )
        )  # fmt: skip
        columns = ("aangesloten_woningen", "warmte_gj", "kosten_eur", "eur_woning", "passend_woningen")
        values = [numbers(rows_of, name).tolist() for name in columns]
        tables.append(
            Table(
                own.say("sheet_uptake"), own.say("uptake_caption"),
                columns_of(own, ("uptake", "", "share"), ("joined", "", "whole"), ("heat", "GJ/jr", "whole"),
                           ("net_cost", "EUR", "rounded"), ("per_home", "EUR", "rounded"),
                           ("fitting", "", "whole")),
                tuple(zip((numbers(rows_of, "volloop") / 100.0).tolist(), *values, strict=True)), left=0,
            )
        )  # fmt: skip
    pipes = part_of(results, "trace")
    mine = pipes is not None and pipes.about.algorithm == part.about.algorithm
    roles = ("trace", "selectie") if mine else ("selectie",)
    return Chapter("match", own.say("match"), tuple(lines), tiles=tuple(tiles), tables=tuple(tables), roles=roles)


def kavel_chapter(results: Results, facts: Facts, words: Words, own: Words) -> Chapter | None:
    """Return the heat districts, None without them."""
    part, table = part_of(results, "kavels"), part_of(results, "kaveltabel")
    whole = table or part
    if whole is None:
        return None
    frame = whole.frame
    kavels = frame[[text not in ("rest", "totaal") for text in texts(frame, "herkomst")]]
    columns = ("woningen", "vraag_gj", "lijndichtheid", "aanbod_gj", "aanbod_bron_gj", "dekking", "net_eur")
    values = {name: numbers(frame, name) for name in columns}
    supply = np.nan_to_num(values["aanbod_gj"]) + np.nan_to_num(values["aanbod_bron_gj"])
    rows = tuple(
        zip(
            texts(frame, "naam"), values["woningen"].tolist(), values["vraag_gj"].tolist(),
            values["lijndichtheid"].tolist(), texts(frame, "lijndichtheid_klasse"), supply.tolist(),
            (values["dekking"] / 100.0).tolist(), values["net_eur"].tolist(), texts(frame, "regime_wcw"), strict=True,
        )
    )  # fmt: skip
    dense = [name for name, kind in zip(texts(kavels, "naam"), texts(kavels, "lijndichtheid_klasse"), strict=True)
             if kind == "goed"]  # fmt: skip
    lines = [
        own.count("kavels_lead", len(kavels), homes=words.number(total(kavels, "woningen"))),
        own.say("kavels_dense", names=words.sentence_list(dense)) if dense else own.say("kavels_none"),
        own.say("kavels_shared"),
    ]
    drawable = all(name in kavels for name in PLOTTED) and has(kavels, "vraag_gj")
    drawn = balance_plot(kavels, words, Words(words.language, "kavel_report_")) if drawable else ""
    return Chapter(
        "kavels",
        own.say("kavels"),
        tuple(lines),
        tables=(
            Table(
                own.say("sheet_kavels"), own.say("kavels_caption"),
                columns_of(own, ("kavel", "", "text"), ("homes", "", "whole"), ("demand", "GJ/jr", "whole"),
                           ("density", "MWh/m", "two"), ("class*", "", "text"), ("supply", "GJ/jr", "whole"),
                           ("cover", "", "share"), ("net_cost", "EUR", "rounded"), ("regime*", "", "text")),
                rows, dense=True,
            ),
        ),
        charts=(Chart(drawn, own.say("kavels_plot")),) if drawn else (),
        roles=_kavel_roles(results, facts.same),
    )  # fmt: skip


def _kavel_roles(results: Results, same: float) -> tuple[str, ...]:
    """Return what is drawn with heat districts: the network only when it is the one whose costs they tell."""
    pipes, table = part_of(results, "trace"), part_of(results, "kaveltabel") or part_of(results, "kavels")
    roles = ("bronpunten", "gebouwen", "kavels")
    if pipes is None or table is None:
        return roles
    parts = table.frame[[text != "totaal" for text in texts(table.frame, "herkomst")]]
    told, drawn = total(parts, "net_eur"), total(pipes.frame, "kosten_eur")
    return ("bronpunten", "trace", "gebouwen", "kavels") if abs(told - drawn) <= same * drawn else roles
