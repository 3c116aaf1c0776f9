"""Steady flow in the looped part of a gravity sewer: how the water divides over splits.

In a tree the flow follows from adding up. Where pipes form loops it follows from the water levels: per pipe the steady
form of the momentum equation that EPA SWMM's dynamic wave solves (Rossman 2017, Storm Water Management Model Reference
Manual, Volume II - Hydraulics, EPA/600/R-17/111, section 3.2-3.4), with its upstream weighting, inertia, normal-flow
limit and free outfall; per node what comes in goes out. The levels are found with Newton's method, damped like a
filling sewer (an implicit time step that grows) and with a step limit per node that shrinks where the level swings.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array, csc_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import splu

from ..callbacks import Cancelled, never, stop_if
from .sections import GRAVITY, Sections

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

WET = 3e-5
"""Depth (m) below which a pipe end is dry; SWMM's FUDGE of 0.0001 ft."""

SLOPE_DROP = 0.000305
"""Least drop (m) over a pipe for its bed slope; SWMM's 0.001 ft."""

HEAD_SHARE = 0.9
"""Largest part of the head above a free fall that the depth there takes; at critical flow it is about 2/3 to 3/4."""

STILL = 1e-8
"""Difference of level (m) below which flow is taken proportional to it."""

FIRST_STEP, SETTLED_STEP = 10.0, 5000.0
"""First time step (s): from a first guess, and from a solution for almost the same inflow."""

ENOUGH = 1e-5
"""Residual and change of flow, relative to the inflow of the piece, at which it counts as solved."""


@dataclass(frozen=True)
class Loops:
    """The looped part of gravity sewers; `upper` is the end with the higher invert.

    Attributes
    ----------
    upper, lower
        Node at either end of each pipe, shape (n_pipes,).
    z_upper, z_lower
        Inverts (m NAP), z_upper >= z_lower.
    length
        Length (m), positive.
    sections
        Cross-sections.
    bottom
        Invert of each node (m NAP): the lowest pipe end there, shape (n_nodes,).
    inflow
        Water that enters at each node (m3/s), shape (n_nodes,).
    outlet
        Nodes where the water falls out freely, shape (n_nodes,).
    start_flow, start_level
        First guess: flow from upper to lower (m3/s) and water level (m NAP).
    settled
        Nodes whose first guess solved almost the same inflow, shape (n_nodes,).
    """

    upper: Ints
    lower: Ints
    z_upper: Floats
    z_lower: Floats
    length: Floats
    sections: Sections
    bottom: Floats
    inflow: Floats
    outlet: Bools
    start_flow: Floats
    start_level: Floats
    settled: Bools


def drops(loops: Loops) -> tuple[Bools, Bools]:
    """Return at which pipes the water can fall freely from the upper and from the lower end."""
    upper = loops.z_upper - loops.bottom[loops.upper] > 1e-6
    lower = (loops.z_lower - loops.bottom[loops.lower] > 1e-6) | loops.outlet[loops.lower]
    return upper, lower


def fall_depth(loops: Loops, last: Floats, manning: float) -> Floats:
    """Return the depth (m) at a free fall: the smaller of critical and normal depth at the last flow (m3/s)."""
    slope = np.maximum(loops.z_upper - loops.z_lower, SLOPE_DROP) / loops.length
    size = np.abs(last)
    critical = loops.sections.critical_depth(size)
    return np.maximum(np.minimum(critical, loops.sections.normal_depth(size, slope, manning)), WET)


