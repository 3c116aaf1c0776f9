"""The stock: buildings, and the dwellings and other objects in them, from BAG panden and verblijfsobjecten."""

from __future__ import annotations

from collections.abc import Mapping
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
from ..messages import template
from ..readers.bag import BagObjects, BagPanden, Listing, listing
from ..readers.shapes import Shapes
from ..readers.values import Flags, Reals, Texts
from ..schema import RD, names
from ..wording import amount, dutch, note, place, sentences
from .areas import BAG, DERIVED, KENTAL, Areas, believable, fill_areas
from .columns import OBJECT_COLUMNS, WONEN
from .counted_objects import counted_objects
from .dwelling_type import Types, dwelling_types
from .joining import ALONE, BY_ID, INSIDE, NEAR, NOWHERE, Joined, join_objects
from .result import Stock

Ints = npt.NDArray[np.int64]

COLUMNS = names(OBJECT_COLUMNS)[: names(OBJECT_COLUMNS).index("buurtcode") + 1]
"""Columns of an object that the stock fills, or leaves empty for later steps."""

ADDRESS = ("postcode", "huisnummer", "huisletter", "toevoeging")

EXTRA = ("building", *ADDRESS, "x", "y")
"""Columns of an object inside the engine, beside those."""

_GARAGE = "overig"
"""Use of objects that are nearly always garages, sheds and transformer houses: behind their walls it is cold."""

