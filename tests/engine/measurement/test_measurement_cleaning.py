"""Rows as delivered to hours: order, double rows, gaps, zeros, stuck and negative values, temperatures, clocks."""

import numpy as np
import pytest

from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.measurement.cleaning import clean
from riothermie_kansen.measurement.series import Measured
from tests.engine.measurement.made_series import STANDARD, series


def cleaned(measured, **changes):
    return clean(measured, kentallen=STANDARD.replace(changes))


def quarters(flow):
    return series(flow, step=900)


def kinds(found):
    return [(pause.kind, pause.rows) for pause in found.pauses]


def wave(hours, per_hour=4, mean=100.0):
    """Return a flow that never repeats a value, `per_hour` rows per hour."""
    n = hours * per_hour
    return mean + 20.0 * np.sin(np.arange(n) * 0.37) + 1e-3 * np.arange(n)


def utc(text):
    return np.datetime64(text, "s")


def test_hours_are_weighted_by_time():
    """The value of 00:50 holds until 01:10: 10 minutes of it count in the first hour, 10 in the second."""
    flow = np.append([10.0, 40.0, 100.0], wave(60, 1))
    time = [utc("2023-01-09T00:00"), utc("2023-01-09T00:50"), utc("2023-01-09T01:10")]
    time += list(utc("2023-01-09T02:00") + np.arange(60) * np.timedelta64(3600, "s"))
    found = cleaned(series(flow, time=time))
    assert found.hourly.flow_m3h[0] == pytest.approx((50 * 10 + 10 * 40) / 60)
    assert found.hourly.flow_m3h[1] == pytest.approx((10 * 40 + 50 * 100) / 60)
    assert found.pauses == []


def test_dutch_clock_and_weekend():
    """Friday 24 March 2023 until Monday: the clock goes ahead on Sunday, which has 23 hours."""
    found = cleaned(series(wave(96, 1), start="2023-03-23T23:00"))
    hourly = found.hourly
    assert str(hourly.date[0]) == "2023-03-24"
    assert hourly.hour[0] == 0
    sunday = hourly.date == np.datetime64("2023-03-26")
    assert list(hourly.hour[sunday]) == [0, 1, *range(3, 24)]
    assert sorted({str(day) for day in hourly.date[hourly.weekend]}) == ["2023-03-25", "2023-03-26"]


def test_autumn_hour_is_no_double_row():
    """29 October 2023 on the local clock: 02:00 comes twice, 25 hours, nothing double and no gap."""
    local = ["00:00", "01:00", "02:00", "02:00", *[f"{hour:02d}:00" for hour in range(3, 24)]]
    time = [utc(f"2023-10-29T{text}") for text in local]
    time += list(utc("2023-10-30T00:00") + np.arange(48) * np.timedelta64(3600, "s"))
    flow = wave(len(time), 1)
    found = cleaned(series(flow, time=time, clock="lokaal"))
    assert (found.hourly.date == np.datetime64("2023-10-29")).sum() == 25
    np.testing.assert_allclose(found.hourly.flow_m3h, flow)
    assert found.findings.count() == 0


def test_days_without_a_date_have_no_weekend():
    found = cleaned(series(wave(72, 1), start="2001-01-01", clock="onbekend"))
    assert not found.hourly.calendar
    assert not found.hourly.weekend.any()
    assert list(found.hourly.hour[:25]) == [*range(24), 0]


def test_double_rows_and_double_moments():
    flow = wave(50)
    time = utc("2023-01-09") + np.arange(len(flow)) * np.timedelta64(900, "s")
    again = [0, 0, 5, 7]
    values = np.concatenate([flow, [flow[0], np.nan, flow[5], 500.0]])
    found = cleaned(series(values, time=np.concatenate([time, time[again]])))
    plain = cleaned(series(flow, time=time))
    np.testing.assert_array_equal(found.hourly.flow_m3h, plain.hourly.flow_m3h)
    assert found.findings.counts() == {"meting_dubbel": 1, "meting_dubbele_tijd": 1}
    texts = list(found.findings.frame(None)["tekst"])
    assert texts[0].startswith("3 rijen")
    assert "09-01-2023 02:45" in texts[1]


