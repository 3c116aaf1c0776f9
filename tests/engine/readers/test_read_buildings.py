"""Buildings of any delivery: ids, demand, status, history, doubles; every row accounted for."""

import datetime as dt

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.errors import CancelledError, FieldError, InputError
from riothermie_kansen.readers.buildings import STATUSES, read_buildings

K = kentallen.load()
SPACE, TAP, HEAT = 5.85, 27.0, 35.0
SQUARE = shapely.box(0, 0, 10, 10)


def layer(columns, geometry=None, n=None):
    n = n or len(next(iter(columns.values())))
    shapes = geometry or [shapely.box(20 * i, 0, 20 * i + 10, 10) for i in range(n)]
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=28992)


def read(columns, geometry=None, **options):
    result = read_buildings(layer(columns, geometry), kentallen=K, **options)
    assert result.read == len(result.frame) + sum(result.dropped.values())
    assert result.frame["pand_id"].is_unique
    return result


def column(result, name):
    return result.frame.set_index("pand_id")[name].to_dict()


def test_own_output():
    found = read(
        {
            "pand_id": ["0123", "0456"],
            "woningen": [12, 0],
            "utiliteit": [0, 1],
            "rv_kw": [60.0, 100.0],
            "tap_kw": [80.0, 5.0],
            "rv_gj": [300.0, 400.0],
            "tap_gj": [50.0, 0.0],
            "warmte_gj": [351.0, 400.0],
        }
    ).frame
    assert found["pand_id"].tolist() == ["0123", "0456"]
    assert found["woningen"].tolist() == [12, 0]
    assert found["woningen"].dtype.kind == "i"
    assert found[["rv_kw", "tap_kw", "warmte_gj"]].to_numpy().tolist() == [[60, 80, 351], [100, 5, 400]]
    assert found["reason"].tolist() == ["", ""]
    assert found["status"].tolist() == ["optioneel", "optioneel"]
    assert found.crs.to_epsg() == 28992


def test_heat_is_the_sum_of_its_parts_where_it_is_not_given():
    found = read(
        {"pand_id": ["a", "b"], "rv_kw": [5.0, 5], "tap_kw": [0.0, 0], "rv_gj": [30.0, None], "tap_gj": [6, 7]}
    )
    assert found.frame["warmte_gj"].tolist() == [36, 7]


def test_one_field_with_power_is_space_heating():
    found = read({"id": ["a", "b"], "vermogen_kw": ["12,5", 8]})
    assert found.frame["rv_kw"].tolist() == [12.5, 8]
    assert found.frame["tap_kw"].tolist() == [0, 0]
    # heat in the proportion of the kentallen of a dwelling
    assert found.frame["warmte_gj"].tolist() == pytest.approx([12.5 * HEAT / SPACE, 8 * HEAT / SPACE])
    assert found.frame["woningen"].tolist() == [1, 1]
    assert "vermogen_kw" in found.notes[0]


@pytest.mark.parametrize(
    ("name", "value", "power"),
    [
        ("kw", 7, 7),
        ("power", 7, 7),
        ("Power_th_kW", 7, 7),
        ("vermogen_w", 7000, 7),
        ("power_MW", 0.007, 7),
        ("ts_0", 7, 7),
    ],
)
def test_names_and_units_of_power(name, value, power):
    assert read({"id": ["a"], name: [value]}).frame["rv_kw"].tolist() == pytest.approx([power])


@pytest.mark.parametrize(("name", "value"), [("warmte_gj", 36), ("warmtevraag_kwh", 10000), ("heat_MWh", 10)])
def test_names_and_units_of_heat(name, value):
    found = read({"id": ["a"], "woningen": [2], name: [value]}).frame
    assert found["warmte_gj"].tolist() == pytest.approx([36])
    assert found["rv_kw"].tolist() == pytest.approx([36 * SPACE / HEAT])
    assert found["tap_kw"].tolist() == [2 * TAP]


def test_full_load_hours_give_the_heat():
    found = read({"ts_0": [10.0], "flh_0": [2000.0]})
    assert found.frame["warmte_gj"].tolist() == pytest.approx([10 * 2000 * 0.0036])
    assert found.frame["pand_id"].tolist() == ["rij 1"]


