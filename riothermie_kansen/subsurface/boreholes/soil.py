"""What the ground under a place gives a closed loop: yield per metre, conductivity, heat capacity, temperature."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ...callbacks import Cancelled, Progress, never, silent
from ...findings import Findings
from ...kentallen import Kentallen
from ...readers.geotop import Voxels
from ...readers.regis import Stack

Floats = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Ground:
    """One ground for a whole area, as the superposition of loops asks.

    Attributes
    ----------
    conductivity
        W/(m K).
    capacity
        Heat capacity by volume, J/(m3 K).
    """

    conductivity: float
    capacity: float

    @property
    def diffusivity(self) -> float:
        """Thermal diffusivity, m2/s."""
        return self.conductivity / self.capacity


@dataclass(frozen=True)
class Soil:
    """What the ground gives at n places, over the depth of a loop there.

    Attributes
    ----------
    depth_m
        Shape (n,): depth of the loop, metres below the surface.
    w_per_m
        Shape (n,): heat that a metre of loop gives, W/m, for `bodem.vollasturen_opbrengst` hours a year. An estimate.
    conductivity
        Shape (n,): W/(m K), mean over the depth.
    capacity
        Shape (n,): heat capacity by volume, J/(m3 K), mean over the depth.
    temperature
        Shape (n,): undisturbed temperature, °C, mean over the depth.
    known
        Shape (n,): share of the depth whose soil is known, 0-1.
    source
        Shape (n,): what it was derived from (Dutch), e.g. "GeoTOP tot 50 m, REGIS II tot 120 m".
    findings, notes
        What was noticed, and remarks for the report (Dutch).
    """

    depth_m: Floats
    w_per_m: Floats
    conductivity: Floats
    capacity: Floats
    temperature: Floats
    known: Floats
    source: Texts
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.w_per_m)

    def ground(self) -> Ground:
        """Return one ground for all places: the means of conductivity and capacity, weighted by depth."""
        return Ground(
            float(np.average(self.conductivity, weights=self.depth_m)),
            float(np.average(self.capacity, weights=self.depth_m)),
        )


def specific_yield(
    stack: Stack | None,
    voxels: Voxels | None,
    xy: npt.ArrayLike,
    depth_m: npt.ArrayLike,
    *,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Soil:
    """Return what the ground gives at places.

    GeoTOP counts where its voxels are known, REGIS II below and beside it, and the yield of unknown ground elsewhere.
    The yield of a place is the mean of the yields of the soils along the loop, weighted by thickness, between
    `bodem.opbrengst_laag` and `bodem.opbrengst_hoog`. Where less than `bodem.bekend_deel` of the depth is known, all of
    it counts as unknown ground.

    Parameters
    ----------
    stack, voxels
        Read at the same places; None for "not given".
    xy
        Shape (n, 2): places in RD.
    depth_m
        Depth of the loop below the surface, metres: a scalar or shape (n,). NaN counts as `bodem.diepte_standaard`.
    kentallen
        ``bodem.*``.
    progress, cancelled
        See `callbacks`.

    Raises
    ------
    InputError
        A depth is not positive, or the stack or voxels were read at another number of places.
    """
    raise NotImplementedError
