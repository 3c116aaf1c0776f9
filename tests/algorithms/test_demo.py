"""scripts/demo as a user runs it: from another folder, twice, into a folder that is then moved."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtGui import QImage

ROOT = Path(__file__).resolve().parents[2]
NAME = "kansenkaart-bodegraven-reeuwijk"
LAYERS = {"Kansenkaart", "Rioolknopen", "Meldingen", "Verzamelpunten", "Kernen (afgeleid uit het riool)"}
TABLES = ("kansenkaart", "knopen", "meldingen", "kernen", "verzamelpunten")


def demo(folder, cwd):
    """Run the script in an environment that knows nothing of this process's QGIS."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QGIS", "PYTHON", "RT_"))}
    command = [str(ROOT / "scripts" / "demo"), str(folder)]
    return subprocess.run(command, cwd=cwd, env=kept, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    cwd = tmp_path_factory.mktemp("elders")
    for _ in range(2):
        done = demo("uit voer", cwd)
        assert done.returncode == 0, done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith("/")] == [
        str(cwd / "uit voer" / f"{NAME}.{end}") for end in ("gpkg", "qgz", "png", "pdf", "log")
    ]
    assert "35.000" in done.stdout
    moved = cwd / "verplaatst"
    shutil.move(cwd / "uit voer", moved)
    return moved


def test_leaves_five_files_and_nothing_else(made):
    assert sorted(path.name for path in made.iterdir()) == sorted(
        f"{NAME}.{end}" for end in ("gpkg", "qgz", "png", "pdf", "log")
    )
    assert "Aanname: 35.000 inwoners" in (made / f"{NAME}.log").read_text(encoding="utf-8")


def test_project_opens_where_it_was_moved_to(made):
    project = QgsProject()
    assert project.read(str(made / f"{NAME}.qgz"))
    layers = list(project.mapLayers().values())
    assert {layer.name() for layer in layers} == LAYERS
    assert [layer.name() for layer in layers if not layer.isValid()] == []
    assert {Path(layer.source().partition("|")[0]).parent for layer in layers} == {made}
    assert project.crs().authid() == "EPSG:28992"
    (layout,) = project.layoutManager().printLayouts()
    assert layout.itemById("Hoofdkaart").scale() == pytest.approx(11500, rel=1e-6)


@pytest.mark.parametrize("table", TABLES)
def test_layers_bring_style_and_metadata(made, table):
    layer = QgsVectorLayer(f"{made / NAME}.gpkg|layername={table}", table, "ogr")
    assert layer.featureCount() > 0
    assert layer.metadata().abstract()
    styles, *_ = layer.listStylesInDatabase()
    assert styles == 1


def test_map_is_a3_and_not_blank(made):
    image = QImage(str(made / f"{NAME}.png"))
    assert (image.width(), image.height()) == (pytest.approx(2480, abs=1), pytest.approx(1754, abs=1))  # A3, 150 dpi
    strip = {image.pixel(x, y) for x in range(80, 1250, 7) for y in range(200, 1600, 7)}
    assert len(strip) > 50
    assert (made / f"{NAME}.pdf").read_bytes().startswith(b"%PDF")


def test_places_agree_with_the_pipes_that_feed_them(made):
    """The heat of a place is computed apart from that of the pipes: per l/s both must be the same."""
    pipes = QgsVectorLayer(f"{made / NAME}.gpkg|layername=kansenkaart", "", "ogr")
    best = max(pipes.getFeatures(), key=lambda pipe: pipe["vermogen_gebouw_kw"] or 0.0)
    per_ls = best["vermogen_gebouw_kw"] / best["dwa_gem_ls"]
    assert per_ls == pytest.approx(4.18 * 2 * 4 / 3)
    places = list(QgsVectorLayer(f"{made / NAME}.gpkg|layername=verzamelpunten", "", "ogr").getFeatures())
    assert [place["nr"] for place in places] == list(range(1, 9))
    for place in places:
        assert place["vermogen_gebouw_kw"] == pytest.approx(place["dwa_gem_ls"] * per_ls)


@pytest.mark.parametrize("folder", ["/proc/demo", "bestand"])
def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path, folder):
    (tmp_path / "bestand").write_text("in de weg")
    done = demo(folder, tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("demo: cannot write in the folder ")
    assert done.stderr.count("\n") == 1
