"""Columns of numbers in text, a million at a time: decimal comma or point, thousands, units behind, error texts."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ..measurement.series import Bools, Floats
from .measured_units import unit_of
from .values import EMPTY

Matrix = npt.NDArray[np.uint8]

WIDEST = 48
"""Longest cell that is looked at: a longer one is no number and no time."""

_DIGITS = 15
"""Digits of which any number is exact in a float (and in the integer that is built up here)."""

_ASCII = 128
"""Bytes below this one are signs by themselves, in UTF-8 and in the code pages."""

_PARTS = re.compile(r"([+-]?)([0-9][0-9.,]*|[.,][0-9]+)(?:e([+-]?[0-9]{1,3}))?(.*)", re.IGNORECASE)
_GROUP = re.compile(r"[0-9]{1,3}(?:([.,])[0-9]{3})+")
_APART = re.compile(r"[0-9][ \u00a0\u202f'\u2019]+[0-9]")
_SPACED = re.compile(r"[+-]?[0-9]{1,3}(?:[ \u00a0\u202f'\u2019][0-9]{3})+(?![0-9 ])")
_SPACES = str.maketrans("", "", " \t\u00a0\u202f'\u2019")
_POWERS = 10.0 ** np.arange(23)


@dataclass
class Cells:
    """A column of a part of the rows, as bytes.

    Attributes
    ----------
    data
        Shape (n, w): a cell per row, trimmed, filled up with zeros.
    """

    data: Matrix

    def __len__(self) -> int:
        return len(self.data)

    def raw(self, rows: npt.NDArray[np.int64]) -> list[bytes]:
        """Return the cells of some rows as bytes."""
        n, width = len(rows), self.data.shape[1]
        if not n or not width:
            return [b""] * n
        found: list[bytes] = np.ascontiguousarray(self.data[rows]).view(f"S{width}").ravel().tolist()
        return found

    def texts(self, rows: npt.NDArray[np.int64]) -> list[str]:
        """Return the cells of some rows as text."""
        n, width = len(rows), self.data.shape[1]
        data = self.data[rows]
        if n and width and int(data.max()) < _ASCII:
            found: list[str] = np.ascontiguousarray(data).view(f"S{width}").ravel().astype(f"U{width}").tolist()
            return found
        return [as_text(cell) for cell in self.raw(rows)]


@dataclass
class NumberTally:
    """What was met in a column of numbers: texts that are none, and units behind them."""

    wrong: int = 0
    examples: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    units: dict[str, int] = field(default_factory=dict)


def as_text(cell: bytes) -> str:
    """Return a cell as text: UTF-8, else code page 1252."""
    try:
        return cell.decode("utf-8")
    except UnicodeDecodeError:
        return cell.decode("cp1252", "replace")


def cells_of(texts: list[str]) -> Cells:
    """Return texts as cells; longer ones are cut where they are no number any more."""
    encoded = np.array([text.strip().encode("utf-8", "replace")[: WIDEST + 1] for text in texts], dtype=bytes)
    if not encoded.size or encoded.dtype.itemsize == 0:
        return Cells(np.zeros((len(texts), 1), dtype=np.uint8))
    return Cells(encoded.view(np.uint8).reshape(len(texts), encoded.dtype.itemsize))


def read_numbers(
    cells: Cells, decimal: str, lines: npt.NDArray[np.int64], tally: NumberTally, thousands: bool = True
) -> Floats:
    """Return the numbers in a column.

    Parameters
    ----------
    cells
        Cells of shape (n,).
    decimal
        "," or ".", as recognised for the file. The other one separates thousands where it stands at each third digit,
        and counts as a decimal sign elsewhere.
    lines
        Line number of each row, shape (n,), for the `tally`.
    tally
        What is no number is added to it, and units behind numbers.
    thousands
        False when the other sign is a decimal one everywhere.

    Returns
    -------
    Floats
        Shape (n,), NaN where empty or unreadable.
    """
    values, plain = _plain(cells.data, ord(decimal))
    rest = np.flatnonzero(~plain)
    if not rest.size:
        return values
    known: dict[bytes, tuple[float, str, bool]] = {}
    for row, cell in zip(rest.tolist(), cells.raw(rest), strict=True):
        found = known.get(cell)
        if found is None:
            found = known[cell] = parse(as_text(cell), decimal, thousands=thousands)
        value, unit, wrong = found
        values[row] = value
        if unit:
            tally.units[unit] = tally.units.get(unit, 0) + 1
        if wrong:
            tally.wrong += 1
            if len(tally.lines) < 5:
                tally.lines.append(int(lines[row]))
                text = as_text(cell)
                if text not in tally.examples:
                    tally.examples.append(text)
    return values


def _plain(data: Matrix, decimal: int) -> tuple[Floats, Bools]:
    """Return the values of cells with only digits, one decimal sign and a sign in front; and which those are.

    The digits make an integer, divided once by a power of ten: that is the float nearest to the text.
    """
    n = len(data)
    whole = np.zeros(n, dtype=np.int64)
    digits = np.zeros(n, dtype=np.int8)
    places = np.zeros(n, dtype=np.int8)
    behind = np.zeros(n, dtype=bool)
    good = np.ones(n, dtype=bool)
    columns = np.ascontiguousarray(data[:, : _DIGITS + 3].T)
    negative = np.zeros(n, dtype=bool)
    for place, column in enumerate(columns):
        digit = column - np.uint8(48)
        is_digit = digit < 10
        np.multiply(whole, 10, out=whole, where=is_digit)
        np.add(whole, digit, out=whole, where=is_digit)
        digits += is_digit
        places += is_digit & behind
        is_decimal = column == decimal
        other = ~is_digit & ~is_decimal & (column != 0)
        if place == 0:
            negative = column == 45
            other &= ~negative & (column != 43)
        good &= ~other & ~(is_decimal & behind)
        behind |= is_decimal
    good &= (digits > 0) & (digits <= _DIGITS)
    if data.shape[1] > _DIGITS + 3:
        good &= data[:, _DIGITS + 3] == 0
    values = whole / _POWERS[np.clip(places, 0, 22)]
    values[negative] *= -1.0
    values[~good] = np.nan
    return values, good


def parse(text: str, decimal: str, *, thousands: bool = True) -> tuple[float, str, bool]:
    """Return the number in a text, the unit of flow behind it, and whether something else than a number stands there.

    Parameters
    ----------
    text
        A cell.
    decimal, thousands
        As for `read_numbers`.
    """
    text = text.strip().strip("\"'").strip()
    if text.lower() in EMPTY:
        return math.nan, "", False
    if _APART.search(text) and not _SPACED.match(text):
        return math.nan, "", True  # 1 234,5 is one number, 12 34 is two
    match = _PARTS.fullmatch(text.translate(_SPACES).replace("\u2212", "-"))
    if match is None:
        return math.nan, "", True
    sign, number, exponent, behind = match.groups()
    unit = unit_of(behind, "debiet") if behind else ""
    if behind and not unit and behind.lower() not in ("m", "cm", "mm", "°c", "c", "mnap", "m+nap"):
        return math.nan, "", True
    number = _point(number, decimal, thousands=thousands and not exponent)
    if not number:
        return math.nan, "", True
    value = float(f"{sign}{number}e{exponent or 0}")
    return (value, unit, False) if math.isfinite(value) else (math.nan, "", True)


def _point(number: str, decimal: str, *, thousands: bool) -> str:
    """Return digits with at most one decimal point; "" when the signs among them make no number."""
    other = "." if decimal == "," else ","
    if number.count(decimal) > 1 or (number.count(other) and number.count(decimal)):
        # 1.234,5 or 1,234.5: the last sign is the decimal one; 1.234.567: there is none
        last = max(number.rfind("."), number.rfind(","))
        sign = number[last]
        if number.count(sign) > 1:
            return number.replace(sign, "") if _GROUP.fullmatch(number) else ""
        whole, part = number[:last], number[last + 1 :]
        group = _GROUP.fullmatch(whole)
        return f"{whole.replace(group[1], '')}.{part}" if group else ""
    if number.count(other) > 1 or (number.count(other) == 1 and thousands and _GROUP.fullmatch(number)):
        return number.replace(other, "") if _GROUP.fullmatch(number) else ""
    return number.replace(",", ".")