def test_empty_row_before_a_value_at_the_same_moment_is_no_conflict():
    flow = wave(50)
    time = utc("2023-01-09") + np.arange(len(flow)) * np.timedelta64(900, "s")
    both = np.concatenate([[np.nan], flow]), np.concatenate([time[:1], time])
    found = cleaned(series(both[0], time=both[1]))
    assert found.hourly.flow_m3h[0] == pytest.approx(flow[:4].mean())
    assert found.findings.counts() == {"meting_dubbel": 1}


def test_times_without_seconds_are_averaged():
    """A row per ten seconds, written in whole minutes: the mean of the six counts."""
    flow = 100.0 + np.arange(6 * 60 * 49) % 6
    time = utc("2023-01-09") + (np.arange(len(flow)) // 6) * np.timedelta64(60, "s")
    found = cleaned(series(flow, time=time))
    np.testing.assert_allclose(found.hourly.flow_m3h, 102.5)
    assert found.findings.counts() == {"meting_tijd_grof": 1, "meting_constant": 1}


def test_gap_is_listed_and_not_filled():
    """Rows of 03:00 until 07:45 are gone: the row of 02:45 keeps its own quarter of an hour."""
    flow = wave(72)
    keep = np.ones(len(flow), dtype=bool)
    keep[12:32] = False
    time = utc("2023-01-09") + np.arange(len(flow)) * np.timedelta64(900, "s")
    found = cleaned(series(flow[keep], time=time[keep]))
    assert kinds(found) == [("gat", 0)]
    gap = found.pauses[0]
    assert (gap.begin, gap.end) == (utc("2023-01-09T03:00"), utc("2023-01-09T08:00"))
    assert np.isnan(found.hourly.flow_m3h[3:8]).all()
    expected = flow.reshape(-1, 4).mean(axis=1)
    expected[3:8] = np.nan
    np.testing.assert_allclose(found.hourly.flow_m3h, expected)
    assert "5,0 h" in found.findings.frame(None)["tekst"].iloc[0]


def test_one_missing_row_is_no_gap():
    flow = wave(72)
    keep = np.arange(len(flow)) != 13
    time = utc("2023-01-09") + np.arange(len(flow)) * np.timedelta64(900, "s")
    found = cleaned(series(flow[keep], time=time[keep]))
    assert found.pauses == []
    assert found.hourly.flow_m3h[3] == pytest.approx((2 * flow[12] + flow[14] + flow[15]) / 4)


def test_hour_needs_enough_of_it():
    """Of an hour with 30 minutes measured there is no value, of one with 45 there is."""
    flow = wave(72)
    flow[4:6] = np.nan
    flow[8] = np.nan
    found = cleaned(quarters(flow))
    assert np.isnan(found.hourly.flow_m3h[1])
    assert found.hourly.flow_m3h[2] == pytest.approx(flow[9:12].mean())
    assert kinds(found) == [("leeg", 2), ("leeg", 1)]


def test_logger_that_writes_on_change():
    """Steps of 1 to 40 minutes: each value holds until the next row and nothing is a gap."""
    rng = np.random.default_rng(4)
    step = rng.integers(60, 2400, 400)
    time = utc("2023-01-09") + np.append(0, np.cumsum(step))[:-1].astype("timedelta64[s]")
    flow = 50.0 + rng.random(400)
    found = cleaned(series(flow, time=time))
    assert not found.flow.regular
    assert found.pauses == []
    whole = int(step[:-1].sum() // 3600) * 3600
    edges = np.append(0, np.cumsum(step))
    volume = sum(f * max(min(e, whole) - b, 0) for f, b, e in zip(flow, edges[:-1], edges[1:], strict=True))
    assert found.hourly.flow_m3h[: whole // 3600].sum() * 3600 == pytest.approx(volume)


def test_negative_values_are_unknown_and_noise_is_zero():
    flow = wave(72)
    flow[20:23] = -30.0
    flow[38:43] = [20.0, 5.0, -0.2, 5.0, 20.0]
    found = cleaned(quarters(flow))
    assert kinds(found) == [("negatief", 3)]
    assert found.flow.value[40] == 0.0
    assert any("ruis" in text for text in found.notes)
    assert np.isnan(found.flow.value[20:23]).all()


def test_too_many_negative_values():
    flow = wave(72)
    flow[::10] = -30.0
    with pytest.raises(InputError) as error:
        cleaned(quarters(flow))
    assert error.value.key == "measurement_negative"
    assert "10 %" in error.value.text("nl")


def test_short_zeros_amid_flow_are_a_fault_of_the_meter():
    """Half an hour of zero once in three days between 100 m3/h: unknown. Zero for five hours: it stands still."""
    flow = wave(96)
    flow[30:32] = 0.0
    flow[200:220] = 0.0
    found = cleaned(quarters(flow))
    assert kinds(found) == [("nul", 2)]
    assert found.hourly.flow_m3h[50:55] == pytest.approx(np.zeros(5))
    assert found.hourly.still[50:55] == pytest.approx(np.ones(5))
    assert np.isnan(found.hourly.flow_m3h[7])


def test_zeros_after_a_falling_flow_are_kept():
    flow = wave(96)
    flow[28:35] = [40.0, 15.0, 0.0, 0.0, 5.0, 30.0, 60.0]
    assert cleaned(quarters(flow)).pauses == []


def test_pump_that_goes_on_and_off_is_no_fault():
    """A quarter of an hour off in every two: the zeros are the regime and stay."""
    flow = wave(96)
    flow[4::8] = 0.0
    found = cleaned(quarters(flow))
    assert found.pauses == []
    assert found.hourly.flow_m3h[1] == pytest.approx(flow[4:8].mean())
    assert any("pomp" in text for text in found.notes)


def test_stuck_meter():
    flow = np.round(wave(96), 1)
    flow[100:130] = 104.3
    found = cleaned(quarters(flow))
    assert kinds(found) == [("vast", 30)]
    assert found.pauses[0].begin == utc("2023-01-10T01:00")
    assert found.pauses[0].end == utc("2023-01-10T08:30")


def test_coarse_rounding_is_not_stuck():
    """In whole steps of 10 m3/h values stay equal for hours: that is rounding."""
    flow = np.round(100.0 + 60.0 * np.sin(np.arange(14 * 96) / 96 * 2 * np.pi), -1)
    run = np.diff(np.flatnonzero(np.append(True, np.diff(flow) != 0)))
    assert run.max() >= 9
    slow = np.repeat(flow, 3)  # the longest runs are 7 hours
    assert cleaned(quarters(slow)).pauses == []
    few = np.round(2.0 + np.sin(np.arange(28 * 96) / 96 * np.pi))  # 1, 2 or 3 steps of the meter
    assert cleaned(quarters(few)).pauses == []


def test_constant_flow_is_not_stuck():
    """A meter that has one value only cannot be told from a constant flow: it stays."""
    assert cleaned(quarters(np.full(4 * 96, 100.0))).pauses == []


def test_codes_of_the_temperature_sensor():
    temperature = np.full(96, 12.0)
    temperature[[3, 5, 8]] = [85.0, -127.0, 0.0]
    found = cleaned(series(wave(96, 1), temperature=temperature))
    assert np.isnan(found.hourly.temperature_c[[3, 5, 8]]).all()
    assert np.isfinite(found.hourly.flow_m3h).all()
    assert "3 temperaturen" in found.findings.frame(None)["tekst"].iloc[0]


def test_temperature_has_a_step_of_its_own():
    """Flow per minute, temperature per quarter of an hour in the same rows: both have every hour."""
    flow = wave(60, 60)
    warm = np.full(len(flow), np.nan)
    warm[::15] = 10.0 + np.arange(240) % 4
    found = cleaned(series(flow, step=60, temperature=warm))
    np.testing.assert_allclose(found.hourly.temperature_c, 11.5)
    np.testing.assert_allclose(found.hourly.flow_m3h, flow.reshape(-1, 60).mean(axis=1))
    assert found.pauses == []


def test_rows_with_only_a_temperature_do_not_interrupt_the_flow():
    """Temperature every five minutes, flow every quarter of an hour."""
    flow = np.full(12 * 60, np.nan)
    flow[::3] = wave(60)
    warm = np.full(len(flow), 12.0)
    found = cleaned(series(flow, step=300, temperature=warm))
    np.testing.assert_allclose(found.hourly.flow_m3h, wave(60).reshape(-1, 4).mean(axis=1))
    assert found.hourly.step_s == 900
    assert found.pauses == []
    assert any("eigen stap" in text for text in found.notes)


def test_flow_that_fails_while_the_temperature_goes_on():
    flow = wave(60)
    flow[40:60] = np.nan
    found = cleaned(series(flow, step=900, temperature=12.0))
    assert kinds(found) == [("leeg", 20)]
    assert np.isfinite(found.hourly.temperature_c).all()


def test_stuck_for_most_of_the_time():
    flow = np.round(wave(24 * 10), 1)
    flow[200:900] = 104.3
    assert kinds(cleaned(quarters(flow))) == [("vast", 700)]


@pytest.mark.parametrize(
    ("flow", "key"),
    [
        (np.full(30, 10.0), "measurement_short"),
        (np.zeros(96), "measurement_zero"),
        (np.full(96, np.nan), "measurement_no_values"),
        (np.full(96, -5.0), "measurement_negative"),
        (np.empty(0), "measurement_empty"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(flow, key):
    with pytest.raises(InputError) as error:
        cleaned(series(flow))
    assert error.value.key == key
    for language in ("nl", "en"):
        assert "{" not in error.value.text(language)
        assert "reeks" in error.value.text(language)


def test_impossible_years():
    flow = wave(60, 1)
    time = utc("2023-01-09") + np.arange(60) * np.timedelta64(3600, "s")
    time[-1] = utc("9023-01-09")
    with pytest.raises(InputError) as error:
        cleaned(series(flow, time=time))
    assert error.value.key == "measurement_years"


def test_many_pauses_are_all_kept_and_told_together():
    flow = wave(24 * 30)
    flow[2::8] = np.nan
    found = cleaned(quarters(flow), **{"meetreeks.meldingen_max": 10})
    assert len(found.pauses) == 360
    assert found.findings.counts() == {"meting_leeg": 10, "meting_leeg_rest": 1}
    assert "350 kortere" in found.findings.frame(None)["tekst"].iloc[-1]


def test_cancel():
    with pytest.raises(CancelledError):
        clean(series(wave(72)), kentallen=STANDARD, cancelled=lambda: True)


def test_infinite_values_are_unknown():
    flow = wave(72, 1)
    flow[10] = np.inf
    measured = series(flow)
    found = cleaned(Measured(measured.time, flow, None, None, None, "utc", "m3/h", "x", len(flow)))
    assert np.isnan(found.hourly.flow_m3h[10])
    assert kinds(found) == [("leeg", 1)]


def test_a_flow_that_never_changes_is_told():
    found = clean(series(np.full(72, 33.0)), kentallen=STANDARD)
    assert found.findings.count("meting_constant") == 1
    assert np.isfinite(found.hourly.flow_m3h).all()
    other = np.full(72, 33.0)
    other[40] = 34.0
    assert clean(series(other), kentallen=STANDARD).findings.count("meting_constant") == 0
