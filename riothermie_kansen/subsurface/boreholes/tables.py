"""Loops, buildings and ground as they are handed out."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from scipy.spatial import cKDTree

from ...findings import Findings
from ...kavels.stock import Homes
from ...kentallen import Kentallen
from ...readers.shapes import Shapes, as_spots, squares
from ...readers.values import Texts
from ...schema import RD, Column, names
from .columns import (
    EIGEN,
    GEBOUW_COLUMNS,
    GESCHAT,
    GEVRAAGD,
    KADASTER,
    OORDELEN,
    OPENBAAR,
    OVERZICHT_COLUMNS,
    loop_columns,
)
from .effects import Effects, verdict_year
from .ground import Plots
from .limits import Limits
from .loop_length import Need
from .remarks import remarks, totals
from .result import LoopPlan
from .soil import Soil
from .verdict import Remark, State, explain, judge_fit, main_reason

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_SIDE_M = 5.0
"""Side of the square that stands for a building without a footprint."""


@dataclass(frozen=True)
class Site:
    """The ground in which loops are placed.

    Attributes
    ----------
    plots
        Parcels of the buildings.
    free
        Shape (p,): where a loop may stand in each plot.
    public_ids, public_free
        Shape (g,): ids of the pieces of public ground, and where a loop may stand in each.
    estimated
        The parcels are estimates.
    """

    plots: Plots
    free: Shapes
    public_ids: Texts
    public_free: Shapes
    estimated: bool


@dataclass(frozen=True)
class Placed:
    """Loops with a place.

    Attributes
    ----------
    xy
        Shape (k, 2), `RD`.
    building
        Shape (k,): position of the building that the loop is for.
    plot, public
        Shape (k,): plot or piece of public ground that it stands in; the other is -1.
    """

    xy: Floats
    building: Ints
    plot: Ints
    public: Ints


def made_plan(
    homes: Homes,
    site: Site,
    placed: Placed,
    depth_m: Floats,
    *,
    need: Need,
    soil: Soil,
    depth: Floats,
    limits: Limits,
    banned: Flags,
    attention: bool,
    effects: Effects | None,
    kentallen: Kentallen,
) -> LoopPlan:
    """Return the tables of a plan.

    Parameters
    ----------
    homes
        The b buildings.
    site, placed, depth_m
        Ground, the k loops in it, and their depths, m.
    need, soil, depth, limits
        Of the buildings; `depth` is the greatest depth of a loop there, m.
    banned
        Shape (b,): no loops may come.
    attention
        Whether loops may come where the ground asks for attention.
    effects
        None where there are no loops.
    """
    years, year = verdict_year(kentallen)
    columns = loop_columns(years)
    state = _state(homes, site, placed, depth_m, need, banned, limits, attention, kentallen)
    verdict, reason = judge_fit(state)
    systems = _systems(homes, effects)
    limit_k = kentallen.value("bodem.invloed_grens")
    others_k = np.full(len(homes.ids), np.nan)
    own_k = np.full(len(homes.ids), np.nan)
    if effects is not None:
        # the loop that is worst off tells for the building
        others = np.full(len(homes.ids), -np.inf)
        np.maximum.at(others, placed.building, effects.others_k[:, year])
        own = np.full(len(homes.ids), -np.inf)
        np.maximum.at(own, placed.building, effects.drop_k[:, year] - effects.others_k[:, year])
        has = state.placed > 0
        others_k[has], own_k[has] = others[has], own[has]
    asked = np.isin(verdict.astype(str), GEVRAAGD)
    source = np.where(state.has_ground, GESCHAT if site.estimated else KADASTER, "").astype(object)
    surplus = np.zeros(len(homes.ids), dtype=bool) if effects is None else effects.surplus & (state.placed > 0)
    remark = Remark(
        source, limits.verdict, limits.reasons,
        np.where(limits.depth_m <= depth, limits.depth_m, np.nan), need.metres_energy > need.metres_power * (1 + 1e-9),
        surplus, systems["oordeel"].to_numpy(dtype=object), others_k, limit_k,
    )  # fmt: skip
    parcel = np.full(len(homes.ids), "", dtype=object)
    parcel[state.has_ground] = site.plots.parcel_ids[site.plots.of[state.has_ground]]
    table = {
        "pand_id": homes.ids,
        "oordeel": verdict,
        "woningen": homes.woningen,
        "warmte_gj": np.where(homes.unknown, np.nan, homes.warmte_gj),
        "vermogen_kw": np.where(asked, need.load_kw, np.nan),
        "bodem_kw": np.where(asked, need.ground_kw, np.nan),
        "w_per_m": np.where(asked, soil.w_per_m, np.nan),
        "opbrengst_bron": np.where(asked, soil.source, "").astype(object),
        "meters": np.where(asked, need.metres, np.nan),
        "meters_geplaatst": np.where(asked, state.given, np.nan),
        "bepaald_door": np.where(asked, need.governed, "").astype(object),
        "max_diepte_m": np.where(asked, depth, np.nan),
        "lussen_nodig": np.where(asked, np.maximum(need.loops, 0), 0),
        "lussen_geplaatst": state.placed,
        "lussen_openbaar": state.public,
        "perceel_id": parcel,
        "perceel_bron": source,
        "vrij_m2": np.where(state.has_ground, state.free_m2, np.nan),
        "bodemlus": limits.verdict,
        "eigen_k": own_k,
        "buren_k": others_k,
        "t_vloeistof_c": systems["t_vloeistof_c"].to_numpy(dtype=np.float64),
        "verlies_pct": systems["verlies_pct"].to_numpy(dtype=np.float64),
        "samen": systems["oordeel"].to_numpy(dtype=object),
        "reden": explain(state, reason, remark),
    }
    buildings = gpd.GeoDataFrame(
        pd.DataFrame(table)[list(names(GEBOUW_COLUMNS))], geometry=list(homes.geometry), crs=RD
    )
    loops = _loops(homes, site, placed, depth_m, soil, effects, columns, years, year, limit_k)
    overview = _overview(buildings, reason)
    plan = LoopPlan(
        loops, columns, buildings, _free(site), overview, None if effects is None else effects.together, Findings()
    )
    plan.totals.update(totals(plan, limit_k))
    plan.notes += remarks(plan, homes, effects, kentallen)
    if effects is not None:
        plan.findings.extend(effects.together.findings)
    return plan


def handed_out(buildings: gpd.GeoDataFrame, *, areas: bool) -> gpd.GeoDataFrame:
    """Return buildings with places of one kind: areas (a small square for a point), or points."""
    geometry = np.empty(len(buildings), dtype=object)
    geometry[:] = np.asarray(buildings.geometry.array, dtype=object)
    there = ~shapely.is_missing(geometry)
    if areas:
        spots = there & (shapely.get_dimensions(geometry) == 0)
        geometry[spots] = squares(geometry[spots], _SIDE_M)
    else:
        geometry[there] = as_spots(geometry[there])
    return buildings.set_geometry(gpd.GeoSeries(list(geometry), index=buildings.index, crs=RD))


def _state(
    homes: Homes,
    site: Site,
    placed: Placed,
    depth_m: Floats,
    need: Need,
    banned: Flags,
    limits: Limits,
    attention: bool,
    kentallen: Kentallen,
) -> State:
    b = len(homes.ids)
    on = site.plots.of
    free = np.zeros(b)
    free[on >= 0] = shapely.area(site.free)[on[on >= 0]]
    near = np.zeros(b, dtype=bool)
    if len(site.public_free):
        reach = kentallen.value("lus.bereik_openbaar")
        near[
            np.unique(shapely.STRtree(site.public_free).query(homes.geometry, predicate="dwithin", distance=reach)[0])
        ] = True
    return State(
        homes.has_demand, homes.unknown, ~shapely.is_missing(homes.geometry), banned,
        (limits.verdict == "aandacht") & (not attention), need.loops < 0, on >= 0, near, free,
        np.maximum(need.loops, 0), np.bincount(placed.building, minlength=b),
        np.bincount(placed.building[placed.public >= 0], minlength=b), need.metres,
        np.bincount(placed.building, depth_m, b).astype(np.float64),
    )  # fmt: skip


def _systems(homes: Homes, effects: Effects | None) -> pd.DataFrame:
    """Return what happens when everybody drills, a row per building; empty for buildings without loops."""
    columns = ["oordeel", "t_vloeistof_c", "verlies_pct"]
    if effects is None:
        rows = pd.DataFrame({"oordeel": pd.Series(dtype=object), "t_vloeistof_c": [], "verlies_pct": []})
    else:
        found = effects.together.systems
        rows = found[~found["bestaand"].astype(bool)].set_index("systeem_id")[columns]
    rows = rows.reindex(pd.Index(homes.ids, dtype=object)).reset_index(drop=True)
    rows["oordeel"] = rows["oordeel"].astype(object).where(rows["oordeel"].notna(), "")
    return rows


def _loops(
    homes: Homes,
    site: Site,
    placed: Placed,
    depth_m: Floats,
    soil: Soil,
    effects: Effects | None,
    columns: tuple[Column, ...],
    years: tuple[float, ...],
    year: int,
    limit_k: float,
) -> gpd.GeoDataFrame:
    """Return the loops, by building and place."""
    order = np.lexsort((placed.xy[:, 1], placed.xy[:, 0], placed.building))
    xy, building, depth = placed.xy[order], placed.building[order], depth_m[order]
    own = placed.plot[order] >= 0
    parcel = np.full(len(order), "", dtype=object)
    parcel[own] = site.plots.parcel_ids[placed.plot[order][own]]
    parcel[~own] = site.public_ids[placed.public[order][~own]]
    width = len(str(len(order)))
    data: dict[str, npt.NDArray[np.generic] | list[str]] = {
        "lus_id": [f"L{i + 1:0{width}d}" for i in range(len(order))],
        "diepte_m": depth,
        "vermogen_kw": depth * soil.w_per_m[building] / 1000.0,
        "perceel_id": parcel,
        "grond": np.where(own, EIGEN, OPENBAAR).astype(object),
        "pand_ids": homes.ids[building],
        "w_per_m": soil.w_per_m[building],
        "afstand_lus_m": _nearest(xy),
        "afstand_pand_m": shapely.distance(shapely.points(xy), homes.geometry[building]) if len(order) else np.empty(0),
    }
    nothing = np.full(len(order), np.nan)
    share = nothing if effects is None else effects.share[order]
    data["woningen"] = homes.woningen[building] * share
    data["warmte_gj"] = nothing if effects is None else effects.net_gj[order]
    drops = [column.name for column in columns if column.name.startswith("daling_")]
    for i in range(len(years)):
        data[drops[i]] = nothing if effects is None else effects.drop_k[order, i]
    others = nothing if effects is None else effects.others_k[order, year]
    data["buren_k"] = others
    data["invloed"] = np.where(others > limit_k, "boven de grens", "onder de grens").astype(object)
    frame = pd.DataFrame(data)[list(names(columns))]
    return gpd.GeoDataFrame(frame, geometry=list(shapely.points(xy)) if len(order) else [], crs=RD)


def _nearest(xy: Floats) -> Floats:
    """Return the distance of each loop to the nearest other one, m; NaN of a single one."""
    if len(xy) < 2:
        return np.full(len(xy), np.nan)
    return np.asarray(cKDTree(xy).query(xy, k=2)[0][:, 1], dtype=np.float64)


def _free(site: Site) -> gpd.GeoDataFrame:
    """Return the ground where a loop may stand."""
    geometry = np.concatenate([site.free, site.public_free])
    there = ~shapely.is_empty(geometry)
    own = np.arange(len(geometry)) < len(site.free)
    frame = pd.DataFrame(
        {
            "grond": np.where(own, EIGEN, OPENBAAR).astype(object)[there],
            "perceel_id": np.concatenate([site.plots.parcel_ids, site.public_ids])[there],
            "vrij_m2": shapely.area(geometry)[there],
        }
    )
    return gpd.GeoDataFrame(frame, geometry=list(geometry[there]), crs=RD)


def _overview(buildings: gpd.GeoDataFrame, reason: Texts) -> pd.DataFrame:
    """Return the buildings by verdict and main reason; together they are all."""
    table = pd.DataFrame(
        {
            "oordeel": buildings["oordeel"].to_numpy(dtype=object),
            "reden": np.array([main_reason(key) for key in reason], dtype=object),
            "panden": 1,
            "woningen": buildings["woningen"].to_numpy(dtype=np.float64),
            "warmte_gj": np.nan_to_num(buildings["warmte_gj"].to_numpy(dtype=np.float64)),
            "lussen": buildings["lussen_geplaatst"].to_numpy(dtype=np.int64),
            "meters": np.nan_to_num(buildings["meters_geplaatst"].to_numpy(dtype=np.float64)),
        }
    )
    rank = {word: i for i, word in enumerate(OORDELEN)}
    made = table.groupby(["oordeel", "reden"], sort=False).sum().reset_index()
    made["_rank"] = made["oordeel"].map(rank)
    made = made.sort_values(["_rank", "panden", "reden"], ascending=[True, False, True])
    return made[list(names(OVERZICHT_COLUMNS))].reset_index(drop=True)
