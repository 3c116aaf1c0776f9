"""How many metres of closed loop a building needs, by power and by energy, and in how many loops."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...kentallen import Kentallen

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]

VERMOGEN, ENERGIE, GEEN = "vermogen", "energie", ""
"""What governs the length of the loops of a building."""


@dataclass(frozen=True)
class Need:
    """What n buildings (or groups of them) need from the ground.

    Attributes
    ----------
    load_kw, heat_gj
        Shape (n,): power and yearly heat of the heat pump on the side of the building, filled where one was missing.
    ground_kw
        Shape (n,): power that the ground must give.
    ground_gj
        Shape (n,): heat drawn from the ground in a year.
    back_gj
        Shape (n,): heat that cooling brings back in a year.
    net_gj
        Shape (n,): `ground_gj` - `back_gj`; negative where cooling brings back more than is drawn.
    metres_power, metres_energy
        Shape (n,): metres of loop that power and that net energy ask.
    metres
        Shape (n,): the larger of the two; 0 without demand.
    governed
        Shape (n,): `VERMOGEN`, `ENERGIE` or `GEEN`.
    loops
        Shape (n,): number of loops of at most the depth that was given; 0 without demand, -1 where no loop can be
        made: the depth allowed is less than `bodem.diepte_minst`.
    loop_m
        Shape (n,): depth of each of them, `metres` / `loops`; NaN without loops.
    derived
        Shape (n,): whether power or heat was derived from the other by full-load hours.
    """

    load_kw: Floats
    heat_gj: Floats
    ground_kw: Floats
    ground_gj: Floats
    back_gj: Floats
    net_gj: Floats
    metres_power: Floats
    metres_energy: Floats
    metres: Floats
    governed: Texts
    loops: Integers
    loop_m: Floats
    derived: npt.NDArray[np.bool_]


def loops_needed(
    load_kw: npt.ArrayLike,
    heat_gj: npt.ArrayLike,
    cool_gj: npt.ArrayLike = 0.0,
    *,
    w_per_m: npt.ArrayLike,
    depth_m: npt.ArrayLike,
    cop: npt.ArrayLike | None = None,
    full_load_hours: npt.ArrayLike | None = None,
    kentallen: Kentallen,
) -> Need:
    """Return the metres and the loops that buildings need.

    By power: ``load (1 - 1 / COP) / (W/m)``; 8 kW, COP 4 and 40 W/m ask 150 m. By energy: the net heat that the ground
    gives in a year, ``heat (1 - 1 / COP) - cold``, at the yield times `bodem.vollasturen_opbrengst` hours. The larger
    counts.

    Parameters
    ----------
    load_kw
        Power of the heat pump, kW; NaN follows from the heat by full-load hours.
    heat_gj
        Yearly heat, GJ; NaN follows from the power by full-load hours. Both NaN, or 0, is no demand.
    cool_gj
        Yearly cold taken from the ground, GJ; NaN counts as 0. `bodem.regeneratie` of it comes back as heat.
    w_per_m
        Yield of the ground, W/m, see `soil.specific_yield`.
    depth_m
        Greatest depth of a loop, m; NaN counts as `bodem.diepte_standaard`, more than `bodem.diepte_hoogst` as that.
    cop
        Of the heat pump; None for `warmtepomp.cop`. It counts for power and for the year alike.
    full_load_hours
        To fill in what is missing; None for `bodem.vollasturen`.
    kentallen
        ``bodem.*`` and ``warmtepomp.cop``.

    Raises
    ------
    InputError
        A load, heat, cold, yield or depth is negative, a yield is zero, or a COP is not above 1.

    Notes
    -----
    Every argument is a scalar or of shape (n,).
    """
    raise NotImplementedError


def dwellings_per_loop(loop_m: npt.ArrayLike, metres_per_dwelling: npt.ArrayLike) -> Integers:
    """Return how many dwellings share a loop: the whole part of its length by the metres that a dwelling needs."""
    raise NotImplementedError
