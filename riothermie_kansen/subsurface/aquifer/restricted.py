"""What `bodemrestricties` found, handed to points and cells."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ...errors import InputError
from ...kentallen import Kentallen
from ...readers.values import texts
from ..columns import OORDELEN

Floats = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]
Flags = npt.NDArray[np.bool_]

VERDICT, DEPTH = "wko", "max_diepte_m"


@dataclass(frozen=True)
class Limits:
    """Verdicts at n points.

    Attributes
    ----------
    verdict
        Shape (n,): heaviest verdict that reaches the point, "" for none.
    depth_m
        Shape (n,): shallowest limit, m below the surface; inf for none.
    reached
        Shape (n,): whether any verdict reaches the point.
    given
        Whether there was a layer at all.
    """

    verdict: Texts
    depth_m: Floats
    reached: Flags
    given: bool


def limits_at(xy: Floats, restrictions: gpd.GeoDataFrame | None, kentallen: Kentallen) -> Limits:
    """Return the verdicts that reach points: areas that hold them, points and lines nearby.

    A point that none of those reaches takes the areas nearby: between buildings the verdict of the buildings holds.

    Parameters
    ----------
    xy
        Shape (n, 2), RD.
    restrictions
        Output of `bodemrestricties`; None when not given. Fields in any case.
    kentallen
        Distance over which a verdict holds.

    Raises
    ------
    InputError
        There is no field ``wko``, or it holds other words.
    """
    n = len(xy)
    verdict, depth = np.full(n, "", dtype=object), np.full(n, np.inf)
    if restrictions is None:
        return Limits(verdict, depth, np.zeros(n, dtype=np.bool_), False)
    names = {str(name).lower(): name for name in restrictions.columns}
    if VERDICT not in names:
        shown = ", ".join(str(name) for name in restrictions.columns if name != restrictions.geometry.name)
        raise InputError("aquifer_geen_oordeel", columns=shown or "-")
    words = np.array([word.strip().lower() for word in texts(restrictions[names[VERDICT]])], dtype=object)
    strange = ~np.isin(words, ["", *OORDELEN])
    if strange.any():
        raise InputError("aquifer_vreemd_oordeel", value=words[strange][0], allowed=", ".join(OORDELEN))
    weight = np.array([0 if word == "" else 1 + OORDELEN.index(word) for word in words], dtype=np.int64)
    limit = np.full(len(words), np.inf)
    if DEPTH in names:
        given = pd.to_numeric(restrictions[names[DEPTH]], errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
        limit = np.where(given >= 0, given, np.inf)
    rows, columns = _reach(xy, np.asarray(restrictions.geometry.array, dtype=object), kentallen)
    heaviest = np.zeros(n, dtype=np.int64)
    np.maximum.at(heaviest, rows, weight[columns])
    np.minimum.at(depth, rows, limit[columns])
    reached = np.zeros(n, dtype=np.bool_)
    reached[rows] = True
    return Limits(np.array(["", *OORDELEN], dtype=object)[heaviest], depth, reached, True)


def _reach(
    xy: Floats, shapes: npt.NDArray[np.object_], kentallen: Kentallen
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return pairs of a point and a shape that reaches it."""
    area = shapely.get_dimensions(shapes) == 2
    tree = shapely.STRtree(shapely.points(xy))
    inside, nearby = np.flatnonzero(area), np.flatnonzero(~area & ~shapely.is_missing(shapes))
    near = kentallen.value("aquifer.restrictie_afstand_m")
    found = (
        (inside, tree.query(shapely.make_valid(shapes[inside]), predicate="intersects")),
        (nearby, tree.query(shapes[nearby], predicate="dwithin", distance=near)),
    )
    rows = np.concatenate([pairs[1] for _, pairs in found])
    columns = np.concatenate([which[pairs[0]] for which, pairs in found])
    left = np.setdiff1d(np.arange(len(xy)), rows)
    beside = shapely.STRtree(shapely.points(xy[left])).query(shapes[inside], predicate="dwithin", distance=near)
    rows = np.concatenate([rows, left[beside[1]]])
    columns = np.concatenate([columns, inside[beside[0]]])
    return rows.astype(np.int64), columns.astype(np.int64)
