"""Geometry and moments as ArcGIS writes them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import shapely


def geometry_of(given: Any) -> Any:
    """Return a geometry of ArcGIS as shapely; None when it is absent, empty, or has curves that cannot be read.

    A ring within an odd number of other rings is a hole of the smallest one around it, any other ring an outer one:
    what ArcGIS tells by the direction in which a ring runs, which not every service keeps to. Circular arcs
    are refused: a FeatureServer gives straight pieces unless it is asked for true curves.
    """
    if not isinstance(given, dict):
        return None
    try:
        if "x" in given:
            x, y = given["x"], given["y"]
            return None if x is None or y is None or not np.isfinite([x, y]).all() else shapely.Point(x, y)
        if "points" in given:
            return _checked(shapely.MultiPoint([point[:2] for point in given["points"]]))
        if "paths" in given:
            lines = [shapely.LineString([point[:2] for point in path]) for path in given["paths"] if len(path) > 1]
            return _checked(lines[0] if len(lines) == 1 else shapely.MultiLineString(lines))
        if "rings" in given:
            return _checked(_polygons([[point[:2] for point in ring] for ring in given["rings"]]))
    except (ValueError, TypeError, IndexError, KeyError, shapely.errors.GEOSException):
        return None
    return None


def moment(value: object) -> object:
    """Return a moment of ArcGIS (milliseconds since 1970, UTC) as ISO 8601; anything else as it is."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    try:
        when = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(milliseconds=float(value))
    except (OverflowError, ValueError):
        return value
    return when.isoformat(timespec="seconds").replace("+00:00", "Z")


def _checked(geometry: Any) -> Any:
    return None if geometry.is_empty or not np.isfinite(geometry.bounds).all() else geometry


def _polygons(rings: list[list[list[float]]]) -> Any:
    """Return rings as a polygon, or as a multipolygon when there is more than one outer ring."""
    made = [shapely.LinearRing(ring) for ring in rings if len(ring) >= 3]
    areas = np.array([shapely.Polygon(ring) for ring in made], dtype=object)
    if len(areas) == 1:
        return areas[0]
    sizes = shapely.area(areas)
    spots = np.array([area.representative_point() if area.is_valid else area.centroid for area in areas], dtype=object)
    inner, around = shapely.STRtree(areas).query(spots, predicate="intersects")
    larger = sizes[around] > sizes[inner]
    inner, around = inner[larger], around[larger]
    depth = np.bincount(inner, minlength=len(made))
    holes: dict[int, list[Any]] = {int(i): [] for i in np.flatnonzero(depth % 2 == 0)}
    for i in np.flatnonzero(depth % 2):
        outside = around[inner == i]
        outside = outside[depth[outside] == depth[i] - 1]
        holes[int(outside[np.argmin(sizes[outside])])].append(made[i])
    polygons = [shapely.Polygon(made[i], within) for i, within in holes.items()]
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
