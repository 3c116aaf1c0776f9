"""How well each pakket suits a doublet, and which one is the best of a place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...kentallen import Kentallen
from .columns import GESCHIKT, MATIG, ONBEKEND, ONGESCHIKT
from .packages import Packages
from .wells import Wells

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

ABSENT, POOR, UNKNOWN, FAIR, GOOD = -1, 0, 1, 2, 3
"""Ranks of a package, the better the higher. UNKNOWN: thick enough, but its conductivity is not known."""

NAMES = {POOR: ONGESCHIKT, UNKNOWN: ONBEKEND, FAIR: MATIG, GOOD: GESCHIKT}


@dataclass(frozen=True)
class Marks:
    """Ranks of packages per criterion, shapes (g, n): POOR, FAIR or GOOD.

    Attributes
    ----------
    thick, kh, flow, closed
        Thickness, conductivity, flow of a well, clay on both sides.
    rank
        The least of them; UNKNOWN or ABSENT where they do not apply.
    """

    thick: Ints
    kh: Ints
    flow: Ints
    closed: Ints
    rank: Ints


def marks_of(packages: Packages, wells: Wells, kentallen: Kentallen) -> Marks:
    """Return how packages do on each criterion.

    Thickness and flow are good from a value on, conductivity above one: a class of REGIS that ends there falls short.
    A package that lies open on a side is fair at most: what is stored there may move or mix.
    """

    def graded(values: Floats, name: str) -> Ints:
        good, fair = (values >= kentallen.value(f"aquifer.{name.format(word)}") for word in ("geschikt", "matig"))
        return np.asarray(np.select([good, fair], [GOOD, FAIR], POOR), dtype=np.int64)

    thick = graded(packages.thick_m, "dikte_{}_m")
    flow = graded(wells.flow_m3h, "debiet_{}")
    kh = np.select(
        [
            packages.kh_md > kentallen.value("aquifer.kh_geschikt"),
            packages.kh_md > kentallen.value("aquifer.kh_matig"),
        ],
        [GOOD, FAIR],
        POOR,
    )
    closed = np.where(packages.over.closes & packages.under.closes, GOOD, FAIR)
    rank = np.minimum(np.minimum(thick, kh), np.minimum(flow, closed))
    rank = np.where(np.isnan(packages.kh_md), np.where(thick > POOR, UNKNOWN, POOR), rank)
    rank = np.where(packages.thick_m > 0.0, rank, ABSENT)
    return Marks(thick, kh.astype(np.int64), flow, closed, rank.astype(np.int64))


def best(packages: Packages, wells: Wells, marks: Marks, kentallen: Kentallen) -> Ints:
    """Return the package to choose at each point, shape (n,); -1 where there is none.

    Of those of the best rank the shallowest one that gives ``aquifer.gelijkwaardig`` of the largest flow among them.
    """
    if not len(packages.thick_m):
        return np.full(packages.thick_m.shape[1], -1, dtype=np.int64)
    top_rank = marks.rank.max(axis=0)
    score = np.where(np.isfinite(wells.flow_m3h), wells.flow_m3h, packages.thick_m)
    candidate = (marks.rank == top_rank) & (marks.rank > ABSENT)
    largest = np.where(candidate, score, -np.inf).max(axis=0)
    enough = candidate & (score >= kentallen.value("aquifer.gelijkwaardig") * largest)
    # packages are numbered from above down: the first one that will do is the shallowest
    return np.where(enough.any(axis=0), np.argmax(enough, axis=0), -1).astype(np.int64)


def picked(values: npt.NDArray[np.generic], chosen: Ints, missing: float) -> Floats:
    """Return the value of the chosen package of each point, shape (n,); `missing` where there is none."""
    if not len(values):
        return np.full(len(chosen), missing)
    found = np.take_along_axis(values, np.maximum(chosen, 0)[None], axis=0)[0]
    return np.asarray(np.where(chosen >= 0, found, missing), dtype=np.float64)
