"""A sharper lower bound: the linear programme over directed cuts, started from the cuts of dual ascent.

Of the directed cut formulation (Wong 1984; Koch and Martin 1998) the optimum is a bound that on street graphs is
mostly the cost of the best tree itself. Cuts that a solution breaks are found by maximum flow.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, vstack
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

from ...callbacks import Cancelled, never, stop_if
from ..graph import FloatArray, IntArray
from .instance import BoolArray, Instance

SCALE = 1_000_000
"""Maximum flow takes whole numbers: a solution is rounded to this many parts."""

SHORT = 0.999
"""A cut that carries less than this counts as broken."""

USED = 1e-6
"""An arc with more than this belongs to the optimum."""

CREEP = 10
"""Flow added on every arc, in parts of `SCALE`: of equal cuts the one with the fewest arcs is found."""


def tighten(
    instance: Instance,
    root: int,
    cuts: list[list[int]],
    target: float,
    *,
    rounds: int,
    cancelled: Cancelled = never,
) -> tuple[float, BoolArray]:
    """Return a lower bound on the cost of a tree that joins all terminals, and the nodes that the optimum uses.

    Parameters
    ----------
    root
        The terminal that `cuts` separate from others.
    cuts
        Arcs (positions in ``instance.indices``) over each cut, from `bound.dual_ascent`.
    target
        Cost of a tree: stop when the bound reaches it.
    rounds
        Largest number of programmes solved; each gives a valid bound, the last the best.

    Returns
    -------
    tuple
        The bound, and shape (n,): the nodes on arcs of the last optimum. Where that optimum is a tree it is the best
        one.
    """
    n = instance.size
    head = np.repeat(np.arange(n), np.diff(instance.indptr))
    tail = instance.indices.astype(np.int64)
    cost = instance.weight[instance.arc_edge]
    useful = head != root
    # nothing leaves a leaf
    useful &= ~instance.leaves()[tail] | (tail == root)
    column = np.cumsum(useful) - 1
    arcs = np.flatnonzero(useful)
    count = len(arcs)
    balance = _balance(instance, root, head[arcs], tail[arcs], count)
    rows = [_cut_rows([[int(column[arc]) for arc in cut if useful[arc]] for cut in cuts], count)]
    need = len(cuts)
    best = 0.0
    terminals = [int(t) for t in np.flatnonzero(instance.terminal) if t != root]
    used = np.zeros(n, dtype=bool)
    for k in range(rounds):
        stop_if(cancelled)
        matrix = vstack([balance, *rows], format="csr")
        right = np.concatenate([np.zeros(balance.shape[0]), np.ones(need)])
        answer = linprog(cost[arcs], A_ub=-matrix, b_ub=-right, bounds=(0, 1), method="highs")
        if answer.status != 0:
            break
        best = max(best, float(answer.fun))
        taken = np.asarray(answer.x) > USED
        used[:] = False
        used[head[arcs][taken]] = used[tail[arcs][taken]] = True
        if k == rounds - 1 or best >= target * (1.0 - 1e-9):
            break
        broken = _broken(n, root, terminals, head[arcs], tail[arcs], np.asarray(answer.x))
        if not broken:
            break
        rows.append(_cut_rows(broken, count))
        need += len(broken)
    return best, used


def _balance(instance: Instance, root: int, head: IntArray, tail: IntArray, count: int) -> csr_matrix:
    """Return rows that are at least 0 in every tree.

    What enters a node that is no terminal does not end there, and an arc out of a node is used no oftener than arcs
    from elsewhere into it.
    """
    n = instance.size
    steiner = ~instance.terminal
    arc = np.arange(count)
    into, out = steiner[head], steiner[tail]
    ends = csr_matrix(
        (
            np.concatenate([np.ones(out.sum()), -np.ones(into.sum())]),
            (np.concatenate([tail[out], head[into]]), np.concatenate([arc[out], arc[into]])),
        ),
        shape=(n, count),
    )[np.flatnonzero(steiner)]
    # arc (i, j), i no root: sum of (k, i) with k other than j, minus (i, j)
    leaving = arc[tail != root]
    entering = csr_matrix((np.ones(count), (head, arc)), shape=(n, count))
    follow = entering[tail[leaving]] - csr_matrix(
        (np.ones(len(leaving)), (np.arange(len(leaving)), leaving)), shape=(len(leaving), count)
    )
    back = csr_matrix((np.arange(1, count + 1), (tail, head)), shape=(n, n))
    opposite = np.asarray(back[head[leaving], tail[leaving]]).ravel().astype(np.int64) - 1
    both = np.flatnonzero(opposite >= 0)
    follow = follow - csr_matrix((np.ones(len(both)), (both, opposite[both])), shape=follow.shape)
    return vstack([ends, follow], format="csr")


def _cut_rows(cuts: list[list[int]], count: int) -> csr_matrix:
    """Return a row per cut with ones for its arcs."""
    lengths = [len(cut) for cut in cuts]
    columns = np.concatenate([np.array(cut, dtype=np.int64) for cut in cuts]) if cuts else np.empty(0, dtype=np.int64)
    rows = np.repeat(np.arange(len(cuts)), lengths)
    return csr_matrix((np.ones(len(columns)), (rows, columns)), shape=(len(cuts), count))


def _broken(
    n: int, root: int, terminals: list[int], head: IntArray, tail: IntArray, value: FloatArray
) -> list[list[int]]:
    """Return cuts that carry less than 1 from the root to a terminal, one per group of terminals that share it."""
    amount = np.round(value * SCALE).astype(np.int32) + CREEP
    graph = csr_matrix((amount, (tail, head)), shape=(n, n))
    done = np.zeros(n, dtype=bool)
    cuts = []
    for t in terminals:
        if done[t]:
            continue
        flow = maximum_flow(graph, root, t)
        if flow.flow_value >= SHORT * SCALE:
            continue
        rest = (graph - flow.flow).tocsr()
        rest.data[rest.data < 0] = 0
        rest.eliminate_zeros()
        side = np.zeros(n, dtype=bool)
        side[breadth_first_order(rest.T.tocsr(), t, return_predecessors=False)] = True
        done |= side
        cuts.append(np.flatnonzero(side[head] & ~side[tail]).tolist())
    return cuts
