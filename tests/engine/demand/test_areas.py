"""Floor areas: what can be believed, and what comes in the place of the rest."""

import numpy as np
import pytest

from riothermie_kansen.demand.areas import believable, fill_areas
from tests.engine.demand.made_stock import K

NAN = np.nan


@pytest.mark.parametrize(
    ("area", "dwelling", "only", "expected"),
    [
        (100.0, True, True, True),
        (5.0, True, True, True),
        (4.0, True, True, False),
        (4.0, False, True, True),
        (2576.0, True, True, True),  # a convent
        (10_001.0, True, True, False),
        (10_001.0, True, False, True),  # a hospital where people live
        (900_001.0, False, False, False),
        (0.0, True, True, False),
        (1.0, False, True, False),
        (2.0, False, True, True),
        (9999.0, False, True, False),
        (9998.0, False, True, True),
        (99999.0, False, True, False),
        (999999.0, False, True, False),
        (NAN, True, True, False),
        (-5.0, False, True, False),
    ],
)
def test_what_can_be_believed(area, dwelling, only, expected):
    found = believable(np.array([area]), np.array([dwelling]), np.array([only]), K)
    assert found.tolist() == [expected]


def fill(area, building, dwelling, footprint, several=None):
    building = np.array(building, dtype=np.int64)
    count = np.bincount(building, minlength=len(footprint))
    return fill_areas(
        np.array(area, dtype=float),
        np.full(len(area), "bag", dtype=object),
        building,
        np.array(dwelling, dtype=bool),
        count > 1 if several is None else np.array(several, dtype=bool),
        np.array(footprint, dtype=float),
        K,
    )


def test_known_areas_stay():
    areas = fill([100, 80], [0, 0], [True, False], [75])
    assert areas.area.tolist() == [100, 80]
    assert areas.source.tolist() == ["bag", "bag"]
    assert areas.storeys.tolist() == [pytest.approx(180 / (75 * 0.8))]  # 3 storeys


def test_mean_of_the_same_kind_in_the_building():
    areas = fill([60, 80, NAN, 500, NAN], [0] * 5, [True, True, True, False, False], [400])
    assert areas.area.tolist() == [60, 80, 70, 500, 500]
    assert areas.source.tolist() == ["bag", "bag", "afgeleid", "bag", "afgeleid"]


def test_footprint_times_storeys():
    # 60 m2 x 2.5 storeys x 0.8 = 120 m2; a shop 100 m2 x 1.6 x 0.8 = 128 m2, two shops half of it each
    areas = fill([NAN, NAN, NAN, NAN], [0, 1, 2, 2], [True, False, False, False], [60, 100, 100])
    assert areas.area.tolist() == pytest.approx([120, 128, 64, 64])
    assert areas.source.tolist() == ["afgeleid"] * 4
    assert areas.storeys.tolist() == pytest.approx([2.5, 1.6, 1.6])


def test_derived_areas_stay_within_what_can_be_believed():
    areas = fill([NAN, NAN, NAN], [0, 1, 2], [True, True, False], [3, 5000, 1])
    assert areas.area.tolist() == [20, 300, 2]


def test_a_shop_below_a_dwelling_shares_the_footprint():
    # the shop has half of 100 m2 x 1.6 x 0.8; the dwelling is one of several objects: 80 m2
    areas = fill([NAN, NAN], [0, 0], [True, False], [100])
    assert areas.area.tolist() == [80, 64]
    assert areas.source.tolist() == ["kental", "afgeleid"]


def test_without_outline_a_mean_of_the_netherlands():
    areas = fill([NAN, NAN, NAN, NAN], [0, 1, 1, 2], [True, True, True, False], [NAN, NAN, NAN])
    assert areas.area.tolist() == [142, 80, 80, 150]
    assert areas.source.tolist() == ["kental"] * 4
    assert np.isnan(areas.storeys).all()


def test_a_building_without_objects_has_no_storeys():
    assert np.isnan(fill([100], [0], [True], [50, 50]).storeys).tolist() == [False, True]
    assert len(fill([], [], [], []).area) == 0
