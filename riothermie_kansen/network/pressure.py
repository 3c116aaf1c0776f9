"""Pressure along the network: from the pump to every connection and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ..findings import Findings
from ..wording import dutch
from .catalogue import Catalogue
from .graph import FloatArray, IntArray, ObjectArray
from .loads import BRONNET
from .sizing import Sizes
from .tree import Rooted

if TYPE_CHECKING:
    from ..kentallen import Kentallen

KPA_PER_BAR = 100.0


@dataclass(frozen=True)
class Heads:
    """Pressure that is needed besides the friction in straight pipe.

    Attributes
    ----------
    surcharge
        Bends, tees and valves as a share of the friction.
    consumer_kpa
        Connection at the end of the way.
    source_kpa
        Source, between pump and network.
    static_kpa
        Overpressure of the network at rest.
    """

    surcharge: float
    consumer_kpa: float
    source_kpa: float
    static_kpa: float

    @classmethod
    def from_kentallen(cls, kentallen: Kentallen, net: str) -> Heads:
        """Return the values of the kentallen for a type of network."""
        kind = "bron" if net == BRONNET else "mt"
        return cls(
            surcharge=kentallen.value("net.toeslag_lokaal"),
            consumer_kpa=kentallen.value(f"net.drukval_afnemer_{kind}"),
            source_kpa=kentallen.value("net.drukval_bron"),
            static_kpa=kentallen.value("net.statische_druk"),
        )


@dataclass(frozen=True)
class Pressure:
    """Pressure along rooted trees.

    Attributes
    ----------
    drop_kpa
        Shape (t,): lost in supply and return of an edge, with the surcharge.
    lost_kpa
        Shape (t,): lost in supply and return from the root to the lower end of the edge.
    needed_kpa
        Shape (t,): what the pump must give for a consumer at the lower end: that, plus consumer and source.
    critical
        Shape (t,): True on the way from each root to the consumer that needs most.
    tree
        Shape (t,): number of the tree, 0 up to k.
    root
        Shape (k,): node at the root of each tree.
    pump_kpa
        Shape (k,): pump head of each tree.
    """

    drop_kpa: FloatArray
    lost_kpa: FloatArray
    needed_kpa: FloatArray
    critical: npt.NDArray[np.bool_]
    tree: IntArray
    root: IntArray
    pump_kpa: FloatArray


def pressure(
    rooted: Rooted,
    *,
    pa_m: FloatArray,
    length_m: FloatArray,
    heads: Heads,
    consumer: npt.NDArray[np.bool_] | None = None,
) -> Pressure:
    """Return the pressure along trees.

    Parameters
    ----------
    rooted
        The trees; edges after the one that feeds them.
    pa_m
        Shape (t,): friction per metre of one pipe at the design flow, Pa/m.
    length_m
        Shape (t,): metres of trench, the length of the supply and of the return each.
    heads
        What comes on top.
    consumer
        Shape (t,): True where a consumer hangs at the lower end; None for all edges.

    Notes
    -----
    Every edge counts with its own design flow, though the peaks of all edges do not come together: the head is on the
    safe side. Ground levels do not count: in a closed circuit they ask no head.
    """
    drop = 2.0 * pa_m * length_m * (1.0 + heads.surcharge) / 1000.0
    lost = rooted.from_root(drop)
    needed = lost + heads.consumer_kpa + heads.source_kpa
    t = len(drop)
    tops = np.flatnonzero(rooted.parent < 0)
    root, of_top = np.unique(rooted.upper[tops], return_inverse=True)
    tree = np.empty(t, dtype=np.int64)
    tree[tops] = of_top.reshape(-1)
    for first, last in zip(rooted.level[1:-1], rooted.level[2:], strict=True):
        tree[first:last] = tree[rooted.parent[first:last]]
    counts = np.ones(t, dtype=bool) if consumer is None else consumer
    pump = np.zeros(len(root))
    np.maximum.at(pump, tree[counts], needed[counts])
    critical = np.zeros(t, dtype=bool)
    places = np.flatnonzero(counts)
    # the farthest of each tree; the first of equals in the order of the edges' numbers
    order = places[np.lexsort((rooted.edge[places], -needed[places], tree[places]))]
    _, firsts = np.unique(tree[order], return_index=True)
    for place in order[firsts]:
        at = int(place)
        while at >= 0:
            critical[at] = True
            at = int(rooted.parent[at])
    return Pressure(drop, lost, needed, critical, tree, root.astype(np.int64), pump)


def check_class(
    result: Pressure,
    sizes: Sizes,
    catalogue: Catalogue,
    heads: Heads,
    *,
    ids: ObjectArray,
    places: ObjectArray | None = None,
    findings: Findings,
) -> npt.NDArray[np.bool_]:
    """List the pipes whose pressure class is too low, and those that lie several side by side.

    The highest pressure in an edge is that of its supply at the upper end: the pressure at rest, which the return keeps
    at the pump, plus the pump head, minus half of what was lost so far.

    Parameters
    ----------
    result, sizes, catalogue, heads
        Of the same edges.
    ids, places
        Shape (t,): id and geometry of each edge.
    findings
        Grows.

    Returns
    -------
    numpy.ndarray
        Shape (t,): True where the class is too low.
    """
    before = result.lost_kpa - result.drop_kpa
    bar = (heads.static_kpa + result.pump_kpa[result.tree] - before / 2.0) / KPA_PER_BAR
    allowed = catalogue.pressure_bar[sizes.index]
    label = catalogue.label[sizes.index]
    low = bar > allowed + 1e-9
    several = sizes.parallel > 1
    findings.add(
        "drukklasse",
        "fout",
        ids[low],
        None if places is None else places[low],
        dn=label[low],
        druk=[dutch(value, 1) for value in bar[low]],
        klasse=[dutch(value) for value in allowed[low]],
    )
    findings.add(
        "leiding_parallel",
        "waarschuwing",
        ids[several],
        None if places is None else places[several],
        aantal=sizes.parallel[several],
        dn=label[several],
        debiet=[dutch(value, 1) for value in sizes.flow_ls[several]],
    )
    return np.asarray(low, dtype=np.bool_)
