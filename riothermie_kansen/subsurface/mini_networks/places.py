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
from ..boreholes.ground import Blocked, free_ground, solid
from ..boreholes.limits import EDGE_M
from .columns import EIGEN, OPENBAAR
from .reading import Houses

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

GIVEN: Aliases = {
    "pand_ids": ("pandids", "pandid", "panden"),
    "perceel_id": ("perceelid", "perceel"),
    "grond": ("grond",),
}
"""Roles of the columns of loops that were placed before."""

_GRAIN_M = 0.01
"""Places are rounded to a centimetre: so much is kept beyond every distance."""


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
    wanted: Ints,
    forbidden: Shapes,
    kentallen: Kentallen,
    cancelled: Cancelled = never,
) -> Places:
    """Return places for loops of the buildings that can take part.

    Own ground is the parcel without a strip along its boundary (``lus.afstand_grens``) and round all buildings
    (``lus.afstand_gebouw``). Of a grid of spots there, and the corners, each building in turn takes the one nearest to
    its node that is at least ``lus.afstand`` from all taken before, at most ``mini.plaatsen`` in as many rounds, or as
    many as it needs alone where a limit of depth asks more. Public green within ``lus.bereik_openbaar`` follows in the
    same way, after all own ground.

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
    wanted
        Shape (b,): loops that a building alone needs.
    forbidden
        Areas in which no loop may stand.
    """
    apart = kentallen.value("lus.afstand")
    rounds = round(kentallen.value("mini.plaatsen"))
    built = footprints[~shapely.is_missing(footprints)]
    off = Blocked.of((built, kentallen.value("lus.afstand_gebouw") + _GRAIN_M), (forbidden, EDGE_M))
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
        inside = np.asarray(shapely.buffer(shapes[rows], -edge - _GRAIN_M, join_style="mitre"), dtype=object)
        if owners is None:
            inside = _within(inside, _around(footprints[houses], kentallen))
        free = free_ground(inside, 0.0, off, cancelled=cancelled)
        stop_if(cancelled)
        spots, piece = _spots(free, apart / 4.0 if owners is not None else apart / 2.0)
        if owners is None:
            house, _, spot = _nearest(spots, footprints, houses, kentallen.value("lus.bereik_openbaar"))
        else:
            house, spot = _nearest_owner(spots, rows[piece], footprints, owners)
        distance = np.hypot(*(spots[spot] - node[house]).T)
        stop_if(cancelled)
        chosen, at = _choose(spots[spot], house, distance, apart, np.maximum(wanted, rounds), taken)
        ids = pieces["perceel_id"].to_numpy(dtype=object)[rows][piece[spot[chosen]]]
        found.append(Places(at, spots[spot[chosen]], np.full(len(at), ground, dtype=object), ids))
    return _joined(found)


