"""A first tree: grow it by the nearest terminal (Takahashi and Matsuyama 1980)."""

from __future__ import annotations

from heapq import heappop, heappush

import numpy as np

from ..graph import FloatArray, IntArray
from .instance import Instance, spanning_pruned


def grow(instance: Instance, start: int, weight: FloatArray | None = None) -> IntArray:
    """Return the edges of a tree that joins all terminals, grown from `start`.

    The nearest terminal to the tree is joined by its shortest path, again and again; then the cheapest tree over the
    nodes found replaces it. One heap serves all: the nodes of a new path enter it at distance 0.

    Parameters
    ----------
    start
        Node to grow from; the terminals must be connected with it.
    weight
        Shape (m,): weights instead of those of the instance (perturbed ones, for another tree).
    """
    w = instance.weight if weight is None else weight
    # nothing leads through a leaf: without the toll the search does not flood the graph before it reaches the first one
    shut = instance.leaves()
    shut[start] = False
    closed = shut.tolist()
    indptr = instance.indptr.tolist()
    neighbour = instance.indices.tolist()
    cost = (w - instance.penalty)[instance.arc_edge].tolist()
    wanted = instance.terminal.tolist()
    far = float("inf")
    distance = [far] * instance.size
    before = [-1] * instance.size
    inside = bytearray(instance.size)
    left = int(instance.terminal.sum()) - (1 if wanted[start] else 0)
    inside[start] = 1
    distance[start] = 0.0
    heap = [(0.0, start)]
    while left and heap:
        d, x = heappop(heap)
        if d > distance[x]:
            continue
        if wanted[x] and not inside[x]:
            left -= 1
            node = x
            while not inside[node]:
                inside[node] = 1
                distance[node] = 0.0
                heappush(heap, (0.0, node))
                node = before[node]
            continue
        if closed[x]:
            continue
        for arc in range(indptr[x], indptr[x + 1]):
            y = neighbour[arc]
            further = d + cost[arc]
            if further < distance[y]:
                distance[y] = further
                before[y] = x
                heappush(heap, (further, y))
    nodes = np.frombuffer(inside, dtype=np.uint8).astype(bool)
    return spanning_pruned(instance, nodes, weight)
