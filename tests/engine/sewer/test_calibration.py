"""Correction by measurements: networks by hand, and what must hold on any network."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from riothermie_kansen.errors import CancelledError
from riothermie_kansen.sewer.calibration import LEAST_SHARE, calibrate, hour_factor
from riothermie_kansen.sewer.flow import accumulate, flow_graph


def ints(values):
    return np.array(values, dtype=np.int64)


def reals(values):
    return np.array(values, dtype=np.float64)


class Case:
    """A network with its estimated inflow, and its correction."""

    def __repr__(self):
        pipes = list(zip(self.tail.tolist(), self.head.tolist(), self.graph.share.tolist(), strict=True))
        return f"Case({pipes}, {self.node_ls.tolist()}, {self.pipe_ls.tolist()})"

    def __init__(self, pipes, node_ls, pipe_ls=None):
        tail, head, share = zip(*pipes, strict=True)
        self.tail, self.head = ints(tail), ints(head)
        self.graph = flow_graph(self.tail, self.head, reals(share), len(node_ls))
        self.node_ls = reals(node_ls)
        self.pipe_ls = np.zeros(len(pipes)) if pipe_ls is None else reals(pipe_ls)
        self.estimate, _ = accumulate(self.graph, self.node_ls, self.pipe_ls)

    def measured(self, values, rows=None):
        rows = list(values) if rows is None else rows
        return calibrate(self.graph, self.node_ls, self.pipe_ls, ints(rows), reals([values[row] for row in rows]))

    def inflow(self, found, rows):
        own = self.pipe_ls * found.pipe_factor
        own[ints(rows)] += found.gap
        return self.node_ls * found.node_factor, own


# 0 -> 1 -> 2 -> 3, 4 + 3 + 2 l/s
CHAIN = Case([(0, 1, 1), (1, 2, 1), (2, 3, 1)], [4, 3, 2, 0])
# 10 l/s that divides over two arms, which join in node 4
SPLIT = Case([(0, 1, 1), (1, 2, 0.5), (1, 3, 0.5), (2, 4, 1), (3, 4, 1)], [10, 0, 0, 0, 0])


def test_one_measurement_corrects_upstream_and_the_water_carries_it_down():
    found = CHAIN.measured({1: 3.5})
    assert found.mean.tolist() == pytest.approx([2.0, 3.5, 5.5])
    assert found.node_factor.tolist() == pytest.approx([0.5, 0.5, 1.0, 1.0])
    assert found.measured_part.tolist() == pytest.approx([1.0, 1.0, 3.5 / 5.5])
    assert (found.passing, found.overall) == (pytest.approx((7.0, 3.5)), pytest.approx(0.5))
    assert found.known_part == pytest.approx(3.5 / 5.5)
    assert found.gap.tolist() == [0.0]


def test_nested_measurements_both_hold():
    # above: 4 -> 6; between: 3 l/s must become 7 - 6 = 1; below: the 2 l/s stay
    found = CHAIN.measured({0: 6.0, 1: 7.0})
    assert found.mean.tolist() == pytest.approx([6.0, 7.0, 9.0])
    assert found.zone_factor.tolist() == pytest.approx([1.5, 1.0 / 3.0])
    assert found.zone_ls.tolist() == pytest.approx([4.0, 3.0])
    assert found.between.tolist() == [[0.0, 0.0], [1.0, 0.0]]
    assert found.overall == pytest.approx(1.0)


def test_water_that_enters_in_the_measured_pipe_is_part_of_the_measurement():
    case = Case([(0, 1, 1), (1, 2, 1)], [1, 0, 0], [2, 5])
    found = case.measured({0: 6.0})
    assert found.mean.tolist() == pytest.approx([6.0, 11.0])
    assert found.pipe_factor.tolist() == pytest.approx([2.0, 1.0])


def test_parallel_branches_have_factors_of_their_own():
    case = Case([(0, 2, 1), (1, 2, 1), (2, 3, 1)], [4, 6, 1, 0])
    found = case.measured({0: 2.0, 1: 9.0})
    assert found.zone_factor.tolist() == pytest.approx([0.5, 1.5])
    assert found.mean.tolist() == pytest.approx([2.0, 9.0, 12.0])
    only = case.measured({0: 2.0})
    assert only.mean.tolist() == pytest.approx([2.0, 6.0, 9.0])


def test_less_than_what_came_past_higher_up_is_a_gap():
    # 5 came past above, 4 was measured below: nothing enters in between, and 1 l/s is gone
    found = CHAIN.measured({0: 5.0, 1: 4.0})
    assert found.mean.tolist() == pytest.approx([5.0, 4.0, 6.0])
    assert found.zone_factor.tolist() == pytest.approx([1.25, 0.0])
    assert found.gap.tolist() == pytest.approx([0.0, -1.0])
    assert found.clashes.tolist() == [False, True]


def test_more_where_nothing_enters_in_between_is_a_gap():
    case = Case([(0, 1, 1), (1, 2, 1)], [4, 0, 0])
    found = case.measured({0: 5.0, 1: 7.0})
    assert found.mean.tolist() == pytest.approx([5.0, 7.0])
    assert found.gap.tolist() == pytest.approx([0.0, 2.0])
    assert found.zone_factor.tolist() == pytest.approx([1.25, 1.0])


def test_below_a_split_the_water_that_is_not_measured_stays():
    # 3 l/s in an arm where 5 was estimated: half of the inflow times 0.6, the other half as it was
    found = SPLIT.measured({1: 3.0})
    assert found.zone_factor.tolist() == pytest.approx([0.6])
    assert found.node_factor[:2].tolist() == pytest.approx([0.8, 0.8])
    assert found.mean.tolist() == pytest.approx([8.0, 3.0, 5.0, 3.0, 5.0])
    assert found.graph.share.tolist() == pytest.approx([1.0, 0.375, 0.625, 1.0, 1.0])
    assert found.measured_part.tolist() == pytest.approx([0.375, 1.0, 0.0, 1.0, 0.0])


def test_a_small_arm_does_not_double_the_town():
    case = Case([(0, 1, 1), (1, 2, 0.05), (1, 3, 0.95)], [100, 0, 0, 0])
    found = case.measured({1: 10.0})
    assert found.mean.tolist() == pytest.approx([105.0, 10.0, 95.0])


def test_both_arms_measured_give_the_inflow_and_the_split():
    found = SPLIT.measured({1: 6.0, 2: 2.0})
    assert found.mean.tolist() == pytest.approx([8.0, 6.0, 2.0, 6.0, 2.0])
    assert found.node_factor[0] == pytest.approx(0.8)
    assert found.graph.share[1:3].tolist() == pytest.approx([0.75, 0.25])
    assert found.measured_part.tolist() == pytest.approx([1.0] * 5)


def test_both_arms_measured_below_a_measurement_give_the_split():
    found = SPLIT.measured({0: 10.0, 1: 7.0, 2: 3.0})
    assert found.mean.tolist() == pytest.approx([10.0, 7.0, 3.0, 7.0, 3.0])
    assert found.graph.share[1:3].tolist() == pytest.approx([0.7, 0.3])
    assert np.abs(found.gap).max() == 0.0


def test_arms_that_do_not_add_up_to_the_measurement_above_share_the_gap():
    found = SPLIT.measured({0: 10.0, 1: 7.0, 2: 5.0})
    assert found.gap.tolist() == pytest.approx([0.0, 1.0, 1.0])
    assert found.mean.tolist() == pytest.approx([10.0, 7.0, 5.0, 7.0, 5.0])


def test_division_and_inflow_share_a_difference_by_least_squares():
    """Least (x - 1)^2 / 1 + 2 d^2 / 5 with x + 5 + d = 3: d = -15/7, x = 1/7.

    x is the inflow in the arm (1 l/s estimated), 5 + d the part of the measured 10 l/s that takes it.
    """
    case = Case([(0, 1, 1), (1, 2, 0.5), (1, 3, 0.5)], [10, 0, 0, 0], [0, 1, 1])
    found = case.measured({0: 10.0, 1: 3.0})
    assert found.zone_factor.tolist() == pytest.approx([1.0, 1.0 / 7.0])
    assert found.mean.tolist() == pytest.approx([10.0, 3.0, 5.0 + 15.0 / 7.0 + 1.0])
    none = case.measured({0: 10.0, 1: 0.1})  # even without the inflow of the arm: the division gives the rest
    assert none.zone_factor.tolist() == pytest.approx([1.0, 0.0])
    assert none.mean.tolist() == pytest.approx([10.0, 0.1, 10.9])


def test_a_pump_that_lifts_into_its_own_catchment():
    # half of what reaches node 1 is pumped back to node 0: 4 l/s in and out, 8 l/s through pipe 0
    case = Case([(0, 1, 1), (1, 2, 0.5), (1, 0, 0.5)], [4, 0, 0])
    assert case.estimate.tolist() == pytest.approx([8.0, 4.0, 4.0])
    out = case.measured({1: 6.0})
    # the measured outlet sees all water in the end: everything times 1.5, the loop follows
    assert out.mean.tolist() == pytest.approx([12.0, 6.0, 6.0])
    around = case.measured({0: 6.0})
    nodes, own = case.inflow(around, [0])
    assert around.mean[0] == 6.0
    assert around.mean[1] == pytest.approx(nodes.sum() + own.sum())
    assert around.mean[1] + around.mean[2] == pytest.approx(6.0)


def test_without_measurements_nothing_changes():
    found = SPLIT.measured({})
    assert found.mean.tolist() == pytest.approx(SPLIT.estimate.tolist(), abs=0)
    assert found.overall == 1.0
    assert found.known_part == 0.0
    assert found.measured_part.tolist() == [0.0] * 5


def test_hours_are_mixed_by_flow():
    # 6 l/s with factor 0.5 meets 2 l/s of its own; above the measurement 0.5 counts too
    found = CHAIN.measured({1: 6.0})
    nodes, own = CHAIN.inflow(found, [1])
    mixed = hour_factor(found, nodes, own, ints([1]), reals([6.0]), reals([0.5]))
    assert mixed.tolist() == pytest.approx([0.5, 0.5, (6 * 0.5 + 2) / 8])


def test_hours_between_two_measurements():
    found = CHAIN.measured({0: 4.0, 1: 6.0})
    nodes, own = CHAIN.inflow(found, [0, 1])
    mixed = hour_factor(found, nodes, own, ints([0, 1]), reals([4.0, 6.0]), reals([0.5, 2.0]))
    assert mixed.tolist() == pytest.approx([0.5, 2.0, (6 * 2 + 2) / 8])
    # an hour known at the lower one only: a measurement of the mean alone does not stop it
    lower = hour_factor(found, nodes, own, ints([1]), reals([6.0]), reals([2.0]))
    assert lower.tolist() == pytest.approx([2.0, 2.0, (6 * 2 + 2) / 8])


def test_cancel_stops():
    with pytest.raises(CancelledError):
        calibrate(CHAIN.graph, CHAIN.node_ls, CHAIN.pipe_ls, ints([1]), reals([5.0]), cancelled=lambda: True)


LITRES = st.floats(0, 5).map(lambda x: round(x, 3))


@st.composite
def cases(draw, tree=False, most=4):
    """Return a random network and measurements on some of its pipes with flow.

    A tree drains to node 0; other networks have cycles, doubles and self-loops, and from every node a way to the last.
    """
    n = draw(st.integers(2, 10))
    if tree:
        pipes = [(i, draw(st.integers(0, i - 1)), 1.0) for i in range(1, n)]
    else:
        more = draw(st.lists(st.tuples(st.integers(0, n - 2), st.integers(0, n - 1)), max_size=2 * n))
        ways = [(i, i + 1) for i in range(n - 1)] + [(t, h) for t, h in more if t != h]
        weight = draw(st.lists(st.floats(0.05, 1.0), min_size=len(ways), max_size=len(ways)))
        total = np.bincount([t for t, _ in ways], weights=weight, minlength=n)
        pipes = [(t, h, w / total[t]) for (t, h), w in zip(ways, weight, strict=True)]
    node_ls = draw(st.lists(LITRES, min_size=n, max_size=n))
    pipe_ls = draw(st.lists(LITRES, min_size=len(pipes), max_size=len(pipes)))
    case = Case(pipes, node_ls, pipe_ls)
    flowing = np.flatnonzero(case.estimate > 1e-3).tolist()
    assume(flowing)
    rows = draw(st.lists(st.sampled_from(flowing), max_size=most, unique=True))
    values = {row: case.estimate[row] * draw(st.floats(0.2, 3.0)) for row in rows}
    return case, values


@given(cases())
def test_measured_pipes_are_exact_and_no_water_is_lost(given_case):
    case, values = given_case
    found = case.measured(values)
    rows = list(values)
    nodes, own = case.inflow(found, rows)
    flow, through = accumulate(found.graph, nodes, own)
    scale = max(case.estimate.max(), max(values.values(), default=0.0))
    # contradictions can leave a cycle with hardly a way out: its equations lose digits then
    near = (1e-6 if found.clashes.any() else 1e-9) * scale
    assert flow[rows] == pytest.approx(list(values.values()), abs=near)
    assert found.mean == pytest.approx(flow, abs=near)
    assert found.mean[rows].tolist() == list(values.values())
    assert through == pytest.approx(found.through, abs=near)
    # all leaves by the nodes without a way out
    ends = np.bincount(case.tail, weights=found.graph.share, minlength=len(nodes)) == 0
    assert through[ends].sum() == pytest.approx(nodes.sum() + own.sum(), abs=near)
    assert min(found.node_factor.min(), found.pipe_factor.min(), found.mean.min()) >= 0.0
    assert found.graph.share.min() >= 0.0
    shares = np.bincount(case.tail, weights=found.graph.share, minlength=len(nodes))
    assert shares[~ends] == pytest.approx(1.0)


@given(cases())
def test_water_of_no_measurement_stays_the_estimate(given_case):
    """A pipe that lies neither above nor below a measurement carries what it carried."""
    case, values = given_case
    found = case.measured(values)
    reach = np.eye(len(case.node_ls), dtype=bool)
    for _ in range(len(case.node_ls)):
        for t, h in zip(case.tail, case.head, strict=True):
            reach[:, h] |= reach[:, t]
    touched = np.zeros(len(case.tail), dtype=bool)
    for row in values:
        touched |= reach[case.head, case.tail[row]] | reach[case.head[row], case.tail]
        touched[row] = True
    # an arm in a cycle keeps a little of its share, also when nothing is left for it: only with contradictions
    near = 2 * LEAST_SHARE if found.clashes.any() else 1e-9
    assert found.mean[~touched] == pytest.approx(case.estimate[~touched], rel=near, abs=1e-9)
    part = found.measured_part[~touched]
    assert np.nan_to_num(part) == pytest.approx(np.zeros(len(part)), abs=near)


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_the_measurements_does_not_matter(given_case, chance):
    case, values = given_case
    rows = list(values)
    chance.shuffle(rows)
    first, second = case.measured(values), case.measured(values, rows)
    scale = max(case.estimate.max(), max(values.values(), default=0.0))
    assert second.mean == pytest.approx(first.mean, rel=1e-6, abs=1e-6 * scale)


@given(cases())
def test_measuring_the_estimate_changes_nothing(given_case):
    case, values = given_case
    found = case.measured({row: case.estimate[row] for row in values})
    assert found.mean == pytest.approx(case.estimate, rel=1e-9, abs=1e-9)
    assert not found.clashes.any()
    assert found.overall == pytest.approx(1.0)


@given(cases(tree=True))
def test_in_a_tree_the_factor_is_what_is_left_over_what_enters(given_case):
    case, values = given_case
    found = case.measured(values)
    own = case.node_ls.copy()
    np.add.at(own, case.tail, case.pipe_ls)  # in a tree a pipe stands for its tail
    below = {t: (h, k) for k, (t, h) in enumerate(zip(case.tail, case.head, strict=True))}
    zone, left = dict.fromkeys(values, 0.0), dict(values)
    for node in range(1, len(own)):
        at, litres = node, own[node]
        while at in below and below[at][1] not in values:
            at = below[at][0]
        if at in below:
            zone[below[at][1]] += litres
    for row in values:
        at = case.head[row]
        while at in below and below[at][1] not in values:
            at = below[at][0]
        if at in below:
            left[below[at][1]] -= values[row]
    for place, row in enumerate(values):
        wanted = max(left[row], 0.0) / zone[row] if zone[row] > 1e-9 else 1.0
        assert found.zone_factor[place] == pytest.approx(wanted, rel=1e-6, abs=1e-9)
        gap = left[row] - (zone[row] * wanted)
        assert found.gap[place] == pytest.approx(gap, abs=1e-8)


@given(cases(tree=True), st.floats(0.3, 3.0))
def test_measured_at_the_outlet_the_kentallen_no_longer_matter(given_case, litres):
    case, _ = given_case
    outlets = [k for k, h in enumerate(case.head) if h == 0 and case.estimate[k] > 0]
    assume(outlets)
    values = {k: 2.0 + k for k in outlets}
    more = Case(
        list(zip(case.tail, case.head, case.graph.share, strict=True)), case.node_ls * litres, case.pipe_ls * litres
    )
    first, second = case.measured(values), more.measured(values)
    assert second.mean == pytest.approx(first.mean, rel=1e-9, abs=1e-9)
    assert second.zone_factor * litres == pytest.approx(first.zone_factor)
