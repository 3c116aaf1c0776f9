"""What a selection comes to when not everybody connects."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from ..network.graph import FloatArray, IntArray
from ..network.loads import Regime
from ..network.site import BoolArray
from ..schema import names
from .blocks import Blocks
from .columns import VOLLOOP_COLUMNS
from .fill import fill
from .power import demand_with


@dataclass(frozen=True)
class Costs:
    """What the network of a selection costs.

    Attributes
    ----------
    street_eur
        Pipes in the streets, whoever connects.
    connection_eur
        Shape (b,): pipe and set of each connection, made for those who connect.
    """

    street_eur: float
    connection_eur: FloatArray


def uptake_table(
    frame: gpd.GeoDataFrame,
    chosen: BoolArray,
    blocks: Blocks,
    order: IntArray,
    *,
    shares: tuple[float, ...],
    always: BoolArray,
    regime: Regime,
    supply_gj: float,
    supply_kw: float,
    costs: Costs | None,
) -> pd.DataFrame:
    """Return what a selection uses and costs at several uptakes, and how many homes would fit at each of them.

    Parameters
    ----------
    frame
        Buildings: woningen, rv_kw, tap_kw, warmte_gj.
    chosen
        Shape (b,): the selection.
    blocks
        Which buildings stay together.
    order
        Blocks: the chosen ones in order of joining, then the others in the order in which they would follow. To tell
        how many homes fit, this order is walked through: each block that still fits is taken.
    shares
        Uptakes, %.
    always
        Shape (b,): buildings that connect whatever the uptake.
    regime
        How simultaneity is reckoned.
    supply_gj, supply_kw
        What can be given; infinite for no limit.
    costs
        Of the selection; None without a network.

    Returns
    -------
    pandas.DataFrame
        Columns `VOLLOOP_COLUMNS`. Streets are laid for all, connections for those who connect; homes and heat are what
        is to be expected.
    """
    homes = frame["woningen"].to_numpy(dtype=np.float64)
    rows = []
    for percent in shares:
        demand = demand_with(frame, percent / 100.0, always, regime)
        heat = float(demand.gj[chosen].sum())
        joined = float((homes * demand.uptake)[chosen].sum())
        fits = fill(blocks, order, demand, gj=supply_gj, kw=supply_kw)
        eur = np.nan
        if costs is not None:
            eur = costs.street_eur + float((costs.connection_eur * demand.uptake)[chosen].sum())
        rows.append(
            (
                percent,
                int(chosen.sum()),
                int(homes[chosen].sum()),
                joined,
                heat,
                100.0 * heat / supply_gj if np.isfinite(supply_gj) else np.nan,
                demand.power_kw(chosen),
                eur,
                eur / joined if joined > 0 else np.nan,
                eur / heat if heat > 0 else np.nan,
                int(homes[fits].sum()),
                int(fits.sum()),
            )
        )
    return pd.DataFrame(rows, columns=list(names(VOLLOOP_COLUMNS)))
