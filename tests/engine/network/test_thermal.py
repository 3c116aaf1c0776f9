"""Heat loss and temperatures: by hand, against a walk along the tree, and in balance."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.network.catalogue import catalogue
from riothermie_kansen.network.fluid import Fluid, water
from riothermie_kansen.network.loads import Regime
from riothermie_kansen.network.thermal import annual_loss, buried_pair, buried_u, steady_loss_w, temperatures
from riothermie_kansen.network.tree import root_tree

STANDARD = kentallen.load()


def test_buried_pipe_by_hand():
    # PE110 SDR17, 1.2 m deep, 0.3 m apart, soil 1.25: wall 0.0509, ground 0.4809, between the two 0.2657 m K/W
    own = math.log(110 / 96.8) / (2 * math.pi * 0.4) + math.acosh(2.4 / 0.11) / (2 * math.pi * 1.25)
    mutual = math.log(1 + 8**2) / (4 * math.pi * 1.25)
    assert (own, mutual) == pytest.approx((0.5317, 0.2658), abs=2e-4)
    u1, u2 = buried_pair(96.8, 110.0, wall=0.4, ground=1.25, depth_m=1.2, spacing_m=0.3)
    # the two coefficients turn the resistances around: T1 = own q1 + mutual q2
    assert own * u1 - mutual * u2 == pytest.approx(1.0)
    assert mutual * u1 - own * u2 == pytest.approx(0.0, abs=1e-12)
    own_u = buried_u(np.array([96.8]), np.array([110.0]), STANDARD)[0]
    assert own_u == pytest.approx(1 / (own + mutual)) == pytest.approx(float(u1 - u2))
    table = catalogue("bronnet", kentallen=STANDARD)
    assert table.u_w_mk[table.position("PE110 SDR17")] == pytest.approx(own_u)


def test_two_pipes_far_apart_do_not_notice_each_other():
    near, far = (
        buried_pair(96.8, 110.0, wall=0.4, ground=1.25, depth_m=1.2, spacing_m=spacing) for spacing in (0.3, 1e5)
    )
    assert float(far[1]) == pytest.approx(0.0, abs=1e-8)
    assert float(far[0]) < float(near[0])


def test_large_uninsulated_pipes_keep_apart_and_below_ground():
    u = buried_u(np.array([700.0]), np.array([800.0]), STANDARD.replace({"net.diepte": 0.4}))
    assert np.isfinite(u).all()
    assert (u > 0).all()


def test_an_uninsulated_pipe_loses_several_times_an_insulated_one():
    pe, steel = (catalogue(net, kentallen=STANDARD) for net in ("bronnet", "mt"))
    at_pe, at_steel = pe.position("PE110 SDR17"), steel.position("DN100")
    assert 4 < pe.u_w_mk[at_pe] / steel.u_w_mk[at_steel] < 6


def test_annual_loss_by_hand():
    regime = Regime.from_kentallen(STANDARD, "mt")
    # DN 100 serie 2: 0.248 W/(m K), mean 55 °C in ground of 10 °C, two pipes: 22.32 W per metre of trench
    watt = steady_loss_w(np.array([100.0, 200.0]), 0.248, regime, [1, 2])
    assert watt.tolist() == pytest.approx([2232.0, 8928.0])
    loss = annual_loss(watt, 1000.0, regime)
    assert loss.loss_gj == pytest.approx(11.16 * 8760 * 3.6e-3)
    assert loss.share == pytest.approx(loss.loss_gj / 1000.0)
    assert loss.simple_gj == pytest.approx(180.0)
    assert math.isnan(annual_loss(watt, 0.0, regime).share)


def test_a_bronnet_colder_than_the_ground_takes_heat_up():
    cold = Regime.from_kentallen(STANDARD, "bronnet", supply_c=10.0)
    assert float(steady_loss_w(100.0, 1.25, cold)) == pytest.approx(-2 * 1.25 * 100 * 2.0)
    assert annual_loss(steady_loss_w(np.array([100.0]), 1.25, cold), 50.0, cold).loss_gj < 0
    # with the standard 12 and 8 °C in ground of 10 °C supply and return cancel out
    assert float(steady_loss_w(100.0, 1.25, Regime.from_kentallen(STANDARD, "bronnet"))) == pytest.approx(0.0)


def test_one_pipe_decays_exponentially():
    rooted = root_tree(2, np.array([[0, 1]]), np.array([0]), np.array([0]))
    fluid = Fluid(1000.0, 4000.0, 1e-3)
    found = temperatures(
        rooted,
        flow_ls=np.array([0.1]),
        at_lower_ls=np.array([0.1]),
        length_m=np.array([1000.0]),
        u_w_mk=np.array([0.2]),
        fluid=fluid,
        supply_c=70,
        delta_t=30,
        ground_c=10,
    )
    decay = math.exp(-0.5)  # 200 W/K of exchange, 400 W/K of flow
    assert found.supply_out[0] == pytest.approx(10 + 60 * decay)
    assert found.return_in[0] == pytest.approx(10 + 60 * decay - 30)
    assert found.return_out[0] == pytest.approx(10 + (60 * decay - 30) * decay)
    assert found.loss_supply_w[0] == pytest.approx(400 * 60 * (1 - decay))
    twice = temperatures(
        rooted,
        flow_ls=np.array([0.1]),
        at_lower_ls=np.array([0.1]),
        length_m=np.array([500.0]),
        u_w_mk=np.array([0.2]),
        fluid=fluid,
        supply_c=70.0,
        delta_t=30.0,
        ground_c=10.0,
        count=2,
        return_c=40,
    )
    assert twice.supply_out[0] == pytest.approx(found.supply_out[0])
    assert twice.return_in[0] == 40.0


def test_a_dead_end_takes_the_temperature_of_the_ground():
    rooted = root_tree(3, np.array([[0, 1], [1, 2]]), np.arange(2), np.array([0]))
    found = temperatures(
        rooted,
        flow_ls=np.array([0.5, 0.0]),
        at_lower_ls=np.array([0.5, 0.0]),
        length_m=np.array([10.0, 10.0]),
        u_w_mk=np.array([0.2, 0.2]),
        fluid=water(55.0),
        supply_c=70.0,
        delta_t=30.0,
        ground_c=10.0,
    )
    assert found.supply_out[1] == found.return_out[1] == 10.0
    assert found.loss_supply_w[1] == 0.0
    assert found.return_in[0] == pytest.approx(found.supply_out[0] - 30.0)


@st.composite
def networks(draw):
    """Draw a tree with consumers and pipes."""
    size = draw(st.integers(1, 20))
    ends = np.array([[draw(st.integers(0, i)), i + 1] for i in range(size)])
    rooted = root_tree(size + 1, ends, np.arange(size), np.array([0]))
    own = np.array([draw(st.sampled_from([0.0, 0.1, 0.5, 2.0])) for _ in range(size)])
    leaf = ~np.isin(np.arange(size), rooted.parent)
    own[leaf & (own == 0)] = 0.2
    length = np.array([draw(st.floats(1.0, 300.0)) for _ in range(size)])
    u = np.array([draw(st.floats(0.05, 2.0)) for _ in range(size)])
    return rooted, own, length, u


@given(networks(), st.sampled_from([(70.0, 30.0), (12.0, 4.0)]))
def test_heat_in_is_heat_out_on_any_tree(made, levels):
    rooted, own, length, u = made
    supply, delta = levels
    fluid = water(supply)
    flow = rooted.towards_root(own)
    found = temperatures(
        rooted,
        flow_ls=flow,
        at_lower_ls=own,
        length_m=length,
        u_w_mk=u,
        fluid=fluid,
        supply_c=supply,
        delta_t=delta,
        ground_c=10.0,
    )
    per_ls = 1000.0 * fluid.kw_per_ls_k
    roots = rooted.parent < 0
    source = per_ls * np.sum(flow[roots] * (supply - found.return_out[roots]))
    used = per_ls * own.sum() * delta
    lost = found.loss_supply_w.sum() + found.loss_return_w.sum()
    assert source == pytest.approx(used + lost, rel=1e-9, abs=1e-6)
    # every consumer against a walk from the source, pipe by pipe
    decay = np.exp(-u * length / (per_ls * flow))
    for i in range(len(flow)):
        way, at = [], i
        while at >= 0:
            way.append(at)
            at = int(rooted.parent[at])
        assert found.supply_out[i] == pytest.approx(10.0 + (supply - 10.0) * math.prod(decay[way]))


def test_equal_to_the_steady_loss_where_the_flow_is_large():
    rooted = root_tree(2, np.array([[0, 1]]), np.array([0]), np.array([0]))
    regime = Regime.from_kentallen(STANDARD, "mt")
    found = temperatures(
        rooted,
        flow_ls=np.array([50.0]),
        at_lower_ls=np.array([50.0]),
        length_m=np.array([100.0]),
        u_w_mk=np.array([0.248]),
        fluid=regime.fluid,
        supply_c=regime.supply_c,
        delta_t=regime.delta_t,
        ground_c=regime.ground_c,
    )
    lost = float(found.loss_supply_w[0] + found.loss_return_w[0])
    assert lost == pytest.approx(float(steady_loss_w(100.0, 0.248, regime)), rel=1e-3)
