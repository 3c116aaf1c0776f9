"""The functional demand of Vesta MAIS (PBL) by type or use, period of building and energy label.

Demand = part per object (GJ) + part per m2 (GJ/m2) times the floor area, per year.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from ..errors import InputError
from ..kentallen import FOLDER
from .columns import APPARTEMENT, GEBRUIK, LABELS, WONEN, WONINGTYPEN

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]

DWELLINGS, UTILITY = FOLDER / "vesta_woningen.csv", FOLDER / "vesta_utiliteit.csv"
"""The own tables. A user may hand in an edited copy."""

LOW, HIGH = f"{APPARTEMENT} laag", f"{APPARTEMENT} hoog"
"""Apartments in a building of up to four storeys, and of more."""

KINDS: Final = {
    DWELLINGS.name: (*(kind for kind in WONINGTYPEN if kind != APPARTEMENT), LOW, HIGH),
    UTILITY.name: tuple(use for use in GEBRUIK if use != WONEN),
}
"""Values of the column ``type`` that each table must have."""

UNKNOWN = "onbekend"
"""Period of a row that holds where the year is not known."""

_PARTS = ("tap", "koude")
NUMBERS = tuple(
    f"{part}_{unit}" for part in (*(f"rv_{label.lower()}" for label in LABELS), *_PARTS) for unit in ("gj", "gj_m2")
)
"""Columns with a number."""


@dataclass(frozen=True)
class VestaTable:
    """A table of demand; rows are numbered.

    Attributes
    ----------
    kinds
        Types of dwelling or uses, in the order in which codes number them.
    first, last
        Shape (n_kinds,): each kind's rows, in order of year.
    until
        Last year of each row, shape (n_rows,); -inf in the row for an unknown year.
    unknown
        Shape (n_kinds,): row for an unknown year, -1 where there is none.
    period
        Shape (n_rows,): in words.
    label
        Shape (n_rows,): position in `columns.LABELS` that holds where the label is not known.
    space_gj, space_gj_m2
        Space heating, shape (n_rows, n_labels).
    tap_gj, tap_gj_m2, cold_gj, cold_gj_m2
        Tap water and cooling, shape (n_rows,).
    """

    kinds: tuple[str, ...]
    first: Ints
    last: Ints
    until: Floats
    unknown: Ints
    period: Texts
    label: Ints
    space_gj: Floats
    space_gj_m2: Floats
    tap_gj: Floats
    tap_gj_m2: Floats
    cold_gj: Floats
    cold_gj_m2: Floats

    def periods(self, kind: int = 0) -> list[str]:
        """Return the periods of a kind in words, in order of year, the one for an unknown year last."""
        words = [str(word) for word in self.period[self.first[kind] : self.last[kind] + 1]]
        return words if self.unknown[kind] < 0 else [*words, UNKNOWN]

    def rows(self, kind: Ints, year: Floats) -> Ints:
        """Return the row of each object.

        Parameters
        ----------
        kind
            Shape (n,): position in `kinds`; -1 gives -1.
        year
            Shape (n,): year of building; NaN gives the row for an unknown year, -1 where there is none. A year after
            the last period counts as the last one.
        """
        found = np.full(len(kind), -1, dtype=np.int64)
        for code in range(len(self.kinds)):
            mine = kind == code
            if not mine.any():
                continue
            first, last = int(self.first[code]), int(self.last[code])
            at = first + np.searchsorted(self.until[first : last + 1], year[mine])
            found[mine] = np.where(np.isnan(year[mine]), self.unknown[code], np.minimum(at, last))
        return found


def dwelling_kinds(kind: Texts, high_rise: npt.ArrayLike) -> Ints:
    """Return the position of each type of dwelling in the table of dwellings, -1 where it is not known. Shape (n,).

    Parameters
    ----------
    kind
        Shape (n,): `columns.WONINGTYPEN` or "".
    high_rise
        Shape (n,): in a building of five storeys or more.
    """
    kinds = KINDS[DWELLINGS.name]
    place = {name: kinds.index(name) for name in WONINGTYPEN if name != APPARTEMENT}
    place[APPARTEMENT] = kinds.index(LOW)
    code = np.array([place.get(str(name), -1) for name in kind], dtype=np.int64)
    return np.where((code == kinds.index(LOW)) & np.asarray(high_rise, dtype=bool), kinds.index(HIGH), code)


def dwelling_table(path: Path | str | None = None) -> VestaTable:
    """Return the demand of dwellings.

    Parameters
    ----------
    path
        CSV of the user, columns as vesta_woningen.csv; None or "" for that one.

    Raises
    ------
    InputError
        The table cannot be read, misses a column or a type, or has a value that cannot be.
    """
    return _table(DWELLINGS if path is None or str(path) == "" else Path(path), DWELLINGS.name)


def utility_table(path: Path | str | None = None) -> VestaTable:
    """Return the demand of other uses, see `dwelling_table`; every use has a row for an unknown year."""
    file = UTILITY if path is None or str(path) == "" else Path(path)
    table = _table(file, UTILITY.name)
    for kind, row in zip(table.kinds, table.unknown, strict=True):
        if row < 0:
            raise InputError("vesta_type", path=file.name, kind=f"{kind}, {UNKNOWN}", example=UTILITY.name)
    return table


@cache
def _table(path: Path, example: str) -> VestaTable:
    kinds = KINDS[example]
    rows = sorted(_read(path, example), key=lambda row: (kinds.index(row.kind), math.isinf(row.until), row.until))
    dated = [row for row in rows if not math.isinf(row.until)]
    code = np.array([kinds.index(row.kind) for row in dated], dtype=np.int64)
    undated = {row.kind: row for row in rows if math.isinf(row.until)}
    every = [*dated, *undated.values()]
    for kind in kinds:
        if not any(row.kind == kind for row in dated):
            raise InputError("vesta_type", path=path.name, kind=kind, example=example)
    for before, row in zip([None, *dated], dated, strict=False):
        if before is not None and (before.kind, before.until) == (row.kind, row.until):
            raise InputError("vesta_double", path=path.name, row=max(row.number, before.number), kind=row.kind)
    unknown = {kind: len(dated) + place for place, kind in enumerate(undated)}

    def column(name: str) -> Floats:
        return np.array([row.value[name] for row in every], dtype=np.float64)

    def labelled(unit: str) -> Floats:
        return np.column_stack([column(f"rv_{label.lower()}_{unit}") for label in LABELS])

    return VestaTable(
        kinds=kinds,
        first=np.searchsorted(code, np.arange(len(kinds)), side="left").astype(np.int64),
        last=np.searchsorted(code, np.arange(len(kinds)), side="right").astype(np.int64) - 1,
        until=np.array([-math.inf if math.isinf(row.until) else row.until for row in every]),
        unknown=np.array([unknown.get(kind, -1) for kind in kinds], dtype=np.int64),
        period=np.array([row.period for row in every], dtype=object),
        label=np.array([LABELS.index(row.label) for row in every], dtype=np.int64),
        space_gj=labelled("gj"),
        space_gj_m2=labelled("gj_m2"),
        tap_gj=column("tap_gj"),
        tap_gj_m2=column("tap_gj_m2"),
        cold_gj=column("koude_gj"),
        cold_gj_m2=column("koude_gj_m2"),
    )


@dataclass(frozen=True)
class _Row:
    number: int
    kind: str
    period: str
    until: float
    label: str
    value: dict[str, float]


def _read(path: Path, example: str) -> list[_Row]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, delimiter=";")
            rows = list(reader)
            columns = reader.fieldnames or ()
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError("vesta_file", path=path.name, example=example) from error
    for column in ("type", "bouwperiode", "tot", "label", *NUMBERS):
        if column not in columns:
            raise InputError("vesta_column", path=path.name, column=column, example=example)
    found = []
    for number, row in enumerate(rows, start=2):
        text = {name: (row.get(name) or "").strip() for name in ("type", "bouwperiode", "tot", "label", *NUMBERS)}
        if not any(text.values()):
            continue
        for column, allowed in (("type", KINDS[example]), ("label", LABELS)):
            if text[column] not in allowed:
                raise InputError("vesta_value", path=path.name, row=number, column=column, value=text[column])
        until = _number(text["tot"], "tot", number, path) if text["tot"] else math.inf
        value = {name: _number(text[name], name, number, path) for name in NUMBERS}
        found.append(_Row(number, text["type"], text["bouwperiode"] or UNKNOWN, until, text["label"], value))
    return found


def _number(text: str, column: str, row: int, path: Path) -> float:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = math.nan
    if not 0.0 <= value < math.inf:
        raise InputError("vesta_value", path=path.name, row=row, column=column, value=text)
    return value
