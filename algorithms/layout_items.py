"""What stands on a printed page: text, boxes, maps with scale bar and north arrow, legends."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsLayoutItemLabel,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutItemShape,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsSimpleFillSymbolLayer,
    QgsTextFormat,
)
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor

from .layout_text import PAPER, Ruler, plain

NORTH = ":/images/north_arrows/layout_default_north_arrow.svg"
HALO = re.compile(r' stroke="[^"]*" stroke-width="[^"]*" stroke-linejoin="[^"]*" paint-order="stroke"')
RIGHTS, LEFTS = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
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
    label.setText(plain(sentence))
    label.setTextFormat(style)
    label.setHAlign(side)
    label.setVAlign(Qt.AlignmentFlag.AlignVCenter if middle else Qt.AlignmentFlag.AlignTop)
    label.setMarginX(0)
    label.setMarginY(0)
    page.layout.addLayoutItem(label)
    needed = label.sizeForText().height()
    spot = QRectF(place)
    spot.setHeight(max(place.height(), needed if not middle else 0.0))
    label.attemptSetSceneRect(page.at(spot))
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


def picture(page: Page, svg: str, place: QRectF) -> None:
    """Add a drawing (SVG)."""
    made = QgsLayoutItemPicture(page.layout)
    made.setMode(QgsLayoutItemPicture.Format.FormatSVG)
    made.setPicturePath(f"base64:{base64.b64encode(simple(svg).encode()).decode('ascii')}")
    made.setResizeMode(QgsLayoutItemPicture.ResizeMode.Zoom)
    page.layout.addLayoutItem(made)
    made.attemptSetSceneRect(page.at(place))


def simple(svg: str) -> str:
    """Return a drawing of a report as Qt can draw it.

    Qt would draw the edge of letters over the letters, and scale a drawing in the drawing that only cuts off.
    """
    outer, end, content = svg.partition(">")
    inner = re.sub(r"<svg\b[^>]*>", "<g>", content.removesuffix("</svg>")).replace("</svg>", "</g>")
    return HALO.sub("", f"{outer}{end}{inner}</svg>")
