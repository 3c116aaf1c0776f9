"""Reference heat demand per dwelling of PBL (VIVET): the file per municipality as input or as output."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from ..callbacks import Cancelled, Progress, never, part, silent, stop_if
from ..demand.columns import APPARTEMENT, CORPORATIE, HOEK, OVERIG, PARTICULIER, TUSSEN, TWEE, VRIJSTAAND
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..wording import amount, note
from .area_rows import Area
from .area_rows import Columns as Places
from .bag import Listing
from .bag_ids import first_ids
from .dwelling_words import dwelling_type, labels, owner
from .fields import Aliases, Columns, find
from .large_csv import Header, read_rows, text_files
from .table_header import with_header
from .tables import column_names, first_text
from .values import Reals, Texts, as_text, key, mapped, numbers, texts

REFERENCE: Aliases = {
    "object_id": ("woningvboid", "vboid", "bagid", "verblijfsobjectid", "bagverblijfsobjectid", "woningbagid"),
    "inwoners": ("aantalbewonersaantalbewoners", "aantalbewoners", "bewoners"),
    "buurtcode": ("regiobuurtcode", "bucode", "buurtcode", "regiobuurt"),
    "type": ("woningkenmerkenwoningtype", "w", "woningtype"),
    "bouwjaar": ("woningkenmerkenbouwjaar", "bouwjaar"),
    "label": ("woningkenmerkenschillabel", "schillabel", "energielabel", "woningkenmerkenenergielabel"),
    "eigenaar": ("woningkenmerkeneigendom", "eigendom", "e"),
    "oppervlakte_m2": (
        *("woningkenmerkenoppervlakte", "oppervlakm2", "oppervlakm", "oppervlakm^2", "oppervlakte", "oppervlak"),
        "woningkenmerkenoppervlaktem2",
    ),
    "tap_gj": ("functionelevraagwarmtapwater", "warmtapwater", "tapwater"),
    "rv_gj": ("functionelevraagruimteverwarming", "ruimteverwarming"),
}
"""Roles of the columns of a file with references, with the names of a header in two levels joined."""

COLUMNS = (
    *("object_id", "inwoners", "type", "hoogbouw", "bouwjaar", "label", "oppervlakte_m2", "rv_gj", "tap_gj"),
    *("eigenaar", "buurtcode"),
)
_TYPES = {"1": VRIJSTAAND, "2": TWEE, "3": HOEK, "4": TUSSEN, "5": APPARTEMENT, "6": APPARTEMENT}
"""Code W; 5 in a building of at most four storeys, 6 of five or more."""

_HIGH = {"5": 0.0, "6": 1.0}
_OWNERS = {"0": PARTICULIER, "1": OVERIG, "2": CORPORATIE}
"""Code E. PBL's own tables do not say what the codes mean; hardly any detached house has 2 (58 of 82.000)."""

_HEADER_LINES = 30
_TITLE_ROWS = 4


