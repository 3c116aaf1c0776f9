"""Directions of gravity sewers against brute force: priority flood, sums over a sorted graph, fewest turned pipes."""

import heapq

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.sewer.direction import as_registered, by_inverts, fill_inverts
from riothermie_kansen.sewer.flow import accumulate, flow_graph


def ints(*values):
    return np.array(values, dtype=np.int64)


@st.composite
def networks(draw, max_nodes=14):
    """Return random pipes (ties, flats, pits, doubles, self-loops, loose pieces) and outlets."""
    n = draw(st.integers(2, max_nodes))
    m = draw(st.integers(1, 3 * n))
    node = st.integers(0, n - 1)
    begin = np.array(draw(st.lists(node, min_size=m, max_size=m)), dtype=np.int64)
    eind = np.array(draw(st.lists(node, min_size=m, max_size=m)), dtype=np.int64)
    # few levels: many ties
    crest = np.array(draw(st.lists(st.integers(0, 6), min_size=m, max_size=m)), dtype=float) / 2 - 1.0
    length = np.array(draw(st.lists(st.sampled_from([0.01, 10.0, 25.5, 40.0]), min_size=m, max_size=m)))
    rank = np.array(draw(st.permutations(range(m))), dtype=np.int64)
    outlets = np.array(sorted(draw(st.sets(node, min_size=0, max_size=3))), dtype=np.int64)
    return begin, eind, crest, length, rank, outlets, n


def flood(begin, eind, crest, outlets, n):
    """Return the spill level per node with a priority queue, inf where no outlet is reached."""
    level = np.full(n, np.inf)
    queue = [(-np.inf, int(outlet)) for outlet in outlets]
    level[outlets] = -np.inf
    while queue:
        height, node = heapq.heappop(queue)
        if height > level[node]:
            continue
        for a, b, top in zip(begin, eind, crest, strict=True):
            other = b if a == node else a if b == node else node
            spill = max(height, top)
            if spill < level[other]:
                level[other] = spill
                heapq.heappush(queue, (spill, int(other)))
    return level


def open_graph(begin, eind, found):
    graph = nx.MultiDiGraph()
    for k in np.flatnonzero(found.open):
        ends = (begin[k], eind[k])
        graph.add_edge(*(ends[::-1] if found.reversed[k] else ends), key=int(k))
    return graph


def check_ways(begin, eind, found, outlets, reached):
    """Every reached node has a way to an outlet along open pipes; there are no circles; outlets pass nothing on."""
    graph = open_graph(begin, eind, found)
    assert nx.is_directed_acyclic_graph(graph)
    for node in np.flatnonzero(reached):
        if node in outlets:
            assert node not in graph or graph.out_degree(node) == 0
        else:
            assert {*nx.descendants(graph, node)} & set(outlets.tolist())


@given(networks())
def test_spill_levels_equal_a_priority_flood(case):
    begin, eind, crest, length, rank, outlets, n = case
    found = by_inverts(begin, eind, crest, length, rank, outlets, n)
    expected = flood(begin, eind, crest, outlets, n)
    reached = expected < np.inf
    assert found.reached.tolist() == reached.tolist()
    inner = np.setdiff1d(np.flatnonzero(reached), outlets)
    assert found.level[inner].tolist() == expected[inner].tolist()
    assert np.isnan(found.level[outlets]).all()
    check_ways(begin, eind, found, outlets, reached)


@given(networks())
def test_water_never_runs_to_a_higher_spill(case):
    begin, eind, crest, length, rank, outlets, n = case
    found = by_inverts(begin, eind, crest, length, rank, outlets, n)
    level = flood(begin, eind, crest, outlets, n)
    tail, head = np.where(found.reversed, eind, begin), np.where(found.reversed, begin, eind)
    assert (level[tail] >= level[head])[found.open].all()
    # between two nodes with a way out every pipe is open, but for those out of an outlet and onto itself
    both = np.isfinite(np.where(np.isneginf(level), 0, level))
    expected = both[begin] & both[eind] & (begin != eind) & ~np.isin(tail, outlets)
    assert found.open.tolist() == expected.tolist()


