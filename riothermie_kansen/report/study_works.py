"""Chapters of a study on what is built: the heat network with its quantities, and the ground."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..results import Results
from ..subsurface.columns import OORDELEN
from .language import Words
from .page import Tile
from .restriction_plots import share_plot
from .study_facts import NAN, Facts, Net, numbers, part_of, texts, total
from .study_model import Chapter, Chart, Table, columns_of

CHOSEN = "gekozen"
"""What became of a building that gets the heat."""

FITTING = ("past", "past deels")
"""Verdicts on ground loops of a building that can have them."""


def network_chapter(results: Results, facts: Facts, words: Words, own: Words) -> Chapter | None:
    """Return the networks beside each other with their quantities, None without a network."""
    if not facts.nets:
        return None
    lines = [_net_line(net, words, own) for net in facts.nets]
    warnings = [
        own.say(
            "net_too_large", net=net_name(net.kind, own), heat=words.rounded(net.heat_gj),
            supply=words.rounded(facts.supply.gj),
        )
        for net in facts.nets if too_large(net.heat_gj, facts)
    ]  # fmt: skip
    lines.append(own.say("net_costs"))
    lines += _differs(results, facts, words, own)
    rows = tuple(
        (net_name(net.kind, own), net.buildings, net.homes, net.heat_gj, net.power_kw, net.length_m, net.cost_eur,
         net.cost_eur / net.homes if net.homes else NAN, net.left_homes)
        for net in facts.nets
    )  # fmt: skip
    tables = [
        Table(
            own.say("sheet_nets"), own.say("nets_caption"),
            columns_of(own, ("net", "", "text"), ("buildings", "", "whole"), ("homes", "", "whole"),
                       ("heat", "GJ/jr", "whole"), ("power_sum", "kW", "whole"), ("trench", "m", "whole"),
                       ("net_cost", "EUR", "rounded"), ("per_home", "EUR", "rounded"), ("left_homes", "", "whole")),
            rows,
        )
    ]  # fmt: skip
    bill, left = part_of(results, "hoeveelheden"), part_of(results, "niet_aangesloten")
    if bill is not None:
        tables += _bill(bill.frame, own)
    if left is not None:
        tables.append(_left(left.frame, words, own))
    tiles = [
        Tile(
            words.rounded(net.cost_eur / 1e6), own.say("million"),
            own.say("net_cost_tile", net=net_name(net.kind, own)),
            own.say("net_remark", km=words.number(net.length_m / 1000.0, 1), homes=words.number(net.homes)),
        )
        for net in facts.nets
    ]  # fmt: skip
    return Chapter(
        "network", own.say("network"), tuple(lines), tuple(warnings), tuple(tiles), tuple(tables),
        roles=("trace", "aansluitingen", "gebouwen"),
    )  # fmt: skip


def net_name(kind: str, own: Words) -> str:
    """Return what a kind of network is called."""
    return own.say(f"net_{kind}") if kind in ("bronnet", "mt") else kind


def too_large(heat_gj: float, facts: Facts) -> bool:
    """Tell whether a network asks more heat than the sewer gives, by more than a tenth."""
    return heat_gj > 1.1 * facts.supply.gj


def ground_chapter(results: Results, words: Words, own: Words) -> Chapter | None:
    """Return what the ground allows, None when nobody looked."""
    lines: list[str] = []
    tiles: list[Tile] = []
    tables: list[Table] = []
    charts: list[Chart] = []
    warnings: list[str] = []
    roles: list[str] = []
    _verdicts(results, words, own, lines, charts, warnings, tables)
    area, loops, clusters = (part_of(results, key) for key in ("geschiktheid_gebieden", "lusgebouwen", "clusters"))
    points = part_of(results, "geschiktheid")
    if area is not None:
        columns = (numbers(area.frame, name).tolist() for name in ("geschikt", "matig", "doubletten", "totaal_kw"))
        for name, good, fair, n, power in zip(texts(area.frame, "gebied_id"), *columns, strict=True):
            lines.append(
                own.say(
                    "wko_area", area=name, good=words.number(good), fair=words.number(fair), n=words.number(n),
                    power=words.rounded(power),
                )
            )  # fmt: skip
        tiles.append(
            Tile(words.number(total(area.frame, "doubletten")), "", own.say("wko_tile"), own.say("estimate"))
        )  # fmt: skip
        roles.append("geschiktheid")
    elif points is not None:
        counts = pd.Series(texts(points.frame, "klasse")).value_counts(sort=False)
        found = ", ".join(f"{words.number(int(n))} {name}" for name, n in sorted(counts.items()))
        lines.append(own.say("wko_points", found=found))
        roles.append("geschiktheid")
    if loops is not None:
        homes = np.nan_to_num(numbers(loops.frame, "woningen"))
        fits = np.array([text in FITTING for text in texts(loops.frame, "oordeel")], dtype=bool)
        lines.append(
            own.say("loops_lead", homes=words.number(float(homes[fits].sum())), all=words.number(float(homes.sum())))
        )  # fmt: skip
        kinds = pd.DataFrame({"oordeel": texts(loops.frame, "oordeel"), "panden": 1.0, "woningen": homes})
        sums = kinds.groupby("oordeel", sort=True).sum()
        tables.append(
            Table(
                own.say("sheet_loops"), own.say("loops_caption"),
                columns_of(own, ("verdict*", "", "text"), ("buildings", "", "whole"), ("homes", "", "whole")),
                tuple((str(name), *(float(value) for value in row)) for name, row in sums.iterrows()),
            )
        )  # fmt: skip
        tiles.append(Tile(words.number(float(homes[fits].sum())), "", own.say("loops_tile"), own.say("loops_remark")))
        roles.append("lusgebouwen")
    if clusters is not None:
        frame = clusters.frame
        lines.append(
            own.count("mini_lead", len(frame), homes=words.number(total(frame, "woningen")))
        )  # fmt: skip
        roles.append("clusters")
    if not lines:
        return None
    first = next((key for key in ("restricties", "restrictiedelen") if part_of(results, key) is not None), None)
    return Chapter(
        "ground", own.say("ground"), tuple(lines), tuple(warnings), tuple(tiles), tuple(tables), tuple(charts),
        roles=tuple([first] if first else roles[:1]),
    )  # fmt: skip


def _verdicts(
    results: Results, words: Words, own: Words, lines: list[str], charts: list[Chart], warnings: list[str],
    tables: list[Table],
) -> None:  # fmt: skip
    """Add what the maps of restrictions say; the layer with most places is that of the buildings."""
    found = [part for part in results.all("restricties") if len(part.frame)]
    if not found:
        return
    told = Words(words.language, "restriction_report_")
    part = max(found, key=lambda one: len(one.frame))
    n = len(part.frame)
    rows = []
    for name in ("wko", "bodemlus"):
        verdicts = texts(part.frame, name)
        shares = [sum(text == verdict for text in verdicts) / n for verdict in OORDELEN]
        rows.append((own.say(f"verdict_{name}"), shares))
        lines.append(
            own.say(
                f"ground_{name}", n=words.number(n), banned=words.percent(shares[OORDELEN.index("verboden")]),
                free=words.percent(shares[OORDELEN.index("toegestaan")]),
                care=words.percent(shares[OORDELEN.index("aandacht")]),
                unknown=words.percent(shares[OORDELEN.index("onbekend")]),
            )
        )  # fmt: skip
    charts.append(Chart(share_plot(rows, words, told), own.say("verdict_caption")))
    untested = sorted({name.strip() for text in texts(part.frame, "niet_getoetst") for name in text.split(",")} - {""})
    if untested:
        warnings.append(own.say("untested", maps=", ".join(untested)))
    maps = part_of(results, "restrictielagen")
    if maps is not None:
        frame = maps.frame
        tables.append(
            Table(
                own.say("sheet_maps"), own.say("maps_caption"),
                columns_of(own, ("role*", "", "text"), ("map*", "", "text"), ("date*", "", "text"),
                           ("objects", "", "whole"), ("hits", "", "whole"), ("remark*", "", "text")),
                tuple(zip(*(texts(frame, name) for name in ("rol", "bron", "datum")),
                          *(numbers(frame, name).tolist() for name in ("aantal", "geraakt")),
                          texts(frame, "opmerking"), strict=True)),
                left=3, dense=True, full=True,
            )
        )  # fmt: skip


def _differs(results: Results, facts: Facts, words: Words, own: Words) -> list[str]:
    """Return that the choice of buildings was made with other costs of the network, when they are the same homes."""
    uptake = part_of(results, "volloop")
    if uptake is None:
        return []
    guessed = float(np.nanmax(numbers(uptake.frame, "kosten_eur"), initial=0.0))
    lines = []
    for net in facts.nets:
        other = abs(net.cost_eur - guessed) > 0.1 * guessed > 0.0
        if net.homes == facts.chosen_homes and net.kind == "bronnet" and other:
            lines.append(
                own.say(
                    "net_differs", net=net_name(net.kind, own), guessed=words.rounded(guessed),
                    cost=words.rounded(net.cost_eur),
                )
            )  # fmt: skip
            shares = _shares(results, net.kind, words, own)
            if len(shares) > 1:
                lines.append(own.say("net_pooled", n=words.number(len(shares)), shares=", ".join(shares)))
                lines += _asked_too_much(results, net.kind, words, own)
    return lines


def _shares(results: Results, kind: str, words: Words, own: Words) -> list[str]:
    """Return how much of the power of a network each source point gives; nothing without source points."""
    points, trace = part_of(results, "bronpunten"), part_of(results, "trace")
    if points is None or trace is None:
        return []
    columns = (texts(trace.frame, name) for name in ("nettype", "voeding_id", "bron_id"))
    given = dict.fromkeys(texts(points.frame, "bron_id"), 0.0)
    for net, fed_by, name, power in zip(*columns, np.nan_to_num(numbers(trace.frame, "vermogen_kw")), strict=True):
        if net == kind and not fed_by and name in given:  # where the network leaves the source
            given[name] += float(power)
    whole = sum(given.values())
    if whole <= 0.0:
        return []
    return [own.say("net_share", name=name, share=words.percent(power / whole)) for name, power in given.items()]


def _asked_too_much(results: Results, kind: str, words: Words, own: Words) -> list[str]:
    """Return which source points a network asks more heat of than was estimated for them, by more than a tenth."""
    points, ends = part_of(results, "bronpunten"), part_of(results, "aansluitingen")
    if points is None or ends is None:
        return []
    asked: dict[str, float] = {}
    columns = (texts(ends.frame, name) for name in ("nettype", "bron_id"))
    for net, name, heat in zip(*columns, np.nan_to_num(numbers(ends.frame, "warmte_gj")), strict=True):
        if net == kind:
            asked[name] = asked.get(name, 0.0) + float(heat)
    return [
        own.say("net_point_over", name=name, heat=words.rounded(asked[name]), most=words.rounded(most))
        for name, most in zip(texts(points.frame, "bron_id"), numbers(points.frame, "warmte_gj"), strict=True)
        if asked.get(name, 0.0) > 1.1 * most
    ]


def _net_line(net: Net, words: Words, own: Words) -> str:
    return own.say(
        "net_line", net=net_name(net.kind, own), km=words.number(net.length_m / 1000.0, 1),
        homes=words.number(net.homes), heat=words.rounded(net.heat_gj), cost=words.rounded(net.cost_eur),
        per_home=words.rounded(net.cost_eur / net.homes if net.homes else NAN),
    )  # fmt: skip


def _bill(frame: pd.DataFrame, own: Words) -> list[Table]:
    """Return the bill of quantities: added up by item and role, and as it is."""
    groups: dict[tuple[str, str, str, str], list[float]] = {}
    kinds = ("nettype", "post", "rol", "eenheid")
    for key, amount, cost in zip(
        zip(*(texts(frame, name) for name in kinds), strict=True), numbers(frame, "hoeveelheid").tolist(),
        numbers(frame, "kosten_eur").tolist(), strict=True,
    ):  # fmt: skip
        found = groups.setdefault((key[0], key[1], key[2], key[3]), [0.0, 0.0])
        found[0] += amount
        found[1] += cost
    short: list[tuple[Any, ...]] = [
        (net_name(kind, own), post, role, amount, unit, cost)
        for (kind, post, role, unit), (amount, cost) in groups.items()
    ]
    heads: Sequence[tuple[str, str, Any]] = (
        ("net", "", "text"), ("item*", "", "text"), ("part*", "", "text"), ("amount", "", "whole"),
        ("unit*", "", "text"), ("cost", "EUR", "whole"),
    )  # fmt: skip
    whole = tuple(
        zip(
            [net_name(kind, own) for kind in texts(frame, "nettype")],
            *(texts(frame, name) for name in ("post", "rol", "dn", "klasse")), numbers(frame, "hoeveelheid").tolist(),
            texts(frame, "eenheid"), *(numbers(frame, name).tolist() for name in ("prijs_eur", "kosten_eur")),
            strict=True,
        )
    )  # fmt: skip
    return [
        Table(own.say("sheet_bill"), own.say("bill_caption"), columns_of(own, *heads), tuple(short), left=3),
        Table(
            own.say("sheet_bill_full"), own.say("bill_full_caption"),
            columns_of(own, ("net", "", "text"), ("item*", "", "text"), ("part*", "", "text"), ("dn", "", "text"),
                       ("class*", "", "text"), ("amount", "", "one"), ("unit*", "", "text"), ("price", "EUR", "two"),
                       ("cost", "EUR", "whole")), whole, left=5, full=True, dense=True,
        ),
    ]  # fmt: skip


def _left(frame: pd.DataFrame, words: Words, own: Words) -> Table:
    """Return who is not on the network, by reason."""
    told = Words(words.language, "match_soort_")
    kinds = pd.DataFrame(
        {
            "nettype": texts(frame, "nettype"), "soort": texts(frame, "soort"), "panden": 1.0,
            "woningen": np.nan_to_num(numbers(frame, "woningen")),
        }
    )  # fmt: skip
    sums = kinds.groupby(["nettype", "soort"], sort=True).sum()
    rows = tuple(
        (net_name(str(key[0]), own), reason_text(str(key[1]), told), *(float(value) for value in row))
        for key, row in zip(sums.index.tolist(), sums.to_numpy().tolist(), strict=True)
    )
    return Table(
        own.say("sheet_left"), own.say("left_caption"),
        columns_of(own, ("net", "", "text"), ("outcome", "", "text"), ("buildings", "", "whole"),
                   ("homes", "", "whole")), rows, left=2, full=True,
    )  # fmt: skip


def reason_text(kind: str, told: Words) -> str:
    """Return why a building gets no heat, in words."""
    try:
        return told.say(kind) if kind != CHOSEN else Words(told.language, "study_report_").say("chosen")
    except KeyError:
        return kind.replace("_", " ")
