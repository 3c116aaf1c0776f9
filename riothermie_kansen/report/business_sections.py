"""Sections of the report on a business case: each adds one heading, with a part per variant where there are several."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from ..economics.assumptions import VASTRECHT
from ..economics.breakeven import Root
from ..economics.columns import REGELS_BATEN, REGELS_LASTEN
from ..economics.supplier import BusinessCases, Variant, different_choices
from ..messages import message
from .business_plots import chance_plot, stack_plot, tornado_plot
from .cash_plots import cash_flow_plot, value_plot
from .language import MISSING, Words, unit_text
from .page import Page

GROUP = 3
"""Variants in one plot of costs and income."""

SHOWN = 12
"""Assumptions in the plot of the sensitivity; the table has all of them."""

_PERCENT = frozenset(
    {
        "auk",
        "winst_risico",
        "onvoorzien",
        "projectkosten",
        "engineering",
        "volloop",
        "verlies",
        "rente",
        "disconto",
        "inflatie",
        "restwaarde",
        "wis_deel",
        "pomp_deel",
        "ketelrendement",
    }
)
_FACTOR = frozenset({"investering_factor", "exploitatie_factor", "warmte_factor"})
_TABLE_YEARS = (0, 1, 5, 10, 15, 20, 25, 30, 35, 40, 50)
_THOUSAND = 1e3
_MILLION = 1e6
_PERCENT_HALF = 0.005
_TIED = "\u00a0"

FLOW_ROWS = (
    "investering", "herinvestering", "bak", "subsidie", "lening", *REGELS_BATEN, *REGELS_LASTEN, "rente", "aflossing",
    "restwaarde",
)  # fmt: skip


def money(value: float, words: Words) -> str:
    """Return an amount as an estimate: three digits and EUR."""
    return f"{words.rounded(value)}{_TIED}EUR" if np.isfinite(value) else MISSING


def short_money(value: float, words: Words) -> tuple[str, str]:
    """Return an amount as an estimate and its unit, from a million on in millions."""
    if not abs(value) >= _MILLION:
        return words.rounded(value), "EUR"
    return words.rounded(value / _MILLION), "mln EUR"


def share_of_draws(share: float, words: Words, own: Words) -> str:
    """Return a share of the draws; what is almost none or almost all is not called that."""
    if 0.0 < share < _PERCENT_HALF:
        return own.say("less_than_one")
    if 1.0 - _PERCENT_HALF < share < 1.0:
        return own.say("more_than_99")
    return words.percent(share)


def figure_of(field: str, value: float, words: Words) -> str:
    """Return a value of an assumption with its unit."""
    if not np.isfinite(value):
        return MISSING
    if field in _PERCENT or field.startswith("onderhoud_") or field.endswith("_deel"):
        text = words.percent(value, 0 if abs(100.0 * value - round(100.0 * value)) < 0.05 else 1)
        return text.replace(" ", _TIED)
    if field in _FACTOR:
        return f"×{_TIED}{words.shortest(round(value, 2))}"
    for end, unit in (("_eur_gj", "EUR/GJ"), ("_eur_kwh", "EUR/kWh"), ("_eur_t", "EUR/t"), ("_eur_kw", "EUR/kW")):
        if field.endswith(end):
            return f"{_exact(value, words)}{_TIED}{unit}"
    amount = field.endswith("_eur") or field == VASTRECHT
    return f"{_exact(value, words)}{_TIED}EUR" if amount else _exact(value, words)


def _exact(value: float, words: Words) -> str:
    """Return a value as it was given, of one that was reckoned three digits."""
    four = float(f"{value:.4g}")
    return words.shortest(four) if abs(four - value) <= 1e-9 * abs(value) else words.rounded(value)


def add_investment(page: Page, cases: BusinessCases, words: Words, own: Words) -> None:
    """Add what it costs to build: items, surcharges with their base, and the total."""
    page.heading(own.say("build"))
    page.paragraph(own.say("build_lead"))
    for variant in _each(page, cases):
        case, found = variant.case, variant.investment
        rows = [
            [
                item.naam, words.number(_one(found.direct[i])), words.number(_one(found.surcharge[i])),
                words.number(_one(found.total_item[i])), _life(item.levensduur, case.financiering.horizon, words, own),
                item.bron or MISSING,
            ]
            for i, item in enumerate(case.posten)
        ]  # fmt: skip
        direct = sum(_one(value) for value in found.direct)
        extra = sum(_one(value) for value in found.surcharge)
        foot = [own.say("total"), words.number(direct), words.number(extra), words.number(_one(found.total)), "", ""]
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
                    surcharge.naam, words.percent(_one(surcharge.deel), 1),
                    str(over[i]) if i < len(over) else ", ".join(surcharge.grondslag), words.number(_one(amount)),
                ]
                for i, (surcharge, amount) in enumerate(zip(case.opslagen, found.surcharges, strict=True))
            ]  # fmt: skip
            head = [own.say(key) for key in ("surcharge", "share", "base", "amount")]
            page.table(head, listed, caption=own.say("surcharge_caption"), left=(0, 2), lang=(0, 2))


def add_cash_flow(page: Page, cases: BusinessCases, words: Words, own: Words) -> None:
    """Add the cash flow: a plot, and the lines in some years."""
    page.heading(own.say("flow"))
    page.paragraph(own.say("flow_lead"))
    for variant in _each(page, cases):
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
    for variant in _each(page, cases, income=True):
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
    foot = [own.say("row_ncw_home"), *(words.number(_one(v.measures.ncw_per_woning_eur)) for v in variants)]
    page.table(head, rows, caption=own.say("stack_table_caption"), foot=foot)


def add_scenarios(page: Page, cases: BusinessCases, words: Words, own: Words) -> None:
    """Add the matrix: a row per combination of settings, a column per uptake."""
    page.heading(own.say("matrix"))
    page.paragraph(own.say("matrix_lead"))
    for variant in _each(page, cases, income=True):
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


def add_sensitivity(page: Page, cases: BusinessCases, words: Words, own: Words) -> None:
    """Add what matters most."""
    page.heading(own.say("tornado"))
    page.paragraph(own.say("tornado_lead"))
    for variant in _each(page, cases):
        table = variant.sensitivity[variant.sensitivity["uitslag_eur"] > 0.0]
        if not len(table):
            page.paragraph(own.say("tornado_none"))
            continue
        shown = table.head(SHOWN).assign(
            laag=[figure_of(f, v, words) for f, v in zip(table["veld"][:SHOWN], table["laag"][:SHOWN], strict=True)],
            hoog=[figure_of(f, v, words) for f, v in zip(table["veld"][:SHOWN], table["hoog"][:SHOWN], strict=True)],
        )
        page.figure(tornado_plot(shown, variant.ncw_eur, words, own), own.say("tornado_caption"))
        rows = [
            [
                row["aanname"], figure_of(row["veld"], row["waarde"], words),
                " – ".join(figure_of(row["veld"], row[end], words) for end in ("laag", "hoog")),
                words.rounded(row["ncw_laag_eur"]), words.rounded(row["ncw_hoog_eur"]),
                figure_of(row["veld"], row["kantelpunt"], words), row["bron"],
            ]
            for _, row in table.iterrows()
        ]  # fmt: skip
        head = [own.say(k) for k in ("assumption", "used", "range", "ncw_low", "ncw_high", "tips_at", "source")]
        page.table(head, rows, caption=own.say("tornado_table_caption"), left=(0, 6), lang=(0, 6), dense=True)


def add_chances(page: Page, cases: BusinessCases, words: Words, own: Words) -> None:
    """Add how the outcome spreads when all uncertain assumptions are drawn together."""
    page.heading(own.say("chances"))
    page.paragraph(own.say("chances_lead"))
    for variant in _each(page, cases):
        draws = variant.simulation
        marked = [(draws.kwantiel(share), f"P{round(100 * share)}") for share in (0.1, 0.5, 0.9)]
        page.figure(
            chance_plot(draws.ncw_eur, marked, words, own),
            own.say("chance_caption", n=words.number(draws.trekkingen), seed=draws.zaad),
        )
        quantiles = [
            [own.say("quantile", share=words.percent(share)), money(value, words)]
            for share, value in sorted(draws.kwantielen.items())
        ]
        page.table([own.say("draws_below"), own.say("ncw")], quantiles, caption=own.say("quantile_caption"), left=(0,))
        rows = [
            [
                row["aanname"], own.say(f"shape_{row['verdeling']}"),
                *(figure_of(row["veld"], row[name], words) for name in ("laag", "waarde", "hoog")),
                words.number(row["correlatie"], 2), row["bron"],
            ]
            for _, row in draws.verdelingen.iterrows()
        ]  # fmt: skip
        head = [own.say(key) for key in ("assumption", "shape", "low", "used", "high", "weighs", "source")]
        page.table(head, rows, caption=own.say("draws_caption"), left=(0, 1, 6), lang=(0, 6), dense=True)


def add_contested(page: Page, cases: BusinessCases, words: Words, own: Words) -> None:
    """Add what the sources disagree on, with the outcome under each reading."""
    page.heading(own.say("contested"))
    page.paragraph(own.say("contested_lead"))
    for variant in _each(page, cases, income=True):
        rows = []
        for choice in variant.contested:
            for i, reading in enumerate(choice.lezingen):
                name = choice.naam(words.code)
                rows.append(
                    [
                        f"{name[:1].upper()}{name[1:]}" if not i else "",
                        reading.naam(words.code) + (f" ({own.say('in_use')})" if reading.gekozen else ""),
                        words.number(reading.ncw_eur),
                        own.say("turns").replace(" ", _TIED) if choice.kantelt(reading) else "",
                    ]
                )
        if not rows:
            page.paragraph(own.say("contested_none"))
            continue
        head = [own.say(key) for key in ("choice", "reading", "ncw_eur", "sign")]
        page.table(head, rows, caption=own.say("contested_caption"), left=(0, 1, 3))
        page.bullets(
            [f"{_capital(choice.naam(words.code))}: {choice.uitleg(words.code)}" for choice in variant.contested]
        )


def add_differences(page: Page, cases: BusinessCases, words: Words, own: Words) -> None:
    """Add what differs from the standard: kentallen, choices, and amounts of the project itself."""
    page.heading(own.say("different"))
    page.paragraph(own.say("different_lead"))
    for variant in _each(page, cases):
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
            [stream.naam, stream.key, MISSING, words.shortest(round(_one(stream.eur), 2)), f"EUR/{stream.maat}"]
            for stream in variant.project.jaarposten
        ]
        if not rows:
            page.paragraph(own.say("different_none"))
            continue
        head = [own.say(key) for key in ("kental", "key", "standard", "used", "unit")]
        page.table(head, rows, caption=own.say("different_caption"), left=(0, 1, 4), lang=(0,), dense=True)


def _each(page: Page, cases: BusinessCases, *, income: bool = False) -> Iterator[Variant]:
    """Yield the variants (those with income alone), each under its own name where there are several."""
    for variant in cases.variants:
        if income and variant.kostenvergelijking:
            continue
        if len(cases.variants) > 1:
            page.subheading(variant.name)
        yield variant


def _amount(parts: pd.DataFrame, variant: str, side: str, title: str, words: Words) -> str:
    found = parts[(parts["variant"] == variant) & (parts["kant"] == side) & (parts["naam"] == title)]
    return words.number(float(found["eur_woning"].sum())) if len(found) else MISSING


def _life(years: float | None, horizon: int, words: Words, own: Words) -> str:
    """Return after how many years an item is replaced; what outlives the business case is not."""
    if years is None or not years < horizon:
        return MISSING
    return own.say("years", n=words.shortest(years))


def _one(value: object) -> float:
    """Return a figure, of one per run the first."""
    return float(np.asarray(value, dtype=np.float64).ravel()[0])


def _value(value: float | tuple[float, ...], words: Words) -> str:
    return "; ".join(words.shortest(one) for one in (value if isinstance(value, tuple) else (value,)))


def _word(value: object, own: Words) -> str:
    if isinstance(value, bool):
        return own.say("is_ja" if value else "is_nee")
    if isinstance(value, tuple):
        return "; ".join(f"{100.0 * float(one):.10g} %" for one in value)
    return own.say("by_nettype") if value is None else str(value)


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
