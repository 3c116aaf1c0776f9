"""The A3 print layout of the heat network: bronnet and MT network beside each other."""

from __future__ import annotations

import math

from demo_net_facts import Net, NetFacts
from demo_net_report import totals
from demo_net_styles import COLOURS, CONNECTED_TITLE
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

from riothermie_kansen.wording import amount

NAME = "Warmtenet A3"
RIGHT, GAP = WIDTH - MARGIN, 6.0
HALF = (WIDTH - 2 * MARGIN - GAP) / 2
TOP, TALL = 30.0, 160.0
BAND = TOP + TALL + 4  # top of what lies below the maps
ROUND = 250  # scale of the maps: a multiple of this
SIDES = {"bronnet": MARGIN, "mt": MARGIN + HALF + GAP}
TOTALS, SIZES, ASSUMED = 101.0, (187.0, 262.0), 337.0  # left sides of the tables below the maps


def compose_net(
    project: QgsProject, layers: dict[str, QgsVectorLayer], facts: NetFacts, extent: QgsRectangle
) -> QgsPrintLayout:
    """Return the layout.

    Parameters
    ----------
    project
        Holds the layers.
    layers
        "source", "buildings", "streets", and the trace of each type of network by its key.
    facts
        Texts and numbers.
    extent
        What the maps show.
    """
    layout = sheet(project, NAME)
    heading(layout, facts.title, facts.subtitle, facts.warning, QRectF(RIGHT - 120, 10, 120, 11))
    maps = [_map(layout, layers, net, extent) for net in facts.nets]
    _legend(layout, layers, facts, maps[0], QRectF(MARGIN - 2, BAND - 1.5, 92, 86))
    _title(layout, "Bronnet en MT-net", TOTALS, BAND)
    table(
        layout,
        [("", *(net.title for net in facts.nets)), *totals(facts.nets)],
        [45, 17, 18],
        QRectF(TOTALS, BAND + 5.5, 85, 84),
        text_columns=1,
    )
    for net, left in zip(facts.nets, SIZES, strict=True):
        _title(layout, f"{net.title}: sleuf en kosten", left, BAND)
        table(layout, _sizes(net), [22, 12, 19, 14.5], QRectF(left, BAND + 5.5, 74, 80), text_columns=1)
    _title(layout, "Aannamen", ASSUMED, BAND)
    place = QRectF(ASSUMED, BAND + 5.5, RIGHT - ASSUMED, 62)
    table(layout, facts.assumptions, [23, 47], place, text_columns=2, head=False)
    box(layout, QRectF(SIZES[1], 261, RIGHT - SIZES[1], 19.5))
    place = QRectF(SIZES[1] + 3, 262.3, RIGHT - SIZES[1] - 6, 18)
    words(layout, f"{facts.message} {facts.proof}", place, text(8.2, INK))
    words(layout, f"{facts.limits} {facts.source}", QRectF(MARGIN, 283, 330, 9), text(7.5, GREY))
    words(layout, facts.maker, QRectF(RIGHT - 70, 283, 70, 8), text(7.5, GREY), RIGHTS)
    return layout


def _title(layout: QgsPrintLayout, title: str, left: float, top: float) -> None:
    words(layout, title, QRectF(left, top, 100, 6), text(10.5, INK, bold=True), LEFTS)


def _map(layout: QgsPrintLayout, layers: dict[str, QgsVectorLayer], net: Net, extent: QgsRectangle) -> QgsLayoutItemMap:
    """Add the map of one type of network."""
    left = SIDES[net.key]
    shown = [layers["source"], layers[net.key], layers["buildings"], layers["streets"]]
    item = map_item(layout, shown, QRectF(left, TOP, HALF, TALL), extent, net.title)
    item.setScale(ROUND * math.ceil(item.scale() / ROUND))
    about = f"{net.title}, {scale_text(item)} op A3"
    words(layout, about, QRectF(left + 3, TOP + 3, 110, 7), text(12, INK, bold=True, edge=1.0))
    scale_bar(layout, item, QRectF(left + 4, TOP + TALL - 15, 110, 12), 250, 2)
    north(layout, QRectF(left + HALF - 19, TOP + 3, 16, 16))
    return item


def _legend(
    layout: QgsPrintLayout,
    layers: dict[str, QgsVectorLayer],
    facts: NetFacts,
    linked: QgsLayoutItemMap,
    place: QRectF,
) -> None:
    """Add the legend: roles per network, widths once, buildings by what became of them."""
    legend = empty_legend(layout)
    legend.setTitle("")
    legend.setColumnCount(2)
    legend.setSplitLayer(False)
    root = legend.model().rootGroup()
    for name, title in (
        ("bronnet", "Bronnet"),
        ("mt", "MT-net"),
        ("source", "Aangenomen bron"),
        ("buildings", "Panden"),
    ):
        node = root.addLayer(layers[name])
        QgsLegendRenderer.setNodeLegendStyle(node, QgsLegendStyle.Style.Subgroup)
        if name == "bronnet":
            _keep(node, layers[name], ("bestaand", "Lijndikte", "mm"))
        elif name == "mt":
            _keep(node, layers[name], ("bestaand",))
        elif name == "buildings":
            _say_counts(node, layers[name], facts)
        node.setCustomProperty("legend/title-label", title)
        legend.model().refreshLayerLegend(node)
    place_legend(layout, legend, linked, place)


def _keep(node: QgsLayerTreeLayer, layer: QgsVectorLayer, without: tuple[str, ...]) -> None:
    """Leave items out of the legend by a part of their label."""
    labels = [item.label() for item in layer.renderer().legendSymbolItems()]
    kept = [index for index, label in enumerate(labels) if not any(part in label for part in without)]
    for index in kept:
        if labels[index].startswith("Lijndikte"):
            QgsMapLayerLegendUtils.setLegendNodeUserLabel(node, index, "Inwendige diameter")
    QgsMapLayerLegendUtils.setLegendNodeOrder(node, kept)


def _say_counts(node: QgsLayerTreeLayer, layer: QgsVectorLayer, facts: NetFacts) -> None:
    """Tell how many buildings of each kind there are; leave out kinds that there are not."""
    counts = {title: count for _, title, count in facts.reasons}
    counts[CONNECTED_TITLE] = int(facts.nets[0].numbers["AANGESLOTEN"])
    kept = []
    for index, category in enumerate(layer.renderer().categories()):
        count = counts.get(category.label(), 0)
        if count and category.value() in COLOURS:
            kept.append(index)
            QgsMapLayerLegendUtils.setLegendNodeUserLabel(node, index, f"{category.label()}: {amount(count)}")
    QgsMapLayerLegendUtils.setLegendNodeOrder(node, kept)


def _sizes(net: Net) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [("", "Straat", "Aansluiting", "EUR")]
    for size in net.sizes:
        street, service = (f"{amount(metres)} m" if metres >= 0.5 else "" for metres in (size.street_m, size.service_m))
        rows.append((size.dn.partition(" ")[0], street, service, amount(size.eur)))
    return rows + [
        (item.post.capitalize(), "", f"{amount(item.quantity)} {item.unit}", amount(item.eur)) for item in net.items
    ]
