"""Street centre lines as the world delivers them -> one table of single, plain lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd

from ..callbacks import Cancelled, Progress, never, silent
from ..findings import Findings
from ..kentallen import Kentallen

STREET_COLUMNS = ("straat_id", "naam", "niveau", "knoop_begin", "knoop_eind", "factor", "klasse", "existing_dn")
"""Columns of `Streets.lines`, beside the geometry."""


@dataclass
class Streets:
    """Streets, hand-drawn traces or an existing network as read: lines, not yet a graph.

    Attributes
    ----------
    lines
        LineString (2D, no repeated points, longer than 0; may cross itself or be closed), EPSG:28992. Columns:
        ``straat_id`` (text, unique, not empty), ``naam`` (text), ``niveau`` (int, 0 where unknown), ``knoop_begin``
        and ``knoop_eind`` (text, "" where unknown), ``factor`` (float, NaN where unknown), ``klasse`` (text, "" where
        unknown) and ``existing_dn`` (text, "" where unknown).
    read
        Number of rows as delivered.
    findings
        What was repaired or left out.
    notes
        Sentences for the log and the metadata (Dutch).
    service
        House connections in an existing network (rows with rol "aansluiting"): LineString with ``pand_id`` (text) and
        ``dn`` (text).
    """

    lines: gpd.GeoDataFrame
    read: int
    findings: Findings
    notes: list[str] = field(default_factory=list)
    service: gpd.GeoDataFrame = field(default_factory=gpd.GeoDataFrame)


def read_streets(
    frame: pd.DataFrame,
    *,
    fields: Mapping[str, str] | None = None,
    factor_field: str | None = None,
    class_field: str | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Streets:
    """Read centre lines of streets, hand-drawn traces or existing pipes."""
    raise NotImplementedError
