"""Tonnes of CO2 of gas and electricity, what is saved, and what certificates bring in.

Every function takes figures or arrays of one shape, see `case.Number`.
"""

from __future__ import annotations

import numpy as np

from ..case import Number
from ..energy import gas_gj, number

KG_PER_T = 1000.0
"""Kilograms in a tonne."""


def gas_t(heat_gj: Number, efficiency: Number, ef_kg_gj: Number) -> Number:
    """Return the tonnes of a gas boiler: ``heat / efficiency * factor``.

    Source: Leusden 6.3; Putten, table 4.7.

    Parameters
    ----------
    heat_gj
        Heat that is used.
    efficiency
        Of the boiler, on the lower calorific value.
    ef_kg_gj
        Emission factor of gas, kg CO2 per GJ (lower calorific value).
    """
    return gas_t_of(gas_gj(heat_gj, efficiency), ef_kg_gj)


def gas_t_of(gas_gj: Number, ef_kg_gj: Number) -> Number:
    """Return the tonnes of gas: GJ (lower calorific value) times kg CO2 per GJ."""
    return number(np.asarray(gas_gj, dtype=np.float64) * ef_kg_gj / KG_PER_T)


def electricity_t(electricity_kwh: Number, ef_kg_kwh: Number) -> Number:
    """Return the tonnes of electricity: kWh times kg CO2 per kWh. Source: Leusden, table 6-1; Putten, table 4.8."""
    return number(np.asarray(electricity_kwh, dtype=np.float64) * ef_kg_kwh / KG_PER_T)


def saving_t(reference_t: Number, tonnes: Number) -> Number:
    """Return the tonnes saved against the reference; below zero when it emits more."""
    return number(np.asarray(reference_t, dtype=np.float64) - tonnes)


def saving_share(reference_t: Number, tonnes: Number) -> Number:
    """Return the share of the reference that is saved; NaN where the reference emits nothing."""
    reference = np.asarray(reference_t, dtype=np.float64)
    return number(np.where(reference > 0.0, 1.0 - tonnes / np.where(reference > 0.0, reference, 1.0), np.nan))


def certificates_eur(saved_t: Number, price_eur_t: Number) -> Number:
    """Return what certificates of the tonnes saved bring in, EUR; nothing when nothing is saved.

    Source: Leusden 6.3 (Stichting Nationale Koolstofmarkt: 15 years).

    Parameters
    ----------
    saved_t
        See `saving_t`; certificates are given for heat from gas that is replaced, cooling does not count.
    price_eur_t
        EUR per tonne.
    """
    return number(np.maximum(np.asarray(saved_t, dtype=np.float64), 0.0) * price_eur_t)