_PAND_COLUMNS = (
    *("pand_id", "bouwjaar", "aantal_objecten", "gebruik", "oppervlakte_min_m2", "oppervlakte_max_m2"),
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
        Group ``gebouw``.

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
    rows = counted_objects(ground, kentallen, findings, notes) if counted or objects is None else objects.frame
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
    _list_joined(rows, points, joined, ground, panden.absent if panden is not None else {}, lists, notes)
    there = joined.building >= 0
    if not there.all():
        dropped["verblijfsobjecten"]["object_zonder_plaats"] = int((~there).sum())
    rows, points = rows[there].reset_index(drop=True), points[there]
    shapes, outline = _places(ground, joined, kentallen)
    building = joined.building[there]
    number = np.bincount(building, minlength=len(shapes)).astype(np.int64)
    footprint = np.where(outline, shapely.area(shapes), np.nan)
    stop_if(cancelled)
    table = _uses(rows, building, footprint, kentallen, notes)
    table["building"] = building
    _own_values(table, rows, ground, building)
    _years(table, rows, ground, building, notes)
    count, warm = _counts(ground, table, number)
    unit = np.arange(len(shapes))
    unit[: len(ground)] = np.where(number[: len(ground)] > 0, unit[: len(ground)], joined.part_of)
    progress(50.0)
    types = dwelling_types(_only(shapes, outline), count, warm, unit, kentallen=kentallen, cancelled=cancelled)
    progress(80.0)
    stop_if(cancelled)
    areas = _areas(table, rows, points, count, footprint, kentallen, lists, notes)
    _types(table, types, notes)
    tall = (np.round(np.nan_to_num(areas.storeys)) >= kentallen.value("gebouw.lagen_hoogbouw")) & (count > 1)
    table["hoogbouw"] = tall[building].astype(np.int64)
    _coordinates(table, points, shapes, building)
    buildings = _buildings(ground, joined, shapes, outline, number, table)
    _empty_panden(ground, number, shapes, counted, lists, notes)
    findings.extend(lists.findings)
    progress(100.0)
    return _sorted(buildings, table, read, dropped, findings, notes)


def _panden(panden: BagPanden | None) -> gpd.GeoDataFrame:
    """Return the panden, or a table without rows."""
    if panden is not None:
        return panden.frame.reset_index(drop=True)
    empty = pd.DataFrame({name: pd.Series(dtype=object) for name in _PAND_COLUMNS})
    return gpd.GeoDataFrame(empty, geometry=gpd.GeoSeries([], crs=RD), crs=RD)


def _only(shapes: Shapes, outline: Flags) -> Shapes:
    """Return the outlines that say something, None for the others."""
    result = shapes.copy()
    result[~outline] = None
    return result


def _list_joined(
    rows: pd.DataFrame,
    points: Shapes,
    joined: Joined,
    ground: gpd.GeoDataFrame,
    absent: Mapping[str, str],
    lists: Listing,
    notes: list[str],
) -> None:
    """List the objects that did not come in a building by their own pand id."""
    ids = rows["object_id"].to_numpy(dtype=object)
    own = rows["pand_id"].to_numpy(dtype=object)
    names_ = np.concatenate([ground["pand_id"].to_numpy(dtype=object), joined.alone])
    pand = np.where(joined.building >= 0, names_[joined.building] if len(names_) else "", "")
    how, several = joined.how, np.flatnonzero(joined.several > 1)
    number = np.array([str(value) for value in joined.several[several].tolist()], dtype=object)
    lists.add("object_meer_panden", "info", ids[several], points[several], n=number, pand=pand[several])
    gone = np.array([text in absent for text in own], dtype=bool) if absent else np.zeros(len(own), dtype=bool)
    gone &= how != NOWHERE
    lists.add("object_pand_afwezig", "waarschuwing", ids[gone], points[gone], own=own[gone], pand=pand[gone])
    other = (how == INSIDE) & (own != "") & ~gone
    lists.add("object_ander_pand", "info", ids[other], points[other], own=own[other], pand=pand[other])
    near = np.flatnonzero(how == NEAR)
    metres = np.array([dutch(value, 1) for value in joined.distance[near]], dtype=object)
    lists.add("object_bij_pand", "info", ids[near], points[near], pand=pand[near], distance=metres)
    alone, nowhere = np.flatnonzero(how == ALONE), np.flatnonzero(how == NOWHERE)
    if len(ground):
        lists.add("object_los", "waarschuwing", ids[alone], points[alone], pand=pand[alone])
    lists.findings.add("object_zonder_plaats", "fout", ids[nowhere])
    if len(ids) and len(ground):
        counts = {
            "by_id": int((how == BY_ID).sum()),
            "inside": int((how == INSIDE).sum()),
            "near": len(near),
            "alone": len(alone),
            "nowhere": len(nowhere),
        }
        if counts["by_id"] < len(ids):
            values = {name: amount(value) for name, value in counts.items()}
            notes.append(note("voorraad_notitie_plaats", n=amount(len(ids)), **values))
    elif len(ids):
        notes.append(note("voorraad_notitie_punten", n=amount(len(joined.alone)), objects=amount(len(ids))))


def _places(ground: gpd.GeoDataFrame, joined: Joined, kentallen: Kentallen) -> tuple[Shapes, Flags]:
    """Return the geometry of all buildings, and which have an outline that says something.

    Among areas a building without outline is a small square round its point, so that a layer has one kind of geometry.
    """
    shapes = np.concatenate([np.asarray(ground.geometry.array, dtype=object), joined.points])
    outline = shapely.get_dimensions(shapes) == 2
    if outline.any():
        spots = np.flatnonzero(shapely.get_type_id(shapes) == 0)
        half = kentallen.value("gebouw.zijde_los") / 2
        x, y = shapely.get_x(shapes[spots]), shapely.get_y(shapes[spots])
        shapes[spots] = shapely.box(x - half, y - half, x + half, y + half)
    return shapes, outline


def _uses(rows: pd.DataFrame, building: Ints, footprint: Reals, kentallen: Kentallen, notes: list[str]) -> pd.DataFrame:
    """Return a table with the objects and whether each is a dwelling.

    An object with wonen among its uses is a dwelling. One of unknown use is a dwelling when those of known use in its
    building are, or, when there are none, when its share of the footprint and its area are those of a dwelling.
    """
    n = len(footprint)
    use = rows["gebruik"].to_numpy(dtype=object)
    every, uniques = pd.factorize(use)
    lives = np.array([WONEN in text.split(",") for text in uniques], dtype=bool)[every]
    mixed = np.array([WONEN in text.split(",") and text != WONEN for text in uniques], dtype=bool)[every]
    unknown = use == ""
    homes = np.bincount(building[lives], minlength=n)
    others = np.bincount(building[~lives & ~unknown], minlength=n)
    share = footprint / np.maximum(np.bincount(building, minlength=n), 1)
    small = ~(share > kentallen.value("gebouw.grondvlak_woning"))
    area = rows["oppervlakte_m2"].to_numpy(dtype=float)
    everyone = np.ones(len(use), dtype=bool)
    fits = believable(area, everyone, everyone, kentallen)
    fits |= np.isnan(area) | np.isin(area, kentallen.table("gebouw.oppervlakte_onbekend"))
    guess = fits & np.where((homes + others)[building] > 0, (homes > 0)[building], small[building])
    dwelling = lives | (unknown & guess)
    if mixed.any():
        notes.append(note("voorraad_notitie_gemengd", n=amount(int(mixed.sum()))))
    if unknown.any():
        notes.append(
            note(
                "voorraad_notitie_gebruik",
                n=amount(int(unknown.sum())),
                homes=amount(int((unknown & dwelling).sum())),
                others=amount(int((unknown & ~dwelling).sum())),
            )
        )
    table = pd.DataFrame({"object_id": rows["object_id"].to_numpy(dtype=object), "gebruik": use})
    table["woning"] = dwelling.astype(np.int64)
    return table


def _own_values(table: pd.DataFrame, rows: pd.DataFrame, ground: gpd.GeoDataFrame, building: Ints) -> None:
    """Add what the layers themselves say: of the object, else of its pand."""
    for name in ("type", "label", "eigenaar"):
        mine = rows[name].to_numpy(dtype=object)
        value = np.where(mine == "", _of_pand(ground, name, building, ""), mine)
        if name == "type":
            value = np.where(table["woning"] == 1, value, "")
        table[name] = value
        table[f"{name}_bron"] = np.where(value == "", "", "eigen").astype(object)
    table["inwoners"] = rows["inwoners"].to_numpy(dtype=float)
    table["inwoners_bron"] = np.where(np.isnan(table["inwoners"]), "", "eigen").astype(object)
    table["buurtcode"] = ""
    for name in ADDRESS:
        table[name] = rows[name].to_numpy(dtype=object)


def _of_pand(ground: gpd.GeoDataFrame, name: str, building: Ints, empty: Any) -> npt.NDArray[Any]:
    """Return a column of the panden for each object, `empty` for buildings that are no pand."""
    values = ground[name].to_numpy(dtype=float if isinstance(empty, float) else object)
    inside = building < len(ground)
    result = np.full(len(building), empty, dtype=values.dtype)
    result[inside] = values[building[inside]]
    return result


def _years(table: pd.DataFrame, rows: pd.DataFrame, ground: gpd.GeoDataFrame, building: Ints, notes: list[str]) -> None:
    """Add the year of construction: of the object, else of its pand."""
    year = rows["bouwjaar"].to_numpy(dtype=float)
    year = np.where(np.isnan(year), _of_pand(ground, "bouwjaar", building, np.nan), year)
    table["bouwjaar"] = year
    table["bouwjaar_bron"] = np.where(np.isnan(year), "", BAG).astype(object)
    if np.isnan(year).any():
        notes.append(note("voorraad_notitie_bouwjaar", n=amount(int(np.isnan(year).sum()))))


def _counts(ground: gpd.GeoDataFrame, table: pd.DataFrame, number: Ints) -> tuple[Ints, Flags]:
    """Return how many objects each building has, and which are warm.

    A pand at the edge of the objects that were delivered has those that it counts itself.
    """
    said = np.zeros(len(number), dtype=np.int64)
    said[: len(ground)] = np.nan_to_num(ground["aantal_objecten"].to_numpy(dtype=float)).astype(np.int64)
    warm = np.zeros(len(number), dtype=bool)
    warm[table["building"].to_numpy()[table["gebruik"].to_numpy() != _GARAGE]] = True
    uses = ground["gebruik"].to_numpy(dtype=object)
    warm[: len(ground)] |= (number[: len(ground)] == 0) & (
        ((said[: len(ground)] > 0) | (uses != "")) & (uses != _GARAGE)
    )
    return np.maximum(number, said), warm


def _areas(
    table: pd.DataFrame,
    rows: pd.DataFrame,
    points: Shapes,
    count: Ints,
    footprint: Reals,
    kentallen: Kentallen,
    lists: Listing,
    notes: list[str],
) -> Areas:
    """Add floor areas, those that cannot be believed replaced."""
    building = table["building"].to_numpy()
    dwelling = table["woning"].to_numpy() == 1
    given = rows["oppervlakte_m2"].to_numpy(dtype=float)
    source = np.full(len(rows), BAG, dtype=object)
    if "oppervlakte_bron" in rows:
        source = rows["oppervlakte_bron"].to_numpy(dtype=object)
    only = np.isin(table["gebruik"].to_numpy(), (WONEN, ""))
    good = believable(given, dwelling, only, kentallen)
    areas = fill_areas(np.where(good, given, np.nan), source, building, dwelling, count > 1, footprint, kentallen)
    table["oppervlakte_m2"], table["oppervlakte_bron"] = areas.area, areas.source
    wrong = np.flatnonzero(~good & ~np.isnan(given))
    value, area = (np.array([amount(v) for v in values[wrong]], dtype=object) for values in (given, areas.area))
    ids = table["object_id"].to_numpy()[wrong]
    lists.add("object_oppervlakte", "waarschuwing", ids, points[wrong], value=value, area=area)
    if not good.all():
        derived = areas.source[~good]
        notes.append(
            note(
                "voorraad_notitie_oppervlakte",
                n=amount(int((~good).sum())),
                derived=amount(int((derived == DERIVED).sum())),
                kental=amount(int((derived == KENTAL).sum())),
            )
        )
    return areas


def _types(table: pd.DataFrame, types: Types, notes: list[str]) -> None:
    """Add the type of each dwelling that has none of its own."""
    building = table["building"].to_numpy()
    make = (table["woning"].to_numpy() == 1) & (table["type"].to_numpy() == "")
    source = np.where(types.derived[building], DERIVED, KENTAL)
    table["type"] = np.where(make, types.type[building], table["type"].to_numpy()).astype(object)
    table["type_bron"] = np.where(make, source, table["type_bron"].to_numpy()).astype(object)
    if make.any():
        guessed = make & ~types.derived[building]
        notes.append(
            note(
                "voorraad_notitie_type",
                n=amount(int(make.sum())),
                kental=amount(int(guessed.sum())),
                type=str(table["type"].to_numpy()[guessed][0]) if guessed.any() else "-",
            )
        )


def _coordinates(table: pd.DataFrame, points: Shapes, shapes: Shapes, building: Ints) -> None:
    """Add the place of each object, that of its building where it has none."""
    table["x"], table["y"] = shapely.get_x(points), shapely.get_y(points)
    without = np.flatnonzero(shapely.is_missing(points))
    where, inverse = np.unique(building[without], return_inverse=True)
    spots = shapely.point_on_surface(shapes[where])[inverse.ravel()]
    table.loc[without, "x"], table.loc[without, "y"] = shapely.get_x(spots), shapely.get_y(spots)


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
    reason = _reasons(ground, joined, outline, number)
    return gpd.GeoDataFrame(
        {"pand_id": ids, "bouwjaar": year, "losse": alone & (p > 0) | _nameless(joined, p), "reason": reason},
        geometry=gpd.GeoSeries(shapes, crs=RD),
        crs=RD,
    )


def _nameless(joined: Joined, p: int) -> Flags:
    """Tell which buildings stand for addresses without a pand id."""
    return np.concatenate([np.zeros(p, dtype=bool), np.array([i.startswith("los-") for i in joined.alone], dtype=bool)])


def _reasons(ground: gpd.GeoDataFrame, joined: Joined, outline: Flags, number: Ints) -> Texts:
    """Return what is special about each building, in a sentence or "".

    The texts are Dutch: they stand on the map.
    """
    n, p = len(number), len(ground)
    said = np.zeros(n)
    said[:p] = np.nan_to_num(ground["aantal_objecten"].to_numpy(dtype=float))
    part = np.zeros(n, dtype=bool)
    part[:p] = joined.part_of != np.arange(p)
    other = np.full(n, "", dtype=object)
    other[:p] = ground["pand_id"].to_numpy(dtype=object)[joined.part_of]
    empty = number == 0
    square = ~outline & bool(outline.any())
    alone = np.arange(n) >= p
    near = np.bincount(joined.building[joined.how == NEAR], minlength=n)
    counts = np.array([str(value) for value in near.tolist()], dtype=object)
    expected = np.array([f"{value:.0f}" for value in said.tolist()], dtype=object)
    texts = (
        place(empty & part, _template("deel"), other=other),
        place(empty & ~part & (said > 0), _template("ontbreekt"), n=expected),
        place(empty & ~part & (said <= 0), _template("geen")),
        place(alone & square, _template("los")),
        place(~alone & square, _template("punt")),
        place(near > 0, _template("nabij"), n=counts),
    )
    return sentences(*texts)


def _template(name: str) -> str:
    return template(f"voorraad_reden_{name}", "nl")


def _empty_panden(
    ground: gpd.GeoDataFrame,
    number: Ints,
    shapes: Shapes,
    counted: bool,
    lists: Listing,
    notes: list[str],
) -> None:
    """List the panden whose objects are not in the layer, and count those without."""
    none = number[: len(ground)] == 0
    said = np.nan_to_num(ground["aantal_objecten"].to_numpy(dtype=float))
    missing = np.flatnonzero(none & (said > 0))
    if len(missing) and not counted:
        ids = ground["pand_id"].to_numpy(dtype=object)[missing]
        values = [f"{value:.0f}" for value in said[missing]]
        lists.add("pand_objecten_ontbreken", "waarschuwing", ids, shapes[missing], n=values)
        notes.append(note("voorraad_notitie_ontbreken", n=amount(len(missing)), objects=amount(said[missing].sum())))
    if none.any():
        notes.append(note("voorraad_notitie_leeg", n=amount(int(none.sum())), panden=amount(len(ground))))


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
