"""Rain, air temperature and snow: files of KNMI, tables of any step, or the rain column of a measurement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..clock import DAY, HOUR, to_utc
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..measurement.series import Clock, Floats, Measured, Times, Weather
from ..wording import amount, note
from .knmi import header_of, header_of_names, read_knmi
from .measured_clock import times_of
from .measured_columns import chosen, fit, is_other, is_weak, listed, quantity_of, taken_apart
from .measured_layout import Layout, detect
from .measured_moments import find_moments
from .measured_plan import RECOGNISE, Plan
from .measured_rows import Rows, collect
from .measured_table import AnyBlock, as_lines, line_blocks, open_table, table_blocks, without_geometry
from .measured_text import blocks, open_text
from .measured_units import INTENSITY, RAIN, TEMPERATURE, unit_of
from .weather_hours import per_hour

_TOLD = {
    "meetreeks_bestaat_niet": "neerslag_bestaat_niet",
    "meetreeks_leeg": "neerslag_leeg",
    "meetreeks_geen_tabel": "neerslag_geen_bestand",
    "meetreeks_geen_rijen": "neerslag_leeg",
    "meetreeks_geen_tijd": "neerslag_geen_tijd",
    "meetreeks_te_kort": "neerslag_leeg",
    "meetreeks_tijd_onleesbaar": "neerslag_geen_tijd",
}
"""Errors of measured series in words of rain."""

_BEGIN = frozenset(("begin", "start", "van", "from", "begintijd", "starttijd", "starttime", "begindatum"))
_RAINY = ("neerslag", "regen", "rain", "precip")
_RISES = 10

MANY = 100_000
"""More intervals than this are put together per hour."""


def read_weather(
    source: Path | pd.DataFrame,
    *,
    station: int | str | None = None,
    clock: str = RECOGNISE,
    columns: Mapping[str, str] | None = None,
    name: str = "",
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Weather:
    """Read rain, with air temperature and snow where they are there.

    Parameters
    ----------
    source
        File of KNMI (hours, days or a rain station), another text file, or a table with time and rain.
    station
        Number or name of the station, for a file of KNMI with more than one.
    clock
        Clock of a table that is not of KNMI: "lokaal", "wintertijd", "utc" or "herkennen".
    columns
        Role to column of such a table: tijd, datum, uur, neerslag, temperatuur.
    name
        Name of the source for sentences; that of the file without it.
    kentallen
        What a trace of rain and a broken snow cover count for.
    progress, cancelled
        Called between parts of some hundred thousand rows.

    Raises
    ------
    InputError
        The file cannot be read, is no file with rain, has no column with rain, or several stations without a choice.
    CancelledError
        The user cancelled.
    """
    stop_if(cancelled)
    try:
        return _read(source, station, clock, columns, name, kentallen, progress, cancelled)
    except InputError as error:
        if error.key not in _TOLD:
            raise
        values = {"file": name, "path": source, "columns": "-", **error.values}
        raise InputError(_TOLD[error.key], **values) from error


def weather_of(measured: Measured) -> Weather | None:
    """Return the rain that a measurement has itself; None when it has none.

    Each row holds the rain since the row before it, or, after a gap, of the usual step.

    Parameters
    ----------
    measured
        With ``rain_mm``.
    """
    rain = measured.rain_mm
    if rain is None or np.isnan(rain).all():
        return None
    notes: list[str] = []
    findings = Findings()
    source = note("neerslag_bron_kolom", source=measured.source)
    return _weather(measured.time, rain, None, measured.clock, False, source, findings, notes)


def _read(
    source: Path | pd.DataFrame,
    station: int | str | None,
    clock: str,
    columns: Mapping[str, str] | None,
    name: str,
    kentallen: Kentallen,
    progress: Progress,
    cancelled: Cancelled,
) -> Weather:
    rows: Iterable[tuple[AnyBlock, float]]
    if isinstance(source, pd.DataFrame):
        file = name or note("meetreeks_tabel")
        if not len(source):
            raise InputError("neerslag_leeg", file=file)
        content = as_lines(source)
        if content is None:
            header = header_of_names([str(column) for column in without_geometry(source).columns])
            if header is not None:
                return read_knmi(
                    header, table_blocks(source), station=station, file=file, kentallen=kentallen, progress=progress,
                    cancelled=cancelled,
                )  # fmt: skip
            table = open_table(source, file)
            return _plain(table.layout, table.blocks(), clock, columns, file, progress, cancelled)
        head = content.decode("utf-8").split("\n")
        tail: list[str] = []
    else:
        text, head, tail = open_text(Path(source))
        file, content = name or text.name, None
    header = header_of(head, file)
    layout = detect(file, head, tail) if header is None else None
    delimiter, rest = (
        (layout.delimiter, layout.rest) if layout is not None else (header.delimiter if header else ",", -1)
    )
    rows = blocks(text, delimiter, rest) if content is None else line_blocks(content, delimiter, rest)
    if header is not None:
        return read_knmi(
            header, rows, station=station, file=file, kentallen=kentallen, progress=progress, cancelled=cancelled
        )
    if layout is None:
        raise InputError("neerslag_geen_bestand", file=file)
    return _plain(layout, rows, clock, columns, file, progress, cancelled)


def _plain(
    layout: Layout,
    blocks_: Iterable[tuple[AnyBlock, float]],
    clock: str,
    columns: Mapping[str, str] | None,
    file: str,
    progress: Progress,
    cancelled: Cancelled,
) -> Weather:
    """Return the weather in a table of any step."""
    names = [taken_apart(name, layout.units[place]) for place, name in enumerate(layout.names)]
    own = chosen(columns, layout.shown())
    moments = find_moments(layout, names, own, file)
    plan = Plan(moments, names, _rain_column(layout, moments.columns, own, file))
    air = own.get("temperatuur", _air_column(layout, plan))
    if air >= 0:
        plan.others["temperatuur"] = air
    rows = collect(blocks_, layout, plan, progress, cancelled)
    if len(rows.time) < 2:
        raise InputError("neerslag_leeg", file=file)
    findings, notes = Findings(), list[str]()
    _tell(rows, findings, file)
    time, known = times_of(rows, plan, layout, clock, None, findings, notes)
    name = names[plan.flow]
    unit = unit_of(name.unit, "neerslag") or "mm"
    rain = rows.values["debiet"]
    rain[rain < 0] = np.nan
    if np.isnan(rain).all():
        raise InputError("neerslag_geen_kolom", file=file, columns=listed(layout.shown()))
    if unit in RAIN:
        rain = rain * RAIN[unit]
    else:
        rain = rain * (INTENSITY[unit] * float(np.median(np.abs(np.diff(time.astype(np.int64))))) / HOUR)
    _no_counter(rain, name.full, file)
    if not unit_of(name.unit, "neerslag"):
        notes.append(note("neerslag_notitie_mm", column=name.full or str(plan.flow + 1)))
    temperature = rows.values.get("temperatuur")
    if temperature is not None:
        temperature = temperature + TEMPERATURE[unit_of(names[air].unit, "temperatuur") or "°C"]
    begins = bool(_BEGIN & set(names[moments.columns[0]].words)) or moments.detail == "uurvak"
    source = note("neerslag_bron_tabel", file=file, column=name.full or str(plan.flow + 1))
    return _weather(time, rain, temperature, known, begins, source, findings, notes)


def _rain_column(layout: Layout, times: tuple[int, ...], own: dict[str, int], file: str) -> int:
    """Return the column with rain: the user's, by its name, or the only one of a file that says it is about rain."""
    if "neerslag" in own:
        return own["neerslag"]
    names = [taken_apart(name, layout.units[place]) for place, name in enumerate(layout.names)]
    numeric = [place for place in range(len(names)) if layout.kinds[place]["getal"] and place not in times]
    scores = {place: fit(names[place], "neerslag") for place in numeric}
    best = max(scores.values(), default=0)
    if best:
        return next(place for place, score in scores.items() if score == best)
    about = " ".join([file, *layout.preamble]).lower()
    open_ = [
        place
        for place in numeric
        if (is_weak(names[place]) or not names[place].full) and not is_other(names[place])
        and quantity_of(names[place])[0] is None
    ]  # fmt: skip
    if len(open_) == 1 and any(word in about for word in _RAINY):
        return open_[0]
    raise InputError("neerslag_geen_kolom", file=file, columns=listed(layout.shown()))


