"""Rows of a node layer, and pumps that are delivered as points."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from scipy.spatial import cKDTree

from ..findings import Findings
from ..kentallen import Kentallen
from ..schema import KNOOPSOORTEN
from . import codes
from .fields import NODE, Columns, find
from .pipes import capacity, registered
from .tables import Geometries, first_number, first_text, in_rd, labels, levels, node_frame, points, unique_ids
from .values import Flags, Texts, texts
from .values import codes as bare


def empty_nodes() -> gpd.GeoDataFrame:
    """Return a node table without rows."""
    return node_frame({}, np.empty(0, dtype=object))


class NodeLayer:
    """A node layer of which the place and the possible ids are known, before it is known how pipes refer to it.

    Attributes
    ----------
    columns
        Columns found, rows with a place only.
    points
        Shape (n,).
    ids
        Possible id columns, each of shape (n,).
    """

    def __init__(self, frame: pd.DataFrame, findings: Findings) -> None:
        table = in_rd(frame, "putten")
        geometry, there = points(table)
        columns = find(table, NODE)
        named = labels(first_text(columns, "naam"))
        findings.add("knoop_zonder_plaats", "waarschuwing", named[~there])
        self.columns: Columns = columns.rows(there)
        self.points: Geometries = geometry[there]
        self.names: Texts = named[there]
        self.ids: list[Texts] = [texts(series) for series in self.columns.all("naam")]

    def table(
        self, key: Texts | None, kentallen: Kentallen, findings: Findings, notes: list[str]
    ) -> tuple[gpd.GeoDataFrame, Texts]:
        """Return the nodes of the schema under the ids of `key`, and the names as delivered (shape (n,)).

        Parameters
        ----------
        key
            Shape (n,): the id column that pipes refer to; None for the first one.
        kentallen, findings, notes
            As everywhere.
        """
        columns, geometry = self.columns, self.points
        names = self.names if key is None else np.where(key == "", self.names, key)
        ids, changed = unique_ids(names)
        findings.add("dubbele_knoop", "info", ids[changed], geometry[changed], name=names[changed])
        kind = first_text(columns, "type", bare)
        ground = first_number(columns, "maaiveld_m", ids, findings, geometry)
        table = node_frame(
            {
                "knoop_id": ids,
                "soort": node_sorts(kind, first_text(columns, "soort")),
                "type": kind,
                "maaiveld_m": levels(ground, columns.names("maaiveld_m"), ids, geometry, kentallen, findings),
                "capaciteit_ls": capacity(columns, ids, geometry, kentallen, findings, notes),
                **registered(columns, ids, geometry, kentallen, findings, notes),
            },
            geometry,
        )
        return table, names


def node_sorts(kind: Texts, own: Texts | None = None) -> Texts:
    """Return the ``soort`` of nodes from their type, or our own word where that is there. Shape (n,)."""
    unique, inverse = np.unique(kind.astype(str), return_inverse=True)
    found = np.array([codes.node_of(name) for name in unique], dtype=object)
    result = found[inverse.reshape(len(kind))] if len(kind) else np.empty(0, dtype=object)
    return result if own is None else np.where(np.isin(own.astype(str), KNOOPSOORTEN), own, result)


def with_points(
    nodes: gpd.GeoDataFrame,
    names: Texts,
    sorts: Texts,
    kinds: Texts,
    capacities: npt.NDArray[np.float64],
    places: Geometries,
    aliases: dict[str, str],
    ends: dict[str, Any],
    *,
    kentallen: Kentallen,
    findings: Findings,
) -> gpd.GeoDataFrame:
    """Return the nodes with pumps and other structures that are delivered as points.

    A structure belongs to the node of its name, else to the nearest node within ``riool.pomp_afstand``; that node gets
    its ``soort``, type and capacity. Else it becomes a node.

    Parameters
    ----------
    nodes
        Nodes of the schema.
    names, sorts, kinds, capacities, places
        Shape (m,): name, soort, type, l/s and point (None where unknown) of the structures.
    aliases
        Name to node id.
    ends
        Node id to the coordinates of a pipe end, for ids that pipes use but the node table does not have.
    kentallen, findings
        As everywhere.
    """
    if not len(names):
        return nodes
    ids = nodes["knoop_id"].to_numpy(dtype=object)
    row_of = {name: i for i, name in enumerate(ids)}
    wanted = np.array([aliases.get(name, name) for name in names], dtype=object)
    target = np.array([row_of.get(name, -1) for name in wanted], dtype=np.int64)
    there = np.array([place is not None for place in places], dtype=bool)
    free = (target < 0) & there & ~np.array([name in ends for name in wanted], dtype=bool)
    if free.any() and len(nodes):
        target[free] = _nearest(nodes, places[free], kentallen.value("riool.pomp_afstand"))
    nodes = nodes.copy()
    _mark(nodes, target, sorts, kinds, capacities)
    for i in np.flatnonzero((target < 0) & ~there):
        if wanted[i] in ends:
            places[i], there[i] = shapely.Point(ends[wanted[i]]), True
    lost, new = (target < 0) & ~there, (target < 0) & there
    findings.add("kunstwerk_zonder_plaats", "waarschuwing", names[lost], type=kinds[lost])
    made, _ = unique_ids(
        np.array([f"rij {i + 1}" if not wanted[i] else wanted[i] for i in np.flatnonzero(new)], dtype=object), ids
    )
    findings.add("kunstwerk_nieuwe_knoop", "info", made, places[new], type=kinds[new])
    extra = node_frame(
        {"knoop_id": made, "soort": sorts[new], "type": kinds[new], "capaciteit_ls": capacities[new]}, places[new]
    )
    return (
        gpd.GeoDataFrame(pd.concat([nodes, extra], ignore_index=True), geometry="geometry", crs=nodes.crs)
        if len(extra)
        else nodes
    )


def _nearest(nodes: gpd.GeoDataFrame, places: Geometries, reach: float) -> npt.NDArray[np.int64]:
    """Return the row of the nearest node within reach of each point, -1 where there is none."""
    tree = cKDTree(shapely.get_coordinates(np.asarray(nodes.geometry.array, dtype=object)))
    distance, row = tree.query(shapely.get_coordinates(places))
    return np.where(distance <= reach, row, -1).astype(np.int64)


def _mark(
    nodes: gpd.GeoDataFrame,
    target: npt.NDArray[np.int64],
    sorts: Texts,
    kinds: Texts,
    capacities: npt.NDArray[np.float64],
) -> None:
    """Write the structures that belong to a node into its row; several pumps: the largest capacity."""
    found: Flags = target >= 0
    if not found.any():
        return
    sort, kind = nodes["soort"].to_numpy(dtype=object).copy(), nodes["type"].to_numpy(dtype=object).copy()
    capacity_ls = nodes["capaciteit_ls"].to_numpy(dtype=np.float64).copy()
    rows = target[found]
    plain = ~np.isin(sort[rows].astype(str), ("gemaal", "rwzi"))
    sort[rows[plain]] = sorts[found][plain]
    empty = kind[rows] == ""
    kind[rows[empty]] = kinds[found][empty]
    np.fmax.at(capacity_ls, rows, capacities[found])
    nodes["soort"], nodes["type"], nodes["capaciteit_ls"] = sort, kind, capacity_ls
