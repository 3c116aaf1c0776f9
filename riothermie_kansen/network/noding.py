"""Where lines meet: crossings, ends on other lines and ends near each other -> parts between nodes."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from ..callbacks import Cancelled, never, stop_if
from .graph import FloatArray, IntArray, ObjectArray
from .polylines import Polylines, cross, cut, polylines, segments

_PARALLEL = 1e-7
"""Sine of the angle below which two straight pieces have no crossing worth the name."""


@dataclass(frozen=True)
class Parts:
    """Lines cut where they meet.

    Attributes
    ----------
    nodes
        Shape (k, 2): places.
    line
        Shape (p,): line that each part comes from.
    start, end
        Shape (p,): positions along that line, m.
    ends
        Shape (p, 2): nodes; equal for a loop.
    geometry
        Shape (p,): LineString from node to node.
    dropped_line, dropped_m
        Shape (d,): lines of the scraps that were left out, and their length: parts no longer than the tolerance of
        which both ends fell together.
    """

    nodes: FloatArray
    line: IntArray
    start: FloatArray
    end: FloatArray
    ends: IntArray
    geometry: ObjectArray
    dropped_line: IntArray
    dropped_m: FloatArray


@dataclass(frozen=True)
class _Meetings:
    """Places on lines that belong together with another place: shape (k,) each, `xy` (k, 2).

    ``other`` is the place it belongs to: 2 i and 2 i + 1 are the begin and the end of line i, 2 n + j is meeting j.
    """

    line: IntArray
    along: FloatArray
    xy: FloatArray
    other: IntArray


def node_lines(
    lines: ObjectArray,
    *,
    level: IntArray,
    junctions: npt.NDArray[np.bool_],
    snap_m: float,
    touch_m: float,
    cancelled: Cancelled = never,
) -> Parts:
    """Cut lines where they meet.

    Lines meet where they cross on the same level, unless both carry junction ids (in such a data set a crossing
    without junction is a viaduct) and do not part there after lying on each other; where an end lies within `snap_m`
    of another line of the same level, or on a point of a line of any level; and where ends lie within `snap_m` of each
    other, whatever their level: a bridge begins at the street that leads onto it. A line that crosses itself meets
    itself.

    Parameters
    ----------
    lines
        Shape (n,): LineStrings without repeated points. The result does not depend on their order, but for the order
        of the parts.
    level
        Shape (n,).
    junctions
        Shape (n,): the line carries junction ids.
    snap_m
        Tolerance. Also places on one line within it of each other are one node.
    touch_m
        Distance below which points are the same.
    cancelled
        Asked between the steps.
    """
    lines, origin, offset = _unfolded(lines)
    level, junctions = level[origin], junctions[origin]
    n = len(lines)
    many = polylines(lines)
    ends_xy = np.empty((2 * n, 2))
    ends_xy[0::2], ends_xy[1::2] = many.xy[many.first], many.xy[many.last]
    snap = max(snap_m, touch_m)
    near, group = _near_ends(ends_xy, snap)
    stop_if(cancelled)
    meetings = [_crossings(many, level, junctions, touch_m)]
    stop_if(cancelled)
    meetings.append(_ends_on_lines(lines, many, level, ends_xy, group, snap, touch_m))
    stop_if(cancelled)
    line, along, xy, links = _joined(meetings, n)
    links.append(near)
    # every place: ends, then meetings
    all_line = np.concatenate([np.repeat(np.arange(n), 2), line])
    all_along = np.concatenate([np.stack([np.zeros(n), many.length], axis=1).ravel(), along])
    order = np.lexsort((np.concatenate([np.tile([0, 2], n), np.ones(len(line))]), all_along, all_line))
    same = all_line[order[1:]] == all_line[order[:-1]]
    gap = all_along[order[1:]] - all_along[order[:-1]]
    is_meeting = order >= 2 * n
    close = same & (gap <= snap) & (is_meeting[1:] | is_meeting[:-1])
    links.append(np.stack([order[1:][close], order[:-1][close]], axis=1))
    pair = np.concatenate(links)
    size = 2 * n + len(line)
    count, label = connected_components(
        coo_matrix((np.ones(len(pair)), (pair[:, 0], pair[:, 1])), shape=(size, size)), directed=False
    )
    nodes = _places(np.concatenate([ends_xy, xy]), np.arange(size) < 2 * n, label, count)
    stop_if(cancelled)
    parts = _parts(many, all_line[order], all_along[order], label[order].astype(np.int64), nodes, same, snap)
    return replace(
        parts,
        line=origin[parts.line],
        start=parts.start + offset[parts.line],
        end=parts.end + offset[parts.line],
        dropped_line=origin[parts.dropped_line],
    )


def _unfolded(lines: ObjectArray) -> tuple[ObjectArray, IntArray, FloatArray]:
    """Return lines cut where they turn back over themselves, the line each comes from and its position along that."""
    many = polylines(lines)
    inner = np.ones(len(many.xy), dtype=bool)
    inner[many.first], inner[many.last] = False, False
    at = np.flatnonzero(inner)
    at = at[_aligned(many.xy[at - 1] - many.xy[at], many.xy[at + 1] - many.xy[at])]
    if not len(at):
        return lines, np.arange(len(lines)), np.zeros(len(lines))
    points = np.sort(np.concatenate([many.first, at, at, many.last])).reshape(-1, 2)
    origin = many.line[points[:, 0]]
    start, end = many.along[points[:, 0]], many.along[points[:, 1]]
    return cut(many, origin, start, end, many.xy[points[:, 0]], many.xy[points[:, 1]]), origin, start


def _near_ends(ends_xy: FloatArray, snap: float) -> tuple[IntArray, IntArray]:
    """Return pairs of ends near each other, shape (k, 2), enough to connect them, and the group of each end."""
    _, first, place = np.unique(ends_xy[:, 0] + 1j * ends_xy[:, 1], return_index=True, return_inverse=True)
    place = place.reshape(-1)
    pairs = cKDTree(ends_xy[first]).query_pairs(snap, output_type="ndarray").astype(np.int64).reshape(-1, 2)
    links = np.concatenate([np.stack([np.arange(len(place)), first[place]], axis=1), first[pairs]])
    _, group = connected_components(
        coo_matrix((np.ones(len(links)), (links[:, 0], links[:, 1])), shape=(len(place), len(place))), directed=False
    )
    return links, group.astype(np.int64)


def _crossings(many: Polylines, level: IntArray, junctions: npt.NDArray[np.bool_], touch: float) -> _Meetings:
    """Return where straight pieces cross or touch; the two places of a crossing follow each other."""
    point, line = segments(many)
    box = shapely.linestrings(np.stack([many.xy[point], many.xy[point + 1]], axis=1))
    i, j = shapely.STRtree(box).query(box)
    i, j = i[i < j], j[i < j]
    first, second = line[i], line[j]
    own = first == second
    wanted = level[first] == level[second]
    folds = _folds(many, line, point, i[own], j[own], touch)
    wanted &= ~(own & (j == i + 1))
    i, j = i[wanted], j[wanted]
    p, q = many.xy[point[i]], many.xy[point[j]]
    r, w = many.xy[point[i] + 1] - p, many.xy[point[j] + 1] - q
    length_i, length_j = np.hypot(*r.T), np.hypot(*w.T)
    product = cross(r, w)
    with np.errstate(divide="ignore", invalid="ignore"):
        t, u = cross(q - p, w) / product, cross(q - p, r) / product
    slack_i, slack_j = touch / length_i, touch / length_j
    hit = np.abs(product) > _PARALLEL * length_i * length_j
    hit &= (t >= -slack_i) & (t <= 1 + slack_i) & (u >= -slack_j) & (u <= 1 + slack_j)
    i, j, t, u, slack_i, slack_j = (values[hit] for values in (i, j, t, u, slack_i, slack_j))
    t, u = _to_end(t, slack_i), _to_end(u, slack_j)
    along_i = many.along[point[i]] + t * length_i[hit]
    along_j = many.along[point[j]] + u * length_j[hit]
    # two ends that coincide are no crossing: most of what lines have in common
    ends_i = (along_i <= 0) | (along_i >= many.length[line[i]])
    ends_j = (along_j <= 0) | (along_j >= many.length[line[j]])
    keep = ~(ends_i & ends_j)
    sides = _shared_sides(many, point[i], t, point[j], u)
    viaduct = junctions[line[i]] & junctions[line[j]] & (line[i] != line[j])
    # where lines lie on each other before and after they do not part; where on one side only, that is no viaduct
    keep &= (sides == 0) & ~viaduct | (sides == 1)
    i, j, t, u, along_i, along_j = (values[keep] for values in (i, j, t, u, along_i, along_j))
    xy = np.where(((u == 0) | (u == 1))[:, None], _on(many, point[j], u), _on(many, point[i], t))
    of = np.concatenate([np.stack([line[i], line[j]], axis=1), np.stack([folds[0], folds[0]], axis=1)])
    along = np.concatenate([np.stack([along_i, along_j], axis=1), folds[1]])
    partner = 2 * len(level) + np.arange(of.size).reshape(-1, 2)[:, ::-1].ravel()
    return _Meetings(of.ravel(), along.ravel(), np.repeat(np.concatenate([xy, folds[2]]), 2, axis=0), partner)


def _folds(
    many: Polylines, line: IntArray, point: IntArray, i: IntArray, j: IntArray, touch: float
) -> tuple[IntArray, FloatArray, FloatArray]:
    """Return where straight pieces of one line lie on each other: line (k,), its two positions (k, 2), place (k, 2)."""
    found: list[tuple[IntArray, FloatArray, FloatArray]] = []
    for a, b in ((i, j), (j, i)):
        start, way = many.xy[point[a]], many.xy[point[a] + 1] - many.xy[point[a]]
        size = np.hypot(*way.T)
        for side in (0, 1):
            # a point of piece b on piece a, and the rest of b on it too
            place, rest = many.xy[point[b] + side], many.xy[point[b] + 1 - side]
            share = ((place - start) * way).sum(axis=1) / size
            off = np.abs(cross(place - start, way)) / size
            onward = ((rest - place) * way).sum(axis=1) / size
            straight = np.abs(cross(rest - place, way)) <= _PARALLEL * size * np.hypot(*(rest - place).T)
            room = np.where(onward > 0, size - share, share)
            hit = straight & (off <= touch) & (share >= -touch) & (share <= size + touch) & (room > touch)
            positions = np.stack(
                [
                    many.along[point[a[hit]]] + np.clip(share[hit], 0.0, size[hit]),
                    many.along[point[b[hit]] + side],
                ],
                axis=1,
            )
            apart = np.abs(positions[:, 0] - positions[:, 1]) > touch
            found.append((line[a[hit]][apart], positions[apart], place[hit][apart]))
    lines, positions, places = zip(*found, strict=True)
    return np.concatenate(lines), np.concatenate(positions), np.concatenate(places)


def _shared_sides(many: Polylines, i: IntArray, t: FloatArray, j: IntArray, u: FloatArray) -> IntArray:
    """Return on how many sides of a common place (before it, after it) two lines lie on each other, shape (k,)."""
    back, on = _directions(many, i, t)
    back_other, on_other = _directions(many, j, u)
    along = _aligned(back, back_other).astype(np.int64) + _aligned(on, on_other)
    against = _aligned(back, on_other).astype(np.int64) + _aligned(on, back_other)
    return np.maximum(along, against)


def _directions(many: Polylines, point: IntArray, share: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the ways back and onward from a place on a straight piece, shape (k, 2); (0, 0) at an end of the line."""
    at = point + (share == 1)
    inner = many.xy[point + 1] - many.xy[point]
    between = ((share > 0) & (share < 1))[:, None]
    limit = len(many.xy) - 1
    back = np.where(np.isin(at, many.first)[:, None], 0.0, many.xy[np.maximum(at - 1, 0)] - many.xy[at])
    onward = np.where(np.isin(at, many.last)[:, None], 0.0, many.xy[np.minimum(at + 1, limit)] - many.xy[at])
    return np.where(between, -inner, back), np.where(between, inner, onward)


