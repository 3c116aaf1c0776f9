"""A Steiner tree problem in a graph, as arrays."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, minimum_spanning_tree

from ..graph import FloatArray, IntArray

BoolArray = npt.NDArray[np.bool_]

TINY = 1e-12
"""Part of the largest weight that stands for zero: sparse matrices drop zeros."""


@dataclass
class Instance:
    """A simple undirected graph with weights, and the nodes that a tree has to join.

    Attributes
    ----------
    size
        Number of nodes.
    u, v
        Shape (m,): ends of the edges, ``u < v``, sorted by (u, v), no pair twice.
    weight
        Shape (m,): more than 0.
    terminal
        Shape (n,): True for a node that has to be in the tree.
    penalty
        Shape (m,): part of `weight` that is a toll: it keeps trees from passing through a leaf; 0 elsewhere.
    indptr, indices, arc_edge
        The graph as compressed rows: neighbours and edges of node i stand in ``indptr[i]:indptr[i + 1]``.
    """

    size: int
    u: IntArray
    v: IntArray
    weight: FloatArray
    terminal: BoolArray
    penalty: FloatArray
    indptr: npt.NDArray[np.int32] = field(init=False)
    indices: npt.NDArray[np.int32] = field(init=False)
    arc_edge: IntArray = field(init=False)
    _keys: IntArray = field(init=False)

    def __post_init__(self) -> None:
        m = len(self.u)
        rows = np.concatenate([self.u, self.v])
        columns = np.concatenate([self.v, self.u])
        edges = np.concatenate([np.arange(m), np.arange(m)])
        order = np.lexsort((columns, rows))
        self.indices = columns[order].astype(np.int32)
        self.arc_edge = edges[order]
        self.indptr = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=self.size))]).astype(np.int32)
        self._keys = self.u * self.size + self.v

    def matrix(self, weight: FloatArray | None = None) -> csr_matrix:
        """Return the graph as a symmetric sparse matrix, with other weights if given."""
        data = (self.weight if weight is None else weight)[self.arc_edge]
        return csr_matrix((data, self.indices, self.indptr), shape=(self.size, self.size))

    def edge_between(self, a: IntArray, b: IntArray) -> IntArray:
        """Return the edge between each pair of neighbours."""
        key = np.minimum(a, b).astype(np.int64) * self.size + np.maximum(a, b)
        return np.asarray(np.searchsorted(self._keys, key), dtype=np.int64)

    def leaves(self) -> BoolArray:
        """Return the terminals that only edges with a toll lead to: no way leads through them, shape (n,)."""
        free = self.penalty == 0
        passable = np.zeros(self.size, dtype=bool)
        passable[self.u[free]] = passable[self.v[free]] = True
        return self.terminal & ~passable

    def cost(self, edges: IntArray) -> float:
        """Return the summed weight of edges."""
        return float(self.weight[edges].sum())


def simple_graph(size: int, u: IntArray, v: IntArray, weight: FloatArray) -> tuple[IntArray, IntArray, IntArray]:
    """Return (u, v, position in the input) without loops; of parallel edges the cheapest, the first on a tie."""
    low, high = np.minimum(u, v).astype(np.int64), np.maximum(u, v).astype(np.int64)
    order = np.lexsort((np.arange(len(low)), weight, high, low))
    order = order[low[order] != high[order]]
    key = low[order] * size + high[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = key[1:] != key[:-1]
    kept = order[first]
    return low[kept], high[kept], kept


def spanning_pruned(instance: Instance, nodes: BoolArray, weight: FloatArray | None = None) -> IntArray:
    """Return the edges of the cheapest tree over marked nodes, without the branches that hold no terminal.

    Parameters
    ----------
    nodes
        Shape (n,): nodes that induce a graph in which all terminals are connected.
    weight
        Shape (m,): weights instead of those of the instance.
    """
    w = instance.weight if weight is None else weight
    inside = np.flatnonzero(nodes[instance.u] & nodes[instance.v])
    return prune(instance, spanning_forest(instance, inside, w))


def spanning_forest(instance: Instance, edges: IntArray, weight: FloatArray | None = None) -> IntArray:
    """Return those of some edges that form a minimum spanning forest, ascending; ties go to the lower edge.

    Parameters
    ----------
    edges
        Shape (t,).
    weight
        Shape (m,): weights instead of those of the instance.
    """
    w = (instance.weight if weight is None else weight)[edges]
    rank = np.empty(len(edges), dtype=np.float64)
    rank[np.lexsort((edges, w))] = np.arange(1, len(edges) + 1)
    shape = (instance.size, instance.size)
    tree = minimum_spanning_tree(csr_matrix((rank, (instance.u[edges], instance.v[edges])), shape=shape))
    position = np.empty(len(edges) + 1, dtype=np.int64)
    position[rank.astype(np.int64)] = np.arange(len(edges))
    return np.sort(edges[position[tree.data.astype(np.int64)]])


def prune(instance: Instance, edges: IntArray) -> IntArray:
    """Return the edges of a forest without the branches that end in a node that is no terminal."""
    edges = np.asarray(edges, dtype=np.int64)
    while True:
        u, v = instance.u[edges], instance.v[edges]
        degree = np.bincount(u, minlength=instance.size) + np.bincount(v, minlength=instance.size)
        loose = (degree == 1) & ~instance.terminal
        keep = ~(loose[u] | loose[v])
        if keep.all():
            return edges
        edges = edges[keep]


def connects(instance: Instance, edges: IntArray) -> bool:
    """Tell whether edges join all terminals."""
    links = csr_matrix(
        (np.ones(len(edges)), (instance.u[edges], instance.v[edges])), shape=(instance.size, instance.size)
    )
    label = connected_components(links, directed=False)[1][instance.terminal]
    return bool((label == label[0]).all()) if len(label) else True
