"""Make the graph smaller without changing the problem: dead ends go, chains become one edge, double edges too."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from ..graph import FloatArray, IntArray
from .instance import BoolArray, Instance, simple_graph


@dataclass
class Reduction:
    """A smaller problem, and the way back.

    Attributes
    ----------
    instance
        The smaller problem.
    node
        Shape (n',): node of the graph that was given, per node of the smaller one.
    fixed
        Edges of the graph that was given that are in every best tree.
    steps
        Per round, compressed rows from an edge to the edges of the round before.
    """

    instance: Instance
    node: IntArray
    fixed: IntArray
    steps: list[tuple[IntArray, IntArray]]

    def expand(self, edges: IntArray) -> IntArray:
        """Return the edges of the graph that was given, for edges of the smaller problem (with `fixed`)."""
        for start, member in reversed(self.steps):
            count = start[edges + 1] - start[edges]
            offset = np.repeat(start[edges] - np.concatenate([[0], np.cumsum(count)[:-1]]), count)
            edges = member[offset + np.arange(count.sum())] if len(edges) else edges
        return np.sort(np.concatenate([edges, self.fixed]))


def reduce(
    size: int, u: IntArray, v: IntArray, weight: FloatArray, terminal: BoolArray, penalty: FloatArray | None = None
) -> Reduction:
    """Return a smaller problem with the same best trees.

    Dead ends without a terminal go; a terminal at a dead end hands its duty to its neighbour; a chain of nodes with two
    edges becomes one edge; of parallel edges the cheapest stays.

    Parameters
    ----------
    u, v, weight
        Shape (m,): edges, parallel ones and loops allowed; weights of 0 or more.
    terminal
        Shape (n,): nodes to join, all in one connected part.
    penalty
        Shape (m,): see `Instance`.
    """
    weight = np.asarray(weight, dtype=np.float64)
    penalty = np.zeros(len(weight)) if penalty is None else penalty
    terminal = terminal.copy()
    a, b, kept = simple_graph(size, u, v, weight)
    w, extra = weight[kept], penalty[kept]
    steps = [(np.arange(len(kept) + 1), kept)]
    fixed: list[IntArray] = []
    while True:
        before = len(a)
        keep = np.ones(len(a), dtype=bool)
        while True:
            degree = np.bincount(a[keep], minlength=size) + np.bincount(b[keep], minlength=size)
            # a lone pair of terminals keeps its edge: one of the two must stay a node of the graph
            end_a, end_b = (degree[a] == 1) & keep, (degree[b] == 1) & keep
            single = end_a | end_b
            if not single.any() or keep.sum() <= 1:
                break
            here = np.flatnonzero(single)
            leaf = np.where(end_a[here], a[here], b[here])
            other = np.where(end_a[here], b[here], a[here])
            duty = terminal[leaf]
            if terminal.sum() == 1:
                duty[:] = False
            taken = here[duty]
            if len(taken):
                fixed.append(_expand(steps, taken))
                terminal[leaf[duty]] = False
                terminal[other[duty]] = True
            keep[here] = False
        a, b, w, extra = a[keep], b[keep], w[keep], extra[keep]
        steps.append((np.arange(keep.sum() + 1), np.flatnonzero(keep)))
        a, b, w, extra, step = _contract(size, a, b, w, extra, terminal)
        steps.append(step)
        if len(a) == before:
            break
    used = np.zeros(size, dtype=bool)
    used[a] = used[b] = True
    used |= terminal
    node = np.flatnonzero(used)
    number = np.full(size, -1, dtype=np.int64)
    number[node] = np.arange(len(node))
    floor = (float(w.max()) if len(w) else 1.0) * 1e-12
    instance = Instance(len(node), number[a], number[b], np.maximum(w, floor), terminal[node], extra)
    return Reduction(instance, node, np.concatenate(fixed) if fixed else np.empty(0, dtype=np.int64), steps)


def _expand(steps: list[tuple[IntArray, IntArray]], edges: IntArray) -> IntArray:
    empty = np.empty(0, dtype=np.int64)
    return Reduction(None, empty, empty, steps).expand(edges)  # type: ignore[arg-type]


def _contract(
    size: int, a: IntArray, b: IntArray, w: FloatArray, extra: FloatArray, terminal: BoolArray
) -> tuple[IntArray, IntArray, FloatArray, FloatArray, tuple[IntArray, IntArray]]:
    """Join chains of nodes with two edges to one edge; returns the edges and the rows to the edges before."""
    degree = np.bincount(a, minlength=size) + np.bincount(b, minlength=size)
    chain, ends = chains(a, b, (degree == 2) & ~terminal)
    count = len(ends)
    # a ring of inner nodes has no ends: nothing can need it
    good = np.flatnonzero(ends[:, 0] >= 0)
    new_a, new_b = ends[good, 0], ends[good, 1]
    new_w = np.asarray(np.bincount(chain, weights=w, minlength=count)[good], dtype=np.float64)
    new_extra = np.asarray(np.bincount(chain, weights=extra, minlength=count)[good], dtype=np.float64)
    members = np.argsort(chain, kind="stable")
    first = np.concatenate([[0], np.cumsum(np.bincount(chain, minlength=count))])
    x, y, kept = simple_graph(size, new_a, new_b, new_w)
    chosen = good[kept]
    lengths = (first[1:] - first[:-1])[chosen]
    rows = np.concatenate([[0], np.cumsum(lengths)])
    offset = np.repeat(first[chosen] - rows[:-1], lengths)
    member = members[offset + np.arange(rows[-1])]
    return x, y, new_w[kept], new_extra[kept], (rows, member)


def chains(a: IntArray, b: IntArray, inner: BoolArray) -> tuple[IntArray, IntArray]:
    """Return which edges follow each other over inner nodes.

    Parameters
    ----------
    a, b
        Shape (m,): ends of the edges of a graph.
    inner
        Shape (n,): nodes that exactly two of the edges meet in, and that are to disappear.

    Returns
    -------
    tuple
        Shape (m,): the chain of each edge; shape (c, 2): the nodes at the ends of each chain, -1 for a ring.
    """
    m = len(a)
    node = np.concatenate([a, b])
    edge = np.concatenate([np.arange(m), np.arange(m)])
    order = np.argsort(node, kind="stable")
    node, edge = node[order], edge[order]
    at_inner = inner[node]
    pairs = edge[at_inner].reshape(-1, 2)
    links = coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(m, m))
    count, chain = connected_components(links, directed=False)
    end_chain, end_node = chain[edge[~at_inner]], node[~at_inner]
    order = np.argsort(end_chain, kind="stable")
    end_chain, end_node = end_chain[order], end_node[order]
    ends = np.full((count, 2), -1, dtype=np.int64)
    ends[end_chain[0::2], 0] = end_node[0::2]
    ends[end_chain[1::2], 1] = end_node[1::2]
    return np.asarray(chain, dtype=np.int64), ends
