"""What a measurement and the weather are once they have been read, and the hourly values that the analysis works on.

Times are ``datetime64[s]``: those of `Measured` on the clock of the delivery, those of `Weather` and `Hourly` in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from ..findings import Findings

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Times = npt.NDArray[np.datetime64]

Clock = Literal["lokaal", "wintertijd", "utc", "onbekend"]
"""lokaal: Dutch clock with summer time; wintertijd: UTC + 1 all year; onbekend: days counted from an unknown date."""


@dataclass(frozen=True)
class Measured:
    """A measured series as delivered: rows in their own order, nothing repaired yet.

    Attributes
    ----------
    time
        Time of each row, shape (n,), on the clock of the delivery; no NaT (rows without a time are in `findings`).
    flow_m3h
        Flow (m3/h), shape (n,), NaN where empty or unreadable.
    level_m, temperature_c, rain_mm
        Level (m), temperature of the sewage (degrees C) and rain since the previous row (mm), shape (n,), None when
        the delivery has no such column.
    clock
        How the times of the delivery count.
    unit
        Unit in which the flow was delivered, as recognised or given.
    source
        Name of the file or layer.
    rows
        Rows read, those without a time included.
    findings, notes
        What was repaired, assumed or left out while reading; counts and assumptions as Dutch sentences.
    """

    time: Times
    flow_m3h: Floats
    level_m: Floats | None
    temperature_c: Floats | None
    rain_mm: Floats | None
    clock: Clock
    unit: str
    source: str
    rows: int
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Weather:
    """Rain, air temperature and snow as intervals in UTC, in order of begin.

    Attributes
    ----------
    begin, end
        Shape (n,): an hour, a day from 08 to 08 UTC (KNMI rain stations), or another step.
    rain_mm
        Rain in the interval (mm), shape (n,), NaN where missing.
    air_c
        Air temperature (degrees C), shape (n,), NaN where missing.
    snow_cm
        Snow cover at the end of the interval (cm), shape (n,), NaN where missing.
    source
        In words: KNMI station and kind of file, or the column.
    findings, notes
        As for `Measured`.
    """

    begin: Times
    end: Times
    rain_mm: Floats
    air_c: Floats
    snow_cm: Floats
    source: str
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Hourly:
    """Means of consecutive hours, from the first to the last hour of the measurement, none left out.

    Attributes
    ----------
    begin
        Begin of each hour (UTC), shape (n,).
    date
        Date on the Dutch clock, ``datetime64[D]``, shape (n,).
    hour
        Hour on the Dutch clock, 0-23, shape (n,).
    weekend
        Saturday or Sunday, shape (n,); all False when the calendar is unknown.
    flow_m3h
        Mean flow (m3/h), shape (n,), NaN where too little of the hour was measured.
    temperature_c
        Mean temperature (degrees C), shape (n,), NaN where not measured.
    still
        Share of the measured part of the hour without flow, 0-1, shape (n,), NaN where flow is.
    step_s
        Usual time between two rows of the measurement (s).
    calendar
        Whether the dates are real.
    """

    begin: Times
    date: Times
    hour: npt.NDArray[np.int64]
    weekend: Bools
    flow_m3h: Floats
    temperature_c: Floats
    still: Floats
    step_s: float
    calendar: bool
