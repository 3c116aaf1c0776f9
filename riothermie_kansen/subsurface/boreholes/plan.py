"""How many loops each building needs, where they fit, and what they do to each other: the step `bodemlussen`."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd

from ...callbacks import Cancelled, Progress, never, silent
from ...kentallen import Kentallen
from .result import LoopPlan, Settings


def plan_loops(
    buildings: gpd.GeoDataFrame,
    parcels: gpd.GeoDataFrame | None = None,
    *,
    green: gpd.GeoDataFrame | None = None,
    restrictions: gpd.GeoDataFrame | None = None,
    trees: gpd.GeoDataFrame | None = None,
    sewers: gpd.GeoDataFrame | None = None,
    obstacles: gpd.GeoDataFrame | None = None,
    existing: gpd.GeoDataFrame | None = None,
    streets: gpd.GeoDataFrame | None = None,
    regis: Path | None = None,
    geotop: Path | None = None,
    settings: Settings,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> LoopPlan:
    """Place the loops that buildings need.

    Parameters
    ----------
    buildings
        ``GEBOUWEN`` of warmtevraag, or any layer with demand fields; points or areas.
    parcels
        Parcels of the kadaster, or any areas that belong to the buildings on them. None: see `Settings.estimate`.
    green
        Public ground in which loops may be drilled with permission: green, squares.
    restrictions
        Verdicts of ``bodemrestricties`` (bodemlus, max_diepte_m), by pand_id or by place.
    trees, sewers, obstacles
        What loops keep away from: points, lines or areas.
    existing
        Existing closed systems, see `readers.installations`.
    streets
        Centre lines that estimated parcels keep off.
    regis, geotop
        Folder or file with REGIS II, and NetCDF of GeoTOP: for the yield of the ground.
    settings
        See `Settings`.
    kentallen
        ``lus.*``, ``bodem.*``, ``warmtepomp.cop``, ...

    Raises
    ------
    InputError
        An input cannot be used.
    CancelledError
        The user cancelled.
    """
    raise NotImplementedError
