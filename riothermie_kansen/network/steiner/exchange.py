"""Local search: replace key paths by cheaper ones (key-path exchange), many at a time, on arrays.

The neighbourhood is that of Uchoa and Werneck (2010): take a key path out of the tree and join the two halves by the
cheapest path in the graph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from ..graph import FloatArray, IntArray
from .instance import Instance, spanning_pruned
from .keypaths import KeyTree, key_tree
from .regions import Regions, cheapest_near, cheapest_over_cuts, regions_of

GAIN = 1e-9
"""Part of the cost of the tree below which a gain is rounding."""


@dataclass(frozen=True)
class Offers:
    """For every key path of a tree the cheapest way that could take its place.

    Attributes
    ----------
    tree, regions
        The tree.
    path
        Shape (k,): key paths.
    cost
        Shape (k,): cost of the way, infinite when there is none.
    edge
        Shape (k,): the edge on it that leads from one half to the other.
    """

    tree: KeyTree
    regions: Regions
    path: IntArray
    cost: FloatArray
    edge: IntArray

    def ways(self, instance: Instance, k: int) -> tuple[list[int], list[int]]:
        """Return the nodes from each end of the edge of offer k to the tree; the last node of each is on the tree."""
        path, edge = int(self.path[k]), int(self.edge[k])
        first, second = (self._to_tree(int(end), path) for end in (instance.u[edge], instance.v[edge]))
        return first, second

    def _to_tree(self, node: int, path: int) -> list[int]:
        regions, way = self.regions, [node]
        while True:
            before = int(regions.other_before[node] if regions.region[node] == path else regions.before[node])
            if before < 0:
                return way
            way.append(before)
            node = before


@dataclass(frozen=True)
class _Move:
    """A key path, the edges of the way in its place, the key paths (or key nodes) that it joins, what it costs."""

    path: int
    way: IntArray
    lows: tuple[int, int]
    cost: float


def improve(instance: Instance, edges: IntArray, weight: FloatArray | None = None, rounds: int = 100) -> IntArray:
    """Return a tree that no exchange of one key path makes cheaper (or that `rounds` rounds reached).

    Parameters
    ----------
    edges
        Shape (t,): a tree that joins all terminals and has no other leaves.
    weight
        Shape (m,): weights instead of those of the instance.
    rounds
        Largest number of rounds; each makes as many exchanges as do not get in each other's way.
    """
    w = instance.weight if weight is None else weight
    matrix = instance.matrix(w)
    cost = float(w[edges].sum())
    for _ in range(rounds):
        if len(edges) == 0:
            break
        found = offers(instance, edges, w, matrix)
        gain = found.tree.cost[found.path] - found.cost
        rounding = GAIN * max(cost - float(instance.penalty[edges].sum()), 0.0)
        good = np.flatnonzero(gain > rounding)
        if len(good) == 0:
            break
        order = good[np.lexsort((found.path[good], -gain[good]))]
        marked = exchanged(instance, found, order.tolist(), found.cost)
        nodes = np.zeros(instance.size, dtype=bool)
        nodes[instance.u[marked]] = nodes[instance.v[marked]] = True
        better = spanning_pruned(instance, nodes, w)
        new_cost = float(w[better].sum())
        if new_cost >= cost - rounding:
            break
        edges, cost = better, new_cost
    return edges


def offers(instance: Instance, edges: IntArray, w: FloatArray, matrix: csr_matrix, root: int | None = None) -> Offers:
    """Return for every key path of a tree the cheapest way that could take its place.

    Parameters
    ----------
    edges
        Shape (t,): a tree that joins all terminals and has no other leaves; at least one edge.
    w, matrix
        Weights, shape (m,), and the graph with those weights.
    root
        Terminal at the top of the key tree; None for the first.
    """
    tree = key_tree(instance, edges, w, root)
    regions = regions_of(instance, tree, w, matrix)
    paths = tree.keys[tree.keys != tree.root]
    by_cut, cut_edge = cheapest_over_cuts(instance, tree, regions, w)
    near, near_edge = cheapest_near(instance, tree, regions, w)
    use_near = near[paths] < by_cut[paths]
    cost = np.where(use_near, near[paths], by_cut[paths])
    return Offers(tree, regions, paths, cost, np.where(use_near, near_edge[paths], cut_edge[paths]))


def exchanged(instance: Instance, found: Offers, order: Sequence[int], cost: FloatArray) -> IntArray:
    """Return the edges after the exchanges that can be made together; they join all terminals.

    Parameters
    ----------
    order
        Offers, the most wanted first: a later one that gets in the way of an earlier one is left.
    cost
        Shape (k,): what each way counts for against the key path it replaces, where only some can be made.
    """
    tree = found.tree
    locked: set[int] = set()
    removed: set[int] = set()
    moves = []
    for k in order:
        path = int(found.path[k])
        if path in locked:
            continue
        ways = found.ways(instance, k)
        bases = [way[-1] for way in ways]
        lows = [int(tree.low[base]) for base in bases]
        inner = [low for low, base in zip(lows, bases, strict=True) if low != base]
        if any(low in removed for low in inner):
            continue
        locked.update(inner)
        removed.add(path)
        parts = [np.array(way, dtype=np.int64) for way in ways]
        new = [instance.edge_between(part[:-1], part[1:]) for part in parts if len(part) > 1]
        way = np.concatenate([np.array([found.edge[k]], dtype=np.int64), *new])
        moves.append(_Move(path, way, (lows[0], lows[1]), float(cost[k])))
    out, added = _acyclic(tree, moves)
    marked = np.zeros(len(instance.u), dtype=bool)
    marked[tree.edges[~np.isin(tree.path, np.array(sorted(out), dtype=np.int64))]] = True
    for way in added:
        marked[way] = True
    return np.flatnonzero(marked)


def _acyclic(tree: KeyTree, moves: list[_Move]) -> tuple[set[int], list[IntArray]]:
    """Return the key paths that go and the ways that come: the cheapest tree over key nodes, old paths and new ways."""
    gone = {move.path for move in moves}
    group: dict[int, int] = {}

    def top(x: int) -> int:
        while group.setdefault(x, x) != x:
            group[x] = group[group[x]]
            x = group[x]
        return x

    for key in tree.keys.tolist():
        if key != tree.root and key not in gone:
            group[top(key)] = top(int(tree.above[key]))
    ranked = [(move.cost, 0, move.path, i) for i, move in enumerate(moves)]
    ranked += [(float(tree.cost[move.path]), 1, move.path, i) for i, move in enumerate(moves)]
    added = []
    for _, old, path, i in sorted(ranked):
        ends = (path, int(tree.above[path])) if old else moves[i].lows
        x, y = top(ends[0]), top(ends[1])
        if x == y:
            continue
        group[x] = y
        if old:
            gone.discard(path)
        else:
            added.append(moves[i].way)
    return gone, added
