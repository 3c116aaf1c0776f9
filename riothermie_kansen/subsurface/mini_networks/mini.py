"""Which neighbours could share loops: the whole step `miniwarmtenetten`."""

from __future__ import annotations

import geopandas as gpd

from ...callbacks import Cancelled, Progress, never, silent
from ...kentallen import Kentallen
from .result import MiniPlan, Settings


def mini_networks(
    buildings: gpd.GeoDataFrame,
    parcels: gpd.GeoDataFrame | None = None,
    *,
    restrictions: gpd.GeoDataFrame | None = None,
    streets: gpd.GeoDataFrame | None = None,
    water: gpd.GeoDataFrame | None = None,
    green: gpd.GeoDataFrame | None = None,
    loops: gpd.GeoDataFrame | None = None,
    yields: gpd.GeoDataFrame | None = None,
    settings: Settings,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> MiniPlan:
    """Divide neighbourhoods into mini networks at the lowest cost.

    Parameters
    ----------
    buildings
        ``GEBOUWEN`` of warmtevraag, or any layer with demand fields; areas.
    parcels
        Parcels; None: they are estimated from the buildings and streets.
    restrictions
        Verdicts of ``bodemrestricties``, by pand_id or by place.
    streets, water
        What neighbours do not share a loop across.
    green
        Public ground in which loops may be drilled with permission.
    loops
        Places for loops (points), those of ``bodemlussen`` for instance; None: they are found here.
    yields
        Buildings with w_per_m by pand_id, those of ``bodemlussen`` for instance; None: one value for all.

    Raises
    ------
    InputError
        An input cannot be used.
    CancelledError
        The user cancelled.
    """
    raise NotImplementedError
