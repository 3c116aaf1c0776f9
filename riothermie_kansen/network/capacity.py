"""Sources with a limited power: parts of the network move to another source; what none can feed is left out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra

from ..callbacks import Cancelled, never, stop_if
from .graph import FloatArray, IntArray
from .layout import Layout, Task, first_weights, own_price, sized
from .loads import source_power
from .site import BoolArray, Site
from .steiner.instance import TINY, simple_graph
from .stretches import fed_by

MOVES = 500
"""Largest number of times that a part of the network moves to another source."""

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
        edges = _move(task, layout, source, limit - used) if moves < MOVES else None
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


def _move(task: Task, layout: Layout, source: int, left_kw: FloatArray) -> IntArray | None:
    """Return the edges of the network after the cheapest move of a part to another source, None if there is none."""
    site, regime, rooted = task.site, task.regime, layout.rooted
    node_source = np.full(site.size, -1, dtype=np.int64)
    node_source[rooted.lower] = fed_by(site, layout)
    node_source[site.building_node] = -1
    first = first_weights(task)
    weight = own_price(task, layout, first)
    street = np.flatnonzero(~site.service)
    street = street[street < site.streets]
    low, high, kept = simple_graph(site.size, site.ends[street, 0], site.ends[street, 1], weight[street])
    edge = street[kept]
    data = np.maximum(weight[edge], float(weight.max(initial=0.0)) * TINY)
    links = coo_matrix((data, (low, high)), shape=(site.size, site.size)).tocsr()
    bases = np.flatnonzero(node_source >= 0)
    away, before, base = dijkstra(links, directed=False, indices=bases, min_only=True, return_predecessors=True)
    known = (base[low] >= 0) & (base[high] >= 0)
    a, b = np.where(known, base[low], 0), np.where(known, base[high], 0)
    swap = node_source[a] != source
    x, y = np.where(swap, b, a), np.where(swap, a, b)
    room = left_kw[np.maximum(node_source[y], 0)]
    use = known & (node_source[x] == source) & (node_source[y] != source) & (node_source[y] >= 0) & (room > 0)
    if not use.any():
        return None
    at = np.flatnonzero(use)
    way = away[low[at]] + weight[edge[at]] + away[high[at]]
    place = np.full(site.size, -1, dtype=np.int64)
    place[rooted.lower] = np.arange(len(rooted.edge))
    best: tuple[float, int, int] | None = None
    need = float(-left_kw[source])
    order = np.lexsort((at, way))[:200]
    for k in order.tolist():
        spare = float(left_kw[node_source[y[at[k]]]])
        up = int(place[x[at[k]]])
        # the part below each edge on the way to the source, as far as the other source can feed it
        while up >= 0 and rooted.parent[up] >= 0:
            power = float(source_power(layout.loads.power_kw[up], regime))
            if power > spare:
                break
            gain = min(power, need)
            score = (way[k] - layout.cost[up]) / gain if gain > 0 else np.inf
            if best is None or score < best[0]:
                best = (score, int(at[k]), up)
            up = int(rooted.parent[up])
    if best is None or not np.isfinite(best[0]):
        return None
    _, joint, cut = best
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