@dataclass
class References:
    """Reference demand, one row per object.

    Attributes
    ----------
    frame
        Sorted by object_id (unique), RangeIndex. Columns `COLUMNS`: object_id, type, label (A-G), eigenaar, buurtcode
        as text ("" unknown); inwoners, hoogbouw (1: in a building of five storeys or more), bouwjaar, oppervlakte_m2,
        rv_gj and tap_gj (GJ a year) as numbers (NaN unknown).
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


def read_references(
    source: Path | str | Sequence[Path | str] | pd.DataFrame,
    *,
    keep_ids: Iterable[str] | None = None,
    fields: Mapping[str, str] | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> References:
    """Read reference demand of dwellings.

    Parameters
    ----------
    source
        ``Data_GM0000.csv`` (input: characteristics only) or the output of PBL's reckoning (demand and inhabitants too),
        with one header or one in two levels; several files, a folder or a zip with them, or a table.
    keep_ids
        Ids of the objects of this area; rows with other ids are counted and left out. None for all.
    fields
        Role (see `REFERENCE`) to column name; goes before the names that are known.
    kentallen
        Groups ``referentie`` and ``label``.

    Raises
    ------
    InputError
        A file cannot be read, is empty, or has no column with ids or none with something about a dwelling.
    FieldError
        `fields` names a column that is not there.
    """
    area = Area.of(keep_ids, None)
    notes, lists = list[str](), Listing(Findings(), {}, int(kentallen.value("label.lijst")))
    tables, read = _tables(source, area, fields, lists, part(progress, 0, 70), cancelled)
    stop_if(cancelled)
    made = [_rows(table, name, fields, kentallen, lists, notes) for name, table in tables]
    rows = pd.concat([row for row in made if len(row)] or made[:1], ignore_index=True)
    progress(85)
    frame = _one_per_object(rows, area, lists, notes)
    progress(100)
    return References(frame, lists.findings, notes, read, lists.dropped)


def _tables(
    source: Path | str | Sequence[Path | str] | pd.DataFrame,
    area: Area | None,
    fields: Mapping[str, str] | None,
    lists: Listing,
    progress: Progress,
    cancelled: Cancelled,
) -> tuple[list[tuple[str, pd.DataFrame]], int]:
    """Return the tables with their names, and the rows read."""
    if isinstance(source, pd.DataFrame):
        frame = source
        if isinstance(frame.columns, pd.MultiIndex):
            frame = frame.set_axis(_joined(*zip(*(map(str, name[:2]) for name in frame.columns), strict=True)), axis=1)
        table, skipped = with_header(frame, lambda cells: _recognise(cells, fields))
        if not len(source):
            raise InputError("referentie_leeg", file="de tabel")
        if skipped:
            lists.dropped["referentie_kopregel"] = skipped
        return [("", table)], len(source)
    files = text_files(source)
    found, read, others = [], 0, []
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
            others.append(file.name)
            continue
        read += rows.read
        for kind, n in (
            ("referentie_ander_gebied", rows.elsewhere),
            ("referentie_zonder_id", rows.no_key),
            ("referentie_id_verminkt", rows.lost),
        ):
            if n:
                lists.dropped[kind] = lists.dropped.get(kind, 0) + n
        lost = np.array([f"{file.name} regel {line}" for line in rows.lost_lines], dtype=object)
        lists.add("referentie_id_verminkt", "waarschuwing", lost)
        found.append((file.name, rows.frame))
    if not found:
        raise InputError("referentie_kolommen", file=", ".join(others[:3]))
    if not read:
        raise InputError("referentie_leeg", file=", ".join(name for name, _ in found[:3]))
    lists.add("referentie_ander_bestand", "info", np.array(others, dtype=object))
    return found, read


def _recognise(lines: Sequence[Sequence[str]], fields: Mapping[str, str] | None) -> Header | None:
    """Return the header: one line, or two of which the second stands under the groups of the first."""
    for place, cells in enumerate(lines[:_HEADER_LINES]):
        names = [str(cell) for cell in cells]
        if _known(names, fields):
            return Header(names, place)
        if place + 1 < len(lines) and sum(map(bool, names)) > 1:
            both = _joined(names, lines[place + 1])
            if _known(both, fields) and "object_id" in _find(both, fields):
                return Header(both, place + 1)
    return None


def _known(names: Sequence[str], fields: Mapping[str, str] | None) -> bool:
    if sum(map(bool, names)) < 2 or (fields and not all(name in names for name in fields.values() if name)):
        return False
    columns = _find(names, fields)
    return "object_id" in columns and sum(role in columns for role in REFERENCE) > 2


def _find(names: Sequence[str], fields: Mapping[str, str] | None) -> Columns:
    return find(pd.DataFrame(columns=pd.Index(list(names), dtype=object)), REFERENCE, fields)


def _joined(groups: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return ``group/name`` per column; a group holds until the next one."""
    found, group = [], ""
    for at, name in enumerate(names):
        own = groups[at] if at < len(groups) else ""
        group = group if own == "" or own.startswith("Unnamed") else own
        found.append(f"{group}/{name}" if group and name else name)
    return found


def _places(names: Sequence[str], fields: Mapping[str, str] | None) -> Places:
    columns = _find(names, fields)
    of = {role: [place for _, place in found] for role, found in columns.places.items()}
    return Places(sorted({place for found in of.values() for place in found}), of.get("object_id", []), [])


def _rows(
    table: pd.DataFrame,
    name: str,
    fields: Mapping[str, str] | None,
    kentallen: Kentallen,
    lists: Listing,
    notes: list[str],
) -> pd.DataFrame:
    """Return the rows of one table, normalised."""
    columns = find(table, REFERENCE, fields)
    if "object_id" not in columns:
        raise InputError("referentie_geen_id", columns=", ".join(map(str, table.columns[:30])))
    if not any(role in columns for role in ("type", "rv_gj", "label", "eigenaar", "inwoners", "bouwjaar")):
        raise InputError("referentie_niets", columns=", ".join(map(str, table.columns[:30])))
    ids, lost = first_ids(columns, "object_id")
    title = np.array([_is_title(text) for text in texts(columns.all("object_id")[0])], dtype=bool)
    title &= np.arange(len(table)) < _TITLE_ROWS
    lines = [f"{name} regel {at}".strip() if name else f"rij {at + 1}" for at in table.index]
    unknown = kentallen.table("referentie.onbekend")
    found: dict[str, Reals] = {}
    called = np.where(ids == "", np.array(lines, dtype=object), ids)
    for role in ("inwoners", "bouwjaar", "oppervlakte_m2", "rv_gj", "tap_gj"):
        found[role] = _number(columns, role, np.where(title, "", called), unknown, lists)
    low, high = kentallen.table("label.oppervlakte")
    found["oppervlakte_m2"] = _between(found["oppervlakte_m2"], low, high)
    most = kentallen.value("referentie.max_gj")
    rv, tap = _between(found["rv_gj"], 0.0, most), _between(found["tap_gj"], 0.0, most)
    nothing = (rv == 0) & ~(tap > 0)  # PBL gives 0 for a dwelling of which it does not know the type
    inhabitants = found["inwoners"]
    limit = kentallen.value("dwa.max_inwoners_per_adres")
    codes = mapped(pd.Series(first_text(columns, "type"), dtype=object), lambda value: _bare(as_text(value)), "")
    letters, _, wrong = labels(pd.Series(first_text(columns, "label"), dtype=object))
    wrong &= ~title
    lists.add(
        "referentie_label", "info", called[wrong], text=[str(text)[:40] for text in first_text(columns, "label")[wrong]]
    )
    owners = mapped(pd.Series(first_text(columns, "eigenaar"), dtype=object), lambda value: _owner(as_text(value)), "")
    if np.isin(first_text(columns, "eigenaar"), list(_OWNERS)).any():
        notes.append(note("referentie_notitie_eigendom"))
    return pd.DataFrame(
        {
            "object_id": ids,
            "inwoners": _between(inhabitants, 0.0, limit),
            "type": np.array([_TYPES.get(code) or dwelling_type(code) for code in codes], dtype=object),
            "hoogbouw": [_HIGH.get(code, 0.0 if code in _TYPES else np.nan) for code in codes],
            "bouwjaar": found["bouwjaar"],
            "label": letters,
            "oppervlakte_m2": found["oppervlakte_m2"],
            "rv_gj": np.where(nothing, np.nan, rv),
            "tap_gj": np.where(nothing, np.nan, tap),
            "eigenaar": owners,
            "buurtcode": np.array(
                [text.strip('="').upper() for text in first_text(columns, "buurtcode")], dtype=object
            ),
            "lost": lost,
            "row": lines,
            "title": title,
        }
    )


