"""Offtakes of any delivery."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from riothermie_kansen.errors import FieldError, InputError
from riothermie_kansen.readers.offtakes import read_offtakes


def layer(rows, geometry=None, crs="EPSG:28992"):
    places = [shapely.Point(1000 + i, 2000) for i in range(len(rows))] if geometry is None else geometry
    return gpd.GeoDataFrame(rows, geometry=places, crs=crs)


def read(rows, geometry=None, **options):
    return read_offtakes(layer(rows, geometry), **options)


def texts(found, kind):
    frame = found.findings.frame("EPSG:28992")
    return frame.loc[frame["soort"] == kind, "tekst"].tolist()


@pytest.mark.parametrize(
    ("column", "value", "role", "expected"),
    [
        ("kW", "12,5", "vermogen_kw", 12.5),
        ("kW", "60 kW", "vermogen_kw", 60),
        ("kW", "0,5 MWth", "vermogen_kw", 500),
        ("kW", "20000 W", "vermogen_kw", 20),
        ("vermogen_gebouw_kw", "1,2MW", "vermogen_gebouw_kw", 1200),
        ("Vermogen", 40, "vermogen_kw", 40),
        ("bron_vermogen_kw", 7.0, "vermogen_kw", 7),
        ("vermogen_gebouw_kw", 80, "vermogen_gebouw_kw", 80),
        ("Aandeel", 0.4, "aandeel", 0.4),
        ("aandeel", 1, "aandeel", 1.0),
        ("aandeel", 35, "aandeel", 0.35),
        ("aandeel", "35 %", "aandeel", 0.35),
        ("aandeel", "0,5%", "aandeel", 0.005),
        ("aandeel_pct", 0.5, "aandeel", 0.005),
    ],
)
def test_power_in_any_form(column, value, role, expected):
    frame = read([{"naam": "A", column: value}]).frame
    assert frame[role][0] == pytest.approx(expected)
    assert np.isnan(frame[[c for c in ("vermogen_kw", "vermogen_gebouw_kw", "aandeel") if c != role]].to_numpy()).all()
    assert frame["probleem"][0] == ""


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "geen vermogen"),
        ("", "geen vermogen"),
        (0, "kW is 0: geef een getal boven 0"),
        (-5, "kW is -5: geef een getal boven 0"),
        ("-5 kW", "kW is -5 kW: geef een getal boven 0"),
        ("veel", 'kW is "veel"; dat is geen getal'),
        ("12 W per m", "dat is geen getal"),
        (float("inf"), "dat is geen getal"),
    ],
)
def test_power_that_is_none_is_listed_and_kept(value, said):
    found = read([{"naam": "A", "kW": value}, {"naam": "B", "kW": 5}])
    assert found.frame["punt_id"].tolist() == ["A", "B"]
    assert said in found.frame["probleem"][0]
    assert found.frame["probleem"][1] == ""
    assert len(texts(found, "onttrekking_niet_mee")) == 1
    assert said in texts(found, "onttrekking_niet_mee")[0]


def test_a_share_of_one_is_all_of_it_unless_others_are_percentages():
    shares = [{"naam": "A", "aandeel": 1}, {"naam": "B", "aandeel": 50}]
    assert read(shares).frame["aandeel"].tolist() == [0.01, 0.5]
    shares = [{"naam": "A", "aandeel": 1}, {"naam": "B", "aandeel": "50 %"}, {"naam": "C", "aandeel": 0.25}]
    assert read(shares).frame["aandeel"].tolist() == [1.0, 0.5, 0.25]


def test_share_above_the_whole_is_none():
    found = read([{"naam": "A", "aandeel": 150}])
    assert "meer dan 100 %" in found.frame["probleem"][0]


def test_a_layer_of_this_algorithm_again_has_two_powers_that_agree():
    row = {"naam": "A", "vermogen_kw": 30.0, "vermogen_gebouw_kw": 40.0, "cop": 4.0}
    assert texts(read([row]), "onttrekking_meer_vermogens") == []
    assert read([row]).frame["vermogen_kw"][0] == 30
    for other in ({"vermogen_gebouw_kw": 41.0}, {"cop": None}, {"aandeel": 0.5}):
        assert len(texts(read([row | other]), "onttrekking_meer_vermogens")) == 1


def test_more_than_one_power():
    found = read([{"naam": "A", "vermogen_kw": 30, "vermogen_gebouw_kw": 99, "aandeel": 0.5}])
    assert found.frame["vermogen_kw"][0] == 30
    assert np.isnan(found.frame["vermogen_gebouw_kw"][0])
    assert "vermogen_kw is gebruikt" in texts(found, "onttrekking_meer_vermogens")[0]
    repaired = read([{"naam": "A", "vermogen_kw": -1, "vermogen_gebouw_kw": 99}])
    assert repaired.frame["probleem"][0] == ""
    assert repaired.findings.count("onttrekking_waarde") == 1


def test_status_in_words():
    words = ["Bestaand", "in bedrijf", "gepland", "Initiatief", "misschien", None]
    found = read([{"naam": f"P{i}", "kw": 1, "status": word} for i, word in enumerate(words)])
    assert found.frame["status"].tolist() == ["bestaand", "bestaand", "gepland", "gepland", "gepland", "gepland"]
    assert found.findings.counts() == {"onttrekking_status": 1, "onttrekking_zonder_status": 1}


def test_other_fields_and_their_mistakes():
    rows = [
        {"naam": "A", "kw": 1, "prio": "2", "leiding_id": 7, "lengte_m": "80", "vollasturen": 3000, "cop": 3.5},
        {"naam": "B", "kw": 1, "prio": "hoog", "leiding_id": None, "lengte_m": -3, "vollasturen": 0, "cop": 1.0},
    ]
    found = read(rows)
    assert found.frame.loc[0, ["prioriteit", "leiding_id", "lengte_m", "vollasturen", "cop"]].tolist() == [
        2.0, "7", 80.0, 3000.0, 3.5,
    ]  # fmt: skip
    assert found.frame.loc[1, ["prioriteit", "lengte_m", "vollasturen", "cop"]].isna().all()
    assert found.findings.counts()["onttrekking_veld"] == 4


def test_without_a_place():
    found = read(
        [{"naam": "A", "kw": 1, "leiding_id": "x"}, {"naam": "B", "kw": 1, "leiding_id": ""}], [None, shapely.Point()]
    )
    assert found.frame["probleem"].tolist() == ["", "Er is geen plek en geen leiding genoemd."]


def test_double_names_do_not_depend_on_the_order():
    rows = [{"naam": "A", "kw": 1}, {"naam": "A", "kw": 2}, {"naam": None, "kw": 3}]
    places = [shapely.Point(5, 5), shapely.Point(1, 1), shapely.Point(9, 9)]
    one = read(rows, places).frame
    two = read([rows[1], rows[0], rows[2]], [places[1], places[0], places[2]]).frame
    assert one["punt_id"].tolist() == ["A", "A (2)", "rij 3"]
    assert one["vermogen_kw"].tolist() == two["vermogen_kw"].tolist() == [2.0, 1.0, 3.0]


def test_lines_and_areas_become_points_and_other_systems_become_rd():
    shapes = [shapely.LineString([(0, 0), (10, 0)]), shapely.box(0, 0, 4, 4)]
    frame = read([{"naam": "A", "kw": 1}, {"naam": "B", "kw": 1}], shapes).frame
    assert frame.geometry[0].equals(shapely.Point(5, 0))
    assert frame.geometry.geom_type.tolist() == ["Point", "Point"]
    degrees = layer([{"kw": 1}], [shapely.Point(5.387, 52.155)], "EPSG:4326")
    assert read_offtakes(degrees).frame.geometry[0].distance(shapely.Point(155000, 463000)) < 200


def test_own_map_of_fields():
    found = read([{"naam": "A", "P": 12}], fields={"vermogen_kw": "P"})
    assert found.frame["vermogen_kw"][0] == 12
    with pytest.raises(FieldError):
        read([{"naam": "A", "P": 12}], fields={"vermogen_kw": "Q"})


def test_layer_without_any_power_is_refused_in_a_sentence():
    with pytest.raises(InputError) as error:
        read([{"naam": "A", "hoogte": 12}])
    assert error.value.text("nl").startswith("De laag met onttrekkingen zegt niet hoeveel")
    assert "naam, hoogte" in error.value.text("nl")


def test_no_rows_is_no_mistake():
    assert len(read_offtakes(layer([{"kw": 1.0}]).iloc[:0]).frame) == 0
