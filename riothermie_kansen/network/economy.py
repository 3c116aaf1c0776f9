"""Which buildings to connect: all that can be, within the power of the sources, and those that are worth it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import geopandas as gpd
import numpy as np
import pandas as pd

from ..callbacks import Cancelled, Progress, never, part, silent, stop_if
from ..errors import InputError
from ..findings import Findings
from ..units import GJ_PER_MWH
from ..wording import amount, note
from .capacity import fit_sources, used_power, without
from .curve import cost_curve
from .graph import FloatArray, ObjectArray, values
from .layout import lay
from .site import BoolArray
from .task import Layout, Task, nearest_cost, sized

ROUNDS = 6
"""Largest number of times that the network is laid again with other buildings."""


@dataclass
class Choice:
    """The buildings that are connected, and their network.

    Attributes
    ----------
    layout
        The network.
    connected
        Shape (b,).
    reason
        Shape (b,): key of the reason why a building that could be connected is not; "" for the others.
    words
        Per building what the sentence of its reason needs.
    curve
        Columns `CURVE_COLUMNS` without ``nettype``: what the network costs with fewer connections.
    """

    layout: Layout
    connected: BoolArray
    reason: ObjectArray
    words: list[dict[str, str]]
    curve: pd.DataFrame
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)


def choose(
    task: Task,
    buildings: gpd.GeoDataFrame,
    sources: gpd.GeoDataFrame,
    can: BoolArray,
    *,
    fixed_eur: FloatArray,
    limit_dwelling: float | None = None,
    limit_mwh: float | None = None,
    thorough: bool,
    bound: bool,
    curve: bool = True,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Choice:
    """Lay the network and choose the buildings.

    Without a limit on the costs every building that can be connected is. With one, an optional building is worth at
    most the limit times its dwellings (its heat): branches that cost more than what hangs on them is worth are cut, the
    rest is laid again, buildings that the new network passes closely come back, until nothing changes for the better.

    Parameters
    ----------
    buildings
        Columns woningen, warmte_gj, status.
    sources
        Column vermogen_kw.
    can
        Shape (b,): may and can be connected.
    fixed_eur
        Shape (b,): what a connection costs beside its pipe.
    limit_dwelling, limit_mwh
        EUR per dwelling, EUR per MWh of heat per year; None for none.

    Raises
    ------
    InputError
        No building is worth its costs.
    """
    required = (buildings["status"] == "verplicht").to_numpy()
    worth = _worth(buildings, limit_dwelling, limit_mwh)
    reason = values([""] * len(can))
    words: list[dict[str, str]] = [{} for _ in range(len(can))]
    economic = worth is not None
    layout = lay(
        task, wanted=can, thorough=thorough and not economic, bound=bound and not economic,
        progress=part(progress, 0, 40 if economic else 85), cancelled=cancelled,
    )  # fmt: skip
    connected = can.copy()
    table = cost_curve(task, layout, buildings, fixed_eur, cancelled) if curve else pd.DataFrame()
    notes = []
    if worth is not None:
        layout, connected = _worthwhile(
            task, layout, can, required, worth, fixed_eur, part(progress, 40, 60), cancelled
        )
        if not connected.any():
            raise InputError("network_none_pays", limit=_limit_text(limit_dwelling, limit_mwh))
        if thorough or bound:
            better = lay(
                task, wanted=connected, thorough=thorough, bound=bound, progress=part(progress, 60, 85),
                cancelled=cancelled,
            )  # fmt: skip
            layout = better if better.total <= layout.total else _with_bound(layout, better)
        left = np.flatnonzero(can & ~connected)
        reason[left] = "te_duur" if limit_dwelling is not None else "te_duur_mwh"
        costs = nearest_cost(task, layout) + fixed_eur
        per = _units(buildings, limit_dwelling is not None)
        for at in left.tolist():
            words[at] = {
                "cost": amount(float(costs[at] / per[at])) if per[at] > 0 else "-",
                "limit": amount(float(limit_dwelling if limit_dwelling is not None else limit_mwh or 0.0)),
            }
        notes.append(note("net_economisch", n=amount(float(len(left))), limit=_limit_text(limit_dwelling, limit_mwh)))
    limit_kw = sources["vermogen_kw"].to_numpy(dtype=np.float64)
    if np.isfinite(limit_kw).any():
        fitted = fit_sources(task, layout, connected, required, limit_kw, cancelled)
        reason[connected & ~fitted.connected] = "bron_vol"
        fewer = bool((connected & ~fitted.connected).any())
        connected = fitted.connected
        if fewer and connected.any():
            # the way to what is left out is no longer needed: those that remain may be reached better
            again = lay(task, connected, thorough=thorough, bound=bound, cancelled=cancelled)
            fits = (used_power(task, again) <= np.where(np.isnan(limit_kw), np.inf, limit_kw)).all()
            layout = again if fits and again.total < fitted.layout.total else _with_bound(fitted.layout, again)
        else:
            layout = _with_bound(fitted.layout, layout)
        used = used_power(task, layout)
        for name, power, most in zip(sources["bron_id"], used, limit_kw, strict=True):
            if np.isfinite(most):
                notes.append(
                    note("net_bronvermogen", bron=name, used=amount(float(power), 1), limit=amount(float(most), 1))
                )
        if not connected.any():
            raise InputError("network_sources_too_small", limit=amount(float(np.nansum(limit_kw)), 1))
    progress(100.0)
    return Choice(layout, connected, reason, words, table, Findings(), notes)


def _worth(buildings: gpd.GeoDataFrame, limit_dwelling: float | None, limit_mwh: float | None) -> FloatArray | None:
    """Return what a building may cost at most, EUR, shape (b,); None without a limit."""
    if limit_dwelling is None and limit_mwh is None:
        return None
    worth = np.full(len(buildings), np.inf)
    if limit_dwelling is not None:
        worth = np.minimum(worth, limit_dwelling * _units(buildings, True))
    if limit_mwh is not None:
        worth = np.minimum(worth, limit_mwh * _units(buildings, False))
    return worth


def _units(buildings: gpd.GeoDataFrame, dwellings: bool) -> FloatArray:
    """Return dwellings (a building without any counts as one) or MWh of heat per year, shape (b,)."""
    if dwellings:
        return np.asarray(np.maximum(buildings["woningen"].to_numpy(dtype=np.float64), 1.0))
    return np.asarray(np.nan_to_num(buildings["warmte_gj"].to_numpy(dtype=np.float64)) / GJ_PER_MWH)


def _limit_text(limit_dwelling: float | None, limit_mwh: float | None) -> str:
    texts = []
    if limit_dwelling is not None:
        texts.append(note("net_grens_woning", limit=amount(limit_dwelling)))
    if limit_mwh is not None:
        texts.append(note("net_grens_mwh", limit=amount(limit_mwh)))
    return ", ".join(texts)


def _worthwhile(
    task: Task,
    layout: Layout,
    can: BoolArray,
    required: BoolArray,
    worth: FloatArray,
    fixed_eur: FloatArray,
    progress: Progress,
    cancelled: Cancelled,
) -> tuple[Layout, BoolArray]:
    """Return the network of the buildings that are worth it, and which those are."""
    value = np.where(required, 0.0, worth - fixed_eur)

    def surplus(one: Layout, who: BoolArray) -> float:
        return float(value[who].sum()) - one.total

    best, chosen = cut(task, layout, can, required, worth - fixed_eur)
    for k in range(ROUNDS):
        stop_if(cancelled)
        progress(100.0 * k / ROUNDS)
        costs = nearest_cost(task, best)
        wanted = chosen | (can & (costs < worth - fixed_eur))
        if not wanted.any():
            break
        again = lay(task, wanted=wanted, thorough=False, bound=False, cancelled=cancelled)
        other, kept = cut(task, again, wanted, required, worth - fixed_eur)
        if surplus(other, kept) <= surplus(best, chosen) + 1e-6 * max(best.total, 1.0):
            break
        best, chosen = other, kept
    return best, chosen


def cut(
    task: Task,
    layout: Layout,
    connected: BoolArray,
    required: BoolArray,
    value: FloatArray,
) -> tuple[Layout, BoolArray]:
    """Cut the branches that cost more than what hangs on them is worth, again and again as diameters shrink.

    Parameters
    ----------
    connected, required
        Shape (b,).
    value
        Shape (b,): worth of an optional building, its fixed costs taken off, EUR.
    """
    site = task.site
    connected = connected.copy()
    while len(layout.rooted.edge):
        rooted = layout.rooted
        at_node = np.zeros(site.size)
        at_node[site.building_node] = np.where(connected, np.where(required, np.inf, value), 0.0)
        gain = at_node[rooted.lower] - layout.cost
        for first, last in zip(rooted.level[-2:0:-1], rooted.level[:1:-1], strict=True):
            np.add.at(gain, rooted.parent[first:last], np.maximum(gain[first:last], 0.0))
        keep = gain > 0
        for first, last in zip(rooted.level[1:-1], rooted.level[2:], strict=True):
            keep[first:last] &= keep[rooted.parent[first:last]]
        if keep.all():
            break
        alive = np.zeros(site.size, dtype=bool)
        alive[rooted.lower[keep]] = True
        connected &= alive[site.building_node]
        layout = sized(task, without(site, layout, connected), connected)
    return layout, connected


def _with_bound(layout: Layout, other: Layout) -> Layout:
    return replace(layout, bound=other.bound)
