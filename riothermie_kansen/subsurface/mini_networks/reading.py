"""Who can take part: dwellings on the ground with a known demand, where a loop may be drilled."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ...callbacks import Cancelled, Progress, never, silent
from ...demand.columns import APPARTEMENT, GEMENGD, WONINGTYPEN
from ...demand.dwelling_type import dwelling_types
from ...errors import InputError
from ...findings import Findings
from ...kavels.stock import Homes, read_homes
from ...kentallen import Kentallen
from ...readers.buildings import BUILDING
from ...readers.fields import Aliases, find
from ...readers.shapes import Shapes, as_footprints, unusable
from ...readers.tables import first_number, first_text, in_rd, labels
from ...readers.values import Texts, key
from ...wording import amount, dutch, note
from ..boreholes.loop_length import loops_needed
from ..columns import AANDACHT, ONBEKEND, OORDELEN, TOEGESTAAN, VERBODEN
from .costs import gas_m3
from .result import Settings

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

ON_THE_GROUND = tuple(word for word in WONINGTYPEN if word != APPARTEMENT)
"""Types of dwelling with ground of their own."""

TYPE: Aliases = {
    "pand_id": BUILDING["pand_id"],
    "type": ("type", "woningtype", "gebouwtype", "typewoning", "soortwoning", "gebouwsubtype"),
}
"""Roles of the columns with the type of dwelling."""

RESTRICTION: Aliases = {
    "pand_id": ("pandid", "pandidentificatie", "bagpandid", "gebouwid"),
    "naam": ("locatieid", "id", "naam", "objectid", "fid"),
    "bodemlus": ("bodemlus", "oordeelbodemlus", "bodemlussen", "lus", "gbes", "oordeel"),
    "max_diepte_m": ("maxdieptem", "maxdiepte", "diepte", "dieptebeperking", "maximalediepte"),
    "niet_getoetst": ("niettgetoetst", "nietgetoetst"),
}
"""Roles of the columns of a layer with verdicts."""

YIELD: Aliases = {
    "pand_id": RESTRICTION["pand_id"],
    "w_per_m": ("wperm", "wm", "opbrengst", "opbrengstwm", "specifiekeopbrengst"),
}
"""Roles of the columns of a layer with the yield of the ground."""

_FORBIDDEN = ("verboden", "nee", "verbod", "uitgesloten", "ongeschikt")
_RANK = {
    **{word: k for k, word in enumerate(OORDELEN)},
    **dict.fromkeys(_FORBIDDEN, OORDELEN.index(VERBODEN)),
    **dict.fromkeys(("ja", "vrij", "geschikt"), OORDELEN.index(TOEGESTAAN)),
}


@dataclass
class Houses:
    """Buildings in order of pand_id, and whether they can take part; shape (b,) each.

    Attributes
    ----------
    homes
        As read.
    footprint
        Area or None.
    type
        Type of dwelling or building.
    reason
        "" for those that can take part, else the key of `messages/mini.toml` without ``mini_reden_``.
    verdict
        Verdict on loops; `ONBEKEND` where nobody judged.
    untested
        Maps that were missing when it was judged.
    depth_m
        Greatest depth of a loop, m.
    w_per_m
        Yield, W/m.
    power_m, energy_m
        Metres of loop the building alone needs by power and by energy.
    ground_kw, load_kw
        Power from the ground, and of the heat pump, of the building alone.
    net_gj
        Heat drawn from the ground in a year, less what cooling brings back, GJ.
    alone
        Loops that the building alone needs.
    forbidden
        Areas that are no building, in which no loop may stand; any shape (a,).
    limits, limit_m
        Areas that are no building, and how deep loops may go in them; any shape (d,).
    """

    homes: Homes
    footprint: Shapes
    type: Texts
    reason: Texts
    verdict: Texts
    untested: Texts
    depth_m: Floats
    w_per_m: Floats
    power_m: Floats
    energy_m: Floats
    ground_kw: Floats
    load_kw: Floats
    net_gj: Floats
    alone: Ints
    forbidden: Shapes
    limits: Shapes
    limit_m: Floats
    findings: Findings
    notes: list[str] = field(default_factory=list)

    @property
    def can(self) -> Flags:
        """Return which can take part."""
        return np.asarray(self.reason == "", dtype=bool)


@dataclass(frozen=True)
class Verdicts:
    """What is known of the ground under each building, shape (b,) each; depth NaN where no limit is known.

    `forbidden`, `limits` and `limit_m`: see `Houses`.
    """

    verdict: Texts
    depth_m: Floats
    untested: Texts
    forbidden: Shapes
    limits: Shapes
    limit_m: Floats


def read_houses(
    frame: gpd.GeoDataFrame,
    *,
    restrictions: gpd.GeoDataFrame | None,
    yields: gpd.GeoDataFrame | None,
    most: int,
    settings: Settings,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Houses:
    """Read buildings and judge which can take part in a mini network.

    Raises
    ------
    InputError
        There are no buildings, none is an area, a number cannot be, or a layer has no verdicts or yields.
    """
    if settings.id_field:
        if settings.id_field not in frame.columns:
            raise InputError("mini_veld", column=settings.id_field)
        others = [name for name in frame.columns if name == "pand_id" and name != settings.id_field]
        frame = frame.drop(columns=others).rename(columns={settings.id_field: "pand_id"})
    homes = read_homes(frame, kentallen=kentallen, progress=progress, cancelled=cancelled)
    n = len(homes.ids)
    # labels and owners are read along, but nothing here asks for them
    beside = {note("kavels_notitie_geen_labels"), note("kavels_notitie_geen_eigenaar")}
    findings, notes = Findings(), [text for text in homes.notes if text not in beside]
    findings.extend(homes.findings)
    footprint = homes.geometry.copy()
    footprint[shapely.get_dimensions(footprint) != 2] = None
    if not (~shapely.is_missing(footprint)).any():
        raise InputError("mini_geen_vlak", count=n)
    types = _types(frame, homes, footprint, kentallen, notes, cancelled)
    ground = _read_verdicts(restrictions, homes, footprint, kentallen, findings, notes)
    watts = _read_yields(yields, homes, settings, kentallen, findings, notes)
    deepest = kentallen.value("bodem.diepte_hoogst")
    if settings.depth_m is not None:
        if settings.depth_m > deepest:
            notes.append(note("bodem_notitie_diepte", asked=dutch(settings.depth_m), most=dutch(deepest)))
        deepest = min(deepest, settings.depth_m)
    depth = np.fmin(ground.depth_m, deepest)
    load = np.where(homes.rv_kw > 0, homes.rv_kw, np.nan)
    need = loops_needed(
        load, homes.warmte_gj, homes.koude_gj, w_per_m=watts, depth_m=np.maximum(depth, 1.0), kentallen=kentallen
    )
    reason = _reasons(homes, footprint, types, ground, depth, most, settings, kentallen)
    return Houses(
        homes, footprint, types, reason, ground.verdict, ground.untested, depth, watts,
        need.metres_power, need.metres_energy, need.ground_kw, need.load_kw, np.nan_to_num(need.net_gj),
        np.maximum(need.loops, 0), ground.forbidden, ground.limits, ground.limit_m, findings, notes,
    )  # fmt: skip


def _reasons(
    homes: Homes,
    footprint: Shapes,
    types: Texts,
    ground: Verdicts,
    depth: Floats,
    most: int,
    settings: Settings,
    kentallen: Kentallen,
) -> Texts:
    """Return why each building cannot take part, "" where it can: the first of the reasons that holds."""
    forbidden = ground.verdict == VERBODEN
    attention = (ground.verdict == AANDACHT) & (not settings.attention)
    unknown = (ground.verdict == ONBEKEND) & (not settings.unknown)
    conditions = {
        "geen_woning": homes.woningen == 0,
        "vraag_onbekend": homes.unknown,
        "geen_vraag": ~homes.has_demand,
        "geen_omtrek": np.asarray(shapely.is_missing(footprint), dtype=bool),
        "gestapeld": types == APPARTEMENT,
        "gemengd": types == GEMENGD,
        "ander_type": ~np.isin(types.astype(str), ON_THE_GROUND),
        "te_veel_woningen": homes.woningen > most,
        "verboden": forbidden,
        "aandacht": attention,
        "niet_beoordeeld": unknown,
        "vraag_te_groot": gas_m3(homes.warmte_gj / np.maximum(homes.woningen, 1.0), kentallen)
        > kentallen.value("mini.gas_hoogst"),
        "te_ondiep": depth < kentallen.value("bodem.diepte_minst"),
    }
    return np.select(list(conditions.values()), list(conditions), "").astype(object)


def _types(
    frame: gpd.GeoDataFrame,
    homes: Homes,
    footprint: Shapes,
    kentallen: Kentallen,
    notes: list[str],
    cancelled: Cancelled,
) -> Texts:
    """Return the type of each building: as given, else from its dwellings and walls."""
    columns = find(in_rd(frame, "gebouwen"), TYPE)
    result = np.full(len(homes.ids), "", dtype=object)
    if "type" in columns:
        table = pd.DataFrame(
            {"id": labels(first_text(columns, "pand_id")), "type": first_text(columns, "type")}, dtype=object
        )
        table = table[table["type"] != ""].sort_values(["id", "type"]).drop_duplicates("id")
        at = pd.Index(homes.ids).get_indexer(pd.Index(table["id"].to_numpy(dtype=object)))
        result[at[at >= 0]] = table["type"].to_numpy(dtype=object)[at >= 0]
    missing = (result == "") & (homes.woningen > 0)
    if missing.any():
        count = np.maximum(homes.woningen + np.nan_to_num(homes.utiliteit), 0).astype(np.int64)
        found = dwelling_types(
            homes.geometry, ~shapely.is_missing(footprint), count, count > 0, np.arange(len(count)),
            kentallen=kentallen, cancelled=cancelled,
        )  # fmt: skip
        result[missing] = found.type[missing]
        notes.append(note("mini_notitie_types", n=amount(int(missing.sum()))))
    return result


def _read_verdicts(
    frame: gpd.GeoDataFrame | None,
    homes: Homes,
    footprint: Shapes,
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
) -> Verdicts:
    """Return the heaviest verdict and the shallowest limit of each building.

    A row with a pand_id is of that building alone; another is of the buildings it meets, an area of those of which it
    covers at least ``restrictie.deel_minst``: a verdict on one house is none on the house next door.
    """
    n = len(homes.ids)
    verdict = np.full(n, ONBEKEND, dtype=object)
    depth = np.full(n, np.nan)
    untested = np.full(n, "", dtype=object)
    if frame is None:
        notes.append(note("mini_notitie_geen_restricties"))
        nothing = np.empty(0, dtype=object)
        return Verdicts(verdict, depth, untested, nothing, nothing, np.empty(0))
    table = in_rd(frame, "restricties")
    columns = find(table, RESTRICTION)
    if "bodemlus" not in columns and "max_diepte_m" not in columns:
        raise InputError(
            "mini_geen_oordeel", columns=", ".join(str(name) for name in table.columns if name != "geometry") or "-"
        )
    names = labels(first_text(columns, "naam"))
    geometry = np.empty(len(table), dtype=object)
    geometry[:] = shapely.force_2d(np.asarray(table.geometry.array, dtype=object))
    geometry[unusable(geometry)] = None
    areas = np.flatnonzero(shapely.get_dimensions(geometry) == 2)
    geometry[areas] = as_footprints(geometry[areas])[0]
    named = first_text(columns, "pand_id")
    by_id = pd.Index(homes.ids).get_indexer(pd.Index(named))
    places = np.flatnonzero((by_id < 0) & (named == "") & ~shapely.is_missing(geometry))
    solid = np.flatnonzero(~shapely.is_missing(footprint))
    one, other = shapely.STRtree(footprint[solid]).query(geometry[places], predicate="intersects")
    wide = shapely.get_dimensions(geometry[places[one]]) == 2
    both = shapely.intersection(geometry[places[one[wide]]], footprint[solid[other[wide]]])
    met = np.ones(len(one), dtype=bool)
    least = kentallen.value("restrictie.deel_minst") / 100.0
    met[wide] = shapely.area(both) >= least * shapely.area(footprint[solid[other[wide]]])
    one, other = one[met], other[met]
    row = np.concatenate([np.flatnonzero(by_id >= 0), places[one]])
    house = np.concatenate([by_id[by_id >= 0], solid[other]])
    words = np.array([key(text) for text in first_text(columns, "bodemlus")], dtype=object)
    rank = np.array([_RANK.get(word, -1) for word in words], dtype=np.int64)
    odd = (rank < 0) & (words != "")
    findings.add("mini_oordeel", "waarschuwing", names[odd], geometry[odd], value=list(words[odd]))
    heaviest = np.full(n, -1, dtype=np.int64)
    np.maximum.at(heaviest, house, rank[row])
    judged = heaviest >= 0
    verdict[judged] = np.array(OORDELEN, dtype=object)[heaviest[judged]]
    limit = first_number(columns, "max_diepte_m", names, findings, geometry)
    limit = np.where(limit > 0, limit, np.nan)
    np.fmin.at(depth, house, limit[row])
    missing = first_text(columns, "niet_getoetst")
    told = pd.DataFrame({"house": house, "text": missing[row]})
    told = told[told["text"] != ""].sort_values(["house", "text"]).drop_duplicates()
    joined = told.groupby("house")["text"].agg(lambda texts: ", ".join(dict.fromkeys(texts)))
    untested[joined.index.to_numpy(dtype=np.int64)] = joined.to_numpy(dtype=object)
    notes.append(note("mini_notitie_restricties", n=amount(int(judged.sum())), total=amount(n)))
    if (by_id >= 0).any():
        notes.append(note("lussen_notitie_tuin"))
    flat = places[shapely.get_dimensions(geometry[places]) == 2]
    banned, deep = flat[rank[flat] == _RANK[VERBODEN]], flat[np.isfinite(limit[flat])]
    return Verdicts(verdict, depth, untested, geometry[banned], geometry[deep], limit[deep])


def _read_yields(
    frame: pd.DataFrame | None,
    homes: Homes,
    settings: Settings,
    kentallen: Kentallen,
    findings: Findings,
    notes: list[str],
) -> Floats:
    """Return the yield of the ground at each building, W/m."""
    general = kentallen.value("bodem.opbrengst_onbekend") if settings.w_per_m is None else settings.w_per_m
    result = np.full(len(homes.ids), general)
    if frame is None:
        notes.append(note("mini_notitie_opbrengst", value=general))
        return result
    columns = find(frame, YIELD)
    if "w_per_m" not in columns or "pand_id" not in columns:
        raise InputError("mini_geen_opbrengst")
    ids = first_text(columns, "pand_id")
    found = first_number(columns, "w_per_m", labels(ids), findings, None)
    table = pd.DataFrame({"id": ids, "value": found})
    table = table[(table["id"] != "") & (table["value"] > 0)].groupby("id")["value"].min()
    at = pd.Index(homes.ids).get_indexer(pd.Index(table.index.to_numpy(dtype=object)))
    result[at[at >= 0]] = table.to_numpy()[at >= 0]
    known = int((at >= 0).sum())
    notes.append(note("mini_notitie_opbrengsten", n=amount(known), total=amount(len(result)), value=general))
    return result
