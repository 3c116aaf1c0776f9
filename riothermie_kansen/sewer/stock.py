"""How many dwellings of a housing stock a mini heat network could serve, and in how many networks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..kentallen import Kentallen


@dataclass(frozen=True)
class MiniNetworkPotential:
    """Range of dwellings and of networks."""

    dwellings_low: float
    dwellings_high: float
    networks_low: float
    networks_high: float


def suitable_dwellings(stock: float, share_boiler: float, share_mini: float) -> float:
    """Return the dwellings of a stock that still have a gas boiler and would get a mini network.

    Source: slides Miniwarmtenetten (Energie van Utrecht, 2025), "potentie in NL".
    """
    return stock * share_boiler * share_mini


def networks(dwellings: float, per_network: float) -> float:
    """Return the number of networks for a number of dwellings."""
    return dwellings / per_network


def national_potential(kentallen: Kentallen) -> MiniNetworkPotential:
    """Return the range for the Netherlands with the values of ``potentie.*``."""
    stock = kentallen.value("potentie.woningen_rij_en_2kap")
    boiler = kentallen.value("potentie.aandeel_cv")
    size = kentallen.value("potentie.woningen_per_mininet")
    low, high = (
        suitable_dwellings(stock, boiler, kentallen.value(f"potentie.aandeel_mini_{end}")) for end in ("laag", "hoog")
    )
    return MiniNetworkPotential(low, high, networks(low, size), networks(high, size))
