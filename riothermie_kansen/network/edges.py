"""Edges of a street graph as plain arrays, and what is done to them: doubles, forbidden ground, splitting."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import shapely

from ..lines import end_points
from .graph import EXISTING, FloatArray, IntArray, ObjectArray
from .polylines import cut, polylines


@dataclass(frozen=True)
class Edges:
    """Edges between nodes.

    Attributes
    ----------
    nodes
        Shape (n, 2).
    ends
        Shape (m, 2): equal for a loop, until `without_loops`.
    geometry
        Shape (m,): LineString from the first node to the second.
    line
        Shape (m,): line that the edge comes from, -1 for a bridged gap.
    start
        Shape (m,): position along that line, for the order.
    kind
        Shape (m,): see `graph`.
    """

    nodes: FloatArray
    ends: IntArray
    geometry: ObjectArray
    line: IntArray
    start: FloatArray
    kind: npt.NDArray[np.int8]

    def rows(self, keep: npt.NDArray[np.bool_]) -> Edges:
        """Return some of the edges; the nodes stay."""
        return replace(
            self,
            ends=self.ends[keep],
            geometry=self.geometry[keep],
            line=self.line[keep],
            start=self.start[keep],
            kind=self.kind[keep],
        )


def without_doubles(edges: Edges, tolerance: float) -> tuple[Edges, IntArray, IntArray, FloatArray]:
    """Leave one of edges between the same two nodes that lie within a tolerance of each other everywhere.

    An existing pipe stays rather than a street, then the first line, then the first part of it.

    Parameters
    ----------
    edges
        Lines in order of preference.
    tolerance
        m; the Hausdorff distance between the points of one and the course of the other.

    Returns
    -------
    edges, removed, kept, length
        What stays; the line of each edge that does not, the line in whose place it lay, and its length.
    """
    key = edges.ends.min(axis=1) * len(edges.nodes) + edges.ends.max(axis=1)
    order = np.lexsort((edges.start, edges.line, edges.kind != EXISTING, key))
    stays = np.ones(len(order), dtype=bool)
    removed, kept = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    todo = order
    while len(todo):
        # the first of each group stays; those that lie on it go; what is left is compared with the next
        group = key[todo]
        head = np.concatenate([[True], group[1:] != group[:-1]])
        leader = todo[np.flatnonzero(head)][np.cumsum(head) - 1]
        rest, leader = todo[~head], leader[~head]
        near = shapely.hausdorff_distance(edges.geometry[rest], edges.geometry[leader]) <= tolerance
        stays[rest[near]] = False
        removed.append(rest[near])
        kept.append(leader[near])
        todo = rest[~near]
    gone, instead = np.concatenate(removed), np.concatenate(kept)
    length = np.asarray(shapely.length(edges.geometry[gone]), dtype=np.float64)
    return edges.rows(stays), edges.line[gone], edges.line[instead], length


def without_loops(edges: Edges) -> Edges:
    """Return the edges with each loop (both ends in one node) cut in two, with a new node halfway."""
    loop = np.flatnonzero(edges.ends[:, 0] == edges.ends[:, 1])
    if not len(loop):
        return edges
    half = np.asarray(shapely.length(edges.geometry[loop]) / 2.0, dtype=np.float64)
    return split_at(edges, loop, half, polylines(edges.geometry[loop]).at(np.arange(len(loop)), half))[0]


def without_area(edges: Edges, area: ObjectArray) -> tuple[Edges, IntArray, FloatArray]:
    """Take out what lies in an area; existing pipes stay.

    Parameters
    ----------
    edges
        Edges.
    area
        Shape (a,): valid polygons.

    Returns
    -------
    edges, line, length
        What is left, cut at the boundary (with new nodes there), and per edge that lost something its line and the
        length that it lost.
    """
    street = np.flatnonzero(edges.kind != EXISTING)
    if not len(area) or not len(street):
        return edges, np.empty(0, dtype=np.int64), np.empty(0)
    tree = shapely.STRtree(edges.geometry[street])
    polygon, hit = tree.query(area, predicate="intersects")
    order = np.lexsort((polygon, hit))
    polygon, edge = polygon[order], street[hit[order]]
    touched, begin = np.unique(edge, return_index=True)
    left = edges.geometry[touched].copy()
    count = np.diff(np.append(begin, len(edge)))
    for turn in range(int(count.max()) if len(count) else 0):
        some = np.flatnonzero((count > turn) & ~shapely.is_empty(left))
        left[some] = shapely.difference(left[some], area[polygon[begin[some] + turn]])
    before, after = shapely.length(edges.geometry[touched]), shapely.length(left)
    less = after < before
    touched, left, before, after = touched[less], left[less], before[less], after[less]
    rest = np.ones(len(edges.line), dtype=bool)
    rest[touched] = False
    return (
        _joined(edges.rows(rest), _pieces(edges, touched, left)),
        edges.line[touched],
        np.asarray(before - after, dtype=np.float64),
    )


def _pieces(edges: Edges, touched: IntArray, left: ObjectArray) -> Edges:
    """Return what is left of some edges as edges; an end that is not one of the edge becomes a node."""
    piece, row = shapely.get_parts(left, return_index=True)
    long = shapely.length(piece) > 0
    piece, of = piece[long], touched[row[long]]
    first, last = end_points(piece) if len(piece) else (np.empty((0, 2)), np.empty((0, 2)))
    origin, goal = edges.nodes[edges.ends[of, 0]], edges.nodes[edges.ends[of, 1]]
    # difference may turn a piece around
    along = shapely.line_locate_point(edges.geometry[of], shapely.points(first))
    along_last = shapely.line_locate_point(edges.geometry[of], shapely.points(last))
    turned = along > along_last
    piece[turned] = shapely.reverse(piece[turned])
    first, last = np.where(turned[:, None], last, first), np.where(turned[:, None], first, last)
    at_origin, at_goal = (first == origin).all(axis=1), (last == goal).all(axis=1)
    start_node = np.where(at_origin, edges.ends[of, 0], 0)
    end_node = np.where(at_goal, edges.ends[of, 1], 0)
    new_start, new_end = np.flatnonzero(~at_origin), np.flatnonzero(~at_goal)
    start_node[new_start] = len(edges.nodes) + np.arange(len(new_start))
    end_node[new_end] = len(edges.nodes) + len(new_start) + np.arange(len(new_end))
    return Edges(
        np.concatenate([edges.nodes, first[new_start], last[new_end]]),
        np.stack([start_node, end_node], axis=1),
        piece,
        edges.line[of],
        edges.start[of] + np.minimum(along, along_last),
        edges.kind[of],
    )


def _joined(first: Edges, second: Edges) -> Edges:
    """Return edges as one list; the nodes of the second include those of the first."""
    return Edges(
        second.nodes,
        np.concatenate([first.ends, second.ends]),
        np.concatenate([first.geometry, second.geometry]),
        np.concatenate([first.line, second.line]),
        np.concatenate([first.start, second.start]),
        np.concatenate([first.kind, second.kind]),
    )


def split_at(edges: Edges, edge: IntArray, along: FloatArray, xy: FloatArray) -> tuple[Edges, IntArray]:
    """Split edges at places on them.

    Parameters
    ----------
    edges
        Edges.
    edge, along, xy
        Shape (k,), (k,), (k, 2): edge, position along it and the place; positions that are equal share a node, an end
        of the edge is its node.

    Returns
    -------
    edges, node
        The edges with new nodes behind the old ones, and the node of each place, shape (k,).
    """
    many = polylines(edges.geometry)
    # a position at an end is that end
    node = np.where(along <= 0, edges.ends[edge, 0], np.where(along >= many.length[edge], edges.ends[edge, 1], -1))
    inner = np.flatnonzero(node < 0)
    if not len(inner):
        return edges, node
    _, first, same = np.unique(edge[inner] + 1j * along[inner], return_index=True, return_inverse=True)
    node[inner] = len(edges.nodes) + same.reshape(-1)
    nodes = np.concatenate([edges.nodes, xy[inner[first]]])
    at, where = edge[inner[first]], along[inner[first]]
    new = len(edges.nodes) + np.arange(len(first))
    parts = np.bincount(at, minlength=len(edges.line)) + 1
    of = np.repeat(np.arange(len(edges.line)), parts)
    # stations: begin, splits, end of each edge, in order
    station_edge = np.concatenate([np.arange(len(parts)), at, np.arange(len(parts))])
    station = np.concatenate([np.zeros(len(parts)), where, many.length])
    station_node = np.concatenate([edges.ends[:, 0], new, edges.ends[:, 1]])
    order = np.lexsort((station, station_edge))
    station_edge, station, station_node = station_edge[order], station[order], station_node[order]
    same_edge = np.flatnonzero(station_edge[1:] == station_edge[:-1])
    start, end = station[same_edge], station[same_edge + 1]
    ends = np.stack([station_node[same_edge], station_node[same_edge + 1]], axis=1)
    whole = parts[of] == 1
    geometry = np.asarray(cut(many, of, start, end, nodes[ends[:, 0]], nodes[ends[:, 1]]), dtype=object)
    geometry[whole] = edges.geometry[of[whole]]
    return Edges(nodes, ends, geometry, edges.line[of], edges.start[of] + start, edges.kind[of]), node
