"""Rows of a measurement in order of time: one per moment, and how long the value of each holds."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ..callbacks import Cancelled, stop_if
from ..clock import to_utc
from ..errors import InputError
from ..kentallen import Kentallen
from .moments import DAY_S, HOUR_S, Ints, seconds
from .series import Bools, Floats, Measured

YEAR_S = 365.25 * DAY_S
_LONGEST_STEP_S = 2 * DAY_S


@dataclass(frozen=True)
class Track:
    """Values in order of time, no moment twice.

    Attributes
    ----------
    time
        Seconds since 1970 in UTC, shape (n,).
    value
        Shape (n,), NaN where not delivered.
    hold
        How long the value of a row holds (s), shape (n,): until the next row unless a gap follows.
    gap
        Whether a gap follows on the row, shape (n,).
    step_s
        Usual time between two rows.
    regular
        Whether most steps are the usual one.
    """

    time: Ints
    value: Floats
    hold: Floats
    gap: Bools
    step_s: float
    regular: bool


@dataclass(frozen=True)
class Rows:
    """A measurement in order of time.

    Attributes
    ----------
    flow
        m3/h.
    temperature
        Degrees C, the rows that have one; None when there is none.
    double
        Rows that say what another row of that moment says.
    conflicts
        Moments (s since 1970) with several values.
    averaged
        Whether those are averaged (times written without seconds) instead of the first one taken.
    between
        Rows that only have a temperature, of a meter with a step of its own: they do not interrupt the flow.
    """

    flow: Track
    temperature: Track | None
    double: int
    conflicts: Ints
    averaged: bool
    between: int


def in_order(measured: Measured, *, kentallen: Kentallen, cancelled: Cancelled) -> Rows:
    """Sort the rows of a measurement, merge those of the same moment and see how long each value holds.

    Parameters
    ----------
    measured
        As delivered.
    kentallen
        ``meetreeks``.
    cancelled
        Tells whether to stop.

    Raises
    ------
    InputError
        There are no rows, or the years cannot be right.

    Notes
    -----
    Of several values at one moment the first one delivered counts: it was measured, a mean was not. Only where most
    moments have several values the times lack their seconds, and the mean is what was measured in that minute.

    The temperature holds by its own rows, since its logger may have another step. Where many rows have a temperature
    but no flow, the flow has rows of its own as well; a few such rows are a flow that is unknown.
    """
    if not len(measured.time):
        raise InputError("measurement_empty", source=measured.source)
    unknown = measured.clock == "onbekend"
    time = seconds(measured.time if unknown else to_utc(measured.time, measured.clock))
    flow, temperature = _finite(measured.flow_m3h), measured.temperature_c
    if temperature is not None:
        temperature = _finite(temperature)
    stop_if(cancelled)
    if (time[1:] < time[:-1]).any():
        order = np.argsort(time, kind="stable")
        time, flow = time[order], flow[order]
        temperature = None if temperature is None else temperature[order]
    limit = kentallen.value("meetreeks.jaren_max")
    if time[-1] - time[0] > limit * YEAR_S:
        years = time[[0, -1]].astype("datetime64[s]").astype("datetime64[Y]")
        raise InputError("measurement_years", source=measured.source, first=years[0], last=years[1], limit=f"{limit:g}")
    stop_if(cancelled)
    n = len(time)
    share = kentallen.value("meetreeks.dubbel_deel")
    time, flow, temperature, conflicts, differing, averaged = _merged(time, flow, temperature, share)
    stop_if(cancelled)
    double = n - len(time) - differing
    if temperature is None or np.isnan(temperature).all():
        return Rows(_track(time, flow, kentallen), None, double, conflicts, averaged, 0)
    warm = ~np.isnan(temperature)
    alone = warm & np.isnan(flow)
    between = int(alone.sum())
    if between < kentallen.value("meetreeks.tussenrijen") * len(time) or np.isnan(flow).all():
        between = 0
    own = slice(None) if between == 0 else ~alone
    track = _track(time[own], flow[own], kentallen)
    if between == 0 and warm.all():
        degrees = replace(track, value=temperature)
    else:
        degrees = _track(time[warm], temperature[warm], kentallen)
    return Rows(
        flow=track,
        temperature=degrees,
        double=double,
        conflicts=conflicts,
        averaged=averaged,
        between=between,
    )


def _finite(values: Floats) -> Floats:
    """Return values with what is not finite as NaN; the array itself where nothing changes."""
    return np.where(np.isinf(values), np.nan, values) if np.isinf(values).any() else values


def _track(time: Ints, value: Floats, kentallen: Kentallen) -> Track:
    step, regular, longest = _steps(time, kentallen)
    ahead = np.diff(time).astype(np.float64)
    gap = np.append(ahead > longest, False)
    hold = np.append(ahead, step)
    hold[gap] = step
    return Track(time, value, hold, gap, step, regular)


def _merged(
    time: Ints, flow: Floats, temperature: Floats | None, share: float
) -> tuple[Ints, Floats, Floats | None, Ints, int, bool]:
    """Return the rows with one per moment, the moments with several flows, the rows that differ, whether averaged."""
    first = np.append(True, time[1:] != time[:-1])
    if first.all():
        return time, flow, temperature, np.empty(0, dtype=np.int64), 0, False
    start = np.flatnonzero(first)
    count = np.diff(np.append(start, len(time)))
    several = count > 1
    within = np.repeat(several, count)
    group = np.repeat(np.arange(int(several.sum())), count[several])
    differing = np.bincount(group, weights=_differs(flow[within], group))
    conflict = differing > 0
    averaged = bool(conflict.sum() > share * len(start))

    def one(values: Floats) -> Floats:
        merged = values[start]
        pick = _mean if averaged else _first
        merged[several] = pick(values[within], group)
        return merged

    moments = time[start]
    merged_t = None if temperature is None else one(temperature)
    return moments, one(flow), merged_t, moments[several][conflict], int(differing.sum()), averaged


def _first(values: Floats, group: Ints) -> Floats:
    """Return the first known value of each group, NaN where there is none; groups are in order."""
    result = np.full(int(group[-1]) + 1, np.nan)
    known = np.flatnonzero(~np.isnan(values))
    of = group[known]
    begin = np.append(True, of[1:] != of[:-1])[: len(of)]
    result[of[begin]] = values[known[begin]]
    return result


def _mean(values: Floats, group: Ints) -> Floats:
    """Return the mean of the known values of each group, NaN where there is none."""
    known = ~np.isnan(values)
    number = np.bincount(group, weights=known)
    total = np.bincount(group, weights=np.where(known, values, 0.0))
    return np.asarray(np.where(number > 0, total / np.maximum(number, 1.0), np.nan), dtype=np.float64)


def _differs(values: Floats, group: Ints) -> Bools:
    """Tell which values differ from the first known one of their group."""
    return np.asarray(~np.isnan(values) & (values != _first(values, group)[group]), dtype=np.bool_)


def _steps(time: Ints, kentallen: Kentallen) -> tuple[float, bool, float]:
    """Return the usual step, whether most steps are like it, and the longest step that is no gap (s).

    The usual step is the most frequent one. Of an irregular series (a logger that writes on change) it is the median,
    and the longest step follows from the one that 95 % of the steps do not exceed.
    """
    if len(time) < 2:
        return float(HOUR_S), True, float(HOUR_S)
    ahead = np.diff(time)
    counts = np.bincount(np.minimum(ahead, _LONGEST_STEP_S))
    usual = float(counts.argmax())
    if usual >= _LONGEST_STEP_S:
        usual = float(round(float(np.median(ahead))))
    alike = np.abs(ahead - usual) <= max(1.0, 0.1 * usual)
    regular = bool(alike.mean() >= kentallen.value("meetreeks.onregelmatig"))
    wide = usual
    if not regular:
        usual, wide = (float(value) for value in np.quantile(ahead, (0.5, 0.95)))
        usual = max(float(round(usual)), 1.0)
    longest = max(kentallen.value("meetreeks.gat_stappen") * wide, kentallen.value("meetreeks.gat_min") * 60.0, usual)
    return usual, regular, longest


def run_starts(same_as_before: npt.NDArray[np.bool_]) -> Ints:
    """Return where runs begin, from whether each row continues the one before it (the first one never does)."""
    begin = ~same_as_before
    if len(begin):
        begin[0] = True
    return np.flatnonzero(begin)
