"""The nearest street points that a building can see."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from ..callbacks import Cancelled, Progress, stop_if
from .detours import around_corners, straight_ways
from .facades import Sides, middles
from .footpoints import SAME_M
from .graph import FloatArray, IntArray, ObjectArray, StreetGraph
from .sight import Obstacles, blocked

_FIRST_M = 30.0
"""Streets within this distance are looked at first; a matter of speed only."""

_CHUNK = 10_000

_DIGITS = 3
"""Lengths and places are compared in mm, so that the rounding of coordinates decides nothing."""


@dataclass(frozen=True)
class Ways:
    """Straight lines from buildings to streets.

    Attributes
    ----------
    building, edge
        Shape (c,): positions.
    start, foot
        Shape (c, 2): point on the facade and on the street.
    position
        Shape (c,): m from the start of the edge to the foot.
    length
        Shape (c,): m.
    """

    building: IntArray
    edge: IntArray
    start: FloatArray
    foot: FloatArray
    position: FloatArray
    length: FloatArray

    def __len__(self) -> int:
        return len(self.building)

    def take(self, which: npt.NDArray[Any]) -> Ways:
        """Return a part, in the order asked."""
        return Ways(*(getattr(self, column.name)[which] for column in fields(self)))


def joined(*parts: Ways) -> Ways:
    """Return all of them."""
    return Ways(*(np.concatenate([getattr(p, column.name) for p in parts]) for column in fields(Ways)))


def no_ways() -> Ways:
    """Return none."""
    none, place = np.empty(0, dtype=np.int64), np.empty((0, 2))
    return Ways(none, none, place, place, np.empty(0), np.empty(0))


@dataclass(frozen=True)
class Search:
    """What a search needs to know.

    Attributes
    ----------
    graph
        Streets.
    buildings
        Shape (b,): Point or (Multi)Polygon, valid; None for a building that takes no part.
    walls, segments
        Sides of the buildings and of the streets.
    around
        What blocks.
    most
        Number of ways per building.
    reach_m
        Longest way, m.
    node_m
        A foot within this distance (m) of an end of its edge is in the node there.
    step_m
        Step along the streets when looking for any free line, m.
    detour
        A way is left out when a shorter one plus the street between their feet is at most this many times as long.
    level_m
        A facade lies along a street where it is at most this much farther from it than its nearest point, m.
    facade_m
        Shortest stretch of such a facade that a way starts in the middle of, m.
    """

    graph: StreetGraph
    buildings: ObjectArray
    walls: Sides
    segments: Sides
    around: Obstacles
    most: int
    reach_m: float
    node_m: float
    step_m: float
    detour: float
    level_m: float
    facade_m: float


def find_ways(
    search: Search, who: IntArray, edges: IntArray, *, progress: Progress, cancelled: Cancelled
) -> tuple[Ways, npt.NDArray[np.bool_]]:
    """Return the shortest free ways of buildings to different edges, the dominated ones left out.

    Per edge it is the shortest line from the facade, from the middle of a facade along the street; where that is
    blocked the shortest free one from the corners and the middles of the walls. A building that has no way then gets
    the shortest free straight line to any point of a street, as far as a step along the streets shows one.

    Parameters
    ----------
    search
        Streets, buildings and limits.
    who
        Shape (w,): buildings, increasing.
    edges
        Shape (e,): edges that may be connected to, increasing.

    Returns
    -------
    Ways, npt.NDArray[np.bool_]
        Sorted by building, length and edge, at most `Search.most` per building; and, shape (w,), which of the
        buildings have an edge within reach.
    """
    tree = shapely.STRtree(search.graph.lines[edges])
    found, near = [], np.zeros(len(who), dtype=bool)
    for first in range(0, len(who), _CHUNK):
        stop_if(cancelled)
        part = who[first : first + _CHUNK]
        ways, within = _ways_of(search, part, edges, tree, cancelled)
        lost = part[within & ~np.isin(part, ways.building)]
        if len(lost):
            pairs, _ = _pairs(search, lost, edges, tree, -1.0, search.reach_m)
            columns = straight_ways(search.graph.lines, search.buildings, search.around, *pairs, search, cancelled)
            ways = _best(search, joined(ways, Ways(*columns)))
        found.append(ways)
        near[first : first + _CHUNK] = within
        progress(100.0 * min(first + _CHUNK, len(who)) / len(who))
    return (joined(*found) if found else no_ways()), near


def _pairs(
    search: Search, who: IntArray, edges: IntArray, tree: Any, inner: float, outer: float
) -> tuple[tuple[IntArray, IntArray], FloatArray]:
    """Return building and edge of the pairs with inner < distance <= outer, sorted by building, distance, edge."""
    geometry = search.buildings[who]
    box = shapely.box(*(shapely.bounds(geometry) + np.array([-1, -1, 1, 1]) * outer).T)
    building, edge = tree.query(box)
    distance = shapely.distance(geometry[building], search.graph.lines[edges[edge]])
    keep = np.flatnonzero((distance > inner) & (distance <= outer))
    building, edge, distance = who[building[keep]], edges[edge[keep]], distance[keep]
    order = np.lexsort((edge, distance.round(_DIGITS), building))
    return (building[order], edge[order]), distance[order]


def _ways_of(
    search: Search, who: IntArray, edges: IntArray, tree: Any, cancelled: Cancelled
) -> tuple[Ways, npt.NDArray[np.bool_]]:
    """Return the ways of a part of the buildings, and which have an edge within reach."""
    ways = no_ways()
    # length of the last way that a building keeps, infinite as long as it may have more
    worst = np.full(len(search.buildings), np.inf)
    within = np.zeros(len(search.buildings), dtype=bool)
    active, inner, outer = who, -1.0, min(_FIRST_M, search.reach_m)
    while len(active):
        (building, edge), distance = _pairs(search, active, edges, tree, inner, outer)
        within[building] = True
        rank = _rank(building)
        for first in range(0, int(rank.max(initial=-1)) + 1, search.most):
            stop_if(cancelled)
            close = distance < worst[building] + SAME_M
            block = np.flatnonzero((rank >= first) & (rank < first + search.most) & close)
            if not len(block):
                continue
            ways = _best(search, joined(ways, _free(search, building[block], edge[block], worst)))
            last = np.flatnonzero(_rank(ways.building) == search.most - 1)
            worst[ways.building[last]] = ways.length[last]
        if outer >= search.reach_m:
            break
        active = active[worst[active] > outer]
        inner, outer = outer, min(2.0 * outer, search.reach_m)
    return ways, within[who]


def _rank(sorted_: IntArray) -> IntArray:
    """Return 0, 1, 2 ... within each run of equal values."""
    place = np.arange(len(sorted_))
    first = np.concatenate([[True], sorted_[1:] != sorted_[:-1]]) if len(sorted_) else np.empty(0, dtype=bool)
    return np.asarray(place - place[first][np.cumsum(first) - 1], dtype=np.int64)


def _free(search: Search, building: IntArray, edge: IntArray, worst: FloatArray) -> Ways:
    """Return a free way for each pair that has one."""
    lines, houses = search.graph.lines[edge], search.buildings[building]
    start, foot = _nearest(houses, lines)
    on = np.flatnonzero(np.hypot(*(foot - start).T) <= SAME_M)
    if len(on):
        # the street crosses the building or lies in it: the way starts at the wall nearest to it, with length 0
        walls = houses[on]
        solid = shapely.get_dimensions(walls) == 2
        walls[solid] = shapely.boundary(walls[solid])
        start[on], foot[on] = _nearest(walls, lines[on])
    moved, start[moved] = middles(
        search.walls, search.segments, search.graph.lines, building, edge, start, foot,
        near_m=search.level_m, least_m=search.facade_m,
    )  # fmt: skip
    position = shapely.line_locate_point(lines, shapely.points(foot))
    position[moved] = shapely.line_locate_point(lines[moved], shapely.points(start[moved]))
    foot[moved] = shapely.get_coordinates(shapely.line_interpolate_point(lines[moved], position[moved]))
    start[on] = foot[on]
    length = np.hypot(*(foot - start).T)
    straight = Ways(building, edge, start, foot, position, length)
    closed = blocked(search.around, start, foot)
    closed[on] = False
    limit = np.minimum(worst[building], search.reach_m)
    again = np.flatnonzero(closed)
    columns = around_corners(
        search.graph.lines, search.buildings, search.around, building[again], edge[again], foot[again], limit[again]
    )
    return joined(straight.take(np.flatnonzero(~closed)), Ways(*columns))


def _nearest(houses: ObjectArray, lines: ObjectArray) -> tuple[FloatArray, FloatArray]:
    """Return the nearest points of houses and streets, shapes (n, 2)."""
    coordinates = shapely.get_coordinates(shapely.shortest_line(houses, lines)).reshape(-1, 2, 2)
    return coordinates[:, 0].copy(), coordinates[:, 1].copy()


def _best(search: Search, ways: Ways) -> Ways:
    """Return the shortest ways per building without the dominated ones, sorted by building, length and edge."""
    ways = ways.take(np.lexsort((ways.edge, ways.length.round(_DIGITS), ways.building)))
    ways = ways.take(np.flatnonzero(~_dominated(search, ways)))
    return ways.take(np.flatnonzero(_rank(ways.building) < search.most))


def _dominated(search: Search, ways: Ways) -> npt.NDArray[np.bool_]:
    """Tell which ways save nothing, or too little, over a shorter one plus the street between their feet, on one edge.

    Along one edge the price of the street is the same everywhere, so a way that is not shorter is never the better one.
    One that is a little shorter runs askew over the plots of the neighbours. A foot in a node is on every edge that
    ends there.
    """
    graph = search.graph
    ends, length = graph.ends[ways.edge], graph.length[ways.edge]
    node = np.where(ways.position <= search.node_m, ends[:, 0], -1)
    node = np.where((length - ways.position <= search.node_m) & (node < 0), ends[:, 1], node)
    out = np.zeros(len(ways), dtype=bool)
    for step in range(1, int(_rank(ways.building).max(initial=0)) + 1):
        a, b = np.arange(len(ways) - step), np.arange(step, len(ways))
        same = ways.building[a] == ways.building[b]
        a, b = a[same], b[same]
        between = np.full(len(a), np.inf)
        between[(node[a] >= 0) & (node[a] == node[b])] = 0.0
        between = np.minimum(between, _to_node(ways, ends, length, a, node[b]))
        between = np.minimum(between, _to_node(ways, ends, length, b, node[a]))
        on_one = ways.edge[a] == ways.edge[b]
        between[on_one] = np.minimum(between, np.abs(ways.position[a] - ways.position[b]))[on_one]
        out[b[ways.length[a] + between <= search.detour * ways.length[b] + SAME_M]] = True
    return out


def _to_node(ways: Ways, ends: IntArray, length: FloatArray, which: IntArray, node: IntArray) -> FloatArray:
    """Return the distance along its edge from the foot of each way to a node, infinite when that is no end of it."""
    position = ways.position[which]
    start = np.where(ends[which, 0] == node, position, np.inf)
    return np.minimum(start, np.where(ends[which, 1] == node, length[which] - position, np.inf))
