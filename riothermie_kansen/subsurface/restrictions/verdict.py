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
from .lines import along, lengths_along
from .locations import Places, measure, of_dimension
from .overlay import Covers, union
from .rules import ATTENTION, FORBIDDEN
from .tidy import tidied

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_CODES, _BOTH = len(OORDELEN), len(TECHNIEKEN)
_TENTHS = 1000
_AREAS = (3, 6)
"""Type numbers of shapely."""

SLIVER = 1e-9
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
    real = (heavier >= min(least_share, 1.0) - SLIVER) & (heavier > 0)
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
        For each part that is not all of its place the rows of `Covers` that lie on it; by number of the part.
    """

    place: Ints
    code: Ints
    shape: Shapes
    size: Floats
    touches: dict[int, Ints]


def parts_of(covers: Covers, codes: Ints, rest: Ints, places: Places, *, cancelled: Cancelled = never) -> Parts:
    """Return the parts of lines and areas by verdict.

    Together they are the place again: what one part has the others have not. Parameters as for `shares`.
    """
    full = covers.full
    base = rest.copy()
    np.maximum.at(base, covers.place[full], codes[covers.group[full]])
    # only where a piece has a heavier verdict than what holds for all of the place is there something to cut
    heavier = ~full & (codes[covers.group] > base[covers.place]).any(axis=1)
    cut = np.zeros(len(places.ids), dtype=bool)
    cut[covers.place[heavier]] = True
    cut &= places.dimension > 0
    plain = np.flatnonzero((places.dimension > 0) & ~cut)
    begin, end = (np.searchsorted(covers.place, np.arange(len(cut)), side=side) for side in ("left", "right"))
    simple, halves = _halves(covers, codes, base, heavier, full, cut, places)
    place, shape = [*plain.tolist(), *halves.place], [*places.shapes[plain].tolist(), *halves.shape]
    code: list[tuple[int, ...]] = [*(tuple(row) for row in base[plain].tolist()), *halves.code]
    held: dict[int, Ints] = {}
    for number, (row, inside) in enumerate(zip(halves.place, halves.inside, strict=True), len(plain)):
        mine = np.arange(begin[row], end[row])
        held[number] = mine if inside else mine[full[mine]]
    for row in np.flatnonzero(cut & ~simple).tolist():
        stop_if(cancelled)
        mine = np.arange(begin[row], end[row])
        cells = _cells(covers, codes, base[row], mine[heavier[mine]], places, row)
        cells.sort(key=lambda cell: (-max(cell[0]), -sum(cell[0]), cell[0]))
        for found, cell in cells:
            held[len(place)] = touching(covers, full, mine, cell, places.size[row])
            place.append(row)
            code.append(found)
            shape.append(cell)
    order = np.argsort(np.array(place, dtype=np.int64), kind="stable")
    made = np.empty(len(shape), dtype=object)
    made[:] = shape
    made[len(plain) :] = tidied(made[len(plain) :])
    at, made = np.array(place, dtype=np.int64)[order], made[order]
    return Parts(
        at,
        np.array(code, dtype=np.int64).reshape(-1, _BOTH)[order],
        made,
        measure(made, places.dimension[at]),
        {new: held[old] for new, old in enumerate(order.tolist()) if old in held},
    )


@dataclass(frozen=True)
class _Halves:
    """Parts of areas that one border cuts in two: by place, the heavier one first."""

    place: list[int]
    shape: list[shapely.Geometry]
    code: list[tuple[int, ...]]
    inside: list[bool]


def _halves(
    covers: Covers, codes: Ints, base: Ints, heavier: Flags, full: Flags, cut: Flags, places: Places
) -> tuple[Flags, _Halves]:
    """Return which places are areas that one piece alone cuts, shape (n,), and their parts: most of a town, at once."""
    pieces = np.bincount(covers.place[~full], minlength=len(cut))
    simple = cut & (pieces == 1) & (places.dimension == 2)
    rows = np.flatnonzero(simple)
    cover = np.flatnonzero(heavier)
    cover = cover[np.searchsorted(covers.place[cover], rows)]
    inside, outside = covers.piece[cover], shapely.difference(places.shapes[rows], covers.piece[cover])
    code = np.maximum(base[rows], codes[covers.group[cover]])
    shape = np.column_stack([inside, outside]).ravel()
    for at in np.flatnonzero(~np.isin(shapely.get_type_id(shape), _AREAS)):
        shape[at] = of_dimension(shape[at], 2)
    place = np.repeat(rows, 2)
    kept = measure(shape, places.dimension[place]) > SLIVER * places.size[place]
    both = np.stack([code, base[rows]], axis=1).reshape(-1, _BOTH)
    return simple, _Halves(
        place[kept].tolist(),
        shape[kept].tolist(),
        [tuple(row) for row in both[kept].tolist()],
        np.tile([True, False], len(rows))[kept].tolist(),
    )


def _cells(
    covers: Covers, codes: Ints, base: Ints, pieces: Ints, places: Places, row: int
) -> list[tuple[tuple[int, ...], shapely.Geometry]]:
    """Return a place cut into cells of one verdict per technique.

    Parameters
    ----------
    base
        Shape (2,): verdict that holds for all of the place.
    pieces
        Covers of a part of the place that are heavier.
    """
    cells = [(tuple(base.tolist()), places.shapes[row])]
    own = codes[covers.group[pieces]]
    both = bool((own[:, 0] == own[:, 1]).all()) and base[0] == base[1]
    for technique in range(1 if both else _BOTH):
        for weight in (ATTENTION, FORBIDDEN):
            region = covers.piece[pieces[own[:, technique] == weight]]
            if weight > base[technique] and len(region):
                cells = _split(cells, region, technique, weight, int(places.dimension[row]), float(places.size[row]))
    return [((code[0],) * _BOTH, cell) for code, cell in cells] if both else cells


def _split(
    cells: list[tuple[tuple[int, ...], shapely.Geometry]],
    region: Shapes,
    technique: int,
    weight: int,
    dimension: int,
    size: float,
) -> list[tuple[tuple[int, ...], shapely.Geometry]]:
    """Return cells cut by pieces in which a technique has a heavier verdict; equal cells are put together."""
    whole = region[0] if len(region) == 1 or dimension == 1 else shapely.union_all(region)
    found: dict[tuple[int, ...], list[shapely.Geometry]] = {}
    for code, cell in cells:
        if dimension == 1:
            inside, outside = along(cell, region)
        else:
            inside = of_dimension(shapely.intersection(cell, whole), dimension)
            outside = of_dimension(shapely.difference(cell, whole), dimension)
        heavy = tuple(weight if t == technique else value for t, value in enumerate(code))
        for key, part in ((heavy, inside), (code, outside)):
            if float(measure(np.array([part], dtype=object), np.array([dimension]))[0]) > SLIVER * size:
                found.setdefault(key, []).append(part)
    return [
        (code, of_dimension(shapely.union_all(parts), dimension) if len(parts) > 1 else parts[0])
        for code, parts in found.items()
    ]


def touching(covers: Covers, full: Flags, held: Ints, cell: shapely.Geometry, size: float) -> Ints:
    """Return which of the covers of a place (`held`) lie on a piece of it, with more than a border."""
    keep = full[held]
    pieces = np.flatnonzero(~keep)
    if shapely.get_dimensions(cell) == 1:
        shared = lengths_along(cell, covers.piece[held[pieces]])
    else:
        shared = shapely.area(shapely.intersection(covers.piece[held[pieces]], cell))
    keep[pieces] = shared > SLIVER * size
    return np.asarray(held[keep], dtype=np.int64)