def test_without_demand_a_dwelling_has_that_of_the_kentallen():
    found = read({"pand_id": ["a", "b", "c", "d"], "woningen": [1, 3, None, 0]})
    assert found.frame["rv_kw"].tolist() == pytest.approx([SPACE, 3 * SPACE, SPACE, 0])
    assert found.frame["tap_kw"].tolist() == [TAP, 3 * TAP, TAP, 0]
    assert found.frame["warmte_gj"].tolist() == [HEAT, 3 * HEAT, HEAT, 0]
    assert found.frame["woningen"].tolist() == [1, 3, 1, 0]
    assert found.frame["reason"].tolist() == ["", "", "", "geen_vraag"]
    assert any("5,85 kW" in text for text in found.notes)
    assert any(text.startswith("1 pand zonder aantal woningen") for text in found.notes)


def test_own_kentallen_are_used():
    other = K.replace({"vraag.vermogen_rv": 4.0})
    assert read_buildings(layer({"id": ["a"]}), kentallen=other).frame["rv_kw"].tolist() == [4]


def test_bag_panden():
    """A shed has no verblijfsobject; what an office needs is not what a dwelling needs."""
    found = read(
        {
            "identificatie": ["1", "2", "3", "4"],
            "aantal_verblijfsobjecten": [1, 0, 2, 30],
            "gebruiksdoel": ["woonfunctie", None, "kantoorfunctie", "winkelfunctie,woonfunctie"],
            "status": ["Pand in gebruik"] * 3 + ["Pand in gebruik (niet ingemeten)"],
        }
    )
    assert column(found, "woningen") == {"1": 1, "2": 0, "3": 0, "4": 30}
    assert column(found, "reason") == {"1": "", "2": "geen_vraag", "3": "vraag_onbekend", "4": ""}
    assert any("1 pand met ook andere functies" in text for text in found.notes)


def test_names_cut_by_a_shapefile():
    found = read(
        {"identifica": ["0200100000001882"], "aantal_ver": [22.0], "gebruiksdo": ["kantoorfunctie,woonfunctie"]}
    )
    assert column(found, "woningen") == {"0200100000001882": 22}


def test_history_and_what_does_not_stand_there_are_left_out_and_listed():
    found = read(
        {
            "identificatieBAGPND": list("abcdef"),
            "eindRegistratie": [None, "2016-09-12T10:36:01", None, None, dt.date(2018, 1, 1), "9999-12-31"],
            "bgt-status": ["bestaand", "bestaand", "plan", "bestaand", "bestaand", "bestaand"],
            "status": ["Pand in gebruik", "Pand in gebruik", "", "Bouwvergunning verleend", "", "Verbouwing pand"],
        }
    )
    assert found.frame["pand_id"].tolist() == ["a", "f"]
    assert found.dropped == {"pand_historie": 2, "pand_niet_in_gebruik": 2}
    assert found.findings.counts() == {"pand_historie": 2, "pand_niet_in_gebruik": 2}


def test_all_history_is_an_error():
    with pytest.raises(InputError, match="history"):
        read({"id": ["a"], "eindRegistratie": ["2016-09-12"]})


def test_demand_that_is_unknown_or_zero():
    found = read({"id": list("abcd"), "rv_kw": [None, 0, 5, None], "tap_kw": [None, 0, None, 20]})
    assert found.frame["reason"].tolist() == ["vraag_onbekend", "geen_vraag", "", ""]
    assert found.frame["rv_kw"].tolist()[2:] == [5, 0]
    assert found.frame["tap_kw"].tolist()[2:] == [0, 20]


def test_text_where_a_number_belongs_is_listed():
    found = read({"id": ["a", "b"], "vermogen_kw": ["n.v.t.", "veel"]})
    assert found.frame["reason"].tolist() == ["vraag_onbekend"] * 2
    assert found.findings.counts() == {"tekst_in_getal": 1}


