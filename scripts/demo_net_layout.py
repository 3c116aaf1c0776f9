"""The A3 print layout of the heat network: bronnet and MT network beside each other."""

from __future__ import annotations

from demo_net_facts import Net, NetFacts
from demo_net_report import totals
from demo_net_styles import COLOURS, CONNECTED_TITLE
from demo_pair import FIRST, RIGHT, SECOND, TOP, caption, conclusion, foot, half_map, layer_legend, opened
from demo_sheet import MARGIN, table
from qgis.core import (
    QgsLayerTreeLayer,
    QgsMapLayerLegendUtils,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF

from riothermie_kansen.wording import amount

NAME = "Warmtenet A3"
TALL = 160.0  # height of the maps
BAND = TOP + TALL + 4  # top of what lies below the maps
SIDES = {"bronnet": FIRST, "mt": SECOND}
LEGEND = {"bronnet": "Bronnet", "mt": "MT-net", "source": "Aangenomen bron", "buildings": "Panden"}
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
    layout = opened(project, NAME, facts, 120.0)
    linked, _ = (
        half_map(
            layout,
            net.title,
            [layers[name] for name in ("source", net.key, "buildings", "streets")],
            (SIDES[net.key], TALL),
            extent,
        )
        for net in facts.nets
    )

    def entries(name: str, node: QgsLayerTreeLayer) -> None:
        if name == "bronnet":
            _keep(node, layers[name], ("bestaand", "Lijndikte", "mm"))
        elif name == "mt":
            _keep(node, layers[name], ("bestaand",))
        elif name == "buildings":
            _say_counts(node, layers[name], facts)

    layer_legend(layout, layers, LEGEND, linked, (MARGIN - 2, BAND - 1.5), entries, columns=2)
    caption(layout, "Bronnet en MT-net", TOTALS, BAND)
    table(
        layout,
        [("", *(net.title for net in facts.nets)), *totals(facts.nets)],
        [45, 17, 18],
        QRectF(TOTALS, BAND + 5.5, 85, 84),
        text_columns=1,
    )
    for net, left in zip(facts.nets, SIZES, strict=True):
        caption(layout, f"{net.title}: sleuf en kosten", left, BAND)
        table(layout, _sizes(net), [22, 12, 19, 14.5], QRectF(left, BAND + 5.5, 74, 80), text_columns=1)
    caption(layout, "Aannamen", ASSUMED, BAND)
    place = QRectF(ASSUMED, BAND + 5.5, RIGHT - ASSUMED, 62)
    table(layout, facts.assumptions, [23, 47], place, text_columns=2, head=False)
    conclusion(layout, facts, QRectF(SIZES[1], 261, RIGHT - SIZES[1], 19.5), 8.2)
    foot(layout, facts)
    return layout


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
