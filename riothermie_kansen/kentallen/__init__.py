"""Kentallen: every coefficient, price and threshold, with unit, allowed range and source.

The standard values stand in the TOML files of this folder, a table per kental::

    [dwa.liter_per_inwoner]
    waarde = 120.0                       # a number, or a list of numbers
    eenheid = "l/(inw d)"
    bereik = [50.0, 300.0]               # holds for each number of a list
    bron = "RIONED, ..."
    toelichting = "..."
    naam = "Huishoudelijk afvalwater per inwoner"

A user overrides them with a file of the same form, or shorter: ``[dwa]`` with ``liter_per_inwoner = 110``.
"""

from __future__ import annotations

import difflib
import math
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from ..errors import KentalError

Value = float | tuple[float, ...]
"""A number or a row of numbers."""

FIELDS = ("waarde", "eenheid", "bereik", "bron", "toelichting", "naam")
"""Fields of a kental in TOML; ``naam`` may be left out."""

FOLDER = Path(__file__).parent
"""Folder with the standard values."""

PARAMETERS = "parameters"
"""Stands for the file name in an error about a value that did not come from a file (same word in both languages)."""


@dataclass(frozen=True)
class Kental:
    """A number with unit, allowed range and source.

    Attributes
    ----------
    key
        Dotted key, e.g. ``"dwa.liter_per_inwoner"``.
    waarde
        Value in `eenheid`: a number, or a tuple of numbers (a table).
    eenheid
        Unit; "-" when it has none.
    bereik
        Lowest and highest allowed value, both allowed themselves.
    bron
        Source; "aanname" for an assumption.
    toelichting
        Note: what it means, why this value.
    naam
        Dutch label for reports.
    """

    key: str
    waarde: Value
    eenheid: str
    bereik: tuple[float, float]
    bron: str
    toelichting: str
    naam: str = ""


@dataclass(frozen=True)
class Change:
    """A kental that differs from its standard value."""

    key: str
    standaard: Value
    waarde: Value
    eenheid: str


@dataclass(frozen=True)
class Kentallen(Mapping[str, Kental]):
    """The kentallen of one run: immutable, in order of key."""

    _items: Mapping[str, Kental]
    _standard: Mapping[str, Kental]

    def __getitem__(self, key: str) -> Kental:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def value(self, key: str) -> float:
        """Return a single number.

        Raises
        ------
        KeyError
            There is no such kental: a mistake in the program.
        TypeError
            It is a table, see `table`.
        """
        value = self._items[key].waarde
        if isinstance(value, tuple):
            raise TypeError(f"{key} is a table of {len(value)} numbers")
        return value

    def table(self, key: str) -> tuple[float, ...]:
        """Return a row of numbers.

        Raises
        ------
        KeyError
            There is no such kental: a mistake in the program.
        TypeError
            It is a single number, see `value`.
        """
        value = self._items[key].waarde
        if not isinstance(value, tuple):
            raise TypeError(f"{key} is a single number")
        return value

    def changed(self) -> list[Change]:
        """Return what differs from the standard values, in order of key."""
        return [
            Change(key, self._standard[key].waarde, kental.waarde, kental.eenheid)
            for key, kental in self._items.items()
            if kental.waarde != self._standard[key].waarde
        ]

    def replace(self, values: Mapping[str, object], source: str = PARAMETERS) -> Kentallen:
        """Return a copy with other values.

        Parameters
        ----------
        values
            Key to number or row of numbers.
        source
            Where the values come from, for the error text.

        Raises
        ------
        KentalError
            A key is unknown, or a value is not a number or out of range.
        """
        items = dict(self._items)
        for key, value in values.items():
            kental = _known(items, key, source)
            items[key] = replace(kental, waarde=_checked(kental, value, source))
        return Kentallen(items, self._standard)


def load(override: Path | str | None = None, *, folder: Path = FOLDER) -> Kentallen:
    """Return the standard kentallen, with those of the user's file in their place.

    Parameters
    ----------
    override
        TOML file of the user; None or "" for none.
    folder
        Folder with the standard values.

    Raises
    ------
    KentalError
        The file cannot be read, is not TOML, or has an unknown key, a wrong unit or a value that is not allowed.
    """
    standard = _standard(folder)
    items = dict(standard)
    if override is not None and str(override) != "":
        path = Path(override)
        for key, given in _entries(_read(path), standard):
            items[key] = _overridden(_known(standard, key, path.name), given, path.name)
    return Kentallen(items, standard)


