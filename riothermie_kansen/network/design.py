"""From layers to a designed network: the one function behind the algorithm `warmtenet`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from ..callbacks import Cancelled, Progress, never, part, silent, stop_if
from ..errors import InputError
from ..findings import Findings
from ..readers.buildings import Buildings, read_buildings
from ..readers.sources import Sources, read_sources
from ..readers.streets import read_streets
from ..schema import RD
from ..wording import amount, note
from .barriers import read_barriers
from .catalogue import catalogue
from .connections import component_of_buildings, connect, shortest_lengths
from .cost_bound import cost_bound, first_bound
from .costs import price_connections
from .economy import Choice, choose
from .graph import Connections, ObjectArray, values
from .layout import THOROUGH_TO
from .loads import NETS, Regime, building_loads
from .outcome import Design, Plan, outcome
from .site import BoolArray, Pricer, Site, build_site, existing_sizes
from .sizing import Sizer
from .streets import street_graph, street_values
from .surfaces import Surfaces, forbidden_parts, price_surfaces
from .task import Task

if TYPE_CHECKING:
    from ..kentallen import Kentallen

QUICK, THOROUGH, AUTO = "snel", "grondig", "auto"
EFFORTS = (AUTO, QUICK, THOROUGH)
"""How long to search: as the size allows, one tree improved, many restarts."""


@dataclass(frozen=True)
class Settings:
    """Choices of the user.

    Attributes
    ----------
    nettypes
        Of `loads.NETS`; each gives a design.
    reach_m, candidates
        See `connections.connect`.
    pa_m, max_velocity
        Limits, see `Sizer.build`; None for the kentallen.
    snap_m, bridge_m
        See `streets.street_graph`; None for the kentallen.
    simultaneity
        Of `loads.METHODS`.
    cop, delta_t
        See `Regime.from_kentallen`.
    limit_eur_dwelling, limit_eur_mwh
        Optional buildings that cost more are left out; EUR per dwelling, EUR per MWh of heat per year; None for none.
    effort
        One of `EFFORTS`.
    bound
        Prove how far the costs can be from the cheapest network.
    required_field, factor_field, class_field
        Columns of the buildings and the streets.
    pipe_table
        Table of pipes of the user.
    curve
        Work out what the network costs with fewer connections.
    """

    nettypes: tuple[str, ...] = ("bronnet",)
    reach_m: float | None = None
    candidates: int | None = None
    pa_m: float | None = None
    max_velocity: float | None = None
    snap_m: float | None = None
    bridge_m: float | None = None
    simultaneity: str = "deens"
    cop: float | None = None
    delta_t: float | None = None
    limit_eur_dwelling: float | None = None
    limit_eur_mwh: float | None = None
    effort: str = AUTO
    bound: bool = True
    required_field: str | None = None
    factor_field: str | None = None
    class_field: str | None = None
    pipe_table: Path | None = None
    curve: bool = True


@dataclass
class _Place:
    """Everything about a place that does not depend on the type of network."""

    buildings: Buildings
    sources: Sources
    connections: Connections
    surfaces: Surfaces
    site: Site
    reason: ObjectArray
    reason_values: list[dict[str, str]]
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)


def design_network(
    streets: gpd.GeoDataFrame,
    buildings: gpd.GeoDataFrame,
    sources: gpd.GeoDataFrame,
    *,
    barriers: gpd.GeoDataFrame | None = None,
    forbidden: gpd.GeoDataFrame | None = None,
    extra: gpd.GeoDataFrame | None = None,
    existing: gpd.GeoDataFrame | None = None,
    settings: Settings,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> list[Design]:
    """Design a heat network along streets.

    Parameters
    ----------
    streets, buildings, sources
        As delivered, EPSG:28992; see `readers`.
    barriers
        Areas and lines with what they do to the price, or where no pipe may lie.
    forbidden
        Lines and areas where no pipe may lie.
    extra
        Hand-drawn traces.
    existing
        Existing pipes.
    settings
        Choices of the user.
    kentallen
        Values of this run.

    Returns
    -------
    list[Design]
        One per type of network, on the same streets and buildings.

    Raises
    ------
    InputError
        The input cannot give a network; the sentence says why and what to do.
    """
    if settings.effort not in EFFORTS:
        raise InputError("pipe_choice", name="REKENWIJZE", value=settings.effort, allowed=", ".join(EFFORTS))
    if not settings.nettypes:
        raise InputError("pipe_choice", name="NETTYPE", value="-", allowed=", ".join(NETS))
    for name, limit in (("EUR_WONING", settings.limit_eur_dwelling), ("EUR_MWH", settings.limit_eur_mwh)):
        if limit is not None and not limit > 0:
            raise InputError("connect_getal", name=f"DREMPEL_{name}", value=limit)
    place = _place(
        streets, buildings, sources, barriers, forbidden, extra, existing, settings, kentallen,
        part(progress, 0, 35), cancelled,
    )  # fmt: skip
    designs = []
    share = 65.0 / len(settings.nettypes)
    for i, net in enumerate(settings.nettypes):
        step = part(progress, 35 + i * share, 35 + (i + 1) * share)
        designs.append(_design(place, net, settings, kentallen, step, cancelled))
    return designs


def _place(
    streets: gpd.GeoDataFrame,
    buildings: gpd.GeoDataFrame,
    sources: gpd.GeoDataFrame,
    barriers: gpd.GeoDataFrame | None,
    forbidden: gpd.GeoDataFrame | None,
    extra: gpd.GeoDataFrame | None,
    existing: gpd.GeoDataFrame | None,
    settings: Settings,
    kentallen: Kentallen,
    progress: Progress,
    cancelled: Cancelled,
) -> _Place:
    """Read and join what is given."""
    read = read_streets(
        streets, factor_field=settings.factor_field, class_field=settings.class_field, kentallen=kentallen,
        progress=part(progress, 0, 10), cancelled=cancelled,
    )  # fmt: skip
    drawn = None if extra is None else read_streets(extra, kentallen=kentallen, cancelled=cancelled)
    there = None if existing is None else read_streets(existing, kentallen=kentallen, cancelled=cancelled)
    homes = read_buildings(
        buildings, required_field=settings.required_field, kentallen=kentallen, progress=part(progress, 10, 20),
        cancelled=cancelled,
    )  # fmt: skip
    feeds = read_sources(sources, kentallen=kentallen)
    wanted = homes.frame["reason"] == ""
    if not wanted.any():
        raise InputError("network_no_demand", n=homes.read)
    if (homes.frame["status"][wanted] == "verboden").all():
        raise InputError("network_all_forbidden", n=int(wanted.sum()))
    findings, notes, ground = Findings(), list[str](), None
    if barriers is not None:
        ground = read_barriers(barriers, kentallen=kentallen, findings=findings, notes=notes)
    closed = _together(forbidden, forbidden_parts(ground, kentallen=kentallen))
    snap_m = kentallen.value("straten.snap_m") if settings.snap_m is None else settings.snap_m
    bridge_m = kentallen.value("straten.brug_gaten_m") if settings.bridge_m is None else settings.bridge_m
    graph = street_graph(
        read, extra=drawn, existing=there, forbidden=closed, snap_m=snap_m, bridge_m=bridge_m,
        kentallen=kentallen, progress=part(progress, 20, 45), cancelled=cancelled,
    )  # fmt: skip
    connections = connect(
        graph, homes, feeds, candidates=settings.candidates, reach_m=settings.reach_m, forbidden=closed,
        service=None if there is None else there.service, kentallen=kentallen, progress=part(progress, 45, 80),
        cancelled=cancelled,
    )  # fmt: skip
    split = connections.graph
    said = street_values(split, read, extra=drawn, existing=there)
    m, c = len(split.ends), len(connections.building)
    surfaces = price_surfaces(
        values([*split.lines, *connections.lines]), ground, kentallen=kentallen, cancelled=cancelled,
        base_factor=np.concatenate([said.factor, np.full(c, np.nan)]),
        base_class=values([*said.klasse, *[""] * c]), service=np.arange(m + c) >= m,
        own_m=np.concatenate([np.full(m, np.nan), shortest_lengths(connections)]),
    )  # fmt: skip
    drawn_lines = values([line for line in connections.source_line if line is not None])
    source_surfaces = price_surfaces(drawn_lines, ground, kentallen=kentallen, cancelled=cancelled)
    site = build_site(connections, surfaces, source_surfaces, len(homes.frame))
    surfaces = _with_sources(surfaces, source_surfaces, m + c, connections)
    reason, reason_values = _reasons(connections, homes, site, settings, kentallen)
    for told in (read, drawn, there, homes, feeds, graph, connections, surfaces):
        if told is not None:
            findings.extend(told.findings)
            notes += told.notes
    progress(100.0)
    return _Place(homes, feeds, connections, surfaces, site, reason, reason_values, findings, notes)


def _together(one: gpd.GeoDataFrame | None, two: gpd.GeoDataFrame | None) -> gpd.GeoDataFrame | None:
    """Return the geometries of two frames below each other, None when there are none."""
    parts = [frame.geometry.to_numpy() for frame in (one, two) if frame is not None and len(frame)]
    return gpd.GeoDataFrame(geometry=np.concatenate(parts), crs=RD) if parts else None


def _with_sources(surfaces: Surfaces, sources: Surfaces, first: int, connections: Connections) -> Surfaces:
    """Return the surfaces of all edges of the site: those of the lines from sources come last."""
    has_line = np.flatnonzero([line is not None for line in connections.source_line])
    if not len(has_line):
        return surfaces
    moved = [table.assign(edge=first + has_line[table["edge"].to_numpy(dtype=np.int64)]) for table in
             (sources.parts, sources.crossings)]  # fmt: skip
    return replace(
        surfaces,
        parts=pd.concat([surfaces.parts, moved[0]], ignore_index=True),
        crossings=pd.concat([surfaces.crossings, moved[1]], ignore_index=True),
    )


def _reasons(
    connections: Connections, homes: Buildings, site: Site, settings: Settings, kentallen: Kentallen
) -> tuple[ObjectArray, list[dict[str, str]]]:
    """Return per building why it cannot be connected ("" when it can), and what its sentence needs."""
    reach = kentallen.value("aansluiting.zoekafstand") if settings.reach_m is None else settings.reach_m
    reason = connections.reason.copy()
    loose = (reason == "") & ~site.reached()[site.building_node]
    reason[loose] = "straatdeel_los"
    words: list[dict[str, str]] = [{"reach": amount(reach)} for _ in range(len(homes.frame))]
    if loose.any():
        _, label = connections.graph.components()
        metres = np.bincount(label[connections.graph.ends[:, 0]], weights=connections.graph.length)
        component = component_of_buildings(connections)
        counts = np.bincount(component[loose], minlength=len(metres))
        for at in np.flatnonzero(loose).tolist():
            number = int(component[at])
            words[at] |= {"length": amount(float(metres[number])), "count": amount(float(counts[number]))}
    return reason, words


def _design(
    place: _Place, net: str, settings: Settings, kentallen: Kentallen, progress: Progress, cancelled: Cancelled
) -> Design:
    """Lay, size and price one type of network."""
    site, frame = place.site, place.buildings.frame
    regime = Regime.from_kentallen(
        kentallen, net, method=settings.simultaneity, cop=settings.cop,
        delta_t=settings.delta_t,
    )  # fmt: skip
    pipes = catalogue(net, kentallen=kentallen, path=settings.pipe_table)
    sizer = Sizer.build(pipes, regime, kentallen=kentallen, pa_m=settings.pa_m, max_velocity=settings.max_velocity)
    have, unknown = existing_sizes(site, place.connections, pipes)
    pricer = Pricer(
        site, sizer, have, kentallen.value("kosten_net.verzwaren_factor"), kentallen.value("kosten_net.indexering")
    )
    loads = building_loads(frame["woningen"], frame["rv_kw"], frame["tap_kw"], regime)
    task = Task(site, pricer, regime, loads)
    can = place.reason == ""
    if not can.any():
        raise InputError("network_nothing_reached", n=len(frame))
    kept = _existing_connections(place)
    fixed = price_connections(
        frame["woningen"].to_numpy(dtype=np.int64), task.own_kw, kept, nettype=net,
        kentallen=kentallen,
    )  # fmt: skip
    thorough = settings.effort == THOROUGH or (settings.effort == AUTO and site.streets <= THOROUGH_TO)
    choice: Choice = choose(
        task, frame, place.sources.frame, can,
        fixed_eur=fixed.total_eur, limit_dwelling=settings.limit_eur_dwelling, limit_mwh=settings.limit_eur_mwh,
        thorough=thorough, bound=settings.bound, curve=settings.curve, progress=part(progress, 0, 80),
        cancelled=cancelled,
    )  # fmt: skip
    stop_if(cancelled)
    first, lowest = choice.layout.bound, np.nan
    if settings.bound:
        first = (
            first if np.isfinite(first) else first_bound(task, choice.connected, thorough=thorough, cancelled=cancelled)
        )
        lowest = cost_bound(task, choice.connected, first, thorough=thorough, cancelled=cancelled)
    progress(90.0)
    reason = place.reason.copy()
    out = can & ~choice.connected
    reason[out] = choice.reason[out]
    words = [one | other for one, other in zip(place.reason_values, choice.words, strict=True)]
    findings = Findings()
    findings.extend(place.findings)
    findings.extend(choice.findings)
    for label in unknown:
        findings.add("bestaande_dn_onbekend", "waarschuwing", [label], None, smallest=str(pipes.label[0]))
    plan = Plan(
        net, task, choice.layout, place.connections, place.surfaces, frame, place.sources.frame, choice.connected,
        reason, words, first, lowest, choice.curve,
    )  # fmt: skip
    design = outcome(plan, findings, [*place.notes, *choice.notes], kentallen)
    if thorough:
        design.notes.append(note("net_grondig"))
    progress(100.0)
    return design


def _existing_connections(place: _Place) -> BoolArray:
    """Return which buildings have an existing connection, shape (b,)."""
    has = np.zeros(len(place.buildings.frame), dtype=bool)
    has[place.connections.building[place.connections.existing]] = True
    return has
