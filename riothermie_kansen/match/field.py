"""What a growing network sees around it: the units that can join, the cheapest per GJ first (Prim's rule)."""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

import numpy as np

from .ways import Ways

SHUN = 0.3
"""Part by which a unit that is to make room for others seems dearer."""


@dataclass
class Field:
    """What a growing network sees around it.

    Attributes
    ----------
    ways
        From `ways.find_ways`.
    heat
        Per unit, GJ a year.
    shunned
        Units that seem dearer than they are.
    away
        EUR from the network to the nodes that were seen; 0 in it.
    before
        Per node that is not in it, the node before on the way and the edge between.
    offers
        Heap of EUR per GJ, unit, node where it connects, EUR, edge of the connection.
    nodes
        Heap of EUR from the network and node.
    looked
        Nodes and connections that were looked at.
    most
        Largest heat of a unit, GJ a year.
    """

    ways: Ways
    heat: list[float]
    shunned: frozenset[int]
    away: dict[int, float]
    before: dict[int, tuple[int, int]] = field(default_factory=dict)
    offers: list[tuple[float, int, int, float, int]] = field(default_factory=list)
    nodes: list[tuple[float, int]] = field(default_factory=list)
    looked: int = 0
    most: float = 0.0

    def begin(self) -> None:
        """Look from all that is in the network on."""
        self.nodes = [(0.0, node) for node in self.away]
        heapify(self.nodes)
        self.most = max(self.heat, default=0.0) or 1.0

    def cheapest(self, out: set[int], liked: float) -> tuple[int, int, float, int] | None:
        """Return the unit with the least EUR per GJ that is not out: unit, node, EUR, edge; None when there is none.

        Parameters
        ----------
        out
            Units that are in, or do not fit.
        liked
            EUR that preference takes off per GJ at most.
        """
        offers, nodes = self.offers, self.nodes
        while True:
            # farther off than this nothing costs less per GJ
            while nodes and (not offers or nodes[0][0] / self.most - liked < offers[0][0]):
                self._look(*heappop(nodes), out)
            if not offers:
                return None
            _, unit, node, cost, edge = heappop(offers)
            if unit not in out:
                return unit, node, cost, edge

    def joined(self, node: int) -> list[int]:
        """Return the edges of the way to a node, which is in the network from now on."""
        edges = []
        while self.away[node] > 0.0:
            self.away[node] = 0.0
            heappush(self.nodes, (0.0, node))
            node, edge = self.before[node]
            edges.append(edge)
        return edges

    def _look(self, far: float, node: int, out: set[int]) -> None:
        """See the units and the neighbours of a node so far off."""
        if far > self.away[node]:
            return
        self.looked += 1 + len(self.ways.offers[node])
        for unit, cost, edge in self.ways.offers[node]:
            if unit not in out and self.heat[unit] > 0:
                rate = (far + cost) / self.heat[unit]
                rate += SHUN * abs(rate) if unit in self.shunned else 0.0
                heappush(self.offers, (rate, unit, node, far + cost, edge))
        for other, cost, edge in self.ways.streets[node]:
            if far + cost < self.away.get(other, np.inf):
                self.away[other], self.before[other] = far + cost, (node, edge)
                heappush(self.nodes, (far + cost, other))
