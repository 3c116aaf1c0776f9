"""From street lines to a graph: noded, without doubles, without what is forbidden."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd

from ..callbacks import Cancelled, Progress, never, silent
from ..kentallen import Kentallen
from ..readers.streets import Streets
from .graph import FloatArray, ObjectArray, StreetGraph


@dataclass
class Balance:
    """Lengths in m: ``read + moved + gaps == graph + duplicate + forbidden + dropped``."""

    read: float = 0.0
    moved: float = 0.0
    gaps: float = 0.0
    duplicate: float = 0.0
    forbidden: float = 0.0
    dropped: float = 0.0
    graph: float = 0.0


@dataclass
class NodedStreets(StreetGraph):
    """A street graph that knows what became of the length that went in."""

    balance: Balance = field(default_factory=Balance)


@dataclass
class StreetValues:
    """What the street of each edge says of it: shape (m,) each; NaN and "" where it says nothing."""

    naam: ObjectArray
    factor: FloatArray
    klasse: ObjectArray


def street_graph(
    streets: Streets,
    *,
    extra: Streets | None = None,
    existing: Streets | None = None,
    forbidden: gpd.GeoDataFrame | None = None,
    snap_m: float,
    bridge_m: float,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> NodedStreets:
    """Return the streets as a graph."""
    raise NotImplementedError


def street_values(
    graph: StreetGraph, streets: Streets, *, extra: Streets | None = None, existing: Streets | None = None
) -> StreetValues:
    """Return name, factor and class of the street of each edge of a graph (also one split further)."""
    raise NotImplementedError