@pytest.mark.parametrize("name", ["vermogen_kw", "tap_kw", "warmte_gj", "woningen"])
def test_negative_numbers_are_refused(name):
    with pytest.raises(InputError) as error:
        read({"pand_id": ["huis 7", "huis 8"], name: [-3, 2]})
    assert "huis 7" in error.value.text("nl")
    assert "-3" in error.value.text("nl")
    assert name in error.value.text("nl")


def test_negative_numbers_of_what_is_history_do_not_matter():
    assert len(read({"id": ["a", "b"], "kw": [-3, 2], "eindRegistratie": ["2016-09-12", None]}).frame) == 1


def test_status_words():
    words = [
        "verplicht",
        "Ja",
        "1",
        1.0,
        True,
        "optioneel",
        "nee",
        0,
        False,
        None,
        "",
        "verboden",
        -1,
        "-1",
        "Required",
    ]
    expected = [*["verplicht"] * 5, *["optioneel"] * 6, *["verboden"] * 3, "verplicht"]
    found = read(
        {"pand_id": [f"{i:02d}" for i in range(15)], "keuze": pd.Series(words, dtype=object)}, required_field="keuze"
    )
    assert found.frame["status"].tolist() == expected
    assert set(found.frame["status"]) == set(STATUSES)


def test_status_in_a_column_of_booleans_or_numbers():
    for values in (np.array([True, False]), np.array([1.0, np.nan]), np.array([1, 0])):
        found = read({"id": ["a", "b"], "v": values}, required_field="v")
        assert found.frame["status"].tolist() == ["verplicht", "optioneel"]


def test_a_field_called_status_may_say_what_is_required():
    found = read({"id": ["a", "b"], "status": ["verplicht", "verboden"]}, required_field="status")
    assert found.frame["status"].tolist() == ["verplicht", "verboden"]


def test_unknown_status_words_are_refused():
    with pytest.raises(InputError) as error:
        read({"id": ["a", "b"], "keuze": ["ja", "misschien"]}, required_field="keuze")
    assert "misschien" in str(error.value)
    assert "Building b" in str(error.value)


def test_fields_that_are_not_there():
    with pytest.raises(FieldError, match="keuze"):
        read({"id": ["a"]}, required_field="keuze")
    with pytest.raises(FieldError, match="kilowatt"):
        read({"id": ["a"]}, fields={"rv_kw": "kilowatt"})


def test_the_user_s_own_field_goes_first():
    found = read({"id": ["a"], "vermogen_kw": [5], "anders": [9]}, fields={"vermogen_kw": "anders"})
    assert found.frame["rv_kw"].tolist() == [9]


def test_rows_that_repeat_a_pand_count_once():
    found = read({"pand_id": ["a", "a", "b"], "rv_kw": [5, 5, 5]}, [SQUARE, SQUARE, shapely.box(20, 0, 30, 10)])
    assert found.frame["pand_id"].tolist() == ["a", "b"]
    assert found.frame["rv_kw"].tolist() == [5, 5]
    assert found.dropped == {"pand_dubbel": 1}


def test_two_panden_on_one_footprint_are_two():
    assert len(read({"pand_id": ["a", "b"]}, [SQUARE, SQUARE]).frame) == 2


def test_of_one_pand_with_different_demand_the_largest_counts():
    found = read({"pand_id": ["a", "a"], "rv_kw": [5, 9]}, [SQUARE, SQUARE])
    assert found.frame["rv_kw"].tolist() == [9]
    assert found.findings.counts() == {"pand_dubbel_anders": 1}


def test_an_id_that_is_no_id():
    """BGT panden that the BAG does not know share one made-up id; a label of a pand may stand beside it."""
    far = shapely.box(500, 0, 510, 10)
    found = read({"identificatieBAGPND": ["9", "9", "9"]}, [far, SQUARE, shapely.Point(15, 5)])
    assert found.frame["pand_id"].tolist() == ["9", "9 (2)"]
    assert found.findings.counts() == {"pand_dubbel": 1, "pand_id_dubbel": 1}
    assert found.frame.geometry.geom_type.tolist() == ["Polygon", "Polygon"]


