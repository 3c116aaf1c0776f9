"""What another price of gas, electricity or heat does to the ranking of the concepts.

The costs of a concept are a straight line in each price, so the prices at which the cheapest concept changes are
solved: they are the corners of the lowest of those lines.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from ...errors import InputError
from ...kentallen import Kentallen
from ...schema import rounded
from ..columns import BEWONER_OMSLAG_COLUMNS, BEWONER_PRIJS_COLUMNS
from .choices import CONTANT
from .costs import ResidentCosts, per_year
from .rates import annuity

Floats = npt.NDArray[np.float64]

GAS, STROOM, WARMTE = "gas", "stroom", "warmte"
DRAGERS = (GAS, STROOM, WARMTE)
"""Energy carriers with a price."""

_USE = {GAS: "gas_m3", STROOM: "stroom_kwh", WARMTE: "afname_gj"}
_UNIT = {GAS: "EUR/m3", STROOM: "EUR/kWh", WARMTE: "EUR/GJ"}
_COLUMN = {GAS: "gasprijs_eur_m3", STROOM: "stroomprijs_eur_kwh", WARMTE: "warmteprijs_eur_gj"}


def slope(costs: ResidentCosts, drager: str, *, present: bool = False) -> Floats:
    """Return what all costs of the period rise by when a price rises by EUR 1, shape (n, c)."""
    factors = costs.present if present else costs.nominal
    by_carrier = {GAS: factors.gas, STROOM: factors.stroom, WARMTE: factors.warmte}
    return np.asarray(costs.amounts[_USE[drager]] * by_carrier[drager], dtype=np.float64)


def at_prices(costs: ResidentCosts, prices: dict[str, float]) -> tuple[Floats, Floats]:
    """Return all costs over the period and the mean per year at other prices, shape (n, c) each.

    Parameters
    ----------
    costs
        At the prices of `costs.rates`.
    prices
        Carrier (`DRAGERS`) to price of the first year; carriers that are not there keep theirs.
    """
    now = _now(costs)
    total, present = costs.amounts["tco_eur"], costs.amounts["tco_contant_eur"]
    for drager, price in prices.items():
        total = total + slope(costs, drager) * (price - now[drager])
        present = present + slope(costs, drager, present=True) * (price - now[drager])
    return total, per_year(total, present, costs.choices, costs.rates)


def price_grid(
    costs: ResidentCosts,
    *,
    kentallen: Kentallen,
    gas: Sequence[float] | None = None,
    stroom: Sequence[float] | None = None,
) -> pd.DataFrame:
    """Return the costs of each concept at other prices of gas and electricity: `columns.BEWONER_PRIJS_COLUMNS`.

    Parameters
    ----------
    costs
        n dwellings, c concepts: meant for a few, the table has n x c rows for each pair of prices.
    kentallen
        ``bewoner.gasprijs_reeks`` and ``bewoner.stroomprijs_reeks``, where no prices are given.
    gas, stroom
        Prices; the table has every pair.

    Raises
    ------
    InputError
        A price is negative or no number.
    """
    gas_prices = kentallen.table("bewoner.gasprijs_reeks") if gas is None else gas
    power_prices = kentallen.table("bewoner.stroomprijs_reeks") if stroom is None else stroom
    return _table(costs, [{GAS: g, STROOM: s} for g in gas_prices for s in power_prices])


def price_line(costs: ResidentCosts, drager: str, prices: Sequence[float]) -> pd.DataFrame:
    """Return the costs of each concept at other prices of one carrier: `columns.BEWONER_PRIJS_COLUMNS`.

    Raises
    ------
    InputError
        The carrier is unknown, or a price is negative or no number.
    """
    _known(drager)
    return _table(costs, [{drager: price} for price in prices])


def tipping_points(costs: ResidentCosts, drager: str) -> pd.DataFrame:
    """Return the prices at which another concept becomes the cheapest: `columns.BEWONER_OMSLAG_COLUMNS`.

    Prices above 0 only, in order of dwelling and price; a dwelling without rows has one cheapest concept at any price.

    Raises
    ------
    InputError
        The carrier is unknown.
    """
    _known(drager)
    now = _now(costs)[drager]
    _, at_zero = at_prices(costs, {drager: 0.0})
    if costs.choices.maatstaf == CONTANT:
        rise = slope(costs, drager, present=True) / annuity(costs.choices.jaren, costs.rates.disconto)
    else:
        rise = slope(costs, drager) / costs.choices.jaren
    rows = []
    for i, woning_id in enumerate(costs.dwellings.texts("woning_id")):
        able = np.flatnonzero(costs.possible[i])
        for price, below, above in lowest_lines(at_zero[i, able], rise[i, able]):
            words = costs.concepts[able[below]], costs.concepts[able[above]]
            rows.append((woning_id, drager, price, _UNIT[drager], *words, now))
    return pd.DataFrame(rows, columns=[column.name for column in BEWONER_OMSLAG_COLUMNS])


def lowest_lines(start: Floats, rise: Floats) -> list[tuple[float, int, int]]:
    """Return where the lowest of some lines changes at x above 0: x, line before and line after.

    Parameters
    ----------
    start, rise
        Shape (c,): value at 0 and slope.
    """
    found: list[tuple[float, int, int]] = []
    if not len(start):
        return found
    # of equal ones at 0 the flattest is the lowest from there on; then the first
    now = int(np.lexsort((np.arange(len(start)), rise, start))[0])
    x = 0.0
    while True:
        flatter = np.flatnonzero(rise < rise[now])
        if not len(flatter):
            return found
        crossing = (start[flatter] - start[now]) / (rise[now] - rise[flatter])
        x = max(float(crossing.min()), x)
        here = flatter[crossing <= crossing.min()]
        then = int(here[np.argmin(rise[here])])
        found.append((x, now, then))
        now = then


def _known(drager: str) -> None:
    if drager not in DRAGERS:
        raise InputError("bewoner_drager", value=drager, allowed=", ".join(DRAGERS))


def _now(costs: ResidentCosts) -> dict[str, float]:
    """Return the prices that were used."""
    return {GAS: costs.rates.gas, STROOM: costs.rates.stroom, WARMTE: costs.rates.warmte}


def _table(costs: ResidentCosts, sets: Sequence[dict[str, float]]) -> pd.DataFrame:
    """Return a row per set of prices, dwelling and concept."""
    n, c = costs.possible.shape
    parts = []
    for prices in sets:
        for drager, price in prices.items():
            if not (np.isfinite(price) and price >= 0):
                raise InputError("bewoner_bedrag", name=_COLUMN[drager], value=float(price))
        total, mean = at_prices(costs, prices)
        cost = np.where(costs.possible, mean, np.inf)
        first = np.arange(c) == np.argmin(cost, axis=1)[:, None]
        used = {**_now(costs), **prices}
        parts.append(
            pd.DataFrame(
                {
                    "woning_id": np.repeat(costs.dwellings.texts("woning_id"), c),
                    **{_COLUMN[drager]: np.full(n * c, used[drager]) for drager in DRAGERS},
                    "concept": np.tile(np.array(costs.concepts, dtype=object), n),
                    "tco_eur": total.reshape(n * c),
                    "per_jaar_eur": mean.reshape(n * c),
                    "goedkoopst": (first & np.isfinite(cost)).astype(np.int64).reshape(n * c),
                }
            )
        )
    names = [column.name for column in BEWONER_PRIJS_COLUMNS]
    made = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=names)
    return rounded(made[names], BEWONER_PRIJS_COLUMNS)
