#!/usr/bin/env python3
"""Gather the pages of the manual in one language: those that were written, and those that the program itself can tell.

Usage: scripts/manual_pages.py LANGUAGE FOLDER

LANGUAGE is nl or en. FOLDER gets Markdown: the pages of docs/LANGUAGE, a page per algorithm (algoritmen/), the fields
(velden.md), the kentallen (kentallen.md) and the pictures. To be run in a Python that can import qgis.
"""

from __future__ import annotations

import html
import os
import re
import shutil
import sys
import tomllib
from pathlib import Path
from typing import Any

import manual_facts
from manual_facts import Item, Tool

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
WORDS = ROOT / "scripts" / "manual_words.toml"
SOURCE = "https://github.com/riothermie-kansen/riothermie-kansen/blob/main/"
LINK = re.compile(r"\]\(([^)#\s]+)(#[^)\s]*)?\)")


def main(language: str, folder: Path) -> None:
    """Write all pages."""
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    said, pages = words[language], words["pages"]
    tools = manual_facts.tools(manual_facts.plugin(language))
    for page in sorted((DOCS / language).rglob("*.md")):
        name = page.relative_to(DOCS / language)
        write(folder / name, moved(page.read_text(encoding="utf-8"), page, len(name.parts) - 1))
    shutil.copytree(DOCS / "images", folder / "images", dirs_exist_ok=True)
    write(folder / "algoritmen" / "index.md", overview(tools, said))
    for tool in tools:
        links = [page for page in pages.get(tool.key, []) if (DOCS / language / f"{page}.md").is_file()]
        write(folder / "algoritmen" / f"{tool.key}.md", tool_page(tool, links, said))
    write(folder / "velden.md", fields_page(tools, said))
    write(folder / "kentallen.md", figures_page(said))


def write(file: Path, text: str) -> None:
    """Write a page."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text.rstrip() + "\n", encoding="utf-8")


def moved(text: str, page: Path, depth: int) -> str:
    """Return a page whose links to pictures and to files outside the manual are right in its new place."""

    def link(match: re.Match[str]) -> str:
        target, anchor = match[1], match[2] or ""
        if "://" in target or target.startswith("mailto:"):
            return match[0]
        place = Path(os.path.normpath(page.parent / target))
        if place.is_relative_to(DOCS / "images"):
            return f"]({'../' * depth}images/{place.name})"
        if place.is_relative_to(DOCS):
            return match[0]
        return f"]({SOURCE}{place.relative_to(ROOT).as_posix()}{anchor})"

    return LINK.sub(link, text)


def overview(tools: list[Tool], said: dict[str, str]) -> str:
    """Return the list of all algorithms, by group."""
    parts = [f"# {said['algorithms']}", "", said["algorithms_about"], ""]
    for group in dict.fromkeys(tool.group for tool in tools):
        parts += [f"## {group}", ""]
        parts += [
            f"- [{tool.title}]({tool.key}.md) (`{tool.key}`): {tool.about}" for tool in tools if tool.group == group
        ]
        parts.append("")
    return "\n".join(parts)


def tool_page(tool: Tool, links: list[str], said: dict[str, str]) -> str:
    """Return the page of an algorithm."""
    parts = [f"# {tool.title}", "", f"{said['id']} `riothermie:{tool.key}`.", ""]
    titles = {"handleiding": said["manual"], "methode": said["method"]}
    shown = [f"[{titles[page.partition('/')[0]]}](../{page}.md)" for page in links]
    parts += [" · ".join(shown), ""] if shown else []
    parts += [tool.help, ""]
    usual = [item for item in tool.parameters if not item.advanced]
    rare = [item for item in tool.parameters if item.advanced]
    for title, items in ((said["input"], usual), (said["rare"], rare)):
        if items:
            parts += [f"## {title}", "", *parameter_table(items, said), ""]
    parts += [f"## {said['output']}", ""]
    parts += [f"- `{item.name}`: {sentence(item)}" for item in tool.outputs]
    for item in tool.outputs:
        if item.fields:
            parts += ["", f"### {said['fields']}: `{item.name}`", "", *field_table(item.fields, said)]
    return "\n".join(parts)


def sentence(item: Item) -> str:
    """Return the title of an output with its help."""
    return f"{cell(item.title)}. {cell(item.text)}" if item.text else f"{cell(item.title)}."


def parameter_table(items: list[Item], said: dict[str, str]) -> list[str]:
    """Return the rows of a table of parameters."""
    rows = []
    for item in items:
        must = "" if item.optional or item.value else f" ({said['required']})"
        told = f"**{cell(item.title)}**{must}. {cell(item.text)}{choices(item)}"
        value = {"True": said["yes"], "False": said["no"]}.get(item.value) or (code(item.value) if item.value else "")
        rows.append((f"`{item.name}`", told, value))
    return table((said["name"], said["meaning"], said["standard"]), rows)


def choices(item: Item) -> str:
    """Return the words to choose from, "" where there are none."""
    return f" {code(item.kind)}" if " · " in item.kind else ""


def field_table(columns: tuple[Any, ...], said: dict[str, str]) -> list[str]:
    """Return the rows of a table of columns."""
    rows = [(f"`{column.name}`", cell(column.title), cell(column.unit), said[column.kind]) for column in columns]
    return table((said["field"], said["meaning"], said["unit"], said["kind"]), rows)


def fields_page(tools: list[Tool], said: dict[str, str]) -> str:
    """Return the columns of all outputs."""
    parts = [f"# {said['fields']}", "", said["fields_about"]]
    for tool in tools:
        for item in tool.outputs:
            if item.fields:
                title = f"{tool.key}: {item.title} (`{item.name}`)"
                parts += ["", f"## {title}", "", *field_table(item.fields, said)]
    return "\n".join(parts)


def figures_page(said: dict[str, str]) -> str:
    """Return all kentallen."""
    parts = [f"# {said['kentallen']}", "", said["kentallen_about"]]
    head = (said["name"], said["value"], said["range"], f"{said['source']}; {said['note'].lower()}")
    for group, figures in manual_facts.figures().items():
        rows = [figure_row(figure, said["decimal"]) for figure in figures]
        parts += ["", f"## {group}", "", *table(head, rows)]
    return "\n".join(parts)


def figure_row(figure: Any, decimal: str) -> tuple[str, ...]:
    """Return the row of a kental."""
    values = figure.waarde if isinstance(figure.waarde, tuple) else (figure.waarde,)
    unit = "" if figure.eenheid == "-" else f" {figure.eenheid}"
    value = "; ".join(number(item, decimal) for item in values) + unit
    limits = " – ".join(number(limit, decimal) for limit in figure.bereik)
    told = " ".join(f"{text.rstrip('.')}." for text in (figure.bron, figure.toelichting) if text)
    return f"{cell(figure.naam)} `{figure.key}`", cell(value), cell(limits), cell(told)


def number(value: float, decimal: str) -> str:
    """Return a number as the language writes it."""
    return f"{value:.12g}".replace(".", decimal)


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    """Return a table in Markdown."""
    return [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *(f"| {' | '.join(row)} |" for row in rows)]


def cell(text: str) -> str:
    """Return text that can stand in a cell: on one line, nothing in it is markup."""
    plain = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
    return html.escape(plain, quote=False).replace("|", "\\|").replace("*", "\\*").replace("_", "\\_")


def code(text: str) -> str:
    """Return text as code that can stand in a cell."""
    return f"`{' '.join(text.split()).replace('|', chr(92) + '|')}`"


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
    sys.stdout.flush()
    os._exit(0)  # QGIS can crash while Python takes it down
