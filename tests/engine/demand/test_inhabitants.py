"""Inhabitants: given, of the neighbourhood, or usual."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.demand.columns import WONINGTYPEN
from riothermie_kansen.demand.inhabitants import fill_inhabitants, household_sizes
from tests.engine.demand.made_demand import OFFICE, K, neighbourhoods, objects


def test_usual_households():
    kinds = np.array([*WONINGTYPEN, "appartement", ""], dtype=object)
    assert list(household_sizes(kinds, np.array([0, 0, 0, 0, 0, 1, 0]), K)) == [2.57, 2.51, 2.44, 2.47, 1.66, 1.76, 2.2]


def test_without_neighbourhoods():
    table = objects(
        {}, {"inwoners": 5.0, "inwoners_bron": "eigen"}, OFFICE, OFFICE | {"inwoners": 40.0, "inwoners_bron": "eigen"}
    )
    found = fill_inhabitants(table, None, kentallen=K)
    assert list(found.number) == [2.47, 5.0, 0.0, 40.0]
    assert list(found.source) == ["kental", "eigen", "", "eigen"]


def test_a_complete_neighbourhood_by_hand():
    """11 inhabitants, 4 of them given: 7 over a terraced house (2.47) and an apartment (1.66)."""
    table = objects(
        {"buurtcode": "A"}, {"buurtcode": "A", "type": "appartement"},
        {"buurtcode": "A", "inwoners": 4.0, "inwoners_bron": "vivet"}, {"buurtcode": "B"},
    )  # fmt: skip
    found = fill_inhabitants(table, neighbourhoods({"buurtcode": "A", "inwoners": 11, "woningen": 3}), kentallen=K)
    assert list(found.number) == pytest.approx([7 * 2.47 / 4.13, 7 * 1.66 / 4.13, 4.0, 2.47])
    assert list(found.source) == ["cbs", "cbs", "vivet", "kental"]


@given(
    seed=st.integers(0, 10_000), n=st.integers(1, 40), people=st.integers(0, 200), slack=st.sampled_from([1.0, 0.95])
)
def test_sum_is_that_of_the_cbs_where_it_is_complete(seed, n, people, slack):
    random = np.random.default_rng(seed)
    rows = []
    for _ in range(n):
        row = {"buurtcode": "A", "type": str(random.choice(WONINGTYPEN)), "hoogbouw": float(random.integers(2))}
        if random.random() < 0.3:
            row |= {"inwoners": float(random.integers(0, 4)), "inwoners_bron": "eigen"}
        rows.append(row)
    table = objects(*rows)
    area = {"buurtcode": "A", "inwoners": people, "woningen": np.round(n / slack), "personen": 2.0}
    found = fill_inhabitants(table, neighbourhoods(area), kentallen=K)
    fixed = table["inwoners"].notna().to_numpy()
    np.testing.assert_array_equal(found.number[fixed], table["inwoners"][fixed])
    left = people - found.number[fixed].sum()
    complete = 0.9 * np.round(n / slack) <= n
    if fixed.all():
        return
    if complete and left >= 0:
        assert found.number.sum() == pytest.approx(people)
    else:
        assert found.number[~fixed].mean() == pytest.approx(2.0)
    assert set(found.source[~fixed]) == {"cbs"}


def test_part_of_a_neighbourhood_has_its_mean_household():
    rows = [{"buurtcode": "A"}, {"buurtcode": "A", "type": "vrijstaand"}]
    for known in ({"personen": 1.7}, {"huishoudens": 1000}):
        area = neighbourhoods({"buurtcode": "A", "inwoners": 1700, "woningen": 1050} | known)
        found = fill_inhabitants(objects(*rows), area, kentallen=K)
        assert found.number.mean() == pytest.approx(1.7)
        assert found.number[1] / found.number[0] == pytest.approx(2.57 / 2.47)
        assert any("niet helemaal" in text for text in found.notes)


def test_households_tell_whether_it_is_complete():
    rows = [{"buurtcode": "A"}] * 10
    area = neighbourhoods({"buurtcode": "A", "inwoners": 30, "huishoudens": 10, "personen": 2.0})
    assert fill_inhabitants(objects(*rows), area, kentallen=K).number.sum() == pytest.approx(30)


def test_more_given_than_counted():
    rows = [{"buurtcode": "A", "inwoners": 9.0, "inwoners_bron": "eigen"}, {"buurtcode": "A"}]
    area = neighbourhoods({"buurtcode": "A", "inwoners": 4, "woningen": 2, "personen": 2.0})
    found = fill_inhabitants(objects(*rows), area, kentallen=K)
    assert list(found.number) == pytest.approx([9.0, 2.0])
    assert any("(A)" in text for text in found.notes)


def test_neighbourhood_without_figures():
    found = fill_inhabitants(objects({"buurtcode": "A"}), neighbourhoods({"buurtcode": "A"}), kentallen=K)
    assert list(found.source) == ["kental"]
