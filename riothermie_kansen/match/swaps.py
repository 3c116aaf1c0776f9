"""Swaps: at most two units leave a selection, at most two others join it."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from ..callbacks import Cancelled, stop_if
from ..network.graph import FloatArray, IntArray
from ..network.site import BoolArray
from .growing import joined
from .marginal import marginal_costs
from .selection import ALIKE, Ground, Selection, enough, kept_only, tidied
from .units import ROUNDING

MANY = 30
"""Units that may leave (those that cost most per GJ) and that may join (those that would cost least)."""


def swapped(ground: Ground, best: Selection, first: FloatArray, most: int, cancelled: Cancelled) -> Selection:
    """Return a selection that swaps of units made better.

    Parameters
    ----------
    best
        Where to start.
    first
        See `network.task.first_weights`.
    most
        Number of swaps that are worked out, the most promising first.
    """
    tried: set[bytes] = {best.chosen.tobytes()}
    while most > 0:
        found = None
        for chosen in _swaps(ground, best, 2 * most, cancelled):
            stop_if(cancelled)
            key = chosen.tobytes()
            if key in tried:
                continue
            tried.add(key)
            most -= 1
            other = _moved(ground, best, chosen, first, cancelled)
            if other is not None and other.net < best.net - ALIKE * abs(best.net) and enough(ground, other):
                found = other
            if found is not None or most <= 0:
                break
        if found is None:
            break
        best = found
    return best


def _swaps(ground: Ground, one: Selection, most: int, cancelled: Cancelled) -> list[BoolArray]:
    """Return selections, shape (u,), after the swaps that promise most, the best first."""
    units = ground.units
    cost = np.zeros(len(units))
    each = marginal_costs(ground.task, ground.problem, one.layout, units.buildings(one.chosen), cancelled)
    cost[units.of[units.of >= 0]] = each[units.of >= 0]
    cost -= ground.euro_per_gj * units.worth
    able = np.isfinite(cost) & (units.heat > 0)
    rate = cost / np.maximum(units.heat, 1e-9)
    inside, outside = np.flatnonzero(one.chosen & ~units.required), np.flatnonzero(~one.chosen & able)
    inside = inside[np.lexsort((inside, -rate[inside]))][:MANY]
    outside = outside[np.lexsort((outside, rate[outside]))][:MANY]
    leave, join = _sets(inside), _sets(outside)
    # -1 stands for none
    value, heat = np.append(cost, 0.0), np.append(units.heat, 0.0)
    gain = value[leave].sum(axis=1)[:, None] - value[join].sum(axis=1)[None, :]
    after = one.heat - heat[leave].sum(axis=1)[:, None] + heat[join].sum(axis=1)[None, :]
    fine = (after >= ground.least_gj * (1.0 - ROUNDING)) & (after <= ground.supply.gj * (1.0 + ROUNDING))
    fine[0, 0] = False
    rows, columns = np.nonzero(fine)
    order = np.lexsort((columns, rows, -gain[rows, columns]))[:most]
    found = []
    for row, column in zip(rows[order].tolist(), columns[order].tolist(), strict=True):
        chosen = np.append(one.chosen, False)
        chosen[leave[row]] = False
        chosen[join[column]] = True
        found.append(chosen[:-1])
    return found


def _sets(units: IntArray) -> IntArray:
    """Return no unit, each unit and each pair, shape (k, 2); -1 for none."""
    single = [(k, -1) for k in units.tolist()]
    return np.array([(-1, -1), *single, *combinations(units.tolist(), 2)], dtype=np.int64)


def _moved(
    ground: Ground, one: Selection, chosen: BoolArray, first: FloatArray, cancelled: Cancelled
) -> Selection | None:
    """Return other units with a network made out of that of a selection; None when they cannot be reached."""
    both = one.chosen & chosen
    found = one if (both == one.chosen).all() else kept_only(ground, one.layout, both)
    for unit in np.flatnonzero(chosen & ~both).tolist():
        more = joined(ground, found, unit, first)
        if more is None:
            return None
        found = more
    return tidied(ground, found, cancelled=cancelled)
