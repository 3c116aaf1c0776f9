"""What every report on a map has: how it opens, the notes, and the kentallen that were used."""

from __future__ import annotations

from collections.abc import Sequence

from ..findings import Findings
from ..kentallen import Kentallen
from .language import Words, unit_text
from .page import Page, Tile


def opened(sources: Sequence[str], tiles: Sequence[Tile], words: Words, own: Words) -> Page:
    """Return a page with the title, what was read, and the main numbers.

    Parameters
    ----------
    sources
        What was read, in words.
    own
        Sentences of the report itself; ``title``.
    """
    page = Page(own.say("title"), words)
    page.add("<header>")
    page.title_line(own.say("title"))
    page.paragraph("; ".join(sources), "sub")
    page.add("</header>")
    page.tiles(list(tiles))
    return page


def add_notes(page: Page, notes: Sequence[str], findings: Findings, words: Words, own: Words) -> None:
    """Add counts and assumptions (Dutch), and how many findings there are of each kind.

    Parameters
    ----------
    own
        ``notes`` and ``findings``.
    """
    page.heading(own.say("notes"))
    page.bullets(list(notes), lang="nl" if words.code != "nl" else None)
    counts = findings.counts()
    if counts:
        page.paragraph(own.say("findings", kinds=", ".join(f"{kind} ({n})" for kind, n in counts.items())))


def add_kentallen(
    page: Page, kentallen: Kentallen, beginnings: tuple[str, ...], words: Words, own: Words, *, lead: bool = False
) -> None:
    """Add the kentallen of one number each whose key begins so, with their source; those that differ are marked.

    Parameters
    ----------
    own
        ``kentallen``, ``kentallen_caption``, ``kental``, ``key``, ``value``, ``unit``, ``changed``, ``changed_head``,
        ``source``, and with `lead` ``kentallen_lead``.
    """
    changed = {change.key for change in kentallen.changed()}
    rows = [
        [
            kental.naam, key, words.measured(kental.waarde, kental.eenheid), unit_text(kental.eenheid),
            own.say("changed") if key in changed else "", kental.bron,
        ]
        for key, kental in kentallen.items()
        if key.startswith(beginnings) and not isinstance(kental.waarde, tuple)
    ]  # fmt: skip
    page.heading(own.say("kentallen"))
    if lead:
        page.paragraph(own.say("kentallen_lead"))
    head = [own.say(name) for name in ("kental", "key", "value", "unit", "changed_head", "source")]
    page.table(head, rows, caption=own.say("kentallen_caption"), left=(0, 1, 3, 4, 5), lang=(0, 5), dense=lead)
