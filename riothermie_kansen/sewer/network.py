"""Topology: from pipes as delivered to a network of nodes and pipes between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..findings import Findings
from ..kentallen import Kentallen
from ..lines import end_points
from ..schema import DWA_FUNCTIES, KNOOP_COLUMNS, NODE_EXTRA, TEXT_DEFAULT, Sewer
from .splitting import split_at_nodes

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

DROPPED_KINDS = ("dubbele_leiding",)
"""Kinds of finding that stand for a pipe that `build` left out."""


@dataclass
class Network:
    """A sewer as a graph.

    Attributes
    ----------
    pipes
        LineString, RD. The columns of `schema.Sewer.pipes` plus ``begin`` and ``eind``, positions in `nodes`.
        RangeIndex.
    nodes
        Point, RD. The columns of `schema.Sewer.nodes`. RangeIndex.
    findings
        What was repaired, split or left out while building.
    """

    pipes: gpd.GeoDataFrame
    nodes: gpd.GeoDataFrame
    findings: Findings

    def carries_dwa(self) -> npt.NDArray[np.bool_]:
        """Return which pipes belong to the network of dry weather flow, shape (n_pipes,)."""
        return np.asarray(self.pipes["functie"].isin(DWA_FUNCTIES), dtype=bool)


def build(
    sewer: Sewer,
    *,
    tolerance_m: float,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Network:
    """Connect the pipes of a sewer: nodes, splits, doubles and pieces.

    Ends with a node id meet in that node; ends without one meet where they lie within `tolerance_m` of a node or of
    each other. A pipe on whose middle another one ends is split there. Doubles are left out. All is listed.

    Parameters
    ----------
    sewer
        Normalised sewer (validated here).
    tolerance_m
        Distance within which ends meet (m).
    kentallen
        Uses ``stroming.knoop_afstand_m``.

    Raises
    ------
    InputError
        The tables do not follow the schema.
    CancelledError
        The user cancelled.
    """
    sewer.validate()
    findings = Findings()
    pipes = sewer.pipes.reset_index(drop=True)
    begin, eind, nodes = _nodes_of(pipes, sewer.nodes.reset_index(drop=True), tolerance_m, kentallen, findings)
    pipes["begin"], pipes["eind"] = begin, eind
    progress(40)
    stop_if(cancelled)
    pipes = _without_doubles(pipes, findings)
    progress(60)
    stop_if(cancelled)
    pipes = split_at_nodes(pipes, nodes, tolerance_m, findings)
    progress(80)
    stop_if(cancelled)
    ids = nodes["knoop_id"].to_numpy(dtype=object)
    pipes["knoop_begin"] = ids[pipes["begin"].to_numpy()] if len(pipes) else pipes["knoop_begin"]
    pipes["knoop_eind"] = ids[pipes["eind"].to_numpy()] if len(pipes) else pipes["knoop_eind"]
    drop = pipes["bob_begin_m"].to_numpy(dtype=float) - pipes["bob_eind_m"].to_numpy(dtype=float)
    length = pipes["lengte_m"].to_numpy(dtype=float)
    pipes["verhang"] = np.divide(drop, length, out=np.full(len(pipes), np.nan), where=length > 0)
    network = Network(pipes, nodes, findings)
    _list_oddities(network, tolerance_m)
    _list_pieces(network)
    progress(100)
    return network


def pieces(network: Network) -> Ints:
    """Return the number of the connected piece of the DWA network per node, shape (n_nodes,)."""
    carries = network.carries_dwa()
    ends = network.pipes.loc[carries, ["begin", "eind"]].to_numpy(dtype=np.int64)
    n = len(network.nodes)
    graph = csr_array((np.ones(len(ends), dtype=np.int8), (ends[:, 0], ends[:, 1])), shape=(n, n))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def _nodes_of(
    pipes: gpd.GeoDataFrame, given: gpd.GeoDataFrame, tolerance: float, kentallen: Kentallen, findings: Findings
) -> tuple[Ints, Ints, gpd.GeoDataFrame]:
    """Return the node position of each pipe's begin and end, and the nodes."""
    n = len(pipes)
    geometry = pipes.geometry.to_numpy()
    ends = np.vstack(end_points(geometry)).reshape(2 * n, 2)
    names = np.concatenate([pipes["knoop_begin"].to_numpy(dtype=object), pipes["knoop_eind"].to_numpy(dtype=object)])
    node_of = np.full(2 * n, -1, dtype=np.int64)

    positions = pd.Series(np.arange(len(given)), index=given["knoop_id"].to_numpy(dtype=object))
    named = names != TEXT_DEFAULT
    node_of[named] = positions.reindex(names[named]).fillna(-1).to_numpy(dtype=np.int64)
    missing = named & (node_of < 0)
    created, where = _new_named(names[missing], ends[missing])
    if len(given):
        findings.add("knoop_ontbreekt", "waarschuwing", created, shapely.points(where))
    node_of[missing] = len(given) + pd.Index(created).get_indexer(pd.Index(names[missing]))

    anchors = np.vstack([shapely.get_coordinates(given.geometry.to_numpy()).reshape(-1, 2), where.reshape(-1, 2)])
    loose = np.flatnonzero(~named)
    node_of[loose], extra = _cluster(ends[loose], anchors, tolerance)
    extra_ids = _coordinate_ids(extra, taken=set(given["knoop_id"]) | set(created))
    nodes = _append_nodes(given, [*created, *extra_ids], np.vstack([where.reshape(-1, 2), extra]))
    _check_distance(names, node_of, ends, nodes, kentallen, findings)
    return node_of[:n], node_of[n:], nodes


