"""Sections of the report on a business case: each adds one heading, with a part per variant where there are several."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..economics.breakeven import Root
from ..economics.columns import GJ, REGELS_BATEN, REGELS_LASTEN, VAST
from ..economics.supplier import BusinessCases, Variant, different_choices
from ..messages import message
from .business_plots import stack_plot
from .business_words import each, figure_of, one
from .cash_plots import cash_flow_plot, value_plot
from .language import MISSING, Words, unit_text
from .page import Page

GROUP = 3
"""Variants in one plot of costs and income."""

_TABLE_YEARS = (0, 1, 5, 10, 15, 20, 25, 30, 35, 40, 50)
_THOUSAND = 1e3
FLOW_ROWS = (
    "investering", "herinvestering", "bak", "subsidie", "lening", *REGELS_BATEN, *REGELS_LASTEN, "rente", "aflossing",
    "restwaarde",
)  # fmt: skip


def add_investment(page: Page, cases: BusinessCases, words: Words, own: Words) -> None:
    """Add what it costs to build: items, surcharges with their base, and the total."""
    page.heading(own.say("build"))
    page.paragraph(own.say("build_lead"))
    for variant in each(page, cases):
        case, found = variant.case, variant.investment
        rows = [
            [
                item.naam, words.number(one(found.direct[i])), words.number(one(found.surcharge[i])),
                words.number(one(found.total_item[i])), _life(item.levensduur, case.financiering.horizon, words, own),
                item.bron or MISSING,
            ]
            for i, item in enumerate(case.posten)
        ]  # fmt: skip
        direct = sum(one(value) for value in found.direct)
        extra = sum(one(value) for value in found.surcharge)
        foot = [own.say("total"), words.number(direct), words.number(extra), words.number(one(found.total)), "", ""]
        head = [own.say(key) for key in ("item", "direct", "extra", "total", "life", "source")]
        page.table(
            head, rows, caption=own.say("build_caption", year=f"{case.prijspeil:.0f}"), left=(0, 5), foot=foot,
            lang=(0, 5), dense=True,
        )  # fmt: skip
        table = found.frame[found.frame["grondslag"].astype(object).fillna("") != ""]
        if len(case.opslagen):
            over = table["grondslag"].astype(object).tolist()
            listed = [
                [
                    surcharge.naam, words.percent(one(surcharge.deel), 1),
                    str(over[i]) if i < len(over) else ", ".join(surcharge.grondslag), words.number(one(amount)),
                ]
                for i, (surcharge, amount) in enumerate(zip(case.opslagen, found.surcharges, strict=True))
            ]  # fmt: skip
            head = [own.say(key) for key in ("surcharge", "share", "base", "amount")]
            page.table(head, listed, caption=own.say("surcharge_caption"), left=(0, 2), lang=(0, 2))


def add_cash_flow(page: Page, cases: BusinessCases, words: Words, own: Words) -> None:
    """Add the cash flow: a plot, and the lines in some years."""
    page.heading(own.say("flow"))
    page.paragraph(own.say("flow_lead"))
    for variant in each(page, cases):
        flow = variant.flows.frame(variant.name)
        page.figure(cash_flow_plot(flow, words, own), own.say("flow_caption"))
        last = int(flow["jaar"].iloc[-1])
        years = [year for year in _TABLE_YEARS if year < last] + [last]
        picked = flow.set_index("jaar").loc[years]
        rows = []
        for line in (*FLOW_ROWS, "kasstroom", "contant", "ncw"):
            values = picked[f"{line}_eur"].to_numpy(dtype=np.float64)
            if line in FLOW_ROWS and not np.abs(flow[f"{line}_eur"].to_numpy(dtype=np.float64)).max() > 0.0:
                continue
            cells = [words.number(value) if value else MISSING for value in values.tolist()]
            rows.append([own.say(f"line_{line}"), *cells])
        head = [own.say("line"), *(own.say("year", n=year) for year in years)]
        page.table(head, rows, caption=own.say("flow_table_caption"), dense=True)


def add_uptake(page: Page, cases: BusinessCases, words: Words, own: Words) -> None:
    """Add the net present value over the years for every uptake, and the tipping points."""
    page.heading(own.say("uptake"))
    page.paragraph(own.say("uptake_lead"))
    for variant in each(page, cases, income=True):
        curves = {
            own.say("curve", uptake=words.percent(share)): np.asarray(values, dtype=np.float64)
            for share, values in variant.scenarios.cumulatief.items()
        }
        page.figure(value_plot(curves, words, own), own.say("value_caption"))
        rows = [
            [
                root.naam, figure_of(root.veld, root.gebruikt, words), figure_of(root.veld, root.waarde, words),
                _tips(root, words, own),
            ]
            for root in variant.tipping
            if root.soort != "los"
        ]  # fmt: skip
        head = [own.say(key) for key in ("assumption", "used", "tips_at", "meaning")]
        page.table(head, rows, caption=own.say("tipping_caption"), left=(0, 3), lang=(0,))


def _tips(root: Root, words: Words, own: Words) -> str:
    """Return on which side of its tipping point an assumption pays, or that it has none in the range."""
    return own.say(
        f"tips_{root.soort}",
        values="; ".join(figure_of(root.veld, value, words) for value in root.waarden),
        low=figure_of(root.veld, root.laag, words),
        high=figure_of(root.veld, root.hoog, words),
    )


def add_build_up(page: Page, cases: BusinessCases, words: Words, own: Words) -> None:
    """Add costs beside income per home."""
    page.heading(own.say("stack"))
    page.paragraph(own.say("stack_lead"))
    parts = cases.table("opbouw")
    parts = parts.assign(naam=[message(f"opbouw_{line}", words.code) for line in parts["regel"]])
    for start in range(0, len(cases.variants), GROUP):
        variants = cases.variants[start : start + GROUP]
        _beside(page, parts[parts["variant"].isin([one.name for one in variants])], variants, words, own)


def _beside(page: Page, parts: pd.DataFrame, variants: tuple[Variant, ...], words: Words, own: Words) -> None:
    """Add costs and income per home of some variants beside each other."""
    page.figure(stack_plot(parts, words, own), own.say("stack_caption"))
    head = [own.say("line"), *(own.say("per_home_of", variant=variant.name) for variant in variants)]
    rows = []
    for side in ("lasten", "baten"):
        for title in dict.fromkeys(parts.loc[parts["kant"] == side, "naam"]):
            cells = [_amount(parts, variant.name, side, title, words) for variant in variants]
            rows.append([own.say(f"side_{side}", name=title), *cells])
    foot = [own.say("row_ncw_home"), *(words.number(one(v.measures.ncw_per_woning_eur)) for v in variants)]
    page.table(head, rows, caption=own.say("stack_table_caption"), foot=foot)


def add_scenarios(page: Page, cases: BusinessCases, words: Words, own: Words) -> None:
    """Add the matrix: a row per combination of settings, a column per uptake."""
    page.heading(own.say("matrix"))
    page.paragraph(own.say("matrix_lead"))
    for variant in each(page, cases, income=True):
        frame = variant.scenarios.frame
        uptakes = list(dict.fromkeys(frame["volloop"].tolist()))
        keys = ["telling", "wis", "sde", "certificaten"]
        rows = []
        for values, part in frame.groupby(keys, sort=False):
            by_uptake = part.set_index("volloop")["ncw_eur"]
            rows.append(
                [
                    own.say(f"count_{values[0]}"),
                    *(own.say(f"is_{value}") for value in values[1:]),
                    *(words.number(float(by_uptake.loc[uptake]) / _THOUSAND) for uptake in uptakes),
                    figure_of("volloop", float(part["breakeven_volloop"].iloc[0]), words),
                ]
            )
        heads = [own.say(key) for key in ("counted", "wis", "sde", "certificates")]
        head = [*heads, *(words.percent(uptake) for uptake in uptakes), own.say("tips_at")]
        chosen = frame.loc[frame["gekozen"] == 1, "volloop"]
        column = 4 + uptakes.index(float(chosen.iloc[0])) if len(chosen) else None
        page.table(head, rows, caption=own.say("matrix_caption"), left=(0, 1, 2, 3), chosen=column, dense=True)


def add_differences(page: Page, cases: BusinessCases, words: Words, own: Words) -> None:
    """Add what differs from the standard: kentallen, choices, and amounts of the project itself."""
    page.heading(own.say("different"))
    page.paragraph(own.say("different_lead"))
    for variant in each(page, cases):
        rows = [
            [
                variant.kentallen[change.key].naam or change.key, change.key, _value(change.standaard, words),
                _value(change.waarde, words), unit_text(change.eenheid),
            ]
            for change in variant.kentallen.changed()
        ]  # fmt: skip
        rows += [
            [own.say("choice"), name, _word(getattr(type(variant.choices)(), name), own), _word(value, own), ""]
            for name, value in different_choices(variant.choices).items()
        ]
        rows += [
            [stream.naam, stream.key, MISSING, words.shortest(round(one(stream.eur), 2)), _per(stream.maat, own)]
            for stream in variant.project.jaarposten
        ]
        if not rows:
            page.paragraph(own.say("different_none"))
            continue
        head = [own.say(key) for key in ("kental", "key", "standard", "used", "unit")]
        page.table(head, rows, caption=own.say("different_caption"), left=(0, 1, 4), lang=(0,), dense=True)


def _amount(parts: pd.DataFrame, variant: str, side: str, title: str, words: Words) -> str:
    found = parts[(parts["variant"] == variant) & (parts["kant"] == side) & (parts["naam"] == title)]
    return words.number(float(found["eur_woning"].sum())) if len(found) else MISSING


def _life(years: float | None, horizon: int, words: Words, own: Words) -> str:
    """Return after how many years an item is replaced; what outlives the business case is not."""
    if years is None or not years < horizon:
        return MISSING
    return own.say("years", n=words.shortest(years))


def _per(measure: str, own: Words) -> str:
    """Return the unit of a yearly amount."""
    unit = measure.upper() if measure == GJ else measure
    return "/".join(["EUR", *([] if measure == VAST else [unit]), own.say("per_year")])


def _value(value: float | tuple[float, ...], words: Words) -> str:
    return "; ".join(words.shortest(one) for one in (value if isinstance(value, tuple) else (value,)))


def _word(value: object, own: Words) -> str:
    if isinstance(value, bool):
        return own.say("is_ja" if value else "is_nee")
    if isinstance(value, tuple):
        return "; ".join(f"{100.0 * float(one):.10g} %" for one in value)
    return own.say("by_nettype") if value is None else str(value)
