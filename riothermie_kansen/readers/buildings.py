"""Buildings with their heat demand, of any delivery."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..errors import FieldError, InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..schema import RD
from .bag_names import FOR_EVER, NOT_IN_USE, OBJECT_IDS, PAND_IDS, PAND_NAMES, REGISTRATION_END, VALID_END
from .demand import DEMAND, fill_demand, read_demand
from .fields import Aliases, Columns, find
from .panden import FORBIDDEN, OPTIONAL, REQUIRED, Rows, one_per_pand
from .shapes import Shapes, as_footprints, is_line, unusable
from .tables import first_text, in_rd, labels
from .values import Flags, Texts, as_text, dates, key, mapped, texts

STATUSES = ("verplicht", "optioneel", "verboden")
"""Values of ``status``."""

_BAG = {*PAND_IDS, "identificatie", "identificatiebagpnd"}
"""Names of an id that a pand has everywhere."""

BUILDING: Aliases = {
    "pand_id": PAND_NAMES,
    "vbo_id": OBJECT_IDS,
    "gebruik": ("status", "pandstatus", "bgtstatus"),
    "einde": (*REGISTRATION_END, *VALID_END),
    **DEMAND,
}
"""Roles of the columns of a layer with buildings: this plugin's ``GEBOUWEN``, BAG, BGT, or any other."""

_WORDS = {
    **dict.fromkeys(("verplicht", "ja", "j", "1", "true", "waar", "yes", "y", "required"), REQUIRED),
    **dict.fromkeys(("optioneel", "nee", "n", "0", "false", "onwaar", "no", "optional", "mogelijk"), OPTIONAL),
    **dict.fromkeys(("verboden", "-1", "uitgesloten", "forbidden", "excluded"), FORBIDDEN),
}


@dataclass
class Buildings:
    """Buildings that may be connected.

    Attributes
    ----------
    frame
        Point or (Multi)Polygon (2D) or None, `RD`; sorted by ``pand_id``, RangeIndex. Columns: pand_id (text, unique),
        woningen (int), rv_kw, tap_kw, warmte_gj (NaN: unknown), status (`STATUSES`), reason ("" or a key of
        `network.reasons.REASONS`).
    findings
        What was left out or repaired.
    notes
        Sentences for the log and the metadata (Dutch).
    read
        Number of rows of the layer.
    dropped
        Rows that are not a row of `frame`, by kind; ``read == len(frame) + sum(dropped.values())``.
    row
        Shape (b,): row of the layer that each building has its place from.
    """

    frame: gpd.GeoDataFrame
    findings: Findings
    notes: list[str] = field(default_factory=list)
    read: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    row: npt.NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))


