"""How many metres of closed loop a building needs, by power and by energy, and in how many loops."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...errors import InputError
from ...kentallen import Kentallen
from ...units import GJ_PER_KWH

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
    given = [load_kw, heat_gj, cool_gj, w_per_m, depth_m]
    given.append(kentallen.value("warmtepomp.cop") if cop is None else cop)
    given.append(kentallen.value("bodem.vollasturen") if full_load_hours is None else full_load_hours)
    rows = np.broadcast_arrays(*(np.atleast_1d(np.asarray(value, dtype=np.float64)) for value in given))
    load, heat, cold, yield_w, depth, factor, hours = (np.array(row) for row in rows)
    _check(load=load, heat=heat, cold=cold, w_per_m=yield_w, depth=depth, cop=factor, hours=hours)
    derived = np.isnan(load) != np.isnan(heat)
    load = np.nan_to_num(np.where(np.isnan(load), heat / (hours * GJ_PER_KWH), load))
    heat = np.nan_to_num(np.where(np.isnan(heat), load * hours * GJ_PER_KWH, heat))
    free = 1.0 - 1.0 / factor
    back = kentallen.value("bodem.regeneratie") * np.nan_to_num(cold)
    net = heat * free - back
    by_power = 1000.0 * load * free / yield_w
    by_energy = np.maximum(net, 0.0) / GJ_PER_KWH * 1000.0 / (yield_w * kentallen.value("bodem.vollasturen_opbrengst"))
    metres = np.maximum(by_power, by_energy)
    governed = np.full(len(metres), GEEN, dtype=object)
    governed[metres > 0.0] = VERMOGEN
    # full-load hours times power gives the same metres twice: rounding must not decide between them
    governed[by_energy > by_power * (1.0 + 1e-9)] = ENERGIE
    loops, each = split(metres, depth, kentallen=kentallen)
    return Need(
        load, heat, load * free, heat * free, back, net, by_power, by_energy, metres, governed, loops, each, derived
    )


def split(metres: npt.ArrayLike, depth_m: npt.ArrayLike, *, kentallen: Kentallen) -> tuple[Integers, Floats]:
    """Return the number of loops for metres of loop, and how deep each is.

    Parameters
    ----------
    metres
        Metres needed: a scalar or shape (n,).
    depth_m
        Greatest depth of a loop, m: a scalar or shape (n,); NaN and too much as in `loops_needed`.
    kentallen
        ``bodem.diepte_*``.

    Returns
    -------
    tuple[Integers, Floats]
        Shape (n,): loops (0 without metres, -1 where none can be made) and depth of each (NaN without loops). A loop is
        at least `bodem.diepte_minst` deep.
    """
    asked, deepest = np.broadcast_arrays(
        np.atleast_1d(np.asarray(metres, dtype=np.float64)), np.atleast_1d(np.asarray(depth_m, dtype=np.float64))
    )
    least, most = kentallen.value("bodem.diepte_minst"), kentallen.value("bodem.diepte_hoogst")
    deepest = np.where(np.isnan(deepest), kentallen.value("bodem.diepte_standaard"), np.minimum(deepest, most))
    asks, can = asked > 0.0, deepest >= least
    with np.errstate(divide="ignore", invalid="ignore"):
        loops = np.where(
            asks & can, np.maximum(np.ceil(asked / deepest - 1e-9), 1.0), np.where(asks, -1.0, 0.0)
        ).astype(np.int64)
        each = np.where(loops > 0, np.maximum(asked / loops, least), np.nan)
    return loops, np.asarray(each, dtype=np.float64)


def dwellings_per_loop(loop_m: npt.ArrayLike, metres_per_dwelling: npt.ArrayLike) -> Integers:
    """Return how many dwellings share a loop: the whole part of its length by the metres that a dwelling needs.

    A loop of 500 m serves 3 dwellings of 150 m and 4 of 125 m. Both are scalars or of one shape, m; 0 metres gives 0.
    """
    length, need = np.broadcast_arrays(
        np.atleast_1d(np.asarray(loop_m, dtype=np.float64)),
        np.atleast_1d(np.asarray(metres_per_dwelling, dtype=np.float64)),
    )
    return np.where(need > 0.0, np.floor(length / np.where(need > 0.0, need, 1.0) + 1e-9), 0.0).astype(np.int64)


def _check(**values: Floats) -> None:
    """Raise on what no building or ground can have."""
    for name, column in values.items():
        least = {"w_per_m": 0.0, "hours": 0.0, "cop": 1.0}.get(name)
        missing = np.isnan(column) & (name in {"w_per_m", "cop", "hours"})
        wrong = missing | np.isinf(column) | (column < 0.0 if least is None else column <= least)
        if wrong.any():
            raise InputError(f"lus_{name}", value=float(column[wrong][0]))
