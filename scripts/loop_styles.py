"""Styles of loops, of the buildings they are for, and of the ground they may stand in; by ``scripts/styles.py``."""

from __future__ import annotations

import styles
from claim_styles import words
from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsLinePatternFillSymbolLayer,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRuleBasedLabeling,
    QgsSimpleFillSymbolLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

COOLING = (
    ("#16324a", None, 1.5, "Andere systemen koelen de bodem minder dan 1,5 K af"),
    ("#e08a1e", 1.5, 3.0, "1,5 tot 3 K"),
    ("#b3261e", 3.0, None, "3 K en meer"),
)
"""Colour, limits (K) and title."""

VERDICTS = (
    ("#7fb3da", "past", "Alle lussen passen"),
    ("#f2c14e", "past deels", "Een deel van de lussen past"),
    ("#d1731f", "past niet", "Geen plaats voor een lus"),
    ("#8c0d14", "verboden", "Bodemlussen verboden"),
    ("#a65a8e", "te ondiep", "Toegestane diepte te klein"),
    ("#6b5b4d", "geen grond", "Geen perceel en geen openbare grond"),
)
REST = ("#e4dfd4", "Niet beoordeeld: geen vraag of vraag onbekend")
EDGE = "#3d4a55"
CLOSE = 1500
"""Scale from which the depth stands beside a loop."""
SIZE = "if(@map_scale > 12000, 0.8, if(@map_scale > 4000, 1.3, 2.2))"
"""Diameter of a loop on the map, mm: loops of a street have to stay apart."""
LABEL = "format_number(\"diepte_m\", 0, 'nl') || ' m'"
LOOP_TIP = (
    '<b>[% "lus_id" %]</b>, [% format_number("diepte_m", 0, \'nl\') %] m, '
    "[% format_number(\"vermogen_kw\", 1, 'nl') %] kW uit de bodem<br>"
    'pand [% "pand_ids" %], [% "grond" %]e grond: [% "perceel_id" %]<br>'
    "dichtstbijzijnde lus [% coalesce(format_number(\"afstand_lus_m\", 1, 'nl'), '-') %] m<br>"
    "door andere systemen [% format_number(\"buren_k\", 1, 'nl') %] K kouder"
)
HOUSE_TIP = (
    '<b>[% "pand_id" %]</b>: [% "oordeel" %]<br>'
    '[% if("lussen_nodig" > 0, "lussen_geplaatst" || \' van \' || "lussen_nodig" || \' lussen, \' || '
    "format_number(\"meters_geplaatst\", 0, 'nl') || ' van ' || format_number(\"meters\", 0, 'nl') || ' m<br>', '') %]"
    '[% "reden" %]'
)
HOUSE_FIELDS = (
    "pand_id:string oordeel:string lussen_nodig:int lussen_geplaatst:int meters:double meters_geplaatst:double "
    "reden:string"
)


def loop(shape: str, colour: str) -> QgsMarkerSymbol:
    """Return the sign of a loop, smaller on a map of a town."""
    symbol = styles.marker(shape, colour, 2.2, "white")
    symbol.setDataDefinedSize(QgsProperty.fromExpression(SIZE))
    return symbol


def spot(colour: str, edge: str, size: float) -> QgsMarkerSymbol:
    """Return a dot with an edge that shows on any ground."""
    symbol = styles.marker("Circle", colour, size, edge)
    symbol.symbolLayer(0).setStrokeWidth(0.35)
    return symbol


def fill(colour: str, edge: str, width: float, opacity: float = 1.0) -> QgsFillSymbol:
    """Return a plain area."""
    base = QColor(colour)
    base.setAlphaF(opacity)
    layer = QgsSimpleFillSymbolLayer(base, Qt.BrushStyle.SolidPattern, QColor(edge))
    layer.setStrokeWidth(width)
    symbol = QgsFillSymbol()
    symbol.changeSymbolLayer(0, layer)
    return symbol


