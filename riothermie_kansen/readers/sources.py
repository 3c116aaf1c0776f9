"""Heat sources of any delivery: places with a power."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..schema import RD
from ..units import GJ_PER_KWH
from ..wording import amount, note
from .fields import Aliases, Columns, find
from .shapes import as_spots, unusable
from .tables import column_names, first_text, in_rd, labels, unique_ids
from .values import Reals, Texts, numbers, texts

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

_ENERGY = {
    **dict.fromkeys(
        (
            *("warmtewkogj", "warmteaanbodgj", "aanbodgj", "jaarwarmtegj", "warmtegj", "warmtegjjaar", "energiegj"),
            *("potentiegj", "heatgj", "energygj", "gjjaar", "gj"),
        ),
        1.0,
    ),
    **dict.fromkeys(("warmtemwh", "aanbodmwh", "energiemwh", "energymwh", "mwhjaar", "mwh"), 3.6),
    **dict.fromkeys(("warmtekwh", "aanbodkwh", "energiekwh", "energykwh", "kwhjaar", "kwh"), GJ_PER_KWH),
}

ENERGY_SOURCE: Aliases = {**SOURCE, "warmte_gj": tuple(_ENERGY)}
"""Those, and the heat that a source gives in a year, GJ unless the name says otherwise."""

SEWER_SIDE = ("vermogengemkw", "vermogenminkw")
"""Names of a power at the sewer: before the heat pump."""

STORED = ("warmtewkogj",)
"""Names of a heat that goes through a storage."""


@dataclass
class Sources:
    """Heat sources.

    Attributes
    ----------
    frame
        Point (2D), `RD`; sorted by ``bron_id``, RangeIndex. Columns: bron_id (text, unique), vermogen_kw (NaN: no
        limit), and when asked for warmte_gj (GJ a year, NaN: unknown).
    findings
        What was left out or repaired.
    notes
        Sentences for the log (Dutch).
    read
        Number of rows of the layer; each is in `frame` or listed as ``bron_zonder_plaats``.
    sewer_side
        The power is that at the sewer, before a heat pump.
    stored
        The heat goes through a storage in the ground: the power of the sewer charges it the year round.
    row
        Shape (s,): row of the layer that each source comes from.
    """

    frame: gpd.GeoDataFrame
    findings: Findings
    notes: list[str] = field(default_factory=list)
    read: int = 0
    sewer_side: bool = False
    stored: bool = False
    row: npt.NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))


def read_sources(
    frame: gpd.GeoDataFrame,
    *,
    fields: Mapping[str, str] | None = None,
    kentallen: Kentallen | None = None,  # noqa: ARG001
    energy: bool = False,
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
    energy
        Read the heat per year too.

    Raises
    ------
    InputError
        There is no source with a place, a power is not a number above 0, or a heat not one of 0 or more.
    FieldError
        `fields` names a column that is not there.
    """
    if not len(frame):
        raise InputError("bronnen_leeg")
    table = in_rd(frame, "bronnen")
    columns = find(table, ENERGY_SOURCE if energy else SOURCE, fields)
    findings, notes = Findings(), list[str]()
    names = labels(first_text(columns, "bron_id"))
    power = np.full(len(table), np.nan)
    for column, series in zip(column_names(columns, "vermogen_kw")[:1], columns.all("vermogen_kw")[:1], strict=True):
        power, wrong = numbers(series)
        for row in np.flatnonzero(wrong | (power <= 0)):
            raise InputError("bron_vermogen", source=names[row], column=column, value=texts(series)[row])
        notes.append(note("bronnen_notitie_vermogen", field=column, without=amount(int(np.isnan(power).sum()))))
    if "vermogen_kw" not in columns and not energy:
        notes.append(note("bronnen_notitie_onbeperkt"))
    heat = _heat(columns, names, notes) if energy else np.full(len(table), np.nan)
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
    known = {"bron_id": ids[order], "vermogen_kw": power[row][chosen]}
    if energy:
        known["warmte_gj"] = heat[row][chosen]
    result = gpd.GeoDataFrame(known, geometry=spots[chosen], crs=RD)
    return Sources(
        result,
        findings,
        notes,
        len(table),
        sewer_side=bool(set(columns.aliases("vermogen_kw")[:1]) & set(SEWER_SIDE)),
        stored=energy and bool(set(columns.aliases("warmte_gj")[:1]) & set(STORED)),
        row=row[chosen].astype(np.int64),
    )


def _heat(columns: Columns, names: Texts, notes: list[str]) -> Reals:
    """Return the heat that each row gives in a year, GJ, NaN where it is not known."""
    heat = np.full(len(columns.frame), np.nan)
    if "warmte_gj" not in columns:
        return heat
    column, series = column_names(columns, "warmte_gj")[0], columns.all("warmte_gj")[0]
    heat, wrong = numbers(series)
    for row in np.flatnonzero(wrong | (heat < 0)):
        raise InputError("bron_warmte", source=names[row], column=column, value=texts(series)[row])
    notes.append(note("bronnen_notitie_warmte", field=column))
    return heat * _ENERGY.get(columns.aliases("warmte_gj")[0], 1.0)
