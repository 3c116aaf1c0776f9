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
from scipy.sparse import coo_array, csc_array, diags
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
    drop1 = z1 - loops.bottom[loops.upper] > 1e-6
    drop2 = (z2 - loops.bottom[loops.lower] > 1e-6) | loops.outlet[loops.lower]
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

    a1, r1, w1 = sections.at(y1)
    a2, _, _ = sections.at(y2)
    am, rm, wm = sections.at(0.5 * (y1 + y2))
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
) -> tuple[Floats, Bools]:
    """Return the steady flow (m3/s) from upper to lower in each pipe, and whether its piece was solved.

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
    return state.best_flow, state.error <= ENOUGH


@dataclass
class _State:
    """The iteration: levels, flows and damping of the pieces that are not solved yet."""

    piece: Ints
    level: Floats
    flow: Floats
    best_flow: Floats
    error: Floats
    piece_error: Floats
    total: Floats
    time_step: Floats
    limit: Floats
    last_move: Floats
    mix: float
    storage: float = 1.2

    @classmethod
    def begin(cls, loops: Loops, piece: Ints) -> _State:
        n = len(loops.bottom)
        count = int(piece.max(initial=-1)) + 1
        total = np.maximum(np.bincount(piece, weights=loops.inflow, minlength=count), 1e-12)
        pipes = len(loops.upper)
        return cls(
            piece, loops.start_level.copy(), loops.start_flow.copy(), loops.start_flow.copy(), np.full(pipes, np.inf),
            np.full(count, np.inf), total, np.full(n, 10.0), np.full(n, 0.02), np.zeros(n), 0.5,
        )  # fmt: skip

    def calm(self) -> None:
        """Begin again with a small time step and more mixing of flows where the iteration swings."""
        self.time_step[:] = 2.0
        self.mix *= 0.5

    def advance(self, loops: Loops, manning: float) -> bool:
        """Take one Newton step in the pieces that are not solved; return False when all are."""
        open_pieces = self.piece_error > ENOUGH
        rows = np.flatnonzero(open_pieces[self.piece[loops.upper]])
        if not len(rows):
            return False
        part = _take(loops, rows)
        last = self.flow[rows]
        h1, h2 = self.level[part.upper], self.level[part.lower]
        small = 1e-8
        fall = fall_depth(part, last, manning)
        flow = pipe_flow(part, h1, h2, last, fall, manning)
        rise1 = np.maximum((pipe_flow(part, h1 + small, h2, last, fall, manning) - flow) / small, 0.0)
        rise2 = np.minimum((pipe_flow(part, h1, h2 + small, last, fall, manning) - flow) / small, 0.0)
        n = len(loops.inflow)
        net = loops.inflow + np.bincount(part.lower, flow, n) - np.bincount(part.upper, flow, n)
        self._remember(part, rows, net, flow, last)

        free = np.flatnonzero(open_pieces[self.piece] & ~loops.outlet)
        position = np.full(len(loops.bottom), -1, dtype=np.int64)
        position[free] = np.arange(len(free))
        i = position[np.concatenate([part.upper, part.lower, part.upper, part.lower])]
        j = position[np.concatenate([part.upper, part.lower, part.lower, part.upper])]
        value = np.concatenate([rise1, -rise2, rise2, -rise1])
        kept = (i >= 0) & (j >= 0)
        matrix = coo_array((value[kept], (i[kept], j[kept])), shape=(len(free), len(free))).tocsc()
        matrix = csc_array(matrix + diags(self.storage / self.time_step[free]).tocsc())
        move = splu(matrix).solve(net[free])
        swings = move * self.last_move[free] < 0
        limit = np.where(swings, np.maximum(self.limit[free] * 0.4, 1e-11), np.minimum(self.limit[free] * 1.5, 0.03))
        move = np.clip(move, -limit, limit)
        self.limit[free], self.last_move[free] = limit, move
        self.level[free] = np.maximum(self.level[free] + move, loops.bottom[free])
        self.time_step[free] = np.minimum(self.time_step[free] * 1.15, 1e6)
        self.flow[rows] = (1.0 - self.mix) * last + self.mix * flow
        return True

    def _remember(self, part: Loops, rows: Ints, net: Floats, flow: Floats, last: Floats) -> None:
        """Keep the flows of pieces that came closer to balance than before."""
        error = np.zeros(len(self.piece_error))
        inner = ~part.outlet
        np.maximum.at(error, self.piece[inner], np.abs(net[inner]) / self.total[self.piece[inner]])
        of_pipe = self.piece[part.upper]
        np.maximum.at(error, of_pipe, np.abs(flow - last) / self.total[of_pipe])
        better = error[of_pipe] < self.piece_error[of_pipe]
        self.best_flow[rows[better]] = flow[better]
        self.error[rows[better]] = error[of_pipe][better]
        touched = np.unique(of_pipe)
        self.piece_error[touched] = np.minimum(self.piece_error[touched], error[touched])


def _take(loops: Loops, rows: Ints) -> Loops:
    return Loops(
        loops.upper[rows], loops.lower[rows], loops.z_upper[rows], loops.z_lower[rows], loops.length[rows],
        loops.sections.take(rows), loops.bottom, loops.inflow, loops.outlet, loops.start_flow, loops.start_level,
    )  # fmt: skip
