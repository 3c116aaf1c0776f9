"""Values that cannot be a flow or a temperature: negative, dropped to zero, stuck, codes of sensors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..errors import InputError
from ..kentallen import Kentallen
from ..wording import dutch
from .moments import DAY_S, HOUR_S, Ints
from .rows import Track, run_starts
from .series import Bools, Floats

KINDS = ("", "leeg", "negatief", "nul", "vast")
"""Why the flow of a row is unknown, in the order of the codes of `Checked.state`; "" for a known one."""

_LONGEST_RUN_S = 60 * DAY_S


@dataclass(frozen=True)
class Checked:
    """Flow after the checks.

    Attributes
    ----------
    flow
        m3/h, shape (n,), NaN where unknown.
    state
        Index in `KINDS`, shape (n,).
    noise
        Rows slightly below zero that count as zero.
    pumped
        Short runs of zero that are there too often to be a fault of the sensor: they stay.
    """

    flow: Floats
    state: npt.NDArray[np.int8]
    noise: int
    pumped: int


def check_flow(rows: Track, *, source: str, kentallen: Kentallen) -> Checked:
    """Mark values that are no flow as unknown.

    Raises
    ------
    InputError
        There are no values, too many are negative, or all are zero.
    """
    flow = rows.value.copy()
    state = np.isnan(flow).astype(np.int8)
    known = state == 0
    if not known.any():
        raise InputError("measurement_no_values", source=source)
    positive = flow > 0
    if not positive.any():
        if (flow < 0).any():
            raise InputError("measurement_negative", source=source, share="100")
        raise InputError("measurement_zero", source=source)
    time = float(rows.hold[known].sum())
    mean = float(np.dot(np.where(positive, flow, 0.0), rows.hold)) / time
    noise = (flow < 0) & (flow >= -kentallen.value("meetreeks.nulruis") * mean)
    flow[noise] = 0.0
    negative = flow < 0
    share = float(negative.sum() / known.sum())
    if share > kentallen.value("meetreeks.negatief_max"):
        raise InputError("measurement_negative", source=source, share=dutch(100.0 * share, 0))
    flow[negative], state[negative] = np.nan, 2
    pumped = 0
    dropped, runs = _dropped(flow, rows, mean, kentallen)
    time_share = float(rows.hold[dropped].sum()) / time
    if time_share <= kentallen.value("meetreeks.nul_deel"):
        flow[dropped], state[dropped] = np.nan, 3
    else:
        pumped = runs
    stuck = _stuck(flow, rows, kentallen)
    flow[stuck], state[stuck] = np.nan, 4
    return Checked(flow, state, int(noise.sum()), pumped)


def _dropped(flow: Floats, rows: Track, mean: float, kentallen: Kentallen) -> tuple[Bools, int]:
    """Return the rows in short runs of exact zero between flowing water, and the number of such runs."""
    zero = flow == 0
    result = np.zeros(len(flow), dtype=np.bool_)
    if not zero.any():
        return result, 0
    start = run_starts(np.append(False, (zero[1:] == zero[:-1]) & ~rows.gap[:-1]))
    end = np.append(start[1:], len(flow))
    lasting = np.add.reduceat(rows.hold, start)
    runs = zero[start] & (lasting <= kentallen.value("meetreeks.nul_max") * HOUR_S) & (start > 0) & (end < len(flow))
    start, end = start[runs], end[runs]
    enough = kentallen.value("meetreeks.nul_buur") * mean
    # NaN beside it compares as False: what surrounds the run must be known
    amid = (flow[start - 1] >= enough) & (flow[end] >= enough) & ~rows.gap[start - 1] & ~rows.gap[end - 1]
    start, end = start[amid], end[amid]
    edge = np.zeros(len(flow) + 1, dtype=np.int8)
    edge[start] = 1
    edge[end] -= 1
    result[:] = np.cumsum(edge[:-1], dtype=np.int8) > 0
    return result, len(start)


def _stuck(flow: Floats, rows: Track, kentallen: Kentallen) -> Bools:
    """Return the rows in runs of the same value that last too long to be flow.

    A run counts when it lasts long, has many rows, lasts far longer than equal values do in this series (by time half
    of the runs of a coarsely rounded series are long) and its value is many steps of the meter, so that a real flow
    would have changed the last digit.
    """
    result = np.zeros(len(flow), dtype=np.bool_)
    same = np.append(False, (flow[1:] == flow[:-1]) & ~rows.gap[:-1])
    start = run_starts(same)
    number = np.diff(np.append(start, len(flow)))
    # of millions of rows few are in long runs: only those are looked at further
    many = np.flatnonzero((number >= kentallen.value("meetreeks.vast_rijen")) & (flow[start] > 0))
    far = many[_lasting(rows, start[many], number[many]) >= kentallen.value("meetreeks.vast_uren") * HOUR_S]
    if not len(far):
        return result
    lasting = _lasting(rows, start, number)
    value = flow[start]
    long = np.zeros(len(start), dtype=np.bool_)
    long[far] = True
    flowing = value > 0
    usual = _median_by_time(lasting[flowing], kentallen.value("meetreeks.vast_uren") * HOUR_S)
    change = np.abs(np.diff(flow))
    change = change[change > 1e-9 * float(np.nanmax(flow))]
    digit = float(change.min()) if len(change) else np.inf
    long &= lasting >= kentallen.value("meetreeks.vast_factor") * usual
    long &= value >= kentallen.value("meetreeks.vast_stappen") * digit
    result[:] = np.repeat(long, number)
    return result


def _lasting(rows: Track, start: Ints, number: Ints) -> Floats:
    """Return how long runs of rows last (s): by the clock, which is exact and cheaper than a sum over the rows."""
    last = start + number - 1
    return np.asarray(rows.time[last] - rows.time[start] + rows.hold[last], dtype=np.float64)


def _median_by_time(lasting: Floats, most: float) -> float:
    """Return the duration (s) of the run that half of the time lies in runs as short as, or shorter.

    Each run counts for at most `most`, so that one long fault does not become what is usual.
    """
    whole = np.minimum(lasting, _LONGEST_RUN_S).astype(np.int64)
    total = np.cumsum(np.bincount(whole, weights=np.minimum(lasting, most)))
    return float(np.searchsorted(total, total[-1] / 2.0))


def check_temperature(temperature: Floats, kentallen: Kentallen) -> tuple[Floats, int]:
    """Return the temperatures with codes of sensors as NaN, and how many those were.

    Parameters
    ----------
    temperature
        Degrees C, shape (n,), NaN where unknown.
    kentallen
        ``meetreeks.t_min``, ``t_max`` and ``t_nul``.
    """
    known = temperature[~np.isnan(temperature)]
    wrong = (temperature < kentallen.value("meetreeks.t_min")) | (temperature > kentallen.value("meetreeks.t_max"))
    if len(known) and float(np.median(known)) > kentallen.value("meetreeks.t_nul"):
        wrong |= temperature == 0
    return np.where(wrong, np.nan, temperature), int(wrong.sum())
