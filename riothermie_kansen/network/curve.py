"""What a network costs with fewer connections: the branches that cost most per dwelling go first."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

from ..callbacks import Cancelled, never, stop_if
from ..schema import names
from ..units import GJ_PER_MWH
from .capacity import without
from .columns import CURVE_COLUMNS
from .graph import FloatArray
from .site import BoolArray, Site
from .task import Layout, Task, sized

STEPS = 24
"""Number of points between all connections and none."""


def cost_curve(
    task: Task,
    layout: Layout,
    buildings: gpd.GeoDataFrame,
    fixed_eur: FloatArray,
    cancelled: Cancelled = never,
) -> pd.DataFrame:
    """Return the costs of a network against the number of its connections.

    Parameters
    ----------
    layout
        Network that connects everything.
    buildings
        Columns woningen and warmte_gj.
    fixed_eur
        Shape (b,): what a connection costs beside its pipe.

    Returns
    -------
    pandas.DataFrame
        Columns `CURVE_COLUMNS` without ``nettype``, from few connections to all. Every point is the network cut at
        another limit in EUR per dwelling and sized again; it is not laid again, so that it is on the safe side.
    """
    site, rooted = task.site, layout.rooted
    dwellings = np.maximum(buildings["woningen"].to_numpy(dtype=np.float64), 1.0)
    number = np.full(site.size, -1, dtype=np.int64)
    number[site.building_node] = np.arange(len(site.building_node))
    here = number[rooted.lower]
    connected = np.zeros(len(dwellings), dtype=bool)
    connected[here[here >= 0]] = True
    homes = np.zeros(len(rooted.edge))
    homes[here >= 0] = dwellings[here[here >= 0]]
    cost = layout.cost.copy()
    cost[here >= 0] += fixed_eur[here[here >= 0]]
    if not len(cost):
        return pd.DataFrame(columns=[name for name in names(CURVE_COLUMNS) if name != "nettype"])
    below, spent = rooted.towards_root(homes), rooted.towards_root(cost)
    rate = spent / np.maximum(below, 1e-9)
    limits = np.unique(np.quantile(rate[below > 0], np.linspace(0.0, 1.0, STEPS)))
    rows = []
    seen = set()
    heat = np.nan_to_num(buildings["warmte_gj"].to_numpy(dtype=np.float64))
    for limit in [*limits.tolist(), np.inf]:
        stop_if(cancelled)
        who = connected & _kept(site, layout, cost, homes, limit)
        count = int(who.sum())
        if count == 0 or count in seen:
            continue
        seen.add(count)
        total = sized(task, without(site, layout, who), who).total + float(fixed_eur[who].sum())
        rows.append((count, float(dwellings[who].sum()), float(heat[who].sum()), total))
    rows.sort()
    table = pd.DataFrame(rows, columns=["aansluitingen", "woningen", "warmte_gj", "kosten_eur"])
    table.insert(0, "stap", np.arange(1, len(table) + 1))
    table["eur_woning"] = table["kosten_eur"] / table["woningen"]
    table["eur_mwh"] = table["kosten_eur"] / (table["warmte_gj"] / GJ_PER_MWH).replace(0.0, np.nan)
    extra = table["kosten_eur"].diff().fillna(table["kosten_eur"])
    table["marginaal_eur_woning"] = extra / table["woningen"].diff().fillna(table["woningen"]).replace(0.0, np.nan)
    table["woningen"] = table["woningen"].astype(np.int64)
    return table


def _kept(site: Site, layout: Layout, cost: FloatArray, homes: FloatArray, limit: float) -> BoolArray:
    """Return which buildings stay when a dwelling may cost at most `limit`, shape (b,)."""
    rooted = layout.rooted
    keep = np.ones(len(cost), dtype=bool)
    if np.isfinite(limit):
        gain = homes * limit - cost
        for first, last in zip(rooted.level[-2:0:-1], rooted.level[:1:-1], strict=True):
            np.add.at(gain, rooted.parent[first:last], np.maximum(gain[first:last], 0.0))
        keep = gain > 0
        for first, last in zip(rooted.level[1:-1], rooted.level[2:], strict=True):
            keep[first:last] &= keep[rooted.parent[first:last]]
    alive = np.zeros(site.size, dtype=bool)
    alive[rooted.lower[keep]] = True
    return np.asarray(alive[site.building_node])
