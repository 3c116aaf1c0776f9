"""Maps of restrictions in the deliveries of the WKO-tool, PDOK and provinces."""

import datetime as dt

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from riothermie_kansen import kentallen
from riothermie_kansen.errors import FieldError, InputError
from riothermie_kansen.readers.restriction_areas import read_areas

KENTALLEN = kentallen.load()
TODAY = dt.date(2026, 11, 21)


def square(i, side=100.0):
    return shapely.box(150000 + 1000 * i, 450000, 150000 + 1000 * i + side, 450000 + side)


def layer(columns, geometry=None, crs=28992):
    n = len(next(iter(columns.values())))
    return gpd.GeoDataFrame(columns, geometry=geometry or [square(i) for i in range(n)], crs=crs)


def read(frame, role="DIEPTEBEPERKING", name="kaart", **options):
    found = read_areas(frame, role, name=name, kentallen=KENTALLEN, today=TODAY, **options)
    assert found.read == len(frame) == len(found.frame) + sum(found.dropped.values())
    assert found.frame.geometry.is_valid.all()
    assert set(found.frame.geom_type) <= {"Polygon", "MultiPolygon"}
    assert found.frame["area_id"].is_unique
    return found


def kinds(found):
    return found.findings.counts()


def sentences(found):
    return found.findings.frame(28992)["tekst"].tolist()


def test_export_of_the_wko_tool():
    found = read(layer({"fid": [7, 8], "Bronhouder": ["Utrecht", "Gelderland"], "Max_Diepte": ["50", None]}))
    assert found.frame["area_id"].tolist() == ["7", "8"]
    assert found.frame["bronhouder"].tolist() == ["Utrecht", "Gelderland"]
    assert found.frame["diepte_m"].tolist()[0] == 50
    assert np.isnan(found.frame["diepte_m"].iloc[1])
    assert found.frame["bron"].unique().tolist() == ["kaart"]
    assert found.datum == ""
    assert "zonder datum" in found.notes[0]


def test_default_depth_fills_what_is_not_known():
    frame = layer({"Max_Diepte": ["50", None, "zie verordening", 0]})
    found = read(frame, default_depth_m=80.0).frame
    assert found["diepte_standaard"].sum() == 2
    assert found.loc[found["diepte_standaard"], "diepte_m"].tolist() == [80, 80]
    # 0 may mean that nothing may be drilled: it does not become 80 m
    assert np.isnan(found["diepte_m"]).sum() == 1
    assert set(found["diepte_tekst"]) == {"", "zie verordening"}


def test_default_depth_is_for_what_limits_the_depth():
    frame = layer({"type": ["Waterwingebied", "Boringsvrije zone"]})
    found = read(frame, "GRONDWATERBESCHERMING", default_depth_m=30.0).frame.set_index("soort")
    assert found["diepte_standaard"].to_dict() == {"waterwingebied": False, "boringsvrije zone": True}
    assert not read(frame, "VERBOD", default_depth_m=30.0).frame["diepte_standaard"].any()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Waterwingebied", "waterwingebied"),
        ("grondwaterbeschermingsgebied", "beschermingsgebied"),
        ("GWB", "beschermingsgebied"),
        ("Boringsvrije zone Utrechtse Heuvelrug", "boringsvrije zone"),
        ("Boringsvrije zone bij waterwingebied Leersum", "boringsvrije zone"),
        ("Grondwaterbeschermingsgebied met boringsvrije zone", "beschermingsgebied"),
        ("Matig kwetsbare strategische grondwatervoorraad", "strategische voorraad"),
        ("25-jaarszone", "beschermingsgebied"),
        ("Beschermingszone oppervlaktewaterwinning", ""),
        ("100-jaarsaandachtsgebied", ""),
        ("iets anders", ""),
    ],
)
@pytest.mark.parametrize("column", ["TYPE", "Legenda", "naam", "specialisedZoneType_href"])
def test_kinds_of_ground_water(text, kind, column):
    found = read(layer({column: [text]}), "GRONDWATERBESCHERMING")
    # a name is no kind, unless it says which
    said = text if column != "naam" or text == "100-jaarsaandachtsgebied" or "oppervlakte" in text else ""
    assert found.frame["soort"].tolist() == [kind or said]
    assert ("grondlaag_soort_onbekend" in kinds(found)) == (kind == "" and said != "")
    assert ("grondlaag_soort_ontbreekt" in kinds(found)) == (kind == said == "")


