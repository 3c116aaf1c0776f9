"""The A3 print layout of the opportunity map."""

from __future__ import annotations

import math

from demo_facts import CLASSES, Facts
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
    QgsFillSymbol,
    QgsLayerTreeLayer,
    QgsLayoutItemMap,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapLayerLegendUtils,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsSimpleFillSymbolLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtGui import QColor, QPainter

from riothermie_kansen.wording import amount

NAME = "Kansenkaart A3"
LEFT, RIGHT = 222.0, WIDTH - MARGIN  # of the column beside the map
ROUND = 500  # scale of the main map: a multiple of this
LEGEND = {
    "pipes": "Leidingen",
    "places": "Verzamelpunt van afvalwater|(nummer: zie tabel)",
    "areas": "Gebied met vrijvervalriool|(uit het riool afgeleid)",
}


def compose(
    project: QgsProject, layers: dict[str, QgsVectorLayer], facts: Facts, town: str, extent: QgsRectangle
) -> QgsPrintLayout:
    """Return the layout.

    Parameters
    ----------
    project
        Holds the layers.
    layers
        "pipes", "places" and "areas".
    facts
        Texts and numbers.
    town, extent
        Name and extent of the main map.
    """
    layout = sheet(project, NAME)
    shown = [layers["places"], layers["pipes"], layers["areas"]]
    main = map_item(layout, shown, QRectF(MARGIN, 30, LEFT - MARGIN - 6, 248), extent, "Hoofdkaart")
    main.setScale(ROUND * math.ceil(main.scale() / ROUND))
    whole = map_item(layout, shown, QRectF(LEFT, 30, 106, 94), _whole(layers["pipes"]), "Overzicht gemeente")
    _show_extent(whole, main)
    heading(layout, facts.title, facts.subtitle, facts.warning, QRectF(LEFT + 34, 10, RIGHT - LEFT - 34, 11))
    about = f"{town}, {scale_text(main)} op A3"
    words(layout, about, QRectF(MARGIN + 3, 33, 110, 7), text(12, INK, bold=True, edge=1.0))
    words(layout, "Hele gemeente", QRectF(LEFT + 3, 33, 60, 6), text(9.5, INK, bold=True, edge=1.0))
    scale_bar(layout, main, QRectF(MARGIN + 4, 262, 110, 12), 250, 4)
    scale_bar(layout, whole, QRectF(LEFT + 2, 114, 60, 9), 2000, 1, small=True)
    north(layout, QRectF(LEFT - 6 - 19, 258, 16, 16))
    _legend(layout, layers, facts, main, QRectF(LEFT + 110, 28.5, RIGHT - LEFT - 110, 96))
    box(layout, QRectF(LEFT, 128, RIGHT - LEFT, 17.5))
    words(layout, facts.message, QRectF(LEFT + 3, 129.8, RIGHT - LEFT - 6, 16), text(9.5, INK))
    _title(layout, "Waar de warmte samenkomt (nummers op de kaart)", 149)
    _places(layout, facts, 154.5)
    _title(layout, "Totalen", 202)
    table(layout, facts.totals, [56, 27], QRectF(LEFT, 207.5, 88, 57), text_columns=1, head=False)
    _title(layout, "Aannamen", 202, left=LEFT + 92)
    place = QRectF(LEFT + 92, 207.5, RIGHT - LEFT - 92, 57)
    table(layout, facts.assumptions, [20.5, 71], place, text_columns=2, head=False)
    words(layout, f"Klassen. {facts.rule}", QRectF(LEFT, 266, RIGHT - LEFT, 13), text(7.8, GREY))
    words(layout, facts.source, QRectF(MARGIN, 283, 290, 8), text(7.5, GREY))
    words(layout, facts.maker, QRectF(RIGHT - 110, 283, 110, 8), text(7.5, GREY), RIGHTS)
    return layout


