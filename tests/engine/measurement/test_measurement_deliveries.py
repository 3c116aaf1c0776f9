"""What the analysis makes of series that loggers really deliver: read from text, then analysed."""

import numpy as np
import pandas as pd
import pytest

from riothermie_kansen.errors import InputError
from riothermie_kansen.measurement.analysis import analyse
from riothermie_kansen.readers.measurements import read_measurement
from riothermie_kansen.readers.weather import read_weather
from tests.engine.measurement.made_series import STANDARD, settings

CURVE = np.array(
    [60, 50, 45, 42, 40, 44, 70, 130, 160, 150, 140, 135, 130, 125, 120, 118, 122, 140, 165, 170, 150, 130, 105, 80.0]
)
"""Flow of a dry day by the hour, m3/h."""


def clock(begin="2023-01-09", days=14, step=900):
    return pd.date_range(begin, periods=int(days * 86400 // step), freq=f"{step}s")


def day_flow(time, seed=1):
    """Return flow through the day with some noise, in hundredths."""
    hour = time.hour + time.minute / 60 + time.second / 3600
    noise = 1 + 0.03 * np.random.default_rng(seed).standard_normal(len(time))
    return np.round(np.interp(hour, np.arange(25), np.append(CURVE, CURVE[0])) * noise, 2)


def text(time, flow, head="tijd;debiet (m3/h)", form="%Y-%m-%d %H:%M:%S"):
    return head + "\n" + "".join(f"{t};{q}\n" for t, q in zip(time.strftime(form), flow, strict=True))


def found(tmp_path, content, weather=None, options=None, **choices):
    path = tmp_path / "meting.csv"
    path.write_text(content, encoding="utf-8")
    measured = read_measurement(path, kentallen=STANDARD, **(options or {}))
    return analyse(measured, weather, settings=settings(**choices), kentallen=STANDARD)


def tables(analysis):
    return analysis.days.table, analysis.profile.table, analysis.duration.table


def same(one, other):
    for a, b in zip(tables(one), tables(other), strict=True):
        pd.testing.assert_frame_equal(a, b)


def test_totals_of_days_give_all_but_a_profile(tmp_path):
    """A flow per day says nothing of the hours, so there is no lowest hour; what the year gives still follows."""
    time = clock("2022-01-01", 365, 86400)
    m3d = 2400 + 40.0 * (np.arange(365) * 7 % 31)
    result = found(tmp_path, text(time, m3d, "datum;afvoer (m3/d)", "%d-%m-%Y"))
    assert result.profile is None
    assert result.direct == []
    assert result.findings.count("meting_stap_grof") == 1
    sentence = result.findings.frame(28992).set_index("soort").loc["meting_stap_grof", "tekst"]
    assert sentence.count(".") == 1
    assert "dagprofiel" in sentence
    # every hour has the flow of its day (local days: one of 23 hours, one of 25), so the curve is that of the days
    hours = np.full(365, 24)
    hours[[85, 302]] = 23, 25
    assert [str(time[i].date()) for i in (85, 302)] == ["2022-03-27", "2022-10-30"]
    flow = np.sort(np.repeat(m3d / 24, hours))[::-1]
    assert result.duration.hours == 8760
    assert result.duration.flow_m3h == pytest.approx(flow[int(np.ceil(0.77 * 8760)) - 1])
    assert len(result.stored) >= 1


def test_a_row_per_second_of_one_day_is_too_short(tmp_path):
    time = clock(days=1, step=1)
    with pytest.raises(InputError) as error:
        found(tmp_path, text(time, day_flow(time)))
    assert error.value.key == "measurement_short"


def test_a_row_per_second_of_three_days(tmp_path):
    time = clock(days=3, step=1)
    flow = day_flow(time)
    result = found(tmp_path, text(time, flow))
    hourly = flow.reshape(-1, 3600).mean(axis=1)
    np.testing.assert_allclose(result.hourly.flow_m3h, hourly, rtol=1e-9)
    assert result.profile.minimum_m3h == pytest.approx(hourly.reshape(3, 24).mean(axis=0).min())
    assert result.pauses == []


def test_a_logger_that_writes_when_something_changes(tmp_path):
    """Each value holds until the next one: means of hours are the area under the steps."""
    every = clock(days=10, step=60)
    kept = np.sort(np.random.default_rng(3).choice(len(every), 3000, replace=False))
    time, flow = every[kept], day_flow(every)[kept]
    result = found(tmp_path, text(time, flow))
    minutes = pd.Series(flow, index=time).reindex(pd.date_range(time[0], time[-1], freq="60s")).ffill()
    hourly = minutes[:-1].resample("h").agg(["mean", "size"])
    whole = hourly.index[hourly["size"] == 60]
    at = (
        (whole - pd.Timestamp(result.hourly.begin[0]).floor("h") - pd.Timedelta(hours=1)) / pd.Timedelta(hours=1)
    ).astype(int)
    gaps = [pause for pause in result.pauses if pause.kind == "gat"]
    assert len(gaps) <= 3
    mine = result.hourly.flow_m3h[at]
    touched = np.zeros(len(mine), dtype=bool)
    for gap in gaps:
        begin, end = (np.datetime64(moment, "s") + np.timedelta64(3600, "s") for moment in (gap.begin, gap.end))
        hours = whole.to_numpy().astype("datetime64[s]")
        touched |= (hours + np.timedelta64(3600, "s") > begin) & (hours < end)
    np.testing.assert_allclose(mine[~touched], hourly.loc[whole, "mean"].to_numpy()[~touched], rtol=1e-9)


def test_a_month_without_a_temperature(tmp_path):
    time = clock(days=62)
    flow = day_flow(time)
    warm = np.where(np.arange(len(time)) < 31 * 96, "12.4", "")
    both = [f"{q};{t}" for q, t in zip(flow, warm, strict=True)]
    result = found(tmp_path, text(time, both, "tijd;debiet (m3/h);temp (°C)"))
    known = ~np.isnan(result.hourly.temperature_c)
    assert known.sum() == 31 * 24
    assert set(np.round(result.hourly.temperature_c[known], 9)) == {12.4}
    assert not np.isnan(result.hourly.flow_m3h).any()
    assert result.temperatures.minimum_c == pytest.approx(12.4)
    assert len(result.temperatures.weeks) == 5
    without = found(tmp_path, text(time, flow))
    assert result.profile.minimum_m3h == without.profile.minimum_m3h


def test_codes_of_sensors_are_as_empty_cells(tmp_path):
    time = clock()
    flow = day_flow(time).astype(object)
    coded, empty = flow.copy(), flow.copy()
    for row, code in ((9, -9999), (333, "Bad"), (334, "1E+30"), (335, -32768), (700, 65535), (901, "NaN")):
        coded[row], empty[row] = code, ""
    same(found(tmp_path, text(time, coded)), found(tmp_path, text(time, empty)))


def test_a_low_flow_in_hundredths(tmp_path):
    """0.02 to 0.14 l/s in steps of 0.01: equal values for hours are its resolution, not a meter that is stuck."""
    time = clock(days=21, step=300)
    ls = np.round(np.interp(time.hour + time.minute / 60, np.arange(25), np.append(CURVE, CURVE[0])) / 1200, 2)
    result = found(tmp_path, text(time, ls, "tijd;debiet (l/s)"))
    assert result.pauses == []
    assert result.profile.minimum_m3h == pytest.approx(3.6 * ls[:288].reshape(24, 12).mean(axis=1).min())


def test_a_pressure_main_that_carries_all_or_nothing(tmp_path):
    time = clock(days=14, step=60)
    on = np.arange(len(time)) // 7 % 3 == 0
    result = found(tmp_path, text(time, np.where(on, 42, 0), "tijd;debiet (l/s)"))
    assert [pause for pause in result.pauses if pause.kind in ("nul", "vast")] == []
    np.testing.assert_allclose(result.hourly.flow_m3h, 151.2 * on.reshape(-1, 60).mean(axis=1))
    assert result.pumping.cycling
    assert result.pumping.starts_per_day == pytest.approx(1440 / 21, rel=0.02)
    # it stands in the log too: means of hours hide the pump
    assert result.pumping.words["nl"] in result.notes


def test_backflow_is_not_counted_as_flow(tmp_path):
    time = clock()
    flow = day_flow(time)
    flow[100:105], flow[700] = -3.0, -20.0
    result = found(tmp_path, text(time, flow))
    kinds = [(pause.kind, pause.rows) for pause in result.pauses]
    assert kinds == [("negatief", 5), ("negatief", 1)]
    expected = np.where(flow < 0, np.nan, flow).reshape(-1, 4)
    known = (~np.isnan(expected)).sum(axis=1) >= 4 * STANDARD.value("meetreeks.uur_deel")
    np.testing.assert_allclose(result.hourly.flow_m3h[known], np.nanmean(expected[known], axis=1))
    assert np.isnan(result.hourly.flow_m3h[~known]).all()


@pytest.mark.parametrize("how", ["no rows", "empty cells"])
def test_a_day_of_outage_is_not_filled_in(tmp_path, how):
    time = clock()
    flow = day_flow(time).astype(object)
    out = slice(5 * 96, 6 * 96 + 40)
    if how == "no rows":
        kept = np.ones(len(time), dtype=bool)
        kept[out] = False
        result = found(tmp_path, text(time[kept], flow[kept]))
    else:
        flow[out] = ""
        result = found(tmp_path, text(time, flow))
    assert [pause.kind for pause in result.pauses] == ["gat" if how == "no rows" else "leeg"]
    assert np.flatnonzero(np.isnan(result.hourly.flow_m3h)).tolist() == list(range(120, 154))
    days = result.days.table.set_index("datum")
    assert days.loc["14-01-2023", "uren"] == 0
    assert days.loc[["14-01-2023", "15-01-2023"], "droog"].to_list() == ["nee", "nee"]
    assert days.loc[["14-01-2023", "15-01-2023"], "volume_m3"].isna().all()
    assert days.loc["13-01-2023", "volume_m3"] > 0


def test_two_exports_that_overlap(tmp_path):
    """The rows of the overlap count once, and are told."""
    time = clock()
    flow = day_flow(time)
    whole = found(tmp_path, text(time, flow))
    twice = found(tmp_path, text(time[:900], flow[:900]) + text(time[700:], flow[700:]))
    same(whole, twice)
    assert twice.findings.count("meting_dubbel") == 1
    assert "200 rijen" in twice.findings.frame(28992).set_index("soort").loc["meting_dubbel", "tekst"]


def local(time):
    """Return UTC on the Dutch clock."""
    return time.tz_localize("UTC").tz_convert("Europe/Amsterdam").tz_localize(None)


@pytest.mark.parametrize("begin", ["2023-03-19", "2023-10-22"])
@pytest.mark.parametrize("step", [900, 3600])
def test_one_series_on_four_clocks(tmp_path, begin, step):
    """Local time, the same with the newest row first, winter time, UTC and an offset: one answer."""
    time = clock(begin, 15, step)
    flow = day_flow(local(time))
    utc = found(tmp_path, text(time, flow), options={"clock": "utc"})
    same(utc, found(tmp_path, text(time, flow, form="%Y-%m-%dT%H:%M:%SZ")))
    winter = found(tmp_path, text(time + pd.Timedelta(hours=1), flow))
    assert winter.measured.clock == "wintertijd"
    same(utc, winter)
    wall = found(tmp_path, text(local(time), flow))
    assert wall.measured.clock == "lokaal"
    same(utc, wall)
    same(utc, found(tmp_path, text(local(time)[::-1], flow[::-1])))
    # the lowest hour is the one on the clock
    assert utc.profile.minimum_hour == (4 if step == 3600 else 3)


def test_leap_day(tmp_path):
    time = clock("2024-02-20", 14)
    result = found(tmp_path, text(time, day_flow(time)))
    dates = result.days.table["datum"].to_list()
    assert dates[8:11] == ["28-02-2024", "29-02-2024", "01-03-2024"]
    assert (result.days.table["uren"] == 24).all()


def test_three_years(tmp_path):
    time = clock("2021-01-01", 1096, 3600)
    result = found(tmp_path, text(time, day_flow(time)))
    assert result.duration.hours == 1096 * 24
    assert result.findings.count("meting_extrapolatie") == 0
    assert any("alle maanden" in note for note in result.notes)


def test_rain_without_a_value_is_said(tmp_path):
    """A KNMI file in which the column RH is empty has no day that could be dry."""
    path = tmp_path / "etmgeg_260.txt"
    days = "".join(f"260,202301{d:02d},{d},     \n" for d in range(1, 32))
    path.write_text("STN,YYYYMMDD,TG,RH\n" + days, encoding="utf-8")
    weather = read_weather(path, kentallen=STANDARD)
    time = clock()
    with pytest.raises(InputError) as error:
        found(tmp_path, text(time, day_flow(time)), weather)
    assert error.value.key == "measurement_rain_empty"
