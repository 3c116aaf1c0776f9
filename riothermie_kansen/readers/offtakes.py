"""Existing and planned offtakes of any delivery: places with a power at the source, at the building, or a share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..errors import InputError
from ..findings import Findings
from ..schema import RD
from ..wording import amount, dutch, note
from .fields import Aliases, Columns, find
from .shapes import as_spots, unusable
from .tables import column_names, first_text, in_rd, labels, unique_ids
from .values import Flags, Reals, Texts, key, numbers, texts

OFFTAKE: Aliases = {
    "punt_id": (
        *("puntid", "onttrekkingid", "onttrekking", "bronid", "bron", "naam", "name", "project", "objectid", "id"),
        "fid",
    ),
    "vermogen_kw": (
        *("vermogenkw", "bronvermogenkw", "onttrekkingkw", "gevraagdkw", "kw", "powerkw", "power", "vermogen"),
        *("bronvermogen",),
    ),
    "vermogen_gebouw_kw": ("vermogengebouwkw", "gebouwkw", "vermogengebouw", "warmtepompkw", "verwarmingkw"),
    "aandeel": ("aandeel", "aandeelpct", "aandeelprocent", "percentage", "procent", "share"),
    "cop": ("cop",),
    "status": ("status", "fase", "stand"),
    "leiding_id": ("leidingid", "leiding", "rioolleiding"),
    "prioriteit": ("prioriteit", "prio", "volgorde", "priority", "rang"),
    "lengte_m": ("wisselaarlengtem", "lengtewisselaar", "lengtem", "lengte"),
    "vollasturen": ("vollasturen", "vollasturenjaar", "draaiuren"),
}
"""Roles of the columns of a layer with offtakes; also those of ``PUNTEN_UIT``."""

EXISTING, PLANNED = "bestaand", "gepland"

_STATUS = {
    EXISTING: ("bestaand", "bestaande", "existing", "inbedrijf", "operationeel", "gerealiseerd", "inwerking", "actief"),
    PLANNED: (
        *("gepland", "geplande", "plan", "planned", "nieuw", "new", "voorgenomen", "initiatief", "inontwerp"),
        *("ontwerp", "toekomst", "toekomstig", "inaanvraag", "aangevraagd", "vergund", "vergunningverleend"),
    ),
}
_WORDS = {word: status for status, words in _STATUS.items() for word in words}


@dataclass
class Offtakes:
    """Offtakes as read; every row of the layer is there.

    Attributes
    ----------
    frame
        Point (2D) or None, `RD`; sorted by ``punt_id``, RangeIndex. Columns: punt_id (unique), status (bestaand or
        gepland), vermogen_kw (source side), vermogen_gebouw_kw, aandeel (0-1; one of these three is known, the others
        NaN), cop (NaN: that of the run), leiding_id (""), prioriteit (NaN: last), lengte_m (NaN), vollasturen (NaN),
        probleem: a Dutch sentence why it cannot take part, "" when it can.
    findings
        What was repaired, assumed or cannot take part.
    notes
        Sentences for the log (Dutch).
    """

    frame: gpd.GeoDataFrame
    findings: Findings
    notes: list[str] = field(default_factory=list)


def read_offtakes(frame: gpd.GeoDataFrame, *, fields: Mapping[str, str] | None = None) -> Offtakes:
    """Read offtakes.

    Parameters
    ----------
    frame
        Points; of a line the middle counts, of an area a point inside. EPSG:28992 or with a CRS.
    fields
        Role (see `OFFTAKE`) to column name; goes before the names that are known.

    Raises
    ------
    InputError
        There is no column that tells how much is taken.
    FieldError
        `fields` names a column that is not there.
    """
    table = in_rd(frame, "onttrekkingen")
    columns = find(table, OFFTAKE, fields)
    if len(table) and not {"vermogen_kw", "vermogen_gebouw_kw", "aandeel"} & set(columns.places):
        raise InputError(
            "offtakes_no_power", columns=", ".join(str(c) for c in table.columns if c != "geometry") or "-"
        )
    findings, notes = Findings(), list[str]()
    geometry, lost = _spots(table)
    names = labels(first_text(columns, "punt_id"))
    order = _order(names, geometry, table, columns)
    table, geometry, lost, names = table.iloc[order], geometry[order], lost[order], names[order]
    columns = find(table, OFFTAKE, fields)
    ids, changed = unique_ids(names)
    findings.add("onttrekking_dubbel", "waarschuwing", ids[changed], geometry[changed])
    power, building, share, problem = _powers(columns, ids, geometry, findings)
    where = first_text(columns, "leiding_id")
    nowhere = lost & (where == "") & (problem == "")
    problem[nowhere] = note("offtake_no_place")
    result = gpd.GeoDataFrame(
        {
            "punt_id": ids,
            "status": _status(columns, ids, geometry, findings),
            "vermogen_kw": power,
            "vermogen_gebouw_kw": building,
            "aandeel": share,
            "cop": _above(columns, "cop", 1.0, ids, geometry, findings),
            "leiding_id": where,
            "prioriteit": _any(columns, "prioriteit", ids, geometry, findings),
            "lengte_m": _above(columns, "lengte_m", 0.0, ids, geometry, findings),
            "vollasturen": _above(columns, "vollasturen", 0.0, ids, geometry, findings),
            "probleem": problem,
        },
        geometry=geometry,
        crs=RD,
    )
    ranked = np.argsort(ids.astype(str), kind="stable")
    result = result.iloc[ranked].reset_index(drop=True)
    bad = (result["probleem"] != "").to_numpy()
    findings.add(
        "onttrekking_niet_mee",
        "fout",
        result["punt_id"].to_numpy(dtype=object)[bad],
        result.geometry.to_numpy()[bad],
        reden=result["probleem"].to_numpy(dtype=object)[bad],
    )
    existing = int((result["status"] == EXISTING).sum())
    notes.append(
        note(
            "offtakes_note_read",
            n=amount(len(result)),
            existing=amount(existing),
            planned=amount(len(result) - existing),
            left=amount(int(bad.sum())),
        )
    )
    return Offtakes(result, findings, notes)


def _spots(table: gpd.GeoDataFrame) -> tuple[npt.NDArray[np.object_], Flags]:
    """Return a point per row (None where there is none), and where there is none."""
    geometry = np.empty(len(table), dtype=object)
    geometry[:] = shapely.force_2d(np.asarray(table.geometry.array, dtype=object))
    lost = unusable(geometry)
    geometry[lost] = None
    geometry[~lost] = as_spots(geometry[~lost])
    return geometry, lost


def _order(
    names: Texts, geometry: npt.NDArray[np.object_], table: gpd.GeoDataFrame, columns: Columns
) -> npt.NDArray[np.intp]:
    """Return the rows by name, place and values, so that names made unique do not depend on the order of rows."""
    used = sorted({place for found in columns.places.values() for _, place in found})
    values = [texts(table.iloc[:, place]).astype(str) for place in reversed(used)]
    xy = np.zeros((len(table), 2))
    there = ~shapely.is_missing(geometry)
    xy[there] = shapely.get_coordinates(geometry[there])
    return np.asarray(np.lexsort((*values, xy[:, 1], xy[:, 0], names.astype(str))), dtype=np.intp)


def _powers(
    columns: Columns, ids: Texts, geometry: npt.NDArray[np.object_], findings: Findings
) -> tuple[Reals, Reals, Reals, Texts]:
    """Return power at the source, at the building, share (one of them known per row) and what is wrong."""
    n = len(columns.frame)
    found: dict[str, Reals] = {}
    wrong = np.full(n, "", dtype=object)
    for role in ("vermogen_kw", "vermogen_gebouw_kw", "aandeel"):
        values = np.full(n, np.nan)
        for name, series in zip(column_names(columns, role), columns.all(role), strict=True):
            these, strange = _shares(name, series) if role == "aandeel" else _kilowatts(series)
            for row in np.flatnonzero((strange | (these <= 0)) & (wrong == "")):
                shown = texts(series.iloc[[row]])[0]
                sentence = "offtake_power_no_number" if strange[row] else "offtake_power_wrong"
                wrong[row] = note(sentence, column=name, value=shown[:40])
            these[strange | (these <= 0)] = np.nan
            values = np.where(np.isnan(values), these, values)
        found[role] = values
    power, building, share = found["vermogen_kw"], found["vermogen_gebouw_kw"], found["aandeel"]
    large = share > 1.0
    wrong[large & (wrong == "")] = note("offtake_share_large")
    share[large] = np.nan
    several = (np.isfinite(power).astype(int) + np.isfinite(building) + np.isfinite(share)) > 1
    used = np.where(np.isfinite(power), "vermogen_kw", "vermogen_gebouw_kw")
    several &= ~_agree(power, building, share, columns)
    findings.add("onttrekking_meer_vermogens", "info", ids[several], geometry[several], used=used[several])
    building[np.isfinite(power)] = np.nan
    share[np.isfinite(power) | np.isfinite(building)] = np.nan
    known = np.isfinite(power) | np.isfinite(building) | np.isfinite(share)
    # what is wrong in one column does not matter where another one tells the power
    repaired = known & (wrong != "")
    findings.add("onttrekking_waarde", "waarschuwing", ids[repaired], geometry[repaired], reden=wrong[repaired])
    problem = np.where(known, "", np.where(wrong != "", wrong, note("offtake_power_none"))).astype(object)
    return power, building, share, problem


def _agree(power: Reals, building: Reals, share: Reals, columns: Columns) -> Flags:
    """Return where power at the source and at the building are the same offtake by the COP beside them."""
    if "cop" not in columns:
        return np.zeros(len(power), dtype=bool)
    cop = numbers(columns.all("cop")[0])[0]
    usual = np.divide(power * cop, cop - 1.0, out=np.full(len(power), np.nan), where=cop > 1.0)
    return np.asarray(np.isnan(share) & (np.abs(building - usual) <= 1e-6 * usual))


_POWER = re.compile(r"(?P<number>.*\d)\s*(?P<unit>[kM]?W)(?:th)?", re.IGNORECASE)
_KILOWATTS = {"w": 0.001, "kw": 1.0, "mw": 1000.0}


def _kilowatts(series: pd.Series) -> tuple[Reals, Flags]:
    """Return powers in kW; behind a number may stand W, kW or MW."""
    factors, bare = np.ones(len(series)), series.to_numpy(dtype=object, copy=True)
    for row, text in enumerate(texts(series)):
        unit = _POWER.fullmatch(text.strip())
        if unit is not None:
            bare[row], factors[row] = unit["number"], _KILOWATTS[unit["unit"].lower()]
    values, wrong = numbers(pd.Series(bare, dtype=object))
    return values * factors, wrong


def _shares(name: str, series: pd.Series) -> tuple[Reals, Flags]:
    """Return shares as fractions: with a % sign, in a column named for it or above 1 the number is a percentage.

    A 1 among percentages is one of them.
    """
    raw = texts(series)
    marked = np.array([text.rstrip().endswith("%") for text in raw], dtype=bool)
    bare = pd.Series([text.rstrip().removesuffix("%") for text in raw], dtype=object)
    values, wrong = numbers(bare)
    above = values > 1.0
    percent = marked | above | ((values == 1.0) & (above & ~marked).any())
    if any(word in key(name) for word in ("pct", "procent", "percentage")):
        percent[:] = True
    return np.where(percent, values / 100.0, values), wrong


def _status(columns: Columns, ids: Texts, geometry: npt.NDArray[np.object_], findings: Findings) -> Texts:
    """Return bestaand or gepland; without a word that is known it is planned, and listed."""
    given = first_text(columns, "status")
    status = np.array([_WORDS.get(key(text), "") for text in given], dtype=object)
    unknown = (status == "") & (given != "")
    findings.add("onttrekking_status", "waarschuwing", ids[unknown], geometry[unknown], status=given[unknown])
    absent = given == ""
    findings.add("onttrekking_zonder_status", "info", ids[absent], geometry[absent])
    status[status == ""] = PLANNED
    return status


def _any(columns: Columns, role: str, ids: Texts, geometry: npt.NDArray[np.object_], findings: Findings) -> Reals:
    """Return a column of numbers, NaN where there is none; what is no number is listed."""
    return _above(columns, role, -np.inf, ids, geometry, findings)


def _above(
    columns: Columns, role: str, least: float, ids: Texts, geometry: npt.NDArray[np.object_], findings: Findings
) -> Reals:
    """Return a column of numbers above a least one, NaN where there is none; others are listed."""
    values = np.full(len(columns.frame), np.nan)
    for name, series in zip(column_names(columns, role)[:1], columns.all(role)[:1], strict=True):
        values, wrong = numbers(series)
        wrong = wrong | (values <= least)
        values[wrong] = np.nan
        limit = note("offtake_above", least=dutch(least)) if np.isfinite(least) else note("offtake_number")
        findings.add(
            "onttrekking_veld",
            "waarschuwing",
            ids[wrong],
            geometry[wrong],
            column=name,
            value=[text[:40] for text in texts(series)[wrong]],
            expected=limit,
        )
    return values
