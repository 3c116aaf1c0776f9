"""The A3 print layout about drilling: the verdict per building, and the mini networks of neighbours from nearby."""

from __future__ import annotations

import math

from demo_ground_facts import GroundFacts, Mini
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
    QgsFeature,
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

from riothermie_kansen.wording import amount

NAME = "Mag hier worden geboord A3"
RIGHT, GAP = WIDTH - MARGIN, 6.0
HALF = (WIDTH - 2 * MARGIN - GAP) / 2
TOP, TALL = 30.0, 146.0
BAND = TOP + TALL + 4  # top of what lies below the maps
ROUND = 250  # scale of the first map: a multiple of this
NEAR = 2000  # scale of the second map: neighbours and their loops can be told apart
NEAR_SIZE_M = (HALF * NEAR / 1000, TALL * NEAR / 1000)
VERDICTS, NETWORKS, ASSUMED = 114.0, 219.0, 328.0  # left sides of the tables below the maps
SIDES = {
    "Oordeel over bodemlussen": ("systems", "borders", "homes", "ground", "streets", "area"),
    "Miniwarmtenetten": ("places", "pipes", "clusters", "neighbours", "streets"),
}
"""Title and layers of each map."""

LEFT_LEGEND = {
    "homes": "Bodemlussen, per gebouw|(lichter: de grond ertussen)",
    "borders": "Beperkingen (verzonnen)",
    "systems": "Bestaande systemen (verzonnen)",
    "area": "Gebied (aangenomen)",
}
RIGHT_LEGEND = {
    "clusters": "Miniwarmtenet: goedkoper dan|eigen lussen, per woning per jaar",
    "neighbours": "Gebouwen",
    "pipes": "Leidingen (recht, een schatting)",
    "places": "Bodemlussen",
}
SHORT = {
    "Bodemlus: verboden": "Verboden",
    "Bodemlus: aandacht: eerst onderzoek of overleg": "Aandacht",
    "Bodemlus: niets gevonden, niet alles getoetst": "Niet alles getoetst",
    "Bodemlus: toegestaan": "Toegestaan",
    "Scheelt EUR 500 en meer per woning per jaar": "EUR 500 of meer",
    "Scheelt EUR 400 tot 500": "EUR 400 tot 500",
    "Scheelt EUR 300 tot 400": "EUR 300 tot 400",
    "Scheelt EUR 150 tot 300": "EUR 150 tot 300",
    "Scheelt minder dan EUR 150": "Minder dan EUR 150",
}
"""Labels that are too long for the legend of the sheet."""


