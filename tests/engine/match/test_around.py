"""Selections that grow around a place, and of which a part is chosen anew."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen.match.anew import anew
from riothermie_kansen.match.around import around, grow, with_cluster
from riothermie_kansen.match.growing import laid, nothing
from riothermie_kansen.match.most import fullest
from riothermie_kansen.match.optimise import optimise
from riothermie_kansen.match.selection import Ground, Measure, enough, select
from riothermie_kansen.match.units import make_supply, make_units
from riothermie_kansen.match.ways import find_ways, reach_from
from riothermie_kansen.network.task import first_weights
from tests.engine.match.made_choice import question, random_question
from tests.engine.network.made_place import Place


def never():
    return False


def ground_of(place, problem, *, tolerance=0.1):
    units = make_units(problem, place.task.regime)
    supply = make_supply(problem, units, place.task.regime)
    measure = Measure(problem.heat_gj, supply.gj, False)
    least = (1.0 - tolerance) * float(units.heat[fullest(supply)].sum())
    return Ground(place.task, problem, units, supply, 0.0, least, measure)


def empty(ground):
    return select(ground, np.zeros(len(ground.units), dtype=bool), nothing(ground))


# two streets from the source: 300 m to four houses close together, 100 m to two houses 150 m apart
NODES = {"s": (0.0, 0.0), "a1": (300.0, 0.0), "a2": (310.0, 0.0), "a3": (320.0, 0.0), "a4": (330.0, 0.0),
         "b1": (0.0, 100.0), "b2": (0.0, 250.0)}  # fmt: skip
STREETS = [("s", "a1"), ("a1", "a2"), ("a2", "a3"), ("a3", "a4"), ("s", "b1"), ("b1", "b2")]


def two_streets(**more):
    houses = {name: (5.0, 1, {name: 10.0}) for name in ("a1", "a2", "a3", "a4", "b1", "b2")}
    place = Place(NODES, STREETS, houses, ["s"], method="geen", cop=1.1)
    return place, question(place, heat=[25.0] * 6, **more)


def test_neighbours_join_one_by_one_around_a_seed():
    place, problem = two_streets(share=0.5)
    ground = ground_of(place, problem)
    first = first_weights(place.task)
    ways = find_ways(ground, first)
    start = empty(ground)
    reach = reach_from(ground, ways, start)
    metre = place.task.pricer.sizer.price(np.array([0.0]))[0]
    own = first[place.task.site.service][0]
    # from the source: a1 is 300 m off, b2 250 m
    assert reach.rate * 25.0 == pytest.approx(np.array([300, 310, 320, 330, 100, 250]) * metre + own)
    # around a2: its way is taken, so a1 lies on it; then a3 and a4, never b; 75 GJ is what there is, and 25 more
    one = grow(ground, ways, reach, start, 1, 4 / 3)
    assert one.units == [1, 0, 2, 3]
    assert one.enough == 3
    assert one.rate == pytest.approx((320.0 * metre + 3 * own) / 75.0)
    # without a seed b1 is nearest, then b2 (150 m farther), then a1 (300 m)
    assert grow(ground, ways, reach, start, -1, 1.0).units == [4, 5, 0]
    whole = with_cluster(ground, start, one, first)
    assert whole.layout.total == pytest.approx(laid(ground, whole.chosen, thorough=True).layout.total)
    # who is shunned joins last
    assert grow(ground, ways, reach, start, 1, 4 / 3, frozenset([2])).units[:2] == [1, 0]


def test_a_block_joins_whole_with_a_way_to_each_of_its_buildings():
    place, problem = two_streets(share=0.9, block=[0, 0, 2, 3, 0, 5])
    ground = ground_of(place, problem)
    first = first_weights(place.task)
    ways, start = find_ways(ground, first), empty(ground)
    one = grow(ground, ways, reach_from(ground, ways, start), start, 0, 1.0)
    whole = with_cluster(ground, start, one, first)
    at = np.zeros(place.task.site.size, dtype=bool)
    at[whole.layout.rooted.lower] = True
    assert (at[place.task.site.building_node] == ground.units.buildings(whole.chosen)).all()
    assert ground.units.buildings(whole.chosen)[[0, 1, 4]].all()


def test_a_neighbourhood_behind_a_long_way_is_found_though_all_of_it_asks_too_much():
    # 12 houses 20 m apart behind 2 km, and 4 along the source, 400 m apart: at the price at which the long way pays,
    # all 12 join; the supply feeds 4
    nodes = {"s": (0.0, 0.0)} | {f"a{k:02d}": (2000.0 + 20.0 * k, 0.0) for k in range(12)}
    nodes |= {f"b{k}": (0.0, 400.0 * (k + 1)) for k in range(4)}
    streets = [("s", "a00"), *((f"a{k:02d}", f"a{k + 1:02d}") for k in range(11)), ("s", "b0")]
    streets += [(f"b{k}", f"b{k + 1}") for k in range(3)]
    houses = {name: (5.0, 1, {name: 10.0}) for name in nodes if name != "s"}
    place = Place(nodes, streets, houses, ["s"], method="geen", cop=1.1)
    problem = question(place, heat=[25.0] * 16, share=4 / 16)
    found = optimise(place.task, problem, np.arange(16), thorough=False, bound=True)
    # 1,600 m along b; 2,060 m along a
    assert sorted(np.flatnonzero(found.best.chosen)) == [12, 13, 14, 15]
    problem = question(place, heat=[25.0] * 12 + [12.5] * 4, share=100.0 / 350.0)
    found = optimise(place.task, problem, np.arange(16), thorough=False, bound=True)
    # the houses along b ask half: all four are not enough, so it is the first four along a
    assert sorted(np.flatnonzero(found.best.chosen)) == [0, 1, 2, 3]


@settings(max_examples=15, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000), blocks=st.sampled_from([None, 5]), big=st.booleans(), share=st.floats(0.2, 0.8))
def test_what_grows_is_connected_fits_and_does_not_get_dearer(seed, blocks, big, share):
    place, problem = random_question(seed, count=14, blocks=blocks, big=big, share=share)
    ground = ground_of(place, problem)
    first = first_weights(place.task)
    ways, start = find_ways(ground, first), empty(ground)
    reach = reach_from(ground, ways, start)
    grown = grow(ground, ways, reach, start, int(np.flatnonzero(reach.seed >= 0)[0]), 1.2)
    assert len(set(grown.units)) == len(grown.units)
    assert float(ground.asked[grown.units].sum()) <= 1.2 * ground.measure.most * (1 + 1e-9)
    found = around(ground, ways, start, first, 6, thorough=False, cancelled=never)
    for one in found:
        assert enough(ground, one)
        at = np.zeros(place.task.site.size, dtype=bool)
        at[one.layout.rooted.lower] = True
        assert (at[place.task.site.building_node] == ground.units.buildings(one.chosen)).all()
        assert one.net == pytest.approx(select(ground, one.chosen, one.layout).net)
        better = anew(ground, ways, one, first, 6, cancelled=never)
        assert better.net <= one.net
        assert enough(ground, better)
