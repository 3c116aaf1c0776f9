"""GeoTOP: voxels of the shallow ground with their lithoclass, at points."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..callbacks import Cancelled, Progress, never, part, silent, stop_if
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..wording import amount, note
from .grid_axes import distinct, edges_of
from .netcdf import NetCdf, Variable, open_netcdf
from .netcdf_axes import Place, columns_at, is_gridded, place_of

Numbers = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int16]
Flags = npt.NDArray[np.bool_]

UNKNOWN = -1
"""Lithoclass or unit of a voxel that is not known, or is air."""

LITHOKLASSEN = {
    0: "antropogeen",
    1: "organisch materiaal (veen)",
    2: "klei",
    3: "kleiig zand, zandige klei en leem",
    4: "zand",
    5: "fijn zand",
    6: "matig grof zand",
    7: "grof zand",
    8: "grind",
    9: "schelpen",
}
"""Lithoclasses of GeoTOP by code (TNO, reference list of lithoclasses of GeoTOP); 4 occurs in the first models only."""

_LITHOCLASS, _UNIT = ("lithok", "lithoklasse", "litho"), ("strat", "lithostrat", "stratigrafie")

_NODATA = -127
"""Stands for no voxel in GeoTOP."""


@dataclass(frozen=True)
class Voxels:
    """The voxels under n points, from below up.

    Attributes
    ----------
    lithoclass, strat
        Shape (n, z): code of the lithoclass (see `LITHOKLASSEN`) and of the geological unit; -1 where not known.
    z_bottom_m, z_top_m
        Shape (z,): bottom and top of the voxels, m NAP, ascending.
    surface_m
        Shape (n,): top of the highest known voxel, m NAP; NaN where there is none.
    covered
        Shape (n,): whether the point lies inside the model.
    source
        What was read.
    findings, notes
        What was noticed, and remarks for the report (Dutch).
    """

    lithoclass: Integers
    strat: Integers
    z_bottom_m: Numbers
    z_top_m: Numbers
    surface_m: Numbers
    covered: Flags
    source: str = ""
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)


def read_voxels(
    path: Path,
    xy: npt.ArrayLike,
    *,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Voxels:
    """Return the voxels under points.

    Parameters
    ----------
    path
        NetCDF of GeoTOP: variables ``lithok`` and ``strat`` on x, y and z, in any order.
    xy
        Shape (n, 2): places in RD.
    kentallen
        Limits of what is plausible.
    progress, cancelled
        See `callbacks`.

    Raises
    ------
    InputError
        The file cannot be read or is no GeoTOP.
    """
    places = np.asarray(xy, dtype=np.float64).reshape(-1, 2)
    path = _file(path)
    findings, notes = Findings(), list[str]()
    with open_netcdf(path) as data:
        lithoclass, unit = _variable(data, _LITHOCLASS), _variable(data, _UNIT)
        if lithoclass is None:
            raise InputError("geotop_geen", file=path.name, variables=", ".join(sorted(data.variables)) or "-")
        place = place_of(data, lithoclass, kentallen.value("geotop.celgrootte"))
        cells = distinct(place.axes, places)
        if len(places) and not (cells.row >= 0).any():
            raise InputError("geotop_dekt_niet", file=path.name, **_extent(place, places))
        z_edges, upward = _heights(data, lithoclass, place, kentallen)
        classes = columns_at(
            data, lithoclass, place, cells.row, cells.column, progress=part(progress, 0.0, 50.0), cancelled=cancelled
        )
        units = np.full_like(classes, np.nan)
        if unit is not None and unit.axes == lithoclass.axes:
            units = columns_at(
                data, unit, place, cells.row, cells.column, progress=part(progress, 50.0, 95.0), cancelled=cancelled
            )
        stop_if(cancelled)
        notes.append(note("geotop_assen", file=path.name, axes=", ".join(lithoclass.axes), n=len(z_edges) - 1))
        if place.rd_assumed:
            notes.append(note("regis_rd_aangenomen", n=1, file=path.name))
        if place.turned:
            findings.add("raster_gekeerd", "waarschuwing", [path.name])
    lithok, strat = _codes(classes, upward), _codes(units, upward)
    strat[strat == 0] = UNKNOWN  # some versions write 0 for air in the units
    odd = ~np.isin(lithok, [UNKNOWN, *LITHOKLASSEN])
    if odd.any():
        count = amount(int(odd.sum(axis=1)[cells.inverse].sum()))
        findings.add("geotop_klasse", "waarschuwing", [path.name], n=count, value=int(np.sort(lithok[odd])[0]))
        lithok[odd] = UNKNOWN
    known = (lithok != UNKNOWN) | (strat != UNKNOWN)
    highest = z_edges[1:][len(z_edges) - 2 - np.argmax(known[:, ::-1], axis=1)]
    surface = np.where(known.any(axis=1), highest, np.nan)[cells.inverse]
    covered = (cells.row >= 0)[cells.inverse]
    _tell(findings, path.name, covered, ~np.isnan(surface))
    lithok, strat = lithok[cells.inverse], strat[cells.inverse]
    progress(100.0)
    return Voxels(lithok, strat, z_edges[:-1], z_edges[1:], surface, covered, path.name, findings, notes)


def _file(path: Path) -> Path:
    """Return the NetCDF that a path is, or that stands alone in a folder."""
    if path.is_dir():
        inside = sorted(p for p in path.iterdir() if p.suffix.lower() == ".nc")
        if len(inside) != 1:
            raise InputError("geotop_map", folder=path.name, n=len(inside))
        return inside[0]
    if not path.is_file():
        raise InputError("geotop_niet_gevonden", file=path)
    return path


def _variable(data: NetCdf, names: tuple[str, ...]) -> Variable | None:
    found = (v for name, v in sorted(data.variables.items()) if name.lower() in names and is_gridded(data, v))
    return next((v for v in found if len(v.axes) >= 3), None)


def _heights(data: NetCdf, variable: Variable, place: Place, kentallen: Kentallen) -> tuple[Numbers, bool]:
    """Return the borders of the voxels from below up, and whether they are stored in that order.

    Raises
    ------
    InputError
        There is no axis of heights, or it does not steadily rise or fall.
    """
    long = [i for i in place.others if variable.shape[i] > 1] or list(place.others[:1])
    if len(long) != 1 or variable.axes[long[0]] not in data.variables:
        raise InputError("geotop_geen_z", file=data.path.name, axes=", ".join(variable.axes))
    name = variable.axes[long[0]]
    step = kentallen.value("geotop.laagdikte")
    edges = edges_of(data.read(name), step, file=data.path.name, axis=name)
    upward = bool(edges[0] < edges[-1])
    return (edges if upward else edges[::-1]), upward


def _codes(values: Numbers, upward: bool) -> Integers:
    """Return codes from below up, -1 where there is no voxel."""
    absent = ~(np.abs(values) <= np.iinfo(np.int16).max) | (values == _NODATA)
    codes = np.where(absent, UNKNOWN, values).astype(np.int16)
    return codes if upward else np.ascontiguousarray(codes[:, ::-1])


def _extent(place: Place, places: Numbers) -> dict[str, str]:
    low_x, low_y, high_x, high_y = (f"{v:.0f}" for v in place.axes.bounds())
    x, y = (f"{v:.0f}" for v in np.nanmean(places, axis=0))
    return {"x": x, "y": y, "low_x": low_x, "low_y": low_y, "high_x": high_x, "high_y": high_y}


def _tell(findings: Findings, file: str, covered: Flags, known: Flags) -> None:
    outside, bare = ~covered, covered & ~known
    if outside.any():
        findings.add("geotop_punten_buiten", "waarschuwing", [file], n=int(outside.sum()), of=amount(len(covered)))
    if bare.any():
        findings.add("geotop_zonder_voxels", "waarschuwing", [file], n=int(bare.sum()), of=amount(len(covered)))
