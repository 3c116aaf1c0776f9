"""Styles of the energy match: who gets the heat, and why others do not; written by ``scripts/styles.py``."""

from __future__ import annotations

from collections.abc import Callable

import styles
from qgis.core import (
    QgsFillSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRuleBasedLabeling,
    QgsRuleBasedRenderer,
    QgsSimpleFillSymbolLayer,
    QgsSymbol,
    QgsSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
)
from qgis.PyQt.QtGui import QColor, QFont

FIELDS = (
    "pand_id:string blok:string gekozen:int rang:int score:double woningen:int warmte_gj:double afname_gj:double "
    "afstand_bron_m:double cum_woningen:int cum_gj:double marginaal_eur:double marginaal_eur_gj:double "
    "volgens_score:int soort:string reden:string"
)
FIRST, MIDDLE, LAST = "#08306b", "#2f7ebc", "#9ecae1"
"""Chosen buildings from the first to the last that joins: dark to light, so that it shows on a grey print too."""

SHARE = 'coalesce("rang", 1) / max(maximum("rang", filter:="gekozen" = 1), 1)'
CHOSEN = (
    f"if({SHARE} < 0.5, color_mix('{FIRST}', '{MIDDLE}', 2 * {SHARE}), "
    f"color_mix('{MIDDLE}', '{LAST}', 2 * {SHARE} - 1))"
)
OTHERWISE = '"gekozen" <> coalesce("volgens_score", 0)'
EDGE, EDGE_OTHER = "#5f5a50", "#e0700c"
REASONS = (
    ("Aanbod op", ("aanbod_op", "vermogen_op"), "#efe3b8"),
    ("Te groot voor wat over is", ("blok_te_groot",), "#d9b65c"),
    ("Duurder dan wat gekozen is", ("duurder", "niet_gekozen"), "#e3c9a8"),
    ("Buiten het zoekgebied", ("buiten_zoekgebied",), "#f4f1ea"),
    ("Niet te verbinden", ("te_ver", "geblokkeerd", "straatdeel_los"), "#c9a3c9"),
    ("Blok kan niet heel blijven", ("blok_niet_heel",), "#a97fb5"),
    ("Uitgesloten", ("verboden",), "#6b6b6b"),
    ("Vraag onbekend", ("vraag_onbekend", "geen_geometrie"), "#cfcac0"),
    ("Geen warmtevraag", ("geen_vraag",), "#e9e7e2"),
)
"""Title, kinds of reason and colour of buildings that are not chosen."""

TIP = (
    "<b>[% \"pand_id\" %]</b>[% coalesce(', blok ' || nullif(\"blok\", ''), '') %]: "
    '[% "woningen" %] woningen, [% format_number(coalesce("warmte_gj", 0), 0, \'nl\') %] GJ per jaar<br>'
    "[% if(\"score\" IS NULL, '', 'Score ' || format_number(\"score\", 0, 'nl') || "
    "coalesce(', ' || format_number(\"afstand_bron_m\", 0, 'nl') || ' m tot de bron', '') || '<br>') %]"
    '[% "reden" %]'
    "[% if(\"gekozen\" = 1, '<br>Tot hier ' || format_number(\"cum_woningen\", 0, 'nl') || ' woningen en ' || "
    "format_number(\"cum_gj\", 0, 'nl') || ' GJ', '') %]"
)


def _area(colour: str, *, edge: str = EDGE, width: float = 0.1) -> QgsFillSymbol:
    layer = QgsSimpleFillSymbolLayer(QColor(colour))
    layer.setStrokeColor(QColor(edge))
    layer.setStrokeWidth(width)
    symbol = QgsFillSymbol()
    symbol.changeSymbolLayer(0, layer)
    return symbol


def _point(colour: str, *, edge: str = EDGE, width: float = 0.1) -> QgsSymbol:
    symbol = styles.marker("Circle", colour, 2.4, edge)
    symbol.symbolLayer(0).setStrokeWidth(width)
    return symbol


def _ordered(symbol: QgsSymbol) -> QgsSymbol:
    """Return a symbol with the colour of its place in the order."""
    layer = symbol.symbolLayer(0)
    layer.setDataDefinedProperty(QgsSymbolLayer.Property.FillColor, QgsProperty.fromExpression(CHOSEN))
    return symbol


def _labels() -> QgsRuleBasedLabeling:
    """Return the place in the order of chosen buildings: of large ones from afar, of all from near."""
    root = QgsRuleBasedLabeling.Rule(None)
    for least, scale, size in ((10, 7500, 8.0), (0, 2000, 7.0)):
        text = QgsTextFormat()
        text.setFont(QFont("Open Sans"))
        text.setSize(size)
        text.setColor(QColor(FIRST))
        halo = QgsTextBufferSettings()
        halo.setEnabled(True)
        halo.setSize(0.8)
        halo.setColor(QColor("white"))
        text.setBuffer(halo)
        settings = QgsPalLayerSettings()
        settings.isExpression = True
        settings.fieldName = "\"rang\" || if(\"woningen\" > 1, ' · ' || \"woningen\" || ' won.', '')"
        settings.setFormat(text)
        settings.centroidInside = True
        settings.priority = 8 if least else 3
        rule = QgsRuleBasedLabeling.Rule(settings)
        rule.setFilterExpression(f'"gekozen" = 1 AND "woningen" >= {least}')
        rule.setMinimumScale(scale)
        rule.setDescription(f"Gekozen, vanaf {least} woningen")
        root.appendChild(rule)
    return QgsRuleBasedLabeling(root)


def _rules(symbol: Callable[..., QgsSymbol]) -> list[QgsRuleBasedRenderer.Rule]:
    made = [styles.rule(_ordered(symbol(MIDDLE)), "Gekozen", '"gekozen" = 1')]
    for title, kinds, colour in REASONS:
        listed = ", ".join(repr(kind) for kind in kinds)
        made.append(styles.rule(symbol(colour), title, f'"gekozen" = 0 AND "soort" IN ({listed})'))
    made += [
        styles.rule(symbol(FIRST), "Blauw, donker: als eerste op het net", "FALSE"),
        styles.rule(symbol(LAST), "Blauw, licht: als laatste", "FALSE"),
        # drawn over the others: a legend of what can be seen has it too
        styles.rule(
            symbol("#00ffffff", edge=EDGE_OTHER, width=0.3), "Oranje rand: op score alleen andersom gekozen", OTHERWISE
        ),
    ]
    return made


def write() -> None:
    """Write the selection, as areas and as points."""
    for kind, symbol, name in (("MultiPolygon", _area, "selectie.qml"), ("Point", _point, "selectie_punten.qml")):
        layer = styles.layer_with(kind, FIELDS)
        layer.setRenderer(styles.renderer(_rules(symbol)))
        layer.setLabeling(_labels())
        layer.setLabelsEnabled(True)
        layer.setMapTipTemplate(TIP)
        styles.save(layer, name)
