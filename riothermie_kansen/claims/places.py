"""On which pipe an offtake sits, and where along it."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from shapely import STRtree

from ..findings import Findings
from ..kentallen import Kentallen
from ..readers.values import Texts
from ..wording import amount, dutch, note
from .graph import Floats, FlowMap, Ints
from .heat import Taken


@dataclass(frozen=True)
class Placement:
    """Where offtakes sit.

    Attributes
    ----------
    pipe
        Row of the pipe, -1 where there is none, shape (n,).
    metres
        Distance from the tail along the flow, shape (n,); NaN where there is no pipe.
    distance_m
        From the point to the pipe, shape (n,); NaN without point or pipe.
    problem
        Why it cannot take part, "" when it can, shape (n,).
    geometry
        The point; on the pipe for an offtake that only names its pipe; None where nothing is known. Shape (n,).
    """

    pipe: Ints
    metres: Floats
    distance_m: Floats
    problem: Texts
    geometry: npt.NDArray[np.object_]

    def taken(self, rows: npt.NDArray[np.intp] | Ints) -> Taken:
        """Return some of the offtakes as the heat calculation wants them."""
        return Taken(self.pipe[rows], self.metres[rows])


def locate(points: gpd.GeoDataFrame, sewer: FlowMap, kentallen: Kentallen, findings: Findings) -> Placement:
    """Put offtakes on the map: on the pipe they name, else on the nearest one with water.

    Parameters
    ----------
    points
        `readers.offtakes.Offtakes.frame`.
    sewer
        The map.
    kentallen
        How far the nearest pipe may be, and which larger one nearby is told.
    findings
        Grows: names that are not on the map, offtakes that find no pipe or no water.
    """
    max_distance = kentallen.value("onttrekking.max_afstand")
    n = len(points)
    ids = points["punt_id"].to_numpy(dtype=object)
    geometry = points.geometry.to_numpy().copy()
    problem = points["probleem"].to_numpy(dtype=object).copy()
    named = points["leiding_id"].to_numpy(dtype=object)
    there = ~shapely.is_missing(geometry)
    lines = sewer.frame.geometry.to_numpy()
    pipe = pd.Index(sewer.pipe_id).get_indexer(pd.Index(named)).astype(np.int64)
    pipe[named == ""] = -1
    strange = (named != "") & (pipe < 0) & (problem == "")
    findings.add("leiding_onbekend", "waarschuwing", ids[strange & there], geometry[strange & there],
                 leiding=named[strange & there])  # fmt: skip
    lost = strange & ~there
    problem[lost] = [note("offtake_pipe_unknown", pipe=name) for name in named[lost]]
    seek = np.flatnonzero((pipe < 0) & there & (problem == ""))
    pipe[seek] = _nearest(geometry[seek], lines, sewer, max_distance)
    far = seek[pipe[seek] < 0]
    problem[far] = note("offtake_far", metres=amount(max_distance))
    distance = np.full(n, np.nan)
    both = np.flatnonzero((pipe >= 0) & there)
    distance[both] = shapely.distance(geometry[both], lines[pipe[both]])
    away = both[(distance[both] > max_distance) & (problem[both] == "")]
    findings.add("ver_van_leiding", "info", ids[away], geometry[away], leiding=sewer.pipe_id[pipe[away]],
                 meter=[amount(metres) for metres in distance[away]])  # fmt: skip
    metres = np.full(n, np.nan)
    metres[both] = _along(geometry[both], lines, sewer, pipe[both])
    without = np.flatnonzero((pipe >= 0) & ~there)
    metres[without] = sewer.length_m[pipe[without]] / 2.0
    geometry[without] = shapely.line_interpolate_point(lines[pipe[without]], 0.5, normalized=True)
    findings.add("midden_van_leiding", "info", ids[without], geometry[without], leiding=named[without])
    dry = np.flatnonzero((pipe >= 0) & (problem == ""))
    dry = dry[sewer.flow_ls[pipe[dry]] <= 0]
    mean = sewer.frame["dwa_gem_ls"].to_numpy(dtype=np.float64)
    for row in dry:
        key = "offtake_dry_hour" if mean[pipe[row]] > 0 else "offtake_dry"
        problem[row] = note(key, pipe=sewer.pipe_id[pipe[row]])
    near = seek[(pipe[seek] >= 0) & (sewer.flow_ls[pipe[seek]] > 0)]
    _list_larger(ids, geometry, near, pipe, sewer, kentallen, findings)
    fresh = (problem != "") & (points["probleem"] == "").to_numpy()
    findings.add("onttrekking_niet_mee", "fout", ids[fresh], geometry[fresh], reden=problem[fresh])
    return Placement(pipe, metres, distance, problem, geometry)


def _nearest(
    spots: npt.NDArray[np.object_], lines: npt.NDArray[np.object_], sewer: FlowMap, max_distance: float
) -> Ints:
    """Return the nearest pipe with water, else the nearest one without, -1 beyond a distance.

    Of pipes at the same distance (at a manhole) the one with most water counts, then the first by id.
    """
    best = np.full(len(spots), -1, dtype=np.int64)
    if not len(spots):
        return best
    with_water = sewer.flow_ls > 0
    rank = np.empty(len(lines), dtype=np.int64)
    rank[np.lexsort((sewer.pipe_id.astype(str), -sewer.flow_ls))] = np.arange(len(lines))
    usable = ~(shapely.is_missing(lines) | shapely.is_empty(lines))
    for rows in (np.flatnonzero(usable & with_water), np.flatnonzero(usable & ~with_water)):
        open_ = np.flatnonzero(best < 0)
        if not len(rows) or not len(open_):
            continue
        asked, found = STRtree(lines[rows]).query_nearest(spots[open_], max_distance=max_distance, all_matches=True)
        order = np.lexsort((rank[rows[found]], asked))
        first = np.unique(asked[order], return_index=True)[1]
        best[open_[asked[order][first]]] = rows[found[order][first]]
    return best


def _list_larger(
    ids: Texts,
    geometry: npt.NDArray[np.object_],
    rows: npt.NDArray[np.intp],
    pipe: Ints,
    sewer: FlowMap,
    kentallen: Kentallen,
    findings: Findings,
) -> None:
    """List offtakes that lie nearest to a small pipe, while a far larger one is within reach too."""
    lines = sewer.frame.geometry.to_numpy()
    wet = np.flatnonzero((sewer.flow_ls > 0) & ~shapely.is_missing(lines))
    reach = shapely.buffer(geometry[rows], kentallen.value("onttrekking.max_afstand"))
    asked, found = STRtree(lines[wet]).query(reach, predicate="intersects")
    best: dict[int, int] = {}
    for row, other in zip(rows[asked], wet[found], strict=True):
        rival = best.get(row, pipe[row])
        if (sewer.flow_ls[other], sewer.pipe_id[rival]) > (sewer.flow_ls[rival], sewer.pipe_id[other]):  # first by id
            best[int(row)] = int(other)
    factor = kentallen.value("onttrekking.grotere_leiding")
    told = [row for row, other in sorted(best.items()) if sewer.flow_ls[other] >= factor * sewer.flow_ls[pipe[row]]]
    others = [best[row] for row in told]
    findings.add(
        "grotere_leiding",
        "info",
        ids[told],
        geometry[told],
        leiding=sewer.pipe_id[pipe[told]],
        debiet=[dutch(flow, 2) for flow in sewer.flow_ls[pipe[told]]],
        andere=sewer.pipe_id[others],
        meer=[dutch(flow, 2) for flow in sewer.flow_ls[others]],
        meter=[amount(shapely.distance(geometry[row], lines[best[row]])) for row in told],
    )


def _along(spots: npt.NDArray[np.object_], lines: npt.NDArray[np.object_], sewer: FlowMap, pipe: Ints) -> Floats:
    """Return the distance from the tail along the flow of the nearest point on each pipe, m."""
    drawn = shapely.length(lines[pipe])
    where = shapely.line_locate_point(lines[pipe], spots)
    part = np.divide(where, drawn, out=np.zeros(len(pipe)), where=drawn > 0)
    part = np.clip(np.where(sewer.backward[pipe], 1.0 - part, part), 0.0, 1.0)
    return np.asarray(part * sewer.length_m[pipe], dtype=np.float64)
