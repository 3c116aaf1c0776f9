"""The blocks of an energy match as units of choice: what each asks, costs and is worth, and what a supply can give."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..network.graph import FloatArray, IntArray
from ..network.loads import CONNECTIONS, SINGLE, Regime, building_loads, design_power
from ..network.site import BoolArray
from .problem import Problem

ROUNDING = 1e-9
"""Part of a limit by which a sum may exceed it through rounding."""


@dataclass(frozen=True)
class Units:
    """Blocks that can be chosen; a building by itself is a block of one.

    Attributes
    ----------
    of
        Shape (b,): unit of each building, -1 for one that cannot be connected.
    member, start
        Buildings of unit k, ascending: ``member[start[k]:start[k + 1]]``. Units are in the order of their first
        building.
    heat, fixed, worth
        Shape (u,): GJ a year; EUR beside the pipes; heat times preference, GJ a year.
    loads, each
        Shape (u, 5) and (b, 5): summed loads, and those of the buildings, see `network.loads`.
    required
        Shape (u,).
    """

    of: IntArray
    member: IntArray
    start: IntArray
    heat: FloatArray
    fixed: FloatArray
    worth: FloatArray
    loads: FloatArray
    each: FloatArray
    required: BoolArray

    def __len__(self) -> int:
        return len(self.heat)

    def members(self, unit: int) -> IntArray:
        """Return the buildings of a unit."""
        return self.member[self.start[unit] : self.start[unit + 1]]

    def buildings(self, chosen: BoolArray) -> BoolArray:
        """Return the buildings of the chosen units, shape (b,)."""
        return np.asarray((self.of >= 0) & chosen[self.of], dtype=bool) if len(self) else np.zeros(len(self.of), bool)

    def units(self, buildings: BoolArray) -> BoolArray:
        """Return the units that are there whole, shape (u,)."""
        count = np.bincount(self.of[buildings & (self.of >= 0)], minlength=len(self))
        return np.asarray(count == np.diff(self.start), dtype=bool)


@dataclass(frozen=True)
class Supply:
    """What can be given.

    Attributes
    ----------
    units, regime
        What is asked, and how it adds up.
    gj, kw
        Heat a year and power at once; never less than what the required units ask.
    """

    units: Units
    regime: Regime
    gj: float
    kw: float

    def power(self, chosen: BoolArray) -> float:
        """Return the simultaneous power of chosen units, kW."""
        return simultaneous_kw(self.units.loads[chosen], self.regime)

    def fits(self, chosen: BoolArray) -> bool:
        """Tell whether the supply can feed chosen units."""
        return self._within(float(self.units.heat[chosen].sum()), self.units.loads[chosen])

    def feeds(self, buildings: IntArray, heat_gj: float) -> bool:
        """Tell whether the supply can feed buildings, parts of blocks among them, that ask so much heat together."""
        return self._within(heat_gj, self.units.each[buildings])

    def _within(self, heat: float, loads: FloatArray) -> bool:
        if heat > self.gj * (1.0 + ROUNDING):
            return False
        return not np.isfinite(self.kw) or simultaneous_kw(loads, self.regime) <= self.kw * (1.0 + ROUNDING)


def make_units(problem: Problem, regime: Regime) -> Units:
    """Return the units of a problem.

    Parameters
    ----------
    problem
        The question.
    regime
        Type of network, for the loads.
    """
    can = np.asarray(problem.can, dtype=bool)
    at = np.flatnonzero(can)
    _, first, inverse = np.unique(problem.block[at], return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first, kind="stable")] = np.arange(len(first))
    of = np.full(len(can), -1, dtype=np.int64)
    of[at] = rank[inverse.reshape(-1)]
    member = at[np.argsort(of[at], kind="stable")]
    count = len(first)
    start = np.concatenate([[0], np.cumsum(np.bincount(of[at], minlength=count))]).astype(np.int64)

    def total(values: FloatArray) -> FloatArray:
        return np.bincount(of[at], weights=values[at], minlength=count).astype(np.float64)

    each = building_loads(problem.homes, problem.rv_kw, problem.tap_kw, regime)
    each[:, CONNECTIONS] = np.minimum(problem.homes, 1.0)  # a house of which half connects is half a consumer
    loads = np.column_stack([total(column) for column in each.T]) if count else np.zeros((0, 5))
    single = np.zeros(count)
    np.maximum.at(single, of[at], each[at, SINGLE])
    loads[:, SINGLE] = single
    required = np.zeros(count, dtype=bool)
    required[of[at[problem.required[at]]]] = True
    return Units(
        of, member, start, total(problem.heat_gj), total(problem.fixed_eur),
        total(problem.heat_gj * problem.preference), loads, each, required,
    )  # fmt: skip


def make_supply(problem: Problem, units: Units, regime: Regime) -> Supply:
    """Return what can be given: the supply, or what the required units ask when that is more.

    Parameters
    ----------
    problem
        The question.
    units
        From `make_units`.
    regime
        Type of network.
    """
    heat = float(units.heat[units.required].sum())
    power = simultaneous_kw(units.loads[units.required], regime)
    return Supply(units, regime, max(problem.supply_gj, heat), max(problem.supply_kw, power))


def simultaneous_kw(loads: FloatArray, regime: Regime) -> float:
    """Return the power that connections ask for at once at the buildings, kW.

    Parameters
    ----------
    loads
        Shape (n, 5): loads of the connections, see `network.loads`.
    regime
        Type of network.

    Notes
    -----
    `network.loads.design_power` of the sum. That is what the pipes carry; in a bronnet the heat pumps add their
    electricity, so it is divided by ``regime.share``. Losses are no part of it.
    """
    if not len(loads):
        return 0.0
    total = loads.sum(axis=0)
    total[SINGLE] = loads[:, SINGLE].max()
    return float(design_power(total[None, :], regime)[0][0]) / regime.share