@pytest.mark.parametrize("word", ["iets", "100-jaarszone", "Intrekgebied grondwaterbescherming", "7"])
def test_a_kind_that_is_not_known_is_not_guessed(word):
    """The layer and the area are called after a protection that forbids; the kind of the first area is another."""
    frame = layer({"type": [word, None, "GWB"], "naam": ["Beschermingsgebied A", "B", "C"]})
    found = read(frame, "GRONDWATERBESCHERMING", name="Grondwaterbeschermingsgebieden")
    assert found.frame.set_index("naam")["soort"].to_dict() == {
        "Beschermingsgebied A": word,
        "B": "beschermingsgebied",
        "C": "beschermingsgebied",
    }
    assert kinds(found) == {"grondlaag_soort_onbekend": 1}
    (text,) = [text for text in sentences(found) if "soort niet herkend" in text]
    assert f"'{word}'" in text
    assert "telt als aandacht" in text


def test_a_name_of_another_zone_in_a_layer_without_kinds():
    frame = layer({"naam": ["100-jaarszone Soest", "Winning Soest"]})
    found = read(frame, "GRONDWATERBESCHERMING", name="Beschermingsgebieden").frame.set_index("naam")["soort"]
    assert found.to_dict() == {"100-jaarszone Soest": "100-jaarszone Soest", "Winning Soest": "beschermingsgebied"}


def test_kind_from_the_name_of_the_layer():
    found = read(layer({"id": [1, 2]}), "GRONDWATERBESCHERMING", name="Boringsvrije_zones_pv26")
    assert found.frame["soort"].tolist() == ["boringsvrije zone"] * 2
    assert any("naam van de laag" in text for text in found.notes)
    # what QGIS calls a table of a file: the table tells more than the file
    found = read(layer({"id": [1]}), "GRONDWATERBESCHERMING", name="Grondwaterbescherming — boringsvrij")
    assert found.frame["soort"].tolist() == ["boringsvrije zone"]


def test_names_cut_by_a_shapefile():
    columns = {"Dieptebeperking": [50], "eindRegistratie": [None], "Bronhouder": ["Utrecht"], "lokaalId": ["a"]}
    whole = layer(columns | {"actualisatiedatum": ["2021-06-01"]})
    cut = whole.rename(columns=lambda name: name if name == "geometry" else name[:10])
    assert read(cut).frame.to_wkt().equals(read(whole).frame.to_wkt())
    assert read(cut).frame["diepte_m"].tolist() == [50]


def test_other_roles_keep_their_own_word():
    found = read(layer({"type": ["terrein van hoge waarde"]}), "ARCHEOLOGIE")
    assert found.frame["soort"].tolist() == ["terrein van hoge waarde"]


def test_shared_invalid_areas_are_repaired(shared_data):
    frame = gpd.read_file(shared_data / "subsurface" / "grondwatervoorraad_pv26.gpkg")
    found = read(frame, "GRONDWATERBESCHERMING", name="grondwatervoorraad_pv26")
    assert len(found.frame) == 7
    assert found.repaired == int((~frame.geometry.is_valid).sum()) == 2
    assert kinds(found) == {"grondlaag_gerepareerd": 2}
    assert all("53,55 ha voor, 53,55 ha na" in text for text in sentences(found))
    assert found.frame["soort"].unique().tolist() == ["strategische voorraad"]
    # the same map in degrees, and with latitude first
    turned = frame.to_crs(4258)
    turned["geometry"] = shapely.transform(np.asarray(turned.geometry.array), lambda xy: xy[:, ::-1])
    for other in (frame.to_crs(4326), turned):
        again = read(other, "GRONDWATERBESCHERMING", name="x").frame
        assert again.area.sum() == pytest.approx(found.frame.area.sum(), rel=1e-5)
        assert np.allclose(np.sort(again.centroid.x), np.sort(found.frame.centroid.x), atol=0.5)


