"""Sums of a plan, and what its reader must know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from ...kentallen import Kentallen
from ...wording import amount, dutch, note
from .columns import DEELS, GEEN_GROND, GEVRAAGD, NIET, OORDELEN, OPENBAAR, PAST, TE_ONDIEP, VERBODEN

if TYPE_CHECKING:
    from ...kavels.stock import Homes
    from .effects import Effects
    from .result import LoopPlan

MISFITS = (DEELS, NIET, VERBODEN, TE_ONDIEP, GEEN_GROND)
"""Verdicts of buildings whose loops do not all have a place."""


def totals(plan: LoopPlan, limit_k: float) -> dict[str, float]:
    """Return the sums of a plan, see `LoopPlan.totals`."""
    rows, loops = plan.buildings, plan.loops
    word = rows["oordeel"].to_numpy(dtype=str)
    homes = rows["woningen"].to_numpy(dtype=np.float64)
    asked = np.isin(word, GEVRAAGD)
    found = {f"{name.replace(' ', '_')}": float((word == name).sum()) for name in OORDELEN}
    found |= {
        "panden": float(len(rows)),
        "gevraagd": float(asked.sum()),
        "woningen": float(homes[asked].sum()),
        "woningen_past": float(homes[word == PAST].sum()),
        "lussen": float(len(loops)),
        "lussen_openbaar": float((loops["grond"] == OPENBAAR).sum()),
        "lussen_nodig": float(rows["lussen_nodig"].sum()),
        "meters": float(loops["diepte_m"].sum()),
        "meters_nodig": float(np.nansum(rows["meters"].to_numpy(dtype=np.float64))),
        "vermogen_kw": float(loops["vermogen_kw"].sum()),
        "afstand_m": float(loops["afstand_lus_m"].min()) if len(loops) > 1 else float("nan"),
        "boven_grens": float((rows["buren_k"].to_numpy(dtype=np.float64) > limit_k).sum()),
    }
    if plan.together is not None:
        found |= {f"samen_{name}": value for name, value in plan.together.totals.items()}
    return found


def remarks(plan: LoopPlan, homes: Homes, effects: Effects | None, kentallen: Kentallen) -> list[str]:
    """Return the notes of a plan: counts that add up, and what the figures rest on."""
    sums = plan.totals
    counts = {name: int(sums[name.replace(" ", "_")]) for name in OORDELEN}
    told = ", ".join(f"{word} {amount(n)}" for word, n in counts.items() if n)
    notes = [note("lussen_notitie_aantallen", n=amount(sums["panden"]), counts=told)]
    distances = {
        name: dutch(kentallen.value(f"lus.afstand{name and '_'}{name}"))
        for name in ("", "gebouw", "grens", "boom", "riool")
    }
    notes.append(note("lussen_notitie_afstanden", loop=distances.pop(""), **distances))
    notes.append(note("lussen_notitie_bereikbaar"))
    points = int((homes.has_demand & (shapely.get_dimensions(homes.geometry) == 0)).sum())
    if points:
        notes.append(note("lussen_notitie_punten", n=amount(points)))
    if effects is not None:
        year = effects.years[effects.year]
        notes.append(
            note(
                "lussen_notitie_invloed", year=dutch(year), limit=dutch(kentallen.value("bodem.invloed_grens")),
                conductivity=dutch(effects.ground.conductivity, 2), capacity=dutch(effects.ground.capacity / 1e6, 2),
            )
        )  # fmt: skip
        if effects.surplus.any():
            notes.append(note("lussen_notitie_overschot", n=amount(int(effects.surplus.sum()))))
        notes += effects.together.notes
    notes.append(note("lussen_notitie_melding"))
    return notes
