"""Algorithm haalbaarheid: the whole study of a town made by hand, and what comes out of it."""

import re
import shutil
import sqlite3
import zipfile
from contextlib import closing

import pytest
from qgis.core import QgsApplication, QgsProject, QgsSettings, QgsVectorLayer, QgsWkbTypes
from riothermie_plugin.riothermie_kansen.roles import ROLES, recognise
from riothermie_plugin.riothermie_kansen.study.plan import STEPS

from tests.algorithms import made, study_town
from tests.algorithms.made import rows

FILES = {
    "GEOPACKAGE": "haalbaarheid.gpkg", "PROJECT": "haalbaarheid.qgz", "RAPPORT": "rapport.html", "PDF": "rapport.pdf",
    "KAART": "kaart.html", "TABELLEN": "tabellen.xlsx", "DXF": "trace.dxf", "CAD": "trace.gpkg",
}  # fmt: skip


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """Return (folder, results, inputs, what it said) of a study with everything but REGIS."""
    folder = tmp_path_factory.mktemp("studie")
    given = study_town.everything(folder) | {"PLAATS": "Proefdorp", "REKENWIJZE": "snel", "TAAL": "nl"}
    results, log = study_town.run(folder / "uit", **given)
    return folder / "uit", results, given, log


def table(folder, name, file="haalbaarheid.gpkg"):
    found = QgsVectorLayer(f"{folder / file}|layername={name}", name, "ogr")
    assert found.isValid(), name
    return found


def names_of(folder):
    with closing(sqlite3.connect(folder / "haalbaarheid.gpkg")) as file:
        return {name for (name,) in file.execute("SELECT table_name FROM gpkg_contents")}


def test_all_files_are_there_and_nothing_else(study):
    folder, results, _, log = study
    assert {file.name for file in folder.iterdir()} == set(FILES.values())
    assert {name: results[name] for name in FILES} == {name: str(folder / file) for name, file in FILES.items()}
    assert log.errors == []


def test_numbers_are_those_of_the_town(study):
    folder, results, *_ = study
    assert results["TOTAAL_WONINGEN"] == study_town.HOMES
    assert results["STAPPEN_MISLUKT"] == results["STAPPEN_ONGEWIJZIGD"] == 0
    assert results["STAPPEN_OVERGESLAGEN"] == 1  # no REGIS
    chosen = [row for row in rows(table(folder, "selectie")) if row["gekozen"] == 1]
    assert results["GEKOZEN_WONINGEN"] == sum(row["woningen"] for row in chosen) > 0
    costs = {"bronnet": 0.0, "mt": 0.0}
    for row in rows(table(folder, "hoeveelheden")):
        costs[row["nettype"]] += row["kosten_eur"]
    assert results["KOSTEN_EUR"] == pytest.approx(costs["bronnet"], rel=1e-6)
    assert results["KOSTEN_EUR_MT"] == pytest.approx(costs["mt"], rel=1e-6)


def test_every_building_that_was_chosen_is_connected_or_listed(study):
    folder, *_ = study
    chosen = {row["pand_id"] for row in rows(table(folder, "selectie")) if row["gekozen"] == 1}
    for net in ("bronnet", "mt"):
        on = {row["pand_id"] for row in rows(table(folder, "aansluitingen")) if row["nettype"] == net}
        off = {row["pand_id"] for row in rows(table(folder, "niet_aangesloten")) if row["nettype"] == net}
        assert on | off == chosen
        assert not on & off


def test_tables_have_the_names_of_their_roles(study):
    folder, *_ = study
    there = names_of(folder)
    expected = {role.key for role in ROLES} & {table for step in STEPS for table in step.tables}
    missing = expected - there
    assert missing == {"geschiktheid", "geschiktheid_gebieden"}  # no REGIS
    kinds = {0: "point", 1: "line", 2: "polygon", 4: "none"}
    for name in expected - missing:
        layer = table(folder, name)
        geometry = kinds[int(QgsWkbTypes.geometryType(layer.wkbType()))]
        assert recognise(layer.fields().names(), geometry).key == name


