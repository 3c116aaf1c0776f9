"""The bridge from QGIS layers to frames: CRS, NULL, multipart, Z/M, arcs, field types, expressions."""

import numpy as np
import pytest
import shapely
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsFields,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QTime
from riothermie_plugin.algorithms import layers, sources
from riothermie_plugin.riothermie_kansen.errors import CancelledError


def make(kind, rows, fields="", crs="EPSG:28992", name="proef"):
    """Return a memory layer with rows of (WKT or None, *attributes)."""
    uri = kind + (f"?crs={crs}" if crs else "?") + "".join(f"&field={field}" for field in fields.split())
    layer = QgsVectorLayer(uri, name, "memory")
    if not crs:
        layer.setCrs(QgsCoordinateReferenceSystem())
    features = []
    for wkt, *attributes in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(attributes)
        if wkt is not None:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        features.append(feature)
    assert layer.dataProvider().addFeatures(features)[0]
    return layer


def read(layer, shape="line", feedback=None, **options):
    return layers.read(layer, QgsProcessingContext(), feedback or QgsProcessingFeedback(), shape=shape, **options)


def wkts(layer):
    return [None if g is None else shapely.to_wkt(g, rounding_precision=2) for g in layer.frame.geometry]


def test_plain_lines_keep_order_fields_and_crs():
    got = read(
        make("LineString", [("LINESTRING(0 0,1 0)", "a", 1), ("LINESTRING(2 0,3 1)", "b", 2)], "Naam:string n:int")
    )
    assert wkts(got) == ["LINESTRING (0 0, 1 0)", "LINESTRING (2 0, 3 1)"]
    assert list(got.frame.columns) == ["Naam", "n", "geometry"]
    assert got.frame["Naam"].tolist() == ["a", "b"]
    assert got.frame["n"].tolist() == [1, 2]
    assert got.frame.crs.to_epsg() == 28992
    assert (got.features, got.row.tolist(), got.part.tolist(), got.notes) == (2, [0, 1], [0, 0], [])


def test_null_and_empty_geometry_stay_as_rows():
    got = read(make("LineString", [(None, 1), ("LINESTRING EMPTY", 2), ("LINESTRING(0 0,1 1)", 3)], "n:int"))
    assert wkts(got) == [None, None, "LINESTRING (0 0, 1 1)"]
    assert got.frame["n"].tolist() == [1, 2, 3]


def test_null_of_every_kind_becomes_nan_or_none():
    layer = make("Point", [("POINT(0 0)", NULL, None, NULL, NULL), ("POINT(1 1)", 2.5, 3, "t", QDate(2020, 5, 1))],
                 "r:double i:int s:string d:date")  # fmt: skip
    frame = read(layer, "point").frame
    assert np.isnan(frame["r"][0])
    assert np.isnan(frame["i"][0])
    assert frame["s"][0] is None
    assert frame["d"][0] is None
    assert frame.loc[1, ["r", "i", "s", "d"]].tolist() == [2.5, 3, "t", "2020-05-01"]
    assert frame["r"].dtype == np.float64
    assert frame["i"].dtype == np.float64


def test_texts_dates_and_moments_between_nulls_over_many_features():
    n = 2 * sources.EVERY + 7
    days = [NULL if i % 3 == 0 else QDate(1990 + i % 30, 1 + i % 12, 1 + i % 28) for i in range(n)]
    moments = [NULL if day == NULL else QDateTime(day, QTime(1, 2, i % 60)) for i, day in enumerate(days)]
    words = [NULL if i % 5 == 0 else f"w{i}" for i in range(n)]
    empty = [NULL] * (n - 1) + ["laatste"]
    rows = zip([None] * n, words, days, moments, empty, strict=True)
    frame = read(make("Point", rows, "w:string d:date t:datetime e:string"), "table").frame
    assert frame["w"].tolist() == [None if i % 5 == 0 else f"w{i}" for i in range(n)]
    known = [f"{1990 + i % 30}-{1 + i % 12:02d}-{1 + i % 28:02d}" for i in range(n)]
    assert frame["d"].tolist() == [None if i % 3 == 0 else day for i, day in enumerate(known)]
    assert frame["t"].tolist() == [None if i % 3 == 0 else f"{d}T01:02:{i % 60:02d}" for i, d in enumerate(known)]
    assert frame["e"].tolist() == [None] * (n - 1) + ["laatste"]


def test_the_first_and_the_last_day_with_four_figures():
    frame = read(make("Point", [("POINT(0 0)", QDate(9999, 12, 31)), ("POINT(0 0)", QDate(1, 1, 1))], "d:date"),
                 "point").frame  # fmt: skip
    assert frame["d"].tolist() == ["9999-12-31", "0001-01-01"]


