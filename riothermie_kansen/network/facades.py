"""Where a connection starts at a facade along the street, of which no single point is the nearest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from .graph import FloatArray, IntArray, ObjectArray

_SLOPE = 0.55
"""Walls that turn away more than this from a street, in m per m, do not lie along it, nor is a street that bends more
one street. No angle that towns are built with."""

_GAP_M = 0.25
"""Parts of a facade this close along the wall are one: a downpipe, a bend of the street."""

_EQUAL_M = 0.01
"""Parts that differ less are equally long: of those the first along the street counts."""


@dataclass(frozen=True)
class Sides:
    """Straight parts of the outer rings of buildings, or of streets, in order.

    Attributes
    ----------
    of
        Shape (n + 1,): row i has the sides ``of[i]:of[i + 1]``.
    ring
        Shape (k,): ring, or street, of each side.
    start, end, unit
        Shape (k, 2): points, and the direction between them.
    length, along
        Shape (k,): m, and m from the start of the ring.
    run
        Shape (k,): number that sides in a row share as long as there is no sharp corner between them.
    first, size
        Shape (r,): first side and length (m) of each ring.
    """

    of: IntArray
    ring: IntArray
    start: FloatArray
    end: FloatArray
    unit: FloatArray
    length: FloatArray
    along: FloatArray
    run: IntArray
    first: IntArray
    size: FloatArray

    def place(self, ring: IntArray, along: FloatArray) -> FloatArray:
        """Return the points at distances along rings, shape (n, 2)."""
        span = float(self.size.max(initial=0.0)) + 1.0
        side = np.searchsorted(self.ring * span + self.along, ring * span + along, side="right") - 1
        side = np.clip(side, self.first[ring], np.append(self.first[1:], len(self.ring))[ring] - 1)
        share = np.clip((along - self.along[side]) / self.length[side], 0.0, 1.0)
        return np.asarray(self.start[side] + share[:, None] * (self.end[side] - self.start[side]), dtype=np.float64)


def walls_of(buildings: ObjectArray) -> Sides:
    """Return the walls of buildings, shape (n,); what is no polygon has none."""
    polygons, of = shapely.get_parts(buildings, return_index=True)
    solid = shapely.get_dimensions(polygons) == 2
    return _sides(shapely.get_exterior_ring(polygons[solid]), of[solid], len(buildings))


def segments_of(lines: ObjectArray) -> Sides:
    """Return the straight parts of streets, shape (m,)."""
    return _sides(lines, np.arange(len(lines)), len(lines))


def _sides(rings: Any, of: IntArray, n: int) -> Sides:
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    step = np.hypot(*(xy[1:] - xy[:-1]).T)
    side = np.flatnonzero((ring[1:] == ring[:-1]) & (step > 0))
    ring, length = ring[side].astype(np.int64), np.asarray(step[side], dtype=np.float64)
    first = np.searchsorted(ring, np.arange(len(rings)))
    before = np.cumsum(length) - length
    along = before - before[first][ring] if len(ring) else before
    size = np.bincount(ring, length, minlength=len(rings)).astype(np.float64)
    rows = np.searchsorted(of[ring], np.arange(n + 1))
    unit = (xy[side + 1] - xy[side]) / length[:, None]
    turn = np.abs(unit[:-1, 0] * unit[1:, 1] - unit[:-1, 1] * unit[1:, 0])
    sharp = (ring[1:] != ring[:-1]) | (turn > _SLOPE) | ((unit[:-1] * unit[1:]).sum(axis=1) < 0)
    run = np.concatenate([np.zeros(min(len(side), 1), dtype=np.int64), np.cumsum(sharp)])
    along = np.asarray(along, dtype=np.float64)
    return Sides(rows, ring, xy[side], xy[side + 1], unit, length, along, run, first, size)


def middles(
    walls: Sides,
    segments: Sides,
    lines: ObjectArray,
    building: IntArray,
    edge: IntArray,
    start: FloatArray,
    foot: FloatArray,
    *,
    near_m: float,
    least_m: float,
) -> tuple[IntArray, FloatArray]:
    """Return for each facade that lies along a street the middle of what is nearest to it.

    Of a wall that is parallel to the street every point is the nearest one, and rounding would pick a corner. So the
    longest stretch of wall that is hardly farther from the street than the nearest point gives the place.

    Parameters
    ----------
    walls, segments
        Of all buildings and of all streets.
    lines
        All streets.
    building, edge
        Shape (p,): the pairs.
    start, foot
        Shape (p, 2): nearest point of the wall, and of the street.
    near_m
        A wall may be this much farther from the street than the nearest point, m.
    least_m
        Shorter stretches leave the place where it is, m.

    Returns
    -------
    IntArray, FloatArray
        The pairs whose place moves, ascending, shape (r,); and the places on the wall, shape (r, 2).
    """
    away = foot - start
    distance = np.hypot(*away.T)
    towards = np.divide(away, distance[:, None], out=np.zeros_like(away), where=distance[:, None] > 0)
    pair, wall = _each(walls.of, building)
    # the street lies beyond its nearest point: walls farther back than that plane cannot be near
    plane = (start * towards).sum(axis=1) - near_m - _behind(segments, edge, foot, towards)
    x, y = towards[pair, 0], towards[pair, 1]
    ahead = np.maximum(
        walls.start[wall, 0] * x + walls.start[wall, 1] * y, walls.end[wall, 0] * x + walls.end[wall, 1] * y
    )
    keep = np.flatnonzero(ahead >= plane[pair])
    pair, wall = pair[keep], wall[keep]
    row, segment = _each(segments.of, edge[pair])
    wall = wall[row]
    turn = walls.unit[wall, 0] * segments.unit[segment, 1] - walls.unit[wall, 1] * segments.unit[segment, 0]
    keep = np.flatnonzero(np.abs(turn) <= _SLOPE)
    pair, wall, segment = pair[row[keep]], wall[keep], segment[keep]
    low, high = _near(walls, segments, wall, segment, distance[pair] + near_m)
    keep = np.flatnonzero(high > low)
    pair, wall, run, low, high = pair[keep], wall[keep], segments.run[segment[keep]], low[keep], high[keep]
    if not len(pair):
        return np.empty(0, dtype=np.int64), np.empty((0, 2))
    begin, end = walls.along[wall] + low * walls.length[wall], walls.along[wall] + high * walls.length[wall]
    stretch = _joined(pair, walls.ring[wall], run, begin, end, walls.size)
    return _chosen(stretch, walls, lines, edge, least_m)


def _behind(segments: Sides, edge: IntArray, foot: FloatArray, towards: FloatArray) -> FloatArray:
    """Return how far streets bend back to this side of their nearest point, m, shape (p,)."""
    back = np.zeros(len(edge))
    # a straight street does not
    bent = np.flatnonzero(np.diff(segments.of)[edge] > 1)
    if not len(bent):
        return back
    row, side = _each(segments.of, edge[bent])
    row = bent[row]
    x, y = towards[row, 0], towards[row, 1]
    nearest = np.minimum(
        segments.start[side, 0] * x + segments.start[side, 1] * y, segments.end[side, 0] * x + segments.end[side, 1] * y
    )
    least = np.minimum.reduceat(nearest, np.flatnonzero(np.diff(row, prepend=-1)))
    back[bent] = np.maximum((foot[bent] * towards[bent]).sum(axis=1) - least, 0.0)
    return back


def _each(of: IntArray, wanted: IntArray) -> tuple[IntArray, IntArray]:
    """Return every combination of a row of `wanted` and its sides: row, side."""
    count = of[wanted + 1] - of[wanted]
    row = np.repeat(np.arange(len(wanted)), count)
    at = np.arange(len(row)) + np.repeat(of[wanted] - (np.cumsum(count) - count), count)
    return row, at


def _near(
    walls: Sides, segments: Sides, wall: IntArray, segment: IntArray, within: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return which part of each wall (0 to 1) lies straight before a segment, along it and within a distance."""
    unit, p = segments.unit[segment], segments.start[segment]
    a, b = walls.start[wall] - p, walls.end[wall] - p
    length = segments.length[segment]
    along_a, along_b = (a * unit).sum(axis=1), (b * unit).sum(axis=1)
    off_a, off_b = a[:, 1] * unit[:, 0] - a[:, 0] * unit[:, 1], b[:, 1] * unit[:, 0] - b[:, 0] * unit[:, 1]
    low_s, high_s = _between(along_a, along_b, np.zeros(len(length)), length)
    low_d, high_d = _between(off_a, off_b, -within, within)
    return np.maximum(low_s, low_d), np.minimum(high_s, high_d)


