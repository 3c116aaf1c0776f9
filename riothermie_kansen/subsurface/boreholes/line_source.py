"""What loops do to each other: temperature drop by finite line sources, added up over all loops within reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...callbacks import Cancelled, Progress, never, silent
from ...kentallen import Kentallen
from .soil import Ground

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Loops:
    """Closed loops in the ground.

    Attributes
    ----------
    xy
        Shape (n, 2): places in RD, m.
    depth_m
        Shape (n,): depth of the end below the surface, m.
    net_gj
        Shape (n,): net heat that the loop draws from the ground in a year, GJ; negative where it warms the ground.
    system
        Shape (n,): id of the system (building, cluster, installation) that the loop belongs to.
    """

    xy: Floats
    depth_m: Floats
    net_gj: Floats
    system: Texts

    def __len__(self) -> int:
        return len(self.depth_m)


@dataclass(frozen=True)
class Influence:
    """Temperature drop at m places after each of y years, K; positive is colder. Mean over the depth of the place.

    Attributes
    ----------
    years
        Shape (y,): years.
    own_k
        Shape (m, y): by the system that the place belongs to, at the wall of the borehole; 0 where it belongs to none.
    others_k
        Shape (m, y): by all other systems together.
    worst
        Shape (m,): other system with the largest effect in the last year; "" where none is within reach.
    worst_k
        Shape (m,): that effect, K; 0 where there is none.
    worst_m
        Shape (m,): distance to the nearest loop of that system, m; NaN where there is none.
    reach_m
        Distance beyond which loops count for nothing.
    """

    years: Floats
    own_k: Floats
    others_k: Floats
    worst: Texts
    worst_k: Floats
    worst_m: Floats
    reach_m: float

    @property
    def total_k(self) -> Floats:
        """Drop by all systems, shape (m, y), K."""
        return self.own_k + self.others_k


def influence(
    loops: Loops,
    at: Loops | None = None,
    *,
    ground: Ground,
    kentallen: Kentallen,
    years: Sequence[float] | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Influence:
    """Return the temperature drop that loops cause at loops.

    Parameters
    ----------
    loops
        What draws heat, from year 0 on, evenly over the year.
    at
        Where: None for the loops themselves. Of other places (with their depth and system) the heat counts for
        nothing; a loop of the same system counts as own.
    ground
        Conductivity and capacity, the same everywhere.
    kentallen
        ``bodem.*``.
    years
        Ascending; None for `bodem.invloed_jaren`.
    progress, cancelled
        See `callbacks`.

    Raises
    ------
    InputError
        A depth is not positive, a place or heat is not a number, or a year is not positive.
    """
    raise NotImplementedError
