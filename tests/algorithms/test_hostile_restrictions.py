"""`bodemrestricties` on deliveries that are odd, incomplete or in another order."""

import csv

import pytest
from qgis.core import NULL, QgsProject, QgsVectorFileWriter, QgsVectorLayer

from tests.algorithms.ground import X, Y, areas, geopackage, houses, nothing_else, ring, run, spot, systems
from tests.algorithms.made import Log, layer, refusal, rows
from tests.algorithms.town import turned

BAN = ring(-20, -20, 25, 60)


def verdicts(made):
    return {row["locatie_id"]: (row["wko"], row["bodemlus"], row["max_diepte_m"]) for row in rows(made["LOCATIES_UIT"])}


def test_the_order_of_maps_and_places_does_not_matter():
    several = [
        areas(
            [(ring(-20, -20, 60, 60), "a", 80.0), (ring(90, -20, 60, 60), "b", 40.0)],
            "naam:string max_diepte:double",
            n,
        )
        for n in ("noord", "zuid")
    ]
    places = [(ring(x, 0, 10, 10), f"P{x}") for x in (0, 100, 200)]
    first = run(LOCATIES=layer("Polygon", "pand_id:string", places), **nothing_else(DIEPTEBEPERKING=several))
    second = run(
        LOCATIES=layer("Polygon", "pand_id:string", places[::-1]), **nothing_else(DIEPTEBEPERKING=several[::-1])
    )
    one, other = ({row["pand_id"]: row for row in rows(made["LOCATIES_UIT"])} for made in (first, second))
    for name, row in one.items():
        for field in ("wko", "bodemlus", "max_diepte_m", "redenen", "regels", "bronnen", "diepte_bron"):
            assert other[name][field] == row[field], (name, field)


def test_a_second_run_over_its_own_output(tmp_path):
    given = nothing_else(VERBOD=[areas([(BAN, 1, "Provincie")], name="verbod")])
    once = run(LOCATIES=houses(), **given, LOCATIES_UIT=str(tmp_path / "een.gpkg"))
    twice = run(LOCATIES=once["LOCATIES_UIT"], **given, LOCATIES_UIT=str(tmp_path / "twee.gpkg"))
    found = [rows(QgsVectorLayer(made["LOCATIES_UIT"], "x", "ogr")) for made in (once, twice)]
    assert found[0] == found[1]
    # places cut at the borders: each is then as a whole what it was in part
    parts = run(LOCATIES=run(LOCATIES=houses(), **given)["DELEN"], **given)
    assert {row["wko_verboden"] for row in rows(parts["LOCATIES_UIT"])} == {0.0, 100.0}


def test_shapes_of_all_sorts():
    """Z and M, arcs, several parts, none at all, invalid, and without a name: each comes out once."""
    near, far = (f"(({x} {Y},{x + 10} {Y},{x + 10} {Y + 10},{x} {Y}))" for x in (X, X + 300))
    multi = f"MULTIPOLYGON({near},{far})"
    bow = f"POLYGON(({X} {Y},{X + 10} {Y + 10},{X + 10} {Y},{X} {Y + 10},{X} {Y}))"
    arc = f"CURVEPOLYGON(COMPOUNDCURVE(CIRCULARSTRING({X} {Y},{X + 10} {Y + 10},{X + 20} {Y}),({X + 20} {Y},{X} {Y})))"
    high = f"POLYGONZM(({X} {Y} 1 2,{X + 10} {Y} 1 2,{X + 10} {Y + 10} 1 2,{X} {Y} 1 2))"
    shapes = [multi, bow, arc, high, None]
    places = layer("MultiSurface", "id:string", [(wkt, NULL) for wkt in shapes], name="vlakken")
    made = run(LOCATIES=places, **nothing_else(VERBOD=[areas([(BAN, 1, "Provincie")])]))
    found = rows(made["LOCATIES_UIT"])
    assert len(found) == 5
    assert [row["wko"] for row in found] == ["verboden"] * 4 + ["onbekend"]
    assert found[0]["wko_verboden"] < 100.0
    assert found[4]["wko_verboden"] is None
    kinds = [row["soort"] for row in rows(made["MELDINGEN"])]
    assert "locatie_zonder_plaats" in kinds
    assert "locatie_hersteld" in kinds


def test_several_points_in_one_feature():
    places = layer("MultiPoint", "id:string", [(f"MULTIPOINT(({X} {Y}),({X + 500} {Y}))", "a")], name="putten")
    made = run(LOCATIES=places, **nothing_else(VERBOD=[areas([(BAN, 1, "Provincie")])]))
    (row,) = rows(made["LOCATIES_UIT"])
    assert row["wko_verboden"] == 50.0
    assert made["LOCATIES_UIT"].wkbType() == places.wkbType()


def test_rows_without_a_geometry_in_a_map_and_reserved_names():
    fields = "fid:string geometry:string geom:string OBJECTID:string Shape_Area:double"
    odd = areas([(BAN, "1", "x", "y", "9", 1.0), (None, "1", "x", "y", "9", 1.0)], fields, name="verbod")
    made = run(LOCATIES=houses(), **nothing_else(VERBOD=[odd]))
    assert [row["wko"] for row in rows(made["LOCATIES_UIT"])] == ["verboden"] + ["toegestaan"] * 3
    listed = {row["rol"]: row for row in rows(made["LAGEN"])}["VERBOD"]
    assert (listed["gelezen"], listed["aantal"], listed["weggelaten"]) == (2, 1, 1)


