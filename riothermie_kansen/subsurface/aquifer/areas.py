"""What lies in each area: shares of the classes, and the doublets that fit."""

from __future__ import annotations

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


def judge_areas(cells: gpd.GeoDataFrame, areas: gpd.GeoDataFrame | None, size_m: float) -> gpd.GeoDataFrame:
    """Return a row per area.

    Parameters
    ----------
    cells
        Square cells with their classes.
    areas
        Polygons, RD, with ``gebied_id``; None or points (`size_m` 0) give an empty table.
    size_m
        Side of a cell, m.
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
        rows.append(_row(str(name), shape, cells.iloc[mine[there]], weight[there]))
    table = pd.DataFrame(rows, columns=list(names(GEBIED_COLUMNS)))
    return gpd.GeoDataFrame(table, geometry=shapes, crs=RD)


def overlap_ha(areas: gpd.GeoDataFrame) -> float:
    """Return how much the areas overlap, ha: slivers of less than a square metre are none."""
    if len(areas) < 2:
        return 0.0
    shapes = np.asarray(areas.geometry.array, dtype=object)
    double = float(shapely.area(shapes).sum() - shapely.area(shapely.union_all(shapes)))
    return double / M2_PER_HA if double > 1.0 else 0.0


def _row(name: str, shape: shapely.Geometry, cells: gpd.GeoDataFrame, weight: Floats) -> dict[str, object]:
    """Return the row of an area: the cells that it touches, weighed with how much of each lies in it."""
    n = len(cells)

    def share(which: pd.Series) -> float:
        return 100.0 * float(weight[which.to_numpy()].sum() / weight.sum()) if n else np.nan

    good = cells[cells["klasse"].isin((GESCHIKT, MATIG))]
    distance, power, flow = (
        float(good[column].median()) if len(good) else np.nan
        for column in ("bronafstand_m", "vermogen_kw", "debiet_m3h")
    )
    # of cells that touch the area only what lies in it counts
    room = shapely.intersection(shape, shapely.union_all(np.asarray(good.geometry.array, dtype=object)))
    doublets = doublets_in(room, distance) if len(good) else 0
    layers = good["laag"].value_counts()
    # of layers that are chosen as often the first one by name
    most = min(layers.index[layers == layers.max()]) if len(layers) else ""
    if not n:
        why = note("aquifer_gebied_geen_cel")
    elif not len(good):
        why = note("aquifer_gebied_niets")
    elif not doublets:
        why = note("aquifer_gebied_te_klein", distance=dutch(distance, 0))
    else:
        part = 100.0 * float((good["laag"] == most).sum()) / len(good)
        why = note("aquifer_gebied_past", n=doublets, distance=dutch(distance, 0), share=dutch(part, 0))
    return {
        "gebied_id": name,
        "oppervlakte_ha": shape.area / M2_PER_HA,
        "cellen": float(n),
        **{klass: share(cells["klasse"] == klass) for klass in KLASSEN},
        "laag": most,
        "debiet_m3h": flow,
        "vermogen_kw": power,
        "bronafstand_m": distance,
        "doubletten": float(doublets),
        "totaal_kw": doublets * power if doublets else 0.0,
        "hto": share(cells["hto"] == HTO_MOGELIJK),
        "reden": why,
    }
