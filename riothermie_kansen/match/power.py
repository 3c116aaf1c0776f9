"""The power that buildings ask at the same time, at the side of the buildings."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np

from ..network.graph import FloatArray, IntArray
from ..network.loads import CONNECTIONS, SINGLE, Regime, building_loads, design_power
from ..network.site import BoolArray


@dataclass(frozen=True)
class Demand:
    """What buildings take from the source.

    Attributes
    ----------
    gj
        Shape (b,): heat, GJ a year, uptake included.
    homes
        Shape (b,): dwellings, uptake included; a building without any counts as one connection.
    rv_kw, tap_kw
        Shape (b,): power for space heating and for tap water, kW, uptake included.
    loads
        Shape (b, 5): see `network.loads`, uptake included.
    uptake
        Shape (b,): part that connects.
    regime
        How simultaneity is reckoned.
    """

    gj: FloatArray
    homes: FloatArray
    rv_kw: FloatArray
    tap_kw: FloatArray
    loads: FloatArray
    uptake: FloatArray
    regime: Regime

    def power_kw(self, who: BoolArray) -> float:
        """Return the simultaneous power of some buildings, kW; `who` has shape (b,)."""
        return float(self.cumulative_kw(np.flatnonzero(who))[-1]) if who.any() else 0.0

    def cumulative_kw(self, order: IntArray) -> FloatArray:
        """Return the simultaneous power up to and with each building of an order, kW, shape (k,); it never falls."""
        part = self.loads[order]
        summed = np.cumsum(part, axis=0)
        summed[:, SINGLE] = np.maximum.accumulate(part[:, SINGLE])
        return np.asarray(np.maximum.accumulate(together_kw(summed, self.regime)), dtype=np.float64)


def together_kw(loads: FloatArray, regime: Regime) -> FloatArray:
    """Return the power that sums of loads (t, 5) ask at once from the heat pumps or sets of buildings, kW."""
    return np.asarray(design_power(loads, regime)[0] / regime.share, dtype=np.float64)


def demand_with(frame: gpd.GeoDataFrame, uptake: float, always: BoolArray, regime: Regime) -> Demand:
    """Return what buildings take when a part of them connects.

    Parameters
    ----------
    frame
        Columns woningen, rv_kw, tap_kw, warmte_gj.
    uptake
        Part of the demand that connects, 0-1.
    always
        Shape (b,): buildings that connect as a whole whatever the uptake.
    regime
        How simultaneity is reckoned.

    Notes
    -----
    A house connects or not; what counts here is what is to be expected of many of them.
    """
    part = np.where(always, 1.0, uptake)
    homes = np.maximum(frame["woningen"].to_numpy(dtype=np.float64), 1.0) * part
    rv_kw, tap_kw, heat = (
        np.nan_to_num(frame[name].to_numpy(dtype=np.float64)) * part for name in ("rv_kw", "tap_kw", "warmte_gj")
    )
    loads = building_loads(homes, rv_kw, tap_kw, regime)
    loads[:, CONNECTIONS] = np.minimum(homes, 1.0)  # fewer consumers are less alike
    return Demand(heat, homes, rv_kw, tap_kw, loads, part, regime)