@given(networks(), st.randoms(use_true_random=False))
def test_inverts_decide_whatever_the_order_and_the_drawn_direction(case, chance):
    begin, eind, crest, length, rank, outlets, n = case
    found = by_inverts(begin, eind, crest, length, rank, outlets, n)
    order = list(range(len(begin)))
    chance.shuffle(order)
    turned = np.array([chance.random() < 0.5 for _ in order])
    b, e = begin[order], eind[order]
    b, e = np.where(turned, e, b), np.where(turned, b, e)
    again = by_inverts(b, e, crest[order], length[order], rank[order], outlets, n)
    assert np.array_equal(again.level, found.level, equal_nan=True)
    assert again.open.tolist() == found.open[order].tolist()
    different = b != e
    tail = np.where(found.reversed, eind, begin)[order]
    assert np.where(again.reversed, e, b)[different].tolist() == tail[different].tolist()


def test_a_pit_fills_and_spills_over_its_lowest_side():
    # 0 (outlet) - 1 - 2 - 3 - 0: node 2 lies in a pit; crests 1.0 (1-2) and 1.2 (2-3)
    found = by_inverts(
        ints(1, 2, 3, 3), ints(0, 1, 2, 0), np.array([0.5, 1.0, 1.2, 0.6]), np.full(4, 10.0), np.arange(4), ints(0), 4
    )
    assert found.level[1:].tolist() == [0.5, 1.0, 0.6]
    assert found.reversed.tolist() == [False, False, True, False]


def test_no_pipes_and_no_outlets():
    none = np.zeros(0, dtype=np.int64)
    for find in (
        lambda o: by_inverts(none, none, np.zeros(0), np.zeros(0), none, o, 3),
        lambda o: as_registered(none, none, np.zeros(0), none, o, 3),
    ):
        assert not find(none).reached.any()
        assert find(ints(1)).reached.tolist() == [False, True, False]
    alone = by_inverts(ints(0), ints(1), np.zeros(1), np.ones(1), ints(0), none, 2)
    assert not alone.open.any()
    assert not as_registered(ints(0), ints(1), np.ones(1), ints(0), none, 2).open.any()


# as registered


def reversals_needed(begin, eind, outlets, n):
    """Return per node the fewest pipes against their direction on a way to an outlet (0-1 search, brute force)."""
    need = np.full(n, np.inf)
    need[outlets] = 0
    for _ in range(n):
        for a, b in zip(begin, eind, strict=True):
            need[a] = min(need[a], need[b])
            need[b] = min(need[b], need[a] + 1)
    return need


@given(networks(max_nodes=9))
def test_as_few_pipes_as_possible_are_turned(case):
    begin, eind, _, length, rank, outlets, n = case
    found = as_registered(begin, eind, length, rank, outlets, n)
    need = reversals_needed(begin, eind, outlets, n)
    assert found.reached.tolist() == np.isfinite(need).tolist()
    check_ways(begin, eind, found, outlets, found.reached)
    # along every open way no more pipes are turned than the node needs
    used = np.flatnonzero(found.open)
    tail, head = np.where(found.reversed, eind, begin)[used], np.where(found.reversed, begin, eind)[used]
    assert (need[head] + found.reversed[used] <= need[tail]).all()


@st.composite
def drawn_right(draw):
    """Return a network without circles in which every pipe is drawn down to the outlet, node 0."""
    n = draw(st.integers(2, 25))
    down = [draw(st.integers(0, node - 1)) for node in range(1, n)]
    extra = draw(st.lists(st.tuples(st.integers(1, n - 1), st.integers(0, n - 1)), max_size=2 * n))
    extra = [(a, b) for a, b in extra if b < a]
    pairs = [*zip(range(1, n), down, strict=True), *extra]
    begin, eind = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    return begin, eind, n


