"""Which way the water goes through pressure mains and pressure sewers: from the pumps to where they discharge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, dijkstra

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class PressureDirections:
    """Direction of pressure mains.

    Attributes
    ----------
    reversed
        Whether the water runs from the main's end to its begin, shape (n_mains,).
    open
        Whether water may pass the main, shape (n_mains,).
    discharge
        Nodes where mains discharge, shape (n_nodes,).
    leaves
        Discharges with nothing behind them: there the water leaves the model, shape (n_nodes,).
    lifts
        Nodes where gravity sewers drain into a main, shape (n_nodes,).
    """

    reversed: Bools
    open: Bools
    discharge: Bools
    leaves: Bools
    lifts: Bools


def from_pumps(
    begin: Ints, eind: Ints, length: Floats, n_nodes: int, *, pump: Bools, gravity: Bools, outlet: Bools
) -> PressureDirections:
    """Direct the mains of every connected piece to its nearest discharge.

    Discharges of a piece are, in this order of preference: treatment plants; manholes of a gravity sewer that are no
    pump and into which a main is drawn; free ends that are no pump and into which a main is drawn; any manhole of a
    gravity sewer or free end that is no pump; ends that mains are only drawn into; and as a last resort the node with
    the highest number. All of the first kind that exists count; treatment plants and manholes count together.

    Parameters
    ----------
    begin, eind
        Nodes of each main as drawn, shape (n_mains,).
    length
        Length (m), shape (n_mains,).
    n_nodes
        Number of nodes.
    pump
        Nodes that are a pump or pumping station, shape (n_nodes,).
    gravity
        Nodes that a gravity sewer touches, shape (n_nodes,).
    outlet
        Treatment plants and hand-over points, shape (n_nodes,).
    """
    degree = np.bincount(np.concatenate([begin, eind]), minlength=n_nodes)
    drawn_in = np.bincount(eind, minlength=n_nodes) > 0
    drawn_out = np.bincount(begin, minlength=n_nodes) > 0
    on = degree > 0
    end = on & (degree == 1) & ~gravity
    preference = [
        on & (outlet | (gravity & ~pump & drawn_in)),
        end & ~pump & drawn_in,
        on & ~pump & (gravity | end),
        on & drawn_in & ~drawn_out,
        on,
    ]
    graph = coo_array((np.ones(len(begin), dtype=np.int8), (begin, eind)), shape=(n_nodes, n_nodes)).tocsr()
    count, piece = connected_components(graph, directed=False)
    discharge = np.zeros(n_nodes, dtype=bool)
    served = np.zeros(count, dtype=bool)
    for k, candidates in enumerate(preference):
        chosen = np.flatnonzero(candidates & ~served[piece])
        if k == len(preference) - 1:
            # nothing points to a discharge: one node per piece, the last
            chosen = chosen[np.sort(len(chosen) - 1 - np.unique(piece[chosen][::-1], return_index=True)[1])]
        discharge[chosen] = True
        served[piece[chosen]] = True
    distance = _distance(begin, eind, length, np.flatnonzero(discharge), n_nodes)
    # at equal distance by number: two mains between the same nodes must not run opposite ways
    level = (distance[begin] == distance[eind]) & (begin < eind)
    reverse = (distance[begin] < distance[eind]) | level
    tail = np.where(reverse, eind, begin)
    opened = (begin != eind) & np.isfinite(distance[begin]) & ~discharge[tail]
    return PressureDirections(reverse, opened, discharge, discharge & ~gravity, on & gravity & ~discharge)


def _distance(begin: Ints, eind: Ints, length: Floats, sources: Ints, n_nodes: int) -> Floats:
    """Return the shortest distance (m) of each node to a source; inf where there is none."""
    if not len(sources):
        return np.full(n_nodes, np.inf)
    metres = np.maximum(length, 1e-3)
    low, high = np.minimum(begin, eind), np.maximum(begin, eind)
    order = np.lexsort((metres, high, low))
    low, high, metres = low[order], high[order], metres[order]
    first = np.concatenate([[True], (low[1:] != low[:-1]) | (high[1:] != high[:-1])]) & (low != high)
    graph = coo_array(
        (
            np.concatenate([metres[first], np.full(len(sources), 1e-9)]),
            (np.concatenate([low[first], sources]), np.concatenate([high[first], np.full(len(sources), n_nodes)])),
        ),
        shape=(n_nodes + 1, n_nodes + 1),
    ).tocsr()
    return np.asarray(dijkstra(graph, directed=False, indices=n_nodes)[:n_nodes], dtype=np.float64)
