"""Straight ways for buildings whose shortest way to a street is blocked."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import shapely

from ..callbacks import Cancelled, stop_if
from .graph import FloatArray, IntArray, ObjectArray
from .sight import Obstacles, blocked

Columns = tuple[IntArray, IntArray, FloatArray, FloatArray, FloatArray, FloatArray]
"""Building, edge, start, foot, position and length, as in `candidates.Ways`."""

_TRIES = 32
"""Lines per building that are tried at once, the shortest first; a matter of speed only."""

_ROWS = 2_000_000
"""Lines that are made at once."""


class Limits(Protocol):
    """The part of `candidates.Search` that is needed here."""

    @property
    def reach_m(self) -> float:
        """Longest way, m."""

    @property
    def step_m(self) -> float:
        """Step along the streets, m."""


def around_corners(
    lines: ObjectArray,
    buildings: ObjectArray,
    around: Obstacles,
    building: IntArray,
    edge: IntArray,
    foot: FloatArray,
    limit: FloatArray,
) -> Columns:
    """Return, for pairs whose shortest line is blocked, the shortest free line from a corner or the middle of a wall.

    Parameters
    ----------
    lines, buildings, around
        All edges and buildings, and what blocks.
    building, edge
        Shape (p,): the pairs.
    foot
        Shape (p, 2): foot of the blocked line: walls that do not face it are passed over.
    limit
        Shape (p,): the way must be shorter than this, m.

    Returns
    -------
    Columns
        A row per pair that has a free line.
    """
    of, building_of, starts, normals = _starts(buildings, building)
    pair = _expand(of, building_of, building)
    row, at = pair
    start = starts[at]
    facing = _faces(normals[at], foot[row] - start)
    row, start = row[facing], start[facing]
    position = shapely.line_locate_point(lines[edge[row]], shapely.points(start))
    end = shapely.get_coordinates(shapely.line_interpolate_point(lines[edge[row]], position))
    length = np.hypot(*(end - start).T)
    keep = np.flatnonzero(length < limit[row])
    order = keep[_order(row[keep], length[keep], edge[row[keep]], position[keep], start[keep])]
    row, start, end, position, length = (column[order] for column in (row, start, end, position, length))
    chosen = _first_free(around, row, start, end)
    row = row[chosen]
    return building[row], edge[row], start[chosen], end[chosen], position[chosen], length[chosen]


def straight_ways(
    lines: ObjectArray,
    buildings: ObjectArray,
    around: Obstacles,
    building: IntArray,
    edge: IntArray,
    limits: Limits,
    cancelled: Cancelled,
) -> Columns:
    """Return for each building the shortest free line from a corner or the middle of a wall to points along streets.

    Parameters
    ----------
    lines, buildings, around
        All edges and buildings, and what blocks.
    building, edge
        Shape (p,): the streets within reach of each building, sorted by building.
    limits
        Longest line and step along the streets.

    Returns
    -------
    Columns
        A row per building that has a free line.
    """
    parts: list[Columns] = []
    cost = _effort(lines, buildings, building, edge, limits.step_m)
    group = (np.cumsum(cost) // _ROWS).astype(np.int64)
    # the pairs of one building stay together
    group = group[np.searchsorted(building, building)]
    for first in np.flatnonzero(np.diff(group, prepend=-1)):
        stop_if(cancelled)
        last = np.searchsorted(group, group[first], side="right")
        parts.append(_straight(lines, buildings, around, building[first:last], edge[first:last], limits))
    if not parts:
        none, place = np.empty(0, dtype=np.int64), np.empty((0, 2))
        return none, none, place, place, np.empty(0), np.empty(0)
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    return columns[0], columns[1], columns[2], columns[3], columns[4], columns[5]


def _effort(lines: ObjectArray, buildings: ObjectArray, building: IntArray, edge: IntArray, step: float) -> FloatArray:
    """Return the number of lines that each pair may need."""
    ends = shapely.length(lines[edge]) / step + 2.0
    return np.asarray(ends * 2.0 * shapely.get_num_coordinates(buildings[building]), dtype=np.float64)


def _straight(
    lines: ObjectArray,
    buildings: ObjectArray,
    around: Obstacles,
    building: IntArray,
    edge: IntArray,
    limits: Limits,
) -> Columns:
    count = np.ceil(shapely.length(lines[edge]) / limits.step_m).astype(np.int64) + 1
    pair = np.repeat(np.arange(len(edge)), count)
    share = (np.arange(len(pair)) - np.repeat(np.cumsum(count) - count, count)) / np.repeat(count - 1, count)
    position = share * shapely.length(lines[edge[pair]])
    points = shapely.line_interpolate_point(lines[edge[pair]], position)
    close = np.flatnonzero(shapely.distance(buildings[building[pair]], points) <= limits.reach_m)
    pair, position, end = pair[close], position[close], shapely.get_coordinates(points[close])
    of, building_of, starts, normals = _starts(buildings, building)
    row, at = _expand(of, building_of, building[pair])
    start = starts[at]
    facing = np.flatnonzero(_faces(normals[at], end[row] - start))
    row, start = row[facing], start[facing]
    length = np.hypot(*(end[row] - start).T)
    keep = np.flatnonzero(length <= limits.reach_m)
    house = building[pair[row]]
    order = keep[_order(house[keep], length[keep], edge[pair[row[keep]]], position[row[keep]], start[keep])]
    row, start, length, house = row[order], start[order], length[order], house[order]
    chosen = _first_free(around, house, start, end[row])
    row = row[chosen]
    return house[chosen], edge[pair[row]], start[chosen], end[row], position[row], length[chosen]


def _order(group: IntArray, length: FloatArray, edge: IntArray, position: FloatArray, start: FloatArray) -> IntArray:
    """Return lines sorted by group, length, street and place, in mm: the rounding of coordinates decides nothing."""
    x, y = start.round(3).T
    return np.asarray(np.lexsort((y, x, position.round(3), edge, length.round(3), group)), dtype=np.int64)


def _first_free(around: Obstacles, group: IntArray, start: FloatArray, end: FloatArray) -> IntArray:
    """Return the first free line of each group, groups sorted; groups without one are left out."""
    begin = np.flatnonzero(np.diff(group, prepend=-1)) if len(group) else np.empty(0, dtype=np.int64)
    stop = np.append(begin[1:], len(group))
    chosen: list[IntArray] = []
    tries = 1
    while len(begin):
        upto = np.minimum(begin + tries, stop)
        size = upto - begin
        rows = np.repeat(begin, size) + np.arange(int(size.sum())) - np.repeat(np.cumsum(size) - size, size)
        free = np.flatnonzero(~blocked(around, start[rows], end[rows]))
        of = np.repeat(np.arange(len(begin)), size)[free]
        first = np.flatnonzero(np.diff(of, prepend=-1))
        chosen.append(rows[free[first]])
        left = np.ones(len(begin), dtype=bool)
        left[of] = False
        left &= upto < stop
        begin, stop = upto[left], stop[left]
        tries = _TRIES
    return np.sort(np.concatenate(chosen)) if chosen else np.empty(0, dtype=np.int64)


def _starts(
    buildings: ObjectArray, building: IntArray
) -> tuple[IntArray, IntArray, FloatArray, npt.NDArray[np.float64]]:
    """Return the places on each wall from which a way may start.

    Returns
    -------
    tuple
        Per place its building, sorted, shape (k,); the buildings, shape (u,); the places, shape (k, 2); and the
        outward normals of the wall before and the wall behind it, shape (k, 2, 2), zero for a point.
    """
    unique = np.unique(building)
    polygons, owner = shapely.get_parts(buildings[unique], return_index=True)
    points = shapely.get_dimensions(polygons) == 0
    rings: Any = shapely.get_exterior_ring(polygons[~points])
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    # a side runs from each corner to the next; the last corner repeats the first
    inside = np.flatnonzero(ring[1:] == ring[:-1])
    a, b = xy[inside], xy[inside + 1]
    sign = np.where(shapely.is_ccw(rings), 1.0, -1.0)[ring[inside]]
    normal = np.stack([b[:, 1] - a[:, 1], a[:, 0] - b[:, 0]], axis=1) * sign[:, None]
    # the side before the first of a ring is its last one
    first = np.diff(ring[inside], prepend=-1) > 0
    before = np.arange(len(inside)) - 1
    before[first] = np.append(np.flatnonzero(first)[1:], len(inside)) - 1
    of = owner[~points][ring[inside]]
    place = shapely.get_coordinates(polygons[points])
    starts = np.concatenate([a, (a + b) / 2, place])
    walls = np.concatenate(
        [np.stack([normal[before], normal], axis=1), np.stack([normal, normal], axis=1), np.zeros((len(place), 2, 2))]
    )
    who = np.concatenate([of, of, owner[points]])
    order = np.argsort(who, kind="stable")
    return who[order], unique, starts[order], walls[order]


def _expand(of: IntArray, unique: IntArray, building: IntArray) -> tuple[IntArray, IntArray]:
    """Return every combination of a row and a place on the walls of its building."""
    which = np.searchsorted(unique, building)
    begin = np.searchsorted(of, which)
    count = np.searchsorted(of, which, side="right") - begin
    row = np.repeat(np.arange(len(building)), count)
    at = np.repeat(begin - (np.cumsum(count) - count), count) + np.arange(int(count.sum()))
    return row, at


def _faces(walls: FloatArray, direction: FloatArray) -> npt.NDArray[np.bool_]:
    """Tell where a direction leads away from a wall (n, 2, 2) or the place is no wall but a point."""
    outward = (walls * direction[:, None, :]).sum(axis=2)
    return np.asarray((outward > 0).any(axis=1) | (walls == 0).all(axis=(1, 2)), dtype=bool)
