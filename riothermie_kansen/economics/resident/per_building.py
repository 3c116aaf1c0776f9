"""The cheapest concept of every building of a layer, and what the others cost more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd

from ...callbacks import Cancelled, Progress, never, silent
from ...findings import Findings
from ...kentallen import Kentallen
from ..columns import CONCEPTEN
from .choices import Choices


@dataclass(frozen=True)
class PerBuilding:
    """The concepts per building.

    Attributes
    ----------
    frame
        The buildings in order of pand_id, each once, with their geometry; columns `columns.BEWONER_GEBOUW_COLUMNS`.
        goedkoopst is "" and the amounts NaN where nothing was worked out: reden says why.
    types
        Columns `columns.BEWONER_COLUMNS`: the concepts for the mean dwelling of each type (woning_id is the type).
    cheapest
        Columns `columns.BEWONER_AANDEEL_COLUMNS`: buildings and dwellings by cheapest concept, and by reason why none.
    totals
        Numbers by name: panden, woningen, berekend_panden, berekend_woningen, overgeslagen_panden, and per concept
        goedkoopst_<concept> (dwellings), jaar_<concept>, tco_<concept>, meer_<concept> (means per dwelling, EUR).
    findings, notes
        What was left out; assumptions (Dutch).
    """

    frame: gpd.GeoDataFrame
    types: pd.DataFrame
    cheapest: pd.DataFrame
    totals: dict[str, float]
    findings: Findings = field(default_factory=Findings)
    notes: tuple[str, ...] = ()


def per_building(
    buildings: gpd.GeoDataFrame,
    *,
    concepten: Sequence[str] = CONCEPTEN,
    choices: Choices | None = None,
    kentallen: Kentallen,
    id_field: str | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> PerBuilding:
    """Return the cheapest concept of each building with dwellings, per dwelling and year."""
    raise NotImplementedError
