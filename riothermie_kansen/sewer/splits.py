"""How the water divides where more than one pipe leads on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..callbacks import Cancelled, never, stop_if
from ..kentallen import Kentallen
from .flow import accumulate
from .loops import Steady, Water, looped_pipes, solve
from .routing import Pipes, Plan

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

ROUNDS = 3
LEAST_SLOPE = 1e-5
SAME = 1e-6
"""Relative change of what enters the loops that calls for another round."""

LITRES = 1000.0


@dataclass(frozen=True)
class SplitReport:
    """What was solved.

    Attributes
    ----------
    splits
        Nodes where the water divides.
    looped
        Pipes in loops that were solved by water levels.
    unsolved
        Pipes in loops whose levels did not come to rest: the best step counts, or the split by conveyance.
    too_large
        Whether the loops were too many to solve.
    """

    splits: int
    looped: int
    unsolved: int
    too_large: bool


def divide(
    pipes: Pipes, plan: Plan, node_ls: Floats, pipe_ls: Floats, kentallen: Kentallen, *, cancelled: Cancelled = never
) -> SplitReport:
    """Set the weights of `plan` so that the water divides as water levels make it; `plan` is changed in place.

    First every split alone: one water level in the node, uniform flow in each pipe. Then, where pipes form loops, the
    water levels of the whole piece together (`hydraulics`).

    Parameters
    ----------
    pipes, plan
        The network and its directions.
    node_ls, pipe_ls
        Mean inflow (l/s), shapes (n_nodes,) and (n_pipes,).
    kentallen
        Uses ``stroming.manning`` and ``stroming.max_leidingen_lussen``.

    Raises
    ------
    CancelledError
        The user cancelled.
    """
    manning = kentallen.value("stroming.manning")
    by_size = plan.weight.copy()
    for _ in range(ROUNDS):
        stop_if(cancelled)
        if not _one_level_per_split(pipes, plan, node_ls, pipe_ls, manning):
            break
        # a pump that lifts into its own catchment raises the level until the higher way out takes water too
        lost = plan.stranded()[plan.tail]
        plan.weight[lost] = by_size[lost]
    core = looped_pipes(pipes, plan)
    too_large = int(core.sum()) > kentallen.value("stroming.max_leidingen_lussen")
    unsolved = looped = 0
    if core.any() and not too_large:
        before = brought_before = np.full(pipes.n_nodes, -1.0)
        scale = max(float(node_ls.sum() + pipe_ls.sum()), 1e-12)
        earlier = Steady.unknown(pipes)
        for number in range(ROUNDS):
            stop_if(cancelled)
            water = Water.through(pipes, plan, core, node_ls, pipe_ls)
            # a pump may bring one piece's water into another: again only if that changed what enters
            if np.abs(water.entering - before).max() <= SAME * scale:
                break
            # a pipe that turns lets its own water in at its other end, and that may turn it back: once is enough
            brought = water.entering - np.bincount(plan.head[core], weights=pipe_ls[core], minlength=pipes.n_nodes)
            if number > 1 and np.abs(brought - brought_before).max() <= SAME * scale:
                break
            before, brought_before = water.entering, brought
            solved = solve(pipes, plan, core, water, earlier, manning, cancelled)
            looped, unsolved = int(solved.sum()), int(len(solved) - solved.sum())
    share = plan.shares()
    splits = int((np.bincount(plan.tail[share > 0], minlength=pipes.n_nodes) > 1).sum())
    return SplitReport(splits, looped, int(core.sum()) if too_large else unsolved, too_large)


def _one_level_per_split(pipes: Pipes, plan: Plan, node_ls: Floats, pipe_ls: Floats, manning: float) -> bool:
    """Divide every split by one water level in its node; return whether there is any."""
    rows = np.flatnonzero(plan.open & plan.by_invert & (plan.outlet == "")[plan.tail])
    several = np.bincount(plan.tail[rows], minlength=pipes.n_nodes) > 1
    rows = rows[several[plan.tail[rows]]]
    if not len(rows):
        return False
    _, through = accumulate(plan.graph(), node_ls, pipe_ls)
    nodes, group = np.unique(plan.tail[rows], return_inverse=True)
    group = group.reshape(-1)
    forward = plan.tail[rows] == pipes.begin[rows]
    z_tail = np.where(forward, plan.z_begin[rows], plan.z_eind[rows])
    z_head = np.where(forward, plan.z_eind[rows], plan.z_begin[rows])
    below = np.nan_to_num(plan.level[plan.head[rows]], nan=-np.inf)
    crest = np.maximum(np.maximum(z_tail, z_head), np.where(below > z_tail, below, z_tail))
    slope = np.maximum((np.maximum(z_tail, crest) - np.maximum(z_head, below)) / pipes.length[rows], LEAST_SLOPE)
    sections = pipes.sections.take(rows)
    need = through[nodes] / LITRES
    low = np.full(len(nodes), np.inf)
    high = np.full(len(nodes), -np.inf)
    np.minimum.at(low, group, crest)
    np.maximum.at(high, group, crest + 2.0 * sections.height)
    lowest = low[group]
    conveyed = np.zeros(len(rows))
    for _ in range(40):
        level = 0.5 * (low + high)
        area, radius, _ = sections.at(level[group] - crest)
        conveyed = area * radius ** (2.0 / 3.0) / manning * np.sqrt(slope)
        enough = np.bincount(group, weights=conveyed, minlength=len(nodes)) >= need
        low, high = np.where(enough, low, level), np.where(enough, level, high)
    total = np.bincount(group, weights=conveyed, minlength=len(nodes))
    plan.weight[rows] = np.where(total[group] > 0, conveyed, (crest == lowest).astype(float))
    return True
