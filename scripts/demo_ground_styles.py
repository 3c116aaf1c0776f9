"""Styles of the layers about drilling that only the demo has: made-up restrictions, systems, numbers of networks."""

from __future__ import annotations

from demo_styles import INK, text
from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsRuleBasedRenderer,
    QgsSimpleLineSymbolLayer,
    QgsSimpleMarkerSymbolLayer,
    QgsSimpleMarkerSymbolLayerBase,
    QgsSymbol,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtXml import QDomDocument

NEAR = 6000  # scale from which mini networks have their number
LINE, DASH, DOT = Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine
BORDERS = {
    "VERBOD": ("#8c0d14", LINE),
    "GRONDWATERBESCHERMING": ("#0a4f8f", LINE),
    "DIEPTEBEPERKING": ("#16324a", DASH),
    "INTERFERENTIE": ("#6a2c91", DASH),
    "ARCHEOLOGIE": ("#7a4a12", DOT),
    "ORDENING": ("#2f6b3a", DASH),
    "NATUUR": ("#2f6b3a", DOT),
    "AARDKUNDIG": ("#7a4a12", DASH),
}
"""Colour and kind of line per role."""

SHAPE = QgsSimpleMarkerSymbolLayerBase.Shape
SYSTEMS = {
    "OBES": (SHAPE.Diamond, "#0a4f8f"),
    "GBES": (SHAPE.Circle, "#6a2c91"),
    "ONTTREKKINGEN": (SHAPE.Triangle, "#0b7a75"),
}
"""Marker per role."""


def style_borders(layer: QgsVectorLayer, titles: dict[str, str]) -> None:
    """Restrictions: a border per role without a fill, with its name.

    Parameters
    ----------
    layer
        With ``rol``, ``titel``, and ``naam_x`` and ``naam_y`` where the name goes.
    titles
        Of the roles in the layer.
    """
    root = QgsRuleBasedRenderer.Rule(None)
    for role, title in titles.items():
        colour, kind = BORDERS[role]
        line = QgsSimpleLineSymbolLayer(QColor(colour), 0.7, kind)
        line.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
        symbol = QgsFillSymbol()
        symbol.changeSymbolLayer(0, line)
        root.appendChild(_rule(symbol, role, title))
    layer.setRenderer(QgsRuleBasedRenderer(root))
    settings = QgsPalLayerSettings()
    settings.fieldName = "titel"
    settings.setFormat(text(8.5, INK, bold=True, edge=1.1))
    settings.geometryGeneratorEnabled = True
    settings.geometryGeneratorType = Qgis.GeometryType.Point
    settings.geometryGenerator = 'make_point("naam_x", "naam_y")'
    settings.placement = Qgis.LabelPlacement.OverPoint
    settings.quadOffset = Qgis.LabelQuadrantPosition.Over
    settings.multilineAlign = Qgis.LabelMultiLineAlignment.Center
    settings.wrapChar = "|"
    settings.placementSettings().setOverlapHandling(Qgis.LabelOverlapHandling.AllowOverlapIfRequired)
    settings.priority = 10
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def style_systems(layer: QgsVectorLayer, titles: dict[str, str]) -> None:
    """Existing systems: a marker per role."""
    root = QgsRuleBasedRenderer.Rule(None)
    for role, title in titles.items():
        shape, colour = SYSTEMS[role]
        marker = QgsSimpleMarkerSymbolLayer(shape, 3.6)
        marker.setColor(QColor(colour))
        marker.setStrokeColor(QColor("white"))
        marker.setStrokeWidth(0.4)
        symbol = QgsMarkerSymbol()
        symbol.changeSymbolLayer(0, marker)
        root.appendChild(_rule(symbol, role, title))
    layer.setRenderer(QgsRuleBasedRenderer(root))
    layer.setMapTipTemplate('<b>[% "naam" %]</b> [% "titel" %] (verzonnen)')


def style_ground(layer: QgsVectorLayer) -> None:
    """Ground around the buildings: a quiet background."""
    layer.setOpacity(0.28)
    layer.setLabelsEnabled(False)


def number_networks(layer: QgsVectorLayer) -> None:
    """Mini networks: their number instead of what is in them, which the table beside the map tells."""
    settings = QgsPalLayerSettings()
    settings.fieldName = "cluster_id"
    settings.setFormat(text(7, INK, bold=True, edge=0.8))
    settings.placement = Qgis.LabelPlacement.Horizontal
    settings.scaleVisibility = True
    settings.minimumScale = NEAR
    settings.placementSettings().setOverlapHandling(Qgis.LabelOverlapHandling.AllowOverlapIfRequired)
    settings.priority = 10
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def named_style(layer: QgsVectorLayer, name: str) -> None:
    """Give a layer another of the styles in its GeoPackage."""
    _, keys, names, *_ = layer.listStylesInDatabase()
    document = QDomDocument()
    document.setContent(layer.getStyleFromDatabase(keys[names.index(name)])[0])
    layer.importNamedStyle(document)


def _rule(symbol: QgsSymbol, role: str, title: str) -> QgsRuleBasedRenderer.Rule:
    return QgsRuleBasedRenderer.Rule(symbol, filterExp=f"\"rol\" = '{role}'", label=title)
