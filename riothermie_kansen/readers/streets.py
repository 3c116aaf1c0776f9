"""Street centre lines as the world delivers them -> one table of single, plain lines."""

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
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..lines import end_points
from ..schema import RD
from ..wording import amount, note
from .fields import Aliases, Columns, find
from .tables import Geometries, first_number, first_text, in_rd, labels, unique_ids
from .values import Flags, Reals, Texts, mapped, numbers

STREET: Aliases = {
    "straat_id": (
        *("traceid", "straatid", "leidingid", "wvkid", "wegvakid", "osmid", "fullid", "lokaalid", "gmlid", "objid"),
        *("objectid", "id"),
    ),
    "naam": (
        *("naam", "sttnaam", "straatnaam", "straat", "wegnaam", "name", "nam", "openbareruimtenaam", "naamnl"),
        *("awegnummer", "nwegnummer"),
    ),
    "niveau": (
        *("niveau", "relhoogte", "relatievehoogteligging", "relatievehoogte", "hoogteniveau", "hoogteligging"),
        "layer",
    ),
    "brug": ("brug", "bridge"),
    "tunnel": ("tunnel",),
    "tags": ("othertags",),
    "knoop_begin": ("knoopbegin", "jteidbeg", "jteidbegin", "jtebegid", "beginknoop", "u"),
    "knoop_eind": ("knoopeind", "jteidend", "jteideind", "jteendid", "eindknoop", "v"),
    "factor": (),
    "klasse": (),
    "existing_dn": ("existingdn", "dn", "dnmm", "nominalediameter", "diametermm", "diameter", "buitendiameter"),
    "rol": ("rol",),
    "pand_id": ("pandid",),
    "highway": ("highway",),
    "ander": (
        *("railway", "waterway", "aerialway", "power", "barrier", "manmade", "landuse", "boundary", "natural"),
        "aeroway",
    ),
}
"""Roles of the columns of a layer of streets (NWB, OSM, TOP10NL, BGT, own output); ``factor`` and ``klasse`` only when
the user says which columns they are."""

SERVICE = "aansluiting"
"""Value of ``rol`` of a house connection in this plugin's own output."""

NO_STREET = frozenset(
    ("proposed", "planned", "construction", "razed", "demolished", "abandoned", "platform", "elevator", "corridor")
)
"""Values of OSM's ``highway`` that are no street (yet, any more, or a thing inside a building)."""

STREET_COLUMNS = ("straat_id", "naam", "niveau", "knoop_begin", "knoop_eind", "factor", "klasse", "existing_dn")
"""Columns of `Streets.lines`, beside the geometry."""

DROPPED = ("straat_zonder_geometrie", "straat_ongeldig", "straat_geen_lijn", "straat_lengte_nul", "geen_straat")
"""Kinds of finding that stand for a row that was left out."""

_NO = frozenset(("", "no", "nee", "n", "f", "false", "0", "none"))
_POINTS, _RING, _LINE, _POLYGONS = (0, 4), 2, 1, (3, 6)
_LEVELS = 50
"""Levels beyond this are no levels."""


@dataclass
class Streets:
    """Streets, hand-drawn traces or an existing network as read: lines, not yet a graph.

    Attributes
    ----------
    lines
        LineString (2D, no repeated points, longer than 0; may cross itself or be closed), EPSG:28992. Columns:
        ``straat_id`` (text, unique, not empty), ``naam`` (text), ``niveau`` (int, 0 where unknown), ``knoop_begin``
        and ``knoop_eind`` (text, "" where unknown), ``factor`` (float, NaN where unknown), ``klasse`` (text, "" where
        unknown) and ``existing_dn`` (text, "" where unknown).
    read
        Number of rows as delivered; each is in `lines` (parts of one row as several lines), in `service`, or listed
        once with a kind in `DROPPED`.
    findings
        What was repaired or left out.
    notes
        Sentences for the log and the metadata (Dutch).
    service
        House connections in an existing network (rows with rol "aansluiting"): LineString with ``pand_id`` (text) and
        ``dn`` (text).
    """

    lines: gpd.GeoDataFrame
    read: int
    findings: Findings
    notes: list[str] = field(default_factory=list)
    service: gpd.GeoDataFrame = field(default_factory=gpd.GeoDataFrame)


