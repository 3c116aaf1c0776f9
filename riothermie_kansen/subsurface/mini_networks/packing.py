"""The best division of neighbours that are no row: choose from groups that hang together, none sharing a building."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import LinearConstraint, linprog, milp

from ...callbacks import Cancelled, never, stop_if

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Group = tuple[int, ...]

_NODES = 5000
"""Nodes of the branch and bound per neighbourhood: a limit that does not depend on the clock."""


@dataclass(frozen=True)
class Packing:
    """A choice of groups.

    Attributes
    ----------
    groups
        Sorted; no building in two.
    value
        What they are worth together.
    bound
        No choice from the groups that were offered is worth more.
    prices
        Shape (n,): dual price of each building in the linear relaxation; together at least its optimum.
    """

    groups: list[Group]
    value: float
    bound: float
    prices: Floats


def connected_groups(
    neighbours: Sequence[Sequence[int]], dwellings: Floats, most: float, limit: int, size: int | None = None
) -> list[Group] | None:
    """Return every group of buildings that hang together with at most `most` dwellings; None when over `limit`.

    Each group once, its rows in order, in order of size and rows.

    Parameters
    ----------
    neighbours
        Rows of the neighbours of each building.
    dwellings
        Shape (n,): 1 or more each.
    size
        Largest number of buildings in a group; None: no limit beside `most`.
    """
    found: list[Group] = []
    for root in range(len(neighbours)):
        for group in _grown(neighbours, dwellings, most, root, size or len(neighbours)):
            found.append(group)
            if len(found) > limit:
                return None
    return sorted(found, key=lambda group: (len(group), group))


def _grown(
    neighbours: Sequence[Sequence[int]], dwellings: Floats, most: float, root: int, size: int
) -> Iterator[Group]:
    """Yield the groups of which `root` is the lowest row, each once: grow by what only the newest member brings."""
    if dwellings[root] > most:
        return
    near = {other for other in neighbours[root] if other > root}
    stack: list[tuple[Group, float, list[int], set[int]]] = [
        ((root,), float(dwellings[root]), sorted(near), near | {root})
    ]
    while stack:
        group, total, extra, seen = stack.pop()
        yield tuple(sorted(group))
        if len(group) == size:
            continue
        while extra:
            new = extra.pop()
            if total + dwellings[new] > most:
                continue
            fresh = {other for other in neighbours[new] if other > root and other not in seen}
            stack.append(((*group, new), total + float(dwellings[new]), sorted({*extra, *fresh}), seen | fresh))


def nearest_groups(
    neighbours: Sequence[Sequence[int]], length: Callable[[int, int], float], dwellings: Floats, most: float
) -> list[Group]:
    """Return for each building the groups that grow from it by the shortest link each time."""
    found: set[Group] = set()
    for root in range(len(neighbours)):
        for order in grow(neighbours, length, dwellings, most, root, set()):
            found.add(tuple(sorted(order)))
    return sorted(found, key=lambda group: (len(group), group))


def grow(
    neighbours: Sequence[Sequence[int]],
    length: Callable[[int, int], float],
    dwellings: Floats,
    most: float,
    root: int,
    taken: set[int],
) -> Iterator[Group]:
    """Yield the groups that grow from a building by the shortest link to one that is not taken; ties by row."""
    group, total = [root], float(dwellings[root])
    while total <= most:
        yield tuple(group)
        links = [
            (length(one, other), other)
            for one in group
            for other in neighbours[one]
            if other not in group and other not in taken
        ]
        if not links:
            return
        group.append(min(links)[1])
        total += float(dwellings[group[-1]])


def choose(groups: Sequence[Group], worth: Floats, buildings: int, *, cancelled: Cancelled = never) -> Packing:
    """Return the groups without a common building that are worth most together.

    Set packing with HiGHS: the linear relaxation first, and branch and bound where it is not whole.

    Parameters
    ----------
    groups
        Rows of the buildings in each group.
    worth
        Shape (m,): what each is worth; groups worth nothing are left out.
    buildings
        Number of buildings.
    """
    good = [k for k in range(len(groups)) if worth[k] > 0]
    if not good:
        return Packing([], 0.0, 0.0, np.zeros(buildings))
    sizes = [len(groups[k]) for k in good]
    rows = np.concatenate([groups[k] for k in good])
    columns = np.repeat(np.arange(len(good)), sizes)
    matrix = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(buildings, len(good)))
    value = worth[good]
    relaxed = linprog(-value, A_ub=matrix, b_ub=np.ones(buildings), bounds=(0, 1), method="highs-ds")
    stop_if(cancelled)
    prices = np.maximum(-np.asarray(relaxed.ineqlin.marginals, dtype=np.float64), 0.0)
    # a group of which the upper limit is active is worth more than its prices: raise them
    short = np.asarray(value - matrix.T @ prices)
    for k in np.flatnonzero(short > 0):
        prices[groups[good[k]][0]] += max(value[k] - prices[list(groups[good[k]])].sum(), 0.0)
    bound = float(prices.sum())
    x = np.asarray(relaxed.x)
    if (np.abs(x - np.round(x)) > 1e-7).any():
        solved = milp(
            -value,
            constraints=LinearConstraint(matrix, -np.inf, 1.0),
            integrality=np.ones(len(good)),
            bounds=(0, 1),
            options={"mip_rel_gap": 0.0, "node_limit": _NODES},
        )
        stop_if(cancelled)
        x = np.zeros(len(good)) if solved.x is None else np.asarray(solved.x)
        if solved.mip_dual_bound is not None:
            bound = min(bound, -float(solved.mip_dual_bound))
    taken = [good[k] for k in np.flatnonzero(np.round(x) > 0)]
    total = float(worth[taken].sum())
    return Packing(sorted(groups[k] for k in taken), total, max(bound, total), prices)


def bound_all(
    neighbours: Sequence[Sequence[int]],
    dwellings: Floats,
    most: float,
    alone: Floats,
    fixed: float,
    prices: Floats,
) -> float:
    """Return a bound on what any division is worth, also with groups that were not offered.

    Prices of buildings of which every group costs at least its worth add up to a bound. Those of a choice from some
    groups are raised to that: a group of k buildings is worth at most the sum of ``alone`` less ``fixed``, its members
    lie within the reach of each other, so what it is worth above the prices is at most that of its first member and
    the best k - 1 others within reach; each member bears a k-th part of it.

    Parameters
    ----------
    alone
        Shape (n,): a bound on what a building adds to any group.
    fixed
        Cost of any group.
    prices
        Shape (n,), 0 or more.
    """
    n = len(neighbours)
    surplus = alone - prices
    raised = prices.copy()
    least = float(dwellings.min()) if n else 1.0
    hops = max(int(most // least) - 1, 0)
    for root in range(n):
        room = most - dwellings[root]
        others = [k for k in _within(neighbours, root, hops) if k != root and dwellings[k] <= room]
        best = np.sort(surplus[others])[::-1][:hops] if others else np.zeros(0)
        sums = surplus[root] + np.concatenate([[0.0], np.cumsum(best)]) - fixed
        raised[root] += max(float((sums / np.arange(1, len(sums) + 1)).max()), 0.0)
    return float(raised.sum())


def bound_forest(dwellings: Floats, most: float, alone: Floats, fixed: float, links: Floats) -> float:
    """Return a bound on what any division is worth, from the pipes that it needs at least.

    c groups with m buildings together have m - c links in them, and no forest of so many links is shorter than the
    first m - c of the shortest tree; m buildings need at least as many groups as their dwellings by `most`. The m
    buildings that add most, less that, is a bound for each m and c; the largest of them holds for every division.

    Parameters
    ----------
    dwellings
        Shape (n,).
    alone
        Shape (n,): a bound on what a building adds to any group, its links left out.
    fixed
        Cost of any group.
    links
        Shape (n - 1,): cost of the links of the shortest tree, rising.
    """
    n = len(dwellings)
    worth = np.cumsum(np.sort(alone)[::-1])
    enough = np.cumsum(np.sort(dwellings))
    cost = np.concatenate([[0.0], np.cumsum(links)])
    best = 0.0
    for m in range(1, n + 1):
        groups = np.arange(max(int(np.ceil(enough[m - 1] / most - 1e-9)), 1), m + 1)
        best = max(best, float((worth[m - 1] - groups * fixed - cost[m - groups]).max()))
    return best


def _within(neighbours: Sequence[Sequence[int]], root: int, hops: int) -> set[int]:
    """Return the buildings at most so many links from one."""
    reached, edge = {root}, {root}
    for _ in range(hops):
        edge = {other for one in edge for other in neighbours[one]} - reached
        if not edge:
            break
        reached |= edge
    return reached
