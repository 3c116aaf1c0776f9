"""Verdict per system: what its neighbours do to it, against the limit of 1.5 K."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from ...callbacks import Cancelled, Progress, never, silent
from ...findings import Findings
from ...kentallen import Kentallen
from ...wording import amount, dutch, note, place
from .existing import existing_loops
from .line_source import Influence, Loops, influence
from .soil import Ground

__all__ = ["INVLOED", "IN_ORDE", "Interference", "existing_loops", "interference"]

Floats = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]

IN_ORDE, INVLOED = "in orde", "invloed"
"""Verdicts: within the limit, and above it."""


@dataclass(frozen=True)
class Interference:
    """What systems do to each other.

    Attributes
    ----------
    systems
        A row per system in order of id: systeem_id, bestaand (bool), lussen, meters, netto_gj, eigen_<year>_k (mean
        over its loops, weighted by depth) and buren_<year>_k (the loop that is worst off) for every year, eigen_k and
        buren_k (the same in the year of the verdict), oordeel (`IN_ORDE`, `INVLOED`), regeneratie_pct (part of their
        net heat that all others would have to bring back to keep to the limit), buur (system with the largest effect
        in the last year), buur_k, buur_m, reden.
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

    Parameters
    ----------
    loops
        Loops of the plan.
    existing
        Loops of existing systems, see `existing_loops`; a system of one id in both is one system.
    ground, kentallen, years, progress, cancelled
        See `line_source.influence`.

    Raises
    ------
    InputError
        See `line_source.influence`.
    """
    together = join(loops, existing)
    effect = influence(
        together, ground=ground, kentallen=kentallen, years=years, progress=progress, cancelled=cancelled
    )
    systems = system_rows(together, len(loops), effect)
    at = verdict_index(effect.years, kentallen)
    year, limit = float(effect.years[at]), kentallen.value("bodem.invloed_grens")
    systems["eigen_k"], systems["buren_k"] = systems[f"eigen_{year:g}_k"], systems[f"buren_{year:g}_k"]
    drop = systems["buren_k"].to_numpy(dtype=np.float64)
    above = drop > limit
    systems["oordeel"] = np.where(above, INVLOED, IN_ORDE).astype(object)
    systems["regeneratie_pct"] = np.where(above, 100.0 * (1.0 - limit / np.where(above, drop, 1.0)), 0.0)
    systems["reden"] = _reasons(systems, above, year, limit)
    columns = [name for name in systems if name != "buur" and not name.startswith("buur_")]
    order = [*columns[:-1], "buur", "buur_k", "buur_m", "reden"]
    notes = [
        note(
            "invloed_grens",
            n=int(above.sum()),
            all=len(systems),
            limit=dutch(limit),
            year=dutch(year),
            reach=amount(effect.reach_m),
        ),
        note("invloed_aannamen", conductivity=dutch(ground.conductivity, 2), capacity=dutch(ground.capacity / 1e6, 2)),
    ]
    return Interference(systems[order], tuple(effect.years.tolist()), limit, year, Findings(), notes)


def join(loops: Loops, existing: Loops | None) -> Loops:
    """Return the loops of the plan, then those of existing systems."""
    if existing is None:
        return loops
    return Loops(
        np.concatenate([loops.xy.reshape(-1, 2), existing.xy.reshape(-1, 2)]),
        np.concatenate([loops.depth_m, existing.depth_m]),
        np.concatenate([loops.net_gj, existing.net_gj]),
        np.concatenate([loops.system, existing.system]).astype(object),
    )


def verdict_index(years: Floats, kentallen: Kentallen) -> int:
    """Return which year the verdict is of: `bodem.oordeel_jaren`, or the last one where that is not among them."""
    found = np.flatnonzero(np.abs(years - kentallen.value("bodem.oordeel_jaren")) < 1e-9)
    return int(found[0]) if len(found) else len(years) - 1


def system_rows(loops: Loops, planned: int, effect: Influence) -> pd.DataFrame:
    """Return a row per system, in order of id, with the sums and the temperature drops of its loops.

    Parameters
    ----------
    loops
        Loops; the first `planned` are those of the plan.
    planned
        See `loops`.
    effect
        Temperature drops at those loops.
    """
    ids, code = np.unique(loops.system.astype(str), return_inverse=True)
    code, n = code.reshape(-1), len(ids)
    metres = np.bincount(code, loops.depth_m, n)
    rows = pd.DataFrame(
        {
            "systeem_id": ids.astype(object),
            "bestaand": np.bincount(code[:planned], minlength=n) == 0,
            "lussen": np.bincount(code, minlength=n),
            "meters": metres,
            "netto_gj": np.bincount(code, loops.net_gj, n),
        }
    )
    for name, drops in (("eigen", effect.own_k), ("buren", effect.others_k)):
        for at, year in enumerate(effect.years):
            column = drops[:, at]
            worst = highest(code, column, n)
            rows[f"{name}_{year:g}_k"] = (
                worst if name == "buren" else np.bincount(code, column * loops.depth_m, n) / metres
            )
    # the loop whose single neighbour matters most speaks for the system; the first of equal ones
    order = np.lexsort((np.arange(len(code)), -np.abs(effect.worst_k), code))
    first = order[np.searchsorted(code[order], np.arange(n))] if n else order
    rows["buur"], rows["buur_k"], rows["buur_m"] = effect.worst[first], effect.worst_k[first], effect.worst_m[first]
    return rows


def highest(code: npt.NDArray[np.int64], values: Floats, n: int) -> Floats:
    """Return the highest value of each of n groups; every group has one."""
    result = np.full(n, -np.inf)
    np.maximum.at(result, code, values)
    return result


def _reasons(systems: pd.DataFrame, above: npt.NDArray[np.bool_], year: float, limit: float) -> Texts:
    def column(name: str, decimals: int) -> Texts:
        return np.array([dutch(value, decimals) for value in systems[name]], dtype=object)

    return place(
        above,
        note("invloed_reden", year=dutch(year), limit=dutch(limit), drop="{drop}", worst="{worst}", k="{k}", m="{m}"),
        drop=column("buren_k", 2),
        worst=systems["buur"].to_numpy(dtype=object),
        k=column("buur_k", 2),
        m=column("buur_m", 1),
    )