def test_what_is_no_area_is_listed():
    shapes = [square(0), shapely.Point(150000, 450000), shapely.LineString([(150000, 450000), (150010, 450000)]), None]
    shapes += [shapely.Polygon(), shapely.Polygon([(150000, 450000), (150010, 450000), (150000, 450000)])]
    shapes += [square(500), shapely.transform(square(1), lambda xy: xy + np.array([0, np.inf]))]
    found = read(layer({"naam": list("abcdefgh")}, shapes))
    assert found.dropped == {
        "grondlaag_leeg": 3,
        "grondlaag_geen_vlak": 2,
        "grondlaag_zonder_oppervlakte": 1,
        "grondlaag_buiten_nederland": 1,
    }
    assert kinds(found) == found.dropped
    assert "3 zonder geometrie" in found.notes[0]


@pytest.mark.parametrize(
    ("shapes", "error"),
    [
        ([shapely.Point(150000, 450000), None], "grondlaag_geen_vlakken"),
        ([None, shapely.Polygon()], "grondlaag_zonder_geometrie"),
        ([shapely.box(5e6, 5e6, 5e6 + 1, 5e6 + 1), None], "grondlaag_elders"),
    ],
)
def test_a_map_without_any_area_never_reads_as_allowed(shapes, error):
    with pytest.raises(InputError) as caught:
        read(layer({"naam": ["a", "b"]}, shapes))
    assert caught.value.key == error
    for language in ("en", "nl"):
        assert "kaart" in caught.value.text(language)


def test_an_empty_map_counts_as_given():
    found = read(layer({"naam": []}, []))
    assert len(found.frame) == 0
    assert "0 gebieden gelezen" in found.notes[0]


def test_an_own_result_is_no_map():
    with pytest.raises(InputError) as caught:
        read(layer({"wko": ["toegestaan"], "bodemlus": ["aandacht"], "Redenen": ["x"]}), "VERBOD")
    assert caught.value.key == "grondlaag_uitvoer"


@pytest.mark.parametrize(
    "columns",
    [
        {"installatie_id": [1], "type": ["GBES"]},
        {"installatie_id": [1], "type": ["OBES"], "bodemzijdigvermogen": [10]},
        {"Installatie ID": ["a"], "Bodemzijdig vermogen": ["10"], "warmtevraag": [3]},
        {"Installatie ID": ["a"], "Status installatie": ["In gebruik"]},
        {"installati": ["a"], "status_ins": ["In gebruik"], "bodemzijdi": [10]},
        {"Installatie ID": ["a"], "naam": ["Lus"]},
        {"Status put": ["In gebruik"], "pompcapaciteit": [30]},
    ],
)
@pytest.mark.parametrize("role", ["VERBOD", "DIEPTEBEPERKING", "INTERFERENTIE", "ORDENING", "GRONDWATERBESCHERMING"])
@pytest.mark.parametrize("shape", [shapely.Point(150000, 450000), shapely.box(150000, 450000, 150010, 450010)])
def test_installations_are_no_prohibition(columns, role, shape):
    with pytest.raises(InputError) as caught:
        read(layer(columns, [shape]), role, name="Installaties (all)")
    assert caught.value.key == "grondlaag_installaties"
    text = caught.value.text("nl")
    assert "Installaties (all)" in text
    assert role in text
    assert "geen verbod" in text


