"""The report on the business case of the supplier on one HTML page: does it pay, how sure is that, what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from ..economics.contested import warnings
from ..economics.supplier import BusinessCases, Variant
from ..kentallen import Kentallen
from .business_doubts import add_chances, add_contested, add_sensitivity
from .business_sections import (
    add_build_up,
    add_cash_flow,
    add_differences,
    add_investment,
    add_scenarios,
    add_uptake,
)
from .business_words import HIGH, LOW, figure_of, money, share_of_draws, short_money
from .language import MISSING, Words
from .page import Page, Tile
from .sections import add_kentallen, add_notes, opened

KEYS = (
    "financieel.", "opslag.", "exploitatie.", "tarieven.", "subsidie.", "kosten_bron.", "co2.", "cop.", "net.verlies_",
)  # fmt: skip
"""Beginnings of the kentallen that a business case rests on."""

BESIDE = 4
"""Variants that fit beside each other in a table."""

SECTIONS = (
    add_investment, add_cash_flow, add_uptake, add_build_up, add_scenarios, add_sensitivity, add_chances, add_contested,
    add_differences,
)  # fmt: skip
ABOUT_INCOME = (add_uptake, add_scenarios, add_contested)
"""Sections that say nothing of variants without income; those pass over them."""

PAYING = (
    "row_homes", "row_connections", "row_uptake", "row_investment", "row_per_home", "row_loan", "row_ncw", "row_range",
    "row_chance", "row_payback", "row_irr", "row_top", "row_cost", "row_tipping", "row_lowest",
)  # fmt: skip
"""Figures of the table with the variants beside each other."""

MAIN = ("row_investment", "row_ncw", "row_range", "row_chance", "row_payback", "row_top", "row_tipping")
"""Those of more variants than fit beside each other."""

COSTS = ("row_homes", "row_connections", "row_investment", "row_per_home", "row_costs", "row_costs_range", "row_cost")
"""Those of variants that all are without income."""

Told = Callable[[Variant], str]
"""Says a figure of a variant."""


def business_html(
    cases: BusinessCases, *, kentallen: Kentallen, sources: Sequence[str] = (), language: str = "nl", version: str = ""
) -> str:
    """Return the report on the business case of one or more variants.

    Parameters
    ----------
    cases
        The variants, worked out.
    kentallen
        The values of the run; those of a variant that differ are listed apart.
    sources
        What was read, in words.
    language
        "nl" or "en". Names of items and kentallen, reasons and notes are in Dutch in both.
    version
        Of the plugin, for the foot of the page.
    """
    words, own = Words(language), Words(language, "business_report_")
    several = len(cases.variants) > 1
    compared = all(variant.kostenvergelijking for variant in cases.variants)
    page = opened(sources, [], words, replace(own, prefix="business_costs_") if compared else own)
    for variant in cases.variants:
        if several:
            page.subheading(variant.name)
        page.paragraph(answer(variant, words, own), "lead")
        page.tiles(_tiles(variant, words, own))
        _warn(page, variant, words, own)
    page.paragraph(own.say("costs_lead" if compared else "lead"), "message")
    page.contents()
    if several:
        _beside(page, cases, words, own)
    for add in SECTIONS:
        if not (compared and add in ABOUT_INCOME):
            add(page, cases, words, own)
    add_notes(page, cases.notes, cases.findings, words, own)
    add_kentallen(page, kentallen, KEYS, words, own, lead=True)
    page.footer(own.say("footer", version=version))
    return page.html()


def answer(variant: Variant, words: Words, own: Words) -> str:
    """Return in words whether a variant pays, how sure that is, and where it tips; without income what it costs."""
    low, high = (variant.simulation.kwantiel(chance) for chance in (LOW, HIGH))
    value = variant.ncw_eur
    if variant.kostenvergelijking:
        return own.say(
            "answer_costs",
            variant=variant.name,
            years=words.number(variant.case.financiering.horizon),
            rate=figure_of("disconto", float(variant.assumptions.disconto), words),
            value=money(-value, words),
            low=money(-high, words),
            high=money(-low, words),
        )
    if low > 0.0 and value > 0.0:
        verdict = "yes"
    elif high < 0.0 and value <= 0.0:
        verdict = "no"
    else:
        verdict = "perhaps_yes" if value > 0.0 else "perhaps_no"
    said = [
        own.say(f"answer_{verdict}", variant=variant.name),
        own.say(
            "answer_value",
            years=words.number(variant.case.financiering.horizon),
            uptake=words.percent(float(variant.assumptions.volloop)),
            value=money(value, words),
            low=money(low, words),
            high=money(high, words),
            chance=share_of_draws(variant.simulation.kans_positief, words, own),
        ),
    ]
    if not low <= value <= high:
        said.append(own.say("answer_rosy" if value > high else "answer_gloomy"))
    points = [
        own.say(f"answer_{root.veld}", value=figure_of(root.veld, root.waarde, words).removeprefix("×\u00a0"))
        for root in variant.tipping
        if np.isfinite(root.waarde)
    ]
    said.append(own.say("answer_points", points="; ".join(points)) if points else own.say("answer_no_points"))
    return " ".join(said)


def _warn(page: Page, variant: Variant, words: Words, own: Words) -> None:
    """Say which contested choices the sign of the outcome hangs on."""
    found = () if variant.kostenvergelijking else warnings(variant.contested, words.code)
    if len(found) == 1:
        page.warning(found[0])
    elif found:
        page.warning(own.say("warnings", n=words.number(len(found)), variant=variant.name))
        page.bullets(list(found))


def _tiles(variant: Variant, words: Words, own: Words) -> list[Tile]:
    found = variant.measures
    low, high = (variant.simulation.kwantiel(chance) for chance in (LOW, HIGH))
    uptake = variant.root("volloop")
    per_home = float(found.investering_per_woning_eur)
    if variant.kostenvergelijking:
        low, high = -high, -low
        ends = {"low": " ".join(short_money(low, words)), "high": " ".join(short_money(high, words))}
        return [
            Tile(*short_money(-variant.ncw_eur, words), own.say("row_costs"), own.say("ncw_remark", **ends)),
            Tile(
                *short_money(float(found.investering_eur), words), own.say("investment"),
                own.say("investment_remark", home=words.rounded(per_home)),
            ),
            Tile(*short_money(-float(found.ncw_per_woning_eur), words), own.say("costs_per_home"), ""),
        ]  # fmt: skip
    return [
        Tile(
            *short_money(variant.ncw_eur, words), own.say("ncw"),
            own.say("ncw_remark", low=" ".join(short_money(low, words)), high=" ".join(short_money(high, words))),
        ),
        Tile(
            *short_money(float(found.investering_eur), words), own.say("investment"),
            own.say("investment_remark", home=words.rounded(per_home)),
        ),
        Tile(
            share_of_draws(variant.simulation.kans_positief, words, own), "", own.say("chance"),
            own.say("chance_remark", n=words.number(variant.simulation.trekkingen)),
        ),
        Tile(figure_of("volloop", uptake.waarde, words), "", own.say("tipping"), _reckoned_with(variant, words, own)),
        _last_tile(variant, words, own),
    ]  # fmt: skip


def _reckoned_with(variant: Variant, words: Words, own: Words) -> str:
    """Return what the uptake is set against, and whether there is any at which it pays."""
    kind = variant.root("volloop").soort
    used = own.say("tipping_remark", used=words.percent(float(variant.assumptions.volloop)))
    return f"{own.say(f'tipping_{kind}')}; {used}" if kind in ("altijd", "nooit", "los") else used


def _last_tile(variant: Variant, words: Words, own: Words) -> Tile:
    """Return the pay-back time of what pays, and what is lacking of what does not."""
    found = variant.measures
    if variant.ncw_eur < 0.0:
        return Tile(*short_money(float(found.onrendabele_top_eur), words), own.say("top"), own.say("top_remark"))
    remark = own.say("payback_remark", irr=words.percent(float(found.irr), 1))
    return Tile(_years(float(found.tvt_jaar), words, own), "", own.say("payback"), remark)


def _years(value: float, words: Words, own: Words) -> str:
    return own.say("years", n=words.number(value, 1)) if np.isfinite(value) else own.say("never")


def _beside(page: Page, cases: BusinessCases, words: Words, own: Words) -> None:
    """Add the variants beside each other."""
    page.heading(own.say("beside"))
    told = _figures(words, own)
    keys = COSTS if all(variant.kostenvergelijking for variant in cases.variants) else PAYING
    wide = len(cases.variants) > BESIDE
    if wide and keys is PAYING:
        keys = MAIN
    rows = [[own.say(key), *(told[key](variant) for variant in cases.variants)] for key in keys]
    names = [variant.name for variant in cases.variants]
    if not wide:
        page.table([own.say("figure"), *names], rows, caption=own.say("beside_caption"))
        return
    # too many columns for a page: turned round, with the figures that tell most
    titles, *turned = zip(*rows, strict=True)
    table = [[name, *cells] for name, cells in zip(names, turned, strict=True)]
    page.table([own.say("variant"), *titles], table, caption=own.say("beside_caption"), dense=True)


def _figures(words: Words, own: Words) -> dict[str, Told]:
    """Return what says a figure of a variant, by the key of its title."""

    def eur(name: str, sign: float = 1.0) -> Told:
        return lambda variant: money(sign * float(getattr(variant.measures, name)), words)

    def draws(sign: float = 1.0) -> Told:
        ends = (LOW, HIGH) if sign > 0.0 else (HIGH, LOW)
        return lambda variant: " … ".join(words.rounded(sign * variant.simulation.kwantiel(chance)) for chance in ends)

    def paid(value: Told) -> Told:
        """Of variants without income there is no such figure."""
        return lambda variant: MISSING if variant.kostenvergelijking else value(variant)

    return {
        "row_homes": lambda v: words.number(v.project.woningen),
        "row_connections": lambda v: words.number(v.project.aansluitingen),
        "row_uptake": lambda v: words.percent(float(v.assumptions.volloop)),
        "row_investment": eur("investering_eur"),
        "row_per_home": eur("investering_per_woning_eur"),
        "row_loan": eur("lening_eur"),
        "row_ncw": eur("ncw_eur"),
        "row_range": draws(),
        "row_costs": eur("ncw_eur", -1.0),
        "row_costs_range": draws(-1.0),
        "row_chance": paid(lambda v: share_of_draws(v.simulation.kans_positief, words, own)),
        "row_payback": paid(lambda v: _years(float(v.measures.tvt_jaar), words, own)),
        "row_irr": paid(lambda v: words.percent(float(v.measures.irr), 1)),
        "row_top": paid(eur("onrendabele_top_eur")),
        "row_cost": lambda v: figure_of("kostprijs_eur_gj", round(float(v.measures.kostprijs_eur_gj), 1), words),
        "row_tipping": paid(lambda v: figure_of("volloop", v.root("volloop").waarde, words)),
        "row_lowest": eur("laagste_ncw_eur"),
    }
