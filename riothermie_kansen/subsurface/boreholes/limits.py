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
from ...kentallen import Kentallen
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


EDGE_M = 0.1
"""Kept from forbidden ground: what rounding leaves between the edges of two maps is no ground to drill in."""


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
        Areas that are no building, in which no loop may stand: those that are forbidden, and small parts of ground with
        a limit of depth of their own.
    findings, notes
        What was noticed; sentences for the log and the metadata (Dutch).
    """

    verdict: Texts
    depth_m: Floats
    reasons: Texts
    forbidden: Shapes
    findings: Findings = field(default_factory=Findings)
    notes: list[str] = field(default_factory=list)


def no_limits(count: int) -> Limits:
    """Return that nobody judged `count` buildings."""
    nothing = np.full(count, "", dtype=object)
    return Limits(
        nothing, np.full(count, np.nan), nothing.copy(), np.empty(0, dtype=object),
        notes=[note("lussen_notitie_geen_restricties")],
    )  # fmt: skip


def read_limits(
    frame: gpd.GeoDataFrame, ids: Texts, footprints: Shapes, ground: Shapes, *, kentallen: Kentallen
) -> Limits:
    """Return what verdicts mean for buildings and the ground around them.

    A row with the id of a building holds for that building and its loops, and of a building that is not here for none.
    Another row holds for where it lies: a point or a line for the buildings that it meets, an area for the buildings of
    whose ground it covers at least ``restrictie.deel_minst``: parcels side by side share a border, not a verdict. Of an
    area that is forbidden, or that limits the depth of a smaller part, only the places in it are out.

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
    named = first_text(columns, "pand_id")
    by_id = pd.Index(ids).get_indexer(pd.Index(named))
    free = (by_id < 0) & (named == "")
    dimension = shapely.get_dimensions(geometry)
    thin, wide = np.flatnonzero(free & (dimension < 2) & (dimension >= 0)), np.flatnonzero(free & (dimension == 2))
    a, met = shapely.STRtree(footprints).query(geometry[thin], predicate="intersects")
    c, touched = shapely.STRtree(ground).query(geometry[wide], predicate="intersects")
    part = shapely.intersection(geometry[wide[c]], ground[touched])
    size = np.where(shapely.get_dimensions(ground[touched]) == 2, shapely.area(ground[touched]), 0.0)
    share = kentallen.value("restrictie.deel_minst") / 100.0
    much = shapely.area(part) >= share * size
    all_ = shapely.area(part) >= (1.0 - share) * size
    slivers = part[~much & (shapely.area(part) > 0.0) & np.isfinite(depth[wide[c]])]
    c, touched, all_ = c[much], touched[much], all_[much]
    row = np.concatenate([np.flatnonzero(by_id >= 0), thin[a], wide[c]]).astype(np.int64)
    building = np.concatenate([by_id[by_id >= 0], met, touched]).astype(np.int64)
    rank = np.array([_RANK[word] for word in verdict[row]], dtype=np.int64)
    # an area that is forbidden forbids the places in it, and the building only where it takes all of its ground
    place = np.concatenate([np.zeros(len(row) - len(c), dtype=bool), ~all_])
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
    banned = np.concatenate([geometry[wide[verdict[wide] == VERBODEN]], slivers])
    told = [note("lussen_notitie_restricties", n=amount(int((word != "").sum())), total=amount(len(ids)))]
    if (by_id >= 0).any():
        told.append(note("lussen_notitie_tuin"))
    return Limits(word, least, why, banned, findings, told)
