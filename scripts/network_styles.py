"""Styles of the heat network: trace, connections, buildings without one. Written by `styles.py`."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsFeatureRequest,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRuleBasedLabeling,
    QgsRuleBasedRenderer,
    QgsSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QFont
from styles import CLOSE, layer_with, line, marker, renderer, rule, save, stroke

BORE = 'coalesce("binnen_mm", 0)'
LEGEND = {"transport": 1.4, "distributie": 0.9, "aansluiting": 0.35}  # mm: of the samples of the roles
WIDTH = f"scale_exp({BORE}, 20, 400, 0.35, 3.4, 0.7)"  # mm; 50 mm 0.9, 100 mm 1.4, 200 mm 2.3, 300 mm 2.9
THIN = 0.35  # mm: house connections of any size
EDGE = 0.6  # mm: white edge, both sides together
ROLES = {"transport": "Transportleiding", "distributie": "Distributieleiding", "aansluiting": "Aansluitleiding"}
NETS = {
    "bronnet": ("Bronnet", ("#08306b", "#2f7ebc", "#7fa8cc")),
    "mt": ("MT-net", ("#67000d", "#d7301f", "#d99a86")),
}  # title, colour per role: dark to light, so that roles differ on a grey print too
SAMPLES = (50, 100, 200, 300)  # mm
OLD = "\"status\" = 'bestaand'"
TRACE_FIELDS = (
    "trace_id:string nettype:string rol:string status:string pand_id:string n_woningen:int vermogen_kw:double "
    "debiet_ls:double dn:string aantal:int binnen_mm:double snelheid_ms:double pa_m:double lengte_m:double "
    "kosten_eur:double reden_dn:string klasse:string"
)
DN = "if(coalesce(\"aantal\", 1) > 1, \"aantal\" || ' x ', '') || regexp_replace(\"dn\", ' SDR.*$', '')"
LABELS = {"transport": (8.5, 15000, 9), "distributie": (7.0, 10000, 5)}  # size, smallest scale, priority
CLEAR = 0.7  # mm between a pipe and its label
ABOVE = Qgis.LabelLinePlacementFlag.AboveLine | Qgis.LabelLinePlacementFlag.MapOrientation
SIDES = {"bronnet": Qgis.LabelLinePlacementFlag.AboveLine, "mt": Qgis.LabelLinePlacementFlag.BelowLine}
"""Two networks beside each other: labels on the side of their own line, seen along it."""
TIP = (
    '<b>[% "dn" %]</b> [% "rol" %], [% "status" %]<br>'
    '[% "n_woningen" %] woningen, [% format_number("vermogen_kw", 0, \'nl\') %] kW, '
    "[% format_number(\"debiet_ls\", 1, 'nl') %] l/s, [% format_number(\"snelheid_ms\", 2, 'nl') %] m/s, "
    "[% format_number(\"pa_m\", 0, 'nl') %] Pa/m<br>"
    "[% format_number(\"lengte_m\", 0, 'nl') %] m, EUR [% format_number(\"kosten_eur\", 0, 'nl') %]<br>"
    '[% "reden_dn" %]'
)


def pipe(colour: str, level: int, sample: float, *, thin: bool, side: int) -> QgsLineSymbol:
    """Return a line as wide as the pipe, dashed where it is there already; `side` -1, 0 or 1 of the street.

    `sample` is the width in the legend, mm.
    """
    symbol = QgsLineSymbol()
    symbol.deleteSymbolLayer(0)
    width = str(THIN) if thin else WIDTH
    strokes = [(colour, 0.0)] if thin else [("white", EDGE), (colour, 0.0)]
    for index, (tint, extra) in enumerate(strokes):
        layer = stroke(tint, sample + extra)
        layer.setRenderingPass(level + index)
        if not thin:
            wide = QgsProperty.fromExpression(f'if("binnen_mm" IS NULL, {sample}, {WIDTH}) + {extra}')
            layer.setDataDefinedProperty(QgsSymbolLayer.Property.StrokeWidth, wide)
        if side:
            beside = QgsProperty.fromExpression(f"{side} * ({width} + {EDGE}) / 2")
            layer.setDataDefinedProperty(QgsSymbolLayer.Property.Offset, beside)
        if not extra:
            dashed = QgsProperty.fromExpression(f"if({OLD}, 'dash', 'solid')")
            layer.setDataDefinedProperty(QgsSymbolLayer.Property.StrokeStyle, dashed)
        symbol.appendSymbolLayer(layer)
    return symbol


def roles(net: str, *, side: int = 0) -> list[QgsRuleBasedRenderer.Rule]:
    """Return a rule per role of a type of network."""
    found = []
    for number, (role, colour) in enumerate(zip(ROLES, NETS[net][1], strict=True)):
        symbol = pipe(colour, 30 - 10 * number, LEGEND[role], thin=role == "aansluiting", side=side)
        found.append(rule(symbol, ROLES[role], f"\"rol\" = '{role}'", CLOSE * 3 if role == "aansluiting" else 0))
    return found


def widths() -> QgsRuleBasedRenderer.Rule:
    """Return the legend of the widths and of existing pipe."""
    group = rule(None, "Lijndikte: inwendige diameter", "FALSE")
    for bore in SAMPLES:
        width = 0.35 + (3.4 - 0.35) * ((bore - 20) / 380) ** 0.7
        group.appendChild(rule(line("#5a5a5a", width), f"{bore} mm", "FALSE"))
    group.appendChild(rule(line("#5a5a5a", 0.9, dash=Qt.PenStyle.DashLine), "bestaand", "FALSE"))
    return group


def labels(nets: tuple[str, ...]) -> QgsRuleBasedLabeling:
    """Return diameters along transport and distribution pipes, not on short ones, none over another."""
    root = QgsRuleBasedLabeling.Rule(None)
    for net in nets:
        for role, (size, scale, priority) in LABELS.items():
            text = QgsTextFormat()
            text.setFont(QFont("Open Sans"))
            text.setSize(size)
            text.setColor(QColor(NETS[net][1][0]))
            edge = QgsTextBufferSettings()
            edge.setEnabled(True)
            edge.setSize(0.8)
            edge.setColor(QColor("white"))
            text.setBuffer(edge)
            settings = QgsPalLayerSettings()
            settings.isExpression = True
            settings.fieldName = DN
            settings.setFormat(text)
            settings.placement = Qgis.LabelPlacement.Curved
            flags = settings.lineSettings()
            flags.setMergeLines(True)
            flags.setPlacementFlags(SIDES[net] if len(nets) > 1 else ABOVE)
            settings.setLineSettings(flags)
            beyond = f"{WIDTH} / 2" if len(nets) == 1 else f"{WIDTH} + {EDGE / 2}"  # from the middle of the street
            distance = QgsProperty.fromExpression(f"{beyond} + {CLEAR}")
            properties = settings.dataDefinedProperties()
            properties.setProperty(QgsPalLayerSettings.Property.LabelDistance, distance)
            settings.setDataDefinedProperties(properties)
            settings.repeatDistance = 80
            thinning = settings.thinningSettings()
            thinning.setMinimumFeatureSize(8)
            settings.setThinningSettings(thinning)
            settings.priority = priority
            where = f"\"rol\" = '{role}'" + (f" AND \"nettype\" = '{net}'" if len(nets) > 1 else "")
            root.appendChild(QgsRuleBasedLabeling.Rule(settings, 0, scale, where, f"{NETS[net][0]}: {role}"))
    return QgsRuleBasedLabeling(root)


def trace(name: str, nets: tuple[str, ...]) -> None:
    """Pipes: colour by role and type of network, width by inner diameter."""
    layer = layer_with("LineString", TRACE_FIELDS)
    if len(nets) == 1:
        rules = roles(nets[0])
    else:
        rules = []
        for net, side in zip(nets, (-1, 1), strict=True):
            group = rule(None, NETS[net][0], f"\"nettype\" = '{net}'")
            for item in roles(net, side=side):
                group.appendChild(item)
            rules.append(group)
    made = renderer([*rules, widths()], levels=True)
    made.setOrderBy(QgsFeatureRequest.OrderBy([QgsFeatureRequest.OrderByClause(BORE, True)]))
    made.setOrderByEnabled(True)
    layer.setRenderer(made)
    layer.setLabeling(labels(nets))
    layer.setLabelsEnabled(True)
    layer.setMapTipTemplate(TIP)
    save(layer, name)


def grows(symbol: QgsMarkerSymbol, size: float) -> QgsMarkerSymbol:
    """Return a marker that grows with the number of homes."""
    expression = f'scale_exp(coalesce("woningen", 1), 1, 100, {size}, {size + 4}, 0.6)'
    symbol.symbolLayer(0).setDataDefinedProperty(QgsSymbolLayer.Property.Size, QgsProperty.fromExpression(expression))
    return symbol


def aansluitingen() -> None:
    """Aansluitingen: homes and other buildings."""
    layer = layer_with(
        "Point",
        "pand_id:string woningen:int vermogen_kw:double afstand_bron_m:double druk_kpa:double kosten_eur:double",
    )
    home = 'coalesce("woningen", 0) > 0'
    layer.setRenderer(
        renderer(
            [
                rule(grows(marker("Circle", "#1b7f4d", 1.5), 1.5), "Aangesloten, woningen", home, CLOSE * 3),
                rule(marker("Square", "#1b7f4d", 2.2), "Aangesloten, zonder woningen", f"NOT ({home})", CLOSE * 3),
            ]
        )
    )
    layer.setMapTipTemplate(
        '<b>[% "pand_id" %]</b>: [% "woningen" %] woningen, '
        "[% format_number(\"vermogen_kw\", 1, 'nl') %] kW<br>"
        "[% format_number(\"afstand_bron_m\", 0, 'nl') %] m van de bron, "
        "[% format_number(\"druk_kpa\", 0, 'nl') %] kPa<br>"
        "aansluiting EUR [% format_number(\"kosten_eur\", 0, 'nl') %]"
    )
    save(layer, "aansluitingen.qml")


def niet_aangesloten() -> None:
    """Niet aangesloten: by kind of reason, in shape and colour."""
    layer = layer_with("Point", "pand_id:string woningen:int vermogen_kw:double soort:string reden:string")

    def kinds(*names: str) -> str:
        return f'"soort" IN ({", ".join(repr(name) for name in names)})'

    layer.setRenderer(
        renderer(
            [
                rule(
                    marker("Diamond", "#a50f15", 2.8), "Straat zonder verbinding met een bron", kinds("straatdeel_los")
                ),
                rule(marker("Triangle", "#e6550d", 2.6), "Te ver van een straat", kinds("te_ver")),
                rule(marker("Square", "#e6550d", 2.2), "Weg naar de straat geblokkeerd", kinds("geblokkeerd")),
                rule(marker("Pentagon", "#7b3294", 2.6), "Te duur", kinds("te_duur", "te_duur_mwh")),
                rule(marker("Hexagon", "#08519c", 2.6), "Vermogen van de bron op", kinds("bron_vol")),
                rule(marker("Circle", "#e69f00", 2.0), "Vraag onbekend", kinds("vraag_onbekend")),
                rule(marker("Circle", "#9a9a9a", 1.6), "Geen vraag", kinds("geen_vraag"), CLOSE),
                rule(
                    marker("Square", "#6b6b6b", 1.8), "Uitgesloten of niet gekozen", kinds("verboden", "niet_gekozen")
                ),
                rule(marker("Circle", "#4d4d4d", 1.8), "Overig", "ELSE"),
            ]
        )
    )
    layer.setMapTipTemplate('<b>[% "pand_id" %]</b><br>[% "reden" %]')
    save(layer, "niet_aangesloten.qml")


def write() -> None:
    """Write the styles of the heat network."""
    trace("trace.qml", ("bronnet", "mt"))
    trace("trace_bronnet.qml", ("bronnet",))
    trace("trace_mt.qml", ("mt",))
    aansluitingen()
    niet_aangesloten()