def test_steps_give_what_the_algorithms_give_on_their_own(study):
    folder, _, given, _ = study
    chart = made.run("kansenkaart", LEIDINGEN=given["LEIDINGEN"])["KANSENKAART"]
    demand = made.run("warmtevraag", PANDEN=given["PANDEN"], GEBIED=given["GEBIED"])["GEBOUWEN"]
    for alone, name in ((chart, "kansenkaart"), (demand, "gebouwen")):
        kept = table(folder, name)
        plain = [
            [{k: v for k, v in row.items() if k not in ("fid", "wkt")} for row in rows(one)] for one in (kept, alone)
        ]
        assert plain[0] == plain[1]
        lengths = [sum(one.geometry().length() for one in found.getFeatures()) for found in (kept, alone)]
        assert lengths[0] == pytest.approx(lengths[1])


def test_table_of_steps_tells_why_one_was_left_out_and_what_was_assumed(study):
    folder, *_ = study
    steps = {row["stap"]: row for row in rows(table(folder, "stappen"))}
    assert [key for key in steps if key in {step.key for step in STEPS}] == [step.key for step in STEPS]
    assert steps["wkogeschiktheid"]["stand"] == "overgeslagen"
    assert "REGIS" in steps["wkogeschiktheid"]["reden"]
    others = {row["stand"] for key, row in steps.items() if key != "wkogeschiktheid"}
    assert others == {"gedaan"}
    assert "voorstel" in steps["bronpunten"]["aannamen"]
    assert "percelen" in steps["bodemlussen"]["aannamen"]


def test_layers_have_style_titles_and_history(study):
    folder, *_ = study
    trace = table(folder, "trace")
    assert trace.renderer().type() != "singleSymbol"
    assert trace.attributeAlias(trace.fields().lookupField("lengte_m")).endswith("[m]")
    history = trace.metadata().history()
    assert any("riothermie:warmtenet" in line for line in history)
    assert not any(str(folder) in line or "bezig" in line for line in history)


def test_project_works_in_another_place(study, tmp_path):
    folder, *_ = study
    moved = tmp_path / "elders"
    shutil.copytree(folder, moved)
    with zipfile.ZipFile(moved / "haalbaarheid.qgz") as archive:
        text = archive.read(next(name for name in archive.namelist() if name.endswith(".qgs"))).decode()
    assert str(folder) not in text
    assert ".bezig" not in text
    assert "saveUser" not in text  # who was logged on
    assert "<author></author>" in text or "<author/>" in text
    assert not QgsSettings().contains("projects/anonymize_saved_projects", QgsSettings.Section.Core)
    project = QgsProject()
    assert project.read(str(moved / "haalbaarheid.qgz"))
    layers = project.mapLayers().values()
    assert len(layers) > 30
    assert all(layer.isValid() for layer in layers)
    assert {layer.source().partition("|")[0] for layer in layers} == {str(moved / "haalbaarheid.gpkg")}
    assert project.title() == "Riothermie in Proefdorp: haalbaarheid"
    assert {"Warmtenet", "Warmtekavels", "Warmtevraag"} <= set(project.mapThemeCollection().mapThemes())
    tree = project.layerTreeRoot()
    shown = [node.name() for node in tree.findLayers() if node.isVisible()]
    assert "Tracé van het warmtenet" in shown
    assert "Warmtevraag van gebouwen" not in shown
    assert not project.viewSettings().defaultViewExtent().isEmpty()
    project.clear()


