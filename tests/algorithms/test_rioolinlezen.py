"""Algorithm `rioolinlezen`, run as QGIS runs it."""

import sqlite3

import pytest
from qgis import processing
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from riothermie_plugin.algorithms.inputs import recognised
from riothermie_plugin.algorithms.sewer_parameters import KNOWN
from riothermie_plugin.riothermie_kansen.schema import KNOOP_COLUMNS, LEIDING_COLUMNS, MELDING_COLUMNS, names

from tests.algorithms import made
from tests.algorithms.made import PIPES, layer, pipes, rows


def run(**parameters):
    return made.run("rioolinlezen", **parameters)


def test_pipes_nodes_findings_and_numbers():
    result = run(LEIDINGEN=pipes())
    got = {row["leiding_id"]: row for row in rows(result["LEIDINGEN_UIT"])}
    assert set(got) == {"AB", "BC", "DB"}
    assert got["AB"]["soort"] == "gemengd"
    assert got["AB"]["breedte_mm"] == 300
    assert got["AB"]["verhang"] == pytest.approx(0.002)
    assert got["AB"]["knoop_eind"] == got["BC"]["knoop_begin"] == got["DB"]["knoop_eind"]
    assert got["AB"]["woningen"] == 10
    assert got["BC"]["woningen"] is None
    assert got["AB"]["wkt"] == "LineString (1000 1000, 1100 1000)"
    assert (result["AANTAL_IN"], result["AANTAL_UIT"], result["AANTAL_WEG"], result["AANTAL_KNOPEN"]) == (3, 3, 0, 4)
    assert result["LENGTE_M"] == pytest.approx(250)


def test_public_fields_in_order_and_crs():
    result = run(LEIDINGEN=pipes())
    for name, columns in (
        ("LEIDINGEN_UIT", LEIDING_COLUMNS),
        ("KNOPEN_UIT", KNOOP_COLUMNS),
        ("MELDINGEN", MELDING_COLUMNS),
    ):
        assert tuple(result[name].fields().names())[: len(columns)] == names(columns)
        assert result[name].crs().authid() == "EPSG:28992"


def test_same_pipes_in_another_crs():
    there = processing.run("native:reprojectlayer", {"INPUT": pipes(), "TARGET_CRS": "EPSG:4326", "OUTPUT": "memory:"})
    got = rows(run(LEIDINGEN=there["OUTPUT"])["LEIDINGEN_UIT"])
    assert [row["wkt"] for row in got] == [
        row[0].replace("LINESTRING(", "LineString (").replace(",", ", ") for row in PIPES
    ]


def test_selected_features_only():
    source = pipes()
    QgsProject.instance().addMapLayer(source)
    source.selectByExpression("naam = 'BC'")
    result = run(LEIDINGEN=QgsProcessingFeatureSourceDefinition(source.id(), True))
    assert [row["leiding_id"] for row in rows(result["LEIDINGEN_UIT"])] == ["BC"]
    QgsProject.instance().removeMapLayer(source)


def test_multipart_pipe_counts_once_and_its_ends_are_those_of_the_outer_parts():
    parts = "MULTILINESTRING((1100 1000,1200 1000),(1300 1000,1400 1000))"
    source = pipes([(parts, "M", "GemengdRiool", "GemengdStelsel", 1.8, 1.0, 400, "Beton", 6)], "MultiLineString")
    result = run(LEIDINGEN=source)
    got = rows(result["LEIDINGEN_UIT"])
    assert (result["AANTAL_IN"], result["AANTAL_UIT"]) == (1, 2)
    assert [row["woningen"] for row in got] == [6, None]
    assert [row["lengte_m"] for row in got] == [100, 100]
    assert [(row["bob_begin_m"], row["bob_eind_m"]) for row in got] == [(1.8, None), (None, 1.0)]
    assert len({row["leiding_id"] for row in got}) == 2


