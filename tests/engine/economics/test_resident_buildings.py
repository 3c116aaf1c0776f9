"""The cheapest concept of every building: counts, reasons, division by dwellings, order, bad layers."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.economics.columns import BEWONER_AANDEEL_COLUMNS, BEWONER_GEBOUW_COLUMNS, CONCEPTEN
from riothermie_kansen.economics.resident.buildings import read_dwellings
from riothermie_kansen.economics.resident.choices import Choices
from riothermie_kansen.economics.resident.costs import resident_costs
from riothermie_kansen.economics.resident.dwellings import one_dwelling
from riothermie_kansen.economics.resident.per_building import per_building
from riothermie_kansen.errors import CancelledError, InputError
from riothermie_kansen.schema import RD

K = kentallen.load()
ROWS = {
    # pand: type, woningen, utiliteit, label, bouwjaar, m2, rv, tap
    "a": ("tussen", 1, 0, "C", 1980, 110.0, 37.0, 8.0),
    "b": ("appartement", 10, 0, "B", 2000, 700.0, 150.0, 60.0),
    "c": ("utiliteit", 0, 1, "D", 1970, 500.0, 90.0, 5.0),
    "d": ("gemengd", 4, 1, "D", 1930, 400.0, 120.0, 30.0),
    "e": ("vrijstaand", 1, 0, "", 1950, 180.0, 0.0, 0.0),
    "f": ("hoek", 1, 0, "", 1950, 120.0, np.nan, np.nan),
    "g": ("geen verblijfsobject", 0, 0, "", 1990, 0.0, 0.0, 0.0),
    "h": ("2-onder-1-kap", 1, 0, "", 1960, 130.0, 50.0, 9.0),
}


def layer(rows=None, points=False):
    rows = ROWS if rows is None else rows
    names = ("type", "woningen", "utiliteit", "label", "bouwjaar", "oppervlakte_m2", "rv_gj", "tap_gj")
    table = pd.DataFrame([dict(zip(names, row, strict=True)) for row in rows.values()])
    table.insert(0, "pand_id", list(rows))
    table["warmte_gj"] = table["rv_gj"] + table["tap_gj"]
    table["warmte_voor_gj"] = table["warmte_gj"]
    table["koude_gj"] = 0.0
    table["rv_kw"], table["tap_kw"] = table["rv_gj"] / 5.0, table["tap_gj"] / 5.0
    shapes = [shapely.box(30.0 * k, 0.0, 30.0 * k + 8.0, 10.0) for k in range(len(table))]
    return gpd.GeoDataFrame(table, geometry=[shape.centroid if points else shape for shape in shapes], crs=RD)


@pytest.fixture(scope="module")
def plan():
    return per_building(layer(), kentallen=K)


def test_counts_add_up(plan):
    assert list(plan.frame["pand_id"]) == sorted(ROWS)
    totals = plan.totals
    assert totals["panden"] == 8
    assert totals["berekend_panden"] == (plan.frame["goedkoopst"] != "").sum() == 3
    assert totals["berekend_panden"] + totals["overgeslagen_panden"] == totals["panden"]
    assert totals["woningen"] == totals["berekend_woningen"] + totals["overgeslagen_woningen"] == 18
    assert sum(totals[f"goedkoopst_{concept}"] for concept in CONCEPTEN) == totals["berekend_woningen"] == 12
    assert list(plan.cheapest.columns) == [column.name for column in BEWONER_AANDEEL_COLUMNS]
    assert plan.cheapest["panden"].sum() == 8
    assert plan.cheapest["woningen"].sum() == 18
    assert "3 van 8 panden" in plan.notes[0]


def test_reasons_of_those_left_out(plan):
    reason = plan.frame.set_index("pand_id")["reden"]
    assert reason["c"] == reason["g"] == "Geen woning"
    assert reason["d"].startswith("Woningen en ander gebruik")
    assert reason["e"] == "Geen warmtevraag"
    assert reason["f"] == "De warmtevraag is niet bekend"
    assert reason["a"] == reason["h"] == ""
    assert "Een appartement heeft geen eigen grond voor een bodemlus" in reason["b"]
    out = plan.frame[plan.frame["goedkoopst"] == ""]
    numbers = [column.name for column in BEWONER_GEBOUW_COLUMNS if column.name.endswith("_eur_jaar")]
    assert out[numbers].isna().all().all()
    found = plan.findings.frame(RD)
    assert set(found.loc[found["soort"] == "bewoner_overgeslagen", "object_id"]) == set("cdefg")


def test_house_costs_what_one_dwelling_costs(plan):
    row = plan.frame.set_index("pand_id").loc["a"]
    alone = resident_costs(
        one_dwelling(type="tussen", oppervlakte_m2=110.0, warmte_gj=45.0, tap_gj=8.0, label="C", kentallen=K),
        kentallen=K,
    )
    for k, concept in enumerate(CONCEPTEN):
        assert row[f"{concept}_eur_jaar"] == pytest.approx(alone.amounts["per_jaar_eur"][0, k], abs=0.006)
        assert row[f"{concept}_tov_cv_eur_jaar"] == pytest.approx(alone.amounts["tov_cv_eur_jaar"][0, k], abs=0.006)
    assert row["goedkoopst"] == alone.cheapest[0]
    ranked = sorted(alone.amounts["per_jaar_eur"][0])
    assert row["voorsprong_eur_jaar"] == pytest.approx(ranked[1] - ranked[0], abs=0.006)
    assert row["goedkoopst_eur_jaar"] == pytest.approx(ranked[0], abs=0.006)
    assert row[f"{row['tweede']}_meer_eur_jaar"] == pytest.approx(row["voorsprong_eur_jaar"], abs=0.011)


def test_flats_share_the_building(plan):
    """Ten flats ask 21 GJ each on 70 m2; no loop for them."""
    row = plan.frame.set_index("pand_id").loc["b"]
    assert (row["warmte_gj"], row["warmte_woning_gj"]) == (210.0, 21.0)
    alone = resident_costs(
        one_dwelling(type="appartement", oppervlakte_m2=70.0, warmte_gj=21.0, tap_gj=6.0, label="B", kentallen=K),
        kentallen=K,
    )
    assert row["cv_eur_jaar"] == pytest.approx(alone.amounts["per_jaar_eur"][0, 0], abs=0.006)
    assert np.isnan(row["lus_eur_jaar"])
    assert np.isnan(row["mini_meer_eur_jaar"])
    assert row["goedkoopst"] not in ("lus", "mini", "")


def test_types_are_means_of_the_buildings(plan):
    assert list(plan.by_type.dwellings.frame["woning_id"]) == ["2-onder-1-kap", "tussen", "appartement"]
    assert plan.types["woningen"].sum() == 12 * len(CONCEPTEN)
    mean = plan.types.set_index(["type", "concept"])["per_jaar_eur"]
    assert mean["tussen", "mt"] == plan.frame.set_index("pand_id").loc["a", "mt_eur_jaar"]


def test_order_and_place_do_not_matter(plan):
    mixed = per_building(layer().iloc[[5, 2, 7, 0, 3, 6, 1, 4]], kentallen=K)
    pd.testing.assert_frame_equal(plan.frame, mixed.frame)
    assert plan.totals == mixed.totals or all(
        np.isclose(plan.totals[name], mixed.totals[name], equal_nan=True) for name in plan.totals
    )
    as_points = per_building(layer(points=True), kentallen=K)
    pd.testing.assert_frame_equal(
        plan.frame.drop(columns="geometry"), as_points.frame.drop(columns="geometry"), check_like=True
    )


def test_demand_after_insulating_is_not_lowered_again():
    frame = layer()
    frame["warmte_voor_gj"] = frame["warmte_gj"] * 1.25
    found = read_dwellings(frame, kentallen=K)
    assert found.dwellings.frame["geisoleerd"].all()
    cheaper = per_building(layer(), choices=Choices(isolatie="alle"), kentallen=K).frame
    same = per_building(frame, choices=Choices(isolatie="alle"), kentallen=K).frame
    assert (same["cv_eur_jaar"].dropna() > cheaper["cv_eur_jaar"].dropna()).all()


def test_fewer_concepts():
    found = per_building(layer(), concepten=("bronnet", "mt"), kentallen=K)
    assert set(found.frame["goedkoopst"]) <= {"bronnet", "mt", ""}
    assert found.frame["cv_eur_jaar"].isna().all()
    assert found.frame["bronnet_tov_cv_eur_jaar"].isna().all()
    one = per_building(layer(), concepten=("lus",), kentallen=K)
    assert one.frame.set_index("pand_id").loc["b", "goedkoopst"] == ""
    assert one.cheapest.loc[one.cheapest["berekend"] == 1, "panden"].sum() + 1 == one.totals["berekend_panden"]


def test_layer_without_type_label_or_tap_water():
    """The type follows from dwellings and walls; tap water is assumed; without label and year nothing is insulated."""
    frame = layer({k: ROWS[k] for k in "abh"})[["pand_id", "woningen", "warmte_gj", "geometry"]]
    found = per_building(frame, kentallen=K)
    assert list(found.frame["type"]) == ["vrijstaand", "appartement", "vrijstaand"]
    text = " ".join(found.notes)
    assert "Het woningtype van 3 panden is afgeleid" in text
    assert "gerekend is met 8 GJ" in text
    assert "wordt geen woning geïsoleerd (12 in totaal)" in text
    assert "bespaart" not in text
    assert "geen label en geen bouwjaar" in text


def test_types_in_other_words(plan):
    """Words of BAG and CBS are understood; a word that nobody knows is derived from the outline."""
    frame = layer()
    words = {"tussen": "Tussenwoning", "appartement": "Meergezinswoning", "2-onder-1-kap": "twee-onder-een-kapwoning"}
    frame["type"] = frame["type"].replace(words)
    pd.testing.assert_frame_equal(plan.frame, per_building(frame, kentallen=K).frame)
    frame.loc[0, "type"] = "paleis"
    found = per_building(frame, kentallen=K)
    assert found.frame.loc[0, "type"] == "vrijstaand"
    assert any("Het woningtype van 1 pand is afgeleid" in text for text in found.notes)


def test_own_id_field():
    frame = layer().rename(columns={"pand_id": "mijn_id"})
    assert list(per_building(frame, id_field="mijn_id", kentallen=K).frame["pand_id"]) == sorted(ROWS)
    with pytest.raises(InputError, match="no field zoek"):
        per_building(frame, id_field="zoek", kentallen=K)


def test_own_id_field_goes_before_pand_id_wherever_it_stands():
    own = [f"eigen{k}" for k in range(len(ROWS))]
    for place in (0, len(layer().columns) - 1):
        frame = layer()
        frame.insert(place, "eigen", own)
        assert list(per_building(frame, id_field="eigen", kentallen=K).frame["pand_id"]) == own
    frame = layer()
    assert list(per_building(frame, id_field="pand_id", kentallen=K).frame["pand_id"]) == sorted(ROWS)


@pytest.mark.parametrize("name", ["cluster_id", "kavel_id"])
def test_groups_of_buildings_are_no_buildings(name):
    groups = layer().rename(columns={"pand_id": name})
    with pytest.raises(InputError) as error:
        per_building(groups, kentallen=K)
    assert name in error.value.text("nl")
    # with an id of the buildings the same field says where they belong
    assert list(per_building(layer().assign(**{name: "x"}), kentallen=K).frame["pand_id"]) == sorted(ROWS)
    assert list(per_building(groups, id_field=name, kentallen=K).frame["pand_id"]) == sorted(ROWS)


def test_floor_area_that_cannot_be_is_told():
    rows = {k: ROWS[k] for k in "abh"}
    assert "oppervlakte niet bekend" not in " ".join(per_building(layer(rows), kentallen=K).notes)
    frame = layer(rows)
    frame["oppervlakte_m2"] = pd.Series([-5.0, 700.0, 0.0])
    found = per_building(frame, kentallen=K)
    assert any("Van 2 panden is de oppervlakte niet bekend" in text for text in found.notes)
    assert list(found.frame["oppervlakte_m2"].isna()) == [True, False, True]


def test_more_tap_water_than_heat_is_told():
    frame = layer({k: ROWS[k] for k in "abh"})
    frame["tap_gj"] = frame["warmte_gj"] * [1.0, 1.0, 2.0]
    frame["rv_gj"] = np.nan
    found = per_building(frame, kentallen=K)
    assert any("Van 1 pand is er meer warm tapwater dan warmte" in text for text in found.notes)


def test_years_that_stand_for_unknown_do_not_insulate():
    frame = layer({k: ROWS[k] for k in "abh"})
    frame["label"] = ""
    for year in (0, 1005, 9999, -5):
        frame["bouwjaar"] = [year, 2000, 1960]
        found = per_building(frame, kentallen=K)
        text = " ".join(found.notes)
        assert "1 van 12 woningen worden geïsoleerd" in text
        assert "Van 1 pand is geen label van A tot en met G en geen geloofwaardig bouwjaar bekend" in text


def test_second_run_over_its_own_output(plan):
    """Demand, dwellings and type are read back as they were: the costs are the same."""
    again = per_building(plan.frame, kentallen=K)
    for column in ("pand_id", "type", "woningen", "warmte_gj", "warmte_woning_gj", "oppervlakte_m2", "tap_gj"):
        assert again.frame[column].equals(plan.frame[column])
    assert again.totals["berekend_woningen"] == plan.totals["berekend_woningen"]
    for concept in CONCEPTEN:
        assert np.allclose(again.frame[f"{concept}_eur_jaar"], plan.frame[f"{concept}_eur_jaar"], equal_nan=True)


def test_layers_that_cannot_be_used():
    with pytest.raises(InputError, match="None of the 2 buildings has dwellings"):
        per_building(layer({k: ROWS[k] for k in "ce"}), kentallen=K)
    with pytest.raises(InputError):
        per_building(layer().iloc[:0], kentallen=K)
    impossible = layer()
    impossible.loc[0, ["warmte_gj", "rv_gj"]] = 1e12
    with pytest.raises(InputError):
        per_building(impossible, kentallen=K)
    with pytest.raises(CancelledError):
        per_building(layer(), kentallen=K, cancelled=lambda: True)


@settings(max_examples=25, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["tussen", "hoek", "vrijstaand", "appartement", "gemengd", "utiliteit"]),
            st.integers(0, 30),
            st.integers(0, 2), st.sampled_from(["", "A", "D"]), st.integers(1900, 2024), st.floats(30, 3000),
            st.floats(0, 500), st.floats(0, 100),
        ),
        min_size=1, max_size=12,
    )
)  # fmt: skip
def test_every_building_comes_out_once(rows):
    frame = layer({f"p{k:03d}": row for k, row in enumerate(rows)})
    try:
        found = per_building(frame, kentallen=K)
    except InputError as error:
        assert error.key == "bewoner_geen_woning"
        return
    assert list(found.frame["pand_id"]) == list(frame["pand_id"])
    assert found.cheapest["panden"].sum() == len(rows)
    assert found.cheapest["woningen"].sum() == frame["woningen"].sum() == found.totals["woningen"]
    out = found.frame["goedkoopst"] == ""
    assert (found.frame.loc[out, "reden"] != "").all()
    assert out.sum() == found.totals["overgeslagen_panden"]
