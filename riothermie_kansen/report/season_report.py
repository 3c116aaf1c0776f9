"""The report on the season of a selection of sewer pipes, on one HTML page."""

from __future__ import annotations

from collections.abc import Sequence

from ..kentallen import Kentallen
from ..season.pipes import SeasonSettings
from ..season.reasons import CLASSES
from ..season.selection import MapSeason
from . import yield_sections
from .language import Words, unit_text
from .page import Page, Tile

KEYS = ("bron.", "warmtepomp.cop", "wko.", "vraag.warmte_per_woning", "seizoen.")
"""Beginnings of the kentallen that the season rests on."""


def season_html(
    season: MapSeason, *, kentallen: Kentallen, sources: Sequence[str] = (), language: str = "nl", version: str = ""
) -> str:
    """Return the report on the season of a selection.

    Parameters
    ----------
    season
        What was computed.
    kentallen
        The values that it was computed with.
    sources
        What was read, in words.
    language
        "nl" or "en". Notes and kentallen are in Dutch in both.
    version
        Of the plugin, for the foot of the page.
    """
    words, own = Words(language), Words(language, "season_report_")
    page = Page(own.say("title"), words)
    page.add("<header>")
    page.title_line(own.say("title"))
    page.paragraph("; ".join(sources), "sub")
    page.add("</header>")
    page.tiles(_tiles(season, kentallen, words, own))
    page.contents()
    yield_sections.year(page, season.balance, words)
    _pipes(page, season, words, own)
    page.heading(own.say("notes"))
    page.bullets(season.notes, lang="nl" if words.code != "nl" else None)
    _kentallen(page, kentallen, words, own)
    page.footer(own.say("footer", version=version))
    return page.html()


def _tiles(season: MapSeason, kentallen: Kentallen, words: Words, own: Words) -> list[Tile]:
    balance, settings = season.balance, SeasonSettings.from_kentallen(kentallen)
    demand = balance.demand_gj or float("nan")
    store = balance.needed and not balance.day_only
    return [
        Tile(
            words.number(season.dwellings), "", own.say("dwellings"),
            own.say("dwellings_remark", heat=words.shortest(settings.dwelling_gj)),
        ),
        Tile(
            words.rounded(float(season.flow.mean[0])), "l/s", own.say("flow"),
            own.say("flow_remark", hours=words.number(season.full_load_hours)),
        ),
        Tile(words.percent(balance.direct_gj / demand), "", own.say("direct"), own.say("direct_remark")),
        Tile(
            words.rounded(balance.capacity_gj) if store else "0", "GJ", own.say("content"),
            own.say("content_remark", volume=words.rounded(balance.volume_m3)) if store else own.say("no_storage"),
        ),
        Tile(
            own.say("yes") if balance.closes else own.say("no"), "", own.say("closes"),
            "" if balance.closes else own.say("short", share=words.percent(balance.shortage_gj / demand, 1)),
        ),
    ]  # fmt: skip


def _pipes(page: Page, season: MapSeason, words: Words, own: Words) -> None:
    """Add how many pipes are of each class: each on its own, for its own dwellings."""
    page.heading(own.say("pipes"))
    page.paragraph(own.say("pipes_lead"))
    pipes = season.pipes
    rows = []
    for kind in CLASSES:
        some = pipes[pipes["seizoen"] == kind]
        rows.append(
            [kind, own.say(f"class_{kind}"), words.number(len(some)), words.number(some["lengte_m"].sum() / 1000.0, 1)]
        )
    head = [own.say(key) for key in ("class", "meaning", "number", "length")]
    page.table(head, rows, caption=own.say("pipes_caption"), left=(0, 1))


def _kentallen(page: Page, kentallen: Kentallen, words: Words, own: Words) -> None:
    page.heading(own.say("kentallen"))
    changed = {change.key: change.standaard for change in kentallen.changed()}
    rows = []
    for key, kental in kentallen.items():
        if not key.startswith(KEYS):
            continue
        values = (
            [str(words.shortest(value)) for value in kental.waarde]
            if isinstance(kental.waarde, tuple)
            else [words.shortest(kental.waarde)]
        )
        mark = own.say("changed") if key in changed else ""
        rows.append([kental.naam, key, "; ".join(values), unit_text(kental.eenheid), mark, kental.bron])
    head = [own.say(name) for name in ("kental", "key", "value", "unit", "remark", "source")]
    page.table(head, rows, caption=own.say("kentallen_caption"), left=(0, 1, 3, 4, 5), lang=(0, 5))
