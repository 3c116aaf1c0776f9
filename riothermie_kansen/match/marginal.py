"""What a block adds to the costs of a network, or would add: its own pipes, and what the pipes towards it grow by."""

from __future__ import annotations

import numpy as np

from ..callbacks import Cancelled, never, stop_if
from ..network.graph import FloatArray, IntArray
from ..network.loads import CONNECTIONS, SINGLE, SPACE, TAP, design_power
from ..network.site import BoolArray
from ..network.task import Layout, Singles, Task, first_weights
from .growth import growth
from .problem import Problem
from .units import Units, make_units

AT_ONCE = 200_000
"""Pipes that are priced together."""


def marginal_costs(
    task: Task, problem: Problem, layout: Layout, connected: BoolArray, cancelled: Cancelled = never
) -> FloatArray:
    """Return what each block adds to the costs of a network, or would add, EUR, shape (b,).

    Parameters
    ----------
    task, problem
        The question.
    layout
        A network.
    connected
        Shape (b,): buildings that it connects, whole blocks.

    Returns
    -------
    FloatArray
        For every building that of its block: pipes, crossings and connections. Connected: what disappears when the
        block goes, pipes that become thinner included. Others: the cheapest way at the smallest diameter, priced at
        what it would carry, and what the pipes between it and the source grow by. Infinite where there is no way.
    """
    units = make_units(problem, task.regime)
    mine = units.units(connected)
    cost = np.full(len(units), np.inf)
    inside = np.flatnonzero(mine)
    if len(inside):
        cost[inside] = _leaving(task, units, layout, inside, cancelled)
    outside = np.flatnonzero(~mine)
    if len(outside):
        cost[outside] = _joining(task, units, layout, outside, cancelled)
    each = np.full(len(units.of), np.inf)
    at = units.of >= 0
    each[at] = (cost + units.fixed)[units.of[at]]
    return each


def _leaving(task: Task, units: Units, layout: Layout, chosen: IntArray, cancelled: Cancelled) -> FloatArray:
    """Return what pipes cost less without each of some units, shape (k,)."""
    rooted, loads = layout.rooted, layout.loads.loads
    place = _places(task, layout)
    parent = rooted.parent.tolist()
    singles = Singles(layout)
    result = np.zeros(len(chosen))
    for part in _portions(chosen, units, layout):
        stop_if(cancelled)
        ways, building, order = [], [], []
        for k in part.tolist():
            for b in units.members(int(chosen[k])).tolist():
                way = _up(parent, int(place[task.site.building_node[b]]))
                ways.append(way)
                building.append(b)
                order.append(k)
        unit, at, gone, first = _gathered(task.at_building, ways, building, order, len(parent))
        after = np.maximum(loads[at] - gone, 0.0)
        left = np.rint(loads[at, CONNECTIONS] - gone[:, CONNECTIONS]) > 0
        # of a block of several the largest that is left is not known; it is at most all that is left
        after[:, SINGLE] = np.minimum(loads[at, SINGLE], np.maximum(after[:, SPACE] + after[:, TAP], 0.0))
        alone = first >= 0
        after[alone, SINGLE] = _largest_left(singles, at[alone], first[alone])
        power, _ = design_power(after, task.regime)
        less = layout.cost[at] - np.where(left, task.pricer.cost(rooted.edge[at], power), 0.0)
        result += np.bincount(unit, weights=less, minlength=len(chosen))
    return result


