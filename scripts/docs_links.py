#!/usr/bin/env python3
"""Check that every link of a built site leads to a page and an anchor that are there, and nothing comes from outside.

Usage: scripts/docs_links.py SITE

Prints what is wrong; exit code 1 when something is. Links to other sites are not followed.
"""

from __future__ import annotations

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

FETCHED = {"script": "src", "img": "src", "link": "href", "iframe": "src"}
"""What a browser fetches by itself."""
KEPT = ("canonical", "alternate", "next", "prev", "edit")
"""Relations of a link that a browser does not fetch."""


class Page(HTMLParser):
    """A page: its anchors, its links, and what it fetches."""

    def __init__(self) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag says."""
        values = {name: value or "" for name, value in attrs}
        self.anchors.update(values[name] for name in ("id", "name") if values.get(name))
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        name = FETCHED.get(tag)
        if name and values.get(name) and values.get("rel") not in KEPT:
            self.fetched.append(values[name])
            self.links.append(values[name])


def read(file: Path) -> Page:
    """Return a page."""
    page = Page()
    page.feed(file.read_text(encoding="utf-8"))
    return page


def problems(site: Path) -> list[str]:
    """Return what is wrong, in words."""
    pages = {file.resolve(): read(file) for file in sorted(site.rglob("*.html"))}
    found = []
    for file, page in pages.items():
        where = file.relative_to(site.resolve())
        if where.name == "404.html":  # its links count from the root of a server
            continue
        found += [f"{where}: {url} comes from outside" for url in page.fetched if urlsplit(url).netloc]
        for url in page.links:
            parts = urlsplit(url)
            if parts.scheme or parts.netloc:
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            if target.is_dir():
                target /= "index.html"
            if not target.exists():
                found.append(f"{where}: {url} leads nowhere")
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].anchors:
                found.append(f"{where}: {url} has no such anchor")
    return found


def main(site: Path) -> int:
    """Print what is wrong; return the exit code."""
    found = problems(site)
    for line in found:
        print(line)
    print(f"{len(list(site.rglob('*.html')))} pages, {len(found)} broken links.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
