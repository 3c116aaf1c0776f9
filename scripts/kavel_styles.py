"""Styles of the warmtekavels and of the buildings in them; written by ``scripts/styles.py``."""

from __future__ import annotations

import styles
from claim_styles import words
from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsLinePatternFillSymbolLayer,
    QgsPalLayerSettings,
    QgsSimpleFillSymbolLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

CLASSES = (
    ("#0b3c6f", 75, None, "Dekking 75 % en meer"),
    ("#2f7ebc", 50, 75, "Dekking 50 tot 75 %"),
    ("#7fb3da", 25, 50, "Dekking 25 tot 50 %"),
    ("#c3dbee", 5, 25, "Dekking 5 tot 25 %"),
    ("#f3ead6", 0, 5, "Dekking minder dan 5 %"),
)
"""Colour, limits (%) and title; darker is more."""

EDGE = "#16324a"
LABEL = (
    "\"naam\" || '\\n' || format_number(\"woningen\", 0, 'nl') || if(\"woningen\" = 1, ' woning', ' woningen') || "
    "if(\"dekking\" IS NULL, '', ' · ' || format_number(\"dekking\", 0, 'nl') || ' %')"
)
TIP = (
    '<b>[% "naam" %]</b> ([% "herkomst" %])<br>'
    "[% format_number(\"woningen\", 0, 'nl') %] woningen op [% format_number(\"oppervlakte_ha\", 1, 'nl') %] ha, vraag "
    "[% format_number(\"vraag_gj\", 0, 'nl') %] GJ per jaar<br>"
    "[% if(\"aanbod_gj\" IS NULL, 'aanbod niet bekend', 'riothermie binnen bereik ' || "
    "format_number(\"aanbod_gj\", 0, 'nl') || ' GJ per jaar, waarvan ' || "
    "format_number(\"aanbod_gedeeld_gj\", 0, 'nl') || ' GJ gedeeld met een ander kavel') %]<br>"
    "[% if(\"lijndichtheid\" IS NULL, '', 'lijndichtheid ' || format_number(\"lijndichtheid\", 2, 'nl') || "
    "' MWh/m (' || \"lijndichtheid_klasse\" || ')<br>') %]"
    "[% if(\"bodem_oordeel\" IS NULL, '', 'bodem, woningen: ' || \"bodem_oordeel\" || '<br>') %]"
    "[% coalesce(\"regime_wcw\", '') %]<br>[% coalesce(\"reden\", '') %]"
)


def fill(colour: str | None, opacity: float = 0.62) -> QgsFillSymbol:
    """Return an area with a dark edge; without a colour it is hatched."""
    symbol = QgsFillSymbol()
    symbol.deleteSymbolLayer(0)
    if colour is None:
        hatch = QgsLinePatternFillSymbolLayer()
        hatch.setSubSymbol(styles.line("#9a927f", 0.2))
        hatch.setLineAngle(45)
        hatch.setDistance(2.2)
        symbol.appendSymbolLayer(hatch)
    base = QColor(colour or "#ffffff")
    base.setAlphaF(opacity if colour else 0.0)
    layer = QgsSimpleFillSymbolLayer(base, Qt.BrushStyle.SolidPattern, QColor(EDGE))
    layer.setStrokeWidth(0.45)
    layer.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    symbol.appendSymbolLayer(layer)
    return symbol


def kavels() -> None:
    """Kavels: colour by the share of the demand that the supply covers, with name, homes and coverage."""
    layer = styles.layer_with(
        "MultiPolygon",
        "kavel_id:string naam:string herkomst:string oppervlakte_ha:double woningen:int vraag_gj:double "
        "aanbod_gj:double aanbod_gedeeld_gj:double dekking:double lijndichtheid:double lijndichtheid_klasse:string "
        "bodem_oordeel:string regime_wcw:string gebouwen:int reden:string",
    )
    rules = []
    for colour, low, high, title in CLASSES:
        limit = "" if high is None else f' AND "dekking" < {high}'
        rules.append(styles.rule(fill(colour), title, f'"dekking" >= {low}{limit}'))
    rules.append(styles.rule(fill(None), "Geen warmtevraag", '"dekking" IS NULL AND coalesce("gebouwen", 0) = 0'))
    rules.append(styles.rule(fill("#d9d6cf", 0.45), "Aanbod niet bekend", '"dekking" IS NULL AND "gebouwen" > 0'))
    layer.setRenderer(styles.renderer(rules))
    settings = QgsPalLayerSettings()
    settings.isExpression = True
    settings.fieldName = LABEL
    settings.setFormat(words(8.5, EDGE))
    settings.placement = Qgis.LabelPlacement.Horizontal
    settings.multilineAlign = Qgis.LabelMultiLineAlignment.Center
    settings.priority = 7
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
    layer.setMapTipTemplate(TIP)
    styles.save(layer, "kavels.qml")


def buildings() -> None:
    """Style buildings: in a kavel, in more than one, or in none."""
    layer = styles.layer_with(
        "Point", "pand_id:string kavel_id:string ook_in:string woningen:int aansluitingen:int warmte_gj:double"
    )
    rules = [
        styles.rule(
            styles.marker("Diamond", "#c0391b", 2.2), "In meer dan één kavel", "coalesce(\"ook_in\", '') <> ''"
        ),
        styles.rule(
            styles.marker("Circle", "#2f7ebc", 1.4), "In een kavel",
            "coalesce(\"ook_in\", '') = '' AND \"kavel_id\" <> 'rest'", 25000,
        ),
        styles.rule(
            styles.marker("Circle", "#9a927f", 1.4), "In geen kavel (rest)",
            "coalesce(\"ook_in\", '') = '' AND \"kavel_id\" = 'rest'", 25000,
        ),
    ]  # fmt: skip
    layer.setRenderer(styles.renderer(rules))
    layer.setMapTipTemplate(
        "<b>[% \"pand_id\" %]</b>: kavel [% \"kavel_id\" %][% if(coalesce(\"ook_in\", '') = '', '', "
        '\', ook in \' || "ook_in") %]<br>[% "woningen" %] woningen, '
        "[% format_number(\"warmte_gj\", 0, 'nl') %] GJ per jaar"
    )
    styles.save(layer, "kavelgebouwen.qml")


def write() -> None:
    """Write the styles."""
    kavels()
    buildings()
