"""Blocks: buildings that get the heat together or not at all."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from ..errors import InputError
from ..network.graph import FloatArray, IntArray, ObjectArray
from ..network.site import BoolArray
from ..readers.values import Texts

NO_DEMAND = ("geen_vraag", "vraag_onbekend")
"""Reasons of buildings that do not count in their block: there is nothing to connect."""


@dataclass(frozen=True)
class Blocks:
    """Which buildings stay together.

    Attributes
    ----------
    number
        Shape (b,): block of each building, 0 up to `count`, in order of name.
    name
        Shape (b,): name of its block, "" for a building by itself.
    can
        Shape (b,): may and can be connected, the whole block with it.
    required
        Shape (b,): must be chosen, with its block.
    barred
        Shape (b,): id of the building because of which its block cannot be connected, "" for none and for that
        building itself.
    count
        Number of blocks.
    """

    number: IntArray
    name: ObjectArray
    can: BoolArray
    required: BoolArray
    barred: ObjectArray
    count: int

    def total(self, values: FloatArray) -> FloatArray:
        """Return the sum of values (b,) over the buildings of each block that can be connected, shape (count,)."""
        return np.bincount(self.number[self.can], weights=values[self.can], minlength=self.count).astype(np.float64)


def make_blocks(names: Texts, frame: gpd.GeoDataFrame, reason: ObjectArray) -> Blocks:
    """Return the blocks.

    A block is whole or not at all: one building that is forbidden or cannot be reached keeps the others out, and one
    that is required takes them along. Buildings without demand do not count.

    Parameters
    ----------
    names
        Shape (b,): block of each building, "" for none.
    frame
        Columns pand_id and status; sorted by pand_id.
    reason
        Shape (b,): key of the reason why a building cannot be connected, "" when it can.

    Raises
    ------
    InputError
        A block holds a building that is required and one that is forbidden.
    """
    ids = frame["pand_id"].to_numpy(dtype=object)
    status = frame["status"].to_numpy(dtype=object)
    own = names == ""
    # a name of a block may be that of a building too
    keys = np.array([f"1{i}" if alone else f"0{n}" for i, n, alone in zip(ids, names, own, strict=True)], dtype=object)
    number, unique = pd.factorize(keys, sort=True)
    count = len(unique)
    counts = ~np.isin(reason.astype(str), NO_DEMAND)
    bad = counts & (reason != "")
    required = (status == "verplicht") & (reason != "verboden")
    first_bad = np.full(count, len(ids), dtype=np.int64)
    np.minimum.at(first_bad, number[bad], np.flatnonzero(bad))
    together = np.bincount(number[counts & ~own], minlength=count) > 1
    shut = first_bad < len(ids)
    wanted = np.zeros(count, dtype=bool)
    wanted[number[required & counts]] = True
    forbidden = np.full(count, len(ids), dtype=np.int64)
    at = np.flatnonzero(counts & (status == "verboden"))
    np.minimum.at(forbidden, number[at], at)
    clash = np.flatnonzero(wanted & (forbidden < len(ids)))
    if len(clash):
        block = int(clash[0])
        must = int(np.flatnonzero(required & counts & (number == block))[0])
        raise InputError("match_blok_strijdig", block=names[must], one=ids[must], other=ids[forbidden[block]])
    barred = np.full(len(ids), "", dtype=object)
    theirs = (reason == "") & shut[number] & together[number]
    barred[theirs] = ids[first_bad[number[theirs]]]
    can = (reason == "") & ~theirs
    return Blocks(
        np.asarray(number, dtype=np.int64), names.copy(), can, np.asarray(can & wanted[number]), barred, count
    )  # fmt: skip
