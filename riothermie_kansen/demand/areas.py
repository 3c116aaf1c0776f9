"""Floor areas that can be believed, derived areas for the others, and storeys."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..kentallen import Kentallen
from ..readers.values import Flags, Reals, Texts

Ints = npt.NDArray[np.int64]

BAG, DERIVED, KENTAL = "bag", "afgeleid", "kental"


@dataclass(frozen=True)
class Areas:
    """Floor areas of objects, shape (n,), and storeys of buildings, shape (b,).

    Attributes
    ----------
    area
        Usable floor area (gebruiksoppervlakte), m2.
    source
        One of `columns.BRONNEN`.
    storeys
        Estimated storeys; NaN without outline or objects.
    """

    area: Reals
    source: Texts
    storeys: Reals


def believable(area: Reals, dwelling: Flags, only: Flags, kentallen: Kentallen) -> Flags:
    """Tell which floor areas can be believed.

    Parameters
    ----------
    area
        Shape (n,): m2; NaN unknown.
    dwelling, only
        Shape (n,): it is a dwelling; it is nothing else (a dwelling with a second use may be as large as a business).
    kentallen
        Group ``gebouw``, and ``bag.oppervlakte``.
    """
    low, high = kentallen.table("gebouw.oppervlakte_woning")
    least, most = kentallen.table("bag.oppervlakte")
    limit = np.where(dwelling & only, high, most)
    in_range = (area >= np.where(dwelling, low, least)) & (area <= limit)
    return np.asarray(in_range & ~np.isin(area, kentallen.table("gebouw.oppervlakte_onbekend")), dtype=bool)


def fill_areas(
    area: Reals,
    source: Texts,
    building: Ints,
    dwelling: Flags,
    several: Flags,
    footprint: Reals,
    kentallen: Kentallen,
) -> Areas:
    """Return floor areas, and storeys.

    An unknown area is the mean of those known in the same building (dwellings and other objects apart); without any it
    is the footprint x storeys x net/gross, shared by all objects of the building; without footprint, and for
    dwellings in a building with several objects, a mean of the Netherlands.

    Parameters
    ----------
    area, source
        Shape (n,): m2, NaN unknown or not to be believed; where it comes from.
    building
        Shape (n,): row of the building.
    dwelling
        Shape (n,): it is a dwelling.
    several
        Shape (b,): the building has more objects than one.
    footprint
        Shape (b,): m2; NaN without outline.
    kentallen
        Group ``gebouw``, and ``bag.oppervlakte``.
    """
    n = len(footprint)
    factor = kentallen.value("gebouw.netto_bruto")
    known = ~np.isnan(area)
    kind = building * 2 + dwelling
    sums = np.bincount(kind[known], area[known], minlength=2 * n)
    counts = np.bincount(kind[known], minlength=2 * n)
    mean = np.divide(sums, counts, out=np.full(2 * n, np.nan), where=counts > 0)[kind]
    storeys = np.where(dwelling, kentallen.value("gebouw.lagen_woning"), kentallen.value("gebouw.lagen_utiliteit"))
    share = footprint[building] * storeys * factor / np.bincount(building, minlength=n)[building]
    low, high = kentallen.table("gebouw.oppervlakte_afgeleid")
    least, most = kentallen.table("bag.oppervlakte")
    share = np.clip(share, np.where(dwelling, low, least), np.where(dwelling, high, most))
    stacked = dwelling & several[building]
    share[stacked] = np.nan
    average = np.where(
        dwelling,
        np.where(
            several[building],
            kentallen.value("gebouw.oppervlakte_meergezins"),
            kentallen.value("gebouw.oppervlakte_eengezins"),
        ),
        kentallen.value("gebouw.oppervlakte_bedrijf"),
    )
    filled = np.where(known, area, np.where(np.isnan(mean), np.where(np.isnan(share), average, share), mean))
    derived = np.where(np.isnan(mean) & np.isnan(share), KENTAL, DERIVED)
    made = np.where(known, source, derived).astype(object)
    total = np.bincount(building, filled, minlength=n)
    with np.errstate(divide="ignore", invalid="ignore"):
        lagen = np.where(total > 0, total / (footprint * factor), np.nan)
    return Areas(filled, made, lagen)
