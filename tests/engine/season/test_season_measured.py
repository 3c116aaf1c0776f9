"""The season of a measured sewer."""

import numpy as np
import pytest

from riothermie_kansen import kentallen
from riothermie_kansen.measurement.analysis import analyse
from riothermie_kansen.measurement.results import Settings
from riothermie_kansen.measurement.series import Measured, Weather
from riothermie_kansen.season.measured import month_temperature, season_of_measurement, whole_year

VALUES = kentallen.load()


def measured(flow, first="2022-12-01", temperature=None, clock="wintertijd"):
    """Return hours of flow (m3/h) from a date on."""
    time = np.datetime64(first, "s") + np.timedelta64(1, "h") * np.arange(len(flow))
    warm = None if temperature is None else np.asarray(temperature, float)
    return Measured(time, np.asarray(flow, float), None, warm, None, clock, "m3/h", "gemaakt", len(flow))


def dry(first, days):
    """Return dry weather of 4 degrees, per day."""
    begin = np.datetime64(first, "s") + np.timedelta64(1, "D") * np.arange(days)
    zero = np.zeros(days)
    return Weather(begin, begin + np.timedelta64(1, "D"), zero, zero + 4.0, zero, "droog")


def analysed(series, weather=None, **choices):
    settings = Settings.from_kentallen(VALUES, **choices)
    return analyse(series, weather, settings=settings, kentallen=VALUES)


def test_a_month_of_the_same_day():
    """120 m3/h for 6 hours, 100 for 13, 40 for 5: the design flow is 100, what is above it is not cooled."""
    day = np.repeat([40.0, 100.0, 120.0], [5, 13, 6])
    made = analysed(measured(np.tile(day, 40)), dry("2022-11-30", 45), delta_t=3.0)
    assert made.duration.flow_m3h == pytest.approx(100.0)
    balance = season_of_measurement(made, dwellings=100, weather=made.weather, kentallen=VALUES)
    # 5 x 40 + 19 x 100 = 2100 m3 a day, 4.18 x 3 MJ of each
    assert balance.supply_gj == pytest.approx(2100 * 365 * 12.54e-3)
    assert balance.demand_gj == pytest.approx(100 * 35 * 0.75)
    assert balance.closes


def test_leusden_450_dwellings():
    """170 m3/h 77 % of the time at 3 K: 592 kW, 450 dwellings; here 170 always but for 23 % of the hours at 50."""
    day = np.full(24, 170.0)
    day[1:6] = 50.0
    series = np.tile(day, 35)
    series[: 24 * 35 : 24 * 2] = 50.0  # every other midnight: 5.5 of 24 hours, 23 %
    made = analysed(measured(series), dry("2022-11-30", 40), delta_t=3.0)
    assert made.duration.flow_m3h == pytest.approx(170.0)
    balance = season_of_measurement(made, dwellings=450, weather=None, kentallen=VALUES)
    assert balance.closes
    assert balance.needed
    assert balance.capacity_gj > 1000
    assert "WKO is nodig" in " ".join(balance.words["nl"])
    cooled = season_of_measurement(made, dwellings=450, weather=None, kentallen=VALUES, cooling_gj=450 * 2.0)
    assert cooled.regeneration_gj == pytest.approx(900)
    assert cooled.to_store_gj < balance.to_store_gj


def test_a_measured_year_counts_hour_by_hour():
    """Nothing flows in August: the mean day would not know."""
    hours = np.datetime64("2022-01-01", "h") + np.arange(365 * 24)
    month = hours.astype("datetime64[M]").astype(int) % 12 + 1
    series = np.where(month == 8, 0.0, 90.0)
    made = analysed(measured(series, "2022-01-01"), dry("2021-12-31", 370))
    found = whole_year(made.hourly, VALUES)
    assert found is not None
    assert len(found[0]) == 8760
    balance = season_of_measurement(made, dwellings=50, weather=None, kentallen=VALUES)
    august = balance.table.set_index("maand").loc[8]
    assert august["aanbod_gj"] == pytest.approx(0, abs=1)
    assert august["direct_gj"] == pytest.approx(0, abs=1)
    assert balance.table.set_index("maand").loc[9, "aanbod_gj"] > 400
    assert balance.needed
    assert balance.demand_gj == pytest.approx(50 * 26.25)
    assert balance.table["vraag_gj"].sum() == pytest.approx(50 * 26.25)


def test_temperature_measured_or_table():
    """5.5 degrees in January: 0.5 K is left above the least; the other months keep the table."""
    made = analysed(measured(np.full(24 * 31, 90.0), "2023-01-01", np.full(24 * 31, 5.5)), dry("2022-12-30", 40))
    months = month_temperature(made.hourly, VALUES)
    assert months[0] == pytest.approx(5.5)
    assert months[1:].tolist() == list(VALUES.table("bron.temperatuur_maand"))[1:]
    balance = season_of_measurement(made, dwellings=10, weather=None, kentallen=VALUES)
    supply = balance.table.set_index("maand")["aanbod_gj"]
    assert supply[1] == pytest.approx(supply[3] * 0.5 / made.settings.delta_t)


def test_more_dwellings_never_less_shortage():
    made = analysed(measured(np.tile(np.linspace(20, 60, 24), 30)), dry("2022-11-30", 40))
    lacking = [
        season_of_measurement(made, dwellings=n, weather=None, kentallen=VALUES).shortage_gj for n in (10, 80, 200, 900)
    ]
    assert lacking == sorted(lacking)
    assert lacking[0] == 0 < lacking[-1]
