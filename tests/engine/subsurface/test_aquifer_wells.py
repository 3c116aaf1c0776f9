"""What a well gives, worked out by hand, and how many doublets fit in an area."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon, box

from riothermie_kansen import kentallen as all_kentallen
from riothermie_kansen.subsurface.aquifer.area import doublets_in
from riothermie_kansen.subsurface.aquifer.columns import MATEN
from riothermie_kansen.subsurface.aquifer.wells import infiltration_speed, thermal_radius, wells_in

K = all_kentallen.load()


def wells(kh, thick, depth, kentallen=K):
    return wells_in(*(np.array([value], dtype=float) for value in (kh, thick, depth)), kentallen)


def governed(found):
    return MATEN[int(found.governed[0])]


def test_infiltration_by_hand():
    # 150 m/d: 1000 x sqrt(0.1 / (2 x 2 x 3000)) = 2.8868 m/h; 50 m/d: times (1/3)^0.6 = 0.51728
    assert infiltration_speed(150.0, K) == pytest.approx(2.88675, abs=1e-5)
    assert infiltration_speed(50.0, K) == pytest.approx(2.88675 * 0.517282, rel=1e-5)


def test_a_doublet_by_hand():
    """20 m of sand with 30 m/d: infiltration governs."""
    found = wells(30.0, 20.0, 60.0)
    flow = math.pi * 0.8 * 20.0 * 1000.0 * 0.2**0.6 * math.sqrt(0.1 / 12000.0)
    assert flow == pytest.approx(55.247, abs=0.01)
    assert governed(found) == "infiltratienorm"
    assert found.flow_m3h[0] == pytest.approx(flow)
    # 4.18 MJ/m3K x 5 K = 20.9 MJ/m3
    assert found.power_kw[0] == pytest.approx(flow * 20.9e3 / 3600.0)
    assert found.heat_gj[0] == pytest.approx(flow * 1500.0 * 20.9e-3)
    radius = math.sqrt(4.18 * flow * 1500.0 / (2.5 * math.pi * 20.0))
    assert found.radius_m[0] == pytest.approx(radius)
    assert found.distance_m[0] == pytest.approx(3.0 * radius)
    assert found.per_ha[0] == pytest.approx(10000.0 / (2.0 * 9.0 * radius**2))


def test_abstraction_governs_in_fine_sand():
    """kh / 12 grows faster with kh than kh^0.6: below some kh it is the least."""
    found = wells(2.0, 40.0, 200.0)
    assert governed(found) == "onttrekkingsnorm"
    assert found.flow_m3h[0] == pytest.approx(math.pi * 0.8 * 40.0 * 2.0 / 12.0)


def test_head_governs_in_shallow_thin_sand():
    found = wells(10.0, 10.0, 2.0)
    norm = math.pi * 0.8 * 10.0 * float(infiltration_speed(10.0, K))
    apart = 3.0 * float(thermal_radius(norm * 1500.0, 10.0, K))
    # s = 0.2 m/m x 2 m = 0.4 m; Q = 2 pi kD s / ln(L / r), kD = 100 m2/d
    assert governed(found) == "infiltratiedruk"
    assert found.flow_m3h[0] == pytest.approx(2.0 * math.pi * 100.0 * 0.4 / math.log(apart / 0.4) / 24.0)


def test_never_more_than_the_largest_flow():
    found = wells(100.0, 150.0, 50.0)
    assert governed(found) == "grootste debiet"
    assert found.flow_m3h[0] == 250.0


def test_unknown_conductivity_gives_no_flow():
    found = wells(math.nan, 40.0, 50.0)
    assert found.governed[0] == -1
    for values in (found.flow_m3h, found.power_kw, found.radius_m, found.distance_m, found.per_ha):
        assert np.isnan(values[0])


@given(st.floats(0.5, 150.0), st.floats(1.0, 150.0), st.floats(1.0, 300.0), st.floats(1.05, 3.0))
@settings(max_examples=80, deadline=None)
def test_better_ground_never_gives_less(kh, thick, depth, factor):
    flow = wells(kh, thick, depth).flow_m3h[0]
    assert wells(kh * factor, thick, depth).flow_m3h[0] >= flow * (1 - 1e-9)
    assert wells(kh, thick, depth * factor).flow_m3h[0] >= flow * (1 - 1e-9)


def test_radius_holds_the_heat():
    """The cylinder of ground holds as much heat as the water that made it."""
    radius = float(thermal_radius(90_000.0, 30.0, K))
    assert math.pi * radius**2 * 30.0 * 2.5 == pytest.approx(90_000.0 * 4.18)


@pytest.mark.parametrize(
    ("area", "doublets"),
    [
        (box(0, 0, 300, 300), 8),  # 16 wells: 4 x 4 with the grid shifted by a quarter fits at 99 m
        (box(0, 0, 150, 150), 2),
        (box(0, 0, 110, 10), 1),
        (box(0, 0, 60, 60), 0),  # the diagonal is shorter than the distance
        (Polygon(), 0),
    ],
)
def test_doublets_in_small_areas(area, doublets):
    assert doublets_in(area, 99.0) == doublets


def test_two_parts_hold_what_each_holds_at_least():
    one, other = box(0, 0, 150, 150), box(1000, 1000, 1150, 1150)
    assert doublets_in(shapely.union(one, other), 99.0) >= 2


@given(st.floats(200.0, 3000.0), st.floats(50.0, 250.0))
@settings(max_examples=25, deadline=None)
def test_doublets_stay_under_what_the_ground_could_hold(radius, distance):
    area = Point(155000, 460000).buffer(radius)
    found = doublets_in(area, distance)
    # a square of the distance per well, in the area and half a distance around it
    assert 2 * found * distance**2 <= area.buffer(distance).area
    # and most of what lies well inside is used
    inner = Point(155000, 460000).buffer(max(radius - distance, 0.0)).area
    assert 2 * (found + 1) * distance**2 >= 0.8 * inner - distance**2


@pytest.mark.parametrize("distance", [0.0, math.nan, -1.0])
def test_no_distance_no_doublet(distance):
    assert doublets_in(box(0, 0, 1000, 1000), distance) == 0
