"""Which node a pipe end belongs to: names or URIs, whichever really match, and lines drawn the other way round."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely

from ..findings import Findings
from ..kentallen import Kentallen
from ..lines import end_points
from .fields import PIPE, Columns
from .tables import Geometries
from .values import Flags, Texts, texts

_SAMPLE = 50_000
"""About so many pipes tell which way of referring matches best."""

_TURNED_M = 0.01
"""How much closer, in m, a reversed line must lie to its nodes: below the resolution of the coordinates."""


class References(NamedTuple):
    """Ids of the nodes at both ends of pipes, shape (n,); "" where not known."""

    begin: Texts
    end: Texts


def candidates(columns: Columns) -> list[References]:
    """Return the ways in which a pipe layer refers to nodes: by name, by URI, by id; the most readable first."""
    begins = dict(zip(columns.aliases("knoop_begin"), columns.all("knoop_begin"), strict=True))
    ends = dict(zip(columns.aliases("knoop_eind"), columns.all("knoop_eind"), strict=True))
    if "" in begins or "" in ends:  # the user's own map
        pairs = (
            [("", "")]
            if "" in begins and "" in ends
            else [(next(iter(begins)), next(iter(ends)))]
            if begins and ends
            else []
        )
    else:
        pairs = list(zip(PIPE["knoop_begin"], PIPE["knoop_eind"], strict=True))
        pairs = [(b, e) for b, e in pairs if b in begins and e in ends]
    return [References(texts(begins[b]), texts(ends[e])) for b, e in pairs]


def best_match(ways: list[References], ids: list[Texts]) -> tuple[References | None, Texts | None, list[References]]:
    """Choose how pipes refer to nodes.

    The combination under which the most pipe ends find exactly one node wins; the first one of equals.

    Parameters
    ----------
    ways
        Ways of referring, see `candidates`.
    ids
        Id columns of the nodes, each of shape (n_nodes,).

    Returns
    -------
    references, node_ids, others
        The chosen ones (None where there is nothing to choose) and the other ways.
    """
    best: tuple[float, References | None, Texts | None] = (0.0, None, None)
    for way in ways:
        every = max(1, len(way.begin) // _SAMPLE)
        ends = pd.Series(np.concatenate([way.begin[::every], way.end[::every]]), dtype=object)
        for column in ids:
            single = pd.Series(column, dtype=object)
            single = single[(single != "") & ~single.duplicated(keep=False)]
            share = float(ends.isin(set(single)).mean()) if len(ends) else 0.0
            if share > best[0]:
                best = (share, way, column)
    _, chosen, matched = best
    if chosen is None and ways:
        chosen = ways[0]
    return chosen, matched, [way for way in ways if way is not chosen]


def separated(
    way: References,
    others: list[References],
    geometry: Geometries,
    known: Mapping[str, int],
    ids: Texts,
    kentallen: Kentallen,
    findings: Findings,
) -> References:
    """Return references in which one name is one place.

    A name whose pipe ends lie further apart than ``riool.knoop_spreiding`` stands for more than one node. Where no
    node table has to match, another way of referring without that fault is taken; else these names are dropped, and
    the place of the line counts.

    Parameters
    ----------
    way, others
        The chosen way and the other ones.
    geometry
        Shape (n,): lines.
    known
        Ids that are in the node table: these are not dropped.
    ids
        Shape (n,): for the findings.
    kentallen, findings
        As everywhere.
    """
    spread = _spread(way, geometry, kentallen, known)
    if not spread:
        return way
    for other in [] if known else others:
        if not _spread(other, geometry, kentallen, {}) and (other.begin != "").mean() >= (way.begin != "").mean():
            return other
    begin_bad = pd.Series(way.begin, dtype=object).isin(spread).to_numpy()
    end_bad = pd.Series(way.end, dtype=object).isin(spread).to_numpy()
    bad = begin_bad | end_bad
    findings.add(
        "knoopnaam_dubbel",
        "waarschuwing",
        ids[bad],
        geometry[bad],
        node=[b if first else e for b, e, first in zip(way.begin[bad], way.end[bad], begin_bad[bad], strict=True)],
    )
    return References(np.where(begin_bad, "", way.begin), np.where(end_bad, "", way.end))


def _spread(way: References, geometry: Geometries, kentallen: Kentallen, known: Mapping[str, int]) -> set[str]:
    """Return the names whose pipe ends lie too far apart: further than a line drawn backwards explains."""
    ends = _ends(way, geometry)
    if ends.empty:
        return set()
    size = ends.groupby("node")[["x", "y"]].agg(["min", "max"])
    width = np.hypot(size["x"]["max"] - size["x"]["min"], size["y"]["max"] - size["y"]["min"])
    allowed = kentallen.value("riool.knoop_spreiding")
    far = width.index[(width > allowed).to_numpy()]
    if len(far) == 0:
        return set()
    # an end of a line that is drawn backwards lies a pipe length away: the nearer end of each line counts
    middle = ends.groupby("node")[["x", "y"]].median()
    suspects = ends[ends["node"].isin(set(far))]
    centre = middle.loc[suspects["node"]].to_numpy()
    near = np.minimum(
        np.hypot(suspects["x"] - centre[:, 0], suspects["y"] - centre[:, 1]),
        np.hypot(suspects["other_x"] - centre[:, 0], suspects["other_y"] - centre[:, 1]),
    )
    return {str(name) for name in suspects["node"][near.to_numpy() > allowed] if name not in known}


def _ends(way: References, geometry: Geometries) -> pd.DataFrame:
    """Return a row per pipe end with a name: node, its place, and the place of the other end."""
    first, last = end_points(geometry)
    ends = pd.DataFrame(
        {
            "node": np.concatenate([way.begin, way.end]),
            "x": np.concatenate([first[:, 0], last[:, 0]]),
            "y": np.concatenate([first[:, 1], last[:, 1]]),
            "other_x": np.concatenate([last[:, 0], first[:, 0]]),
            "other_y": np.concatenate([last[:, 1], first[:, 1]]),
        }
    )
    return ends[ends["node"] != ""]


def nearest_of_name(way: References, geometry: Geometries, names: Texts, ids: Texts, points: Geometries) -> References:
    """Return references in which a name that several nodes have is the id of the nearest of them.

    Parameters
    ----------
    way
        References by name.
    geometry
        Shape (n,): lines.
    names, ids, points
        Shape (n_nodes,): name as delivered, unique id, place.
    """
    double = pd.Series(names, dtype=object).duplicated(keep=False).to_numpy() & (names != "")
    if not double.any():
        return way
    xy = shapely.get_coordinates(points[double])
    nodes = pd.DataFrame({"node": names[double], "id": ids[double], "x": xy[:, 0], "y": xy[:, 1]})
    result = []
    for references, place in zip(way, end_points(geometry), strict=True):
        rows = np.flatnonzero(pd.Series(references, dtype=object).isin(set(names[double])).to_numpy())
        ends = pd.DataFrame({"row": rows, "node": references[rows], "ex": place[rows, 0], "ey": place[rows, 1]})
        pairs = ends.merge(nodes, on="node")
        pairs["distance"] = np.hypot(pairs["x"] - pairs["ex"], pairs["y"] - pairs["ey"])
        nearest = pairs.sort_values(["row", "distance", "id"]).drop_duplicates("row")
        changed = references.copy()
        changed[nearest["row"].to_numpy()] = nearest["id"].to_numpy(dtype=object)
        result.append(changed)
    return References(*result)


def forward(way: References, geometry: Geometries, ids: Texts, points: Geometries) -> tuple[Geometries, Flags]:
    """Return lines that run from their begin node to their end node, and which were turned round. Shape (n,).

    Where a node is: in the node table, else where the other pipe ends with its name are, on average.

    Parameters
    ----------
    way
        References.
    geometry
        Shape (n,): lines as drawn.
    ids, points
        Shape (n_nodes,): node table; may be empty.
    """
    turned = np.zeros(len(geometry), dtype=bool)
    ends = _ends(way, geometry)
    if ends.empty:
        return geometry, turned
    both = np.flatnonzero((way.begin != "") & (way.end != "") & (way.begin != way.end))
    first, last = (xy[both] for xy in end_points(geometry))
    total = ends.groupby("node")[["x", "y"]].agg(["sum", "size"])
    count = total["x", "size"].to_numpy(dtype=np.float64)
    total = total.xs("sum", axis=1, level=1)
    table = pd.DataFrame(shapely.get_coordinates(points), index=pd.Index(ids, dtype=object), columns=["x", "y"])
    as_drawn, turned_round = np.zeros(len(both)), np.zeros(len(both))
    for names, own, other in ((way.begin[both], first, last), (way.end[both], last, first)):
        row = total.index.get_indexer(names)
        others = (count[row] - 1)[:, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            elsewhere = np.where(others > 0, (total.to_numpy()[row] - own) / others, np.nan)
        known = table.reindex(names).to_numpy(dtype=np.float64)
        place = np.where(np.isnan(known), elsewhere, known)
        as_drawn += np.nan_to_num(np.hypot(*(own - place).T))
        turned_round += np.nan_to_num(np.hypot(*(other - place).T))
    turned[both[turned_round + _TURNED_M < as_drawn]] = True
    result = geometry.copy()
    result[turned] = shapely.reverse(geometry[turned])
    return result, turned
