"""A district where everybody drills: how cold the ground gets, who loses how much, who no longer makes it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from ...callbacks import Cancelled, Progress, never, part, silent
from ...errors import InputError
from ...findings import Findings
from ...kentallen import Kentallen
from ...wording import dutch, note
from .fluid import winter_drop
from .interference import highest, join, system_rows, verdict_index
from .line_source import Influence, Loops, influence
from .soil import Ground
from .together import drill_together

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]

HAALT_HET, ZONDER_BUREN, HAALT_HET_NIET, ONBEKEND = "haalt het", "alleen zonder buren", "haalt het niet", ""
"""Whether the fluid stays above its lowest temperature; `ONBEKEND` of existing systems, whose peak is not known."""


@dataclass(frozen=True)
class District:
    """What happens when every system runs.

    Attributes
    ----------
    systems
        A row per system in order of id: systeem_id, bestaand, lussen, meters, netto_gj, w_per_m (peak power per metre),
        eigen_<year>_k, buren_<year>_k, daling_<year>_k (both) per year; in the year of the verdict: t_vloeistof_c
        (lowest temperature of the fluid that goes in, the coldest loop), t_alleen_c (the same without neighbours),
        verlies_pct and verlies_w_m (part of the yield that the neighbours take), rendement_pct (efficiency of the heat
        pump lost to them), boven_grens (bool: more than the limit of 1.5 K), oordeel (`HAALT_HET`, `ZONDER_BUREN`,
        `HAALT_HET_NIET`, `ONBEKEND`), kan_samen (bool: in a group that can drill without anyone passing a limit), buur,
        buur_k, buur_m. Figures about fluid and yield are NaN of existing systems.
    years, verdict_year
        Years of the columns, and the one of the verdict.
    totals
        Numbers by name: systemen (of the plan), haalt_het, alleen_zonder_buren, haalt_het_niet, boven_grens,
        bestaand_boven_grens, kan_samen, kan_samen_pct, verlies_gemiddeld_pct, verlies_hoogst_pct,
        daling_gemiddeld_k, daling_hoogst_k (in the year of the verdict), regeneratie_pct (part of the net heat that
        all would have to bring back for the limit).
    effect
        Temperature drops at the loops of the plan, then at those of existing systems.
    findings, notes
        What was noticed, and remarks for the report (Dutch).
    """

    systems: pd.DataFrame
    years: tuple[float, ...]
    verdict_year: float
    totals: dict[str, float]
    effect: Influence
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

    The fluid may fall from the undisturbed ground to `bodem.t_vloeistof_laag`: that is the budget of a loop. Its own
    drop is in proportion to the power per metre, so the part of the budget that the neighbours take is the part of the
    yield that is lost.

    Parameters
    ----------
    loops
        Loops with their systems and net heat.
    peak_kw, ground_gj
        Power and yearly heat that each loop draws at most from the ground, kW and GJ (without what cooling brings
        back): a scalar or shape (n,).
    temperature_c
        Undisturbed temperature over the depth of each loop, °C: a scalar or shape (n,), see `soil.Soil`.
    ground
        Conductivity and capacity, the same everywhere.
    existing
        Existing systems: they cool and are cooled, but are no part of the plan.
    kentallen
        ``bodem.*``.
    years, progress, cancelled
        See `line_source.influence`.

    Raises
    ------
    InputError
        A power or heat is negative or no number; see also `line_source.influence`.
    """
    n = len(loops)
    peak, drawn, natural = (_per_loop(value, n) for value in (peak_kw, ground_gj, temperature_c))
    for value in (peak, drawn):
        wrong = ~(np.isfinite(value) & (value >= 0.0))
        if wrong.any():
            raise InputError("lijnbron_vermogen", value=str(loops.system[wrong][0]))
    together = join(loops, existing)
    effect = influence(
        together,
        ground=ground,
        kentallen=kentallen,
        years=years,
        progress=part(progress, 0.0, 60.0),
        cancelled=cancelled,
    )
    at = verdict_index(effect.years, kentallen)
    below = winter_drop(loops.depth_m, peak, drawn, loops.net_gj, ground=ground, kentallen=kentallen)
    alone = natural - effect.own_k[:n, at] - below
    budget = natural - kentallen.value("bodem.t_vloeistof_laag") - _half(peak, kentallen)
    limit = kentallen.value("bodem.invloed_grens")
    room = np.full(len(together), limit)
    room[:n] = np.minimum(limit, alone - kentallen.value("bodem.t_vloeistof_laag"))
    chosen = drill_together(
        together,
        n,
        effect.others_k[:, at],
        room,
        year=float(effect.years[at]),
        ground=ground,
        kentallen=kentallen,
        progress=part(progress, 60.0, 98.0),
        cancelled=cancelled,
    )
    loop = _Loop(peak, alone, budget, effect.others_k[:n, at])
    systems = _rows(together, n, effect, loop, chosen, at, kentallen)
    totals = _totals(systems, float(effect.years[at]), limit)
    progress(100.0)
    return District(
        systems,
        tuple(effect.years.tolist()),
        float(effect.years[at]),
        totals,
        effect,
        Findings(),
        _notes(totals, float(effect.years[at]), ground, kentallen),
    )


@dataclass(frozen=True)
class _Loop:
    """Figures of the loops of the plan, shape (n,): peak, kW; fluid alone, °C; budget and drop by neighbours, K."""

    peak: Floats
    alone: Floats
    budget: Floats
    others: Floats


def _per_loop(value: npt.ArrayLike, n: int) -> Floats:
    return np.array(np.broadcast_to(np.asarray(value, dtype=np.float64), (n,)))


