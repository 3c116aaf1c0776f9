"""Existing house connections: which building each one serves and where it meets the streets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..findings import Findings
from ..readers.fields import find
from ..readers.values import texts
from .graph import FloatArray, IntArray, ObjectArray, StreetGraph, values

_FIELDS = {"pand_id": ("pandid", "pandidentificatie", "identificatiebagpnd", "bagpandid"), "dn": ("dn", "existingdn")}


@dataclass(frozen=True)
class Service:
    """Existing connections that serve a building.

    Attributes
    ----------
    building, edge
        Shape (c,): positions; the edge it ends on.
    position
        Shape (c,): m from the start of that edge.
    lines
        Shape (c,): LineString from the building to the street.
    dn
        Shape (c,): label of the diameter as delivered, "" where unknown.
    """

    building: IntArray
    edge: IntArray
    position: FloatArray
    lines: ObjectArray
    dn: ObjectArray


def existing_connections(
    service: gpd.GeoDataFrame | None,
    frame: gpd.GeoDataFrame,
    taking: npt.NDArray[np.bool_],
    graph: StreetGraph,
    edges: IntArray,
    tolerance_m: float,
    findings: Findings,
) -> Service:
    """Match existing connections with buildings and streets.

    A line serves the building whose ``pand_id`` it has, else the nearest one within the tolerance of one of its ends.
    The other end must be within the tolerance of a street. Lines that serve nothing are listed.

    Parameters
    ----------
    service
        LineStrings, ``pand_id`` and ``dn`` where they are known; None for none.
    frame
        ``Buildings.frame``.
    taking
        Shape (b,): buildings that may be connected.
    graph, edges
        Streets, and the edges that may be connected to.
    tolerance_m
        m.
    findings
        Grows.
    """
    none = np.empty(0, dtype=np.int64)
    nothing = Service(none, none, np.empty(0), values([]), values([]))
    if service is None or not len(service):
        return nothing
    lines, names = _lines(service, findings)
    if not len(lines.row):
        return nothing
    ids = _texts(service, "pand_id")[lines.row]
    building = pd.Index(frame["pand_id"].to_numpy(dtype=object)).get_indexer(ids)
    building[ids == ""] = -1
    ends = np.stack([lines.first, lines.last], axis=1)
    _match_by_place(building, ends, frame.geometry.to_numpy(), tolerance_m)
    known = building >= 0
    findings.add("aansluitleiding_zonder_pand", "waarschuwing", names[~known], lines.geometry[~known])
    unused = known & ~taking[building]
    findings.add("aansluitleiding_ongebruikt", "info", names[unused], lines.geometry[unused])
    keep = np.flatnonzero(known & ~unused)
    house = frame.geometry.to_numpy()[building[keep]]
    away = shapely.distance(shapely.points(ends[keep]), house[:, None])
    turned = np.flatnonzero(away[:, 1] < away[:, 0])
    oriented = lines.geometry[keep]
    oriented[turned] = shapely.reverse(oriented[turned])
    net_end = shapely.points(np.where((away[:, 1] < away[:, 0])[:, None], ends[keep, 0], ends[keep, 1]))
    hit, edge = nearest_edge(graph, edges, net_end, tolerance_m)
    loose = np.ones(len(keep), dtype=bool)
    loose[hit] = False
    findings.add("aansluitleiding_los", "waarschuwing", names[keep[loose]], oriented[loose], reach=tolerance_m)
    position = shapely.line_locate_point(graph.lines[edge], net_end[hit])
    dn = _texts(service, "dn")[lines.row[keep[hit]]]
    return Service(building[keep[hit]].astype(np.int64), edge, position, values(oriented[hit]), dn)


def nearest_edge(graph: StreetGraph, edges: IntArray, points: ObjectArray, reach_m: float) -> tuple[IntArray, IntArray]:
    """Return which points have an edge within reach, increasing, and the nearest one; of equals the first."""
    hit, edge = shapely.STRtree(graph.lines[edges]).query_nearest(points, max_distance=reach_m, all_matches=True)
    order = np.lexsort((edge, hit))
    hit, edge = hit[order], edge[order]
    first = np.flatnonzero(np.diff(hit, prepend=-1))
    return hit[first].astype(np.int64), edges[edge[first]]


@dataclass(frozen=True)
class _Lines:
    geometry: ObjectArray
    row: IntArray
    first: FloatArray
    last: FloatArray


def _lines(service: gpd.GeoDataFrame, findings: Findings) -> tuple[_Lines, ObjectArray]:
    """Return the usable lines and a name for each; what is no single line is listed."""
    geometry = values(shapely.force_2d(service.geometry.to_numpy()))
    several = np.flatnonzero(shapely.get_type_id(geometry) == 5)
    geometry[several] = shapely.line_merge(geometry[several])
    kind = shapely.get_type_id(geometry)
    good = (kind == 1) & ~shapely.is_empty(geometry)
    good[good] = shapely.length(geometry[good]) > 0
    ids = _texts(service, "pand_id")
    names = values([id_ or f"rij {row + 1}" for row, id_ in enumerate(ids)])
    findings.add("aansluitleiding_geen_lijn", "waarschuwing", names[~good], geometry[~good])
    row = np.flatnonzero(good)
    lines = geometry[row]
    first = shapely.get_coordinates(shapely.get_point(lines, 0))
    last = shapely.get_coordinates(shapely.get_point(lines, -1))
    return _Lines(lines, row, first, last), names[row]


def _texts(service: gpd.GeoDataFrame, role: str) -> ObjectArray:
    found = find(service, _FIELDS).all(role)
    return values(texts(found[0])) if found else values([""] * len(service))


def _match_by_place(building: Any, ends: FloatArray, houses: ObjectArray, tolerance: float) -> None:
    """Fill in the building for lines that have none, by the nearest one at an end."""
    lost = np.flatnonzero(building < 0)
    place = np.flatnonzero(~(shapely.is_missing(houses) | shapely.is_empty(houses)))
    if not len(lost) or not len(place):
        return
    points = shapely.points(ends[lost].reshape(-1, 2))
    at, which = shapely.STRtree(houses[place]).query(points, predicate="dwithin", distance=tolerance)
    which = place[which]
    distance = shapely.distance(points[at], houses[which])
    line = at // 2
    order = np.lexsort((which, distance, line))
    first = order[np.flatnonzero(np.diff(line[order], prepend=-1))]
    building[lost[line[first]]] = which[first]
