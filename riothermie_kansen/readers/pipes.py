"""Rows of a pipe layer: what carries dry weather flow, what is left out, and the attributes of the rest."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..findings import Findings
from ..kentallen import Kentallen
from ..messages import message
from ..schema import FUNCTIES, SOORTEN
from . import codes, sizes
from .fields import Columns
from .tables import (
    Geometries,
    all_numbers,
    column_names,
    first_number,
    first_text,
    largest,
    lengths,
    levels,
    not_numbers,
    slopes,
    summed,
    zero_is_unknown,
)
from .values import Flags, Reals, Texts, dates, key, texts
from .values import codes as bare

DROPPED = (
    *("geometrie_ontbreekt", "geometrie_ongeldig", "geen_lijn", "aansluitleiding", "loze_leiding", "buiten_gebruik"),
    *("in_ontwerp", "einddatum_voorbij", "dubbel_object"),
)
"""Kinds of finding that stand for a row of the pipe layer that was left out."""


class Classes(NamedTuple):
    """What pipes are, shape (n,).

    ``weg`` is the kind of finding with which a pipe is left out ("" when it stays); ``onbekend`` tells which pipes have
    neither a known type nor a known system; ``ruim`` that this holds for all, so that all count as gravity sewers.
    """

    soort: Texts
    functie: Texts
    type: Texts
    stelsel: Texts
    weg: Texts
    onbekend: Flags
    ruim: bool
    deels: list[str]

    def rows(self, keep: Flags) -> Classes:
        """Return those of a part of the pipes; `keep` has shape (n,)."""
        return Classes(
            self.soort[keep],
            self.functie[keep],
            self.type[keep],
            self.stelsel[keep],
            self.weg[keep],
            self.onbekend[keep],
            self.ruim,
            self.deels,
        )


def is_own(columns: Columns) -> bool:
    """Tell whether the layer is an output of this plugin: its sizes are inside sizes already."""
    names = {str(name) for name in columns.frame.columns}
    return {"leiding_id", "functie", "breedte_mm"} <= names and not columns.explicit


def classify(columns: Columns) -> Classes:
    """Return what the pipes are, from type, system, theme, and (own output) ``soort`` and ``functie``."""
    n = len(columns.frame)
    candidates = [bare(series) for series in (*columns.all("type"), *columns.all("soort"))]
    kind = np.full(n, "", dtype=object)
    for names in candidates:
        take = (names != "") & ((kind == "") | (~_known(kind) & _known(names)))
        kind[take] = names[take]
    system, label = first_text(columns, "stelsel", bare), first_text(columns, "stelsel_naam")
    theme = first_text(columns, "thema", bare)
    combination, first = _combinations(kind, system, label, theme)
    meanings: list[codes.Meaning | None] = []
    for i in first:
        of_system = codes.system_of(system[i]) if system[i] else codes.SYSTEMS.get(key(label[i]))
        meaning = codes.combined(codes.type_of(kind[i]) if kind[i] else None, of_system)
        if meaning is None and "onderdruk" in key(theme[i]):
            meaning = codes.PERS
        meanings.append(meaning)
    unknown = np.array([meaning is None for meaning in meanings], dtype=bool)[combination]
    own, soort, functie = _own(columns)
    everything = bool(n) and bool((unknown & ~own).all())
    fallback = codes.Meaning("overig", "vrijverval") if everything else codes.ONBEKEND
    filled = [meaning or fallback for meaning in meanings]
    for i, name in enumerate(codes.Meaning._fields[:2]):
        target = (soort, functie)[i]
        values = np.array([getattr(meaning, name) for meaning in filled], dtype=object)[combination]
        target[~own] = values[~own]
    gone = np.array([meaning.weg for meaning in filled], dtype=object)[combination]
    gone[own] = ""
    partly = sorted({str(kind[i]) for i in first if kind[i] and codes.by_part(kind[i])})
    return Classes(
        soort, functie, kind, np.where(system != "", system, label), gone, unknown & ~own, everything, partly
    )


def _known(names: Texts) -> Flags:
    index, first = _combinations(names)
    return np.asarray(np.array([codes.type_of(names[i]) is not None for i in first], dtype=bool)[index])


def _combinations(*columns: Texts) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return for each row the number of its combination of values, and for each combination its first row."""
    number = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        place, uniques = pd.factorize(column)
        number = number * (len(uniques) + 1) + place
        _, number = np.unique(number, return_inverse=True)
        number = number.reshape(len(column))
    _, first = np.unique(number, return_index=True)
    return number, first


