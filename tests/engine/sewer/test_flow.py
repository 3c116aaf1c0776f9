"""Accumulation and day curves against dense algebra and plain sums."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.sewer.daycurve import standard_curves
from riothermie_kansen.sewer.flow import accumulate, day_curve, flow_graph

CURVES = np.array(list(standard_curves(kentallen.load()).values()))


def ints(*values):
    return np.array(values, dtype=np.int64)


def equal_shares(tail, head, n, outlets):
    """Return shares that divide every node's water equally; nothing leaves an outlet or runs in a self-loop."""
    ways = (tail != head) & ~np.isin(tail, outlets)
    share = np.where(ways, 1.0, 0.0)
    total = np.bincount(tail, weights=share, minlength=n)[tail]
    return np.divide(share, total, out=np.zeros(len(tail)), where=total > 0)


def dense(tail, head, share, node_in, pipe_in, factor):
    """Return flow and throughput by solving the whole linear system at once."""
    n = len(node_in)
    matrix = np.eye(n, dtype=complex)
    right = np.array(node_in, dtype=complex)
    for k in range(len(tail)):
        matrix[head[k], tail[k]] -= factor[k] * share[k]
        right[head[k]] += factor[k] * pipe_in[k]
    through = np.linalg.solve(matrix, right)
    return share * through[tail] + pipe_in, through


@st.composite
def graphs(draw, max_nodes=12):
    """Return a random digraph, cycles, doubles and self-loops included, in which every cycle has a way out."""
    n = draw(st.integers(1, max_nodes))
    m = draw(st.integers(0, 3 * n))
    node = st.integers(0, n - 1)
    tail = np.array(draw(st.lists(node, min_size=m, max_size=m)), dtype=np.int64)
    head = np.array(draw(st.lists(node, min_size=m, max_size=m)), dtype=np.int64)
    # from every node but the last a pipe to the next: all water can reach the last
    tail, head = np.concatenate([tail, np.arange(n - 1)]), np.concatenate([head, np.arange(1, n)])
    share = equal_shares(tail, head, n, [n - 1])
    litres = st.floats(0, 5).map(lambda x: round(x, 3))
    node_in = np.array(draw(st.lists(litres, min_size=n, max_size=n)))
    pipe_in = np.array(draw(st.lists(litres, min_size=len(tail), max_size=len(tail))))
    return tail, head, share, node_in, pipe_in


@given(graphs())
def test_accumulation_equals_the_dense_solution(case):
    tail, head, share, node_in, pipe_in = case
    # water that enters in a self-loop or behind the outlet only passes its head: known to the dense system too
    flow, through = accumulate(flow_graph(tail, head, share, len(node_in)), node_in, pipe_in)
    expected_flow, expected = dense(tail, head, share, node_in, pipe_in, np.ones(len(tail)))
    assert through == pytest.approx(expected.real, rel=1e-9, abs=1e-9)
    assert flow == pytest.approx(expected_flow.real, rel=1e-9, abs=1e-9)


@given(graphs(), st.lists(st.floats(0, 24), min_size=50, max_size=50))
def test_harmonics_equal_the_dense_solution(case, hours):
    tail, head, share, node_in, pipe_in = case
    turn = np.exp(-2j * np.pi * 3 * np.array(hours)[: len(tail)] / 24)
    flow, through = accumulate(flow_graph(tail, head, share, len(node_in)), node_in, pipe_in, turn)
    expected_flow, expected = dense(tail, head, share, node_in, pipe_in, turn)
    assert through == pytest.approx(expected, rel=1e-9, abs=1e-9)
    assert flow == pytest.approx(expected_flow, rel=1e-9, abs=1e-9)


@given(graphs(max_nodes=30))
def test_mass_is_conserved(case):
    tail, head, share, node_in, pipe_in = case
    _, through = accumulate(flow_graph(tail, head, share, len(node_in)), node_in, pipe_in)
    assert through[-1] == pytest.approx(node_in.sum() + pipe_in.sum(), rel=1e-12, abs=1e-12)


