"""Which systems can drill together without anyone getting too cold: one after the other, the least harmful first."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from ...callbacks import Cancelled, Progress, stop_if
from ...kentallen import Kentallen
from .line_source import Field, Loops
from .soil import Ground

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

EVERY = 64
"""Systems between two looks at whether the user asked to stop."""


def drill_together(
    loops: Loops,
    planned: int,
    others_k: Floats,
    room_k: Floats,
    *,
    year: float,
    ground: Ground,
    kentallen: Kentallen,
    progress: Progress,
    cancelled: Cancelled,
) -> Flags:
    """Return which loops of the plan belong to a group of systems that can drill together, shape (planned,).

    Systems join in order of the effect that they would feel if all drilled, then of id. One joins when it has room for
    what is there already, and all of those keep room for it: so no other system could join the group that comes out.
    It is a group, not the largest one. An existing loop that has no room left by other existing ones asks nothing.

    Parameters
    ----------
    loops
        Loops of the plan, then existing ones.
    planned
        Number of loops of the plan.
    others_k
        Shape (n,): drop by other systems when all drill, K.
    room_k
        Shape (n,): drop by other systems that each loop can have, K.
    year
        Year of the verdict.
    ground, kentallen, progress, cancelled
        See `line_source.influence`.
    """
    chosen = np.zeros(planned, dtype=bool)
    if not planned:
        return chosen
    field = Field.build(loops, loops, np.array([year]), ground, kentallen)
    names, code = np.unique(loops.system.astype(str), return_inverse=True)
    code = code.reshape(-1)
    tree = cKDTree(loops.xy)
    there, drop = np.zeros(len(loops), dtype=bool), np.zeros(len(loops))
    by_system = np.argsort(code, kind="stable")
    edges = np.searchsorted(code[by_system], np.arange(len(names) + 1))

    def join(mine: npt.NDArray[np.int64], near: npt.NDArray[np.int64], added: Floats) -> None:
        there[mine] = True
        drop[near] += added

    def reached(mine: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], Floats]:
        """Return the loops of other systems within reach, and the drop that this one adds there."""
        found = tree.query_ball_point(loops.xy[mine], field.reach_m)
        near = np.unique(np.concatenate([np.asarray(some, dtype=np.int64) for some in found]))
        near = near[code[near] != code[mine[0]]]
        return near, field.drops(near[:, None], mine[None, :])[0][:, :, 0].sum(axis=1)

    exists = np.unique(code[planned:])
    for system in exists:
        mine = by_system[edges[system] : edges[system + 1]]
        join(mine, *reached(mine))
    bound = ~(there & (drop > room_k))
    worst = np.full(len(names), -np.inf)
    np.maximum.at(worst, code, others_k)
    order = np.setdiff1d(np.lexsort((np.arange(len(names)), worst)), exists, assume_unique=True)
    for done, system in enumerate(order):
        if done % EVERY == 0:
            stop_if(cancelled)
            progress(100.0 * done / len(order))
        mine = by_system[edges[system] : edges[system + 1]]
        if (drop[mine] > room_k[mine]).any():
            continue
        near, added = reached(mine)
        asks = there[near] & bound[near] & (added > 0.0)
        if (drop[near][asks] + added[asks] > room_k[near][asks]).any():
            continue
        join(mine, near, added)
    chosen[:] = there[:planned]
    # a system that exists already takes no part, even where the plan adds loops to it
    chosen[np.isin(code[:planned], exists)] = False
    return chosen
