"""Pumps, weirs and orifices: as a connection between two nodes, as a line, or as a point."""

from __future__ import annotations

import datetime as dt
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..findings import Findings
from ..kentallen import Kentallen
from ..messages import message
from . import codes
from .fields import STRUCTURE, Columns, find
from .nodes import node_sorts, with_points
from .pipes import capacity, ended
from .tables import Geometries, all_numbers, first_text, in_rd, joined, labels, largest, pipe_frame, unique_ids
from .values import Flags, Reals, Texts, key, texts
from .values import codes as bare

_LINES = (1, 2, 5)
_CONNECTIONS = ("pomp", "overstort", "doorlaat", "pers", "druk")
_BACKWARD = frozenset({"21", "eindbegin", "eindnaarbegin", "vaneindnaarbegin", "eindpuntbeginpunt", "tegengesteld"})
"""Normalised values of Stromingsrichting for flow from end to begin: HydX ``2_1`` and its spellings."""


def with_structures(
    pipes: gpd.GeoDataFrame,
    nodes: gpd.GeoDataFrame,
    structures: pd.DataFrame,
    aliases: dict[str, str],
    *,
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
    today: dt.date,
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, int]:
    """Return pipes and nodes with the structures of a layer, and the number of its rows.

    A row with a begin and an end node becomes a pipe (``bron_rij`` -1): a pump, weir or orifice. So does a line. Any
    other row marks a node, or becomes one. Rows that lead to nothing are listed.

    Parameters
    ----------
    pipes, nodes
        Tables of the schema.
    structures
        Netwerk_Kunstwerk, Beheer_Pomp, or another layer of pumps.
    aliases
        Name of a node to its id, where they differ.
    kentallen, findings, notes
        As everywhere.
    today
        Structures with an end date before it are left out.
    """
    table = in_rd(structures, "pompen")
    columns = find(table, STRUCTURE)
    names = labels(first_text(columns, "naam"))
    geometry = np.array(shapely.force_2d(np.asarray(table.geometry.array, dtype=object)), dtype=object)
    geometry[~_usable(geometry)] = None
    status = [codes.UNUSED.get(key(text), "") for text in first_text(columns, "status", bare)]
    gone = np.array(status, dtype=object)
    gone = np.where(gone == "", ended(columns, today), gone)
    findings.add("kunstwerk_buiten_gebruik", "info", names[gone != ""], geometry[gone != ""])
    kinds = first_text(columns, "type", bare)
    strange = (gone == "") & _strange(kinds)
    for kind in sorted(set(kinds[strange])):
        findings.add("kunstwerk_geen_pomp", "info", [kind], n=int((kinds[strange] == kind).sum()))
    stay = (gone == "") & ~strange
    columns, names, geometry = columns.rows(stay), names[stay], geometry[stay]
    kinds = first_text(columns, "type", bare)
    function, sort = _functions(kinds)
    flow = _capacities(columns, function, names, geometry, kentallen, findings, notes)

    places = _node_places(pipes, nodes)
    begin, end = (_ids(columns, role, aliases, places) for role in ("begin", "eind"))
    back = np.array([key(text) in _BACKWARD for text in first_text(columns, "richting", bare)], dtype=bool)
    begin, end = np.where(back, end, begin), np.where(back, begin, end)

    drawn = np.isin(shapely.get_type_id(geometry), _LINES)
    located = np.array([b in places and e in places for b, e in zip(begin, end, strict=True)], dtype=bool)
    lines = drawn | (located & (begin != end))
    half = ~lines & (begin != "") & (end != "") & (begin != end) & np.isin(function.astype(str), ("pomp", "doorlaat"))
    findings.add(
        "pomp_zonder_knoop",
        "waarschuwing",
        names[half],
        geometry[half],
        node=[e if b in places else b for b, e in zip(begin[half], end[half], strict=True)],
    )
    made = _connections(names, kinds, function, flow, begin, end, geometry, drawn, back, places, pipes, lines)
    if len(made):
        notes.append(message("notitie_kunstwerken", "nl", n=len(made)))

    rest = ~lines
    name = np.where(rest & (begin != ""), np.where(np.isin(begin.astype(str), list(places)), begin, names), names)
    point = np.array([_point(place) for place in geometry], dtype=object)
    nodes = with_points(
        nodes,
        name[rest],
        sort[rest],
        kinds[rest],
        flow[rest],
        point[rest],
        aliases,
        places,
        kentallen=kentallen,
        findings=findings,
    )
    _mark_pumps(nodes, begin[lines & (function == "pomp")], flow[lines & (function == "pomp")])
    return joined(pipes, made), nodes, len(table)


def _usable(geometry: Geometries) -> Flags:
    coordinates, index = shapely.get_coordinates(geometry, return_index=True)
    usable = ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
    usable[np.unique(index[~np.isfinite(coordinates).all(axis=1)])] = False
    return np.asarray(usable, dtype=bool)


def _point(geometry: Any) -> Any:
    return None if geometry is None else shapely.point_on_surface(geometry)


def _strange(kinds: Texts) -> Flags:
    """Return which types are known, but are no pump, weir, orifice, outlet or pressure main: a manhole, say."""
    unique, inverse = np.unique(kinds.astype(str), return_inverse=True)
    strange = np.array(
        [bool(name) and codes.node_of(name) in ("put", "overig") and not _connects(name) for name in unique]
    )
    return strange[inverse.reshape(len(kinds))] if len(kinds) else np.zeros(0, dtype=bool)


def _connects(kind: str) -> bool:
    meaning = codes.type_of(kind)
    return (meaning is not None and meaning.functie in _CONNECTIONS) or "stuw" in key(kind) or "drempel" in key(kind)


