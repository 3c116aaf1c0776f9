"""The stock: buildings, and the dwellings and other objects in them, from BAG panden and verblijfsobjecten."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..readers.bag import BagObjects, BagPanden, listing
from ..readers.shapes import Shapes, squares
from ..readers.values import Flags
from ..schema import RD, names
from .columns import OBJECT_COLUMNS
from .counted_objects import counted_objects
from .dwelling_type import dwelling_types
from .joining import Joined, join_objects
from .object_values import ADDRESS, add_areas, add_coordinates, add_own_values, add_types, add_years, object_uses
from .result import Stock
from .stock_remarks import list_empty, list_joined, reasons, tell_missing

Ints = npt.NDArray[np.int64]

COLUMNS = names(OBJECT_COLUMNS)[: names(OBJECT_COLUMNS).index("buurtcode") + 1]
"""Columns of an object that the stock fills, or leaves empty for later steps."""

EXTRA = ("building", *ADDRESS, "x", "y")
"""Columns of an object inside the engine, beside those."""

_GARAGE = "overig"
"""Use of objects that are nearly always garages, sheds and transformer houses: behind their walls it is cold."""

_PAND_COLUMNS = (
    *("pand_id", "bouwjaar", "aantal_objecten", "woningen", "gebruik", "oppervlakte_min_m2", "oppervlakte_max_m2"),
    *("type", "eigenaar", "label"),
)


def build_stock(
    panden: BagPanden | None,
    objects: BagObjects | None,
    *,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Stock:
    """Return the buildings with the objects in them.

    Objects come in the pand of their id; without a pand that is there, in the pand that they lie in, else the nearest
    within reach, else they are a building of their own. Without objects they follow from what the panden count;
    without panden each pand id, or address, is a point. See `joining`, `counted_objects`, `areas` and `dwelling_type`
    for the rules.

    Parameters
    ----------
    panden, objects
        As read; one may be None.
    kentallen
        Group ``gebouw``, and ``bag.oppervlakte`` and ``bag.meldingen_per_soort``.

    Raises
    ------
    InputError
        There are neither panden nor objects.
    CancelledError
        The user cancelled.
    """
    read, dropped = dict[str, int](), dict[str, dict[str, int]]()
    findings, notes = Findings(), list[str]()
    for name, source in (("panden", panden), ("verblijfsobjecten", objects)):
        if source is not None:
            read[name], dropped[name] = source.read, dict(source.dropped)
            findings.extend(source.findings)
            notes.extend(source.notes)
    ground = _panden(panden)
    if not len(ground) and (objects is None or not len(objects.frame)):
        raise InputError("voorraad_leeg")
    counted = objects is None or not len(objects.frame)
    if counted or objects is None:
        rows = counted_objects(ground, kentallen, findings, notes)
    else:
        rows = objects.frame.sort_values("object_id", kind="stable").reset_index(drop=True)
    stop_if(cancelled)
    points = np.asarray(rows["geometry"].array, dtype=object)
    joined = join_objects(
        rows,
        points,
        ground,
        near_m=kentallen.value("gebouw.zoekafstand_pand"),
        label_m=kentallen.value("gebouw.zoekafstand_label"),
        small_m2=kentallen.value("gebouw.grondvlak_minimaal"),
        cancelled=cancelled,
    )
    progress(30.0)
    lists = listing(kentallen)
    list_joined(rows, points, joined, ground, panden.absent if panden is not None else {}, lists, notes)
    there = joined.building >= 0
    if not there.all():
        dropped["verblijfsobjecten"]["object_zonder_plaats"] = int((~there).sum())
    rows, points = rows[there].reset_index(drop=True), points[there]
    shapes, outline = _places(ground, joined, kentallen)
    building = joined.building[there]
    number = np.bincount(building, minlength=len(shapes)).astype(np.int64)
    footprint = np.where(outline, shapely.area(shapes), np.nan)
    stop_if(cancelled)
    table = object_uses(rows, building, footprint, kentallen, notes)
    table["building"] = building
    add_own_values(table, rows, ground, building)
    add_years(table, rows, ground, building, notes)
    count, warm = _counts(ground, table, number, kentallen)
    unit = np.arange(len(shapes))
    unit[: len(ground)] = np.where(number[: len(ground)] > 0, unit[: len(ground)], joined.part_of)
    warm |= warm[unit]
    progress(50.0)
    types = dwelling_types(shapes, outline, count, warm, unit, kentallen=kentallen, cancelled=cancelled)
    progress(80.0)
    stop_if(cancelled)
    areas = add_areas(table, rows, points, count, footprint, kentallen, lists, notes)
    add_types(table, types, notes)
    tell_missing(table, footprint, kentallen, notes)
    tall = (np.round(np.nan_to_num(areas.storeys)) >= kentallen.value("gebouw.lagen_hoogbouw")) & (count > 1)
    table["hoogbouw"] = tall[building].astype(np.int64)
    add_coordinates(table, points, shapes, building)
    buildings = _buildings(ground, joined, shapes, outline, number, table)
    list_empty(ground, number, shapes, counted, lists, notes)
    findings.extend(lists.findings)
    progress(100.0)
    return _sorted(buildings, table, read, dropped, findings, notes)


def _panden(panden: BagPanden | None) -> gpd.GeoDataFrame:
    """Return the panden, or a table without rows."""
    if panden is not None:
        return panden.frame.sort_values("pand_id", kind="stable").reset_index(drop=True)
    empty = pd.DataFrame({name: pd.Series(dtype=object) for name in _PAND_COLUMNS})
    return gpd.GeoDataFrame(empty, geometry=gpd.GeoSeries([], crs=RD), crs=RD)


def _places(ground: gpd.GeoDataFrame, joined: Joined, kentallen: Kentallen) -> tuple[Shapes, Flags]:
    """Return the geometry of all buildings, and which have an outline that says something.

    Among areas a building without outline is a small square round its point, so that a layer has one kind of geometry.
    """
    shapes = np.concatenate([np.asarray(ground.geometry.array, dtype=object), joined.points])
    outline = shapely.get_dimensions(shapes) == 2
    if outline.any():
        spots = np.flatnonzero(shapely.get_type_id(shapes) == 0)
        shapes[spots] = squares(shapes[spots], kentallen.value("gebouw.zijde_los"))
    return shapes, outline


def _counts(ground: gpd.GeoDataFrame, table: pd.DataFrame, number: Ints, kentallen: Kentallen) -> tuple[Ints, Flags]:
    """Return how many objects each building has, and which are warm.

    A pand at the edge of the objects that were delivered has those that it counts itself.
    """
    said = np.zeros(len(number), dtype=np.int64)
    own = np.nan_to_num(ground["aantal_objecten"].to_numpy(dtype=float))
    said[: len(ground)] = np.where(own > kentallen.value("gebouw.objecten_maximaal"), 1, own)
    warm = np.zeros(len(number), dtype=bool)
    warm[table["building"].to_numpy()[table["gebruik"].to_numpy() != _GARAGE]] = True
    uses = ground["gebruik"].to_numpy(dtype=object)
    warm[: len(ground)] |= (number[: len(ground)] == 0) & (
        ((said[: len(ground)] > 0) | (uses != "")) & (uses != _GARAGE)
    )
    return np.maximum(number, said), warm


def _buildings(
    ground: gpd.GeoDataFrame, joined: Joined, shapes: Shapes, outline: Flags, number: Ints, table: pd.DataFrame
) -> gpd.GeoDataFrame:
    """Return all buildings, panden first."""
    p, n = len(ground), len(shapes)
    ids = np.concatenate([ground["pand_id"].to_numpy(dtype=object), joined.alone])
    year = np.full(n, np.nan)
    year[:p] = ground["bouwjaar"].to_numpy(dtype=float)
    oldest = table.groupby("building")["bouwjaar"].min()
    unknown = np.isnan(year)
    year[unknown] = oldest.reindex(np.flatnonzero(unknown)).to_numpy(dtype=float)
    alone = np.arange(n) >= p
    return gpd.GeoDataFrame(
        {
            "pand_id": ids,
            "bouwjaar": year,
            "losse": alone & (p > 0) | _nameless(joined, p),
            "reason": reasons(ground, joined, outline, number),
        },
        geometry=gpd.GeoSeries(shapes, crs=RD),
        crs=RD,
    )


def _nameless(joined: Joined, p: int) -> Flags:
    """Tell which buildings stand for addresses without a pand id."""
    return np.concatenate([np.zeros(p, dtype=bool), np.array([i.startswith("los-") for i in joined.alone], dtype=bool)])


def _sorted(
    buildings: gpd.GeoDataFrame,
    table: pd.DataFrame,
    read: dict[str, int],
    dropped: dict[str, dict[str, int]],
    findings: Findings,
    notes: list[str],
) -> Stock:
    """Return the stock, buildings in order of pand_id and objects in order of object_id."""
    order = np.argsort(buildings["pand_id"].to_numpy(dtype=object), kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    table["building"] = rank[table["building"].to_numpy()]
    buildings = buildings.iloc[order].reset_index(drop=True)
    table["pand_id"] = buildings["pand_id"].to_numpy(dtype=object)[table["building"].to_numpy()]
    rows = np.argsort(table["object_id"].to_numpy(dtype=object), kind="stable")
    objects = table.iloc[rows].reset_index(drop=True)[[*COLUMNS, *EXTRA]]
    return Stock(buildings, objects, read, dropped, findings, notes)
