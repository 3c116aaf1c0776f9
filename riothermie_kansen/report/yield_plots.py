"""Plots of what a measured flow yields: day profiles, duration curve, heat against availability, season."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..kentallen import Kentallen
from ..measurement.results import Analysis, Profile
from ..season.result import SeasonBalance
from .axes import Axis, Tick, Values, label_axis
from .charts import Panel, chart
from .language import Words
from .marks import Band, Bars, Dots, Line, Mark
from .pointers import Level, Moment, Points
from .svg import BLUE, GREY, INK, ORANGE, RED, SAND, TEAL, Floats

THIN_DAYS = 60
"""At most this many separate dry days are drawn in the day profile; more would only be a blot."""


def hour_axis(words: Words, calendar: bool) -> Axis:
    """Return the axis of the hours of a day: on the Dutch clock where the dates are real."""
    ticks = tuple(Tick(float(hour), f"{hour:02d}:00") for hour in range(0, 25, 3))
    return Axis(0.0, 24.0, ticks, words.say("axis_hour" if calendar else "axis_hour_counted"), grid=False)


def of_kind(profile: Profile, kind: str) -> pd.DataFrame:
    """Return the rows of a profile of one kind of day, in order of hour."""
    return profile.table[profile.table["dagsoort"] == kind].sort_values("uur")


def dry_days(analysis: Analysis) -> tuple[Floats, int, int]:
    """Return the flow per hour of separate dry days, shape (days, 24), how many are drawn and how many there are.

    Where there are more than `THIN_DAYS`, days evenly spread over the measurement are taken.
    """
    hourly, dry = analysis.hourly, analysis.days.dry
    dates, place = np.unique(hourly.date[dry], return_inverse=True)
    every = np.full((len(dates), 24), np.nan)
    every[place, hourly.hour[dry]] = hourly.flow_m3h[dry]
    drawn = np.unique(np.linspace(0, len(dates) - 1, min(len(dates), THIN_DAYS)).round().astype(int))
    return every[drawn], len(drawn), len(dates)


def _around(values: Floats) -> tuple[Floats, Floats]:
    """Return a day's 24 means at the middle of their hours, with the neighbours across midnight at both ends."""
    return np.arange(-0.5, 25.0), np.concatenate([values[..., -1:], values, values[..., :1]], axis=-1)


def profile_plot(analysis: Analysis, profile: Profile, words: Words) -> str:
    """Return the plot of the mean dry day with spread, separate days and the lowest hour."""
    table = of_kind(profile, "droog")
    mean, low, high = (table[name].to_numpy(dtype=float) for name in ("debiet_m3h", "p10_m3h", "p90_m3h"))
    days, _, _ = dry_days(analysis)
    middle = np.append(np.arange(24) + 0.5, np.nan)
    separate = np.column_stack([days, np.full(len(days), np.nan)]).ravel()
    x, around = _around(mean)
    marks: list[Mark] = [
        Line(np.tile(middle, len(days)), separate, words.say("legend_single_days"), GREY, 0.7, opacity=0.35),
        Band(x, _around(low)[1], _around(high)[1], words.say("legend_spread")),
        Line(x, around, words.say("legend_mean_dry"), BLUE, 2.6),
        Points(
            np.array([profile.minimum_hour + 0.5]),
            np.array([profile.minimum_m3h]),
            (words.say("mark_minimum", q=words.rounded(profile.minimum_m3h)),),
            colour=RED,
            below=True,
        ),
    ]
    return chart(
        [Panel(marks, Values(words.say("axis_flow")), height=260)],
        hour_axis(words, analysis.hourly.calendar),
        title=words.say("profile_title"),
        description=words.say(
            "profile_description",
            low=words.rounded(profile.minimum_m3h),
            low_hour=profile.minimum_hour,
            high=words.rounded(profile.maximum_m3h),
            high_hour=profile.maximum_hour,
        ),
        words=words,
    )


def week_plot(profile: Profile, words: Words) -> str | None:
    """Return the plot of working days against weekends; None where one of them is absent."""
    kinds = [
        (of_kind(profile, "werkdag"), "legend_working", INK, None),
        (of_kind(profile, "weekend"), "legend_weekend", ORANGE, "6 3"),
    ]
    if any(table.empty for table, *_ in kinds):
        return None
    marks = [
        Line(
            *_around(table["debiet_m3h"].to_numpy(dtype=float)),
            words.say(name, n=int(table["dagen"].max())),
            colour,
            2.2,
            dash,
        )
        for table, name, colour, dash in kinds
    ]
    return chart(
        [Panel(marks, Values(words.say("axis_flow")), height=190)],
        hour_axis(words, calendar=True),
        title=words.say("week_title"),
        description=words.say("week_description"),
        words=words,
    )


def share_axis(words: Words) -> Axis:
    """Return the axis of the share of the time, 0-100 %."""
    ticks = tuple(Tick(float(share), f"{share} %") for share in range(0, 101, 10))
    return Axis(0.0, 100.0, ticks, words.say("axis_share"))


