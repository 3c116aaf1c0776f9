"""What the open project holds: layers that look like inputs, and outputs of the plugin, both known by their fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qgis.core import QgsProject, QgsVectorLayer

from ..algorithms.environment import language
from ..algorithms.inputs import GEOMETRIES, recognised
from ..riothermie_kansen.results import MADE
from ..riothermie_kansen.roles import ROLES, recognise
from .state import Layer, Made, Snapshot
from .steps import Step


def snapshot(provider: Any, steps: Iterable[Step]) -> Snapshot:
    """Return what the project and the provider hold now; only in the main thread."""
    algorithms = {algorithm.name(): algorithm for algorithm in provider.algorithms()}
    tasks = [task for step in steps for task in step.tasks]
    needs = [need for step in steps for need in step.fills] + [need for task in tasks for need in task.needs]
    inputs = {}
    for name, parameter in {pair: None for need in needs for pair in need.inputs}:
        layer = _looks_like(algorithms.get(name), parameter)
        if layer is not None:
            inputs[name, parameter] = layer
    return Snapshot(frozenset(algorithms), inputs, outputs())


def outputs() -> tuple[Made, ...]:
    """Return the outputs of the plugin in the project, in the order of the work; ties by name and id."""
    order = {role.key: number for number, role in enumerate(ROLES)}
    found = []
    for layer in QgsProject.instance().mapLayers().values():
        made = _made(layer)
        if made is not None:
            found.append(made)
    return tuple(sorted(found, key=lambda made: (order[made.role], made.layer.name, made.layer.id)))


def _made(layer: Any) -> Made | None:
    """Return what output of the plugin a layer is, None for another layer."""
    if not isinstance(layer, QgsVectorLayer) or not layer.isValid():
        return None
    geometry = GEOMETRIES.get(layer.geometryType())
    role = None if geometry is None else recognise(layer.fields().names(), geometry)
    if role is None:
        return None
    told = next(filter(None, map(MADE.fullmatch, layer.metadata().history())), None)
    algorithm = told["algorithm"].rpartition(":")[2] if told else role.algorithm
    return Made(Layer(layer.id(), layer.name()), role.key, role.title(language()), algorithm)


def _looks_like(algorithm: Any, parameter: str) -> Layer | None:
    """Return the layer that the dialog of an algorithm proposes for an input."""
    if algorithm is None or parameter not in getattr(algorithm, "KNOWN", {}):
        return None
    layer = QgsProject.instance().mapLayer(recognised(algorithm.KNOWN[parameter], algorithm.SHAPES[parameter]) or "")
    return None if layer is None else Layer(layer.id(), layer.name())
