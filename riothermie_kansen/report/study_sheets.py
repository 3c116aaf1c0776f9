"""A study on paper: its chapters as sheets, with the short tables, and a sheet for each heat district."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from ..results import Results
from . import sheets
from .language import Words
from .study_basis import made_up
from .study_facts import numbers, part_of, texts
from .study_model import Chapter, Study, Table, unit_in

FIGURES, SAID = 4, 2
"""Key figures on the cover, and paragraphs to a question: these fit beside the map."""

LISTED = 200
"""Rows of a table on paper; the workbook has them all."""


def booklet(study: Study, results: Results) -> sheets.Booklet:
    """Return what is printed of a study."""
    own = study.own
    answer = study.answer
    cover = sheets.Sheet(
        "answer", answer.title, (study.verdict, *(_short(title, told, own) for title, told in study.questions)),
        _figures(answer)[:FIGURES], (), answer.roles,
    )  # fmt: skip
    pages = [_sheet(chapter, study) for chapter in study.chapters if chapter.key != "assumptions"]
    if study.missing:
        lines = (*pages[0].lines, f"{own.say('missing_title')}:", *study.missing)
        pages[0] = replace(pages[0], lines=lines)
    pages[0] = replace(pages[0], lines=(*answer.warnings, *pages[0].lines))
    return sheets.Booklet(
        title=study.title,
        place=study.asked.plaats,
        cover=cover,
        sheets=tuple(pages),
        question=study.asked.vraag,
        organisation=study.asked.organisatie,
        date=study.date,
        maker=f"Riothermie Kansen {study.version}".strip(),
        warning=own.say("foot_made_up" if made_up(results) else "foot_beware" if answer.warnings else "foot"),
        atlas=_atlas(study, results),
        after="kavels",
        language=study.words.code,
    )


def _short(title: str, told: tuple[str, ...], own: Words) -> str:
    """Return an answer in a paragraph for the cover: of several variants the first."""
    more = f" {own.say('more_inside')}" if len(told) > SAID else ""
    return f"{title} {' '.join(told[:SAID])}{more}"


def _sheet(chapter: Chapter, study: Study) -> sheets.Sheet:
    lines = (*chapter.warnings, *chapter.lines, *chapter.bullets)
    found = tuple(_table(table, study) for table in chapter.tables if not table.full and table.rows)
    charts = tuple(sheets.Picture(chart.svg, chart.caption) for chart in chapter.charts if not chart.full)
    return sheets.Sheet(chapter.key, chapter.title, lines, _figures(chapter), found, chapter.roles, charts=charts)


def _figures(chapter: Chapter) -> tuple[tuple[str, str], ...]:
    return tuple((tile.title, f"{tile.value} {tile.unit}".strip()) for tile in chapter.tiles)


def _table(table: Table, study: Study) -> sheets.Table:
    """Return a table with its columns of words first: only these stand to the left on paper."""
    order = sorted(range(len(table.heads)), key=lambda i: table.heads[i].form != "text" and i >= table.left)
    rows = tuple(tuple(row[i] for i in order) for row in table.texts(study.words))
    left = sum(table.heads[i].form == "text" or i < table.left for i in order)
    return sheets.Table(tuple(table.heads[i].text() for i in order), rows[:LISTED], table.caption, max(left, 1))


def _atlas(study: Study, results: Results) -> sheets.Atlas | None:
    """Return a sheet for each heat district, None without any."""
    part = part_of(results, "kavels")
    if part is None:
        return None
    frame, words, own = part.frame, study.words, study.own
    shown = (("woningen", "homes", "", 0), ("vraag_gj", "demand", "GJ/jr", 0), ("lijndichtheid", "density", "MWh/m", 2),
             ("dekking", "cover", "%", 0), ("net_eur", "net_cost", "EUR", 0))  # fmt: skip
    columns = {name: numbers(frame, name).tolist() for name, *_ in shown}
    names, reasons = texts(frame, "naam"), texts(frame, "reden")
    roles = next((chapter.roles for chapter in study.chapters if chapter.key == "kavels"), ())
    pages = []
    for i, key in enumerate(texts(frame, "kavel_id")):
        figures = tuple(
            (own.say(title), f"{words.number(columns[name][i], decimals)} {unit_in(unit, words)}".strip())
            for name, title, unit, decimals in shown if not pd.isna(columns[name][i])
        )  # fmt: skip
        title = sheets.printed("district", words.code, name=names[i] or key)
        pages.append(
            sheets.Sheet(
                key, title, tuple(filter(None, (reasons[i],))), figures, (), roles, "kavels",
            )
        )  # fmt: skip
    return sheets.Atlas("kavels", "kavel_id", tuple(pages))