def _new_named(names: npt.NDArray[Any], points: Floats) -> tuple[npt.NDArray[Any], Floats]:
    """Return the distinct names, sorted, each with the lowest of the points that bear it."""
    order = np.lexsort((points[:, 1], points[:, 0], names.astype(str)))
    names, points = names[order], points[order]
    first = np.concatenate([[True], names[1:] != names[:-1]]) if len(names) else np.zeros(0, dtype=bool)
    return names[first], points[first]


def _cluster(points: Floats, anchors: Floats, tolerance: float) -> tuple[Ints, Floats]:
    """Assign points to the nearest anchor within tolerance, else to clusters of their own.

    Returns the position of each point in anchors + clusters, and the clusters' coordinates.
    """
    if not len(points):
        return np.zeros(0, dtype=np.int64), np.zeros((0, 2))
    unique, inverse = np.unique(points, axis=0, return_inverse=True)
    inverse = inverse.reshape(-1)
    result = np.full(len(unique), -1, dtype=np.int64)
    if len(anchors):
        distance, nearest = cKDTree(anchors).query(unique, distance_upper_bound=tolerance + 1e-9)
        hit = np.isfinite(distance)
        result[hit] = nearest[hit]
    rest = np.flatnonzero(result < 0)
    pairs = cKDTree(unique[rest]).query_pairs(tolerance, output_type="ndarray") if len(rest) else np.zeros((0, 2), int)
    graph = csr_array((np.ones(len(pairs), dtype=np.int8), (pairs[:, 0], pairs[:, 1])), shape=(len(rest), len(rest)))
    count, label = connected_components(graph, directed=False)
    # np.unique sorted the points, so the first of each cluster is its lowest: independent of row order
    first = np.full(count, len(rest), dtype=np.int64)
    np.minimum.at(first, label, np.arange(len(rest)))
    result[rest] = len(anchors) + label
    return result[inverse], unique[rest][first]


def _coordinate_ids(points: Floats, taken: set[str]) -> list[str]:
    """Return an id made of the coordinates per point: the same for the same place, whatever the row order."""
    ids = []
    for x, y in points:
        name = f"k{x:.2f}_{y:.2f}"
        serial = 2
        while name in taken:
            name, serial = f"k{x:.2f}_{y:.2f}_{serial}", serial + 1
        taken.add(name)
        ids.append(name)
    return ids


def _append_nodes(given: gpd.GeoDataFrame, ids: list[str], points: Floats) -> gpd.GeoDataFrame:
    if not ids:
        return given
    columns: dict[str, Any] = {
        column.name: TEXT_DEFAULT if column.kind == "text" else np.nan for column in KNOOP_COLUMNS
    }
    columns |= dict.fromkeys(NODE_EXTRA, np.nan) | {"knoop_id": ids, "soort": "put"}
    extra = gpd.GeoDataFrame(
        pd.DataFrame(columns, index=range(len(ids))), geometry=shapely.points(points), crs=given.crs
    )
    if not len(given):
        return extra
    return gpd.GeoDataFrame(pd.concat([given, extra], ignore_index=True), geometry="geometry", crs=given.crs)


