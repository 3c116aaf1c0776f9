"""In which area of a layer of areas something lies."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from .columns import identifiers

AREA_NAMES = (
    "gebiedsnaam",
    "gebied",
    "buurtnaam",
    "statnaam",
    "wijknaam",
    "naam",
    "code",
    "buurtcode",
    "statcode",
    "id",
)
"""Names, as `readers.values.key`, of the field with the name of an area."""


def area_of(geometry: npt.NDArray[Any], areas: gpd.GeoDataFrame) -> npt.NDArray[Any]:
    """Return the name of the area in which the middle of each line lies.

    Parameters
    ----------
    geometry
        Lines, shape (n,), in the CRS of `areas`.
    areas
        Polygons. Where they overlap the smallest one counts, then the first name.

    Returns
    -------
    ndarray
        Shape (n,): names, "" outside all areas.
    """
    names = identifiers(areas, AREA_NAMES)
    polygons = areas.geometry.to_numpy()
    found = np.full(len(geometry), "", dtype=object)
    middle = shapely.line_interpolate_point(geometry, 0.5, normalized=True)
    point, area = shapely.STRtree(polygons).query(middle, predicate="intersects")
    # the largest first, so that the smallest one has the last word
    order = np.lexsort((-_rank(names)[area], -shapely.area(polygons)[area]))
    found[point[order]] = names[area[order]]
    return found


def _rank(names: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    return np.asarray(np.unique(names.astype(str), return_inverse=True)[1].reshape(len(names)), dtype=np.int64)
