"""Which days of a measurement are dry: by rain and melt, or by a low flow where no rain is given."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..messages import template
from ..wording import amount, dutch, note, place
from .cleaning import period_text
from .moments import DAY_S, HOUR_S, Ints, calendar_days, day_text, moment_text, seconds
from .results import DAGEN_COLUMNS, DryDays, Settings
from .series import Bools, Floats, Hourly, Times, Weather
from .snow import rain_and_melt

Texts = npt.NDArray[np.object_]

BY_RAIN = "neerslag"
BY_FLOW = "debiet"
_WEEK = 7


@dataclass(frozen=True)
class _Days:
    """Sums per date of the measurement, shape (d,): dates, hours of the day, measured hours, means, lowest hour."""

    date: Times
    of_hour: Ints
    hours: Ints
    measured: Ints
    flow: Floats
    minimum: Floats
    temperature: Floats
    volume: Floats


def dry_days(
    hourly: Hourly,
    weather: Weather | None,
    *,
    settings: Settings,
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
) -> DryDays:
    """Return which days of a measurement are dry, and why.

    Parameters
    ----------
    hourly
        Means of hours.
    weather
        Rain; None when none is given: then a low flow decides, an estimate.
    settings
        `Settings.dry_mm` and `Settings.days_after`.
    kentallen
        ``droogweer``.
    findings, notes
        Get what was noticed and assumed.

    Raises
    ------
    InputError
        The rain is of another period, or the dates of the measurement are not known.

    Notes
    -----
    A day is dry when it has at most `Settings.dry_mm` of rain and melt water, and so have the days before it
    (`Settings.days_after`, more after heavy rain); the rain of all these days is known; and enough hours were measured.
    More rain never makes a day dry.
    """
    days = _sums(hourly)
    enough = days.measured >= kentallen.value("droogweer.uren_min")
    if weather is None:
        dry, reason = _by_flow(days, enough, kentallen)
        rain = melt = np.full(len(days.date), np.nan)
        method = BY_FLOW
        notes.append(
            note(
                "analyse_droog_debiet",
                factor=dutch(kentallen.value("droogweer.venster_factor")),
                days=dutch(kentallen.value("droogweer.venster")),
                weeks=dutch(kentallen.value("droogweer.weken")),
            )
        )
    else:
        dry, reason, rain, melt = _by_rain(days, enough, hourly, weather, settings, kentallen, findings, notes)
        method = BY_RAIN
    table = pd.DataFrame(
        {
            "datum": [day_text(date, days.date[0], hourly.calendar) for date in days.date],
            "droog": np.where(dry, "ja", "nee").astype(object),
            "reden": reason,
            "neerslag_mm": rain,
            "smelt_mm": melt,
            "uren": days.measured,
            "volume_m3": days.volume,
            "debiet_m3h": days.flow,
            "minimum_m3h": days.minimum,
            "temperatuur_c": days.temperature,
        }
    )[[column.name for column in DAGEN_COLUMNS]]
    few = int((~enough).sum())
    if few:
        notes.append(note("analyse_dagen_onvolledig", days=few, hours=dutch(kentallen.value("droogweer.uren_min"))))
    if method == BY_RAIN:
        _compare(findings, days, hourly, dry, rain, settings, kentallen)
    return DryDays(table, dry[days.of_hour], method, int(dry.sum()))


def _compare(
    findings: Findings, days: _Days, hourly: Hourly, dry: Bools, rain: Floats, settings: Settings, kentallen: Kentallen
) -> None:
    """Tell where flow and rain do not agree: it changes nothing, but rain of another place shows here."""
    if not dry.any():
        return
    high = dry & (days.flow > kentallen.value("droogweer.hoog") * np.median(days.flow[dry]))
    findings.add(
        "meting_droge_dag_hoog",
        "waarschuwing",
        [day_text(date, days.date[0], hourly.calendar) for date in days.date[high]],
        flow=_texts(days.flow[high], 1),
        median=dutch(float(np.median(days.flow[dry])), 1),
    )
    wet = (rain > settings.dry_mm) & (days.measured > 0)
    few = kentallen.value("droogweer.dagen_weinig")
    if (
        min(wet.sum(), dry.sum()) >= few
        and days.flow[wet].mean() < kentallen.value("droogweer.nat_zichtbaar") * days.flow[dry].mean()
    ):
        findings.add(
            "meting_regen_onzichtbaar",
            "waarschuwing",
            ["neerslag"],
            wet=dutch(float(days.flow[wet].mean()), 1),
            dry=dutch(float(days.flow[dry].mean()), 1),
        )


def _sums(hourly: Hourly) -> _Days:
    date, of_hour = np.unique(hourly.date, return_inverse=True)
    of_hour = of_hour.reshape(-1).astype(np.int64)
    n = len(date)
    known = ~np.isnan(hourly.flow_m3h)
    hours = np.bincount(of_hour, minlength=n)
    measured = np.bincount(of_hour[known], minlength=n)
    total = _counted(of_hour, np.where(known, hourly.flow_m3h, 0.0), n)
    lowest = np.full(n, np.inf)
    np.minimum.at(lowest, of_hour[known], hourly.flow_m3h[known])
    warm = ~np.isnan(hourly.temperature_c)
    degrees = _counted(of_hour, np.where(warm, hourly.temperature_c, 0.0), n)
    counted = _counted(of_hour, warm.astype(np.float64), n)
    # 23 and 25 hours on the days the clock changes; a day in which the measurement begins or ends is not whole
    whole = measured >= 23
    whole[[0, -1]] &= measured[[0, -1]] >= 24
    whole &= measured == hours
    return _Days(
        date=date,
        of_hour=of_hour,
        hours=hours,
        measured=measured,
        flow=_divide(total, measured.astype(np.float64)),
        minimum=np.where(measured > 0, lowest, np.nan),
        temperature=_divide(degrees, counted),
        volume=np.where(whole, total, np.nan),
    )


def _counted(place: Ints, values: Floats, n: int) -> Floats:
    """Return the sum of values per place, shape (n,)."""
    return np.asarray(np.bincount(place, weights=values, minlength=n), dtype=np.float64)


def _divide(total: Floats, number: Floats) -> Floats:
    return np.divide(total, number, out=np.full(len(total), np.nan), where=number > 0)


def _by_flow(days: _Days, enough: Bools, kentallen: Kentallen) -> tuple[Bools, Texts]:
    """Return the dry days by a low flow: the mean of the day, without the rhythm of the week, near the lowest one."""
    window = int(kentallen.value("droogweer.venster"))
    factor = kentallen.value("droogweer.venster_factor")
    even = np.where(enough, days.flow, np.nan)
    even = even / _rhythm(even, int(kentallen.value("droogweer.weken")))
    lowest = pd.Series(even).rolling(window, center=True, min_periods=1).min().to_numpy()
    dry = enough & (even <= factor * lowest)
    values: dict[str, str | Texts] = {
        "flow": _texts(days.flow, 1),
        "even": _texts(even, 1),
        "lowest": _texts(lowest, 1),
        "factor": dutch(factor),
        "hours": days.measured.astype(str).astype(object),
    }
    reason = np.full(len(dry), "", dtype=object)
    for mask, key in ((dry, "dag_laag_debiet"), (enough & ~dry, "dag_hoog_debiet"), (~enough, "dag_onvolledig")):
        reason = np.where(mask, place(mask, _template(key), **values), reason)
    return dry, reason


def _rhythm(flow: Floats, weeks: int) -> Floats:
    """Return the usual flow of each day of the week over that of the week around it: the median over the weeks.

    Rain comes on any day of the week, so medians of a few weeks show the rhythm of the users. It needs no calendar.
    1 everywhere when there are fewer weeks, or a day of the week without flow.
    """
    around = pd.Series(flow).rolling(_WEEK, center=True, min_periods=_WEEK // 2 + 1).median().to_numpy()
    ratio = np.divide(flow, around, out=np.full(len(flow), np.nan), where=around > 0)
    place_in_week = np.arange(len(flow)) % _WEEK
    by_day = [ratio[(place_in_week == day) & ~np.isnan(ratio)] for day in range(_WEEK)]
    if min(len(values) for values in by_day) < weeks:
        return np.ones(len(flow))
    usual = np.array([np.median(values) for values in by_day])
    return np.asarray(usual[place_in_week], dtype=np.float64) if usual.min() > 0 else np.ones(len(flow))


def _by_rain(
    days: _Days,
    enough: Bools,
    hourly: Hourly,
    weather: Weather,
    settings: Settings,
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
) -> tuple[Bools, Texts, Floats, Floats]:
    _same_period(hourly, weather)
    liquid, melt, method = rain_and_melt(weather, kentallen)
    longest = int(settings.days_after) + int(kentallen.value("droogweer.zwaar_dagen") if settings.days_after else 0)
    first = days.date[0] - np.timedelta64(longest, "D")
    dates = np.arange(first, days.date[-1] + np.timedelta64(1, "D"))
    spread = _Spread(dates, weather, kentallen)
    runoff, fallen, melted = spread.sum(liquid + melt), spread.sum(weather.rain_mm), spread.sum(melt)
    known = spread.known(weather.rain_mm) >= kentallen.value("droogweer.dekking")
    wet = runoff > settings.dry_mm + 1e-9
    heavy = runoff >= kentallen.value("droogweer.zwaar")
    # what is not known may be wet: neither that day nor those after it count
    unknown = ~known & ~wet
    own = np.searchsorted(dates, days.date)
    before = np.zeros(len(dates), dtype=np.int64)
    doubt = np.zeros(len(dates), dtype=np.bool_)
    for back in range(longest, 0, -1):
        source = wet if back <= settings.days_after else heavy
        before[back:] = np.where(source[:-back], back, before[back:])
        if back <= settings.days_after:
            doubt[back:] |= unknown[:-back]
    state = np.select(
        [~enough, wet[own], unknown[own], before[own] > 0, doubt[own]],
        ["dag_onvolledig", "dag_nat", "dag_neerslag_onbekend", "dag_na_regen", "dag_ervoor_onbekend"],
        "dag_droog",
    )
    snow = np.maximum(fallen - spread.sum(liquid), 0.0)[own]
    values: dict[str, str | Texts] = {
        "rain": _texts(runoff[own], 1),
        "melt": _texts(melted[own], 1),
        "limit": dutch(settings.dry_mm),
        "back": before[own].astype(str).astype(object),
        "hours": days.measured.astype(str).astype(object),
        "snow": _texts(snow, 1),
        "earlier": _texts(runoff[np.maximum(own - before[own], 0)], 1),
    }
    reason = np.full(len(own), "", dtype=object)
    for key in np.unique(state):
        special, where = {
            "dag_nat": ("dag_nat_smelt", melted[own] > 0.05),
            "dag_droog": ("dag_droog_sneeuw", snow > 0.05),
            "dag_na_regen": ("dag_na_regen_een", before[own] == 1),
        }.get(str(key), (str(key), state == key))
        for mask, name in (((state == key) & where, special), ((state == key) & ~where, str(key))):
            reason = np.where(mask, place(mask, _template(name), **values), reason)
    _tell(findings, notes, days, hourly, state, settings, kentallen, method, weather, longest)
    return state == "dag_droog", reason, np.where(known[own] | (fallen[own] > 0), fallen[own], np.nan), melted[own]


class _Spread:
    """How much of each interval of the weather counts for each date.

    Short intervals count by overlap with the Dutch calendar day, long ones in full for every day they touch.
    """

    def __init__(self, dates: Times, weather: Weather, kentallen: Kentallen) -> None:
        begin, end = seconds(weather.begin), seconds(weather.end)
        self.edges = _edges(dates)
        low = np.clip(np.searchsorted(self.edges, begin, side="right") - 1, 0, len(dates))
        high = np.clip(np.searchsorted(self.edges, end, side="left"), low, len(dates))
        number = high - low
        self.interval = np.repeat(np.arange(len(begin)), number)
        within = np.arange(len(self.interval)) - np.repeat(np.cumsum(number) - number, number)
        self.day = low[self.interval] + within
        b, e = begin[self.interval], end[self.interval]
        self.overlap = np.maximum(
            np.minimum(e, self.edges[self.day + 1]) - np.maximum(b, self.edges[self.day]), 0
        ).astype(np.float64)
        lasting = np.maximum(e - b, 1).astype(np.float64)
        long = lasting > kentallen.value("droogweer.interval_kort") * HOUR_S
        touches = self.overlap > kentallen.value("droogweer.raakt") * HOUR_S
        self.share = np.where(long, touches.astype(np.float64), self.overlap / lasting)

    def sum(self, values: Floats) -> Floats:
        """Return the sum per date, unknown counted as nothing."""
        known = np.nan_to_num(values, nan=0.0)[self.interval]
        return _counted(self.day, known * self.share, len(self.edges) - 1)

    def known(self, values: Floats) -> Floats:
        """Return the share of each date of which a value is known."""
        known = np.isfinite(values)[self.interval]
        time = _counted(self.day, np.where(known, self.overlap, 0.0), len(self.edges) - 1)
        return np.asarray(time / np.diff(self.edges), dtype=np.float64)


def _edges(dates: Times) -> Ints:
    """Return where Dutch calendar days begin (s since 1970, UTC), shape (d + 1,)."""
    first = seconds(dates[:1].astype("datetime64[s]"))[0] - DAY_S
    hours = (first + HOUR_S * np.arange(24 * (len(dates) + 3))).astype("datetime64[s]")
    date, hour, _ = calendar_days(hours, True)
    begins = seconds(hours[hour == 0])
    first_day = int(np.searchsorted(date[hour == 0], dates[0]))
    return np.asarray(begins[first_day : first_day + len(dates) + 1], dtype=np.int64)


def _same_period(hourly: Hourly, weather: Weather) -> None:
    if not hourly.calendar:
        raise InputError("measurement_rain_undated")
    first, last = period_text(hourly)
    if np.isnan(weather.rain_mm).all():
        raise InputError("measurement_rain_empty", source=weather.source)
    end = hourly.begin[-1] + np.timedelta64(HOUR_S, "s")
    if weather.begin[0] >= end or weather.end.max() <= hourly.begin[0]:
        raise InputError(
            "measurement_rain_period",
            source=weather.source,
            begin=first,
            end=last,
            rain_begin=moment_text(weather.begin[0], hourly.date[0], True),
            rain_end=moment_text(weather.end.max(), hourly.date[0], True),
        )


def _tell(
    findings: Findings,
    notes: list[str],
    days: _Days,
    hourly: Hourly,
    state: npt.NDArray[np.str_],
    settings: Settings,
    kentallen: Kentallen,
    method: str,
    weather: Weather,
    longest: int,
) -> None:
    """Add what the days rest on, and the days whose rain is not known."""
    notes.append(
        note(
            "analyse_droog_neerslag",
            limit=dutch(settings.dry_mm),
            days=settings.days_after,
            extra=longest,
            heavy=dutch(kentallen.value("droogweer.zwaar")),
            source=weather.source,
        )
    )
    lasting = seconds(weather.end) - seconds(weather.begin)
    if (lasting > kentallen.value("droogweer.interval_kort") * HOUR_S).any():
        notes.append(note("analyse_neerslag_etmaal"))
    if method == "graaddagen":
        notes.append(
            note(
                "analyse_smelt_graaddagen",
                snow=dutch(kentallen.value("droogweer.sneeuw_t")),
                factor=dutch(kentallen.value("droogweer.smelt_factor")),
            )
        )
    elif method == "sneeuwdek":
        notes.append(note("analyse_smelt_sneeuwdek", factor=dutch(kentallen.value("droogweer.smelt_per_cm"))))
    else:
        notes.append(note("analyse_geen_smelt"))
    missing = np.flatnonzero(state == "dag_neerslag_onbekend")
    if len(missing):
        texts = [day_text(days.date[i], days.date[0], hourly.calendar) for i in missing]
        findings.add("meting_neerslag_onbekend", "waarschuwing", texts)
        notes.append(note("analyse_neerslag_onbekend", days=amount(len(missing))))


def _texts(values: Floats, decimals: int) -> Texts:
    return np.array([dutch(value, decimals) for value in values], dtype=object)


def _template(key: str) -> str:
    return template(f"analyse_{key}", "nl")
