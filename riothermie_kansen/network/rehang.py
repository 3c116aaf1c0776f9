"""Local search on true costs: hang a large part of the network where it is cheapest all the way to the source.

`reroute` looks at the cheapest way from a part to the rest of the network. For a part that carries much, what counts
is the whole way to the source: a longer way that joins a thick pipe near the source can be cheaper than a short one to
a thin pipe far away. Here the way is found by a shortest path search in which a pipe costs what it has to grow by, and
a street without pipe what a new one costs.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from ..callbacks import Cancelled, never, stop_if
from .graph import IntArray
from .loads import SINGLE, design_power
from .reroute import Prices
from .site import BoolArray
from .steiner.instance import Instance, simple_graph
from .steiner.keypaths import KeyTree, key_tree
from .task import PAYS, Layout, Task, sized


def rehang(
    task: Task,
    layout: Layout,
    edges: IntArray,
    terminal: BoolArray,
    connected: BoolArray,
    *,
    work: int,
    cancelled: Cancelled = never,
) -> Layout:
    """Return a layout in which none of the large parts hangs cheaper elsewhere, after one sweep over them.

    Parameters
    ----------
    layout
        Where to start.
    edges
        Edges of the site that may be used.
    terminal
        Shape (n,): nodes that the network joins.
    connected
        Shape (b,): buildings that count.
    work
        Nodes that the shortest path searches may visit, which fixes how many parts are looked at.
    """
    site = task.site
    street = edges[~site.service[edges]]
    links, of = _links(task, street)
    smallest = float(task.pricer.sizer.largest_kw[task.pricer.sizer.street_from])
    tried: set[int] = set()
    most = max(1, work // site.size)
    fresh = True
    graph = tree = prices = None
    queue: list[int] = []
    while len(tried) < most:
        stop_if(cancelled)
        if fresh:
            graph, of_tree = _tree_instance(task, layout, terminal)
            tree = key_tree(graph, np.arange(len(graph.u)), graph.weight, site.root)
            prices = Prices(task, layout, graph, of_tree)
            queue = _large(layout, tree, prices, smallest, tried)
            fresh = False
        if not queue or tree is None or prices is None:
            break
        part = queue.pop(0)
        tried.add(part)
        found = _cheapest_way(task, layout, tree, prices, part, links, of)
        if found is None:
            continue
        inner, outer, way = found
        if prices.change(part, int(tree.above[part]), inner, outer, way) <= PAYS * layout.total:
            continue
        gone = layout.rooted.edge[np.array(prices.up(part, int(tree.above[part])), dtype=np.int64)]
        other = sized(task, np.union1d(np.setdiff1d(layout.edges, gone), way), connected)
        if other.total < layout.total * (1.0 - PAYS):
            layout, fresh = other, True
    return layout


def _links(task: Task, street: IntArray) -> tuple[csr_matrix, IntArray]:
    """Return the streets as a matrix whose data can be replaced, and the edge of the site of each of its entries."""
    site = task.site
    low, high, kept = simple_graph(site.size, site.ends[street, 0], site.ends[street, 1], site.metres[street])
    number = np.arange(1, len(low) + 1)
    rows, columns = np.concatenate([low, high]), np.concatenate([high, low])
    links = csr_matrix((np.concatenate([number, number]), (rows, columns)), shape=(site.size, site.size))
    links.sort_indices()
    of = street[kept][links.data - 1]
    return links.astype(np.float64), of


def _tree_instance(task: Task, layout: Layout, terminal: BoolArray) -> tuple[Instance, IntArray]:
    """Return the layout alone as a graph, and the edge of the site of each of its edges."""
    site = task.site
    u, v, kept = simple_graph(
        site.size, site.ends[layout.edges, 0], site.ends[layout.edges, 1], np.ones(len(layout.edges))
    )
    of = layout.edges[kept]
    return Instance(site.size, u, v, np.ones(len(u)), terminal, np.zeros(len(u))), of


def _large(layout: Layout, tree: KeyTree, prices: Prices, smallest: float, tried: set[int]) -> list[int]:
    """Return the key paths whose pipe is larger than the smallest one, those that carry most first."""
    paths = tree.keys[tree.keys != tree.root]
    power = layout.loads.power_kw[prices.place[paths]]
    good = power > smallest
    order = np.lexsort((paths[good], -power[good]))
    return [int(path) for path in paths[good][order] if int(path) not in tried]


def _cheapest_way(
    task: Task, layout: Layout, tree: KeyTree, prices: Prices, part: int, links: csr_matrix, of: IntArray
) -> tuple[int, int, IntArray] | None:
    """Return where the part below a key path joins the rest best: node inside, node outside, edges of the way."""
    site, rooted = task.site, layout.rooted
    path = np.array(prices.up(part, int(tree.above[part])), dtype=np.int64)
    load = layout.loads.loads[path[0]]
    own = _below(rooted.parent, rooted.level, int(prices.place[part]), len(rooted.edge))
    mine = np.zeros(site.size, dtype=bool)
    mine[rooted.lower[own]] = True
    mine[site.building_node] = False
    rest = ~own
    rest[path] = False
    # what a pipe has to grow by; on the way that the part goes now: what it would shrink by without
    after = layout.loads.loads + load
    after[:, SINGLE] = np.maximum(layout.loads.loads[:, SINGLE], load[SINGLE])
    above = np.array(prices.up(int(tree.above[part]), -1), dtype=np.int64)
    after[above] = layout.loads.loads[above]
    before = layout.loads.loads.copy()
    before[above] -= load
    power = design_power(np.maximum(np.concatenate([after[rest], before[rest]]), 0.0), task.regime)[0]
    half = int(rest.sum())
    cost = task.pricer.cost(np.concatenate([rooted.edge[rest], rooted.edge[rest]]), power)
    grow = np.maximum(cost[:half] - cost[half:], 0.0)
    price = np.zeros(len(site.ends))
    price[of] = task.pricer.cost(of, np.full(len(of), design_power(load[None, :], task.regime)[0][0]))
    price[rooted.edge[rest]] = grow
    links.data = np.maximum(price[of], 1e-6)
    starts = np.flatnonzero(mine)
    if not len(starts):
        return None
    _, back, _ = dijkstra(links, indices=starts, min_only=True, return_predecessors=True)
    outside = np.zeros(site.size, dtype=bool)
    outside[rooted.lower[rest]] = outside[site.root] = True
    nodes = [site.root]
    while back[nodes[-1]] >= 0:
        nodes.append(int(back[nodes[-1]]))
    if not mine[nodes[-1]]:
        return None
    nodes.reverse()
    joint = next(i for i, node in enumerate(nodes) if outside[node])
    way = _edges_between(links, of, nodes[: joint + 1])
    return nodes[0], nodes[joint], way


def _below(parent: IntArray, level: IntArray, top: int, count: int) -> BoolArray:
    """Return which edges hang on an edge, shape (t,), itself not counted in, its lower node being their root."""
    own = np.zeros(count, dtype=bool)
    own[top] = True
    first = int(np.searchsorted(level, top, side="right"))
    for begin, end in zip(level[first:-1], level[first + 1 :], strict=True):
        own[begin:end] = own[parent[begin:end]]
    return own


def _edges_between(links: csr_matrix, of: IntArray, nodes: list[int]) -> IntArray:
    """Return the edges of the site along neighbouring nodes."""
    edges = []
    for a, b in pairwise(nodes):
        begin, end = links.indptr[a], links.indptr[a + 1]
        edges.append(int(of[begin + int(np.searchsorted(links.indices[begin:end], b))]))
    return np.array(edges, dtype=np.int64)
