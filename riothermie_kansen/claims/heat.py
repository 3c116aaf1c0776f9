"""Heat that is taken from the water, as a deficit that the water carries on.

A deficit D (kW) is the heat that the water misses against sewage of which nothing was taken. It adds up where waters
meet, divides over the pipes that leave a node as the water does (in all of them the same temperature), and shrinks
along a pipe by what bottom and air give back: of D is left (1 - h)^L after L km, h being the recovery per km::

    arriving[v] = injected[v] + sum over pipes e into v of share[e] * kept[e] * arriving[tail[e]]

With A[head, tail] = share kept that is (I - A) arriving = injected: one sparse LU for all questions, cycles included.
The same factors answer the transposed question, what part of a deficit at any node reaches a given one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array, csc_array, identity
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import SuperLU, splu

from ..callbacks import Cancelled, never, stop_if
from .graph import SHARE_ERROR, FlowMap

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

CHUNK = 32
"""Right-hand sides that are solved at once: 13 MB for 50 000 nodes."""


@dataclass(frozen=True)
class Carrier:
    """How deficits travel over a map.

    Attributes
    ----------
    sewer
        The map.
    recovery
        Part of a deficit that the water regains per km, 0 up to 1.
    kept
        Part that is left at the head of what enters each pipe, shape (n_pipes,).
    factors
        LU of I - A.
    """

    sewer: FlowMap
    recovery: float
    kept: Floats
    factors: SuperLU

    def left(self, metres: npt.ArrayLike) -> Floats:
        """Return what part of a deficit is left after a distance (m)."""
        return np.asarray((1.0 - self.recovery) ** (np.asarray(metres, dtype=np.float64) / 1000.0))


@dataclass(frozen=True)
class Taken:
    """Offtakes on the map.

    Attributes
    ----------
    pipe
        Row of the pipe, shape (n,).
    metres
        Distance from the tail along the flow, 0 up to the length of the pipe, shape (n,).
    """

    pipe: Ints
    metres: Floats


def carrier(sewer: FlowMap, recovery: float) -> Carrier:
    """Factorise the equations of a map."""
    kept = np.asarray((1.0 - recovery) ** (sewer.length_m / 1000.0), dtype=np.float64)
    n = len(sewer.node_id)
    used = sewer.share > 0
    links = coo_array(((sewer.share * kept)[used], (sewer.head[used], sewer.tail[used])), shape=(n, n))
    # columns of I - A are diagonally dominant (shares sum to at most 1), so no pivoting is needed
    factors = splu(csc_array(identity(n, format="csc") - links.tocsc()), diag_pivot_thresh=0.0)
    return Carrier(sewer, recovery, kept, factors)


def to_head(carry: Carrier, taken: Taken) -> Floats:
    """Return what part of each offtake's deficit is left at the head of its pipe, shape (n,)."""
    return carry.left(carry.sewer.length_m[taken.pipe] - taken.metres)


def arriving(carry: Carrier, taken: Taken, kw: Floats) -> Floats:
    """Return the deficit that arrives at each node (kW), shape (n_nodes,)."""
    injected = np.bincount(
        carry.sewer.head[taken.pipe], weights=kw * to_head(carry, taken), minlength=len(carry.sewer.node_id)
    )
    return np.asarray(carry.factors.solve(injected), dtype=np.float64)


def along(carry: Carrier, taken: Taken, kw: Floats, at_node: Floats) -> tuple[Floats, Floats]:
    """Return the deficit at the head of each pipe and the largest one in it (kW), both of shape (n_pipes,).

    Along a pipe a deficit only shrinks, but for the offtakes: the largest one is at the tail or right after one.
    """
    sewer = carry.sewer
    enters = sewer.share * at_node[sewer.tail]
    leaves = enters * carry.kept + np.bincount(taken.pipe, weights=kw * to_head(carry, taken), minlength=len(enters))
    most = enters.copy()
    np.maximum.at(most, taken.pipe, after(carry, taken, kw, at_node))
    return leaves, most


