#!/usr/bin/env python3
"""Write the layer styles to ``resources/styles``.

Usage: scripts/styles.py (in a Python that can import qgis). The colours are ordered by lightness, so that they can be
told apart with any kind of colour vision and on a grey print.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_HASH_SEED"] = "0"  # the order of attributes in the files: the same each time

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsMapLayer,
    QgsMarkerLineSymbolLayer,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRuleBasedLabeling,
    QgsRuleBasedRenderer,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSimpleMarkerSymbolLayer,
    QgsSimpleMarkerSymbolLayerBase,
    QgsSymbol,
    QgsSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QFont

STYLES = Path(__file__).resolve().parents[1] / "resources" / "styles"
POWER = 'coalesce("vermogen_gebouw_kw", 0)'
WIDTH = f"scale_exp({POWER}, 0, 2000, 0.5, 3.4, 0.5)"  # mm; 50 kW 0.96, 500 kW 1.95, 2000 kW and more 3.4
ROUND = "round({0}, if({0} >= 100, -1, 0))"  # neighbours with almost the same power share a label
LABEL = (
    f"format_number({ROUND.format('vermogen_gebouw_kw')}, 0, 'nl') || ' kW · ' || "
    f"format_number({ROUND.format('woningen_wko')}, 0, 'nl') || ' woningen'"
)
THIN = (50, 0.15, 0.9, 0.7)  # below the least power: kW, mm at 0 kW, mm at that power, exponent; 10 kW 0.39, 25 kW 0.61
FAINT, DARK = "#b1ada5", "#4d4035"  # of those thin lines: both show where the water gathers
WIDE = 25000  # labels of the best pipes show from this scale on
NEAR = 10000
CLOSE = 5000


def stroke(colour: str, width: float, dash: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QgsSimpleLineSymbolLayer:
    """Return a plain line with round ends."""
    layer = QgsSimpleLineSymbolLayer(QColor(colour), width, dash)
    layer.setPenCapStyle(Qt.PenCapStyle.RoundCap)
    layer.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return layer


def line(
    colour: str, width: float, *, dash: Qt.PenStyle = Qt.PenStyle.SolidLine, opacity: float = 1.0
) -> QgsLineSymbol:
    """Return a plain line symbol."""
    symbol = QgsLineSymbol()
    symbol.changeSymbolLayer(0, stroke(colour, width, dash))
    symbol.setOpacity(opacity)
    return symbol


def by_power(
    colour: str, level: int, wide: str = WIDTH, *, sample_mm: float = 1.0, edge: str = "white"
) -> QgsLineSymbol:
    """Return a line on an edge, drawn at a level: as wide as an expression says, the power unless told otherwise."""
    symbol = QgsLineSymbol()
    symbol.deleteSymbolLayer(0)
    for index, (tint, extra) in enumerate(((edge, 0.7), (colour, 0.0))):
        layer = stroke(tint, sample_mm + extra)
        layer.setRenderingPass(level + index)
        width = QgsProperty.fromExpression(f"{wide} + {extra}")
        layer.setDataDefinedProperty(QgsSymbolLayer.Property.StrokeWidth, width)
        symbol.appendSymbolLayer(layer)
    return symbol


def thin() -> QgsLineSymbol:
    """Return a thin line that grows and darkens with the power."""
    most, least_mm, most_mm, exponent = THIN
    symbol = line("#8a857d", 0.26)
    layer = symbol.symbolLayer(0)
    width = QgsProperty.fromExpression(f"scale_exp({POWER}, 0, {most}, {least_mm}, {most_mm}, {exponent})")
    layer.setDataDefinedProperty(QgsSymbolLayer.Property.StrokeWidth, width)
    colour = QgsProperty.fromExpression(f"color_mix('{FAINT}', '{DARK}', scale_linear({POWER}, 0, {most}, 0, 1))")
    layer.setDataDefinedProperty(QgsSymbolLayer.Property.StrokeColor, colour)
    return symbol


def sample(power: int) -> QgsLineSymbol:
    """Return the line of a power, for the legend."""
    most, least_mm, most_mm, exponent = THIN
    if power >= most:
        return line("#5a5a5a", 0.5 + (3.4 - 0.5) * (power / 2000) ** 0.5)
    colours = ((int(FAINT[i : i + 2], 16), int(DARK[i : i + 2], 16)) for i in (1, 3, 5))
    mixed = "".join(f"{round(low + (high - low) * power / most):02x}" for low, high in colours)
    return line(f"#{mixed}", least_mm + (most_mm - least_mm) * (power / most) ** exponent)


def marker(shape: str, colour: str, size: float, edge: str = "white") -> QgsMarkerSymbol:
    """Return a plain marker symbol."""
    layer = QgsSimpleMarkerSymbolLayer(getattr(QgsSimpleMarkerSymbolLayerBase.Shape, shape), size)
    layer.setColor(QColor(colour))
    layer.setStrokeColor(QColor(edge))
    layer.setStrokeWidth(0.2)
    symbol = QgsMarkerSymbol()
    symbol.changeSymbolLayer(0, layer)
    return symbol


def building(colour: str, edge: str) -> QgsFillSymbol:
    """Return a plain area with a hairline around it."""
    layer = QgsSimpleFillSymbolLayer(QColor(colour))
    layer.setStrokeColor(QColor(edge))
    layer.setStrokeWidth(0.05)
    symbol = QgsFillSymbol()
    symbol.changeSymbolLayer(0, layer)
    return symbol


def sized(colour: str, edge: str, size: str) -> QgsMarkerSymbol:
    """Return a dot with a hairline around it whose size follows an expression."""
    symbol = marker("Circle", colour, 2.4, edge)
    layer = symbol.symbolLayer(0)
    layer.setStrokeWidth(0.05)
    layer.setDataDefinedProperty(QgsSymbolLayer.Property.Size, QgsProperty.fromExpression(size))
    return symbol


def gauge() -> QgsLineSymbol:
    """Return a white ring with a dot in the middle of the line, above all lines."""
    ring = marker("Circle", "white", 3.0, "#08306b")
    ring.symbolLayer(0).setStrokeWidth(0.5)
    dot = marker("Circle", "#08306b", 1.2, "#08306b")  # the symbol owns its layer: it must outlive it
    ring.appendSymbolLayer(dot.symbolLayer(0).clone())
    middle = QgsMarkerLineSymbolLayer(False)
    middle.setPlacements(Qgis.MarkerLinePlacements(Qgis.MarkerLinePlacement.CentralPoint))
    middle.setSubSymbol(ring)
    middle.setRenderingPass(50)
    symbol = QgsLineSymbol()
    symbol.changeSymbolLayer(0, middle)
    return symbol


def rule(symbol: QgsSymbol | None, label: str, expression: str, widest: int = 0) -> QgsRuleBasedRenderer.Rule:
    """Return a rule; `widest` is the smallest scale (largest number) at which it shows, 0 for always."""
    return QgsRuleBasedRenderer.Rule(symbol, 0, widest, expression, label)


def renderer(rules: list[QgsRuleBasedRenderer.Rule], *, levels: bool = False) -> QgsRuleBasedRenderer:
    """Return a renderer with rules."""
    root = QgsRuleBasedRenderer.Rule(None)
    for item in rules:
        root.appendChild(item)
    made = QgsRuleBasedRenderer(root)
    made.setUsingSymbolLevels(levels)
    return made


def layer_with(kind: str, fields: str) -> QgsVectorLayer:
    """Return an empty layer to style."""
    definition = "&".join(f"field={field}" for field in fields.split())
    return QgsVectorLayer(f"{kind}?crs=EPSG:28992&{definition}", "stijl", "memory")


def save(layer: QgsVectorLayer, name: str) -> None:
    """Write the style of a layer."""
    categories = QgsMapLayer.StyleCategory
    wanted = categories.Symbology | categories.Labeling | categories.MapTips
    file = STYLES / name
    message, good = layer.saveNamedStyle(str(file), wanted)
    if not good:
        sys.exit(message)
    text = file.read_text(encoding="utf-8")
    for number, key in enumerate(dict.fromkeys(re.findall(r"\{[0-9a-f]{8}-[0-9a-f-]{27}\}", text)), start=1):
        text = text.replace(key, f"{{00000000-0000-0000-0000-{number:012}}}")  # keys are random: the same each time
    file.write_text(text, encoding="utf-8")


def kansenkaart() -> None:
    """Pipes: colour by class, width by power."""
    layer = layer_with(
        "LineString",
        "leiding_id:string soort:string functie:string kans:string reden:string vermogen_gebouw_kw:double "
        "woningen_wko:int woningen_direct:int dwa_gem_ls:double dwa_min_ls:double "
        "dwa_raming_ls:double dwa_status:string inwoners:double",
    )
    carries = "\"functie\" NOT IN ('geen', 'overstort')"
    classes = [
        rule(by_power("#a50f15", 40), "Kansrijk", "\"kans\" = 'kansrijk'"),
        rule(by_power("#ec6d10", 30), "Mogelijk", "\"kans\" = 'mogelijk'"),
        rule(by_power("#f4b942", 20), "Beperkt", "\"kans\" = 'beperkt'"),
        rule(thin(), "Geen: te weinig afvalwater", f"\"kans\" = 'geen' AND {carries}"),
        rule(
            line("#6f7f99", 0.4, dash=Qt.PenStyle.DotLine),
            "Onbekend: geen debiet",
            f"coalesce(\"kans\", '') = '' AND {carries}",
        ),
        rule(line("#9db4c8", 0.18, opacity=0.6), "Hemelwater en overig", f"NOT ({carries})", 30000),
    ]
    widths = rule(None, "Lijndikte: vermogen (gebouwzijde)", "")
    for power in (10, 50, 500, 2000):
        widths.appendChild(rule(sample(power), f"{power:,} kW".replace(",", "."), "FALSE"))
    measured = rule(gauge(), "Debiet gemeten", "\"dwa_status\" = 'gemeten'")
    made = renderer([*classes, measured, widths], levels=True)
    made.setOrderBy(QgsFeatureRequest.OrderBy([QgsFeatureRequest.OrderByClause(POWER, True)]))
    made.setOrderByEnabled(True)
    layer.setRenderer(made)
    layer.setLabeling(labels())
    layer.setLabelsEnabled(True)
    layer.setMapTipTemplate(
        '<b>[% "leiding_id" %]</b> [% "soort" %]<br>'
        '<b>[% upper(left("kans", 1)) || substr("kans", 2) %]</b>: [% "reden" %]<br>'
        "[% format_number(\"vermogen_gebouw_kw\", 0, 'nl') %] kW aan de gebouwzijde, "
        '[% "woningen_wko" %] woningen met WKO, [% "woningen_direct" %] zonder<br>'
        "[% format_number(\"dwa_gem_ls\", 1, 'nl') %] l/s gemiddeld, "
        "[% format_number(\"dwa_min_ls\", 1, 'nl') %] l/s in het minimumuur "
        "([% \"dwa_status\" || if(\"dwa_status\" = 'raming', '', "
        "'; raming ' || format_number(\"dwa_raming_ls\", 1, 'nl') || ' l/s gemiddeld') %]), "
        "[% format_number(\"inwoners\", 0, 'nl') %] inwoners"
    )
    save(layer, "kansenkaart.qml")


def labels() -> QgsRuleBasedLabeling:
    """Return labels on the strong pipes only: the best from afar, the others from nearby."""
    root = QgsRuleBasedLabeling.Rule(None)
    for kans, colour, size, scale, priority in (
        ("kansrijk", "#7f0a10", 8.5, WIDE, 8),
        ("mogelijk", "#8a3c05", 8.0, NEAR, 5),
        ("beperkt", "#6b4e00", 7.5, CLOSE, 2),
    ):
        text = QgsTextFormat()
        text.setFont(QFont("Open Sans"))
        text.setSize(size)
        text.setColor(QColor(colour))
        edge = QgsTextBufferSettings()
        edge.setEnabled(True)
        edge.setSize(0.9)
        edge.setColor(QColor("white"))
        text.setBuffer(edge)
        settings = QgsPalLayerSettings()
        settings.isExpression = True
        settings.fieldName = LABEL
        settings.setFormat(text)
        settings.placement = settings.Placement.Line
        flags = settings.lineSettings()
        flags.setMergeLines(True)
        flags.setOverrunDistance(25)  # mm: a label may be longer than its pipe
        settings.setLineSettings(flags)
        settings.dist = 1.5
        settings.repeatDistance = 90
        thinning = settings.thinningSettings()
        thinning.setMinimumFeatureSize(4)
        settings.setThinningSettings(thinning)
        settings.priority = priority
        item = QgsRuleBasedLabeling.Rule(settings, 0, scale, f"\"kans\" = '{kans}'", kans.capitalize())
        root.appendChild(item)
    return QgsRuleBasedLabeling(root)


def leidingen() -> None:
    """Pipes as read: colour by kind of sewer."""
    layer = layer_with("LineString", "leiding_id:string soort:string functie:string")
    dash = Qt.PenStyle.DashLine
    layer.setRenderer(
        renderer(
            [
                rule(line("#7b3294", 0.6), "Gemengd", "\"soort\" = 'gemengd'"),
                rule(line("#b5520b", 0.6), "Vuilwater", "\"soort\" = 'vuilwater'"),
                rule(line("#1a1a1a", 0.5, dash=dash), "Pers en druk", "\"soort\" = 'pers'"),
                rule(line("#5b9bd0", 0.35), "Hemelwater", "\"soort\" = 'hemelwater'"),
                rule(line("#a6a6a6", 0.3, dash=Qt.PenStyle.DotLine), "Overig", "ELSE"),
            ]
        )
    )
    layer.setMapTipTemplate('<b>[% "leiding_id" %]</b> [% "soort" %] ([% "functie" %])')
    save(layer, "leidingen.qml")


def knopen() -> None:
    """Nodes: by kind, manholes only from nearby."""
    layer = layer_with("Point", "knoop_id:string soort:string")
    layer.setRenderer(
        renderer(
            [
                rule(marker("Square", "#1a1a1a", 3.6), "Rwzi of overnamepunt", "\"soort\" = 'rwzi'"),
                rule(marker("Triangle", "#7b3294", 3.2), "Gemaal", "\"soort\" = 'gemaal'"),
                rule(marker("Triangle", "#b08cc0", 2.2), "Pomp", "\"soort\" = 'pomp'", 25000),
                rule(marker("Diamond", "#1b6ca8", 2.8), "Overstort", "\"soort\" = 'overstort'", 25000),
                rule(marker("Pentagon", "#5b9bd0", 2.4), "Uitlaat", "\"soort\" = 'uitlaat'", 25000),
                rule(marker("Circle", "#8a8a8a", 1.2), "Put en overig", "ELSE", 5000),
            ]
        )
    )
    save(layer, "knopen.qml")


def meldingen() -> None:
    """Meldingen: by severity, in shape and colour."""
    layer = layer_with("Point", "soort:string ernst:string object_id:string tekst:string")
    layer.setRenderer(
        renderer(
            [
                rule(marker("Diamond", "#a50f15", 3.0), "Fout: niet meegenomen", "\"ernst\" = 'fout'"),
                rule(
                    marker("Triangle", "#e69f00", 2.6),
                    "Waarschuwing: hersteld of aangenomen",
                    "\"ernst\" = 'waarschuwing'",
                    25000,
                ),
                rule(marker("Circle", "#5b7fa6", 1.8), "Ter informatie", "\"ernst\" = 'info'", 10000),
            ]
        )
    )
    layer.setMapTipTemplate('<b>[% "object_id" %]</b><br>[% "tekst" %]')
    save(layer, "meldingen.qml")


def main() -> None:
    """Write all styles."""
    STYLES.mkdir(parents=True, exist_ok=True)
    import aquifer_styles
    import claim_styles  # these take their lines and markers from here
    import co2_styles
    import demand_styles
    import ground_styles
    import kavel_styles
    import loop_styles
    import match_styles
    import mini_styles
    import network_styles
    import resident_styles
    import season_styles
    import source_styles

    others = (
        aquifer_styles, claim_styles, co2_styles, demand_styles, ground_styles, kavel_styles, loop_styles, match_styles,
        mini_styles, network_styles, resident_styles, season_styles, source_styles,
    )  # fmt: skip
    for write in (kansenkaart, leidingen, knopen, meldingen, *(module.write for module in others)):
        write()
    print("\n".join(str(path) for path in sorted(STYLES.glob("*.qml"))))


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    main()
    sys.stdout.flush()
    os._exit(0)  # exitQgis() with live Python references can crash at exit
