"""A selection with its network while the search goes on, and what the search knows about the question."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..callbacks import Cancelled, never
from ..network.capacity import without
from ..network.graph import FloatArray
from ..network.layout import improved
from ..network.site import BoolArray
from ..network.task import Layout, Task, sized
from .problem import Problem
from .subtree import cheapest_part
from .units import ROUNDING, Supply, Units

PRICES = (1.0, 3.0, 10.0, 100.0)
"""Prices per GJ, in the mean costs of a network, at which heat is bought when the power is what is scarce; the first
one at which enough is bought counts."""

SHRINKS, GROWS = 0.7, 1.3
"""Power with which pipes are compared to tell what they cost per kW: less when a network is cut back, more when it
grows. Far enough apart to see past the steps between diameters."""

SLACK = 0.02
"""Part by which an amount on the way may be missed."""

ALIKE = 1e-9
"""Part of the costs by which two selections differ at least to count as different."""

MOVES = 3
"""Rounds in which key paths move on true costs in a network that is worth it."""


@dataclass(frozen=True)
class Measure:
    """What is scarce: heat or power.

    Attributes
    ----------
    amount
        Shape (b,): what each building asks of it: GJ a year, or kW that adds up.
    most
        Sum that there is.
    by_power
        Power is what is scarce.
    """

    amount: FloatArray
    most: float
    by_power: bool


@dataclass(frozen=True)
class Ground:
    """What does not change during a search.

    Attributes
    ----------
    task, problem, units, supply
        The question.
    euro_per_gj
        EUR that a GJ a year at preference 1 weighs.
    least_gj
        Heat that a selection has to use at least.
    measure
        What is scarce.
    """

    task: Task
    problem: Problem
    units: Units
    supply: Supply
    euro_per_gj: float
    least_gj: float
    measure: Measure

    @cached_property
    def own_kw(self) -> FloatArray:
        """Power through the connection of each building, kW, shape (b,)."""
        return self.task.own_kw

    @cached_property
    def asked(self) -> FloatArray:
        """What each unit asks of what is scarce, shape (u,)."""
        of = self.units.of
        asked = np.bincount(of[of >= 0], weights=self.measure.amount[of >= 0], minlength=len(self.units))
        return np.asarray(asked, dtype=np.float64)

    @property
    def gain(self) -> FloatArray:
        """What each unit is worth beside network costs, minus its fixed costs, EUR, shape (u,)."""
        return np.asarray(self.euro_per_gj * self.units.worth - self.units.fixed, dtype=np.float64)


@dataclass(frozen=True)
class Selection:
    """Units and the network that connects them.

    Attributes
    ----------
    chosen
        Shape (u,).
    layout
        The network of exactly those.
    net
        Costs minus what the units are worth, EUR: what is minimised.
    heat
        GJ a year.
    """

    chosen: BoolArray
    layout: Layout
    net: float
    heat: float


def select(ground: Ground, chosen: BoolArray, layout: Layout) -> Selection:
    """Return units with a network that connects exactly those."""
    net = layout.total - float(ground.gain[chosen].sum())
    return Selection(chosen, layout, net, float(ground.units.heat[chosen].sum()))


def enough(ground: Ground, one: Selection) -> bool:
    """Tell whether a selection uses enough heat and the supply can feed it."""
    return one.heat >= ground.least_gj * (1.0 - ROUNDING) and ground.supply.fits(one.chosen)


def tidied(ground: Ground, one: Selection, *, cycles: int = 0, cancelled: Cancelled = never) -> Selection:
    """Return a selection with a network that is at most as dear: priced anew, and moved in so many cycles."""
    if not one.chosen.any():
        return one
    who = ground.units.buildings(one.chosen)
    layout = improved(ground.task, one.layout, who, moves=MOVES, cycles=cycles, cancelled=cancelled)
    return one if layout.total >= one.layout.total else select(ground, one.chosen, layout)


def kept_only(ground: Ground, layout: Layout, chosen: BoolArray) -> Selection:
    """Return units out of a network that connects more, without what led to the others."""
    who = ground.units.buildings(chosen)
    return select(ground, chosen, sized(ground.task, without(ground.task.site, layout, who), who))


def fitted(ground: Ground, over: Selection, most: float | None = None) -> Selection | None:
    """Return the part of a network that costs least among those that use enough heat; None when there is none.

    Parameters
    ----------
    over
        Units and a network; together they may ask for more than there is.
    most
        Scarce amount to cut back to for now, more than there is; None for the supply itself.

    Notes
    -----
    A knapsack on the tree (`subtree`). A block of several buildings is first taken apart; if most of its heat is in the
    best part it stays whole, otherwise it goes; then the knapsack is solved again.
    """
    units = ground.units
    several = over.chosen & (np.diff(units.start) > 1) & ~units.required
    fixed = np.zeros(len(units), dtype=bool)
    chosen = over.chosen
    while True:
        best = _part(ground, over.layout, chosen, units.required | fixed, most)
        if best is None:
            return None
        open_ones = several & chosen & ~fixed
        heat = np.bincount(units.of[best], weights=ground.problem.heat_gj[best], minlength=len(units))
        share = heat / np.maximum(units.heat, 1e-12)
        split = open_ones & (share < 1.0 - 1e-9) & (share > 0)
        if not split.any():
            break
        gone = open_ones & (share < 0.5)
        fixed |= open_ones & ~gone
        chosen = chosen & ~gone
        # whole blocks may ask for more than the parts did: those that were least in go first
        for k in np.lexsort((np.arange(len(units)), share)).tolist():
            if most is not None or ground.supply.fits(units.required | fixed):
                break
            if fixed[k]:
                fixed[k], chosen[k] = False, False
    return kept_only(ground, over.layout, units.units(best) & chosen)


def rates(ground: Ground, layout: Layout, factor: float) -> tuple[FloatArray, FloatArray]:
    """Return what each pipe costs per kW that it carries, EUR, and those kW (connections added up), shapes (t,).

    Parameters
    ----------
    factor
        The power that the price is compared with, in that of now.
    """
    rooted, site = layout.rooted, ground.task.site
    own = np.zeros(site.size)
    own[site.building_node] = ground.own_kw
    carried = np.asarray(rooted.towards_root(own[rooted.lower]), dtype=np.float64)
    other = ground.task.pricer.cost(rooted.edge, layout.loads.power_kw * factor)
    part = np.where(site.service[rooted.edge], 0.0, (other - layout.cost) / (factor - 1.0))
    return np.divide(part, carried, out=np.zeros(len(part)), where=carried > 0), carried


def _part(ground: Ground, layout: Layout, chosen: BoolArray, must: BoolArray, limit: float | None) -> BoolArray | None:
    """Return the buildings of the best part of a network, shape (b,)."""
    units, site, rooted, problem = ground.units, ground.task.site, layout.rooted, ground.problem
    who = units.buildings(chosen)
    number = np.full(site.size, -1, dtype=np.int64)
    number[site.building_node] = np.arange(len(who))
    here = number[rooted.lower]
    mine = (here >= 0) & who[here]
    at = here[mine]
    heat, amount, cost = np.zeros(len(here)), np.zeros(len(here)), layout.cost.copy()
    heat[mine], amount[mine] = problem.heat_gj[at], ground.measure.amount[at]
    cost[mine] -= ground.euro_per_gj * heat[mine] * problem.preference[at] - problem.fixed_eur[at]
    # who is not chosen is not to come along
    cost[(here >= 0) & ~mine] = np.inf
    # what a pipe costs for what it carries goes to those it feeds: it shrinks with them
    own = np.zeros(len(here))
    own[mine] = ground.own_kw[at]
    rate, carried = rates(ground, layout, SHRINKS)
    cost += own * rooted.from_root(rate) - rate * carried
    musts = np.zeros(len(here), dtype=bool)
    musts[mine] = must[units.of[at]]

    def fine(keep: BoolArray) -> bool:
        used = float(heat[keep].sum())
        return used >= ground.least_gj * (1.0 - ROUNDING) and ground.supply.feeds(here[keep & mine], used)

    total = float(amount.sum())
    most = min(ground.measure.most if limit is None else limit, total)
    if limit is not None:
        keep = cheapest_part(
            rooted, cost, amount, musts, least=(1.0 - SLACK) * most, most=most, fine=lambda _: True
        )  # fmt: skip
    elif not ground.measure.by_power:
        keep = cheapest_part(rooted, cost, amount, musts, least=ground.least_gj, most=most, fine=fine)
    else:
        keep = None
        price = max(layout.total, 1.0) / max(float(heat.sum()), 1e-9)
        for factor in PRICES:
            keep = cheapest_part(
                rooted, cost - factor * price * heat, amount, musts, least=0.0, most=most, fine=fine
            )  # fmt: skip
            if keep is not None:
                break
    if keep is None:
        return None
    best = np.zeros(len(who), dtype=bool)
    best[here[keep & mine]] = True
    return best
