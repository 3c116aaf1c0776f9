"""Measured series of flow as loggers deliver them: text files of any make, or a table."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from ..callbacks import Cancelled, Progress, never, part, silent, stop_if
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..measurement.series import Bools, Floats, Measured
from ..wording import amount, dutch, note
from .measured_clock import start_of, times_of
from .measured_groups import Choice, beside, choose
from .measured_layout import Layout, detect
from .measured_numbers import NumberTally
from .measured_plan import Plan, make_plan
from .measured_rows import Rows, collect
from .measured_table import AnyBlock, as_lines, line_blocks, open_table
from .measured_text import blocks, open_text
from .measured_times import Integers
from .measured_units import FLOW, INTENSITY, LEVEL, RAIN, TEMPERATURE, unit_of

_LARGE = 1e9
"""Numbers from here on are written with a power of ten."""


def read_measurement(
    source: Path | pd.DataFrame,
    *,
    unit: str = "herkennen",
    clock: str = "herkennen",
    start: dt.date | np.datetime64 | str | None = None,
    columns: Mapping[str, str] | None = None,
    name: str = "",
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Measured:
    """Read a measured flow, with level, temperature and rain where they are there.

    Parameters
    ----------
    source
        Text file, or a table.
    unit
        Unit of flow ("l/s", "m3/h", "m3/d", ...), or "herkennen" to take it from names, unit rows and unit columns.
    clock
        "lokaal", "wintertijd", "utc", or "herkennen".
    start
        Date from which times that are numbers of days (or hours) count.
    columns
        Role to column (its name, or its number from 1): tijd, datum, uur, debiet, niveau, temperatuur, neerslag,
        parameter, eenheid, meetpunt (also the name of a measuring point); for what the names do not tell.
    name
        Name of the source for sentences; that of the file without it.
    kentallen
        Error codes and when a series is a counter.
    progress, cancelled
        Called between parts of some hundred thousand rows.

    Returns
    -------
    Measured
        Rows in order of delivery, flow in m3/h.

    Raises
    ------
    InputError
        The file cannot be read or is no series of flow: no time, no flow, no unit, several units, a counter, no
        numbers, fewer than two rows.
    FieldError
        A chosen column is not there.
    CancelledError
        The user cancelled.
    """
    begin = start_of(start)
    stop_if(cancelled)
    rows_of: Iterable[tuple[AnyBlock, float]]
    if isinstance(source, pd.DataFrame):
        file = name or note("meetreeks_tabel")
        if not len(source):
            raise InputError("meetreeks_leeg", file=file)
        content = as_lines(source)
        if content is None:
            table = open_table(source, file)
            layout, rows_of = table.layout, table.blocks()
        else:
            layout = detect(file, content.decode("utf-8").split("\n"), [])
            rows_of = line_blocks(content, layout.delimiter, layout.rest)
    else:
        text, head, tail = open_text(Path(source))
        file = name or text.name
        layout = detect(file, head, tail)
        rows_of = blocks(text, layout.delimiter, layout.rest)
    plan = make_plan(layout, file, unit, columns)
    rows = collect(rows_of, layout, plan, part(progress, 0, 90), cancelled)
    stop_if(cancelled)
    findings = Findings()
    notes = list(plan.notes)
    _enough(rows, plan, layout, file)
    _tell_rows(rows, file, findings, notes)
    choice = choose(rows, plan, file, notes)
    given = _unit(rows, plan, choice, file, notes)
    time, known = times_of(rows, plan, layout, clock, begin, findings, notes)
    values = _chosen(rows, time.astype(np.int64), choice, notes)
    flows = choice.flow
    if flows is not None:
        time = time[flows]
    if len(time) < 2:
        raise InputError("meetreeks_te_kort", file=file, count=len(time))
    progress(95)
    flow = values["debiet"]
    codes = kentallen.table("meetreeks.foutcodes") + _named_code(layout)
    for role, numbers in values.items():
        _error_codes(numbers, role, codes, kentallen, findings)
    if np.isnan(flow).all():
        raise InputError("meetreeks_geen_getallen", file=file, columns=layout.shown()[plan.flow])
    _no_counter(time.astype(np.int64), flow, layout.shown()[plan.flow], file, kentallen)
    flow *= FLOW[given]
    units = {role: unit for role, (_, unit) in choice.others.items()}
    for role, place in plan.others.items():
        units.setdefault(role, plan.names[place].unit)
    progress(100)
    return Measured(
        time=time,
        flow_m3h=flow,
        level_m=_level(values.get("niveau"), units.get("niveau", ""), notes),
        temperature_c=_temperature(values.get("temperatuur"), units.get("temperatuur", "")),
        rain_mm=_rain(values.get("neerslag"), units.get("neerslag", ""), time.astype(np.int64)),
        clock=known,
        unit=given,
        source=file,
        rows=rows.read,
        findings=findings,
        notes=notes,
    )


def _enough(rows: Rows, plan: Plan, layout: Layout, file: str) -> None:
    """Raise when there are too few rows with a time."""
    count = len(rows.time)
    if count >= 2:
        return
    if rows.bad.count.get("fout", 0) > count:
        column = layout.shown()[plan.moments.columns[0]]
        raise InputError("meetreeks_tijd_onleesbaar", file=file, column=column, example=rows.bad.examples[0])
    raise InputError("meetreeks_te_kort", file=file, count=count)


def _tell_rows(rows: Rows, file: str, findings: Findings, notes: list[str]) -> None:
    """Add findings on rows without a time and cells without a number."""
    bad = rows.bad
    if bad.count.get("fout"):
        findings.add(
            "meetrij_zonder_tijd",
            "waarschuwing",
            [file],
            count=amount(bad.count["fout"]),
            lines=", ".join(map(str, bad.lines)),
            example=bad.examples[0],
        )
    lines = [what for what in ("kop", "totaal", "opmerking") if bad.count.get(what)]
    notes += [note(f"meetreeks_notitie_{what}", count=amount(bad.count[what])) for what in lines]
    for role, tally in rows.numbers.items():
        if tally.wrong:
            findings.add(
                "meetwaarde_onleesbaar",
                "waarschuwing",
                [role],
                count=amount(tally.wrong),
                examples=", ".join(tally.examples),
                lines=", ".join(map(str, tally.lines)),
            )


def _unit(rows: Rows, plan: Plan, choice: Choice, file: str, notes: list[str]) -> str:
    """Return the unit of flow: the user's, else the one in the rows, else the one in the names."""
    tally: NumberTally = rows.numbers["debiet"]
    behind = sorted(tally.units)
    if len(behind) > 1:
        raise InputError("meetreeks_eenheden_gemengd", file=file, units=", ".join(behind))
    named = unit_of(plan.names[plan.flow].unit, "debiet")
    told = [unit for unit in (choice.unit, behind[0] if behind else "") if unit]
    if plan.given:
        for unit in dict.fromkeys(told):
            if unit not in (plan.unit, named):
                column = plan.names[plan.flow].full
                notes.append(note("meetreeks_notitie_eenheid_anders", column=column, found=unit, given=plan.unit))
        notes.append(note("meetreeks_notitie_eenheid_gegeven", unit=plan.unit))
        return plan.unit
    if named and any(unit != named for unit in told):
        raise InputError("meetreeks_eenheden_gemengd", file=file, units=", ".join(sorted({named, *told})))
    unit = told[0] if told else plan.unit
    if not unit:
        name = plan.names[plan.flow]
        if unit_of(name.unit, "volume"):
            raise InputError("meetreeks_volume", file=file, column=name.full, unit=name.unit)
        raise InputError("meetreeks_eenheid_onbekend", file=file, column=name.full or str(plan.flow + 1))
    notes.append(note("meetreeks_notitie_eenheid", unit=unit))
    return unit


