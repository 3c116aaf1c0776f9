"""The algorithm `rapport`: real outputs become a page, a workbook and a PDF; what it refuses, and what it leaves."""

import html
import re
import time

import pytest
from osgeo import ogr
from qgis import processing
from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QThread
from riothermie_plugin.algorithms import collect

from tests.algorithms.ground import ring
from tests.algorithms.made import Log, layer, refusal

FIELDS = (
    "pand_id:string woningen:int type:string warmte_gj:double rv_gj:double tap_gj:double koude_gj:double "
    "warmte_voor_gj:double label_bron:string utiliteit:int"
)
HOMES = (
    (ring(0, 0, 6, 10), "a", 1, "hoek", 40.0, 30.0, 10.0, 1.0, 40.0, "afgeleid", 0),
    (ring(60, 0, 12, 10), "c", 12, "appartement", 200.0, 130.0, 70.0, 3.0, 200.0, "afgeleid", 0),
)
KAVELS = "kavel_id:string naam:string herkomst:string woningen:int vraag_gj:double aanbod_gj:double dekking:double"


def buildings():
    return layer("Polygon", FIELDS, HOMES, name="gebouwen")


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """Return a GeoPackage with CO2 as the algorithm writes it, and a table of another kind."""
    folder = tmp_path_factory.mktemp("studie")
    file, own = folder / "studie.gpkg", folder / "eigen.toml"
    own.write_text("[co2]\nef_gas = 57.0\n", encoding="utf-8")
    outputs = {"CO2": "co2", "GEBOUWEN_UIT": "panden", "TYPEN": "typen"}
    sinks = {name: f"ogr:dbname='{file}' table=\"{table}\" (geom)" for name, table in outputs.items()}
    processing.run("riothermie:co2", {"GEBOUWEN": buildings(), "KENTALLEN": str(own), **sinks}, feedback=Log())
    return file


def run(feedback=None, **parameters):
    return processing.run("riothermie:rapport", parameters, feedback=feedback or Log())


@pytest.fixture(scope="module")
def report(package, tmp_path_factory):
    """Return what a whole run leaves: results, folder, log."""
    folder, log = tmp_path_factory.mktemp("rapport"), Log()
    areas = layer("Polygon", KAVELS, ((ring(-5, -5, 90, 30), "K1", "Dorp", "gegeven", 13, 240.0, 100.0, 41.7),))
    made = run(
        log, LAGEN=[buildings(), areas], GEOPACKAGE=str(package), PLAATS="Ede", VRAAG="Kan het <hier>?", TAAL="nl",
        HTML=str(folder / "r.html"), PDF=str(folder / "r.pdf"), WERKBOEK=str(folder / "r.xlsx"),
    )  # fmt: skip
    return made, folder, log


def text_of(file):
    page = re.sub(r"<style>.*?</style>|<[^>]*>", " ", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(page)).replace("\u00a0", " ")


def test_page_tells_what_the_layers_hold(report):
    made, folder, _ = report
    assert made["LAGEN_AANTAL"] == 4  # buildings, districts, CO2 as a table and by building
    page = text_of(folder / "r.html")
    assert "Riothermie in Ede: haalbaarheid" in page
    assert "Kan het <hier>?" in page
    assert "vragen 240 GJ per jaar, voor 13 woningen" in page
    assert "Kan riothermie dit gebied verwarmen?" in page
    for chapter in ("Warmtevraag", "Warmtekavels", "CO2", "Aannamen", "Beperkingen", "Bronnen"):
        assert re.search(rf"\d+\. {chapter}", page), chapter
    assert "Businesscase: er is geen uitvoer van businesscase gegeven." in page


def test_how_layers_were_made_is_read_back(report):
    _, folder, _ = report
    page = text_of(folder / "r.html")
    assert "co2.ef_gas" in page  # differs from the standard
    assert "57 kg/GJ" in page
    assert "Bedragen" not in page
    assert "De emissiefactor daalt" in page  # an assumption of the layer itself


def test_maps_are_pictures_in_the_page(report):
    _, folder, _ = report
    page = (folder / "r.html").read_text(encoding="utf-8")
    assert page.count('alt="Kaart bij: ') >= 3
    assert len(re.findall(r"data:image/png;base64,[A-Za-z0-9+/=]{2000,}", page)) >= 3
    assert "<script" not in page
    assert re.findall(r'(?:src|href)="(?!data:|#)', page) == []


def test_unknown_tables_are_named(report):
    _, folder, log = report
    assert "typen (studie.gpkg)" in text_of(folder / "r.html")
    assert any("typen (studie.gpkg)" in line for line in log.lines)


def test_workbook_has_numbers(report):
    _, folder, _ = report
    book = ogr.Open(str(folder / "r.xlsx"))
    names = [book.GetLayer(i).GetName() for i in range(book.GetLayerCount())]
    assert {"Vraag per type", "CO2", "Warmtekavels", "Kolommen"} <= set(names)
    table = book.GetLayerByName("Vraag per type")
    rows = [feature.items() for feature in table]
    assert {row["Type"]: row["Warmte (GJ/jr)"] for row in rows} == {"appartement": 200, "hoek": 40}
    assert book.GetLayerByName("tabel_co2").GetFeatureCount() >= 30


def pages(log):
    return next(int(found[1]) for line in log.lines if (found := re.search(r"PDF: (\d+) pages", line)))