@cache
def _standard(folder: Path) -> Mapping[str, Kental]:
    """Read the TOML files of a folder; a mistake in them is a mistake in the program."""
    found: dict[str, Kental] = {}
    for path in sorted(folder.glob("*.toml")):
        for key, table in _entries(_read(path), {}):
            if not isinstance(table, dict) or not set(FIELDS[:5]) <= set(table) <= set(FIELDS):
                raise ValueError(f"{path.name}: {key} must have {', '.join(FIELDS[:5])}")
            if key in found:
                raise ValueError(f"{path.name}: {key} is there already")
            low, high = (float(limit) for limit in table["bereik"])
            value = table["waarde"]
            shape: Value = tuple(math.nan for _ in value) if isinstance(value, list) else math.nan
            kental = Kental(
                key, shape, table["eenheid"], (low, high), table["bron"], table["toelichting"], table.get("naam", "")
            )
            found[key] = replace(kental, waarde=_checked(kental, value, path.name))
    return dict(sorted(found.items()))


def _read(path: Path) -> dict[str, Any]:
    if path.is_dir():
        raise KentalError("kental_folder", file=path)
    if not path.is_file():
        raise KentalError("kental_absent", file=path)
    try:
        text = path.read_bytes().decode("utf-8-sig")  # Windows editors put a byte order mark before it
    except UnicodeDecodeError as error:
        raise KentalError("kental_encoding", file=path.name) from error
    except OSError as error:
        raise KentalError("kental_unreadable", file=path) from error
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        place = re.search(r"at line (\d+)", str(error))
        line = place.group(1) if place else text.count("\n") + 1
        raise KentalError("kental_toml", file=path.name, line=line) from error


def _entries(table: Mapping[str, Any], known: Mapping[str, Kental], path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield key and content of each kental in a parsed file: a table with fields, or a bare value."""
    for name, content in table.items():
        key = f"{path}.{name}" if path else name
        if isinstance(content, dict) and "waarde" not in content and key not in known:
            if not content:
                continue
            yield from _entries(content, known, key)
        else:
            yield key, content


def _known(items: Mapping[str, Kental], key: str, source: str) -> Kental:
    if key not in items:
        nearest = difflib.get_close_matches(key, items, n=1, cutoff=0.0)
        if not nearest:
            raise KentalError("kental_unknown_none", source=source, kental=_short(key))
        raise KentalError("kental_unknown", source=source, kental=_short(key), hint=nearest[0])
    return items[key]


def _overridden(kental: Kental, given: object, source: str) -> Kental:
    """Return a kental with what the user's file says of it."""
    if not isinstance(given, dict):
        return replace(kental, waarde=_checked(kental, given, source))
    for name in given:
        if name not in FIELDS:
            raise KentalError(
                "kental_field", source=source, kental=kental.key, field=_short(name), allowed=", ".join(FIELDS)
            )
    if "waarde" not in given:
        raise KentalError("kental_no_value", source=source, kental=kental.key)
    unit = given.get("eenheid", kental.eenheid)
    if unit != kental.eenheid:
        raise KentalError("kental_unit", source=source, kental=kental.key, unit=_shown(unit), expected=kental.eenheid)
    limits = given.get("bereik", list(kental.bereik))
    if limits != list(kental.bereik):
        raise KentalError("kental_limits", source=source, kental=kental.key, **_limits(kental))
    return replace(
        kental,
        waarde=_checked(kental, given["waarde"], source),
        bron=str(given.get("bron", kental.bron)),
        toelichting=str(given.get("toelichting", kental.toelichting)),
        naam=str(given.get("naam", kental.naam)),
    )


def _checked(kental: Kental, value: object, source: str) -> Value:
    """Return a value in the form of the kental (number or tuple) after checking kind, length and range."""
    if not isinstance(kental.waarde, tuple):
        return _number(kental, value, source)
    if isinstance(value, (str, Mapping)) or not isinstance(value, Sequence) or len(value) != len(kental.waarde):
        raise KentalError("kental_table", source=source, kental=kental.key, n=len(kental.waarde))
    return tuple(_number(kental, item, source) for item in value)


def _number(kental: Kental, value: object, source: str) -> float:
    # bool is an int in Python; a huge int has no float, so only a float is asked whether it is NaN
    if (
        isinstance(value, bool)
        or not isinstance(value, (int, float))
        or (isinstance(value, float) and math.isnan(value))
    ):
        raise KentalError("kental_number", source=source, kental=kental.key, value=_shown(value), unit=kental.eenheid)
    low, high = kental.bereik
    if not low <= value <= high:
        raise KentalError(
            "kental_range",
            source=source,
            kental=kental.key,
            value=_shown(value),
            unit=kental.eenheid,
            **_limits(kental),
        )
    return float(value)


def _limits(kental: Kental) -> dict[str, str]:
    low, high = kental.bereik
    return {"low": f"{low:g}", "high": f"{high:g}"}


def _shown(value: object) -> str:
    """Return a value as it stands in TOML, short enough for a sentence."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) >= 10**15:  # a huge int has no float and may not be printed
        return f"{'-' if value < 0 else ''}1e{value.bit_length() * math.log10(2):.0f}"
    if isinstance(value, float):
        return f"{value:g}"
    return f'"{_short(value)}"' if isinstance(value, str) else _short(str(value))


def _short(text: str) -> str:
    """Return a text on one line of at most 60 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57]}..."
