"""The choice of source points: the place with the most heat per euro, then the next with what is left."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import shapely
from scipy.spatial import cKDTree

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..claims.heat import Carrier, Taken
from ..claims.room import Limits, asked, room_for
from .candidates import Candidates, supply_kw
from .reach import Reach
from .worth import Demand, Prices, Served, serve

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

AT_ONCE = 512
"""Places that are valued together."""

DIGITS = 10
"""Values that agree in so many digits are equal: then the first place in order of its name is taken."""

LEAST_GJ = 1.0
"""A place that serves less than this a year is none: what sums leave over."""

STILL = 1e-9
"""A supply that changes less than this part of it is the same."""


@dataclass(frozen=True)
class Water:
    """The sewer as the choice sees it: how deficits travel, limits, and where existing offtakes take how much (kW)."""

    carry: Carrier
    limits: Limits
    taken: Taken
    kw: Floats


@dataclass
class Value:
    """What every place is worth at some moment, arrays of shape (c,).

    Attributes
    ----------
    supply_kw, supply_gj
        What the water still gives there: at the sewer, and as heat at the side of the buildings.
    served
        What it serves.
    used_kw
        Power of the sewer that it serves this with.
    source_eur, main_eur, eur
        Costs.
    rate
        Heat per euro, GJ a year per EUR; 0 where it serves nothing.
    """

    supply_kw: Floats
    supply_gj: Floats
    served: Served
    used_kw: Floats
    source_eur: Floats
    main_eur: Floats
    eur: Floats
    rate: Floats


@dataclass
class Step:
    """A point that was chosen.

    Attributes
    ----------
    place
        Position of the place.
    value
        What all places were worth when it was chosen.
    able
        Places that could have been chosen, shape (c,).
    second, elsewhere
        Position of the runner-up, and of the best place at some distance; -1 where there is none.
    buildings, given_gj
        Buildings that it serves and the heat of each.
    grant_kw
        Power of the sewer that it can have beside all others.
    """

    place: int
    value: Value
    able: Flags
    second: int
    elsewhere: int
    buildings: Ints
    given_gj: Floats
    grant_kw: float = 0.0


@dataclass
class Choice:
    """The points in order of choice, and what every place is worth by itself."""

    steps: list[Step] = field(default_factory=list)
    alone: Value | None = None


def choose(
    places: Candidates,
    water: Water,
    reach: Reach,
    demand: Demand,
    prices: Prices,
    *,
    count: int,
    minimum_kw: float,
    elsewhere_m: float,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Choice:
    """Choose places one after the other, each the best of all given the ones before it.

    Parameters
    ----------
    places, water, reach, demand, prices
        The problem.
    count
        How many at most.
    minimum_kw
        Least power at the side of the buildings, kW, that a place must serve.
    elsewhere_m
        Straight distance from which a place is another one.
    """
    xy = shapely.get_coordinates(places.points)
    left = demand.gj.copy()
    result = Choice()
    value: Value | None = None
    changed = np.ones(len(places.name), dtype=bool)
    for step in range(count):
        taken, kw = _taken(places, water, result.steps)
        supply = supply_kw(water.carry, places, taken, kw, water.limits, cancelled)
        if value is not None:
            changed |= np.abs(supply - value.supply_kw) > STILL * np.maximum(supply, value.supply_kw)
        share = (100.0 * step / count, 100.0 * (step + 1) / count)
        value = _valued(places, supply, changed, value, reach, left, demand, prices, share, progress, cancelled)
        if step == 0:
            result.alone = value
        able = (value.served.gj >= LEAST_GJ) & (value.used_kw * places.building_per_kw >= minimum_kw)
        able[[one.place for one in result.steps]] = False
        if not able.any():
            break
        order = _best_first(value.rate, able)
        best = int(order[0])
        far = np.hypot(*(xy[order] - xy[best]).T) >= elsewhere_m
        pairs = reach.pairs(np.array([best]), cancelled)
        _, given = serve(pairs, value.supply_gj[[best]], left, demand)
        hit = given > 0
        left[pairs.building[hit]] = np.maximum(left[pairs.building[hit]] - given[hit], 0.0)
        result.steps.append(
            Step(
                best, value, able, int(order[1]) if len(order) > 1 else -1, int(order[far][0]) if far.any() else -1,
                pairs.building[hit], given[hit],
            )
        )  # fmt: skip
        changed = _near(xy, reach.buildings[pairs.building[hit]], reach.metres)
    _grant(places, water, result.steps)
    progress(100.0)
    return result


def _taken(places: Candidates, water: Water, steps: list[Step]) -> tuple[Taken, Floats]:
    """Return where heat is taken, and how much: existing offtakes, then the chosen points."""
    rows = np.array([step.place for step in steps], dtype=np.int64)
    used = np.array([step.value.used_kw[step.place] for step in steps], dtype=np.float64)
    pipe = np.concatenate([water.taken.pipe, places.pipe[rows]])
    return Taken(pipe, np.concatenate([water.taken.metres, places.metres[rows]])), np.concatenate([water.kw, used])


def _near(xy: Floats, changed: Floats, metres: float) -> Flags:
    """Return which places may reach a building whose demand changed: no way is shorter than the straight one."""
    if not len(changed):
        return np.zeros(len(xy), dtype=bool)
    distance, _ = cKDTree(changed).query(xy, distance_upper_bound=metres * (1.0 + 1e-9))
    return np.asarray(np.isfinite(distance), dtype=bool)


def _best_first(rate: Floats, able: Flags) -> Ints:
    """Return the places that can be chosen, best first; equal ones in their own order."""
    rows = np.flatnonzero(able)
    scale = 10.0 ** (np.floor(np.log10(rate[rows])) + 1 - DIGITS)
    return rows[np.argsort(-np.round(rate[rows] / scale) * scale, kind="stable")].astype(np.int64)


def _valued(
    places: Candidates,
    supply: Floats,
    changed: Flags,
    before: Value | None,
    reach: Reach,
    left: Floats,
    demand: Demand,
    prices: Prices,
    share: tuple[float, float],
    progress: Progress,
    cancelled: Cancelled,
) -> Value:
    """Return what every place is worth now; places for which nothing changed keep their value."""
    n = len(places.name)
    served = Served(*(np.zeros(n) for _ in range(4)))
    if before is not None:
        served = Served(*(array.copy() for array in _arrays(before.served)))
    supply_gj = supply * places.gj_per_kw
    rows = np.flatnonzero(changed)
    for start in range(0, len(rows), AT_ONCE):
        stop_if(cancelled)
        block = rows[start : start + AT_ONCE]
        part, _ = serve(reach.pairs(block, cancelled), supply_gj[block], left, demand)
        for whole, piece in zip(_arrays(served), _arrays(part), strict=True):
            whole[block] = piece
        progress(share[0] + (share[1] - share[0]) * (start + len(block)) / len(rows))
    used = served.gj / places.gj_per_kw
    source, main = prices.source_eur(used), prices.main_eur(served.gj, served.metres)
    eur = source + main
    rate = np.divide(served.gj, eur, out=np.zeros(n), where=eur > 0)
    return Value(supply, supply_gj, served, used, source, main, eur, rate)


def _arrays(served: Served) -> tuple[Floats, Floats, Floats, Floats]:
    return served.gj, served.within_gj, served.metres, served.homes


def _grant(places: Candidates, water: Water, steps: list[Step]) -> None:
    """Give each point, in order of choice, what the water allows beside the others: together they fit."""
    if not steps:
        return
    taken, kw = _taken(places, water, steps)
    asking = asked(water.carry, taken, water.limits)
    for row, step in enumerate(steps, len(water.kw)):
        kw[row] = step.grant_kw = max(room_for(asking, row, kw).kw, float(kw[row]))
