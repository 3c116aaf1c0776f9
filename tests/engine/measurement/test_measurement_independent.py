"""The same numbers worked out by a few lines of pandas on the files themselves, without a line of the engine."""

import io
import re

import numpy as np
import pandas as pd
import pytest

from riothermie_kansen.measurement.analysis import analyse
from riothermie_kansen.readers.measurements import read_measurement
from riothermie_kansen.readers.weather import read_weather
from riothermie_kansen.season.profiles import demand_year
from tests.engine.measurement.made_series import STANDARD, settings


def knmi(path, names):
    """Return a file of KNMI as a table: lines that begin with a number, columns by name."""
    lines = path.read_text(encoding="latin-1").splitlines()
    header = next(line for line in lines if line.lstrip("# ").startswith("STN,"))
    columns = [name.strip() for name in header.lstrip("# ").split(",")]
    body = "\n".join(line for line in lines if re.match(r" *[0-9]{3},[0-9]{8},", line))
    table = pd.read_csv(io.StringIO(body), header=None, skipinitialspace=True).iloc[:, : len(columns)]
    return table.set_axis(columns[: table.shape[1]], axis=1)[["STN", "YYYYMMDD", *names]]


def on_the_clock(begin):
    return begin.dt.tz_localize("UTC").dt.tz_convert("Europe/Amsterdam").dt.tz_localize(None)


def dry_dates(hours):
    """Return the rain per Dutch date and the dry dates, from KNMI hours: begin (UTC), T and rain in mm.

    At most 1.0 mm of rain and melt that day and the day before, or two days before from 10 mm on. Precipitation at 1
    degree or less stays as snow, and melts 3.5 mm per degree and day above zero.
    """
    store, runoff = 0.0, []
    for air, mm in zip(hours["air"], hours["mm"], strict=True):
        snow = mm if air <= 1.0 else 0.0
        melt = min(store + snow, 3.5 * max(air, 0.0) / 24)
        store += snow - melt
        runoff.append(mm - snow + melt)
    date = on_the_clock(hours["begin"]).dt.normalize()
    rain = hours["mm"].groupby(date.to_numpy()).sum()
    wet = pd.Series(runoff).groupby(date.to_numpy()).sum()
    known = date.value_counts().reindex(wet.index) >= 23
    before, two = wet.shift(1), wet.shift(2)
    dry = (wet <= 1.0) & (before <= 1.0) & ~(two >= 10.0) & known & known.shift(1, fill_value=False)
    return rain, set(dry.index[dry])


