"""Tables on a printed page: columns as wide as they need, rows that go together, the rest for the next page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import QgsLayoutFrame, QgsLayoutItemManualTable, QgsLayoutTable, QgsTableCell, QgsTextFormat
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor

from .layout_items import LEFTS, RIGHTS, Page, paragraph
from .layout_text import INK, RULE, Ruler, letters

if TYPE_CHECKING:
    from ..riothermie_kansen.report.sheets import Table

MARGIN, GRID, SPARE = 0.7, 0.15, 1.4
HAIR, HAIRS, SLACK = 0.25, 12, 2.0
SIZES = (8.0, 7.2, 6.4, 5.6)
CAPTION = 9.0


@dataclass(frozen=True)
class Ready:
    """A table whose text is broken into lines.

    Attributes
    ----------
    caption
        Above it.
    cells
        Head and rows, lines of each cell.
    heights
        Of the head and the rows (mm).
    widths
        Of the columns, without the margins (mm).
    size
        Of the letters (points).
    left
        How many columns hold text.
    """

    caption: str
    cells: tuple[tuple[str, ...], ...]
    heights: tuple[float, ...]
    widths: tuple[float, ...]
    size: float
    left: int

    @property
    def width(self) -> float:
        """Width with the margins (mm)."""
        return _outer(self.widths)


def natural_width(ruler: Ruler, table: Table, big: float) -> float:
    """Return how wide a table would like to be (mm)."""
    return _outer(_natural(ruler, table, SIZES[0] * big))


def ready(ruler: Ruler, table: Table, width: float, big: float) -> Ready:
    """Return a table that fits in a width (mm): first its text is wrapped, then its letters get smaller."""
    for size in SIZES:
        widths = _fitted(ruler, table, width, size * big)
        if widths is not None:
            break
    else:
        count = len(table.head)
        size, widths = SIZES[-1], [(width - _outer([0.0] * count)) / count] * count
    head, style = letters(size * big, bold=True), letters(size * big)
    cells, heights = [], []
    for number, row in enumerate((table.head, *table.rows)):
        kind = head if number == 0 else style
        broken = [ruler.wrap(text, kind, wide) for text, wide in zip(row, widths, strict=True)]
        cells.append(tuple("\n".join(lines) for lines in broken))
        heights.append(max(ruler.height(lines, kind) for lines in broken) + 2.0 * MARGIN + GRID)
    return Ready(table.caption, tuple(cells), tuple(heights), tuple(widths), size * big, table.left)


def _natural(ruler: Ruler, table: Table, size: float) -> list[float]:
    """Return the width of the columns when nothing is wrapped."""
    head, style = letters(size, bold=True), letters(size)
    widths = [ruler.width(text, head) for text in table.head]
    for row in table.rows:
        widths = [max(wide, ruler.width(text, style)) for wide, text in zip(widths, row, strict=True)]
    return [wide + SPARE for wide in widths]


def _fitted(ruler: Ruler, table: Table, width: float, size: float) -> list[float] | None:
    """Return widths that fit together, heads and then the widest columns wrapped; None when even that does not fit."""
    wanted = _natural(ruler, table, size)
    if _outer(wanted) <= width:
        return wanted
    head, style = letters(size, bold=True), letters(size)
    least = [ruler.longest(text, head) + SPARE for text in table.head]
    for row in table.rows:
        least = [max(wide, ruler.longest(text, style) + SPARE) for wide, text in zip(least, row, strict=True)]
    least = [min(one, other) for one, other in zip(least, wanted, strict=True)]
    if _outer(least) > width:
        return None
    filled = [0.0] * len(wanted)
    for row in table.rows:
        filled = [max(wide, ruler.width(text, style) + SPARE) for wide, text in zip(filled, row, strict=True)]
    wanted = [max(one, small, wide / 2.0) for one, small, wide in zip(filled, least, wanted, strict=True)]
    if _outer(wanted) <= width:
        return wanted
    low, high = 0.0, max(wanted)
    for _ in range(30):
        middle = (low + high) / 2.0
        if _outer(_capped(wanted, least, middle)) <= width:
            low = middle
        else:
            high = middle
    return _capped(wanted, least, low)


def _capped(wanted: Sequence[float], least: Sequence[float], most: float) -> list[float]:
    return [min(wide, max(small, most)) for wide, small in zip(wanted, least, strict=True)]


def _outer(widths: Sequence[float]) -> float:
    return sum(widths) + 2.0 * MARGIN * len(widths) + 2.0 * GRID


def caption_height(page: Page, table: Ready, *, more: str = "") -> float:
    """Return how high the caption above a table is, with the room below it (mm)."""
    told = _caption(table, more)
    if not told:
        return 0.0
    style = letters(CAPTION * page.big, bold=True)
    return page.ruler.height(page.ruler.wrap(told, style, max(table.width, 60.0)), style) + 1.5


def _caption(table: Ready, more: str) -> str:
    return f"{table.caption} {more}".strip() if table.caption else ""


def full_height(page: Page, table: Ready) -> float:
    """Return how high a whole table is with its caption (mm)."""
    return caption_height(page, table) + sum(table.heights) + 2.0 * GRID + SLACK


def rows_that_fit(page: Page, table: Ready, first: int, height: float, *, more: str = "") -> int:
    """Return how many rows from `first` (1 is the first below the head) fit in a height (mm)."""
    left = height - caption_height(page, table, more=more) - table.heights[0] - 2.0 * GRID - SLACK
    count = 0
    for tall in table.heights[first:]:
        if tall > left:
            break
        left -= tall
        count += 1
    return count


def draw_table(page: Page, table: Ready, first: int, count: int, place: QRectF, *, more: str = "") -> float:
    """Add rows of a table with its caption and head; return how high that is (mm)."""
    top = place.y()
    if told := _caption(table, more):
        spot = QRectF(place.x(), top, max(table.width, 60.0), 10.0)
        paragraph(page, told, spot, letters(CAPTION * page.big, bold=True))
        top += caption_height(page, table, more=more)
    made = QgsLayoutItemManualTable.create(page.layout)
    page.layout.addMultiFrame(made)
    rows = (table.cells[0], *table.cells[first : first + count])
    bold, plain = letters(table.size, INK, bold=True), letters(table.size, INK)
    made.setTableContents(
        [[_cell(text, n >= table.left, bold if r == 0 else plain) for n, text in enumerate(row)]
         for r, row in enumerate(rows)]
    )  # fmt: skip
    made.setColumnWidths(list(table.widths))
    made.setCellMargin(MARGIN)
    made.setWrapBehavior(QgsLayoutTable.WrapBehavior.TruncateText)
    made.setGridColor(QColor(RULE))
    made.setGridStrokeWidth(GRID)
    made.setVerticalGrid(False)
    frame = QgsLayoutFrame(page.layout, made)
    height = sum((table.heights[0], *table.heights[first : first + count])) + 2.0 * GRID
    frame.attemptSetSceneRect(page.at(QRectF(place.x(), top, table.width, height)))
    made.addFrame(frame)
    # QGIS rounds heights of rows; the last row of a frame that is a hair too low is not drawn
    for _ in range(HAIRS):
        if made.rowRange(page.ruler.context, 0)[1] >= len(rows):
            break
        height += HAIR
        frame.attemptSetSceneRect(page.at(QRectF(place.x(), top, table.width, height)))
    frame.attemptSetSceneRect(page.at(QRectF(place.x(), top, table.width, height + HAIR)))
    return top + height + HAIR - place.y()


def _cell(text: str, number: bool, style: QgsTextFormat) -> QgsTableCell:
    cell = QgsTableCell(text)
    cell.setHorizontalAlignment(RIGHTS if number else LEFTS)
    cell.setVerticalAlignment(Qt.AlignmentFlag.AlignTop)
    cell.setTextFormat(style)
    return cell
