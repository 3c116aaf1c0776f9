"""The layout against brute force on tiny places, and by hand where the answer is plain."""

import numpy as np
import pytest

from riothermie_kansen.errors import CancelledError
from riothermie_kansen.network.cost_bound import cost_bound, first_bound
from riothermie_kansen.network.layout import lay
from riothermie_kansen.network.stretches import fed_by
from riothermie_kansen.network.task import first_weights, nearest_cost, own_price, sized
from tests.engine.network.made_place import Place, random_place

METHODS = ("deens", "geen", "winter")
SIZER = Place({"s": (0, 0), "a": (1, 0)}, [("s", "a")], {"h": (6, 1, {"a": 5})}, ["s"]).task.pricer.sizer
STREET, HOUSE = SIZER.price_of(4.0), SIZER.price_of(4.0, service=True)
"""Price per metre of the smallest street pipe, and of the connection of a house of 6 kW with a heat pump (COP 3)."""


def check(place, layout, who=None):
    """Check what every layout must be: a forest below the sources, each building a leaf, loads and costs its own."""
    who = place.everyone if who is None else who
    site, task = place.task.site, place.task
    rooted = layout.rooted
    assert len(rooted.edge) == len(layout.edges) == len(set(rooted.lower.tolist()))
    degree = np.bincount(site.ends[layout.edges].ravel(), minlength=site.size)
    assert (degree[site.building_node[who]] == 1).all()
    assert (degree[site.building_node[~who]] == 0).all()
    # no dead ends: each lower end feeds something or is a building
    ends = np.setdiff1d(rooted.lower, rooted.upper)
    assert set(ends.tolist()) == set(site.building_node[who].tolist())
    again = sized(task, layout.edges, who)
    assert again.total == pytest.approx(layout.total)
    assert layout.cost.min(initial=0.0) >= 0
    top = rooted.parent < 0
    assert set(rooted.edge[top].tolist()) <= set(site.source_edges.tolist())
    assert layout.loads.loads[top, 0].sum() == who.sum()


def test_never_below_the_cheapest_and_mostly_equal_to_it():
    equal = bounded = 0
    gaps = []
    for seed in range(16):
        place = random_place(
            seed, count=2 + seed % 3, sources=1 + seed % 2, method=METHODS[seed % 3], existing=seed % 5 == 0
        )
        best = place.cheapest()
        slack = 1e-9 * best + 1e-6
        layout = place.lay()
        check(place, layout)
        lowest = cost_bound(place.task, place.everyone, layout.bound, thorough=True)
        assert layout.bound - slack <= lowest <= best + slack
        assert best <= layout.total + slack
        assert layout.bound <= first_weights(place.task)[layout.edges].sum() + slack
        assert first_bound(place.task, place.everyone, thorough=False) <= best + slack
        quick = place.lay(thorough=False, bound=False)
        check(place, quick)
        assert quick.total >= best - slack
        gaps.append(layout.total / max(best, 1.0) - 1.0)
        equal += gaps[-1] < 1e-9
        bounded += lowest >= 0.7 * best
    assert equal >= 0.9 * len(gaps)
    assert np.mean(gaps) < 0.02
    assert bounded >= 0.85 * len(gaps)


def test_where_pipes_hardly_differ_the_layout_is_the_cheapest():
    # houses of 6 kW: the smallest street pipe carries them all, so that the layout is the whole question
    for seed in range(100, 106):
        place = random_place(seed, count=4, big=False)
        layout = place.lay()
        best = place.cheapest()
        assert layout.total == pytest.approx(best)
        assert layout.rounds == 0


def through_a_house():
    """Return a place where a way through house h is 10 m and the way around it 300 m."""
    nodes = {"s": (0, 0), "a": (10, 0), "b": (20, 0), "c": (10, 150), "d": (20, 150)}
    streets = [("s", "a"), ("a", "c"), ("c", "d"), ("d", "b")]
    return Place(nodes, streets, {"h": (6, 1, {"a": 5, "b": 5}), "k": (6, 1, {"b": 3})}, ["s"])


@pytest.mark.parametrize("thorough", [False, True])
def test_no_pipe_runs_through_a_house(thorough):
    place = through_a_house()
    layout = place.lay(thorough=thorough)
    check(place, layout)
    streets, feet, _ = place.used(layout)
    assert streets == {"as", "ac", "cd", "bd"}
    assert feet in ({("h", "a"), ("k", "b")}, {("h", "b"), ("k", "b")})
    assert layout.bound == pytest.approx(layout.total)


def test_a_part_behind_a_house_is_not_reached():
    nodes = {"s": (0, 0), "a": (10, 0), "b": (20, 0), "c": (90, 0)}
    place = Place(nodes, [("s", "a"), ("b", "c")], {"h": (6, 1, {"a": 5, "b": 5}), "k": (6, 1, {"c": 3})}, ["s"])
    reached = place.task.site.reached()[place.task.site.building_node]
    assert reached.tolist() == [True, False]
    layout = place.lay(np.array([True, False]))
    check(place, layout, np.array([True, False]))
    assert place.used(layout)[:2] == ({"as"}, {("h", "a")})


