"""The outcome of an energy match."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd

from ..findings import Findings


@dataclass
class Match:
    """Which buildings get the heat of the sources.

    Attributes
    ----------
    selection
        Every building, columns `columns.SELECTIE_COLUMNS`, `schema.RD`: the chosen ones in order of joining, then
        those that would follow, then the others by id. (Multi)Polygon or Point, None without a place.
    uptake
        Columns `columns.VOLLOOP_COLUMNS`.
    trace
        Network of the selection, columns `network.columns.TRACE_COLUMNS`; empty without streets, or when nothing is
        chosen.
    curve
        Columns `columns.KROMME_COLUMNS`.
    weights
        Part of the score to its weight, and ``netkosten``; 0 for what does not count.
    findings
        What was left out, repaired or assumed.
    notes
        Sentences for the log and the metadata (Dutch).
    totals
        Numbers by name: gebouwen, gekozen, woningen, warmte_gj, vermogen_kw, aanbod_gj, aanbod_kw (infinite: no
        limit), benut_procent, kosten_eur, lengte_m, kosten_score_eur, warmte_score_gj, woningen_score, gat_procent,
        hoogstens_gj; NaN for what is not known.
    """

    selection: gpd.GeoDataFrame
    uptake: pd.DataFrame
    trace: gpd.GeoDataFrame
    curve: pd.DataFrame
    weights: dict[str, float]
    findings: Findings
    notes: list[str] = field(default_factory=list)
    totals: dict[str, float] = field(default_factory=dict)
