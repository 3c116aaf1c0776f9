"""Cross-sections against hand values: circle, egg and rectangle."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.sewer.sections import CIRCLE, EGG, RECTANGLE, Sections, sections_of

N = 0.013


def one(shape, width, height):
    return Sections(np.array([height]), np.array([width]), np.array([shape]))


def at(section, depth):
    return [float(value[0]) for value in section.at(np.array([depth]))]


def manning(section, depth, slope):
    area, radius, _ = at(section, depth)
    return area * radius ** (2 / 3) * math.sqrt(slope) / N


def test_a_full_circle():
    area, radius, width = at(one(CIRCLE, 0.6, 0.6), 0.6)
    assert area == pytest.approx(math.pi * 0.09, rel=1e-4)
    assert radius == pytest.approx(0.15, rel=1e-4)
    assert width == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("relative", [0.1, 0.25, 0.5, 0.81, 0.9375])
def test_a_part_full_circle_follows_the_formula_with_the_angle(relative):
    angle = 2 * math.acos(1 - 2 * relative)
    area, radius, width = at(one(CIRCLE, 0.4, 0.4), relative * 0.4)
    assert area == pytest.approx(0.4**2 / 8 * (angle - math.sin(angle)), rel=1e-3)
    assert radius == pytest.approx(0.4 / 4 * (1 - math.sin(angle) / angle), rel=1e-3)
    assert width == pytest.approx(0.4 * math.sin(angle / 2), rel=2e-3)


def test_a_full_egg_has_the_printed_area_and_radius():
    # standard egg 2:3 (DIN 4263): A = 1.1485 B2, R = 0.2897 B
    area, radius, _ = at(one(EGG, 0.6, 0.9), 0.9)
    assert area == pytest.approx(1.1485 * 0.36, rel=2e-4)
    assert radius == pytest.approx(0.2897 * 0.6, rel=5e-4)


def test_an_egg_filled_to_two_thirds_has_the_printed_area_and_radius():
    # Chow (1959): at 2/3 of the height A = 0.7558 B2, R = 0.3157 B, and the width is B
    area, radius, width = at(one(EGG, 0.8, 1.2), 0.8)
    assert area == pytest.approx(0.7558 * 0.64, rel=1e-3)
    assert radius == pytest.approx(0.3157 * 0.8, rel=2e-3)
    assert width == pytest.approx(0.8, rel=1e-4)


def test_a_rectangle_is_exact():
    area, radius, width = at(one(RECTANGLE, 1.5, 1.0), 0.3)
    assert (area, radius, width) == pytest.approx((0.45, 0.45 / 2.1, 1.5), rel=1e-12)


@pytest.mark.parametrize(("shape", "height"), [(CIRCLE, 0.5), (EGG, 0.75), (RECTANGLE, 0.4)])
def test_depth_never_leaves_the_pipe(shape, height):
    section = one(shape, 0.5, height)
    assert at(section, -1.0)[0] == 0.0
    assert at(section, 99.0) == at(section, height)


def test_full_flow_of_a_300_mm_pipe_at_1_in_300():
    # hand: A = 0.070686, R = 0.075, Q = 0.070686 x 0.075^(2/3) x sqrt(1/300) / 0.013 = 0.05582 m3/s
    assert manning(one(CIRCLE, 0.3, 0.3), 0.3, 1 / 300) == pytest.approx(0.05582, rel=1e-3)


@given(
    shape=st.sampled_from([CIRCLE, EGG, RECTANGLE]),
    width=st.floats(0.15, 3.0),
    relative=st.floats(0.01, 0.85),
    slope=st.floats(1e-5, 0.2),
)
def test_normal_depth_is_the_inverse_of_manning(shape, width, relative, slope):
    section = one(shape, width, {CIRCLE: width, EGG: 1.5 * width, RECTANGLE: 0.7 * width}[shape])
    depth = relative * float(section.height[0])
    flow = manning(section, depth, slope)
    assert section.normal_depth(np.array([flow]), np.array([slope]), N)[0] == pytest.approx(depth, rel=5e-3)


@pytest.mark.parametrize(("shape", "height"), [(CIRCLE, 0.3), (EGG, 0.45), (RECTANGLE, 0.3)])
def test_a_flow_that_does_not_fit_fills_the_pipe(shape, height):
    section = one(shape, 0.3, height)
    depth = float(section.normal_depth(np.array([5.0]), np.array([0.001]), N)[0])
    assert 0.9 * height < depth <= height
    assert float(section.critical_depth(np.array([5.0]))[0]) >= 0.95 * height


@pytest.mark.parametrize(("shape", "height"), [(CIRCLE, 0.5), (EGG, 0.75), (RECTANGLE, 0.5)])
@pytest.mark.parametrize("relative", [0.2, 0.4, 0.6, 0.8])
def test_at_critical_depth_the_froude_number_is_1(shape, height, relative):
    section = one(shape, 0.5, height)
    area, _, width = at(section, relative * height)
    flow = area * math.sqrt(9.81 * area / width)
    assert section.critical_depth(np.array([flow]))[0] == pytest.approx(relative * height, rel=1e-3)


def test_critical_depth_between_the_steps_stays_close():
    section = one(CIRCLE, 1.0, 1.0)
    depths = np.linspace(0.1, 0.9, 81)
    areas, _, widths = (np.array(v) for v in zip(*(at(section, y) for y in depths), strict=True))
    flows = areas * np.sqrt(9.81 * areas / widths)
    found = Sections(np.ones(81), np.ones(81), np.zeros(81, dtype=np.int64)).critical_depth(flows)
    assert np.abs(found - depths).max() < 0.005


@pytest.mark.parametrize(("shape", "height"), [(CIRCLE, 0.4), (EGG, 0.6), (RECTANGLE, 0.4)])
def test_wave_celerity_is_the_derivative_of_flow_to_area(shape, height):
    section, slope, depth = one(shape, 0.4, height), 1 / 400, 0.15
    (a0, _, _), (a1, _, _) = at(section, depth - 0.01), at(section, depth + 0.01)
    expected = (manning(section, depth + 0.01, slope) - manning(section, depth - 0.01, slope)) / (a1 - a0)
    flow = np.array([manning(section, depth, slope)])
    assert section.wave_speed(flow, np.array([slope]), N)[0] == pytest.approx(expected, rel=0.02)


def test_a_wide_channel_has_a_wave_of_five_thirds_of_the_velocity():
    section, slope = one(RECTANGLE, 100.0, 3.0), 1 / 1000
    flow = manning(section, 0.5, slope)
    speed = section.wave_speed(np.array([flow]), np.array([slope]), N)[0]
    assert speed == pytest.approx(5 / 3 * flow / 50.0, rel=0.03)


def test_shapes_and_unknown_sizes_of_the_schema():
    shape = np.array(["Rond", "Eivormig", "Rechthoekig", "Eivormig", "Muil", "", "Rond"], dtype=object)
    width = np.array([300.0, 600.0, 1000.0, 400.0, 500.0, np.nan, -1.0])
    height = np.array([np.nan, np.nan, 800.0, 650.0, 400.0, np.nan, 0.0])
    sections = sections_of(width, height, shape, 250.0)
    assert sections.shape.tolist() == [CIRCLE, EGG, RECTANGLE, EGG, CIRCLE, CIRCLE, CIRCLE]
    assert sections.width == pytest.approx([0.3, 0.6, 1.0, 0.4, 0.5, 0.25, 0.25])
    assert sections.height == pytest.approx([0.3, 0.9, 0.8, 0.65, 0.4, 0.25, 0.25])


def test_no_pipes_at_all():
    nothing = np.zeros(0)
    sections = sections_of(nothing, nothing, np.zeros(0, dtype=object), 300.0)
    assert [len(v) for v in sections.at(nothing)] == [0, 0, 0]
    assert len(sections.normal_depth(nothing, nothing, N)) == 0
    assert len(sections.critical_depth(nothing)) == 0


@given(shape=st.sampled_from([CIRCLE, EGG, RECTANGLE]), relative=st.lists(st.floats(0, 1), min_size=2, max_size=20))
def test_more_depth_is_more_area(shape, relative):
    depth = np.sort(np.array(relative)) * 0.9
    n = len(depth)
    sections = Sections(np.full(n, 0.9), np.full(n, 0.6), np.full(n, shape))
    area, radius, width = sections.at(depth)
    assert (np.diff(area) >= 0).all()
    assert (radius >= 0).all()
    assert (width >= 0).all()
