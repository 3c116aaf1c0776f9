"""Which kavel a building or a metre counts in: each in one, whatever overlaps."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..readers.shapes import Shapes
from ..readers.values import Texts
from ..sewer.allocation import summed
from .columns import OVERLAP_COLUMNS

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

HECTARE = 10_000.0


@dataclass(frozen=True)
class Assigned:
    """Buildings in kavels.

    Attributes
    ----------
    kavel
        Shape (b,): the kavel that a building counts in, -1 for none.
    building, inside
        Shape (p,): pairs of a building and a kavel that holds its point, by building and then by kavel.
    """

    kavel: Ints
    building: Ints
    inside: Ints

    @property
    def several(self) -> Flags:
        """Tell which pairs are of a building in more than one kavel, shape (p,)."""
        count = np.bincount(self.building, minlength=len(self.kavel))
        return np.asarray(count[self.building] > 1, dtype=bool)

    def covered(self, counts: Flags, kavels: int) -> Flags:
        """Tell which kavels hold a building that counts, in whatever kavel that is, shape (kavels,)."""
        return np.asarray(np.bincount(self.inside[counts[self.building]], minlength=kavels) > 0, dtype=bool)


def only(mask: Flags, geometry: Shapes) -> Shapes:
    """Return geometries where `mask` holds, None elsewhere."""
    result = np.full(len(geometry), None, dtype=object)
    result[mask] = geometry[mask]
    return result


def points_of(geometry: Shapes) -> Shapes:
    """Return the representative point of each geometry: a point inside an area; None stays None."""
    points = geometry.copy()
    areas = shapely.get_type_id(geometry) > 0
    points[areas] = shapely.point_on_surface(geometry[areas])
    return points


def assign(geometry: Shapes, kavels: Shapes) -> Assigned:
    """Return the kavel of each building.

    A building belongs to the kavel that holds its representative point (on the border counts as inside). Where several
    do, because they overlap or touch there, to the one with the largest part of its footprint, and of equal parts to
    the first.

    Parameters
    ----------
    geometry
        Shape (b,): points or areas, None for a building without a place.
    kavels
        Shape (k,): areas, in the order in which they go before each other.
    """
    points = points_of(geometry)
    # the kavels ask the tree of points: a query prepares its own geometry, and there are few of them
    inside, building = shapely.STRtree(points).query(kavels, predicate="intersects")
    order = np.lexsort((inside, building))
    building, inside = building[order].astype(np.int64), inside[order].astype(np.int64)
    kavel = np.full(len(geometry), -1, dtype=np.int64)
    found = Assigned(kavel, building, inside)
    several = found.several
    kavel[building[~several]] = inside[~several]
    rows, claims = building[several], inside[several]
    if len(rows):
        part = shapely.area(shapely.intersection(geometry[rows], kavels[claims]))
        # equal but for rounding (a footprint of 100 m2 in both) is equal: the first
        whole = np.maximum(shapely.area(geometry[rows]), 1.0)
        share = np.round(part / whole, 9)
        best = np.lexsort((claims, -share, rows))
        first = np.concatenate([[True], rows[best][1:] != rows[best][:-1]])
        kavel[rows[best][first]] = claims[best][first]
    return found


def territories(kavels: Shapes) -> Shapes:
    """Return each kavel without what lies in an earlier one, so that every square metre counts once, shape (k,)."""
    one, other = shapely.STRtree(kavels).query(kavels, predicate="intersects")
    earlier = other < one
    result = kavels.copy()
    for row in np.unique(one[earlier]):
        before = kavels[other[earlier & (one == row)]]
        result[row] = shapely.difference(kavels[row], shapely.union_all(before))
    return result


def overlaps(kavels: Shapes, ids: Texts, found: Assigned, homes: Floats, width_m: float) -> tuple[pd.DataFrame, int]:
    """Return the overlaps between kavels pair by pair, and how many slivers were left out.

    Parameters
    ----------
    kavels, ids
        Shape (k,).
    found, homes
        Buildings and the dwellings in each.
    width_m
        Overlaps without dwellings and less wide on average (twice the area over the circumference) are slivers.

    Returns
    -------
    pd.DataFrame
        Columns `OVERLAP_COLUMNS` and the geometry; by the order of the kavels.
    """
    one, other = shapely.STRtree(kavels).query(kavels, predicate="intersects")
    order = np.lexsort((other, one))
    one, other = one[order], other[order]
    one, other = one[one < other], other[one < other]
    shared = shapely.intersection(kavels[one], kavels[other])
    area = shapely.area(shared)
    count = np.zeros(len(one))
    pair = {key: i for i, key in enumerate(zip(one.tolist(), other.tolist(), strict=True))}
    several = found.several
    groups = pd.Series(found.inside[several]).groupby(found.building[several]).agg(list)
    for building, inside in groups.items():
        for i, first in enumerate(inside):
            for second in inside[i + 1 :]:
                count[pair[first, second]] += homes[building]
    around = shapely.length(shared)
    width = np.divide(2.0 * area, around, out=np.zeros(len(area)), where=around > 0)
    kept = (area > 0) & ((width >= width_m) | (count > 0))
    table = pd.DataFrame(
        {
            "kavel_a": ids[one[kept]],
            "kavel_b": ids[other[kept]],
            "overlap_ha": area[kept] / HECTARE,
            "woningen": count[kept],
        }
    )[[column.name for column in OVERLAP_COLUMNS]]
    return gpd.GeoDataFrame(table, geometry=shared[kept]), int(((area > 0) & ~kept).sum())


def overlap_of(kavels: int, found: Assigned, homes: Floats) -> Floats:
    """Return the dwellings of each kavel that lie in another one as well, shape (kavels,)."""
    several = found.several
    return summed(found.inside[several], homes[found.building[several]], kavels)


def metres_in(lines: Shapes, kavels: Shapes) -> tuple[Ints, Ints, Floats]:
    """Return how many metres of each line count in each kavel: lines, kavels, metres, shape (p,).

    Each metre counts once: what lies in several kavels, or on a border that they share, counts in the first.
    """
    tree = shapely.STRtree(lines)
    kavel, line = tree.query(kavels, predicate="intersects")
    order = np.lexsort((kavel, line))
    line, kavel = line[order].astype(np.int64), kavel[order].astype(np.int64)
    # most lines lie within one kavel: to know that is cheaper than to cut them
    known = tree.query(kavels, predicate="contains")
    within = np.isin(line * len(kavels) + kavel, known[1].astype(np.int64) * len(kavels) + known[0])
    begin = np.flatnonzero(np.concatenate([[True], line[1:] != line[:-1]])) if len(line) else np.empty(0, np.int64)
    turn = np.arange(len(line)) - np.repeat(begin, np.diff(np.append(begin, len(line))))
    metres = np.zeros(len(line))
    left = lines.copy()
    for step in range(int(turn.max(initial=-1)) + 1):
        whole = np.flatnonzero((turn == step) & within)
        metres[whole] = shapely.length(left[line[whole]])
        left[line[whole]] = shapely.LineString()
        now = np.flatnonzero((turn == step) & ~within)
        area, these = kavels[kavel[now]], left[line[now]]
        metres[now] = shapely.length(shapely.intersection(these, area))
        left[line[now]] = shapely.difference(these, area)
    there = metres > 0
    return line[there], kavel[there], metres[there]
