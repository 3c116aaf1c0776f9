"""Following pipes upstream and downstream, against a search that only knows pairs of pipes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen.sewer.tracing import follow, of_map, of_pipes, of_trace, prepare

FORWARD, BACKWARD = "begin naar eind", "eind naar begin"


def sides(trails, pipe):
    trail = follow(trails, pipe)
    return trail.upstream.tolist(), trail.downstream.tolist(), trail.last.tolist(), trail.loop


def brute(links, flows, pipe):
    """Return the same as `sides` from pairs (tail, head), by adding neighbours until nothing is added."""
    if not flows[pipe]:
        return [], [], [], False

    def spread(touches):
        found = {pipe}
        again = set()
        while True:
            more = {q for q in range(len(links)) if flows[q] and any(touches(q, p) for p in found)}
            again |= more
            if more <= found:
                return again
            found |= more

    up = spread(lambda q, p: links[q][1] == links[p][0])
    down = spread(lambda q, p: links[q][0] == links[p][1])
    last = [q for q in {*down, pipe} if not any(flows[r] and links[r][0] == links[q][1] for r in range(len(links)))]
    return sorted(up - {pipe}), sorted(down - {pipe}), sorted(last), pipe in down


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.booleans(), st.booleans()), min_size=1, max_size=14))
def test_trails_are_those_of_a_search_by_hand(rows):
    links = [(b, a) if back else (a, b) for a, b, back, _ in rows]
    flows = [flowing for *_, flowing in rows]
    direction = [BACKWARD if back else FORWARD for _, _, back, _ in rows]
    flow = np.array([1.0 if flowing else 0.0 for flowing in flows])
    trails = of_map([f"k{a}" for a, *_ in rows], [f"k{b}" for _, b, *_ in rows], direction, flow)
    for pipe in range(len(rows)):
        assert sides(trails, pipe) == brute(links, flows, pipe)


def test_a_split_and_a_pump_are_followed_and_a_dry_pipe_is_not():
    begin, end = ["a", "b", "b", "c", "d", "b"], ["b", "c", "d", "e", "e", "x"]
    direction = [FORWARD, FORWARD, FORWARD, FORWARD, FORWARD, ""]
    trails = of_map(begin, end, direction, np.array([1.0, 0.5, 0.5, 0.5, 0.5, np.nan]))
    assert sides(trails, 0) == ([], [1, 2, 3, 4], [3, 4], False)
    assert sides(trails, 4) == ([0, 2], [], [4], False)
    assert sides(trails, 5) == ([], [], [], False)


def test_a_pipe_that_runs_against_its_line():
    """a to b as drawn, then b to c in a pipe drawn from c to b."""
    trails = of_map(["a", "c"], ["b", "b"], [FORWARD, BACKWARD], np.ones(2))
    assert sides(trails, 0) == ([], [1], [1], False)
    assert sides(trails, 1) == ([0], [], [1], False)


def test_a_cycle_is_told():
    trails = of_map(["a", "b", "c"], ["b", "c", "a"], [FORWARD] * 3, np.ones(3))
    assert sides(trails, 1) == ([0, 2], [0, 2], [], True)


def test_pipes_without_nodes_do_not_touch_each_other():
    trails = of_map(["", "", "a"], ["a", "", ""], [FORWARD] * 3, np.ones(3))
    assert sides(trails, 0) == ([], [2], [2], False)
    assert sides(trails, 1) == ([], [], [1], False)


def test_water_without_a_direction_is_a_guess():
    trails = of_map(["a", "b"], ["b", "c"], ["", FORWARD], np.array([1.0, 1.0]))
    assert trails.assumed.tolist() == [True, False]
    assert sides(trails, 0) == ([], [1], [1], False)


def test_sewer_pipes_run_to_their_lower_end():
    """a (2 m) to b (1 m) to c (0.5 m); c to d is level and e has no level: as drawn, and called a guess."""
    begin_m, end_m = np.array([2.0, 0.5, 0.5, np.nan]), np.array([1.0, 1.0, 0.5, 1.0])
    trails = of_pipes(["a", "c", "c", "d"], ["b", "b", "d", "e"], begin_m, end_m)
    assert trails.assumed.tolist() == [False, False, True, True]
    assert sides(trails, 0) == ([], [1, 2, 3], [3], False)


def test_a_heat_network_leads_back_to_its_source():
    trails = of_trace(["1", "2", "3", "4", "1"], ["", "1", "1", "3", ""], ["bronnet"] * 4 + ["mt"])
    assert sides(trails, 3) == ([0, 2], [], [3], False)
    assert sides(trails, 0) == ([], [1, 2, 3], [1, 3], False)
    assert sides(trails, 4) == ([], [], [4], False)


@pytest.mark.parametrize("order", [[2, 0, 1], [1, 2, 0]])
def test_the_order_of_rows_does_not_matter(order):
    begin, end = np.array(["a", "b", "c"]), np.array(["b", "c", "d"])
    none = np.zeros(3, dtype=bool)
    trails = prepare(list(begin[order]), list(end[order]), none, ~none, none)
    trail = follow(trails, order.index(1))
    assert [order[row] for row in trail.upstream] == [0]
    assert [order[row] for row in trail.downstream] == [2]


def test_a_town_in_one_long_sewer():
    """60,000 pipes one after the other: the deepest tree there is."""
    n = 60_000
    names = [f"k{i}" for i in range(n + 1)]
    trails = of_map(names[:-1], names[1:], [FORWARD] * n, np.ones(n))
    trail = follow(trails, 40_000)
    assert (len(trail.upstream), len(trail.downstream), trail.last.tolist()) == (40_000, 19_999, [n - 1])
