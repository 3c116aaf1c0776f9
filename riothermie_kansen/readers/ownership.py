"""Who owns a dwelling: a layer or list with the property of corporaties, or a field that says it."""

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
from ..demand.columns import CORPORATIE, PARTICULIER
from ..errors import FieldError, InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..schema import RD
from ..wording import amount, note
from .bag import Listing
from .bag_ids import first_ids, kind_of
from .dwelling_words import owner, plain
from .fields import Aliases, Columns, find
from .join_keys import address_keys, house_numbers, postcodes
from .shapes import as_footprints, unusable
from .tables import column_names, first_text, in_rd
from .values import Texts, as_text, mapped

OWNER: Aliases = {
    "object_id": (
        "verblijfsobjectid",
        "verblijfsobjectidentificatie",
        "bagverblijfsobjectid",
        "vboid",
        "vbo",
        "objectid",
    ),
    "pand_id": ("pandid", "pandidentificatie", "bagpandid"),
    "id": ("identificatie", "bagid", "bagidentificatie"),
    "postcode": ("postcode", "pc6"),
    "huisnummer": ("huisnummer", "huisnr"),
    "huisletter": ("huisletter",),
    "toevoeging": ("toevoeging", "huisnummertoevoeging", "huisnummertoev", "huisnrtoev"),
    "eigenaar": (
        *("eigenaar", "eigendom", "eigenaartype", "typeeigenaar", "soorteigenaar", "eigendomsvorm", "eigenaarnaam"),
        *("naameigenaar", "bezit", "verhuurder", "owner"),
    ),
    "corporatie": ("corporatie", "corporatiebezit", "woningcorporatie", "iscorporatie", "corporatienaam"),
}
"""Roles of the columns of a list with owners."""

COLUMNS = ("object_id", "pand_id", "postcode", "huisnummer", "huisletter", "toevoeging", "eigenaar")
_YES = frozenset(("ja", "j", "yes", "y", "true", "waar", "1", "x"))
_NO = frozenset(("nee", "n", "no", "false", "onwaar", "0", "geen"))
_EXAMPLES = 5


@dataclass
class Owners:
    """Owners, one row per object, pand, address or place.

    Attributes
    ----------
    frame
        `RD`; Point or (Multi)Polygon 2D, None without a place. RangeIndex, sorted. Columns: `COLUMNS`, all text; owner
        as `demand.columns.EIGENAREN`.
    findings
        What cannot be read.
    notes
        Sentences for the log (Dutch).
    read
        Rows as delivered.
    dropped
        Rows that are not a row of `frame`, by kind; ``read == len(frame) + sum(dropped.values())``.
    """

    frame: gpd.GeoDataFrame
    findings: Findings
    notes: list[str] = field(default_factory=list)
    read: int = 0
    dropped: dict[str, int] = field(default_factory=dict)


