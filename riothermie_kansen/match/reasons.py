"""Why a building gets the heat or not: a kind, and a sentence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..network.graph import FloatArray, IntArray, ObjectArray
from ..network.reasons import reason_text
from ..network.site import BoolArray
from ..readers.values import Texts
from ..wording import amount, dutch, note
from .blocks import Blocks
from .columns import GEKOZEN
from .fill import SLACK
from .score import PARTS, Scores, title

SHOWN = 3
"""Parts of the score that a sentence names, the largest ones."""


@dataclass(frozen=True)
class Situation:
    """What the reasons follow from; arrays of shape (b,).

    Attributes
    ----------
    ids
        Buildings.
    chosen, rank
        The selection, and the number of each chosen building in it (from 1).
    blocks
        Which buildings stay together.
    scores
        Score and its parts.
    reason, words
        Key of the reason why a building cannot be connected, and what its sentence needs.
    inside
        Buildings that took part; the others are too far for the supply.
    gj, block_gj, block_kw
        Heat of the building and heat and power that its block takes, uptake included.
    marginal_eur
        Costs of its block; NaN without a network, infinite where there is no way.
    left_gj, left_kw
        What the selection leaves of the supply; infinite for no limit.
    dearest
        Costs per GJ of the dearest block that is chosen; NaN without a network.
    reach_m
        Distance of the farthest building that took part, m.
    straight
        There are no streets.
    """

    ids: ObjectArray
    chosen: BoolArray
    rank: IntArray
    blocks: Blocks
    scores: Scores
    reason: ObjectArray
    words: list[dict[str, str]]
    inside: BoolArray
    gj: FloatArray
    block_gj: FloatArray
    block_kw: FloatArray
    marginal_eur: FloatArray
    left_gj: float
    left_kw: float
    dearest: float
    reach_m: float
    straight: bool


def reasons(of: Situation) -> tuple[Texts, Texts]:
    """Return per building the kind of reason (`columns.SOORTEN`) and its sentence, shape (b,)."""
    kinds = np.full(len(of.ids), "", dtype=object)
    texts = np.full(len(of.ids), "", dtype=object)
    points = of.scores.contributions()
    names = [title(name, of.straight) for name in PARTS]
    open_blocks = of.blocks.can & of.inside & ~of.chosen
    smallest = float(of.block_gj[open_blocks].min()) if open_blocks.any() else np.inf
    for at in range(len(of.ids)):
        if of.chosen[at]:
            kinds[at], texts[at] = GEKOZEN, _chosen(of, at, points[at], names)
        elif of.reason[at]:
            kinds[at] = of.reason[at]
            texts[at] = reason_text(str(of.reason[at]), **of.words[at])
        elif of.blocks.barred[at]:
            kinds[at] = "blok_niet_heel"
            texts[at] = note("match_reden_blok_niet_heel", block=of.blocks.name[at], building=of.blocks.barred[at])
        elif not of.inside[at]:
            kinds[at] = "buiten_zoekgebied"
            texts[at] = note("match_reden_buiten_zoekgebied", reach=amount(of.reach_m))
        else:
            kinds[at], texts[at] = _left_out(of, at, smallest)
    return kinds, texts


def _chosen(of: Situation, at: int, points: FloatArray, names: list[str]) -> str:
    """Return why a building is chosen."""
    if of.blocks.required[at]:
        text = note("match_reden_verplicht", nr=amount(int(of.rank[at])))
    else:
        best = [k for k in np.lexsort((np.arange(len(points)), -points))[:SHOWN] if points[k] >= 0.5]
        text = note(
            "match_reden_gekozen",
            nr=amount(int(of.rank[at])),
            score=dutch(float(of.scores.total[at]), 0),
            parts=_listed([f"{names[k]} ({dutch(float(points[k]), 0)})" for k in best]) or "-",
        )
    if of.blocks.name[at]:
        text += " " + note("match_reden_met_blok", block=of.blocks.name[at])
    cost = float(of.marginal_eur[at])
    if np.isfinite(cost) and of.block_gj[at] > 0:
        text += " " + note("match_reden_kosten", cost=amount(cost), rate=amount(cost / float(of.block_gj[at])))
    return text


def _left_out(of: Situation, at: int, smallest: float) -> tuple[str, str]:
    """Return the kind and the sentence of a building that took part and was not chosen."""
    cost, heat, power = float(of.marginal_eur[at]), float(of.block_gj[at]), float(of.block_kw[at])
    rate = cost / heat if heat > 0 else np.nan
    price = " " + note("match_reden_zou_kosten", cost=amount(cost), rate=amount(rate)) if np.isfinite(rate) else ""
    block = bool(of.blocks.name[at])
    if heat > of.left_gj + SLACK * max(of.left_gj, heat):
        if smallest > of.left_gj:
            kind, key = "aanbod_op", "match_reden_aanbod_op"
        else:
            kind, key = "blok_te_groot", "match_reden_blok_te_groot" if block else "match_reden_te_groot"
        return kind, note(
            key, left=amount(max(of.left_gj, 0.0)), heat=amount(heat), block=of.blocks.name[at]
        ) + price  # fmt: skip
    if power > of.left_kw:
        return "vermogen_op", note(
            "match_reden_vermogen_op", left=amount(max(of.left_kw, 0.0), 1), power=amount(power, 1)
        ) + price  # fmt: skip
    if np.isfinite(rate) and rate > of.dearest:
        return "duurder", note(
            "match_reden_duurder", cost=amount(cost), rate=amount(rate), most=amount(of.dearest),
            left=amount(max(of.left_gj, 0.0)) if np.isfinite(of.left_gj) else "-",
        )  # fmt: skip
    return "niet_gekozen", note(
        "match_reden_niet_gekozen", score=dutch(float(of.scores.total[at]), 0), left=amount(max(of.left_gj, 0.0))
    ) + price  # fmt: skip


def _listed(items: list[str]) -> str:
    """Return ``a, b en c``."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} en {items[-1]}" if items else ""
