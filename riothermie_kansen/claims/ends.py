"""Where the water leaves, as the node layer of the kansenkaart tells it."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from ..readers.fields import Aliases, find
from ..readers.tables import first_text
from ..readers.values import Texts, numbers
from ..wording import amount, note

NODES: Aliases = {"knoop_id": ("knoopid",), "afvoerpunt": ("afvoerpunt",), "dwa_gem_ls": ("dwagemls",)}
"""Columns of ``KNOPEN_UIT`` that matter here."""


@dataclass(frozen=True)
class Ends:
    """Outlets of the nodes on a map.

    Attributes
    ----------
    kind
        Kind of outlet per node, "" for none, shape (n_nodes,).
    flow_ls
        Mean flow through the node, NaN where unknown, shape (n_nodes,).
    given
        Whether there is a node layer that knows nodes of this map.
    """

    kind: Texts
    flow_ls: npt.NDArray[np.float64]
    given: bool


def known_ends(nodes: gpd.GeoDataFrame | pd.DataFrame | None, node_id: Texts, notes: list[str]) -> Ends:
    """Return what a node layer knows of nodes.

    Parameters
    ----------
    nodes
        ``KNOPEN_UIT`` of the kansenkaart, None when there is none.
    node_id
        Shape (n_nodes,), sorted.
    notes
        Grows.

    Raises
    ------
    InputError
        The layer is not that of the nodes of a kansenkaart, or of another map.
    """
    kind = np.full(len(node_id), "", dtype=object)
    flow = np.full(len(node_id), np.nan)
    if nodes is None:
        notes.append(note("claims_note_no_nodes"))
        return Ends(kind, flow, given=False)
    columns = find(nodes, NODES)
    missing = [name for name in ("knoop_id", "afvoerpunt") if name not in columns]
    if missing:
        raise InputError("claims_not_nodes", columns=", ".join(missing))
    ids = pd.Index(first_text(columns, "knoop_id"))
    keep = ~ids.duplicated()
    row = ids[keep].get_indexer(pd.Index(node_id))
    found = row >= 0
    if not found.any():
        raise InputError("claims_other_nodes")
    kind[found] = first_text(columns, "afvoerpunt")[keep][row[found]]
    if "dwa_gem_ls" in columns:
        flow[found] = numbers(columns.all("dwa_gem_ls")[0])[0][keep][row[found]]
    absent = int((~found).sum())
    if absent:
        notes.append(note("claims_note_nodes_absent", n=amount(absent)))
    return Ends(kind, flow, given=True)
