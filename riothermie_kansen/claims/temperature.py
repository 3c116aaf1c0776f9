"""The temperature of the sewage and the power of the offtakes through the year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from ..kentallen import Kentallen
from ..readers.fields import Aliases, find
from ..readers.values import key, numbers, texts
from ..wording import dutch, note

Floats = npt.NDArray[np.float64]

FLAT, DEMAND = "vlak", "warmtevraag"
PROFILES = (FLAT, DEMAND)
"""Power through the year: the same all year, or following the demand for heat."""

MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_OTHER = {"maart": 3, "mar": 3, "may": 5, "oct": 10}

TABLE: Aliases = {
    "maand": ("maand", "maandnr", "month"),
    "temperatuur_c": ("temperatuurc", "temperatuur", "tempc", "temp", "t", "tc", "temperature"),
}
"""Columns of a table with temperatures per month."""


@dataclass(frozen=True)
class Season:
    """A year in twelve months.

    Attributes
    ----------
    temperature_c
        Undisturbed sewage, degrees C, shape (12,).
    factor
        Power of the offtakes in the month, as part of their full power, shape (12,); the largest is 1.
    """

    temperature_c: Floats
    factor: Floats

    @property
    def warmest(self) -> int:
        """Return the month (0-11) with the warmest undisturbed sewage, the first of equals."""
        return int(np.argmax(self.temperature_c))

    def coldest_c(self, cooling_k: npt.ArrayLike) -> Floats:
        """Return the lowest temperature of the year of water that is cooled this much (K) at full power."""
        cooled = np.asarray(cooling_k, dtype=np.float64)
        lowest = np.full(cooled.shape, np.inf)
        for temperature, factor in zip(self.temperature_c, self.factor, strict=True):
            lowest = np.minimum(lowest, temperature - factor * cooled)
        return np.asarray(lowest + 0.0 * cooled, dtype=np.float64)

    def room_k(self, limit_k: float, minimum_c: float) -> float:
        """Return how much water may be cooled at full power (K): a limit, and no month colder than a minimum."""
        used = self.factor > 0
        least = float(np.min((self.temperature_c[used] - minimum_c) / self.factor[used]))
        return max(0.0, min(limit_k, least))


def season(kentallen: Kentallen, profile: str = FLAT, table: pd.DataFrame | None = None) -> Season:
    """Return the year of a run.

    Parameters
    ----------
    kentallen
        ``bron.temperatuur_maand`` and ``onttrekking.warmtevraag_maand``.
    profile
        One of `PROFILES`.
    table
        Temperatures per month that replace those of the kentallen, see `month_temperatures`.

    Raises
    ------
    InputError
        The profile is unknown, all its factors are 0, or the table cannot be used.
    """
    if profile not in PROFILES:
        raise InputError("unknown_method", method=profile, allowed=", ".join(PROFILES))
    temperature = np.array(kentallen.table("bron.temperatuur_maand")) if table is None else month_temperatures(table)
    factor = np.ones(12)
    if profile == DEMAND:
        factor = np.array(kentallen.table("onttrekking.warmtevraag_maand"))
        if factor.max() <= 0:
            raise InputError("claims_no_factor")
        factor = factor / factor.max()
    return Season(temperature, factor)


def month_temperatures(table: pd.DataFrame) -> Floats:
    """Return the temperature of each month from a table with the columns maand and temperatuur_c, shape (12,).

    Raises
    ------
    InputError
        A column or a month is absent, a month is there twice, or a temperature is no number from 0 to 40 degrees C.
    """
    columns = find(table, TABLE)
    missing = [name for name in TABLE if name not in columns]
    if missing:
        raise InputError("claims_temperature_columns", columns=", ".join(missing))
    months = texts(columns.all("maand")[0])
    given, wrong = numbers(columns.all("temperatuur_c")[0])
    found: dict[int, float] = {}
    for name, value, bad in zip(months, given, wrong, strict=True):
        month = _month(name)
        if not name and np.isnan(value):
            continue
        if month is None:
            raise InputError("claims_temperature_month", value=name[:40])
        if bad or not 0.0 <= value <= 40.0:
            raise InputError("claims_temperature_value", month=name, value=dutch(float(value)))
        if month in found:
            raise InputError("claims_temperature_twice", month=name)
        found[month] = float(value)
    absent = [MONTHS[month - 1] for month in range(1, 13) if month not in found]
    if absent:
        raise InputError("claims_temperature_absent", months=", ".join(absent))
    return np.array([found[month] for month in range(1, 13)])


def _month(text: str) -> int | None:
    """Return the number of a month from its number or its Dutch or English name."""
    word = key(text)
    if word.isdigit():
        number = int(word) if len(word) <= 2 else 0
        return number if 1 <= number <= 12 else None
    if word in _OTHER:
        return _OTHER[word]
    short = word[:3]
    if short in MONTHS:
        return MONTHS.index(short) + 1
    return _OTHER.get(short)


def season_notes(year: Season, profile: str, *, own_table: bool) -> list[str]:
    """Return Dutch sentences on the temperatures and the power through the year."""
    coldest = int(np.argmin(year.temperature_c))
    values = {
        "cold": dutch(float(year.temperature_c[coldest])),
        "cold_month": MONTHS[coldest],
        "warm": dutch(float(year.temperature_c[year.warmest])),
        "warm_month": MONTHS[year.warmest],
    }
    return [
        note("claims_note_temperature_own" if own_table else "claims_note_temperature", **values),
        note(f"claims_note_profile_{profile}"),
    ]
