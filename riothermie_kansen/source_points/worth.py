"""What a source at a place is worth: the demand it serves, what it costs, and heat per euro."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..economics.columns import MT
from ..kentallen import Kentallen
from ..network.catalogue import catalogue
from ..network.loads import Regime
from ..network.sizing import Sizer
from ..units import GJ_PER_KWH
from .reach import Pairs

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Demand:
    """What buildings ask.

    Attributes
    ----------
    gj
        Heat per year, GJ, above 0, shape (b,).
    homes
        Dwellings, shape (b,).
    """

    gj: Floats
    homes: Floats


@dataclass
class Served:
    """What places serve, shape (c,) each.

    Attributes
    ----------
    gj
        Heat that they serve, GJ a year.
    within_gj
        Demand within reach that is left.
    metres
        Mean distance of what they serve, weighted by heat; 0 where they serve nothing.
    homes
        Dwellings, parts included.
    """

    gj: Floats
    within_gj: Floats
    metres: Floats
    homes: Floats


def serve(pairs: Pairs, supply_gj: Floats, left_gj: Floats, demand: Demand) -> tuple[Served, Floats]:
    """Give the heat of each place, each by itself, to the nearest demand that is left.

    Parameters
    ----------
    pairs
        Buildings within reach, sorted by place and distance.
    supply_gj
        Heat of each place, GJ a year, shape (c,).
    left_gj
        Demand that is left of each building, GJ a year, shape (b,).
    demand
        All demand.

    Returns
    -------
    Served, Floats
        Per place; and per pair the heat that goes that way, shape (p,). The last building may get a part.
    """
    n = len(supply_gj)
    asked = left_gj[pairs.building]
    before = np.concatenate([[0.0], np.cumsum(asked)])
    start = before[np.searchsorted(pairs.row, np.arange(n))]
    given = np.clip(supply_gj[pairs.row] - (before[:-1] - start[pairs.row]), 0.0, asked)

    def summed(values: Floats) -> Floats:
        return np.asarray(np.bincount(pairs.row, weights=values, minlength=n), dtype=np.float64)

    gj = summed(given)
    metres = np.divide(summed(given * pairs.metres), gj, out=np.zeros(n), where=gj > 0)
    return Served(gj, summed(asked), metres, summed(given * (demand.homes / demand.gj)[pairs.building])), given


@dataclass(frozen=True)
class Prices:
    """What a source and its main cost.

    Attributes
    ----------
    exchanger
        EUR per kW of the sewer, in proportion.
    fixed
        EUR per kW at the reference power: storage, room and electricity.
    reference_kw, scale
        Reference power, kW, and the exponent.
    hours
        Full load hours at which the demand is asked, h a year.
    share
        Part of the power of the buildings that goes through the pipe, loss included.
    sizer
        Prices of pipes.
    """

    exchanger: float
    fixed: float
    reference_kw: float
    scale: float
    hours: float
    share: float
    sizer: Sizer

    @classmethod
    def from_kentallen(cls, kentallen: Kentallen, net: str) -> Prices:
        """Return the prices of a type of network, ``kosten_bron.*`` and the table of pipes.

        An MT network has collective heat pumps as well: per GJ they cost the same everywhere, and are left out.
        """
        kinds = [f"ruimte_{net}"] if net == MT else [f"ruimte_{net}", f"elektra_{net}"]
        regime = Regime.from_kentallen(kentallen, net)
        return cls(
            exchanger=kentallen.value("kosten_bron.riothermie_mt" if net == MT else "kosten_bron.riothermie"),
            fixed=sum(kentallen.value(f"kosten_bron.{kind}") for kind in ("wko", *kinds)),
            reference_kw=kentallen.value("bronkeuze.ijkvermogen"),
            scale=kentallen.value("bronkeuze.schaal"),
            hours=kentallen.value("aquifer.vollasturen_seizoen"),
            share=regime.share * (1.0 + regime.loss),
            sizer=Sizer.build(catalogue(net, kentallen=kentallen), regime, kentallen=kentallen),
        )

    def source_eur(self, power_kw: Floats) -> Floats:
        """Return the costs of sources by their power at the sewer (kW): ``a P + b R (P/R)^s``; 0 costs nothing."""
        part = np.where(power_kw > 0, (power_kw / self.reference_kw) ** self.scale, 0.0)
        return np.asarray(self.exchanger * power_kw + self.fixed * self.reference_kw * part, dtype=np.float64)

    def peak_kw(self, heat_gj: Floats) -> Floats:
        """Return the power at the side of the buildings at which a heat is asked, kW."""
        return np.asarray(heat_gj / (self.hours * GJ_PER_KWH), dtype=np.float64)

    def main_eur(self, heat_gj: Floats, metres: Floats) -> Floats:
        """Return the costs of mains of a length (m) that carry a heat."""
        return np.asarray(self.sizer.price(self.peak_kw(heat_gj) * self.share) * metres, dtype=np.float64)
