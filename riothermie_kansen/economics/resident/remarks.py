"""What to say about concepts and dwellings: why one is not possible, and what was assumed."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ...demand.columns import APPARTEMENT
from ...kentallen import Kentallen
from ...wording import amount, dutch, note
from ..columns import BRONNET, CV, HYBRIDE, LUCHT, LUS, MINI, MT
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
                "bewoner_notitie_isolatie", n=amount(float(weight[worse].sum())), total=amount(float(weight.sum())),
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
    if choices.telling == TEL_BLOK and {BRONNET, MT} & set(concepts):
        found.append(note("bewoner_notitie_blok"))
    if {LUS, MINI} & set(concepts):
        found.append(note("bewoner_notitie_lus"))
    if MT in concepts:
        found.append(note("bewoner_notitie_mt"))
    if not choices.koeling and CV in concepts:
        found.append(note("bewoner_notitie_koeling"))
    if choices.bedragen:
        given = ", ".join(f"{concept}.{post}" for concept, posts in choices.bedragen.items() for post in posts)
        found.append(note("bewoner_notitie_bedragen", given=given))
    found.append(note("bewoner_notitie_niet_mee"))
    return tuple(found)


def _percent(share: float) -> str:
    """Return a share as a percentage (Dutch)."""
    return f"{dutch(round(100.0 * share, 6))} %"