def test_dialogs_do_not_take_results_for_deliveries(study):
    folder, *_ = study
    project = QgsProject.instance()
    assert project.read(str(folder / "haalbaarheid.qgz"))
    try:
        dialogs = {
            name: QgsApplication.processingRegistry().createAlgorithmById(f"riothermie:{name}")
            for name in ("haalbaarheid", "kansenkaart", "warmtekavels", "warmtenet")
        }

        def proposed(name):
            values = {item.name(): item.defaultValue() for item in dialogs[name].parameterDefinitions()}
            layers = {key: project.mapLayer(str(value)) for key, value in values.items()}
            return {key: layer.source().rpartition("=")[2] for key, layer in layers.items() if layer is not None}

        assert proposed("haalbaarheid") == proposed("kansenkaart") == {}
        assert proposed("warmtenet")["STRATEN"] == "straten"
        # the energy match leaves a trace too; it is not the one that was designed
        assert proposed("warmtekavels")["TRACE"] == "trace"
    finally:
        project.clear()


def test_trace_for_cad_is_the_trace(study):
    folder, *_ = study
    length = sum(feature.geometry().length() for feature in table(folder, "trace").getFeatures())
    copied = table(folder, "trace", "trace.gpkg")
    assert copied.featureCount() == table(folder, "trace").featureCount()
    assert sum(feature.geometry().length() for feature in copied.getFeatures()) == pytest.approx(length, abs=0.01)
    assert copied.crs().authid() == "EPSG:28992"
    drawing = QgsVectorLayer(f"{folder / 'trace.dxf'}|layername=entities|geometrytype=LineString", "dxf", "ogr")
    assert drawing.isValid()
    assert sum(feature.geometry().length() for feature in drawing.getFeatures()) == pytest.approx(length, abs=0.1)


def test_report_map_and_workbook_are_of_this_place(study):
    folder, *_ = study
    page = (folder / "rapport.html").read_text(encoding="utf-8")
    assert "Proefdorp" in page
    assert 'lang="nl"' in page
    assert str(folder.parent) not in page  # no path of this computer
    assert "Proefdorp" in (folder / "kaart.html").read_text(encoding="utf-8")
    printed = (folder / "rapport.pdf").read_bytes()
    assert printed.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) > 5
    with zipfile.ZipFile(folder / "tabellen.xlsx") as book:
        assert sum(name.startswith("xl/worksheets/") for name in book.namelist()) > 5


def test_database_stands_alone(study):
    folder, *_ = study
    with closing(sqlite3.connect(folder / "haalbaarheid.gpkg")) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert file.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_nothing_changed_nothing_computed(study, tmp_path):
    folder, results, given, _ = study
    again = tmp_path / "uit"
    shutil.copytree(folder, again)
    second, log = study_town.run(again, **given)
    assert second["STAPPEN_GEDAAN"] == 0
    assert second["STAPPEN_ONGEWIJZIGD"] == results["STAPPEN_GEDAAN"]
    for file in set(FILES.values()) - {"haalbaarheid.gpkg"}:
        assert (again / file).read_bytes() == (folder / file).read_bytes()
    apart = {"UITVOER", "STAPPEN_GEDAAN", "STAPPEN_ONGEWIJZIGD", *FILES}
    assert {k: v for k, v in second.items() if k not in apart} == {k: v for k, v in results.items() if k not in apart}
    assert names_of(again) == names_of(folder)
    assert log.errors == []


def test_only_the_words_changed_only_the_pages_are_made(study, tmp_path):
    folder, _, given, _ = study
    again = tmp_path / "uit"
    shutil.copytree(folder, again)
    parts = ["riool", "warmtevraag", "bronnen", "energiematch", "warmtenet", "bodem", "kavels", "geld", "webkaart"]
    study_town.run(again, **given | {"PLAATS": "Anderdorp", "ONDERDELEN": parts})
    steps = {row["stap"]: row["stand"] for row in rows(table(again, "stappen"))}
    assert {key for key, stand in steps.items() if stand == "gedaan"} == {"webkaart", "project"}
    assert steps["rapport"] == "overgeslagen"
    assert "Anderdorp" in (again / "kaart.html").read_text(encoding="utf-8")
    # a report that tells of another run does not stay behind
    assert {file.name for file in again.iterdir()} == set(FILES.values()) - {
        "rapport.html", "rapport.pdf", "tabellen.xlsx",
    }  # fmt: skip
