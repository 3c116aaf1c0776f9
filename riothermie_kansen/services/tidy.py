"""What came in as one table: places in RD, doubles once, what does not touch the area left out; all of it counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..callbacks import Cancelled, never, stop_if
from .answers import Feature
from .places import DEGREES, RD, WEB, declared, in_rd


@dataclass(frozen=True)
class Tidied:
    """A table and what was left out of it.

    Attributes
    ----------
    frame
        Objects that touch the area, in RD, in order of arrival.
    doubles, outside, without_place, ended
        Numbers left out: the same once more, not touching the area, without a (readable) geometry, and ended.
    conflicting
        Objects that bear the name of another one and differ from it; both are kept.
    converted_from
        EPSG numbers of the systems that places were converted from.
    unknown_system
        Objects of which neither service nor numbers tell the system; taken as RD.
    contradicted
        Objects of which the numbers are in another system than the service says.
    """

    frame: gpd.GeoDataFrame
    doubles: int = 0
    outside: int = 0
    without_place: int = 0
    ended: int = 0
    conflicting: int = 0
    converted_from: tuple[int, ...] = ()
    unknown_system: int = 0
    contradicted: int = 0


def table(features: Sequence[Feature], cancelled: Cancelled = never) -> pd.DataFrame:
    """Return the fields of objects as a table, columns in order of first appearance.

    Whole numbers with gaps stay whole (dtype Int64); a field called ``geometry`` becomes ``geometry_1``.
    """
    names = dict.fromkeys(name for feature in features for name in feature.fields)
    columns = {}
    for name in names:
        stop_if(cancelled)
        values = [feature.fields.get(name) for feature in features]
        given = [value for value in values if value is not None]
        whole = bool(given) and all(type(value) is int and abs(value) < 2**63 for value in given)
        if whole and len(given) < len(values):
            columns[name] = pd.array(values, dtype="Int64")
        else:
            kinds = {type(value) for value in given}
            plain = kinds <= {int, float} or (kinds <= {bool} and len(given) == len(values))
            columns[name] = pd.Series(values) if plain and given else pd.Series(values, dtype=object)
    made = pd.DataFrame(columns, index=pd.RangeIndex(len(features)))
    return made.rename(columns={"geometry": "geometry_1"})


def tidy(
    features: Sequence[Feature], systems: Sequence[str], area: Any, key: Sequence[str], cancelled: Cancelled = never
) -> Tidied:
    """Return objects as a table in RD, each once, and only those that touch the area.

    Parameters
    ----------
    features, systems
        Length n: objects, and what the page of each says of its reference system.
    area
        Polygon in RD.
    key
        Fields that tell which object it is, see `Dataset.sleutel`.
    cancelled
        Whether the user asked to stop.

    Raises
    ------
    CancelledError
        The user cancelled.
    """
    prints = pd.Series([feature.print for feature in features], dtype=object)
    first = ~prints.duplicated().to_numpy()
    kept = [feature for feature, keep in zip(features, first, strict=True) if keep]
    said = [system for system, keep in zip(systems, first, strict=True) if keep]
    stop_if(cancelled)
    geometry, facts = _placed(kept, said)
    frame = gpd.GeoDataFrame(table(kept, cancelled), geometry=geometry, crs=f"EPSG:{RD}")
    return cut(frame, area, key, doubles=int((~first).sum()), **facts)


def cut(frame: gpd.GeoDataFrame, area: Any, key: Sequence[str], **facts: Any) -> Tidied:
    """Return the part of a table that touches the area, with what is known of the rest.

    Parameters
    ----------
    frame
        Objects in RD.
    area
        Polygon in RD.
    key
        Fields that tell which object it is; those that the table does not have are not looked at.
    facts
        What is known already, see `Tidied`.
    """
    geometry = np.asarray(frame.geometry.array, dtype=object)
    there = ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
    shapely.prepare(area)
    touching = np.zeros(len(frame), dtype=bool)
    touching[there] = shapely.intersects(area, _valid(geometry[there]))
    inside = frame[touching].reset_index(drop=True)
    return Tidied(
        inside,
        outside=int((there & ~touching).sum()),
        without_place=int((~there).sum()),
        conflicting=_conflicting(inside, key),
        **facts,
    )


def once(frame: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, int]:
    """Return a table without rows that are the same as an earlier one in all fields and in place, and their number."""
    rows = frame.drop(columns=frame.geometry.name).astype(str)
    rows["geometry"] = shapely.to_wkb(np.asarray(frame.geometry.array, dtype=object), hex=True)
    doubles = rows.duplicated().to_numpy()
    return frame[~doubles].reset_index(drop=True), int(doubles.sum())


def _placed(features: Sequence[Feature], said: Sequence[str]) -> tuple[npt.NDArray[Any], dict[str, Any]]:
    """Return the geometries in RD, and what was noticed; objects of one system are judged together."""
    geometry = np.array([None, *(feature.geometry for feature in features)], dtype=object)[1:]
    groups: dict[str, list[int]] = {}
    for i, system in enumerate(said):
        groups.setdefault(system, []).append(i)
    converted: set[int] = set()
    unknown = contradicted = 0
    for name, rows in groups.items():
        told = declared(name)
        geometry[rows], system_found = in_rd(geometry[rows], told)
        if system_found is None:
            unknown += len(rows)
        elif system_found != RD:
            converted.add(abs(system_found))
        if told is not None and system_found is not None and abs(system_found) != _SAME.get(told, told):
            contradicted += len(rows)
    return geometry, {
        "converted_from": tuple(sorted(converted)),
        "unknown_system": unknown,
        "contradicted": contradicted,
    }


_SAME = {7415: RD, 4258: DEGREES, 102100: WEB, 900913: WEB}
"""Systems that go by another number too, or differ less from it than the data are precise."""


def _valid(geometry: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return geometries that can be compared with the area; the table keeps them as they came."""
    bad = ~shapely.is_valid(geometry)
    if bad.any():
        geometry = geometry.copy()
        geometry[bad] = shapely.make_valid(geometry[bad])
    return geometry


def _conflicting(frame: gpd.GeoDataFrame, key: Sequence[str]) -> int:
    columns = [name for name in key if name in frame.columns]
    if not columns or len(columns) < len(key):
        return 0
    rows = frame[columns].dropna(how="all")
    return int(rows.astype(str).duplicated().sum())
