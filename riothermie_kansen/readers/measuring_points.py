"""Measured dry weather flow at places in the sewer: points with a mean, and perhaps a lowest and a highest hour."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd

from ..errors import FieldError, InputError
from ..findings import Findings
from ..schema import RD
from ..wording import amount, note
from .fields import Aliases, Columns, find
from .tables import Geometries, column_names, first_text, in_rd, labels, not_numbers, points, unique_ids
from .values import Flags, Reals, Texts, as_text, key, numbers

UNITS: Mapping[str, float] = {
    **dict.fromkeys(("ls", "lsec", "lps"), 1.0),
    **dict.fromkeys(("m3h", "m3u", "m3uur", "m3perh", "m3peruur", "mh", "mu", "muur"), 1.0 / 3.6),
    **dict.fromkeys(("m3d", "m3dag", "m3perdag", "m3etm", "m3etmaal", "mdag", "metmaal"), 1.0 / 86.4),
    **dict.fromkeys(("m3s", "m3sec"), 1000.0),
}
"""Unit at the end of a field name or behind a number (a superscript is lost when names are compared), to l/s."""

SHOWN = {1.0: "l/s", 1.0 / 3.6: "m3/h", 1.0 / 86.4: "m3/d", 1000.0: "m3/s"}

_MEAN = (
    *("dwagem", "dwagemiddeld", "debietgem", "debietgemiddeld", "gemiddelddebiet", "gemdebiet", "gemiddeldedwa"),
    *("qgem", "qgemiddeld", "qmean", "qavg", "meanflow", "flowmean", "avgflow", "gemiddeld", "gem", "mean", "debiet"),
    *("dwa", "flow", "q"),
)
_MIN = (
    *("dwamin", "dwaminimum", "debietmin", "debietminimum", "minimumdebiet", "mindebiet", "minuur", "minimumuur"),
    *("laagsteuur", "qmin", "minflow", "flowmin", "nachtdebiet", "nachtminimum", "minimum", "min"),
)
_MAX = (
    *("dwamax", "dwamaximum", "debietmax", "debietmaximum", "maximumdebiet", "maxdebiet", "maxuur", "maximumuur"),
    *("hoogsteuur", "qmax", "maxflow", "flowmax", "maximum", "max"),
)


def _with_units(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return each name with each unit behind it, then the bare names."""
    return (*(f"{name}{unit}" for name in names for unit in UNITS), *names)


MEASURING_POINT: Aliases = {
    "naam": (
        *("naam", "name", "meetpunt", "meetpuntnaam", "meetpuntid", "meting", "metingid", "locatie", "meter", "code"),
        *("objectid", "id", "fid"),
    ),
    "leiding_id": ("leidingid", "leiding", "leidingnaam", "streng", "strengid", "pipeid"),
    "gem_ls": _with_units(_MEAN),
    "min_ls": _with_units(_MIN),
    "max_ls": _with_units(_MAX),
    "temperatuur_c": ("temperatuurc", "temperatuur", "tempc", "temp", "watertemperatuur", "temperature"),
}
"""Roles of the columns of a layer with measurements; flow in l/s unless the name says otherwise."""

_UNIT = re.compile(r"(?<![a-z])(l ?/ ?s(?:ec)?|m[3³] ?/ ?(?:h|u(?:ur)?|d(?:ag)?|etm(?:aal)?|s(?:ec)?))\s*$")


@dataclass
class MeasuringPoints:
    """Measurements that have a usable mean.

    Attributes
    ----------
    frame
        Point (2D; None where only the pipe is named), `RD`; sorted by ``naam``, RangeIndex. Columns: naam (unique),
        leiding_id ("" where not given), gem_ls (above 0), min_ls, max_ls, temperatuur_c (NaN where unknown).
    findings
        What was left out, and values that were not used.
    notes
        Sentences for the log (Dutch).
    read
        Number of rows of the layer: those in `frame` plus those listed with a kind in `DROPPED`.
    """

    frame: gpd.GeoDataFrame
    findings: Findings
    notes: list[str] = field(default_factory=list)
    read: int = 0


def nothing_measured() -> MeasuringPoints:
    """Return no measurements at all."""
    names, reals = np.zeros(0, dtype=object), np.zeros(0)
    columns = {"naam": names, "leiding_id": names, **dict.fromkeys(_REALS, reals)}
    return MeasuringPoints(gpd.GeoDataFrame(columns, geometry=names, crs=RD), Findings())


_REALS = ("gem_ls", "min_ls", "max_ls", "temperatuur_c")

DROPPED = ("meting_zonder_gemiddelde", "meting_zonder_plaats")
"""Kinds of finding that stand for a measurement that was left out."""


