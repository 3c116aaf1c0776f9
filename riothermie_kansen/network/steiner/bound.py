"""A lower bound on the cost of any tree: dual ascent (Wong 1984), the smallest cuts first.

The problem is seen as directed: paths from a root terminal to every other terminal. A cut that separates terminals from
the root has to be crossed, so the cheapest arc over it can be paid for in advance: its amount adds to the bound and
goes off the arcs over the cut. The sum over all cuts so far never exceeds the cost of a tree.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import breadth_first_order

from ...callbacks import Cancelled, never, stop_if
from ..graph import FloatArray, IntArray
from .instance import Instance

SLACK = 1.25
"""A terminal is worked on until its cut has this much more arcs than the next smallest one."""

TWICE = 1_000_000
"""Arcs that a cut counts for more, for each time beyond the first that the guiding tree crosses it."""

REST = 1e-9
"""Part of the largest weight below which an arc counts as paid."""


@dataclass(frozen=True)
class Bound:
    """A proved lower bound.

    Attributes
    ----------
    value
        No tree costs less.
    rest
        Shape (2 m,): what is left to pay of each arc, in the order of ``instance.indices``: the arc from the neighbour
        into the node of the row.
    root
        Terminal that was the root.
    """

    value: float
    rest: FloatArray
    root: int


def dual_ascent(  # noqa: C901, PLR0912, PLR0915 (one loop: calls would take longer than the work in it)
    instance: Instance,
    root: int,
    *,
    tree: IntArray | None = None,
    cuts: list[list[int]] | None = None,
    largest: int | None = None,
    room: int | None = None,
    cancelled: Cancelled = never,
) -> Bound:
    """Return a lower bound on the cost of a tree that joins all terminals.

    Parameters
    ----------
    root
        A terminal; the bound depends on it a little.
    tree
        Edges of a good tree. In the best bound only cuts that the best tree crosses once count, so those that this tree
        crosses once go first.
    cuts
        Grows: the arcs over each cut that was paid for.
    largest
        A terminal is given up when this many nodes or more can only be cut off together: the bound stays valid, a
        little lower, and comes sooner. None: no limit.
    room
        Nodes and arcs that may be remembered of terminals that wait their turn, all together; a terminal that finds no
        room is given up. None: no limit.
    """
    indptr = instance.indptr.tolist()
    tail = instance.indices.tolist()
    rest = instance.weight[instance.arc_edge].tolist()
    enough = float(instance.weight.max(initial=0.0)) * REST
    terminals = np.flatnonzero(instance.terminal).tolist()
    active = bytearray(instance.size)
    for t in terminals:
        active[t] = 1
    active[root] = 0
    most = instance.size if largest is None else largest
    parent, children = _directed(instance, root, tree)
    queue = [(indptr[t + 1] - indptr[t], t) for t in terminals if t != root]
    heapify(queue)
    bound = 0.0
    inside = [-1] * instance.size  # the turn in which a node was last counted in a group
    seen = [-1] * instance.size  # the turn in which a node last joined a group
    joined = [0.0] * instance.size  # how much had been paid by then
    kept: dict[int, tuple[list[int], list[int], int]] = {}  # per terminal its group and the arcs over its cut
    turn = taken = 0
    while queue:
        _, t = heappop(queue)
        turn += 1
        if turn % 1024 == 0:
            stop_if(cancelled)
        limit = queue[0][0] * SLACK if queue else float("inf")
        group, cut, crossed = kept.pop(t, ([], [], 0))
        taken -= len(group) + len(cut)
        for x in group:
            seen[x] = inside[x] = turn
            joined[x] = 0.0
        paid = 0.0
        fresh: list[int] = []
        if not group:
            seen[t] = turn
            joined[t] = 0.0
            fresh.append(t)
        count = 0
        arcs: list[tuple[float, int]] = []  # arcs over the cut: the amount at which each is paid in full
        entered: list[tuple[int, float]] = []
        over: dict[int, int] = {}  # arcs over the cut per tail
        answered = crowded = False
        score = 0
        for arc in cut:
            y = tail[arc]
            if seen[y] == turn:
                continue
            left = rest[arc]
            if left > enough:
                arcs.append((left, arc))
                entered.append((arc, 0.0))
                over[y] = over.get(y, 0) + 1
                count += 1
            elif y == root or active[y]:
                answered = True
                break
            else:
                # others paid for this arc since
                seen[y] = turn
                joined[y] = 0.0
                count -= over.get(y, 0)
                fresh.append(y)
        heapify(arcs)
        while not answered:
            # fresh nodes join the group, with all that reach them over paid arcs
            for x in fresh:
                for arc in range(indptr[x], indptr[x + 1]):
                    y = tail[arc]
                    if seen[y] == turn:
                        continue
                    left = rest[arc]
                    if left > enough:
                        heappush(arcs, (left + paid, arc))
                        entered.append((arc, paid))
                        over[y] = over.get(y, 0) + 1
                        count += 1
                    elif y == root or active[y]:
                        # the root, or another active terminal, answers for t from here on
                        answered = True
                        break
                    else:
                        seen[y] = turn
                        joined[y] = paid
                        count -= over.get(y, 0)
                        fresh.append(y)
                if answered:
                    break
            group.extend(fresh)
            for x in fresh:
                inside[x] = turn
                if parent[x] >= 0 and inside[parent[x]] != turn:
                    crossed += 1
                for y in children[x]:
                    if inside[y] == turn:
                        crossed -= 1
            score = count + max(crossed - 1, 0) * TWICE
            crowded = score > limit
            if answered or crowded or len(group) > most:
                break
            while arcs and seen[tail[arcs[0][1]]] == turn:
                heappop(arcs)
            if not arcs:
                break
            level, arc = arcs[0]
            if cuts is not None and level > paid:
                cuts.append([item for _, item in arcs if seen[tail[item]] != turn])
            heappop(arcs)
            bound += level - paid
            paid = level
            y = tail[arc]
            if y == root or active[y]:
                answered = True
                break
            seen[y] = turn
            joined[y] = paid
            count -= over[y]
            fresh = [y]
        for arc, since in entered:
            y = tail[arc]
            rest[arc] -= (joined[y] if seen[y] == turn else paid) - since
        fits = room is None or taken + len(group) + len(entered) <= room
        if crowded and not answered and len(group) <= most and fits:
            heappush(queue, (score, t))
            kept[t] = (group, [arc for arc, _ in entered if seen[tail[arc]] != turn], crossed)
            taken += len(group) + len(kept[t][1])
        else:
            active[t] = 0
    return Bound(bound, np.maximum(np.array(rest), 0.0), root)


def _directed(instance: Instance, root: int, tree: IntArray | None) -> tuple[list[int], list[list[int]]]:
    """Return parent (-1: none) and children of each node in a tree seen from the root."""
    children: list[list[int]] = [[] for _ in range(instance.size)]
    parent = [-1] * instance.size
    if tree is None or not len(tree):
        return parent, children
    links = csr_matrix((np.ones(len(tree)), (instance.u[tree], instance.v[tree])), shape=(instance.size,) * 2)
    order, before = breadth_first_order(links, root, directed=False, return_predecessors=True)
    for x in order[1:].tolist():
        above = int(before[x])
        parent[x] = above
        children[above].append(x)
    return parent, children
