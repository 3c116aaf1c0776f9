"""What ``bodemrestricties`` says of the places where loops would come: forbidden, and how deep."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ...errors import InputError
from ...findings import Findings
from ...readers.fields import Aliases, find
from ...readers.shapes import Shapes, as_footprints, is_line, unusable
from ...readers.tables import first_number, first_text, in_rd, labels
from ...readers.values import Texts, key
from ...wording import amount, note
from ..columns import AANDACHT, ONBEKEND, OORDELEN, TOEGESTAAN, VERBODEN

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

LIMIT: Aliases = {
    "pand_id": ("pandid", "pandidentificatie", "bagpandid", "gebouwid"),
    "locatie": ("locatieid", "perceelid", "id", "naam", "objectid", "fid"),
    "bodemlus": ("bodemlus", "oordeelbodemlus", "bodemlussen", "lus"),
    "diepte": ("maxdieptem", "maxdiepte", "maximalediepte", "dieptebeperking", "diepte"),
    "redenen": ("redenen", "reden"),
}
"""Roles of the columns of a layer with verdicts."""

_WORDS = {
    **dict.fromkeys(("toegestaan", "ja", "vrij", "geschikt"), TOEGESTAAN),
    **dict.fromkeys(("onbekend", "niet getoetst"), ONBEKEND),
    **dict.fromkeys(("aandacht", "aandachtsgebied", "voorwaarden", "onderzoek", "misschien"), AANDACHT),
    **dict.fromkeys(("verboden", "nee", "verbod", "uitgesloten", "ongeschikt"), VERBODEN),
}
_RANK = {word: rank for rank, word in enumerate(("", *OORDELEN))}


@dataclass(frozen=True)
class Limits:
    """Verdicts on closed loops.

    Attributes
    ----------
    verdict
        Shape (b,): heaviest verdict per building; "" where nobody judged.
    depth_m
        Shape (b,): smallest depth that is allowed on any of its ground, m; NaN where none is known.
    reasons
        Shape (b,): reasons of the heaviest verdict.
    forbidden
        Areas in which no loop may stand, that are no building.
    depth_areas, area_depth_m
        Shape (a,): areas with a depth of their own, m.
    findings, notes
        What was noticed; sentences for the log and the metadata (Dutch).
    """

    verdict: Texts
    depth_m: Floats
    reasons: Texts
    forbidden: Shapes
    depth_areas: Shapes
    area_depth_m: Floats
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)


def no_limits(count: int) -> Limits:
    """Return that nobody judged `count` buildings."""
    empty = np.empty(0, dtype=object)
    return Limits(
        np.full(count, "", dtype=object), np.full(count, np.nan), np.full(count, "", dtype=object), empty, empty,
        np.empty(0), notes=[note("lussen_notitie_geen_restricties")],
    )  # fmt: skip


def read_limits(frame: gpd.GeoDataFrame, ids: Texts, footprints: Shapes, ground: Shapes) -> Limits:
    """Return what verdicts mean for buildings and the ground around them.

    A row with the id of a building holds for that building and its loops. Another row holds for where it lies: a point
    or a line for the buildings that it meets, an area for the buildings whose ground it meets. Of an area that is
    forbidden only the places in it are out.

    Parameters
    ----------
    frame
        ``LOCATIES_UIT`` of ``bodemrestricties``, or any layer with a verdict (bodemlus) or a depth (max_diepte_m).
    ids, footprints, ground
        Shape (b,): buildings; `ground` is what loops of a building may stand in, None where there is none.

    Raises
    ------
    InputError
        The layer has no column with verdicts or depths.
    """
    table = in_rd(frame, "restricties")
    columns = find(table, LIMIT)
    if "bodemlus" not in columns and "diepte" not in columns:
        shown = ", ".join(str(name) for name in table.columns if name != "geometry") or "-"
        raise InputError("lussen_geen_oordeel", columns=shown)
    findings = Findings()
    names = labels(first_text(columns, "locatie"))
    geometry = np.empty(len(table), dtype=object)
    geometry[:] = shapely.force_2d(np.asarray(table.geometry.array, dtype=object))
    geometry[unusable(geometry)] = None
    areas = np.flatnonzero(~is_line(geometry) & ~shapely.is_missing(geometry))
    geometry[areas] = as_footprints(geometry[areas])[0]
    words = first_text(columns, "bodemlus")
    verdict = np.array([_WORDS.get(key(word), "") for word in words], dtype=object)
    odd = (verdict == "") & (words != "")
    findings.add("lussen_oordeel", "waarschuwing", names[odd], geometry[odd], value=list(words[odd]))
    depth = first_number(columns, "diepte", names, findings, geometry)
    wrong = depth <= 0
    findings.add("lussen_diepte_nul", "waarschuwing", names[wrong], geometry[wrong], value=list(depth[wrong]))
    depth[wrong] = np.nan
    reasons = first_text(columns, "redenen")
    by_id = pd.Index(ids).get_indexer(pd.Index(first_text(columns, "pand_id")))
    free = by_id < 0
    dimension = shapely.get_dimensions(geometry)
    thin, wide = np.flatnonzero(free & (dimension < 2) & (dimension >= 0)), np.flatnonzero(free & (dimension == 2))
    a, met = shapely.STRtree(footprints).query(geometry[thin], predicate="intersects")
    c, touched = shapely.STRtree(ground).query(geometry[wide], predicate="intersects")
    row = np.concatenate([np.flatnonzero(~free), thin[a], wide[c]]).astype(np.int64)
    building = np.concatenate([by_id[~free], met, touched]).astype(np.int64)
    rank = np.array([_RANK[word] for word in verdict[row]], dtype=np.int64)
    # an area that is forbidden forbids the places in it, not the building beside it
    place = np.arange(len(row)) >= len(row) - len(c)
    out = place & (rank == _RANK[VERBODEN])
    found = pd.DataFrame({"b": building, "rank": rank, "depth": depth[row], "why": reasons[row]})[~out]
    word, why = np.full(len(ids), "", dtype=object), np.full(len(ids), "", dtype=object)
    least = np.full(len(ids), np.nan)
    if len(found):
        heaviest = found.sort_values(["b", "rank", "why"], ascending=[True, False, True]).drop_duplicates("b")
        at = heaviest["b"].to_numpy(dtype=np.int64)
        word[at] = np.array(("", *OORDELEN), dtype=object)[heaviest["rank"].to_numpy(dtype=np.int64)]
        why[at] = heaviest["why"].to_numpy(dtype=object)
        depths = found.groupby("b")["depth"].min()
        least[depths.index.to_numpy(dtype=np.int64)] = depths.to_numpy(dtype=np.float64)
    banned = geometry[wide[verdict[wide] == VERBODEN]]
    deep = wide[np.isfinite(depth[wide])]
    told = note("lussen_notitie_restricties", n=amount(int((word != "").sum())), total=amount(len(ids)))
    return Limits(word, least, why, banned, geometry[deep], depth[deep], findings, [told])


def depth_at(limits: Limits, xy: Floats) -> Floats:
    """Return the smallest depth of the areas that places lie in, m; infinite outside of them. Shape (n,)."""
    result = np.full(len(xy), np.inf)
    if len(limits.depth_areas) and len(xy):
        place, area = shapely.STRtree(limits.depth_areas).query(shapely.points(xy), predicate="intersects")
        np.minimum.at(result, place, limits.area_depth_m[area])
    return result
