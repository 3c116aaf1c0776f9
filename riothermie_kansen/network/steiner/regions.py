"""Which part of a tree is nearest to each node, also when a key path is taken out, and the cheapest ways across.

One Voronoi diagram of the tree's nodes gives the cheapest paths between halves of the tree; where the key path that is
taken out was itself the nearest part, the diagram is repaired, for all key paths in one shortest path computation,
because their regions do not overlap.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra, minimum_spanning_tree

from ..graph import FloatArray, IntArray
from .instance import Instance
from .keypaths import KeyTree


@dataclass
class Regions:
    """For each node: the nearest node of the tree, and again when the key path of that node is taken out.

    Attributes
    ----------
    distance, before, base
        Shape (n,): way to the nearest tree node, the node before on that way (negative: none), and the tree node.
    region
        Shape (n,): key path of which that tree node is an inner node, -1 when it is a key node.
    other_distance, other_before, other_base
        Shape (n,): the same when that key path is no part of the tree.
    """

    distance: FloatArray
    before: IntArray
    base: IntArray
    region: IntArray
    other_distance: FloatArray
    other_before: IntArray
    other_base: IntArray


def regions_of(instance: Instance, tree: KeyTree, w: FloatArray, matrix: csr_matrix) -> Regions:
    """Return the Voronoi diagram of the tree's nodes and its repair for every key path."""
    n = instance.size
    distance, before, base = dijkstra(
        matrix, indices=np.flatnonzero(tree.inside), min_only=True, return_predecessors=True
    )
    before, base = before.astype(np.int64), base.astype(np.int64)
    reached = base >= 0
    low = np.full(n, -1, dtype=np.int64)
    low[reached] = tree.low[base[reached]]
    region = np.where(reached & (low != base), low, -1)
    other_distance, other_before, other_base = distance.copy(), before.copy(), base.copy()
    held = np.flatnonzero(region >= 0)
    if len(held):
        _repair(instance, w, region, held, distance, base, other_distance, other_before, other_base)
    return Regions(distance, before, base, region, other_distance, other_before, other_base)


def _repair(
    instance: Instance,
    w: FloatArray,
    region: IntArray,
    held: IntArray,
    distance: FloatArray,
    base: IntArray,
    other_distance: FloatArray,
    other_before: IntArray,
    other_base: IntArray,
) -> None:
    """Fill the other_ arrays for the nodes whose nearest tree node is an inner node of a key path."""
    n = instance.size
    number = np.full(n, -1, dtype=np.int64)
    number[held] = np.arange(len(held))
    u, v = instance.u, instance.v
    same = (region[u] == region[v]) & (region[u] >= 0)
    # arcs from outside into a region: the cheapest per node starts the repair
    into = np.concatenate([v[~same], u[~same]])
    out_of = np.concatenate([u[~same], v[~same]])
    weight = np.concatenate([w[~same], w[~same]])
    use = (region[into] >= 0) & (base[out_of] >= 0)
    into, out_of, weight = into[use], out_of[use], weight[use]
    value = distance[out_of] + weight
    order = np.lexsort((out_of, value, into))
    into, out_of, value = into[order], out_of[order], value[order]
    first = np.ones(len(into), dtype=bool)
    first[1:] = into[1:] != into[:-1]
    into, out_of, value = into[first], out_of[first], value[first]
    h = len(held)
    rows = np.concatenate([number[u[same]], number[v[same]], np.full(len(into), h)])
    columns = np.concatenate([number[v[same]], number[u[same]], number[into]])
    data = np.concatenate([w[same], w[same], value])
    links = csr_matrix((data, (rows, columns)), shape=(h + 1, h + 1))
    reach, back = dijkstra(links, indices=h, return_predecessors=True)
    reach, back = reach[:h], back[:h].astype(np.int64)
    seed = np.full(n, -1, dtype=np.int64)
    seed[into] = out_of
    found = back >= 0
    starts = found & (back == h)
    # jump along the way back to the node where it entered the region
    entry = np.where(starts | ~found, np.arange(h), back)
    while True:
        further = entry[entry]
        if np.array_equal(further, entry):
            break
        entry = further
    other_distance[held] = np.where(found, reach, np.inf)
    other_base[held] = np.where(found, base[seed[held[entry]]], -1)
    other_before[held] = np.where(starts, seed[held], np.where(found, held[np.where(found & ~starts, back, 0)], -1))


