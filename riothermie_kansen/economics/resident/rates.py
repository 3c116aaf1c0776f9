"""Prices and rates of a comparison, as numbers: what the user chose, else the kental."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...kentallen import Kentallen
from .choices import Choices

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Rates:
    """Prices of the first year with VAT, and rates per year.

    Attributes
    ----------
    gas, stroom, warmte
        EUR per m3, kWh and GJ.
    index_gas, index_stroom, index_warmte, index_vast, index_herinvestering, disconto, btw
        Shares.
    """

    gas: float
    stroom: float
    warmte: float
    index_gas: float
    index_stroom: float
    index_warmte: float
    index_vast: float
    index_herinvestering: float
    disconto: float
    btw: float

    @classmethod
    def of(cls, choices: Choices, kentallen: Kentallen) -> Rates:
        """Return the prices and rates that were chosen; ``bewoner.*`` where nothing was."""

        def number(chosen: float | None, name: str) -> float:
            return kentallen.value(f"bewoner.{name}") if chosen is None else float(chosen)

        return cls(
            number(choices.gasprijs_eur_m3, "gasprijs"), number(choices.stroomprijs_eur_kwh, "stroomprijs"),
            number(choices.warmteprijs_eur_gj, "warmteprijs"), number(choices.index_gas, "index_gas"),
            number(choices.index_stroom, "index_stroom"), number(choices.index_warmte, "index_warmte"),
            number(choices.index_vast, "index_vast"),
            number(choices.index_herinvestering, "index_herinvestering"), number(choices.disconto, "disconto"),
            kentallen.value("bewoner.btw"),
        )  # fmt: skip


def growth(index: float, years: int, disconto: float = 0.0) -> float:
    """Return what EUR 1 a year becomes over a period: ``sum (1 + index)^(t-1) / (1 + disconto)^t``, t = 1..years.

    The first year is paid at the prices of today (Leusden, table 6-8: a sum from t = 0). Without discount rate it is
    the sum of the payments, and without an index too the number of years.
    """
    t = np.arange(1, years + 1, dtype=np.float64)
    return float(((1.0 + index) ** (t - 1.0) / (1.0 + disconto) ** t).sum())


def annuity(years: int, disconto: float) -> float:
    """Return the present value of EUR 1 a year: ``sum 1 / (1 + disconto)^t``, t = 1..years."""
    return growth(0.0, years, disconto)
