"""What lies above the trench: price factor per metre and crossings, from barriers such as the BGT."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd

from ..callbacks import Cancelled, never
from ..findings import Findings
from ..kentallen import Kentallen
from .graph import FloatArray, ObjectArray


@dataclass
class Surfaces:
    """Prices of lines of shape (m,).

    Attributes
    ----------
    factor
        Shape (m,): price factor, mean over the length.
    crossings_eur
        Shape (m,): extra price of crossings, EUR.
    klasse
        Shape (m,): class with the greatest length (text).
    parts
        A row per line and class: edge (position of the line), klasse, lengte_m, factor; the lengths of a line add up
        to its length.
    crossings
        A row per line and kind of crossing: edge, soort, aantal (0.5 where the line ends in the barrier: the other
        half belongs to the line that goes on), prijs_eur (of one).
    findings
        Barriers that could not be used.
    notes
        Sentences for the log and the metadata (Dutch).
    """

    factor: FloatArray
    crossings_eur: FloatArray
    klasse: ObjectArray
    parts: pd.DataFrame
    crossings: pd.DataFrame
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)


def price_surfaces(
    lines: ObjectArray,
    barriers: gpd.GeoDataFrame | None,
    *,
    base_factor: FloatArray | None = None,
    base_class: ObjectArray | None = None,
    kentallen: Kentallen,
    cancelled: Cancelled = never,
) -> Surfaces:
    """Return what the surface does to the price of each line."""
    raise NotImplementedError


def forbidden_parts(barriers: gpd.GeoDataFrame | None, *, kentallen: Kentallen) -> gpd.GeoDataFrame:
    """Return the barriers where no pipe may lie (for `street_graph`)."""
    raise NotImplementedError
