"""Polygons of maps of restrictions made valid, so that what is drawn round stays inside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from .shapes import Shapes
from .values import Flags

_LEAST_AREA = 1e-4
"""Smallest surface, 1 cm2: what is less is a line that was drawn back and forth."""

_POLYGON, _MULTIPOLYGON, _COLLECTION = 3, 6, 7


def as_areas(geometry: Shapes) -> tuple[Shapes, Flags, Flags]:
    """Return areas as valid (multi)polygons, and which were repaired, and which have no surface at all.

    A ring that crosses itself encloses what it goes round, also where it goes round twice (the nonzero rule): a
    forbidden area never gets a hole from a mistake in drawing. Of a collection only the areas count.

    Parameters
    ----------
    geometry
        Shape (n,): (multi)polygons, collections, or None.

    Returns
    -------
    geometry, repaired, flat
        Shape (n,): (multi)polygon or None; True where it was not valid; True where nothing was left.
    """
    result = geometry.copy()
    kind = shapely.get_type_id(result)
    for row in np.flatnonzero(kind == _COLLECTION):
        parts = np.array(list(_polygons(result[row])), dtype=object)
        result[row] = shapely.multipolygons(parts) if len(parts) else shapely.MultiPolygon()
    there = ~shapely.is_missing(result)
    repaired = np.asarray(there & ~shapely.is_valid(result), dtype=bool)
    for row in np.flatnonzero(repaired):
        result[row] = _repaired(result[row])
    flat = np.asarray(there & (np.nan_to_num(shapely.area(result)) < _LEAST_AREA), dtype=bool)
    result[flat] = None
    single = np.isin(shapely.get_type_id(result), (_MULTIPOLYGON,)) & (shapely.get_num_geometries(result) == 1)
    result[single] = shapely.get_geometry(result[single], 0)
    return result, repaired, flat


def _polygons(geometry: Any) -> Iterator[Any]:
    """Yield the polygons in a geometry, however deep they lie."""
    waiting = [geometry]
    while waiting:
        one = waiting.pop()
        kind = shapely.get_type_id(one)
        if kind == _POLYGON and not shapely.is_empty(one):
            yield one
        elif kind in (_MULTIPOLYGON, _COLLECTION):
            waiting.extend(shapely.get_parts(one)[::-1])


def _repaired(geometry: Any) -> Any:
    """Return the area that the rings of a geometry enclose."""
    pieces = []
    for part in _polygons(geometry):
        outer = _enclosed(shapely.get_exterior_ring(part))
        holes = [_enclosed(shapely.get_interior_ring(part, i)) for i in range(shapely.get_num_interior_rings(part))]
        pieces.append(shapely.difference(outer, shapely.union_all(holes)) if holes else outer)
    together = shapely.union_all(pieces)
    solid = np.array(list(_polygons(together)), dtype=object)
    return shapely.multipolygons(solid) if len(solid) else shapely.MultiPolygon()


def _enclosed(ring: Any) -> Any:
    """Return what a ring goes round at least once."""
    plain = shapely.polygons(ring)
    if shapely.is_valid(plain):
        return plain
    xy = shapely.get_coordinates(ring)
    faces = shapely.get_parts(shapely.polygonize([shapely.node(shapely.linestrings(xy))]))
    if not len(faces):
        return shapely.Polygon()
    inner = shapely.get_coordinates(shapely.point_on_surface(faces))
    return shapely.union_all(faces[_windings(xy, inner) != 0])


def _windings(ring: npt.NDArray[np.float64], points: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Return how often a ring (k + 1, 2) goes round each point (p, 2), counter-clockwise positive."""
    x0, y0, x1, y1 = ring[:-1, 0], ring[:-1, 1], ring[1:, 0], ring[1:, 1]
    count = np.zeros(len(points), dtype=np.int64)
    for place, (x, y) in enumerate(points):
        side = (x1 - x0) * (y - y0) - (x - x0) * (y1 - y0)
        up = (y0 <= y) & (y1 > y) & (side > 0)
        down = (y0 > y) & (y1 <= y) & (side < 0)
        count[place] = up.sum() - down.sum()
    return count
