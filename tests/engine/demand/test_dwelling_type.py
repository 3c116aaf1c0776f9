"""Types of dwelling: by hand, and against a plain loop over all pairs."""

import numpy as np
import pytest
import shapely
import shapely.affinity
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen.demand.dwelling_type import dwelling_types
from riothermie_kansen.demand.walls import shared_walls
from tests.engine.demand.made_stock import K, X, Y, at, box

V, T, H, M, A = "vrijstaand", "2-onder-1-kap", "hoek", "tussen", "appartement"
GAP = 0.3


def array(shapes):
    result = np.empty(len(shapes), dtype=object)
    result[:] = shapes
    return result


def types(shapes, count=None, warm=None, unit=None, outline=None, k=K):
    n = len(shapes)
    made = dwelling_types(
        array(shapes),
        np.ones(n, dtype=bool) if outline is None else np.array(outline),
        np.ones(n, dtype=int) if count is None else np.array(count),
        np.ones(n, dtype=bool) if warm is None else np.array(warm),
        np.arange(n) if unit is None else np.array(unit),
        kentallen=k,
    )
    return list(made.type), list(made.derived), list(made.neighbours)


def wall(one, other, gap=GAP, angle=20.0):
    walls = shared_walls(array([one, other]), gap, angle)
    return float(walls.length[0]) if len(walls.length) else 0.0


@pytest.mark.parametrize(
    ("shapes", "expected"),
    [
        ([box(0, 0)], [V]),
        ([box(0, 0), box(6, 0)], [T, T]),
        ([box(0, 0), box(6, 0), box(12, 0)], [H, M, H]),
        ([box(6 * i, 0) for i in range(5)], [H, M, M, M, H]),
        ([box(0, 0), box(6, 9)], [V, V]),  # touch at a corner
        ([box(0, 0), box(6.25, 0)], [T, T]),  # a cavity
        ([box(0, 0), box(6.5, 0)], [V, V]),  # an alley
        ([box(0, 0), box(6, 6.5)], [T, T]),  # staggered, 2.5 m in common
        ([box(0, 0), box(6, 7.5)], [V, V]),  # 1.5 m in common
        ([box(0, 0), box(5.9, 0)], [T, T]),  # drawn over each other
        ([box(0, 0), box(6, 0), box(0, 9), box(6, 9)], [M, M, M, M]),  # back to back
        ([box(0, 0), box(6, 0), box(30, 0)], [T, T, V]),
        ([box(0, 0, 4, 9), box(4, 4, 4, 9), box(8, 8, 4, 9)], [H, M, H]),  # 5 m in common each
    ],
)
def test_houses_by_hand(shapes, expected):
    found, derived, _ = types(shapes)
    assert found == expected
    assert all(derived)


def test_wall_lengths_by_hand():
    assert wall(box(0, 0), box(6, 0)) == pytest.approx(9.0)
    assert wall(box(0, 0), box(6.2, 2, 6, 4)) == pytest.approx(4.0)
    assert wall(box(0, 0), box(6, 9)) == 0.0
    # round a corner: 3 m and 4 m of the same neighbour
    bend = shapely.union_all([box(6, 5, 3, 7), box(2, 9, 7, 3)])
    assert wall(box(0, 0), bend) == pytest.approx(4.0 + 4.0)
    # a house in the courtyard of another one
    ring = box(0, 0, 20, 20).difference(box(5, 5, 10, 10))
    assert wall(ring, box(5, 5, 10, 10)) == pytest.approx(40.0)
    # two parts of one pand
    two = shapely.MultiPolygon([box(0, 0), box(12, 0)])
    assert wall(two, box(6, 0)) == pytest.approx(18.0)
    # the wall turns away: 0.3 m after 3 m
    slope = shapely.Polygon([(6, 0), (12, 0), (12, 9), (6.9, 9)])
    assert wall(shapely.box(0, 0, 6, 9), slope) == pytest.approx(3.0, abs=0.02)


def test_no_walls_without_areas():
    for shapes in ([], [None], [at(0, 0), at(0, 0)], [box(0, 0)], [shapely.Polygon(), box(0, 0)]):
        assert len(shared_walls(array(shapes), GAP, 20.0).length) == 0


def test_sides_at_an_angle_are_a_wall_up_to_the_kental():
    """A house turned about the corner that it shares: at 15 degrees a wall as far as the gap goes, at 25 none."""
    for degrees, wanted in ((15.0, 0.3 / np.sin(np.radians(15.0))), (25.0, 0.0)):
        turned = shapely.affinity.rotate(box(6, 0), -degrees, origin=(X + 6, Y))
        assert wall(box(0, 0), turned) == pytest.approx(wanted, abs=0.02)
        assert wall(box(0, 0), turned, angle=30.0) > 0


def test_a_garage_between_two_houses_leaves_them_detached():
    shapes = [box(0, 0), box(6, 0, 3, 6), box(9, 0)]
    assert types(shapes, count=[1, 0, 1], warm=[True, False, True])[0][::2] == [V, V]
    # as a part of the house itself it makes them neighbours
    assert types(shapes, count=[1, 0, 1], unit=[0, 0, 2])[0] == [T, T, T]


