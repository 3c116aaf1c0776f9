"""Buildings, neighbourhoods and summary are the same objects, added up in three ways."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen.demand.choices import Settings
from riothermie_kansen.demand.columns import (
    BUURT_COLUMNS,
    GEBOUW_COLUMNS,
    GEBOUWTYPEN,
    OBJECT_COLUMNS,
    SAMENVATTING_COLUMNS,
)
from riothermie_kansen.demand.insulation import SCENARIOS
from riothermie_kansen.demand.power import POWERS, TAPS
from riothermie_kansen.demand.reckon import demand_of
from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.schema import names
from tests.engine.demand.made_demand import OFFICE, K, neighbourhoods, random_stock, stock

AREAS = neighbourhoods(
    {"buurtcode": "BU1", "gas_m3": 1200, "inwoners": 40, "woningen": 15, "personen": 2.1},
    {"buurtcode": "BU2", "gas_m3": 900, "inwoners": 90, "woningen": 500, "personen": 2.0},
)


def demand(made, areas=None, **values):
    return demand_of(made, neighbourhoods=areas, settings=Settings(**values), kentallen=K)


@settings(max_examples=40)
@given(
    seed=st.integers(0, 10_000),
    insulation=st.sampled_from(SCENARIOS),
    power=st.sampled_from(POWERS),
    tap=st.sampled_from(TAPS),
    follows=st.booleans(),
    areas=st.booleans(),
)
def test_three_sums_are_equal(seed, insulation, power, tap, follows, areas):
    made = random_stock(seed)
    result = demand(made, AREAS if areas else None, insulation=insulation, power=power, tap=tap, power_follows=follows)
    assert list(result.buildings.columns) == [*names(GEBOUW_COLUMNS), "geometry"]
    assert list(result.objects.columns) == list(names(OBJECT_COLUMNS))
    assert list(result.neighbourhoods.columns) == list(names(BUURT_COLUMNS))
    assert list(result.summary.columns) == list(names(SAMENVATTING_COLUMNS))
    assert len(result.buildings) == len(made.buildings)
    assert len(result.objects) == len(made.objects)
    total = result.totals["warmte_gj"]
    assert result.buildings["warmte_gj"].sum() == pytest.approx(total)
    assert result.neighbourhoods["warmte_gj"].sum() == pytest.approx(total)
    assert result.summary["totaal_gj"].iloc[:-1].sum() == pytest.approx(total)
    assert result.summary["totaal_gj"].iloc[-1] == pytest.approx(total)
    assert result.summary["totaal_voor_gj"].iloc[-1] == pytest.approx(result.totals["warmte_voor_gj"])
    assert total == pytest.approx(result.totals["rv_gj"] + result.totals["tap_gj"])
    for name in ("rv_gj", "koude_gj", "rv_kw", "tap_kw", "koude_kw", "inwoners"):
        assert result.objects[name].sum() == pytest.approx(result.buildings[name].sum()), name
        assert (result.objects[name].dropna() >= 0).all(), name
    assert result.summary["objecten"].iloc[-1] == len(made.objects) == result.totals["objecten"]
    assert result.neighbourhoods["woningen"].sum() == (made.objects["woning"] == 1).sum()
    assert result.neighbourhoods["inwoners"].sum() == pytest.approx(result.totals["inwoners"])
    assert set(result.buildings["type"]) <= set(GEBOUWTYPEN)
    if insulation == "geen":
        assert result.totals["warmte_voor_gj"] == pytest.approx(total)
    else:
        assert result.totals["warmte_voor_gj"] >= total
    unknown = result.objects["warmte_gj"].isna()
    assert result.findings.count("vraag_onbekend_object") == unknown.sum()


@settings(max_examples=20)
@given(seed=st.integers(0, 10_000))
def test_order_of_objects_does_not_matter(seed):
    made, other = random_stock(seed), random_stock(seed)
    order = np.random.default_rng(seed).permutation(len(made.objects))
    other.objects = other.objects.iloc[order].reset_index(drop=True)
    one, two = demand(made, AREAS), demand(other, AREAS)
    for column in names(GEBOUW_COLUMNS):
        first, second = one.buildings[column], two.buildings[column]
        if first.dtype.kind == "f":
            np.testing.assert_allclose(first, second, rtol=1e-12)
        else:
            assert list(first) == list(second), column
    assert list(one.summary["type"]) == list(two.summary["type"])
    np.testing.assert_allclose(one.neighbourhoods["factor"], two.neighbourhoods["factor"], rtol=1e-12)


def test_a_building_by_hand():
    """Two corporation apartments and a shop: sums, majorities and where it all comes from."""
    flat = {"building": 0, "type": "appartement", "eigenaar": "corporatie", "eigenaar_bron": "eigen"}
    shop = OFFICE | {"building": 0, "gebruik": "winkel", "oppervlakte_m2": 300.0, "bouwjaar": 1960.0}
    result = demand(stock(flat, flat | {"label": "B", "eigenaar": ""}, shop, {"building": 1}, buildings=3))
    row = result.buildings.iloc[0]
    assert (row["woningen"], row["utiliteit"], row["type"]) == (2, 1, "gemengd")
    assert (row["label"], row["label_bron"]) == ("E", "afgeleid")  # the shop has the most floor area
    assert (row["eigenaar"], row["corporatie_woningen"]) == ("corporatie", 1)
    assert row["oppervlakte_m2"] == 500.0
    assert row["bouwjaar"] == 1960.0
    assert row["warmte_gj"] == pytest.approx(result.objects["warmte_gj"].iloc[:3].sum())
    assert row["bron"] == (
        "warmte: vesta; type: afgeleid; label: ep-online, afgeleid; oppervlakte: bag; bouwjaar: bag; eigenaar: eigen; "
        "inwoners: kental"
    )
    assert result.buildings["type"][1] == "tussen"
    shed = result.buildings.iloc[2]
    assert (shed["type"], shed["warmte_gj"], shed["woningen"], shed["bron"]) == ("geen verblijfsobject", 0.0, 0, "")


def test_unknown_is_not_nothing():
    unknown = OFFICE | {"building": 0, "oppervlakte_m2": np.nan}
    result = demand(stock(unknown, unknown | {"building": 1}, {"building": 1}))
    assert np.isnan(result.buildings["warmte_gj"][0])
    assert result.buildings["warmte_gj"][1] > 0
    assert list(result.buildings["reden"]) == ["Van 1 object is de warmtevraag niet bekend."] * 2
    assert result.findings.count("vraag_onbekend_object") == 2


def test_ties_go_to_the_first_type():
    pair = [{"building": 0, "type": "hoek"}, {"building": 0, "type": "2-onder-1-kap"}]
    for rows in (pair, pair[::-1]):
        assert demand(stock(*rows)).buildings["type"][0] == "2-onder-1-kap"


def test_power_after_insulation():
    made = stock({"label": "E"})
    before = demand(made).objects.iloc[0]
    kept = demand(made, insulation="label_c_40").objects.iloc[0]
    assert kept["warmte_gj"] == pytest.approx(0.6 * before["warmte_gj"])
    assert kept["warmte_voor_gj"] == before["warmte_gj"]
    assert kept["tap_gj"] == before["tap_gj"]
    assert kept["rv_kw"] == before["rv_kw"] == 5.0
    follows = demand(made, insulation="label_c_40", power_follows=True).objects.iloc[0]
    assert follows["rv_kw"] == pytest.approx(5.0 * kept["rv_gj"] / before["rv_gj"])
    hours = demand(made, insulation="label_c_40", power="vollasturen").objects.iloc[0]
    assert hours["rv_kw"] == pytest.approx(kept["rv_gj"] / 0.0036 / 1111)


def test_other_objects_are_insulated_when_asked():
    made = stock(OFFICE | {"label": "D", "bouwjaar": 1960.0}, {"label": "A"})
    assert demand(made, insulation="label_c_15").totals["warmte_gj"] == demand(made).totals["warmte_gj"]
    asked = demand(made, insulation="label_c_15", insulate_others=True).objects
    assert asked["warmte_gj"][0] == pytest.approx(0.85 * asked["warmte_voor_gj"][0])


def test_insulation_comes_after_the_gas():
    """The neighbourhood total before insulation is that of the gas; the reduction is taken off that."""
    made = stock(*[{"buurtcode": "BU1", "label": label} for label in "ABCDEFG"])
    areas = neighbourhoods({"buurtcode": "BU1", "gas_m3": 1037, "woningen": 7})
    result = demand(made, areas, insulation="label_c_15")
    assert result.objects["warmte_voor_gj"].mean() == pytest.approx(31.65)
    saved = 1 - result.objects["warmte_gj"] / result.objects["warmte_voor_gj"]
    assert list(saved) == pytest.approx([0, 0, 0.15, 0.15, 0.15, 0.15, 0.15])
    row = result.neighbourhoods.iloc[0]
    assert row["gas_gj"] == pytest.approx(7 * 31.65)
    assert row["model_gj"] == pytest.approx(demand(made).totals["warmte_gj"])
    assert result.buildings["factor_cbs"].to_numpy() == pytest.approx(row["factor"])
    assert row["warmte_voor_gj"] == pytest.approx(7 * 31.65)
    assert row["warmte_gj"] == pytest.approx(result.objects["warmte_gj"].sum())


def test_refused_neighbourhood_is_listed():
    result = demand(stock({"buurtcode": "BU1"}), neighbourhoods({"buurtcode": "BU1", "gas_m3": 9000, "woningen": 1}))
    found = result.findings.frame("EPSG:28992")
    assert list(found["soort"]) == ["vraag_buurt"]
    assert found["ernst"][0] == "waarschuwing"
    assert found["tekst"][0].startswith("Buurt BU1 is niet bijgesteld op het gasverbruik. De factor")
    assert found.geometry[0] is not None


def test_area_takes_buildings_by_their_middle():
    made = stock(*[{"buurtcode": "BU1"}] * 4)
    areas = neighbourhoods({"buurtcode": "BU1", "gas_m3": 1037, "woningen": 4})
    box = areas.iloc[:1].copy()
    box["geometry"] = [shapely.box(-1, -1, 15, 9)]
    result = demand_of(made, neighbourhoods=areas, area=box, settings=Settings(), kentallen=K)
    assert list(result.buildings["pand_id"]) == ["p0000", "p0001"]
    assert len(result.objects) == 2
    assert result.totals["buiten_gebied"] == 2
    assert result.neighbourhoods["woningen"][0] == 2
    assert result.neighbourhoods["gas_gj"][0] == pytest.approx(2 * 31.65)
    assert result.totals["warmte_gj"] == pytest.approx(2 * 31.65)
    far = box.copy()
    far["geometry"] = [shapely.box(500, 500, 501, 501)]
    with pytest.raises(InputError, match="4 buildings lie outside"):
        demand_of(made, area=far, settings=Settings(), kentallen=K)


def test_no_objects_at_all():
    made = stock({})
    made.objects = made.objects.iloc[:0]
    with pytest.raises(InputError) as caught:
        demand(made)
    assert caught.value.key == "vraag_geen_objecten"


@pytest.mark.parametrize("choice", [{"insulation": "x"}, {"power": "x"}, {"tap": "x"}, {"method": "x"}])
def test_wrong_choices(choice):
    with pytest.raises(InputError) as caught:
        demand(stock({}), **choice)
    assert caught.value.key == "vraag_keuze"
    assert '"x"' in caught.value.text("nl")


def test_cancel():
    with pytest.raises(CancelledError):
        demand_of(stock({}), settings=Settings(), kentallen=K, cancelled=lambda: True)
