"""Numbers, dates and sentences of a report in Dutch or English."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ..messages import LANGUAGES, message, template

MISSING = "–"
"""Stands where there is no number."""


@dataclass(frozen=True)
class Words:
    """How a report speaks.

    Attributes
    ----------
    language
        "nl" or "en"; another one speaks English.
    prefix
        Of the keys in ``messages/*.toml``.
    """

    language: str = "nl"
    prefix: str = "report_"

    @property
    def code(self) -> str:
        """Language of the page, for the attribute ``lang``."""
        return self.language if self.language in LANGUAGES else "en"

    def say(self, key: str, **values: object) -> str:
        """Return a sentence; its key stands in the messages after the prefix."""
        return message(f"{self.prefix}{key}", self.code, **values)

    def count(self, key: str, n: int, **values: object) -> str:
        """Return a sentence with a number in it as ``n``; with 1 the one whose key ends in ``_one``."""
        return self.say(f"{key}_one" if n == 1 else key, n=self.number(n), **values)

    def options(self, key: str) -> tuple[str, ...]:
        """Return the parts of a sentence that is a list with ``|`` between the items, e.g. the months."""
        return tuple(template(f"{self.prefix}{key}", self.code).split("|"))

    def number(self, value: float, decimals: int = 0) -> str:
        """Return ``12.345,6`` (nl) or ``12,345.6`` (en); `MISSING` for what is no number."""
        if not math.isfinite(value):
            return MISSING
        text = f"{value:,.{decimals}f}"
        if float(text.replace(",", "")) == 0.0:
            text = text.replace("-", "")
        text = text.replace("-", "−")
        return text.translate(str.maketrans(",.", ".,")) if self.code == "nl" else text

    def rounded(self, value: float, digits: int = 3) -> str:
        """Return a number in so many significant digits, no more decimals than these ask: for what is an estimate."""
        if not math.isfinite(value):
            return MISSING
        if value == 0.0:
            return "0"
        place = digits - 1 - math.floor(math.log10(abs(value)))
        near = round(value, place)
        decimals = max(digits - 1 - math.floor(math.log10(abs(near))), 0)
        return self.number(near, 0 if near == round(near) else decimals)

    def power(self, value: float) -> str:
        """Return a power (kW) or a flow (m3/h): whole from 100 on, a decimal below."""
        return self.rounded(value) if abs(value) < 100.0 else self.number(value)

    def shortest(self, value: float) -> str:
        """Return a number as short as it can be: ``2``, ``0,77``, ``1.200``."""
        if not math.isfinite(value):
            return MISSING
        text = f"{value:.10f}".rstrip("0")
        return self.number(value, len(text) - text.index(".") - 1)

    def measured(self, value: float, unit: str) -> str:
        """Return a number in a unit as short as it can be; a year (``jaar``) without a separator: ``2040``."""
        return f"{value:.0f}" if unit == "jaar" and value == round(value) else self.shortest(value)

    def percent(self, share: float, decimals: int = 0) -> str:
        """Return a share (0-1) as a percentage."""
        return MISSING if not math.isfinite(share) else f"{self.number(100.0 * share, decimals)} %"

    def day(self, date: np.datetime64) -> str:
        """Return ``13 december 2022`` or ``13 December 2022``."""
        year, month, day = _parts(date)
        return f"{day} {self.options('months')[month - 1]} {year}"

    def short_day(self, date: np.datetime64) -> str:
        """Return ``13 dec`` or ``13 Dec``."""
        _, month, day = _parts(date)
        return f"{day} {self.options('months_short')[month - 1]}"

    def moment(self, time: np.datetime64) -> str:
        """Return ``13-12-2022 08:00`` (nl) or ``2022-12-13 08:00`` (en)."""
        year, month, day = _parts(time)
        clock = str(np.datetime64(time, "m"))[-5:]
        return f"{day:02d}-{month:02d}-{year} {clock}" if self.code == "nl" else f"{year}-{month:02d}-{day:02d} {clock}"

    def duration(self, seconds: float) -> str:
        """Return a time span in the largest unit that suits it, minutes to days."""
        if not math.isfinite(seconds):
            return MISSING
        units = (
            ("seconds", 1.0, 60.0),
            ("minutes", 60.0, 3600.0),
            ("hours", 3600.0, 172800.0),
            ("days", 86400.0, math.inf),
        )
        name, unit, _ = next(one for one in units if seconds < one[2])
        amount = self.shortest(round(seconds / unit, 1))
        return self.say(f"{name}_one" if amount == "1" else name, n=amount)

    def sentence_list(self, items: list[str]) -> str:
        """Return ``a, b and c``."""
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {self.say('and')} {items[-1]}"


def unit_text(unit: str) -> str:
    """Return a unit as it is printed: m3 becomes m³."""
    return unit.replace("m3", "m³").replace("m2", "m²")


def _parts(time: np.datetime64) -> tuple[int, int, int]:
    year, month, day = str(np.datetime64(time, "D")).rsplit("-", 2)
    return int(year), int(month), int(day)
