"""From objects to buildings, neighbourhoods and the summary: the same objects, added up in three ways."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from ..schema import RD, names
from ..wording import note
from .columns import (
    APPARTEMENT,
    BRONNEN,
    BUURT_COLUMNS,
    CORPORATIE,
    GEBOUW_COLUMNS,
    GEEN_OBJECT,
    GEMENGD,
    SAMENVATTING_COLUMNS,
    UTILITEIT,
    WONINGTYPEN,
)
from .result import Stock
from .vesta import LOW, UNKNOWN, VestaTable

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]
Flags = npt.NDArray[np.bool_]

SUMMED = ("rv_gj", "tap_gj", "warmte_gj", "warmte_voor_gj", "koude_gj", "rv_kw", "tap_kw", "koude_kw")
"""Numbers of an object that add up; NaN where they are not known."""

NEW_BUILD = "nieuwbouw"
"""Period in the summary of dwellings that are planned."""

TOTAL = "totaal"
"""Type of the last row of the summary."""

_SOURCES = (
    ("warmte", "vraag_bron"),
    ("type", "type_bron"),
    ("label", "label_bron"),
    ("oppervlakte", "oppervlakte_bron"),
    ("bouwjaar", "bouwjaar_bron"),
    ("eigenaar", "eigenaar_bron"),
    ("inwoners", "inwoners_bron"),
)
"""What the column ``bron`` of a building tells, and where it stands for an object."""


def buildings_of(stock: Stock, objects: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return a row per building of the stock: sums and majorities of its objects.

    Parameters
    ----------
    stock
        Buildings, and the objects before their demand.
    objects
        Columns `columns.OBJECT_COLUMNS`, ``building`` (row of the buildings) and ``space_before_gj``, NaN where not
        known.

    Returns
    -------
    gpd.GeoDataFrame
        Columns `columns.GEBOUW_COLUMNS`, `schema.RD`, in the order of the stock. A sum is NaN where the building has
        objects and nothing is known of them, 0 where it has no objects.
    """
    n = len(stock.buildings)
    place = objects["building"].to_numpy(dtype=np.int64)
    home = objects["woning"].to_numpy(dtype=np.float64) == 1
    homes, others = np.bincount(place[home], minlength=n), np.bincount(place[~home], minlength=n)
    area = np.nan_to_num(objects["oppervlakte_m2"].to_numpy(dtype=np.float64))
    columns: dict[str, Any] = {
        "pand_id": stock.buildings["pand_id"].astype(object).to_numpy(),
        "woningen": homes.astype(np.int64),
        "utiliteit": others.astype(np.int64),
        "bouwjaar": _years(stock, objects, place),
    }
    kind, kind_source = _majority(objects, place, n, "type", "type_bron", home.astype(np.float64), WONINGTYPEN)
    kind = np.where(homes == 0, np.where(others > 0, UTILITEIT, GEEN_OBJECT), np.where(others > 0, GEMENGD, kind))
    columns["type"] = kind.astype(object)
    columns["type_bron"] = np.where(homes > 0, kind_source, "").astype(object)
    columns["label"], columns["label_bron"] = _majority(objects, place, n, "label", "label_bron", area + 1e-6, ())
    columns["oppervlakte_m2"] = _sums(objects, place, n, "oppervlakte_m2")
    for name in SUMMED:
        columns[name] = _sums(objects, place, n, name)
    columns["inwoners"] = np.bincount(place, weights=_filled(objects, "inwoners"), minlength=n)
    owner, _ = _majority(objects, place, n, "eigenaar", "eigenaar_bron", home.astype(np.float64), ())
    columns["eigenaar"] = owner
    corporation = home & (objects["eigenaar"].astype(object).to_numpy() == CORPORATIE)
    columns["corporatie_woningen"] = np.bincount(place[corporation], minlength=n).astype(np.int64)
    columns["buurtcode"], _ = _majority(objects, place, n, "buurtcode", "buurtcode", np.ones(len(place)), ())
    columns["factor_cbs"] = _factors(objects, place, n)
    columns["bron"] = _sources(objects, place, n)
    columns["reden"] = _reasons(stock, objects, place, n)
    return gpd.GeoDataFrame(
        pd.DataFrame(columns)[list(names(GEBOUW_COLUMNS))], geometry=stock.buildings.geometry.to_numpy(), crs=RD
    )


def _filled(objects: pd.DataFrame, name: str) -> Floats:
    return np.asarray(np.nan_to_num(objects[name].to_numpy(dtype=np.float64)), dtype=np.float64)