def test_a_flat_beside_a_house_makes_it_the_end_of_a_row():
    assert types([box(0, 0), box(6, 0)], count=[1, 8])[0] == [H, A]
    assert types([box(0, 0), box(6, 0), box(12, 0)], count=[1, 2, 1])[0] == [H, A, H]


def test_a_house_in_two_panden_is_one_house():
    row = [box(0, 0), box(6, 0), box(12, 0), box(18, 0)]
    found, _, neighbours = types(row, count=[1, 1, 0, 1], unit=[0, 1, 1, 3])
    assert found == [H, M, M, H]
    assert neighbours == [1, 2, 2, 1]


def test_without_outline_the_kental_or_the_distance_decides():
    points = [at(0, 0), at(15, 0), at(100, 0), at(115, 0)]
    none = [False] * 4
    assert types(points, count=[1, 1, 1, 2], outline=none)[:2] == ([M, M, M, A], [False, False, False, True])
    found, derived, _ = types([*points[:2], at(100, 0), at(118.5, 0)], outline=none)
    assert found == [M, M, V, V]
    assert derived == [False, False, True, True]
    # nobody lives in a shed: it is no neighbour
    assert types(points[:2], count=[1, 0], warm=[True, False], outline=none[:2])[0][0] == V
    other = K.replace({"gebouw.type_zonder_vlak": 2})
    assert types(points[:2], outline=none[:2], k=other)[0] == [T, T]


def test_a_square_that_only_shows_a_place_shares_no_wall():
    assert types([box(0, 0, 4, 4), box(4, 0)], outline=[False, True])[0] == [M, V]


@st.composite
def towns(draw):
    """Return houses on a grid of 4 m that do not overlap, some a hair apart, with how many live there."""
    cells = draw(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 4)), min_size=1, max_size=20))
    shapes, taken = [], set()
    for i, j in sorted(cells):
        if (i, j) in taken:
            continue
        wide = (i + 1, j) not in cells and draw(st.booleans())
        taken |= {(i, j), (i + 1, j)} if wide else {(i, j)}
        margin = draw(st.sampled_from([0.0, 0.0, 0.05, 0.1]))
        shapes.append(box(4 * i + margin, 4 * j + margin, (8 if wide else 4) - 2 * margin, 4 - 2 * margin))
    count = [draw(st.sampled_from([0, 1, 1, 1, 1, 3])) for _ in shapes]
    return shapes, count


def plainly(shapes, count):
    """Return the types by a loop over all pairs."""
    near = {i: set() for i in range(len(shapes))}
    for i, one in enumerate(shapes):
        for j, other in enumerate(shapes):
            grown = other.buffer(GAP, join_style="mitre")
            if i != j and count[i] and count[j] and one.boundary.intersection(grown).length > 2.5:
                near[i].add(j)
    result = []
    for i, n in enumerate(count):
        (partner,) = near[i] if len(near[i]) == 1 else (None,)
        if n > 1:
            result.append(A)
        elif len(near[i]) > 1:
            result.append(M)
        elif partner is None:
            result.append(V)
        else:
            result.append(T if near[partner] == {i} and count[partner] == 1 else H)
    return result


@given(towns())
def test_agrees_with_a_plain_loop(town):
    shapes, count = town
    found, _, _ = types(shapes, count, warm=[n > 0 for n in count])
    assert found == plainly(shapes, count)


@settings(max_examples=30)
@given(towns(), st.integers(-50_000, 50_000), st.integers(-50_000, 50_000), st.integers(0, 3), st.randoms())
def test_moving_turning_and_shuffling_change_nothing(town, dx, dy, quarter, random):
    shapes, count = town
    warm = [n > 0 for n in count]
    found = types(shapes, count, warm)[0]
    moved = shapes
    for _ in range(quarter):
        moved = [shapely.transform(shape, lambda xy: np.column_stack([-xy[:, 1], xy[:, 0]])) for shape in moved]
    moved = [shapely.transform(shape, lambda xy: xy + np.array([dx, dy])) for shape in moved]
    order = list(range(len(shapes)))
    random.shuffle(order)
    again = types([moved[i] for i in order], [count[i] for i in order], [warm[i] for i in order])[0]
    assert again == [found[i] for i in order]


def test_length_agrees_with_shapely_at_any_angle():
    rng = np.random.default_rng(7)
    for angle in rng.uniform(0, 6.3, 40):
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        along, gap = rng.uniform(-8, 8), rng.uniform(0, 0.29)
        pair = [shapely.transform(s, lambda xy, turn=turn: xy @ turn) for s in (box(0, 0), box(6 + gap, along))]
        exact = max(0.0, 9.0 - abs(along))
        assert wall(*pair) == pytest.approx(exact, abs=1e-6)
        # a buffer also counts what lies just beyond the end of the wall
        rough = pair[0].boundary.intersection(pair[1].buffer(GAP, join_style="mitre")).length
        assert exact - 1e-6 <= rough <= exact + 4 * GAP
