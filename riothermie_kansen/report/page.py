"""A self-contained HTML page for a report: no script, nothing from outside, readable on paper and on a phone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from .language import Words

STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { font: 16px/1.55 "Open Sans", "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #16324a; background: #fff;
  max-width: 60em; margin: 2em auto 4em; padding: 0 1em; }
h1 { margin: 0; line-height: 1.2; font-size: 1.9em; }
h2 { margin: 2.6em 0 .6em; padding-top: .5em; border-top: 2px solid #16324a; font-size: 1.35em; line-height: 1.25; }
header + h2 { margin-top: 1.2em; }
h3 { margin: 1.8em 0 .4em; font-size: 1.05em; }
p, ul, ol { margin: .6em 0; } li { margin: .25em 0; }
p, li { max-width: 46em; overflow-wrap: break-word; }
.sub { color: #5f6b73; margin: .3em 0 1em; }
.lead { font-size: 1.08em; }
.warning { border: 2px solid #a50f15; color: #a50f15; font-weight: bold; padding: .5em .9em; max-width: none; }
.message { background: #f6f3ec; padding: .8em 1em; max-width: none; }
.formula { background: #f6f3ec; border-left: 3px solid #2f7ebc; padding: .5em 1em; max-width: none; }
.small { color: #5f6b73; font-size: .85em; }
nav ol { columns: 2; margin: 0; font-size: .92em; padding-left: 1.6em; } nav a { color: inherit; }
nav li { break-inside: avoid; margin: 0 0 .4em; }
.tiles { display: flex; flex-wrap: wrap; gap: .6em; margin: .5em 0 1.2em; }
.tile { flex: 1 1 9.5em; background: #f6f3ec; border-top: 3px solid #2f7ebc; padding: .6em .9em .7em; }
.tile b { display: block; font-size: 1.7em; line-height: 1.2; font-weight: 600; white-space: nowrap; }
.tile b small { font-size: .55em; font-weight: 400; }
.tile span { display: block; color: #5f6b73; font-size: .85em; line-height: 1.35; }
figure { margin: 1.4em 0; break-inside: avoid; }
figcaption { color: #5f6b73; font-size: .88em; max-width: 52em; margin-top: .3em; }
figcaption b { color: #16324a; }
svg { display: block; width: 100%; height: auto; }
.wide { overflow-x: auto; margin: 1em 0; } figure .wide { margin: 0; }
table { border-collapse: collapse; width: 100%; font-size: .93em; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: #5f6b73; padding: .3em 0; } caption b { color: #16324a; }
th, td { border-bottom: 1px solid #c9c2b4; padding: .3em .6em; text-align: right; vertical-align: top; }
th { font-weight: 600; } thead th { border-bottom: 2px solid #16324a; vertical-align: bottom; }
.left { text-align: left; } .dense { font-size: .82em; } .dense td { padding: .14em .5em; }
.dense td:first-child { min-width: 7em; } .chosen { background: #f6f3ec; font-weight: 600; }
tfoot td { font-weight: bold; }
footer { margin-top: 3em; border-top: 1px solid #c9c2b4; color: #5f6b73; font-size: .85em; }
@media (max-width: 640px) {
  body { margin-top: 1em; font-size: 15px; } h1 { font-size: 1.5em; } nav ol { columns: 1; }
  .wide svg { min-width: 600px; }
}
@page { size: A4; margin: 18mm 17mm 20mm; }
@media print {
  body { font-size: 10pt; max-width: none; margin: 0; padding: 0; }
  h2 { margin-top: 1.6em; } h2, h3, caption { break-after: avoid; }
  tr, nav, .tiles, .message, .warning, .formula, table:not(.dense) { break-inside: avoid; }
  thead { display: table-header-group; } tfoot { display: table-row-group; } .wide { overflow: visible; }
  .tile, .message, .formula, .chosen { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
"""Look of a page; fonts and colours are those of the other reports of the plugin."""

UNIT = re.compile(r"(?<=\d) (?=(?:m³|kW|GJ|°C|%|K|mm|EUR|l/s)\b|[°%])")
"""The space between a number and its unit."""


@dataclass(frozen=True)
class Tile:
    """A key figure: the number as text, its unit, what it is, and a remark under it."""

    value: str
    unit: str
    title: str
    remark: str = ""


@dataclass
class Page:
    """A page that grows from top to bottom; every text given is plain text and escaped here.

    Attributes
    ----------
    title
        Of the page.
    words
        Language; numbers of figures and tables are written in it.
    """

    title: str
    words: Words
    _parts: list[str] = field(default_factory=list)
    _sections: list[str] = field(default_factory=list)
    _counts: dict[str, int] = field(default_factory=lambda: {"figure": 0, "table": 0, "section": 0})
    _contents: int | None = None
    _before: int = 0

    def add(self, markup: str) -> None:
        """Add HTML that is ready."""
        self._parts.append(markup)

    def title_line(self, text: str) -> None:
        """Add the title above the page."""
        self.add(f"<h1>{escape(text)}</h1>")

    def footer(self, text: str) -> None:
        """Add the foot of the page; "" adds nothing."""
        if text:
            self.add(f"<footer><p>{escape(text)}</p></footer>")

    def heading(self, text: str) -> None:
        """Begin a numbered section."""
        self._counts["section"] += 1
        n = self._counts["section"]
        self._sections.append(text)
        self.add(f'<h2 id="s{n}">{n}. {escape(text)}</h2>')

    def subheading(self, text: str) -> None:
        """Begin a part of a section."""
        self.add(f"<h3>{escape(text)}</h3>")

    def paragraph(self, text: str, style: str = "", lang: str | None = None) -> None:
        """Add a paragraph; "" adds nothing. `style` is one of lead, message, warning, formula, small, sub."""
        if text:
            self.add(f"<p{_attributes(style, lang)}>{_running(text)}</p>")

    def warning(self, text: str) -> None:
        """Add what the reader must not miss."""
        self.paragraph(text, "warning")

    def bullets(self, items: Sequence[str], lang: str | None = None) -> None:
        """Add a list; an empty one adds nothing."""
        if items:
            self.add(f"<ul{_attributes('', lang)}>" + "".join(f"<li>{_running(item)}</li>" for item in items) + "</ul>")

    def tiles(self, tiles: Sequence[Tile]) -> None:
        """Add key figures beside each other."""
        drawn = []
        for tile in tiles:
            unit = f" <small>{escape(tile.unit)}</small>" if tile.unit else ""
            remark = f"<span>{escape(tile.remark)}</span>" if tile.remark else ""
            drawn.append(
                f'<div class="tile"><span>{escape(tile.title)}</span><b>{escape(tile.value)}{unit}</b>{remark}</div>'
            )
        self.add(f'<div class="tiles">{"".join(drawn)}</div>')

    def table(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        caption: str = "",
        left: Sequence[int] = (0,),
        chosen: int | None = None,
        foot: Sequence[str] = (),
        lang: Sequence[int] = (),
        dense: bool = False,
    ) -> None:
        """Add a table of texts.

        Parameters
        ----------
        head
            Titles of the columns; empty for none.
        rows
            Cells, formatted already.
        caption
            Under a number above the table; "" for none.
        left
            Columns of words; the others are numbers and stand to the right.
        chosen
            Column that is marked.
        foot
            Last row, e.g. totals.
        lang
            Columns in Dutch whatever the language of the page.
        dense
            Small print, for long tables.
        """

        def line(cells: Sequence[str], tag: str) -> str:
            drawn = []
            for i, cell in enumerate(cells):
                style = " ".join(name for name, is_so in (("left", i in left), ("chosen", i == chosen)) if is_so)
                foreign = "nl" if tag == "td" and i in lang and self.words.code != "nl" else None
                scope = ' scope="col"' if tag == "th" else ""
                drawn.append(f"<{tag}{scope}{_attributes(style, foreign)}>{_cell(cell)}</{tag}>")
            return f"<tr>{''.join(drawn)}</tr>"

        over = f"<caption>{self._numbered('table')} {escape(caption)}</caption>" if caption else ""
        top = f"<thead>{line(head, 'th')}</thead>" if head else ""
        end = f"<tfoot>{line(foot, 'td')}</tfoot>" if foot else ""
        body = "".join(line(row, "td") for row in rows)
        style = _attributes("dense" if dense else "", None)
        self.add(f'<div class="wide"><table{style}>{over}{top}<tbody>{body}</tbody>{end}</table></div>')

    def figure(self, svg: str, caption: str) -> None:
        """Add a chart with its numbered caption."""
        under = f"<figcaption>{self._numbered('figure')} {_running(caption)}</figcaption>"
        self.add(f'<figure><div class="wide">{svg}</div>{under}</figure>')

    def contents(self) -> None:
        """Put the list of the sections that follow here."""
        self._contents, self._before = len(self._parts), len(self._sections)

    def html(self) -> str:
        """Return the page."""
        parts = list(self._parts)
        if self._contents is not None:
            first = self._before + 1
            names = enumerate(self._sections[self._before :], first)
            items = "".join(f'<li><a href="#s{i}">{escape(name)}</a></li>' for i, name in names)
            parts.insert(self._contents, f'<nav><ol start="{first}">{items}</ol></nav>')
        head = (
            '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{escape(self.title)}</title><style>{STYLE}</style>"
        )
        body = "\n".join(parts)
        return f'<!doctype html>\n<html lang="{self.words.code}"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'

    def _numbered(self, kind: str) -> str:
        self._counts[kind] += 1
        return f"<b>{escape(self.words.say(kind, n=self._counts[kind]))}</b>"


def _cell(text: str) -> str:
    """Return escaped text of a cell; an address may break at a slash, or its column pushes the others aside."""
    told = escape(text)
    return told.replace("/", "/<wbr>") if text.startswith(("http://", "https://")) else told


def _running(text: str) -> str:
    """Return escaped text in which a number stays on the line of its unit."""
    return escape(UNIT.sub("\u00a0", text))


def _attributes(style: str, lang: str | None) -> str:
    return (f' class="{style}"' if style else "") + (f' lang="{lang}"' if lang else "")
