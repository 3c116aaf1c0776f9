"""Where the pipes of a building come together: in the middle of an outer wall, on the side where its neighbours are."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely

from ...callbacks import Cancelled, never, stop_if
from ...kentallen import Kentallen
from ...readers.shapes import Shapes

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_SWEEPS = 10
_EVERY = 1000
"""Buildings between two looks whether the user cancelled."""
_STREET = 0.1
"""Weight of a metre farther from the street: enough to choose the garden where pipes are as long on either side."""


def nodes(
    footprints: Shapes,
    rows: Ints,
    first: Ints,
    second: Ints,
    *,
    streets: Shapes,
    kentallen: Kentallen,
    cancelled: Cancelled = never,
) -> Floats:
    """Return the node of each building, shape (b, 2), m; the middle of the building for those not in `rows`.

    A building has the middles of the four sides of its smallest rectangle to choose from, on its wall, but not those
    at another building (``gebouw.spleet``). Along a row, or any tree of neighbours, the choice is the one with the
    shortest links of all, and of equal ones that farthest from the street. With a ring in it buildings then take in
    turn the one with the shortest links to their neighbours, until nothing changes.

    Parameters
    ----------
    footprints
        Shape (b,): areas or None.
    rows
        Buildings that take part.
    first, second
        Pairs of neighbours.
    streets
        Lines.
    """
    middle = np.full((len(footprints), 2), np.nan)
    there = np.flatnonzero(~shapely.is_missing(footprints))
    middle[there] = shapely.get_coordinates(shapely.centroid(footprints[there]))
    if not len(rows):
        return middle
    options = _options(footprints[rows])
    stop_if(cancelled)
    blocked = _blocked(options, footprints, rows, kentallen.value("gebouw.spleet"))
    stop_if(cancelled)
    away = np.zeros(options.shape[:2])
    if len(streets):
        flat = shapely.points(options.reshape(-1, 2))
        near = shapely.STRtree(streets).query_nearest(flat, all_matches=False, return_distance=True)[1]
        away = near.reshape(away.shape)
    own = np.where(blocked, 1e6, 0.0) - _STREET * away
    at = np.full(len(footprints), -1, dtype=np.int64)
    at[rows] = np.arange(len(rows))
    links: list[list[int]] = [[] for _ in rows]
    for one, other in zip(at[first].tolist(), at[second].tolist(), strict=True):
        links[one].append(other)
        links[other].append(one)
    stop_if(cancelled)
    pick = _along_trees(options, own, links)
    for _ in range(_SWEEPS):
        changed = False
        for k, near_ones in enumerate(links):
            if not near_ones:
                continue
            if k % _EVERY == 0:
                stop_if(cancelled)
            ends = options[near_ones, pick[near_ones]]
            cost = own[k] + np.hypot(*(options[k][:, None, :] - ends[None, :, :]).transpose(2, 0, 1)).sum(axis=1)
            best = int(np.argmin(cost))
            if cost[best] < cost[pick[k]] - 1e-6:
                pick[k], changed = best, True
        if not changed:
            break
    middle[rows] = options[np.arange(len(rows)), pick]
    return middle


def _along_trees(options: Floats, own: Floats, links: list[list[int]]) -> Ints:
    """Return the option of each building with which the links of its tree are shortest in all, shape (n,).

    From the leaves to the root each building tells what its part of the tree costs at least for each option of its
    parent; from the root back the choices follow. Links that close a ring are left out.
    """
    n = len(links)
    pick = np.zeros(n, dtype=np.int64)
    total = own.copy()
    parent = np.full(n, -1, dtype=np.int64)
    seen = np.zeros(n, dtype=bool)
    order: list[int] = []
    for root in range(n):
        if seen[root]:
            continue
        seen[root] = True
        queue = [root]
        for one in queue:
            for other in links[one]:
                if not seen[other]:
                    seen[other] = True
                    parent[other] = one
                    queue.append(other)
        order.extend(queue)
    best: dict[int, Ints] = {}
    for one in reversed(order):
        up = int(parent[one])
        if up >= 0:
            apart = options[up][:, None, :] - options[one][None, :, :]
            cost = total[one][None, :] + np.hypot(apart[..., 0], apart[..., 1])
            best[one] = np.argmin(cost, axis=1)
            total[up] += cost.min(axis=1)
    for one in order:
        up = int(parent[one])
        pick[one] = np.argmin(total[one]) if up < 0 else best[one][pick[up]]
    return pick


def _options(footprints: Shapes) -> Floats:
    """Return the middles of the sides of the smallest rectangle round each building, on its wall; shape (n, 4, 2)."""
    boxes = shapely.minimum_rotated_rectangle(footprints)
    flat = shapely.get_type_id(boxes) != 3
    boxes[flat] = shapely.envelope(footprints[flat])
    corners = shapely.get_coordinates(boxes).reshape(-1, 5, 2)
    middles = (corners[:, :-1] + corners[:, 1:]) / 2.0
    lines = shapely.shortest_line(np.repeat(footprints, 4), shapely.points(middles.reshape(-1, 2)))
    found = shapely.get_coordinates(shapely.get_point(lines, 0)).reshape(-1, 4, 2)
    order = np.lexsort((np.round(found[:, :, 1], 2), np.round(found[:, :, 0], 2)), axis=1)
    return np.asarray(np.take_along_axis(found, order[:, :, None], axis=1), dtype=np.float64)


def _blocked(options: Floats, footprints: Shapes, rows: Ints, gap_m: float) -> npt.NDArray[np.bool_]:
    """Tell which options lie at another building."""
    solid = np.flatnonzero(~shapely.is_missing(footprints))
    spots = shapely.points(options.reshape(-1, 2))
    spot, other = shapely.STRtree(footprints[solid]).query(spots, predicate="dwithin", distance=gap_m)
    strange = solid[other] != rows[spot // options.shape[1]]
    result = np.zeros(len(spots), dtype=bool)
    result[spot[strange]] = True
    return result.reshape(options.shape[:2])
