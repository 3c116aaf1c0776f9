"""Areas around groups of buildings: they follow the buildings, hold no building of another group, do not overlap."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from scipy.spatial import Voronoi

from ..callbacks import Cancelled, never, stop_if
from ..kentallen import Kentallen
from ..readers.shapes import Shapes
from .assign import Ints, points_of
from .stock import Homes

Floats = npt.NDArray[np.float64]

GRID_M = 0.01
"""Coordinates of the areas are rounded to this."""


def outlines(homes: Homes, kavel: Ints, count: int, kentallen: Kentallen, *, cancelled: Cancelled = never) -> Shapes:
    """Return an area per group of buildings, shape (count,).

    The union of a strip of ``kavel.rand`` around the buildings, openings up to ``kavel.sluiten`` on both sides closed
    and holes filled; of this only the ground that lies closer to the middle of a building of the group than to that of
    another one with demand (Voronoi), so that the areas do not overlap; buildings stay whole. What is loose and has no
    building in it is left out.

    Parameters
    ----------
    homes
        Buildings.
    kavel
        Shape (b,): group, -1 for none.
    count
        Number of groups.
    """
    points = points_of(homes.geometry)
    there = np.flatnonzero(~shapely.is_missing(points) & homes.has_demand)  # a shed keeps no kavel out
    edge, close = kentallen.value("kavel.rand"), kentallen.value("kavel.sluiten")
    cells = _cells(shapely.get_coordinates(points[there]), edge + close)
    group = kavel[there]
    result = np.full(count, None, dtype=object)
    for k in range(count):
        stop_if(cancelled)
        mine = there[group == k]
        wide = shapely.union_all(shapely.buffer(homes.geometry[mine], edge + close, quad_segs=2))
        area = shapely.simplify(_filled(shapely.buffer(wide, -close, quad_segs=4)), edge / 10.0)
        ground = shapely.union_all(shapely.make_valid(cells[group == k]), grid_size=GRID_M)
        area = shapely.intersection(area, ground, grid_size=GRID_M)
        result[k] = _whole(area, homes.geometry[there], group == k)
    return _apart(result)


def _cells(xy: Floats, margin: float) -> Shapes:
    """Return the ground closest to each point, shape (n,); points on one place share theirs: the first has it.

    The diagram is closed by far corners; a kavel never reaches them.
    """
    places, at = np.unique(np.round(xy, 3), axis=0, return_inverse=True)
    low, high = places.min(axis=0), places.max(axis=0)
    far = 10.0 * (float((high - low).max()) + margin + 1000.0)
    middle = (low + high) / 2.0
    corners = middle + far * np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])
    diagram = Voronoi(np.vstack([places - middle, corners - middle]), qhull_options="Qbb Qc Qz")
    regions = [diagram.regions[region] for region in diagram.point_region[: len(places)]]
    size = np.array([len(region) for region in regions])
    flat = np.concatenate([np.append(region, region[0]) for region in regions]).astype(np.int64)
    ring_start = np.concatenate([[0], np.cumsum(size + 1)])
    rings = shapely.linearrings(
        diagram.vertices[flat] + middle, indices=np.repeat(np.arange(len(regions)), np.diff(ring_start))
    )
    return np.asarray(shapely.polygons(rings)[at.reshape(-1)], dtype=object)


def _filled(area: Any) -> Any:
    """Return an area without its holes."""
    parts = shapely.get_parts(area)
    return shapely.union_all(shapely.polygons(shapely.get_exterior_ring(parts))) if len(parts) else area


def _with_points(area: Any, points: Shapes) -> Any:
    """Return the parts of an area that hold a point of its own."""
    parts = shapely.get_parts(area)
    parts = parts[shapely.get_dimensions(parts) == 2]
    kept = np.unique(shapely.STRtree(points).query(parts, predicate="intersects")[0])
    return shapely.multipolygons(parts[kept]) if len(kept) > 1 else parts[kept][0]


def _whole(area: Any, footprints: Shapes, mine: npt.NDArray[np.bool_]) -> Any:
    """Return an area that cuts no building in two: its own ones whole, without those of others; parts without are gone.

    Where the ground between two buildings is divided by the points inside them, the border may cross a large building.
    """
    met = np.zeros(len(footprints), dtype=bool)
    met[shapely.STRtree(footprints).query(area, predicate="intersects")] = True
    solid = shapely.get_dimensions(footprints) == 2
    whole = shapely.union_all(np.append(footprints[mine & solid], area), grid_size=GRID_M)
    others = footprints[met & ~mine & solid]
    if len(others):
        whole = shapely.difference(whole, shapely.union_all(others), grid_size=GRID_M)
    return _with_points(whole, points_of(footprints[mine]))


def _apart(areas: Shapes) -> Shapes:
    """Return areas with their holes filled, as far as nothing of another one lies in them."""
    filled = np.array([_filled(area) for area in areas], dtype=object)
    one, other = shapely.STRtree(areas).query(filled, predicate="intersects")
    result = filled.copy()
    for k in np.unique(one[one != other]):
        result[k] = shapely.difference(
            filled[k], shapely.union_all(areas[other[(one == k) & (other != k)]]), grid_size=GRID_M
        )
    return result
