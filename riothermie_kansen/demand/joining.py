"""Which building each verblijfsobject is in: by the id of its pand, else by its place."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..callbacks import Cancelled, never, stop_if
from ..readers.shapes import Shapes
from ..readers.values import Reals, Texts

Ints = npt.NDArray[np.int64]

BY_ID, INSIDE, NEAR, ALONE, NOWHERE = range(5)
"""How an object came in its building: its pand id, the pand that it lies in or near, none at all, and no place."""

_MM = 3
"""Distances that are equal to the millimetre are equal: the first pand then counts."""


@dataclass(frozen=True)
class Joined:
    """Where each object is.

    Attributes
    ----------
    building
        Shape (n,): row of the panden, or their number plus the row in `alone`; -1 for nowhere.
    how
        Shape (n,): `BY_ID`, `INSIDE`, `NEAR`, `ALONE` or `NOWHERE`.
    distance
        Shape (n,): m from the pand for `NEAR`, else 0.
    several
        Shape (n,): number of panden in the layer that the object is registered in.
    part_of
        Shape (p,): for a pand that an object is registered in beside the one it counts in: the row of that one; else
        its own row.
    alone
        Ids of the buildings for objects without a pand.
    points
        Their places.
    """

    building: Ints
    how: Ints
    distance: Reals
    several: Ints
    part_of: Ints
    alone: Texts
    points: Shapes


def join_objects(
    objects: pd.DataFrame,
    points: Shapes,
    panden: gpd.GeoDataFrame,
    *,
    near_m: float,
    label_m: float,
    small_m2: float,
    cancelled: Cancelled = never,
) -> Joined:
    """Return the building of each object.

    Parameters
    ----------
    objects
        Shape (n,): object_id, pand_id ("" unknown) and panden (all ids with "," between).
    points
        Shape (n,): Point or None.
    panden
        Shape (p,): sorted by pand_id; (Multi)Polygon, Point or None.
    near_m, label_m
        Largest distance from an area, and from a pand that is a point, m.
    small_m2
        A smaller area is taken only when nothing else is near.
    """
    known = pd.Index(panden["pand_id"])
    own = objects["pand_id"].to_numpy(dtype=object)
    building = known.get_indexer(own).astype(np.int64)
    several, part_of = _registered(objects, points, panden, known, building)
    how = np.where(building >= 0, BY_ID, NOWHERE)
    distance = np.zeros(len(objects))
    stop_if(cancelled)
    open_rows = np.flatnonzero((building < 0) & ~shapely.is_missing(points))
    shapes = np.asarray(panden.geometry.array, dtype=object)
    if len(open_rows) and len(panden):
        within = _inside(points[open_rows], shapes)
        found = within >= 0
        building[open_rows[found]], how[open_rows[found]] = within[found], INSIDE
        open_rows = open_rows[~found]
        stop_if(cancelled)
        nearest, metres = _nearest(points[open_rows], shapes, near_m, label_m, small_m2)
        found = nearest >= 0
        building[open_rows[found]], how[open_rows[found]] = nearest[found], NEAR
        distance[open_rows[found]] = metres[found]
        open_rows = open_rows[~found]
    alone, places, at = _alone(objects, points, open_rows, known)
    building[open_rows], how[open_rows] = len(panden) + at, ALONE
    # without a place, but of a pand that others brought a place for
    rest = np.flatnonzero((building < 0) & (own != ""))
    at = pd.Index(alone).get_indexer(own[rest])
    found = at >= 0
    building[rest[found]], how[rest[found]] = len(panden) + at[found], ALONE
    return Joined(building, how, distance, several, part_of, alone, places)


def _registered(
    objects: pd.DataFrame, points: Shapes, panden: gpd.GeoDataFrame, known: pd.Index, building: Ints
) -> tuple[Ints, Ints]:
    """Put objects of several panden in the one they lie in, else the first; `building` changes.

    Returns
    -------
    Ints, Ints
        Number of panden in the layer per object, and for each pand the one that it is a part of.
    """
    count = (building >= 0).astype(np.int64)
    part_of = np.arange(len(known))
    every = objects["panden"].to_numpy(dtype=object)
    rows = np.flatnonzero(["," in ids for ids in every])
    lists = [sorted({part.strip() for part in every[row].split(",")} - {""}) for row in rows]
    sizes = np.array([len(ids) for ids in lists], dtype=np.int64)
    row = np.repeat(rows, sizes)
    pand = known.get_indexer(np.array([pand_id for ids in lists for pand_id in ids], dtype=object))
    there = pand >= 0
    row, pand = row[there], pand[there].astype(np.int64)
    if not len(row):
        return count, part_of
    shapes = np.asarray(panden.geometry.array, dtype=object)
    inside = shapely.intersects(shapes[pand], points[row]) & (shapely.get_dimensions(shapes[pand]) == 2)
    order = np.lexsort((pand, ~inside, row))
    first = np.concatenate([[True], row[order][1:] != row[order][:-1]])
    building[row[order[first]]] = pand[order[first]]
    count[:] = np.where(np.bincount(row, minlength=len(count)) > 0, np.bincount(row, minlength=len(count)), count)
    # a pand that holds objects of its own stands by itself
    used = np.zeros(len(known), dtype=bool)
    used[building[building >= 0]] = True
    extra = np.flatnonzero(~used[pand])
    extra = extra[np.lexsort((row[extra], pand[extra]))][::-1]
    part_of[pand[extra]] = building[row[extra]]
    return count, part_of


def _inside(points: Shapes, shapes: Shapes) -> Ints:
    """Return the first area that each point lies in, -1 for none."""
    result = np.full(len(points), -1)
    solid = np.flatnonzero(shapely.get_dimensions(shapes) == 2)
    point, area = shapely.STRtree(shapes[solid]).query(points, predicate="intersects")
    order = np.lexsort((area, point))[::-1]
    result[point[order]] = solid[area[order]]
    return result.astype(np.int64)


def _nearest(points: Shapes, shapes: Shapes, near_m: float, label_m: float, small_m2: float) -> tuple[Ints, Reals]:
    """Return the nearest pand within reach of each point (-1 for none), and its distance in m."""
    result, metres = np.full(len(points), -1), np.zeros(len(points))
    there = np.flatnonzero(~shapely.is_missing(shapes))
    is_area = shapely.get_dimensions(shapes[there]) == 2
    tree = shapely.STRtree(shapes[there])
    point, place = tree.query(points, predicate="dwithin", distance=max(near_m, label_m))
    away = shapely.distance(points[point], shapes[there[place]])
    keep = np.flatnonzero(away <= np.where(is_area[place], near_m, label_m))
    point, place, away = point[keep], place[keep], away[keep]
    small = is_area[place] & (shapely.area(shapes[there[place]]) < small_m2)
    order = np.lexsort((there[place], np.round(away, _MM), small, point))[::-1]
    result[point[order]], metres[point[order]] = there[place[order]], away[order]
    return result.astype(np.int64), metres


def _alone(objects: pd.DataFrame, points: Shapes, rows: Ints, known: pd.Index) -> tuple[Texts, Shapes, Ints]:
    """Return buildings for objects without a pand: one per pand id, else one per point.

    Returns
    -------
    Texts, Shapes, Ints
        Ids and places of the buildings, and for each of `rows` which one it is.
    """
    if not len(rows):
        return np.empty(0, dtype=object), np.empty(0, dtype=object), np.empty(0, dtype=np.int64)
    ids = objects["object_id"].to_numpy(dtype=object)[rows]
    pand = objects["pand_id"].to_numpy(dtype=object)[rows]
    x, y = shapely.get_x(points[rows]), shapely.get_y(points[rows])
    spot = pd.MultiIndex.from_arrays([np.round(x, 2), np.round(y, 2)])
    spots = pd.factorize(spot)[0]
    named = pand != ""
    group = np.where(named, pd.factorize(pand)[0], spots + len(rows) + 1)
    group = pd.factorize(group)[0]
    n = int(group.max()) + 1
    count = np.bincount(group, minlength=n)
    middle_x, middle_y = np.bincount(group, x, minlength=n) / count, np.bincount(group, y, minlength=n) / count
    away = np.round(np.hypot(x - middle_x[group], y - middle_y[group]), _MM)
    nearest = np.lexsort((ids, away, group))
    nearest = nearest[np.concatenate([[True], group[nearest][1:] != group[nearest][:-1]])]
    lowest = np.lexsort((ids, group))
    lowest = lowest[np.concatenate([[True], group[lowest][1:] != group[lowest][:-1]])]
    taken = set(known) | set(pand[named])
    names = [pand[row] if named[row] else _free(f"los-{ids[row]}", taken) for row in lowest]
    return np.array(names, dtype=object), points[rows[nearest]], group.astype(np.int64)


def _free(name: str, taken: set[str]) -> str:
    """Return a name that is not taken, and take it."""
    made, number = name, 1
    while made in taken:
        number += 1
        made = f"{name}-{number}"
    taken.add(made)
    return made
