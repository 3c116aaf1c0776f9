"""Plans for new dwellings: Putten tables 2-1 and 2-5 as they are printed, layers, sizes in three forms, bad ones."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import box
from shapely.geometry import Point

from riothermie_kansen import kentallen
from riothermie_kansen.errors import FieldError, InputError
from riothermie_kansen.readers.new_build import COLUMNS, read_new_build

K = kentallen.load()
PUTTEN = pd.DataFrame(
    [
        ["Nultredenwoning", "6", "6,4", "12", "2", "921,6"],
        ["Benedenwoning", "4", "10", "10", "1", "400"],
        ["Bovenwoningen", "8", "5", "10", "1", "400"],
        ["Rijwoning", "6", "5,4", "10", "3", "972"],
        ["Hoekwoning", "4", "5,4", "10", "3", "648"],
        ["Totaal", "28", "", "", "", "3.3.42"],
    ],
    columns=["Type woning", "Aantal", "Afmetingen (m)", "(m)", "Aantal lagen", "Oppervlakte totaal (m2)"],
)


def adds_up(plan):
    assert plan.read == len(plan.frame) + sum(plan.dropped.values())
    return plan


@pytest.mark.parametrize("without", [["Oppervlakte totaal (m2)"], ["Afmetingen (m)", "(m)", "Aantal lagen"], []])
def test_putten_table_2_1(without):
    plan = adds_up(read_new_build(PUTTEN.drop(columns=without), kentallen=K))
    frame = plan.frame.set_index("naam")
    assert tuple(plan.frame.columns.drop("geometry")) == COLUMNS
    assert frame["oppervlakte_m2"].round(6).to_dict() == {
        "Benedenwoning": 100, "Bovenwoningen": 50, "Hoekwoning": 162, "Nultredenwoning": 153.6, "Rijwoning": 162
    }  # fmt: skip
    assert frame["aantal"].sum() == 28
    # the printed total, 3.3.42, is 3341.6
    assert (frame["aantal"] * frame["oppervlakte_m2"]).sum() == pytest.approx(3341.6)
    assert frame["type"].to_dict() == {
        "Benedenwoning": "appartement", "Bovenwoningen": "appartement", "Hoekwoning": "hoek",
        "Nultredenwoning": "tussen", "Rijwoning": "tussen",
    }  # fmt: skip
    assert plan.dropped == {"nieuwbouw_totaal": 1}
    assert any("Nultredenwoning" in text for text in plan.notes)


def test_putten_table_2_5():
    table = pd.DataFrame(
        {
            "Woningtype": ["Benedenwoning", "Bovenwoning", "Nultredenwoning", "Hoek- en tussenwoning"],
            "Aantal": [4, 8, 6, 10],
            "Gebruiksoppervlakte gemiddeld in Nederland (m2)": ["100", "50", "153,6", "162"],
            "Aantal personen per huishouden": ["2", "2", "2,2", "2,2"],
            "Tapwater boiler (l)": [100, 100, 180, 180],
        }
    )
    frame = read_new_build(table, kentallen=K).frame.set_index("naam")
    row = frame.loc["Hoek- en tussenwoning"]
    assert row[["type", "aantal", "oppervlakte_m2", "personen", "boiler_l"]].tolist() == ["tussen", 10, 162, 2.2, 180]
    assert frame.geometry.isna().all()


def test_layer_with_places():
    layer = gpd.GeoDataFrame(
        {"planid": ["P2", "P1", "P1"], "type": ["Vrijstaand", "flat", ""], "aantal": [3, 40, 5], "gbo": [150, 70, 80]},
        geometry=[Point(5.98, 52.23), box(5.97, 52.22, 5.98, 52.23), None],
        crs=4326,
    )
    plan = adds_up(read_new_build(layer, kentallen=K))
    assert plan.frame["plan_id"].tolist() == ["P1", "P1 (2)", "P2"]
    assert plan.frame["type"].tolist() == ["", "appartement", "vrijstaand"]
    assert plan.frame.geometry.geom_type.tolist()[1:] == ["Point", "Point"]
    assert plan.frame.crs.to_epsg() == 28992
    assert plan.findings.counts() == {"nieuwbouw_zonder_plaats": 1, "nieuwbouw_id_dubbel": 1}


def test_rows_without_a_number_are_listed():
    table = pd.DataFrame({"type": ["hoek", "tussen", "flat"], "aantal": [0, None, 7], "oppervlakte_m2": [100, 100, 60]})
    plan = adds_up(read_new_build(table, kentallen=K))
    assert plan.frame["aantal"].tolist() == [7]
    assert plan.dropped == {"nieuwbouw_geen_aantal": 2}


def test_fields():
    table = pd.DataFrame({"wat": ["hoek"], "hoeveel": [2], "groot": [120]})
    fields = {"type": "wat", "aantal": "hoeveel", "oppervlakte_m2": "groot"}
    assert read_new_build(table, fields=fields, kentallen=K).frame["oppervlakte_m2"].tolist() == [120]
    with pytest.raises(FieldError):
        read_new_build(table, fields={"aantal": "weg"}, kentallen=K)


@pytest.mark.parametrize(
    ("table", "error"),
    [
        ({"type": [], "aantal": [], "oppervlakte_m2": []}, "nieuwbouw_leeg"),
        ({"type": ["hoek"], "aantal": [3]}, "nieuwbouw_kolommen"),
        ({"type": ["hoek"], "oppervlakte_m2": [3]}, "nieuwbouw_kolommen"),
        ({"type": ["hoek"], "aantal": [0], "oppervlakte_m2": [100]}, "nieuwbouw_geen_woningen"),
        ({"type": ["hoek"], "aantal": ["veel"], "oppervlakte_m2": [100]}, "nieuwbouw_getal"),
        ({"type": ["hoek"], "aantal": [-1], "oppervlakte_m2": [100]}, "nieuwbouw_getal"),
        ({"type": ["hoek"], "aantal": [1], "oppervlakte_m2": [0]}, "nieuwbouw_oppervlakte"),
        ({"type": ["hoek"], "aantal": [1], "oppervlakte_m2": [None]}, "nieuwbouw_oppervlakte"),
        ({"type": ["hoek"], "aantal": [1], "oppervlakte_m2": [999999]}, "nieuwbouw_oppervlakte"),
    ],
)
def test_wrong_plan_is_one_sentence(table, error):
    with pytest.raises(InputError) as raised:
        read_new_build(pd.DataFrame(table), kentallen=K)
    assert raised.value.key == error
    assert raised.value.text("nl").endswith(".")


ROW = st.tuples(
    st.sampled_from(["hoek", "flat", "Nultredenwoning", "Totaal", ""]),
    st.sampled_from([0, 1, 12, None]),
    st.sampled_from([50, 100, 153.6]),
)


@given(rows=st.lists(ROW, min_size=1, max_size=8), order=st.randoms(use_true_random=False))
def test_rows_add_up_and_their_order_does_not_matter(rows, order):
    rows = [*rows, ("tussen", 5, 120)]
    shuffled = list(rows)
    order.shuffle(shuffled)
    found = []
    for each in (rows, shuffled):
        table = pd.DataFrame(each, columns=["type", "aantal", "oppervlakte_m2"])
        table["planid"] = [f"{kind}-{number}-{area}" for kind, number, area in each]
        found.append(adds_up(read_new_build(table, kentallen=K)))
    assert found[0].frame.drop(columns="geometry").equals(found[1].frame.drop(columns="geometry"))
    homes = sum(number or 0 for kind, number, _ in rows if kind != "Totaal")
    assert found[0].frame["aantal"].sum() == homes
    assert np.isfinite(found[0].frame["oppervlakte_m2"]).all()
