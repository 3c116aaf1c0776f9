"""How much more can be taken: in each pipe, and by an offtake that asks.

What is watched, and why that is enough. The cooling of water is its deficit over rho cp Q. At a node waters mix: their
deficits add up and so do their flows, so the mixture is cooled no more than the coldest of them; water that enters
there or in the next pipe has no deficit and dilutes. Along a pipe a deficit only shrinks. So from one offtake to the
next the cooling never grows, and a limit on the cooling that holds right after every offtake holds in every pipe. What
is left to watch is each offtake, and the outlets, whose limit is another one. An extra deficit p in a pipe adds
p phi to the deficit at a watched place, phi being the part that arrives; so the room for p is the least of
(limit - deficit) / phi. That is exact with pipes that part and join again and with cycles, since phi counts all ways.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..callbacks import Cancelled, never
from .graph import Floats, FlowMap, Ints
from .heat import Carrier, Taken, after, along, arriving, end_fractions, fractions, influence, returning

FAINT = 1e-9
"""A smaller part that arrives counts as nothing: rounding of the solution."""

DRY, OWN, OFFTAKE, END = 0, 1, 2, 3
"""Kinds of what limits a pipe: no water, the pipe itself, an offtake downstream, an outlet."""


@dataclass(frozen=True)
class Limits:
    """What may be cooled how far.

    Attributes
    ----------
    kw_per_ls_k
        rho cp: kW that a flow of 1 l/s gives per K.
    pipe_k, end_k
        Cooling that is allowed in a pipe and of all water at an outlet, K.
    """

    kw_per_ls_k: float
    pipe_k: float
    end_k: float

    def of_pipes(self, sewer: FlowMap) -> Floats:
        """Return the deficit that each pipe may carry, kW, shape (n_pipes,)."""
        return np.asarray(sewer.flow_ls * self.kw_per_ls_k * self.pipe_k)

    def of_ends(self, sewer: FlowMap) -> Floats:
        """Return the deficit that may arrive at each end, kW, shape (n_ends,)."""
        return np.asarray(sewer.arriving_ls[sewer.ends] * self.kw_per_ls_k * self.end_k)


@dataclass(frozen=True)
class Asked:
    """The offtakes and all that they do to each other.

    Attributes
    ----------
    taken
        Where they are.
    at_offtakes, at_ends
        Part of each one's deficit (column) that arrives at each offtake and each end (row).
    offtake_kw, end_kw
        Limits of the pipes of the offtakes, shape (n,), and of the ends, shape (n_ends,).
    """

    taken: Taken
    at_offtakes: Floats
    at_ends: Floats
    offtake_kw: Floats
    end_kw: Floats


def asked(carry: Carrier, taken: Taken, limits: Limits, *, cancelled: Cancelled = never) -> Asked:
    """Return what offtakes do to each other."""
    at_offtakes, at_ends = influence(carry, taken, cancelled=cancelled)
    sewer = carry.sewer
    return Asked(taken, at_offtakes, at_ends, limits.of_pipes(sewer)[taken.pipe], limits.of_ends(sewer))


@dataclass(frozen=True)
class Room:
    """Room for one offtake.

    Attributes
    ----------
    kw
        What it can take, 0 or more.
    kind, index
        What limits it: OWN (its own pipe), OFFTAKE or END, and which offtake or end.
    """

    kw: float
    kind: int
    index: int


def room_for(asking: Asked, row: int, kw: Floats) -> Room:
    """Return the room for an offtake when others take `kw` (shape (n,), its own counts as 0).

    Of equal limits its own pipe comes first, then offtakes and ends in their order.
    """
    others = kw.copy()
    others[row] = 0.0
    watched = (others > 0) & (asking.at_offtakes[:, row] > FAINT)
    watched[row] = True
    places = np.concatenate([[row], np.flatnonzero(watched & (np.arange(len(kw)) != row))])
    left = asking.offtake_kw[places] - asking.at_offtakes[places] @ others
    room = left / asking.at_offtakes[places, row]
    ends = np.flatnonzero(asking.at_ends[:, row] > FAINT)
    room = np.concatenate([room, (asking.end_kw[ends] - asking.at_ends[ends] @ others) / asking.at_ends[ends, row]])
    best = int(np.argmin(room))
    # equal but for rounding: the first of them
    best = int(np.flatnonzero(room <= room[best] + 1e-9 * max(abs(room[best]), 1e-6))[0])
    value = max(0.0, float(room[best]))
    if best < len(places):
        return Room(value, OWN if best == 0 else OFFTAKE, int(places[best]))
    return Room(value, END, int(ends[best - len(places)]))


@dataclass(frozen=True)
class PipeRoom:
    """Room per pipe.

    Attributes
    ----------
    kw
        Shape (n_pipes,): what can be taken anywhere in the pipe; 0 without water.
    kind, index
        What limits it, see `Room`; index is the offtake (of `taken`) or the end (of ``sewer.ends``), -1 for the pipe
        itself. Shape (n_pipes,).
    """

    kw: Floats
    kind: npt.NDArray[np.int8]
    index: Ints


def room_per_pipe(
    carry: Carrier, taken: Taken, kw: Floats, limits: Limits, *, cancelled: Cancelled = never
) -> PipeRoom:
    """Return the room in every pipe when offtakes take `kw`.

    The room holds wherever in the pipe it is taken: at its head, where most arrives downstream, and at the place where
    its water is coldest already.

    Parameters
    ----------
    carry
        The map.
    taken, kw
        Offtakes and what they take, kW, shape (n,); those of 0 kW are not watched.
    limits
        What may be cooled how far.
    """
    sewer = carry.sewer
    real = np.flatnonzero(kw > 0)
    taken, kw = Taken(taken.pipe[real], taken.metres[real]), kw[real]
    at_node = arriving(carry, taken, kw)
    _, most = along(carry, taken, kw, at_node)
    own = limits.of_pipes(sewer)
    room = (own - most) / (1.0 + returning(carry, cancelled=cancelled))
    kind = np.where(sewer.flow_ls > 0, OWN, DRY).astype(np.int8)
    index = np.full(len(room), -1, dtype=np.int64)

    def tighten(allowed: Floats, name: int, which: Ints | int) -> None:
        # equal but for rounding: the first of them
        closer = (sewer.flow_ls > 0) & (allowed < room - 1e-9 * own)
        room[closer] = allowed[closer]
        kind[closer] = name
        index[closer] = which if isinstance(which, int) else which[closer]

    if len(kw):
        # of the offtakes in one pipe the one that allows least at the tail of that pipe
        slack = own[taken.pipe] - after(carry, taken, kw, at_node)
        at_tail = slack / carry.left(taken.metres)
        order = np.lexsort((np.arange(len(kw)), at_tail, taken.pipe))
        pipes, first = np.unique(taken.pipe[order], return_index=True)
        tightest = order[first]
        tails, block_of = np.unique(sewer.tail[pipes], return_inverse=True)
        for block, reach in fractions(carry, tails, cancelled=cancelled):
            inside = np.flatnonzero((block_of >= block.start) & (block_of < block.stop))
            for place in inside[np.argsort(tightest[inside])]:
                part = sewer.share[pipes[place]] * reach[:, block_of[place] - block.start][sewer.head]
                part[pipes[place]] = 0.0  # the pipe itself is watched above
                tighten(_over(at_tail[tightest[place]], part), OFFTAKE, int(real[tightest[place]]))
    ends = sewer.ends
    left = limits.of_ends(sewer) - at_node[ends]
    for end_of_node, reach in end_fractions(carry, cancelled=cancelled):
        end = end_of_node[sewer.head]
        part = np.where(end >= 0, reach[sewer.head], 0.0)
        tighten(_over(left[end], part), END, end)
    room[sewer.flow_ls <= 0] = 0.0
    return PipeRoom(np.maximum(room, 0.0) + 0.0, kind, index)  # + 0: no minus zero


def _over(slack: Floats | float, part: Floats) -> Floats:
    """Return slack over the part that arrives, infinite where nothing arrives."""
    slack = np.broadcast_to(slack, part.shape)
    return np.divide(slack, part, out=np.full(part.shape, np.inf), where=part > FAINT)