@given(drawn_right())
def test_a_network_drawn_right_is_followed_exactly(case):
    begin, eind, n = case
    m = len(begin)
    found = as_registered(begin, eind, np.full(m, 30.0), np.arange(m), ints(0), n)
    assert not found.reversed.any()
    assert found.open.all()
    inflow = 1.0 + np.arange(n)
    graph = nx.MultiDiGraph()
    graph.add_edges_from((a, b, k) for k, (a, b) in enumerate(zip(begin, eind, strict=True)))
    through, expected = dict(enumerate(inflow)), np.zeros(m)
    for node in nx.topological_sort(graph):
        for _, head, k in graph.out_edges(node, keys=True):
            expected[k] = through[node] / graph.out_degree(node)
            through[head] += expected[k]
    share = 1.0 / np.bincount(begin, minlength=n)[begin]
    flow, _ = accumulate(flow_graph(begin, eind, share, n), inflow, np.zeros(m))
    assert flow == pytest.approx(expected, rel=1e-12)


def test_a_pipe_drawn_backwards_is_turned_and_no_other():
    # 3 -> 2 -> 1 -> 0, with 1-2 drawn from 1 to 2
    found = as_registered(ints(3, 1, 1), ints(2, 2, 0), np.full(3, 10.0), np.arange(3), ints(0), 4)
    assert found.reversed.tolist() == [False, True, False]
    assert found.open.all()


def test_a_circle_with_a_way_out_is_broken():
    # 1 -> 2 -> 3 -> 1 and 2 -> 0
    found = as_registered(ints(1, 2, 3, 2), ints(2, 3, 1, 0), np.full(4, 10.0), np.arange(4), ints(0), 4)
    assert not found.reversed[found.open].any()
    check_ways(ints(1, 2, 3, 2), ints(2, 3, 1, 0), found, ints(0), np.ones(4, dtype=bool))


# unknown inverts


def test_unknown_inverts_are_linear_along_a_chain():
    nan = np.nan
    # nodes 0..3, 10, 20 and 30 m apart; known 1.0 at 0 and 4.0 at 3
    node = fill_inverts(
        ints(0, 1, 2),
        ints(1, 2, 3),
        np.array([1.0, nan, nan]),
        np.array([nan, nan, 4.0]),
        np.array([10.0, 20.0, 30.0]),
        4,
    )
    assert node == pytest.approx([1.0, 1.5, 2.5, 4.0], rel=1e-12)


def test_a_node_takes_its_lowest_known_pipe_end():
    node = fill_inverts(ints(0, 1), ints(1, 2), np.array([2.0, 1.2]), np.array([1.5, np.nan]), np.full(2, 10.0), 4)
    assert node[:2].tolist() == [2.0, 1.2]
    # a dead end has nothing on its other side: as low as its neighbour; a node without pipes stays unknown
    assert node[2] == pytest.approx(1.2)
    assert np.isnan(node[3])


def test_a_piece_without_any_invert_stays_unknown():
    nan = np.full(2, np.nan)
    node = fill_inverts(ints(0, 2), ints(1, 3), np.array([1.0, np.nan]), np.array([0.5, np.nan]), np.full(2, 5.0), 4)
    assert node[:2].tolist() == [1.0, 0.5]
    assert np.isnan(node[2:]).all()
    assert np.isnan(fill_inverts(ints(0, 1), ints(1, 2), nan, nan, np.ones(2), 3)).all()


@given(networks(), st.lists(st.one_of(st.none(), st.integers(-20, 20)), min_size=90, max_size=90))
def test_filled_inverts_stay_between_the_known_ones(case, values):
    begin, eind, _, length, _, _, n = case
    m = len(begin)
    z = np.array([np.nan if v is None else v / 4 for v in values])
    z_begin, z_eind = z[:m], z[45 : 45 + m]
    node = fill_inverts(begin, eind, z_begin, z_eind, length, n)
    known = np.concatenate([z_begin, z_eind])
    known = known[np.isfinite(known)]
    graph = nx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from(zip(begin, eind, strict=True))
    for piece in nx.connected_components(graph):
        on = np.isin(begin, list(piece))
        some = np.isfinite(np.concatenate([z_begin[on], z_eind[on]])).any()
        assert np.isfinite(node[list(piece)]).all() == some
    filled = node[np.isfinite(node)]
    if len(filled):
        assert filled.min() >= known.min() - 1e-9
        assert filled.max() <= known.max() + 1e-9
