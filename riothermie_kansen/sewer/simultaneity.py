"""How much of the summed power of n dwellings is asked for at the same time, and how many dwellings a power serves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ..diversity import danish, square_root
from ..errors import InputError

if TYPE_CHECKING:
    from ..kentallen import Kentallen

Array = npt.NDArray[np.float64]

N_DEPENDENT = "n-afhankelijk"
LEUSDEN = "leusden"
METHODS = (N_DEPENDENT, LEUSDEN)
"""Ways to determine the simultaneity.

n-afhankelijk: factors that fall with the number of dwellings; leusden: the constants 60 % and 8 %, which hold for
hundreds of dwellings and overstate what a small source can serve.
"""


@dataclass(frozen=True)
class Simultaneity:
    """Demand of n dwellings at once: n (P_rv g_rv(n) + P_tap g_tap(n)).

    Attributes
    ----------
    method
        One of `METHODS`.
    space_kw, tap_kw
        Power of one dwelling for space heating and for hot tap water, kW.
    space
        ``n-afhankelijk``: the limit g of g + (1 - g)/n; ``leusden``: the constant.
    tap
        ``n-afhankelijk``: the floor of 1/sqrt(n); ``leusden``: the constant.

    Notes
    -----
    Space heating 0.62 + 0.38/n is the Danish rule as used by THERMOS and pythermonet. 1/sqrt(n) for tap water is that
    of a public Dutch tool for apartment buildings. The two peaks are summed, which explains Leusden best. Together they
    give the 25 dwellings that Leusden (par. 2.4) prints for 232 kW, which its own constants (41) do not. Winter et al.
    (2001) for space heating would give 20: it stays close to 1 up to ten dwellings.
    """

    method: str
    space_kw: float
    tap_kw: float
    space: float
    tap: float

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            raise InputError("potential_method", value=self.method, allowed=", ".join(METHODS))
        if not (self.space_kw >= 0 and self.tap_kw >= 0 and self.space_kw + self.tap_kw > 0):
            raise InputError("potential_dwelling_power", space=self.space_kw, tap=self.tap_kw)

    @classmethod
    def from_kentallen(cls, kentallen: Kentallen, method: str = N_DEPENDENT) -> Simultaneity:
        """Return the simultaneity of a method with the values of the kentallen.

        Raises
        ------
        InputError
            The method is not one of `METHODS`.
        """
        fixed = method == LEUSDEN
        return cls(
            method=method,
            space_kw=kentallen.value("vraag.vermogen_rv"),
            tap_kw=kentallen.value("vraag.vermogen_tap"),
            space=kentallen.value("gelijktijdigheid.rv_leusden" if fixed else "gelijktijdigheid.rv_grens"),
            tap=kentallen.value("gelijktijdigheid.tap_leusden" if fixed else "gelijktijdigheid.tap_grens"),
        )

    def factors(self, dwellings: npt.ArrayLike) -> tuple[Array, Array]:
        """Return the simultaneity of space heating and of tap water for numbers of dwellings (1 or more)."""
        n = np.asarray(dwellings, dtype=np.float64)
        if self.method == LEUSDEN:
            return np.full(n.shape, self.space), np.full(n.shape, self.tap)
        return danish(n, self.space), square_root(n, self.tap)

    def demand_kw(self, dwellings: npt.ArrayLike) -> Array:
        """Return the power asked for at once by numbers of dwellings (0 or more), kW; it grows with the number."""
        n = np.asarray(dwellings, dtype=np.float64)
        space, tap = self.factors(np.maximum(n, 1.0))
        return np.asarray(n * (self.space_kw * space + self.tap_kw * tap), dtype=np.float64)

    def dwellings(self, power_kw: npt.ArrayLike) -> Array:
        """Return the largest number of dwellings whose demand a power covers.

        Parameters
        ----------
        power_kw
            Shape (n,): power on the building side, kW, 0 or more; NaN is unknown.

        Returns
        -------
        Array
            Shape (n,): whole numbers, NaN where the power is unknown.

        Raises
        ------
        InputError
            A power is negative or infinite.
        """
        power = np.asarray(power_kw, dtype=np.float64)
        known = np.where(np.isnan(power), 0.0, power)
        if not (np.isfinite(known).all() and (known >= 0).all()):
            raise InputError("potential_power", value=float(known[~np.isfinite(known) | (known < 0)].flat[0]))
        # demand_kw is at least the limiting power per dwelling, which bounds the answer (2: rounding of the quotient);
        # bisection is exact because it compares with demand_kw itself
        low = np.zeros_like(known)
        high = np.floor(known / (self.space_kw * self.space + self.tap_kw * self.tap)) + 2.0
        while np.any(high - low > 1.0):
            middle = np.floor((low + high) / 2.0)
            fits = self.demand_kw(middle) <= known
            low, high = np.where(fits, middle, low), np.where(fits, high, middle)
        return np.where(np.isnan(power), np.nan, low)
