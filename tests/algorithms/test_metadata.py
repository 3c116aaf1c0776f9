"""What the metadata of an output tell of the run, for all algorithms at once."""

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
)
from riothermie_plugin.algorithms.metadata import given


def files():
    """Return (algorithm, parameter) of every input that is a file or folder, or several files."""
    found = []
    for algorithm in QgsApplication.processingRegistry().providerById("riothermie").algorithms():
        for definition in algorithm.parameterDefinitions():
            several = isinstance(definition, QgsProcessingParameterMultipleLayers)
            if (several and definition.layerType() == QgsProcessing.SourceType.TypeFile) or isinstance(
                definition, QgsProcessingParameterFile
            ):
                found.append((algorithm.create(), definition.name()))
    return found


@pytest.mark.parametrize("end", ["", "/"])
def test_files_and_folders_are_named_without_where_they_lie(tmp_path, end):
    """Where something lies on a computer tells nothing to others, or too much."""
    folder = tmp_path / "thuis" / "regis.nc"
    folder.mkdir(parents=True)
    every = files()
    assert {"REGIS", "KENTALLEN"} <= {name for _, name in every}
    for algorithm, name in every:
        told = given(algorithm, {name: f"{folder}{end}"}, QgsProcessingContext())
        assert told[name] == "regis.nc", (algorithm.name(), name)
