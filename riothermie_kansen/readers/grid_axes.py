"""Axes of a raster: where its cells begin and end, in which cell a point lies, and in which CRS that is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from ..errors import InputError
from ..schema import RD

Numbers = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

RD_X, RD_Y = (-20_000.0, 300_000.0), (280_000.0, 640_000.0)
"""Where coordinates in RD lie in and around the Netherlands, m."""

_RD_NAMES = ("rd new", "rd_new", "rijksdriehoek", "rd old", "rd_old")


@dataclass(frozen=True)
class Cells:
    """The different cells in which points lie.

    Attributes
    ----------
    row, column
        Shape (m,): each cell once; -1 for "outside the raster".
    inverse
        Shape (n,): which of these cells each point lies in.
    """

    row: Integers
    column: Integers
    inverse: Integers


@dataclass(frozen=True)
class Axes:
    """The cells of a raster along x and y.

    Attributes
    ----------
    x_edges, y_edges
        Shape (columns + 1,), (rows + 1,): borders of the cells in their stored order, rising or falling.
    crs
        CRS in words that pyproj knows; "" for RD.
    """

    x_edges: Numbers
    y_edges: Numbers
    crs: str = ""

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.y_edges) - 1, len(self.x_edges) - 1

    def bounds(self) -> tuple[float, float, float, float]:
        """Return the lowest x and y and the highest x and y."""
        return (
            float(min(self.x_edges[0], self.x_edges[-1])),
            float(min(self.y_edges[0], self.y_edges[-1])),
            float(max(self.x_edges[0], self.x_edges[-1])),
            float(max(self.y_edges[0], self.y_edges[-1])),
        )

    def cells(self, xy: Numbers) -> tuple[Integers, Integers]:
        """Return row and column of points in RD, shape (n,); -1 for both where a point lies outside the raster."""
        x, y = in_crs(xy, self.crs)
        row, column = cell_of(self.y_edges, y), cell_of(self.x_edges, x)
        outside = (row < 0) | (column < 0)
        row[outside], column[outside] = -1, -1
        return row, column


def distinct(axes: Axes, xy: Numbers) -> Cells:
    """Return the different cells in which points in RD of shape (n, 2) lie: a town has more buildings than cells."""
    row, column = axes.cells(xy)
    width = axes.shape[1]
    keys, inverse = np.unique(np.where(row < 0, -1, row * width + column), return_inverse=True)
    outside = keys < 0
    return Cells(
        np.where(outside, -1, keys // width), np.where(outside, -1, keys % width), inverse.astype(np.int64).ravel()
    )


def cell_of(edges: Numbers, values: Numbers) -> Integers:
    """Return in which cell each value lies, -1 for outside.

    A value on the border of two cells lies in that with the higher coordinates, whichever way the axis runs; one on
    the upper border of the raster in its last cell.

    Parameters
    ----------
    edges
        Shape (k + 1,): borders of the cells, rising or falling.
    values
        Shape (n,): NaN is outside.
    """
    falling = len(edges) > 1 and edges[0] > edges[-1]
    rising = edges[::-1] if falling else edges
    count = len(edges) - 1
    inside = (values >= rising[0]) & (values <= rising[-1])
    step = (rising[-1] - rising[0]) / count
    # where cells are equal, the place follows from the step but for rounding: one cell too far or too little
    place = np.clip(np.where(inside, (values - rising[0]) / step, 0.0).astype(np.int64), 0, count - 1)
    place += values >= rising[np.minimum(place + 1, count)]
    place -= values < rising[np.minimum(place, count)]
    place = np.clip(place, 0, count - 1)
    wrong = inside & ~((values >= rising[place]) & (values < rising[place + 1]) | (values == rising[-1]))
    if wrong.any():
        place[wrong] = np.searchsorted(rising, values[wrong], side="right") - 1
    place[values == rising[-1]] = count - 1
    place[~inside] = -1
    return np.where(place < 0, -1, count - 1 - place) if falling else place


def edges_of(coordinates: Numbers, size: float, *, file: str, axis: str, metric: bool = True) -> Numbers:
    """Return the borders of cells of which one coordinate each is known.

    The models of TNO give the lower left corner of a cell, others its centre. Their cells begin at whole multiples of
    their size: equally spaced coordinates that are whole multiples are corners, all others are centres.

    Parameters
    ----------
    coordinates
        Shape (k,): rising or falling.
    size
        Size of a cell, for a single coordinate.
    file, axis
        For the error.
    metric
        Whether they are metres, so that corners can be known by their roundness.

    Raises
    ------
    InputError
        The coordinates do not steadily rise or fall.
    """
    steps = np.diff(coordinates)
    if not np.isfinite(coordinates).all() or not len(coordinates) or not ((steps > 0).all() or (steps < 0).all()):
        raise InputError("netcdf_as_onregelmatig", file=file, axis=axis)
    step = float(steps[0]) if len(steps) else size
    if len(steps) and not np.allclose(steps, step, rtol=1e-4):
        middle = (coordinates[:-1] + coordinates[1:]) / 2
        return np.concatenate([[coordinates[0] - steps[0] / 2], middle, [coordinates[-1] + steps[-1] / 2]])
    # a multiple of the exact step: single precision would let the borders drift
    step = (float(coordinates[-1]) - float(coordinates[0])) / len(steps) if len(steps) else size
    share = float(coordinates[0]) / abs(step) % 1.0
    corner = metric and min(share, 1.0 - share) < 1e-3
    first = float(coordinates[0]) - (0.0 if corner else step / 2)
    if corner and step < 0:
        first -= step
    return first + step * np.arange(len(coordinates) + 1)


def in_crs(xy: Numbers, crs: str) -> tuple[Numbers, Numbers]:
    """Return x and y of points in RD in the CRS of a raster ("" for RD), shape (n,); outside its use infinite."""
    x, y = np.ascontiguousarray(xy[:, 0]), np.ascontiguousarray(xy[:, 1])
    if not crs or not len(x):
        return x, y
    x, y = _transformer(crs).transform(x, y)
    return np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)


@cache
def _transformer(crs: str) -> Any:
    from pyproj import CRS, Transformer

    return Transformer.from_crs(CRS.from_user_input(RD), CRS.from_user_input(crs), always_xy=True)


def crs_for(said: str, axes: tuple[Numbers, Numbers], *, file: str) -> tuple[str, bool]:
    """Return the CRS of a raster, "" for RD, and whether RD is assumed because the raster does not tell.

    Parameters
    ----------
    said
        What the raster says, "" for nothing.
    axes
        Borders of its cells along x and y.
    file
        For the error.

    Raises
    ------
    InputError
        It says something that is no CRS, or nothing and it does not lie where RD coordinates lie.
    """
    if said:
        crs = _known_crs(said)
        if crs is None:
            raise InputError("raster_crs_onbekend", file=file)
        return crs, False
    (x_low, x_high), (y_low, y_high) = ((float(e.min()), float(e.max())) for e in axes)
    if RD_X[0] <= x_low and x_high <= RD_X[1] and RD_Y[0] <= y_low and y_high <= RD_Y[1]:
        return "", True
    raise InputError(
        "raster_zonder_crs",
        file=file,
        x_low=f"{x_low:.0f}",
        x_high=f"{x_high:.0f}",
        y_low=f"{y_low:.0f}",
        y_high=f"{y_high:.0f}",
    )


@cache
def _known_crs(said: str) -> str | None:
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        crs = CRS.from_user_input(said)
    except CRSError:
        return None
    # with heights (EPSG:7415), or in the words of Esri, it is RD as well
    flat = crs.sub_crs_list[0] if crs.is_compound else crs
    if flat.to_epsg() in (28992, 28991) or any(name in flat.name.lower() for name in _RD_NAMES):
        return ""
    return str(flat.to_wkt())


def swapped(x_edges: Numbers, y_edges: Numbers) -> bool:
    """Tell whether what is called x holds coordinates that in RD can only be y, and the other way round."""
    return bool(
        x_edges.min() >= RD_Y[0]
        and x_edges.max() <= RD_Y[1]
        and x_edges.min() > RD_X[1]
        and y_edges.min() >= RD_X[0]
        and y_edges.max() <= RD_X[1]
        and y_edges.max() < RD_Y[0]
    )
