"""The streets and connections of a site at their lowest price, to look at one node at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from ..network.graph import FloatArray, IntArray
from ..network.steiner.instance import TINY, simple_graph
from .selection import Ground, Selection


@dataclass(frozen=True)
class Ways:
    """Streets and connections.

    Attributes
    ----------
    streets
        Per node the neighbours, the EUR towards them and the edge.
    offers
        Per node the units that can be connected there, the EUR of their connections, preference taken off, and the
        edge.
    links
        The streets as a matrix, EUR, shape (n, n).
    node, unit, eur
        The offers once more, as arrays.
    """

    streets: list[list[tuple[int, float, int]]]
    offers: list[list[tuple[int, float, int]]]
    links: csr_matrix
    node: IntArray
    unit: IntArray
    eur: FloatArray


@dataclass(frozen=True)
class Reach:
    """How far everything is from a network.

    Attributes
    ----------
    start
        Nodes of the network.
    before
        Shape (n,): node before each node on the way from there, negative for none.
    seed
        Shape (u,): node at which a unit is reached for least, -1 for none.
    rate
        Shape (u,): EUR per GJ of joining there; infinite for no way.
    """

    start: list[int]
    before: IntArray
    seed: IntArray
    rate: FloatArray


def find_ways(ground: Ground, first: FloatArray) -> Ways:
    """Return the streets and connections at their lowest price.

    Parameters
    ----------
    first
        See `network.task.first_weights`.

    Notes
    -----
    Of a block of several buildings one brings the way; the others count as connected where they do so for least.
    """
    site, units = ground.task.site, ground.units
    street = np.flatnonzero(~site.service)
    low, high, kept = simple_graph(site.size, site.ends[street, 0], site.ends[street, 1], first[street])
    eur = np.maximum(first[street[kept]], float(first.max(initial=0.0)) * TINY)
    links = csr_matrix((eur, (low, high)), shape=(site.size, site.size))
    streets: list[list[tuple[int, float, int]]] = [[] for _ in range(site.size)]
    for a, b, each, edge in zip(low.tolist(), high.tolist(), eur.tolist(), street[kept].tolist(), strict=True):
        streets[a].append((b, each, edge))
        streets[b].append((a, each, edge))
    service = np.flatnonzero(site.service)
    service = service[units.of[site.ends[service, 1] - site.building_node[0]] >= 0]
    building, node = site.ends[service, 1] - site.building_node[0], site.ends[service, 0]
    of, cost = units.of[building], first[service]
    least = np.full(len(units.of), np.inf)
    np.minimum.at(least, building, cost)
    here = np.isfinite(least)
    together = np.bincount(units.of[here], weights=least[here], minlength=len(units))
    cost = cost - least[building] + together[of] - ground.gain[of]
    offers: list[list[tuple[int, float, int]]] = [[] for _ in range(site.size)]
    for at, unit, each, edge in zip(node.tolist(), of.tolist(), cost.tolist(), service.tolist(), strict=True):
        offers[at].append((unit, each, edge))
    return Ways(streets, offers, links, node, of, cost)


def reach_from(ground: Ground, ways: Ways, one: Selection) -> Reach:
    """Return how far everything is from the network of a selection."""
    site, heat = ground.task.site, ground.units.heat
    inside = np.zeros(site.size, dtype=bool)
    inside[one.layout.rooted.lower] = inside[site.root] = True
    inside[site.building_node] = False
    start = np.flatnonzero(inside)
    away, before, _ = dijkstra(ways.links, directed=False, indices=start, min_only=True, return_predecessors=True)
    total = away[ways.node] + ways.eur
    order = np.lexsort((np.arange(len(total)), total, ways.unit))
    order = order[np.isfinite(total[order])]
    order = order[np.diff(ways.unit[order], prepend=-1) != 0]
    seed, rate = np.full(len(heat), -1, dtype=np.int64), np.full(len(heat), np.inf)
    unit = ways.unit[order]
    seed[unit] = ways.node[order]
    some = heat[unit] > 0
    rate[unit[some]] = total[order][some] / heat[unit[some]]
    return Reach(start.tolist(), before, seed, rate)
