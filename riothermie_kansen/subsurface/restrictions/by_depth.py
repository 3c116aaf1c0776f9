"""Parts of lines and areas cut once more, where the depth that is allowed changes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import shapely

from ...callbacks import Cancelled, never, stop_if
from ...readers.shapes import Shapes
from .lines import along
from .locations import Places, measure, of_dimension
from .overlay import Covers
from .tidy import tidied
from .verdict import SLIVER, Parts, touching

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def cut_by_depth(parts: Parts, covers: Covers, limit: Floats, places: Places, *, cancelled: Cancelled = never) -> Parts:
    """Return parts with one greatest depth each: a limit holds where its map draws it, and not beside it.

    Parameters
    ----------
    parts
        Parts by verdict.
    covers
        c rows: what each group covers of each place.
    limit
        Shape (c,): greatest depth that the group allows, m below the surface; NaN for none.
    places
        The places.

    Returns
    -------
    Parts
        The same ground; of a part that is cut the shallowest comes first.
    """
    partial = np.isfinite(limit) & ~covers.full
    mixed = np.zeros(len(places.ids), dtype=bool)
    mixed[covers.place[partial]] = True
    begin, end = (np.searchsorted(covers.place, np.arange(len(mixed)), side=side) for side in ("left", "right"))
    origin, shape, touches = list[int](), list[shapely.Geometry](), dict[int, Ints]()
    cut_here = list[int]()
    for number, (row, whole) in enumerate(zip(parts.place.tolist(), parts.shape, strict=True)):
        cut = parts.touches.get(number)
        if not mixed[row]:
            if cut is not None:
                touches[len(shape)] = cut
            origin.append(number)
            shape.append(whole)
            continue
        stop_if(cancelled)
        held = np.arange(begin[row], end[row]) if cut is None else cut
        cells = list(_cells(whole, held, covers, limit, places, row))
        if cells[0] is not whole:
            cut_here.extend(range(len(shape), len(shape) + len(cells)))
        for cell in cells:
            if cut is not None or len(cells) > 1:
                touches[len(shape)] = touching(covers, covers.full, held, cell, places.size[row])
            origin.append(number)
            shape.append(cell)
    made: Shapes = np.empty(len(shape), dtype=object)
    made[:] = shape
    made[cut_here] = tidied(made[cut_here])
    at = np.array(origin, dtype=np.int64)
    place = parts.place[at]
    return Parts(place, parts.code[at], made, measure(made, places.dimension[place]), touches)


def _cells(
    whole: shapely.Geometry, held: Ints, covers: Covers, limit: Floats, places: Places, row: int
) -> Iterator[shapely.Geometry]:
    """Yield the pieces of a part by depth, the shallowest first, and what has none last; the part itself if it is one.

    Parameters
    ----------
    held
        Rows of `covers` that lie on the part.
    row
        Place that it is a part of.
    """
    full = covers.full[held]
    everywhere = float(np.fmin.reduce(limit[held[full]], initial=np.inf))
    pieces = held[~full & (limit[held] < everywhere)]
    least = SLIVER * float(places.size[row])
    rest = whole
    for depth in np.unique(limit[pieces]):
        inside, outside = _split(rest, covers.piece[pieces[limit[pieces] == depth]], int(places.dimension[row]))
        if _size(inside, places, row) > least:
            yield inside
            rest = outside
        if _size(rest, places, row) <= least:
            return
    yield rest


def _split(part: shapely.Geometry, pieces: Shapes, dimension: int) -> tuple[shapely.Geometry, shapely.Geometry]:
    """Return what of a part lies in any of some pieces, and the rest."""
    if dimension == 1:
        return along(part, pieces)
    region = pieces[0] if len(pieces) == 1 else shapely.union_all(pieces)
    inside, outside = shapely.intersection(part, region), shapely.difference(part, region)
    return of_dimension(inside, dimension), of_dimension(outside, dimension)


def _size(shape: shapely.Geometry, places: Places, row: int) -> float:
    return float(measure(np.array([shape], dtype=object), places.dimension[row : row + 1])[0])
