"""Styles of what heat costs residents: the cheapest concept, and what another costs more; by ``scripts/styles.py``."""

from __future__ import annotations

from collections.abc import Callable

import styles
from qgis.core import (
    QgsPalLayerSettings,
    QgsProperty,
    QgsRuleBasedLabeling,
    QgsRuleBasedRenderer,
    QgsSymbol,
    QgsSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
)
from qgis.PyQt.QtGui import QColor, QFont

FIELDS = (
    "pand_id:string type:string woningen:int goedkoopst:string goedkoopst_eur_jaar:double tweede:string "
    "voorsprong_eur_jaar:double cv_eur_jaar:double bronnet_eur_jaar:double bronnet_tov_cv_eur_jaar:double reden:string"
)
CONCEPTS = (
    ("cv", "#4d4d4d", "Cv-ketel op aardgas"),
    ("bronnet", "#08519c", "Bronnet"),
    ("mt", "#b5420b", "MT-net"),
    ("hybride", "#e8a21c", "Hybride warmtepomp"),
    ("lucht", "#6fb3e0", "Luchtwarmtepomp"),
    ("lus", "#6b4a1e", "Eigen bodemlus"),
    ("mini", "#2a9d8f", "Miniwarmtenet"),
)
"""Concept, its colour, as in the plots of the report, and its name."""

CLASSES = (
    ("#08306b", None, -500, "EUR 500 of meer goedkoper"),
    ("#2f7ebc", -500, -200, "EUR 200 tot 500 goedkoper"),
    ("#9ecae1", -200, -50, "EUR 50 tot 200 goedkoper"),
    ("#fff2b8", -50, 50, "Scheelt minder dan EUR 50"),
    ("#fdc38a", 50, 200, "EUR 50 tot 200 duurder"),
    ("#e6760f", 200, 500, "EUR 200 tot 500 duurder"),
    ("#8a3a05", 500, None, "EUR 500 of meer duurder"),
)
"""Colour, limits (EUR per home per year) and title; both ends are dark."""

CLOSE_CALL = 100
"""EUR per home per year: a smaller difference with the next concept is shown in a light colour.

The algorithm puts the kental ``bewoner.verschil_klein`` in its place.
"""

NOTHING, EDGE = "#e3e1dc", "#8f8a80"
NONE = "Geen woningen of geen uitkomst"
MORE = '"bronnet_tov_cv_eur_jaar"'
HEAD = "Bronnet tegenover gas, per woning/jaar"
"""The algorithm puts another concept in the place of these."""

NAMES = "map(" + ", ".join(f"'{name}', '{title}'" for name, _, title in CONCEPTS) + ")"
Symbol = Callable[..., QgsSymbol]

TIP = (
    '<b>[% "pand_id" %]</b> [% coalesce("type", \'\') %], [% "woningen" %] '
    "[% if(\"woningen\" = 1, 'woning', 'woningen') %]<br>"
    f"[% coalesce('Goedkoopst voor de bewoner: <b>' || map_get({NAMES}, \"goedkoopst\") || '</b>, EUR ' || "
    "format_number(\"goedkoopst_eur_jaar\", 0, 'nl') || ' per woning per jaar<br>', '') %]"
    f"[% coalesce('Daarna: ' || map_get({NAMES}, \"tweede\") || ', EUR ' || "
    "format_number(\"voorsprong_eur_jaar\", 0, 'nl') || ' meer<br>', '') %]"
    "[% coalesce('Cv-ketel: EUR ' || format_number(\"cv_eur_jaar\", 0, 'nl') || ' per jaar<br>', '') %]"
    f"[% coalesce(map_get({NAMES}, rtrim('bronnet_', '_')) || ': EUR ' || "
    "format_number(\"bronnet_eur_jaar\", 0, 'nl') || ' per jaar<br>', '') %]"
    "[% coalesce(\"reden\", '') %]"
)


def _area(colour: str) -> QgsSymbol:
    return styles.building(colour, EDGE)


def _point(colour: str) -> QgsSymbol:
    return styles.sized(colour, EDGE, 'scale_exp(coalesce("woningen", 1), 1, 200, 2, 7, 0.5)')


def _by_gap(symbol: QgsSymbol, colour: str) -> QgsSymbol:
    """Return a symbol that is light where the next concept costs hardly more."""
    close = f'coalesce("voorsprong_eur_jaar", 1e9) < {CLOSE_CALL}'
    tint = QgsProperty.fromExpression(f"if({close}, color_mix('{colour}', '#ffffff', 0.55), '{colour}')")
    symbol.symbolLayer(0).setDataDefinedProperty(QgsSymbolLayer.Property.FillColor, tint)
    return symbol


def _cheapest(symbol: Symbol) -> QgsRuleBasedRenderer:
    rules = [
        styles.rule(_by_gap(symbol(colour), colour), title, f"\"goedkoopst\" = '{name}'")
        for name, colour, title in CONCEPTS
    ]
    rules.append(styles.rule(symbol(NOTHING), NONE, "coalesce(\"goedkoopst\", '') = ''"))
    light = f"Licht: het tweede concept scheelt minder dan EUR {CLOSE_CALL}/jaar"
    rules.append(styles.rule(None, light, "FALSE"))
    return styles.renderer(rules)


def _more(symbol: Symbol) -> QgsRuleBasedRenderer:
    rules = [styles.rule(None, HEAD, "FALSE")]
    for colour, low, high, title in CLASSES:
        parts = ([] if low is None else [f"{MORE} >= {low}"]) + ([] if high is None else [f"{MORE} < {high}"])
        rules.append(styles.rule(symbol(colour), title, " AND ".join(parts)))
    return styles.renderer([*rules, styles.rule(symbol(NOTHING), NONE, f"{MORE} IS NULL")])


def _labels(text_of: str, where: str) -> QgsRuleBasedLabeling:
    """Return labels with an amount, from near."""
    root = QgsRuleBasedLabeling.Rule(None)
    text = QgsTextFormat()
    text.setFont(QFont("Open Sans"))
    text.setSize(7.0)
    text.setColor(QColor("#16324a"))
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.7)
    halo.setColor(QColor("white"))
    text.setBuffer(halo)
    settings = QgsPalLayerSettings()
    settings.isExpression = True
    settings.fieldName = text_of
    settings.setFormat(text)
    settings.centroidInside = True
    rule = QgsRuleBasedLabeling.Rule(settings)
    rule.setFilterExpression(where)
    rule.setMinimumScale(2500)
    rule.setDescription("EUR per woning per jaar")
    root.appendChild(rule)
    return QgsRuleBasedLabeling(root)


def write() -> None:
    """Write buildings by their cheapest concept, and by what a concept costs more than a gas boiler."""
    for kind, symbol, ending in (("MultiPolygon", _area, ""), ("Point", _point, "_punten")):
        for renderer, text_of, where, name in (
            (
                _cheapest(symbol),
                "format_number(\"goedkoopst_eur_jaar\", 0, 'nl')",
                '"goedkoopst_eur_jaar" IS NOT NULL',
                f"bewonerskosten{ending}.qml",
            ),
            (
                _more(symbol),
                f"if({MORE} > 0, '+', '') || format_number({MORE}, 0, 'nl')",
                f"{MORE} IS NOT NULL",
                f"bewonerskosten_meerkosten{ending}.qml",
            ),
        ):
            layer = styles.layer_with(kind, FIELDS)
            layer.setRenderer(renderer)
            layer.setLabeling(_labels(text_of, where))
            layer.setLabelsEnabled(True)
            layer.setMapTipTemplate(TIP)
            styles.save(layer, name)