def _sums(objects: pd.DataFrame, place: Ints, n: int, name: str) -> Floats:
    values = objects[name].to_numpy(dtype=np.float64)
    known = ~np.isnan(values)
    total = np.bincount(place[known], weights=values[known], minlength=n).astype(np.float64)
    nothing = (np.bincount(place, minlength=n) > 0) & (np.bincount(place[known], minlength=n) == 0)
    return np.asarray(np.where(nothing, np.nan, total), dtype=np.float64)


def _years(stock: Stock, objects: pd.DataFrame, place: Ints) -> Floats:
    """Return the year of each building, that of its oldest object where the building has none."""
    own = stock.buildings["bouwjaar"].to_numpy(dtype=np.float64)
    years = objects["bouwjaar"].to_numpy(dtype=np.float64)
    oldest = np.full(len(own), np.inf)
    known = ~np.isnan(years)
    np.minimum.at(oldest, place[known], years[known])
    return np.where(np.isnan(own), np.where(np.isinf(oldest), np.nan, oldest), own)


def _majority(
    objects: pd.DataFrame, place: Ints, n: int, name: str, source: str, weight: Floats, order: Sequence[str]
) -> tuple[Texts, Texts]:
    """Return per building the text with the largest weight, and its most trusted source; "" where there is none.

    Of equal weights the first in `order` counts, else the first in the alphabet.
    """
    texts = objects[name].astype(object).to_numpy()
    result, origin = np.full(n, "", dtype=object), np.full(n, "", dtype=object)
    rows = np.flatnonzero((texts != "") & (weight > 0))
    if not len(rows):
        return result, origin
    words = [word for word in order if word in set(texts[rows])]
    words += sorted(set(texts[rows]) - set(words))
    code = pd.Index(words).get_indexer(pd.Index(texts[rows]))
    pair = place[rows] * len(words) + code
    unique, inverse = np.unique(pair, return_inverse=True)
    total = np.bincount(inverse, weights=weight[rows])
    owner = unique // len(words)
    best = np.lexsort((unique, -total, owner))
    first = best[np.r_[True, owner[best][1:] != owner[best][:-1]]]
    result[owner[first]] = np.array(words, dtype=object)[unique[first] % len(words)]
    sources = objects[source].astype(object).to_numpy()[rows]
    rank = _rank(sources)
    lowest = np.full(len(unique), len(BRONNEN))
    np.minimum.at(lowest, inverse, rank)
    origin[owner[first]] = np.array([*BRONNEN, ""], dtype=object)[lowest[first]]
    return result, origin


def _rank(sources: Texts) -> Ints:
    """Return the place of each source in `columns.BRONNEN`, that of "" behind them."""
    found = pd.Index(BRONNEN).get_indexer(pd.Index(sources))
    return np.where(found < 0, len(BRONNEN), found).astype(np.int64)


def _factors(objects: pd.DataFrame, place: Ints, n: int) -> Floats:
    """Return the factor of each building: space heating (before insulation) after over before it; 1 without."""
    factor = np.nan_to_num(objects["factor_cbs"].to_numpy(dtype=np.float64), nan=1.0)
    before = _filled(objects, "space_before_gj")
    total = np.bincount(place, weights=before, minlength=n)
    scaled = np.bincount(place, weights=before * factor, minlength=n)
    return np.asarray(np.divide(scaled, total, out=np.ones(n), where=total > 0), dtype=np.float64)


def _sources(objects: pd.DataFrame, place: Ints, n: int) -> Texts:
    """Return per building where its values come from: ``warmte: vesta; label: ep-online, afgeleid``."""
    result = np.full(n, "", dtype=object)
    for title, column in _SOURCES:
        rank = _rank(objects[column].astype(object).to_numpy())
        seen = np.zeros((n, len(BRONNEN) + 1), dtype=bool)
        seen[place, rank] = True
        bits = seen[:, :-1] @ (1 << np.arange(len(BRONNEN)))
        unique, inverse = np.unique(bits, return_inverse=True)
        words = [", ".join(name for i, name in enumerate(BRONNEN) if bit >> i & 1) for bit in unique.tolist()]
        texts = np.array([f"{title}: {word}" if word else "" for word in words], dtype=object)[inverse]
        result = np.where(result == "", texts, np.where(texts == "", result, result + "; " + texts))
    return result


