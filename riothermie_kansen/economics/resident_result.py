"""Everything about the costs of residents in one call: of one dwelling, or of a layer of buildings and its types."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd

from ..callbacks import Cancelled, Progress, never, part, silent, stop_if
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from .columns import BRONNET, CONCEPTEN, CV, HYBRIDE, LUCHT, LUS, MINI, MT
from .energy import electricity_kwh
from .loop_cops import AFGIFTE, GEGEVEN, loop_cops
from .resident.choices import Choices
from .resident.costs import ResidentCosts, per_year, resident_costs
from .resident.dwellings import Dwellings
from .resident.per_building import PerBuilding, per_building
from .resident.prices import DRAGERS, GAS, STROOM, WARMTE, price_grid, tipping_points

SETS = {
    "alle": CONCEPTEN,
    "aardgasvrij": (BRONNET, MT, LUCHT, LUS, MINI),
    "alleen": (CV, HYBRIDE, LUCHT, LUS),
    "net": (BRONNET, MT),
}
"""Sets of concepts to choose from: all, those without gas, those that need nobody else, those of a large network."""


@dataclass(frozen=True)
class FloorLoops:
    """What floor heating would change: the COP of loops as given, for dwellings of which a loop then is the cheapest.

    Attributes
    ----------
    cop_rv, gegeven_rv
        COP for heating as reckoned, and as given.
    vloer_c
        Temperature of the floor heating, degrees Celsius.
    minder_eur_jaar
        What a loop then costs less, EUR per dwelling and year, mean.
    woningen, alle_woningen
        Dwellings for which a loop (own or shared) is the cheapest only then, and all that can have one.
    concept
        The loop that is the cheapest then, for most of the first.
    """

    cop_rv: float
    gegeven_rv: float
    vloer_c: float
    minder_eur_jaar: float
    woningen: float
    alle_woningen: float
    concept: str


@dataclass(frozen=True)
class ResidentResult:
    """The costs of residents.

    Attributes
    ----------
    costs
        Concepts for the one dwelling, or for the mean dwelling of each type of the buildings.
    grid
        Columns `columns.BEWONER_PRIJS_COLUMNS`: the costs over a grid of prices of gas and electricity.
    tips
        Columns `columns.BEWONER_OMSLAG_COLUMNS`: prices at which another concept becomes the cheapest.
    plan
        Concepts per building; None for one dwelling.
    findings, notes
        What was left out; assumptions (Dutch).
    floor
        Loops with floor heating; None when a loop then is the cheapest nowhere else.
    """

    costs: ResidentCosts
    grid: pd.DataFrame
    tips: pd.DataFrame
    plan: PerBuilding | None = None
    findings: Findings = field(default_factory=Findings)
    notes: tuple[str, ...] = ()
    floor: FloorLoops | None = None

    def price(self, carrier: str) -> float:
        """Return the price of the first year of a carrier (`DRAGERS`), EUR per unit with VAT."""
        rates = self.costs.rates
        return float({GAS: rates.gas, STROOM: rates.stroom, WARMTE: rates.warmte}[carrier])

    @property
    def main(self) -> int | None:
        """The dwelling that stands for all: the type with most dwellings that has a result, None for none."""
        homes = np.where(self.costs.possible.any(axis=1), self.costs.dwellings.numbers("woningen"), -1.0)
        return int(np.argmax(homes)) if len(homes) and homes.max() >= 0.0 else None

    @property
    def cheapest(self) -> str:
        """The cheapest concept, of buildings the one that is so for most dwellings; "" for none."""
        if self.plan is None:
            return str(self.costs.cheapest[0]) if len(self.costs.dwellings) else ""
        counts = {concept: self.plan.totals.get(f"goedkoopst_{concept}", 0.0) for concept in self.costs.concepts}
        best = max(counts, key=lambda concept: counts[concept], default="")
        return best if best and counts[best] > 0 else ""

    def means(self, column: str) -> dict[str, float]:
        """Return concept to the mean of an amount per dwelling for which the concept is possible; NaN for none."""
        values, homes = self.costs.amounts[column], self.costs.dwellings.numbers("woningen")
        found = {}
        for k, concept in enumerate(self.costs.concepts):
            there = self.costs.possible[:, k] & np.isfinite(values[:, k]) & (homes > 0)
            found[concept] = float(np.average(values[there, k], weights=homes[there])) if there.any() else math.nan
        return found

    def among(self) -> pd.DataFrame:
        """Return who may choose from what, and what is the cheapest then.

        Returns
        -------
        pd.DataFrame
            A row per set of concepts (`SETS`) that has more than one of those that were reckoned: keuze, concept (the
            cheapest for most dwellings, the first of equal ones), woningen (for which it is), alle_woningen (for which
            one of the set is possible), per_jaar_eur (mean of what is the cheapest for each).
        """
        costs = self.costs if self.plan is None else self.plan.costs
        homes = costs.dwellings.numbers("woningen")
        rows = []
        for name, members in SETS.items():
            columns = [k for k, concept in enumerate(costs.concepts) if concept in members]
            cost = np.where(costs.possible[:, columns], costs.amounts["per_jaar_eur"][:, columns], np.inf)
            there = np.isfinite(cost).any(axis=1) & (homes > 0)
            if len(columns) < 2 or not there.any():
                continue
            best = np.argmin(cost[there], axis=1)
            counts = np.bincount(best, weights=homes[there], minlength=len(columns))
            concept = costs.concepts[columns[int(np.argmax(counts))]]
            mean = float(np.average(cost[there].min(axis=1), weights=homes[there]))
            rows.append((name, concept, float(counts.max()), float(homes[there].sum()), mean))
        return pd.DataFrame(rows, columns=["keuze", "concept", "woningen", "alle_woningen", "per_jaar_eur"])

    def turning_point(self, carrier: str) -> float:
        """Return the price nearest to now at which another concept becomes the cheapest for `main`; NaN for none."""
        if self.main is None:
            return math.nan
        name = self.costs.dwellings.texts("woning_id")[self.main]
        tips = self.tips[(self.tips["woning_id"] == name) & (self.tips["drager"] == carrier)]
        if not len(tips):
            return math.nan
        prices = tips["prijs"].to_numpy(dtype=np.float64)
        return float(prices[int(np.argmin(np.abs(prices - self.price(carrier))))])


def resident_result(
    *,
    buildings: gpd.GeoDataFrame | None = None,
    dwelling: Dwellings | None = None,
    concepten: Sequence[str] = CONCEPTEN,
    choices: Choices | None = None,
    kentallen: Kentallen,
    id_field: str | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> ResidentResult:
    """Return the costs of concepts for buildings, or else for one dwelling.

    Parameters
    ----------
    buildings
        As in `per_building`; None for one dwelling.
    dwelling
        The dwelling when there are no buildings.
    concepten, choices, kentallen, id_field
        As in `resident_costs` and `per_building`.

    Raises
    ------
    InputError
        There is no concept to reckon, or the input cannot be used, in one sentence.
    CancelledError
        The user cancelled.
    """
    plan = None
    if buildings is not None:
        plan = per_building(
            buildings, concepten=concepten, choices=choices, kentallen=kentallen, id_field=id_field,
            progress=part(progress, 0, 80), cancelled=cancelled,
        )  # fmt: skip
        costs = plan.by_type
    elif dwelling is not None:
        costs = resident_costs(
            dwelling, concepten=concepten, choices=choices, kentallen=kentallen, progress=part(progress, 0, 80),
            cancelled=cancelled,
        )  # fmt: skip
    else:
        raise InputError("bewoner_geen_woning", count=0)
    stop_if(cancelled)
    grid = price_grid(costs, kentallen=kentallen)
    tips = pd.concat([tipping_points(costs, carrier) for carrier in DRAGERS], ignore_index=True)
    progress(100)
    findings = Findings() if plan is None else plan.findings
    notes = dict.fromkeys((*(() if plan is None else plan.notes), *costs.notes))
    floor = floor_loops(costs if plan is None else plan.costs, kentallen)
    return ResidentResult(costs, grid, tips, plan, findings, tuple(notes), floor)


def floor_loops(costs: ResidentCosts, kentallen: Kentallen) -> FloorLoops | None:
    """Return for which dwellings a loop would be the cheapest with the COP of floor heating; None for none.

    Loops are reckoned with the radiators of the other concepts, see `loop_cops`; the COP that Putten gives (table 4.10)
    holds for floor heating in new homes. What other heat pumps gain with floor heating is not reckoned.
    """
    loops = [k for k, concept in enumerate(costs.concepts) if concept in (LUS, MINI)]
    now, given = loop_cops(kentallen, costs.choices.cop_lussen), loop_cops(kentallen, GEGEVEN)
    if not loops or now.bron != AFGIFTE or (now.rv, now.tap) == (given.rv, given.tap):
        return None
    homes, tap = costs.dwellings.numbers("woningen"), costs.dwellings.numbers("tap_gj")
    k = loops[0]
    space = costs.amounts["warmte_gj"][:, k] - tap
    less = np.asarray(electricity_kwh(space, now.rv)) - electricity_kwh(space, given.rv)
    less = (less + electricity_kwh(tap, now.tap) - electricity_kwh(tap, given.tap)) * costs.rates.stroom
    gain = per_year(less * costs.nominal.stroom[k], less * costs.present.stroom[k], costs.choices, costs.rates)
    then = np.where(costs.possible, costs.amounts["per_jaar_eur"], np.inf)
    then[:, loops] -= np.where(np.isfinite(gain), gain, 0.0)[:, None]
    best, able = np.argmin(then, axis=1), costs.possible[:, loops].any(axis=1)
    turned = able & np.isin(best, loops) & ~np.isin(costs.cheapest.astype(str), (LUS, MINI)) & (homes > 0)
    if not turned.any():
        return None
    counts = np.bincount(best[turned], weights=homes[turned], minlength=len(costs.concepts))
    return FloorLoops(
        now.rv, given.rv, given.rv_c, float(np.average(gain[turned], weights=homes[turned])),
        float(homes[turned].sum()), float(homes[able].sum()), costs.concepts[int(np.argmax(counts))],
    )  # fmt: skip