@pytest.mark.parametrize(
    "columns",
    [
        {"warmtevraag": [1200], "koudevraag": [800], "naam": ["Masterplan"]},
        {"type": ["GBES"], "naam": ["Verbod op gesloten systemen"]},
        {"installatie_id": [1], "Max_Diepte": [50]},
    ],
)
def test_plans_that_tell_of_installations_are_areas(columns):
    assert len(read(layer(columns), "INTERFERENTIE").frame) == 1


@pytest.mark.parametrize(
    ("columns", "fetched", "date", "said"),
    [
        ({"naam": ["a"]}, "", "", "zonder datum"),
        ({"naam": ["a"]}, "bestand van 2026-11-21", "bestand van 2026-11-21", "geen eigen datum, bestand van 2026-"),
        ({"naam": ["a"], "datum": ["2021-06-01"]}, "bestand van 2026-11-21", "2021-06-01", "nieuwste datum 2021-06-01"),
    ],
)
def test_the_note_and_the_map_tell_the_same_date(columns, fetched, date, said):
    found = read(layer(columns), fetched=fetched)
    assert found.datum == date
    assert said in found.notes[0]


@pytest.mark.parametrize(
    ("name", "role", "other"),
    [
        ("Restrictie dieptebeperking", "VERBOD", "DIEPTEBEPERKING"),
        ("WKO_Aandachtsgebieden Archeologie", "VERBOD", "ARCHEOLOGIE"),
        ("Natura 2000/NNN", "AARDKUNDIG", "NATUUR"),
        ("Verbodsgebieden", "ARCHEOLOGIE", "VERBOD"),
        ("Verbodsgebieden", "VERBOD", ""),
        ("waterwingebieden", "VERBOD", ""),
        ("kaart", "VERBOD", ""),
    ],
)
def test_a_layer_that_looks_meant_for_another_role(name, role, other):
    found = read(layer({"fid": [1]}), role, name=name)
    assert ("grondlaag_andere_rol" in kinds(found)) == bool(other)
    assert all(other in text for text in sentences(found))


def test_what_ended_or_was_withdrawn():
    frame = layer(
        {
            "naam": list("abcdef"),
            "eindRegistratie": [None, "2020-01-01", "9999-12-31", "2026-11-21", None, "2030-01-01"],
            "status": ["vastgesteld", "", "In ontwerp", "", "Ingetrokken", None],
        }
    )
    found = read(frame)
    assert found.frame["naam"].tolist() == ["a", "c", "f"]
    assert found.dropped == {"grondlaag_vervallen": 2, "grondlaag_ingetrokken": 1}
    assert kinds(found)["grondlaag_ontwerp"] == 1
    assert any("2020-01-01" in text for text in sentences(found))


@pytest.mark.parametrize(
    ("values", "newest"),
    [
        (["2019-05-01", "01-06-2021", None], "2021-06-01"),
        ([2019, 2021, None], "2021"),
        ([1622505600000, None, None], "2021-06-01"),
        (["9999-12-31", "2020", "1899-12-30"], "2020"),
        (["2026", "2025-01-01", None], "2026"),
        (["gisteren", None, ""], ""),
    ],
)
def test_dates_of_the_rows_and_the_newest(values, newest):
    found = read(layer({"actualisatiedatum": values}))
    assert found.datum == newest
    assert newest in set(found.frame["datum"]) or newest == ""


def test_a_depth_field_of_the_user():
    frame = layer({"grens": [33], "Max_Diepte": [50]})
    assert read(frame, depth_field="grens").frame["diepte_m"].tolist() == [33]
    assert read(frame, depth_field="GRENS").frame["diepte_m"].tolist() == [33]
    found = read(frame, depth_field="er_niet")
    assert found.frame["diepte_m"].tolist() == [50]
    assert "grondlaag_diepteveld" in kinds(found)
    with pytest.raises(FieldError):
        read(frame, fields={"diepte_m": "er_niet"})


