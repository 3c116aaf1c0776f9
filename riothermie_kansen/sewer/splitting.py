"""Split pipes where another one ends on them."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from shapely.ops import substring

from ..findings import Findings
from ..schema import DWA_FUNCTIES

PRESSURE = ("druk", "pers")
SHARED = ("lengte_m", "woningen", "ve_bedrijven", "dwa_lateraal_ls")
"""Columns whose value is divided over the parts in proportion to length."""


def split_at_nodes(
    pipes: gpd.GeoDataFrame, nodes: gpd.GeoDataFrame, tolerance_m: float, findings: Findings
) -> gpd.GeoDataFrame:
    """Split DWA pipes at nodes of other DWA pipes that lie on their middle.

    A pressure main that merely passes a manhole is not split: the node must be the end of a pipe of the same kind, a
    pump, or the end of a pressure main on a gravity sewer. BOBs are interpolated, lengths and registered dwellings
    divided in proportion to length; the parts get the suffix -1, -2, ...

    Parameters
    ----------
    pipes
        LineString; columns begin, eind (positions in `nodes`), functie and the columns of the schema.
    nodes
        Point.
    tolerance_m
        Distance within which a node lies on a pipe (m).

    Returns
    -------
    geopandas.GeoDataFrame
        The pipes, split ones in place of the whole ones; RangeIndex.
    """
    cuts = _cuts(pipes, nodes, tolerance_m)
    if not len(cuts):
        return pipes
    parts = []
    for row, group in cuts.groupby("pipe", sort=True):
        parts.extend(_split(pipes.iloc[int(row)], group.sort_values(["at", "node"])))
    whole = np.sort(cuts["pipe"].unique())
    count = cuts.groupby("pipe", sort=True).size().to_numpy() + 1
    findings.add(
        "leiding_gesplitst",
        "info",
        pipes["leiding_id"].to_numpy(dtype=object)[whole],
        pipes.geometry.to_numpy()[whole],
        delen=count,
    )
    pieces = gpd.GeoDataFrame(parts, geometry="geometry", crs=pipes.crs)
    kept = pipes.drop(index=whole)
    pieces["volgorde"] = np.repeat(whole, count)
    kept["volgorde"] = kept.index
    merged = pd.concat([kept, pieces.astype({c: kept[c].dtype for c in kept.columns if c != "geometry"})])
    merged = merged.sort_values("volgorde", kind="stable").drop(columns="volgorde").reset_index(drop=True)
    return gpd.GeoDataFrame(merged, geometry="geometry", crs=pipes.crs)


def _cuts(pipes: gpd.GeoDataFrame, nodes: gpd.GeoDataFrame, tolerance: float) -> pd.DataFrame:
    """Return where to cut: pipe (row), node (row), at (m along the pipe)."""
    functie = pipes["functie"].to_numpy(dtype=object)
    # a pipe no longer than the tolerance twice has no middle (and one without length no place along it)
    long = shapely.length(pipes.geometry.to_numpy()) > 2.0 * tolerance
    rows = np.flatnonzero(long & np.isin(functie, [f for f in DWA_FUNCTIES if f not in ("pomp", "doorlaat")]))
    empty = pd.DataFrame({"pipe": [], "node": [], "at": []})
    if not len(rows):
        return empty
    gravity_end, pressure_end = _ends(pipes, len(nodes))
    candidates = np.flatnonzero(gravity_end | pressure_end)
    # a vertex that is there twice has no direction: GEOS warns
    lines = shapely.remove_repeated_points(pipes.geometry.to_numpy()[rows])
    points = nodes.geometry.to_numpy()[candidates]
    node, line = shapely.STRtree(lines).query(points, predicate="dwithin", distance=tolerance)
    if not len(node):
        return empty
    at = shapely.line_locate_point(lines[line], points[node])
    length = shapely.length(lines[line])
    pipe, node = rows[line], candidates[node]
    begin, eind = pipes["begin"].to_numpy()[pipe], pipes["eind"].to_numpy()[pipe]
    pressure = np.isin(functie[pipe], PRESSURE)
    pump = nodes["soort"].isin(("pomp", "gemaal")).to_numpy()[node]
    belongs = np.where(pressure, pressure_end[node] | pump, True)
    inside = (node != begin) & (node != eind) & (at > tolerance) & (at < length - tolerance) & belongs
    return pd.DataFrame({"pipe": pipe[inside], "node": node[inside], "at": at[inside]})


def _ends(pipes: gpd.GeoDataFrame, n_nodes: int) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Return which nodes are an end of a gravity pipe, and which of a pressure main."""
    functie = pipes["functie"].to_numpy(dtype=object)
    result = []
    for functions in (("vrijverval",), PRESSURE):
        ends = np.zeros(n_nodes, dtype=bool)
        chosen = np.isin(functie, functions)
        ends[pipes["begin"].to_numpy()[chosen]] = True
        ends[pipes["eind"].to_numpy()[chosen]] = True
        result.append(ends)
    return result[0], result[1]


def _split(pipe: pd.Series, cuts: pd.DataFrame) -> list[pd.Series]:
    """Return the parts of one pipe, cut at increasing distances."""
    line = pipe["geometry"]
    at = np.concatenate([[0.0], cuts["at"].to_numpy(), [line.length]])
    nodes = [int(pipe["begin"]), *(int(node) for node in cuts["node"]), int(pipe["eind"])]
    bob = np.interp(at, [0.0, line.length], [pipe["bob_begin_m"], pipe["bob_eind_m"]])
    parts = []
    for k in range(len(at) - 1):
        part = pipe.copy()
        share = (at[k + 1] - at[k]) / line.length
        part["geometry"] = substring(line, at[k], at[k + 1])
        part["leiding_id"] = f"{pipe['leiding_id']}-{k + 1}"
        part["begin"], part["eind"] = nodes[k], nodes[k + 1]
        part["bob_begin_m"] = bob[k] if k else pipe["bob_begin_m"]
        part["bob_eind_m"] = bob[k + 1] if k + 2 < len(at) else pipe["bob_eind_m"]
        for column in SHARED:
            part[column] = pipe[column] * share
        parts.append(part)
    return parts
