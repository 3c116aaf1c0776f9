"""Topology: from pipes as delivered to a network of nodes and pipes between them."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd

from ..findings import Findings


@dataclass
class Network:
    """A sewer as a graph.

    Attributes
    ----------
    pipes
        LineString, RD. The columns of `schema.Sewer.pipes` plus ``begin`` and ``eind``: positions in `nodes`. RangeIndex.
    nodes
        Point, RD. The columns of `schema.Sewer.nodes`. RangeIndex.
    findings
        What was repaired, split or left out while building.
    """

    pipes: gpd.GeoDataFrame
    nodes: gpd.GeoDataFrame
    findings: Findings
