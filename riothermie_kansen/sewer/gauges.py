"""Measurements on the pipes of a network: which pipe each one is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..findings import Findings
from ..kentallen import Kentallen
from ..readers.measuring_points import MeasuringPoints
from ..schema import DWA_FUNCTIES, Sewer
from ..wording import amount, note
from .network import Network
from .origin import pieces

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Gauges:
    """Measured pipes, sorted by the name of their first measurement; arrays of shape (m,).

    Attributes
    ----------
    rows
        Row of ``network.pipes``, all different.
    names
        Names of the measurements on the pipe, joined.
    mean_ls, lowest_ls, highest_ls
        What was measured, l/s: the mean of the measurements on the pipe; hours NaN where unknown.
    metres
        Distance of the (first) measurement to the pipe, NaN where it has no place.
    places
        Point of the first measurement, None where it has no place.
    used, read
        Measurements used, and rows of the layer.
    """

    rows: Ints
    names: Texts
    mean_ls: Floats
    lowest_ls: Floats
    highest_ls: Floats
    metres: Floats
    places: Texts
    used: int
    read: int


def place(
    points: MeasuringPoints,
    network: Network,
    sewer: Sewer,
    estimate_ls: Floats,
    kentallen: Kentallen,
    findings: Findings,
) -> Gauges:
    """Find the pipe of each measurement.

    The pipe that it names counts (``leiding_id``, else ``naam``; of a split pipe the nearest part), else the nearest
    pipe with dry weather flow within ``kalibratie.afstand``. Of pipes that are equally near, as at a manhole, the one
    with the largest estimated flow counts, for that is the one that leads on.

    Parameters
    ----------
    points
        Measurements, from the reader.
    network, sewer
        The sewer as a network and as read.
    estimate_ls
        Estimated mean flow in each pipe, l/s, shape (n_pipes,).
    kentallen
        Uses ``kalibratie.afstand`` and ``kalibratie.put``.
    findings
        Is added to: measurements without a pipe, more than one on a pipe.
    """
    frame = points.frame
    names = frame["naam"].to_numpy(dtype=object)
    spots = np.asarray(frame.geometry.array, dtype=object)
    lines = network.pipes.geometry.to_numpy()
    ids = network.pipes["leiding_id"].to_numpy(dtype=object).astype(str)
    wet = (estimate_ls > 0) & network.pipes["functie"].isin(DWA_FUNCTIES).to_numpy(dtype=bool)
    order = np.lexsort((ids, -estimate_ls))
    rank = np.empty(len(ids), dtype=np.int64)
    rank[order] = np.arange(len(ids))
    flowing = np.flatnonzero(wet)
    search = _Search(
        lines,
        rank,
        flowing,
        shapely.STRtree(lines[flowing]),
        kentallen.value("kalibratie.afstand"),
        kentallen.value("kalibratie.put"),
    )

    row = np.full(len(frame), -1, dtype=np.int64)
    named = _named(frame["leiding_id"].to_numpy(dtype=object), network, sewer)
    for i, candidates in enumerate(named):
        if candidates is None:
            continue
        carrying = candidates[wet[candidates]]
        if len(carrying):
            row[i] = search.best(spots[i], carrying)
        elif len(candidates):
            findings.add("meting_zonder_debiet", "fout", names[[i]], spots[[i]], leiding=ids[candidates[0]])
        else:
            findings.add(
                "meting_onbekende_leiding", "waarschuwing", names[[i]], spots[[i]], leiding=frame.leiding_id[i]
            )
    for i in np.flatnonzero(row < 0):
        if named[i] is not None and len(named[i]):
            continue
        if spots[i] is None:
            findings.add("meting_zonder_plaats", "fout", names[[i]])
            continue
        row[i] = search.near(spots[i])
        if row[i] < 0:
            findings.add(
                "meting_te_ver",
                "fout",
                names[[i]],
                spots[[i]],
                afstand=amount(search.reach),
                dichtstbij=search.words(spots[i], ids),
            )
    return _per_pipe(points, np.flatnonzero(row >= 0), row, lines, ids, findings)


def _named(wanted: Texts, network: Network, sewer: Sewer) -> list[Ints | None]:
    """Return the rows of the pipe that each measurement names, empty where it is unknown, None where it names none."""
    if not (wanted != "").any():
        return [None] * len(wanted)
    parts = pieces(network, sewer)
    by_source = parts.groupby("source")["pipe"].apply(lambda found: found.to_numpy(dtype=np.int64))
    own = pd.Series(np.arange(len(network.pipes)), index=network.pipes["leiding_id"].astype(str))
    sources = [
        pd.Series(np.arange(len(sewer.pipes)), index=sewer.pipes[column].astype(str))
        for column in ("leiding_id", "naam")
    ]
    found: list[Ints | None] = []
    for name in wanted:
        if not name:
            found.append(None)
            continue
        rows = np.zeros(0, dtype=np.int64)
        if name in own.index:
            rows = np.atleast_1d(own[name]).astype(np.int64)
        for source in sources:
            if not len(rows) and name in source.index:
                hits = [by_source[number] for number in np.atleast_1d(source[name]) if number in by_source.index]
                rows = np.concatenate([rows, *hits])
        found.append(np.unique(rows))
    return found


@dataclass(frozen=True)
class _Search:
    """Look for pipes around a place: the nearest ones, of those that are equally near the first in rank."""

    lines: npt.NDArray[Any]
    rank: Ints
    wet: Ints
    tree: shapely.STRtree
    reach: float
    same: float

    def best(self, spot: Any, rows: Ints) -> int:
        """Return the row of the best of some pipes."""
        if spot is not None:
            metres = shapely.distance(self.lines[rows], spot)
            rows = rows[metres <= metres.min() + self.same]
        return int(rows[np.argmin(self.rank[rows])])

    def near(self, spot: Any) -> int:
        """Return the row of the best pipe with flow within reach, -1 when there is none."""
        rows = self.wet[self.tree.query(spot, predicate="dwithin", distance=self.reach)]
        return self.best(spot, rows) if len(rows) else -1

    def words(self, spot: Any, ids: npt.NDArray[Any]) -> str:
        """Return which pipe with flow is nearest, and how far away."""
        if not len(self.wet):
            return note("meting_nergens")
        rows = self.wet[self.tree.query_nearest(spot)]
        nearest = rows[np.argmin(self.rank[rows])]
        metres = float(shapely.distance(self.lines[nearest], spot))
        return note("meting_dichtstbij", leiding=ids[nearest], meter=amount(metres))


def _per_pipe(
    points: MeasuringPoints,
    used: Ints,
    row: Ints,
    lines: npt.NDArray[Any],
    ids: npt.NDArray[Any],
    findings: Findings,
) -> Gauges:
    """Return one measurement per pipe: the mean of those on it, each hour by its ratio to its own mean."""
    frame = points.frame
    spots = np.asarray(frame.geometry.array, dtype=object)
    names = frame["naam"].to_numpy(dtype=object)
    values = {column: frame[column].to_numpy(dtype=np.float64) for column in ("gem_ls", "min_ls", "max_ls")}
    pipes = list(dict.fromkeys(row[used].tolist()))
    groups = [used[row[used] == pipe] for pipe in pipes]
    mean = np.array([values["gem_ls"][group].mean() for group in groups])
    hours = {}
    for column in ("min_ls", "max_ls"):
        ratios = [values[column][group] / values["gem_ls"][group] for group in groups]
        known = [ratio[np.isfinite(ratio)] for ratio in ratios]
        hours[column] = mean * np.array([ratio.mean() if len(ratio) else np.nan for ratio in known])
    for group, flow in zip(groups, mean, strict=True):
        for i in group if len(group) > 1 else ():
            findings.add(
                "meting_meer_op_leiding",
                "waarschuwing",
                names[[i]],
                spots[[i]],
                leiding=ids[row[i]],
                anderen=", ".join(str(name) for name in names[group[group != i]]),
                debiet=amount(float(flow), 3),
            )
    first = np.array([group[0] for group in groups], dtype=np.int64)
    rows = np.array(pipes, dtype=np.int64)
    metres = np.full(len(rows), np.nan)
    there = ~shapely.is_missing(spots[first])
    metres[there] = shapely.distance(lines[rows[there]], spots[first[there]])
    return Gauges(
        rows=rows,
        names=np.array([", ".join(str(name) for name in names[group]) for group in groups], dtype=object),
        mean_ls=mean.astype(np.float64),
        lowest_ls=hours["min_ls"],
        highest_ls=hours["max_ls"],
        metres=metres,
        places=spots[first],
        used=len(used),
        read=points.read,
    )
