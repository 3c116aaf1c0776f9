"""From heat to what has to be bought for it: heat produced, electricity, gas, and the COP of a heat pump.

Every function takes figures or arrays of one shape, see `case.Number`.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from ..errors import InputError
from ..units import GJ_PER_KWH
from .case import Number

ZERO_C = 273.15
"""0 degrees Celsius in kelvin."""

Of = Literal["geleverd", "opgewekt"]
GELEVERD: Of = "geleverd"
OPGEWEKT: Of = "opgewekt"
"""What a network loss is a share of: the heat that is delivered, or the heat that is produced."""


def cop_carnot(source_c: Number, sink_c: Number, efficiency: Number) -> Number:
    """Return the COP of a heat pump: ``efficiency * T_sink / (T_sink - T_source)``, temperatures in kelvin.

    Source: Putten, tables 4.8 and 4.10 (where the efficiency is not printed).

    Parameters
    ----------
    source_c, sink_c
        Mean temperature of the source and of what is heated, degrees Celsius.
    efficiency
        Share of the COP of Carnot that the machine reaches, above 0 and at most 1.

    Raises
    ------
    InputError
        What is heated is not warmer than the source, or the efficiency is not above 0 and at most 1.
    """
    lift = np.asarray(sink_c, dtype=np.float64) - source_c
    if not bool(np.all(lift > 0.0)):
        raise InputError("cop_temperaturen", source=_shown(source_c), sink=_shown(sink_c))
    if not bool(np.all((np.asarray(efficiency) > 0.0) & (np.asarray(efficiency) <= 1.0))):
        raise InputError("cop_rendement", value=_shown(efficiency))
    return number(efficiency * (np.asarray(sink_c) + ZERO_C) / lift)


def carnot_efficiency(cop: Number, source_c: Number, sink_c: Number) -> Number:
    """Return the share of the COP of Carnot that a COP stands for, see `cop_carnot`.

    Raises
    ------
    InputError
        What is heated is not warmer than the source.
    """
    return number(np.asarray(cop, dtype=np.float64) / cop_carnot(source_c, sink_c, 1.0))


def cop_together(heating_gj: Number, heating_cop: Number, tap_gj: Number, tap_cop: Number) -> Number:
    """Return the COP over heating and hot water together: all heat over all electricity (not the mean of the two).

    Where there is no heat at all: that of heating.
    """
    heat = np.asarray(heating_gj, dtype=np.float64) + tap_gj
    used = np.asarray(heating_gj) / np.asarray(heating_cop) + np.asarray(tap_gj) / np.asarray(tap_cop)
    return number(np.where(heat > 0.0, heat / np.where(heat > 0.0, used, 1.0), heating_cop))


def produced_gj(heat_gj: Number, loss: Number, *, of: Of = "geleverd") -> Number:
    """Return the heat that has to be produced for the heat that is delivered.

    Parameters
    ----------
    heat_gj
        Heat delivered.
    loss
        Loss of the network as a share, at least 0 (and below 1 with ``of="opgewekt"``).
    of
        ``"geleverd"``: a share of what is delivered, ``heat * (1 + loss)`` (Leusden 5.3.2, and the kentallen
        ``net.verlies_*``); ``"opgewekt"``: a share of what is produced, ``heat / (1 - loss)`` (Putten, table 4.9).

    Raises
    ------
    InputError
        The loss is negative, or the network loses all it gets.
    """
    share = np.asarray(loss, dtype=np.float64)
    if not bool(np.all((share >= 0.0) & ((share < 1.0) | (of != OPGEWEKT)))):
        raise InputError("energie_verlies", value=_shown(loss))
    return number(heat_gj / (1.0 - share) if of == OPGEWEKT else heat_gj * (1.0 + share))


def electricity_kwh(heat_gj: Number, cop: Number) -> Number:
    """Return the electricity for heat (or cold): heat over COP.

    Raises
    ------
    InputError
        The COP is not above 0.
    """
    if not bool(np.all(np.asarray(cop) > 0.0)):
        raise InputError("energie_cop", value=_shown(cop))
    return number(np.asarray(heat_gj, dtype=np.float64) / cop / GJ_PER_KWH)


def pump_kwh(heat_gj: Number, share: Number) -> Number:
    """Return the electricity of the pumps of a network.

    Parameters
    ----------
    heat_gj
        Heat delivered.
    share
        Electricity per unit of heat, kWh per kWh (kental ``cop.pomp_deel``).
    """
    return number(np.asarray(heat_gj, dtype=np.float64) * share / GJ_PER_KWH)


def gas_gj(heat_gj: Number, efficiency: Number) -> Number:
    """Return the gas of a boiler in GJ: heat over efficiency (both on the same calorific value).

    Source: Putten, table 4.7; Leusden 6.3.

    Raises
    ------
    InputError
        The efficiency is not above 0.
    """
    if not bool(np.all(np.asarray(efficiency) > 0.0)):
        raise InputError("energie_ketel", value=_shown(efficiency))
    return number(np.asarray(heat_gj, dtype=np.float64) / efficiency)


def gas_m3(heat_gj: Number, efficiency: Number, mj_m3: Number) -> Number:
    """Return the gas of a boiler in m3, see `gas_gj`.

    Parameters
    ----------
    heat_gj
        Heat that is used.
    efficiency
        Of the boiler, on the calorific value of `mj_m3`.
    mj_m3
        Calorific value of gas, MJ per m3 (kental ``co2.onderwaarde_gas``).
    """
    return number(np.asarray(gas_gj(heat_gj, efficiency)) * 1000.0 / mj_m3)


def number(value: object) -> Number:
    """Return a figure as a float and an array as an array."""
    array = np.asarray(value, dtype=np.float64)
    return float(array) if array.ndim == 0 else array


def _shown(value: Number) -> float:
    """Return a figure, or the smallest of several, for a sentence."""
    return float(np.min(np.asarray(value, dtype=np.float64)))
