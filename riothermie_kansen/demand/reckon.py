"""The heat demand of a stock of buildings: every step between what is known of the objects and the tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..errors import InputError
from ..findings import Findings
from ..readers.shapes import squares
from ..schema import RD, names
from ..wording import amount, dutch, note
from .calibration import Calibration, calibrate
from .choices import Settings
from .columns import GEBOUW_COLUMNS, OBJECT_COLUMNS
from .heat import Heat, object_heat
from .inhabitants import fill_inhabitants
from .insulation import insulate, share_of, shares
from .new_build import TOTAL, new_build_buildings, new_build_table
from .power import BY_HOURS, cold_power, space_power, tap_power
from .result import HeatDemand, Stock
from .totals import buildings_of, neighbourhoods_of, summary_of, totals_of
from .vesta import dwelling_table, utility_table

if TYPE_CHECKING:
    from ..kentallen import Kentallen


def demand_of(
    stock: Stock,
    *,
    neighbourhoods: gpd.GeoDataFrame | None = None,
    plan: gpd.GeoDataFrame | pd.DataFrame | None = None,
    area: gpd.GeoDataFrame | None = None,
    settings: Settings,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> HeatDemand:
    """Return the heat demand of a stock of buildings, and of new build.

    Demand before insulation, calibration on gas, insulation, power, inhabitants, and then the sums.

    Parameters
    ----------
    stock
        Buildings and objects, enriched.
    neighbourhoods
        Figures of the CBS (buurtcode, buurtnaam, inwoners, huishoudens, personen, woningen, gas_m3,
        ``gas_<type>_m3``, stadsverwarming) as polygons, `schema.RD`; None for none.
    plan
        New build: see `new_build.new_build_table`, and ``geometry`` (`schema.RD`) where it has a place.
    area
        Polygons, `schema.RD`: only buildings with their middle in it come out; all of them count in the calibration.

    Raises
    ------
    InputError
        A choice does not exist, or there is nothing to give a demand to: no objects at all, or none in the area.
    CancelledError
        The user cancelled.
    """
    settings.check()
    by_label = shares(settings.insulation, kentallen, settings.reductions)
    dwellings, utility = dwelling_table(settings.dwelling_table), utility_table(settings.utility_table)
    findings, notes = Findings(), list(stock.notes)
    findings.extend(stock.findings)
    objects = stock.objects.reset_index(drop=True)
    heat = object_heat(objects, dwellings=dwellings, utility=utility, kentallen=kentallen, method=settings.method)
    notes += heat.notes
    _report_unknown(objects, heat, stock, findings)
    progress(20)
    stop_if(cancelled)
    calibration = _calibration(objects, heat, neighbourhoods, settings, kentallen, findings, notes)
    made = _objects(objects, heat, calibration, by_label, settings, kentallen, notes)
    progress(45)
    stop_if(cancelled)
    people = fill_inhabitants(objects, neighbourhoods, kentallen=kentallen)
    made["inwoners"], made["inwoners_bron"] = people.number, people.source
    notes += people.notes
    made["building"], made["period"] = objects["building"].to_numpy(), heat.period
    buildings = buildings_of(stock, made)
    progress(70)
    stop_if(cancelled)
    table, planned = _planned(plan, neighbourhoods, kentallen, findings, notes)
    outside = 0
    if area is not None:
        buildings, made, planned, outside = _inside(buildings, made, planned, area)
        notes.append(note("vraag_notitie_gebied", n=amount(outside)))
    if not len(made) and not len(table):
        if outside:
            raise InputError("vraag_geen_objecten_gebied", n=amount(outside))
        if lost := stock.dropped.get("verblijfsobjecten", {}).get("object_zonder_plaats", 0):
            raise InputError("vraag_objecten_zonder_plaats", n=amount(lost))
        raise InputError("vraag_geen_objecten")
    result = HeatDemand(
        buildings=_together(buildings, planned, kentallen),
        objects=made[list(names(OBJECT_COLUMNS))].reset_index(drop=True),
        neighbourhoods=neighbourhoods_of(made, planned, calibration.table, neighbourhoods),
        summary=summary_of(made, planned, dwellings, utility),
        new_build=table,
        findings=findings,
        notes=notes,
        totals={},
        read=dict(stock.read),
        dropped={name: dict(kinds) for name, kinds in stock.dropped.items()},
    )
    result.totals.update(totals_of(result.buildings, table), buiten_gebied=float(outside))
    progress(100)
    return result


def _report_unknown(objects: pd.DataFrame, heat: Heat, stock: Stock, findings: Findings) -> None:
    """List the objects without a demand: no dwelling, and no floor area."""
    rows = np.flatnonzero(np.isnan(heat.space_gj))
    if len(rows):
        shapes = stock.buildings.geometry.to_numpy()[objects["building"].to_numpy(dtype=np.int64)[rows]]
        findings.add(
            "vraag_onbekend_object", "waarschuwing", objects["object_id"].astype(object).to_numpy()[rows], shapes
        )


def _calibration(
    objects: pd.DataFrame,
    heat: Heat,
    neighbourhoods: gpd.GeoDataFrame | None,
    settings: Settings,
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
) -> Calibration:
    """Return the factors, and tell where they were (not) applied."""
    known = pd.DataFrame({"buurtcode": []}, dtype=object) if neighbourhoods is None else neighbourhoods
    result = calibrate(
        objects,
        known,
        space_gj=heat.space_gj,
        tap_gj=heat.tap_gj,
        source=heat.source,
        kentallen=kentallen,
        scale_vivet=settings.scale_vivet,
        apply=settings.calibrate,
    )
    if neighbourhoods is None:
        return result
    table = result.table
    applied = table[table["applied"]]
    if len(applied):
        low, high = (dutch(float(value), 2) for value in (applied["factor"].min(), applied["factor"].max()))
        total = amount(len(table))
        notes.append(note("vraag_notitie_kalibratie", n=amount(len(applied)), total=total, low=low, high=high))
    elif settings.calibrate:
        notes.append(note("vraag_notitie_kalibratie_geen"))
    if settings.calibrate:
        left = table[~table["applied"]]
        shapes = neighbourhoods.drop_duplicates("buurtcode").set_index("buurtcode").geometry.reindex(left["buurtcode"])
        refused = np.isin(left.index.to_numpy(), result.refused)
        for severity, rows in (("waarschuwing", refused), ("info", ~refused)):
            findings.add(
                "vraag_buurt",
                "waarschuwing" if severity == "waarschuwing" else "info",
                left["buurtcode"].to_numpy()[rows],
                shapes.to_numpy()[rows],
                reason=list(left["reden"].to_numpy()[rows]),
            )
    return result


def _objects(
    objects: pd.DataFrame,
    heat: Heat,
    calibration: Calibration,
    by_label: Mapping[str, float],
    settings: Settings,
    kentallen: Kentallen,
    notes: list[str],
) -> pd.DataFrame:
    """Return the objects with their demand and power."""
    home = objects["woning"].to_numpy(dtype=np.float64) == 1
    kind = objects["type"].astype(object).to_numpy()
    before = heat.space_gj * calibration.factor
    share = np.where(home | settings.insulate_others, share_of(heat.label, by_label), 0.0)
    after = insulate(before, heat.tap_gj, share)
    if by_label:
        saved = float(np.nansum(before) - np.nansum(after.space_gj))
        notes.append(note("vraag_notitie_isolatie", n=amount(int((share > 0).sum())), saved=amount(saved)))
        if after.bound.any():
            notes.append(note("vraag_notitie_isolatie_nul", n=amount(int(after.bound.sum()))))
    by_hours = settings.power == BY_HOURS
    rv_kw = space_power(
        home=home,
        area_m2=objects["oppervlakte_m2"].to_numpy(dtype=np.float64),
        label=heat.label,
        space_gj=after.space_gj if by_hours else before,
        kentallen=kentallen,
        power=settings.power,
    )
    if settings.power_follows and not by_hours:
        rv_kw *= np.divide(after.space_gj, before, out=np.ones(len(before)), where=before > 0)
    notes.append(
        note(
            f"vraag_notitie_vermogen_{settings.power}",
            w=dutch(kentallen.value("vraag.rv_w_m2")),
            hours=dutch(kentallen.value("vraag.vollasturen_rv")),
            others=dutch(kentallen.value("vraag.vollasturen_utiliteit")),
        )
    )
    if (share > 0).any() and not by_hours:
        notes.append(note(f"vraag_notitie_vermogen_{'volgt' if settings.power_follows else 'blijft'}"))
    made = objects.copy()
    made["label"], made["label_bron"] = heat.label, heat.label_source
    made["space_before_gj"] = heat.space_gj
    made["rv_gj"], made["tap_gj"], made["koude_gj"] = after.space_gj, heat.tap_gj, heat.cold_gj
    made["warmte_gj"], made["warmte_voor_gj"] = after.space_gj + heat.tap_gj, before + heat.tap_gj
    made["rv_kw"] = rv_kw
    made["tap_kw"] = tap_power(home=home, kind=kind, tap_gj=heat.tap_gj, kentallen=kentallen, tap=settings.tap)
    made["koude_kw"] = cold_power(home=home, cold_gj=heat.cold_gj, kentallen=kentallen)
    made["vraag_bron"], made["factor_cbs"] = heat.source, calibration.factor
    made["model_gj"], made["gas_gj"] = calibration.model_gj, calibration.gas_gj
    return made


def _planned(
    plan: gpd.GeoDataFrame | pd.DataFrame | None,
    neighbourhoods: gpd.GeoDataFrame | None,
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
) -> tuple[pd.DataFrame, gpd.GeoDataFrame]:
    """Return the table of new build and its buildings on the map."""
    columns = ["plan_id", "naam", "type", "aantal", "oppervlakte_m2", "personen", "boiler_l"]
    rows = pd.DataFrame(columns=columns) if plan is None else pd.DataFrame(plan).reset_index(drop=True)
    table = new_build_table(rows, kentallen=kentallen, findings=findings)
    places = rows["geometry"].to_numpy() if "geometry" in rows and len(rows) else None
    years = rows["jaar"].to_numpy(dtype=np.float64) if "jaar" in rows else None
    planned = new_build_buildings(table, places, years)
    if neighbourhoods is not None and len(planned) and len(neighbourhoods):
        known = neighbourhoods.sort_values("buurtcode", kind="stable")
        tree = shapely.STRtree(known.geometry.to_numpy())
        at, where = tree.query(shapely.point_on_surface(planned.geometry.to_numpy()), predicate="intersects")
        first = pd.Series(where).groupby(at).min()
        codes = planned["buurtcode"].to_numpy(dtype=object, copy=True)
        codes[first.index.to_numpy()] = known["buurtcode"].to_numpy(dtype=object)[first.to_numpy()]
        planned["buurtcode"] = codes
    if len(rows):
        heat = amount(float(table.loc[table["plan_id"] != TOTAL, "warmte_gj"].sum()))
        notes.append(note("vraag_notitie_nieuwbouw", n=amount(len(rows)), heat=heat, places=amount(len(planned))))
    return table, planned


def _inside(
    buildings: gpd.GeoDataFrame, made: pd.DataFrame, planned: gpd.GeoDataFrame, area: gpd.GeoDataFrame
) -> tuple[gpd.GeoDataFrame, pd.DataFrame, gpd.GeoDataFrame, int]:
    """Leave out what has its middle outside an area; return how many buildings that are."""
    whole = shapely.union_all(area.geometry.to_numpy())
    shapely.prepare(whole)

    def keep(frame: gpd.GeoDataFrame) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        points = shapely.point_on_surface(frame.geometry.to_numpy())
        return np.asarray(shapely.intersects(whole, points), dtype=bool)

    here, there = keep(buildings), keep(planned)
    rows = here[made["building"].to_numpy(dtype=np.int64)]
    outside = int((~here).sum() + (~there).sum())
    return (
        buildings[here].reset_index(drop=True),
        made[rows].reset_index(drop=True),
        planned[there].reset_index(drop=True),
        outside,
    )


def _together(buildings: gpd.GeoDataFrame, planned: gpd.GeoDataFrame, kentallen: Kentallen) -> gpd.GeoDataFrame:
    """Return buildings and plans in one table with one kind of geometry, that of the buildings.

    Among areas a plan with only a point is a small square round it; among points a plan is a point too.
    """
    if not len(planned):
        return buildings
    columns = [*names(GEBOUW_COLUMNS), "geometry"]
    both = pd.concat([buildings[columns], planned[columns]], ignore_index=True) if len(buildings) else planned
    shapes = np.array(both.geometry, dtype=object)
    area = shapely.get_dimensions(shapes) == 2
    if area[: len(buildings) or len(area)].any():
        spots = np.flatnonzero(~area)
        shapes[spots] = squares(shapely.point_on_surface(shapes[spots]), kentallen.value("gebouw.zijde_los"))
    else:
        shapes = shapely.point_on_surface(shapes)
    return gpd.GeoDataFrame(both[columns[:-1]], geometry=shapes, crs=RD)
