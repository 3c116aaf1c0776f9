"""Short intervals of weather put together per hour: nothing is lost, nothing crosses an hour, a gap or the unknown."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.measurement.series import Measured
from riothermie_kansen.readers.weather import MANY, weather_of
from riothermie_kansen.readers.weather_hours import HOUR_S, per_hour

PIECES = st.lists(
    st.tuples(
        st.integers(1, 5000),  # how long it lasts
        st.sampled_from((0, 0, 0, 60, 7200)),  # gap before it
        st.sampled_from((0.0, 0.2, 1.5, np.nan)),
        st.sampled_from((-1.0, 4.0, np.nan)),
    ),
    min_size=1,
    max_size=60,
)


def intervals(pieces):
    begin, end, now = [], [], 86_400 * 365
    for lasting, gap, *_ in pieces:
        begin.append(now + gap)
        now += gap + lasting
        end.append(now)
    rain, air = (np.array([piece[i] for piece in pieces]) for i in (2, 3))
    return np.array(begin), np.array(end), rain, air


def seconds_per_hour(begin, end, use):
    """Return the seconds that intervals cover in each hour, one interval after the other."""
    found = {}
    for b, e in zip(begin[use], end[use], strict=True):
        for hour in range(int(b // HOUR_S), int((e - 1) // HOUR_S) + 1):
            inside = min(e, (hour + 1) * HOUR_S) - max(b, hour * HOUR_S)
            found[hour] = found.get(hour, 0) + int(inside)
    return found


@given(PIECES)
def test_totals_and_known_time_of_every_hour_stay(pieces):
    begin, end, rain, air = intervals(pieces)
    b, e, r, a = per_hour(begin, end, rain, air)
    assert np.nansum(r) == pytest.approx(np.nansum(rain))
    for values, merged in ((rain, r), (air, a)):
        assert seconds_per_hour(b, e, ~np.isnan(merged)) == seconds_per_hour(begin, end, ~np.isnan(values))
        assert seconds_per_hour(b, e, np.isnan(merged)) == seconds_per_hour(begin, end, np.isnan(values))
    assert np.nansum(a * (e - b)) == pytest.approx(np.nansum(air * (end - begin)))
    assert (b[1:] >= e[:-1]).all()
    whole = (end - 1) // HOUR_S == begin // HOUR_S
    crossing = (e - 1) // HOUR_S != b // HOUR_S
    assert crossing.sum() == (~whole).sum()


def test_five_minutes_become_hours():
    begin = np.arange(24) * 300
    b, e, r, a = per_hour(begin, begin + 300, np.full(24, 0.1), None)
    assert b.tolist() == [0, 3600]
    assert e.tolist() == [3600, 7200]
    assert r == pytest.approx([1.2, 1.2])
    assert a is None


def test_rain_column_of_many_rows_gives_hours():
    n = MANY + 1441
    time = np.datetime64("2023-01-01T00:00:10", "s") + (np.arange(n) * 10).astype("timedelta64[s]")
    rain = np.where(np.arange(n) % 360 == 0, 0.3, 0.0)
    measured = Measured(time[::-1], np.ones(n), None, None, rain[::-1], "utc", "m3/h", "reeks", n)
    weather = weather_of(measured)
    assert len(weather.begin) == -(-n * 10 // 3600)
    assert weather.rain_mm[:-1] == pytest.approx(np.full(len(weather.begin) - 1, 0.3))
    assert weather.begin[0] == np.datetime64("2023-01-01T00:00:00")
    assert (weather.begin[1:] == weather.end[:-1]).all()
