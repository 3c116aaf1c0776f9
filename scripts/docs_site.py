#!/usr/bin/env python3
"""What the site of the manual needs beside its pages: settings per language, and a first page with the versions.

Usage: scripts/docs_site.py config LANGUAGE VERSION FOLDER    write FOLDER/LANGUAGE.yml for the pages in FOLDER/LANGUAGE
       scripts/docs_site.py versions SITE                     write SITE/index.html and SITE/versions.json
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAVIGATION = ROOT / "scripts" / "docs_navigation.toml"
SETTINGS = {
    "use_directory_urls": False,  # so that the pages open from a folder too
    "markdown_extensions": ["tables", "toc", "attr_list", "md_in_html"],
    "validation": {
        "omitted_files": "warn",
        "links": {"not_found": "warn", "anchors": "warn", "unrecognized_links": "warn"},
    },
}
THEME = {
    "name": "material",
    "font": False,  # nothing from outside
    "features": ["navigation.indexes", "navigation.top", "toc.follow", "content.tooltips"],
    "palette": [
        {"media": "(prefers-color-scheme: light)", "scheme": "default", "primary": "blue grey", "accent": "red"},
        {"media": "(prefers-color-scheme: dark)", "scheme": "slate", "primary": "blue grey", "accent": "red"},
    ],
}


def config(language: str, version: str, folder: Path) -> None:
    """Write the settings of the site in one language, and a link to the same page in the other one on every page."""
    words = tomllib.loads(NAVIGATION.read_text(encoding="utf-8"))
    said = words[language]
    pages = folder / language
    settings = SETTINGS | {
        "site_name": f"Riothermie Kansen {version}",
        "docs_dir": str(pages),
        "nav": [{said[part]: _entries(pages, names)} for part, names in words["navigation"].items()],
        "theme": THEME | {"language": language},
        "copyright": f"Riothermie Kansen {version} · GPL-2.0-or-later",
        "plugins": [{"search": {"lang": language}}],
    }
    other = "en" if language == "nl" else "nl"
    for page in sorted(pages.rglob("*.md")):
        name = page.relative_to(pages)
        twin = name if (ROOT / "docs" / other / name).is_file() or _generated(name) else Path("index.md")
        up = "../" * len(name.parts)
        link = f'<p><a href="{up}{other}/{twin.with_suffix(".html").as_posix()}" lang="{other}">{said["other"]}</a></p>'
        page.write_text(f"{page.read_text(encoding='utf-8').rstrip()}\n\n{link}\n", encoding="utf-8")
    # JSON is YAML
    (folder / f"{language}.yml").write_text(json.dumps(settings, ensure_ascii=False, indent=1), encoding="utf-8")


def _generated(name: Path) -> bool:
    return name.parts[0] == "algoritmen" or name.name in ("velden.md", "kentallen.md")


def _entries(pages: Path, names: list[str]) -> list[str]:
    """Return the pages of a part of the navigation; ``*`` stands for all others in a folder."""
    found: list[str] = []
    for name in names:
        if name.endswith("*"):
            listed = sorted(path.relative_to(pages).as_posix() for path in pages.glob(f"{name}.md"))
            found += [path for path in listed if path not in found]
        elif (pages / f"{name}.md").is_file():
            found.append(f"{name}.md")
    return found


def versions(site: Path) -> None:
    """Write the first page: it opens the newest version, and lists all."""
    found = [folder.name for folder in site.iterdir() if (folder / "nl" / "index.html").is_file()]
    found.sort(key=lambda name: [int(part) for part in re.findall(r"\d+", name)], reverse=True)
    (site / "versions.json").write_text(json.dumps(found), encoding="utf-8")
    items = "".join(
        f'<li>{escape(name)}: <a href="{escape(name)}/nl/index.html">Nederlands</a>, '
        f'<a href="{escape(name)}/en/index.html" lang="en">English</a></li>'
        for name in found
    )
    (site / "index.html").write_text(
        '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Riothermie Kansen</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
        f"<body><h1>Riothermie Kansen</h1><p>Handleiding, per versie:</p><ul>{items}</ul></body></html>\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    if sys.argv[1] == "config":
        config(sys.argv[2], sys.argv[3], Path(sys.argv[4]))
    else:
        versions(Path(sys.argv[2]))
