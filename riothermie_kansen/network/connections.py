"""Candidate house connections: from the facade to the streets around, not through other buildings."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from ..callbacks import Cancelled, Progress, never, part, silent, stop_if
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..readers.buildings import Buildings
from ..readers.sources import Sources
from ..wording import amount, dutch, note
from .candidates import Search, Ways, find_ways, joined
from .facades import segments_of, walls_of
from .footpoints import SAME_M, split
from .graph import GAP, Connections, FloatArray, IntArray, ObjectArray, StreetGraph, values
from .service import Service, existing_connections, nearest_edge
from .sight import Obstacles, blocked, obstacles, segments

_MOVED_M = 1e-6


def connect(
    graph: StreetGraph,
    buildings: Buildings,
    sources: Sources,
    *,
    candidates: int | None = None,
    reach_m: float | None = None,
    source_reach_m: float | None = None,
    forbidden: Any = None,
    service: gpd.GeoDataFrame | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Connections:
    """Return candidate connections of buildings and sources, and the streets split at their foot points.

    Every building gets the nearest street points on different edges, measured from the facade, that it reaches in a
    straight line without passing through a building or a forbidden area; a facade along the street starts in the middle
    of what lies along it. Streets that are connected to a source go
    first: those of loose parts only count for a building that reaches no other. Bridged gaps take no foot points.

    Parameters
    ----------
    graph
        Streets and existing pipes.
    buildings
        Those with a reason or with status "verboden" take no part, but do block the way of others.
    sources
        At least one.
    candidates
        Connections per building, beside existing ones; None for the kental ``aansluiting.kandidaten``.
    reach_m
        Farthest street for a building, m; None for ``aansluiting.zoekafstand``.
    source_reach_m
        Farthest street for a source, m; None for ``aansluiting.zoekafstand_bron``.
    forbidden
        Polygons and lines that may not be passed (frame or sequence of geometries, `RD`); None for none.
    service
        Existing house connections: LineStrings with ``pand_id`` and ``dn``; one without id serves the building at its
        end.

    Returns
    -------
    Connections
        Candidates sorted by building and length (in mm). Its findings and notes do not repeat those of the inputs.

    Raises
    ------
    InputError
        There is no street, the streets lie elsewhere, a source has no street within reach, or a limit is not more
        than 0.
    """
    settings = _settings(candidates, reach_m, source_reach_m, kentallen)
    findings, notes = Findings(), list[str]()
    edges = np.flatnonzero(graph.kind != GAP)
    if not len(edges):
        raise InputError("connect_geen_straten")
    frame = buildings.frame
    houses = values(frame.geometry.to_numpy())
    if service is None:
        _refuse_elsewhere(graph, edges, houses, settings.reach)
    start = _source_feet(graph, edges, sources.frame, settings.source_reach)
    stop_if(cancelled)
    reason = frame["reason"].to_numpy(dtype=object).copy()
    reason[(reason == "") & (frame["status"].to_numpy(dtype=object) == "verboden")] = "verboden"
    around = obstacles(houses, forbidden, kentallen.value("aansluiting.tolerantie_gevel"))
    served = existing_connections(
        service, frame, reason == "", graph, edges, kentallen.value("aansluiting.tolerantie_bestaand"), findings
    )
    progress(10.0)
    search = Search(
        graph,
        houses,
        walls_of(houses),
        segments_of(graph.lines),
        around,
        settings.candidates,
        settings.reach,
        kentallen.value("aansluiting.tolerantie_voetpunt"),
        kentallen.value("aansluiting.stap_zicht"),
        kentallen.value("aansluiting.omweg"),
        kentallen.value("aansluiting.tolerantie_evenwijdig"),
        kentallen.value("aansluiting.gevel_minimaal"),
    )
    taking = np.flatnonzero(reason == "")
    fed = _fed(graph, edges, start.edge)
    ways, near = find_ways(search, taking, edges[fed], progress=part(progress, 10, 60), cancelled=cancelled)
    rest = ~np.isin(taking, ways.building)
    more, near_more = find_ways(search, taking[rest], edges[~fed], progress=part(progress, 60, 80), cancelled=cancelled)
    near[rest] |= near_more
    found = joined(ways, more)
    reason[taking[~near]] = "te_ver"
    reason[taking[near]] = "geblokkeerd"
    reason[found.building] = ""
    reason[served.building] = ""
    stop_if(cancelled)
    split_graph, node, source_node = _split(graph, found, served, start, around, search.node_m)
    progress(95.0)
    result = _candidates(split_graph, found, served, node)
    result.reason = reason
    result.source_node, result.source_line = _source_lines(split_graph, sources.frame, source_node, search.node_m)
    result.findings, result.notes = findings, notes
    _tell(result, frame, sources.frame, settings)
    progress(100.0)
    return result


def component_of_buildings(connections: Connections) -> IntArray:
    """Return the connected part of the streets that each building hangs on.

    Returns
    -------
    IntArray
        Shape (b,): number of the part as in ``connections.graph.components()``; the one of its shortest candidate in a
        part with a source, else of its shortest candidate; -1 without a candidate.
    """
    _, label = connections.graph.components()
    fed = np.isin(label, label[connections.source_node])
    part_of = np.full(len(connections.reason), -1, dtype=np.int64)
    order = np.lexsort((connections.node, connections.length.round(3), ~fed[connections.node], connections.building))
    building = connections.building[order]
    first = np.flatnonzero(np.diff(building, prepend=-1))
    part_of[building[first]] = label[connections.node[order[first]]]
    return part_of


def shortest_lengths(connections: Connections) -> FloatArray:
    """Return, for each candidate, the length of the shortest one of its building, m, shape (c,)."""
    shortest = np.full(len(connections.reason), np.inf)
    np.minimum.at(shortest, connections.building, connections.length)
    return shortest[connections.building]


@dataclass(frozen=True)
class _Settings:
    candidates: int
    reach: float
    source_reach: float


def _settings(
    candidates: int | None, reach_m: float | None, source_reach_m: float | None, kentallen: Kentallen
) -> _Settings:
    number = kentallen.value("aansluiting.kandidaten") if candidates is None else candidates
    reach = kentallen.value("aansluiting.zoekafstand") if reach_m is None else reach_m
    source_reach = kentallen.value("aansluiting.zoekafstand_bron") if source_reach_m is None else source_reach_m
    for name, value in (("AANSLUITPUNTEN", number), ("AANSLUITZOEK_M", reach), ("BRONZOEK_M", source_reach)):
        if not (math.isfinite(value) and value > 0):
            raise InputError("connect_getal", name=name, value=value)
    return _Settings(max(1, int(number)), float(reach), float(source_reach))


@dataclass(frozen=True)
class _Feet:
    edge: IntArray
    position: FloatArray


def _refuse_elsewhere(graph: StreetGraph, edges: IntArray, houses: ObjectArray, reach: float) -> None:
    """Raise when the bounds of all buildings are farther than the reach from those of the streets: another place."""
    streets, bounds = shapely.total_bounds(graph.lines[edges]), shapely.bounds(houses)
    bounds = bounds[np.isfinite(bounds).all(axis=1)]
    beside = np.maximum(np.maximum(streets[:2] - bounds[:, 2:], bounds[:, :2] - streets[2:]), 0.0)
    away = float(np.hypot(*beside.T).min(initial=np.inf))
    if reach < away < np.inf:
        raise InputError("connect_straten_elders", distance=math.ceil(away))


def _source_feet(graph: StreetGraph, edges: IntArray, sources: gpd.GeoDataFrame, reach: float) -> _Feet:
    """Return where each source meets the streets."""
    points = values(sources.geometry.to_numpy())
    hit, edge = nearest_edge(graph, edges, points, reach)
    if len(hit) < len(points):
        lost = int(np.setdiff1d(np.arange(len(points)), hit)[0])
        away = shapely.distance(points[lost], graph.lines[edges]).min()
        raise InputError(
            "connect_bron_ver", source=sources["bron_id"].iloc[lost], distance=math.ceil(away), reach=dutch(reach)
        )
    return _Feet(edge, shapely.line_locate_point(graph.lines[edge], points))


def _fed(graph: StreetGraph, edges: IntArray, source_edge: IntArray) -> npt.NDArray[np.bool_]:
    """Tell which edges are connected to a source."""
    _, label = graph.components()
    return np.isin(label[graph.ends[edges, 0]], label[graph.ends[source_edge, 0]])


def _split(
    graph: StreetGraph, ways: Ways, served: Service, start: _Feet, around: Obstacles, tolerance: float
) -> tuple[StreetGraph, IntArray, IntArray]:
    """Split the streets; return them, the node of each way and existing connection, and that of each source."""
    edge = np.concatenate([ways.edge, served.edge, start.edge])
    position = np.concatenate([ways.position, served.position, start.position])
    made, node = split(graph, edge, position, tolerance)
    # a foot that shares a node with others moves a little: not into a house
    place = made.nodes[node[: len(ways)]]
    moved = np.flatnonzero(np.hypot(*(place - ways.foot).T) > _MOVED_M)
    closed = moved[blocked(around, ways.start[moved], place[moved])]
    if len(closed):
        exact = np.zeros(len(edge), dtype=bool)
        exact[closed] = True
        made, node = split(graph, edge, position, tolerance, exact)
    return made, node[: len(ways) + len(served.edge)], node[len(ways) + len(served.edge) :]


def _candidates(graph: StreetGraph, ways: Ways, served: Service, node: IntArray) -> Connections:
    """Return the candidates, one per building and node: an existing one goes before a new one."""
    place = graph.nodes[node[: len(ways)]]
    # on the street: what the node is off is no length
    on = (ways.length == 0) & (np.hypot(*(place - ways.foot).T) <= SAME_M)
    lines = np.concatenate(
        [
            values(segments(np.where(on[:, None], place, ways.start), place)),
            _ending_at(served.lines, graph.nodes[node[len(ways) :]]),
        ]
    )
    building = np.concatenate([ways.building, served.building])
    existing = np.arange(len(building)) >= len(ways)
    length = shapely.length(lines)
    order = np.lexsort((length, ~existing, node, building))
    again = (np.diff(building[order], prepend=-1) == 0) & (np.diff(node[order], prepend=-1) == 0)
    order = order[~again]
    order = order[np.lexsort((node[order], length[order].round(3), building[order]))]
    none = np.empty(0, dtype=np.int64)
    dn = np.concatenate([np.full(len(ways), "", dtype=object), served.dn])
    return Connections(
        graph, building[order], node[order], lines[order], length[order], existing[order], values([]), none, values([]),
        dn[order],
    )  # fmt: skip


def _ending_at(lines: ObjectArray, places: FloatArray) -> ObjectArray:
    """Return lines with their last corner moved to the places, shape (n, 2)."""
    xy, owner = shapely.get_coordinates(lines, return_index=True)
    xy[np.flatnonzero(np.diff(owner, append=len(lines)))] = places
    return values(shapely.linestrings(xy, indices=owner)) if len(lines) else values([])


def _source_lines(
    graph: StreetGraph, sources: gpd.GeoDataFrame, node: IntArray, tolerance: float
) -> tuple[IntArray, ObjectArray]:
    """Return the node of each source and the line to it, None for a source that lies on the street."""
    xy = shapely.get_coordinates(sources.geometry.to_numpy())
    lines = values([None] * len(node))
    away = np.flatnonzero(np.hypot(*(graph.nodes[node] - xy).T) > tolerance)
    lines[away] = segments(xy[away], graph.nodes[node[away]])
    return node, lines


def _tell(result: Connections, frame: gpd.GeoDataFrame, sources: gpd.GeoDataFrame, settings: _Settings) -> None:
    """Add what is worth knowing to the findings and notes."""
    ids = frame["pand_id"].to_numpy(dtype=object)
    on = np.unique(result.building[(result.length == 0) & ~result.existing])
    result.findings.add("pand_op_straat", "info", ids[on], frame.geometry.to_numpy()[on])
    names = sources["bron_id"].to_numpy(dtype=object)
    _, inverse, count = np.unique(result.source_node, return_inverse=True, return_counts=True)
    shared = np.flatnonzero(count[inverse] > 1)
    result.findings.add("bron_gedeeld", "info", names[shared], sources.geometry.to_numpy()[shared])
    connected = np.unique(result.building)
    per_node = np.unique(np.stack([result.node, result.building]), axis=1)[0]
    together = int((np.unique(per_node, return_counts=True)[1] > 1).sum())
    result.notes.append(
        note(
            "connect_notitie",
            candidates=amount(len(result.building)),
            buildings=amount(len(connected)),
            most=settings.candidates,
            reach=dutch(settings.reach),
            shared=amount(together),
        )
    )
    old = int(result.existing.sum())
    if old:
        result.notes.append(note("connect_notitie_bestaand", lines=amount(old)))
