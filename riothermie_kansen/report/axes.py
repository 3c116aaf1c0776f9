"""Scales and axes of a chart: where a value comes, and which values are written beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .language import Words
from .svg import Floats

DAY_S = 86400.0
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
"""A step between ticks is one of these times a power of ten."""

TIME_STEPS = (
    *(("h", n) for n in (1, 2, 3, 6, 12)),
    *(("D", n) for n in (1, 2, 7, 14)),
    *(("M", n) for n in (1, 2, 3, 6)),
    *(("Y", n) for n in (1, 2, 5, 10, 20, 50, 100)),
)
"""Steps between ticks of time: unit of numpy and how many."""

UNIT_S = {"h": 3600.0, "D": DAY_S, "M": 30.44 * DAY_S, "Y": 365.25 * DAY_S}


@dataclass(frozen=True)
class Scale:
    """A straight map of values from `low`-`high` to places from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def at(self, values: npt.ArrayLike) -> Floats:
        """Return the places of values (any shape); NaN stays NaN."""
        share = (np.asarray(values, dtype=np.float64) - self.low) / (self.high - self.low)
        return np.asarray(self.start + share * (self.end - self.start), dtype=np.float64)


@dataclass(frozen=True)
class Tick:
    """A value written beside an axis, with an optional second line (a year under a month)."""

    value: float
    label: str
    under: str = ""


@dataclass(frozen=True)
class Axis:
    """An axis.

    Attributes
    ----------
    low, high
        Values at its ends.
    ticks
        What is written.
    title
        What it is, with the unit.
    inverted
        Whether a y-axis grows downwards: rain hangs from the top.
    grid
        Whether its ticks draw lines through the panel.
    """

    low: float
    high: float
    ticks: tuple[Tick, ...] = ()
    title: str = ""
    inverted: bool = False
    grid: bool = True

    def scale(self, start: float, end: float) -> Scale:
        """Return the scale between two places."""
        return Scale(self.high, self.low, start, end) if self.inverted else Scale(self.low, self.high, start, end)


@dataclass(frozen=True)
class Values:
    """What a y-axis is asked to be; the values themselves follow from what is drawn.

    Attributes
    ----------
    title
        What it is, with the unit.
    low, high
        Fixed ends; None follows from the values.
    zero
        Whether it includes 0 when `low` and `high` are open.
    inverted, grid
        As in `Axis`.
    ticks
        Fixed ticks; None for nice ones.
    """

    title: str = ""
    low: float | None = None
    high: float | None = None
    zero: bool = True
    inverted: bool = False
    grid: bool = True
    ticks: tuple[Tick, ...] | None = field(default=None)


def nice_step(span: float, count: int) -> float:
    """Return the smallest step of `STEPS` times a power of ten that makes at most `count` steps of a span."""
    raw = span / max(count, 1)
    power = 10.0 ** math.floor(math.log10(raw))
    return next(step * power for step in STEPS if step * power >= raw * (1.0 - 1e-9))


def number_ticks(low: float, high: float, step: float, words: Words) -> tuple[Tick, ...]:
    """Return the multiples of a step from `low` to `high`, written with the decimals that the step needs."""
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    decimals = next((n for n in range(13) if abs(round(step, n) - step) < 1e-9 * step), 0)
    return tuple(Tick(i * step, words.number(i * step, decimals)) for i in range(first, last + 1))


def number_axis(
    values: npt.ArrayLike, length: float, words: Words, wanted: Values | None = None, *, apart: float = 42.0
) -> Axis:
    """Return an axis of numbers; its open ends lie on a tick.

    Parameters
    ----------
    values
        Any shape: what must fit; NaN counts for nothing.
    length
        Of the axis, in units of the drawing.
    words
        How numbers are written.
    wanted
        What else is asked.
    apart
        Least distance between ticks, in units of the drawing.
    """
    asked = wanted or Values()
    found = np.asarray(values, dtype=np.float64).ravel()
    found = found[np.isfinite(found)]
    low = float(found.min()) if found.size else 0.0
    high = float(found.max()) if found.size else 1.0
    if asked.zero:
        low, high = min(low, 0.0), max(high, 0.0)
    low = low if asked.low is None else asked.low
    high = high if asked.high is None else asked.high
    if not high - low > 1e-12 * max(abs(high), abs(low)):
        high = low + (abs(low) * 0.1 or 1.0)
    step = nice_step(high - low, int(length / apart))
    low = math.floor(low / step + 1e-9) * step if asked.low is None else low
    high = math.ceil(high / step - 1e-9) * step if asked.high is None else high
    ticks = number_ticks(low, high, step, words) if asked.ticks is None else asked.ticks
    return Axis(low, high, ticks, asked.title, asked.inverted, asked.grid)


def seconds(times: npt.ArrayLike) -> Floats:
    """Return times as seconds since 1970, the values of a time axis; NaT becomes NaN."""
    moments = np.asarray(times).astype("datetime64[s]")
    return np.where(np.isnat(moments), np.nan, moments.astype(np.int64).astype(np.float64))


def time_axis(
    begin: np.datetime64, end: np.datetime64, length: float, words: Words, *, title: str = "", apart: float = 46.0
) -> Axis:
    """Return an axis of time, ticks on whole hours, days (weeks: Mondays), months or years.

    Parameters
    ----------
    begin, end
        Ends of the axis.
    length
        Of the axis, in units of the drawing.
    words
        How dates are written.
    title
        Of the axis.
    apart
        Least distance between ticks, in units of the drawing.
    """
    low, high = (float(seconds(moment)) for moment in (begin, end))
    high = max(high, low + 3600.0)
    least = (high - low) * apart / length
    unit, count = next((step for step in TIME_STEPS if UNIT_S[step[0]] * step[1] >= least), TIME_STEPS[-1])
    times = _aligned(np.datetime64(int(low), "s"), np.datetime64(int(high), "s"), unit, count)
    ticks: list[Tick] = []
    above = None
    for time in times:
        label, group = _labels(time, unit, words)
        ticks.append(Tick(float(seconds(time)), label, group if group != above else ""))
        above = group
    return Axis(low, high, tuple(ticks), title, grid=False)


def _aligned(begin: np.datetime64, end: np.datetime64, unit: str, count: int) -> npt.NDArray[np.datetime64]:
    """Return the multiples of a unit of time between two moments, both included."""
    # 1970-01-01 was a Thursday: weeks counted from four days later begin on a Monday
    shift = 4 if unit == "D" and count % 7 == 0 else 0
    first, last = (int(np.datetime64(moment, unit).astype(np.int64)) - shift for moment in (begin, end))
    found = np.arange(-(-first // count) * count, last + 1, count) + shift
    times = found.astype(f"datetime64[{unit}]").astype("datetime64[s]")
    return np.asarray(times[times >= begin])


def _labels(time: np.datetime64, unit: str, words: Words) -> tuple[str, str]:
    """Return the label of a tick and the group it stands in, which is written once."""
    year = str(np.datetime64(time, "Y"))
    if unit == "h":
        return str(np.datetime64(time, "m"))[-5:], f"{words.short_day(time)} {year}"
    if unit == "D":
        return words.short_day(time), year
    if unit == "M":
        return words.options("months_short")[int(np.datetime64(time, "M").astype(np.int64)) % 12], year
    return year, ""


def label_axis(labels: Sequence[str], title: str = "") -> Axis:
    """Return an axis of names: the i-th from i to i + 1, its label in the middle."""
    ticks = tuple(Tick(i + 0.5, label) for i, label in enumerate(labels))
    return Axis(0.0, float(max(len(labels), 1)), ticks, title, grid=False)