def test_null_from_a_file_too(tmp_path):
    layer = make("LineString", [("LINESTRING(0 0,1 0)", NULL, NULL), (None, 1.5, "x")], "r:double s:string")
    options = QgsVectorFileWriter.SaveVectorOptions()
    transform = QgsProject.instance().transformContext()
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(tmp_path / "a.gpkg"), transform, options)
    frame = read(QgsVectorLayer(str(tmp_path / "a.gpkg"), "a", "ogr")).frame
    assert np.isnan(frame["r"][0])
    assert frame["s"][0] is None
    assert frame["r"][1] == 1.5
    assert frame["s"][1] == "x"


def test_long_whole_numbers_are_exact_and_booleans_are_numbers():
    big = 2**60 + 1
    frame = read(make("Point", [("POINT(0 0)", big, True), ("POINT(0 0)", 1, False)], "n:int8 b:bool"), "point").frame
    assert frame["n"].tolist() == [big, 1]
    assert frame["b"].tolist() == [1, 0]


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:25832", "EPSG:3857", "EPSG:7415"])
def test_any_known_crs_becomes_rd(crs):
    rd = QgsCoordinateReferenceSystem("EPSG:28992")
    there = QgsCoordinateTransform(rd, QgsCoordinateReferenceSystem(crs), QgsProject.instance())
    points = [there.transform(QgsPointXY(*xy)) for xy in ((110000.0, 455000.0), (110100.0, 455050.0))]
    wkt = f"LINESTRING({points[0].x()} {points[0].y()},{points[1].x()} {points[1].y()})"
    got = read(make("LineString", [(wkt,)], crs=crs))
    assert got.frame.crs.to_epsg() == 28992
    assert np.allclose(shapely.get_coordinates(got.frame.geometry[0]), [[110000, 455000], [110100, 455050]], atol=0.01)


def test_unknown_crs_is_one_sentence_with_the_name_of_the_layer():
    layer = make("LineString", [("LINESTRING(0 0,1 0)",)], crs="", name="mijn riool")
    with pytest.raises(QgsProcessingException, match='"mijn riool" has no known coordinate reference system') as error:
        read(layer)
    assert "\n" not in str(error.value)


def test_points_instead_of_lines_is_one_sentence():
    with pytest.raises(QgsProcessingException, match='"putten" holds points, but lines are needed here'):
        read(make("Point", [("POINT(0 0)",)], name="putten"))
    with pytest.raises(QgsProcessingException, match="holds no geometry, but polygons are needed"):
        read(make("None", [], "a:int"), "polygon")


def test_coordinates_that_cannot_be_transformed_have_no_place_and_are_told():
    got = read(make("Point", [("POINT(5 52)",), ("POINT(5 1000)",)], crs="EPSG:4326"), "point")
    assert got.frame.geometry.notna().tolist() == [True, False]
    assert len(got.notes) == 1
    assert got.notes[0].endswith("RD New: 1; they have no place.")


def test_coordinates_that_are_not_finite():
    layer = make("Point", [("POINT(0 0)",)])
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(float("inf"), 2)))
    layer.dataProvider().addFeatures([feature])
    got = read(layer, "point")
    assert got.frame.geometry.notna().tolist() == [True, False]
    assert "without finite coordinates: 1" in got.notes[0]


def test_multipart_lines_are_exploded_and_counted():
    rows = [
        ("MULTILINESTRING((0 0,1 0))", "een"),
        ("MULTILINESTRING((0 0,1 0),(5 5,6 6),(8 8,9 9))", "drie"),
        (None, "geen"),
        ("MULTILINESTRING((0 0,0 1))", "laatste"),
    ]
    got = read(make("MultiLineString", rows, "n:string"))
    assert got.features == 4
    assert got.row.tolist() == [0, 1, 1, 1, 2, 3]
    assert got.part.tolist() == [0, 0, 1, 2, 0, 0]
    assert got.frame["n"].tolist() == ["een", "drie", "drie", "drie", "geen", "laatste"]
    assert wkts(got)[1:4] == ["LINESTRING (0 0, 1 0)", "LINESTRING (5 5, 6 6)", "LINESTRING (8 8, 9 9)"]
    assert wkts(got)[4:] == [None, "LINESTRING (0 0, 0 1)"]
    assert list(got.frame.index) == list(range(6))
    assert got.notes == ['Lines that multipart features of "proef" gave on top of their number: 2.']
    assert got.features + 2 == len(got.frame)


def test_parts_that_run_on_are_one_line_in_their_own_direction():
    got = read(make("MultiLineString", [("MULTILINESTRING((5 0,1 0),(1 0,0 0))",)]))
    assert wkts(got) == ["LINESTRING (5 0, 1 0, 0 0)"]
    assert got.notes == []


