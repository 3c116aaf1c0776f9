"""What every reader does with a table: geometry, ids, and columns that may be spread over more than one."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..schema import KNOOP_COLUMNS, LEIDING_COLUMNS, NODE_EXTRA, PIPE_EXTRA, RD, names
from .fields import Columns
from .values import Flags, Reals, Texts, numbers, texts

Geometries = npt.NDArray[Any]

PIPE_NAMES = (*names(LEIDING_COLUMNS), *PIPE_EXTRA)
NODE_NAMES = (*names(KNOOP_COLUMNS), *NODE_EXTRA)

_POINT, _LINE, _RING, _MULTILINE = 0, 1, 2, 5
"""Type numbers of shapely."""


def in_rd(frame: pd.DataFrame, name: str) -> gpd.GeoDataFrame:
    """Return a table in RD with rows numbered from 0.

    Raises
    ------
    InputError
        The table has no geometry.
    """
    if not isinstance(frame, gpd.GeoDataFrame) or getattr(frame, "_geometry_column_name", None) not in frame.columns:
        raise InputError("geen_geometrie", layer=name)
    result = frame.reset_index(drop=True)
    if result.crs is not None and not result.crs.equals(RD):
        result = result.to_crs(RD)
    return result


def lines(frame: gpd.GeoDataFrame) -> tuple[Geometries, Texts]:
    """Return 2D lines, and per row the kind of finding when there is none ("" when there is). Shape (n,)."""
    geometry = np.array(shapely.force_2d(np.asarray(frame.geometry.array, dtype=object)), dtype=object)
    problem = np.full(len(geometry), "", dtype=object)
    kind = shapely.get_type_id(geometry)
    parts = kind == _MULTILINE
    if parts.any():  # one part, or parts that join
        geometry[parts] = shapely.line_merge(geometry[parts])
    kind = shapely.get_type_id(geometry)
    for i in np.flatnonzero(kind == _RING):
        geometry[i] = shapely.LineString(geometry[i].coords)
    problem[~np.isin(kind, (_LINE, _RING))] = "geen_lijn"
    coordinates, index = shapely.get_coordinates(geometry, return_index=True)
    problem[np.unique(index[~np.isfinite(coordinates).all(axis=1)])] = "geometrie_ongeldig"
    problem[shapely.is_missing(geometry) | shapely.is_empty(geometry)] = "geometrie_ontbreekt"
    return geometry, problem


def points(frame: gpd.GeoDataFrame) -> tuple[Geometries, Flags]:
    """Return 2D points (of an area: a point in it), and where there is one. Shape (n,)."""
    geometry = np.array(shapely.force_2d(np.asarray(frame.geometry.array, dtype=object)), dtype=object)
    there = ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
    other = there & (shapely.get_type_id(geometry) != _POINT)
    coordinates, index = shapely.get_coordinates(geometry, return_index=True)
    there[np.unique(index[~np.isfinite(coordinates).all(axis=1)])] = False
    other &= there
    geometry[other] = shapely.point_on_surface(geometry[other])
    there[other] = ~shapely.is_empty(geometry[other])
    return geometry, there


def first_text(columns: Columns, role: str, convert: Callable[[pd.Series], Texts] = texts) -> Texts:
    """Return a role as text: each row from the first of its columns that has a value, else "". Shape (n,)."""
    result = np.full(len(columns.frame), "", dtype=object)
    for series in columns.all(role):
        empty = result == ""
        if not empty.any():
            break
        result[empty] = convert(series)[empty]
    return result


def first_number(columns: Columns, role: str, ids: Texts, findings: Findings, places: Geometries | None) -> Reals:
    """Return a role as numbers: each row from the first of its columns that has one, else NaN. Shape (n,)."""
    result = np.full(len(columns.frame), np.nan)
    for name, series in zip(column_names(columns, role), columns.all(role), strict=True):
        found, wrong = numbers(series)
        not_numbers(name, series, wrong, ids, findings, places)
        result = np.where(np.isnan(result), found, result)
    return result


def all_numbers(
    columns: Columns, role: str, ids: Texts, findings: Findings, places: Geometries | None, kentallen: Kentallen
) -> list[Reals]:
    """Return all columns of a role as counts or flows: NaN where unknown, negative or a number that means unknown."""
    result = []
    unknown = kentallen.table("riool.onbekend_getal")
    for name, series in zip(column_names(columns, role), columns.all(role), strict=True):
        found, wrong = numbers(series)
        not_numbers(name, series, wrong, ids, findings, places)
        found[np.isin(np.abs(found), unknown)] = np.nan
        negative = found < 0
        if negative.any():
            findings.add(
                "negatief_getal",
                "waarschuwing",
                ids[negative],
                None if places is None else places[negative],
                column=name,
                value=[f"{v:g}" for v in found[negative]],
            )
        found[negative] = np.nan
        result.append(found)
    return result


def summed(values: Sequence[Reals], n: int) -> Reals:
    """Return the sum of columns of shape (n,), NaN where none has a value."""
    if not values:
        return np.full(n, np.nan)
    stacked = np.array(values)
    return np.where(np.isnan(stacked).all(axis=0), np.nan, np.nansum(stacked, axis=0))


def largest(values: Sequence[Reals], n: int) -> Reals:
    """Return the largest of columns of shape (n,), NaN where none has a value."""
    if not values:
        return np.full(n, np.nan)
    return np.asarray(np.fmax.reduce(np.array(values), axis=0), dtype=np.float64)


def column_names(columns: Columns, role: str) -> list[str]:
    """Return the names of the columns of a role as delivered."""
    return [str(columns.frame.columns[place]) for _, place in columns.places.get(role, [])]


def not_numbers(
    column: str, series: pd.Series, wrong: Flags, ids: Texts, findings: Findings, places: Geometries | None
) -> None:
    """List values that should have been numbers or dates."""
    if wrong.any():
        findings.add(
            "tekst_in_getal",
            "waarschuwing",
            ids[wrong],
            None if places is None else places[wrong],
            column=column,
            value=[_short(value) for value in texts(series[wrong])],
        )


def _short(text: str, length: int = 40) -> str:
    return text if len(text) <= length else f"{text[: length - 3]}..."


def labels(found: Texts) -> Texts:
    """Return names, with the number of the row where there is none: ``rij 12`` is the twelfth row. Shape (n,)."""
    result = found.copy()
    empty = np.flatnonzero(result == "")
    result[empty] = [f"rij {row + 1}" for row in empty]
    return result


def unique_ids(found: Texts, taken: Iterable[str] = ()) -> tuple[Texts, Flags]:
    """Return ids made unique with a number behind each later one (``A``, ``A (2)``), and which were changed."""
    used = set(taken)
    ids = found.copy()
    again = pd.Series(ids, dtype=object).duplicated().to_numpy() | (
        pd.Series(ids, dtype=object).isin(used).to_numpy() if used else False
    )
    changed = np.asarray(again, dtype=bool)
    if not changed.any():
        return ids, changed
    used.update(ids)
    counts: dict[str, int] = {}
    for i in np.flatnonzero(changed):
        name = ids[i]
        number = counts.get(name, 1) + 1
        while f"{name} ({number})" in used:
            number += 1
        counts[name] = number
        ids[i] = f"{name} ({number})"
        used.add(ids[i])
    return ids, changed


def told_apart(found: Texts, systems: Sequence[Texts]) -> Texts:
    """Return names, with the system or data set before those that occur more than once, if that makes them unique."""
    double = pd.Series(found, dtype=object).duplicated(keep=False).to_numpy()
    if not double.any():
        return found
    for system in systems:
        both = np.array(
            [f"{s}/{n}" if s else n for s, n in zip(system[double], found[double], strict=True)], dtype=object
        )
        if len(set(both)) == len(both) and not set(both) & set(found[~double]):
            result = found.copy()
            result[double] = both
            return result
    return found


def levels(
    values: Reals, column: str, ids: Texts, places: Geometries | None, kentallen: Kentallen, findings: Findings
) -> Reals:
    """Return levels in m NAP, NaN where they cannot be; numbers that mean unknown become NaN without a finding."""
    low, high = kentallen.table("riool.bob")
    values = np.where(np.isin(np.abs(values), kentallen.table("riool.onbekend_getal")), np.nan, values)
    bad = (values < low) | (values > high)
    if bad.any():
        findings.add(
            "hoogte_nap_onmogelijk",
            "waarschuwing",
            ids[bad],
            None if places is None else places[bad],
            column=column,
            value=[f"{v:g}" for v in values[bad]],
        )
    return np.where(bad, np.nan, values)


def slopes(begin: Reals, end: Reals, length: Reals) -> Reals:
    """Return the slope in m/m, positive when falling from begin to end; NaN where a level or length is unknown."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(length > 0, (begin - end) / length, np.nan)


