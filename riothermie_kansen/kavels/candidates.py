"""Candidate kavels where none are given: connected, dense demand, grown around a source within what it gives.

A proposal to start the talk with, not a decision: the municipality draws the kavels.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from ..callbacks import Cancelled, never, stop_if
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..network.streets import street_graph
from ..readers.streets import Streets
from ..schema import RD
from ..sewer.allocation import summed
from ..units import GJ_PER_MWH
from ..wording import amount, dutch, note
from .assign import Ints, points_of
from .growth import Blocks, grow
from .outlines import outlines
from .reading import Kavels
from .sources import HeatSources
from .stock import Homes
from .supply import Pipes

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def form_kavels(
    homes: Homes,
    streets: gpd.GeoDataFrame | None,
    pipes: Pipes | None,
    sources: HeatSources | None,
    *,
    kentallen: Kentallen,
    cancelled: Cancelled = never,
) -> Kavels:
    """Return candidate kavels.

    With streets the demand of each building counts at its nearest stretch of street. Stretches with demand that by
    themselves or together with those they touch reach ``kavel.lijndichtheid_goed``, and that touch each other or are
    joined by a stretch of at most ``kavel.verbinding``, belong together. Without streets: square cells in a block of
    three by three where the demand is at least ``kavel.woningen_ha`` times ``vraag.warmte_per_woning`` per hectare.
    With sources a kavel grows from the place nearest to its source, nearest
    first along the streets, until the source is used up; without any every dense part is a kavel.

    Parameters
    ----------
    homes
        Buildings.
    streets
        Lines of `readers.streets.Streets`, None without.
    pipes, sources
        Supply; None for none.

    Raises
    ------
    InputError
        No building with heat demand has a place, no part of the demand is dense and large enough, or no source is near
        such a part.
    """
    located = homes.has_demand & ~shapely.is_missing(homes.geometry)
    if not located.any():
        raise InputError("kavels_geen_plaats", n=amount(len(homes.ids)))
    blocks, notes = _by_street(homes, streets, kentallen, cancelled) if streets is not None and len(streets) else (
        _by_cell(homes, kentallen)
    )  # fmt: skip
    stop_if(cancelled)
    grown = grow(blocks, homes, pipes, sources, kentallen, cancelled=cancelled)
    count = len(grown.labels)
    if not count:
        key = "kavels_geen_kandidaat" if pipes is None and sources is None else "kavels_geen_kandidaat_bron"
        raise InputError(key, homes=amount(kentallen.value("kavel.woningen_min")))
    shapes = outlines(homes, grown.kavel, count, kentallen, cancelled=cancelled)
    order = _by_demand(homes, grown.kavel, count)
    findings = Findings()
    ids = np.array([note("kavels_kandidaat", n=i + 1) for i in range(count)], dtype=object)
    names = np.array(
        [note("kavels_kandidaat_naam", n=i + 1) + grown.labels[k] for i, k in enumerate(order)], dtype=object
    )
    frame = gpd.GeoDataFrame({"kavel_id": ids, "naam": names}, geometry=shapes[order], crs=RD)
    notes.append(
        note(
            "kavels_notitie_kandidaten",
            n=amount(count),
            dense=amount(grown.dense_homes),
            small=amount(grown.small_homes),
            left=amount(grown.left_homes),
            least=amount(kentallen.value("kavel.woningen_min")),
        )
    )
    return Kavels(frame, findings, notes)


def _by_demand(homes: Homes, kavel: Ints, count: int) -> Ints:
    """Return the kavels with most demand first, of equals that of the lowest pand_id."""
    heat = summed(kavel[kavel >= 0], homes.warmte_gj[kavel >= 0], count)
    first = np.full(count, len(kavel))
    np.minimum.at(first, kavel[kavel >= 0], np.flatnonzero(kavel >= 0))
    return np.asarray(np.lexsort((first, -np.round(heat, 6))), dtype=np.int64)


def _by_street(
    homes: Homes, lines: gpd.GeoDataFrame, kentallen: Kentallen, cancelled: Cancelled
) -> tuple[Blocks, list[str]]:
    """Return stretches of street as blocks: demand along each, how they touch, and which are dense."""
    graph = street_graph(
        Streets(lines, len(lines), Findings()),
        snap_m=kentallen.value("straten.snap_m"),
        bridge_m=kentallen.value("straten.brug_gaten_m"),
        kentallen=kentallen,
        cancelled=cancelled,
    )
    stop_if(cancelled)
    points = points_of(homes.geometry)
    there = np.flatnonzero(~shapely.is_missing(points) & homes.has_demand)
    reach = kentallen.value("aansluiting.zoekafstand")
    building, edge = _nearest(points[there], np.asarray(graph.lines), reach)
    block = np.full(len(homes.ids), -1, dtype=np.int64)
    block[there[building]] = edge
    m = len(graph.length)
    heat = summed(block[block >= 0], homes.warmte_gj[block >= 0], m)
    ends = graph.ends.astype(np.int64)
    threshold = kentallen.value("kavel.lijndichtheid_goed")
    itself = heat / GJ_PER_MWH >= threshold * graph.length
    dense = (heat > 0) & (itself | (_around(heat, ends) / GJ_PER_MWH >= threshold * _around(graph.length, ends)))
    notes = [note("kavels_notitie_kandidaat_straat", density=dutch(threshold))]
    short = np.asarray(graph.length <= kentallen.value("kavel.verbinding"), dtype=bool)
    return Blocks.of_stretches(block, heat, dense, short, ends, graph.length), notes


def _around(values: Floats, ends: Ints) -> Floats:
    """Return values of stretches with those of the stretches that they touch, shape (m,); see `Blocks` for `ends`.

    A stretch between two corners may be a few houses long: its own density says little.
    """
    at_node = summed(ends[:, 0], values, int(ends.max()) + 1) + summed(ends[:, 1], values, int(ends.max()) + 1)
    return np.asarray(at_node[ends[:, 0]] + at_node[ends[:, 1]] - values, dtype=np.float64)


def _nearest(points: npt.NDArray[np.object_], lines: npt.NDArray[np.object_], reach: float) -> tuple[Ints, Ints]:
    """Return the nearest line within reach of each point; of equally near ones the first."""
    pairs = shapely.STRtree(lines).query_nearest(points, max_distance=reach, all_matches=True)
    order = np.lexsort((pairs[1], pairs[0]))
    point, line = pairs[0][order], pairs[1][order]
    first = np.concatenate([[True], point[1:] != point[:-1]]) if len(point) else np.empty(0, dtype=bool)
    return point[first].astype(np.int64), line[first].astype(np.int64)


def _by_cell(homes: Homes, kentallen: Kentallen) -> tuple[Blocks, list[str]]:
    """Return square cells as blocks: demand in each, how they touch, and which are dense over three by three cells."""
    size = kentallen.value("kavel.cel")
    points = points_of(homes.geometry)
    there = np.flatnonzero(~shapely.is_missing(points) & homes.has_demand)
    xy = shapely.get_coordinates(points[there])
    cell = np.floor(xy / size).astype(np.int64)
    keys, at = np.unique(cell, axis=0, return_inverse=True)
    at = at.reshape(-1).astype(np.int64)
    block = np.full(len(homes.ids), -1, dtype=np.int64)
    block[there] = at
    m = len(keys)
    heat = summed(at, homes.warmte_gj[there], m)
    one, other = _neighbours(keys)
    around = heat + summed(one, heat[other], m)
    threshold = kentallen.value("kavel.woningen_ha") * kentallen.value("vraag.warmte_per_woning")
    full = around / (9.0 * size * size / 10_000.0) >= threshold
    dense = full | (summed(one, full[other].astype(np.float64), m) > 0)
    later = one < other
    notes = [
        note("kavels_notitie_kandidaat_cel", homes=amount(kentallen.value("kavel.woningen_ha")), size=amount(size))
    ]
    return Blocks.of_cells(block, heat, dense, np.column_stack([one[later], other[later]]), size), notes


def _neighbours(keys: Ints) -> tuple[Ints, Ints]:
    """Return pairs of cells that touch, also at a corner, both ways; `keys` (m, 2) sorted as `numpy.unique` does."""
    if not len(keys):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    low = keys.min(axis=0)
    width = int(keys[:, 1].max() - low[1]) + 3
    code = (keys[:, 0] - low[0] + 1) * width + keys[:, 1] - low[1] + 1  # grows in the order of the keys
    ones, others = [], []
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            if dx or dy:
                wanted = code + dx * width + dy
                place = np.minimum(np.searchsorted(code, wanted), len(code) - 1)
                found = code[place] == wanted
                ones.append(np.flatnonzero(found))
                others.append(place[found])
    return np.concatenate(ones).astype(np.int64), np.concatenate(others).astype(np.int64)
