"""GWSW layers, and any other layer of sewer pipes: one normalised sewer out of whatever a municipality has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..messages import message
from ..schema import Sewer
from . import links
from .discharges import empty_inflow
from .fields import PIPE, Columns, find
from .nodes import NodeLayer, empty_nodes
from .pipes import DROPPED, Classes, attributes, classify, double_objects, gone, is_own
from .structures import with_structures
from .tables import Geometries, first_text, in_rd, labels, lines, pipe_frame, told_apart, unique_ids
from .values import Flags, Texts

_FAULTS = ("geometrie_ontbreekt", "geometrie_ongeldig", "geen_lijn")
"""Reasons to leave a row out that are a fault of the data; the other ones are as it should be."""

_POINTS = ("Point", "MultiPoint")


def read_sewer(
    pipes: gpd.GeoDataFrame,
    *,
    nodes: gpd.GeoDataFrame | None = None,
    structures: gpd.GeoDataFrame | None = None,
    fields: Mapping[str, str] | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
    today: dt.date | None = None,
) -> Sewer:
    """Read a sewer from layers in any known spelling.

    Parameters
    ----------
    pipes
        Lines: GWSW beheer, netwerk or default (GeoPackage, WFS, OGC API, Esri, shapefile), or an own schema.
    nodes
        Points with ids that the pipes refer to.
    structures
        Pumps, weirs and orifices: Netwerk_Kunstwerk (begin, eind), Beheer_Pomp (points), or lines.
    fields
        Role to column name, for layers with names of their own; goes before the known names. Roles: `fields.PIPE`.
    kentallen
        Bounds and conversions: ``riool.*``.
    progress, cancelled
        Told how far it is; asked whether to stop.
    today
        Pipes with an end date before it are left out; default the date of the run.

    Returns
    -------
    Sewer
        Valid (`Sewer.validate`); every row of `pipes` is in it or in its findings.

    Raises
    ------
    FieldError
        `fields` has an unknown role or a column that is not there.
    InputError
        The layer has no rows, no geometry, or no lines.
    CancelledError
        The user cancelled.

    Notes
    -----
    Without a type that says otherwise a pipe is taken as a gravity sewer that carries dry weather flow only when that
    holds for the whole layer: no row has a known type or system. In a layer where types are known, a single pipe of an
    unknown type and system stays on the map but carries nothing, and is listed.
    """
    findings, notes = Findings(), list[str]()
    day = today or dt.datetime.now(tz=dt.UTC).astimezone().date()
    table = in_rd(pipes, "leidingen")
    if len(table) == 0:
        raise InputError("leidingen_leeg")
    columns = find(table, PIPE, fields)
    findings.add("kolom_onduidelijk", "waarschuwing", columns.unclear)
    geometry, problem = lines(table)
    if (problem == "geen_lijn").all():
        key = "punten_geen_lijnen" if table.geom_type.isin(_POINTS).all() else "geen_lijnen"
        raise InputError(key, n=len(table))
    progress(10)
    stop_if(cancelled)

    classes = classify(columns)
    named = first_text(columns, "naam")
    reason = gone(columns, classes, problem, day)
    double = double_objects(columns, geometry, reason == "", classes.soort, classes.functie)
    reason = np.where(double, "dubbel_object", reason)
    _list_dropped(reason, labels(named), classes, geometry, findings)
    progress(30)
    stop_if(cancelled)

    stay = reason == ""
    rows = np.flatnonzero(stay)
    columns, geometry = columns.rows(stay), geometry[stay]
    classes = classes.rows(stay)
    named = named[stay]
    ids = _ids(columns, named, rows, findings, geometry)
    _list_unknown(classes, ids, geometry, findings, notes)
    read = attributes(columns, classes, geometry, ids, kentallen=kentallen, findings=findings, notes=notes)
    progress(60)
    stop_if(cancelled)

    layer = None if nodes is None or len(nodes) == 0 else NodeLayer(nodes, findings)
    way, others, node_table, geometry = _connect(columns, layer, geometry, ids, kentallen, findings, notes)
    progress(80)
    stop_if(cancelled)

    sewer = Sewer(
        pipes=pipe_frame(
            {
                **read,
                "leiding_id": ids,
                "naam": named,
                "knoop_begin": way.begin,
                "knoop_eind": way.end,
                "bron_rij": rows,
            },
            geometry,
        ),
        nodes=node_table,
        inflow=empty_inflow(),
        read={"leidingen": len(table)} | ({} if nodes is None else {"putten": len(nodes)}),
        findings=findings,
        dropped_kinds=DROPPED,
        source=_source(columns),
        notes=notes,
    )
    if structures is not None and len(structures):
        sewer.pipes, sewer.nodes, sewer.read["pompen"] = with_structures(
            sewer.pipes,
            sewer.nodes,
            structures,
            _other_names(way, others, layer, node_table),
            kentallen=kentallen,
            findings=findings,
            notes=notes,
            today=day,
        )
    stop_if(cancelled)
    sewer.validate()
    progress(100)
    return sewer


def _list_dropped(reason: Texts, names: Texts, classes: Classes, geometry: Geometries, findings: Findings) -> None:
    for kind in DROPPED:
        rows = reason == kind
        if rows.any():
            fault = kind in _FAULTS
            findings.add(
                kind,
                "fout" if fault else "info",
                names[rows],
                None if fault else geometry[rows],
                type=[name or "onbekend" for name in classes.type[rows]],
            )


def _list_unknown(classes: Classes, ids: Texts, geometry: Geometries, findings: Findings, notes: list[str]) -> None:
    """List pipes of which neither type nor system is known: each, or once when it holds for all."""
    if classes.ruim and len(ids):
        findings.add("alles_vrijverval", "waarschuwing", ["leidingen"], n=len(ids))
        notes.append(message("notitie_alles_vrijverval", "nl", n=len(ids)))
    elif classes.onbekend.any():
        rows = classes.onbekend
        findings.add(
            "onbekend_type",
            "waarschuwing",
            ids[rows],
            geometry[rows],
            type=[name or "niet ingevuld" for name in classes.type[rows]],
            system=[name or "niet ingevuld" for name in classes.stelsel[rows]],
        )
    if classes.deels:
        notes.append(message("notitie_type_deels", "nl", types=", ".join(classes.deels)))


def _ids(
    columns: Columns, names: Texts, rows: npt.NDArray[np.int64], findings: Findings, geometry: Geometries
) -> Texts:
    """Return a unique id per pipe: its own, else its name, with the system before it when that tells names apart."""
    found = first_text(columns, "leiding_id")
    found = np.where(found == "", names, found)
    empty = found == ""
    found[empty] = [f"rij {row + 1}" for row in rows[empty]]
    found = told_apart(found, [first_text(columns, "stelsel_naam"), first_text(columns, "dataset")])
    ids, changed = unique_ids(found)
    findings.add("dubbele_leiding_id", "info", ids[changed], geometry[changed], name=found[changed])
    return ids


def _connect(
    columns: Columns,
    layer: NodeLayer | None,
    geometry: Geometries,
    ids: Texts,
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
) -> tuple[links.References, list[links.References], gpd.GeoDataFrame, Geometries]:
    """Return node references, other ways of referring, nodes, and lines that run from begin node to end node."""
    none = np.full(len(ids), "", dtype=object)
    ways = links.candidates(columns)
    way, key, others = links.best_match(ways, [] if layer is None else layer.ids)
    way = way or links.References(none, none.copy())
    nodes, names = (empty_nodes(), none[:0]) if layer is None else layer.table(key, kentallen, findings, notes)
    node_ids = nodes["knoop_id"].to_numpy(dtype=object)
    points = np.asarray(nodes.geometry.array, dtype=object)
    if len(ids):
        known: Flags = pd.Series(np.concatenate([way.begin, way.end]), dtype=object).isin(set(node_ids)).to_numpy()
        if layer is not None and ways and not known.any():
            notes.append(message("notitie_knopen_passen_niet", "nl"))
        known_ids = dict.fromkeys(node_ids, 0) if known.any() else {}
        way = links.separated(way, others, geometry, known_ids, ids, kentallen, findings)
        way = links.nearest_of_name(way, geometry, names, node_ids, points)
        geometry, turned = links.forward(way, geometry, ids=node_ids, points=points)
        findings.add("lijn_omgekeerd", "info", ids[turned], geometry[turned])
    return way, others, nodes, geometry


def _other_names(
    way: links.References, others: list[links.References], layer: NodeLayer | None, nodes: gpd.GeoDataFrame
) -> dict[str, str]:
    """Return the names that nodes have elsewhere (URIs, say) with their ids."""
    aliases: dict[str, str] = {}
    for other in reversed(others):
        for theirs, ours in ((other.begin, way.begin), (other.end, way.end)):
            aliases.update((a, b) for a, b in zip(theirs, ours, strict=True) if a and b and a != b)
    for column in reversed([] if layer is None else layer.ids):
        aliases.update((a, b) for a, b in zip(column, nodes["knoop_id"], strict=True) if a and a != b)
    return aliases


def _source(columns: Columns) -> str:
    if is_own(columns):
        return "Riothermie Kansen"
    return "GWSW" if {"materiaalleiding", "beginpunt", "stelsel"} & set(_aliases(columns)) else "leidingenlaag"


def _aliases(columns: Columns) -> list[str]:
    return [alias for role in columns.places for alias in columns.aliases(role)]
