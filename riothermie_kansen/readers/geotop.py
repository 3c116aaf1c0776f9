"""GeoTOP: voxels of the shallow ground with their lithoclass, at points."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..callbacks import Cancelled, Progress, never, silent
from ..findings import Findings
from ..kentallen import Kentallen

Numbers = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
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
"""Lithoclasses of GeoTOP by code; 4 occurs in the first models only."""


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
    raise NotImplementedError