def test_pipe_that_ends_on_another_splits_it():
    rows_ = [
        ("LINESTRING(1000 1000,1200 1000)", "AC", "GemengdRiool", "GemengdStelsel", 2.0, 1.5, 300, "Beton", 10),
        ("LINESTRING(1100 1050,1100 1000.02)", "DB", "GemengdRiool", "GemengdStelsel", 2.1, 1.8, 300, "Beton", 4),
    ]
    result = run(LEIDINGEN=pipes(rows_))
    got = {row["leiding_id"]: row for row in rows(result["LEIDINGEN_UIT"])}
    assert set(got) == {"AC-1", "AC-2", "DB"}
    assert got["AC-1"]["bob_eind_m"] == pytest.approx(1.75)
    assert "leiding_gesplitst" in {row["soort"] for row in rows(result["MELDINGEN"])}
    apart = run(LEIDINGEN=pipes(rows_), TOLERANTIE=0.01)
    assert {row["leiding_id"] for row in rows(apart["LEIDINGEN_UIT"])} == {"AC", "DB"}


def test_areas_give_their_name():
    areas = layer(
        "MultiPolygon", "naam:string", [("MULTIPOLYGON(((900 900,1120 900,1120 1120,900 1120,900 900)))", "West")]
    )
    got = {row["leiding_id"]: row["gebied"] for row in rows(run(LEIDINGEN=pipes(), GEBIEDEN=areas)["LEIDINGEN_UIT"])}
    assert got == {"AB": "West", "BC": None, "DB": "West"}


NODES = [("POINT(1200 1000)", "C", "Pompput"), ("POINT(1500 1000)", "E", "Inspectieput")]
FAR = ("LINESTRING(1500 1000,1600 1000)", "EF", "GemengdRiool", "GemengdStelsel", 3.0, 2.8, 400, "Beton", None)


def test_pumps_from_a_table_lift_the_water_to_another_piece():
    """A Netwerk_Kunstwerk without geometry: its begin and eind name the manholes."""
    manholes = layer("Point", "naam:string type:string", NODES, name="putten")
    table = layer("None", "naam:string type:string begin:string eind:string Pompcapaciteit:double",
                  [(None, "P1", "Pomp", "C", "E", 36.0)], name="kunstwerken")  # fmt: skip
    result = run(LEIDINGEN=pipes([*PIPES, FAR]), PUTTEN=manholes, POMPEN=table)
    pump = [row for row in rows(result["LEIDINGEN_UIT"]) if row["functie"] == "pomp"]
    assert [(row["knoop_begin"], row["knoop_eind"]) for row in pump] == [("C", "E")]
    assert (result["AANTAL_IN"], result["AANTAL_UIT"]) == (4, 5)
    assert "los_stuk" not in {row["soort"] for row in rows(result["MELDINGEN"])}


def test_layers_beside_a_hydx_folder_are_said_to_be_unused(shared_data):
    log = made.Log()
    run(HYDX=str(shared_data / "sewer" / "hydx_testhyd"), VELDEN="leiding_id=link", feedback=log)
    assert any("VELDEN is not used" in line for line in log.lines)


MAP = {
    "leiding_id": "link",
    "breedte_mm": '"geom1_m"*1000',
    "bob_begin_m": "max(0, bob)",
    "soort": "'gemengd'",
    "functie": "'vrijverval'",
}


@pytest.mark.parametrize(
    "value",
    [
        [item for pair in MAP.items() for item in pair],
        [list(pair) for pair in MAP.items()],
        [{"name": role, "expression": text} for role, text in MAP.items()],
        "; ".join(f"{role} = {text}" for role, text in MAP.items()),
    ],
    ids=["matrix", "pairs", "dictionaries", "text"],
)
def test_field_map_in_every_form(value):
    source = layer("LineString", "link:string geom1_m:double bob:double", [("LINESTRING(0 0,10 0)", "x", 0.3, -1)])
    got = rows(run(LEIDINGEN=source, VELDEN=value)["LEIDINGEN_UIT"])
    assert [(row["leiding_id"], row["breedte_mm"], row["bob_begin_m"], row["soort"]) for row in got] == [
        ("x", 300, 0, "gemengd")
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (["leiding_id"], "not a list of property and field"),
        ("leiding_id", "not a list of property and field"),
        (["leiding_id", "nergens"], "not a field of the layer"),
        (["breedte", "naam"], "breedte"),
        ([["leiding_id", "naam", "x"]], "not a list of property and field"),
    ],
)
def test_field_map_that_makes_no_sense_is_one_sentence(value, text):
    with pytest.raises(QgsProcessingException, match=text) as error:
        run(LEIDINGEN=pipes(), VELDEN=value)
    assert "Traceback" not in str(error.value)


