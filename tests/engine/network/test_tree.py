"""Rooted trees on arrays against networkx and sums by hand."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen.network.tree import root_tree


def test_a_fork_by_hand():
    #        0 - 1 - 2
    #            1 - 3 - 4
    ends = np.array([[1, 0], [9, 9], [2, 1], [3, 1], [3, 4]])
    rooted = root_tree(10, ends, np.array([4, 0, 3, 2]), np.array([0]))
    assert rooted.edge.tolist() == [0, 2, 3, 4]
    assert rooted.parent.tolist() == [-1, 0, 0, 2]
    assert rooted.upper.tolist() == [0, 1, 1, 3]
    assert rooted.lower.tolist() == [1, 2, 3, 4]
    assert rooted.level.tolist() == [0, 1, 3, 4]
    assert rooted.towards_root(np.array([1.0, 2.0, 4.0, 8.0])).tolist() == [15.0, 2.0, 12.0, 8.0]
    assert rooted.towards_root(np.array([1.0, 9.0, 4.0, 8.0]), how="max").tolist() == [9.0, 9.0, 8.0, 8.0]
    pairs = np.array([[1, 1], [2, 0], [4, 1], [8, 0]])
    assert rooted.towards_root(pairs).tolist() == [[15, 2], [2, 0], [12, 1], [8, 0]]
    assert rooted.from_root(np.array([1.0, 2.0, 4.0, 8.0])).tolist() == [1.0, 3.0, 5.0, 13.0]


def test_nothing_and_one_edge():
    none = root_tree(3, np.array([[0, 1], [1, 2]]), np.empty(0, dtype=np.int64), np.array([2]))
    assert len(none.edge) == 0
    assert none.towards_root(np.empty(0)).tolist() == []
    assert none.from_root(np.empty(0)).tolist() == []
    one = root_tree(3, np.array([[0, 1], [1, 2]]), np.array([1]), np.array([2]))
    assert (one.edge.tolist(), one.parent.tolist(), one.lower.tolist()) == ([1], [-1], [1])
    assert one.towards_root(np.array([3.0])).tolist() == one.from_root(np.array([3.0])).tolist() == [3.0]


def test_a_tree_without_a_root_is_left_out():
    ends = np.array([[0, 1], [2, 3], [3, 4]])
    rooted = root_tree(5, ends, np.arange(3), np.array([1]))
    assert rooted.edge.tolist() == [0]


def test_of_parallel_edges_the_chosen_one_is_found():
    ends = np.array([[0, 1], [0, 1], [1, 2], [2, 1]])
    rooted = root_tree(3, ends, np.array([1, 3]), np.array([0]))
    assert rooted.edge.tolist() == [1, 3]


@settings(max_examples=80)
@given(st.integers(0, 10**9), st.integers(1, 40), st.integers(1, 4))
def test_random_forests_against_networkx(seed, size, roots):
    rng = np.random.default_rng(seed)
    label = rng.permutation(size)
    count = min(roots, size)
    # node i > count hangs on an earlier one: a forest with a tree per root
    pairs = [(int(label[i]), int(label[rng.integers(0, i)])) for i in range(count, size)]
    spare = [(int(a), int(b)) for a, b in rng.integers(0, size, (5, 2))]
    every = pairs + spare
    order = rng.permutation(len(every))
    ends = np.array(every, dtype=np.int64).reshape(-1, 2)[order]
    ends = np.where((rng.random(len(ends)) < 0.5)[:, None], ends[:, ::-1], ends)
    chosen = np.flatnonzero(order < len(pairs))
    top = label[:count]
    rooted = root_tree(size, ends, rng.permutation(chosen), top)
    assert sorted(rooted.edge.tolist()) == chosen.tolist()
    assert (np.sort(ends[rooted.edge], axis=1) == np.sort(np.column_stack([rooted.upper, rooted.lower]), axis=1)).all()
    graph = nx.Graph(pairs)
    graph.add_nodes_from(range(size))
    value = rng.integers(0, 100, len(chosen)).astype(float)
    place = {int(node): i for i, node in enumerate(rooted.lower)}
    down, up, most = rooted.towards_root(value), rooted.from_root(value), rooted.towards_root(value, how="max")
    for i, (upper, lower) in enumerate(zip(rooted.upper.tolist(), rooted.lower.tolist(), strict=True)):
        root = next(int(r) for r in top if nx.has_path(graph, int(r), lower))
        way = nx.shortest_path(graph, root, lower)
        assert way[-2] == upper
        assert rooted.parent[i] == (place[upper] if upper != root else -1)
        assert rooted.parent[i] < i
        assert rooted.level[len(way) - 2] <= i < rooted.level[len(way) - 1]
        assert up[i] == pytest.approx(sum(value[place[node]] for node in way[1:]))
        graph.remove_edge(upper, lower)
        below = [place[node] for node in nx.node_connected_component(graph, lower)]
        graph.add_edge(upper, lower)
        assert down[i] == pytest.approx(value[below].sum())
        assert most[i] == value[below].max()
    again = root_tree(size, ends, chosen[::-1], top)
    assert again.edge.tolist() == rooted.edge.tolist()
