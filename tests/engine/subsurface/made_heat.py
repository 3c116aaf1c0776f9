"""Units and voxels made by hand, and loops on a row."""

import numpy as np

from riothermie_kansen.readers.geotop import Voxels
from riothermie_kansen.readers.regis import Stack
from riothermie_kansen.subsurface.boreholes.line_source import Loops


def stack(units, surface, n=1):
    """Return a stack from (kind, top, bottom) with tops and bottoms in m NAP, a scalar or one per place."""
    kinds, tops, bottoms = zip(*units, strict=True)
    top, bottom = (np.array([np.broadcast_to(row, (n,)) for row in rows], dtype=float) for rows in (tops, bottoms))
    none = np.full(top.shape, np.nan)
    codes = np.array([f"U{i}" for i in range(len(units))], dtype=object)
    return Stack(
        codes,
        codes,
        codes,
        np.array(kinds, dtype=object),
        top,
        bottom,
        none,
        none,
        none,
        none,
        np.broadcast_to(np.asarray(surface, dtype=float), (n,)).copy(),
        np.ones(n, dtype=bool),
    )


def voxels(columns, bottom, surface, size=0.5):
    """Return voxels from rows of lithoclasses, from below up; `bottom` is that of the lowest one, m NAP."""
    classes = np.array(columns, dtype=np.int64)
    low = bottom + size * np.arange(classes.shape[1])
    surfaces = np.broadcast_to(np.asarray(surface, dtype=float), (len(classes),)).copy()
    return Voxels(classes, np.full_like(classes, -1), low, low + size, surfaces, np.ones(len(classes), dtype=bool))


def loops(xy, depth=150.0, net=20.0, system=None):
    """Return loops at places, each a system of its own unless told."""
    places = np.asarray(xy, dtype=float).reshape(-1, 2)
    n = len(places)
    names = [f"s{i:05d}" for i in range(n)] if system is None else system
    return Loops(
        places,
        np.broadcast_to(np.asarray(depth, dtype=float), (n,)).copy(),
        np.broadcast_to(np.asarray(net, dtype=float), (n,)).copy(),
        np.array(names, dtype=object),
    )
