"""What a design hands out: the layers, the table of quantities and the totals."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..findings import Findings
from ..kentallen import Kentallen
from ..schema import RD, names
from ..wording import amount, note
from .bill_of_quantities import Bill, bill_of_quantities
from .capacity import exclusive, used_power
from .columns import AANSLUITING_COLUMNS, CURVE_COLUMNS, NIET_COLUMNS, TRACE_COLUMNS
from .costs import ConnectionCosts, StretchCosts, Stretches, price_connections, price_stretches
from .graph import Connections, FloatArray, IntArray, ObjectArray, values
from .loads import CONNECTIONS, DWELLINGS
from .pressure import Heads, Pressure, check_class, pressure
from .reasons import reason_text
from .site import BoolArray
from .sizing import Sizes
from .stretches import Pipes, fed_by, laid_sizes, stretches, surface_of
from .surfaces import Surfaces
from .task import Layout, Task, first_weights
from .thermal import annual_loss, steady_loss_w

TRANSPORT, DISTRIBUTION, SERVICE = "transport", "distributie", "aansluiting"

UNKNOWN = "onbekend"
"""Year of a price in the tables of pipes that is not known."""


@dataclass
class Design:
    """A designed network.

    Attributes
    ----------
    trace, connections, unconnected
        Columns `TRACE_COLUMNS`, `AANSLUITING_COLUMNS`, `NIET_COLUMNS`; EPSG:28992.
    quantities, curve
        Columns `HOEVEELHEDEN_COLUMNS`, `CURVE_COLUMNS`.
    findings
        What was repaired, assumed or noticed.
    notes
        Sentences for the log and the metadata (Dutch).
    totals
        Numbers by name.
    """

    trace: gpd.GeoDataFrame
    connections: gpd.GeoDataFrame
    unconnected: gpd.GeoDataFrame
    quantities: pd.DataFrame
    curve: pd.DataFrame
    findings: Findings
    notes: list[str]
    totals: dict[str, float]


@dataclass(frozen=True)
class Plan:
    """A layout with all that describes it; see `design`."""

    net: str
    task: Task
    layout: Layout
    candidates: Connections
    surfaces: Surfaces
    buildings: gpd.GeoDataFrame
    sources: gpd.GeoDataFrame
    connected: BoolArray
    reason: ObjectArray
    words: list[dict[str, str]]
    first_bound: float
    lowest: float
    curve: pd.DataFrame


@dataclass(frozen=True)
class _Work:
    """What the tables have in common, per edge (sizes, status, pressure) and per stretch (pipes, costs, ids)."""

    sizes: Sizes
    status: ObjectArray
    loss_w: FloatArray
    pressed: Pressure
    pipes: Pipes
    laid: Stretches
    costs: StretchCosts
    ids: ObjectArray


def outcome(plan: Plan, findings: Findings, notes: list[str], kentallen: Kentallen) -> Design:
    """Return a layout as layers, tables and totals.

    Parameters
    ----------
    plan
        The layout.
    findings, notes
        Those of the steps before; grow.
    kentallen
        Prices, heads, the share that makes a pipe a transport pipe.
    """
    site, layout, regime, sizer = plan.task.site, plan.layout, plan.task.regime, plan.task.pricer.sizer
    edge = layout.rooted.edge
    sizes, status = laid_sizes(plan.task.pricer, edge, layout.loads.power_kw)
    heads = Heads.from_kentallen(kentallen, plan.net)
    pressed = pressure(
        layout.rooted, pa_m=sizer.gradient(sizes), length_m=site.length[edge], heads=heads, consumer=site.service[edge]
    )
    loss = steady_loss_w(site.length[edge], sizer.catalogue.u_w_mk[sizes.index], regime, sizes.parallel)
    pipes = stretches(site, plan.task.pricer, layout, plan.candidates)
    role = _roles(plan, pipes, kentallen)
    at = pipes.last
    laid = Stretches(
        role=role,
        dn=sizer.catalogue.label[sizes.index[at]],
        count=sizes.parallel[at],
        length=pipes.length,
        eur_m=sizer.catalogue.price_eur_m[sizes.index[at]],
        source=_price_sources(sizer.catalogue.price_source, sizer.catalogue.price_year)[sizes.index[at]],
        status=status[at],
        at_source=pipes.at_source,
    )
    costs = price_stretches(
        laid, surface_of(pipes, layout, plan.surfaces.parts), surface_of(pipes, layout, plan.surfaces.crossings),
        kentallen=kentallen,
    )  # fmt: skip
    prefix = "B" if plan.net == "bronnet" else "M"
    ids = values([f"{prefix}{i + 1:05d}" for i in range(len(at))])
    work = _Work(sizes, status, loss, pressed, pipes, laid, costs, ids)
    check_class(
        _at(pressed, at), _sizes_at(sizes, at), sizer.catalogue, heads, ids=ids, places=pipes.line, findings=findings
    )
    who = np.flatnonzero(plan.connected)
    kept = np.zeros(len(plan.buildings), dtype=bool)
    kept[plan.candidates.building[plan.candidates.existing]] = True
    sets = price_connections(
        plan.buildings["woningen"].to_numpy(dtype=np.int64)[who],
        plan.task.own_kw[who],
        kept[who],
        nettype=plan.net,
        kentallen=kentallen,
    )
    bill = bill_of_quantities(laid, costs, sets, nettype=plan.net, kentallen=kentallen)
    trace = _trace(plan, work)
    connections = _connections(plan, work, sets, who)
    totals = _totals(plan, work, bill, trace)
    curve = plan.curve.assign(nettype=plan.net) if len(plan.curve) else pd.DataFrame(columns=list(names(CURVE_COLUMNS)))
    return Design(
        trace, connections, _unconnected(plan), bill.frame, curve[list(names(CURVE_COLUMNS))], findings,
        [*notes, *_notes(plan, totals), *bill.notes], totals,
    )  # fmt: skip


def _roles(plan: Plan, pipes: Pipes, kentallen: Kentallen) -> ObjectArray:
    """Return the role of each stretch: transport carries a share of what its source gives, or goes to a source."""
    power = plan.layout.loads.power_kw
    top = plan.layout.rooted.parent < 0
    given = np.zeros(len(plan.task.site.source_edges))
    given[plan.layout.rooted.edge[top] - plan.task.site.source_edges[0]] = power[top]
    share = kentallen.value("net.transport_deel")
    big = power[pipes.last] >= share * given[pipes.source]
    role = np.where(pipes.service, SERVICE, np.where(big | pipes.at_source, TRANSPORT, DISTRIBUTION))
    return role.astype(object)


def _price_sources(source: ObjectArray, year: ObjectArray) -> ObjectArray:
    years = {when: note("net_prijsjaar_onbekend") if when == UNKNOWN else when for when in set(year)}
    return values([f"{text} ({years[when]})" if when else str(text) for text, when in zip(source, year, strict=True)])


def _at(pressed: Pressure, at: IntArray) -> Pressure:
    return Pressure(
        pressed.drop_kpa[at], pressed.lost_kpa[at], pressed.needed_kpa[at], pressed.critical[at], pressed.tree[at],
        pressed.root, pressed.pump_kpa,
    )  # fmt: skip


def _sizes_at(sizes: Sizes, at: IntArray) -> Sizes:
    return Sizes(sizes.index[at], sizes.parallel[at], sizes.reason[at], sizes.flow_ls[at])


def _trace(plan: Plan, work: _Work) -> gpd.GeoDataFrame:
    """Return the stretches with all that is known about them."""
    pipes, at = work.pipes, work.pipes.last
    loads, sizer = plan.layout.loads, plan.task.pricer.sizer
    sizes = _sizes_at(work.sizes, at)
    pand = values([""] * len(at))
    own = pipes.building >= 0
    pand[own] = plan.buildings["pand_id"].to_numpy(dtype=object)[pipes.building[own]]
    fed = values([""] * len(at))
    fed[pipes.parent >= 0] = work.ids[pipes.parent[pipes.parent >= 0]]
    real = work.pipes.of >= 0
    loss = np.bincount(work.pipes.of[real], weights=work.loss_w[real], minlength=len(at))
    main = work.costs.parts.sort_values(["edge", "lengte_m", "klasse"], ascending=[True, False, True], kind="stable")
    main = main.drop_duplicates("edge").set_index("edge")["klasse"].reindex(range(len(at))).fillna("")
    table = pd.DataFrame(
        {
            "trace_id": work.ids,
            "voeding_id": fed,
            "bron_id": plan.sources["bron_id"].to_numpy(dtype=object)[pipes.source],
            "nettype": plan.net,
            "rol": work.laid.role,
            "pand_id": pand,
            "straat_id": pipes.street,
            "status": work.laid.status,
            "n_aansluitingen": loads.loads[at, CONNECTIONS].round().astype(np.int64),
            "n_woningen": loads.loads[at, DWELLINGS].round().astype(np.int64),
            "som_kw": loads.summed_kw[at],
            "gelijktijdigheid": loads.factor[at],
            "vermogen_kw": loads.power_kw[at],
            "debiet_ls": sizes.flow_ls,
            "dn": work.laid.dn,
            "aantal": sizes.parallel,
            "binnen_mm": sizer.catalogue.inner_mm[sizes.index],
            "snelheid_ms": sizer.velocity(sizes),
            "pa_m": sizer.gradient(sizes),
            "druk_kpa": work.pressed.needed_kpa[at],
            "verlies_w": loss,
            "lengte_m": pipes.length,
            "klasse": main.to_numpy(dtype=object),
            "factor": work.costs.factor,
            "eur_m": work.costs.eur_m,
            "kruisingen_eur": work.costs.crossings_eur,
            "kosten_eur": work.costs.total_eur,
            "reden_dn": sizer.explain(sizes, service=pipes.service, single=loads.single[at], fed=loads.fed[at]),
        }
    )
    stays = np.flatnonzero(work.laid.status == "bestaand")
    table.loc[stays, "reden_dn"] = _existing_reasons(plan, work, stays)
    return gpd.GeoDataFrame(table[list(names(TRACE_COLUMNS))], geometry=pipes.line, crs=RD)


def _existing_reasons(plan: Plan, work: _Work, stays: IntArray) -> list[str]:
    """Return in words how existing pipe relates to what is needed; a house connection may be too small."""
    at = work.pipes.last[stays]
    pricer = plan.task.pricer
    needed = pricer.sizer.size(plan.layout.loads.power_kw[at], service=work.pipes.service[stays])
    known = pricer.have[plan.layout.rooted.edge[at]] >= 0
    small = (needed.index > work.sizes.index[at]) | (needed.parallel > 1)
    labels = pricer.sizer.catalogue.label[needed.index]
    return [
        note("net_reden_bestaand_onbekend", dn=dn)
        if not is_known
        else note("net_reden_bestaand_klein", dn=dn)
        if is_small
        else note("net_reden_bestaand")
        for dn, is_known, is_small in zip(labels, known, small, strict=True)
    ]


def _connections(plan: Plan, work: _Work, sets: ConnectionCosts, who: IntArray) -> gpd.GeoDataFrame:
    """Return a point per connected building."""
    site, layout = plan.task.site, plan.layout
    place = np.full(site.size, -1, dtype=np.int64)
    place[layout.rooted.lower] = np.arange(len(layout.rooted.edge))
    at = place[site.building_node[who]]
    stretch = work.pipes.of[at]
    ids = values([""] * len(who))
    ids[stretch >= 0] = work.ids[stretch[stretch >= 0]]
    cost = np.zeros(len(who))
    cost[stretch >= 0] = work.costs.total_eur[stretch[stretch >= 0]]
    candidate = layout.rooted.edge[at] - site.streets
    frame = plan.buildings.iloc[who]
    source = fed_by(site, layout)
    table = pd.DataFrame(
        {
            "pand_id": frame["pand_id"].to_numpy(dtype=object),
            "trace_id": ids,
            "bron_id": plan.sources["bron_id"].to_numpy(dtype=object)[source[at]],
            "nettype": plan.net,
            "woningen": frame["woningen"].to_numpy(dtype=np.int64),
            "vermogen_kw": plan.task.own_kw[who],
            "warmte_gj": frame["warmte_gj"].to_numpy(dtype=np.float64),
            "dn": plan.task.pricer.sizer.catalogue.label[work.sizes.index[at]],
            "lengte_m": site.length[layout.rooted.edge[at]],
            "afstand_bron_m": layout.rooted.from_root(site.length[layout.rooted.edge])[at],
            "druk_kpa": work.pressed.lost_kpa[at],
            "kandidaten": np.bincount(plan.candidates.building, minlength=len(plan.buildings))[who],
            "kosten_eur": cost + sets.total_eur,
            "marginaal_eur": exclusive(site, layout)[who] + sets.total_eur,
        }
    )
    facade = shapely.get_point(plan.candidates.lines[candidate], 0)
    return gpd.GeoDataFrame(table[list(names(AANSLUITING_COLUMNS))], geometry=facade, crs=RD)


def _unconnected(plan: Plan) -> gpd.GeoDataFrame:
    """Return a point per building that is not connected, with the reason."""
    out = np.flatnonzero(~plan.connected)
    frame = plan.buildings.iloc[out]
    reason = plan.reason[out]
    texts = [reason_text(str(key), **plan.words[i]) for key, i in zip(reason, out.tolist(), strict=True)]
    table = pd.DataFrame(
        {
            "pand_id": frame["pand_id"].to_numpy(dtype=object),
            "nettype": plan.net,
            "woningen": frame["woningen"].to_numpy(dtype=np.int64),
            "vermogen_kw": plan.task.own_kw[out],
            "soort": reason,
            "reden": texts,
        }
    )
    point = shapely.point_on_surface(frame.geometry.to_numpy())
    return gpd.GeoDataFrame(table[list(names(NIET_COLUMNS))], geometry=point, crs=RD)


def _totals(plan: Plan, work: _Work, bill: Bill, trace: gpd.GeoDataFrame) -> dict[str, float]:
    """Return the numbers of the run."""
    who = plan.connected
    heat = float(np.nansum(plan.buildings["warmte_gj"].to_numpy(dtype=np.float64)[who]))
    passed = heat * plan.task.regime.share
    loss = annual_loss(work.loss_w, passed, plan.task.regime)
    fed = passed + loss.loss_gj
    layout = plan.layout
    gap = 100.0 * max(layout.total / plan.lowest - 1.0, 0.0) if plan.lowest > 0 else np.nan
    weight = float(first_weights(plan.task)[layout.edges].sum())
    line = 100.0 * max(weight / plan.first_bound - 1.0, 0.0) if plan.first_bound > 0 else np.nan
    return {
        "lengte_m": float(trace["lengte_m"].sum()),
        "kosten_eur": bill.total_eur,
        "kosten_laag_eur": bill.low_eur,
        "kosten_hoog_eur": bill.high_eur,
        "aangesloten": float(who.sum()),
        "woningen": float(plan.buildings["woningen"].to_numpy()[who].sum()),
        "niet_aangesloten": float((~who).sum()),
        "vermogen_kw": float(used_power(plan.task, layout).sum()),
        "warmte_gj": heat,
        "pompdruk_kpa": float(work.pressed.pump_kpa.max(initial=0.0)),
        "verlies_procent": 100.0 * loss.loss_gj / fed if fed > 0 else np.nan,
        "gat_procent": gap,
        "gat_trace_procent": line,
    }


def _notes(plan: Plan, totals: dict[str, float]) -> list[str]:
    """Return what was designed, and what is proved about it, in words."""
    lines = [
        note(
            "net_samenvatting",
            net=plan.net,
            buildings=amount(totals["aangesloten"]),
            homes=amount(totals["woningen"]),
            length=amount(totals["lengte_m"]),
            power=amount(totals["vermogen_kw"]),
            pump=amount(totals["pompdruk_kpa"]),
        )
    ]
    if np.isfinite(totals["gat_procent"]):
        lines.append(
            note("net_gat", cost=amount(totals["gat_procent"], 2), layout=amount(totals["gat_trace_procent"], 2))
        )
    return lines
