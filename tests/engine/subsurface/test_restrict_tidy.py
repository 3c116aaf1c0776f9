"""What cutting leaves that is no ground: spikes without width, crumbs without surface."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen.subsurface.restrictions.tidy import SPIKE_M, tidied, without_spikes
from tests.engine.subsurface.made_restrictions import X, Y, areas, box, judged

THIN = 1e-8


def polygon(*xy, holes=()):
    return shapely.Polygon([(X + x, Y + y) for x, y in xy], [[(X + x, Y + y) for x, y in hole] for hole in holes])


def tidy(shape):
    return tidied(np.array([shape], dtype=object))[0]


@pytest.mark.parametrize(
    "spiked",
    [
        polygon((0, 0), (100, 0), (100, 50), (160, 50), (100, 50 + THIN), (100, 100), (0, 100)),
        polygon((0, 0), (100, 0), (100, 50), (160, 50), (160, 50 + THIN), (100, 50 + THIN), (100, 100), (0, 100)),
        polygon((0, 0), (150, 0), (100, THIN), (100, 100), (0, 100)),
        polygon((0, 0), (100, 0), (100, 50), (40, 50), (100, 50 + THIN), (100, 100), (0, 100)),
        polygon((0, 100), (0, 0), (100, 0), (100, 100), (50, 100), (50, 130), (50 - THIN, 100)),
    ],
)
def test_a_spike_without_width_goes_and_nothing_else(spiked):
    found = tidy(spiked)
    assert found.area == pytest.approx(10_000.0, rel=1e-9)
    assert found.bounds == pytest.approx(box(0, 0, 100, 100).bounds, abs=1e-6)
    assert found.hausdorff_distance(box(0, 0, 100, 100)) < SPIKE_M
    assert found.is_valid


def test_a_spike_into_a_hole_goes_and_the_hole_stays():
    hole = [(40, 40), (40, 60), (60, 60), (60, 50), (90, 50), (60, 50 - THIN), (60, 40)]
    found = tidy(polygon((0, 0), (100, 0), (100, 100), (0, 100), holes=[hole]))
    assert found.area == pytest.approx(9_600.0, rel=1e-9)
    assert len(found.interiors) == 1
    assert found.interiors[0].length == pytest.approx(80.0)


@pytest.mark.parametrize(
    "shape",
    [
        polygon((0, 0), (100, 0), (100, 0.01), (0, 0.01)),  # 1 cm is a width
        polygon((0, 0), (100, 0), (0, 0.001)),
        polygon((0, 0), (50, 0), (100, 0), (100, 100)),
        shapely.LineString([(X, Y), (X + 50, Y), (X, Y)]),
        shapely.Point(X, Y),
        polygon((0, 0), (100, 0), (0, THIN)),  # nothing but a spike: it stays, so that no part is lost
    ],
)
def test_what_has_width_stays_to_the_last_digit(shape):
    assert shapely.equals_exact(tidy(shape), shape)


def test_order_and_number_stay():
    shapes = np.array(
        [box(0, 0, 9, 9), shapely.MultiPolygon([box(0, 0, 9, 9), box(20, 0, 20.001, 0.001)])], dtype=object
    )
    assert shapely.area(tidied(shapes)).tolist() == pytest.approx([81.0, 81.0])
    assert len(without_spikes(shapes[:0])) == 0


TURNED = st.tuples(
    st.integers(10, 90), st.integers(10, 90), st.integers(5, 90), st.integers(0, 89), st.sampled_from([40.0, 60.0])
)


def turned(x, y, size, degrees):
    return shapely.affinity.rotate(box(x - size / 2, y - size / 2, x + size / 2, y + size / 2), degrees)


@settings(max_examples=30, deadline=None)
@given(st.lists(TURNED, min_size=1, max_size=5), st.lists(TURNED, max_size=3), st.integers(0, 89))
def test_parts_add_up_do_not_overlap_and_have_no_spikes(limits, digs, degrees):
    """The second map has the corners of the first in part: there borders run along each other."""
    here = shapely.affinity.rotate(box(0, 0, 100, 100), degrees)
    maps = {
        "DIEPTEBEPERKING": [
            areas("DIEPTEBEPERKING", *(turned(*one[:4]) for one in limits), Max_Diepte=[one[4] for one in limits])
        ],
        "ARCHEOLOGIE": [areas("ARCHEOLOGIE", *(turned(*one[:4]) for one in [*digs, limits[0]]))],
        "VERBOD": [areas("VERBOD", turned(*limits[-1][:2], limits[-1][2] / 2, limits[-1][3]))],
    }
    found = np.asarray(judged([here], maps, complete=True).areas.geometry.array, dtype=object)
    assert shapely.is_valid(found).all()
    assert shapely.area(found).sum() == pytest.approx(10_000.0, rel=1e-6)
    assert shapely.area(shapely.union_all(found)) == pytest.approx(10_000.0, rel=1e-6)
    assert shapely.area(shapely.difference(found, here.buffer(1e-5))).sum() == 0
    assert all(shapely.equals_exact(tidy(part), part) for part in found)