def _own(columns: Columns) -> tuple[Flags, Texts, Texts]:
    """Return which rows have both ``soort`` and ``functie`` in our own words, and those words (copies)."""
    soort, functie = first_text(columns, "soort"), first_text(columns, "functie")
    own = np.isin(soort.astype(str), SOORTEN) & np.isin(functie.astype(str), FUNCTIES)
    return own, soort, functie


def gone(columns: Columns, classes: Classes, problem: Texts, today: dt.date) -> Texts:
    """Return per row the kind of finding with which it is left out, "" when it stays. Shape (n,)."""
    result = problem.copy()
    status = first_text(columns, "status", bare)
    index, first = _combinations(status)
    unused = np.array([codes.UNUSED.get(key(status[i]), "") for i in first], dtype=object)[index]
    for reason in (classes.weg, unused, ended(columns, today)):
        result = np.where(result == "", reason, result)
    return result


def ended(columns: Columns, today: dt.date) -> Texts:
    """Return "einddatum_voorbij" for rows whose end date is past, else "". Shape (n,)."""
    result = np.full(len(columns.frame), "", dtype=object)
    for series in columns.all("einddatum"):
        days, _, _ = dates(series)
        result[days < today.toordinal()] = "einddatum_voorbij"
    return result


def double_objects(columns: Columns, geometry: Geometries, stay: Flags, soort: Texts, functie: Texts) -> Flags:
    """Return which rows repeat the URI and the line of another row: the result of a download in pieces. Shape (n,).

    A type that is known and carries dry weather flow is kept rather than one that does not; then the first.
    """
    uri = first_text(columns, "uri")
    again = np.zeros(len(uri), dtype=bool)
    rows = np.flatnonzero((uri != "") & stay)
    rows = rows[pd.Series(uri[rows], dtype=object).duplicated(keep=False).to_numpy()]
    if len(rows):
        table = pd.DataFrame(
            {
                "uri": uri[rows],
                "line": [line.wkb for line in geometry[rows]],
                "weight": (functie[rows] == "geen").astype(int),
                "soort": soort[rows],
                "row": rows,
            }
        ).sort_values(["uri", "line", "weight", "soort", "row"])
        again[table.loc[table.duplicated(["uri", "line"]).to_numpy(), "row"].to_numpy()] = True
    return again


def attributes(
    columns: Columns,
    classes: Classes,
    geometry: Geometries,
    ids: Texts,
    *,
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
) -> dict[str, Any]:
    """Return the columns of the schema that describe pipes, each of shape (n,): sizes, levels, lengths, year, flows."""
    own = is_own(columns)
    material = codes.translate(first_text(columns, "materiaal", bare), codes.MATERIALS)
    shape = codes.translate(first_text(columns, "vorm", bare), codes.SHAPES)
    raw = _raw_sizes(columns, ids, geometry, findings)
    pressure = np.isin(classes.functie.astype(str), ("pers", "druk")) | (classes.soort == "pers")
    size = sizes.inside(
        raw, shape, material, pressure, ids, geometry, kentallen=kentallen, findings=findings, outside=not own
    )
    if size.reduced.any():
        notes.append(message("notitie_buitendiameter", "nl", n=int(size.reduced.sum())))
    length = lengths(first_number(columns, "lengte_m", ids, findings, geometry), geometry, ids, kentallen, findings)
    begin, end = (
        levels(
            first_number(columns, role, ids, findings, geometry),
            columns.names(role),
            ids,
            geometry,
            kentallen,
            findings,
        )
        for role in ("bob_begin_m", "bob_eind_m")
    )
    begin, end = zero_is_unknown(begin, end, length, ids, geometry, kentallen, findings)
    return {
        "soort": classes.soort,
        "functie": classes.functie,
        "type": classes.type,
        "stelsel": classes.stelsel,
        "vorm": shape,
        "materiaal": material,
        "breedte_mm": size.width,
        "hoogte_mm": size.height,
        "bob_begin_m": begin,
        "bob_eind_m": end,
        "lengte_m": length,
        "verhang": slopes(begin, end, length),
        "jaar": _years(columns, ids, geometry, kentallen, findings),
        "capaciteit_ls": capacity(columns, ids, geometry, kentallen, findings, notes),
        **registered(columns, ids, geometry, kentallen, findings, notes),
    }


