"""Energy labels of any delivery: the national file of EP-online, a part of it, or a table of the user's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from ..callbacks import Cancelled, Progress, never, part, silent, stop_if
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..wording import note
from .area_rows import Area
from .area_rows import Columns as Places
from .bag import Listing
from .bag_ids import id_lists, kind_of
from .dwelling_words import dwelling_types, labels
from .fields import Aliases, Columns, find
from .join_keys import address_keys, house_numbers, postcodes
from .label_choice import newest, of_area, usable
from .large_csv import Header, Rows, read_rows, text_files
from .table_header import with_header
from .tables import first_text
from .values import Flags, Reals, Texts, as_text, dates, key, mapped, numbers

LABEL: Aliases = {
    "object_id": (
        *("pandbagverblijfsobjectid", "bagverblijfsobjectid", "verblijfsobjectid", "verblijfsobjectidentificatie"),
        *("vboid", "vboidentificatie", "objectid", "pandbagligplaatsid", "bagligplaatsid", "pandbagstandplaatsid"),
        "bagstandplaatsid",
    ),
    "pand_id": ("pandbagpandid", "pandbagpandids", "bagpandid", "bagpandids", "pandid", "pandidentificatie"),
    "id": ("identificatie", "bagid", "bagidentificatie"),
    "postcode": ("pandpostcode", "postcode"),
    "huisnummer": ("pandhuisnummer", "huisnummer", "huisnr"),
    "huisletter": ("pandhuisletter", "huisletter"),
    "toevoeging": (
        *("pandhuisnummertoev", "pandhuisnummertoevoeging", "huisnummertoevoeging", "huisnummertoev", "toevoeging"),
        "huisnrtoev",
    ),
    "detail": ("panddetailaanduiding", "detailaanduiding"),
    "opname": ("pandopnamedatum", "opnamedatum", "labeldatum"),
    "registratie": ("pandregistratiedatum", "registratiedatum"),
    "geldig_tot": ("metinggeldigtot", "pandgeldigtot", "geldigtot"),
    "klasse": ("pandgebouwklasse", "gebouwklasse"),
    "label": (
        *("pandenergieklasse", "energieklasse", "energielabel", "label", "labelletter", "energielabelklasse"),
        *("labelklasse", "energielabelletter"),
    ),
    "index": (
        *("pandenergieindex", "energieindex", "pandenergieprestatieindex", "energieprestatieindex"),
        *("pandenergieindexmetemgforfaitair", "energieindexemgforfaitair"),
    ),
    "methode": ("pandberekeningstype", "berekeningstype"),
    "type": ("pandgebouwtype", "gebouwtype", "woningtype"),
    "subtype": ("pandgebouwsubtype", "gebouwsubtype"),
    "oppervlakte_m2": (
        *("pandgebruiksoppervlaktethermischezone", "gebruiksoppervlaktethermischezone", "pandgebruiksoppervlakte"),
        *("gebruiksoppervlakte", "oppervlaktem2"),
    ),
    "warmtebehoefte": ("pandwarmtebehoefte", "warmtebehoefte", "warmtebehoeftekwhm2"),
}
"""Roles of the columns of a file with labels: EP-online with and without ``Pand_`` before the names, or any other."""

_CLASSES = ("A++", "A+", "A", "B", "C", "D", "E", "F", "G")
_HEADER_LINES = 30
_PUBLISHED = "publicatiedatum"


@dataclass
class Labels:
    """Energy labels, one per object.

    Attributes
    ----------
    frame
        Sorted by object, pand and address, RangeIndex. Columns `label_choice.COLUMNS`: object_id, pand_id (several
        with commas between), postcode, huisnummer, huisletter, toevoeging, klasse ("W", "U" or ""), label (A-G),
        label_vol ("A+++"), type ("" unknown) as text; opname datetime64[ns] (NaT unknown); oppervlakte_m2 and
        warmtebehoefte_kwh_m2 (NaN unknown).
    findings
        What cannot be read.
    notes
        Sentences for the log (Dutch).
    read
        Rows as delivered.
    dropped
        Rows that are not a row of `frame`, by kind; ``read == len(frame) + sum(dropped.values())``.
    """

    frame: pd.DataFrame
    findings: Findings
    notes: list[str] = field(default_factory=list)
    read: int = 0
    dropped: dict[str, int] = field(default_factory=dict)


def read_labels(
    source: Path | str | Sequence[Path | str] | pd.DataFrame,
    *,
    keep_ids: Iterable[str] | None = None,
    keep_addresses: Iterable[str] | None = None,
    fields: Mapping[str, str] | None = None,
    kentallen: Kentallen,
    today: dt.date | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Labels:
    """Read energy labels.

    Of each object the label with the newest date of survey counts, then that of registration, then the worst; labels
    that are no longer valid count too. Where only the energy index is known the class follows from it.

    Parameters
    ----------
    source
        File of EP-online as published (csv, or a zip with it), several files, or a table.
    keep_ids
        Ids of the objects and panden of this area; rows with other ids are counted and left out. None for all.
    keep_addresses
        Addresses of this area, ``postcode|huisnummer|huisletter|toevoeging``.
    fields
        Role (see `LABEL`) to column name; goes before the names that are known.
    kentallen
        Group ``label``.
    today
        Day from which labels count as no longer valid; None for the day of publication in the file, or the newest
        registration in it.

    Raises
    ------
    InputError
        A file cannot be read, is empty, or has no column with labels.
    FieldError
        `fields` names a column that is not there.
    """
    area = Area.of(keep_ids, keep_addresses)
    notes, lists = list[str](), Listing(Findings(), {}, int(kentallen.value("label.lijst")))
    tables, read, published = _tables(source, area, fields, lists, part(progress, 0, 70), cancelled)
    stop_if(cancelled)
    rows = [_rows(table, name, fields, kentallen, notes) for name, table in tables]
    rows = [row for row in rows if len(row)] or rows[:1]
    merged = pd.concat(rows, ignore_index=True) if len(rows) > 1 else rows[0]
    progress(80)
    stop_if(cancelled)
    if area is not None:
        merged = of_area(merged, area, lists.dropped)
    merged = usable(merged, lists, notes)
    stop_if(cancelled)
    frame = newest(merged, today or published, lists, notes)
    progress(100)
    return Labels(frame, lists.findings, notes, read, lists.dropped)


def _tables(
    source: Path | str | Sequence[Path | str] | pd.DataFrame,
    area: Area | None,
    fields: Mapping[str, str] | None,
    lists: Listing,
    progress: Progress,
    cancelled: Cancelled,
) -> tuple[list[tuple[str, pd.DataFrame]], int, dt.date | None]:
    """Return the tables with their names, the rows read, and the day of publication."""
    if isinstance(source, pd.DataFrame):
        table, skipped = with_header(source, lambda cells: _recognise(cells, fields))
        if skipped:
            lists.dropped["label_kopregel"] = skipped
        if not len(source):
            raise InputError("labels_leeg", file="de tabel")
        return [("", table)], len(source), None
    files = text_files(source)
    found: list[tuple[str, pd.DataFrame]] = []
    read, published = 0, None
    for at, file in enumerate(files):
        rows = read_rows(
            file,
            lambda cells: _recognise(cells, fields),
            lambda names: _places(names, fields),
            area,
            progress=part(progress, 100 * at / len(files), 100 * (at + 1) / len(files)),
            cancelled=cancelled,
        )
        if rows is None:
            raise InputError("labels_kolommen", file=file.name)
        if not rows.read:
            raise InputError("labels_leeg", file=file.name)
        read += rows.read
        _count(rows, lists)
        published = _published(rows.before) or published
        found.append((file.name, rows.frame))
    return found, read, published


def _count(rows: Rows, lists: Listing) -> None:
    for kind, n in (
        ("label_ander_gebied", rows.elsewhere),
        ("label_zonder_sleutel", rows.no_key),
        ("label_id_verminkt", rows.lost),
    ):
        if n:
            lists.dropped[kind] = lists.dropped.get(kind, 0) + n
    lost = np.array([f"regel {line}" for line in rows.lost_lines], dtype=object)
    lists.add("label_id_verminkt", "waarschuwing", lost)


def _recognise(lines: Sequence[Sequence[str]], fields: Mapping[str, str] | None) -> Header | None:
    """Return the first line that has a column of EP-online, or one with labels and one with an id or address."""
    for place, cells in enumerate(lines[:_HEADER_LINES]):
        names = [str(cell) for cell in cells]
        if fields and all(name in names for name in fields.values() if name):
            return Header(names, place)
        if sum(bool(name) for name in names) < 2:
            continue
        columns = find(pd.DataFrame(columns=pd.Index(names, dtype=object)), LABEL)
        known = ("label" in columns or "index" in columns) and any(
            role in columns for role in ("object_id", "pand_id", "id", "postcode")
        )
        if known or any(name.lower().startswith("pand_") for name in names):
            return Header(names, place)
    return None


def _places(names: Sequence[str], fields: Mapping[str, str] | None) -> Places:
    columns = find(pd.DataFrame(columns=pd.Index(list(names), dtype=object)), LABEL, fields)
    of = {role: [place for _, place in found] for role, found in columns.places.items()}
    wanted = sorted({place for found in of.values() for place in found})
    ids = [place for role in ("object_id", "pand_id", "id") for place in of.get(role, [])]
    return Places(wanted, ids, of.get("postcode", []))


def _published(before: Sequence[Sequence[str]]) -> dt.date | None:
    """Return the date that a line before the header gives."""
    for cells in before:
        if len(cells) > 1 and key(cells[0]) == _PUBLISHED:
            days, _, _ = dates(pd.Series([cells[1]], dtype=object))
            if not np.isnan(days[0]):
                return dt.date.fromordinal(int(days[0]))
    return None


def _rows(
    table: pd.DataFrame,
    name: str,
    fields: Mapping[str, str] | None,
    kentallen: Kentallen,
    notes: list[str],
) -> pd.DataFrame:
    """Return the rows of one table, normalised but not yet weighed against each other."""
    columns = find(table, LABEL, fields)
    if "label" not in columns and "index" not in columns:
        raise InputError("labels_geen_label", columns=", ".join(map(str, table.columns[:30])))
    if not any(role in columns for role in ("object_id", "pand_id", "id", "postcode")):
        raise InputError("labels_geen_id", columns=", ".join(map(str, table.columns[:30])))
    if columns.unclear:
        notes.append(note("kolommen_onduidelijk", columns=", ".join(columns.unclear)))
    objects, panden, lost = _ids(columns)
    postcode = first_text(columns, "postcode", postcodes)
    number, behind = house_numbers(_series(columns, "huisnummer"))
    letter = first_text(columns, "huisletter")
    addition = first_text(columns, "toevoeging")
    addition = np.where(addition == "", first_text(columns, "detail"), addition)
    letter = np.where(letter == "", behind, letter)
    letters, full, wrong = labels(_series(columns, "label"))
    method = mapped(_series(columns, "methode"), key, "")
    klasse = mapped(_series(columns, "klasse"), lambda value: as_text(value)[:1].upper(), "")
    klasse[~np.isin(klasse, ("W", "U"))] = ""
    types, odd = dwelling_types(_series(columns, "type"), first_text(columns, "subtype"))
    survey, registered, until = (_days(columns, role) for role in ("opname", "registratie", "geldig_tot"))
    index = _number(columns, "index")
    derived = (full == "") & ~wrong & (index > 0)
    full[derived] = _from_index(index, klasse, method, survey, kentallen)[derived]
    letters[derived] = [label[:1] for label in full[derived]]
    line = table.index.to_numpy()
    return pd.DataFrame(
        {
            "object_id": objects,
            "pand_id": panden,
            "postcode": postcode,
            "huisnummer": number,
            "huisletter": letter,
            "toevoeging": addition,
            "klasse": klasse,
            "label": letters,
            "label_vol": full,
            "opname": survey,
            "type": np.where(klasse == "U", "", types),
            "oppervlakte_m2": _within(_number(columns, "oppervlakte_m2"), kentallen.table("label.oppervlakte")),
            "warmtebehoefte_kwh_m2": _heat(columns, method, kentallen),
            "registratie": registered,
            "geldig_tot": until,
            "lost": lost,
            "derived": derived,
            "text": first_text(columns, "label"),
            "odd_type": np.where(odd & (klasse != "U"), first_text(columns, "type"), ""),
            "address": address_keys(postcode, number, letter, addition),
            "row": [f"{name} regel {at}".strip() if name else f"rij {at + 1}" for at in line],
        }
    )


def _series(columns: Columns, role: str) -> pd.Series:
    return pd.Series(first_text(columns, role), dtype=object)


def _ids(columns: Columns) -> tuple[Texts, Texts, Flags]:
    """Return the ids of objects and panden, and the rows of which an id lost its digits."""
    n = len(columns.frame)
    lost = np.zeros(n, dtype=bool)
    found = {}
    for role in ("object_id", "pand_id", "id"):
        ids = np.full(n, "", dtype=object)
        for series in columns.all(role):
            these, wrong = id_lists(series)
            ids = np.where(ids == "", these, ids)
            lost |= wrong
        found[role] = ids
    of_pand = np.array([kind_of(text) == "pand" for text in found["id"]], dtype=bool)
    objects = np.where((found["object_id"] == "") & ~of_pand, found["id"], found["object_id"])
    panden = np.where((found["pand_id"] == "") & of_pand, found["id"], found["pand_id"])
    return objects, panden, lost & (objects == "") & (panden == "")


def _days(columns: Columns, role: str) -> Reals:
    """Return days as proleptic ordinals, NaN where unknown."""
    found = np.full(len(columns.frame), np.nan)
    for series in columns.all(role):
        days, _, _ = dates(series)
        found = np.where(np.isnan(found), days, found)
    return found


def _number(columns: Columns, role: str) -> Reals:
    found = np.full(len(columns.frame), np.nan)
    for series in columns.all(role):
        values, _ = numbers(series)
        found = np.where(np.isnan(found), values, found)
    return found


def _within(values: Reals, limits: Sequence[float]) -> Reals:
    return np.where((values >= limits[0]) & (values <= limits[1]), values, np.nan)


def _heat(columns: Columns, method: Texts, kentallen: Kentallen) -> Reals:
    """Return the heat demand on the label, kWh/m2 a year: only methods since NTA 8800 give it per m2."""
    heat = _within(_number(columns, "warmtebehoefte"), kentallen.table("label.warmtebehoefte"))
    modern = np.array([not text or "nta" in text for text in method], dtype=bool)
    return np.where(modern, heat, np.nan)


def _from_index(index: Reals, klasse: Texts, method: Texts, survey: Reals, kentallen: Kentallen) -> Texts:
    """Return the label class of an energy index; shape (n,)."""
    names = np.array(_CLASSES, dtype=object)
    new_method = dt.date(round(kentallen.value("label.ei_jaar")), 1, 1).toordinal()
    old = np.array(["isso82" in text for text in method], dtype=bool) | (survey < new_method)
    index = np.nan_to_num(index)
    new, before, other = (
        names[np.searchsorted(np.array(kentallen.table(name)), index, side="left")]
        for name in ("label.ei_woning", "label.ei_woning_oud", "label.ei_utiliteit")
    )
    return np.where(klasse == "U", other, np.where(old, before, new))
