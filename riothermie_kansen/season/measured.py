"""The season of a measured sewer: its own flow through the day or the year against a number of dwellings."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..kentallen import Kentallen
from ..measurement.results import Analysis
from ..measurement.series import Hourly, Weather
from ..units import GJ_PER_KWH
from .balance import season_balance
from .pipes import kw_per_ls, well_m3_per_gj
from .profiles import TEMPERATURE, DemandYear, demand_year, usable_cooling
from .result import SeasonBalance

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

YEAR_DAYS = 365


def season_of_measurement(
    analysis: Analysis,
    *,
    dwellings: float,
    weather: Weather | None,
    kentallen: Kentallen,
    cooling_gj: float | None = None,
) -> SeasonBalance:
    """Return the season of a measured source against the demand of a number of dwellings.

    A series of a whole year counts hour by hour, from its last 365 days; a shorter one through its mean dry day (the
    mean of all days where none is dry), which then holds for every day of the year. The exchanger is made for the
    design flow of the duration curve: more water than that is not cooled. The temperature limits the cooling in
    months where it was measured, elsewhere ``bron.temperatuur_maand`` does.

    Parameters
    ----------
    analysis
        Of the measurement; its settings give cooling, COP and demand of a dwelling.
    dwellings
        Number of dwellings.
    weather
        Air temperatures for the demand; None, or without a whole calendar year: normals of De Bilt.
    kentallen
        Of the run.
    cooling_gj
        Cooling demand of all dwellings together, GJ per year; None for ``seizoen.koude_per_woning`` each.

    Raises
    ------
    InputError
        The numbers cannot be right, or the sewage is too cold in every month.
    """
    settings = analysis.settings
    if cooling_gj is None:
        cooling_gj = dwellings * kentallen.value("seizoen.koude_per_woning")
    year = demand_year(kentallen, weather=weather)
    cooling = usable_cooling(kentallen, settings.delta_t, month_temperature(analysis.hourly, kentallen))
    power = kw_per_ls(kentallen, cooling) / 3.6  # per m3/h
    asked_gj = dwellings * settings.dwelling_gj * (settings.cop - 1.0) / settings.cop
    measured = whole_year(analysis.hourly, kentallen)
    if measured is None:
        flow, month, repeats = _mean_day(analysis), np.repeat(year.month, 24), np.repeat(year.times, 24)
        flow = np.tile(flow, len(year.month))
        demand, cooled = year.demand.ravel(), year.cooling.ravel()
    else:
        flow, month, hour = measured
        repeats = None
        demand, cooled = _on_days(year, month, hour)
    used = np.minimum(flow, analysis.duration.flow_m3h)
    return season_balance(
        power[month - 1] * used,
        demand * (asked_gj / GJ_PER_KWH),
        cooled * (cooling_gj / GJ_PER_KWH),
        1.0,
        month,
        repeats=repeats,
        efficiency=kentallen.value("wko.rendement"),
        m3_per_gj=well_m3_per_gj(kentallen),
    )


def month_temperature(hourly: Hourly, kentallen: Kentallen) -> Floats:
    """Return the temperature of the sewage per month: measured where there is enough of it, else the kental."""
    months = np.array(kentallen.table(TEMPERATURE), dtype=np.float64)
    known = np.isfinite(hourly.temperature_c)
    if not hourly.calendar or not known.any():
        return months
    month = pd.DatetimeIndex(hourly.date[known].astype("datetime64[s]")).month.to_numpy()
    number = np.bincount(month, minlength=13)[1:13]
    mean = np.bincount(month, weights=hourly.temperature_c[known], minlength=13)[1:13] / np.maximum(number, 1)
    return np.asarray(np.where(number >= kentallen.value("seizoen.maand_uren"), mean, months), dtype=np.float64)


def whole_year(hourly: Hourly, kentallen: Kentallen) -> tuple[Floats, Ints, Ints] | None:
    """Return flow (m3/h), month and hour (0-23) of the last 365 days of a series per hour, None when it is too short.

    Hours without a value take the mean of the same hour in their month, or of that hour in the whole year; a series
    lacks too much when more than ``seizoen.max_deel_ontbrekend`` of the hours is absent.
    """
    hours = YEAR_DAYS * 24
    if not hourly.calendar or len(hourly.flow_m3h) < hours:
        return None
    flow = hourly.flow_m3h[-hours:]
    known = np.isfinite(flow)
    if known.mean() < 1.0 - kentallen.value("seizoen.max_deel_ontbrekend"):
        return None
    month = pd.DatetimeIndex(hourly.date[-hours:].astype("datetime64[s]")).month.to_numpy(dtype=np.int64)
    frame = pd.DataFrame({"flow": flow, "month": month, "hour": hourly.hour[-hours:]})
    filled = frame["flow"].fillna(frame.groupby(["month", "hour"])["flow"].transform("mean"))
    filled = filled.fillna(frame.groupby("hour")["flow"].transform("mean")).fillna(frame["flow"].mean())
    return np.clip(filled.to_numpy(dtype=np.float64), 0.0, None), month, hourly.hour[-hours:]


def _mean_day(analysis: Analysis) -> Floats:
    """Return the flow per hour of the mean dry day (m3/h), shape (24,); of all days when there is no dry one."""
    if analysis.profile is not None:
        table = analysis.profile.table
        dry = table[table["dagsoort"] == "droog"].set_index("uur")["debiet_m3h"]
    else:
        known = np.isfinite(analysis.hourly.flow_m3h)
        dry = pd.Series(analysis.hourly.flow_m3h[known]).groupby(analysis.hourly.hour[known]).mean()
    day = dry.reindex(range(24))
    filled = day.fillna(day.mean()).fillna(0.0).to_numpy(dtype=np.float64)
    return np.asarray(np.clip(filled, 0.0, None), dtype=np.float64)


def _on_days(year: DemandYear, month: Ints, hour: Ints) -> tuple[Floats, Floats]:
    """Return demand and cooling per hour of a measured year: every day of a month takes the mean day of that month."""
    made = []
    days = np.bincount(month, minlength=13)[1:13] / 24.0
    for shares in (year.demand, year.cooling):
        total = np.zeros((12, 24))
        np.add.at(total, year.month - 1, shares * year.times[:, None])
        per_day = np.divide(total, days[:, None], out=np.zeros_like(total), where=days[:, None] > 0)
        values = per_day[month - 1, hour]
        made.append(values * (shares * year.times[:, None]).sum() / values.sum() if values.sum() > 0 else values)
    return made[0], made[1]