def _aligned(a: FloatArray, b: FloatArray) -> npt.NDArray[np.bool_]:
    """Tell which vectors of shape (k, 2) have the same direction."""
    return np.asarray((np.abs(cross(a, b)) <= _PARALLEL * np.hypot(*a.T) * np.hypot(*b.T)) & ((a * b).sum(axis=1) > 0))


def _to_end(share: FloatArray, slack: FloatArray) -> FloatArray:
    """Return shares of a straight piece, 0 or 1 where that is as good as the same place."""
    return np.asarray(np.where(share <= slack, 0.0, np.where(share >= 1 - slack, 1.0, share)), dtype=np.float64)


def _on(many: Polylines, point: IntArray, share: FloatArray) -> FloatArray:
    """Return the place at a share of a straight piece, shape (k, 2); at 0 and 1 its very points."""
    start, end = many.xy[point], many.xy[point + 1]
    inner = start + share[:, None] * (end - start)
    return np.asarray(np.where((share == 1)[:, None], end, inner), dtype=np.float64)


def _ends_on_lines(
    lines: ObjectArray,
    many: Polylines,
    level: IntArray,
    ends_xy: FloatArray,
    group: IntArray,
    snap: float,
    touch: float,
) -> _Meetings:
    """Return the places on lines that ends of other lines are joined to."""
    _, first, inverse = np.unique(ends_xy[:, 0] + 1j * ends_xy[:, 1], return_index=True, return_inverse=True)
    reach = np.stack([ends_xy[first] - snap, ends_xy[first] + snap], axis=1)
    place, line = shapely.STRtree(lines).query(shapely.linestrings(reach))
    own = group[first[place]]
    other = (own != group[2 * line]) & (own != group[2 * line + 1])
    place, line = place[other], line[other]
    points = shapely.points(ends_xy[first[place]])
    distance = shapely.distance(points, lines[line])
    near = distance <= snap
    place, line, points, distance = place[near], line[near], points[near], distance[near]
    along = np.asarray(shapely.line_locate_point(lines[line], points), dtype=np.float64)
    # the ends at each place
    by_place = np.argsort(inverse.reshape(-1), kind="stable")
    begin = np.searchsorted(inverse.reshape(-1)[by_place], np.arange(len(first) + 1))
    count = begin[place + 1] - begin[place]
    pair = np.repeat(np.arange(len(place)), count)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(count) - count, count)
    end = by_place[begin[place[pair]] + within]
    same_level = level[end // 2] == level[line[pair]]
    on_point = (distance <= touch) & _at_point(many, line, along, touch)
    take = same_level | on_point[pair]
    pair, end = pair[take], end[take]
    xy = np.where((distance <= touch)[:, None], ends_xy[first[place]], many.at(line, along))
    return _Meetings(line[pair], along[pair], xy[pair], end)


def _at_point(many: Polylines, line: IntArray, along: FloatArray, touch: float) -> npt.NDArray[np.bool_]:
    """Tell whether positions along lines are at one of their points, shape (k,)."""
    if not len(line):
        return np.zeros(0, dtype=bool)
    ascending = many.along + many.shift[many.line]
    wanted = along + many.shift[line]
    after = np.clip(np.searchsorted(ascending, wanted), 1, len(ascending) - 1)
    return np.asarray(np.minimum(np.abs(ascending[after] - wanted), np.abs(ascending[after - 1] - wanted)) <= touch)


def _joined(meetings: list[_Meetings], n: int) -> tuple[IntArray, FloatArray, FloatArray, list[IntArray]]:
    """Return all meetings as one list: line, along, xy, and the pairs of places that belong together."""
    line = np.concatenate([m.line for m in meetings]).astype(np.int64)
    along = np.concatenate([m.along for m in meetings])
    xy = np.concatenate([m.xy for m in meetings]).reshape(-1, 2)
    other = np.concatenate([m.other for m in meetings]).astype(np.int64)
    return line, along, xy, [np.stack([2 * n + np.arange(len(line)), other], axis=1)]


def _places(xy: FloatArray, is_end: npt.NDArray[np.bool_], label: IntArray, count: int) -> FloatArray:
    """Return the place of each node: of its places the one on a line that is cut, else an end; then the smallest."""
    order = np.lexsort((xy[:, 1], xy[:, 0], is_end, label))
    first = np.searchsorted(label[order], np.arange(count))
    return np.asarray(xy[order[first]], dtype=np.float64)


def _parts(
    many: Polylines,
    line: IntArray,
    along: FloatArray,
    label: IntArray,
    nodes: FloatArray,
    same: npt.NDArray[np.bool_],
    snap: float,
) -> Parts:
    """Return the parts between successive places on a line; `same` tells which successive places share a line."""
    at = np.flatnonzero(same)
    of, start, end, ends = line[at], along[at], along[at + 1], np.stack([label[at], label[at + 1]], axis=1)
    closed = ends[:, 0] == ends[:, 1]
    scrap = closed & (end - start <= snap)
    dropped_line, dropped_m = of[scrap], (end - start)[scrap]
    of, start, end, ends = (values[~scrap] for values in (of, start, end, ends))
    geometry = cut(many, of, start, end, nodes[ends[:, 0]], nodes[ends[:, 1]])
    # both ends of a short straight line may have moved to one place
    gone = shapely.length(geometry) <= 0.0
    return Parts(
        nodes,
        of[~gone],
        start[~gone],
        end[~gone],
        ends[~gone],
        geometry[~gone],
        np.concatenate([dropped_line, of[gone]]),
        np.concatenate([dropped_m, (end - start)[gone]]),
    )
