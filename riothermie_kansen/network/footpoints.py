"""Split streets at the foot points of connections."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from .graph import FloatArray, IntArray, ObjectArray, StreetGraph

SAME_M = 1e-3
"""Points closer than this along a street are one point whatever the tolerance: shorter streets are no streets."""


def split(
    graph: StreetGraph,
    edge: IntArray,
    position: FloatArray,
    tolerance_m: float,
    exact: npt.NDArray[np.bool_] | None = None,
) -> tuple[StreetGraph, IntArray]:
    """Split edges at points along them.

    Points within the tolerance of an end of their edge use the node there. The others are joined from the start of the
    edge on: the first one makes a node, points up to the tolerance further along share it, and so on. The outcome does
    not depend on the order of the points.

    Parameters
    ----------
    graph
        Streets.
    edge
        Shape (c,): edge of each point.
    position
        Shape (c,): m from the start of the edge.
    tolerance_m
        Distance along the edge within which points are one point, m.
    exact
        Shape (c,): True for a point that keeps its place: only joined with what is within 1 mm.

    Returns
    -------
    StreetGraph, IntArray
        The streets: first the nodes as they were, then the new ones in order of edge and position; the parts of an edge
        stand in its place and have its street, kind and existing pipe. And the node of each point, shape (c,).
    """
    node = np.full(len(edge), -1, dtype=np.int64)
    if not len(edge):
        return graph, node
    fixed = np.zeros(len(edge), dtype=bool) if exact is None else exact
    length = graph.length[edge]
    near = np.where(fixed, SAME_M, max(tolerance_m, SAME_M))
    at_start = (position <= near) & (position <= length / 2)
    at_end = (length - position <= near) & ~at_start
    node[at_start] = graph.ends[edge[at_start], 0]
    node[at_end] = graph.ends[edge[at_end], 1]
    inner = np.flatnonzero(node < 0)
    if not len(inner):
        return graph, node
    inner = inner[np.lexsort((position[inner], edge[inner]))]
    first = _leaders(edge[inner], position[inner], fixed[inner], max(tolerance_m, SAME_M))
    number = np.cumsum(first) - 1
    node[inner] = len(graph.nodes) + number
    made, places = _cut(graph, edge[inner[first]], position[inner[first]])
    return replace(made, nodes=np.concatenate([graph.nodes, places])), node


def _leaders(
    edge: IntArray, position: FloatArray, fixed: npt.NDArray[np.bool_], tolerance: float
) -> npt.NDArray[np.bool_]:
    """Return which of the points, sorted by edge and position, make a node of their own."""
    n = len(edge)
    change = np.concatenate([[True], edge[1:] != edge[:-1]])
    step = np.concatenate([[np.inf], np.diff(position)])
    # nothing can join over a step longer than the tolerance, or at a point that keeps its place
    start = change | (step > tolerance) | (fixed & (step > SAME_M))
    begin = np.flatnonzero(start)
    stop = np.append(begin[1:], n)
    leader: npt.NDArray[np.bool_] = start.copy()
    # per run of close points: jump to the first one beyond the tolerance, for all runs at once
    current, last = begin, stop
    while len(current):
        limit = position[current] + tolerance
        ahead = current.copy()
        open_ = np.ones(len(current), dtype=bool)
        while open_.any():
            ahead[open_] += 1
            open_ &= ahead < last
            open_[open_] = position[ahead[open_]] <= limit[open_]
        go = ahead < last
        current, last = ahead[go], last[go]
        leader[current] = True
    return leader


def _cut(graph: StreetGraph, edge: IntArray, position: FloatArray) -> tuple[StreetGraph, FloatArray]:
    """Cut edges at points sorted by edge and position; return the streets (old nodes) and the places of the cuts."""
    whole, first, count = np.unique(edge, return_index=True, return_counts=True)
    lines = graph.lines[whole]
    places = shapely.get_coordinates(shapely.line_interpolate_point(graph.lines[edge], position))
    cuts = np.repeat(np.arange(len(whole)), count)
    xy, owner = shapely.get_coordinates(lines, return_index=True)
    along = _along(xy, owner)
    ends = np.zeros(len(xy), dtype=bool)
    ends[np.flatnonzero(np.diff(owner, prepend=-1))] = True
    ends[np.flatnonzero(np.diff(owner, append=len(whole)))] = True
    keep = ends | ~_near_cut(owner, along, cuts, position)
    # corners and cuts in one row; a cut is there twice, as the end of one part and the start of the next
    all_xy = np.concatenate([xy[keep], places, places])
    all_owner = np.concatenate([owner[keep], cuts, cuts])
    all_along = np.concatenate([along[keep], position, position])
    side = np.concatenate([np.zeros(int(keep.sum())), np.full(len(cuts), -1.0), np.full(len(cuts), 1.0)])
    # the last corner may stand a rounding error before a cut that is on it
    all_along[: int(keep.sum())][np.flatnonzero(np.diff(owner[keep], append=len(whole)))] = np.inf
    order = np.lexsort((side, all_along, all_owner))
    part = np.cumsum((side[order] == 1) | (np.diff(all_owner[order], prepend=-1) > 0)) - 1
    pieces = shapely.linestrings(all_xy[order], indices=part)
    return _with_parts(graph, whole, first, count, pieces), places


def _along(xy: FloatArray, owner: IntArray) -> FloatArray:
    """Return the distance of each corner from the start of its line, m."""
    steps = np.zeros(len(xy))
    steps[1:] = np.hypot(*(xy[1:] - xy[:-1]).T)
    new = np.diff(owner, prepend=-1) > 0
    steps[new] = 0.0
    total = np.cumsum(steps)
    return np.asarray(total - total[np.flatnonzero(new)][owner], dtype=np.float64)


def _near_cut(owner: IntArray, along: FloatArray, cuts: IntArray, position: FloatArray) -> npt.NDArray[np.bool_]:
    """Tell which corners are at a cut: the cut takes their place."""
    span = float(along.max()) + 1.0
    cut = cuts * span + position
    corner = owner * span + along
    right = np.minimum(np.searchsorted(cut, corner), len(cut) - 1)
    left = np.maximum(right - 1, 0)
    gap = np.minimum(np.abs(cut[right] - corner), np.abs(cut[left] - corner))
    return np.asarray(gap < SAME_M / 2, dtype=bool)


def _with_parts(graph: StreetGraph, whole: IntArray, first: IntArray, count: IntArray, pieces: Any) -> StreetGraph:
    """Return the streets with the parts of the edges `whole` in their place."""
    m, n = len(graph.ends), len(graph.nodes)
    parts = np.ones(m, dtype=np.int64)
    parts[whole] = count + 1
    source = np.repeat(np.arange(m), parts)
    start = np.cumsum(parts) - parts
    split_rows = np.repeat(start[whole], count + 1) + _ranges(count + 1)
    lines: ObjectArray = graph.lines[source]
    lines[split_rows] = pieces
    ends = graph.ends[source]
    # a cut is the end of the part before it and the start of the part behind it
    before = np.repeat(start[whole], count) + _ranges(count)
    new = n + np.repeat(first, count) + _ranges(count)
    ends[before, 1] = new
    ends[before + 1, 0] = new
    length = graph.length[source]
    length[split_rows] = shapely.length(pieces)
    return replace(
        graph,
        ends=ends,
        lines=lines,
        length=length,
        kind=graph.kind[source],
        street=graph.street[source],
        existing_dn=graph.existing_dn[source],
    )


def _ranges(count: IntArray) -> IntArray:
    """Return 0 up to each count, one after the other."""
    total = np.cumsum(count)
    return np.arange(total[-1]) - np.repeat(total - count, count)
