"""From the edges of a layout to stretches of pipe: edges in a row that carry the same become one line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from .graph import Connections, FloatArray, IntArray, ObjectArray, values
from .site import BoolArray, Pricer, Site
from .sizing import Sizes
from .steiner.reduce import chains
from .task import Layout

SPAN_M = 1e-6
"""Shorter than this is no stretch: a source, or a building, on the street line."""


@dataclass(frozen=True)
class Pipes:
    """Stretches of pipe of a layout, from the sources outwards.

    Attributes
    ----------
    of
        Shape (t,): stretch of each edge of ``layout.rooted``; -1 for an edge without length.
    last
        Shape (s,): position in ``layout.rooted`` of the edge at the lower end of each stretch.
    parent
        Shape (s,): stretch that feeds it, -1 at a source.
    line
        Shape (s,): LineString, in the direction of the supply.
    length
        Shape (s,): m.
    service, at_source
        Shape (s,): house connection; pipe between a source and the street.
    building, source
        Shape (s,): position of the building of a house connection (else -1), and of the source that feeds it.
    street
        Shape (s,): id of the street.
    """

    of: IntArray
    last: IntArray
    parent: IntArray
    line: ObjectArray
    length: FloatArray
    service: BoolArray
    at_source: BoolArray
    building: IntArray
    source: IntArray
    street: ObjectArray


def stretches(site: Site, pricer: Pricer, layout: Layout, connections: Connections) -> Pipes:
    """Join the edges of a layout to stretches.

    A stretch ends where the network forks, where a building is connected, where the street or the existing pipe
    changes. All its edges carry the same.

    Parameters
    ----------
    site, pricer, layout
        The sized network.
    connections
        For the lines of the edges.
    """
    rooted = layout.rooted
    edge = rooted.edge
    street_edge = edge < site.streets
    street = values([""] * len(edge))
    street[street_edge] = connections.graph.street[edge[street_edge]]
    degree = np.bincount(rooted.upper, minlength=site.size) + np.bincount(rooted.lower, minlength=site.size)
    inner = degree == 2
    inner[site.building_node] = inner[site.root] = False
    # the edge above each node, and the one below: joined when they are the same street and the same existing pipe
    has_parent = np.flatnonzero(rooted.parent >= 0)
    above = rooted.parent[has_parent]
    same = street_edge[has_parent] & street_edge[above] & (street[has_parent] == street[above])
    same &= pricer.have[edge[has_parent]] == pricer.have[edge[above]]
    inner[rooted.upper[has_parent[~same]]] = False
    chain, _ = chains(rooted.upper, rooted.lower, inner)

    lines = _lines(site, connections, edge)
    length = site.length[edge]
    real = length > SPAN_M
    # number stretches by their first edge from the source
    count = int(chain.max(initial=-1)) + 1
    first = np.full(count, -1, dtype=np.int64)
    order = np.arange(len(edge))[::-1]
    first[chain[order]] = order
    last = np.full(count, -1, dtype=np.int64)
    last[chain] = np.arange(len(edge))
    total = np.asarray(np.bincount(chain, weights=length, minlength=count), dtype=np.float64)
    kept = np.flatnonzero(total > SPAN_M)
    kept = kept[np.argsort(first[kept], kind="stable")]
    number = np.full(count, -1, dtype=np.int64)
    number[kept] = np.arange(len(kept))
    of = np.where(real, number[chain], -1)
    members = np.flatnonzero(of >= 0)
    members = members[np.argsort(of[members], kind="stable")]
    joined = (
        shapely.multilinestrings(lines[members], indices=of[members]) if len(members) else np.empty(0, dtype=object)
    )
    merged = shapely.line_merge(joined)
    begin = street_xy(connections, rooted.upper[first[kept]])
    merged = _directed(merged, lines[first[kept]], begin)
    up = rooted.parent[first[kept]]
    # an edge without length feeds nothing by itself: what feeds it does
    while (bare := (up >= 0) & (of[np.maximum(up, 0)] < 0)).any():
        up[bare] = rooted.parent[up[bare]]
    parent = np.where(up >= 0, of[np.maximum(up, 0)], -1)
    at = edge[first[kept]]
    service = site.service[at]
    building = np.where(service, site.ends[at, 1] - site.building_node[0] if len(site.building_node) else -1, -1)
    return Pipes(
        of=of,
        last=last[kept],
        parent=parent,
        line=merged,
        length=total[kept],
        service=service,
        at_source=at >= site.streets + site.candidates,
        building=building,
        source=fed_by(site, layout)[first[kept]],
        street=street[first[kept]],
    )


def fed_by(site: Site, layout: Layout) -> IntArray:
    """Return the position of the source that feeds each edge of a layout, shape (t,)."""
    rooted = layout.rooted
    source = rooted.edge - (site.streets + site.candidates)
    for begin, end in zip(rooted.level[1:-1], rooted.level[2:], strict=True):
        source[begin:end] = source[rooted.parent[begin:end]]
    return source


def street_xy(connections: Connections, nodes: IntArray) -> FloatArray:
    """Return the places of nodes of the streets, NaN for other nodes, shape (n, 2)."""
    xy = np.full((len(nodes), 2), np.nan)
    known = nodes < len(connections.graph.nodes)
    xy[known] = connections.graph.nodes[nodes[known]]
    return xy


def _lines(site: Site, connections: Connections, edge: IntArray) -> ObjectArray:
    """Return the line of each edge; None where it has none."""
    lines = np.empty(len(edge), dtype=object)
    m, c = site.streets, site.candidates
    street, service, source = edge < m, (edge >= m) & (edge < m + c), edge >= m + c
    lines[street] = connections.graph.lines[edge[street]]
    lines[service] = connections.lines[edge[service] - m]
    lines[source] = connections.source_line[edge[source] - m - c]
    return lines


def _directed(merged: ObjectArray, first: ObjectArray, begin: FloatArray) -> ObjectArray:
    """Turn lines so that they start where the supply comes from.

    Where the place of that node is not known the first edge is a line from a source, which starts there.
    """
    if not len(merged):
        return merged
    start = shapely.get_coordinates(shapely.get_point(merged, 0))
    end = shapely.get_coordinates(shapely.get_point(merged, -1))
    source_start = shapely.get_coordinates(shapely.get_point(first, 0))
    place = np.where(np.isnan(begin), source_start, begin)
    turned = np.hypot(*(start - place).T) > np.hypot(*(end - place).T)
    return np.asarray(np.where(turned, shapely.reverse(merged), merged), dtype=object)


def surface_of(pipes: Pipes, layout: Layout, table: pd.DataFrame) -> pd.DataFrame:
    """Return a table per edge of the site as one per stretch: the column ``edge`` becomes the number of the stretch."""
    stretch = pd.Series(pipes.of, index=layout.rooted.edge)
    stretch = stretch[stretch >= 0]
    rows = table[table["edge"].isin(stretch.index)]
    return rows.assign(edge=stretch.reindex(rows["edge"]).to_numpy(dtype=np.int64)).reset_index(drop=True)


def laid_sizes(pricer: Pricer, edges: IntArray, power_kw: FloatArray) -> tuple[Sizes, ObjectArray]:
    """Return the sizes in the ground and their status: existing pipe that is large enough stays what it is.

    An existing house connection stays whatever its size.

    Parameters
    ----------
    edges
        Shape (t,): edges of the site.
    power_kw
        Shape (t,): design power.
    """
    needed = pricer.sizer.size(power_kw, service=pricer.site.service[edges])
    have = pricer.have[edges]
    enough = (have >= needed.index) & (needed.parallel == 1)
    free = pricer.site.free[edges]
    status = np.where(enough | free, "bestaand", np.where(have >= 0, "verzwaard", "nieuw"))
    kept = enough | (free & (have >= 0))
    parallel = np.where(kept, 1, needed.parallel)
    return Sizes(np.where(kept, have, needed.index), parallel, needed.reason, needed.flow_ls), status.astype(object)
