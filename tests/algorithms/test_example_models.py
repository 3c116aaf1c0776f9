"""The example models: as the script makes them, whole, and working on a town made by hand."""

import os
import subprocess
import sys

import pytest
from qgis.core import QgsProcessingContext, QgsProcessingModelAlgorithm, QgsVectorLayer

from tests.algorithms import study_town, town
from tests.algorithms.made import Log, rows

MODELS = ("haalbaarheid", "haalbaarheid_wko")
NEEDED = ("kansenkaart", "gebouwen", "bronpunten", "selectie", "warmtenet", "bodemrestricties", "warmtekavels")


@pytest.fixture(scope="module")
def models(root):
    """Return the models by name."""
    found = {}
    for name in MODELS:
        found[name] = QgsProcessingModelAlgorithm()
        assert found[name].fromFile(str(root / "resources" / "models" / f"{name}.model3"))
    return found


def _content(model):
    """Return what a model does; where its boxes stand is no matter."""
    children = {}
    for name, child in model.childAlgorithms().items():
        sources = {
            parameter: [source.toVariant() for source in found] for parameter, found in child.parameterSources().items()
        }
        outputs = {key: made.description() for key, made in child.modelOutputs().items()}
        children[name] = (child.algorithmId(), child.description(), sources, outputs)
    return children


def test_script_makes_them(root, tmp_path):
    script = root / "scripts" / "make_models.py"
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path)], capture_output=True, text=True, check=False, timeout=120,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for name in MODELS:
        made, kept = QgsProcessingModelAlgorithm(), QgsProcessingModelAlgorithm()
        assert made.fromFile(str(tmp_path / f"{name}.model3"))
        assert kept.fromFile(str(root / "resources" / "models" / f"{name}.model3"))
        assert _content(made) == _content(kept)


@pytest.mark.parametrize("name", MODELS)
def test_every_child_is_whole(models, name):
    model = models[name]
    assert model.canExecute()[0]
    for child in model.childAlgorithms():
        good, problems = model.validateChildAlgorithm(child)
        assert good, (child, problems)
    assert all(parameter.description() for parameter in model.parameterDefinitions())


def test_model_works_on_a_town(models, tmp_path):
    given = {
        "leidingen": study_town.sewer(), "panden": study_town.panden(), "straten": town.streets(),
        "gebied": study_town.area(), "kavels": study_town.districts(), "verbod": [study_town.ban()], "plaats": "Dorp",
    }  # fmt: skip
    places = {name: str(tmp_path / f"{name}.gpkg") for name in NEEDED}
    pages = {"rapport": str(tmp_path / "rapport.html"), "webkaart": str(tmp_path / "kaart.html")}
    results, good = models["haalbaarheid"].run(given | places | pages, QgsProcessingContext(), Log())
    assert good
    assert "Dorp" in (tmp_path / "rapport.html").read_text(encoding="utf-8")
    assert "Dorp" in (tmp_path / "kaart.html").read_text(encoding="utf-8")
    chosen = rows(QgsVectorLayer(places["selectie"], "selectie", "ogr"))
    assert sum(row["woningen"] for row in chosen if row["gekozen"] == 1) > 0
    nets = {row["nettype"] for row in rows(QgsVectorLayer(places["warmtenet"], "trace", "ogr"))}
    assert nets == {"bronnet", "mt"}
    assert results["warmtenet"] == places["warmtenet"]
