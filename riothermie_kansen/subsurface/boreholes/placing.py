"""Places that are worth trying in free ground, and how many loops a piece of ground holds at most."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from ...readers.shapes import Shapes

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_EDGE_M = 1e-7
_ANGLES, _OFFSETS = 12, 6
_SQUARE = 4.0
"""Side of the squares in which a grid is laid, in distances."""


@dataclass(frozen=True)
class Candidates:
    """Places in pieces of ground.

    Attributes
    ----------
    xy
        Shape (m, 2): by piece, then by x and y; `RD`.
    piece
        Shape (m,): ascending.
    """

    xy: Floats
    piece: Ints

    def __len__(self) -> int:
        return len(self.piece)


def candidates(
    free: Shapes, *, step_m: float, most: float | npt.NDArray[np.float64], widest_m: float | npt.NDArray[np.float64]
) -> Candidates:
    """Return places to try: corners and edges of free ground, where a loop takes the least room, and a grid within.

    Parameters
    ----------
    free
        Shape (p,): areas, empty ones allowed.
    step_m
        Distance between places, m.
    most
        A piece of ground that would have more places gets them further apart, at most `widest_m`; for all or shape
        (p,).
    widest_m
        Largest distance between places, m; for all or shape (p,).
    """
    step = np.clip(np.sqrt(shapely.area(free) / most), step_m, np.maximum(widest_m, step_m))
    there = np.flatnonzero(~shapely.is_empty(free))
    if not len(there):
        return Candidates(np.empty((0, 2)), np.empty(0, dtype=np.int64))
    edges = shapely.segmentize(shapely.boundary(free[there]), step[there])
    edge_xy, edge_of = shapely.get_coordinates(edges, return_index=True)
    edge_of = there[edge_of]
    grid_xy, grid_of = _grid(free, there, step)
    xy, piece = np.vstack([edge_xy, grid_xy]), np.concatenate([edge_of, grid_of]).astype(np.int64)
    # one place per cell of half a step; corners of the ground go first: `segmentize` keeps them
    kind = np.concatenate([_turn(edge_xy, edge_of), np.full(len(grid_xy), 2.0)])
    cell = np.floor(xy / (0.5 * step[piece])[:, None]).astype(np.int64)
    order = np.lexsort((np.round(xy[:, 1], 3), np.round(xy[:, 0], 3), kind, cell[:, 1], cell[:, 0], piece))
    same = np.zeros(len(order), dtype=bool)
    same[1:] = (piece[order][1:] == piece[order][:-1]) & (cell[order][1:] == cell[order][:-1]).all(axis=1)
    keep = order[~same]
    keep = keep[np.lexsort((xy[keep, 1], xy[keep, 0], piece[keep]))]
    return Candidates(xy[keep], piece[keep])


def _turn(xy: Floats, of: Ints) -> Floats:
    """Return 0 for places on an edge where it turns, 1 for the others. Shape (n,)."""
    if len(xy) < 3:
        return np.zeros(len(xy))
    back, ahead = xy - np.roll(xy, 1, axis=0), np.roll(xy, -1, axis=0) - xy
    cross = np.abs(back[:, 0] * ahead[:, 1] - back[:, 1] * ahead[:, 0])
    size = np.hypot(*back.T) * np.hypot(*ahead.T)
    straight = (cross < 0.05 * size) & (of == np.roll(of, 1)) & (of == np.roll(of, -1))
    return np.asarray(straight, dtype=np.float64)


def _grid(free: Shapes, there: Ints, step: Floats) -> tuple[Floats, Ints]:
    """Return the places of a square grid in each piece, in the middle of its extent."""
    bounds, s = shapely.bounds(free[there]), step[there]
    count = np.floor((bounds[:, 2:] - bounds[:, :2]) / s[:, None]).astype(np.int64) + 1
    first = 0.5 * (bounds[:, :2] + bounds[:, 2:]) - 0.5 * (count - 1) * s[:, None]
    total = count.prod(axis=1)
    of = np.repeat(np.arange(len(there)), total)
    place = np.arange(len(of)) - np.repeat(np.cumsum(total) - total, total)
    column, row = place // count[of, 1], place % count[of, 1]
    xy = first[of] + s[of, None] * np.column_stack([column, row])
    shapely.prepare(free[there])
    inside = shapely.contains_xy(free[there][of], xy[:, 0], xy[:, 1])
    return xy[inside], there[of[inside]]


def lattice(free: shapely.Geometry, distance: float) -> Floats:
    """Return the places of the fullest regular grid in a piece of ground that was found. Shape (k, 2).

    Grids of triangles in twelve directions and as many positions of each, and along the longest side of the ground also
    grids that begin in its corner: of triangles and of squares, which fill a narrow strip better. Of those with as many
    places the first.
    """
    best = np.empty((0, 2))
    if shapely.is_empty(free):
        return best
    # places on the edge itself count, also after rounding
    ground = shapely.buffer(free, _EDGE_M)
    shapely.prepare(ground)
    centre = shapely.get_coordinates(shapely.centroid(free))[0]
    squares = _squares(ground, _SQUARE * distance)
    high = distance * math.sqrt(3.0) / 2.0
    triangles, upright = _Rows(distance, high, 0.5), _Rows(distance, distance, 0.0)
    for turn in range(_ANGLES):
        angle = math.pi / 3.0 * turn / _ANGLES
        for i in range(_OFFSETS):
            for j in range(_OFFSETS):
                shift = np.array([distance * i / _OFFSETS, 2.0 * high * j / _OFFSETS])
                best = _fuller(best, ground, squares, centre, triangles, angle, shift)
    sides = shapely.get_coordinates(shapely.minimum_rotated_rectangle(free))
    for k in range(4):
        along = sides[k + 1] - sides[k]
        angle = math.atan2(along[1], along[0])
        for rows in (triangles, upright):
            best = _fuller(best, ground, squares, sides[k], rows, angle, np.zeros(2))
    return np.asarray(best[np.lexsort((best[:, 1], best[:, 0]))], dtype=np.float64)


@dataclass(frozen=True)
class _Rows:
    """A grid: distances along and between its rows, m, and the part of the first that each second row is shifted."""

    along: float
    between: float
    shift: float


@dataclass(frozen=True)
class _Squares:
    """Squares that together cover a piece of ground: their column and row, and the side and first corner of all."""

    at: Ints
    side: float
    corner: Floats


def _squares(ground: shapely.Geometry, side: float) -> _Squares:
    """Return the squares that meet the ground."""
    low_x, low_y, high_x, high_y = shapely.bounds(ground)
    corner = np.array([low_x, low_y])
    column, row = np.mgrid[: int((high_x - low_x) / side) + 1, : int((high_y - low_y) / side) + 1]
    at = np.column_stack([column.ravel(), row.ravel()])
    low = corner + side * at
    met = shapely.intersects(ground, shapely.box(*low.T, *(low + side).T))
    return _Squares(at[met].astype(np.int64), side, corner)


def _fuller(
    best: Floats,
    ground: shapely.Geometry,
    squares: _Squares,
    origin: Floats,
    rows: _Rows,
    angle: float,
    shift: Floats,
) -> Floats:
    """Return the places of a grid, turned and moved, that lie in the ground when they are more than `best`.

    Of the grid only the places around the middle of each square are made: what is thin or bent fills little of the
    extent that it has as a whole.
    """
    cos, sin = math.cos(angle), math.sin(angle)
    turn = np.array([[cos, sin], [-sin, cos]])
    middle = (squares.corner + squares.side * (squares.at + 0.5) - origin) @ turn.T - shift
    reach = squares.side * math.sqrt(0.5)
    up, across = int(reach / rows.between) + 1, int(reach / rows.along) + 2
    row = np.round(middle[:, 1] / rows.between)[:, None] + np.repeat(np.arange(-up, up + 1), 2 * across + 1)
    column = np.round(middle[:, 0] / rows.along)[:, None] + np.tile(np.arange(-across, across + 1), 2 * up + 1)
    grid = np.stack([(column + rows.shift * (row % 2)) * rows.along, row * rows.between], axis=-1) + shift
    xy = origin + grid @ turn
    # each place belongs to one square
    own = (np.floor((xy - squares.corner) / squares.side) == squares.at[:, None, :]).all(axis=-1)
    xy = xy[own]
    inside = shapely.contains_xy(ground, xy[:, 0], xy[:, 1])
    return xy[inside] if int(inside.sum()) > len(best) else best
