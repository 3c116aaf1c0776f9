"""The measuring point: what a measurement says, as a point with which the opportunity map is calibrated."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from ..schema import RD, Column
from ..wording import note
from .results import Analysis, Profile
from .series import Hourly

MEETPUNT_COLUMNS = (
    Column("naam", "text", "", "Meting"),
    Column("dwa_gem_ls", "real", "l/s", "Droogweerafvoer, gemiddeld"),
    Column("dwa_min_ls", "real", "l/s", "Droogweerafvoer, laagste uur"),
    Column("dwa_max_ls", "real", "l/s", "Droogweerafvoer, hoogste uur"),
    Column("temperatuur_c", "real", "°C", "Gemiddelde temperatuur van het afvalwater"),
    Column("periode", "text", "", "Periode van de meting"),
    Column("droge_dagen", "int", "", "Droge dagen waarop dit rust"),
    Column("bron", "text", "", "Bestand of laag van de meting"),
)
"""Columns of ``MEETPUNT``."""

M3H_TO_LS = 1 / 3.6


def measuring_point(analysis: Analysis, profile: Profile, place: tuple[float, float], name: str) -> gpd.GeoDataFrame:
    """Return a measurement as a point.

    Parameters
    ----------
    analysis
        What the measurement tells.
    profile
        Its mean dry day (`Analysis.profile`, which may be absent).
    place
        Where was measured: x and y in `RD`.
    name
        Name of the measurement.

    Returns
    -------
    geopandas.GeoDataFrame
        One row, `MEETPUNT_COLUMNS`, point in `RD`.
    """
    row = {
        "naam": name,
        "dwa_gem_ls": profile.mean_m3h * M3H_TO_LS,
        "dwa_min_ls": profile.minimum_m3h * M3H_TO_LS,
        "dwa_max_ls": profile.maximum_m3h * M3H_TO_LS,
        "temperatuur_c": analysis.temperatures.mean_c if analysis.temperatures is not None else np.nan,
        "periode": period(analysis.hourly),
        "droge_dagen": analysis.days.days,
        "bron": analysis.measured.source,
    }
    return gpd.GeoDataFrame({key: [value] for key, value in row.items()}, geometry=[shapely.Point(place)], crs=RD)


def period(hourly: Hourly) -> str:
    """Return from when until when was measured: "13-12-2022 t/m 17-1-2023", or the number of days (Dutch)."""
    if not hourly.calendar:
        return note("meetpunt_dagen", days=len(np.unique(hourly.date)))
    first, last = (day.astype(object) for day in (hourly.date.min(), hourly.date.max()))
    dates = {which: f"{day.day}-{day.month}-{day.year}" for which, day in (("first", first), ("last", last))}
    return note("meetpunt_periode", **dates)