def _raw_sizes(columns: Columns, ids: Texts, geometry: Geometries, findings: Findings) -> sizes.Raw:
    n = len(ids)
    width, pair = np.full(n, np.nan), np.full(n, np.nan)
    for series, name in zip(columns.all("breedte_mm"), column_names(columns, "breedte_mm"), strict=True):
        found, height, wrong = sizes.widths(series)
        not_numbers(name, series, wrong, ids, findings, geometry)
        take = np.isnan(width) | (width == 0)
        width, pair = np.where(take, found, width), np.where(take, height, pair)
    height = first_number(columns, "hoogte_mm", ids, findings, geometry)
    height = np.where(np.isnan(height) | (height == 0), pair, height)
    wall, sdr = (first_number(columns, role, ids, findings, geometry) for role in ("wanddikte_mm", "sdr"))
    return sizes.Raw(width, height, wall, sdr)


def _years(columns: Columns, ids: Texts, geometry: Geometries, kentallen: Kentallen, findings: Findings) -> Reals:
    low, high = kentallen.table("riool.jaar")
    result = np.full(len(ids), np.nan)
    for series, name in zip(columns.all("jaar"), column_names(columns, "jaar"), strict=True):
        _, years, wrong = dates(series)
        wrong |= (years < low) | (years > high)
        if wrong.any():
            findings.add(
                "jaar_onmogelijk", "info", ids[wrong], geometry[wrong], column=name, value=texts(series[wrong])
            )
        years[wrong] = np.nan
        result = np.where(np.isnan(result), years, result)
    return result


def capacity(
    columns: Columns, ids: Texts, places: Geometries, kentallen: Kentallen, findings: Findings, notes: list[str]
) -> Reals:
    """Return pump capacities in l/s, shape (n,): the largest of several pumps, as they usually take turns."""
    values = all_numbers(columns, "capaciteit_ls", ids, findings, places, kentallen)
    factor = kentallen.value("riool.pompcapaciteit")
    scaled = [
        value if alias in ("", "capaciteitls") else value * factor
        for alias, value in zip(columns.aliases("capaciteit_ls"), values, strict=True)
    ]
    result = largest(scaled, len(ids))
    if np.isfinite(result).any() and not set(columns.aliases("capaciteit_ls")) <= {"", "capaciteitls"}:
        _once(notes, message("notitie_pompcapaciteit", "nl", factor=f"{factor:.4g}"))
    return result


def registered(
    columns: Columns, ids: Texts, places: Geometries, kentallen: Kentallen, findings: Findings, notes: list[str]
) -> dict[str, Reals]:
    """Return registered dwellings, company and recreation equivalents and lateral flow (l/s), shape (n,)."""
    n = len(ids)
    factor = kentallen.value("riool.lateraal_debiet")
    lateral = all_numbers(columns, "dwa_lateraal_ls", ids, findings, places, kentallen)
    scaled = [
        value if alias in ("", "dwalateraalls") else value * factor
        for alias, value in zip(columns.aliases("dwa_lateraal_ls"), lateral, strict=True)
    ]
    result = {
        "woningen": largest(all_numbers(columns, "woningen", ids, findings, places, kentallen), n),
        "ve_bedrijven": summed(all_numbers(columns, "ve_bedrijven", ids, findings, places, kentallen), n),
        "dwa_lateraal_ls": largest(scaled, n),
    }
    if (result["dwa_lateraal_ls"] > 0).any() and not set(columns.aliases("dwa_lateraal_ls")) <= {"", "dwalateraalls"}:
        _once(notes, message("notitie_lateraal", "nl", factor=f"{factor:.4g}"))
    return result


def _once(notes: list[str], note: str) -> None:
    if note not in notes:
        notes.append(note)