def _half(peak: Floats, kentallen: Kentallen) -> Floats:
    """Return half of the difference over the loop, K: what goes in lies that much below the mean."""
    return np.where(peak > 0.0, 0.5 * kentallen.value("bodem.delta_t_lus"), 0.0)


def _rows(
    together: Loops, planned: int, effect: Influence, loop: _Loop, chosen: Flags, at: int, kentallen: Kentallen
) -> pd.DataFrame:
    rows = system_rows(together, planned, effect)
    code = np.unique(together.system.astype(str), return_inverse=True)[1].reshape(-1)
    n = len(rows)
    mine = code[:planned]
    for year in effect.years:
        rows[f"daling_{year:g}_k"] = rows[f"eigen_{year:g}_k"] + rows[f"buren_{year:g}_k"]
    rows["w_per_m"] = np.nan
    of_plan = ~rows["bestaand"].to_numpy(dtype=bool)
    metres = np.bincount(mine, together.depth_m[:planned], n)
    power = 1000.0 * np.bincount(mine, loop.peak, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        rows["w_per_m"] = np.where(of_plan, power / metres, np.nan)
        # without a budget the ground is colder than the limit by itself: nothing is left to lose
        share = np.where(loop.budget > 0.0, np.clip(loop.others / loop.budget, 0.0, 1.0), 0.0)
    rows["t_vloeistof_c"] = _of_plan(of_plan, -highest(mine, loop.others - loop.alone, n))
    rows["t_alleen_c"] = _of_plan(of_plan, -highest(mine, -loop.alone, n))
    lost = np.bincount(mine, share * together.depth_m[:planned], n) / np.where(of_plan, metres, 1.0)
    rows["verlies_pct"] = _of_plan(of_plan, 100.0 * lost)
    rows["verlies_w_m"] = rows["w_per_m"] * rows["verlies_pct"] / 100.0
    neighbours = rows[f"buren_{effect.years[at]:g}_k"].to_numpy(dtype=np.float64)
    cost = np.clip(kentallen.value("bodem.rendement_per_k") * neighbours, 0.0, 1.0)
    rows["rendement_pct"] = _of_plan(of_plan, 100.0 * cost)
    rows["boven_grens"] = neighbours > kentallen.value("bodem.invloed_grens")
    lowest = kentallen.value("bodem.t_vloeistof_laag")
    verdict = np.full(n, HAALT_HET, dtype=object)
    verdict[rows["t_vloeistof_c"].to_numpy() < lowest] = ZONDER_BUREN
    verdict[rows["t_alleen_c"].to_numpy() < lowest] = HAALT_HET_NIET
    verdict[~of_plan] = ONBEKEND
    rows["oordeel"] = verdict
    samen = np.zeros(n, dtype=bool)
    samen[mine[chosen]] = True
    rows["kan_samen"] = samen
    last = ["buur", "buur_k", "buur_m"]
    return rows[[*(name for name in rows if name not in last), *last]]


def _of_plan(of_plan: Flags, values: Floats) -> Floats:
    return np.where(of_plan, values, np.nan)


def _totals(systems: pd.DataFrame, year: float, limit: float) -> dict[str, float]:
    plan = systems[~systems["bestaand"]]
    count, drop = len(plan), systems[f"buren_{year:g}_k"].to_numpy(dtype=np.float64)
    worst = float(drop.max(initial=0.0))

    def mean(column: str) -> float:
        return float(plan[column].mean()) if count else float("nan")

    def most(column: str) -> float:
        return float(plan[column].max()) if count else float("nan")

    return {
        "systemen": float(count),
        "haalt_het": float((plan["oordeel"] == HAALT_HET).sum()),
        "alleen_zonder_buren": float((plan["oordeel"] == ZONDER_BUREN).sum()),
        "haalt_het_niet": float((plan["oordeel"] == HAALT_HET_NIET).sum()),
        "boven_grens": float(plan["boven_grens"].sum()),
        "bestaand_boven_grens": float((systems["bestaand"] & systems["boven_grens"]).sum()),
        "kan_samen": float(plan["kan_samen"].sum()),
        "kan_samen_pct": 100.0 * float(plan["kan_samen"].sum()) / count if count else float("nan"),
        "verlies_gemiddeld_pct": mean("verlies_pct"),
        "verlies_hoogst_pct": most("verlies_pct"),
        "daling_gemiddeld_k": mean(f"daling_{year:g}_k"),
        "daling_hoogst_k": most(f"daling_{year:g}_k"),
        "regeneratie_pct": 100.0 * (1.0 - limit / worst) if worst > limit else 0.0,
    }


def _notes(totals: dict[str, float], year: float, ground: Ground, kentallen: Kentallen) -> list[str]:
    limit = dutch(kentallen.value("bodem.invloed_grens"))
    notes = [
        note(
            "wijk_oordeel",
            all=int(totals["systemen"]),
            n=int(totals["haalt_het"]),
            year=dutch(year),
            lowest=dutch(kentallen.value("bodem.t_vloeistof_laag")),
            above=int(totals["boven_grens"]),
            limit=limit,
        ),
        note("wijk_samen", n=int(totals["kan_samen"]), all=int(totals["systemen"])),
    ]
    if totals["regeneratie_pct"] > 0.0:
        notes.append(note("wijk_regeneratie", share=dutch(math.ceil(totals["regeneratie_pct"])), limit=limit))
    notes.append(
        note("invloed_aannamen", conductivity=dutch(ground.conductivity, 2), capacity=dutch(ground.capacity / 1e6, 2))
    )
    notes.append(
        note(
            "wijk_aannamen",
            resistance=dutch(kentallen.value("bodem.weerstand_boorgat")),
            hours=dutch(kentallen.value("bodem.piekduur")),
            month=dutch(100.0 * kentallen.value("bodem.maandfactor")),
        )
    )
    return notes
