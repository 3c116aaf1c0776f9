"""Many short intervals of weather put together per hour, so that years of rain per few seconds stay small."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..measurement.series import Floats

Ints = npt.NDArray[np.int64]

HOUR_S = 3600


def per_hour(begin: Ints, end: Ints, rain: Floats, air: Floats | None) -> tuple[Ints, Ints, Floats, Floats | None]:
    """Return intervals with those put together that follow each other within an hour.

    No interval comes to lie over the edge of an hour that none of its parts lies over, none spans a gap, and what is
    known is not put together with what is unknown: sums and known time per day stay the same.

    Parameters
    ----------
    begin, end
        Seconds since 1970 in UTC, in order of begin, shape (n,).
    rain
        mm, shape (n,), NaN where missing: the sum counts.
    air
        Degrees C, shape (n,), NaN where missing: the mean weighted by time counts; None for none.
    """
    if not len(begin):
        return begin, end, rain, air
    hour = begin // HOUR_S
    starts = np.append(True, (hour[1:] != hour[:-1]) | (begin[1:] != end[:-1]))
    # an interval over the edge of an hour stays on its own
    over = (end - 1) // HOUR_S != hour
    del hour
    starts |= over
    starts[1:] |= over[:-1]
    for values in (rain, air):
        if values is not None:
            missing = np.isnan(values)
            starts[1:] |= missing[1:] != missing[:-1]
    first = np.flatnonzero(starts)
    last = np.append(first[1:], len(begin)) - 1
    mean = None
    if air is not None:
        lasting = (end - begin).astype(np.float64)
        time = np.add.reduceat(lasting, first)
        total = np.add.reduceat(air * lasting, first)
        mean = np.divide(total, time, out=air[first].copy(), where=time > 0)
    return begin[first], end[last], np.add.reduceat(rain, first), mean
