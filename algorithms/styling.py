"""How an output looks in QGIS: style, titles of fields and metadata, once it is loaded and in the file itself."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from qgis.core import QgsProcessingLayerPostProcessorInterface, QgsVectorLayer, QgsWkbTypes
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtXml import QDomDocument

from . import databases
from .environment import RESOURCES

if TYPE_CHECKING:
    from ..riothermie_kansen.schema import Column
    from .outputs import Output

translate = QCoreApplication.translate


def style_text(name: str, labels: Mapping[str, str] | None = None, swap: Mapping[str, str] | None = None) -> str:
    """Return a style of ``resources/styles`` as QML, with other texts for some labels of its legend.

    `swap` replaces other pieces of it, such as the name of a field.
    """
    text = (RESOURCES / "styles" / name).read_text(encoding="utf-8")
    for piece, other in (swap or {}).items():
        text = text.replace(piece, html.escape(other))
    for label, other in (labels or {}).items():
        text = text.replace(f'label="{label}"', f'label="{html.escape(other)}"')
    return text


class FinishLayer(QgsProcessingLayerPostProcessorInterface):
    """Give an output its style and metadata once QGIS has loaded it."""

    kept: ClassVar[list[FinishLayer]] = []  # QGIS holds no reference: Python must keep the object

    def __init__(self, style: str, metadata) -> None:
        super().__init__()
        self.style = style  # QML, "" for none
        self.metadata = metadata

    def postProcessLayer(self, layer, context, feedback) -> None:
        """Style the layer; called by QGIS in the main thread."""
        if self.style:
            document = QDomDocument()
            document.setContent(self.style)
            good, message = layer.importNamedStyle(document)
            if not good:
                feedback.pushWarning(message)
        if self.metadata is not None:
            layer.setMetadata(self.metadata)
        layer.triggerRepaint()


class FinishOutput(FinishLayer):
    """Give a loaded output its style, metadata and the titles of its fields."""

    def __init__(self, output: Output) -> None:
        super().__init__(output.style_text(), output.metadata)
        self.columns = output.columns

    def postProcessLayer(self, layer, context, feedback) -> None:
        set_titles(layer, self.columns)
        super().postProcessLayer(layer, context, feedback)


def embed(layer_id: str, output: Output) -> list[str]:
    """Keep titles of fields, style and metadata in the file or database itself, where its format can.

    Returns what could not be kept in a database, as sentences: the data are there all the same.
    """
    stored = databases.table_of(layer_id)
    if stored is not None:
        return _embed_in_database(stored, output)
    file = Path(layer_id.partition("|")[0])
    if file.suffix.lower() != ".gpkg" or not file.is_file():
        return []
    table = layer_id.partition("|layername=")[2] or file.stem
    layer = QgsVectorLayer(f"{file}|layername={table}", table, "ogr")
    if layer.isValid():
        _keep(layer, table, output)
    return []


def _keep(layer: QgsVectorLayer, table: str, output: Output) -> tuple[bool, bool]:
    """Keep styles and metadata beside the rows of a layer; return whether the styles, and the metadata, were kept."""
    styled = described = True
    for title, style in (output.more or {}).items():
        _show(layer, style_text(style, swap=output.swap))
        set_titles(layer, output.columns)
        styled &= not layer.saveStyleToDatabase(title, title, False, "")
    if output.style:
        _show(layer, output.style_text())
    set_titles(layer, output.columns)
    if output.metadata is not None:
        layer.setMetadata(output.metadata)
        described = layer.saveDefaultMetadata()[1]
    title = output.metadata.title() if output.metadata is not None else ""
    styled &= not layer.saveStyleToDatabase(table, title, True, "")
    return styled, described


def _embed_in_database(stored: databases.Table, output: Output) -> list[str]:
    """Keep style and metadata in the tables of QGIS in a database; return what was refused, as sentences."""
    layer = databases.layer_of(stored, plain=output.wkb_type == QgsWkbTypes.Type.NoGeometry)
    if not layer.isValid():
        return []
    if output.metadata is not None and not output.metadata.identifier():
        output.metadata.setIdentifier(str(stored))  # the database takes none without
    styled, described = _keep(layer, stored.name, output)
    kinds = [
        *([] if styled else [translate("Riothermie", "style")]),
        *([] if described else [translate("Riothermie", "metadata")]),
    ]
    if not kinds:
        return []
    text = translate("Riothermie", "{table} was written, but the database did not take its {kinds}: it gives no right.")
    return [text.format(table=stored, kinds=", ".join(kinds))]


def set_titles(layer: QgsVectorLayer, columns: Iterable[Column]) -> None:
    """Show the titles of the columns, with their unit, in place of their names."""
    for column in columns:
        title = f"{column.title} [{column.unit}]" if column.unit else column.title
        layer.setFieldAlias(layer.fields().lookupField(column.name), title)


def _show(layer: QgsVectorLayer, style: str) -> None:
    """Give a layer a style; not with loadNamedStyle: that prefers an older style of this table in the file."""
    document = QDomDocument()
    document.setContent(style)
    layer.importNamedStyle(document)
