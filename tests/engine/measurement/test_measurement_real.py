"""The influent of the benchmark plant BSM2 with weather of De Bilt, through the readers."""

import numpy as np
import pandas as pd
import pytest

from riothermie_kansen.errors import InputError
from riothermie_kansen.measurement.analysis import analyse
from riothermie_kansen.readers.measurements import read_measurement
from riothermie_kansen.readers.weather import read_weather
from tests.engine.measurement.made_series import STANDARD, settings


@pytest.fixture(scope="module")
def files(shared_data):
    folder = shared_data / "weather_flow"
    return folder / "bsm2_influent_hourly.csv", folder / "uurgeg_260_1991-2000.txt", folder


@pytest.fixture(scope="module")
def table(files):
    return pd.read_csv(files[0])


@pytest.fixture(scope="module")
def undated(files):
    return analyse(read_measurement(files[0], kentallen=STANDARD), None, settings=settings(), kentallen=STANDARD)


@pytest.fixture(scope="module")
def dated(files):
    measured = read_measurement(files[0], start="2000-01-01", kentallen=STANDARD)
    weather = read_weather(files[1], kentallen=STANDARD)
    return analyse(measured, weather, settings=settings(rwzi_share=1.0), kentallen=STANDARD)


def test_hours_are_those_of_the_file(undated, table):
    """An hourly file in m3/d: the hours are its rows over 24."""
    assert undated.hourly.step_s == 3600
    np.testing.assert_allclose(undated.hourly.flow_m3h, table["debiet_m3d"] / 24.0)
    np.testing.assert_allclose(undated.hourly.temperature_c, table["temperatuur_c"])
    assert undated.pauses == []


def test_without_dates(undated):
    assert undated.days.method == "debiet"
    assert set(undated.profile.table["dagsoort"]) == {"droog"}
    # every day of the week is there, in spite of its quiet weekends
    dry = (undated.days.table["droog"] == "ja").to_numpy()
    by_day = [dry[day::7].mean() for day in range(7)]
    assert min(by_day) > 0.8 * max(by_day)


def test_duration_curve_and_yield_from_the_file(undated, table):
    """Worked out from the file itself."""
    flow = np.sort(table["debiet_m3d"].to_numpy() / 24.0)[::-1]
    design = flow[int(np.ceil(0.77 * len(flow))) - 1]
    assert undated.duration.flow_m3h == pytest.approx(design)
    power = design / 3.6 * 4.18 * 2.0
    assert undated.stored[0].source_kw == pytest.approx(power)
    hours = np.minimum(flow, design).mean() / design * 8760
    assert undated.stored[0].heat_series_gj == pytest.approx(power * hours * 3.6e-3 * 0.95 * 4 / 3)


def test_with_weather_of_2000(dated):
    """Days after 2000 have no rain: they are listed, not taken as dry. The rain of De Bilt is not that of the model."""
    assert dated.days.method == "neerslag"
    table = dated.days.table
    after = pd.to_datetime(table["datum"], format="%d-%m-%Y") >= "2001-01-01"
    assert (table["droog"][after] == "nee").all()
    # the last hour of the series is on a day of its own, which is incomplete before anything else
    assert dated.findings.count("meting_neerslag_onbekend") == int(after.sum()) - 1
    assert dated.findings.count("meting_regen_onzichtbaar") == 1
    assert 100 < dated.days.days < 200
    assert len(dated.profile.table) == 72
    assert dated.temperatures.rwzi_k[2.0] < 2.0


def test_rain_of_the_days_is_that_of_the_file(dated, files):
    """Rain of the hours 23-23 UTC in winter and 22-22 in summer, added up from the file by hand."""
    rows = []
    with files[1].open(encoding="latin-1") as file:
        for line in file:
            part = line.split(",")
            if line.startswith("  260,20000"):
                mm = float(part[13] or "nan") / 10.0
                rows.append((part[1], int(part[2]), mm if mm >= 0 else 0.025))  # -1: less than 0.05 mm
    hourly = {(day, hour): mm for day, hour, mm in rows}
    found = dated.days.table.set_index("datum")["neerslag_mm"]
    # hour 24 of 3 January (23-24 UTC) is the first hour of 4 January on the Dutch clock
    winter = hourly["20000103", 24] + sum(hourly["20000104", hour] for hour in range(1, 24))
    assert found["04-01-2000"] == pytest.approx(winter)
    summer = sum(hourly["20000709", h] for h in (23, 24)) + sum(hourly["20000710", h] for h in range(1, 23))
    assert found["10-07-2000"] == pytest.approx(summer)
    assert winter > 5.0


def test_rain_station_with_days_from_08_to_08(files):
    measured = read_measurement(files[0], start="2000-01-01", kentallen=STANDARD)
    weather = read_weather(files[2] / "neerslaggeg_DE-BILT_550.txt", kentallen=STANDARD)
    found = analyse(measured, weather, settings=settings(), kentallen=STANDARD)
    assert 20 < found.days.days < 400
    assert any("08-08" in text for text in found.notes)


def test_rain_of_another_period_and_without_dates(files):
    weather = read_weather(files[1], kentallen=STANDARD)
    for start, key in (("2010-01-01", "measurement_rain_period"), (None, "measurement_rain_undated")):
        measured = read_measurement(files[0], start=start, kentallen=STANDARD)
        with pytest.raises(InputError) as error:
            analyse(measured, weather, settings=settings(), kentallen=STANDARD)
        assert error.value.key == key
