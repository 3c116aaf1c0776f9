"""Plots of a measurement in time: flow with rain, temperature by week, dry days."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..kentallen import Kentallen
from ..measurement.results import Analysis, Temperatures
from ..measurement.series import Times, Weather
from .axes import Axis, Tick, Values
from .charts import Panel, chart
from .language import Words
from .marks import Bars, Line, Mark, steps
from .measured_time import Calendar
from .pointers import Level, Spans
from .svg import BLUE, GREY, INK, LIGHT_BLUE, ORANGE, RED, STONE, TEAL, Bools, Floats

HOUR = np.timedelta64(1, "h")
DAY = np.timedelta64(1, "D")
HOURLY_RAIN_DAYS = 14.0
"""Up to this many days rain is drawn per interval as delivered; longer ones per day."""

DAILY_RAIN_DAYS = 800.0
"""Up to this many days rain is drawn per day; longer ones per week."""

DAY_MEAN_DAYS = 45.0
"""From this many days on the mean of each day is drawn over the hours."""

WEEK_NUMBERS = 14
"""Up to this many weeks they are named by their number."""


def ends(analysis: Analysis) -> tuple[np.datetime64, np.datetime64]:
    """Return begin and end of the hours of a measurement (UTC)."""
    return analysis.hourly.begin[0], analysis.hourly.begin[-1] + HOUR


def length_days(analysis: Analysis) -> float:
    """Return the length of a measurement in days."""
    begin, end = ends(analysis)
    return float((end - begin) / HOUR) / 24.0


def series_plot(analysis: Analysis, words: Words) -> str:
    """Return the plot of flow against time, rain above it, with what does not count shaded."""
    calendar = Calendar.of(analysis, words)
    begin, end = ends(analysis)
    hourly = analysis.hourly
    panels = []
    rain = rain_bars(analysis.weather, begin, end, calendar) if analysis.weather else None
    if analysis.weather is not None and rain is not None:
        bars, per = rain
        above: list[Mark] = [bars]
        unknown = unknown_rain(analysis.weather, begin, end)
        if len(unknown):
            places = calendar.places(unknown)
            above.insert(0, Spans(places[:, 0], places[:, 1], words.say("legend_no_rain")))
        axis = Values(words.say("axis_rain", per=words.say(f"per_{per}")), inverted=True)
        panels.append(Panel(above, axis, height=70))
    edges = calendar.places(np.append(hourly.begin, end))
    long = length_days(analysis) > DAY_MEAN_DAYS
    hours = Line(
        *steps(edges, hourly.flow_m3h),
        label=words.say("legend_hours"),
        colour=LIGHT_BLUE if long else BLUE,
        width=1.0 if long else 1.4,
    )
    marks: list[Mark] = [hours]
    if analysis.pauses:
        starts = calendar.places(np.array([pause.begin for pause in analysis.pauses]))
        stops = calendar.places(np.array([pause.end for pause in analysis.pauses]))
        marks.insert(0, Spans(starts, stops, words.say("legend_pauses"), ORANGE, 0.3))
    if long:
        dates = np.unique(hourly.date)
        days = calendar.date_places(np.append(dates, dates[-1] + DAY))
        means = analysis.days.table["debiet_m3h"].to_numpy(dtype=float)
        marks.append(Line(*steps(days, means), label=words.say("legend_day_mean"), colour=INK, width=1.5))
    panels.append(Panel(marks, Values(words.say("axis_flow")), height=230))
    return chart(
        panels,
        calendar.axis(begin, end),
        title=words.say("series_title"),
        description=words.say(
            "series_description",
            low=words.rounded(float(np.nanmin(hourly.flow_m3h))),
            mean=words.rounded(float(np.nanmean(hourly.flow_m3h))),
            high=words.rounded(float(np.nanmax(hourly.flow_m3h))),
        ),
        words=words,
    )


def unknown_rain(weather: Weather, begin: np.datetime64, end: np.datetime64) -> Times:
    """Return begin and end of the stretches of a period whose rain is not known, shape (n, 2), UTC."""
    known = np.isfinite(weather.rain_mm) & (weather.end > begin) & (weather.begin < end)
    starts = np.append(weather.begin[known], end)
    stops = np.append(begin, np.maximum.accumulate(weather.end[known])) if known.any() else np.array([begin])
    open_ = starts > stops
    return np.column_stack([stops[open_], starts[open_]])


def rain_bars(
    weather: Weather, begin: np.datetime64, end: np.datetime64, calendar: Calendar
) -> tuple[Bars, str] | None:
    """Return the rain of a period as bars, and what each is the sum of ("interval", "day" or "week"); None for none.

    Where some intervals of a day or a week have no value, its bar shows the sum of the others.
    """
    inside = (weather.end > begin) & (weather.begin < end)
    if not np.isfinite(weather.rain_mm[inside]).any():
        return None
    starts, stops = calendar.places(weather.begin[inside]), calendar.places(weather.end[inside])
    rain = weather.rain_mm[inside].astype(float)
    days = float((end - begin) / HOUR) / 24.0
    daily = float(np.median((weather.end[inside] - weather.begin[inside]) / HOUR)) >= 23.0
    if (days <= HOURLY_RAIN_DAYS or daily) and days <= DAILY_RAIN_DAYS:
        return Bars(starts, stops, rain, colour=INK, gap=0.06), "day" if daily else "interval"
    # what falls in an interval counts for the day in which its middle lies
    middle = weather.begin[inside] + (weather.end[inside] - weather.begin[inside]) / 2
    dates = calendar.local(middle).astype("datetime64[D]").astype(np.int64)
    week = days > DAILY_RAIN_DAYS
    width = 7 if week else 1
    group = (dates + 3) // width if week else dates
    unique, inverse = np.unique(group, return_inverse=True)
    known = np.isfinite(rain)
    total = np.bincount(inverse, weights=np.where(known, rain, 0.0), minlength=len(unique))
    count = np.bincount(inverse, weights=known, minlength=len(unique))
    first = (unique * 7 - 3 if week else unique).astype("datetime64[D]")
    bars = Bars(
        calendar.date_places(first),
        calendar.date_places(first + np.timedelta64(width, "D")),
        np.where(count > 0, total, np.nan),
        colour=INK,
        gap=0.06,
    )
    return bars, "week" if week else "day"


def temperature_plot(
    temperatures: Temperatures, analysis: Analysis, kentallen: Kentallen, words: Words, air: Floats | None = None
) -> str:
    """Return the plot of the temperature of the sewage: lowest, mean and highest per week.

    Parameters
    ----------
    temperatures
        What is drawn.
    analysis
        Where it comes from.
    kentallen
        For the lowest temperature after extraction.
    words
        Language.
    air
        Shape (weeks,): mean air temperature per week, degrees C; None for unknown.
    """
    calendar = Calendar.of(analysis, words)
    weeks = temperatures.weeks
    begin = weeks["begin"].to_numpy().astype("datetime64[D]")
    low, mean, high = (weeks[name].to_numpy(dtype=float) for name in ("laagste", "gemiddeld", "hoogste"))
    edges = np.column_stack([calendar.date_places(begin), calendar.date_places(begin + 7 * DAY)])
    limit = kentallen.value("bron.t_na_winning_min") + analysis.settings.delta_t
    marks: list[Mark] = [
        Bars(edges[:, 0], edges[:, 1], high, low, words.say("legend_week_range"), LIGHT_BLUE),
        Line(*steps(edges, mean), label=words.say("legend_week_mean"), colour=BLUE, width=2.4),
    ]
    name = words.say("mark_coldest", t=words.shortest(limit), dt=words.shortest(analysis.settings.delta_t))
    marks.append(Level(limit, colour=RED, label=name))
    bottom = float(np.floor(min(limit, float(np.nanmin(low))) - 1.0))
    panels = [Panel(marks, Values(words.say("axis_temperature"), low=bottom, zero=False), height=190)]
    if air is not None and np.isfinite(air).any():
        outside: list[Mark] = [Line(*steps(edges, air), colour=GREY, width=1.8), Level(0.0, colour=INK, dash=None)]
        panels.append(Panel(outside, Values(words.say("axis_air")), height=80))
    axis: Axis
    first, last = edges[0, 0], edges[-1, 1]
    if calendar.known and len(weeks) <= WEEK_NUMBERS:
        axis = Axis(first, last, week_ticks(begin, calendar, words), words.say("axis_week"), grid=False)
    elif calendar.known:
        ticks = calendar.axis(*ends(analysis)).ticks
        axis = Axis(first, last, tuple(tick for tick in ticks if first <= tick.value <= last), grid=False)
    else:
        ticks = calendar.axis(begin[0].astype("datetime64[s]"), (begin[-1] + 7 * DAY).astype("datetime64[s]")).ticks
        axis = Axis(first, last, ticks, words.say("day_axis"), grid=False)
    return chart(
        panels,
        axis,
        title=words.say("temperature_title"),
        description=words.say(
            "temperature_description",
            low=words.number(temperatures.minimum_c, 1),
            mean=words.number(temperatures.mean_c, 1),
            high=words.number(temperatures.maximum_c, 1),
        ),
        words=words,
    )


def week_ticks(begin: npt.NDArray[np.datetime64], calendar: Calendar, words: Words) -> tuple[Tick, ...]:
    """Return a tick in the middle of each week with its ISO number, and the date of its first day under it."""
    middle = calendar.date_places(begin) + 0.5 * (calendar.date_places(begin + 7 * DAY) - calendar.date_places(begin))
    numbers = [day.isocalendar()[1] for day in begin.astype("datetime64[D]").tolist()]
    return tuple(
        Tick(place, words.say("week", n=n), words.short_day(day))
        for place, n, day in zip(middle.tolist(), numbers, begin, strict=True)
    )


def day_kinds(analysis: Analysis, kentallen: Kentallen) -> tuple[Bools, Bools, Bools, Bools]:
    """Return which days of ``days.table`` are dry, wet, of unknown rain, and measured for too few hours to count.

    Each day is exactly one of them. Without rain "wet" is a higher flow. A day after rain is wet.
    """
    table = analysis.days.table
    dry = (table["droog"] == "ja").to_numpy(dtype=bool)
    short = (table["uren"].to_numpy(dtype=float) < kentallen.value("droogweer.uren_min")) & ~dry
    unknown = table["neerslag_mm"].isna().to_numpy(dtype=bool) & ~dry & ~short & (analysis.days.method == "neerslag")
    return dry, ~dry & ~short & ~unknown, unknown, short


def dry_plot(analysis: Analysis, kentallen: Kentallen, words: Words) -> str:
    """Return the plot of the days: rain with the threshold, volume, and a strip of dry and other days."""
    calendar = Calendar.of(analysis, words)
    table = analysis.days.table
    dates = np.unique(analysis.hourly.date)
    begin, end = calendar.date_places(dates), calendar.date_places(dates + DAY)
    dry, wet, unknown, short = day_kinds(analysis, kentallen)
    kinds = (
        ("legend_dry_day", dry, TEAL),
        ("legend_wet_day" if analysis.days.method == "neerslag" else "legend_high_day", wet, LIGHT_BLUE),
        ("legend_no_rain", unknown, STONE),
        ("legend_short_day", short, ORANGE),
    )
    rain = table["neerslag_mm"].fillna(0.0).to_numpy(dtype=float) + table["smelt_mm"].fillna(0.0).to_numpy(dtype=float)
    rain[table["neerslag_mm"].isna().to_numpy() & table["smelt_mm"].isna().to_numpy()] = np.nan
    panels = []
    if analysis.days.method == "neerslag" and np.isfinite(rain).any():
        limit = Level(analysis.settings.dry_mm, colour=RED, label=words.say("legend_threshold"))
        bars = Bars(begin, end, rain, label=words.say("legend_rain_melt"), colour=INK)
        panels.append(Panel([bars, limit], Values(words.say("axis_rain_melt")), height=110))
    volume = table["volume_m3"].to_numpy(dtype=float)
    panels.append(Panel(_day_bars(begin, end, volume, kinds, words), Values(words.say("axis_volume")), height=120))
    strip = _day_bars(begin, end, np.ones(len(dates)), kinds, words, gap=0.0)
    panels.append(Panel(strip, Values(low=0.0, high=1.0, ticks=(), grid=False), height=12))
    first, last = dates[0], dates[-1]
    axis = calendar.axis(*ends(analysis))
    return chart(
        panels,
        Axis(begin[0], end[-1], axis.ticks, axis.title, grid=False),
        title=words.say("dry_title"),
        description=words.say(
            "dry_description", dry=int(dry.sum()), days=len(dates), begin=calendar.day(first), end=calendar.day(last)
        ),
        words=words,
    )


def _day_bars(
    begin: Floats,
    end: Floats,
    values: Floats,
    kinds: tuple[tuple[str, Bools, str], ...],
    words: Words,
    gap: float = 0.12,
) -> list[Mark]:
    """Return a bar per day in the colour of its kind; kinds that are not there are left out."""
    return [
        Bars(begin[chosen], end[chosen], values[chosen], label=words.say(name), colour=colour, gap=gap)
        for name, chosen, colour in kinds
        if chosen.any()
    ]
