"""Synthetic towns for the bench of networks: streets and buildings of any number, the same for the same numbers.

They are made up, not real towns. Street corners lie on a square grid, jittered; part of the blocks' sides has no
street, but all streets stay connected. Buildings stand beside streets chosen by chance, each with its foot point on
the street that it stands along. The streets are numbered in no order, as in a delivery.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import minimum_spanning_tree

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

BLOCK = 60.0
JITTER = 0.25
"""How far a corner lies from its place on the grid, in blocks."""

GONE = 0.15
"""Sides of blocks without a street."""

ASIDE = (10.0, 18.0)
"""How far the middle of a building lies from the middle of its street (m)."""

SEED = 20240607


class Size(NamedTuple):
    """A size of town."""

    edges: int
    buildings: int


TOWNS = {"S": Size(2_000, 300), "M": Size(10_000, 3_000), "L": Size(60_000, 30_000), "XL": Size(300_000, 150_000)}


@dataclass(frozen=True)
class Town:
    """Streets and buildings.

    Attributes
    ----------
    xy
        Street corners (m, RD), shape (n, 2).
    ends
        Corners at the ends of each street, shape (m, 2).
    street
        Street that each building stands along, shape (b,).
    along
        Where its foot point lies on that street, from 0 up to 1, shape (b,).
    place
        Middle of each building, shape (b, 2).
    turn
        Direction of the facade (rad), shape (b,).
    homes
        Dwellings in each building, shape (b,).
    source
        Corner in the middle of the town, where the heat comes from.
    """

    xy: Floats
    ends: Ints
    street: Ints
    along: Floats
    place: Floats
    turn: Floats
    homes: Ints
    source: int


class Graph(NamedTuple):
    """A Steiner tree problem."""

    size: int
    u: Ints
    v: Ints
    weight: Floats
    terminal: npt.NDArray[np.bool_]
    source: int


def town(size: Size) -> Town:
    """Return a town."""
    chance = np.random.default_rng(SEED + size.edges)
    side = int(np.ceil(0.5 + np.sqrt(0.25 + 0.5 * size.edges / (1.0 - GONE))))
    corner = np.arange(side * side).reshape(side, side)
    pairs = np.concatenate(
        [
            np.column_stack([corner[:-1].ravel(), corner[1:].ravel()]),
            np.column_stack([corner[:, :-1].ravel(), corner[:, 1:].ravel()]),
        ]
    )
    # a tree by chance keeps all corners connected
    rank = chance.permutation(len(pairs)) + 1.0
    links = coo_matrix((rank, (pairs[:, 0], pairs[:, 1])), shape=(side * side, side * side))
    needed = np.isin(rank, minimum_spanning_tree(links.tocsr()).data)
    order = np.argsort(np.where(needed, 0.0, rank), kind="stable")[: size.edges]
    ends = pairs[chance.permutation(order)]
    column, row = (grid.ravel() for grid in np.meshgrid(np.arange(side), np.arange(side), indexing="ij"))
    xy = BLOCK * (np.column_stack([column, row]) + chance.uniform(-JITTER, JITTER, (side * side, 2)))
    xy += (100_000.0, 400_000.0)
    street = np.sort(chance.integers(0, len(ends), size.buildings))
    along = chance.uniform(0.05, 0.95, size.buildings)
    aside = chance.uniform(*ASIDE, size.buildings) * chance.choice([-1.0, 1.0], size.buildings)
    a, b = xy[ends[street, 0]], xy[ends[street, 1]]
    step = b - a
    normal = np.column_stack([-step[:, 1], step[:, 0]]) / np.hypot(*step.T)[:, None]
    place = a + along[:, None] * step + aside[:, None] * normal
    homes = np.where(chance.random(size.buildings) < 0.03, chance.integers(6, 40, size.buildings), 1)
    source = int(corner[side // 2, side // 2])
    return Town(xy, ends, street, along, place, np.arctan2(step[:, 1], step[:, 0]), homes, source)


def places(made: Town) -> Floats:
    """Return where the nodes of `layout_graph` lie, shape (n, 2): corners, then foot points street by street."""
    order = np.lexsort((made.along, made.street))
    a, b = (made.xy[made.ends[made.street[order], end]] for end in (0, 1))
    return np.concatenate([made.xy, a + made.along[order, None] * (b - a)])


def layout_graph(made: Town) -> Graph:
    """Return the streets, split at the foot points of the buildings; these and the source are to be joined."""
    order = np.lexsort((made.along, made.street))
    xy, foot = places(made), len(made.xy) + np.arange(len(order))
    a, b = made.ends.T
    streets = np.arange(len(a))
    # per street: its first corner, its feet in order, its last corner
    edge = np.concatenate([streets, made.street[order], streets])
    at = np.concatenate([np.full(len(a), -1.0), made.along[order], np.full(len(a), 2.0)])
    node = np.concatenate([a, foot, b])
    row = np.lexsort((at, edge))
    edge, node = edge[row], node[row]
    pair = np.flatnonzero(edge[1:] == edge[:-1])
    u, v = node[pair], node[pair + 1]
    terminal = np.zeros(len(xy), dtype=bool)
    terminal[foot] = terminal[made.source] = True
    return Graph(len(xy), u, v, np.hypot(*(xy[u] - xy[v]).T), terminal, made.source)
