"""The search for a better selection: several starts, growth and cutting back with a liking for some quarters, swaps."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from ..callbacks import Cancelled, Progress, never, part, silent, stop_if
from ..network.graph import FloatArray
from ..network.site import BoolArray
from ..network.steiner.instance import simple_graph
from ..network.steiner.search import hashed
from ..network.task import first_weights
from .anew import anew
from .around import around
from .growing import cut_back, grown, laid, stepwise
from .selection import ALIKE, Ground, Selection, enough, fitted, tidied
from .swaps import swapped
from .units import ROUNDING
from .ways import find_ways

STARTS = ((5, 1.1), (20, 1.5), (20, 1.1))
"""Steps in which a first selection grows, and how far it grows in what there is; see `growing.stepwise`."""

OVER = (0.05, 0.15, 0.3)
"""How much more than there is a selection grows to in a round, one after the other."""

CHOICE = 6.0
"""Blocks of mean size by which a selection grows at least in a round."""

FEW = 16
"""Blocks of which all sets may be looked at."""

SPREAD = 2.0
"""Heat in one quarter counts up to e to this power as much as in another one in a round, half of it more, half less."""

QUARTERS = 0.5
"""Number of quarters that a place is divided in, in square roots of its street nodes."""

SHARPENED = 4
"""First selections of which the pipes are moved, the cheapest ones, before two of them go on."""

ANEW = 4
"""Times that a part of a selection leaves and the rest grows on, per round."""

STALE = (3, 0.25)
"""Rounds without a gain after which no more follow: so many, or this part of all rounds when that is more."""

NEAR = 0.01
"""Part by which a selection may be dearer than the best one to have its pipes moved before they are compared."""


def searched(
    ground: Ground,
    known: list[Selection],
    required: Selection,
    *,
    starts: int,
    rounds: int,
    swaps: int,
    combinations: int,
    whole: bool,
    thorough: bool,
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
        Number of times that a selection grows and is cut back, and of clusters that are a first selection.
    swaps
        Number of swaps of units that are worked out.
    combinations
        When no more sets of units than this use enough heat and fit, every one of them is laid.
    whole
        Start from the network of everything too.
    thorough
        Grow around more places.
    """
    sets = every_set(ground, combinations)
    if sets is not None:
        every = [laid(ground, chosen, thorough=False, cancelled=cancelled) for chosen in sets]
        return min([*known, *every], key=lambda one: one.net)
    first = first_weights(ground.task)
    found = list(known)
    if whole:
        everyone = laid(ground, np.ones(len(ground.units), dtype=bool), thorough=False, cancelled=cancelled)
        one = fitted(ground, everyone)
        if one is not None:
            found.append(one)
    ways = find_ways(ground, first)
    found += around(ground, ways, required, first, rounds, thorough=thorough, cancelled=cancelled)
    for k, (steps, amount) in enumerate(STARTS[:starts]):
        one = stepwise(ground, required, first, steps, amount, cancelled)
        if one is not None and enough(ground, one):
            found.append(one)
        progress(40.0 * (k + 1) / starts)
    found = list({one.chosen.tobytes(): one for one in sorted(found, key=lambda one: -one.net)}.values())[::-1]
    found = [tidied(ground, one, cycles=1, cancelled=cancelled) for one in found[:SHARPENED]]
    found.sort(key=lambda one: one.net)
    # a third of the rounds for the runner-up: it may have more to gain
    others = rounds // 3 if len(found) > 1 else 0
    tried = []
    for one, count, shift, low, high in (
        (found[0], rounds - others, 0, 40.0, 80.0),
        (found[-1] if len(found) < 2 else found[1], others, rounds, 80.0, 100.0),
    ):
        middle = 0.5 * (low + high)
        better = _rounds(ground, one, first, count, shift, part(progress, low, middle), cancelled)
        better = anew(
            ground, ways, better, first, ANEW * count, progress=part(progress, middle, high), cancelled=cancelled
        )  # fmt: skip
        tried.append(swapped(ground, better, first, swaps, cancelled))
    return min(tried, key=lambda one: one.net)


def every_set(ground: Ground, most: int) -> list[BoolArray] | None:
    """Return all sets of units that use enough heat and fit; None when they are more than `most`, or not few blocks."""
    units, supply = ground.units, ground.supply
    optional = np.flatnonzero(~units.required & (units.heat > 0))
    if len(optional) > FEW:
        return None
    picks = (np.arange(2 ** len(optional))[:, None] >> np.arange(len(optional)) & 1).astype(bool)
    heat = float(units.heat[units.required].sum()) + picks @ units.heat[optional]
    picks = picks[(heat >= ground.least_gj * (1.0 - ROUNDING)) & (heat <= supply.gj * (1.0 + ROUNDING))]
    if len(picks) > most:
        return None
    found = []
    for pick in picks:
        chosen = units.required.copy()
        chosen[optional[pick]] = True
        if supply.fits(chosen):
            found.append(chosen)
    return found


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
    mean = float(ground.asked[ground.asked > 0].mean()) if (ground.asked > 0).any() else 0.0
    last = 0
    for k in range(rounds):
        if k - last > max(STALE[0], STALE[1] * rounds):
            break
        stop_if(cancelled)
        # the first round goes without
        liking = None if k == 0 else _liking(ground, first, shift + k)
        # a few large blocks need room to choose from
        more = max(OVER[k % len(OVER)], CHOICE * mean / ground.measure.most)
        over = tidied(ground, grown(ground, best, first, more, liking), cancelled=cancelled)
        found = cut_back(ground, over, cancelled)
        if found is not None and enough(ground, found):
            least = ALIKE * abs(best.net)
            if found.net < best.net + NEAR * best.layout.total and abs(found.net - best.net) > least:
                found = tidied(ground, found, cycles=1, cancelled=cancelled)
            if found.net < best.net - least:
                best, last = found, k
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
