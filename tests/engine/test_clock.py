"""Dutch clock time: the changes of the clock as they were announced, round trips, and clocks recognised from rows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.clock import changes, dutch, offset, recognise, skipped, to_local, to_utc

HOUR = np.timedelta64(1, "h")


def seconds(*texts):
    return np.array(texts, dtype="datetime64[s]")


def moments(begin, end, minutes):
    return np.arange(np.datetime64(begin, "s"), np.datetime64(end, "s"), np.timedelta64(minutes, "m"))


@pytest.mark.parametrize(
    ("year", "spring", "autumn"),
    [
        # Staatscourant and Directive 2000/84/EC: dates on which the clock was changed in the Netherlands
        (1977, "04-03", "09-25"),
        (1978, "04-02", "10-01"),
        (1979, "04-01", "09-30"),
        (1980, "04-06", "09-28"),
        (1981, "03-29", "09-27"),
        (1995, "03-26", "09-24"),
        (1996, "03-31", "10-27"),
        (2000, "03-26", "10-29"),
        (2016, "03-27", "10-30"),
        (2020, "03-29", "10-25"),
        (2023, "03-26", "10-29"),
        (2024, "03-31", "10-27"),
        (2025, "03-30", "10-26"),
        (2026, "03-29", "10-25"),
    ],
)
def test_the_clock_changes_on_the_known_dates_at_one_hour_utc(year, spring, autumn):
    expected = seconds(f"{year}-{spring}T01:00", f"{year}-{autumn}T01:00")
    assert changes(year, year).tolist() == expected.tolist()


def test_there_is_no_summer_time_before_1977():
    assert changes(1950, 1976).size == 0
    assert (offset(moments("1960-01-01", "1977-04-03T01:00", 60 * 24)) == 3600).all()


def test_the_clock_around_both_changes():
    utc = seconds(
        "2023-03-26T00:59:59", "2023-03-26T01:00:00", "2023-10-29T00:59:59", "2023-10-29T01:00:00", "2023-07-01T12:00"
    )
    local = seconds(
        "2023-03-26T01:59:59", "2023-03-26T03:00:00", "2023-10-29T02:59:59", "2023-10-29T02:00:00", "2023-07-01T14:00"
    )
    assert to_local(utc).tolist() == local.tolist()
    assert dutch(utc)[1].tolist() == [1, 3, 2, 2, 14]


def test_date_hour_and_weekend():
    # 26 March 2023 was a Sunday; 23:30 UTC on Friday 31 March is Saturday on the Dutch clock
    date, hour, weekend = dutch(seconds("2023-03-26T12:00", "2023-03-31T22:30", "2023-03-31T12:00", "2023-01-01T22:59"))
    assert date.astype(str).tolist() == ["2023-03-26", "2023-04-01", "2023-03-31", "2023-01-01"]
    assert hour.tolist() == [14, 0, 14, 23]
    assert weekend.tolist() == [True, True, False, True]


def test_the_other_clocks():
    time = seconds("2023-07-01T12:00")
    assert to_utc(time, "utc").tolist() == time.tolist()
    assert to_utc(time, "wintertijd").tolist() == (time - HOUR).tolist()
    assert to_utc(time, "onbekend").tolist() == (time - HOUR).tolist()
    assert to_utc(time, "lokaal").tolist() == (time - 2 * HOUR).tolist()


@given(
    begin=st.integers(min_value=7 * 365, max_value=60 * 365),
    minutes=st.sampled_from([1, 5, 10, 15, 30, 60]),
    days=st.integers(min_value=1, max_value=400),
    backward=st.booleans(),
)
def test_a_local_series_goes_back_to_the_moments_it_came_from(begin, minutes, days, backward):
    """Every step that a logger keeps makes the doubled hour readable from the order of its rows."""
    utc = (np.datetime64(begin, "D") + np.arange(0, days * 1440, minutes).astype("timedelta64[m]")).astype(
        "datetime64[s]"
    )
    utc = utc[:50_000]
    if backward:
        utc = utc[::-1]
    local = to_local(utc)
    assert (to_utc(local, "lokaal") == utc).all()
    assert not skipped(local).any()


def test_the_doubled_hour_with_rows_that_are_delivered_twice():
    """A double row is no second pass: the clock has to jump back for that."""
    local = seconds(
        *("2023-10-29T01:55", "2023-10-29T02:00", "2023-10-29T02:00", "2023-10-29T02:30"),
        *("2023-10-29T02:00", "2023-10-29T02:30", "2023-10-29T03:00"),
    )
    expected = seconds(
        *("2023-10-28T23:55", "2023-10-29T00:00", "2023-10-29T00:00", "2023-10-29T00:30"),
        *("2023-10-29T01:00", "2023-10-29T01:30", "2023-10-29T02:00"),
    )
    assert to_utc(local, "lokaal").tolist() == expected.tolist()


def test_a_doubled_hour_that_is_there_once_is_summer_time():
    local = seconds("2023-10-29T01:30", "2023-10-29T02:00", "2023-10-29T02:30", "2023-10-29T03:00")
    expected = seconds("2023-10-28T23:30", "2023-10-29T00:00", "2023-10-29T00:30", "2023-10-29T02:00")
    assert to_utc(local, "lokaal").tolist() == expected.tolist()


def test_a_time_that_does_not_exist_is_counted_and_taken_as_winter_time():
    local = seconds("2023-03-26T01:59", "2023-03-26T02:00", "2023-03-26T02:59", "2023-03-26T03:00")
    assert skipped(local).tolist() == [False, True, True, False]
    expected = seconds("2023-03-26T00:59", "2023-03-26T01:00", "2023-03-26T01:59", "2023-03-26T01:00")
    assert to_utc(local, "lokaal").tolist() == expected.tolist()


@pytest.mark.parametrize("minutes", [1, 5, 15, 30, 60])
@pytest.mark.parametrize(("begin", "end"), [("2023-03-20", "2023-04-02"), ("2023-10-20", "2023-11-04")])
def test_a_change_in_the_period_tells_the_clock(minutes, begin, end):
    utc = moments(begin, end, minutes)
    local = recognise(to_local(utc))
    assert (local.clock, local.reason, local.changes) == ("lokaal", "omschakeling_lokaal", 1)
    winter = recognise(utc + HOUR)
    assert (winter.clock, winter.reason, winter.changes) == ("wintertijd", "omschakeling_wintertijd", 1)


def test_without_a_change_in_the_period_the_clock_is_local():
    found = recognise(moments("2023-11-01", "2024-02-01", 15))
    assert (found.clock, found.reason) == ("lokaal", "geen_omschakeling")
    assert recognise(seconds()).reason == "geen_omschakeling"


def test_a_series_with_a_gap_or_long_steps_at_the_change_does_not_tell():
    utc = moments("2023-03-20", "2023-04-02", 15)
    gap = utc[(utc < np.datetime64("2023-03-25T22:00")) | (utc > np.datetime64("2023-03-26T06:00"))]
    assert recognise(gap + HOUR).reason == "onduidelijk"
    assert recognise(moments("2023-03-20", "2023-04-02", 24 * 60)).reason == "onduidelijk"


def test_more_changes_outvote_one_that_says_otherwise():
    """A logger that was set by hand once is still on winter time."""
    utc = moments("2021-01-01", "2023-12-31", 60)
    wall = utc + HOUR
    wall = wall[~skipped(wall) | (wall > np.datetime64("2022-01-01"))]
    found = recognise(wall)
    assert found.clock == "wintertijd"
    assert found.changes == 5


def test_empty_series():
    assert to_utc(seconds(), "lokaal").size == 0
    assert skipped(seconds()).size == 0
    assert dutch(seconds())[0].size == 0
