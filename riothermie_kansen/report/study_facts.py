"""The main figures of a study, read from the outputs: heat of the sewer, demand, who gets it, networks, money.

Nothing is computed anew here: these are sums and rows of tables that the algorithms made.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..kentallen import Kentallen
from ..results import Part, Results
from .business_words import HIGH, LOW

Floats = npt.NDArray[np.float64]

NAN = math.nan
SEWER = ("seizoen", "ruimte", "kansenkaart")
"""Roles of an opportunity map, the one that says most first."""

PLACES = ("gebouwen", "selectie", "trace", "aansluitingen", "kavels", "bewonersgebouwen", "co2gebouwen")
"""Roles of layers that say where the study is."""

MEASURED = "gemeten"


@dataclass(frozen=True)
class Supply:
    """Heat of the sewer: GJ a year at the side of the buildings, and where the number comes from.

    `source` is "match" (what the choice of buildings was given), "points" (chosen source points together), "pipe" (the
    best pipe of the opportunity map) or "" for unknown; `n` is the number of points.
    """

    gj: float = NAN
    source: str = ""
    n: int = 0


@dataclass(frozen=True)
class Net:
    """A heat network: its kind, homes, heat (GJ a year), length (m), direct costs (EUR), homes that are not on it."""

    kind: str
    homes: float
    buildings: float
    heat_gj: float
    power_kw: float
    length_m: float
    cost_eur: float
    left_homes: float


@dataclass(frozen=True)
class Case:
    """A business case as it was chosen: EUR; ends of ranges are those of `LOW` and `HIGH`.

    `chance_low` and `chance_high` enclose the share of draws with a positive outcome; `heat_gj` is what it
    delivers a year at this uptake; `flips` are contested choices that change the sign; `paying` is False for a
    comparison of costs.
    """

    name: str
    uptake: float
    years: float
    homes: float
    heat_gj: float
    investment: float
    investment_low: float
    investment_high: float
    per_home: float
    ncw: float
    ncw_low: float
    ncw_high: float
    chance_low: float
    chance_high: float
    gap: float
    flips: tuple[str, ...]
    paying: bool

    @property
    def verdict(self) -> str:
        """Whether it pays: yes, no, perhaps_yes or perhaps_no, as the report on a business case says it.

        Without a range alone_yes or alone_no: nothing is known of how sure it is.
        """
        if not (math.isfinite(self.ncw_low) and math.isfinite(self.ncw_high)):
            return "alone_yes" if self.ncw > 0.0 else "alone_no"
        if self.ncw_low > 0.0 and self.ncw > 0.0:
            return "yes"
        if self.ncw_high < 0.0 and self.ncw <= 0.0:
            return "no"
        return "perhaps_yes" if self.ncw > 0.0 else "perhaps_no"


@dataclass(frozen=True)
class Facts:
    """The main figures; NaN and empty where the layers are not there.

    Attributes
    ----------
    supply
        Heat of the sewer.
    demand_gj, homes, buildings
        Demand of all buildings, homes, and buildings with a demand.
    chosen_gj, chosen_homes, chosen_buildings
        Who gets the heat.
    nets, cases
        Networks and business cases.
    elsewhere
        Layers of a sewer that lie too far away to be of this place.
    same
        Amounts that differ less than this part are the same one, rounded.
    """

    supply: Supply
    demand_gj: float
    homes: float
    buildings: float
    chosen_gj: float
    chosen_homes: float
    chosen_buildings: float
    nets: tuple[Net, ...]
    cases: tuple[Case, ...]
    elsewhere: tuple[str, ...]
    same: float

    @property
    def share(self) -> float:
        """Supply against demand."""
        return self.supply.gj / self.demand_gj if self.demand_gj > 0.0 else NAN


def facts_of(results: Results, kentallen: Kentallen) -> Facts:
    """Return the main figures."""
    demand, chosen = part_of(results, "gebouwen"), part_of(results, "selectie")
    elsewhere = far_away(results, kentallen.value("rapport.ander_gebied_m"))
    with_demand = demand if demand is not None else chosen
    picked = None if chosen is None else chosen.frame[numbers(chosen.frame, "gekozen") == 1.0]
    heat = NAN if with_demand is None else total(with_demand.frame, "warmte_gj")
    same = kentallen.value("rapport.verschil_deel")
    return Facts(
        supply=_supply(results, {name for name, _ in elsewhere}, same),
        demand_gj=heat,
        homes=NAN if with_demand is None else total(with_demand.frame, "woningen"),
        buildings=NAN if with_demand is None else float((numbers(with_demand.frame, "warmte_gj") > 0.0).sum()),
        chosen_gj=NAN if picked is None else total(picked, "afname_gj"),
        chosen_homes=NAN if picked is None else total(picked, "woningen"),
        chosen_buildings=NAN if picked is None else float(len(picked)),
        nets=nets_of(results),
        cases=cases_of(results),
        elsewhere=tuple(f"{name} ({km:.0f} km)" for name, km in elsewhere),
        same=same,
    )


def part_of(results: Results, key: str) -> Part | None:
    """Return the output with this role: of several the one that its own algorithm made, and of those the last made."""
    found = [part for part in results.all(key) if len(part.frame)]
    own = [part for part in found if part.about.algorithm in ("", part.role.algorithm)]
    best = own or found
    return max(best, key=lambda part: (part.about.date, len(part.frame)), default=None)


def drawn_part(results: Results, key: str) -> Part | None:
    """Return the output of this role that is on the map: of restrictions the one with most places."""
    if key == "restricties":
        return max(results.all(key), key=lambda part: len(part.frame), default=None)
    return part_of(results, key)


def sewer_of(results: Results) -> Part | None:
    """Return the opportunity map, the one that says most."""
    return next((part for key in SEWER if (part := part_of(results, key)) is not None), None)


def numbers(frame: pd.DataFrame, name: str) -> Floats:
    """Return a column as floats, shape (n,); NaN where there is none."""
    if name not in frame:
        return np.full(len(frame), NAN)
    return np.asarray(pd.to_numeric(frame[name], errors="coerce"), dtype=np.float64)


def total(frame: pd.DataFrame, name: str) -> float:
    """Return the sum of a column, NaN when nothing in it is known."""
    values = numbers(frame, name)
    known = np.isfinite(values)
    return float(values[known].sum()) if known.any() else NAN


def has(frame: pd.DataFrame, *names: str) -> bool:
    """Tell whether a table has numbers in all of these columns, as a chart needs."""
    return all(np.isfinite(numbers(frame, name)).any() for name in names)


def texts(frame: pd.DataFrame, name: str) -> list[str]:
    """Return a column as texts, "" where there is none."""
    if name not in frame:
        return [""] * len(frame)
    return [str(value) if isinstance(value, str) else "" for value in frame[name].tolist()]


def far_away(results: Results, limit_m: float) -> list[tuple[str, float]]:
    """Return the layers of a sewer that lie farther than this from all buildings and networks: name, distance in km."""
    box = _bounds([part for key in PLACES for part in results.all(key)])
    if box is None:
        return []
    found = []
    for key in (*SEWER, "bronpunten", "onttrekkingen"):
        for part in results.all(key):
            other = _bounds([part])
            if other is None:
                continue
            dx = max(other[0] - box[2], box[0] - other[2], 0.0)
            dy = max(other[1] - box[3], box[1] - other[3], 0.0)
            if math.hypot(dx, dy) > limit_m:
                found.append((part.name, math.hypot(dx, dy) / 1000.0))
    return found


def nets_of(results: Results) -> tuple[Net, ...]:
    """Return the heat networks that were laid, cheapest first."""
    trace, ends = part_of(results, "trace"), part_of(results, "aansluitingen")
    bill, left = part_of(results, "hoeveelheden"), part_of(results, "niet_aangesloten")
    whole = next((part for part in (bill, ends, trace) if part is not None and "nettype" in part.frame), None)
    if whole is None or (bill is None and ends is None):
        return ()
    listed = bool(results.all("niet_aangesloten"))  # a list without rows: nobody is left
    made = []
    for kind in dict.fromkeys(texts(whole.frame, "nettype")):
        pipes, joined, costs, others = (_of(part, kind) for part in (trace, ends, bill, left))
        made.append(
            Net(
                kind=kind,
                homes=total(joined, "woningen"),
                buildings=float(len(joined)) if len(joined) else NAN,
                heat_gj=total(joined, "warmte_gj"),
                power_kw=total(joined, "vermogen_kw"),
                length_m=total(pipes, "lengte_m"),
                cost_eur=total(costs, "kosten_eur") if len(costs) else total(pipes, "kosten_eur"),
                left_homes=total(others, "woningen") if len(others) or not listed else 0.0,
            )
        )
    return tuple(sorted(made, key=lambda net: (net.cost_eur, net.kind)))


def cases_of(results: Results) -> tuple[Case, ...]:
    """Return the business cases, the best outcome first."""
    part = part_of(results, "scenarios")
    if part is None:
        return ()
    rows = part.frame[numbers(part.frame, "gekozen") == 1.0]
    draws, flow, flips = (part_of(results, key) for key in ("kansverdeling", "kasstroom", "betwist"))
    made = []
    for _, row in rows.drop_duplicates("variant").iterrows():
        name = str(row["variant"])
        drawn, years, turns = (_of(found, name, "variant") for found in (draws, flow, flips))
        later = years[numbers(years, "jaar") > 0.0]
        homes, heat = _most(numbers(years, "woningen")), numbers(years, "warmte_gj")
        uptake = _one(row, "volloop")
        given = sum(np.nansum(numbers(later, column)) for column in ("vastrecht_eur", "warmte_eur"))
        turned = turns[numbers(turns, "omslag") == 1.0]
        chances = _chance(drawn)
        made.append(
            Case(
                name=name,
                uptake=uptake,
                years=_most(numbers(years, "jaar")) or NAN,
                homes=homes if homes > 0.0 else NAN,
                heat_gj=_most(heat) or NAN,
                investment=_one(row, "investering_eur"),
                investment_low=_quantile(drawn, "investering_eur", LOW),
                investment_high=_quantile(drawn, "investering_eur", HIGH),
                per_home=_one(row, "investering_woning_eur"),
                ncw=_one(row, "ncw_eur"),
                ncw_low=_quantile(drawn, "ncw_eur", LOW),
                ncw_high=_quantile(drawn, "ncw_eur", HIGH),
                chance_low=chances[0],
                chance_high=chances[1],
                gap=_one(row, "onrendabele_top_eur"),
                flips=tuple(dict.fromkeys(texts(turned, "keuze"))),
                paying=not len(later) or float(given) > 0.0,
            )
        )
    return tuple(sorted(made, key=lambda case: (-case.ncw, case.name)))


def _supply(results: Results, elsewhere: set[str], same: float) -> Supply:
    """Return the heat of the sewer: what the choice was given, else source points together, else the best pipe."""
    order, points = part_of(results, "keuze"), part_of(results, "bronpunten")
    near = points is not None and points.name not in elsewhere
    heat = total(points.frame, "warmte_gj") if points is not None and near else NAN
    n = len(points.frame) if points is not None and near else 0
    given = numbers(order.frame, "aanbod_gj") if order is not None else np.zeros(0)
    if np.isfinite(given).any():
        most = float(np.nanmax(given))
        return Supply(most, "points", n) if math.isclose(heat, most, rel_tol=same) else Supply(most, "match")
    if math.isfinite(heat):
        return Supply(heat, "points", n)
    sewer = sewer_of(results)
    if sewer is None or sewer.name in elsewhere:
        return Supply()
    pipes = numbers(sewer.frame, "warmte_wko_gj")
    return Supply(float(np.nanmax(pipes)), "pipe") if np.isfinite(pipes).any() else Supply()


def _of(part: Part | None, value: str, name: str = "nettype") -> Any:
    """Return the rows of a part with this value, an empty frame without a part."""
    if part is None:
        return pd.DataFrame({name: []})
    return part.frame[[text == value for text in texts(part.frame, name)]]


def _bounds(parts: Sequence[Part]) -> Floats | None:
    """Return the box around layers in RD, shape (4,); None when nothing has a place."""
    boxes = [part.frame.total_bounds for part in parts if hasattr(part.frame, "total_bounds") and len(part.frame)]
    known = [box for box in boxes if np.isfinite(box).all()]
    if not known:
        return None
    every = np.array(known, dtype=np.float64)
    low, high = every[:, :2].min(axis=0), every[:, 2:].max(axis=0)
    return np.array([*low, *high], dtype=np.float64)


def _most(values: Floats) -> float:
    """Return the largest value that is known, 0 without any."""
    return float(np.max(values[np.isfinite(values)], initial=0.0))


def _one(row: Any, name: str) -> float:
    value = row.get(name)
    return float(value) if isinstance(value, (int, float, np.number)) else NAN


def _quantile(drawn: pd.DataFrame, name: str, chance: float) -> float:
    """Return the value below which this share of the draws lies, NaN when the table does not have it."""
    at = np.isclose(numbers(drawn, "kans"), chance)
    return float(numbers(drawn, name)[at][0]) if at.any() else NAN


def _chance(drawn: pd.DataFrame) -> tuple[float, float]:
    """Return between which two shares of the draws have a positive outcome, as far as the quantiles tell."""
    chance, value = numbers(drawn, "kans"), numbers(drawn, "ncw_eur")
    known = np.isfinite(chance) & np.isfinite(value)
    if not known.any():
        return NAN, NAN
    below, above = chance[known & (value <= 0.0)], chance[known & (value > 0.0)]
    return (
        1.0 - (float(above.min()) if len(above) else 1.0),
        1.0 - (float(below.max()) if len(below) else 0.0),
    )
