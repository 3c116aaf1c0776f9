"""How the water divides where more than one pipe leads on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from ..callbacks import Cancelled, never, stop_if
from ..kentallen import Kentallen
from .flow import accumulate
from .hydraulics import Loops, steady_flow
from .routing import Pipes, Plan

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

ROUNDS = 3
LEAST_SLOPE = 1e-5
SAME = 1e-6
"""Relative change of what enters the loops that calls for another round."""

LEAST_INFLOW = 1e-6
"""Inflow of a piece (l/s) below which there is nothing to divide."""
NOISE = 1e-6
"""Flow, as a part of what enters its piece, below which a pipe stands still."""

LEAST_LENGTH = 1.0
"""Length (m) that a shorter pipe counts for between water levels: an opening would pass any flow at no fall at all."""

LITRES = 1000.0


@dataclass(frozen=True)
class SplitReport:
    """What was solved.

    Attributes
    ----------
    splits
        Nodes where the water divides.
    looped
        Pipes in loops that were solved by water levels.
    unsolved
        Pipes in loops that were not: split by conveyance.
    too_large
        Whether the loops were too many to solve.
    """

    splits: int
    looped: int
    unsolved: int
    too_large: bool


def divide(
    pipes: Pipes, plan: Plan, node_ls: Floats, pipe_ls: Floats, kentallen: Kentallen, *, cancelled: Cancelled = never
) -> SplitReport:
    """Set the weights of `plan` so that the water divides as water levels make it; `plan` is changed in place.

    First every split alone: one water level in the node, uniform flow in each pipe. Then, where pipes form loops, the
    water levels of the whole piece together (`hydraulics`).

    Parameters
    ----------
    pipes, plan
        The network and its directions.
    node_ls, pipe_ls
        Mean inflow (l/s), shapes (n_nodes,) and (n_pipes,).
    kentallen
        Uses ``stroming.manning`` and ``stroming.max_leidingen_lussen``.

    Raises
    ------
    CancelledError
        The user cancelled.
    """
    manning = kentallen.value("stroming.manning")
    by_size = plan.weight.copy()
    for _ in range(ROUNDS):
        stop_if(cancelled)
        if not _one_level_per_split(pipes, plan, node_ls, pipe_ls, manning):
            break
        # a pump that lifts into its own catchment raises the level until the higher way out takes water too
        lost = _cannot_leave(plan)[plan.tail]
        plan.weight[lost] = by_size[lost]
    core = _core(pipes, plan)
    too_large = int(core.sum()) > kentallen.value("stroming.max_leidingen_lussen")
    unsolved = looped = 0
    if core.any() and not too_large:
        before = brought_before = np.full(pipes.n_nodes, -1.0)
        scale = max(float(node_ls.sum() + pipe_ls.sum()), 1e-12)
        earlier = _Steady.unknown(pipes)
        for number in range(ROUNDS):
            stop_if(cancelled)
            water = _Water.through(pipes, plan, core, node_ls, pipe_ls)
            # a pump may bring one piece's water into another: again only if that changed what enters
            if np.abs(water.entering - before).max() <= SAME * scale:
                break
            # a pipe that turns lets its own water in at its other end, and that may turn it back: once is enough
            brought = water.entering - np.bincount(plan.head[core], weights=pipe_ls[core], minlength=pipes.n_nodes)
            if number > 1 and np.abs(brought - brought_before).max() <= SAME * scale:
                break
            before, brought_before = water.entering, brought
            solved = _solve_core(pipes, plan, core, water, earlier, manning, cancelled)
            looped, unsolved = int(solved.sum()), int(len(solved) - solved.sum())
    share = plan.shares()
    splits = int((np.bincount(plan.tail[share > 0], minlength=pipes.n_nodes) > 1).sum())
    return SplitReport(splits, looped, int(core.sum()) if too_large else unsolved, too_large)


def _one_level_per_split(pipes: Pipes, plan: Plan, node_ls: Floats, pipe_ls: Floats, manning: float) -> bool:
    """Divide every split by one water level in its node; return whether there is any."""
    rows = np.flatnonzero(plan.open & plan.by_invert & (plan.outlet == "")[plan.tail])
    several = np.bincount(plan.tail[rows], minlength=pipes.n_nodes) > 1
    rows = rows[several[plan.tail[rows]]]
    if not len(rows):
        return False
    _, through = accumulate(plan.graph(), node_ls, pipe_ls)
    nodes, group = np.unique(plan.tail[rows], return_inverse=True)
    group = group.reshape(-1)
    forward = plan.tail[rows] == pipes.begin[rows]
    z_tail = np.where(forward, plan.z_begin[rows], plan.z_eind[rows])
    z_head = np.where(forward, plan.z_eind[rows], plan.z_begin[rows])
    below = np.nan_to_num(plan.level[plan.head[rows]], nan=-np.inf)
    crest = np.maximum(np.maximum(z_tail, z_head), np.where(below > z_tail, below, z_tail))
    slope = np.maximum((np.maximum(z_tail, crest) - np.maximum(z_head, below)) / pipes.length[rows], LEAST_SLOPE)
    sections = pipes.sections.take(rows)
    need = through[nodes] / LITRES
    low = np.full(len(nodes), np.inf)
    high = np.full(len(nodes), -np.inf)
    np.minimum.at(low, group, crest)
    np.maximum.at(high, group, crest + 2.0 * sections.height)
    lowest = low[group]
    conveyed = np.zeros(len(rows))
    for _ in range(40):
        level = 0.5 * (low + high)
        area, radius, _ = sections.at(level[group] - crest)
        conveyed = area * radius ** (2.0 / 3.0) / manning * np.sqrt(slope)
        enough = np.bincount(group, weights=conveyed, minlength=len(nodes)) >= need
        low, high = np.where(enough, low, level), np.where(enough, level, high)
    total = np.bincount(group, weights=conveyed, minlength=len(nodes))
    plan.weight[rows] = np.where(total[group] > 0, conveyed, (crest == lowest).astype(float))
    return True


def _core(pipes: Pipes, plan: Plan) -> Bools:
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
class _Water:
    """Water in the plan as it stands (l/s): in each pipe, through each node, and what enters the loops at each node."""

    flow: Floats
    passing: Floats
    entering: Floats

    @classmethod
    def through(cls, pipes: Pipes, plan: Plan, core: Bools, node_ls: Floats, pipe_ls: Floats) -> _Water:
        graph = plan.graph()
        flow, passing = accumulate(graph, node_ls, pipe_ls)
        brought = np.where(core, graph.share * passing[graph.tail], 0.0)
        inside = np.bincount(plan.head, weights=brought, minlength=pipes.n_nodes)
        return cls(flow, passing, np.maximum(passing - inside, 0.0))


@dataclass(frozen=True)
class _Steady:
    """What an earlier round found: flow from begin to eind (m3/s) per pipe, level (m NAP) per node; NaN for nothing."""

    flow: Floats
    level: Floats

    @classmethod
    def unknown(cls, pipes: Pipes) -> _Steady:
        return cls(np.full(len(pipes.begin), np.nan), np.full(pipes.n_nodes, np.nan))


def _solve_core(
    pipes: Pipes, plan: Plan, core: Bools, water: _Water, earlier: _Steady, manning: float, cancelled: Cancelled
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
    lost = _cannot_leave(plan)
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
    pipes: Pipes, plan: Plan, rows: Ints, nodes: Ints, position: Ints, water: _Water, earlier: _Steady, manning: float
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
    length, sections = np.maximum(pipes.length[rows], LEAST_LENGTH), pipes.sections.take(rows)
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
    turned = rows[dead[plan.head[rows]] & _can_leave(plan)[plan.tail[rows]]]
    plan.tail[turned], plan.head[turned] = plan.head[turned], plan.tail[turned]
    plan.open[turned] = True
    plan.weight[turned] = np.where(plan.weight[turned] > 0, plan.weight[turned], 1.0)


def _cannot_leave(plan: Plan) -> Bools:
    """Return the nodes with a way on from which no outlet can be reached."""
    has_way = np.zeros(len(plan.outlet), dtype=bool)
    has_way[plan.tail[plan.shares() > 0]] = True
    return np.asarray(has_way & ~_can_leave(plan))


def _can_leave(plan: Plan) -> Bools:
    """Return the nodes from which an outlet can be reached."""
    n = len(plan.outlet)
    rows = plan.shares() > 0
    outlets = np.flatnonzero(plan.outlet != "")
    graph = coo_array(
        (
            np.ones(int(rows.sum()) + len(outlets), dtype=np.int8),
            (
                np.concatenate([plan.head[rows], np.full(len(outlets), n)]),
                np.concatenate([plan.tail[rows], outlets]),
            ),
        ),
        shape=(n + 1, n + 1),
    ).tocsr()
    reached = np.zeros(n + 1, dtype=bool)
    reached[breadth_first_order(graph, n, directed=True, return_predecessors=False)] = True
    return np.asarray(reached[:n], dtype=bool)
