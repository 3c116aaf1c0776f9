"""What it costs to build: direct costs, surcharges with their base, and the total per item."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..schema import names
from ..wording import note
from .case import DIRECT, Case, Item, Number, Surcharge
from .columns import INVESTERING_COLUMNS
from .energy import number
from .uptake import Floats, column, grown, steps, years


@dataclass(frozen=True)
class Investment:
    """The investment of a case when all is built, at the price of year 0.

    Items that grow with the uptake count for what is built in the end.

    Attributes
    ----------
    direct, surcharge, total_item
        Per item (in order of `Case.posten`): direct costs, surcharges on it, and both, EUR.
    surcharges
        Per surcharge (in order of `Case.opslagen`): its amount over all items, EUR.
    total
        All, EUR.
    frame
        `INVESTERING_COLUMNS`: a row per item and then one per surcharge; of runs, the first.
    """

    direct: tuple[Number, ...]
    surcharge: tuple[Number, ...]
    total_item: tuple[Number, ...]
    surcharges: tuple[Number, ...]
    total: Number
    frame: pd.DataFrame


def shares(item: Item, surcharges: tuple[Surcharge, ...]) -> list[Number]:
    """Return each surcharge on an item as a share of its direct costs.

    ``s_k = share_k * ([direct in base] + sum of s_j with j in base)``, 0 where the item is left out: an unstacked
    surcharge is its own share, a stacked one carries those before it (Leusden table 6-2, Putten table 4.1).
    """
    found: dict[str, Number] = {}
    for one in surcharges:
        base = np.asarray(1.0 if DIRECT in one.grondslag else 0.0)
        for key in one.grondslag:
            base = base + found.get(key, 0.0)
        found[one.key] = number(base * one.deel) if item.key not in one.zonder else 0.0
    return list(found.values())


def factor(case: Case, item: Item) -> Number:
    """Return what an item costs with surcharges, as a multiple of its direct costs."""
    total = np.asarray(1.0)
    for one in shares(item, case.opslagen):
        total = total + one
    return number(total)


def lifetime(item: Item) -> int | None:
    """Return the years after which an item is replaced, rounded half up; None: never."""
    if item.levensduur is None or math.isinf(item.levensduur):
        return None
    return max(int(item.levensduur + 0.5), 1)


def upkeep_eur(item: Item) -> Number:
    """Return the maintenance of an item per year as a share of its direct costs, EUR."""
    return number(np.asarray(item.direct_eur, dtype=np.float64) * (0.0 if item.onderhoud is None else item.onderhoud))


def outlays(case: Case) -> Floats:
    """Return what is spent on building in each year (above zero), shape (H + 1,) or (n, H + 1).

    What pays from a year on is built in the year before. What is built later costs more by the inflation.
    """
    rise = _rise(case, None)
    total: Floats = np.zeros(len(years(case)))
    for item in case.posten:
        total = total + column(item.direct_eur) * column(factor(case, item)) * steps(grown(case, item)) * rise
    return total


def replacements(case: Case) -> tuple[Floats, Floats]:
    """Return what is spent on replacing in each year (above zero), and its book value at the horizon.

    An item that is built in year b is replaced in years b + n L before the horizon, for
    ``direct * share (with surcharges) * (1 + index) ** t``; its book value falls linearly over its lifetime.

    Returns
    -------
    tuple
        Shapes (H + 1,) or (n, H + 1), and () or (n,): EUR.
    """
    horizon = case.financiering.horizon
    spent: Floats = np.zeros(horizon + 1)
    book: Floats = np.zeros(())
    for item in case.posten:
        life = lifetime(item)
        if life is None or life >= horizon:
            continue
        new = steps(grown(case, item))
        again: Floats = np.zeros_like(new)
        for shift in range(life, horizon, life):
            again[..., shift:horizon] += new[..., : horizon - shift]
        multiple = factor(case, item) if item.herinvestering_opslagen else 1.0
        price = column(item.direct_eur) * column(item.herinvestering_deel) * column(multiple)
        cost = price * again * _rise(case, item.herinvestering_index)
        left = np.maximum(1.0 - (horizon - years(case)) / life, 0.0)
        spent = spent + cost
        book = book + (cost * left).sum(axis=-1)
    return spent, book


def invest(case: Case) -> Investment:
    """Return the investment of a case."""
    direct: list[Number] = []
    extra: list[Number] = []
    per_surcharge: list[Number] = [0.0] * len(case.opslagen)
    for item in case.posten:
        own = number(np.asarray(item.direct_eur, dtype=np.float64) * grown(case, item)[..., -1])
        parts = [number(np.asarray(own) * one) for one in shares(item, case.opslagen)]
        per_surcharge = [number(np.asarray(a) + b) for a, b in zip(per_surcharge, parts, strict=True)]
        direct.append(own)
        extra.append(_sum(parts))
    both = [number(np.asarray(a) + b) for a, b in zip(direct, extra, strict=True)]
    return Investment(
        tuple(direct),
        tuple(extra),
        tuple(both),
        tuple(per_surcharge),
        _sum(both),
        _frame(case, direct, extra, both, per_surcharge),
    )


def _rise(case: Case, index: Number | None) -> Floats:
    return (1.0 + column(case.financiering.inflatie if index is None else index)) ** years(case)


def _sum(values: list[Number]) -> Number:
    total = np.asarray(0.0)
    for value in values:
        total = total + value
    return number(total)


def _frame(
    case: Case, direct: list[Number], extra: list[Number], both: list[Number], per_surcharge: list[Number]
) -> pd.DataFrame:
    """Return the table: items first, then the surcharges with their base."""
    rows = []
    for item, own, more, total in zip(case.posten, direct, extra, both, strict=True):
        life = lifetime(item)
        replaced = life is not None and life < case.financiering.horizon
        multiple = first(factor(case, item)) if item.herinvestering_opslagen else 1.0
        again = first(own) * first(item.herinvestering_deel) * multiple
        upkeep = first(upkeep_eur(item)) * float(np.atleast_2d(grown(case, item))[0, -1])
        rows.append(
            (
                case.naam,
                item.naam,
                item.soort,
                first(own),
                first(more),
                first(total),
                "",
                upkeep,
                math.nan if life is None else float(life),
                again if replaced else 0.0,
                item.bron,
            )
        )
    labels = {DIRECT: note("econ_direct"), **{one.key: one.naam for one in case.opslagen}}
    items = {item.key: item.naam for item in case.posten}
    for one, value in zip(case.opslagen, per_surcharge, strict=True):
        base = " + ".join(labels.get(key, key) for key in one.grondslag)
        if one.zonder:
            base = note("econ_zonder", base=base, items=", ".join(items.get(key, key) for key in one.zonder))
        amount = first(value)
        rows.append((case.naam, one.naam, note("econ_opslag"), 0.0, amount, amount, base, 0.0, math.nan, 0.0, ""))
    return pd.DataFrame(rows, columns=list(names(INVESTERING_COLUMNS)))


def first(value: Number) -> float:
    """Return a figure, of runs the first."""
    return float(np.asarray(value, dtype=np.float64).reshape(-1)[0])
