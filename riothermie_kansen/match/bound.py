"""What no selection goes below: a price on heat, and a tree that may leave buildings out for what they are worth.

For any price of heat (EUR per GJ a year), the costs of a selection that uses at least H are at least: price x H, plus
the least that costs minus worth can be when every building is worth its heat at that price and no amount is asked for
(Lagrange). That least is a prize-collecting Steiner tree. An edge from the root to every building, at what the building
is worth, makes it a Steiner tree in which every building is joined, by a pipe or by giving up its worth; its bound is
that of the layout engine (dual ascent, or a linear programme over cuts). Every price gives a valid bound; the highest
one found counts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..callbacks import Cancelled, Progress, never, silent
from ..network.cost_bound import line_weights, metres_away, price_line
from ..network.graph import FloatArray
from ..network.loads import SPACE, consumers
from ..network.steiner import lower_bound
from ..network.task import Task, first_weights
from .selection import Ground, Selection

FACTORS = (1.6, 1.25, 1.1, 1.04)
"""Steps by which the price moves as long as the bound rises, the next one once it does not."""

PRICE_WORK, PRICES = {False: 150_000, True: 400_000}, (4, 14)
"""Prices that are tried on the way up in a quick and a thorough search: the first number divided by the edges of the
site, within the range."""


WIDE_TO = 100_000
"""Edges up to which cuts may be as large as they like, see `network.steiner.lower_bound`."""


@dataclass(frozen=True)
class Prices:
    """What edges cost at least, and what each building adds to that wherever it hangs.

    Attributes
    ----------
    weight, toll
        Shape (e,): EUR; the toll keeps ways from leading through buildings.
    added
        Shape (b,): EUR.
    """

    weight: FloatArray
    toll: FloatArray
    added: FloatArray


def first_prices(task: Task) -> Prices:
    """Return prices with every street at the smallest diameter."""
    return _prices(task, first_weights(task), np.zeros(len(task.site.building_node)))


def rising_prices(ground: Ground) -> Prices | None:
    """Return prices below those of pipes that grow with what they carry; None where there are none.

    A line a + s G lies below the price per metre at the demand G behind a pipe, for all that the supply can feed. So a
    network costs at least the tree at price a, plus s times the demand of every building times its way to the source.
    """
    task, units = ground.task, ground.units
    space = task.at_building[:, SPACE]
    can = units.of >= 0
    line = price_line(task, most_space(ground), float(consumers(task.at_building[can].sum(axis=0)[None, :])[0]))
    if line is None:
        return None
    base, slope = line
    return _prices(task, line_weights(task, base), slope * space * metres_away(task))


def most_space(ground: Ground) -> float:
    """Return the most demand for space heating that fits in the heat of the supply when blocks may be split, kW."""
    units, supply = ground.units, ground.supply
    can = units.of >= 0
    space = np.bincount(units.of[can], weights=ground.task.at_building[can, SPACE], minlength=len(units))
    total = float(space[units.required].sum())
    rest = supply.gj - float(units.heat[units.required].sum())
    optional = np.flatnonzero(~units.required)
    rate = space[optional] / np.maximum(units.heat[optional], 1e-9)
    order = optional[np.lexsort((optional, -rate))]
    before = np.cumsum(units.heat[order]) - units.heat[order]
    part = np.clip((rest - before) / np.maximum(units.heat[order], 1e-9), 0.0, 1.0)
    return total + float((space[order] * part).sum())


def bound_at(
    ground: Ground, prices: Prices, price: float, *, thorough: bool = False, cancelled: Cancelled = never
) -> float:
    """Return what costs minus worth of no selection that uses enough heat is below, EUR.

    Parameters
    ----------
    prices
        From `first_prices` or `rising_prices`.
    price
        EUR per GJ a year; below 0 the heat of the supply is what limits, not the heat to use.
    thorough
        Sharpen the bound of a small problem.
    """
    task, units, problem = ground.task, ground.units, ground.problem
    site = task.site
    can = units.of >= 0
    added = np.bincount(units.of[can], weights=prices.added[can], minlength=len(units))
    value = units.heat * price + ground.gain - added
    # who is worth nothing is in no best tree, whatever the way
    terminal_unit = units.required | (value > 0)
    who = units.buildings(terminal_unit)
    heat, count = units.heat[units.of], np.diff(units.start)[units.of]
    share = np.where(heat > 0, problem.heat_gj / np.where(heat > 0, heat, 1.0), 1.0 / np.maximum(count, 1))
    own = np.where(who, value[units.of] * share, 0.0)
    free = who & ~units.required[units.of]
    use = np.ones(len(site.ends), dtype=bool)
    use[site.service] = who[site.ends[site.service, 1] - site.building_node[0]]
    use &= site.reached()[site.ends].all(axis=1)
    edges = np.flatnonzero(use)
    toll = float(prices.toll.max(initial=0.0))
    at = np.flatnonzero(free)
    leave = np.column_stack([np.full(len(at), site.root), site.building_node[at]])
    ends = np.vstack([site.ends[edges], leave])
    weight = np.concatenate([prices.weight[edges] + prices.toll[edges], own[at] + toll])
    terminal = np.zeros(site.size, dtype=bool)
    terminal[site.building_node[who]] = terminal[site.root] = True
    tree = lower_bound(
        site.size, ends[:, 0], ends[:, 1], weight, terminal,
        np.concatenate([prices.toll[edges], np.full(len(at), toll)]), thorough=thorough,
        wide=len(edges) <= WIDE_TO,
        cancelled=cancelled,
    )  # fmt: skip
    limit = ground.least_gj if price >= 0 else ground.supply.gj
    return price * limit + tree - toll * float(who.sum()) - float(own.sum())


def objective_bound(
    ground: Ground,
    reached: Selection,
    *,
    thorough: bool = False,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> float:
    """Return what costs minus worth of no selection that uses enough heat is below, EUR.

    Parameters
    ----------
    reached
        The best selection known.
    thorough
        Take the time for a sharper bound of a small problem.
    """
    if not reached.heat > 0:
        return min(reached.net, 0.0)
    # what a GJ costs on average is about what it is worth at the right price, preference included
    liked = ground.euro_per_gj * float(ground.units.worth[reached.chosen].sum()) / reached.heat
    worth = reached.net / reached.heat + liked
    first, rising = first_prices(ground.task), rising_prices(ground)
    value, price = best_bound(
        ground, first if rising is None else rising, max(worth, 1e-6), liked, thorough=thorough, progress=progress,
        cancelled=cancelled,
    )  # fmt: skip
    # rising prices nearly always prove more; if they do not, then at about the same price of heat
    other = -np.inf if rising is None else bound_at(ground, first, price, cancelled=cancelled)
    return min(max(value, other), reached.net)


def best_bound(
    ground: Ground,
    prices: Prices,
    start: float,
    liked: float,
    *,
    thorough: bool = False,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> tuple[float, float]:
    """Return the highest bound found, and its price; parameters as for `bound_at`.

    Parameters
    ----------
    start
        What a GJ is worth to begin with, preference included, EUR; above 0.
    liked
        Part of that that is preference; the price is the rest.
    """
    known: dict[float, float] = {}
    most = int(np.clip(PRICE_WORK[thorough] // max(len(ground.task.site.ends), 1), *PRICES))

    def at(worth: float) -> float:
        if worth not in known:
            known[worth] = bound_at(ground, prices, worth - liked, cancelled=cancelled)
            progress(90.0 * len(known) / most)
        return known[worth]

    best = start
    at(start)
    for factor in FACTORS:
        for step in (factor, 1.0 / factor):
            while len(known) < most and at(best * step) > known[best]:
                best *= step
    # on both sides of price 0 another limit counts
    at_none = bound_at(ground, prices, 0.0, cancelled=cancelled) if liked > 0 else -np.inf
    sharp = bound_at(ground, prices, best - liked, thorough=True, cancelled=cancelled) if thorough else -np.inf
    progress(100.0)
    return max(known[best], sharp, at_none), best - liked


def _prices(task: Task, weight: FloatArray, added: FloatArray) -> Prices:
    return Prices(weight, np.where(task.site.service, task.site.toll(weight), 0.0), added)
