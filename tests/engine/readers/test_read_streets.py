"""Reader of streets: spellings of the sources, repairs, and a place for every row."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely import GeometryCollection, LineString, MultiLineString, MultiPoint, Point, box

from riothermie_kansen import kentallen
from riothermie_kansen.errors import FieldError, InputError
from riothermie_kansen.network.graph import EXISTING
from riothermie_kansen.network.streets import street_graph
from riothermie_kansen.readers.streets import DROPPED, STREET_COLUMNS, read_streets

KENTALLEN = kentallen.load()
LINE = LineString([(0, 0), (10, 0)])


def frame(shapes, crs=28992, **columns):
    return gpd.GeoDataFrame(columns, geometry=list(shapes), crs=crs)


def read(shapes, options=None, **columns):
    streets = read_streets(frame(shapes, **columns), kentallen=KENTALLEN, **(options or {}))
    check(streets)
    return streets


def check(streets):
    """Every row is a street, a house connection or a finding; the lines follow the schema."""
    lines = streets.lines
    assert [*STREET_COLUMNS, "geometry"] == list(lines.columns)
    assert lines["straat_id"].is_unique
    assert (lines["straat_id"] != "").all()
    assert (lines.geom_type == "LineString").all()
    assert not lines.has_z.any()
    assert (lines.length > 0).all()
    assert lines["niveau"].dtype.kind == "i"
    assert all(
        isinstance(value, str) for column in ("naam", "knoop_begin", "klasse", "existing_dn") for value in lines[column]
    )


def kinds(streets):
    return streets.findings.counts()


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (
            {"wvk_id": [12], "jte_id_beg": [5], "jte_id_end": [6.0], "stt_naam": ["Kade"], "rel_hoogte": [-1]},
            ("12", "Kade", -1, "5", "6"),
        ),
        (
            {"WVK_ID": ["12"], "JTE_ID_BEG": [5], "JTE_ID_END": [6], "STT_NAAM": ["Kade"]},
            ("12", "Kade", 0, "5", "6"),
        ),
        ({"osm_id": ["7"], "name": ["Kade"], "layer": ["1"], "highway": ["residential"]}, ("7", "Kade", 1, "", "")),
        ({"osm_id": ["7"], "bridge": ["viaduct"], "layer": [None]}, ("7", "", 1, "", "")),
        ({"osm_id": ["7"], "bridge": ["T"], "tunnel": ["F"], "layer": [0]}, ("7", "", 1, "", "")),
        ({"osm_id": ["7"], "tunnel": ["yes"], "bridge": ["no"]}, ("7", "", -1, "", "")),
        ({"osm_id": ["7"], "other_tags": ['"layer"=>"2","bridge"=>"yes"']}, ("7", "", 2, "", "")),
        ({"osm_id": ["7"], "other_tags": ['"tunnel"=>"culvert"']}, ("7", "", -1, "", "")),
        ({"lokaalid": ["a"], "naam": ["Kade"], "hoogteniveau": [1]}, ("a", "Kade", 1, "", "")),
        ({"lokaalID": ["a"], "relatieveHoogteligging": [1]}, ("a", "", 1, "", "")),
        ({"relatieveH": [1], "straatnaam": ["Kade"]}, ("rij 1", "Kade", 1, "", "")),
        # QGIS puts the name of the layer in such a column when it merges layers
        ({"id": [4], "layer": ["wegen_noord"]}, ("4", "", 0, "", "")),
        ({"wvk_id": [12], "jte_id_beg": [0], "jte_id_end": [None]}, ("12", "", 0, "", "")),
    ],
)
def test_spellings(columns, expected):
    row = read([LINE], **columns).lines.iloc[0]
    assert tuple(row[["straat_id", "naam", "niveau", "knoop_begin", "knoop_eind"]]) == expected


def test_field_map_goes_first_and_a_wrong_one_is_a_sentence():
    streets = read([LINE], {"fields": {"naam": "weg"}}, naam=["fout"], weg=["goed"])
    assert streets.lines["naam"].tolist() == ["goed"]
    with pytest.raises(FieldError, match="no such column"):
        read([LINE], {"factor_field": "prijs"})


def test_factor_and_class_only_when_asked():
    columns = {"factor": ["1,25"], "klasse": ["klinkers"]}
    plain = read([LINE], **columns).lines.iloc[0]
    assert np.isnan(plain["factor"])
    assert plain["klasse"] == ""
    asked = read([LINE], {"factor_field": "factor", "class_field": "klasse"}, **columns).lines.iloc[0]
    assert (asked["factor"], asked["klasse"]) == (1.25, "klinkers")
    with pytest.raises(InputError, match=r"Street rij 2 has the price factor -0\.5"):
        read([LINE, LINE], {"factor_field": "f"}, f=[1, -0.5])


def test_bad_geometry_is_listed_row_by_row():
    shapes = [
        LINE,
        None,
        LineString(),
        LineString([(0, 0), (np.nan, 5)]),
        LineString([(3, 3), (3, 3)]),
        Point(1, 1),
        box(0, 0, 1, 1),
        MultiLineString([[(0, 5), (9, 5)], [(0, 9), (0, 9)]]),
        GeometryCollection([Point(0, 0), LineString([(0, 20), (9, 20)])]),
    ]
    streets = read(shapes)
    assert kinds(streets) == {
        "straat_zonder_geometrie": 2,
        "straat_ongeldig": 1,
        "straat_geen_lijn": 2,
        "straat_lengte_nul": 1,
        "straat_deel_weg": 1,
    }
    assert (
        streets.read
        == 9
        == len(streets.lines) + sum(kinds(streets)[kind] for kind in DROPPED if kind in kinds(streets))
    )
    assert streets.lines["straat_id"].tolist() == ["rij 1", "rij 8", "rij 9"]


def test_repeated_points_go_and_rings_stay():
    ring = shapely.LinearRing([(0, 0), (5, 0), (5, 5)])
    streets = read([LineString([(0, 0), (0, 0), (5, 0), (5, 0), (9, 0), (9, 0)]), LINE, ring])
    assert [list(line.coords) for line in streets.lines.geometry] == [
        [(0, 0), (5, 0), (9, 0)],
        [(0, 0), (10, 0)],
        [(0, 0), (5, 0), (5, 5), (0, 0)],
    ]


def test_z_and_multipart():
    parts = MultiLineString([[(0, 0, 7), (5, 0, 7)], [(5, 0, 7), (5, 5, 8)]])
    streets = read([parts, LINE], id=["a", "b"])
    assert streets.lines["straat_id"].tolist() == ["a", "a (2)", "b"]
    assert streets.notes == ["1 straat uit meer delen is gelezen als 2 lijnen."]


def test_double_and_missing_ids():
    streets = read([LINE] * 4, id=["a", "a", None, "b"])
    assert streets.lines["straat_id"].tolist() == ["a", "a (2)", "rij 3", "b"]
    assert streets.notes == ["1 straat had een id dat al voorkwam; daar staat nu een volgnummer achter."]


def test_areas_or_points_are_one_sentence():
    with pytest.raises(InputError, match=r"holds 2 areas and no lines\. Centre lines are needed"):
        read([box(0, 0, 1, 1), box(1, 1, 2, 2)])
    with pytest.raises(InputError, match="holds 3 points and no lines"):
        read([Point(0, 0), MultiPoint([(1, 1), (2, 2)])])
    with pytest.raises(InputError, match="has no geometry"):
        read_streets(frame([LINE]).drop(columns="geometry"), kentallen=KENTALLEN)


def test_empty_layer_has_no_streets():
    streets = read([])
    assert len(streets.lines) == len(streets.service) == streets.read == 0
    assert len(read([None, LineString()]).lines) == 0


def test_degrees_are_transformed():
    place = gpd.GeoSeries([LineString([(5.387, 52.155), (5.389, 52.156)])], crs=4326)
    streets = read_streets(frame(place, crs=4326), kentallen=KENTALLEN)
    expected = place.to_crs(28992)
    assert streets.lines.crs.to_epsg() == 28992
    assert streets.lines.length.iloc[0] == pytest.approx(expected.length.iloc[0])
    assert 100 < streets.lines.length.iloc[0] < 250


def test_osm_lines_that_are_no_streets_are_listed():
    shapes = [LineString([(0, y), (9, y)]) for y in range(5)]
    streets = read(
        shapes,
        osm_id=list("abcde"),
        highway=["residential", None, "construction", None, None],
        waterway=[None, "ditch", None, None, None],
        other_tags=[None, None, None, '"power"=>"line"', None],
    )
    # e: drawn by hand, without a tag
    assert streets.lines["straat_id"].tolist() == ["a", "e"]
    frame_ = streets.findings.frame(None)
    assert frame_["tekst"].tolist() == [
        "b is geen straat (ditch) en is niet meegenomen.",
        "c is geen straat (construction) en is niet meegenomen.",
        "d is geen straat (line) en is niet meegenomen.",
    ]


def test_junction_ids_far_apart_are_no_junctions():
    shapes = [LineString([(0, 0), (10, 0)]), LineString([(10, 0), (20, 0)]), LineString([(500, 0), (510, 0)])]
    streets = read(shapes, jte_id_beg=[1, 2, 3], jte_id_end=[2, 1, 4])
    assert streets.lines["knoop_begin"].tolist() == ["", "2", "3"]
    assert streets.lines["knoop_eind"].tolist() == ["2", "", "4"]
    assert streets.notes[0].startswith("1 junctienummers zijn niet gebruikt")


def test_own_output_as_existing_network():
    """``TRACE`` of an earlier run: house connections are kept apart, pipes win from the streets they lie in."""
    trace = frame(
        [LineString([(20, 0), (60, 0)]), LineString([(60, 0), (80, 0)]), LineString([(40, 0), (40, 8)])],
        trace_id=["t1", "t2", "h1"],
        rol=["transport", "distributie", "aansluiting"],
        dn=["DN 100", "DN 65", "DN 25"],
        pand_id=[None, None, "0344100000012345"],
        straat_id=["s", "s", None],
        klasse=["voetpad", "voetpad", "voetpad"],
    )
    existing = read_streets(trace, kentallen=KENTALLEN)
    check(existing)
    assert existing.lines["existing_dn"].tolist() == ["DN 100", "DN 65"]
    assert existing.service[["pand_id", "dn"]].to_numpy().tolist() == [["0344100000012345", "DN 25"]]
    assert existing.service.geometry.tolist() == [LineString([(40, 0), (40, 8)])]
    assert existing.read == len(existing.lines) + len(existing.service)
    streets = read_streets(frame([LineString([(0, 0), (100, 0)])], straat_id=["s"]), kentallen=KENTALLEN)
    graph = street_graph(streets, existing=existing, snap_m=0.5, bridge_m=0, kentallen=KENTALLEN)
    assert graph.length.sum() == pytest.approx(100)
    assert graph.length[graph.kind == EXISTING].tolist() == pytest.approx([40, 20])
    assert graph.existing_dn[graph.kind == EXISTING].tolist() == ["DN 100", "DN 65"]


def test_topotherm_roads(shared_data):
    """German cadastre, EPSG:25832, multipart: one connected graph, as long as what was read."""
    frame_ = gpd.read_file(shared_data / "heatnet" / "topotherm" / "roads.gpkg").to_crs(28992)
    streets = read_streets(frame_, kentallen=KENTALLEN)
    check(streets)
    assert streets.read == len(streets.lines) == 97
    assert streets.lines["straat_id"].str.startswith("DEBY").all()
    graph = street_graph(streets, snap_m=0.5, bridge_m=0, kentallen=KENTALLEN)
    assert graph.components()[0] == 1
    assert (len(graph.nodes), len(graph.ends)) == (90, 97)
    assert graph.balance.graph == pytest.approx(frame_.length.sum(), abs=0.01)
