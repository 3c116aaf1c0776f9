"""What the user chooses for loops, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd

from ...errors import InputError
from ...findings import Findings
from ...schema import Column
from .district import District


@dataclass(frozen=True)
class Settings:
    """What the user chooses.

    Attributes
    ----------
    depth_m
        Depth that loops are drilled to at most, m below the surface; None: `bodem.diepte_standaard`. A restriction may
        allow less.
    w_per_m
        Yield of the ground, W per m of loop; None: from REGIS or GeoTOP where given, else `bodem.opbrengst_onbekend`.
    estimate
        Without parcels, estimate them from the buildings (and streets).
    attention
        Loops may be drilled where the verdict is "aandacht".
    """

    depth_m: float | None = None
    w_per_m: float | None = None
    estimate: bool = True
    attention: bool = True

    def check(self) -> None:
        """Raise when a number cannot be.

        Raises
        ------
        InputError
            A depth or yield is not positive.
        """
        for key, number in (("lussen_diepte", self.depth_m), ("lussen_opbrengst", self.w_per_m)):
            if number is not None and not number > 0:
                raise InputError(key, value=f"{number:g}")


@dataclass
class LoopPlan:
    """Loops and where they fit.

    Attributes
    ----------
    loops
        Point, `RD`, columns `loop_columns`; in order of lus_id.
    loop_columns
        Columns of `loops`: the years of the drop in temperature are kentallen.
    buildings
        Every building once, `RD`, columns `columns.GEBOUW_COLUMNS`, in order of pand_id; its geometry as read.
    ground
        (Multi)Polygon, `RD`: where a loop may stand. grond, perceel_id, vrij_m2.
    overview
        Columns `columns.OVERZICHT_COLUMNS`.
    together
        What happens when every system runs; None without loops.
    findings, notes
        What was left out, repaired or noticed; counts and assumptions (Dutch).
    totals
        Numbers by name: panden, gevraagd, past, past_deels, past_niet, verboden, ..., woningen, woningen_past, lussen,
        lussen_openbaar, meters, meters_nodig, vermogen_kw, afstand_m (smallest between two loops), boven_grens,
        haalt_het_niet, verlies_gemiddeld_pct, verlies_hoogst_pct, kan_samen. NaN where not known.
    """

    loops: gpd.GeoDataFrame
    loop_columns: tuple[Column, ...]
    buildings: gpd.GeoDataFrame
    ground: gpd.GeoDataFrame
    overview: pd.DataFrame
    together: District | None
    findings: Findings
    notes: list[str] = field(default_factory=list)
    totals: dict[str, float] = field(default_factory=dict)
