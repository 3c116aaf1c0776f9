"""Styles of buildings with their heat demand; written by ``scripts/styles.py``."""

from __future__ import annotations

from collections.abc import Callable

import styles
from qgis.core import (
    Qgis,
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRuleBasedLabeling,
    QgsRuleBasedRenderer,
    QgsSimpleFillSymbolLayer,
    QgsSymbol,
    QgsSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor, QFont

FIELDS = (
    "pand_id:string woningen:int utiliteit:int bouwjaar:int type:string type_bron:string label:string "
    "label_bron:string oppervlakte_m2:double rv_gj:double tap_gj:double warmte_gj:double koude_gj:double rv_kw:double "
    "tap_kw:double inwoners:double eigenaar:string bron:string reden:string factor_cbs:double"
)
COLOURS = ("#fdebc8", "#fbcb83", "#f39c52", "#dd6237", "#ab2a24", "#590913")
"""From light to dark, so that the classes differ on a grey print too."""

NOTHING = "#e3e1dc"
HEAT = 'coalesce("warmte_gj", 0)'
DENSITY = 'if(coalesce("oppervlakte_m2", 0) > 0, coalesce("warmte_gj", 0) / "oppervlakte_m2", 0)'
PER_BUILDING = (25, 50, 150, 500, 2000)  # GJ a year; a home 25-50, a flat building hundreds
PER_AREA = (0.1, 0.2, 0.3, 0.4, 0.6)  # GJ/m2 a year; label A 0.2, G 0.5
REGISTERED = "coalesce(\"label_bron\", '') IN ('ep-online', 'vivet', 'eigen')"
NEW = "coalesce(\"bron\", '') LIKE '%nieuwbouw%'"
EDGE = f"if({NEW}, '#1f6fb4', if({REGISTERED}, '#1d1d1d', '#b8a58d'))"
EDGE_MM = f"if({NEW} OR {REGISTERED}, if(@map_scale > 6000, 0.12, 0.3), 0.06)"  # mm; thin where houses are small
SIZE = f"scale_exp({HEAT}, 0, 4000, 1.3, 9, 0.5)"  # mm; 40 GJ 2.1, 1000 GJ 5.2
Symbol = Callable[..., QgsSymbol]

TIP = (
    "<b>[% \"pand_id\" %]</b> [% \"type\" %][% if(\"type_bron\" = 'afgeleid', ' (afgeleid)', '') %], "
    "[% coalesce(\"bouwjaar\", 'bouwjaar onbekend') %]<br>"
    "[% format_number(coalesce(\"warmte_gj\", 0), 0, 'nl') %] GJ per jaar "
    "(verwarming [% format_number(coalesce(\"rv_gj\", 0), 0, 'nl') %], tapwater "
    "[% format_number(coalesce(\"tap_gj\", 0), 0, 'nl') %]), "
    "[% format_number(coalesce(\"rv_kw\", 0), 0, 'nl') %] kW verwarming<br>"
    '[% "woningen" %] woningen, [% "utiliteit" %] utiliteit, '
    "[% format_number(coalesce(\"oppervlakte_m2\", 0), 0, 'nl') %] m², "
    "label [% coalesce(\"label\", 'onbekend') %], [% coalesce(\"eigenaar\", 'eigenaar onbekend') %]<br>"
    'Bron: [% "bron" %]<br>[% "reden" %]'
)


def _edged(layer: QgsSymbolLayer) -> None:
    """Give a fill or marker the edge that tells what is registered."""
    for key, expression in (
        (QgsSymbolLayer.Property.StrokeColor, EDGE),
        (QgsSymbolLayer.Property.StrokeWidth, EDGE_MM),
    ):
        layer.setDataDefinedProperty(key, QgsProperty.fromExpression(expression))


def _area(colour: str, *, edge: str = "#b8a58d", width: float = 0.06, plain: bool = False) -> QgsFillSymbol:
    layer = QgsSimpleFillSymbolLayer(QColor(colour))
    layer.setStrokeColor(QColor(edge))
    layer.setStrokeWidth(width)
    if not plain:
        _edged(layer)
    symbol = QgsFillSymbol()
    symbol.changeSymbolLayer(0, layer)
    return symbol


def _point(colour: str, *, edge: str = "#b8a58d", width: float = 0.06, plain: bool = False) -> QgsMarkerSymbol:
    symbol = styles.marker("Circle", colour, 2.4, edge)
    layer = symbol.symbolLayer(0)
    layer.setStrokeWidth(width)
    if not plain:
        _edged(layer)
        layer.setDataDefinedProperty(QgsSymbolLayer.Property.Size, QgsProperty.fromExpression(SIZE))
    return symbol


def _written(value: float) -> str:
    return f"{value:,.0f}".replace(",", ".") if value >= 1 else f"{value:g}".replace(".", ",")


def _rules(value: str, limits: tuple[float, ...], unit: str, symbol: Symbol) -> list[QgsRuleBasedRenderer.Rule]:
    """Return a rule per class; half open, so that each building is in one."""
    made = []
    edges = (None, *limits, None)
    for colour, low, high in zip(COLOURS, edges[:-1], edges[1:], strict=True):
        parts = [f"{HEAT} > 0"]
        if low is None:
            label = f"minder dan {_written(high)} {unit}"
        elif high is None:
            label = f"{_written(low)} {unit} en meer"
        else:
            label = f"{_written(low)} – {_written(high)} {unit}"
        parts += [f"{value} >= {low}"] if low is not None else []
        parts += [f"{value} < {high}"] if high is not None else []
        made.append(styles.rule(symbol(colour), label, " AND ".join(parts)))
    return made


def _edges(symbol: Symbol) -> list[QgsRuleBasedRenderer.Rule]:
    """Return the rules that explain the edges in the legend."""
    samples: tuple[tuple[QgsSymbol, str], ...] = (
        (symbol("#fbcb83", edge="#1d1d1d", width=0.3, plain=True), "Donkere rand: label of verbruik geregistreerd"),
        (symbol("#fbcb83", plain=True), "Zonder rand: geraamd (type, bouwjaar, oppervlakte)"),
        (symbol("#fbcb83", edge="#1f6fb4", width=0.3, plain=True), "Blauwe rand: nieuwbouwplan"),
    )
    return [styles.rule(sample, label, "FALSE") for sample, label in samples]


def _labels(text_of: str, *, points: bool) -> QgsRuleBasedLabeling:
    """Return labels with an expression: of large buildings from afar, of all from near."""
    root = QgsRuleBasedLabeling.Rule(None)
    for least, below, scale, size in ((500, 1e9, 10000, 8.0), (150, 500, 5000, 7.5), (0.5, 150, 1500, 7.0)):
        text = QgsTextFormat()
        text.setFont(QFont("Open Sans"))
        text.setSize(size)
        text.setColor(QColor("#2b1a10"))
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
        if points:
            settings.placement = Qgis.LabelPlacement.OrderedPositionsAroundPoint
            settings.offsetType = Qgis.LabelOffsetType.FromSymbolBounds
        settings.priority = 7 if least > 1 else 3
        rule = QgsRuleBasedLabeling.Rule(settings)
        rule.setFilterExpression(f"{HEAT} >= {least} AND {HEAT} < {below:.0f}")
        rule.setMinimumScale(scale)
        rule.setDescription(f"Warmtevraag vanaf {least:g} GJ")
        root.appendChild(rule)
    return QgsRuleBasedLabeling(root)


def _layer(kind: str, symbol: Symbol, value: str, limits: tuple[float, ...], unit: str, text_of: str) -> QgsVectorLayer:
    """Return a layer with the style; panden may lie above each other, so the one with most heat is drawn last."""
    layer = styles.layer_with(kind, FIELDS)
    nothing = styles.rule(symbol(NOTHING), "Geen verblijfsobject, of geen vraag bekend", f"NOT ({HEAT} > 0)")
    made = styles.renderer([*_rules(value, limits, unit, symbol), nothing, *_edges(symbol)])
    made.setOrderBy(QgsFeatureRequest.OrderBy([QgsFeatureRequest.OrderByClause(HEAT, True)]))
    made.setOrderByEnabled(True)
    layer.setRenderer(made)
    layer.setLabeling(_labels(text_of, points=kind == "Point"))
    layer.setLabelsEnabled(True)
    layer.setMapTipTemplate(TIP)
    return layer


def write() -> None:
    """Write buildings: colour by heat a year, or by heat per m2 of floor; edge where label or use is registered."""
    for kind, symbol, ending in (("MultiPolygon", _area, ""), ("Point", _point, "_punten")):
        for value, limits, unit, text_of, name in (
            (HEAT, PER_BUILDING, "GJ/jaar", "format_number(\"warmte_gj\", 0, 'nl') || ' GJ'", f"gebouwen{ending}.qml"),
            (DENSITY, PER_AREA, "GJ/m²", f"format_number({DENSITY}, 2, 'nl') || ' GJ/m²'", f"gebouwen{ending}_m2.qml"),
        ):
            styles.save(_layer(kind, symbol, value, limits, unit, text_of), name)
