"""Loops in the ground of their own buildings, and in public ground for buildings that come short."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components, min_weight_full_bipartite_matching
from scipy.spatial import cKDTree

from ...callbacks import Cancelled, never, stop_if
from ...kentallen import Kentallen
from ...readers.shapes import Shapes
from .assign import choose, spread
from .placing import Candidates, candidates, lattice

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_BLUNT = 1.0 - 1e-9
_AMPLE, _PLACES = 8.0, 40.0
"""Ground of more than so many squares of the distance per loop has room to spare; places tried there per loop."""
_BATCH = 50_000
_LATTICE_AREA = 4.0
"""A grid of triangles is tried in ground of at least so many squares of the distance."""


@dataclass(frozen=True)
class Fitted:
    """Loops in pieces of ground.

    Attributes
    ----------
    xy
        Shape (k, 2), `RD`: by piece, then by x and y.
    piece
        Shape (k,).
    """

    xy: Floats
    piece: Ints


def fit(
    free: Shapes,
    quota: Ints,
    *,
    distance: float,
    taken: Floats,
    apart: bool = True,
    kentallen: Kentallen,
    cancelled: Cancelled = never,
) -> Fitted:
    """Return the places of loops: as many as asked for if they fit, and then as far apart as they can be.

    Parameters
    ----------
    free
        Shape (p,): ground where a loop may stand.
    quota
        Shape (p,): loops asked for.
    distance
        Least distance between two loops, m.
    taken
        Shape (k, 2): loops that are there already.
    apart
        Whether loops move away from each other, up to ``lus.spreiding``.
    """
    wanted = free.copy()
    wanted[quota <= 0] = shapely.Polygon()
    # where there is room to spare, a few places are enough
    ample = shapely.area(wanted) > _AMPLE * np.maximum(quota, 1) * distance**2
    places = candidates(
        wanted,
        step_m=kentallen.value("lus.stap"),
        most=np.minimum(_PLACES * (1.0 + quota), kentallen.value("lus.plaatsen_hoogst")),
        widest_m=np.where(ample, distance, distance / 4.0),
    )
    chosen = np.zeros(len(places), dtype=bool)
    for rows in _batches(wanted, places, distance):
        some, piece = np.unique(places.piece[rows], return_inverse=True)
        part = Candidates(places.xy[rows], piece.astype(np.int64))
        chosen[rows] = choose(part, quota[some], distance, taken=taken, cancelled=cancelled)
    xy, piece, settled = _with_lattices(places.xy[chosen], places.piece[chosen], wanted, quota, distance, taken)
    if apart:
        stop_if(cancelled)
        loose = chosen & ~np.isin(places.piece, settled)
        fixed = np.isin(piece, settled)
        moved = spread(
            places, loose, enough=max(kentallen.value("lus.spreiding"), distance), taken=np.vstack([xy[fixed], taken])
        )
        xy = np.vstack([xy[fixed], places.xy[moved]])
        piece = np.concatenate([piece[fixed], places.piece[moved]])
    order = np.lexsort((xy[:, 1], xy[:, 0], piece))
    return Fitted(xy[order], piece[order].astype(np.int64))


def _batches(free: Shapes, places: Candidates, distance: float) -> list[Ints]:
    """Return the places in batches of about `_BATCH`; places of two batches are too far apart to exclude each other.

    The outcome is that of all at once; the tens of millions of pairs of a town would take gigabytes, and the time to
    get those.
    """
    one, other = shapely.STRtree(free).query(free, predicate="dwithin", distance=distance)
    links = coo_array((np.ones(len(one), dtype=np.int8), (one, other)), shape=(len(free), len(free)))
    group = connected_components(links, directed=False)[1][places.piece]
    count = np.bincount(group)
    batch = ((np.cumsum(count) - count) // _BATCH)[group]
    order = np.argsort(batch, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(batch[order])) + 1)


def _with_lattices(
    xy: Floats, piece: Ints, free: Shapes, quota: Ints, distance: float, taken: Floats
) -> tuple[Floats, Ints, Ints]:
    """Return the loops with those pieces of ground that came short as a grid of triangles where that holds more."""
    held = np.bincount(piece, minlength=len(quota))
    large = shapely.area(free) > _LATTICE_AREA * distance**2
    settled = []
    for k in np.flatnonzero((held < quota) & large):
        grid = lattice(free[k], distance)
        if len(grid) <= held[k]:
            continue
        others = np.vstack([xy[piece != k], taken])
        if len(others):
            near = cKDTree(others).query(grid, distance_upper_bound=distance * _BLUNT)[0]
            grid = grid[~np.isfinite(near)]
        if len(grid) > held[k]:
            grid = grid[: quota[k]]
            xy = np.vstack([xy[piece != k], grid])
            piece = np.concatenate([piece[piece != k], np.full(len(grid), k)])
            settled.append(int(k))
    return xy, piece, np.array(settled, dtype=np.int64)


def share_out(xy: Floats, piece: Ints, plot_of: Ints, need: Ints, footprints: Shapes) -> Ints:
    """Return the building of each loop in the ground of several buildings: the nearest, none more than it needs.

    Parameters
    ----------
    xy, piece
        Shape (k, 2) and (k,): loops with their plot.
    plot_of, need, footprints
        Shape (b,): plot of each building (-1: none), loops that it needs, and where it stands.

    Returns
    -------
    Ints
        Shape (k,): building.
    """
    owner = np.full(len(piece), -1, dtype=np.int64)
    asking = np.flatnonzero((plot_of >= 0) & (need > 0))
    asking = asking[np.argsort(plot_of[asking], kind="stable")]
    edges = np.searchsorted(plot_of[asking], np.arange(int(plot_of.max(initial=-1)) + 2))
    for k in np.unique(piece):
        loops = np.flatnonzero(piece == k) if len(piece) < 64 else np.arange(*np.searchsorted(piece, [k, k + 1]))
        mine = asking[edges[k] : edges[k + 1]]
        if len(mine) == 1:
            owner[loops] = mine[0]
            continue
        seats = np.repeat(mine, need[mine])
        cost = shapely.distance(shapely.points(xy[loops])[:, None], footprints[seats][None, :])
        row, seat = linear_sum_assignment(cost)
        owner[loops[row]] = seats[seat]
    return owner


def in_public(xy: Floats, footprints: Shapes, need: Ints, reach: float) -> Ints:
    """Return the building that each place in public ground serves; -1 for none.

    As many places as can be used within reach, and of all ways to do that the one with the least distance in all.

    Parameters
    ----------
    xy
        Shape (k, 2): places.
    footprints, need
        Shape (b,): where a building stands, and the loops that it still needs.
    reach
        Largest distance from a building to its loop, m.
    """
    served = np.full(len(xy), -1, dtype=np.int64)
    asking = np.flatnonzero(need > 0)
    if not len(asking) or not len(xy):
        return served
    points = shapely.points(xy)
    near, place = shapely.STRtree(points).query(footprints[asking], predicate="dwithin", distance=reach)
    if not len(near):
        return served
    # more seats than places within reach are of no use
    within = np.bincount(near, minlength=len(asking))
    seats = np.minimum(need[asking], within)
    first = np.cumsum(seats) - seats
    pair = np.repeat(np.arange(len(near)), seats[near])
    seat = first[near[pair]] + np.arange(len(pair)) - np.repeat(np.cumsum(seats[near]) - seats[near], seats[near])
    n = int(seats.sum())
    metres = shapely.distance(points[place[pair]], footprints[asking[near[pair]]]) + 1.0
    # an empty place per seat, so dear that it is taken only where nothing else can be done
    dear = float(reach + 1.0) * (n + 1)
    row = np.concatenate([seat, np.arange(n)])
    column = np.concatenate([place[pair], len(xy) + np.arange(n)])
    cost = csr_array(coo_array((np.concatenate([metres, np.full(n, dear)]), (row, column)), shape=(n, len(xy) + n)))
    taken_by, taken = min_weight_full_bipartite_matching(cost)
    real = taken < len(xy)
    served[taken[real]] = np.repeat(asking, seats)[taken_by[real]]
    return served
