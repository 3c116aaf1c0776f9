"""The directed sewer as a kansenkaart tells it: who drains to whom, with how much water, in which shares."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from ..callbacks import Cancelled, never, stop_if
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..messages import LANGUAGES, message
from ..readers.values import Texts
from ..sewer.allocation import summed
from ..sewer.routing import LOWEST
from ..wording import amount, dutch, note
from .ends import Ends, known_ends
from .opportunity_table import read_map

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.object_]

MEAN, LOWEST_HOUR = "gemiddeld", "minimumuur"
FLOWS = (MEAN, LOWEST_HOUR)
"""Which flow is cooled: the mean one of a dry day, or that of its lowest hour."""

MAP_END, LOOP = "einde van de kaart", "kring zonder uitweg"
"""Kinds of end beside those of `sewer.routing`: where the map stops, and a cycle that no water leaves."""

SHARE_ERROR = 1e-9
"""The shares of a closed cycle sum to 1 within this."""


@dataclass(frozen=True)
class FlowMap:
    """A kansenkaart as a directed graph.

    Attributes
    ----------
    frame
        Pipes, RD, RangeIndex, `KANSENKAART_COLUMNS`; ``leiding_id`` unique.
    tail, head
        Node where the water enters and leaves, shape (n_pipes,); pipes without flow have them too.
    share
        Share of the water (and heat) through the tail that the pipe takes, shape (n_pipes,): 0 without flow and where
        the tail is an end.
    flow_ls
        Flow that is cooled, l/s, 0 where there is none, shape (n_pipes,).
    unknown
        Pipes of which the map tells no flow, shape (n_pipes,).
    backward
        Pipes whose water runs against their line, shape (n_pipes,).
    length_m
        Shape (n_pipes,).
    node_id
        Shape (n_nodes,), sorted.
    end
        Kind of end per node, "" where the water goes on, shape (n_nodes,).
    arriving_ls
        Water (of the kind of `flow_ls`) that arrives at each node, shape (n_nodes,).
    places
        Point per node or None, shape (n_nodes,).
    component
        Piece of the network per node, shape (n_nodes,).
    findings, notes
        What was repaired or assumed.
    """

    frame: gpd.GeoDataFrame
    tail: Ints
    head: Ints
    share: Floats
    flow_ls: Floats
    unknown: Flags
    backward: Flags
    length_m: Floats
    node_id: Texts
    end: Texts
    arriving_ls: Floats
    places: Places
    component: Ints
    findings: Findings
    notes: list[str] = field(default_factory=list)

    @property
    def pipe_id(self) -> Texts:
        """Return the ids of the pipes, shape (n_pipes,)."""
        return np.asarray(self.frame["leiding_id"].to_numpy(dtype=object), dtype=object)

    @property
    def ends(self) -> Ints:
        """Return the nodes where water leaves the model, in order of their id."""
        return np.flatnonzero(self.end != "").astype(np.int64)

    @property
    def stuck(self) -> Flags:
        """Tell per node whether its water goes nowhere that is known, shape (n_nodes,)."""
        return np.asarray(np.isin(self.end.astype(str), (LOWEST, LOOP)), dtype=bool)


def flow_map(
    frame: gpd.GeoDataFrame,
    nodes: gpd.GeoDataFrame | pd.DataFrame | None = None,
    *,
    flow: str = MEAN,
    kentallen: Kentallen,
    cancelled: Cancelled = never,
) -> FlowMap:
    """Rebuild the directed graph from a kansenkaart.

    Of the water through its tail a pipe takes dwa_gem - dwa_eigen over the sum of the same of all pipes that leave
    there. Where less leaves than arrives (pipes were taken off the map) the rest of the water is gone there.

    Parameters
    ----------
    frame
        ``KANSENKAART`` of the algorithm kansenkaart, whole or filtered.
    nodes
        Its ``KNOPEN_UIT``, which tells what kind of outlet a node is; None: every end of the map is one.
    flow
        One of `FLOWS`; the shares follow from the mean flow in both cases.

    Raises
    ------
    InputError
        The frame is no kansenkaart, or no pipe of it has water.
    """
    if flow not in FLOWS:
        raise InputError("unknown_method", method=flow, allowed=", ".join(FLOWS))
    findings, notes = Findings(), list[str]()
    table = read_map(frame, findings)
    if flow == LOWEST_HOUR and not table["dwa_min_ls"].notna().any():
        raise InputError("claims_no_lowest_hour")
    mean = table["dwa_gem_ls"].to_numpy(dtype=np.float64)
    unknown = np.isnan(mean)
    mean = np.where(mean > 0, mean, 0.0)
    if not (mean > 0).any():
        raise InputError("claims_no_flow", n=len(table))
    stop_if(cancelled)
    backward = _backward(table, mean > 0, findings)
    begin, eind, node_id = _nodes(table, mean > 0, findings)
    places = _places(table, begin, eind, len(node_id))
    tail, head = np.where(backward, eind, begin), np.where(backward, begin, eind)
    ends = known_ends(nodes, node_id, notes)
    passing = _passing(table, mean, findings, notes)
    stop_if(cancelled)
    share, end = _shares(tail, head, mean, passing, ends, kentallen.value("onttrekking.balans_tolerantie"))
    _list_balance(tail, head, mean, passing, ends, end, share, node_id, places, findings)
    share, end = _opened(tail, head, share, end, node_id, places, findings)
    cooled = mean
    if flow == LOWEST_HOUR:
        lowest = table["dwa_min_ls"].to_numpy(dtype=np.float64)
        cooled = np.where(lowest > 0, np.minimum(lowest, mean), 0.0)
        notes.append(note("claims_note_lowest_hour"))
    arriving = summed(head, cooled, len(node_id))
    if flow == MEAN:  # water may also enter in the node itself
        arriving = np.asarray(np.fmax(arriving, np.where(end != "", ends.flow_ls, np.nan)), dtype=np.float64)
    flowing = mean > 0
    links = coo_array((np.ones(int(flowing.sum())), (tail[flowing], head[flowing])), shape=(len(node_id),) * 2)
    _, component = connected_components(links.tocsr(), directed=False)
    return FlowMap(
        table, tail, head, share, cooled, unknown, backward, table["lengte_m"].to_numpy(dtype=np.float64),
        node_id, end, arriving, places, component.astype(np.int64), findings, notes,
    )  # fmt: skip


def _backward(table: gpd.GeoDataFrame, flowing: Flags, findings: Findings) -> Flags:
    """Return which pipes run against their line; one with water and without a direction counts as drawn."""
    words = {name: {message(name, language) for language in LANGUAGES} for name in ("flow_forward", "flow_backward")}
    text = table["stroomrichting"]
    backward = text.isin(words["flow_backward"]).to_numpy(dtype=bool)
    lost = flowing & ~backward & ~text.isin(words["flow_forward"]).to_numpy(dtype=bool)
    findings.add("zonder_richting", "waarschuwing", _ids(table, lost), table.geometry.to_numpy()[lost])
    return np.asarray(backward, dtype=bool)


def _nodes(table: gpd.GeoDataFrame, flowing: Flags, findings: Findings) -> tuple[Ints, Ints, Texts]:
    """Return the nodes of each pipe by number, and the ids of the nodes; an absent one is a node of its own."""
    sides = []
    without = np.zeros(len(table), dtype=bool)
    for name in ("knoop_begin", "knoop_eind"):
        ids = table[name].to_numpy(dtype=object).copy()
        absent = ids == ""
        without |= absent
        ids[absent] = f"{name} " + table["leiding_id"].to_numpy(dtype=object)[absent]
        sides.append(ids)
    without &= flowing
    findings.add("zonder_knoop", "waarschuwing", _ids(table, without), table.geometry.to_numpy()[without])
    codes, node_id = pd.factorize(np.concatenate(sides), sort=True)
    begin, eind = np.split(codes.astype(np.int64), 2)
    return begin, eind, np.asarray(node_id, dtype=object)


def _places(table: gpd.GeoDataFrame, begin: Ints, eind: Ints, n: int) -> Places:
    """Return a point per node: where a pipe begins or ends there; None for a node of pipes without geometry."""
    geometry = table.geometry.to_numpy()
    places = np.full(n, None, dtype=object)
    for nodes, which in ((eind, -1), (begin, 0)):
        points = shapely.get_point(geometry, which)
        there = ~shapely.is_missing(points)
        places[nodes[there]] = points[there]
    return places


def _passing(table: gpd.GeoDataFrame, mean: Floats, findings: Findings, notes: list[str]) -> Floats:
    """Return the water that comes through the tail of each pipe: its flow without what enters in the pipe itself.

    Where measurements contradict each other water disappears in a pipe (it enters less than nothing): then more comes
    through the tail than flows in the pipe.

    A map that does not tell what enters in a pipe itself does tell it of inhabitants: their share stands in for that
    of the water, exact where all water comes from inhabitants.
    """
    own = table["dwa_eigen_ls"].to_numpy(dtype=np.float64)
    guessed = np.isnan(own) & (mean > 0)
    if guessed.any():
        people = table["inwoners"].to_numpy(dtype=np.float64)
        theirs = table["inwoners_eigen"].to_numpy(dtype=np.float64)
        known = (people > 0) & (theirs >= 0)
        part = np.divide(theirs, people, out=np.zeros(len(own)), where=known)
        own = np.where(guessed, mean * np.minimum(part, 1.0), own)
        notes.append(note("claims_note_no_own", n=amount(int(guessed.sum()))))
    own = np.nan_to_num(own)
    more = (mean > 0) & (own > mean * (1 + 1e-6) + 1e-6)
    findings.add("eigen_groter", "waarschuwing", _ids(table, more), table.geometry.to_numpy()[more])
    return np.asarray(np.where(mean > 0, np.maximum(mean - own, 0.0), 0.0), dtype=np.float64)


def _shares(
    tail: Ints, head: Ints, mean: Floats, passing: Floats, ends: Ends, tolerance: float
) -> tuple[Floats, Texts]:
    """Return the share of each pipe in the water through its tail, and the kind of end per node."""
    n = len(ends.kind)
    arriving = summed(head, mean, n)
    leaving = summed(tail, passing, n)
    nothing = (arriving > 0) & (leaving <= 1e-9 * arriving)
    end = np.where(ends.kind != "", ends.kind, np.where(nothing, MAP_END, "")).astype(object)
    # where more water leaves than arrives it entered in the node; where clearly less leaves, the rest is gone
    through = np.where(leaving < arriving * (1.0 - tolerance), arriving, leaving)[tail]
    takes = (passing > 0) & (end[tail] == "")
    # water that disappears in a pipe takes its heat along
    return np.divide(np.minimum(passing, mean), through, out=np.zeros(len(tail)), where=takes), end


def _list_balance(
    tail: Ints,
    head: Ints,
    mean: Floats,
    passing: Floats,
    ends: Ends,
    end: Texts,
    share: Floats,
    node_id: Texts,
    places: Places,
    findings: Findings,
) -> None:
    """List nodes where the water of the map does not add up."""
    n = len(node_id)
    arriving = summed(head, mean, n)
    leaving = summed(tail, passing, n)
    kept = summed(tail, share, n)

    def flows(values: Floats, mask: Flags) -> list[str]:
        return [dutch(value, 3) for value in values[mask]]

    goes_on = (ends.kind != "") & (leaving > 1e-3 * arriving + 1e-6)
    findings.add(
        "afvoerpunt_met_vervolg", "waarschuwing", node_id[goes_on], places[goes_on], debiet=flows(leaving, goes_on)
    )
    stops = (end == MAP_END) & ends.given
    findings.add("kaart_houdt_op", "waarschuwing", node_id[stops], places[stops], debiet=flows(arriving, stops))
    lost = (end == "") & (arriving > 0) & (kept < 1.0 - 1e-12)
    findings.add(
        "water_verdwijnt",
        "waarschuwing",
        node_id[lost],
        places[lost],
        weg=flows(arriving * (1.0 - kept), lost),
        aankomst=flows(arriving, lost),
    )


def _opened(
    tail: Ints, head: Ints, share: Floats, end: Texts, node_id: Texts, places: Places, findings: Findings
) -> tuple[Floats, Texts]:
    """Cut every cycle that no water leaves: its first node becomes an end, or heat would go round for ever.

    From the other nodes of such a cycle every way leads to that node, so one cut is enough.
    """
    n = len(node_id)
    used = share > 0
    links = coo_array((share[used], (tail[used], head[used])), shape=(n, n)).tocsr()
    _, label = connected_components(links, directed=True, connection="strong")
    inside = used & (label[tail] == label[head])
    kept = np.bincount(tail[inside], weights=share[inside], minlength=n)
    groups = int(label.max(initial=-1)) + 1
    least, first = np.full(groups, np.inf), np.full(groups, n, dtype=np.int64)
    np.minimum.at(least, label, kept)
    np.minimum.at(first, label, np.arange(n))
    cut = first[least >= 1.0 - SHARE_ERROR]
    end = end.copy()
    end[cut] = LOOP
    findings.add("kring", "waarschuwing", node_id[cut], places[cut])
    return np.where(np.isin(tail, cut), 0.0, share), end


def _ids(table: gpd.GeoDataFrame, mask: Flags) -> Texts:
    return np.asarray(table["leiding_id"].to_numpy(dtype=object)[mask], dtype=object)