def test_geopackage_carries_style_titles_and_metadata(tmp_path):
    file = tmp_path / "uit.gpkg"
    run(LEIDINGEN=pipes(), LEIDINGEN_UIT=str(file), TOLERANTIE=0.1)
    got = QgsVectorLayer(str(file), "uit", "ogr")
    assert got.featureCount() == 3
    assert got.renderer().type() == "RuleRenderer"
    assert got.attributeAlias(got.fields().lookupField("breedte_mm")) == "Breedte of diameter (inwendig) [mm]"
    metadata = got.metadata()
    assert metadata.title() == "Rioolleidingen"
    history = "\n".join(metadata.history())
    assert "Riothermie Kansen 1." in history
    assert "Parameter TOLERANTIE = 0.1" in history
    assert "stroming.tolerantie_m = 0.1" in history
    assert "leidingen" in history
    assert metadata.dateTime(Qgis.MetadataDateType.Created).isValid()


def test_layers_get_style_and_metadata_when_loaded():
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    result = processing.runAndLoadResults(
        "riothermie:rioolinlezen",
        {
            "LEIDINGEN": pipes(),
            "LEIDINGEN_UIT": "TEMPORARY_OUTPUT",
            "KNOPEN_UIT": "TEMPORARY_OUTPUT",
            "MELDINGEN": "TEMPORARY_OUTPUT",
        },
        context=context,
    )
    loaded = {
        name: QgsProject.instance().mapLayer(result[name]) for name in ("LEIDINGEN_UIT", "KNOPEN_UIT", "MELDINGEN")
    }
    for name, output in loaded.items():
        assert output.renderer().type() == "RuleRenderer", name
        assert output.metadata().title()
        assert output.metadata().history()
    line = loaded["LEIDINGEN_UIT"]
    assert line.attributeAlias(line.fields().lookupField("lengte_m")) == "Lengte [m]"
    QgsProject.instance().removeMapLayers([result[name] for name in loaded])


def test_tables_in_one_geopackage(tmp_path):
    file = tmp_path / "samen.gpkg"
    run(LEIDINGEN=pipes(), LEIDINGEN_UIT=str(file), MELDINGEN=f"ogr:dbname='{file}' table=\"meldingen\" (geom)",
        KNOPEN_UIT=f"ogr:dbname='{file}' table=\"knopen\" (geom)")  # fmt: skip
    with sqlite3.connect(file) as database:
        tables = {
            name for (name,) in database.execute("select table_name from gpkg_contents where data_type='features'")
        }
        styled = {name for (name,) in database.execute("select f_table_name from layer_styles")}
    assert tables == styled == {"samen", "meldingen", "knopen"}


def test_layer_of_the_project_is_proposed_in_the_dialog_only():
    source = pipes()
    other = layer("LineString", "straat:string", [])
    QgsProject.instance().addMapLayers([other, source])
    try:
        assert recognised(KNOWN["LEIDINGEN"], "line") == source.id()
        assert recognised(KNOWN["PUTTEN"], "point") is None
        dialog = QgsApplication.processingRegistry().createAlgorithmById("riothermie:kansenkaart")
        assert dialog.parameterDefinition("LEIDINGEN").defaultValue() == source.id()
        with pytest.raises(QgsProcessingException, match="no sewer yet"):
            run()
    finally:
        QgsProject.instance().removeMapLayers([source.id(), other.id()])
    assert recognised(KNOWN["LEIDINGEN"], "line") is None


def test_second_run_over_its_own_output(tmp_path):
    first = run(LEIDINGEN=pipes(), LEIDINGEN_UIT=str(tmp_path / "a.gpkg"), KNOPEN_UIT=str(tmp_path / "b.gpkg"))
    second = run(LEIDINGEN=str(tmp_path / "a.gpkg"), PUTTEN=str(tmp_path / "b.gpkg"))
    before = rows(QgsVectorLayer(first["LEIDINGEN_UIT"], "a", "ogr"))
    after = rows(second["LEIDINGEN_UIT"])
    for row in before:
        row.pop("fid")
    assert after == before