def _chosen(rows: Rows, time: Integers, choice: Choice, notes: list[str]) -> dict[str, Floats]:
    """Return the values per role at the rows of the flow."""
    flow = choice.flow
    if flow is None:
        return dict(rows.values)
    values = {role: numbers[flow] for role, numbers in rows.values.items()}
    everything = rows.values["debiet"]
    for role, (other, _) in choice.others.items():
        values[role] = beside(time, everything, flow, other, notes, role)
    return values


def _named_code(layout: Layout) -> tuple[float, ...]:
    """Return the value that the lines above the header name as "no value" (ZRXP: RINVAL)."""
    found = re.search(r"RINVAL\s*(-?[0-9]+(?:\.[0-9]+)?)", " ".join(layout.preamble))
    return (float(found[1]),) if found else ()


def _error_codes(values: Floats, role: str, codes: tuple[float, ...], kentallen: Kentallen, findings: Findings) -> None:
    """Empty values that stand for an error of the logger; a positive code only far above all other values."""
    factor = kentallen.value("meetreeks.foutcode_afstand")
    is_code: Bools = np.isin(values, codes) | (np.abs(values) >= kentallen.value("meetreeks.foutcode_groot"))
    if not is_code.any():
        return
    highest = float(np.nanmax(np.where(is_code, np.nan, values), initial=0.0))
    is_code &= (values < 0) | (values > factor * highest)
    for code in np.unique(values[is_code]).tolist():
        count = int((values == code).sum())
        shown = dutch(code) if abs(code) < _LARGE else f"{code:.4g}"
        findings.add("meetwaarde_foutcode", "waarschuwing", [role], count=amount(count), code=shown)
    values[is_code] = np.nan


