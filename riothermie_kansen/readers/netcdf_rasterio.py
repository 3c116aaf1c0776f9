"""NetCDF 4 through rasterio, which shows a variable as bands: its axes are put back in their stored order."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..errors import InputError
from .netcdf import NetCdf, Variable, variable_of


def contents(path: Path) -> NetCdf | None:
    """Return the variables of a NetCDF, None where rasterio cannot read it.

    The last two axes of a variable are rows and columns of its bands, those before it are the bands. Their names are
    found by their lengths; of two equally long ones the regular coordinates of the bands tell which is which.

    Raises
    ------
    InputError
        Of no variable the axes can be told.
    """
    import rasterio

    try:
        with rasterio.open(path) as whole:
            names = [s.rsplit(":", 1)[-1].strip('"/') for s in whole.subdatasets]
            names = names or [str(whole.tags(1).get("NETCDF_VARNAME", ""))] if whole.count or names else names
        lengths, tags = _lengths(path, names)
    except (rasterio.errors.RasterioError, OSError):
        return None
    known = _attributes(tags.values())
    variables: dict[str, Variable] = {}
    words: dict[str, list[str]] = {}
    for name, said in tags.items():
        with rasterio.open(_address(path, name)) as data:
            extra = _extra(said)
            axes = _axes(data, extra, lengths, known)
            if axes is None:
                continue
            shape = tuple(lengths.get(a, 0) for a in axes)
            crs = "" if data.crs is None else data.crs.to_wkt()
            variables[name] = variable_of(name, axes, shape, known, False, crs)
        for axis in extra:
            values = _braces(said.get(f"NETCDF_DIM_{axis}_VALUES", ""))
            if values and not _numeric(values):
                words[axis] = values
    if tags and not variables:
        raise InputError("netcdf_volgorde", file=path.name, variable=min(tags))
    for name, length in lengths.items():
        variables.setdefault(name, variable_of(name, (name,), (length,), known, name in words))

    def raw(name: str, start: Sequence[int], count: Sequence[int]) -> npt.NDArray[Any]:
        return _read(path, variables[name], start, count)

    return NetCdf(path, variables, raw, lambda name: words.get(name, []), "rasterio")


def _address(path: Path, name: str) -> str:
    return f'NETCDF:"{path}":{name}'


def _lengths(path: Path, names: Sequence[str]) -> tuple[dict[str, int], dict[str, dict[str, str]]]:
    """Return the lengths of the axes that have coordinates, and the tags of each variable."""
    import rasterio

    tags: dict[str, dict[str, str]] = {}
    lengths: dict[str, int] = {}
    for name in names:
        with rasterio.open(_address(path, name)) as data:
            tags[name] = dict(data.tags())
            if len(extra := _extra(tags[name])) == 1:
                lengths[extra[0]] = data.count
    prefixes = {key.split("#")[0] for said in tags.values() for key in said if "#" in key} - set(names)
    for name in sorted(prefixes - {"NC_GLOBAL"}):
        try:
            with rasterio.open(_address(path, name)) as data:
                if data.count == 1 and data.height == 1:
                    lengths[name] = data.width
        except rasterio.errors.RasterioError:
            continue
    for said in tags.values():
        for axis in _extra(said):
            size = _braces(said.get(f"NETCDF_DIM_{axis}_DEF", ""))
            if size and size[0].isdigit():
                lengths[axis] = int(size[0])
    return lengths, tags


def _extra(tags: Mapping[str, str]) -> list[str]:
    return _braces(tags.get("NETCDF_DIM_EXTRA", ""))


def _braces(text: str) -> list[str]:
    return [part.strip() for part in text.strip().strip("{}").split(",") if part.strip()]


def _numeric(values: Sequence[str]) -> bool:
    return all(re.fullmatch(r"[-+0-9.eE]+|nan", v) for v in values)


def _attributes(tags: Any) -> dict[str, dict[str, Any]]:
    known: dict[str, dict[str, Any]] = {}
    for said in tags:
        for key, value in said.items():
            name, mark, attribute = key.partition("#")
            if mark:
                known.setdefault(name, {})[attribute] = value
    return known


def _axes(
    data: Any, extra: Sequence[str], lengths: Mapping[str, int], known: Mapping[str, Mapping[str, Any]]
) -> tuple[str, ...] | None:
    """Return the names of the axes of an opened variable in their order, None where they cannot be told."""
    others = [name for name in lengths if name not in extra]
    pairs = [
        (a, b)
        for a, b in itertools.permutations(others, 2)
        if (lengths[a], lengths[b]) == (data.height, data.width) and known.get(a) is not None
    ]
    if len(pairs) > 1:
        pairs = [pair for pair in pairs if _is_rows_and_columns(data, pair)]
    return (*extra, *pairs[0]) if len(pairs) == 1 else None


def _is_rows_and_columns(data: Any, pair: tuple[str, str]) -> bool:
    """Tell whether the regular coordinates of the bands are those of these two axes."""
    import rasterio

    path = data.name.split('"')[1] if '"' in data.name else ""
    for axis, step, start in (
        (pair[0], data.transform.e, data.transform.f),
        (pair[1], data.transform.a, data.transform.c),
    ):
        with rasterio.open(f'NETCDF:"{path}":{axis}') as coordinate:
            values = coordinate.read(1)[0]
        if len(values) < 2 or not np.isclose(abs(step), abs(float(values[1]) - float(values[0]))):
            return False
        low, high = sorted((start, start + step * len(values)))
        if not (low <= values.min() and values.max() <= high):
            return False
    return True


def _read(path: Path, variable: Variable, start: Sequence[int], count: Sequence[int]) -> npt.NDArray[Any]:
    import rasterio
    from rasterio.windows import Window

    with rasterio.open(_address(path, variable.name)) as data:
        if len(variable.shape) == 1:
            return np.asarray(data.read(1)[0][start[0] : start[0] + count[0]])
        window = Window(start[-1], start[-2], count[-1], count[-2])
        indices = [range(a, a + n) for a, n in zip(start[:-2], count[:-2], strict=True)]
        bands = [
            int(np.ravel_multi_index(index, variable.shape[:-2])) + 1 if index else 1
            for index in itertools.product(*indices)
        ]
        try:
            values = data.read(bands, window=window)
        except rasterio.errors.RasterioError as error:
            raise InputError("netcdf_onleesbaar", file=path.name) from error
    return np.asarray(values).reshape(tuple(count))