def test_verblijfsobjecten_are_summed_per_pand():
    places = [shapely.Point(x, 0) for x in (0, 1, 2, 50, 50, 90)]
    found = read(
        {
            "identificatie": ["v1", "v2", "v2", "v3", "v4", "v5"],
            "pandidentificatie": ["p1", "p1", "p1", "p2", "p2", "p3"],
            "gebruiksdoel": ["woonfunctie"] * 4 + ["winkelfunctie"] * 2,
        },
        places,
    )
    assert column(found, "woningen") == {"p1": 2, "p2": 1, "p3": 0}
    assert column(found, "rv_kw")["p1"] == pytest.approx(2 * SPACE)
    assert column(found, "reason") == {"p1": "", "p2": "", "p3": "vraag_onbekend"}
    assert found.dropped == {"pand_dubbel": 1, "verblijfsobject": 2}


def test_power_of_verblijfsobjecten_is_summed():
    found = read(
        {
            "vbo_id": ["1", "2", "3"],
            "pand_id": ["p", "p", "q"],
            "rv_kw": [3.0, None, None],
            "tap_kw": [10.0, 20.0, None],
        },
        [SQUARE, SQUARE, shapely.box(20, 0, 30, 10)],
    )
    assert column(found, "rv_kw")["p"] == 3
    assert column(found, "tap_kw")["p"] == 30
    assert column(found, "reason") == {"p": "", "q": "vraag_onbekend"}


def test_one_forbidden_verblijfsobject_keeps_the_pand_out():
    columns = {"vbo_id": ["1", "2", "3", "4"], "pand_id": ["p", "p", "q", "q"], "v": ["ja", "verboden", "nee", "ja"]}
    found = read(columns, [SQUARE] * 2 + [shapely.box(20, 0, 30, 10)] * 2, required_field="v")
    assert found.frame["status"].tolist() == ["verboden", "verplicht"]


def test_of_several_pand_ids_the_first_counts():
    found = read({"identificatie": ["v1", "v2"], "pandidentificatie": ["b,a", ["a", "b"]]}, [shapely.Point(0, 0)] * 2)
    assert found.frame["pand_id"].tolist() == ["a"]


def test_geometries_as_they_come():
    bowtie = shapely.Polygon([(0, 40), (10, 50), (10, 40), (0, 50)])
    shapes = [
        None,
        shapely.Polygon(),
        shapely.MultiPolygon([SQUARE, shapely.box(20, 0, 30, 10)]),
        shapely.force_3d(shapely.box(0, 20, 5, 25), 3),
        bowtie,
        shapely.MultiPoint([(60, 60), (70, 70)]),
        shapely.Point(np.nan, 3),
        shapely.LineString([(0, 0), (1, 1)]),
        shapely.Polygon([(80, 0), (90, 0), (80, 0)]),
    ]
    found = read({"pand_id": list("abcdefghi")}, shapes)
    assert column(found, "reason") == {
        **dict.fromkeys("abgh", "geen_geometrie"),
        **dict.fromkeys("cdefi", ""),
    }
    kinds = dict(zip(found.frame["pand_id"], found.frame.geometry.geom_type, strict=True))
    assert {k: kinds[k] for k in "cdefi"} == {
        "c": "MultiPolygon",
        "d": "Polygon",
        "e": "MultiPolygon",
        "f": "Point",
        "i": "Point",
    }
    assert not found.frame.geometry.has_z.any()
    assert found.frame.geometry[found.frame["reason"] == ""].is_valid.all()
    assert found.frame.geometry.iloc[4].area == pytest.approx(50)
    assert found.findings.counts() == {"pand_is_lijn": 1, "pand_ongeldig": 2}


def test_layers_that_cannot_be_buildings():
    with pytest.raises(InputError, match="no features"):
        read_buildings(gpd.GeoDataFrame({"id": []}, geometry=[], crs=28992), kentallen=K)
    with pytest.raises(InputError, match="lines"):
        read({"id": ["a"]}, [shapely.LineString([(0, 0), (1, 1)])])
    with pytest.raises(InputError, match="no geometry"):
        read_buildings(pd.DataFrame({"id": ["a"]}), kentallen=K)


