"""Heat sources of any delivery: places with a power."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import geopandas as gpd

from ..findings import Findings
from ..kentallen import Kentallen


@dataclass
class Sources:
    """Heat sources.

    Attributes
    ----------
    frame
        Point (2D), `RD`; sorted by ``bron_id``, RangeIndex. Columns: bron_id (text, unique), vermogen_kw (NaN: no
        limit).
    findings
        What was left out or repaired.
    notes
        Sentences for the log (Dutch).
    read
        Number of rows of the layer.
    """

    frame: gpd.GeoDataFrame
    findings: Findings
    notes: list[str] = field(default_factory=list)
    read: int = 0


def read_sources(
    frame: gpd.GeoDataFrame, *, fields: Mapping[str, str] | None = None, kentallen: Kentallen | None = None
) -> Sources:
    """Read heat sources from points, lines or polygons."""
    raise NotImplementedError
