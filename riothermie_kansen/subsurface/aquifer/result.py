"""What is asked of a judgement of aquifers, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd

from ...findings import Findings
from ...readers.regis import Stack


@dataclass(frozen=True)
class Settings:
    """Choices of a run beside the kentallen.

    Attributes
    ----------
    hto
        Whether deeper layers are searched for storage at a higher temperature.
    layers
        Whether the table of all layers is made: with many cells it is long.
    """

    hto: bool = True
    layers: bool = True


@dataclass(frozen=True)
class Suitability:
    """Which layer suits a doublet, per point or cell.

    Attributes
    ----------
    points
        Points, or square cells, RD; `columns.PUNT_COLUMNS`.
    layers
        `columns.LAAG_COLUMNS`; empty when it was not asked for.
    area
        Areas that were given, RD; `columns.GEBIED_COLUMNS`; empty for points.
    stack
        Of the same points: what a cross-section is drawn from.
    size_m
        Side of a cell, m; 0 for points.
    totals
        Numbers of the run: punten, geschikt, matig, ongeschikt, onbekend, doubletten, vermogen_kw, ...
        Of the usable ones `zonder_oordeel` got no verdict; their doublets are not in `doubletten` but in
        `doubletten_zonder_oordeel`. These and `verboden` are NaN when no restrictions were given; so are `geotop`
        (places where it reaches the chosen package) and `geotop_tegen` (those where it contradicts) without GeoTOP.
    findings, notes
        What was noticed, and what was assumed (Dutch).
    """

    points: gpd.GeoDataFrame
    layers: pd.DataFrame
    area: gpd.GeoDataFrame
    stack: Stack
    size_m: float
    totals: dict[str, float]
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)
