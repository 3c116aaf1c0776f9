"""The report on a measured sewer, as a consultant's chapter: from series to heat and dwellings, on one HTML page."""

from __future__ import annotations

import numpy as np

from ..kentallen import Kental, Kentallen, Value
from ..measurement.results import Analysis
from ..season.result import SeasonBalance
from . import measured_sections, yield_sections
from .language import Words, unit_text
from .measured_plots import ends
from .measured_time import Calendar
from .page import Page

CHOICES = (
    ("delta_t", "bron.delta_t"),
    ("cop", "warmtepomp.cop"),
    ("availability", "meetreeks.beschikbaarheid"),
    ("full_load_hours", "wko.vollasturen"),
    ("dwelling_gj", "vraag.warmte_per_woning"),
    ("dry_mm", "droogweer.drempel"),
    ("days_after", "droogweer.dagen_erna"),
)
"""Settings of a run and the kental that is their standard."""

MAIN = (
    "bron.dichtheid",
    "bron.warmtecapaciteit",
    "bron.t_",
    "meetreeks.koud_deel",
    "wko.rendement",
    "vraag.",
    "gelijktijdigheid.",
    "kosten_bron.waarde_gj",
)
"""Other kentallen (keys or their beginnings) that decide on the outcome."""

OTHER = ("droogweer.", "meetreeks.", "kosten_bron.", "dwa.liter_per_inwoner", "dwa.verloop_inwoner")
"""Kentallen of the processing: thresholds, and what the indications rest on."""

SEASON = ("seizoen.", "wko.delta_t", "bron.temperatuur_maand")
"""Kentallen of the season balance."""

SECOND = np.timedelta64(1, "s")


def measurement_html(
    analysis: Analysis, season: SeasonBalance | None, *, kentallen: Kentallen, language: str = "nl", version: str = ""
) -> str:
    """Return the report on a measurement.

    Parameters
    ----------
    analysis
        What the measurement tells.
    season
        Source against demand through the year; None leaves that section out.
    kentallen
        The values that the analysis was made with.
    language
        "nl" or "en". Notes, findings and kentallen are in Dutch in both.
    version
        Of the plugin, for the foot of the page.

    Returns
    -------
    str
        A whole HTML page without scripts or outside resources; the same for the same input.
    """
    words = Words(language)
    title = words.say("title")
    page = Page(title, words)
    calendar = Calendar.of(analysis, words)
    begin, end = ends(analysis)
    page.add("<header>")
    page.title_line(title)
    page.paragraph(
        words.say(
            "subtitle",
            source=analysis.measured.source,
            begin=calendar.day_of(begin),
            end=calendar.day_of(end - SECOND),
        ),
        "sub",
    )
    page.add("</header>")
    yield_sections.summary(page, analysis, kentallen, words)
    page.contents()
    measured_sections.measured(page, analysis, words)
    measured_sections.temperature(page, analysis, kentallen, words)
    measured_sections.dry_weather(page, analysis, kentallen, words)
    yield_sections.direct_delivery(page, analysis, kentallen, words)
    yield_sections.stored_delivery(page, analysis, kentallen, words)
    yield_sections.comparison(page, analysis, words)
    if season is not None:
        yield_sections.year(page, season, words)
    changed = {change.key: change.standaard for change in kentallen.changed()}
    groups = kental_groups(analysis, season, kentallen)
    _assumptions(page, analysis, kentallen, groups, changed, words)
    _notes(page, analysis, words)
    _method(page, season, words)
    measured_sections.every_day(page, analysis, words)
    _appendix(page, season, groups, changed, words)
    page.footer(words.say("footer", version=version).strip())
    return page.html()


def kental_groups(analysis: Analysis, season: SeasonBalance | None, kentallen: Kentallen) -> dict[str, list[Kental]]:
    """Return the kentallen that the report rests on: "main", "season" and "other", each at most once."""
    fixed = analysis.settings.simultaneity == "leusden"
    chosen = tuple(key for _, key in CHOICES)
    skipped = tuple(f"gelijktijdigheid.{kind}_{'grens' if fixed else 'leusden'}" for kind in ("rv", "tap"))
    seen = {*chosen, *skipped}
    groups = {}
    for name, beginnings in (("main", MAIN), ("season", SEASON), ("other", OTHER)):
        wanted = () if name == "season" and season is None else beginnings
        found = {key: item for start in wanted for key, item in kentallen.items() if key.startswith(start)}
        groups[name] = [item for key, item in found.items() if key not in seen]
        seen |= set(found)
    return groups


