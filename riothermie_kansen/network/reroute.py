"""Local search on true costs: move a part of the network to another way when that is cheaper with all its diameters.

A Steiner tree at fixed prices does not see that a part that moves also makes the pipes it leaves thinner and those it
joins thicker. Here every exchange of a key path is priced in full: the way that goes, the way that comes, the pipes
between each of them and the source, and the pipes in the part itself that now flow the other way.
"""

from __future__ import annotations

import numpy as np

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from .graph import FloatArray, IntArray
from .loads import SINGLE, design_power
from .site import BoolArray
from .steiner.exchange import Offers, exchanged, offers
from .steiner.instance import Instance, prune, simple_graph, spanning_forest
from .task import PAYS, Layout, Singles, Task, own_price, sized

DEARER = 2.0
"""A way that is this many times as dear as the key path it replaces, at the prices of now, is not looked at."""

TRIED = 2_000
"""Largest number of exchanges priced in full per round, those with the best prospects first."""


def reroute(
    task: Task,
    layout: Layout,
    edges: IntArray,
    terminal: BoolArray,
    connected: BoolArray,
    first: FloatArray,
    *,
    rounds: int,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Layout:
    """Return a layout in which no exchange of one key path makes the network cheaper (or that `rounds` reached).

    Parameters
    ----------
    layout
        Where to start.
    edges
        Edges of the site that may be used.
    terminal
        Shape (n,): nodes that the network joins: connected buildings and the root.
    connected
        Shape (b,): buildings that count.
    first
        Shape (e,): see `task.first_weights`.
    rounds
        Largest number of rounds; in each, exchanges that do not touch each other are made together.
    """
    site = task.site
    toll = np.zeros(len(site.ends))
    for k in range(rounds):
        stop_if(cancelled)
        progress(100.0 * k / rounds)
        price = own_price(task, layout, first)
        toll[site.service] = site.toll(price)
        graph, of = _instance(task, edges, layout.edges, price, toll, terminal)
        tree = np.flatnonzero(np.isin(of, layout.edges))
        found = offers(graph, tree, graph.weight, graph.matrix(), site.root)
        better = _best_exchange(task, layout, graph, of, found, connected)
        if better is None:
            break
        layout = better
    return layout


def _instance(
    task: Task, edges: IntArray, own: IntArray, price: FloatArray, toll: FloatArray, terminal: BoolArray
) -> tuple[Instance, IntArray]:
    """Return the site as a Steiner problem, and the edge of the site that each of its edges is."""
    site = task.site
    weight = price[edges] + toll[edges]
    # of parallel edges the one in use stays
    rank = np.where(np.isin(edges, own), -1.0, weight)
    u, v, kept = simple_graph(site.size, site.ends[edges, 0], site.ends[edges, 1], rank)
    floor = float(weight.max(initial=1.0)) * 1e-12
    graph = Instance(site.size, u, v, np.maximum(weight[kept], floor), terminal, toll[edges][kept])
    return graph, edges[kept]


def _best_exchange(
    task: Task, layout: Layout, graph: Instance, of: IntArray, found: Offers, connected: BoolArray
) -> Layout | None:
    """Return the network after the exchanges that make it cheaper; None when none does."""
    worth = found.tree.cost[found.path]
    look = np.flatnonzero(np.isfinite(found.cost) & (found.cost < DEARER * worth))
    look = look[np.lexsort((found.path[look], (found.cost - worth)[look]))][:TRIED]
    prices = Prices(task, layout, graph, of)
    gain = np.array([prices.gain(found, int(k)) for k in look]) if len(look) else np.empty(0)
    least = PAYS * layout.total
    good = np.flatnonzero(gain > least)
    if len(good) == 0:
        return None
    order = good[np.lexsort((found.path[look[good]], -gain[good]))]
    # what a way costs in truth: the path it replaces, minus the gain
    cost = found.cost.copy()
    cost[look] = worth[look] - gain
    for some in (look[order], look[order[: max(1, len(order) // 4)]], look[order[:1]]):
        marked = exchanged(graph, found, some.tolist(), cost)
        tree = prune(graph, spanning_forest(graph, marked))
        other = sized(task, of[tree], connected)
        if other.total < layout.total - least:
            return other
    return None


class Prices:
    """Prices exchanges in a layout in full.

    Attributes
    ----------
    place
        Shape (n,): position in ``layout.rooted`` of the edge above each node, -1 for the root and outside the tree.
    """

    def __init__(self, task: Task, layout: Layout, graph: Instance, of: IntArray) -> None:
        self.task, self.layout, self.graph, self.of = task, layout, graph, of
        rooted = layout.rooted
        self.place = np.full(task.site.size, -1, dtype=np.int64)
        self.place[rooted.lower] = np.arange(len(rooted.edge))
        self.parent = rooted.parent.tolist()
        self.singles = Singles(layout)

    def gain(self, found: Offers, k: int) -> float:
        """Return what the network becomes cheaper by offer k, EUR."""
        tree = found.tree
        path = int(found.path[k])
        ways = found.ways(self.graph, k)
        below = bool(tree.below(np.array([path]), np.array([tree.low[ways[0][-1]]]))[0])
        inner, outer = (ways[0], ways[1]) if below else (ways[1], ways[0])
        way = [int(found.edge[k])]
        for nodes in ways:
            if len(nodes) > 1:
                one = np.array(nodes, dtype=np.int64)
                way += self.graph.edge_between(one[:-1], one[1:]).tolist()
        new = self.of[np.array(way, dtype=np.int64)]
        service = self.task.site.service
        old = self.layout.rooted.edge[self.up(path, int(tree.above[path]))]
        if service[new].sum() > service[old].sum():
            # a way through a building: no price makes up for that
            return -np.inf
        return self.change(path, int(tree.above[path]), inner[-1], outer[-1], new)

    def change(self, part: int, top: int, inner: int, outer: int, way: IntArray) -> float:
        """Return what the network becomes cheaper when a part of it hangs elsewhere, EUR.

        Parameters
        ----------
        part, top
            Nodes at the lower and upper end of the pipe that goes.
        inner, outer
            Nodes of the part and of the rest that the new pipe joins.
        way
            Edges of the site of the new pipe.
        """
        layout = self.layout
        loads = layout.loads.loads
        moved = loads[self.place[part]]
        old = self.up(part, top)
        left, joined = self.up(top, -1), self.up(outer, -1)
        while left and joined and left[-1] == joined[-1]:
            left.pop()
            joined.pop()
        turned = self.up(inner, part)
        changed = np.array(left + joined + turned, dtype=np.int64)
        after = np.empty((len(changed), loads.shape[1]))
        a, b = len(left), len(left) + len(joined)
        after[:a] = loads[changed[:a]] - moved
        after[a:b] = loads[changed[a:b]] + moved
        after[b:] = moved - loads[changed[b:]]
        if a:
            after[:a, SINGLE] = np.maximum.accumulate(self.singles.beside(changed[:a], old[-1]))
        after[a:b, SINGLE] = np.maximum(loads[changed[a:b], SINGLE], moved[SINGLE])
        after[b:, SINGLE] = moved[SINGLE]
        every = np.concatenate([after, np.repeat(moved[None, :], len(way), axis=0)])
        power, _ = design_power(np.maximum(every, 0.0), self.task.regime)
        edges = np.concatenate([layout.rooted.edge[changed], way])
        now = float(layout.cost[changed].sum()) + float(layout.cost[np.array(old, dtype=np.int64)].sum())
        return now - float(self.task.pricer.cost(edges, power).sum())

    def up(self, node: int, top: int) -> list[int]:
        """Return the places of the edges from a node up to node `top` (-1: the root)."""
        upper = self.layout.rooted.upper
        result = []
        at = int(self.place[node]) if node != top else -1
        while at >= 0:
            result.append(at)
            if int(upper[at]) == top:
                break
            at = self.parent[at]
        return result
