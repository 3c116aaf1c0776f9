"""Where aquifers are judged: points with a name each, or the cells of areas."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ...callbacks import Cancelled, Progress, never, silent
from ...errors import InputError
from ...findings import Findings
from ...kentallen import Kentallen
from ...readers.regis import cell_centres
from ...readers.regis_names import raster_name
from ...readers.values import texts
from ...schema import RD
from ...wording import note
from .area import squares

Floats = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]

POINT_IDS = ("punt_id", "locatie_id", "pand_id", "bron_id", "id", "naam", "name")
AREA_IDS = ("gebied_id", "kavel_id", "naam", "name", "buurtnaam", "statcode", "id")
"""Fields that name a place: the first one filled in everywhere, else the first one filled in somewhere."""


def model_of(path: Path) -> Path:
    """Return what is to be read of a choice: of one raster of a set the folder that it lies in, else the choice."""
    if path.is_file() and raster_name(path.stem) is not None:
        return path.parent
    return path


def names_of(frame: pd.DataFrame, fields: tuple[str, ...], key: str, chosen: str | None = None) -> Texts:
    """Return a name for each row, unique, shape (n,).

    Parameters
    ----------
    frame
        Features.
    fields
        Fields to look for, in any case, in this order.
    key
        Of the message with a number, for rows without a name.
    chosen
        Field that the user chose; None to look for one.

    Raises
    ------
    InputError
        The chosen field does not exist.
    """
    names = {str(name).lower(): name for name in frame.columns}
    if chosen is not None and chosen.lower() not in names:
        raise InputError("aquifer_geen_veld", field=chosen, columns=", ".join(sorted(map(str, names.values()))))
    found: Texts | None = None
    for field in fields if chosen is None else (chosen.lower(),):
        if field not in names:
            continue
        values = texts(frame[names[field]])
        if chosen is not None or (values != "").all():
            found = values
            break
        if found is None and (values != "").any():
            found = values
    numbers = np.array([note(key, n=i + 1) for i in range(len(frame))], dtype=object)
    result = numbers if found is None else np.where(found == "", numbers, found)
    return _unique(result)


def _unique(values: Texts) -> Texts:
    """Return names of which a second one of the same has a number behind it."""
    taken, made = set(values.tolist()), []
    seen: set[str] = set()
    for value in values.tolist():
        name, n = value, 1
        while name in seen or (n > 1 and name in taken):
            n += 1
            name = f"{value} ({n})"
        seen.add(name)
        made.append(name)
    return np.array(made, dtype=object)


def points_of(frame: gpd.GeoDataFrame, chosen: str | None = None) -> tuple[Texts, Floats, Findings]:
    """Return names and places of points; of areas a place inside. Those without a place are listed.

    Parameters
    ----------
    frame
        Points or areas, RD.
    chosen
        Field with their name; None to look for one.

    Raises
    ------
    InputError
        None of them has a place.
    """
    names = names_of(frame, POINT_IDS, "aquifer_punt", chosen)
    shapes = np.asarray(frame.geometry.array, dtype=object)
    there = ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)
    if not there.any():
        raise InputError("aquifer_geen_plaats", n=len(frame))
    findings = Findings()
    findings.add("aquifer_zonder_plaats", "fout", names[~there], None)
    places = shapely.get_coordinates(shapely.point_on_surface(shapes[there]))
    return names[there], np.asarray(places, dtype=np.float64), findings


def areas_of(frame: gpd.GeoDataFrame, chosen: str | None = None) -> tuple[gpd.GeoDataFrame, Findings]:
    """Return areas with their name in ``gebied_id``. Those without a place or an extent are listed.

    Parameters
    ----------
    frame
        Polygons, RD.
    chosen
        Field with their name; None to look for one.

    Raises
    ------
    InputError
        None of them is a polygon.
    """
    names = names_of(frame, AREA_IDS, "aquifer_gebied", chosen)
    shapes = np.asarray(shapely.make_valid(np.asarray(frame.geometry.array, dtype=object)), dtype=object)
    there = ~shapely.is_missing(shapes) & (np.nan_to_num(shapely.area(shapes)) > 0.0)
    if not there.any():
        raise InputError("aquifer_geen_vlak", n=len(frame))
    findings = Findings()
    findings.add("aquifer_zonder_plaats", "fout", names[~there], None)
    return gpd.GeoDataFrame({"gebied_id": names[there]}, geometry=shapes[there], crs=RD), findings


def cells_of(
    source: Path,
    areas: gpd.GeoDataFrame,
    *,
    size_m: float | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> tuple[Texts, Floats, float]:
    """Return names, centres and size of the cells of a model that areas touch, from the north-west.

    Parameters
    ----------
    source
        Rasters of the model.
    areas
        Polygons, RD.
    size_m
        Side of a cell, m; None for that of the rasters.
    kentallen
        Largest number of cells: of more they are taken together.
    progress, cancelled
        See `callbacks`.
    """
    whole = shapely.union_all(np.asarray(areas.geometry.array, dtype=object))

    def centres(wanted: float | None, reach: float) -> tuple[Floats, float]:
        around = shapely.buffer(whole, reach * np.sqrt(0.5))
        return cell_centres(source, around, size_m=wanted, kentallen=kentallen, progress=progress, cancelled=cancelled)

    reach = size_m or kentallen.value("regis.celgrootte")
    xy, size = centres(size_m, reach)
    if size > 1.001 * reach:  # larger cells than asked for: those that only touch reach further
        xy, size = centres(size, size)
    shapely.prepare(whole)
    boxes = squares(xy, size)
    touched = shapely.intersects(whole, boxes) & ~shapely.touches(whole, boxes)
    xy = xy[touched]
    names = np.array([note("aquifer_cel", x=f"{x:.0f}", y=f"{y:.0f}") for x, y in xy], dtype=object)
    return names, xy, size
