"""Yield, conductivity and temperature of the ground along a loop, against sums by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.errors import InputError
from riothermie_kansen.readers.geotop import read_voxels
from riothermie_kansen.subsurface.boreholes.soil import SOORTEN, specific_yield
from tests.engine.subsurface.made_heat import stack, voxels

STANDARD = kentallen.load()
W = {soil: STANDARD.value(f"bodem.opbrengst_{soil}") for soil in SOORTEN}
LAMBDA = {soil: STANDARD.value(f"bodem.geleiding_{soil}") for soil in SOORTEN}
WATER = STANDARD.value("bodem.grondwaterstand")
KINDS = ("zand", "klei", "veen", "bruinkool", "complex", "kalksteen", "antropogeen", "onbekend")


def of(stack_=None, voxels_=None, depth=100.0, n=1, **changed):
    values = STANDARD.replace({f"bodem.{name}": value for name, value in changed.items()})
    return specific_yield(stack_, voxels_, np.zeros((n, 2)), depth, kentallen=values)


def test_without_data_the_table_counts():
    soil = of(n=3)
    np.testing.assert_array_equal(soil.w_per_m, [40.0] * 3)
    np.testing.assert_array_equal(soil.known, [0.0] * 3)
    assert soil.source.tolist() == ["onbekende grond (tabel)"] * 3
    assert soil.findings.count() == 0
    assert "overal is 40 W per meter lus aangenomen" in soil.notes[0]


def test_units_weigh_by_thickness_and_dry_sand_gives_less():
    # surface at +2: 20 m of sand of which 1.5 m dry, then clay to the end of the loop at 100 m
    soil = of(stack([("zand", 2.0, -18.0), ("klei", -18.0, -300.0)], 2.0))
    assert soil.w_per_m[0] == pytest.approx((1.5 * W["droog"] + 18.5 * W["zand"] + 80.0 * W["klei"]) / 100.0)
    assert soil.conductivity[0] == pytest.approx(
        (1.5 * LAMBDA["droog"] + 18.5 * LAMBDA["zand"] + 80 * LAMBDA["klei"]) / 100
    )
    assert soil.known[0] == pytest.approx(1.0)
    assert soil.source[0] == "REGIS II"


def test_what_is_above_the_surface_or_below_the_loop_does_not_count():
    high = of(stack([("klei", 30.0, -200.0)], 10.0), depth=50.0)
    assert high.w_per_m[0] == pytest.approx(W["klei"])
    assert high.known[0] == pytest.approx(1.0)


def test_geotop_counts_above_regis():
    # voxels of clay over the upper 10 m, units of sand everywhere: clay 0-10 m, sand 10-100 m
    both = of(stack([("zand", 0.0, -500.0)], 0.0), voxels([[2] * 20], -10.0, 0.0))
    assert both.w_per_m[0] == pytest.approx(0.1 * W["klei"] + 0.9 * W["zand"])
    assert both.source[0] == "GeoTOP en REGIS II"


def test_unknown_voxels_leave_room_for_the_table():
    # of 100 m only the upper 60 m are known (voxels of 5 m)
    soil = of(None, voxels([[-1] * 8 + [2] * 12], -100.0, 0.0, size=5.0))
    assert soil.known[0] == pytest.approx(0.6)
    assert soil.w_per_m[0] == pytest.approx(0.6 * W["klei"] + 0.4 * W["onbekend"])
    assert soil.source[0] == "GeoTOP, deels onbekend"


def test_little_known_counts_for_what_it_is_and_is_said():
    # upper 10 m of 100 m are clay; at the other place nothing is known
    found = of(None, voxels([[2] * 20, [-1] * 20], -10.0, 0.0), n=2)
    np.testing.assert_allclose(found.known, [0.1, 0.0])
    np.testing.assert_allclose(found.w_per_m, [0.1 * W["klei"] + 0.9 * W["onbekend"], W["onbekend"]])
    assert found.source.tolist() == ["GeoTOP, deels onbekend", "onbekende grond (tabel)"]
    assert found.findings.count("bodem_onbekend") == 1
    assert "Op 2 van 2 plaatsen is minder dan 50 %" in found.findings.frame(None)["tekst"].iloc[0]


def test_complex_units_and_made_ground():
    soil = of(stack([("antropogeen", 0.0, -20.0), ("complex", -20.0, -400.0)], 0.0))
    assert soil.known[0] == pytest.approx(0.8)
    assert soil.w_per_m[0] == pytest.approx(0.2 * W["onbekend"] + 0.8 * W["leem"])


def test_units_that_overlap_do_not_make_the_loop_longer():
    soil = of(stack([("klei", 0.0, -300.0), ("veen", 0.0, -300.0)], 0.0))
    assert soil.w_per_m[0] == pytest.approx(0.5 * (W["klei"] + W["veen"]))
    assert soil.known[0] == 1.0


def test_surface_from_the_highest_unit_where_it_is_not_told():
    soil = of(stack([("klei", -5.0, -400.0)], np.nan))
    assert soil.w_per_m[0] == pytest.approx(W["klei"])


def test_yield_stays_within_what_is_usual():
    soil = of(stack([("veen", 0.0, -300.0)], 0.0), opbrengst_veen=12.0, opbrengst_laag=20.0)
    assert soil.w_per_m[0] == 20.0


def test_temperature_rises_below_the_start_of_the_gradient():
    soil = of(depth=np.array([100.0, 150.0, 250.0]), n=3)
    # 250 m: from 150 m on 0.03 K/m, so (250 - 150)^2 x 0.03 / 2 over 250 m
    np.testing.assert_allclose(soil.temperature, [10.5, 10.5, 10.5 + 0.03 * 100.0**2 / 500.0])


def test_no_depth_is_the_usual_depth_and_a_wrong_one_is_refused():
    assert of(depth=np.nan).depth_m[0] == STANDARD.value("bodem.diepte_standaard")
    for wrong in (0.0, -10.0, np.inf):
        with pytest.raises(InputError, match="give a depth above 0"):
            of(depth=wrong)


def test_ground_of_other_places_is_refused():
    with pytest.raises(InputError, match="2 places"):
        of(stack([("zand", 0.0, -9.0)], 0.0, n=2), n=3)


def test_one_ground_for_an_area_weighs_by_depth():
    soil = of(stack([("klei", 0.0, -600.0)], 0.0, n=2), depth=np.array([100.0, 300.0]), n=2)
    assert soil.ground().conductivity == pytest.approx(LAMBDA["klei"])
    assert soil.ground().diffusivity == pytest.approx(1.7 / 2.5e6)
    mixed = of(stack([("klei", 0.0, [-600.0, 0.0])], 0.0, n=2), depth=np.array([100.0, 300.0]), n=2)
    assert mixed.ground().conductivity == pytest.approx((100 * LAMBDA["klei"] + 300 * LAMBDA["onbekend"]) / 400)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(KINDS), st.floats(0.5, 80.0)), min_size=1, max_size=8),
    st.floats(20.0, 400.0),
    st.floats(-30.0, 60.0),
)
def test_every_metre_counts_once(units, depth, surface):
    """Against a count of every decimetre, by another road."""
    top, rows = surface, []
    for kind, thick in units:
        rows.append((kind, top, top - thick))
        top -= thick
    soil = of(stack(rows, surface), depth=depth)
    middle = (np.arange(int(depth * 10)) + 0.5) * depth / int(depth * 10)
    total, known = 0.0, 0
    for at in middle:
        kind = next((k for k, above, below in rows if above >= surface - at > below), "onbekend")
        name = {"complex": "leem", "antropogeen": "onbekend"}.get(kind, kind)
        known += name != "onbekend"
        total += W["droog"] if name == "zand" and at < WATER else W[name]
    expected = np.clip(total / len(middle), 20.0, 60.0)
    assert soil.w_per_m[0] == pytest.approx(expected, abs=1.0)
    assert soil.known[0] == pytest.approx(known / len(middle), abs=0.02)
    assert 20.0 <= soil.w_per_m[0] <= 60.0


def test_real_voxels_against_a_count_by_hand(shared_data):
    """GeoTOP near Utrecht: every voxel of half a metre within 40 m, with the soil that its lithoclass stands for."""
    x, y = np.meshgrid(np.arange(136000.0, 144000.0, 500.0), np.arange(455050.0, 456500.0, 100.0))
    xy = np.stack([x.ravel(), y.ravel()], axis=1)
    read = read_voxels(shared_data / "subsurface" / "geotop_usp.nc", xy, kentallen=STANDARD)
    soil = specific_yield(None, read, xy, 40.0, kentallen=STANDARD)
    inside = np.flatnonzero(read.covered)
    assert len(inside) >= 20
    names = {1: "veen", 2: "klei", 3: "leem", 5: "zand", 6: "zand", 7: "zand", 8: "grind"}
    for place in inside:
        total, left = 0.0, 40.0
        for code, low, high in zip(read.lithoclass[place], read.z_bottom_m, read.z_top_m, strict=True):
            above, below = read.surface_m[place] - high, min(read.surface_m[place] - low, 40.0)
            if code not in names or below <= above:
                continue
            for tenth in np.arange(above, below - 0.01, 0.1):
                dry = names[code] in ("zand", "grind") and tenth + 0.05 < WATER
                total += 0.1 * W["droog" if dry else names[code]]
                left -= 0.1
        assert soil.w_per_m[place] == pytest.approx((total + left * W["onbekend"]) / 40.0, abs=0.05)
    assert soil.known[inside].min() > 0.9
    assert W["klei"] < np.median(soil.w_per_m[inside]) <= W["zand"]
    np.testing.assert_array_equal(soil.w_per_m[~read.covered], W["onbekend"])
