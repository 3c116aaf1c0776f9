"""From street lines to a graph: noded, without doubles, without what is forbidden."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..readers.streets import Streets
from ..readers.tables import unique_ids
from ..wording import amount, dutch, note
from .bridging import bridge, components
from .edges import Edges, without_area, without_doubles, without_loops
from .graph import EXISTING, GAP, STREET, FloatArray, IntArray, ObjectArray, StreetGraph
from .noding import Parts, node_lines

_LISTED_M = 0.01
"""Shorter scraps are rounding: they count in the balance, but nobody wants to read about them."""


@dataclass
class Balance:
    """Lengths in m: ``read + moved + gaps == graph + duplicate + forbidden + dropped``.

    Attributes
    ----------
    read
        Of all lines that went in.
    moved
        Gained (or, negative, lost) by moving ends onto their node.
    gaps
        Of bridged gaps.
    duplicate, forbidden, dropped
        Of doubles that were left out, of what lies in forbidden area, and of scraps within the tolerance.
    graph
        Of all edges that came out.
    """

    read: float = 0.0
    moved: float = 0.0
    gaps: float = 0.0
    duplicate: float = 0.0
    forbidden: float = 0.0
    dropped: float = 0.0
    graph: float = 0.0


@dataclass
class NodedStreets(StreetGraph):
    """A street graph that knows what became of the length that went in."""

    balance: Balance = field(default_factory=Balance)


@dataclass
class StreetValues:
    """What the street of each edge says of it: shape (m,) each; NaN and "" where it says nothing."""

    naam: ObjectArray
    factor: FloatArray
    klasse: ObjectArray


def street_graph(
    streets: Streets,
    *,
    extra: Streets | None = None,
    existing: Streets | None = None,
    forbidden: gpd.GeoDataFrame | None = None,
    snap_m: float,
    bridge_m: float,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> NodedStreets:
    """Return the streets as a graph.

    Parameters
    ----------
    streets, extra, existing
        Streets, hand-drawn traces and existing pipes; they meet each other as streets do (see `noding.node_lines`).
        Where they coincide, the existing pipe stays, then the line with the lowest id.
    forbidden
        Areas and lines where no pipe may lie; a line forbids a strip of ``straten.verboden_breedte_m`` on both sides.
        Existing pipes stay.
    snap_m
        Ends within this distance of each other or of a line belong together.
    bridge_m
        Longest gap between loose parts that is bridged; 0 for none.
    kentallen
        Group ``straten``.
    progress, cancelled
        As everywhere.

    Returns
    -------
    NodedStreets
        Edges in order of street id and position along the street, gaps last; nodes in order of x, y. Independent of
        the order of the rows. `existing_dn` and kind of the line it comes from.

    Raises
    ------
    InputError
        There is no street, or all of them are forbidden.
    """
    table = _combined(streets, extra, existing)
    if not len(table):
        raise InputError("streets_empty", n=sum(part.read for part in (streets, extra, existing) if part is not None))
    touch = kentallen.value("straten.raak_m")
    tolerance = max(snap_m, touch)
    findings, notes = Findings(), list[str]()
    lines = table["geometry"].to_numpy(dtype=object)
    ids = table["id"].to_numpy(dtype=object)
    parts = node_lines(
        lines,
        level=table["niveau"].to_numpy(dtype=np.int64),
        junctions=table["knopen"].to_numpy(dtype=bool),
        snap_m=snap_m,
        touch_m=touch,
        cancelled=cancelled,
    )
    progress(60.0)
    balance = Balance(read=float(shapely.length(lines).sum()))
    balance.moved = float(shapely.length(parts.geometry).sum() - (parts.end - parts.start).sum())
    balance.dropped = float(parts.dropped_m.sum())
    _list_dropped(parts, ids, lines, tolerance, findings, notes)
    kind = table["kind"].to_numpy(dtype=np.int8)
    edges = Edges(parts.nodes, parts.ends, parts.geometry, parts.line, parts.start, kind[parts.line])
    edges, removed, kept, doubled = without_doubles(edges, tolerance)
    edges, *halves = without_doubles(without_loops(edges), tolerance)  # a loop may run back over itself
    removed, kept, doubled = (np.concatenate(pair) for pair in zip((removed, kept, doubled), halves, strict=True))
    balance.duplicate = float(doubled.sum())
    _list_doubles(ids, lines, removed, kept, doubled, findings, notes)
    stop_if(cancelled)
    progress(70.0)
    area = _area(forbidden, kentallen.value("straten.verboden_breedte_m"))
    edges, cut_line, cut_m = without_area(edges, area)
    balance.forbidden = float(cut_m.sum())
    _list_forbidden(ids, lines, cut_line, cut_m, findings, notes)
    if not len(edges.line):
        raise InputError("streets_all_forbidden" if balance.forbidden > 0 else "streets_all_short", snap=f"{snap_m:g}")
    stop_if(cancelled)
    progress(80.0)
    edges = _sorted(edges)
    edges, sides = bridge(edges, bridge_m, area, touch_m=touch, cancelled=cancelled)
    gaps = edges.geometry[edges.kind == GAP]
    balance.gaps = float(shapely.length(gaps).sum())
    _list_gaps(ids, gaps, sides, findings, notes)
    stop_if(cancelled)
    progress(90.0)
    edges = _sorted(edges)
    length = np.asarray(shapely.length(edges.geometry), dtype=np.float64)
    balance.graph = float(length.sum())
    street = np.append(ids, "")[edges.line]
    _list_components(edges, street, findings, notes)
    notes.insert(0, _summary(balance, edges))
    progress(100.0)
    return NodedStreets(
        edges.nodes,
        edges.ends,
        edges.geometry,
        length,
        edges.kind,
        street,
        np.append(table["existing_dn"].to_numpy(dtype=object), "")[edges.line],
        findings,
        notes,
        balance,
    )


def street_values(
    graph: StreetGraph, streets: Streets, *, extra: Streets | None = None, existing: Streets | None = None
) -> StreetValues:
    """Return name, factor and class of the street of each edge of a graph.

    Parameters
    ----------
    graph
        From `street_graph`, or the same split further.
    streets, extra, existing
        As given to `street_graph`.
    """
    table = _combined(streets, extra, existing)
    place = pd.Index(table["id"]).get_indexer(pd.Index(graph.street, dtype=object))
    return StreetValues(
        np.append(table["naam"].to_numpy(dtype=object), "")[place],
        np.append(table["factor"].to_numpy(dtype=np.float64), np.nan)[place],
        np.append(table["klasse"].to_numpy(dtype=object), "")[place],
    )


def _combined(streets: Streets, extra: Streets | None, existing: Streets | None) -> pd.DataFrame:
    """Return all lines in order of id, with ids that are unique over the three."""
    frames = []
    taken: set[str] = set()
    for part, kind in ((streets, STREET), (extra, STREET), (existing, EXISTING)):
        if part is None or not len(part.lines):
            continue
        frame = part.lines
        ids, _ = unique_ids(frame["straat_id"].to_numpy(dtype=object), taken)
        taken.update(ids)
        frames.append(
            pd.DataFrame(
                {
                    "id": ids,
                    "geometry": np.asarray(frame.geometry.array, dtype=object),
                    "niveau": frame["niveau"].to_numpy(dtype=np.int64),
                    "knopen": ((frame["knoop_begin"] != "") | (frame["knoop_eind"] != "")).to_numpy(dtype=bool),
                    "naam": frame["naam"].to_numpy(dtype=object),
                    "factor": frame["factor"].to_numpy(dtype=np.float64),
                    "klasse": frame["klasse"].to_numpy(dtype=object),
                    "existing_dn": frame["existing_dn"].to_numpy(dtype=object)
                    if kind == EXISTING
                    else np.full(len(frame), "", dtype=object),
                    "kind": np.full(len(frame), kind, dtype=np.int8),
                }
            )
        )
    if not frames:
        return pd.DataFrame({"id": [], "geometry": []})
    return pd.concat(frames, ignore_index=True).sort_values("id", kind="stable", ignore_index=True)


def _area(forbidden: gpd.GeoDataFrame | None, width: float) -> ObjectArray:
    """Return the areas where no pipe may lie: polygons, and strips along lines."""
    if forbidden is None or not len(forbidden):
        return np.empty(0, dtype=object)
    shape = shapely.force_2d(np.asarray(forbidden.geometry.array, dtype=object))
    shape = shapely.get_parts(shape)
    shape = shape[~shapely.is_empty(shape)]
    dimension = shapely.get_dimensions(shape)
    polygons = shapely.make_valid(shape[dimension == 2])
    strips = shapely.buffer(shape[dimension < 2], width)
    area = shapely.get_parts(np.concatenate([polygons, strips]))
    # making valid may leave lines beside the areas
    return np.asarray(area[shapely.get_dimensions(area) == 2], dtype=object)


def _sorted(edges: Edges) -> Edges:
    """Return the edges in order of line and position, gaps last, and the nodes that they use in order of place."""
    order = np.lexsort((edges.start, edges.line, edges.kind == GAP))
    ends = edges.ends[order]
    used, first, position = np.unique(ends.ravel(), return_index=True, return_inverse=True)
    xy = edges.nodes[used]
    rank_order = np.lexsort((first, xy[:, 1], xy[:, 0]))
    rank = np.empty(len(used), dtype=np.int64)
    rank[rank_order] = np.arange(len(used))
    return Edges(
        xy[rank_order],
        rank[position.reshape(-1, 2)],
        edges.geometry[order],
        edges.line[order],
        edges.start[order],
        edges.kind[order],
    )


def _list_dropped(
    parts: Parts, ids: ObjectArray, lines: ObjectArray, tolerance: float, findings: Findings, notes: list[str]
) -> None:
    if not len(parts.dropped_line):
        return
    length = np.bincount(parts.dropped_line, weights=parts.dropped_m, minlength=len(ids))
    listed = np.flatnonzero(length >= _LISTED_M)
    findings.add("straat_stukje", "info", ids[listed], lines[listed], length=_metres(length[listed], 2))
    # nothing of a line may vanish beyond the tolerance without standing out
    worst = np.flatnonzero(np.bincount(parts.dropped_line, parts.dropped_m > tolerance, len(ids)) > 0)
    findings.add("straat_samengevallen", "waarschuwing", ids[worst], lines[worst], length=_metres(length[worst], 2))
    if len(listed):
        notes.append(note("notitie_straat_stukjes", n=len(listed), m=amount(float(length[listed].sum()), 1)))


def _list_doubles(
    ids: ObjectArray,
    lines: ObjectArray,
    removed: IntArray,
    kept: IntArray,
    length: FloatArray,
    findings: Findings,
    notes: list[str],
) -> None:
    if not len(removed):
        return
    table = pd.DataFrame({"removed": removed, "kept": kept, "length": length})
    table = table.groupby(["removed", "kept"], as_index=False)["length"].sum()
    gone = table["removed"].to_numpy()
    findings.add(
        "dubbele_straat",
        "info",
        ids[gone],
        lines[gone],
        other=list(ids[table["kept"].to_numpy()]),
        length=_metres(table["length"].to_numpy(), 1),
    )
    notes.append(note("notitie_straat_dubbel", n=len(np.unique(gone)), m=amount(float(length.sum()))))


def _list_forbidden(
    ids: ObjectArray, lines: ObjectArray, line: IntArray, length: FloatArray, findings: Findings, notes: list[str]
) -> None:
    if not len(line):
        return
    total = np.bincount(line, weights=length, minlength=len(ids))
    hit = np.unique(line)
    findings.add("straat_verboden", "info", ids[hit], lines[hit], length=_metres(total[hit], 1))
    notes.append(note("notitie_straat_verboden", n=len(hit), m=amount(float(length.sum()))))


def _list_gaps(ids: ObjectArray, gaps: ObjectArray, sides: IntArray, findings: Findings, notes: list[str]) -> None:
    if not len(gaps):
        return
    length = shapely.length(gaps)
    names = np.append(ids, "")
    findings.add(
        "gat_overbrugd",
        "waarschuwing",
        names[sides[:, 0]],
        gaps,
        other=list(names[sides[:, 1]]),
        length=_metres(length, 1),
    )
    notes.append(note("notitie_straat_gaten", n=len(gaps), m=amount(float(length.sum()), 1)))


def _list_components(edges: Edges, street: ObjectArray, findings: Findings, notes: list[str]) -> None:
    part, length = components(edges)
    if len(length) < 2:
        return
    order = np.argsort(part, kind="stable")
    first = order[np.searchsorted(part[order], np.arange(len(length)))]
    count = np.bincount(part)
    findings.add(
        "straten_los",
        "waarschuwing",
        street[first[1:]],
        edges.geometry[first[1:]],
        length=[amount(float(m)) for m in length[1:]],
        n=count[1:],
    )
    notes.append(
        note(
            "notitie_straten_los",
            n=len(length),
            m=amount(float(length[1:].sum())),
            most=amount(float(length[0])),
        )
    )


def _summary(balance: Balance, edges: Edges) -> str:
    return note(
        "notitie_straten",
        read=amount(balance.read),
        m=amount(balance.graph),
        edges=amount(len(edges.line)),
        nodes=amount(len(edges.nodes)),
    )


def _metres(length: npt.NDArray[Any], decimals: int) -> list[str]:
    return [dutch(float(m), decimals) for m in length]
