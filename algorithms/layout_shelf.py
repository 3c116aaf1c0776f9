"""Tables and charts on printed pages: narrow ones beside each other, a long table over more columns and pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QRectF

from . import layout_tables
from .layout_blocks import GAP
from .layout_items import Page, paragraph, picture
from .layout_tables import Ready, draw_table, full_height, rows_that_fit
from .layout_text import GREY, letters

if TYPE_CHECKING:
    from ..riothermie_kansen.report.sheets import Picture, Table

EMPTY = 0.4
"""Share of a page that is left empty at most to keep a table in one piece."""

FEW = 5
"""Fewer rows of a long table than this are not worth beginning it at the foot of a page."""
BOX = re.compile(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')
CAPTION = 8.5
ALONE = 0.75
"""Share of the width of the page that a single chart takes."""


def chart_height(chart: Picture, width: float) -> float:
    """Return how high a chart of a width is (mm)."""
    size = BOX.search(chart.svg)
    return width * float(size[2]) / float(size[1]) if size is not None else 0.4 * width


@dataclass
class Shelf:
    """Where the next table or chart goes.

    Attributes
    ----------
    page
        That is being filled.
    place
        Of the text on it and on those that follow (mm).
    top
        Where the page is free from on (mm).
    turn
        Gives the next page.
    continued
        Words behind the caption of a table that goes on.
    used
        Where the left and the right half are free from on (mm).
    """

    page: Page
    place: QRectF
    top: float
    turn: Callable[[], Page]
    continued: str
    used: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.used = [self.top, self.top]

    @property
    def half(self) -> float:
        """Width of half a page (mm)."""
        return (self.place.width() - 2.0 * GAP) / 2.0

    def charts(self, some: Sequence[Picture]) -> None:
        """Add charts: half a page wide, or wider when there is one."""
        style = letters(CAPTION * self.page.big, GREY)
        wide = ALONE * self.place.width() if len(some) == 1 else self.half
        for chart in some:
            drawn = chart_height(chart, wide)
            ruler = self.page.ruler
            told = ruler.height(ruler.wrap(chart.caption, style, wide), style) + 1.0 if chart.caption else 0.0
            drawn = min(drawn, self.place.height() - told)
            column = self._column(drawn + told)
            spot = QRectF(self._left(column), self.used[column], wide, drawn)
            picture(self.page, chart.svg, spot)
            if chart.caption:
                paragraph(self.page, chart.caption, QRectF(spot.x(), spot.bottom() + 1.0, wide, told), style)
            self.used[column] = spot.bottom() + told + GAP
            if wide > self.half:
                self.used = [max(self.used)] * 2

    def tables(self, some: Sequence[Table]) -> None:
        """Add tables in their order."""
        for table in some:
            narrow = layout_tables.natural_width(self.page.ruler, table, self.page.big) <= self.half
            wide = self.half if narrow else self.place.width()
            self._table(layout_tables.ready(self.page.ruler, table, wide, self.page.big), narrow)

    def _table(self, table: Ready, narrow: bool) -> None:
        first, more, whole = 1, "", full_height(self.page, table)
        while first < len(table.cells):
            column = self._freest() if narrow else 0
            start = self.used[column] if narrow else max(self.used)
            count = rows_that_fit(self.page, table, first, self.place.bottom() - start, more=more)
            short = count < len(table.cells) - first
            kept = whole <= self.place.height() and self.place.bottom() - start < EMPTY * self.place.height()
            if short and start > self.place.y() and (kept or count < FEW):
                self._full(column, narrow)
                continue
            count = max(count, 1)
            spot = QRectF(self._left(column), start, table.width, 0.0)
            bottom = start + draw_table(self.page, table, first, count, spot, more=more) + GAP
            first += count
            more = self.continued
            if narrow:
                self.used[column] = bottom
            else:
                self.used = [bottom, bottom]
            if first < len(table.cells):
                self._full(column, narrow)

    def _freest(self) -> int:
        return 0 if self.used[0] <= self.used[1] else 1

    def _left(self, column: int) -> float:
        return self.place.x() + column * (self.half + 2.0 * GAP)

    def _column(self, height: float) -> int:
        """Return a half with so much room, on the next page when this one has none."""
        if min(self.used) + height > self.place.bottom() and min(self.used) > self.place.y():
            self._next()
        return self._freest()

    def _full(self, column: int, narrow: bool) -> None:
        """Take no more in a half, or in the page."""
        if narrow and self.used[1 - column] < self.place.bottom() - 1.0:
            self.used[column] = self.place.bottom()
        else:
            self._next()

    def _next(self) -> None:
        self.page = self.turn()
        self.used = [self.place.y(), self.place.y()]
