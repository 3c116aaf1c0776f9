"""In which reference system the places of an answer are: what the service says, and what the numbers say."""

from __future__ import annotations

import re
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

RD = 28992
DEGREES, SWAPPED, WEB = 4326, -4326, 3857

RANGES = {
    RD: (-500_000.0, 100_000.0, 700_000.0, 1_200_000.0),
    DEGREES: (-10.0, 46.0, 15.0, 60.0),
    SWAPPED: (46.0, -10.0, 60.0, 15.0),
    WEB: (-1_100_000.0, 5_800_000.0, 1_700_000.0, 8_500_000.0),
}
"""Lowest x and y and highest x and y of the Netherlands with the North Sea, wide; the ranges do not meet."""

Geometries = npt.NDArray[Any]


def declared(text: object) -> int | None:
    """Return the EPSG number in the name of a reference system; None when there is none.

    ``urn:ogc:def:crs:OGC:1.3:CRS84`` and its like are degrees.
    """
    name = str(text or "")
    if re.search(r"CRS:?84", name, re.IGNORECASE):
        return DEGREES
    found = re.search(r"EPSG\W+(?:[\d.]*[:/]+)?(\d{4,6})\b", name, re.IGNORECASE)
    return int(found[1]) if found else None


def judged(geometries: Geometries) -> int | None:
    """Return the system that the numbers are in: `RD`, `DEGREES`, `SWAPPED`, `WEB`, or None when it is none of them.

    The middle one of the places counts, so that an object at 0, 0 does not decide.
    """
    bounds = shapely.bounds(geometries)
    bounds = bounds[np.isfinite(bounds).all(axis=1)]
    if not len(bounds):
        return RD
    x = float(np.median((bounds[:, 0] + bounds[:, 2]) / 2))
    y = float(np.median((bounds[:, 1] + bounds[:, 3]) / 2))
    for system, (low_x, low_y, high_x, high_y) in RANGES.items():
        if low_x <= x <= high_x and low_y <= y <= high_y:
            return system
    return None


def in_rd(geometries: Geometries, said: int | None) -> tuple[Geometries, int | None]:
    """Return geometries in RD, and the system that they were in.

    Parameters
    ----------
    geometries
        Shape (n,): geometries, None where there is none.
    said
        EPSG number that the service gives; None when it gives none. Numbers that are clearly in another system go
        before it.

    Returns
    -------
    Geometries
        Shape (n,).
    int | None
        System they were in (`RD`: nothing was changed); None when neither the service nor the numbers tell, and then
        nothing was changed.
    """
    seen = judged(geometries)
    system = seen if seen is not None else said
    if system is None or system == RD:
        return geometries, system
    if system == SWAPPED:
        geometries = shapely.transform(geometries, lambda points: points[:, ::-1])
        system = DEGREES
    series = gpd.GeoSeries(geometries, crs=f"EPSG:{system}").to_crs(f"EPSG:{RD}")
    return np.asarray(series.array, dtype=object), seen if seen is not None else system
