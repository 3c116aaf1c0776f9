"""Maps of restrictions of the ground of any delivery: areas with a kind, a depth limit, a status and a date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..schema import RD
from ..subsurface.columns import BODEMLUS, WKO
from ..wording import amount, dutch, note
from .fields import Columns, find
from .ground_lists import Listing, date_in_words, listing, newest_dates, row_order
from .rd_places import in_place
from .restriction_depths import read_depths, tell_depths
from .restriction_names import (
    AREA,
    AREA_OF_VALUE,
    BORINGSVRIJ,
    VALUE_ROLES,
    WATER_KINDS,
    is_design,
    is_withdrawn,
    looks_like_installations,
    names_other_water,
    other_role,
    water_kind,
)
from .restriction_shapes import as_areas
from .shapes import Shapes, unusable
from .tables import first_text, in_rd, unique_ids
from .values import Flags, Reals, Texts, dates, key, mapped, texts

WATER = "GRONDWATERBESCHERMING"
DEPTH_LIMIT = "DIEPTEBEPERKING"

_SQUARE_M_PER_HA = 10_000.0


@dataclass
class Areas:
    """Areas of one layer of restrictions; each row of the layer is in `frame` or counted in `dropped`.

    Attributes
    ----------
    frame
        Valid Polygon or MultiPolygon (2D), `RD`, sorted by ``area_id``, RangeIndex. Columns: area_id (unique), naam,
        soort (of ground water one of `WATER_KINDS` where it is known; else what the layer says, "" where it says
        nothing), diepte_m (m below surface, NaN for none), diepte_standaard (it is the default of the run), diepte_nap
        (it was reckoned from a level in m NAP), diepte_tekst (what stands there, where that is no number), bronhouder,
        datum (ISO or a year, ""), bron (the name of the layer), status.
    role, name
        Role (see `..subsurface.columns.ROLLEN`) and name of the layer.
    findings, notes
        What was repaired, assumed or left out; sentences for the log (Dutch).
    read
        Rows of the layer: those of `frame` and those in `dropped` together.
    dropped
        Rows that are left out, by kind of finding.
    repaired
        Areas that were not valid and now are.
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
    repaired: int = 0
    datum: str = ""