def _reasons(stock: Stock, objects: pd.DataFrame, place: Ints, n: int) -> Texts:
    """Return what the stock says of each building, and how many of its objects have no demand that is known."""
    reason: Texts = stock.buildings["reason"].astype(object).to_numpy().copy()
    unknown = np.isnan(objects["warmte_gj"].to_numpy(dtype=np.float64))
    number = np.bincount(place[unknown], minlength=n)
    for row in np.flatnonzero(number):
        words = note("vraag_reden_onbekend", n=int(number[row]))
        reason[row] = f"{reason[row]} {words}".strip()
    return reason


def neighbourhoods_of(
    objects: pd.DataFrame, planned: gpd.GeoDataFrame, calibration: pd.DataFrame, neighbourhoods: pd.DataFrame | None
) -> pd.DataFrame:
    """Return a row per neighbourhood with objects, in order of code, and one for what lies in none.

    Parameters
    ----------
    objects
        Columns `columns.OBJECT_COLUMNS`, and model_gj and gas_gj of `calibration.Calibration`.
    planned
        Buildings of new build, columns `columns.GEBOUW_COLUMNS`.
    calibration
        See `calibration.Calibration.table`.
    neighbourhoods
        Figures of the CBS, None for none.
    """
    codes = sorted({*objects["buurtcode"].astype(str), *planned["buurtcode"].astype(str)} - {""})
    rows = [*codes, ""] if "" in {*objects["buurtcode"], *planned["buurtcode"]} or not codes else codes
    index = pd.Index(rows)
    place = index.get_indexer(pd.Index(objects["buurtcode"].astype(object)))
    plan = index.get_indexer(pd.Index(planned["buurtcode"].astype(object)))

    def summed(name: str) -> Floats:
        there = np.bincount(place, weights=_filled(objects, name), minlength=len(rows))
        coming = np.bincount(plan, weights=_filled(planned, name), minlength=len(rows))
        return np.asarray(there + coming, dtype=np.float64)

    home = objects["woning"].to_numpy(dtype=np.float64) == 1
    homes = np.bincount(place[home], minlength=len(rows)) + np.bincount(
        plan, weights=planned["woningen"].to_numpy(dtype=np.float64), minlength=len(rows)
    )
    known = pd.DataFrame({"buurtcode": []}) if neighbourhoods is None else neighbourhoods.drop_duplicates("buurtcode")
    figures = known.set_index("buurtcode").reindex(rows)
    made = calibration.set_index("buurtcode").reindex(rows)
    nothing = pd.Series(np.nan, index=figures.index)
    name = figures.get("buurtnaam", nothing).astype(object).to_numpy()
    none = index == ""
    outside = note("vraag_buurt_geen" if neighbourhoods is None else "vraag_buurt_buiten")
    known_code = np.isin(np.array(rows, dtype=object), made.index[made["reden"].notna()].to_numpy())
    table = pd.DataFrame(
        {
            "buurtcode": np.array(rows, dtype=object),
            "buurtnaam": np.where(none, note("vraag_geen_buurt"), np.where(pd.isna(name), "", name)),
            "woningen": homes.astype(np.int64),
            "woningen_cbs": figures.get("woningen", nothing).to_numpy(dtype=np.float64),
            "inwoners": summed("inwoners"),
            "gas_m3": figures.get("gas_m3", nothing).to_numpy(dtype=np.float64),
            **{name: _of_dwellings(objects[name], place, known_code) for name in ("model_gj", "gas_gj")},
            "warmte_gj": summed("warmte_gj"),
            "warmte_voor_gj": summed("warmte_voor_gj"),
            "factor": made["factor"].fillna(1.0).to_numpy(dtype=np.float64),
            "reden": made["reden"].fillna(outside).astype(object).to_numpy(),
        }
    )
    return table[list(names(BUURT_COLUMNS))]


def _of_dwellings(values: pd.Series, place: Ints, known: Flags) -> Floats:
    """Add up what the calibration says of dwellings; NaN where one has no figure, or the place is no neighbourhood."""
    total = np.bincount(place, weights=values.to_numpy(dtype=np.float64), minlength=len(known))
    return np.asarray(np.where(known, total, np.nan), dtype=np.float64)


