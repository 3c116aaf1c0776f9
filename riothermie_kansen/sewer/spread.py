"""Inhabitants known for an area or in total only: spread over the pipes inside by length."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..callbacks import Cancelled, Progress, part
from ..errors import FieldError, InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..wording import amount, note
from .allocation import connectable, lengths_inside, overlaps, shares, summed
from .columns import OK, UNREADABLE, chosen_column, field_names, find_column, identifiers, key, numbers, texts
from .network import Network

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]

INHABITANTS = (
    "aantalinwoners",
    "inwoners",
    "aantinw",
    "aantinwoners",
    "inwonertal",
    "aantalbewoners",
    "bevolking",
    "inw",
)
"""Names, as `readers.values.key`, of the field with the inhabitants of an area (CBS and others)."""

AREA_CODES = (
    "buurtcode",
    "bucode",
    "statcode",
    "crs28992res100m",
    "crs28992res500m",
    "c28992r100",
    "c28992r500",
    "postcode6",
    "pc6",
    "gebiedscode",
    "wijkcode",
)
"""Names of the field that identifies an area."""

AREA_NAMES = (*AREA_CODES, "buurtnaam", "gebiedsnaam", "naam", "gemeentecode", "id", "fid")
"""Names of the field to call an area by in a finding."""

PUMP_UNIT = "pompunit"


@dataclass
class Placed:
    """An amount that found its place: persons or l/s.

    Attributes
    ----------
    pipes, nodes
        Amount per row of ``network.pipes`` and ``network.nodes``.
    unplaced
        What found no place.
    given
        What was given: the sum of the other three.
    """

    pipes: FloatArray
    nodes: FloatArray
    unplaced: float = 0.0
    given: float = 0.0

    @classmethod
    def nothing(cls, network: Network) -> Placed:
        """Return an amount of 0."""
        return cls(np.zeros(len(network.pipes)), np.zeros(len(network.nodes)))


def from_total(network: Network, total: float, kentallen: Kentallen, notes: list[str]) -> Placed:
    """Spread one total over the whole sewer, as `from_areas` does over an area.

    Raises
    ------
    InputError
        The total is not a positive number, or no pipe takes premises.
    """
    if not np.isfinite(total) or total <= 0:
        raise InputError("inflow_total", total=total)
    pipes = connectable(network.pipes)
    metres = shapely.length(network.pipes.geometry.to_numpy()[pipes])
    units = pump_units(network)
    placed = _spread(
        network,
        np.array([total]),
        (np.zeros(len(pipes), np.intp), pipes, metres),
        (np.zeros(len(units), np.intp), units),
        kentallen,
        notes,
    )
    notes.insert(0, note("inflow_note_total", persons=amount(total)))
    return placed


def from_areas(
    network: Network,
    areas: gpd.GeoDataFrame,
    field: str | None,
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
    *,
    progress: Progress,
    cancelled: Cancelled,
) -> Placed:
    """Spread the inhabitants of areas over the pipes inside, by the length inside.

    Gravity pipes count by their length. Pressure sewers serve few homes over a great length: where their pump units
    are known each gets the inhabitants of ``dwa.adressen_per_pompunit`` addresses and their metres count for nothing,
    else their metres count for ``dwa.gewicht_druk``.

    Parameters
    ----------
    areas
        Polygons, RD, with the inhabitants of each; negative values (CBS: -99995, -99997, -99999) are unknown.
        Rows with the same code and number are parts of one area.
    field
        Field with the inhabitants; None or "" recognises it.

    Raises
    ------
    InputError
        The layer is empty, has no polygons, no field with inhabitants, or none that is known.
    """
    polygons, persons, names = _areas(areas, field, kentallen, findings, notes)
    pipes = connectable(network.pipes)
    lines = network.pipes.geometry.to_numpy()[pipes]
    area, line, metres = lengths_inside(polygons, lines, progress=part(progress, 0, 80), cancelled=cancelled)
    units = pump_units(network)
    unit_area, unit = shapely.STRtree(network.nodes.geometry.to_numpy()[units]).query(polygons, predicate="intersects")
    inside = np.bincount(area, minlength=len(polygons)) + np.bincount(unit_area, minlength=len(polygons))
    placed = _spread(network, persons, (area, pipes[line], metres), (unit_area, units[unit]), kentallen, notes)
    lost = np.flatnonzero((inside == 0) & (persons > 0) & ~shapely.is_empty(polygons))
    findings.add(
        "gebied_zonder_riool",
        "waarschuwing",
        names[lost],
        polygons[lost],
        persons=[amount(value) for value in persons[lost]],
    )
    covered = np.minimum(summed(line, metres, len(pipes)), shapely.length(lines))
    outside = float(shapely.length(lines).sum() - covered.sum())
    notes.insert(0, note("inflow_note_areas", persons=amount(persons.sum()), areas=amount(len(polygons))))
    if len(lost):
        notes.append(note("inflow_note_areas_lost", areas=amount(len(lost)), persons=amount(persons[lost].sum())))
    if outside > 0.5:
        notes.append(note("inflow_note_outside", km=amount(outside / 1000.0, 1)))
    progress(100.0)
    return placed


def pump_units(network: Network) -> IntArray:
    """Return the positions of nodes that are a pump unit of a pressure sewer, in order of ``knoop_id``."""
    pipes, nodes = network.pipes, network.nodes
    druk = (pipes["functie"] == "druk").to_numpy(dtype=bool)
    on_druk = np.zeros(len(nodes), dtype=bool)
    for end in ("begin", "eind"):
        on_druk[pipes[end].to_numpy(dtype=np.intp)[druk]] = True
    units = np.flatnonzero(on_druk & (nodes["soort"] == "pomp").to_numpy(dtype=bool))
    types = [key(value) for value in nodes["type"].to_numpy(dtype=object)[units]]
    units = units[[PUMP_UNIT in value for value in types]] if len(units) else units
    ids = nodes["knoop_id"].to_numpy(dtype=object)[units].astype(str)
    return np.asarray(units[np.argsort(ids, kind="stable")], dtype=np.intp)


def _spread(
    network: Network,
    persons: FloatArray,
    inside: tuple[IntArray, IntArray, FloatArray],
    units_inside: tuple[IntArray, IntArray],
    kentallen: Kentallen,
    notes: list[str],
) -> Placed:
    """Spread the persons of areas over pipes (area, pipe, metres) and pump units (area, node) inside."""
    area, pipe, metres = inside
    unit_area, unit = units_inside
    n = len(persons)
    per_unit = kentallen.value("dwa.adressen_per_pompunit") * kentallen.value("dwa.inwoners_per_adres")
    known = len(pump_units(network)) > 0
    factor = 0.0 if known else kentallen.value("dwa.gewicht_druk")
    is_druk = (network.pipes["functie"] == "druk").to_numpy(dtype=bool)[pipe]
    weights = np.where(is_druk, factor * metres, metres)
    units = np.bincount(unit_area, minlength=n).astype(float)
    # an area with nothing but pressure sewer: its metres are all there is to go by
    only_druk = (summed(area, weights, n) == 0) & (units == 0)
    weights = np.where(only_druk[area], metres, weights)
    length = summed(area, weights, n)
    on_units = np.where(length > 0, np.minimum(persons, units * per_unit), np.where(units > 0, persons, 0.0))
    to_units = shares(on_units, unit_area, np.ones(len(unit_area)))
    to_pipes = shares(np.where(length > 0, persons - on_units, 0.0), area, weights)
    placed = Placed(
        summed(pipe, to_pipes, len(network.pipes)),
        summed(unit, to_units, len(network.nodes)),
        unplaced=float(persons[(length == 0) & (units == 0)].sum()),
        given=float(persons.sum()),
    )
    if known and len(unit):
        notes.append(
            note(
                "inflow_note_units",
                units=amount(len(np.unique(unit))),
                persons=amount(on_units.sum()),
                each=amount(kentallen.value("dwa.adressen_per_pompunit"), 1),
            )
        )
    elif is_druk.any():
        km = amount(metres[is_druk].sum() / 1000.0, 1)
        on_druk = amount(to_pipes[is_druk].sum())
        notes.append(
            note("inflow_note_druk", km=km, factor=amount(kentallen.value("dwa.gewicht_druk"), 2), persons=on_druk)
        )
    return placed


def _areas(
    areas: gpd.GeoDataFrame, field: str | None, kentallen: Kentallen, findings: Findings, notes: list[str]
) -> tuple[npt.NDArray[Any], FloatArray, npt.NDArray[Any]]:
    """Return the polygons with known inhabitants, those inhabitants, and what the areas are called."""
    if not len(areas):
        raise InputError("inflow_areas_empty")
    column = chosen_column(areas, field, INHABITANTS, "gebieden")
    if column is None:
        raise FieldError("inflow_areas_field", fields=", ".join(field_names(areas)))
    names = identifiers(areas, AREA_NAMES)
    persons, state = numbers(areas[column], thousands=True)
    geometry = np.array(areas.geometry.to_numpy(), dtype=object)
    there = ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
    if there.any() and not np.isin(shapely.get_type_id(geometry[there]), (3, 6, 7)).any():
        raise InputError("inflow_areas_geometry")
    water = find_column(areas, ("water",))
    is_water = np.zeros(len(areas), bool) if water is None else texts(areas[water]) == "JA"
    unknown = (state != OK) | (persons < 0)
    # CBS draws the water of a buurt as an area of its own, without figures
    findings.add("gebied_water", "info", names[unknown & is_water], geometry[unknown & is_water])
    shown = texts(areas[column])
    for kind, rows in (
        ("gebied_onleesbaar", (state == UNREADABLE) & ~is_water),
        ("gebied_onbekend", unknown & (state != UNREADABLE) & ~is_water),
    ):
        where = np.flatnonzero(rows)
        findings.add(
            kind, "waarschuwing", names[where], geometry[where], value=[shown[i] or "leeg" for i in where], field=column
        )
    if unknown.all():
        raise InputError("inflow_areas_unknown", field=column)
    if (unknown & ~is_water).any():
        notes.append(note("inflow_note_areas_unknown", areas=amount(int((unknown & ~is_water).sum()))))
    usable = ~unknown
    geometry, there = _repaired(geometry, there, names, findings)
    usable &= _parts_joined(areas, persons, geometry, usable & there, names, findings)
    # an area without a place keeps its inhabitants: they are unplaced, not forgotten
    geometry[~there] = shapely.Polygon()
    placeless = np.flatnonzero(usable & ~there)
    findings.add(
        "gebied_zonder_plaats",
        "fout",
        names[placeless],
        persons=[amount(value) for value in persons[placeless]],
    )
    polygons = geometry[usable]
    first, second, double = overlaps(polygons, kentallen.value("dwa.overlap_gebieden"))
    kept = names[usable]
    findings.add(
        "gebieden_overlappen",
        "waarschuwing",
        kept[first],
        double,
        other=kept[second],
        hectare=[amount(value / 1e4, 2) for value in shapely.area(double)],
    )
    if len(first):
        notes.append(note("inflow_note_overlap", pairs=amount(len(first))))
    return polygons, persons[usable], kept


def _repaired(
    geometry: npt.NDArray[Any], there: npt.NDArray[np.bool_], names: npt.NDArray[Any], findings: Findings
) -> tuple[npt.NDArray[Any], npt.NDArray[np.bool_]]:
    """Return valid polygons only, and which of them are there."""
    invalid = np.flatnonzero(there & ~shapely.is_valid(geometry))
    geometry[invalid] = shapely.make_valid(geometry[invalid])
    findings.add("gebied_hersteld", "info", names[invalid], geometry[invalid])
    collections = np.flatnonzero(there & (shapely.get_type_id(geometry) == 7))
    for i in collections:
        pieces = shapely.get_parts(geometry[i])
        geometry[i] = shapely.union_all(pieces[np.isin(shapely.get_type_id(pieces), (3, 6))])
    return geometry, there & np.isin(shapely.get_type_id(geometry), (3, 6)) & ~shapely.is_empty(geometry)


def _parts_joined(
    areas: gpd.GeoDataFrame,
    persons: FloatArray,
    geometry: npt.NDArray[Any],
    usable: npt.NDArray[np.bool_],
    names: npt.NDArray[Any],
    findings: Findings,
) -> npt.NDArray[np.bool_]:
    """Join rows with the same code and inhabitants in place; return which rows are left.

    A layer that was cut into single parts repeats the inhabitants of the whole area on every part.
    """
    left = np.ones(len(areas), dtype=bool)
    column = find_column(areas, AREA_CODES)
    if column is None:
        return left
    codes = texts(areas[column])
    rows = np.flatnonzero(usable & (codes != ""))
    table = pd.DataFrame({"code": codes[rows], "persons": persons[rows]})
    parts = table[table.duplicated(keep=False)]
    for _, members in parts.groupby(["code", "persons"], sort=True):
        where = rows[members.index.to_numpy()]
        geometry[where[0]] = shapely.union_all(geometry[where])
        left[where[1:]] = False
        findings.add("gebied_in_delen", "info", names[where[:1]], geometry[where[:1]], parts=len(where))
    several = table.drop_duplicates().loc[lambda t: t["code"].duplicated(keep=False)].index.to_numpy()
    where = rows[several]
    findings.add("gebied_dubbel", "waarschuwing", names[where], geometry[where])
    return left
