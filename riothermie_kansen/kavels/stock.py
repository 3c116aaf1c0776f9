"""The buildings of the demand layer with all that a kavel counts: dwellings, demand, labels, owners."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from ..callbacks import Cancelled, Progress, never, silent
from ..demand.columns import CORPORATIE, LABELS
from ..findings import Findings
from ..kentallen import Kentallen
from ..plausible import refuse_impossible
from ..readers.buildings import BUILDING, read_buildings
from ..readers.fields import Aliases, Columns, find
from ..readers.shapes import Shapes
from ..readers.tables import first_text, in_rd, labels
from ..readers.values import Texts, as_text, key, mapped, numbers, texts
from ..wording import note

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

EXTRA: Aliases = {
    "utiliteit": ("utiliteit", "aantalutiliteit"),
    "inwoners": ("inwoners", "aantalinwoners", "bewoners", "personen", "inwonertal"),
    "koude_gj": ("koudegj", "koelvraaggj", "koeling", "koude"),
    "corporatie_woningen": ("corporatiewoningen", "aantalcorporatiewoningen", "corpwoningen"),
    "eigenaar": ("eigenaar", "eigendom", "eigenaarsoort", "soorteigenaar", "eigenaartype"),
    "label": ("label", "energielabel", "labelletter", "energieklasse", "pandenergieklasse", "labelklasse", "klasse"),
    "label_bron": ("labelbron", "bronlabel"),
}
"""Roles of the columns beside the demand; those of ``GEBOUWEN`` of warmtevraag, or any other layer's."""

REGISTERED = ("", "ep-online", "eigen", "nieuwbouw")
"""Sources of a label that somebody registered or gave; the others are derived. "" is a layer that does not tell."""


@dataclass
class Homes:
    """Buildings, in order of pand_id.

    Attributes
    ----------
    ids
        Shape (b,): text, unique.
    geometry
        Shape (b,): Point, (Multi)Polygon or None, `RD`.
    woningen, rv_kw, tap_kw, warmte_gj
        Shape (b,); 0 where a building has no demand or it is not known.
    utiliteit, inwoners, koude_gj, corporatie
        Shape (b,): NaN where the layer does not tell.
    owned
        Shape (b,): dwellings of which the owner is known.
    label
        Shape (b,): A to G, "" unknown.
    registered
        Shape (b,): whether the label is registered rather than derived.
    has_demand, unknown
        Shape (b,): has demand; demand is not known.
    has_labels
        The layer has a column with labels.
    findings, notes, read, dropped
        As for `readers.buildings.Buildings`.
    """

    ids: Texts
    geometry: Shapes
    woningen: Floats
    rv_kw: Floats
    tap_kw: Floats
    warmte_gj: Floats
    utiliteit: Floats
    inwoners: Floats
    koude_gj: Floats
    corporatie: Floats
    owned: Floats
    label: Texts
    registered: npt.NDArray[np.bool_]
    has_demand: npt.NDArray[np.bool_]
    unknown: npt.NDArray[np.bool_]
    has_labels: bool
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)
    read: int = 0
    dropped: dict[str, int] = field(default_factory=dict)


def read_homes(
    frame: gpd.GeoDataFrame, *, kentallen: Kentallen, progress: Progress = silent, cancelled: Cancelled = never
) -> Homes:
    """Read buildings with their demand, labels and owners; see `readers.buildings.read_buildings`.

    Raises
    ------
    InputError
        There are no buildings, or a number is negative or more than a building can ask.
    """
    found = read_buildings(frame, kentallen=kentallen, progress=progress, cancelled=cancelled)
    buildings = found.frame
    ids = buildings["pand_id"].to_numpy(dtype=object)
    refuse_impossible(ids, buildings["warmte_gj"].to_numpy(dtype=np.float64), kentallen)
    homes = buildings["woningen"].to_numpy(dtype=np.float64)
    columns = find(in_rd(frame, "gebouwen"), {**BUILDING, **EXTRA})
    extra = _per_building(columns, ids)
    letter, registered = _labels(columns, ids)
    corporate, owned = _owners(columns, extra, homes, ids)
    reason = buildings["reason"].to_numpy(dtype=object)
    known = (reason == "") | (reason == "geen_geometrie")
    demand = {
        name: np.where(known, np.nan_to_num(buildings[name].to_numpy(dtype=np.float64)), 0.0)
        for name in ("rv_kw", "tap_kw", "warmte_gj")
    }
    geometry = np.empty(len(ids), dtype=object)
    geometry[:] = np.asarray(buildings.geometry.array, dtype=object)
    notes = list(found.notes)
    if "label" not in columns:
        notes.append(note("kavels_notitie_geen_labels"))
    if np.isnan(corporate).all():
        notes.append(note("kavels_notitie_geen_eigenaar"))
    return Homes(
        ids, geometry, homes, demand["rv_kw"], demand["tap_kw"], demand["warmte_gj"],
        extra["utiliteit"], extra["inwoners"], extra["koude_gj"], corporate, owned,
        letter, registered, known & (demand["warmte_gj"] > 0), reason == "vraag_onbekend", "label" in columns,
        found.findings, notes, found.read, found.dropped,
    )  # fmt: skip


