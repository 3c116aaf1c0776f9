"""Estimated parcels: each building has its own ground, none shares any, and streets stay public."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen.kentallen import load
from riothermie_kansen.subsurface.boreholes.estimated_parcels import estimate_parcels

KENTALLEN = load()
DEPTH = KENTALLEN.value("perceel.diepte")
HALF = KENTALLEN.value("perceel.straat_breedte") / 2.0


def shapes(*items):
    result = np.empty(len(items), dtype=object)
    result[:] = items
    return result


def row_of(n, width=6.0, depth=10.0, x=150_000.0, y=450_000.0):
    return shapes(*(shapely.box(x + i * width, y, x + (i + 1) * width, y + depth) for i in range(n)))


def ids(n):
    return np.array([f"p{i}" for i in range(n)], dtype=object)


def test_houses_in_a_row_have_a_strip_in_front_and_behind():
    parcels = estimate_parcels(ids(5), row_of(5), kentallen=KENTALLEN).geometry.array
    inner = parcels[1:4]
    # a house of 6 m wide and 10 m deep, and as wide a garden of DEPTH on both sides
    assert shapely.area(np.asarray(inner)) == pytest.approx(6.0 * (10.0 + 2 * DEPTH), rel=0.02)


def test_parcels_hold_their_building_and_share_nothing():
    houses = row_of(4)
    parcels = np.asarray(estimate_parcels(ids(4), houses, kentallen=KENTALLEN).geometry.array)
    assert shapely.area(shapely.difference(houses, parcels)) == pytest.approx(0.0, abs=0.05)
    assert shapely.area(shapely.union_all(parcels)) == pytest.approx(shapely.area(parcels).sum(), abs=0.1)


def test_a_street_in_front_is_public():
    houses = row_of(3)
    street = shapely.LineString([(149_900.0, 449_992.0), (150_100.0, 449_992.0)])
    parcels = np.asarray(estimate_parcels(ids(3), houses, streets=shapes(street), kentallen=KENTALLEN).geometry.array)
    strip = shapely.buffer(street, HALF - 0.01, cap_style="flat")
    assert shapely.area(shapely.intersection(parcels, strip)) == pytest.approx(0.0, abs=1e-6)
    # what lies across the street is of nobody here
    assert shapely.bounds(parcels)[:, 1].min() == pytest.approx(449_992.0 + HALF, abs=0.01)


def test_points_and_missing_places_get_no_parcel():
    found = estimate_parcels(
        ids(3), shapes(row_of(1)[0], shapely.Point(150_050.0, 450_000.0), None), kentallen=KENTALLEN
    )
    assert list(found["pand_id"]) == ["p0"]
    assert len(estimate_parcels(ids(1), shapes(None), kentallen=KENTALLEN)) == 0


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=2, max_size=12, unique=True), st.randoms())
def test_the_order_of_buildings_does_not_matter(places, shuffle):
    houses = shapes(*(shapely.box(20.0 * x, 20.0 * y, 20.0 * x + 8.0, 20.0 * y + 9.0) for x, y in places))
    order = list(range(len(places)))
    shuffle.shuffle(order)
    one = estimate_parcels(ids(len(places)), houses, kentallen=KENTALLEN).set_index("pand_id")
    other = estimate_parcels(ids(len(places))[order], houses[order], kentallen=KENTALLEN).set_index("pand_id")
    areas = shapely.area(np.asarray(one.geometry.array))
    assert shapely.area(np.asarray(other.loc[one.index].geometry.array)) == pytest.approx(areas, abs=0.01)
    assert shapely.area(shapely.union_all(np.asarray(one.geometry.array))) == pytest.approx(areas.sum(), abs=0.1)


def test_parcels_do_not_depend_on_where_the_squares_lie():
    """Rows over several squares, and the same rows moved: the same parcels, that touch and do not overlap."""
    houses = np.array(
        [shapely.box(x, y, x + 6.0, y + 9.0) for y in (590.0, 620.0) for x in np.arange(150.0, 990.0, 6.0)],
        dtype=object,
    )
    moved = shapely.transform(houses, lambda xy: xy + np.array([137.0, 51.0]))
    one = estimate_parcels(ids(len(houses)), houses, kentallen=KENTALLEN)
    other = estimate_parcels(ids(len(houses)), moved, kentallen=KENTALLEN)
    back = shapely.transform(np.asarray(other.geometry.array), lambda xy: xy - np.array([137.0, 51.0]))
    mine = np.asarray(one.geometry.array)
    assert shapely.area(shapely.symmetric_difference(mine, back)).max() < 0.05
    assert shapely.area(mine).sum() == pytest.approx(shapely.area(shapely.union_all(mine)), rel=1e-4)