def read_owners(
    source: gpd.GeoDataFrame | pd.DataFrame,
    *,
    owner_field: str | None = None,
    fields: Mapping[str, str] | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Owners:
    """Read owners.

    Every row is property of a corporatie, unless a field says otherwise: a kind of owner (koop, sociale huur ...), the
    name of a corporatie, or yes and no.

    Parameters
    ----------
    source
        Points or polygons, EPSG:28992 or with a CRS, or a table; with ids of objects or panden, addresses, or places.
    owner_field
        Column with the owner; None or "": found by its name, if there is one.
    fields
        Role (see `OWNER`) to column name; goes before the names that are known.
    kentallen
        Group ``label``.

    Raises
    ------
    InputError
        There are no rows, or nothing tells which dwelling a row is about.
    FieldError
        `fields` or `owner_field` names a column that is not there.
    """
    if not len(source):
        raise InputError("eigenaren_leeg")
    table, geometry = _places(source)
    columns = find(table, OWNER, fields)
    if not (any(role in columns for role in ("object_id", "pand_id", "id", "postcode")) or geometry is not None):
        raise InputError("eigenaren_kolommen", columns=", ".join(map(str, table.columns[:30])))
    notes, lists = list[str](), Listing(Findings(), {}, int(kentallen.value("label.lijst")))
    found, lost = _keys(columns)
    shapes = np.full(len(table), None, dtype=object) if geometry is None else geometry
    kinds, unknown = _owners(table, columns, owner_field, notes)
    progress(50)
    stop_if(cancelled)
    called = _called(found)
    no_place = np.array([shape is None for shape in shapes], dtype=bool)
    nowhere = (found["object_id"] == "") & (found["pand_id"] == "") & (found["address"] == "") & no_place
    nobody = ~nowhere & (kinds == "")
    lists.drop("eigenaar_id_verminkt", "waarschuwing", called[nowhere & lost])
    lists.drop("eigenaar_zonder_plaats", "info", called[nowhere & ~lost])
    if nobody.any():
        lists.dropped["eigenaar_onbekend"] = int(nobody.sum())
    said = np.array([text[:40] for text in unknown[nobody]], dtype=object)
    lists.add("eigenaar_onbekend", "info", called[nobody], shapes[nobody], text=said)
    keep = np.flatnonzero(~(nowhere | nobody))
    frame = pd.DataFrame({name: found[name][keep] for name in COLUMNS[:-1]}, dtype=object).assign(eigenaar=kinds[keep])
    frame = _sorted(frame, shapes[keep], lists)
    counts = frame["eigenaar"].value_counts()
    n, social = len(frame), int(counts.get(CORPORATIE, 0))
    notes.append(note("eigenaren_notitie", rows=amount(n), n=n, social=amount(social)))
    progress(100)
    return Owners(frame, lists.findings, notes, len(table), lists.dropped)


def _places(source: pd.DataFrame) -> tuple[pd.DataFrame, npt.NDArray[Any] | None]:
    """Return the table, and its points and areas (None: no place in this row), None when it is no layer."""
    if not isinstance(source, gpd.GeoDataFrame) or source._geometry_column_name not in source.columns:
        return pd.DataFrame(source).reset_index(drop=True), None
    table = in_rd(source, "eigenaren")
    geometry = np.empty(len(table), dtype=object)
    geometry[:] = shapely.force_2d(np.asarray(table.geometry.array, dtype=object))
    bad = unusable(geometry) | (shapely.get_dimensions(geometry) == 1)
    geometry[bad] = None
    return table, None if bad.all() else as_footprints(geometry)[0]


def _keys(columns: Columns) -> tuple[dict[str, Texts], npt.NDArray[np.bool_]]:
    """Return the ids and the parts of the address of each row, and where an id has lost digits."""
    n = len(columns.frame)
    lost = np.zeros(n, dtype=bool)
    ids: dict[str, Texts] = {}
    for role in ("object_id", "pand_id", "id"):
        ids[role], wrong = first_ids(columns, role)
        lost |= wrong
    kind = np.array([kind_of(text) for text in ids["id"]], dtype=object)
    for role, what in (("object_id", "object"), ("pand_id", "pand")):
        ids[role] = np.where((ids[role] == "") & (kind == what), ids["id"], ids[role])
    number, behind = house_numbers(pd.Series(first_text(columns, "huisnummer"), dtype=object))
    letter = first_text(columns, "huisletter")
    found = {
        "object_id": ids["object_id"],
        "pand_id": ids["pand_id"],
        "postcode": first_text(columns, "postcode", postcodes),
        "huisnummer": number,
        "huisletter": np.where(letter == "", behind, letter),
        "toevoeging": first_text(columns, "toevoeging"),
    }
    found["address"] = address_keys(*(found[name] for name in COLUMNS[2:6]))
    return found, lost


def _called(found: Mapping[str, Texts]) -> Texts:
    called = found["object_id"]
    for name in ("address", "pand_id"):
        called = np.where(called == "", found[name], called)
    rows = np.array([f"rij {row + 1}" for row in range(len(called))], dtype=object)
    return np.asarray(np.where(called == "", rows, called), dtype=object)


def _owners(table: pd.DataFrame, columns: Columns, owner_field: str | None, notes: list[str]) -> tuple[Texts, Texts]:
    """Return the kind of owner of each row, "" where it cannot be told, and what stands there."""
    n = len(table)
    if owner_field:
        if owner_field not in table.columns:
            names = ", ".join(str(name) for name in table.columns if name != "geometry")
            raise FieldError("eigenaren_veld", column=owner_field, columns=names)
        fields = [(owner_field, table[owner_field], "corporatie" in plain(owner_field))]
    else:
        fields = [
            (name, series, role == "corporatie")
            for role in ("eigenaar", "corporatie")
            for name, series in zip(column_names(columns, role), columns.all(role), strict=True)
        ]
    if not fields:
        notes.append(note("eigenaren_notitie_alle"))
        return np.full(n, CORPORATIE, dtype=object), np.full(n, "", dtype=object)
    kinds, said = np.full(n, "", dtype=object), np.full(n, "", dtype=object)
    called: set[str] = set()
    for _, series, social in fields:
        words = mapped(series, as_text, "")
        read = np.array([_kind(str(text), social) for text in words], dtype=object)
        if social:
            by_name = (read == CORPORATIE) & np.array([plain(w) not in _YES and owner(w) == "" for w in words])
            called.update(words[by_name])
        kinds = np.where(kinds == "", read, kinds)
        said = np.where(said == "", words, said)
    notes.append(note("eigenaren_notitie_veld", fields=", ".join(name for name, _, _ in fields)))
    if called:
        shown = ", ".join(sorted(called)[:_EXAMPLES])
        notes.append(note("eigenaren_notitie_namen", names=shown, n=len(called)))
    return kinds, np.where(said == "", "leeg", said)


def _kind(text: str, social: bool) -> str:
    """Return the kind of owner; in a field about corporaties a name is that of one."""
    name = plain(text)
    if not name:
        return ""
    if name in _YES:
        return CORPORATIE
    if name in _NO:
        return PARTICULIER if not social else ""
    return owner(text) or (CORPORATIE if social else "")


def _sorted(frame: pd.DataFrame, shapes: npt.NDArray[Any], lists: Listing) -> gpd.GeoDataFrame:
    """Return the rows in order of what stands in them, equal ones once."""
    wkb = np.array(
        [b"" if shape is None else shapely.to_wkb(shapely.normalize(shape)) for shape in shapes], dtype=object
    )
    codes = [pd.factorize(column, sort=True)[0] for column in (wkb, *(frame[name] for name in reversed(COLUMNS)))]
    order = np.lexsort(codes)
    frame, wkb, shapes = frame.iloc[order], wkb[order], shapes[order]
    again = frame.assign(wkb=wkb).duplicated().to_numpy()
    if again.any():
        lists.dropped["eigenaar_dubbel"] = int(again.sum())
    frame, shapes = frame[~again].reset_index(drop=True), shapes[~again]
    keyed = frame["object_id"].where(frame["object_id"] != "")
    twice = keyed.notna() & keyed.duplicated(keep=False)
    named = sorted(set(frame.loc[twice & _differs(frame), "object_id"]))
    lists.add("eigenaar_tegenstrijdig", "waarschuwing", np.array(named, dtype=object))
    return gpd.GeoDataFrame(frame, geometry=list(shapes), crs=RD)


def _differs(frame: pd.DataFrame) -> pd.Series:
    """Tell which rows have an object that other rows give to another owner."""
    return frame.groupby("object_id")["eigenaar"].transform("nunique") > 1
