"""The first page of a study: can sewer heat warm this place, for whom, what does it cost, how sure are we."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ..kentallen import Kentallen
from ..results import Results
from .business_words import TIED, money, short_money
from .language import Words
from .page import Tile
from .study_basis import differing, made_up
from .study_facts import MEASURED, Case, Facts, has, numbers, part_of, sewer_of, texts
from .study_model import Chapter, Chart
from .study_money import CONCEPTS, chance_text, range_text
from .study_plots import Bar, bar_plot
from .study_works import net_name, too_large
from .svg import BLUE, SAND, TEAL

SHOWN = 6
"""Names of made-up data that are printed; of more the number is told."""


@dataclass(frozen=True)
class Said:
    """The answer in parts: the verdict, and what is said of each question (title, sentences)."""

    verdict: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]


def answer_chapter(
    results: Results, facts: Facts, kentallen: Kentallen, words: Words, own: Words
) -> tuple[Chapter, Said]:
    """Return the first page, and its sentences by question."""
    verdict = " ".join(filter(None, (_heat_verdict(facts, kentallen, words, own), _money_verdict(facts, own))))
    parts = (
        (own.say("ask_can"), _can(facts, words, own)),
        (own.say("ask_whom"), _whom(results, facts, words, own)),
        (own.say("ask_cost"), _cost(facts, words, own)),
        (own.say("ask_sure"), _sure(results, facts, words, own)),
    )
    said = Said(verdict, tuple(part for part in parts if part[1]))
    chapter = Chapter(
        "answer",
        own.say("answer"),
        (verdict, *(f"{title} {' '.join(sentences)}" for title, sentences in said.parts)),
        warnings=tuple(_warnings(results, facts, kentallen, words, own)),
        tiles=tuple(_tiles(results, facts, words, own)),
        charts=_chart(facts, words, own),
        roles=_map(results),
    )
    return chapter, said


def _heat_verdict(facts: Facts, kentallen: Kentallen, words: Words, own: Words) -> str:
    """Return in a sentence whether there is heat."""
    if not math.isfinite(facts.supply.gj):
        return own.say("verdict_heat_unknown")
    if not math.isfinite(facts.share):
        return own.say("verdict_heat_alone", heat=words.rounded(facts.supply.gj))
    if facts.share >= kentallen.value("rapport.dekking_geheel"):
        kind = "all"
    else:
        kind = "part" if facts.share >= kentallen.value("rapport.dekking_deel") else "little"
    return own.say(f"verdict_heat_{kind}", share=words.percent(min(facts.share, 1.0)))


def _money_verdict(facts: Facts, own: Words) -> str:
    """Return in a sentence whether any network pays."""
    paying = [case for case in facts.cases if case.paying]
    if not paying:
        return own.say("verdict_money_unknown")
    verdicts = {case.verdict for case in paying}
    for kind in ("yes", "alone_yes", "perhaps_yes", "perhaps_no", "alone_no"):
        if kind in verdicts:
            names = [case.name for case in paying if case.verdict == kind]
            return own.say(f"verdict_money_{kind}", variant=names[0])
    return own.say("verdict_money_no" if len(paying) > 1 else "verdict_money_no_one", variant=paying[0].name)


def _can(facts: Facts, words: Words, own: Words) -> tuple[str, ...]:
    said = []
    if math.isfinite(facts.supply.gj):
        said.append(own.count(f"can_{facts.supply.source}", facts.supply.n, heat=words.rounded(facts.supply.gj)))
    if math.isfinite(facts.demand_gj):
        said.append(
            own.say(
                "can_demand", heat=words.rounded(facts.demand_gj), homes=words.number(facts.homes),
                n=words.number(facts.buildings),
            )
        )  # fmt: skip
    if not said:
        said.append(own.say("can_unknown"))
    return (" ".join(said),)


def _whom(results: Results, facts: Facts, words: Words, own: Words) -> tuple[str, ...]:
    said = []
    if math.isfinite(facts.chosen_homes):
        share = facts.chosen_homes / facts.homes if facts.homes else math.nan
        said.append(
            own.say(
                "whom_chosen", homes=words.number(facts.chosen_homes), n=words.number(facts.chosen_buildings),
                share=words.percent(share), heat=words.rounded(facts.chosen_gj),
            )
        )  # fmt: skip
    elif facts.nets:
        net = facts.nets[0]
        said.append(own.say("whom_net", homes=words.number(net.homes), net=net_name(net.kind, own)))
    shares = part_of(results, "aandelen")
    if shares is not None:
        names = Words(words.language, "co2_report_")
        counted = shares.frame[numbers(shares.frame, "berekend") == 1.0]
        counts = dict(zip(texts(counted, "goedkoopst"), numbers(counted, "woningen").tolist(), strict=True))
        every = sum(counts.values())
        net_homes = sum(counts.get(key, 0.0) for key in ("bronnet", "mt"))
        ranked = sorted(((n, key) for key, n in counts.items() if key in CONCEPTS), key=lambda one: (-one[0], one[1]))
        if every > 0.0 and ranked:
            said.append(
                own.say(
                    "whom_resident", all=words.number(every), net=words.number(net_homes),
                    best=names.say(f"name_{ranked[0][1]}"), homes=words.number(ranked[0][0]),
                )
            )  # fmt: skip
    return tuple(said)


def _cost(facts: Facts, words: Words, own: Words) -> tuple[str, ...]:
    said = [_case(case, words, own) for case in facts.cases]
    if not said:
        said = [
            own.say(
                "cost_net", net=net_name(net.kind, own), cost=money(net.cost_eur, words),
                home=money(net.cost_eur / net.homes if net.homes else math.nan, words),
            )
            for net in facts.nets
        ]  # fmt: skip
    return tuple(said)


def _case(case: Case, words: Words, own: Words) -> str:
    key = "cost_case" if case.paying else "cost_comparison"
    sign = 1.0 if case.paying else -1.0
    value, investment = (
        " ".join(short_money(amount, words)).replace(" ", TIED) for amount in (sign * case.ncw, case.investment)
    )
    return own.say(
        key, variant=case.name, investment=investment,
        inv_range=range_text("plain", case.investment_low, case.investment_high, words, own, short=True),
        home=money(case.per_home, words), value=value,
        range=range_text("plain", sign * case.ncw_low, sign * case.ncw_high, words, own, short=True),
        chance=chance_text(case, words, own), years=words.number(case.years), uptake=words.percent(case.uptake),
    )  # fmt: skip


def _sure(results: Results, facts: Facts, words: Words, own: Words) -> tuple[str, ...]:
    """Return how sure the answer is: measured or estimated, and what turns the outcome."""
    said = []
    sewer = sewer_of(results)
    if sewer is not None and facts.supply.source in ("pipe", "points", "match") and not facts.elsewhere:
        status = texts(sewer.frame, "dwa_status")
        known = [text for text in status if text]
        measured = sum(text == MEASURED or text.startswith("gecorrigeerd") for text in known)
        key = "sure_estimated" if not measured else "sure_measured"
        said.append(own.say(key, share=words.percent(measured / len(known) if known else math.nan)))
    elif facts.supply.source == "match":
        said.append(own.say("sure_given"))
    demand = part_of(results, "gebouwen")
    if demand is not None:
        factor = numbers(demand.frame, "factor_cbs")
        calibrated = bool((np.isfinite(factor) & (factor != 1.0)).any())
        said.append(own.say("sure_calibrated" if calibrated else "sure_demand"))
    flips = [choice for case in facts.cases for choice in case.flips]
    if flips:
        said.append(own.say("sure_flips", choices="; ".join(dict.fromkeys(flips))))
    elif facts.cases and any(part_of(results, key) is not None for key in ("betwist",)):
        said.append(own.say("sure_no_flips"))
    return (" ".join(said),) if said else ()


def _warnings(results: Results, facts: Facts, kentallen: Kentallen, words: Words, own: Words) -> list[str]:
    """Return what a reader of the first page must not miss."""
    said = []
    names = made_up(results)
    if names:
        more = own.say("and_more", n=words.number(len(names) - SHOWN)) if len(names) > SHOWN else ""
        said.append(own.say("made_up", names=", ".join(names[:SHOWN]) + more))
    if facts.elsewhere:
        said.append(own.say("elsewhere", layers=", ".join(facts.elsewhere)))
    large = {case.name: case.heat_gj for case in facts.cases if too_large(case.heat_gj, facts)}
    if not large:
        large = {net_name(net.kind, own): net.heat_gj for net in facts.nets if too_large(net.heat_gj, facts)}
    if large:
        said.append(
            own.say(
                "too_large", names=words.sentence_list(list(large)), heat=words.rounded(max(large.values())),
                supply=words.rounded(facts.supply.gj),
            )
        )  # fmt: skip
    return said + differing(results, kentallen, words, own)


def _tiles(results: Results, facts: Facts, words: Words, own: Words) -> list[Tile]:
    tiles = []
    if math.isfinite(facts.share):
        tiles.append(
            Tile(
                words.percent(facts.share), "", own.say("tile_share"),
                own.say(
                    "tile_share_remark", supply=words.rounded(facts.supply.gj), demand=words.rounded(facts.demand_gj)
                ),
            )
        )  # fmt: skip
    elif math.isfinite(facts.supply.gj):
        tiles.append(Tile(words.rounded(facts.supply.gj), "GJ", own.say("tile_supply"), own.say("per_year")))
    elif math.isfinite(facts.demand_gj):
        tiles.append(Tile(words.rounded(facts.demand_gj), "GJ", own.say("demand_tile"), own.say("per_year")))
    if math.isfinite(facts.chosen_homes):
        share = facts.chosen_homes / facts.homes if facts.homes else math.nan
        tiles.append(
            Tile(
                words.number(facts.chosen_homes), "", own.say("chosen_tile"),
                own.say("share_of_homes", share=words.percent(share)),
            )
        )  # fmt: skip
    if facts.cases:
        tiles += _money_tiles(facts.cases[0], words, own)
    elif facts.nets:
        net = facts.nets[0]
        tiles.append(
            Tile(
                *short_money(net.cost_eur, words), own.say("net_cost_tile", net=net_name(net.kind, own)),
                own.say("per_home_remark", eur=words.rounded(net.cost_eur / net.homes if net.homes else math.nan)),
            )
        )  # fmt: skip
    saved = part_of(results, "co2")
    if saved is not None and has(saved.frame, "jaar", "besparing_t", "besparing_deel"):
        frame = saved.frame
        first = numbers(frame, "jaar") == np.nanmin(numbers(frame, "jaar"))
        mine = frame[first & np.array([text == "bronnet" for text in texts(frame, "concept")], dtype=bool)]
        if len(mine):
            tiles.append(
                Tile(
                    words.percent(float(numbers(mine, "besparing_deel")[0])), "", own.say("tile_co2"),
                    own.say("tile_co2_remark", tonnes=words.rounded(float(numbers(mine, "besparing_t")[0]))),
                )
            )  # fmt: skip
    return tiles


def _money_tiles(case: Case, words: Words, own: Words) -> list[Tile]:
    """Return investment, outcome and chance of the best variant."""
    sign = 1.0 if case.paying else -1.0
    low, high = sorted((sign * case.ncw_low, sign * case.ncw_high))
    ends = {"low": " ".join(short_money(low, words)), "high": " ".join(short_money(high, words))}
    known = math.isfinite(low) and math.isfinite(high)
    remark = own.say("range_chance", **ends, chance=chance_text(case, words, own))
    return [
        Tile(
            *short_money(case.investment, words), own.say("tile_investment", variant=case.name),
            own.say("homes_at_remark", eur=words.rounded(case.per_home), homes=words.number(case.homes)),
        ),
        Tile(
            *short_money(sign * case.ncw, words),
            own.say("ncw_tile" if case.paying else "costs_tile", variant=case.name),
            own.say("range_unknown") if not known else remark if case.paying else own.say("range_remark", **ends),
        ),
    ]  # fmt: skip


def _chart(facts: Facts, words: Words, own: Words) -> tuple[Chart, ...]:
    """Return demand, supply and what is used beside each other."""
    bars = [
        Bar(own.say("bar_demand"), facts.demand_gj, SAND),
        Bar(own.say("bar_supply"), facts.supply.gj, BLUE),
        Bar(own.say("bar_chosen"), facts.chosen_gj, TEAL),
    ]
    known = [bar for bar in bars if math.isfinite(bar.value)]
    if len(known) < 2:
        return ()
    return (Chart(bar_plot(known, own.say("bars_title"), own.say("axis_gj"), words), own.say("bars_caption")),)


def _map(results: Results) -> tuple[str, ...]:
    """Return the layers of the map on the first page."""
    order = ("bronpunten", "trace", "selectie", "gebouwen")
    found = [key for key in order if part_of(results, key) is not None]
    pipes = part_of(results, "trace")
    if pipes is not None and len(set(texts(pipes.frame, "nettype"))) > 1:
        found.remove("trace")  # two networks on top of each other: their chapter shows them
    if "selectie" in found and "gebouwen" in found:
        found.remove("gebouwen")
    sewer = sewer_of(results)
    return tuple(found) or ((sewer.role.key,) if sewer is not None else ())
