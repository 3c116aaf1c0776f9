"""Where lines lie in areas, and how often they pass through something."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..callbacks import Cancelled, never, stop_if
from .graph import FloatArray, IntArray, ObjectArray

_SHORT_M = 1e-6
"""Shorter pieces are rounding."""

_END_M = 1e-3
"""A passage this close to the end of a line goes on beyond it."""

_LINE_TYPE = 1


@dataclass(frozen=True)
class Covers:
    """Stretches of lines that lie in an area, shape (k,) each: line, area, and the positions along the line (m)."""

    line: IntArray
    area: IntArray
    start: FloatArray
    end: FloatArray


def covers(lines: ObjectArray, length: FloatArray, areas: ObjectArray, *, cancelled: Cancelled = never) -> Covers:
    """Return the stretches of lines that lie in areas.

    Parameters
    ----------
    lines
        Shape (m,): LineStrings that do not run over themselves.
    length
        Shape (m,): m.
    areas
        Shape (a,): valid polygons.
    cancelled
        Asked between the steps.
    """
    if not len(lines) or not len(areas):
        whole, real = np.empty(0, dtype=np.int64), np.empty(0)
        return Covers(whole, whole, real, real)
    shapely.prepare(areas)
    area, line = shapely.STRtree(lines).query(areas, predicate="intersects")
    stop_if(cancelled)
    inside = shapely.covers(areas[area], lines[line])
    stop_if(cancelled)
    some_area, some_line = area[~inside], line[~inside]
    piece, pair = shapely.get_parts(shapely.intersection(lines[some_line], areas[some_area]), return_index=True)
    piece, inner = shapely.get_parts(piece, return_index=True)
    pair = pair[inner]
    keep = (shapely.get_type_id(piece) == _LINE_TYPE) & (shapely.length(piece) > _SHORT_M)
    piece, pair = piece[keep], pair[keep]
    stop_if(cancelled)
    on = lines[some_line[pair]]
    one = shapely.line_locate_point(on, shapely.get_point(piece, 0))
    two = shapely.line_locate_point(on, shapely.get_point(piece, -1))
    return Covers(
        np.concatenate([line[inside], some_line[pair]]).astype(np.int64),
        np.concatenate([area[inside], some_area[pair]]).astype(np.int64),
        np.concatenate([np.zeros(int(inside.sum())), np.minimum(one, two)]),
        np.concatenate([length[line[inside]], np.maximum(one, two)]),
    )


def cut_points(length: FloatArray, found: Covers) -> tuple[IntArray, FloatArray, FloatArray]:
    """Return lines cut wherever an area begins or ends: line, start and end of each piece, in order.

    Every line has at least one piece, and its pieces add up to its length.
    """
    line = np.concatenate([np.arange(len(length)), found.line, found.line])
    place = np.concatenate([np.zeros(len(length)), found.start, found.end])
    keep = place <= np.maximum(length[line] - _SHORT_M, 0.0)
    line, place = line[keep], place[keep]
    order = np.lexsort((place, line))
    line, place = line[order], place[order]
    fresh = np.ones(len(line), dtype=bool)
    fresh[1:] = (line[1:] != line[:-1]) | (place[1:] - place[:-1] > _SHORT_M)
    line, place = line[fresh], place[fresh]
    end = length[line]
    more = np.flatnonzero(line[1:] == line[:-1])
    end[more] = place[more + 1]
    return line, place, end


def passages(
    lines: ObjectArray,
    length: FloatArray,
    found: Covers,
    barriers: ObjectArray,
    *,
    least_m: float,
    joined_m: float,
    line_joined_m: float,
) -> tuple[IntArray, FloatArray]:
    """Return how often lines pass through areas or over lines of one kind.

    Each boundary that is passed counts for half: a line that ends in a river has half a crossing, the line that goes
    on from there the other half, and a line that stays in the river has none. So the crossings along any route add up.

    Parameters
    ----------
    lines, length
        Shape (m,): the lines and their lengths.
    found
        Where they lie in the areas.
    barriers
        Shape (b,): lines that are crossed.
    least_m
        Shorter passages through areas do not count; at the end of a line together with what goes on from there.
    joined_m, line_joined_m
        Gap up to which areas, or lines, in succession are one passage.

    Returns
    -------
    line, count
        The lines that pass, ascending, and how often (a multiple of 0.5).
    """
    line, start, end = _over_lines(lines, barriers)
    table = pd.DataFrame(
        {
            "line": np.concatenate([found.line, line]),
            "start": np.concatenate([found.start, start]),
            "end": np.concatenate([found.end, end]),
            "thin": np.concatenate([np.zeros(len(found.line), dtype=bool), np.ones(len(line), dtype=bool)]),
        }
    ).sort_values(["line", "start", "end"], ignore_index=True)
    if not len(table):
        return np.empty(0, dtype=np.int64), np.empty(0)
    reach = table.groupby("line")["end"].cummax().to_numpy()
    of, begin, thin = table["line"].to_numpy(), table["start"].to_numpy(), table["thin"].to_numpy()
    gap = np.where(thin[1:] | thin[:-1], line_joined_m, joined_m)
    new = np.ones(len(table), dtype=bool)
    # rounding does not part what lies exactly so far apart
    new[1:] = (of[1:] != of[:-1]) | (begin[1:] > reach[:-1] + gap + _SHORT_M)
    first = np.flatnonzero(new)
    of, start = of[first], begin[first]
    end = np.maximum.reduceat(table["end"].to_numpy(), first)
    thin = np.logical_or.reduceat(thin, first)
    at_start, at_end = start <= _END_M, end >= length[of] - _END_M
    wide = thin | (_widths(lines, of, end - start, at_start, at_end) >= least_m)
    count = np.where(wide, 1.0 - 0.5 * at_start - 0.5 * at_end, 0.0)
    total = np.bincount(of, weights=count, minlength=len(lines)).astype(np.float64)
    hit = np.flatnonzero(total > 0).astype(np.int64)
    return hit, total[hit]


def _over_lines(lines: ObjectArray, barriers: ObjectArray) -> tuple[IntArray, FloatArray, FloatArray]:
    """Return where lines cross barriers that are lines (a run along one as one stretch): line, start, end."""
    if not len(barriers) or not len(lines):
        return np.empty(0, dtype=np.int64), np.empty(0), np.empty(0)
    barrier, line = shapely.STRtree(lines).query(barriers, predicate="intersects")
    shape, pair = shapely.get_parts(shapely.intersection(lines[line], barriers[barrier]), return_index=True)
    on = lines[line[pair]]
    point = shapely.get_type_id(shape) != _LINE_TYPE
    first, last = shape.copy(), shape.copy()
    first[~point], last[~point] = shapely.get_point(shape[~point], 0), shapely.get_point(shape[~point], -1)
    one, two = shapely.line_locate_point(on, first), shapely.line_locate_point(on, last)
    positions = np.sort(np.stack([one, two], axis=1).astype(np.float64), axis=1)
    return line[pair].astype(np.int64), positions[:, 0], positions[:, 1]


def _widths(
    lines: ObjectArray,
    of: IntArray,
    width: FloatArray,
    at_start: npt.NDArray[np.bool_],
    at_end: npt.NDArray[np.bool_],
) -> FloatArray:
    """Return the width of passages; at the end of a line with the widest one that goes on from there. Shape (k,)."""
    side = np.concatenate([np.flatnonzero(at_start), np.flatnonzero(at_end)])
    if not len(side):
        return width
    is_end = np.arange(len(side)) >= int(at_start.sum())
    place = np.where(is_end, shapely.get_point(lines[of[side]], -1), shapely.get_point(lines[of[side]], 0))
    xy = np.round(shapely.get_coordinates(place) / _END_M).astype(np.int64)
    table = pd.DataFrame({"x": xy[:, 0], "y": xy[:, 1], "side": side, "width": width[side]})
    table = table.sort_values(["x", "y", "width"], ascending=[True, True, False], kind="stable", ignore_index=True)
    group = table.groupby(["x", "y"], sort=False)
    rank = group.cumcount().to_numpy()
    # the other one at this place: for the widest the second, for all others the widest
    widest = group["width"].transform("first").to_numpy()
    own = table["width"].to_numpy()
    following = np.append(own[1:], 0.0)
    size = group["width"].transform("size").to_numpy()
    other = np.where(rank > 0, widest, np.where(size > 1, following, 0.0))
    extra = np.zeros(len(of))
    np.add.at(extra, table["side"].to_numpy(), other)
    return np.asarray(width + extra, dtype=np.float64)
