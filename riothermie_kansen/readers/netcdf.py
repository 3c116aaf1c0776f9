"""NetCDF: variables with their axes in the order in which they are stored, in all of its forms.

NetCDF 3 is read by scipy. NetCDF 4 (HDF5) is read by the Python bindings of GDAL, which know the name of each axis, or
where these are absent by rasterio.
"""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..errors import InputError

Numbers = npt.NDArray[np.float64]

_CLASSIC = (b"CDF\x01", b"CDF\x02")
_OTHER = (b"CDF\x05", b"\x89HDF")

HUGE = 1e29
"""A value beyond this stands for none: -3.4e38, 1e30, 9.97e36."""

NEVER = -9999.0
"""Stands for none in every delivery of the ground, also where a file does not say so."""

_MOST_NAMES = 100_000

_MAPPED_BYTES = 256 * 1024 * 1024
"""Larger files of NetCDF 3 are mapped in memory, smaller ones read as a whole."""


@dataclass(frozen=True)
class Variable:
    """A variable of a NetCDF.

    Attributes
    ----------
    name
        Its name.
    axes, shape
        Names and lengths of its axes, in the order in which they are stored.
    attributes
        Its attributes.
    nodata
        Values that stand for none.
    scale, offset
        Value = stored value x scale + offset.
    text
        Whether it holds texts.
    crs
        CRS in words that pyproj knows, "" where the variable has none.
    """

    name: str
    axes: tuple[str, ...]
    shape: tuple[int, ...]
    attributes: Mapping[str, Any] = field(default_factory=dict)
    nodata: tuple[float, ...] = ()
    scale: float = 1.0
    offset: float = 0.0
    text: bool = False
    crs: str = ""

    def decode(self, stored: npt.NDArray[Any]) -> Numbers:
        """Return stored values in their unit, NaN where there is none."""
        values = without_nodata(stored, self.nodata)
        return values if (self.scale, self.offset) == (1.0, 0.0) else values * self.scale + self.offset


@dataclass(frozen=True)
class NetCdf:
    """An opened NetCDF.

    Attributes
    ----------
    path
        The file.
    variables
        Its variables by name.
    raw
        Returns a part of a variable as stored: name, starts and counts per axis.
    texts
        Returns the texts of a variable on one axis.
    way
        What reads it: ``scipy``, ``gdal`` or ``rasterio``.
    """

    path: Path
    variables: Mapping[str, Variable]
    raw: Callable[[str, Sequence[int], Sequence[int]], npt.NDArray[Any]]
    texts: Callable[[str], list[str]]
    way: str

    def read(self, name: str, start: Sequence[int] = (), count: Sequence[int] = ()) -> Numbers:
        """Return a part of a variable in its unit, NaN where there is no value.

        Parameters
        ----------
        name
            Name of the variable.
        start, count
            First index and number along each axis; empty for all.

        Returns
        -------
        Numbers
            Shape `count`, axes in their stored order.

        Raises
        ------
        InputError
            That part of the file cannot be read.
        """
        variable = self.variables[name]
        return variable.decode(self.raw(name, start or (0,) * len(variable.shape), count or variable.shape))


def without_nodata(stored: npt.NDArray[Any], nodata: Sequence[float]) -> Numbers:
    """Return stored values as numbers with NaN for `nodata`, for -9999 and for what is too large to be one."""
    values = stored.astype(np.float64)
    absent = ~(np.abs(values) < HUGE) | (values == NEVER)
    for value in nodata:
        # the number in the header may have more digits than the values themselves
        same = stored.dtype.type(value) if stored.dtype.kind == "f" else value
        absent |= (values == value) | (values == np.float64(same))
    values[absent] = np.nan
    return values


@contextlib.contextmanager
def open_netcdf(path: Path, *, way: str = "") -> Iterator[NetCdf]:
    """Open a NetCDF.

    Parameters
    ----------
    path
        The file.
    way
        What must read it (see `NetCdf.way`); "" for the first that can.

    Raises
    ------
    InputError
        The file is no NetCDF, is damaged, or nothing here can read its form.
    """
    with contextlib.ExitStack() as stack:
        yield _opened(stack, path, way)


def _opened(stack: contextlib.ExitStack, path: Path, way: str) -> NetCdf:
    start = _first_bytes(path)
    if start.startswith(_CLASSIC) and way in ("", "scipy"):
        return stack.enter_context(_by_scipy(path))
    if not start.startswith((*_CLASSIC, *_OTHER)):
        raise InputError("netcdf_geen", file=path.name)
    for name, opener in (("gdal", _by_gdal), ("rasterio", _by_rasterio)):
        if way in ("", name):
            data = stack.enter_context(opener(path))
            if data is not None:
                return data
    raise InputError("netcdf_onleesbaar", file=path.name)


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(8)
    except OSError as error:
        raise InputError("raster_onleesbaar", file=path.name) from error


