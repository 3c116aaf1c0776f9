"""A plan for new dwellings: a table or layer with type, number and size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..schema import RD
from ..wording import amount, note
from .dwelling_words import on_the_ground, plain, planned_type
from .fields import Aliases, Columns, find
from .shapes import as_spots, unusable
from .tables import column_names, first_text, in_rd, unique_ids
from .values import Flags, Reals, Texts, numbers

NEW_BUILD: Aliases = {
    "plan_id": ("planid", "plannummer", "projectid", "id", "fid"),
    "naam": ("naam", "omschrijving", "plannaam", "project", "typewoning", "woningtype", "type", "soort"),
    "type": ("woningtype", "typewoning", "type", "soortwoning", "soort", "gebouwtype", "dwellingtype"),
    "aantal": ("aantal", "aantalwoningen", "woningen", "n", "number", "dwellings"),
    "oppervlakte_m2": (
        *("oppervlaktepm2", "oppervlaktem2", "oppervlakteperwoning", "oppervlakteperwoningm2", "gbo", "gbom2"),
        *("gebruiksoppervlakte", "gebruiksoppervlaktegemiddeldinnederlandm2", "gebruiksoppervlaktem2", "oppervlakte"),
        *("m2perwoning", "area"),
    ),
    "totaal_m2": (
        "oppervlaktetotaal",
        "oppervlaktetotaalm2",
        "totaleoppervlakte",
        "totaleoppervlaktem2",
        "bvo",
        "totaalm2",
    ),
    "breedte_m": ("breedtem", "breedte", "afmetingenm", "afmetingen", "width"),
    "lengte_m": ("lengtem", "lengte", "diepte", "dieptem", "m", "length"),
    "lagen": ("aantallagen", "lagen", "bouwlagen", "aantalbouwlagen", "woonlagen", "verdiepingen", "storeys"),
    "personen": ("personen", "aantalpersonen", "aantalpersonenperhuishouden", "personenperhuishouden", "bewoners"),
    "boiler_l": (
        "boilerl",
        "boiler",
        "tapwaterboilerl",
        "tapwaterboiler",
        "boilervolume",
        "boilervolumel",
        "boilerliter",
    ),
    "jaar": ("jaar", "bouwjaar", "opleverjaar", "oplevering", "jaaroplevering"),
}
"""Roles of the columns of a plan."""

COLUMNS = ("plan_id", "naam", "type", "aantal", "oppervlakte_m2", "personen", "boiler_l", "jaar")
_TOTALS = ("totaal", "total", "som", "subtotaal")


@dataclass
class NewBuild:
    """Dwellings of a plan, a row per type.

    Attributes
    ----------
    frame
        `RD`; Point 2D or None. Sorted by plan_id (unique), RangeIndex. Columns: plan_id, naam (as delivered), type
        (`demand.columns.WONINGTYPEN`, "" unknown) as text; aantal (int, dwellings), oppervlakte_m2 (m2 per dwelling),
        personen (per dwelling), boiler_l (litres), jaar as numbers (NaN unknown).
    findings
        What cannot be read.
    notes
        Sentences for the log (Dutch).
    read
        Rows as delivered.
    dropped
        Rows that are not a row of `frame`, by kind; ``read == len(frame) + sum(dropped.values())``.
    """

    frame: gpd.GeoDataFrame
    findings: Findings
    notes: list[str] = field(default_factory=list)
    read: int = 0
    dropped: dict[str, int] = field(default_factory=dict)


def read_new_build(
    source: pd.DataFrame | gpd.GeoDataFrame,
    *,
    fields: Mapping[str, str] | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> NewBuild:
    """Read a plan for new dwellings.

    The area of a dwelling is the one given, else the total divided by the number, else width x length x storeys.

    Parameters
    ----------
    source
        Table, or layer (EPSG:28992 or with a CRS): a row per type, with the number of dwellings and their size.
    fields
        Role (see `NEW_BUILD`) to column name; goes before the names that are known.
    kentallen
        Group ``label`` (areas that can be).

    Raises
    ------
    InputError
        There are no rows, no column with a number and a size, or a number or size cannot be.
    FieldError
        `fields` names a column that is not there.
    """
    if not len(source):
        raise InputError("nieuwbouw_leeg")
    layer = isinstance(source, gpd.GeoDataFrame) and source._geometry_column_name in source.columns
    table = in_rd(source, "nieuwbouw") if layer else pd.DataFrame(source).reset_index(drop=True)
    columns = _columns(table, fields)
    findings, notes, dropped = Findings(), list[str](), dict[str, int]()
    name = first_text(columns, "naam")
    kind = first_text(columns, "type")
    name = np.where(name == "", kind, name)
    sums = np.array([plain(text).startswith(_TOTALS) for text in np.where(kind == "", name, kind)], dtype=bool)
    found = {
        role: _numbers(columns, role, name, ~sums) for role in NEW_BUILD if role not in ("plan_id", "naam", "type")
    }
    empty = ~sums & ~(found["aantal"] > 0)
    progress(30)
    stop_if(cancelled)
    keep = np.flatnonzero(~sums & ~empty)
    lines = np.array([f"rij {row + 1}" for row in range(len(table))], dtype=object)
    for what, rows in (("nieuwbouw_totaal", sums), ("nieuwbouw_geen_aantal", empty)):
        if rows.any():
            dropped[what] = int(rows.sum())
    findings.add("nieuwbouw_geen_aantal", "waarschuwing", np.where(name == "", lines, name)[empty])
    if not len(keep):
        raise InputError("nieuwbouw_geen_woningen", count=len(table))
    area = _areas(found, np.where(name == "", lines, name), keep, kentallen, notes)
    types = np.array(
        [planned_type(text) or planned_type(other) for text, other in zip(kind, name, strict=True)], dtype=object
    )
    _tell_types(types[keep], kind[keep], name[keep], notes)
    ids = first_text(columns, "plan_id")
    ids = np.where(ids == "", np.where(name == "", lines, name), ids)
    points = (
        _points(table, np.asarray(ids, dtype=object), findings) if layer else np.full(len(table), None, dtype=object)
    )
    made = pd.DataFrame(
        {
            "plan_id": ids,
            "naam": name,
            "type": types,
            "aantal": np.nan_to_num(found["aantal"]).astype(np.int64),
            "oppervlakte_m2": area,
            "personen": found["personen"],
            "boiler_l": found["boiler_l"],
            "jaar": found["jaar"],
        }
    ).iloc[keep]
    frame = _sorted(made, points[keep], findings)
    homes = int(frame["aantal"].sum())
    total = float((frame["aantal"] * frame["oppervlakte_m2"]).sum())
    notes.append(note("nieuwbouw_notitie", homes=amount(homes), n=homes, types=len(frame), area=amount(total, 1)))
    progress(100)
    return NewBuild(frame, findings, notes, len(table), dropped)


def _columns(table: pd.DataFrame, fields: Mapping[str, str] | None) -> Columns:
    """Return the columns; one name may tell both the type and the name of a row."""
    shared = {role: names for role, names in NEW_BUILD.items() if role != "naam"}
    columns = find(table, shared | {"naam": ("naam", "omschrijving", "plannaam", "project")}, fields)
    sizes = ("oppervlakte_m2", "totaal_m2", "breedte_m")
    if "aantal" not in columns or not any(role in columns for role in sizes):
        names = ", ".join(str(column) for column in table.columns if column != "geometry")
        raise InputError("nieuwbouw_kolommen", columns=names)
    return columns


def _numbers(columns: Columns, role: str, name: Texts, keep: Flags) -> Reals:
    """Return a number per row, NaN where there is none.

    Raises
    ------
    InputError
        Something else stands there, or it is negative.
    """
    result = np.full(len(columns.frame), np.nan)
    for column, series in zip(column_names(columns, role), columns.all(role), strict=True):
        values, wrong = numbers(series)
        for row in np.flatnonzero(keep & (wrong | (values < 0))):
            value = str(series.to_numpy(dtype=object)[row])[:40]
            raise InputError("nieuwbouw_getal", name=name[row] or f"rij {row + 1}", column=column, value=value)
        result = np.where(np.isnan(result), values, result)
    return result


def _areas(
    found: Mapping[str, Reals],
    called: Texts,
    keep: np.ndarray[tuple[int], np.dtype[np.int64]],
    kentallen: Kentallen,
    notes: list[str],
) -> Reals:
    """Return m2 per dwelling.

    Raises
    ------
    InputError
        A row has none, or one that cannot be.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        shared = found["totaal_m2"] / found["aantal"]
    storeys = np.where(np.isnan(found["lagen"]), 1.0, found["lagen"])
    drawn = found["breedte_m"] * found["lengte_m"] * storeys
    area = found["oppervlakte_m2"]
    for values, what in ((shared, "nieuwbouw_notitie_totaal"), (drawn, "nieuwbouw_notitie_maten")):
        these = np.isnan(area) & ~np.isnan(values)
        area = np.where(these, values, area)
        if these[keep].any():
            notes.append(note(what, rows=int(these[keep].sum())))
    low, high = kentallen.table("label.oppervlakte")
    for row in keep:
        if not low <= area[row] <= high:
            shown = "onbekend" if np.isnan(area[row]) else f"{area[row]:g}"
            raise InputError("nieuwbouw_oppervlakte", name=called[row], value=shown)
    return np.asarray(area, dtype=np.float64)


