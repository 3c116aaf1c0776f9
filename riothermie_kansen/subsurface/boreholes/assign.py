"""Which places become loops: as many as are asked for, nowhere closer together than the distance, over all owners."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from ...callbacks import Cancelled, never, stop_if
from .placing import Candidates

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_BLUNT = 1.0 - 1e-9
"""Places at the distance itself are far enough apart, also after rounding."""
_DEEP = 4
"""Loops of others that may move in turn to make room for one."""
_SIDES = 8
_GAIN_M = 1e-6
"""A loop moves for a larger gain only."""
_TRIES = 3000
"""Places that are tried at most to make room for one loop."""


@dataclass(frozen=True)
class _Graph:
    """Which places exclude each other: those of place i are ``to[at[i] : at[i + 1]]``."""

    at: Ints
    to: Ints

    def of(self, place: int) -> Ints:
        return self.to[self.at[place] : self.at[place + 1]]

    def around(self, places: Ints) -> Ints:
        """Return those of several places, one after the other."""
        count = self.at[places + 1] - self.at[places]
        first = np.cumsum(count) - count
        rows = np.repeat(self.at[places] - first, count) + np.arange(int(count.sum()))
        return np.asarray(self.to[rows], dtype=np.int64)


def choose(
    places: Candidates, quota: Ints, distance: float, *, taken: Floats | None = None, cancelled: Cancelled = never
) -> Flags:
    """Return which places become loops.

    First the places that take the least from others: in rounds, each time all those that cost the others less than any
    place that they exclude. Then, for a piece of ground that did not get enough, loops of others move aside if they can
    (up to four in turn). Where that leaves some short, the neighbourhood is filled anew from each side, and the fullest
    counts.

    Parameters
    ----------
    places
        Places by piece of ground.
    quota
        Shape (p,): loops that each piece is asked to hold.
    distance
        Least distance between two loops, m.
    taken
        Shape (k, 2): loops that are there already.

    Returns
    -------
    Flags
        Shape (m,): no two at less than `distance` from each other or from `taken`, at most `quota` per piece.
    """
    m = len(places)
    chosen = np.zeros(m, dtype=bool)
    open_ = quota[places.piece] > 0
    if taken is not None and len(taken) and m:
        near = cKDTree(taken).query(places.xy, distance_upper_bound=distance * _BLUNT)[0]
        open_ &= ~np.isfinite(near)
    rows = np.flatnonzero(open_)
    if not len(rows):
        return chosen
    graph = _graph(places.xy[rows], distance)
    piece = places.piece[rows]
    picked = _rounds(graph, piece, quota, cancelled)
    _make_room(graph, piece, quota, picked, cancelled)
    _sweep(graph, places.xy[rows], piece, quota, picked, cancelled)
    chosen[rows] = picked
    return chosen


def _graph(xy: Floats, distance: float) -> _Graph:
    # a town has tens of millions of pairs: half the memory with numbers of 32 bits
    pairs = cKDTree(xy).query_pairs(distance * _BLUNT, output_type="ndarray").astype(np.int32)
    one, other = np.concatenate([pairs[:, 0], pairs[:, 1]]), np.concatenate([pairs[:, 1], pairs[:, 0]])
    links = coo_array((np.ones(len(one), dtype=np.int8), (one, other)), shape=(len(xy), len(xy)))
    # each pair is there once: without this, turning it into rows sorts them to look for double ones
    links.has_canonical_format = True
    rows = links.tocsr()
    return _Graph(rows.indptr.astype(np.int64), rows.indices.astype(np.int64))


def _rounds(graph: _Graph, piece: Ints, quota: Ints, cancelled: Cancelled) -> Flags:
    """Return the places chosen in rounds, the cheapest first."""
    n, p = len(piece), len(quota)
    left = quota.astype(np.float64).copy()
    alive, picked = np.ones(n, dtype=bool), np.zeros(n, dtype=bool)
    one = np.repeat(np.arange(n), np.diff(graph.at))
    to = graph.to
    rank = np.empty(n, dtype=np.int64)
    while alive.any():
        stop_if(cancelled)
        live = alive[one] & alive[to]
        # `compress` is several times as fast as a mask as index
        one, to = np.compress(live, one), np.compress(live, to)
        # `one` ascends: the neighbours of a place stand together
        start = np.flatnonzero(np.concatenate([[True], one[1:] != one[:-1]]))[: len(one)]
        options = np.bincount(piece[alive], minlength=p)
        # what a place takes from another piece is the share of its options, times what it still asks
        worth = left / np.maximum(options, 1)
        own = np.maximum(left - 1.0, 0.0) / np.maximum(options, 1)
        taken = np.where(piece[one] == piece[to], own[piece][to], worth[piece][to])
        cost = np.zeros(n)
        cost[one[start]] = np.round(np.add.reduceat(taken, start), 9) if len(one) else 0.0
        # places that are gone come last
        rank[np.argsort(np.where(alive, cost, np.inf), kind="stable")] = np.arange(n)
        lowest = np.full(n, n, dtype=np.int64)
        if len(one):
            lowest[one[start]] = np.minimum.reduceat(rank[to], start)
        best = np.flatnonzero(alive & (rank < lowest))
        best = _as_asked(best, rank, piece, left)
        picked[best] = True
        np.subtract.at(left, piece[best], 1.0)
        alive[best] = False
        alive[graph.around(best)] = False
        alive &= left[piece] > 0
    return picked


def _as_asked(best: Ints, rank: Ints, piece: Ints, left: Floats) -> Ints:
    """Return of the best places no more of one piece than it still asks, those that come first."""
    best = best[np.lexsort((rank[best], piece[best]))]
    start = np.searchsorted(piece[best], piece[best])
    return np.asarray(best[np.arange(len(best)) - start < left[piece[best]]], dtype=np.int64)


def _in_order(graph: _Graph, piece: Ints, quota: Ints, cancelled: Cancelled, order: Floats) -> Flags:
    """Return the places chosen in rounds, those first that come first in an order, shape (n,).

    The order stays, so that each round looks only at the places around those that were lost in the one before: along a
    street there are as many rounds as loops.
    """
    n = len(piece)
    left = quota.astype(np.float64)
    alive, picked = np.ones(n, dtype=bool), np.zeros(n, dtype=bool)
    rank = np.empty(n, dtype=np.int64)
    rank[np.lexsort((np.arange(n), np.round(order, 9)))] = np.arange(n)
    edges = np.searchsorted(piece, np.arange(len(quota) + 1))
    of_piece = _Graph(edges, np.arange(n))
    # the places that exclude a place and come before it
    ahead = np.concatenate([[0], np.cumsum(rank[graph.to] < np.repeat(rank, np.diff(graph.at)))])
    before = ahead[graph.at[1:]] - ahead[graph.at[:-1]]
    best = np.flatnonzero(before == 0)
    while len(best):
        stop_if(cancelled)
        best = _as_asked(best, rank, piece, left)
        picked[best] = True
        np.subtract.at(left, piece[best], 1.0)
        full = np.unique(piece[best])
        full = full[left[full] <= 0]
        lost = np.unique(np.concatenate([best, graph.around(best), of_piece.around(full)]))
        lost = lost[alive[lost]]
        alive[lost] = False
        later = graph.around(lost)
        later = later[rank[later] > np.repeat(rank[lost], graph.at[lost + 1] - graph.at[lost])]
        fewer = np.bincount(later, minlength=n)
        before -= fewer
        best = np.flatnonzero((fewer > 0) & (before == 0) & alive)
    return picked


def _sweep(graph: _Graph, xy: Floats, piece: Ints, quota: Ints, picked: Flags, cancelled: Cancelled) -> None:
    """Fill neighbourhoods that are short anew, from eight sides; changes `picked` where that holds more."""
    p = len(quota)
    there = np.unique(piece)
    short = there[np.bincount(piece[picked], minlength=p)[there] < quota[there]]
    if not len(short):
        return
    one = np.repeat(np.arange(len(piece)), np.diff(graph.at))
    links = coo_array((np.ones(len(one)), (piece[one], piece[graph.to])), shape=(p, p))
    group = connected_components(links, directed=False)[1][piece]
    open_ = np.isin(group, group[np.searchsorted(piece, short)])
    rows = np.flatnonzero(open_)
    number = np.full(len(piece), -1, dtype=np.int64)
    number[rows] = np.arange(len(rows))
    live = open_[one]
    at = np.concatenate([[0], np.cumsum(np.diff(graph.at)[rows])]).astype(np.int64)
    part = _Graph(at, number[graph.to[live]])
    of = np.unique(group[rows], return_inverse=True)[1]
    best = picked[rows].copy()
    held = np.bincount(of[best], minlength=int(of.max()) + 1)
    for turn in range(_SIDES):
        angle = 2.0 * np.pi * turn / _SIDES
        order = xy[rows] @ np.array([np.cos(angle), np.sin(angle)])
        trial = _in_order(part, piece[rows], quota, cancelled, order)
        _make_room(part, piece[rows], quota, trial, cancelled)
        now = np.bincount(of[trial], minlength=len(held))
        better = (now > held)[of]
        best[better] = trial[better]
        held = np.maximum(held, now)
    picked[rows] = best


def _make_room(graph: _Graph, piece: Ints, quota: Ints, picked: Flags, cancelled: Cancelled) -> None:
    """Let loops move to another place of their piece where that makes room for one more; changes `picked`."""
    short = np.flatnonzero(np.bincount(piece[picked], minlength=len(quota)) < quota)
    edges = np.searchsorted(piece, np.arange(len(quota) + 1))
    for k in short:
        stop_if(cancelled)
        mine = range(edges[k], edges[k + 1])
        while picked[edges[k] : edges[k + 1]].sum() < quota[k]:
            seen: set[int] = set()
            if not any(_place(graph, piece, edges, picked, at, _DEEP, frozenset(), seen) for at in mine):
                break


def _place(
    graph: _Graph,
    piece: Ints,
    edges: Ints,
    picked: Flags,
    place: int,
    depth: int,
    fixed: frozenset[int],
    seen: set[int],
) -> bool:
    """Pick a place, and move the one loop in its way; return whether that could be done.

    Loops in `fixed` stay; places in `seen` were tried before, in this search.
    """
    if picked[place] or place in seen or len(seen) > _TRIES:
        return False
    seen.add(place)
    around = graph.of(place)
    in_way = around[picked[around]]
    if len(in_way) == 0:
        picked[place] = True
        return True
    mover = int(in_way[0])
    if len(in_way) > 1 or depth == 0 or mover in fixed:
        return False
    picked[mover], picked[place] = False, True
    held = fixed | {place}
    for other in range(edges[piece[mover]], edges[piece[mover] + 1]):
        if other != mover and _place(graph, piece, edges, picked, other, depth - 1, held, seen):
            return True
    picked[mover], picked[place] = True, False
    return False


def spread(places: Candidates, chosen: Flags, *, enough: float, taken: Floats, rounds: int = 6) -> Flags:
    """Return places further from each other: each loop may move within its piece, until `enough` m from all others.

    A loop moves where its nearest other loop is then further than before; of loops that are near each other one moves
    at a time. No distance that was kept gets less than the smallest of the two loops had.

    Parameters
    ----------
    places, chosen
        See `choose`.
    enough
        Distance beyond which further is no aim, m.
    taken
        Shape (k, 2): loops that stay.
    """
    result = chosen.copy()
    if chosen.sum() + len(taken) < 2:
        return result
    for _ in range(rounds):
        loops = np.flatnonzero(result)
        everything = np.vstack([places.xy[loops], taken])
        owner = np.concatenate([places.piece[loops], np.full(len(taken), -1)])
        tree = cKDTree(everything)
        now = np.minimum(tree.query(places.xy[loops], k=2)[0][:, 1], enough)
        home = np.full(int(places.piece.max(initial=0)) + 1, -1, dtype=np.int64)
        home[places.piece[loops]] = np.arange(len(loops))
        single = np.bincount(places.piece[loops], minlength=len(home)) == 1
        # only pieces with a loop that is not far enough from others are worth the search
        close = np.zeros(len(home), dtype=bool)
        close[places.piece[loops[now < enough - _GAIN_M]]] = True
        tried = np.flatnonzero(close[places.piece] & ~result)
        piece = places.piece[tried]
        near, which = tree.query(places.xy[tried], k=min(3, len(everything)))
        mine = owner[which] == piece[:, None]
        first = np.where(mine.any(axis=1), mine.argmax(axis=1), -1)
        # the loop that would move here: the nearest of the same piece; of a piece with one loop always that one
        target = np.where(first >= 0, which[np.arange(len(which)), np.maximum(first, 0)], -1)
        target = np.where(single[piece], home[piece], target)
        others = np.where(which == target[:, None], np.inf, near)
        gap = np.minimum(others.min(axis=1, initial=np.inf), enough)
        rows = np.flatnonzero((target >= 0) & (gap > now[target] + _GAIN_M))
        if not len(rows):
            return result
        gain = gap[rows] - now[target[rows]]
        order = rows[np.lexsort((rows, -np.round(gain, 9), target[rows]))]
        best = order[np.concatenate([[True], target[order][1:] != target[order][:-1]])]
        gain, aim, best = gap[best] - now[target[best]], target[best], tried[best]
        # old and new places of two moves lie further apart than `enough`, so that each gap holds after all moves
        ends = np.concatenate([places.xy[best], places.xy[loops[aim]]])
        pairs = cKDTree(ends).query_pairs(enough, output_type="ndarray") % len(best)
        rank = np.empty(len(best), dtype=np.int64)
        rank[np.lexsort((best, -np.round(gain, 9)))] = np.arange(len(best))
        lowest = np.full(len(best), len(best), dtype=np.int64)
        apart = pairs[pairs[:, 0] != pairs[:, 1]]
        np.minimum.at(lowest, apart[:, 0], rank[apart[:, 1]])
        np.minimum.at(lowest, apart[:, 1], rank[apart[:, 0]])
        first_go = rank < lowest
        result[loops[aim[first_go]]] = False
        result[best[first_go]] = True
    return result
