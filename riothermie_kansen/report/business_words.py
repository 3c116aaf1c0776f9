"""How the report on a business case says amounts, values and names."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..economics.assumptions import VASTRECHT
from ..economics.supplier import BusinessCases, Variant
from .language import MISSING, Words
from .page import Page

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
LOW, HIGH = 0.1, 0.9
"""Chances between which an outcome is said to lie: eight of ten draws."""

_MILLION = 1e6
_PERCENT_HALF = 0.005
TIED = "\u00a0"
"""Space that does not break a line."""


def money(value: float, words: Words) -> str:
    """Return an amount as an estimate: three digits and EUR."""
    return f"{words.rounded(value)}{TIED}EUR" if np.isfinite(value) else MISSING


def short_money(value: float, words: Words) -> tuple[str, str]:
    """Return an amount as an estimate and its unit, from a million on in millions."""
    if not abs(value) >= _MILLION:
        return words.rounded(value), "EUR"
    return words.rounded(value / _MILLION), "mln EUR" if words.code == "nl" else "million EUR"


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
        return text.replace(" ", TIED)
    if field in _FACTOR:
        return f"×{TIED}{words.shortest(round(value, 2))}"
    for end, unit in (("_eur_gj", "EUR/GJ"), ("_eur_kwh", "EUR/kWh"), ("_eur_t", "EUR/t"), ("_eur_kw", "EUR/kW")):
        if field.endswith(end):
            return f"{_exact(value, words)}{TIED}{unit}"
    amount = field.endswith("_eur") or field == VASTRECHT
    return f"{_exact(value, words)}{TIED}EUR" if amount else _exact(value, words)


def _exact(value: float, words: Words) -> str:
    """Return a value as it was given, of one that was reckoned three digits."""
    four = float(f"{value:.4g}")
    return words.shortest(four) if abs(four - value) <= 1e-9 * abs(value) else words.rounded(value)


def each(page: Page, cases: BusinessCases, *, income: bool = False) -> Iterator[Variant]:
    """Yield the variants (those with income alone), each under its own name where there are several."""
    for variant in cases.variants:
        if income and variant.kostenvergelijking:
            continue
        if len(cases.variants) > 1:
            page.subheading(variant.name)
        yield variant


def one(value: object) -> float:
    """Return a figure, of one per run the first."""
    return float(np.asarray(value, dtype=np.float64).ravel()[0])


def name_within(text: str) -> str:
    """Return a name as it stands within a sentence; abbreviations keep their capitals."""
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def capital(text: str) -> str:
    """Return a text with a capital in front."""
    return f"{text[:1].upper()}{text[1:]}"
