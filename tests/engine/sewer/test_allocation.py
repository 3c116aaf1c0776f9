"""Nearest pipes, lengths inside areas and shares, against plain loops and numbers worked out by hand."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from riothermie_kansen.errors import CancelledError
from riothermie_kansen.sewer.allocation import (
    as_points,
    connectable,
    lengths_inside,
    nearest,
    overlaps,
    shares,
    summed,
)


def lines(*coordinates):
    return np.array([shapely.LineString(c) for c in coordinates], dtype=object)


def points(*coordinates):
    return np.array([None if c is None else shapely.Point(c) for c in coordinates], dtype=object)


def test_the_nearest_line_and_its_distance():
    position, distance = nearest(points((5, 3), (5, 8), (25, 10)), lines([(0, 0), (10, 0)], [(0, 10), (20, 10)]))
    assert position.tolist() == [0, 1, 1]
    assert distance.tolist() == [3, 2, 5]


def test_at_equal_distance_the_first_line_wins():
    around = lines([(10, 0), (20, 0)], [(10, 0), (10, 10)], [(10, 0), (0, 0)])
    for order in ([0, 1, 2], [2, 0, 1], [1, 2, 0]):
        position, _ = nearest(points((12, -5), (13, 3)), around[order])
        assert position[0] == order.index(0)
        assert position[1] == min(order.index(0), order.index(1))


def test_points_without_a_place_get_no_line():
    nowhere = np.array([None, shapely.Point(), shapely.Point(math.nan, 1.0), shapely.Point(1, 1)], dtype=object)
    position, distance = nearest(nowhere, lines([(0, 0), (10, 0)]))
    assert position.tolist() == [-1, -1, -1, 0]
    assert np.isnan(distance).tolist() == [True, True, True, False]


def test_nothing_to_place_or_nothing_to_place_on():
    assert nearest(points(), lines([(0, 0), (1, 0)]))[0].tolist() == []
    position, distance = nearest(points((0, 0)), np.empty(0, dtype=object))
    assert position.tolist() == [-1]
    assert np.isnan(distance).all()


def test_nearest_agrees_with_measuring_every_pair():
    rng = np.random.default_rng(42)
    many = shapely.linestrings(rng.uniform(0, 100, (60, 3, 2)))
    asked = shapely.points(rng.uniform(0, 100, (400, 2)))
    position, distance = nearest(asked, many)
    table = shapely.distance(asked[:, None], many[None, :])
    assert (position == table.argmin(axis=1)).all()
    assert distance == pytest.approx(table.min(axis=1), abs=1e-12)


def test_nearest_can_be_cancelled():
    with pytest.raises(CancelledError):
        nearest(points((0, 0)), lines([(0, 0), (1, 0)]), cancelled=lambda: True)


def test_metres_inside_areas():
    areas = np.array([shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10), shapely.box(100, 0, 110, 10)])
    pipes = lines([(2, 5), (8, 5)], [(5, 2), (14, 2)], [(50, 0), (60, 0)], [(9, 9), (9, 19)])
    area, line, metres = lengths_inside(areas, pipes)
    assert list(zip(area, line, metres, strict=True)) == [(0, 0, 6.0), (0, 1, 5.0), (0, 3, 1.0), (1, 1, 4.0)]


def test_a_pipe_that_only_touches_an_area_is_not_inside():
    area, _, _ = lengths_inside(np.array([shapely.box(0, 0, 10, 10)]), lines([(10, 10), (20, 20)], [(10, 5), (15, 5)]))
    assert not len(area)


def test_a_pipe_that_leaves_and_comes_back_counts_both_pieces():
    horseshoe = shapely.Polygon([(0, 0), (30, 0), (30, 10), (20, 10), (20, 5), (10, 5), (10, 10), (0, 10)])
    _, _, metres = lengths_inside(np.array([horseshoe]), lines([(2, 8), (28, 8)]))
    assert metres.tolist() == [16.0]


def test_metres_inside_agree_with_cutting_every_pair():
    rng = np.random.default_rng(7)
    pipes = shapely.linestrings(rng.uniform(0, 100, (200, 2, 2)))
    areas = shapely.buffer(shapely.points(rng.uniform(0, 100, (25, 2))), rng.uniform(3, 40, 25))
    area, line, metres = lengths_inside(areas, pipes)
    table = np.zeros((25, 200))
    table[area, line] = metres
    assert table == pytest.approx(shapely.length(shapely.intersection(areas[:, None], pipes[None, :])), abs=1e-9)


def test_shares_by_weight():
    share = shares(np.array([9.0, 4.0, 7.0]), np.array([0, 1, 0]), np.array([1.0, 3.0, 2.0]))
    assert share.tolist() == [3.0, 4.0, 6.0]


def test_members_without_weight_get_nothing():
    assert shares(np.array([5.0]), np.array([0, 0]), np.zeros(2)).tolist() == [0.0, 0.0]
    assert shares(np.array([5.0]), np.empty(0, np.intp), np.empty(0)).tolist() == []


@settings(max_examples=200, deadline=None)
@given(
    amount=st.floats(1e-3, 1e7),
    weights=hnp.arrays(float, st.integers(1, 60), elements=st.floats(1e-3, 1e5)),
)
def test_the_shares_of_a_group_add_up_to_its_amount(amount, weights):
    share = shares(np.array([amount]), np.zeros(len(weights), np.intp), weights)
    assert math.fsum(share) == pytest.approx(amount, rel=4e-16)
    assert (share >= 0).all()


def test_the_shares_of_many_members_add_up_too():
    rng = np.random.default_rng(3)
    weights, group = rng.uniform(0.1, 500, 50_000), rng.integers(0, 7, 50_000)
    amounts = rng.uniform(1, 1e6, 7)
    share = shares(amounts, group, weights)
    for number, amount in enumerate(amounts):
        assert math.fsum(share[group == number]) == pytest.approx(amount, rel=4e-16)


def test_sums_of_nothing_are_zeros_with_decimals():
    empty = summed(np.empty(0, np.intp), np.empty(0), 3)
    assert empty.dtype == np.float64
    assert empty.tolist() == [0.0, 0.0, 0.0]


def test_areas_become_a_point_inside():
    ring = shapely.Polygon(shapely.box(0, 0, 10, 10).exterior, [shapely.box(1, 1, 9, 9).exterior.coords])
    given = np.array([shapely.Point(1, 2), None, ring, shapely.MultiPoint([(3, 4)])], dtype=object)
    found = as_points(given)
    assert found[0] == shapely.Point(1, 2)
    assert found[1] is None
    assert ring.contains(found[2])
    assert found[3] == shapely.Point(3, 4)


def test_overlaps_are_found_and_neighbours_are_not():
    areas = np.array([shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10), shapely.box(18, 0, 28, 10)])
    first, second, double = overlaps(areas, 0.01)
    assert (first.tolist(), second.tolist(), shapely.area(double).tolist()) == ([1], [2], [20.0])
    assert not len(overlaps(areas, 0.5)[0])


def test_which_pipes_take_premises(make_sewer):
    functions = ["vrijverval", "pers", "druk", "pomp", "doorlaat", "overstort", "geen", "vrijverval"]
    case = make_sewer([(f"L{9 - i}", f, [(i, 0), (i, 5)]) for i, f in enumerate(functions)])
    assert [case.ids[i] for i in connectable(case.network.pipes)] == ["L2", "L7", "L9"]
