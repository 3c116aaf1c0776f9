"""What lies in each area: shares of the classes, and the doublets that fit."""

from __future__ import annotations

from typing import NamedTuple

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ...schema import RD, names
from ...wording import dutch, note
from .area import doublets_in
from .columns import GEBIED_COLUMNS, GESCHIKT, HTO_MOGELIJK, KLASSEN, MATIG

Floats = npt.NDArray[np.float64]

M2_PER_HA = 10_000.0


class Room(NamedTuple):
    """What fits of one aquifer in an area.

    Attributes
    ----------
    layer
        Units that were chosen most often.
    cells
        Cells that it was chosen in.
    distance_m, power_kw, flow_m3h
        Medians over those cells.
    doublets
        That fit in those cells.
    judged
        That fit in those of them that have a verdict.
    """

    layer: str
    cells: int
    distance_m: float
    power_kw: float
    flow_m3h: float
    doublets: int
    judged: int


def judge_areas(
    cells: gpd.GeoDataFrame, areas: gpd.GeoDataFrame | None, size_m: float, *, restricted: bool = False
) -> gpd.GeoDataFrame:
    """Return a row per area.

    Doublets are counted per aquifer, each at its own distance: those of different aquifers do not meet. Where
    restrictions were given, doublets that only fit with cells that have no verdict are told apart and not in the sum.

    Parameters
    ----------
    cells
        Square cells with their classes.
    areas
        Polygons, RD, with ``gebied_id``; None or points (`size_m` 0) give an empty table.
    size_m
        Side of a cell, m.
    restricted
        Whether restrictions were given: cells without a verdict (``wko`` empty) then count apart.
    """
    if areas is None or size_m <= 0:
        empty = {
            column.name: np.empty(0, dtype=object if column.kind == "text" else np.float64) for column in GEBIED_COLUMNS
        }
        return gpd.GeoDataFrame(empty, geometry=np.empty(0, dtype=object), crs=RD)
    shapes = np.asarray(shapely.make_valid(np.asarray(areas.geometry.array, dtype=object)), dtype=object)
    boxes = np.asarray(cells.geometry.array, dtype=object)
    tree = shapely.STRtree(boxes)
    rows = []
    for name, shape in zip(areas["gebied_id"], shapes, strict=True):
        mine = np.sort(tree.query(shape, predicate="intersects"))
        weight = shapely.area(shapely.intersection(boxes[mine], shape))
        there = weight > 0.0
        rows.append(_row(str(name), shape, cells.iloc[mine[there]], weight[there], restricted))
    table = pd.DataFrame(rows, columns=list(names(GEBIED_COLUMNS)))
    return gpd.GeoDataFrame(table, geometry=shapes, crs=RD)


def overlap_ha(areas: gpd.GeoDataFrame) -> float:
    """Return how much the areas overlap, ha: slivers of less than a square metre are none."""
    if len(areas) < 2:
        return 0.0
    shapes = np.asarray(areas.geometry.array, dtype=object)
    double = float(shapely.area(shapes).sum() - shapely.area(shapely.union_all(shapes)))
    return double / M2_PER_HA if double > 1.0 else 0.0


def unjudged(table: pd.DataFrame, restricted: bool) -> npt.NDArray[np.bool_]:
    """Return which usable places have no verdict though restrictions were given, shape (n,)."""
    good = table["klasse"].isin((GESCHIKT, MATIG)).to_numpy(dtype=np.bool_)
    return np.asarray(good & (table["wko"] == "").to_numpy(dtype=np.bool_) & restricted, dtype=np.bool_)


def aquifers(codes: npt.NDArray[np.object_]) -> npt.NDArray[np.int64]:
    """Return a number for each choice of layers, shape (n,): the same for choices that share a unit.

    Parameters
    ----------
    codes
        Shape (n,): units with a plus between them; one package loses or gains a unit from cell to cell.
    """
    unique, inverse = np.unique(codes.astype(str), return_inverse=True)
    groups: list[tuple[set[str], list[int]]] = []
    for i, code in enumerate(unique.tolist()):
        units, members = set(code.split("+")), [i]
        for group in [one for one in groups if one[0] & units]:
            units |= group[0]
            members += group[1]
            groups.remove(group)
        groups.append((units, members))
    number = np.zeros(len(unique), dtype=np.int64)
    for n, (_, members) in enumerate(groups):
        number[members] = n
    return np.asarray(number[inverse.reshape(codes.shape)], dtype=np.int64)


