"""What loops do to each other: temperature drop by finite line sources, added up over all loops within reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...callbacks import Cancelled, Progress, never, silent, stop_if
from ...errors import InputError
from ...kentallen import Kentallen
from .gfunction import responses
from .soil import Ground

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]

YEAR_S = 365.25 * 86400.0
W_PER_GJ = 1e9 / YEAR_S
"""Mean power of a gigajoule a year."""

DEPTHS = 48
"""Loops of at most so many different depths are reckoned exactly; of more the depths are put together in so many
classes, even on the logarithm, for the shape of the response only: each loop keeps its own heat per metre. From 40 to
400 m a loop then differs at most 2.5 % from its class, and its temperature less than 2 %."""

STEPS = 800
"""Steps of a table of responses, even on the logarithm of the distance; between them it is straight."""

PAIRS = 1_000_000
"""Pairs of loops that are in memory at a time, about."""


@dataclass(frozen=True)
class Loops:
    """Closed loops in the ground.

    Attributes
    ----------
    xy
        Shape (n, 2): places in RD, m.
    depth_m
        Shape (n,): depth of the end below the surface, m.
    net_gj
        Shape (n,): net heat that the loop draws from the ground in a year, GJ; negative where it warms the ground.
    system
        Shape (n,): id of the system (building, cluster, installation) that the loop belongs to.
    """

    xy: Floats
    depth_m: Floats
    net_gj: Floats
    system: Texts

    def __len__(self) -> int:
        return len(self.depth_m)


@dataclass(frozen=True)
class Influence:
    """Temperature drop at m places after each of y years, K; positive is colder. Mean over the depth of the place.

    Attributes
    ----------
    years
        Shape (y,): years.
    own_k
        Shape (m, y): by the system that the place belongs to, at the wall of the borehole; 0 where it belongs to none.
    others_k
        Shape (m, y): by all other systems together.
    worst
        Shape (m,): other system with the largest effect in the last year; "" where none is within reach.
    worst_k
        Shape (m,): that effect, K; 0 where there is none.
    worst_m
        Shape (m,): distance to the nearest loop of that system, m; NaN where there is none.
    reach_m
        Distance beyond which loops count for nothing.
    """

    years: Floats
    own_k: Floats
    others_k: Floats
    worst: Texts
    worst_k: Floats
    worst_m: Floats
    reach_m: float

    @property
    def total_k(self) -> Floats:
        """Drop by all systems, shape (m, y), K."""
        return self.own_k + self.others_k


def influence(
    loops: Loops,
    at: Loops | None = None,
    *,
    ground: Ground,
    kentallen: Kentallen,
    years: Sequence[float] | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Influence:
    """Return the temperature drop that loops cause at loops.

    Parameters
    ----------
    loops
        What draws heat, from year 0 on, evenly over the year.
    at
        Where: None for the loops themselves. Of other places (with their depth and system) the heat counts for
        nothing; a loop of the same system counts as own.
    ground
        Conductivity and capacity, the same everywhere.
    kentallen
        ``bodem.*``.
    years
        Ascending; None for `bodem.invloed_jaren`.
    progress, cancelled
        See `callbacks`.

    Raises
    ------
    InputError
        A depth is not positive, a place or heat is not a number, or a year is not positive.
    """
    at = loops if at is None else at
    asked = np.asarray(kentallen.table("bodem.invloed_jaren") if years is None else years, dtype=np.float64).reshape(-1)
    _check(loops, at, asked, kentallen)
    field = Field.build(loops, at, asked, ground, kentallen)
    progress(10.0)
    m = len(at)
    own, others = np.zeros((m, len(asked))), np.zeros((m, len(asked)))
    worst, worst_k, worst_m = np.full(m, -1), np.zeros(m), np.full(m, np.nan)
    names, code = np.unique(np.concatenate([loops.system, at.system]).astype(str), return_inverse=True)
    system, here = code[: len(loops)], code[len(loops) :]
    done = 0
    for places, near in _blocks(at.xy, loops.xy, field.reach_m):
        stop_if(cancelled)
        # in order of system: the sums per system below are then sums of neighbours
        sources = near[np.lexsort((near, system[near]))]
        for some in np.array_split(places, -(-len(places) * max(len(sources), 1) // PAIRS)):
            row, column = field.within(some, sources)
            place, source = some[row], sources[column]
            drop, far = field.drops(place, source)
            mine = here[place] == system[source]
            _add(own, place[mine], drop[mine])
            place, drop = place[~mine], drop[~mine]
            _add(others, place, drop)
            _name_worst(place, drop[:, -1], far[~mine], system[source[~mine]], worst, worst_k, worst_m)
        done += len(places)
        progress(10.0 + 90.0 * done / max(m, 1))
    named = np.append(names.astype(object), "")[worst]
    return Influence(asked, own, others, named, worst_k, worst_m, field.reach_m)


@dataclass(frozen=True)
class Field:
    """Responses of loops to loops as tables of distance, for every pair of depths and every year.

    Attributes
    ----------
    source_xy, place_xy
        Shape (n, 2) and (m, 2).
    scale
        Shape (n,): heat per metre of each source by ``2 pi conductivity``, K.
    source_class, place_class
        Shape (n,) and (m,): class of depth.
    table
        Shape (classes, classes, steps + 1, years): response of a place of the first class to a source of the second.
    low, step
        Logarithm of the square of the first distance of the table, and its step.
    reach_m
        Distance beyond which nothing counts.
    """

    source_xy: Floats
    place_xy: Floats
    scale: Floats
    source_class: Integers
    place_class: Integers
    table: Floats
    low: float
    step: float
    reach_m: float

    @classmethod
    def build(cls, loops: Loops, at: Loops, years: Floats, ground: Ground, kentallen: Kentallen) -> Field:
        """Return the tables for these loops and places."""
        head, wall = kentallen.value("bodem.kop_m"), kentallen.value("bodem.boorstraal_mm") / 1000.0
        reach = reach_m(float(years.max()), ground, kentallen)
        depth, classes = _classes(np.concatenate([loops.depth_m, at.depth_m]))
        n, k = len(loops), len(depth)
        distance = np.geomspace(wall, reach, STEPS + 1)
        source, place = np.repeat(depth, k), np.tile(depth, k)
        table = np.stack(
            [responses(distance, year * YEAR_S, ground.diffusivity, source, place, head) for year in years], axis=-1
        )
        low, high = 2.0 * np.log(wall), 2.0 * np.log(reach)
        scale = loops.net_gj * W_PER_GJ / (loops.depth_m - head) / (2.0 * np.pi * ground.conductivity)
        return cls(
            loops.xy,
            at.xy,
            np.asarray(scale, dtype=np.float64),
            classes[:n],
            classes[n:],
            np.ascontiguousarray(table.reshape(STEPS + 1, k, k, len(years)).transpose(2, 1, 0, 3)),
            float(low),
            float(high - low) / STEPS,
            reach,
        )

    def within(self, places: Integers, sources: Integers) -> tuple[Integers, Integers]:
        """Return which of some places and sources lie within reach of each other, as positions, by place."""
        square = _square(self.place_xy[places][:, None], self.source_xy[sources][None])
        row, column = np.nonzero(square < self.reach_m**2)
        return row.astype(np.int64), column.astype(np.int64)

    def drops(self, places: Integers, sources: Integers) -> tuple[Floats, Floats]:
        """Return the drop at places by sources, K, and their distance, m.

        Parameters
        ----------
        places, sources
            Positions, of shapes that go together as numpy has it: the same for pairs, (p, 1) and (1, s) for all by all.

        Returns
        -------
        tuple
            Their common shape, that of the drop with years as its last axis.
        """
        square = _square(self.place_xy[places], self.source_xy[sources])
        # what lies within the borehole is felt at its wall
        along = (np.log(np.maximum(square, np.exp(self.low))) - self.low) / self.step
        index = np.minimum(along.astype(np.int64), STEPS - 1)
        classes, years = self.table.shape[0], self.table.shape[-1]
        at = (self.place_class[places] * classes + self.source_class[sources]) * (STEPS + 1) + index
        # `take` is several times as fast as an index; it is most of the work
        flat = self.table.reshape(-1, years)
        lower, upper = np.take(flat, at, axis=0), np.take(flat, at + 1, axis=0)
        scale = self.scale[sources] * (along < STEPS)
        upper -= lower
        upper *= (along - index)[..., None]
        upper += lower
        upper *= scale[..., None]
        return upper, np.sqrt(square)


def reach_m(years: float, ground: Ground, kentallen: Kentallen) -> float:
    """Return the distance beyond which a loop counts for nothing after a time: `bodem.afkap_factor` sqrt(4 a t), m.

    Of infinite line sources spread evenly over an endless plain the part beyond ``u = factor^2`` is
    ``exp(-u) - u E1(u)`` of the whole: 0.0011 % at factor 3. Finite loops reach less far.
    """
    return kentallen.value("bodem.afkap_factor") * float(np.sqrt(4.0 * ground.diffusivity * years * YEAR_S))


def _check(loops: Loops, at: Loops, years: Floats, kentallen: Kentallen) -> None:
    head = kentallen.value("bodem.kop_m")
    for some in (loops, at):
        lost = ~np.isfinite(some.xy).all(axis=1)
        if lost.any():
            raise InputError("lijnbron_plaats", value=str(some.system[lost][0]))
        shallow = ~(np.isfinite(some.depth_m) & (some.depth_m > head))
        if shallow.any():
            raise InputError("lijnbron_diepte", value=float(some.depth_m[shallow][0]), head=head)
    unknown = ~np.isfinite(loops.net_gj)
    if unknown.any():
        raise InputError("lijnbron_warmte", value=str(loops.system[unknown][0]))
    if not (len(years) and np.isfinite(years).all() and years[0] > 0.0 and (np.diff(years) > 0.0).all()):
        raise InputError("lijnbron_jaren", value=", ".join(f"{year:g}" for year in years))


def _classes(depth: Floats) -> tuple[Floats, Integers]:
    """Return at most `DEPTHS` depths, and which of them stands for each loop: its own to a decimetre where it can."""
    values, index, count = np.unique(np.round(depth, 1), return_inverse=True, return_counts=True)
    if len(values) <= DEPTHS:
        return values, index.reshape(-1).astype(np.int64)
    edges = np.geomspace(values[0], values[-1], DEPTHS + 1)
    part = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, DEPTHS - 1)
    used, part = np.unique(part, return_inverse=True)
    weight = np.bincount(part, count, len(used))
    return np.bincount(part, count * values, len(used)) / weight, part[index.reshape(-1)].astype(np.int64)


def _blocks(places: Floats, sources: Floats, reach: float) -> list[tuple[Integers, Integers]]:
    """Return squares of half a reach: the places in each, and the sources that may reach them."""
    if not len(places) or not len(sources):
        return [(np.arange(len(places)), np.arange(0))] if len(places) else []
    side = 0.5 * reach
    corner = np.minimum(places.min(axis=0), sources.min(axis=0))
    cell_of_place, cell_of_source = (np.floor((xy - corner) / side).astype(np.int64) for xy in (places, sources))
    wide = int(max(cell_of_place[:, 0].max(), cell_of_source[:, 0].max())) + 1
    key_of_source = cell_of_source[:, 1] * wide + cell_of_source[:, 0]
    by_source = np.argsort(key_of_source, kind="stable")
    sorted_source = key_of_source[by_source]
    cells, index = np.unique(cell_of_place, axis=0, return_inverse=True)
    by_place = np.argsort(index.reshape(-1), kind="stable")
    edges = np.searchsorted(index.reshape(-1)[by_place], np.arange(len(cells) + 1))
    blocks = []
    for cell, (x, y) in enumerate(cells):
        rows = np.arange(y - 2, y + 3) * wide
        begin = np.searchsorted(sorted_source, rows + max(x - 2, 0), side="left")
        end = np.searchsorted(sorted_source, rows + min(x + 2, wide - 1), side="right")
        near = np.concatenate([by_source[a:b] for a, b in zip(begin, end, strict=True)])
        blocks.append((by_place[edges[cell] : edges[cell + 1]], near))
    return blocks


def _square(one: Floats, other: Floats) -> Floats:
    """Return the square of the distance between places, shape (..., 2)."""
    across, along = one[..., 0] - other[..., 0], one[..., 1] - other[..., 1]
    return np.asarray(across * across + along * along, dtype=np.float64)


def _add(to: Floats, place: Integers, drop: Floats) -> None:
    """Add up drops, shape (n, years), per place; places in runs. Changes `to`, at these places only."""
    if len(place):
        starts = _starts(place)
        to[place[starts]] = np.add.reduceat(drop, starts, axis=0)


def _starts(*keys: Integers) -> Integers:
    """Return where runs of the same keys begin."""
    new = np.zeros(len(keys[0]), dtype=bool)
    new[:1] = True
    for key in keys:
        new[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(new)


def _name_worst(
    place: Integers,
    drop: Floats,
    far: Floats,
    system: Integers,
    worst: Integers,
    worst_k: Floats,
    worst_m: Floats,
) -> None:
    """Fill in the system with the largest effect at each place; pairs go by place, and within it by system."""
    if not len(place):
        return
    starts = _starts(place, system)
    by_system, nearest = np.add.reduceat(drop, starts), np.minimum.reduceat(far, starts)
    place, system = place[starts], system[starts]
    # a warming system counts by its size too; equal ones by the order of their names
    size = np.abs(by_system)
    begin = _starts(place)
    largest = np.repeat(np.maximum.reduceat(size, begin), np.diff(np.append(begin, len(place))))
    best = np.flatnonzero((size == largest) & (size > 0.0))
    best = best[_starts(place[best])]
    at = place[best]
    worst[at], worst_k[at], worst_m[at] = system[best], by_system[best], nearest[best]
