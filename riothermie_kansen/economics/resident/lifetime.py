"""What is replaced in a period, when, and what it is still worth at the end."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ...kentallen import Kentallen
from ...wording import dutch
from ..columns import BRONNET, CV, HYBRIDE, LUCHT, LUS, MINI

_SLACK = 1e-9

_LIFE = {
    CV: "levensduur_cv", BRONNET: "levensduur_ww", LUS: "levensduur_ww", MINI: "levensduur_ww",
    HYBRIDE: "levensduur_lucht", LUCHT: "levensduur_lucht",
}  # fmt: skip
_OUTDOOR = (HYBRIDE, LUCHT)


@dataclass(frozen=True)
class Replacement:
    """A part of the installation that is bought again.

    Attributes
    ----------
    year
        Years after the start.
    share
        Of the price of the installation.
    """

    year: float
    share: float


def replacements(concept: str, years: float, kentallen: Kentallen) -> tuple[Replacement, ...]:
    """Return what is replaced before the end of a period, in order of year.

    A boiler after 15 years, a water/water heat pump after 25, of an air/water one the outdoor unit (75 % of the price)
    after 10 to 15 and all of it after 25 (Leusden 6.5.1, table 6-6). A connection to a medium temperature network and a
    ground loop are not replaced.
    """
    if concept not in _LIFE:
        return ()
    life = kentallen.value(f"bewoner.{_LIFE[concept]}")
    outdoor, share = kentallen.value("bewoner.buitenunit_jaar"), kentallen.value("bewoner.buitenunit_deel")
    found = []
    for k in range(_times(life, years) + 1):
        if k > 0:
            found.append(Replacement(k * life, 1.0))
        if concept in _OUTDOOR and outdoor < life - _SLACK and k * life + outdoor < years - _SLACK:
            found.append(Replacement(k * life + outdoor, share))
    return tuple(found)


def boiler_beside(concept: str, kentallen: Kentallen) -> float:
    """Return the share of a gas boiler that is bought again beside the installation: ``bewoner.hybride_ketel``.

    The boiler of a hybrid heat pump is there already and comes with no price at the start; it wears out as that of the
    gas boiler concept does. Leusden (table 6-6) does not replace it in 30 years, which flatters the hybrid.
    """
    return kentallen.value("bewoner.hybride_ketel") if concept == HYBRIDE else 0.0


def all_replacements(concept: str, years: float, kentallen: Kentallen) -> tuple[Replacement, ...]:
    """Return `replacements` of a concept with those of a boiler beside it, in order of year."""
    found = replacements(concept, years, kentallen)
    if boiler_beside(concept, kentallen) > 0:
        found = (*found, *replacements(CV, years, kentallen))
    return tuple(sorted(found, key=lambda one: one.year))


def boiler_left_over(years: float, index: float, kentallen: Kentallen) -> float:
    """Return the book value of a boiler that was there at the start: 0 until it is replaced, it was not paid for."""
    return left_over(CV, years, index, kentallen) if replacements(CV, years, kentallen) else 0.0


def _times(life: float, years: float) -> int:
    """Return how often an installation is replaced before the end of a period."""
    return max(math.ceil(years / life - _SLACK) - 1, 0)


def in_words(found: tuple[Replacement, ...]) -> str:
    """Return the years of replacing in words (Dutch): "12,5 en 25"."""
    years = list(dict.fromkeys(dutch(one.year) for one in found))
    return " en ".join((", ".join(years[:-1]), years[-1])) if len(years) > 1 else "".join(years)


def factor(found: tuple[Replacement, ...], index: float, disconto: float = 0.0) -> float:
    """Return the costs of replacing per EUR of installation: ``sum share (1 + index)^year / (1 + disconto)^year``."""
    return float(sum(one.share * ((1.0 + index) / (1.0 + disconto)) ** one.year for one in found))


def left_over(concept: str, years: float, index: float, kentallen: Kentallen) -> float:
    """Return the linear book value at the end of a period per EUR of installation.

    The outdoor unit is written off by itself, from when it was placed to when it is replaced.
    """
    if concept not in _LIFE:
        return 0.0
    life = kentallen.value(f"bewoner.{_LIFE[concept]}")
    start = life * _times(life, years)
    outdoor, share = kentallen.value("bewoner.buitenunit_jaar"), kentallen.value("bewoner.buitenunit_deel")
    price = (1.0 + index) ** start
    if concept not in _OUTDOOR or outdoor >= life - _SLACK:
        return float(price * (1.0 - (years - start) / life))
    if start + outdoor < years - _SLACK:
        placed, term = start + outdoor, life - outdoor
    else:
        placed, term = start, outdoor
    unit = share * (1.0 + index) ** placed * (1.0 - (years - placed) / term)
    return float(price * (1.0 - share) * (1.0 - (years - start) / life) + unit)
