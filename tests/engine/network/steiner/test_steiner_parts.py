"""The parts of the search for a Steiner tree: smaller graph, first tree, exchanges, crossing, bound, tolls."""

from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen.network.steiner import solve
from riothermie_kansen.network.steiner.bound import dual_ascent
from riothermie_kansen.network.steiner.construct import grow
from riothermie_kansen.network.steiner.cross import cross
from riothermie_kansen.network.steiner.exchange import improve
from riothermie_kansen.network.steiner.instance import Instance, connects, prune, simple_graph, spanning_pruned
from riothermie_kansen.network.steiner.keypaths import key_tree
from riothermie_kansen.network.steiner.reduce import reduce
from riothermie_kansen.network.steiner.search import hashed
from tests.engine.network.steiner.steiner_cases import is_tree, optimum, random_case, street_case

SEEDS = range(80)


def case_of(seed):
    if seed % 2:
        return street_case(seed, side=3 + seed % 4, terminals=3 + seed % 5)
    return random_case(seed, whole=seed % 4 == 0, dense=(0.3, 1.0, 2.5)[seed % 3])


def exact(instance):
    return optimum(instance.size, instance.u, instance.v, instance.weight, instance.terminal)


def tree_of(instance, edges):
    return is_tree(instance.size, instance.u, instance.v, edges, instance.terminal)


def test_a_smaller_graph_has_the_same_optimum_and_its_trees_are_trees_of_the_whole():
    smaller = 0
    for seed in SEEDS:
        case = case_of(seed)
        size, u, v, weight, terminal = case
        reduction = reduce(*case)
        instance = reduction.instance
        fixed = weight[reduction.fixed].sum()
        assert exact(instance) + fixed == pytest.approx(optimum(*case), abs=1e-9)
        smaller += len(instance.u) < len(u)
        degree = np.bincount(np.concatenate([instance.u, instance.v]), minlength=instance.size)
        if instance.terminal.sum() > 2:
            # no dead ends, no chains, no parallel edges or loops are left
            assert degree.min() >= 2 or len(instance.u) <= 1
            assert (degree[~instance.terminal] != 2).all()
            assert (instance.u < instance.v).all()
            assert len(set(zip(instance.u.tolist(), instance.v.tolist(), strict=True))) == len(instance.u)
        if instance.terminal.sum() > 1:
            tree = grow(instance, int(np.flatnonzero(instance.terminal)[-1]))
            edges = reduction.expand(tree)
            assert is_tree(size, u, v, edges, terminal)
            assert weight[edges].sum() == pytest.approx(instance.cost(tree) + fixed, abs=1e-9)
    assert smaller > 0.9 * len(SEEDS)


def test_a_tree_without_junctions_is_solved_by_making_the_graph_smaller():
    # the graph is a tree: nothing is left to choose
    graph = nx.random_labeled_tree(40, seed=4)
    u, v = (np.array(column) for column in zip(*graph.edges, strict=True))
    weight = np.arange(1.0, len(u) + 1.0)
    terminal = np.zeros(40, dtype=bool)
    terminal[[0, 7, 21, 33]] = True
    reduction = reduce(40, u, v, weight, terminal)
    assert len(reduction.instance.u) <= 1
    found = solve(40, u, v, weight, terminal, thorough=False, bound=True)
    assert found.cost == found.bound == pytest.approx(optimum(40, u, v, weight, terminal))


def test_improving_and_crossing_never_make_a_tree_worse():
    gained = crossed = 0
    for seed in SEEDS:
        instance = reduce(*case_of(seed)).instance
        ends = np.flatnonzero(instance.terminal)
        if len(ends) < 2:
            continue
        noise = [instance.weight * (1.0 + 5.0 * hashed(len(instance.u), k)) for k in range(4)]
        trees = [grow(instance, int(ends[k % len(ends)]), noise[k]) for k in range(4)]
        for tree in trees:
            better = improve(instance, tree)
            assert tree_of(instance, tree)
            assert tree_of(instance, better)
            assert instance.cost(better) <= instance.cost(tree) + 1e-9
            assert instance.cost(improve(instance, better)) == pytest.approx(instance.cost(better))
            gained += instance.cost(better) < instance.cost(tree) - 1e-9
        for one, two in pairwise(trees):
            mixed = cross(instance, one, two)
            assert tree_of(instance, mixed)
            assert instance.cost(mixed) <= min(instance.cost(one), instance.cost(two)) + 1e-9
            crossed += instance.cost(mixed) < min(instance.cost(one), instance.cost(two)) - 1e-9
    assert gained > 50
    assert crossed > 5


