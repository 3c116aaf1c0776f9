"""What the placed loops do to the ground and to each other, per loop and per building."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...callbacks import Cancelled, Progress, never, silent
from ...kentallen import Kentallen
from .balance import OVERSCHOT, balance
from .district import District, district
from .line_source import Loops
from .loop_length import Need
from .soil import Ground, Soil

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Effects:
    """What k loops do.

    Attributes
    ----------
    years, year
        Years of the drop in temperature, and the place of the year of the verdict among them.
    net_gj, share
        Shape (k,): net heat drawn from the ground in a year, GJ, and the share of what its building needs.
    drop_k, others_k
        Shape (k, y): drop at each loop by all systems and by other systems, K.
    together
        Everybody drills: a row per system.
    surplus
        Shape (b,): more heat is brought back than drawn.
    ground
        The ground that was used for all.
    """

    years: tuple[float, ...]
    year: int
    net_gj: Floats
    share: Floats
    drop_k: Floats
    others_k: Floats
    together: District
    surplus: npt.NDArray[np.bool_]
    ground: Ground


def verdict_year(kentallen: Kentallen) -> tuple[tuple[float, ...], int]:
    """Return the years of the drop in temperature, and the place of the year of the verdict: the nearest of them."""
    years = kentallen.table("bodem.invloed_jaren")
    wanted = kentallen.value("bodem.oordeel_jaren")
    return years, int(np.argmin(np.abs(np.array(years) - wanted)))


def effects(
    ids: Texts,
    xy: Floats,
    building: Ints,
    depth_m: Floats,
    need: Need,
    soil: Soil,
    existing: Loops | None,
    *,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Effects:
    """Return what loops do, when each draws its share of what its building asks.

    Parameters
    ----------
    ids
        Shape (b,): buildings.
    xy, building, depth_m
        Shape (k, 2) and (k,): places, building and depth of the loops.
    need, soil
        Of the buildings.
    existing
        Existing systems: they cool, and are cooled.
    """
    years, year = verdict_year(kentallen)
    total = np.bincount(building, depth_m, len(ids))
    # loops that are deeper than asked (the least depth) share the same heat; where some are missing, only a part
    share = depth_m / np.maximum(total, need.metres)[building]
    net = need.net_gj[building] * share
    loops = Loops(xy, depth_m, net, ids[building])
    ground = _ground(soil, building, depth_m)
    together = district(
        loops, peak_kw=need.ground_kw[building] * share, ground_gj=need.ground_gj[building] * share,
        temperature_c=soil.temperature[building], ground=ground, existing=existing, kentallen=kentallen, years=years,
        progress=progress, cancelled=cancelled,
    )  # fmt: skip
    # of what the district reckoned, the loops of the plan come first, then those of existing systems
    drop, others = together.effect.total_k[: len(loops)], together.effect.others_k[: len(loops)]
    surplus = balance(need.ground_gj, need.back_gj, kentallen=kentallen).verdict == OVERSCHOT
    return Effects(years, year, net, share, drop, others, together, surplus, ground)


def _ground(soil: Soil, building: Ints, depth_m: Floats) -> Ground:
    """Return one ground for all loops: the means over them, weighted by depth."""
    return Ground(
        float(np.average(soil.conductivity[building], weights=depth_m)),
        float(np.average(soil.capacity[building], weights=depth_m)),
    )
