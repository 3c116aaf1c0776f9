#!/usr/bin/env python3
"""Turn the gathered pages of the manual into plain HTML that the plugin ships: what a dialog's help button opens.

Usage: scripts/help_html.py PAGES HTML LANGUAGE

PAGES is what scripts/manual_pages.py left. Pictures stay in the folder docs/images of the plugin. To be run in a Python
that has markdown.
"""

from __future__ import annotations

import re
import sys
from html import escape
from pathlib import Path

import markdown

STYLE = """
body { font: 16px/1.5 "Open Sans", "Segoe UI", Arial, sans-serif; color: #16324a; background: #fff; max-width: 62em;
  margin: 0 auto; padding: 1em 1.2em 4em; }
h1 { line-height: 1.2; } h2 { margin-top: 2em; border-top: 2px solid #c9c2b4; padding-top: .5em; }
a { color: #1d5f96; } img { max-width: 100%; height: auto; }
table { border-collapse: collapse; width: 100%; font-size: .93em; display: block; overflow-x: auto; }
th, td { border-bottom: 1px solid #c9c2b4; padding: .3em .6em; text-align: left; vertical-align: top; }
code { background: #f6f3ec; padding: 0 .25em; } pre { background: #f6f3ec; padding: .8em; overflow-x: auto; }
nav { font-size: .9em; }
"""
LINK = re.compile(r'(href|src)="([^"#:]+)(#[^"]*)?"')


def page(text: str, name: Path, language: str) -> str:
    """Return a page as HTML."""
    title = re.search(r"^# (.+)$", text, re.MULTILINE)
    body = markdown.markdown(text, extensions=["tables", "toc", "attr_list", "md_in_html", "fenced_code"])
    up = "../" * (len(name.parts) - 1)

    def link(match: re.Match[str]) -> str:
        target = match[2]
        if target.startswith(f"{up}images/"):
            target = f"{up}../../docs/{target.removeprefix(up)}"
        if target.endswith(".md"):
            target = f"{target[:-3]}.html"
        return f'{match[1]}="{target}{match[3] or ""}"'

    home = {"nl": ("Begin", "Gereedschappen"), "en": ("Start", "Tools")}[language]
    navigation = (
        f'<nav><a href="{up}index.html">{home[0]}</a> · <a href="{up}algoritmen/index.html">{home[1]}</a></nav>'
    )
    name_ = escape(title[1] if title else "Riothermie Kansen")
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8"><title>{name_}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}</style></head>\n<body>{navigation}\n{LINK.sub(link, body)}\n</body></html>\n"
    )


def main(pages: Path, target: Path, language: str) -> None:
    """Write all pages."""
    for file in sorted(pages.rglob("*.md")):
        name = file.relative_to(pages)
        made = (target / name).with_suffix(".html")
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_text(page(file.read_text(encoding="utf-8"), name, language), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