def summary_of(
    objects: pd.DataFrame, planned: gpd.GeoDataFrame, dwellings: VestaTable, utility: VestaTable
) -> pd.DataFrame:
    """Return a row per type and period with their means per object, and the total.

    Parameters
    ----------
    objects
        Columns `columns.OBJECT_COLUMNS` and ``period`` (of the Vesta tables, in words).
    planned
        Buildings of new build, columns `columns.GEBOUW_COLUMNS`: a row per type.
    dwellings, utility
        Tables, for the order of the periods.
    """
    home = objects["woning"].to_numpy(dtype=np.float64) == 1
    kind = np.where(home, objects["type"].astype(object).to_numpy(), UTILITEIT)
    kind = np.where(kind == "", UNKNOWN, kind)
    period = objects["period"].astype(object).to_numpy()
    parts = pd.DataFrame(
        {
            "type": kind,
            "bouwperiode": np.where(period == "", UNKNOWN, period),
            "objecten": 1.0,
            "m2": objects["oppervlakte_m2"].to_numpy(dtype=np.float64),
            "with_m2": objects["oppervlakte_m2"].notna().to_numpy(dtype=np.float64),
            **{name: _filled(objects, name) for name in SUMMED},
        }
    )
    plan = pd.DataFrame(
        {
            "type": planned["type"].astype(object).to_numpy(),
            "bouwperiode": NEW_BUILD,
            "objecten": planned["woningen"].to_numpy(dtype=np.float64),
            "m2": planned["oppervlakte_m2"].to_numpy(dtype=np.float64),
            "with_m2": planned["woningen"].to_numpy(dtype=np.float64),
            **{name: _filled(planned, name) for name in SUMMED},
        }
    )
    every = pd.concat([part for part in (parts, plan) if len(part)] or [parts], ignore_index=True)
    groups = every.groupby(["type", "bouwperiode"], sort=False).sum().reset_index()
    types = [*WONINGTYPEN, UNKNOWN, UTILITEIT]
    code = dwellings.kinds.index(LOW)
    periods = list(dict.fromkeys([*dwellings.periods(code), *utility.periods(), NEW_BUILD, UNKNOWN]))
    periods = [*(word for word in periods if word != UNKNOWN), UNKNOWN]
    order = np.lexsort((_places(groups["bouwperiode"], periods), _places(groups["type"], types)))
    groups = groups.iloc[order].reset_index(drop=True)
    total = groups.drop(columns=["type", "bouwperiode"]).sum().to_frame().T.assign(type=TOTAL, bouwperiode="")
    return _means(pd.concat([groups, total[groups.columns]], ignore_index=True))


def _places(values: pd.Series, order: list[str]) -> Ints:
    found = pd.Index(order).get_indexer(pd.Index(values.astype(object)))
    return np.where(found < 0, len(order), found).astype(np.int64)


def _means(groups: pd.DataFrame) -> pd.DataFrame:
    number = groups["objecten"].to_numpy(dtype=np.float64)
    table = pd.DataFrame(
        {
            "type": groups["type"].astype(object),
            "bouwperiode": groups["bouwperiode"].astype(object),
            "objecten": np.round(number).astype(np.int64),
            "oppervlakte_m2": _divided(groups["m2"], groups["with_m2"]),
            **{
                name: _divided(groups[name], groups["objecten"])
                for name in ("rv_gj", "tap_gj", "warmte_gj", "koude_gj", "rv_kw", "tap_kw")
            },
            "totaal_gj": groups["warmte_gj"].to_numpy(dtype=np.float64),
            "totaal_voor_gj": groups["warmte_voor_gj"].to_numpy(dtype=np.float64),
        }
    )
    return table[list(names(SAMENVATTING_COLUMNS))]


def _divided(values: pd.Series, by: pd.Series) -> Floats:
    top, under = values.to_numpy(dtype=np.float64), by.to_numpy(dtype=np.float64)
    return np.divide(top, under, out=np.full(len(top), np.nan), where=under > 0)


def totals_of(buildings: gpd.GeoDataFrame, new_build: pd.DataFrame) -> dict[str, float]:
    """Return the totals of the map by name; of new build also what has no place (``nieuwbouw_...``)."""
    totals = {name: float(_filled(buildings, name).sum()) for name in (*SUMMED, "oppervlakte_m2", "inwoners")}
    counts = {name: float(buildings[name].sum()) for name in ("woningen", "utiliteit", "corporatie_woningen")}
    rows = new_build[new_build["plan_id"] != TOTAL]
    plan = {
        f"nieuwbouw_{name}": float(rows[name].sum()) for name in ("aantal", "warmte_gj", "koude_gj", "rv_kw", "tap_kw")
    }
    flats = float(buildings.loc[buildings["type"] == APPARTEMENT, "woningen"].sum())
    return {
        "panden": float(len(buildings)),
        "objecten": counts["woningen"] + counts["utiliteit"],
        **counts,
        "appartementen": flats,
        **totals,
        **plan,
    }