def compose_ground(
    project: QgsProject,
    layers: dict[str, QgsVectorLayer],
    facts: GroundFacts,
    extent: QgsRectangle,
    near: QgsRectangle,
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
    extent, near
        What the maps show.
    """
    layout = sheet(project, NAME)
    heading(layout, facts.title, facts.subtitle, facts.warning, QRectF(RIGHT - 130, 10, 130, 11))
    (first, second), lefts = SIDES, (MARGIN, MARGIN + HALF + GAP)
    whole = _map(layout, first, [layers[name] for name in SIDES[first]], lefts[0], extent)
    whole.setScale(ROUND * math.ceil(whole.scale() / ROUND))
    close = _map(layout, second, [layers[name] for name in SIDES[second]], lefts[1], near)
    close.setScale(NEAR)
    for item, title, left, metres, parts, arrow in (
        (whole, first, lefts[0], 250, 2, TOP + 3),
        (close, second, lefts[1], 50, 1, TOP + TALL - 19),
    ):
        about = f"{title}, {scale_text(item)} op A3"
        words(layout, about, QRectF(left + 3, TOP + 3, 140, 7), text(12, INK, bold=True, edge=1.0))
        scale_bar(layout, item, QRectF(left + 4, TOP + TALL - 15, 110, 12), metres, parts)
        north(layout, QRectF(left + HALF - 19, arrow, 16, 16))
    _legend(layout, layers, LEFT_LEGEND, whole, QRectF(MARGIN - 2, BAND - 1.5, 55, 100))
    _legend(layout, layers, RIGHT_LEGEND, close, QRectF(MARGIN + 48, BAND - 1.5, 50, 100), near)
    _title(layout, "Oordeel: gebouwen, en deel van het gebied", VERDICTS, BAND)
    place = QRectF(VERDICTS, BAND + 5.5, 106, 30)
    table(layout, _verdicts(facts), [30, 16, 14, 16, 15], place, text_columns=1)
    _title(layout, "Bodemlaag voor WKO (verzonnen; kh in m/d)", VERDICTS, BAND + 34)
    place = QRectF(VERDICTS, BAND + 39.5, 106, 26)
    table(layout, _aquifers(facts), [20, 20, 16, 6, 14, 17], place, text_columns=2)
    _title(layout, "Bodemlussen op eigen grond (geschat)", VERDICTS, BAND + 66)
    place = QRectF(VERDICTS, BAND + 71.5, 106, 30)
    table(layout, _fits(facts), [29, 17.5, 17.5, 12, 16], place, text_columns=1)
    _title(layout, "Miniwarmtenetten op de kaart", NETWORKS, BAND)
    place = QRectF(NETWORKS, BAND + 5.5, 100, 62)
    widths = [11.0, 8.5, 11.5, 12.0, 12.0, 9.5, 9.5, 9.5, 9.5]
    table(layout, _networks(facts), widths, place, text_columns=1, bold_rows=(len(facts.networks) + 1,))
    about = (
        f"De grootste netten op de kaart; alle: de {facts.count} netten van het gebied. Lus en leiding in meter; "
        "kosten in EUR per woning per jaar: miniwarmtenet, gas (cv-ketel), eigen bodemlus, luchtwarmtepomp."
    )
    words(layout, about, QRectF(NETWORKS, BAND + 60.5, 103, 9), text(7.5, GREY))
    _title(layout, "Aannamen", ASSUMED, BAND)
    table(layout, facts.assumptions, [15.5, 63.5], QRectF(ASSUMED, BAND + 5.5, 84, 64), text_columns=2, head=False)
    box(layout, QRectF(NETWORKS, BAND + 72, RIGHT - NETWORKS, 28))
    place = QRectF(NETWORKS + 3, BAND + 73.5, RIGHT - NETWORKS - 6, 26)
    words(layout, f"{facts.message} {facts.proof}", place, text(9.3, INK))
    words(layout, f"{facts.limits} {facts.source}", QRectF(MARGIN, 283, 330, 9), text(7.5, GREY))
    words(layout, facts.maker, QRectF(RIGHT - 70, 283, 70, 8), text(7.5, GREY), RIGHTS)
    return layout


def _title(layout: QgsPrintLayout, title: str, left: float, top: float) -> None:
    words(layout, title, QRectF(left, top, 110, 6), text(10.5, INK, bold=True), LEFTS)


def _map(
    layout: QgsPrintLayout, title: str, shown: list[QgsVectorLayer], left: float, extent: QgsRectangle
) -> QgsLayoutItemMap:
    return map_item(layout, shown, QRectF(left, TOP, HALF, TALL), extent, title)


def _legend(
    layout: QgsPrintLayout,
    layers: dict[str, QgsVectorLayer],
    titles: dict[str, str],
    linked: QgsLayoutItemMap,
    place: QRectF,
    seen: QgsRectangle | None = None,
) -> None:
    """Add a legend: of each layer what the map has, of areas with how many.

    Parameters
    ----------
    titles
        Of the layers, by name.
    seen
        What the map shows; None for all.
    """
    legend = empty_legend(layout)
    legend.setTitle("")
    root = legend.model().rootGroup()
    for name, title in titles.items():
        node = root.addLayer(layers[name])
        if name != "area":
            _say_counts(node, layers[name], seen, told=name in ("homes", "clusters", "neighbours", "places"))
            QgsLegendRenderer.setNodeLegendStyle(node, QgsLegendStyle.Style.Subgroup)
        node.setCustomProperty("legend/title-label", title)
        legend.model().refreshLayerLegend(node)
    place_legend(layout, legend, linked, place)


def _say_counts(node: QgsLayerTreeLayer, layer: QgsVectorLayer, seen: QgsRectangle | None, *, told: bool) -> None:
    """Leave out the rules of which nothing is on the map, and tell of the others how many they have there."""
    kept, rest = [], {row.id() for row in layer.getFeatures() if seen is None or _touches(row, seen)}
    for index, rule in enumerate(layer.renderer().rootRule().children()):
        wanted = "TRUE" if rule.isElse() else rule.filterExpression()
        mine = rest & {row.id() for row in layer.getFeatures(wanted)}
        rest = rest - mine
        title = SHORT.get(rule.label(), rule.label().removesuffix(" (verzonnen)"))
        QgsMapLayerLegendUtils.setLegendNodeUserLabel(node, index, f"{title}: {amount(len(mine))}" if told else title)
        if mine:
            kept.append(index)
    QgsMapLayerLegendUtils.setLegendNodeOrder(node, kept)


def _touches(row: QgsFeature, seen: QgsRectangle) -> bool:
    return bool(row.geometry().intersects(seen))


def _verdicts(facts: GroundFacts) -> list[tuple[str, ...]]:
    rows = [
        (
            one.title,
            amount(one.loop_buildings),
            f"{amount(one.loop_area)} %",
            amount(one.well_buildings),
            f"{amount(one.well_area)} %",
        )
        for one in facts.verdicts
    ]
    return [("", "Bodemlus", "Gebied", "WKO", "Gebied"), *rows]


def _aquifers(facts: GroundFacts) -> list[tuple[str, ...]]:
    rows = [
        (
            one.layer if "+" not in one.layer else f"{one.layer.split('+')[0]} t/m {one.layer.split('+')[-1]}",
            f"{amount(one.cells)} {one.kind}",
            f"{amount(one.top_m)}–{amount(one.bottom_m)} m",
            amount(one.kh_md),
            f"{amount(one.flow_m3h)} m³/h",
            f"{amount(one.power_kw)} kW",
        )
        if one.layer
        else ("", f"{amount(one.cells)} {one.kind}", "", "", "", "")
        for one in facts.aquifers
    ]
    return [("Laag", "Cellen", "Diepte", "kh", "Debiet", "Vermogen"), *rows]


def _fits(facts: GroundFacts) -> list[tuple[str, ...]]:
    rows = [
        (one.title, amount(one.buildings), amount(one.homes), amount(one.loops), f"{amount(one.metres)} m")
        for one in facts.fits
    ]
    return [("", "Gebouwen", "Woningen", "Lussen", "Meters"), *rows]


def _networks(facts: GroundFacts) -> list[tuple[str, ...]]:
    head = ("Net", "Won.", "Lussen", "Lus", "Leiding", "Mini", "Gas", "Eigen", "Lucht")
    return [head, *(_network(one) for one in (*facts.networks, facts.every))]


def _network(one: Mini) -> tuple[str, ...]:
    numbers = (one.metres, one.pipe_m, one.shared_eur, one.gas_eur, one.own_eur, one.air_eur)
    return (one.key, amount(one.homes), amount(one.loops), *(amount(number) for number in numbers))
