"""Accumulation of flow over a directed network: shares at splits, loops by a small solve, day curves by harmonics.

Water enters at nodes, or in a pipe (then it leaves at the pipe's head without passing the tail's split). The flow
through a node is what enters it plus what its incoming pipes bring; an outgoing pipe takes a share of it::

    through[v] = node_in[v] + sum over pipes e into v of (share[e] * through[tail[e]] + pipe_in[e])

Where the pipes form a cycle (a pump that lifts into its own catchment) the equations of that cycle are solved
together; elsewhere one pass per level, from the ends of the branches down, is enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array, csc_array, identity
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import splu

Floats = npt.NDArray[np.float64]
Complex = npt.NDArray[np.complex128]
Ints = npt.NDArray[np.int64]

HOURS = 24


@dataclass(frozen=True)
class FlowGraph:
    """Directed pipes in the order of computation.

    Attributes
    ----------
    tail, head
        Node where the water enters and leaves each pipe, shape (n_pipes,).
    share
        Share of the flow through the tail that the pipe takes, shape (n_pipes,). The shares of a node sum to 1, or to
        0 where the water leaves the network.
    n_nodes
        Number of nodes.
    order
        Pipes sorted by the level of their head, then by head, shape (n_pipes,).
    bounds
        Where in `order` each level begins, shape (n_levels + 1,).
    cyclic
        Group of nodes that form a cycle together, -1 elsewhere, shape (n_nodes,).
    cycle_level
        Level of each cyclic group, shape (n_groups,).
    """

    tail: Ints
    head: Ints
    share: Floats
    n_nodes: int
    order: Ints
    bounds: Ints
    cyclic: Ints
    cycle_level: Ints


def flow_graph(tail: Ints, head: Ints, share: Floats, n_nodes: int) -> FlowGraph:
    """Sort directed pipes for accumulation; see `FlowGraph` for the arguments."""
    carrying = np.flatnonzero(share > 0)
    above, below = tail[carrying], head[carrying]
    _, label = connected_components(_links(above, below, n_nodes), directed=True, connection="strong")
    in_cycle = np.bincount(label, minlength=1)[label] > 1
    # a pipe back to its own node is a cycle too, unless nothing ever leaves it
    in_cycle[above[(above == below) & (share[carrying] < 1)]] = True
    cyclic = np.full(n_nodes, -1, dtype=np.int64)
    groups, cyclic[in_cycle] = np.unique(label[in_cycle], return_inverse=True)
    # levels on the graph with each cycle as one node
    level = _levels(label[above], label[below], int(label.max(initial=-1)) + 1)[label]
    # water that enters in a pipe only passes its head: it takes no part in the levels
    order, bounds = _by_level(level, head)
    cycle_level = np.zeros(len(groups), dtype=np.int64)
    cycle_level[cyclic[in_cycle]] = level[in_cycle]
    return FlowGraph(tail, head, share, n_nodes, order, bounds, cyclic, cycle_level)


def _links(tail: Any, head: Any, n: int) -> Any:
    """Return directed links as a sparse matrix; parallel ones become one."""
    return coo_array((np.ones(len(tail), dtype=np.int8), (tail, head)), shape=(n, n)).tocsr()


def _by_level(level: Ints, head: Ints) -> tuple[Ints, Ints]:
    """Return the pipes sorted by the level of their head, then by head, and where each level begins.

    Making a sparse matrix is a counting sort: several times faster than `numpy.lexsort`.
    """
    depth = int(level.max(initial=0)) + 1
    small = np.int16 if depth < np.iinfo(np.int16).max else np.int64  # numpy sorts 16 bits by radix
    place = np.empty(len(level), dtype=np.int64)
    place[np.argsort(level.astype(small), kind="stable")] = np.arange(len(level))
    m = len(head)
    rows = coo_array((np.ones(m, dtype=np.int8), (place[head], np.arange(m))), shape=(len(level), m)).tocsr()
    bounds = np.concatenate([[0], np.cumsum(np.bincount(level[head], minlength=depth))])
    return rows.indices.astype(np.int64), bounds.astype(np.int64)


def _levels(tail: Any, head: Any, n: int) -> Ints:
    """Return the longest distance in pipes from a start, per node of an acyclic graph (Kahn's frontier, vectorised)."""
    different = tail != head
    links = _links(tail[different], head[different], n)
    head, start = links.indices, links.indptr
    waiting = np.bincount(head, minlength=n)
    level = np.zeros(n, dtype=np.int64)
    frontier = np.flatnonzero(waiting == 0)
    depth = 0
    while len(frontier):
        level[frontier] = depth
        count = start[frontier + 1] - start[frontier]
        # positions of all outgoing pipes of the frontier, without a loop over its nodes
        offset = np.repeat(start[frontier] - np.concatenate([[0], np.cumsum(count)[:-1]]), count)
        reached, times = np.unique(head[np.arange(int(count.sum())) + offset], return_counts=True)
        waiting[reached] -= times
        frontier = reached[waiting[reached] == 0]
        depth += 1
    return level


def accumulate(graph: FlowGraph, node_in: Any, pipe_in: Any, factor: Any = None) -> tuple[Any, Any]:
    """Return the flow in each pipe and through each node.

    Parameters
    ----------
    graph
        From `flow_graph`.
    node_in
        Water that enters at each node, shape (n_nodes,), real or complex.
    pipe_in
        Water that enters in each pipe, shape (n_pipes,).
    factor
        Factor on the water that passes a pipe between its tail and its head, shape (n_pipes,): 1, or the phase of a
        harmonic that the travel time shifts. The flow reported for a pipe is that at its tail, its own water added.

    Returns
    -------
    flow, through
        Shapes (n_pipes,) and (n_nodes,), in the unit of the input.
    """
    kind = np.result_type(node_in, pipe_in, float if factor is None else factor)
    through = np.array(node_in, dtype=kind)
    order, bounds = graph.order, graph.bounds
    tail, head = graph.tail[order], graph.head[order]
    share, own = graph.share[order], np.asarray(pipe_in)[order]
    passed = None if factor is None else np.asarray(factor)[order]
    starts = np.flatnonzero(np.concatenate([[True], head[1:] != head[:-1]])) if len(head) else np.zeros(0, np.int64)
    start_of_level = np.searchsorted(starts, bounds)
    with_cycles = set(graph.cycle_level.tolist())
    for level in range(len(bounds) - 1):
        low, high = bounds[level], bounds[level + 1]
        if level in with_cycles:
            part = slice(low, high)
            phase = np.ones(high - low) if passed is None else passed[part]
            _solve_cycles(graph.cyclic, through, tail[part], head[part], share[part], own[part], phase)
            continue
        if low == high:
            continue
        brought = share[low:high] * through[tail[low:high]] + own[low:high]
        if passed is not None:
            brought *= passed[low:high]
        first = starts[start_of_level[level] : start_of_level[level + 1]]
        through[head[first]] += np.add.reduceat(brought, first - low)
    return graph.share * through[graph.tail] + pipe_in, through


def _solve_cycles(cyclic: Ints, through: Any, tail: Ints, head: Ints, share: Floats, own: Any, phase: Any) -> None:
    """Solve a level that has cycles in it (all pipes whose head is on it); `through` is changed in place."""
    inside = (cyclic[head] >= 0) & (cyclic[tail] == cyclic[head])
    np.add.at(through, head, phase * (np.where(inside, 0.0, share * through[tail]) + own))
    nodes = np.unique(head[inside])
    loop = coo_array(
        (
            (share * phase)[inside].astype(through.dtype),
            (np.searchsorted(nodes, head[inside]), np.searchsorted(nodes, tail[inside])),
        ),
        shape=(len(nodes), len(nodes)),
    )
    matrix = csc_array(identity(len(nodes), dtype=through.dtype, format="csc") - loop.tocsc())
    through[nodes] = splu(matrix).solve(np.ascontiguousarray(through[nodes]))


def day_curve(
    graph: FlowGraph, node_ls: Floats, pipe_ls: Floats, curves: Floats, travel_h: Floats
) -> tuple[Floats, Floats]:
    """Return the lowest and highest hour of the mean dry day in each pipe.

    Every inflow follows its day curve and reaches a pipe later by the travel time along its way, so curves that come
    from near and far add up to a flatter one. A delay multiplies the k-th harmonic of the day by exp(-i 2 pi k t/24):
    the harmonics are accumulated like flows and the hours put together again at each pipe. (Interpolating between
    hours in every pipe instead would flatten the curve more with every manhole.)

    Parameters
    ----------
    graph
        From `flow_graph`.
    node_ls, pipe_ls
        Mean inflow per curve (l/s), shapes (n_nodes, n_curves) and (n_pipes, n_curves).
    curves
        Fractions of the day per hour, shape (n_curves, 24), rows sum to 1.
    travel_h
        Travel time through each pipe (h), shape (n_pipes,).

    Returns
    -------
    lowest, highest
        Flow (l/s) in the lowest and the highest hour, shape (n_pipes,).
    """
    spectrum = np.fft.rfft(curves * HOURS, axis=1) / HOURS
    flat = np.abs(spectrum[:, 1:]).max(axis=0) < 1e-12 if len(spectrum) else np.ones(HOURS // 2, dtype=bool)
    n = len(graph.tail)
    harmonics = np.zeros((HOURS // 2 + 1, n), dtype=np.complex64)
    for k in range(HOURS // 2 + 1):
        if k and flat[k - 1]:
            continue
        turn = np.exp(-2j * np.pi * k * travel_h / HOURS)
        harmonics[k], _ = accumulate(graph, node_ls @ spectrum[:, k], pipe_ls @ spectrum[:, k], turn)
    lowest, highest = np.empty(n), np.empty(n)
    size = 200_000
    for start in range(0, n, size):
        hours = np.fft.irfft(harmonics[:, start : start + size].astype(np.complex128) * HOURS, n=HOURS, axis=0)
        lowest[start : start + size] = hours.min(axis=0)
        highest[start : start + size] = hours.max(axis=0)
    # a block-shaped curve rings when it is shifted by part of an hour; but no hour can be higher than all peaks
    # together, nor lower than all troughs
    troughs, peaks = (HOURS * edge for edge in (curves.min(axis=1), curves.max(axis=1)))
    least, _ = accumulate(graph, node_ls @ troughs, pipe_ls @ troughs)
    most, _ = accumulate(graph, node_ls @ peaks, pipe_ls @ peaks)
    return np.maximum(lowest, least), np.minimum(highest, most)
