"""How far buildings are from the sources and from the sewer."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from ..network.graph import FloatArray, IntArray
from ..network.site import Site
from ..network.task import street_away
from ..readers.fields import find
from ..readers.shapes import unusable
from ..readers.tables import first_text, in_rd
from ..readers.values import key
from ..wording import amount, note

WARM = (("kansrijk", "mogelijk"), ("beperkt",))
"""Classes of a kansenkaart whose pipes have heat to give; the second ones count where there are none of the first."""


def street_distance(site: Site) -> FloatArray:
    """Return the way from the nearest source to each building along the streets, house connection included, m.

    Parameters
    ----------
    site
        The graph of a place.

    Returns
    -------
    FloatArray
        Shape (b,): infinite where there is no way. Nobody's way leads through a building.
    """
    away = street_away(site, site.length, np.array([site.root]))
    distance = np.full(len(site.building_node), np.inf)
    candidate = np.flatnonzero(site.service)
    building = site.ends[candidate, 1] - site.building_node[0] if len(candidate) else candidate
    np.minimum.at(distance, building, away[site.ends[candidate, 0]] + site.length[candidate])
    return distance


def nearest_candidate(site: Site) -> IntArray:
    """Return the shortest candidate connection of each building (edge of the site), -1 for none, shape (b,)."""
    candidate = np.flatnonzero(site.service)
    found = np.full(len(site.building_node), -1, dtype=np.int64)
    if len(candidate):
        building = site.ends[candidate, 1] - site.building_node[0]
        order = np.lexsort((candidate, site.length[candidate], building))[::-1]
        found[building[order]] = candidate[order]  # the last one written is the shortest
    return found


def straight_distance(buildings: gpd.GeoSeries, places: gpd.GeoSeries) -> FloatArray:
    """Return the straight distance from each building to the nearest of some places, m; NaN without geometry."""
    shapes = buildings.to_numpy()
    distance = np.full(len(shapes), np.nan)
    there = np.flatnonzero(~shapely.is_missing(shapes))
    goals = places.to_numpy()
    goals = goals[~shapely.is_missing(goals)]
    if len(there) and len(goals):
        tree = shapely.STRtree(goals)
        at, far = tree.query_nearest(shapes[there], all_matches=False, return_distance=True)
        distance[there[at[0]]] = far
    return distance


def sewer_lines(sewer: gpd.GeoDataFrame, notes: list[str]) -> gpd.GeoSeries:
    """Return the sewer that a building may be near to: of a kansenkaart the pipes with heat, else all of it.

    Parameters
    ----------
    sewer
        Lines (or anything else with a place) as delivered.
    notes
        Grows: which of them count.

    Raises
    ------
    InputError
        The layer has no geometry.
    """
    table = in_rd(sewer, "riool")
    shapes = np.asarray(table.geometry.array, dtype=object)
    use = ~unusable(shapes)
    columns = find(table, {"kans": ("kans",)})
    if "kans" in columns:
        classes = np.array([key(text) for text in first_text(columns, "kans")], dtype=object)
        warm = [(kinds, use & np.isin(classes.astype(str), kinds)) for kinds in WARM]
        there = [(kinds, pipes) for kinds, pipes in warm if pipes.any()]
        if there:
            kinds, use = there[0]
            notes.append(note("match_notitie_riool_kans", pipes=amount(int(use.sum())), classes=" of ".join(kinds)))
        else:
            notes.append(note("match_notitie_riool_geen_kans"))
    else:
        notes.append(note("match_notitie_riool", pipes=amount(int(use.sum()))))
    return gpd.GeoSeries(shapely.force_2d(shapes[use]), crs=table.crs)
