"""The report on the heat demand of an area, as a consultant's chapter, on one HTML page."""

from __future__ import annotations

from collections.abc import Sequence

from ..demand.demand import Settings
from ..demand.insulation import shares
from ..demand.power import BY_HOURS
from ..demand.result import HeatDemand
from ..kentallen import Kental, Kentallen, Value
from . import demand_new_build, demand_sections
from .language import Words, unit_text
from .page import Page

KEYS = ("vraag.", "tapwater.", "isolatie.", "gasverbruik.", "nieuwbouw.", "dwa.inwoners_per_adres")
"""Beginnings of the kentallen that the demand rests on; the tables per type and period stand in CSV files."""

STEPS = ("join", "type", "demand", "scale", "insulation", "power", "tap", "cooling", "people", "new")


def demand_html(
    result: HeatDemand,
    *,
    settings: Settings,
    kentallen: Kentallen,
    sources: Sequence[str] = (),
    language: str = "nl",
    version: str = "",
) -> str:
    """Return the report on the heat demand.

    Parameters
    ----------
    result
        What was computed.
    settings
        The choices it was computed with.
    kentallen
        The values it was computed with.
    sources
        What was read, in words.
    language
        "nl" or "en". Notes, findings and kentallen are in Dutch in both.
    version
        Of the plugin, for the foot of the page.

    Returns
    -------
    str
        A whole HTML page without scripts or outside resources; the same for the same input.
    """
    words, own = Words(language), Words(language, "demand_report_")
    page = Page(own.say("title"), words)
    page.add("<header>")
    page.title_line(own.say("title"))
    page.paragraph(own.say("subtitle"), "sub")
    page.add("</header>")
    demand_sections.tiles(page, result, words, own)
    page.paragraph(own.say("lead"), "message")
    demand_sections.parts(page, result, words, own)
    page.contents()
    demand_sections.counts(page, result, sources, words, own)
    demand_sections.averages(page, result, words, own)
    demand_sections.types(page, result, words, own)
    demand_sections.homes(page, result, words, own)
    demand_sections.neighbourhoods(page, result, words, own)
    demand_new_build.new_build(page, result, words, own)
    demand_sections.origins(page, result, words, own)
    _choices(page, settings, kentallen, words, own)
    _notes(page, result, words, own)
    _method(page, own)
    _kentallen(page, kentallen, words, own)
    page.footer(own.say("footer", version=version))
    return page.html()


def _choices(page: Page, settings: Settings, kentallen: Kentallen, words: Words, own: Words) -> None:
    """Add the choices of the run and the kentallen that differ from the standard."""
    page.heading(own.say("h_choices"))

    def whether(name: str, value: bool) -> list[str]:
        return [own.say(f"set_{name}"), words.say("yes") if value else words.say("no")]

    saved = shares(settings.insulation, kentallen, settings.reductions)
    rows = [
        [own.say("set_method"), own.say(f"method_{settings.method}")],
        [own.say("set_insulation"), own.say(f"insulation_{settings.insulation}")],
    ]
    if saved:
        shown = "; ".join(f"{label} {words.percent(share)}" for label, share in sorted(saved.items()))
        rows += [[own.say("set_saving"), shown], whether("others", settings.insulate_others)]
    rows.append([own.say("set_power"), own.say(f"power_{settings.power}")])
    if saved and settings.power != BY_HOURS:
        rows.append(whether("follows", settings.power_follows))
    rows += [[own.say("set_tap"), own.say(f"tap_{settings.tap}")], whether("scale", settings.calibrate)]
    if settings.calibrate:
        rows.append(whether("vivet", settings.scale_vivet))
    page.table([own.say("col_setting"), own.say("col_choice")], rows, caption=own.say("cap_choices"), left=(0, 1))
    changed = kentallen.changed()
    if not changed:
        page.paragraph(own.say("unchanged"))
        return
    rows = [
        [
            kentallen[change.key].naam or change.key,
            _value(change.waarde, change.eenheid, words),
            _value(change.standaard, change.eenheid, words),
            _unit(kentallen[change.key]),
        ]
        for change in changed
    ]
    head = [own.say(key) for key in ("col_kental", "col_value", "col_standard", "col_unit")]
    page.table(head, rows, caption=own.say("cap_changed"), left=(0, 3), lang=(0, 3))


def _notes(page: Page, result: HeatDemand, words: Words, own: Words) -> None:
    page.heading(own.say("h_notes"))
    page.bullets([own.say(f"limit_{n}") for n in range(1, 6)])
    if result.notes:
        page.subheading(own.say("h_run"))
        page.bullets([unit_text(note) for note in dict.fromkeys(result.notes)], None if words.code == "nl" else "nl")
    frame = result.findings.unique().frame(None)
    seen: dict[tuple[str, str], list[str]] = {}
    for severity, kind, text in zip(frame["ernst"], frame["soort"], frame["tekst"], strict=True):
        seen.setdefault((str(severity), str(kind)), []).append(unit_text(str(text)))
    if not seen:
        return
    order = {"fout": 0, "waarschuwing": 1, "info": 2}
    rows = [
        [severity, words.number(len(texts)), texts[0]]
        for (severity, _), texts in sorted(seen.items(), key=lambda item: order.get(item[0][0], 3))
    ]
    page.subheading(own.say("h_findings"))
    head = [own.say(key) for key in ("col_severity", "col_number", "col_example")]
    page.table(head, rows, caption=own.say("cap_findings"), left=(0, 2), lang=(0, 2))


def _method(page: Page, own: Words) -> None:
    page.heading(own.say("h_method"))
    rows = [[own.say(f"m_{step}"), own.say(f"m_{step}_how"), own.say(f"m_{step}_source")] for step in STEPS]
    head = [own.say(key) for key in ("col_step", "col_rule", "col_source")]
    page.table(head, rows, caption=own.say("cap_method"), left=(0, 1, 2))


def _kentallen(page: Page, kentallen: Kentallen, words: Words, own: Words) -> None:
    page.heading(own.say("h_kentallen"))
    page.paragraph(own.say("kentallen_lead"))
    changed = {change.key for change in kentallen.changed()}
    rows = []
    for key, item in kentallen.items():
        if key.startswith(KEYS):
            mark = own.say("changed") if key in changed else ""
            value = _value(item.waarde, item.eenheid, words)
            rows.append([item.naam or key, value, _unit(item), mark, unit_text(item.bron)])
    head = [own.say(key) for key in ("col_kental", "col_value", "col_unit", "col_remark", "col_source")]
    page.table(head, rows, caption=own.say("cap_kentallen"), left=(0, 2, 3, 4), lang=(0, 2, 4), dense=True)


def _unit(item: Kental) -> str:
    return "" if item.eenheid == "-" else unit_text(item.eenheid).replace(" ", "\u00a0")


def _value(value: Value, unit: str, words: Words) -> str:
    return "; ".join(words.measured(one, unit) for one in (value if isinstance(value, tuple) else (value,)))