def test_multipoints_give_one_point_each():
    got = read(make("MultiPoint", [("MULTIPOINT((1 2))",), ("MULTIPOINT((3 4),(5 6))",)]), "point")
    assert wkts(got) == ["POINT (1 2)", "POINT (3 4)"]
    assert got.notes == ['Parts of multipart features of "proef" that are not used: 1.']


@pytest.mark.parametrize(
    ("kind", "wkt"),
    [
        ("LineStringZ", "LINESTRING Z(0 0 5,1 0 6)"),
        ("LineStringM", "LINESTRING M(0 0 5,1 0 6)"),
        ("LineStringZM", "LINESTRING ZM(0 0 5 7,1 0 6 8)"),
        ("MultiLineStringZM", "MULTILINESTRING ZM((0 0 5 7,1 0 6 8))"),
    ],
)
def test_z_and_m_are_dropped(kind, wkt):
    got = read(make(kind, [(wkt,)]))
    assert shapely.to_wkt(got.frame.geometry[0], output_dimension=3) == shapely.to_wkt(
        shapely.LineString([(0, 0), (1, 0)])
    )
    assert not got.frame.geometry.has_z.any()


@pytest.mark.parametrize(
    ("kind", "wkt", "length"),
    [
        ("CompoundCurve", "COMPOUNDCURVE(CIRCULARSTRING(0 0,1 1,2 0),(2 0,3 0))", np.pi + 1),
        ("MultiCurve", "MULTICURVE(COMPOUNDCURVE(CIRCULARSTRING(0 0,1 1,2 0),(2 0,3 0)))", np.pi + 1),
        ("CompoundCurveZ", "COMPOUNDCURVE Z(CIRCULARSTRING Z(0 0 9,1 1 9,2 0 9),(2 0 9,3 0 9))", np.pi + 1),
    ],
)
def test_arcs_become_straight_pieces(kind, wkt, length):
    got = read(make(kind, [(wkt,), ("LINESTRING(0 0,4 0)",)]))
    assert got.frame.geometry.geom_type.tolist() == ["LineString", "LineString"]
    assert got.frame.geometry.length.tolist() == pytest.approx([length, 4], rel=1e-3)
    assert got.notes[0].startswith("Curved geometries")


def test_invalid_polygons_are_repaired_and_stay_whole():
    rows = [
        ("POLYGON((0 0,10 10,10 0,0 10,0 0))",),
        ("MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))",),
        ("CURVEPOLYGON(CIRCULARSTRING(0 0,1 1,2 0,1 -1,0 0))",),
        ("POLYGON((0 0,5 5,0 0))",),
    ]
    got = read(make("CurvePolygon", rows), "polygon")
    assert got.features == len(got.frame) == 4
    assert shapely.is_valid(got.frame.geometry.to_numpy()).tolist()[:3] == [True] * 3
    assert got.frame.geometry.area.tolist()[:3] == pytest.approx([50, 1, np.pi], rel=1e-3)
    assert got.frame.geometry.isna().tolist() == [False, False, False, True]  # a polygon without area is none


def test_tables_give_a_plain_frame():
    got = read(make("None", [(None, "a"), (None, "b")], "code:string"), "any")
    assert list(got.frame.columns) == ["code"]
    assert not hasattr(got.frame, "crs")
    assert got.features == 2


def test_only_the_fields_that_are_needed():
    layer = make("LineString", [("LINESTRING(0 0,1 0)", 1, 2, 3)], "a:int b:int c:int")
    got = read(layer, columns=["c", "a"])
    assert list(got.frame.columns) == ["a", "c", "geometry"]
    assert got.frame.loc[0, ["a", "c"]].tolist() == [1, 3]


def test_a_field_called_geometry_does_not_hide_the_lines():
    got = read(make("LineString", [("LINESTRING(0 0,1 0)", "tekst")], "geometry:string"))
    assert wkts(got) == ["LINESTRING (0 0, 1 0)"]
    assert got.frame["geometry_"].tolist() == ["tekst"]


def test_field_map_with_names_and_expressions():
    layer = make("LineString", [("LINESTRING(0 0,1 0)", "x", 0.3, "Ei"), ("LINESTRING(0 0,3 0)", "y", NULL, NULL)],
                 "Link:string geom1_m:double vorm:string")  # fmt: skip
    mapping = {
        "leiding_id": "link",
        "breedte_mm": '"geom1_m"*1000',
        "soort": "'gemengd'",
        "lengte_m": "$length",
        "naam": '"vorm"',
    }
    got = read(layer, columns=[], mapping=mapping)
    assert got.fields["leiding_id"] == "Link"
    assert got.fields["naam"] == "vorm"
    column = {role: got.frame[name].tolist() for role, name in got.fields.items()}
    assert column["leiding_id"] == ["x", "y"]
    assert column["breedte_mm"][0] == 300
    assert np.isnan(column["breedte_mm"][1])
    assert column["soort"] == ["gemengd", "gemengd"]
    assert column["lengte_m"] == [1, 3]
    assert column["naam"] == ["Ei", None]


