"""Diameters: against a search in the table by hand, on trees, and at the ends of the table."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.errors import InputError
from riothermie_kansen.network.catalogue import catalogue
from riothermie_kansen.network.friction import pressure_gradient, velocity
from riothermie_kansen.network.loads import Regime, building_loads, design_tree
from riothermie_kansen.network.sizing import REASONS, Sizer, size_velocity
from riothermie_kansen.network.tree import root_tree

STANDARD = kentallen.load()


def sizer(net="mt", values=STANDARD, **options):
    table = catalogue(net, kentallen=values)
    return Sizer.build(table, Regime.from_kentallen(values, net), kentallen=values, **options)


MT, BRON = sizer(), sizer("bronnet")


def by_hand(own, power, service):
    """Return the position of the first size from the smallest allowed that keeps to both limits."""
    table = own.catalogue
    nominal = {False: 32, True: 20} if table.net == "mt" else {False: 63, True: 32}
    for i in range(len(table)):
        flow = power / own.kw_per_ls
        fits = velocity(flow, table.inner_mm[i]) <= own.max_velocity[i] * (1 + 1e-12)
        fits &= pressure_gradient(flow, table.inner_mm[i], table.roughness_mm[i], own.fluid) <= own.pa_m * (1 + 1e-9)
        if fits and table.nominal[i] >= nominal[service]:
            return i
    return None


@given(st.sampled_from([MT, BRON]), st.floats(0.0, 4000.0), st.booleans())
def test_size_is_the_first_in_the_table_that_keeps_to_the_limits(own, power, service):
    sizes = own.size([power], service=[service])
    assert (int(sizes.index[0]), int(sizes.parallel[0])) == (by_hand(own, power, service), 1)
    assert float(own.gradient(sizes)[0]) <= own.pa_m * (1 + 1e-9)
    assert float(own.velocity(sizes)[0]) <= float(own.max_velocity[sizes.index[0]]) * (1 + 1e-9)


def test_power_becomes_flow():
    # 100 kW at 4 K, water of 10 °C: 5.97 l/s; at 30 K, 55 °C: 0.809 l/s
    assert float(BRON.flow_ls(100.0)) == pytest.approx(100 / (4 * 4.192 * 0.9997), rel=1e-3)
    assert float(MT.flow_ls(100.0)) == pytest.approx(100 / (30 * 4.182 * 0.9857), rel=1e-3)


@given(st.sampled_from([MT, BRON]), st.lists(st.floats(0.0, 5e5), min_size=1, max_size=20), st.booleans())
def test_price_is_that_of_the_size_in_all_three_ways(own, powers, service):
    sizes = own.size(powers, service=service)
    expected = own.catalogue.price_eur_m[sizes.index] * sizes.parallel
    assert own.price(powers, service=service).tolist() == pytest.approx(expected.tolist())
    assert [own.price_of(power, service) for power in powers] == pytest.approx(expected.tolist())


@given(st.sampled_from([MT, BRON]), st.lists(st.floats(0.0, 2e5), min_size=2, max_size=30))
def test_sizes_and_prices_never_fall_as_the_power_grows(own, powers):
    powers = sorted(powers)
    sizes = own.size(powers)
    assert (np.diff(sizes.index) >= 0).all()
    assert (np.diff(sizes.parallel) >= 0).all()
    assert (np.diff(own.price(powers)) >= 0).all()


def test_thresholds_are_exact():
    for i, limit in enumerate(MT.largest_kw[:-1]):
        below, above = MT.size([limit, np.nextafter(limit, math.inf)], service=True).index
        assert (below, above) == (max(i, 0), i + 1)
        assert MT.price_of(float(limit), service=True) == MT.catalogue.price_eur_m[i]


def test_beyond_the_table_as_many_pairs_of_the_largest_as_needed():
    largest = float(BRON.largest_kw[-1])
    sizes = BRON.size([largest, 1.0001 * largest, 2 * largest, 2.5 * largest])
    assert sizes.parallel.tolist() == [1, 2, 2, 3]
    assert set(sizes.index) == {len(BRON.catalogue) - 1}
    assert [REASONS[r] for r in sizes.reason[1:]] == ["parallel"] * 3
    assert (BRON.gradient(sizes) <= 100.0 * (1 + 1e-9)).all()
    assert BRON.gradient(sizes)[2] == pytest.approx(100.0)
    half = sizer("bronnet", STANDARD.replace({"kosten_net.parallel_deel": 0.5, "kosten_net.indexering": 2.0}))
    assert half.price_of(2.5 * largest) == pytest.approx(2 * 1574 * (1 + 2 * 0.5))
    assert half.price([2.5 * largest, 1.0]).tolist() == pytest.approx([2 * 1574 * 2.0, 2 * 478.0])


def test_reasons_in_words():
    own = sizer(pa_m=150.0)
    power = [1.0, 1.0, 100.0, 100.0]
    words = own.explain(own.size(power, service=[False, True, False, True]), service=[False, True, False, True])
    # 0.809 l/s: DN 32 has 203.5 Pa/m
    assert words.tolist() == [
        "kleinste maat in de straat",
        "kleinste maat van een aansluitleiding",
        "drukverlies: DN32 zou 204 Pa/m geven, de grens is 150",
        "drukverlies: DN32 zou 204 Pa/m geven, de grens is 150",
    ]
    assert float(pressure_gradient(own.flow_ls(100.0), 37.2, 0.1, own.fluid)) == pytest.approx(203.5, abs=0.5)


def test_velocity_can_decide():
    own = sizer(pa_m=1000.0, max_velocity=1.2)
    sizes = own.size([500.0])
    # 4.04 l/s: 1.73 m/s in DN 50, where 1.10 is allowed; 1.04 in DN 65
    assert own.catalogue.label[sizes.index[0]] == "DN65"
    assert own.explain(sizes)[0] == "snelheid: DN50 zou 1,74 m/s geven, de grens is 1,14"
    assert own.velocity(sizes)[0] == pytest.approx(1.041, abs=0.002)


def test_other_reasons_are_added():
    sizes = MT.size([100.0, 100.0, 1.0])
    words = MT.explain(sizes, single=[True, False, True], fed=[False, True, False])
    assert words[0].endswith("; op het vermogen van de grootste afzonderlijke afnemer")
    assert words[1].endswith("; niet kleiner dan de leiding die erdoor gevoed wordt")
    assert words[2] == "kleinste maat in de straat"
    several = MT.explain(MT.size([2e5]))[0]
    assert several == "3 leidingparen naast elkaar: 1617,1 l/s, en DN500 voert 578,3 l/s"


def test_velocity_limit_of_thermos():
    formula = STANDARD.table("net.snelheid_formule")
    assert size_velocity([54.5, 107.1, 312.7], formula, 3.0).round(2).tolist() == [1.14, 1.6, 2.61]
    assert size_velocity([1200.0, 1.0], formula, 3.0).tolist() == pytest.approx([3.0, 0.3])


def test_smallest_sizes():
    own = sizer(street_min=100, service_min=40)
    assert own.catalogue.label[own.size([1.0, 1.0], service=[False, True]).index].tolist() == ["DN100", "DN40"]
    # a table that ends below it is used to its end
    huge = sizer(street_min=900)
    assert huge.catalogue.label[huge.size([1.0]).index[0]] == "DN500"
    assert REASONS[huge.size([1.0]).reason[0]] == "minimum"


@pytest.mark.parametrize("limits", [{"pa_m": 0.0}, {"pa_m": math.nan}, {"max_velocity": -1.0}])
def test_limits_must_be_more_than_nothing(limits):
    with pytest.raises(InputError, match="must be more than 0"):
        sizer(**limits)


def test_a_rough_large_pipe_does_not_upset_the_order(tmp_path):
    path = tmp_path / "ruw.csv"
    path.write_text(
        "label;binnen_mm;ruwheid_mm;u_serie2_w_mk;prijs_eur_m\nA;50;0,01;0,2;100\nB;51;20;0,2;110\nC;80;0,1;0,2;150\n"
    )
    table = catalogue("mt", path=path, kentallen=STANDARD)
    own = Sizer.build(table, Regime.from_kentallen(STANDARD, "mt"), kentallen=STANDARD)
    assert (np.diff(own.largest_kw) >= 0).all()
    assert set(own.size(np.linspace(0, own.largest_kw[-1], 500)).index) == {0, 2}


@st.composite
def streets(draw):
    """Draw a rooted tree of which the ends are house connections."""
    size = draw(st.integers(2, 30))
    above = [draw(st.integers(max(0, i - 3), i)) for i in range(size)]
    rooted = root_tree(size + 1, np.array([(up, i + 1) for i, up in enumerate(above)]), np.arange(size), np.array([0]))
    leaf = ~np.isin(np.arange(size), rooted.parent)
    space = np.array([draw(st.sampled_from([0.5, 6.0, 40.0, 400.0, 4000.0])) for _ in range(size)])
    return rooted, leaf, np.where(leaf, space, 0.0)


@given(streets(), st.sampled_from([MT, BRON]))
def test_no_diameter_grows_downstream(made, own):
    rooted, leaf, space = made
    regime = Regime.from_kentallen(STANDARD, own.catalogue.net)
    at_lower = building_loads(np.where(leaf, 1, 0), space, np.where(leaf, 27.0, 0.0), regime)
    at_lower[~leaf] = 0.0
    sizes = own.size(design_tree(rooted, at_lower, regime).power_kw, service=leaf)
    fed = rooted.parent >= 0
    up = rooted.parent[fed]
    assert (sizes.index[up] >= sizes.index[fed]).all()
    assert (sizes.parallel[up] >= sizes.parallel[fed]).all()
