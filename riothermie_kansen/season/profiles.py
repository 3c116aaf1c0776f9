"""How a year's demand is spread over its hours, and how far the sewage may be cooled in each month.

Space heating follows the weighted degree days, cooling the degree days above a limit, tap water is the same every day;
within a day each has its own curve. A year is a row of days: twelve typical ones, each as often as its month has days,
or the days of a year of weather one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import ndtr

from ..errors import InputError, KentalError
from ..kentallen import Kentallen
from ..measurement.series import Weather
from ..sewer.daycurve import normalised
from ..wording import amount, note

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

DAYS = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
"""Days of the months of an ordinary year."""

TEMPERATURE = "bron.temperatuur_maand"
"""Key of the sewage temperature per month."""

HOUR_COVER = 20
"""Hours with a temperature that make a day of hourly weather."""


@dataclass(frozen=True)
class DemandYear:
    """A year of demand as shares.

    Attributes
    ----------
    month
        Month of each day, 1-12, shape (n_days,).
    times
        How many such days follow each other, shape (n_days,).
    demand
        Share of the year's heat demand that each hour of one such day takes, shape (n_days, 24); the sum over hours
        and days, each `times`, is 1.
    cooling
        The same for cooling; 0 everywhere when there is no day that asks it.
    degree_days
        Weighted degree days per month, shape (12,).
    source
        In words, where the temperatures come from (Dutch).
    notes
        Assumptions, Dutch sentences.
    """

    month: Ints
    times: Ints
    demand: Floats
    cooling: Floats
    degree_days: Floats
    source: str
    notes: list[str] = field(default_factory=list)

    @property
    def by_day(self) -> bool:
        """Whether these are the days of a year of weather, not typical ones."""
        return len(self.month) > 12


def demand_year(
    kentallen: Kentallen, *, tap_share: float | None = None, weather: Weather | None = None, year: int | None = None
) -> DemandYear:
    """Return how heat demand and cooling are spread over the year.

    Parameters
    ----------
    kentallen
        ``seizoen.*``.
    tap_share
        Share of the demand that is tap water, 0-1; None for ``seizoen.aandeel_tap``.
    weather
        Air temperatures; a complete calendar year in it gives the days, otherwise the normals of De Bilt do.
    year
        Which calendar year of the weather; None for the one whose degree days are nearest to their mean.

    Raises
    ------
    InputError
        The share is not 0-1, the weather has not the year that is asked, or it is never cold enough to heat.
    KentalError
        A day curve has not 24 hours, or nothing but zeros.
    """
    share = kentallen.value("seizoen.aandeel_tap") if tap_share is None else float(tap_share)
    if not (0.0 <= share <= 1.0):
        raise InputError("season_tap_share", value=share)
    days = None if weather is None else _weather_days(weather, kentallen, year)
    notes: list[str] = []
    if days is None:
        month, times = np.arange(1, 13), DAYS.copy()
        normal = np.array(kentallen.table("seizoen.luchttemperatuur"))
        spread = kentallen.value("seizoen.spreiding_luchttemperatuur")
        cold = _mean_excess(kentallen.value("seizoen.stookgrens") - normal, spread)
        warm = _mean_excess(normal - kentallen.value("seizoen.koelgrens"), spread)
        source = note("season_normals")
        if weather is not None:
            notes.append(note("season_no_weather_year", source=weather.source))
    else:
        air, month, chosen, filled = days
        times = np.ones(len(month), dtype=np.int64)
        cold = np.maximum(kentallen.value("seizoen.stookgrens") - air, 0.0)
        warm = np.maximum(air - kentallen.value("seizoen.koelgrens"), 0.0)
        source = note("season_weather", source=weather.source if weather else "", year=chosen)
        if filled:
            notes.append(note("season_filled_days", n=filled, year=chosen))
    weighted = cold * np.array(kentallen.table("seizoen.weegfactoren"))[month - 1]
    total = float((weighted * times).sum())
    if total <= 0 and share < 1:
        raise InputError("season_no_degree_days", limit=kentallen.value("seizoen.stookgrens"))
    heating = weighted / total if total > 0 else np.zeros_like(weighted)
    tap = np.full(len(month), 1.0 / times.sum())
    cooled = float((warm * times).sum())
    demand = (1.0 - share) * heating[:, None] * _curve(kentallen, "seizoen.dagverloop_ruimteverwarming")
    demand = demand + share * tap[:, None] * _curve(kentallen, "seizoen.dagverloop_tapwater")
    cooling = np.repeat((warm / cooled if cooled > 0 else np.zeros_like(warm))[:, None] / 24.0, 24, axis=1)
    degree_days = np.bincount(month, weights=weighted * times, minlength=13)[1:13].astype(np.float64)
    notes.insert(0, note("season_degree_days", source=source, n=amount(total), share=amount(100.0 * share)))
    return DemandYear(month, times, demand, cooling, degree_days, source, notes)


def usable_cooling(kentallen: Kentallen, delta_t: float, temperature: Sequence[float] | Floats | None = None) -> Floats:
    """Return how far the sewage may be cooled in each month (K), shape (12,).

    The cooling that the user chose, times ``seizoen.afkoeling_factor``, and never below ``bron.t_na_winning_min``.

    Parameters
    ----------
    kentallen
        Of the run.
    delta_t
        Cooling, K.
    temperature
        Sewage temperature per month (degrees C), shape (12,); None for ``bron.temperatuur_maand``.

    Raises
    ------
    InputError
        The cooling is not more than 0, or the sewage is too cold in every month.
    """
    if not (0.0 < delta_t < np.inf):
        raise InputError("potential_delta_t", value=delta_t)
    months = np.asarray(kentallen.table(TEMPERATURE) if temperature is None else temperature, dtype=np.float64)
    minimum = kentallen.value("bron.t_na_winning_min")
    factor = np.array(kentallen.table("seizoen.afkoeling_factor"))
    usable = np.clip(np.minimum(delta_t * factor, months - minimum), 0.0, None)
    if not (usable > 0).any():
        raise InputError("season_cooling", minimum=minimum)
    return np.asarray(usable, dtype=np.float64)


def cooling_notes(kentallen: Kentallen, delta_t: float, usable: Floats) -> list[str]:
    """Return a Dutch sentence when the sewage is too cold in some months to be cooled as far as was asked."""
    asked = delta_t * np.array(kentallen.table("seizoen.afkoeling_factor"))
    less = np.flatnonzero(usable < asked - 1e-9)
    if not len(less):
        return []
    minimum = amount(kentallen.value("bron.t_na_winning_min"), 1)
    return [note("season_cooling_limited", n=len(less), lowest=amount(float(usable[less].min()), 1), minimum=minimum)]


def _mean_excess(distance: Floats, spread: float) -> Floats:
    """Return the mean of max(0, x) of a normal distribution with the given means and spread."""
    if spread <= 0:
        return np.asarray(np.maximum(distance, 0.0), dtype=np.float64)
    z = distance / spread
    density = np.exp(-0.5 * z**2) / np.sqrt(2.0 * np.pi)
    return np.asarray(distance * ndtr(z) + spread * density, dtype=np.float64)


def _weather_days(weather: Weather, kentallen: Kentallen, year: int | None) -> tuple[Floats, Ints, int, int] | None:
    """Return temperature and month of each day of a calendar year, that year and how many days were filled.

    Days are those of UTC, as KNMI counts them.
    """
    step = weather.end - weather.begin
    middle = (weather.begin + step // 2).astype("datetime64[D]")
    hourly = step <= np.timedelta64(2, "h")
    known = np.isfinite(weather.air_c)
    frame = pd.DataFrame({"day": middle[known], "air": weather.air_c[known], "hourly": hourly[known]})
    days = frame.groupby("day").agg(air=("air", "mean"), n=("air", "size"), hourly=("hourly", "all"))
    days = days[~days["hourly"] | (days["n"] >= HOUR_COVER)]
    allowed = kentallen.value("seizoen.max_dagen_zonder_weer")
    complete: dict[int, tuple[pd.Series, int]] = {}
    for number, part in days.groupby(days.index.year):
        every = pd.date_range(f"{number}-01-01", f"{number}-12-31", freq="D")
        series = part["air"].reindex(every)
        missing = int(series.isna().sum())
        if missing <= allowed:
            complete[int(number)] = series.interpolate(limit_direction="both"), missing
    if year is not None and year not in complete:
        raise InputError("season_weather_year", year=year, years=", ".join(map(str, complete)) or "-")
    if not complete:
        return None
    if year is None:
        limit = kentallen.value("seizoen.stookgrens")
        cold = {number: float((limit - series).clip(lower=0).sum()) for number, (series, _) in complete.items()}
        mean = float(np.mean(list(cold.values())))
        year = min(complete, key=lambda number: (round(abs(cold[number] - mean), 6), -number))
    series, missing = complete[year]
    return series.to_numpy(dtype=np.float64), series.index.month.to_numpy(dtype=np.int64), year, missing


def _curve(kentallen: Kentallen, key: str) -> Floats:
    try:
        return normalised(kentallen.table(key))
    except ValueError as error:
        raise KentalError("inflow_curve", kental=key) from error
