"""Restrictions and mini networks through `qgis_process`, in Dutch: lists of layers, services, folders, refusals."""

import json
import shutil

import pytest
from qgis.core import QgsVectorLayer

from tests.algorithms.ground import areas, geojson, geopackage, houses, ring
from tests.algorithms.made import rows
from tests.algorithms.test_miniwarmtenetten import buildings, parcels, streets

pytestmark = pytest.mark.skipif(shutil.which("qgis_process") is None, reason="qgis_process is not installed")


def run(process, algorithm, **inputs):
    return process("run", f"riothermie:{algorithm}", "-", stdin=json.dumps({"inputs": inputs}))


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Return places and maps as files."""
    folder = tmp_path_factory.mktemp("kaarten")
    ban = areas([(ring(-20, -20, 25, 60), 1, "Provincie")])
    zone = areas([(ring(90, -20, 60, 60), "zone", "tot 60 m")], "naam:string Max_Diepte:string", crs="EPSG:4326")
    return {
        "panden": geopackage(folder / "panden.gpkg", houses(), "panden"),
        "verbod": geojson(folder / "verbod.geojson", ban),
        "zone": geopackage(folder / "zone.gpkg", zone, "zones"),
        "gebouwen": geopackage(folder / "gebouwen.gpkg", buildings(), "gebouwen"),
        "percelen": geopackage(folder / "percelen.gpkg", parcels(), "percelen"),
        "straten": geopackage(folder / "straten.gpkg", streets(), "straten"),
    }


def test_maps_as_lists_and_a_folder_of_the_bro(process, files, shared_data, tmp_path):
    target, report = str(tmp_path / "bodem.gpkg"), tmp_path / "bodem.html"
    code, found, said = run(
        process, "bodemrestricties", LOCATIES=files["panden"], VERBOD=[files["verbod"]], DIEPTEBEPERKING=files["zone"],
        GUF_XML=[str(shared_data / "subsurface")], LOCATIES_UIT=target, RAPPORT=str(report),
    )  # fmt: skip
    assert code == 0, said
    assert (found["results"]["WKO_VERBODEN"], found["results"]["MAX_DIEPTE_M"]) == (1, 60)
    made = QgsVectorLayer(target, "bodem", "ogr")
    assert [row["wko"] for row in rows(made)] == ["verboden", "aandacht", "onbekend", "onbekend"]
    assert made.renderer().type() == "RuleRenderer"
    assert "VERBOD = verbod" in "\n".join(made.metadata().history())
    assert "Mag hier worden geboord" in report.read_text(encoding="utf-8")


def test_a_role_given_twice_on_the_command_line(process, files, tmp_path):
    code, found, said = process(
        "--json", "run", "riothermie:bodemrestricties", f"--LOCATIES={files['panden']}", f"--VERBOD={files['verbod']}",
        f"--VERBOD={files['zone']}", f"--LOCATIES_UIT={tmp_path / 'uit.gpkg'}",
    )  # fmt: skip
    assert code == 0, said
    assert found["results"]["WKO_VERBODEN"] == 2
    assert found["results"]["KAARTEN"] == 2


def test_mini_networks_on_the_verdicts(process, files, tmp_path):
    judged = str(tmp_path / "bodem.gpkg")
    code, _, said = run(
        process, "bodemrestricties", LOCATIES=files["gebouwen"], VERBOD=[files["verbod"]], LOCATIES_UIT=judged
    )
    assert code == 0, said
    code, found, said = run(
        process, "miniwarmtenetten", GEBOUWEN=files["gebouwen"], PERCELEN=files["percelen"], STRATEN=files["straten"],
        RESTRICTIES=judged, CLUSTERS=str(tmp_path / "mini.gpkg"), RAPPORT=str(tmp_path / "mini.html"),
    )  # fmt: skip
    assert code == 0, said
    results = found["results"]
    assert results["WONINGEN"] + results["OVER_WONINGEN"] + results["ONGESCHIKT_WONINGEN"] == results["ALLE_WONINGEN"]
    # the first home of the row may not drill
    assert results["WONINGEN"] == 5
    assert "niet volledig getoetst" in (tmp_path / "mini.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        ({}, "Er is niets om aan te toetsen"),
        ({"VERBOD": ["weg.gpkg"]}, "weg.gpkg is hier niet bruikbaar"),
        ({"VERBOD": ["straten"]}, "straten"),
        ({"VERBOD": ["verbod"], "DIEPTE_VELD": "diep"}, "geen kaart met dieptegrenzen"),
    ],
)
def test_refusal_is_one_dutch_sentence_and_exit_code_1(process, files, tmp_path, inputs, sentence):
    given = {
        name: [files.get(item, item) for item in value] if isinstance(value, list) else value
        for name, value in inputs.items()
    }
    target = tmp_path / "uit.gpkg"
    code, _, said = run(process, "bodemrestricties", LOCATIES=files["panden"], LOCATIES_UIT=str(target), **given)
    assert code == 1
    assert sentence in said, said
    assert "Traceback" not in said
    assert not target.exists()
