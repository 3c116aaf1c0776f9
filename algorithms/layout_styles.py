"""Looks of layers on maps of a report that came without a style of their own."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsMapLayer,
    QgsProject,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtXml import QDomDocument

from . import styling

QUIET = "#d9d5cb"

STYLES = {
    "leidingen": ("leidingen.qml", "leidingen.qml"),
    "kansenkaart": ("kansenkaart.qml", "kansenkaart.qml"),
    "ruimte": ("ruimte.qml", "ruimte.qml"),
    "seizoen": ("seizoen.qml", "seizoen.qml"),
    "knopen": ("knopen.qml", "knopen.qml"),
    "onttrekkingen": ("onttrekkingen.qml", "onttrekkingen.qml"),
    "bronpunten": ("bronpunten.qml", "bronpunten.qml"),
    "gebouwen": ("gebouwen.qml", "gebouwen_punten.qml"),
    "selectie": ("selectie.qml", "selectie_punten.qml"),
    "trace": ("trace.qml", "trace.qml"),
    "aansluitingen": ("aansluitingen.qml", "aansluitingen.qml"),
    "niet_aangesloten": ("niet_aangesloten.qml", "niet_aangesloten.qml"),
    "restricties": ("restricties.qml", "restricties_punten.qml"),
    "restrictiedelen": ("restricties.qml", "restricties_punten.qml"),
    "geschiktheid": ("geschiktheid.qml", "geschiktheid_punten.qml"),
    "geschiktheid_gebieden": ("geschiktheid_gebieden.qml", "geschiktheid_gebieden.qml"),
    "lussen": ("lussen.qml", "lussen.qml"),
    "lusgebouwen": ("lusgebouwen.qml", "lusgebouwen_punten.qml"),
    "clusters": ("miniwarmtenetten.qml", "miniwarmtenetten.qml"),
    "minileidingen": ("minileidingen.qml", "minileidingen.qml"),
    "kavels": ("kavels.qml", "kavels.qml"),
    "bewonersgebouwen": ("bewonerskosten.qml", "bewonerskosten_punten.qml"),
    "co2gebouwen": ("co2gebouwen.qml", "co2gebouwen_punten.qml"),
    "meldingen": ("meldingen.qml", "meldingen.qml"),
}
"""Role to the style of its layer: of polygons or lines, and of points."""


def dress(layer: QgsVectorLayer, key: str) -> None:
    """Give a layer that has the plain symbol of QGIS the style of its role."""
    if key not in STYLES or not isinstance(layer.renderer(), QgsSingleSymbolRenderer):
        return
    point = layer.geometryType() == Qgis.GeometryType.Point
    name = STYLES[key][1 if point else 0]
    if (styling.RESOURCES / "styles" / name).is_file():
        document = QDomDocument()
        document.setContent(styling.style_text(name))
        layer.importNamedStyle(document)


def unstyled(layer: QgsMapLayer, project: QgsProject | None) -> bool:
    """Return whether a layer was opened for a run from a source that holds no style: QGIS gave it a random colour."""
    if not isinstance(layer, QgsVectorLayer) or not layer.isSpatial():
        return False
    if project is not None and project.mapLayer(layer.id()) is not None:
        return False
    return not layer.loadDefaultStyle()[1]


def subdue(layer: QgsVectorLayer) -> None:
    """Give a background layer that came without a style a quiet one, in place of the random colour of QGIS."""
    symbol = QgsSymbol.defaultSymbol(layer.geometryType())
    if symbol is None:
        return
    if layer.geometryType() == Qgis.GeometryType.Polygon:
        fill = QgsSimpleFillSymbolLayer(QColor("#f3f1ec"))
        fill.setStrokeColor(QColor(QUIET))
        fill.setStrokeWidth(0.15)
        symbol.changeSymbolLayer(0, fill)
    elif layer.geometryType() == Qgis.GeometryType.Line:
        symbol.changeSymbolLayer(0, QgsSimpleLineSymbolLayer(QColor(QUIET), 0.2))
    else:
        symbol.setColor(QColor(QUIET))
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
