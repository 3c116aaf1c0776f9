"""Geometry of the inflow: the nearest pipe of a point, the length of pipe inside an area, and fair shares of a sum."""

from __future__ import annotations

import math
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from ..callbacks import Cancelled, Progress, never, silent, stop_if

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]

CONNECTABLE = ("vrijverval", "druk")
"""Functions of pipes that premises discharge into; transport mains, pumps and orifices take no house connection."""

_CHUNK = 20_000
_BESIDE = 15.0
"""Distance (m) within which most addresses have a pipe."""


def connectable(pipes: gpd.GeoDataFrame) -> IntArray:
    """Return the positions of pipes that premises discharge into, in order of ``leiding_id``.

    Parameters
    ----------
    pipes
        ``network.pipes``. Pipes without a geometry or without length are left out.
    """
    geometry = pipes.geometry.to_numpy()
    usable = pipes["functie"].isin(CONNECTABLE).to_numpy(dtype=bool) & (shapely.length(geometry) > 0)
    where = np.flatnonzero(usable)
    ids = pipes["leiding_id"].to_numpy(dtype=object)[where].astype(str)
    return np.asarray(where[np.argsort(ids, kind="stable")], dtype=np.intp)


def nearest(
    points: npt.NDArray[Any],
    lines: npt.NDArray[Any],
    *,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> tuple[IntArray, FloatArray]:
    """Return the nearest line of each point; at equal distance the first in the array.

    Parameters
    ----------
    points
        Points, shape (n,); None or empty gives -1 and NaN.
    lines
        Lines, shape (m,), none empty.

    Returns
    -------
    tuple
        Position of the line (-1: none) and distance in metres (NaN: none), shapes (n,).
    """
    position = np.full(len(points), -1, dtype=np.intp)
    distance = np.full(len(points), np.nan)
    points = as_points(points)
    there = np.flatnonzero(np.isfinite(shapely.get_x(points)) & np.isfinite(shapely.get_y(points)))
    if not len(there) or not len(lines):
        return position, distance
    # the homes of a block of flats share one point: ask once for each place
    places = shapely.get_x(points[there]) + 1j * shapely.get_y(points[there])
    unique, back = np.unique(places, return_inverse=True)
    asked = shapely.points(unique.real, unique.imag)
    tree = shapely.STRtree(lines)
    found = np.full(len(asked), len(lines), dtype=np.intp)
    metres = np.full(len(asked), np.nan)
    for start in range(0, len(asked), _CHUNK):
        stop_if(cancelled)
        part = asked[start : start + _CHUNK]
        found[start : start + _CHUNK], metres[start : start + _CHUNK] = _beside(part, lines, tree)
        rest = start + np.flatnonzero(np.isnan(metres[start : start + _CHUNK]))
        (who, which), away = tree.query_nearest(asked[rest], return_distance=True)
        np.minimum.at(found, rest[who], which)
        metres[rest[who]] = away
        progress(100.0 * min(start + _CHUNK, len(asked)) / len(asked))
    position[there] = found[back.ravel()]
    distance[there] = metres[back.ravel()]
    return position, distance


def _beside(points: npt.NDArray[Any], lines: npt.NDArray[Any], tree: shapely.STRtree) -> tuple[IntArray, FloatArray]:
    """Return the nearest line of each point, as far as it lies within `_BESIDE`; else len(lines) and NaN.

    Most homes stand beside their sewer, and looking in a small box is twice as fast as looking for the nearest one.
    """
    position = np.full(len(points), len(lines), dtype=np.intp)
    distance = np.full(len(points), np.nan)
    who, which = tree.query(shapely.box(*(shapely.bounds(points) + np.array([-1, -1, 1, 1]) * _BESIDE).T))
    away = shapely.distance(points[who], lines[which])
    who, which, away = (column[away <= _BESIDE] for column in (who, which, away))
    if len(who):
        order = np.lexsort((which, away, who))
        first = order[np.concatenate([[True], np.diff(who[order]) > 0])]
        position[who[first]], distance[who[first]] = which[first], away[first]
    return position, distance


def lengths_inside(
    polygons: npt.NDArray[Any],
    lines: npt.NDArray[Any],
    *,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> tuple[IntArray, IntArray, FloatArray]:
    """Return how many metres of which line lie inside which polygon.

    Parameters
    ----------
    polygons
        Valid polygons or multipolygons, shape (n,).
    lines
        Lines, shape (m,).

    Returns
    -------
    tuple
        Polygon, line and metres (> 0) of each pair, shapes (k,), sorted by polygon and line.
    """
    tree = shapely.STRtree(lines)
    total = shapely.length(lines)
    parts: list[tuple[IntArray, IntArray, FloatArray]] = []
    step = max(1, len(polygons) // 20)
    for start in range(0, len(polygons), step):
        stop_if(cancelled)
        chunk = polygons[start : start + step]
        shapely.prepare(chunk)
        area, line = tree.query(chunk, predicate="intersects")
        # most pipes lie wholly inside: only the few on a boundary need clipping
        metres = total[line]
        boundary = np.flatnonzero(~shapely.contains_properly(chunk[area], lines[line]))
        metres[boundary] = shapely.length(shapely.intersection(chunk[area[boundary]], lines[line[boundary]]))
        parts.append((area + start, line, metres))
        progress(100.0 * min(start + step, len(polygons)) / len(polygons))
    if not parts:
        return np.empty(0, np.intp), np.empty(0, np.intp), np.empty(0)
    area, line, metres = (np.concatenate(column) for column in zip(*parts, strict=True))
    keep = np.flatnonzero(metres > 0)
    keep = keep[np.lexsort((line[keep], area[keep]))]
    return area[keep], line[keep], metres[keep]


def summed(index: IntArray, values: FloatArray, n: int) -> FloatArray:
    """Return the sum of values per index 0 ... n-1, shape (n,)."""
    # without a single value bincount forgets that they were floats
    return np.bincount(index, values, minlength=n).astype(np.float64)


def shares(amounts: FloatArray, group: IntArray, weights: FloatArray) -> FloatArray:
    """Return the share of each member in the amount of its group, by weight.

    The shares of a group add up to its amount to machine precision: what rounding leaves goes to the member with the
    largest weight.

    Parameters
    ----------
    amounts
        Amount per group, shape (g,).
    group
        Group of each member, shape (n,).
    weights
        Weight of each member, >= 0, shape (n,). The members of a group with total weight 0 get nothing.
    """
    total = summed(group, weights, len(amounts))
    # 0 where nothing is to be shared: dividing there would only warn
    rate = np.divide(amounts, total, out=np.zeros_like(total), where=total > 0)
    share = weights * rate[group]
    order = np.lexsort((weights, group))
    ends = np.flatnonzero(np.diff(group[order], append=-1)) + 1
    begins = np.concatenate([[0], ends[:-1]]) if len(ends) else ends
    of = group[order[begins]]
    # only where something was divided; math.fsum because a plain sum of many shares is itself off by more than rounding
    divided = np.flatnonzero((ends - begins > 1) & (amounts[of] != 0) & (total[of] > 0))
    for begin, end, number in zip(begins[divided], ends[divided], of[divided], strict=True):
        members = order[begin:end]
        share[members[-1]] += amounts[number] - math.fsum(share[members])
    return np.asarray(share, dtype=float)


def as_points(geometry: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return a point on each geometry: the point itself, or one inside an area; None where there is nothing."""
    points = np.array(geometry, dtype=object)
    points[shapely.is_empty(points)] = None
    other = np.flatnonzero(~np.isin(shapely.get_type_id(points), (-1, 0)))
    points[other] = shapely.point_on_surface(points[other])
    return points


def overlaps(polygons: npt.NDArray[Any], share: float) -> tuple[IntArray, IntArray, npt.NDArray[Any]]:
    """Return the pairs of polygons of which more than a share of the smaller one lies double.

    Returns
    -------
    tuple
        First and second polygon (first < second) and what lies double, shapes (k,).
    """
    first, second = shapely.STRtree(polygons).query(polygons, predicate="intersects")
    once = first < second
    first, second = first[once], second[once]
    # neighbours share a border, which is no overlap: testing that first is cheaper than cutting
    touching = shapely.touches(polygons[first], polygons[second])
    first, second = first[~touching], second[~touching]
    double = shapely.intersection(polygons[first], polygons[second])
    smaller = np.minimum(shapely.area(polygons[first]), shapely.area(polygons[second]))
    real = (shapely.area(double) > share * smaller) & (shapely.area(double) > 0)
    return first[real], second[real], double[real]
