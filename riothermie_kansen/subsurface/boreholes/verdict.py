"""In words: whether the loops of a building fit, and why not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...wording import amount, dutch, note
from ..columns import AANDACHT
from .columns import (
    DEELS,
    GEEN_GROND,
    GEEN_PLAATS,
    GEEN_VRAAG,
    GESCHAT,
    NIET,
    PAST,
    TE_ONDIEP,
    VERBODEN,
    VRAAG_ONBEKEND,
)  # fmt: skip

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]


@dataclass(frozen=True)
class State:
    """What is known of b buildings once the loops are placed; shape (b,) each.

    Attributes
    ----------
    has_demand, unknown, located
        Asks heat; demand not known; is on the map.
    banned
        Loops are forbidden.
    attention
        Loops are left out because the ground asks for attention.
    shallow
        The depth that is allowed is too little.
    has_ground, near_public
        Stands on a parcel; public ground within reach.
    free_m2
        Ground of its own where a loop may stand, m2.
    needed, placed, public
        Loops.
    metres, given
        Metres needed, and metres that have a place.
    """

    has_demand: Flags
    unknown: Flags
    located: Flags
    banned: Flags
    attention: Flags
    shallow: Flags
    has_ground: Flags
    near_public: Flags
    free_m2: Floats
    needed: Ints
    placed: Ints
    public: Ints
    metres: Floats
    given: Floats


def judge_fit(state: State) -> tuple[Texts, Texts]:
    """Return the verdict of each building and the key of its main reason; shape (b,)."""
    whole = (state.placed > 0) & (state.given >= state.metres - 0.05)
    some = (state.placed > 0) & ~whole
    cases = (
        (state.unknown, VRAAG_ONBEKEND, "vraag_onbekend"),
        (~state.has_demand, GEEN_VRAAG, "geen_vraag"),
        (~state.located, GEEN_PLAATS, "geen_plaats"),
        (state.banned & state.attention, VERBODEN, "aandacht_uit"),
        (state.banned, VERBODEN, "verboden"),
        (state.shallow, TE_ONDIEP, "te_ondiep"),
        (whole & (state.public == 0), PAST, "past"),
        (whole & (state.public < state.placed), PAST, "past_beide"),
        (whole, PAST, "past_openbaar"),
        (some & (state.free_m2 > 0), DEELS, "deels"),
        (some, DEELS, "deels_openbaar"),
        (~state.has_ground & ~state.near_public, GEEN_GROND, "geen_grond"),
        (~state.has_ground, NIET, "openbaar_vol"),
        (state.free_m2 <= 0, NIET, "perceel_klein"),
        (np.ones(len(whole), dtype=bool), NIET, "vol"),
    )
    conditions = [rows for rows, _, _ in cases]
    verdict = np.select(conditions, [np.full(len(whole), word, dtype=object) for _, word, _ in cases], "")
    reason = np.select(conditions, [np.full(len(whole), word, dtype=object) for _, _, word in cases], "")
    return verdict.astype(object), reason.astype(object)


def main_reason(key: str) -> str:
    """Return the main reason as a sentence (Dutch)."""
    return note(f"lussen_reden_{key}")


@dataclass(frozen=True)
class Remark:
    """What else is worth telling of b buildings; shape (b,) each, "" or NaN or False where nothing is.

    Attributes
    ----------
    estimated
        The parcel was estimated.
    word, reasons
        Verdict of ``bodemrestricties`` and its reasons.
    limited_m
        Depth to which a restriction shortens the loops, m.
    by_energy
        Energy governs the length.
    surplus
        More warmth goes into the ground than comes out.
    together, others_k, limit_k
        Verdict when everybody drills, drop by other systems (K), and the limit for that.
    """

    estimated: Texts
    word: Texts
    reasons: Texts
    limited_m: Floats
    by_energy: Flags
    surplus: Flags
    together: Texts
    others_k: Floats
    limit_k: float


def explain(state: State, reason: Texts, remark: Remark) -> Texts:
    """Return the explanation of each building in sentences (Dutch), shape (b,)."""
    told = []
    for i, key in enumerate(reason):
        parts = [main_reason(key)]
        # where no loop may be made, its length and depth say nothing
        asked = state.needed[i] > 0 and not state.banned[i]
        if asked and state.given[i] < state.metres[i] - 0.05:
            parts.append(
                note(
                    "lussen_reden_tekort", placed=amount(state.placed[i]), needed=amount(state.needed[i]),
                    given=amount(state.given[i]), metres=amount(state.metres[i]),
                )
            )  # fmt: skip
        if asked and np.isfinite(remark.limited_m[i]):
            parts.append(note("lussen_reden_diepte", depth=dutch(round(float(remark.limited_m[i]), 1))))
        if asked and remark.by_energy[i]:
            parts.append(note("lussen_reden_energie"))
        if asked and remark.estimated[i] == GESCHAT:
            parts.append(note("lussen_reden_geschat"))
        if remark.word[i] == AANDACHT and asked:
            parts.append(note("lussen_reden_aandacht"))
        if remark.reasons[i] and (asked or state.banned[i]):
            parts.append(note("lussen_reden_restrictie", reasons=str(remark.reasons[i]).rstrip(".")))
        if state.placed[i] and remark.others_k[i] > remark.limit_k:
            limit = dutch(remark.limit_k)
            parts.append(note("lussen_reden_invloed", value=dutch(float(remark.others_k[i]), 1), limit=limit))
        if state.placed[i] and remark.together[i] not in ("", "haalt het"):
            parts.append(note("lussen_reden_samen", word=remark.together[i]))
        if remark.surplus[i]:
            parts.append(note("lussen_reden_overschot"))
        told.append(" ".join(parts))
    return np.array(told, dtype=object)
