"""Shapes of places on a map, by hand."""

import numpy as np
import pytest
import shapely

from riothermie_kansen.readers.shapes import as_spots, squares


def array(*shapes):
    result = np.empty(len(shapes), dtype=object)
    result[:] = shapes
    return result


def test_squares_round_points():
    made = squares(array(shapely.Point(10, 20), shapely.Point(-1.5, 0)), 4.0)
    assert shapely.bounds(made).tolist() == [[8, 18, 12, 22], [-3.5, -2, 0.5, 2]]
    assert shapely.area(made).tolist() == [16, 16]
    assert shapely.get_type_id(made).tolist() == [3, 3]
    assert shapely.is_ccw(shapely.get_exterior_ring(made)).all()


def test_squares_of_none():
    made = squares(array(), 4.0)
    assert (made.shape, made.dtype) == ((0,), object)


@pytest.mark.parametrize(
    ("shape", "spot"),
    [
        (shapely.Point(3, 4), (3, 4)),
        (shapely.LineString([(0, 0), (4, 0)]), (2, 0)),
        (shapely.LineString([(0, 0), (4, 0), (4, 4)]), (4, 0)),  # halfway along it
        (shapely.MultiLineString([[(0, 0), (4, 0)], [(4, 0), (4, 4)]]), (4, 0)),  # parts that run on are one
        (shapely.LineString([(5, 5), (5, 5)]), (5, 5)),  # no length
        (shapely.box(0, 0, 4, 2), (2, 1)),
    ],
)
def test_spots(shape, spot):
    (found,) = as_spots(array(shape))
    assert (found.x, found.y) == spot


def test_a_spot_lies_in_its_area():
    horseshoe = shapely.box(0, 0, 10, 10).difference(shapely.box(2, 2, 8, 10))
    assert not shapely.intersects(horseshoe, horseshoe.centroid)
    assert shapely.intersects(horseshoe, as_spots(array(horseshoe))[0])
