"""What comes in and goes out every year."""

from __future__ import annotations

import numpy as np

from .case import Case, Stream
from .columns import AANSLUITING, GJ, KW, REGELS_BATEN, REGELS_LASTEN, VAST, WONING
from .uptake import Floats, column, connected, dwellings, heat_gj, power_kw, years


def stream_eur(case: Case, stream: Stream, units: Floats) -> Floats:
    """Return a yearly amount over the years: ``eur * units * (1 + index) ** t`` from its first to its last year.

    Parameters
    ----------
    case
        Inflation and horizon.
    stream
        See `Stream`.
    units
        Shape (H + 1,) or (n, H + 1): what it is paid per, see `units_of`.

    Returns
    -------
    Floats
        Shape (H + 1,) or (n, H + 1), above zero; 0 in year 0.
    """
    t = years(case)
    last = case.financiering.horizon if stream.tot is None else stream.tot
    during = (t >= max(stream.van, 1)) & (t <= last)
    index = case.financiering.inflatie if stream.index is None else stream.index
    return np.asarray(column(stream.eur) * units * (1.0 + column(index)) ** t * during, dtype=np.float64)


def units_of(case: Case) -> dict[tuple[str, str], Floats]:
    """Return what the yearly amounts of a case are paid per, by measure and (for connections) way of counting."""
    found: dict[tuple[str, str], Floats] = {}
    for stream in case.jaarposten:
        key = unit(stream)
        if key not in found:
            found[key] = _units(case, stream)
    return found


def unit(stream: Stream) -> tuple[str, str]:
    """Return the key of a stream in `units_of`."""
    return stream.maat, stream.telling if stream.maat == AANSLUITING else ""


def operate(case: Case) -> dict[str, Floats]:
    """Return income (above zero) and costs (below zero) by line of the cash flow, shapes (H + 1,) or (n, H + 1)."""
    lines: dict[str, Floats] = {
        line: np.zeros(case.financiering.horizon + 1) for line in (*REGELS_BATEN, *REGELS_LASTEN)
    }
    units = units_of(case)
    for stream in case.jaarposten:
        amount = stream_eur(case, stream, units[unit(stream)])
        lines[stream.regel] = lines[stream.regel] + (amount if stream.regel in REGELS_BATEN else -amount)
    return lines


def _units(case: Case, stream: Stream) -> Floats:
    makers = {
        VAST: lambda: np.ones(case.financiering.horizon + 1),
        WONING: lambda: dwellings(case),
        AANSLUITING: lambda: connected(case, stream.telling),
        KW: lambda: power_kw(case),
        GJ: lambda: heat_gj(case),
    }
    return makers[stream.maat]()
