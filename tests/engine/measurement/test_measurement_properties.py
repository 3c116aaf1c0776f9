"""What holds for any measurement."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from riothermie_kansen.measurement.analysis import analyse
from riothermie_kansen.measurement.cleaning import clean
from riothermie_kansen.measurement.duration import available_flow, full_load_hours
from riothermie_kansen.measurement.hourly import hourly_means
from riothermie_kansen.measurement.rows import in_order
from riothermie_kansen.measurement.snow import rain_and_melt
from tests.engine.measurement.made_series import STANDARD, series, settings, weather


def close_to(value):
    return pytest.approx(value, rel=1e-7, abs=1e-9)


seeds = st.integers(0, 2**32 - 1)
few = hypothesis_settings(max_examples=40)


def made(seed, hours=100):
    """Return times and flows with all that goes wrong: gaps, empty values, zeros, negative and double rows."""
    rng = np.random.default_rng(seed)
    step = int(rng.choice([60, 300, 600, 900, 1800, 3600]))
    n = hours * 3600 // step
    at = np.arange(n) * step + int(rng.integers(0, 3600))
    if rng.random() < 0.5:
        at = at + rng.integers(0, max(step // 3, 1), n)
    flow = 100.0 + 30.0 * np.sin(at / 86400 * 2 * np.pi) + rng.normal(0, 3, n)
    flow[rng.random(n) < 0.01] = np.nan
    for _ in range(int(rng.integers(0, 3))):
        first = int(rng.integers(1, n - 1))
        flow[first : first + int(rng.integers(1, 30))] = 0.0
    keep = rng.random(n) > 0.01
    first = int(rng.integers(1, n))
    keep[first : first + int(rng.integers(0, n // 20 + 1))] = False
    keep[0] = True
    flow[0] = 100.0
    return np.datetime64("2023-01-09", "s") + at[keep].astype("timedelta64[s]"), flow[keep]


def hours_of(time, flow):
    return clean(series(flow, time=time), kentallen=STANDARD)


@few
@given(seeds)
def test_order_of_rows_does_not_matter(seed):
    time, flow = made(seed)
    order = np.random.default_rng(seed + 1).permutation(len(time))
    one, other = hours_of(time, flow), hours_of(time[order], flow[order])
    np.testing.assert_array_equal(one.hourly.flow_m3h, other.hourly.flow_m3h)
    assert one.pauses == other.pauses
    assert one.findings.counts() == other.findings.counts()


@few
@given(seeds)
def test_volume_is_conserved(seed):
    """All hours together hold what the rows hold, when every measured part of an hour counts."""
    time, flow = made(seed)
    measured = series(flow, time=time)
    rows = in_order(measured, kentallen=STANDARD, cancelled=lambda: False).flow
    any_part = STANDARD.replace({"meetreeks.uur_deel": 0.05})
    hourly = hourly_means(rows, None, calendar=True, kentallen=any_part, cancelled=lambda: False)
    first = rows.time[0] // 3600 * 3600
    second = np.zeros(len(hourly.begin) * 3600)
    counts = np.zeros_like(second)
    for begin, hold, value in zip(rows.time - first, rows.hold, rows.value, strict=True):
        if np.isfinite(value):
            second[int(begin) : int(begin + hold)] += value
            counts[int(begin) : int(begin + hold)] += 1
    total, known = second.reshape(-1, 3600).sum(axis=1), counts.reshape(-1, 3600).sum(axis=1)
    enough = known >= 0.05 * 3600
    assert counts.max() == 1
    np.testing.assert_array_equal(np.isfinite(hourly.flow_m3h), enough)
    np.testing.assert_allclose(hourly.flow_m3h[enough] * known[enough], total[enough])


@few
@given(seeds)
def test_removing_rows_changes_no_other_hour(seed):
    """Six hours of rows less: the hours before and after them stay as they are."""
    rng = np.random.default_rng(seed)
    flow = 100.0 + 30.0 * np.sin(np.arange(4 * 100) * 0.3) + rng.normal(0, 3, 400)
    time = np.datetime64("2023-01-09", "s") + np.arange(400) * np.timedelta64(900, "s")
    first = int(rng.integers(4, 370))
    keep = np.ones(400, dtype=bool)
    keep[first : first + 24] = False
    whole, cut = hours_of(time, flow).hourly.flow_m3h, hours_of(time[keep], flow[keep]).hourly.flow_m3h
    touched = np.zeros(100, dtype=bool)
    touched[first // 4 : (first + 23) // 4 + 1] = True
    np.testing.assert_array_equal(whole[~touched], cut[~touched])
    assert np.isnan(cut[(first + 3) // 4 : (first + 24) // 4]).all()


@few
@given(seeds, st.floats(0.01, 1000.0))
def test_results_scale_with_the_unit(seed, factor):
    time, flow = made(seed)
    choices = settings(delta_t=3.0)
    one = analyse(series(flow, time=time), None, settings=choices, kentallen=STANDARD)
    other = analyse(series(flow * factor, time=time), None, settings=choices, kentallen=STANDARD)
    np.testing.assert_allclose(other.hourly.flow_m3h, one.hourly.flow_m3h * factor, rtol=1e-9)
    assert other.days.days == one.days.days
    np.testing.assert_allclose(other.duration.series_hours, one.duration.series_hours, rtol=1e-6, equal_nan=True)
    assert other.stored[0].source_kw == close_to(one.stored[0].source_kw * factor)
    if one.extraneous is not None:
        assert other.profile.minimum_hour == one.profile.minimum_hour
        assert other.extraneous.share == close_to(one.extraneous.share)


@few
@given(st.lists(st.floats(0, 1e4), min_size=1, max_size=200), st.lists(st.floats(0.001, 1.0), min_size=1, max_size=20))
def test_duration_curve_falls_and_is_exact(flow, shares):
    flow, shares = np.array(flow), np.sort(shares)
    found = available_flow(flow, shares)
    assert (np.diff(found) <= 0).all()
    for share, value in zip(shares, found, strict=True):
        assert (flow >= value).mean() >= share - 1e-9
        larger = flow[flow > value]
        assert not len(larger) or (flow >= larger.min()).mean() < share + 1e-9


@few
@given(st.lists(st.floats(0, 1e4), min_size=1, max_size=200))
def test_larger_exchanger_gives_more_heat_in_fewer_hours(flow):
    flow = np.array(flow)
    sizes = np.linspace(1.0, 2e4, 50)
    hours = full_load_hours(flow, sizes)
    assert (hours >= 0).all()
    assert (hours <= 8760 + 1e-6).all()
    assert (np.diff(hours) <= 1e-6).all()
    assert (np.diff(hours * sizes) >= -1e-9 - 1e-6 * np.abs(hours * sizes)[1:]).all()
    np.testing.assert_allclose(hours * sizes, [np.minimum(flow, size).mean() * 8760 for size in sizes], atol=1e-6)


def dry_hours(rain, air, days_after):
    flow = 100.0 + np.arange(24 * 12) % 24
    found = analyse(
        series(flow, start="2023-01-09", clock="wintertijd"),
        weather(rain, start="2023-01-06", air=air),
        settings=settings(days_after=days_after),
        kentallen=STANDARD,
    )
    return found.days


@few
@given(seeds, st.integers(0, 3), st.booleans())
def test_more_rain_never_makes_more_dry_days(seed, days_after, with_air):
    rng = np.random.default_rng(seed)
    rain = np.where(rng.random(24 * 17) < 0.05, rng.gamma(1.0, 1.5, 24 * 17), 0.0)
    air = rng.normal(1.0, 2.0, 24 * 17) if with_air else None
    rain[rng.random(24 * 17) < 0.002] = np.nan
    more = rain + np.where(rng.random(24 * 17) < 0.05, rng.gamma(1.0, 2.0, 24 * 17), 0.0)
    less, lots = dry_hours(rain, air, days_after), dry_hours(more, air, days_after)
    assert (less.dry | ~lots.dry).all()
    longer = dry_hours(rain, air, days_after + 1)
    assert (less.dry | ~longer.dry).all()


@few
@given(seeds)
def test_snow_neither_makes_nor_loses_water(seed):
    """Rain that runs off, melt and what still lies are together what fell; step by step as in the words."""
    rng = np.random.default_rng(seed)
    n = 24 * 30
    fallen = np.where(rng.random(n) < 0.1, rng.gamma(1.0, 2.0, n), 0.0)
    air = rng.normal(0.0, 3.0, n)
    rain, melt, _ = rain_and_melt(weather(fallen, air=air), STANDARD)
    store, melted = 0.0, np.zeros(n)
    for i in range(n):
        if air[i] <= STANDARD.value("droogweer.sneeuw_t"):
            store += fallen[i]
        melted[i] = min(store, STANDARD.value("droogweer.smelt_factor") * max(air[i], 0.0) / 24.0)
        store -= melted[i]
    np.testing.assert_allclose(melt, melted, atol=1e-8)
    np.testing.assert_allclose(rain.sum() + melt.sum() + store, fallen.sum(), atol=1e-6)
