"""Made measurements and weather for tests."""

import numpy as np

from riothermie_kansen import kentallen
from riothermie_kansen.measurement.results import Settings
from riothermie_kansen.measurement.series import Measured, Weather

STANDARD = kentallen.load()
DAY = 86400


def settings(**choices):
    return Settings.from_kentallen(STANDARD, **choices)


def series(flow, *, start="2023-01-09", step=3600, clock="utc", temperature=None, time=None):
    """Return a measurement with a row per step from a moment on, or at given times."""
    flow = np.asarray(flow, dtype=float)
    if time is None:
        time = np.datetime64(start, "s") + np.arange(len(flow)) * np.timedelta64(step, "s")
    if temperature is not None:
        temperature = np.broadcast_to(np.asarray(temperature, dtype=float), flow.shape).copy()
    return Measured(np.asarray(time, "datetime64[s]"), flow, None, temperature, None, clock, "m3/h", "reeks", len(flow))


def weather(rain, *, start="2023-01-07", step=3600, air=None, snow=None):
    """Return weather in equal intervals; rain in mm per interval."""
    rain = np.asarray(rain, dtype=float)
    begin = np.datetime64(start, "s") + np.arange(len(rain)) * np.timedelta64(step, "s")

    def column(values):
        return np.broadcast_to(np.asarray(np.nan if values is None else values, dtype=float), rain.shape).copy()

    return Weather(begin, begin + np.timedelta64(step, "s"), rain, column(air), column(snow), "regenmeter")


def rain_on(days, *, start, n, mm=5.0):
    """Return hourly weather in UTC with rain at noon of the days with these numbers (0: the first)."""
    rain = np.zeros(24 * n)
    for day in days:
        rain[24 * day + 12] = mm
    return weather(rain, start=start)
