"""Neighbourhoods scaled to their gas: the mean of a dwelling is right, or it is said why not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.demand.calibration import calibrate, complete, dwelling_heat_gj, gas_heat_gj, heat_gas_m3
from tests.engine.demand.made_demand import OFFICE, K, neighbourhoods, objects

NO_COOKING = K.replace({"gasverbruik.koken_m3": 0})


def factors(rows, areas, space=30.0, tap=7.0, source="vesta", kentallen=K, **options):
    table = objects(*rows)
    n = len(table)
    return table, calibrate(
        table,
        areas,
        space_gj=np.broadcast_to(np.asarray(space, dtype=float), n).copy(),
        tap_gj=np.broadcast_to(np.asarray(tap, dtype=float), n).copy(),
        source=np.broadcast_to(np.asarray(source, dtype=object), n).copy(),
        kentallen=kentallen,
        **options,
    )


def test_gas_to_heat():
    assert gas_heat_gj(1150, 31.65) == pytest.approx(36.3975)
    assert heat_gas_m3(gas_heat_gj(1234.0, 31.65), 31.65) == pytest.approx(1234.0)
    assert dwelling_heat_gj(1037.0, 0.0, K) == pytest.approx(31.65)
    assert dwelling_heat_gj(1037.0, np.nan, K) == pytest.approx(31.65)
    # half of the dwellings has city heating: the others use twice the mean
    assert dwelling_heat_gj(518.5, 0.5, K) == pytest.approx(31.65)
    assert dwelling_heat_gj(10.0, 0.0, K) == 0.0
    assert np.isnan(dwelling_heat_gj(np.nan, 0.0, K))
    assert np.isnan(dwelling_heat_gj(500.0, 1.0, K))
    cold = K.replace({"gasverbruik.weer": 1.1})
    assert dwelling_heat_gj(1037.0, 0.0, cold) == pytest.approx(1.1 * 31.65)


def test_one_neighbourhood_by_hand():
    """Two dwellings of 30 + 7 and 20 + 7 GJ in one of 1037 m3 for cooking and 31.65 GJ: space heating must be 49.3."""
    rows = [{"buurtcode": "BU1"}] * 2
    _, found = factors(rows, neighbourhoods({"buurtcode": "BU1", "gas_m3": 1037, "woningen": 2}), space=[30.0, 20.0])
    assert list(found.factor) == pytest.approx([49.3 / 50] * 2)
    assert found.table["reden"][0] == "Bijgesteld op het gemiddelde gasverbruik."
    assert list(found.model_gj) == [37.0, 27.0]
    assert list(found.gas_gj) == pytest.approx([31.65, 31.65])
    assert not len(found.refused)


@given(
    seed=st.integers(0, 10_000),
    n=st.integers(1, 40),
    gas=st.lists(st.integers(300, 4000), min_size=3, max_size=3),
    whole=st.booleans(),
    city=st.sampled_from([np.nan, 0.0, 0.3, 0.8]),
)
def test_after_it_the_mean_is_that_of_the_gas(seed, n, gas, whole, city):
    random = np.random.default_rng(seed)
    rows = [{"buurtcode": str(random.choice(["A", "B", "C"])), "type": str(random.choice(["tussen", "hoek"]))}
            | (OFFICE if random.random() < 0.2 else {}) for _ in range(n)]  # fmt: skip
    homes = {code: sum(row["buurtcode"] == code and row.get("woning", 1) for row in rows) for code in "ABC"}
    areas = neighbourhoods(
        *({"buurtcode": code, "gas_m3": value, "woningen": homes[code] if whole else 10_000, "stadsverwarming": city}
          for code, value in zip("ABC", gas, strict=True))
    )  # fmt: skip
    space, tap = random.uniform(5, 60, n), random.uniform(2, 10, n)
    table, found = factors(rows, areas, space=space, tap=tap)
    heat = space * found.factor + tap
    home = (table["woning"] == 1).to_numpy()
    assert (found.factor[~home] == 1).all()
    low, high = K.value("gasverbruik.factor_laag"), K.value("gasverbruik.factor_hoog")
    for row in found.table.itertuples():
        mine = home & (table["buurtcode"] == row.buurtcode).to_numpy()
        wanted = float(dwelling_heat_gj(gas["ABC".index(row.buurtcode)], city, K))
        if row.applied:
            assert heat[mine].mean() == pytest.approx(wanted)
            assert low <= row.factor <= high
            assert city != 0.8
        else:
            assert (found.factor[mine] == 1).all()
            if mine.any() and city != 0.8:
                needed = (wanted * mine.sum() - tap[mine].sum()) / space[mine].sum()
                assert not low <= needed <= high


def test_part_of_a_neighbourhood_counts_by_type():
    rows = [{"buurtcode": "A", "type": kind} for kind in ("appartement", "appartement", "hoek")]
    area = {"buurtcode": "A", "gas_m3": 1500, "gas_appartement_m3": 900, "woningen": 400}
    _, found = factors(rows, neighbourhoods(area))
    wanted = np.array([863, 863, 1463]) * 31.65e-3  # no figure for hoek: that of all
    assert list(found.gas_gj) == pytest.approx(wanted)
    assert (30 * found.factor + 7).mean() == pytest.approx(wanted.mean())
    assert "per woningtype" in found.table["reden"][0]
    # the same dwellings as a whole neighbourhood: its own mean
    _, whole = factors(rows, neighbourhoods(area | {"woningen": 3}))
    assert list(whole.gas_gj) == pytest.approx([1463 * 31.65e-3] * 3)
    # with city heating the means by type say too little
    _, city = factors(rows, neighbourhoods(area | {"stadsverwarming": 0.1}))
    assert list(city.gas_gj) == pytest.approx([(1500 / 0.9 - 37) * 31.65e-3] * 3)


def test_vivet_is_left_alone_unless_asked():
    rows = [{"buurtcode": "A"}] * 3
    areas = neighbourhoods({"buurtcode": "A", "gas_m3": 1037, "woningen": 3})
    source = ["vivet", "vesta", "vesta"]
    _, found = factors(rows, areas, source=source)
    assert found.factor[0] == 1
    assert (30 * found.factor[1:] + 7).mean() == pytest.approx(31.65)
    _, asked = factors(rows, areas, source=source, scale_vivet=True)
    assert asked.factor[0] == asked.factor[1]
    _, all_vivet = factors(rows, areas, source="vivet")
    assert "VIVET" in all_vivet.table["reden"][0]
    assert (all_vivet.factor == 1).all()


@pytest.mark.parametrize(
    ("area", "words", "refused"),
    [
        ({"gas_m3": 5000}, "buiten 0,4 tot 2", True),
        ({"gas_m3": 200}, "buiten 0,4 tot 2", True),
        ({}, "niet bekend", False),
        ({"gas_m3": 500, "stadsverwarming": 0.75}, "75 %", False),
    ],
)
def test_why_not(area, words, refused):
    _, found = factors([{"buurtcode": "A"}], neighbourhoods({"buurtcode": "A", "woningen": 1} | area))
    assert words in found.table["reden"][0]
    assert list(found.factor) == [1.0]
    assert list(found.refused) == ([0] if refused else [])


def test_more_reasons():
    _, found = factors(
        [{"buurtcode": "A"}, {"buurtcode": ""}, OFFICE | {"buurtcode": "B"}],
        neighbourhoods({"buurtcode": "B", "gas_m3": 1000}),
    )
    assert list(found.table["buurtcode"]) == ["A", "B"]
    assert "opgegeven buurten" in found.table["reden"][0]
    assert "geen woningen" in found.table["reden"][1]
    assert (found.factor == 1).all()
    _, off = factors([{"buurtcode": "A"}], neighbourhoods({"buurtcode": "A", "gas_m3": 1000}), apply=False)
    assert (off.factor[0], off.table["reden"][0]) == (1.0, "Niet gevraagd.")
    _, none = factors([{"buurtcode": ""}], neighbourhoods())
    assert not len(none.table)
    assert list(none.factor) == [1.0]


def test_complete():
    found = complete([89, 90, 100, 111, 112, 5, 5], [100, 100, 100, 100, 100, 0, np.nan], K)
    assert list(found) == [False, True, True, True, False, False, False]
