"""Heat density along the streets: what is asked per metre of the stretch of street that a building lies on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix

from ..network.graph import FloatArray, IntArray
from ..network.site import Site
from ..network.steiner.reduce import chains
from ..units import GJ_PER_MWH
from .distance import nearest_candidate


@dataclass(frozen=True)
class Sections:
    """Stretches of street between two junctions or ends.

    Attributes
    ----------
    of
        Shape (streets,): section of each street edge.
    length
        Shape (c,): m.
    joined
        Shape (k, 2): sections that meet in a junction, each pair once.
    """

    of: IntArray
    length: FloatArray
    joined: IntArray


def sections(site: Site) -> Sections:
    """Return the stretches of street of a site: foot points of connections do not divide them."""
    ends = site.ends[: site.streets]
    degree = np.bincount(ends.ravel(), minlength=site.size)
    of, _ = chains(ends[:, 0], ends[:, 1], degree == 2)
    count = int(of.max(initial=-1)) + 1
    length = np.bincount(of, weights=site.length[: site.streets], minlength=count).astype(np.float64)
    node = np.concatenate([ends[:, 0], ends[:, 1]])
    touch = np.unique(np.column_stack([node, np.concatenate([of, of])])[degree[node] != 2], axis=0)
    meets = coo_matrix((np.ones(len(touch)), (touch[:, 1], touch[:, 0])), shape=(count, site.size)).tocsr()
    pairs = (meets @ meets.T).tocoo()
    upper = pairs.row < pairs.col
    joined = np.column_stack([pairs.row[upper], pairs.col[upper]]).astype(np.int64)
    return Sections(np.asarray(of, dtype=np.int64), length, joined[np.lexsort((joined[:, 1], joined[:, 0]))])


def heat_density(site: Site, heat_gj: FloatArray, neighbour: float) -> FloatArray:
    """Return the heat density along the street of each building, MWh per metre per year.

    A building counts on the section in which its shortest candidate connection ends; a foot point on a junction is
    shared by the sections that meet there. Sections that meet a section count along with it for a part, with their
    heat and with their length: (H + a sum of H of neighbours) / (L + a sum of L of neighbours).

    Parameters
    ----------
    site
        The graph of a place.
    heat_gj
        Shape (b,): heat demand, GJ a year; NaN counts as none.
    neighbour
        Part for which a neighbouring section counts, 0-1.

    Returns
    -------
    FloatArray
        Shape (b,): NaN for a building without a street. A building on several sections has the highest of them.
    """
    found = sections(site)
    count = len(found.length)
    nearest = nearest_candidate(site)
    has = np.flatnonzero(nearest >= 0)
    node = site.ends[nearest[has], 0]
    ends = site.ends[: site.streets]
    touch = np.unique(
        np.column_stack([np.concatenate([ends[:, 0], ends[:, 1]]), np.concatenate([found.of, found.of])]), axis=0
    )
    first = np.searchsorted(touch[:, 0], node, side="left")
    last = np.searchsorted(touch[:, 0], node, side="right")
    times = last - first
    owner = np.repeat(np.arange(len(has)), times)
    offset = np.arange(len(owner)) - np.repeat(np.cumsum(times) - times, times)
    section = touch[np.repeat(first, times) + offset, 1]
    share = np.nan_to_num(heat_gj)[has][owner] / times[owner]
    heat = np.bincount(section, weights=share, minlength=count).astype(np.float64)
    a, b = found.joined.T
    around_heat, around_m = heat.copy(), found.length.copy()
    for total, one in ((around_heat, heat), (around_m, found.length)):
        np.add.at(total, a, neighbour * one[b])
        np.add.at(total, b, neighbour * one[a])
    dense = np.divide(around_heat, around_m, out=np.zeros(count), where=around_m > 0) / GJ_PER_MWH
    best = np.full(len(has), -np.inf)
    np.maximum.at(best, owner, dense[section])
    result = np.full(len(site.building_node), np.nan)
    result[has] = np.where(np.isfinite(best), best, np.nan)
    return result
