"""What of a line runs along pieces of it.

A piece that an area cuts off a line ends beside that line by rounding. Two such pieces that overlap run beside each
other, and overlays of lines would count both: so pieces are put together by where along the line they lie.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely

from ...readers.shapes import Shapes

Floats = npt.NDArray[np.float64]

_BESIDE_M = 1e-5
"""Distance within which a line runs along a piece: far more than rounding, far less than a map means."""

_DIMENSION = 1


def along(line: shapely.Geometry, pieces: Shapes) -> tuple[shapely.Geometry, shapely.Geometry]:
    """Return the part of a line that runs along any of some pieces, and the rest.

    Parameters
    ----------
    line
        (Multi)LineString without metres that are there twice.
    pieces
        Pieces of it; what has no length counts for nothing.
    """
    parts, _ = _runs(pieces)
    if not len(parts):
        return shapely.MultiLineString(), line
    inside: list[shapely.Geometry] = []
    outside: list[shapely.Geometry] = []
    for own in shapely.get_parts(line):
        stops, beside = _beside(own, parts)
        held = beside.any(axis=1)
        vertices = shapely.get_coordinates(own)
        places = shapely.line_locate_point(own, shapely.points(vertices))
        places[-1] = stops[-1]  # of a ring the last vertex is the first one too
        change = np.flatnonzero(held[1:] != held[:-1]) + 1
        for first, last in zip([0, *change], [*change, len(held)], strict=True):
            into = inside if held[first] else outside
            into.append(_between(own, vertices, places, float(stops[first]), float(stops[last])))
    return _lines(inside), _lines(outside)


def lengths_along(line: shapely.Geometry, pieces: Shapes) -> Floats:
    """Return over how many metres a line runs along each of some pieces, shape (c,).

    Parameters
    ----------
    line
        As for `along`.
    pieces
        Shape (c,).
    """
    parts, of = _runs(pieces)
    found = np.zeros(len(pieces))
    for own in shapely.get_parts(line) if len(parts) else ():
        stops, beside = _beside(own, parts)
        # parts of one piece do not overlap
        np.add.at(found, of, np.diff(stops) @ beside)
    return found


def _runs(pieces: Shapes) -> tuple[Shapes, npt.NDArray[np.int64]]:
    """Return the lines in pieces, and which piece each of them is of."""
    parts, of = shapely.get_parts(pieces, return_index=True)
    parts, within = shapely.get_parts(parts, return_index=True)
    runs = (shapely.get_dimensions(parts) == _DIMENSION) & ~shapely.is_empty(parts)
    return parts[runs], of[within][runs]


def _beside(line: shapely.Geometry, parts: Shapes) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Return where to cut a line, shape (k + 1,), and which of the k stretches run along which parts, shape (k, p)."""
    ends = np.concatenate([shapely.get_point(parts, 0), shapely.get_point(parts, -1)])
    here = ends[shapely.distance(ends, line) <= _BESIDE_M]
    stops = _stops(shapely.line_locate_point(line, here), float(shapely.length(line)))
    middle = shapely.line_interpolate_point(line, (stops[1:] + stops[:-1]) / 2.0)
    return stops, np.asarray(shapely.distance(middle[:, None], parts[None, :]) <= _BESIDE_M)


def _stops(places: Floats, length: float) -> Floats:
    """Return where along a line to cut it, from 0 to its length; what is closer together than rounding is one."""
    inner = np.sort(places[(places > _BESIDE_M) & (places < length - _BESIDE_M)])
    stops = np.concatenate([[0.0], inner, [length]])
    apart = stops[1:-1] - stops[:-2] > _BESIDE_M
    return np.asarray(stops[np.concatenate([[True], apart, [True]])], dtype=np.float64)


def _between(line: shapely.Geometry, vertices: Floats, places: Floats, start: float, end: float) -> shapely.Geometry:
    """Return a line from one length along it to another, with its vertices in between."""
    within = vertices[(places > start) & (places < end)]
    ends = shapely.get_coordinates(shapely.line_interpolate_point(line, [start, end]))
    return shapely.linestrings(np.concatenate([ends[:1], within, ends[1:]]))


def _lines(found: list[shapely.Geometry]) -> shapely.Geometry:
    return found[0] if len(found) == 1 else shapely.MultiLineString(found)
