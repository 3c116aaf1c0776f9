"""The pages of a printed study: cover, chapters with a map, tables, a page for each area."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qgis.core import QgsPrintLayout
from qgis.PyQt.QtCore import QRectF

from . import layout_tables
from .layout_blocks import GAP, count_fitting, height_of, paragraphs, tiles, tiles_height
from .layout_items import RIGHTS, Page, add_page, box, paragraph, words
from .layout_map_page import fill
from .layout_maps import finish_map, fitting_legend, map_item, place_legend, zoom
from .layout_shelf import Shelf
from .layout_tables import full_height
from .layout_text import ALERT, GREY, INK, RULE, Ruler, letters
from .mapping import Drawing

if TYPE_CHECKING:
    from ..riothermie_kansen.report.sheets import Booklet, Picture, Sheet, Table

MARGIN = 12.0
HEAD, FOOT = 24.0, 15.0
"""Room above and below what a page tells (mm)."""
SIZES = {"A4": (297.0, 210.0, 1.0), "A3": (420.0, 297.0, 1.3)}
"""Width and height (mm), and how much larger the letters are."""
COVER = (10.5, 9.5, 8.7)
"""Letters of the first page (points): the largest with which its text fits."""

LEGEND = 0.4
"""Share of the place of the map on the first page that its legend may take."""

Say = Callable[..., str]


@dataclass
class Book:
    """The pages while they are made.

    Attributes
    ----------
    layout
        Holds them.
    ruler
        Measures text.
    booklet
        What is printed.
    say
        Gives a sentence of ``messages/print.toml``.
    paper
        "A4" or "A3".
    pages
        All pages.
    starts
        Title of each chapter and the index of its first page.
    free
        Where the contents can stand on the first page (mm).
    open
        Page of the last chapter and where it is free from on (mm), None when that has a map.
    """

    layout: QgsPrintLayout
    ruler: Ruler
    booklet: Booklet
    say: Say
    paper: str = "A4"
    pages: list[Page] = field(default_factory=list)
    starts: list[tuple[str, int]] = field(default_factory=list)
    free: QRectF | None = None
    open: tuple[Page, float] | None = None

    def bare(self) -> Page:
        """Add a page without a heading."""
        width, height, big = SIZES[self.paper]
        page = add_page(self.layout, self.ruler, width, height, big)
        self.pages.append(page)
        return page

    def headed(self, title: str) -> Page:
        """Add a page with a heading."""
        page = self.bare()
        style = letters(16.0 * page.big, bold=True)
        while page.ruler.width(title, style) > page.width - 2.0 * MARGIN and style.size() > 9.0:
            style.setSize(style.size() - 0.5)
        words(page, title, QRectF(MARGIN, 9.0, page.width - 2.0 * MARGIN, 10.0), style, middle=True)
        box(page, QRectF(MARGIN, 20.0, page.width - 2.0 * MARGIN, 0.4), INK)
        return page


def body(page: Page) -> QRectF:
    """Return where the text of a page with a heading stands (mm)."""
    return QRectF(MARGIN, HEAD, page.width - 2.0 * MARGIN, page.height - HEAD - FOOT * page.big)


def chapter(book: Book, sheet: Sheet, drawn: Drawing | None, *, listed: bool = True, missing: str = "") -> None:
    """Add a chapter; `missing` stands where a map should be.

    One without a map stands below the one before when that has none either and there is room.
    """
    lines = [*sheet.lines, *([missing] if missing else [])]
    tables = [table for table in sheet.tables if table.rows]
    if drawn is None:
        page, top = _begin(book, sheet, lines, tables)
        place = body(page)
        top = tiles(page, sheet.figures, QRectF(place.x(), top, place.width(), 0.0))
        book.open = _more(book, page, sheet.title, lines, tables, top, charts=sheet.charts)
    else:
        page = book.headed(sheet.title)
        start = page.number
        over, tables, charts = fill(page, body(page), sheet, drawn, lines, tables, book.say)
        if over or tables or charts:
            title = f"{sheet.title} {book.say('continued')}"
            page = book.headed(title)
            _more(book, page, title, over, tables, body(page).y(), charts=charts, fresh=True)
        book.open = None
        page = book.pages[start]
    if listed:
        book.starts.append((sheet.title, page.number))


def _begin(book: Book, sheet: Sheet, lines: Sequence[str], tables: Sequence[Table]) -> tuple[Page, float]:
    """Return where a chapter without a map begins: below the one before when all of it fits there."""
    if book.open is not None and not sheet.charts:
        page, top = book.open
        place, heading = body(page), 13.0 * page.big
        wide = (place.width() - 2.0 * GAP) / 2.0
        tall = [height_of(page, [text], wide) for text in lines]
        needed = heading + tiles_height(page, sheet.figures, place.width()) + GAP
        needed += (sum(tall) + max(tall, default=0.0)) / 2.0 + GAP
        for table in tables:
            needed += GAP + full_height(page, layout_tables.ready(page.ruler, table, place.width(), page.big))
        if top + needed <= place.bottom():
            style = letters(13.0 * page.big, bold=True)
            title = page.ruler.wrap(sheet.title, style, place.width())[0]
            words(page, title, QRectF(place.x(), top + 3.0, place.width(), 7.0 * page.big), style)
            box(page, QRectF(place.x(), top + 3.0 + 6.8 * page.big, place.width(), 0.2), INK)
            return page, top + heading
    page = book.headed(sheet.title)
    return page, body(page).y()


def _more(
    book: Book,
    page: Page,
    title: str,
    lines: Sequence[str],
    tables: Sequence[Table],
    top: float,
    *,
    charts: Sequence[Picture] = (),
    fresh: bool = False,
) -> tuple[Page, float]:
    """Add paragraphs, charts and tables from a place on a page on; return where these end (mm)."""
    later = title if fresh else f"{title} {book.say('continued')}"
    while lines:
        place = body(page)
        rest = paragraphs(page, lines, QRectF(place.x(), top, place.width(), place.bottom() - top))
        lines, top = rest.lines, rest.top
        if lines:
            page = book.headed(later)
            top = body(page).y()
    shelf = Shelf(page, body(page), top, lambda: book.headed(later), book.say("continued"))
    shelf.charts(charts)
    shelf.tables(tables)
    return shelf.page, max(shelf.used)


def cover(book: Book, drawn: Drawing | None) -> None:
    """Add the first page: title, question, key figures, conclusion and perhaps a map."""
    told, page = book.booklet, book.bare()
    width = page.width - 2.0 * MARGIN
    band = 46.0 * page.big
    box(page, QRectF(0.0, 0.0, page.width, band), INK)
    style = letters(26.0 * page.big, "#ffffff", bold=True)
    while page.ruler.width(told.title, style) > width and style.size() > 12.0:
        style.setSize(style.size() - 1.0)
    words(page, told.title, QRectF(MARGIN, 0.18 * band, width + 4.0, 0.4 * band), style, middle=True)
    about = "  ·  ".join(text for text in (told.place, told.organisation, told.date) if text)
    words(page, about, QRectF(MARGIN, 0.62 * band, width, 0.2 * band), letters(12.0 * page.big, "#ffffff"), middle=True)
    top = band + 6.0
    if told.question:
        top += paragraph(page, told.question, QRectF(MARGIN, top, width, 10.0), letters(12.0 * page.big, GREY)) + 5.0
    top = tiles(page, told.cover.figures, QRectF(MARGIN, top, width, 10.0))
    left = 0.56 * width
    place = QRectF(MARGIN, top, left, page.height - FOOT * page.big - top)
    every = len(told.cover.lines)
    fits = (size for size in COVER if count_fitting(page, told.cover.lines, left, place.height(), size) == every)
    rest = paragraphs(page, told.cover.lines, place, next(fits, COVER[-1]))
    beside = QRectF(MARGIN + left + 2.0 * GAP, top, width - left - 2.0 * GAP, place.height())
    if drawn is not None and place.height() > 40.0:
        _cover_map(book, page, drawn, beside)
    else:
        book.free = beside
    if rest.lines:
        page = book.headed(told.title)
        _more(book, page, told.title, rest.lines, (), body(page).y())


def _cover_map(book: Book, page: Page, drawn: Drawing, place: QRectF) -> None:
    """Add a map to the first page with its legend below it, when that leaves the map large enough."""
    item = map_item(page, drawn, place, book.booklet.cover.key)
    legend, size = fitting_legend(page, item, drawn, "", place.width(), 0.6 * LEGEND * place.height())
    if size.height() <= LEGEND * place.height():
        place.setHeight(place.height() - size.height() - 2.0)
        zoom(page, item, drawn, place)
        place_legend(page, legend, QRectF(place.x(), place.bottom() + 2.0, size.width(), size.height()))
    finish_map(page, item, place)


def contents(book: Book) -> None:
    """Add the contents to the first page, when its right side is free."""
    if book.free is None or not book.starts:
        return
    page, place = book.pages[0], book.free
    words(page, book.say("contents"), place, letters(11.0 * page.big, bold=True))
    style = letters(9.5 * page.big)
    tall = page.ruler.height(["Ag"], style) + 1.8 * page.big
    top = place.y() + 7.5 * page.big
    for title, number in book.starts[: int((place.bottom() - top) / tall)]:
        line = page.ruler.wrap(title, style, place.width() - 14.0)
        words(page, line[0] + ("…" if line[1:] else ""), QRectF(place.x(), top, place.width() - 10.0, tall), style)
        words(page, str(number + 1), QRectF(place.right() - 12.0, top, 12.0, tall), style, RIGHTS)
        box(page, QRectF(place.x(), top + tall - 1.0 * page.big, place.width(), 0.15), RULE)
        top += tall


def feet(book: Book) -> None:
    """Add the foot of all pages: who made it, the warning, the number."""
    told, total = book.booklet, len(book.pages)
    for page in book.pages:
        top = page.height - FOOT * page.big + 3.0
        width = page.width - 2.0 * MARGIN
        box(page, QRectF(MARGIN, top, width, 0.2), RULE)
        grey, red = letters(7.0 * page.big, GREY), letters(7.0 * page.big, ALERT)
        made = "  ·  ".join(text for text in (told.title, told.place, told.date, told.maker) if text)
        spot = QRectF(MARGIN, top + 1.2, width - 62.0, 4.0 * page.big)
        words(page, page.ruler.wrap(made, grey, spot.width())[0], spot, grey)
        number = book.say("page", n=page.number + 1, total=total)
        words(page, number, QRectF(page.width - MARGIN - 60.0, top + 1.2, 60.0, 4.0 * page.big), grey, RIGHTS)
        if told.warning:
            spot = QRectF(MARGIN, top + 1.2 + 3.6 * page.big, width, 4.0 * page.big)
            words(page, page.ruler.wrap(told.warning, red, width)[0], spot, red)
