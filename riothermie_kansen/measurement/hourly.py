"""Rows of a measurement to means of hours, weighted by time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..callbacks import Cancelled, stop_if
from ..kentallen import Kentallen
from .moments import HOUR_S, Ints, calendar_days
from .rows import Rows
from .series import Floats, Hourly

_CHUNK = 1_000_000


@dataclass(frozen=True)
class _Sums:
    """Per hour: seconds with a known flow, flow x seconds, seconds without flow; the same of temperature."""

    known: Floats
    flow: Floats
    still: Floats
    known_t: Floats
    temperature: Floats


def hourly_means(
    rows: Rows,
    flow: Floats,
    temperature: Floats | None,
    *,
    calendar: bool,
    kentallen: Kentallen,
    cancelled: Cancelled,
) -> Hourly:
    """Return the means of the hours from the first to the last row.

    Parameters
    ----------
    rows
        In order of time.
    flow, temperature
        Checked values, shape (n,), NaN where unknown; temperature None when there is none.
    calendar
        Whether the dates are real.
    kentallen
        ``meetreeks.uur_deel`` and ``meetreeks.stil``.
    cancelled
        Tells whether to stop.

    Notes
    -----
    A row that holds over the edge of an hour counts in both, for its time in each. An hour has a value when enough of
    it was measured; its mean is then that of the measured part.
    """
    first = int(rows.time[0]) // HOUR_S
    last = int(np.ceil((rows.time[-1] + rows.hold[-1]) / HOUR_S))
    sums = _summed(rows, flow, temperature, first, max(last - first, 1), kentallen, cancelled)
    begin = (np.arange(first, first + len(sums.known)) * HOUR_S).astype("datetime64[s]")
    date, hour, weekend = calendar_days(begin, calendar)
    needed = kentallen.value("meetreeks.uur_deel") * HOUR_S - 1e-6
    counts = sums.known >= needed
    counts_t = sums.known_t >= needed
    return Hourly(
        begin=begin,
        date=date,
        hour=hour,
        weekend=weekend,
        flow_m3h=_ratio(sums.flow, sums.known, counts),
        temperature_c=_ratio(sums.temperature, sums.known_t, counts_t),
        still=_ratio(sums.still, sums.known, counts),
        step_s=rows.step_s,
        calendar=calendar,
    )


def still_limit(rows: Rows, flow: Floats, kentallen: Kentallen) -> float:
    """Return the flow (m3/h) below which the water stands still: a share of the mean flow of the measurement."""
    known = ~np.isnan(flow)
    return kentallen.value("meetreeks.stil") * float((flow[known] * rows.hold[known]).sum() / rows.hold[known].sum())


def _ratio(total: Floats, time: Floats, where: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Floats:
    return np.divide(total, time, out=np.full(len(total), np.nan), where=where & (time > 0))


def _summed(
    rows: Rows,
    flow: Floats,
    temperature: Floats | None,
    first: int,
    n: int,
    kentallen: Kentallen,
    cancelled: Cancelled,
) -> _Sums:
    limit = still_limit(rows, flow, kentallen)
    sums = _Sums(*(np.zeros(n) for _ in range(5)))
    for low in range(0, len(flow), _CHUNK):
        stop_if(cancelled)
        part = slice(low, low + _CHUNK)
        row, hour, time = _pieces(rows.time[part], rows.hold[part])
        base = int(hour[0])
        span = slice(base - first, int(hour.max()) + 1 - first)
        place = hour - base
        value = flow[part][row]
        known = np.where(np.isnan(value), 0.0, time)
        sums.known[span] += np.bincount(place, weights=known)
        sums.flow[span] += np.bincount(place, weights=np.where(known > 0, value * time, 0.0))
        sums.still[span] += np.bincount(place, weights=np.where(value <= limit, time, 0.0))
        if temperature is not None:
            value = temperature[part][row]
            known = np.where(np.isnan(value), 0.0, time)
            sums.known_t[span] += np.bincount(place, weights=known)
            sums.temperature[span] += np.bincount(place, weights=np.where(known > 0, value * time, 0.0))
    return sums


def _pieces(time: Ints, hold: Floats) -> tuple[Ints, Ints, Floats]:
    """Cut rows at the edges of hours: row, hour since 1970 and seconds of each piece, in order of time."""
    end = time + hold
    hour = time // HOUR_S
    pieces = np.maximum(np.ceil(end / HOUR_S).astype(np.int64) - hour, 1)
    row = np.arange(len(time))
    if (pieces > 1).any():
        row = np.repeat(row, pieces)
        within = np.arange(len(row)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        hour = hour[row] + within
    lasting = np.minimum(end[row], (hour + 1) * HOUR_S) - np.maximum(time[row], hour * HOUR_S)
    return row, hour, np.asarray(lasting, dtype=np.float64)
