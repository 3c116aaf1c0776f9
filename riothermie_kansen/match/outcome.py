"""What an energy match hands out: the selection, the network, the tables and the totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from ..network.columns import TRACE_COLUMNS
from ..network.graph import FloatArray, IntArray, ObjectArray
from ..network.outcome import Plan
from ..network.outcome import outcome as network_outcome
from ..network.site import BoolArray
from ..network.task import Layout
from ..schema import RD, names
from ..wording import amount, dutch, note
from .blocks import Blocks
from .choice import Choice, Ground
from .columns import GEKOZEN, OPTIMAAL
from .order import Joining, joining_order, score_order
from .power import Demand, together_kw
from .reasons import Situation, reasons
from .result import Match
from .score import NETWORK, Scores
from .supply import Supply
from .tables import curve_table, selection_table
from .uptake import Costs, uptake_table

if TYPE_CHECKING:
    from ..kentallen import Kentallen


def outcome(
    ground: Ground,
    blocks: Blocks,
    scores: Scores,
    supply: Supply,
    choice: Choice,
    *,
    sewer_m: FloatArray | None,
    uptake: float,
    always: BoolArray,
    method: str,
    kentallen: Kentallen,
) -> Match:
    """Return a choice as layers, tables and totals.

    Parameters
    ----------
    ground, blocks, scores, supply, choice
        What was read, and what was chosen.
    sewer_m
        Shape (b,): distance to the sewer, m; None without a sewer.
    uptake
        Part that connects, which the choice was made for.
    always
        Shape (b,): buildings that connect whatever the uptake.
    method
        Of `columns.METHODEN`.
    kentallen
        Values of this run.
    """
    frame = ground.buildings.frame
    demand, chosen = choice.demand, choice.chosen
    block_gj = blocks.total(demand.gj)[blocks.number]
    joining = _joining(ground, blocks, scores, choice, choice.layout, chosen)
    rank = np.zeros(len(frame), dtype=np.int64)
    rank[joining.building] = np.arange(1, len(joining.building) + 1)
    later = _later(blocks, choice, block_gj)
    follow = score_order(blocks.can & ~chosen, blocks, later, scores.total).building
    used_gj, used_kw = float(demand.gj[chosen].sum()), demand.power_kw(chosen)
    rate = np.divide(choice.marginal_eur, block_gj, out=np.full(len(frame), np.nan), where=block_gj > 0)
    finite = chosen & np.isfinite(rate)
    kinds, texts = reasons(
        Situation(
            ids=frame["pand_id"].to_numpy(dtype=object), chosen=chosen, rank=rank, blocks=blocks, scores=scores,
            reason=ground.reason, words=ground.words,
            inside=ground.inside if len(ground.inside) else np.ones(len(frame), dtype=bool),
            gj=demand.gj, block_gj=block_gj, block_kw=_block_kw(blocks, demand, chosen, used_kw, supply.kw),
            marginal_eur=choice.marginal_eur, left_gj=supply.gj - used_gj, left_kw=supply.kw - used_kw,
            dearest=float(rate[finite].max()) if finite.any() else np.nan, reach_m=ground.reach_m,
            straight=ground.place is None,
        )
    )  # fmt: skip
    trace, eur, length = _network(ground, choice, kentallen)
    selection = selection_table(
        ground, blocks, scores, choice, joining, follow, rank, sewer_m, rate, kinds, texts,
        kentallen.value("gebouw.zijde_los"),
    )  # fmt: skip
    table = uptake_table(
        frame, chosen, blocks, _walk(blocks, joining, follow),
        shares=_shares(uptake, kentallen), always=always, regime=ground.regime, supply_gj=supply.gj,
        supply_kw=supply.kw, costs=_costs(ground, choice),
    )  # fmt: skip
    homes = frame["woningen"].to_numpy(dtype=np.float64)
    totals = {
        "gebouwen": float(len(frame)),
        "gekozen": float(chosen.sum()),
        "woningen": float(homes[chosen].sum()),
        "warmte_gj": used_gj,
        "vermogen_kw": used_kw,
        "aanbod_gj": supply.gj,
        "aanbod_kw": supply.kw,
        "benut_procent": 100.0 * used_gj / supply.gj if np.isfinite(supply.gj) and supply.gj > 0 else np.nan,
        "kosten_eur": eur,
        "lengte_m": length,
        "kosten_score_eur": choice.greedy_eur,
        "warmte_score_gj": float(demand.gj[choice.greedy].sum()),
        "woningen_score": float(homes[choice.greedy].sum()),
        "gat_procent": 100.0 * max(choice.gap, 0.0) if np.isfinite(choice.gap) else np.nan,
        "hoogstens_gj": choice.bound_gj,
    }
    weights = {**scores.weights, NETWORK: 0.0}
    if ground.place is not None and method == OPTIMAAL:
        weights[NETWORK] = kentallen.value(f"match.gewicht_{NETWORK}")
    other = _joining(ground, blocks, scores, choice, choice.greedy_layout, choice.greedy)
    curve = curve_table(ground, blocks, choice, joining, other, follow, supply, method)
    notes = [*ground.notes, *choice.words, *_notes(totals, kinds, supply, ground, optimal=method == OPTIMAAL)]
    return Match(selection, table, trace, curve, weights, ground.findings.unique(), notes, totals)


def _joining(
    ground: Ground, blocks: Blocks, scores: Scores, choice: Choice, layout: Layout | None, chosen: BoolArray
) -> Joining:
    """Return chosen buildings in order of joining; without streets by score."""
    if ground.prepared is None or layout is None:
        return score_order(chosen, blocks, choice.order, scores.total)
    return joining_order(
        ground.prepared.task.site, layout, chosen, blocks, heat=choice.demand.gj, fixed_eur=choice.fixed_eur,
        score=scores.total,
    )  # fmt: skip


def _later(blocks: Blocks, choice: Choice, block_gj: FloatArray) -> IntArray:
    """Return the blocks in the order in which they would follow: by costs per GJ, without streets by score."""
    if choice.layout is None:
        return choice.order
    rate = np.full(blocks.count, np.inf)
    own = np.divide(choice.marginal_eur, block_gj, out=np.full(len(block_gj), np.inf), where=block_gj > 0)
    np.minimum.at(rate, blocks.number[blocks.can], np.where(np.isnan(own), np.inf, own)[blocks.can])
    place = np.full(blocks.count, blocks.count)
    place[choice.order] = np.arange(len(choice.order))
    order = np.lexsort((place, np.round(rate, 6)))
    return np.asarray(order[np.isin(order, choice.order)], dtype=np.int64)


def _walk(blocks: Blocks, joining: Joining, follow: IntArray) -> IntArray:
    """Return the blocks in order: those that are chosen, then those that would follow."""
    _, first = np.unique(found := blocks.number[np.concatenate([joining.building, follow])], return_index=True)
    return np.asarray(found[np.sort(first)], dtype=np.int64)


def _block_kw(blocks: Blocks, demand: Demand, chosen: BoolArray, used_kw: float, limit_kw: float) -> FloatArray:
    """Return how much each block adds to the power of the selection, kW, shape (b,)."""
    if not np.isfinite(limit_kw):
        return np.zeros(len(chosen))
    loads = np.column_stack([blocks.total(column) for column in demand.loads.T])
    single = np.zeros(blocks.count)
    np.maximum.at(single, blocks.number[blocks.can], demand.loads[blocks.can, -1])
    base = demand.loads[chosen].sum(axis=0)
    together = loads + base
    together[:, -1] = np.maximum(single, demand.loads[chosen, -1].max(initial=0.0))
    return np.asarray((together_kw(together, demand.regime) - used_kw)[blocks.number], dtype=np.float64)


def _network(ground: Ground, choice: Choice, kentallen: Kentallen) -> tuple[gpd.GeoDataFrame, float, float]:
    """Return the network of the selection with its costs and its length; empty, NaN and NaN without streets."""
    nothing = gpd.GeoDataFrame(columns=[*names(TRACE_COLUMNS), "geometry"], geometry="geometry", crs=RD)
    if ground.place is None or ground.prepared is None or choice.layout is None:
        return nothing, np.nan, np.nan
    if not choice.chosen.any():
        return nothing, 0.0, 0.0
    place = ground.place
    reason = ground.reason.copy()
    reason[(reason == "") & ~choice.chosen] = "niet_gekozen"
    plan = Plan(
        ground.net, ground.prepared.task, choice.layout, place.connections, place.surfaces, place.buildings.frame,
        place.sources.frame, choice.chosen, reason, ground.words, np.nan, np.nan, pd.DataFrame(),
    )  # fmt: skip
    design = network_outcome(plan, ground.findings, [], kentallen)
    ground.notes += [text for text in design.notes if text not in ground.notes]
    trace = design.trace[[*names(TRACE_COLUMNS), "geometry"]]
    return trace, design.totals["kosten_eur"], design.totals["lengte_m"]


def _costs(ground: Ground, choice: Choice) -> Costs | None:
    """Return the costs of streets and of connections."""
    if ground.prepared is None or choice.layout is None:
        return None
    site, layout = ground.prepared.task.site, choice.layout
    edge = layout.rooted.edge
    own = site.service[edge]
    connection = np.where(choice.chosen, choice.fixed_eur, 0.0)
    np.add.at(connection, site.ends[edge[own], 1] - site.building_node[0], layout.cost[own])
    return Costs(float(layout.cost[~own].sum()), connection)


def _shares(uptake: float, kentallen: Kentallen) -> tuple[float, ...]:
    """Return the uptakes of the table, from high to low: those of the kentallen and that of the selection."""
    return tuple(sorted({*kentallen.table("match.volloop"), round(100.0 * uptake, 6)}, reverse=True))


def _notes(totals: dict[str, float], kinds: ObjectArray, supply: Supply, ground: Ground, *, optimal: bool) -> list[str]:
    """Return what came out, in words."""
    lines = [
        note(
            "match_samenvatting",
            buildings=amount(totals["gekozen"]),
            all=amount(totals["gebouwen"]),
            homes=amount(totals["woningen"]),
            heat=amount(totals["warmte_gj"]),
        )
    ]
    if np.isfinite(supply.gj):
        lines.append(
            note("match_benut", share=dutch(totals["benut_procent"], 1), supply=amount(supply.gj), losses=_loss(ground))
        )
    if np.isfinite(totals["hoogstens_gj"]):
        lines.append(note("match_hoogstens", heat=amount(totals["hoogstens_gj"])))
    if np.isfinite(totals["gat_procent"]):
        lines.append(note("match_gat", gap=dutch(totals["gat_procent"], 2)))
    if optimal and np.isfinite(totals["kosten_score_eur"]) and np.isfinite(totals["kosten_eur"]):
        lines.append(
            note(
                "match_tegen_score",
                cost=amount(totals["kosten_eur"]),
                heat=amount(totals["warmte_gj"]),
                score_cost=amount(totals["kosten_score_eur"]),
                score_heat=amount(totals["warmte_score_gj"]),
            )
        )
    counts = pd.Series(kinds).value_counts()
    rest = [f"{amount(int(n))} {note(f'match_soort_{kind}')}" for kind, n in sorted(counts.items()) if kind != GEKOZEN]
    if rest:
        lines.append(note("match_niet_gekozen", kinds=", ".join(rest)))
    return lines


def _loss(ground: Ground) -> str:
    return dutch(100.0 * ground.regime.loss)