def _air_column(layout: Layout, plan: Plan) -> int:
    """Return the column with the air temperature, -1 when there is none."""
    best, found = 0, -1
    for place, name in enumerate(plan.names):
        if place == plan.flow or place in plan.moments.columns or not layout.kinds[place]["getal"]:
            continue
        bare = taken_apart(" ".join(word for word in name.words if word not in ("lucht", "air", "buiten")), name.unit)
        words = (name.key in ("luchttemperatuur", "buitentemperatuur", "airtemp", "airtemperature")) * 95
        score = max(fit(bare, "temperatuur"), words)
        if score > best:
            best, found = score, place
    return found


def _tell(rows: Rows, findings: Findings, file: str) -> None:
    bad = rows.bad.count.get("fout", 0)
    if bad:
        findings.add("neerslag_zonder_datum", "waarschuwing", [file], count=amount(bad))
    tally = rows.numbers["debiet"]
    if tally.wrong:
        findings.add(
            "neerslag_onleesbaar", "waarschuwing", [file], count=amount(tally.wrong), examples=", ".join(tally.examples)
        )


def _no_counter(rain: Floats, column: str, file: str) -> None:
    """Raise when rain only adds up: then it is a total since the begin."""
    step = np.diff(rain[~np.isnan(rain)])
    if (step > 0).sum() >= _RISES and not (step < 0).any():
        raise InputError("neerslag_teller", file=file, column=column)