def _joining(task: Task, units: Units, layout: Layout, others: IntArray, cancelled: Cancelled) -> FloatArray:
    """Return what pipes cost more with each of some units, shape (k,)."""
    mask = np.zeros(len(units), dtype=bool)
    mask[others] = True
    branches = growth(task, layout, first_weights(task), units.buildings(mask))
    rooted = branches.rooted
    new, old = len(rooted.edge), len(layout.rooted.edge)
    at_building = np.full(len(units.of), -1, dtype=np.int64)
    at_building[branches.building[branches.building >= 0]] = np.flatnonzero(branches.building >= 0)
    # one list of pipes: the branches, then the network
    below = _places(task, layout)[rooted.upper]
    parent = np.where(rooted.parent >= 0, rooted.parent, np.where(below >= 0, new + below, -1)).tolist()
    parent += np.where(layout.rooted.parent >= 0, new + layout.rooted.parent, -1).tolist()
    edge = np.concatenate([rooted.edge, layout.rooted.edge])
    loads = np.vstack([np.zeros((new, 5)), layout.loads.loads])
    cost = np.concatenate([np.zeros(new), layout.cost])
    now = np.concatenate([np.zeros(new), layout.loads.power_kw])
    result = np.zeros(len(others))
    for part in _portions(others, units, layout):
        stop_if(cancelled)
        ways, building, order = [], [], []
        for k in part.tolist():
            for b in units.members(int(others[k])).tolist():
                if at_building[b] < 0:
                    result[k] = np.inf
                    continue
                ways.append(_up(parent, int(at_building[b])))
                building.append(b)
                order.append(k)
        if not ways:
            continue
        unit, at, added, before = _gathered(task.at_building, ways, building, order, new + old)
        after = loads[at] + added
        after[:, SINGLE] = np.maximum(loads[at, SINGLE], added[:, SINGLE])
        # a pipe never carries less than before, or than one it feeds
        power = np.maximum(design_power(after, task.regime)[0], now[at])
        if (before >= 0).all():
            power = _largest_so_far(power, before == new + old)
        more = np.maximum(task.pricer.cost(edge[at], power) - cost[at], 0.0)
        result += np.bincount(unit, weights=more, minlength=len(others))
    return result


def _places(task: Task, layout: Layout) -> IntArray:
    """Return the position in the layout of the edge above each node, -1 for none, shape (n,)."""
    place = np.full(task.site.size, -1, dtype=np.int64)
    place[layout.rooted.lower] = np.arange(len(layout.rooted.edge))
    return place


def _portions(chosen: IntArray, units: Units, layout: Layout) -> list[IntArray]:
    """Return positions in `chosen`, so many together that their ways hold about `AT_ONCE` pipes.

    Units of one building and those of several do not come together.
    """
    size = np.diff(units.start)[chosen]
    found: list[IntArray] = []
    for at in (np.flatnonzero(size == 1), np.flatnonzero(size > 1)):
        if len(at):
            pipes = size[at] * max(len(layout.rooted.level), 1)
            number = (np.cumsum(pipes) - pipes) // AT_ONCE
            found += np.split(at, np.flatnonzero(np.diff(number)) + 1)
    return found


def _up(parent: list[int], at: int) -> list[int]:
    """Return the way from a pipe to the source."""
    way = []
    while at >= 0:
        way.append(at)
        at = parent[at]
    return way


def _gathered(
    loads: FloatArray, ways: list[list[int]], building: list[int], order: list[int], count: int
) -> tuple[IntArray, IntArray, FloatArray, IntArray]:
    """Return per unit and pipe: the unit, the pipe, the load of the unit there, and the pipe before it on its way.

    `loads` (b, 5) are those that pipes are laid for, whatever the uptake. The last is `count` at the first pipe and -1
    for units of several buildings.
    """
    length = np.array([len(way) for way in ways], dtype=np.int64)
    at = np.concatenate([np.array(way, dtype=np.int64) for way in ways])
    load = np.repeat(loads[building], length, axis=0)
    unit = np.repeat(np.array(order, dtype=np.int64), length)
    before = np.append(count, at[:-1])
    before[np.cumsum(length) - length] = count
    if len(np.unique(order)) == len(order):
        return unit, at, load, before
    key, inverse = np.unique(unit * count + at, return_inverse=True)
    inverse = inverse.reshape(-1)
    total = np.zeros((len(key), load.shape[1]))
    np.add.at(total, inverse, load)
    single = np.zeros(len(key))
    np.maximum.at(single, inverse, load[:, SINGLE])
    total[:, SINGLE] = single
    return key // count, key % count, total, np.full(len(key), -1, dtype=np.int64)


def _largest_left(singles: Singles, at: IntArray, before: IntArray) -> FloatArray:
    """Return the largest single demand on each pipe of ways to the source without the building they start at, kW."""
    beside = np.where(singles.child[at] == before, singles.next[at], singles.largest[at])
    return _largest_so_far(beside, before >= len(singles.largest))


def _largest_so_far(values: FloatArray, start: BoolArray) -> FloatArray:
    """Return the largest of values of 0 or more along each way so far; a way begins at every start."""
    # a step between ways keeps them apart
    step = (np.cumsum(start) - 1) * (float(values.max(initial=0.0)) + 1.0)
    return np.asarray(np.maximum.accumulate(values + step) - step, dtype=np.float64)