def read_streets(
    frame: pd.DataFrame,
    *,
    fields: Mapping[str, str] | None = None,
    factor_field: str | None = None,
    class_field: str | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Streets:
    """Read centre lines of streets, hand-drawn traces or existing pipes.

    Parameters
    ----------
    frame
        Lines with the columns of NWB, OSM, TOP10NL, BGT, a municipality or this plugin's ``TRACE``; in EPSG:28992 or
        with a CRS. May be empty.
    fields
        Role (see `STREET`) to column name; goes before the names that are known.
    factor_field, class_field
        Columns with the price factor of the surface and with its class.
    kentallen
        Group ``straten``.

    Raises
    ------
    InputError
        The layer holds no lines but polygons or points, has no geometry, or a factor is negative.
    FieldError
        The field map has an unknown role or a column that is not there.
    """
    table = in_rd(frame, "straten")
    own = {"factor": factor_field, "klasse": class_field}
    columns = find(table, STREET, {**(fields or {}), **{role: name for role, name in own.items() if name}})
    findings, notes = Findings(), list[str]()
    names = labels(first_text(columns, "straat_id"))
    parts, row = _single_lines(table, names, findings, notes)
    stop_if(cancelled)
    progress(50.0)
    rol, highway = first_text(columns, "rol"), first_text(columns, "highway")
    other = _no_street(columns, highway)
    gone = np.unique(row[other[row]])
    findings.add("geen_straat", "info", names[gone], _first_part(parts, row, gone), tag=_kinds(columns, highway)[gone])
    parts, row = parts[~other[row]], row[~other[row]]
    house = rol[row] == SERVICE
    service = gpd.GeoDataFrame(
        {
            "pand_id": first_text(columns, "pand_id")[row[house]],
            "dn": first_text(columns, "existing_dn")[row[house]],
        },
        geometry=parts[house],
        crs=RD,
    )
    parts, row = parts[~house], row[~house]
    ids, changed = unique_ids(names[row])
    first = np.ones(len(row), dtype=bool)
    first[1:] = row[1:] != row[:-1]
    if (changed & first).any():
        notes.append(note("notitie_straat_dubbel_id", n=int((changed & first).sum())))
    if len(service):
        notes.append(note("notitie_straat_aansluitingen", n=len(service)))
    begin, end = _junctions(columns, parts, row, kentallen, notes)
    lines = gpd.GeoDataFrame(
        {
            "straat_id": ids,
            "naam": first_text(columns, "naam")[row],
            "niveau": _levels(columns)[row],
            "knoop_begin": begin,
            "knoop_eind": end,
            "factor": _factors(columns, names, findings, row),
            "klasse": first_text(columns, "klasse")[row],
            "existing_dn": first_text(columns, "existing_dn")[row],
        },
        geometry=parts,
        crs=RD,
    )
    progress(100.0)
    return Streets(lines, len(table), findings, notes, service)


def _single_lines(
    table: gpd.GeoDataFrame, names: Texts, findings: Findings, notes: list[str]
) -> tuple[Geometries, npt.NDArray[np.int64]]:
    """Return plain lines and the row each belongs to, in order; rows without one are listed."""
    n = len(table)
    geometry = np.asarray(shapely.force_2d(np.asarray(table.geometry.array, dtype=object)), dtype=object)
    parts, row = shapely.get_parts(geometry, return_index=True)
    parts, inner = shapely.get_parts(parts, return_index=True)  # lines within a collection
    row = row[inner].astype(np.int64)
    kind = shapely.get_type_id(parts)
    rings = kind == _RING
    if rings.any():
        parts[rings] = [shapely.LineString(shapely.get_coordinates(ring)) for ring in parts[rings]]
        kind[rings] = _LINE
    line = (kind == _LINE) & ~shapely.is_empty(parts)
    if not line.any():
        _no_lines(kind)
    reason = np.full(n, "straat_zonder_geometrie", dtype=object)
    reason[row[~np.isin(kind, (_LINE,)) & ~shapely.is_empty(parts)]] = "straat_geen_lijn"
    parts, row = parts[line], row[line]
    coordinates, index = shapely.get_coordinates(parts, return_index=True)
    finite = np.ones(len(parts), dtype=bool)
    finite[index[~np.isfinite(coordinates).all(axis=1)]] = False
    reason[row[~finite]] = "straat_ongeldig"
    parts, row = _without_repeats(parts[finite]), row[finite]
    long = shapely.length(parts) > 0
    reason[row[~long]] = "straat_lengte_nul"
    pieces = np.bincount(row, minlength=n)
    parts, row = parts[long], row[long]
    good = np.bincount(row, minlength=n)
    for problem in DROPPED[:4]:
        listed = (reason == problem) & (good == 0)
        findings.add(problem, "waarschuwing", names[listed], geometry[listed] if problem == DROPPED[2] else None)
    partly = (good > 0) & (good < pieces)
    findings.add("straat_deel_weg", "info", names[partly], n=(pieces - good)[partly])
    several = good > 1
    if several.any():
        notes.append(note("notitie_straat_delen", n=int(several.sum()), parts=int(good[several].sum())))
    return parts, row


def _no_lines(kind: npt.NDArray[Any]) -> None:
    """Say that a layer without lines cannot be streets; an empty layer may be."""
    polygons, points = np.isin(kind, _POLYGONS), np.isin(kind, _POINTS)
    if polygons.any():
        raise InputError("streets_polygons", n=int(polygons.sum()))
    if points.any():
        raise InputError("streets_points", n=int(points.sum()))


def _without_repeats(parts: Geometries) -> Geometries:
    """Return lines without points that repeat the one before them; a line of one place gets length 0."""
    coordinates, index = shapely.get_coordinates(parts, return_index=True)
    again = (index[1:] == index[:-1]) & (coordinates[1:] == coordinates[:-1]).all(axis=1)
    if not again.any():
        return parts
    touched = np.zeros(len(parts), dtype=bool)
    touched[index[1:][again]] = True
    keep = np.concatenate([[True], ~again])
    count = np.bincount(index[keep], minlength=len(parts))
    touched &= count > 1  # of one place: leave the line of length 0 as it is
    chosen = keep & touched[index]
    _, position = np.unique(index[chosen], return_inverse=True)
    result = parts.copy()
    result[touched] = shapely.linestrings(coordinates[chosen], indices=position.reshape(-1))
    return result


def _first_part(parts: Geometries, row: npt.NDArray[np.int64], rows: npt.NDArray[np.int64]) -> Geometries:
    """Return the first line of each of some rows; `row` ascends."""
    return np.asarray(parts[np.searchsorted(row, rows)], dtype=object)


def _no_street(columns: Columns, highway: Texts) -> Flags:
    """Return the rows of an OSM layer that are no street. Shape (n,)."""
    words = pd.Series(highway, dtype=object).str.lower().to_numpy(dtype=object)
    result = np.isin(words.astype(str), sorted(NO_STREET))
    if "highway" in columns and (highway != "").any():
        # a hand-drawn line among OSM's has no tags at all, a railway or a ditch has others
        result |= (highway == "") & (_kinds(columns, highway) != "")
    return np.asarray(result, dtype=bool)


def _kinds(columns: Columns, highway: Texts) -> Texts:
    """Return the value of OSM's tag that says what a line is. Shape (n,)."""
    other = first_text(columns, "ander")
    tags = first_text(columns, "tags")
    known = pd.Series(tags, dtype=object).str.extract(r'"(?:railway|power|route|landuse|boundary)"=>"([^"]*)"')[0]
    found = np.where(other != "", other, known.fillna("").to_numpy(dtype=object))
    return np.asarray(np.where(highway != "", highway, found), dtype=object)


def _levels(columns: Columns) -> npt.NDArray[np.int64]:
    """Return the level of each row: as given, else 1 for a bridge, -1 for a tunnel and 0. Shape (n,)."""
    n = len(columns.frame)
    level = np.full(n, np.nan)
    for series in columns.all("niveau"):
        found, _ = numbers(series)  # QGIS calls a column "layer" that holds the name of a layer: no number, no level
        level = np.where(np.isnan(level), found, level)
    tags = pd.Series(first_text(columns, "tags"), dtype=object)
    if (tags != "").any():
        found, _ = numbers(tags.str.extract(r'"layer"=>"([^"]*)"')[0])
        level = np.where(np.isnan(level), found, level)
    level = np.where(np.isnan(level) | (np.abs(level) > _LEVELS), 0.0, np.round(level))
    bridge, tunnel = _yes(columns, "brug", tags, "bridge"), _yes(columns, "tunnel", tags, "tunnel")
    level = np.where((level == 0) & bridge, 1.0, level)
    return np.where((level == 0) & tunnel, -1.0, level).astype(np.int64)


def _yes(columns: Columns, role: str, tags: pd.Series, tag: str) -> Flags:
    """Tell per row whether a flag is set: any value but "no". Shape (n,)."""
    result = np.zeros(len(columns.frame), dtype=bool)
    for series in columns.all(role):
        result |= mapped(series, lambda value: str(value).strip().lower() not in _NO, False).astype(bool)
    if (tags != "").any():
        value = tags.str.extract(f'"{tag}"=>"([^"]*)"')[0].fillna("").str.lower()
        result |= ~value.isin(_NO).to_numpy()
    return result


def _junctions(
    columns: Columns, parts: Geometries, row: npt.NDArray[np.int64], kentallen: Kentallen, notes: list[str]
) -> tuple[Texts, Texts]:
    """Return the ids of the junctions at both ends; "" where the ids of one junction lie far apart. Shape (p,)."""
    ends = [first_text(columns, role)[row] for role in ("knoop_begin", "knoop_eind")]
    for names in ends:
        names[np.isin(names.astype(str), ("0", "-1"))] = ""
    if not len(parts) or not any((names != "").any() for names in ends):
        return ends[0], ends[1]
    # the parts of a multipart row share its ids: only a row of one line has them at its own ends
    single = np.bincount(row, minlength=len(columns.frame))[row] == 1
    start, stop = end_points(parts)
    table = pd.DataFrame(np.concatenate([start[single], stop[single]]), columns=["x", "y"])
    table["id"] = np.concatenate([names[single] for names in ends])
    spread = table[table["id"] != ""].groupby("id").agg(["min", "max"])
    apart = np.maximum(spread["x"]["max"] - spread["x"]["min"], spread["y"]["max"] - spread["y"]["min"])
    wrong = apart.index[apart > kentallen.value("straten.knoop_spreiding_m")]
    if len(wrong):
        for names in ends:
            names[np.isin(names.astype(str), np.asarray(wrong, dtype=str))] = ""
        notes.append(
            note("notitie_straat_knopen", n=len(wrong), m=amount(kentallen.value("straten.knoop_spreiding_m"), 1))
        )
    return ends[0], ends[1]


def _factors(columns: Columns, names: Texts, findings: Findings, row: npt.NDArray[np.int64]) -> Reals:
    """Return the factor of each line, NaN where unknown.

    Raises
    ------
    InputError
        A factor is negative.
    """
    factor = first_number(columns, "factor", names, findings, None)
    negative = np.flatnonzero(factor < 0)
    if len(negative):
        raise InputError("streets_factor", street=names[negative[0]], value=f"{factor[negative[0]]:g}")
    return np.asarray(factor[row], dtype=np.float64)
