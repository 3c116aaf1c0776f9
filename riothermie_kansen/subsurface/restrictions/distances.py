"""How far existing systems are from each place, how many are near, and which part of a place is near one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from scipy.spatial import cKDTree

from ...callbacks import Cancelled, never, stop_if
from ...readers.shapes import Shapes
from ...readers.values import Flags, Texts
from .locations import Places, measure
from .overlay import WHOLE, Covers, union

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_CHUNK = 5000
_CANDIDATES = 3
"""Wells that are measured exactly for each place before a tree is asked."""

_SEGMENTS = 64
"""Lines per quarter of the circle around a system: its area is 0.01 % too small."""

_SLACK_M = 1e-6


@dataclass(frozen=True)
class Systems:
    """Existing systems of one role, each once; s of them, by id.

    Attributes
    ----------
    ids
        Shape (s,).
    shapes
        Shape (s,): points; of a system of several wells all of them together.
    power_kw
        Shape (s,): NaN where not known.
    layer
        Shape (s,): number of the map that it comes from.
    idle
        Systems that are out of use and do not count.
    double
        Systems that another map has too: they count once.
    """

    ids: Texts
    shapes: Shapes
    power_kw: Floats
    layer: Ints
    idle: int = 0
    double: int = 0

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Near:
    """The systems of one role around n places.

    Attributes
    ----------
    distance
        Shape (n,): metres to the nearest system, 0 inside; NaN where there is no system or no place.
    nearest
        Shape (n,): which one, of equally near ones the first by id; -1 without.
    count
        Shape (n,): number within the search distance.
    covers
        What part of each place lies within the search distance of any of them; `Covers.group` is 0.
    """

    distance: Floats
    nearest: Ints
    count: Ints
    covers: Covers


def systems_of(frames: Sequence[gpd.GeoDataFrame], same_m: float) -> Systems:
    """Return the systems of the maps of one role.

    Rows with one id on one map are one system with several wells. A system that a second map has too, with the same id
    and near, counts once. Systems out of use are left out.

    Parameters
    ----------
    frames
        Columns installatie_id, actief, vermogen_kw and a geometry in RD.
    same_m
        Systems of one id on two maps not farther apart than this are one (``restrictie.zelfde_systeem``).
    """
    tables = []
    for layer, frame in enumerate(frames):
        table = pd.DataFrame(
            {
                "id": frame["installatie_id"].astype(object).to_numpy(),
                "active": frame["actief"].astype(bool).to_numpy(),
                "kw": frame["vermogen_kw"].to_numpy(dtype=np.float64),
                "layer": layer,
            }
        )
        table["shape"] = np.asarray(shapely.force_2d(np.asarray(frame.geometry.array, dtype=object)), dtype=object)
        tables.append(table)
    rows = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=["id", "active", "kw", "layer"])
    if not len(rows):
        return _none()
    lost = shapely.is_missing(rows["shape"].to_numpy()) | shapely.is_empty(rows["shape"].to_numpy())
    idle = ~rows["active"].to_numpy(dtype=bool)
    rows = rows[~lost & ~idle]
    rows = rows.assign(at=shapely.to_wkb(rows["shape"].to_numpy())).sort_values(["id", "layer", "at", "kw"])
    # a row without an id is a system of its own
    rows["own"] = np.where(rows["id"] == "", np.arange(len(rows)), -1)
    wells = rows.groupby(["id", "own", "layer"], sort=True)
    found = wells.agg(kw=("kw", "max")).reset_index()
    shapes = np.array([_together(part.to_numpy(dtype=object)) for _, part in wells["shape"]], dtype=object)
    again = _again(found, shapes, same_m)
    found, shapes = found[~again], shapes[~again]
    ids = found["id"].to_numpy(dtype=object)
    return Systems(
        ids,
        shapes,
        found["kw"].to_numpy(dtype=np.float64),
        found["layer"].to_numpy(dtype=np.int64),
        int((idle & ~lost).sum()),
        int(again.sum()),
    )


def _again(found: pd.DataFrame, shapes: Shapes, same_m: float) -> Flags:
    """Tell which systems an earlier map has too: the same id, and near."""
    again = np.zeros(len(found), dtype=bool)
    twice = found["id"].duplicated(keep=False).to_numpy() & (found["own"] < 0).to_numpy()
    rows = np.flatnonzero(twice)
    for part in np.split(rows, np.flatnonzero(np.diff(pd.factorize(found["id"].to_numpy()[rows])[0])) + 1):
        for i, row in enumerate(part):
            before = part[:i][~again[part[:i]]]
            again[row] = bool((shapely.distance(shapes[before], shapes[row]) <= same_m).any())
    return again


def near(places: Places, systems: Systems, radius_m: float, *, cancelled: Cancelled = never) -> Near:
    """Return distance, number and reach of the systems around places.

    Parameters
    ----------
    places
        n places.
    systems
        Systems of one role.
    radius_m
        Search distance, m; exactly that far is within.
    """
    n = len(places.ids)
    distance, nearest = np.full(n, np.nan), np.full(n, -1, dtype=np.int64)
    count = np.zeros(n, dtype=np.int64)
    rows = np.flatnonzero(places.placed)
    if not len(systems) or not len(rows):
        return Near(distance, nearest, count, _nothing())
    centre, reach = _circles(places.shapes[rows])
    stop_if(cancelled)
    distance[rows], nearest[rows] = _nearest(places.shapes[rows], centre, reach, systems.shapes)
    stop_if(cancelled)
    within = rows[distance[rows] <= radius_m]
    at = np.searchsorted(rows, within)
    count[within] = _counts(places.shapes[within], centre[at], reach[at], systems.shapes, radius_m, cancelled)
    return Near(distance, nearest, count, _covers(places, within, centre[at], reach[at], systems, radius_m, cancelled))


def _nearest(shapes: Shapes, centre: Floats, reach: Floats, systems: Shapes) -> tuple[Floats, Ints]:
    """Return distance to and number of the nearest system; of equally near ones the first.

    The wells nearest to the middle of a place are measured exactly; where one further off could be nearer to its edge,
    a tree is asked.
    """
    distance, nearest = np.full(len(shapes), np.nan), np.full(len(shapes), -1, dtype=np.int64)
    open_rows = np.arange(len(shapes))
    wells, owner = shapely.get_parts(systems, return_index=True)
    if (shapely.get_type_id(wells) == 0).all():
        far, which = cKDTree(shapely.get_coordinates(wells)).query(centre, k=_CANDIDATES + 1)
        exact = np.full((len(shapes), _CANDIDATES), np.inf)
        for column in range(min(_CANDIDATES, len(wells))):
            exact[:, column] = shapely.distance(shapes, wells[which[:, column]])
        best = exact.min(axis=1)
        sure = far[:, -1] - reach > best + _SLACK_M
        system = owner[np.minimum(which[:, :_CANDIDATES], len(wells) - 1)]
        first = np.where(exact <= best[:, None], system, len(systems)).min(axis=1)
        distance[sure], nearest[sure] = best[sure], first[sure]
        open_rows = np.flatnonzero(~sure)
    if len(open_rows):
        (row, system), found = shapely.STRtree(systems).query_nearest(
            shapes[open_rows], return_distance=True, all_matches=True
        )
        order = np.lexsort((system, row))
        row, system, found = row[order], system[order], found[order]
        first = np.concatenate([[True], row[1:] != row[:-1]])
        distance[open_rows[row[first]]], nearest[open_rows[row[first]]] = found[first], system[first]
    return distance, nearest


def _counts(
    shapes: Shapes, centre: Floats, reach: Floats, systems: Shapes, radius: float, cancelled: Cancelled
) -> Ints:
    """Return how many systems lie within a distance; circles settle most points, the rest is measured exactly."""
    count = np.zeros(len(shapes), dtype=np.int64)
    single = shapely.get_type_id(systems) == 0
    exact = np.arange(len(shapes))
    if single.any():
        tree = cKDTree(shapely.get_coordinates(systems[single]))
        outer = tree.query_ball_point(centre, radius + reach + _SLACK_M, return_length=True)
        inside = np.maximum(radius - reach - _SLACK_M, 0.0)
        inner = np.where(radius > reach + _SLACK_M, tree.query_ball_point(centre, inside, return_length=True), 0)
        sure = inner == outer
        count[sure] = inner[sure]
        exact = np.flatnonzero(~sure)
        count[exact] += _within(shapes[exact], systems[single], radius, cancelled)
    if not single.all():
        count += _within(shapes, systems[~single], radius, cancelled)
    return count


def _within(shapes: Shapes, systems: Shapes, radius: float, cancelled: Cancelled) -> Ints:
    tree = shapely.STRtree(systems)
    parts = [np.empty(0, dtype=np.int64)]
    for start in range(0, len(shapes), _CHUNK):
        stop_if(cancelled)
        chunk = shapes[start : start + _CHUNK]
        found = tree.query(chunk, predicate="dwithin", distance=radius)[0]
        parts.append(np.bincount(found, minlength=len(chunk)).astype(np.int64))
    return np.concatenate(parts)


def _covers(
    places: Places,
    rows: Ints,
    centre: Floats,
    reach: Floats,
    systems: Systems,
    radius: float,
    cancelled: Cancelled,
) -> Covers:
    """Return which part of the places (`rows`, all of them near a system) lies within the search distance."""
    share = np.ones(len(rows))
    piece = np.full(len(rows), None, dtype=object)
    point = shapely.get_type_id(places.shapes[rows]) == 0
    single = systems.shapes[shapely.get_type_id(systems.shapes) == 0]
    whole = point
    if len(single):
        far = cKDTree(shapely.get_coordinates(single)).query(centre)[0]
        whole = point | (far + reach <= radius)
    open_rows = np.flatnonzero(~whole)
    if len(open_rows):
        share[open_rows] = 0.0
        tree = shapely.STRtree(systems.shapes)
        row, system = tree.query(places.shapes[rows[open_rows]], predicate="dwithin", distance=radius)
        order = np.lexsort((system, row))
        near_by, system = np.unique(system[order], return_inverse=True)
        row, around = open_rows[row[order]], shapely.buffer(systems.shapes[near_by], radius, quad_segs=_SEGMENTS)
        alone = np.bincount(row, minlength=len(rows))[row] == 1
        place = rows[row[alone]]
        piece[row[alone]] = shapely.intersection(around[system[alone]], places.shapes[place])
        share[row[alone]] = measure(piece[row[alone]], places.dimension[place]) / places.size[place]
        several = np.flatnonzero(~alone)
        for part in np.split(several, np.flatnonzero(np.diff(row[several])) + 1) if len(several) else []:
            stop_if(cancelled)
            at = row[part[0]]
            # together first: one cut of a large place instead of many
            disc = shapely.union_all(around[system[part]])
            cut = shapely.intersection(np.array([disc]), places.shapes[rows[at] : rows[at] + 1])
            piece[at], share[at] = union(cut, places, int(rows[at]))
        share[share >= WHOLE] = 1.0
        piece[share >= 1.0] = None
    keep = share > 0
    return Covers(rows[keep], np.zeros(int(keep.sum()), dtype=np.int64), share[keep], piece[keep])


def _circles(shapes: Shapes) -> tuple[Floats, Floats]:
    """Return a middle of each geometry, shape (n, 2), and how far it reaches from there at most, shape (n,)."""
    bounds = shapely.bounds(shapes)
    centre = (bounds[:, :2] + bounds[:, 2:]) / 2.0
    return centre, np.asarray(np.hypot(*(bounds[:, 2:] - bounds[:, :2]).T) / 2.0, dtype=np.float64)


def _together(shapes: Shapes) -> shapely.Geometry:
    """Return the wells of one system as one geometry."""
    return shapes[0] if len(shapes) == 1 else shapely.union_all(shapes)


def _nothing() -> Covers:
    empty = np.empty(0, dtype=np.int64)
    return Covers(empty, empty, np.empty(0), np.empty(0, dtype=object))


def _none() -> Systems:
    texts, shapes = np.empty(0, dtype=object), np.empty(0, dtype=object)
    return Systems(texts, shapes, np.empty(0), np.empty(0, dtype=np.int64))