def given_places(
    loops: gpd.GeoDataFrame,
    footprints: Shapes,
    can: npt.NDArray[np.bool_],
    ids: Texts,
    *,
    forbidden: Shapes,
    kentallen: Kentallen,
) -> tuple[Places, dict[str, int]]:
    """Return loops placed before as places, and how many loops are no place, by reason.

    A loop belongs to the first of the buildings it names that takes part; one that names none, or lies in public
    ground, to the nearest within ``lus.bereik_openbaar``. A loop on the ground of somebody who does not take part is no
    place: that ground is not the neighbours'.

    Returns
    -------
    tuple[Places, dict[str, int]]
        Reasons: "plek" (no place on the map), "dubbel", "verboden", "ander" (ground of who does not take part), "ver".
    """
    table = in_rd(loops, "lussen")
    columns = find(table, GIVEN)
    spots, there = points(table)
    xy = np.full((len(table), 2), np.nan)
    xy[there] = shapely.get_coordinates(spots[there])
    public = first_text(columns, "grond") == OPENBAAR
    house, strange = _named(first_text(columns, "pand_ids"), ids, can)
    reason = np.where(there, "", "plek").astype(object)
    first = pd.DataFrame(np.round(xy, 2)).duplicated().to_numpy()
    reason[(reason == "") & first] = "dubbel"
    open_ = np.flatnonzero(reason == "")
    inside, _ = shapely.STRtree(forbidden).query(spots[open_], predicate="intersects")
    reason[open_[inside]] = "verboden"
    reason[(reason == "") & (house < 0) & strange & ~public] = "ander"
    houses, loose = np.flatnonzero(can), np.flatnonzero((reason == "") & (house < 0))
    if len(loose) and len(houses):
        near, _, spot = _nearest(xy[loose], footprints, houses, kentallen.value("lus.bereik_openbaar"))
        house[loose[spot]] = near
    reason[(reason == "") & (house < 0)] = "ver"
    keep = np.flatnonzero(reason == "")
    ground = np.where(public[keep], OPENBAAR, EIGEN).astype(object)
    words, often = np.unique(reason[reason != ""].astype(str), return_counts=True)
    found = _joined([Places(house[keep], xy[keep], ground, first_text(columns, "perceel_id")[keep])])
    return found, dict(zip(words.tolist(), often.tolist(), strict=True))


def _named(texts: Texts, ids: Texts, can: npt.NDArray[np.bool_]) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Return the first building that takes part of those that each loop names (-1: none), and whether it names any."""
    names = [[name.strip() for name in text.replace(";", ",").split(",")] for text in texts]
    loop = np.repeat(np.arange(len(names)), [len(mine) for mine in names])
    row = pd.Index(ids).get_indexer(pd.Index([name for mine in names for name in mine], dtype=object))
    known = np.zeros(len(names), dtype=bool)
    known[loop[row >= 0]] = True
    result = np.full(len(names), -1, dtype=np.int64)
    takes = np.flatnonzero((row >= 0) & can[row])[::-1]
    result[loop[takes]] = row[takes]
    return result, known


def limited(places: Places, houses: Houses, kentallen: Kentallen) -> Places:
    """Return the places where a loop can be deep enough; a building drills no deeper than its shallowest place allows.

    ``depth_m`` of the houses follows.
    """
    place, area = shapely.STRtree(houses.limits).query(shapely.points(places.xy), predicate="intersects")
    deep = np.full(len(places.house), np.inf)
    np.minimum.at(deep, place, houses.limit_m[area])
    keep = np.flatnonzero(deep >= kentallen.value("bodem.diepte_minst"))
    np.minimum.at(houses.depth_m, places.house[keep], deep[keep])
    return places.take(keep)


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


def _within(pieces: Shapes, others: Shapes) -> Shapes:
    """Return the part of pieces of ground that lies in any of the others."""
    result = pieces.copy()
    row, other = shapely.STRtree(others).query(pieces, predicate="intersects")
    order = np.argsort(row, kind="stable")
    row, other = row[order], other[order]
    edges = np.searchsorted(row, np.arange(len(pieces) + 1))
    for k in range(len(pieces)):
        mine = others[other[edges[k] : edges[k + 1]]]
        result[k] = shapely.intersection(pieces[k], shapely.union_all(mine)) if len(mine) else shapely.Polygon()
    return solid(result)


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
    wanted: Ints,
    taken: dict[tuple[int, int], list[tuple[float, float]]],
) -> tuple[Ints, Ints]:
    """Return the spots that buildings take in turn, and the building of each; `taken` grows.

    `wanted`: most places of each building.
    """
    order = np.lexsort((spots[:, 1], spots[:, 0], np.round(distance, 2), house))
    owners, begin = np.unique(house[order], return_index=True)
    end = np.append(begin[1:], len(order))
    at = begin.copy()
    chosen, whose = list[int](), list[int]()
    xy = spots.tolist()
    most = wanted[owners]
    for turn in range(int(most.max(initial=0))):
        for k in np.flatnonzero(most > turn):
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
