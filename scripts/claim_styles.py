"""Styles of the offtakes: the kansenkaart with the room that is left, and the points. Written by `styles.py`."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsFeatureRequest,
    QgsLineSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRuleBasedLabeling,
    QgsSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QFont
from styles import (
    CLOSE,
    DARK,
    FAINT,
    NEAR,
    THIN,
    WIDE,
    by_power,
    layer_with,
    line,
    marker,
    renderer,
    rule,
    sample,
    save,
)

ROOM = 'coalesce("ruimte_gebouw_kw", 0)'
POTENTIAL = 'coalesce("vermogen_gebouw_kw", 0)'
TAKEN, TAKEN_SMALL = "#54278f", "#b3a2cf"
CLASSES = ((500, "#a50f15", WIDE, 8.5, 8), (150, "#ec6d10", NEAR, 8.0, 5), (50, "#f4b942", CLOSE, 7.5, 2))
"""Least room (kW at the building), colour, smallest scale of its labels, their size and priority."""
LABEL_COLOURS = {500: "#7f0a10", 150: "#8a3c05", 50: "#6b4e00"}
LEAST = 10  # kW: below this a pipe without room is drawn faintly
GONE = f'coalesce("ruimte_kw", 0) <= 0.01 * coalesce("vermogen_gem_kw", 0) AND {POTENTIAL} > 0'
PIPE_FIELDS = (
    "leiding_id:string soort:string functie:string dwa_gem_ls:double vermogen_gem_kw:double vermogen_gebouw_kw:double "
    "temperatuur_c:double temperatuur_zomer_c:double afkoeling_k:double onttrokken_kw:double ruimte_kw:double "
    "ruimte_gebouw_kw:double ruimte_woningen:int ruimte_reden:string"
)
POINT_FIELDS = (
    "punt_id:string status:string oordeel:string toegekend_kw:double vermogen_kw:double reden:string "
    "concurreert_met:string t_na_c:double opmerking:string"
)
PIPE_TIP = (
    '<b>[% "leiding_id" %]</b> [% "soort" %]<br>'
    "<b>Ruimte [% format_number(\"ruimte_kw\", 0, 'nl') %] kW</b> uit het riool, "
    "[% format_number(\"ruimte_gebouw_kw\", 0, 'nl') %] kW aan de gebouwzijde, "
    '[% "ruimte_woningen" %] woningen met WKO<br>[% "ruimte_reden" %]<br>'
    "[% format_number(\"dwa_gem_ls\", 1, 'nl') %] l/s; in de koudste maand "
    "[% format_number(\"temperatuur_c\", 1, 'nl') %] °C, [% format_number(\"afkoeling_k\", 2, 'nl') %] K kouder door "
    "onttrekkingen"
)
POINT_TIP = (
    '<b>[% "punt_id" %]</b> ([% "status" %])<br>'
    '<b>[% upper(left("oordeel", 1)) || substr("oordeel", 2) %]</b>: [% "reden" %]<br>[% "opmerking" %]'
)


def width(power: str) -> str:
    """Return the expression of the width of a line by its power, as on the kansenkaart (mm)."""
    return f"scale_exp({power}, 0, 2000, 0.5, 3.4, 0.5)"


def thin_width(power: str) -> str:
    """Return the expression of the width of a line below the least power (mm)."""
    most, least_mm, most_mm, exponent = THIN
    return f"scale_exp({power}, 0, {most}, {least_mm}, {most_mm}, {exponent})"


def gone() -> QgsLineSymbol:
    """Return a line as wide as the potential that has been given away."""
    symbol = line(TAKEN, 0.7)
    layer = symbol.symbolLayer(0)
    layer.setRenderingPass(10)
    most = THIN[0]
    made = QgsProperty.fromExpression(f"if({POTENTIAL} >= {most}, {width(POTENTIAL)}, {thin_width(POTENTIAL)})")
    layer.setDataDefinedProperty(QgsSymbolLayer.Property.StrokeWidth, made)
    return symbol


def thin() -> QgsLineSymbol:
    """Return a thin line that grows and darkens with the room."""
    symbol = line("#8a857d", 0.26)
    layer = symbol.symbolLayer(0)
    layer.setDataDefinedProperty(QgsSymbolLayer.Property.StrokeWidth, QgsProperty.fromExpression(thin_width(ROOM)))
    colour = QgsProperty.fromExpression(f"color_mix('{FAINT}', '{DARK}', scale_linear({ROOM}, 0, {THIN[0]}, 0, 1))")
    layer.setDataDefinedProperty(QgsSymbolLayer.Property.StrokeColor, colour)
    return symbol


def words(size: float, colour: str) -> QgsTextFormat:
    """Return a text on a white edge."""
    text = QgsTextFormat()
    text.setFont(QFont("Open Sans"))
    text.setSize(size)
    text.setColor(QColor(colour))
    edge = QgsTextBufferSettings()
    edge.setEnabled(True)
    edge.setSize(0.9)
    edge.setColor(QColor("white"))
    text.setBuffer(edge)
    return text


def room() -> None:
    """Pipes: colour and width by the room left."""
    layer = layer_with("LineString", PIPE_FIELDS)
    carries = "\"functie\" NOT IN ('geen', 'overstort')"
    above = [(least, CLASSES[i - 1][0] if i else None) for i, (least, *_) in enumerate(CLASSES)]
    titles = {500: "Ruimte: 500 kW en meer", 150: "Ruimte: 150 tot 500 kW", 50: "Ruimte: 50 tot 150 kW"}
    rules = []
    for level, ((least, most), (_, colour, *_)) in enumerate(zip(above, CLASSES, strict=True)):
        expression = f"{ROOM} >= {least}" + (f" AND {ROOM} < {most}" if most else "")
        rules.append(
            rule(
                by_power(colour, 40 - 10 * level, width(ROOM), sample_mm=1.2),
                titles[least],
                f"{expression} AND {carries}",
            )
        )
    small = f"{ROOM} < {CLASSES[-1][0]} AND {carries}"
    known = '"ruimte_kw" IS NOT NULL'
    rules += [
        rule(gone(), "Vergeven: geen ruimte meer", f"{small} AND {known} AND {GONE} AND {POTENTIAL} >= {LEAST}"),
        rule(
            line(TAKEN_SMALL, 0.3),
            "Vergeven, kleine leiding",
            f"{small} AND {known} AND {GONE} AND {POTENTIAL} < {LEAST}",
        ),
        rule(thin(), "Weinig ruimte: minder dan 50 kW", f"{small} AND {known} AND NOT ({GONE})"),
        rule(
            line("#6f7f99", 0.4, dash=Qt.PenStyle.DotLine),
            "Onbekend: geen debiet",
            f'"ruimte_kw" IS NULL AND {carries}',
        ),
        rule(line("#9db4c8", 0.18, opacity=0.6), "Hemelwater en overig", f"NOT ({carries})", 30000),
    ]
    widths = rule(None, "Lijndikte: ruimte (gebouwzijde); paars: potentie", "")
    for power in (10, 50, 500, 2000):
        widths.appendChild(rule(sample(power), f"{power:,} kW".replace(",", "."), "FALSE"))
    made = renderer([*rules, widths], levels=True)
    made.setOrderBy(QgsFeatureRequest.OrderBy([QgsFeatureRequest.OrderByClause(ROOM, True)]))
    made.setOrderByEnabled(True)
    layer.setRenderer(made)
    layer.setLabeling(room_labels())
    layer.setLabelsEnabled(True)
    layer.setMapTipTemplate(PIPE_TIP)
    save(layer, "ruimte.qml")


def room_labels() -> QgsRuleBasedLabeling:
    """Return labels on the pipes with most room: the best from afar, the others from nearby."""
    root = QgsRuleBasedLabeling.Rule(None)
    rounded = "round({0}, if({0} >= 100, -1, 0))"
    text = (
        f"'ruimte ' || format_number({rounded.format('ruimte_gebouw_kw')}, 0, 'nl') || ' kW · ' || "
        f"format_number({rounded.format('ruimte_woningen')}, 0, 'nl') || ' woningen'"
    )
    most = None
    for least, _, scale, size, priority in CLASSES:
        settings = QgsPalLayerSettings()
        settings.isExpression = True
        settings.fieldName = text
        settings.setFormat(words(size, LABEL_COLOURS[least]))
        settings.placement = Qgis.LabelPlacement.Line
        flags = settings.lineSettings()
        flags.setMergeLines(True)
        flags.setOverrunDistance(25)
        settings.setLineSettings(flags)
        settings.dist = 1.5
        settings.repeatDistance = 90
        thinning = settings.thinningSettings()
        thinning.setMinimumFeatureSize(4)
        settings.setThinningSettings(thinning)
        settings.priority = priority
        expression = f"{ROOM} >= {least}" + (f" AND {ROOM} < {most}" if most else "")
        root.appendChild(QgsRuleBasedLabeling.Rule(settings, 0, scale, expression, f"{least} kW"))
        most = least
    return QgsRuleBasedLabeling(root)


def offtakes() -> None:
    """Offtakes: by verdict, in shape and colour."""
    layer = layer_with("Point", POINT_FIELDS)
    rules = [
        rule(marker("Square", "#a50f15", 3.6), "Boven de grens", "\"oordeel\" = 'boven de grens'"),
        rule(marker("Circle", "#0b6e3b", 3.4), "Past", "\"oordeel\" = 'past'"),
        rule(marker("Diamond", "#e69f00", 3.9), "Past deels", "\"oordeel\" = 'past deels'"),
        rule(marker("Triangle", TAKEN, 3.9), "Concurreert: niets over", "\"oordeel\" = 'concurreert'"),
        rule(marker("Cross2", "#4d4035", 2.6, edge="#4d4035"), "Past niet", "\"oordeel\" = 'past niet'"),
        rule(marker("Cross2", "#9a958d", 2.4, edge="#9a958d"), "Niet meegenomen", "ELSE"),
    ]
    layer.setRenderer(renderer(rules))
    settings = QgsPalLayerSettings()
    settings.isExpression = True
    power = "format_number({0}, if({0} < 9.95 AND abs({0} - round({0})) > 0.05, 1, 0), 'nl')"
    settings.fieldName = (
        '"punt_id" || \'\n\' || if("toegekend_kw" < "vermogen_kw" * 0.999, '
        f"{power.format('toegekend_kw')} || ' van ', '') || coalesce({power.format('vermogen_kw')} || ' kW', '')"
    )
    settings.setFormat(words(8.0, "#16324a"))
    settings.placement = Qgis.LabelPlacement.OrderedPositionsAroundPoint
    settings.dist = 2.6
    settings.priority = 9
    settings.scaleVisibility = True
    settings.maximumScale = 1
    settings.minimumScale = 2 * WIDE
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
    layer.setMapTipTemplate(POINT_TIP)
    save(layer, "onttrekkingen.qml")


def write() -> None:
    """Write the styles."""
    room()
    offtakes()
