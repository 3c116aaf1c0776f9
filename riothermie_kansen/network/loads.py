"""What a pipe must carry: the power asked for at once by everything downstream of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ..diversity import danish, square_root, winter
from ..errors import InputError
from .fluid import Fluid, fluid_between
from .graph import FloatArray
from .tree import Rooted

if TYPE_CHECKING:
    from ..kentallen import Kentallen

BRONNET, MT = "bronnet", "mt"
NETS = (BRONNET, MT)

DEENS, WINTER, LEUSDEN, WORTEL, GEEN = "deens", "winter", "leusden", "wortel", "geen"
METHODS = (DEENS, WINTER, LEUSDEN, WORTEL, GEEN)
"""Ways to determine the simultaneity of space heating and of tap water.

deens: g + (1 - g)/n, tap 1/sqrt(n); winter: Winter et al. (2001), tap 1/sqrt(n); leusden: the constants 60 % and 8 %,
for hundreds of dwellings; wortel: space heating in full, tap 1/sqrt(n); geen: everything in full.
"""

LARGEST, SUM = "hoogste", "som"
COMBINATIONS = (LARGEST, SUM)
"""How an MT network combines the two: hoogste: the larger one (tap water goes first); som: both at the same time."""

CONNECTIONS, DWELLINGS, SPACE, TAP, SINGLE = range(5)
"""Columns of loads, shape (t, 5): connections, dwellings, sum of the power for space heating and for tap water (kW),
and the largest single demand (kW); all on the side of the consumer. The last one is a maximum, the others are sums."""


@dataclass(frozen=True)
class Regime:
    """How a type of network is fed and what its pipes are designed for.

    Attributes
    ----------
    net
        One of `NETS`.
    method
        One of `METHODS`.
    combination
        One of `COMBINATIONS`; a bronnet has no tap water in its pipes.
    space, tap
        Limit or constant of the method for space heating and tap water; unused by "geen".
    cop
        COP of the heat pumps of a bronnet at design conditions; the pipes carry 1 - 1/COP of their power.
    tank_kw
        Bronnet: power per dwelling that keeps its hot water tank warm, kW.
    supply_c, return_c
        Design temperatures, °C.
    ground_c
        Temperature of the ground at pipe depth, °C.
    loss
        Share of the heat that the network loses: the simple option, see `source_power`.
    fluid
        What flows, at the mean temperature.
    """

    net: str
    method: str
    combination: str
    space: float
    tap: float
    cop: float
    tank_kw: float
    supply_c: float
    return_c: float
    ground_c: float
    loss: float
    fluid: Fluid

    def __post_init__(self) -> None:
        for name, value, allowed in (
            ("NETTYPE", self.net, NETS),
            ("GELIJKTIJDIGHEID", self.method, METHODS),
            ("COMBINATIE", self.combination, COMBINATIONS),
        ):
            if value not in allowed:
                raise InputError("pipe_choice", name=name, value=value, allowed=", ".join(allowed))
        if not self.supply_c > self.return_c:
            raise InputError("pipe_temperatures", supply=self.supply_c, back=self.return_c)
        if self.net == BRONNET and not 1.0 < self.cop < np.inf:
            raise InputError("potential_cop", value=self.cop)

    @property
    def delta_t(self) -> float:
        """Difference between supply and return, K."""
        return self.supply_c - self.return_c

    @property
    def share(self) -> float:
        """Part of the demand that comes through the pipes: the evaporator's in a bronnet, all in an MT network."""
        return 1.0 - 1.0 / self.cop if self.net == BRONNET else 1.0

    @classmethod
    def from_kentallen(
        cls,
        kentallen: Kentallen,
        net: str,
        *,
        method: str = DEENS,
        combination: str | None = None,
        cop: float | None = None,
        supply_c: float | None = None,
        delta_t: float | None = None,
    ) -> Regime:
        """Return the regime of a type of network with the values of the kentallen.

        Parameters
        ----------
        kentallen
            Default values.
        net
            One of `NETS`.
        method
            One of `METHODS`.
        combination
            One of `COMBINATIONS`; None: "som" with the method "leusden", as that report does, else "hoogste".
        cop, supply_c, delta_t
            In place of the kental; None keeps it.

        Raises
        ------
        InputError
            A choice does not exist, the COP is not more than 1, or the temperatures cannot be.
        """
        if net not in NETS:
            raise InputError("pipe_choice", name="NETTYPE", value=net, allowed=", ".join(NETS))
        kind = "bron" if net == BRONNET else "mt"
        fixed = method == LEUSDEN
        supply = kentallen.value(f"net.t_aanvoer_{kind}") if supply_c is None else supply_c
        difference = kentallen.value(f"net.delta_t_{kind}") if delta_t is None else delta_t
        if not 0.0 < difference < np.inf:
            raise InputError("pipe_temperatures", supply=supply, back=supply - difference)
        return cls(
            net=net,
            method=method,
            combination=(SUM if fixed else LARGEST) if combination is None else combination,
            space=kentallen.value("gelijktijdigheid.rv_leusden" if fixed else "gelijktijdigheid.rv_grens"),
            tap=kentallen.value("gelijktijdigheid.tap_leusden" if fixed else "gelijktijdigheid.tap_grens"),
            cop=kentallen.value("warmtepomp.cop") if cop is None else cop,
            tank_kw=kentallen.value("net.boiler_kw"),
            supply_c=supply,
            return_c=supply - difference,
            ground_c=kentallen.value("net.t_bodem"),
            loss=kentallen.value(f"net.verlies_{kind}"),
            fluid=fluid_between(supply, supply - difference, kentallen),
        )

    def factors(self, n: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
        """Return the simultaneity of space heating and of tap water for numbers of consumers (1 or more)."""
        number = np.asarray(n, dtype=np.float64)
        if self.method == LEUSDEN:
            return np.full(number.shape, self.space), np.full(number.shape, self.tap)
        if self.method == GEEN:
            return np.ones(number.shape), np.ones(number.shape)
        space = {DEENS: danish(number, self.space), WINTER: winter(number), WORTEL: np.ones(number.shape)}[self.method]
        return space, square_root(number, self.tap)


def building_loads(
    dwellings: npt.ArrayLike, space_kw: npt.ArrayLike, tap_kw: npt.ArrayLike, regime: Regime
) -> FloatArray:
    """Return the loads of connections, ready to be summed along the network.

    Parameters
    ----------
    dwellings
        Shape (b,): dwellings behind the connection; 0 for a building without.
    space_kw, tap_kw
        Shape (b,): summed power of those dwellings, kW; NaN counts as 0.
    regime
        Type of network.

    Returns
    -------
    FloatArray
        Shape (b, 5): see `CONNECTIONS` and following.

    Notes
    -----
    Bronnet: the heat pump of a dwelling heats its rooms or, at another moment, its tank; the larger of the two is what
    it is built for, and the instantaneous power of the tap does not reach the network. The largest single demand of a
    block of flats is what its own dwellings ask at once. The constants of Leusden hold for hundreds of dwellings: a
    connection on its own counts there with all its space heating and the tap water of one dwelling.
    """
    homes = np.nan_to_num(np.asarray(dwellings, dtype=np.float64))
    space = np.nan_to_num(np.asarray(space_kw, dtype=np.float64))
    tap = np.nan_to_num(np.asarray(tap_kw, dtype=np.float64))
    if regime.net == BRONNET:
        space = np.where(space + tap > 0, np.maximum(space, homes * regime.tank_kw), 0.0)
    n = np.maximum(homes, 1.0)
    g_space, g_tap = regime.factors(n)
    if regime.method == LEUSDEN:
        g_space, g_tap = np.ones_like(n), 1.0 / n
    single = _combined(space * g_space, tap * g_tap, regime)
    return np.column_stack([np.ones_like(n), homes, space, tap, single])


def consumers(loads: FloatArray) -> FloatArray:
    """Return the number of consumers of loads (t, 5): the dwellings, but at least the connections and at least 1."""
    return np.maximum(np.maximum(loads[:, CONNECTIONS], loads[:, DWELLINGS]), 1.0)


def summed_power(loads: FloatArray, regime: Regime) -> FloatArray:
    """Return the power through the pipes if all asked for it at once, kW: of what decides the design power, shape (t,).

    Space heating in a bronnet; space heating or tap water in an MT network, whichever is larger after simultaneity; or
    the two together when they are combined as a sum. Never less than the largest single demand.
    """
    space, tap = loads[:, SPACE], loads[:, TAP]
    if regime.net == BRONNET:
        total = space
    elif regime.combination == SUM:
        total = space + tap
    else:
        g_space, g_tap = regime.factors(consumers(loads))
        total = np.where(tap * g_tap > space * g_space, tap, space)
    return np.asarray(np.maximum(total, loads[:, SINGLE]) * regime.share, dtype=np.float64)


def design_power(loads: FloatArray, regime: Regime) -> tuple[FloatArray, FloatArray]:
    """Return the power that pipes are designed for.

    Parameters
    ----------
    loads
        Shape (t, 5): of everything downstream, see `CONNECTIONS` and following.
    regime
        Type of network.

    Returns
    -------
    power_kw
        Shape (t,): power through the pipe, kW; never less than the largest single demand.
    factor
        Shape (t,): simultaneity, `power_kw` over `summed_power`; 1 where nothing is asked.

    Notes
    -----
    With many different connections this alone may fall when a small one is added; `design_tree` sees to it that a pipe
    never carries less than one it feeds. The heat that the network loses is no part of it, see `source_power`.
    """
    g_space, g_tap = regime.factors(consumers(loads))
    diversified = _combined(loads[:, SPACE] * g_space, loads[:, TAP] * g_tap, regime)
    power = np.maximum(diversified, loads[:, SINGLE]) * regime.share
    return power, _factor(power, summed_power(loads, regime))


@dataclass(frozen=True)
class TreeLoads:
    """Loads along a rooted tree.

    Attributes
    ----------
    loads
        Shape (t, 5): of everything downstream of each edge.
    summed_kw, power_kw, factor
        Shape (t,): `summed_power`, the design power and the simultaneity.
    single
        Shape (t,): True where the largest single demand decides, with more than one connection downstream.
    fed
        Shape (t,): True where the power is that of an edge it feeds.
    """

    loads: FloatArray
    summed_kw: FloatArray
    power_kw: FloatArray
    factor: FloatArray
    single: npt.NDArray[np.bool_]
    fed: npt.NDArray[np.bool_]


def tree_loads(rooted: Rooted, at_lower: FloatArray) -> FloatArray:
    """Return the loads of everything downstream of each edge, shape (t, 5).

    Parameters
    ----------
    rooted
        The tree.
    at_lower
        Shape (t, 5): loads of the connection at the lower end of each edge, 0 where there is none.
    """
    loads = rooted.towards_root(at_lower)
    loads[:, SINGLE] = rooted.towards_root(at_lower[:, SINGLE], how="max")
    return np.asarray(loads, dtype=np.float64)


def design_tree(rooted: Rooted, at_lower: FloatArray, regime: Regime) -> TreeLoads:
    """Return the design power of every edge; an edge never carries less than one it feeds.

    Parameters
    ----------
    rooted
        The tree.
    at_lower
        Shape (t, 5): see `tree_loads`.
    regime
        Type of network.
    """
    loads = tree_loads(rooted, at_lower)
    own, _ = design_power(loads, regime)
    power = np.asarray(rooted.towards_root(own, how="max"), dtype=np.float64)
    fed = power > own
    g_space, g_tap = regime.factors(consumers(loads))
    diversified = _combined(loads[:, SPACE] * g_space, loads[:, TAP] * g_tap, regime)
    single = ~fed & (loads[:, SINGLE] > diversified) & (loads[:, CONNECTIONS] > 1)
    # where tap water decides below and space heating above, the sum of the one may be less than the power of the other
    summed = np.maximum(summed_power(loads, regime), power)
    return TreeLoads(loads, summed, power, _factor(power, summed), single, fed)


def source_power(power_kw: npt.ArrayLike, regime: Regime) -> FloatArray:
    """Return the power that a source must deliver for the design power at its network, kW.

    The share that the network loses is added here, once (Leusden: 1,981 kW x 1.18). It is not added to the flow in the
    pipes: the share holds for a year, and at the design power of a cold day the same loss in watts is a few percent,
    which the source covers with its temperature. `thermal` gives the loss itself.
    """
    return np.asarray(power_kw, dtype=np.float64) * (1.0 + regime.loss)


def _combined(space: FloatArray, tap: FloatArray, regime: Regime) -> FloatArray:
    if regime.net == BRONNET:
        return space
    return space + tap if regime.combination == SUM else np.maximum(space, tap)


def _factor(power: FloatArray, total: FloatArray) -> FloatArray:
    return np.divide(power, total, out=np.ones_like(power), where=total > 0)
