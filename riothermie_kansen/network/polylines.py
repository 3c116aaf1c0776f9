"""Many lines as flat arrays: positions along them, cutting at any number of places."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from .graph import FloatArray, IntArray, ObjectArray

_SAME_M = 1e-7
"""Positions along a line this close are the same (rounding)."""


@dataclass(frozen=True)
class Polylines:
    """Lines as one array of points.

    Attributes
    ----------
    xy
        Shape (v, 2): points of all lines, one line after the other.
    first, last
        Shape (n,): first and last point of each line.
    along
        Shape (v,): position of each point along its line, m.
    length
        Shape (n,): m.
    shift
        Shape (n,): added to a position along a line it gives one that ascends over all lines.
    """

    xy: FloatArray
    first: IntArray
    last: IntArray
    along: FloatArray
    length: FloatArray
    shift: FloatArray

    @property
    def line(self) -> IntArray:
        """Return the line of each point, shape (v,)."""
        return np.repeat(np.arange(len(self.first)), self.last - self.first + 1)

    def at(self, line: IntArray, position: FloatArray) -> FloatArray:
        """Return the places at positions along lines, shape (k, 2)."""
        line = np.asarray(line, dtype=np.int64)
        ascending = self.along + self.shift[self.line]
        wanted = np.clip(position, 0.0, self.length[line]) + self.shift[line]
        after = np.clip(np.searchsorted(ascending, wanted), self.first[line] + 1, self.last[line])
        step = ascending[after] - ascending[after - 1]
        share = np.clip((wanted - ascending[after - 1]) / step, 0.0, 1.0)[:, None]
        return np.asarray(self.xy[after - 1] * (1.0 - share) + self.xy[after] * share, dtype=np.float64)


def polylines(lines: ObjectArray) -> Polylines:
    """Return lines as arrays.

    Parameters
    ----------
    lines
        Shape (n,): LineStrings without repeated points.
    """
    xy = shapely.get_coordinates(lines)
    count = shapely.get_num_coordinates(lines).astype(np.int64)
    last = np.cumsum(count) - 1
    first = last - count + 1
    step = np.zeros(len(xy))
    step[1:] = np.hypot(*(xy[1:] - xy[:-1]).T)
    step[first] = 0.0
    total = np.cumsum(step)
    # subtracting a running total costs digits: 1e-16 of the sum of all lengths, far below a micrometre
    along = total - np.repeat(total[first], count)
    length = along[last]
    shift = np.concatenate([[0.0], np.cumsum(length[:-1] + 1.0)]) if len(length) else np.empty(0)
    return Polylines(xy, first, last, along, length, shift)


def cut(
    lines: Polylines, line: IntArray, start: FloatArray, end: FloatArray, start_xy: FloatArray, end_xy: FloatArray
) -> ObjectArray:
    """Return parts of lines.

    Parameters
    ----------
    lines
        The lines.
    line, start, end
        Shape (p,): line and positions of each part, ascending and without overlap.
    start_xy, end_xy
        Shape (p, 2): the places that take the place of its first and last point.

    Returns
    -------
    ObjectArray
        Shape (p,): LineStrings.
    """
    if not len(line):
        return np.empty(0, dtype=object)
    of_point = lines.line
    place = lines.along + lines.shift[of_point]
    low, high = start + lines.shift[line], end + lines.shift[line]
    part = np.clip(np.searchsorted(low, place, side="right") - 1, 0, len(line) - 1)
    inside = (place > low[part] + _SAME_M) & (place < high[part] - _SAME_M)
    number = np.arange(len(line))
    order_key = np.concatenate([3 * number, 3 * part[inside] + 1, 3 * number + 2])
    order = np.argsort(order_key, kind="stable")
    xy = np.concatenate([start_xy, lines.xy[inside], end_xy])[order]
    return np.asarray(shapely.linestrings(xy, indices=order_key[order] // 3), dtype=object)


def segments(lines: Polylines) -> tuple[IntArray, IntArray]:
    """Return the first point of each straight piece and the line it belongs to, shape (k,)."""
    of_point = lines.line
    point = np.flatnonzero(of_point[1:] == of_point[:-1])
    return point, np.asarray(of_point[point], dtype=np.int64)


def cross(a: FloatArray, b: FloatArray) -> npt.NDArray[np.float64]:
    """Return the cross product of vectors of shape (k, 2)."""
    return np.asarray(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0], dtype=np.float64)
