"""Styles of the suitability for WKO: cells, points, and areas with their doublets. Written by ``scripts/styles.py``.

The classes differ in lightness, none red beside green; what is not known is hatched.
"""

from __future__ import annotations

import styles
from claim_styles import words
from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsLinePatternFillSymbolLayer,
    QgsPalLayerSettings,
    QgsSimpleFillSymbolLayer,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

EDGE, HATCH = "#16324a", "#8d8678"
CLASSES = (
    ("#1f6f9f", "Geschikt", "\"klasse\" = 'geschikt'"),
    ("#9fcbe3", "Matig", "\"klasse\" = 'matig'"),
    ("#e8b27a", "Ongeschikt", "\"klasse\" = 'ongeschikt' AND coalesce(\"wko\", '') <> 'verboden'"),
    ("#8c0d14", "WKO verboden", "\"klasse\" = 'ongeschikt' AND \"wko\" = 'verboden'"),
    (None, "Onbekend: het model zegt hier niets", "\"klasse\" = 'onbekend'"),
)
"""Colour (None: hatched), title and filter; together they are every place."""

FIELDS = (
    "punt_id:string klasse:string laag:string laag_naam:string top_mv_m:double basis_mv_m:double dikte_m:double "
    "kh_md:double debiet_m3h:double vermogen_kw:double bronafstand_m:double wko:string hto:string reden:string"
)
TIP = (
    '<b>[% "punt_id" %]: [% "klasse" %]</b><br>'
    "[% if(coalesce(\"laag\", '') = '', '', \"laag\" || ', ' || format_number(\"top_mv_m\", 0, 'nl') || ' tot ' || "
    "format_number(\"basis_mv_m\", 0, 'nl') || ' m onder maaiveld<br>') %]"
    "[% if(\"debiet_m3h\" IS NULL OR coalesce(\"wko\", '') = 'verboden', '', "
    "'raming: ' || format_number(\"debiet_m3h\", 0, 'nl') || ' m³/h per bron, ' || "
    "format_number(\"vermogen_kw\", 0, 'nl') || ' kW per doublet, bronnen ' || "
    "format_number(\"bronafstand_m\", 0, 'nl') || ' m uit elkaar<br>') %]"
    "[% coalesce(\"reden\", '') %]"
    "[% if(coalesce(\"hto\", '') = '', '', '<br>Hogere temperatuur: ' || \"hto\") %]"
)
AREA_LABEL = (
    "\"gebied_id\" || '\\nhoogstens ' || format_number(\"doubletten\", 0, 'nl') || "
    "if(\"doubletten\" = 1, ' doublet', ' doubletten') || "
    "if(\"totaal_kw\" > 0, ' · ' || format_number(\"totaal_kw\" / 1000, 1, 'nl') || ' MW', '')"
)


def cell(colour: str | None) -> QgsFillSymbol:
    """Return a cell without an edge, so that a map of many stays a map; without a colour it is hatched."""
    symbol = QgsFillSymbol()
    symbol.deleteSymbolLayer(0)
    base = QColor(colour or "#efece5")
    base.setAlphaF(0.72)
    layer = QgsSimpleFillSymbolLayer(base, Qt.BrushStyle.SolidPattern, QColor("#ffffff"))
    layer.setStrokeWidth(0.06)
    symbol.appendSymbolLayer(layer)
    if colour is None:
        hatch = QgsLinePatternFillSymbolLayer()
        hatch.setSubSymbol(styles.line(HATCH, 0.15))
        hatch.setLineAngle(45)
        hatch.setDistance(1.8)
        symbol.appendSymbolLayer(hatch)
    return symbol


def labelled(layer: QgsVectorLayer, expression: str, size: float, scale: int = 0) -> None:
    """Give a layer labels, from a scale on."""
    settings = QgsPalLayerSettings()
    settings.isExpression = True
    settings.fieldName = expression
    settings.setFormat(words(size, EDGE))
    settings.multilineAlign = Qgis.LabelMultiLineAlignment.Center
    if layer.geometryType() == Qgis.GeometryType.Polygon:
        settings.placement = Qgis.LabelPlacement.Horizontal
    else:
        settings.placement = Qgis.LabelPlacement.OrderedPositionsAroundPoint
        settings.dist = 2.2
    if scale:
        settings.scaleVisibility = True
        settings.minimumScale = scale
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def cells() -> None:
    """Cells by class."""
    layer = styles.layer_with("Polygon", FIELDS)
    layer.setRenderer(styles.renderer([styles.rule(cell(colour), title, where) for colour, title, where in CLASSES]))
    layer.setMapTipTemplate(TIP)
    styles.save(layer, "geschiktheid.qml")


def points() -> None:
    """Points by class, with the layer beside them."""
    layer = styles.layer_with("Point", FIELDS)
    rules = []
    for colour, title, where in CLASSES:
        symbol = styles.marker("Circle", colour or "#ffffff", 3.6, "#ffffff" if colour else HATCH)
        symbol.symbolLayer(0).setStrokeWidth(0.3)
        rules.append(styles.rule(symbol, title, where))
    layer.setRenderer(styles.renderer(rules))
    labelled(
        layer,
        "\"punt_id\" || if(coalesce(\"laag\", '') = '', '', '\\n' || \"laag\" || ', ' || "
        "format_number(\"top_mv_m\", 0, 'nl') || '–' || format_number(\"basis_mv_m\", 0, 'nl') || ' m')",
        7.5,
        25000,
    )
    layer.setMapTipTemplate(TIP)
    styles.save(layer, "geschiktheid_punten.qml")


def areas() -> None:
    """Outlines of areas, with the doublets that fit in each."""
    layer = styles.layer_with(
        "MultiPolygon",
        "gebied_id:string oppervlakte_ha:double geschikt:double matig:double laag:string bronafstand_m:double "
        "doubletten:int totaal_kw:double reden:string",
    )
    symbol = QgsFillSymbol()
    outline = QgsSimpleFillSymbolLayer(QColor("#ffffff"), Qt.BrushStyle.NoBrush, QColor(EDGE))
    outline.setStrokeWidth(0.6)
    outline.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    symbol.changeSymbolLayer(0, outline)
    layer.setRenderer(styles.renderer([styles.rule(symbol, "Gebied, met de doubletten die ten hoogste passen", "")]))
    labelled(layer, AREA_LABEL, 8.5)
    layer.setMapTipTemplate(
        '<b>[% "gebied_id" %]</b>: [% format_number("oppervlakte_ha", 1, \'nl\') %] ha, '
        "[% format_number(\"geschikt\", 0, 'nl') %] % geschikt, [% format_number(\"matig\", 0, 'nl') %] % matig<br>"
        '[% "reden" %]'
    )
    styles.save(layer, "geschiktheid_gebieden.qml")


def write() -> None:
    """Write the styles."""
    cells()
    points()
    areas()
