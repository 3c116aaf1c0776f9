"""The question of an energy match, and its answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..network.graph import FloatArray, IntArray
from ..network.site import BoolArray
from ..network.task import Layout


@dataclass(frozen=True)
class Problem:
    """Which buildings compete for how much heat; buildings are those of a `network.task.Task`, shape (b,).

    Attributes
    ----------
    heat_gj
        Heat that each building takes from the source, GJ a year, uptake included.
    homes
        Dwellings (a building without any counts as one connection), uptake included.
    rv_kw, tap_kw
        Power per building, uptake included, for the simultaneous power of a selection.
    block
        Number of the block of each building: buildings of one block are chosen together or not at all. A member that
        cannot be connected does not count.
    can
        May and can be connected.
    required
        Must be chosen; goes before the limits of the supply.
    preference
        0 to 1: how much sooner than others this building should get the heat, network costs aside.
    fixed_eur
        What a connection costs beside its pipe.
    supply_gj
        Heat that the sources can give in a year; infinite for no limit.
    supply_kw
        Power that the sources can give to buildings at once, see `units.simultaneous_kw`; infinite for no limit.
    network_weight
        Part of the total weight that is left for network costs, above 0 and at most 1; the rest is for `preference`.
    tolerance
        Part of the heat that can be used that a selection may leave unused when that is cheaper.
    """

    heat_gj: FloatArray
    homes: FloatArray
    rv_kw: FloatArray
    tap_kw: FloatArray
    block: IntArray
    can: BoolArray
    required: BoolArray
    preference: FloatArray
    fixed_eur: FloatArray
    supply_gj: float
    supply_kw: float
    network_weight: float
    tolerance: float = 0.01


@dataclass(frozen=True)
class Chosen:
    """A selection with its network.

    Attributes
    ----------
    chosen
        Shape (b,).
    layout
        The network that connects them.
    heat_gj, power_kw
        Heat a year and simultaneous power of the selection, the latter at the buildings.
    cost_eur
        Pipes and connections.
    objective
        What is minimised, see `optimise`; GJ a year at the reference cost.
    """

    chosen: BoolArray
    layout: Layout
    heat_gj: float
    power_kw: float
    cost_eur: float
    objective: float


@dataclass(frozen=True)
class Optimum:
    """The best selection found, beside the baseline, with what is proved about it.

    Attributes
    ----------
    best, greedy
        The best selection and that of the baseline.
    bound_gj
        No selection within the supply uses more heat.
    bound_objective
        No selection within the supply that uses at least `least_gj` has a lower objective; NaN when not asked for.
    marginal_eur
        Shape (b,): for chosen buildings the costs that disappear with their block, for the others the costs of joining
        their block to the network; infinite where there is no way.
    words
        Sentences for the log (Dutch): how it was searched.
    least_gj
        Heat that a selection has to use at least to count.
    reference_eur_gj
        Costs per GJ a year of the baseline: what network costs are divided by in the objective.
    gain_eur
        No selection is better than the best one by more than this, in network costs; NaN when not asked for.
    """

    best: Chosen
    greedy: Chosen
    bound_gj: float
    bound_objective: float
    marginal_eur: FloatArray
    words: tuple[str, ...] = ()
    least_gj: float = np.nan
    reference_eur_gj: float = np.nan
    gain_eur: float = np.nan

    @property
    def gap(self) -> float:
        """How much better a selection could be at most, as a part of the costs of the best one; NaN when not known."""
        return self.gain_eur / self.best.cost_eur if self.best.cost_eur > 0 else float("nan")