def pipe_flow(loops: Loops, h_upper: Floats, h_lower: Floats, last: Floats, fall: Floats, manning: float) -> Floats:
    """Return the flow (m3/s, positive from upper to lower) at given water levels.

    Parameters
    ----------
    loops
        The pipes.
    h_upper, h_lower
        Water level at either end (m NAP), shape (n_pipes,).
    last
        Flow of the previous iteration (m3/s): velocity and Froude number follow from it.
    fall
        From `fall_depth`.
    manning
        Roughness (s/m^(1/3)).
    """
    z1, z2, length, sections = loops.z_upper, loops.z_lower, loops.length, loops.sections
    full = sections.height
    h1, h2 = np.maximum(h_upper, z1), np.maximum(h_lower, z2)
    y1, y2 = np.clip(h1 - z1, WET, full), np.clip(h2 - z2, WET, full)
    slope = np.maximum(z1 - z2, SLOPE_DROP) / length
    wet1, wet2 = y1 > WET, y2 > WET
    drop1, drop2 = drops(loops)
    dry = (~wet1 & ~wet2) | (~wet1 & wet2 & (h2 < z1)) | (wet1 & ~wet2 & (h1 < z2))
    # by the levels, not by the last flow: at convergence the same, on the way there it does not flip
    down = h1 >= h2
    falls2 = drop2 & ((down & wet1 & wet2 & (y2 < fall)) | (wet1 & ~wet2 & (h1 >= z2)))
    falls1 = drop1 & ((~down & wet1 & wet2 & (y1 < fall)) | (~wet1 & wet2 & (h2 >= z1)))
    # the depth at a free fall cannot take up all the head above it: without this the last flow could turn the next one
    fall2 = np.clip(HEAD_SHARE * (h1 - z2), WET, fall)
    fall1 = np.clip(HEAD_SHARE * (h2 - z1), WET, fall)
    y2, h2 = np.where(falls2, fall2, y2), np.where(falls2, z2 + fall2, h2)
    y1, h1 = np.where(falls1, fall1, y1), np.where(falls1, z1 + fall1, h1)

    a1, r1, w1 = sections.at_steps(y1)
    a2, _, _ = sections.at_steps(y2)
    am, rm, wm = sections.at_steps(0.5 * (y1 + y2))
    filled = (y1 >= full) & (y2 >= full)
    velocity = np.clip(last / np.maximum(am, 1e-8), -15.0, 15.0)
    froude = np.where(filled, 0.0, np.abs(velocity) / np.sqrt(GRAVITY * np.maximum(am, 1e-9) / np.maximum(wm, 1e-5)))
    inertia = np.clip(2.0 * (1.0 - froude), 0.0, 1.0)
    upstream = np.where(~filled & (h1 >= h2), inertia, 1.0)
    area = a1 + (am - a1) * upstream
    radius = np.maximum(r1 + (rm - r1) * upstream, 1e-7)
    push = area * (h1 - h2) / length + np.where(filled, 0.0, inertia) * velocity**2 * (a2 - a1) / (GRAVITY * length)
    # linear where the levels are all but equal: the square root alone has no finite slope there
    still = am * area / length * STILL
    flow = radius ** (2.0 / 3.0) / manning * (am * push) / np.sqrt(am * np.abs(push) + still)

    fast = np.abs(flow) / np.maximum(a1, 1e-9) >= np.sqrt(GRAVITY * np.maximum(a1, 1e-9) / np.maximum(w1, 1e-5))
    limited = (flow > 0) & (y1 < full) & ~falls1 & ~falls2 & ((y1 < y2) | (fast & wet2))
    uniform = a1 * r1 ** (2.0 / 3.0) / manning * np.sqrt(slope)
    flow = np.where(limited, np.minimum(flow, uniform), flow)
    return np.where(dry, 0.0, flow)


def steady_flow(
    loops: Loops, manning: float, *, iterations: int = 480, cancelled: Cancelled = never
) -> tuple[Floats, Floats, Bools]:
    """Return flow (m3/s, upper to lower) per pipe, level (m NAP) per node, and whether the piece of a pipe was solved.

    Parameters
    ----------
    loops
        The looped part; every piece has an outlet and inflow.
    manning
        Roughness (s/m^(1/3)).
    iterations
        Greatest number of Newton steps; a piece that is not solved by then gives its best step.

    Raises
    ------
    CancelledError
        The user cancelled.
    """
    n = len(loops.bottom)
    graph = coo_array((np.ones(len(loops.upper), dtype=np.int8), (loops.upper, loops.lower)), shape=(n, n))
    _, piece = connected_components(graph.tocsr(), directed=False)
    state = _State.begin(loops, piece.astype(np.int64))
    for step in range(iterations):
        stop_if(cancelled)
        if step and step % 120 == 0:
            state.calm()
        if not state.advance(loops, manning):
            break
    return state.best_flow, state.best_level, state.error <= ENOUGH


