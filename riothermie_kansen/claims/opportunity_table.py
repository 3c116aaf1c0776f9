"""The columns of a kansenkaart as it comes back: whole, filtered, edited, or with names that a shapefile cut."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..errors import InputError
from ..findings import Findings
from ..readers.fields import Aliases, Columns, find
from ..readers.tables import first_text, in_rd, unique_ids
from ..readers.values import key, numbers
from ..schema import RD, Column
from ..sewer.opportunity import KANSENKAART_COLUMNS
from ..wording import note

MAP: Aliases = {column.name: (key(column.name),) for column in KANSENKAART_COLUMNS}
"""Columns of a kansenkaart by the form in which names are compared."""

REQUIRED = ("leiding_id", "knoop_begin", "knoop_eind", "stroomrichting", "dwa_gem_ls")
"""Without these a layer is no kansenkaart."""

FLOWS = ("dwa_gem_ls", "dwa_min_ls")
"""Flows that are never negative; what enters in a pipe itself is, where measurements contradict each other."""


def read_map(frame: gpd.GeoDataFrame, findings: Findings) -> gpd.GeoDataFrame:
    """Return the columns of a kansenkaart, every pipe once.

    Parameters
    ----------
    frame
        ``KANSENKAART``; other columns are left out, absent ones are unknown.
    findings
        Grows: pipes that are in it twice, values that are none.

    Returns
    -------
    gpd.GeoDataFrame
        RD, RangeIndex in the order of the rows, `KANSENKAART_COLUMNS`; ``leiding_id`` unique, ``lengte_m`` known.

    Raises
    ------
    InputError
        It is no kansenkaart, or it is empty.
    """
    if not isinstance(frame, gpd.GeoDataFrame):
        raise InputError("claims_not_a_map", columns=", ".join(REQUIRED))
    table = in_rd(frame, "kansenkaart")
    columns = find(table, MAP)
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        raise InputError("claims_not_a_map", columns=", ".join(missing))
    if not len(table):
        raise InputError("claims_empty_map")
    geometry = np.empty(len(table), dtype=object)
    geometry[:] = shapely.force_2d(np.asarray(table.geometry.array, dtype=object))
    made = {column.name: _column(columns, column, geometry, findings) for column in KANSENKAART_COLUMNS}
    drawn = np.nan_to_num(shapely.length(geometry))
    length = np.asarray(made["lengte_m"], dtype=np.float64)
    made["lengte_m"] = np.where(np.isfinite(length) & (length >= 0), length, drawn)
    result = gpd.GeoDataFrame(pd.DataFrame(made), geometry=geometry, crs=RD)
    same = result.duplicated(["leiding_id", "knoop_begin", "knoop_eind", "dwa_gem_ls"]).to_numpy(dtype=bool)
    findings.add("kaart_dubbel", "fout", result["leiding_id"].to_numpy(dtype=object)[same], geometry[same])
    result = result[~same].reset_index(drop=True)
    ids = result["leiding_id"].to_numpy(dtype=object).copy()
    ids[ids == ""] = note("claims_no_id")
    order = np.lexsort([result[name].to_numpy().astype(str) for name in ("dwa_gem_ls", "knoop_eind", "knoop_begin")])
    unique, changed = unique_ids(ids[order])
    ids[order] = unique
    findings.add("kaart_id_dubbel", "waarschuwing", unique[changed], result.geometry.to_numpy()[order][changed])
    result["leiding_id"] = ids
    return result


def _column(
    columns: Columns, column: Column, places: npt.NDArray[np.object_], findings: Findings
) -> npt.NDArray[np.generic]:
    """Return one column of the map; unknown where the layer does not have it."""
    if column.kind == "text":
        return first_text(columns, column.name)
    if column.name not in columns:
        return np.full(len(places), np.nan)
    values, wrong = numbers(columns.all(column.name)[0])
    if column.name in FLOWS:
        wrong = wrong | (values < 0)
        values[wrong] = np.nan
    if wrong.any():
        ids = first_text(columns, "leiding_id")
        findings.add("kaart_waarde", "waarschuwing", ids[wrong], places[wrong], column=column.name)
    return values
