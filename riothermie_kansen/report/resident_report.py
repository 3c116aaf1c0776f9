"""The report on what heat costs a resident, on one HTML page: the answer, what it rests on, and when it turns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..economics.columns import CV, MT
from ..economics.resident.choices import BTW_AFGEDRUKT
from ..economics.resident.prices import GAS, STROOM, WARMTE, price_line
from ..economics.resident_result import ResidentResult
from ..kentallen import Kentallen
from . import resident_tables as tables
from .language import MISSING, Words, unit_text
from .page import Page, Tile
from .resident_caveats import add_folder, add_loops
from .resident_map import resident_map
from .resident_plots import COLOURS, extra_plot, price_plot, share_plot, tco_plot, type_plot
from .sections import add_kentallen, add_notes, opened
from .svg import Floats

KEYS = (
    "bewoner.", "isde.", "tarieven.bak", "tarieven.vastrecht", "tarieven.aansluiting_kw", "tarieven.meettarief",
    "tarieven.huur_afleverset", "cop.bronnet", "cop.hybride", "cop.lucht", "cop.lus", "cop.carnot", "cop.t_rv",
    "cop.t_tap", "cop.t_bron_lus", "cop.koeling",
    "mini.boorstelling", "mini.lus_", "mini.leiding_eur", "mini.standaard", "isolatie.vanaf_label",
    "gasverbruik.warmte_per_m3",
)  # fmt: skip
"""Beginnings of the kentallen that the costs rest on."""

PRICE_COLUMNS = {GAS: "gasprijs_eur_m3", STROOM: "stroomprijs_eur_kwh", WARMTE: "warmteprijs_eur_gj"}
"""Carrier to the column with its price."""

DRAWN_PRICES = 41
"""Prices on a line of the plots; a straight one."""


def resident_html(
    result: ResidentResult,
    *,
    concept: str,
    kentallen: Kentallen,
    sources: Sequence[str] = (),
    language: str = "nl",
    version: str = "",
) -> str:
    """Return the report on the costs of residents.

    Parameters
    ----------
    result
        Costs of one dwelling, or of buildings.
    concept
        Concept that is set against the gas boiler.
    kentallen
        The values that were used.
    sources
        What was read, in words.
    language
        "nl" or "en". Reasons, notes and kentallen are in Dutch in both.
    version
        Of the plugin, for the foot of the page.
    """
    words, own = Words(language), Words(language, "resident_report_")
    place = result.main
    rows = tables.of_dwelling(result.costs, place) if place is not None else pd.DataFrame()
    page = opened(sources, _tiles(result, rows, concept, words, own), words, own)
    page.paragraph(_answer(result, rows, concept, kentallen, words, own), "lead")
    page.paragraph(own.say("lead"), "message")
    add_folder(page, result, words, own)
    add_loops(page, result, words, own)
    page.contents()
    if len(rows):
        _costs(page, result, rows, words, own)
        _choices(page, result, words, own)
        _prices(page, result, place or 0, rows, words, own)
    if result.plan is not None:
        if len(rows):
            _types(page, result, words, own)
        _buildings(page, result, concept, kentallen, words, own)
    tables.add_reasons(page, result.costs, own)
    page.heading(own.say("missing"))
    page.bullets(own.options("missing_list"))
    _changes(page, kentallen, words, own)
    add_notes(page, result.notes, result.findings, words, own)
    add_kentallen(page, kentallen, KEYS, words, own)
    page.footer(own.say("footer", version=version))
    return page.html()


def _ranked(rows: pd.DataFrame) -> pd.Series:
    """Return the costs per year by concept, the cheapest first; equal ones in the order of the concepts."""
    return rows["per_jaar_eur"].astype(np.float64).sort_values(kind="stable")


def _tiles(result: ResidentResult, rows: pd.DataFrame, concept: str, words: Words, own: Words) -> list[Tile]:
    """Return the main numbers."""
    if not len(rows):
        return []
    years = words.number(result.costs.choices.jaren)
    tiles: list[Tile] = []
    if result.plan is None:
        ranked = _ranked(rows)
        best = str(ranked.index[0])
        remark = own.say("cheapest_alone", years=years)
        if len(ranked) > 1:
            gap = words.number(float(ranked.iloc[1] - ranked.iloc[0]))
            remark = own.say("cheapest_remark", years=years, second=own.say(f"a_{ranked.index[1]}"), gap=gap)
        tiles.append(Tile(tables.short_name(best, own), "", own.say("cheapest"), remark))
        cost = words.number(float(ranked.iloc[0]))
        tiles.append(Tile(cost, "EUR", own.say("per_year"), own.say("per_year_remark", years=years)))
        extra = float(rows["tov_cv_eur_jaar"].get(concept, np.nan))
    else:
        totals = result.plan.totals
        best, homes = _most(result)
        reckoned = totals["berekend_woningen"]
        share = words.percent(homes / reckoned if reckoned else np.nan)
        remark = own.say("cheapest_homes", share=share)
        tiles.append(Tile(tables.short_name(best, own) if best else MISSING, "", own.say("cheapest"), remark))
        counted = own.say(
            "homes_remark",
            n=words.number(totals["berekend_panden"]),
            others=words.number(totals["overgeslagen_panden"]),
        )
        tiles.append(Tile(words.number(reckoned), "", own.say("homes"), counted))
        extra = _mean_extra(result, concept)
    if np.isfinite(extra):
        title = own.say("extra", concept=tables.short_name(concept, own))
        tiles.append(Tile(_signed(extra, words), "EUR", title, own.say("extra_remark")))
    return [*tiles, *_flip_tile(result, words, own)]


def _flip_tile(result: ResidentResult, words: Words, own: Words) -> list[Tile]:
    """Return the tipping point of gas that is nearest to the price of now, of the dwelling that stands for all."""
    place = result.main
    if place is None or len(result.costs.concepts) < 2:
        return []
    name = str(result.costs.dwellings.frame["woning_id"].iloc[place])
    tips = result.tips[(result.tips["woning_id"] == name) & (result.tips["drager"] == GAS)]
    if not len(tips):
        return [Tile(MISSING, "", own.say("flip"), own.say("flip_none"))]
    away = (tips["prijs"] - tips["nu"]).abs().to_numpy(dtype=np.float64)
    tip = tips.iloc[int(np.argmin(away))]
    remark = own.say(
        "flip_remark",
        to=own.say(f"a_{tip['boven']}"),
        **{"from": own.say(f"a_{tip['onder']}")},
        price=words.number(float(tip["nu"]), 2),
    )
    remark = remark if result.plan is None else f"{name}: {remark}"
    return [Tile(words.number(float(tip["prijs"]), 2), "EUR/m³", own.say("flip"), remark)]


def _most(result: ResidentResult) -> tuple[str, float]:
    """Return the concept that is the cheapest for most dwellings, and their number."""
    best = result.cheapest
    return best, result.plan.totals[f"goedkoopst_{best}"] if best and result.plan is not None else 0.0


def _mean_extra(result: ResidentResult, concept: str) -> float:
    """Return what a concept costs more than a gas boiler, mean per dwelling of the buildings that have both."""
    if result.plan is None:
        return np.nan
    extra, homes = _extra(result, concept)
    there = np.isfinite(extra) & (homes > 0)
    return float(np.average(extra[there], weights=homes[there])) if there.any() else np.nan


def _extra(result: ResidentResult, concept: str) -> tuple[Floats, Floats]:
    """Return per building what a concept costs more than a gas boiler, and the dwellings."""
    if result.plan is None:
        return np.empty(0), np.empty(0)
    frame = result.plan.frame
    return (
        frame[f"{concept}_tov_cv_eur_jaar"].to_numpy(dtype=np.float64),
        frame["woningen"].to_numpy(dtype=np.float64),
    )


def _alike(result: ResidentResult, close: float) -> float:
    """Return the dwellings for which the next concept costs hardly more than the cheapest."""
    if result.plan is None:
        return 0.0
    frame = result.plan.frame
    near = frame["voorsprong_eur_jaar"].to_numpy(dtype=np.float64) < close
    return float(frame["woningen"].to_numpy(dtype=np.float64)[near].sum())


def _signed(value: float, words: Words) -> str:
    return f"{'+' if value > 0 else ''}{words.number(value)}"


def _answer(
    result: ResidentResult, rows: pd.DataFrame, concept: str, kentallen: Kentallen, words: Words, own: Words
) -> str:
    """Return the outcome in a few sentences."""
    if not len(rows):
        return own.say("none")
    years, close = words.number(result.costs.choices.jaren), kentallen.value("bewoner.verschil_klein")
    if result.plan is None:
        ranked = _ranked(rows)
        best, cost = own.say(f"a_{ranked.index[0]}"), words.number(float(ranked.iloc[0]))
        if len(ranked) == 1:
            return own.say("answer_alone", years=years, concept=best, cost=cost)
        gap = float(ranked.iloc[1] - ranked.iloc[0])
        second = own.say(f"a_{ranked.index[1]}")
        said = [own.say("answer_one", years=years, concept=best, cost=cost, gap=words.number(gap), second=second)]
        if gap < close:
            said.append(own.say("answer_close"))
        extra = float(rows["tov_cv_eur_jaar"].get(concept, np.nan))
    else:
        best, homes = _most(result)
        if not best:
            return own.say("none")
        reckoned = result.plan.totals["berekend_woningen"]
        said = [
            own.say(
                "answer_many", years=years, concept=own.say(f"a_{best}"), n=words.number(homes),
                total=words.number(reckoned), share=words.percent(homes / reckoned),
            )
        ]  # fmt: skip
        alike = _alike(result, close)
        if alike > 0.0:
            gap_text, total = words.number(close), words.number(reckoned)
            said.append(own.say("answer_close_many", n=words.number(alike), total=total, gap=gap_text))
        extra = _mean_extra(result, concept)
    if np.isfinite(extra) and concept != CV:
        key = "answer_gas" if extra >= 0 else "answer_gas_less"
        key += "_one" if result.plan is None else ""
        said.append(own.say(key, extra=words.number(abs(extra)), concept=own.say(f"a_{concept}")))
    return " ".join(said)


def _costs(page: Page, result: ResidentResult, rows: pd.DataFrame, words: Words, own: Words) -> None:
    """Add the dwelling, all costs, the investment and the yearly costs."""
    many = result.plan is not None
    page.heading(own.say("dwellings_many" if many else "dwellings"))
    page.paragraph(own.say("dwellings_lead") if many else "")
    tables.add_dwellings(page, result.costs, words, own)
    years = result.costs.choices.jaren
    page.heading(own.say("tco", years=words.number(years)))
    page.paragraph(own.say("tco_lead"))
    of = _of_type(result, own)
    if many:
        page.paragraph(own.say("tco_type", type=str(rows["type"].iloc[0]), types=own.say("types")))
    parts = pd.DataFrame(
        {
            "concept": rows.index.to_numpy(dtype=object),
            "investering": rows["investering_incl_eur"].to_numpy(dtype=np.float64),
            "herinvestering": (rows["herinvestering_eur"] - rows["restwaarde_eur"]).to_numpy(dtype=np.float64),
            "vast": rows["vast_tco_eur"].to_numpy(dtype=np.float64),
            "energie": rows["energie_tco_eur"].to_numpy(dtype=np.float64),
        }
    )
    page.figure(tco_plot(parts, float(years), words, own), own.say("tco_caption", years=words.number(years)) + of)
    tables.add_totals(page, rows, years, words, own, of)
    page.heading(own.say("investment"))
    printed = result.costs.choices.btw == BTW_AFGEDRUKT
    page.paragraph(own.say("investment_printed" if printed else "investment_lead"), "warning" if printed else "")
    tables.add_investment(page, rows, words, own, of)
    page.heading(own.say("yearly"))
    tables.add_yearly(page, rows, words, own, of)


def _of_type(result: ResidentResult, own: Words) -> str:
    """Return for a caption which type of dwelling a table or plot is of, "" for one dwelling."""
    if result.plan is None or result.main is None:
        return ""
    return " " + own.say("of_type", type=str(result.costs.dwellings.texts("woning_id")[result.main]))


def _choices(page: Page, result: ResidentResult, words: Words, own: Words) -> None:
    """Add what is the cheapest for who may choose from less."""
    table = result.among()
    if len(table):
        page.heading(own.say("choices"))
        page.paragraph(own.say("choices_lead"))
        tables.add_choices(page, table, words, own, many=result.plan is not None)


def _prices(page: Page, result: ResidentResult, place: int, rows: pd.DataFrame, words: Words, own: Words) -> None:
    """Add what another price of energy does."""
    page.heading(own.say("prices"))
    page.paragraph(own.say("prices_lead"))
    costs = result.costs
    name = str(costs.dwellings.frame["woning_id"].iloc[place])
    for carrier in (GAS, STROOM, WARMTE):
        if carrier == WARMTE and MT not in rows.index:
            continue
        column = PRICE_COLUMNS[carrier]
        now = result.price(carrier)
        most = max(float(result.grid[column].max()), 2.0 * now) if len(result.grid) else 2.0 * now
        prices = np.linspace(0.0, most or 1.0, DRAWN_PRICES).tolist()
        line = price_line(costs, carrier, prices)
        line = line[line["woning_id"] == name]
        grid = line.pivot_table(index=column, columns="concept", values="per_jaar_eur", aggfunc="first", sort=True)
        grid = grid.reset_index().rename(columns={column: "prijs"})
        tips = result.tips[(result.tips["woning_id"] == name) & (result.tips["drager"] == carrier)]
        tips = tips[tips["prijs"] <= most]
        at = grid["prijs"].to_numpy(dtype=np.float64)
        cost = [
            float(np.interp(float(tip["prijs"]), at, grid[str(tip["boven"])].to_numpy(dtype=np.float64)))
            for _, tip in tips.iterrows()
        ]
        drawn = price_plot(carrier, grid, tips.assign(eur_jaar=cost), now, words, own)
        page.figure(drawn, own.say(f"price_caption_{carrier}") + _of_type(result, own))
    tables.add_tips(page, result.tips, words, own, types=len(costs.dwellings.frame) > 1)


def _types(page: Page, result: ResidentResult, words: Words, own: Words) -> None:
    """Add the costs per type of dwelling."""
    page.heading(own.say("types"))
    page.paragraph(own.say("types_lead"))
    table = _by_type(result, "per_jaar_eur")
    page.figure(type_plot(table, words, own), own.say("types_caption"))
    tables.add_types(page, table, own.say("types_caption"), words, own, best=True)
    for column in ("investering_incl_eur", "jaar_eur", "tco_eur"):
        caption = own.say(f"types_{column}", years=words.number(result.costs.choices.jaren))
        tables.add_types(page, _by_type(result, column), caption, words, own)


def _by_type(result: ResidentResult, column: str) -> pd.DataFrame:
    """Return an amount by type (rows) and concept (columns), NaN where a concept is not possible."""
    costs = result.costs
    values = np.where(costs.possible, costs.amounts[column], np.nan)
    return pd.DataFrame(values, index=costs.dwellings.texts("woning_id").astype(str), columns=list(costs.concepts))


def _buildings(
    page: Page, result: ResidentResult, concept: str, kentallen: Kentallen, words: Words, own: Words
) -> None:
    """Add the map, how many dwellings have which cheapest concept, and who has none and why."""
    plan = result.plan
    if plan is None:
        return
    page.heading(own.say("map"))
    gap = kentallen.value("bewoner.verschil_klein")
    close = plan.frame["voorsprong_eur_jaar"].to_numpy(dtype=np.float64) < gap
    colours = {name: colour for name, (colour, _) in COLOURS.items()}
    light = own.say("map_light", gap=words.number(gap))
    drawn, side = resident_map(plan.frame, close, colours, words, own, light)
    page.paragraph(own.say("map_lead_squares" if side else "map_lead", gap=words.number(gap)))
    if drawn:
        caption = own.say("map_squares", metres=words.rounded(side, 2)) if side else own.say("map_caption")
        page.figure(drawn, caption)
    counts = {name: plan.totals.get(f"goedkoopst_{name}", 0.0) for name in result.costs.concepts}
    if any(counts.values()):
        page.figure(share_plot(counts, words, own), own.say("share_caption"))
    extra, homes = _extra(result, concept)
    if concept != CV and (np.isfinite(extra) & (homes > 0)).any():
        caption = own.say("extra_caption", concept=own.say(concept))
        page.figure(extra_plot(extra, homes, concept, words, own), caption)
    rows = [
        [
            own.say(str(row["goedkoopst"])) if row["berekend"] else str(row["goedkoopst"]),
            words.number(float(row["panden"])), words.number(float(row["woningen"])),
        ]
        for _, row in plan.cheapest.iterrows()
    ]  # fmt: skip
    foot = [own.say("total"), *(words.number(float(plan.cheapest[name].sum())) for name in ("panden", "woningen"))]
    head = [own.say(key) for key in ("outcome", "buildings", "number")]
    page.table(head, rows, foot=foot, caption=own.say("counts_caption"), lang=(0,))


def _changes(page: Page, kentallen: Kentallen, words: Words, own: Words) -> None:
    """Add the kentallen that differ from their standard value."""
    page.heading(own.say("assumptions"))
    rows = [
        [
            kentallen[change.key].naam or change.key, change.key,
            *(words.measured(float(value), change.eenheid) for value in (change.standaard, change.waarde)),
            unit_text(change.eenheid),
        ]
        for change in kentallen.changed()
        if not isinstance(change.waarde, tuple) and not isinstance(change.standaard, tuple)
    ]  # fmt: skip
    if not rows:
        page.paragraph(own.say("assumptions_none"))
        return
    head = [own.say(key) for key in ("kental", "key", "standard", "used", "unit")]
    page.table(head, rows, caption=own.say("assumptions_caption"), left=(0, 1, 4), lang=(0,))
