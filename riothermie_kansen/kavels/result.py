"""What the user chooses for warmtekavels, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd

from ..findings import Findings
from .regime import INDIVIDUAL


@dataclass(frozen=True)
class Settings:
    """What the user chooses.

    Attributes
    ----------
    id_field, name_field
        Columns of the kavels; None for those whose name is known.
    count
        One of `regime.COUNTS`.
    least
        One of `supply.CLASSES`.
    """

    id_field: str | None = None
    name_field: str | None = None
    count: str = INDIVIDUAL
    least: str = "beperkt"


@dataclass
class Plots:
    """Warmtekavels.

    Attributes
    ----------
    kavels
        (Multi)Polygon, `RD`, columns `KAVEL_COLUMNS`; in natural order of id. The polygon is the one that was given.
    table
        The same rows, then those of the rest and the whole, without geometry.
    buildings
        Every building with the kavel it counts in, columns `GEBOUW_KAVEL_COLUMNS`; the point inside it, or None.
    overlaps
        Columns `OVERLAP_COLUMNS`, pair by pair.
    findings, notes
        What was left out, repaired or noticed; counts and assumptions (Dutch).
    totals
        Numbers by name: kavels, woningen, vraag_gj, aanbod_gj (within reach of the kavels, the same water counted
        once), rest_woningen, rest_vraag_gj, overlap_ha, splinters, buiten_woningen, ... NaN where not known.
    """

    kavels: gpd.GeoDataFrame
    table: pd.DataFrame
    buildings: gpd.GeoDataFrame
    overlaps: pd.DataFrame
    findings: Findings
    notes: list[str] = field(default_factory=list)
    totals: dict[str, float] = field(default_factory=dict)
