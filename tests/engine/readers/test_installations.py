"""Systems in the ground in the deliveries of the WKO-tool, earlier exports and the BRO."""

import datetime as dt

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from riothermie_kansen import kentallen
from riothermie_kansen.errors import InputError
from riothermie_kansen.readers.installations import read_installations

KENTALLEN = kentallen.load()
TODAY = dt.date(2026, 11, 21)
HERE = Point(150000, 450000)


def layer(columns, geometry=None, crs=28992):
    n = len(next(iter(columns.values())))
    shapes = [Point(150000 + 10 * i, 450000) for i in range(n)] if geometry is None else geometry
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=crs)


def read(frame, role="GBES", name="systemen", **options):
    found = read_installations(frame, role, name=name, kentallen=KENTALLEN, today=TODAY, **options)
    assert found.read == len(frame) == len(found.frame) + sum(found.dropped.values())
    assert not shapely.is_missing(np.asarray(found.frame.geometry.array)).any()
    return found


def kinds(found):
    return found.findings.counts()


def mixed():
    """Return rows as the feature service of the WKO-tool delivers them."""
    return layer(
        {
            "installatie_id": [1, 2, 3, 4],
            "type": ["GBES", "OBES", "GWO", "GBES"],
            "status_instal": ["In Gebruik", "Buiten gebruik", "Vergund", "In Gebruik"],
            "bodemzijdigvermogen": [10, 150, None, 8.5],
            "pompcapaciteit": [None, 80, 25, None],
            "einddiepte": [150, -80, 20, 120],
            "warmtevraag": [26, 300, None, 18],
            "koudevraag": [5, 280, None, 0],
        }
    )


def test_feature_service_of_the_wko_tool():
    found = read(mixed())
    assert found.frame["installatie_id"].tolist() == ["1", "4"]
    assert found.frame["vermogen_kw"].tolist() == [10, 8.5]
    assert found.frame["diepte_m"].tolist() == [150, 120]
    assert found.frame["warmte_mwh"].tolist() == [26, 18]
    assert found.frame["koude_mwh"].tolist()[0] == 5
    assert np.isnan(found.frame["koude_mwh"].iloc[1])
    assert found.frame["actief"].all()
    assert found.frame["soort_bekend"].all()
    assert found.dropped == {"ander_soort": 2}
    assert any("1 OBES, 1 ONTTREKKING" in text for text in found.notes)
    open_system = read(mixed(), "OBES").frame
    assert open_system[["vermogen_kw", "debiet_m3h", "diepte_m"]].to_numpy().tolist() == [[150, 80, 80]]
    assert open_system["actief"].tolist() == [False]
    assert read(mixed(), "ONTTREKKINGEN").frame["soort"].tolist() == ["ONTTREKKING"]


def test_names_cut_by_a_shapefile():
    cut = mixed().rename(columns=lambda name: name if name == "geometry" else name[:10])
    assert read(cut).frame.to_wkt().equals(read(mixed()).frame.to_wkt())


def test_the_three_roles_share_a_mixed_layer():
    assert sum(len(read(mixed(), role).frame) for role in ("OBES", "GBES", "ONTTREKKINGEN")) == 4


