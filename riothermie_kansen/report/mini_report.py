"""The report on mini networks, on one HTML page: what sharing saves, who shares, what to arrange, who is left over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..kentallen import Kentallen
from ..subsurface.columns import ONBEKEND
from ..subsurface.mini_networks.result import MiniPlan
from .language import MISSING, Words
from .mini_plots import CONCEPTS, cost_curves, size_plot
from .page import Page, Tile
from .sections import add_kentallen, add_notes, opened

KEYS = ("mini.", "bodem.", "wcw.", "warmtepomp.cop")
"""Beginnings of the kentallen that the clusters rest on."""

SENTENCES = re.compile(r"(?<=\.) (?=[A-Z])")
"""Where one sentence of a text ends."""

OWN = re.compile(r" \([\d.,]+ kW[^)]*\)")
"""What a sentence says of one cluster only: its power."""

_NOTHING = 5e-4
"""A gap below this is rounding."""

LISTED = 60
"""Rows of the table with mini networks."""


def mini_html(
    plan: MiniPlan, *, kentallen: Kentallen, sources: Sequence[str] = (), language: str = "nl", version: str = ""
) -> str:
    """Return the report on mini networks.

    Parameters
    ----------
    plan
        The clusters, and who is left over.
    kentallen
        The values that were used.
    sources
        What was read, in words.
    language
        "nl" or "en". Reasons, notes and kentallen are in Dutch in both.
    version
        Of the plugin, for the foot of the page.
    """
    words, own = Words(language), Words(language, "mini_report_")
    page = opened(sources, _tiles(plan, words, own), words, own)
    _untested(page, plan, words, own)
    page.paragraph(own.say("lead"), "message")
    page.contents()
    if len(plan.clusters):
        _costs(page, plan, kentallen, words, own)
        _division(page, plan, words, own)
        _list(page, plan, words, own)
        _arrange(page, plan, words, own)
    else:
        page.paragraph(own.say("none"), "lead")
    _over(page, plan, words, own)
    add_notes(page, plan.notes, plan.findings, words, own)
    add_kentallen(page, kentallen, KEYS, words, own)
    page.footer(own.say("footer", version=version))
    return page.html()


def _tiles(plan: MiniPlan, words: Words, own: Words) -> list[Tile]:
    totals = plan.totals
    n, homes, every = totals["clusters"], totals["woningen"], totals["alle_woningen"]
    tiles = [
        Tile(
            words.number(n), "", own.say("clusters"),
            own.say("clusters_remark", homes=words.number(homes / n, 1)) if n else "",
        ),
        Tile(
            words.number(homes), "", own.say("homes"),
            own.say("homes_remark", share=words.percent(homes / every if every else np.nan), total=words.number(every)),
        ),
        Tile(
            words.number(totals["lussen"]), "", own.say("loops"),
            own.say("loops_remark", metres=words.rounded(totals["meters_lus"])),
        ),
    ]  # fmt: skip
    if n:
        saving = totals["voordeel_eur"] / homes
        tiles.append(Tile(words.number(saving), "EUR", own.say("saving"), own.say("saving_remark")))
    remark = own.say("left_remark", n=words.number(totals["ongeschikt_woningen"]))
    return [*tiles, Tile(words.number(totals["over_woningen"]), "", own.say("left"), remark)]


def _untested(page: Page, plan: MiniPlan, words: Words, own: Words) -> None:
    """Say in how many clusters nobody has looked at all maps of the ground."""
    verdict = plan.clusters["bodemlus"].astype(object).fillna("")
    maps = plan.clusters["niet_getoetst"].astype(object).fillna("")
    unknown = int((verdict.isin(("", ONBEKEND)) & (maps == "")).sum())
    if unknown:
        page.warning(own.say("untested_any", n=words.number(unknown)))
    partly = maps != ""
    if partly.any():
        names = dict.fromkeys(part.strip() for text in maps[partly] for part in text.split(", ") if part.strip())
        page.warning(own.say("untested", n=words.number(int(partly.sum())), maps=", ".join(names)))


def _costs(page: Page, plan: MiniPlan, kentallen: Kentallen, words: Words, own: Words) -> None:
    page.heading(own.say("costs"))
    page.paragraph(own.say("costs_lead"))
    mini = plan.totals["kosten_mini_eur"]
    rows = []
    for name, _, _ in CONCEPTS:
        cost = plan.totals[f"kosten_{name}_eur"]
        difference = MISSING if name == "mini" else words.number(cost - mini)
        rows.append([own.say(name), words.number(cost), difference])
    head = [own.say(key) for key in ("concept", "cost", "difference")]
    page.table(head, rows, caption=own.say("costs_caption"))
    if plan.totals["kosten_lucht_eur"] < mini:
        page.paragraph(own.say("air", less=words.number(mini - plan.totals["kosten_lucht_eur"])))
    page.figure(cost_curves(plan.clusters, kentallen, words, own), own.say("curve_caption"))


def _division(page: Page, plan: MiniPlan, words: Words, own: Words) -> None:
    totals = plan.totals
    page.heading(own.say("division"))
    said = [own.say("division_lead"), own.say("saving_all", saving=words.number(totals["voordeel_eur"]))]
    if np.isfinite(totals.get("grens_eur", np.nan)) and np.isfinite(totals["gat"]):
        gap = words.percent(totals["gat"], 1)
        best = totals["gat"] < _NOTHING
        said.append(own.say("best" if best else "gap", bound=words.number(totals["grens_eur"]), gap=gap))
    if np.isfinite(totals.get("volgorde_eur", np.nan)):
        said.append(own.say("order", order=words.number(totals["volgorde_eur"])))
    page.paragraph(" ".join(said))
    page.figure(size_plot(plan.clusters, words, own), own.say("size_caption"))


def _list(page: Page, plan: MiniPlan, words: Words, own: Words) -> None:
    page.heading(own.say("list"))
    clusters = plan.clusters
    saving = (clusters["voordeel_eur"] * clusters["woningen"]).to_numpy(dtype=np.float64)
    order = np.argsort(-saving, kind="stable")[:LISTED] if len(clusters) > LISTED else np.arange(len(clusters))
    numbers = (
        ("woningen", 0), ("lussen", 0), ("meters_lus", 0), ("leiding_m", 0), ("kosten_mini_eur", 0),
        ("voordeel_eur", 0),
    )  # fmt: skip
    rows = [
        [
            row["cluster_id"],
            *(words.number(float(row[name]), decimals) for name, decimals in numbers),
            row["grond"] or MISSING, row["kosten_bron"] or MISSING, row["bodemlus"] or MISSING,
        ]
        for _, row in clusters.iloc[order].iterrows()
    ]  # fmt: skip
    caption = own.say("list_caption")
    if len(rows) < len(clusters):
        caption += " " + own.say("list_some", n=words.number(len(rows)), all=words.number(len(clusters)))
    head = [
        own.say(key)
        for key in (
            "cluster", "homes_short", "loops_short", "metres", "pipe", "cost_mini", "advantage", "ground", "basis",
            "verdict",
        )
    ]  # fmt: skip
    page.table(head, rows, caption=caption, left=(0, 7, 8, 9), lang=(7, 8, 9), dense=True)


def _arrange(page: Page, plan: MiniPlan, words: Words, own: Words) -> None:
    page.heading(own.say("arrange"))
    page.paragraph(own.say("arrange_lead"))
    counts: Counter[str] = Counter()
    for text in plan.clusters["regelen"].astype(object).fillna("").tolist():
        counts.update({OWN.sub("", part.strip()) for part in SENTENCES.split(text) if part.strip()})
    pieces = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rows = [[piece, words.number(n)] for piece, n in pieces]
    page.table([own.say("what"), own.say("networks")], rows, caption=own.say("arrange_caption"), lang=(0,))
    regimes = plan.clusters.groupby("regime_wcw", sort=True)
    law = [[str(name), words.number(len(part)), words.number(int(part["woningen"].sum()))] for name, part in regimes]
    head = [own.say(key) for key in ("regime", "networks", "homes_short")]
    page.table(head, law, caption=own.say("law_caption"), lang=(0,))


def _over(page: Page, plan: MiniPlan, words: Words, own: Words) -> None:
    page.heading(own.say("over"))
    page.paragraph(own.say("over_lead"))
    rows = [_left_row(row, words) for _, row in plan.left.iterrows()]
    head = [own.say(key) for key in ("reason", "outcome", "buildings", "homes_short")]
    page.table(head, rows, caption=own.say("over_caption"), left=(0, 1), lang=(0, 1))


def _left_row(row: pd.Series, words: Words) -> list[str]:
    reason = row["reden"] or row["reden_soort"] or MISSING
    return [reason, row["oordeel"] or MISSING, words.number(float(row["panden"])), words.number(float(row["woningen"]))]
