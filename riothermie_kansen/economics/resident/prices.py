"""What another price of gas, electricity or heat does to the ranking of the concepts."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ...kentallen import Kentallen
from .costs import ResidentCosts

GAS, STROOM, WARMTE = "gas", "stroom", "warmte"
DRAGERS = (GAS, STROOM, WARMTE)
"""Energy carriers with a price."""


def price_grid(
    costs: ResidentCosts,
    *,
    kentallen: Kentallen,
    gas: Sequence[float] | None = None,
    stroom: Sequence[float] | None = None,
) -> pd.DataFrame:
    """Return the costs of each concept at other prices of gas and electricity: `columns.BEWONER_PRIJS_COLUMNS`."""
    raise NotImplementedError


def price_line(costs: ResidentCosts, drager: str, prices: Sequence[float]) -> pd.DataFrame:
    """Return the costs of each concept at other prices of one carrier: `columns.BEWONER_PRIJS_COLUMNS`."""
    raise NotImplementedError


def tipping_points(costs: ResidentCosts, drager: str) -> pd.DataFrame:
    """Return the prices at which another concept becomes the cheapest: `columns.BEWONER_OMSLAG_COLUMNS`."""
    raise NotImplementedError
