"""The best of two trees: in each part where they differ independently of the rest, the cheaper one."""

from __future__ import annotations

import numpy as np

from ..graph import IntArray
from .instance import Instance, prune
from .reduce import chains


def cross(instance: Instance, one: IntArray, two: IntArray) -> IntArray:
    """Return a tree from the edges of two trees, at most as expensive as either.

    The union of the trees falls apart into blocks (biconnected components). What a tree does within a block has no
    bearing on the other blocks, so the cheaper tree is taken per block.

    Parameters
    ----------
    one, two
        Shapes (s,) and (t,): edges of trees that join all terminals, without other leaves.
    """
    import networkx as nx  # only here: what lays no network works without it

    only_one, only_two = np.setdiff1d(one, two), np.setdiff1d(two, one)
    if len(only_one) == 0 or len(only_two) == 0:
        return one
    union = np.concatenate([one, only_two])
    a, b = instance.u[union], instance.v[union]
    degree = np.bincount(a, minlength=instance.size) + np.bincount(b, minlength=instance.size)
    # both trees follow a chain to its end or not at all
    chain, ends = chains(a, b, (degree == 2) & ~instance.terminal)
    first = np.full(len(ends), -1, dtype=np.int64)
    first[chain[::-1]] = union[::-1]
    in_one, in_two = (np.isin(first, tree) for tree in (one, two))
    cost = np.bincount(chain, weights=instance.weight[union], minlength=len(ends))
    graph = nx.Graph()
    for label, (x, y) in enumerate(ends.tolist()):
        if graph.has_edge(x, y):
            graph[x][y]["chains"].append(label)
        else:
            graph.add_edge(x, y, chains=[label])
    taken = np.zeros(len(ends), dtype=bool)
    for block in nx.biconnected_component_edges(graph):
        labels = np.array([label for x, y in block for label in graph[x][y]["chains"]], dtype=np.int64)
        mine, yours = labels[in_one[labels]], labels[in_two[labels]]
        taken[mine if cost[mine].sum() <= cost[yours].sum() else yours] = True
    return prune(instance, np.sort(union[taken[chain]]))
