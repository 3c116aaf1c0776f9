"""Systems in the ground of any delivery: open and closed ground energy systems, and abstractions of ground water."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..schema import RD
from ..wording import amount, note
from .fields import Columns, find
from .ground_lists import Listing, date_in_words, listing, newest_dates, row_order
from .rd_places import in_place, points_of_columns
from .related_tables import attached
from .restriction_names import INSTALLATION, installation_kind, is_active, looks_like_areas, other_role
from .shapes import Shapes, as_footprints, is_line, unusable
from .tables import column_names, first_text, in_rd
from .values import Flags, Reals, Texts, dates, key, numbers, texts

KIND_OF_ROLE = {"OBES": "OBES", "GBES": "GBES", "ONTTREKKINGEN": "ONTTREKKING"}
"""Role of a layer to the kind of its systems."""

NUMBERS = ("vermogen_kw", "diepte_m", "debiet_m3h", "onttrekking_m3jr", "warmte_mwh", "koude_mwh")
"""Columns with numbers."""

_TEXTS = ("soort", "status", "weg", "einddatum", "datum")
"""Roles that a related table may hold as text."""

_FACTORS = {
    "vermogen_kw": {"w": 1e-3, "kw": 1.0, "mw": 1e3},
    "diepte_m": {"m": 1.0, "meter": 1.0, "cm": 0.01},
    "debiet_m3h": {"m3/h": 1.0, "m3/u": 1.0, "m3/uur": 1.0, "l/s": 3.6},
    "onttrekking_m3jr": {"m3": 1.0, "m3/jaar": 1.0, "m3/jr": 1.0},
    "warmte_mwh": {"mwh": 1.0, "kwh": 1e-3, "gj": 1 / 3.6},
    "koude_mwh": {"mwh": 1.0, "kwh": 1e-3, "gj": 1 / 3.6},
}
_WITH_UNIT = re.compile(r"(?P<number>[^a-z]*[0-9.,])\s*(?P<unit>[a-z][a-z0-9/³]*)")
_CENTIMETRES = 100.0
_YES = ("ja", "true", "1", "j", "yes")


@dataclass
class Installations:
    """Systems of one layer; each row of the layer is in `frame` or counted in `dropped`.

    Attributes
    ----------
    frame
        Point, or the line or area that was given (2D), `RD`; sorted by id and place, RangeIndex. Columns:
        installatie_id (one system may have more places, and its id more rows), soort (OBES, GBES, ONTTREKKING),
        soort_bekend (False: the kind is that of the role, because the layer does not tell), status, actief (False: out
        of use, ended or out of the registration), vermogen_kw, diepte_m, debiet_m3h, onttrekking_m3jr, warmte_mwh,
        koude_mwh (all NaN where not known), datum (ISO or a year, ""), bron (name of the layer).
    role, name
        Role and name of the layer.
    findings, notes
        What was repaired, assumed or left out; sentences for the log (Dutch).
    read
        Rows of the layer: those of `frame` and those in `dropped` together.
    dropped
        Rows that are left out, by kind of finding; ``ander_soort`` are systems of another kind in a mixed layer.
    datum
        Newest date in the layer (ISO or a year); where it has none, when it was fetched or saved in words, or "".
    """

    frame: gpd.GeoDataFrame
    role: str
    name: str
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)
    read: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    datum: str = ""


def read_installations(
    frame: pd.DataFrame,
    role: str,
    *,
    name: str,
    kentallen: Kentallen,
    related: Sequence[pd.DataFrame] = (),
    fields: Mapping[str, str] | None = None,
    today: dt.date | None = None,
    fetched: str = "",
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Installations:
    """Read a layer of systems in the ground.

    Parameters
    ----------
    frame
        Points (lines, areas) in EPSG:28992 or with a CRS; a row without a geometry has its place in columns X and Y. No
        rows is a map without systems: it counts as given.
    role
        OBES, GBES or ONTTREKKINGEN: which of the systems are taken.
    name
        Name of the layer, for sentences and as the source of its systems.
    kentallen
        ``grondlagen.*``.
    related
        Tables of the same delivery that hold the kind, power or depth (GeoPackage of the BRO).
    fields
        Role (see `.restriction_names.INSTALLATION`) to column name, the user's own.
    today
        Day that decides what has ended; None for today.
    fetched
        When the layer was fetched or saved, in Dutch words; its date where its systems have none.
    progress, cancelled
        Told how far it is; asked whether to stop.

    Raises
    ------
    InputError
        The layer is a map of areas, or none of its rows has a place in the Netherlands.
    FieldError
        `fields` names a column that is not there.
    CancelledError
        The user cancelled.
    """
    day = today or dt.datetime.now(tz=dt.UTC).astimezone().date()
    lists, notes = listing(name, kentallen), list[str]()
    table, geometry = _table_and_geometry(frame, name)
    table, extra = attached(table, related, INSTALLATION, _TEXTS) if related else (table, [])
    if extra:
        notes.append(note("bodemsysteem_notitie_tabellen", layer=name, columns=", ".join(extra)))
    columns = find(table, INSTALLATION, fields)
    notes.extend(note("grondlaag_notitie_kolom", layer=name, column=unclear) for unclear in columns.unclear)
    solid = np.isin(shapely.get_type_id(geometry), (3, 6))
    if looks_like_areas([str(column) for column in table.columns]) and solid.any():
        raise InputError("bodemsysteem_gebieden", layer=name, role=role)
    suggested = other_role(name, role)
    progress(20)
    stop_if(cancelled)
    geometry, usable = _placed(geometry, columns, kentallen, lists, role)
    order = row_order(table, columns, geometry, first_text(columns, "installatie_id"))
    columns, geometry, usable = columns.rows(order), geometry[order], usable[order]
    ids, own_id = _ids(columns)
    lists.drop("bodemsysteem_zonder_plaats", "fout", ~usable, ids, geometry)
    kind, known = _kinds(columns, ids, geometry, usable, role, lists, notes)
    if suggested and not known.any():
        lists.findings.add("grondlaag_andere_rol", "waarschuwing", [name], role=role, other=suggested)
    mine = usable & (kind == KIND_OF_ROLE[role])
    _tell_others(usable & ~mine, kind, mine, lists, notes, role)
    progress(50)
    stop_if(cancelled)
    columns, geometry, ids, own_id = columns.rows(mine), geometry[mine], ids[mine], own_id[mine]
    values = {one: _numbers(columns, one, ids, geometry, lists, kentallen) for one in NUMBERS}
    status, active = _status(columns, ids, geometry, lists, day)
    shown, datum = newest_dates(columns, day)
    remarks = first_text(columns, "opmerking")
    lists.tell("bodemsysteem_opmerking", "waarschuwing", remarks != "", ids, geometry, text=remarks)
    result = gpd.GeoDataFrame(
        {
            "installatie_id": ids,
            "soort": kind[mine],
            "soort_bekend": known[mine],
            "status": status,
            "actief": active,
            **values,
            "datum": shown,
            "bron": np.full(len(ids), name, dtype=object),
        },
        geometry=geometry,
        crs=RD,
    )
    progress(80)
    stop_if(cancelled)
    result = _one_per_place(result, own_id, lists)
    found = Installations(result, role, name, lists.findings, notes, len(frame), lists.dropped, datum or fetched)
    notes.insert(0, _summary(found, lists, date_in_words(datum, fetched)))
    progress(100)
    return found


def _table_and_geometry(frame: pd.DataFrame, name: str) -> tuple[pd.DataFrame, Shapes]:
    """Return the rows numbered from 0, their names without the prefix of a joined table, and 2D geometries in RD."""
    geometry = np.full(len(frame), None, dtype=object)
    if isinstance(frame, gpd.GeoDataFrame) and getattr(frame, "_geometry_column_name", None) in frame.columns:
        placed = in_rd(frame, name)
        geometry[:] = shapely.force_2d(np.asarray(placed.geometry.array, dtype=object))
        table = pd.DataFrame(placed.drop(columns=placed.geometry.name))
    else:
        table = pd.DataFrame(frame).reset_index(drop=True)
    plain = [str(column).rpartition(" — ")[2] for column in table.columns]
    if len(set(plain)) == len(plain):
        table.columns = plain
    return table, geometry


def _placed(
    geometry: Shapes, columns: Columns, kentallen: Kentallen, lists: Listing, role: str
) -> tuple[Shapes, Flags]:
    """Return geometries in the Netherlands, from columns with coordinates where they are not, and which those are.

    Raises
    ------
    InputError
        There are rows, and none of them has a place.
    """
    result = geometry.copy()
    n = len(result)
    result[unusable(result)] = None
    result, changed, outside = in_place(result, kentallen)
    result[outside] = None
    open_rows = shapely.is_missing(result)
    if open_rows.any() and "x" in columns and "y" in columns:
        x, y = (numbers(columns.all(role)[0])[0] for role in ("x", "y"))
        spots = points_of_columns(x, y, kentallen)
        result[open_rows] = spots[open_rows]
        filled = int((open_rows & ~shapely.is_missing(result)).sum())
        if filled:
            lists.findings.add("bodemsysteem_xy", "info", [lists.layer], n=amount(filled))
    if changed.any():
        lists.findings.add("bodemsysteem_assen", "waarschuwing", [lists.layer], n=amount(int(changed.sum())))
    usable = ~shapely.is_missing(result)
    if n and not usable.any():
        raise InputError("bodemsysteem_nergens", layer=lists.layer, role=role, n=n)
    solid = np.flatnonzero(usable & ~is_line(result) & (shapely.get_dimensions(result) == 2))
    result[solid] = as_footprints(result[solid])[0]
    single = np.flatnonzero((shapely.get_type_id(result) == 4) & (shapely.get_num_geometries(result) == 1))
    result[single] = shapely.get_geometry(result[single], 0)
    return result, np.asarray(usable, dtype=bool)


def _ids(columns: Columns) -> tuple[Texts, Flags]:
    """Return ids, and where the layer gives one; else a number."""
    ids = first_text(columns, "installatie_id")
    own = np.asarray(ids != "", dtype=bool)
    nameless = np.flatnonzero(~own)
    ids[nameless] = [f"zonder id {i + 1}" for i in range(len(nameless))]
    return ids, own


def _kinds(
    columns: Columns,
    ids: Texts,
    geometry: Shapes,
    usable: Flags,
    role: str,
    lists: Listing,
    notes: list[str],
) -> tuple[Texts, Flags]:
    """Return the kind of each system, and where the layer tells it; elsewhere it is that of the role."""
    own = KIND_OF_ROLE[role]
    given = first_text(columns, "soort")
    kind = np.full(len(ids), "", dtype=object)
    # a word that is not known in one column may be in another one
    for series in columns.all("soort"):
        words = texts(series)
        meaning = {word: installation_kind(word) for word in set(words)}
        kind = np.where(kind == "", np.array([meaning[word] for word in words], dtype=object), kind).astype(object)
    known = np.asarray(kind != "", dtype=bool)
    strange = usable & ~known & (given != "")
    lists.tell("bodemsysteem_soort", "waarschuwing", strange, ids, geometry, word=given, role=role)
    untold = int((usable & ~known & (given == "")).sum())
    if untold:
        notes.append(note("bodemsysteem_notitie_soort", layer=lists.layer, n=amount(untold), role=role))
    kind[~known] = own
    return kind, known


def _tell_others(which: Flags, kind: Texts, mine: Flags, lists: Listing, notes: list[str], role: str) -> None:
    """Count the systems of another kind."""
    if not which.any():
        return
    lists.dropped["ander_soort"] = int(which.sum())
    words, counts = np.unique(kind[which].astype(str), return_counts=True)
    kinds = ", ".join(f"{amount(n)} {word}" for word, n in zip(words, counts, strict=True))
    notes.append(note("bodemsysteem_notitie_anders", layer=lists.layer, role=role, kinds=kinds))
    if not mine.any():
        lists.findings.add("bodemsysteem_alle_anders", "waarschuwing", [lists.layer], role=role, kinds=kinds)


def _numbers(columns: Columns, role: str, ids: Texts, geometry: Shapes, lists: Listing, kentallen: Kentallen) -> Reals:
    """Return a column of numbers in its unit, NaN where there is none; a 0 counts as not filled in."""
    result = np.full(len(ids), np.nan)
    for name, series in zip(column_names(columns, role), columns.all(role), strict=True):
        found, wrong = _in_unit(series, role, name)
        if role == "diepte_m":
            found = np.abs(found)
        most = {
            "diepte_m": kentallen.value("grondlagen.diepte_hoogstens"),
            "vermogen_kw": kentallen.value("grondlagen.vermogen_hoogstens"),
        }.get(role, np.inf)
        with np.errstate(invalid="ignore"):
            wrong = wrong | (found < 0) | (found > most)
        take = np.isnan(result)
        shown = np.array([text[:40] for text in texts(series)], dtype=object)
        lists.tell("bodemsysteem_waarde", "waarschuwing", wrong & take, ids, geometry, column=name, value=shown)
        found[wrong | (found == 0)] = np.nan
        result = np.where(take, found, result)
    return result


def _in_unit(series: pd.Series, role: str, name: str) -> tuple[Reals, Flags]:
    """Return numbers in the unit of a role: that of the text behind the number, or of the name of the column."""
    factors = _FACTORS[role]
    bare = key(name)
    of_column = next((f for unit, f in factors.items() if len(unit) > 1 and bare.endswith(key(unit))), 1.0)
    if getattr(series.dtype, "kind", "O") in "iuf":
        found, wrong = numbers(series)
        return found * of_column, wrong
    words = texts(series)
    scale, plain = np.full(len(words), of_column), words.copy()
    for row, text in enumerate(words):
        match = _WITH_UNIT.fullmatch(text.strip().lower().replace("³", "3"))
        if match and match["unit"] in factors:
            plain[row], scale[row] = match["number"], factors[match["unit"]]
    found, wrong = numbers(pd.Series(plain, dtype=object))
    return found * scale, wrong


def _status(
    columns: Columns, ids: Texts, geometry: Shapes, lists: Listing, day: dt.date
) -> tuple[Texts, npt.NDArray[np.bool_]]:
    """Return the status in words, and which systems count as there: not out of use, ended or deregistered."""
    status = first_text(columns, "status")
    meaning = {word: is_active(word) for word in set(status)}
    strange = np.array([meaning[word] is None for word in status], dtype=bool)
    lists.tell("bodemsysteem_status", "info", strange, ids, geometry, status=status)
    active = np.array([meaning[word] is not False for word in status], dtype=bool)
    for series in columns.all("einddatum"):
        days, _, _ = dates(series)
        with np.errstate(invalid="ignore"):
            active &= ~(days <= day.toordinal())
    gone = np.array([word.lower() in _YES for word in first_text(columns, "weg")], dtype=bool)
    status[gone] = note("bodemsysteem_uit_registratie")
    return status, active & ~gone


def _one_per_place(frame: gpd.GeoDataFrame, own_id: Flags, lists: Listing) -> gpd.GeoDataFrame:
    """Return systems with the rows of one id, kind and place as one: the largest numbers, in use where one is."""
    if not len(frame):
        return frame.reset_index(drop=True)
    geometry = np.asarray(frame.geometry.array, dtype=object)
    places = shapely.to_wkb(shapely.set_precision(geometry, 1 / _CENTIMETRES))
    alone = np.where(own_id, "", np.arange(len(frame)).astype(str)).astype(object)
    identity = frame["installatie_id"].astype(object).to_numpy()
    codes = [pd.factorize(column)[0] for column in (identity, places, alone)]
    group = pd.factorize(pd.MultiIndex.from_arrays(codes))[0]
    _, first, count = np.unique(group, return_index=True, return_counts=True)
    if (count > 1).any():
        lists.dropped["bodemsysteem_zelfde_plaats"] = int((count - 1).sum())
        rank = np.lexsort((np.arange(len(frame)), ~frame["actief"].to_numpy(dtype=bool), group))
        leader = rank[np.concatenate([[True], group[rank][1:] != group[rank][:-1]])]
        result = frame.iloc[leader].copy()
        for name in NUMBERS:
            values = np.full(len(first), -np.inf)
            raw = frame[name].to_numpy(dtype=np.float64)
            np.maximum.at(values, group[np.isfinite(raw)], raw[np.isfinite(raw)])
            result[name] = np.where(np.isneginf(values), np.nan, values)[group[leader]]
        frame = result.iloc[np.argsort(leader, kind="stable")]
    return frame.reset_index(drop=True)


def _summary(found: Installations, lists: Listing, date: str) -> str:
    """Return the sentence that says how many rows became systems, and what happened to the others."""
    rest = lists.counted()
    return note(
        "bodemsysteem_notitie_gelezen_rest" if rest else "bodemsysteem_notitie_gelezen",
        layer=found.name,
        read=amount(found.read),
        kept=amount(len(found.frame)),
        active=amount(int(found.frame["actief"].sum())),
        date=date,
        **({"rest": rest} if rest else {}),
    )
