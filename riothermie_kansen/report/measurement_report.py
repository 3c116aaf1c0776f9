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

MAIN = (
    "bron.",
    "warmtepomp.cop",
    "wko.rendement",
    "wko.vollasturen",
    "vraag.",
    "gelijktijdigheid.",
    "droogweer.drempel",
    "droogweer.dagen_erna",
    "meetreeks.beschikbaarheid",
    "kosten_bron.waarde_gj",
)
"""Kentallen (keys or their beginnings) that decide on the outcome."""

OTHER = ("droogweer.", "meetreeks.", "kosten_bron.", "dwa.liter_per_inwoner", "dwa.verloop_inwoner")
"""Kentallen of the processing: thresholds, and what the indications rest on."""

SEASON = ("seizoen.", "wko.delta_t")
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
    yield_sections.summary(page, analysis, words)
    page.contents()
    measured_sections.measured(page, analysis, words)
    measured_sections.temperature(page, analysis, kentallen, words)
    measured_sections.dry_weather(page, analysis, kentallen, words)
    yield_sections.direct_delivery(page, analysis, kentallen, words)
    yield_sections.stored_delivery(page, analysis, kentallen, words)
    yield_sections.comparison(page, analysis, words)
    if season is not None:
        yield_sections.year(page, season, words)
    _assumptions(page, analysis, season, kentallen, words)
    _notes(page, analysis, words)
    _method(page, season, words)
    page.footer(words.say("footer", version=version).strip())
    return page.html()


def used(kentallen: Kentallen, beginnings: tuple[str, ...], without: tuple[str, ...] = ()) -> list[Kental]:
    """Return the kentallen whose key begins with one of `beginnings`, in that order, and not with one of `without`."""
    found = {
        key: kental
        for beginning in beginnings
        for key, kental in kentallen.items()
        if key.startswith(beginning) and not key.startswith(without)
    }
    return list(found.values())


def _assumptions(
    page: Page, analysis: Analysis, season: SeasonBalance | None, kentallen: Kentallen, words: Words
) -> None:
    page.heading(words.say("h_assumptions"))
    settings = analysis.settings
    page.paragraph(words.say("assumptions_lead"))
    share = settings.rwzi_share
    rows = [
        ("set_delta_t", words.shortest(settings.delta_t), "K"),
        ("set_cop", words.shortest(settings.cop), ""),
        ("set_availability", words.percent(settings.availability), ""),
        ("set_hours", words.shortest(settings.full_load_hours), words.say("unit_hours_year")),
        ("set_dwelling", words.shortest(settings.dwelling_gj), words.say("unit_gj_year")),
        ("set_dry", words.shortest(settings.dry_mm), "mm"),
        ("set_after", words.number(settings.days_after), words.say("unit_days")),
        ("set_rwzi", words.say("unknown") if share is None else words.percent(share, 1), ""),
        ("set_curve", words.say(f"curve_{settings.curve}"), ""),
        ("set_simultaneity", words.say(f"simultaneity_{settings.simultaneity.replace('-', '_')}"), ""),
    ]
    page.table(
        [words.say(key) for key in ("col_setting", "col_value", "col_unit")],
        [[words.say(key), value, unit] for key, value, unit in rows],
        caption=words.say("cap_settings"),
        left=(0, 2),
    )
    changed = {change.key: change.standaard for change in kentallen.changed()}
    method = "rv_leusden" if settings.simultaneity != "leusden" else "rv_grens"
    other = "tap_leusden" if settings.simultaneity != "leusden" else "tap_grens"
    main = used(kentallen, MAIN, (f"gelijktijdigheid.{method}", f"gelijktijdigheid.{other}"))
    names = {kental.key for kental in main}
    more = [kental for kental in used(kentallen, OTHER) if kental.key not in names]
    if words.code != "nl":
        page.paragraph(words.say("kentallen_dutch"), "small")
    _kentallen(page, main, changed, words, "cap_kentallen")
    if season is not None:
        _kentallen(page, used(kentallen, SEASON), changed, words, "cap_kentallen_season")
    _kentallen(page, more, changed, words, "cap_kentallen_other")
    page.paragraph(words.say("changed", n=words.number(len(changed))) if changed else words.say("unchanged"))
    elsewhere = sorted(set(changed) - names - {k.key for k in more} - {k.key for k in used(kentallen, SEASON)})
    if elsewhere:
        page.paragraph(words.say("changed_elsewhere", names=", ".join(elsewhere)), "small")


def _kentallen(page: Page, items: list[Kental], changed: dict[str, Value], words: Words, caption: str) -> None:
    rows = []
    for item in items:
        standard = words.say("standard_was", value=_value(changed[item.key], words)) if item.key in changed else ""
        unit = "" if item.eenheid == "-" else unit_text(item.eenheid)
        value = f"{_value(item.waarde, words)} {standard}".strip()
        rows.append([item.naam or item.key, value, unit, unit_text(item.bron)])
    head = [words.say(key) for key in ("col_kental", "col_value", "col_unit", "col_source")]
    page.table(head, rows, caption=words.say(caption), left=(0, 2, 3), lang=(0, 2, 3))


def _value(value: Value, words: Words) -> str:
    return "; ".join(words.shortest(one) for one in value) if isinstance(value, tuple) else words.shortest(value)


def _notes(page: Page, analysis: Analysis, words: Words) -> None:
    page.heading(words.say("h_notes"))
    page.bullets([words.say(f"limit_{n}") for n in range(1, 6)])
    weather = analysis.weather
    notes = [*analysis.measured.notes, *(weather.notes if weather else []), *analysis.notes]
    dutch = None if words.code == "nl" else "nl"
    if notes:
        page.subheading(words.say("h_run_notes"))
        page.bullets(list(dict.fromkeys(notes)), dutch)
    counts = _findings(analysis)
    if counts:
        page.subheading(words.say("h_findings"))
        page.paragraph(words.say("findings_lead"))
        head = [words.say(key) for key in ("col_severity", "col_count", "col_example")]
        page.table(head, counts, caption=words.say("cap_findings"), left=(0, 2), lang=(0, 2))


def _findings(analysis: Analysis) -> list[list[str]]:
    """Return severity, number and first sentence of each kind of finding, the serious ones first."""
    weather = analysis.weather
    frames = [
        found.frame(None)
        for found in (analysis.measured.findings, *([weather.findings] if weather else []), analysis.findings)
    ]
    seen: dict[tuple[str, str], list[str]] = {}
    for frame in frames:
        for row in frame.drop(columns="geometry").itertuples(index=False):
            texts = seen.setdefault((str(row.ernst), str(row.soort)), [])
            if str(row.tekst) not in texts:
                texts.append(str(row.tekst))
    order = {"fout": 0, "waarschuwing": 1, "info": 2}
    return [
        [severity, str(len(texts)), texts[0]]
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
