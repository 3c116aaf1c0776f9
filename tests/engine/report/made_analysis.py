"""An analysis made by hand: five weeks from 13 December 2022, with round numbers; nothing of it is calculated.

The figures are those of Leusden chapter 2 (50 m3/h directly, 170 m3/h with storage at 77 %, 3 K).
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from riothermie_kansen.findings import Findings
from riothermie_kansen.measurement.results import (
    DAGEN_COLUMNS,
    DUURKROMME_COLUMNS,
    PROFIEL_COLUMNS,
    UITKOMSTEN_COLUMNS,
    Analysis,
    DryDays,
    Duration,
    Extraneous,
    Pause,
    Profile,
    Pumping,
    Settings,
    Temperatures,
    Yield,
)
from riothermie_kansen.measurement.series import Hourly, Measured, Weather
from riothermie_kansen.schema import names
from riothermie_kansen.season.result import SEIZOEN_COLUMNS, SeasonBalance

CURVE = np.array(
    [120, 100, 85, 75, 70, 65, 60, 55, 52, 50, 90, 180, 260, 300, 290, 280, 270, 265, 270, 280, 260, 230, 190, 150.0]
)
"""Mean dry day, m3/h per hour: 50 m3/h from 9:00 to 10:00."""

HOUR = np.timedelta64(1, "h")


def hours(days=35, first="2022-12-12T23"):
    """Return hourly values of so many days in winter (UTC + 1), a gap of six hours on the fourth day."""
    begin = np.datetime64(first, "s") + np.arange(24 * days) * HOUR
    local = begin + HOUR
    date = local.astype("datetime64[D]")
    hour = (local - date).astype("timedelta64[h]").astype(np.int64)
    day = (date - date[0]).astype(np.int64)
    flow = CURVE[hour] * (1.0 + 0.02 * (day % 5 - 2))
    flow[day % 7 >= 5] += 100.0
    flow[24 * 3 + 2 : 24 * 3 + 8] = np.nan
    temperature = 12.0 - 0.04 * day + 0.5 * np.sin(hour / 24 * 2 * np.pi)
    temperature[np.isnan(flow)] = np.nan
    weekend = (date.astype(np.int64) + 3) % 7 >= 5
    still = np.where(np.isnan(flow), np.nan, 0.0)
    return Hourly(begin, date, hour, weekend, flow, temperature, still, 900.0, True)


def profile_table():
    parts = []
    for kind, factor, days in (("droog", 1.0, 24), ("werkdag", 0.98, 17), ("weekend", 1.06, 7)):
        flow = CURVE * factor
        parts.append(
            pd.DataFrame(
                {
                    "dagsoort": kind, "uur": np.arange(24), "debiet_m3h": flow, "debiet_ls": flow / 3.6,
                    "spreiding_m3h": 0.03 * flow, "p10_m3h": 0.96 * flow, "p90_m3h": 1.04 * flow,
                    "temperatuur_c": 12.0, "dagen": days,
                }
            )
        )  # fmt: skip
    return pd.concat(parts, ignore_index=True)[list(names(PROFIEL_COLUMNS))]


def duration_table():
    share = np.arange(1, 101) / 100.0
    flow = np.where(share <= 0.77, 170.0 + 300.0 * (0.77 - share), 170.0 * (1.0 - (share - 0.77) / 0.23 * 0.75))
    power = flow / 3.6 * 4.18 * 3.0
    hours_ = 8760.0 * (0.55 + 0.45 * share)
    table = pd.DataFrame(
        {
            "beschikbaarheid": share, "debiet_m3h": flow, "debiet_droog_m3h": 0.9 * flow, "vermogen_kw": power,
            "vermogen_gebouw_kw": power * 4 / 3, "vollasturen_h": hours_,
            "warmte_reeks_gj": power * hours_ * 0.0036 * 0.95 * 4 / 3,
            "warmte_vuistregel_gj": power * 6000 * 0.0036 * 0.95 * 4 / 3,
            "grenskosten_eur_gj": 3.5 / share, "keuze": np.where(share == 0.77, "gekozen", ""),
        }
    )  # fmt: skip
    return table[list(names(DUURKROMME_COLUMNS))]


def made(**changes):
    """Return the analysis; `changes` replace parts of it."""
    hourly = hours()
    dates = np.unique(hourly.date)
    day = np.arange(len(dates))
    dry = (day % 7 < 5) & (day != 3)
    flow = hourly.flow_m3h.reshape(-1, 24)
    table = pd.DataFrame(
        {
            "datum": [f"{d.astype(object):%d-%m-%Y}" for d in dates],
            "droog": np.where(dry, "ja", "nee"),
            "reden": np.where(dry, "droog", "neerslag"),
            "neerslag_mm": np.where(dry, 0.2, 6.0),
            "smelt_mm": 0.0,
            "uren": np.isfinite(flow).sum(axis=1),
            "volume_m3": flow.sum(axis=1),
            "debiet_m3h": np.nanmean(flow, axis=1),
            "minimum_m3h": np.nanmin(flow, axis=1),
            "temperatuur_c": 12.0,
        }
    )[list(names(DAGEN_COLUMNS))]
    rain = np.where(np.repeat(dry, 24), 0.0, 0.25)
    air = 4.0 + 6.0 * np.cos(np.arange(len(rain)) / 24 / 35 * 2 * np.pi)
    weather = Weather(
        hourly.begin, hourly.begin + HOUR, rain, air, np.full(len(rain), np.nan), "KNMI 260 De Bilt, uurgegevens"
    )
    measured = Measured(
        hourly.begin + HOUR, hourly.flow_m3h, None, hourly.temperature_c, None, "lokaal", "l/s", "Middenweg.csv", 3360,
        notes=["De eenheid l/s is herkend aan de kolomnaam."],
    )  # fmt: skip
    findings = Findings()
    weeks = pd.DataFrame(
        {
            "begin": np.arange("2022-12-12", "2023-01-16", 7, dtype="datetime64[D]"),
            "laagste": [11.3, 11.0, 10.8, 10.5, 10.2],
            "gemiddeld": [12.0, 11.7, 11.4, 11.1, 10.9],
            "hoogste": [12.6, 12.3, 12.1, 11.8, 11.5],
        }
    )
    analysis = Analysis(
        measured=measured,
        weather=weather,
        hourly=hourly,
        settings=Settings(1.0, 1, 3.0, 4.0, 0.77, 6000.0, 35.0),
        pauses=[
            Pause("gat", np.datetime64("2022-12-16T01:00:00"), np.datetime64("2022-12-16T07:00:00"), 0),
            Pause("vast", np.datetime64("2022-12-30T10:15:00"), np.datetime64("2022-12-30T10:45:00"), 3),
        ],
        days=DryDays(table, np.repeat(dry, 24), "neerslag", int(dry.sum())),
        profile=Profile(profile_table(), 50.0, 9, 300.0, 13, float(CURVE.mean()), float(CURVE.sum())),
        extraneous=Extraneous(60.0, 21.0, 0.12, 31000.0, True),
        pumping=Pumping(0.0, 0.0, 0.0, 0.0, False, {"nl": "Er is geen stilstand.", "en": "It never stands still."}),
        duration=Duration(duration_table(), 0.77, 170.0, 7853.0, 0.44, 269.0, 834, 570),
        temperatures=Temperatures(
            weeks, 10.2, 11.4, 12.6, {3.0: 7.2, 2.0: 8.2}, {3.0: 0.0, 2.0: 0.0}, {3.0: 0.15, 2.0: 0.1},
            {"nl": ["Bevriezing is niet te verwachten."], "en": ["Freezing is not to be expected."]},
        ),
        direct=[
            Yield(3.0, 50.0, 174.1667, 232.2222, float("nan"), float("nan"), 25.0),
            Yield(2.0, 50.0, 116.1111, 154.8148, float("nan"), float("nan"), 15.0),
        ],
        stored=[
            Yield(3.0, 170.0, 592.1667, 789.5556, 16201.68, 21205.0, 462.0),
            Yield(2.0, 170.0, 394.7778, 526.3704, 10801.12, 14137.0, 308.0),
        ],
        outcomes=pd.DataFrame(columns=list(names(UITKOMSTEN_COLUMNS))),
        findings=findings,
        notes=["De warmte is een raming."],
    )  # fmt: skip
    return replace(analysis, **changes)


def undated(analysis):
    """Return the analysis with days counted from an unknown date."""
    hourly = analysis.hourly
    date = hourly.begin.astype("datetime64[D]")
    hour = (hourly.begin - date).astype("timedelta64[h]").astype(np.int64)
    weekend = np.zeros(len(date), dtype=bool)
    shifted = replace(hourly, date=date, hour=hour, weekend=weekend, calendar=False)
    n = len(np.unique(date))
    table = analysis.days.table.iloc[np.arange(n) % len(analysis.days.table)].reset_index(drop=True)
    table["datum"] = [f"dag {i + 1}" for i in range(n)]
    return replace(
        analysis,
        hourly=shifted,
        weather=None,
        measured=replace(analysis.measured, clock="onbekend"),
        days=replace(analysis.days, table=table, method="debiet"),
    )


def bare(analysis):
    """Return the analysis without temperature, rain and dry days."""
    table = analysis.days.table.assign(droog="nee", reden="te weinig droog", neerslag_mm=np.nan, smelt_mm=np.nan)
    none = np.zeros_like(analysis.days.dry)
    duration = analysis.duration
    return replace(
        analysis,
        weather=None,
        temperatures=None,
        profile=None,
        extraneous=None,
        direct=[],
        pauses=[],
        days=DryDays(table, none, "debiet", 0),
        duration=replace(
            duration,
            table=duration.table.assign(debiet_droog_m3h=np.nan, grenskosten_eur_gj=np.nan),
            dry_hours=0,
            economic=float("nan"),
            economic_m3h=float("nan"),
        ),
    )


def season():
    """Return a season balance in round numbers: 6000 GJ asked, 4800 direct, 1200 from the storage."""
    demand = np.array([1000, 900, 750, 500, 300, 150, 100, 100, 200, 450, 700, 850.0])
    supply = np.full(12, 600.0)
    direct = np.minimum(demand, supply)
    from_store = demand - direct
    to_store = np.where(supply > demand, supply - demand, 0.0) * from_store.sum() / 0.95 / 2400.0
    stored = np.cumsum(to_store - from_store / 0.95)
    table = pd.DataFrame(
        {
            "maand": np.arange(1, 13), "aanbod_gj": supply, "vraag_gj": demand, "direct_gj": direct,
            "naar_wko_gj": to_store, "regeneratie_gj": 0.0, "uit_wko_gj": from_store, "tekort_gj": 0.0,
            "voorraad_gj": stored - stored.min(),
        }
    )[list(names(SEIZOEN_COLUMNS))]  # fmt: skip
    return SeasonBalance(
        table, float(supply.sum()), float(demand.sum()), float(direct.sum()), float(to_store.sum()), 0.0,
        float(from_store.sum()), 0.0, float(np.ptp(stored)), True, True,
        {"nl": ["In de winter vraagt de wijk meer dan het riool geeft."], "en": ["In winter demand exceeds supply."]},
    )  # fmt: skip