def test_front_or_back_street_is_chosen_with_the_trunk():
    # house h lies 4 m from a street of its own and 16 m from the one where all the others are
    nodes = {"s": (0, 0), "a": (40, 0), "b": (80, 0), "back": (80, 60), "far": (0, 60)}
    streets = [("s", "a"), ("a", "b"), ("s", "far"), ("far", "back")]
    houses = {"g": (6, 1, {"a": 5}), "h": (6, 1, {"back": 4, "b": 16}), "i": (6, 1, {"b": 5})}
    place = Place(nodes, streets, houses, ["s"])
    layout = place.lay()
    assert place.used(layout)[:2] == ({"as", "ab"}, {("g", "a"), ("h", "b"), ("i", "b")})
    # with houses in the back street too, the short connection is the right one
    place = Place(nodes, streets, houses | {"j": (6, 1, {"back": 5})}, ["s"])
    assert ("h", "back") in place.used(place.lay())[1]


def test_a_crossing_counts_once_and_a_diameter_per_metre():
    """A long way without a crossing is cheapest for small pipe, a short one with a crossing for large pipe."""
    nodes = {"s": (0, 0), "x": (0, 100), "y": (0, 200)}
    streets = [("s", "x", {"length": 100.0}), ("s", "x", {"length": 70.0, "crossing": 18_000.0}), ("x", "y")]
    small = Place(nodes, streets, {"h": (6, 1, {"y": 5})}, ["s"])
    layout = small.lay()
    assert layout.edges[0] == 0
    assert 30 * STREET < 18_000
    assert layout.rounds == 0
    large = Place(nodes, streets, {"h": (4000, 600, {"y": 5})}, ["s"])
    layout = large.lay()
    carried = large.task.pricer.sizer.price_of(4000.0 * (1 - 1 / 3))
    assert 30 * carried > 18_000
    assert layout.edges[0] == 1
    assert layout.rounds == 1
    assert layout.total == pytest.approx(large.cheapest())
    assert layout.total == pytest.approx(170 * carried + 18_000 + 5 * large.task.pricer.sizer.price_of(8000 / 3, True))


def test_existing_pipe_that_is_large_enough_is_free():
    nodes = {"s": (0, 0), "a": (100, 0), "b": (0, 100), "c": (100, 100)}
    houses = {"h": (100, 10, {"c": 5})}
    streets = [("s", "a"), ("a", "c"), ("s", "b", {"dn": "PE160 SDR17", "length": 400.0}), ("b", "c")]
    place = Place(nodes, streets, houses, ["s"])
    layout = place.lay()
    assert place.used(layout)[0] == {"bs", "bc"}
    power = 100 * (1 - 1 / 3)
    price = place.task.pricer.sizer.price_of(power)
    assert layout.total == pytest.approx(100 * price + 5 * place.task.pricer.sizer.price_of(power, True))
    # pipe that is too small has to be replaced over 400 m: new pipe in the other streets is cheaper
    streets[2] = ("s", "b", {"dn": "PE63 SDR17", "length": 400.0})
    place = Place(nodes, streets, {"h": (400, 60, {"c": 5})}, ["s"])
    layout = place.lay()
    assert layout.total == pytest.approx(place.cheapest())
    assert place.used(layout)[0] == {"as", "ac"}
    # where there is no other street it is replaced, at the price of new pipe
    place = Place(nodes, streets[2:], {"h": (400, 60, {"c": 5})}, ["s"])
    layout = place.lay()
    power = 400 * (1 - 1 / 3)
    price = place.task.pricer.sizer.price_of(power)
    assert price > place.task.pricer.sizer.price_of(1.0)
    assert layout.total == pytest.approx(500 * price + 5 * place.task.pricer.sizer.price_of(power, True))


def test_existing_pipe_of_unknown_diameter_counts_as_the_smallest():
    nodes = {"s": (0, 0), "a": (100, 0)}
    place = Place(nodes, [("s", "a", {"dn": "staal 80"})], {"h": (6, 1, {"a": 5})}, ["s"])
    assert place.unknown == ["staal 80"]
    assert place.task.pricer.have[0] == 0


def test_the_nearest_source_feeds():
    nodes = {f"n{i}": (50.0 * i, 0) for i in range(7)}
    streets = [(f"n{i}", f"n{i + 1}") for i in range(6)]
    houses = {f"h{i}": (6, 1, {f"n{i}": 5}) for i in (1, 2, 4, 5)}
    place = Place(nodes, streets, houses, ["n0", "n6"])
    layout = place.lay()
    check(place, layout)
    streets, _, sources = place.used(layout)
    assert streets == {"n0n1", "n1n2", "n4n5", "n5n6"}
    assert sources == {0, 1}
    source = dict(zip(layout.rooted.lower.tolist(), fed_by(place.task.site, layout).tolist(), strict=True))
    assert [source[n] for n in place.task.site.building_node.tolist()] == [0, 0, 1, 1]


