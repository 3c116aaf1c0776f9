"""Snow: precipitation that stays where it falls and runs off when it melts (an estimate)."""

from __future__ import annotations

import numpy as np

from ..kentallen import Kentallen
from .moments import DAY_S, seconds
from .series import Floats, Weather


def rain_and_melt(weather: Weather, kentallen: Kentallen) -> tuple[Floats, Floats, str]:
    """Return what runs off as rain and as melt water in each interval.

    Parameters
    ----------
    weather
        Intervals in order of begin.
    kentallen
        ``droogweer.sneeuw_t``, ``smelt_t``, ``smelt_factor`` and ``smelt_per_cm``.

    Returns
    -------
    rain, melt
        mm, shape (n,); rain NaN where unknown.
    method
        "graaddagen" (air temperature known), "sneeuwdek" (only the cover) or "geen".

    Notes
    -----
    With the air temperature T: precipitation at T <= ``sneeuw_t`` is added to the store S, and at most
    ``smelt_factor`` x (T - ``smelt_t``) x days of it melts in an interval. So S' = max(S + snow - potential, 0), which
    is a walk reflected at 0: the walk itself minus its lowest point so far. Where T is missing precipitation is rain
    and nothing melts. With only the snow cover a cover that falls is melt; the precipitation counted when it fell.
    """
    rain = weather.rain_mm.copy()
    none = np.zeros(len(rain))
    if np.isfinite(weather.air_c).any():
        return (*_by_temperature(weather, kentallen), "graaddagen")
    if np.isfinite(weather.snow_cm).any():
        cover = np.nan_to_num(weather.snow_cm, nan=0.0)
        fall = np.maximum(-np.diff(cover, prepend=cover[:1]), 0.0)
        # a cover that is not known before or after tells nothing
        known = np.isfinite(weather.snow_cm)
        known[1:] &= known[:-1]
        return rain, np.where(known, fall, 0.0) * kentallen.value("droogweer.smelt_per_cm"), "sneeuwdek"
    return rain, none, "geen"


def _by_temperature(weather: Weather, kentallen: Kentallen) -> tuple[Floats, Floats]:
    known = np.isfinite(weather.air_c)
    air = np.where(known, weather.air_c, np.inf)
    solid = air <= kentallen.value("droogweer.sneeuw_t")
    snow = np.where(solid, np.nan_to_num(weather.rain_mm, nan=0.0), 0.0)
    days = (seconds(weather.end) - seconds(weather.begin)) / DAY_S
    warm = np.where(known, np.maximum(weather.air_c - kentallen.value("droogweer.smelt_t"), 0.0), 0.0)
    potential = kentallen.value("droogweer.smelt_factor") * np.nan_to_num(warm, nan=0.0) * days
    walk = np.cumsum(snow - potential)
    store = walk - np.minimum(np.minimum.accumulate(walk), 0.0)
    before = np.append(0.0, store[:-1])
    melt = np.maximum(before + snow - store, 0.0)
    # remains of rounding in the sums are no water
    melt[melt < 1e-9] = 0.0
    return np.where(solid & np.isfinite(weather.rain_mm), 0.0, weather.rain_mm), melt
