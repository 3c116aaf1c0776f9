"""Styles of the layers about demand, match and kavels that only the demo has: borders of kavels and area."""

from __future__ import annotations

from demo_styles import text
from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsPalLayerSettings,
    QgsSimpleLineSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

BORDER, OUTER = "#7a1f6b", "#8a8577"


def style_kavel_borders(layer: QgsVectorLayer) -> None:
    """Kavels: a border without a fill, with letter and name."""
    layer.setRenderer(QgsSingleSymbolRenderer(_outline(BORDER, 0.55, Qt.PenStyle.SolidLine)))
    settings = QgsPalLayerSettings()
    settings.isExpression = True
    settings.fieldName = '"kavel_id" || \'  \' || "naam"'
    settings.setFormat(text(9.5, BORDER, bold=True, edge=1.0))
    settings.geometryGeneratorEnabled = True
    settings.geometryGeneratorType = Qgis.GeometryType.Point
    settings.geometryGenerator = 'make_point("naam_x", "naam_y")'
    settings.placement = Qgis.LabelPlacement.OverPoint
    settings.quadOffset = Qgis.LabelQuadrantPosition.Over
    settings.placementSettings().setOverlapHandling(Qgis.LabelOverlapHandling.AllowOverlapIfRequired)
    settings.priority = 10
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def style_area(layer: QgsVectorLayer) -> None:
    """Area that takes part: a broken line."""
    layer.setRenderer(QgsSingleSymbolRenderer(_outline(OUTER, 0.4, Qt.PenStyle.DashLine)))


def _outline(colour: str, width: float, style: Qt.PenStyle) -> QgsFillSymbol:
    line = QgsSimpleLineSymbolLayer(QColor(colour), width, style)
    line.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    symbol = QgsFillSymbol()
    symbol.changeSymbolLayer(0, line)
    return symbol
