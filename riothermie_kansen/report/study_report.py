"""The report on a study, on one HTML page: the answer first, then a chapter per subject, and what it all rests on."""

from __future__ import annotations

from collections.abc import Mapping

from ..kentallen import Kentallen
from ..results import Results
from .language import Words
from .page import Page, Tile
from .study_model import Asked, Chapter, Study, shown


def study_of(
    results: Results, asked: Asked, *, kentallen: Kentallen, language: str = "nl", full: bool = True, version: str = ""
) -> Study:
    """Return a study in chapters."""
    words, own = Words(language), Words(language, "study_report_")
    title = asked.titel or own.say("title", place=asked.plaats or own.say("this_place"))
    changed = len(kentallen.changed())
    tiles = tuple(Tile(str(len(part.frame)), "", part.role.title(words.code)) for part in results.parts)
    tiles += (Tile(str(changed), "", own.say("changed")),)
    return Study(
        title, asked, "", version, Chapter("answer", own.say("answer"), tiles=tiles), (), words, own, full, results
    )


def study_html(study: Study, maps: Mapping[str, str]) -> str:
    """Return the report."""
    page = Page(study.title, study.words)
    page.add("<header>")
    page.title_line(study.title)
    page.add("</header>")
    page.tiles(list(study.answer.tiles))
    for chapter in study.chapters:
        page.heading(chapter.title)
        if chapter.key in maps:
            page.add(maps[chapter.key])
        for line in chapter.lines:
            page.paragraph(line)
        shown(chapter, study.full)
    page.footer(study.own.say("footer", version=study.version))
    return page.html()
