"""What a house connection may not pass through: buildings, forbidden areas and lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from .graph import FloatArray, ObjectArray, values

_PIECE_M = 30.0
"""Longest piece of a line that is tested at once; a matter of speed only."""


@dataclass(frozen=True)
class Obstacles:
    """Areas and lines that block.

    Attributes
    ----------
    areas
        Shape (a,): polygons, made smaller by the tolerance, prepared.
    lines
        Shape (l,): forbidden lines.
    tolerance_m
        How deep a connection may be inside an area, m.
    """

    areas: ObjectArray
    lines: ObjectArray
    tolerance_m: float
    tree: Any
    line_tree: Any


def obstacles(buildings: ObjectArray, forbidden: Any, tolerance_m: float) -> Obstacles:
    """Gather what blocks.

    Parameters
    ----------
    buildings
        Shape (b,): valid geometries or None; the polygons among them block.
    forbidden
        Polygons and lines as a frame or sequence; None for none.
    tolerance_m
        Drawings of neighbours overlap by so much, m: within it a wall is only touched.
    """
    extra = shapely.get_parts(shapely.force_2d(_valid(geometries(forbidden))))
    kinds = shapely.get_dimensions(extra)
    solid = np.concatenate([buildings[shapely.get_dimensions(buildings) == 2], extra[kinds == 2]])
    areas = shapely.buffer(solid, -tolerance_m, quad_segs=1, join_style="mitre")
    areas = values(areas[~shapely.is_empty(areas)])
    shapely.prepare(areas)
    lines = values(extra[kinds == 1])
    shapely.prepare(lines)
    return Obstacles(areas, lines, tolerance_m, shapely.STRtree(areas), shapely.STRtree(lines))


def geometries(given: Any) -> ObjectArray:
    """Return the geometries of a frame, series or sequence that are there; None gives none."""
    if given is None:
        return values([])
    if isinstance(given, (gpd.GeoDataFrame, gpd.GeoSeries)):
        given = given.geometry.to_numpy()
    row: Sequence[Any] = list(given)
    array = values(row)
    return values(array[~(shapely.is_missing(array) | shapely.is_empty(array))])


def _valid(array: ObjectArray) -> ObjectArray:
    bad = np.flatnonzero(~shapely.is_valid(array))
    array[bad] = shapely.make_valid(array[bad])
    return array


def segments(start: FloatArray, end: FloatArray) -> Any:
    """Return straight LineStrings between points, shapes (n, 2)."""
    return shapely.linestrings(np.stack([start, end], axis=1)) if len(start) else values([])


def blocked(around: Obstacles, start: FloatArray, end: FloatArray) -> npt.NDArray[np.bool_]:
    """Tell which straight lines pass through something.

    Parameters
    ----------
    around
        What blocks.
    start, end
        Shape (n, 2): the facade and the foot point. A forbidden line blocks unless it only touches an end.
    """
    hit = np.zeros(len(start), dtype=bool)
    if not len(start):
        return hit
    length = np.hypot(*(end - start).T)
    # piece by piece: the box around a long slanting line holds many buildings that are nowhere near it
    pieces = np.maximum(np.ceil(length / _PIECE_M), 1.0)
    for piece in range(int(pieces.max())):
        rows = np.flatnonzero(~hit & (pieces > piece))
        step = (end[rows] - start[rows]) / pieces[rows, None]
        lines = segments(start[rows] + piece * step, start[rows] + (piece + 1) * step)
        who, which = around.tree.query(lines)
        hit[rows[who[shapely.intersects(around.areas[which], lines[who])]]] = True
    if len(around.lines):
        long = np.flatnonzero(~hit & (length > 2 * around.tolerance_m))
        inward = (end[long] - start[long]) * (around.tolerance_m / length[long])[:, None]
        short = segments(start[long] + inward, end[long] - inward)
        who, which = around.line_tree.query(short)
        hit[long[who[shapely.intersects(around.lines[which], short[who])]]] = True
    return hit