def _no_counter(time: Integers, flow: Floats, column: str, file: str, kentallen: Kentallen) -> None:
    """Raise when a flow only rises for longer than a day, or falls to zero only: then it is a meter reading.

    A counter that is reset each day rises in most rows, and falls now and then, all the way.
    """
    rows = np.flatnonzero(~np.isnan(flow))
    if len(rows) < kentallen.value("meetreeks.teller_rijen"):
        return
    values, when = flow[rows], time[rows]
    if when[-1] < when[0]:
        values, when = values[::-1], when[::-1]
    hours = kentallen.value("meetreeks.teller_uren")
    if when[-1] - when[0] < hours * 3600.0 or values.max() <= values[0]:
        return
    step = np.diff(values)
    falls = int((step < 0).sum())
    if falls <= kentallen.value("meetreeks.teller_terugval") * len(step) and (step > 0).sum() > 0.1 * len(step):
        raise InputError("meetreeks_teller", file=file, column=column)
    at = np.flatnonzero(step < 0)
    if not falls or len(step) < falls * kentallen.value("meetreeks.teller_rijen") or (step > 0).sum() < 0.5 * len(step):
        return
    to_zero = values[at + 1] <= kentallen.value("meetreeks.teller_reset") * values[at]
    if to_zero.mean() >= 1.0 - kentallen.value("meetreeks.teller_terugval"):
        raise InputError("meetreeks_dagteller", file=file, column=column, count=amount(falls))


def _level(values: Floats | None, unit: str, notes: list[str]) -> Floats | None:
    if values is None:
        return None
    found = unit_of(unit, "niveau")
    if not found:
        notes.append(note("meetreeks_notitie_niveau_m"))
    return np.asarray(values * LEVEL[found or "m"])


def _temperature(values: Floats | None, unit: str) -> Floats | None:
    return None if values is None else np.asarray(values + TEMPERATURE[unit_of(unit, "temperatuur") or "°C"])


def _rain(values: Floats | None, unit: str, time: Integers) -> Floats | None:
    """Return rain per row in mm; an intensity counts for the usual step."""
    if values is None:
        return None
    found = unit_of(unit, "neerslag") or "mm"
    if found in RAIN:
        return np.asarray(values * RAIN[found])
    step = float(np.median(np.abs(np.diff(time)))) / 3600.0
    return np.asarray(values * INTENSITY[found] * step)