@pytest.fixture(scope="module")
def hours(shared_data):
    table = knmi(shared_data / "weather_flow" / "uurgeg_260_1991-2000.txt", ["HH", "T", "RH"])
    begin = pd.to_datetime(table["YYYYMMDD"].astype(str)) + pd.to_timedelta(table["HH"] - 1, unit="h")
    mm = table["RH"] / 10.0
    return pd.DataFrame({"begin": begin, "air": table["T"] / 10.0, "mm": mm.where(mm >= 0, 0.025)})


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a file of flow of 2000, per quarter of an hour on the Dutch clock, and the same as a table in UTC."""
    utc = pd.Series(pd.date_range("2000-02-01", "2000-11-15", freq="15min", inclusive="left"))
    local = on_the_clock(utc)
    hour = local.dt.hour + local.dt.minute / 60
    flow = 80 - 45 * np.cos((hour - 3.5) / 12 * np.pi) + 10 * np.cos(np.arange(len(utc)) / 977)
    flow += 60 * (np.arange(len(utc)) % 1931 < 60) + np.random.default_rng(5).normal(0, 2, len(utc))
    ls = (flow / 3.6).round(2)
    path = tmp_path_factory.mktemp("made") / "gemaakt.csv"
    rows = (f"{t};{str(q).replace('.', ',')}\n" for t, q in zip(local.dt.strftime("%d-%m-%Y %H:%M"), ls, strict=True))
    path.write_text("Datum en tijd;Debiet (l/s)\n" + "".join(rows), encoding="utf-8")
    return path, pd.DataFrame({"begin": utc.dt.floor("h"), "flow": ls * 3.6}).groupby("begin", as_index=False).mean()


@pytest.fixture(scope="module", params=["BSM2", "made"])
def case(request, shared_data, made):
    """Return the analysis of a series with the weather of De Bilt in 2000, and its hours: begin (UTC) and flow."""
    folder = shared_data / "weather_flow"
    weather = read_weather(folder / "uurgeg_260_1991-2000.txt", kentallen=STANDARD)
    if request.param == "made":
        path, hourly = made
        measured = read_measurement(path, kentallen=STANDARD)
        assert measured.clock == "lokaal"
    else:
        path = folder / "bsm2_influent_hourly.csv"
        measured = read_measurement(path, start="2000-01-01", clock="wintertijd", kentallen=STANDARD)
        table = pd.read_csv(path)
        begin = pd.date_range("1999-12-31 23:00", periods=len(table), freq="h")
        hourly = pd.DataFrame({"begin": begin, "flow": table["debiet_m3d"] / 24})
    return analyse(measured, weather, settings=settings(), kentallen=STANDARD), hourly


def whole_dry(hourly, hours):
    """Return the hours of the dry days of which 22 hours or more were measured: date, hour of the clock, flow."""
    local = on_the_clock(hourly["begin"])
    table = pd.DataFrame({"date": local.dt.normalize(), "hour": local.dt.hour, "flow": hourly["flow"]})
    full = table.groupby("date")["flow"].size()
    _, dry = dry_dates(hours)
    return table[table["date"].isin(dry & set(full.index[full >= 22]))]


def test_dry_days_and_their_profile(case, hours):
    analysis, hourly = case
    table = whole_dry(hourly, hours)
    mine = analysis.days.table
    ours = set(pd.to_datetime(mine.loc[mine["droog"] == "ja", "datum"], format="%d-%m-%Y"))
    assert ours == set(table["date"])
    assert len(ours) > 50
    mean = table.groupby("hour")["flow"].mean()
    profile = analysis.profile.table
    np.testing.assert_allclose(profile.loc[profile["dagsoort"] == "droog", "debiet_m3h"], mean)
    weekend = table[table["date"].dt.dayofweek >= 5].groupby("hour")["flow"].mean()
    np.testing.assert_allclose(profile.loc[profile["dagsoort"] == "weekend", "debiet_m3h"], weekend)
    assert analysis.profile.minimum_m3h == pytest.approx(mean.min())
    assert analysis.profile.minimum_hour == mean.idxmin()
    assert analysis.profile.day_m3 == pytest.approx(mean.sum())


def test_flow_at_77_percent_and_full_load_hours(case):
    analysis, hourly = case
    flow = np.sort(hourly["flow"].to_numpy())
    # the largest flow that 77 % of the hours reach
    design = max(q for q in flow if (flow >= q).mean() >= 0.77)
    assert analysis.duration.flow_m3h == pytest.approx(design)
    used = np.minimum(flow, design).mean()
    assert analysis.duration.series_hours == pytest.approx(8760 * used / design)
    power = design / 3600 * 1000 * 4.18 * 2
    assert analysis.stored[0].source_kw == pytest.approx(power)
    assert analysis.stored[0].heat_gj == pytest.approx(power * 6000 * 3600 / 1e6 * 0.95 * 4 / 3)
    assert analysis.stored[0].heat_series_gj == pytest.approx(used * 8760 * 4.18 * 2 / 1000 * 0.95 * 4 / 3)


def test_rain_of_the_days_from_hours(case, hours):
    analysis, _ = case
    rain, _ = dry_dates(hours)
    mine = analysis.days.table
    date = pd.to_datetime(mine["datum"], format="%d-%m-%Y")
    inside = (date >= "2000-01-02") & (date <= "2000-12-31")
    np.testing.assert_allclose(mine.loc[inside, "neerslag_mm"], rain.reindex(date[inside]), atol=1e-9)


@pytest.mark.parametrize("name", ["neerslaggeg_DE-BILT_550.txt", "neerslaggeg_ESBEEK_831.txt"])
def test_sums_of_a_rain_station(shared_data, name):
    path = shared_data / "weather_flow" / name
    table = knmi(path, ["RD"])
    mine = read_weather(path, kentallen=STANDARD)
    given = pd.to_numeric(table["RD"], errors="coerce")
    mm = (given / 10.0).where(given != -1, 0.025)
    assert len(mine.begin) == len(table)
    by_month = mm.groupby(table["YYYYMMDD"] // 100).sum()
    # a day of a station ends at 08 UTC on its date
    month = mine.end.astype("datetime64[M]").astype(str)
    ours = pd.Series(mine.rain_mm).groupby(month).sum()
    np.testing.assert_allclose(ours, by_month, atol=1e-9)
    assert by_month.sum() > 100


def test_degree_days_of_de_bilt(shared_data, hours):
    """Weighted degree days of 2000 from the hours: 18 minus the mean of the day (UTC), times 1.1 or 0.8."""
    weather = read_weather(shared_data / "weather_flow" / "uurgeg_260_1991-2000.txt", kentallen=STANDARD)
    year = demand_year(STANDARD, weather=weather, year=2000)
    day = hours.groupby(hours["begin"].dt.normalize())["air"].mean()
    day = day[day.index.year == 2000]
    assert len(day) == 366
    weight = {1: 1.1, 2: 1.1, 3: 1.0, 10: 1.0, 11: 1.1, 12: 1.1}
    factor = np.array([weight.get(month, 0.8) for month in day.index.month])
    expected = ((18 - day).clip(lower=0) * factor).groupby(day.index.month).sum()
    np.testing.assert_allclose(year.degree_days, expected, rtol=1e-9)
    assert 2300 < expected.sum() < 3200
