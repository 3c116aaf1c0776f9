"""The proved lower bound on the costs: never above the cheapest network, whatever the prices."""

from dataclasses import replace

import numpy as np
import pytest

from riothermie_kansen.network.cost_bound import cost_bound, first_bound
from riothermie_kansen.network.site import Pricer
from riothermie_kansen.network.task import Task, first_weights
from tests.engine.network.made_place import Place, random_place


def with_prices(place, *, catalogue=None, extra_pair=None, factor=1.0):
    """Return a place with other prices of pipes, of parallel pairs, or other loads."""
    pricer, sizer = place.task.pricer, place.task.pricer.sizer
    if catalogue is not None:
        price = catalogue(sizer.catalogue.price_eur_m.copy())
        sizer = replace(sizer, catalogue=replace(sizer.catalogue, price_eur_m=price))
        sizer = replace(sizer, _prices=tuple(price[len(price) - len(own) :].tolist() for own in sizer._prices))
    if extra_pair is not None:
        sizer = replace(sizer, extra_pair=extra_pair)
    loads = place.task.at_building.copy()
    loads[:, 2:] *= factor
    pricer = Pricer(pricer.site, sizer, pricer.have, pricer.replace_factor, pricer.crossing_index)
    place.task = Task(place.task.site, pricer, place.task.regime, loads)
    return place


def checked(place, thorough=False):
    """Check both bounds against brute force; return how much of the optimum the better one proves."""
    best = place.cheapest()
    first = first_bound(place.task, place.everyone, thorough=thorough)
    bound = cost_bound(place.task, place.everyone, first, thorough=thorough)
    assert first <= bound <= best * (1 + 1e-9) + 1e-6
    return bound / best if best > 0 else 1.0


@pytest.mark.parametrize("method", ["deens", "winter", "leusden", "wortel", "geen"])
def test_below_the_cheapest_with_every_simultaneity(method):
    proved = [checked(random_place(seed, count=3, method=method), thorough=seed % 2 == 0) for seed in range(6)]
    assert np.mean(proved) > 0.8


def test_below_the_cheapest_with_parallel_pairs_at_a_reduced_price():
    # a further pair that costs less than the first bends the price: its steps have to count
    for seed in (*range(10), 41, 63, 100):
        rng = np.random.default_rng(seed)
        extra = float(rng.choice([0.0, 0.1, 0.3, 0.6]))
        place = random_place(seed, count=3, sources=1 + seed % 2, method="geen")
        checked(with_prices(place, extra_pair=extra, factor=float(rng.choice([10, 40]))))


def test_a_bend_in_the_price_by_hand():
    # two houses at once need just over k pairs: the step of k pairs lies lower per kW than both its neighbours
    nodes = {"s": (0, 0), "a": (100, 0), "b": (200, 0)}
    for pairs in (2, 3, 5):
        place = Place(nodes, [("s", "a"), ("a", "b")], {"h": (1, 1, {"a": 5}), "k": (1, 1, {"b": 5})}, ["s"])
        largest = place.task.pricer.sizer.largest_kw[-1] * 1.5
        place.task.at_building[:, 2] = place.task.at_building[:, 4] = [0.02 * largest, pairs * largest]
        assert checked(with_prices(place, extra_pair=0.3)) > 0.5


def test_below_the_cheapest_where_a_larger_pipe_is_cheaper():
    lower = 0
    for seed in range(15):
        large = 3 + seed % 10

        def cheap(price, large=large):
            price[large] = 0.3 * price[0]
            return price

        place = with_prices(random_place(seed, count=3, existing=seed % 5 == 0), catalogue=cheap)
        checked(place)
        smallest = random_place(seed, count=3, existing=seed % 5 == 0)
        lower += first_weights(place.task).sum() < first_weights(smallest.task).sum()
    assert lower == 15


def test_below_the_cheapest_with_existing_pipe_and_several_sources():
    for seed in range(6):
        checked(random_place(seed, count=3, sources=2 + seed % 2, existing=True))


def test_exact_where_one_size_serves_all():
    # no choice of street, all pipes of the smallest size: the bound is the cost itself
    nodes = {"s": (0, 0), "a": (100, 0), "b": (200, 0)}
    place = Place(nodes, [("s", "a"), ("a", "b")], {"h": (6, 1, {"a": 5}), "k": (6, 1, {"b": 5})}, [("s", 7.0)])
    assert checked(place) == pytest.approx(1.0)


def test_what_a_growing_pipe_adds_counts():
    # one street of 1000 m to 40 houses of 50 kW: the bound sees more than the smallest pipe
    nodes = {"s": (0, 0)} | {f"n{i}": (1000.0 + i, 0) for i in range(40)}
    chain = list(nodes)
    streets = [(chain[i], chain[i + 1]) for i in range(40)]
    place = Place(nodes, streets, {f"h{i}": (50, 8, {f"n{i}": 5}) for i in range(40)}, ["s"])
    layout = place.lay()
    first = first_bound(place.task, place.everyone, thorough=True)
    bound = cost_bound(place.task, place.everyone, first, thorough=True)
    assert first < 0.75 * layout.total
    assert 0.9 * layout.total < bound <= layout.total


def test_nobody_and_a_part_of_the_buildings():
    place = random_place(4, count=4)
    nobody = np.zeros(4, dtype=bool)
    assert cost_bound(place.task, nobody, 0.0, thorough=False) == 0.0
    some = np.array([True, False, True, False])
    first = first_bound(place.task, some, thorough=False)
    assert first <= cost_bound(place.task, some, first, thorough=False) <= place.cheapest(some) + 1e-6
