"""Which rows of a BAG or BGT with history stand for what is there now."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd

from .bag import Listing, truths
from .bag_names import DOOMED, FOR_EVER, GONE, IN_USE, PLANNED
from .fields import Columns
from .tables import column_names
from .values import Flags, Reals, Texts, as_text, code, dates, key, mapped, numbers, texts

USED, NOT_YET, NOT_LONG, NO_MORE = range(4)
"""Classes of status, the later ones go first."""

_KINDS = np.array(["", "gepland", "sloop", "niet_in_gebruik"], dtype=object)
_UNKNOWN = -1
_FIRST = dt.date(1900, 1, 1).toordinal()
_LAST = dt.date(FOR_EVER, 1, 1).toordinal()
_DATE = 10
_EPOCH = dt.date(1970, 1, 1).toordinal()


def has_occurrences(columns: Columns) -> bool:
    """Tell whether rows with the same id are versions of one object, told apart by begin date or number."""
    return "begin" in columns or "voorkomen" in columns


def why_not(
    columns: Columns, ids: Texts, roles: tuple[str, ...], today: dt.date, planned: bool, lists: Listing
) -> Texts:
    """Return per row why it does not stand for what is there now, "" where it does.

    A version counts when it is not inactive, has not ended and has begun; of several of one object the one with the
    newest begin, then the highest number, then the newest registration. Its status then decides.

    Parameters
    ----------
    columns
        The table; roles as in `bag_names.OCCURRENCE`.
    ids
        Shape (n,): "" where there is none.
    roles
        Roles of the columns with a status; the worst one counts.
    today
        Day that decides what has begun and ended.
    planned
        Keep what is not there yet.
    lists
        Grows: dates and statuses that are not known.

    Returns
    -------
    Texts
        Shape (n,): inactief, historie, toekomst, voorkomen, niet_in_gebruik, sloop, gepland or "".
    """
    day = today.toordinal()
    reason = np.full(len(ids), "", dtype=object)

    def mark(rows: Flags, why: str) -> None:
        reason[rows & (reason == "")] = why

    mark(_inactive(columns), "inactief")
    mark(_ended(columns, day, ids, lists), "historie")
    begin = _newest(columns, "begin", ids, lists)
    mark(begin > day, "toekomst")
    if has_occurrences(columns):
        mark(_older(columns, ids, begin, reason == "", lists), "voorkomen")
    status = np.zeros(len(ids), dtype=np.int64)
    for role in roles:
        for name, series in zip(column_names(columns, role), columns.all(role), strict=True):
            found = np.asarray(mapped(series, status_class, USED), dtype=np.int64)
            rows = np.flatnonzero((found == _UNKNOWN) & (reason == ""))
            if len(rows):
                lists.add("bag_status", "info", ids[rows], None, value=texts(series.iloc[rows]), column=name)
            status = np.maximum(status, found)
    if planned:
        status[status == NOT_YET] = USED
    left = reason == ""
    reason[left] = _KINDS[status[left]]
    return reason


def status_class(value: Any) -> int:
    """Return the class of a status: `USED`, `NOT_YET`, `NOT_LONG` or `NO_MORE`; -1 when it is not known."""
    word = key(code(as_text(value)))
    if word in GONE:
        return NO_MORE
    if word in DOOMED:
        return NOT_LONG
    if word in PLANNED:
        return NOT_YET
    return USED if not word or word in IN_USE else _UNKNOWN


def _inactive(columns: Columns) -> Flags:
    """Tell which rows were taken out of the register, or corrected."""
    result = np.zeros(len(columns.frame), dtype=bool)
    for series in columns.all("inactief"):
        result |= ~np.isnan(_days(series)[0])
    for series in columns.all("record_inactief"):
        result |= truths(series)
    for series in columns.all("correctie"):
        result |= truths(series) | (numbers(series)[0] > 0)
    return result


def _ended(columns: Columns, day: int, ids: Texts, lists: Listing) -> Flags:
    """Tell which rows have ended.

    A version that leaves the register on a later day than it ends (an announced change) is valid until then; one that
    left it without an end of its own (BGT) is replaced.
    """
    end = _newest(columns, "einde", ids, lists)
    left = _newest(columns, "einde_registratie", ids, lists)
    return np.asarray(np.where(np.isnan(end), ~np.isnan(left), end <= day), dtype=bool)


def _newest(columns: Columns, role: str, ids: Texts, lists: Listing) -> Reals:
    """Return the day in the first column of a role that has one, NaN where none has. Shape (n,)."""
    result = np.full(len(columns.frame), np.nan)
    for name, series in zip(column_names(columns, role), columns.all(role), strict=True):
        found, wrong = _days(series)
        rows = np.flatnonzero(wrong)
        if len(rows):
            lists.add("bag_datum", "waarschuwing", ids[rows], None, value=texts(series.iloc[rows]), column=name)
        result = np.where(np.isnan(result), found, result)
    return result


def _days(values: pd.Series) -> tuple[Reals, Flags]:
    """Return days (ordinals; NaN where there is none, or one that means none) and what is not a date."""
    if getattr(values.dtype, "kind", "O") == "M":
        local = values.dt.tz_localize(None) if values.dt.tz is not None else values
        stamp = local.to_numpy().astype("datetime64[D]")
        days = np.where(np.isnat(stamp), np.nan, stamp.astype(np.int64) + float(_EPOCH))
        wrong = np.zeros(len(values), dtype=bool)
    else:
        raw = values.astype(object).to_numpy()
        if pd.isna(raw).all():  # as most moments that end something
            return np.full(len(raw), np.nan), np.zeros(len(raw), dtype=bool)
        # the day of an ISO moment: there are few different days, and many moments
        short = np.array([v[:_DATE] if type(v) is str and v[4:5] in ("-", "/") else v for v in raw], dtype=object)
        short[pd.isna(short)] = None
        places, unique = pd.factorize(short)
        found, _, strange = dates(pd.Series(unique, dtype=object))
        days, wrong = np.append(found, np.nan)[places], np.append(strange, False)[places]
    days = np.where((days >= _FIRST) & (days < _LAST), days, np.nan)
    return days, np.asarray(wrong, dtype=bool)


def _older(columns: Columns, ids: Texts, begin: Reals, there: Flags, lists: Listing) -> Flags:
    """Tell which rows are a version of an object of which there is a newer one."""
    older = np.zeros(len(ids), dtype=bool)
    rows = np.flatnonzero(there & (ids != ""))
    codes = pd.factorize(ids[rows])[0]
    rows = rows[np.bincount(codes, minlength=1)[codes] > 1] if len(rows) else rows
    if not len(rows):
        return older
    part = columns.rows(_flags(rows, len(ids)))
    number = np.full(len(rows), -1.0)
    for series in reversed(part.all("voorkomen")):
        found, _ = numbers(series)
        number = np.where(np.isnan(found), number, found)
    registered = _newest(part, "registratie", ids[rows], lists)
    rank = [np.nan_to_num(values, nan=-1.0) for values in (begin[rows], number, registered)]
    same = pd.factorize(ids[rows])[0]
    order = np.lexsort((rank[2], rank[1], rank[0], same))
    last = np.empty(same.max() + 1, dtype=np.int64)
    last[same[order]] = order
    newest = last[same]
    older[rows] = np.any([values < values[newest] for values in rank], axis=0)
    return older


def _flags(rows: Any, n: int) -> Flags:
    result = np.zeros(n, dtype=bool)
    result[rows] = True
    return result
