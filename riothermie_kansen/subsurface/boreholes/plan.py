"""How many loops each building needs, where they fit, and what they do to each other: the step `bodemlussen`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ...callbacks import Cancelled, Progress, never, part, silent, stop_if
from ...findings import Findings
from ...kavels.stock import Homes, read_homes
from ...kentallen import Kentallen
from ...readers.geotop import read_voxels
from ...readers.installations import read_installations
from ...readers.parcels import BOMEN, GROEN, OBSTAKELS, PERCELEN, RIOOL, read_ground, read_obstacles
from ...readers.regis import read_stack
from ...readers.shapes import Shapes
from ...readers.streets import read_streets
from ...readers.values import Texts
from ...wording import amount, dutch, note
from ..columns import AANDACHT, VERBODEN
from .demand import pump_power
from .effects import Effects, effects
from .estimated_parcels import estimate_parcels
from .ground import Blocked, Plots, around_buildings, free_ground, pieces, plots, solid, without
from .interference import existing_loops
from .limits import EDGE_M, Limits, no_limits, read_limits
from .line_source import Loops
from .loop_length import Need, loops_needed
from .places import fit, in_public, share_out
from .result import LoopPlan, Settings
from .soil import Soil, specific_yield
from .tables import Placed, Site, made_plan

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def plan_loops(
    buildings: gpd.GeoDataFrame,
    parcels: gpd.GeoDataFrame | None = None,
    *,
    green: gpd.GeoDataFrame | None = None,
    restrictions: gpd.GeoDataFrame | None = None,
    trees: gpd.GeoDataFrame | None = None,
    sewers: gpd.GeoDataFrame | None = None,
    obstacles: gpd.GeoDataFrame | None = None,
    existing: gpd.GeoDataFrame | None = None,
    streets: gpd.GeoDataFrame | None = None,
    regis: Path | None = None,
    geotop: Path | None = None,
    settings: Settings,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> LoopPlan:
    """Place the loops that buildings need.

    Own ground goes first; what does not fit there goes to public ground within reach. Everywhere loops keep their
    distance to each other, whoever they belong to.

    Parameters
    ----------
    buildings
        ``GEBOUWEN`` of warmtevraag, or any layer with demand fields; points or areas.
    parcels
        Parcels of the kadaster, or any areas that belong to the buildings on them. None: see `Settings.estimate`.
    green
        Public ground in which loops may be drilled with permission: green, squares.
    restrictions
        Verdicts of ``bodemrestricties`` (bodemlus, max_diepte_m), by pand_id or by place.
    trees, sewers, obstacles
        What loops keep away from: points, lines or areas.
    existing
        Existing closed systems, see `readers.installations`.
    streets
        Centre lines that estimated parcels keep off.
    regis, geotop
        Folder or file with REGIS II, and NetCDF of GeoTOP: for the yield of the ground.
    settings
        See `Settings`.
    kentallen
        ``lus.*``, ``bodem.*``, ``perceel.*``, ``warmtepomp.cop``, ``gelijktijdigheid.*``, ``net.boiler_kw``.

    Raises
    ------
    InputError
        An input cannot be used.
    CancelledError
        The user cancelled.
    """
    settings.check()
    findings, notes = Findings(), list[str]()
    homes = read_homes(buildings, kentallen=kentallen, progress=part(progress, 0, 10), cancelled=cancelled)
    findings.extend(homes.findings)
    # labels and owners are of no use here
    beside = {note("kavels_notitie_geen_labels"), note("kavels_notitie_geen_eigenaar")}
    notes += [told for told in homes.notes if told not in beside]
    land, estimated = _land(homes, parcels, streets, settings, kentallen, findings, notes, cancelled)
    progress(20.0)
    stop_if(cancelled)
    limits = _limits(homes, land, restrictions, kentallen, findings, notes)
    loops, frame = _existing(existing, settings, kentallen, findings, notes)
    blocked = _blocked(homes, limits, trees, sewers, obstacles, frame, kentallen, findings, notes)
    near = around_buildings(land, homes.geometry, kentallen.value("lus.bereik_eigen"))
    free = free_ground(near, kentallen.value("lus.afstand_grens"), blocked, cancelled=cancelled)
    public_ids, public_free = _public(homes, land, green, blocked, kentallen, findings, notes, cancelled)
    site = Site(land, free, public_ids, public_free, estimated)
    progress(40.0)
    depth = _depth(limits, settings, kentallen, notes)
    soil = _soil(homes, depth, regis, geotop, settings, kentallen, findings, notes, part(progress, 40, 50), cancelled)
    need = loops_needed(
        pump_power(homes, kentallen), np.where(homes.has_demand, homes.warmte_gj, 0.0),
        np.where(homes.has_demand, np.nan_to_num(homes.koude_gj), 0.0),
        w_per_m=soil.w_per_m, depth_m=depth, kentallen=kentallen,
    )  # fmt: skip
    banned = (limits.verdict == VERBODEN) | ((limits.verdict == AANDACHT) & (not settings.attention))
    located = ~shapely.is_missing(homes.geometry)
    wanted = np.where(homes.has_demand & located & ~banned, np.maximum(need.loops, 0), 0)
    placed = _place(homes, site, wanted, kentallen, part(progress, 50, 75), cancelled)
    given = _depths(placed, need, depth)
    done: Effects | None = None
    if len(given):
        done = effects(
            homes.ids, placed.xy, placed.building, given, need, soil, loops, kentallen=kentallen,
            progress=part(progress, 75, 98), cancelled=cancelled,
        )  # fmt: skip
    result = made_plan(
        homes, site, placed, given, need=need, soil=soil, depth=depth, limits=limits, banned=banned,
        attention=settings.attention, effects=done, kentallen=kentallen,
    )  # fmt: skip
    findings.extend(result.findings)
    progress(100.0)
    return replace(result, findings=findings, notes=notes + result.notes)


def _land(
    homes: Homes,
    parcels: gpd.GeoDataFrame | None,
    streets: gpd.GeoDataFrame | None,
    settings: Settings,
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
    cancelled: Cancelled,
) -> tuple[Plots, bool]:
    """Return the ground of the buildings, and whether it is an estimate."""
    if parcels is not None:
        found = read_ground(parcels, PERCELEN)
        findings.extend(found.findings)
        notes += found.notes
        names = found.frame["perceel_id"].to_numpy(dtype=object)
        share = kentallen.value("lus.perceel_deel")
        return plots(homes.geometry, _shapes(found.frame), names, least_share=share), False
    of = np.full(len(homes.ids), -1, dtype=np.int64)
    if not settings.estimate:
        notes.append(note("lussen_notitie_geen_percelen"))
        return Plots(of, np.empty(0, dtype=object), np.empty(0, dtype=object)), False
    lines = None
    if streets is not None:
        read = read_streets(streets, kentallen=kentallen, cancelled=cancelled)
        findings.extend(read.findings)
        lines = _shapes(read.lines)
    # a shed or garage stands in the garden of a house
    main = homes.has_demand | homes.unknown
    made = estimate_parcels(
        homes.ids[main], homes.geometry[main], streets=lines, kentallen=kentallen, cancelled=cancelled
    )
    key = "lussen_notitie_geschat" if lines is not None else "lussen_notitie_geschat_zonder_straten"
    notes.append(note(key, n=amount(len(made)), depth=dutch(kentallen.value("perceel.diepte"))))
    # an estimated parcel is of its building alone
    of[pd.Index(homes.ids).get_indexer(pd.Index(made["pand_id"]))] = np.arange(len(made))
    points = int((main & (shapely.get_dimensions(homes.geometry) == 0)).sum())
    if points:
        notes.append(note("lussen_notitie_niet_te_schatten", n=amount(points)))
    return Plots(of, _shapes(made), made["perceel_id"].to_numpy(dtype=object)), True


def _limits(
    homes: Homes,
    land: Plots,
    restrictions: gpd.GeoDataFrame | None,
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
) -> Limits:
    """Return the verdicts of the ground, for the plot of each building or else where it stands."""
    if restrictions is None:
        found = no_limits(len(homes.ids))
    else:
        ground = homes.geometry.copy()
        ground[land.of >= 0] = land.area[land.of[land.of >= 0]]
        found = read_limits(restrictions, homes.ids, homes.geometry, ground, kentallen=kentallen)
    findings.extend(found.findings)
    notes += found.notes
    return found


def _existing(
    existing: gpd.GeoDataFrame | None,
    settings: Settings,
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
) -> tuple[Loops | None, Shapes]:
    """Return existing closed systems as loops, and their places."""
    nothing = np.empty(0, dtype=object)
    if existing is None:
        notes.append(note("lussen_notitie_geen_bestaand"))
        return None, nothing
    found = read_installations(existing, "GBES", name="BESTAAND", kentallen=kentallen)
    findings.extend(found.findings)
    notes += found.notes
    if not len(found.frame):
        return None, nothing
    yield_w = settings.w_per_m or kentallen.value("bodem.opbrengst_onbekend")
    loops, told = existing_loops(found.frame, w_per_m=yield_w, kentallen=kentallen)
    findings.extend(told)
    notes.append(note("lussen_notitie_bestaand", n=amount(len(np.unique(loops.system))), loops=amount(len(loops))))
    return loops, _shapes(found.frame)


def _blocked(
    homes: Homes,
    limits: Limits,
    trees: gpd.GeoDataFrame | None,
    sewers: gpd.GeoDataFrame | None,
    obstacles: gpd.GeoDataFrame | None,
    existing: Shapes,
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
) -> Blocked:
    """Return all that loops keep away from, with the distances."""
    solid = homes.geometry[shapely.get_dimensions(homes.geometry) == 2]
    things = [(solid, kentallen.value("lus.afstand_gebouw")), (limits.forbidden, EDGE_M)]
    given = ((BOMEN, trees, "boom"), (RIOOL, sewers, "riool"), (OBSTAKELS, obstacles, "obstakel"))
    missing = [role for role, frame, _ in given if frame is None]
    for role, frame, name in given:
        if frame is None or not len(frame):
            continue
        found = read_obstacles(frame, role)
        findings.extend(found.findings)
        notes += found.notes
        distance = kentallen.value(f"lus.afstand_{name}")
        if role == BOMEN:
            # a crown drawn as an area keeps the loop out itself
            flat = shapely.get_dimensions(found.geometry) == 2
            things += [(found.geometry[flat], 0.0), (found.geometry[~flat], distance)]
        else:
            things.append((found.geometry, distance))
    things.append((existing, kentallen.value("lus.afstand_bestaand")))
    if missing:
        notes.append(note("lussen_notitie_zonder_obstakels", layers=", ".join(missing)))
    return Blocked.of(*things)


def _public(
    homes: Homes,
    land: Plots,
    green: gpd.GeoDataFrame | None,
    blocked: Blocked,
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
    cancelled: Cancelled,
) -> tuple[Texts, Shapes]:
    """Return pieces of public ground within reach of buildings, as their ids and where a loop may stand in each."""
    nothing = np.empty(0, dtype=object)
    if green is None:
        notes.append(note("lussen_notitie_geen_groen"))
        return nothing, nothing
    found = read_ground(green, GROEN)
    findings.extend(found.findings)
    notes += found.notes
    areas, reach = _shapes(found.frame), kentallen.value("lus.bereik_openbaar")
    asking = homes.geometry[homes.has_demand & ~shapely.is_missing(homes.geometry)]
    near = np.unique(shapely.STRtree(areas).query(asking, predicate="dwithin", distance=reach)[1])
    parts, of = pieces(without(areas[near], land.area, cancelled=cancelled))
    free = free_ground(parts, kentallen.value("lus.afstand_groen"), blocked, cancelled=cancelled)
    there = ~shapely.is_empty(free)
    return found.frame["perceel_id"].to_numpy(dtype=object)[near[of]][there], free[there]


def _depth(limits: Limits, settings: Settings, kentallen: Kentallen, notes: list[str]) -> Floats:
    """Return the greatest depth of the loops of each building, m. Shape (b,)."""
    chosen = settings.depth_m or kentallen.value("bodem.diepte_standaard")
    most = kentallen.value("bodem.diepte_hoogst")
    if chosen > most:
        notes.append(note("bodem_notitie_diepte", asked=dutch(chosen), most=dutch(most)))
    chosen = min(chosen, most)
    return np.fmin(np.full(len(limits.depth_m), chosen), limits.depth_m)


def _soil(
    homes: Homes,
    depth: Floats,
    regis: Path | None,
    geotop: Path | None,
    settings: Settings,
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
    progress: Progress,
    cancelled: Cancelled,
) -> Soil:
    """Return what the ground gives at each building; the yield is the user's own where one is given."""
    xy = shapely.get_coordinates(shapely.centroid(_located(homes.geometry)))
    stack = voxels = None
    if regis is not None:
        stack = read_stack(regis, xy, kentallen=kentallen, progress=part(progress, 0, 50), cancelled=cancelled)
        findings.extend(stack.findings)
        notes += stack.notes
    if geotop is not None:
        voxels = read_voxels(geotop, xy, kentallen=kentallen, progress=part(progress, 50, 80), cancelled=cancelled)
        findings.extend(voxels.findings)
        notes += voxels.notes
    soil = specific_yield(stack, voxels, xy, depth, kentallen=kentallen, progress=part(progress, 80, 100))
    if settings.w_per_m is not None:
        count = len(homes.ids)
        own = note("lussen_opbrengst_eigen", value=dutch(settings.w_per_m))
        notes.append(note("lussen_notitie_opbrengst_eigen", value=dutch(settings.w_per_m)))
        return replace(soil, w_per_m=np.full(count, settings.w_per_m), source=np.full(count, own, dtype=object))
    findings.extend(soil.findings)
    notes += soil.notes
    return soil


