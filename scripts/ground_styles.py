"""Styles of the verdicts on drilling: places and their parts, both techniques or one. Written by ``scripts/styles.py``.

Colours differ in lightness, with none red beside green; what was not tested in full is hatched besides.
"""

from __future__ import annotations

import styles
from claim_styles import words
from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsRuleBasedLabeling,
    QgsSimpleFillSymbolLayer,
    QgsSymbol,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

FORBIDDEN, ATTENTION, UNKNOWN, ALLOWED = "#8c0d14", "#f0a02c", "#e6e1d6", "#6fa9d6"
WELLS, LOOPS = "#d1492e", "#7c4a9d"
EDGE, HATCH = "#3d4a55", "#8d8678"
NONE_FORBIDDEN = "\"wko\" <> 'verboden' AND \"bodemlus\" <> 'verboden'"
NO_ATTENTION = "\"wko\" <> 'aandacht' AND \"bodemlus\" <> 'aandacht'"

BOTH = (
    (FORBIDDEN, "WKO en bodemlussen verboden", "\"wko\" = 'verboden' AND \"bodemlus\" = 'verboden'"),
    (WELLS, "WKO verboden, bodemlussen niet", "\"wko\" = 'verboden' AND \"bodemlus\" <> 'verboden'"),
    (LOOPS, "Bodemlussen verboden, WKO niet", "\"wko\" <> 'verboden' AND \"bodemlus\" = 'verboden'"),
    (
        ATTENTION, "Aandacht: eerst onderzoek of overleg",
        f"{NONE_FORBIDDEN} AND (\"wko\" = 'aandacht' OR \"bodemlus\" = 'aandacht')",
    ),
    (
        UNKNOWN, "Niets gevonden, niet alles getoetst",
        f"{NONE_FORBIDDEN} AND {NO_ATTENTION} AND (\"wko\" = 'onbekend' OR \"bodemlus\" = 'onbekend')",
    ),
    (ALLOWED, "Toegestaan", "\"wko\" = 'toegestaan' AND \"bodemlus\" = 'toegestaan'"),
)  # fmt: skip
"""Colour, title and filter of the map of both techniques; together they are every combination."""

WORDS = (
    (FORBIDDEN, "verboden", "verboden"),
    (ATTENTION, "aandacht", "aandacht: eerst onderzoek of overleg"),
    (UNKNOWN, "onbekend", "niets gevonden, niet alles getoetst"),
    (ALLOWED, "toegestaan", "toegestaan"),
)
TECHNIQUES = (("wko", "WKO"), ("bodemlus", "Bodemlus"))
KINDS = (("", "MultiPolygon"), ("_lijnen", "MultiLineString"), ("_punten", "MultiPoint"))

FIELDS = (
    "locatie_id:string pand_id:string wko:string bodemlus:string max_diepte_m:double diepte_bron:string "
    "redenen:string regels:string niet_getoetst:string bronnen:string"
)
TIP = (
    '<b>[% coalesce(nullif("locatie_id", \'\'), "pand_id") %]</b><br>'
    '<b>WKO [% "wko" %]</b>, <b>bodemlussen [% "bodemlus" %]</b>'
    "[% if(\"max_diepte_m\" IS NULL, '', ', tot ' || format_number(\"max_diepte_m\", 0, 'nl') || ' m diep') %]<br>"
    "[% coalesce(\"redenen\", '') %]"
    "[% if(coalesce(\"niet_getoetst\", '') = '', '', '<br>Niet getoetst: ' || \"niet_getoetst\") %]"
)


def area(colour: str) -> QgsFillSymbol:
    """Return an area with a thin edge; what was not tested in full is hatched."""
    symbol = QgsFillSymbol()
    symbol.deleteSymbolLayer(0)
    base = QColor(colour)
    base.setAlphaF(0.75)
    layer = QgsSimpleFillSymbolLayer(base, Qt.BrushStyle.SolidPattern, QColor(EDGE))
    layer.setStrokeWidth(0.12)
    layer.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    symbol.appendSymbolLayer(layer)
    if colour == UNKNOWN:
        hatch = QgsLinePatternFillSymbolLayer()
        hatch.setSubSymbol(styles.line(HATCH, 0.15))
        hatch.setLineAngle(45)
        hatch.setDistance(1.4)
        symbol.appendSymbolLayer(hatch)
    return symbol


def trace(colour: str) -> QgsLineSymbol:
    """Return a line on a dark edge; dashed where not everything was tested."""
    symbol = QgsLineSymbol()
    symbol.changeSymbolLayer(0, styles.stroke(EDGE, 1.5))
    dash = Qt.PenStyle.DashLine if colour == UNKNOWN else Qt.PenStyle.SolidLine
    symbol.appendSymbolLayer(styles.stroke(colour, 1.1, dash))
    return symbol


def spot(colour: str) -> QgsMarkerSymbol:
    """Return a point; a square where something is forbidden, a triangle for attention, a ring for what is unknown."""
    shape = {FORBIDDEN: "Square", WELLS: "Square", LOOPS: "Square", ATTENTION: "Triangle"}.get(colour, "Circle")
    return styles.marker(shape, colour, 2.4, EDGE)


def symbol_of(kind: str, colour: str) -> QgsSymbol:
    """Return the symbol of a colour for a kind of geometry."""
    return {"MultiPolygon": area, "MultiLineString": trace, "MultiPoint": spot}[kind](colour)


def depth_labels() -> QgsRuleBasedLabeling:
    """Return labels with the largest depth, from nearby."""
    settings = QgsPalLayerSettings()
    settings.isExpression = True
    settings.fieldName = "'tot ' || format_number(\"max_diepte_m\", 0, 'nl') || ' m'"
    settings.setFormat(words(7.5, "#16324a"))
    settings.placement = Qgis.LabelPlacement.AroundPoint
    settings.priority = 4
    root = QgsRuleBasedLabeling.Rule(None)
    item = QgsRuleBasedLabeling.Rule(settings, 0, 2500, '"max_diepte_m" IS NOT NULL', "Grootste diepte")
    root.appendChild(item)
    return QgsRuleBasedLabeling(root)


def verdicts() -> None:
    """Places and parts: both techniques on one map, and each on a map of its own."""
    for suffix, kind in KINDS:
        rules = [(colour, title, where) for colour, title, where in BOTH]
        _save(kind, rules, f"restricties{suffix}.qml")
        for field, title in TECHNIQUES:
            one = [(colour, f"{title}: {label}", f"\"{field}\" = '{word}'") for colour, word, label in WORDS]
            _save(kind, one, f"restricties{suffix}_{field}.qml")


def _save(kind: str, rules: list[tuple[str, str, str]], name: str) -> None:
    """Write the style of a kind of geometry with rules of colour, title and filter."""
    layer = styles.layer_with(kind, FIELDS)
    layer.setRenderer(
        styles.renderer([styles.rule(symbol_of(kind, colour), title, where) for colour, title, where in rules])
    )
    if kind != "MultiLineString":
        layer.setLabeling(depth_labels())
        layer.setLabelsEnabled(True)
    layer.setMapTipTemplate(TIP)
    styles.save(layer, name)


def write() -> None:
    """Write the styles."""
    verdicts()
