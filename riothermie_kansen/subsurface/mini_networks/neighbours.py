"""Who is whose neighbour: a wall in common, or a small gap along the same side of a street."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ...callbacks import Cancelled, never, stop_if
from ...demand.walls import shared_walls
from ...kentallen import Kentallen
from ...readers.shapes import Shapes
from ...readers.values import Texts

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def street_of(footprints: Shapes, streets: Shapes, names: Texts, reach_m: float) -> Texts:
    """Return the name of the street that each building lies at, "" for none within reach.

    Parameters
    ----------
    footprints
        Shape (n,): areas.
    streets
        Shape (s,): lines.
    names
        Shape (s,): what is one street; not empty.
    """
    result = np.full(len(footprints), "", dtype=object)
    if not len(streets) or not len(footprints):
        return result
    one, other = shapely.STRtree(streets).query_nearest(footprints, max_distance=reach_m)
    found = pd.DataFrame({"row": one, "name": names[other].astype(str)}).sort_values(["row", "name"])
    found = found.drop_duplicates("row")
    result[found["row"].to_numpy()] = found["name"].to_numpy(dtype=object)
    return result


def neighbours(
    footprints: Shapes,
    may: Flags,
    inhabited: Flags,
    *,
    street: Texts,
    barriers: Shapes,
    kentallen: Kentallen,
    cancelled: Cancelled = never,
) -> tuple[Ints, Ints]:
    """Return pairs of buildings that are neighbours, ``first < second``, in order.

    Two that share a wall (``gebouw.spleet``, ``gebouw.muur_minimaal``), or lie within ``mini.buren_m`` of each other
    at the same street (or both at none), with no barrier and no other inhabited building between them. Of three that
    are all within reach of each other the two farthest apart are no neighbours, unless they share a wall: neighbours
    stand in a row.

    Parameters
    ----------
    footprints
        Shape (n,): areas; others have no neighbours.
    may
        Shape (n,): takes part.
    inhabited
        Shape (n,): stands in the way of others; sheds do not.
    street
        Shape (n,): see `street_of`.
    barriers
        Streets and water, lines and areas.
    """
    solid = np.flatnonzero(may & (shapely.get_dimensions(footprints) == 2))
    areas = footprints[solid]
    walls = shared_walls(
        areas, kentallen.value("gebouw.spleet"), kentallen.value("gebouw.muur_hoek"), cancelled=cancelled
    )
    joined = walls.length >= kentallen.value("gebouw.muur_minimaal")
    one, other = shapely.STRtree(areas).query(areas, predicate="dwithin", distance=kentallen.value("mini.buren_m"))
    keep = one < other
    one, other = one[keep], other[keep]
    n = max(len(solid), 1)
    wall = np.isin(one * n + other, walls.first[joined] * n + walls.second[joined])
    near = ~wall & (street[solid[one]] == street[solid[other]])
    gap = np.flatnonzero(near)
    lines = shapely.shortest_line(areas[one[gap]], areas[other[gap]])
    stop_if(cancelled)
    open_ = ~_met(lines, barriers)
    open_ &= ~_through(lines, footprints, inhabited, solid[one[gap]], solid[other[gap]])
    keep = wall.copy()
    keep[gap[open_]] = True
    one, other, wall = one[keep], other[keep], wall[keep]
    order = np.lexsort((other, one))
    one, other, wall = one[order], other[order], wall[order]
    rows = _in_a_row(shapely.centroid(areas), one, other, wall)
    return solid[one[rows]].astype(np.int64), solid[other[rows]].astype(np.int64)


def _met(lines: Shapes, barriers: Shapes) -> Flags:
    met = np.zeros(len(lines), dtype=bool)
    if len(barriers) and len(lines):
        row, _ = shapely.STRtree(barriers).query(lines, predicate="intersects")
        met[row] = True
    return met


def _through(lines: Shapes, footprints: Shapes, inhabited: Flags, first: Ints, second: Ints) -> Flags:
    """Tell which lines pass through an inhabited building that is not at one of their ends."""
    met = np.zeros(len(lines), dtype=bool)
    blocks = np.flatnonzero(inhabited & (shapely.get_dimensions(footprints) == 2))
    if not len(blocks) or not len(lines):
        return met
    row, block = shapely.STRtree(footprints[blocks]).query(lines, predicate="intersects")
    strange = (blocks[block] != first[row]) & (blocks[block] != second[row])
    met[row[strange]] = True
    return met


def _in_a_row(spots: Shapes, one: Ints, other: Ints, wall: Flags) -> Ints:
    """Return the pairs without those over the head of a common neighbour that is nearer to both."""
    xy = shapely.get_coordinates(spots)
    apart = np.hypot(*(xy[one] - xy[other]).T)
    distance = {(a, b): d for a, b, d in zip(one.tolist(), other.tolist(), apart.tolist(), strict=True)}
    near: dict[int, set[int]] = {}
    for a, b in distance:
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    keep = []
    for k, (a, b) in enumerate(distance):
        # ties by row, so that of three at equal distances exactly one pair goes
        mine = (apart[k], a, b)
        over = any(
            max(
                (distance[min(a, c), max(a, c)], min(a, c), max(a, c)),
                (distance[min(b, c), max(b, c)], min(b, c), max(b, c)),
            )
            < mine
            for c in near[a] & near[b]
        )
        if wall[k] or not over:
            keep.append(k)
    return np.array(keep, dtype=np.int64)
