"""What flows through the pipes: density, heat capacity and viscosity of water and brine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ..errors import InputError

if TYPE_CHECKING:
    from ..kentallen import Kentallen

LOWEST_C, HIGHEST_C = 0.0, 110.0
"""Range of the correlations for water that is used here."""

KELVIN = 273.15


@dataclass(frozen=True)
class Fluid:
    """A liquid at one temperature.

    Attributes
    ----------
    density
        kg/m3.
    heat_capacity
        J/(kg K).
    viscosity
        Dynamic, Pa s.
    name
        "water" or "brine".
    """

    density: float
    heat_capacity: float
    viscosity: float
    name: str = "water"

    @property
    def kw_per_ls_k(self) -> float:
        """Power of one litre per second that cools one kelvin, kW."""
        return self.density * self.heat_capacity / 1e6

    def flow_ls(self, power_kw: npt.ArrayLike, delta_t: float) -> npt.NDArray[np.float64]:
        """Return the flow that carries powers (any shape, kW) at a temperature difference (K), l/s."""
        return np.asarray(power_kw, dtype=np.float64) / (self.kw_per_ls_k * delta_t)


def water(temperature_c: float) -> Fluid:
    """Return liquid water at a temperature.

    Parameters
    ----------
    temperature_c
        From 0 to 110 °C.

    Raises
    ------
    InputError
        The temperature is outside that range.

    Notes
    -----
    Density: Kell, J. Chem. Eng. Data 20 (1975) 97, 1 atm. Viscosity: IAPWS SR6-08(2011), liquid water at 0.1 MPa. Heat
    capacity: Popiel and Wojtkowiak, Heat Transfer Engineering 19 (1998) 87, within 0.1 % of IAPWS. The pressure of a
    heat network changes none of the three by more than 0.1 %.
    """
    if not LOWEST_C <= temperature_c <= HIGHEST_C:
        raise InputError("pipe_temperature", value=temperature_c, low=LOWEST_C, high=HIGHEST_C)
    t, kelvin = temperature_c, temperature_c + KELVIN
    density = (
        999.83952 + t * (16.945176 + t * (-7.9870401e-3 + t * (-46.170461e-6 + t * (105.56302e-9 - t * 280.54253e-12))))
    ) / (1.0 + 16.879850e-3 * t)
    reduced = kelvin / 300.0
    viscosity = 1e-6 * (
        280.68 * reduced**-1.9 + 511.45 * reduced**-7.7 + 61.131 * reduced**-19.6 + 0.45903 * reduced**-40.0
    )
    root = temperature_c**0.5
    heat_capacity = 4217.4356 + t * (-5.6181625 + root * 1.2992528 + t * (-0.11535353 + root * 4.14964e-3))
    return Fluid(density, heat_capacity, viscosity)


def brine(kentallen: Kentallen) -> Fluid:
    """Return the mixture of water and glycol of the kentallen, at the lowest temperatures of a source network."""
    return Fluid(
        density=kentallen.value("net.brine_dichtheid"),
        heat_capacity=kentallen.value("net.brine_warmtecapaciteit"),
        viscosity=kentallen.value("net.brine_viscositeit") / 1000.0,
        name="brine",
    )


def fluid_between(supply_c: float, return_c: float, kentallen: Kentallen) -> Fluid:
    """Return water at the mean temperature, or brine where water could freeze in the evaporator.

    Raises
    ------
    InputError
        A temperature is outside the range of `water` in a network without brine.
    """
    if min(supply_c, return_c) < kentallen.value("net.t_water_min"):
        return brine(kentallen)
    water(max(supply_c, return_c))  # both ends must be liquid water, not just the mean
    return water((supply_c + return_c) / 2.0)
