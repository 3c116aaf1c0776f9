"""Panden of the BAG or BGT, of any delivery: the outline of each pand that is there now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..errors import InputError
from ..kentallen import Kentallen
from ..schema import RD
from ..wording import amount, note
from .bag import (
    NAMELESS,
    BagPanden,
    Listing,
    amounts,
    equal,
    listing,
    own_fields,
    rank,
    summary,
    use,
    without_derived,
    words,
    years,
)
from .bag_current import NOT_YET, has_occurrences, status_class, why_not
from .bag_ids import first_ids, ids, is_placeholder, mostly, restored
from .bag_names import PAND
from .fields import Columns, find
from .shapes import Shapes, as_footprints, is_line, unusable
from .tables import first_text, in_rd, unique_ids
from .values import Flags, Reals, Texts, key, mapped, texts

Ints = npt.NDArray[np.int64]

PANDEN_COLUMNS = (
    *("pand_id", "bouwjaar", "aantal_objecten", "woningen", "gebruik", "oppervlakte_min_m2", "oppervlakte_max_m2"),
    *("type", "eigenaar", "label", "in_gebruik"),
)
"""Columns of `BagPanden.frame`."""

_SEVERITY = {"gepland": "waarschuwing"}
_BY_STATUS = ("gepland", "sloop", "niet_in_gebruik")
"""Reasons of status, the later ones go first where a pand has more than one."""

_OBJECT_FIELDS = ("pandidentificatie", "pandref", "hoofdadresnummeraanduidingref", "huisnummer")


def read_panden(
    frame: gpd.GeoDataFrame,
    *,
    fields: Mapping[str, str] | None = None,
    planned: bool = False,
    today: dt.date | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> BagPanden:
    """Read panden: BAG (WFS, OGC API, bag-light, shapefile, extract with history), BGT, or a layer of one's own.

    Parameters
    ----------
    frame
        Areas, or points for labels of panden; EPSG:28992 or with a CRS.
    fields
        Role (see `bag_names.PAND`) to column name; goes before the names that are known.
    planned
        Keep panden that are not there yet (Bouwvergunning verleend, Bouw gestart, plan).
    today
        Day that decides what has begun and ended; None for today.
    kentallen
        Group ``bag``, and ``aansluiting.afstand_label``.

    Raises
    ------
    InputError
        There are no panden, none is there now, or the layer holds verblijfsobjecten or lines.
    FieldError
        `fields` names a column that is not there.
    """
    if not len(frame):
        raise InputError("bag_panden_leeg")
    day = today or dt.datetime.now(tz=dt.UTC).astimezone().date()
    table = without_derived(in_rd(frame, "panden"))
    columns = find(table, PAND, {**_cut(table), **(fields or {})})
    found, rounded = first_ids(columns, "pand_id")
    _refuse_objects(table, columns, found)
    lists, notes = listing(kentallen), list[str]()
    places = np.asarray(table.geometry.array, dtype=object)
    why = why_not(columns, found, ("status",), day, planned, lists)
    progress(30.0)
    stop_if(cancelled)
    for reason in sorted(set(why) - {""}):
        rows = why == reason
        lists.drop(f"pand_{reason}", "waarschuwing" if reason in _SEVERITY else "info", found[rows], places[rows])
    absent = {str(pand): f"pand_{reason}" for reason in _BY_STATUS for pand in found[why == reason]}
    rows = np.flatnonzero(why == "")
    if not len(rows):
        raise InputError("bag_panden_geen_actuele", count=len(table))
    geometry, good = _footprints(places[rows], found[rows], lists)
    rows, geometry = rows[good], geometry[good]
    if not len(rows):
        raise InputError("bag_panden_geen_plaats", count=len(table))
    progress(60.0)
    stop_if(cancelled)
    lists.add("bag_id_afgerond", "waarschuwing", found[rows][rounded[rows]], geometry[rounded[rows]])
    current = columns.rows(_flags(rows, len(table)))
    content = _content(current, found[rows], geometry, day, kentallen, lists)
    progress(80.0)
    stop_if(cancelled)
    frame_ = _one_each(found[rows], geometry, content, has_occurrences(columns), kentallen, lists)
    notes.append(summary(len(table), len(frame_), lists.dropped, "panden"))
    if n := restored(current, "pand_id", found[rows]):
        notes.append(note("bag_notitie_nullen", ids=amount(n), n=n))
    if has_occurrences(columns):
        notes.append(note("bag_notitie_peildatum", day=f"{day:%d-%m-%Y}"))
    there = {"", *frame_["pand_id"]}
    absent = {pand: kind for pand, kind in absent.items() if pand not in there}
    progress(100.0)
    return BagPanden(frame_, lists.findings, notes, len(table), lists.dropped, absent)


def _cut(table: pd.DataFrame) -> dict[str, str]:
    """Return the smallest and largest area of a shapefile, whose names became the same when cut."""
    names = {str(name).lower(): str(name) for name in table.columns}
    pair = {"oppervlakte_min": "oppervlakt", "oppervlakte_max": "oppervla_1"}
    return {role: names[cut] for role, cut in pair.items()} if set(pair.values()) <= set(names) else {}


def _refuse_objects(table: pd.DataFrame, columns: Columns, found: Texts) -> None:
    """Raise when the rows are verblijfsobjecten."""
    aliases = columns.aliases("pand_id")
    own = found
    if "identificatie" in aliases[1:]:
        own = ids(columns.all("pand_id")[aliases.index("identificatie")])[0]
    names = {key(str(name)) for name in table.columns}
    if mostly(own, "object") or (not mostly(own, "pand") and len(names & set(_OBJECT_FIELDS)) > 1):
        raise InputError("bag_panden_zijn_objecten", count=len(table))


def _footprints(places: Shapes, names: Texts, lists: Listing) -> tuple[Shapes, Flags]:
    """Return areas and points that are valid and flat, and where there is one; list the others."""
    geometry = np.empty(len(places), dtype=object)
    geometry[:] = shapely.force_2d(places)
    lines = is_line(geometry)
    bad = unusable(geometry)
    if lines.any() and (lines | bad).all():
        raise InputError("bag_panden_lijnen", count=int(lines.sum()))
    bad &= ~lines
    lists.drop("pand_zonder_plaats", "waarschuwing", names[bad])
    lists.drop("pand_geen_vlak", "waarschuwing", names[lines], geometry[lines])
    bad |= lines
    geometry[bad] = None
    geometry, repaired = as_footprints(geometry)
    lists.add("pand_ongeldig", "waarschuwing", names[repaired], geometry[repaired])
    return geometry, ~bad


def _content(
    columns: Columns, found: Texts, geometry: Shapes, day: dt.date, kentallen: Kentallen, lists: Listing
) -> pd.DataFrame:
    """Return what is known of each row beside its id and place."""
    status = first_text(columns, "status", texts)
    not_yet = np.zeros(len(found), dtype=bool)
    for series in columns.all("status"):
        not_yet |= np.asarray(mapped(series, status_class, 0), dtype=np.int64) == NOT_YET
    now, later = kentallen.table("bag.bouwjaar_vooruit")
    latest = day.year + np.where(not_yet, later, now)
    count, homes = _counts(columns, found, geometry, lists)
    # a shed has no object: its area of 0 is not an unknown one
    small, large = (
        amounts(
            columns,
            role,
            kentallen.table("bag.oppervlakte"),
            "bag_oppervlakte",
            found,
            lists,
            geometry,
            quiet=count == 0,
        )
        for role in ("oppervlakte_min", "oppervlakte_max")
    )
    if "utiliteit" in columns and "woningen" in columns:
        # an earlier outcome, which has the area of all objects together
        total = amounts(columns, "oppervlakte", (0.0, np.inf), "bag_oppervlakte", found, lists, geometry)
        mean = np.divide(total, count, out=np.full(len(total), np.nan), where=count > 0)
        small, large = (np.where(np.isnan(values) & (mean > 0), mean, values) for values in (small, large))
    swapped = small > large
    return pd.DataFrame(
        {
            "bouwjaar": years(columns, latest, kentallen, found, lists, geometry),
            "aantal_objecten": count,
            "woningen": homes,
            "gebruik": words(columns, "gebruik", use, "bag_gebruik", found, lists, geometry),
            "oppervlakte_min_m2": np.where(swapped, large, small),
            "oppervlakte_max_m2": np.where(swapped, small, large),
            **own_fields(columns, found, lists, geometry),
            "in_gebruik": status,
        }
    )


def _counts(columns: Columns, found: Texts, geometry: Shapes, lists: Listing) -> tuple[Reals, Reals]:
    """Return how many objects each row has, and how many of them are dwellings. Shape (n,), NaN unknown."""
    count, homes, others = (
        amounts(columns, role, (0.0, np.inf), "bag_aantal", found, lists, geometry)
        for role in ("aantal", "woningen", "utiliteit")
    )
    known = ~(np.isnan(homes) & np.isnan(others))
    count = np.where(np.isnan(count) & known, np.nan_to_num(homes) + np.nan_to_num(others), count)
    return count, np.minimum(homes, np.where(np.isnan(count), np.inf, count))


def _one_each(
    found: Texts, geometry: Shapes, content: pd.DataFrame, versions: bool, kentallen: Kentallen, lists: Listing
) -> gpd.GeoDataFrame:
    """Return one row per pand.

    Of rows with the same id one counts: an area goes before a label, a large area before a small one. Areas of one
    pand that touch and hardly overlap are its parts: one footprint. Elsewhere the id is not an id, and gets a number
    (not in a delivery with versions: there an id is an id).

    Parameters
    ----------
    found
        Shape (n,): ids, "" where there is none.
    geometry
        Shape (n,): Point or area.
    content
        n rows: what else is known.
    versions
        Rows with the same id are versions of one pand.
    """
    loose = (found == "") | is_placeholder(found)
    unit = found.copy()
    unit[loose] = found[loose] + "|" + np.asarray(shapely.to_wkb(geometry[loose], hex=True), dtype=object)
    order = _ordered(unit, geometry, content)
    first = np.concatenate([[True], unit[order[1:]] != unit[order[:-1]]])
    leader = np.empty(len(order), dtype=np.int64)
    leader[order] = order[first][np.cumsum(first) - 1]
    own = np.zeros(len(order), dtype=bool)
    own[order[first]] = True
    other = order[~first]
    if not versions and len(other):
        apart = other[_apart(geometry, other, leader[other], kentallen)]
        begin = apart[_first_alike(unit[apart], shapely.to_wkb(geometry[apart]))]
        own[begin] = True
        leader[apart] = begin
    rest = other[~own[other]]
    part = np.zeros(len(rest), dtype=bool) if versions else _is_part(geometry, rest, leader[rest], kentallen)
    merged = geometry.copy()
    for pand in np.unique(leader[rest[part]]):
        merged[pand] = shapely.union_all(geometry[[pand, *rest[part][leader[rest[part]] == pand]]])
    alike = equal(content, rest, leader[rest])
    for kind, severity, rows in (
        ("pand_deel", "info", rest[part]),
        ("pand_dubbel", "info", rest[~part & alike]),
        ("pand_verschilt", "waarschuwing", rest[~part & ~alike]),
    ):
        lists.drop(kind, severity, found[rows], geometry[rows])  # type: ignore[arg-type]
    kept = order[own[order]]
    names, changed = unique_ids(np.where(found[kept] == "", NAMELESS, found[kept]).astype(object))
    changed &= found[kept] != ""
    lists.add("pand_id_dubbel", "waarschuwing", names[changed], merged[kept][changed], name=found[kept][changed])
    nameless = found[kept] == ""
    lists.add("pand_zonder_id", "waarschuwing", names[nameless], merged[kept][nameless])
    result = content.iloc[kept].assign(pand_id=names)
    at = np.argsort(names.astype(str), kind="stable")
    return gpd.GeoDataFrame(
        result.iloc[at][list(PANDEN_COLUMNS)].reset_index(drop=True), geometry=merged[kept][at], crs=RD
    )


def _ordered(unit: Texts, geometry: Shapes, content: pd.DataFrame) -> Ints:
    """Return rows by pand; of one pand an area goes first, then the largest, then the one most is known of."""
    codes = pd.factorize(unit, sort=True)[0]
    order = np.argsort(codes, kind="stable")
    counts = np.bincount(codes)
    again = order[counts[codes[order]] > 1]
    if not len(again):
        return np.asarray(order, dtype=np.int64)
    shapes = geometry[again]
    some = content.iloc[again]
    known = sum((some[name].notna() & (some[name].astype(object) != "")).to_numpy().astype(int) for name in some)
    ranks = [rank(some[name]) for name in reversed(list(some.columns))]
    edges = tuple(shapely.bounds(shapes).T[::-1])
    sizes = (-np.asarray(known), -shapely.area(shapes), -shapely.get_dimensions(shapes))
    wkb = pd.factorize(shapely.to_wkb(shapes), sort=True)[0]
    inner = np.lexsort((wkb, *ranks, *edges, *sizes, codes[again]))
    order[counts[codes[order]] > 1] = again[inner]
    return np.asarray(order, dtype=np.int64)


def _apart(geometry: Shapes, rows: Ints, leader: Ints, kentallen: Kentallen) -> Flags:
    """Tell which rows stand somewhere else than their leader; a label may stand beside its pand."""
    one, lead = geometry[rows], geometry[leader]
    label = (shapely.get_dimensions(one) == 0) | (shapely.get_dimensions(lead) == 0)
    near = np.where(label, kentallen.value("aansluiting.afstand_label"), 0.0)
    return np.asarray(~shapely.dwithin(one, lead, near), dtype=bool)


def _is_part(geometry: Shapes, rows: Ints, leader: Ints, kentallen: Kentallen) -> Flags:
    """Tell which rows are an area beside that of their leader."""
    result = np.zeros(len(rows), dtype=bool)
    one, lead = geometry[rows], geometry[leader]
    areas = (shapely.get_dimensions(one) == 2) & (shapely.get_dimensions(lead) == 2)
    areas = np.flatnonzero(areas & ~shapely.equals_exact(one, lead))
    common = shapely.area(shapely.intersection(one[areas], lead[areas]))
    least = np.minimum(shapely.area(one[areas]), shapely.area(lead[areas]))
    result[areas] = common < kentallen.value("bag.deel_overlap") * least
    return result


def _first_alike(unit: Texts, shape: Shapes) -> Ints:
    """Return for each row the first one with the same pand and the same shape."""
    both = pd.factorize(unit)[0] * (len(unit) + 1) + pd.factorize(shape)[0]
    _, first, inverse = np.unique(both, return_index=True, return_inverse=True)
    return np.asarray(first[inverse], dtype=np.int64)


def _flags(rows: Ints, n: int) -> Flags:
    result = np.zeros(n, dtype=bool)
    result[rows] = True
    return result
