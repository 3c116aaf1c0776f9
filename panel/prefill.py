"""What a dialog opens with, and what is remembered of what was filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsMapLayer,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputFile,
    QgsProcessingOutputFolder,
    QgsProcessingOutputHtml,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingUtils,
    QgsProject,
    QgsProperty,
)

from . import finding, settings, tables
from .state import Snapshot, proposed
from .steps import steps

LAYER = "layer:"
"""Marks the id of a layer of the project among the remembered values."""

PASSWORD = re.compile(r"\bpassword\s*=", re.IGNORECASE)
"""How a database is reached may hold a password; a project that is handed on must not tell it."""

RESULTS = "LAGEN"
"""Input that takes all results."""


def prefill(algorithm: Any) -> dict[str, Any]:
    """Return what the dialog of an algorithm opens with, besides what its inputs propose themselves.

    Settings of the project, outputs of earlier steps, tables that `pdokophalen` fetched, then what was filled in for
    the last run, as far as the algorithm still has the inputs and the project the layers; all outputs of the plugin for
    an input that takes results.
    """
    definitions = {item.name(): item for item in algorithm.parameterDefinitions() if not item.isDestination()}
    outputs = finding.outputs()
    values: dict[str, Any] = {}
    for name, key in settings.PARAMETERS.items():
        value = settings.project_value(key)
        if value and name in definitions and _fits(definitions[name], value):
            values[name] = value
    if isinstance(definitions.get(RESULTS), QgsProcessingParameterMultipleLayers):
        values[RESULTS] = [made.layer.id for made in outputs if _holds(definitions[RESULTS], made.layer.id)]
    several = [name for name, item in definitions.items() if isinstance(item, QgsProcessingParameterMultipleLayers)]
    values |= tables.for_inputs(algorithm.name(), several) if several else {}
    for task in (task for step in steps() for task in step.tasks if task.algorithm == algorithm.name()):
        values |= {
            name: layer
            for name, layer in proposed(task, Snapshot(outputs=outputs)).items()
            if name in definitions and _holds(definitions[name], layer)
        }
    for name, stored in settings.remembered(algorithm.name()).items():
        value = _unpacked(stored)
        if name in definitions and name != RESULTS and value is not None:
            values[name] = value
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def to_remember(algorithm: Any, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return of the parameters of a run what is worth remembering: inputs that are not what is proposed anyway."""
    kept = {}
    taken = {name: settings.project_value(key) for name, key in settings.PARAMETERS.items()}
    for definition in algorithm.parameterDefinitions():
        name = definition.name()
        if definition.isDestination() or name == RESULTS or name not in parameters:
            continue
        value = _packed(parameters[name])
        if value is None or value in ("", []) or value in (_packed(definition.defaultValue()), taken.get(name)):
            continue
        kept[name] = value
    return kept


def made_files(algorithm: Any, results: Mapping[str, Any]) -> dict[str, str]:
    """Return the files that a run made: reports, workbooks, drawings and folders, not layers."""
    kinds = (QgsProcessingOutputFile, QgsProcessingOutputFolder, QgsProcessingOutputHtml)
    names = [item.name() for item in algorithm.outputDefinitions() if isinstance(item, kinds)]
    found = {name: str(results[name]) for name in names if results.get(name)}
    return {name: path for name, path in found.items() if Path(path).exists()}


def _fits(definition: Any, value: str) -> bool:
    """Tell whether a setting is one of the choices of an input, if it has choices."""
    options = getattr(definition, "options", None)
    return options is None or value in options()


def _holds(definition: Any, layer_id: str) -> bool:
    """Tell whether an input takes layers with the geometry of a layer."""
    if isinstance(definition, QgsProcessingParameterMultipleLayers):
        kinds = [definition.layerType()]
    elif isinstance(definition, QgsProcessingParameterFeatureSource):
        kinds = definition.dataTypes()
    else:
        return False
    fitting = QgsProcessingUtils.compatibleVectorLayers(QgsProject.instance(), kinds)
    return any(layer.id() == layer_id for layer in fitting)


def _packed(value: Any) -> Any:
    """Return a value as JSON can hold it, layers of the project by their id; None when it cannot be kept."""
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        value = value.source
    if isinstance(value, QgsProperty):
        value = value.staticValue() if value.propertyType() == QgsProperty.Type.StaticProperty else None
    if isinstance(value, QgsMapLayer):
        value = value.id()
    if isinstance(value, str):
        if PASSWORD.search(value):
            return None
        return LAYER + value if QgsProject.instance().mapLayer(value) is not None else value
    if isinstance(value, (list, tuple)):
        items = [_packed(item) for item in value]
        return None if None in items else items
    return value if isinstance(value, (bool, int, float)) else None


def _unpacked(value: Any) -> Any:
    """Return a remembered value; None when it was a layer that is gone, a list without those that are."""
    if isinstance(value, str) and value.startswith(LAYER):
        layer = QgsProject.instance().mapLayer(value.removeprefix(LAYER))
        return None if layer is None else layer.id()
    if isinstance(value, list):
        items = [_unpacked(item) for item in value]
        return [item for item in items if item is not None]
    return value
