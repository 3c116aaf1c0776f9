"""The algorithms through `qgis_process`: another program, with its own way of reading parameters and of failing."""

import json
import shutil

import pytest
from qgis.core import (
    QgsProcessing,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterFeatureSource,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from tests.algorithms import town
from tests.algorithms.made import rows

pytestmark = pytest.mark.skipif(shutil.which("qgis_process") is None, reason="qgis_process is not installed")


@pytest.fixture
def bodegraven(shared_data):
    file = shared_data / "sewer" / "bodegraven_gwsw_default.gpkg"
    return {"LEIDINGEN": f"{file}|layername=default_lijn", "PUTTEN": f"{file}|layername=default_punt"}


def run(process, algorithm, **inputs):
    return process("run", algorithm, "-", stdin=json.dumps({"inputs": inputs}))


def test_kansenkaart_of_bodegraven(process, bodegraven, tmp_path):
    outputs = {name: str(tmp_path / f"{name}.gpkg") for name in ("KANSENKAART", "KNOPEN_UIT", "MELDINGEN")}
    inputs = [f"{name}={value}" for name, value in (bodegraven | outputs | {"INWONERS_TOTAAL": "35000"}).items()]
    code, found, said = process("--json", "run", "riothermie:kansenkaart", "--", *inputs)
    assert code == 0, said
    results = found["results"]
    assert results["AANTAL_IN"] == 8986
    assert results["TOTAAL_DWA_LS"] == pytest.approx(48.611, abs=0.001)
    kaart = QgsVectorLayer(outputs["KANSENKAART"], "kaart", "ogr")
    assert kaart.featureCount() == results["AANTAL_UIT"]
    assert kaart.renderer().type() == "RuleRenderer"
    assert "INWONERS_TOTAAL = 35000" in "\n".join(kaart.metadata().history())
    assert QgsVectorLayer(outputs["MELDINGEN"], "m", "ogr").featureCount() == results["AANTAL_MELDINGEN"]


def test_kansenkaart_of_a_hydx_folder(process, shared_data, tmp_path):
    code, found, said = run(
        process, "riothermie:kansenkaart", HYDX=str(shared_data / "sewer" / "hydx_testhyd"),
        KANSENKAART=str(tmp_path / "kaart.shp"), RICHTING="administratief", GELIJKTIJDIGHEID="leusden",
    )  # fmt: skip
    assert code == 0, said
    assert found["results"]["AANTAL_IN"] == 96


def test_warmtevraag_of_apeldoorn_into_warmtekavels(process, shared_data, tmp_path):
    folder = shared_data / "streets_buildings" / "apeldoorn_bag"
    code, found, said = process(
        "--json", "run", "riothermie:warmtevraag", "--", f"PANDEN={folder}/bag_gebouw.shp",
        f"VERBLIJFSOBJECTEN={folder}/bag_verblijfsobject.shp", f"BUURTEN={folder}/bag_buurt.shp",
        f"GEBOUWEN={tmp_path}/gebouwen.gpkg", f"RAPPORT={tmp_path}/rapport.html", "ISOLATIE=label_c_15",
    )  # fmt: skip
    assert code == 0, said
    results = found["results"]
    assert (results["PANDEN_IN"], results["OBJECTEN_IN"]) == (382, 490)
    assert results["WARMTE_GJ"] < results["WARMTE_VOOR_GJ"]
    assert "Warmtevraag" in (tmp_path / "rapport.html").read_text(encoding="utf-8")
    map_ = QgsVectorLayer(f"{tmp_path}/gebouwen.gpkg", "kaart", "ogr")
    assert "ISOLATIE = label_c_15" in "\n".join(map_.metadata().history())
    code, found, said = run(
        process, "riothermie:warmtekavels", KAVELS=f"{folder}/bag_buurt.shp", GEBOUWEN=f"{tmp_path}/gebouwen.gpkg",
        KAVELS_UIT=f"{tmp_path}/kavels.gpkg", TABEL=f"{tmp_path}/tabel.csv",
    )  # fmt: skip
    assert code == 0, said
    (kavel,) = rows(QgsVectorLayer(f"{tmp_path}/kavels.gpkg", "kavels", "ogr"))
    assert kavel["woningen"] == results["WONINGEN"]


@pytest.mark.parametrize("form", ["list", "text"])
def test_rioolinlezen_with_a_field_map(process, form, shared_data, tmp_path):
    velden = ["leiding_id", "link", "breedte_mm", '"geom1_m"*1000', "bob_begin_m", "bob_from"]
    if form == "text":
        velden = "; ".join(f"{role}={text}" for role, text in zip(velden[::2], velden[1::2], strict=True))
    code, found, said = run(
        process, "riothermie:rioolinlezen", LEIDINGEN=f"{shared_data}/sewer/bellinge_swmm.gpkg|layername=links",
        VELDEN=velden, LEIDINGEN_UIT=str(tmp_path / "uit.gpkg"),
    )  # fmt: skip
    assert code == 0, said
    assert found["results"]["AANTAL_IN"] == 1044
    got = {row["leiding_id"]: row for row in rows(QgsVectorLayer(str(tmp_path / "uit.gpkg"), "x", "ogr"))}
    assert got["F74F370_F74F360_l1"]["breedte_mm"] == 500


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        ({}, "Er is nog geen riool"),
        ({"LEIDINGEN": "PUTTEN"}, "bevat punten, maar hier zijn lijnen nodig"),
        ({"HYDX": "FOLDER"}, "geen HydX-levering"),
        ({"LEIDINGEN": "LEIDINGEN", "KANSENKAART": "FOLDER/weg/a.gpkg"}, "kan niet"),
        ({"LEIDINGEN": "LEIDINGEN", "COP": 0.5}, "COP"),
        ({"LEIDINGEN": "LEIDINGEN"}, "nwoners"),
    ],
)
def test_refusal_is_one_dutch_sentence_and_exit_code_1(process, bodegraven, tmp_path, inputs, sentence):
    words = {**bodegraven, "FOLDER": str(tmp_path)}
    given = {"KANSENKAART": "TEMPORARY_OUTPUT"} | inputs
    for word, value in words.items():
        given = {
            k: v.replace(word, value) if isinstance(v, str) and v.startswith(word) else v for k, v in given.items()
        }
    code, _, said = run(process, "riothermie:kansenkaart", **given)
    assert code == 1
    assert sentence in said, said
    assert "Traceback" not in said


