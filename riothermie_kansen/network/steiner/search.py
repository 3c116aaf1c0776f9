"""The search for the cheapest tree: a good tree, a bound, and restarts that are crossed with the best so far."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...callbacks import Cancelled, Progress, never, silent, stop_if
from ..graph import FloatArray, IntArray
from .bound import dual_ascent
from .construct import grow
from .cross import cross
from .cuts import tighten
from .exchange import improve
from .instance import BoolArray, Instance, connects, spanning_pruned
from .reduce import reduce

WORK = 1_200_000
"""Edges that all restarts together may look at, by default: it fixes their number, not the clock."""

RESTARTS = (6, 120)
"""Smallest and largest number of restarts of a thorough search."""

SPREADS = (2.0, 0.7, 6.0)
"""Restart k multiplies each weight by 1 + aU with a from this row and U from 0 to 1: small ones stay near the best
tree, large ones go far away. Street graphs want the large ones, dense graphs the small ones."""

ALL_CUTS, LARGEST = 40_000, 2_000
"""A graph with more edges than the first pays for cuts of at most the second number of nodes: sooner, a bit lower."""

TOLLED_WORK, TOLLED = 4_000_000, (50, 600)
"""Largest number of nodes of a cut where leaves choose among connections: the first number divided by the edges, within
the range. Larger cuts take long there and add little to the bound."""

ROOM = 1_000_000
"""Nodes and arcs that are remembered at most where cuts may be as large as they like: some 50 MB."""

QUICK_WORK, QUICK = 100_000, 4
"""Restarts of a quick search where leaves choose among connections: the first number divided by the edges, at most the
second number. Exchanges alone do not move a branch that several leaves could leave together."""

PROGRAMME_TO, PROGRAMME_WORK, PROGRAMMES = 8_000, 30_000, (3, 12)
"""A thorough search of a graph with at most the first number of edges solves linear programmes: as many as the second
number divided by the edges, within the range."""

CLOSED = 1e-9
"""Part of the cost below which tree and bound count as equal."""


@dataclass(frozen=True)
class Solution:
    """A tree and what is proved about it.

    Attributes
    ----------
    edges
        Positions of its edges, ascending.
    cost
        Their summed weight.
    bound
        No tree costs less; NaN when no bound was asked for.
    restarts
        Number of restarts made.
    """

    edges: IntArray
    cost: float
    bound: float
    restarts: int


def solve(
    size: int,
    u: IntArray,
    v: IntArray,
    weight: FloatArray,
    terminal: BoolArray,
    *,
    thorough: bool,
    bound: bool,
    penalty: FloatArray | None = None,
    work: int = WORK,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Solution:
    """Find a cheap tree that joins all terminals.

    Parameters
    ----------
    size
        Number of nodes.
    u, v, weight
        Shape (m,): edges of an undirected graph, parallel ones and loops allowed; weights of 0 or more.
    terminal
        Shape (n,): nodes to join; all in one connected part.
    thorough
        Restart many times; otherwise stop at the first tree that no exchange of a key path improves, or after a few
        restarts where leaves choose among connections (`QUICK`).
    bound
        Work out a lower bound too; a thorough search stops when it reaches it.
    penalty
        Shape (m,): part of `weight` that restarts leave alone: a toll that keeps trees from passing through a leaf.
    work
        Edges that all restarts together may look at, which fixes their number.

    Returns
    -------
    Solution
        The same for the same input: nothing hangs on time or chance.

    Notes
    -----
    Grow a tree by the nearest terminal (Takahashi and Matsuyama), exchange key paths until none gains (Uchoa and
    Werneck), then restart from perturbed weights and keep the best of both trees part by part. The bound is dual ascent
    (Wong). On street graphs with a proved optimum: see ``scripts/bench``.
    """
    reduction = reduce(size, u, v, weight, terminal, penalty)
    instance = reduction.instance
    if int(instance.terminal.sum()) <= 1:
        edges = np.sort(reduction.fixed)
        cost = float(weight[edges].sum())
        return Solution(edges, cost, cost if bound else np.nan, 0)
    best = improve(instance, grow(instance, _root(instance)))
    stop_if(cancelled)
    progress(10.0)
    fixed = float(weight[reduction.fixed].sum())
    value = np.nan
    if bound:
        value, best = _bound(instance, best, thorough, cancelled)
        progress(30.0)
    m = max(len(instance.u), 1)
    count = int(np.clip(work // m, *RESTARTS)) if thorough else 0
    if not thorough and instance.penalty.any():
        count = min(QUICK_WORK // m, QUICK)
    best, restarts = _restart(instance, best, value, count, progress, cancelled)
    edges = reduction.expand(best)
    progress(100.0)
    return Solution(edges, float(weight[edges].sum()), value + fixed, restarts)


def polish(
    size: int, u: IntArray, v: IntArray, weight: FloatArray, terminal: BoolArray, tree: IntArray, penalty: FloatArray
) -> IntArray:
    """Return a tree that no exchange of a key path improves, from a tree that was good for other weights.

    Parameters
    ----------
    size, u, v, weight, terminal, penalty
        As for `solve`.
    tree
        Edges of a tree that joins all terminals.
    """
    reduction = reduce(size, u, v, weight, terminal, penalty)
    instance = reduction.instance
    if int(instance.terminal.sum()) <= 1:
        return np.sort(reduction.fixed)
    used = np.zeros(size, dtype=bool)
    used[u[tree]] = used[v[tree]] = True
    start = spanning_pruned(instance, used[reduction.node])
    if not connects(instance, start):
        # the other weights prefer another one of two parallel ways, and its nodes
        start = grow(instance, _root(instance))
    return reduction.expand(improve(instance, start))


def variant(
    size: int,
    u: IntArray,
    v: IntArray,
    weight: FloatArray,
    terminal: BoolArray,
    tree: IntArray,
    penalty: FloatArray,
    stream: int,
) -> IntArray:
    """Return another good tree: grown from perturbed weights, improved, and for odd streams crossed with the given one.

    Parameters
    ----------
    size, u, v, weight, terminal, penalty
        As for `solve`.
    tree
        Edges of a good tree.
    stream
        Each number gives another tree.
    """
    reduction = reduce(size, u, v, weight, terminal, penalty)
    instance = reduction.instance
    if int(instance.terminal.sum()) <= 1:
        return np.sort(reduction.fixed)
    other = _perturbed(instance, stream // 2)
    if stream % 2 == 0:
        return reduction.expand(other)
    used = np.zeros(size, dtype=bool)
    used[u[tree]] = used[v[tree]] = True
    own = spanning_pruned(instance, used[reduction.node])
    if connects(instance, own):
        other = cross(instance, other, own)
    return reduction.expand(other)


def lower_bound(
    size: int,
    u: IntArray,
    v: IntArray,
    weight: FloatArray,
    terminal: BoolArray,
    penalty: FloatArray,
    *,
    thorough: bool = False,
    wide: bool = False,
    cancelled: Cancelled = never,
) -> float:
    """Return what no tree that joins all terminals costs less than; parameters as for `solve`.

    Parameters
    ----------
    wide
        Let cuts be as large as they like: worth it where most terminals are cheap to join and the others lie far apart.
    """
    reduction = reduce(size, u, v, weight, terminal, penalty)
    instance = reduction.instance
    fixed = float(weight[reduction.fixed].sum())
    if int(instance.terminal.sum()) <= 1:
        return fixed
    guided = (thorough and len(instance.u) <= PROGRAMME_TO) or not instance.penalty.any()
    tree = improve(instance, grow(instance, _root(instance))) if guided else np.empty(0, dtype=np.int64)
    return fixed + _bound(instance, tree, thorough, cancelled, wide=wide)[0]


def _bound(
    instance: Instance, tree: IntArray, thorough: bool, cancelled: Cancelled, *, wide: bool = False
) -> tuple[float, IntArray]:
    """Return a bound, and the tree or a better one that came with it.

    Dual ascent gives a bound at once. In a small problem the linear programme over its cuts gives a sharper one, and
    mostly the best tree too.
    """
    root = _root(instance)
    m = len(instance.u)
    if not thorough or m > PROGRAMME_TO:
        largest = None if m <= ALL_CUTS else LARGEST
        if wide:
            largest = None
        elif instance.penalty.any():
            largest = int(np.clip(TOLLED_WORK // m, *TOLLED))
        guide = tree if not instance.penalty.any() else None
        return dual_ascent(
            instance, root, tree=guide, largest=largest, room=ROOM if wide else None, cancelled=cancelled
        ).value, tree
    cuts: list[list[int]] = []
    value = dual_ascent(instance, root, cuts=cuts, cancelled=cancelled).value
    rounds = int(np.clip(PROGRAMME_WORK // m, *PROGRAMMES))
    cost = instance.cost(tree)
    if cost - value <= _rounding(instance, tree):
        return value, tree
    sharper, used = tighten(instance, root, cuts, cost, rounds=rounds, cancelled=cancelled)
    value = max(value, sharper)
    other = spanning_pruned(instance, used)
    if connects(instance, other):
        mixed = improve(instance, cross(instance, tree, improve(instance, other)))
        tree = mixed if instance.cost(mixed) < cost else tree
    return min(value, instance.cost(tree)), tree


def _root(instance: Instance) -> int:
    """Return the first terminal that is no leaf, if there is one."""
    return int(_starts(instance)[0])


def _starts(instance: Instance) -> IntArray:
    """Return the terminals to grow a tree from: those that are no leaves, if there are any."""
    terminals = np.flatnonzero(instance.terminal)
    open_ones = np.flatnonzero(instance.terminal & ~instance.leaves())
    return open_ones if len(open_ones) else terminals


def _rounding(instance: Instance, tree: IntArray) -> float:
    """Return the difference between tree and bound below which they count as equal; tolls are no part of the cost."""
    return CLOSED * (instance.cost(tree) - float(instance.penalty[tree].sum()))


def _restart(
    instance: Instance, best: IntArray, bound: float, count: int, progress: Progress, cancelled: Cancelled
) -> tuple[IntArray, int]:
    """Return the best tree after restarts, and their number."""
    terminals = np.flatnonzero(instance.terminal)
    if len(terminals) < 2:
        return best, 0
    for k in range(count):
        stop_if(cancelled)
        if instance.cost(best) - bound <= _rounding(instance, best):
            return best, k
        mixed = improve(instance, cross(instance, best, _perturbed(instance, k)))
        if instance.cost(mixed) < instance.cost(best):
            best = mixed
        progress(30.0 + 70.0 * (k + 1) / count)
    return best, count


def _perturbed(instance: Instance, k: int) -> IntArray:
    """Return the tree of restart k: grown from perturbed weights, improved at the true ones."""
    terminals = _starts(instance)
    spread = SPREADS[k % len(SPREADS)] * (instance.weight - instance.penalty)
    start = int(terminals[int(hashed(1, 2 * k + 1)[0] * len(terminals))])
    tree = grow(instance, start, instance.weight + spread * hashed(len(instance.u), 2 * k))
    nodes = np.zeros(instance.size, dtype=bool)
    nodes[instance.u[tree]] = nodes[instance.v[tree]] = True
    return improve(instance, spanning_pruned(instance, nodes))


def hashed(count: int, stream: int) -> FloatArray:
    """Return numbers from 0 up to 1 that look random and are the same everywhere (SplitMix64)."""
    with np.errstate(over="ignore"):
        z = np.arange(1, count + 1, dtype=np.uint64) + np.uint64(stream) * np.uint64(0xD1342543DE82EF95)
        z = z * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
    return np.asarray((z >> np.uint64(11)).astype(np.float64) / 2.0**53, dtype=np.float64)