def _tell_types(types: Texts, kind: Texts, name: Texts, notes: list[str]) -> None:
    assumed = sorted({k or n for t, k, n in zip(types, kind, name, strict=True) if t and on_the_ground(k or n)})
    if assumed:
        notes.append(note("nieuwbouw_notitie_rij", names=", ".join(assumed)))
    unknown = sorted({k or n for t, k, n in zip(types, kind, name, strict=True) if not t})
    if unknown:
        notes.append(note("nieuwbouw_notitie_type", names=", ".join(text or "leeg" for text in unknown)))


def _points(table: gpd.GeoDataFrame, ids: Texts, findings: Findings) -> Texts:
    geometry = np.empty(len(table), dtype=object)
    geometry[:] = shapely.force_2d(np.asarray(table.geometry.array, dtype=object))
    bad: Flags = unusable(geometry)
    geometry[bad] = None
    geometry[~bad] = as_spots(geometry[~bad])
    findings.add("nieuwbouw_zonder_plaats", "info", ids[bad])
    return geometry


def _sorted(made: pd.DataFrame, points: Texts, findings: Findings) -> gpd.GeoDataFrame:
    """Return the rows in order of their ids, made unique."""
    xy = np.array([(0.0, 0.0) if p is None else (p.x, p.y) for p in points]).reshape(-1, 2)
    codes = [np.nan_to_num(made[name].to_numpy(dtype=np.float64), nan=-1.0) for name in reversed(COLUMNS[3:])]
    codes += [pd.factorize(made[name], sort=True)[0] for name in ("type", "naam", "plan_id")]
    order = np.lexsort((xy[:, 1], xy[:, 0], *codes))
    made, points = made.iloc[order], points[order]
    ids, changed = unique_ids(made["plan_id"].to_numpy(dtype=object))
    findings.add("nieuwbouw_id_dubbel", "info", ids[changed])
    frame = gpd.GeoDataFrame(made.assign(plan_id=ids).reset_index(drop=True), geometry=list(points), crs=RD)
    return frame.sort_values("plan_id", kind="stable").reset_index(drop=True)
