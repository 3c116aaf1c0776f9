"""Rasters of one quantity: GeoTIFF and ASC through rasterio or GDAL, IDF and NetCDF by our own readers.

A raster is sampled by reading the parts around the points and no more, each part once.
"""

from __future__ import annotations

import contextlib
import math
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..callbacks import Cancelled, never, stop_if
from ..errors import InputError
from .grid_axes import Axes, Integers, crs_for, swapped
from .idf import read_header, read_window
from .netcdf import NetCdf, Variable, open_netcdf, without_nodata
from .netcdf_axes import block_at, is_gridded, place_of, role, windows

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

SUFFIXES = (".tif", ".tiff", ".idf", ".asc", ".nc")
"""Extensions of rasters that are read, the first ones first where there are several of the same."""

_TILE_CELLS = 150_000
"""Cells that are read at a time: few enough for the memory close to the processor."""


@dataclass(frozen=True)
class Grid:
    """An opened raster.

    Attributes
    ----------
    name
        Its file name.
    axes
        Where its cells lie.
    block
        Rows and columns that are stored together.
    stored
        Returns what is stored between rows and columns.
    decode
        Returns stored values in their unit, NaN where there is none.
    rd_assumed, turned
        Whether RD is assumed, and whether the names of x and y were the wrong way round.
    """

    name: str
    axes: Axes
    block: tuple[int, int]
    stored: Callable[[slice, slice], npt.NDArray[Any]]
    decode: Callable[[npt.NDArray[Any]], Numbers]
    rd_assumed: bool = False
    turned: bool = False


@contextlib.contextmanager
def open_grid(path: Path, *, size_m: float = 100.0, way: str = "") -> Iterator[Grid]:
    """Open a raster.

    Parameters
    ----------
    path
        GeoTIFF, ASC, IDF or NetCDF with one variable.
    size_m
        Size of a cell of a NetCDF with one row or column only.
    way
        ``rasterio`` or ``gdal`` to read it by that; "" for the first that is there.

    Raises
    ------
    InputError
        It is no raster, is damaged, is rotated, or lies where is not known.
    """
    with contextlib.ExitStack() as stack:
        suffix = path.suffix.lower()
        if suffix == ".idf":
            yield _idf(path)
        elif suffix == ".nc":
            yield _netcdf(stack, path, size_m, way)
        else:
            yield _library(stack, path, way)


def _library(stack: contextlib.ExitStack, path: Path, way: str) -> Grid:
    for name, opener in (("rasterio", _by_rasterio), ("gdal", _by_gdal)):
        if way in ("", name):
            grid = stack.enter_context(opener(path))
            if grid is not None:
                return grid
    raise InputError("raster_zonder_lezer", file=path.name)


def sample(grid: Grid, xy: Numbers, *, cancelled: Cancelled = never) -> tuple[Numbers, Flags]:
    """Return the values of a raster at points, and which points lie inside it.

    Parameters
    ----------
    grid
        The raster.
    xy
        Shape (n, 2): places in RD.
    cancelled
        See `callbacks`.

    Returns
    -------
    tuple[Numbers, Flags]
        Shape (n,): the value of the cell around each point, NaN where there is none; and whether there is a cell.

    Raises
    ------
    InputError
        A part of the raster cannot be read.
    """
    row, column = grid.axes.cells(xy)
    return at_cells(grid, row, column, cancelled=cancelled), row >= 0


def at_cells(grid: Grid, row: Integers, column: Integers, *, cancelled: Cancelled = never) -> Numbers:
    """Return the values of a raster in cells, shape (n,): NaN where there is none, or where the cell is -1.

    Raises
    ------
    InputError
        A part of the raster cannot be read.
    """
    values = np.full(len(row), np.nan)
    for points, rows, columns in windows(row, column, _tile(grid)):
        stop_if(cancelled)
        stored = grid.stored(rows, columns)
        # only what is asked for is turned into numbers: that takes longer than reading
        values[points] = grid.decode(stored[row[points] - rows.start, column[points] - columns.start])
    return values


