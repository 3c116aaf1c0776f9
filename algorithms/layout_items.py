"""What stands on a printed page: text, boxes, maps with scale bar and north arrow, legends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import (
    Qgis,
    QgsBasicNumericFormat,
    QgsFillSymbol,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutItemShape,
    QgsLayoutMeasurement,
    QgsLayoutSize,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapHitTest,
    QgsMapLayerLegendUtils,
    QgsPrintLayout,
    QgsSimpleFillSymbolLayer,
    QgsTextFormat,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF, QSize, QSizeF, Qt
from qgis.PyQt.QtGui import QColor

from .layout_text import INK, PAPER, RULE, Ruler, letters
from .mapping import Drawing, length_text, round_length

NORTH = ":/images/north_arrows/layout_default_north_arrow.svg"
RIGHTS, LEFTS = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
CENTRE = Qt.AlignmentFlag.AlignHCenter
BREAK = "\u241f"
"""Ends a line in a label of a legend."""
SAMPLE = 8.0


@dataclass(frozen=True)
class Page:
    """A page of a layout.

    Attributes
    ----------
    layout
        That it is in.
    number
        From 0.
    width, height
        Size (mm).
    big
        How much larger letters are than on A4.
    ruler
        Measures text.
    """

    layout: QgsPrintLayout
    number: int
    width: float
    height: float
    big: float
    ruler: Ruler

    def at(self, place: QRectF) -> QRectF:
        """Return a place on the page (mm) as a place in the layout."""
        return place.translated(0.0, self.layout.pageCollection().page(self.number).pos().y())


def add_page(layout: QgsPrintLayout, ruler: Ruler, width: float, height: float, big: float) -> Page:
    """Add a page to a layout."""
    made = QgsLayoutItemPage(layout)
    made.setPageSize(QgsLayoutSize(width, height, Qgis.LayoutUnit.Millimeters))
    layout.pageCollection().addPage(made)
    return Page(layout, layout.pageCollection().pageCount() - 1, width, height, big, ruler)


def words(
    page: Page,
    sentence: str,
    place: QRectF,
    style: QgsTextFormat,
    side: Qt.AlignmentFlag = LEFTS,
    *,
    middle: bool = False,
) -> QgsLayoutItemLabel:
    """Add a text at a place (mm); its lines are broken already."""
    label = QgsLayoutItemLabel(page.layout)
    label.setText(sentence.replace("[%", "[\u200b%"))  # what stands in a name is no expression
    label.setTextFormat(style)
    label.setHAlign(side)
    label.setVAlign(Qt.AlignmentFlag.AlignVCenter if middle else Qt.AlignmentFlag.AlignTop)
    label.setMarginX(0)
    label.setMarginY(0)
    page.layout.addLayoutItem(label)
    label.attemptSetSceneRect(page.at(place))
    return label


def paragraph(page: Page, sentence: str, place: QRectF, style: QgsTextFormat) -> float:
    """Add a text in lines as wide as a place; return how high it is (mm)."""
    lines = page.ruler.wrap(sentence, style, place.width())
    height = page.ruler.height(lines, style)
    words(page, "\n".join(lines), QRectF(place.x(), place.y(), place.width() + 2.0, height + 1.0), style)
    return height


def box(page: Page, place: QRectF, fill: str = PAPER, edge: str = "") -> None:
    """Add a filled rectangle."""
    layer = QgsSimpleFillSymbolLayer(QColor(fill))
    layer.setStrokeColor(QColor(edge or fill))
    layer.setStrokeWidth(0.2)
    symbol = QgsFillSymbol()
    symbol.changeSymbolLayer(0, layer)
    shape = QgsLayoutItemShape(page.layout)
    shape.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
    shape.setSymbol(symbol)
    page.layout.addLayoutItem(shape)
    shape.attemptSetSceneRect(page.at(place))


def map_frame(page: Page, drawn: Drawing, place: QRectF, name: str) -> QgsLayoutItemMap:
    """Add a map with scale bar and north arrow that shows at least the extent of what is drawn."""
    item = QgsLayoutItemMap(page.layout)
    item.setId(name)
    page.layout.addLayoutItem(item)
    item.attemptSetSceneRect(page.at(place))
    item.setLayers(list(drawn.layers))
    item.setKeepLayerSet(True)
    item.zoomToExtent(drawn.extent)  # setExtent() would change the shape of the item
    item.setFrameEnabled(True)
    item.setFrameStrokeColor(QColor(RULE))
    item.setFrameStrokeWidth(QgsLayoutMeasurement(0.3))
    _scale_bar(page, item, place)
    arrow = QgsLayoutItemPicture(page.layout)
    arrow.setPicturePath(NORTH)
    page.layout.addLayoutItem(arrow)
    arrow.attemptSetSceneRect(page.at(QRectF(place.right() - 14.0, place.y() + 3.0, 11.0, 11.0)))
    return item


def _scale_bar(page: Page, item: QgsLayoutItemMap, place: QRectF) -> None:
    """Add a bar of a round length, below left in the map."""
    per_mm = item.extent().width() / place.width()
    metres = round_length(per_mm * min(place.width() / 4.0, 50.0))
    bar = QgsLayoutItemScaleBar(page.layout)
    bar.setStyle("Single Box")
    bar.setLinkedMap(item)
    far = metres >= 2000.0
    bar.setUnits(Qgis.DistanceUnit.Kilometers if far else Qgis.DistanceUnit.Meters)
    bar.setUnitLabel(length_text(metres).rpartition(" ")[2] if far else "m")
    bar.setUnitsPerSegment(metres / 2.0 / (1000.0 if far else 1.0))
    bar.setNumberOfSegments(2)
    bar.setNumberOfSegmentsLeft(0)
    numbers = QgsBasicNumericFormat()
    numbers.setShowThousandsSeparator(False)  # it would be a comma
    bar.setNumericFormat(numbers)
    bar.setHeight(1.6)
    bar.setTextFormat(letters(7.5, INK, edge=0.8))
    page.layout.addLayoutItem(bar)
    bar.attemptSetSceneRect(page.at(QRectF(place.x() + 3.0, place.bottom() - 12.0, 60.0, 10.0)))


def legend_of(page: Page, item: QgsLayoutItemMap, drawn: Drawing, title: str, width: float) -> QgsLayoutItemLegend:
    """Return the legend of a map, with only what can be seen on it; not yet in the layout.

    Parameters
    ----------
    page, item, drawn
        The map.
    title
        Above the legend.
    width
        That it may take (mm).
    """
    legend = QgsLayoutItemLegend(page.layout)
    legend.setTitle(title)
    legend.setAutoUpdateModel(False)
    legend.setLinkedMap(item)
    root = legend.model().rootGroup()
    root.clear()
    kind = QgsLegendStyle.Style
    style = {
        kind.Title: letters(9.5 * page.big, INK, bold=True),
        kind.Subgroup: letters(7.5 * page.big, INK, bold=True),
        kind.SymbolLabel: letters(7.5 * page.big, INK),
    }
    for part, text in style.items():
        made = legend.style(part)
        made.setTextFormat(text)
        legend.setStyle(part, made)
    legend.setWrapString(BREAK)
    legend.setSymbolWidth(SAMPLE)
    legend.setSymbolHeight(3.6)
    legend.setBoxSpace(0.0)
    legend.setBackgroundEnabled(False)
    extent = item.extent()
    size = QSize(1200, max(1, round(1200 * extent.height() / extent.width())))
    hits = QgsMapHitTest(drawn.settings(size, 96.0))
    hits.run()
    room = width - SAMPLE - 4.0
    for layer in drawn.layers:
        if not isinstance(layer, QgsVectorLayer) or layer.renderer() is None:
            continue
        items = layer.renderer().legendSymbolItems()
        seen = [n for n, one in enumerate(items) if _seen(one, layer, hits, items)]
        if not any(items[n].symbol() is not None for n in seen):
            continue
        node = root.addLayer(layer)
        QgsMapLayerLegendUtils.setLegendNodeOrder(node, seen)
        alone = len(items) == 1 and not items[0].label()
        told = page.ruler.wrap(drawn.titles[layer.id()], style[kind.Subgroup], room if alone else width)
        node.setCustomProperty("legend/title-label", BREAK.join(told))
        for n in seen:
            told = page.ruler.wrap(items[n].label(), style[kind.SymbolLabel], room)
            QgsMapLayerLegendUtils.setLegendNodeUserLabel(node, n, BREAK.join(told))
        legend.model().refreshLayerLegend(node)
    return legend


def _seen(item, layer: QgsVectorLayer, hits: QgsMapHitTest, items: Sequence) -> bool:
    """Return whether a line of a legend is on the map, or is the group of one that is."""
    if item.symbol() is not None:
        return hits.legendKeyVisible(item.ruleKey(), layer)
    return any(one.parentRuleKey() == item.ruleKey() and hits.legendKeyVisible(one.ruleKey(), layer) for one in items)


def legend_size(page: Page, legend: QgsLayoutItemLegend) -> QSizeF:
    """Return how large a legend is (mm)."""
    return QgsLegendRenderer(legend.model(), legend.legendSettings()).minimumSize(page.ruler.context)


def place_legend(page: Page, legend: QgsLayoutItemLegend, place: QRectF) -> None:
    """Add a legend to the layout."""
    legend.setResizeToContents(True)
    page.layout.addLayoutItem(legend)
    legend.attemptSetSceneRect(page.at(place))
