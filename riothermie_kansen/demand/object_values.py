"""Values of the objects in the stock: use, year, floor area, type and place, each with where it comes from."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..kentallen import Kentallen
from ..readers.bag import Listing
from ..readers.shapes import Shapes
from ..readers.values import Reals
from ..wording import amount, note
from .areas import BAG, DERIVED, KENTAL, Areas, believable, fill_areas
from .columns import WONEN
from .dwelling_type import Types

Ints = npt.NDArray[np.int64]

ADDRESS = ("postcode", "huisnummer", "huisletter", "toevoeging")
"""Columns that are handed on as they are."""


def object_uses(
    rows: pd.DataFrame, building: Ints, footprint: Reals, kentallen: Kentallen, notes: list[str]
) -> pd.DataFrame:
    """Return a table with the objects and whether each is a dwelling.

    An object with wonen among its uses is a dwelling. One of unknown use is a dwelling when those of known use in its
    building are, or, when there are none, when its share of the footprint and its area are those of a dwelling.
    """
    n = len(footprint)
    use = rows["gebruik"].to_numpy(dtype=object)
    every, uniques = pd.factorize(use)
    lives = np.array([WONEN in text.split(",") for text in uniques], dtype=bool)[every]
    mixed = np.array([WONEN in text.split(",") and text != WONEN for text in uniques], dtype=bool)[every]
    unknown = use == ""
    homes = np.bincount(building[lives], minlength=n)
    others = np.bincount(building[~lives & ~unknown], minlength=n)
    share = footprint / np.maximum(np.bincount(building, minlength=n), 1)
    small = ~(share > kentallen.value("gebouw.grondvlak_woning"))
    area = rows["oppervlakte_m2"].to_numpy(dtype=float)
    fits = ~(area > kentallen.table("gebouw.oppervlakte_afgeleid")[1])
    fits |= np.isin(area, kentallen.table("gebouw.oppervlakte_onbekend"))
    guess = fits & np.where((homes + others)[building] > 0, (homes > 0)[building], small[building])
    dwelling = lives | (unknown & guess)
    if mixed.any():
        notes.append(note("voorraad_notitie_gemengd", n=amount(int(mixed.sum()))))
    if unknown.any():
        notes.append(
            note(
                "voorraad_notitie_gebruik",
                n=amount(int(unknown.sum())),
                homes=amount(int((unknown & dwelling).sum())),
                others=amount(int((unknown & ~dwelling).sum())),
            )
        )
    table = pd.DataFrame({"object_id": rows["object_id"].to_numpy(dtype=object), "gebruik": use})
    table["woning"] = dwelling.astype(np.int64)
    return table


def add_own_values(table: pd.DataFrame, rows: pd.DataFrame, ground: gpd.GeoDataFrame, building: Ints) -> None:
    """Add what the layers themselves say: of the object, else of its pand."""
    for name in ("type", "label", "eigenaar"):
        mine = rows[name].to_numpy(dtype=object)
        value = np.where(mine == "", _of_pand(ground, name, building, ""), mine)
        if name == "type":
            value = np.where(table["woning"] == 1, value, "")
        table[name] = value
        table[f"{name}_bron"] = np.where(value == "", "", "eigen").astype(object)
    table["inwoners"] = rows["inwoners"].to_numpy(dtype=float)
    table["inwoners_bron"] = np.where(np.isnan(table["inwoners"]), "", "eigen").astype(object)
    table["buurtcode"] = ""
    for name in ADDRESS:
        table[name] = rows[name].to_numpy(dtype=object)


def _of_pand(ground: gpd.GeoDataFrame, name: str, building: Ints, empty: Any) -> npt.NDArray[Any]:
    """Return a column of the panden for each object, `empty` for buildings that are no pand."""
    values = ground[name].to_numpy(dtype=float if isinstance(empty, float) else object)
    inside = building < len(ground)
    result = np.full(len(building), empty, dtype=values.dtype)
    result[inside] = values[building[inside]]
    return result


def add_years(
    table: pd.DataFrame, rows: pd.DataFrame, ground: gpd.GeoDataFrame, building: Ints, notes: list[str]
) -> None:
    """Add the year of construction: of the object, else of its pand."""
    year = rows["bouwjaar"].to_numpy(dtype=float)
    year = np.where(np.isnan(year), _of_pand(ground, "bouwjaar", building, np.nan), year)
    table["bouwjaar"] = year
    table["bouwjaar_bron"] = np.where(np.isnan(year), "", BAG).astype(object)
    if np.isnan(year).any():
        notes.append(note("voorraad_notitie_bouwjaar", n=amount(int(np.isnan(year).sum()))))


def add_areas(
    table: pd.DataFrame,
    rows: pd.DataFrame,
    points: Shapes,
    count: Ints,
    footprint: Reals,
    kentallen: Kentallen,
    lists: Listing,
    notes: list[str],
) -> Areas:
    """Add floor areas, those that cannot be believed replaced."""
    building = table["building"].to_numpy()
    dwelling = table["woning"].to_numpy() == 1
    given = rows["oppervlakte_m2"].to_numpy(dtype=float)
    source = np.full(len(rows), BAG, dtype=object)
    if "oppervlakte_bron" in rows:
        source = rows["oppervlakte_bron"].to_numpy(dtype=object)
    only = np.isin(table["gebruik"].to_numpy(), (WONEN, ""))
    good = believable(given, dwelling, only, kentallen)
    areas = fill_areas(np.where(good, given, np.nan), source, building, dwelling, count > 1, footprint, kentallen)
    table["oppervlakte_m2"], table["oppervlakte_bron"] = areas.area, areas.source
    wrong = np.flatnonzero(~good & ~np.isnan(given))
    value, area = (np.array([amount(v) for v in values[wrong]], dtype=object) for values in (given, areas.area))
    ids = table["object_id"].to_numpy()[wrong]
    lists.add("object_oppervlakte", "waarschuwing", ids, points[wrong], value=value, area=area)
    if not good.all():
        derived = areas.source[~good]
        notes.append(
            note(
                "voorraad_notitie_oppervlakte",
                n=amount(int((~good).sum())),
                derived=amount(int((derived == DERIVED).sum())),
                kental=amount(int((derived == KENTAL).sum())),
            )
        )
    return areas


def add_types(table: pd.DataFrame, types: Types, notes: list[str]) -> None:
    """Add the type of each dwelling that has none of its own."""
    building = table["building"].to_numpy()
    make = (table["woning"].to_numpy() == 1) & (table["type"].to_numpy() == "")
    source = np.where(types.derived[building], DERIVED, KENTAL)
    table["type"] = np.where(make, types.type[building], table["type"].to_numpy()).astype(object)
    table["type_bron"] = np.where(make, source, table["type_bron"].to_numpy()).astype(object)
    guessed = make & (source == KENTAL)
    if (make & ~guessed).any():
        notes.append(note("voorraad_notitie_type", n=amount(int((make & ~guessed).sum()))))
    if guessed.any():
        kind = str(table["type"].to_numpy()[guessed][0])
        notes.append(note("voorraad_notitie_type_kental", n=amount(int(guessed.sum())), type=kind))


def add_coordinates(table: pd.DataFrame, points: Shapes, shapes: Shapes, building: Ints) -> None:
    """Add the place of each object, that of its building where it has none."""
    table["x"], table["y"] = shapely.get_x(points), shapely.get_y(points)
    without = np.flatnonzero(shapely.is_missing(points))
    where, inverse = np.unique(building[without], return_inverse=True)
    spots = shapely.point_on_surface(shapes[where])[inverse.ravel()]
    table.loc[without, "x"], table.loc[without, "y"] = shapely.get_x(spots), shapely.get_y(spots)
