"""A tree as key nodes (terminals and junctions) and the key paths between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import breadth_first_order, depth_first_order

from ..graph import FloatArray, IntArray
from .instance import BoolArray, Instance


@dataclass
class KeyTree:
    """A tree, rooted, seen as key paths. A key path bears the name of the key node at its lower end.

    Attributes
    ----------
    root
        Node, a terminal.
    inside
        Shape (n,): True for the nodes of the tree.
    low
        Shape (n,): the key node at the lower end of the key path that a node is an inner node of; the node itself when
        it is a key node; -1 outside the tree.
    keys
        Shape (k,): key nodes.
    above
        Shape (n,): key node at the upper end of the key path of a key node; -1 for the root and others.
    edges
        Shape (t,): edges of the tree.
    path
        Shape (t,): key path of each edge.
    cost
        Shape (n,): weight of the key path of each key node, 0 elsewhere.
    first, last
        Shape (n,): for key nodes: the key nodes below x (and x) are those with ``first[x] <= first[y] < last[x]``.
    depth
        Shape (n,): for key nodes: number of key paths up to the root.
    """

    root: int
    inside: BoolArray
    low: IntArray
    keys: IntArray
    above: IntArray
    edges: IntArray
    path: IntArray
    cost: FloatArray
    first: IntArray
    last: IntArray
    depth: IntArray

    def below(self, path: IntArray, key: IntArray) -> BoolArray:
        """Tell whether key nodes lie at or below the lower end of key paths."""
        return (self.first[path] <= self.first[key]) & (self.first[key] < self.last[path])


def key_tree(instance: Instance, edges: IntArray, weight: FloatArray, root: int | None = None) -> KeyTree:
    """Return a tree as key nodes and key paths.

    Parameters
    ----------
    edges
        Shape (t,): edges of a tree that joins all terminals; its leaves are terminals.
    weight
        Shape (m,): weights to sum over the key paths.
    root
        Terminal at the top; None for the first.
    """
    n = instance.size
    u, v = instance.u[edges], instance.v[edges]
    degree = np.bincount(u, minlength=n) + np.bincount(v, minlength=n)
    root = int(np.flatnonzero(instance.terminal)[0]) if root is None else root
    links = csr_matrix((np.ones(len(edges)), (u, v)), shape=(n, n))
    order, parent = breadth_first_order(links, root, directed=False, return_predecessors=True)
    order = order.astype(np.int64)
    parent = parent.astype(np.int64)
    inside = np.zeros(n, dtype=bool)
    inside[order] = True
    key = inside & (instance.terminal | (degree > 2))
    inner = order[~key[order]]
    # an inner node has one child; jumping along children (parents) in doubling steps finds the key node below (above)
    child = np.full(n, -1, dtype=np.int64)
    others = order[1:]
    child[parent[others]] = others
    low = np.where(key, np.arange(n), child)
    low[~inside] = -1
    up = np.where(key, np.arange(n), parent)
    while True:
        further = low[low[inner]]
        if np.array_equal(further, low[inner]):
            break
        low[inner] = further
    while True:
        further = up[up[inner]]
        if np.array_equal(further, up[inner]):
            break
        up[inner] = further
    keys = np.flatnonzero(key)
    above = np.full(n, -1, dtype=np.int64)
    below_root = keys[keys != root]
    above[below_root] = up[parent[below_root]]
    lower_end = np.where(parent[v] == u, v, u)
    path = low[lower_end]
    cost = np.asarray(np.bincount(path, weights=weight[edges], minlength=n), dtype=np.float64)
    first, last, depth = _intervals(n, root, keys, above)
    return KeyTree(root, inside, low, keys, above, edges, path, cost, first, last, depth)


def _intervals(n: int, root: int, keys: IntArray, above: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Return preorder numbers, the ends of the ranges below, and depths of the key nodes."""
    k = len(keys)
    number = np.full(n, -1, dtype=np.int64)
    number[keys] = np.arange(k)
    lower = keys[keys != root]
    links = csr_matrix((np.ones(len(lower)), (number[above[lower]], number[lower])), shape=(k, k))
    order, before = depth_first_order(links, int(number[root]), directed=True, return_predecessors=True)
    order_list, before_list = order.tolist(), before.tolist()
    size = [1] * k
    for x in reversed(order_list[1:]):
        size[before_list[x]] += size[x]
    level = [0] * k
    for x in order_list[1:]:
        level[x] = level[before_list[x]] + 1
    first = np.full(n, -1, dtype=np.int64)
    last = np.full(n, -1, dtype=np.int64)
    depth = np.full(n, -1, dtype=np.int64)
    place = np.empty(k, dtype=np.int64)
    place[order] = np.arange(k)
    first[keys] = place
    last[keys] = place + np.array(size)
    depth[keys] = np.array(level)
    return first, last, depth
