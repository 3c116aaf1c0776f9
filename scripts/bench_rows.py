"""A synthetic town of row houses with gardens back to back and streets between: for loops and mini networks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

X, Y = 150_000.0, 450_000.0
TURN = 0.31
"""Angle of the streets with the grid of RD."""


@dataclass(frozen=True)
class Kind:
    """Sizes of a house and its gardens, m."""

    width: float
    front: float
    back: float


KINDS = {"usual": Kind(6.0, 5.0, 12.0), "tight": Kind(5.0, 3.0, 6.0)}
ROW, GAP, ROAD, DEEP = 8, 4.0, 8.0, 9.0
"""Houses in a row, metres between rows and across a street, and depth of a house."""


def town(count: int, kind: str) -> tuple[Any, Any, Any]:
    """Return houses with their demand, a parcel for each, and the centre lines of the streets."""
    import geopandas as gpd

    size, chance = KINDS[kind], np.random.default_rng(count)
    house = np.arange(count)
    row, place = house // ROW, house % ROW
    wide = max(int(math.sqrt(count / ROW / 3)), 1)
    side, line = row % wide, row // wide
    deep = size.front + DEEP + size.back
    # two rows back to back, then a street
    x = side * (ROW * size.width + GAP) + place * size.width
    turned = line % 2 == 1
    low = line // 2 * (2 * deep + ROAD) + np.where(turned, deep, 0.0)
    wall = low + np.where(turned, size.back, size.front)
    heat = chance.uniform(25.0, 60.0, count)
    names = [f"{number:016d}" for number in house]
    buildings = gpd.GeoDataFrame(
        {
            "pand_id": names, "woningen": 1, "type": "tussen", "warmte_gj": heat, "rv_gj": 0.8 * heat,
            "tap_gj": 0.2 * heat, "rv_kw": heat / 8.0, "tap_kw": 0.0,
        },
        geometry=_laid(shapely.box(x, wall, x + size.width, wall + DEEP)), crs=28992,
    )  # fmt: skip
    parcels = gpd.GeoDataFrame(
        {"perceelnummer": names}, geometry=_laid(shapely.box(x, low, x + size.width, low + deep)), crs=28992
    )
    at = np.arange(int(line.max()) // 2 + 2) * (2 * deep + ROAD) - ROAD / 2
    ends = np.stack([np.column_stack([np.full(len(at), end), at]) for end in (-10.0, float(x.max()) + 16.0)], axis=1)
    streets = gpd.GeoDataFrame(
        {"wvk_id": np.arange(len(at)), "straatnaam": [f"Straat {k}" for k in range(len(at))]},
        geometry=_laid(shapely.linestrings(ends)), crs=28992,
    )  # fmt: skip
    return buildings, parcels, streets


def _laid(shapes: Any) -> list[Any]:
    """Return shapes turned, and in RD."""
    turn = np.array([[math.cos(TURN), math.sin(TURN)], [-math.sin(TURN), math.cos(TURN)]])
    return list(shapely.transform(shapes, lambda xy: xy @ turn + [X, Y]))


def most_on_a_grid(free: Any, distance: float) -> int:
    """Return the places of the fullest square grid over all the ground: two directions, 36 positions of each."""
    import geopandas as gpd

    low_x, low_y, high_x, high_y = shapely.total_bounds(free)
    tree = shapely.STRtree(free)
    reach = math.hypot(high_x - low_x, high_y - low_y) / 2.0
    steps = np.arange(-reach, reach, distance)
    grid = np.column_stack([part.ravel() for part in np.meshgrid(steps, steps)])
    best = 0
    for angle in (0.0, TURN):
        turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
        for i in range(6):
            for j in range(6):
                xy = (grid + distance / 6.0 * np.array([i, j])) @ turn + [(low_x + high_x) / 2, (low_y + high_y) / 2]
                points = gpd.points_from_xy(*xy.T)
                found = tree.query(np.asarray(points), predicate="intersects")[0]
                best = max(best, len(np.unique(found)))
    return best