def zero_is_unknown(
    begin: Reals, end: Reals, length: Reals, ids: Texts, places: Geometries, kentallen: Kentallen, findings: Findings
) -> tuple[Reals, Reals]:
    """Return levels without a 0 that can only mean "not filled in": the other end lies too far from it. Shape (n,)."""
    steep = np.abs(slopes(begin, end, length)) > kentallen.value("riool.verhang_nul")
    no_begin, no_end = steep & (begin == 0), steep & (end == 0)
    bad = no_begin | no_end
    if bad.any():
        other = np.where(no_begin, end, begin)
        findings.add("bob_nul", "waarschuwing", ids[bad], places[bad], value=[f"{v:g}" for v in other[bad]])
    return np.where(no_begin, np.nan, begin), np.where(no_end, np.nan, end)


def lengths(given: Reals, geometry: Geometries, ids: Texts, kentallen: Kentallen, findings: Findings) -> Reals:
    """Return lengths in m: as given, else (not given, or far from what is drawn) as drawn. Shape (n,)."""
    drawn = np.asarray(shapely.length(geometry), dtype=np.float64)
    low, high = kentallen.table("riool.lengte_verhouding")
    there = np.isfinite(given) & (given > 0)
    far = there & (np.abs(given - drawn) > kentallen.value("riool.lengte_verschil"))
    far &= (drawn > 0) & ((given < low * drawn) | (given > high * drawn))
    if far.any():
        findings.add(
            "lengte_wijkt_af",
            "info",
            ids[far],
            geometry[far],
            given=[f"{v:.1f}" for v in given[far]],
            drawn=[f"{v:.1f}" for v in drawn[far]],
        )
    return np.round(np.where(there & ~far, given, drawn), 3)


