"""Plans for new dwellings: demand by type, and buildings on the map."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen.demand.choices import Settings
from riothermie_kansen.demand.columns import GEBOUW_COLUMNS, WONINGTYPEN
from riothermie_kansen.demand.new_build import (
    NIEUWBOUW_COLUMNS,
    PLAN_TYPES,
    new_build_buildings,
    new_build_table,
    plan_types,
)
from riothermie_kansen.demand.reckon import demand_of
from riothermie_kansen.findings import Findings
from riothermie_kansen.schema import names
from tests.engine.demand.made_demand import K, neighbourhoods, stock


def plan(*rows):
    standard = {"naam": "", "type": "tussen", "aantal": 10, "oppervlakte_m2": 100.0, "personen": np.nan,
                "boiler_l": np.nan, "geometry": None}  # fmt: skip
    return pd.DataFrame([{"plan_id": f"n{i}"} | standard | row for i, row in enumerate(rows)])


def test_terraced_houses_by_hand():
    table = new_build_table(plan({}), kentallen=K)
    row = table.iloc[0]
    assert list(table.columns) == list(names(NIEUWBOUW_COLUMNS))
    assert row["rv_kwh"] == pytest.approx(0.85 * 25 * 1000)
    assert row["koude_kwh"] == pytest.approx(0.15 * 25 * 1000)
    assert row["tap_kwh"] == pytest.approx(764 * 2.2 * 10)
    assert row["warmte_gj"] == pytest.approx((21250 + 16808) * 0.0036)
    assert row["rv_kw"] == pytest.approx(25.0)
    assert row["tap_kw"] == pytest.approx(10 * 180 * 4.18 * 52 / 3600 / 3)


def test_what_the_plan_gives_goes_before():
    row = new_build_table(plan({"personen": 3.0, "boiler_l": 240.0}), kentallen=K).iloc[0]
    assert row["tap_kwh"] == pytest.approx(764 * 30)
    assert row["tap_kw_woning"] == pytest.approx(240 * 4.18 * 52 / 3600 / 3)


def test_types_of_plans():
    kinds = ["appartement", "appartement", "appartement", "tussen", "", "vrijstaand", "hoek", "bovenwoning"]
    called = ["Bovenwoningen", "Benedenwoning", "Blok A", "Nultreden", "iets", "Villa bovenwijk", "Hoek", "x"]
    found = plan_types(np.array(kinds, dtype=object), np.array(called, dtype=object))
    assert list(found) == [
        "bovenwoning", "benedenwoning", "appartement", "nultredenwoning", "tussen", "vrijstaand", "hoek", "bovenwoning",
    ]  # fmt: skip


def test_without_area_the_usual_one_is_said():
    findings = Findings()
    table = new_build_table(plan({"oppervlakte_m2": np.nan}, {}), kentallen=K, findings=findings)
    assert table["oppervlakte_m2"][0] == 162.0
    assert findings.counts() == {"nieuwbouw_oppervlakte": 1}


@given(
    rows=st.lists(
        st.tuples(st.sampled_from(PLAN_TYPES), st.integers(0, 200), st.floats(20, 300), st.floats(1, 5)), min_size=1
    )
)
def test_totals_are_the_sums(rows):
    made = plan(*({"type": t, "aantal": n, "oppervlakte_m2": a, "personen": p} for t, n, a, p in rows))
    table = new_build_table(made, kentallen=K)
    total, parts = table.iloc[-1], table.iloc[:-1]
    assert (len(parts), total["plan_id"]) == (len(rows), "totaal")
    for name in ("aantal", "oppervlakte_totaal_m2", "koude_kwh", "tap_kwh", "rv_kwh", "tap_kw", "rv_kw", "warmte_gj"):
        assert total[name] == pytest.approx(parts[name].sum())
    np.testing.assert_allclose(table["totaal_kwh"], table["koude_kwh"] + table["tap_kwh"] + table["rv_kwh"])
    beng = table["koude_kwh_m2"] + table["rv_kwh_m2"]
    assert beng[table["aantal"] > 0].to_numpy() == pytest.approx(25.0)


def test_no_plan():
    table = new_build_table(plan().reindex(columns=plan({}).columns), kentallen=K)
    assert list(table.columns) == list(names(NIEUWBOUW_COLUMNS))
    assert not len(table)
    assert not len(new_build_buildings(table, None))


def test_rows_with_a_place_come_on_the_map():
    rows = plan(
        {"geometry": shapely.Point(5, 5), "type": "appartement", "naam": "Boven"}, {}, {"geometry": shapely.Point()}
    )
    table = new_build_table(rows, kentallen=K)
    made = new_build_buildings(table, rows["geometry"].to_numpy(), [2027.0, np.nan, np.nan])
    assert list(made.columns) == [*names(GEBOUW_COLUMNS), "geometry"]
    assert list(made["pand_id"]) == ["nieuwbouw-n0"]
    assert made["type"][0] in WONINGTYPEN
    assert (made["woningen"][0], made["inwoners"][0], made["bron"][0]) == (10, 20.0, "nieuwbouw")
    assert made["bouwjaar"][0] == 2027
    assert made["warmte_gj"][0] == pytest.approx(table["warmte_gj"][0])
    assert made.crs == "EPSG:28992"


def test_new_build_counts_where_it_lies():
    rows = plan({"geometry": shapely.Point(1500, 5)}, {"geometry": shapely.Point(-5000, 5)}, {})
    areas = neighbourhoods({"buurtcode": "A"}, {"buurtcode": "B", "buurtnaam": "Bos"})
    result = demand_of(
        stock({"buurtcode": "A"}), plan=rows, neighbourhoods=areas, settings=Settings(), kentallen=K
    )  # fmt: skip
    assert len(result.buildings) == 3
    assert len(result.new_build) == 4
    table = result.neighbourhoods.set_index("buurtcode")
    assert list(table.index) == ["A", "B", ""]
    assert list(table["woningen"]) == [1, 10, 10]
    assert table.loc["B", "buurtnaam"] == "Bos"
    assert table["warmte_gj"].sum() == pytest.approx(result.totals["warmte_gj"])
    assert result.summary["bouwperiode"].isin(["nieuwbouw"]).sum() == 1
    assert result.totals["nieuwbouw_aantal"] == 30
    assert result.totals["woningen"] == 21


def test_only_new_build():
    frame = gpd.GeoDataFrame(plan({"geometry": shapely.Point(5, 5)}), geometry="geometry", crs="EPSG:28992")
    nothing = stock({})
    nothing.buildings, nothing.objects = nothing.buildings.iloc[:0], nothing.objects.iloc[:0]
    result = demand_of(nothing, plan=frame, settings=Settings(), kentallen=K)
    assert result.totals["warmte_gj"] == pytest.approx(result.new_build["warmte_gj"].iloc[0])
    assert list(result.summary["objecten"]) == [10, 10]
    assert any(
        words.startswith("Nieuwbouw: 1 regel met samen een warmtevraag van 137 GJ per jaar; 1 daarvan heeft een plaats")
        for words in result.notes
    )