def test_pdf_has_a_page_for_the_district(report, package, tmp_path):
    made, folder, log = report
    assert made["PDF"] == str(folder / "r.pdf")
    assert (folder / "r.pdf").read_bytes().startswith(b"%PDF")
    without = Log()
    run(without, LAGEN=[buildings()], GEOPACKAGE=str(package), PDF=str(tmp_path / "r.pdf"))
    assert pages(log) == pages(without) + 2  # the chapter and the district


def test_nothing_else_is_left(report):
    assert sorted(path.name for path in report[1].iterdir()) == ["r.html", "r.pdf", "r.xlsx"]


def test_english(package, tmp_path):
    run(GEOPACKAGE=str(package), TAAL="en", DETAIL="kort", HTML=str(tmp_path / "r.html"))
    page = text_of(tmp_path / "r.html")
    assert "Can sewer heat warm this place?" in page
    assert "De emissiefactor daalt" not in page  # assumptions stand in the full report


def test_layer_given_twice_counts_once(package, tmp_path):
    made = run(GEOPACKAGE=str(package), LAGEN=[f"{package}|layername=co2"], HTML=str(tmp_path / "r.html"))
    assert made["LAGEN_AANTAL"] == 2


def test_in_another_thread_with_layers_of_the_project(package, tmp_path):
    """As the dialog runs it: the layers live in the main thread, the work is done in another."""
    ours = QgsVectorLayer(f"{package}|layername=panden", "panden", "ogr")
    QgsProject.instance().addMapLayer(ours)
    algorithm = QgsApplication.processingRegistry().algorithmById("riothermie:rapport").create()
    context, log, seen = QgsProcessingContext(), Log(), []
    context.setProject(QgsProject.instance())
    files = {name: str(tmp_path / f"r.{end}") for name, end in (("HTML", "html"), ("PDF", "pdf"))}
    task = QgsProcessingAlgRunnerTask(algorithm, {"LAGEN": [ours.id()], **files}, context, log)
    task.executed.connect(lambda good, results: seen.append((good, results)))
    QgsApplication.taskManager().addTask(task)
    end = time.monotonic() + 60
    while not seen and time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.01)
    assert seen, log.lines
    assert seen[0][0], log.lines
    assert seen[0][1]["LAGEN_AANTAL"] == 1
    assert (tmp_path / "r.html").stat().st_size > 10_000
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    assert ours.thread() == QThread.currentThread()
    QgsProject.instance().removeMapLayer(ours)


def test_dialog_proposes_outputs_of_the_project(package):
    project = QgsProject.instance()
    ours = QgsVectorLayer(f"{package}|layername=panden", "iets", "ogr")
    other = layer("Polygon", "naam:string", ((ring(0, 0, 1, 1), "x"),), name="anders")
    project.addMapLayers([ours, other])
    assert collect.outputs_in_project() == [ours.id()]
    project.removeMapLayers([ours.id(), other.id()])


def test_cancelled_run_keeps_what_was_there(package, tmp_path):
    target, log = tmp_path / "r.html", Log()
    target.write_text("eerder", encoding="utf-8")
    log.cancel()
    run(log, GEOPACKAGE=str(package), HTML=str(target), WERKBOEK=str(tmp_path / "r.xlsx"))
    assert target.read_text(encoding="utf-8") == "eerder"
    assert [path.name for path in tmp_path.iterdir()] == ["r.html"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "nothing to report on"),
        ({"GEOPACKAGE": "{package}"}, "Nothing is asked for"),
        ({"GEOPACKAGE": "{folder}/geen.gpkg", "HTML": "{folder}/r.html"}, "no GeoPackage"),
        ({"GEOPACKAGE": "{package}", "HTML": "{package}"}, "overwrite an input"),
        ({"GEOPACKAGE": "{package}", "HTML": "{folder}/weg/r.html"}, "choose another"),
        ({"GEOPACKAGE": "{package}", "WERKBOEK": "{folder}/r.csv"}, ".xlsx"),
        ({"GEOPACKAGE": "{package}", "HTML": "{folder}/r.html", "PDF": "{folder}/r.html"}, "another output"),
        ({"LAGEN": ["{folder}/geen.shp"], "HTML": "{folder}/r.html"}, "choose another"),
        ({"GEOPACKAGE": "{package}", "HTML": "{folder}/r.html", "TAAL": "de"}, "choose one of"),
    ],
)
def test_refusals_are_one_sentence(package, tmp_path, given, words):
    def filled(value):
        return [filled(item) for item in value] if isinstance(value, list) else value.format(
            package=package, folder=tmp_path
        )  # fmt: skip

    said = refusal(lambda: run(**{name: filled(value) for name, value in given.items()}))
    assert words in said
    assert list(tmp_path.iterdir()) == []


def test_layers_without_any_output_are_refused(tmp_path):
    other = layer("Polygon", "naam:string", ((ring(0, 0, 1, 1), "x"),), name="anders")
    said = refusal(lambda: run(LAGEN=[other], HTML=str(tmp_path / "r.html")))
    assert "None of the layers is an output" in said
    assert list(tmp_path.iterdir()) == []


def test_a_raster_is_no_layer_to_report_on(tmp_path):
    """QGIS takes it for a layer; what is wrong is said beforehand, in a sentence that names it."""
    raster, target = tmp_path / "hoogte.asc", tmp_path / "r.html"
    raster.write_text("ncols 2\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2\n")
    said = refusal(lambda: run(LAGEN=[str(raster)], HTML=str(target)))
    assert raster.name in said
    assert "cannot be opened as a layer" in said
    assert not target.exists()
