"""A year of supply against demand with a seasonal storage, in closed form: cumulative sums, no loop over hours.

The year repeats itself: the storage ends as full as it began. What the sewer gives goes to the demand first; what is
left of it may be stored, and heat from cooling is stored. The storage gives back a fixed part of what went in, the
efficiency of R5 (Leusden par. 2.5), whenever it is asked. Its level is counted in heat that went in, so what it must
hold is what has to be brought into the ground.

Over a cyclic year any surplus can serve any deficit, so the totals follow from the totals::

    need         = deficit / efficiency
    regeneration = min(cooling, need)
    to_store     = min(surplus, need - regeneration)
    from_store   = efficiency (to_store + regeneration)
    shortage     = deficit - from_store

The schedule is the one that needs the smallest storage: the sewer charges as late as it can where it has more than is
needed; a storage that gets too little gives as early as it can. The level is then the least that every moment asks,
which a sequent-peak (Rippl) sum gives at once: see `levels`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from ..schema import names
from ..units import GJ_PER_KWH
from .result import SEIZOEN_COLUMNS, SeasonBalance
from .words import season_words

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MONTHS = 12
CLOSE = 1e-9
"""Part of the demand below which a shortage is rounding."""


@dataclass(frozen=True)
class Totals:
    """What goes where over the year, in one unit of energy; arrays of one shape."""

    regeneration: Floats
    to_store: Floats
    from_store: Floats
    shortage: Floats


def totals(surplus: npt.ArrayLike, deficit: npt.ArrayLike, cooling: npt.ArrayLike, efficiency: float) -> Totals:
    """Return what is stored, given back and lacking over a cyclic year.

    Parameters
    ----------
    surplus, deficit
        What the sewer gives above the demand of the moment and what it lacks, summed over the year, any shape.
    cooling
        Heat from cooling over the year; it is used before the surplus of the sewer.
    efficiency
        Part of what is stored that comes back, above 0, at most 1.
    """
    over, lack, cool = (np.asarray(values, dtype=np.float64) for values in (surplus, deficit, cooling))
    need = lack / efficiency
    regeneration = np.minimum(cool, need)
    to_store = np.minimum(over, need - regeneration)
    shortage = lack - efficiency * (to_store + regeneration)
    shortage = np.where(shortage <= CLOSE * lack, 0.0, shortage)
    return Totals(
        np.asarray(regeneration, dtype=np.float64),
        np.asarray(to_store, dtype=np.float64),
        np.asarray(lack - shortage, dtype=np.float64),
        np.asarray(shortage, dtype=np.float64),
    )


def levels(surplus: Floats, need: Floats, cooling: Floats) -> Floats:
    """Return the level of the storage at the begin of each step of a cyclic year, the smallest that will do.

    Parameters
    ----------
    surplus, need, cooling
        Energy per step, shape (n_steps,) or (n_steps, n): what the sewer may add, what must come out (the deficit
        over the efficiency), and what cooling adds.

    Returns
    -------
    Floats
        Same shape, 0 at its lowest. Its highest is what the storage must hold.

    Notes
    -----
    With net = need - cooling there are three kinds of year. Cooling alone is enough: the level is what the coming
    steps lack, bwd(net). The sewer is needed and has enough: it charges as late as it can, but heat from cooling comes
    when it comes, max(bwd(net - surplus), fwd(-net)). It has too little: all of it is stored and given as soon as it
    is asked, fwd(surplus - net). Here fwd(x) is the largest sum of x over the steps up to now and bwd(x) over those
    to come, both at least 0. No schedule that delivers as much can have a lower level at any moment: each fwd and bwd
    is a lower bound of its own.
    """
    net = need - cooling
    free = net.sum(axis=0) <= 0
    scarce = net.sum(axis=0) > surplus.sum(axis=0)
    ahead = _ahead(np.where(free, net, np.where(scarce, 0.0, net - surplus)))
    behind = _behind(np.where(scarce, surplus - net, np.where(free, 0.0, -net)))
    level: Floats = np.maximum(ahead, behind)
    return np.asarray(level - level.min(axis=0), dtype=np.float64)


def _behind(steps: Floats) -> Floats:
    """Return per step the largest sum of the steps just before it, cyclic, at least 0."""
    total = _twice(steps)
    return np.asarray((total - np.minimum.accumulate(total, axis=0))[len(steps) : 2 * len(steps)], dtype=np.float64)


def _ahead(steps: Floats) -> Floats:
    """Return per step the largest sum of the steps from it on, cyclic, at least 0."""
    total = _twice(steps)
    highest = np.maximum.accumulate(total[::-1], axis=0)[::-1]
    return np.asarray((highest - total)[: len(steps)], dtype=np.float64)


def _twice(steps: Floats) -> Floats:
    """Return the running sum over two years, from 0."""
    zero = np.zeros((1, *steps.shape[1:]))
    return np.asarray(np.cumsum(np.concatenate([zero, steps, steps]), axis=0), dtype=np.float64)


def season_balance(
    supply_kw: npt.ArrayLike,
    demand_kw: npt.ArrayLike,
    cooling_kw: npt.ArrayLike,
    hours: npt.ArrayLike,
    month: npt.ArrayLike,
    *,
    efficiency: float,
    repeats: npt.ArrayLike | None = None,
    m3_per_gj: float = float("nan"),
) -> SeasonBalance:
    """Return the balance of a year: what goes directly, what through the storage, what is lacking.

    Parameters
    ----------
    supply_kw
        What the sewer can give at the side of the source, shape (n_steps,).
    demand_kw
        What the demand asks at the side of the source: heat to the building times (COP - 1)/COP. A scalar holds for
        all steps.
    cooling_kw
        Heat that cooling brings into the warm well. A scalar holds for all steps.
    hours
        Length of each step (h): 12 months, 24 hours of a typical day per month, 8760 hours, or irregular.
    month
        Month of each step, 1-12.
    efficiency
        Part of what is stored that comes back: ``wko.rendement``.
    repeats
        How many times in a row each run of steps of one month is gone through: the days of the month when the steps
        are those of a typical day. None for once.
    m3_per_gj
        Groundwater that carries a GJ between the wells, see `store_m3_per_gj`.

    Raises
    ------
    InputError
        The series differ in length or are empty, a value is negative or not a number, a month is not 1-12, or the
        efficiency is not above 0 and at most 1.
    """
    if not (0.0 < efficiency <= 1.0):
        raise InputError("season_efficiency", value=efficiency)
    of_step = np.asarray(month)
    n = len(of_step)
    given = {"aanbod": supply_kw, "vraag": demand_kw, "koeling": cooling_kw, "uren": hours}
    series = {name: _series(name, values, n) for name, values in given.items()}
    if not n or series["uren"].sum() <= 0:
        raise InputError("season_empty")
    if not np.isin(of_step, np.arange(1, MONTHS + 1)).all():
        raise InputError("season_month", value=of_step[~np.isin(of_step, np.arange(1, MONTHS + 1))][0])
    row = _expanded(of_step, repeats)
    supply, demand, cooling = (
        (series[name] * series["uren"] * GJ_PER_KWH)[row] for name in ("aanbod", "vraag", "koeling")
    )
    direct = np.minimum(supply, demand)
    surplus, deficit = supply - direct, demand - direct
    steps = _steps(surplus, deficit, cooling, efficiency)
    table = _table(of_step[row], supply, demand, direct, steps)
    year = totals(surplus.sum(), deficit.sum(), cooling.sum(), efficiency)
    day = np.floor((np.cumsum(series["uren"][row]) - series["uren"][row]) / 24.0 + 1e-6).astype(np.int64)
    per_day = np.bincount(day, weights=supply) - np.bincount(day, weights=demand)
    needed = bool(deficit.sum() > CLOSE * demand.sum())
    capacity = float(steps["voorraad_gj"].max())
    balance = SeasonBalance(
        table=table,
        supply_gj=float(supply.sum()),
        demand_gj=float(demand.sum()),
        direct_gj=float(direct.sum()),
        to_store_gj=float(year.to_store),
        regeneration_gj=float(year.regeneration),
        from_store_gj=float(year.from_store),
        shortage_gj=float(year.shortage),
        capacity_gj=capacity,
        needed=needed,
        closes=bool(year.shortage == 0),
        cooling_gj=float(cooling.sum()),
        efficiency=efficiency,
        day_only=needed and bool((per_day >= -CLOSE * demand.sum()).all()),
        volume_m3=capacity * m3_per_gj,
    )
    balance.words.update({language: season_words(balance, language) for language in ("nl", "en")})
    return balance


def store_m3_per_gj(density: float, specific_heat: float, delta_t: float) -> float:
    """Return the groundwater that carries a GJ between the wells (m3/GJ): 1 / (rho c dT).

    Parameters
    ----------
    density, specific_heat
        Of water, kg/m3 and kJ/(kg K).
    delta_t
        Difference between warm and cold well, K.
    """
    return 1e6 / (density * specific_heat * delta_t)


def _series(name: str, values: Any, n: int) -> Floats:
    found = np.asarray(values, dtype=np.float64)
    if found.ndim == 0:
        found = np.full(n, float(found))
    if found.shape != (n,):
        raise InputError("season_length", name=name, n=len(np.atleast_1d(found)), expected=n)
    wrong = ~np.isfinite(found) | (found < 0)
    if wrong.any():
        raise InputError("season_value", name=name, step=int(np.flatnonzero(wrong)[0]) + 1, value=found[wrong][0])
    return found


def _expanded(month: Ints, repeats: Any) -> Ints:
    """Return which step each moment of the year is: runs of one month repeated."""
    every = np.arange(len(month))
    if repeats is None:
        return every
    times = np.asarray(repeats, dtype=np.int64)
    if times.shape != month.shape:
        raise InputError("season_length", name="herhalingen", n=times.size, expected=len(month))
    starts = np.flatnonzero(np.concatenate([[True], month[1:] != month[:-1]]))
    runs = np.split(every, starts[1:])
    return np.concatenate([np.tile(run, max(int(times[run[0]]), 0)) for run in runs])


def _steps(surplus: Floats, deficit: Floats, cooling: Floats, efficiency: float) -> dict[str, Floats]:
    """Return per step what goes into and out of the storage, and its level at the end."""
    need = deficit / efficiency
    begin = levels(surplus, need, cooling)
    end = np.roll(begin, -1)
    rise = end - begin
    net = float(need.sum() - cooling.sum())
    into, regeneration, out = surplus, cooling, deficit
    if net <= 0:  # cooling is more than is asked: part of it is used
        into, regeneration = np.zeros_like(surplus), rise + need
    elif net > surplus.sum():  # too little: part of the deficit is served
        out = efficiency * (surplus + cooling - rise)
    else:
        into = rise + need - cooling
    # differences of long sums leave crumbs around 0
    return {
        "naar_wko_gj": np.clip(into, 0.0, surplus),
        "regeneratie_gj": np.clip(regeneration, 0.0, cooling),
        "uit_wko_gj": np.clip(out, 0.0, deficit),
        "tekort_gj": deficit - np.clip(out, 0.0, deficit),
        "voorraad_gj": end,
    }


def _table(month: Ints, supply: Floats, demand: Floats, direct: Floats, steps: dict[str, Floats]) -> pd.DataFrame:
    """Return `SEIZOEN_COLUMNS`; a month without a step keeps the level of the month before it."""
    columns = {"aanbod_gj": supply, "vraag_gj": demand, "direct_gj": direct, **steps}
    table = pd.DataFrame({"maand": np.arange(1, MONTHS + 1)})
    for name, values in columns.items():
        if name != "voorraad_gj":
            table[name] = np.bincount(month, weights=values, minlength=MONTHS + 1)[1 : MONTHS + 1]
    last = np.flatnonzero(month != np.roll(month, -1)) if len(np.unique(month)) > 1 else np.array([len(month) - 1])
    level = pd.Series(steps["voorraad_gj"][last], index=month[last]).groupby(level=0).last()
    held = level.reindex(range(1, MONTHS + 1)).ffill().fillna(level.iloc[-1])
    table["voorraad_gj"] = held.to_numpy()
    return table[list(names(SEIZOEN_COLUMNS))]
