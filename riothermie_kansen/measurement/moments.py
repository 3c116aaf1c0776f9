"""Moments and durations in words, on the Dutch clock."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..clock import dutch
from ..wording import dutch as dutch_number
from .series import Bools, Times

Ints = npt.NDArray[np.int64]

HOUR_S = 3600
DAY_S = 86400


def seconds(time: Times) -> Ints:
    """Return times as whole seconds since 1970, shape (n,)."""
    return np.asarray(time, dtype="datetime64[s]").astype(np.int64)


def calendar_days(utc: Times, known: bool) -> tuple[Times, Ints, Bools]:
    """Return date, hour of the day and weekend of moments.

    Parameters
    ----------
    utc
        Shape (n,).
    known
        Whether the dates are real: on the Dutch clock then, else as counted and without weekends.
    """
    if known:
        return dutch(utc)
    date = utc.astype("datetime64[D]")
    return date, (seconds(utc) - seconds(date)) // HOUR_S, np.zeros(len(utc), dtype=np.bool_)


def moment_text(utc: np.datetime64, first: np.datetime64, known: bool) -> str:
    """Return a moment as ``24-12-2022 03:15`` on the Dutch clock, or as ``dag 12 03:15`` where dates are not real.

    Parameters
    ----------
    utc
        The moment.
    first
        Date on which the measurement begins, day 1.
    known
        Whether the dates are real.
    """
    one = np.array([utc], dtype="datetime64[s]")
    date, hour, _ = calendar_days(one, known)
    minute = int(seconds(one)[0]) % HOUR_S // 60
    return f"{day_text(date[0], first, known)} {int(hour[0]):02d}:{minute:02d}"


def day_text(date: np.datetime64, first: np.datetime64, known: bool) -> str:
    """Return a date as ``24-12-2022``, or as ``dag 12`` where dates are not real; see `moment_text`."""
    if not known:
        return f"dag {int((date - first).astype(np.int64)) + 1}"
    year, month, day = str(date.astype("datetime64[D]")).rsplit("-", 2)
    return f"{day}-{month}-{year}"


def duration_text(duration_s: float) -> str:
    """Return a duration as ``45 min``, ``3,5 h`` or ``2,1 d``: symbols of units, the same in both languages."""
    if duration_s < 60:
        return f"{dutch_number(duration_s, 0)} s"
    if duration_s < 2 * HOUR_S:
        return f"{dutch_number(duration_s / 60, 0)} min"
    if duration_s < 2 * DAY_S:
        return f"{dutch_number(duration_s / HOUR_S, 1)} h"
    return f"{dutch_number(duration_s / DAY_S, 1)} d"
