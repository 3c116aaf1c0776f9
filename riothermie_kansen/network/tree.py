"""Rooted trees on arrays: order, sums towards the root and along the way from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import breadth_first_order

from .graph import FloatArray, IntArray


@dataclass(frozen=True)
class Rooted:
    """The edges of a forest, from the roots outwards.

    Attributes
    ----------
    edge
        Shape (t,): position of the edge in the graph; an edge comes after the one that feeds it.
    parent
        Shape (t,): position in this list of the edge that feeds it, -1 at a root.
    upper, lower
        Shape (t,): node at the side of the root, and the other one.
    level
        Shape (l + 1,): the edges of level i (i edges away from the root) are ``level[i]`` up to ``level[i + 1]``.
    """

    edge: IntArray
    parent: IntArray
    upper: IntArray
    lower: IntArray
    level: IntArray

    def towards_root(self, values: npt.NDArray[Any], how: str = "sum") -> npt.NDArray[Any]:
        """Return per edge the sum (or with ``how="max"`` the largest) of `values` over itself and all edges it feeds.

        Parameters
        ----------
        values
            Shape (t,) or (t, k): value at the lower end of each edge, in the order of the list.
        """
        add = np.add if how == "sum" else np.maximum
        total = np.array(values)
        for first, last in zip(self.level[-2:0:-1], self.level[:1:-1], strict=True):
            add.at(total, self.parent[first:last], total[first:last])
        return total

    def from_root(self, values: FloatArray) -> FloatArray:
        """Return per edge the sum of `values` over the way from the root up to and with that edge, shape (t,)."""
        total = np.array(values, dtype=np.float64)
        for first, last in zip(self.level[1:-1], self.level[2:], strict=True):
            total[first:last] += total[self.parent[first:last]]
        return total


def root_tree(node_count: int, ends: IntArray, edges: IntArray, roots: IntArray) -> Rooted:
    """Direct a forest away from its roots.

    Parameters
    ----------
    node_count
        Number of nodes of the graph.
    ends
        Shape (m, 2): ends of all edges of the graph.
    edges
        Shape (t,): the edges of the forest. Each tree holds exactly one root; edges of trees without a root are left
        out of the result.
    roots
        Shape (r,): nodes, all different.

    Returns
    -------
    Rooted
        At most t edges. Independent of the order of `edges`.
    """
    chosen = np.sort(np.asarray(edges, dtype=np.int64))
    a, b = ends[chosen, 0], ends[chosen, 1]
    top = node_count
    # data 1..t tell the edge; a node above the roots makes one tree of the forest
    rows = np.concatenate([a, np.full(len(roots), top)])
    columns = np.concatenate([b, roots])
    size = node_count + 1
    links = coo_matrix((np.ones(len(rows)), (rows, columns)), shape=(size, size)).tocsr()
    order, before = breadth_first_order(links, top, directed=False, return_predecessors=True)
    depth = np.zeros(size, dtype=np.int64)
    order = np.asarray(order[1:], dtype=np.int64)
    for node in order:
        depth[node] = depth[before[node]] + 1
    inner = order[depth[order] > 1]
    inner = inner[np.argsort(depth[inner], kind="stable")]
    upper = np.asarray(before[inner], dtype=np.int64)
    key = np.minimum(a, b) * size + np.maximum(a, b)
    by_key = np.argsort(key, kind="stable")
    place = np.searchsorted(key[by_key], np.minimum(inner, upper) * size + np.maximum(inner, upper))
    position = np.full(size, -1, dtype=np.int64)
    position[inner] = np.arange(len(inner))
    depths = depth[inner] - 2
    levels = np.searchsorted(depths, np.arange((depths[-1] + 2) if len(depths) else 1))
    return Rooted(chosen[by_key[place]], position[upper], upper, inner, np.asarray(levels, dtype=np.int64))
