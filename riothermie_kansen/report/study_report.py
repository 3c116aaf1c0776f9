"""The report on a study, on one HTML page: the answer first, then a chapter per subject, and what it all rests on."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping, Sequence
from html import escape

import numpy as np
import pandas as pd

from ..kentallen import Kentallen
from ..results import Part, Results
from ..schema import Column
from .language import Words
from .page import Page
from .study_answer import answer_chapter
from .study_basis import (
    assumptions_chapter,
    data_chapter,
    limits_chapter,
    missing_of,
    question_chapter,
    sources_chapter,
)
from .study_facts import facts_of
from .study_model import Asked, Chapter, Picture, Raw, Study, shown
from .study_money import case_chapter, co2_chapter, resident_chapter
from .study_places import demand_chapter, kavel_chapter, match_chapter
from .study_sewer import measured_chapter, sewer_chapter, source_chapter
from .study_works import ground_chapter, network_chapter

TABLED = ("bronpunten", "onttrekkingen", "geschiktheid_gebieden", "clusters")
"""Layers with places whose attributes stand in the workbook too, besides all tables."""

TOGETHER = 14
"""Rows of a table that stays on one page in print."""

UNIT = re.compile(r"(?P<title>.*?)\s*\[(?P<unit>[^\[\]]*)\]$")
"""How an alias tells the unit."""


def study_of(
    results: Results,
    asked: Asked,
    *,
    kentallen: Kentallen,
    language: str = "nl",
    full: bool = True,
    version: str = "",
    date: str = "",
) -> Study:
    """Return a study in chapters.

    Parameters
    ----------
    results
        Outputs of the algorithms.
    asked
        Title, place, question and organisation.
    kentallen
        For the limits at which a sentence changes, and the names of key figures.
    language
        "nl" or "en". Reasons, notes and names of key figures are in Dutch in both.
    full
        With all tables, charts and assumptions.
    version
        Of the plugin.
    date
        ISO date of the report, "" for none.
    """
    words, own = Words(language), Words(language, "study_report_")
    facts = facts_of(results, kentallen)
    answer, said = answer_chapter(results, facts, kentallen, words, own)
    makers: Sequence[Callable[[], Chapter | None]] = (
        lambda: question_chapter(results, asked, own),
        lambda: data_chapter(results, words, own),
        lambda: sewer_chapter(results, facts, words, own),
        lambda: measured_chapter(results, words, own),
        lambda: source_chapter(results, words, own),
        lambda: demand_chapter(results, words, own),
        lambda: match_chapter(results, facts, words, own),
        lambda: network_chapter(results, facts, words, own),
        lambda: ground_chapter(results, words, own),
        lambda: kavel_chapter(results, facts, words, own),
        lambda: case_chapter(results, facts, words, own),
        lambda: resident_chapter(results, words, own),
        lambda: co2_chapter(results, words, own),
        lambda: assumptions_chapter(results, kentallen, words, own, full=full),
        lambda: limits_chapter(results, facts, own),
        lambda: sources_chapter(results, words, own),
    )
    chapters = tuple(chapter for make in makers if (chapter := make()) is not None)
    title = asked.titel or own.say("title", place=asked.plaats or own.say("this_place"))
    return Study(
        title=title,
        asked=asked,
        date=words.day(np.datetime64(date)) if date else "",
        version=version,
        answer=answer,
        verdict=said.verdict,
        questions=said.parts,
        missing=tuple(missing_of(results, own)),
        chapters=chapters,
        words=words,
        own=own,
        full=full,
        raw=tuple(_raw(part) for part in _tabled(results)) if full else (),
    )


def study_html(study: Study, maps: Mapping[str, Picture]) -> str:
    """Return the report.

    Parameters
    ----------
    study
        The chapters.
    maps
        Key of a chapter (``answer`` for the first page) to its map.
    """
    page, own = Page(study.title, study.words), study.own
    page.add("<header>")
    page.title_line(study.title)
    known = (study.asked.plaats, study.asked.organisatie, study.date)
    page.paragraph(" · ".join(text for text in known if text), "sub")
    page.paragraph(study.asked.vraag, "lead")
    page.add("</header>")
    page.paragraph(study.verdict, "message")
    page.tiles(list(study.answer.tiles))
    for text in study.answer.warnings:
        page.warning(text)
    for title, paragraphs in study.questions:
        page.subheading(title)
        for text in paragraphs:
            page.paragraph(text)
    _pictures(page, study, study.answer, maps)
    if study.missing:
        page.subheading(own.say("missing_title"))
        page.bullets(list(study.missing))
    page.subheading(own.say("contents"))
    page.contents()
    for chapter in study.chapters:
        _chapter(page, study, chapter, maps)
    page.footer(own.say("footer", version=study.version))
    return page.html()


def _chapter(page: Page, study: Study, chapter: Chapter, maps: Mapping[str, Picture]) -> None:
    """Add a chapter: figures, what they say, the map, tables and charts."""
    words = study.words
    page.heading(chapter.title)
    for text in chapter.warnings:
        page.warning(text)
    if chapter.tiles:
        page.tiles(list(chapter.tiles))
    for text in chapter.lines:
        page.paragraph(text)
    page.bullets(list(chapter.bullets), lang="nl" if chapter.dutch and words.code != "nl" else None)
    tables, _ = shown(chapter, study.full)
    _pictures(page, study, chapter, maps)
    for table in tables:
        whole = table.dense and len(table.rows) <= TOGETHER
        if whole:
            page.add('<div style="break-inside:avoid">')
        page.table(
            [head.text() for head in table.heads],
            table.texts(words),
            caption=table.caption,
            left=tuple(range(table.left)) + tuple(i for i, head in enumerate(table.heads) if head.form == "text"),
            lang=tuple(i for i, head in enumerate(table.heads) if head.dutch),
            dense=table.dense,
        )
        if whole:
            page.add("</div>")


def _pictures(page: Page, study: Study, chapter: Chapter, maps: Mapping[str, Picture]) -> None:
    """Add the map and the charts of a chapter."""
    if chapter.key in maps:
        _map(page, chapter, maps[chapter.key], study.own)
    for chart in shown(chapter, study.full)[1]:
        page.figure(chart.svg, chart.caption)


def _map(page: Page, chapter: Chapter, picture: Picture, own: Words) -> None:
    """Add a map with its legend."""
    title = own.say("map_of", chapter=chapter.title)
    drawn = (
        f'<img src="{_data(picture.png)}" alt="{escape(title, quote=True)}" width="{picture.width_px // 2}" '
        f'height="{picture.height_px // 2}" style="display:block;width:100%;height:auto;border:1px solid #c9c2b4">'
    )
    parts = []
    for name, entries in picture.legend:
        items = "".join(
            f'<span style="display:inline-flex;align-items:center;gap:.3em;margin-right:1em"><img src="{_data(png)}" '
            f'alt="" style="height:1.1em;width:auto">{escape(label)}</span>'
            for label, png in entries
        )
        one = len(entries) == 1 and not entries[0][0]
        text = f"{items}{escape(name)}" if one else f"<b>{escape(name)}:</b> {items}"
        parts.append(f'<div style="margin:.15em 0">{text}</div>')
    legend = f'<div style="font-size:.85em;margin:.5em 0">{"".join(parts)}</div>' if parts else ""
    page.figure(drawn + legend, own.say("map_caption", title=title, scale=page.words.number(_round(picture.scale))))


def _round(scale: float) -> float:
    """Return a scale in two digits."""
    return float(f"{scale:.2g}")


def _data(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode('ascii')}"


def _tabled(results: Results) -> list[Part]:
    """Return the outputs whose rows stand in the workbook: all tables, and layers that are lists of a few things."""
    return [part for part in results.parts if part.role.geometry == "none" or part.role.key in TABLED]


def _raw(part: Part) -> Raw:
    """Return an output as a sheet of a workbook, without places."""
    titles: Mapping[str, str] = part.frame.attrs.get("titels", {})
    names = [name for name in part.frame.columns if name not in ("geometry", "fid")]
    frame = pd.DataFrame({name: part.frame[name].to_numpy() for name in names})
    columns = []
    for name in names:
        found = UNIT.match(titles.get(name, name))
        title, unit = (found["title"], found["unit"]) if found else (titles.get(name, name), "")
        real = pd.api.types.is_numeric_dtype(frame[name])
        columns.append(Column(name, "real" if real else "text", unit, title))
    return Raw(f"tabel_{part.role.key}", frame, tuple(columns))
