"""Invalid areas made valid: what is drawn round stays inside."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.readers.restriction_shapes import as_areas


def one(geometry):
    made, repaired, flat = as_areas(np.array([geometry], dtype=object))
    return made[0], bool(repaired[0]), bool(flat[0])


def test_a_bow_tie_keeps_both_halves():
    made, repaired, _ = one(shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)]))
    assert repaired
    assert made.area == pytest.approx(50)
    assert made.is_valid


def test_what_is_circled_twice_is_no_hole():
    ring = [(0, 0), (10, 0), (10, 10), (0, 10), (0, 0), (5, 0), (5, 5), (0, 5)]
    made, repaired, _ = one(shapely.Polygon(ring))
    assert repaired
    assert made.equals(shapely.box(0, 0, 10, 10))


def test_a_hole_drawn_as_part_of_the_outline_stays_a_hole():
    ring = [(0, 0), (10, 0), (10, 10), (0, 10), (0, 0), (2, 2), (2, 4), (4, 4), (4, 2), (2, 2)]
    made, _, _ = one(shapely.Polygon(ring))
    assert made.area == pytest.approx(100 - 4)
    assert not made.contains(shapely.Point(3, 3))


def test_holes_outside_and_overlapping_parts():
    made, _, _ = one(shapely.Polygon(shapely.box(0, 0, 10, 10).exterior, [shapely.box(8, 8, 12, 12).exterior]))
    assert made.area == pytest.approx(96)
    made, _, _ = one(shapely.MultiPolygon([shapely.box(0, 0, 10, 10), shapely.box(5, 0, 15, 10)]))
    assert made.area == pytest.approx(150)


def test_a_collection_gives_its_areas():
    mixed = shapely.GeometryCollection(
        [
            shapely.Point(50, 50),
            shapely.GeometryCollection([shapely.box(0, 0, 1, 1)]),
            shapely.LineString([(0, 0), (9, 9)]),
        ]
    )
    made, repaired, flat = one(mixed)
    assert made.equals(shapely.box(0, 0, 1, 1))
    assert not repaired
    assert not flat


@pytest.mark.parametrize(
    "nothing", [shapely.Polygon([(0, 0), (5, 5), (0, 0)]), shapely.GeometryCollection([shapely.Point(0, 0)])]
)
def test_an_area_without_surface(nothing):
    made, _, flat = one(nothing)
    assert made is None
    assert flat


def test_valid_areas_and_none_stay_as_they_are():
    square = shapely.box(0, 0, 1, 1)
    made, repaired, flat = as_areas(np.array([square, None], dtype=object))
    assert made.tolist() == [square, None]
    assert not repaired.any()
    assert not flat.any()


def windings(ring, point):
    """Return how often a ring goes round a point, by the angle that it turns."""
    angle = np.arctan2(ring[:, 1] - point[1], ring[:, 0] - point[0])
    turn = np.diff(np.append(angle, angle[0]))
    return round(float(((turn + np.pi) % (2 * np.pi) - np.pi).sum() / (2 * np.pi)))


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=4, max_size=9, unique=True))
def test_any_ring_encloses_what_it_goes_round(corners):
    """Counted at points that lie on no line between two corners of the grid, by the angles instead of the crossings."""
    made, _, flat = one(shapely.Polygon(corners))
    ring = np.array(corners, dtype=float)
    assert flat or made.is_valid
    for x in np.arange(0.137, 6, 0.811):
        for y in np.arange(0.291, 6, 0.773):
            inside = made is not None and made.contains(shapely.Point(x, y))
            assert inside == (windings(ring, (x, y)) != 0)