def _functions(kinds: Texts) -> tuple[Texts, Texts]:
    """Return the ``functie`` of each structure as a connection, and its ``soort`` as a node. Shape (n,).

    A layer of pumps needs no type: without one a row is a pump.
    """
    function = np.full(len(kinds), "pomp", dtype=object)
    for i, kind in enumerate(kinds):
        meaning = codes.type_of(kind) if kind else None
        short = key(kind)
        if "overstort" in short or "drempel" in short or "stuw" in short:
            function[i] = "overstort"
        elif "uitlaat" in short:
            function[i] = "geen"
        elif meaning is not None and meaning.functie in ("pers", "druk", "doorlaat"):
            function[i] = meaning.functie
    sort = node_sorts(kinds)
    sort[(function == "pomp") & ~np.isin(sort.astype(str), ("gemaal", "rwzi"))] = "pomp"
    sort[(function == "overstort")] = "overstort"
    sort[np.isin(function.astype(str), ("doorlaat", "pers", "druk"))] = "put"
    return function, sort


def _capacities(
    columns: Columns,
    function: Texts,
    names: Texts,
    geometry: Geometries,
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
) -> Reals:
    """Return capacities in l/s: of the pump, or of the orifice."""
    flow = capacity(columns, names, geometry, kentallen, findings, notes)
    limit = largest(all_numbers(columns, "doorlaat_cap", names, findings, geometry, kentallen), len(names))
    return np.where(function == "doorlaat", limit * kentallen.value("riool.pompcapaciteit"), flow)


def _node_places(pipes: gpd.GeoDataFrame, nodes: gpd.GeoDataFrame) -> dict[str, tuple[float, float]]:
    """Return where each node is: in the node table, else where a pipe with its id begins or ends."""
    places: dict[str, tuple[float, float]] = {}
    lines = np.asarray(pipes.geometry.array, dtype=object)
    for column, place in (("knoop_eind", -1), ("knoop_begin", 0)):
        ids = pipes[column].to_numpy(dtype=object)
        named = ids != ""
        xy = shapely.get_coordinates(shapely.get_point(lines[named], place))
        places.update(zip(ids[named], map(tuple, xy), strict=True))
    xy = shapely.get_coordinates(np.asarray(nodes.geometry.array, dtype=object))
    places.update(zip(nodes["knoop_id"], map(tuple, xy), strict=True))
    return places


def _ids(columns: Columns, role: str, aliases: dict[str, str], places: dict[str, Any]) -> Texts:
    """Return the node ids in a role: of the first column with a name that is known, else of the first with a name."""
    result = np.full(len(columns.frame), "", dtype=object)
    for series in columns.all(role):
        ids = np.array([name if name in places else aliases.get(name, name) for name in texts(series)], dtype=object)
        better = [
            new != "" and (old == "" or (old not in places and new in places))
            for old, new in zip(result, ids, strict=True)
        ]
        result = np.where(np.array(better, dtype=bool), ids, result)
    return result


def _connections(
    names: Texts,
    kinds: Texts,
    function: Texts,
    flow: Reals,
    begin: Texts,
    end: Texts,
    geometry: Geometries,
    drawn: Flags,
    back: Flags,
    places: dict[str, tuple[float, float]],
    pipes: gpd.GeoDataFrame,
    rows: Flags,
) -> gpd.GeoDataFrame:
    """Return a pipe per structure with two nodes or a line."""
    index = np.flatnonzero(rows)
    lines = np.empty(len(index), dtype=object)
    for k, i in enumerate(index):
        if drawn[i]:
            line = geometry[i] if shapely.get_type_id(geometry[i]) == 1 else shapely.line_merge(geometry[i])
            lines[k] = shapely.reverse(line) if back[i] else line
        else:
            lines[k] = shapely.LineString([places[begin[i]], places[end[i]]])
    whole = shapely.get_type_id(lines) == 1 if len(lines) else np.zeros(0, dtype=bool)
    index, lines = index[whole], lines[whole]
    wanted = np.array([f"{function[i]} {names[i]}" for i in index], dtype=object)
    ids, _ = unique_ids(wanted, pipes["leiding_id"])
    return pipe_frame(
        {
            "leiding_id": ids,
            "naam": names[index],
            "soort": np.where(np.isin(function[index].astype(str), ("pers", "druk")), "pers", "overig").astype(object),
            "functie": function[index],
            "type": kinds[index],
            "knoop_begin": begin[index],
            "knoop_eind": end[index],
            "lengte_m": np.round(shapely.length(lines), 3),
            "bron_rij": np.full(len(index), -1),
            "capaciteit_ls": flow[index],
        },
        lines,
    )


def _mark_pumps(nodes: gpd.GeoDataFrame, ids: Texts, flow: Reals) -> None:
    """Give the nodes where pumps begin the ``soort`` pomp (unless they are a gemaal) and the largest capacity."""
    row_of = {name: i for i, name in enumerate(nodes["knoop_id"])}
    rows = np.array([row_of.get(name, -1) for name in ids], dtype=np.int64)
    found = rows >= 0
    sort = nodes["soort"].to_numpy(dtype=object).copy()
    largest_flow = nodes["capaciteit_ls"].to_numpy(dtype=np.float64).copy()
    plain = rows[found][~np.isin(sort[rows[found]].astype(str), ("gemaal", "rwzi"))]
    sort[plain] = "pomp"
    np.fmax.at(largest_flow, rows[found], flow[found])
    nodes["soort"], nodes["capaciteit_ls"] = sort, largest_flow
