"""Rows of a measurement to means of hours, weighted by time."""

from __future__ import annotations

import numpy as np

from ..callbacks import Cancelled, stop_if
from ..kentallen import Kentallen
from .moments import HOUR_S, Ints, calendar_days
from .rows import Track
from .series import Bools, Floats, Hourly

_CHUNK = 1_000_000


def hourly_means(
    flow: Track, temperature: Track | None, *, calendar: bool, kentallen: Kentallen, cancelled: Cancelled
) -> Hourly:
    """Return the means of the hours from the first to the last row with a place for the flow.

    Parameters
    ----------
    flow, temperature
        Checked values, NaN where unknown; temperature None when there is none.
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
    first = int(flow.time[0]) // HOUR_S
    n = max(int(np.ceil((flow.time[-1] + flow.hold[-1]) / HOUR_S)) - first, 1)
    needed = kentallen.value("meetreeks.uur_deel") * HOUR_S - 1e-6
    known, total, still = _summed(flow, first, n, still_limit(flow, kentallen), cancelled)
    counts = known >= needed
    degrees = np.full(n, np.nan)
    if temperature is not None:
        known_t, total_t, _ = _summed(temperature, first, n, -np.inf, cancelled)
        degrees = _ratio(total_t, known_t, known_t >= needed)
    begin = (np.arange(first, first + n) * HOUR_S).astype("datetime64[s]")
    date, hour, weekend = calendar_days(begin, calendar)
    return Hourly(
        begin=begin,
        date=date,
        hour=hour,
        weekend=weekend,
        flow_m3h=_ratio(total, known, counts),
        temperature_c=degrees,
        still=_ratio(still, known, counts),
        step_s=flow.step_s,
        calendar=calendar,
    )


def still_limit(flow: Track, kentallen: Kentallen) -> float:
    """Return the flow (m3/h) below which the water stands still: a share of the mean flow of the measurement."""
    known = ~np.isnan(flow.value)
    volume = float(np.dot(np.where(known, flow.value, 0.0), flow.hold))
    return kentallen.value("meetreeks.stil") * volume / float(flow.hold[known].sum())


def _ratio(total: Floats, time: Floats, where: Bools) -> Floats:
    return np.divide(total, time, out=np.full(len(total), np.nan), where=where & (time > 0))


def _summed(track: Track, first: int, n: int, limit: float, cancelled: Cancelled) -> tuple[Floats, Floats, Floats]:
    """Return per hour the seconds with a known value, value x seconds, and the seconds at or below a limit.

    In parts, so that the memory that is needed beside the rows does not grow with them. What lies outside the `n` hours
    from the `first` on (since 1970) is left out.
    """
    known, total, below = np.zeros(n), np.zeros(n), np.zeros(n)
    for low in range(0, len(track.time), _CHUNK):
        stop_if(cancelled)
        part = slice(low, low + _CHUNK)
        row, hour, time = _pieces(track.time[part], track.hold[part])
        place = hour - first
        inside = (place >= 0) & (place < n)
        if not inside.all():
            row, place, time = row[inside], place[inside], time[inside]
        if not len(row):
            continue
        base = int(place[0])
        span = slice(base, int(place.max()) + 1)
        value = track.value[part][row]
        counted = np.where(np.isnan(value), 0.0, time)
        known[span] += np.bincount(place - base, weights=counted)
        total[span] += np.bincount(place - base, weights=np.where(counted > 0, value * time, 0.0))
        if np.isfinite(limit):
            below[span] += np.bincount(place - base, weights=np.where(value <= limit, time, 0.0))
    return known, total, below


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
