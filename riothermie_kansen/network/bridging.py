"""Parts of a street graph that do not hang together, and straight lines over the gaps between them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from ..callbacks import Cancelled, never, stop_if
from ..lines import end_points
from .edges import Edges, split_at
from .graph import GAP, FloatArray, IntArray, ObjectArray


def components(edges: Edges) -> tuple[IntArray, FloatArray]:
    """Return the part of the graph that each edge is in, shape (m,), and the length of each part.

    The parts are in order of length, the longest first; of equal ones that with the first edge.
    """
    n = len(edges.nodes)
    _, label = connected_components(
        coo_matrix((np.ones(len(edges.ends)), (edges.ends[:, 0], edges.ends[:, 1])), shape=(n, n)), directed=False
    )
    part, first, inverse = np.unique(label[edges.ends[:, 0]], return_index=True, return_inverse=True)
    inverse = inverse.reshape(-1)
    # to the millimetre, so that rounding does not decide
    length = np.bincount(inverse, weights=shapely.length(edges.geometry), minlength=len(part))
    order = np.lexsort((first, -np.round(length, 3)))
    rank = np.empty(len(part), dtype=np.int64)
    rank[order] = np.arange(len(part))
    return rank[inverse], length[order]


def bridge(
    edges: Edges, longest_m: float, area: ObjectArray, *, touch_m: float, cancelled: Cancelled = never
) -> tuple[Edges, IntArray]:
    """Join parts that do not hang together by straight lines over the gaps between them, the shortest first.

    Only as many as join parts (Kruskal). Lines that cross on different levels are no gap.

    Parameters
    ----------
    edges
        Edges; their order decides between gaps of the same length.
    longest_m
        Longest gap, m.
    area
        Shape (a,): polygons that no gap may cross.
    touch_m
        Gaps up to this length are none.
    cancelled
        Asked between the steps.

    Returns
    -------
    edges, lines
        The edges with the gaps behind them, and the lines at both sides of each gap, shape (g, 2).
    """
    none = np.empty((0, 2), dtype=np.int64)
    part, length = components(edges)
    if longest_m <= 0 or len(length) < 2:
        return edges, none
    # a gap has a side that is not the longest part
    small = np.flatnonzero(part > 0)
    a, b = shapely.STRtree(edges.geometry).query(edges.geometry[small], predicate="dwithin", distance=longest_m)
    a = small[a]
    stop_if(cancelled)
    other = (part[a] != part[b]) & ((part[b] == 0) | (a < b))
    a, b = np.minimum(a[other], b[other]), np.maximum(a[other], b[other])
    line = shapely.shortest_line(edges.geometry[a], edges.geometry[b])
    size = np.round(shapely.length(line), 6)
    keep = (size > touch_m) & (size <= longest_m)
    if len(area) and keep.any():
        polygon, crossed = shapely.STRtree(line).query(area, predicate="intersects")
        # a street that was cut at the boundary starts on it
        inside = shapely.length(shapely.intersection(line[crossed], area[polygon])) > touch_m
        keep[crossed[inside]] = False
    a, b, line, size = a[keep], b[keep], line[keep], size[keep]
    chosen = _kruskal(part[a], part[b], size, a, b, len(length))
    if not len(chosen):
        return edges, none
    a, b, line = a[chosen], b[chosen], line[chosen]
    first, last = end_points(line)
    joined, node = split_at(
        edges,
        np.concatenate([a, b]),
        _positions(edges.geometry, np.concatenate([a, b]), np.concatenate([first, last]), touch_m),
        np.concatenate([first, last]),
    )
    ends = node.reshape(2, -1).T
    xy = joined.nodes[ends]
    count = len(ends)
    added = replace(
        joined,
        ends=np.concatenate([joined.ends, ends]),
        geometry=np.concatenate([joined.geometry, shapely.linestrings(xy)]),
        line=np.concatenate([joined.line, np.full(count, -1, dtype=np.int64)]),
        start=np.concatenate([joined.start, np.arange(count, dtype=np.float64)]),
        kind=np.concatenate([joined.kind, np.full(count, GAP, dtype=np.int8)]),
    )
    return added, np.stack([edges.line[a], edges.line[b]], axis=1)


def _positions(lines: ObjectArray, line: IntArray, xy: FloatArray, touch: float) -> FloatArray:
    """Return the positions of places along lines; those near an end at that end."""
    along = np.asarray(shapely.line_locate_point(lines[line], shapely.points(xy)), dtype=np.float64)
    length = np.asarray(shapely.length(lines[line]), dtype=np.float64)
    return np.where(along <= touch, 0.0, np.where(along >= length - touch, length + 1.0, along))


def _kruskal(
    first: IntArray, second: IntArray, size: FloatArray, a: IntArray, b: IntArray, count: int
) -> npt.NDArray[np.int64]:
    """Return the gaps that join parts, the shortest first."""
    table = pd.DataFrame({"low": np.minimum(first, second), "high": np.maximum(first, second), "size": size})
    table["a"], table["b"] = a, b
    table = table.sort_values(["size", "a", "b"], kind="stable").drop_duplicates(["low", "high"])
    parent = list(range(count))

    def root(part: int) -> int:
        while parent[part] != part:
            parent[part] = parent[parent[part]]
            part = parent[part]
        return part

    chosen = []
    for row, low, high in zip(table.index, table["low"], table["high"], strict=True):
        one, two = root(low), root(high)
        if one != two:
            parent[two] = one
            chosen.append(row)
    return np.array(chosen, dtype=np.int64)
