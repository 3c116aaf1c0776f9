"""What stands between the steps of an energy match: where the buildings lie, and which were chosen."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ..findings import Findings
from ..network.graph import FloatArray, IntArray, ObjectArray
from ..network.loads import Regime
from ..network.place import Place, Prepared
from ..network.site import BoolArray
from ..network.task import Layout
from ..readers.buildings import Buildings
from .power import Demand


@dataclass
class Ground:
    """The buildings and where they lie, arrays of shape (b,).

    Attributes
    ----------
    buildings
        As read.
    reason, words
        Key of the reason why a building cannot be connected, and what its sentence needs.
    distance_m
        Distance to the source; infinite where there is no way.
    density
        Heat density along the street, MWh/m; None without streets.
    regime, net
        Type of network.
    place, prepared
        Streets and prices; None without streets.
    inside
        Buildings near enough to take part; empty when all do.
    reach_m
        Distance of the farthest one that takes part.
    findings, notes
        What was noticed.
    """

    buildings: Buildings
    reason: ObjectArray
    words: list[dict[str, str]]
    distance_m: FloatArray
    density: FloatArray | None
    regime: Regime
    net: str
    place: Place | None
    prepared: Prepared | None
    inside: BoolArray = field(default_factory=lambda: np.empty(0, dtype=bool))
    reach_m: float = np.nan
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Choice:
    """The buildings that were chosen.

    Attributes
    ----------
    demand
        What buildings take.
    chosen, greedy
        Shape (b,): the choice, and the one by score alone.
    layout, greedy_layout
        Network of the choice and of the one by score; None without streets.
    marginal_eur, fixed_eur
        Shape (b,): costs of the block of each building, and of its connection beside its pipe; NaN without streets.
    order
        Blocks, the highest score first.
    gap
        How far the choice can be from the best one; NaN when not known.
    bound_gj
        No choice uses more; NaN when not known.
    greedy_eur
        Costs of the network of the choice by score; NaN without streets.
    words
        How it was searched.
    """

    demand: Demand
    chosen: BoolArray
    greedy: BoolArray
    layout: Layout | None
    greedy_layout: Layout | None
    marginal_eur: FloatArray
    fixed_eur: FloatArray
    order: IntArray
    gap: float
    bound_gj: float
    greedy_eur: float
    words: tuple[str, ...]