def _weather(
    time: Times,
    rain: Floats,
    air: Floats | None,
    clock: Clock,
    begins: bool,
    source: str,
    findings: Findings,
    notes: list[str],
) -> Weather:
    """Return values at moments as intervals in UTC.

    A row of a day stands at its date and counts for that day; another row counts for the time since the row before it,
    unless its time is called a begin.
    """
    moments, wall = to_utc(time, clock).astype(np.int64), time.astype("datetime64[s]").astype(np.int64)
    if (moments[1:] < moments[:-1]).any():
        order = np.argsort(moments, kind="stable")
        moments, wall, rain, air = moments[order], wall[order], rain[order], None if air is None else air[order]
    first = np.append(True, moments[1:] > moments[:-1])
    if not first.all():
        findings.add("neerslag_dubbel", "waarschuwing", [source], count=amount(int((~first).sum())))
        moments, wall, rain, air = moments[first], wall[first], rain[first], None if air is None else air[first]
    step = DAY if len(moments) < 2 else int(np.median(np.diff(moments)))
    if abs(step - DAY) <= HOUR and not (wall % DAY).any():
        begin, end = moments, to_utc((wall + DAY).astype("datetime64[s]"), clock).astype(np.int64)
        notes.append(note("neerslag_notitie_dagen"))
    elif begins:
        following = np.append(moments[1:], moments[-1] + step)
        begin, end = moments, np.where(following - moments > 1.5 * step, moments + step, following)
        notes.append(note("neerslag_notitie_begin"))
    else:
        before = np.append(moments[0] - step, moments[:-1])
        begin, end = np.where(moments - before > 1.5 * step, moments - step, before), moments
        notes.append(note("neerslag_notitie_einde"))
    if len(begin) > MANY:
        begin, end, rain, air = per_hour(begin, end, rain, air)
    notes.insert(0, note("neerslag_notitie_bron_kort", source=source))
    return Weather(
        begin.astype("datetime64[s]"),
        end.astype("datetime64[s]"),
        rain,
        np.full(len(rain), np.nan) if air is None else air,
        np.full(len(rain), np.nan),
        source,
        findings,
        notes,
    )
