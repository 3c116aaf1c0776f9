"""What the readers of panden and verblijfsobjecten share: words, numbers that cannot be, doubles, and lists of rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from ..demand.columns import CORPORATIE, GEEN_OBJECT, GEMENGD, UTILITEIT
from ..findings import Findings, Severity
from ..kentallen import Kentallen
from ..wording import amount, note
from .bag_ids import flat, parts
from .bag_names import DERIVED, USES
from .dwelling_words import dwelling_type, labels, owner
from .fields import Columns
from .shapes import unusable
from .tables import column_names
from .values import Flags, Reals, Texts, as_text, dates, key, mapped, numbers, texts

Ints = npt.NDArray[np.int64]

NAMELESS = "zonder id"
"""How a row without an id is called."""

_LAST_YEAR = 9999
_DERIVED = frozenset(("afgeleid", "kental"))
_NO_DWELLING = frozenset(map(key, (UTILITEIT, GEMENGD, GEEN_OBJECT)))
_YES = frozenset(("ja", "j", "1", "true", "t", "waar", "yes", "y"))
_NO = frozenset(("nee", "n", "0", "false", "f", "onwaar", "no"))


@dataclass
class BagPanden:
    """Panden that are there now.

    Attributes
    ----------
    frame
        (Multi)Polygon or Point (2D, valid), `schema.RD`; sorted by ``pand_id``, RangeIndex. Columns: pand_id (text,
        unique; 16 digits where it is a BAG id), bouwjaar, aantal_objecten, woningen (NaN: unknown), gebruik
        (`demand.columns.GEBRUIK`, joined by ",", sorted, "" unknown), oppervlakte_min_m2, oppervlakte_max_m2 (NaN:
        unknown), type, eigenaar, label ("" unknown; of a field of the user's own), in_gebruik (status as delivered).
    findings
        What was left out, repaired or unknown.
    notes
        Sentences for the log and the metadata (Dutch).
    read
        Number of rows of the layer.
    dropped
        Rows that are not a row of `frame`, by kind; ``read == len(frame) + sum(dropped.values())``.
    absent
        Panden that are not in `frame` because of their status, with the kind (``pand_gepland``, ``pand_sloop``,
        ``pand_niet_in_gebruik``): an object may still refer to them.
    """

    frame: gpd.GeoDataFrame
    findings: Findings
    notes: list[str] = field(default_factory=list)
    read: int = 0
    dropped: dict[str, int] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)


@dataclass
class BagObjects:
    """Verblijfsobjecten (also ligplaatsen, standplaatsen, addresses) that are there now.

    Attributes
    ----------
    frame
        Point (2D) or None, `schema.RD`; sorted by ``object_id``, RangeIndex. Columns: object_id (text, unique),
        pand_id (text, of several the first, "" unknown), panden (all, joined by ","), gebruik (as in `BagPanden`),
        oppervlakte_m2, bouwjaar (NaN unknown), postcode ("1234AB"), huisnummer, huisletter, toevoeging (text), type,
        eigenaar, label ("" unknown), inwoners (NaN unknown).
    findings, notes, read, dropped
        As in `BagPanden`.
    """

    frame: gpd.GeoDataFrame
    findings: Findings
    notes: list[str] = field(default_factory=list)
    read: int = 0
    dropped: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Listing:
    """Where rows are listed: one finding each, or one for all when there are many.

    Attributes
    ----------
    findings, dropped
        Grow; `dropped` counts rows by kind.
    most
        Largest number of findings of a kind.
    """

    findings: Findings
    dropped: dict[str, int]
    most: int

    def drop(self, kind: str, severity: Severity, ids: Texts, points: Any = None) -> None:
        """List rows that are left out. Shape (n,)."""
        if len(ids):
            self.dropped[kind] = self.dropped.get(kind, 0) + len(ids)
            self.add(kind, severity, ids, points)

    def add(self, kind: str, severity: Severity, ids: Texts, points: Any = None, **values: Any) -> None:
        """List rows that stay. Shape (n,)."""
        if len(ids):
            shown = np.where(ids == "", NAMELESS, ids).astype(object)
            if points is not None and len(ids) <= self.most:
                points = points.copy()
                points[unusable(points)] = None
            self.findings.add_most(kind, severity, shown, points, most=self.most, **values)


def listing(kentallen: Kentallen) -> Listing:
    """Return an empty listing."""
    return Listing(Findings(), {}, int(kentallen.value("bag.meldingen_per_soort")))


def summary(rows: int, kept: int, dropped: Mapping[str, int], what: str) -> str:
    """Return the sentence that says how many rows became what, and what happened to the others."""
    parts = [f"{amount(count)} {note(f'bag_kort_{kind}')}" for kind, count in sorted(dropped.items())]
    return note(f"bag_notitie_{what}", rows=amount(rows), kept=amount(kept), rest=", ".join(parts) or note("bag_niets"))


def words(
    columns: Columns,
    role: str,
    function: Callable[[Any], str],
    kind: str,
    names: Texts,
    lists: Listing,
    points: Any,
    **other: Callable[[Any], str],
) -> Texts:
    """Return a role as words of ours: each row from the first column that has one; words not known are listed.

    Parameters
    ----------
    function
        Word of ours for a value, with "?" behind it when (a part of) the value is not known.
    other
        By alias of a column: the function for that one.
    kind
        Kind of the finding.
    names, points
        Shape (n,): of the rows.
    """
    result = np.full(len(columns.frame), "", dtype=object)
    flattened = map(flat, columns.all(role))
    for name, alias, series in zip(column_names(columns, role), columns.aliases(role), flattened, strict=True):
        found = mapped(series, other.get(alias, function), "")
        codes, unique = pd.factorize(found)
        strange = np.array([text.endswith("?") for text in unique], dtype=bool)[codes] if len(unique) else codes < 0
        found = np.array([text.rstrip("?") for text in unique], dtype=object)[codes] if len(unique) else found
        empty = result == ""
        rows = np.flatnonzero(strange & empty)
        if len(rows):
            shown = mapped(series.iloc[rows], lambda value: ", ".join(parts(value))[:40], "")
            lists.add(kind, "waarschuwing", names[rows], points[rows], value=shown, column=name)
        result[empty] = found[empty]
    return result


def use(value: Any) -> str:
    """Return the uses in a value (gebruiksdoel, one or more), sorted and joined by ","."""
    found, strange = set(), False
    for part in parts(value):
        word = key(part.rsplit("/", 1)[-1])
        strange |= word not in USES
        found.add(USES.get(word, "overig"))
    return ",".join(sorted(found)) + "?" * strange


def _type(value: Any) -> str:
    """Return the type of dwelling that a value says, "" for another building, "?" when it says none."""
    text = as_text(value)
    return (dwelling_type(text) or "?") if text and key(text) not in _NO_DWELLING else ""


def _owner(value: Any) -> str:
    """Return the kind of owner that a value says, "?" when it says none."""
    text = as_text(value)
    return (owner(text) or "?") if text else ""


def _of_corporatie(value: Any) -> str:
    """Return the owner from a field that says whether, or which, corporatie owns it."""
    word = key(as_text(value))
    return "" if not word or word in _NO else CORPORATIE


def _label(value: Any) -> str:
    """Return the energy label A to G that a value says (A++ is A), "?" when it says none."""
    letter, _, wrong = labels(pd.Series([as_text(value)], dtype=object))
    return "?" if wrong[0] else str(letter[0])


def truths(values: pd.Series) -> Flags:
    """Tell which values say yes. Shape (n,)."""
    return np.asarray(mapped(values, lambda value: key(as_text(value)) in _YES, False), dtype=bool)


def own_fields(columns: Columns, names: Texts, lists: Listing, points: Any) -> dict[str, Texts]:
    """Return type, eigenaar and label of fields of the user's own, "" where there is none. Shape (n,)."""
    said = dict.fromkeys(("corporatie", "woningcorporatie"), _of_corporatie)
    owners = words(columns, "eigenaar", _owner, "bag_eigenaar", names, lists, points, **said)
    return {
        "type": words(columns, "type", _type, "bag_type", names, lists, points),
        "eigenaar": owners,
        "label": words(columns, "label", _label, "bag_label", names, lists, points),
    }


def without_derived(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a table without the values that an earlier run derived itself, as its columns ``<name>_bron`` tell.

    Else what was estimated once would count as given the next time.
    """
    names = {key(str(name)): name for name in table.columns}
    made = {}
    for source in DERIVED["bron"]:
        column = names.get(source.removesuffix("bron"))
        if source in names and column is not None and table.columns.is_unique:
            derived = np.asarray(mapped(table[names[source]], lambda v: key(as_text(v)) in _DERIVED, False), bool)
            if derived.any():
                made[column] = table[column].mask(derived)
    return table.assign(**made) if made else table


def amounts(
    columns: Columns,
    role: str,
    limits: tuple[float, ...],
    kind: str,
    names: Texts,
    lists: Listing,
    points: Any,
    *,
    quiet: Flags | None = None,
) -> Reals:
    """Return a role as numbers of shape (n,); what is no number or outside the limits is listed and NaN.

    Parameters
    ----------
    limits
        Smallest and largest number that can be.
    quiet
        Shape (n,): rows that are not listed.
    """
    low, high = limits
    said = np.zeros(len(names), dtype=bool) if quiet is None else quiet
    result = np.full(len(columns.frame), np.nan)
    for name, series in zip(column_names(columns, role), columns.all(role), strict=True):
        found, wrong = numbers(series)
        wrong |= (found < low) | (found > high)
        list_wrong(wrong & np.isnan(result) & ~said, series, name, kind, names, lists, points)
        found[wrong] = np.nan
        result = np.where(np.isnan(result), found, result)
    return result


def years(
    columns: Columns, latest: npt.ArrayLike, kentallen: Kentallen, names: Texts, lists: Listing, points: Any
) -> Reals:
    """Return years of construction; one that cannot be is listed and NaN.

    Parameters
    ----------
    latest
        Shape (n,) or a number: the last year that can be.
    """
    low = kentallen.value("bag.bouwjaar_laagst")
    result = np.full(len(columns.frame), np.nan)
    for name, series in zip(column_names(columns, "bouwjaar"), columns.all("bouwjaar"), strict=True):
        if getattr(series.dtype, "kind", "O") in "iuf":
            found = series.to_numpy(dtype=np.float64, na_value=np.nan).copy()
            wrong = ~np.isnan(found) & (found != np.floor(found))
        else:
            found, wrong = numbers(series)
            rows = np.flatnonzero(wrong | (found > _LAST_YEAR))
            _, found[rows], wrong[rows] = dates(series.iloc[rows])
        wrong |= (found < low) | (found > latest)
        list_wrong(wrong & np.isnan(result), series, name, "bag_bouwjaar", names, lists, points)
        found[wrong] = np.nan
        result = np.where(np.isnan(result), found, result)
    return result


def list_wrong(
    wrong: Flags, series: pd.Series, column: str, kind: str, names: Texts, lists: Listing, points: Any
) -> None:
    """List values that count as unknown."""
    rows = np.flatnonzero(wrong)
    if len(rows):
        shown = np.array([text[:40] for text in texts(series.iloc[rows])], dtype=object)
        lists.add(kind, "info", names[rows], points[rows], value=shown, column=column)


def rank(values: pd.Series) -> Reals:
    """Return numbers that sort as the values do; unknown ones last. Shape (n,)."""
    if values.dtype.kind == "f":
        return np.asarray(np.nan_to_num(values.to_numpy(dtype=np.float64), nan=np.inf), dtype=np.float64)
    place, unique = pd.factorize(values.to_numpy(dtype=object), sort=True)
    empty = np.array([text == "" for text in unique], dtype=bool)
    return np.where(empty[place], np.inf, place)


def equal(content: pd.DataFrame, rows: Ints, leader: Ints) -> Flags:
    """Tell which rows say the same as the row that counts, `leader`; both of shape (k,)."""
    one, lead = content.iloc[rows].reset_index(drop=True), content.iloc[leader].reset_index(drop=True)
    return np.asarray(((one == lead) | (one.isna() & lead.isna())).all(axis=1), dtype=bool)
