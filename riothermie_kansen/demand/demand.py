"""The heat demand of an area: from the deliveries to buildings, objects, neighbourhoods and totals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd

from ..callbacks import Cancelled, Progress, never, part, silent, stop_if
from ..errors import InputError
from ..readers.bag_objects import read_objects
from ..readers.bag_panden import read_panden
from ..readers.energy_labels import Labels, read_labels
from ..readers.neighbourhoods import read_neighbourhoods
from ..readers.new_build import NewBuild, read_new_build
from ..readers.ownership import read_owners
from ..readers.tables import in_rd
from ..readers.vivet import References, read_references
from ..schema import RD
from .choices import Settings
from .enrich import enrich
from .reckon import demand_of
from .result import HeatDemand, Stock
from .stock import COLUMNS, EXTRA, build_stock

if TYPE_CHECKING:
    from ..kentallen import Kentallen

__all__ = ["Settings", "Table", "heat_demand"]

Table: TypeAlias = Path | str | pd.DataFrame
"""A delivery: a file, or a frame."""


def heat_demand(
    panden: gpd.GeoDataFrame | None,
    objects: gpd.GeoDataFrame | pd.DataFrame | None,
    *,
    labels: Table | None = None,
    references: Table | None = None,
    neighbourhoods: gpd.GeoDataFrame | None = None,
    owners: gpd.GeoDataFrame | pd.DataFrame | None = None,
    new_build: gpd.GeoDataFrame | pd.DataFrame | None = None,
    area: gpd.GeoDataFrame | None = None,
    pand_fields: Mapping[str, str] | None = None,
    object_fields: Mapping[str, str] | None = None,
    settings: Settings,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> HeatDemand:
    """Return the heat demand from the deliveries: read, join, enrich and reckon.

    Parameters
    ----------
    panden, objects
        BAG buildings and objects as delivered; one of them may be None.
    labels
        EP-online: file or frame.
    references
        PBL VIVET: file or frame.
    neighbourhoods
        CBS neighbourhoods as delivered.
    owners
        Ownership as delivered.
    new_build
        Plans as delivered.
    area
        Polygons in any known CRS: only buildings with their middle in it come out.
    pand_fields, object_fields
        Role to field name, for fields that are not called as usual.

    Raises
    ------
    InputError
        Nothing is given, an input cannot be read, or there is nothing to give a demand to.
    CancelledError
        The user cancelled.
    """
    settings.check()
    if panden is None and objects is None and new_build is None:
        raise InputError("vraag_geen_invoer")
    options: dict[str, Any] = {"kentallen": kentallen, "cancelled": cancelled}
    stock = _stock(panden, objects, pand_fields, object_fields, settings, kentallen, part(progress, 0, 45), cancelled)
    stop_if(cancelled)
    areas = None if neighbourhoods is None else read_neighbourhoods(neighbourhoods, **options)
    if len(stock.objects):
        stock = enrich(
            stock,
            labels=_labels(stock, labels, part(progress, 45, 60), options),
            references=_references(stock, references, part(progress, 60, 65), options),
            neighbourhoods=areas,
            owners=None if owners is None else read_owners(owners, **options),
            progress=part(progress, 65, 80),
            **options,
        )
    stop_if(cancelled)
    plan: NewBuild | None = None
    if new_build is not None:
        plan = read_new_build(new_build, **options)
        stock = replace(
            stock,
            read=stock.read | {"nieuwbouw": plan.read},
            dropped=stock.dropped | {"nieuwbouw": dict(plan.dropped)},
            notes=[*stock.notes, *plan.notes],
        )
        stock.findings.extend(plan.findings)
    return demand_of(
        stock,
        neighbourhoods=None if areas is None else areas.frame,
        plan=None if plan is None else plan.frame,
        area=None if area is None else in_rd(area, "gebied"),
        settings=settings,
        kentallen=kentallen,
        progress=part(progress, 80, 100),
        cancelled=cancelled,
    )


def _labels(stock: Stock, labels: Table | None, progress: Progress, options: Mapping[str, Any]) -> Labels | None:
    """Read the labels of the objects and buildings of a stock."""
    if labels is None:
        return None
    own = stock.objects
    address = own["postcode"]
    for name in ("huisnummer", "huisletter", "toevoeging"):
        address = address + "|" + own[name]
    return read_labels(
        labels,
        keep_ids={*own["object_id"], *stock.buildings["pand_id"]},
        keep_addresses=set(address[own["postcode"] != ""]),
        progress=progress,
        **options,
    )


def _references(
    stock: Stock, references: Table | None, progress: Progress, options: Mapping[str, Any]
) -> References | None:
    """Read the reference demand of the objects of a stock."""
    if references is None:
        return None
    return read_references(references, keep_ids=set(stock.objects["object_id"]), progress=progress, **options)


def _stock(
    panden: gpd.GeoDataFrame | None,
    objects: gpd.GeoDataFrame | pd.DataFrame | None,
    pand_fields: Mapping[str, str] | None,
    object_fields: Mapping[str, str] | None,
    settings: Settings,
    kentallen: Kentallen,
    progress: Progress,
    cancelled: Cancelled,
) -> Stock:
    """Read panden and objects and join them; an empty stock when there are neither."""
    options: dict[str, Any] = {"planned": settings.planned, "kentallen": kentallen, "cancelled": cancelled}
    steps = (part(progress, 0, 30), part(progress, 30, 60))
    ground = None if panden is None else read_panden(panden, fields=pand_fields, progress=steps[0], **options)
    stop_if(cancelled)
    units = None if objects is None else read_objects(objects, fields=object_fields, progress=steps[1], **options)
    stop_if(cancelled)
    if ground is None and units is None:
        return _empty_stock()
    return build_stock(ground, units, kentallen=kentallen, progress=part(progress, 60, 100), cancelled=cancelled)


def _empty_stock() -> Stock:
    """Return a stock without buildings: only new build is asked for."""
    columns = [*COLUMNS, *EXTRA]
    numbers = {"woning", "hoogbouw", "bouwjaar", "oppervlakte_m2", "inwoners", "building", "x", "y"}
    objects = pd.DataFrame({name: pd.Series(dtype=float if name in numbers else object) for name in columns})
    buildings = pd.DataFrame(
        {
            "pand_id": pd.Series(dtype=object),
            "bouwjaar": pd.Series(dtype=float),
            "losse": pd.Series(dtype=bool),
            "reason": pd.Series(dtype=object),
        }
    )
    empty = np.zeros(0, dtype=object)
    return Stock(gpd.GeoDataFrame(buildings, geometry=empty, crs=RD), objects.astype({"building": int}), {}, {})
