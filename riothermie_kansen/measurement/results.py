"""What the analysis of a measurement finds, step by step; the report and the tables only show it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..schema import Column
from ..sewer.simultaneity import METHODS
from .series import Bools, Hourly, Measured, Weather

CURVES = ("alle", "droog")
"""Which hours make the duration curve that counts."""

PROFIEL_COLUMNS = (
    Column("dagsoort", "text", "", "Soort dag: droog, werkdag of weekend"),
    Column("uur", "int", "", "Uur van de dag (begin, kloktijd)"),
    Column("debiet_m3h", "real", "m3/h", "Gemiddeld debiet"),
    Column("debiet_ls", "real", "l/s", "Gemiddeld debiet"),
    Column("spreiding_m3h", "real", "m3/h", "Standaardafwijking tussen de dagen"),
    Column("p10_m3h", "real", "m3/h", "Debiet dat op 10 % van de dagen niet wordt gehaald"),
    Column("p90_m3h", "real", "m3/h", "Debiet dat op 90 % van de dagen niet wordt gehaald"),
    Column("temperatuur_c", "real", "°C", "Gemiddelde temperatuur van het afvalwater"),
    Column("dagen", "int", "", "Dagen met een waarde in dit uur"),
)
"""Columns of ``PROFIEL``: 24 rows per kind of day that there is."""

DUURKROMME_COLUMNS = (
    Column("beschikbaarheid", "real", "-", "Deel van de tijd dat het debiet minstens zo groot is"),
    Column("debiet_m3h", "real", "m3/h", "Debiet, alle gemeten uren"),
    Column("debiet_droog_m3h", "real", "m3/h", "Debiet, droge dagen"),
    Column("vermogen_kw", "real", "kW", "Bronvermogen bij dit debiet (maat van de wisselaar)"),
    Column("vermogen_gebouw_kw", "real", "kW", "Vermogen aan de gebouwzijde"),
    Column("vollasturen_h", "real", "h/jr", "Vollasturen volgens de meetreeks"),
    Column("warmte_reeks_gj", "real", "GJ/jr", "Warmte met WKO aan de gebouwzijde, opgeteld per uur van de meetreeks"),
    Column("warmte_vuistregel_gj", "real", "GJ/jr", "Warmte met WKO aan de gebouwzijde, vaste vollasturen"),
    Column("grenskosten_eur_gj", "real", "EUR/GJ", "Kosten van de laatste GJ bronwarmte (indicatie)"),
    Column("keuze", "text", "", "Waarom dit punt is gemerkt"),
)
"""Columns of ``DUURKROMME``: a row per percent of the time, 1-100 %, and one for the chosen availability."""

DAGEN_COLUMNS = (
    Column("datum", "text", "", "Datum"),
    Column("droog", "text", "", "Droge dag: ja of nee"),
    Column("reden", "text", "", "Waarom wel of niet"),
    Column("neerslag_mm", "real", "mm", "Neerslag"),
    Column("smelt_mm", "real", "mm", "Smeltwater (schatting)"),
    Column("uren", "int", "h", "Gemeten uren"),
    Column("volume_m3", "real", "m3", "Volume (alleen volledige dagen)"),
    Column("debiet_m3h", "real", "m3/h", "Gemiddeld debiet"),
    Column("minimum_m3h", "real", "m3/h", "Laagste uur"),
    Column("temperatuur_c", "real", "°C", "Gemiddelde temperatuur van het afvalwater"),
)
"""Columns of ``DAGEN``: a row per date of the measurement."""

UITKOMSTEN_COLUMNS = (
    Column("onderdeel", "text", "", "Onderdeel"),
    Column("grootheid", "text", "", "Grootheid"),
    Column("waarde_gekozen", "real", "", "Bij de gekozen afkoeling"),
    Column("waarde_2k", "real", "", "Bij 2 K afkoeling"),
    Column("waarde_3k", "real", "", "Bij 3 K afkoeling"),
    Column("eenheid", "text", "", "Eenheid"),
    Column("toelichting", "text", "", "Toelichting"),
)
"""Columns of ``UITKOMSTEN``: every number of the analysis, 2 K and 3 K side by side."""


@dataclass(frozen=True)
class Settings:
    """What the user chooses.

    Attributes
    ----------
    dry_mm, days_after
        A day is dry with at most `dry_mm` of rain and melt, and so are the `days_after` days before it.
    delta_t, cop
        Cooling of the sewage (K) and COP of the heat pump.
    availability
        Share of the time that the design flow with storage must be there, 0-1.
    full_load_hours
        Of the rule of thumb, h per year.
    dwelling_gj
        Heat demand of a dwelling, GJ per year.
    rwzi_share
        Share of this sewer in the inflow of the treatment plant, 0-1; None for unknown.
    curve
        Which hours make the duration curve that counts: "alle" (as Leusden) or "droog".
    simultaneity
        One of `sewer.simultaneity.METHODS`.
    """

    dry_mm: float
    days_after: int
    delta_t: float
    cop: float
    availability: float
    full_load_hours: float
    dwelling_gj: float
    rwzi_share: float | None = None
    curve: str = "alle"
    simultaneity: str = "n-afhankelijk"

    @classmethod
    def from_kentallen(cls, kentallen: Kentallen, **choices: Any) -> Settings:
        """Return the settings with the values of the kentallen, and the user's choices (None: no choice) instead.

        Parameters
        ----------
        kentallen
            All kentallen.
        choices
            Attributes by name.

        Raises
        ------
        InputError
            A choice cannot be right.
        """
        values: dict[str, Any] = {
            "dry_mm": kentallen.value("droogweer.drempel"),
            "days_after": round(kentallen.value("droogweer.dagen_erna")),
            "delta_t": kentallen.value("bron.delta_t"),
            "cop": kentallen.value("warmtepomp.cop"),
            "availability": kentallen.value("meetreeks.beschikbaarheid"),
            "full_load_hours": kentallen.value("wko.vollasturen"),
            "dwelling_gj": kentallen.value("vraag.warmte_per_woning"),
        }
        values.update({name: value for name, value in choices.items() if value is not None})
        settings = cls(**values)
        settings.validate()
        return settings

    def validate(self) -> None:
        """Raise when a choice cannot be right.

        Raises
        ------
        InputError
            A number is out of range or not finite, or a word is not one of those allowed.
        """
        limits: tuple[tuple[str, float, float, float], ...] = (
            ("DROGE_DAG_MM", self.dry_mm, 0.0, 1000.0),
            ("DAGEN_NA_REGEN", self.days_after, 0.0, 60.0),
            ("DELTA_T", self.delta_t, 0.01, 30.0),
            ("COP", self.cop, 1.01, 100.0),
            ("BESCHIKBAARHEID", self.availability, 0.001, 1.0),
            ("VOLLASTUREN", self.full_load_hours, 1.0, 8784.0),
            ("WARMTE_PER_WONING", self.dwelling_gj, 0.1, 10000.0),
            ("AANDEEL_RWZI", 1.0 if self.rwzi_share is None else self.rwzi_share, 0.0, 1.0),
        )
        for name, value, low, high in limits:
            if not low <= value <= high:
                raise InputError("measurement_setting", name=name, value=value, low=f"{low:g}", high=f"{high:g}")
        if self.curve not in CURVES:
            raise InputError("measurement_curve", value=self.curve, allowed=", ".join(CURVES))
        if self.simultaneity not in METHODS:
            raise InputError("potential_method", value=self.simultaneity, allowed=", ".join(METHODS))


@dataclass(frozen=True)
class Pause:
    """A period of the measurement that does not count, or that was looked at.

    kind: "gat" (no rows), "leeg" (rows without a value), "negatief", "nul" (sensor drops to zero), "vast" (stuck
    value). `rows` is how many rows of the delivery it covers, 0 for a gap. Times are UTC.
    """

    kind: str
    begin: np.datetime64
    end: np.datetime64
    rows: int


@dataclass(frozen=True)
class DryDays:
    """The days of the measurement.

    Attributes
    ----------
    table
        `DAGEN_COLUMNS`, in order of date.
    dry
        Whether each hour of the measurement lies on a dry day, shape of `Hourly.begin`.
    method
        "neerslag" (rain decides) or "debiet" (no rain given: low flow decides, an estimate).
    days
        Number of dry days, complete days only.
    """

    table: pd.DataFrame
    dry: Bools
    method: str
    days: int


@dataclass(frozen=True)
class Profile:
    """The mean dry day.

    Attributes
    ----------
    table
        `PROFIEL_COLUMNS`.
    minimum_m3h, minimum_hour
        Lowest hour of the mean dry day and when it is (0-23): the flow for direct delivery (R3).
    maximum_m3h, maximum_hour
        Highest hour.
    mean_m3h, day_m3
        Mean flow and volume of a dry day.
    """

    table: pd.DataFrame
    minimum_m3h: float
    minimum_hour: int
    maximum_m3h: float
    maximum_hour: int
    mean_m3h: float
    day_m3: float


@dataclass(frozen=True)
class Extraneous:
    """Extraneous water from the night minimum: an estimate.

    `night_m3h` is the mean of the night hours of the mean dry day, `flow_m3h` what of it is extraneous, `share` its
    share of the dry day's mean flow (0-1), `persons` how many inhabitants the rest comes from by the kental.
    `reliable` is False where storage and pumps shape the night.
    """

    night_m3h: float
    flow_m3h: float
    share: float
    persons: float
    reliable: bool


@dataclass(frozen=True)
class Pumping:
    """Long stretches without flow: a pumping regime, as Leusden found in 2022.

    `share` of the time without flow on dry days (all days when there is no dry one), `stretches_per_day` of at least
    the kental's length, their `mean_h` and `longest_h`; `found` when that is a regime. `starts_per_day` counts how
    often the flow goes from nothing to running, `cycling` when that is a pump going on and off. `words` says it in a
    sentence, keyed by language ("nl", "en").
    """

    share: float
    stretches_per_day: float
    mean_h: float
    longest_h: float
    found: bool
    words: dict[str, str] = field(default_factory=dict)
    starts_per_day: float = 0.0
    cycling: bool = False


@dataclass(frozen=True)
class Yield:
    """What the source gives at one cooling, directly or with storage.

    `flow_m3h` is the design flow, `source_kw` and `building_kw` the power (also the size of the exchanger), `heat_gj`
    the heat per year at the building (NaN for direct delivery by power), `heat_series_gj` the same added up per hour
    of the series, `dwellings` what it supplies. `used_k` is the cooling reckoned with: less than `delta_t` where the
    measured temperature leaves no more.
    """

    delta_t: float
    flow_m3h: float
    source_kw: float
    building_kw: float
    heat_gj: float
    heat_series_gj: float
    dwellings: float
    used_k: float = float("nan")


@dataclass(frozen=True)
class Duration:
    """The duration curve.

    Attributes
    ----------
    table
        `DUURKROMME_COLUMNS`.
    availability, flow_m3h
        The chosen availability and the flow that is exceeded that share of the time.
    series_hours
        Full load hours per year at that flow by the series itself.
    economic, economic_m3h
        Availability and flow beyond which another kW of exchanger costs more per GJ than the kental allows.
    hours, dry_hours
        Hours that the two curves rest on.
    """

    table: pd.DataFrame
    availability: float
    flow_m3h: float
    series_hours: float
    economic: float
    economic_m3h: float
    hours: int
    dry_hours: int


@dataclass(frozen=True)
class Temperatures:
    """The temperature of the sewage, and what cooling does to it.

    Attributes
    ----------
    weeks
        Per week: begin (datetime64[D]), laagste, gemiddeld, hoogste (degrees C).
    minimum_c, mean_c, maximum_c
        Over the hours of the series.
    after_c
        Cooling (K) to the lowest temperature after extraction (degrees C).
    cold_share
        Cooling (K) to the share of the hours in which the water would come below ``bron.t_na_winning_min``.
    rwzi_k
        Cooling (K) to the cooling of the plant's inflow (K), NaN when the share of this sewer is unknown.
    verdict
        Sentences keyed by language: freezing, treatment plant.
    """

    weeks: pd.DataFrame
    minimum_c: float
    mean_c: float
    maximum_c: float
    after_c: dict[float, float]
    cold_share: dict[float, float]
    rwzi_k: dict[float, float]
    verdict: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Analysis:
    """Everything that a measurement tells.

    Attributes
    ----------
    measured, weather, hourly
        What it rests on; `weather` is None when no rain was given.
    settings
        What the user chose.
    pauses
        What does not count, in order of begin.
    days, profile, extraneous, pumping, duration
        Steps; `profile` and `extraneous` are None when no dry day is complete (or the step is too long for a day
        profile), `extraneous` also when an hour of the mean dry day was never measured.
    temperatures
        None when the series has no temperature.
    direct, stored
        Per cooling: the chosen one first, then 2 K and 3 K where they differ from it. `direct` is empty without a
        profile.
    outcomes
        `UITKOMSTEN_COLUMNS`.
    findings, notes
        What was repaired, assumed or left out; sentences in Dutch.
    """

    measured: Measured
    weather: Weather | None
    hourly: Hourly
    settings: Settings
    pauses: list[Pause]
    days: DryDays
    profile: Profile | None
    extraneous: Extraneous | None
    pumping: Pumping
    duration: Duration
    temperatures: Temperatures | None
    direct: list[Yield]
    stored: list[Yield]
    outcomes: pd.DataFrame
    findings: Findings
    notes: list[str]
