"""Ends of lines, against GEOS."""

import numpy as np
import shapely

from riothermie_kansen.lines import end_points


def test_end_points_are_the_first_and_last_points():
    lines = shapely.from_wkt(
        [
            "LINESTRING (0 1, 2 3)",
            "LINESTRING (5 5, 6 6, 7 8, 9 9)",
            "LINESTRING (1 1, 1 1)",
            "LINESTRING (4 0, 4 0, 4 2)",
        ]
    )
    first, last = end_points(lines)
    assert (first == shapely.get_coordinates(shapely.get_point(lines, 0))).all()
    assert (last == shapely.get_coordinates(shapely.get_point(lines, -1))).all()


def test_no_lines_have_no_ends():
    first, last = end_points(np.array([], dtype=object))
    assert first.shape == last.shape == (0, 2)
