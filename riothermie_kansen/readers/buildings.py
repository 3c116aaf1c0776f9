"""Buildings with their heat demand, of any delivery."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import geopandas as gpd

from ..callbacks import Cancelled, Progress, never, silent
from ..findings import Findings
from ..kentallen import Kentallen

STATUSES = ("verplicht", "optioneel", "verboden")
"""Values of ``status``."""


@dataclass
class Buildings:
    """Buildings that may be connected.

    Attributes
    ----------
    frame
        Point or (Multi)Polygon (2D) or None, `RD`; sorted by ``pand_id``, RangeIndex. Columns: pand_id (text, unique),
        woningen (int), rv_kw, tap_kw, warmte_gj (NaN: unknown), status (`STATUSES`), reason ("" or a key of
        `network.reasons.REASONS`).
    findings
        What was left out or repaired.
    notes
        Sentences for the log and the metadata (Dutch).
    read
        Number of rows of the layer.
    dropped
        Rows that are not a row of `frame`, by kind; ``read == len(frame) + sum(dropped.values())``.
    """

    frame: gpd.GeoDataFrame
    findings: Findings
    notes: list[str] = field(default_factory=list)
    read: int = 0
    dropped: dict[str, int] = field(default_factory=dict)


def read_buildings(
    frame: gpd.GeoDataFrame,
    *,
    required_field: str | None = None,
    fields: Mapping[str, str] | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Buildings:
    """Read buildings and their demand."""
    raise NotImplementedError
