"""What is printed of a study, page by page: texts, key figures, tables and which layers are drawn.

All texts are made up already, in the language of the report; the shell only lays them out (`algorithms/print_pdf.py`).
"""

from __future__ import annotations

from dataclasses import dataclass

from ..messages import message
from .language import Words


@dataclass(frozen=True)
class Table:
    """A table of texts; a long one runs on over more pages, with its head repeated.

    Attributes
    ----------
    head, rows
        Texts of the columns; each row is as long as the head.
    caption
        Stands above it.
    left
        How many columns, from the first on, hold text; the others hold numbers and keep to the right.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    left: int = 1


@dataclass(frozen=True)
class Picture:
    """A chart (SVG) and what stands under it."""

    svg: str
    caption: str = ""


@dataclass(frozen=True)
class Sheet:
    """A chapter: a page with a map, texts and key figures, and the tables below or on pages after it.

    Attributes
    ----------
    key
        Name of the chapter, unique in its study; of a page of the atlas the id of its area.
    title
        Above the page.
    lines
        Paragraphs.
    figures
        Key figures: what it is, and the number with its unit.
    tables
        In this order.
    roles
        Keys of `roles.ROLES` of the layers that are drawn, the upper one first; none of them there: no map.
    focus
        Key of the role that the map is zoomed to; "" for all that is drawn except the background.
    charts
        After the texts and before the tables.
    """

    key: str
    title: str
    lines: tuple[str, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    tables: tuple[Table, ...] = ()
    roles: tuple[str, ...] = ()
    focus: str = ""
    charts: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Atlas:
    """A page for each area of a layer, the map zoomed to it.

    Attributes
    ----------
    role, field
        Layer of the areas, and its column that has the `Sheet.key` of their pages.
    sheets
        A page each, in this order. An area without a page is not printed; a page without an area has no map.
    """

    role: str
    field: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True)
class Booklet:
    """All that is printed of a study.

    Attributes
    ----------
    title, place
        Of the study.
    question
        That it answers, "" for none.
    organisation, date
        Who made it and when, in words.
    maker
        The plugin and its version, in the foot of each page.
    warning
        What every reader must know, e.g. that it is an estimate or made with synthetic data; in the foot of each page.
    cover
        Conclusion (lines), key figures and perhaps a map; its title is not printed: that of the study is.
    sheets
        The chapters, sources and limits last.
    atlas
        Pages of the areas: after the chapter whose key is `after`, or else after the last.
    after
        Key of a chapter.
    language
        "nl" or "en".
    """

    title: str
    place: str
    cover: Sheet
    sheets: tuple[Sheet, ...]
    question: str = ""
    organisation: str = ""
    date: str = ""
    maker: str = ""
    warning: str = ""
    atlas: Atlas | None = None
    after: str = ""
    language: str = "nl"


def printed(key: str, language: str, **values: object) -> str:
    """Return what the printed pages themselves say, e.g. above a legend; keys of ``messages/print.toml``.

    Values that are a float are written as a whole number in the language.
    """
    words = Words(language)
    shown = {name: words.number(value) if isinstance(value, float) else value for name, value in values.items()}
    return message(f"print_{key}", language, **shown)
