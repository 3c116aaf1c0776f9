"""The verdict on a place: which part of it has which verdict, and which of them counts for the whole."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from ...callbacks import Cancelled, never, stop_if
from ...readers.shapes import Shapes
from ...readers.values import Flags
from ..columns import OORDELEN, TECHNIEKEN
from .locations import Places, measure, of_dimension
from .overlay import Covers, union
from .rules import ATTENTION, FORBIDDEN

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_CODES, _BOTH = len(OORDELEN), len(TECHNIEKEN)
_TENTHS = 1000
_SLIVER = 1e-9
"""Part of a place below which a piece is rounding and no piece."""


def shares(covers: Covers, codes: Ints, rest: Ints, places: Places, *, cancelled: Cancelled = never) -> Floats:
    """Return which part of each place has which verdict; overlapping areas count once, as the heaviest.

    Parameters
    ----------
    covers
        c rows: what each group covers of each place.
    codes
        Shape (g, 2): verdict of each group per technique.
    rest
        Shape (n, 2): verdict where no group tells anything.
    places
        n places.

    Returns
    -------
    Floats
        Shape (n, 2, 4): parts from 0 to 1 by technique and verdict; a row of verdicts adds up to 1, to 0 without place.
    """
    n = len(places.ids)
    result = np.zeros((n, _BOTH, _CODES))
    same = np.ones(n, dtype=bool)
    differ = codes[covers.group, 0] != codes[covers.group, 1]
    same[covers.place[differ]] = False
    for technique in range(_BOTH):
        rows = places.placed if technique == 0 else places.placed & ~same
        heavy = _reached(covers, codes[:, technique], FORBIDDEN, rows, places, cancelled)
        both = np.maximum(heavy, _reached(covers, codes[:, technique], ATTENTION, rows, places, cancelled))
        part = result[:, technique]
        part[rows, FORBIDDEN] = heavy[rows]
        part[rows, ATTENTION] = (both - heavy)[rows]
        if technique:
            shared = places.placed & same
            part[shared, ATTENTION:] = result[shared, 0, ATTENTION:]
            both = np.where(shared, part[:, ATTENTION:].sum(axis=1), both)
        placed = np.flatnonzero(places.placed)
        part[placed, rest[placed, technique]] += 1.0 - both[placed]
    return result


def _reached(covers: Covers, codes: Ints, least: int, rows: Flags, places: Places, cancelled: Cancelled) -> Floats:
    """Return the part of each place (`rows`) with a verdict of at least a weight, shape (n,)."""
    result = np.zeros(len(places.ids))
    chosen = np.flatnonzero((codes[covers.group] >= least) & rows[covers.place])
    np.maximum.at(result, covers.place[chosen], covers.share[chosen])
    chosen = chosen[result[covers.place[chosen]] < 1.0]
    count = np.bincount(covers.place[chosen], minlength=len(result))
    several = chosen[count[covers.place[chosen]] > 1]
    for part in np.split(several, np.flatnonzero(np.diff(covers.place[several])) + 1) if len(several) else []:
        stop_if(cancelled)
        place = int(covers.place[part[0]])
        result[place] = union(covers.piece[part], places, place)[1]
    return result


def verdicts(share: Floats, least_share: float) -> Ints:
    """Return the verdict of the whole: the heaviest that, with what is heavier, has at least a share of the place.

    Parameters
    ----------
    share
        Shape (n, 2, 4), see `shares`.
    least_share
        Smallest part, 0 to 1, that counts; 0: any part does.

    Returns
    -------
    Ints
        Shape (n, 2): place in `OORDELEN`; 0 where there is no share at all.
    """
    heavier = np.cumsum(share[:, :, ::-1], axis=2)[:, :, ::-1]
    real = (heavier >= min(least_share, 1.0) - _SLIVER) & (heavier > 0)
    return np.asarray((real * np.arange(_CODES)).max(axis=2), dtype=np.int64)


def in_tenths(share: Floats) -> Floats:
    """Return parts (n, 4) in tenths of a percent that add up to exactly 100, by largest remainder; NaN without any."""
    exact = share * _TENTHS
    whole = np.floor(exact + 1e-9)
    missing = np.rint(share.sum(axis=1) * _TENTHS - whole.sum(axis=1)).astype(np.int64)
    order = np.argsort(-(exact - whole), axis=1, kind="stable")
    rank = np.argsort(order, axis=1, kind="stable")
    whole += rank < missing[:, None]
    whole[share.sum(axis=1) == 0] = np.nan
    return np.asarray(whole / (_TENTHS / 100.0), dtype=np.float64)


@dataclass(frozen=True)
class Parts:
    """Parts of lines and areas with one verdict per technique; d of them, by place and then from heavy to light.

    Attributes
    ----------
    place
        Shape (d,).
    code
        Shape (d, 2): place in `OORDELEN`.
    shape
        Shape (d,).
    size
        Shape (d,): metres or square metres.
    touches
        For each part the rows of `Covers` that lie on it.
    """

    place: Ints
    code: Ints
    shape: Shapes
    size: Floats
    touches: list[Ints]


def parts_of(covers: Covers, codes: Ints, rest: Ints, places: Places, *, cancelled: Cancelled = never) -> Parts:
    """Return the parts of lines and areas by verdict.

    Together they are the place again: what one part has the others have not. Parameters as for `shares`.
    """
    rows = np.flatnonzero(places.dimension > 0)
    begin = np.searchsorted(covers.place, rows, side="left")
    end = np.searchsorted(covers.place, rows, side="right")
    place, code, shape, touches = list[int](), list[tuple[int, ...]](), list[shapely.Geometry](), list[Ints]()
    for number, (row, first, last) in enumerate(zip(rows.tolist(), begin.tolist(), end.tolist(), strict=True)):
        if number % 1000 == 0:
            stop_if(cancelled)
        held = np.arange(first, last)
        cells = _cells(covers, codes, rest[row], held, places, row)
        cells.sort(key=lambda cell: (-max(cell[0]), -sum(cell[0]), cell[0]))
        for found, cell in cells:
            place.append(row)
            code.append(found)
            shape.append(cell)
            touches.append(held if len(cells) == 1 else _touching(covers, held, cell, places.size[row]))
    made = np.empty(len(shape), dtype=object)
    made[:] = shape
    at = np.array(place, dtype=np.int64)
    return Parts(
        at,
        np.array(code, dtype=np.int64).reshape(-1, _BOTH),
        made,
        measure(made, places.dimension[at]),
        touches,
    )


def _cells(
    covers: Covers, codes: Ints, rest: Ints, held: Ints, places: Places, row: int
) -> list[tuple[tuple[int, ...], shapely.Geometry]]:
    """Return a place cut into pieces of one verdict per technique."""
    shape, dimension = places.shapes[row], int(places.dimension[row])
    full = covers.full[held]
    open_rows = held[~full]
    base = [
        max([int(rest[t]), *codes[covers.group[held[full]], t].tolist()]) if len(held) else int(rest[t])
        for t in range(_BOTH)
    ]
    heavier = (codes[covers.group[open_rows]] > np.array(base)).any(axis=1) if len(open_rows) else np.zeros(0, bool)
    if not heavier.any():
        return [(tuple(base), shape)]
    cells = [(tuple(base), shape)]
    for technique in range(_BOTH):
        own = codes[covers.group[open_rows], technique]
        if technique and (codes[covers.group[open_rows], 0] == own).all() and base[0] == base[1]:
            return [((code[0], code[0]), cell) for code, cell in cells]
        for weight in (ATTENTION, FORBIDDEN):
            pieces = covers.piece[open_rows[own == weight]]
            if weight <= base[technique] or not len(pieces):
                continue
            region = pieces[0] if len(pieces) == 1 else shapely.union_all(pieces)
            cells = _split(cells, region, technique, weight, dimension, float(places.size[row]))
    return cells


def _split(
    cells: list[tuple[tuple[int, ...], shapely.Geometry]],
    region: shapely.Geometry,
    technique: int,
    weight: int,
    dimension: int,
    size: float,
) -> list[tuple[tuple[int, ...], shapely.Geometry]]:
    """Return cells cut by a region in which a technique has a heavier verdict; equal cells are put together."""
    found: dict[tuple[int, ...], list[shapely.Geometry]] = {}
    for code, cell in cells:
        inside = of_dimension(shapely.intersection(cell, region), dimension)
        outside = of_dimension(shapely.difference(cell, region), dimension)
        heavy = tuple(weight if t == technique else value for t, value in enumerate(code))
        for key, part in ((heavy, inside), (code, outside)):
            if float(measure(np.array([part], dtype=object), np.array([dimension]))[0]) > _SLIVER * size:
                found.setdefault(key, []).append(part)
    return [
        (code, of_dimension(shapely.union_all(parts), dimension) if len(parts) > 1 else parts[0])
        for code, parts in found.items()
    ]


def _touching(covers: Covers, held: Ints, cell: shapely.Geometry, size: float) -> Ints:
    """Return which of the covers of a place lie on a piece of it, with more than a border."""
    keep = covers.full[held]
    pieces = np.flatnonzero(~keep)
    shared = shapely.intersection(covers.piece[held[pieces]], cell)
    amount = np.where(shapely.get_dimensions(cell) == 1, shapely.length(shared), shapely.area(shared))
    keep[pieces] = amount > _SLIVER * size
    return np.asarray(held[keep], dtype=np.int64)
