"""What to say about concepts and dwellings: why one is not possible, and what was assumed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from ...demand.columns import APPARTEMENT
from ...kentallen import Kentallen
from ...wording import amount, dutch, note
from ..columns import BRONNET, CV, HYBRIDE, LUCHT, LUS, MINI, MT
from ..loop_cops import AFGIFTE, OPGEGEVEN, loop_cops
from .choices import (
    BTW_AFGEDRUKT,
    INDEX_AFGEDRUKT,
    ISOLATIE_GEEN,
    SUBSIDIE_BEDRAG,
    SUBSIDIE_DEEL,
    TEL_BLOK,
    Choices,
)
from .dwellings import Dwellings
from .rates import Rates

Texts = npt.NDArray[np.object_]


def reasons_of(dwellings: Dwellings, concepts: tuple[str, ...]) -> Texts:
    """Return why a concept is not possible for a dwelling, or what to bear in mind; "" for nothing. Shape (n, c)."""
    flat = (dwellings.texts("type").astype(str) == APPARTEMENT)[:, None]
    words = {LUS: note("bewoner_reden_lus"), MINI: note("bewoner_reden_mini")}
    words |= dict.fromkeys((LUCHT, HYBRIDE), note("bewoner_reden_buitenunit"))
    row = np.array([words.get(concept, "") for concept in concepts], dtype=object)
    return np.where(flat, row[None, :], "").astype(object)


def notes_of(
    dwellings: Dwellings,
    concepts: tuple[str, ...],
    worse: npt.NDArray[np.bool_],
    choices: Choices,
    rates: Rates,
    kentallen: Kentallen,
) -> tuple[str, ...]:
    """Return the assumptions of a comparison (Dutch)."""
    weight = dwellings.numbers("woningen")
    found = [
        note(
            "bewoner_notitie_prijzen", gas=dutch(rates.gas, 2), stroom=dutch(rates.stroom, 2),
            warmte=dutch(rates.warmte, 2), index_gas=_percent(rates.index_gas),
            index_stroom=_percent(rates.index_stroom), index_warmte=_percent(rates.index_warmte),
        ),
        note("bewoner_notitie_maatstaf_" + choices.maatstaf, years=choices.jaren, rate=_percent(rates.disconto)),
    ]  # fmt: skip
    if choices.isolatie == ISOLATIE_GEEN:
        found.append(note("bewoner_notitie_geen_isolatie"))
    else:
        found.append(
            note(
                "bewoner_notitie_isolatie" if worse.any() else "bewoner_notitie_geen_enkele",
                n=amount(float(weight[worse].sum())), total=amount(float(weight.sum())),
                share=_percent(kentallen.value("bewoner.isolatie_reductie")),
            )
        )  # fmt: skip
        if not choices.besparing:
            found.append(note("bewoner_notitie_geen_besparing"))
    already = dwellings.frame["geisoleerd"].to_numpy(dtype=bool)
    if already.any():
        found.append(note("bewoner_notitie_al_geisoleerd", n=amount(float(weight[already].sum()))))
    subsidy = {SUBSIDIE_DEEL: "bewoner_notitie_isde_deel", SUBSIDIE_BEDRAG: "bewoner_notitie_isde_bedrag"}
    found.append(note(subsidy.get(choices.subsidies, "bewoner_notitie_geen_isde")))
    if choices.btw == BTW_AFGEDRUKT:
        found.append(note("bewoner_notitie_btw_afgedrukt"))
    if choices.index_wijze == INDEX_AFGEDRUKT:
        found.append(note("bewoner_notitie_index_afgedrukt"))
    found.extend(_of_flats(dwellings, concepts, choices, kentallen))
    found.extend(_of_concepts(concepts, choices, kentallen))
    if not choices.koeling and CV in concepts:
        found.append(note("bewoner_notitie_koeling"))
    if choices.bedragen:
        given = ", ".join(f"{concept}.{post}" for concept, posts in choices.bedragen.items() for post in posts)
        found.append(note("bewoner_notitie_bedragen", given=given))
    found.append(note("bewoner_notitie_niet_mee"))
    return tuple(found)


def _of_flats(dwellings: Dwellings, concepts: tuple[str, ...], choices: Choices, kentallen: Kentallen) -> Iterator[str]:
    """Yield how flats on a network count, and where the business case differs."""
    if not {BRONNET, MT} & set(concepts):
        return
    limit = dutch(kentallen.value("tarieven.grens_collectief"))
    if choices.telling == TEL_BLOK:
        yield note("bewoner_notitie_blok", limit=limit)
    elif (dwellings.numbers("in_blok") > 1).any():
        yield note("bewoner_notitie_geen_blok", limit=limit)


def _of_concepts(concepts: tuple[str, ...], choices: Choices, kentallen: Kentallen) -> Iterator[str]:
    """Yield what one concept pays and another does not, as far as it is not in a price of its own."""
    there = set(concepts)
    with_gas, loops = {CV, HYBRIDE} & there, {LUS, MINI} & there
    if HYBRIDE in there:
        share = kentallen.value("bewoner.hybride_ketel")
        if share > 0:
            life = dutch(kentallen.value("bewoner.levensduur_cv"))
            yield note("bewoner_notitie_hybride_ketel", life=life, share=_percent(share))
        else:
            yield note("bewoner_notitie_hybride_geen_ketel")
    if with_gas:
        used, lower = kentallen.value("gasverbruik.warmte_per_m3"), kentallen.value("co2.onderwaarde_gas")
        boiler = kentallen.value("co2.ketelrendement")
        yield note(
            "bewoner_notitie_gas", share=_whole(used / lower), boiler=dutch(boiler, 2),
            more=_whole(used / (boiler * lower) - 1.0),
        )  # fmt: skip
    if loops:
        yield note("bewoner_notitie_lus")
        yield note("bewoner_notitie_lus_beheer")
        yield from _of_loops(BRONNET in there, choices, kentallen)
    if MT in there:
        yield note("bewoner_notitie_mt")
        if kentallen.value("tarieven.meettarief") + kentallen.value("tarieven.huur_afleverset") <= 0:
            yield note("bewoner_notitie_mt_huur")
    if with_gas and there - with_gas:
        yield note("bewoner_notitie_koken")
    if there & {MT, HYBRIDE} and len(there) > 1:
        yield note("bewoner_notitie_elektra")
    if choices.restwaarde <= 0 and there - {MT}:
        yield note("bewoner_notitie_restwaarde")


def _of_loops(bronnet: bool, choices: Choices, kentallen: Kentallen) -> Iterator[str]:
    """Yield what the COP of a loop rests on, and whether a source network has the better of it."""
    cop = loop_cops(kentallen, choices.cop_lussen)
    yield note(
        f"bewoner_notitie_cop_lus_{cop.bron}", rv=dutch(cop.rv, 1), tap=dutch(cop.tap, 1), sink=dutch(cop.rv_c),
        hot=dutch(cop.tap_c),
    )  # fmt: skip
    if bronnet and cop.bron != OPGEGEVEN:
        key = "bewoner_notitie_cop_bronnet_afgifte" if cop.bron == AFGIFTE else "bewoner_notitie_cop_bronnet"
        yield note(key, cop=dutch(kentallen.value("cop.bronnet")), share=_percent(kentallen.value("cop.carnot")))


def _whole(share: float) -> str:
    """Return a share as a percentage without decimals (Dutch)."""
    return f"{dutch(100.0 * share, 0)} %"


def _percent(share: float) -> str:
    """Return a share as a percentage (Dutch)."""
    return f"{dutch(round(100.0 * share, 6))} %"
