"""The looped part of the network: which pipes it is, solving it, and turning its pipes by the flow that is found."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from ..callbacks import Cancelled
from .flow import accumulate
from .hydraulics import Loops, steady_flow
from .routing import SHORT, Pipes, Plan

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

LEAST_INFLOW = 1e-6
"""Inflow of a piece (l/s) below which there is nothing to divide."""

NOISE = 1e-6
"""Flow, as a part of what enters its piece, below which a pipe stands still."""

LITRES = 1000.0


def looped_pipes(pipes: Pipes, plan: Plan) -> Bools:
    """Return the pipes left when dead ends are pruned: loops, what joins them, and ways between outlets."""
    n = pipes.n_nodes
    used = plan.by_invert & (pipes.begin != pipes.eind)
    reached = np.isfinite(plan.level) | (plan.outlet != "")
    drains = np.zeros(n, dtype=bool)
    drains[plan.tail[plan.open & ~plan.by_invert]] = True
    protected = (plan.outlet != "") | drains
    used &= (reached | protected)[pipes.begin] & (reached | protected)[pipes.eind]
    used &= ~(protected[pipes.begin] & protected[pipes.eind])
    rows = np.flatnonzero(used)
    a = np.concatenate([pipes.begin[rows], pipes.eind[rows]])
    b = np.concatenate([pipes.eind[rows], pipes.begin[rows]])
    pipe = np.tile(rows, 2)
    order = np.argsort(a, kind="stable")
    b, pipe = b[order], pipe[order]
    start = np.searchsorted(a[order], np.arange(n + 1))
    degree = np.diff(start)
    frontier = np.flatnonzero((degree == 1) & ~protected)
    while len(frontier):
        count = start[frontier + 1] - start[frontier]
        offset = np.repeat(start[frontier] - np.concatenate([[0], np.cumsum(count)[:-1]]), count)
        at = np.arange(int(count.sum())) + offset
        at = at[used[pipe[at]]]
        cut = np.unique(pipe[at])
        used[cut] = False
        ends = np.concatenate([pipes.begin[cut], pipes.eind[cut]])
        touched, times = np.unique(ends, return_counts=True)
        degree[touched] -= times
        frontier = touched[(degree[touched] == 1) & ~protected[touched]]
    return np.asarray(used, dtype=bool)


@dataclass(frozen=True)
class Water:
    """Water in the plan as it stands (l/s): in each pipe, through each node, and what enters the loops at each node."""

    flow: Floats
    passing: Floats
    entering: Floats

    @classmethod
    def through(cls, pipes: Pipes, plan: Plan, core: Bools, node_ls: Floats, pipe_ls: Floats) -> Water:
        """Return the water that an inflow (l/s) gives with the directions and splits of the plan."""
        graph = plan.graph()
        flow, passing = accumulate(graph, node_ls, pipe_ls)
        brought = np.where(core, graph.share * passing[graph.tail], 0.0)
        inside = np.bincount(plan.head, weights=brought, minlength=pipes.n_nodes)
        return cls(flow, passing, np.maximum(passing - inside, 0.0))


@dataclass(frozen=True)
class Steady:
    """What an earlier round found: flow from begin to eind (m3/s) per pipe, level (m NAP) per node; NaN for nothing."""

    flow: Floats
    level: Floats

    @classmethod
    def unknown(cls, pipes: Pipes) -> Steady:
        """Return that nothing was solved yet."""
        return cls(np.full(len(pipes.begin), np.nan), np.full(pipes.n_nodes, np.nan))


def solve(
    pipes: Pipes, plan: Plan, core: Bools, water: Water, earlier: Steady, manning: float, cancelled: Cancelled
) -> Bools:
    """Solve the loops and set their directions and weights in `plan`; return which pipes were solved.

    The flows and levels found are kept in `earlier`, for the next round to start from.
    """
    rows = np.flatnonzero(core)
    nodes = np.unique(np.concatenate([pipes.begin[rows], pipes.eind[rows]]))
    # pieces without water have nothing to divide
    position = np.full(pipes.n_nodes, -1, dtype=np.int64)
    position[nodes] = np.arange(len(nodes))
    b, e = position[pipes.begin[rows]], position[pipes.eind[rows]]
    links = coo_array((np.ones(len(rows), dtype=np.int8), (b, e)), shape=(len(nodes), len(nodes))).tocsr()
    count, piece = connected_components(links, directed=False)
    total = np.bincount(piece, weights=water.entering[nodes], minlength=count)
    wet = total > LEAST_INFLOW
    rows = rows[wet[piece[b]]]
    loops = _loops(pipes, plan, rows, nodes, position, water, earlier, manning)
    steady, level, solved = steady_flow(loops, manning, cancelled=cancelled)
    q = np.where(loops.upper == position[pipes.begin[rows]], steady, -steady)
    earlier.flow[rows] = np.where(solved, q, np.nan)
    good = np.zeros(len(nodes), dtype=bool)
    good[loops.upper[solved]] = good[loops.lower[solved]] = True
    earlier.level[nodes] = np.where(good, level, np.nan)
    saved = plan.tail.copy(), plan.head.copy(), plan.open.copy(), plan.weight.copy()
    # what is left over from the last step is no flow: it would decide which way a dry pipe leads
    q[np.abs(q) <= NOISE * total[piece[position[pipes.begin[rows]]]] / LITRES] = 0.0
    _apply(pipes, plan, rows, _without_circles(pipes.begin[rows], pipes.eind[rows], q, pipes.n_nodes))
    _leave_dead_ends(plan, rows)
    lost = plan.stranded()
    if lost.any():
        # fall back on the split by conveyance where the levels lead nowhere
        bad = np.zeros(count, dtype=bool)
        bad[piece[position[nodes[lost[nodes]]]]] = True
        back = rows[bad[piece[position[pipes.begin[rows]]]]]
        for now, then in zip((plan.tail, plan.head, plan.open, plan.weight), saved, strict=True):
            now[back] = then[back]
        solved &= ~bad[piece[position[pipes.begin[rows]]]]
    return solved


def _loops(
    pipes: Pipes, plan: Plan, rows: Ints, nodes: Ints, position: Ints, water: Water, earlier: Steady, manning: float
) -> Loops:
    """Return the loops with a first guess of flow and level."""
    z_begin, z_eind = plan.z_begin[rows], plan.z_eind[rows]
    swap = z_begin < z_eind
    begin, eind = position[pipes.begin[rows]], position[pipes.eind[rows]]
    upper, lower = np.where(swap, eind, begin), np.where(swap, begin, eind)
    z1, z2 = np.maximum(z_begin, z_eind), np.minimum(z_begin, z_eind)
    bottom = np.full(pipes.n_nodes, np.inf)
    known = np.flatnonzero(plan.by_invert)
    np.minimum.at(bottom, pipes.begin[known], plan.z_begin[known])
    np.minimum.at(bottom, pipes.eind[known], plan.z_eind[known])
    bottom = bottom[nodes]
    drains = np.zeros(pipes.n_nodes, dtype=bool)
    drains[plan.tail[plan.open & ~plan.by_invert]] = True
    outlet = ((plan.outlet != "") | drains)[nodes]
    down = (
        np.where(plan.tail[rows] == nodes[upper], 1.0, -1.0) * np.where(plan.open[rows], water.flow[rows], 0.0) / LITRES
    )
    # an opening would pass any flow at no fall at all
    length, sections = np.maximum(pipes.length[rows], SHORT), pipes.sections.take(rows)
    depth = sections.normal_depth(np.abs(down), np.maximum((z1 - z2) / length, 1e-4), manning)
    level = bottom + 0.003
    guess = np.where(down >= 0, z1, z2) + np.minimum(depth, 0.9 * sections.height) * (np.abs(down) > 1e-7)
    np.maximum.at(level, np.where(down >= 0, upper, lower), guess)
    # a pool without water starts empty
    spill = np.where(water.passing[nodes] > LEAST_INFLOW, plan.level[nodes], np.nan)
    level = np.where(np.isfinite(spill), np.maximum(level, spill + 0.002), level)
    level[outlet] = bottom[outlet] - 1.0
    before = np.where(upper == begin, earlier.flow[rows], -earlier.flow[rows])
    down = np.where(np.isfinite(before), before, down)
    settled = np.isfinite(earlier.level[nodes])
    level = np.where(settled, earlier.level[nodes], level)
    return Loops(
        upper,
        lower,
        z1,
        z2,
        length,
        sections,
        bottom,
        np.where(outlet, 0.0, water.entering[nodes] / LITRES),
        outlet,
        down,
        level,
        settled,
    )


def _without_circles(begin: Ints, eind: Ints, q: Floats, n_nodes: int) -> Floats:
    """Return flows (from begin to eind) without what goes round in circles; the balance of every node stays.

    Water that follows its levels does not go round: what does is left over from the last step.
    """
    q = q.copy()
    while True:
        tail, head = np.where(q >= 0, begin, eind), np.where(q >= 0, eind, begin)
        moving = np.flatnonzero(q)
        ends = (tail[moving], head[moving])
        graph = coo_array((np.ones(len(moving), dtype=np.int8), ends), shape=(n_nodes, n_nodes)).tocsr()
        _, circle = connected_components(graph, directed=True, connection="strong")
        inside = moving[circle[tail[moving]] == circle[head[moving]]]
        if not len(inside):
            return q
        # per group of circles: close one with its smallest flow
        order = inside[np.lexsort((inside, np.abs(q[inside]), circle[tail[inside]]))]
        group = circle[tail[order]]
        for pipe in order[np.concatenate([[True], group[1:] != group[:-1]])]:
            round_trip = _way(tail, head, inside[circle[tail[inside]] == circle[tail[pipe]]], head[pipe], tail[pipe])
            round_trip.append(int(pipe))
            q[round_trip] -= np.sign(q[round_trip]) * np.abs(q[pipe])
            q[pipe] = 0.0


def _way(tail: Ints, head: Ints, rows: Ints, start: int, stop: int) -> list[int]:
    """Return the pipes of a shortest way from one node to another among directed pipes; there is one."""
    onward: dict[int, list[int]] = {}
    for row in rows.tolist():
        onward.setdefault(int(tail[row]), []).append(row)
    came: dict[int, int] = {int(start): -1}
    front = [int(start)]
    while int(stop) not in came:
        following = []
        for node in front:
            for row in onward[node]:
                if int(head[row]) not in came:
                    came[int(head[row])] = row
                    following.append(int(head[row]))
        front = following
    way = []
    node = int(stop)
    while came[node] >= 0:
        way.append(came[node])
        node = int(tail[came[node]])
    return way


def _apply(pipes: Pipes, plan: Plan, rows: Ints, q: Floats) -> None:
    """Direct the pipes of the loops by their flow (m3/s from begin to eind) and weigh their splits with it."""
    size = np.abs(q)
    tail = np.where(q >= 0, pipes.begin[rows], pipes.eind[rows])
    leaving = np.bincount(tail, weights=size, minlength=pipes.n_nodes)
    arriving = np.bincount(np.where(q >= 0, pipes.eind[rows], pipes.begin[rows]), weights=size, minlength=pipes.n_nodes)
    counts = size > 1e-6 * np.maximum(leaving, arriving)[tail]
    counts &= size > 1e-12
    moving = rows[counts]
    plan.tail[moving] = tail[counts]
    plan.head[moving] = np.where(q >= 0, pipes.eind[rows], pipes.begin[rows])[counts]
    plan.weight[moving] = size[counts]
    plan.open[moving] = True
    still = rows[~counts]
    busy = np.zeros(pipes.n_nodes, dtype=bool)
    busy[tail[counts]] = True
    plan.open[still] &= ~busy[plan.tail[still]]


def _leave_dead_ends(plan: Plan, rows: Ints) -> None:
    """Turn the pipes at each node of the loops that all its pipes run to, so that its water can leave.

    Where the levels are all but equal the flow that is left over after the last step may run into a node, and a pipe
    that turned lets its own water in at its other end. All pipes are turned: one that still led there would make a
    circle.
    """
    n = len(plan.outlet)
    used = plan.shares() > 0
    leads_on = np.zeros(n, dtype=bool)
    leads_on[plan.tail[used]] = True
    dead = ~leads_on & (plan.outlet == "")
    turned = rows[dead[plan.head[rows]] & plan.drained(used)[plan.tail[rows]]]
    plan.tail[turned], plan.head[turned] = plan.head[turned], plan.tail[turned]
    plan.open[turned] = True
    plan.weight[turned] = np.where(plan.weight[turned] > 0, plan.weight[turned], 1.0)
