"""Objects in panden: by id, by place, alone."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.demand.joining import ALONE, BY_ID, INSIDE, NEAR, NOWHERE, join_objects
from tests.engine.demand.made_stock import at, box, objects, panden


def join(pand, obj, near_m=3.0, label_m=8.0, small_m2=33.0):
    ground, rows = pand.frame, obj.frame
    points = np.asarray(rows.geometry.array, dtype=object)
    return join_objects(rows, points, ground, near_m=near_m, label_m=label_m, small_m2=small_m2)


def where(pand, obj, **values):
    """Return the id of the building of each object, and how it came there."""
    joined = join(pand, obj, **values)
    ids = [*pand.frame["pand_id"], *joined.alone]
    return [ids[row] if row >= 0 else None for row in joined.building], list(joined.how)


def test_the_id_goes_before_the_place():
    pand = panden(("A", box(0, 0)), ("B", box(20, 0)))
    obj = objects(("1", at(21, 1), {"pand_id": "A"}), ("2", None, {"pand_id": "B"}), ("3", at(21, 1)))
    assert where(pand, obj) == (["A", "B", "B"], [BY_ID, BY_ID, INSIDE])


def test_an_id_that_is_not_there_gives_way_to_the_place():
    pand = panden(("A", box(0, 0)))
    obj = objects(("1", at(1, 1), {"pand_id": "X"}), ("2", at(-2, 1), {"pand_id": "X"}), ("3", at(9.5, 1)))
    assert where(pand, obj) == (["A", "A", "los-3"], [INSIDE, NEAR, ALONE])
    joined = join(pand, obj)
    assert joined.distance == pytest.approx([0.0, 2.0, 0.0])


def test_on_a_shared_wall_and_midway_the_first_pand_counts():
    pand = panden(("A", box(0, 0)), ("B", box(6, 0)), ("C", box(16, 0)))
    obj = objects(("1", at(6, 4)), ("2", at(14, 4)))
    assert where(pand, obj) == (["A", "B"], [INSIDE, NEAR])


def test_a_shed_is_taken_only_when_nothing_else_is_near():
    pand = panden(("A", box(0, 0, 2, 2)), ("B", box(4.5, 0)))
    assert where(pand, objects(("1", at(2.5, 1))))[0] == ["B"]
    assert where(pand, objects(("1", at(-2, 1))))[0] == ["A"]
    assert where(pand, objects(("1", at(2.5, 1))), small_m2=1.0)[0] == ["A"]


def test_a_pand_that_is_a_point_reaches_further_than_a_wall():
    pand = panden(("A", at(0, 0)), ("B", box(10, 0)))
    obj = objects(("1", at(0, 7)), ("2", at(0, 9)), ("3", at(13, 14)))
    assert where(pand, obj)[0] == ["A", "los-2", "los-3"]


def test_an_object_in_several_panden_counts_once():
    pand = panden(("A", box(0, 0)), ("B", box(6, 0)), ("C", box(12, 0)))
    values = {"pand_id": "A", "panden": "A,B"}
    joined = join(pand, objects(("1", at(7, 1), values), ("2", at(50, 50), values), ("3", None, values)))
    assert list(joined.building) == [1, 0, 0]
    assert list(joined.several) == [2, 2, 2]
    assert list(joined.how) == [BY_ID] * 3
    # the other pand is a part of it, unless it holds objects of its own
    joined = join(pand, objects(("1", at(7, 1), values), ("2", None, {"pand_id": "C"})))
    assert list(joined.part_of) == [1, 1, 2]
    joined = join(pand, objects(("1", at(7, 1), values), ("2", None, {"pand_id": "A"})))
    assert list(joined.part_of) == [0, 1, 2]


def test_of_several_panden_only_those_in_the_layer_count():
    pand = panden(("B", box(6, 0)))
    joined = join(pand, objects(("1", at(50, 0), {"pand_id": "A", "panden": "A,B"})))
    assert list(joined.building) == [0]
    assert list(joined.several) == [1]


def test_objects_alone_share_a_building_per_pand_id_or_point():
    obj = objects(
        ("1", at(0, 0), {"pand_id": "X"}),
        ("2", at(10, 0), {"pand_id": "X"}),
        ("3", at(4, 0), {"pand_id": "X"}),
        ("4", at(50, 0)),
        ("5", at(50, 0)),
        ("6", at(50.02, 0)),
        ("7", None, {"pand_id": "X"}),
        ("8", None, {"pand_id": "Y"}),
        ("9", None),
    )
    found, how = where(panden(), obj)
    assert found == ["X", "X", "X", "los-4", "los-4", "los-6", "X", None, None]
    assert how == [ALONE] * 7 + [NOWHERE] * 2
    # the place is that of the object nearest to the middle (4.67, 0)
    assert shapely.equals(join(panden(), obj).points[0], at(4, 0))


def test_names_of_buildings_stay_unique():
    pand = panden(("los-1", box(0, 0)))
    found, _ = where(pand, objects(("1", at(50, 0)), ("2", at(60, 0), {"pand_id": "los-1-2"})))
    assert found == ["los-1-3", "los-1-2"]


def test_nothing_to_join():
    assert where(panden(), objects()) == ([], [])
    assert where(panden(("A", box(0, 0))), objects()) == ([], [])
    assert where(panden(("A", None)), objects(("1", at(0, 0)), ("2", None, {"pand_id": "A"})))[0] == ["los-1", "A"]


spots = st.tuples(st.integers(-4, 40), st.integers(-4, 14))


@given(st.lists(spots, max_size=25))
def test_places_agree_with_a_plain_search(places):
    shapes = [box(0, 0), box(6, 0), box(18, 0), box(27, 2, 3, 3), box(32, 0)]
    names = list("ABCDE")
    pand = panden(*zip(names, shapes, strict=True))
    expected = []
    for x, y in places:
        point = at(x + 0.25, y + 0.25)
        inside = [name for name, shape in zip(names, shapes, strict=True) if shape.intersects(point)]
        near = sorted(
            (shape.area < 33, round(shape.distance(point), 3), name)
            for name, shape in zip(names, shapes, strict=True)
            if shape.distance(point) <= 3
        )
        expected.append(inside[0] if inside else near[0][2] if near else None)
    rows = [(f"{i:02d}", at(x + 0.25, y + 0.25)) for i, (x, y) in enumerate(places)]
    found, how = where(pand, objects(*rows))
    assert [None if h == ALONE else f for f, h in zip(found, how, strict=True)] == expected