def loops() -> None:
    """Loops: colour by what other systems do; a square for public ground; the depth from close by."""
    layer = styles.layer_with(
        "Point",
        "lus_id:string diepte_m:double vermogen_kw:double perceel_id:string grond:string pand_ids:string "
        "afstand_lus_m:double buren_k:double",
    )
    rules = []
    for colour, low, high, title in COOLING:
        parts = [f'"buren_k" >= {low}'] if low is not None else []
        parts += [f'"buren_k" < {high}'] if high is not None else []
        limit = " AND ".join(parts)
        rules.append(styles.rule(loop("Circle", colour), title, f"\"grond\" = 'eigen' AND {limit}"))
    for colour, low, high, title in COOLING:
        parts = [f'"buren_k" >= {low}'] if low is not None else []
        parts += [f'"buren_k" < {high}'] if high is not None else []
        limit = " AND ".join(parts)
        label = f"In openbare grond: {title[0].lower()}{title[1:]}"
        rules.append(styles.rule(loop("Square", colour), label, f"\"grond\" = 'openbaar' AND {limit}"))
    layer.setRenderer(styles.renderer(rules))
    settings = QgsPalLayerSettings()
    settings.isExpression = True
    settings.fieldName = LABEL
    settings.setFormat(words(7.0, EDGE))
    settings.placement = Qgis.LabelPlacement.OrderedPositionsAroundPoint
    settings.dist = 0.6
    root = QgsRuleBasedLabeling.Rule(None)
    root.appendChild(QgsRuleBasedLabeling.Rule(settings, 0, CLOSE, "", "diepte"))
    layer.setLabeling(QgsRuleBasedLabeling(root))
    layer.setLabelsEnabled(True)
    layer.setMapTipTemplate(LOOP_TIP)
    styles.save(layer, "lussen.qml")


def buildings() -> None:
    """Style buildings by their verdict, as areas and as points."""
    for kind, name in (("MultiPolygon", "lusgebouwen.qml"), ("Point", "lusgebouwen_punten.qml")):
        layer = styles.layer_with(kind, HOUSE_FIELDS)
        rules = []
        for colour, word, title in VERDICTS:
            symbol = fill(colour, EDGE, 0.12) if kind == "MultiPolygon" else spot(colour, EDGE, 2.6)
            rules.append(styles.rule(symbol, title, f"\"oordeel\" = '{word}'"))
        colour, title = REST
        symbol = fill(colour, "#b9b2a4", 0.1) if kind == "MultiPolygon" else spot(colour, "#b9b2a4", 1.8)
        listed = ", ".join(f"'{word}'" for _, word, _ in VERDICTS)
        rules.append(styles.rule(symbol, title, f'"oordeel" NOT IN ({listed})'))
        layer.setRenderer(styles.renderer(rules))
        layer.setMapTipTemplate(HOUSE_TIP)
        styles.save(layer, name)


def ground() -> None:
    """Ground where a loop may stand: own ground plain, public ground hatched."""
    layer = styles.layer_with("MultiPolygon", "grond:string perceel_id:string vrij_m2:double")
    public = fill("#c7dba6", "#7d9a4f", 0.15, 0.45)
    hatch = QgsLinePatternFillSymbolLayer()
    hatch.setSubSymbol(styles.line("#7d9a4f", 0.18))
    hatch.setLineAngle(45)
    hatch.setDistance(1.8)
    public.appendSymbolLayer(hatch)
    rules = [
        styles.rule(fill("#dfe9c8", "#a8b98a", 0.12, 0.7), "Eigen grond voor lussen", "\"grond\" = 'eigen'", 25000),
        styles.rule(public, "Openbare grond voor lussen", "\"grond\" = 'openbaar'", 25000),
    ]
    layer.setRenderer(styles.renderer(rules))
    layer.setMapTipTemplate('[% "grond" %]e grond [% "perceel_id" %]: [% format_number("vrij_m2", 0, \'nl\') %] m²')
    styles.save(layer, "lusgrond.qml")


def write() -> None:
    """Write the styles."""
    loops()
    buildings()
    ground()