def _between(
    at_start: FloatArray, at_end: FloatArray, least: FloatArray, most: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return from where to where, 0 to 1, a value that runs evenly is between limits; the same twice for nowhere."""
    run = at_end - at_start
    level = run == 0
    step = np.where(level, 1.0, run)
    one, two = (least - at_start) / step, (most - at_start) / step
    inside = (at_start >= least) & (at_start <= most)
    low = np.where(level, np.where(inside, 0.0, 1.0), np.clip(np.minimum(one, two), 0.0, 1.0))
    return low, np.where(level, 1.0, np.clip(np.maximum(one, two), 0.0, 1.0))


def _joined(
    pair: IntArray, ring: IntArray, run: IntArray, begin: FloatArray, end: FloatArray, size: FloatArray
) -> tuple[IntArray, IntArray, FloatArray, FloatArray]:
    """Return stretches of wall along one run of a street without gaps: pair, ring, begin and end along it.

    A stretch may go on over the start of its ring.
    """
    order = np.lexsort((end, begin, run, ring, pair))
    pair, ring, run, begin, end = pair[order], ring[order], run[order], begin[order], end[order]
    fresh = (np.diff(pair, prepend=-1) != 0) | (np.diff(ring, prepend=-1) != 0) | (np.diff(run, prepend=-1) != 0)
    group = np.cumsum(fresh) - 1
    offset = group * (float(size.max()) + 2.0 * _GAP_M + 1.0)
    reach = np.maximum.accumulate(end + offset)
    first = np.flatnonzero(np.append(True, (begin + offset)[1:] > reach[:-1] + _GAP_M))
    pair, ring, group, begin = pair[first], ring[first], group[first], begin[first]
    end = np.maximum.reduceat(end, first)
    # the last stretch of a ring may go on in the first one
    opening = np.flatnonzero(np.diff(group, prepend=-1))
    closing = np.append(opening[1:], len(group)) - 1
    over = (opening < closing) & (begin[opening] + size[ring[opening]] - end[closing] <= _GAP_M)
    end[closing[over]] = end[opening[over]] + size[ring[opening[over]]]
    keep = np.ones(len(pair), dtype=bool)
    keep[opening[over]] = False
    return pair[keep], ring[keep], begin[keep], end[keep]


def _chosen(
    stretch: tuple[IntArray, IntArray, FloatArray, FloatArray],
    walls: Sides,
    lines: ObjectArray,
    edge: IntArray,
    least_m: float,
) -> tuple[IntArray, FloatArray]:
    """Return the middle of the longest stretch of each pair that has a long one."""
    pair, ring, begin, end = stretch
    long = np.flatnonzero(end - begin >= least_m)
    pair, ring, begin, end = pair[long], ring[long], begin[long], end[long]
    if not len(pair):
        return pair, np.empty((0, 2))
    size = end - begin
    head = np.flatnonzero(np.diff(pair, prepend=-1))
    longest = np.repeat(np.maximum.reduceat(size, head), np.diff(np.append(head, len(pair))))
    best = np.flatnonzero(size >= longest - _EQUAL_M)
    pair, ring, middle = pair[best], ring[best], ((begin + end) / 2.0)[best]
    place = walls.place(ring, np.mod(middle, walls.size[ring]))
    position = shapely.line_locate_point(lines[edge[pair]], shapely.points(place))
    order = np.lexsort((position, pair))
    first: npt.NDArray[np.int64] = order[np.flatnonzero(np.diff(pair[order], prepend=-1))]
    return pair[first], place[first]
