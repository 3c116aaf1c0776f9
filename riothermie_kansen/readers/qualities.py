"""What makes a building suitable, beside its demand: type, label, year, owner; and the block it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from ..demand.columns import CORPORATIE, GEEN_OBJECT, GEMENGD, UTILITEIT
from ..errors import FieldError
from ..wording import amount, note
from . import dwelling_words
from .buildings import BUILDING, Buildings
from .fields import Aliases, Columns, find
from .tables import column_names, first_text, labels
from .values import Reals, Texts, as_text, key, mapped, numbers

Ints = npt.NDArray[np.int64]

QUALITY: Aliases = {
    "pand_id": BUILDING["pand_id"],
    "woningen": BUILDING["woningen"],
    "type": ("type", "woningtype", "gebouwtype", "pandtype", "typewoning"),
    "label": ("label", "energielabel", "energieklasse", "pandenergieklasse", "labelletter"),
    "bouwjaar": ("bouwjaar", "oorspronkelijkbouwjaar", "yearofconstruction", "constructionyear"),
    "eigenaar": ("eigenaar", "eigendom", "eigendomssituatie", "typeeigenaar"),
    "corporatie_woningen": ("corporatiewoningen", "woningencorporatie"),
}
"""Roles of the columns; this plugin's ``GEBOUWEN`` and layers like it."""

_OTHER = {key(word): word for word in (GEMENGD, UTILITEIT, GEEN_OBJECT)}
"""Types of building that are no type of dwelling."""


@dataclass
class Qualities:
    """Qualities of buildings, shape (b,) each, in the order of `Buildings.frame`.

    Attributes
    ----------
    kind
        Type of building (`GEBOUWTYPEN`), "" unknown.
    label
        `LABELS`, "" unknown.
    year
        Year of construction, NaN unknown.
    owner
        `EIGENAREN`, "" unknown.
    corporatie
        Part of the dwellings that a corporatie owns, 0-1; NaN unknown.
    block
        Name of the block that stays together, "" for a building by itself.
    there
        Roles that the layer has a column for.
    notes
        Sentences for the log (Dutch).
    """

    kind: Texts
    label: Texts
    year: Reals
    owner: Texts
    corporatie: Reals
    block: Texts
    there: frozenset[str]
    notes: list[str] = field(default_factory=list)


def read_qualities(
    frame: gpd.GeoDataFrame,
    buildings: Buildings,
    *,
    block_field: str | None = None,
    fields: Mapping[str, str] | None = None,
) -> Qualities:
    """Read what a layer tells about its buildings beside their demand.

    Parameters
    ----------
    frame
        The layer that `buildings` was read from, in the same order of rows.
    buildings
        As read.
    block_field
        Column with the block of each building; None or "" for none.
    fields
        Role (see `QUALITY`) to column name; goes before the names that are known.

    Raises
    ------
    FieldError
        `block_field` or one of `fields` is not a column.

    Notes
    -----
    Of a building with several rows (verblijfsobjecten) the most frequent text counts, the first in the alphabet of
    equally frequent ones; the earliest year; and of the owners the share of the rows.
    """
    table = frame.reset_index(drop=True)
    columns = find(table, QUALITY, fields)
    if block_field and block_field not in table.columns:
        names = ", ".join(str(name) for name in table.columns if name != "geometry")
        raise FieldError("match_blok_veld", column=block_field, columns=names)
    group = _groups(columns, buildings.row)
    notes: list[str] = []
    kind = _words(columns, "type", _kind, notes)
    owner = _words(columns, "eigenaar", _owner, notes)
    energy = _words(columns, "label", _label, notes)
    count = len(buildings.frame)
    block = np.full(count, "", dtype=object)
    if block_field:
        block = _most(mapped(table[block_field], as_text, ""), group, count)
    return Qualities(
        np.asarray(np.where((found := _most(kind, group, count)) == GEEN_OBJECT, "", found), dtype=object),
        _most(energy, group, count),
        _least(_years(columns), group, count),
        _most(owner, group, count),
        _share(columns, owner, group, count, buildings),
        block,
        frozenset(role for role in QUALITY if role in columns),
        notes,
    )