def test_model_with_kansenkaart_as_child(process, bodegraven, tmp_path):
    model = QgsProcessingModelAlgorithm("Kaart", "proef")
    source = QgsProcessingParameterFeatureSource("riool", "Riool", [QgsProcessing.SourceType.TypeVectorLine])
    model.addModelParameter(source, QgsProcessingModelParameter("riool"))
    child = QgsProcessingModelChildAlgorithm("riothermie:kansenkaart")
    child.setChildId("kaart")
    child.addParameterSources("LEIDINGEN", [QgsProcessingModelChildParameterSource.fromModelParameter("riool")])
    child.addParameterSources("INWONERS_TOTAAL", [QgsProcessingModelChildParameterSource.fromStaticValue(35000)])
    output = QgsProcessingModelOutput("Kansenkaart")
    output.setChildId("kaart")
    output.setChildOutputName("KANSENKAART")
    child.setModelOutputs({"Kansenkaart": output})
    model.addChildAlgorithm(child)
    file = tmp_path / "kaart.model3"
    assert model.toFile(str(file))
    code, _, said = process(
        "run", str(file), "--", f"riool={bodegraven['LEIDINGEN']}", f"kaart:Kansenkaart={tmp_path / 'uit.gpkg'}"
    )
    assert code == 0, said
    assert QgsVectorLayer(str(tmp_path / "uit.gpkg"), "x", "ogr").featureCount() > 8000


@pytest.fixture
def small_town(tmp_path):
    """Return the small town as files."""
    files = {}
    for name, made in (("STRATEN", town.streets()), ("GEBOUWEN", town.buildings()), ("BRON", town.source("EPSG:4326"))):
        files[name] = str(tmp_path / f"{name}.gpkg")
        options = QgsVectorFileWriter.SaveVectorOptions()
        QgsVectorFileWriter.writeAsVectorFormatV3(made, files[name], QgsProject.instance().transformContext(), options)
    return files


def test_warmtenet_of_a_small_town(process, small_town, tmp_path):
    outputs = {name: str(tmp_path / f"{name}.gpkg") for name in ("TRACE", "AANSLUITINGEN", "HOEVEELHEDEN", "MELDINGEN")}
    drawing = tmp_path / "net.dxf"
    code, found, said = run(
        process, "riothermie:warmtenet", **small_town, **outputs, NETTYPE="beide", DXF=str(drawing), KANDIDATEN=2
    )
    assert code == 0, said
    results = found["results"]
    assert results["AANGESLOTEN"] == len(town.HOUSES)
    assert results["NIET_AANGESLOTEN_AANTAL"] == 0
    assert results["KOSTEN_EUR"] > 0
    assert 0 <= results["GAT_PROCENT"] < 5
    trace = QgsVectorLayer(outputs["TRACE"], "trace", "ogr")
    assert trace.renderer().type() == "RuleRenderer"
    assert {row["nettype"] for row in rows(trace)} == {"bronnet", "mt"}
    assert "boven het optimum" in said
    assert drawing.read_text(encoding="cp1252").rstrip().endswith("EOF")


def test_warmtenet_refuses_streets_as_polygons_in_one_dutch_sentence(process, small_town):
    code, _, said = run(
        process, "riothermie:warmtenet", **small_town | {"STRATEN": small_town["GEBOUWEN"]}, TRACE="TEMPORARY_OUTPUT"
    )
    assert code == 1
    assert "bevat vlakken, maar hier zijn lijnen nodig" in said, said
    assert "Traceback" not in said


def test_help_is_dutch_and_names_every_input(process):
    code, _, said = process("help", "riothermie:kansenkaart")
    assert code == 0
    for name in ("LEIDINGEN", "ADRESSEN", "INWONERS_TOTAAL", "KANSENKAART", "TOTAAL_DWA_LS"):
        assert name in said
    assert "Rioolleidingen" in said
