"""Who owns each object, from a list or layer with owners."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..kentallen import Kentallen
from ..readers.join_keys import places_of
from ..readers.ownership import Owners
from ..readers.values import Texts
from .columns import CORPORATIE, OVERIG, PARTICULIER
from .matching import BY_ADDRESS, BY_ID, Ints, Keys, called, row_addresses

_RANK = {CORPORATIE: 0, PARTICULIER: 1, OVERIG: 2}
"""Which owner counts when a delivery gives more than one."""

_KINDS = (CORPORATIE, PARTICULIER, OVERIG)


@dataclass(frozen=True)
class Found:
    """Owners of objects.

    Attributes
    ----------
    owner
        Shape (n,): `columns.EIGENAREN`, "" where unknown.
    rest
        What to call the rows that no object belongs to.
    by_place
        Objects that have the owner of their pand or place, with the others there.
    """

    owner: Texts
    rest: Texts
    by_place: int


def owners_of(keys: Keys, owners: Owners, kentallen: Kentallen) -> Found:
    """Return the owner of each object.

    A row with the id or address of an object is about that one; a row with a pand, or with a place only, about all
    objects there: a point about those of the building it lies in (or that is near enough), an area about those in it.

    Parameters
    ----------
    keys
        Of the stock.
    owners
        As read.
    kentallen
        Group ``eigenaar``.
    """
    frame = owners.frame
    n = len(keys.ids)
    rank = np.array([_RANK[text] for text in frame["eigenaar"]], dtype=np.int64)
    addresses = row_addresses(frame)
    nobody = np.full(len(frame), "", dtype=object)
    direct = keys.match(frame["object_id"].astype(object).to_numpy(), addresses, nobody)
    single = np.isin(direct.how, (BY_ID, BY_ADDRESS))
    pand = np.where(single, -1, places_of(frame["pand_id"].astype(object).to_numpy(), keys.panden))
    shapes = np.asarray(frame.geometry.array, dtype=object)
    placed = ~single & (pand < 0) & ~shapely.is_missing(shapes)
    points = placed & (shapely.get_type_id(shapes) == 0)
    areas = placed & ~points
    building = pand.copy()
    building[points] = _buildings_at(keys, shapes[points], kentallen.value("eigenaar.zoekafstand"))
    row, inside = _objects_in(keys, shapes, areas)
    exact, spread = np.full(n, len(_KINDS)), np.full(n, len(_KINDS))
    np.minimum.at(exact, direct.object[single], rank[single])
    of_building = np.full(len(keys.panden), len(_KINDS))
    np.minimum.at(of_building, building[building >= 0], rank[building >= 0])
    np.minimum.at(spread, inside, rank[row])
    spread = np.minimum(spread, of_building[keys.building] if n else spread)
    kinds = np.array([*_KINDS, ""], dtype=object)
    owner = kinds[np.where(exact < len(_KINDS), exact, spread)]
    occupied = np.bincount(keys.building, minlength=len(keys.panden)) > 0
    used = single | ((building >= 0) & occupied[building] if len(occupied) else single)
    used[row] = True
    by_place = int(((exact == len(_KINDS)) & (spread < len(_KINDS))).sum())
    return Found(owner, _names(frame, addresses, shapes)[~used], by_place)


def _names(frame: pd.DataFrame, addresses: Texts, shapes: npt.NDArray[np.object_]) -> Texts:
    names = called(frame, addresses)
    places = np.array([_place(shape) for shape in shapes], dtype=object)
    return np.asarray(np.where(names == "", places, names), dtype=object)


def _place(shape: object) -> str:
    if shape is None:
        return ""
    x, y = shapely.get_coordinates(shapely.point_on_surface(shape))[0]
    return f"({x:.0f}, {y:.0f})"


def _buildings_at(keys: Keys, points: npt.NDArray[np.object_], reach_m: float) -> Ints:
    """Return the building in which each point lies, or the nearest within reach (m); -1 for none. Shape (n,)."""
    found = np.full(len(points), -1)
    shapes = np.asarray(keys.stock.buildings.geometry.array, dtype=object)
    if not len(points) or not len(shapes):
        return found
    tree = shapely.STRtree(shapes)
    occupied = np.bincount(keys.building, minlength=len(shapes)) > 0
    at, where = tree.query(points, predicate="dwithin", distance=reach_m)
    keep = occupied[where]
    at, where = at[keep], where[keep]
    distance = shapely.distance(points[at], shapes[where])
    order = np.lexsort((where, distance, at))
    at, where = at[order], where[order]
    first = np.r_[True, at[1:] != at[:-1]] if len(at) else np.zeros(0, dtype=bool)
    found[at[first]] = where[first]
    return found


def _objects_in(keys: Keys, shapes: npt.NDArray[np.object_], areas: npt.NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Return pairs of an area and an object in it."""
    rows = np.flatnonzero(areas)
    if not len(rows) or not len(keys.ids):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    tree = shapely.STRtree(keys.points)
    at, inside = tree.query(shapes[rows], predicate="intersects")
    return rows[at], np.asarray(inside, dtype=np.int64)
