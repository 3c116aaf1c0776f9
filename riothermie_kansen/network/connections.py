"""Candidate house connections: from the facade to the streets around, not through other buildings."""

from __future__ import annotations

from typing import Any

import geopandas as gpd

from ..callbacks import Cancelled, Progress, never, silent
from ..kentallen import Kentallen
from ..readers.buildings import Buildings
from ..readers.sources import Sources
from .graph import Connections, IntArray, StreetGraph


def connect(
    graph: StreetGraph,
    buildings: Buildings,
    sources: Sources,
    *,
    candidates: int | None = None,
    reach_m: float | None = None,
    source_reach_m: float | None = None,
    forbidden: Any = None,
    service: gpd.GeoDataFrame | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Connections:
    """Return candidate connections of buildings and sources, and the streets split at their foot points."""
    raise NotImplementedError


def component_of_buildings(connections: Connections) -> IntArray:
    """Return the connected part of the streets that each building hangs on, shape (b,); -1 without a candidate."""
    raise NotImplementedError
