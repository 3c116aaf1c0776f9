"""Blocks of text on a printed page: key figures as tiles or as a list, paragraphs as far as there is room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qgis.core import QgsTextFormat
from qgis.PyQt.QtCore import QRectF

from .layout_items import RIGHTS, Page, box, paragraph, words
from .layout_text import GREY, letters

GAP = 5.0
"""Between blocks (mm)."""
BETWEEN = 2.4
"""Between paragraphs (mm)."""
TILES = 4
COLUMNS_FROM = 200.0
"""Paragraphs stand in two columns where they have more room than this (mm)."""


@dataclass(frozen=True)
class Rest:
    """Paragraphs that had no room, and where the page goes on (mm)."""

    lines: list[str]
    top: float


def tiles_height(page: Page, some: Sequence[tuple[str, str]], width: float) -> float:
    """Return how high key figures are as tiles, with the room below them (mm)."""
    return sum(tall + GAP for *_, tall in _tile_rows(page, some, width))


def tiles(page: Page, some: Sequence[tuple[str, str]], place: QRectF) -> float:
    """Add key figures as tiles; return where the page goes on (mm)."""
    top, wide = place.y(), _tile_width(place.width(), len(some))
    big, small = letters(14.0 * page.big, bold=True), letters(8.0 * page.big, GREY)
    for above, below, first, tall in _tile_rows(page, some, place.width()):
        for n, (value, name) in enumerate(zip(above, below, strict=True)):
            left = place.x() + n * (wide + GAP)
            box(page, QRectF(left, top, wide, tall))
            words(page, "\n".join(value), QRectF(left + 3.0, top + 2.5, wide - 4.0, first + 1.0), big)
            spot = QRectF(left + 3.0, top + first + 3.7, wide - 4.0, tall - first - 3.7)
            words(page, "\n".join(name), spot, small)
        top += tall + GAP
    return top


def _tile_rows(
    page: Page, some: Sequence[tuple[str, str]], width: float
) -> Iterator[tuple[list[list[str]], list[list[str]], float, float]]:
    """Yield per row of tiles: lines of the numbers and of the names, height of the numbers and of the tiles (mm)."""
    big, small = letters(14.0 * page.big, bold=True), letters(8.0 * page.big, GREY)
    room, across = _tile_width(width, len(some)) - 6.0, _across(len(some))
    for start in range(0, len(some), across):
        row = some[start : start + across]
        above = [page.ruler.wrap(value, big, room) for _, value in row]
        below = [page.ruler.wrap(name, small, room) for name, _ in row]
        first = max(page.ruler.height(text, big) for text in above)
        yield above, below, first, first + max(page.ruler.height(text, small) for text in below) + 6.5


def _across(count: int) -> int:
    """Return how many tiles stand beside each other, so that rows are of about the same length."""
    return TILES if count <= TILES else -(-count // -(-count // TILES))


def _tile_width(width: float, count: int) -> float:
    across = _across(count)
    return (width - GAP * (across - 1)) / across


def count_fitting(page: Page, lines: Sequence[str], width: float, height: float, size: float = 9.5) -> int:
    """Return how many paragraphs from the first on fit below each other (mm)."""
    style, left = letters(size * page.big), height
    for number, text in enumerate(lines):
        left -= _tall(page, text, style, width)
        if left < 0.0:
            return number
    return len(lines)


def height_of(page: Page, lines: Sequence[str], width: float, size: float = 9.5) -> float:
    """Return how high paragraphs are below each other (mm)."""
    style = letters(size * page.big)
    return sum(_tall(page, text, style, width) for text in lines)


def _tall(page: Page, text: str, style: QgsTextFormat, width: float) -> float:
    return page.ruler.height(page.ruler.wrap(text, style, width), style) + BETWEEN * page.big


def paragraphs(page: Page, lines: Sequence[str], place: QRectF, size: float = 9.5) -> Rest:
    """Add paragraphs as far as there is room, in two columns where the place is wide.

    One that is longer than half a page is broken where the room ends, others are kept together.
    """
    style = letters(size * page.big)
    columns = 2 if place.width() > COLUMNS_FROM * page.big else 1
    wide = (place.width() - (columns - 1) * 2.0 * GAP) / columns
    heights = [_tall(page, text, style, wide) for text in lines]
    limit = place.height()
    if columns == 2 and sum(heights) < 2.0 * limit:  # columns of the same height
        limit = min(limit, (sum(heights) + max(heights, default=0.0)) / 2.0)
    column, used, lowest = 0, 0.0, 0.0
    for number, (text, tall) in enumerate(zip(lines, heights, strict=True)):
        if used and used + tall > limit and column + 1 < columns:
            column, used = column + 1, 0.0
        spot = QRectF(place.x() + column * (wide + 2.0 * GAP), place.y() + used, wide, place.height() - used)
        if tall > spot.height():
            over = _cut(page, text, spot, style) if tall > page.height / 2.0 else text
            return Rest([over, *lines[number + 1 :]], place.bottom())
        paragraph(page, text, spot, style)
        used += tall
        lowest = max(lowest, used)
    return Rest([], place.y() + lowest + (GAP / 2.0 if lines else 0.0))


def _cut(page: Page, text: str, place: QRectF, style: QgsTextFormat) -> str:
    """Add as many lines of a paragraph as fit; return the rest."""
    lines = page.ruler.wrap(text, style, place.width())
    count = len(lines)
    while count and page.ruler.height(lines[:count], style) > place.height():
        count -= 1
    if count:
        paragraph(page, "\n".join(lines[:count]), place, style)
    return " ".join(lines[count:])


def figures(page: Page, figures: Sequence[tuple[str, str]], place: QRectF) -> float:
    """Add key figures below each other; return where the column goes on (mm)."""
    if not figures:
        return place.y()
    name, value = letters(8.0 * page.big, GREY), letters(9.5 * page.big, bold=True)
    room = place.width() - 6.0
    rows = []
    for told, number in figures:
        wide = min(page.ruler.width(number, value), 0.55 * room)
        right = page.ruler.wrap(number, value, wide + 0.5)
        left = page.ruler.wrap(told, name, room - wide - 3.0)
        tall = max(page.ruler.height(right, value), page.ruler.height(left, name)) + 1.6 * page.big
        rows.append((left, right, room - wide - 3.0, wide, tall))
    height = sum(row[-1] for row in rows) + 4.0
    box(page, QRectF(place.x(), place.y(), place.width(), height))
    top = place.y() + 2.6
    for left, right, space, wide, tall in rows:
        words(page, "\n".join(left), QRectF(place.x() + 3.0, top + 0.4, space + 1.0, tall), name)
        spot = QRectF(place.right() - 3.0 - wide - 1.0, top, wide + 1.0, tall)
        words(page, "\n".join(right), spot, value, RIGHTS)
        top += tall
    return place.y() + height + 4.0
