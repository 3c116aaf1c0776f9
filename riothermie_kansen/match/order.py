"""In which order chosen buildings join the network."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix

from ..network.graph import FloatArray, IntArray
from ..network.site import BoolArray, Site
from ..network.task import Layout
from .blocks import Blocks


@dataclass(frozen=True)
class Joining:
    """The chosen buildings in order.

    Attributes
    ----------
    building
        Shape (k,): buildings.
    cost_eur
        Shape (k,): what is laid and made for each; the first building of a block carries the pipe of the whole block.
        NaN without a network.
    """

    building: IntArray
    cost_eur: FloatArray


def joining_order(
    site: Site,
    layout: Layout,
    chosen: BoolArray,
    blocks: Blocks,
    *,
    heat: FloatArray,
    fixed_eur: FloatArray,
    score: FloatArray,
) -> Joining:
    """Return the order in which a network grows from its sources.

    Every step adds the block that costs least per GJ: the pipe of the final network that does not lie there yet on its
    way to the source, at its final diameter, and its connections. So the streets are connected after every step, and
    the costs of all steps add up to those of the network.

    Parameters
    ----------
    site, layout
        The network.
    chosen
        Shape (b,).
    blocks
        Which buildings stay together.
    heat, fixed_eur, score
        Shape (b,): GJ a year; EUR of a connection beside its pipe; what decides between equal costs, the higher first.
    """
    members = np.flatnonzero(chosen)
    if not len(members):
        return Joining(members, np.empty(0))
    rooted = layout.rooted
    place = np.full(site.size, -1, dtype=np.int64)
    place[rooted.lower] = np.arange(len(rooted.edge))
    names, block = np.unique(blocks.number[members], return_inverse=True)
    count = len(names)
    rows, columns = [], []
    at, of = place[site.building_node[members]], block
    while len(at):
        there = at >= 0
        at, of = at[there], of[there]
        rows.append(at)
        columns.append(of)
        at = rooted.parent[at]
    row, column = np.concatenate(rows), np.concatenate(columns)
    uses = coo_matrix((np.ones(len(row), dtype=np.int8), (row, column)), shape=(len(rooted.edge), count))
    by_edge = uses.tocsr()
    by_edge.sum_duplicates()
    by_block = by_edge.tocsc()
    own = np.bincount(block, weights=fixed_eur[members], minlength=count)
    missing = np.asarray((by_block.T != 0) @ layout.cost).ravel().astype(np.float64)
    gj = np.maximum(np.bincount(block, weights=heat[members], minlength=count), 1e-9)
    best = np.full(count, -np.inf)
    np.maximum.at(best, block, score[members])
    rank = np.empty(count, dtype=np.float64)
    rank[np.lexsort((names, -best))] = np.arange(count)
    laid = np.zeros(len(rooted.edge), dtype=bool)
    done = np.zeros(count, dtype=bool)
    steps, step_eur = np.empty(count, dtype=np.int64), np.empty(count)
    for step in range(count):
        rate = np.where(done, np.inf, np.round((missing + own) / gj, 6))
        equal = np.flatnonzero(rate == rate.min())
        chosen_block = int(equal[np.argmin(rank[equal])])
        done[chosen_block] = True
        path = by_block.indices[by_block.indptr[chosen_block] : by_block.indptr[chosen_block + 1]]
        new = path[~laid[path]]
        laid[new] = True
        steps[step] = chosen_block
        step_eur[step] = float(layout.cost[new].sum())
        first, last = by_edge.indptr[new], by_edge.indptr[new + 1]
        others = np.concatenate([by_edge.indices[a:b] for a, b in zip(first, last, strict=True)] or [new[:0]])
        np.subtract.at(missing, others, np.repeat(layout.cost[new], last - first))
        np.maximum(missing, 0.0, out=missing)
    position = np.empty(count, dtype=np.int64)
    position[steps] = np.arange(count)
    inside = np.lexsort((members, -score[members], position[block]))
    building = members[inside]
    cost = fixed_eur[building].copy()
    head = np.concatenate([[True], block[inside][1:] != block[inside][:-1]])
    cost[head] += step_eur
    return Joining(building.astype(np.int64), cost)


def score_order(chosen: BoolArray, blocks: Blocks, order: IntArray, score: FloatArray) -> Joining:
    """Return the chosen buildings in order of their blocks, within a block the highest score first.

    Parameters
    ----------
    chosen
        Shape (b,).
    order
        Blocks in order.
    """
    members = np.flatnonzero(chosen)
    position = np.full(blocks.count, len(order), dtype=np.int64)
    position[order] = np.arange(len(order))
    building = members[np.lexsort((members, -score[members], position[blocks.number[members]]))]
    return Joining(building.astype(np.int64), np.full(len(building), np.nan))
