"""Synthetic towns for the bench: sewers of any size, the same for the same size and seed.

They are made up, not real sewers. A town has up to `LARGEST` pipes: street corners on a square grid, jittered; each
corner drains to its neighbour to the left or below, by chance, so that the water gathers towards the outlet in the
corner as in Scheidegger's (1967) model of river networks; some corners drain both ways, which makes the splits and the
loops. A few pumps bring part of the water back up, which makes cycles (only where these are asked for). The corners
and pipes of a town are numbered in no order, as in a delivery.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

LARGEST = 10_000
"""Pipes of the largest town: a Dutch municipality has 10 000 to 50 000, in several villages."""

LOOPS = 0.13
"""Pipes that make a loop, per pipe of the tree; Bodegraven has about this many."""

PUMPS = 3
"""Pumps per town that bring water back up."""

BLOCK = 40.0
DROP = 0.10
SPACE = 6_000.0
SEED = 20240607


@dataclass(frozen=True)
class Towns:
    """Directed pipes between street corners.

    Attributes
    ----------
    tail, head
        Upper and lower corner of each pipe, shape (n_pipes,); the pumps come last.
    share
        Share of the flow through the tail, shape (n_pipes,).
    pumps
        Number of pumps among the pipes.
    x, y
        Place of each corner (m, RD), shape (n_nodes,).
    invert
        Invert of each corner (m NAP), shape (n_nodes,).
    upstream
        Corners that drain through each corner, shape (n_nodes,).
    outlets
        The outlet of each town.
    """

    tail: Ints
    head: Ints
    share: Floats
    pumps: int
    x: Floats
    y: Floats
    invert: Floats
    upstream: Floats
    outlets: Ints


def towns(pipes: int, *, cycles: bool = True) -> Towns:
    """Return towns with `pipes` pipes together, pumps included."""
    count = -(-pipes // LARGEST)
    sizes = np.full(count, pipes // count)
    sizes[: pipes % count] += 1
    chance = np.random.default_rng(SEED)
    parts, lifts, first = [], [], 0
    across = int(np.ceil(np.sqrt(count)))
    for number, size in enumerate(sizes.tolist()):
        pumps = PUMPS if cycles else 0
        part = _shuffled(_town(size - pumps, chance), chance)
        x0, y0 = 20_000.0 + SPACE * (number % across), 310_000.0 + SPACE * (number // across)
        parts.append((part[0] + first, part[1] + first, part[2] + x0, part[3] + y0, *part[4:]))
        if cycles:
            lifts.append(_pumps(part[0], part[1], part[5], chance) + first)
        first += len(part[2])
    tail, head, x, y, invert, upstream = (np.concatenate(column) for column in zip(*parts, strict=True))
    outlets = np.flatnonzero(np.bincount(tail, minlength=first) == 0)
    weight = chance.uniform(0.2, 1.0, len(tail))
    if cycles:
        back = np.concatenate(lifts)
        tail, head = np.concatenate([tail, back[:, 0]]), np.concatenate([head, back[:, 1]])
        weight = np.concatenate([weight, np.full(len(back), 0.1)])
    share = weight / np.bincount(tail, weights=weight, minlength=first)[tail]
    return Towns(tail, head, share, len(lifts) * PUMPS, x, y, invert, upstream, outlets)


def _town(pipes: int, chance: np.random.Generator) -> tuple[npt.NDArray, ...]:
    """Return tail, head, x, y, invert and upstream corners of one town."""
    side = int(np.sqrt((pipes + 1) / (1.0 + LOOPS)))
    column, row = (grid.ravel() for grid in np.meshgrid(np.arange(side), np.arange(side), indexing="ij"))
    corner = np.arange(side * side)
    left = (chance.random(side * side) < 0.5) & (column > 0) | (row == 0)
    lower = np.where(left, corner - side, corner - 1)
    tail, head = corner[1:], lower[1:]
    inner = np.flatnonzero((column > 0) & (row > 0))
    extra = np.sort(chance.choice(inner, pipes - len(tail), replace=False))
    tail = np.concatenate([tail, extra])
    head = np.concatenate([head, np.where(left[extra], extra - 1, extra - side)])
    upstream = np.ones(side * side)
    for step in range(2 * side - 2, 0, -1):
        here = np.flatnonzero((column + row) == step)
        np.add.at(upstream, lower[here], upstream[here])
    x = BLOCK * column + chance.uniform(-6.0, 6.0, side * side)
    y = BLOCK * row + chance.uniform(-6.0, 6.0, side * side)
    # now and then a pipe lies against its slope
    invert = -4.0 + DROP * (column + row) + chance.normal(0.0, 0.03, side * side)
    return tail, head, x, y, invert, upstream


def _shuffled(town: tuple[npt.NDArray, ...], chance: np.random.Generator) -> tuple[npt.NDArray, ...]:
    """Return a town with its corners and pipes in no order."""
    tail, head, *corners = town
    number = chance.permutation(len(corners[0]))
    old = np.argsort(number)
    rows = chance.permutation(len(tail))
    return number[tail][rows], number[head][rows], *(column[old] for column in corners)


def _pumps(tail: Ints, head: Ints, upstream: Floats, chance: np.random.Generator) -> Ints:
    """Return pumps (from, to) that lift water five to forty corners up its main branch, shape (PUMPS, 2)."""
    order = np.argsort(upstream[tail], kind="stable")
    above = np.full(len(upstream), -1)
    above[head[order]] = tail[order]
    found: dict[int, int] = {}
    for start in chance.permutation(np.flatnonzero(upstream >= min(50, upstream.max()))).tolist():
        here = start
        for _ in range(int(chance.integers(5, 40))):
            if above[here] < 0:
                break
            here = int(above[here])
        if here not in (start, above[start]) and np.isin(start, tail):
            found[start] = here
        if len(found) == PUMPS:
            break
    return np.array(list(found.items()))
