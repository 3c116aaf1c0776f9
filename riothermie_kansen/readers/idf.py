"""IDF: the binary raster of iMOD, single and double precision, with equal and with unequal cells."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..errors import InputError

Numbers = npt.NDArray[np.float64]

_SINGLE = 1271
_DOUBLE = (2295, 2296)
"""Record lengths that tell the precision. The manual of iMOD once misprinted 2295 as 2296; files have both."""

_MOST_CELLS = 2_000_000_000


@dataclass(frozen=True)
class IdfHeader:
    """What stands before the values of an IDF.

    Attributes
    ----------
    rows, columns
        Size of the raster.
    x_edges
        Shape (columns + 1,): ascending.
    y_edges
        Shape (rows + 1,): descending, the first row is the northern one.
    nodata
        Value that stands for none.
    offset
        Place of the first value in the file, bytes.
    dtype
        Type of the values.
    """

    rows: int
    columns: int
    x_edges: Numbers
    y_edges: Numbers
    nodata: float
    offset: int
    dtype: np.dtype[Any]


def read_header(path: Path) -> IdfHeader:
    """Return the header of an IDF.

    Raises
    ------
    InputError
        The file is no IDF, or shorter than its header says.
    """
    try:
        with path.open("rb") as file:
            start = file.read(8192)
            size = path.stat().st_size
            header = _parsed(path, start)
            if header is None:
                # unequal cells: their sizes stand in the header, which is then as long as the raster is wide
                header = _parsed(path, start + file.read(16 * 1024 * 1024), whole=True)
    except OSError as error:
        raise InputError("raster_onleesbaar", file=path.name) from error
    except struct.error as error:
        raise InputError("idf_afgebroken", file=path.name) from error
    if header is None or size < header.offset + header.rows * header.columns * header.dtype.itemsize:
        raise InputError("idf_afgebroken", file=path.name)
    return header


def _parsed(path: Path, data: bytes, *, whole: bool = False) -> IdfHeader | None:
    """Return the header in the first bytes of a file, None where more bytes are needed."""
    (kind,) = struct.unpack_from("<i", data, 0)
    dtype: np.dtype[Any]
    if kind == _SINGLE:
        at, layout, dtype = 4, struct.Struct("<2i7f"), np.dtype("<f4")
    elif kind in _DOUBLE:
        # everything is twice as long in double precision, also the four bytes before
        at, layout, dtype = 8, struct.Struct("<2q7d"), np.dtype("<f8")
    else:
        raise InputError("idf_geen", file=path.name)
    columns, rows, x_low, x_high, y_low, y_high, _, _, nodata = layout.unpack_from(data, at)
    at += layout.size
    unequal, with_levels = data[at], data[at + 1]
    at += 4 if kind == _SINGLE else 8
    if not (columns > 0 and rows > 0 and rows * columns <= _MOST_CELLS):
        raise InputError("idf_geen", file=path.name)
    if not (all(map(math.isfinite, (x_low, x_high, y_low, y_high))) and x_low < x_high and y_low < y_high):
        raise InputError("idf_geen", file=path.name)
    if not unequal:
        at += 2 * dtype.itemsize
    if with_levels:
        at += 2 * dtype.itemsize
    if not unequal:
        return IdfHeader(
            rows,
            columns,
            np.linspace(x_low, x_high, columns + 1),
            np.linspace(y_high, y_low, rows + 1),
            nodata,
            at,
            dtype,
        )
    end = at + (columns + rows) * dtype.itemsize
    if end > len(data):
        if whole:
            raise InputError("idf_afgebroken", file=path.name)
        return None
    widths = np.frombuffer(data, dtype, columns, at).astype(np.float64)
    heights = np.frombuffer(data, dtype, rows, at + columns * dtype.itemsize).astype(np.float64)
    if not ((widths > 0).all() and (heights > 0).all()):
        raise InputError("idf_geen", file=path.name)
    x_edges = x_low + np.concatenate([[0.0], np.cumsum(widths)])
    y_edges = y_high - np.concatenate([[0.0], np.cumsum(heights)])
    return IdfHeader(rows, columns, x_edges, y_edges, nodata, end, dtype)


def read_window(path: Path, header: IdfHeader, rows: slice, columns: slice) -> npt.NDArray[Any]:
    """Return the values of whole rows between two columns, as they stand in the file.

    Parameters
    ----------
    path, header
        The file, and its header.
    rows, columns
        Which cells, with start and stop.

    Returns
    -------
    npt.NDArray[Any]
        Shape (rows, columns).

    Raises
    ------
    InputError
        The file cannot be read.
    """
    try:
        values = np.fromfile(
            path,
            header.dtype,
            (rows.stop - rows.start) * header.columns,
            offset=header.offset + rows.start * header.columns * header.dtype.itemsize,
        )
    except OSError as error:
        raise InputError("raster_onleesbaar", file=path.name) from error
    if len(values) < (rows.stop - rows.start) * header.columns:
        raise InputError("idf_afgebroken", file=path.name)
    return values.reshape(-1, header.columns)[:, columns]
