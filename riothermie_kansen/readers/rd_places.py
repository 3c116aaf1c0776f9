"""Where geometries lie: inside the Netherlands, outside it, or with their axes changed."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pyproj
import shapely

from ..kentallen import Kentallen
from ..schema import RD
from .shapes import Shapes
from .values import Flags, Reals

ETRS89 = "EPSG:4258"
"""Degrees as the BRO and European services deliver them."""

_EAST, _NORTH = (2.5, 8.0), (50.0, 54.5)
"""Degrees between which the Netherlands lies; no kental: it only tells longitude from latitude."""


def inside(geometry: Shapes, kentallen: Kentallen) -> Flags:
    """Tell which geometries (RD) touch the rectangle of the Netherlands, `grondlagen.nederland`; None does not."""
    xmin, ymin, xmax, ymax = kentallen.table("grondlagen.nederland")
    west, south, east, north = shapely.bounds(geometry).T
    with np.errstate(invalid="ignore"):
        return np.asarray((west <= xmax) & (east >= xmin) & (south <= ymax) & (north >= ymin), dtype=bool)


def in_place(geometry: Shapes, kentallen: Kentallen) -> tuple[Shapes, Flags, Flags]:
    """Return geometries with changed axes put right, and which those are, and which lie outside the Netherlands.

    A service in degrees that delivers latitude and longitude in the other order than was thought puts the
    Netherlands in the Indian Ocean. Such a place, taken back to degrees, lies in the Netherlands when its axes are
    changed; so does one in RD with x and y changed.

    Parameters
    ----------
    geometry
        RD, shape (n,); usable geometries or None.
    kentallen
        ``grondlagen.nederland``.

    Returns
    -------
    geometry, changed, outside
        Shape (n,).
    """
    result = geometry.copy()
    away = ~inside(geometry, kentallen) & ~shapely.is_missing(geometry)
    changed = np.zeros(len(geometry), dtype=bool)
    rows = np.flatnonzero(away)
    if not len(rows):
        return result, changed, away
    for turned in (_turned_degrees(geometry[rows]), _plain_degrees(geometry[rows]), _turned(geometry[rows])):
        good = ~shapely.is_missing(turned) & inside(turned, kentallen) & ~changed[rows]
        result[rows[good]] = turned[good]
        changed[rows[good]] = True
    return result, changed, away & ~changed


def from_degrees(geometry: Shapes) -> Shapes:
    """Return geometries in degrees (longitude, latitude; ETRS89) in RD."""
    moved = gpd.GeoSeries(geometry, crs=ETRS89).to_crs(RD)
    return np.asarray(moved.array, dtype=object)


def points_of_columns(x: Reals, y: Reals, kentallen: Kentallen) -> Shapes:
    """Return points (RD) of coordinates in RD or in degrees, None where they are neither. Shape (n,)."""
    result = np.full(len(x), None, dtype=object)
    known = np.isfinite(x) & np.isfinite(y)
    result[known] = shapely.points(x[known], y[known])
    good = inside(result, kentallen)
    degrees = known & ~good
    for one, other in ((x, y), (y, x)):
        rows = np.flatnonzero(degrees & _between(one, _EAST) & _between(other, _NORTH))
        if len(rows):
            result[rows] = from_degrees(shapely.points(one[rows], other[rows]))
            good[rows] = True
    result[~good] = None
    return result


def _between(values: Reals, bounds: tuple[float, float]) -> Flags:
    with np.errstate(invalid="ignore"):
        return np.asarray((values >= bounds[0]) & (values <= bounds[1]), dtype=bool)


def _turned(geometry: Shapes) -> Shapes:
    """Return geometries with x and y changed."""
    return np.asarray(shapely.transform(geometry, lambda xy: xy[:, ::-1]), dtype=object)


def _plain_degrees(geometry: Shapes) -> Shapes:
    """Return geometries whose coordinates are degrees in the Netherlands, in either order, in RD; else None."""
    west, south, east, north = shapely.bounds(geometry).T
    east_first = _between(west, _EAST) & _between(east, _EAST) & _between(south, _NORTH) & _between(north, _NORTH)
    north_first = _between(south, _EAST) & _between(north, _EAST) & _between(west, _NORTH) & _between(east, _NORTH)
    result = np.full(len(geometry), None, dtype=object)
    if east_first.any():
        result[east_first] = from_degrees(geometry[east_first])
    if north_first.any():
        result[north_first] = from_degrees(_turned(geometry[north_first]))
    return result


def _turned_degrees(geometry: Shapes) -> Shapes:
    """Return geometries whose degrees were taken in the wrong order, put right; None for the others."""
    back = pyproj.Transformer.from_crs(RD, ETRS89, always_xy=True)
    xy, owner = shapely.get_coordinates(geometry, return_index=True)
    lon, lat = back.transform(xy[:, 0], xy[:, 1])
    # longitude 50-54 and latitude 3-8: the Netherlands with its axes changed
    fits = _between(np.asarray(lon), _NORTH) & _between(np.asarray(lat), _EAST)
    wrong = np.zeros(len(geometry), dtype=bool)
    wrong[owner[~fits]] = True
    rows = np.flatnonzero(~wrong & ~shapely.is_missing(geometry))
    result = np.full(len(geometry), None, dtype=object)
    if len(rows):
        degrees = np.column_stack([lat, lon])[np.isin(owner, rows)]
        result[rows] = from_degrees(shapely.set_coordinates(geometry[rows].copy(), degrees))
    return result