def after(carry: Carrier, taken: Taken, kw: Floats, at_node: Floats) -> Floats:
    """Return the deficit right after each offtake (kW), shape (n,); those at the same place count together."""
    sewer = carry.sewer
    enters = (sewer.share * at_node[sewer.tail])[taken.pipe]
    return enters * carry.left(taken.metres) + _same_pipe(carry, taken) @ kw


def _same_pipe(carry: Carrier, taken: Taken) -> Floats:
    """Return what part of the deficit of each offtake (column) is left at another one down the same pipe, (n, n)."""
    before = (taken.pipe[:, None] == taken.pipe[None, :]) & (taken.metres[None, :] <= taken.metres[:, None])
    distance = np.where(before, taken.metres[:, None] - taken.metres[None, :], 0.0)
    return np.where(before, carry.left(distance), 0.0)


def influence(carry: Carrier, taken: Taken, *, cancelled: Cancelled = never) -> tuple[Floats, Floats]:
    """Return what part of the deficit of each offtake arrives where.

    Returns
    -------
    at_offtakes, at_ends
        Shapes (n, n) and (n_ends, n): right after each offtake, and at each end of the map; a column per offtake. The
        diagonal is 1, more where the water comes round.
    """
    sewer = carry.sewer
    heads, column = np.unique(sewer.head[taken.pipe], return_inverse=True)
    ends = sewer.ends
    at_tail = np.zeros((len(taken.pipe), len(heads)))
    at_end = np.zeros((len(ends), len(heads)))
    for columns, solved in _solutions(carry, heads, transposed=False, cancelled=cancelled):
        at_tail[:, columns] = solved[sewer.tail[taken.pipe]]
        at_end[:, columns] = solved[ends]
    enters = (sewer.share[taken.pipe] * carry.left(taken.metres))[:, None]
    left = to_head(carry, taken)[None, :]
    return enters * at_tail[:, column] * left + _same_pipe(carry, taken), at_end[:, column] * left


def fractions(carry: Carrier, nodes: Ints, *, cancelled: Cancelled = never) -> Iterator[tuple[slice, Floats]]:
    """Yield what part of a deficit at every node arrives at some nodes, a block of them at a time.

    Yields
    ------
    slice, Floats
        Which of `nodes`, and shape (n_nodes, len(block)).
    """
    yield from _solutions(carry, nodes, transposed=True, cancelled=cancelled)


def _solutions(
    carry: Carrier, nodes: Ints, *, transposed: bool, cancelled: Cancelled
) -> Iterator[tuple[slice, Floats]]:
    n = len(carry.sewer.node_id)
    for start in range(0, len(nodes), CHUNK):
        stop_if(cancelled)
        block = slice(start, min(start + CHUNK, len(nodes)))
        width = block.stop - block.start
        unit = np.zeros((n, width), order="F")
        unit[nodes[block], np.arange(width)] = 1.0
        yield block, np.asarray(carry.factors.solve(unit, "T" if transposed else "N"), dtype=np.float64)


def end_fractions(carry: Carrier, *, cancelled: Cancelled = never) -> Iterator[tuple[Ints, Floats]]:
    """Yield what part of a deficit at every node arrives at an end: one end of each piece of the network at a time.

    Yields
    ------
    Ints, Floats
        Per node the end of its piece (index in ``sewer.ends``, -1: no such end), and the part, shapes (n_nodes,).
    """
    sewer = carry.sewer
    ends = sewer.ends
    pieces = sewer.component[ends]
    order = np.lexsort((ends, pieces))
    first = np.concatenate([[True], pieces[order][1:] != pieces[order][:-1]]) if len(ends) else np.zeros(0, bool)
    begins = np.maximum.accumulate(np.where(first, np.arange(len(ends)), 0))
    rank = np.empty(len(ends), dtype=np.int64)
    rank[order] = np.arange(len(ends)) - begins
    n = len(sewer.node_id)
    of_piece = np.full((int(sewer.component.max(initial=-1)) + 1,), -1, dtype=np.int64)
    for start in range(0, int(rank.max(initial=-1)) + 1, CHUNK):
        stop_if(cancelled)
        rounds = range(start, min(start + CHUNK, int(rank.max()) + 1))
        unit = np.zeros((n, len(rounds)), order="F")
        unit[ends, np.clip(rank - start, 0, len(rounds) - 1)] = (rank >= start) & (rank < start + len(rounds))
        solved = np.asarray(carry.factors.solve(unit, "T"), dtype=np.float64)
        for place, number in enumerate(rounds):
            chosen = np.flatnonzero(rank == number)
            of_piece[:] = -1
            of_piece[pieces[chosen]] = chosen
            yield of_piece[sewer.component], solved[:, place]