def _tile(grid: Grid) -> tuple[int, int]:
    """Return rows and columns that are read at a time: whole blocks."""
    height, width = grid.block
    across = max(1, min(int(_TILE_CELLS**0.5) // width, -(-grid.axes.shape[1] // width))) if width else 1
    down = max(1, _TILE_CELLS // (across * width * height))
    return down * height, across * width


def _idf(path: Path) -> Grid:
    header = read_header(path)
    axes, assumed, turned = _placed(header.x_edges, header.y_edges, "", path.name)

    def stored(rows: slice, columns: slice) -> npt.NDArray[Any]:
        return read_window(path, header, rows, columns)

    def decode(values: npt.NDArray[Any]) -> Numbers:
        return without_nodata(values, (header.nodata,))

    return Grid(path.name, axes, (1, header.columns), stored, decode, assumed, turned)


def _netcdf(stack: contextlib.ExitStack, path: Path, size_m: float, way: str) -> Grid:
    data = stack.enter_context(open_netcdf(path, way=way))
    found = [v for v in data.variables.values() if is_gridded(data, v) and math.prod(v.shape) == _plane(data, v)]
    if len(found) != 1:
        raise InputError("netcdf_geen_raster", file=path.name, n=len(found))
    variable = found[0]
    place = place_of(data, variable, size_m)

    def stored(rows: slice, columns: slice) -> npt.NDArray[Any]:
        return block_at(data, variable, place, rows, columns)[:, :, 0]

    block = (1, place.axes.shape[1])
    return Grid(path.name, place.axes, block, stored, variable.decode, place.rd_assumed, place.turned)


def _plane(data: NetCdf, variable: Variable) -> int:
    """Return the number of cells of a variable along x and y."""
    return math.prod(n for axis, n in zip(variable.axes, variable.shape, strict=True) if role(data, axis))


@contextlib.contextmanager
def _by_rasterio(path: Path) -> Iterator[Grid | None]:
    try:
        import rasterio
        from rasterio.windows import Window
    except ImportError:
        yield None
        return
    with contextlib.ExitStack() as stack:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
                data = stack.enter_context(rasterio.open(path))
        except (rasterio.errors.RasterioError, OSError) as error:
            raise InputError("raster_geen" if path.is_file() else "raster_onleesbaar", file=path.name) from error
        t = data.transform
        said = "" if data.crs is None else data.crs.to_wkt()
        axes, assumed, turned = _regular((t.c, t.a, t.b, t.f, t.d, t.e), data.shape, said, path.name)
        scale, offset, nodata = data.scales[0], data.offsets[0], data.nodatavals[0]

        def stored(rows: slice, columns: slice) -> npt.NDArray[Any]:
            window = Window(columns.start, rows.start, columns.stop - columns.start, rows.stop - rows.start)
            try:
                return np.asarray(data.read(1, window=window))
            except rasterio.errors.RasterioError as error:
                raise InputError("raster_geen", file=path.name) from error

        block = tuple(data.block_shapes[0])
        yield Grid(path.name, axes, block, stored, _decoder(nodata, scale, offset), assumed, turned)


@contextlib.contextmanager
def _by_gdal(path: Path) -> Iterator[Grid | None]:
    try:
        from osgeo import gdal
    except ImportError:
        yield None
        return
    from .netcdf import quietly

    dataset = quietly(gdal, lambda: gdal.OpenEx(str(path), gdal.OF_RASTER))
    if dataset is None or dataset.RasterCount < 1:
        raise InputError("raster_geen" if path.is_file() else "raster_onleesbaar", file=path.name)
    band = dataset.GetRasterBand(1)
    axes, assumed, turned = _regular(
        dataset.GetGeoTransform(), (dataset.RasterYSize, dataset.RasterXSize), dataset.GetProjection() or "", path.name
    )
    scale, offset, nodata = band.GetScale(), band.GetOffset(), band.GetNoDataValue()
    width, height = band.GetBlockSize()

    def stored(rows: slice, columns: slice) -> npt.NDArray[Any]:
        size = (columns.stop - columns.start, rows.stop - rows.start)
        values = quietly(gdal, lambda: band.ReadAsArray(columns.start, rows.start, *size))
        if values is None:
            raise InputError("raster_geen", file=path.name)
        return np.asarray(values)

    yield Grid(path.name, axes, (height, width), stored, _decoder(nodata, scale, offset), assumed, turned)


def _decoder(nodata: float | None, scale: float | None, offset: float | None) -> Callable[[npt.NDArray[Any]], Numbers]:
    none = () if nodata is None or np.isnan(nodata) else (float(nodata),)
    factor, base = 1.0 if scale is None else float(scale), float(offset or 0.0)
    return lambda stored: without_nodata(stored, none) * factor + base


def _regular(transform: tuple[float, ...], shape: tuple[int, int], said: str, name: str) -> tuple[Axes, bool, bool]:
    """Return the axes of a raster of GDAL: x of the corner, step of x, turn, y of the corner, turn, step of y."""
    x, dx, turn_x, y, turn_y, dy = transform
    if turn_x or turn_y:
        raise InputError("raster_gedraaid", file=name)
    return _placed(x + dx * np.arange(shape[1] + 1), y + dy * np.arange(shape[0] + 1), said, name)


def _placed(x_edges: Numbers, y_edges: Numbers, said: str, name: str) -> tuple[Axes, bool, bool]:
    if swapped(x_edges, y_edges):
        raise InputError("raster_assen_verwisseld", file=name)
    crs, assumed = crs_for(said, (x_edges, y_edges), file=name)
    return Axes(x_edges, y_edges, crs), assumed, False
