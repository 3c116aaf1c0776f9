"""The report on an energy match, on one HTML page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..kentallen import Kentallen
from ..match.columns import GEKOZEN, OPTIMAAL, SCORE, SOORTEN
from ..match.result import Match
from ..match.score import DENSITY, DISTANCE, INSULATION, KIND, NETWORK, OWNER, PARTS, SEWER
from ..wording import note
from .axes import Values, number_axis
from .charts import PLOT, Panel, chart
from .language import Words, unit_text
from .marks import Line, Mark
from .page import Page, Tile
from .pointers import Level, Moment
from .svg import BLUE, GREY, ORANGE, RED, Floats

KEYS = ("match.", "vraag.", "gelijktijdigheid.", "warmtepomp.cop")
"""Beginnings of the kentallen that a match rests on."""

BEYOND = 1.6
"""What would follow is drawn up to this many times the supply, or the demand that was chosen."""

STEPS = 12
"""Buildings in the table of the order of joining."""

SCALES = {DISTANCE: "match.afstand_bron", SEWER: "match.afstand_riool", DENSITY: "match.dichtheid"}
"""Parts of the score with a straight scale, and the kental with its ends."""


def match_html(
    match: Match, *, kentallen: Kentallen, sources: Sequence[str] = (), language: str = "nl", version: str = ""
) -> str:
    """Return the report on an energy match.

    Parameters
    ----------
    match
        What was computed.
    kentallen
        The values it was computed with.
    sources
        What was read, in words.
    language
        "nl" or "en". Notes and kentallen are in Dutch in both.
    version
        Of the plugin, for the foot of the page.
    """
    words, own = Words(language), Words(language, "match_report_")
    page = Page(own.say("title"), words)
    page.add("<header>")
    page.title_line(own.say("title"))
    page.paragraph("; ".join(sources), "sub")
    page.add("</header>")
    page.tiles(_tiles(match, words, own))
    page.paragraph(_verdict(match, words, own), "message")
    page.contents()
    _curve(page, match, words, own)
    _choice(page, match, words, own)
    _uptake(page, match, words, own)
    _score(page, match, kentallen, words, own)
    _order(page, match, words, own)
    page.heading(own.say("notes"))
    page.bullets(match.notes, lang=_dutch(words))
    _findings(page, match, words, own)
    _kentallen(page, kentallen, words, own)
    page.footer(own.say("footer", version=version))
    return page.html()


def _dutch(words: Words) -> str | None:
    return "nl" if words.code != "nl" else None


def _tiles(match: Match, words: Words, own: Words) -> list[Tile]:
    totals = match.totals
    supply = totals["aanbod_gj"]
    tiles = [
        Tile(
            words.number(totals["woningen"]), "", own.say("homes"),
            own.count("homes_remark", int(totals["gekozen"])),
        ),
        Tile(
            words.number(totals["warmte_gj"]), "GJ", own.say("heat"),
            own.say("heat_remark", supply=words.number(supply)) if np.isfinite(supply) else own.say("no_limit"),
        ),
        Tile(words.percent(totals["benut_procent"] / 100.0, 1), "", own.say("used"), own.say("used_remark")),
        Tile(
            words.number(totals["vermogen_kw"]), "kW", own.say("power"),
            own.say("power_remark", supply=words.number(totals["aanbod_kw"]))
            if np.isfinite(totals["aanbod_kw"]) else own.say("no_limit"),
        ),
    ]  # fmt: skip
    if np.isfinite(totals["kosten_eur"]):
        per = totals["kosten_eur"] / totals["woningen"] if totals["woningen"] > 0 else np.nan
        unit, name = (1e6, "million") if totals["kosten_eur"] >= 1e6 else (1e3, "thousand")
        tiles.append(
            Tile(
                words.rounded(totals["kosten_eur"] / unit),
                own.say(name),
                own.say("costs"),
                own.say("costs_remark", per=words.rounded(per)),
            )
        )
    return tiles


def _verdict(match: Match, words: Words, own: Words) -> str:
    """Return how good the selection is, as far as that is proved."""
    totals = match.totals
    if not np.isfinite(totals["kosten_eur"]):
        return own.say("no_streets")
    parts = []
    if np.isfinite(totals["hoogstens_gj"]):
        parts.append(own.say("bound_heat", heat=words.number(totals["hoogstens_gj"])))
    if np.isfinite(totals["gat_procent"]):
        parts.append(own.say("gap", gap=words.number(totals["gat_procent"], 1)))
    return " ".join(parts) or own.say("no_proof")


def _with_zero(values: pd.Series) -> Floats:
    return np.concatenate([[0.0], values.to_numpy(dtype=np.float64)])


def _curve(page: Page, match: Match, words: Words, own: Words) -> None:
    """Add the cumulative heat against the supply."""
    page.heading(own.say("curve"))
    page.paragraph(own.say("curve_lead"))
    main = match.curve[match.curve["methode"] == (match.curve["methode"].iloc[0] if len(match.curve) else SCORE)]
    chosen, later = main[main["gekozen"] == 1], main[main["gekozen"] == 0]
    other = match.curve[(match.curve["methode"] == SCORE) & (main["methode"].iloc[0] == OPTIMAAL)]
    supply = match.totals["aanbod_gj"]
    top = BEYOND * (supply if np.isfinite(supply) else max(match.totals["warmte_gj"], 1.0))
    later = later[later["cum_gj"] <= top]
    after = pd.concat([chosen.tail(1), later]) if len(chosen) else later
    marks: list[Mark] = []
    if len(later):
        marks.append(
            Line(
                after["cum_woningen"].to_numpy(dtype=np.float64), after["cum_gj"].to_numpy(dtype=np.float64),
                own.say("legend_later"), GREY, 1.4, "3 3",
            )
        )  # fmt: skip
    if len(other):
        marks.append(
            Line(_with_zero(other["cum_woningen"]), _with_zero(other["cum_gj"]), own.say("legend_score"), ORANGE, 1.8,
                 "7 3")
        )  # fmt: skip
    marks.append(
        Line(_with_zero(chosen["cum_woningen"]), _with_zero(chosen["cum_gj"]), own.say("legend_chosen"), BLUE, 2.6)
    )
    if np.isfinite(supply):
        name = own.say("mark_supply", heat=words.number(supply))
        marks.append(Level(supply, name, RED, None, near="left"))
    panels = [Panel(marks, Values(own.say("axis_heat")), height=280)]
    spent: list[Mark] = [
        Line(
            _with_zero(some["cum_woningen"]), _with_zero(some["cum_eur"]) / 1000.0, own.say(legend), colour, width, dash
        )
        for some, legend, colour, width, dash in (
            (other, "legend_score", ORANGE, 1.8, "7 3"), (chosen, "legend_chosen", BLUE, 2.6, None)
        )
        if np.isfinite(some["cum_eur"]).any()
    ]  # fmt: skip
    if spent:
        panels.append(Panel(spent, Values(own.say("axis_costs")), height=130))
    reached = [main["cum_woningen"].to_numpy(dtype=np.float64)[main["cum_gj"].to_numpy(dtype=np.float64) <= top]]
    reached += [other["cum_woningen"].to_numpy(dtype=np.float64)] if len(other) else []
    homes = np.concatenate([*reached, [1.0]])
    if len(chosen):
        panels[0] = Panel([*marks, Moment(float(match.totals["woningen"]), "", GREY)], panels[0].y, height=280)
    svg = chart(
        panels, number_axis(homes, PLOT, words, Values(own.say("axis_homes")), apart=70.0),
        title=own.say("plot_title"),
        description=own.say(
            "plot_description", homes=words.number(match.totals["woningen"]),
            heat=words.number(match.totals["warmte_gj"]), supply=words.number(supply),
        ),
        words=words,
    )  # fmt: skip
    page.figure(svg, own.say("plot_caption" if len(panels) > 1 else "plot_caption_plain"))


def _choice(page: Page, match: Match, words: Words, own: Words) -> None:
    """Add what became of all buildings, and the choice beside that by score."""
    page.heading(own.say("choice"))
    selection, totals = match.selection, match.totals
    rows = []
    for kind in SOORTEN:
        some = selection[selection["soort"] == kind]
        if len(some):
            name = own.say("kind_chosen") if kind == GEKOZEN else note(f"match_soort_{kind}")
            heat = float(np.nansum(some["warmte_gj"].to_numpy(dtype=np.float64)))
            rows.append([name, *(words.number(value) for value in (len(some), some["woningen"].sum(), heat))])
    heat = float(np.nansum(selection["warmte_gj"].to_numpy(dtype=np.float64)))
    foot = [own.say("total"), *(words.number(value) for value in (len(selection), selection["woningen"].sum(), heat))]
    head = [own.say(key) for key in ("col_kind", "col_buildings", "col_homes", "col_demand")]
    page.table(head, rows, caption=own.say("choice_caption"), foot=foot, lang=(0,))
    if not np.isfinite(totals["kosten_score_eur"]) or (match.curve["methode"] == SCORE).all():
        return
    page.paragraph(own.say("beside_lead"))
    rows = [
        _beside(own.say("by_optimum"), selection["gekozen"].sum(), totals["woningen"], totals["warmte_gj"],
                totals["kosten_eur"], words),
        _beside(own.say("by_score"), selection["volgens_score"].sum(), totals["woningen_score"],
                totals["warmte_score_gj"], totals["kosten_score_eur"], words),
    ]  # fmt: skip
    head = [own.say(key) for key in ("col_way", "col_buildings", "col_homes", "col_heat", "col_costs", "col_per_gj")]
    page.table(head, rows, caption=own.say("beside_caption"))


def _beside(name: str, buildings: float, homes: float, heat: float, cost: float, words: Words) -> list[str]:
    return [name, *(words.number(value) for value in (buildings, homes, heat, cost)),
            words.number(cost / heat if heat > 0 else np.nan)]  # fmt: skip


def _uptake(page: Page, match: Match, words: Words, own: Words) -> None:
    """Add the table of uptakes."""
    page.heading(own.say("uptake"))
    page.paragraph(own.say("uptake_lead"))
    table = match.uptake
    with_costs = bool(np.isfinite(table["kosten_eur"]).any())
    keys = ["volloop", "aangesloten_woningen", "warmte_gj", "benut", "vermogen_kw"]
    keys += ["kosten_eur", "eur_woning", "eur_gj"] if with_costs else []
    keys += ["passend_woningen"]
    percent = {"volloop": 0, "benut": 1}
    rows = [
        [
            words.percent(float(row[key]) / 100.0, percent[key]) if key in percent else words.number(float(row[key]))
            for key in keys
        ]
        for _, row in table.iterrows()
    ]
    page.table([own.say(f"up_{key}") for key in keys], rows, caption=own.say("uptake_caption"), left=())


def _score(page: Page, match: Match, kentallen: Kentallen, words: Words, own: Words) -> None:
    """Add the parts of the score with their weights and scales."""
    page.heading(own.say("score"))
    page.paragraph(own.say("score_lead"))
    chosen = match.selection[match.selection["gekozen"] == 1]
    rows = []
    for part in PARTS:
        weight = match.weights[part]
        mean = chosen[f"score_{part}"].mean() if len(chosen) else np.nan
        shown = words.shortest(weight) if weight > 0 else own.say("does_not_count")
        rows.append([own.say(f"part_{part}"), shown, _scale(part, kentallen, words, own),
                     words.number(float(mean)) if weight > 0 else words.number(np.nan)])  # fmt: skip
    if match.weights[NETWORK] > 0:
        rows.append([own.say("part_netkosten"), words.shortest(match.weights[NETWORK]), own.say("scale_network"), ""])
    head = [own.say(key) for key in ("col_part", "col_weight", "col_scale", "col_mean")]
    page.table(head, rows, caption=own.say("score_caption"), left=(0, 2))


def _scale(part: str, kentallen: Kentallen, words: Words, own: Words) -> str:
    """Return how the points of a part follow from what is known."""
    if part in SCALES:
        best, worst = kentallen.table(SCALES[part])
        unit = unit_text(kentallen[SCALES[part]].eenheid)
        return own.say("scale_linear", best=words.shortest(best), worst=words.shortest(worst), unit=unit)
    if part == INSULATION:
        labels, years = kentallen.table("match.label"), kentallen.table("match.bouwjaar")
        return own.say(
            "scale_label", best=words.shortest(labels[0]), worst=words.shortest(labels[-1]),
            new=f"{years[0]:.0f}", old=f"{years[1]:.0f}",
        )  # fmt: skip
    group, names = {
        KIND: ("match.type_", ("appartement", "gemengd", "tussen", "utiliteit", "hoek", "twee", "vrijstaand")),
        OWNER: ("match.eigendom_", ("corporatie", "overig", "particulier")),
    }[part]
    return ", ".join(f"{own.say(name)} {words.shortest(kentallen.value(group + name))}" for name in names)


def _order(page: Page, match: Match, words: Words, own: Words) -> None:
    """Add the first buildings in order of joining."""
    page.heading(own.say("order"))
    page.paragraph(own.say("order_lead" if len(match.trace) else "order_lead_plain"))
    rows = []
    chosen = match.selection[match.selection["gekozen"] == 1]
    for _, row in chosen.head(STEPS).iterrows():
        block = f" ({row['blok']})" if row["blok"] else ""
        numbers = [float(row[key]) for key in ("woningen", "score", "afname_gj", "cum_woningen", "cum_gj", "cum_kw")]
        rows.append([words.number(float(row["rang"])), f"{row['pand_id']}{block}", *map(words.number, numbers)])
    head = [own.say(key) for key in ("col_nr", "col_building", "col_homes", "col_score", "col_heat", "col_cum_homes",
                                     "col_cum_gj", "col_cum_kw")]  # fmt: skip
    caption = own.say("order_caption", n=len(rows), all=words.number(len(chosen)))
    page.table(head, rows, caption=caption, left=(1,), dense=True)


def _findings(page: Page, match: Match, words: Words, own: Words) -> None:
    """Add how many findings there are of each kind, with the first as an example."""
    page.heading(own.say("findings"))
    table = match.findings.frame(None)
    if not len(table):
        page.paragraph(own.say("no_findings"))
        return
    rows = []
    for kind, n in match.findings.counts().items():
        first = table[table["soort"] == kind].iloc[0]
        rows.append([str(first["ernst"]), words.number(n), str(first["tekst"])])
    head = [own.say(key) for key in ("col_severity", "col_number", "col_example")]
    page.table(head, rows, caption=own.say("findings_caption"), left=(0, 2), lang=(0, 2))


def _kentallen(page: Page, kentallen: Kentallen, words: Words, own: Words) -> None:
    page.heading(own.say("kentallen"))
    changed = {change.key for change in kentallen.changed()}
    rows = []
    for key, kental in kentallen.items():
        if not key.startswith(KEYS):
            continue
        values = kental.waarde if isinstance(kental.waarde, tuple) else (kental.waarde,)
        shown = "; ".join(words.measured(value, kental.eenheid) for value in values)
        mark = own.say("changed") if key in changed else ""
        rows.append([kental.naam, shown, unit_text(kental.eenheid), mark, kental.bron])
    head = [own.say(name) for name in ("kental", "value", "unit", "remark", "source")]
    page.table(head, rows, caption=own.say("kentallen_caption"), left=(0, 2, 3, 4), lang=(0, 4), dense=True)
