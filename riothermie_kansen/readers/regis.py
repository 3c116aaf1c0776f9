"""REGIS II: the units of the ground with their tops, bottoms and conductivities, at points."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
from shapely.geometry.base import BaseGeometry

from ..callbacks import Cancelled, Progress, never, silent
from ..findings import Findings
from ..kentallen import Kentallen

Numbers = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]
Flags = npt.NDArray[np.bool_]


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
    raise NotImplementedError


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
    raise NotImplementedError