def test_another_crs_is_transformed():
    frame = layer({"id": ["a"]}, [shapely.Point(155000, 463000)]).to_crs(4326)
    found = read_buildings(frame, kentallen=K).frame
    assert found.geometry.iloc[0].distance(shapely.Point(155000, 463000)) < 0.01


def test_cancel():
    with pytest.raises(CancelledError):
        read({"id": ["a"]}, cancelled=lambda: True)


ROW = st.tuples(
    st.sampled_from(["a", "b", "c", "d", "", None]),
    st.sampled_from([None, "v1", "v2", "v3"]),
    st.integers(0, 3),
    st.sampled_from([0, 1, 2.5, None]),
    st.sampled_from([None, 0, 1, 4]),
    st.sampled_from([None, "2016-01-01"]),
    st.sampled_from(["ja", "nee", "verboden", None]),
)


@settings(max_examples=60)
@given(st.lists(ROW, min_size=1, max_size=12), st.booleans(), st.randoms(use_true_random=False))
def test_every_row_is_accounted_for_in_any_order(rows, with_vbo, random):
    names = ["pand_id", "vbo_id", "place", "rv_kw", "woningen", "eindRegistratie", "keuze"]
    table = pd.DataFrame(rows, columns=names)
    table["pand_id"] = [row[0] or f"leeg {i}" for i, row in enumerate(rows)]
    if not with_vbo:
        table = table.drop(columns="vbo_id")
    shapes = [shapely.box(20 * place, 0, 20 * place + 10, 10) for place in table.pop("place")]
    frame = gpd.GeoDataFrame(table, geometry=shapes, crs=28992)
    if table["eindRegistratie"].notna().all():
        with pytest.raises(InputError):
            read_buildings(frame, required_field="keuze", kentallen=K)
        return
    found = read_buildings(frame, required_field="keuze", kentallen=K)
    assert found.read == len(rows) == len(found.frame) + sum(found.dropped.values())
    assert found.frame["pand_id"].is_unique
    assert found.frame["pand_id"].is_monotonic_increasing
    order = list(range(len(rows)))
    random.shuffle(order)
    again = read_buildings(frame.iloc[order], required_field="keuze", kentallen=K)
    pd.testing.assert_frame_equal(
        pd.DataFrame(found.frame.drop(columns="geometry")), pd.DataFrame(again.frame.drop(columns="geometry"))
    )
    assert found.frame.geometry.to_wkb().tolist() == again.frame.geometry.to_wkb().tolist()


def test_real_layers_balance(shared_data):
    folder = shared_data / "streets_buildings"
    expected = {
        ("wageningen_nwb_bag.gpkg", "bag_pand_2019"): (1000, {}),
        ("otterlo_bgt.gpkg", "pand"): (1701, {"pand_historie": 562, "pand_dubbel": 10}),
        ("apeldoorn_bag/bag_gebouw.shp", None): (353, {"pand_niet_in_gebruik": 29}),
        ("apeldoorn_bag/bag_verblijfsobject.shp", None): (289, {"pand_niet_in_gebruik": 43, "verblijfsobject": 158}),
    }
    for (file, name), (buildings, dropped) in expected.items():
        frame = gpd.read_file(folder / file, **({"layer": name} if name else {}))
        found = read_buildings(frame, kentallen=K)
        assert (len(found.frame), found.dropped) == (buildings, dropped), file
        assert found.read == len(frame) == buildings + sum(dropped.values())
        assert found.frame["pand_id"].str.fullmatch(r"\d{15,16}( \(\d+\))?").all()


def test_an_id_that_is_no_id_with_the_same_footprint_twice():
    far = shapely.box(500, 0, 510, 10)
    found = read({"id": ["9"] * 4, "rv_kw": [1, 2, 3, 2]}, [SQUARE, far, shapely.box(900, 0, 910, 10), far])
    assert found.frame["pand_id"].tolist() == ["9", "9 (2)", "9 (3)"]
    assert found.frame["rv_kw"].tolist() == [1, 2, 3]
    assert found.dropped == {"pand_dubbel": 1}
