"""The A3 print layout of the demo map."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Sequence

from demo_facts import CLASSES, Facts
from demo_styles import INK, text
from qgis.core import (
    Qgis,
    QgsBasicNumericFormat,
    QgsFillSymbol,
    QgsLayerTreeLayer,
    QgsLayoutExporter,
    QgsLayoutFrame,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemManualTable,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutItemShape,
    QgsLayoutMeasurement,
    QgsLayoutPoint,
    QgsLayoutTable,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapLayerLegendUtils,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsSimpleFillSymbolLayer,
    QgsTableCell,
    QgsTextFormat,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor, QPainter

from riothermie_kansen.wording import amount

NAME = "Kansenkaart A3"
WIDTH, HEIGHT, MARGIN = 420.0, 297.0, 10.0
LEFT, RIGHT = 222.0, WIDTH - MARGIN  # of the column beside the map
GREY, ALERT, PAPER, RULE = "#5f6b73", "#a50f15", "#f6f3ec", "#c9c2b4"
DPI = 150
ROUND = 500  # scale of the main map: a multiple of this
NORTH = ":/images/north_arrows/layout_default_north_arrow.svg"
LEGEND = {
    "pipes": "Leidingen",
    "places": "Verzamelpunt van afvalwater|(nummer: zie tabel)",
    "areas": "Gebied met vrijvervalriool|(uit het riool afgeleid)",
}
RIGHTS = Qt.AlignmentFlag.AlignRight
LEFTS = Qt.AlignmentFlag.AlignLeft


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
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName(NAME)
    layout.pageCollection().page(0).setPageSize("A3", QgsLayoutItemPage.Orientation.Landscape)
    shown = [layers["places"], layers["pipes"], layers["areas"]]
    main = _map(layout, shown, QRectF(MARGIN, 30, LEFT - MARGIN - 6, 248), extent, "Hoofdkaart")
    main.setScale(ROUND * math.ceil(main.scale() / ROUND))
    whole = _map(layout, shown, QRectF(LEFT, 30, 106, 94), _whole(layers["pipes"]), "Overzicht gemeente")
    _show_extent(whole, main)
    _heading(layout, facts)
    scale = f"{main.scale():,.0f}".replace(",", ".")
    _words(layout, f"{town}, 1:{scale} op A3", QRectF(MARGIN + 3, 33, 110, 7), text(12, INK, bold=True, edge=1.0))
    _words(layout, "Hele gemeente", QRectF(LEFT + 3, 33, 60, 6), text(9.5, INK, bold=True, edge=1.0))
    _scale_bar(layout, main, QRectF(MARGIN + 4, 262, 110, 12), 250, 4)
    _scale_bar(layout, whole, QRectF(LEFT + 2, 114, 60, 9), 2000, 1, small=True)
    _north(layout, QRectF(LEFT - 6 - 19, 258, 16, 16))
    _legend(layout, layers, facts, QRectF(LEFT + 110, 28.5, RIGHT - LEFT - 110, 96))
    _box(layout, QRectF(LEFT, 128, RIGHT - LEFT, 17.5))
    _words(layout, facts.message, QRectF(LEFT + 3, 129.8, RIGHT - LEFT - 6, 16), text(9.5, INK))
    _title(layout, "Waar de warmte samenkomt (nummers op de kaart)", 149)
    _places(layout, facts, 154.5)
    _title(layout, "Totalen", 202)
    _totals(layout, facts, 207.5)
    _title(layout, "Aannamen", 202, left=LEFT + 92)
    _table(layout, facts.assumptions, [20.5, 71], QRectF(LEFT + 92, 207.5, RIGHT - LEFT - 92, 57), words=2, head=False)
    _words(layout, f"Klassen. {facts.rule}", QRectF(LEFT, 266, RIGHT - LEFT, 13), text(7.8, GREY))
    _words(layout, facts.source, QRectF(MARGIN, 283, 290, 8), text(7.5, GREY))
    _words(layout, facts.maker, QRectF(RIGHT - 110, 283, 110, 8), text(7.5, GREY), RIGHTS)
    return layout


def _heading(layout: QgsPrintLayout, facts: Facts) -> None:
    _words(layout, facts.title, QRectF(MARGIN, 8, 270, 12), text(25, INK, bold=True))
    _words(layout, facts.subtitle, QRectF(MARGIN, 20, 270, 8), text(12.5, GREY))
    rect = QRectF(LEFT + 34, 10, RIGHT - LEFT - 34, 11)
    _box(layout, rect, "#ffffff", ALERT)
    _words(layout, facts.warning, rect, text(10, ALERT, bold=True), Qt.AlignmentFlag.AlignHCenter, middle=True)


def _words(
    layout: QgsPrintLayout,
    words: str,
    place: QRectF,
    style: QgsTextFormat,
    side: Qt.AlignmentFlag = LEFTS,
    *,
    middle: bool = False,
) -> None:
    label = QgsLayoutItemLabel(layout)
    label.setText(tight(words))
    label.setTextFormat(style)
    label.setHAlign(side)
    label.setVAlign(Qt.AlignmentFlag.AlignVCenter if middle else Qt.AlignmentFlag.AlignTop)
    label.setMarginX(0)
    label.setMarginY(0)
    layout.addLayoutItem(label)
    label.attemptSetSceneRect(place)


def tight(words: str) -> str:
    """Return a text in which a number and its unit are not parted at the end of a line."""
    return re.sub(r"(?<=\d) (?=(%|kW|GJ|K|°C|l|l/s|m|km|mm)\b|%)", "\u00a0", words)


def _title(layout: QgsPrintLayout, words: str, top: float, left: float = LEFT) -> None:
    _words(layout, words, QRectF(left, top, RIGHT - left, 6), text(10.5, INK, bold=True))


def _box(layout: QgsPrintLayout, place: QRectF, fill: str = PAPER, edge: str = "") -> None:
    layer = QgsSimpleFillSymbolLayer(QColor(fill))
    layer.setStrokeColor(QColor(edge or fill))
    layer.setStrokeWidth(0.5)
    symbol = QgsFillSymbol()
    symbol.changeSymbolLayer(0, layer)
    shape = QgsLayoutItemShape(layout)
    shape.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
    shape.setSymbol(symbol)
    layout.addLayoutItem(shape)
    shape.attemptSetSceneRect(place)


def _map(
    layout: QgsPrintLayout, layers: list[QgsVectorLayer], place: QRectF, extent: QgsRectangle, name: str
) -> QgsLayoutItemMap:
    item = QgsLayoutItemMap(layout)
    item.setId(name)
    layout.addLayoutItem(item)
    item.attemptSetSceneRect(place)
    item.setLayers(layers)
    item.setKeepLayerSet(True)
    item.zoomToExtent(extent)  # setExtent() would change the shape of the item
    item.setFrameEnabled(True)
    item.setFrameStrokeColor(QColor(RULE))
    item.setFrameStrokeWidth(QgsLayoutMeasurement(0.3))
    return item


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


def _scale_bar(
    layout: QgsPrintLayout, item: QgsLayoutItemMap, place: QRectF, metres: float, segments: int, *, small: bool = False
) -> None:
    bar = QgsLayoutItemScaleBar(layout)
    bar.setStyle("Line Ticks Up" if small else "Single Box")
    bar.setLinkedMap(item)
    kilometres = metres >= 1000
    bar.setUnits(Qgis.DistanceUnit.Kilometers if kilometres else Qgis.DistanceUnit.Meters)
    bar.setUnitLabel("km" if kilometres else "m")
    bar.setUnitsPerSegment(metres / 1000 if kilometres else metres)
    bar.setNumberOfSegments(segments)
    bar.setNumberOfSegmentsLeft(0)
    numbers = QgsBasicNumericFormat()
    numbers.setShowThousandsSeparator(False)  # it would be a comma
    bar.setNumericFormat(numbers)
    bar.setHeight(1.5 if small else 2.0)
    bar.setTextFormat(text(7 if small else 8.5, INK, edge=0.8))
    layout.addLayoutItem(bar)
    bar.attemptMove(QgsLayoutPoint(place.x(), place.y()))


def _north(layout: QgsPrintLayout, place: QRectF) -> None:
    arrow = QgsLayoutItemPicture(layout)
    arrow.setPicturePath(NORTH)
    layout.addLayoutItem(arrow)
    arrow.attemptSetSceneRect(place)


def _legend(layout: QgsPrintLayout, layers: dict[str, QgsVectorLayer], facts: Facts, place: QRectF) -> None:
    """Add the legend: classes with what the map holds of them, widths, places, towns."""
    legend = QgsLayoutItemLegend(layout)
    legend.setTitle("Legenda")
    legend.setAutoUpdateModel(False)
    root = legend.model().rootGroup()
    root.clear()
    for name, words in LEGEND.items():
        node = root.addLayer(layers[name])
        if name == "pipes":
            QgsLegendRenderer.setNodeLegendStyle(node, QgsLegendStyle.Style.Hidden)
            _say_counts(node, layers[name], facts)
        node.setCustomProperty("legend/title-label", words)
        legend.model().refreshLayerLegend(node)
    component = QgsLegendStyle.Style
    for kind, size, bold in (
        (component.Title, 10.5, True),
        (component.Subgroup, 8, False),
        (component.SymbolLabel, 8, False),
    ):
        style = legend.style(kind)
        style.setTextFormat(text(size, INK, bold=bold))
        legend.setStyle(kind, style)
    legend.setWrapString("|")
    legend.setSymbolWidth(8)
    legend.setLinkedMap(layout.itemById("Hoofdkaart"))
    legend.setResizeToContents(True)
    legend.setBackgroundEnabled(False)
    layout.addLayoutItem(legend)
    legend.attemptMove(QgsLayoutPoint(place.x(), place.y()))


def _say_counts(node: QgsLayerTreeLayer, layer: QgsVectorLayer, facts: Facts) -> None:
    """Tell in the legend how many pipes of each class there are; leave out widths that the map has not."""
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
    kept = [index for index, power in powers if power <= enough]
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
    _table(layout, rows, [7, 21, 30, 38, 19, 34, 28], QRectF(LEFT, top, RIGHT - LEFT, 46), words=3)


def _totals(layout: QgsPrintLayout, facts: Facts, top: float) -> None:
    _table(layout, facts.totals, [56, 27], QRectF(LEFT, top, 88, 57), words=1, head=False)


def _table(
    layout: QgsPrintLayout,
    rows: Sequence[tuple[str, ...]],
    widths: list[float],
    place: QRectF,
    *,
    words: int,
    head: bool = True,
) -> None:
    """Add a table; the first `words` columns hold text, the others numbers."""
    table = QgsLayoutItemManualTable.create(layout)
    layout.addMultiFrame(table)
    contents = []
    for number, row in enumerate(rows):
        cells = []
        for column, value in enumerate(row):
            cell = QgsTableCell(tight(value))
            cell.setHorizontalAlignment(LEFTS if column < words else RIGHTS)
            cell.setTextFormat(text(8.2, INK, bold=head and number == 0))
            cells.append(cell)
        contents.append(cells)
    table.setTableContents(contents)
    table.setColumnWidths(widths)
    table.setCellMargin(0.7)
    table.setWrapBehavior(QgsLayoutTable.WrapBehavior.WrapText)
    table.setGridColor(QColor(RULE))
    table.setGridStrokeWidth(0.2)
    table.setVerticalGrid(False)
    frame = QgsLayoutFrame(layout, table)
    frame.attemptSetSceneRect(place)
    table.addFrame(frame)


def export(layout: QgsPrintLayout, png: str, pdf: str) -> None:
    """Write the layout to an image and a PDF."""
    exporter = QgsLayoutExporter(layout)
    document = QgsLayoutExporter.PdfExportSettings()
    document.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    image = QgsLayoutExporter.ImageExportSettings()
    image.dpi = DPI
    for result, name in ((exporter.exportToPdf(pdf, document), pdf), (exporter.exportToImage(png, image), png)):
        if result != QgsLayoutExporter.ExportResult.Success:
            sys.exit(f"demo_map.py: {name} cannot be written ({result})")