def _rows(columns: Columns, ids: Texts) -> tuple[Ints, Ints]:
    """Return which building each row of the layer is of (-1: none), and the rows that are of one."""
    pand = labels(first_text(columns, "pand_id", lambda series: mapped(series, _first, "")))
    at = pd.Index(ids).get_indexer(pd.Index(pand)).astype(np.int64)
    return at, np.flatnonzero(at >= 0).astype(np.int64)


def _first(value: object) -> str:
    text = as_text(value)
    return min(part.strip() for part in text.split(",")) if "," in text else text


def _objects(columns: Columns, rows: Ints) -> Texts | None:
    """Return the object that each of some rows is, or None when rows are buildings; a row without an id is its own."""
    if "vbo_id" not in columns:
        return None
    ids = first_text(columns, "vbo_id")[rows]
    nameless = np.flatnonzero(ids == "")
    ids[nameless] = [f"rij {row}" for row in rows[nameless]]
    return ids


def _per_building(columns: Columns, ids: Texts) -> dict[str, Floats]:
    """Return the extra numbers per building: its objects summed; of rows that repeat one the largest."""
    at, rows = _rows(columns, ids)
    objects = _objects(columns, rows)
    result = {}
    for role in ("utiliteit", "inwoners", "koude_gj", "corporatie_woningen"):
        values = np.full(len(ids), np.nan)
        if role in columns:
            given = np.full(len(at), np.nan)
            for series in columns.all(role):
                found, _ = numbers(series)
                found[found < 0] = np.nan
                given = np.where(np.isnan(given), found, given)
            table = pd.DataFrame({"at": at[rows], "value": given[rows]})
            if objects is None:
                made = table.groupby("at")["value"].max()
            else:
                each = table.assign(object=objects).groupby(["at", "object"])["value"].max()
                made = each.groupby(level="at").sum(min_count=1)
            values[made.index.to_numpy(dtype=np.int64)] = made.to_numpy(dtype=np.float64)
        result[role] = values
    return result


def _labels(columns: Columns, ids: Texts) -> tuple[Texts, npt.NDArray[np.bool_]]:
    """Return the label of each building (of most of its rows, then the better one), and whether it is registered."""
    label = np.full(len(ids), "", dtype=object)
    registered = np.zeros(len(ids), dtype=bool)
    if "label" not in columns:
        return label, registered
    at, rows = _rows(columns, ids)
    raw = first_text(columns, "label")
    letter = mapped(pd.Series(raw, dtype=object), _letter, "")
    source = first_text(columns, "label_bron")
    given = np.isin(source.astype(str), REGISTERED)
    rows = rows[letter[rows] != ""]
    table = pd.DataFrame({"at": at[rows], "label": letter[rows], "given": given[rows]})
    count = table.groupby(["at", "given", "label"]).size().reset_index(name="n")
    best = count.sort_values(["at", "given", "n", "label"], ascending=[True, False, False, True])
    best = best.drop_duplicates("at")
    label[best["at"].to_numpy()] = best["label"].to_numpy(dtype=object)
    registered[best["at"].to_numpy()] = best["given"].to_numpy(dtype=bool)
    return label, registered


def _letter(value: object) -> str:
    text = as_text(value).strip().upper()
    return text[0] if text and text[0] in LABELS and not text[1:].strip("+ ") else ""


def _owners(columns: Columns, extra: dict[str, Floats], homes: Floats, ids: Texts) -> tuple[Floats, Floats]:
    """Return the dwellings of a corporatie (NaN unknown) and those of which the owner is known."""
    corporate = np.minimum(extra["corporatie_woningen"], homes)
    owner = np.full(len(ids), "", dtype=object)
    if "eigenaar" in columns:
        at, rows = _rows(columns, ids)
        words = texts(columns.all("eigenaar")[0])[rows]
        table = pd.DataFrame({"at": at[rows], "word": words})
        table = table[table["word"] != ""].sort_values(["at", "word"]).drop_duplicates("at")
        owner[table["at"].to_numpy()] = table["word"].to_numpy(dtype=object)
    is_corporate = mapped(pd.Series(owner, dtype=object), _corporate, False).astype(bool)
    told = owner != ""
    # a count of 0 without an owner says nothing when the layer has a column for owners
    known = np.isfinite(corporate) & (told | (corporate > 0) | ("eigenaar" not in columns))
    by_owner = told & ~np.isfinite(corporate)
    result = np.where(known, corporate, np.where(by_owner, np.where(is_corporate, homes, 0.0), np.nan))
    return np.asarray(result, dtype=np.float64), np.where(np.isfinite(result), homes, 0.0)


def _corporate(value: object) -> bool:
    word = key(as_text(value))
    return CORPORATIE in word or "toegelateninstelling" in word or "socialehuur" in word
