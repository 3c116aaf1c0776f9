"""Correction of the dry weather flow by measurements, along the way of the water and without losing any.

The network is cut behind every measured pipe, and the measured flow goes on from there. Water is followed from where
it enters to the first measurement that it reaches; the part that reaches measurement i first is multiplied by one
factor f[i], and water that reaches none stays as it was. With w[i](n) the part of the water of node n that reaches
measurement i first, the inflow at n is multiplied by::

    sum over i of w[i](n) * f[i]  +  1 - sum over i of w[i](n)

and the shares of the splits follow: an arm that leads to a measurement with a factor above 1 takes more, and an arm
that leads to none carries what it carried. So every f[i] follows by itself: what was measured, less what came past
measurements higher up, over the estimated inflow in between. Only where measured water divides over ways to other
measurements does that division come in: its change has the variance of a random division (flow times share times one
minus share), the change of the inflow that of the inflow itself, and the smallest change by that measure (weighted
least squares) is taken: a system of m equations, diagonal where no measured water divides.

What no change can explain is added to, or taken from, the measured pipe itself (`Calibration.gap`): less water than
came past measurements higher up, or more where nothing enters in between. So a measured pipe always carries what was
measured, and the balance holds with the gaps counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array, csc_array, identity
from scipy.sparse.linalg import splu

from ..callbacks import Cancelled, never, stop_if
from .flow import FlowGraph, accumulate

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

CHUNK = 32
"""Measurements that are followed at once: 32 columns of 50,000 nodes are 13 MB."""

ROUNDING = 1e-12
"""Part of a flow below which a difference is rounding."""

CLASH = 1e-6
"""Part of a flow above which a gap means that measurements contradict each other, and below which inflow is none."""

LEAST_SHARE = 1e-3
"""Part of its estimated share that an arm in a cycle keeps: a cycle that loses no water would fill up for ever."""

RANK = 1e-10
"""Smallest eigenvalue, relative to the largest, of a combination of factors that the measurements determine."""


@dataclass(frozen=True)
class Calibration:
    """The flow as corrected by m measurements.

    Attributes
    ----------
    graph
        The directed pipes with the corrected shares.
    node_factor, pipe_factor
        Factor on what enters at each node and in each pipe, shapes (n_nodes,) and (n_pipes,).
    gap
        What no factor explains (l/s), shape (m,): water that appears (positive) or disappears (negative) in the
        measured pipe; 0 elsewhere.
    mean, through
        Corrected flow in each pipe and through each node, l/s. `accumulate` on `graph` of the inflow times its factor,
        with `gap` added in the measured pipes, gives the same; in a measured pipe it is what was measured.
    measured_part
        Part of the water in each pipe that passes a measurement, before or after it, shape (n_pipes,); NaN where
        there is no flow.
    estimate
        Estimated flow in the measured pipes, l/s, shape (m,).
    zone_ls, zone_factor
        Estimated inflow that reaches each measurement first (l/s), and the factor on it, shapes (m,).
    between
        Part of the measured flow of j that reaches i first, at [i, j], shape (m, m).
    passing
        Estimated and corrected inflow of all water that passes a measurement, gaps included, l/s.
    known_part
        Part of all corrected inflow that passes a measurement.
    """

    graph: FlowGraph
    node_factor: Floats
    pipe_factor: Floats
    gap: Floats
    mean: Floats
    through: Floats
    measured_part: Floats
    estimate: Floats
    zone_ls: Floats
    zone_factor: Floats
    between: Floats
    passing: tuple[float, float]
    known_part: float

    @property
    def clashes(self) -> Bools:
        """Return which measurements contradict others, shape (m,)."""
        return np.asarray(np.abs(self.gap) > CLASH * self.estimate)

    @property
    def overall(self) -> float:
        """Return corrected over estimated inflow, of all water that passes a measurement; 1 when there is none."""
        before, after = self.passing
        return after / before if before > 0 else 1.0


def calibrate(
    graph: FlowGraph,
    node_ls: Floats,
    pipe_ls: Floats,
    rows: Ints,
    measured_ls: Floats,
    *,
    cancelled: Cancelled = never,
) -> Calibration:
    """Correct an estimated flow by measurements.

    Parameters
    ----------
    graph
        From `flow.flow_graph`.
    node_ls, pipe_ls
        Estimated inflow (l/s, not negative), shapes (n_nodes,) and (n_pipes,).
    rows
        The measured pipes, all different, shape (m,); m may be 0.
    measured_ls
        Flow that was measured at the end of each (l/s, above 0), shape (m,).

    Raises
    ------
    CancelledError
        The user cancelled.
    """
    cut = _Cut.behind(graph, rows)
    estimate = accumulate(graph, node_ls, pipe_ls)[0]
    # water that no measurement has seen yet, and what was measured on its way down
    unseen, _ = cut.carried(node_ls, pipe_ls)
    between = cut.between(cancelled)
    zone_factor, turn = _factors(unseen[rows], between, measured_ls)
    stop_if(cancelled)

    node_factor, pipe_factor = (np.maximum(1.0 + part, 0.0) for part in cut.first_reach(zone_factor - 1.0))
    own = pipe_ls * pipe_factor
    seen, _ = cut.carried(cut.below(measured_ls))
    kept, _ = cut.carried(cut.below(measured_ls * (1.0 - between.T @ turn)))
    over = unseen * pipe_factor - own + seen * cut.first_reach(turn)[1] + kept
    corrected = graph
    if not np.array_equal(zone_factor, np.ones(len(rows))) or turn.any():
        corrected = replace(graph, share=_shares(graph, np.maximum(over, 0.0)))

    arrived, _ = _Cut.behind(corrected, rows).carried(node_ls * node_factor + cut.below(measured_ls), own)
    gap = measured_ls - arrived[rows]
    gap[np.abs(gap) <= ROUNDING * np.maximum(measured_ls, estimate[rows])] = 0.0
    mean, through = accumulate(corrected, node_ls * node_factor, own + _at(rows, gap, len(own)))
    mean = np.maximum(mean, 0.0)
    mean[rows] = measured_ls

    node_part, pipe_part = cut.first_reach(np.ones(len(rows)))
    rest = unseen * (1.0 - pipe_part)
    before = float(node_ls @ node_part + pipe_ls @ pipe_part)
    after = before + float(node_ls @ (node_factor - 1.0) + pipe_ls @ (pipe_factor - 1.0) + gap.sum())
    total = float(node_ls @ node_factor + own.sum() + gap.sum())
    return Calibration(
        graph=corrected,
        node_factor=node_factor,
        pipe_factor=pipe_factor,
        gap=gap,
        mean=mean,
        through=through,
        measured_part=np.where(mean > 0, np.clip(1.0 - rest / np.where(mean > 0, mean, 1.0), 0.0, 1.0), np.nan),
        estimate=estimate[rows],
        zone_ls=unseen[rows],
        zone_factor=zone_factor,
        between=between,
        passing=(before, after),
        known_part=after / total if total > 0 else 0.0,
    )


def hour_factor(
    calibration: Calibration, node_ls: Floats, pipe_ls: Floats, rows: Ints, measured_ls: Floats, factor: Floats
) -> Floats:
    """Return the factor on the ratio of an hour to the mean, mixed by flow in each pipe, shape (n_pipes,).

    Water above measurement k has the factor of the first such measurement that it reaches, water below that of the
    last one that it passed, other water 1.

    Parameters
    ----------
    calibration
        Of the mean flow.
    node_ls, pipe_ls
        Corrected inflow (l/s), gaps included.
    rows, measured_ls, factor
        Measured pipes for which the hour is known too, their mean flow and their factor, shapes (k,).
    """
    cut = _Cut.behind(calibration.graph, rows)
    unseen, _ = cut.carried(node_ls, pipe_ls)
    seen, _ = cut.carried(cut.below(measured_ls))
    turned, _ = cut.carried(cut.below(measured_ls * factor))
    _, ahead = cut.first_reach(factor - 1.0)
    unseen = np.maximum(unseen, 0.0)
    total = unseen + seen
    mixed = np.divide(unseen * (1.0 + ahead) + turned, total, out=np.ones_like(total), where=total > 0)
    mixed[rows] = factor
    return np.asarray(mixed, dtype=np.float64)


@dataclass(frozen=True)
class _Cut:
    """A network in which no water passes from a measured pipe to its head.

    Attributes
    ----------
    graph
        The whole network.
    open
        The same with a share of 0 for the measured pipes.
    rows
        The measured pipes.
    """

    graph: FlowGraph
    open: FlowGraph
    rows: Ints

    @classmethod
    def behind(cls, graph: FlowGraph, rows: Ints) -> _Cut:
        share = graph.share.copy()
        share[rows] = 0.0
        return cls(graph, replace(graph, share=share), rows)

    @cached_property
    def solve(self) -> Callable[[Any], Any]:
        """Return what solves (1 - S) x = b, with S[tail, head] the shares of the open pipes and b a column per case."""
        share, n = self.open.share, self.graph.n_nodes
        used = np.flatnonzero(share > 0)
        links = coo_array((share[used], (self.graph.tail[used], self.graph.head[used])), shape=(n, n))
        return splu(csc_array(identity(n, format="csc") - links.tocsc())).solve  # type: ignore[no-any-return]

    def below(self, flow: Floats) -> Floats:
        """Return a flow per measured pipe as inflow at the nodes below."""
        entering = np.zeros(self.graph.n_nodes)
        np.add.at(entering, self.graph.head[self.rows], flow)
        return entering

    def carried(self, node_ls: Floats, pipe_ls: Floats | None = None) -> tuple[Floats, Floats]:
        """Return the flow in each pipe, the measured ones too, and through each node."""
        own = np.zeros(len(self.graph.share)) if pipe_ls is None else pipe_ls
        passing = own.copy()
        passing[self.rows] = 0.0  # it leaves where the pipe is measured
        _, through = accumulate(self.open, node_ls, passing)
        return np.asarray(self.graph.share * through[self.graph.tail] + own), through

    def first_reach(self, value: Floats) -> tuple[Floats, Floats]:
        """Return the sum of value[i] times the part of the water that reaches i first, per node and per pipe."""
        # it ends in a measured pipe: a node sees the values of those that begin there
        rows = self.rows
        if not value.any():
            return np.zeros(self.graph.n_nodes), np.zeros(len(self.graph.share))
        ends = np.bincount(self.graph.tail[rows], weights=self.graph.share[rows] * value, minlength=self.graph.n_nodes)
        node = np.asarray(self.solve(ends), dtype=np.float64)
        pipe = node[self.graph.head]
        pipe[rows] = value
        return node, pipe

    def between(self, cancelled: Cancelled) -> Floats:
        """Return the part of the measured flow of j that reaches i first, at [i, j]."""
        m = len(self.rows)
        tail, head, share = (part[self.rows] for part in (self.graph.tail, self.graph.head, self.graph.share))
        found = np.zeros((m, m))
        for start in range(0, m, CHUNK):
            stop_if(cancelled)
            some = np.arange(start, min(start + CHUNK, m))
            ends = np.zeros((self.graph.n_nodes, len(some)))
            ends[tail[some], some - start] = share[some]
            found[some] = self.solve(ends)[head].T
        found[np.abs(found) <= ROUNDING] = 0.0
        return np.clip(found, 0.0, 1.0)


def _factors(zone_ls: Floats, between: Floats, measured_ls: Floats) -> tuple[Floats, Floats]:
    """Return the factor on the inflow of each zone, and how the division of measured water turns to each zone.

    Of the measured water of j the part that reaches i first is multiplied by 1 + turn[i] - sum over k of
    between[k, j] turn[k]. A factor that would be negative is 0, and 1 where there is no inflow; the turn, which is
    factor - 1 elsewhere, then only regards the division.
    """
    passed = between @ measured_ls
    division = np.diag(passed) - (between * measured_ls) @ between.T
    least = CLASH * np.maximum(measured_ls, passed)
    has_inflow = zone_ls > least
    none = np.zeros(len(zone_ls), dtype=bool)
    turn = np.zeros(len(zone_ls))
    while True:
        # inflow that was set to nothing takes no further part
        inflow = np.where(none, 0.0, zone_ls)
        spread = np.diag(inflow) + division
        free = np.diag(spread) > least
        turn[:] = 0.0
        turn[free] = _least_squares(spread[np.ix_(free, free)], (measured_ls - passed - inflow)[free])
        negative = has_inflow & ~none & (turn < -1.0)
        if not negative.any():
            break
        none |= negative
    return np.where(none, 0.0, np.where(has_inflow, 1.0 + turn, 1.0)), turn


def _least_squares(matrix: Floats, target: Floats) -> Floats:
    """Return the smallest solution of a symmetric positive semidefinite system, or the nearest to one."""
    if not len(target):
        return target
    scale = 1.0 / np.sqrt(np.diag(matrix))
    values, vectors = np.linalg.eigh(matrix * np.outer(scale, scale))
    known = values > RANK * max(float(values[-1]), RANK)
    inverse = np.divide(1.0, values, out=np.zeros_like(values), where=known)
    return np.asarray(scale * (vectors @ (inverse * (vectors.T @ (scale * target)))), dtype=np.float64)


def _shares(graph: FlowGraph, over: Floats) -> Floats:
    """Return the shares that give the flows over the splits; those of before where nothing flows."""
    n = graph.n_nodes
    arms = (graph.share > 0) & (np.bincount(graph.tail[graph.share > 0], minlength=n) > 1)[graph.tail]
    over = np.where(arms, over, 0.0)
    total = np.bincount(graph.tail, weights=over, minlength=n)[graph.tail]
    over = np.maximum(over, np.where(arms & (graph.cyclic[graph.tail] >= 0), LEAST_SHARE * graph.share * total, 0.0))
    some = arms & (total > ROUNDING * float(over.max(initial=0.0)))
    total = np.bincount(graph.tail, weights=over, minlength=n)[graph.tail]
    return np.where(some, over / np.where(some, total, 1.0), graph.share)


def _at(rows: Ints, values: Floats, n: int) -> Floats:
    placed = np.zeros(n)
    placed[rows] = values
    return placed
