"""Which buildings each place along the sewer reaches, and how far they are: along the streets or straight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from ..callbacks import Cancelled, stop_if
from ..network.graph import StreetGraph
from ..network.service import nearest_edge

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.object_]

BLOCK = 64
"""Places that are looked at together: a row of distances per street node each."""

NEAR = 1e-9
"""Shortest link, m: a link of no length is no link in a sparse matrix."""


@dataclass(frozen=True)
class Pairs:
    """Places and the buildings they reach.

    Attributes
    ----------
    row, building
        Shape (p,): place (position in what was asked) and building, by place, distance and building.
    metres
        Shape (p,): distance.
    """

    row: Ints
    building: Ints
    metres: Floats


class Reach(Protocol):
    """Something that knows distances between places and buildings: farthest distance, coordinates, which are usable."""

    metres: float
    buildings: Floats
    place_ok: Flags
    building_ok: Flags

    def pairs(self, places: Ints, cancelled: Cancelled) -> Pairs:
        """Return the buildings within reach of some places, never nearer than the straight line."""


def _sorted(row: Ints, building: Ints, metres: Floats, reach_m: float) -> Pairs:
    keep = metres <= reach_m
    row, building, metres = row[keep], building[keep], metres[keep]
    order = np.lexsort((building, metres, row))
    return Pairs(row[order], building[order], metres[order])


def _close(places: Floats, tree: cKDTree, reach_m: float) -> tuple[Ints, Ints]:
    """Return pairs of place and building within a straight distance."""
    found = tree.query_ball_point(places, reach_m)
    counts = np.array([len(near) for near in found], dtype=np.int64)
    building = np.concatenate([np.asarray(near, dtype=np.int64) for near in found]) if counts.sum() else counts[:0]
    return np.repeat(np.arange(len(places)), counts), building


class StraightReach:
    """Straight distances times a factor.

    Parameters
    ----------
    places, buildings
        Points, shapes (c,) and (b,).
    reach_m
        Farthest distance, m, factor included.
    factor
        Detour, 1 or more.
    """

    def __init__(self, places: Places, buildings: Places, reach_m: float, factor: float) -> None:
        self.metres, self.factor = reach_m, factor
        self.places, self.buildings = shapely.get_coordinates(places), shapely.get_coordinates(buildings)
        self.place_ok, self.building_ok = np.ones(len(places), dtype=bool), np.ones(len(buildings), dtype=bool)
        self._tree = cKDTree(self.buildings)

    def pairs(self, places: Ints, cancelled: Cancelled) -> Pairs:
        """Return the buildings within reach of some places."""
        stop_if(cancelled)
        row, building = _close(self.places[places], self._tree, self.metres / self.factor * (1 + 1e-12))
        apart = self.places[places][row] - self.buildings[building]
        return _sorted(row, building, np.hypot(apart[:, 0], apart[:, 1]) * self.factor, self.metres)


@dataclass(frozen=True)
class _Feet:
    """Where points meet the streets: edge (-1: too far), distance to it, and metres to both ends of the edge."""

    edge: Ints
    aside: Floats
    first: Floats
    last: Floats


class StreetReach:
    """Distances along the streets: to the nearest street, along it, and from there to the building.

    Parameters
    ----------
    graph
        Streets.
    places, buildings
        Points, shapes (c,) and (b,).
    reach_m
        Farthest distance, m.
    street_m
        Farthest distance to a street, m; what lies beyond reaches nothing.
    """

    def __init__(self, graph: StreetGraph, places: Places, buildings: Places, reach_m: float, street_m: float) -> None:
        self.metres = reach_m
        self.graph = graph
        self._place, self._building = (_feet(graph, points, street_m) for points in (places, buildings))
        self.place_ok, self.building_ok = self._place.edge >= 0, self._building.edge >= 0
        self.places, self.buildings = shapely.get_coordinates(places), shapely.get_coordinates(buildings)
        self._tree = cKDTree(self.buildings)
        self._links = _links(graph, self._place)

    def pairs(self, places: Ints, cancelled: Cancelled) -> Pairs:
        """Return the buildings within reach of some places."""
        rows, buildings, metres = [], [], []
        for start in range(0, len(places), BLOCK):
            stop_if(cancelled)
            block = places[start : start + BLOCK]
            row, building = _close(self.places[block], self._tree, self.metres)
            good = self.place_ok[block][row] & self.building_ok[building]
            row, building = row[good], building[good]
            rows.append(row + start)
            buildings.append(building)
            metres.append(self._distances(block, row, building))
        if not rows:
            none = np.empty(0, dtype=np.int64)
            return Pairs(none, none, np.empty(0))
        return _sorted(np.concatenate(rows), np.concatenate(buildings), np.concatenate(metres), self.metres)

    def _distances(self, block: Ints, row: Ints, building: Ints) -> Floats:
        """Return the distance of each pair of a block; infinite beyond the reach."""
        if not len(row):
            return np.empty(0)
        n = len(self.graph.nodes)
        to_node = dijkstra(self._links, directed=True, indices=n + block, limit=self.metres)[:, :n]
        place, foot = block[row], self._building
        edge = foot.edge[building]
        first, last = self.graph.ends[edge, 0], self.graph.ends[edge, 1]
        along = np.minimum(to_node[row, first] + foot.first[building], to_node[row, last] + foot.last[building])
        same = self._place.edge[place] == edge
        along[same] = np.minimum(along[same], np.abs(self._place.first[place] - foot.first[building])[same])
        return np.asarray(self._place.aside[place] + along + foot.aside[building], dtype=np.float64)


def _feet(graph: StreetGraph, points: Places, street_m: float) -> _Feet:
    """Return where points meet the streets; of equally near edges the first."""
    hit, nearest = nearest_edge(graph, np.arange(len(graph.ends)), points, street_m)
    edge = np.full(len(points), -1, dtype=np.int64)
    edge[hit] = nearest
    aside, first, last = (np.full(len(points), np.inf) for _ in range(3))
    lines = graph.lines[nearest]
    aside[hit] = shapely.distance(lines, points[hit])
    first[hit] = np.minimum(shapely.line_locate_point(lines, points[hit]), graph.length[nearest])
    last[hit] = graph.length[nearest] - first[hit]
    return _Feet(edge, aside, first, last)


def _links(graph: StreetGraph, feet: _Feet) -> csr_array:
    """Return the streets, and behind their nodes every place with its way to both ends of its edge."""
    n, c = len(graph.nodes), len(feet.edge)
    here = np.flatnonzero(feet.edge >= 0)
    ends = graph.ends[feet.edge[here]]
    tail = np.concatenate([graph.ends[:, 0], graph.ends[:, 1], n + here, n + here])
    head = np.concatenate([graph.ends[:, 1], graph.ends[:, 0], ends[:, 0], ends[:, 1]])
    metres = np.maximum(np.concatenate([graph.length, graph.length, feet.first[here], feet.last[here]]), NEAR)
    # two streets between the same nodes: the shorter one
    order = np.lexsort((metres, head, tail))
    tail, head, metres = tail[order], head[order], metres[order]
    keep = np.concatenate([[True], (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])])
    return coo_array((metres[keep], (tail[keep], head[keep])), shape=(n + c, n + c)).tocsr()
