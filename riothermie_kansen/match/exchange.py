"""The search for a better selection: several starts, growth and cutting back with a liking for some quarters, swaps."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from ..callbacks import Cancelled, Progress, never, part, silent, stop_if
from ..network.graph import FloatArray
from ..network.steiner.instance import simple_graph
from ..network.steiner.search import hashed
from ..network.task import first_weights
from .growing import cut_back, grown, joined, stepwise
from .marginal import marginal_costs
from .selection import Ground, Selection, enough, kept_only, tidied
from .units import ROUNDING

STARTS = ((5, 1.1), (20, 1.5), (10, 1.1), (20, 1.1), (40, 1.5), (5, 1.5))
"""Steps in which a first selection grows, and how far it grows in what there is; see `growing.stepwise`."""

OVER = (0.05, 0.15, 0.3)
"""How much more than there is a selection grows to in a round, one after the other."""

SPREAD = 2.0
"""Heat in one quarter counts up to e to this power as much as in another one in a round, half of it more, half less."""

QUARTERS = 0.5
"""Number of quarters that a place is divided in, in square roots of its street nodes."""

NEAR = 0.01
"""Part by which a selection may be dearer than the best one to have its pipes moved before they are compared."""

ALIKE = 1e-9
"""Part of the costs by which two selections differ at least to count as different."""


def searched(
    ground: Ground,
    known: list[Selection],
    required: Selection,
    *,
    starts: int,
    rounds: int,
    swaps: int,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Selection:
    """Return the best selection that was found.

    Parameters
    ----------
    known
        Selections that use enough heat and fit, the baseline among them.
    required
        The required units with their network.
    starts
        Number of `STARTS` that are tried.
    rounds
        Number of times that a selection grows and is cut back.
    swaps
        Number of swaps of two units that are worked out in a row without success.
    """
    first = first_weights(ground.task)
    found = list(known)
    for k, (steps, amount) in enumerate(STARTS[:starts]):
        one = stepwise(ground, required, first, steps, amount, cancelled)
        if one is not None and enough(ground, one):
            found.append(tidied(ground, one, cycles=1, cancelled=cancelled))
        progress(40.0 * (k + 1) / starts)
    found.sort(key=lambda one: one.net)
    best, second = found[0], found[min(1, len(found) - 1)]
    # a third of the rounds for the runner-up: it may have more to gain
    tried = [
        _rounds(ground, one, first, count, shift, part(progress, low, high), cancelled)
        for one, count, shift, low, high in (
            (second, rounds // 3 if len(found) > 2 else 0, rounds, 40.0, 55.0),
            (best, rounds - (rounds // 3 if len(found) > 2 else 0), 0, 55.0, 85.0),
        )
    ]
    best = min(tried, key=lambda one: one.net)
    best = _swapped(ground, best, first, swaps, cancelled)
    progress(100.0)
    return best


def _rounds(
    ground: Ground,
    best: Selection,
    first: FloatArray,
    rounds: int,
    shift: int,
    progress: Progress,
    cancelled: Cancelled,
) -> Selection:
    """Return a selection after rounds in which some quarters are liked more than others for a while."""
    for k in range(rounds):
        stop_if(cancelled)
        # the first round goes without
        liking = None if k == 0 else _liking(ground, first, shift + k)
        over = tidied(ground, grown(ground, best, first, OVER[k % len(OVER)], liking), cancelled=cancelled)
        found = cut_back(ground, over, cancelled)
        if found is not None and enough(ground, found):
            least = ALIKE * abs(best.net)
            if found.net < best.net + NEAR * best.layout.total and abs(found.net - best.net) > least:
                found = tidied(ground, found, cycles=1, cancelled=cancelled)
            if found.net < best.net - least:
                best = found
        progress(100.0 * (k + 1) / rounds)
    return best


def _liking(ground: Ground, first: FloatArray, stream: int) -> FloatArray:
    """Return a factor per building, the same for all that is nearest to the same one of some street nodes."""
    site = ground.task.site
    nodes = int(site.building_node[0])
    count = max(int(QUARTERS * np.sqrt(nodes)), 2)
    seed = np.unique((hashed(count, 2 * stream) * nodes).astype(np.int64))
    street = np.flatnonzero(~site.service)
    low, high, kept = simple_graph(site.size, site.ends[street, 0], site.ends[street, 1], first[street])
    links = csr_matrix((np.maximum(first[street][kept], 1e-6), (low, high)), shape=(site.size, site.size))
    _, _, base = dijkstra(links, directed=False, indices=seed, min_only=True, return_predecessors=True)
    factor = np.exp(SPREAD * (2.0 * hashed(site.size, 2 * stream + 1)[np.maximum(base, 0)] - 1.0))
    candidate = np.flatnonzero(site.service)[::-1]
    node = np.zeros(len(site.building_node), dtype=np.int64)
    node[site.ends[candidate, 1] - site.building_node[0]] = site.ends[candidate, 0]
    return np.asarray(factor[node], dtype=np.float64)


def _swapped(ground: Ground, best: Selection, first: FloatArray, most: int, cancelled: Cancelled) -> Selection:
    """Return a selection that no swap of two units (or leaving one out, or adding one) makes better, of those tried."""
    while most > 0:
        found = None
        for leaves, joins in _swaps(ground, best, most, cancelled):
            stop_if(cancelled)
            other = _moved(ground, best, leaves, joins, first, cancelled)
            if other is not None and other.net < best.net - ALIKE * abs(best.net) and enough(ground, other):
                found = other
                break
        if found is None:
            break
        best = found
    return best


def _swaps(ground: Ground, one: Selection, most: int, cancelled: Cancelled) -> list[tuple[int, int]]:
    """Return units that could leave and join (-1: none), the most promising first."""
    units = ground.units
    cost = np.zeros(len(units))
    each = marginal_costs(ground.task, ground.problem, one.layout, units.buildings(one.chosen), cancelled)
    cost[units.of[units.of >= 0]] = each[units.of >= 0]
    cost -= ground.euro_per_gj * units.worth
    able = np.isfinite(cost) & (units.heat > 0)
    inside, outside = np.flatnonzero(one.chosen & ~units.required), np.flatnonzero(~one.chosen & able)
    # dearest in, cheapest out, per GJ; of each about as many as there are swaps to try
    many = max(2 * int(np.ceil(np.sqrt(most))), 8)
    rate = cost / np.maximum(units.heat, 1e-9)
    inside = inside[np.lexsort((inside, -rate[inside]))][:many]
    outside = outside[np.lexsort((outside, rate[outside]))][:many]
    leaves = np.append(np.repeat(inside, len(outside) + 1), np.full(len(outside), -1))
    joins = np.append(np.tile(np.append(outside, -1), len(inside)), outside)
    heat = one.heat - np.where(leaves >= 0, units.heat[leaves], 0.0) + np.where(joins >= 0, units.heat[joins], 0.0)
    gain = np.where(leaves >= 0, cost[leaves], 0.0) - np.where(joins >= 0, cost[joins], 0.0)
    fine = (heat >= ground.least_gj * (1.0 - ROUNDING)) & (heat <= ground.supply.gj * (1.0 + ROUNDING))
    # what joins can be reached better once something has left: a loss on paper may be a gain
    fine &= gain > -0.5 * np.abs(np.where(leaves >= 0, cost[leaves], 0.0))
    order = np.lexsort((joins, leaves, -gain))
    order = order[fine[order]][:most]
    return list(zip(leaves[order].tolist(), joins[order].tolist(), strict=True))


def _moved(
    ground: Ground, one: Selection, leaves: int, joins: int, first: FloatArray, cancelled: Cancelled
) -> Selection | None:
    """Return a selection without one unit and with another one; None when it cannot be reached."""
    chosen = one.chosen.copy()
    if leaves >= 0:
        chosen[leaves] = False
        one = kept_only(ground, one.layout, chosen)
    if joins >= 0:
        found = joined(ground, one, joins, first)
        if found is None:
            return None
        one = found
    return tidied(ground, one, cancelled=cancelled)
