"""From a measurement as delivered to hours: in order, checked, with everything that does not count listed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..errors import InputError
from ..findings import Findings, Severity
from ..kentallen import Kentallen
from ..wording import amount, dutch, note
from .hourly import hourly_means
from .moments import DAY_S, HOUR_S, duration_text, moment_text, seconds
from .results import Pause
from .rows import Rows, Track, in_order, run_starts
from .series import Floats, Hourly, Measured
from .suspect import KINDS, Checked, check_flow, check_temperature

SEVERITY: dict[str, Severity] = {
    "gat": "waarschuwing",
    "leeg": "waarschuwing",
    "negatief": "waarschuwing",
    "nul": "waarschuwing",
    "vast": "waarschuwing",
}
"""How serious each kind of pause is."""


@dataclass(frozen=True)
class Clean:
    """A measurement that can be worked with.

    Attributes
    ----------
    flow
        Checked values by their own steps (m3/h), NaN where unknown.
    hourly
        Means of hours.
    pauses
        What does not count, in order of begin.
    findings, notes
        What was repaired, assumed or left out.
    """

    flow: Track
    hourly: Hourly
    pauses: list[Pause]
    findings: Findings
    notes: list[str]


def clean(
    measured: Measured, *, kentallen: Kentallen, progress: Progress = silent, cancelled: Cancelled = never
) -> Clean:
    """Return a measurement as hours, with all that does not count marked and listed; nothing is filled in.

    Parameters
    ----------
    measured
        As delivered, in any order.
    kentallen
        ``meetreeks``.
    progress, cancelled
        See `callbacks`.

    Raises
    ------
    InputError
        The measurement is empty or too short, all zero, or too much of it is negative.
    """
    rows = in_order(measured, kentallen=kentallen, cancelled=cancelled)
    progress(40)
    checked = check_flow(rows.flow, source=measured.source, kentallen=kentallen)
    stop_if(cancelled)
    progress(60)
    flow = replace(rows.flow, value=checked.flow)
    temperature, codes = rows.temperature, 0
    if temperature is not None:
        degrees, codes = check_temperature(temperature.value, kentallen)
        temperature = replace(temperature, value=degrees)
    hourly = hourly_means(
        flow, temperature, calendar=measured.clock != "onbekend", kentallen=kentallen, cancelled=cancelled
    )
    progress(80)
    _long_enough(hourly, measured, kentallen)
    pauses = _pauses(rows.flow, checked.state)
    stop_if(cancelled)
    findings, notes = Findings(), []
    most = int(kentallen.value("meetreeks.meldingen_max"))
    _tell_doubles(findings, rows, hourly, most)
    _tell_pauses(findings, pauses, hourly, most)
    _tell_constant(findings, flow.value, measured.source, kentallen)
    if codes:
        findings.add("meting_temperatuur_code", "waarschuwing", [measured.source], rows=amount(codes))
    notes += _notes(rows, checked)
    progress(100)
    return Clean(flow, hourly, pauses, findings, notes)


def _long_enough(hourly: Hourly, measured: Measured, kentallen: Kentallen) -> None:
    hours = int((~np.isnan(hourly.flow_m3h)).sum())
    minimum = kentallen.value("meetreeks.dagen_min")
    if hours < 24 * minimum:
        raise InputError("measurement_short", source=measured.source, hours=hours, minimum=dutch(minimum))


def _pauses(rows: Track, state: npt.NDArray[np.int8]) -> list[Pause]:
    """Return the gaps and the stretches of rows that do not count, consecutive ones of a kind merged."""
    end = rows.time + rows.hold.astype(np.int64)
    at = np.flatnonzero(rows.gap)
    found = [("gat", end[at], rows.time[at + 1], np.zeros(len(at), dtype=np.int64))]
    start = run_starts(np.append(False, (state[1:] == state[:-1]) & ~rows.gap[:-1]))
    number = np.diff(np.append(start, len(state)))
    last = start + number - 1
    for code, kind in enumerate(KINDS[1:], start=1):
        of = state[start] == code
        found.append((kind, rows.time[start[of]], end[last[of]], number[of]))
    pauses = [
        Pause(kind, np.datetime64(int(b), "s"), np.datetime64(int(e), "s"), int(r))
        for kind, begins, ends, counts in found
        for b, e, r in zip(begins, ends, counts, strict=True)
    ]
    return sorted(pauses, key=lambda pause: (pause.begin, pause.end, pause.kind))


def lasting_s(pause: Pause) -> float:
    """Return how long a pause lasts, s."""
    return float((pause.end - pause.begin) / np.timedelta64(1, "s"))


def _tell_pauses(findings: Findings, pauses: list[Pause], hourly: Hourly, most: int) -> None:
    """List the longest pauses of each kind one by one and the rest together."""
    for kind, severity in SEVERITY.items():
        of = [pause for pause in pauses if pause.kind == kind]
        longest = sorted(of, key=lambda pause: (-lasting_s(pause), pause.begin))
        own, rest = sorted(longest[:most], key=lambda pause: pause.begin), longest[most:]
        texts = [_moment(pause.begin, hourly) for pause in own]
        findings.add(
            f"meting_{kind}",
            severity,
            texts,
            end=[_moment(pause.end, hourly) for pause in own],
            duration=[duration_text(lasting_s(pause)) for pause in own],
            rows=[amount(pause.rows) for pause in own],
        )
        if rest:
            findings.add(
                f"meting_{kind}_rest",
                severity,
                [f"{_moment(min(p.begin for p in rest), hourly)}"],
                number=amount(len(rest)),
                duration=duration_text(sum(lasting_s(pause) for pause in rest)),
            )


def _tell_doubles(findings: Findings, rows: Rows, hourly: Hourly, most: int) -> None:
    if rows.double:
        findings.add("meting_dubbel", "info", ["rijen"], rows=amount(rows.double))
    moments = rows.conflicts.astype("datetime64[s]")
    if rows.averaged:
        findings.add("meting_tijd_grof", "waarschuwing", ["tijd"], number=amount(len(moments)))
        return
    findings.add("meting_dubbele_tijd", "waarschuwing", [_moment(moment, hourly) for moment in moments[:most]])
    if len(moments) > most:
        findings.add(
            "meting_dubbele_tijd_rest", "waarschuwing", [_moment(moments[most], hourly)], number=len(moments) - most
        )


def _tell_constant(findings: Findings, flow: Floats, source: str, kentallen: Kentallen) -> None:
    """List that all values are the same: without any other value nothing tells that the meter was stuck."""
    known = flow[~np.isnan(flow)]
    if len(known) >= kentallen.value("meetreeks.vast_rijen") and known.min() == known.max():
        findings.add("meting_constant", "waarschuwing", [source], value=dutch(round(float(known[0]), 3)))


def _moment(utc: np.datetime64, hourly: Hourly) -> str:
    return moment_text(utc, hourly.date[0], hourly.calendar)


def _notes(rows: Rows, checked: Checked) -> list[str]:
    key = "analyse_stap" if rows.flow.regular else "analyse_stap_onregelmatig"
    notes = [note(key, step=duration_text(rows.flow.step_s))]
    if rows.between:
        notes.append(note("analyse_tussenrijen", rows=amount(rows.between)))
    if checked.noise:
        notes.append(note("analyse_ruis", rows=amount(checked.noise)))
    if checked.pumped:
        notes.append(note("analyse_nullen", number=amount(checked.pumped)))
    return notes


def measured_days(hourly: Hourly) -> float:
    """Return how much was measured, in days of 24 hours with a value."""
    return float((~np.isnan(hourly.flow_m3h)).sum()) * HOUR_S / DAY_S


def period_text(hourly: Hourly) -> tuple[str, str]:
    """Return begin and end of a measurement in words."""
    last = seconds(hourly.begin[-1:])[0] + HOUR_S
    return _moment(hourly.begin[0], hourly), _moment(np.datetime64(int(last), "s"), hourly)
