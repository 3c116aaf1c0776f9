"""Pressure mains: from the pumps to where they discharge; and what that means for the whole route of the water."""

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.sewer.pressure import from_pumps


def run(pairs, n, *, pump=(), gravity=(), outlet=(), length=None):
    """Return the directions of mains given as pairs of nodes."""
    begin, eind = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    marks = [np.isin(np.arange(n), list(nodes)) for nodes in (pump, gravity, outlet)]
    metres = np.full(len(pairs), 100.0) if length is None else np.array(length, dtype=float)
    return from_pumps(begin, eind, metres, n, pump=marks[0], gravity=marks[1], outlet=marks[2])


def ways(found, pairs):
    """Return the open mains as (from, to)."""
    return [
        (b, a) if reverse else (a, b)
        for (a, b), reverse, is_open in zip(pairs, found.reversed, found.open, strict=True)
        if is_open
    ]


def test_from_a_pump_to_the_manhole_where_it_discharges():
    # pump 0, main 0-1-2, gravity at the pump and at the discharge
    pairs = [(0, 1), (1, 2)]
    found = run(pairs, 3, pump=[0], gravity=[0, 2])
    assert ways(found, pairs) == [(0, 1), (1, 2)]
    assert found.discharge.tolist() == [False, False, True]
    assert found.lifts.tolist() == [True, False, False]
    assert not found.leaves.any()


def test_the_drawn_direction_does_not_matter_where_the_pump_is_known():
    pairs = [(1, 0), (2, 1)]
    found = run(pairs, 3, pump=[0], gravity=[0, 2])
    assert ways(found, pairs) == [(0, 1), (1, 2)]
    assert found.reversed.tolist() == [True, True]


def test_several_pumps_share_one_discharge():
    # pumps 0, 1 and 2 on a main 0-3-4-5; 5 is a gravity manhole
    pairs = [(0, 3), (1, 3), (3, 4), (2, 4), (4, 5)]
    found = run(pairs, 6, pump=[0, 1, 2], gravity=[0, 1, 2, 5])
    assert ways(found, pairs) == pairs
    assert np.flatnonzero(found.discharge).tolist() == [5]
    assert np.flatnonzero(found.lifts).tolist() == [0, 1, 2]


def test_pressure_sewer_units_at_free_ends_pump_to_the_gravity_sewer():
    # a tree of three units (1, 2, 3), drawn any way; the main street sewer is at 0
    pairs = [(4, 1), (2, 4), (4, 5), (5, 3), (0, 5)]
    found = run(pairs, 6, pump=[1, 2, 3], gravity=[0])
    assert sorted(ways(found, pairs)) == [(1, 4), (2, 4), (3, 5), (4, 5), (5, 0)]
    assert np.flatnonzero(found.discharge).tolist() == [0]


def test_without_pumps_the_drawn_direction_leads_to_the_discharge():
    pairs = [(0, 1), (1, 2)]
    found = run(pairs, 3, gravity=[0, 2])
    assert ways(found, pairs) == pairs
    assert np.flatnonzero(found.lifts).tolist() == [0]


def test_a_free_end_is_where_the_water_leaves():
    # gravity drains into the main at 0; the main ends at 2 with nothing behind it
    pairs = [(0, 1), (1, 2)]
    found = run(pairs, 3, pump=[0], gravity=[0])
    assert ways(found, pairs) == pairs
    assert np.flatnonzero(found.leaves).tolist() == [2]


def test_a_treatment_plant_goes_before_a_free_end():
    pairs = [(0, 1), (1, 2), (1, 3)]
    found = run(pairs, 4, pump=[0], gravity=[0], outlet=[3])
    assert np.flatnonzero(found.discharge).tolist() == [3]
    assert (1, 3) in ways(found, pairs)
    assert (2, 1) in ways(found, pairs)