def _located(geometry: Shapes) -> Shapes:
    """Return geometries with, for those that are missing, the place of the first that is there; shape (n,)."""
    missing = shapely.is_missing(geometry)
    if not missing.any():
        return geometry
    result = geometry.copy()
    result[missing] = shapely.Point(0.0, 0.0) if missing.all() else geometry[int(np.argmin(missing))]
    return result


def _place(
    homes: Homes, site: Site, wanted: Ints, kentallen: Kentallen, progress: Progress, cancelled: Cancelled
) -> Placed:
    """Return loops: first in own ground, then in public ground for what came short."""
    distance = kentallen.value("lus.afstand")
    plot = site.plots.of
    quota = np.bincount(plot[plot >= 0], wanted[plot >= 0], len(site.free)).astype(np.int64)
    # existing systems are in the free ground already, with a distance of their own
    none = np.empty((0, 2))
    own = fit(site.free, quota, distance=distance, taken=none, kentallen=kentallen, cancelled=cancelled)
    progress(60.0)
    owner = share_out(own.xy, own.piece, plot, wanted, homes.geometry)
    short = wanted - np.bincount(owner, minlength=len(wanted))
    reach = kentallen.value("lus.bereik_openbaar")
    free = _within(site.public_free, homes.geometry[short > 0], reach)
    # as many places as there can be: which of them are used depends on the distance to the buildings
    room = np.ceil(4.0 * (shapely.area(free) / distance**2 + shapely.length(free) / distance + 1.0)).astype(np.int64)
    public = fit(
        free, room, distance=distance, taken=own.xy, apart=False, kentallen=kentallen, cancelled=cancelled
    )  # fmt: skip
    served = in_public(public.xy, homes.geometry, short, reach)
    used = served >= 0
    progress(100.0)
    return Placed(
        np.vstack([own.xy, public.xy[used]]),
        np.concatenate([owner, served[used]]).astype(np.int64),
        np.concatenate([own.piece, np.full(int(used.sum()), -1)]).astype(np.int64),
        np.concatenate([np.full(len(own.xy), -1), public.piece[used]]).astype(np.int64),
    )


def _within(free: Shapes, footprints: Shapes, reach: float) -> Shapes:
    """Return public ground as far as it lies within reach of buildings."""
    result = np.full(len(free), shapely.Polygon(), dtype=object)
    if not len(free) or not len(footprints):
        return result
    near, area = shapely.STRtree(free).query(footprints, predicate="dwithin", distance=reach)
    for k in np.unique(area):
        around = shapely.union_all(shapely.buffer(footprints[near[area == k]], reach))
        result[k] = shapely.intersection(free[k], around)
    return solid(result)


def _depths(placed: Placed, need: Need, depth: Floats) -> Floats:
    """Return how deep each loop is, m: as deep as its share asks, to the greatest depth where loops are missing."""
    count = np.bincount(placed.building, minlength=len(depth))
    whole = count >= need.loops
    return np.where(whole, need.loop_m, depth)[placed.building]


def _shapes(frame: gpd.GeoDataFrame) -> Shapes:
    result = np.empty(len(frame), dtype=object)
    result[:] = np.asarray(frame.geometry.array, dtype=object)
    return result