def test_earlier_exports():
    closed = read(
        layer(
            {"Installatie ID": ["A"], "Bodemzijdig vermogen": ["9,5"], "Totale lengte": ["300"], "warmtevraag": ["20"]}
        ),
        name="WKO_GBES",
    ).frame
    assert closed["vermogen_kw"].tolist() == [9.5]
    assert np.isnan(closed["diepte_m"]).all()
    assert closed["soort_bekend"].tolist() == [False]
    taken = read(
        layer({"Installatie ID": ["B"], "Status installatie": ["Actief"], "maxhoeveelheidm3onttrekking": ["12.500,0"]}),
        "ONTTREKKINGEN",
        name="WKO_GWO",
    ).frame
    assert taken["onttrekking_m3jr"].tolist() == [12500]
    assert read(layer({"Status put": ["Afgedicht"], "pompcapaciteit": [40]}), "OBES").frame["actief"].tolist() == [
        False
    ]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("GBES", "GBES"),
        ("geslotenBodemenergiesysteem", "GBES"),
        ("Gesloten bodemenergiesysteem", "GBES"),
        ("bodemlus", "GBES"),
        ("OBES", "OBES"),
        ("openBodemenergiesysteem", "OBES"),
        ("WKO doublet", "OBES"),
        ("monobron", "OBES"),
        ("GWIO", "ONTTREKKING"),
        ("Grondwateronttrekking", "ONTTREKKING"),
        ("openbareDrinkwatervoorziening", "ONTTREKKING"),
        ("bemaling", "ONTTREKKING"),
        ("grondwatersanering", "ONTTREKKING"),
        ("overigeDoeleinden", "ONTTREKKING"),
        ("infiltratieEnOnttrekking", "ONTTREKKING"),
    ],
)
def test_words_for_a_kind(word, kind):
    roles = {"GBES": "GBES", "OBES": "OBES", "ONTTREKKINGEN": "ONTTREKKING"}
    for role, own in roles.items():
        assert len(read(layer({"type": [word]}), role).frame) == (own == kind)


def test_a_kind_that_is_not_known_counts_as_given():
    found = read(layer({"type": ["iets", None]}))
    assert found.frame["soort"].tolist() == ["GBES", "GBES"]
    assert not found.frame["soort_bekend"].any()
    assert kinds(found) == {"bodemsysteem_soort": 1}
    assert any("1 systeem" in text for text in found.notes)


def test_a_layer_of_another_kind_is_said():
    found = read(layer({"type": ["GBES"]}), "OBES")
    assert len(found.frame) == 0
    assert kinds(found) == {"bodemsysteem_alle_anders": 1}
    doubt = read(layer({"id": [1]}), "OBES", name="Gesloten bodemenergiesystemen")
    assert kinds(doubt) == {"grondlaag_andere_rol": 1}


@pytest.mark.parametrize(
    ("status", "active", "told"),
    [
        ("In Gebruik", True, False),
        ("Niet in gebruik", False, False),
        ("Buiten gebruik gesteld", False, False),
        ("Vergunning verleend", True, False),
        ("Vergunning ingetrokken", False, False),
        ("aangevuld", True, False),
        ("voltooid", False, False),
        ("gesloten", False, False),
        ("inactief", False, False),
        ("", True, False),
        ("zzz", True, True),
    ],
)
def test_words_for_a_status(status, active, told):
    found = read(layer({"status": [status]}))
    assert found.frame["actief"].tolist() == [active]
    assert ("bodemsysteem_status" in kinds(found)) == told


def test_what_ended_or_is_out_of_the_registration():
    frame = layer({"einddatum": ["2020-01-01", None, "2030-01-01"], "deregistered": ["nee", "ja", "nee"]})
    found = read(frame).frame
    assert found["actief"].tolist() == [False, False, True]
    assert found["status"].tolist() == ["", "uit registratie genomen", ""]


@pytest.mark.parametrize(
    ("column", "value", "field", "expected"),
    [
        ("bodemzijdigvermogen", "10 kW", "vermogen_kw", 10),
        ("bodemzijdigvermogen", "0,5 MW", "vermogen_kw", 500),
        ("bodemzijdigvermogen", "70000 W", "vermogen_kw", 70),
        ("vermogen", "1.234,5", "vermogen_kw", 1234.5),
        ("power", 10.0, "vermogen_kw", 10),
        ("pompcapaciteit", "10 l/s", "debiet_m3h", 36),
        ("pompcapaciteit", "80 m³/h", "debiet_m3h", 80),
        ("warmtevraag", "36 GJ", "warmte_mwh", 10),
        ("warmtevraag_kwh", 5000, "warmte_mwh", 5),
        ("koudevraag", "5 MWh", "koude_mwh", 5),
        ("einddiepte", "-150 m", "diepte_m", 150),
        ("einddiepte", 0, "diepte_m", np.nan),
    ],
)
def test_units(column, value, field, expected):
    found = read(layer({column: [value]}))
    assert found.frame[field].tolist() == pytest.approx([expected], nan_ok=True)
    assert kinds(found) == {}


