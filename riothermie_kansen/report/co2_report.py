"""The report on the CO2 of ways to heat, on one HTML page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..economics.co2.concepts import COLLECTIVE, Concept, carnot_share, overall
from ..economics.co2.factors import GASCENTRALE, GELIJK, published
from ..economics.co2.result import Co2Result
from ..economics.columns import CV
from ..economics.energy import produced_gj
from ..economics.resident.investment import ON_OWN_GROUND
from ..kentallen import Kentallen
from .co2_plots import emission_bars, years_plot
from .language import MISSING, Words
from .page import Page, Tile
from .sections import add_kentallen, add_notes, opened

KEYS = ("co2.", "cop.", "net.verlies_bron", "net.verlies_mt", "seizoen.aandeel_tap")
"""Beginnings of the kentallen that the figures rest on."""

SHOWN = (0, 4, 9, 14, 19, 29)
"""Years after the first that the table over the years shows."""


def co2_html(
    result: Co2Result, *, kentallen: Kentallen, sources: Sequence[str] = (), language: str = "nl", version: str = ""
) -> str:
    """Return the report on the CO2 of ways to heat.

    Parameters
    ----------
    result
        What was found.
    kentallen
        The values that were used.
    sources
        What was read, in words.
    language
        "nl" or "en". Notes, variants and kentallen are in Dutch in both.
    version
        Of the plugin, for the foot of the page.
    """
    words, own = Words(language), Words(language, "co2_report_")
    page = opened(sources, _tiles(result, words, own), words, own)
    _answer(page, result, words, own)
    page.paragraph(own.say("lead"), "message")
    page.contents()
    _now(page, result, words, own)
    _path(page, result, kentallen, words, own)
    _hangs(page, result, words, own)
    _cops(page, result, words, own)
    _certificates(page, result, kentallen, words, own)
    _types(page, result, words, own)
    _factors(page, kentallen, words, own)
    page.heading(own.say("out"))
    page.bullets(list(own.options("out_list")))
    add_notes(page, result.notes, result.findings, words, own)
    page.bullets(_told(result), lang="nl" if words.code != "nl" else None)
    add_kentallen(page, kentallen, KEYS, words, own)
    page.footer(own.say("footer", version=version))
    return page.html()


def _told(result: Co2Result) -> list[str]:
    """Return the sentences of the findings that ask attention, each once."""
    rows = result.findings.frame(None)
    return list(dict.fromkeys(rows.loc[rows["ernst"] == "waarschuwing", "tekst"].tolist()))


def _tiles(result: Co2Result, words: Words, own: Words) -> list[Tile]:
    totals, year = result.totals, result.course.start
    tiles = [
        Tile(
            words.number(totals["warmte_gj"]), "GJ", own.say("heat"),
            own.say("heat_remark", tap=words.number(totals["tap_gj"]), cold=words.number(totals["koude_gj"])),
        )
    ]  # fmt: skip
    if totals["woningen"] > 0:
        each = words.number(totals["warmte_gj"] / totals["woningen"], 1)
        only = result.demand.alleen_woningen
        remark = own.say("homes_remark", each=each) if only else own.say("homes_other")
        tiles.append(Tile(words.number(totals["woningen"]), "", own.say("homes"), remark))
    remark = own.say("reference_remark", gas=words.rounded(totals["m3_cv"]))
    tiles.append(Tile(words.rounded(totals["tonnen_cv"]), "t CO2", own.say("reference"), remark))
    least = result.lowest()
    if least != CV:
        remark = own.say("least_remark", share=words.percent(totals[f"deel_{least}"]))
        title = own.say("least", name=_least(result, words, own))
        tiles.append(Tile(words.rounded(totals[f"tonnen_{least}"]), "t CO2", title, remark))
    remark = own.say("factor_remark", source=result.course.bron)
    tiles.append(Tile(words.number(float(result.path.kg_kwh[0]), 3), "kg/kWh", own.say("factor", year=year), remark))
    return tiles


def _answer(page: Page, result: Co2Result, words: Words, own: Words) -> None:
    totals, year, least = result.totals, result.course.start, result.lowest()
    reference = words.rounded(totals["tonnen_cv"])
    if least == CV:
        page.paragraph(own.say("answer_none", year=year, reference=reference), "lead")
        return
    shares = result.variants.loc[result.variants["concept"] == least, "besparing_deel"].to_numpy(dtype=np.float64)
    others = [own.say(f"name_{key}") for key in _winners(result) if key not in result.equals()]
    said = [
        own.say(
            "answer",
            year=year,
            name=_least(result, words, own),
            tonnes=words.rounded(totals[f"tonnen_{least}"]),
            share=words.percent(totals[f"deel_{least}"]),
            reference=reference,
            low=words.percent(float(np.nanmin(shares))),
            high=words.percent(float(np.nanmax(shares))),
        )
    ]
    said += [own.say("answer_other", names=words.sentence_list(others))] if others else []
    homes, best = result.flats()
    if homes and least in ON_OWN_GROUND:
        total = words.number(totals["woningen"])
        said.append(own.say("answer_flats", n=words.number(homes), total=total, name=own.say(f"name_{best}")))
    page.paragraph(" ".join(said), "lead")


def _least(result: Co2Result, words: Words, own: Words) -> str:
    """Return the name of the way to heat that emits least, or of all that emit alike."""
    return words.sentence_list([own.say(f"name_{key}") for key in result.equals()])


def _winners(result: Co2Result) -> list[str]:
    """Return the ways to heat that emit least with one of the assumptions; equal ones both, in order of the concepts.

    A variant that changes a single way to heat leaves the others as they are.
    """
    base = result.first().set_index("concept")["tonnen"].astype(float)
    found: set[str] = set()
    for _, part in result.variants.groupby("variant", sort=False):
        tonnes = base.copy()
        tonnes.update(part.set_index("concept")["tonnen"].astype(float))
        lowest = tonnes.index[np.isclose(tonnes.to_numpy(), float(tonnes.min()), rtol=1e-6, atol=1e-9)]
        # where all emit nothing, none is better than another
        found |= set(lowest) if float(tonnes.min()) > 0.0 else set()
    return [concept.key for concept in result.concepts if concept.key in found]


def _now(page: Page, result: Co2Result, words: Words, own: Words) -> None:
    year, homes = result.course.start, result.totals["woningen"]
    page.heading(own.say("now", year=year))
    page.paragraph(own.say("now_lead"))
    if result.totals["koude_gj"] > 0.0:
        page.paragraph(own.say("now_cold"))
    page.figure(emission_bars(result, words, own), own.say("bars_caption", year=year))
    per_home = homes > 0 and result.demand.alleen_woningen
    rows = []
    for _, row in result.first().iterrows():
        cells = [own.say(f"name_{row['concept']}"), words.number(row["gas_m3"]), words.number(row["elektriciteit_kwh"])]
        cells += [words.number(row["tonnen"], 1)]
        reference = row["concept"] == CV
        cells += [MISSING, MISSING] if reference else [
            words.number(row["besparing_t"], 1), words.percent(row["besparing_deel"])
        ]  # fmt: skip
        rows.append([*cells, *([words.number(row["tonnen"] / homes, 2)] if per_home else [])])
    head = [own.say(key) for key in ("way", "gas_m3", "kwh", "tonnes", "saving", "share")]
    head += [own.say("per_home")] if per_home else []
    page.table(head, rows, caption=own.say("now_caption", year=year))


def _path(page: Page, result: Co2Result, kentallen: Kentallen, words: Words, own: Words) -> None:
    if result.course.jaren < 2:
        return
    page.heading(own.say("path"))
    if result.course.verloop == GELIJK:
        page.paragraph(own.say("path_gelijk"))
    else:
        page.paragraph(own.say("path_dalend", year=int(kentallen.value("co2.nul_jaar"))))
    page.figure(years_plot(result, words, own), own.say("path_caption"))
    n = result.course.jaren
    shown = sorted({i for i in SHOWN if i < n} | {n - 1})
    rows = []
    for concept in result.concepts:
        part = result.frame[result.frame["concept"] == concept.key]
        tonnes = part["tonnen"].to_numpy(dtype=np.float64)
        total = MISSING if concept.key == CV else words.number(float(part["opgeteld_t"].iloc[-1]))
        rows.append([own.say(f"name_{concept.key}"), *(words.number(tonnes[i], 1) for i in shown), total])
    head = [own.say("way"), *(str(int(result.path.jaren[i])) for i in shown), own.say("sum", n=n)]
    page.table(head, rows, caption=own.say("sum_caption", n=n))


def _hangs(page: Page, result: Co2Result, words: Words, own: Words) -> None:
    ways = [concept.key for concept in result.concepts if concept.key != CV]
    if not ways:
        return
    year = result.course.start
    page.heading(own.say("hangs"))
    page.paragraph(own.say("hangs_lead", year=year))
    rows = []
    for name in dict.fromkeys(result.variants["variant"].tolist()):
        part = result.variants[result.variants["variant"] == name].set_index("concept")["besparing_deel"]
        rows.append([str(name), *(words.percent(float(part[key])) if key in part.index else MISSING for key in ways)])
    head = [own.say("assumption"), *(own.say(f"short_{key}") for key in ways)]
    page.table(head, rows, caption=own.say("hangs_caption"), lang=(0,))
    factor = float(result.path.kg_kwh[0])
    page.paragraph(own.say("tipping", year=year, factor=words.number(factor, 3)))
    rows = []
    for key in ways:
        point = result.omslag[key]
        room = words.percent(point / factor - 1.0) if factor > 0.0 else MISSING
        rows.append([own.say(f"name_{key}"), words.number(point, 3), room])
    head = [own.say("way"), own.say("tipping_point"), own.say("room", year=year)]
    page.table(head, rows, caption=own.say("tipping_caption"))


def _cops(page: Page, result: Co2Result, words: Words, own: Words) -> None:
    page.heading(own.say("cops"))
    page.paragraph(own.say("cops_lead"))
    rows = [_cop_row(concept, result, words, own) for concept in result.concepts]
    head = [
        own.say(key)
        for key in ("way", "cop_rv", "cop_tap", "cop_all", "cop_cold", "source_c", "sink_c", "carnot", "loss", "given")
    ]
    page.table(head, rows, caption=own.say("cops_caption"), left=(0, 9), lang=(9,), dense=True)


def _cop_row(concept: Concept, result: Co2Result, words: Words, own: Words) -> list[str]:
    heating, tap = result.demand.rv_gj, result.demand.tap_gj
    share = carnot_share(concept, heating, tap)
    # what the heat that is produced is more than what is delivered
    more = float(produced_gj(1.0, concept.verlies, of=concept.verlies_van)) - 1.0
    return [
        own.say(f"name_{concept.key}"),
        words.number(float(concept.cop_rv), 2),
        words.number(float(concept.cop_tap), 2),
        words.number(overall(concept, heating, tap), 2),
        words.number(float(concept.cop_koude), 1),
        _pair(concept.bron_rv_c, concept.bron_tap_c, words),
        _pair(concept.rv_c, concept.tap_c, words),
        words.percent(share),
        words.percent(more) if more > 0.0 else MISSING,
        concept.gegeven or MISSING,
    ]


def _pair(one: float, other: float, words: Words) -> str:
    """Return two temperatures, or one when they are the same."""
    if not np.isfinite(one):
        return MISSING
    return words.shortest(one) if one == other else f"{words.shortest(one)} / {words.shortest(other)}"


def _certificates(page: Page, result: Co2Result, kentallen: Kentallen, words: Words, own: Words) -> None:
    ways = [concept.key for concept in result.concepts if concept.key in COLLECTIVE]
    if not ways:
        return
    year = result.course.start
    page.heading(own.say("certificates"))
    price, years = (words.shortest(kentallen.value(f"co2.certificaat_{name}")) for name in ("eur", "jaren"))
    page.paragraph(own.say("certificates_lead", price=price, years=years))
    if result.course.verloop != GELIJK and result.course.jaren > 1:
        page.paragraph(own.say("certificates_rise", year=year))
    rows = []
    for key in ways:
        earned = result.frame.loc[result.frame["concept"] == key, "certificaten_eur"].to_numpy(dtype=np.float64)
        rows.append([own.say(f"name_{key}"), words.number(earned[0]), words.number(float(earned.sum()))])
    head = [own.say("way"), own.say("eur_first", year=year), own.say("eur_all")]
    page.table(head, rows, caption=own.say("certificates_caption"))


def _types(page: Page, result: Co2Result, words: Words, own: Words) -> None:
    types = result.types
    if not len(types):
        return
    page.heading(own.say("types"))
    page.paragraph(own.say("types_lead", year=result.course.start))
    if result.flats()[0] and any(concept.key in ON_OWN_GROUND for concept in result.concepts):
        page.paragraph(own.say("types_flats"))
    ways = [concept.key for concept in result.concepts]

    def cells(name: str, row: pd.Series) -> list[str]:
        heat = float(row["rv_gj"] + row["tap_gj"])
        counts = [words.number(row["panden"]), words.number(row["woningen"]), words.number(heat)]
        return [name, *counts, *(words.number(float(row[f"{key}_t"]), 1) for key in ways)]

    rows = [cells(str(row["type"]) or own.say("no_type"), row) for _, row in types.iterrows()]
    total = types.drop(columns="type").sum(min_count=1)
    head = [own.say(key) for key in ("type", "buildings", "homes", "heat_gj")]
    head += [own.say(f"short_{key}") for key in ways]
    foot = cells(own.say("total"), total)
    page.table(head, rows, caption=own.say("types_caption"), foot=foot, lang=(0,), dense=True)


def _factors(page: Page, kentallen: Kentallen, words: Words, own: Words) -> None:
    page.heading(own.say("factors"))
    page.paragraph(own.say("factors_lead"))
    kental = kentallen["co2.ef_elektra"]
    rows = [[GASCENTRALE, MISSING, words.number(kentallen.value(kental.key), 3), kental.bron, kental.toelichting]]
    rows += [
        [one.soort, str(one.jaar), words.number(one.kg_kwh, 3), one.bron, one.toelichting] for one in published()
    ]  # fmt: skip
    head = [own.say(key) for key in ("kind", "year", "kg_kwh", "source", "remark")]
    page.table(head, rows, caption=own.say("factors_caption"), left=(0, 3, 4), lang=(0, 3, 4), dense=True)
