"""Styles of the layers that only the demo's heat network has: source, panden, streets."""

from __future__ import annotations

from demo_net_facts import CONNECTED, REASONS
from demo_styles import INK, text
from qgis.core import (
    Qgis,
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsRendererCategory,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSimpleMarkerSymbolLayer,
    QgsSimpleMarkerSymbolLayerBase,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor

COLOURS = {
    CONNECTED: "#8fc7a6",
    "straatdeel_los": "#c2504b",
    "te_ver": "#e8a25c",
    "geblokkeerd": "#a06cb0",
    "vraag_onbekend": "#e9d27a",
    "geen_vraag": "#dcdad4",
    "buiten_gebied": "#f4f2ee",
}
NEAR = 7500  # scale from which streets are named
CONNECTED_TITLE = "Aangesloten"


def style_buildings(layer: QgsVectorLayer) -> None:
    """Panden: by what became of them."""
    categories = []
    for kind, colour in COLOURS.items():
        title = CONNECTED_TITLE if kind == CONNECTED else REASONS[kind]
        categories.append(QgsRendererCategory(kind, _fill(colour), title))
    categories.append(QgsRendererCategory(None, _fill("#bdbdbd"), "Overig"))
    layer.setRenderer(QgsCategorizedSymbolRenderer("uitkomst", categories))
    layer.setMapTipTemplate(
        '<b>[% "pand_id" %]</b>, [% "bouwjaar" %]: [% "woningen" %] woningen<br>[% "uitkomst" %] [% "reden" %]'
    )


def _fill(colour: str) -> QgsFillSymbol:
    layer = QgsSimpleFillSymbolLayer(QColor(colour))
    layer.setStrokeColor(QColor(colour).darker(140))
    layer.setStrokeWidth(0.1)
    symbol = QgsFillSymbol()
    symbol.changeSymbolLayer(0, layer)
    return symbol


def style_streets(layer: QgsVectorLayer) -> None:
    """Streets: a quiet background, named from close by."""
    symbol = QgsLineSymbol()
    symbol.changeSymbolLayer(0, QgsSimpleLineSymbolLayer(QColor("#d5d1c8"), 0.5))
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    settings = QgsPalLayerSettings()
    settings.fieldName = "naam"
    settings.setFormat(text(6.5, "#7d776b", edge=0.5))
    settings.placement = Qgis.LabelPlacement.Curved
    lines = settings.lineSettings()
    lines.setMergeLines(True)
    settings.setLineSettings(lines)
    settings.priority = 1
    settings.scaleVisibility = True
    settings.minimumScale = NEAR
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def style_source(layer: QgsVectorLayer) -> None:
    """Source: a star with its name."""
    star = QgsSimpleMarkerSymbolLayer(QgsSimpleMarkerSymbolLayerBase.Shape.Star, 6.5)
    star.setColor(QColor("#f2b701"))
    star.setStrokeColor(QColor(INK))
    star.setStrokeWidth(0.3)
    symbol = QgsMarkerSymbol()
    symbol.changeSymbolLayer(0, star)
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    settings = QgsPalLayerSettings()
    settings.fieldName = "bron_id"
    settings.setFormat(text(8.5, INK, bold=True, edge=0.9))
    settings.placement = Qgis.LabelPlacement.OrderedPositionsAroundPoint
    settings.offsetType = Qgis.LabelOffsetType.FromSymbolBounds
    settings.dist = 0.8
    settings.priority = 10
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
