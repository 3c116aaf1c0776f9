"""Types of dwelling from the number of objects in a building and the walls it shares with others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from ..callbacks import Cancelled, never
from ..kentallen import Kentallen
from ..readers.shapes import Shapes
from ..readers.values import Flags, Texts
from .columns import APPARTEMENT, HOEK, TUSSEN, TWEE, VRIJSTAAND, WONINGTYPEN
from .walls import shared_walls

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Types:
    """Type of the dwellings of each building, shape (n,) each.

    Attributes
    ----------
    type
        One of `WONINGTYPEN`; what a dwelling would be there, also where there is none.
    derived
        The type follows from the building; else it is the kental for a building without outline.
    neighbours
        Number of buildings that it shares a wall with.
    """

    type: Texts
    derived: Flags
    neighbours: Ints


def dwelling_types(
    shapes: Shapes,
    outline: Flags,
    count: Ints,
    warm: Flags,
    unit: Ints,
    *,
    kentallen: Kentallen,
    cancelled: Cancelled = never,
) -> Types:
    """Return the type of the dwellings in each building.

    Two or more verblijfsobjecten make a building meergezins (CBS, Woningtype: counted per pand, of any use). One alone
    has its type from the walls it shares with buildings that have a verblijfsobject of their own, as Kadaster and
    Object Vision (BAG-Tools, woonpand_type) do: none is vrijstaand; one neighbour, which has one object and no other
    neighbour, is 2-onder-1-kap; one neighbour otherwise is hoek; two or more is tussen. Sheds and garages are no
    neighbours: houses with only a garage of its own pand between them (geschakeld) are vrijstaand, because their walls
    border on no warm house. Without outline a building far from all others is vrijstaand, another one has the type of
    the kental.

    Parameters
    ----------
    shapes
        Shape (n,): any geometry.
    outline
        Shape (n,): it is the outline of the building; else it only gives its place.
    count
        Shape (n,): verblijfsobjecten.
    warm
        Shape (n,): a house on the other side of the wall has a neighbour here.
    unit
        Shape (n,): row of the building that this one is a part of (one object in several panden), else its own row.
    kentallen
        Group ``gebouw``.
    """
    n = len(count)
    footprints = shapes.copy()
    footprints[~(warm & outline)] = None
    walls = shared_walls(
        footprints, kentallen.value("gebouw.spleet"), kentallen.value("gebouw.muur_hoek"), cancelled=cancelled
    )
    one, other = unit[walls.first], unit[walls.second]
    low, high = np.minimum(one, other), np.maximum(one, other)
    apart = low != high
    pairs, inverse = np.unique(low[apart] * max(n, 1) + high[apart], return_inverse=True)
    length = np.bincount(inverse.ravel(), walls.length[apart], minlength=len(pairs))
    pairs = pairs[length >= kentallen.value("gebouw.muur_minimaal")]
    first, second = pairs // max(n, 1), pairs % max(n, 1)
    neighbours = np.bincount(np.concatenate([first, second]), minlength=n).astype(np.int64)
    only = np.full(n, -1)
    only[first], only[second] = second, first
    single = neighbours == 1
    partner = np.where(single, only, 0)
    pair = single & (neighbours[partner] == 1) & (count[partner] == 1) if n else single
    default = WONINGTYPEN[round(kentallen.value("gebouw.type_zonder_vlak")) - 1]
    several = count >= 2
    free = _free(shapes, outline, warm, kentallen.value("gebouw.afstand_vrijstaand"))
    conditions = [several, free, ~outline, neighbours == 0, pair, single]
    types = np.select(conditions, [APPARTEMENT, VRIJSTAAND, default, VRIJSTAAND, TWEE, HOEK], TUSSEN).astype(object)
    return Types(types[unit], (several | outline | free)[unit], neighbours[unit])


def _free(shapes: Shapes, outline: Flags, warm: Flags, away_m: float) -> Flags:
    """Tell which buildings without outline lie so far from any other warm one that they cannot share a wall."""
    result = np.zeros(len(shapes), dtype=bool)
    rows = np.flatnonzero(~outline & warm)
    if not len(rows):
        return result
    spots = shapes.copy()
    spots[~outline] = shapely.centroid(shapes[~outline])
    others = np.flatnonzero(warm)
    one, other = shapely.STRtree(spots[others]).query(spots[rows], predicate="dwithin", distance=away_m)
    result[rows] = True
    result[rows[one[rows[one] != others[other]]]] = False
    return result
