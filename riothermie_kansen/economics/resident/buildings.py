"""The dwellings of a layer of buildings: per dwelling, with a reason for buildings that are left out."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ...callbacks import Cancelled, Progress, never, part, silent, stop_if
from ...demand.columns import APPARTEMENT, GEBOUWTYPEN, GEMENGD, WONINGTYPEN
from ...demand.dwelling_type import dwelling_types
from ...errors import InputError
from ...findings import Findings
from ...kavels.stock import Homes, read_homes
from ...kentallen import Kentallen
from ...readers.buildings import BUILDING
from ...readers.dwelling_words import dwelling_type
from ...readers.fields import Aliases, Columns, find
from ...readers.shapes import Shapes
from ...readers.tables import first_text, in_rd, labels
from ...readers.values import Texts, as_text, mapped, numbers
from ...wording import amount, dutch, note
from .dwellings import Dwellings

Floats = npt.NDArray[np.float64]

ROLES: Aliases = {
    "pand_id": BUILDING["pand_id"],
    "vbo_id": BUILDING["vbo_id"],
    "type": ("type", "woningtype", "gebouwtype", "typewoning", "soortwoning", "gebouwsubtype"),
    "bouwjaar": ("bouwjaar", "oorspronkelijkbouwjaar", "bouwjaarpand"),
    "oppervlakte_m2": ("oppervlaktem2", "oppervlakte", "gebruiksoppervlakte", "gebruiksoppervlaktem2", "gbo", "gbom2"),
    "rv_gj": ("rvgj", "ruimteverwarminggj"),
    "tap_gj": ("tapgj", "warmtapwatergj"),
    "warmte_voor_gj": ("warmtevoorgj",),
}
"""Roles of the columns beside those of `kavels.stock`."""

_GROUPS: Aliases = {"pand_id": BUILDING["pand_id"], "group": ("clusterid", "kavelid")}
"""What tells that a row is a group of buildings: its heat is not that of one of them."""

_MORE = 1.0 + 1e-6


@dataclass(frozen=True)
class Stock:
    """Buildings in order of pand_id; shape (b,) each.

    Attributes
    ----------
    ids, geometry
        Text, unique; Point, (Multi)Polygon or None, `schema.RD`.
    type, label, year
        Type ("" unknown), A to G or "", year of building (NaN unknown).
    homes, utility
        Dwellings, and other objects (NaN unknown).
    heat_gj
        Heat of the building (NaN unknown), GJ a year.
    reason
        "" for those that can be worked out, else the key of `messages/resident.toml` without ``bewoner_reden_``.
    dwellings
        Of those with reason "", in the same order.
    findings, notes
        As read.
    """

    ids: Texts
    geometry: Shapes
    type: Texts
    label: Texts
    year: Floats
    homes: Floats
    utility: Floats
    heat_gj: Floats
    reason: Texts
    dwellings: Dwellings
    findings: Findings = field(default_factory=Findings)
    notes: tuple[str, ...] = ()


def read_dwellings(
    frame: gpd.GeoDataFrame,
    *,
    kentallen: Kentallen,
    id_field: str | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Stock:
    """Return the dwellings of a layer of buildings.

    The demand of a building is divided by its dwellings. Left out: buildings without dwellings, with other uses beside
    dwellings (the heat per dwelling is not known), and without a known heat demand.

    Raises
    ------
    InputError
        There are no buildings, rows are groups of them, the id field is not there, or a number is negative or more
        than a building can ask.
    CancelledError
        The user cancelled.
    """
    if id_field:
        if id_field not in frame.columns:
            raise InputError("mini_veld", column=id_field)
        others = [name for name in frame.columns if name == "pand_id" and name != id_field]
        frame = frame.drop(columns=others).rename(columns={id_field: "pand_id"})
    groups = find(frame, _GROUPS)
    if "group" in groups and "pand_id" not in groups:
        raise InputError("bewoner_geen_gebouwen", column=groups.names("group"))
    homes = read_homes(frame, kentallen=kentallen, progress=part(progress, 0, 60), cancelled=cancelled)
    stop_if(cancelled)
    columns = find(in_rd(frame, "gebouwen"), ROLES)
    pand = labels(first_text(columns, "pand_id", lambda series: mapped(series, _first, "")))
    at = pd.Index(homes.ids).get_indexer(pd.Index(pand)).astype(np.int64)
    # owners are read along, but nothing here asks for them
    notes = [text for text in homes.notes if text != note("kavels_notitie_geen_eigenaar")]
    kinds = _types(columns, at, homes, kentallen, notes, cancelled)
    year = _years(columns, at, len(homes.ids), kentallen)
    utility = homes.utiliteit
    if not homes.has_labels:
        notes = [text for text in notes if text != note("kavels_notitie_geen_labels")]
        if np.isnan(year).all():
            notes.append(note("bewoner_notitie_geen_label"))
    conditions = {
        "geen_woning": homes.woningen <= 0,
        "gemengd": (kinds == GEMENGD) | (np.nan_to_num(utility) > 0),
        "vraag_onbekend": homes.unknown,
        "geen_vraag": ~homes.has_demand,
    }
    reason = np.select(list(conditions.values()), list(conditions), "").astype(object)
    bare = (reason == "") & (homes.label == "") & np.isnan(year)
    if bare.any() and (homes.has_labels or not np.isnan(year).all()):
        notes.append(note("bewoner_notitie_zonder_label", n=amount(int(bare.sum()))))
    heat = np.where(homes.unknown, np.nan, homes.warmte_gj)
    dwellings = _dwellings(columns, at, homes, kinds, year, reason == "", kentallen, notes)
    progress(100.0)
    return Stock(
        homes.ids, homes.geometry, kinds, homes.label, year, homes.woningen, utility, heat, reason, dwellings,
        homes.findings, tuple(notes),
    )  # fmt: skip


def _first(value: object) -> str:
    """Return the first of several ids, as `kavels.stock` does."""
    text = as_text(value)
    return min(part.strip() for part in text.split(",")) if "," in text else text


def _type(value: object) -> str:
    """Return a type of building in the words of this plugin; "" for a word that is not known."""
    text = as_text(value).strip()
    return text.lower() if text.lower() in GEBOUWTYPEN else dwelling_type(text)


def _number(columns: Columns, role: str, at: npt.NDArray[np.int64], n: int, how: str) -> Floats:
    """Return a number per building: the largest of its rows, or their sum; NaN where it is not known."""
    values = np.full(n, np.nan)
    if role not in columns:
        return values
    given = np.full(len(at), np.nan)
    for series in columns.all(role):
        found, _ = numbers(series)
        found[found < 0] = np.nan
        given = np.where(np.isnan(given), found, given)
    there = (at >= 0) & np.isfinite(given)
    table = pd.DataFrame({"at": at[there], "value": given[there]}).groupby("at")["value"].agg(how)
    values[table.index.to_numpy(dtype=np.int64)] = table.to_numpy(dtype=np.float64)
    return values


def _years(columns: Columns, at: npt.NDArray[np.int64], n: int, kentallen: Kentallen) -> Floats:
    """Return the year of building; NaN where it is not known or stands for that, such as 0, 1005 and 9999."""
    year = _number(columns, "bouwjaar", at, n, "max")
    low, high = kentallen.value("bag.bouwjaar_laagst"), kentallen.table("referentie.bouwjaar")[1]
    return np.where((year >= low) & (year <= high), year, np.nan)


def _types(
    columns: Columns,
    at: npt.NDArray[np.int64],
    homes: Homes,
    kentallen: Kentallen,
    notes: list[str],
    cancelled: Cancelled,
) -> Texts:
    """Return the type of each building: as given, else from its dwellings and walls."""
    result = np.full(len(homes.ids), "", dtype=object)
    if "type" in columns:
        table = pd.DataFrame(
            {"at": at, "type": mapped(pd.Series(first_text(columns, "type"), dtype=object), _type, "")}
        )
        table = table[(table["at"] >= 0) & (table["type"].to_numpy(dtype=object) != "")]
        table = table.sort_values(["at", "type"]).drop_duplicates("at")
        result[table["at"].to_numpy(dtype=np.int64)] = table["type"].to_numpy(dtype=object)
    alone = np.nan_to_num(homes.utiliteit) <= 0
    missing = ~np.isin(result.astype(str), (*WONINGTYPEN, GEMENGD)) & (homes.woningen > 0) & alone
    stacked = missing & (homes.woningen > 1)
    result[stacked] = APPARTEMENT
    if (missing & ~stacked).any():
        outline = np.asarray(shapely.get_dimensions(homes.geometry) == 2, dtype=bool)
        count = np.maximum(homes.woningen + np.nan_to_num(homes.utiliteit), 0).astype(np.int64)
        found = dwelling_types(
            homes.geometry, outline, count, count > 0, np.arange(len(count)), kentallen=kentallen, cancelled=cancelled
        )
        result[missing & ~stacked] = found.type[missing & ~stacked]
    if missing.any():
        notes.append(note("bewoner_notitie_typen", n=amount(int(missing.sum()))))
    return result


def _dwellings(
    columns: Columns,
    at: npt.NDArray[np.int64],
    homes: Homes,
    kinds: Texts,
    year: Floats,
    can: npt.NDArray[np.bool_],
    kentallen: Kentallen,
    notes: list[str],
) -> Dwellings:
    """Return the dwellings of the buildings that can be worked out."""
    n = len(homes.ids)
    count = homes.woningen[can]
    heat = homes.warmte_gj[can] / count
    how = "sum" if "vbo_id" in columns else "max"  # rows are objects, or buildings of which some are there twice
    area = _number(columns, "oppervlakte_m2", at, n, how)[can] / count
    tap = _number(columns, "tap_gj", at, n, how)[can] / count
    space = _number(columns, "rv_gj", at, n, how)[can] / count
    tap = np.where(np.isnan(tap), heat - space, tap)
    unknown = ~np.isfinite(tap)
    assumed = kentallen.value("bewoner.tap_gj")
    if unknown.any():
        notes.append(note("bewoner_notitie_tap", n=amount(int(unknown.sum())), value=dutch(assumed)))
    over = ~unknown & (tap > heat * _MORE)
    if over.any():
        notes.append(note("bewoner_notitie_tap_meer", n=amount(int(over.sum()))))
    tap = np.clip(np.where(unknown, assumed, tap), 0.0, heat)
    sized = np.nan_to_num(area) > 0.0
    if not sized.all():
        usual = dutch(kentallen.value("bewoner.isolatie_oppervlakte"))
        notes.append(note("bewoner_notitie_oppervlakte", n=amount(int((~sized).sum())), value=usual))
    before = _number(columns, "warmte_voor_gj", at, n, how)[can] / count
    flat = kinds[can] == APPARTEMENT
    frame = pd.DataFrame(
        {
            "woning_id": homes.ids[can], "type": kinds[can], "label": homes.label[can], "bouwjaar": year[can],
            "woningen": count, "in_blok": np.where(flat, count, 1.0),
            "oppervlakte_m2": np.where(sized, area, np.nan), "rv_gj": heat - tap, "tap_gj": tap, "warmte_gj": heat,
            "koude_gj": np.nan_to_num(homes.koude_gj[can]) / count,
            "geisoleerd": np.nan_to_num(before) > heat * _MORE,
        }
    )  # fmt: skip
    return Dwellings(frame)
