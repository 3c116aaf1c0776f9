"""How an output looks in QGIS: its style and its metadata."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import ClassVar

from qgis.core import QgsProcessingLayerPostProcessorInterface
from qgis.PyQt.QtXml import QDomDocument

from .environment import RESOURCES


def style_text(name: str, labels: Mapping[str, str] | None = None) -> str:
    """Return a style of ``resources/styles`` as QML, with other texts for some labels of its legend."""
    text = (RESOURCES / "styles" / name).read_text(encoding="utf-8")
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
