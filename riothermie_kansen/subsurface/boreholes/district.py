"""A district where everybody drills: how cold the ground gets, who loses how much, who no longer makes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from ...callbacks import Cancelled, Progress, never, silent
from ...findings import Findings
from ...kentallen import Kentallen
from .line_source import Loops
from .soil import Ground

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class District:
    """What happens when every system runs.

    Attributes
    ----------
    systems
        A row per system in order of id: systeem_id, bestaand, lussen, meters, w_per_m, daling_<year>_k (own and
        neighbours), buren_<year>_k, t_vloeistof_c (lowest temperature into the loop in the year of the verdict),
        t_alleen_c (the same without neighbours), verlies_pct and verlies_w_m (yield lost to neighbours), oordeel
        (``haalt het``, ``alleen zonder buren``, ``haalt het niet``), kan_samen (bool: in the group that can drill
        without anyone passing the limits), buur, buur_k.
    years
        Years of the columns.
    totals
        Numbers by name: systemen, haalt_het, alleen_zonder_buren, haalt_het_niet, boven_grens, kan_samen,
        verlies_gemiddeld_pct, verlies_hoogst_pct, ...
    findings, notes
        What was noticed, and remarks for the report (Dutch).
    """

    systems: pd.DataFrame
    years: tuple[float, ...]
    totals: dict[str, float]
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)


def district(
    loops: Loops,
    *,
    peak_kw: npt.ArrayLike,
    ground_gj: npt.ArrayLike,
    temperature_c: npt.ArrayLike,
    ground: Ground,
    existing: Loops | None = None,
    kentallen: Kentallen,
    years: Sequence[float] | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> District:
    """Return what happens when every system runs at the same time.

    Parameters
    ----------
    loops
        Loops with their systems and net heat.
    peak_kw, ground_gj
        Shape (n,): power and yearly heat that each loop draws at most from the ground, kW and GJ (without what cooling
        brings back).
    temperature_c
        Undisturbed temperature over the depth of each loop, °C: a scalar or shape (n,), see `soil.Soil`.
    ground
        Conductivity and capacity, the same everywhere.
    existing
        Existing systems: they cool and are cooled, but do not take part in `kan_samen`.
    kentallen
        ``bodem.*``.
    years, progress, cancelled
        See `line_source.influence`.

    Raises
    ------
    InputError
        See `line_source.influence`.
    """
    raise NotImplementedError