def read_buildings(
    frame: gpd.GeoDataFrame,
    *,
    required_field: str | None = None,
    fields: Mapping[str, str] | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Buildings:
    """Read buildings and their demand.

    Rows with the same pand id are one building: verblijfsobjecten are summed, rows that repeat a pand count once. Two
    panden with the same footprint stay two. BAG and BGT history, and panden that are not in use, are left out.

    Parameters
    ----------
    frame
        Points or polygons, EPSG:28992 or with a CRS.
    required_field
        Column that says which buildings must be connected (verplicht, ja, 1, true), may be (optioneel, nee, 0, false,
        NULL) and may not (verboden, -1). None or "": all may be, and are where it pays.
    fields
        Role (see `BUILDING`) to column name; goes before the names that are known.
    kentallen
        Groups ``vraag`` and ``aansluiting``.

    Raises
    ------
    InputError
        There are no buildings, a number is negative, or a status is not known.
    FieldError
        `fields` or `required_field` names a column that is not there.
    """
    if not len(frame):
        raise InputError("gebouwen_leeg")
    table = in_rd(frame, "gebouwen")
    columns = find(table, BUILDING, fields)
    findings, notes, dropped = Findings(), list[str](), dict[str, int]()
    pand = first_text(columns, "pand_id", _first_ids)
    vbo = _vbo(columns)
    names = labels(np.where(vbo == "", pand, vbo) if vbo is not None else pand)
    geometry, placed, repaired = _geometry(table, names, findings)
    stop_if(cancelled)
    keep = _current(columns, required_field, names, geometry, findings, dropped)
    if not keep.any():
        raise InputError("gebouwen_geen_actuele", count=len(table))
    findings.add("pand_ongeldig", "waarschuwing", names[keep & repaired], geometry[keep & repaired])
    status = _status(table, required_field, names, keep)
    demand = read_demand(columns, names, geometry, keep, findings)
    notes.extend(demand.notes)
    if vbo is not None:
        demand.woningen = np.where(np.isnan(demand.woningen), 1.0, demand.woningen)
    progress(40.0)
    stop_if(cancelled)
    label_m = kentallen.value("aansluiting.afstand_label") if set(columns.aliases("pand_id")[:1]) & _BAG else 0.0
    rows = Rows(labels(pand), vbo, geometry, demand, status)
    made = one_per_pand(rows, np.flatnonzero(keep), label_m, findings, notes, dropped)
    progress(80.0)
    filled = fill_demand(made.demand, kentallen, notes)
    reason = filled.reason
    reason[~placed[made.row]] = "geen_geometrie"
    order = np.argsort(made.ids.astype(str), kind="stable")
    result = pd.DataFrame(
        {
            "pand_id": made.ids,
            "woningen": filled.woningen,
            "rv_kw": filled.rv_kw,
            "tap_kw": filled.tap_kw,
            "warmte_gj": filled.warmte_gj,
            "status": np.array(STATUSES, dtype=object)[made.status],
            "reason": reason,
        }
    ).iloc[order]
    place = gpd.GeoSeries(geometry[made.row][order], index=result.index, crs=RD)
    progress(100.0)
    made_frame = gpd.GeoDataFrame(result, geometry=place, crs=RD).reset_index(drop=True)
    return Buildings(made_frame, findings, notes, len(table), dropped, made.row[order].astype(np.int64))


def _first_ids(values: pd.Series) -> Texts:
    """Return ids as text; of several (a list, or with commas between) the first."""
    return mapped(values, _first_id, "")


def _first_id(value: Any) -> str:
    if isinstance(value, (list, tuple, set, np.ndarray)):
        return min((as_text(part) for part in value), default="")
    text = as_text(value)
    return min(part.strip() for part in text.split(",")) if "," in text else text


def _vbo(columns: Columns) -> Texts | None:
    """Return the ids of verblijfsobjecten when the rows are those, else None."""
    if "vbo_id" in columns:
        return first_text(columns, "vbo_id")
    aliases = columns.aliases("pand_id")
    if aliases and aliases[0] in PAND_IDS and "identificatie" in aliases:
        return texts(columns.all("pand_id")[aliases.index("identificatie")])
    return None


def _geometry(table: gpd.GeoDataFrame, names: Texts, findings: Findings) -> tuple[Shapes, Flags, Flags]:
    """Return points and areas (None where there is none), which there are, and which had to be repaired."""
    geometry = np.empty(len(table), dtype=object)
    geometry[:] = shapely.force_2d(np.asarray(table.geometry.array, dtype=object))
    lines = is_line(geometry)
    bad = unusable(geometry)
    if lines.any() and (lines | bad).all():
        raise InputError("gebouwen_geen_vlak", count=int(lines.sum()))
    findings.add("pand_is_lijn", "waarschuwing", names[lines], geometry[lines])
    bad |= lines
    geometry[bad] = None
    geometry, repaired = as_footprints(geometry)
    return geometry, ~bad, repaired


def _current(
    columns: Columns,
    required_field: str | None,
    names: Texts,
    geometry: Shapes,
    findings: Findings,
    dropped: dict[str, int],
) -> Flags:
    """Return which rows stand for a building that is there now; the others are listed."""
    ended = np.zeros(len(names), dtype=bool)
    for series in columns.all("einde"):
        _, years, _ = dates(series)
        ended |= years < FOR_EVER
    unused = np.zeros(len(names), dtype=bool)
    for series in columns.all("gebruik"):
        if series.name != required_field:
            unused |= np.asarray(mapped(series, lambda value: key(as_text(value)) in NOT_IN_USE, False), dtype=bool)
    unused &= ~ended
    for kind, rows in (("pand_historie", ended), ("pand_niet_in_gebruik", unused)):
        findings.add(kind, "info", names[rows], geometry[rows])
        if rows.any():
            dropped[kind] = int(rows.sum())
    return np.asarray(~(ended | unused), dtype=bool)


def _status(table: gpd.GeoDataFrame, required_field: str | None, names: Texts, keep: Flags) -> npt.NDArray[np.int64]:
    """Return the position in `STATUSES` of each row."""
    status = np.full(len(table), OPTIONAL)
    if not required_field:
        return status
    if required_field not in table.columns:
        raise FieldError(
            "gebouwen_veld", column=required_field, columns=", ".join(str(c) for c in table.columns if c != "geometry")
        )
    words = mapped(table[required_field], lambda value: as_text(value).lower(), "")
    for row in np.flatnonzero(keep & (words != "")):
        if words[row] not in _WORDS:
            raise InputError("gebouw_status", building=names[row], value=words[row], column=required_field)
        status[row] = _WORDS[words[row]]
    return status
