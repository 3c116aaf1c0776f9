"""Tables of others in a GeoPackage: whatever names and values they have, and all of it or nothing."""

import math

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback, QgsWkbTypes
from riothermie_plugin.algorithms.pdokophalen import gml
from riothermie_plugin.algorithms.pdokophalen_package import normal, package, straightened
from riothermie_plugin.algorithms.pdokophalen_sources import together
from riothermie_plugin.riothermie_kansen.callbacks import never, silent
from riothermie_plugin.riothermie_kansen.errors import CancelledError
from riothermie_plugin.riothermie_kansen.services import ServiceError

from tests.algorithms.made import rows
from tests.algorithms.packages import read, tables

RD = "EPSG:28992"


def frame(shapes, **columns):
    return gpd.GeoDataFrame(columns, geometry=[shapely.from_wkt(wkt) if wkt else None for wkt in shapes], crs=RD)


def stored(folder, made, name="tabel"):
    """Write a frame; return (tables with their number of rows, the file)."""
    target = folder / "a.gpkg"
    with package(target) as draft:
        found = draft.add(name, made, cancelled=never, progress=silent)
    return found, target


def test_awkward_names_and_values(tmp_path):
    """Names that SQLite takes for the same, reserved ones, signs, lists, whole numbers with gaps and large numbers."""
    made = frame(
        ["POINT(1 2)", "POINT(3 4)"], fid=["x", "y"], geom=[1.5, None], Naam=["a", "b"], naam=["c", ""],
        **{"bgt-functie": ["rijbaan", None], "gebruiksdoel": [["woon", "winkel"], []], "@id": [1, 2], "!": ["p", "q"]},
        nummer=pd.array([7, None], dtype="Int64"), identificatie=["0228", "0001"], waar=[True, False],
        groot=[2**52, 1], tabel=[{"a": 1}, None],
    )  # fmt: skip
    found, target = stored(tmp_path, made)
    assert found == [("tabel", 2)]
    first, second = rows(read(target))
    assert (first["fid"], first["geom"], first["Naam"], first["naam_2"]) == ("x", 1.5, "a", "c")
    assert (first["bgt_functie"], first["gebruiksdoel"], first["id"], first["veld"]) == (
        "rijbaan",
        "woon,winkel",
        1,
        "p",
    )
    assert (first["nummer"], first["identificatie"], first["waar"], first["groot"]) == (7, "0228", 1, 2**52)
    assert first["tabel"] == '{"a": 1}'
    assert (second["geom"], second["naam_2"], second["bgt_functie"], second["nummer"]) == (None, None, None, None)
    assert [row["wkt"] for row in (first, second)] == ["Point (1 2)", "Point (3 4)"]


def test_kinds_of_geometry_become_tables_of_their_own(tmp_path):
    """Two areas, a line and one without a place, which goes with the largest kind: nothing is lost."""
    shapes = ["POLYGON((0 0,1 0,1 1,0 0))", "LINESTRING(0 0,5 5)", None, "POLYGON((0 0,9 0,9 9,0 0))"]
    made = frame(shapes, nr=[1, 2, 3, 4])
    found, target = stored(tmp_path, made)
    assert found == [("tabel_vlakken", 3), ("tabel_lijnen", 1)]
    areas = read(f"{target}|layername=tabel_vlakken")
    assert areas.wkbType() == QgsWkbTypes.Type.MultiPolygon
    assert {row["nr"]: row["wkt"] in ("", "MultiPolygon EMPTY") for row in rows(areas)} == {1: False, 3: True, 4: False}
    assert [row["nr"] for row in rows(read(f"{target}|layername=tabel_lijnen"))] == [2]


def test_without_places_it_is_a_table(tmp_path):
    found, target = stored(tmp_path, frame([None, None], nr=[1, 2]))
    assert found == [("tabel", 2)]
    assert not read(target).isSpatial()


def test_mixed_shapes_keep_their_largest_kind():
    made = frame(
        ["GEOMETRYCOLLECTION(POLYGON((0 0,1 0,1 1,0 0)),LINESTRING(0 0,9 9))", "POINT Z(1 2 3)",
         "GEOMETRYCOLLECTION(MULTIPOINT(1 1,2 2),POINT(3 3))"], nr=[1, 2, 3],
    )  # fmt: skip
    assert straightened(made) == 2
    assert list(made.geometry.geom_type) == ["MultiPolygon", "Point", "MultiPoint"]
    assert made.geometry[0].area == 0.5
    assert not made.geometry.has_z.any()
    assert len(made.geometry[2].geoms) == 3