def test_a_loop_of_mains_has_no_circle():
    pairs = [(0, 1), (1, 2), (2, 3), (3, 1), (3, 4)]
    found = run(pairs, 5, pump=[0], gravity=[0, 4])
    assert nx.is_directed_acyclic_graph(nx.DiGraph(ways(found, pairs)))
    assert (0, 1) in ways(found, pairs)
    assert (3, 4) in ways(found, pairs)


def test_a_booster_half_way_passes_the_water_on():
    # pump 0 - booster 1 (pump without gravity) - discharge 2
    pairs = [(0, 1), (2, 1)]
    found = run(pairs, 3, pump=[0, 1], gravity=[0, 2])
    # 2 is no pump and on a gravity sewer, but no main is drawn into it: no other place is, either
    assert ways(found, pairs) == [(0, 1), (1, 2)]


def test_a_main_between_two_pumps_goes_to_the_one_it_is_drawn_into():
    pairs = [(0, 1)]
    found = run(pairs, 2, pump=[0, 1], gravity=[0, 1])
    assert ways(found, pairs) == [(0, 1)]
    assert np.flatnonzero(found.discharge).tolist() == [1]
    pairs = [(1, 0)]
    assert ways(run(pairs, 2, pump=[0, 1], gravity=[0, 1]), pairs) == [(1, 0)]


def test_a_main_onto_itself_and_doubles():
    pairs = [(0, 0), (0, 1), (1, 0), (1, 2)]
    found = run(pairs, 3, pump=[0], gravity=[0, 2])
    assert ways(found, pairs) == [(0, 1), (0, 1), (1, 2)]


def test_no_mains():
    none = np.zeros(0, dtype=np.int64)
    off = np.zeros(2, dtype=bool)
    found = from_pumps(none, none, np.zeros(0), 2, pump=off, gravity=off, outlet=off)
    assert not found.discharge.any()
    assert len(found.open) == 0


@st.composite
def mains(draw):
    n = draw(st.integers(1, 12))
    node = st.integers(0, n - 1)
    pairs = draw(st.lists(st.tuples(node, node), min_size=1, max_size=24))
    marks = [draw(st.sets(node)) for _ in range(3)]
    length = draw(st.lists(st.sampled_from([0.0, 1.0, 50.0, 120.0]), min_size=len(pairs), max_size=len(pairs)))
    return pairs, n, marks, length


@given(mains())
def test_every_main_leads_to_a_discharge_without_circles(case):
    pairs, n, (pump, gravity, outlet), length = case
    found = run(pairs, n, pump=pump, gravity=gravity, outlet=outlet, length=length)
    graph = nx.DiGraph(ways(found, pairs))
    assert nx.is_directed_acyclic_graph(graph)
    on = {node for pair in pairs for node in pair}
    discharge = set(np.flatnonzero(found.discharge).tolist())
    assert discharge <= on
    for node in on - discharge:
        assert nx.descendants(graph, node) & discharge
    for node in discharge:
        assert node not in graph or graph.out_degree(node) == 0


@given(mains(), st.randoms(use_true_random=False))
def test_the_order_of_the_mains_does_not_matter(case, chance):
    pairs, n, (pump, gravity, outlet), length = case
    found = run(pairs, n, pump=pump, gravity=gravity, outlet=outlet, length=length)
    order = list(range(len(pairs)))
    chance.shuffle(order)
    again = run(
        [pairs[k] for k in order], n, pump=pump, gravity=gravity, outlet=outlet, length=[length[k] for k in order]
    )
    assert again.discharge.tolist() == found.discharge.tolist()
    assert again.open.tolist() == found.open[order].tolist()
    assert again.reversed.tolist() == found.reversed[order].tolist()


def test_water_takes_the_shorter_way_round_a_loop():
    pairs = [(0, 1), (1, 2), (0, 3), (3, 2)]
    found = run(pairs, 4, pump=[0], gravity=[0, 2], length=[10, 10, 500, 500])
    # nothing of 0 goes round by 3
    assert ways(found, pairs) == [(0, 1), (1, 2), (3, 0), (3, 2)]
    assert np.flatnonzero(found.discharge).tolist() == [2]
