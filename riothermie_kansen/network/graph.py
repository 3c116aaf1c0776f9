"""The graph that a network is laid on: streets, noded, as arrays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from ..findings import Findings

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
ObjectArray = npt.NDArray[np.object_]

STREET, GAP, EXISTING = 0, 1, 2
"""Kinds of edge: along a street or a hand-drawn trace, over a gap that was bridged, existing pipe."""


@dataclass
class StreetGraph:
    """Streets as an undirected graph: lines meet in nodes only.

    Attributes
    ----------
    nodes
        Shape (n, 2): x and y, EPSG:28992.
    ends
        Shape (m, 2): positions in `nodes` of the first and the last point of each line; never equal.
    lines
        Shape (m,): LineString (2D), from ``ends[:, 0]`` to ``ends[:, 1]``.
    length
        Shape (m,): length of the line, m; more than 0.
    kind
        Shape (m,): `STREET`, `GAP` or `EXISTING`.
    street
        Shape (m,): id of the input line it is part of (text); "" for a bridged gap.
    existing_dn
        Shape (m,): DN label of the existing pipe, "" where there is none.
    findings
        What was repaired, joined, bridged or left out.
    notes
        Sentences for the log and the metadata (Dutch).
    """

    nodes: FloatArray
    ends: IntArray
    lines: ObjectArray
    length: FloatArray
    kind: npt.NDArray[np.int8]
    street: ObjectArray
    existing_dn: ObjectArray
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)

    def components(self) -> tuple[int, IntArray]:
        """Return the number of connected parts and, shape (n,), the part of each node."""
        n = len(self.nodes)
        links = coo_matrix((np.ones(len(self.ends)), (self.ends[:, 0], self.ends[:, 1])), shape=(n, n))
        count, label = connected_components(links, directed=False)
        return int(count), np.asarray(label, dtype=np.int64)


@dataclass
class Connections:
    """Candidate house connections, and the streets split at their foot points.

    Attributes
    ----------
    graph
        The streets with a node at every foot point. The first ``len(nodes)`` nodes of the graph that was given keep
        their position.
    building
        Shape (c,): position of the building of each candidate.
    node
        Shape (c,): node of `graph` in which the candidate ends.
    lines
        Shape (c,): LineString (2D) from the facade to the node.
    length
        Shape (c,): length, m; may be 0 for a building on the street line.
    existing
        Shape (c,): True where the candidate is an existing house connection.
    reason
        Shape (b,): "" for a building with a candidate, else the key of the reason why there is none.
    source_node
        Shape (s,): node of `graph` in which each source starts.
    source_line
        Shape (s,): LineString from the source to that node; None when the source lies on it.
    existing_dn
        Shape (c,): DN label of an existing house connection, "" where there is none or it is unknown (all of them when
        not given).
    """

    graph: StreetGraph
    building: IntArray
    node: IntArray
    lines: ObjectArray
    length: FloatArray
    existing: npt.NDArray[np.bool_]
    reason: ObjectArray
    source_node: IntArray
    source_line: ObjectArray
    existing_dn: ObjectArray = field(default_factory=lambda: np.empty(0, dtype=object))
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Fill in that no diameter is known."""
        if len(self.existing_dn) < len(self.building):
            self.existing_dn = np.full(len(self.building), "", dtype=object)


def values(row: Any) -> ObjectArray:
    """Return a one-dimensional object array of any sequence (numpy would make geometries or texts something else)."""
    array = np.empty(len(row), dtype=object)
    array[:] = list(row)
    return array
