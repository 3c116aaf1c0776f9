"""Chapters of a study on money and emissions: business case, residents, CO2."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from ..results import Results
from .business_plots import tornado_plot
from .business_words import TIED, figure_of, money, short_money
from .cash_plots import OWN_MONEY, PARTS, cash_flow_plot
from .language import Words
from .page import Tile
from .resident_plots import share_plot
from .study_facts import NAN, Case, Facts, has, numbers, part_of, texts
from .study_model import Chapter, Chart, Table, columns_of
from .study_plots import Range, range_plot
from .study_works import too_large

MOST = 8
"""Assumptions in a chart of what matters most."""

FLOW = (*OWN_MONEY, *(name for _, columns, _ in PARTS for name in columns))
"""Columns of the chart of the cash flow."""

CHOICES = ("telling", "wis", "wis_telling", "sde", "certificaten", "piek")
"""Columns of a scenario besides its uptake."""

CONCEPTS = ("cv", "bronnet", "mt", "hybride", "lucht", "lus", "mini")


def case_chapter(results: Results, facts: Facts, words: Words, own: Words) -> Chapter | None:
    """Return whether networks pay, with their ranges; None without a business case."""
    if not facts.cases:
        return None
    lines = [line for case in facts.cases for line in case_lines(case, words, own)]
    lines += list(dict.fromkeys(line for case in facts.cases for line in _blocks(case, facts, words, own)))
    warnings = [
        own.say(
            "case_too_large", variant=case.name, heat=words.rounded(case.heat_gj),
            supply=words.rounded(facts.supply.gj),
        )
        for case in facts.cases if too_large(case.heat_gj, facts)
    ]  # fmt: skip
    warnings += [
        own.say("case_flips", variant=case.name, choices="; ".join(case.flips)) for case in facts.cases if case.flips
    ]
    rows = tuple(
        (case.name, case.homes, case.uptake, case.investment, case.investment_low, case.investment_high, case.per_home,
         case.ncw, case.ncw_low, case.ncw_high, chance_text(case, words, own) if case.paying else None, case.gap)
        for case in facts.cases
    )  # fmt: skip
    tables = [
        Table(
            own.say("sheet_cases"), own.say("cases_caption"),
            columns_of(own, ("variant*", "", "text"), ("homes", "", "whole"), ("uptake", "", "share"),
                       ("investment", "EUR", "rounded"), ("inv_low", "EUR", "rounded"), ("inv_high", "EUR", "rounded"),
                       ("per_home", "EUR", "rounded"), ("ncw", "EUR", "rounded"), ("ncw_low", "EUR", "rounded"),
                       ("ncw_high", "EUR", "rounded"), ("chance", "", "text"), ("gap", "EUR", "rounded")),
            rows, dense=True,
        )
    ]  # fmt: skip
    ranges = [Range(case.name, case.ncw_low / 1e6, case.ncw / 1e6, case.ncw_high / 1e6) for case in facts.cases]
    charts = []
    if all(math.isfinite(one.low) and math.isfinite(one.high) for one in ranges):
        charts.append(Chart(range_plot(ranges, words, own), own.say("ranges_caption")))
    told = Words(words.language, "business_report_")
    _more(results, facts, words, own, told, tables, charts)
    tiles = [
        Tile(
            *short_money(case.ncw if case.paying else -case.ncw, words),
            own.say("ncw_tile" if case.paying else "costs_tile", variant=case.name),
            own.say(
                "range_remark" if math.isfinite(case.ncw_low) and math.isfinite(case.ncw_high) else "range_unknown",
                low=" ".join(short_money(case.ncw_low if case.paying else -case.ncw_high, words)),
                high=" ".join(short_money(case.ncw_high if case.paying else -case.ncw_low, words)),
            ),
        )
        for case in facts.cases
    ]  # fmt: skip
    return Chapter(
        "case", own.say("case"), tuple(lines), tuple(warnings), tuple(tiles), tuple(tables), tuple(charts)
    )  # fmt: skip


def case_lines(case: Case, words: Words, own: Words) -> list[str]:
    """Return what a business case comes to, in sentences."""
    told = Words(words.language, "business_report_")
    said = [
        own.say(
            "case_investment", variant=case.name, value=money(case.investment, words),
            range=range_text("plain", case.investment_low, case.investment_high, words, own),
            home=money(case.per_home, words), homes=words.number(case.homes), uptake=words.percent(case.uptake),
        )
    ]  # fmt: skip
    if case.paying:
        said.append(
            (own if case.verdict.startswith("alone") else told).say(f"answer_{case.verdict}", variant=case.name)
            + " "
            + own.say(
                "case_value", years=words.number(case.years), value=money(case.ncw, words),
                range=range_text("draws", case.ncw_low, case.ncw_high, words, own),
                chance=chance_text(case, words, own),
            )
        )  # fmt: skip
    else:
        said.append(
            own.say(
                "case_costs", years=words.number(case.years), value=money(-case.ncw, words),
                range=range_text("draws", -case.ncw_high, -case.ncw_low, words, own),
            )
        )  # fmt: skip
    return said


def _blocks(case: Case, facts: Facts, words: Words, own: Words) -> list[str]:
    """Return that more homes join than the uptake says, when they do: blocks of flats join as a whole."""
    every = {net.homes for net in facts.nets}
    if len(every) != 1:
        return []
    whole = every.pop()
    if not case.uptake * whole * (1.0 + facts.same) < case.homes < whole:
        return []
    return [
        own.say(
            "case_blocks", uptake=words.percent(case.uptake), homes=words.number(case.homes), all=words.number(whole)
        )
    ]


def range_text(kind: str, first: float, second: float, words: Words, own: Words, *, short: bool = False) -> str:
    """Return a range of amounts in brackets with a space before it, "" when it is not known.

    `kind`: "plain", or "draws" to say what the range is; `short`: from a million on in millions.
    """
    if not (math.isfinite(first) and math.isfinite(second)):
        return ""
    low, high = (
        " ".join(short_money(value, words)).replace(" ", TIED) if short else money(value, words)
        for value in sorted((first, second))
    )
    return f" {own.say(f'range_{kind}', low=low, high=high)}"


def chance_text(case: Case, words: Words, own: Words) -> str:
    """Return the chance of a positive outcome as far as the quantiles in the table tell it."""
    low, high = case.chance_low, case.chance_high
    if not (math.isfinite(low) and math.isfinite(high)):
        return own.say("chance_unknown")
    if low <= 0.0:
        text = own.say("chance_below", share=words.percent(high))
    elif high >= 1.0:
        text = own.say("chance_above", share=words.percent(low))
    else:
        text = own.say("chance_between", low=words.percent(low), high=words.percent(high))
    return text.replace(" ", TIED)


def resident_chapter(results: Results, words: Words, own: Words) -> Chapter | None:
    """Return what residents pay, None when nobody worked that out."""
    shares, costs = part_of(results, "aandelen"), part_of(results, "bewonerskosten")
    if shares is None and costs is None:
        return None
    names = Words(words.language, "co2_report_")
    lines: list[str] = []
    tables: list[Table] = []
    charts: list[Chart] = []
    tiles: list[Tile] = []
    if shares is not None:
        counted = shares.frame[numbers(shares.frame, "berekend") == 1.0]
        counts = dict(zip(texts(counted, "goedkoopst"), numbers(counted, "woningen").tolist(), strict=True))
        every = sum(counts.values())
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        told = [
            own.say("cheapest_for", concept=names.say(f"name_{key}"), homes=words.number(n))
            for key, n in ranked if n > 0.0 and key in CONCEPTS
        ]  # fmt: skip
        lines.append(own.say("resident_lead", n=words.number(every), found=words.sentence_list(told)))
        net = sum(counts.get(key, 0.0) for key in ("bronnet", "mt"))
        lines.append(own.say("resident_net", homes=words.number(net), all=words.number(every)))
        tiles.append(
            Tile(words.number(net), "", own.say("resident_tile"), own.say("of_all", all=words.number(every)))
        )  # fmt: skip
        if every > 0.0:
            drawn = share_plot(counts, words, Words(words.language, "resident_report_"))
            charts.append(Chart(drawn, own.say("shares_caption")))
        rows = tuple(
            (names.say(f"name_{key}") if key in CONCEPTS else key, *values)
            for key, *values in zip(
                texts(shares.frame, "goedkoopst"), numbers(shares.frame, "panden").tolist(),
                numbers(shares.frame, "woningen").tolist(), strict=True,
            )
        )  # fmt: skip
        tables.append(
            Table(
                own.say("sheet_shares"), own.say("shares_table_caption"),
                columns_of(own, ("cheapest", "", "text"), ("buildings", "", "whole"), ("homes", "", "whole")), rows,
                full=True,
            )
        )  # fmt: skip
    if costs is not None:
        tables.insert(0, _per_type(costs.frame, own, names))
        lines.append(own.say("resident_how"))
    return Chapter(
        "resident", own.say("resident"), tuple(lines), (), tuple(tiles), tuple(tables), tuple(charts),
        roles=("bewonersgebouwen",),
    )  # fmt: skip


def co2_chapter(results: Results, words: Words, own: Words) -> Chapter | None:
    """Return what ways to heat emit and save, None when nobody worked that out."""
    part = part_of(results, "co2")
    if part is None:
        return None
    names = Words(words.language, "co2_report_")
    frame = part.frame
    if not has(frame, "jaar", "besparing_t", "besparing_deel", "factor_kg_kwh"):
        return None
    first = frame[numbers(frame, "jaar") == np.nanmin(numbers(frame, "jaar"))]
    last = frame[numbers(frame, "jaar") == np.nanmax(numbers(frame, "jaar"))]
    sums = dict(zip(texts(last, "concept"), numbers(last, "opgeteld_t").tolist(), strict=True))
    year = int(np.nanmin(numbers(frame, "jaar")))
    found = [
        (key, tonnes, saving, share, sums.get(key, NAN))
        for key, tonnes, saving, share in zip(
            texts(first, "concept"), *(numbers(first, n).tolist() for n in ("tonnen", "besparing_t", "besparing_deel")),
            strict=True,
        )
    ]  # fmt: skip
    rows = tuple((names.say(f"name_{row[0]}") if row[0] in CONCEPTS else row[0], *row[1:]) for row in found)
    lines = [
        own.say(
            "co2_line", concept=names.say(f"name_{key}"), tonnes=words.rounded(saving), share=words.percent(share),
            year=str(year),
        )
        for key, _, saving, share, _ in found if key in ("bronnet", "mt")
    ]  # fmt: skip
    factor = float(numbers(first, "factor_kg_kwh")[0])
    lines.append(own.say("co2_factor", factor=words.shortest(round(factor, 3)), year=str(year)))
    return Chapter(
        "co2",
        own.say("co2"),
        tuple(line[:1].upper() + line[1:] for line in lines),
        tiles=tuple(
            Tile(
                words.rounded(saving), "t", own.say("co2_tile", concept=names.say(f"name_{key}")),
                own.say("co2_remark", share=words.percent(share)),
            )
            for key, _, saving, share, _ in found if key in ("bronnet", "mt")
        ),
        tables=(
            Table(
                own.say("sheet_co2"), own.say("co2_caption", year=str(year)),
                columns_of(own, ("concept", "", "text"), ("emitted", "t/jr", "whole"), ("saved", "t/jr", "whole"),
                           ("saved_share", "", "share"), ("saved_sum", "t", "whole")), rows,
            ),
        ),
        roles=("co2gebouwen",),
    )  # fmt: skip


def _more(
    results: Results, facts: Facts, words: Words, own: Words, told: Words, tables: list[Table], charts: list[Chart]
) -> None:
    """Add what the outcome hangs on, what is contested, the investment and the course of the years."""
    doubts, built, flow = (part_of(results, key) for key in ("gevoeligheid", "investering", "kasstroom"))
    disputed, scenarios = part_of(results, "betwist"), part_of(results, "scenarios")
    if built is not None:
        frame = built.frame[numbers(built.frame, "totaal_eur") != 0.0]
        tables.append(
            Table(
                own.say("sheet_investment"), own.say("investment_caption"),
                columns_of(own, ("variant*", "", "text"), ("item*", "", "text"), ("direct", "EUR", "whole"),
                           ("on_top", "EUR", "whole"), ("sum", "EUR", "whole"), ("life", "jr", "whole"),
                           ("origin*", "", "text")),
                tuple(zip(texts(frame, "variant"), texts(frame, "post"),
                          *(numbers(frame, name).tolist() for name in ("direct_eur", "opslag_eur", "totaal_eur",
                                                                       "levensduur_jaar")),
                          texts(frame, "bron"), strict=True)), left=2, full=True, dense=True,
            )
        )  # fmt: skip
    for case in facts.cases:
        if doubts is not None:
            mine = doubts.frame[[text == case.name for text in texts(doubts.frame, "variant")]]
            mine = mine[numbers(mine, "uitslag_eur") > 0.0].head(MOST)
            if len(mine) and has(mine, "ncw_laag_eur", "ncw_hoog_eur"):
                shown = mine.assign(
                    **{
                        end: [
                            figure_of(name, value, words)
                            for name, value in zip(texts(mine, "veld"), numbers(mine, end).tolist(), strict=True)
                        ]
                        for end in ("laag", "hoog")
                    }
                )  # fmt: skip
                drawn = tornado_plot(shown, case.ncw, words, told, paying=case.paying)
                charts.append(Chart(drawn, own.say("tornado_caption", variant=case.name), full=True))
        if flow is not None:
            mine = flow.frame[[text == case.name for text in texts(flow.frame, "variant")]].sort_values("jaar")
            if len(mine) > 1 and set(FLOW) <= set(mine.columns):
                drawn = cash_flow_plot(mine, words, told)
                charts.append(Chart(drawn, own.say("flow_caption", variant=case.name), full=True))
    if disputed is not None:
        frame = disputed.frame
        yes = {1.0: own.say("yes")}
        tables.append(
            Table(
                own.say("sheet_disputed"), own.say("disputed_caption"),
                columns_of(own, ("variant*", "", "text"), ("choice*", "", "text"), ("reading*", "", "text"),
                           ("used", "", "text"), ("ncw", "EUR", "rounded"), ("turns", "", "text")),
                tuple(zip(*(texts(frame, name) for name in ("variant", "keuze", "lezing")),
                          [yes.get(value, "") for value in numbers(frame, "gekozen").tolist()],
                          numbers(frame, "ncw_eur").tolist(),
                          [yes.get(value, "") for value in numbers(frame, "omslag").tolist()], strict=True)),
                left=4, full=True, dense=True,
            )
        )  # fmt: skip
    if scenarios is not None:
        frame = _by_uptake(scenarios.frame)
        tables.append(
            Table(
                own.say("sheet_scenarios"), own.say("scenarios_caption"),
                columns_of(own, ("variant*", "", "text"), ("uptake", "", "share"), ("investment", "EUR", "rounded"),
                           ("per_home", "EUR", "rounded"), ("ncw", "EUR", "rounded")),
                tuple(zip(texts(frame, "variant"),
                          *(numbers(frame, name).tolist() for name in ("volloop", "investering_eur",
                                                                       "investering_woning_eur", "ncw_eur")),
                          strict=True)), full=True,
            )
        )  # fmt: skip


def _by_uptake(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the scenarios that differ from the chosen one in the uptake alone."""
    kept = np.zeros(len(frame), dtype=bool)
    same = [name for name in CHOICES if name in frame]
    names = np.array(texts(frame, "variant"), dtype=object)
    for i in np.flatnonzero(numbers(frame, "gekozen") == 1.0).tolist():
        row = frame.iloc[i]
        alike = np.array(frame[same].astype(str) == row[same].astype(str)).all(axis=1)
        kept |= alike & (names == str(row["variant"]))
    return frame[kept]


def _per_type(frame: pd.DataFrame, own: Words, names: Words) -> Table:
    """Return the costs a year of each way to heat, a row per type of home."""
    kinds = list(dict.fromkeys(texts(frame, "woning_id")))
    shown = [key for key in CONCEPTS if key in set(texts(frame, "concept"))]
    cells = {
        (home, concept): value
        for home, concept, value in zip(
            texts(frame, "woning_id"), texts(frame, "concept"), numbers(frame, "per_jaar_eur").tolist(), strict=True
        )
    }
    homes = dict(zip(texts(frame, "woning_id"), numbers(frame, "woningen").tolist(), strict=True))
    heads = columns_of(own, ("home_type*", "", "text"), ("homes", "", "whole"))
    more = tuple(type(heads[0])(names.say(f"short_{key}"), "", "whole") for key in shown)
    rows = tuple((kind, homes[kind], *(cells.get((kind, key), NAN) for key in shown)) for kind in kinds)
    return Table(own.say("sheet_costs"), own.say("costs_caption"), (*heads, *more), rows, dense=True)