@contextlib.contextmanager
def _by_scipy(path: Path) -> Iterator[NetCdf]:
    from scipy.io import netcdf_file

    try:
        # of a large file, such as a model of the whole country, only what is asked for is read
        large = path.stat().st_size > _MAPPED_BYTES
        file = netcdf_file(str(path), "r", mmap=large, maskandscale=False)
    except (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, MemoryError) as error:
        raise InputError("netcdf_onleesbaar", file=path.name) from error
    known = {
        name: _plain({key: _value(v) for key, v in vars(variable).get("_attributes", {}).items()})
        for name, variable in file.variables.items()
    }
    variables = {}
    for name, variable in file.variables.items():
        text = variable.data.dtype.kind == "S"
        axes, shape = tuple(variable.dimensions), tuple(int(n) for n in variable.shape)
        variables[name] = variable_of(name, axes[:-1] if text else axes, shape[:-1] if text else shape, known, text)
    variable = None  # a mapped file cannot be closed while something refers to its values

    def raw(name: str, start: Sequence[int], count: Sequence[int]) -> npt.NDArray[Any]:
        part = tuple(slice(a, a + n) for a, n in zip(start, count, strict=True))
        values = np.array(file.variables[name].data[part])
        return values.astype(values.dtype.newbyteorder("="))

    def texts(name: str) -> list[str]:
        rows = file.variables[name].data
        return [b"".join(row).split(b"\0")[0].decode("utf-8", "replace").strip() for row in rows[:_MOST_NAMES]]

    try:
        yield NetCdf(path, variables, raw, texts, "scipy")
    finally:
        file.close()


@contextlib.contextmanager
def _by_gdal(path: Path) -> Iterator[NetCdf | None]:
    try:
        from osgeo import gdal
    except ImportError:
        yield None
        return
    dataset = quietly(gdal, lambda: gdal.OpenEx(str(path), gdal.OF_MULTIDIM_RASTER, allowed_drivers=["netCDF", "HDF5"]))
    root = None if dataset is None else dataset.GetRootGroup()
    if root is None:
        yield None
        return
    arrays = {name: root.OpenMDArray(name) for name in root.GetMDArrayNames() or []}
    arrays = {name: array for name, array in arrays.items() if array is not None}
    known = {
        name: _plain({a.GetName(): _value(a.Read()) for a in array.GetAttributes() or []})
        for name, array in arrays.items()
    }
    variables = {}
    for name, array in arrays.items():
        text = array.GetDataType().GetClass() == gdal.GEDTC_STRING
        axes = tuple(d.GetName() for d in array.GetDimensions())
        shape = tuple(int(d.GetSize()) for d in array.GetDimensions())
        own = {key: value for key, value in (("_FillValue", array.GetNoDataValueAsDouble()),) if value is not None}
        own |= {"scale_factor": array.GetScale() or 1.0, "add_offset": array.GetOffset() or 0.0}
        known[name] = own | known[name]
        reference = array.GetSpatialRef()
        crs = "" if reference is None else quietly(gdal, reference.ExportToWkt) or ""
        variables[name] = variable_of(name, axes, shape, known, text, crs)

    def raw(name: str, start: Sequence[int], count: Sequence[int]) -> npt.NDArray[Any]:
        values = quietly(gdal, lambda: arrays[name].ReadAsArray(list(start), list(count)))
        if values is None:
            raise InputError("netcdf_onleesbaar", file=path.name)
        return np.asarray(values).reshape(tuple(count))

    def texts(name: str) -> list[str]:
        return [str(text).strip() for text in arrays[name].Read() or []]

    yield NetCdf(path, variables, raw, texts, "gdal")


def quietly(gdal: Any, work: Callable[[], Any]) -> Any:
    """Return the outcome of work, None where GDAL fails, with or without its exceptions, and without its own words."""
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        return work()
    except RuntimeError:
        return None
    finally:
        gdal.PopErrorHandler()


@contextlib.contextmanager
def _by_rasterio(path: Path) -> Iterator[NetCdf | None]:
    try:
        import rasterio
    except ImportError:
        yield None
        return
    from .netcdf_rasterio import contents

    with warnings.catch_warnings(), rasterio.Env(GDAL_NETCDF_BOTTOMUP="NO"):
        warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
        yield contents(path)


def _plain(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {str(key): value for key, value in attributes.items()}


def _value(value: Any) -> Any:
    """Return an attribute as text or number; of a row of one number that number."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, np.ndarray | tuple | list):
        return value[0] if len(value) == 1 else tuple(value)
    return value


def variable_of(
    name: str,
    axes: tuple[str, ...],
    shape: tuple[int, ...],
    known: Mapping[str, Mapping[str, Any]],
    text: bool,
    crs: str = "",
) -> Variable:
    """Return a variable with what its attributes, and those of its axes, say.

    Parameters
    ----------
    name, axes, shape, text, crs
        See `Variable`.
    known
        Attributes of all variables.
    """
    own = known.get(name, {})
    nodata = [_number(own.get(key)) for key in ("_FillValue", "missing_value")]
    return Variable(
        name,
        axes,
        shape,
        own,
        tuple(sorted({v for v in nodata if v is not None and not np.isnan(v)})),
        _number(own.get("scale_factor")) or 1.0,
        _number(own.get("add_offset")) or 0.0,
        text,
        crs or _crs(own, axes, known),
    )


def _number(value: Any) -> float | None:
    try:
        return None if value is None else float(value)
    except (TypeError, ValueError):
        return None


def _crs(own: Mapping[str, Any], axes: Sequence[str], known: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the CRS that a grid mapping, or an axis itself, tells; "" where there is none."""
    mapping = known.get(str(own.get("grid_mapping", "")).split(":")[0].strip(), {})
    for key in ("crs_wkt", "spatial_ref", "epsg_code", "epsg", "proj4_params"):
        if str(mapping.get(key, "")).strip():
            return _named(mapping[key])
    for axis in axes:
        said = known.get(axis, {})
        if str(said.get("epsg", "")).strip():
            return _named(said["epsg"])
        if said.get("standard_name") in ("longitude", "latitude"):
            return "EPSG:4326"
    return ""


def _named(value: Any) -> str:
    text = str(int(value)) if isinstance(value, float | np.integer | np.floating) else str(value).strip()
    return f"EPSG:{text}" if text.isdigit() else text
