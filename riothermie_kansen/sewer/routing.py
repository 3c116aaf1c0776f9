"""From network to directed flow: outlets, pumps, directions, splits.

Pressure mains run from their pumps to where they discharge; gravity sewers drain to pumps, plants and hand-over
points, by invert levels or as registered; pumps lift the water on. A piece from which nothing leads out gathers its
water in its lowest node, and that water is reported as stuck.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..kentallen import Kentallen
from .direction import as_registered, by_inverts, fill_inverts
from .flow import FlowGraph, accumulate, flow_graph
from .network import Network
from .pressure import PressureDirections, from_pumps
from .sections import Sections, sections_of

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

METHODS = ("bob", "administratief")
"""How gravity sewers are directed: by their invert levels, or as registered (begin to end)."""

GRAVITY = ("vrijverval", "doorlaat")
PRESSURE = ("druk", "pers")

SHORT = 1.0
"""Length (m) below which a pipe is an opening: level where its inverts are unknown."""

PLANT, PUMP, MAIN, LOWEST = "zuivering of overnamepunt", "gemaal", "einde persleiding", "laagste punt"
"""Kinds of outlet; at `LOWEST` the water is stuck: nothing leads on from there."""


@dataclass
class Plan:
    """Directed pipes with the weights of their splits; changed while the routing is refined.

    Attributes
    ----------
    tail, head
        Where the water enters and leaves each pipe, shape (n_pipes,).
    open
        Whether water that passes the tail may take the pipe, shape (n_pipes,).
    weight
        Weight of the pipe among the open ones of its tail, shape (n_pipes,).
    outlet
        Kind of outlet per node, "" for none, shape (n_nodes,).
    level
        Spill level per node (m NAP), NaN where unknown.
    z_begin, z_eind
        Inverts (m NAP) of gravity pipes with unknown ones filled in, NaN where nothing is known, shape (n_pipes,).
    by_invert
        Gravity pipes that were directed by their inverts, shape (n_pipes,).
    """

    tail: Ints
    head: Ints
    open: Bools
    weight: Floats
    outlet: npt.NDArray[np.object_]
    level: Floats
    z_begin: Floats
    z_eind: Floats
    by_invert: Bools

    def shares(self) -> Floats:
        """Return the share of each pipe in the flow through its tail."""
        weight = np.where(self.open, self.weight, 0.0)
        total = np.bincount(self.tail, weights=weight, minlength=len(self.outlet))[self.tail]
        share = np.divide(weight, total, out=np.zeros_like(weight), where=total > 0)
        share[(self.outlet != "")[self.tail]] = 0.0
        return share

    def graph(self) -> FlowGraph:
        """Return the pipes sorted for accumulation."""
        return flow_graph(self.tail, self.head, self.shares(), len(self.outlet))

    def drained(self, used: Bools) -> Bools:
        """Return the nodes from which an outlet can be reached through the pipes that are used, shape (n_nodes,)."""
        n = len(self.outlet)
        outlets = np.flatnonzero(self.outlet != "")
        up = np.concatenate([self.head[used], np.full(len(outlets), n)])
        down = np.concatenate([self.tail[used], outlets])
        graph = coo_array((np.ones(len(up), dtype=np.int8), (up, down)), shape=(n + 1, n + 1)).tocsr()
        reached = np.zeros(n + 1, dtype=bool)
        reached[breadth_first_order(graph, n, directed=True, return_predecessors=False)] = True
        return reached[:n]

    def stranded(self) -> Bools:
        """Return the nodes with a way on that leads to no outlet, shape (n_nodes,)."""
        used = self.shares() > 0
        has_way = np.zeros(len(self.outlet), dtype=bool)
        has_way[self.tail[used]] = True
        return np.asarray(has_way & ~self.drained(used))


@dataclass(frozen=True)
class Pipes:
    """The arrays of a network that routing needs, for all pipes (n_pipes,) and nodes (n_nodes,)."""

    begin: Ints
    eind: Ints
    length: Floats
    z_begin: Floats
    z_eind: Floats
    rank: Ints
    sections: Sections
    capacity: Floats
    gravity: Bools
    pressure: Bools
    pump: Bools
    pump_node: Bools
    plant: Bools
    node_rank: Ints
    size_known: Bools

    @property
    def n_nodes(self) -> int:
        """Return the number of nodes."""
        return len(self.pump_node)


def arrays(network: Network, kentallen: Kentallen) -> Pipes:
    """Return the arrays of a network."""
    pipes, nodes = network.pipes, network.nodes
    functie = pipes["functie"].to_numpy(dtype=object)
    begin, eind = (pipes[c].to_numpy(dtype=np.int64) for c in ("begin", "eind"))
    real = {c: pipes[c].to_numpy(dtype=np.float64) for c in ("lengte_m", "bob_begin_m", "bob_eind_m", "capaciteit_ls")}
    rank = np.empty(len(pipes), dtype=np.int64)
    rank[np.argsort(pipes["leiding_id"].to_numpy(dtype=object).astype(str), kind="stable")] = np.arange(len(pipes))
    node_rank = np.empty(len(nodes), dtype=np.int64)
    node_rank[np.argsort(nodes["knoop_id"].to_numpy(dtype=object).astype(str), kind="stable")] = np.arange(len(nodes))
    sections = sections_of(
        pipes["breedte_mm"].to_numpy(dtype=np.float64),
        pipes["hoogte_mm"].to_numpy(dtype=np.float64),
        pipes["vorm"].to_numpy(dtype=object),
        kentallen.value("stroming.breedte_onbekend_mm"),
    )
    soort = nodes["soort"]
    drawn = shapely.length(pipes.geometry.to_numpy())
    length = np.where(np.isfinite(real["lengte_m"]), real["lengte_m"], drawn)
    return Pipes(
        begin, eind, np.maximum(np.nan_to_num(length), 0.01), real["bob_begin_m"], real["bob_eind_m"], rank,
        sections, real["capaciteit_ls"], np.isin(functie, GRAVITY), np.isin(functie, PRESSURE), functie == "pomp",
        soort.isin(("pomp", "gemaal")).to_numpy(), (soort == "rwzi").to_numpy(), node_rank,
        np.isfinite(pipes["breedte_mm"].to_numpy(dtype=np.float64)),
    )  # fmt: skip


def plan(pipes: Pipes, method: str, *, progress: Progress = silent, cancelled: Cancelled = never) -> Plan:
    """Direct every pipe; splits are weighted by the size of the pipes (to be refined by `splits`).

    Parameters
    ----------
    pipes
        From `arrays`.
    method
        One of `METHODS`; a piece without any invert level is always directed as registered.

    Raises
    ------
    CancelledError
        The user cancelled.
    """
    n = pipes.n_nodes
    touches = np.zeros(n, dtype=bool)
    touches[pipes.begin[pipes.gravity]] = touches[pipes.eind[pipes.gravity]] = True
    pressure = _mains(pipes, touches)
    lifts = pressure.lifts.copy()
    lifts[pipes.begin[pipes.pump]] = True
    while True:
        stop_if(cancelled)
        result = _directed(pipes, method, pressure, lifts & ~pipes.plant, touches)
        circling = _circling(result, lifts)
        progress(100)
        if not circling.any():
            return result
        # these pumps only pump in a circle: without them the water spills over, or is reported as stuck
        lifts &= ~circling


def _mains(pipes: Pipes, touches: Bools) -> PressureDirections:
    """Direct the pressure mains, with the nodes numbered by id."""
    rows, rank = np.flatnonzero(pipes.pressure), pipes.node_rank
    node = np.argsort(rank)
    found = from_pumps(
        rank[pipes.begin[rows]], rank[pipes.eind[rows]], pipes.length[rows], pipes.n_nodes,
        pump=pipes.pump_node[node], gravity=touches[node], outlet=pipes.plant[node],
    )  # fmt: skip
    return PressureDirections(found.reversed, found.open, found.discharge[rank], found.leaves[rank], found.lifts[rank])


def _directed(pipes: Pipes, method: str, pressure: PressureDirections, lifts: Bools, touches: Bools) -> Plan:
    n, m = pipes.n_nodes, len(pipes.begin)
    tail, head = pipes.begin.copy(), pipes.eind.copy()
    opened = np.zeros(m, dtype=bool)
    mains, gravity = np.flatnonzero(pipes.pressure), np.flatnonzero(pipes.gravity)
    turned = mains[pressure.reversed]
    tail[turned], head[turned] = pipes.eind[turned], pipes.begin[turned]
    idle = touches & ~lifts & ~pressure.discharge
    opened[mains] = pressure.open & ~idle[tail[mains]]
    opened[pipes.pump] = (lifts[pipes.begin] & (pipes.begin != pipes.eind))[pipes.pump]

    z = fill_inverts(
        pipes.begin[gravity], pipes.eind[gravity], pipes.z_begin[gravity], pipes.z_eind[gravity],
        pipes.length[gravity], n,
    )  # fmt: skip
    z_begin, z_eind = _pipe_inverts(pipes, gravity, z)
    inverted = np.zeros(m, dtype=bool)
    if method == "bob":
        inverted[gravity] = np.isfinite(z_begin[gravity]) & np.isfinite(z_eind[gravity])
    # a pump from which a sewer leads on lifts into it; a sewer that is drawn from it but falls towards it does not
    leads_on = gravity[~inverted[gravity] | (z_begin[gravity] > z_eind[gravity])]
    drains_on = np.zeros(n, dtype=bool)
    drains_on[pipes.begin[leads_on]] = True
    outlet = np.full(n, "", dtype=object)
    outlet[pressure.leaves & ~lifts] = MAIN
    outlet[pipes.pump_node & ~lifts & ~drains_on & (touches | pressure.leaves)] = PUMP
    outlet[pipes.plant] = PLANT
    has_way = np.zeros(n, dtype=bool)
    has_way[tail[opened]] = True
    lifting = lifts & has_way

    # water that a gravity node cannot get rid of: one lowest node per piece
    _lowest_nodes(pipes, gravity, inverted, z, (outlet != "") | lifting, outlet)
    drained = np.flatnonzero(touches & ((outlet != "") | lifting))
    level = np.full(n, np.nan)
    for rows, registered in ((np.flatnonzero(inverted), False), (np.flatnonzero(pipes.gravity & ~inverted), True)):
        if not len(rows):
            continue
        # nodes numbered by id: what is equal is decided the same way whatever the order of the rows
        b, e = pipes.node_rank[pipes.begin[rows]], pipes.node_rank[pipes.eind[rows]]
        length, rank = pipes.length[rows], pipes.rank[rows]
        here = pipes.node_rank[drained]
        here = np.sort(here[np.isin(here, np.concatenate([b, e]))])
        if registered:
            found = as_registered(b, e, length, rank, here, n)
        else:
            found = by_inverts(b, e, np.maximum(z_begin[rows], z_eind[rows]), length, rank, here, n)
            level = found.level[pipes.node_rank]
        turned = rows[found.reversed]
        tail[turned], head[turned] = pipes.eind[turned], pipes.begin[turned]
        opened[rows] = found.open
    _dead_ends(pipes, tail, head, opened, touches, outlet)
    weight = pipes.sections.width ** (8.0 / 3.0)
    weight[pipes.pump] = _pump_weights(pipes)
    return Plan(tail, head, opened, weight, outlet, level, z_begin, z_eind, inverted)


def _pipe_inverts(pipes: Pipes, gravity: Ints, z: Floats) -> tuple[Floats, Floats]:
    """Return the inverts of the pipe ends, unknown ones filled in from the nodes; NaN for other than gravity pipes."""
    z_begin, z_eind = np.full(len(pipes.begin), np.nan), np.full(len(pipes.begin), np.nan)
    known_begin, known_eind = pipes.z_begin[gravity], pipes.z_eind[gravity]
    at_begin, at_eind = z[pipes.begin[gravity]], z[pipes.eind[gravity]]
    # an opening in a wall has no slope: not from the bottom of one manhole to that of the next
    opening = pipes.length[gravity] < SHORT
    sill = np.where(
        np.isnan(known_begin), np.where(np.isnan(known_eind), np.fmax(at_begin, at_eind), known_eind), known_begin
    )
    at_begin, at_eind = np.where(opening, sill, at_begin), np.where(opening, sill, at_eind)
    z_begin[gravity] = np.where(np.isnan(known_begin), at_begin, known_begin)
    z_eind[gravity] = np.where(np.isnan(known_eind), at_eind, known_eind)
    return z_begin, z_eind


def _pump_weights(pipes: Pipes) -> Floats:
    """Return the weights of pumps: capacities, equal where one beside it is unknown; a second pump stands by.

    Of pumps with the same suction and discharge one handles dry weather: the first, by id.
    """
    rows = np.flatnonzero(pipes.pump)
    capacity = pipes.capacity[rows]
    known = np.isfinite(capacity) & (capacity > 0)
    strange = np.zeros(pipes.n_nodes, dtype=bool)
    strange[pipes.begin[rows[~known]]] = True
    weight = np.where(strange[pipes.begin[rows]], 1.0, np.where(known, capacity, 1.0))
    order = np.lexsort((pipes.rank[rows], pipes.eind[rows], pipes.begin[rows]))
    b, e = pipes.begin[rows][order], pipes.eind[rows][order]
    standby = np.zeros(len(rows), dtype=bool)
    standby[order[1:]] = (b[1:] == b[:-1]) & (e[1:] == e[:-1])
    return np.where(standby, 0.0, weight)


def _lowest_nodes(
    pipes: Pipes, gravity: Ints, inverted: Bools, z: Floats, drained: Bools, outlet: npt.NDArray[np.object_]
) -> None:
    """Mark one node as `LOWEST` in each gravity piece without an outlet; `outlet` is changed in place."""
    n = pipes.n_nodes
    b, e = pipes.begin[gravity], pipes.eind[gravity]
    if not len(gravity):
        return
    graph = coo_array((np.ones(len(gravity), dtype=np.int8), (b, e)), shape=(n, n)).tocsr()
    count, piece = connected_components(graph, directed=False)
    served = np.zeros(count, dtype=bool)
    served[piece[drained]] = True
    on = np.zeros(n, dtype=bool)
    on[b] = on[e] = True
    candidates = np.flatnonzero(on & ~served[piece])
    if not len(candidates):
        return
    # without inverts: the registered end that most pipes lead to
    ends = np.bincount(b, minlength=n) == 0
    arrives = _registered_arrival(b, e, n)
    by_z = np.zeros(count, dtype=bool)
    by_z[piece[b[inverted[gravity]]]] = True
    low = np.where(by_z[piece[candidates]], z[candidates], 0.0)
    no_end = np.where(by_z[piece[candidates]], False, ~ends[candidates])
    order = np.lexsort((pipes.node_rank[candidates], -arrives[candidates], no_end, low, piece[candidates]))
    ordered = candidates[order]
    first = np.concatenate([[True], piece[ordered][1:] != piece[ordered][:-1]])
    outlet[ordered[first]] = LOWEST


def _dead_ends(
    pipes: Pipes, tail: Ints, head: Ints, opened: Bools, touches: Bools, outlet: npt.NDArray[np.object_]
) -> None:
    """Mark the nodes that water reaches and from which nothing leads on; `outlet` is changed in place.

    Where a pump lifts into nothing the water leaves the model, as at the end of a main; elsewhere it is stuck.
    """
    carrying = pipes.gravity | pipes.pressure | pipes.pump
    reached, leads_on, lifted = (np.zeros(pipes.n_nodes, dtype=bool) for _ in range(3))
    reached[tail[carrying]] = reached[head[carrying]] = True
    leads_on[tail[opened]] = True
    lifted[head[pipes.pump & opened]] = True
    dead = reached & ~leads_on & (outlet == "")
    outlet[dead] = LOWEST
    outlet[dead & lifted & ~touches] = MAIN


def _registered_arrival(begin: Ints, eind: Ints, n: int) -> Floats:
    """Return how many pipes' worth of water reaches each node along the registered directions (circles cut)."""
    graph = coo_array((np.ones(len(begin), dtype=np.int8), (begin, eind)), shape=(n, n)).tocsr()
    _, circle = connected_components(graph, directed=True, connection="strong")
    straight = circle[begin] != circle[eind]
    share = np.where(straight, 1.0 / np.maximum(np.bincount(begin[straight], minlength=n)[begin], 1), 0.0)
    return np.asarray(accumulate(flow_graph(begin, eind, share, n), np.zeros(n), np.ones(len(begin)))[1])


def _circling(result: Plan, lifts: Bools) -> Bools:
    """Return the lifting nodes from which no outlet can be reached."""
    rows = result.open & (result.outlet == "")[result.tail]
    has_way = np.zeros(len(result.outlet), dtype=bool)
    has_way[result.tail[rows]] = True
    return np.asarray(lifts & has_way & ~result.drained(rows))
