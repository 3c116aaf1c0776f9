"""The example models as a user gets them: copied, found by QGIS, whole."""

from pathlib import Path

import pytest
from processing.modeler.ModelerUtils import ModelerUtils
from qgis.core import QgsApplication, QgsProcessingModelAlgorithm
from riothermie_plugin.panel import models

EXAMPLES = models.examples()


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_a_model_is_whole(qgis_processing, file):
    model = QgsProcessingModelAlgorithm()
    assert model.fromFile(str(file))
    good, problems = model.validate()
    assert good, problems
    assert model.displayName()
    for child in model.childAlgorithms().values():
        assert child.algorithm() is not None, child.algorithmId()
        assert model.validateChildAlgorithm(child.childId())[0]


def test_a_copied_model_is_in_the_toolbox(qgis_processing, tmp_path, monkeypatch):
    """As the menu entry does it, in another folder than that of the user."""
    monkeypatch.setattr(ModelerUtils, "modelsFolders", staticmethod(lambda: [str(tmp_path)]))
    copied, kept = models.copy(Path(ModelerUtils.modelsFolders()[0]))
    assert (len(copied), kept) == (len(EXAMPLES), [])
    provider = QgsApplication.processingRegistry().providerById("model")
    if provider is None:
        pytest.skip("this QGIS has no models")
    provider.refreshAlgorithms()
    found = {algorithm.name() for algorithm in provider.algorithms()}
    monkeypatch.undo()
    provider.refreshAlgorithms()
    expected = set()
    for file in EXAMPLES:
        model = QgsProcessingModelAlgorithm()
        assert model.fromFile(str(file))
        expected.add(model.name())
    assert expected <= found