def duration_plot(analysis: Analysis, words: Words) -> str:
    """Return the plot of the duration curve with the chosen availability and the economic point."""
    duration = analysis.duration
    table = duration.table.sort_values("beschikbaarheid")
    x = 100.0 * table["beschikbaarheid"].to_numpy(dtype=float)
    shares = np.array([duration.availability, duration.economic])
    flows = np.array([duration.flow_m3h, duration.economic_m3h])
    names = tuple(
        words.say(key, share=words.percent(share), q=words.rounded(flow))
        for key, share, flow in zip(("mark_chosen", "mark_economic"), shares, flows, strict=True)
    )
    every = analysis.settings.curve == "alle"
    lines = [
        Line(x, table[column].to_numpy(dtype=float), words.say(name), colour, 2.4 if counts else 1.8, dash)
        for column, name, colour, counts, dash in (
            ("debiet_m3h", "legend_all_hours", BLUE, every, None),
            ("debiet_droog_m3h", "legend_dry_hours", TEAL, not every, "6 3"),
        )
        if table[column].notna().any()
    ]
    return chart(
        [Panel([*lines, Points(100.0 * shares, flows, names)], Values(words.say("axis_flow")), height=270)],
        share_axis(words),
        title=words.say("duration_title"),
        description=words.say(
            "duration_description", share=words.percent(duration.availability), q=words.rounded(duration.flow_m3h)
        ),
        words=words,
    )


def heat_plot(analysis: Analysis, kentallen: Kentallen, words: Words) -> str:
    """Return the plot of heat per year and size of the exchanger against availability, and what the last GJ costs."""
    duration = analysis.duration
    table = duration.table.sort_values("beschikbaarheid")
    x = 100.0 * table["beschikbaarheid"].to_numpy(dtype=float)

    def column(name: str) -> Floats:
        return np.asarray(table[name], dtype=np.float64)

    chosen = Moment(
        100.0 * duration.availability, words.say("mark_availability", share=words.percent(duration.availability))
    )
    upper: list[Mark] = [
        chosen,
        Line(x, column("warmte_reeks_gj"), words.say("legend_heat_series"), BLUE, 2.4),
        Line(
            x, column("warmte_vuistregel_gj"),
            words.say("legend_heat_rule", h=words.shortest(analysis.settings.full_load_hours)), ORANGE, 2.0, "7 3",
        ),
        Line(x, column("vermogen_kw"), words.say("legend_exchanger"), TEAL, 1.8, "2 3", right=True),
    ]  # fmt: skip
    panels = [Panel(upper, Values(words.say("axis_heat")), Values(words.say("axis_power"), grid=False), height=230)]
    costs = column("grenskosten_eur_gj")
    if np.isfinite(costs).any():
        limit = kentallen.value("kosten_bron.waarde_gj")
        lower: list[Mark] = [
            Moment(100.0 * duration.availability),
            Line(x, costs, words.say("legend_marginal"), INK, 1.8),
            Level(limit, words.say("mark_value", eur=words.shortest(limit)), RED, near="left"),
        ]
        panels.append(Panel(lower, Values(words.say("axis_marginal"), low=0.0, high=3.0 * limit), height=110))
    return chart(
        panels,
        share_axis(words),
        title=words.say("heat_title"),
        description=words.say("heat_description"),
        words=words,
    )


def season_plot(season: SeasonBalance, words: Words) -> str:
    """Return the plot of demand by how it is met, supply, and what the storage holds, per month."""
    table = season.table.sort_values("maand")
    months = [words.options("months_short")[int(month) - 1] for month in table["maand"]]
    place = np.arange(len(months), dtype=float)

    def column(name: str) -> Floats:
        return np.asarray(table[name], dtype=np.float64)

    base = np.zeros(len(months))
    marks: list[Mark] = []
    for name, colour, outline in (("direct", BLUE, None), ("uit_wko", ORANGE, None), ("tekort", SAND, GREY)):
        if not column(f"{name}_gj").any():
            continue
        top = base + column(f"{name}_gj")
        marks.append(Bars(place, place + 1.0, top, base, words.say(f"legend_{name}"), colour, gap=0.3, outline=outline))
        base = top
    supply = column("aanbod_gj")
    marks += [
        Line(place + 0.5, supply, words.say("legend_supply"), INK, 1.8),
        Dots(place + 0.5, supply, colour=INK),
    ]
    panels = [Panel(marks, Values(words.say("axis_gj_month")), height=230)]
    stored = column("voorraad_gj")
    if np.nanmax(np.abs(stored)) > 0:
        ends = np.concatenate([stored[-1:], stored])
        edge = np.append(place, len(months))
        panels.append(
            Panel(
                [
                    Band(edge, np.zeros(len(edge)), ends, words.say("legend_stored"), ORANGE, 0.3),
                    Line(edge, ends, colour=ORANGE, width=1.8),
                ],
                Values(words.say("axis_stored")),
                height=100,
            )
        )
    return chart(
        panels,
        label_axis(months),
        title=words.say("season_title"),
        description=words.say(
            "season_description",
            direct=words.rounded(season.direct_gj),
            stored=words.rounded(season.from_store_gj),
            short=words.rounded(season.shortage_gj),
        ),
        words=words,
    )