def test_mass_over_a_long_chain_of_splits_is_conserved_to_the_last_digits():
    n = 20_000
    tail = np.concatenate([np.arange(n - 1), np.arange(n - 2)])
    head = np.concatenate([np.arange(1, n), np.arange(2, n)])
    share = equal_shares(tail, head, n, [n - 1])
    node_in = np.random.default_rng(1).uniform(0, 1, n)
    _, through = accumulate(flow_graph(tail, head, share, n), node_in, np.zeros(len(tail)))
    assert through[-1] == pytest.approx(node_in.sum(), rel=1e-12)


def test_order_of_the_pipes_does_not_matter():
    rng = np.random.default_rng(7)
    n, m = 200, 500
    tail, head = np.sort(rng.integers(0, n, (2, m)), axis=0)
    share = equal_shares(tail, head, n, [])
    node_in, pipe_in = rng.uniform(0, 1, n), rng.uniform(0, 1, m)
    flow, through = accumulate(flow_graph(tail, head, share, n), node_in, pipe_in)
    order = rng.permutation(m)
    again, through_again = accumulate(flow_graph(tail[order], head[order], share[order], n), node_in, pipe_in[order])
    assert again == pytest.approx(flow[order], rel=1e-12)
    assert through_again == pytest.approx(through, rel=1e-12)


def test_water_that_enters_in_a_pipe_does_not_pass_the_split_at_its_tail():
    # node 0 splits equally to 1 and 2; 6 l/s at node 0, 1 l/s in the first pipe
    graph = flow_graph(ints(0, 0), ints(1, 2), np.array([0.5, 0.5]), 3)
    flow, through = accumulate(graph, np.array([6.0, 0.0, 0.0]), np.array([1.0, 0.0]))
    assert flow.tolist() == [4.0, 3.0]
    assert through.tolist() == [6.0, 4.0, 3.0]


def test_a_circle_of_two_pumps_is_solved_exactly():
    # 0 -> 1 (all); 1 -> 0 (half) and 1 -> 2 (half): of 3 l/s into node 0 it passes 6, half of it twice
    graph = flow_graph(ints(0, 1, 1), ints(1, 0, 2), np.array([1.0, 0.5, 0.5]), 3)
    flow, through = accumulate(graph, np.array([3.0, 0.0, 0.0]), np.zeros(3))
    assert flow == pytest.approx([6.0, 3.0, 3.0], rel=1e-14)
    assert through == pytest.approx([6.0, 6.0, 3.0], rel=1e-14)


def test_nothing_and_a_single_node():
    none = np.zeros(0)
    flow, through = accumulate(flow_graph(ints(), ints(), none, 0), none, none)
    assert (len(flow), len(through)) == (0, 0)
    flow, through = accumulate(flow_graph(ints(), ints(), none, 1), np.array([2.5]), none)
    assert through.tolist() == [2.5]
    # a self-loop that carries nothing
    flow, through = accumulate(flow_graph(ints(0), ints(0), np.zeros(1), 1), np.array([2.5]), np.array([1.0]))
    assert (flow.tolist(), through.tolist()) == ([1.0], [3.5])


def test_double_pipes_share_and_come_together():
    graph = flow_graph(ints(0, 0), ints(1, 1), np.array([0.25, 0.75]), 2)
    flow, through = accumulate(graph, np.array([8.0, 0.0]), np.zeros(2))
    assert (flow.tolist(), through.tolist()) == ([2.0, 6.0], [8.0, 8.0])


def chain(node_ls, hours, curves=CURVES):
    """Return lowest and highest flow in the pipes of a chain of nodes."""
    n = len(node_ls)
    graph = flow_graph(np.arange(n - 1), np.arange(1, n), np.ones(n - 1), n)
    return day_curve(graph, node_ls, np.zeros((n - 1, node_ls.shape[1])), curves, np.array(hours, dtype=float))


def test_without_travel_time_the_curves_add_up():
    node_ls = np.array([[1.0, 0.2, 0.1], [2.0, 0.0, 0.3], [0.5, 1.5, 0.0], [0.0, 0.0, 0.0]])
    lowest, highest = chain(node_ls, [0, 0, 0])
    hours = np.cumsum(node_ls, axis=0)[:3] @ (CURVES * 24)
    assert lowest == pytest.approx(hours.min(axis=1), rel=1e-6)
    assert highest == pytest.approx(hours.max(axis=1), rel=1e-6)


