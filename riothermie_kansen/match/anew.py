"""Part of a selection leaves, and what is left grows on from other places."""

from __future__ import annotations

import numpy as np

from ..callbacks import Cancelled, Progress, silent, stop_if
from ..network.graph import FloatArray, IntArray
from ..network.steiner.search import hashed
from .around import grow, with_cluster
from .growing import cut_back
from .selection import ALIKE, Ground, Selection, enough, kept_only, tidied
from .ways import Ways, reach_from

PARTS = (0.15, 0.35, 0.7)
"""Part of the units that leaves, one after the other: neighbours along the network."""

CHOICE = 30
"""Units of which one is the next seed: those that cost least per GJ from what is left on."""

STALE = 12
"""Rounds without a gain after which no more follow."""

OVER = 1.15
"""How far a selection grows in what there is, before it is cut back."""


def anew(
    ground: Ground,
    ways: Ways,
    best: Selection,
    first: FloatArray,
    rounds: int,
    *,
    progress: Progress = silent,
    cancelled: Cancelled,
) -> Selection:
    """Return a selection at most as dear as a given one.

    Parameters
    ----------
    ways
        From `ways.find_ways`.
    best
        Where to start.
    first
        See `network.task.first_weights`.
    rounds
        Number of times that a part leaves.
    """
    last = 0
    chance = hashed(max(rounds, 1) * 2, 3).reshape(-1, 2)
    for k in range(rounds):
        stop_if(cancelled)
        if k - last > STALE:
            break
        order = _along(ground, best)
        if not len(order):
            break
        count = int(np.ceil(PARTS[k % len(PARTS)] * len(order)))
        start = int(chance[k, 0] * len(order))
        leave = order[(start + np.arange(count)) % len(order)]
        chosen = best.chosen.copy()
        chosen[leave] = False
        left = kept_only(ground, best.layout, chosen)
        reach = reach_from(ground, ways, left)
        rate = np.where(chosen, np.inf, reach.rate)
        rate[leave] = np.inf
        near = np.lexsort((np.arange(len(rate)), rate))[:CHOICE]
        near = near[np.isfinite(rate[near])]
        # one round in two it grows from where it is
        seed = int(near[int(chance[k, 1] * len(near))]) if len(near) and k % 2 else -1
        cluster = grow(ground, ways, reach, left, seed, OVER, frozenset(leave.tolist()))
        over = tidied(ground, with_cluster(ground, left, cluster, first), cancelled=cancelled)
        found = cut_back(ground, over, cancelled)
        if found is not None and enough(ground, found) and found.net < best.net - ALIKE * abs(best.net):
            best, last = found, k
        progress(100.0 * (k + 1) / rounds)
    return best


def _along(ground: Ground, one: Selection) -> IntArray:
    """Return the units that may leave, neighbours along the network one after the other."""
    rooted, site, units = one.layout.rooted, ground.task.site, ground.units
    # depth first: a place after the one that feeds it, and after all that hangs on an earlier one
    rank = np.zeros(len(rooted.edge))
    size = rooted.towards_root(np.ones(len(rooted.edge)))
    used = np.zeros(len(rooted.edge) + 1)
    for k, up in enumerate(rooted.parent.tolist()):
        rank[k] = (rank[up] + 1.0 if up >= 0 else 0.0) + used[up]
        used[up] += size[k]
    place = np.full(site.size, np.inf)
    place[rooted.lower] = rank
    at = np.flatnonzero(units.buildings(one.chosen & ~units.required))
    at = at[np.argsort(place[site.building_node[at]], kind="stable")]
    _, unique = np.unique(units.of[at], return_index=True)
    return np.asarray(units.of[at][np.sort(unique)], dtype=np.int64)
