"""Which neighbours could share loops: the whole step `miniwarmtenetten`."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from ...callbacks import Cancelled, Progress, never, part, silent, stop_if
from ...kentallen import Kentallen
from ...readers.parcels import GROEN, PERCELEN, read_ground
from ...readers.shapes import Shapes, as_footprints, unusable
from ...readers.streets import read_streets
from ...readers.tables import in_rd
from ...readers.values import Texts
from ...schema import RD
from ...wording import note
from ..boreholes.estimated_parcels import estimate_parcels
from .cooling import neighbours_k
from .divide import divide
from .neighbours import neighbours, street_of
from .nodes import nodes
from .outcome import Made, building_table, clusters, left_table, pipes_and_loops
from .places import find_places, given_places, limited
from .reading import Houses, read_houses
from .remarks import given_note, remarks, sums
from .result import MiniPlan, Settings
from .site import rules_of, site_of
from .town import Town


def mini_networks(
    buildings: gpd.GeoDataFrame,
    parcels: gpd.GeoDataFrame | None = None,
    *,
    restrictions: gpd.GeoDataFrame | None = None,
    streets: gpd.GeoDataFrame | None = None,
    water: gpd.GeoDataFrame | None = None,
    green: gpd.GeoDataFrame | None = None,
    loops: gpd.GeoDataFrame | None = None,
    yields: gpd.GeoDataFrame | None = None,
    settings: Settings,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> MiniPlan:
    """Divide neighbourhoods into mini networks at the lowest cost.

    Parameters
    ----------
    buildings
        ``GEBOUWEN`` of warmtevraag, or any layer with demand fields; areas.
    parcels
        Parcels; None: they are estimated from the buildings and streets.
    restrictions
        Verdicts of ``bodemrestricties``, by pand_id or by place.
    streets, water
        What neighbours do not share a loop across.
    green
        Public ground in which loops may be drilled with permission.
    loops
        Places for loops (points), those of ``bodemlussen`` for instance; None: they are found here.
    yields
        Buildings with w_per_m by pand_id, those of ``bodemlussen`` for instance; None: one value for all.

    Raises
    ------
    InputError
        An input cannot be used.
    CancelledError
        The user cancelled.
    """
    settings.check()
    rules = rules_of(settings, kentallen)
    houses = read_houses(
        buildings,
        restrictions=restrictions,
        yields=yields,
        most=rules.most,
        settings=settings,
        kentallen=kentallen,
        progress=part(progress, 0, 10),
        cancelled=cancelled,
    )
    lines, called = _streets(streets, houses, kentallen)
    stop_if(cancelled)
    ground = _parcels(parcels, houses, lines, kentallen, part(progress, 10, 35), cancelled)
    public = _green(green, houses) if settings.public else None
    stop_if(cancelled)
    reach = kentallen.value("mini.straat_m")
    first, second = neighbours(
        houses.footprint,
        houses.can,
        houses.homes.woningen + np.nan_to_num(houses.homes.utiliteit) > 0,
        street=street_of(houses.footprint, lines, called, reach),
        barriers=np.concatenate([lines, _water(water)]),
        kentallen=kentallen,
        cancelled=cancelled,
    )
    stop_if(cancelled)
    progress(45.0)
    node = nodes(
        houses.footprint,
        np.flatnonzero(houses.can),
        first,
        second,
        streets=lines,
        kentallen=kentallen,
        cancelled=cancelled,
    )
    if loops is None:
        places = find_places(
            houses.footprint, node, houses.can, ground, public,
            wanted=houses.alone, forbidden=houses.forbidden, kentallen=kentallen, cancelled=cancelled,
        )  # fmt: skip
    else:
        places, lost = given_places(
            loops, houses.footprint, houses.can, houses.homes.ids, forbidden=houses.forbidden, kentallen=kentallen
        )
        houses.notes.append(given_note(len(loops), len(places.house), lost))
    places = limited(places, houses, kentallen)
    stop_if(cancelled)
    progress(60.0)
    site = site_of(houses, places, node, first, second, kentallen)
    division = divide(site.members, site.links, rules, kentallen, progress=part(progress, 60, 90), cancelled=cancelled)
    town = Town(site.members, site.links, rules, kentallen)
    made = Made(
        houses, places, _owned(ground, houses), site, division, town.worths(division.groups),
        [town.tree(group) for group in division.groups], town.why_left(division.groups), rules, settings, kentallen,
    )  # fmt: skip
    pipes, spots = pipes_and_loops(made, cancelled=cancelled)
    areas = clusters(made, pipes, spots, cancelled=cancelled)
    areas["buren_k"] = neighbours_k(made, spots, cancelled=cancelled)
    table = building_table(made)
    left = left_table(table)
    totals = sums(made, areas, table, town)
    progress(100.0)
    return MiniPlan(areas, table, pipes, spots, left, houses.findings, remarks(made, totals, houses.notes), totals)


def _streets(frame: gpd.GeoDataFrame | None, houses: Houses, kentallen: Kentallen) -> tuple[Shapes, Texts]:
    """Return the lines of streets, and what is one street: lines of one name."""
    if frame is None:
        houses.notes.append(note("mini_notitie_geen_straten"))
        return np.empty(0, dtype=object), np.empty(0, dtype=object)
    found = read_streets(frame, kentallen=kentallen)
    houses.findings.extend(found.findings)
    houses.notes.extend(found.notes)
    names = found.lines["naam"].to_numpy(dtype=object)
    ids = found.lines["straat_id"].to_numpy(dtype=object)
    called = np.array([f"naam {n}" if n else f"straat {i}" for n, i in zip(names, ids, strict=True)], dtype=object)
    geometry = np.empty(len(called), dtype=object)
    geometry[:] = np.asarray(found.lines.geometry.array, dtype=object)
    return geometry, called


def _parcels(
    frame: gpd.GeoDataFrame | None,
    houses: Houses,
    lines: Shapes,
    kentallen: Kentallen,
    progress: Progress,
    cancelled: Cancelled,
) -> gpd.GeoDataFrame:
    """Return parcels as given, else estimated."""
    if frame is not None:
        ground = read_ground(frame, PERCELEN)
        houses.findings.extend(ground.findings)
        houses.notes.extend(ground.notes)
        return ground.frame
    houses.notes.append(note("mini_notitie_percelen_geschat"))
    inhabited = houses.homes.woningen + np.nan_to_num(houses.homes.utiliteit) > 0
    footprints = houses.footprint.copy()
    footprints[~inhabited] = None
    return estimate_parcels(
        houses.homes.ids, footprints, streets=lines if len(lines) else None,
        kentallen=kentallen, progress=progress, cancelled=cancelled,
    )  # fmt: skip


def _owned(parcels: gpd.GeoDataFrame, houses: Houses) -> gpd.GeoDataFrame:
    """Return parcels with the building on them that takes part, for the outline of a cluster."""
    if "pand_id" in parcels.columns:
        return parcels
    rows = np.flatnonzero(houses.can)
    shapes = np.asarray(parcels.geometry.array, dtype=object)
    if not len(shapes) or not len(rows):
        return gpd.GeoDataFrame({"pand_id": np.empty(0, dtype=object)}, geometry=np.empty(0, dtype=object), crs=RD)
    middle = shapely.point_on_surface(houses.footprint[rows])
    one, other = shapely.STRtree(shapes).query(middle, predicate="intersects")
    return gpd.GeoDataFrame({"pand_id": houses.homes.ids[rows[one]]}, geometry=shapes[other], crs=RD)


def _green(frame: gpd.GeoDataFrame | None, houses: Houses) -> gpd.GeoDataFrame | None:
    if frame is None:
        return None
    ground = read_ground(frame, GROEN)
    houses.findings.extend(ground.findings)
    houses.notes.extend(ground.notes)
    return ground.frame


def _water(frame: gpd.GeoDataFrame | None) -> Shapes:
    """Return water: lines and valid areas."""
    if frame is None or not len(frame):
        return np.empty(0, dtype=object)
    table = in_rd(frame, "water")
    geometry = np.empty(len(table), dtype=object)
    geometry[:] = shapely.force_2d(np.asarray(table.geometry.array, dtype=object))
    geometry = geometry[~unusable(geometry)]
    solid = np.flatnonzero(shapely.get_dimensions(geometry) == 2)
    geometry[solid] = as_footprints(geometry[solid])[0]
    return np.asarray(geometry[shapely.get_dimensions(geometry) > 0], dtype=object)