@given(shift=st.integers(0, 30), first=st.floats(0.1, 10), second=st.floats(0.1, 10))
def test_a_delay_of_whole_hours_rolls_the_curve(shift, first, second):
    node_ls = np.array([[first, 0.0, 0.0], [second, 0.0, 0.0], [0.0, 0.0, 0.0]])
    lowest, highest = chain(node_ls, [shift, 0])
    hours = 24 * (first * np.roll(CURVES[0], shift) + second * CURVES[0])
    # harmonics are kept in single precision
    assert lowest[1] == pytest.approx(hours.min(), abs=2e-6 * (first + second))
    assert highest[1] == pytest.approx(hours.max(), abs=2e-6 * (first + second))


def test_two_equal_inflows_twelve_hours_apart_flatten():
    wave = (1 + np.cos(2 * np.pi * np.arange(24) / 24)) / 24
    lowest, highest = chain(np.array([[1.0], [1.0], [0.0]]), [12, 0], wave[None])
    assert (lowest[0], highest[0]) == pytest.approx((0.0, 2.0), abs=1e-6)
    assert (lowest[1], highest[1]) == pytest.approx((2.0, 2.0), abs=1e-6)


@given(
    hours=st.lists(st.floats(0, 40), min_size=5, max_size=5),
    litres=st.lists(st.floats(0, 10), min_size=18, max_size=18),
)
def test_a_day_is_never_negative_and_its_peak_no_higher_than_the_peaks_together(hours, litres):
    node_ls = np.array(litres).reshape(6, 3)
    lowest, highest = chain(node_ls, hours)
    mean = np.cumsum(node_ls.sum(axis=1))[:5]
    assert (lowest >= 0).all()
    slack = 1e-5 * (1 + mean)
    assert (lowest <= mean + slack).all()
    assert (highest >= mean - slack).all()
    peaks = np.cumsum(node_ls @ (CURVES.max(axis=1) * 24))[:5]
    assert (highest <= peaks + slack).all()


def test_a_flat_curve_stays_flat_whatever_the_travel_time():
    lowest, highest = chain(np.array([[2.0], [1.0], [0.0]]), [3.7, 1.2], CURVES[2:])
    assert lowest == pytest.approx([2.0, 3.0], rel=1e-6)
    assert highest == pytest.approx([2.0, 3.0], rel=1e-6)


def test_water_that_enters_in_a_pipe_has_the_travel_time_of_that_pipe_only_further_down():
    graph = flow_graph(ints(0, 1), ints(1, 2), np.ones(2), 3)
    own = np.array([[1.0], [0.0]])
    curves = np.zeros((1, 24))
    curves[0, 6] = 1.0
    quiet = np.zeros((3, 1))
    quiet[1] = 1.0
    _, highest = day_curve(graph, quiet, own, curves, np.array([5.0, 0.0]))
    # in the first pipe its own block; in the second two blocks, five hours apart
    assert highest == pytest.approx([24.0, 24.0], rel=1e-5)
    _, together = day_curve(graph, quiet, own, curves, np.array([0.0, 0.0]))
    assert together == pytest.approx([24.0, 48.0], rel=1e-5)


def test_no_pipes_no_day():
    lowest, highest = day_curve(
        flow_graph(ints(), ints(), np.zeros(0), 1), np.ones((1, 3)), np.zeros((0, 3)), CURVES, np.zeros(0)
    )
    assert (len(lowest), len(highest)) == (0, 0)


def test_water_that_a_pipe_brings_back_to_its_own_node_goes_round_until_it_leaves():
    # 10 l/s reach node 1, of which 3 in 10 parts go round: 10 / 0.7 passes it, and 10 leaves
    graph = flow_graph(ints(0, 1, 1), ints(1, 1, 2), np.array([1.0, 0.3, 0.7]), 3)
    flow, through = accumulate(graph, np.array([10.0, 0.0, 0.0]), np.zeros(3))
    assert flow == pytest.approx([10.0, 3.0 / 0.7, 10.0])
    assert through == pytest.approx([10.0, 10.0 / 0.7, 10.0])
