"""What the difference between a printed figure and ours means."""

from __future__ import annotations

from ..figures.study import AFRONDING, FOUT, GELIJK, NIET, VERKLAARD, Printed
from .bench import Outcome
from .columns import ONVERKLAARD, OVERGENOMEN, SHARE


def last_digit(value: float) -> float:
    """Return the unit of the last digit that a number is written with: 1 of 364,000, 0.1 of 25.7."""
    text = f"{value:.10f}".rstrip("0")
    return float(10.0 ** -(len(text) - text.index(".") - 1))


def judgement(printed: Printed, ours: Outcome, copied: Outcome | None) -> str:
    """Return one of `columns.UITKOMSTEN`.

    Equal: at most half of the last printed digit apart. Rounding: at most the tolerance of the figure apart. Beyond
    that only the cause that the study gives counts; where we could reckon as the source did (`copied`), the figure must
    come out that way, or the difference stays without cause.

    Parameters
    ----------
    printed
        The figure of the report.
    ours
        Our value.
    copied
        The value as the source reckoned it, where the study says how.
    """
    if printed.oordeel == NIET:
        return NIET
    if isinstance(printed.waarde, str) or isinstance(ours.waarde, str):
        if ours.waarde == printed.waarde:
            return GELIJK
        return printed.oordeel or ONVERKLAARD
    near = close(printed, ours)
    if ours.invoer and near:
        return OVERGENOMEN
    if near:
        return GELIJK if abs(ours.waarde - printed.waarde) <= _half(printed) else AFRONDING
    if printed.oordeel in (VERKLAARD, FOUT) and (copied is None or close(printed, copied)):
        return printed.oordeel
    return ONVERKLAARD


def close(printed: Printed, found: Outcome) -> bool:
    """Return whether a value is at most rounding away from the printed one."""
    if isinstance(printed.waarde, str) or isinstance(found.waarde, str):
        return found.waarde == printed.waarde
    return abs(found.waarde - printed.waarde) <= max(printed.tolerantie or 0.0, _half(printed))


def _half(printed: Printed) -> float:
    """Return half of the last digit of a printed number."""
    unit = last_digit(float(printed.waarde))
    return 0.5 * (min(unit, 0.01) if printed.eenheid.startswith(SHARE) else unit) + 1e-9