@pytest.mark.parametrize(
    ("column", "value", "field"),
    [
        ("bodemzijdigvermogen", "veel", "vermogen_kw"),
        ("bodemzijdigvermogen", -5, "vermogen_kw"),
        ("bodemzijdigvermogen", 9_999_999, "vermogen_kw"),
        ("einddiepte", 9999, "diepte_m"),
        ("einddiepte", "diep", "diepte_m"),
    ],
)
def test_values_that_cannot_be_right(column, value, field):
    found = read(layer({column: [value]}))
    assert np.isnan(found.frame[field]).all()
    assert kinds(found) == {"bodemsysteem_waarde": 1}
    assert str(value) in found.findings.frame(28992)["tekst"].iloc[0]


def test_places_from_columns():
    columns = {
        "id": list("abcdef"),
        "X": [150000, "150.010,5", 5.2, 52.1, None, 0],
        "Y": [450000, "450000", 52.1, 5.2, 3, 0],
    }
    found = read(layer(columns, [None, None, None, None, HERE, Point(0, 0)]))
    assert found.dropped == {"bodemsysteem_zonder_plaats": 1}
    at = found.frame.set_index("installatie_id").geometry
    assert at["a"].equals(Point(150000, 450000))
    assert at["b"].equals(Point(150010.5, 450000))
    degrees = gpd.GeoSeries([Point(5.2, 52.1)], crs=4258).to_crs(28992).iloc[0]
    assert at["c"].distance(degrees) < 0.01
    assert at["d"].distance(degrees) < 0.01
    table = pd.DataFrame({"X": [150000], "Y": [450000]})
    assert read(table).frame.geometry.iloc[0].equals(HERE)


def test_axes_that_were_changed():
    right = gpd.GeoSeries([Point(5.2, 52.1), Point(5.3, 52.2)], crs=4258).to_crs(28992)
    for shapes, crs in (([Point(52.1, 5.2), Point(52.2, 5.3)], 4258), ([Point(450000, 150000)], 28992)):
        found = read(layer({"id": range(len(shapes))}, shapes, crs))
        assert kinds(found) == {"bodemsysteem_assen": 1}
        good = right if crs == 4258 else gpd.GeoSeries([HERE], crs=28992)
        assert (found.frame.geometry.distance(good) < 0.5).all()


def test_no_place_at_all_is_an_error():
    for frame in (layer({"id": [1]}, [None]), pd.DataFrame({"naam": ["a"]}), layer({"id": [1]}, [Point(0, 0)])):
        with pytest.raises(InputError) as caught:
            read(frame)
        assert caught.value.key == "bodemsysteem_nergens"
    assert len(read(layer({"id": []}, [])).frame) == 0


def test_a_map_of_areas_is_refused():
    frame = layer({"fid": [1], "Bronhouder": ["Utrecht"], "Max_Diepte": [50]}, [HERE.buffer(100)])
    with pytest.raises(InputError) as caught:
        read(frame, name="Restrictie dieptebeperking")
    assert caught.value.key == "bodemsysteem_gebieden"
    footprint = read(layer({"installatie_id": [1], "type": ["GBES"]}, [HERE.buffer(10)]))
    assert footprint.frame.geom_type.tolist() == ["Polygon"]


def test_wells_of_one_system():
    columns = {
        "installatie_id": ["S"] * 4,
        "type": ["OBES"] * 4,
        "pompcapaciteit": [50, 80, None, 70],
        "status": ["Buiten gebruik", "In gebruik", "In gebruik", "In gebruik"],
    }
    found = read(layer(columns, [HERE, HERE, Point(150000.001, 450000), Point(150100, 450000)]), "OBES")
    assert found.dropped == {"bodemsysteem_zelfde_plaats": 2}
    assert found.frame["installatie_id"].tolist() == ["S", "S"]
    assert found.frame["debiet_m3h"].tolist() == [80, 70]
    assert found.frame["actief"].all()
    nameless = read(layer({"pompcapaciteit": [50, 80]}, [HERE, HERE]), "OBES")
    assert len(nameless.frame) == 2


