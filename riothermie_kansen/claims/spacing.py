"""Whether the next exchanger downstream leaves the sewage room to recover."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from ..callbacks import Cancelled, never, stop_if
from ..sewer.exchangers import fit, nominal_size_mm, read_exchangers
from .graph import Flags, Floats, FlowMap
from .heat import Taken

BLOCK = 16
SHORT = 1e-6
"""Length of a pipe without length, m: zero would be no link."""


@dataclass(frozen=True)
class Next:
    """The nearest offtake downstream of another one.

    Attributes
    ----------
    row, other
        The two offtakes.
    metres
        Distance along the flow.
    """

    row: int
    other: int
    metres: float


def exchanger_lengths(sewer: FlowMap, taken: Taken, kw: Floats) -> Floats:
    """Return the length of exchanger that each power asks in its pipe, m; NaN where no exchanger fits. Shape (n,)."""
    pipes = sewer.frame.iloc[taken.pipe]
    width = pipes["breedte_mm"].to_numpy(dtype=np.float64)
    return fit(
        function=pipes["functie"].to_numpy(dtype=object),
        size_mm=nominal_size_mm(width, pipes["hoogte_mm"].to_numpy(dtype=np.float64)),
        flow_ls=sewer.flow_ls[taken.pipe],
        power_kw=kw,
        length_m=sewer.length_m[taken.pipe],
        table=read_exchangers(),
    ).lengte_m


def next_downstream(
    sewer: FlowMap, taken: Taken, reach_m: Floats, there: Flags, *, cancelled: Cancelled = never
) -> list[Next]:
    """Return for each offtake the nearest one downstream within its reach, along the flow.

    Parameters
    ----------
    sewer, taken
        The map and the offtakes on it.
    reach_m
        How far to look, m, shape (n,); NaN for not at all.
    there
        Which ones may be met, shape (n,).
    """
    used = np.flatnonzero(sewer.share > 0)
    n = len(sewer.node_id)
    # of parallel pipes the shortest; a sparse matrix would add them up
    length = np.maximum(sewer.length_m[used], SHORT)
    order = np.lexsort((length, sewer.head[used], sewer.tail[used]))
    pairs = sewer.tail[used][order] * n + sewer.head[used][order]
    chosen = order[np.unique(pairs, return_index=True)[1]]
    links = coo_array((length[chosen], (sewer.tail[used][chosen], sewer.head[used][chosen])), shape=(n, n)).tocsr()
    to_head = sewer.length_m[taken.pipe] - taken.metres
    rows = np.flatnonzero(reach_m > 0)
    found: list[Next] = []
    for start in range(0, len(rows), BLOCK):
        stop_if(cancelled)
        block = rows[start : start + BLOCK]
        apart = dijkstra(links, indices=sewer.head[taken.pipe[block]], limit=float(reach_m[block].max()))
        for row, distances in zip(block, apart, strict=True):
            metres = to_head[row] + distances[sewer.tail[taken.pipe]] + taken.metres
            metres = np.where(sewer.share[taken.pipe] > 0, metres, np.inf)
            same = (taken.pipe == taken.pipe[row]) & (taken.metres >= taken.metres[row])
            metres[same] = taken.metres[same] - taken.metres[row]
            metres[~there] = np.inf
            metres[row] = np.inf
            other = int(np.argmin(metres))
            if metres[other] < reach_m[row]:
                found.append(Next(int(row), other, float(metres[other])))
    return found
