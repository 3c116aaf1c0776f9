"""The most heat that whole blocks can use of a supply: a selection that comes close, and a bound that nothing beats."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linprog

from ..network.graph import FloatArray, IntArray
from ..network.loads import BRONNET, SPACE, SUM, TAP, consumers
from ..network.site import BoolArray
from .units import ROUNDING, Supply

STEPS, EXACT_STEPS = 200_000, 1_000_000
"""Parts that the supply is divided in to find a selection, and to prove that none uses more."""

LAST, EXACT = 300, 3_000
"""Blocks that fill up the supply (the smallest ones; the larger ones go in before), and the largest number of blocks
for which the bound is exact to a step: with more, some of them always fill up the supply."""


def fullest(supply: Supply) -> BoolArray:
    """Return a selection within the supply that uses as much heat as was found, network costs aside, shape (u,).

    Notes
    -----
    Largest blocks first until the smallest `LAST` are left; those fill up the rest as well as they can (subset sum).
    Under a limit on the power those with most heat per kW go first. The best of both counts.
    """
    units = supply.units
    heat = np.where(units.required, np.inf, units.heat)
    order = np.lexsort((np.arange(len(units)), -heat))
    found = [_filled(supply, order)]
    if np.isfinite(supply.kw):
        rows = _power_rows(supply)
        asked = np.maximum(np.max(rows, axis=0), 1e-12) if len(rows) else np.ones(len(units))
        rate = np.where(units.required, np.inf, units.heat / asked)
        found.append(_greedy(supply, np.lexsort((np.arange(len(units)), -units.heat, -rate))))
    best = max(range(len(found)), key=lambda k: (float(units.heat[found[k]].sum()), -k))
    return found[best]


def heat_bound(supply: Supply) -> float:
    """Return an amount of heat that no selection within the supply exceeds, GJ a year.

    Notes
    -----
    Subset sum on whole steps of the supply, heat rounded down and the rounding added again; under a limit on the power
    also the linear programme in which blocks may be split and the simultaneity is that of all buildings together.
    """
    units = supply.units
    total = float(units.heat.sum())
    bound = min(supply.gj, total)
    optional = np.flatnonzero(~units.required & (units.heat > 0))
    required = float(units.heat[units.required].sum())
    rest = supply.gj - required
    if rest < float(units.heat[optional].min(initial=np.inf)) * (1.0 - ROUNDING):
        bound = required
    elif total > supply.gj and len(optional) <= EXACT:
        step = rest / EXACT_STEPS
        down = np.floor(units.heat[optional] / step * (1.0 - ROUNDING)).astype(np.int64)
        reach = _reached(down, EXACT_STEPS)
        best = (reach[-1].bit_length() - 1 + len(optional)) * step + supply.gj - rest
        bound = min(bound, best)
    if np.isfinite(supply.kw) and len(units):
        bound = min(bound, _programme(supply))
    return max(bound, required)


def _greedy(supply: Supply, order: IntArray) -> BoolArray:
    """Return what fits when blocks go in in an order; what does not fit is skipped."""
    units = supply.units
    chosen = units.required.copy()
    used = float(units.heat[chosen].sum())
    for k in order.tolist():
        if chosen[k] or not units.heat[k] > 0 or used + units.heat[k] > supply.gj * (1.0 + ROUNDING):
            continue
        chosen[k] = True
        if np.isfinite(supply.kw) and supply.power(chosen) > supply.kw * (1.0 + ROUNDING):
            chosen[k] = False
        else:
            used += float(units.heat[k])
    return chosen


def _filled(supply: Supply, order: IntArray) -> BoolArray:
    """Return the largest blocks that fit, and of the smallest ones those that fill up the rest; power is not heeded."""
    units = supply.units
    order = order[units.heat[order] > 0]
    optional = order[~units.required[order]]
    chosen = units.required.copy()
    used = float(units.heat[chosen].sum())
    last = optional[-LAST:]
    for k in optional[:-LAST].tolist():
        if used + units.heat[k] <= supply.gj * (1.0 + ROUNDING):
            chosen[k] = True
            used += float(units.heat[k])
    rest = supply.gj - used
    if not np.isfinite(rest) or float(units.heat[last].sum()) <= rest:
        chosen[last] = True
    elif len(last) and rest >= float(units.heat[last].min()):
        step = rest / STEPS
        up = np.ceil(units.heat[last] / step * (1.0 - ROUNDING)).astype(np.int64)
        reach = _reached(up, STEPS)
        at = reach[-1].bit_length() - 1
        for k in range(len(last) - 1, -1, -1):
            if not reach[k] >> at & 1:
                chosen[last[k]] = True
                at -= int(up[k])
    if supply.fits(chosen):
        return chosen
    return _greedy(supply, order)


def _reached(sizes: IntArray, most: int) -> list[int]:
    """Return per number of sizes the sums up to `most` that they can make, as bits of a whole number."""
    mask = (1 << (most + 1)) - 1
    reach = [1]
    keep = len(sizes) <= LAST
    for size in sizes.tolist():
        here = reach[-1]
        there = here | (here << size & mask) if size <= most else here
        if keep:
            reach.append(there)
        else:
            reach[-1] = there
    return reach


def _power_rows(supply: Supply) -> FloatArray:
    """Return sums that the power of a selection is never below: a row per sum, kW per unit."""
    units, regime = supply.units, supply.regime
    if not len(units):
        return np.zeros((0, 0))
    count = consumers(units.loads.sum(axis=0)[None, :])
    space, tap = (float(factor[0]) for factor in regime.factors(count))
    rows = [space * units.loads[:, SPACE]]
    if regime.net != BRONNET:
        other = tap * units.loads[:, TAP]
        rows = [rows[0] + other] if regime.combination == SUM else [rows[0], other]
    return np.array(rows)


def _programme(supply: Supply) -> float:
    """Return the most heat when blocks may be split."""
    units = supply.units
    rows = _power_rows(supply)
    limits = np.full(len(rows), supply.kw)
    if np.isfinite(supply.gj):
        rows, limits = np.vstack([rows, units.heat]), np.append(limits, supply.gj)
    least = units.required.astype(np.float64)
    found = linprog(
        -units.heat, A_ub=rows, b_ub=limits * (1.0 + ROUNDING), bounds=np.column_stack([least, np.ones(len(units))]),
        method="highs",
    )  # fmt: skip
    return float(-found.fun) * (1.0 + ROUNDING) if found.success else float(units.heat.sum())
