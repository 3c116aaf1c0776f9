"""Columns of dates and times in text, a million at a time: rows of one notation are worked out together."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ..measurement.series import Bools
from .measured_dates import MONTHS, Notation, Slice, notation_of
from .measured_numbers import Cells, Matrix, as_text

Integers = npt.NDArray[np.int64]

NONE = np.iinfo(np.int64).min
"""No moment; the same number as NaT."""

DAY = 86_400

_FIRST_YEAR, _LAST_YEAR = 1890, 2200
_MONTH_BEGINS = np.arange(f"{_FIRST_YEAR}-01", f"{_LAST_YEAR + 1}-02", dtype="datetime64[M]").astype("datetime64[D]")
_MONTH_DAYS = _MONTH_BEGINS.astype(np.int64)
_CENTURY = 70
"""Years of two digits from here on are of the last century."""

_MOST_NOTATIONS = 300
_CLASS = np.arange(256, dtype=np.uint8)
_CLASS[48:58] = 1
_CLASS[[*range(65, 91), *range(97, 123), *range(128, 256)]] = 2


@dataclass
class TimeTally:
    """What is learnt about the times while they are read.

    Attributes
    ----------
    order
        "dmj" or "mdj" once day and month have been told apart, "jmd" for years of two digits in front; "?" before.
    day_first, month_first
        Rows that can only be read one way.
    with_zone, without_zone
        Rows with and without a time zone.
    open
        Per part of the rows whether day and month may be the other way round: one answer, or one per row.
    """

    order: str = "?"
    day_first: int = 0
    month_first: int = 0
    with_zone: int = 0
    without_zone: int = 0
    open: list[bool | Bools] = field(default_factory=list)


def read_times(cells: Cells, tally: TimeTally) -> Integers:
    """Return seconds since 1970 on the clock of the delivery (UTC for rows with a time zone).

    Parameters
    ----------
    cells
        Dates with or without a time, shape (n,).
    tally
        Grows; its `open` gets one item.

    Returns
    -------
    Integers
        Shape (n,), `NONE` where there is no date.
    """
    n = len(cells)
    seconds = np.full(n, NONE, dtype=np.int64)
    undecided = np.zeros(n, dtype=bool)
    for rows, part, notation in _groups(cells):
        if notation is None or not notation.order:
            continue
        day, open_ = _days(part, notation, tally)
        clock, good = _clock(part, notation)
        if notation.zone is None:
            tally.without_zone += len(part)
        else:
            tally.with_zone += len(part)
            clock = clock - notation.zone
        found = np.where(good & (day != NONE), day * DAY + clock, NONE)
        if rows is None:
            seconds, undecided = found, open_
        else:
            seconds[rows], undecided[rows] = found, open_
    tally.open.append(_short(undecided))
    return seconds


def read_clock(cells: Cells) -> Integers:
    """Return seconds since midnight of times without a date, shape (n,), `NONE` where there is none."""
    seconds = np.full(len(cells), NONE, dtype=np.int64)
    for rows, part, notation in _groups(cells):
        if notation is None or notation.order or not notation.clock:
            continue
        clock, good = _clock(part, notation)
        seconds[slice(None) if rows is None else rows] = np.where(good, clock, NONE)
    return seconds


def _short(flags: Bools) -> bool | Bools:
    """Return one answer where all are the same: most series have one notation."""
    if flags.all():
        return True
    return flags if flags.any() else False


def _groups(cells: Cells) -> list[tuple[Integers | None, Matrix, Notation | None]]:
    """Return the rows of each notation: their places (None for all rows), bytes and the notation."""
    data = cells.data
    kinds = _CLASS[data]
    groups: list[tuple[Integers | None, Matrix, Notation | None]] = []
    rest = np.arange(len(data))
    all_rows = True
    while rest.size and len(groups) < _MOST_NOTATIONS:
        example = bytes(data[rest[0]]).rstrip(b"\0")
        notation = _notation(example)
        width = max(len(example), 1)
        alike = (kinds if all_rows else kinds[rest])[:, :width] == kinds[rest[0], :width]
        same: Bools = alike.all(axis=1)
        part = data if all_rows else data[rest]
        if len(example) < data.shape[1]:
            same &= part[:, len(example)] == 0
        for begin, length in notation.fixed if notation else ():
            same &= (part[:, begin : begin + length] == data[rest[0], begin : begin + length]).all(axis=1)
        if all_rows and same.all():
            return [(None, data, notation)]
        groups.append((rest[same], part[same], notation))
        rest = rest[~same]
        all_rows = False
    return groups


@lru_cache(maxsize=10_000)
def _notation(example: bytes) -> Notation | None:
    """Return the notation of a cell; positions in it count in bytes."""
    text = as_text(example)
    return notation_of(text if len(text) == len(example) else example.decode("latin-1").replace("Ã¤", "ae"))


def _number(data: Matrix, part: Slice) -> Integers:
    """Return the digits of a part of each row as a number."""
    begin, length = part
    value = data[:, begin].astype(np.int64) - 48
    for place in range(begin + 1, begin + length):
        value = value * 10 + (data[:, place].astype(np.int64) - 48)
    return value


def _month(data: Matrix, part: Slice) -> Integers:
    """Return the number of a month in letters, 0 for another word."""
    begin, _ = part
    letters = data[:, begin : begin + 3] | 32
    codes = letters[:, 0].astype(np.int64) * 65536 + letters[:, 1].astype(np.int64) * 256 + letters[:, 2]
    unique, inverse = np.unique(codes, return_inverse=True)
    words = [bytes([code >> 16, code >> 8 & 255, code & 255]).decode("latin-1") for code in unique.tolist()]
    found = np.array([MONTHS.get(word, 0) for word in words])
    return np.asarray(found[inverse.reshape(-1)], dtype=np.int64)


def _days(data: Matrix, notation: Notation, tally: TimeTally) -> tuple[Integers, Bools]:
    """Return days since 1970, and where day and month may be the other way round."""
    parts = [
        _month(data, part) if place == notation.letters else _number(data, part)
        for place, part in enumerate(notation.date)
    ]
    order = notation.order
    undecided = np.zeros(len(data), dtype=bool)
    if order == "?":
        order = tally.order
        first, second, _ = parts
        if order == "?":
            month_first = (second > 12) & (first <= 12)
            tally.month_first += int(month_first.sum())
            tally.day_first += int(((first > 12) & (second <= 12)).sum())
            undecided = (first <= 12) & (second <= 12)
            parts[0], parts[1] = np.where(month_first, second, first), np.where(month_first, first, second)
            order = "dmj"
    if order == "jmd":
        year, month, day = parts
    elif order == "mdj":
        month, day, year = parts
    else:
        day, month, year = parts
    if notation.short:
        year = year + np.where(year < _CENTURY, 2000, 1900)
    return civil(year, month, day), undecided


def civil(year: Integers, month: Integers, day: Integers) -> Integers:
    """Return days since 1970 of dates, shape (n,), `NONE` where there is no such date."""
    good = (month >= 1) & (month <= 12) & (year >= _FIRST_YEAR) & (year <= _LAST_YEAR) & (day >= 1)
    place = np.where(good, (year - _FIRST_YEAR) * 12 + month - 1, 0)
    begin = _MONTH_DAYS[place]
    good &= day <= _MONTH_DAYS[place + 1] - begin
    return np.where(good, begin + day - 1, NONE)


def _clock(data: Matrix, notation: Notation) -> tuple[Integers, Bools]:
    """Return seconds since midnight, and where they are a time; 24:00 is the end of the day."""
    good = np.ones(len(data), dtype=bool)
    seconds = np.zeros(len(data), dtype=np.int64)
    for part, factor, limit in zip(notation.clock, (3600, 60, 1), (24, 59, 60), strict=False):
        value = _number(data, part)
        if factor == 3600 and notation.half_day is not None:
            good &= (value >= 1) & (value <= 12)
            later = (data[:, notation.half_day[0]] | 32) == ord("p")
            value = value % 12 + 12 * later
        good &= value <= limit
        seconds += value * factor
    return seconds, good & (seconds <= DAY)


def swapped(seconds: Integers, where: bool | Bools) -> Integers:
    """Return moments with day and month the other way round; both are at most 12 there.

    Parameters
    ----------
    seconds
        Shape (n,).
    where
        Which rows: an item of `TimeTally.open`.
    """
    if where is False:
        return seconds
    rows = np.flatnonzero((seconds != NONE) & where)
    moment = seconds[rows]
    days = moment // DAY
    # 24:00 is the begin of the next day here: a day of 13 comes from the 12th
    dates = days.astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    day = (dates - months).astype(np.int64) + 1
    year = months.astype("datetime64[Y]").astype(np.int64) + 1970
    month = months.astype(np.int64) % 12 + 1
    late = day > 12
    result = seconds.copy()
    turned = civil(year, np.where(late, day - 1, day), month)
    result[rows] = (turned + late) * DAY + moment % DAY
    return result
