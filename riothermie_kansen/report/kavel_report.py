"""The report on warmtekavels, on one HTML page: what a council reads before it draws its kavels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..kavels.columns import REST, TOTAAL
from ..kavels.result import Plots
from ..kentallen import Kentallen
from .kavel_plots import PLOTTED, balance_plot, density_plot
from .language import MISSING, Words
from .page import Page, Tile
from .sections import add_kentallen, add_notes, opened

KEYS = ("kavel.", "wcw.", "wko.", "warmtepomp.cop", "bron.delta_t", "gelijktijdigheid.rv_grens", "gelijktijdigheid.tap")
"""Beginnings of the kentallen that the table rests on."""

MANY = 60
"""Tables of more kavels than this stand in small print."""


def kavel_html(
    plots: Plots, *, kentallen: Kentallen, sources: Sequence[str] = (), language: str = "nl", version: str = ""
) -> str:
    """Return the report on warmtekavels.

    Parameters
    ----------
    plots
        What was computed.
    kentallen
        The values that it was computed with.
    sources
        What was read, in words.
    language
        "nl" or "en". Notes, remarks and kentallen are in Dutch in both.
    version
        Of the plugin, for the foot of the page.
    """
    words, own = Words(language), Words(language, "kavel_report_")
    page = opened(sources, _tiles(plots, words, own), words, own)
    page.paragraph(own.say("lead"), "message")
    page.contents()
    _balance(page, plots, words, own)
    _density(page, plots, kentallen, words, own)
    _people(page, plots, words, own)
    _planned(page, plots, words, own)
    _law(page, plots, kentallen, words, own)
    _overlaps(page, plots, words, own)
    _remarks(page, plots, own)
    add_notes(page, plots.notes, plots.findings, words, own)
    add_kentallen(page, kentallen, KEYS, words, own)
    page.footer(own.say("footer", version=version))
    return page.html()


def _tiles(plots: Plots, words: Words, own: Words) -> list[Tile]:
    totals = plots.totals
    share = totals["woningen"] / totals["totaal_woningen"] if totals["totaal_woningen"] else np.nan
    tiles = [
        Tile(words.number(totals["kavels"]), "", own.say("kavels"), own.say("kavels_remark")),
        Tile(
            words.number(totals["woningen"]), "", own.say("homes"),
            own.say("homes_remark", share=words.percent(share), total=words.number(totals["totaal_woningen"])),
        ),
        Tile(words.rounded(totals["vraag_gj"]), "GJ", own.say("demand"), own.say("per_year")),
    ]  # fmt: skip
    if np.isfinite(totals["aanbod_gj"]):
        tiles.append(Tile(words.rounded(totals["aanbod_gj"]), "GJ", own.say("supply"), own.say("supply_remark")))
    rest = own.say("rest_remark", heat=words.rounded(totals["rest_vraag_gj"]))
    return [*tiles, Tile(words.number(totals["rest_woningen"]), "", own.say("rest"), rest)]


def _table(
    page: Page, plots: Plots, words: Words, own: Words, columns: Sequence[tuple[str, str, int]], caption: str
) -> None:
    """Add a table with a row per kavel, the rest, and the whole at its foot; columns without a number are left out.

    Parameters
    ----------
    columns
        Column of the table, key of its title, and decimals (-1 for a text).
    """
    table = plots.table
    shown = [
        (name, title, decimals)
        for name, title, decimals in columns
        if (decimals < 0 and (table[name] != "").any()) or (decimals >= 0 and table[name].notna().any())
    ]

    def line(row: pd.Series) -> list[str]:
        return [
            row["naam"],
            *(
                (row[name] or MISSING) if decimals < 0 else words.number(float(row[name]), decimals)
                for name, _, decimals in shown
            ),
        ]

    lines = [line(row) for _, row in table.iterrows()]
    head = [own.say("kavel"), *(own.say(title) for _, title, _ in shown)]
    left = [0, *(i + 1 for i, (_, _, decimals) in enumerate(shown) if decimals < 0)]
    page.table(
        head, lines[:-1], caption=own.say(caption), left=left, foot=lines[-1], dense=len(lines) > MANY,
        lang=(0, *left[1:]),
    )  # fmt: skip


def _balance(page: Page, plots: Plots, words: Words, own: Words) -> None:
    page.heading(own.say("balance"))
    page.paragraph(own.say("balance_lead"))
    columns = [
        ("woningen", "homes_short", 0),
        ("vraag_gj", "demand_gj", 0),
        ("vraag_kw", "demand_kw", 0),
        ("aanbod_gj", "supply_gj", 0),
        ("aanbod_gedeeld_gj", "shared_gj", 0),
        ("aanbod_bron_gj", "source_gj", 0),
        ("aanbod_kw", "supply_kw", 0),
        ("dekking", "coverage", 0),
    ]
    _table(page, plots, words, own, columns, "balance_caption")
    kavels = plots.table[~plots.table["kavel_id"].isin((REST, TOTAAL))]
    kavels = kavels[(kavels["vraag_gj"] > 0) | (kavels["aanbod_gj"] > 0) | (kavels["aanbod_bron_gj"] > 0)]
    if not len(kavels):
        return
    caption = own.say("balance_plot_caption")
    if len(kavels) > PLOTTED:
        caption += " " + own.say("largest", n=words.number(PLOTTED), all=words.number(len(kavels)))
    page.figure(balance_plot(kavels, words, own), caption)


def _density(page: Page, plots: Plots, kentallen: Kentallen, words: Words, own: Words) -> None:
    page.heading(own.say("density"))
    good, fair = kentallen.value("kavel.lijndichtheid_goed"), kentallen.value("kavel.lijndichtheid_matig")
    page.paragraph(own.say("density_lead", good=words.shortest(good), fair=words.shortest(fair)))
    columns = [
        ("oppervlakte_ha", "area", 1),
        ("woningen_ha", "homes_ha", 1),
        ("vraag_gj_ha", "demand_ha", 0),
        ("straat_m", "street", 0),
        ("lijndichtheid", "line_density", 2),
        ("lijndichtheid_klasse", "line_class", -1),
    ]
    _table(page, plots, words, own, columns, "density_caption")
    kavels = plots.table[~plots.table["kavel_id"].isin((REST, TOTAAL))]
    if kavels["lijndichtheid"].notna().any():
        page.figure(density_plot(kavels, good, fair, words, own), own.say("density_plot_caption"))


def _people(page: Page, plots: Plots, words: Words, own: Words) -> None:
    page.heading(own.say("people"))
    page.paragraph(own.say("people_lead"))
    columns = [
        ("woningen", "homes_short", 0),
        ("utiliteit", "others", 0),
        ("inwoners", "inhabitants", 0),
        ("corporatie", "corporate", 0),
        ("label_ab", "label_ab", 0),
        ("label_onbekend", "label_unknown", 0),
        ("label_meest", "label_most", -1),
    ]
    _table(page, plots, words, own, columns, "people_caption")


def _planned(page: Page, plots: Plots, words: Words, own: Words) -> None:
    """Add restrictions and plans, when there are any."""
    columns = [
        ("beperking", "restricted", 0),
        ("bodem_oordeel", "verdicts", -1),
        ("net_m", "net_m", 0),
        ("net_eur", "net_eur", 0),
        ("net_woningen", "net_homes", 0),
        ("gekozen_woningen", "chosen_homes", 0),
    ]
    found = plots.table[[name for name, _, _ in columns]]
    if (found.isna() | (found == "")).all(axis=None):
        return
    page.heading(own.say("planned"))
    page.paragraph(own.say("planned_lead"))
    if (found["bodem_oordeel"].fillna("") != "").any():
        page.paragraph(own.say("restricted_lead"))
    _table(page, plots, words, own, columns, "planned_caption")


def _law(page: Page, plots: Plots, kentallen: Kentallen, words: Words, own: Words) -> None:
    page.heading(own.say("law"))
    low, high = kentallen.value("wcw.grens_beperkt"), kentallen.value("wcw.grens_klein")
    page.paragraph(own.say("law_lead", low=words.number(low), high=words.number(high)))
    columns = [("aansluitingen", "connections", 0), ("regime_wcw", "regime", -1)]
    _table(page, plots, words, own, columns, "law_caption")
    page.warning(own.say("law_warning"))


def _overlaps(page: Page, plots: Plots, words: Words, own: Words) -> None:
    if not len(plots.overlaps):
        return
    page.heading(own.say("overlaps"))
    page.paragraph(own.say("overlaps_lead"))
    rows = [
        [row["kavel_a"], row["kavel_b"], words.number(row["overlap_ha"], 2), words.number(row["woningen"])]
        for _, row in plots.overlaps.iterrows()
    ]
    head = [own.say(key) for key in ("kavel", "overlaps_with", "overlap_ha", "homes_both")]
    page.table(head, rows, caption=own.say("overlaps_caption"), left=(0, 1), dense=len(rows) > MANY)


def _remarks(page: Page, plots: Plots, own: Words) -> None:
    rows = [[row["naam"], row["reden"]] for _, row in plots.table.iterrows() if row["reden"]]
    if not rows:
        return
    page.heading(own.say("remarks"))
    head = [own.say("kavel"), own.say("remark")]
    page.table(head, rows, caption=own.say("remarks_caption"), left=(0, 1), lang=(0, 1), dense=len(rows) > MANY)
