"""Metres and loops that a building needs, against the figures of the sources and sums by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.errors import InputError
from riothermie_kansen.subsurface.boreholes.loop_length import (
    ENERGIE,
    GEEN,
    VERMOGEN,
    dwellings_per_loop,
    loops_needed,
    split,
)

STANDARD = kentallen.load()


def need(load=8.0, heat=0.0, cool=0.0, **changed):
    given_ = {"w_per_m": 40.0, "depth_m": 150.0, "cop": 4.0, "kentallen": STANDARD} | changed
    return loops_needed(load, heat, cool, **given_)


def test_eight_kilowatt_with_cop_four_and_forty_watt_per_metre_asks_150_m():
    one = need()
    assert one.ground_kw[0] == pytest.approx(6.0)
    assert one.metres[0] == pytest.approx(150.0)
    assert (one.loops[0], one.loop_m[0], one.governed[0]) == (1, pytest.approx(150.0), VERMOGEN)


def test_a_dwelling_asks_100_to_150_m_and_500_m_serves_three_or_four():
    # 5.5 to 8 kW at 40 W/m: what the Q&A calls 100 to 150 m per dwelling
    metres = need(np.array([5.5, 6.7, 8.0]), heat=np.array([30.0, 36.0, 40.0])).metres
    assert ((metres >= 100.0) & (metres <= 150.0)).all()
    np.testing.assert_array_equal(dwellings_per_loop(500.0, [150.0, 125.0]), [3, 4])
    np.testing.assert_array_equal(dwellings_per_loop([500.0, 100.0, 500.0], [500.0, 125.0, 0.0]), [1, 0, 0])


def test_energy_governs_when_a_small_pump_runs_long():
    # 60 GJ with COP 4 draws 45 GJ = 12500 kWh; 40 W/m in 1800 h gives 72 kWh/m
    one = need(4.0, heat=60.0)
    assert one.metres_energy[0] == pytest.approx(12500.0 / 72.0)
    assert one.metres_power[0] == pytest.approx(75.0)
    assert one.governed[0] == ENERGIE
    assert one.loops[0] == 2
    assert one.loop_m[0] == pytest.approx(12500.0 / 144.0)


def test_cold_brings_heat_back():
    one = need(4.0, heat=60.0, cool=20.0)
    assert one.net_gj[0] == pytest.approx(45.0 - 20.0)
    assert one.metres_energy[0] == pytest.approx(25.0 / 3.6e-3 / 72.0)
    more = need(4.0, heat=60.0, cool=100.0)
    assert more.net_gj[0] == pytest.approx(-55.0)
    assert more.metres_energy[0] == 0.0
    half = need(4.0, heat=60.0, cool=20.0, kentallen=STANDARD.replace({"bodem.regeneratie": 0.5}))
    assert half.back_gj[0] == pytest.approx(10.0)


def test_what_is_missing_follows_from_full_load_hours():
    both = need(np.array([np.nan, 5.0, np.nan]), heat=np.array([36.0, np.nan, np.nan]), full_load_hours=2000.0)
    np.testing.assert_allclose(both.load_kw, [5.0, 5.0, 0.0])
    np.testing.assert_allclose(both.heat_gj, [36.0, 36.0, 0.0])
    assert both.derived.tolist() == [True, True, False]
    assert both.governed.tolist() == [ENERGIE, ENERGIE, GEEN]
    assert both.loops[2] == 0
    assert np.isnan(both.loop_m[2])
    usual = need(np.array([5.0]), heat=np.array([np.nan]))
    assert usual.governed[0] == VERMOGEN, "full-load hours of the yield: power and energy ask the same"


def test_depth_that_is_too_small_too_large_or_not_told():
    found = need(depth_m=np.array([20.0, 50.0, 900.0, np.nan]), load=np.array([8.0, 8.0, 40.0, 16.0]))
    np.testing.assert_array_equal(found.loops, [-1, 3, 2, 2])
    np.testing.assert_allclose(found.loop_m, [np.nan, 50.0, 375.0, 150.0])


def test_a_very_small_need_still_asks_a_loop_of_some_depth():
    count, each = split([2.0, 0.0], [100.0, 100.0], kentallen=STANDARD)
    assert count.tolist() == [1, 0]
    assert each[0] == STANDARD.value("bodem.diepte_minst")


@pytest.mark.parametrize(
    ("name", "wrong", "words"),
    [
        ("load", -1.0, "cannot ask -1 kW"),
        ("heat", -5.0, "-5 GJ of heat"),
        ("cool", -5.0, "-5 GJ of cold"),
        ("w_per_m", 0.0, "0 W per metre"),
        ("w_per_m", np.nan, "W per metre"),
        ("depth_m", -3.0, "-3 m deep"),
        ("cop", 1.0, "COP of 1"),
        ("full_load_hours", 0.0, "full-load hours"),
        ("load", np.inf, "kW"),
    ],
)
def test_figures_that_cannot_be_are_refused(name, wrong, words):
    with pytest.raises(InputError, match=words):
        need(**{name: wrong})


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0.0, 300.0), st.floats(0.0, 900.0), st.floats(0.0, 400.0)), min_size=1, max_size=12),
    st.floats(15.0, 70.0),
    st.floats(30.0, 500.0),
)
def test_loops_suffice_and_one_less_would_not(rows, yield_w, depth):
    load, heat, cool = np.array(rows).T
    found = need(load, heat, cool, w_per_m=yield_w, depth_m=depth)
    asked = found.metres > 0.0
    assert (found.loops[asked] * depth >= found.metres[asked] * (1 - 1e-9)).all()
    assert ((found.loops[asked] - 1) * depth < found.metres[asked]).all()
    assert (found.loop_m[asked] <= depth * (1 + 1e-9)).all()
    assert (found.loops[~asked] == 0).all()
    assert (found.metres >= found.metres_power).all()
    more = need(load + 1.0, heat + 1.0, cool, w_per_m=yield_w, depth_m=depth)
    assert (more.metres >= found.metres).all()
    back = need(load[::-1], heat[::-1], cool[::-1], w_per_m=yield_w, depth_m=depth)
    np.testing.assert_array_equal(back.loops[::-1], found.loops)