def test_an_expression_does_not_replace_a_field_of_that_name():
    got = read(make("Point", [("POINT(0 0)", 5)], "veld_x:int"), "point", mapping={"x": "veld_x * 2"})
    assert got.frame["veld_x"].tolist() == [5]
    assert got.frame[got.fields["x"]].tolist() == [10]


@pytest.mark.parametrize("text", ["bestaat_niet", '"geom1" * * 2', "geom1 *", '"nergens" * 2'])
def test_neither_field_nor_expression_is_one_sentence(text):
    with pytest.raises(QgsProcessingException, match="is not a field of the layer") as error:
        read(make("Point", [("POINT(0 0)", 5)], "geom1:int"), "point", mapping={"breedte_mm": text})
    assert "breedte_mm" in str(error.value)
    assert "\n" not in str(error.value)


def test_an_expression_that_fails_on_some_rows_is_told():
    layer = make("Point", [("POINT(0 0)", "12"), ("POINT(0 0)", "tekst")], "a:string")
    got = read(layer, "point", mapping={"n": 'to_real("a")'})
    assert got.frame[got.fields["n"]].tolist()[0] == 12
    assert np.isnan(got.frame[got.fields["n"]].tolist()[1])
    assert len(got.notes) == 1
    assert "1 of 2 features" in got.notes[0]


def test_selection_and_filter_of_a_processing_source():
    layer = make("Point", [(f"POINT({i} 0)", i) for i in range(10)], "n:int")
    layer.setSubsetString("")
    chosen = QgsProcessingFeatureSource(layer, QgsProcessingContext(), False, -1, '"n" > 6')
    assert read(chosen, "point").frame["n"].tolist() == [7, 8, 9]


def test_geometries_of_another_kind_in_a_mixed_layer_have_no_place(tmp_path):
    options = QgsVectorFileWriter.SaveVectorOptions()
    crs = QgsCoordinateReferenceSystem("EPSG:28992")
    file = str(tmp_path / "m.gpkg")
    transform = QgsProject.instance().transformContext()
    writer = QgsVectorFileWriter.create(file, QgsFields(), QgsWkbTypes.Type.Unknown, crs, transform, options)
    for wkt in ("GEOMETRYCOLLECTION(POINT(0 0),LINESTRING(0 0,1 0))", "POINT(0 0)", "LINESTRING(0 0,0 1)"):
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        assert writer.addFeature(feature)
    del writer
    layer = QgsVectorLayer(file, "m", "ogr")
    with pytest.raises(QgsProcessingException, match='"m" mixes kinds of geometry'):
        read(layer)
    layer.setCrs(crs)
    got = read(layer)
    assert layer.featureCount() == got.features == 3
    assert wkts(got) == ["LINESTRING (0 0, 1 0)", None, "LINESTRING (0 0, 0 1)"]
    assert "another kind: 1" in got.notes[0]


def test_an_empty_layer():
    got = read(make("LineString", [], "a:int b:string"))
    assert len(got.frame) == 0
    assert got.features == 0
    assert list(got.frame.columns) == ["a", "b", "geometry"]
    assert got.frame.crs.to_epsg() == 28992


def test_progress_rises_and_cancel_stops_half_way():
    layer = make("Point", [(f"POINT({i} 0)",) for i in range(3000)])
    seen = []
    feedback = QgsProcessingFeedback()

    def progress(percent):
        seen.append(percent)
        if percent > 40:
            feedback.cancel()

    with pytest.raises(CancelledError):
        read(layer, "point", feedback, progress=progress)
    assert seen == sorted(seen)
    assert 40 < seen[-1] < 70


def test_real_curves_and_invalid_polygons(shared_data):
    """Otterlo's BGT: arcs and rings as the Kadaster delivers them."""
    source = QgsVectorLayer(f"{shared_data}/streets_buildings/otterlo_bgt.gpkg|layername=wegdeel", "wegdeel", "ogr")
    assert source.isValid()
    got = read(source, "polygon")
    assert got.features == len(got.frame) == source.featureCount()
    present = got.frame.geometry[got.frame.geometry.notna()]
    assert present.is_valid.all()
    assert set(present.geom_type) <= {"Polygon", "MultiPolygon"}
