"""The time axis of a measurement: the Dutch clock, or days from its begin where the dates are not real."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..clock import dutch
from ..measurement.results import Analysis
from ..measurement.series import Times
from .axes import DAY_S, Axis, Values, number_axis, seconds, time_axis
from .charts import PLOT
from .language import Words
from .svg import Floats


@dataclass(frozen=True)
class Calendar:
    """How moments of a measurement are drawn and written.

    Attributes
    ----------
    known
        Whether the dates are real.
    first
        First moment (UTC); its date is day 1 where the dates are not real.
    words
        Language.
    """

    known: bool
    first: np.datetime64
    words: Words

    @classmethod
    def of(cls, analysis: Analysis, words: Words) -> Calendar:
        """Return the calendar of a measurement."""
        hourly = analysis.hourly
        return cls(hourly.calendar, hourly.begin[0], words)

    def local(self, utc: npt.ArrayLike) -> Times:
        """Return moments on the Dutch clock; unchanged where the dates are not real."""
        times = np.asarray(utc).astype("datetime64[s]")
        if not self.known or not times.size:
            return times
        whole = times.astype("datetime64[h]").astype("datetime64[s]")
        date, hour, _ = dutch(np.atleast_1d(whole))
        local = date.astype("datetime64[s]") + hour.astype("timedelta64[h]")
        return np.asarray(local.reshape(times.shape) + (times - whole))

    def places(self, utc: npt.ArrayLike) -> Floats:
        """Return moments as values of the axis."""
        return self.date_places(self.local(utc))

    def date_places(self, local: npt.ArrayLike) -> Floats:
        """Return dates or moments on the clock as values of the axis: seconds, or days where they are not real."""
        if self.known:
            return seconds(local)
        return (seconds(local) - float(seconds(self.first.astype("datetime64[D]")))) / DAY_S + 1.0

    def axis(self, begin: np.datetime64, end: np.datetime64) -> Axis:
        """Return the axis between two moments (UTC)."""
        if self.known:
            low, high = self.local(np.array([begin, end]))
            return time_axis(low, high, PLOT, self.words)
        low, high = (float(place) for place in self.places(np.array([begin, end])))
        wanted = Values(self.words.say("day_axis"), low, high, grid=False)
        axis = number_axis([], PLOT, self.words, wanted, apart=60.0)
        return Axis(
            low, high, tuple(tick for tick in axis.ticks if tick.value == round(tick.value)), axis.title, grid=False
        )

    def moment(self, utc: np.datetime64) -> str:
        """Return a moment in words."""
        if self.known:
            return self.words.moment(self.local(np.array([utc]))[0])
        return f"{self.day(utc)} {str(utc.astype('datetime64[m]'))[-5:]}"

    def day_of(self, utc: np.datetime64) -> str:
        """Return the date of a moment (UTC) on the clock, as in `day`."""
        return self.day(self.local(np.array([utc]))[0])

    def day(self, date: np.datetime64) -> str:
        """Return a date, or the number of the day of the measurement, in words."""
        if self.known:
            return self.words.day(date)
        since = date.astype("datetime64[D]") - self.first.astype("datetime64[D]")
        return self.words.say("day_number", n=int(since.astype(np.int64)) + 1)