def test_improving_takes_the_best_single_exchange():
    """Every tree that differs by one key path is tried by brute force: none is cheaper than the answer."""
    for seed in range(25):
        instance = reduce(*street_case(seed, side=5, terminals=6)).instance
        ends = np.flatnonzero(instance.terminal)
        if len(ends) < 3:
            continue
        tree = improve(instance, grow(instance, int(ends[0])))
        keys = key_tree(instance, tree, instance.weight)
        whole = nx.Graph()
        for a, b, w in zip(instance.u.tolist(), instance.v.tolist(), instance.weight.tolist(), strict=True):
            whole.add_edge(a, b, weight=w)
        for path in np.unique(keys.path):
            rest = nx.Graph()
            kept = tree[keys.path != path]
            rest.add_nodes_from(keys.keys.tolist())
            rest.add_edges_from(zip(instance.u[kept].tolist(), instance.v[kept].tolist(), strict=True))
            parts = list(nx.connected_components(rest))
            assert len(parts) == 2
            away = nx.multi_source_dijkstra_path_length(whole, parts[0])
            assert min(away[x] for x in parts[1]) >= keys.cost[path] - 1e-6


def test_crossing_takes_the_cheaper_half_of_each():
    # two rings that meet in node 0: one tree is good on the left, the other on the right
    u = np.array([0, 1, 0, 2, 0, 3, 0, 4])
    v = np.array([1, 5, 2, 5, 3, 6, 4, 6])
    weight = np.array([1.0, 1.0, 3.0, 3.0, 4.0, 4.0, 2.0, 2.0])
    terminal = np.zeros(7, dtype=bool)
    terminal[[0, 5, 6]] = True
    low, high, kept = simple_graph(7, u, v, weight)
    instance = Instance(7, low, high, weight[kept], terminal, np.zeros(8))
    place = np.argsort(kept)
    left, right = np.sort(place[[0, 1, 4, 5]]), np.sort(place[[2, 3, 6, 7]])
    mixed = cross(instance, left, right)
    assert len(mixed) == 4
    assert set(kept[mixed].tolist()) == {0, 1, 6, 7}
    assert instance.cost(mixed) == 6.0


def test_every_root_and_every_limit_gives_a_bound():
    weaker = 0
    for seed in SEEDS[:40]:
        instance = reduce(*case_of(seed)).instance
        best = exact(instance)
        values = []
        for root in np.flatnonzero(instance.terminal).tolist():
            for largest in (1, 3, 8, None):
                bound = dual_ascent(instance, root, largest=largest)
                assert -1e-12 <= bound.value <= best + 1e-9 * (1.0 + best)
                assert (bound.rest >= 0).all()
                assert (bound.rest <= instance.weight[instance.arc_edge] + 1e-12).all()
                values.append(bound.value)
            # a tree that tells which cuts come first changes the bound, not that it is one
            guide = grow(instance, root)
            cuts = []
            bound = dual_ascent(instance, root, tree=guide, cuts=cuts)
            assert bound.value <= best + 1e-9 * (1.0 + best)
            inside = np.repeat(np.arange(instance.size), np.diff(instance.indptr))
            for cut in cuts:
                # without the arcs of a cut some terminal is not reached from the root
                rest = nx.DiGraph()
                rest.add_nodes_from(range(instance.size))
                kept = np.setdiff1d(np.arange(len(inside)), cut)
                rest.add_edges_from(zip(instance.indices[kept].tolist(), inside[kept].tolist(), strict=True))
                met = nx.descendants(rest, root) | {root}
                assert not set(np.flatnonzero(instance.terminal).tolist()) <= met
        weaker += len(values) > 0 and min(values) < max(values) - 1e-9
    assert weaker > 10


