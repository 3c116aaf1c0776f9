"""Verblijfsobjecten of the BAG, or addresses without more, of any delivery: what is there now."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..demand.columns import WONEN
from ..errors import InputError
from ..kentallen import Kentallen
from ..schema import RD
from ..wording import amount, note
from .bag import (
    NAMELESS,
    BagObjects,
    Listing,
    amounts,
    equal,
    listing,
    own_fields,
    rank,
    summary,
    truths,
    use,
    without_derived,
    words,
    years,
)
from .bag_current import NOT_YET, has_occurrences, status_class, why_not
from .bag_ids import first_ids, id_lists, mostly, restored
from .bag_names import OBJECT
from .fields import Columns, find
from .join_keys import postcodes
from .shapes import Shapes, as_spots, unusable
from .tables import first_text, in_rd, unique_ids
from .values import Flags, Texts, as_text, key, mapped

Ints = npt.NDArray[np.int64]

OBJECTS_COLUMNS = (
    *("object_id", "pand_id", "panden", "gebruik", "oppervlakte_m2", "bouwjaar", "postcode", "huisnummer"),
    *("huisletter", "toevoeging", "type", "eigenaar", "label", "inwoners"),
)
"""Columns of `BagObjects.frame`."""

_ADDRESS = ("postcode", "huisnummer", "huisletter", "toevoeging")
_TOGETHER = ("panden", "gebruik")
_NUMBER = re.compile(r"([0-9]+)(?:[.,]0+)?")
_COMBINED = re.compile(r"([0-9]+)[\s-]*([A-Za-z](?![A-Za-z]))?[\s-]*(.*)")
_SEVERITY = {"gepland": "waarschuwing"}
_PAND_FIELDS = frozenset(
    (
        *("aantalverblijfsobjecten", "oppervlaktemin", "oppervlaktemax", "oorspronkelijkbouwjaar", "aantalver"),
        *("identificatiebagpnd", "oppervla1", "oorspronke", "plusstatus"),
    )
)
_OBJECT_FIELDS = frozenset(
    (
        *("pandidentificatie", "pandidenti", "pandref", "hoofdadresnummeraanduidingref", "huisnummer", "vboid"),
        "verblijfsobjectstatus",
    )
)


def read_objects(
    frame: gpd.GeoDataFrame | pd.DataFrame,
    *,
    fields: Mapping[str, str] | None = None,
    planned: bool = False,
    today: dt.date | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> BagObjects:
    """Read verblijfsobjecten: BAG (WFS, OGC API, bag-light, shapefile, extract with history), or addresses.

    Rows of one object are one object: its panden and uses are put together, its main address counts.

    Parameters
    ----------
    frame
        Points, EPSG:28992 or with a CRS; areas (ligplaats, standplaats) count as a point in them. A table without
        places is fine.
    fields
        Role (see `bag_names.OBJECT`) to column name; goes before the names that are known.
    planned
        Keep objects that are not there yet (Verblijfsobject gevormd, or in a pand that is not there yet).
    today
        Day that decides what has begun and ended; None for today.
    kentallen
        Group ``bag``, and ``dwa.max_inwoners_per_adres``.

    Raises
    ------
    InputError
        There are no objects, none is there now, or the layer holds panden.
    FieldError
        `fields` names a column that is not there.
    """
    if not len(frame):
        raise InputError("bag_objecten_leeg")
    day = today or dt.datetime.now(tz=dt.UTC).astimezone().date()
    table = without_derived(_with_places(frame))
    columns = find(table, OBJECT, {**_cut(table), **(fields or {})})
    found, rounded = first_ids(columns, "object_id")
    _refuse_panden(table, columns, found)
    lists, notes = listing(kentallen), list[str]()
    places = np.asarray(table.geometry.array, dtype=object)
    why = why_not(columns, found, ("status", "pandstatus"), day, planned, lists)
    progress(30.0)
    stop_if(cancelled)
    for reason in sorted(set(why) - {""}):
        gone = why == reason
        lists.drop(f"object_{reason}", "waarschuwing" if reason in _SEVERITY else "info", found[gone], places[gone])
    there = why == ""
    if not there.any():
        raise InputError("bag_objecten_geen_actuele", count=len(table))
    rows = np.flatnonzero(there)
    geometry, placed = _spots(places[rows])
    current, names = columns.rows(there), found[rows]
    if placed.any():
        lists.add("object_zonder_punt", "info", names[~placed])
    lists.add("bag_id_afgerond", "waarschuwing", names[rounded[rows]], geometry[rounded[rows]])
    progress(50.0)
    stop_if(cancelled)
    content = _content(current, names, geometry, day, kentallen, lists)
    progress(80.0)
    stop_if(cancelled)
    extra = np.zeros(len(rows), dtype=bool)
    for series in current.all("nevenadres"):
        extra |= truths(series) | np.asarray(mapped(series, lambda v: key(as_text(v)) == "nevenadres", False), bool)
    result = _one_each(names, geometry, content, extra, lists)
    large = (result["oppervlakte_m2"] > kentallen.value("bag.woning_groot")) & (result["gebruik"] == WONEN)
    some = result[large]
    lists.add(
        "object_groot",
        "waarschuwing",
        some["object_id"].to_numpy(dtype=object),
        some.geometry.to_numpy(),
        area=some["oppervlakte_m2"].round().astype(int).to_numpy(dtype=object),
    )
    notes.append(summary(len(table), len(result), lists.dropped, "objecten"))
    if n := restored(current, "object_id", names):
        notes.append(note("bag_notitie_nullen", ids=amount(n), n=n))
    if has_occurrences(columns):
        notes.append(note("bag_notitie_peildatum", day=f"{day:%d-%m-%Y}"))
    if not len(current.all("gebruik")):
        notes.append(note("bag_notitie_geen_gebruik"))
    progress(100.0)
    return BagObjects(result, lists.findings, notes, len(table), lists.dropped)


def _with_places(frame: gpd.GeoDataFrame | pd.DataFrame) -> gpd.GeoDataFrame:
    """Return a table in RD, without places when it has none."""
    if isinstance(frame, gpd.GeoDataFrame) and getattr(frame, "_geometry_column_name", None) in frame.columns:
        return in_rd(frame, "verblijfsobjecten")
    plain = pd.DataFrame(frame).reset_index(drop=True)
    return gpd.GeoDataFrame(plain, geometry=np.full(len(plain), None, dtype=object), crs=RD)


def _cut(table: pd.DataFrame) -> dict[str, str]:
    """Return the columns of house number and addition, whose names became the same when cut."""
    names = {str(name).lower(): str(name) for name in table.columns}
    pair = {"huisnummer": "huisnummer", "toevoeging": "huisnumm_1"}
    return {role: names[cut] for role, cut in pair.items()} if set(pair.values()) <= set(names) else {}


def _refuse_panden(table: gpd.GeoDataFrame, columns: Columns, found: Texts) -> None:
    """Raise when the rows are panden."""
    names = {key(str(name)) for name in table.columns}
    hints = bool(names & _PAND_FIELDS) and not names & _OBJECT_FIELDS
    # outlines with a pand id of their own: a layer with buildings
    areas = shapely.get_dimensions(np.asarray(table.geometry.array, dtype=object)) == 2
    hints |= "pand_id" in columns and 2 * int(areas.sum()) > len(table)
    if mostly(found, "pand") or (hints and not mostly(found, "object")):
        raise InputError("bag_objecten_zijn_panden", count=len(table))


def _spots(places: Shapes) -> tuple[Shapes, Flags]:
    """Return flat points, None where there is none, and where there is one."""
    geometry = np.empty(len(places), dtype=object)
    geometry[:] = shapely.force_2d(places)
    bad = unusable(geometry)
    geometry[bad] = None
    good = np.flatnonzero(~bad)
    geometry[good] = as_spots(geometry[good])
    return geometry, ~bad


def _content(
    columns: Columns, names: Texts, geometry: Shapes, day: dt.date, kentallen: Kentallen, lists: Listing
) -> pd.DataFrame:
    """Return what is known of each row beside its id and place."""
    not_yet = np.zeros(len(names), dtype=bool)
    for series in (*columns.all("status"), *columns.all("pandstatus")):
        not_yet |= np.asarray(mapped(series, status_class, 0), dtype=np.int64) == NOT_YET
    now, later = kentallen.table("bag.bouwjaar_vooruit")
    latest = day.year + np.where(not_yet, later, now)
    most = (0.0, kentallen.value("dwa.max_inwoners_per_adres"))
    return pd.DataFrame(
        {
            "panden": _panden(columns, names, geometry, lists),
            "gebruik": words(columns, "gebruik", use, "bag_gebruik", names, lists, geometry),
            "oppervlakte_m2": amounts(
                columns,
                "oppervlakte",
                kentallen.table("bag.oppervlakte"),
                "bag_oppervlakte",
                names,
                lists,
                geometry,
            ),
            "bouwjaar": years(columns, latest, kentallen, names, lists, geometry),
            **_addresses(columns, names, geometry, lists),
            **own_fields(columns, names, lists, geometry),
            "inwoners": amounts(columns, "inwoners", most, "bag_inwoners", names, lists, geometry),
        }
    )


def _panden(columns: Columns, names: Texts, geometry: Shapes, lists: Listing) -> Texts:
    """Return the ids of the panden of each row, joined by ","."""
    result = np.full(len(names), "", dtype=object)
    lost = np.zeros(len(names), dtype=bool)
    for series in columns.all("pand_id"):
        own, rounded = id_lists(series)
        empty = result == ""
        result[empty] = own[empty]
        lost |= rounded & empty
    lost &= result == ""
    lists.add("bag_pand_id_afgerond", "waarschuwing", names[lost], geometry[lost])
    return result


def _addresses(columns: Columns, names: Texts, geometry: Shapes, lists: Listing) -> dict[str, Texts]:
    """Return postcode, house number, letter and addition; a number with letters is taken apart."""
    raw = first_text(columns, "postcode")
    postcode = postcodes(pd.Series(raw, dtype=object))
    strange = (postcode == "") & (raw != "")
    lists.add("bag_postcode", "info", names[strange], geometry[strange], value=raw[strange])
    letter, addition = first_text(columns, "huisletter"), first_text(columns, "toevoeging", _additions)
    number = mapped(pd.Series(first_text(columns, "huisnummer"), dtype=object), _house_number, "")
    for row in np.flatnonzero([not text.isdigit() and text != "" for text in number]):
        if match := _COMBINED.fullmatch(number[row]):
            number[row] = match.group(1)
            letter[row] = letter[row] or (match.group(2) or "")
            addition[row] = addition[row] or match.group(3).strip()
    return {"postcode": postcode, "huisnummer": number, "huisletter": letter, "toevoeging": addition}


def _additions(values: pd.Series) -> Texts:
    """Return additions to a house number; a number without decimals."""
    return mapped(values, lambda value: m.group(1) if (m := _NUMBER.fullmatch(as_text(value))) else as_text(value), "")


def _house_number(text: str) -> str:
    match = _NUMBER.fullmatch(text)
    return str(int(match.group(1))) if match else text


def _one_each(found: Texts, geometry: Shapes, content: pd.DataFrame, extra: Flags, lists: Listing) -> gpd.GeoDataFrame:
    """Return one row per object.

    Of rows with the same id the one with the main address counts, then the one with a known and large area. An address
    without an id that is there twice is one; a row without id and without address is an object of its own.

    Parameters
    ----------
    found
        Shape (n,): ids, "" where there is none.
    geometry
        Shape (n,): Point or None.
    content
        n rows: what else is known.
    extra
        Shape (n,): the address is not the main one (nevenadres).
    """
    unit = _units(found, geometry, content)
    order = _ordered(unit, geometry, content, extra)
    first = np.concatenate([[True], unit[order[1:]] != unit[order[:-1]]])
    kept, rest = order[first], order[~first]
    leader = np.empty(len(order), dtype=np.int64)
    leader[order] = kept[np.cumsum(first) - 1]
    lead = leader[rest]
    address = equal(content[list(_ADDRESS)], rest, lead)
    own = content.drop(columns=[*_ADDRESS, *_TOGETHER])
    same = equal(own, rest, lead) & (shapely.to_wkb(geometry[rest]) == shapely.to_wkb(geometry[lead]))
    secondary = extra[rest] & ~address & same
    alike = equal(content[list(_TOGETHER)], rest, lead)
    same &= address
    for kind, severity, rows in (
        ("object_nevenadres", "info", rest[secondary]),
        ("object_dubbel", "info", rest[~secondary & same & alike]),
        ("object_samengevoegd", "info", rest[~secondary & same & ~alike]),
        ("object_verschilt", "waarschuwing", rest[~secondary & ~same]),
    ):
        lists.drop(kind, severity, found[rows], geometry[rows])  # type: ignore[arg-type]
    together = content.copy()
    for name in _TOGETHER:
        together[name] = _united(content[name].to_numpy(dtype=object), rest, lead)
    names, _ = unique_ids(np.where(found[kept] == "", NAMELESS, found[kept]).astype(object))
    nameless = found[kept] == ""
    lists.add("object_zonder_id", "waarschuwing", names[nameless], geometry[kept][nameless])
    panden = together["panden"].to_numpy(dtype=object)[kept]
    result = together.iloc[kept].assign(object_id=names, pand_id=_firsts(panden))
    at = np.argsort(names.astype(str), kind="stable")
    return gpd.GeoDataFrame(
        result.iloc[at][list(OBJECTS_COLUMNS)].reset_index(drop=True), geometry=geometry[kept][at], crs=RD
    )


def _firsts(joined: Texts) -> Texts:
    """Return the first id of each row."""
    return np.array([text.partition(",")[0] for text in joined], dtype=object)


def _units(found: Texts, geometry: Shapes, content: pd.DataFrame) -> Texts:
    """Return what makes an object: its id, else all of its address and place, else nothing but itself."""
    unit = found.copy()
    loose = np.flatnonzero(found == "")
    if len(loose):
        some = content.iloc[loose]
        text = ["|".join(map(str, row)) for row in zip(*(some[name].tolist() for name in some), strict=True)]
        place = shapely.to_wkt(geometry[loose], rounding_precision=3)
        lone = content["huisnummer"].to_numpy(dtype=object)[loose] == ""
        unit[loose] = [
            f"|{where}|{said}" + (f"|{row}" if alone else "")
            for row, where, said, alone in zip(loose, place, text, lone, strict=True)
        ]
    return unit


def _ordered(unit: Texts, geometry: Shapes, content: pd.DataFrame, extra: Flags) -> Ints:
    """Return rows by object, the one that counts first."""
    codes = pd.factorize(unit, sort=True)[0]
    order = np.argsort(codes, kind="stable")
    counts = np.bincount(codes)
    several = counts[codes[order]] > 1
    again = order[several]
    if len(again):
        some = content.iloc[again]
        area = np.nan_to_num(some["oppervlakte_m2"].to_numpy(), nan=-1.0)
        ranks = [rank(some[name]) for name in reversed(list(some.columns))]
        x, y = (np.nan_to_num(edge, nan=np.inf) for edge in shapely.bounds(geometry[again]).T[:2])
        order[several] = again[np.lexsort((y, x, *ranks, -area, extra[again], codes[again]))]
    return np.asarray(order, dtype=np.int64)


def _united(joined: Texts, rows: Ints, leader: Ints) -> Texts:
    """Return lists, those of `rows` put together with the list of their leader."""
    result = joined.copy()
    for row, lead in zip(rows, leader, strict=True):
        if joined[row] and joined[row] != result[lead]:
            result[lead] = ",".join(sorted({*result[lead].split(","), *joined[row].split(",")} - {""}))
    return result
