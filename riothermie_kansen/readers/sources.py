"""Heat sources of any delivery: places with a power."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..schema import RD
from ..wording import amount, note
from .fields import Aliases, find
from .shapes import as_spots, unusable
from .tables import column_names, first_text, in_rd, labels, unique_ids
from .values import numbers, texts

SOURCE: Aliases = {
    "bron_id": (
        *("bronid", "bron", "sourceid", "leidingid", "wisselaarid", "nodeid", "naam", "name", "objectid", "id"),
        "fid",
    ),
    "vermogen_kw": (
        *("vermogenkw", "bronvermogenkw", "kw", "powerkw", "power", "vermogen", "capaciteitkw", "maxkw"),
        *("vermogengebouwkw", "vermogengemkw", "vermogenminkw"),
    ),
}
"""Roles of the columns of a layer with sources; also those of ``KANSENKAART``."""


@dataclass
class Sources:
    """Heat sources.

    Attributes
    ----------
    frame
        Point (2D), `RD`; sorted by ``bron_id``, RangeIndex. Columns: bron_id (text, unique), vermogen_kw (NaN: no
        limit).
    findings
        What was left out or repaired.
    notes
        Sentences for the log (Dutch).
    read
        Number of rows of the layer; each is in `frame` or listed as ``bron_zonder_plaats``.
    """

    frame: gpd.GeoDataFrame
    findings: Findings
    notes: list[str] = field(default_factory=list)
    read: int = 0


def read_sources(
    frame: gpd.GeoDataFrame,
    *,
    fields: Mapping[str, str] | None = None,
    kentallen: Kentallen | None = None,  # noqa: ARG001
) -> Sources:
    """Read heat sources.

    Parameters
    ----------
    frame
        Points; of a line the middle counts, of an area a point inside. EPSG:28992 or with a CRS.
    fields
        Role (see `SOURCE`) to column name; goes before the names that are known.
    kentallen
        As for the other readers; nothing is assumed about a source.

    Raises
    ------
    InputError
        There is no source with a place, or a power is not a number above 0.
    FieldError
        `fields` names a column that is not there.
    """
    if not len(frame):
        raise InputError("bronnen_leeg")
    table = in_rd(frame, "bronnen")
    columns = find(table, SOURCE, fields)
    findings, notes = Findings(), list[str]()
    names = labels(first_text(columns, "bron_id"))
    power = np.full(len(table), np.nan)
    for column, series in zip(column_names(columns, "vermogen_kw")[:1], columns.all("vermogen_kw")[:1], strict=True):
        power, wrong = numbers(series)
        for row in np.flatnonzero(wrong | (power <= 0)):
            raise InputError("bron_vermogen", source=names[row], column=column, value=texts(series)[row])
        notes.append(note("bronnen_notitie_vermogen", field=column, without=amount(int(np.isnan(power).sum()))))
    if "vermogen_kw" not in columns:
        notes.append(note("bronnen_notitie_onbeperkt"))
    geometry = np.empty(len(table), dtype=object)
    geometry[:] = shapely.force_2d(np.asarray(table.geometry.array, dtype=object))
    lost = unusable(geometry)
    if lost.all():
        raise InputError("bronnen_zonder_plaats", count=len(table))
    findings.add("bron_zonder_plaats", "fout", names[lost])
    row = np.flatnonzero(~lost)
    shapes = geometry[row]
    spots = as_spots(shapes)
    large = int((shapely.get_type_id(shapes) > 0).sum())
    if large:
        notes.append(note("bronnen_notitie_midden", sources=amount(large)))
    xy = shapely.get_coordinates(spots)
    row_order = np.lexsort((np.nan_to_num(power[row]), xy[:, 1], xy[:, 0], pd.factorize(names[row], sort=True)[0]))
    ids, changed = unique_ids(names[row][row_order])
    findings.add("bron_id_dubbel", "waarschuwing", ids[changed], spots[row_order][changed])
    order = np.argsort(ids.astype(str), kind="stable")
    chosen = row_order[order]
    result = gpd.GeoDataFrame(
        {"bron_id": ids[order], "vermogen_kw": power[row][chosen]}, geometry=spots[chosen], crs=RD
    )
    return Sources(result, findings, notes, len(table))
