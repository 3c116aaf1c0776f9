"""Which blocks get the heat: limits, blocks, order and degenerate questions; what is handed out adds up."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen.errors import CancelledError
from riothermie_kansen.match.marginal import marginal_costs
from riothermie_kansen.match.optimise import greedy_selection, optimise
from riothermie_kansen.match.units import make_supply, make_units
from riothermie_kansen.network.capacity import without
from riothermie_kansen.network.task import sized
from tests.engine.match.made_choice import objective, question, random_question, random_town
from tests.engine.network.made_place import Place, random_place

# a street with a house every 100 m, the source at its begin
STREET = {f"n{i}": (100.0 * i, 0.0) for i in range(6)}
ALONG = [(f"n{i}", f"n{i + 1}") for i in range(5)]


def street(kw=5.0, count=5):
    houses = {f"h{i}": (kw, 1, {f"n{i + 1}": 10.0}) for i in range(count)}
    return Place(STREET, ALONG, houses, ["n0"], method="geen", cop=1.1)


def run(place, problem, order=None, *, thorough=False, bound=True):
    order = np.arange(len(problem.can)) if order is None else order
    return optimise(place.task, problem, order, thorough=thorough, bound=bound)


def check(place, problem, found):
    """Check what must hold for every answer."""
    units = make_units(problem, place.task.regime)
    supply = make_supply(problem, units, place.task.regime)
    for one in (found.best, found.greedy):
        who = one.chosen
        assert not (who & ~problem.can).any()
        assert who[problem.required & problem.can].all()
        # blocks are whole: of those that can
        for block in np.unique(problem.block[problem.can]):
            mine = problem.can & (problem.block == block)
            assert who[mine].all() or not who[mine].any()
        heat, power = problem.heat_gj[who].sum(), supply.power(units.units(who))
        assert one.heat_gj == pytest.approx(heat)
        assert one.power_kw == pytest.approx(power)
        assert heat <= supply.gj * (1 + 1e-9)
        assert power <= supply.kw * (1 + 1e-9)
        # the network connects exactly those, and costs what it says
        at = np.zeros(place.task.site.size, dtype=bool)
        at[one.layout.rooted.lower] = True
        assert (at[place.task.site.building_node] == who).all()
        again = sized(place.task, one.layout.edges, who)
        assert one.cost_eur == pytest.approx(again.total + problem.fixed_eur[who].sum())
        assert one.objective == pytest.approx(objective(place.task, problem, found, who, again))
        assert one.heat_gj <= found.bound_gj * (1 + 1e-9)
    assert found.best.heat_gj >= found.least_gj * (1 - 1e-9)
    if found.greedy.heat_gj >= found.least_gj:
        assert found.best.objective <= found.greedy.objective + 1e-9 * abs(found.greedy.objective)
    if np.isfinite(found.bound_objective):
        assert found.bound_objective <= found.best.objective + 1e-9 * abs(found.best.objective)
        assert found.gain_eur >= -1e-9 * found.best.cost_eur
    assert not [text for text in found.words if "{" in text or "nan" in text.lower()]


def test_the_houses_near_the_source_get_the_heat_of_a_street():
    place = street()
    found = run(place, question(place, share=0.6), order=np.array([4, 3, 2, 1, 0]))
    check(place, question(place, share=0.6), found)
    assert found.best.chosen.tolist() == [True, True, True, False, False]
    # the planner began at the far end: the same heat, over the whole street
    assert found.greedy.chosen.tolist() == [False, False, True, True, True]
    smallest = place.task.pricer.sizer.price(np.array([0.0]))[0]
    assert found.greedy.cost_eur - found.best.cost_eur == pytest.approx(200.0 * smallest)


def test_a_block_far_away_is_worth_more_than_its_parts_and_stays_whole():
    place = street()
    # h3 and h4 belong together and ask as much as h0, h1 and h2
    problem = question(place, heat=[20, 20, 20, 30, 30], share=0.5, block=[0, 1, 2, 3, 3])
    assert run(place, problem).best.chosen.tolist() == [True, True, True, False, False]
    liked = question(place, heat=[20, 20, 20, 30, 30], share=0.5, block=[0, 1, 2, 3, 3],
                     preference=[0, 0, 0, 1, 1], weight=0.3)  # fmt: skip
    found = run(place, liked)
    check(place, liked, found)
    assert found.best.chosen.tolist() == [False, False, False, True, True]


def test_a_preference_weighs_as_the_objective_says():
    place = street()
    heat = [36.0] * 5
    # h4 instead of h0 (two others stay): 200 m more of street, and 36 GJ of preference
    metres = 200.0 * place.task.pricer.sizer.price(np.array([0.0]))[0]
    base = run(place, question(place, heat=heat, share=0.6))
    for share, expected in ((0.98, False), (1.02, True)):
        # w C / r = (1 - w) h p at the limit, r from the baseline (the same three houses)
        trade = metres / base.reference_eur_gj / 36.0 * share
        weight = 1.0 / (1.0 + trade)
        problem = question(place, heat=heat, share=0.6, preference=[0, 0, 0, 0, 1.0], weight=weight)
        found = run(place, problem)
        assert found.reference_eur_gj == pytest.approx(base.reference_eur_gj)
        assert found.best.chosen[4] == expected


def test_power_limits_where_heat_does_not():
    place = street(kw=5.0)
    problem = question(place, share=1.0, kw=10.0)
    found = run(place, problem)
    check(place, problem, found)
    assert found.best.chosen.tolist() == [True, True, False, False, False]
    assert found.best.power_kw == pytest.approx(10.0)
    assert found.bound_gj == pytest.approx(72.0)


def test_heat_per_kw_counts_when_power_is_scarce():
    place = street(kw=5.0)
    heat = [20.0, 20.0, 20.0, 60.0, 60.0]
    found = run(place, question(place, heat=heat, share=1.0, kw=10.0))
    # two houses fit in the power: those far away use 120 GJ, those near by 40
    assert found.best.chosen.tolist() == [False, False, False, True, True]
    assert found.bound_gj == pytest.approx(120.0)


def test_everything_fits_and_nothing_does():
    place = street()
    everything = run(place, question(place, share=1.0))
    assert everything.best.chosen.all()
    assert "past binnen het aanbod" in everything.words[0]
    assert everything.best.heat_gj == everything.bound_gj == everything.least_gj
    none = run(place, question(place, share=0.0))
    check(place, question(place, share=0.0), none)
    assert not none.best.chosen.any()
    assert none.best.cost_eur == 0
    barred = question(place, can=np.zeros(5, dtype=bool))
    check(place, barred, run(place, barred))
    assert not run(place, barred).best.chosen.any()
    # too little for any house
    assert not run(place, question(place, share=0.1)).best.chosen.any()


def test_required_buildings_go_before_the_supply():
    place = street()
    required = np.array([False, False, True, False, True])
    problem = question(place, share=0.2, required=required)
    found = run(place, problem)
    check(place, problem, found)
    assert found.best.chosen.tolist() == required.tolist()
    assert found.best.heat_gj > problem.supply_gj
    more = run(place, question(place, share=0.8, required=required))
    # h0 and h1 lie along the way; h3 as well, all at the same length
    assert more.best.chosen.sum() == 4
    assert more.best.chosen[required].all()


def test_a_building_without_heat_is_never_chosen_by_itself():
    place = street()
    found = run(place, question(place, heat=[0.0, 30.0, 30.0, 30.0, 30.0], share=0.5))
    assert found.best.chosen.tolist() == [False, True, True, False, False]


def test_greedy_skips_what_does_not_fit_and_goes_on():
    place = street()
    problem = question(place, heat=[50.0, 40.0, 30.0, 20.0, 10.0], share=0.5)
    greedy = greedy_selection(place.task, problem, np.array([0, 1, 2, 3, 4]))
    # 75 GJ: 50, not 40, not 30, 20, not 10
    assert greedy.chosen.tolist() == [True, False, False, True, False]
    assert greedy.heat_gj == 70.0
    found = run(place, problem)
    assert found.greedy.cost_eur == pytest.approx(greedy.cost_eur)
    # 40 + 30 lie nearer than 50 + 20, and 75 cannot be made: 70 is the most, 50 + 20 or 40 + 30
    assert found.best.chosen.tolist() == [False, True, True, False, False]


def test_cancelling_stops():
    place, problem = random_question(3, count=20)
    asked = []

    def cancelled():
        asked.append(1)
        return len(asked) > 5

    with pytest.raises(CancelledError):
        optimise(place.task, problem, np.arange(20), thorough=True, bound=True, cancelled=cancelled)


def test_marginal_costs_of_chosen_buildings_are_what_disappears():
    for seed in range(6):
        place = random_place(seed, columns=6, rows=4, count=12, big=seed % 2 == 0)
        who = np.random.default_rng(seed).random(12) < 0.6
        problem = question(place, fixed=np.arange(12) * 100.0)
        layout = place.lay(who, thorough=False, bound=False)
        costs = marginal_costs(place.task, problem, layout, who)
        for k in np.flatnonzero(who):
            rest = who.copy()
            rest[k] = False
            less = sized(place.task, without(place.task.site, layout, rest), rest).total if rest.any() else 0.0
            assert costs[k] == pytest.approx(layout.total - less + 100.0 * k, abs=0.01)


def test_marginal_costs_of_a_block_hold_for_all_its_buildings():
    place = street()
    who = np.array([True, False, False, False, False])
    problem = question(place, block=[0, 1, 1, 2, 3], can=[True, True, True, False, True])
    layout = place.lay(who)
    costs = marginal_costs(place.task, problem, layout, who)
    street_eur = place.task.pricer.sizer.price(np.array([0.0]))[0]
    service = place.task.pricer.sizer.price(np.array([0.0]), service=True)[0]
    # two houses 100 and 200 m further
    assert costs[1] == costs[2] == pytest.approx(200.0 * street_eur + 2 * 10.0 * service)
    assert np.isinf(costs[3])
    assert costs[4] == pytest.approx(400.0 * street_eur + 10.0 * service)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000), data=st.data())
def test_any_question_is_answered_within_its_limits(seed, data):
    count = data.draw(st.integers(1, 14), label="buildings")
    blocks = data.draw(st.sampled_from([None, 2, 5, 9]), label="blocks")
    chance = np.random.default_rng(seed)
    place, problem = random_question(
        seed, count=count, blocks=blocks, big=data.draw(st.booleans()),
        share=data.draw(st.floats(0.0, 1.2)), weight=data.draw(st.sampled_from([0.05, 0.5, 1.0])),
        preference=chance.random(count), can=chance.random(count) < 0.85, required=chance.random(count) < 0.1,
    )  # fmt: skip
    kw = data.draw(st.sampled_from([np.inf, 5.0, 40.0, 1000.0]), label="power")
    problem = question(
        place, heat=problem.heat_gj, share=0.0, kw=kw, block=problem.block, required=problem.required,
        can=problem.can, preference=problem.preference, fixed=problem.fixed_eur, weight=problem.network_weight,
    ) if data.draw(st.booleans()) and np.isfinite(kw) else problem  # fmt: skip
    order = chance.permutation(count)
    found = run(place, problem, order)
    check(place, problem, found)
    again = run(place, problem, order)
    assert (again.best.chosen == found.best.chosen).all()
    assert again.best.objective == found.best.objective


@settings(max_examples=5, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000), share=st.floats(0.2, 0.8), more=st.floats(1.0, 1.5))
def test_more_supply_uses_no_less_heat(seed, share, more):
    place, one = random_question(seed, count=9, share=share)
    _, two = random_question(seed, count=9, share=share * more)
    order = np.arange(9)
    first, second = (run(place, problem, order, bound=False) for problem in (one, two))
    assert second.bound_gj >= first.bound_gj - 1e-6
    assert second.least_gj >= first.least_gj * (1 - 1e-4)
    assert second.best.heat_gj >= first.best.heat_gj * (1 - one.tolerance - 1e-4)


@settings(max_examples=8, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_the_buildings_does_not_matter(seed):
    count = 10
    place = random_town(seed, count=count)
    chance = np.random.default_rng(seed)
    turn = chance.permutation(count)
    heat, block = np.round(chance.uniform(20, 60, count), 1), chance.integers(0, 7, count)
    rank = chance.permutation(count)
    names = list(place.names)
    feet = {}
    for c, b in enumerate(place.connections.building.tolist()):
        feet.setdefault(b, {})[names[place.connections.node[c]]] = float(place.connections.length[c])
    graph = place.connections.graph
    nodes = {name: tuple(graph.nodes[k]) for k, name in enumerate(names)}
    factor = place.task.site.metres[: len(graph.ends)] / graph.length
    streets = [(names[a], names[b], {"factor": f}) for (a, b), f in zip(graph.ends.tolist(), factor, strict=True)]
    source = names[place.connections.source_node[0]]
    made = [Place(nodes, streets, {place.houses[b]: (1.0, 1, feet[b]) for b in order}, [source], method="deens",
                  cop=1.1) for order in (range(count), turn.tolist())]  # fmt: skip
    one = run(made[0], question(made[0], heat=heat, block=block), rank, bound=False)
    two = run(made[1], question(made[1], heat=heat[turn], block=block[turn]), rank[turn], bound=False)
    assert two.greedy.chosen.tolist() == one.greedy.chosen[turn].tolist()
    assert two.best.objective == pytest.approx(one.best.objective, rel=1e-9)