def bro_package():
    """Return the layer of a GeoPackage of the BRO and its tables, in the names and the CRS of that delivery."""
    places = gpd.points_from_xy([5.2, 5.21, 5.22], [52.1, 52.1, 52.1])
    main = gpd.GeoDataFrame(
        {
            "fid": [1, 2, 3],
            "guf_pk": [11, 12, 13],
            "bro_id": ["GUF1", "GUF2", "GUF3"],
            "quality_regime": ["IMBRO"] * 3,
            "delivery_accountable_party": ["62251686"] * 3,
        },
        geometry=places,
        crs=4258,
    ).rename_geometry("standardized_location")
    licence = pd.DataFrame(
        {
            "fid": [1, 2, 3],
            "licence_pk": [21, 22, 23],
            "guf_fk": [11, 12, 13],
            "primary_usage_type": ["geslotenBodemenergiesysteem", "openBodemenergiesysteem", "bemaling"],
        }
    )
    design = pd.DataFrame({"fid": [1, 2, 3], "licence_fk": [21, 21, 22], "power": [8.0, 6.0, 120.0]})
    loop = pd.DataFrame({"fid": [1], "guf_id": [11], "loop_depth": [150]})
    return main, [design, loop, licence]


def test_geopackage_of_the_bro_with_its_tables():
    main, related = bro_package()
    for tables in (related, related[::-1]):
        found = read(main, related=tables)
        row = found.frame.iloc[0]
        assert (row["installatie_id"], row["vermogen_kw"], row["diepte_m"], row["soort_bekend"]) == (
            "GUF1",
            8,
            150,
            True,
        )
        assert found.dropped == {"ander_soort": 2}
    assert read(main, "OBES", related=related).frame["vermogen_kw"].tolist() == [120]


def test_geopackage_of_the_bro_without_its_tables():
    found = read(bro_package()[0])
    assert len(found.frame) == 3
    assert not found.frame["soort_bekend"].any()
    assert any("de soort er niet bij" in text for text in found.notes)


def test_tables_of_something_else_are_not_tied():
    main, _ = bro_package()
    strange = pd.DataFrame({"fid": [1, 2, 3], "guf_fk": [91, 92, 93], "type": ["OBES"] * 3})
    same_rows = pd.DataFrame({"fid": [1, 2, 3], "type": ["OBES"] * 3})
    assert len(read(main, related=[strange, same_rows]).frame) == 3


def test_columns_of_a_joined_table():
    frame = layer({"systemen — type": ["GBES"], "systemen — einddatum": ["2020-01-01"]})
    found = read(frame).frame
    assert found["soort_bekend"].tolist() == [True]
    assert found["actief"].tolist() == [False]


@given(st.permutations(range(6)))
def test_the_order_of_the_rows_does_not_matter(order):
    frame = layer(
        {
            "installatie_id": ["a", "a", "b", None, None, "c"],
            "type": ["GBES", "GBES", "?", "gbes", None, "OBES"],
            "vermogen": [5, 9, "x", None, 3, 4],
            "datum": ["2020", "2021", None, "x", "2019-05-01", None],
        },
        [HERE, HERE, HERE, Point(150010, 450000), Point(150005, 450000), HERE],
    )
    one, other = read(frame), read(frame.iloc[list(order)])
    assert one.frame.to_wkt().equals(other.frame.to_wkt())
    assert one.dropped == other.dropped
    assert one.findings.frame(28992)["tekst"].tolist() == other.findings.frame(28992)["tekst"].tolist()


@given(
    st.lists(st.sampled_from([None, HERE, Point(5, 52), Point(0, 0), Point(), HERE.buffer(3)]), max_size=5),
    st.lists(
        st.one_of(st.none(), st.text(max_size=10), st.floats(), st.booleans(), st.integers()), min_size=5, max_size=5
    ),
)
def test_every_row_is_a_system_or_counted(shapes, values):
    n = len(shapes)
    columns = dict.fromkeys(("installatie_id", "type", "status", "vermogen", "einddiepte", "datum", "X"), values[:n])
    frame = layer(columns, shapes)
    if n and all(shape in (None, Point(0, 0), Point()) for shape in shapes):
        with pytest.raises(InputError):
            read(frame)
    else:
        read(frame)
