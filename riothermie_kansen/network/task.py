"""A network laid on a site: what it carries and costs, and what edges would cost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from .graph import FloatArray, IntArray
from .loads import SINGLE, Regime, TreeLoads, design_power, design_tree
from .site import BoolArray, Pricer, Site
from .steiner.instance import TINY, simple_graph
from .tree import Rooted, root_tree

PAYS = 1e-6
"""Part of the costs that a round has to gain to go on."""


@dataclass(frozen=True)
class Layout:
    """A network: which edges, and what they carry and cost.

    Attributes
    ----------
    rooted
        The tree, from the root outwards.
    loads
        Loads and design power, per edge of `rooted`.
    cost
        Shape (t,): EUR per edge of `rooted`.
    edges
        Shape (t,): edges of the site, ascending.
    bound
        No layout that connects the same buildings weighs less at the first price; NaN when not asked for.
    rounds
        Number of times that pricing anew made the network cheaper.
    """

    rooted: Rooted
    loads: TreeLoads
    cost: FloatArray
    edges: IntArray
    bound: float = np.nan
    rounds: int = 0

    @property
    def total(self) -> float:
        """Cost of all edges, EUR."""
        return float(self.cost.sum())


@dataclass(frozen=True)
class Task:
    """What a layout is made for.

    Attributes
    ----------
    site, pricer, regime
        Where it can lie, what it costs, what it is designed for.
    at_building
        Shape (b, 5): loads of each building, see `loads`.
    """

    site: Site
    pricer: Pricer
    regime: Regime
    at_building: FloatArray

    @property
    def own_kw(self) -> FloatArray:
        """Power through the connection of each building, kW, shape (b,)."""
        return design_power(self.at_building, self.regime)[0]


def sized(task: Task, edges: IntArray, connected: BoolArray) -> Layout:
    """Return a tree with loads and costs.

    Parameters
    ----------
    edges
        Edges of a tree that hangs on the root.
    connected
        Shape (b,): buildings that count.
    """
    site = task.site
    rooted = root_tree(site.size, site.ends, edges, np.array([site.root]))
    at_node = np.zeros((site.size, task.at_building.shape[1]))
    at_node[site.building_node[connected]] = task.at_building[connected]
    loads = design_tree(rooted, at_node[rooted.lower], task.regime)
    return Layout(rooted, loads, task.pricer.cost(rooted.edge, loads.power_kw), np.sort(rooted.edge))


def first_weights(task: Task) -> FloatArray:
    """Return what each edge costs at least: streets at the smallest diameter, connections at their own.

    No network can have an edge for less, so a bound at these weights holds for the costs of every network.
    """
    site = task.site
    power = np.zeros(len(site.ends))
    candidate = np.flatnonzero(site.service)
    building = site.ends[candidate, 1] - site.building_node[0]
    power[candidate] = task.own_kw[building]
    weight = task.pricer.cost(np.arange(len(site.ends)), power)
    sizer = task.pricer.sizer
    price = sizer.catalogue.price_eur_m[sizer.street_from :]
    if price.min() < price[0]:
        # a table of the user in which a larger pipe is cheaper
        crossing = site.crossing_eur * task.pricer.crossing_index
        street = ~site.service & (weight > 0)
        weight[street] = crossing[street] + (weight[street] - crossing[street]) * (price.min() / price[0])
    return weight


class Singles:
    """The largest single demands along a layout, for what is left when a part is taken out of it."""

    def __init__(self, layout: Layout) -> None:
        rooted = layout.rooted
        single = layout.loads.loads[:, SINGLE]
        child = np.flatnonzero(rooted.parent >= 0)
        order = child[np.lexsort((child, -single[child], rooted.parent[child]))]
        parent = rooted.parent[order]
        first = np.diff(parent, prepend=-1) != 0
        second = np.flatnonzero(first[:-1] & ~first[1:]) + 1
        count = len(rooted.edge)
        self.largest, self.next = np.zeros(count), np.zeros(count)
        self.child = np.full(count, -1, dtype=np.int64)
        self.largest[parent[first]] = single[order[first]]
        self.child[parent[first]] = order[first]
        self.next[parent[second]] = single[order[second]]

    def beside(self, way: IntArray, below: int) -> FloatArray:
        """Return the largest single demand that hangs on each pipe of a way up beside the pipe below it, kW.

        Parameters
        ----------
        way
            Shape (k,): positions in the layout, each the one that feeds the one before.
        below
            Position of the pipe below the first.
        """
        before = np.append(below, way[:-1])
        return np.asarray(np.where(self.child[way] == before, self.next[way], self.largest[way]), dtype=np.float64)


def own_price(task: Task, layout: Layout, first: FloatArray) -> FloatArray:
    """Return what each edge costs at the power it has, or would take over, in a layout.

    An edge outside the tree joins the parts of the tree nearest to its two ends. Were it used, it would carry at most
    what the smaller of the two carries now.

    Parameters
    ----------
    layout
        A sized tree.
    first
        Shape (e,): see `first_weights`; connections keep this price.
    """
    site = task.site
    power_at = np.zeros(site.size)
    power_at[layout.rooted.lower] = layout.loads.power_kw
    power_at[site.root] = np.inf
    inside = np.zeros(site.size, dtype=bool)
    inside[layout.rooted.lower] = inside[site.root] = True
    inside[site.building_node] = False
    street = np.flatnonzero(~site.service)
    ends = site.ends[street]
    base = nearest(site, first, inside)
    power = np.where(base >= 0, power_at[np.maximum(base, 0)], 0.0)
    take = np.minimum(power[ends[:, 0]], power[ends[:, 1]])
    take[~np.isfinite(take)] = float(layout.loads.power_kw.max(initial=0.0))
    weight = first.copy()
    weight[street] = task.pricer.cost(street, take)
    weight[layout.rooted.edge] = layout.cost
    return weight


def nearest(site: Site, weight: FloatArray, inside: BoolArray) -> IntArray:
    """Return the marked node nearest to each node along the streets, -1 where there is none, shape (n,)."""
    _, _, base = dijkstra(
        _street_matrix(site, weight), directed=False, indices=np.flatnonzero(inside), min_only=True,
        return_predecessors=True,
    )  # fmt: skip
    return np.asarray(np.maximum(base, -1), dtype=np.int64)


def nearest_cost(task: Task, layout: Layout) -> FloatArray:
    """Return what it costs to join each building to a network by the cheapest way, EUR, shape (b,).

    Streets count at the smallest diameter; what the network itself has to grow by does not count. Infinite where there
    is no way.
    """
    site = task.site
    first = first_weights(task)
    inside = np.zeros(site.size, dtype=bool)
    inside[layout.rooted.lower] = inside[site.root] = True
    inside[site.building_node] = False
    reach = street_away(site, first, np.flatnonzero(inside))
    cost = np.full(len(site.building_node), np.inf)
    candidate = np.flatnonzero(site.service)
    np.minimum.at(
        cost, site.ends[candidate, 1] - site.building_node[0], reach[site.ends[candidate, 0]] + first[candidate]
    )
    return cost


def _street_matrix(site: Site, weight: FloatArray) -> csr_matrix:
    """Return the streets as a matrix; of parallel edges the cheapest, and nothing is quite free."""
    street = np.flatnonzero(~site.service)
    low, high, kept = simple_graph(site.size, site.ends[street, 0], site.ends[street, 1], weight[street])
    data = np.maximum(weight[street][kept], weight.max(initial=0.0) * TINY)
    return csr_matrix((data, (low, high)), shape=(site.size, site.size))


def street_away(site: Site, weight: FloatArray, starts: IntArray) -> FloatArray:
    """Return the way from the nearest of some nodes over the streets, shape (n,)."""
    away = dijkstra(_street_matrix(site, weight), directed=False, indices=starts, min_only=True)
    return np.asarray(away, dtype=np.float64)
