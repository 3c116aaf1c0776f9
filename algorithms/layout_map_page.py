"""A printed page with a map: key figures, text and legend beside it, more text and tables below when they fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QRectF

from . import layout_tables
from .layout_blocks import GAP, count_fitting, figures, height_of, paragraphs
from .layout_items import RIGHTS, Page, paragraph, picture, words
from .layout_maps import finish_map, fitting_legend, map_item, place_legend, zoom
from .layout_shelf import CAPTION, chart_height
from .layout_tables import Ready, draw_table, full_height
from .layout_text import GREY, letters
from .mapping import Drawing

if TYPE_CHECKING:
    from ..riothermie_kansen.report.sheets import Picture, Sheet, Table

SIDE = 0.35
"""Share of the column beside a map."""
LOWEST = 0.55
"""Share of the height that a map keeps when something stands below it."""
SMALL = 9.0
"""Letters of the text (points)."""
SQUEEZED = 1.5
"""How much wider than the column beside the map a table may like to be to stand there."""


def fill(
    page: Page,
    place: QRectF,
    sheet: Sheet,
    drawn: Drawing,
    lines: Sequence[str],
    tables: Sequence[Table],
    say: Callable[..., str],
) -> tuple[list[str], list[Table], list[Picture]]:
    """Fill a page; return the paragraphs, tables and charts that had no room.

    Parameters
    ----------
    page, place
        The page, and where its text stands (mm).
    sheet, drawn
        The chapter and its map.
    lines, tables
        Paragraphs and tables.
    say
        Gives a sentence of ``messages/print.toml``.
    """
    side = SIDE * place.width()
    frame = QRectF(place.x(), place.y(), place.width() - side - GAP, place.height())
    left = frame.right() + GAP
    top = figures(page, sheet.figures, QRectF(left, place.y(), side, place.height()))
    item = map_item(page, drawn, frame, sheet.key)
    legend, needed = fitting_legend(page, item, drawn, say("legend"), side, place.bottom() - top)
    floor = place.bottom() - needed.height()
    beside = count_fitting(page, lines, side, floor - top - GAP, SMALL)
    top = paragraphs(page, lines[:beside], QRectF(left, top, side, floor - top - GAP), SMALL).top
    over = list(lines[beside:])
    room = (1.0 - LOWEST) * frame.height()
    tall = height_of(page, over, frame.width(), SMALL) + GAP if over else 0.0
    text: list[str] = []
    if tall <= room:
        text, over, room = over, [], room - tall
    low: list[Ready] = []
    rest: list[Table] = []
    for table in tables:
        made = layout_tables.ready(page.ruler, table, frame.width(), page.big)
        narrow = layout_tables.ready(page.ruler, table, side, page.big)
        likes = layout_tables.natural_width(page.ruler, table, page.big)
        if likes <= SQUEEZED * side and full_height(page, narrow) + 2.0 * GAP <= floor - top:
            top += draw_table(page, narrow, 1, len(narrow.cells) - 1, QRectF(left, top, side, 0.0)) + GAP
        elif full_height(page, made) + GAP <= room:
            low.append(made)
            room -= full_height(page, made) + GAP
        else:
            rest.append(table)
    charts: list[Picture] = []
    high: list[tuple[Picture, float]] = []
    for chart in sheet.charts:
        takes = chart_height(chart, frame.width()) + _told(page, chart, frame.width()) + GAP
        if takes <= room:
            high.append((chart, takes))
            room -= takes
        else:
            charts.append(chart)
    below = (tall if text else 0.0) + sum(takes for _, takes in high)
    frame.setHeight(frame.height() - below - sum(full_height(page, made) + GAP for made in low))
    zoom(page, item, drawn, frame)
    finish_map(page, item, frame)
    under = frame.bottom() + GAP
    if text:
        paragraphs(page, text, QRectF(frame.x(), under, frame.width(), tall), SMALL)
        under += tall
    for chart, takes in high:
        _draw_chart(page, chart, QRectF(frame.x(), under, frame.width(), takes - GAP))
        under += takes
    for made in low:
        under += draw_table(page, made, 1, len(made.cells) - 1, QRectF(frame.x(), under, 0.0, 0.0)) + GAP
    place_legend(page, legend, QRectF(left, floor, needed.width(), needed.height()))
    _scale(page, item.scale(), QRectF(left, floor + 1.6, side, 5.0 * page.big), say)
    return over, rest, charts


def _draw_chart(page: Page, chart: Picture, place: QRectF) -> None:
    """Add a chart with its caption at a place."""
    told = _told(page, chart, place.width())
    picture(page, chart.svg, QRectF(place.x(), place.y(), place.width(), place.height() - told))
    if chart.caption:
        spot = QRectF(place.x(), place.bottom() - told + 1.0, place.width(), told)
        paragraph(page, chart.caption, spot, letters(CAPTION * page.big, GREY))


def _told(page: Page, chart: Picture, width: float) -> float:
    """Return how high the caption of a chart is (mm)."""
    style = letters(CAPTION * page.big, GREY)
    return page.ruler.height(page.ruler.wrap(chart.caption, style, width), style) + 1.0 if chart.caption else 0.0


def _scale(page: Page, scale: float, place: QRectF, say: Callable[..., str]) -> None:
    """Add the scale in words."""
    words(page, say("scale", scale=float(scale)), place, letters(7.5 * page.big, GREY), RIGHTS)
