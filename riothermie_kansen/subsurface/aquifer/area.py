"""How many doublets fit in an area: wells on a chessboard of warm and cold, all as far apart as they must be."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

Floats = npt.NDArray[np.float64]

TURNS, SHIFTS = 6, 4
"""Angles (of a quarter turn) and shifts (in each direction) that the chessboard is tried in."""

MANY = 3000.0
"""Where so many wells fit, the edge of the area hardly matters: one angle is tried."""


def doublets_in(area: BaseGeometry, distance_m: float) -> int:
    """Return how many doublets fit in an area.

    The wells stand on a square grid with `distance_m` between them, warm and cold in turn as on a chessboard, so that
    wells of the other kind are never closer and those of the same kind at least 1.4 times as far. The grid is tried at
    some angles and shifts; the best one counts, a doublet being a warm and a cold well on it. A lower bound: an
    irregular layout may fit more at the edges.

    Parameters
    ----------
    area
        Polygons in RD.
    distance_m
        Between a warm and a cold well; NaN or 0 gives 0.
    """
    if not distance_m > 0.0 or area.is_empty:
        return 0
    shapely.prepare(area)
    middle = area.centroid
    left, low, right, high = area.bounds
    reach = math.hypot(right - left, high - low) / 2.0 + math.hypot(
        middle.x - (left + right) / 2.0, middle.y - (low + high) / 2.0
    )
    many = area.area / distance_m**2 > MANY
    # beyond half the grid's width on either side, plus the shift of at most one square
    count = math.ceil(reach / distance_m) + 1
    steps = np.arange(-count, count + 1)
    column, row = np.meshgrid(steps, steps)
    warm = (column + row) % 2 == 0
    best = 0
    for turn in range(1 if many else TURNS):
        angle = math.pi / 2.0 * turn / TURNS
        for shift in range(SHIFTS * SHIFTS):
            across = (column + shift % SHIFTS / SHIFTS) * distance_m
            along = (row + shift // SHIFTS / SHIFTS) * distance_m
            x = middle.x + across * math.cos(angle) - along * math.sin(angle)
            y = middle.y + across * math.sin(angle) + along * math.cos(angle)
            inside = shapely.contains_xy(area, x, y)
            best = max(best, min(int((inside & warm).sum()), int((inside & ~warm).sum())))
    return best


def squares(xy: Floats, size_m: float) -> npt.NDArray[np.object_]:
    """Return the square cells around centres, shape (n,)."""
    half = size_m / 2.0
    boxes = shapely.box(xy[:, 0] - half, xy[:, 1] - half, xy[:, 0] + half, xy[:, 1] + half)
    return np.asarray(boxes, dtype=object)