def cheapest_over_cuts(
    instance: Instance, tree: KeyTree, regions: Regions, w: FloatArray
) -> tuple[FloatArray, IntArray]:
    """Return per key path the cheapest edge between regions across it that has nothing to do with its own region.

    The cheapest edge over any cut is in the minimum spanning tree of the edges, so only that tree is walked, cheapest
    edge first; a key path is settled by the first edge whose way through the tree passes it.
    """
    n = instance.size
    u, v = instance.u, instance.v
    bu, bv = regions.base[u], regions.base[v]
    between = np.flatnonzero((bu >= 0) & (bv >= 0) & (bu != bv))
    bu, bv = bu[between], bv[between]
    cost = regions.distance[u[between]] + w[between] + regions.distance[v[between]]
    lu, lv = tree.low[bu], tree.low[bv]
    start_u = np.where((bu == lu) | tree.below(lu, lv), lu, tree.above[lu])
    start_v = np.where((bv == lv) | tree.below(lv, lu), lv, tree.above[lv])
    in_tree = np.zeros(len(u), dtype=bool)
    in_tree[tree.edges] = True
    # of two bases in one key path the way between them stays inside it
    other = (start_u != start_v) & (lu != lv) & ~in_tree[between]
    between, cost, start_u, start_v = between[other], cost[other], start_u[other], start_v[other]
    best = np.full(n, np.inf)
    edge = np.full(n, -1, dtype=np.int64)
    if len(between) == 0:
        return best, edge
    order = np.lexsort((between, cost))
    rank = np.empty(len(order), dtype=np.float64)
    rank[order] = np.arange(1, len(order) + 1)
    low, high = np.minimum(start_u, start_v), np.maximum(start_u, start_v)
    key = low * n + high
    by_key = np.lexsort((rank, key))
    first = np.ones(len(by_key), dtype=bool)
    first[1:] = key[by_key][1:] != key[by_key][:-1]
    kept = by_key[first]
    forest = minimum_spanning_tree(csr_matrix((rank[kept], (low[kept], high[kept])), shape=(n, n)))
    used = order[np.sort(forest.data).astype(np.int64) - 1]
    above, depth = tree.above.tolist(), tree.depth.tolist()
    group = list(range(n))
    costs, edges = cost[used].tolist(), between[used].tolist()
    for c, e, a, b in zip(costs, edges, start_u[used].tolist(), start_v[used].tolist(), strict=True):
        x, y = _top(group, a), _top(group, b)
        while x != y:
            if depth[x] < depth[y]:
                x, y = y, x
            best[x] = c
            edge[x] = e
            group[x] = above[x]
            x = _top(group, x)
    return best, edge


def _top(group: list[int], x: int) -> int:
    """Return the highest key node that is reached from x over settled key paths."""
    while group[x] != x:
        group[x] = group[group[x]]
        x = group[x]
    return x


def cheapest_near(instance: Instance, tree: KeyTree, regions: Regions, w: FloatArray) -> tuple[FloatArray, IntArray]:
    """Return per key path the cheapest edge across it that touches its own region."""
    n = instance.size
    u, v = instance.u, instance.v
    best = np.full(n, np.inf)
    edge = np.full(n, -1, dtype=np.int64)
    ends = []
    for x, y, turned in ((u, v, False), (v, u, True)):
        e = np.flatnonzero(regions.region[x] >= 0)
        path = regions.region[x[e]]
        same = regions.region[y[e]] == path
        if turned:
            e, path, same = e[~same], path[~same], same[~same]
        far_distance = np.where(same, regions.other_distance[y[e]], regions.distance[y[e]])
        far_base = np.where(same, regions.other_base[y[e]], regions.base[y[e]])
        ends.append((e, path, regions.other_base[x[e]], far_base, regions.other_distance[x[e]] + w[e] + far_distance,
                     ))  # fmt: skip
    e, path, near_base, far_base, cost = (np.concatenate(column) for column in zip(*ends, strict=True))
    use = (near_base >= 0) & (far_base >= 0) & np.isfinite(cost)
    e, path, near_base, far_base, cost = (column[use] for column in (e, path, near_base, far_base, cost))
    across = tree.below(path, tree.low[near_base]) != tree.below(path, tree.low[far_base])
    e, path, cost = e[across], path[across], cost[across]
    order = np.lexsort((e, cost, path))
    first = np.ones(len(order), dtype=bool)
    first[1:] = path[order][1:] != path[order][:-1]
    chosen = order[first]
    best[path[chosen]] = cost[chosen]
    edge[path[chosen]] = e[chosen]
    return best, edge
