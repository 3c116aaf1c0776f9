"""Which object a row of another delivery is about: by id, by address, or by a pand with one object."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..readers.join_keys import address_keys, places_of
from ..readers.values import Texts
from .result import Stock

Ints = npt.NDArray[np.int64]

ADDRESS = ("postcode", "huisnummer", "huisletter", "toevoeging")
BY_ID, BY_ADDRESS, BY_PAND, NONE = 0, 1, 2, 9
"""How a row found its object, the surest one first."""


@dataclass(frozen=True)
class Matched:
    """The object of each row.

    Attributes
    ----------
    object
        Shape (n,): row of the objects, -1 for none.
    how
        Shape (n,): `BY_ID`, `BY_ADDRESS`, `BY_PAND` or `NONE`.
    """

    object: Ints
    how: Ints


@dataclass(frozen=True)
class Keys:
    """The keys by which the objects of a stock are found."""

    stock: Stock

    @cached_property
    def ids(self) -> Texts:
        """Ids of the objects, shape (n,)."""
        return _texts(self.stock.objects, "object_id")

    @cached_property
    def addresses(self) -> Texts:
        """Keys of their addresses, "" without one."""
        return address_keys(*(_texts(self.stock.objects, name) for name in ADDRESS))

    @cached_property
    def building(self) -> Ints:
        """Building of each object."""
        return np.asarray(self.stock.objects["building"].to_numpy(), dtype=np.int64)

    @cached_property
    def panden(self) -> Texts:
        """Ids of the buildings, shape (b,)."""
        return _texts(self.stock.buildings, "pand_id")

    @cached_property
    def only_object(self) -> Ints:
        """Shape (b,): the object of a building that has one, else -1."""
        count = np.bincount(self.building, minlength=len(self.panden))
        only = np.full(len(self.panden), -1)
        only[self.building] = np.arange(len(self.building))
        return np.where(count == 1, only, -1)

    @cached_property
    def points(self) -> npt.NDArray[np.object_]:
        """Where each object is: its own place, else a point in its building; shape (n,)."""
        xy = self.stock.objects[["x", "y"]].to_numpy(dtype=np.float64)
        points = np.full(len(xy), None, dtype=object)
        known = np.isfinite(xy).all(axis=1)
        points[known] = shapely.points(xy[known])
        shapes = np.asarray(self.stock.buildings.geometry.array, dtype=object)[self.building[~known]]
        points[~known] = shapely.point_on_surface(shapes)
        return points

    def match(self, object_ids: Texts, addresses: Texts, pand_ids: Texts) -> Matched:
        """Return the object of each row; all of shape (n,), "" where a row does not have it.

        An address that more than one object has says nothing, nor does a pand with more than one object.
        """
        found = places_of(object_ids, self.ids)
        how = np.where(found >= 0, BY_ID, NONE)
        by_address = places_of(addresses, self.addresses)
        how = np.where((found < 0) & (by_address >= 0), BY_ADDRESS, how)
        found = np.where(found < 0, by_address, found)
        pand = places_of(pand_ids, self.panden)
        by_pand = np.where(pand >= 0, self.only_object[pand] if len(self.panden) else -1, -1)
        how = np.where((found < 0) & (by_pand >= 0), BY_PAND, how)
        return Matched(np.where(found < 0, by_pand, found), how)


def keys_of(stock: Stock) -> tuple[set[str], set[str]]:
    """Return the ids of the objects and buildings of a stock, and its addresses, for readers of national files."""
    keys = Keys(stock)
    ids = set(keys.ids) | set(keys.panden)
    return ids - {""}, set(keys.addresses) - {""}


def row_addresses(frame: pd.DataFrame) -> Texts:
    """Return the keys of the addresses of rows."""
    return address_keys(*(_texts(frame, name) for name in ADDRESS))


def called(frame: pd.DataFrame, addresses: Texts) -> Texts:
    """Return what to call each row: its object, address or pand."""
    names = _texts(frame, "object_id")
    for other in (addresses, _texts(frame, "pand_id") if "pand_id" in frame else addresses):
        names = np.where(names == "", other, names)
    return np.asarray(names, dtype=object)


def first_of(groups: Ints, order: Iterable[npt.NDArray[np.generic]]) -> Ints:
    """Return the row that goes first in each group of at least 0, in order of group.

    Parameters
    ----------
    groups
        Shape (n,): group of each row, -1 for none.
    order
        Columns of shape (n,), the most important one first.
    """
    rows = np.flatnonzero(groups >= 0)
    ranked = rows[np.lexsort((*[np.asarray(column)[rows] for column in reversed(list(order))], groups[rows]))]
    if not len(ranked):
        return np.empty(0, dtype=np.int64)
    of = groups[ranked]
    return np.asarray(ranked[np.r_[True, of[1:] != of[:-1]]], dtype=np.int64)


def _texts(frame: pd.DataFrame, name: str) -> Texts:
    return np.asarray(frame[name].astype(object).to_numpy(), dtype=object)