def _groups(columns: Columns, row: Ints) -> Ints:
    """Return for each row of the layer the building it belongs to, -1 for none."""
    pand = labels(first_text(columns, "pand_id"))
    codes = pd.factorize(pand)[0]
    of = np.full(int(codes.max(initial=-1)) + 1, -1, dtype=np.int64)
    of[codes[row]] = np.arange(len(row))
    group = of[codes]
    group[row] = np.arange(len(row))  # the same id at another place is another building
    return np.asarray(group, dtype=np.int64)


def _most(words: Texts, group: Ints, count: int) -> Texts:
    """Return the most frequent word of each group, "" where there is none, shape (count,)."""
    use = np.flatnonzero((group >= 0) & (words != ""))
    result = np.full(count, "", dtype=object)
    if not len(use):
        return result
    codes, unique = pd.factorize(words[use], sort=True)
    pairs, times = np.unique(group[use] * len(unique) + codes, return_counts=True)
    owner, word = pairs // len(unique), pairs % len(unique)
    order = np.lexsort((word, -times, owner))
    first = np.concatenate([[True], owner[order][1:] != owner[order][:-1]])
    best = order[first]
    result[owner[best]] = np.asarray(unique, dtype=object)[word[best]]
    return result


def _least(values: Reals, group: Ints, count: int) -> Reals:
    result = np.full(count, np.inf)
    use = (group >= 0) & np.isfinite(values)
    np.minimum.at(result, group[use], values[use])
    return np.where(np.isfinite(result), result, np.nan)


def _words(columns: Columns, role: str, read: Callable[[str], str | None], notes: list[str]) -> Texts:
    """Return the words of a role as the engine spells them, "" for what is not known; a note counts the others.

    `read` gives "" for what says nothing, and None for what is not understood.
    """
    raw = pd.Series(first_text(columns, role), dtype=object)
    words = mapped(raw, lambda text: read(as_text(text)), "")
    strange = np.array([word is None for word in words], dtype=bool)
    words[strange] = ""
    if strange.any():
        found = sorted(set(raw[strange]))
        shown = ", ".join(found[:3]) + (", ..." if len(found) > 3 else "")
        notes.append(
            note("match_notitie_woord", field=columns.names(role), rows=amount(int(strange.sum())), words=shown)
        )
    return words


def _kind(text: str) -> str | None:
    return dwelling_words.dwelling_type(text) or _OTHER.get(key(text)) or None if text else ""


def _owner(text: str) -> str | None:
    return dwelling_words.owner(text) or None if text else ""


def _label(text: str) -> str | None:
    letter, _, wrong = dwelling_words.labels(pd.Series([text], dtype=object))
    return None if wrong[0] else str(letter[0])


def _years(columns: Columns) -> Reals:
    """Return the year of each row, NaN where there is none that can be."""
    result = np.full(len(columns.frame), np.nan)
    for _, series in zip(column_names(columns, "bouwjaar"), columns.all("bouwjaar"), strict=True):
        found, _ = numbers(series)
        result = np.where(np.isnan(result) & (found >= 1000.0) & (found < 3000.0), found, result)
    return result


def _share(columns: Columns, owner: Texts, group: Ints, count: int, buildings: Buildings) -> Reals:
    """Return the part of the dwellings of each building that a corporatie owns, NaN where nothing tells."""
    use = (group >= 0) & (owner != "")
    known = np.bincount(group[use], minlength=count)
    theirs = np.bincount(group[use], weights=(owner[use] == CORPORATIE).astype(np.float64), minlength=count)
    share = np.divide(theirs, known, out=np.full(count, np.nan), where=known > 0)
    if "corporatie_woningen" in columns:
        found, _ = numbers(columns.all("corporatie_woningen")[0])
        homes = buildings.frame["woningen"].to_numpy(dtype=np.float64)
        use = (group >= 0) & (found >= 0)
        total = np.bincount(group[use], weights=found[use], minlength=count)
        told = np.bincount(group[use], minlength=count) > 0
        # without a dwelling there is none to own, and without a known owner a 0 says nothing
        told &= (homes > 0) & ((total > 0) | np.isfinite(share))
        share = np.where(told, np.clip(total / np.maximum(homes, 1.0), 0.0, 1.0), share)
    return np.asarray(share, dtype=np.float64)
