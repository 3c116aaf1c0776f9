"""Warmtekavels as the world delivers them: areas with an id or a name, in any order and state."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from ..errors import InputError
from ..findings import Findings
from ..readers.fields import Aliases, find
from ..readers.shapes import Shapes, as_footprints, unusable
from ..readers.tables import first_text, in_rd, unique_ids
from ..readers.values import Flags, Texts
from ..schema import RD
from ..wording import amount, note
from .columns import REST, TOTAAL

KAVEL: Aliases = {
    "kavel_id": (
        *("kavelid", "warmtekavelid", "kavel", "warmtekavel", "kavelnr", "kavelnummer", "kavelcode", "gebiedid"),
        *("clusterid", "buurtcode", "bucode", "wijkcode", "wkcode", "gemeentecode", "statcode", "identificatie"),
        *("code", "nummer", "nr", "gmlid", "objectid", "id", "fid"),
    ),
    "naam": (
        *("naam", "kavelnaam", "warmtekavelnaam", "gebiedsnaam", "gebied", "buurtnaam", "bunaam", "buurt", "wijknaam"),
        *("wknaam", "wijk", "gemeentenaam", "statnaam", "name", "label", "omschrijving", "titel"),
    ),
}
"""Roles of the columns of a layer with kavels; also those of ``KAVELS_UIT``."""

Ints = npt.NDArray[np.int64]

_DIGITS = re.compile(r"(\d+)")


@dataclass
class Kavels:
    """Kavels as read.

    Attributes
    ----------
    frame
        Valid (Multi)Polygon (2D), `RD`, in natural order of id (K2 before K10), RangeIndex. Columns: kavel_id (unique,
        none of `REST`, `TOTAAL`), naam.
    findings
        What was left out or repaired.
    notes
        Sentences for the log and the metadata (Dutch).
    read
        Rows of the layer; ``read == len(frame) + sum(dropped.values())``.
    dropped
        Rows that are no kavel, by kind of finding.
    """

    frame: gpd.GeoDataFrame
    findings: Findings
    notes: list[str] = field(default_factory=list)
    read: int = 0
    dropped: dict[str, int] = field(default_factory=dict)


def read_kavels(
    frame: gpd.GeoDataFrame,
    *,
    id_field: str | None = None,
    name_field: str | None = None,
    repaired: Sequence[int] = (),
) -> Kavels:
    """Read kavels.

    Parameters
    ----------
    frame
        Areas, EPSG:28992 or with a CRS.
    id_field, name_field
        Columns with id and name; None or "": those whose name is known, else the kavels are numbered by their place.
    repaired
        Rows whose polygon was repaired before: they are listed like those that are repaired here.

    Raises
    ------
    InputError
        The layer is empty, or holds no area at all.
    FieldError
        A column is not there.
    """
    if not len(frame):
        raise InputError("kavels_leeg")
    table = in_rd(frame, "kavels")
    own = {"kavel_id": id_field, "naam": name_field}
    columns = find(table, KAVEL, {role: name for role, name in own.items() if name})
    findings, notes, dropped = Findings(), list[str](), dict[str, int]()
    ids, names = first_text(columns, "kavel_id"), first_text(columns, "naam")
    ids = np.where(ids == "", names, ids).astype(object)
    called = np.where(ids == "", note("kavels_zonder_id"), ids)
    geometry, keep = _areas(table, called, findings, dropped)
    before = np.array([row for row in repaired if keep[row]], dtype=np.int64)
    findings.add("kavel_hersteld", "waarschuwing", called[before], geometry[before])
    rows = np.flatnonzero(keep)
    rows = rows[_order(ids[rows], names[rows], geometry[rows])]
    ids, names, geometry = ids[rows], names[rows], geometry[rows]
    numbered = ids == ""
    if numbered.any():
        ids[numbered] = [note("kavels_nummer", n=i + 1) for i in range(int(numbered.sum()))]
        notes.append(note("kavels_notitie_nummers", n=amount(int(numbered.sum()))))
    ids, changed = unique_ids(ids, taken=(REST, TOTAAL))
    findings.add("kavel_id_dubbel", "waarschuwing", ids[changed], geometry[changed])
    order = natural_order(ids)
    result = gpd.GeoDataFrame(
        {"kavel_id": ids[order], "naam": np.where(names == "", ids, names)[order]}, geometry=geometry[order], crs=RD
    )
    return Kavels(result, findings, notes, len(table), dropped)


def read_area(frame: gpd.GeoDataFrame | None) -> Shapes:
    """Return the area of a municipality as one geometry in an array of shape (1,); empty without one.

    Raises
    ------
    InputError
        The layer holds no area.
    """
    if frame is None or not len(frame):
        return np.empty(0, dtype=object)
    table = in_rd(frame, "gebied")
    geometry, keep = _areas(table, np.full(len(table), "", dtype=object), Findings(), {}, "gebied_geen_vlak")
    return np.array([shapely.union_all(geometry[keep])], dtype=object)


def natural_order(ids: Texts) -> Ints:
    """Return the order in which numbers within ids count as numbers: K2 before K10."""
    keys = [
        [(0, int(part), "") if part.isdigit() and part.isascii() else (1, 0, part) for part in _DIGITS.split(name)]
        for name in ids
    ]
    return np.array(sorted(range(len(keys)), key=lambda i: (keys[i], ids[i])), dtype=np.int64)


def _areas(
    table: gpd.GeoDataFrame, ids: Texts, findings: Findings, dropped: dict[str, int], refusal: str = "kavels_geen_vlak"
) -> tuple[Shapes, Flags]:
    """Return valid areas, and which rows have one; the others are listed."""
    geometry = np.empty(len(table), dtype=object)
    geometry[:] = shapely.force_2d(np.asarray(table.geometry.array, dtype=object))
    lost = unusable(geometry)
    other = ~lost & ~np.isin(shapely.get_type_id(geometry), (3, 6, 7))
    geometry[lost] = None
    solid = ~lost & ~other
    found, repaired = as_footprints(geometry[solid])
    geometry[solid] = found
    other |= solid & ~np.isin(shapely.get_type_id(geometry), (3, 6))
    if not (solid & ~other).any():
        raise InputError(refusal, count=int(other.sum()), empty=int(lost.sum()))
    mended = np.flatnonzero(solid)[repaired]
    mended = mended[~other[mended]]
    findings.add("kavel_hersteld", "waarschuwing", ids[mended], geometry[mended])
    for kind, rows in (("kavel_zonder_vlak", lost), ("kavel_geen_vlak", other)):
        findings.add(kind, "fout", ids[rows], geometry[rows])
        if rows.any():
            dropped[kind] = int(rows.sum())
    return geometry, solid & ~other


def _order(ids: Texts, names: Texts, geometry: Shapes) -> Ints:
    """Return kavels by id, name and place, so that what is numbered does not depend on the order of the rows."""
    xmin, ymin, xmax, ymax = shapely.bounds(geometry).T
    shape = shapely.to_wkb(shapely.normalize(geometry)).astype(object)
    ranks = np.argsort(np.argsort(shape, kind="stable"))
    return np.asarray(np.lexsort((ranks, ymax, xmax, -ymin, xmin, names.astype(str), ids.astype(str))), dtype=np.int64)
