"""Simultaneity and design power: published figures, worked examples and what must hold on any tree."""

import math
import tomllib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.diversity import danish, square_root, winter
from riothermie_kansen.errors import InputError
from riothermie_kansen.network.loads import (
    METHODS,
    NETS,
    Regime,
    building_loads,
    consumers,
    design_power,
    design_tree,
    source_power,
    summed_power,
    tree_loads,
)
from riothermie_kansen.network.tree import root_tree

STANDARD = kentallen.load()


def regime(net="mt", **options):
    return Regime.from_kentallen(STANDARD, net, **options)


def row(connections, dwellings, space, tap, single):
    return np.array([[connections, dwellings, space, tap, single]], dtype=np.float64)


def star(count):
    """Return a tree: one edge from the source, then `count` house connections."""
    ends = np.array([[0, 1], *[[1, 2 + i] for i in range(count)]])
    return root_tree(count + 2, ends, np.arange(count + 1), np.array([0]))


@pytest.mark.parametrize(
    ("n", "factor"), [(1, 1.0), (10, 0.974), (20, 0.919), (50, 0.743), (100, 0.588), (200, 0.499), (300, 0.475)]
)
def test_winter(n, factor):
    assert winter(n) == pytest.approx(factor, abs=0.0006)


@pytest.mark.parametrize(("n", "factor"), [(1, 1.0), (2, 0.81), (10, 0.658), (100, 0.624)])
def test_danish(n, factor):
    assert danish(n, 0.62) == pytest.approx(factor, abs=0.0005)


def test_square_root_has_a_floor():
    assert square_root([1, 4, 25, 156.25, 1000], 0.08).tolist() == pytest.approx([1, 0.5, 0.2, 0.08, 0.08])


def test_collective_heat_pump_of_leusden(root):
    with (root / "tests" / "data" / "golden" / "loads.toml").open("rb") as file:
        figure = tomllib.load(file)["figure"]
    given_ = {item["name"]: item["value"] for item in figure["inputs"]}
    n = given_["n"]
    loads = row(n, n, n * given_["prv"], n * given_["ptap"], given_["prv"] + given_["ptap"])
    power, _ = design_power(loads, regime(method="leusden"))
    assert power[0] == pytest.approx(figure["computed"])
    assert power[0] == pytest.approx(figure["expected"], rel=figure["tol_rel"])
    assert source_power(power, regime(method="leusden"))[0] == pytest.approx(2337, abs=0.5)


def test_largest_single_demand_guards_the_pipe():
    # a building of 100 kW and one of 5 kW: 100, not 0.81 x 105 = 85
    loads = building_loads([0, 0], [100.0, 5.0], [0.0, 0.0], regime())
    rooted = star(2)
    at_lower = np.zeros((3, 5))
    at_lower[1:] = loads
    design = design_tree(rooted, at_lower, regime())
    assert design.power_kw.tolist() == [100.0, 100.0, 5.0]
    assert design.summed_kw[0] == 105.0
    assert design.factor[0] == pytest.approx(100 / 105)
    assert design.single.tolist() == [True, False, False]
    assert not design.fed.any()


def test_bronnet_carries_the_evaporators():
    loads = building_loads(np.ones(10), np.full(10, 6.0), np.full(10, 27.0), regime("bronnet", cop=4.0))
    power, factor = design_power(loads.sum(axis=0, keepdims=True) * [[1, 1, 1, 1, 0.1]], regime("bronnet", cop=4.0))
    assert factor[0] == pytest.approx(0.658)
    assert power[0] == pytest.approx(10 * 6.0 * 0.75 * 0.658)
    # a heat pump of COP 3 takes less from the network
    assert design_power(row(1, 1, 6.0, 0.0, 6.0), regime("bronnet", cop=3.0))[0][0] == pytest.approx(4.0)


