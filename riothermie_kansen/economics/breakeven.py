"""At which value of an assumption the business case just pays: found by solving, not by trying."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import InputError
from ..kentallen import Kentallen
from ..messages import message
from ..wording import dutch
from .assumptions import Assumptions
from .project import Choices, Project
from .solve import Array, function_of, roots, value_of
from .uncertainty import in_words, name_of, search_range, unit_of

FIELDS = ("volloop", "vastrecht", "bak_eur", "warmteprijs_eur_gj", "investering_factor")
"""What is solved for in a report."""


@dataclass(frozen=True)
class Root:
    """Where the net present value crosses zero.

    Attributes
    ----------
    veld
        Field of `Assumptions`, or ``"vastrecht"``.
    naam, eenheid
        In words (Dutch), and the unit of the values.
    waarde
        The root nearest to the value in use; NaN if there is none.
    waarden
        All roots in the range, ascending.
    gebruikt
        The value in use.
    laag, hoog
        The range that was searched.
    ncw_laag_eur, ncw_hoog_eur
        Net present value at its ends.
    soort
        ``"vanaf"`` (positive from the root on), ``"tot"`` (positive up to it), ``"raakt"`` (zero there, the same sign
        on both sides), ``"meer"`` (several roots), or without a root ``"altijd"``, ``"nooit"`` or ``"los"`` (the
        outcome does not depend on it).
    """

    veld: str
    naam: str
    eenheid: str
    waarde: float
    waarden: tuple[float, ...]
    gebruikt: float
    laag: float
    hoog: float
    ncw_laag_eur: float
    ncw_hoog_eur: float
    soort: str

    @property
    def reden(self) -> str:
        """What the roots mean, as a Dutch sentence."""
        return self.text("nl")

    def text(self, language: str) -> str:
        """Return what the roots mean as a sentence in ``"en"`` or ``"nl"``."""
        listed = "; ".join(self.figure(value, language) for value in self.waarden)
        return message(
            f"kantelpunt_{self.soort}",
            language,
            name=self.naam,
            value=self.figure(self.waarde, language),
            values=listed,
            low=self.figure(self.laag, language),
            high=self.figure(self.hoog, language),
        )

    def figure(self, value: float, language: str = "nl") -> str:
        """Return a value of the assumption as it is said, with its unit."""
        return in_words(self.veld, value, self.eenheid, language)


def break_even(
    project: Project,
    choices: Choices,
    assumptions: Assumptions,
    kentallen: Kentallen,
    field: str,
    *,
    low: float | None = None,
    high: float | None = None,
) -> Root:
    """Return the value of an assumption at which the net present value is zero; the rest stays as it is.

    Parameters
    ----------
    project, choices, assumptions, kentallen
        The business case; the assumptions single figures.
    field
        A field of `Assumptions`, or ``"vastrecht"``: one standing charge for every connection.
    low, high
        Range to search; None: what the assumption may be.

    Raises
    ------
    InputError
        There is no such field, the range is empty, or there is no case at an end of it.
    """
    used = value_of(project, assumptions, field)
    standard = search_range(field, used, project.nettype, kentallen)
    low, high = standard[0] if low is None else float(low), standard[1] if high is None else float(high)
    if not (np.isfinite(low) and np.isfinite(high) and low < high):
        raise InputError("kantelpunt_bereik", field=field, low=dutch(low), high=dutch(high))
    function = function_of(project, choices, assumptions, kentallen, field)
    # besides the ends two points in between: what is equal at both ends may still move
    points = function(np.array([low, 0.6 * low + 0.4 * high, used if low < used < high else low, high]))
    found = roots(function, low, high)
    nearest_root = min(found, key=lambda value: (abs(value - used), value), default=float("nan"))
    return Root(
        veld=field,
        naam=name_of(field, project.nettype, kentallen),
        eenheid=unit_of(field, project.nettype, kentallen),
        waarde=nearest_root,
        waarden=found,
        gebruikt=used,
        laag=low,
        hoog=high,
        ncw_laag_eur=float(points[0]),
        ncw_hoog_eur=float(points[-1]),
        soort=_kind(found, points),
    )


def break_evens(
    project: Project,
    choices: Choices,
    assumptions: Assumptions,
    kentallen: Kentallen,
    fields: tuple[str, ...] = FIELDS,
) -> tuple[Root, ...]:
    """Return `break_even` of several assumptions, in order."""
    return tuple(break_even(project, choices, assumptions, kentallen, field) for field in fields)


def _kind(found: tuple[float, ...], points: Array) -> str:
    low, high = float(points[0]), float(points[-1])
    if len(found) > 1:
        return "meer"
    if found and low * high > 0.0:
        return "raakt"
    if found:
        return "vanaf" if high > low else "tot"
    if float(np.ptp(points)) < 0.005:
        return "los"
    return "altijd" if low > 0.0 else "nooit"
