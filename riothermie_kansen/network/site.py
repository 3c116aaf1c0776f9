"""The place where a network can lie: streets, candidate connections and sources as one graph with what they cost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components, dijkstra

from .catalogue import Catalogue
from .graph import EXISTING, Connections, FloatArray, IntArray
from .sizing import Sizer
from .surfaces import Surfaces

BoolArray = npt.NDArray[np.bool_]


@dataclass
class Site:
    """One graph of everything: street edges, then candidate connections, then an edge from the root to each source.

    Attributes
    ----------
    size
        Number of nodes: those of the streets, then a node per building, then the root.
    ends
        Shape (e, 2): nodes of each edge.
    length
        Shape (e,): m.
    metres
        Shape (e,): length times surface factor, m: what the price per metre is multiplied with.
    crossing_eur
        Shape (e,): crossings, EUR.
    service
        Shape (e,): True for a candidate connection.
    free
        Shape (e,): True for an existing connection, and for a source that lies on the street.
    existing
        Shape (e,): True for an existing street pipe.
    building_node
        Shape (b,): node of each building.
    streets, candidates
        Number of street edges and of candidate connections.
    root
        Node above all sources.
    """

    size: int
    ends: IntArray
    length: FloatArray
    metres: FloatArray
    crossing_eur: FloatArray
    service: BoolArray
    free: BoolArray
    existing: BoolArray
    building_node: IntArray
    streets: int
    candidates: int
    root: int

    @property
    def source_edges(self) -> IntArray:
        """Edges from the root to the sources, in the order of the sources."""
        return np.arange(self.streets + self.candidates, len(self.ends))

    def reached(self) -> BoolArray:
        """Return which nodes are connected with a source; a way through a building does not count, shape (size,)."""
        street = np.ones(len(self.ends), dtype=bool)
        street[self.streets : self.streets + self.candidates] = False
        ends = self.ends[street]
        links = coo_matrix((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(self.size, self.size))
        label = connected_components(links, directed=False)[1]
        good = label == label[self.root]
        candidate = np.flatnonzero(self.service)
        good[self.ends[candidate[good[self.ends[candidate, 0]]], 1]] = True
        return np.asarray(good)

    def toll(self, weight: FloatArray) -> float:
        """Return an amount on each connection that makes a way through a building dearer than any other way.

        Whoever hangs behind a building reaches the root over the streets for at most the longest of the shortest ways.
        """
        out = ~self.service
        ends = self.ends[out]
        # of parallel edges the matrix makes a sum: an upper limit too
        links = coo_matrix((np.maximum(weight[out], 1e-9), (ends[:, 0], ends[:, 1])), shape=(self.size, self.size))
        away = dijkstra(links.tocsr(), directed=False, indices=self.root)
        return float(away[np.isfinite(away)].max()) * 1.01 + 1.0


@dataclass(frozen=True)
class Pricer:
    """What an edge of a site costs at a power.

    Attributes
    ----------
    site
        The graph.
    sizer
        Sizes and prices per metre.
    have
        Shape (e,): position in the catalogue of the existing pipe, -1 for none.
    replace_factor
        Price of replacing pipe that is too small, in new pipe.
    crossing_index
        Factor on the price of crossings.
    """

    site: Site
    sizer: Sizer
    have: IntArray
    replace_factor: float
    crossing_index: float

    def cost(self, edges: IntArray, power_kw: FloatArray) -> FloatArray:
        """Return what edges cost when they carry powers.

        Parameters
        ----------
        edges
            Shape (t,): edges of the site.
        power_kw
            Shape (t,): kW.
        """
        site = self.site
        unit = self.sizer.price(power_kw, service=site.service[edges])
        crossing = site.crossing_eur[edges] * self.crossing_index
        have = self.have[edges]
        if (have >= 0).any():
            sizes = self.sizer.size(power_kw)
            enough = (have >= sizes.index) & (sizes.parallel == 1)
            unit = np.where(have < 0, unit, np.where(enough, 0.0, unit * self.replace_factor))
            crossing = np.where((have >= 0) & enough, 0.0, crossing)
        return np.asarray(np.where(site.free[edges], 0.0, unit * site.metres[edges] + crossing), dtype=np.float64)


def build_site(connections: Connections, surfaces: Surfaces, source_surfaces: Surfaces, buildings: int) -> Site:
    """Return the graph of a place.

    Parameters
    ----------
    connections
        Streets split at foot points, candidates and sources.
    surfaces
        Of the street edges, then of the candidate lines.
    source_surfaces
        Of the lines from the sources, in the order of the sources that have one.
    buildings
        Number of buildings.
    """
    graph = connections.graph
    nodes, m, c = len(graph.nodes), len(graph.ends), len(connections.building)
    sources = len(connections.source_node)
    root = nodes + buildings
    building_node = nodes + np.arange(buildings)
    has_line = np.array([line is not None for line in connections.source_line], dtype=bool)
    source_length, source_metres, source_crossing = np.zeros(sources), np.zeros(sources), np.zeros(sources)
    if has_line.any():
        source_length[has_line] = [line.length for line in connections.source_line[has_line]]
        source_metres[has_line] = source_length[has_line] * source_surfaces.factor
        source_crossing[has_line] = source_surfaces.crossings_eur
    length = np.concatenate([graph.length, connections.length, source_length])
    ends = np.concatenate(
        [
            graph.ends,
            np.column_stack([connections.node, building_node[connections.building]]),
            np.column_stack([np.full(sources, root), connections.source_node]),
        ]
    )
    none = np.zeros(sources, dtype=bool)
    return Site(
        size=root + 1,
        ends=ends.astype(np.int64),
        length=length,
        metres=np.concatenate([length[: m + c] * surfaces.factor, source_metres]),
        crossing_eur=np.concatenate([surfaces.crossings_eur, source_crossing]),
        service=np.concatenate([np.zeros(m, dtype=bool), np.ones(c, dtype=bool), none]),
        free=np.concatenate([np.zeros(m, dtype=bool), connections.existing, ~has_line]),
        existing=np.concatenate([graph.kind == EXISTING, np.zeros(c, dtype=bool), none]),
        building_node=building_node,
        streets=m,
        candidates=c,
        root=root,
    )


def existing_sizes(site: Site, connections: Connections, catalogue: Catalogue) -> tuple[IntArray, list[str]]:
    """Return the position in the catalogue of the existing pipe of each edge (-1: none), and labels not in it.

    An existing street pipe whose diameter is not in the catalogue counts as the smallest one: it is there, what it can
    carry is not known. An existing house connection carries its building whatever its diameter is; one that is not in
    the catalogue has -1.
    """
    have = np.full(len(site.ends), -1, dtype=np.int64)
    labels = connections.graph.existing_dn
    unknown = []
    for label in sorted({str(text) for text in labels[site.existing[: site.streets]]}):
        place = catalogue.position(label) if label else -1
        if place < 0:
            unknown.append(label)
        have[: site.streets][site.existing[: site.streets] & (labels == label)] = max(place, 0)
    service = np.flatnonzero(connections.existing)
    position = {label: catalogue.position(label) for label in {str(text) for text in connections.existing_dn[service]}}
    have[site.streets + service] = [position[str(text)] if text else -1 for text in connections.existing_dn[service]]
    return have, unknown
