"""Verblijfsobjecten as the panden count them, for when there is no layer with the objects themselves."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..findings import Findings
from ..kentallen import Kentallen
from ..wording import amount, note
from .areas import BAG, DERIVED
from .columns import WONEN
from .heat import OTHER

Ints = npt.NDArray[np.int64]


def counted_objects(
    panden: gpd.GeoDataFrame, kentallen: Kentallen, findings: Findings, notes: list[str]
) -> pd.DataFrame:
    """Return the objects that panden say they have, with the columns of a layer of objects.

    A pand has as many objects as it counts; one when it has a use or an area but no count. Of panden that know nothing
    (BGT) each of some size has one. Of a pand with several uses each use but living has one object, as far as there
    are objects enough, the rest are dwellings; where the layer counts dwellings, so many are. The smallest area belongs
    to the first object and the largest to the last, those between have the geometric mean: floor areas are skew.

    Parameters
    ----------
    panden
        Sorted by pand_id: aantal_objecten, woningen (may be absent), gebruik, oppervlakte_min_m2, oppervlakte_max_m2,
        bouwjaar, type, eigenaar, label; geometry.
    kentallen
        Group ``gebouw``.
    findings, notes
        Grow.

    Returns
    -------
    pd.DataFrame
        The columns of a layer of objects, and oppervlakte_bron; a row per object, geometry None.
    """
    number = _number(panden, kentallen, findings, notes)
    pand = np.repeat(np.arange(len(panden)), number)
    place = np.arange(len(pand)) - np.repeat(np.cumsum(number) - number, number)
    ids = panden["pand_id"].to_numpy(dtype=object)
    least, most = (panden[f"oppervlakte_{name}_m2"].to_numpy(dtype=float) for name in ("min", "max"))
    least, most = np.where(np.isnan(least), most, least), np.where(np.isnan(most), least, most)
    least, most = np.fmin(least, most), np.fmax(least, most)
    last = place == number[pand] - 1
    between = np.sqrt(np.maximum(least, 0.0) * np.maximum(most, 0.0))
    area = np.where(place == 0, least[pand], np.where(last, most[pand], between[pand]))
    single = number[pand] == 1
    area = np.where(single, most[pand], area)
    result: dict[str, Any] = {
        "object_id": ids[pand] + "-" + (place + 1).astype(str).astype(object),
        "pand_id": ids[pand],
        "panden": ids[pand],
        "gebruik": _by_dwellings(_uses(panden["gebruik"].to_numpy(dtype=object), number), panden, pand, place),
        "oppervlakte_m2": area,
        "oppervlakte_bron": np.where(single | (least == most)[pand], BAG, DERIVED).astype(object),
        "bouwjaar": np.nan,
        "inwoners": np.nan,
        "geometry": np.full(len(pand), None, dtype=object),
    }
    for name in ("postcode", "huisnummer", "huisletter", "toevoeging", "type", "eigenaar", "label"):
        result[name] = np.full(len(pand), "", dtype=object)
    frame = pd.DataFrame(result)
    notes.append(note("voorraad_notitie_geteld", objects=amount(len(frame)), panden=amount(len(panden))))
    return frame


def _number(panden: gpd.GeoDataFrame, kentallen: Kentallen, findings: Findings, notes: list[str]) -> Ints:
    """Return the number of objects of each pand."""
    count = panden["aantal_objecten"].to_numpy(dtype=float)
    use = panden["gebruik"].to_numpy(dtype=object) != ""
    unknown = kentallen.table("gebouw.oppervlakte_onbekend")
    areas = panden[["oppervlakte_min_m2", "oppervlakte_max_m2"]].to_numpy(dtype=float)
    measured = (~np.isnan(areas) & ~np.isin(areas, unknown)).any(axis=1)
    if np.isnan(count).all() and not use.any() and not measured.any():
        shapes = np.asarray(panden.geometry.array, dtype=object)
        least = kentallen.value("gebouw.grondvlak_minimaal")
        large = (shapely.get_dimensions(shapes) != 2) | (shapely.area(shapes) >= least)
        notes.append(
            note(
                "voorraad_notitie_zonder_bag",
                objects=amount(int(large.sum())),
                small=amount(int((~large).sum())),
                least=amount(least),
            )
        )
        return np.asarray(large, dtype=np.int64)
    number = np.where(np.isnan(count), use | measured, np.maximum(count, 0)).astype(np.int64)
    many = np.flatnonzero(number > kentallen.value("gebouw.objecten_maximaal"))
    findings.add(
        "pand_objecten_veel",
        "waarschuwing",
        panden["pand_id"].to_numpy(dtype=object)[many],
        np.asarray(panden.geometry.array, dtype=object)[many],
        count=[amount(float(value)) for value in number[many]],
    )
    number[many] = 1
    return number


def _uses(uses: npt.NDArray[np.object_], number: Ints) -> npt.NDArray[np.object_]:
    """Return the use of each object, in order of pand."""
    made: dict[tuple[str, int], list[str]] = {}
    result: list[str] = []
    for use, n in zip(uses, number.tolist(), strict=True):
        if (use, n) not in made:
            made[use, n] = _shared(use.split(",") if use else [], n)
        result.extend(made[use, n])
    return np.array(result, dtype=object)


def _by_dwellings(
    uses: npt.NDArray[np.object_], panden: gpd.GeoDataFrame, pand: Ints, place: Ints
) -> npt.NDArray[np.object_]:
    """Return the use of each object where a pand tells how many of its objects are dwellings: those come first."""
    if "woningen" not in panden:
        return uses
    homes = panden["woningen"].to_numpy(dtype=float)[pand]
    told = ~np.isnan(homes)
    uses[told & (place < homes)] = WONEN
    rest = told & (place >= homes)
    of_pand = panden["gebruik"].to_numpy(dtype=object)[pand[rest]]
    uses[rest] = [",".join(use for use in text.split(",") if use not in ("", WONEN)) or OTHER for text in of_pand]
    return uses


def _shared(uses: list[str], n: int) -> list[str]:
    """Return which use each of `n` objects of a pand has: dwellings first, then the others one by one."""
    others = [use for use in uses if use != WONEN]
    if n <= 1 or len(uses) <= 1:
        return [",".join(uses)] * n
    if WONEN not in uses:
        ends = [*others[: n - 1], ",".join(others[n - 1 :])] if len(others) > n else others
        return [ends[i % len(ends)] for i in range(n)]
    room = min(n - 1, len(others))
    ends = [*others[: room - 1], ",".join(others[room - 1 :])]
    return [WONEN] * (n - room) + ends
