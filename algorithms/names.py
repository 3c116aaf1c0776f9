"""What an input layer is called, in the log, in messages, in the metadata and in reports: one way for all algorithms.

A layer of the project has the name that the user gave it. QGIS calls one that was given as a file after the file, also
where the file holds several layers: then the name of the table tells more.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingUtils,
    QgsProperty,
    QgsProviderRegistry,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

translate = QCoreApplication.translate

_ONE_LAYER = (".shp", ".geojson", ".json", ".csv", ".txt", ".fgb", ".tab", ".dbf", ".parquet")
"""Files that hold one layer; looking for more may mean reading all of it."""


def name_after_table(given: Any, context: QgsProcessingContext) -> None:
    """Call a layer that was opened from a file with several layers after its table; others keep their name."""
    layer = _opened(given, context)
    if layer is None:
        return
    file, table = _place(layer)
    if file is not None and layer.name() == file.stem and len(found := _tables(layer, file)) > 1:
        layer.setName(table or found[0])


def tell_first(given: Any, context: QgsProcessingContext, feedback) -> None:
    """Say in the log which layer of a file was read, where the file holds several and none of them was named."""
    layer = _opened(given, context)
    if layer is None:
        return
    file, table = _place(layer)
    if file is None or table or len(found := _tables(layer, file)) < 2:
        return
    text = translate("Riothermie", '{file} holds several layers; only "{first}" was read. The others are: {others}.')
    feedback.pushWarning(text.format(file=file.name, first=found[0], others=", ".join(found[1:])))


def file_of(layer: QgsVectorLayer | None) -> Path | None:
    """Return the file that a layer is in, None for a service, a database or a layer in memory."""
    return None if layer is None else _place(layer)[0]


def _opened(given: Any, context: QgsProcessingContext) -> QgsVectorLayer | None:
    """Return the layer that was opened for this run from what was given, None for one of the project."""
    if isinstance(given, QgsProcessingFeatureSourceDefinition):
        given = given.source
    if isinstance(given, QgsProperty):
        given = given.valueAsString(context.expressionContext(), "")[0]
    if isinstance(given, Path):
        given = str(given)
    if not given or not isinstance(given, (str, QgsVectorLayer)):
        return None
    layer = QgsProcessingUtils.mapLayerFromString(given, context) if isinstance(given, str) else given
    if not isinstance(layer, QgsVectorLayer) or context.temporaryLayerStore().mapLayer(layer.id()) is None:
        return None
    return layer


def _place(layer: QgsVectorLayer) -> tuple[Path | None, str]:
    """Return the file of a layer, None for none, and its table in that file, "" where it is not named."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    file = Path(str(parts.get("path") or ""))
    return (file if parts.get("path") and file.is_file() else None), str(parts.get("layerName") or "")


def _tables(layer: QgsVectorLayer, file: Path) -> list[str]:
    """Return the layers in a file; of one with places those with places."""
    if file.suffix.lower() in _ONE_LAYER:
        return []
    plain = layer.wkbType() == QgsWkbTypes.Type.NoGeometry
    return [
        details.name()
        for details in QgsProviderRegistry.instance().querySublayers(str(file))
        if details.type() == Qgis.LayerType.Vector and (plain or details.wkbType() != QgsWkbTypes.Type.NoGeometry)
    ]
