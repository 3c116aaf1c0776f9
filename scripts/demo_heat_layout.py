"""The A3 print layout about demand, match and kavels: who asks heat, and who gets it."""

from __future__ import annotations

import math

from demo_heat_facts import REST, TOTAL, HeatFacts
from demo_sheet import (
    GREY,
    LEFTS,
    MARGIN,
    RIGHTS,
    WIDTH,
    box,
    empty_legend,
    heading,
    map_item,
    north,
    place_legend,
    scale_bar,
    scale_text,
    sheet,
    table,
    words,
)
from demo_styles import INK, text
from qgis.core import (
    QgsLayerTreeLayer,
    QgsLayoutItemMap,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapLayerLegendUtils,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF

from riothermie_kansen.wording import amount, dutch

NAME = "Wie krijgt de warmte A3"
RIGHT, GAP = WIDTH - MARGIN, 6.0
HALF = (WIDTH - 2 * MARGIN - GAP) / 2
TOP, TALL = 30.0, 152.0
BAND = TOP + TALL + 4  # top of what lies below the maps
ROUND = 250  # scale of the maps: a multiple of this
TYPES, KAVELS, ASSUMED = 118.0, 188.0, 322.0  # left sides of the tables below the maps
SIDES = (
    ("Warmtevraag en kavels", ("borders", "buildings", "streets", "area"), MARGIN),
    ("Energiematch", ("source", "trace", "borders", "selection", "streets", "area"), MARGIN + HALF + GAP),
)
"""Title, layers and left side of each map."""

LEGEND = {
    "buildings": "Warmtevraag per gebouw",
    "borders": "Warmtekavel (aangenomen)",
    "area": "Gebied (aangenomen)",
    "selection": "Energiematch: gebouwen",
    "trace": "Net van de selectie (bronnet)",
    "source": "Aangenomen bron",
}


SHORT = {
    "Geen verblijfsobject, of geen vraag bekend": "Geen vraag",
    "Duurder dan wat gekozen is": "Duurder dan gekozen",
    "Blauw, donker: als eerste op het net": "Donker: als eerste",
    "Blauw, licht: als laatste": "Licht: als laatste",
    "Oranje rand: op score alleen andersom gekozen": "Oranje rand: andere keuze",
}
"""Labels that are too long for the legend of the sheet."""


def compose_heat(
    project: QgsProject, layers: dict[str, QgsVectorLayer], facts: HeatFacts, extent: QgsRectangle
) -> QgsPrintLayout:
    """Return the layout.

    Parameters
    ----------
    project
        Holds the layers.
    layers
        By the names in `SIDES`.
    facts
        Texts and numbers.
    extent
        What the maps show.
    """
    layout = sheet(project, NAME)
    heading(layout, facts.title, facts.subtitle, facts.warning, QRectF(RIGHT - 130, 10, 130, 11))
    maps = [_map(layout, title, [layers[name] for name in names], left, extent) for title, names, left in SIDES]
    _legend(layout, layers, maps[0], QRectF(MARGIN - 2, BAND - 1.5, 110, 92))
    _title(layout, "Warmtevraag naar type", TYPES, BAND)
    table(layout, _types(facts), [26, 14, 21], QRectF(TYPES, BAND + 5.5, 66, 44), text_columns=1, bold_rows=(7,))
    _title(layout, "Gekozen op", TYPES, BAND + 50)
    table(layout, _choices(facts), [25, 9, 13, 13], QRectF(TYPES, BAND + 55.5, 66, 20), text_columns=1)
    _title(layout, "Warmtekavels (aangenomen)", KAVELS, BAND)
    place = QRectF(KAVELS, BAND + 5.5, 130, 44)
    widths = [29.0, 15.5, 16.0, 13.0, 14.0, 15.0, 14.5]
    table(layout, _kavels(facts), widths, place, text_columns=1, bold_rows=(len(facts.kavels),))
    _title(layout, "Als niet iedereen aansluit", KAVELS, BAND + 50)
    widths = [17.0, 18.0, 21.0, 21.0, 22.0, 20.0]
    table(layout, _uptakes(facts), widths, QRectF(KAVELS, BAND + 55.5, 130, 30), text_columns=1)
    _title(layout, "Aannamen", ASSUMED, BAND)
    table(layout, facts.assumptions, [18, 67], QRectF(ASSUMED, BAND + 5.5, 88, 44), text_columns=2, head=False)
    box(layout, QRectF(ASSUMED, BAND + 50, RIGHT - ASSUMED, 44))
    place = QRectF(ASSUMED + 3, BAND + 51.5, RIGHT - ASSUMED - 6, 42)
    words(layout, f"{facts.message} {facts.proof}", place, text(9.0, INK))
    words(layout, f"{facts.limits} {facts.source}", QRectF(MARGIN, 283, 330, 9), text(7.5, GREY))
    words(layout, facts.maker, QRectF(RIGHT - 70, 283, 70, 8), text(7.5, GREY), RIGHTS)
    return layout


def _title(layout: QgsPrintLayout, title: str, left: float, top: float) -> None:
    words(layout, title, QRectF(left, top, 110, 6), text(10.5, INK, bold=True), LEFTS)


def _map(
    layout: QgsPrintLayout, title: str, shown: list[QgsVectorLayer], left: float, extent: QgsRectangle
) -> QgsLayoutItemMap:
    item = map_item(layout, shown, QRectF(left, TOP, HALF, TALL), extent, title)
    item.setScale(ROUND * math.ceil(item.scale() / ROUND))
    about = f"{title}, {scale_text(item)} op A3"
    words(layout, about, QRectF(left + 3, TOP + 3, 120, 7), text(12, INK, bold=True, edge=1.0))
    scale_bar(layout, item, QRectF(left + 4, TOP + TALL - 15, 110, 12), 250, 2)
    north(layout, QRectF(left + HALF - 19, TOP + 3, 16, 16))
    return item


def _legend(layout: QgsPrintLayout, layers: dict[str, QgsVectorLayer], linked: QgsLayoutItemMap, place: QRectF) -> None:
    """Add the legend: of demand and selection only what the map has, with how many buildings."""
    legend = empty_legend(layout)
    legend.setTitle("")
    legend.setColumnCount(2)
    legend.setSplitLayer(False)
    root = legend.model().rootGroup()
    for name, title in LEGEND.items():
        node = root.addLayer(layers[name])
        if name in ("buildings", "selection"):
            _say_counts(node, layers[name])
        elif name == "trace":
            labels = [item.label() for item in layers[name].renderer().legendSymbolItems()]
            roles = [index for index, label in enumerate(labels) if label.endswith("leiding")]
            QgsMapLayerLegendUtils.setLegendNodeOrder(node, roles)
        if name in ("buildings", "selection", "trace"):
            QgsLegendRenderer.setNodeLegendStyle(node, QgsLegendStyle.Style.Subgroup)
        node.setCustomProperty("legend/title-label", title)
        legend.model().refreshLayerLegend(node)
    place_legend(layout, legend, linked, place)


def _say_counts(node: QgsLayerTreeLayer, layer: QgsVectorLayer) -> None:
    """Tell how many buildings each rule has; leave out rules that have none, and edges that are nowhere."""
    kept = []
    for index, rule in enumerate(layer.renderer().rootRule().children()):
        count = sum(1 for _ in layer.getFeatures(rule.filterExpression()))
        title = SHORT.get(rule.label(), rule.label())
        QgsMapLayerLegendUtils.setLegendNodeUserLabel(node, index, f"{title}: {amount(count)}" if count else title)
        if count or rule.label().startswith(("Blauw, ", "Oranje rand")):
            kept.append(index)
    QgsMapLayerLegendUtils.setLegendNodeOrder(node, kept)


def _types(facts: HeatFacts) -> list[tuple[str, ...]]:
    rows = [(title, amount(count), amount(heat)) for title, count, heat in facts.types]
    return [("", "Aantal", "GJ per jaar"), *rows]


def _choices(facts: HeatFacts) -> list[tuple[str, ...]]:
    rows = [
        (one.title, amount(one.homes), amount(one.heat_gj), f"{dutch(round(one.eur / 1e6, 2))} mln")
        for one in facts.choices
    ]
    return [("", "Won.", "GJ", "EUR"), *rows]


def _kavels(facts: HeatFacts) -> list[tuple[str, ...]]:
    head = ("Kavel", "Woningen", "Vraag, GJ", "MWh/m", "Dekking", "Gekozen", "Net")
    rows = [
        (
            kavel.name,
            amount(kavel.homes),
            amount(kavel.heat_gj),
            amount(kavel.dense, 2) if kavel.key not in (REST, TOTAL) else "",
            f"{amount(kavel.cover)} %" if kavel.cover is not None else "",
            amount(kavel.chosen),
            f"{amount(kavel.net_m)} m" if kavel.net_m >= 0.5 else "",
        )
        for kavel in facts.kavels
    ]
    return [head, *rows]


def _uptakes(facts: HeatFacts) -> list[tuple[str, ...]]:
    head = ("Volloop", "Woningen", "GJ per jaar", "Van aanbod", "EUR/woning", "Er passen")
    rows = [
        (
            f"{amount(one.percent)} %",
            amount(one.homes),
            amount(one.heat_gj),
            f"{amount(one.used)} %",
            amount(one.eur_home),
            amount(one.fits),
        )
        for one in facts.uptakes
    ]
    return [head, *rows]