def test_bodegraven_comes_in_whole(shared_data):
    file = shared_data / "sewer" / "bodegraven_gwsw_default.gpkg"
    result = run(LEIDINGEN=f"{file}|layername=default_lijn", PUTTEN=f"{file}|layername=default_punt")
    assert result["AANTAL_IN"] == 8986
    split = sum(row["soort"] == "leiding_gesplitst" for row in rows(result["MELDINGEN"]))
    assert split > 0
    got = rows(result["LEIDINGEN_UIT"])
    parts = sum(
        row["leiding_id"].rpartition("-")[2].isdigit() and row["leiding_id"].rpartition("-")[0] != "" for row in got
    )
    assert parts >= 2 * split
    assert result["AANTAL_UIT"] == len(got)
    assert 8986 - result["AANTAL_WEG"] <= result["AANTAL_UIT"] <= 8986 - result["AANTAL_WEG"] + parts - split


def test_hydx_test_set_comes_in_whole(shared_data):
    result = run(HYDX=str(shared_data / "sewer" / "hydx_testhyd"))
    assert result["AANTAL_IN"] == 96 == result["AANTAL_UIT"] + result["AANTAL_WEG"]


BELLINGE = """leiding_id=link; knoop_begin=from_node; knoop_eind=to_node; bob_begin_m=bob_from; bob_eind_m=bob_to;
lengte_m=length_m; breedte_mm="geom1_m"*1000; vorm=if("shape"='CIRCULAR', 'Rond', "shape"); soort='gemengd';
functie=case when "type"='conduit' then 'vrijverval' when "type"='pump' then 'pomp'
when "type" in ('orifice', 'outlet') then 'doorlaat' else 'overstort' end; put.naam=node;
put.type=if("type"='outfall', 'Rwzi', 'Inspectieput');
put.maaiveld_m=invert_m+maxdepth_m; put.dwa_lateraal_ls=dwf_lps"""


def test_bellinge_through_the_field_map(shared_data):
    file = shared_data / "sewer" / "bellinge_swmm.gpkg"
    result = run(LEIDINGEN=f"{file}|layername=links", PUTTEN=f"{file}|layername=nodes", VELDEN=BELLINGE)
    assert result["AANTAL_IN"] == result["AANTAL_UIT"] == 1044
    assert result["AANTAL_KNOPEN"] == 1020
    nodes = rows(result["KNOPEN_UIT"])
    assert sum(row["dwa_lateraal_ls"] or 0 for row in nodes) == pytest.approx(12.41, abs=0.01)
    got = {row["leiding_id"]: row for row in rows(result["LEIDINGEN_UIT"])}
    assert got["F74F370_F74F360_l1"]["breedte_mm"] == 500
    assert got["F74F370_F74F360_l1"]["bob_begin_m"] == pytest.approx(9.419)


def test_file_formats_of_the_outputs(tmp_path):
    for name in ("a.shp", "a.geojson", "a.fgb"):
        result = run(LEIDINGEN=pipes(), LEIDINGEN_UIT=str(tmp_path / name))
        assert QgsVectorLayer(result["LEIDINGEN_UIT"], "x", "ogr").featureCount() == 3, name


def test_shapefile_with_cut_names_gives_the_same(tmp_path):
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "ESRI Shapefile"
    transform = QgsProject.instance().transformContext()
    QgsVectorFileWriter.writeAsVectorFormatV3(pipes(), str(tmp_path / "cut.shp"), transform, options)
    cut, full = (rows(run(LEIDINGEN=source)["LEIDINGEN_UIT"]) for source in (str(tmp_path / "cut.shp"), pipes()))
    assert cut == full


def test_pump_of_the_sewer_is_proposed_and_not_the_pumps_of_aquifer_storage():
    storage = layer("Point", "installatie_id:string bodemzijdigvermogen:double pompcapaciteit:double", [])
    pump = layer("Point", "naam:string type:string Pompcapaciteit1:double", [])
    QgsProject.instance().addMapLayer(storage)
    try:
        assert recognised(KNOWN["POMPEN"], "any") is None
        QgsProject.instance().addMapLayer(pump)
        assert recognised(KNOWN["POMPEN"], "any") == pump.id()
    finally:
        QgsProject.instance().removeMapLayers([storage.id(), pump.id()])