def test_a_source_that_is_not_needed_gets_no_pipe():
    nodes = {"s": (0, 0), "a": (30, 0), "t": (200, 0)}
    place = Place(nodes, [("s", "a"), ("a", "t")], {"h": (6, 1, {"a": 5})}, [("s", 4.0), ("t", 3.0)])
    layout = place.lay()
    check(place, layout)
    assert place.used(layout) == ({"as"}, {("h", "a")}, {0})
    assert layout.total == pytest.approx(34 * STREET + 5 * HOUSE)


def test_two_sources_on_one_node_and_a_building_on_the_street():
    nodes = {"s": (0, 0), "a": (30, 0)}
    place = Place(
        nodes, [("s", "a")], {"h": (6, 1, {"s": 0}), "k": (6, 1, {"a": 0}), "m": (6, 1, {"a": 0})}, ["s", "s"]
    )
    layout = place.lay()
    check(place, layout)
    assert layout.total == pytest.approx(30 * STREET)
    assert len(place.used(layout)[2]) == 1
    alone = Place(nodes, [("s", "a")], {"h": (6, 1, {"s": 0})}, ["s"])
    assert alone.lay().total == 0.0
    assert len(alone.lay().edges) == 2


def test_a_street_of_no_price_is_still_part_of_one_tree():
    nodes = {"s": (0, 0), "a": (30, 0), "b": (30, 30), "c": (0, 30)}
    streets = [("s", "a", {"factor": 0.0}), ("a", "b", {"factor": 0.0}), ("b", "c", {"factor": 0.0}), ("c", "s")]
    place = Place(nodes, streets, {"h": (6, 1, {"b": 2}), "k": (6, 1, {"c": 2})}, ["s"])
    layout = place.lay()
    check(place, layout)
    assert layout.total == pytest.approx(4 * HOUSE)
    assert place.used(layout)[0] == {"as", "ab", "bc"}


def test_what_others_would_take_over_prices_an_edge_outside_the_tree():
    # a ring: the edge that is left out joins a part of 4000 kW and one of 6 kW, and would carry at most 6 kW
    nodes = {"s": (0, 0), "a": (100, 0), "b": (0, 100), "m": (80, 110)}
    houses = {"big": (4000, 600, {"a": 5}), "small": (6, 1, {"b": 5})}
    place = Place(nodes, [("s", "a"), ("s", "b"), ("a", "m"), ("m", "b")], houses, ["s"])
    layout = place.lay()
    assert place.used(layout)[0] == {"as", "bs"}
    weight = own_price(place.task, layout, first_weights(place.task))
    metres = place.task.site.metres
    assert weight[2:4] == pytest.approx(metres[2:4] * STREET)
    assert weight[0] == pytest.approx(100 * place.task.pricer.sizer.price_of(8000 / 3))


def test_the_cheapest_way_to_join_a_building():
    nodes = {"s": (0, 0), "a": (100, 0), "b": (160, 0), "z": (500, 0), "y": (600, 0)}
    houses = {"h": (6, 1, {"a": 5}), "k": (6, 1, {"b": 7, "z": 1}), "lost": (6, 1, {"y": 2})}
    place = Place(nodes, [("s", "a"), ("a", "b"), ("z", "y")], houses, ["s"])
    layout = place.lay(np.array([True, False, False]))
    cost = nearest_cost(place.task, layout)
    assert cost[:2] == pytest.approx([5 * HOUSE, 60 * STREET + 7 * HOUSE])
    assert np.isinf(cost[2])


def test_the_toll_is_more_than_any_way_over_the_streets():
    for seed in range(20):
        place = random_place(seed, count=3)
        first = first_weights(place.task)
        site = place.task.site
        away = {site.root: 0.0}
        for _ in range(site.size):
            for (a, b), w in zip(site.ends[~site.service].tolist(), first[~site.service].tolist(), strict=True):
                for x, y in ((a, b), (b, a)):
                    if x in away and away[x] + w < away.get(y, np.inf):
                        away[y] = away[x] + w
        assert site.toll(first) > max(away.values())


def test_twice_is_the_same_and_cancelling_stops():
    place = random_place(8, columns=5, rows=4, count=9, sources=2)
    one, two = place.lay(), place.lay()
    assert one.edges.tolist() == two.edges.tolist()
    assert (one.total, one.bound) == (two.total, two.bound)
    with pytest.raises(CancelledError):
        lay(place.task, place.everyone, thorough=True, bound=True, cancelled=lambda: True)


def test_larger_places_keep_the_rules_and_the_bound():
    for seed in range(2):
        place = random_place(seed, columns=6, rows=4, count=14, sources=1 + seed % 3, existing=seed % 2 == 0)
        layout = place.lay()
        check(place, layout)
        lowest = cost_bound(place.task, place.everyone, layout.bound, thorough=True)
        assert layout.bound - 1e-6 <= lowest <= layout.total + 1e-6
        assert place.lay(thorough=False, bound=False).total >= lowest - 1e-6
