"""Which buildings share a wall, and over what length."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import shapely

from ..callbacks import Cancelled, never, stop_if
from ..readers.shapes import Shapes

Ints = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]

_CHUNK = 1_000_000
"""Pairs of sides compared at a time: bounds the memory."""


@dataclass(frozen=True)
class Walls:
    """Pairs of footprints that share a wall, shape (k,) each, in order.

    Attributes
    ----------
    first, second
        Rows of the footprints, ``first < second``; each pair once.
    length
        Length of what they share, m.
    """

    first: Ints
    second: Ints
    length: Reals


@dataclass(frozen=True)
class _Sides:
    """Straight sides of footprints, in order of footprint: those of i are ``of[i]:of[i + 1]``."""

    of: Ints
    start: Reals
    end: Reals
    unit: Reals
    size: Reals


class _Near(NamedTuple):
    """When two sides are one wall: the gap between them (m), and the sine of the angle."""

    gap_m: float
    slope: float


def shared_walls(footprints: Shapes, gap_m: float, angle: float, *, cancelled: Cancelled = never) -> Walls:
    """Return the walls that footprints share.

    Two sides share what lies within `gap_m` of the other one's line, opposite to it; sides at an angle share nothing,
    so footprints that touch at a corner have no wall in common.

    Parameters
    ----------
    footprints
        Shape (n,): (Multi)Polygons in m; what is none shares nothing.
    gap_m
        Largest distance between two sides that are one wall, m.
    angle
        Largest angle between them, degrees.
    """
    near = _Near(gap_m, float(np.sin(np.radians(angle))))
    solid = np.flatnonzero((shapely.get_dimensions(footprints) == 2) & ~shapely.is_empty(footprints))
    areas = footprints[solid]
    boxes = shapely.bounds(areas)
    grown = boxes + np.array([-gap_m, -gap_m, gap_m, gap_m])
    one, other = shapely.STRtree(areas).query(shapely.box(*grown.T))
    keep = np.flatnonzero(one < other)
    keep = keep[np.lexsort((other[keep], one[keep]))]
    one, other = one[keep].astype(np.int64), other[keep].astype(np.int64)
    stop_if(cancelled)
    sides = _sides(areas)
    length = np.zeros(len(one))
    for rows in _portions(sides, one, other):
        length[rows] = _lengths(sides, one[rows], other[rows], grown, near)
        stop_if(cancelled)
    there = np.flatnonzero(length > 0)
    return Walls(solid[one[there]], solid[other[there]], length[there])


def _sides(areas: Shapes) -> _Sides:
    parts, of_part = shapely.get_parts(areas, return_index=True)
    rings, of_ring = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    step = xy[1:] - xy[:-1]
    size = np.hypot(*step.T)
    side = np.flatnonzero((ring[1:] == ring[:-1]) & (size > 0))
    owner = of_part[of_ring[ring[side]]]
    of = np.searchsorted(owner, np.arange(len(areas) + 1)).astype(np.int64)
    return _Sides(of, xy[side], xy[side + 1], step[side] / size[side, None], size[side])


def _portions(sides: _Sides, one: Ints, other: Ints) -> list[Ints]:
    """Return the pairs in portions that fit in memory."""
    count = np.diff(sides.of)
    load = np.cumsum(count[one] + count[other])
    if not len(load):
        return []
    cuts = np.flatnonzero(np.diff(load // _CHUNK)) + 1
    return [np.asarray(part, dtype=np.int64) for part in np.split(np.arange(len(one)), cuts)]


def _lengths(sides: _Sides, one: Ints, other: Ints, grown: Reals, near: _Near) -> Reals:
    """Return the length that each pair shares, m."""
    pair_a, a = _beside(sides, one, grown[other])
    pair_b, b = _beside(sides, other, grown[one])
    begin = np.searchsorted(pair_b, np.arange(len(one) + 1))
    total = np.zeros(len(one))
    often = np.diff(begin)[pair_a]
    load = np.cumsum(often)
    cuts = np.flatnonzero(np.diff(load // _CHUNK)) + 1
    for rows in np.split(np.arange(len(pair_a)), cuts):
        row, place = _each(begin[pair_a[rows]], often[rows])
        pair, first, second = pair_a[rows][row], a[rows][row], b[place]
        total += np.bincount(pair, _overlap(sides, first, second, near), minlength=len(one))
    return total


def _beside(sides: _Sides, rows: Ints, box: Reals) -> tuple[Ints, Ints]:
    """Return for each pair the sides of one footprint that come near the other, in order of pair."""
    pair, side = _each(sides.of[rows], np.diff(sides.of)[rows])
    low = np.minimum(sides.start[side], sides.end[side])
    high = np.maximum(sides.start[side], sides.end[side])
    limits = box[pair]
    keep = np.flatnonzero((low <= limits[:, 2:]).all(axis=1) & (high >= limits[:, :2]).all(axis=1))
    return pair[keep], side[keep]


def _each(begin: Ints, count: Ints) -> tuple[Ints, Ints]:
    """Return for each run of numbers its row and the numbers in it."""
    row = np.repeat(np.arange(len(begin)), count)
    within = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    return row, begin[row] + within


def _overlap(sides: _Sides, a: Ints, b: Ints, near: _Near) -> Reals:
    """Return how much of side `a` has side `b` opposite within the gap, m."""
    u, v = sides.unit[a], sides.unit[b]
    turn = u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]
    along = (u * v).sum(axis=1)
    result = np.zeros(len(a))
    flat = np.flatnonzero(np.abs(turn) <= near.slope)
    turn, along, a, b, v = turn[flat], along[flat], a[flat], b[flat], v[flat]
    away = sides.start[a] - sides.start[b]
    offset = away[:, 1] * v[:, 0] - away[:, 0] * v[:, 1]
    ahead = (away * v).sum(axis=1)
    # the offset from the line of b changes by -turn per metre along a, the place along b by `along`
    low, high = _between(offset, -turn, -near.gap_m, near.gap_m)
    first, last = _between(ahead, along, 0.0, sides.size[b])
    low = np.maximum(np.maximum(low, first), 0.0)
    high = np.minimum(np.minimum(high, last), sides.size[a])
    result[flat] = np.maximum(high - low, 0.0)
    return result


def _between(value: Reals, slope: Reals, least: Any, most: Any) -> tuple[Reals, Reals]:
    """Return where ``least <= value + slope * t <= most`` begins and ends; infinite where t does not matter."""
    level = np.abs(slope) < 1e-12
    safe = np.where(level, 1.0, slope)
    one, other = (least - value) / safe, (most - value) / safe
    inside = (value >= least) & (value <= most)
    low = np.where(level, np.where(inside, -np.inf, np.inf), np.minimum(one, other))
    high = np.where(level, np.where(inside, np.inf, -np.inf), np.maximum(one, other))
    return low, high
