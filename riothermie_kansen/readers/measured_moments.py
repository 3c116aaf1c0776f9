"""Which columns of a measured series make its times, and how: text, date and clock apart, parts, or numbers."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import pairwise

from ..errors import InputError
from .measured_columns import CLOCK, PARTS, Name, is_end, listed, place_of, time_rank
from .measured_layout import Layout
from .measured_numbers import parse

EXCEL = (20_000.0, 80_000.0)
"""Day numbers of Excel in this range (1954-2119) are dates; day numbers of a measurement stay below it."""

_EXCEL_CLOCK = re.compile(r"(?:1899-12-3[01]|1900-01-0[01]|3[01]-12-1899|12/3[01]/1899)(?![0-9])")


@dataclass
class Moments:
    """How the times of a series are made.

    Attributes
    ----------
    kind
        "tekst" (one column), "datum_tijd" (two columns), "delen" (year, month, day, ...) or "getal" (a number).
    columns
        Their places.
    detail
        Of "datum_tijd" what the clock column is: "klok", "uur", "uurvak" (1 is from 0 to 1, 24 the last one),
        "uurminuut", "uurminuutseconde", "dagdeel" or "datumtijd" (a date of 1899 that means nothing); of "getal" what
        the number counts: "dagen", "uren", "minuten", "seconden", "excel", "unix" or "unix_ms".
    """

    kind: str
    columns: tuple[int, ...]
    detail: str = ""


def find_moments(layout: Layout, names: list[Name], own: dict[str, int], file: str) -> Moments:
    """Return how the times of a series are made.

    Parameters
    ----------
    layout
        The make-up of the delivery.
    names
        Its columns.
    own
        The user's columns, role to place: "tijd", "datum", "uur".
    file
        Name for the error.

    Raises
    ------
    InputError
        There is no column with times.
    """
    if "datum" in own and "uur" in own:
        return _date_and_clock(layout, own["datum"], own["uur"])
    if "tijd" in own or "datum" in own:
        return _single(layout, names, own.get("tijd", own.get("datum", 0)), file)
    places = range(len(names))
    parts = tuple(place_of(names, aliases) for aliases in PARTS)
    if min(parts[:3]) >= 0 and all(_mostly(layout, place, "getal") for place in parts[:3]):
        known = next((n for n, place in enumerate(parts) if place < 0), len(parts))
        return Moments("delen", parts[:known])
    stamped = [place for place in places if _mostly(layout, place, "tijd")]
    dated = [place for place in places if _mostly(layout, place, "datum")]
    clocks = [place for place in places if _mostly(layout, place, "klok")]
    excel_clocks = [place for place in stamped if _excel_clock(layout, place)]
    clocks += excel_clocks
    stamped = [place for place in stamped if place not in excel_clocks]
    if stamped:
        best = _best(names, stamped)
        if clocks and _midnights(layout, best) and not is_end(names[clocks[0]]):
            return _date_and_clock(layout, best, clocks[0])
        return Moments("tekst", (best,))
    if dated:
        best = _best(names, dated)
        hour = clocks[0] if clocks else _hour_column(layout, names, best)
        return _date_and_clock(layout, best, hour) if hour >= 0 else Moments("tekst", (best,))
    numbers = [place for place in places if _mostly(layout, place, "getal")]
    named = [place for place in numbers if time_rank(names[place])]
    if named:
        return _single(layout, names, _best(names, named), file)
    if not layout.has_header and len(numbers) > 1 and numbers[0] == 0:
        return _single(layout, names, 0, file)
    raise InputError("meetreeks_geen_tijd", file=file, columns=listed(layout.shown()))


def _mostly(layout: Layout, place: int, kind: str) -> bool:
    """Tell whether at least half of the filled cells of a column are of a kind."""
    kinds = layout.kinds[place]
    filled = sum(kinds.values()) - kinds[""]
    return kinds[kind] > 0 and kinds[kind] >= 0.5 * filled


def _best(names: list[Name], places: list[int]) -> int:
    """Return the column whose name fits times best: rather one in UTC, which has no doubled hour; else the first."""

    def rank(place: int) -> tuple[bool, bool, int, int]:
        name = names[place]
        return not is_end(name), bool({"utc", "gmt"} & set(name.words)), time_rank(name), -place

    return max(places, key=rank)


def _cells(layout: Layout, place: int) -> list[str]:
    return [row[place] for row in layout.sample if row[place]]


def _excel_clock(layout: Layout, place: int) -> bool:
    cells = _cells(layout, place)
    return bool(cells) and all(_EXCEL_CLOCK.match(cell) for cell in cells)


def _midnights(layout: Layout, place: int) -> bool:
    """Tell whether the times of a column are all midnight: a date, written with a clock that says nothing."""
    return all(re.search(r"[ T]0?0:00(:00([.,]0+)?)?Z?$", cell) for cell in _cells(layout, place))


def _hour_column(layout: Layout, names: list[Name], date: int) -> int:
    """Return the column with hours as numbers beside a date, -1 when there is none."""
    for alias in (*CLOCK, *PARTS[3]):
        place = place_of(names, (alias,))
        if place >= 0 and place != date and _mostly(layout, place, "getal"):
            return place
    return -1


def _numbers(layout: Layout, place: int) -> list[float]:
    values = (parse(cell, layout.decimal)[0] for cell in _cells(layout, place))
    return [value for value in values if not math.isnan(value)]


def _date_and_clock(layout: Layout, date: int, clock: int) -> Moments:
    """Return date and clock in two columns, with what the clock is."""
    cells = _cells(layout, clock)
    if _excel_clock(layout, clock):
        return Moments("datum_tijd", (date, clock), "datumtijd")
    if not _mostly(layout, clock, "getal"):
        return Moments("datum_tijd", (date, clock), "klok")
    values = _numbers(layout, clock)
    highest = max(values, default=0.0)
    if any(value != int(value) for value in values) and highest < 2:
        detail = "dagdeel"
    elif highest > 2400 or any(len(cell) in (5, 6) and cell.isdigit() for cell in cells):
        detail = "uurminuutseconde"
    elif highest > 24 or all(len(cell) == 4 and cell.isdigit() for cell in cells):
        detail = "uurminuut"
    else:
        # hours numbered from 1 to 24 are the hours themselves: 24 is from 23 to 24 (as KNMI numbers them)
        detail = "uurvak" if highest == 24 and min(values) >= 1 else "uur"
    return Moments("datum_tijd", (date, clock), detail)


def _single(layout: Layout, names: list[Name], place: int, file: str) -> Moments:
    """Return one column with times in text or as numbers."""
    kinds = layout.kinds[place]
    if kinds["tijd"] + kinds["datum"] >= kinds["getal"]:
        return Moments("tekst", (place,))
    values = _numbers(layout, place)
    rising = all(a <= b for a, b in pairwise(values))
    falling = all(a >= b for a, b in pairwise(values))
    if not values or not (rising or falling):
        raise InputError("meetreeks_geen_tijd", file=file, columns=listed(layout.shown()))
    low, high = min(values), max(values)
    words = {names[place].key, *names[place].words, names[place].unit.lower()}
    if low >= 1e11:
        detail = "unix_ms"
    elif low >= 5e8:
        detail = "unix"
    elif words & {"uren", "hours", "uur", "hour", "h"}:
        detail = "uren"
    elif words & {"minuten", "minutes", "min", "minuut"}:
        detail = "minuten"
    elif words & {"seconden", "seconds", "sec", "s", "seconde"}:
        detail = "seconden"
    elif EXCEL[0] <= low and high <= EXCEL[1]:
        detail = "excel"
    else:
        detail = "dagen"
    return Moments("getal", (place,), detail)
