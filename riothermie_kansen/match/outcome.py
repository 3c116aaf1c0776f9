"""What an energy match hands out: the selection, the network, the tables and the totals."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..findings import Findings
from ..network.columns import TRACE_COLUMNS
from ..network.graph import FloatArray, IntArray, ObjectArray, values
from ..network.loads import Regime
from ..network.outcome import Plan
from ..network.outcome import outcome as network_outcome
from ..network.place import Place, Prepared
from ..network.site import BoolArray
from ..network.task import Layout
from ..readers.buildings import Buildings
from ..schema import RD, names
from ..wording import amount, dutch, note
from .blocks import Blocks
from .columns import GEKOZEN, KROMME_COLUMNS, OPTIMAAL, SCORE, SELECTIE_COLUMNS
from .order import Joining, joining_order, score_order
from .power import Demand, together_kw
from .reasons import Situation, reasons
from .result import Match
from .score import NETWORK, PARTS, Scores
from .supply import Supply
from .uptake import Costs, uptake_table

if TYPE_CHECKING:
    from ..kentallen import Kentallen


SPOT_M = 2.0
"""Radius of the area that shows where a building without an outline is, on a map of areas, m."""


@dataclass
class Ground:
    """The buildings and where they lie, arrays of shape (b,).

    Attributes
    ----------
    buildings
        As read.
    reason, words
        Key of the reason why a building cannot be connected, and what its sentence needs.
    distance_m
        Distance to the source; infinite where there is no way.
    density
        Heat density along the street, MWh/m; None without streets.
    regime, net
        Type of network.
    place, prepared
        Streets and prices; None without streets.
    inside
        Buildings near enough to take part; empty when all do.
    reach_m
        Distance of the farthest one that takes part.
    findings, notes
        What was noticed.
    """

    buildings: Buildings
    reason: ObjectArray
    words: list[dict[str, str]]
    distance_m: FloatArray
    density: FloatArray | None
    regime: Regime
    net: str
    place: Place | None
    prepared: Prepared | None
    inside: BoolArray = field(default_factory=lambda: np.empty(0, dtype=bool))
    reach_m: float = np.nan
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Choice:
    """The buildings that were chosen.

    Attributes
    ----------
    demand
        What buildings take.
    chosen, greedy
        Shape (b,): the choice, and the one by score alone.
    layout, greedy_layout
        Network of the choice and of the one by score; None without streets.
    marginal_eur, fixed_eur
        Shape (b,): costs of the block of each building, and of its connection beside its pipe; NaN without streets.
    order
        Blocks, the highest score first.
    gap
        How far the choice can be from the best one; NaN when not known.
    bound_gj
        No choice uses more; NaN when not known.
    greedy_eur
        Costs of the network of the choice by score; NaN without streets.
    words
        How it was searched.
    """

    demand: Demand
    chosen: BoolArray
    greedy: BoolArray
    layout: Layout | None
    greedy_layout: Layout | None
    marginal_eur: FloatArray
    fixed_eur: FloatArray
    order: IntArray
    gap: float
    bound_gj: float
    greedy_eur: float
    words: tuple[str, ...]


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
    selection = _selection(
        ground, blocks, scores, choice, joining, follow, rank, sewer_m, rate, kinds, texts
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
    curve = _curve(ground, blocks, scores, choice, joining, follow, supply, method)
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


def _selection(
    ground: Ground,
    blocks: Blocks,
    scores: Scores,
    choice: Choice,
    joining: Joining,
    follow: IntArray,
    rank: IntArray,
    sewer_m: FloatArray | None,
    rate: FloatArray,
    kinds: ObjectArray,
    texts: ObjectArray,
) -> gpd.GeoDataFrame:
    """Return every building with its score and reason."""
    frame, demand, n = ground.buildings.frame, choice.demand, len(ground.buildings.frame)
    homes = frame["woningen"].to_numpy(dtype=np.float64)
    order = joining.building

    def along(totals: FloatArray) -> FloatArray:
        result = np.full(n, np.nan)
        result[order] = totals
        return result

    def known(values_: FloatArray | None) -> FloatArray:
        return np.full(n, np.nan) if values_ is None else np.where(np.isfinite(values_), values_, np.nan)

    counted = ground.reason == ""
    own_kw = together_kw(demand.loads / np.maximum(demand.uptake, 1e-9)[:, None], ground.regime)
    table = pd.DataFrame(
        {
            "pand_id": frame["pand_id"].to_numpy(dtype=object),
            "blok": blocks.name,
            "gekozen": choice.chosen.astype(np.int64),
            "rang": np.where(choice.chosen, rank, np.nan),
            "score": np.where(counted, scores.total, np.nan),
            **{f"score_{name}": scores.parts[name] for name in PARTS},
            "woningen": frame["woningen"].to_numpy(dtype=np.int64),
            "warmte_gj": frame["warmte_gj"].to_numpy(dtype=np.float64),
            "afname_gj": np.where(choice.chosen, demand.gj, 0.0),
            "vermogen_kw": np.where(counted, own_kw, np.nan),
            "afstand_bron_m": known(ground.distance_m),
            "afstand_riool_m": known(sewer_m),
            "dichtheid_mwh_m": known(ground.density),
            "cum_woningen": along(np.cumsum(homes[order])),
            "cum_gj": along(np.cumsum(demand.gj[order])),
            "cum_kw": along(demand.cumulative_kw(order)),
            "marginaal_eur": known(choice.marginal_eur),
            "marginaal_eur_gj": known(rate),
            "volgens_score": choice.greedy.astype(np.int64),
            "soort": kinds,
            "reden": texts,
        }
    )
    rest = np.setdiff1d(np.arange(n), np.concatenate([order, follow]))
    rows = np.concatenate([order, follow, rest])
    geometry = _one_kind(frame.geometry.to_numpy(), ground.notes)
    result = gpd.GeoDataFrame(table[list(names(SELECTIE_COLUMNS))], geometry=geometry, crs=RD)
    return result.iloc[rows].reset_index(drop=True)


def _one_kind(shapes: ObjectArray, notes: list[str]) -> ObjectArray:
    """Return geometries of one kind: areas where there are any, with a small one for each point; else points."""
    area = shapely.get_dimensions(shapes) == 2
    result = values(list(shapes))
    if not area.any():
        return result
    spots = np.flatnonzero(shapely.get_type_id(shapes) == 0)
    if len(spots):
        result[spots] = shapely.buffer(shapes[spots], SPOT_M, quad_segs=2)
        notes.append(note("match_notitie_punten", buildings=amount(len(spots)), size=dutch(2.0 * SPOT_M)))
    single = np.flatnonzero(shapely.get_type_id(result) == 3)
    result[single] = shapely.multipolygons(result[single], indices=np.arange(len(single)))
    return result


def _curve(
    ground: Ground,
    blocks: Blocks,
    scores: Scores,
    choice: Choice,
    joining: Joining,
    follow: IntArray,
    supply: Supply,
    method: str,
) -> pd.DataFrame:
    """Return cumulative heat against supply: the chosen ones, those that would follow, and the choice by score."""
    made = OPTIMAAL if method == OPTIMAAL and choice.layout is not None else SCORE
    cost = np.concatenate([np.cumsum(joining.cost_eur), np.full(len(follow), np.nan)])
    tables = [_cumulative(ground, blocks, choice, np.concatenate([joining.building, follow]), cost, made)]
    if made == OPTIMAAL:
        other = _joining(ground, blocks, scores, choice, choice.greedy_layout, choice.greedy)
        tables.append(
            _cumulative(ground, blocks, choice, other.building, np.cumsum(other.cost_eur), SCORE, choice.greedy)
        )
    curve = pd.concat(tables, ignore_index=True)
    curve["aanbod_gj"] = supply.gj if np.isfinite(supply.gj) else np.nan
    curve["aanbod_kw"] = supply.kw if np.isfinite(supply.kw) else np.nan
    return curve[list(names(KROMME_COLUMNS))]


def _cumulative(
    ground: Ground,
    blocks: Blocks,
    choice: Choice,
    order: IntArray,
    cost: FloatArray,
    method: str,
    chosen: BoolArray | None = None,
) -> pd.DataFrame:
    frame, demand = ground.buildings.frame, choice.demand
    who = choice.chosen if chosen is None else chosen
    homes = frame["woningen"].to_numpy(dtype=np.int64)[order]
    return pd.DataFrame(
        {
            "methode": method,
            "nr": np.arange(1, len(order) + 1),
            "pand_id": frame["pand_id"].to_numpy(dtype=object)[order],
            "blok": blocks.name[order],
            "gekozen": who[order].astype(np.int64),
            "woningen": homes,
            "afname_gj": demand.gj[order],
            "cum_woningen": np.cumsum(homes),
            "cum_gj": np.cumsum(demand.gj[order]),
            "cum_kw": demand.cumulative_kw(order) if len(order) else np.empty(0),
            "cum_eur": cost,
        }
    )


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
