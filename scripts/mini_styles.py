"""Styles of the mini networks: clusters, buildings, pipes and loops; written by ``scripts/styles.py``."""

from __future__ import annotations

import styles
from claim_styles import words
from qgis.core import Qgis, QgsFillSymbol, QgsPalLayerSettings, QgsRuleBasedLabeling, QgsSimpleFillSymbolLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

CLASSES = (
    ("#08423a", 500, None, "Scheelt EUR 500 en meer per woning per jaar"),
    ("#1b8a78", 400, 500, "Scheelt EUR 400 tot 500"),
    ("#58b3a3", 300, 400, "Scheelt EUR 300 tot 400"),
    ("#a3d5cb", 150, 300, "Scheelt EUR 150 tot 300"),
    ("#dff0ec", 0, 150, "Scheelt minder dan EUR 150"),
)
"""Colour, limits (EUR per home per year against an own loop) and title; darker is more."""

DEARER = "#f0c27a"
EDGE = "#0b3c34"
CLOSE = styles.CLOSE
LABEL = (
    "format_number(\"woningen\", 0, 'nl') || ' woningen' || '\\n' || \"lussen\" || "
    "if(\"lussen\" = 1, ' lus', ' lussen') || ' van ' || format_number(\"diepte_m\", 0, 'nl') || ' m'"
)
TIP = (
    '<b>[% "cluster_id" %]</b>: [% "woningen" %] woningen, [% "lussen" %] lussen, '
    '[% format_number("meters_lus", 0, \'nl\') %] m lus, [% "variant" %], grond [% "grond" %]<br>'
    "Per woning per jaar: miniwarmtenet EUR [% format_number(\"kosten_mini_eur\", 0, 'nl') %], eigen lus EUR "
    "[% format_number(\"kosten_lus_eur\", 0, 'nl') %], luchtwarmtepomp EUR "
    "[% format_number(\"kosten_lucht_eur\", 0, 'nl') %], cv-ketel EUR [% format_number(\"kosten_cv_eur\", 0, 'nl') %] "
    '([% "kosten_bron" %])<br>'
    "[% if(coalesce(\"bodemlus\", '') = '', 'Boren is niet getoetst', 'Boren: ' || \"bodemlus\") %]"
    "[% if(coalesce(\"niet_getoetst\", '') = '', '', ' (niet getoetst: ' || \"niet_getoetst\" || ')') %]<br>"
    '[% "regelen" %]<br>[% coalesce("reden", \'\') %]'
)
BUILDING_TIP = (
    '<b>[% "pand_id" %]</b>: [% "oordeel" %] [% coalesce("cluster_id", \'\') %]<br>[% coalesce("reden", \'\') %]'
)


def area(colour: str, opacity: float, edge: str = EDGE, width: float = 0.35) -> QgsFillSymbol:
    """Return an area with an edge."""
    base = QColor(colour)
    base.setAlphaF(opacity)
    layer = QgsSimpleFillSymbolLayer(base, Qt.BrushStyle.SolidPattern, QColor(edge))
    layer.setStrokeWidth(width)
    layer.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    symbol = QgsFillSymbol()
    symbol.changeSymbolLayer(0, layer)
    return symbol


def clusters() -> None:
    """Clusters: colour by what sharing saves, with homes and loops."""
    layer = styles.layer_with(
        "MultiPolygon",
        "cluster_id:string woningen:int lussen:int meters_lus:double diepte_m:double variant:string grond:string "
        "kosten_mini_eur:double kosten_cv_eur:double kosten_lus_eur:double kosten_lucht_eur:double kosten_bron:string "
        "voordeel_eur:double bodemlus:string niet_getoetst:string regelen:string reden:string",
    )
    rules = []
    for colour, low, high, title in CLASSES:
        limit = "" if high is None else f' AND "voordeel_eur" < {high}'
        rules.append(styles.rule(area(colour, 0.55), title, f'"voordeel_eur" >= {low}{limit}'))
    rules.append(styles.rule(area(DEARER, 0.55), "Niet goedkoper dan eigen lussen", '"voordeel_eur" < 0'))
    layer.setRenderer(styles.renderer(rules))
    settings = QgsPalLayerSettings()
    settings.isExpression = True
    settings.fieldName = LABEL
    settings.setFormat(words(7.5, EDGE))
    settings.placement = Qgis.LabelPlacement.Horizontal
    settings.multilineAlign = Qgis.LabelMultiLineAlignment.Center
    settings.priority = 6
    root = QgsRuleBasedLabeling.Rule(None)
    item = QgsRuleBasedLabeling.Rule(settings, 0, 3000, "", "Woningen en lussen")
    root.appendChild(item)
    layer.setLabeling(QgsRuleBasedLabeling(root))
    layer.setLabelsEnabled(True)
    layer.setMapTipTemplate(TIP)
    styles.save(layer, "miniwarmtenetten.qml")


def buildings() -> None:
    """Panden: in a cluster, left over, or not able to take part."""
    layer = styles.layer_with("MultiPolygon", "pand_id:string cluster_id:string oordeel:string reden:string")
    layer.setRenderer(
        styles.renderer(
            [
                styles.rule(
                    area("#1b8a78", 0.9, "#0b3c34", 0.15), "In een miniwarmtenet", "\"oordeel\" = 'in cluster'"
                ),
                styles.rule(area("#e08a1e", 0.9, "#7a4606", 0.15), "Blijft over", "\"oordeel\" = 'blijft over'"),
                styles.rule(area("#d9d6cf", 0.9, "#8d8678", 0.12), "Doet niet mee", "\"oordeel\" = 'doet niet mee'"),
            ]
        )
    )
    layer.setMapTipTemplate(BUILDING_TIP)
    styles.save(layer, "minigebouwen.qml")


def pipes() -> None:
    """Pipes: between neighbours, and to the homes and loops."""
    layer = styles.layer_with("LineString", "rol:string lengte_m:double cluster_id:string")
    layer.setRenderer(
        styles.renderer(
            [
                styles.rule(styles.line("#7a1f5c", 0.7), "Tussen buren", "\"rol\" = 'tussen buren'", CLOSE),
                styles.rule(
                    styles.line("#7a1f5c", 0.45, dash=Qt.PenStyle.DashLine),
                    "Naar de lus",
                    "\"rol\" = 'naar de lus'",
                    CLOSE,
                ),
                styles.rule(styles.line("#b56a9c", 0.4), "Aansluiting", "\"rol\" = 'aansluiting'", CLOSE),
            ]
        )
    )
    layer.setMapTipTemplate(
        '<b>[% "cluster_id" %]</b>: [% "rol" %], [% format_number("lengte_m", 0, \'nl\') %] m (schatting)'
    )
    styles.save(layer, "minileidingen.qml")


def loops() -> None:
    """Loops: on own or public ground."""
    layer = styles.layer_with("Point", "lus_id:string diepte_m:double grond:string woningen:double cluster_id:string")
    layer.setRenderer(
        styles.renderer(
            [
                styles.rule(
                    styles.marker("Circle", "#0b3c6f", 2.2), "Lus op eigen grond", "\"grond\" = 'eigen'", CLOSE
                ),
                styles.rule(styles.marker("Square", "#6fa9d6", 2.4, "#0b3c6f"), "Lus in openbare grond", "ELSE", CLOSE),
            ]
        )
    )
    layer.setMapTipTemplate('<b>[% "lus_id" %]</b>: [% format_number("diepte_m", 0, \'nl\') %] m, grond [% "grond" %]')
    styles.save(layer, "minilussen.qml")


def write() -> None:
    """Write the styles."""
    clusters()
    buildings()
    pipes()
    loops()
