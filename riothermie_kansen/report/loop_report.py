"""The report on loops, on one HTML page: what fits, what does not, and how the ground cools."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..kentallen import Kentallen
from ..subsurface.boreholes.columns import GEVRAAGD, PAST
from ..subsurface.boreholes.effects import verdict_year
from ..subsurface.boreholes.result import LoopPlan
from .axes import Values, nice_step, number_axis
from .charts import PLOT, Panel, chart
from .language import Words
from .loop_map import loop_map
from .loop_plots import cooling_plot, loss_plot
from .marks import Bars
from .page import Page, Tile
from .sections import add_kentallen, add_notes, opened
from .svg import BLUE, RED

KEYS = ("lus.", "bodem.", "perceel.", "warmtepomp.cop", "gelijktijdigheid.rv_grens", "net.boiler_kw")
"""Beginnings of the kentallen that the plan rests on."""

LISTED = 40
"""Buildings that do not fit are listed one by one, by verdict and then the largest need first; of more so many."""


def loop_html(
    plan: LoopPlan, *, kentallen: Kentallen, sources: Sequence[str] = (), language: str = "nl", version: str = ""
) -> str:
    """Return the report on loops.

    Parameters
    ----------
    plan
        What was computed.
    kentallen
        The values that it was computed with.
    sources
        What was read, in words.
    language
        "nl" or "en". Notes, reasons and kentallen are in Dutch in both.
    version
        Of the plugin, for the foot of the page.
    """
    words, own = Words(language), Words(language, "loop_report_")
    page = opened(sources, _tiles(plan, kentallen, words, own), words, own)
    page.paragraph(own.say("lead"), "message")
    page.contents()
    _fit(page, plan, words, own)
    _map(page, plan, words, own)
    _misfits(page, plan, words, own)
    _length(page, plan, words, own)
    _cooling(page, plan, kentallen, words, own)
    page.heading(own.say("rules"))
    page.bullets([own.say(f"rule_{i}") for i in range(1, 6)])
    add_notes(page, plan.notes, plan.findings, words, own)
    add_kentallen(page, kentallen, KEYS, words, own, lead=True)
    page.footer(own.say("footer", version=version))
    return page.html()


def _tiles(plan: LoopPlan, kentallen: Kentallen, words: Words, own: Words) -> list[Tile]:
    sums = plan.totals
    share = sums["past"] / sums["gevraagd"] if sums["gevraagd"] else np.nan
    tiles = [
        Tile(
            words.percent(share), "", own.say("fits"),
            own.say("fits_remark", n=words.number(sums["past"]), all=words.number(sums["gevraagd"])),
        ),
        Tile(
            words.number(sums["lussen"]), "", own.say("loops"),
            own.say("loops_remark", needed=words.number(sums["lussen_nodig"])),
        ),
        Tile(
            words.rounded(sums["meters"]), "m", own.say("metres"),
            own.say("metres_remark", needed=words.rounded(sums["meters_nodig"])),
        ),
    ]  # fmt: skip
    if sums["lussen_openbaar"]:
        tiles.append(Tile(words.number(sums["lussen_openbaar"]), "", own.say("public"), own.say("public_remark")))
    if sums["lussen"]:
        years, at = verdict_year(kentallen)
        tiles.append(
            Tile(
                words.number(sums["boven_grens"]), "", own.say("over"),
                own.say(
                    "over_remark", limit=words.shortest(kentallen.value("bodem.invloed_grens")),
                    year=words.shortest(years[at]),
                ),
            )
        )  # fmt: skip
    if plan.together is not None:
        district = plan.together.totals
        low = words.shortest(kentallen.value("bodem.t_vloeistof_laag"))
        remark = own.say(
            "lasts_remark", all=words.number(district["systemen"]), low=low, n=words.number(district["kan_samen"])
        )
        tiles.append(Tile(words.number(district["haalt_het"]), "", own.say("lasts"), remark))
    return tiles


def _fit(page: Page, plan: LoopPlan, words: Words, own: Words) -> None:
    page.heading(own.say("fit"))
    page.paragraph(own.say("fit_lead"))
    rows = [
        [
            row["oordeel"], row["reden"], words.number(row["panden"]), words.number(row["woningen"]),
            words.rounded(row["warmte_gj"]), words.number(row["lussen"]), words.rounded(row["meters"]),
        ]
        for _, row in plan.overview.iterrows()
    ]  # fmt: skip
    head = [own.say(f"head_{name}") for name in ("verdict", "reason", "buildings", "homes", "heat", "loops", "metres")]
    total = plan.overview[["panden", "woningen", "warmte_gj", "lussen", "meters"]].sum()
    foot = [
        own.say("total"), "", words.number(total["panden"]), words.number(total["woningen"]),
        words.rounded(total["warmte_gj"]), words.number(total["lussen"]), words.rounded(total["meters"]),
    ]  # fmt: skip
    page.table(head, rows, caption=own.say("fit_caption"), left=(0, 1), foot=foot, lang=(0, 1))


def _map(page: Page, plan: LoopPlan, words: Words, own: Words) -> None:
    drawn = loop_map(plan, words, own)
    if drawn:
        page.heading(own.say("map"))
        page.figure(drawn, own.say("map_caption"))


def _misfits(page: Page, plan: LoopPlan, words: Words, own: Words) -> None:
    """Add the buildings whose loops do not all have a place."""
    rows = plan.buildings
    rows = rows[rows["oordeel"].isin(GEVRAAGD) & (rows["oordeel"] != PAST)]
    if not len(rows):
        return
    page.heading(own.say("misfits"))
    page.paragraph(own.say("misfits_lead"))
    if len(rows) > LISTED:
        page.paragraph(own.say("misfits_most", n=words.number(LISTED), all=words.number(len(rows))))
    # what lacks room first: another plan may help there, where it is forbidden none does
    heaviness = np.array([GEVRAAGD.index(verdict) for verdict in rows["oordeel"]])
    need = -rows["meters"].to_numpy(dtype=np.float64)
    rows = rows.iloc[np.lexsort((rows["pand_id"].astype(str), need, heaviness))[:LISTED]]
    lines = [
        [
            row["pand_id"], row["oordeel"], words.number(row["woningen"]),
            f"{words.number(row['lussen_geplaatst'])}/{words.number(row['lussen_nodig'])}",
            f"{words.number(row['meters_geplaatst'])}/{words.number(row['meters'])}",
            words.number(row["vrij_m2"]), row["reden"],
        ]
        for _, row in rows.iterrows()
    ]  # fmt: skip
    head = [own.say(f"head_{name}") for name in ("building", "verdict", "homes", "loops", "metres", "free", "reason")]
    page.table(head, lines, caption=own.say("misfits_caption"), left=(0, 1, 6), lang=(1, 6), dense=True)


def _length(page: Page, plan: LoopPlan, words: Words, own: Words) -> None:
    """Add how many metres buildings need, and what that rests on."""
    rows = plan.buildings[plan.buildings["meters"] > 0]
    if not len(rows):
        return
    page.heading(own.say("length"))
    page.paragraph(own.say("length_formula"), "formula")
    homes = rows["woningen"].to_numpy(dtype=np.float64)
    single = rows[homes == 1]
    facts = []
    for name, column, values in (
        ("length_home", "m", (single["meters"] if len(single) else rows["meters"]).to_numpy(dtype=np.float64)),
        ("length_yield", "W/m", rows["w_per_m"].to_numpy(dtype=np.float64)),
        ("length_depth", "m", rows["max_diepte_m"].to_numpy(dtype=np.float64)),
    ):
        low, middle, high = np.nanpercentile(values, (10, 50, 90))
        facts.append([own.say(name), column, *(words.rounded(value) for value in (low, middle, high))])
    head = ["", own.say("head_unit"), own.say("head_low"), own.say("head_middle"), own.say("head_high")]
    page.table(head, facts, caption=own.say("length_caption"), left=(0, 1))
    by_energy = int((rows["bepaald_door"] == "energie").sum())
    page.paragraph(own.say("length_energy", n=words.number(by_energy), all=words.number(len(rows))))
    told = rows.groupby("opbrengst_bron")["pand_id"].count().sort_values(ascending=False, kind="stable")
    page.bullets([f"{name}: {words.number(n)}" for name, n in told.items()], lang="nl")


def _cooling(page: Page, plan: LoopPlan, kentallen: Kentallen, words: Words, own: Words) -> None:
    """Add how the ground cools when everybody drills."""
    if plan.together is None:
        return
    page.heading(own.say("cooling"))
    limit = kentallen.value("bodem.invloed_grens")
    years, at = verdict_year(kentallen)
    page.paragraph(own.say("cooling_lead", limit=words.shortest(limit), year=words.shortest(years[at])))
    names = [column.name for column in plan.loop_columns if column.name.startswith("daling_")]
    drops = plan.loops[names].to_numpy(dtype=np.float64)
    rows = []
    for i, year in enumerate(years):
        shown = (drops[:, i].mean(), *np.percentile(drops[:, i], (10, 90)), drops[:, i].max())
        rows.append([words.shortest(year), *(words.number(float(value), 1) for value in shown)])
    head = [own.say(f"head_{name}") for name in ("year", "mean", "p10", "p90", "worst")]
    page.table(head, rows, caption=own.say("cooling_caption"), left=())
    drawn = cooling_plot(plan.together, words)
    if drawn:
        page.figure(drawn, own.say("cooling_plot_caption"))
    page.figure(_others_plot(plan, limit, words, own), own.say("others_caption", limit=words.shortest(limit)))
    told = plan.buildings[plan.buildings["samen"] != ""].groupby("samen")
    lines = [
        [
            name, words.number(len(some)), words.number(some["woningen"].sum()),
            words.number(some["verlies_pct"].mean()), words.number(some["verlies_pct"].max()),
            words.number(some["t_vloeistof_c"].min(), 1),
        ]
        for name, some in told
    ]  # fmt: skip
    if lines:
        page.subheading(own.say("together"))
        page.paragraph(own.say("together_lead", low=words.shortest(kentallen.value("bodem.t_vloeistof_laag"))))
        head = [own.say(f"head_{name}") for name in ("verdict", "buildings", "homes", "loss", "loss_most", "coldest")]
        page.table(head, lines, caption=own.say("together_caption"), lang=(0,))
        page.figure(loss_plot(plan.together, words), own.say("loss_plot_caption"))
    some, all_ = plan.together.totals["kan_samen"], plan.together.totals["systemen"]
    page.paragraph(own.say("some", n=words.number(some), all=words.number(all_), share=words.percent(some / all_)))


def _others_plot(plan: LoopPlan, limit: float, words: Words, own: Words) -> str:
    """Return how many loops are cooled how much by other systems, those above the limit in another colour."""
    others = plan.loops["buren_k"].to_numpy(dtype=np.float64)
    # the limit is the end of a bar
    step = limit / max(round(limit / nice_step(max(float(others.max()), 2.0 * limit), 20)), 1)
    count = np.bincount(np.ceil(np.maximum(others, 1e-9) / step - 1e-9).astype(np.int64) - 1)
    begin = step * np.arange(len(count))
    under = begin + 0.5 * step < limit
    marks = [
        Bars(begin[rows], begin[rows] + step, count[rows].astype(np.float64), label=own.say(name), colour=colour)
        for rows, name, colour in ((under, "others_under", BLUE), (~under, "others_over", RED))
        if rows.any()
    ]
    axis = number_axis([0.0, step * len(count)], PLOT, words, Values(title=own.say("axis_others")), apart=60.0)
    return chart(
        [Panel(marks, Values(low=0.0, title=own.say("axis_loops")), height=180.0)], axis,
        title=own.say("others_title"), description=own.say("others_about"), words=words,
    )  # fmt: skip
