"""Styles of source points: the chosen ones by what they serve, and all candidates. Written by `styles.py`."""

from __future__ import annotations

from claim_styles import words
from qgis.core import (
    Qgis,
    QgsFeatureRequest,
    QgsPalLayerSettings,
    QgsProperty,
    QgsSymbolLayer,
    QgsTextFormat,
    QgsVectorLayerSimpleLabeling,
)
from styles import WIDE, layer_with, marker, renderer, rule, save

SERVED = 'coalesce("bereik_gj", 0)'
SIZE = f"scale_exp({SERVED}, 0, 15000, 3.4, 9, 0.5)"  # mm; the circle's area grows with the heat
SHADES = (("#0b3c5d", 10.0), ("#3182bd", 25.0), ("#9ecae1", None))
"""Colour of a candidate, and how many percent less than the best heat per euro it may have."""
NUMBERS = "format_number({0}, 0, 'nl')"
POINT_FIELDS = (
    "bron_id:string leiding_id:string rang:int vermogen_kw:double warmte_gj:double bereik_gj:double woningen:int "
    "lengte_m:double kosten_eur:double gj_per_eur:double reden:string"
)
PLACE_FIELDS = (
    "plek_id:string leiding_id:string volgorde:int gekozen_rang:int bereik_gj:double woningen:int lengte_m:double "
    "kosten_eur:double gj_per_eur:double reden:string"
)
POINT_TIP = (
    '<b>[% "bron_id" %]</b> in leiding [% "leiding_id" %]<br>'
    '<b>[% format_number("bereik_gj", 0, \'nl\') %] GJ</b> per jaar bediend, [% "woningen" %] woningen; de bron kan '
    "[% format_number(\"warmte_gj\", 0, 'nl') %] GJ geven<br>"
    'raming van bron en hoofdleiding: [% format_number("kosten_eur", 0, \'nl\') %] EUR<br>[% "reden" %]'
)
PLACE_TIP = (
    '<b>[% "plek_id" %]</b>, nummer [% "volgorde" %] op zichzelf<br>'
    '[% format_number("bereik_gj", 0, \'nl\') %] GJ per jaar, [% "woningen" %] woningen, '
    '[% format_number("kosten_eur", 0, \'nl\') %] EUR<br>[% "reden" %]'
)


def format_of(size: float, colour: str) -> QgsTextFormat:
    """Return a bold text on a white edge."""
    text = words(size, colour)
    font = text.font()
    font.setBold(True)
    text.setFont(font)
    return text


def points() -> None:
    """Chosen points: a circle that grows with what it serves, and its rank with heat and homes."""
    layer = layer_with("Point", POINT_FIELDS)
    size = QgsProperty.fromExpression(SIZE)
    rules = []
    for colour, label, expression in (
        ("#0b3c5d", "Bronpunt nummer 1", '"rang" = 1'),
        ("#3182bd", "Volgende bronpunten", '"rang" > 1'),
    ):
        symbol = marker("Circle", colour, 5.0)
        symbol.symbolLayer(0).setStrokeWidth(0.5)
        symbol.symbolLayer(0).setDataDefinedProperty(QgsSymbolLayer.Property.Size, size)
        rules.append(rule(symbol, label, expression))
    sizes = rule(None, "Grootte: vraag die het punt bedient", "")
    for heat in (1000, 5000, 15000):
        circle = marker("Circle", "#8a857d", 3.4 + (9 - 3.4) * (heat / 15000) ** 0.5)
        sizes.appendChild(rule(circle, f"{heat:,} GJ per jaar".replace(",", "."), "FALSE"))
    made = renderer([*rules, sizes])
    made.setOrderBy(QgsFeatureRequest.OrderBy([QgsFeatureRequest.OrderByClause('"rang"', False)]))
    made.setOrderByEnabled(True)
    layer.setRenderer(made)
    settings = QgsPalLayerSettings()
    settings.isExpression = True
    settings.fieldName = (
        f"\"rang\" || '. ' || {NUMBERS.format('round(bereik_gj, -1)')} || ' GJ\\n' || "
        f"{NUMBERS.format('woningen')} || if(\"woningen\" = 1, ' woning', ' woningen')"
    )
    settings.setFormat(format_of(9.0, "#0b3c5d"))
    settings.placement = Qgis.LabelPlacement.OrderedPositionsAroundPoint
    settings.dist = 4.6
    settings.priority = 10
    settings.scaleVisibility = True
    settings.maximumScale = 1
    settings.minimumScale = 2 * WIDE
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
    layer.setMapTipTemplate(POINT_TIP)
    save(layer, "bronpunten.qml")


def candidates() -> None:
    """Candidates: the darker, the more heat per euro, against the best one."""
    layer = layer_with("Point", PLACE_FIELDS)
    less = '100 * (1 - "gj_per_eur" / nullif(maximum("gj_per_eur"), 0))'
    rules = [rule(marker("Star", "#e69f00", 4.2, "#4d4035"), "Gekozen", '"gekozen_rang" > 0')]
    low = None
    for colour, limit in SHADES:
        bounds = [f"{less} >= {low:g}"] if low is not None else []
        bounds += [f"{less} < {limit:g}"] if limit is not None else []
        span = f"tot {limit:g} %" if low is None else f"{low:g} tot {limit:g} %" if limit else f"{low:g} % en meer"
        expression = " AND ".join(['"gekozen_rang" IS NULL', '"gj_per_eur" > 0', *bounds])
        rules.append(rule(marker("Circle", colour, 2.2), f"GJ per euro: {span} minder dan de beste", expression))
        low = limit
    rules.append(rule(marker("Cross2", "#9a958d", 1.8, "#9a958d"), "Geen vraag binnen bereik", "ELSE"))
    layer.setRenderer(renderer(rules))
    layer.setMapTipTemplate(PLACE_TIP)
    save(layer, "bronkandidaten.qml")


def write() -> None:
    """Write the styles."""
    points()
    candidates()
