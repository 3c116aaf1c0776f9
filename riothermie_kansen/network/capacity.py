"""Sources with a limited power: parts of the network move to another source; what none can feed is left out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra

from ..callbacks import Cancelled, never, stop_if
from .graph import FloatArray, IntArray
from .loads import SINGLE, design_power, source_power
from .site import BoolArray, Site
from .steiner.instance import TINY, simple_graph
from .stretches import fed_by
from .task import Layout, Singles, Task, first_weights, own_price, sized

MOVES = 500
"""Largest number of times that a part of the network moves to another source."""

TRIED = 200
"""Largest number of ways between two sources that are looked at per move, the cheapest first."""

ENOUGH = 1e-9
"""Part of the limit by which a power may exceed it through rounding."""


@dataclass(frozen=True)
class Fitted:
    """A network within the power of its sources.

    Attributes
    ----------
    layout
        The network.
    connected
        Shape (b,): buildings that it connects.
    moved
        Number of parts that moved to another source.
    """

    layout: Layout
    connected: BoolArray
    moved: int


def used_power(task: Task, layout: Layout) -> FloatArray:
    """Return the power that each source gives, losses included, kW, shape (s,)."""
    sources = task.site.source_edges
    top = layout.rooted.parent < 0
    power = np.zeros(len(sources))
    power[layout.rooted.edge[top] - sources[0]] = layout.loads.power_kw[top]
    return source_power(power, task.regime)


def fit_sources(
    task: Task,
    layout: Layout,
    connected: BoolArray,
    required: BoolArray,
    limit_kw: FloatArray,
    cancelled: Cancelled = never,
) -> Fitted:
    """Bring a network within the power of its sources, at the least cost found.

    As long as a source gives more than it has: move the part of its network that can be joined to a source with power
    left at the least extra cost per kW; when none can, leave out the building that costs most per kW, the required ones
    last.

    Parameters
    ----------
    connected, required
        Shape (b,).
    limit_kw
        Shape (s,): power of each source, NaN for no limit.
    """
    limit = np.where(np.isnan(limit_kw), np.inf, limit_kw)
    connected = connected.copy()
    moves = 0
    for _ in range(MOVES + len(connected)):
        stop_if(cancelled)
        used = used_power(task, layout)
        over = used - limit * (1.0 + ENOUGH)
        if (over <= 0).all():
            break
        source = int(np.argmax(over))
        edges = _move(task, layout, source, limit, used) if moves < MOVES else None
        if edges is not None:
            other = sized(task, edges, connected)
            # what led to the part before may lead nowhere now
            other = sized(task, without(task.site, other, connected), connected)
            spilled = used_power(task, other) - limit * (1.0 + ENOUGH)
            if spilled.clip(0.0).sum() < over.clip(0.0).sum() * (1.0 - 1e-6):
                layout, moves = other, moves + 1
                continue
        gone = _dearest(task, layout, source, required, float(over[source]))
        connected[gone] = False
        layout = sized(task, without(task.site, layout, connected), connected)
    return Fitted(layout, connected, moves)


def without(site: Site, layout: Layout, connected: BoolArray) -> IntArray:
    """Return the edges of a layout that still lead to a connected building."""
    rooted = layout.rooted
    here = np.zeros(site.size)
    here[site.building_node] = connected
    return np.asarray(rooted.edge[rooted.towards_root(here[rooted.lower]) > 0])


def exclusive(site: Site, layout: Layout) -> FloatArray:
    """Return the cost of the edges that serve one building only, per building, EUR, shape (b,)."""
    rooted = layout.rooted
    single = layout.loads.loads[:, 0] == 1
    number = np.full(site.size, -1, dtype=np.int64)
    number[site.building_node] = np.arange(len(site.building_node))
    building = rooted.towards_root(number[rooted.lower], how="max")
    use = single & (building >= 0)
    return np.bincount(building[use], weights=layout.cost[use], minlength=len(site.building_node)).astype(np.float64)


def _dearest(task: Task, layout: Layout, source: int, required: BoolArray, over_kw: float) -> IntArray:
    """Return the buildings to leave out first: of the optional ones on a source those that cost most per kW."""
    site, rooted = task.site, layout.rooted
    fed = fed_by(site, layout)
    node_source = np.full(site.size, -1, dtype=np.int64)
    node_source[rooted.lower] = fed
    mine = np.flatnonzero(node_source[site.building_node] == source)
    own = task.own_kw
    power = own[mine]
    dear = exclusive(site, layout)[mine] / np.maximum(power, 1e-9)
    order = mine[np.lexsort((mine, -dear, required[mine]))]
    power = own[order]
    # half of what is needed at a time: with fewer consumers the others count for more
    enough = int(np.searchsorted(np.cumsum(power), over_kw / 2.0)) + 1
    return np.asarray(order[: max(1, enough)], dtype=np.int64)


class _Cuts:
    """Where a part of the network of a source can be cut off."""

    def __init__(self, task: Task, layout: Layout, source: int, limit_kw: FloatArray, used_kw: FloatArray) -> None:
        self.task, self.layout, self.source, self.limit_kw, self.used_kw = task, layout, source, limit_kw, used_kw
        rooted = layout.rooted
        self.singles = Singles(layout)
        self.place = np.full(task.site.size, -1, dtype=np.int64)
        self.place[rooted.lower] = np.arange(len(rooted.edge))
        self.top = np.zeros((len(limit_kw), layout.loads.loads.shape[1]))
        first = np.flatnonzero(rooted.parent < 0)
        self.top[rooted.edge[first] - task.site.source_edges[0]] = layout.loads.loads[first]

    def best(self, node: int, other: int, way_eur: float) -> tuple[float, float, int]:
        """Return the costs per kW that the source is relieved of, minus those kW, and the pipe to cut.

        Parameters
        ----------
        node
            Where the part is joined to the other source.
        other
            That source.
        way_eur
            Cost of the new pipe between them.
        """
        layout, regime = self.layout, self.task.regime
        path = []
        up = int(self.place[node])
        while up >= 0:
            path.append(up)
            up = int(layout.rooted.parent[up])
        part = layout.loads.loads[path]
        joined = part + self.top[other]
        joined[:, SINGLE] = np.maximum(part[:, SINGLE], self.top[other, SINGLE])
        rest = self.top[self.source] - part
        beside = self.singles.beside(np.array(path[1:], dtype=np.int64), path[0])
        rest[:, SINGLE] = np.append(np.maximum.accumulate(beside[::-1])[::-1], 0.0)
        asked = source_power(design_power(joined, regime)[0], regime)
        gives = source_power(design_power(np.maximum(rest, 0.0), regime)[0], regime)
        over = float(self.used_kw[self.source] - self.limit_kw[self.source])
        gain = np.minimum(self.used_kw[self.source] - gives, over)
        fits = (asked <= self.limit_kw[other] * (1.0 + ENOUGH)) & (gain > ENOUGH * self.used_kw[self.source])
        if not fits.any():
            return np.inf, 0.0, -1
        score = np.where(fits, (way_eur - layout.cost[path]) / np.where(fits, gain, 1.0), np.inf)
        at = int(np.argmin(score))
        return float(score[at]), -float(gain[at]), path[at]


def _move(task: Task, layout: Layout, source: int, limit_kw: FloatArray, used_kw: FloatArray) -> IntArray | None:
    """Return the edges of the network after the cheapest move of a part to another source, None if there is none.

    Every source counts as a node of its own, so that one that feeds nothing yet can take a part too.

    Parameters
    ----------
    source
        Source that gives too much.
    limit_kw, used_kw
        Shape (s,): what each source may give (infinite for no limit) and gives.
    """
    site, rooted = task.site, layout.rooted
    sources = len(site.source_edges)
    size = site.size + sources
    node_source = np.full(size, -1, dtype=np.int64)
    node_source[rooted.lower] = fed_by(site, layout)
    node_source[site.building_node] = -1
    node_source[site.size :] = np.arange(sources)
    weight = own_price(task, layout, first_weights(task))
    street = np.flatnonzero(~site.service)
    ends = site.ends[street].copy()
    own = street >= site.streets + site.candidates
    ends[own, 0] = site.size + np.arange(sources)
    low, high, kept = simple_graph(size, ends[:, 0], ends[:, 1], weight[street])
    edge = street[kept]
    data = np.maximum(weight[edge], float(weight.max(initial=0.0)) * TINY)
    links = coo_matrix((data, (low, high)), shape=(size, size)).tocsr()
    bases = np.flatnonzero(node_source >= 0)
    away, before, base = dijkstra(links, directed=False, indices=bases, min_only=True, return_predecessors=True)
    known = (base[low] >= 0) & (base[high] >= 0)
    a, b = np.where(known, base[low], 0), np.where(known, base[high], 0)
    swap = node_source[a] != source
    x, y = np.where(swap, b, a), np.where(swap, a, b)
    spare = limit_kw - used_kw
    use = known & (node_source[x] == source) & (node_source[y] != source) & (spare[np.maximum(node_source[y], 0)] > 0)
    # a part that moves has an edge above it: the source itself stays where it is
    use &= x < site.size
    if not use.any():
        return None
    at = np.flatnonzero(use)
    way = away[low[at]] + weight[edge[at]] + away[high[at]]
    cuts = _Cuts(task, layout, source, limit_kw, used_kw)
    best = (np.inf, 0.0, -1, -1)
    for k in np.lexsort((at, way))[:TRIED].tolist():
        best = min(best, (*cuts.best(int(x[at[k]]), int(node_source[y[at[k]]]), float(way[k])), int(at[k])))
    if not np.isfinite(best[0]):
        return None
    cut, joint = best[2:]
    new = [int(edge[joint])]
    for end in (int(low[joint]), int(high[joint])):
        node = end
        while before[node] >= 0:
            parent = int(before[node])
            key = np.flatnonzero((low == min(node, parent)) & (high == max(node, parent)))
            new.append(int(edge[key[0]]))
            node = parent
    kept_edges = np.delete(rooted.edge, cut)
    return np.asarray(np.unique(np.concatenate([kept_edges, np.array(new, dtype=np.int64)])), dtype=np.int64)
