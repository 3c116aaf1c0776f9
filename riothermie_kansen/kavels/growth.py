"""Dense blocks of demand that hang together, and kavels that grow in them around a source."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, dijkstra

from ..callbacks import Cancelled, never, stop_if
from ..kentallen import Kentallen
from ..season.supply import passes_again
from ..sewer.allocation import summed
from ..wording import note
from .assign import only, points_of
from .sources import HeatSources
from .stock import Homes
from .supply import Pipes

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Blocks:
    """Stretches of street or cells with the demand in each.

    Attributes
    ----------
    block
        Shape (b,): block of each building, -1 for none.
    heat
        Shape (m,): demand, GJ a year.
    active
        Shape (m,): dense, or a short stretch between two dense ones.
    one, junction, half_m
        Shape (i,): block ``one[i]`` ends at a junction, `half_m` from its middle.
    """

    block: Ints
    heat: Floats
    active: Flags
    one: Ints
    junction: Ints
    half_m: Floats

    @classmethod
    def of_stretches(cls, block: Ints, heat: Floats, dense: Flags, short: Flags, ends: Ints, length: Floats) -> Blocks:
        """Return blocks that are stretches of street with two ends (m, 2); a short one joins what is dense."""
        m = len(heat)
        one, junction = np.repeat(np.arange(m), 2), ends.reshape(-1)
        meets = np.bincount(junction, weights=dense[one], minlength=int(junction.max(initial=-1)) + 1) > 0
        link = ~dense & short & meets[ends].all(axis=1)
        return cls(block, heat, dense | link, one.astype(np.int64), junction.astype(np.int64), np.repeat(length / 2, 2))

    @classmethod
    def of_cells(cls, block: Ints, heat: Floats, dense: Flags, pairs: Ints, size: float) -> Blocks:
        """Return blocks that are square cells; `pairs` (p, 2) touch."""
        one, junction = pairs.reshape(-1), np.repeat(np.arange(len(pairs)), 2)
        return cls(block, heat, dense, one.astype(np.int64), junction.astype(np.int64), np.full(len(one), size / 2))

    def links(self, allowed: Flags) -> coo_array:
        """Return the graph of blocks (first) and junctions, between allowed blocks only."""
        m, kept = len(self.heat), allowed[self.one]
        n = m + int(self.junction.max(initial=-1)) + 1
        # a length of 0 would be no link
        weight = np.maximum(self.half_m[kept], 1e-6)
        return coo_array((weight, (self.one[kept], m + self.junction[kept])), shape=(n, n)).tocsr()


@dataclass
class Grown:
    """Kavels as groups of buildings.

    Attributes
    ----------
    kavel
        Shape (b,): number of the kavel, -1 for none.
    labels
        Per kavel what it grew from, "" for nothing.
    dense_homes, small_homes, left_homes
        Dwellings in dense parts; of these in parts that are too small, and in parts for which no source was left.
    """

    kavel: Ints
    labels: list[str] = field(default_factory=list)
    dense_homes: float = 0.0
    small_homes: float = 0.0
    left_homes: float = 0.0


def grow(
    blocks: Blocks,
    homes: Homes,
    pipes: Pipes | None,
    sources: HeatSources | None,
    kentallen: Kentallen,
    *,
    cancelled: Cancelled = never,
) -> Grown:
    """Return kavels: every dense part, or what sources can feed of them.

    Parameters
    ----------
    blocks
        Demand by place.
    pipes, sources
        None for both: every dense part that is large enough is a kavel. Else the sources go first, the largest
        first, then the pipes, the largest first, of which only the water counts that no earlier kavel has.
    kentallen
        ``kavel.bereik``: how far from a building a source may lie; ``kavel.woningen_min``: dwellings in the smallest
        kavel; ``kavel.groeirondes`` and ``kavel.leiding_min``: when to stop.
    """
    m, least = len(blocks.heat), kentallen.value("kavel.woningen_min")
    result = Grown(np.full(len(homes.ids), -1, dtype=np.int64))
    _, label = connected_components(blocks.links(blocks.active), directed=False)
    part = np.where(blocks.active, label[:m], -1)
    parts, part = np.unique(part, return_inverse=True)
    part = part.reshape(-1) - int((parts < 0).any())
    of_block = np.where(blocks.block >= 0, homes.woningen, 0.0)
    at = np.maximum(blocks.block, 0)
    dwellings = summed(at, of_block, m)
    number = summed(part[part >= 0], dwellings[part >= 0], max(int(part.max(initial=0)) + 1, 1))
    large = (part >= 0) & (number[part] >= least)
    result.dense_homes = float(of_block[blocks.active[at]].sum()) if m else 0.0
    result.small_homes = float(of_block[(blocks.active & ~large)[at]].sum()) if m else 0.0
    kavel = np.full(m, -1, dtype=np.int64)
    if pipes is None and sources is None:
        found, place = np.unique(part[large], return_inverse=True)
        kavel[large] = place.reshape(-1)
        result.labels = [""] * len(found)
    else:
        search = _Search(blocks, homes, dwellings, large, kavel, kentallen, result)
        if sources is not None:
            search.around_sources(sources, cancelled)
        if pipes is not None and pipes.counts.any():
            search.around_pipes(pipes, cancelled)
    result.kavel = np.where(blocks.block >= 0, kavel[at], -1) if m else result.kavel
    result.left_homes = float(of_block[(large & (kavel < 0))[at]].sum()) if m else 0.0
    return result


class _Search:
    """Kavels that grow one after the other; a block belongs to the first that takes it."""

    def __init__(
        self,
        blocks: Blocks,
        homes: Homes,
        dwellings: Floats,
        large: Flags,
        kavel: Ints,
        kentallen: Kentallen,
        result: Grown,
    ) -> None:
        self.blocks, self.dwellings, self.kavel, self.large = blocks, dwellings, kavel, large
        self.reach_m, self.least = kentallen.value("kavel.bereik"), kentallen.value("kavel.woningen_min")
        self.rounds, self.result = round(kentallen.value("kavel.groeirondes")), result
        usual = blocks.heat[large].sum() / max(float(dwellings[large].sum()), 1.0)
        self.little_gj = kentallen.value("kavel.leiding_min") * self.least * usual
        self.building = np.flatnonzero((blocks.block >= 0) & large[np.maximum(blocks.block, 0)])
        self.points = points_of(homes.geometry)[self.building]
        self.tree = shapely.STRtree(self.points)

    def around_sources(self, sources: HeatSources, cancelled: Cancelled) -> None:
        """Grow a kavel around every source, the largest first; one of unknown heat goes last and sets no limit."""
        limit = np.where(np.isnan(sources.heat_gj), np.inf, sources.heat_gj)
        for s in np.lexsort((np.arange(len(sources.ids)), -np.nan_to_num(sources.heat_gj))):
            stop_if(cancelled)
            order, total = self._from(sources.points[s])
            taken = order[: int(np.searchsorted(total, float(limit[s]), side="right"))]
            self._take(taken, note("kavels_kandidaat_bron", name=sources.ids[s]))

    def around_pipes(self, pipes: Pipes, cancelled: Cancelled) -> None:
        """Grow a kavel around the pipe that has most water left, until none has enough for the smallest kavel."""
        used = np.zeros(len(pipes.ids), dtype=bool)
        base, left = 0.0, pipes.heat_gj.copy()
        lines = only(pipes.counts, pipes.lines)
        tree = shapely.STRtree(lines)
        for p in np.lexsort((pipes.ids.astype(str), -pipes.heat_gj)):
            if not pipes.counts[p] or used[p] or left[p] < self.little_gj:
                continue
            stop_if(cancelled)
            mine = used.copy()
            mine[p] = True
            if pipes.together(pipes.heat_gj, mine) - base < self.little_gj:
                continue
            order, total = self._from(pipes.lines[p])
            taken = order[:0]
            for _ in range(self.rounds):
                supply = pipes.together(pipes.heat_gj, used | mine) - base
                more = order[: int(np.searchsorted(total, supply, side="right"))]
                if len(more) <= len(taken):
                    break
                taken = more
                mine = mine | self._reached(taken, tree, len(lines))
            if self._take(taken, note("kavels_kandidaat_leiding", name=pipes.ids[p])):
                used |= mine
                base = pipes.together(pipes.heat_gj, used)
                if pipes.tail is not None and pipes.head is not None and pipes.share is not None:
                    left = pipes.heat_gj * (1.0 - passes_again(pipes.tail, pipes.head, pipes.share, used))
                else:
                    left = np.where(used, 0.0, left)

    def _from(self, place: object) -> tuple[Ints, Floats]:
        """Return the free blocks in order of distance from a place along the streets, and their summed demand."""
        free = self.large & (self.kavel < 0)
        near = self.tree.query(np.array([place], dtype=object), predicate="dwithin", distance=self.reach_m)[1]
        near = near[free[self.blocks.block[self.building[near]]]]
        if not len(near):
            return np.empty(0, dtype=np.int64), np.empty(0)
        away = np.round(shapely.distance(self.points[near], place), 6)
        start = int(self.blocks.block[self.building[near[np.lexsort((near, away))[0]]]])
        graph = self.blocks.links(free)
        distance = dijkstra(graph, directed=False, indices=start)[: len(free)]
        order = np.lexsort((np.arange(len(free)), np.round(distance, 6)))
        order = order[np.isfinite(distance[order]) & free[order]].astype(np.int64)
        return order, np.cumsum(self.blocks.heat[order])

    def _reached(self, taken: Ints, tree: shapely.STRtree, width: int) -> Flags:
        """Return the pipes within reach of the buildings on blocks."""
        chosen = np.zeros(len(self.large), dtype=bool)
        chosen[taken] = True
        points = self.points[chosen[self.blocks.block[self.building]]]
        found = np.zeros(width, dtype=bool)
        found[tree.query(points, predicate="dwithin", distance=self.reach_m)[1]] = True
        return found

    def _take(self, taken: Ints, label: str) -> bool:
        """Make a kavel of blocks when they hold enough dwellings; tell whether they do."""
        if self.dwellings[taken].sum() < self.least:
            return False
        self.kavel[taken] = len(self.result.labels)
        self.result.labels.append(label)
        return True
