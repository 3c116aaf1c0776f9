"""The division into networks against every possible division, on rows, rings and any other neighbourhood."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.subsurface.mini_networks.chains import divide_ring, divide_row
from riothermie_kansen.subsurface.mini_networks.costs import Prices
from riothermie_kansen.subsurface.mini_networks.divide import OTHER, PART, RING, ROW, Divider, divide
from riothermie_kansen.subsurface.mini_networks.groups import Members, Rules
from riothermie_kansen.subsurface.mini_networks.packing import bound_forest, choose, connected_groups
from riothermie_kansen.subsurface.mini_networks.town import Links

K = kentallen.load()


def members(n, seed, *, dwellings=None, places=2):
    rng = np.random.default_rng(seed)
    homes = np.ones(n) if dwellings is None else np.asarray(dwellings, dtype=float)
    metres = homes * rng.uniform(60, 260, n)
    place = np.sort(rng.uniform(100, 1200, (n, places)), axis=1)
    place[rng.random((n, places)) < 0.35] = np.inf
    return Members(
        dwellings=homes, power_m=metres * rng.uniform(0.9, 1.4, n), energy_m=metres,
        depth_m=rng.choice([120.0, 200.0, 500.0], n), base_eur=homes * rng.uniform(250, 950, n) + metres * 40 / 15,
        pipe_m=np.full(n, 3.0), place_eur=np.sort(place, axis=1),
    )  # fmt: skip


def links(pairs, seed=1):
    pairs = sorted({tuple(sorted(pair)) for pair in pairs if pair[0] != pair[1]})
    one, other = (np.array([p[k] for p in pairs], dtype=np.int64) for k in (0, 1))
    return Links(one, other, np.random.default_rng(seed).uniform(4, 25, len(pairs)))


def rules(most=5, least=2, bonus=0.0, ring=1.0):
    return Rules(least=least, most=most, per_loop=3.0, shallow_m=30.0, ring=ring, bonus_eur=bonus)


def hangs_together(group, town):
    found, edge = {group[0]}, [group[0]]
    while edge:
        edge = [o for one in edge for o in town.near[one] if o in group and o not in found]
        found.update(edge)
    return len(found) == len(group)


def brute(people, net, rule):
    """Return the worth of the best of all divisions, by going through them building by building."""
    town = Divider(people, net, rule, K)
    n = len(people.dwellings)
    value = {}
    for size in range(1, n + 1):
        for group in itertools.combinations(range(n), size):
            if people.dwellings[list(group)].sum() <= rule.most and hangs_together(group, town):
                value[group] = float(town.worth([group])[0])
    by_first = {k: [g for g in value if g[0] == k and value[g] > 0] for k in range(n)}
    memo = {}

    def best(left):
        if not left:
            return 0.0
        if left not in memo:
            first = min(left)
            rest = left - {first}
            options = [best(rest)]
            options += [value[g] + best(left - set(g)) for g in by_first[first] if set(g) <= left]
            memo[left] = max(options)
        return memo[left]

    return best(frozenset(range(n)))


def check(people, net, rule, found):
    """Return the worth of a division after checking that it is one."""
    town = Divider(people, net, rule, K)
    inside = [row for group in found.groups for row in group]
    assert len(inside) == len(set(inside))
    for group in found.groups:
        assert hangs_together(group, town)
        assert rule.least <= people.dwellings[list(group)].sum() <= rule.most
    total = float(town.worth(found.groups).sum()) if found.groups else 0.0
    assert total == pytest.approx(found.value, abs=1e-6)
    assert found.bound >= found.value - 1e-6
    first = [row for group in found.first_come for row in group]
    assert len(first) == len(set(first))
    assert (float(town.worth(found.first_come).sum()) if found.first_come else 0.0) <= found.value + 1e-6
    return total


def shuffled(pairs, n, seed):
    order = np.random.default_rng(seed).permutation(n)
    return [(int(order[a]), int(order[b])) for a, b in pairs]


@given(n=st.integers(2, 10), seed=st.integers(0, 10**6), most=st.integers(2, 6), bonus=st.sampled_from([0.0, 10000.0]))
@settings(max_examples=40)
def test_row_against_every_division(n, seed, most, bonus):
    people = members(n, seed)
    net = links(shuffled([(k, k + 1) for k in range(n - 1)], n, seed), seed)
    rule = rules(most, bonus=bonus)
    found = divide(people, net, rule, K)
    assert found.kind == [ROW]
    assert check(people, net, rule, found) == pytest.approx(brute(people, net, rule), abs=1e-6)


@given(n=st.integers(3, 9), seed=st.integers(0, 10**6), most=st.integers(2, 12), ring=st.sampled_from([1.0, 2.0]))
@settings(max_examples=40)
def test_ring_against_every_division(n, seed, most, ring):
    people = members(n, seed)
    net = links(shuffled([(k, (k + 1) % n) for k in range(n)], n, seed), seed)
    rule = rules(most, ring=ring)
    found = divide(people, net, rule, K)
    assert found.kind == [RING]
    assert check(people, net, rule, found) == pytest.approx(brute(people, net, rule), abs=1e-6)


@given(n=st.integers(4, 9), seed=st.integers(0, 10**6), most=st.integers(2, 6), bonus=st.sampled_from([0.0, 10000.0]))
@settings(max_examples=40)
def test_any_neighbourhood_against_every_division(n, seed, most, bonus):
    rng = np.random.default_rng(seed)
    tree = [(int(rng.integers(0, k)), k) for k in range(1, n)]
    more = [tuple(rng.choice(n, 2, replace=False).tolist()) for _ in range(int(rng.integers(0, n)))]
    people = members(n, seed, dwellings=rng.choice([1, 1, 1, 2], n))
    net = links(tree + more, seed)
    rule = rules(most, bonus=bonus)
    found = divide(people, net, rule, K)
    assert check(people, net, rule, found) == pytest.approx(brute(people, net, rule), abs=1e-5)


@given(seed=st.integers(0, 10**6), most=st.integers(4, 5))
@settings(max_examples=8)
def test_bound_of_a_neighbourhood_searched_in_part(seed, most):
    """With few candidates the division may be worse than the best, but never than its bound says."""
    n = 20
    rng = np.random.default_rng(seed)
    spots = rng.uniform(0, 60, (n, 2))
    apart = np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1))
    pairs = [(a, b) for a in range(n) for b in np.argsort(apart[a])[1:3].tolist()] + [(k, k + 1) for k in range(n - 1)]
    people, net, rule = members(n, seed), links(pairs, seed), rules(most)
    few = divide(people, net, rule, K.replace({"mini.kandidaten": 100.0}))
    whole = divide(people, net, rule, K.replace({"mini.kandidaten": 1000000.0}))
    assert (few.kind, whole.kind) == ([PART], [OTHER])
    check(people, net, rule, few)
    check(people, net, rule, whole)
    assert few.value <= whole.value + 1e-6
    assert whole.value <= few.bound + 1e-6
    assert few.value >= 0.9 * whole.value
    assert whole.bound == pytest.approx(whole.value, rel=1e-6, abs=1e-6)


@given(seed=st.integers(0, 10**6))
@settings(max_examples=20)
def test_order_of_the_buildings_does_not_matter(seed):
    """The same neighbourhoods with their buildings in another order are worth the same."""
    n = 30
    rng = np.random.default_rng(seed)
    pairs = [(k, k + 1) for k in range(n - 1) if k % 10 != 9] + [(0, 9), (20, 25)]
    people, net, rule = members(n, seed), links(pairs, seed), rules()
    order = rng.permutation(n)
    place = np.argsort(order)
    turned = Members(**{name: getattr(people, name)[order] for name in Members.__dataclass_fields__})
    one, other = place[net.first], place[net.second]
    rows = np.lexsort((np.maximum(one, other), np.minimum(one, other)))
    again = Links(np.minimum(one, other)[rows], np.maximum(one, other)[rows], net.length_m[rows])
    first, second = divide(people, net, rule, K), divide(turned, again, rule, K)
    assert second.value == pytest.approx(first.value, abs=1e-6)
    assert sorted(first.kind) == sorted(second.kind)
    same = {tuple(sorted(int(order[row]) for row in group)) for group in second.groups}
    assert same == set(first.groups)


def test_row_by_hand():
    """Four houses: pairs are worth 10, 1 and 10; three in a row 18: the two outer pairs win."""
    none = -np.inf
    gain = np.array([[none, 10.0, 18.0], [none, 1.0, 18.0], [none, 10.0, none], [none, none, none]])
    assert divide_row(gain) == (20.0, [(0, 2), (2, 2)])
    gain[0, 2] = 25.0
    assert divide_row(gain) == (25.0, [(0, 3)])
    assert divide_row(np.full((4, 3), none)) == (0.0, [])


def test_ring_by_hand():
    """Of a ring of four the pair over the end (3, 0) and the pair (1, 2) are worth most."""
    none = -np.inf
    gain = np.array([[none, 4.0], [none, 9.0], [none, 4.0], [none, 9.0]])
    assert divide_ring(gain) == (18.0, [(1, 2), (3, 2)])


def test_groups_of_a_row_of_five():
    near = [[1], [0, 2], [1, 3], [2, 4], [3]]
    found = connected_groups(near, np.ones(5), 3, 100)
    assert found == [
        (0,), (1,), (2,), (3,), (4,), (0, 1), (1, 2), (2, 3), (3, 4), (0, 1, 2), (1, 2, 3), (2, 3, 4),
    ]  # fmt: skip
    assert connected_groups(near, np.ones(5), 3, 11) is None
    assert connected_groups(near, np.array([1.0, 2.0, 1.0, 4.0, 1.0]), 3, 100) == [
        (0,), (1,), (2,), (4,), (0, 1), (1, 2),
    ]  # fmt: skip


def test_choice_with_a_fraction():
    """Three pairs of three buildings: half of each is worth 15, but only one whole pair can be."""
    found = choose([(0, 1), (1, 2), (0, 2)], np.array([10.0, 10.0, 10.0]), 3)
    assert found.value == 10.0
    assert found.bound == pytest.approx(10.0, abs=1e-6)
    assert found.prices.sum() >= 15.0 - 1e-9


def test_bound_from_the_pipes_by_hand():
    """Four buildings that add 10 each, a group costs 5, links 1, 2 and 9: two groups of two, 40 - 10 - 3, are best."""
    value = bound_forest(np.ones(4), 4.0, np.full(4, 10.0), 5.0, np.array([1.0, 2.0, 9.0]))
    assert value == 27.0
    # at most one dwelling in a group: four groups without links
    assert bound_forest(np.ones(4), 1.0, np.full(4, 10.0), 5.0, np.array([1.0, 2.0, 9.0])) == 20.0
    # buildings that only cost are left out
    assert bound_forest(np.ones(3), 4.0, np.array([10.0, 10.0, -8.0]), 5.0, np.array([1.0, 2.0])) == 14.0
    assert bound_forest(np.ones(2), 4.0, np.array([1.0, 1.0]), 5.0, np.array([1.0])) == 0.0


def test_first_come_first_served_can_be_worse():
    """Six houses; the first takes the neighbours that suit it best, and leaves the others the worse rest."""
    n = 6
    people = members(n, 3)
    people = Members(**{**{name: getattr(people, name) for name in Members.__dataclass_fields__},
                        "place_eur": np.full((n, 1), 300.0), "depth_m": np.full(n, 500.0),
                        "energy_m": np.full(n, 100.0), "power_m": np.full(n, 100.0),
                        "base_eur": np.full(n, 700.0)})  # fmt: skip
    net = Links(np.arange(5), np.arange(1, 6), np.array([8.0, 8.0, 8.0, 8.0, 8.0]))
    found = divide(people, net, rules(4), K)
    town = Divider(people, net, rules(4), K)
    # 4 and 2 want two loops and one, 3 and 3 one each: the first house takes three others all the same
    assert sorted(map(len, found.groups)) == [3, 3]
    assert sorted(map(len, found.first_come)) == [2, 4]
    assert town.worth(found.first_come).sum() < found.value - 10.0
    # by hand: what the two divisions differ is one loop's fixed cost and its pipe, and nothing else but a link
    price = Prices.from_kentallen(K)
    assert found.value - town.worth(found.first_come).sum() == pytest.approx((price.loop + 300.0) / price.years)


def test_no_place_no_network():
    people = members(4, 1)
    empty = Members(**{**{name: getattr(people, name) for name in Members.__dataclass_fields__},
                       "place_eur": np.full((4, 2), np.inf)})  # fmt: skip
    net = links([(0, 1), (1, 2), (2, 3)])
    assert divide(empty, net, rules(), K).groups == []
    assert set(Divider(empty, net, rules(), K).why_left([])) == {"geen_plaats"}


def test_nobody_and_one():
    none = members(0, 1)
    assert divide(none, links([]), rules(), K).groups == []
    one = members(1, 1)
    assert divide(one, links([]), rules(), K).groups == []
    assert list(Divider(one, links([]), rules(), K).why_left([])) == ["geen_buren"]
