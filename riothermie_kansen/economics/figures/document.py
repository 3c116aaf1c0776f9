"""A TOML file, and strict access to its tables: every mistake is a sentence that says what is wrong and where."""

from __future__ import annotations

import difflib
import math
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...errors import InputError
from ...kentallen import Kentallen

LARGEST = 1e12
"""No amount of a heat network comes near it: a larger one is a comma in the wrong place."""

_SHORT = 60
_PERCENT = 2.0  # from here on a share above 1 looks like a percentage
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")


class Dotted(float):
    """A number that TOML reads with a decimal point where a Dutch reader sees a thousand: ``600.000``."""

    text: str

    def __new__(cls, text: str) -> Dotted:
        """Return the number of a text, which it keeps."""
        made = super().__new__(cls, text)
        made.text = text
        return made


def _real(text: str) -> float:
    return Dotted(text) if _THOUSANDS.fullmatch(text) else float(text)


def read_toml(path: Path) -> dict[str, Any]:
    """Return the content of a TOML file.

    Raises
    ------
    InputError
        It does not exist, cannot be read, is no UTF-8 or no TOML (with the line).
    """
    if path.is_dir():
        raise InputError("figures_folder", file=path)
    if not path.is_file():
        raise InputError("figures_absent", file=path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("figures_encoding", file=path.name) from error
    except OSError as error:
        raise InputError("figures_unreadable", file=path) from error
    try:
        return tomllib.loads(text, parse_float=_real)
    except (ValueError, RecursionError) as error:
        place = re.search(r"at line (\d+)", str(error))
        line = place.group(1) if place else text.count("\n") + 1
        twice = "overwrite" in str(error) or "twice" in str(error)
        raise InputError("figures_toml_twice" if twice else "figures_toml", file=path.name, line=line) from error


@dataclass(frozen=True)
class Part:
    """A table of the file.

    Attributes
    ----------
    file
        Name of the file.
    place
        Where the table stands, as a user finds it: ``[variant.investering] (Bronnet)``.
    table
        Its content.
    """

    file: str
    place: str
    table: Mapping[str, Any]

    def __contains__(self, name: str) -> bool:
        return name in self.table

    def allow(self, names: Iterable[str]) -> None:
        """Raise for a name that is not one of `names`, with the nearest that is.

        Raises
        ------
        InputError
            The table has another name.
        """
        allowed = list(names)
        for name in self.table:
            if name not in allowed:
                raise self.unknown(name, allowed)

    def unknown(self, name: str, allowed: Sequence[str]) -> InputError:
        """Return the error of a name that is not one of `allowed`."""
        hint = nearest(name, allowed)
        return InputError("figures_unknown", file=self.file, place=self.place, name=short(name), hint=hint)

    def absent(self, name: str) -> InputError:
        """Return the error of a name that is needed and not there."""
        return InputError("figures_missing", file=self.file, place=self.place, name=name)

    def wrong(self, key: str, name: str, **values: object) -> InputError:
        """Return the error `key` about the value of a name."""
        return InputError(
            key, file=self.file, place=self.place, name=short(name), value=shown(self.table.get(name)), **values
        )

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text; `default` where it is not there, None: it is needed.

        Raises
        ------
        InputError
            It is missing or empty while needed, or not a text.
        """
        if name not in self.table:
            if default is None:
                raise self.absent(name)
            return default
        value = self.table[name]
        if not isinstance(value, str):
            raise self.wrong("figures_text", name)
        line = " ".join("".join(sign if sign.isprintable() else " " for sign in value).split())
        if default is None and not line:
            raise self.absent(name)
        return line

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts, empty where it is not there; one text counts as a list.

        Raises
        ------
        InputError
            It is something else.
        """
        value = self.table.get(name, [])
        rows = [value] if isinstance(value, str) else value
        if not isinstance(rows, list) or not all(isinstance(row, str) for row in rows):
            raise self.wrong("figures_texts", name)
        return tuple(" ".join(row.split()) for row in rows)

    def number(self, name: str, default: float | None = None, *, low: float = -LARGEST, high: float = LARGEST) -> float:
        """Return a number; `default` where it is not there, None: it is needed.

        Raises
        ------
        InputError
            It is missing while needed, not a finite number, or not between `low` and `high`.
        """
        if name not in self.table:
            if default is None:
                raise self.absent(name)
            return default
        return self.checked(name, self.table[name], low, high)

    def checked(self, name: str, value: object, low: float = -LARGEST, high: float = LARGEST) -> float:
        """Return a value as a number between `low` and `high`; see `number`."""
        # bool is an int in Python; a huge int has no float, so it is compared before it becomes one
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self.wrong("figures_number", name)
        if isinstance(value, float) and not math.isfinite(value):
            raise self.wrong("figures_finite", name)
        if value < low and low == 0.0:
            raise self.wrong("figures_negative", name)
        if not low <= value <= high:
            raise self.wrong("figures_range", name, low=f"{low:.10g}", high=f"{high:.10g}")
        return float(value)

    def amount(self, name: str, default: float | None = None, *, low: float = 0.0, high: float = LARGEST) -> float:
        """Return an amount or a count, of which thousandths mean nothing; see `number`.

        Raises
        ------
        InputError
            See `number`; or it has exactly three decimals, which is how thousands are written in Dutch.
        """
        value = self.number(name, default, low=low, high=high)
        written = self.table.get(name)
        if isinstance(written, Dotted):
            raise self.wrong("figures_thousands", name, read=f"{value:.10g}", plain=written.text.replace(".", ""))
        return value

    def share(self, name: str, default: float | None = None) -> float:
        """Return a share, 0 to 1; a percentage is an error that says so.

        Raises
        ------
        InputError
            See `number`; it is above 1.
        """
        value = self.number(name, default, low=0.0)
        if value > 1.0:
            raise self.above(name, value)
        return value

    def shares(self, name: str, default: tuple[float, ...]) -> tuple[float, ...]:
        """Return a list of shares, 0 to 1.

        Raises
        ------
        InputError
            It is empty or no list, or one is not a share.
        """
        if name not in self.table:
            return default
        rows = self.table[name]
        if not isinstance(rows, list) or not rows:
            raise self.wrong("figures_numbers", name)
        found = tuple(self.checked(name, row, 0.0) for row in rows)
        for value in found:
            if value > 1.0:
                raise self.above(name, value)
        return found

    def above(self, name: str, value: float) -> InputError:
        """Return the error of a share above 1."""
        hint = f"{value / 100.0:.10g}" if _PERCENT <= value <= 100.0 else "1"
        return InputError(
            "figures_share", file=self.file, place=self.place, name=short(name), value=shown(value), hint=hint
        )

    def whole(self, name: str, low: int, high: int) -> int | None:
        """Return a whole number, None where it is not there.

        Raises
        ------
        InputError
            It is no whole number, or not between `low` and `high`.
        """
        if name not in self.table:
            return None
        value = self.number(name, low=float(low), high=float(high))
        if value != int(value):
            raise self.wrong("figures_whole", name)
        return int(value)

    def flag(self, name: str, default: bool) -> bool:
        """Return true or false.

        Raises
        ------
        InputError
            It is something else.
        """
        value = self.table.get(name, default)
        if not isinstance(value, bool):
            raise self.wrong("figures_flag", name)
        return value

    def choice(self, name: str, allowed: Sequence[str], default: str | None = None) -> str:
        """Return a text that is one of `allowed`.

        Raises
        ------
        InputError
            It is missing while needed, or another one; the sentence names the nearest.
        """
        value = self.text(name, default)
        if name in self.table and value not in allowed:
            raise self.wrong("figures_choice", name, allowed=listed(allowed), hint=nearest(value, allowed))
        return value

    def part(self, name: str, place: str) -> Part:
        """Return a table in this table, empty where it is not there.

        Raises
        ------
        InputError
            It is no table.
        """
        value = self.table.get(name, {})
        if not isinstance(value, dict):
            raise self.wrong("figures_table", name)
        return Part(self.file, place, value)

    def parts(self, name: str, heading: str) -> list[Part]:
        """Return the tables of a list of tables ``[[name]]``, each with its number as place.

        Raises
        ------
        InputError
            It is no list of tables.
        """
        rows = self.table.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self.wrong("figures_tables", name, heading=f"[[{heading}]]")
        return [Part(self.file, f"[[{heading}]] {i}", row) for i, row in enumerate(rows, start=1)]


def kental_values(part: Part, kentallen: Kentallen) -> dict[str, object]:
    """Return the values of a table of kentallen by dotted key: ``cop.mt = 3.2``, or ``[cop]`` with ``mt = 3.2``."""
    return dict(_flat(part.table, kentallen, ""))


def _flat(table: Mapping[str, Any], kentallen: Kentallen, path: str) -> Iterator[tuple[str, object]]:
    for name, content in table.items():
        key = f"{path}.{name}" if path else name
        if isinstance(content, dict) and key not in kentallen:
            yield from _flat(content, kentallen, key)
        else:
            yield key, content


def listed(names: Iterable[str]) -> str:
    """Return the names that are not empty, with commas."""
    return ", ".join(name for name in names if name)


def nearest(name: str, allowed: Sequence[str]) -> str:
    """Return the name of `allowed` that looks most like `name`, whatever its capitals; ties by order."""
    known = {one.lower(): one for one in reversed(allowed) if one}
    found = difflib.get_close_matches(name.lower(), [one.lower() for one in allowed if one], n=1, cutoff=0.0)
    return known[found[0]] if found else ""


def short(text: str) -> str:
    """Return a text on one line of at most 60 characters."""
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[: _SHORT - 3]}..."


def shown(value: object) -> str:
    """Return a value as it stands in TOML, short enough for a sentence."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) >= 10**15:  # a huge int may not be printed
        return f"{'-' if value < 0 else ''}1e{value.bit_length() * math.log10(2):.0f}"
    if isinstance(value, Dotted):
        return value.text
    if isinstance(value, float):
        return f"{value:.10g}"
    return f'"{short(value)}"' if isinstance(value, str) else short(str(value))
