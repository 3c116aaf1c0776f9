"""Maps on a printed page, each with scale bar, north arrow and a legend of what can be seen on it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from qgis.core import (
    Qgis,
    QgsBasicNumericFormat,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutMeasurement,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapHitTest,
    QgsMapLayerLegendUtils,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF, QSize, QSizeF
from qgis.PyQt.QtGui import QColor

from .layout_items import Page
from .layout_text import INK, RULE, letters, plain
from .mapping import Drawing, round_length

NORTH = ":/images/north_arrows/layout_default_north_arrow.svg"
BREAK = "\u241f"
"""Ends a line in a label of a legend."""
SAMPLE = 8.0
STEPS = 20.0
"""Scales are rounded up to a twentieth of the power of ten below them: 1:10.394 becomes 1:10.500."""


def map_item(page: Page, drawn: Drawing, place: QRectF, name: str) -> QgsLayoutItemMap:
    """Add a map that shows at least the extent of what is drawn, at a round scale."""
    item = QgsLayoutItemMap(page.layout)
    item.setId(name)
    page.layout.addLayoutItem(item)
    item.setLayers(list(drawn.layers))
    item.setKeepLayerSet(True)
    item.setFrameEnabled(True)
    item.setFrameStrokeColor(QColor(RULE))
    item.setFrameStrokeWidth(QgsLayoutMeasurement(0.3))
    zoom(page, item, drawn, place)
    return item


def zoom(page: Page, item: QgsLayoutItemMap, drawn: Drawing, place: QRectF) -> None:
    """Put a map at a place, and show there what is drawn."""
    item.attemptSetSceneRect(page.at(place))
    item.zoomToExtent(drawn.extent)  # setExtent() would change the shape of the item
    step = 10.0 ** math.floor(math.log10(item.scale())) / STEPS
    item.setScale(step * math.ceil(item.scale() / step - 1e-6))


def finish_map(page: Page, item: QgsLayoutItemMap, place: QRectF) -> None:
    """Add scale bar and north arrow to a map."""
    _scale_bar(page, item, place)
    arrow = QgsLayoutItemPicture(page.layout)
    arrow.setPicturePath(NORTH)
    page.layout.addLayoutItem(arrow)
    side = 9.0 * page.big
    arrow.attemptSetSceneRect(page.at(QRectF(place.right() - side - 3.0, place.y() + 3.0, side, side)))


def _scale_bar(page: Page, item: QgsLayoutItemMap, place: QRectF) -> None:
    """Add a bar of a round length, below left in the map."""
    per_mm = item.extent().width() / place.width()
    metres = round_length(per_mm * min(place.width() / 4.0, 50.0))
    bar = QgsLayoutItemScaleBar(page.layout)
    bar.setStyle("Single Box")
    bar.setLinkedMap(item)
    far = metres >= 2000.0
    bar.setUnits(Qgis.DistanceUnit.Kilometers if far else Qgis.DistanceUnit.Meters)
    bar.setUnitLabel("km" if far else "m")
    bar.setUnitsPerSegment(metres / 2.0 / (1000.0 if far else 1.0))
    bar.setNumberOfSegments(2)
    bar.setNumberOfSegmentsLeft(0)
    numbers = QgsBasicNumericFormat()
    numbers.setShowThousandsSeparator(False)  # it would be a comma
    bar.setNumericFormat(numbers)
    bar.setHeight(1.6)
    bar.setTextFormat(letters(7.5 * page.big, INK, edge=0.8))
    page.layout.addLayoutItem(bar)
    bar.attemptSetSceneRect(page.at(QRectF(place.x() + 3.0, place.bottom() - 12.0, 60.0, 10.0)))


def fitting_legend(
    page: Page, item: QgsLayoutItemMap, drawn: Drawing, title: str, width: float, height: float
) -> tuple[QgsLayoutItemLegend, QSizeF]:
    """Return the legend of a map and its size (mm): in two columns and smaller letters when it is long.

    Parameters
    ----------
    page, item, drawn
        The map.
    title
        Above the legend.
    width, height
        That it may take (mm).
    """
    for columns, letter in ((1, 7.5), (1, 6.5), (2, 6.5), (2, 5.5), (3, 5.0)):
        legend = _legend(page, item, drawn, title, width, columns, letter)
        size = QgsLegendRenderer(legend.model(), legend.legendSettings()).minimumSize(page.ruler.context)
        if size.height() <= height:
            break
    return legend, size


def _legend(
    page: Page, item: QgsLayoutItemMap, drawn: Drawing, title: str, width: float, columns: int, letter: float
) -> QgsLayoutItemLegend:
    legend = QgsLayoutItemLegend(page.layout)
    legend.setTitle(title)
    legend.setAutoUpdateModel(False)
    legend.setLinkedMap(item)
    root = legend.model().rootGroup()
    root.clear()
    kind = QgsLegendStyle.Style
    style = {
        kind.Title: letters(9.5 * page.big, INK, bold=True),
        kind.Subgroup: letters(letter * page.big, INK, bold=True),
        kind.SymbolLabel: letters(letter * page.big, INK),
    }
    for part, text in style.items():
        made = legend.style(part)
        made.setTextFormat(text)
        legend.setStyle(part, made)
    legend.setWrapString(BREAK)
    legend.setSymbolWidth(SAMPLE)
    legend.setSymbolHeight(0.45 * letter * page.big)
    legend.setBoxSpace(0.0)
    legend.setBackgroundEnabled(False)
    legend.setColumnCount(columns)
    legend.setSplitLayer(columns > 1)
    legend.setColumnSpace(3.0)
    wide = (width - 3.0 * (columns - 1)) / columns
    extent = item.extent()
    size = QSize(1200, max(1, round(1200 * extent.height() / extent.width())))
    hits = QgsMapHitTest(drawn.settings(size, 96.0))
    hits.run()
    room = wide - SAMPLE - 4.0
    for layer in drawn.layers:
        if not isinstance(layer, QgsVectorLayer) or layer.renderer() is None or layer.id() not in drawn.titles:
            continue
        items = layer.renderer().legendSymbolItems()
        seen = [n for n, one in enumerate(items) if _seen(one, layer, hits, items)]
        if not any(items[n].symbol() is not None for n in seen):
            continue
        node = root.addLayer(layer)
        QgsMapLayerLegendUtils.setLegendNodeOrder(node, seen)
        alone = len(items) == 1 and not items[0].label()
        told = page.ruler.wrap(drawn.titles[layer.id()], style[kind.Subgroup], room if alone else wide)
        node.setCustomProperty("legend/title-label", plain(BREAK.join(told)))
        for n in seen:
            told = page.ruler.wrap(items[n].label(), style[kind.SymbolLabel], room)
            QgsMapLayerLegendUtils.setLegendNodeUserLabel(node, n, plain(BREAK.join(told)))
        legend.model().refreshLayerLegend(node)
    return legend


def _seen(item, layer: QgsVectorLayer, hits: QgsMapHitTest, items: Sequence) -> bool:
    """Return whether a line of a legend is on the map, or is the group of one that is."""
    if item.symbol() is not None:
        return hits.legendKeyVisible(item.ruleKey(), layer)
    return any(one.parentRuleKey() == item.ruleKey() and hits.legendKeyVisible(one.ruleKey(), layer) for one in items)


def place_legend(page: Page, legend: QgsLayoutItemLegend, place: QRectF) -> None:
    """Add a legend to the layout."""
    legend.setResizeToContents(True)
    page.layout.addLayoutItem(legend)
    legend.attemptSetSceneRect(page.at(place))
