"""REGIS II: the units of the ground with their tops, bottoms and conductivities, at points."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from ..callbacks import Cancelled, Progress, never, part, silent, stop_if
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..wording import amount, note
from .grid_axes import Axes
from .regis_names import BOTTOM, KD, KH, KV, THICKNESS, TOP, C, Unit
from .regis_sources import Raw, first_axes, read_source

Numbers = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]
Flags = npt.NDArray[np.bool_]

_CELLS_AT_ONCE = 2_000_000

_SHOWN = {
    TOP: "bovenkant",
    BOTTOM: "onderkant",
    THICKNESS: "dikte",
    KH: "horizontale doorlatendheid",
    KV: "verticale doorlatendheid",
    KD: "doorlaatvermogen",
    C: "weerstand",
}


@dataclass(frozen=True)
class Stack:
    """The units of the ground under n points, from the surface down.

    Attributes
    ----------
    codes, old_codes, names
        Shape (k,): code of each unit as it is now and as it was (e.g. NUPZ-WAz3 and PZWAz3), and its name.
    kind
        Shape (k,): ``zand``, ``klei``, ``veen``, ``bruinkool``, ``complex``, ``kalksteen``, ``antropogeen`` or
        ``onbekend``.
    top_m, bottom_m
        Shape (k, n): top and bottom, m NAP; NaN where the unit is absent.
    kh_md, kv_md
        Shape (k, n): horizontal and vertical conductivity, m/day; NaN where not known.
    kd_m2d, c_d
        Shape (k, n): transmissivity, m2/day, and vertical resistance, days; NaN where not known.
    surface_m
        Shape (n,): height of the ground, m NAP; NaN where not known.
    covered
        Shape (n,): whether the point lies inside the rasters.
    source
        What was read.
    findings, notes
        What was noticed, and remarks for the report (Dutch).
    """

    codes: Texts
    old_codes: Texts
    names: Texts
    kind: Texts
    top_m: Numbers
    bottom_m: Numbers
    kh_md: Numbers
    kv_md: Numbers
    kd_m2d: Numbers
    c_d: Numbers
    surface_m: Numbers
    covered: Flags
    source: str = ""
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)

    @property
    def thickness_m(self) -> Numbers:
        """Thickness of each unit at each point, shape (k, n), m; NaN where absent."""
        return self.top_m - self.bottom_m


def read_stack(
    source: Path,
    xy: npt.ArrayLike,
    *,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Stack:
    """Return the units under points.

    Parameters
    ----------
    source
        Folder with rasters (GeoTIFF, ASC, IDF or NetCDF, one per unit and quantity), or one NetCDF with all of them.
    xy
        Shape (n, 2): places in RD.
    kentallen
        Limits of what is plausible.
    progress, cancelled
        See `callbacks`.

    Raises
    ------
    InputError
        Nothing there is a REGIS raster, tops or bottoms are missing altogether, or a file cannot be read.
    """
    places = _places(xy)
    raw = read_source(source, places, kentallen=kentallen, progress=part(progress, 0.0, 90.0), cancelled=cancelled)
    if len(places) and not raw.covered.any():
        raise InputError("regis_dekt_niet", file=source.name, **_extent(raw, places))
    stop_if(cancelled)
    quantities = _checked(raw, kentallen)
    units = _ordered(raw, quantities)
    stack = _stacked(raw, quantities, units, source.name)
    progress(100.0)
    return stack


def cell_centres(
    source: Path,
    area: BaseGeometry,
    *,
    size_m: float | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> tuple[Numbers, float]:
    """Return the centres of the cells of the rasters inside an area.

    Parameters
    ----------
    source
        As of `read_stack`.
    area
        Polygon(s) in RD.
    size_m
        Size of a cell, m; None for that of the rasters. Rounded to a whole number of the rasters' cells.
    kentallen
        Holds the largest number of cells; of more, cells are taken together.
    progress, cancelled
        See `callbacks`.

    Returns
    -------
    tuple[Numbers, float]
        Shape (n, 2): centres in RD whose cell has its centre in the area, by row from the north-west; and the size of
        the cells, m.

    Raises
    ------
    InputError
        The source cannot be read, or the area does not lie in the rasters.
    """
    axes = first_axes(source, kentallen)
    stop_if(cancelled)
    size, origin = _cell(axes, size_m, kentallen)
    most = int(kentallen.value("regis.cellen_hoogste"))
    # as many cells together as the surface asks for; a ragged outline may ask for one more
    wanted = max(1, int(np.ceil((shapely.area(area) / most) ** 0.5 / size - 1e-9)))
    while len(centres := _centres(area, size * wanted, origin)) > most:
        wanted += 1
        stop_if(cancelled)
    row, _ = axes.cells(centres)
    progress(100.0)
    if not (row >= 0).any():
        low_x, low_y, high_x, high_y = (f"{v:.0f}" for v in shapely.bounds(area))
        raise InputError("regis_dekt_gebied_niet", file=source.name, x=low_x, y=low_y, to_x=high_x, to_y=high_y)
    return centres, size * wanted


def _cell(axes: Axes, size_m: float | None, kentallen: Kentallen) -> tuple[float, tuple[float, float]]:
    """Return the size of a cell and the corner where cells begin: as of the rasters where these are squares in RD."""
    steps = np.abs(np.concatenate([np.diff(axes.x_edges), np.diff(axes.y_edges)]))
    own = float(steps[0]) if not axes.crs and np.allclose(steps, steps[0]) else 0.0
    origin = axes.bounds()[:2] if own else (0.0, 0.0)
    base = own or kentallen.value("regis.celgrootte")
    if size_m is None or size_m <= 0.0:
        return base, origin
    return base * max(1.0, round(size_m / base)) if own else max(size_m, 1.0), origin


def _centres(area: BaseGeometry, size: float, origin: tuple[float, float]) -> Numbers:
    """Return the centres of the squares of a grid whose centre lies in an area, shape (n, 2), from the north-west."""
    found = []
    for polygon in shapely.get_parts(area):
        shapely.prepare(polygon)
        low_x, low_y, high_x, high_y = shapely.bounds(polygon)
        columns = np.arange(np.floor((low_x - origin[0]) / size), np.ceil((high_x - origin[0]) / size))
        rows = np.arange(np.floor((low_y - origin[1]) / size), np.ceil((high_y - origin[1]) / size))
        for some in np.array_split(rows, max(1, len(rows) * len(columns) // _CELLS_AT_ONCE)):
            column, row = (a.ravel() for a in np.meshgrid(columns, some))
            inside = shapely.contains_xy(polygon, origin[0] + (column + 0.5) * size, origin[1] + (row + 0.5) * size)
            found.append(np.column_stack([-row[inside], column[inside]]))
    cells = np.unique(np.concatenate(found), axis=0) if found else np.empty((0, 2))
    return np.column_stack([origin[0] + (cells[:, 1] + 0.5) * size, origin[1] + (0.5 - cells[:, 0]) * size])


def _places(xy: npt.ArrayLike) -> Numbers:
    return np.asarray(xy, dtype=np.float64).reshape(-1, 2)


def _extent(raw: Raw, places: Numbers) -> dict[str, str]:
    low_x, low_y, high_x, high_y = raw.bounds or (np.nan,) * 4
    return {
        "x": f"{np.nanmean(places[:, 0]):.0f}",
        "y": f"{np.nanmean(places[:, 1]):.0f}",
        "low_x": f"{low_x:.0f}",
        "low_y": f"{low_y:.0f}",
        "high_x": f"{high_x:.0f}",
        "high_y": f"{high_y:.0f}",
    }


def _checked(raw: Raw, kentallen: Kentallen) -> dict[str, dict[str, Numbers]]:
    """Return the quantities of the units that have a place, what cannot be taken out and told."""
    low, high = kentallen.value("regis.laagste"), kentallen.value("regis.hoogste")
    fastest = kentallen.value("regis.doorlatendheid_hoogste")
    limits = {
        TOP: (low, high),
        BOTTOM: (low, high),
        THICKNESS: (0.0, high - low),
        KH: (0.0, fastest),
        KV: (0.0, fastest),
        KD: (0.0, np.inf),
        C: (0.0, np.inf),
    }
    found: dict[str, dict[str, Numbers]] = {}
    without: list[str] = []
    for code, own in raw.values.items():
        kept = {}
        for quantity, values in own.items():
            if values is raw.absent:
                kept[quantity] = values
                continue
            least, most = limits[quantity]
            odd = (values < least) | (values > most)
            if odd.any():
                raw.findings.add(
                    "regis_waarde",
                    "waarschuwing",
                    [code],
                    quantity=_SHOWN[quantity],
                    n=raw.points(odd),
                    value=amount(float(values[odd][0]), 1),
                )
            # a conductivity or resistance of nothing is no measurement but an empty cell
            empty = odd | ((values <= 0.0) if quantity in (KH, KV, KD, C) else np.zeros(len(values), dtype=bool))
            kept[quantity] = np.where(empty, np.nan, values)
        placed = _levels(kept)
        if placed is None:
            without.append(code)
            continue
        found[code] = kept | placed
    raw.findings.add("regis_zonder_ligging", "waarschuwing", without)
    if not found:
        raise InputError("regis_geen_ligging", n=len(without))
    return found


def _levels(own: dict[str, Numbers]) -> dict[str, Numbers] | None:
    """Return top and bottom of a unit, the one from the other and the thickness where one is not delivered."""
    if TOP in own and BOTTOM in own:
        return {TOP: own[TOP], BOTTOM: own[BOTTOM]}
    if TOP in own and THICKNESS in own:
        return {TOP: own[TOP], BOTTOM: own[TOP] - own[THICKNESS]}
    if BOTTOM in own and THICKNESS in own:
        return {TOP: own[BOTTOM] + own[THICKNESS], BOTTOM: own[BOTTOM]}
    return None


def _ordered(raw: Raw, quantities: dict[str, dict[str, Numbers]]) -> list[Unit]:
    """Return the units from the surface down; one that is not in the table where it lies among the others."""
    units = [raw.units[code] for code in quantities]
    known = sorted((u for u in units if u.order >= 0), key=lambda u: u.order)
    strange = sorted((u for u in units if u.order < 0), key=lambda u: u.code)
    raw.findings.add(
        "regis_onbekende_laag", "waarschuwing", [u.code for u in strange], as_kind=[u.kind for u in strange]
    )
    ordered = list(known)
    middles = {u.code: (quantities[u.code][TOP] + quantities[u.code][BOTTOM]) / 2 for u in units}
    for unit in strange:
        place = len(ordered)
        for i in range(len(ordered) - 1, -1, -1):
            both = ~np.isnan(middles[unit.code]) & ~np.isnan(middles[ordered[i].code])
            if not both.any():
                continue
            if (middles[unit.code][both] > middles[ordered[i].code][both]).mean() <= 0.5:
                break
            place = i
        ordered.insert(place, unit)
    return ordered


def _stacked(raw: Raw, quantities: dict[str, dict[str, Numbers]], units: list[Unit], source: str) -> Stack:
    count = len(raw.absent)

    def rows(quantity: str, kept: list[Unit]) -> Numbers:
        return np.array([quantities[u.code].get(quantity, raw.absent) for u in kept]).reshape(len(kept), count)

    _tell_levels(raw, quantities, units)
    present = [u for u in units if (quantities[u.code][TOP] > quantities[u.code][BOTTOM]).any()]
    top, bottom = rows(TOP, present), rows(BOTTOM, present)
    lies = top > bottom
    top, bottom = np.where(lies, top, np.nan), np.where(lies, bottom, np.nan)
    thick = top - bottom
    kh, kv, kd, c = (np.where(lies, rows(q, present), np.nan) for q in (KH, KV, KD, C))
    kh = _filled(raw, kh, kd / thick, "regis_afgeleid_kh")
    kd = _filled(raw, kd, kh * thick, "regis_afgeleid_kd")
    kv = _filled(raw, kv, thick / c, "regis_afgeleid_kv")
    c = _filled(raw, c, thick / kv, "regis_afgeleid_c")
    surface = raw.surface_m.copy()
    unknown = np.isnan(surface) & lies.any(axis=0)
    if unknown.any():
        surface[unknown] = np.nanmax(top[:, unknown], axis=0)
        raw.notes.append(note("regis_maaiveld_afgeleid", n=amount(raw.points(unknown))))
    raw.notes.append(note("regis_gelezen", units=len(units), present=len(present), points=amount(len(raw.group))))
    outside, bare = ~raw.covered, raw.covered & ~lies.any(axis=0)
    if outside.any():
        raw.findings.add(
            "regis_punten_buiten", "waarschuwing", [source], n=raw.points(outside), of=amount(len(raw.group))
        )
    if bare.any():
        raw.findings.add("regis_zonder_lagen", "waarschuwing", [source], n=raw.points(bare), of=amount(len(raw.group)))
    return Stack(
        codes=_texts([u.code for u in present]),
        old_codes=_texts([u.old_code for u in present]),
        names=_texts([u.name for u in present]),
        kind=_texts([u.kind for u in present]),
        top_m=top[:, raw.group],
        bottom_m=bottom[:, raw.group],
        kh_md=kh[:, raw.group],
        kv_md=kv[:, raw.group],
        kd_m2d=kd[:, raw.group],
        c_d=c[:, raw.group],
        surface_m=surface[raw.group],
        covered=raw.covered[raw.group],
        source=source,
        findings=raw.findings,
        notes=raw.notes,
    )


def _texts(words: list[str]) -> Texts:
    return np.array(words, dtype=object)


def _filled(raw: Raw, values: Numbers, derived: Numbers, key: str) -> Numbers:
    """Return values with derived ones where there are none, and tell how many those are."""
    use = np.isnan(values) & np.isfinite(derived)
    if use.any():
        raw.notes.append(note(key, n=amount(int(use.sum(axis=0)[raw.group].sum()))))
    return np.where(use, derived, values)


def _tell_levels(raw: Raw, quantities: dict[str, dict[str, Numbers]], units: list[Unit]) -> None:
    """Tell of units whose top lies below their bottom, or that have one of the two."""
    for unit in units:
        top, bottom = quantities[unit.code][TOP], quantities[unit.code][BOTTOM]
        turned, half = raw.points(top < bottom), raw.points(np.isnan(top) != np.isnan(bottom))
        if turned:
            raw.findings.add("regis_top_onder_basis", "waarschuwing", [unit.code], n=turned)
        if half:
            raw.findings.add("regis_halve_ligging", "waarschuwing", [unit.code], n=half)
