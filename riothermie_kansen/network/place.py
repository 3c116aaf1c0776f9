"""A place read and prepared: streets, buildings and sources as one graph on which a network can be laid."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd

from ..callbacks import Cancelled, Progress, never, part, silent
from ..errors import InputError
from ..findings import Findings
from ..readers.buildings import Buildings, read_buildings
from ..readers.sources import Sources, read_sources
from ..readers.streets import read_streets
from ..schema import RD
from ..wording import amount
from .barriers import read_barriers
from .catalogue import catalogue
from .connections import component_of_buildings, connect, shortest_lengths
from .costs import price_connections
from .graph import Connections, FloatArray, ObjectArray, values
from .loads import DEENS, Regime, building_loads
from .site import BoolArray, Pricer, Site, build_site, existing_sizes
from .sizing import Sizer
from .streets import street_graph, street_values
from .surfaces import Surfaces, forbidden_parts, price_surfaces
from .task import Task

if TYPE_CHECKING:
    from ..kentallen import Kentallen


@dataclass(frozen=True)
class PlaceSettings:
    """Choices of the user about the place and its pipes.

    Attributes
    ----------
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
    required_field, factor_field, class_field
        Columns of the buildings and the streets.
    pipe_table
        Table of pipes of the user.
    """

    reach_m: float | None = None
    candidates: int | None = None
    pa_m: float | None = None
    max_velocity: float | None = None
    snap_m: float | None = None
    bridge_m: float | None = None
    simultaneity: str = DEENS
    cop: float | None = None
    delta_t: float | None = None
    required_field: str | None = None
    factor_field: str | None = None
    class_field: str | None = None
    pipe_table: Path | None = None


@dataclass
class Place:
    """Everything about a place that does not depend on the type of network.

    Attributes
    ----------
    buildings, sources
        As read.
    connections
        Streets split at foot points, candidates and sources.
    surfaces
        Of all edges of the site.
    site
        The graph.
    reason
        Shape (b,): key of the reason why a building cannot be connected, "" when it can.
    reason_values
        Per building what the sentence of its reason needs.
    findings
        What was repaired, assumed or noticed.
    notes
        Sentences for the log and the metadata (Dutch).
    """

    buildings: Buildings
    sources: Sources
    connections: Connections
    surfaces: Surfaces
    site: Site
    reason: ObjectArray
    reason_values: list[dict[str, str]]
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)

    @property
    def can(self) -> BoolArray:
        """Which buildings may and can be connected, shape (b,)."""
        return np.asarray(self.reason == "", dtype=bool)

    @property
    def connected_before(self) -> BoolArray:
        """Which buildings have an existing connection, shape (b,)."""
        has = np.zeros(len(self.buildings.frame), dtype=bool)
        has[self.connections.building[self.connections.existing]] = True
        return has


class Prepared(NamedTuple):
    """What it takes to lay one type of network on a place.

    Attributes
    ----------
    task
        Site, prices and loads; buildings in the order of ``place.buildings.frame``.
    fixed_eur
        Shape (b,): what a connection costs beside its pipe, EUR.
    unknown_dn
        Diameters of existing pipe that the catalogue does not have; they count as `smallest_dn`.
    smallest_dn
        Smallest diameter of the catalogue.
    """

    task: Task
    fixed_eur: FloatArray
    unknown_dn: list[str]
    smallest_dn: str


def read_place(
    streets: gpd.GeoDataFrame,
    buildings: gpd.GeoDataFrame,
    sources: gpd.GeoDataFrame,
    *,
    barriers: gpd.GeoDataFrame | None = None,
    forbidden: gpd.GeoDataFrame | None = None,
    extra: gpd.GeoDataFrame | None = None,
    existing: gpd.GeoDataFrame | None = None,
    settings: PlaceSettings,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Place:
    """Read the layers of a place and join them to one graph.

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

    Raises
    ------
    InputError
        No building asks for heat, all of them are forbidden, or a layer cannot be used; the sentence says which.
    """
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
    return Place(homes, feeds, connections, surfaces, site, reason, reason_values, findings, notes)


def make_task(place: Place, net: str, settings: PlaceSettings, kentallen: Kentallen) -> Prepared:
    """Return what it takes to lay one type of network on a place.

    Parameters
    ----------
    place
        From `read_place`.
    net
        Of `loads.NETS`.
    settings
        Choices of the user.
    kentallen
        Values of this run.

    Raises
    ------
    InputError
        No building can be connected, or a choice does not exist.
    """
    frame = place.buildings.frame
    regime = Regime.from_kentallen(
        kentallen, net, method=settings.simultaneity, cop=settings.cop,
        delta_t=settings.delta_t,
    )  # fmt: skip
    pipes = catalogue(net, kentallen=kentallen, path=settings.pipe_table)
    sizer = Sizer.build(pipes, regime, kentallen=kentallen, pa_m=settings.pa_m, max_velocity=settings.max_velocity)
    have, unknown = existing_sizes(place.site, place.connections, pipes)
    pricer = Pricer(
        place.site, sizer, have, kentallen.value("kosten_net.verzwaren_factor"),
        kentallen.value("kosten_net.indexering"),
    )  # fmt: skip
    loads = building_loads(frame["woningen"], frame["rv_kw"], frame["tap_kw"], regime)
    task = Task(place.site, pricer, regime, loads)
    if not place.can.any():
        raise InputError("network_nothing_reached", n=len(frame))
    fixed = price_connections(
        frame["woningen"].to_numpy(dtype=np.int64), task.own_kw, place.connected_before, nettype=net,
        kentallen=kentallen,
    )  # fmt: skip
    return Prepared(task, fixed.total_eur, unknown, str(pipes.label[0]))


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
    connections: Connections, homes: Buildings, site: Site, settings: PlaceSettings, kentallen: Kentallen
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
