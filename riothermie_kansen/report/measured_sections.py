"""What was measured, in words: the series and its quality, the temperature of the sewage, the dry days."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..kentallen import Kentallen
from ..measurement.results import Analysis, Pause
from ..measurement.series import Weather
from .language import MISSING, Words, unit_text
from .measured_plots import DAY, day_kinds, dry_plot, ends, series_plot, temperature_plot
from .measured_time import Calendar
from .page import Page
from .svg import Bools, Floats

PAUSES_SHOWN = 12
"""Pauses that the table lists; the longest ones come first when there are more."""

DAYS_SHOWN = 45
"""Up to this many days are listed one by one."""

KINDS = ("gat", "leeg", "negatief", "nul", "vast")


def measured(page: Page, analysis: Analysis, words: Words) -> None:
    """Add the section on the measurement: what, when, how much of it counts."""
    page.heading(words.say("h_measured"))
    page.table([], _facts(analysis, words), left=(0, 1))
    page.figure(series_plot(analysis, words), _series_caption(analysis, words))
    page.subheading(words.say("h_quality"))
    _quality(page, analysis, words)


def _facts(analysis: Analysis, words: Words) -> list[list[str]]:
    source, hourly, weather = analysis.measured, analysis.hourly, analysis.weather
    calendar = Calendar.of(analysis, words)
    begin, end = ends(analysis)
    seconds = float((end - begin) / np.timedelta64(1, "s"))
    flow = hourly.flow_m3h
    counted = int(np.isfinite(flow).sum())
    extra = [
        words.say(name)
        for name, column in (("has_level", source.level_m), ("has_temperature", source.temperature_c))
        if column is not None
    ]
    low, mean, high = (words.rounded(float(value)) for value in (np.nanmin(flow), np.nanmean(flow), np.nanmax(flow)))
    share = words.percent(counted / len(flow), 1)
    period = {"begin": calendar.moment(begin), "end": calendar.moment(end), "length": words.duration(seconds)}
    rows = [
        ["fact_source", source.source or MISSING],
        ["fact_period", words.say("period", **period)],
        ["fact_rows", words.say("rows", n=words.number(source.rows), step=words.duration(hourly.step_s))],
        ["fact_unit", unit_text(source.unit) or MISSING],
        ["fact_clock", words.say(f"clock_{source.clock}")],
        ["fact_hours", words.say("hours_counted", n=words.number(counted), all=words.number(len(flow)), share=share)],
        ["fact_flow", words.say("flow_range", low=low, mean=mean, high=high)],
        ["fact_rain", weather.source if weather else words.say("no_rain")],
    ]
    if extra:
        rows.append(["fact_extra", words.sentence_list(extra)])
    return [[words.say(key), value] for key, value in rows]


def _series_caption(analysis: Analysis, words: Words) -> str:
    parts = [words.say("series_caption"), words.say("series_clock" if analysis.hourly.calendar else "series_days")]
    if analysis.weather is None:
        parts.append(words.say("series_no_rain"))
    else:
        begin, end = ends(analysis)
        total = rain_total(analysis.weather, begin, end)
        if np.isfinite(total):
            parts.append(words.say("series_rain", mm=words.number(total), source=analysis.weather.source))
        parts.append(_known("series_rain_known", analysis.weather, analysis.weather.rain_mm, analysis, words))
    return " ".join(part for part in parts if part)


def rain_total(weather: Weather, begin: np.datetime64, end: np.datetime64) -> float:
    """Return the rain (mm) of the intervals that begin in a period, as far as it is known; NaN where none is."""
    rain = weather.rain_mm[(weather.begin >= begin) & (weather.begin < end)]
    known = np.isfinite(rain)
    return float(rain[known].sum()) if known.any() else np.nan


def known_share(weather: Weather, values: Floats, begin: np.datetime64, end: np.datetime64) -> float:
    """Return which part of a period (0-1) `values`, shape of ``weather.begin``, are known."""
    second = np.timedelta64(1, "s")
    length = (np.minimum(weather.end, end) - np.maximum(weather.begin, begin)) / second
    return float(length[np.isfinite(values) & (length > 0)].sum() / ((end - begin) / second))


def _known(key: str, weather: Weather, values: Floats, analysis: Analysis, words: Words) -> str:
    """Return the sentence that says of which part of the measurement something is known; "" for all of it."""
    share = known_share(weather, values, *ends(analysis))
    return words.say(key, share=words.percent(share)) if share < 0.995 else ""


def _quality(page: Page, analysis: Analysis, words: Words) -> None:
    pauses = analysis.pauses
    if not pauses:
        page.paragraph(words.say("no_pauses"))
        return
    page.paragraph(f"{words.count('pauses_lead', len(pauses))} {words.say('pauses_rule')}")
    rows = []
    for kind in (*KINDS, *sorted({pause.kind for pause in pauses} - set(KINDS))):
        found = [pause for pause in pauses if pause.kind == kind]
        if found:
            longest = max(_length_s(pause) for pause in found)
            rows.append(
                [
                    pause_name(kind, words),
                    words.number(len(found)),
                    words.duration(sum(_length_s(pause) for pause in found)),
                    words.duration(longest),
                    words.number(sum(pause.rows for pause in found)),
                ]
            )
    head = [words.say(key) for key in ("col_what", "col_count", "col_total", "col_longest", "col_rows")]
    page.table(head, rows, caption=words.say("cap_quality"))
    calendar = Calendar.of(analysis, words)
    longest_first = sorted(pauses, key=lambda pause: (-_length_s(pause), pause.begin, pause.kind))[:PAUSES_SHOWN]
    shown = sorted(longest_first, key=lambda pause: (pause.begin, pause.end, pause.kind))
    rows = [
        [
            pause_name(one.kind, words),
            calendar.moment(one.begin),
            calendar.moment(one.end),
            words.duration(_length_s(one)),
        ]
        for one in shown
    ]
    key = "cap_pauses" if len(shown) == len(pauses) else "cap_pauses_some"
    caption = words.say(key, shown=words.number(len(shown)), n=words.number(len(pauses)))
    head = [words.say(key) for key in ("col_what", "col_begin", "col_end", "col_duration")]
    page.table(head, rows, caption=caption, left=(0, 1, 2), dense=True)


def pause_name(kind: str, words: Words) -> str:
    """Return what a kind of pause is called."""
    return words.say(f"pause_{kind}") if kind in KINDS else kind


def _length_s(pause: Pause) -> float:
    return float((pause.end - pause.begin) / np.timedelta64(1, "s"))


def temperature(page: Page, analysis: Analysis, kentallen: Kentallen, words: Words) -> None:
    """Add the section on the temperature of the sewage."""
    page.heading(words.say("h_temperature"))
    found = analysis.temperatures
    if found is None:
        page.paragraph(words.say("no_temperature", t=words.shortest(kentallen.value("bron.t_winter"))))
        return
    page.paragraph(
        words.say(
            "temperature_lead",
            low=words.number(found.minimum_c, 1),
            mean=words.number(found.mean_c, 1),
            high=words.number(found.maximum_c, 1),
        )
    )
    page.paragraph(_frost(analysis, words))
    air = air_by_week(analysis, found.weeks)
    caption = words.say("temperature_caption")
    if air is not None:
        caption = f"{caption} {words.say('temperature_caption_air')}"
    page.figure(temperature_plot(found, analysis, kentallen, words, air), caption)
    for sentence in found.verdict.get(words.code, []):
        page.paragraph(sentence)
    cooling = sorted(found.after_c)
    rows = [
        [words.say("row_after"), "°C", *(words.number(found.after_c[k], 1) for k in cooling)],
        [
            words.say("row_cold", t=words.shortest(kentallen.value("bron.t_na_winning_min"))),
            "%",
            *(words.number(100.0 * found.cold_share.get(k, np.nan), 1) for k in cooling),
        ],
    ]
    rwzi = [found.rwzi_k.get(k, np.nan) for k in cooling]
    if np.isfinite(rwzi).any():
        rows.append([words.say("row_rwzi"), "K", *(words.number(value, 2) for value in rwzi)])
    page.table(
        ["", words.say("col_unit"), *cooling_titles(cooling, analysis.settings.delta_t, words)],
        rows,
        caption=words.say("cap_temperature"),
        left=(0, 1),
        chosen=_place(cooling, analysis.settings.delta_t),
    )


def cooling_titles(cooling: list[float], chosen: float, words: Words) -> list[str]:
    """Return the titles of columns per cooling (K); the chosen one says so."""
    several = len(cooling) > 1
    return [
        words.say("col_cooling_chosen" if several and one == chosen else "col_cooling", dt=words.shortest(one))
        for one in cooling
    ]


def _place(cooling: list[float], chosen: float) -> int | None:
    return 2 + cooling.index(chosen) if chosen in cooling and len(cooling) > 1 else None


def _frost(analysis: Analysis, words: Words) -> str:
    """Return how cold the air was in the period of the measurement; "" when it is not known."""
    weather = analysis.weather
    if weather is None or not analysis.hourly.calendar:
        return ""
    begin, end = ends(analysis)
    inside = (weather.begin >= begin) & (weather.begin < end) & np.isfinite(weather.air_c)
    if not inside.any():
        return ""
    air = weather.air_c[inside]
    dates = Calendar.of(analysis, words).local(weather.begin[inside]).astype("datetime64[D]")
    frost = len(np.unique(dates[air < 0.0]))
    low = words.number(float(air.min()), 1)
    told = words.count("frost", frost, low=low) if frost else words.say("no_frost", low=low)
    return f"{told} {_known('air_known', weather, weather.air_c, analysis, words)}".strip()


def air_by_week(analysis: Analysis, weeks: pd.DataFrame) -> Floats | None:
    """Return the mean air temperature of each week (degrees C), shape (weeks,); None when it is not known."""
    weather = analysis.weather
    if weather is None or not analysis.hourly.calendar or not np.isfinite(weather.air_c).any():
        return None
    local = Calendar.of(analysis, Words()).local(weather.begin)
    begin = weeks["begin"].to_numpy().astype("datetime64[D]").astype("datetime64[s]")
    place = np.searchsorted(begin, local, side="right") - 1
    place[(place >= 0) & (local >= begin[place] + 7 * DAY)] = -1
    inside = (place >= 0) & np.isfinite(weather.air_c)
    count = np.bincount(place[inside], minlength=len(begin))
    total = np.bincount(place[inside], weights=weather.air_c[inside], minlength=len(begin))
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def dry_weather(page: Page, analysis: Analysis, kentallen: Kentallen, words: Words) -> None:
    """Add the section on the dry days."""
    page.heading(words.say("h_dry"))
    days, settings = analysis.days, analysis.settings
    page.paragraph(words.say("dry_why"))
    if days.method == "neerslag":
        extra = round(kentallen.value("droogweer.zwaar_dagen")) if settings.days_after else 0
        heavy = words.shortest(kentallen.value("droogweer.zwaar"))
        rules = [
            words.say("dry_by_rain", mm=words.shortest(settings.dry_mm)),
            words.count("dry_after", settings.days_after) if settings.days_after else "",
            words.count("dry_heavy", extra, heavy=heavy) if extra else "",
            words.say("dry_hours", hours=words.shortest(kentallen.value("droogweer.uren_min"))),
        ]
        page.paragraph(" ".join(rule for rule in rules if rule))
    else:
        page.paragraph(
            words.say(
                "dry_by_flow",
                factor=words.shortest(kentallen.value("droogweer.venster_factor")),
                window=words.shortest(kentallen.value("droogweer.venster")),
            ),
            "message",
        )
    dry, wet, unknown, short = day_kinds(analysis, kentallen)
    counts = [words.count("dry_count", int(dry.sum()), days=words.number(len(dry)))]
    for key, found in (("dry_unknown", unknown), ("dry_short", short)):
        if found.any():
            counts.append(words.count(key, int(found.sum())))
    page.paragraph(" ".join(counts))
    if 0 < days.days < kentallen.value("droogweer.dagen_weinig"):
        page.warning(words.count("dry_few", days.days))
    if days.days == 0:
        page.warning(words.say("dry_none"))
    page.figure(dry_plot(analysis, kentallen, words), words.say("dry_caption"))
    _wet_against_dry(page, analysis, dry, wet, words)
    if len(days.table) <= DAYS_SHOWN:
        page.paragraph(words.say("days_below"), "small")


def _wet_against_dry(page: Page, analysis: Analysis, dry: Bools, wet: Bools, words: Words) -> None:
    """Add the mean flow of dry and of other days, and that the rain does not show in it where that was found."""
    if analysis.days.method != "neerslag":
        return
    flow = analysis.days.table["debiet_m3h"].to_numpy(dtype=float)
    means = [flow[chosen & np.isfinite(flow)] for chosen in (dry, wet)]
    if not all(len(one) for one in means):
        return
    low, high = (float(one.mean()) for one in means)
    page.paragraph(words.say("wet_against_dry", dry=words.power(low), wet=words.power(high)))
    if analysis.findings.count("meting_regen_onzichtbaar"):
        page.paragraph(words.say("wet_no_more"), "message")


def every_day(page: Page, analysis: Analysis, words: Words) -> None:
    """Add the days one by one, of a measurement that is not too long for it."""
    table = analysis.days.table
    if len(table) <= DAYS_SHOWN:
        page.heading(words.say("h_days"))
        page.table(*_day_rows(table, words), caption=words.say("cap_days"), left=(0, 1, 7), lang=(0, 7), dense=True)


def _day_rows(table: pd.DataFrame, words: Words) -> tuple[list[str], list[list[str]]]:
    head = ["date", "dry", "rain", "melt", "hours", "volume", "minimum", "reason"]
    rows = [
        [
            str(row.datum),
            words.say("yes" if row.droog == "ja" else "no"),
            words.number(row.neerslag_mm, 1),
            words.number(row.smelt_mm, 1),
            words.number(row.uren),
            words.number(row.volume_m3),
            words.rounded(row.minimum_m3h),
            str(row.reden),
        ]
        for row in table.itertuples(index=False)
    ]
    return [words.say(f"col_{name}") for name in head], rows
