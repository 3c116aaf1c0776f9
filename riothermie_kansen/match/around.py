"""First selections that grow around one place: who costs least per GJ to hang on what is there already goes next.

Growth at one price for all (`growing`) misses such a selection when the way to a neighbourhood is long and the heat
little: at the price at which that way pays, the whole neighbourhood does. Here the way to one block, the seed, is taken
as wanted; the neighbours then join one by one, and the seeds around which the whole costs least are where to begin.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..callbacks import Cancelled, stop_if
from ..network.graph import FloatArray
from ..network.steiner.search import hashed
from ..network.task import sized
from .field import Field
from .growing import cut_back
from .growth import growth
from .selection import Ground, Selection, enough, select, tidied
from .ways import Reach, Ways, reach_from

WORK = {False: 300_000, True: 2_000_000}
"""Nodes and connections that a quick and a thorough search look at, over all seeds together."""

OVER = (1.2, 1.8, 3.0)
"""How far a cluster grows in what there is, before it is cut back to what costs least in it; the next one counts where
what is left does not use enough: a few large blocks need room to choose from."""

MISFITS = 40
"""Blocks in a row that ask too much for what is left, after which a selection counts as full."""


@dataclass(frozen=True)
class Cluster:
    """Units around a seed.

    Attributes
    ----------
    units
        In the order in which they join.
    edges
        That join them, each by one of its buildings.
    rate
        EUR per GJ of as many as the supply can feed.
    enough
        Number of those.
    looked
        Nodes and connections that were looked at.
    """

    units: list[int]
    edges: list[int]
    rate: float
    enough: int
    looked: int


def around(
    ground: Ground,
    ways: Ways,
    required: Selection,
    first: FloatArray,
    most: int,
    *,
    thorough: bool,
    cancelled: Cancelled,
) -> list[Selection]:
    """Return selections that grew around the seeds at which they cost least.

    Parameters
    ----------
    ways
        From `ways.find_ways`.
    required
        The required units with their network.
    first
        See `network.task.first_weights`.
    most
        Number of clusters of which the network is laid, the cheapest ones.
    thorough
        Try more seeds.
    """
    reach = reach_from(ground, ways, required)
    able = np.flatnonzero((reach.seed >= 0) & ~required.chosen & (ground.units.heat > 0))
    seeds = able[np.argsort(hashed(len(able), 1), kind="stable")].tolist()
    left, tried = WORK[thorough], []
    # the first one grows from the source on
    for seed in (-1, *seeds):
        stop_if(cancelled)
        one = grow(ground, ways, reach, required, seed, OVER[0])
        tried.append(one)
        left -= one.looked
        if left <= 0:
            break
    found: list[Selection] = []
    seen: set[int] = set()
    count = 0
    for k in sorted(range(len(tried)), key=lambda k: (tried[k].rate, k)):
        # around a block of a cheaper cluster grows about the same one
        if count >= most or not tried[k].units or (k and seeds[k - 1] in seen):
            continue
        count += 1
        seen.update(tried[k].units[: tried[k].enough])
        part = _cut(ground, ways, reach, required, seeds[k - 1] if k else -1, first, cancelled)
        if part is not None:
            found.append(part)
    return found


def grow(
    ground: Ground,
    ways: Ways,
    reach: Reach,
    one: Selection,
    seed: int,
    over: float,
    shunned: frozenset[int] = frozenset(),
) -> Cluster:
    """Return the units that join a selection around a unit.

    Parameters
    ----------
    ways, reach
        See `ways`; the reach is that of the selection.
    one
        Where to start; may be empty.
    seed
        The unit; -1 to grow from the network on.
    over
        How far it grows in what there is.
    shunned
        Units that seem dearer than they are, see `field`.

    Notes
    -----
    Prim's rule, with EUR per GJ for the length. Nodes are looked at in the order of their distance, as far as a unit
    there could be cheaper than the best one so far.
    """
    heat, asked = ground.units.heat.tolist(), ground.asked.tolist()
    there = float(ground.asked[one.chosen].sum())
    goal, limit = ground.measure.most - there, over * ground.measure.most - there
    out = set(np.flatnonzero(one.chosen).tolist())
    seen = Field(ways, heat, shunned, dict.fromkeys(reach.start, 0.0))
    eur, gj, used, whole = 0.0, 0.0, 0.0, np.inf
    misfits, enough_units = 0, 0
    units: list[int] = []
    edges: list[int] = []
    if seed >= 0:
        eur, edges = _to_seed(seen, reach, seed)
    seen.begin()
    while misfits < MISFITS:
        offer = seen.cheapest(out, ground.euro_per_gj)
        if offer is None:
            break
        unit, node, cost, edge = offer
        out.add(unit)
        if used + asked[unit] > limit:
            misfits += 1
            continue
        misfits = 0
        if used < goal <= used + asked[unit]:
            share = (goal - used) / asked[unit]
            whole, enough_units = (eur + share * cost) / (gj + share * heat[unit]), len(units) + 1
        units.append(unit)
        edges.append(edge)
        edges.extend(seen.joined(node))
        used, eur, gj = used + asked[unit], eur + cost, gj + heat[unit]
    if not enough_units:
        whole, enough_units = eur / gj if gj > 0 else np.inf, len(units)
    return Cluster(units, edges, whole, enough_units, seen.looked)


def _to_seed(seen: Field, reach: Reach, seed: int) -> tuple[float, list[int]]:
    """Return the EUR and the edges of the way to a unit, which joins first; the way counts as there already."""
    node = int(reach.seed[seed])
    cost, edge = min((cost, edge) for unit, cost, edge in seen.ways.offers[node] if unit == seed)
    seen.offers.append((-np.inf, seed, node, cost, edge))
    eur, edges = 0.0, []
    while node not in seen.away:
        above = int(reach.before[node])
        cost, edge = min((cost, edge) for other, cost, edge in seen.ways.streets[node] if other == above)
        seen.away[node] = 0.0
        edges.append(edge)
        eur, node = eur + cost, above
    return eur, edges


def with_cluster(ground: Ground, one: Selection, cluster: Cluster, first: FloatArray) -> Selection:
    """Return a selection and a cluster that joins it, with the network along which it grew."""
    task, units = ground.task, ground.units
    chosen = one.chosen.copy()
    chosen[cluster.units] = True
    who = units.buildings(chosen)
    tree = np.union1d(one.layout.edges, np.array(cluster.edges, dtype=np.int64))
    candidate = task.site.service[tree]
    there = np.zeros(len(who), dtype=bool)
    there[task.site.ends[tree[candidate], 1] - task.site.building_node[0]] = True
    rest = who & ~there
    if rest.any():
        # the other buildings of a block
        branches = growth(task, sized(task, tree, there), first, rest)
        tree = np.union1d(tree, branches.edges(rest))
    return select(ground, chosen, sized(task, tree, who))


def _cut(
    ground: Ground,
    ways: Ways,
    reach: Reach,
    required: Selection,
    seed: int,
    first: FloatArray,
    cancelled: Cancelled,
) -> Selection | None:
    """Return the cheapest part of a cluster that uses enough heat; None when there is none."""
    for over in OVER:
        stop_if(cancelled)
        cluster = grow(ground, ways, reach, required, seed, over)
        one = tidied(ground, with_cluster(ground, required, cluster, first), cancelled=cancelled)
        found = cut_back(ground, one, cancelled)
        if found is not None and enough(ground, found):
            return found
    return None