def _assumptions(
    page: Page,
    analysis: Analysis,
    kentallen: Kentallen,
    groups: dict[str, list[Kental]],
    changed: dict[str, Value],
    words: Words,
) -> None:
    page.heading(words.say("h_assumptions"))
    settings = analysis.settings
    page.paragraph(words.say("assumptions_lead"))
    rows, own = [], 0
    for name, key in CHOICES:
        kental, value = kentallen[key], float(getattr(settings, name))
        standard = changed.get(key, kental.waarde)
        own += value != standard
        source = unit_text(kental.bron) if value == kental.waarde else words.say("chosen_by_user")
        shown = "" if value == standard else _value(standard, words)
        rows.append([words.say(f"set_{name}"), words.shortest(value), _unit(kental), shown, source])
    share = settings.rwzi_share
    for name, text in (
        ("rwzi", words.say("unknown") if share is None else words.percent(share, 1)),
        ("curve", words.say(f"curve_{settings.curve}")),
        ("simultaneity", words.say(f"simultaneity_{settings.simultaneity.replace('-', '_')}")),
    ):
        rows.append([words.say(f"set_{name}"), "", "", "", text])
    head = [words.say(key) for key in ("col_setting", "col_value", "col_unit", "col_standard", "col_source_note")]
    page.table(head, rows, caption=words.say("cap_settings"), left=(0, 2, 4), lang=(2, 4))
    if words.code != "nl":
        page.paragraph(words.say("kentallen_dutch"), "small")
    _kentallen(page, groups["main"], changed, words, "cap_kentallen")
    shown_keys = {item.key for items in groups.values() for item in items} | {key for _, key in CHOICES}
    others = len(set(changed) & shown_keys - {key for _, key in CHOICES})
    page.paragraph(words.count("changed", own + others) if own + others else words.say("unchanged"))
    elsewhere = sorted(set(changed) - shown_keys)
    if elsewhere:
        page.paragraph(words.say("changed_elsewhere", names=", ".join(elsewhere)), "small")


def _appendix(
    page: Page, season: SeasonBalance | None, groups: dict[str, list[Kental]], changed: dict[str, Value], words: Words
) -> None:
    page.heading(words.say("h_kentallen"))
    if season is not None:
        _kentallen(page, groups["season"], changed, words, "cap_kentallen_season")
    _kentallen(page, groups["other"], changed, words, "cap_kentallen_other")


def _kentallen(page: Page, items: list[Kental], changed: dict[str, Value], words: Words, caption: str) -> None:
    rows = []
    for item in items:
        standard = words.say("standard_was", value=_value(changed[item.key], words)) if item.key in changed else ""
        value = f"{_value(item.waarde, words)} {standard}".strip()
        rows.append([item.naam or item.key, value, _unit(item), unit_text(item.bron)])
    head = [words.say(key) for key in ("col_kental", "col_value", "col_unit", "col_source")]
    page.table(head, rows, caption=words.say(caption), left=(0, 2, 3), lang=(0, 2, 3), dense=True)


def _unit(item: Kental) -> str:
    return "" if item.eenheid == "-" else unit_text(item.eenheid).replace(" ", "\u00a0")


def _value(value: Value, words: Words) -> str:
    return "; ".join(words.shortest(one) for one in value) if isinstance(value, tuple) else words.shortest(value)


def _notes(page: Page, analysis: Analysis, words: Words) -> None:
    page.heading(words.say("h_notes"))
    page.bullets([words.say(f"limit_{n}") for n in range(1, 6)])
    dutch = None if words.code == "nl" else "nl"
    if analysis.notes:
        page.subheading(words.say("h_run_notes"))
        page.bullets(list(dict.fromkeys(analysis.notes)), dutch)
    counts = _findings(analysis, words)
    if counts:
        page.subheading(words.say("h_findings"))
        page.paragraph(words.say("findings_lead"))
        head = [words.say(key) for key in ("col_severity", "col_count", "col_example")]
        page.table(head, counts, caption=words.say("cap_findings"), left=(0, 2), lang=(0, 2))


def _findings(analysis: Analysis, words: Words) -> list[list[str]]:
    """Return severity, number and first sentence of each kind of finding, the serious ones first."""
    frame = analysis.findings.unique().frame(None)
    seen: dict[tuple[str, str], list[str]] = {}
    for severity, kind, text in zip(frame["ernst"], frame["soort"], frame["tekst"], strict=True):
        seen.setdefault((str(severity), str(kind)), []).append(unit_text(str(text)))
    order = {"fout": 0, "waarschuwing": 1, "info": 2}
    return [
        [severity, words.number(len(texts)), texts[0]]
        for (severity, _), texts in sorted(seen.items(), key=lambda item: order.get(item[0][0], 3))
    ]


def _method(page: Page, season: SeasonBalance | None, words: Words) -> None:
    page.heading(words.say("h_method"))
    keys = ["dry", "profile", "power", "building", "dwellings", "duration", "heat", "series", "economic", "extraneous"]
    rows = [[words.say(f"m_{key}"), words.say(f"m_{key}_how"), words.say(f"m_{key}_source")] for key in keys]
    if season is not None:
        rows.append([words.say("m_season"), words.say("m_season_how"), words.say("m_season_source")])
    head = [words.say(key) for key in ("col_step", "col_rule", "col_source")]
    page.table(head, rows, caption=words.say("cap_method"), left=(0, 1, 2))