def read_measuring_points(frame: gpd.GeoDataFrame, *, fields: Mapping[str, str] | None = None) -> MeasuringPoints:
    """Read measurements.

    Parameters
    ----------
    frame
        Points (of a line or an area: a point on it), EPSG:28992 or with a CRS.
    fields
        Role (see `MEASURING_POINT`) to column name; goes before the names that are known. Its unit is the one at the
        end of its name, else l/s.

    Raises
    ------
    InputError
        No column holds a mean flow.
    FieldError
        `fields` names a column that is not there.
    """
    table = in_rd(frame, "metingen")
    shown = ", ".join(str(name) for name in table.columns if name != table.geometry.name) or "-"
    for name in (fields or {}).values():
        if name not in table.columns:
            raise FieldError("inflow_field", layer="metingen", field=name, fields=shown)
    columns = find(table, MEASURING_POINT, fields)
    if "gem_ls" not in columns:
        raise FieldError("metingen_geen_gemiddelde", fields=shown)
    if not len(table):
        raise InputError("metingen_leeg")
    findings, notes = Findings(), list[str]()
    names, doubles = unique_ids(labels(first_text(columns, "naam")))
    pipe = first_text(columns, "leiding_id")
    places, there = points(table)
    findings.add("meting_naam_dubbel", "info", names[doubles], _some(places, there, doubles))
    mean = _flows(columns, "gem_ls", names, places, there, findings, notes)
    usable = mean > 0
    located = there | (pipe != "")
    lost = ~usable
    findings.add(
        "meting_zonder_gemiddelde",
        "fout",
        names[lost],
        _some(places, there, lost),
        waarde=["onbekend" if np.isnan(value) else amount(value, 3) + " l/s" for value in mean[lost]],
    )
    findings.add("meting_zonder_plaats", "fout", names[usable & ~located])
    keep = usable & located
    hours = {
        role: _hour(role, mean, columns, names, places, there, keep, findings, notes) for role in ("min_ls", "max_ls")
    }
    temperature = np.full(len(table), np.nan)
    for series in columns.all("temperatuur_c")[:1]:
        temperature, _ = numbers(series)
    places[~there] = None
    rows = np.flatnonzero(keep)
    rows = rows[np.argsort(names[rows].astype(str), kind="stable")]
    result = gpd.GeoDataFrame(
        {
            "naam": names[rows],
            "leiding_id": pipe[rows],
            "gem_ls": mean[rows],
            **{role: values[rows] for role, values in hours.items()},
            "temperatuur_c": temperature[rows],
        },
        geometry=places[rows],
        crs=RD,
    )
    return MeasuringPoints(result, findings, notes, len(table))


def _flows(
    columns: Columns,
    role: str,
    names: Texts,
    places: Geometries,
    there: Flags,
    findings: Findings,
    notes: list[str],
) -> Reals:
    """Return a role in l/s: each row from the first of its columns that has a number, else NaN. Shape (n,)."""
    result = np.full(len(names), np.nan)
    for column, alias, series in zip(
        column_names(columns, role), columns.aliases(role), columns.all(role), strict=True
    ):
        empty = np.isnan(result)
        if not empty.any():
            break
        found, wrong = numbers(series)
        not_numbers(column, series, wrong, names, findings, _some(places, there, np.ones_like(there)))
        unit = unit_of(alias or column)
        own = _own_units(series)
        result = np.where(empty, found * np.where(np.isnan(own), 1.0 if unit is None else unit, own), result)
        used = empty & np.isfinite(found)
        if (used & np.isnan(own)).any():
            key_ = "metingen_notitie_eenheid" if unit is not None else "metingen_notitie_geen_eenheid"
            notes.append(note(key_, field=column, unit=SHOWN[1.0 if unit is None else unit]))
        if (used & ~np.isnan(own)).any():
            units = ", ".join(SHOWN[factor] for factor in sorted(set(own[used & ~np.isnan(own)])))
            notes.append(note("metingen_notitie_eigen_eenheid", field=column, unit=units))
    return result


def unit_of(name: str) -> float | None:
    """Return the factor to l/s of the unit at the end of a field name; None when there is none."""
    bare = key(name)
    if bare in (*_MEAN, *_MIN, *_MAX):
        return None
    for unit in sorted(UNITS, key=len, reverse=True):
        if bare.endswith(unit):
            return UNITS[unit]
    return None


def _own_units(series: pd.Series) -> Reals:
    """Return the factor to l/s of the unit behind the number per row, NaN where there is none. Shape (n,)."""
    factors = np.full(len(series), np.nan)
    if getattr(series.dtype, "kind", "O") in "iufb":
        return factors
    for i, value in enumerate(series.astype(object)):
        match = _UNIT.search(as_text(value).lower())
        if match:
            factors[i] = UNITS[key(match[1].replace("³", "3"))]
    return factors


def _hour(
    role: str,
    mean: Reals,
    columns: Columns,
    names: Texts,
    places: Geometries,
    there: Flags,
    keep: Flags,
    findings: Findings,
    notes: list[str],
) -> Reals:
    """Return the flow in the lowest or highest hour, NaN where it is unknown or cannot be; the latter is listed."""
    hour = _flows(columns, role, names, places, there, findings, notes)
    known = keep & np.isfinite(hour)
    beyond = (hour > mean) if role == "min_ls" else (hour < mean)
    word = "minimum" if role == "min_ls" else "maximum"
    for kind, wrong in (
        ("meting_uur_nul", known & (hour <= 0)),
        (f"meting_{word}_past_niet", known & (hour > 0) & beyond),
    ):
        findings.add(
            kind,
            "waarschuwing",
            names[wrong],
            _some(places, there, wrong),
            woord=note(f"metingen_{word}"),
            uur=[amount(value, 3) for value in hour[wrong]],
            gemiddeld=[amount(value, 3) for value in mean[wrong]],
        )
    return np.where(known & (hour > 0) & ~beyond, hour, np.nan)


def _some(places: Geometries, there: Flags, rows: Flags) -> Geometries:
    """Return the places of some rows, None where there is none."""
    found = places.copy()
    found[~there] = None
    return np.asarray(found[rows], dtype=object)
