"""What cutting leaves that is no ground: crumbs without surface, and spikes without width."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely

from ...readers.shapes import Shapes

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

CRUMB_M2 = 1e-4
"""Surface below which one of several polygons is rounding: left by borders that nearly meet."""

SPIKE_M = 1e-6
"""Width below which a corner that goes out and comes back is rounding."""

_SAME = 1e-6
"""Part of a surface that may change: more, and the polygon stays as it is."""

_CORNERS = 3


def tidied(shapes: Shapes) -> Shapes:
    """Return geometries without what is rounding; lines, and polygons without it, as they are."""
    return without_spikes(without_crumbs(shapes))


def without_crumbs(shapes: Shapes) -> Shapes:
    """Return geometries without the polygons among several that have hardly any surface."""
    parts, of = shapely.get_parts(shapes, return_index=True)
    crumb = (shapely.get_dimensions(parts) == 2) & (shapely.area(parts) < CRUMB_M2)
    result = shapes.copy()
    for row in np.unique(of[crumb]).tolist():
        first, last = np.searchsorted(of, [row, row + 1])
        kept = parts[first:last][~crumb[first:last]]
        if len(kept):
            result[row] = kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept.tolist())
    return result


def without_spikes(shapes: Shapes) -> Shapes:
    """Return geometries without corners that go out and come back over the same line, outwards or inwards."""
    parts, of = shapely.get_parts(shapes, return_index=True)
    rings, of_part = shapely.get_rings(parts, return_index=True)
    marked = np.unique(of[of_part[_spiked(rings)]])
    result = shapes.copy()
    for row in marked.tolist():
        whole = shapes[row]
        kept = [found for polygon in shapely.get_parts(whole) if (found := _polygon(polygon)) is not None]
        if not kept:
            continue
        made = kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept)
        if made.is_valid and abs(made.area - whole.area) <= _SAME * whole.area:
            result[row] = made
    return result


def _spiked(rings: Shapes) -> Flags:
    """Tell which closed rings have a spike, or corners so near each other that there may be one; shape (r,)."""
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    result = np.zeros(len(rings), dtype=bool)
    if not len(xy):
        return result
    inner = np.concatenate([ring[1:] == ring[:-1], [False]])  # the last corner of a ring is its first
    xy, ring = xy[inner], ring[inner]
    begin = np.searchsorted(ring, np.arange(len(rings)))
    count = np.bincount(ring, minlength=len(rings))
    place = np.arange(len(xy)) - begin[ring]
    before = begin[ring] + (place - 1) % count[ring]
    after = begin[ring] + (place + 1) % count[ring]
    result[ring[_comes_back(xy[before], xy, xy[after])]] = True
    return result


def _comes_back(before: Floats, here: Floats, after: Floats) -> Flags:
    """Tell which corners are the tip of a spike, or lie on the corner before; corners of shape (n, 2)."""
    one, two = before - here, after - here
    lengths = np.hypot(*one.T), np.hypot(*two.T)
    width = np.abs(one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0])
    back = (one * two).sum(axis=1) > 0
    tip = back & (width < SPIKE_M * np.maximum(*lengths))
    return np.asarray(tip | (lengths[0] < SPIKE_M), dtype=bool)


def _polygon(polygon: shapely.Polygon) -> shapely.Polygon | None:
    """Return a polygon without spikes, None where nothing else is left."""
    shell = _ring(shapely.get_coordinates(polygon.exterior))
    if shell is None:
        return None
    holes = [found for hole in polygon.interiors if (found := _ring(shapely.get_coordinates(hole))) is not None]
    return shapely.Polygon(shell, holes)


def _ring(xy: Floats) -> Floats | None:
    """Return the corners of a closed ring without those of spikes, None where nothing else is left."""
    corners = xy[:-1]
    while len(corners) >= _CORNERS:
        drop = np.flatnonzero(_comes_back(np.roll(corners, 1, axis=0), corners, np.roll(corners, -1, axis=0)))
        if not len(drop):
            return np.asarray(np.concatenate([corners, corners[:1]]), dtype=np.float64)
        corners = np.delete(corners, drop[0], axis=0)
    return None