def returning(carry: Carrier, *, cancelled: Cancelled = never) -> Floats:
    """Return what part of a deficit at the head of each pipe comes round to that head through the pipe, (n_pipes,).

    Zero outside cycles. In a cycle water passes more than once, each time less: a unit that is taken in the pipe is
    felt there 1 + this much. Every cycle is solved by itself, since what leaves it does not return.
    """
    sewer = carry.sewer
    n = len(sewer.node_id)
    gain = np.zeros(len(sewer.tail))
    used = sewer.share > 0
    links = coo_array((np.ones(int(used.sum())), (sewer.tail[used], sewer.head[used])), shape=(n, n)).tocsr()
    _, label = connected_components(links, directed=True, connection="strong")
    inside = np.flatnonzero(used & (label[sewer.tail] == label[sewer.head]))
    inside = inside[np.argsort(label[sewer.tail[inside]], kind="stable")]
    weight = sewer.share * carry.kept
    bounds = np.flatnonzero(np.diff(label[sewer.tail[inside]], prepend=-1, append=-1))
    for low, high in pairwise(bounds):
        pipes = inside[low:high]
        nodes, place = np.unique(np.concatenate([sewer.tail[pipes], sewer.head[pipes]]), return_inverse=True)
        tail, head = place[: len(pipes)], place[len(pipes) :]
        size = len(nodes)
        matrix = identity(size, format="csc") - coo_array((weight[pipes], (head, tail)), shape=(size, size)).tocsc()
        factors = splu(csc_array(matrix), diag_pivot_thresh=0.0)
        for start in range(0, size, CHUNK):
            stop_if(cancelled)
            width = min(CHUNK, size - start)
            unit = np.zeros((size, width), order="F")
            unit[np.arange(start, start + width), np.arange(width)] = 1.0
            solved = factors.solve(unit)
            mine = np.flatnonzero((head >= start) & (head < start + width))
            gain[pipes[mine]] = weight[pipes[mine]] * solved[tail[mine], head[mine] - start]
    return gain


@dataclass(frozen=True)
class Balance:
    """Where the heat that was taken shows, kW: extracted = ends + stuck + gone + recovered + error.

    Attributes
    ----------
    extracted
        By all offtakes.
    ends
        Missing at the outlets.
    stuck
        Missing where the outlet is unknown.
    gone
        Missing in water that the map loses.
    recovered
        Given back by bottom and air.
    """

    extracted: float
    ends: float
    stuck: float
    gone: float
    recovered: float

    @property
    def error(self) -> float:
        """Return what does not add up."""
        return self.extracted - (self.ends + self.stuck + self.gone + self.recovered)


def balance(carry: Carrier, taken: Taken, kw: Floats, at_node: Floats) -> Balance:
    """Return where the extracted heat shows, from the deficit that arrives at each node."""
    sewer = carry.sewer
    enters = sewer.share * at_node[sewer.tail]
    recovered = float((enters * (1.0 - carry.kept)).sum() + (kw * (1.0 - to_head(carry, taken))).sum())
    is_end = sewer.end != ""
    passed_on = np.bincount(sewer.tail, weights=enters, minlength=len(at_node))
    loses = ~is_end & (np.bincount(sewer.tail, weights=sewer.share, minlength=len(at_node)) < 1.0 - SHARE_ERROR)
    return Balance(
        extracted=float(kw.sum()),
        ends=float(at_node[is_end & ~sewer.stuck].sum()),
        stuck=float(at_node[sewer.stuck].sum()),
        gone=float((at_node - passed_on)[loses].sum()),
        recovered=recovered,
    )
