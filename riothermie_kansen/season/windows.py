"""The largest sum over a stretch of consecutive steps in a cyclic year of days that are repeated, for many at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


class Stretch(NamedTuple):
    """What there is to know of a stretch of time to join it to another one; arrays of shape (n,).

    ``whole`` is its sum; ``first`` and ``last`` are the largest sums of steps from its begin and up to its end; and
    ``best`` the largest one anywhere in it, all at least 0.
    """

    whole: Floats
    first: Floats
    last: Floats
    best: Floats


def largest_window(steps: Floats, times: npt.NDArray[np.int64]) -> Floats:
    """Return the largest sum of consecutive steps in a cyclic year, at least 0, shape (n,).

    This is what a storage must hold that has to deliver `steps` (the sequent peak), without writing out the days.

    Parameters
    ----------
    steps
        Shape (n_days, n_steps, n): the steps of each kind of day. Their sum over the year must not be positive.
    times
        How many such days follow each other, shape (n_days,), at least 1.
    """
    year: Stretch | None = None
    total = np.cumsum(steps, axis=1)
    lowest = np.minimum.accumulate(np.minimum(total, 0.0), axis=1)
    highest, rise = total.max(axis=1), (total - lowest).max(axis=1)
    for day in range(len(steps)):
        whole = total[day, -1]
        one = Stretch(
            whole,
            np.maximum(highest[day], 0.0),
            np.asarray(whole - lowest[day, -1], dtype=np.float64),
            np.maximum(rise[day], 0.0),
        )
        row = _repeated(one, int(times[day]))
        year = row if year is None else _joined(year, row)
    if year is None:
        return np.zeros(steps.shape[-1])
    return _joined(year, year).best


def _joined(a: Stretch, b: Stretch) -> Stretch:
    return Stretch(
        a.whole + b.whole,
        np.maximum(a.first, a.whole + b.first),
        np.maximum(b.last, b.whole + a.last),
        np.maximum(np.maximum(a.best, b.best), a.last + b.first),
    )


def _repeated(one: Stretch, times: int) -> Stretch:
    """Return a stretch a number of times in a row."""
    if times == 1:
        return one
    more = np.maximum(one.whole, 0.0)
    return Stretch(
        times * one.whole,
        one.first + (times - 1) * more,
        one.last + (times - 1) * more,
        np.maximum(one.best, one.last + one.first + (times - 2) * more),
    )