def test_same_object_of_two_municipalities_counts_once():
    one, two = frame(["POINT(0 0)", "POINT(1 1)"], uri=["a", "b"]), frame(["POINT(1 1)", "POINT(2 2)"], uri=["b", "c"])
    whole, kept = together([one, two, one.iloc[:0]])
    assert list(whole["uri"]) == ["a", "b", "c"]
    assert kept == [2, 1, 0]
    assert "uit" not in whole
    assert together([one.iloc[:0], one.iloc[:0]])[1] == [0, 0]


@pytest.mark.parametrize("error", [OSError("vol"), CancelledError()])
def test_all_or_nothing(tmp_path, error):
    """An earlier file stays byte for byte, and nothing else is left in its folder."""
    _, target = stored(tmp_path, frame(["POINT(1 2)"], nr=[1]))
    before = target.read_bytes()

    def fail():
        with package(target) as draft:
            draft.add("ander", frame(["POINT(3 4)"], nr=[2]), cancelled=never, progress=silent)
            raise error

    with pytest.raises(type(error)):
        fail()
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["a.gpkg"]
    with package(target) as draft:
        draft.add("ander", frame(["POINT(3 4)"], nr=[2]), cancelled=never, progress=silent)
    assert tables(target) == {"ander"}


def test_cancel_while_writing(tmp_path):

    def cancel():
        with package(tmp_path / "a.gpkg") as draft:
            draft.add("x", frame(["POINT(1 2)"], nr=[1]), cancelled=lambda: True, progress=silent)

    with pytest.raises(CancelledError):
        cancel()
    assert not list(tmp_path.iterdir())


def test_no_such_folder(tmp_path):
    with pytest.raises(QgsProcessingException, match="another folder"):
        package(tmp_path / "weg" / "a.gpkg").__enter__()


def test_names_do_not_depend_on_the_order_of_rows():
    made = frame(["POINT(1 2)", "POINT(3 4)"], A=[1, 2], a=[3, 4])
    assert (
        [column.name for column in normal(made)[0]] == [column.name for column in normal(made[::-1])[0]] == ["A", "a_2"]
    )


ARCS = """<?xml version="1.0" encoding="UTF-8"?>
<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2"><gml:featureMember><Wegdeel gml:id="b1">
<lokaalID>W1</lokaalID><bgt-functie>rijbaan</bgt-functie><geometrie2d>
<gml:Polygon srsName="urn:ogc:def:crs:EPSG::28992"><gml:exterior><gml:Ring><gml:curveMember><gml:Curve><gml:segments>
<gml:ArcString><gml:posList>173600 443400 173610 443410 173620 443400</gml:posList></gml:ArcString>
<gml:LineStringSegment><gml:posList>173620 443400 173600 443400</gml:posList></gml:LineStringSegment>
</gml:segments></gml:Curve></gml:curveMember></gml:Ring></gml:exterior></gml:Polygon>
</geometrie2d></Wegdeel></gml:featureMember></gml:FeatureCollection>"""


def test_arcs_of_the_bgt_become_straight(tmp_path):
    """Half a circle with a radius of 10 m: its area is half of pi 10^2."""
    file = tmp_path / "wegdeel.gml"
    file.write_text(ARCS)
    found = gml(QgsProcessingContext(), QgsProcessingFeedback(False), file)
    assert found.crs == RD
    assert list(found["lokaalID"]) == ["W1"]
    assert found.geometry[0].geom_type == "Polygon"
    assert found.geometry[0].area == pytest.approx(math.pi * 100 / 2, rel=0.001)


def test_a_file_that_is_no_gml_is_told(tmp_path):
    file = tmp_path / "wegdeel.gml"
    file.write_text("<html>Meld u aan")
    with pytest.raises(ServiceError) as error:
        gml(QgsProcessingContext(), QgsProcessingFeedback(False), file)
    assert error.value.kind == "geen_objecten"
