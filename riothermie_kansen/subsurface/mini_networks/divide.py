"""The cheapest division of neighbourhoods into mini networks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from ...callbacks import Cancelled, Progress, never, silent, stop_if
from ...kentallen import Kentallen
from .chains import divide_ring, divide_row
from .groups import Members, Rules
from .packing import Group, bound_all, bound_forest, choose, connected_groups, nearest_groups
from .town import Links, Town

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

ROW, RING, OTHER, PART, ALONE = "rij", "ring", "anders, volledig doorzocht", "anders, met grens", "alleen"
"""How a neighbourhood was divided."""


_SWEEPS = 4
_PIECE, _PIECE_GROUPS = 16, 4000
"""Buildings in a piece that is divided anew, and possible networks in it: a piece takes part of a second."""


@dataclass
class Division:
    """A division of buildings into networks.

    Attributes
    ----------
    groups
        Rows of the buildings of each network, in order of the lowest row.
    between_m
        Shape (c,): pipe between the neighbours of each.
    value
        Worth of all networks, EUR a year, with the bonus.
    bound
        No division is worth more.
    first_come
        The groups when each building, in order of row, takes the neighbours that suit it best.
    neighbourhood
        Shape (n,): number of the neighbourhood of each building.
    kind
        How each neighbourhood was divided.
    """

    groups: list[Group]
    between_m: Floats
    value: float
    bound: float
    first_come: list[Group]
    neighbourhood: Ints
    kind: list[str]


def divide(
    members: Members,
    links: Links,
    rules: Rules,
    kentallen: Kentallen,
    *,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Division:
    """Divide buildings into networks that are worth most together.

    Neighbours that hang together are divided on their own. Rows and rings exactly by dynamic programming; others by
    set packing over all groups that hang together, or over part of them with a proved bound where there are more than
    ``mini.kandidaten``.
    """
    n = len(members.dwellings)
    town = Divider(members, links, rules, kentallen)
    labels = _neighbourhoods(n, links)
    order = np.argsort(labels, kind="stable")
    edges = np.searchsorted(labels[order], np.arange(labels.max(initial=-1) + 2))
    rows = [order[edges[k] : edges[k + 1]] for k in range(len(edges) - 1)]
    kind = [town.kind(one) for one in rows]
    groups, value = town.divide_rows([one for one, how in zip(rows, kind, strict=True) if how in (ALONE, ROW)])
    bound = value
    progress(30.0)
    for k, one in enumerate(rows):
        if kind[k] not in (ALONE, ROW):
            stop_if(cancelled)
            found, worth_eur, most, kind[k] = town.divide(one, kind[k], cancelled)
            groups.extend(found)
            value, bound = value + worth_eur, bound + most
            progress(30.0 + 50.0 * edges[k + 1] / max(n, 1))
    stop_if(cancelled)
    first_come = town.first_come(order)
    progress(100.0)
    groups.sort()
    between = np.array([town.between(group) for group in groups], dtype=np.float64)
    return Division(groups, between, value, max(bound, value), sorted(first_come), labels, kind)


def _neighbourhoods(n: int, links: Links) -> Ints:
    """Return the number of the neighbourhood of each building, in order of its lowest row."""
    graph = sparse.csr_array((np.ones(len(links.first)), (links.first, links.second)), shape=(n, n))
    _, found = sparse.csgraph.connected_components(graph, directed=False)
    _, first, inverse = np.unique(found, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first, kind="stable")] = np.arange(len(first))
    return np.asarray(rank[inverse.ravel()], dtype=np.int64)


class Divider(Town):
    """Neighbours, and how a neighbourhood is divided."""

    def kind(self, rows: Ints) -> str:
        """Return how a neighbourhood is divided."""
        if len(rows) == 1:
            return ALONE
        links = [len(self.near[row]) for row in rows]
        return OTHER if max(links) > 2 else RING if min(links) == 2 else ROW

    def divide(self, rows: Ints, kind: str, cancelled: Cancelled) -> tuple[list[Group], float, float, str]:
        """Return the groups of a neighbourhood that is no row, their worth, a bound on it, and how they were found."""
        if kind == RING:
            return self._ring(rows)
        local = {int(row): k for k, row in enumerate(rows)}
        near = [[local[other] for other in self.near[row]] for row in rows]
        limit = round(self.kentallen.value("mini.kandidaten"))
        dwellings = self.members.dwellings[rows]
        groups = connected_groups(near, dwellings, self.rules.most, limit)
        stop_if(cancelled)
        whole = groups is not None
        if groups is None:
            groups = self._some(near, rows, dwellings, limit)
        real = [tuple(int(rows[k]) for k in group) for group in groups]
        found = choose(groups, self.worth(real), len(rows), cancelled=cancelled)
        bound = found.bound
        if not whole:
            alone, link = self._alone(rows)
            fixed, most = self.prices.rig / self.prices.years, self.rules.most
            bound = min(
                bound_all(near, dwellings, most, alone - link, fixed, found.prices),
                bound_forest(dwellings, most, alone, fixed, self._shortest_links(rows)),
            )
        taken = [tuple(int(rows[k]) for k in group) for group in found.groups]
        if whole:
            return taken, found.value, max(bound, found.value), OTHER
        taken, value = self._improved(rows, taken, cancelled)
        return taken, value, max(bound, value), PART

    def _improved(self, rows: Ints, groups: list[Group], cancelled: Cancelled) -> tuple[list[Group], float]:
        """Return groups after dividing pieces of a neighbourhood anew, exactly, until no piece gets better.

        A piece is a building with what is nearest to it by links, whole groups at a time. First come, first served is
        the start where it is better.
        """
        first = self.first_come(rows)
        value = {group: float(worth_eur) for group, worth_eur in zip(groups, self.worth(groups), strict=True)}
        early = {group: float(worth_eur) for group, worth_eur in zip(first, self.worth(first), strict=True)}
        if sum(early.values()) > sum(value.values()):
            value = early
        for _ in range(_SWEEPS):
            before = sum(value.values())
            for root in rows.tolist():
                stop_if(cancelled)
                piece = self._piece(root, value)
                local = {row: k for k, row in enumerate(piece)}
                near = [[local[other] for other in self.near[row] if other in local] for row in piece]
                options = connected_groups(near, self.members.dwellings[piece], self.rules.most, _PIECE_GROUPS)
                if options is None:
                    continue
                real = [tuple(piece[k] for k in group) for group in options]
                worth_eur = self.worth(real)
                found = choose(options, worth_eur, len(piece), cancelled=cancelled)
                old = [group for group in value if group[0] in local]
                if found.value > sum(value[group] for group in old) + 1e-6:
                    for group in old:
                        del value[group]
                    by_group = dict(zip(options, worth_eur.tolist(), strict=True))
                    value.update({tuple(piece[k] for k in group): by_group[group] for group in found.groups})
            if sum(value.values()) <= before + 1e-6:
                break
        return sorted(value), sum(value.values())

    def _piece(self, root: int, value: dict[Group, float]) -> list[int]:
        """Return the buildings of a piece round one, in order: whole groups, and buildings that are in none."""
        whole = {row: group for group in value for row in group}
        piece = set(whole.get(root, (root,)))
        queue = sorted(piece)
        for one in queue:
            for other in self.near[one]:
                group = whole.get(other, (other,))
                if other not in piece and len(piece) + len(group) <= _PIECE:
                    piece.update(group)
                    queue.extend(group)
        return sorted(piece)

    def _some(self, near: list[list[int]], rows: Ints, dwellings: Floats, limit: int) -> list[Group]:
        """Return part of the groups of a neighbourhood: all small ones, and those that grow by the shortest link."""
        small: list[Group] = []
        for size in range(2, int(self.rules.most) + 1):
            groups = connected_groups(near, dwellings, self.rules.most, limit, size)
            if groups is None:
                break
            small = groups

        def length(one: int, other: int) -> float:
            return self.link(int(rows[one]), int(rows[other]))

        large = nearest_groups(near, length, dwellings, self.rules.most)
        return sorted({*small, *large}, key=lambda group: (len(group), group))

    def _alone(self, rows: Ints) -> tuple[Floats, Floats]:
        """Return a bound on what each building adds to any network without links, and half its shortest link, EUR.

        Its energy metres, its pipe, its part of the loops and of the cheapest places count; what is left out only costs
        more. A tree has every building at an end of a link, and a link has two ends.
        """
        m, rules, prices = self.members, self.rules, self.prices
        link = np.array([min((self.link(int(row), other) for other in self.near[row]), default=0.0) for row in rows])
        place = m.place_eur[rows]
        cheapest = float(place[np.isfinite(place)].min(initial=np.inf))
        place_eur = cheapest if np.isfinite(cheapest) else 0.0
        loops = m.dwellings[rows] / rules.per_loop
        cost = m.energy_m[rows] * prices.metre + m.pipe_m[rows] * prices.pipe_m + loops * (prices.loop + place_eur)
        alone = m.base_eur[rows] + rules.bonus_eur * m.dwellings[rows] - cost / prices.years
        return np.asarray(alone, dtype=np.float64), link / 2.0 * rules.ring * prices.pipe_m / prices.years

    def _shortest_links(self, rows: Ints) -> Floats:
        """Return the cost of the links of the shortest tree through a neighbourhood, rising, EUR a year."""
        whole = self.tree(tuple(rows.tolist()))
        metres = np.sort(np.array([length for _, _, length in whole], dtype=np.float64))
        return metres * self.rules.ring * self.prices.pipe_m / self.prices.years

    def divide_rows(self, rows: Sequence[Ints]) -> tuple[list[Group], float]:
        """Divide all rows at once: one behind the other, with no network from one into the next."""
        if not rows:
            return [], 0.0
        order = np.concatenate([self._ordered(one, ring=False) for one in rows])
        whose = np.repeat(np.arange(len(rows)), [len(one) for one in rows])
        steps = np.array(
            [
                self.link(int(one), int(other)) if same else 0.0
                for one, other, same in zip(order[:-1], order[1:], whose[:-1] == whose[1:], strict=True)
            ]
        )
        along = np.concatenate([[0.0], np.cumsum(steps)])
        most = min(max(map(len, rows)), int(self.rules.most))
        gain = np.full((len(order), most), -np.inf)
        for size in range(1, most + 1):
            start = np.flatnonzero(whose[: len(order) - size + 1] == whose[size - 1 :])
            if not len(start):
                break
            places = start[:, None] + np.arange(size)
            gain[start, size - 1] = self.worth_of(order[places], along[start + size - 1] - along[start])
        value, pieces = divide_row(gain)
        return [tuple(sorted(order[start : start + size].tolist())) for start, size in pieces], value

    def _ring(self, rows: Ints) -> tuple[list[Group], float, float, str]:
        order = self._ordered(rows, ring=True)
        n = len(order)
        most = min(n, int(self.rules.most))
        steps = np.array([self.link(int(order[k]), int(order[(k + 1) % n])) for k in range(n)])
        gain = np.full((n, most), -np.inf)
        start = np.arange(n)
        for size in range(1, most + 1):
            places = (start[:, None] + np.arange(size)) % n
            gain[:, size - 1] = self.worth_of(order[places], steps[places[:, :-1]].sum(axis=1))
        value, pieces = divide_ring(gain)
        groups = [tuple(sorted(order[(at + np.arange(size)) % n].tolist())) for at, size in pieces]
        return groups, value, value, RING

    def _ordered(self, rows: Ints, ring: bool) -> Ints:
        """Return the buildings along a row from its end with the lowest row, or round a ring from its lowest row."""
        ends = rows if ring else [row for row in rows if len(self.near[row]) < 2]
        at, before, order = int(min(ends)), -1, list[int]()
        while len(order) < len(rows):
            order.append(at)
            onward = [other for other in self.near[at] if other != before and other != order[0]]
            if not onward:
                break
            at, before = onward[0], at
        return np.array(order, dtype=np.int64)