def _title(layout: QgsPrintLayout, title: str, top: float, left: float = LEFT) -> None:
    words(layout, title, QRectF(left, top, RIGHT - left, 6), text(10.5, INK, bold=True), LEFTS)


def _whole(pipes: QgsVectorLayer) -> QgsRectangle:
    """Return the extent of all pipes with a margin."""
    extent = QgsRectangle(pipes.extent())
    extent.scale(1.03)
    return extent


def _show_extent(overview: QgsLayoutItemMap, main: QgsLayoutItemMap) -> None:
    """Draw the extent of the main map in the overview."""
    layer = QgsSimpleFillSymbolLayer(QColor(0, 0, 0, 0))
    layer.setStrokeColor(QColor(INK))
    layer.setStrokeWidth(0.5)
    symbol = QgsFillSymbol()
    symbol.changeSymbolLayer(0, layer)
    frame = overview.overview()
    frame.setLinkedMap(main)
    frame.setFrameSymbol(symbol)
    frame.setBlendMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _legend(
    layout: QgsPrintLayout, layers: dict[str, QgsVectorLayer], facts: Facts, main: QgsLayoutItemMap, place: QRectF
) -> None:
    """Add the legend: classes with what the map holds of them, widths, places, towns."""
    legend = empty_legend(layout)
    root = legend.model().rootGroup()
    for name, title in LEGEND.items():
        node = root.addLayer(layers[name])
        if name == "pipes":
            QgsLegendRenderer.setNodeLegendStyle(node, QgsLegendStyle.Style.Hidden)
            _say_counts(node, layers[name], facts)
        node.setCustomProperty("legend/title-label", title)
        legend.model().refreshLayerLegend(node)
    place_legend(layout, legend, main, place)


def _say_counts(node: QgsLayerTreeLayer, layer: QgsVectorLayer, facts: Facts) -> None:
    """Tell in the legend how many pipes of each class there are; leave out widths and a mark that the map has not."""
    items = layer.renderer().legendSymbolItems()
    for index, item in enumerate(items):
        kans = item.label().partition(":")[0].lower()
        if kans in CLASSES:
            count, length = facts.classes.get(kans, (0, 0.0))
            size = f"|{amount(count)} leidingen, {amount(length / 1000, 1)} km" if count else " (hier geen)"
            # the sheet prints the rule of the classes itself
            title = item.label() if kans == "geen" else kans.capitalize()
            QgsMapLayerLegendUtils.setLegendNodeUserLabel(node, index, f"{title}{size}")
    powers = [(index, _power(item.label())) for index, item in enumerate(items)]
    enough = min([power for _, power in powers if power >= facts.most_kw], default=math.inf)
    measured = any(True for _ in layer.getFeatures("\"dwa_status\" = 'gemeten'"))
    kept = [i for i, power in powers if power <= enough and (measured or items[i].label() != "Debiet gemeten")]
    QgsMapLayerLegendUtils.setLegendNodeOrder(node, kept)


def _power(label: str) -> float:
    """Return the power that a label of the legend stands for (kW), 0 for another label."""
    number, _, unit = label.replace(".", "").partition(" ")
    return float(number) if unit == "kW" else 0.0


def _places(layout: QgsPrintLayout, facts: Facts, top: float) -> None:
    rows = [("Nr", "Knoop", "Kern", "Inwoners bovenstrooms", "DWA", "Vermogen (gebouw)", "Woningen, WKO")]
    rows += [
        (
            str(place.nr),
            place.knoop_id,
            place.kern,
            amount(place.inwoners, 0),
            f"{amount(place.dwa_gem_ls, 1)} l/s",
            f"{amount(place.vermogen_gebouw_kw)} kW",
            amount(place.woningen_wko),
        )
        for place in facts.places
    ]
    table(layout, rows, [7, 21, 30, 38, 19, 34, 28], QRectF(LEFT, top, RIGHT - LEFT, 46), text_columns=3)
