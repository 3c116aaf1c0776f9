"""Where a loop of a mini network can stand: on own ground, and in public green nearby."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ...callbacks import Cancelled, never, stop_if
from ...kentallen import Kentallen
from ...readers.fields import Aliases, find
from ...readers.shapes import Shapes
from ...readers.tables import first_text, in_rd, points
from ...readers.values import Texts
from .columns import EIGEN, OPENBAAR

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

GIVEN: Aliases = {
    "pand_ids": ("pandids", "pandid", "panden"),
    "perceel_id": ("perceelid", "perceel"),
    "grond": ("grond",),
}
"""Roles of the columns of loops that were placed before."""


@dataclass(frozen=True)
class Places:
    """Places for a loop, in order of building, own ground first; shape (p,) each. No two are too close.

    Attributes
    ----------
    house
        Row of the building that the place belongs to.
    xy
        Shape (p, 2), m.
    ground
        `EIGEN` or `OPENBAAR`.
    parcel
        Id of the parcel or of the piece of green.
    """

    house: Ints
    xy: Floats
    ground: Texts
    parcel: Texts

    def take(self, rows: npt.NDArray[np.int64]) -> Places:
        """Return some of the places."""
        return Places(self.house[rows], self.xy[rows], self.ground[rows], self.parcel[rows])


def find_places(
    footprints: Shapes,
    node: Floats,
    can: npt.NDArray[np.bool_],
    parcels: gpd.GeoDataFrame,
    green: gpd.GeoDataFrame | None,
    *,
    kentallen: Kentallen,
    cancelled: Cancelled = never,
) -> Places:
    """Return places for loops of the buildings that can take part.

    Own ground is the parcel without a strip along its boundary (``lus.afstand_grens``) and round all buildings
    (``lus.afstand_gebouw``). Of a grid of spots there, and the corners, each building in turn takes the one nearest to
    its node that is at least ``lus.afstand`` from all taken before, at most ``mini.plaatsen`` in as many rounds. Public
    green within ``lus.bereik_openbaar`` follows in the same way, after all own ground.

    Parameters
    ----------
    footprints
        Shape (b,): areas or None.
    node
        Shape (b, 2): where the pipes of a building come together, m.
    can
        Shape (b,): takes part.
    parcels, green
        perceel_id and (Multi)Polygon, `RD`.
    """
    apart = kentallen.value("lus.afstand")
    rounds = round(kentallen.value("mini.plaatsen"))
    keep_off = shapely.buffer(footprints, kentallen.value("lus.afstand_gebouw"), quad_segs=4)
    houses = np.flatnonzero(can)
    taken: dict[tuple[int, int], list[tuple[float, float]]] = {}
    found = []
    own = _own(footprints, houses, parcels, kentallen)
    stop_if(cancelled)
    for ground, pieces, owners, edge in (
        (EIGEN, parcels, own, kentallen.value("lus.afstand_grens")),
        (OPENBAAR, green, None, kentallen.value("lus.afstand_groen")),
    ):
        if pieces is None or not len(pieces) or not len(houses):
            continue
        shapes = np.asarray(pieces.geometry.array, dtype=object)
        rows = np.arange(len(pieces)) if owners is None else np.unique(owners[0])
        free = _free(
            shapes[rows], keep_off, edge, None if owners is not None else _around(footprints[houses], kentallen)
        )
        stop_if(cancelled)
        spots, piece = _spots(free, apart / 4.0 if owners is not None else apart / 2.0)
        if owners is None:
            house, _, spot = _nearest(spots, footprints, houses, kentallen.value("lus.bereik_openbaar"))
        else:
            house, spot = _nearest_owner(spots, rows[piece], footprints, owners)
        distance = np.hypot(*(spots[spot] - node[house]).T)
        stop_if(cancelled)
        chosen, at = _choose(spots[spot], house, distance, apart, rounds, taken)
        ids = pieces["perceel_id"].to_numpy(dtype=object)[rows][piece[spot[chosen]]]
        found.append(Places(at, spots[spot[chosen]], np.full(len(at), ground, dtype=object), ids))
    return _joined(found)


def given_places(
    loops: gpd.GeoDataFrame, footprints: Shapes, can: npt.NDArray[np.bool_], ids: Texts, *, kentallen: Kentallen
) -> Places:
    """Return loops placed before as places, each for the building it names, else for the nearest within reach."""
    table = in_rd(loops, "lussen")
    columns = find(table, GIVEN)
    spots, there = points(table)
    rows = np.flatnonzero(there)
    named = [text.replace(";", ",").split(",")[0].strip() for text in first_text(columns, "pand_ids")]
    house = pd.Index(ids).get_indexer(pd.Index(np.array(named, dtype=object))).astype(np.int64)[rows]
    xy = shapely.get_coordinates(spots[rows])
    houses = np.flatnonzero(can)
    loose = np.flatnonzero((house < 0) | ~can[house])
    house[loose] = -1
    if len(loose) and len(houses):
        near, _, spot = _nearest(xy[loose], footprints, houses, kentallen.value("lus.bereik_openbaar"))
        house[loose[spot]] = near
    keep = np.flatnonzero(house >= 0)
    public = first_text(columns, "grond")[rows][keep] == OPENBAAR
    ground = np.where(public, OPENBAAR, EIGEN).astype(object)
    return _joined([Places(house[keep], xy[keep], ground, first_text(columns, "perceel_id")[rows][keep])])


def _joined(parts: list[Places]) -> Places:
    """Return places in order of building, own ground before public ground, then by x and y."""
    if not parts:
        none = np.empty(0, dtype=object)
        return Places(np.empty(0, dtype=np.int64), np.empty((0, 2)), none, none)
    all_ = Places(*(np.concatenate([getattr(part, name) for part in parts]) for name in Places.__dataclass_fields__))
    public = all_.ground == OPENBAAR
    return all_.take(np.lexsort((all_.xy[:, 1], all_.xy[:, 0], public, all_.house)))


def _own(footprints: Shapes, houses: Ints, parcels: gpd.GeoDataFrame, kentallen: Kentallen) -> tuple[Ints, Ints]:
    """Return pairs of parcel and building on it: the building stands there for a part of some size."""
    shapes = np.asarray(parcels.geometry.array, dtype=object)
    one, other = shapely.STRtree(shapes).query(footprints[houses], predicate="intersects")
    mine = footprints[houses[one]]
    share = shapely.area(shapely.intersection(mine, shapes[other])) / np.maximum(shapely.area(mine), 1e-9)
    keep = share >= kentallen.value("lus.perceel_deel")
    return other[keep].astype(np.int64), houses[one[keep]].astype(np.int64)


def _around(footprints: Shapes, kentallen: Kentallen) -> Shapes:
    return np.asarray(shapely.buffer(footprints, kentallen.value("lus.bereik_openbaar"), quad_segs=2), dtype=object)


def _free(pieces: Shapes, keep_off: Shapes, edge_m: float, within: Shapes | None) -> Shapes:
    """Return pieces of ground without their edge and what to keep off; of `within` only what lies in one of those."""
    free = shapely.buffer(pieces, -edge_m, quad_segs=2)
    if within is not None:
        free = _overlaid(free, within, shapely.intersection)
    solid = keep_off[~shapely.is_missing(keep_off) & ~shapely.is_empty(keep_off)]
    return _overlaid(free, solid, shapely.difference)


def _overlaid(pieces: Shapes, others: Shapes, overlay: np.ufunc) -> Shapes:
    """Return pieces after an overlay with the union of the others that meet them."""
    result = pieces.copy()
    row, other = shapely.STRtree(others).query(pieces, predicate="intersects")
    order = np.argsort(row, kind="stable")
    row, other = row[order], other[order]
    edges = np.searchsorted(row, np.arange(len(pieces) + 1))
    for k in range(len(pieces)):
        if edges[k] < edges[k + 1]:
            result[k] = overlay(pieces[k], shapely.union_all(others[other[edges[k] : edges[k + 1]]]))
        elif overlay is shapely.intersection:
            result[k] = shapely.Polygon()
    return result


def _spots(free: Shapes, step: float) -> tuple[Floats, Ints]:
    """Return spots in pieces of ground and the piece of each: corners, a spot inside, and a grid; in order."""
    corners, at_corner = shapely.get_coordinates(free, return_index=True)
    inside = shapely.point_on_surface(free)
    full = np.flatnonzero(~shapely.is_empty(free) & ~shapely.is_missing(free))
    middle = shapely.get_coordinates(inside[full])
    low = np.floor(shapely.bounds(free[full])[:, :2] / step)
    high = np.ceil(shapely.bounds(free[full])[:, 2:] / step)
    shape = (high - low + 1).astype(np.int64)
    count = shape.prod(axis=1) if len(shape) else np.zeros(0, dtype=np.int64)
    of = np.repeat(np.arange(len(full)), count)
    within = np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
    grid = (low[of] + np.column_stack([within % shape[of, 0], within // shape[of, 0]])) * step
    shapely.prepare(free)
    hit = shapely.contains_xy(free[full[of]], grid[:, 0], grid[:, 1]) if len(of) else np.zeros(0, dtype=bool)
    xy = np.concatenate([corners, middle, grid[hit]]).reshape(-1, 2)
    piece = np.concatenate([at_corner, full, full[of[hit]]]).astype(np.int64)
    xy = np.round(xy, 2)
    order = np.lexsort((xy[:, 1], xy[:, 0], piece))
    return xy[order], piece[order]


def _nearest_owner(spots: Floats, parcel: Ints, footprints: Shapes, owners: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """Return for each spot the nearest of the buildings on its parcel, and the spot."""
    of, house = owners
    order = np.lexsort((house, of))
    of, house = of[order], house[order]
    begin = np.searchsorted(of, parcel)
    often = np.searchsorted(of, parcel, side="right") - begin
    spot = np.repeat(np.arange(len(spots)), often)
    mine = house[np.repeat(begin, often) + np.arange(len(spot)) - np.repeat(np.cumsum(often) - often, often)]
    distance = shapely.distance(shapely.points(spots[spot]), footprints[mine])
    best = np.lexsort((mine, distance, spot))
    first = best[np.unique(spot[best], return_index=True)[1]]
    return mine[first], spot[first]


def _nearest(spots: Floats, footprints: Shapes, houses: Ints, reach_m: float) -> tuple[Ints, Floats, Ints]:
    """Return for each spot within reach the nearest building, the distance, and the spot."""
    (spot, near), distance = shapely.STRtree(footprints[houses]).query_nearest(
        shapely.points(spots), max_distance=reach_m, return_distance=True
    )
    order = np.lexsort((near, spot))
    first = order[np.unique(spot[order], return_index=True)[1]]
    return houses[near[first]], distance[first], spot[first].astype(np.int64)


def _choose(
    spots: Floats,
    house: Ints,
    distance: Floats,
    apart: float,
    rounds: int,
    taken: dict[tuple[int, int], list[tuple[float, float]]],
) -> tuple[Ints, Ints]:
    """Return the spots that buildings take in turn, and the building of each; `taken` grows."""
    order = np.lexsort((spots[:, 1], spots[:, 0], np.round(distance, 2), house))
    owners, begin = np.unique(house[order], return_index=True)
    end = np.append(begin[1:], len(order))
    at = begin.copy()
    chosen, whose = list[int](), list[int]()
    xy = spots.tolist()
    for _ in range(rounds):
        for k in range(len(owners)):
            while at[k] < end[k]:
                row = int(order[at[k]])
                at[k] += 1
                if _free_spot(xy[row], apart, taken):
                    chosen.append(row)
                    whose.append(int(owners[k]))
                    break
    return np.array(chosen, dtype=np.int64), np.array(whose, dtype=np.int64)


def _free_spot(xy: list[float], apart: float, taken: dict[tuple[int, int], list[tuple[float, float]]]) -> bool:
    """Tell whether a spot is far enough from all taken, and take it."""
    x, y = xy
    column, line = int(x // apart), int(y // apart)
    for i in (column - 1, column, column + 1):
        for j in (line - 1, line, line + 1):
            for a, b in taken.get((i, j), ()):
                if (a - x) ** 2 + (b - y) ** 2 < apart**2 - 1e-9:
                    return False
    taken.setdefault((column, line), []).append((x, y))
    return True