def pipe_frame(columns: dict[str, Any], geometry: Geometries) -> gpd.GeoDataFrame:
    """Return pipes in the order of the schema, what is not given unknown."""
    return _frame(columns, geometry, PIPE_NAMES, {column.name for column in LEIDING_COLUMNS if column.kind == "text"})


def node_frame(columns: dict[str, Any], geometry: Geometries) -> gpd.GeoDataFrame:
    """Return nodes in the order of the schema, what is not given unknown."""
    return _frame(columns, geometry, NODE_NAMES, {column.name for column in KNOOP_COLUMNS if column.kind == "text"})


def _frame(columns: dict[str, Any], geometry: Geometries, order: Sequence[str], text: set[str]) -> gpd.GeoDataFrame:
    n = len(geometry)
    data = {
        name: np.asarray(columns[name])
        if name in columns
        else np.full(n, "" if name in text else math.nan, dtype=object if name in text else np.float64)
        for name in order
    }
    if "bron_rij" in data:
        data["bron_rij"] = data["bron_rij"].astype(np.int64)
    return gpd.GeoDataFrame(data, geometry=geometry, crs=RD)


def joined(first: gpd.GeoDataFrame, second: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return two tables of the same columns as one, rows numbered from 0."""
    if len(second) == 0:
        return first
    if len(first) == 0:
        return second.reset_index(drop=True)
    both = pd.concat([first, second], ignore_index=True)
    return gpd.GeoDataFrame(both, geometry="geometry", crs=RD)
