"""Values as the world writes them: numbers as text, decimal commas, dates in many forms, codes as URIs."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Reals = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]

EMPTY = frozenset({"", "none", "nan", "nat", "null", "<null>", "(null)", "<na>", "na", "n.v.t.", "-", "?"})
"""Texts that stand for "no value" in a number or date, lower case."""

EMPTY_TEXT = frozenset({"", "none", "nan", "nat", "null", "<null>", "(null)", "<na>"})
"""Texts that stand for "no value" in a text, lower case."""

_NUMBER = re.compile(r"([+-]?[0-9.,]+(?:e[+-]?[0-9]+)?)(?:mm|cm|m|m1|mnap|m\+nap|m3/h|m3/u|m³/h|m³/u|l/s)?")
_SPACES = str.maketrans("", "", " \t\r\n\u00a0\u202f'\u2019")
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?(?![0-9])")
_DUTCH = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})(?![0-9])")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})$")
_MILLISECONDS_PER_DAY = 86_400_000.0
_EPOCH_MS_FROM = 1e9
"""Numbers from here on are milliseconds since 1970, as Esri delivers dates (1e9 ms is January 1970)."""
_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*")
"""Text that needs no cleaning: printable ASCII without double, leading or trailing spaces."""

_ALL_PLAIN = re.compile(r"[!-~]+(?:[ \n][!-~]+)*")
"""Such texts, one per line."""

_LONGEST_EMPTY = max(map(len, EMPTY_TEXT))
_SAMPLE = 2000
_GROUP = 3
_MAX_INTEGER = 1e15


def mapped(values: pd.Series, function: Callable[[Any], Any], empty: Any) -> npt.NDArray[Any]:
    """Return `function` of each value as objects of shape (n,); NULL gives `empty`.

    Columns that repeat their values (types, materials) are read once per different value. `function` returns no
    sequence.
    """
    raw = values.astype(object).to_numpy()
    result = np.empty(len(raw), dtype=object)
    if _repeats(raw):
        places, uniques = pd.factorize(raw)  # NULL gets place -1: the last of the table
        table = np.empty(len(uniques) + 1, dtype=object)
        table[:-1] = [function(value) for value in uniques]
        table[-1] = empty
        result[:] = table[places]
    else:
        result[:] = [empty if is_null(value) else function(value) for value in raw]
    return result


def _repeats(raw: npt.NDArray[Any]) -> bool:
    """Tell from a sample whether a column repeats its values; not when they have no hash (lists)."""
    try:
        if len(raw) <= _SAMPLE:
            hash(tuple(raw))
            return True
        sample = raw[:: len(raw) // _SAMPLE]
        return len(set(sample)) < len(sample) // 2 and hash(tuple(raw)) is not None
    except TypeError:
        return False


def is_null(value: Any) -> bool:
    """Tell whether one value is None, NaN, NaT or NA."""
    if value is None or value is pd.NA or value is pd.NaT:
        return True
    return isinstance(value, (float, np.floating)) and bool(np.isnan(value))


def texts(values: pd.Series) -> Texts:
    """Return values as trimmed text of shape (n,): NULL as "", whole numbers without ".0", white space as one space."""
    raw = values.astype(object).to_numpy()
    return raw.copy() if _all_plain(raw) else mapped(values, as_text, "")


def _all_plain(raw: npt.NDArray[Any]) -> bool:
    """Tell whether `as_text` would leave every value as it is, as with most ids: all at once is ten times faster."""
    if not len(raw) or set(map(type, raw)) != {str}:
        return False
    lines = "\n".join(raw)
    if lines.count("\n") != len(raw) - 1 or not _ALL_PLAIN.fullmatch(lines):
        return False
    return EMPTY_TEXT.isdisjoint(map(str.lower, raw))


def as_text(value: Any) -> str:
    """Return one value as trimmed text, see `texts`."""
    if type(value) is str and _PLAIN.fullmatch(value):
        return "" if len(value) <= _LONGEST_EMPTY and value.lower() in EMPTY_TEXT else value
    if isinstance(value, (float, np.floating)) and math.isfinite(value):
        number = float(value)
        return str(int(number)) if number == int(number) and abs(number) < _MAX_INTEGER else f"{number:.15g}"
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    text = " ".join(str(value).replace("\x00", "").split())
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode("utf-8")  # half surrogates cannot be written to a file
    return "" if text.lower() in EMPTY_TEXT else text


def code(text: str) -> str:
    """Return the bare name of a code: the last part of a URI, without the prefix of a shortened one.

    ``http://data.gwsw.nl/1.4/totaal/GemengdRiool``, ``gwsw:GemengdRiool`` and ``GemengdRiool`` give the same.
    """
    if text[:4].lower() == "http" and ":" in text[4:6]:
        return re.split(r"[/#]", text.rstrip("/#"))[-1]
    prefix, colon, name = text.partition(":")
    return name if colon and name and prefix.isidentifier() else text


def codes(values: pd.Series) -> Texts:
    """Return the bare names of codes, see `code`, shape (n,)."""
    return mapped(values, lambda value: code(as_text(value)), "")


def key(text: str) -> str:
    """Return a text as it is compared: lower case, letters and digits only."""
    return re.sub(r"[^0-9a-z]", "", text.lower())


def numbers(values: pd.Series) -> tuple[Reals, Flags]:
    """Return numbers, and where something else than a number stands.

    Accepts text, decimal comma, separators of thousands, spaces and a unit behind the number (not converted).
    A single comma is a decimal comma and a single dot a decimal point.

    Parameters
    ----------
    values
        Shape (n,): any type.

    Returns
    -------
    numbers, wrong
        Shape (n,): NaN where unknown or wrong; True where a value is there that is not a finite number.
    """
    if getattr(values.dtype, "kind", "O") in "iuf":
        found = values.to_numpy(dtype=np.float64, na_value=np.nan).copy()
    else:
        found = mapped(values, _number, math.nan).astype(np.float64)
    wrong = np.isinf(found)
    found[wrong] = np.nan
    return found, wrong


def _number(value: Any) -> float:
    """Return one number; NaN when empty, infinite when it is something else."""
    if isinstance(value, (bool, np.bool_)):
        return math.inf
    if isinstance(value, (int, float, np.number)) and not isinstance(value, np.complexfloating):
        try:
            return float(value)
        except OverflowError:
            return math.inf
    return parse_number(value) if isinstance(value, str) else parse_number(str(value))


def parse_number(text: str) -> float:
    """Return the number in a text; NaN when empty, infinite when it is not a number. See `numbers`."""
    text = text.strip().lower()
    if text in EMPTY:
        return math.nan
    match = _NUMBER.fullmatch(text.translate(_SPACES).lstrip("ø⌀"))
    if match is None:
        return math.inf
    digits = match.group(1)
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        decimal = "." if digits.rfind(".") > digits.rfind(",") else ","
        thousands = "," if decimal == "." else "."
    elif dots + commas == 1:
        decimal, thousands = ("." if dots else ","), ""
    else:
        decimal, thousands = "", ("." if dots else ",")
    whole = digits.split(decimal)[0] if decimal else digits
    if thousands and thousands in digits and any(len(group) != _GROUP for group in whole.split(thousands)[1:]):
        return math.inf
    plain = digits.replace(thousands, "") if thousands else digits
    try:
        return float(plain.replace(decimal, ".") if decimal else plain)
    except ValueError:
        return math.inf


def dates(values: pd.Series) -> tuple[Reals, Reals, Flags]:
    """Return days and years, and where something else than a date stands.

    Accepts dates, ISO and Dutch notation (day first), ``yyyymmdd``, milliseconds since 1970 (Esri) and bare years,
    which count as their last day.

    Parameters
    ----------
    values
        Shape (n,): any type.

    Returns
    -------
    days, years, wrong
        Shape (n,): proleptic ordinal of the day, the year (both NaN where unknown or wrong), and True where a value is
        there that is not a date.
    """
    found = mapped(values, _date, None)
    wrong = np.array([value is False for value in found], dtype=bool)
    known = np.array([isinstance(value, dt.date) for value in found], dtype=bool)
    days, years = np.full(len(found), np.nan), np.full(len(found), np.nan)
    days[known] = [value.toordinal() for value in found[known]]
    years[known] = [value.year for value in found[known]]
    return days, years, wrong


def _date(value: Any) -> dt.date | bool | None:
    """Return one date; None when empty, False when it is something else."""
    if isinstance(value, np.datetime64):
        value = pd.Timestamp(value).to_pydatetime()
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, (bool, np.bool_)):
        return False
    text = as_text(value).strip("\"'")
    if text.lower() in EMPTY:
        return None
    if match := _DUTCH.match(text):
        day, month, year = match.groups()
    elif match := _ISO.match(text) or _COMPACT.match(text):
        year, month, day = match.groups(default="1")
    else:
        return _numeric_date(parse_number(text))
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return False


def _numeric_date(number: float) -> dt.date | bool | None:
    """Return the date that a number stands for: 0 for none, a year, or milliseconds since 1970."""
    if number == 0 or math.isnan(number):
        return None
    if dt.MINYEAR <= number <= dt.MAXYEAR and number == int(number):
        return dt.date(int(number), 12, 31)
    if abs(number) >= _EPOCH_MS_FROM and math.isfinite(number):
        try:
            return dt.date(1970, 1, 1) + dt.timedelta(days=math.floor(number / _MILLISECONDS_PER_DAY))
        except OverflowError:
            return False
    return False
