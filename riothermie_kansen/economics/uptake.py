"""Who is connected in which year, and what is built for it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .case import Case, Group, Item, Number
from .columns import PER_WONING

Floats = npt.NDArray[np.float64]


def column(value: Number) -> Floats:
    """Return a figure or one per run as (1,) or (n, 1), to reckon with years beside it."""
    return np.asarray(value, dtype=np.float64)[..., None]


def years(case: Case) -> Floats:
    """Return the years of a case from 0 to the horizon, shape (H + 1,)."""
    return np.arange(case.financiering.horizon + 1, dtype=np.float64)


def share(case: Case, group: Group) -> Floats:
    """Return the share of a group that is connected in each year: shape (H + 1,) or (n, H + 1), 0 in year 0.

    A group that always connects does so from year 1; of another one ``volloop * volloop_jaren`` has.
    """
    n = case.financiering.horizon
    if group.altijd:
        return np.concatenate(([0.0], np.ones(n)))
    ramp = np.asarray(case.volloop_jaren, dtype=np.float64)
    reached = ramp[np.minimum(np.arange(n), len(ramp) - 1)]
    result: Floats = column(case.volloop) * np.concatenate(([0.0], reached))
    return result


def count(group: Group, telling: str) -> float:
    """Return how a group counts: its dwellings, or its legal connections; users that are no dwellings as the latter."""
    return group.woningen if telling == PER_WONING and group.woningen > 0 else group.aansluitingen


def connected(case: Case, telling: str) -> Floats:
    """Return the connections that count in each year, shape (H + 1,) or (n, H + 1)."""
    return _added(case, [count(group, telling) for group in case.groepen])


def dwellings(case: Case) -> Floats:
    """Return the connected dwellings in each year, shape (H + 1,) or (n, H + 1)."""
    return _added(case, [group.woningen for group in case.groepen])


def heat_gj(case: Case) -> Floats:
    """Return the heat that is delivered in each year, GJ, shape (H + 1,) or (n, H + 1)."""
    return _added(case, [group.warmte_gj for group in case.groepen])


def power_kw(case: Case) -> Floats:
    """Return the capacity that is connected in each year, kW at the facades, shape (H + 1,) or (n, H + 1)."""
    return _added(case, [group.kw for group in case.groepen])


def built(values: Floats) -> Floats:
    """Return what has to stand at the end of each year: what is connected the year after, shape as `values`."""
    return np.concatenate((values[..., 1:], values[..., -1:]), axis=-1)


def steps(so_far: Floats) -> Floats:
    """Return what is added in each year, shape as `so_far`."""
    return np.diff(so_far, axis=-1, prepend=0.0)


def grown(case: Case, item: Item) -> Floats:
    """Return the share of an item that stands at the end of each year: all, or with what connects.

    Shape (H + 1,) or (n, H + 1). Growth goes by dwellings; without dwellings by legal connections.
    """
    n = case.financiering.horizon + 1
    sizes = [group.woningen for group in case.groepen]
    if not sum(sizes):
        sizes = [group.aansluitingen for group in case.groepen]
    if not item.meegroei or not sum(sizes):
        return np.ones(n)
    return built(_added(case, sizes)) / sum(sizes)


def _added(case: Case, sizes: list[Number] | list[float]) -> Floats:
    total: Floats = np.zeros(case.financiering.horizon + 1)
    for group, size in zip(case.groepen, sizes, strict=True):
        total = total + column(size) * share(case, group)
    return total
