"""Which areas lie where on a place, and on how much of it: exact, each metre once.

Most places lie wholly inside or outside an area: those are settled by prepared predicates alone. Only where a border
runs through a place are the two cut.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from ...callbacks import Cancelled, Progress, never, silent, stop_if
from ...readers.shapes import Shapes
from .lines import along
from .locations import Places, measure

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

WHOLE = 1.0 - 1e-9
"""Part of a place from which on it is all of it: what is missing is rounding."""

_CHUNK = 1000
"""Areas looked up between two looks at whether the user stopped."""


@dataclass(frozen=True)
class Pairs:
    """Places and areas that share more than a border; e of them, by place and then by area.

    Attributes
    ----------
    place, area
        Shape (e,).
    share
        Shape (e,): part of the place inside the area, 0 to 1 (not 0).
    piece
        Shape (e,): that part; None where it is all of it.
    """

    place: Ints
    area: Ints
    share: Floats
    piece: Shapes

    @property
    def full(self) -> Flags:
        """Tell where the area covers the whole place, shape (e,)."""
        return np.asarray(self.share >= 1.0, dtype=bool)


def overlay(places: Places, areas: Shapes, *, progress: Progress = silent, cancelled: Cancelled = never) -> Pairs:
    """Return which areas each place lies in, and with what part.

    A point on the border of an area lies in it; a line that runs along it too; an area that only touches does not.

    Parameters
    ----------
    places
        n places.
    areas
        Shape (a,): valid (Multi)Polygons. Prepared on the way.
    """
    place, area = _meeting(places, areas, progress, cancelled)
    point = shapely.get_type_id(places.shapes[place]) == 0
    share = np.ones(len(place))
    piece = np.full(len(place), None, dtype=object)
    rest = np.flatnonzero(~point)
    stop_if(cancelled)
    cut = rest[~shapely.covers(areas[area[rest]], places.shapes[place[rest]])]
    for start in range(0, len(cut), _CHUNK):
        stop_if(cancelled)
        rows = cut[start : start + _CHUNK]
        found = shapely.intersection(places.shapes[place[rows]], areas[area[rows]])
        size = measure(found, places.dimension[place[rows]])
        share[rows] = size / places.size[place[rows]]
        piece[rows] = found
    whole = share >= WHOLE
    share[whole], piece[whole] = 1.0, None
    keep = share > 0
    return Pairs(place[keep], area[keep], share[keep], piece[keep])


def _meeting(places: Places, areas: Shapes, progress: Progress, cancelled: Cancelled) -> tuple[Ints, Ints]:
    """Return pairs of a place and an area that meet, by place and then by area."""
    shapely.prepare(areas)
    tree = shapely.STRtree(places.shapes)
    found: list[tuple[Ints, Ints]] = [(np.empty(0, np.int64), np.empty(0, np.int64))]
    for start in range(0, len(areas), _CHUNK):
        stop_if(cancelled)
        # the areas ask the tree of places: a query prepares its own geometry, and there are few of them
        a, p = tree.query(areas[start : start + _CHUNK], predicate="intersects")
        found.append((p.astype(np.int64), a.astype(np.int64) + start))
        progress(100.0 * min(start + _CHUNK, len(areas)) / len(areas))
    place, area = (np.concatenate(parts) for parts in zip(*found, strict=True))
    order = np.lexsort((area, place))
    return place[order], area[order]


@dataclass(frozen=True)
class Covers:
    """What groups of areas (of one map and one meaning) cover of places; c rows, by place and then by group.

    Attributes
    ----------
    place, group
        Shape (c,), each pair once.
    share
        Shape (c,): part of the place inside any area of the group.
    piece
        Shape (c,): that part; None where it is all of it.
    """

    place: Ints
    group: Ints
    share: Floats
    piece: Shapes

    @property
    def full(self) -> Flags:
        """Tell where the group covers the whole place, shape (c,)."""
        return np.asarray(self.share >= 1.0, dtype=bool)


def grouped(pairs: Pairs, group: Ints, places: Places) -> tuple[Covers, Ints]:
    """Return pairs put together by group, overlapping areas counted once.

    Parameters
    ----------
    pairs
        e pairs of a place and an area.
    group
        Shape (a,): group of each area.
    places
        The places.

    Returns
    -------
    covers, row
        The c groups per place, and for each pair the row of `covers` that it is in, shape (e,).
    """
    groups = int(group.max()) + 1 if len(group) else 1
    keys, row = np.unique(pairs.place * groups + group[pairs.area], return_inverse=True)
    row = row.reshape(-1)
    place, of = keys // groups, keys % groups
    share = np.zeros(len(keys))
    np.maximum.at(share, row, pairs.share)
    piece = np.full(len(keys), None, dtype=object)
    partial = share[row] < 1.0
    count = np.bincount(row[partial], minlength=len(keys))
    single = partial & (count[row] == 1)
    piece[row[single]] = pairs.piece[single]
    several = np.flatnonzero(partial & (count[row] > 1))
    several = several[np.argsort(row[several], kind="stable")]
    for part in np.split(several, np.flatnonzero(np.diff(row[several])) + 1) if len(several) else []:
        at = row[part[0]]
        piece[at], share[at] = union(pairs.piece[part], places, int(place[at]))
    piece[share >= 1.0] = None
    return Covers(place, of, share, piece), row.astype(np.int64)


def union(pieces: Shapes, places: Places, place: int) -> tuple[shapely.Geometry, float]:
    """Return pieces of a place as one, and the part of the place that they are."""
    dimension = places.dimension[place : place + 1]
    if dimension[0] == 1:
        found, _ = along(places.shapes[place], pieces)
    else:
        found = pieces[0] if len(pieces) == 1 else shapely.union_all(pieces)
    share = float(measure(np.array([found], dtype=object), dimension)[0] / places.size[place])
    return found, 1.0 if share >= WHOLE else share


def joined(parts: list[Covers]) -> tuple[Covers, Ints]:
    """Return covers of several kinds of group as one, by place and then by group, and the order of that."""
    place = np.concatenate([part.place for part in parts])
    group = np.concatenate([part.group for part in parts])
    share = np.concatenate([part.share for part in parts])
    piece = np.concatenate([part.piece for part in parts])
    order = np.lexsort((group, place)).astype(np.int64)
    return Covers(place[order], group[order], share[order], piece[order]), order
