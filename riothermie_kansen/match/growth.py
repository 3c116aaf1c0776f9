"""What a network would grow by: every other building hung on it by its cheapest way, and the branches that pay."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from ..network.graph import FloatArray, IntArray
from ..network.site import BoolArray
from ..network.steiner.instance import TINY, simple_graph
from ..network.task import Layout, Task
from ..network.tree import Rooted, root_tree


@dataclass(frozen=True)
class Growth:
    """Branches that could be added to a network.

    Attributes
    ----------
    rooted
        The branches, rooted at the network.
    cost
        Shape (t,): EUR per edge at the price that was given.
    building
        Shape (t,): building at the lower end of each edge, -1 for none.
    """

    rooted: Rooted
    cost: FloatArray
    building: IntArray

    def paying(self, value: FloatArray) -> BoolArray:
        """Return the buildings whose branches are worth at least what they cost, shape (b,).

        Parameters
        ----------
        value
            Shape (b,): what each building is worth, EUR.
        """
        rooted, at = self.rooted, self.building >= 0
        gain = -self.cost
        gain[at] += value[self.building[at]]
        for first, last in zip(rooted.level[-2:0:-1], rooted.level[:1:-1], strict=True):
            np.add.at(gain, rooted.parent[first:last], np.maximum(gain[first:last], 0.0))
        keep = gain > 0
        for first, last in zip(rooted.level[1:-1], rooted.level[2:], strict=True):
            keep[first:last] &= keep[rooted.parent[first:last]]
        found = np.zeros(len(value), dtype=bool)
        found[self.building[keep & at]] = True
        return found

    def edges(self, buildings: BoolArray) -> IntArray:
        """Return the edges that lead to buildings."""
        wanted = np.where(self.building >= 0, buildings[self.building], False)
        return np.asarray(self.rooted.edge[self.rooted.towards_root(wanted, how="max")], dtype=np.int64)


def growth(task: Task, layout: Layout, weight: FloatArray, others: BoolArray) -> Growth:
    """Return the ways from a network to other buildings.

    Parameters
    ----------
    layout
        A network, or none yet.
    weight
        Shape (e,): price of each edge, EUR.
    others
        Shape (b,): buildings that are not connected.
    """
    site = task.site
    inside = np.zeros(site.size, dtype=bool)
    inside[layout.rooted.lower] = inside[site.root] = True
    inside[site.building_node] = False
    street = np.flatnonzero(~site.service)
    low, high, kept = simple_graph(site.size, site.ends[street, 0], site.ends[street, 1], weight[street])
    edge = street[kept]
    data = np.maximum(weight[edge], weight.max(initial=0.0) * TINY)
    links = csr_matrix((data, (low, high)), shape=(site.size, site.size))
    away, before, _ = dijkstra(
        links, directed=False, indices=np.flatnonzero(inside), min_only=True, return_predecessors=True
    )
    node = np.flatnonzero((before >= 0) & np.isfinite(away) & ~inside)
    above = before[node]
    key = np.minimum(node, above) * site.size + np.maximum(node, above)
    ways = edge[np.searchsorted(low * site.size + high, key)]
    candidate = np.flatnonzero(site.service)
    building = site.ends[candidate, 1] - site.building_node[0]
    reach = away[site.ends[candidate, 0]] + weight[candidate]
    use = others[building] & np.isfinite(reach)
    candidate, building, reach = candidate[use], building[use], reach[use]
    order = np.lexsort((candidate, reach, building))
    first = np.diff(building[order], prepend=-1) != 0
    chosen = candidate[order][first]
    rooted = root_tree(site.size, site.ends, np.concatenate([ways, chosen]), np.flatnonzero(inside))
    number = np.full(site.size, -1, dtype=np.int64)
    number[site.building_node] = np.arange(len(site.building_node))
    return Growth(rooted, weight[rooted.edge], number[rooted.lower])