def _check_distance(
    names: npt.NDArray[Any],
    node_of: Ints,
    ends: Floats,
    nodes: gpd.GeoDataFrame,
    kentallen: Kentallen,
    findings: Findings,
) -> None:
    """List named nodes that lie far from the pipe end that names them (also not at the other end)."""
    n = len(names) // 2
    where = shapely.get_coordinates(nodes.geometry.to_numpy())[node_of] if len(nodes) else np.zeros((2 * n, 2))
    own = np.hypot(*(ends - where).T)
    other = np.hypot(*(np.vstack([ends[n:], ends[:n]]) - where).T)
    limit = kentallen.value("stroming.knoop_afstand_m")
    far = (names != TEXT_DEFAULT) & (np.minimum(own, other) > limit)
    findings.add(
        "knoop_ver_van_leiding",
        "waarschuwing",
        names[far],
        shapely.points(ends[far]),
        afstand=np.round(np.minimum(own, other)[far], 1),
    )


def _without_doubles(pipes: gpd.GeoDataFrame, findings: Findings) -> gpd.GeoDataFrame:
    """Leave out pipes with the same line, ends and function as another; keep the best known one."""
    if not len(pipes):
        return pipes
    low = np.minimum(pipes["begin"], pipes["eind"])
    high = np.maximum(pipes["begin"], pipes["eind"])
    line = shapely.to_wkb(shapely.normalize(pipes.geometry.to_numpy()))
    unknown = pipes[["breedte_mm", "bob_begin_m", "bob_eind_m"]].isna().sum(axis=1)
    key = pd.DataFrame(
        {"low": low, "high": high, "functie": pipes["functie"], "soort": pipes["soort"], "line": line,
         "unknown": unknown, "id": pipes["leiding_id"]}
    ).sort_values(["unknown", "id"], kind="stable")  # fmt: skip
    # pumps and weirs beside each other are real: two pumps often share their nodes
    linked = ~key["functie"].isin(("pomp", "overstort", "doorlaat"))
    same = ["low", "high", "functie", "soort", "line"]
    double = key.duplicated(same) & linked
    kept = key.loc[~double].drop_duplicates(same).set_index(same)["id"]
    rows = np.sort(key.index[double].to_numpy())
    if not len(rows):
        return pipes
    stays = kept.reindex(pd.MultiIndex.from_frame(key.loc[rows, same])).to_numpy(dtype=object)
    findings.add(
        "dubbele_leiding", "waarschuwing", pipes.loc[rows, "leiding_id"].to_numpy(dtype=object),
        pipes.geometry.to_numpy()[rows], ander=stays,
    )  # fmt: skip
    return pipes.drop(index=rows).reset_index(drop=True)


def _list_oddities(network: Network, tolerance: float) -> None:
    pipes = network.pipes
    geometry = pipes.geometry.to_numpy()
    ids = pipes["leiding_id"].to_numpy(dtype=object)
    itself = (pipes["begin"] == pipes["eind"]).to_numpy()
    short = shapely.length(geometry) <= tolerance
    pump = (pipes["functie"] == "pomp").to_numpy()
    network.findings.add("leiding_zonder_lengte", "waarschuwing", ids[short & ~pump], geometry[short & ~pump])
    loop = itself & ~short
    network.findings.add("leiding_sluit_op_zichzelf", "waarschuwing", ids[loop], geometry[loop])


def _list_pieces(network: Network) -> None:
    """List every connected piece of the DWA network but the largest."""
    carries = network.carries_dwa()
    if not carries.any():
        return
    piece = pieces(network)[network.pipes["begin"].to_numpy()]
    table = pd.DataFrame(
        {
            "piece": piece[carries],
            "id": network.pipes.loc[carries, "leiding_id"].to_numpy(dtype=object),
            "length": network.pipes.loc[carries, "lengte_m"].to_numpy(dtype=float),
            "row": np.flatnonzero(carries),
        }
    ).sort_values("id", kind="stable")
    groups = table.groupby("piece", sort=False).agg(
        id=("id", "first"), row=("row", "first"), n=("id", "size"), length=("length", "sum")
    )
    groups = groups.sort_values(["n", "length", "id"], ascending=[False, False, True], kind="stable").iloc[1:]
    network.findings.add(
        "los_stuk",
        "info",
        groups["id"].to_numpy(dtype=object),
        network.pipes.geometry.to_numpy()[groups["row"].to_numpy()],
        aantal=groups["n"].to_numpy(),
        lengte=np.round(groups["length"].to_numpy()).astype(int),
    )
