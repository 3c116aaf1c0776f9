"""Dutch clock time and UTC: summer time by rule, the doubled hour in autumn, and which clock a series is on.

Summer time in the Netherlands: none from 1946 until 1977; from the first Sunday of April (1981 and later: the last one
of March) until the last Sunday of September (1978: 1 October; 1996 and later: the last one of October), always at 01:00
UTC (Directive 2000/84/EC and its predecessors; IANA time zone database, Europe/Amsterdam).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .measurement.series import Bools, Clock, Times

Integers = npt.NDArray[np.int64]

HOUR = 3600
DAY = 24 * HOUR
FIRST_YEAR = 1977
"""First year with summer time; earlier years (until 1945) are not of this use."""

_BLOCK = 1 << 16


@dataclass(frozen=True)
class Recognised:
    """The clock that a series seems to be on.

    Attributes
    ----------
    clock
        "lokaal" or "wintertijd".
    reason
        "omschakeling_lokaal", "omschakeling_wintertijd" (what happens at the changes of the clock), "geen_omschakeling"
        (no change in the period) or "onduidelijk" (a change, but the rows around it do not tell).
    changes
        Changes of the clock at which the rows tell something.
    """

    clock: Clock
    reason: str
    changes: int


def changes(first: int, last: int) -> Times:
    """Return when the clock changes, ``datetime64[s]`` in UTC, in order: begin and end of summer time of each year.

    Parameters
    ----------
    first, last
        Years, both included. Years before 1977 have no change.

    Returns
    -------
    Times
        Shape (2 n,): spring, autumn, spring, ...
    """
    years = range(max(first, FIRST_YEAR), last + 1)
    days = [day for year in years for day in (_spring(year), _autumn(year))]
    moments = np.array(days, dtype="datetime64[D]").astype("datetime64[s]")
    return np.asarray(moments + np.timedelta64(HOUR, "s"), dtype="datetime64[s]")


def _spring(year: int) -> np.datetime64:
    if year <= 1980:
        return _sunday_before(np.datetime64(f"{year}-04-07"))
    return _sunday_before(np.datetime64(f"{year}-03-31"))


def _autumn(year: int) -> np.datetime64:
    if year >= 1996:
        return _sunday_before(np.datetime64(f"{year}-10-31"))
    return _sunday_before(np.datetime64("1978-10-01" if year == 1978 else f"{year}-09-30"))


def _sunday_before(day: np.datetime64) -> np.datetime64:
    """Return the last Sunday until and including a day; 1970-01-01 was a Thursday."""
    since = (int(day.astype(np.int64)) + 4) % 7
    return day - np.timedelta64(since, "D")


def offset(utc: Times) -> Integers:
    """Return how far the Dutch clock is ahead of UTC, in seconds: 3600, or 7200 in summer time.

    Parameters
    ----------
    utc
        Shape (n,): moments in UTC.
    """
    seconds = _seconds(utc)
    place = np.searchsorted(_between(seconds), seconds, side="right")
    return np.where(place % 2 == 1, 2 * HOUR, HOUR)


def to_local(utc: Times) -> Times:
    """Return the Dutch clock, ``datetime64[s]`` of shape (n,), at moments in UTC of shape (n,)."""
    return (_seconds(utc) + offset(utc)).astype("datetime64[s]")


def dutch(utc: Times) -> tuple[Times, Integers, Bools]:
    """Return date, hour and weekend on the Dutch clock.

    Parameters
    ----------
    utc
        Shape (n,): moments in UTC.

    Returns
    -------
    date, hour, weekend
        Shape (n,): ``datetime64[D]``; hour of the day, 0-23; Saturday or Sunday.
    """
    local = _seconds(utc) + offset(utc)
    day = local // DAY
    return day.astype("datetime64[D]"), (local % DAY) // HOUR, (day + 3) % 7 >= 5


def to_utc(time: Times, clock: Clock) -> Times:
    """Return the moments in UTC at which a clock shows given times.

    In the hour that the local clock shows twice in autumn, the order of the rows decides: the first pass is summer
    time, from where the clock jumps back it is winter time. An hour that is there once is the first one. A local time
    that does not exist (see `skipped`) is taken as winter time, an hour later on the clock.

    Parameters
    ----------
    time
        Shape (n,): times on the clock, in order of delivery (old to new or new to old).
    clock
        "lokaal", "wintertijd", "utc", or "onbekend" (taken as winter time, without meaning).

    Returns
    -------
    Times
        ``datetime64[s]``, shape (n,).
    """
    local = _seconds(time)
    if clock == "utc":
        return local.astype("datetime64[s]")
    shift = np.full(local.shape, HOUR)
    if clock == "lokaal" and local.size:
        utc = _between(local - HOUR)
        # by winter time a moment comes an hour late: in autumn the doubled hour is not yet over
        shift[np.searchsorted(utc, local - HOUR, side="right") % 2 == 1] = 2 * HOUR
        for rows in _second_hours(local, utc[0::2]):
            shift[rows] = HOUR
        for rows in _second_hours(local, utc[1::2]):
            shift[rows] = np.where(_second_pass(local, rows), HOUR, 2 * HOUR)
    return np.asarray(local - shift).astype("datetime64[s]")


def skipped(time: Times) -> Bools:
    """Tell which times the Dutch clock never shows: the hour that it skips in spring.

    Parameters
    ----------
    time
        Shape (n,): times on the local clock.
    """
    local = _seconds(time)
    result = np.zeros(local.shape, dtype=bool)
    for rows in _second_hours(local, _between(local)[0::2]):
        result[rows] = True
    return result


def recognise(time: Times) -> Recognised:
    """Return the clock that a series seems to be on, from what its rows do when the clock changes.

    A local clock leaves out the hour from 2 to 3 in March and shows it twice in October; a series with that hour in
    March, and once in October, is on winter time. Only changes with rows in the hours before and after them count. UTC
    looks like winter time: it cannot be told from the rows.

    Parameters
    ----------
    time
        Shape (n,): times on the clock of the delivery, in its order.
    """
    wall = _seconds(time)
    moments = _between(wall)
    if not moments.size:
        return Recognised("lokaal", "geen_omschakeling", 0)
    first, last = int(wall.min()), int(wall.max())
    covered = winter = local = 0
    for place, moment in enumerate(moments):
        autumn = place % 2 == 1
        begin = int(moment) + HOUR  # the clock shows 02:00 in winter time
        if not first < begin < last:
            continue
        covered += 1
        before = _count(wall, begin - HOUR, begin)
        within = _count(wall, begin, begin + HOUR)
        after = _count(wall, begin + HOUR, begin + 2 * HOUR)
        if not before or not after:
            continue
        usual = max(before, after)
        if autumn:
            twice = within > 1.5 * usual
            local += twice
            winter += not twice and within >= 0.5 * usual
        else:
            local += within == 0
            winter += within >= 0.5 * usual
    if not local and not winter:
        return Recognised("lokaal", "onduidelijk" if covered else "geen_omschakeling", 0)
    if local >= winter:
        return Recognised("lokaal", "omschakeling_lokaal", int(local))
    return Recognised("wintertijd", "omschakeling_wintertijd", int(winter))


def _seconds(time: Times) -> Integers:
    """Return seconds since 1970."""
    return np.asarray(time).astype("datetime64[s]").astype(np.int64)


def _between(seconds: Integers) -> Integers:
    """Return the changes of the clock (UTC, spring first) in the years of some times, and of a year around them."""
    if not seconds.size:
        return np.empty(0, dtype=np.int64)
    years = np.array([seconds.min(), seconds.max()]).astype("datetime64[s]").astype("datetime64[Y]").astype(np.int64)
    return _seconds(changes(int(years[0]) + 1969, int(years[1]) + 1971))


def _rows_within(seconds: Integers, begin: int, end: int) -> list[Integers]:
    """Return the rows from `begin` until `end` in order: a list with one array, empty when there are none."""
    starts = np.arange(0, seconds.size, _BLOCK)
    low, high = np.minimum.reduceat(seconds, starts), np.maximum.reduceat(seconds, starts)
    found = []
    for start in starts[(low < end) & (high >= begin)]:
        part = seconds[start : start + _BLOCK]
        rows = np.flatnonzero((part >= begin) & (part < end))
        if rows.size:
            found.append(rows + start)
    return [np.concatenate(found)] if found else []


def _count(seconds: Integers, begin: int, end: int) -> int:
    return sum(rows.size for rows in _rows_within(seconds, begin, end))


def _second_hours(local: Integers, moments: Integers) -> list[Integers]:
    """Return per change the rows from 02:00 until 03:00: the hour that is not there in spring, and twice in autumn."""
    return [rows for moment in moments for rows in _rows_within(local, int(moment) + HOUR, int(moment) + 2 * HOUR)]


def _second_pass(local: Integers, rows: Integers) -> Bools:
    """Tell which rows in the doubled hour are of the second pass.

    The pass changes where the clock jumps back the furthest. Times that are there twice in a row are double rows of the
    same pass, unless the whole hour is one time: an hourly series. Rows from new to old are looked at from behind.
    """
    time = local[rows]
    backward = local[-1] < local[0]
    if backward:
        time = time[::-1]
    second = np.zeros(time.size, dtype=bool)
    step = np.diff(time)
    if step.size and step.min() < 0:
        second[int(step.argmin()) + 1 :] = True
    elif step.size and not step.any():
        second[1:] = True
    return second[::-1] if backward else second
