"""Chapters of a study on where heat comes from and where it goes: sewer, source, demand, choice, heat districts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..results import Results
from .demand_plots import type_and_period
from .kavel_plots import balance_plot
from .language import Words
from .page import Tile
from .study_facts import MEASURED, NAN, Facts, numbers, part_of, sewer_of, texts, total
from .study_model import Chapter, Chart, Table, columns_of
from .study_works import reason_text

CHANCES = ("kansrijk", "mogelijk", "beperkt", "geen")
BEST = 10
"""Pipes in the table of the best."""

LISTED = 60
"""Rows of a long table in the report; the workbook has them all in the tables of the layers."""


def sewer_chapter(results: Results, facts: Facts, words: Words, own: Words) -> Chapter | None:
    """Return what the sewer has to offer, None without an opportunity map."""
    part = sewer_of(results)
    if part is None:
        return None
    frame = part.frame
    kind, length, heat = texts(frame, "kans"), numbers(frame, "lengte_m"), numbers(frame, "warmte_wko_gj")
    rows = []
    for name in CHANCES:
        mine = np.array([text == name for text in kind], dtype=bool)
        most = heat[mine & np.isfinite(heat)]
        rows.append(
            (own.say(f"kans_{name}"), int(mine.sum()), float(np.nansum(length[mine])) / 1000.0,
             float(most.max()) if len(most) else NAN)
        )  # fmt: skip
    good = sum(row[2] for row in rows[:2])
    order = np.lexsort((np.array(texts(frame, "leiding_id")), -np.nan_to_num(heat, nan=-1.0)))[:BEST]
    flow, homes, power = (numbers(frame, name) for name in ("dwa_gem_ls", "woningen_wko", "vermogen_gebouw_kw"))
    names, reasons = texts(frame, "leiding_id"), texts(frame, "reden")
    best = tuple(
        (names[i], own.say(f"kans_{kind[i]}") if kind[i] in CHANCES else kind[i], flow[i], power[i], heat[i], homes[i],
         reasons[i])
        for i in order.tolist() if np.isfinite(heat[i])
    )  # fmt: skip
    status = texts(frame, "dwa_status")
    carries = np.array([bool(text) for text in status], dtype=bool)
    measured = np.array([text == MEASURED or text.startswith("gecorrigeerd") for text in status], dtype=bool)
    share = float(np.nansum(length[measured])) / float(np.nansum(length[carries])) if length[carries].sum() else NAN
    top = best[0] if best else None
    lines = [
        own.say("sewer_lead", n=words.number(len(frame)), km=words.number(float(np.nansum(length)) / 1000.0)),
        own.say("sewer_good" if good > 0.0 else "sewer_none", km=words.number(good, 1)),
    ]
    if top:
        lines.append(
            own.say(
                "sewer_best", pipe=top[0], flow=words.rounded(float(top[2])), heat=words.rounded(float(top[4])),
                homes=words.number(float(top[5])),
            )
        )  # fmt: skip
    lines.append(own.say("sewer_measured" if share > 0.0 else "sewer_estimated", share=words.percent(share)))
    lines.append(own.say("sewer_not_additive"))
    away = tuple(name for name in facts.elsewhere if name.startswith(part.name))
    return Chapter(
        "sewer",
        own.say("sewer"),
        tuple(lines),
        warnings=tuple(own.say("elsewhere", layers=name) for name in away),
        tiles=(
            Tile(words.number(good, 1), "km", own.say("sewer_good_tile"), own.say("sewer_good_remark")),
            Tile(
                words.rounded(float(top[4])) if top else words.number(NAN), "GJ", own.say("sewer_best_tile"),
                own.say("per_year"),
            ),
            Tile(words.percent(share if share == share else 0.0), "", own.say("sewer_measured_tile"), ""),  # noqa: PLR0124
        ),
        tables=(
            Table(
                own.say("sheet_classes"), own.say("classes_caption"),
                columns_of(own, ("class", "", "text"), ("pipes", "", "whole"), ("length", "km", "one"),
                           ("best_heat", "GJ/jr", "rounded")), tuple(rows),
            ),
            Table(
                own.say("sheet_pipes"), own.say("pipes_caption"),
                columns_of(own, ("pipe", "", "text"), ("class", "", "text"), ("flow", "l/s", "rounded"),
                           ("power", "kW", "rounded"), ("heat", "GJ/jr", "rounded"), ("homes", "", "whole"),
                           ("reason*", "", "text")), best, left=2, dense=True, full=True,
            ),
        ),
        roles=(part.role.key,),
    )  # fmt: skip


def source_chapter(results: Results, words: Words, own: Words) -> Chapter | None:
    """Return where heat is taken: source points, and offtakes that were looked at; None without either."""
    points, taken = part_of(results, "bronpunten"), part_of(results, "onttrekkingen")
    lines: list[str] = []
    tables: list[Table] = []
    tiles: list[Tile] = []
    if points is not None:
        frame = points.frame.sort_values(["rang", "bron_id"], kind="stable")
        heat, reach = total(frame, "warmte_gj"), total(frame, "bereik_gj")
        lines.append(
            own.count("source_points", len(frame), heat=words.rounded(heat), reach=words.rounded(reach))
        )  # fmt: skip
        lines.append(own.say("source_how"))
        tiles += [
            Tile(words.number(len(frame)), "", own.say("source_points_tile")),
            Tile(words.rounded(heat), "GJ", own.say("source_heat_tile"), own.say("per_year")),
            Tile(words.rounded(total(frame, "kosten_eur")), "EUR", own.say("source_cost_tile"), own.say("estimate")),
        ]
        columns = ("rang", "vermogen_kw", "warmte_gj", "bereik_gj", "woningen", "kosten_eur", "gj_per_eur")
        values = [numbers(frame, name).tolist() for name in columns]
        tables.append(
            Table(
                own.say("sheet_points"), own.say("points_caption"),
                columns_of(own, ("point", "", "text"), ("pipe", "", "text"), ("rank", "", "whole"),
                           ("power", "kW", "rounded"), ("heat", "GJ/jr", "rounded"), ("reach", "GJ/jr", "rounded"),
                           ("homes", "", "whole"), ("cost", "EUR", "rounded"), ("per_eur", "GJ/EUR", "exact"),
                           ("reason*", "", "text")),
                tuple(zip(texts(frame, "bron_id"), texts(frame, "leiding_id"), *values[:-1],
                          [float(f"{value:.3g}") for value in values[-1]], texts(frame, "reden"), strict=True)),
                left=2, dense=True,
            )
        )  # fmt: skip
    if taken is not None:
        frame = taken.frame
        counts = pd.Series(texts(frame, "oordeel")).value_counts(sort=False)
        found = ", ".join(f"{words.number(int(n))} {name}" for name, n in sorted(counts.items()))
        lines.append(own.say("source_offtakes", n=words.number(len(frame)), found=found))
        tables.append(
            Table(
                own.say("sheet_offtakes"), own.say("offtakes_caption"),
                columns_of(own, ("point", "", "text"), ("verdict*", "", "text"), ("asked", "kW", "rounded"),
                           ("granted", "kW", "rounded"), ("heat", "GJ/jr", "rounded"), ("reason*", "", "text")),
                tuple(zip(texts(frame, "punt_id"), texts(frame, "oordeel"),
                          *(numbers(frame, name).tolist() for name in ("vermogen_kw", "toegekend_kw", "warmte_gj")),
                          texts(frame, "reden"), strict=True)),
                left=2, dense=True, full=points is not None,
            )
        )  # fmt: skip
    if not lines:
        return None
    sewer = sewer_of(results)
    roles = ("bronpunten", "onttrekkingen", *((sewer.role.key,) if sewer is not None else ()))
    return Chapter("source", own.say("source"), tuple(lines), tiles=tuple(tiles), tables=tuple(tables), roles=roles)


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
    if summary is not None:
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
    if facts.supply.source == "match":
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
        first = rows_of.iloc[0]
        tiles.append(
            Tile(
                words.rounded(float(first["kosten_eur"])), "EUR", own.say("net_tile"),
                own.say("per_home_remark", eur=words.rounded(float(first["eur_woning"]))),
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


def kavel_chapter(results: Results, words: Words, own: Words) -> Chapter | None:
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
    drawn = balance_plot(kavels, words, Words(words.language, "kavel_report_")) if len(kavels) else ""
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
        roles=("kavels", "trace", "gebouwen"),
    )  # fmt: skip
