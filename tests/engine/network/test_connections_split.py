"""Streets split at foot points: nothing is lost, nothing moves, and the order of the points does not matter."""

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.network.footpoints import SAME_M, split
from riothermie_kansen.network.graph import StreetGraph, values

BENDS = (
    [(0, 0), (30, 0), (30, 20), (60, 20)],
    [(60, 20), (60, 90)],
    [(0, 0), (0, 0.4)],
    [(0, 0.4), (25, 60), (60, 90)],
    [(0, 0), (-40, 10), (-40, 60), (0, 0.4)],
)


def graph():
    lines = [shapely.LineString(line) for line in BENDS]
    places = [(0, 0), (60, 20), (60, 90), (0, 0.4)]
    ends = [(0, 1), (1, 2), (0, 3), (3, 2), (0, 3)]
    names = values([f"s{i}" for i in range(5)])
    return StreetGraph(
        np.array(places, dtype=float),
        np.array(ends),
        values(lines),
        shapely.length(lines),
        np.arange(5, dtype=np.int8),
        names,
        values([f"DN{i}" for i in range(5)]),
    )


def cuts(points):
    """Return edges and positions of points given as edge and share of its length."""
    edge = np.array([e for e, _ in points], dtype=np.int64)
    return edge, np.array([share for _, share in points]) * graph().length[edge]


POINTS = st.lists(st.tuples(st.integers(0, 4), st.sampled_from([0.0, 1.0, 0.375, 0.6, 0.5]) | st.floats(0, 1)))


@given(POINTS, st.sampled_from([0.001, 0.1, 0.5, 3.0]))
def test_the_parts_of_a_street_are_the_street(points, tolerance):
    before = graph()
    edge, position = cuts(points)
    after, node = split(before, edge, position, tolerance)
    assert np.array_equal(after.nodes[: len(before.nodes)], before.nodes)
    assert (after.length > SAME_M / 2).all()
    np.testing.assert_allclose(after.length, shapely.length(after.lines), rtol=1e-12)
    assert (after.ends[:, 0] != after.ends[:, 1]).all()
    for e, name in enumerate(before.street):
        parts = np.flatnonzero(after.street == name)
        assert (np.diff(parts) == 1).all()
        assert (after.kind[parts] == e).all()
        assert (after.existing_dn[parts] == f"DN{e}").all()
        # one after the other from the first node to the last, the same corners, the same length
        assert after.ends[parts[0], 0] == before.ends[e, 0]
        assert after.ends[parts[-1], 1] == before.ends[e, 1]
        assert (after.ends[parts[:-1], 1] == after.ends[parts[1:], 0]).all()
        chain = np.concatenate([shapely.get_coordinates(after.lines[part]) for part in parts])
        np.testing.assert_allclose(after.length[parts].sum(), before.length[e], rtol=1e-9)
        assert (
            shapely.hausdorff_distance(shapely.remove_repeated_points(shapely.LineString(chain)), before.lines[e])
            < 1e-9 + SAME_M / 2
        )
    for part, line in enumerate(after.lines):
        ends = shapely.get_coordinates(line)[[0, -1]]
        np.testing.assert_allclose(ends, after.nodes[after.ends[part]], atol=1e-9)
        assert (np.hypot(*np.diff(shapely.get_coordinates(line), axis=0).T) > 0).all()
    # every point is at most the tolerance from its node, along the street and so in the air
    asked = shapely.get_coordinates(shapely.line_interpolate_point(before.lines[edge], position))
    assert (np.hypot(*(after.nodes[node] - asked).T) <= max(tolerance, SAME_M) + 1e-9).all()


@given(POINTS, st.randoms(use_true_random=False))
def test_the_order_of_the_points_does_not_matter(points, random):
    edge, position = cuts(points)
    after, node = split(graph(), edge, position, 0.5)
    shuffled = list(range(len(points)))
    random.shuffle(shuffled)
    again, node_again = split(graph(), edge[shuffled], position[shuffled], 0.5)
    assert np.array_equal(after.nodes, again.nodes)
    assert np.array_equal(after.ends, again.ends)
    assert [line.wkb for line in after.lines] == [line.wkb for line in again.lines]
    assert node[shuffled].tolist() == node_again.tolist()


def test_a_point_that_keeps_its_place_does_so():
    edge = np.array([1, 1, 1, 1])
    position = np.array([10.0, 10.05, 10.08, 0.05])
    exact = np.array([False, True, False, True])
    after, node = split(graph(), edge, position, 0.1, exact)
    # 10.05 stays, 10.08 joins it; the one beside the corner gets a node of its own
    assert (after.nodes[node][:, 1] - 20).round(6).tolist() == [10, 10.05, 10.05, 0.05]
    _, joined = split(graph(), edge, position, 0.1)
    assert len(set(joined[:3])) == 1
    assert joined[3] == 1


def test_a_short_street_between_two_corners_is_not_split():
    after, node = split(graph(), np.array([2, 2]), np.array([0.1, 0.3]), 0.5)
    assert node.tolist() == [0, 3]
    assert len(after.ends) == 5


def test_no_points():
    before = graph()
    after, node = split(before, np.empty(0, dtype=np.int64), np.empty(0), 0.1)
    assert after is before
    assert node.tolist() == []