def read_areas(
    frame: gpd.GeoDataFrame,
    role: str,
    *,
    name: str,
    kentallen: Kentallen,
    depth_field: str | None = None,
    default_depth_m: float | None = None,
    fields: Mapping[str, str] | None = None,
    today: dt.date | None = None,
    fetched: str = "",
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Areas:
    """Read a layer of restrictions.

    Parameters
    ----------
    frame
        Areas in EPSG:28992 or with a CRS. No rows is a map without restrictions: it counts as given.
    role
        What the layer is given as, see `..subsurface.columns.ROLLEN`.
    name
        Name of the layer, for sentences and as the source of its areas.
    kentallen
        ``grondlagen.*``.
    depth_field
        Column with the depth limit; goes before the names that are known. In a layer without that column the known
        names count, and that is said.
    default_depth_m
        Depth limit (m below surface) of areas that limit the depth and do not tell how deep: those of the role
        DIEPTEBEPERKING, and the zones free of drilling (boringsvrije zones).
    fields
        Role (see `.restriction_names.AREA`) to column name, the user's own.
    today
        Day that decides what has ended; None for today.
    fetched
        When the map was fetched or saved, in Dutch words; its date where its areas have none.
    progress, cancelled
        Told how far it is; asked whether to stop.

    Raises
    ------
    InputError
        The layer holds systems (wells, loops) instead of areas, or none of its rows is an area with a place.
    FieldError
        `fields` names a column that is not there.
    CancelledError
        The user cancelled.
    """
    day = today or dt.datetime.now(tz=dt.UTC).astimezone().date()
    table = in_rd(frame, name)
    lists = listing(name, kentallen)
    notes: list[str] = []
    columns = _columns(table, role, depth_field, fields, name, lists, notes)
    _refuse_installations(table, columns, role, name)
    suggested = other_role(name, role)
    if suggested:
        lists.findings.add("grondlaag_andere_rol", "waarschuwing", [name], role=role, other=suggested)
    progress(10)
    stop_if(cancelled)
    geometry, lost = _geometries(table)
    geometry[lost] = None
    order = row_order(table, columns, geometry)
    table, geometry, lost = table.iloc[order], geometry[order], lost[order]
    columns = columns.rows(order)
    ids = _ids(columns, table)
    keep = _placed(geometry, lost, ids, kentallen, lists, role, name)
    progress(50)
    stop_if(cancelled)
    geometry, repaired = _valid(geometry, keep, ids, lists)
    keep &= _in_force(columns, keep, ids, geometry, lists, day)
    columns, ids, geometry, repaired = columns.rows(keep), ids[keep], geometry[keep], repaired[keep]
    progress(80)
    stop_if(cancelled)
    result, datum = _table(columns, ids, geometry, role, name, default_depth_m, kentallen, lists, notes, day)
    areas = Areas(
        result, role, name, lists.findings, notes, len(frame), lists.dropped, int(repaired.sum()), datum or fetched
    )
    notes.insert(0, _summary(areas, lists, date_in_words(datum, fetched)))
    progress(100)
    return areas


def _columns(
    table: gpd.GeoDataFrame,
    role: str,
    depth_field: str | None,
    fields: Mapping[str, str] | None,
    name: str,
    lists: Listing,
    notes: list[str],
) -> Columns:
    """Return the columns of a layer; a depth field that it lacks is said."""
    own = dict(fields or {})
    if depth_field:
        there = [str(column) for column in table.columns if str(column).lower() == depth_field.strip().lower()]
        if there:
            own["diepte_m"] = there[0]
        elif len(table):
            lists.findings.add("grondlaag_diepteveld", "waarschuwing", [name], field=depth_field)
    columns = find(table, AREA_OF_VALUE if role in VALUE_ROLES else AREA, own)
    notes.extend(note("grondlaag_notitie_kolom", layer=name, column=unclear) for unclear in columns.unclear)
    return columns


def _refuse_installations(table: gpd.GeoDataFrame, columns: Columns, role: str, name: str) -> None:
    """Raise when a layer of systems, or of judged places, is given as one of areas: neither is a prohibition."""
    kinds = first_text(columns, "soort")
    names = [str(column) for column in table.columns]
    if {WKO, BODEMLUS, "redenen"} <= {column.lower() for column in names}:
        raise InputError("grondlaag_uitvoer", layer=name, role=role)
    solid = np.isin(shapely.get_type_id(np.asarray(table.geometry.array, dtype=object)), (3, 6))
    if looks_like_installations(names, kinds, areas=bool(solid.any())):
        raise InputError("grondlaag_installaties", layer=name, role=role)


def _geometries(table: gpd.GeoDataFrame) -> tuple[Shapes, Flags]:
    """Return 2D geometries, and which rows have none that can be used."""
    geometry = np.empty(len(table), dtype=object)
    geometry[:] = shapely.force_2d(np.asarray(table.geometry.array, dtype=object))
    return geometry, unusable(geometry)


def _ids(columns: Columns, table: gpd.GeoDataFrame) -> Texts:
    """Return unique ids: of the first column of ids whose values are all different, else names made unique."""
    for series in columns.all("area_id"):
        found = texts(series)
        if len(set(found)) == len(found) and "" not in set(found):
            return found
    names = first_text(columns, "naam")
    names = np.where(names == "", first_text(columns, "area_id"), names).astype(object)
    nameless = np.flatnonzero(names == "")
    names[nameless] = [f"vlak {i + 1}" for i in range(len(nameless))]
    return unique_ids(names)[0] if len(table) else names


def _placed(
    geometry: Shapes, lost: Flags, ids: Texts, kentallen: Kentallen, lists: Listing, role: str, name: str
) -> Flags:
    """Return which rows are areas in the Netherlands; changed axes are put right in `geometry`.

    Raises
    ------
    InputError
        There are rows, and none of them is an area, or none has a place, or all lie elsewhere.
    """
    n = len(geometry)
    flat = ~lost & ~np.isin(shapely.get_type_id(geometry), (3, 6, 7))
    if n and lost.all():
        raise InputError("grondlaag_zonder_geometrie", layer=name, n=n)
    if n and (lost | flat).all():
        raise InputError("grondlaag_geen_vlakken", layer=name, role=role, n=int(flat.sum()))
    lists.drop("grondlaag_leeg", "fout", lost, ids, geometry)
    lists.drop("grondlaag_geen_vlak", "fout", flat, ids, geometry)
    geometry[flat] = None
    moved, changed, outside = in_place(geometry, kentallen)
    if n and (lost | flat | outside).all():
        raise InputError("grondlaag_elders", layer=name, n=int(outside.sum()))
    geometry[:] = moved
    lists.tell("grondlaag_assen", "waarschuwing", changed, ids, geometry)
    lists.drop("grondlaag_buiten_nederland", "waarschuwing", outside, ids, np.full(n, None, dtype=object))
    geometry[outside] = None
    return np.asarray(~(lost | flat | outside), dtype=bool)


def _valid(geometry: Shapes, keep: Flags, ids: Texts, lists: Listing) -> tuple[Shapes, Flags]:
    """Return valid areas, and which were repaired; those without a surface are dropped from `keep`."""
    before = shapely.area(geometry) / _SQUARE_M_PER_HA
    valid, repaired, flat = as_areas(geometry)
    after = shapely.area(valid) / _SQUARE_M_PER_HA
    reason = np.full(len(geometry), "", dtype=object)
    reason[repaired] = [str(text).split("[")[0].strip() for text in shapely.is_valid_reason(geometry[repaired])]
    told = np.array([note(f"grondlaag_fout_{_reason(text)}") if text else "" for text in reason], dtype=object)
    lists.tell(
        "grondlaag_gerepareerd",
        "waarschuwing",
        repaired & ~flat,
        ids,
        valid,
        reason=told,
        before=_hectares(before),
        after=_hectares(after),
    )
    lists.drop("grondlaag_zonder_oppervlakte", "fout", flat & keep, ids, geometry)
    keep &= ~flat
    return valid, repaired & keep


def _reason(text: str) -> str:
    """Return which of the sentences tells what GEOS says is wrong with an area."""
    bare = key(text)
    known = {
        "selfintersection": "kruist",
        "ringselfintersection": "kruist",
        "holeliesoutsideshell": "gat",
        "holesarenested": "gat",
        "nestedholes": "gat",
        "interiorisdisconnected": "gat",
        "duplicaterings": "gat",
        "nestedshells": "overlap",
        "toofewpointsingeometrycomponent": "punten",
    }
    return known.get(bare, "anders")


def _hectares(values: Reals) -> Texts:
    return np.array([dutch(value, 4 if abs(value) < 1 else 2) for value in np.nan_to_num(values)], dtype=object)


def _in_force(columns: Columns, keep: Flags, ids: Texts, geometry: Shapes, lists: Listing, day: dt.date) -> Flags:
    """Return which rows still hold: not withdrawn, and without an end in the past."""
    status = first_text(columns, "status")
    words = {word: (is_withdrawn(word), is_design(word)) for word in set(status)}
    withdrawn = keep & np.array([words[word][0] for word in status], dtype=bool)
    lists.drop("grondlaag_ingetrokken", "info", withdrawn, ids, geometry, status=status)
    ended = np.zeros(len(status), dtype=bool)
    last = np.full(len(status), "", dtype=object)
    for series in columns.all("einddatum"):
        days, _, _ = dates(series)
        past = (days <= day.toordinal()) & ~ended
        last[past] = [dt.date.fromordinal(int(value)).isoformat() for value in days[past]]
        ended |= past
    ended &= keep & ~withdrawn
    lists.drop("grondlaag_vervallen", "info", ended, ids, geometry, date=last)
    design = keep & ~withdrawn & ~ended & np.array([words[word][1] for word in status], dtype=bool)
    lists.tell("grondlaag_ontwerp", "info", design, ids, geometry, status=status)
    return np.asarray(~(withdrawn | ended), dtype=bool)


def _table(
    columns: Columns,
    ids: Texts,
    geometry: Shapes,
    role: str,
    name: str,
    default_depth_m: float | None,
    kentallen: Kentallen,
    lists: Listing,
    notes: list[str],
    day: dt.date,
) -> tuple[gpd.GeoDataFrame, str]:
    """Return the table of areas, and the newest date in it."""
    kind = _kinds(columns, ids, geometry, role, name, lists, notes)
    depths = read_depths(columns, kentallen, guess=role not in VALUE_ROLES)
    tell_depths(depths, ids, geometry, name, lists, notes)
    depth, standard = depths.depth.copy(), np.zeros(len(ids), dtype=bool)
    if default_depth_m is not None:
        # a 0 may mean that nothing may be drilled: no default goes over it
        limiting = np.full(len(ids), role == DEPTH_LIMIT) | ((kind == BORINGSVRIJ) & (role == WATER))
        standard = limiting & np.isnan(depth) & ~depths.zero
        depth[standard] = default_depth_m
        if standard.any():
            text = note(
                "grondlaag_notitie_standaard", layer=name, n=amount(int(standard.sum())), depth=dutch(default_depth_m)
            )
            notes.append(text)
    day_text, datum = newest_dates(columns, day)
    result = gpd.GeoDataFrame(
        {
            "area_id": ids,
            "naam": first_text(columns, "naam"),
            "soort": kind,
            "diepte_m": np.round(depth, 3),
            "diepte_standaard": standard,
            "diepte_nap": ~np.isnan(depths.level),
            "diepte_tekst": np.where(depths.no_number, depths.text, "").astype(object),
            "bronhouder": first_text(columns, "bronhouder"),
            "datum": day_text,
            "bron": np.full(len(ids), name, dtype=object),
            "status": first_text(columns, "status"),
        },
        geometry=geometry,
        crs=RD,
    )
    rank = np.argsort(ids.astype(str), kind="stable")
    return result.iloc[rank].reset_index(drop=True), datum


def _kinds(
    columns: Columns, ids: Texts, geometry: Shapes, role: str, name: str, lists: Listing, notes: list[str]
) -> Texts:
    """Return the kind of each area; of ground water one of `WATER_KINDS`, else the word of the layer.

    A kind that is given and not known stays what it is: what the area or the layer is called says nothing about it.
    """
    given = first_text(columns, "soort")
    if role != WATER:
        return given
    kind = np.full(len(ids), "", dtype=object)
    for series in columns.all("soort"):
        kind = np.where(kind == "", _water_kinds(series), kind).astype(object)
    called = first_text(columns, "naam")
    given = np.where((given == "") & mapped(pd.Series(called), names_other_water, False), called, given).astype(object)
    unknown = (kind == "") & (given != "")
    for series in columns.all("naam"):
        kind = np.where((kind == "") & ~unknown, _water_kinds(series), kind).astype(object)
    # QGIS calls a layer of a file "file — table": the table tells more
    of_layer = water_kind(name.rpartition(" — ")[2]) or water_kind(name)
    open_rows = (kind == "") & ~unknown
    if of_layer and open_rows.any():
        kind[open_rows] = of_layer
        notes.append(note("grondlaag_notitie_soort", layer=name, n=amount(int(open_rows.sum())), kind=of_layer))
    known = ", ".join(WATER_KINDS)
    lists.tell("grondlaag_soort_onbekend", "waarschuwing", unknown, ids, geometry, kinds=known, word=given)
    lists.tell("grondlaag_soort_ontbreekt", "waarschuwing", (kind == "") & ~unknown, ids, geometry, kinds=known)
    return np.where(unknown, given, kind).astype(object)


def _water_kinds(series: pd.Series) -> Texts:
    return np.asarray(mapped(pd.Series(texts(series), dtype=object), water_kind, ""), dtype=object)


def _summary(areas: Areas, lists: Listing, date: str) -> str:
    """Return the sentence that says how many rows became areas, and what happened to the others."""
    rest = lists.counted()
    return note(
        "grondlaag_notitie_gelezen_rest" if rest else "grondlaag_notitie_gelezen",
        layer=areas.name,
        read=amount(areas.read),
        kept=amount(len(areas.frame)),
        repaired=amount(areas.repaired),
        date=date,
        **({"rest": rest} if rest else {}),
    )
