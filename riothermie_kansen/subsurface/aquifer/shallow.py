"""GeoTOP beside REGIS II: its column of lithoclasses, and whether it finds sand where an aquifer was chosen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ...kentallen import Kentallen
from ...readers.geotop import LITHOKLASSEN, UNKNOWN, Voxels
from ...wording import note
from .layering import Flags, Floats, Layers
from .packages import Packages
from .table import ROL_GEOTOP

Texts = npt.NDArray[np.object_]

SAND = (4, 5, 6, 7, 8)
"""Lithoclasses of GeoTOP that are sand or gravel."""


@dataclass(frozen=True)
class Second:
    """What GeoTOP says of the part of the chosen package with a screen, shapes (n,).

    Attributes
    ----------
    known_m
        Metres of it whose lithoclass is known; NaN where nothing was chosen.
    sand
        Per cent of those that is sand or gravel; NaN where there are none.
    against
        Whether that is so little, over enough metres, that GeoTOP contradicts the choice.
    """

    known_m: Floats
    sand: Floats
    against: Flags


def second_opinion(
    voxels: Voxels, layers: Layers, packages: Packages, chosen: npt.NDArray[np.int64], kentallen: Kentallen
) -> Second:
    """Return how much sand and gravel GeoTOP has where a package was chosen.

    Parameters
    ----------
    voxels
        Under the same n points.
    layers, packages
        Of n points.
    chosen
        Shape (n,): package of each point, -1 for none.
    kentallen
        ``aquifer.geotop_zand_min`` and ``aquifer.geotop_minst_m``.
    """
    n = len(chosen)
    some = chosen >= 0
    high, low = np.full(n, np.nan), np.full(n, np.nan)
    if len(packages.top_m):
        at = np.maximum(chosen, 0), np.arange(n)
        high, low = packages.top_m[at], packages.bottom_m[at]
    edges = np.append(voxels.z_bottom_m, voxels.z_top_m[-1:])
    step = np.diff(edges)
    known, sand = voxels.lithoclass != UNKNOWN, np.isin(voxels.lithoclass, SAND)
    below = [np.pad(np.cumsum(which * step, axis=1), ((0, 0), (1, 0))) for which in (known, sand)]
    metres = np.zeros((2, n))
    for r in range(len(layers.unit)):
        used = np.flatnonzero(some & (layers.package[r] == chosen) & packages.screened[r])
        top, bottom = np.minimum(layers.top_m[r], high)[used], np.maximum(layers.bottom_m[r], low)[used]
        for i, (sums, which) in enumerate(zip(below, (known, sand), strict=True)):
            metres[i, used] += _up_to(top, used, edges, sums, which) - _up_to(bottom, used, edges, sums, which)
    share = np.divide(100.0 * metres[1], metres[0], out=np.full(n, np.nan), where=metres[0] > 1e-6)
    against = share < kentallen.value("aquifer.geotop_zand_min")
    against &= metres[0] >= kentallen.value("aquifer.geotop_minst_m") - 1e-6
    return Second(np.where(some, metres[0], np.nan), share, against)


def _up_to(height: Floats, points: npt.NDArray[np.int64], edges: Floats, sums: Floats, which: Flags) -> Floats:
    """Return the metres of some voxels below heights at points, shape (m,): whole voxels and part of the last."""
    clipped = np.clip(height, edges[0], edges[-1])
    voxel = np.clip(np.searchsorted(edges, clipped, side="right") - 1, 0, len(edges) - 2)
    return np.asarray(sums[points, voxel] + which[points, voxel] * (clipped - edges[voxel]), dtype=np.float64)


def column_table(voxels: Voxels, surface_m: Floats, ids: Texts) -> pd.DataFrame:
    """Return a row per run of equal lithoclass under each point, from the surface down, in the order of the points.

    Parameters
    ----------
    voxels
        Under n points.
    surface_m
        Shape (n,): m NAP that depths count from; that of the voxels where it is not known.
    ids
        Shape (n,).
    """
    downward = voxels.lithoclass[:, ::-1]
    top, bottom = voxels.z_top_m[::-1], voxels.z_bottom_m[::-1]
    other = np.ones(downward.shape, dtype=np.bool_)
    other[:, 1:] = downward[:, 1:] != downward[:, :-1]
    point, first = np.nonzero(other)
    last = np.append(first, 0)[1:] - 1
    last[last < first] = downward.shape[1] - 1  # the next run begins a new point
    there = downward[point, first] != UNKNOWN
    point, first, last = point[there], first[there], last[there]
    code = downward[point, first].astype(np.int64)
    surface = np.where(np.isfinite(surface_m), surface_m, voxels.surface_m)[point]
    # runs are in the order of the points: the number of one is its place after the first of its point
    order = np.arange(len(point)) - np.searchsorted(point, point, side="left")
    names = np.array([LITHOKLASSEN.get(one, "") for one in range(max(LITHOKLASSEN) + 1)], dtype=object)
    labels = np.array([note("aquifer_lithoklasse", code=one) for one in range(len(names))], dtype=object)
    nothing = np.full(len(point), np.nan)
    return pd.DataFrame(
        {
            "punt_id": ids[point],
            "volgnr": order + 1,
            "code": labels[code],
            "oude_code": "",
            "naam": names[code],
            "soort": names[code],
            "top_m": top[first],
            "basis_m": bottom[last],
            "top_mv_m": surface - top[first],
            "basis_mv_m": surface - bottom[last],
            "dikte_m": top[first] - bottom[last],
            **dict.fromkeys(("kh_md", "kv_md", "kd_m2d", "c_d", "pakket"), nothing),
            "rol": ROL_GEOTOP,
        }
    )


def merged(rows: pd.DataFrame, column: pd.DataFrame, ids: Texts) -> pd.DataFrame:
    """Return the layers of each point followed by its column of GeoTOP, in the order of the points."""
    if not len(column):
        return rows
    both = pd.concat([rows, column], ignore_index=True) if len(rows) else column
    named = both["punt_id"].to_numpy(dtype=object)
    at = pd.factorize(np.concatenate([ids, named]))[0][len(ids) :]
    return both.iloc[np.argsort(at, kind="stable")].reset_index(drop=True)
