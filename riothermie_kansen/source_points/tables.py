"""The tables of a choice of source points, with the reason of each in words."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..schema import RD, names, rounded
from ..wording import amount, dutch, note
from .candidates import Candidates
from .choice import Choice, Step, Value
from .columns import BRONPUNT_COLUMNS, KANDIDAAT_COLUMNS
from .worth import Prices

Floats = npt.NDArray[np.float64]

WHOLE = 1e-6
"""A part of a dwelling that lacks less than this is a whole one: rounding of sums."""


def points_table(chart: gpd.GeoDataFrame, places: Candidates, choice: Choice, prices: Prices) -> gpd.GeoDataFrame:
    """Return the chosen points.

    Parameters
    ----------
    chart
        ``FlowMap.frame``.
    places, choice, prices
        What was chosen.
    """
    rows = []
    for rank, step in enumerate(choice.steps, 1):
        at = step.place
        heat = step.grant_kw * float(places.gj_per_kw[at])
        rows.append({
            "bron_id": f"bron {rank}",
            "rang": rank,
            "vermogen_kw": float(prices.peak_kw(np.array([heat]))[0]),
            "warmte_gj": heat,
            **_worth(step.value, at),
            **_of_pipe(chart, places, at),
            "bronvermogen_kw": float(step.value.used_kw[at]),
            "dwa_gem_ls": float(chart["dwa_gem_ls"].iloc[places.pipe[at]]),
            **_compared(chart, places, step),
            "reden": _reason(chart, places, step, rank),
        })  # fmt: skip
    points = places.points[[step.place for step in choice.steps]]
    return _frame(rows, points, BRONPUNT_COLUMNS)


def candidates_table(
    chart: gpd.GeoDataFrame, places: Candidates, choice: Choice, minimum_kw: float
) -> gpd.GeoDataFrame:
    """Return every place with what it is worth by itself, best first.

    Parameters
    ----------
    chart
        ``FlowMap.frame``.
    places, choice
        What was chosen from what.
    minimum_kw
        Least power at the side of the buildings, kW.
    """
    first = choice.steps[0]
    value = first.value
    order = np.lexsort((np.arange(len(places.name)), -np.round(value.rate, 12), ~first.able))
    chosen = {step.place: rank for rank, step in enumerate(choice.steps, 1)}
    best = float(value.rate[first.place])
    rows = []
    for number, at in enumerate(order.tolist(), 1):
        less = 100.0 * (1.0 - float(value.rate[at]) / best)
        if at in chosen:
            reason = note("source_points_candidate_chosen", rank=chosen[at])
        elif value.served.gj[at] <= 0:
            reason = note("source_points_candidate_none")
        elif not first.able[at]:
            power = float(value.used_kw[at] * places.building_per_kw[at])
            reason = note("source_points_candidate_small", power=dutch(power, 1), minimum=dutch(minimum_kw))
        elif less < 0.05:
            reason = note("source_points_candidate_best")
        else:
            reason = note("source_points_candidate_less", less=dutch(less, 1))
        rows.append({
            "plek_id": places.name[at],
            "volgorde": number,
            "gekozen_rang": chosen.get(at, np.nan),
            "aanbod_gj": float(value.supply_gj[at]),
            **_worth(value, at),
            **_of_pipe(chart, places, at),
            "reden": reason,
        })  # fmt: skip
    return _frame(rows, places.points[order], KANDIDAAT_COLUMNS)


def _frame(rows: list[dict[str, Any]], points: npt.NDArray[np.object_], columns: Any) -> gpd.GeoDataFrame:
    table = pd.DataFrame(rows)[list(names(columns))]
    return gpd.GeoDataFrame(rounded(table, columns), geometry=points, crs=RD)


def _worth(value: Value, at: int) -> dict[str, float]:
    return {
        "bereik_gj": float(value.served.gj[at]),
        "vraag_gj": float(value.served.within_gj[at]),
        "woningen": float(np.floor(value.served.homes[at] + WHOLE)),
        "lengte_m": float(value.served.metres[at]),
        "bron_eur": float(value.source_eur[at]),
        "leiding_eur": float(value.main_eur[at]),
        "kosten_eur": float(value.eur[at]),
        "gj_per_eur": float(value.rate[at]),
    }


def _of_pipe(chart: gpd.GeoDataFrame, places: Candidates, at: int) -> dict[str, str]:
    row = places.pipe[at]
    return {"leiding_id": str(chart["leiding_id"].iloc[row]), "kans": str(chart["kans"].iloc[row])}


def _behind(step: Step, other: int) -> float:
    """Return by how much another place is worse, %."""
    return 100.0 * (1.0 - float(step.value.rate[other]) / float(step.value.rate[step.place]))


def _compared(chart: gpd.GeoDataFrame, places: Candidates, step: Step) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, other in (("tweede", step.second), ("elders", step.elsewhere)):
        there = other >= 0
        found[f"{name}_leiding"] = _of_pipe(chart, places, other)["leiding_id"] if there else ""
        found[f"{name}_pct"] = _behind(step, other) if there else np.nan
    return found


def _reason(chart: gpd.GeoDataFrame, places: Candidates, step: Step, rank: int) -> str:
    """Return in words why a point was chosen, what limits it, and how far the others are behind."""
    at, value = step.place, step.value
    served, within = float(value.served.gj[at]), float(value.served.within_gj[at])
    if within > served * (1.0 + 1e-6):
        limit = note("source_points_reason_supply", demand=amount(within))
    else:
        limit = note("source_points_reason_demand", supply=amount(float(value.supply_gj[at])))
    sentences = [
        note(
            "source_points_reason", rank=rank, gj=amount(served), eur=amount(float(value.eur[at])),
            rate=amount(float(value.eur[at]) / served), homes=amount(_worth(value, at)["woningen"]),
            length=amount(float(value.served.metres[at])), limit=limit,
        )
    ]  # fmt: skip
    if rank > 1:
        earlier = ", ".join(f"bron {number}" for number in range(1, rank))
        sentences.append(note("source_points_reason_left", names=earlier))
    for key, other in (("source_points_reason_next", step.second), ("source_points_reason_elsewhere", step.elsewhere)):
        if other >= 0 and (other != step.second or key == "source_points_reason_next"):
            sentences.append(
                note(
                    key, pipe=_of_pipe(chart, places, other)["leiding_id"],
                    away=amount(float(shapely.distance(places.points[at], places.points[other]))),
                    less=dutch(_behind(step, other), 1),
                )
            )  # fmt: skip
    if step.second < 0:
        sentences.append(note("source_points_reason_alone"))
    return " ".join(sentences)
