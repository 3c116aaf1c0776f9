"""The BGT-inlooptabel: which pipe takes the foul water of a building, as somebody already worked out."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..schema import Sewer
from .allocation import connectable
from .columns import find_column, texts
from .network import Network
from .origin import pieces

IntArray = npt.NDArray[np.intp]

CODE_FIELDS = ("leidingcodedwa", "leidingcodegemengd")
"""Names, as `readers.values.key`, of the fields with the pipe; the foul sewer goes before the combined one."""

KEYS = (
    (("identificatiebagpnd", "bagpandid", "pandidentificatie", "pandid"), ("pandidentificatie", "bagpandid", "pandid")),
    (("bgtidentificatie", "bgtid"), ("bgtidentificatie", "bgtid")),
)
"""Names of fields that hold the same building, in the table and on the address: BAG pand, BGT object."""

BAG_LENGTH = 16


def linked_pipes(
    network: Network,
    sewer: Sewer,
    links: pd.DataFrame,
    addresses: gpd.GeoDataFrame,
    points: npt.NDArray[Any],
    limit: float,
) -> tuple[IntArray, IntArray]:
    """Return the pipe of each address according to the BGT-inlooptabel.

    An address belongs to a row of the table by a building id on both, else by lying inside the row's polygon. The
    code of the row is a ``leiding_id`` or ``naam``; of the pieces of a split pipe the nearest takes the address.

    Parameters
    ----------
    links
        Table of nens/bgt-inlooptool: ``leidingcode_gemengd``, ``leidingcode_dwa``, ``bgt_identificatie``, and
        polygons if it is a GeoDataFrame.
    points
        Points of the addresses, shape (n,).
    limit
        Distance in metres beyond which a link is doubtful.

    Returns
    -------
    tuple
        Row of ``network.pipes`` per address (-1: none), shape (n,), and the addresses farther than `limit` from it.
    """
    pipe = np.full(len(addresses), -1, dtype=np.intp)
    codes = _codes(links)
    rows = _rows(links, codes != "", addresses, points)
    who = np.flatnonzero(rows >= 0)
    known = _pipes_by_code(network, sewer)
    pairs = pd.DataFrame({"who": who, "code": codes[rows[who]]}).merge(known, on="code")
    distance = shapely.distance(
        points[pairs["who"].to_numpy()], network.pipes.geometry.to_numpy()[pairs["pipe"].to_numpy()]
    )
    pairs["distance"] = distance
    best = pairs.sort_values(["who", "distance", "rank"], kind="stable").drop_duplicates("who")
    pipe[best["who"].to_numpy()] = best["pipe"].to_numpy()
    far = best.loc[best["distance"] > limit, "who"].to_numpy()
    return pipe, far


def _codes(links: pd.DataFrame) -> npt.NDArray[Any]:
    """Return the code of the pipe per row of the table, "" where there is none."""
    codes = np.full(len(links), "", dtype=object)
    for name in CODE_FIELDS:
        column = find_column(links, (name,))
        if column is not None:
            found = texts(links[column])
            codes = np.where(codes == "", found, codes)
    return codes


def _pipes_by_code(network: Network, sewer: Sewer) -> pd.DataFrame:
    """Return code, row of ``network.pipes`` and order of preference; a code may name several pieces."""
    takes = connectable(network.pipes)
    found = pieces(network, sewer).merge(pd.DataFrame({"pipe": takes, "rank": np.arange(len(takes))}), on="pipe")
    source = found["source"].to_numpy()
    ids = texts(sewer.pipes["leiding_id"])
    by_id = found.assign(code=ids[source])
    by_name = found.assign(code=texts(sewer.pipes["naam"])[source])
    # an id is unique, a name need not be: where both fit, the id wins
    by_name = by_name[(by_name["code"] != "") & ~by_name["code"].isin(ids)]
    return pd.concat([by_id, by_name], ignore_index=True)[["code", "pipe", "rank"]]


def _rows(
    links: pd.DataFrame, useful: npt.NDArray[np.bool_], addresses: gpd.GeoDataFrame, points: npt.NDArray[Any]
) -> IntArray:
    """Return the row of the table each address belongs to, -1 for none."""
    rows = np.full(len(addresses), -1, dtype=np.intp)
    for in_table, on_address in KEYS:
        left, right = find_column(links, in_table), find_column(addresses, on_address)
        if left is None or right is None:
            continue
        table = pd.DataFrame({"key": _padded(texts(links[left])), "row": np.arange(len(links))})[useful]
        table = table[table["key"] != ""].drop_duplicates("key")
        found = pd.Series(_padded(texts(addresses[right])), dtype=object).map(table.set_index("key")["row"])
        rows = np.where((rows < 0) & found.notna().to_numpy(), found.fillna(-1).to_numpy(dtype=float), rows).astype(
            np.intp
        )
    if isinstance(links, gpd.GeoDataFrame):
        free = np.flatnonzero((rows < 0) & ~shapely.is_missing(points) & ~shapely.is_empty(points))
        polygons = np.array(links.geometry.to_numpy(), dtype=object)
        polygons[~useful] = None
        who, which = shapely.STRtree(polygons).query(points[free], predicate="intersects")
        first = np.full(len(free), len(links), dtype=np.intp)
        np.minimum.at(first, who, which)
        rows[free] = np.where(first < len(links), first, -1)
    return rows


def _padded(keys: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return BAG ids with the leading zeros that a number has lost."""
    return np.array([key.zfill(BAG_LENGTH) if key.isdigit() else key for key in keys], dtype=object)
