"""Ground and what stands in it: parcels, public green, trees, sewers and other obstacles of any delivery."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..errors import InputError
from ..findings import Findings, Severity
from ..schema import RD
from ..wording import amount, note
from .bag_names import FOR_EVER, REGISTRATION_END, VALID_END
from .fields import Aliases, Columns, find
from .shapes import Shapes, as_footprints, is_line, unusable
from .tables import first_number, first_text, in_rd, labels, unique_ids
from .values import Flags, Texts, as_text, dates, key, mapped

PERCELEN, GROEN = "PERCELEN", "GROEN"
"""Roles of areas. PERCELEN: ground of whoever owns the buildings on it; GROEN: public ground."""

BOMEN, RIOOL, OBSTAKELS = "BOMEN", "RIOOL", "OBSTAKELS"
"""Roles of what a loop keeps away from."""

GROUND: Aliases = {
    "perceel_id": (
        *("perceelid", "identificatielokaalid", "kadastraleaanduiding", "perceelcode", "lokaalid", "identificatie"),
        *("bgtid", "gmlid", "naam", "objectid", "ogcfid", "fid", "id"),
    ),
    "gemeente": ("kadastralegemeentecode", "akrkadastralegemeentecodewaarde", "kadastralegemeentewaarde"),
    "sectie": ("sectie",),
    "nummer": ("perceelnummer",),
    "status": ("status", "statusobject", "bgtstatus", "statushistorie", "statushistoriewaarde"),
    "einde": (*REGISTRATION_END, *VALID_END, "historieeindregistratie", "tijdstipverval"),
    "hoogte": ("relatievehoogteligging", "hoogteligging"),
    "soort": ("fysiekvoorkomen", "bgtfysiekvoorkomen"),
}
"""Roles of the columns of parcels (PDOK BRK, any other), the BGT and the rest."""

_GONE = frozenset({"vervallen", "historisch", "historie", "ingetrokken", "vervangen", "gesloopt", "verwijderd", "plan"})
_PRIVATE = "erf"
_MOST = 50
"""Of more rows that are left out for one reason a single finding tells."""


@dataclass
class Ground:
    """Parcels or public ground as read.

    Attributes
    ----------
    frame
        Valid (Multi)Polygon (2D), `RD`, in order of perceel_id, RangeIndex. Columns: perceel_id (unique).
    findings, notes
        What was left out or repaired; sentences for the log and the metadata (Dutch).
    read, dropped
        Rows of the layer, and those that are no ground by kind; ``read == len(frame) + sum(dropped.values())``.
    """

    frame: gpd.GeoDataFrame
    findings: Findings
    notes: list[str] = field(default_factory=list)
    read: int = 0
    dropped: dict[str, int] = field(default_factory=dict)


@dataclass
class Obstacles:
    """What loops keep away from, as read.

    Attributes
    ----------
    geometry
        Shape (n,): points, lines or valid areas (2D), `RD`.
    findings, notes, read, dropped
        As of `Ground`.
    """

    geometry: Shapes
    findings: Findings
    notes: list[str] = field(default_factory=list)
    read: int = 0
    dropped: dict[str, int] = field(default_factory=dict)


def read_ground(frame: gpd.GeoDataFrame, role: str) -> Ground:
    """Read parcels or public ground.

    History, rows that repeat a parcel, and rows below or above the surface (BGT ``relatieve_hoogteligging``) are left
    out; of public ground also what the BGT calls ``erf``, which is private. Every row that is left out is listed.

    Parameters
    ----------
    frame
        Polygons, EPSG:28992 or with a CRS.
    role
        `PERCELEN` or `GROEN`.

    Raises
    ------
    InputError
        The layer holds no area at all.
    """
    table = in_rd(frame, role.lower())
    columns = find(table, GROUND)
    findings, dropped = Findings(), dict[str, int]()
    ids = labels(_ids(columns))
    geometry, lost = _geometry(table)
    other = ~lost & (shapely.get_dimensions(geometry) < 2) | is_line(geometry)
    solid = ~lost & ~other
    geometry[solid], mended = as_footprints(geometry[solid])
    repaired = np.zeros(len(table), dtype=bool)
    repaired[solid] = mended
    flat = solid & (shapely.get_dimensions(geometry) < 2)
    other |= flat
    keep = solid & ~flat
    if len(table) and not keep.any():
        raise InputError("grond_geen_vlak", layer=role, count=int(other.sum()), empty=int(lost.sum()))
    ended = keep & _ended(columns)
    height = np.nan_to_num(first_number(columns, "hoogte", ids, findings, geometry))
    level = keep & ~ended & (height != 0)
    private = np.zeros(len(table), dtype=bool)
    if role == GROEN:
        words = mapped(pd.Series(first_text(columns, "soort"), dtype=object), lambda text: key(as_text(text)), "")
        private = keep & ~ended & ~level & (words == _PRIVATE)
    keep &= ~(ended | level | private)
    double = _double(ids, geometry, keep)
    keep &= ~double
    for kind, rows in (("grond_zonder_vlak", lost), ("grond_geen_vlak_rij", other)):
        _list(findings, dropped, kind, "fout", ids[rows], geometry[rows], role)
    for kind, rows in (
        ("grond_historie", ended), ("grond_niet_maaiveld", level), ("grond_erf", private), ("grond_dubbel", double),
    ):  # fmt: skip
        _list(findings, dropped, kind, "info", ids[rows], geometry[rows], role)
    findings.add("grond_hersteld", "waarschuwing", ids[keep & repaired], geometry[keep & repaired], layer=role)
    rows = _ordered(ids, geometry, np.flatnonzero(keep))
    named, changed = unique_ids(ids[rows])
    findings.add("grond_id_dubbel", "waarschuwing", named[changed], geometry[rows][changed], layer=role)
    order = np.argsort(named.astype(str), kind="stable")
    result = gpd.GeoDataFrame({"perceel_id": named[order]}, geometry=list(geometry[rows][order]), crs=RD)
    told = note("grond_gelezen", layer=role, n=amount(len(rows)), read=amount(len(table)))
    return Ground(result, findings, [told], len(table), dropped)


def read_obstacles(frame: gpd.GeoDataFrame, role: str) -> Obstacles:
    """Read trees, sewers or other things in the ground: points, lines and areas as they are.

    Raises
    ------
    InputError
        The layer has no geometry.
    """
    table = in_rd(frame, role.lower())
    columns = find(table, GROUND)
    findings, dropped = Findings(), dict[str, int]()
    ids = labels(_ids(columns))
    geometry, lost = _geometry(table)
    ended = ~lost & _ended(columns)
    keep = ~lost & ~ended
    areas = np.flatnonzero(keep & (shapely.get_dimensions(geometry) == 2))
    geometry[areas], repaired = as_footprints(geometry[areas])
    _list(findings, dropped, "obstakel_zonder_plaats", "fout", ids[lost], geometry[lost], role)
    _list(findings, dropped, "grond_historie", "info", ids[ended], geometry[ended], role)
    findings.add("grond_hersteld", "waarschuwing", ids[areas[repaired]], geometry[areas[repaired]], layer=role)
    told = note("obstakels_gelezen", layer=role, n=amount(int(keep.sum())), read=amount(len(table)))
    return Obstacles(geometry[keep], findings, [told], len(table), dropped)


def _ids(columns: Columns) -> Texts:
    """Return the cadastral name (``UTR00 A 123``) where its parts are there, else an id or what is there of the name.

    Shape (n,).
    """
    parts = [first_text(columns, role) for role in ("gemeente", "sectie", "nummer")]
    whole = (parts[0] != "") & (parts[1] != "") & (parts[2] != "")
    named = np.array([" ".join(row).strip() for row in zip(*parts, strict=True)], dtype=object)
    found = first_text(columns, "perceel_id")
    return np.where(whole | ((found == "") & (parts[2] != "")), named, found).astype(object)


def _geometry(table: gpd.GeoDataFrame) -> tuple[Shapes, Flags]:
    """Return 2D geometries (None where unusable), and which are unusable."""
    geometry = np.empty(len(table), dtype=object)
    geometry[:] = shapely.force_2d(np.asarray(table.geometry.array, dtype=object))
    lost = unusable(geometry)
    geometry[lost] = None
    return geometry, lost


def _ended(columns: Columns) -> Flags:
    """Tell which rows are history, withdrawn or not there yet."""
    ended = np.zeros(len(columns.frame), dtype=bool)
    for series in columns.all("einde"):
        _, years, _ = dates(series)
        ended |= years < FOR_EVER
    for series in columns.all("status"):
        ended |= np.asarray(mapped(series, lambda value: key(as_text(value)) in _GONE, False), dtype=bool)
    return ended


def _double(ids: Texts, geometry: Shapes, keep: Flags) -> Flags:
    """Tell which rows repeat an earlier one: same id and same area."""
    rows = np.flatnonzero(keep)
    shape = pd.factorize(shapely.to_wkb(shapely.normalize(geometry[rows])))[0]
    double = np.zeros(len(ids), dtype=bool)
    double[rows] = pd.DataFrame({"id": ids[rows], "shape": shape}).duplicated().to_numpy()
    return double


def _ordered(ids: Texts, geometry: Shapes, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return rows by id, then by place: what gets a number does not depend on the order of the rows."""
    xmin, ymin, xmax, ymax = shapely.bounds(geometry[rows]).reshape(-1, 4).T
    order = np.lexsort((shapely.area(geometry[rows]), ymax, xmax, ymin, xmin, ids[rows].astype(str)))
    return np.asarray(rows[order], dtype=np.int64)


def _list(
    findings: Findings, dropped: dict[str, int], kind: str, severity: Severity, ids: Texts, geometry: Shapes, role: str
) -> None:
    """List the rows that are left out, of many one finding for all, and count them."""
    if len(ids):
        findings.add_most(kind, severity, ids, geometry, most=_MOST, layer=role)
        dropped[kind] = dropped.get(kind, 0) + len(ids)
