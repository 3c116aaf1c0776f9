"""Outputs of earlier runs brought together: which layer is what, what stands in it and how it was made.

Layers of the project belong to the main thread, so `opened` (there) makes copies of them, and `collect` (anywhere)
takes these over and reads them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsMapLayer,
    QgsProcessingException,
    QgsProject,
    QgsProviderRegistry,
    QgsProviderSublayerDetails,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QThread

from ..riothermie_kansen.callbacks import Progress, part, silent
from ..riothermie_kansen.errors import CancelledError
from . import layers, layout_styles
from .inputs import tell_read
from .names import name_after_table
from .several import items

if TYPE_CHECKING:
    from ..riothermie_kansen.results import About, Results

translate = QCoreApplication.translate

GEOMETRIES = {
    Qgis.GeometryType.Line: "line",
    Qgis.GeometryType.Point: "point",
    Qgis.GeometryType.Polygon: "polygon",
    Qgis.GeometryType.Null: "none",
}
"""Kind of geometry of a layer and what `roles.recognise` calls it."""

INTERNAL = ("layer_styles", "qgis_projects")
"""Tables of a GeoPackage that QGIS keeps for itself."""


@dataclass
class Given:
    """What was given: layers of ours alone, and backgrounds."""

    layers: list[QgsVectorLayer]
    background: list[QgsMapLayer]


def outputs_in_project() -> list[str]:
    """Return the ids of the layers of the open project that are outputs of this plugin, in the order of their roles.

    Only the dialog asks, in the main thread; a run takes what it was given.
    """
    application = QCoreApplication.instance()
    if application is None or QThread.currentThread() != application.thread():
        return []
    found = [
        (place, layer.name(), layer.id())
        for layer in QgsProject.instance().mapLayers().values()
        if isinstance(layer, QgsVectorLayer) and layer.isValid() and (place := _place(layer)) is not None
    ]
    return [name for *_, name in sorted(found)]


def opened(algorithm, parameters, context, *, several: str, background: str = "") -> Given:
    """Return copies of the layers that were given, for a run in any thread; to be called in ``prepareAlgorithm``.

    Parameters
    ----------
    algorithm, parameters, context
        As in ``prepareAlgorithm``.
    several, background
        Names of the parameters with layers, and with what lies under the maps.

    Raises
    ------
    QgsProcessingException
        One of them cannot be opened.
    """
    if message := no_layer(algorithm, parameters, context, several):
        raise QgsProcessingException(message)
    found = []
    for item in items(parameters.get(several)):
        layer = algorithm.parameterAsVectorLayer({several: item}, several, context)
        name_after_table(item, context)
        found.append(_copy(layer))
    under = algorithm.parameterAsLayerList(parameters, background, context) if background else []
    under = [layer for layer in under or () if layer.isValid()]
    for item in items(parameters.get(background)) if background else ():
        name_after_table(item, context)
    for layer in under:
        if layout_styles.unstyled(layer, context.project()):
            layout_styles.subdue(layer)
    return Given(found, [_copy(layer) for layer in under])


def no_layer(algorithm, parameters, context, several: str) -> str:
    """Return in one sentence which of several layers cannot be opened, or "".

    To be asked in ``checkParameterValues``: what ``prepareAlgorithm`` raises, QGIS tells in its log only.
    """
    for item in items(parameters.get(several)):
        layer = algorithm.parameterAsVectorLayer({several: item}, several, context)
        if layer is None or not layer.isValid():
            text = translate("Riothermie", '{title}: "{value}" cannot be opened as a layer; choose another one.')
            title = algorithm.parameterDefinition(several).description()
            return text.format(title=title, value=item.name() if hasattr(item, "name") else item)
    return ""


def collect(
    algorithm, parameters, context, feedback, *, given: Given, geopackage: str = "", progress: Progress | None = None
) -> tuple[Results, dict[int, QgsVectorLayer]]:
    """Return what was found, and per part (its place in ``Results.parts``) the layer itself.

    Parameters
    ----------
    algorithm, parameters, context, feedback
        As in ``processAlgorithm``.
    given
        From `opened`; its layers live in the thread of the caller from here on.
    geopackage
        Name of the parameter with a GeoPackage of which all tables are read, "" for none.
    progress
        Receives the progress.

    Returns
    -------
        Parts in the order of `roles.ROLES`, of one role in the order given; what is no output of the plugin stands in
        ``Results.others``, and is told in the log. A table that was given twice counts once.

    Raises
    ------
    QgsProcessingException
        The GeoPackage cannot be read, or a layer has no known coordinate system.
    CancelledError
        The user cancelled.
    """
    from ..riothermie_kansen.results import Part, Results
    from ..riothermie_kansen.roles import ROLES, recognise

    for layer in (*given.layers, *given.background):
        layer.moveToThread(QThread.currentThread())
    every = list(given.layers)
    file = algorithm.parameterAsFile(parameters, geopackage, context) if geopackage else ""
    if file:
        every += tables_of(Path(file), context)
    chosen = list(_once(every))
    order = {role.key: i for i, role in enumerate(ROLES)}
    found: list[tuple[int, int, Part, QgsVectorLayer]] = []
    others: list[str] = []
    for i, layer in enumerate(chosen):
        if feedback.isCanceled():
            raise CancelledError
        step = part(progress or silent, 100.0 * i / len(chosen), 100.0 * (i + 1) / len(chosen))
        kind = GEOMETRIES.get(layer.geometryType())
        role = recognise(layer.fields().names(), kind) if kind else None
        if role is None:
            others.append(_title(layer))
            continue
        read = layers.read(
            layer, context, feedback, shape="table" if kind == "none" else "whole", progress=step
        )  # fmt: skip
        tell_read(read, role.key, feedback)
        frame = _with_titles(read.frame, layer)
        found.append((order[role.key], i, Part(role, layer.name(), frame, about_layer(layer)), layer))
    found.sort(key=lambda one: one[:2])
    if others:
        text = translate("Riothermie", "No output that the report knows, so not used: {names}.")
        feedback.pushInfo(text.format(names=", ".join(others)))
    results = replace(Results(tuple(one[2] for one in found)), others=tuple(others))
    return results, {i: one[3] for i, one in enumerate(found)}


def tables_of(file: Path, context) -> list[QgsVectorLayer]:
    """Return the layers and tables of a GeoPackage, by name.

    Raises
    ------
    QgsProcessingException
        It cannot be read, or is empty.
    """
    options = QgsProviderSublayerDetails.LayerOptions(context.transformContext())
    options.loadDefaultStyle = True
    found = []
    for details in QgsProviderRegistry.instance().querySublayers(str(file)):
        if details.type() != Qgis.LayerType.Vector or details.name() in INTERNAL:
            continue
        layer = details.toLayer(options)
        if isinstance(layer, QgsVectorLayer) and layer.isValid():
            layer.setName(details.name())
            found.append(layer)
    if not found:
        text = translate("Riothermie", "{file} is no GeoPackage with layers: choose another file.")
        raise QgsProcessingException(text.format(file=file.name))
    return sorted(found, key=lambda layer: layer.name())


def about_layer(layer: QgsMapLayer, moment: str = "yyyy-MM-ddTHH:mm:ss") -> About:
    """Return how a layer was made, from its metadata; `moment` is how Qt writes when."""
    from ..riothermie_kansen.results import about

    metadata = layer.metadata()
    made = metadata.dateTime(Qgis.MetadataDateType.Created)
    return about(
        title=metadata.title(),
        abstract=metadata.abstract(),
        history=metadata.history(),
        rights=metadata.rights(),
        date=made.toString(moment) if made.isValid() else "",
    )


def to_main_thread(every: Sequence[QgsMapLayer]) -> None:
    """Hand layers over to the main thread, where layouts are made."""
    application = QCoreApplication.instance()
    if application is not None:
        for layer in every:
            layer.moveToThread(application.thread())


def _place(layer: QgsVectorLayer) -> int | None:
    """Return the place of the role of a layer in the order of the work, None when it has none."""
    from ..riothermie_kansen.roles import ROLES, recognise

    kind = GEOMETRIES.get(layer.geometryType())
    role = recognise(layer.fields().names(), kind) if kind else None
    return None if role is None else ROLES.index(role)


def _copy(layer: QgsMapLayer) -> QgsMapLayer:
    """Return a copy that another thread can take over."""
    made = layer.clone()
    made.setMetadata(layer.metadata())
    made.moveToThread(None)
    return made


def _once(every: Sequence[QgsVectorLayer]) -> Iterator[QgsVectorLayer]:
    """Yield the layers, a table of a file that was given twice once."""
    seen = set()
    for layer in every:
        parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
        path = str(parts.get("path") or "")
        key = (os.path.realpath(path), str(parts.get("layerName") or ""), layer.subsetString()) if path else layer.id()
        if key not in seen:
            seen.add(key)
            yield layer


def _title(layer: QgsVectorLayer) -> str:
    """Return what a layer is called, with its file when it has one."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    file = Path(str(parts.get("path") or "")).name
    return f"{layer.name()} ({file})" if file and Path(file).stem != layer.name() else layer.name()


def _with_titles(frame: Any, layer: QgsVectorLayer) -> Any:
    """Return a frame that tells what its columns are: alias by column in ``attrs["titels"]``."""
    fields = layer.fields()
    frame.attrs["titels"] = {fields[i].name(): fields[i].alias() or fields[i].name() for i in range(len(fields))}
    return frame
