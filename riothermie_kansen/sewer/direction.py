"""Which way the water goes through gravity sewers: down the inverts, or as registered.

Both ways give every node that can reach an outlet a pipe that brings its water nearer to it, and no circles.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array, csc_array, csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components, dijkstra, minimum_spanning_tree
from scipy.sparse.linalg import spsolve

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

AGAINST = 1e7
"""Length (m) that a pipe against its registered direction counts for: first as few as possible, then short."""


@dataclass(frozen=True)
class Directions:
    """Direction of pipes.

    Attributes
    ----------
    reversed
        Whether the water runs from the pipe's end to its begin, shape (n_pipes,).
    open
        Whether water that passes the tail may take this pipe, shape (n_pipes,).
    level
        Lowest level (m NAP) at which the water of a node spills to an outlet; NaN in administrative mode or where no
        outlet can be reached, shape (n_nodes,).
    reached
        Whether the node has a way to an outlet, shape (n_nodes,).
    """

    reversed: Bools
    open: Bools
    level: Floats
    reached: Bools


def by_inverts(
    begin: Ints, eind: Ints, crest: Floats, length: Floats, rank: Ints, outlets: Ints, n_nodes: int
) -> Directions:
    """Direct pipes so that water pools and spills over the lowest way to an outlet (priority flood).

    The level at which a node spills is the lowest of the highest crests along any way to an outlet: the bottleneck
    path, which the minimum spanning tree over the crests gives for all nodes at once. Pipes run from the higher spill
    level to the lower; within a pool, along the tree towards its spill.

    Parameters
    ----------
    begin, eind
        Nodes of each pipe, shape (n_pipes,).
    crest
        Higher of the two inverts of each pipe (m NAP), shape (n_pipes,).
    length
        Length (m), shape (n_pipes,).
    rank
        Order of the pipes that breaks ties, shape (n_pipes,).
    outlets
        Nodes where the water leaves.
    n_nodes
        Number of nodes.

    References
    ----------
    Barnes, Lehman, Mulla (2014), Priority-Flood, Computers & Geosciences 62; Hu (1961), The maximum capacity route
    problem: the spanning tree holds all bottleneck paths.
    """
    n_pipes = len(begin)
    order = np.lexsort((rank, length, crest))
    weight = np.empty(n_pipes)
    weight[order] = np.arange(2, n_pipes + 2)
    low, high = np.minimum(begin, eind), np.maximum(begin, eind)
    key = low * np.int64(n_nodes + 1) + high
    by_key = np.lexsort((weight, key))
    first = np.concatenate([[True], key[by_key][1:] != key[by_key][:-1]]) if n_pipes else np.zeros(0, dtype=bool)
    best = by_key[first & (low != high)[by_key]]
    source = n_nodes
    graph = coo_array(
        (
            np.concatenate([weight[best], np.ones(len(outlets))]),
            (np.concatenate([low[best], outlets]), np.concatenate([high[best], np.full(len(outlets), source)])),
        ),
        shape=(n_nodes + 1, n_nodes + 1),
    ).tocsr()
    tree = minimum_spanning_tree(graph)
    walk, parent = breadth_first_order(tree, source, directed=False, return_predecessors=True)
    walk, parent = walk.astype(np.int64), parent.astype(np.int64)
    inner = walk[1:]
    inner = inner[parent[inner] != source]
    up_key = np.minimum(inner, parent[inner]) * np.int64(n_nodes + 1) + np.maximum(inner, parent[inner])
    up_pipe = best[np.searchsorted(key[best], up_key)]
    level, distance = _spill(inner, parent[inner], crest[up_pipe], length[up_pipe], outlets, n_nodes)
    reached = np.isfinite(level)
    place = np.empty(n_nodes, dtype=np.int64)
    place[np.lexsort((np.arange(n_nodes), distance, np.where(reached, level, np.inf)))] = np.arange(n_nodes)
    reverse = place[begin] < place[eind]
    tail = np.where(reverse, eind, begin)
    is_outlet = np.zeros(n_nodes, dtype=bool)
    is_outlet[outlets] = True
    open_pipe = reached[begin] & reached[eind] & (begin != eind) & ~is_outlet[tail]
    level[is_outlet] = np.nan
    return Directions(reverse, open_pipe, level, reached)


def _spill(
    nodes: Ints, parents: Ints, crest: Floats, length: Floats, outlets: Ints, n_nodes: int
) -> tuple[Floats, Floats]:
    """Return the spill level and the distance to the spill, walking the tree from the outlets up."""
    level = [float("inf")] * n_nodes
    distance = [0.0] * n_nodes
    for outlet in outlets.tolist():
        level[outlet] = float("-inf")
    for node, parent, top, metres in zip(
        nodes.tolist(), parents.tolist(), crest.tolist(), length.tolist(), strict=True
    ):
        if top > level[parent]:
            level[node] = top
        else:
            level[node] = level[parent]
            distance[node] = distance[parent] + metres
    spill = np.array(level)
    spill[outlets] = np.finfo(np.float64).min
    return spill, np.array(distance)


def as_registered(begin: Ints, eind: Ints, length: Floats, rank: Ints, outlets: Ints, n_nodes: int) -> Directions:
    """Direct pipes from begin to end as registered; turn as few as possible where that leads nowhere.

    Every node goes to the outlet that takes the fewest turned pipes, then the shortest way. Registered splits stay
    splits as long as they do not lead into a circle or to a node that needs more turned pipes.

    Parameters
    ----------
    begin, eind, length, rank, outlets, n_nodes
        As for `by_inverts`.
    """
    metres = np.maximum(length, 1e-3)
    # along the way from the outlet up: a pipe is walked from its head to its tail
    start = np.concatenate([eind, begin])
    stop = np.concatenate([begin, eind])
    weight = np.concatenate([metres, metres + AGAINST])
    pipe = np.concatenate([np.arange(len(begin)), np.arange(len(begin))])
    order = np.lexsort((rank[pipe], weight, stop, start))
    start, stop, weight, pipe = start[order], stop[order], weight[order], pipe[order]
    first = np.concatenate([[True], (start[1:] != start[:-1]) | (stop[1:] != stop[:-1])]) if len(start) else order > 0
    keep = first & (start != stop)
    start, stop, weight, pipe = start[keep], stop[keep], weight[keep], pipe[keep]
    source = n_nodes
    graph = csr_array(
        coo_array(
            (
                np.concatenate([weight, np.full(len(outlets), 1e-6)]),
                (np.concatenate([start, np.full(len(outlets), source)]), np.concatenate([stop, outlets])),
            ),
            shape=(n_nodes + 1, n_nodes + 1),
        )
    )
    distance, parent = dijkstra(graph, indices=source, return_predecessors=True)
    distance, parent = distance[:n_nodes], parent[:n_nodes].astype(np.int64)
    reached = np.isfinite(distance)
    turns = np.full(n_nodes, -1, dtype=np.int64)
    turns[reached] = np.floor(distance[reached] / AGAINST).astype(np.int64)

    inside = reached[begin] & reached[eind] & (begin != eind)
    same = inside & (turns[begin] == turns[eind])
    circles = coo_array((np.ones(int(same.sum()), dtype=np.int8), (begin[same], eind[same])), shape=(n_nodes, n_nodes))
    _, circle = connected_components(circles.tocsr(), directed=True, connection="strong")
    forward = inside & (
        (turns[eind] < turns[begin]) | (same & ((circle[begin] != circle[eind]) | (distance[eind] < distance[begin])))
    )
    is_outlet = np.zeros(n_nodes, dtype=bool)
    is_outlet[outlets] = True
    forward &= ~is_outlet[begin]
    reverse = np.zeros(len(begin), dtype=bool)
    has_parent = np.flatnonzero(reached & (parent >= 0) & (parent < n_nodes))
    code = start * np.int64(n_nodes + 1) + stop
    sorted_code = np.argsort(code)
    chosen = pipe[sorted_code[np.searchsorted(code[sorted_code], parent[has_parent] * (n_nodes + 1) + has_parent)]]
    reverse[chosen] = begin[chosen] != has_parent
    forward[chosen] = True
    return Directions(reverse, forward, np.full(n_nodes, np.nan), reached)


def fill_inverts(begin: Ints, eind: Ints, z_begin: Floats, z_eind: Floats, length: Floats, n_nodes: int) -> Floats:
    """Return an invert for every node: known where a pipe end is, else interpolated between its neighbours.

    Unknown nodes get the length-weighted mean of their neighbours, which is linear along a chain; NaN in pieces where
    nothing is known.

    Parameters
    ----------
    begin, eind, length, n_nodes
        The pipes, as for `by_inverts`.
    z_begin, z_eind
        Inverts of the pipe ends (m NAP), NaN where unknown.
    """
    node = np.full(n_nodes, np.inf)
    np.fmin.at(node, begin, z_begin)
    np.fmin.at(node, eind, z_eind)
    node[~np.isfinite(node)] = np.nan
    unknown = np.isnan(node)
    if not unknown.any():
        return node
    graph = coo_array((np.ones(len(begin), dtype=np.int8), (begin, eind)), shape=(n_nodes, n_nodes)).tocsr()
    _, piece = connected_components(graph, directed=False)
    some = np.zeros(int(piece.max(initial=-1)) + 1, dtype=bool)
    some[piece[~unknown]] = True
    wanted = np.flatnonzero(unknown & some[piece])
    if not len(wanted):
        return node
    position = np.full(n_nodes, -1, dtype=np.int64)
    position[wanted] = np.arange(len(wanted))
    a, b = np.concatenate([begin, eind]), np.concatenate([eind, begin])
    pull = np.tile(1.0 / np.maximum(length, 0.1), 2)
    mine = (position[a] >= 0) & (a != b)
    a, b, pull = position[a[mine]], b[mine], pull[mine]
    diagonal = np.bincount(a, weights=pull, minlength=len(wanted))
    right = np.zeros(len(wanted))
    known = position[b] < 0
    np.add.at(right, a[known], pull[known] * node[b[known]])
    i = np.concatenate([a[~known], np.arange(len(wanted))])
    j = np.concatenate([position[b[~known]], np.arange(len(wanted))])
    matrix = coo_array((np.concatenate([-pull[~known], diagonal]), (i, j)), shape=(len(wanted), len(wanted)))
    node[wanted] = spsolve(csc_array(matrix), right)
    return node
