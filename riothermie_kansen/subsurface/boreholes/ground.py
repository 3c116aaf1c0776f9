"""Where a loop may stand: the parcels of a building, or public ground, without what has to stay clear."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from ...callbacks import Cancelled, never, stop_if
from ...readers.shapes import Shapes
from ...readers.values import Texts

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_ARC = 8
"""Line pieces per quarter circle; a distance is stretched so that no piece comes nearer than it."""
_STRETCH = (1.0 + 1e-9) / math.cos(math.pi / (4.0 * _ARC))
_SLIVER_M2 = 1e-4
_EVERY = 4000


@dataclass(frozen=True)
class Plots:
    """Ground of buildings: parcels that belong together because a building stands on them.

    Attributes
    ----------
    of
        Shape (b,): plot of each building; -1 where it stands on no parcel.
    area
        Shape (p,): the parcels as one area.
    parcel_ids
        Shape (p,): their ids, with commas between.
    """

    of: Ints
    area: Shapes
    parcel_ids: Texts


def plots(footprints: Shapes, parcels: Shapes, parcel_ids: Texts, *, least_share: float) -> Plots:
    """Return the ground of buildings.

    A parcel is of a building when at least `least_share` of its footprint stands on it, or the largest part; of a point
    the parcel that it lies in. Buildings on one parcel share a plot, and so do the parcels of one building.

    Parameters
    ----------
    footprints
        Shape (b,): Point, (Multi)Polygon or None.
    parcels, parcel_ids
        Shape (q,): valid areas and their ids.
    least_share
        Of the area of a footprint.
    """
    building, parcel = shapely.STRtree(parcels).query(footprints, predicate="intersects")
    share = np.ones(len(building))
    solid = shapely.get_dimensions(footprints[building]) == 2
    met = shapely.intersection(footprints[building[solid]], parcels[parcel[solid]])
    share[solid] = shapely.area(met) / np.maximum(shapely.area(footprints[building[solid]]), 1e-9)
    # parcels that only touch have no share
    there = share > 1e-6
    building, parcel, share = building[there], parcel[there], share[there]
    largest = np.zeros(len(footprints))
    np.maximum.at(largest, building, share)
    good = (share >= least_share) | (share >= largest[building] * (1.0 - 1e-9))
    building, parcel = building[good].astype(np.int64), parcel[good].astype(np.int64)
    b, q = len(footprints), len(parcels)
    links = coo_array((np.ones(len(building)), (building, b + parcel)), shape=(b + q, b + q))
    group = connected_components(links, directed=False)[1]
    used = np.unique(parcel)
    of = np.full(b, -1, dtype=np.int64)
    _, number = np.unique(group[b + used], return_inverse=True)
    at = dict(zip(group[b + used].tolist(), number.tolist(), strict=True))
    on = np.unique(building)
    of[on] = [at[g] for g in group[on].tolist()]
    order = np.argsort(number, kind="stable")
    edges = np.searchsorted(number[order], np.arange(len(at) + 1))
    area = np.empty(len(at), dtype=object)
    names = np.empty(len(at), dtype=object)
    for k in range(len(at)):
        mine = used[order[edges[k] : edges[k + 1]]]
        area[k] = parcels[mine[0]] if len(mine) == 1 else shapely.union_all(parcels[mine])
        names[k] = ", ".join(sorted(str(name) for name in parcel_ids[mine]))
    return Plots(of, area, names)


def around_buildings(land: Plots, footprints: Shapes, reach: float) -> Shapes:
    """Return the part of each plot within reach of a building on it; shape (p,)."""
    result = land.area.copy()
    on = np.flatnonzero(land.of >= 0)
    rings = shapely.buffer(footprints[on], reach)
    # most plots lie within reach as a whole
    beyond = np.unique(land.of[on][~shapely.covers(rings, land.area[land.of[on]])])
    order = on[np.argsort(land.of[on], kind="stable")]
    edges = np.searchsorted(land.of[order], np.arange(len(result) + 1))
    for k in beyond:
        mine = shapely.buffer(footprints[order[edges[k] : edges[k + 1]]], reach)
        result[k] = shapely.intersection(result[k], shapely.union_all(mine))
    return solid(result)


@dataclass(frozen=True)
class Blocked:
    """What loops keep away from, as areas with the distance in them.

    Attributes
    ----------
    areas
        Shape (n,): valid areas.
    """

    areas: Shapes

    @classmethod
    def of(cls, *things: tuple[Shapes, float]) -> Blocked:
        """Return the areas within a distance of things: pairs of geometries and their distance, m."""
        made = [keep_off(shapes, distance) for shapes, distance in things if len(shapes)]
        made = [areas[~(shapely.is_missing(areas) | shapely.is_empty(areas))] for areas in made]
        return cls(np.concatenate(made) if made else np.empty(0, dtype=object))


def keep_off(shapes: Shapes, distance: float) -> Shapes:
    """Return the area within a distance of each geometry, never less than that distance; shape (n,)."""
    if distance <= 0:
        result = shapes.copy()
        result[shapely.get_dimensions(shapes) < 2] = None
        return result
    stretched = distance * _STRETCH
    return np.asarray(shapely.buffer(shapes, stretched, quad_segs=_ARC), dtype=object)


def free_ground(areas: Shapes, inside_m: float, blocked: Blocked, *, cancelled: Cancelled = never) -> Shapes:
    """Return where a loop may stand: areas drawn in from their edge, without what is blocked.

    Parameters
    ----------
    areas
        Shape (p,): valid areas.
    inside_m
        Distance to keep from the edge, m.

    Returns
    -------
    Shapes
        Shape (p,): (Multi)Polygon, empty where nothing is left.
    """
    free = shapely.buffer(areas, -inside_m, join_style="mitre") if inside_m > 0 else areas.copy()
    free = np.asarray(free, dtype=object)
    if len(blocked.areas):
        row, block = shapely.STRtree(blocked.areas).query(free, predicate="intersects")
        rows, start, count = np.unique(row, return_index=True, return_counts=True)
        place = np.arange(len(row)) - np.repeat(start, count)
        for begin in range(0, len(rows), _EVERY):
            stop_if(cancelled)
            some = np.arange(begin, min(begin + _EVERY, len(rows)))
            some = some[np.argsort(count[some], kind="stable")]
            # rows with about as many blocks go together, so that the table has few empty places
            for part in np.array_split(some, max(len(some) // 200, 1)):
                table = np.full((len(part), int(count[part].max())), None, dtype=object)
                for k, g in enumerate(part):
                    mine = slice(start[g], start[g] + count[g])
                    table[k, place[mine]] = blocked.areas[block[mine]]
                cover = shapely.union_all(table, axis=1)
                free[rows[part]] = shapely.difference(free[rows[part]], cover)
    return solid(free)


def without(areas: Shapes, others: Shapes, *, cancelled: Cancelled = never) -> Shapes:
    """Return areas without the others, e.g. public ground without what is private; shape (p,)."""
    return free_ground(areas, 0.0, Blocked(others), cancelled=cancelled)


def pieces(areas: Shapes) -> tuple[Shapes, Ints]:
    """Return the separate parts of areas that overlap or not, and the area that each begins in."""
    parts = shapely.get_parts(shapely.union_all(areas)) if len(areas) else np.empty(0, dtype=object)
    parts = parts[(shapely.get_dimensions(parts) == 2) & (shapely.area(parts) > _SLIVER_M2)]
    if not len(parts):
        return parts, np.empty(0, dtype=np.int64)
    part, area = shapely.STRtree(areas).query(parts, predicate="intersects")
    shared = shapely.area(shapely.intersection(parts[part], areas[area]))
    best = pd.DataFrame({"part": part, "area": area, "shared": shared})
    best = best.sort_values(["part", "shared", "area"], ascending=[True, False, True]).drop_duplicates("part")
    return parts, best["area"].to_numpy(dtype=np.int64)


def solid(shapes: Shapes) -> Shapes:
    """Return the areas of geometries, without lines, points and slivers that an overlay leaves; shape (n,)."""
    result = shapes.copy()
    mixed = shapely.get_type_id(result) == 7
    for k in np.flatnonzero(mixed):
        parts = shapely.get_parts(result[k])
        result[k] = shapely.multipolygons(parts[shapely.get_dimensions(parts) == 2])
    nothing = (shapely.get_dimensions(result) < 2) | (shapely.area(result) < _SLIVER_M2)
    result[nothing] = shapely.Polygon()
    return result