def test_bronnet_heat_pump_is_built_for_the_tank_where_that_is_more():
    homes = regime("bronnet", cop=4.0)
    small, new, none = building_loads([3, 1, 0], [9.0, 1.2, 0.0], [81.0, 27.0, 0.0], homes)
    assert small[2] == 9.0  # 3 kW of heating per dwelling, 2 kW for the tank
    assert new[2] == 2.0
    assert none.tolist() == [1.0, 0.0, 0.0, 0.0, 0.0]


def test_mt_takes_the_larger_of_space_heating_and_tap_water():
    # 5.85 and 27 kW per dwelling: tap water decides up to about 50 dwellings
    for n, expected in (
        (1, 27.0),
        (25, 27.0 * 5),
        (100, 100 * 5.85 * 0.6238),
        (400, 400 * 5.85 * (0.62 + 0.38 / 400)),
    ):
        power, factor = design_power(row(n, n, 5.85 * n, 27.0 * n, 27.0), regime())
        assert power[0] == pytest.approx(expected)
        assert factor[0] == pytest.approx(expected / (27.0 * n if n <= 25 else 5.85 * n))


def test_mt_may_add_the_two():
    power, factor = design_power(row(25, 25, 150.0, 675.0, 33.0), regime(combination="som"))
    assert power[0] == pytest.approx(150 * 0.6352 + 675 * 0.2)
    assert factor[0] == pytest.approx(power[0] / 825)


def test_methods():
    loads = row(16, 16, 96.0, 0.0, 6.0)
    expected = {"deens": 96 * 0.64375, "winter": 96 * float(winter(16)), "leusden": 96 * 0.6, "wortel": 96, "geen": 96}
    assert {m: design_power(loads, regime(method=m))[0][0] for m in METHODS} == pytest.approx(expected)
    tap = row(16, 16, 0.0, 432.0, 27.0)
    expected = {"deens": 108, "winter": 108, "leusden": 432 * 0.08, "wortel": 108, "geen": 432}
    assert {m: design_power(tap, regime(method=m))[0][0] for m in METHODS} == pytest.approx(expected)


def test_flats_count_as_dwellings_and_utility_as_a_connection():
    assert consumers(np.vstack([row(1, 22, 0, 0, 0), row(3, 1, 0, 0, 0), row(0, 0, 0, 0, 0)])).tolist() == [22, 3, 1]
    block = building_loads([22], [22 * 5.0], [22 * 27.0], regime())
    # what the flats ask at once, not 22 showers
    assert block[0, 4] == pytest.approx(max(22 * 5.0 * (0.62 + 0.38 / 22), 27 * math.sqrt(22)))
    assert block[0, 4] == pytest.approx(design_power(block, regime())[0][0])


def test_leusden_constants_do_not_shrink_a_single_house():
    house = building_loads([1], [5.7], [27.0], regime(method="leusden"))
    assert design_power(house, regime(method="leusden"))[0][0] == pytest.approx(32.7)


def test_unknown_power_counts_as_none():
    loads = building_loads([np.nan, 1], [np.nan, 5.0], [np.nan, np.nan], regime())
    assert loads.tolist() == [[1, 0, 0, 0, 0], [1, 1, 5, 0, 5]]
    power, factor = design_power(loads, regime())
    assert power.tolist() == [0.0, 5.0]
    assert factor.tolist() == [1.0, 1.0]


def test_regime_of_the_kentallen():
    cold, warm = regime("bronnet"), regime("mt")
    assert (cold.supply_c, cold.return_c, cold.share, cold.loss) == (12.0, 8.0, 0.75, 0.05)
    assert (warm.supply_c, warm.return_c, warm.share, warm.loss) == (70.0, 40.0, 1.0, 0.18)
    assert cold.fluid.viscosity == pytest.approx(1.306e-3, rel=1e-3)
    assert regime("bronnet", supply_c=5.0).fluid.name == "brine"
    assert regime("mt", delta_t=20.0).return_c == 50.0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"net": "gas"}, "NETTYPE is gas"),
        ({"method": "ds439"}, "GELIJKTIJDIGHEID is ds439"),
        ({"combination": "max"}, "COMBINATIE is max"),
        ({"delta_t": 0.0}, "must be warmer"),
        ({"delta_t": math.nan}, "must be warmer"),
        ({"net": "bronnet", "cop": 1.0}, "COP is 1,"),
        ({"net": "bronnet", "cop": math.nan}, "COP is nan"),
        ({"supply_c": 130.0}, "130 °C"),
    ],
)
def test_regime_that_cannot_be(options, said):
    with pytest.raises(InputError, match=said):
        regime(**{"net": "mt", **options})


