"""Styles of the layers that only the demo map has."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsSimpleFillSymbolLayer,
    QgsSimpleMarkerSymbolLayer,
    QgsSimpleMarkerSymbolLayerBase,
    QgsSingleSymbolRenderer,
    QgsSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QFont

INK = "#16324a"
HALF = 125  # m: half of the width of a letter on the overview
BESIDE = f"""with_variable('c', centroid($geometry), make_point(
    case when "kant" = 'links' then x_min($geometry) - 450 - {HALF} * length("naam")
        when "kant" = 'rechts' then x_max($geometry) + 250 + {HALF} * length("naam") else x(@c) end,
    case when "kant" = 'boven' then y_max($geometry) + 400 when "kant" = 'onder' then y_min($geometry) - 400
        else y(@c) end))"""  # middle of the name of a town
OVERVIEW = 50000  # scale: smaller ones show names of towns and smaller markers


def text(size: float, colour: str, *, bold: bool = False, edge: float = 0.0) -> QgsTextFormat:
    """Return a text format; `edge` is the white edge in mm."""
    font = QFont("Open Sans")
    font.setBold(bold)
    made = QgsTextFormat()
    made.setFont(font)
    made.setSize(size)
    made.setColor(QColor(colour))
    if edge:
        buffer = QgsTextBufferSettings()
        buffer.setEnabled(True)
        buffer.setSize(edge)
        buffer.setColor(QColor("white"))
        made.setBuffer(buffer)
    return made


def style_towns(layer: QgsVectorLayer) -> None:
    """Towns: a quiet background, named on the overview."""
    fill = QgsSimpleFillSymbolLayer(QColor("#ece8de"))
    fill.setStrokeStyle(Qt.PenStyle.NoPen)
    symbol = QgsFillSymbol()
    symbol.changeSymbolLayer(0, fill)
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    settings = QgsPalLayerSettings()
    settings.fieldName = "naam"
    settings.setFormat(text(8.5, INK, bold=True, edge=0.8))
    settings.scaleVisibility = True
    settings.maximumScale = OVERVIEW
    settings.minimumScale = 10_000_000
    settings.geometryGeneratorEnabled = True
    settings.geometryGeneratorType = Qgis.GeometryType.Point
    settings.geometryGenerator = BESIDE
    settings.placement = Qgis.LabelPlacement.OverPoint
    settings.quadOffset = Qgis.LabelQuadrantPosition.Over
    settings.placementSettings().setOverlapHandling(Qgis.LabelOverlapHandling.AllowOverlapIfRequired)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def style_points(layer: QgsVectorLayer) -> None:
    """Places where the water comes together: a numbered disc."""
    disc = QgsSimpleMarkerSymbolLayer(QgsSimpleMarkerSymbolLayerBase.Shape.Circle, 5.2)
    disc.setColor(QColor(INK))
    disc.setStrokeColor(QColor("white"))
    disc.setStrokeWidth(0.4)
    size = QgsProperty.fromExpression(f"if(@map_scale > {OVERVIEW}, 3.8, 5.2)")
    disc.setDataDefinedProperty(QgsSymbolLayer.Property.Size, size)
    symbol = QgsMarkerSymbol()
    symbol.changeSymbolLayer(0, disc)
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    settings = QgsPalLayerSettings()
    settings.fieldName = "nr"
    settings.setFormat(text(8.5, "white", bold=True))
    settings.placement = Qgis.LabelPlacement.OverPoint
    settings.quadOffset = Qgis.LabelQuadrantPosition.Over
    settings.placementSettings().setOverlapHandling(Qgis.LabelOverlapHandling.AllowOverlapIfRequired)
    settings.priority = 10
    smaller = QgsProperty.fromExpression(f"if(@map_scale > {OVERVIEW}, 6.5, 8.5)")
    properties = settings.dataDefinedProperties()
    properties.setProperty(QgsPalLayerSettings.Property.Size, smaller)
    settings.setDataDefinedProperties(properties)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
    layer.setMapTipTemplate(
        '<b>[% "knoop_id" %]</b> ([% "soort" %], [% "kern" %])<br>'
        "[% format_number(\"dwa_gem_ls\", 1, 'nl') %] l/s, "
        "[% format_number(\"vermogen_gebouw_kw\", 0, 'nl') %] kW aan de gebouwzijde"
    )
