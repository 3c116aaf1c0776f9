"""Verdict per system: what its neighbours do to it, against the limit of 1.5 K, and whether it keeps its balance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd

from ...callbacks import Cancelled, Progress, never, silent
from ...findings import Findings
from ...kentallen import Kentallen
from .line_source import Loops
from .soil import Ground


@dataclass(frozen=True)
class Interference:
    """What systems do to each other.

    Attributes
    ----------
    systems
        A row per system in order of id: systeem_id, bestaand (bool), lussen, meters, netto_gj, eigen_k, buren_k (at
        the year of the verdict, mean over its loops weighted by depth; the worst loop for `buren_k`), a column
        buren_<year>_k and eigen_<year>_k per year (whole years: ``buren_25_k``), oordeel (``in orde``, ``invloed``),
        buur (system with the largest effect), buur_k, buur_m, reden.
    years
        Years of the columns.
    limit_k, verdict_year
        Limit and year of the verdict.
    findings, notes
        What was noticed, and remarks for the report (Dutch).
    """

    systems: pd.DataFrame
    years: tuple[float, ...]
    limit_k: float
    verdict_year: float
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)


def existing_loops(installations: gpd.GeoDataFrame, *, w_per_m: float, kentallen: Kentallen) -> tuple[Loops, Findings]:
    """Return the closed systems of a layer of installations as loops: a loop in the middle of each.

    Parameters
    ----------
    installations
        ``.frame`` of `readers.installations.read_installations`, role GBES.
    w_per_m
        Yield to derive a missing depth or power, W/m.
    kentallen
        ``bodem.*``.
    """
    raise NotImplementedError


def interference(
    loops: Loops,
    *,
    existing: Loops | None = None,
    ground: Ground,
    kentallen: Kentallen,
    years: Sequence[float] | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Interference:
    """Return what systems do to each other, existing ones with them.

    Raises
    ------
    InputError
        See `line_source.influence`.
    """
    raise NotImplementedError