@st.composite
def trees(draw):
    """Draw a rooted tree with a connection at some of its nodes."""
    size = draw(st.integers(1, 25))
    above = [draw(st.integers(0, i)) for i in range(size)]
    ends = np.array([(up, i + 1) if draw(st.booleans()) else (i + 1, up) for i, up in enumerate(above)])
    rooted = root_tree(size + 1, ends, np.arange(size), np.array([0]))
    power = st.sampled_from([0.0, 0.1, 5.0, 8.0, 100.0])
    homes = np.array([draw(st.sampled_from([0, 0, 1, 1, 2, 22])) for _ in range(size)])
    space = np.array([draw(power) for _ in range(size)])
    return rooted, homes, space, homes * draw(st.sampled_from([0.0, 27.0]))


@given(trees(), st.sampled_from(NETS), st.sampled_from(METHODS), st.sampled_from([None, "hoogste", "som"]))
def test_along_any_tree(made, net, method, combination):
    rooted, homes, space, tap = made
    own = regime(net, method=method, combination=combination)
    at_lower = building_loads(homes, space, tap, own)
    at_lower[space + tap == 0] = 0.0
    design = design_tree(rooted, at_lower, own)
    fed = rooted.parent >= 0
    # a pipe never carries less than one it feeds, nor than the largest connection, nor more than all together
    assert (design.power_kw[rooted.parent[fed]] >= design.power_kw[fed]).all()
    assert (design.power_kw >= design.loads[:, 4] * own.share).all()
    assert (design.power_kw <= design.summed_kw * (1 + 1e-12)).all()
    assert (design.factor <= 1 + 1e-12).all()
    assert (design.factor > 0).all()
    # nothing is lost on the way: what the roots count is what hangs on the network
    roots = rooted.parent < 0
    assert design.loads[roots, :4].sum(axis=0) == pytest.approx(at_lower[:, :4].sum(axis=0))
    assert (design.power_kw[~design.fed] == design_power(design.loads, own)[0][~design.fed]).all()


def test_loads_along_a_tree_by_hand():
    rooted = star(2)
    at_lower = np.zeros((3, 5))
    at_lower[1:] = [[1, 1, 6, 27, 27], [1, 4, 20, 108, 54]]
    assert tree_loads(rooted, at_lower)[0].tolist() == [2, 5, 26, 135, 54]
    assert summed_power(tree_loads(rooted, at_lower), regime())[0] == 135


def test_a_pipe_is_not_smaller_than_the_one_it_feeds():
    # two dwellings ask 16.2 kW; with a third of 0.1 kW the formula alone gives 15.0
    ends = np.array([[0, 1], [1, 2], [1, 3], [3, 4], [3, 5]])
    rooted = root_tree(6, ends, np.arange(5), np.array([0]))
    loads = {2: 0.1, 4: 10.0, 5: 10.0}
    powers = np.array([loads.get(int(node), 0.0) for node in rooted.lower])
    at_lower = building_loads(np.ones(5), powers, np.zeros(5), regime())
    at_lower[powers == 0] = 0.0
    design = design_tree(rooted, at_lower, regime())
    at = {int(node): i for i, node in enumerate(rooted.lower)}
    assert design.power_kw[at[3]] == pytest.approx(16.2)
    assert design_power(design.loads, regime())[0][at[1]] == pytest.approx(20.1 * (0.62 + 0.38 / 3))
    assert design.power_kw[at[1]] == design.power_kw[at[3]]
    assert design.fed.tolist() == [i == at[1] for i in range(5)]