def with_houses(seed):
    """Return streets with buildings that each hang on two of their nodes, a way through them being very short."""
    size, u, v, weight, _ = street_case(seed, side=6, terminals=1)
    rng = np.random.default_rng(seed)
    count = 9
    feet = np.array([rng.choice(size, 2, replace=False) for _ in range(count)])
    house = size + np.arange(count)
    a = np.concatenate([u, feet[:, 0], feet[:, 1]])
    b = np.concatenate([v, house, house])
    service = np.arange(len(a)) >= len(u)
    w = np.concatenate([weight, rng.integers(1, 4, 2 * count).astype(float)])
    terminal = np.zeros(size + count, dtype=bool)
    terminal[house] = terminal[0] = True
    penalty = np.where(service, weight.sum() + 1.0, 0.0)
    return size + count, a, b, w, terminal, penalty, service, count


@pytest.mark.parametrize("thorough", [False, True])
def test_with_a_toll_on_connections_houses_stay_leaves(thorough):
    tempting = number = 0
    for seed in range(2 if thorough else 40):
        size, u, v, weight, terminal, penalty, service, count = with_houses(seed)
        found = solve(size, u, v, weight + penalty, terminal, thorough=thorough, bound=True, penalty=penalty)
        assert is_tree(size, u, v, found.edges, terminal)
        assert service[found.edges].sum() == count
        toll = penalty.max() * count
        assert found.bound <= found.cost + 1e-6
        number += 1
        free = solve(size, u, v, weight, terminal, thorough=thorough, bound=False)
        tempting += service[free.edges].sum() > count
        assert found.cost - toll >= free.cost - 1e-6 or not thorough
    # without a toll the cheapest tree does pass through houses
    assert tempting >= 0.8 * number


def test_the_toll_problem_has_the_optimum_of_the_best_choice_of_feet():
    for seed in range(6):
        size, u, v, weight, terminal, penalty, service, count = with_houses(seed)
        keep = np.flatnonzero(~service)
        candidates = np.flatnonzero(service).reshape(2, count)[:, :5]
        terminal[size - count + 5 :] = False
        best = np.inf
        for choice in range(2**5):
            taken = [candidates[choice >> i & 1, i] for i in range(5)]
            edges = np.sort(np.concatenate([keep, taken]))
            best = min(best, optimum(size, u[edges], v[edges], weight[edges], terminal))
        edges = np.sort(np.concatenate([keep, candidates.ravel()]))
        found = solve(
            size, u[edges], v[edges], (weight + penalty)[edges], terminal, thorough=True, bound=True,
            penalty=penalty[edges],
        )  # fmt: skip
        toll = 5 * penalty.max()
        assert found.cost - toll == pytest.approx(best, abs=1e-6)
        assert found.bound - toll <= best + 1e-6


@settings(max_examples=60)
@given(st.integers(0, 10**9), st.integers(2, 40), st.floats(0.2, 4.0))
def test_a_random_forest_is_pruned_to_its_terminals(seed, size, dense):
    size, u, v, weight, terminal = random_case(seed, size=(size, size + 1), terminals=(1, 6), dense=dense, whole=False)
    low, high, kept = simple_graph(size, u, v, weight)
    instance = Instance(size, low, high, np.maximum(weight[kept], 1e-12), terminal, np.zeros(len(kept)))
    edges = spanning_pruned(instance, np.ones(size, dtype=bool))
    assert tree_of(instance, edges)
    assert connects(instance, edges)
    degree = np.bincount(np.concatenate([low[edges], high[edges]]), minlength=size)
    assert terminal[degree == 1].all()
    assert prune(instance, edges).tolist() == edges.tolist()
    assert prune(instance, np.arange(0)).tolist() == []


def test_the_noise_is_the_same_everywhere_and_even():
    noise = hashed(100_000, 3)
    assert noise[:3].tolist() == hashed(3, 3).tolist()
    assert noise[0] != hashed(1, 4)[0]
    assert 0.0 <= noise.min() < 1e-3
    assert 0.999 < noise.max() < 1.0
    assert np.histogram(noise, 10, (0, 1))[0] == pytest.approx(np.full(10, 10_000), rel=0.03)
    assert abs(np.corrcoef(noise, hashed(100_000, 5))[0, 1]) < 0.02
