"""The parts of the search against every possibility: the cheapest part of a tree, and the most heat that fits."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.match.most import STEPS, fullest, heat_bound
from riothermie_kansen.match.problem import Problem
from riothermie_kansen.match.subtree import cheapest_part
from riothermie_kansen.match.units import make_supply, make_units, simultaneous_kw
from riothermie_kansen.network.loads import Regime, building_loads
from riothermie_kansen.network.tree import root_tree

K = kentallen.load()
LEUSDEN = Regime.from_kentallen(K, "bronnet", method="leusden")
DEENS = Regime.from_kentallen(K, "mt")


def any_part(keep):
    return len(keep) > 0


def tree(above):
    """Return a tree in which node k + 1 hangs on node above[k]."""
    ends = np.array([(up, k + 1) for k, up in enumerate(above)], dtype=np.int64)
    return root_tree(len(above) + 1, ends, np.arange(len(above)), np.array([0]))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(data=st.data())
def test_the_cheapest_part_of_a_tree_is_the_best_of_all_parts(data):
    count = data.draw(st.integers(1, 9))
    above = [data.draw(st.integers(0, k)) for k in range(count)]
    rooted = tree(above)
    cost = np.array(data.draw(st.lists(st.integers(-5, 20), min_size=count, max_size=count)), dtype=float)
    amount = np.array(data.draw(st.lists(st.integers(0, 9), min_size=count, max_size=count)), dtype=float)
    most = float(data.draw(st.integers(1, 30)))
    least = most * data.draw(st.sampled_from([0.5, 0.9, 1.0]))
    must = np.zeros(count, dtype=bool)
    best = np.inf
    for pick in itertools.product((False, True), repeat=count):
        keep = np.array(pick)
        whole = all(keep[up] for up, own in zip(rooted.parent, keep, strict=True) if own and up >= 0)
        if whole and least <= amount[keep].sum() <= most:
            best = min(best, cost[keep].sum())
    found = cheapest_part(rooted, cost, amount, must, least=least, most=most, fine=any_part)
    if found is None:
        assert not np.isfinite(best)
    else:
        assert least - 1e-6 <= amount[found].sum() <= most + 1e-6
        assert all(found[up] for up, own in zip(rooted.parent, found, strict=True) if own and up >= 0)
        assert cost[found].sum() == pytest.approx(best)


def test_a_part_holds_what_it_must():
    rooted = tree([0, 1, 0, 3])
    at = {node: k for k, node in enumerate(rooted.lower.tolist())}
    cost, amount, must = np.ones(4), np.zeros(4), np.zeros(4, dtype=bool)
    cost[at[2]], cost[at[4]] = 1.0, 50.0
    amount[at[2]] = amount[at[4]] = 10.0
    kept = cheapest_part(rooted, cost, amount, must, least=10, most=10, fine=any_part)
    assert set(rooted.lower[kept]) == {1, 2}
    must[at[4]] = True
    kept = cheapest_part(rooted, cost, amount, must, least=10, most=10, fine=any_part)
    assert set(rooted.lower[kept]) == {3, 4}
    assert cheapest_part(rooted, cost, amount, must, least=20, most=10, fine=any_part) is None


def blocks(heat, power, supply_gj, supply_kw=np.inf, required=None, regime=LEUSDEN):
    n = len(heat)
    problem = Problem(
        heat_gj=np.array(heat, dtype=float), homes=np.ones(n), rv_kw=np.array(power, dtype=float),
        tap_kw=np.zeros(n), block=np.arange(n), can=np.ones(n, dtype=bool),
        required=np.zeros(n, dtype=bool) if required is None else np.array(required), preference=np.zeros(n),
        fixed_eur=np.zeros(n), supply_gj=supply_gj, supply_kw=supply_kw, network_weight=1.0,
    )  # fmt: skip
    return make_supply(problem, make_units(problem, regime), regime)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    heat=st.lists(st.integers(1, 400).map(lambda h: h / 10), min_size=1, max_size=9),
    share=st.floats(0.05, 1.1),
    power=st.sampled_from([np.inf, 3.0, 8.0, 20.0]),
    data=st.data(),
)
def test_the_most_heat_is_that_of_all_sets_tried(heat, share, power, data):
    kw = data.draw(st.lists(st.sampled_from([1.0, 4.0, 6.0]), min_size=len(heat), max_size=len(heat)))
    supply = blocks(heat, kw, share * sum(heat), power)
    # sums are rounded up by at most a step per block: what leaves so much over is never missed
    rounding = len(heat) * supply.gj / STEPS
    best = sure = 0.0
    for pick in itertools.product((False, True), repeat=len(heat)):
        chosen = np.array(pick)
        if supply.fits(chosen):
            here = float(supply.units.heat[chosen].sum())
            best = max(best, here)
            sure = max(sure, here) if here <= supply.gj - rounding else sure
    chosen, bound = fullest(supply), heat_bound(supply)
    assert supply.fits(chosen)
    assert bound >= best - 1e-9
    found = supply.units.heat[chosen].sum()
    if np.isinf(power):
        assert sure - 1e-9 <= found <= best + 1e-9
        assert bound == pytest.approx(best, abs=1e-4 * sum(heat))
    else:
        assert found <= best + 1e-9


def test_required_blocks_are_in_though_they_ask_more_than_there_is():
    supply = blocks([30.0, 40.0, 5.0], [6.0, 6.0, 6.0], 50.0, required=[True, True, False])
    assert fullest(supply).tolist() == [True, True, False]
    assert heat_bound(supply) == 70.0
    assert supply.gj == 70.0


def test_power_of_a_selection_is_at_the_buildings():
    # Leusden par. 5.3.2: 60 % of the power for space heating at once; the heat pumps of a bronnet give part of it
    loads = building_loads(np.ones(358), np.full(358, 5.85), np.full(358, 27.0), LEUSDEN)
    assert simultaneous_kw(loads, LEUSDEN) == pytest.approx(0.60 * 358 * 5.85)
    # 0.62 + 0.38/n, and the larger of space heating and tap water
    loads = building_loads(np.ones(20), np.full(20, 6.0), np.zeros(20), DEENS)
    assert simultaneous_kw(loads, DEENS) == pytest.approx(120.0 * (0.62 + 0.38 / 20))
    assert simultaneous_kw(loads[:0], DEENS) == 0.0
