"""Heat that pipes lose to the ground, or take up from it, and the temperatures along the network."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from .fluid import Fluid
from .graph import FloatArray
from .tree import Rooted

if TYPE_CHECKING:
    from ..kentallen import Kentallen
    from .loads import Regime

HOURS = 8760.0
GJ_PER_WH = 3600.0 / 1e9

MARGIN_M = 0.15
"""Room between two pipes beside each other where the usual distance would make them touch."""


def buried_pair(
    inner_mm: npt.ArrayLike,
    outer_mm: npt.ArrayLike,
    *,
    wall: float,
    ground: float,
    depth_m: npt.ArrayLike,
    spacing_m: npt.ArrayLike,
) -> tuple[FloatArray, FloatArray]:
    """Return the two heat loss coefficients of two equal pipes side by side in the ground, W/(m K).

    Parameters
    ----------
    inner_mm, outer_mm, depth_m, spacing_m
        Any shapes that broadcast: the wall of the pipe; depth of the centres and distance between them.
    wall, ground
        Conductivity of the wall and of the ground, W/(m K).

    Returns
    -------
    u1, u2
        The supply loses ``u1 (t_supply - t_ground) - u2 (t_return - t_ground)`` per metre, and the other way round.

    Notes
    -----
    Steady conduction with the ground surface at ground temperature (EN 13941, after Wallentén): wall ln(D/d)/(2 pi k),
    ground acosh(2 z/D)/(2 pi k), and between the two pipes ln(1 + (2 z/s)^2)/(4 pi k).
    """
    inner, outer = np.asarray(inner_mm, dtype=np.float64) / 1000.0, np.asarray(outer_mm, dtype=np.float64) / 1000.0
    depth, spacing = np.asarray(depth_m, dtype=np.float64), np.asarray(spacing_m, dtype=np.float64)
    own = np.log(outer / inner) / (2.0 * math.pi * wall) + np.arccosh(2.0 * depth / outer) / (2.0 * math.pi * ground)
    mutual = np.log(1.0 + (2.0 * depth / spacing) ** 2) / (4.0 * math.pi * ground)
    both = own**2 - mutual**2
    return np.asarray(own / both, dtype=np.float64), np.asarray(mutual / both, dtype=np.float64)


def buried_u(inner_mm: FloatArray, outer_mm: FloatArray, kentallen: Kentallen) -> FloatArray:
    """Return the heat loss coefficient of one uninsulated pipe of a pair at one temperature, W/(m K), shape (s,).

    u1 - u2 of `buried_pair`: supply and return of a bronnet differ by a few kelvin only, so together they lose twice
    this times the difference between their mean and the ground.
    """
    spacing = np.maximum(kentallen.value("net.hart_op_hart"), outer_mm / 1000.0 + MARGIN_M)
    u1, u2 = buried_pair(
        inner_mm,
        outer_mm,
        wall=kentallen.value("net.lambda_pe"),
        ground=kentallen.value("net.lambda_bodem"),
        depth_m=np.maximum(kentallen.value("net.diepte"), outer_mm / 1000.0),
        spacing_m=spacing,
    )
    return u1 - u2


@dataclass(frozen=True)
class Temperatures:
    """Temperatures along a tree at given flows.

    Attributes
    ----------
    supply_in, supply_out
        Shape (t,): supply at the upper and lower end of each edge, °C.
    return_in, return_out
        Shape (t,): return at the lower end, where it enters the edge, and at the upper end, °C.
    loss_supply_w, loss_return_w
        Shape (t,): heat that the supply and the return lose; negative where they take it up.
    """

    supply_in: FloatArray
    supply_out: FloatArray
    return_in: FloatArray
    return_out: FloatArray
    loss_supply_w: FloatArray
    loss_return_w: FloatArray


def temperatures(
    rooted: Rooted,
    *,
    flow_ls: FloatArray,
    at_lower_ls: FloatArray,
    length_m: FloatArray,
    u_w_mk: FloatArray,
    fluid: Fluid,
    supply_c: float,
    delta_t: float,
    ground_c: float,
    count: npt.ArrayLike = 1,
    return_c: float | None = None,
) -> Temperatures:
    """Return the temperatures along the tree: exact decay towards the ground in every pipe, mixing in the return.

    Parameters
    ----------
    rooted
        The tree.
    flow_ls
        Shape (t,): flow through each edge, all parallel pipes together.
    at_lower_ls
        Shape (t,): flow of the consumer at the lower end of each edge, 0 where there is none.
    length_m, u_w_mk
        Shape (t,): length of the trench and coefficient of one pipe.
    fluid
        What flows.
    supply_c
        At every root.
    delta_t
        What every consumer cools the water, K.
    ground_c
        Ground temperature.
    count
        Shape (t,) or one number: parallel pairs.
    return_c
        In place of `delta_t`: the temperature at which every consumer returns the water.

    Notes
    -----
    Design flows that are diversified do not add up in a junction; the return then mixes in proportion to the flows
    that arrive there. A pipe without flow takes the temperature of the ground.
    """
    capacity = fluid.density / 1000.0 * fluid.heat_capacity * np.asarray(flow_ls, dtype=np.float64)  # W/K
    exchange = np.asarray(u_w_mk, dtype=np.float64) * length_m * np.asarray(count, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        decay = np.where(capacity > 0, np.exp(-exchange / capacity), np.where(exchange > 0, 0.0, 1.0))
    t = len(rooted.edge)
    supply_in, supply_out = np.empty(t), np.empty(t)
    levels = [slice(first, last) for first, last in zip(rooted.level[:-1], rooted.level[1:], strict=True)]
    for level in levels:
        parent = rooted.parent[level]
        supply_in[level] = np.where(parent >= 0, supply_out[parent], supply_c)
        supply_out[level] = ground_c + (supply_in[level] - ground_c) * decay[level]
    returned = supply_out - delta_t if return_c is None else np.full(t, float(return_c))
    weight = np.array(at_lower_ls, dtype=np.float64)
    mixed = weight * returned
    return_in, return_out = np.empty(t), np.empty(t)
    for level in reversed(levels):
        # a dead end without consumer has nothing to return but what came in
        return_in[level] = np.where(
            weight[level] > 0, mixed[level] / np.where(weight[level] > 0, weight[level], 1.0), 0
        )
        return_in[level] = np.where(weight[level] > 0, return_in[level], supply_out[level])
        return_out[level] = ground_c + (return_in[level] - ground_c) * decay[level]
        parent = rooted.parent[level]
        fed = parent >= 0
        np.add.at(weight, parent[fed], flow_ls[level][fed])
        np.add.at(mixed, parent[fed], (flow_ls[level] * return_out[level])[fed])
    return Temperatures(
        supply_in,
        supply_out,
        return_in,
        return_out,
        capacity * (supply_in - supply_out),
        capacity * (return_in - return_out),
    )


def steady_loss_w(
    length_m: npt.ArrayLike, u_w_mk: npt.ArrayLike, regime: Regime, count: npt.ArrayLike = 1
) -> FloatArray:
    """Return the heat that stretches of trench lose at the design temperatures, W: both pipes, negative is taken up.

    Parameters
    ----------
    length_m, u_w_mk, count
        Any shapes that broadcast: metres of trench, coefficient of ONE pipe, parallel pairs.
    regime
        Temperatures.
    """
    mean = (regime.supply_c + regime.return_c) / 2.0 - regime.ground_c
    pair = 2.0 * np.asarray(u_w_mk, dtype=np.float64) * np.asarray(count, dtype=np.float64)
    return np.asarray(pair * np.asarray(length_m, dtype=np.float64) * mean, dtype=np.float64)


@dataclass(frozen=True)
class AnnualLoss:
    """Heat lost in a year.

    Attributes
    ----------
    loss_gj
        GJ; negative where the network takes heat up from the ground.
    share
        Of the heat that is delivered, as the simple option counts; NaN without demand.
    simple_gj
        What the simple option (``net.verlies_*``) gives.
    """

    loss_gj: float
    share: float
    simple_gj: float


def annual_loss(loss_w: FloatArray, delivered_gj: float, regime: Regime) -> AnnualLoss:
    """Return the loss of a year in which the design temperatures hold all the time.

    Parameters
    ----------
    loss_w
        Shape (t,): from `steady_loss_w`.
    delivered_gj
        Heat that passes from the network to the consumers in a year.
    regime
        Simple option.
    """
    loss = float(np.sum(loss_w)) * HOURS * GJ_PER_WH
    return AnnualLoss(loss, loss / delivered_gj if delivered_gj > 0 else math.nan, regime.loss * delivered_gj)
