"""What a report on a study is made of: chapters with sentences, key figures, tables and charts.

The page, the printed sheets and the workbook are made from the same chapters, so they say the same. Tables hold raw
values; how these are written stands with their columns.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from ..schema import Column
from .language import MISSING, Words, unit_text
from .page import Tile

Form = Literal["text", "whole", "rounded", "share", "one", "two", "exact"]
"""How a value is written: a text, a whole number, three digits, a percentage, one or two decimals, as it is."""


YEARLY = re.compile(r"\bjr\b")
"""A year in a unit, in Dutch."""

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
TIED_HYPHEN = "\u2011"
"""A hyphen at which a line does not break."""


@dataclass(frozen=True)
class Asked:
    """What the user says of the study; all may be empty."""

    titel: str = ""
    plaats: str = ""
    vraag: str = ""
    organisatie: str = ""


@dataclass(frozen=True)
class Head:
    """A column of a table: its title in the language of the report, its unit, how values are written.

    `dutch`: its texts are in Dutch whatever the language of the report.
    """

    title: str
    unit: str = ""
    form: Form = "text"
    dutch: bool = False

    def text(self) -> str:
        """Return the title with the unit."""
        return f"{self.title} ({unit_text(self.unit)})" if self.unit else self.title


@dataclass(frozen=True)
class Table:
    """A table of raw values.

    Attributes
    ----------
    name
        Of its sheet in the workbook.
    caption
        Above it.
    heads, rows
        Columns, and rows of as many values; None and NaN are empty cells.
    left
        How many columns, from the first on, hold words.
    full
        Only in the full report; it is in the workbook always.
    dense
        Small print, for tables with many rows or columns.
    """

    name: str
    caption: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Any, ...], ...]
    left: int = 1
    full: bool = False
    dense: bool = False

    def texts(self, words: Words) -> list[list[str]]:
        """Return the rows as texts."""
        return [
            [written(value, head.form, words) for value, head in zip(row, self.heads, strict=True)] for row in self.rows
        ]

    def columns(self) -> tuple[Column, ...]:
        """Return the columns for a workbook; titles that are the same get a number."""
        found: dict[str, Column] = {}
        for head in self.heads:
            kind: Literal["text", "real"] = "text" if head.form == "text" else "real"
            name, n = head.text(), 1
            while name in found:
                n += 1
                name = f"{head.text()} {n}"
            found[name] = Column(name, kind, head.unit, head.title)
        return tuple(found.values())

    def frame(self) -> pd.DataFrame:
        """Return the raw values for a workbook."""
        names = [column.name for column in self.columns()]
        return pd.DataFrame({name: [row[i] for row in self.rows] for i, name in enumerate(names)})


@dataclass(frozen=True)
class Chart:
    """A chart (SVG) and what stands under it; `full`: only in the full report."""

    svg: str
    caption: str
    full: bool = False


@dataclass(frozen=True)
class Chapter:
    """A chapter.

    Attributes
    ----------
    key
        Name, unique in the report.
    title
        In the language of the report.
    lines
        Sentences: what the numbers say, a paragraph each.
    warnings
        What the reader must not miss.
    tiles, tables, charts
        Key figures, tables and charts.
    bullets, dutch
        A list under the sentences; `dutch`: it is in Dutch whatever the language of the report.
    roles
        Keys of the layers on its map, the upper one first; empty for no map.
    """

    key: str
    title: str
    lines: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    tiles: tuple[Tile, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    bullets: tuple[str, ...] = ()
    dutch: bool = False
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A map: image (PNG, shown at half its size), scale on a screen, legend: per layer (title, ((label, PNG), ...))."""

    png: bytes
    width_px: int
    height_px: int
    scale: float
    legend: tuple[tuple[str, tuple[tuple[str, bytes], ...]], ...] = ()


@dataclass(frozen=True)
class Raw:
    """A table of an output as it is, for the workbook."""

    name: str
    frame: pd.DataFrame
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Study:
    """A report in parts.

    Attributes
    ----------
    title, asked, date, version
        What it is about, when it was made (in words) and with which version of the plugin.
    answer
        The first page; `verdict` is its first sentence, `questions` what follows: title and paragraphs.
    missing
        What is not in it, and what it takes.
    chapters
        In order, without the answer.
    words, own
        The language.
    full
        Whether all tables are wanted.
    raw
        Tables of the outputs themselves, for the workbook.
    """

    title: str
    asked: Asked
    date: str
    version: str
    answer: Chapter
    verdict: str
    questions: tuple[tuple[str, tuple[str, ...]], ...]
    missing: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    words: Words
    own: Words
    full: bool
    raw: tuple[Raw, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables of the report, those of the full one too."""
        return tuple(table for chapter in (self.answer, *self.chapters) for table in chapter.tables)


def written(value: Any, form: Form, words: Words) -> str:
    """Return a value as text in the language of the report."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return MISSING
    if form == "text":
        text = str(value)
        return text.replace("-", TIED_HYPHEN) if DATE.fullmatch(text) else text
    number = float(value)
    writers: dict[str, Callable[[float], str]] = {
        "whole": words.number,
        "rounded": words.rounded,
        "share": words.percent,
        "one": lambda one: words.number(one, 1),
        "two": lambda one: words.number(one, 2),
        "exact": words.shortest,
    }
    return writers[form](number)


def columns_of(own: Words, *heads: tuple[str, str, Form]) -> tuple[Head, ...]:
    """Return columns from (key of the title, unit, form); a ``*`` after the key: its texts are Dutch always."""
    return tuple(
        Head(own.say(key.rstrip("*")), unit_in(unit, own), form, key.endswith("*")) for key, unit, form in heads
    )


def unit_in(unit: str, words: Words) -> str:
    """Return a unit in the language of the report: ``GJ/jr`` is ``GJ/yr`` in English."""
    return unit if words.code == "nl" else YEARLY.sub("yr", unit)


def shown(chapter: Chapter, full: bool) -> tuple[Sequence[Table], Sequence[Chart]]:
    """Return the tables and charts that the report shows."""
    tables = [table for table in chapter.tables if full or not table.full]
    return tables, [chart for chart in chapter.charts if full or not chart.full]