def _bare(text: str) -> str:
    """Return a code without decimals: ``1.0`` is ``1``."""
    whole, dot, rest = text.replace(",", ".").partition(".")
    return whole if dot and not rest.strip("0") else text


def _owner(text: str) -> str:
    return _OWNERS.get(_bare(text)) or owner(text)


def _is_title(text: str) -> bool:
    """Tell whether what stands in the column of ids is a part of the header (a unit, a name)."""
    return key(text) in ("code", "vboid", "bagid", "woning")


def _between(values: Reals, low: float, high: float) -> Reals:
    return np.where((values >= low) & (values <= high), values, np.nan)


def _number(columns: Columns, role: str, called: Texts, unknown: Sequence[float], lists: Listing) -> Reals:
    result = np.full(len(columns.frame), np.nan)
    for name, series in zip(column_names(columns, role), columns.all(role), strict=True):
        values, wrong = numbers(series)
        shown = texts(series)
        wrong &= (called != "") & (shown != "x")
        lists.add("referentie_getal", "info", called[wrong], column=name, value=[str(t)[:40] for t in shown[wrong]])
        values[np.isin(values, unknown)] = np.nan
        result = np.where(np.isnan(result), values, result)
    return result


def _one_per_object(rows: pd.DataFrame, area: Area | None, lists: Listing, notes: list[str]) -> pd.DataFrame:
    """Return one row per object of the area: of several the one that tells most."""
    title = rows["title"].to_numpy(dtype=bool)
    lost = rows["lost"].to_numpy(dtype=bool)
    empty = (rows["object_id"] == "").to_numpy() & ~lost & ~title
    outside = np.zeros(len(rows), dtype=bool)
    if area is not None:
        outside = ~rows["object_id"].isin(area.ids).to_numpy() & ~lost & ~empty & ~title
    for kind, which in (("referentie_kopregel", title), ("referentie_ander_gebied", outside)):
        if which.any():
            lists.dropped[kind] = lists.dropped.get(kind, 0) + int(which.sum())
    names = rows["row"].to_numpy(dtype=object)
    lists.drop("referentie_id_verminkt", "waarschuwing", names[lost])
    lists.drop("referentie_zonder_id", "info", names[empty])
    rows = rows[~(title | lost | empty | outside)].reset_index(drop=True)
    values = rows[list(COLUMNS)]
    known = (values.notna() & (values != "")).sum(axis=1).to_numpy()
    heat = np.nan_to_num(values["rv_gj"].to_numpy(dtype=np.float64), nan=-1.0)
    last = [pd.factorize(values[name], sort=True)[0] for name in reversed(COLUMNS[1:])]
    order = np.lexsort((*last, -heat, -known, pd.factorize(values["object_id"], sort=True)[0]))
    values = values.iloc[order]
    again = values["object_id"].duplicated().to_numpy()
    if again.any():
        lists.dropped["referentie_dubbel"] = int(again.sum())
        same = values.duplicated().to_numpy()
        lists.add("referentie_dubbel", "info", values.loc[again & ~same, "object_id"].to_numpy(dtype=object))
    frame = values[~again].reset_index(drop=True)
    n, heated = len(frame), int(frame["rv_gj"].notna().sum())
    elsewhere = lists.dropped.get("referentie_ander_gebied", 0)
    notes.append(
        note("referentie_notitie", dwellings=amount(n), n=n, heated=amount(heated), elsewhere=amount(elsewhere))
    )
    return frame
