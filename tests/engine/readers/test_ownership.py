"""Owners: lists and layers of corporaties, kinds in a field, names, yes and no, and bad ones."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import box
from shapely.geometry import LineString, Point

from riothermie_kansen import kentallen
from riothermie_kansen.errors import FieldError, InputError
from riothermie_kansen.readers.ownership import COLUMNS, read_owners

K = kentallen.load()
A, B, PAND = "0200010000009675", "0200010000009676", "0200100000086721"


def adds_up(owners):
    assert owners.read == len(owners.frame) + sum(owners.dropped.values())
    return owners


def kinds(table, **options):
    return adds_up(read_owners(table, kentallen=K, **options)).frame.set_index("object_id")["eigenaar"].to_dict()


def test_list_without_a_field_is_all_of_corporaties():
    owners = adds_up(read_owners(pd.DataFrame({"vbo_id": [200010000009675, 200010000009676]}), kentallen=K))
    assert owners.frame["eigenaar"].tolist() == ["corporatie"] * 2
    assert owners.frame["object_id"].tolist() == [A, B]
    assert tuple(owners.frame.columns.drop("geometry")) == COLUMNS
    assert any("elke rij" in text for text in owners.notes)


@pytest.mark.parametrize(
    ("column", "values", "expected"),
    [
        ("eigendom", ["koop", "sociale huur"], ["particulier", "corporatie"]),
        ("eigenaar", ["Particuliere verhuurder", "Woonstichting Ons Huis"], ["overig", "corporatie"]),
        ("corporatie", ["De Goede Woning", "ja"], ["corporatie", "corporatie"]),
        ("corporatiebezit", [1, True], ["corporatie", "corporatie"]),
    ],
)
def test_field_says_who(column, values, expected):
    assert kinds(pd.DataFrame({"vbo_id": [A, B], column: values})) == dict(zip([A, B], expected, strict=True))


def test_no_in_a_field_of_corporaties_is_not_a_corporatie():
    owners = adds_up(read_owners(pd.DataFrame({"vbo_id": [A, B], "corporatie": ["nee", "ja"]}), kentallen=K))
    assert owners.frame["object_id"].tolist() == [B]
    assert owners.dropped == {"eigenaar_onbekend": 1}


def test_field_of_choice_and_fields():
    table = pd.DataFrame({"sleutel": [A], "soort": ["koop"], "eigenaar": ["corporatie"]})
    assert kinds(table, owner_field="soort", fields={"object_id": "sleutel"}) == {A: "particulier"}
    with pytest.raises(FieldError) as raised:
        read_owners(table, owner_field="weg", fields={"object_id": "sleutel"}, kentallen=K)
    assert raised.value.key == "eigenaren_veld"


def test_owner_that_is_not_known_is_listed():
    owners = adds_up(read_owners(pd.DataFrame({"vbo_id": [A, B], "eigenaar": ["XYZ BV", "koop"]}), kentallen=K))
    assert owners.frame["object_id"].tolist() == [B]
    assert "XYZ BV" in owners.findings.frame(28992)["tekst"].iloc[0]


def test_addresses_panden_and_ids_by_kind():
    table = pd.DataFrame(
        {
            "identificatie": [A, PAND, "", ""],
            "postcode": ["", "", "7323 aa", ""],
            "huisnummer": ["", "", "12b", "14"],
        }
    )
    owners = adds_up(read_owners(table, kentallen=K))
    found = {
        tuple(row) for row in owners.frame[["object_id", "pand_id", "postcode", "huisnummer", "huisletter"]].to_numpy()
    }
    assert found == {(A, "", "", "", ""), ("", PAND, "", "", ""), ("", "", "7323AA", "12", "B")}
    assert owners.dropped == {"eigenaar_zonder_plaats": 1}


def test_layer_in_another_crs_with_odd_shapes():
    shapes = [Point(5.98, 52.23), box(5.97, 52.22, 5.98, 52.23), LineString([(5, 52), (6, 52)]), None]
    layer = gpd.GeoDataFrame({"naam": ["a", "b", "c", "d"]}, geometry=shapes, crs=4326)
    owners = adds_up(read_owners(layer, kentallen=K))
    assert sorted(owners.frame.geometry.geom_type) == ["Point", "Polygon"]
    assert owners.frame.crs.to_epsg() == 28992
    assert owners.dropped == {"eigenaar_zonder_plaats": 2}


def test_ids_that_lost_digits_are_listed():
    owners = adds_up(read_owners(pd.DataFrame({"vbo_id": ["2,28E+14", A]}), kentallen=K))
    assert owners.findings.counts() == {"eigenaar_id_verminkt": 1}
    assert owners.frame["object_id"].tolist() == [A]


def test_two_owners_of_one_object_are_told():
    owners = adds_up(
        read_owners(pd.DataFrame({"vbo_id": [A, A, A], "eigendom": ["koop", "corporatie", "koop"]}), kentallen=K)
    )
    assert owners.dropped == {"eigenaar_dubbel": 1}
    assert owners.findings.counts() == {"eigenaar_tegenstrijdig": 1}


@pytest.mark.parametrize(
    ("table", "error"),
    [
        (pd.DataFrame({"vbo_id": []}), "eigenaren_leeg"),
        (pd.DataFrame({"kleur": ["rood"]}), "eigenaren_kolommen"),
        (gpd.GeoDataFrame({"kleur": ["rood"]}, geometry=[None], crs=28992), "eigenaren_kolommen"),
    ],
)
def test_wrong_input_is_one_sentence(table, error):
    with pytest.raises(InputError) as raised:
        read_owners(table, kentallen=K)
    assert raised.value.key == error


ROW = st.tuples(
    st.sampled_from([A, B, "", "2,28E+14"]),
    st.sampled_from(["koop", "corporatie", "", "?"]),
    st.sampled_from([Point(1, 1), box(0, 0, 1, 1), None]),
)


@given(rows=st.lists(ROW, min_size=1, max_size=8), order=st.randoms(use_true_random=False))
def test_rows_add_up_and_their_order_does_not_matter(rows, order):
    shuffled = list(rows)
    order.shuffle(shuffled)
    found = []
    for each in (rows, shuffled):
        layer = gpd.GeoDataFrame(
            {"vbo_id": [r[0] for r in each], "eigendom": [r[1] for r in each]}, geometry=[r[2] for r in each], crs=28992
        )
        found.append(adds_up(read_owners(layer, kentallen=K)))
    assert found[0].frame.drop(columns="geometry").equals(found[1].frame.drop(columns="geometry"))
    assert np.array_equal(found[0].frame.geometry.to_wkb(), found[1].frame.geometry.to_wkb())
    assert found[0].dropped == found[1].dropped
