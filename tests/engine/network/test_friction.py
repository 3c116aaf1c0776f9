"""Water and friction: against IAPWS, a manufacturer's table, published capacities and Colebrook-White itself."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.errors import InputError
from riothermie_kansen.network.fluid import Fluid, brine, fluid_between, water
from riothermie_kansen.network.friction import (
    LAMINAR,
    TURBULENT,
    flow_at_gradient,
    friction_factor,
    largest_flow,
    pressure_gradient,
    velocity,
)

STANDARD = kentallen.load()

# IAPWS-95 and the IAPWS formulation 2008 for viscosity, 0.1 MPa: °C, kg/m3, J/(kg K), mPa s
IAPWS = (
    (0.01, 999.84, 4219.9, 1.7914),
    (10.0, 999.70, 4195.5, 1.3059),
    (20.0, 998.21, 4184.4, 1.0016),
    (40.0, 992.22, 4179.6, 0.6527),
    (60.0, 983.20, 4185.1, 0.4660),
    (80.0, 971.79, 4196.9, 0.3540),
)

# outer diameter and wall mm, l/s, Pa/m: a manufacturer's table for SDR 11 with water of 80 °C
MANUFACTURER = (
    (63, 5.8, 1.0, 44.1),
    (50, 4.6, 0.60, 53.5),
    (32, 2.9, 0.40, 219.6),
    (90, 8.2, 5.0, 145.1),
    (110, 10.0, 7.0, 100.9),
    (125, 11.4, 10.0, 104.7),
)

# PE100 SDR17, 12 °C, k 0.01 mm: inner mm; m/s and l/s at 100 Pa/m; at 150 Pa/m; kW with 4 and 6 K at both
PE = (
    (55.4, (0.68, 1.64, 28, 41), (0.86, 2.06, 35, 52)),
    (66.0, (0.77, 2.63, 44, 66), (0.96, 3.30, 55, 83)),
    (79.2, (0.87, 4.30, 72, 108), (1.09, 5.38, 90, 135)),
    (96.8, (1.00, 7.35, 123, 185), (1.25, 9.20, 154, 231)),
    (110.2, (1.09, 10.4, 174, 261), (1.36, 13.0, 218, 327)),
    (141.0, (1.29, 20.1, 336, 504), (1.61, 25.1, 420, 630)),
    (176.2, (1.49, 36.3, 608, 912), (1.86, 45.3, 759, 1138)),
    (220.4, (1.72, 65.7, 1101, 1652), (2.15, 82.0, 1373, 2059)),
    (277.6, (2.00, 121, 2029, 3043), (2.49, 151, 2526, 3790)),
)

# steel EN 253, water of 60 °C, k 0.1 mm, 30 K: inner mm; kW at 100, 150 and 250 Pa/m
STEEL = (
    (28.5, 34, 42, 55),
    (37.2, 69, 86, 112),
    (43.1, 103, 127, 165),
    (54.5, 192, 236, 308),
    (70.3, 376, 464, 603),
    (82.5, 575, 709, 921),
    (107.1, 1146, 1411, 1832),
    (132.5, 2008, 2472, 3206),
    (160.3, 3315, 4078, 5288),
    (210.1, 6747, 8294, 10749),
    (263.0, 12157, 14938, 19351),
    (312.7, 19127, 23496, 30427),
)


@pytest.mark.parametrize(("celsius", "density", "capacity", "viscosity"), IAPWS)
def test_water_is_that_of_iapws(celsius, density, capacity, viscosity):
    fluid = water(celsius)
    assert fluid.density == pytest.approx(density, rel=2e-5)
    assert fluid.heat_capacity == pytest.approx(capacity, rel=1e-3)
    assert 1000 * fluid.viscosity == pytest.approx(viscosity, rel=3e-4)


@pytest.mark.parametrize("celsius", [-1.0, 110.5, math.nan])
def test_water_is_liquid(celsius):
    with pytest.raises(InputError, match="°C"):
        water(celsius)


def test_a_network_that_could_freeze_is_filled_with_brine():
    mixture = fluid_between(2.0, -1.0, STANDARD)
    assert mixture == brine(STANDARD) == Fluid(965.0, 4450.0, 5e-3, "brine")
    assert fluid_between(8.0, 3.9, STANDARD).name == "brine"
    assert fluid_between(8.0, 4.0, STANDARD) == water(6.0)
    with pytest.raises(InputError):
        fluid_between(120.0, 60.0, STANDARD)


@pytest.mark.parametrize(("outer", "wall", "flow", "pa_m"), MANUFACTURER)
def test_manufacturer_table(outer, wall, flow, pa_m):
    fluid = Fluid(density=971.98, heat_capacity=4195.0, viscosity=3.51e-4)
    assert pressure_gradient(flow, outer - 2 * wall, 0.007, fluid) == pytest.approx(pa_m, rel=1e-3)
    # with our own water of 80 °C, viscosity 0.9 % higher
    assert pressure_gradient(flow, outer - 2 * wall, 0.007, water(80.0)) == pytest.approx(pa_m, rel=5e-3)


def test_velocity_of_the_manufacturer_table():
    assert velocity([1.0, 5.0], [51.4, 73.6]).round(2).tolist() == [0.48, 1.18]


@pytest.mark.parametrize(("inner", "soft", "steep"), PE)
def test_capacity_of_pe(inner, soft, steep):
    fluid = water(12.0)
    for pa_m, (speed, flow, four, six) in ((100.0, soft), (150.0, steep)):
        own = float(flow_at_gradient(inner, 0.01, fluid, pa_m))
        assert own == pytest.approx(flow, rel=1e-3, abs=0.5 if flow > 100 else 0.05)
        assert float(velocity(own, inner)) == pytest.approx(speed, abs=0.0101)
        assert own * fluid.kw_per_ls_k * 4 == pytest.approx(four, rel=1e-3, abs=0.6)
        assert own * fluid.kw_per_ls_k * 6 == pytest.approx(six, rel=1e-3, abs=0.6)


@pytest.mark.parametrize(("inner", "at_100", "at_150", "at_250"), STEEL)
def test_capacity_of_steel(inner, at_100, at_150, at_250):
    fluid = water(60.0)
    power = flow_at_gradient(inner, 0.1, fluid, [100.0, 150.0, 250.0]) * fluid.kw_per_ls_k * 30
    assert power.tolist() == pytest.approx([at_100, at_150, at_250], rel=0.005, abs=0.7)


@given(st.floats(TURBULENT, 1e8), st.floats(0.0, 0.05))
def test_colebrook_white_to_the_last_digits(reynolds, rough):
    y = 1.0 / math.sqrt(float(friction_factor(reynolds, rough)))
    assert y == pytest.approx(-2.0 * math.log10(rough / 3.7 + 2.51 * y / reynolds), rel=1e-13)


def test_laminar_flow_is_poiseuille():
    fluid = Fluid(965.0, 4450.0, 5e-3)
    inner, flow = 0.0326, 0.1e-3
    exact = 128.0 * fluid.viscosity * flow / (math.pi * inner**4)
    assert float(pressure_gradient(0.1, 32.6, 0.01, fluid)) == pytest.approx(exact, rel=1e-12)


def test_no_flow_takes_no_pressure():
    assert pressure_gradient([0.0, 1.0], 50.0, 0.01, water(12.0))[0] == 0.0


@pytest.mark.parametrize("rough", [0.0, 1e-3, 0.05])
def test_pressure_is_smooth_and_grows_between_laminar_and_turbulent(rough):
    reynolds = np.geomspace(LAMINAR / 2, TURBULENT * 2, 4001)
    drop = friction_factor(reynolds, rough) * reynolds**2
    slope = np.diff(np.log(drop)) / np.diff(np.log(reynolds))
    assert (slope > 0.99).all()
    assert np.abs(np.diff(slope)).max() < 0.02


@given(
    inner=st.floats(10.0, 1200.0),
    rough=st.floats(0.0, 1.0),
    pa_m=st.floats(0.01, 5000.0),
    fluid=st.sampled_from([water(5.0), water(60.0), brine(STANDARD)]),
)
def test_flow_at_a_gradient_is_the_inverse(inner, rough, pa_m, fluid):
    flow = flow_at_gradient(inner, rough, fluid, pa_m)
    assert float(pressure_gradient(flow, inner, rough, fluid)) == pytest.approx(pa_m, rel=1e-9)


@given(inner=st.floats(10.0, 1200.0), pa_m=st.floats(1.0, 1000.0), fastest=st.floats(0.1, 5.0))
def test_largest_flow_keeps_to_both_limits_and_reaches_one(inner, pa_m, fastest):
    fluid = water(12.0)
    flow = largest_flow(inner, 0.01, fluid, pa_m, fastest)
    shares = float(velocity(flow, inner)) / fastest, float(pressure_gradient(flow, inner, 0.01, fluid)) / pa_m
    assert max(shares) == pytest.approx(1.0, rel=1e-9)


def test_cold_water_loses_more_than_hot_water():
    # at equal flow in PE: 27-31 % more at 12 than at 80 °C
    cold, hot = (pressure_gradient([1.0, 5.0, 20.0], [51.4, 90.0, 147.2], 0.01, water(t)) for t in (12.0, 80.0))
    assert (cold / hot - 1.0).tolist() == pytest.approx([0.3, 0.3, 0.3], abs=0.05)
