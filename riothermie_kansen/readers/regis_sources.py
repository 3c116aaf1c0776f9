"""What a REGIS delivery holds: quantities per unit under points, from a folder of rasters or from one NetCDF."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..callbacks import Cancelled, Progress, stop_if
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..wording import amount, note
from .grid_axes import Axes, Cells, Integers, distinct
from .grids import SUFFIXES, at_cells, open_grid
from .netcdf import NetCdf, Variable, open_netcdf
from .netcdf_axes import Place, columns_at, is_gridded, place_of
from .regis_names import BOTTOM, QUANTITIES, SPREAD, SURFACE, TOP, RasterName, Unit, quantity_of, raster_name, unit_of

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_MOST_FILES = 50_000


@dataclass
class Raw:
    """Quantities of units in m groups of points, as read.

    Points in one cell of the rasters have the same units below them and are one group. Where rasters have cells of
    different sizes or places, each point is a group.

    Attributes
    ----------
    xy
        Shape (n, 2): the points.
    group
        Shape (n,): the group of each point.
    values
        Per unit code the quantities (see `regis_names`), each of shape (m,); NaN where there is none.
    units
        The units by code.
    surface_m
        Shape (m,): height of the ground, m NAP; NaN where not known.
    covered
        Shape (m,): whether it lies inside the rasters.
    absent
        Shape (m,): NaN; stands for each quantity of a unit that is nowhere under the points, which are most of them.
    bounds
        Lowest x and y and highest x and y of the rasters, in their own CRS.
    findings, notes
        What was noticed, and remarks for the report.
    """

    xy: Numbers
    group: Integers = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    values: dict[str, dict[str, Numbers]] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    surface_m: Numbers = field(default_factory=lambda: np.empty(0))
    covered: Flags = field(default_factory=lambda: np.empty(0, dtype=bool))
    absent: Numbers = field(default_factory=lambda: np.empty(0))
    bounds: tuple[float, float, float, float] | None = None
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)
    _cells: dict[tuple[bytes, bytes, str], Cells] = field(default_factory=dict)

    def points(self, which: Flags) -> int:
        """Return how many points lie in some groups; `which` is of shape (m,)."""
        return int(which[self.group].sum())

    def cells(self, axes: Axes) -> Cells:
        """Return the cells of the points in a raster; those of the first raster make the groups."""
        key = (axes.x_edges.tobytes(), axes.y_edges.tobytes(), axes.crs)
        if key not in self._cells:
            found = self._cells[key] = distinct(axes, self.xy)
            if len(self._cells) == 1:
                self._take(found.inverse, len(found.row))
            elif len(self._cells) == 2:
                self._ungroup()
        return self._cells[key]

    def add(self, unit: Unit, quantity: str, cells: Cells, values: Numbers) -> None:
        """Add a quantity of a unit in cells of the points; the surface is kept apart."""
        if len(self._cells) > 1:
            values = values[cells.inverse]
        if unit.code == SURFACE:
            if quantity == TOP:
                self.surface_m = values
            return
        self.units[unit.code] = unit
        self.values.setdefault(unit.code, {})[quantity] = self.absent if np.isnan(values).all() else values

    def cover(self, axes: Axes, cells: Cells) -> None:
        """Take over where a raster lies and which points are in it."""
        low_x, low_y, high_x, high_y = axes.bounds()
        if self.bounds is None:
            self.bounds = (low_x, low_y, high_x, high_y)
        else:
            a, b, c, d = self.bounds
            self.bounds = (min(a, low_x), min(b, low_y), max(c, high_x), max(d, high_y))
        inside = cells.row >= 0
        self.covered |= inside[cells.inverse] if len(self._cells) > 1 else inside

    def _take(self, group: Integers, count: int) -> None:
        self.group, self.absent = group, np.full(count, np.nan)
        self.surface_m, self.covered = np.full(count, np.nan), np.zeros(count, dtype=bool)

    def _ungroup(self) -> None:
        """Make each point a group."""
        group, absent = self.group, self.absent
        surface, covered = self.surface_m[group], self.covered[group]
        self._take(np.arange(len(group)), len(group))
        self.surface_m, self.covered = surface, covered
        for own in self.values.values():
            for quantity, values in own.items():
                own[quantity] = self.absent if values is absent else values[group]


def read_source(source: Path, xy: Numbers, *, kentallen: Kentallen, progress: Progress, cancelled: Cancelled) -> Raw:
    """Return what a delivery holds at points.

    Parameters
    ----------
    source
        Folder with rasters, or one NetCDF.
    xy
        Shape (n, 2): places in RD.
    kentallen, progress, cancelled
        See `regis.read_stack`.

    Raises
    ------
    InputError
        There is no such file, it is a zip or one raster only, or nothing in it is of REGIS.
    """
    single = delivery(source)
    if single is not None:
        return _from_netcdf(single, xy, kentallen, progress, cancelled)
    return _from_folder(source, xy, kentallen, progress, cancelled)


def delivery(source: Path) -> Path | None:
    """Return the one NetCDF that a source is or holds, None where it is a folder of rasters.

    Raises
    ------
    InputError
        There is no such file or folder, it is a zip, or it is another file than a NetCDF.
    """
    if source.is_dir():
        inside = [path for path in _files(source) if path.suffix.lower() == ".nc"]
        named = [path for path in _files(source) if _named(path)]
        return inside[0] if len(inside) == 1 and not named else None
    if not source.exists():
        raise InputError("regis_niet_gevonden", file=source)
    if source.suffix.lower() == ".nc":
        return source
    if source.suffix.lower() == ".zip":
        raise InputError("regis_zip", file=source.name)
    raise InputError("regis_bestand", file=source.name)


def first_axes(source: Path, kentallen: Kentallen) -> Axes:
    """Return where the cells of a delivery lie: those of its first raster of a top.

    Raises
    ------
    InputError
        See `read_source`.
    """
    size = kentallen.value("regis.celgrootte")
    single = delivery(source)
    if single is not None:
        with open_netcdf(single) as data:
            return place_of(data, _quantities(data)[TOP], size).axes
    tops = [path for path, name in _rasters(source)[0] if name.quantity == TOP and name.unit.code != SURFACE]
    if not tops:
        raise InputError("regis_geen_rasters", folder=source.name)
    with open_grid(tops[0], size_m=size) as grid:
        return grid.axes


def _files(folder: Path) -> list[Path]:
    """Return the rasters in a folder and the folders in it; not of a whole disk, which is refused."""
    found = []
    for number, path in enumerate(folder.rglob("*")):
        if number >= _MOST_FILES:
            raise InputError("regis_te_veel", folder=folder.name or str(folder), most=amount(_MOST_FILES))
        if path.suffix.lower() in SUFFIXES and path.is_file():
            found.append(path)
    return sorted(found)


def _named(path: Path) -> RasterName | None:
    return raster_name(path.stem)


def _rasters(folder: Path) -> tuple[list[tuple[Path, RasterName]], list[Path], list[tuple[Path, Path]]]:
    """Return the rasters to read in order of unit and quantity, files that are none, and pairs of read and not read.

    Of several rasters of one quantity of a unit the one with the first extension of `SUFFIXES` is read; of the same
    extension the one with the first name.
    """
    chosen: dict[tuple[str, str], tuple[Path, RasterName]] = {}
    other: list[Path] = []
    double: list[tuple[Path, Path]] = []
    for path in sorted(_files(folder), key=lambda p: (SUFFIXES.index(p.suffix.lower()), p.as_posix().lower())):
        name = _named(path)
        if name is None:
            other.append(path)
        elif name.quantity == SPREAD:
            continue
        elif (name.unit.code, name.quantity) in chosen:
            double.append((chosen[name.unit.code, name.quantity][0], path))
        else:
            chosen[name.unit.code, name.quantity] = (path, name)
    order = {quantity: i for i, quantity in enumerate(QUANTITIES)}
    rasters = sorted(
        chosen.values(), key=lambda r: (r[1].unit.order < 0, r[1].unit.order, r[1].unit.code, order[r[1].quantity])
    )
    return rasters, other, double


def _from_folder(folder: Path, xy: Numbers, kentallen: Kentallen, progress: Progress, cancelled: Cancelled) -> Raw:
    raw = Raw(xy)
    rasters, other, double = _rasters(folder)
    if not any(name.unit.code != SURFACE for _, name in rasters):
        raise InputError("regis_geen_rasters", folder=folder.name)
    raw.findings.add_most("regis_geen_regis", "info", [path.name for path in other], most=10)
    raw.findings.add(
        "regis_dubbel",
        "waarschuwing",
        [not_read.name for _, not_read in double],
        read=[read.name for read, _ in double],
    )
    size = kentallen.value("regis.celgrootte")
    assumed: list[str] = []
    for number, (path, name) in enumerate(rasters):
        stop_if(cancelled)
        with open_grid(path, size_m=size) as grid:
            cells = raw.cells(grid.axes)
            values = at_cells(grid, cells.row, cells.column, cancelled=cancelled)
            raw.add(name.unit, name.quantity, cells, values)
            if name.unit.code != SURFACE:
                raw.cover(grid.axes, cells)
            if grid.rd_assumed:
                assumed.append(path.name)
            if grid.turned:
                raw.findings.add("raster_gekeerd", "waarschuwing", [path.name])
        progress(100.0 * (number + 1) / len(rasters))
    if assumed:
        raw.notes.append(note("regis_rd_aangenomen", n=len(assumed), file=assumed[0]))
    return raw


def _from_netcdf(path: Path, xy: Numbers, kentallen: Kentallen, progress: Progress, cancelled: Cancelled) -> Raw:
    raw = Raw(xy)
    size = kentallen.value("regis.celgrootte")
    with open_netcdf(path) as data:
        found = _quantities(data)
        for number, (quantity, variable) in enumerate(found.items()):
            stop_if(cancelled)
            place = place_of(data, variable, size)
            cells = raw.cells(place.axes)
            codes, axis = _codes(data, variable, place)
            columns = columns_at(data, variable, place, cells.row, cells.column, cancelled=cancelled)
            for code, i in _unique(codes, path.name, raw.findings if number == 0 else None):
                raw.add(unit_of(code), quantity, cells, columns[:, i].copy())
            if number == 0:
                raw.cover(place.axes, cells)
                if place.turned:
                    raw.findings.add("raster_gekeerd", "waarschuwing", [path.name])
                if place.rd_assumed:
                    raw.notes.append(note("regis_rd_aangenomen", n=1, file=path.name))
                raw.notes.append(note("regis_assen", file=path.name, axes=", ".join(variable.axes), layer=axis))
            progress(100.0 * (number + 1) / len(found))
    return raw


def _quantities(data: NetCdf) -> dict[str, Variable]:
    """Return the variable of each quantity, the top first.

    Raises
    ------
    InputError
        There is no top or no bottom.
    """
    found: dict[str, Variable] = {}
    for name in sorted(data.variables):
        variable = data.variables[name]
        quantity = quantity_of(name)
        if quantity in QUANTITIES and quantity not in found and is_gridded(data, variable):
            found[quantity] = variable
    if TOP not in found or BOTTOM not in found:
        raise InputError("regis_geen_top", file=data.path.name, variables=", ".join(sorted(data.variables)) or "-")
    return {quantity: found[quantity] for quantity in QUANTITIES if quantity in found}


def _codes(data: NetCdf, variable: Variable, place: Place) -> tuple[list[str], str]:
    """Return the codes of the units along a variable, and the name of their axis.

    Raises
    ------
    InputError
        The variable has no axis of units, or the units have no names.
    """
    long = [i for i in place.others if variable.shape[i] > 1] or list(place.others[:1])
    if len(long) != 1:
        raise InputError(
            "regis_geen_lagen", file=data.path.name, variable=variable.name, axes=", ".join(variable.axes) or "-"
        )
    axis, count = variable.axes[long[0]], variable.shape[long[0]]
    named = [axis, *sorted(v.name for v in data.variables.values() if v.text and v.axes == (axis,))]
    for name in named:
        if name in data.variables and data.variables[name].text:
            with contextlib.suppress(KeyError):
                texts = [_clean(text) for text in data.texts(name)]
                if len(texts) == count and all(texts):
                    return texts, axis
    if data.way == "rasterio":  # it cannot read texts
        raise InputError("regis_namen_onleesbaar", file=data.path.name, axis=axis)
    raise InputError("regis_lagen_zonder_naam", file=data.path.name, axis=axis)


def _clean(text: str) -> str:
    """Return a name without what a program leaves around bytes: ``b'NUBXz1'``."""
    plain = text.strip().strip("\0")
    return plain[2:-1] if plain[:2] in ("b'", 'b"') and plain[-1:] in ("'", '"') else plain


def _unique(codes: list[str], file: str, findings: Findings | None) -> Iterator[tuple[str, int]]:
    """Yield each unit with its first place; a second one is told."""
    seen: dict[str, str] = {}
    for i, code in enumerate(codes):
        unit = unit_of(code).code
        if unit in seen:
            if findings is not None:
                findings.add("regis_dubbele_laag", "waarschuwing", [code], read=seen[unit], file=file)
            continue
        seen[unit] = code
        yield code, i