def test_systems_in_a_table_with_x_and_y(tmp_path):
    file = tmp_path / "WKO_GBES.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, delimiter=";")
        writer.writerow(["Installatie ID", "X", "Y", "type", "Bodemzijdig vermogen"])
        writer.writerow(["G1", X + 330, Y + 5, "GBES", "12,5"])
    made = run(LOCATIES=houses(), **nothing_else(GBES=[str(file)]))
    fourth = rows(made["LOCATIES_UIT"])[3]
    assert fourth["afstand_gbes_m"] == pytest.approx(20.0, abs=0.1)
    assert "12,5 kW" in fourth["redenen"]


def test_geopackage_of_the_bro_with_the_kind_in_another_table(tmp_path):
    """The layer holds places in EPSG:4258 and ids only; the kind stands in a table beside it."""
    file = tmp_path / "brogufvolledigeset.gpkg"
    places = layer(
        "Point", "bro_id:string quality_regime:string",
        [(spot(330, 5), "GUF000000000001", "IMBRO"), (spot(330, 300), "GUF000000000002", "IMBRO")],
        name="grondwatergebruiksysteem",
    )  # fmt: skip
    source = geopackage(file, turned(places, "EPSG:4258"), "grondwatergebruiksysteem")
    table = layer(
        "None", "bro_id:string primary_usage_type:string",
        [(None, "GUF000000000001", "geslotenBodemenergiesysteem"),
         (None, "GUF000000000002", "openBodemenergiesysteem")], name="licence",
    )  # fmt: skip
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = "licence"
    options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    context = QgsProject.instance().transformContext()
    assert QgsVectorFileWriter.writeAsVectorFormatV3(table, str(file), context, options)[1] == ""
    made = run(LOCATIES=houses(), **nothing_else(OBES=[source], GBES=[source]))
    fourth = rows(made["LOCATIES_UIT"])[3]
    assert fourth["afstand_gbes_m"] == pytest.approx(20.0, abs=0.2)
    assert fourth["gbes"].startswith("GUF000000000001")
    assert fourth["obes"].startswith("GUF000000000002")
    assert fourth["obes_binnen"] == 1


def test_a_selection_of_the_places_only():
    from qgis.core import QgsProcessingFeatureSourceDefinition

    places = houses()
    places.selectByIds([feature.id() for feature in places.getFeatures()][:2])
    QgsProject.instance().addMapLayer(places)
    try:
        chosen = QgsProcessingFeatureSourceDefinition(places.id(), True)
        made = run(LOCATIES=chosen, **nothing_else())
        assert made["LOCATIES_AANTAL"] == 2
    finally:
        QgsProject.instance().removeMapLayer(places.id())


def test_own_kentallen_of_a_municipality(tmp_path):
    """A municipality where archaeology forbids loops, and where nature does not matter."""
    file = tmp_path / "gemeente.toml"
    file.write_text("[restrictie]\ngevolg_archeologie = [1, 2]\ngevolg_natuur = [0, 0]\n", encoding="utf-8")
    everywhere = [areas([(ring(-50, -50, 500, 200), "1")], "id:string", name="overal")]
    made = run(
        LOCATIES=houses(((0, 0),)), **nothing_else(ARCHEOLOGIE=everywhere, NATUUR=everywhere), KENTALLEN=str(file)
    )
    (row,) = rows(made["LOCATIES_UIT"])
    assert (row["wko"], row["bodemlus"]) == ("aandacht", "verboden")


def test_systems_of_an_empty_service_and_of_no_kind():
    log = Log()
    strange = systems([(spot(330, 5), "X1", "ANDERS", "Actief", 10.0, 100.0)], name="installaties")
    made = run(log, LOCATIES=houses(), **nothing_else(GBES=[strange]))
    assert made["LUS_VERBODEN"] == 0
    listed = {row["rol"]: row for row in rows(made["LAGEN"])}["GBES"]
    assert listed["gelezen"] == listed["aantal"] + listed["weggelaten"] == 1


def test_into_a_shapefile_and_a_table_of_a_geopackage(tmp_path):
    given = nothing_else(VERBOD=[areas([(BAN, 1, "Provincie")])])
    shape = str(tmp_path / "uit.shp")
    run(LOCATIES=houses(), **given, LOCATIES_UIT=shape, LAGEN=str(tmp_path / "lagen.csv"))
    assert [row["wko"] for row in rows(QgsVectorLayer(shape, "x", "ogr"))] == ["verboden"] + ["toegestaan"] * 3
    assert QgsVectorLayer(str(tmp_path / "lagen.csv"), "x", "ogr").featureCount() == 11
    file = tmp_path / "alles.gpkg"
    outputs = {name: f"ogr:dbname='{file}' table=\"{name.lower()}\" (geom)" for name in ("LOCATIES_UIT", "DELEN")}
    geopackage(file, houses(), "panden")
    run(LOCATIES=f"{file}|layername=panden", **given, **outputs)
    assert QgsVectorLayer(f"{file}|layername=locaties_uit", "x", "ogr").featureCount() == 4
    assert QgsVectorLayer(f"{file}|layername=delen", "x", "ogr").featureCount() == 5


def test_places_without_any_place_are_refused_in_one_sentence():
    table = layer("None", "pand_id:string", [(None, "a"), (None, "b")], name="tabel")
    empty = layer("Polygon", "pand_id:string", [(None, "a"), (None, "b")], name="leeg")
    for places in (table, empty):
        text = refusal(lambda given=places: run(LOCATIES=given, **nothing_else()))
        assert "2" in text, text