@pytest.mark.parametrize("role", ["ARCHEOLOGIE", "NATUUR", "AARDKUNDIG"])
def test_the_depth_of_a_find_is_no_limit(role):
    """0.3 m on a map of archaeology is where the finds lie, and would forbid every loop."""
    frame = layer({"diepte": [0.3], "diepte_vondst": [0.5]})
    assert np.isnan(read(frame, role).frame["diepte_m"]).all()
    assert read(frame, "ORDENING").frame["diepte_m"].tolist() == [0.3]
    assert read(layer({"Max_Diepte": [60]}), role).frame["diepte_m"].tolist() == [60]
    assert read(frame, role, depth_field="diepte").frame["diepte_m"].tolist() == [0.3]


def test_degrees_in_a_layer_that_says_rd():
    shape = gpd.GeoSeries([square(0)], crs=28992).to_crs(4258)
    found = read(layer({"naam": ["a"]}, list(shape)))
    assert kinds(found) == {"grondlaag_assen": 1}
    assert found.frame.area.iloc[0] == pytest.approx(10_000, rel=1e-4)


def test_depths_that_need_a_word():
    frame = layer(
        {
            "naam": list("abcdef"),
            "max_diepte": ["50-80 m", "-30 m NAP", "zie verordening", "0", "9999", "+3 m NAP"],
        }
    )
    found = read(frame)
    assert found.frame["diepte_m"].tolist()[:2] == [50, 30]
    assert np.isnan(found.frame["diepte_m"].to_numpy()[2:]).all()
    assert found.frame["diepte_nap"].tolist() == [False, True, False, False, False, False]
    names = ("bereik", "nap_aanname", "tekst", "nul", "te_veel", "boven")
    assert kinds(found) == {f"grondlaag_diepte_{name}": 1 for name in names}


def test_national_maps_do_not_fill_the_list():
    n = 300
    found = read(
        layer({"naam": [f"g{i:03d}" for i in range(n)], "max_diepte": ["zie verordening"] * n}, [square(0)] * n)
    )
    rows = found.findings.frame(28992)
    assert len(rows) == 1
    assert "300" in rows["tekst"].iloc[0]


def test_z_is_left_behind_and_curious_columns_survive():
    geometry = [shapely.force_3d(square(0), 5.0)]
    found = read(layer({"index": ["x"], "geom": [3], "naam": ["\ud800"]}, geometry))
    assert not found.frame.has_z.any()


@given(st.permutations(range(6)))
def test_the_order_of_the_rows_does_not_matter(order):
    columns = {"naam": ["a", "a", "b", None, None, "c"], "Max_Diepte": ["50", "60 m", None, "n.v.t.", 3, "zie"]}
    shapes = [square(i // 2, 100 + i) for i in range(6)]
    shapes[5] = shapely.Polygon([(150000, 450000), (150010, 450010), (150010, 450000), (150000, 450010)])
    frame = layer(columns, shapes)
    one, other = read(frame), read(frame.iloc[list(order)])
    assert one.frame.to_wkt().equals(other.frame.to_wkt())
    assert one.findings.frame(28992)["tekst"].tolist() == other.findings.frame(28992)["tekst"].tolist()


@given(
    st.lists(
        st.sampled_from(
            [
                None,
                shapely.Point(1.5e5, 4.5e5),
                square(0),
                square(9999),
                shapely.Polygon(),
                shapely.Point(0, 0),
                square(1),
            ]
        ),
        max_size=6,
    ),
    st.lists(st.one_of(st.none(), st.text(max_size=12), st.floats(), st.dates()), min_size=6, max_size=6),
)
def test_every_row_is_an_area_or_counted(shapes, values):
    n = len(shapes)
    frame = layer({"Max_Diepte": values[:n], "status": values[::-1][:n], "datum": values[:n]}, shapes or [])
    if (
        any(shape is not None and not shape.is_empty and shape.area and shape.bounds[0] < 3e5 for shape in shapes)
        or not n
    ):
        read(frame)
    else:
        with pytest.raises(InputError):
            read(frame)
