"""Geometries of layers with places: points and areas that the engine can work with."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from .values import Flags

Shapes = npt.NDArray[np.object_]

_LINES = (1, 2, 5)


def unusable(geometry: Shapes) -> Flags:
    """Tell which geometries are absent, empty or have a coordinate that is not a number."""
    bad: Flags = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    xy, owner = shapely.get_coordinates(geometry, return_index=True)
    bad[owner[~np.isfinite(xy).all(axis=1)]] = True
    return bad


def is_line(geometry: Shapes) -> Flags:
    """Tell which geometries are lines."""
    return np.isin(shapely.get_type_id(geometry), _LINES)


def as_footprints(geometry: Shapes) -> tuple[Shapes, Flags]:
    """Return points and valid areas, and which of them were repaired.

    Parameters
    ----------
    geometry
        Usable geometries, none of them a line, shape (n,); None stays None.

    Returns
    -------
    geometry, repaired
        Shape (n,): a Point for points (one of several), a (Multi)Polygon for areas, a Point for an area without
        surface; True where an area was not valid.
    """
    result = geometry.copy()
    several = np.flatnonzero(shapely.get_type_id(result) == 4)
    result[several] = shapely.point_on_surface(result[several])
    mixed = shapely.get_type_id(result) == 7
    bad = (mixed | (shapely.get_dimensions(result) == 2)) & ~(shapely.is_valid(result) & ~mixed)
    for row in np.flatnonzero(bad):
        result[row] = _area(result[row])
    return result, np.asarray(bad, dtype=bool)


def _area(geometry: Any) -> Any:
    """Return the areas in a geometry that is not valid or holds all sorts, else a point of it."""
    valid = shapely.get_parts(shapely.make_valid(shapely.get_parts(geometry)))
    valid = shapely.get_parts(valid)
    solid = valid[shapely.get_dimensions(valid) == 2]
    if not len(solid):
        return shapely.Point(shapely.get_coordinates(geometry)[0])
    return shapely.union_all(solid) if len(solid) > 1 else solid[0]


def squares(points: Shapes, side_m: float) -> Shapes:
    """Return a square round each point, upright, for a place on a map of areas; shape (n,)."""
    x, y, half = shapely.get_x(points), shapely.get_y(points), side_m / 2.0
    return np.asarray(shapely.box(x - half, y - half, x + half, y + half), dtype=object)


def as_spots(geometry: Shapes) -> Shapes:
    """Return a point for each usable geometry: the middle of a line, a point inside an area."""
    result = geometry.copy()
    lines = is_line(result)
    merged = shapely.line_merge(result[lines])
    single = shapely.get_type_id(merged) == 1
    spots = shapely.point_on_surface(merged)
    spots[single] = shapely.line_interpolate_point(merged[single], 0.5, normalized=True)
    # a line without length has nothing left after merging
    nothing = np.flatnonzero(shapely.is_empty(spots))
    spots[nothing] = [shapely.Point(shapely.get_coordinates(line)[0]) for line in result[lines][nothing]]
    result[lines] = spots
    rest = np.flatnonzero(~lines & (shapely.get_type_id(result) > 0))
    result[rest] = shapely.point_on_surface(result[rest])
    return result
