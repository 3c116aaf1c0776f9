"""The internal rate of return of cash flows, for many runs at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .uptake import Floats

LOWEST, HIGHEST = 0.05, 21.0
"""Range of 1 + rate in which rates are looked for: -95 % to 2000 % per year."""

_POINTS = 600
_HALVINGS = 60
_BLOCK = 2000


def internal_rate(flow: Floats) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Return the rate at which a cash flow is worth 0, and how many such rates there are.

    Sign changes are looked for on a grid of 1 + rate from `LOWEST` to `HIGHEST` and then halved in. Descartes: a flow
    whose sign changes once has at most one rate. Two rates closer than the grid (about 1 % of 1 + rate) are missed.

    Parameters
    ----------
    flow
        Shape (H + 1,) or (n, H + 1), year 0 first.

    Returns
    -------
    tuple
        Shape () or (n,): the rate per year, NaN where there is none or more than one; and the number of rates.
    """
    rows = np.atleast_2d(flow)
    grid = np.geomspace(LOWEST, HIGHEST, _POINTS)
    powers = grid ** -np.arange(rows.shape[-1], dtype=np.float64)[:, None]
    rate = np.full(len(rows), np.nan)
    count = np.zeros(len(rows), dtype=np.int64)
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        worth = block @ powers
        change = (worth[:, :-1] < 0.0) != (worth[:, 1:] < 0.0)
        found = change.sum(axis=1)
        count[start : start + _BLOCK] = found
        one = np.flatnonzero(found == 1)
        at = change[one].argmax(axis=1)
        rate[start + one] = _halved(block[one], grid[at], grid[at + 1]) - 1.0
    return rate.reshape(flow.shape[:-1]), count.reshape(flow.shape[:-1])


def _halved(rows: Floats, low: Floats, high: Floats) -> Floats:
    below = _worth(rows, low) < 0.0
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        same = (_worth(rows, middle) < 0.0) == below
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    return 0.5 * (low + high)


def _worth(rows: Floats, growth: Floats) -> Floats:
    """Return present values by Horner's rule, shape (n,)."""
    discount = 1.0 / growth
    total = rows[:, -1].copy()
    for t in range(rows.shape[1] - 2, -1, -1):
        total = total * discount + rows[:, t]
    return total