def _rooms(shape: shapely.Geometry, good: gpd.GeoDataFrame, without: npt.NDArray[np.bool_]) -> list[Room]:
    """Return what fits of each aquifer, that of most cells first."""
    number = aquifers(good["laag"].to_numpy(dtype=object))
    boxes = np.asarray(good.geometry.array, dtype=object)
    rooms = []
    for n in range(int(number.max(initial=-1)) + 1):
        mine = number == n
        distance, power, flow = (
            float(np.median(good[column].to_numpy(dtype=np.float64)[mine]))
            for column in ("bronafstand_m", "vermogen_kw", "debiet_m3h")
        )
        # of cells that touch the area only what lies in it counts
        fit = [
            doublets_in(shapely.intersection(shape, shapely.union_all(boxes[which])), distance) if which.any() else 0
            for which in (mine, mine & ~without)
        ]
        layers = good["laag"][mine].value_counts()
        # of layers that are chosen as often the first one by name
        most = str(min(layers.index[layers == layers.max()]))
        rooms.append(Room(most, int(mine.sum()), distance, power, flow, max(fit), fit[1]))
    return sorted(rooms, key=lambda room: (-room.cells, room.layer))


def _why(n: int, rooms: list[Room], cells: int) -> str:
    """Return how many doublets fit, per aquifer, or why none does."""
    if not n:
        return note("aquifer_gebied_geen_cel")
    if not rooms:
        return note("aquifer_gebied_niets")
    first = rooms[0]
    apart = sum(room.doublets - room.judged for room in rooms)
    if not sum(room.doublets for room in rooms):
        return note("aquifer_gebied_te_klein", distance=dutch(min(room.distance_m for room in rooms), 0))
    judged = sum(room.judged for room in rooms)
    if len(rooms) == 1 or not judged:
        said = [note("aquifer_gebied_past", n=judged, distance=dutch(first.distance_m, 0))]
    else:
        each = ", ".join(
            note("aquifer_gebied_laag", n=room.judged, layer=room.layer, distance=dutch(room.distance_m, 0))
            for room in rooms
            if room.judged
        )
        said = [note("aquifer_gebied_lagen", n=judged, each=each)]
    said.append(note("aquifer_gebied_deel", share=dutch(100.0 * first.cells / cells, 0)))
    if apart:
        said.append(note("aquifer_gebied_zonder_oordeel", n=apart))
    return " ".join([*said, note("aquifer_gebied_niet_meegeteld")])


def _row(
    name: str, shape: shapely.Geometry, cells: gpd.GeoDataFrame, weight: Floats, restricted: bool
) -> dict[str, object]:
    """Return the row of an area: the cells that it touches, weighed with how much of each lies in it."""
    n = len(cells)

    def share(which: pd.Series) -> float:
        return 100.0 * float(weight[which.to_numpy()].sum() / weight.sum()) if n else np.nan

    usable = cells["klasse"].isin((GESCHIKT, MATIG)).to_numpy(dtype=np.bool_)
    without = unjudged(cells, restricted)
    good = cells[usable]
    rooms = _rooms(shape, good, without[usable])
    first = rooms[0] if rooms else Room("", 0, np.nan, np.nan, np.nan, 0, 0)
    return {
        "gebied_id": name,
        "oppervlakte_ha": shape.area / M2_PER_HA,
        "cellen": float(n),
        **{klass: share(cells["klasse"] == klass) for klass in KLASSEN},
        "laag": first.layer,
        "debiet_m3h": first.flow_m3h,
        "vermogen_kw": first.power_kw,
        "bronafstand_m": first.distance_m,
        "doubletten": float(sum(room.judged for room in rooms)),
        "totaal_kw": float(sum(room.judged * room.power_kw for room in rooms)),
        "zonder_oordeel": share(pd.Series(without)) if restricted else np.nan,
        "doubletten_zonder_oordeel": (
            float(sum(room.doublets - room.judged for room in rooms)) if restricted else np.nan
        ),
        "hto": share(cells["hto"] == HTO_MOGELIJK),
        "reden": _why(n, rooms, len(good)),
    }