@dataclass(frozen=True)
class _Open:
    """The pieces that are not solved yet.

    Attributes
    ----------
    pieces
        Which pieces, shape (n_pieces,).
    rows, part
        Their pipes.
    falling, falls
        Positions in `rows` of the pipes where water can fall freely, and those pipes.
    free
        Their nodes without a fixed level, in an order of elimination that keeps the factors of the matrix small.
    kept
        Which of the four derivatives per pipe, behind each other, stand in the matrix.
    slot
        Place of each of those in the matrix, shape (n_kept,).
    row, column
        Row and column of each place.
    diagonal
        Places on the diagonal, shape (n_free,).
    ends, piece_of_end
        Nodes of the pipes that are no outlet, sorted by piece, and the pieces.
    pipes, piece_of_pipe
        Positions in `rows`, sorted by piece, and the pieces.
    """

    pieces: Bools
    rows: Ints
    part: Loops
    falling: Ints
    falls: Loops
    free: Ints
    kept: Ints
    slot: Ints
    row: npt.NDArray[np.int32]
    column: npt.NDArray[np.int32]
    diagonal: Ints
    ends: Ints
    piece_of_end: Ints
    pipes: Ints
    piece_of_pipe: Ints

    @classmethod
    def of(cls, loops: Loops, piece: Ints, pieces: Bools, order: Ints) -> _Open:
        rows = np.flatnonzero(pieces[piece[loops.upper]])
        part = _take(loops, rows)
        falling = np.flatnonzero(np.logical_or(*drops(part)))
        free = order[pieces[piece[order]]]
        n = len(free)
        position = np.full(len(piece), -1, dtype=np.int64)
        position[free] = np.arange(n)
        i = position[np.concatenate([part.upper, part.lower, part.upper, part.lower])]
        j = position[np.concatenate([part.upper, part.lower, part.lower, part.upper])]
        kept = np.flatnonzero((i >= 0) & (j >= 0))
        # the diagonal is always there: the storage of the node
        place = np.concatenate([j[kept] * n + i[kept], np.arange(n) * (n + 1)])
        places, slot = np.unique(place, return_inverse=True)
        ends = free[np.argsort(piece[free], kind="stable")]
        of_pipe = piece[part.upper]
        pipes = np.argsort(of_pipe, kind="stable")
        return cls(
            pieces, rows, part, falling, _take(part, falling), free, kept, slot[: len(kept)],
            (places % n).astype(np.int32), (places // n).astype(np.int32), slot[len(kept) :], ends, piece[ends], pipes,
            of_pipe[pipes],
        )  # fmt: skip

    def solve(self, rise1: Floats, rise2: Floats, storage: Floats, net: Floats) -> Floats:
        """Return how far the free nodes rise, from the derivatives of the flows and what comes in too much."""
        value = np.concatenate([rise1, -rise2, rise2, -rise1])[self.kept]
        data: Floats = np.bincount(self.slot, value, len(self.row)).astype(np.float64)
        data[self.diagonal] += storage
        # where water falls freely, a level does not matter to the other one: many places are empty
        some = np.flatnonzero(data)
        start = np.zeros(len(self.free) + 1, dtype=np.int32)
        np.cumsum(np.bincount(self.column[some], minlength=len(self.free)), out=start[1:])
        matrix = csc_array((data[some], self.row[some], start), shape=(len(self.free), len(self.free)))
        factors = splu(
            matrix, permc_spec="NATURAL", diag_pivot_thresh=0.0, relax=1, panel_size=4, options={"SymmetricMode": True}
        )
        return np.asarray(factors.solve(net[self.free]), dtype=np.float64)


def _elimination(loops: Loops) -> Ints:
    """Return the nodes without a fixed level in an order in which few new couplings arise (minimum degree)."""
    free = np.flatnonzero(~loops.outlet)
    n = len(free)
    if not n:
        return free
    position = np.full(len(loops.outlet), -1, dtype=np.int64)
    position[free] = np.arange(n)
    a, b = position[loops.upper], position[loops.lower]
    inside = (a >= 0) & (b >= 0) & (a != b)
    a, b = a[inside], b[inside]
    i, j = np.concatenate([a, b, np.arange(n)]), np.concatenate([b, a, np.arange(n)])
    heavy = 2.0 + np.bincount(a, minlength=n) + np.bincount(b, minlength=n)
    matrix = csc_array(coo_array((np.concatenate([np.full(2 * len(a), -1.0), heavy]), (i, j)), shape=(n, n)))
    order = splu(matrix, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options={"SymmetricMode": True}).perm_c
    return np.asarray(free[np.argsort(order)], dtype=np.int64)


def _highest(values: Floats, groups: Ints, result: Floats) -> None:
    """Raise `result` to the highest of the values per group; the groups are sorted."""
    if len(groups):
        first = np.flatnonzero(np.concatenate([[True], groups[1:] != groups[:-1]]))
        at = groups[first]
        result[at] = np.maximum(result[at], np.maximum.reduceat(values, first))


@dataclass
class _State:
    """The iteration: levels, flows and damping of the pieces that are not solved yet."""

    piece: Ints
    level: Floats
    flow: Floats
    best_flow: Floats
    best_level: Floats
    error: Floats
    piece_error: Floats
    total: Floats
    time_step: Floats
    limit: Floats
    last_move: Floats
    mix: float
    order: Ints
    work: _Open
    storage: float = 1.2

    @classmethod
    def begin(cls, loops: Loops, piece: Ints) -> _State:
        n = len(loops.bottom)
        count = int(piece.max(initial=-1)) + 1
        total = np.maximum(np.bincount(piece, weights=loops.inflow, minlength=count), 1e-12)
        pipes = len(loops.upper)
        order = _elimination(loops)
        return cls(
            piece, loops.start_level.copy(), loops.start_flow.copy(), loops.start_flow.copy(), loops.start_level.copy(),
            np.full(pipes, np.inf), np.full(count, np.inf), total, np.where(loops.settled, SETTLED_STEP, FIRST_STEP),
            np.full(n, 0.02), np.zeros(n), 0.5, order, _Open.of(loops, piece, np.ones(count, dtype=bool), order),
        )  # fmt: skip

    def calm(self) -> None:
        """Begin again with a small time step and more mixing of flows where the iteration swings."""
        self.time_step[:] = 2.0
        self.mix *= 0.5

    def advance(self, loops: Loops, manning: float) -> bool:
        """Take one Newton step in the pieces that are not solved; return False when all are."""
        open_pieces = self.piece_error > ENOUGH
        if not open_pieces.any():
            return False
        if (open_pieces != self.work.pieces).any():
            self.work = _Open.of(loops, self.piece, open_pieces, self.order)
        rows, part, free = self.work.rows, self.work.part, self.work.free
        if not len(rows):
            return False
        last = self.flow[rows]
        h1, h2 = self.level[part.upper], self.level[part.lower]
        small = 1e-8
        fall = np.full(len(rows), WET)
        falling = self.work.falling
        fall[falling] = fall_depth(self.work.falls, last[falling], manning)
        flow = pipe_flow(part, h1, h2, last, fall, manning)
        rise1 = np.maximum((pipe_flow(part, h1 + small, h2, last, fall, manning) - flow) / small, 0.0)
        rise2 = np.minimum((pipe_flow(part, h1, h2 + small, last, fall, manning) - flow) / small, 0.0)
        n = len(loops.inflow)
        net = loops.inflow + np.bincount(part.lower, flow, n) - np.bincount(part.upper, flow, n)
        self._remember(net, flow, last)

        move = self.work.solve(rise1, rise2, self.storage / self.time_step[free], net)
        swings = move * self.last_move[free] < 0
        limit = np.where(swings, np.maximum(self.limit[free] * 0.4, 1e-11), np.minimum(self.limit[free] * 1.5, 0.03))
        move = np.clip(move, -limit, limit)
        self.limit[free], self.last_move[free] = limit, move
        self.level[free] = np.maximum(self.level[free] + move, loops.bottom[free])
        self.time_step[free] = np.minimum(self.time_step[free] * 1.15, 1e6)
        self.flow[rows] = (1.0 - self.mix) * last + self.mix * flow
        return True

    def _remember(self, net: Floats, flow: Floats, last: Floats) -> None:
        """Keep the flows and levels of pieces that came closer to balance than before."""
        work = self.work
        error = np.zeros(len(self.piece_error))
        _highest(np.abs(net[work.ends]), work.piece_of_end, error)
        _highest(np.abs(flow - last)[work.pipes], work.piece_of_pipe, error)
        error /= self.total
        better = work.pieces & (error < self.piece_error)
        self.piece_error[better] = error[better]
        of_pipe = self.piece[work.part.upper]
        now = better[of_pipe]
        self.best_flow[work.rows[now]] = flow[now]
        self.error[work.rows[now]] = error[of_pipe[now]]
        nodes = better[self.piece]
        self.best_level[nodes] = self.level[nodes]


def _take(loops: Loops, rows: Ints) -> Loops:
    return Loops(
        loops.upper[rows], loops.lower[rows], loops.z_upper[rows], loops.z_lower[rows], loops.length[rows],
        loops.sections.take(rows), loops.bottom, loops.inflow, loops.outlet, loops.start_flow, loops.start_level,
        loops.settled,
    )  # fmt: skip
