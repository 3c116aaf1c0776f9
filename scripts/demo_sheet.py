"""What the print layouts of the demo have in common: page, map, words, boxes, tables, scale bar, export."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

from demo_styles import INK, text
from qgis.core import (
    Qgis,
    QgsBasicNumericFormat,
    QgsFillSymbol,
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
    QgsLegendStyle,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsSimpleFillSymbolLayer,
    QgsTableCell,
    QgsTextFormat,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor

WIDTH, HEIGHT, MARGIN = 420.0, 297.0, 10.0
GREY, ALERT, PAPER, RULE = "#5f6b73", "#a50f15", "#f6f3ec", "#c9c2b4"
DPI = 150
NORTH = ":/images/north_arrows/layout_default_north_arrow.svg"
RIGHTS = Qt.AlignmentFlag.AlignRight
LEFTS = Qt.AlignmentFlag.AlignLeft


def sheet(project: QgsProject, name: str) -> QgsPrintLayout:
    """Return an empty A3 layout, landscape."""
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName(name)
    layout.pageCollection().page(0).setPageSize("A3", QgsLayoutItemPage.Orientation.Landscape)
    return layout


def heading(layout: QgsPrintLayout, title: str, subtitle: str, warning: str, place: QRectF) -> None:
    """Add the title, what it is about, and a warning in a box."""
    words(layout, title, QRectF(MARGIN, 8, 270, 12), text(25, INK, bold=True))
    words(layout, subtitle, QRectF(MARGIN, 20, 270, 8), text(12.5, GREY))
    box(layout, place, "#ffffff", ALERT)
    words(layout, warning, place, text(10, ALERT, bold=True), Qt.AlignmentFlag.AlignHCenter, middle=True)


def words(
    layout: QgsPrintLayout,
    sentence: str,
    place: QRectF,
    style: QgsTextFormat,
    side: Qt.AlignmentFlag = LEFTS,
    *,
    middle: bool = False,
) -> None:
    """Add a text."""
    label = QgsLayoutItemLabel(layout)
    label.setText(tight(sentence))
    label.setTextFormat(style)
    label.setHAlign(side)
    label.setVAlign(Qt.AlignmentFlag.AlignVCenter if middle else Qt.AlignmentFlag.AlignTop)
    label.setMarginX(0)
    label.setMarginY(0)
    layout.addLayoutItem(label)
    label.attemptSetSceneRect(place)


def tight(sentence: str) -> str:
    """Return a text in which a number and its unit are not parted at the end of a line."""
    tied = re.sub(r"(?<=\d) (?=(%|kW|kPa|Pa/m|GJ|K|°C|l|l/s|m|km|mm)\b|%)", "\u00a0", sentence)
    return re.sub(r"(?<=EUR) (?=\d)", "\u00a0", tied)


def box(layout: QgsPrintLayout, place: QRectF, fill: str = PAPER, edge: str = "") -> None:
    """Add a filled rectangle."""
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


def map_item(
    layout: QgsPrintLayout, layers: list[QgsVectorLayer], place: QRectF, extent: QgsRectangle, name: str
) -> QgsLayoutItemMap:
    """Add a map that shows at least an extent."""
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


def scale_text(item: QgsLayoutItemMap) -> str:
    """Return the scale of a map in words."""
    return f"1:{item.scale():,.0f}".replace(",", ".")


def scale_bar(
    layout: QgsPrintLayout, item: QgsLayoutItemMap, place: QRectF, metres: float, segments: int, *, small: bool = False
) -> None:
    """Add a scale bar to a map."""
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


def north(layout: QgsPrintLayout, place: QRectF) -> None:
    """Add a north arrow."""
    arrow = QgsLayoutItemPicture(layout)
    arrow.setPicturePath(NORTH)
    layout.addLayoutItem(arrow)
    arrow.attemptSetSceneRect(place)


def empty_legend(layout: QgsPrintLayout) -> QgsLayoutItemLegend:
    """Return a legend without layers in the letters of the sheet; to be filled and given to `place_legend`."""
    legend = QgsLayoutItemLegend(layout)
    legend.setTitle("Legenda")
    legend.setAutoUpdateModel(False)
    legend.model().rootGroup().clear()
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
    return legend


def place_legend(layout: QgsPrintLayout, legend: QgsLayoutItemLegend, linked: QgsLayoutItemMap, place: QRectF) -> None:
    """Add a legend."""
    legend.setLinkedMap(linked)
    legend.setResizeToContents(True)
    legend.setBackgroundEnabled(False)
    layout.addLayoutItem(legend)
    legend.attemptMove(QgsLayoutPoint(place.x(), place.y()))


def table(
    layout: QgsPrintLayout,
    rows: Sequence[tuple[str, ...]],
    widths: list[float],
    place: QRectF,
    *,
    text_columns: int,
    head: bool = True,
    bold_rows: Sequence[int] = (),
) -> None:
    """Add a table; the first `text_columns` columns hold text, the others numbers."""
    made = QgsLayoutItemManualTable.create(layout)
    layout.addMultiFrame(made)
    contents = []
    for number, row in enumerate(rows):
        cells = []
        for column, value in enumerate(row):
            cell = QgsTableCell(tight(value))
            cell.setHorizontalAlignment(LEFTS if column < text_columns else RIGHTS)
            cell.setTextFormat(text(8.2, INK, bold=(head and number == 0) or number in bold_rows))
            cells.append(cell)
        contents.append(cells)
    made.setTableContents(contents)
    made.setColumnWidths(widths)
    made.setCellMargin(0.7)
    made.setWrapBehavior(QgsLayoutTable.WrapBehavior.WrapText)
    made.setGridColor(QColor(RULE))
    made.setGridStrokeWidth(0.2)
    made.setVerticalGrid(False)
    frame = QgsLayoutFrame(layout, made)
    frame.attemptSetSceneRect(place)
    made.addFrame(frame)


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
