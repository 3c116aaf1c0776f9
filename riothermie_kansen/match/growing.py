"""Selections that grow by what joins them cheapest, and are cut back to what there is."""

from __future__ import annotations

import numpy as np

from ..callbacks import Cancelled, never, stop_if
from ..network.graph import FloatArray, IntArray
from ..network.layout import lay
from ..network.site import BoolArray
from ..network.task import Layout, sized
from .growth import Growth, growth
from .selection import GROWS, Ground, Selection, fitted, rates, select, tidied

HALVINGS = 20
"""Times that the price at which a network grows is halved to make it grow by the right amount."""

BACK = 0.15
"""Part of what there is by which a network is cut back at most in one step, laid better in between."""


def grown(
    ground: Ground, one: Selection, first: FloatArray, over: float, liking: FloatArray | None = None
) -> Selection:
    """Return a selection that asks for about so much more than there is, with those that join it cheapest.

    Parameters
    ----------
    one
        Where to start; may be empty.
    first
        See `network.task.first_weights`.
    over
        Part of the scarce amount by which to exceed it.
    liking
        Shape (b,): factor on what heat is worth there; None for 1 everywhere.
    """
    units, measure = ground.units, ground.measure
    others = (units.of >= 0) & ~units.buildings(one.chosen)
    if not others.any():
        return one
    branches = growth(ground.task, one.layout, first, others)
    problem = ground.problem
    fixed = _upstream(ground, one.layout, branches) + problem.fixed_eur
    fixed -= ground.euro_per_gj * problem.heat_gj * problem.preference
    worth = problem.heat_gj if liking is None else problem.heat_gj * liking
    goal = (1.0 + over) * measure.most
    low, high = 0.0, 1.0
    chosen = one.chosen
    for _ in range(HALVINGS):
        chosen = one.chosen | _joining(ground, branches, others, worth * high - fixed)
        if float(ground.asked[chosen].sum()) >= goal:
            break
        low, high = high, 4.0 * high
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        found = one.chosen | _joining(ground, branches, others, worth * middle - fixed)
        if float(ground.asked[found].sum()) >= goal:
            chosen, high = found, middle
        else:
            low = middle
    who = units.buildings(chosen)
    edges = np.union1d(one.layout.edges, branches.edges(who & others))
    return select(ground, chosen, sized(ground.task, edges, who))


def _upstream(ground: Ground, layout: Layout, branches: Growth) -> FloatArray:
    """Return what pipes between the source and the branch of each building grow by for it, EUR, shape (b,)."""
    rate, _ = rates(ground, layout, GROWS)
    at_node = np.zeros(ground.task.site.size)
    at_node[layout.rooted.lower] = layout.rooted.from_root(rate)
    rooted = branches.rooted
    below = rooted.from_root(np.where(rooted.parent < 0, at_node[rooted.upper], 0.0))
    cost = np.zeros(len(ground.own_kw))
    at = branches.building >= 0
    cost[branches.building[at]] = below[at]
    return cost * ground.own_kw


def _joining(ground: Ground, branches: Growth, others: BoolArray, value: FloatArray) -> BoolArray:
    """Return the units that are worth their branch, most of their heat at least, shape (u,)."""
    units = ground.units
    found = branches.paying(np.where(others, value, 0.0)) & others
    heat = np.bincount(units.of[found], weights=ground.problem.heat_gj[found], minlength=len(units))
    return np.asarray((heat >= 0.5 * units.heat) & (heat > 0), dtype=bool)


def cut_back(ground: Ground, over: Selection, cancelled: Cancelled = never) -> Selection | None:
    """Return the cheapest part of a selection within the supply, cut back step by step; None when there is none."""
    asked = float(ground.measure.amount[ground.units.buildings(over.chosen)].sum())
    ratio = asked / ground.measure.most if ground.measure.most > 0 else 1.0
    whole = over
    steps = max(int(np.ceil(np.log(ratio) / np.log1p(BACK))), 1) if ratio > 1.0 else 1
    for k in range(1, steps):
        stop_if(cancelled)
        part = fitted(ground, over, asked * ratio ** (-k / steps))
        if part is not None:
            over = tidied(ground, part, cancelled=cancelled)
    # where blocks are large the best that fits may need one that went on the way
    found = fitted(ground, over) or (fitted(ground, whole) if steps > 1 else None)
    return None if found is None else tidied(ground, found, cancelled=cancelled)


def stepwise(
    ground: Ground, start: Selection, first: FloatArray, steps: int, amount: float, cancelled: Cancelled = never
) -> Selection | None:
    """Return a selection that grew in equal steps to more than there is and was cut back; None when none fits.

    Parameters
    ----------
    start
        The required units.
    first
        See `network.task.first_weights`.
    steps
        Number of steps. In few steps whole quarters join at once, in many they join street by street.
    amount
        How far it grows, in what there is.
    """
    one = start
    for k in range(steps):
        stop_if(cancelled)
        one = tidied(ground, grown(ground, one, first, amount * (k + 1) / steps - 1.0), cancelled=cancelled)
    return cut_back(ground, one, cancelled)


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


def joined(ground: Ground, one: Selection, unit: int, first: FloatArray) -> Selection | None:
    """Return a selection with one more unit by its cheapest way; None when there is no way."""
    units = ground.units
    more = np.zeros(len(units), dtype=bool)
    more[unit] = True
    others = units.buildings(more)
    branches = growth(ground.task, one.layout, first, others)
    reached = np.zeros(len(others), dtype=bool)
    reached[branches.building[branches.building >= 0]] = True
    if not reached[others].all():
        return None
    chosen = one.chosen | more
    edges = np.union1d(one.layout.edges, branches.edges(others))
    return select(ground, chosen, sized(ground.task, edges, units.buildings(chosen)))
