"""From times as they were read to times on a clock: order of day and month, numbers that count days, the clock."""

from __future__ import annotations

import datetime as dt

import numpy as np

from ..clock import recognise, skipped
from ..errors import InputError
from ..findings import Findings
from ..measurement.series import Clock, Floats, Times
from ..wording import amount, note
from .measured_layout import Layout
from .measured_numbers import cells_of
from .measured_plan import RECOGNISE, Plan, clock_hint
from .measured_rows import Rows
from .measured_times import DAY, NONE, Integers, TimeTally, read_times, swapped

CLOCKS: tuple[Clock, ...] = ("lokaal", "wintertijd", "utc", "onbekend")
"""What the user may choose."""

_EXCEL_DAY_0 = -25_569
"""1899-12-30, day 0 of Excel, in days since 1970."""

_STEPS = (86400, 43200, 21600, 14400, 10800, 7200, 3600, 1800, 1200, 900, 600, 300, 240, 180, 120, 60, 30, 20, 15, 10)
"""Steps of loggers (s) on which rounded day numbers are put back, the longest first."""

_MOST_DECIMALS = 6
_UNITS = {"dagen": 86400.0, "uren": 3600.0, "minuten": 60.0, "seconden": 1.0}


def start_of(start: object) -> np.datetime64 | None:
    """Return the moment from which days are counted.

    Parameters
    ----------
    start
        A date, a moment, or a text that is one; None or "" for none.

    Raises
    ------
    InputError
        It is not a date.
    """
    if start is None or str(start).strip() in ("", "NaT", "None"):
        return None
    if isinstance(start, dt.datetime):
        return np.datetime64(start.replace(tzinfo=None), "s")
    if isinstance(start, (dt.date, np.datetime64)):
        return np.datetime64(start, "s")
    seconds = read_times(cells_of([str(start)]), TimeTally())[0]
    if seconds == NONE:
        raise InputError("meetreeks_start", start=start)
    return np.datetime64(int(seconds), "s")


def times_of(
    rows: Rows,
    plan: Plan,
    layout: Layout,
    clock: str,
    start: np.datetime64 | None,
    findings: Findings,
    notes: list[str],
) -> tuple[Times, Clock]:
    """Return the times of the rows, and the clock that they are on.

    Parameters
    ----------
    rows
        With a time.
    plan, layout
        What was read, and the make-up of the delivery.
    clock
        The user's choice: one of `CLOCKS`, or "herkennen".
    start
        From when days are counted; None for unknown.
    findings, notes
        Grow.

    Raises
    ------
    InputError
        The clock is not one of `CLOCKS`.
    """
    wanted = str(clock or RECOGNISE).strip().lower()
    if wanted not in (RECOGNISE, *CLOCKS):
        raise InputError("meetreeks_klok", clock=clock, clocks=", ".join(CLOCKS))
    known: Clock | None = None
    if plan.moments.kind == "getal":
        seconds, known = _counted(np.asarray(rows.time, dtype=np.float64), plan.moments.detail, start, notes)
    else:
        seconds = _ordered(rows, findings, notes)
        if plan.moments.detail == "uurvak":
            notes.append(note("meetreeks_notitie_uurvak"))
        if rows.times.with_zone:
            known = "utc"
            notes.append(note("meetreeks_notitie_tijdzone"))
            if rows.times.without_zone:
                findings.add(
                    "meetrij_zonder_tijdzone", "waarschuwing", [plan.names[plan.moments.columns[0]].full],
                    count=amount(rows.times.without_zone),
                )  # fmt: skip
    time = seconds.astype("datetime64[s]")
    if known == "onbekend":
        return time, known
    if known is None:
        known = _clock(time, wanted, plan, layout, notes)
    elif wanted not in (RECOGNISE, known):
        notes.append(note("meetreeks_notitie_klok_anders", given=wanted, found=known))
    if known == "lokaal":
        lost = skipped(time)
        if lost.any():
            example = str(time[int(lost.argmax())]).replace("T", " ")
            findings.add(
                "meetrij_overgeslagen_uur", "waarschuwing", [example], count=amount(int(lost.sum())), time=example
            )
    return time, known


