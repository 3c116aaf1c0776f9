"""The search for a better selection: let it grow beyond the supply where that is cheap, keep the cheapest part."""

from __future__ import annotations

import numpy as np

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..network.graph import FloatArray, IntArray
from ..network.layout import lay
from ..network.site import BoolArray
from ..network.task import Layout, first_weights, sized
from .growth import Growth, growth
from .selection import Ground, Selection, enough, fitted, select, tidied

HALVINGS = 20
"""Times that the price at which a network grows is halved to make it grow by the right amount."""

OVER = (0.15, 0.5, 0.05, 1.0, 0.3)
"""How much more than the supply a network grows to before the cheapest part of it is kept, one after the other."""


def grown(ground: Ground, one: Selection, first: FloatArray, over: float) -> Selection:
    """Return a selection that asks for about so much more than there is, with those that join it cheapest.

    Parameters
    ----------
    one
        Where to start; may be empty.
    first
        See `network.task.first_weights`.
    over
        Part of the scarce amount by which to exceed it.
    """
    units, measure = ground.units, ground.measure
    others = (units.of >= 0) & ~units.buildings(one.chosen)
    if not others.any():
        return one
    branches = growth(ground.task, one.layout, first, others)
    goal = (1.0 + over) * measure.most
    asked = np.bincount(units.of[units.of >= 0], weights=measure.amount[units.of >= 0], minlength=len(units))
    low, high = 0.0, 1.0
    chosen = one.chosen
    for _ in range(HALVINGS):
        chosen = one.chosen | _joining(ground, branches, others, high)
        if float(asked[chosen].sum()) >= goal:
            break
        low, high = high, 4.0 * high
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        found = one.chosen | _joining(ground, branches, others, middle)
        if float(asked[found].sum()) >= goal:
            chosen, high = found, middle
        else:
            low = middle
    who = units.buildings(chosen)
    edges = np.union1d(one.layout.edges, branches.edges(who & others))
    return select(ground, chosen, sized(ground.task, edges, who))


def _joining(ground: Ground, branches: Growth, others: BoolArray, price: float) -> BoolArray:
    """Return the units that are worth their branch at a price per GJ, shape (u,)."""
    units, problem = ground.units, ground.problem
    value = problem.heat_gj * (price + ground.euro_per_gj * problem.preference) - problem.fixed_eur
    found = branches.paying(np.where(others, value, 0.0)) & others
    heat = np.bincount(units.of[found], weights=problem.heat_gj[found], minlength=len(units))
    return np.asarray((heat >= 0.5 * units.heat) & (heat > 0), dtype=bool)


def searched(
    ground: Ground,
    starts: list[Selection],
    *,
    rounds: int,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Selection:
    """Return the best selection that was found.

    Parameters
    ----------
    starts
        Selections within the supply that use enough heat, the baseline among them.
    rounds
        Number of times that a network grows and is cut back.
    """
    first = first_weights(ground.task)
    best = min(starts, key=lambda one: one.net)
    for k in range(rounds):
        stop_if(cancelled)
        over = tidied(ground, grown(ground, best, first, OVER[k % len(OVER)]), cancelled=cancelled)
        found = fitted(ground, over)
        if found is not None:
            found = tidied(ground, found, cancelled=cancelled)
            if enough(ground, found) and found.net < best.net:
                best = found
        progress(100.0 * (k + 1) / rounds)
    return best


def laid(ground: Ground, chosen: BoolArray, *, thorough: bool, cancelled: Cancelled = never) -> Selection:
    """Return units with the cheapest network found for them."""
    who = ground.units.buildings(chosen)
    if not who.any():
        return select(ground, chosen, nothing(ground))
    return select(ground, chosen, lay(ground.task, who, thorough=thorough, bound=False, cancelled=cancelled))


def nothing(ground: Ground) -> Layout:
    """Return the network of no buildings."""
    none: IntArray = np.empty(0, dtype=np.int64)
    return sized(ground.task, none, np.zeros(len(ground.units.of), dtype=bool))
