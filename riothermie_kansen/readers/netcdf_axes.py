"""Where the cells of a NetCDF lie: which axes are x and y, and columns of values at points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..errors import InputError
from .grid_axes import Axes, Integers, crs_for, edges_of, swapped
from .netcdf import NetCdf, Numbers, Variable

_X_NAMES = ("x", "x_rd", "rd_x", "xcoord", "easting", "lon", "longitude")
_Y_NAMES = ("y", "y_rd", "rd_y", "ycoord", "northing", "lat", "latitude")

_PART_BYTES = 64 * 1024 * 1024
"""Largest part of a variable that is read at a time."""


@dataclass(frozen=True)
class Place:
    """Where the values of a variable lie.

    Attributes
    ----------
    axes
        The cells along x and y.
    x, y
        Positions of x and y among the axes of the variable.
    others
        Positions of its other axes.
    rd_assumed, turned
        Whether RD is assumed, and whether the names of x and y are the wrong way round.
    """

    axes: Axes
    x: int
    y: int
    others: tuple[int, ...]
    rd_assumed: bool
    turned: bool


def is_gridded(data: NetCdf, variable: Variable) -> bool:
    """Tell whether a variable has an axis x and an axis y, and is not itself a coordinate in degrees."""
    if str(variable.attributes.get("standard_name", "")).lower() in ("longitude", "latitude") or (
        variable.name.lower() in ("lon", "lat", "longitude", "latitude")
    ):
        return False
    roles = [role(data, name) for name in variable.axes]
    return roles.count("x") == 1 and roles.count("y") == 1 and not variable.text


def place_of(data: NetCdf, variable: Variable, size_m: float) -> Place:
    """Return where the values of a variable lie.

    Parameters
    ----------
    data, variable
        The NetCDF, and the variable.
    size_m
        Size of a cell, for an axis of one cell.

    Raises
    ------
    InputError
        It has no axes x and y, these do not steadily rise or fall, or the CRS is not known and not RD.
    """
    file = data.path.name
    if not is_gridded(data, variable):
        raise InputError("netcdf_assen", file=file, variable=variable.name, axes=", ".join(variable.axes) or "-")
    roles = [role(data, name) for name in variable.axes]
    x, y = roles.index("x"), roles.index("y")
    said = variable.crs
    metric = not said.startswith("EPSG:4")
    edges = [_edges(data, variable.axes[i], size_m, metric=metric) for i in (x, y)]
    turned = swapped(edges[0], edges[1])
    if turned:
        x, y = y, x
        edges.reverse()
    crs, assumed = crs_for(said, (edges[0], edges[1]), file=file)
    others = tuple(i for i in range(len(roles)) if i not in (x, y))
    return Place(Axes(edges[0], edges[1], crs), x, y, others, assumed, turned)


def role(data: NetCdf, name: str) -> str:
    """Return ``x`` or ``y`` for an axis that is one by its attributes or its name, "" for another one."""
    said = data.variables[name].attributes if name in data.variables else {}
    standard, axis = str(said.get("standard_name", "")).lower(), str(said.get("axis", "")).upper()
    if axis == "X" or standard in ("projection_x_coordinate", "longitude"):
        return "x"
    if axis == "Y" or standard in ("projection_y_coordinate", "latitude"):
        return "y"
    low = name.lower()
    return "x" if low in _X_NAMES else "y" if low in _Y_NAMES else ""


def _edges(data: NetCdf, name: str, size_m: float, *, metric: bool) -> Numbers:
    """Return the borders of the cells along an axis: those of the file itself where it has them."""
    file = data.path.name
    if name not in data.variables:
        raise InputError("netcdf_as_onregelmatig", file=file, axis=name)
    said = str(data.variables[name].attributes.get("bounds", ""))
    for bounds in (said, f"{name}_bounds", f"{name}_bnds"):
        variable = data.variables.get(bounds)
        if variable is not None and len(variable.shape) == 2 and variable.shape[1] == 2:
            pairs = data.read(bounds)
            edges = _joined(pairs)
            if edges is not None:
                return edges
    return edges_of(data.read(name), size_m, file=file, axis=name, metric=metric)


def _joined(pairs: Numbers) -> Numbers | None:
    """Return the borders of cells that are given as pairs, None where the cells do not adjoin."""
    low, high = pairs.min(axis=1), pairs.max(axis=1)
    for first, second in ((low, high), (high, low)):
        edges = np.concatenate([first, second[-1:]])
        if np.allclose(second[:-1], first[1:]) and ((np.diff(edges) > 0).all() or (np.diff(edges) < 0).all()):
            return np.asarray(edges, dtype=np.float64)
    return None


def columns_at(
    data: NetCdf,
    variable: Variable,
    place: Place,
    row: Integers,
    column: Integers,
    *,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Numbers:
    """Return the values of a variable at cells, along its other axes in their stored order.

    Only the parts of the file around the cells are read, each at most 64 MB.

    Parameters
    ----------
    data, variable, place
        The NetCDF, the variable and where it lies.
    row, column
        Shape (n,): cells; -1 for none.
    progress, cancelled
        See `callbacks`.

    Returns
    -------
    Numbers
        Shape (n, k): NaN where there is no value; k is the product of the lengths of the other axes.

    Raises
    ------
    InputError
        A part of the file cannot be read.
    """
    depth = int(np.prod([variable.shape[i] for i in place.others], dtype=np.int64)) if place.others else 1
    values = np.full((len(row), depth), np.nan)
    side = max(1, int((_PART_BYTES // (8 * max(1, depth))) ** 0.5))
    parts = list(windows(row, column, (side, side)))
    for number, (points, rows, columns) in enumerate(parts):
        stop_if(cancelled)
        stored = block_at(data, variable, place, rows, columns)
        values[points] = variable.decode(stored[row[points] - rows.start, column[points] - columns.start])
        progress(100.0 * (number + 1) / len(parts))
    return values


def block_at(data: NetCdf, variable: Variable, place: Place, rows: slice, columns: slice) -> npt.NDArray[Any]:
    """Return what is stored of a variable between rows and columns, shape (rows, columns, k), see `columns_at`."""
    start, count = [0] * len(variable.shape), list(variable.shape)
    start[place.y], count[place.y] = rows.start, rows.stop - rows.start
    start[place.x], count[place.x] = columns.start, columns.stop - columns.start
    part = data.raw(variable.name, start, count)
    return np.transpose(part, (place.y, place.x, *place.others)).reshape(count[place.y], count[place.x], -1)


def windows(
    row: Integers, column: Integers, tile: tuple[int, int]
) -> Iterator[tuple[npt.NDArray[np.int64], slice, slice]]:
    """Yield which points lie in each tile of a raster, with the rows and columns around them.

    Parameters
    ----------
    row, column
        Shape (n,): cells; those of -1 are left out.
    tile
        Rows and columns of a tile.
    """
    inside = np.flatnonzero(row >= 0)
    if not len(inside):
        return
    tiles = (row[inside] // tile[0]) * (int(column.max()) // tile[1] + 1) + column[inside] // tile[1]
    if tiles.max() < 2**16:
        tiles = tiles.astype(np.uint16)  # sorted by digits, in a tenth of the time
    order = np.argsort(tiles, kind="stable")
    ordered = tiles[order]
    for points in np.split(inside[order], np.flatnonzero(ordered[1:] != ordered[:-1]) + 1):
        rows, columns = row[points], column[points]
        yield (
            points,
            slice(int(rows.min()), int(rows.max()) + 1),
            slice(int(columns.min()), int(columns.max()) + 1),
        )