def _clock(time: Times, wanted: str, plan: Plan, layout: Layout, notes: list[str]) -> Clock:
    """Return the clock that the user, the names or the rows say."""
    for clock in CLOCKS:
        if wanted == clock:
            return clock
    told = [plan.names[place].full for place in plan.moments.columns]
    for text in (*told, *layout.preamble):
        hint = clock_hint(text)
        if hint is not None:
            notes.append(note("meetreeks_notitie_klok_genoemd", clock=hint, text=text.strip()))
            return hint
    found = recognise(time)
    notes.append(note(f"meetreeks_notitie_{found.reason}", changes=amount(found.changes)))
    return found.clock


def _ordered(rows: Rows, findings: Findings, notes: list[str]) -> Integers:
    """Return the times with day and month in the right order: as proven, else as gives the most regular series."""
    seconds = np.asarray(rows.time, dtype=np.int64)
    tally = rows.times
    if all(part is False for part, _ in rows.open) and not tally.month_first:
        return seconds
    if tally.month_first and tally.day_first:
        findings.add(
            "meetrij_dag_maand",
            "waarschuwing",
            ["datum"],
            day_first=amount(tally.day_first),
            month_first=amount(tally.month_first),
        )
    if tally.month_first > tally.day_first:
        notes.append(note("meetreeks_notitie_maand_voorop", count=amount(tally.month_first)))
        return _turned(seconds, rows)
    if tally.day_first or tally.order != "?":
        return seconds
    turned = _turned(seconds, rows)
    if _regularity(turned) < _regularity(seconds):
        notes.append(note("meetreeks_notitie_maand_voorop_reeks"))
        return turned
    notes.append(note("meetreeks_notitie_dag_voorop"))
    return seconds


def _turned(seconds: Integers, rows: Rows) -> Integers:
    parts, start = [], 0
    for where, count in rows.open:
        parts.append(swapped(seconds[start : start + count], where))
        start += count
    return np.concatenate(parts)


def _regularity(seconds: Integers) -> tuple[int, int]:
    """Return how irregular a series is: steps against its direction, and steps that are not the usual one."""
    step = np.diff(seconds)
    if not step.size:
        return 0, 0
    back = int((step < 0).sum())
    usual = np.median(step)
    return min(back, len(step) - back), int((step != usual).sum())


def _counted(
    numbers: Floats, detail: str, start: np.datetime64 | None, notes: list[str]
) -> tuple[Integers, Clock | None]:
    """Return seconds since 1970 of times as numbers, and the clock where that follows from them."""
    if detail in ("unix", "unix_ms"):
        notes.append(note("meetreeks_notitie_unix"))
        return np.rint(numbers / (1000.0 if detail == "unix_ms" else 1.0)).astype(np.int64), "utc"
    if detail == "excel":
        notes.append(note("meetreeks_notitie_excel"))
        return on_grid(numbers) + _EXCEL_DAY_0 * DAY, None
    seconds = on_grid(numbers) if detail == "dagen" else np.rint(numbers * _UNITS[detail]).astype(np.int64)
    if start is None:
        notes.append(note("meetreeks_notitie_zonder_datum", unit=detail))
        return seconds, "onbekend"
    notes.append(note("meetreeks_notitie_vanaf", unit=detail, start=str(start).replace("T", " ")))
    return seconds + int(start.astype("datetime64[s]").astype(np.int64)), None


def on_grid(days: Floats) -> Integers:
    """Return day numbers in whole seconds: on the step of the logger where they were rounded to few decimals.

    0.0417 is 3602.9 s, and meant as an hour: with four decimals a day number is right to 4.3 s. The longest usual step
    of which all times are a multiple within that is taken; without one the nearest second.

    Parameters
    ----------
    days
        Shape (n,), no NaN.
    """
    seconds = days * DAY
    for decimals in range(_MOST_DECIMALS):
        scaled = days * 10.0**decimals
        if np.abs(scaled - np.rint(scaled)).max(initial=0.0) < 1e-6 * max(
            1.0, float(np.abs(days).max(initial=0.0)) / 1e4
        ):
            off = 0.5 * 10.0**-decimals * DAY
            for step in _STEPS:
                if step > 2 * off:
                    multiple = np.rint(seconds / step)
                    if np.abs(seconds - multiple * step).max(initial=0.0) <= off * 1.01 + 1e-6:
                        return np.asarray(multiple.astype(np.int64) * step)
            break
    return np.asarray(np.rint(seconds), dtype=np.int64)
