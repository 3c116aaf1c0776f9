"""Fill a supply with blocks in a given order: each one that still fits is taken, the others are passed over."""

from __future__ import annotations

import numpy as np

from ..network.graph import FloatArray, IntArray
from ..network.loads import SINGLE
from ..network.site import BoolArray
from .blocks import Blocks
from .power import Demand, together_kw

SLACK = 1e-9
"""Part of the supply by which a sum may exceed it through rounding."""


def fill(
    blocks: Blocks, order: IntArray, demand: Demand, *, gj: float, kw: float, first: BoolArray | None = None
) -> BoolArray:
    """Return the buildings that a supply suffices for.

    Parameters
    ----------
    blocks
        Which buildings stay together.
    order
        Blocks, the one that goes first first; those that are not in it get nothing.
    demand
        What the buildings take.
    gj, kw
        Supply; infinite for no limit.
    first
        Shape (blocks,): blocks that are taken before all others, also beyond the supply; None for the required ones.

    Returns
    -------
    BoolArray
        Shape (b,).
    """
    heat = blocks.total(demand.gj)
    loads = np.zeros((blocks.count, demand.loads.shape[1]))
    at = np.flatnonzero(blocks.can)
    np.add.at(loads, blocks.number[at], demand.loads[at])
    loads[:, SINGLE] = 0.0
    np.maximum.at(loads[:, SINGLE], blocks.number[at], demand.loads[at, SINGLE])
    if first is None:
        first = np.zeros(blocks.count, dtype=bool)
        first[blocks.number[blocks.required]] = True
    taken = np.zeros(blocks.count, dtype=bool)
    used, summed = 0.0, np.zeros(loads.shape[1])
    for block in np.flatnonzero(first).tolist():
        taken[block] = True
        used, summed = used + float(heat[block]), _plus(summed, loads[block])
    for block in order.tolist():
        if taken[block] or used + heat[block] > gj * (1.0 + SLACK):
            continue
        if np.isfinite(kw):
            more = _plus(summed, loads[block])
            if float(together_kw(more[None, :], demand.regime)[0]) > kw * (1.0 + SLACK):
                continue
            summed = more
        taken[block] = True
        used += float(heat[block])
    return np.asarray(blocks.can & taken[blocks.number], dtype=bool)


def _plus(one: FloatArray, other: FloatArray) -> FloatArray:
    result = one + other
    result[SINGLE] = max(one[SINGLE], other[SINGLE])
    return np.asarray(result, dtype=np.float64)


def ranked(blocks: Blocks, values: FloatArray, heat: FloatArray) -> IntArray:
    """Return the blocks that can be connected, the highest value first; of equal ones the first by name.

    Parameters
    ----------
    blocks
        Which buildings stay together.
    values
        Shape (b,): value of each building; of a block their mean by heat counts.
    heat
        Shape (b,): weights of that mean.
    """
    weight = np.maximum(heat, 1e-9)
    total = blocks.total(weight)
    mean = np.divide(blocks.total(weight * values), total, out=np.zeros(blocks.count), where=total > 0)
    there = np.flatnonzero(total > 0)
    return np.asarray(there[np.lexsort((there, -mean[there]))], dtype=np.int64)
