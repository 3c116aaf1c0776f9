"""Neighbours of a town: the pipe between them, what groups of them are worth, and why a building is in none."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...kentallen import Kentallen
from ...readers.values import Texts
from .costs import Prices
from .groups import Members, Rules, Worth, worth
from .packing import Group, grow

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Links:
    """Neighbours.

    Attributes
    ----------
    first, second
        Shape (e,): rows of the buildings, ``first < second``; each pair once, in order.
    length_m
        Shape (e,): pipe between them.
    """

    first: Ints
    second: Ints
    length_m: Floats


class Town:
    """Neighbours with the length of pipe between them, and the worth of groups."""

    def __init__(self, members: Members, links: Links, rules: Rules, kentallen: Kentallen) -> None:
        self.members, self.rules, self.kentallen = members.padded(), rules, kentallen
        self.prices = Prices.from_kentallen(kentallen)
        self.near: list[list[int]] = [[] for _ in members.dwellings]
        self.length: dict[tuple[int, int], float] = {}
        for one, other, metres in zip(
            links.first.tolist(), links.second.tolist(), links.length_m.tolist(), strict=True
        ):
            self.near[one].append(other)
            self.near[other].append(one)
            self.length[one, other] = metres
        for near in self.near:
            near.sort()

    def link(self, one: int, other: int) -> float:
        """Return the length of pipe between two neighbours, m."""
        return self.length[(one, other) if one < other else (other, one)]

    def tree(self, group: Group) -> list[tuple[int, int, float]]:
        """Return the shortest tree of links between the buildings of a group: pairs and length, m; ties by row."""
        members, inside = set(group), {group[0]}
        links: list[tuple[int, int, float]] = []
        open_: list[tuple[float, int, int]] = []

        def reach(one: int) -> None:
            for other in self.near[one]:
                if other in members and other not in inside:
                    heapq.heappush(open_, (self.link(one, other), other, one))

        reach(group[0])
        while open_ and len(inside) < len(members):
            metres, other, one = heapq.heappop(open_)
            if other not in inside:
                inside.add(other)
                links.append((one, other, metres))
                reach(other)
        return links

    def between(self, group: Group) -> float:
        """Return the length of the shortest tree of links between the buildings of a group, m."""
        return sum(metres for _, _, metres in self.tree(group))

    def worths(self, groups: Sequence[Group]) -> Worth:
        """Return all about groups that hang together."""
        table = np.full((len(groups), max(map(len, groups), default=1)), -1, dtype=np.int64)
        for k, group in enumerate(groups):
            table[k, : len(group)] = group
        between = np.array([self.between(group) for group in groups], dtype=np.float64)
        return worth(self.members, table, between, self.rules, self.prices, self.kentallen)

    def worth(self, groups: Sequence[Group]) -> Floats:
        """Return what groups are worth, shape (m,)."""
        return self.worths(groups).eur

    def worth_of(self, table: Ints, between_m: Floats) -> Floats:
        """Return what groups are worth, shape (m,); arguments as in `groups.worth`."""
        return worth(self.members, table, between_m, self.rules, self.prices, self.kentallen).eur

    def why_left(self, groups: Sequence[Group]) -> Texts:
        """Return why each building is in no group: the key of a reason, "" for those in one. Shape (n,)."""
        n = len(self.near)
        reason = np.full(n, "", dtype=object)
        inside = {row for group in groups for row in group}
        for row in range(n):
            if row not in inside:
                reason[row] = self._why(row)
        return reason

    def _why(self, row: int) -> str:
        options = list(grow(self.near, self.link, self.members.dwellings, self.rules.most, row, set()))
        found = self.worths(options)
        enough = found.dwellings >= self.rules.least
        if not enough.any():
            return "geen_buren" if not self.near[row] else "samen_te_groot" if self._over(row) else "te_weinig_buren"
        if not (enough & found.fits).any():
            return "geen_plaats"
        return "verdeling" if (found.eur > 0).any() else "niet_voordeliger"

    def _over(self, row: int) -> bool:
        """Tell whether a building and any neighbour have more dwellings together than a network may have."""
        own = self.members.dwellings
        return any(own[row] + own[other] > self.rules.most for other in self.near[row])

    def first_come(self, rows: Ints) -> list[Group]:
        """Return the groups when buildings come in order of row and each takes the neighbours that suit it best."""
        taken: set[int] = set()
        result = []
        for row in rows.tolist():
            if row in taken:
                continue
            options = [
                tuple(sorted(group))
                for group in grow(self.near, self.link, self.members.dwellings, self.rules.most, row, taken)
            ]
            if not options:
                continue
            value = self.worth(options)
            best = int(np.argmax(value))
            if value[best] > 0:
                result.append(options[best])
                taken.update(options[best])
        return result
