"""Neighbourhoods with figures of CBS: buurten, wijken, postcode areas and squares, in every spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..demand.columns import WONINGTYPEN
from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..schema import RD
from ..wording import amount, note
from .fields import Aliases, Columns, find
from .shapes import Shapes, as_footprints, unusable
from .tables import column_names, first_text, in_rd, labels, unique_ids
from .values import Flags, Reals, Texts, key, numbers

_GAS = ("gas_vrijstaand_m3", "gas_2-onder-1-kap_m3", "gas_hoek_m3", "gas_tussen_m3", "gas_appartement_m3")
GAS = dict(zip(WONINGTYPEN, _GAS, strict=True))
"""Column with the gas per type of dwelling."""

NEIGHBOURHOOD: Aliases = {
    "buurtcode": (
        *("buurtcode", "bucode", "gwbcode", "statcode", "postcode6", "postcode", "pc6", "crs28992res100m"),
        *("crs28992res500m", "wijkcode", "wkcode", "code"),
    ),
    "buurtnaam": ("buurtnaam", "bunaam", "statnaam", "wijknaam", "wknaam", "regio", "naam"),
    "gemeentenaam": ("gemeentenaam", "gmnaam", "gemeente"),
    "water": ("water", "h2o"),
    "inwoners": ("aantalinwoners", "ainw", "aantinw", "inwoners", "bevaantal"),
    "huishoudens": ("aantalhuishoudens", "ahh", "aantalhh", "aantalparthuishoudens", "huishoudens"),
    "personen": (
        *("gemiddeldehuishoudsgrootte", "gemiddeldehuishoudensgrootte", "ghhgro", "gemhhgr"),
        "gemiddeldhuishoudensgrootte",
    ),
    "woningen": ("woningencbs", "woningvoorraad", "awoning", "aantalwoningen", "woningen"),
    "gas_m3": (
        *("gemiddeldgasverbruiktotaal", "gemiddeldaardgasverbruik", "gemiddeldaardgasverbruiktotaal"),
        *("gemiddeldgasverbruikwoning", "gemiddeldgasverbruik", "ggas", "pgastot", "gwgem", "gasm3"),
    ),
    "gas_vrijstaand_m3": ("gemiddeldgasverbruikvrijstaandewoning", "ggasvw", "pgasvry", "ggasvry"),
    "gas_2-onder-1-kap_m3": ("gemiddeldgasverbruik2onder1kapwoning", "ggas2w", "pgas21k", "ggas21k"),
    "gas_hoek_m3": ("gemiddeldgasverbruikhoekwoning", "ggashw", "pgashoek", "ggashoek"),
    "gas_tussen_m3": ("gemiddeldgasverbruiktussenwoning", "ggastw", "pgastus", "ggastus"),
    "gas_appartement_m3": ("gemiddeldgasverbruikappartement", "ggasap", "ggasapp", "pgasapp"),
    "corporatie": (
        *("perchuurwoningeninbezitwoningcorporaties", "percentagehuurwoningeninbezitwoningcorporaties", "pwcorpw"),
        *("phuurcorp", "percentagecorporatie"),
    ),
    "corporatie_aantal": ("aantalhuurwoningeninbezitwoningcorporaties",),
    "stadsverwarming": ("percentagewoningenmetstadsverwarming", "pstadsv", "pstadverw"),
    "overig": (
        # names without a role here, so that a cut name that may be one of them is left alone
        *("percentageeengezinswoning", "percentagemeergezinswoning", "percentagehuurwoningen"),
        *("percentagekoopwoningen", "percentagepersonen0tot15jaar", "gemiddeldewoningwaarde"),
        *("gemiddeldelektriciteitsverbruiktotaal", "gemiddeldinkomenperinwoner", "gemiddeldeelektriciteitslevering"),
        *("aantalbedrijfsvestigingen", "oppervlaktetotaalinha", "percentageleegstandwoningen"),
        *("perchuurwoningeninbezitoverigeverhuurders", "percentagebouwjaarklassetot2000"),
    ),
}
"""Roles of the columns of a layer with neighbourhoods; gas in m3 a year per dwelling, shares in percent."""

COLUMNS = (
    *("buurtcode", "buurtnaam", "gemeentenaam", "inwoners", "huishoudens", "personen", "woningen", "gas_m3", *_GAS),
    *("corporatie", "stadsverwarming"),
)
_NUMBERED = re.compile(r"(?:percenta|gemiddel|perchuur)[a-z]?_?[0-9]{1,2}", re.IGNORECASE)
"""A cut name that was numbered because many are the same when cut."""

_NUMBERS = COLUMNS[3:]
_COUNTS = ("inwoners", "huishoudens", "woningen")
_SHARES = ("corporatie", "stadsverwarming")
_LAND = frozenset(("", "nee", "n", "0", "b", "false", "land", "deels"))
"""Values of ``water`` of an area with land; B: land and water."""


@dataclass
class Neighbourhoods:
    """Neighbourhoods.

    Attributes
    ----------
    frame
        (Multi)Polygon 2D, `RD`; sorted by buurtcode (unique), RangeIndex. Columns `COLUMNS`: texts, and numbers (NaN
        unknown): inhabitants, households, persons per household, dwellings, gas in m3 a year per dwelling (all, and per
        type), shares 0-1 of dwellings that a corporatie owns and that have district heating.
    findings
        What was left out or repaired.
    notes
        Sentences for the log (Dutch).
    read
        Rows of the layer.
    dropped
        Rows that are not a row of `frame`, by kind; ``read == len(frame) + sum(dropped.values())``.
    """

    frame: gpd.GeoDataFrame
    findings: Findings
    notes: list[str] = field(default_factory=list)
    read: int = 0
    dropped: dict[str, int] = field(default_factory=dict)


def read_neighbourhoods(
    frame: gpd.GeoDataFrame,
    *,
    fields: Mapping[str, str] | None = None,
    kentallen: Kentallen,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Neighbourhoods:
    """Read neighbourhoods.

    Parameters
    ----------
    frame
        Polygons, EPSG:28992 or with a CRS: CBS buurten or wijken, postcode areas or squares with gas per dwelling.
    fields
        Role (see `NEIGHBOURHOOD`) to column name; goes before the names that are known.
    kentallen
        Group ``buurt``.

    Raises
    ------
    InputError
        The layer is empty, has no areas, or no column that is known.
    FieldError
        `fields` names a column that is not there.
    """
    if not len(frame):
        raise InputError("buurten_leeg")
    table = in_rd(frame, "buurten")
    columns = find(table, NEIGHBOURHOOD, fields)
    if not any(role in columns for role in ("buurtcode", *_NUMBERS)):
        raise InputError("buurten_kolommen", columns=", ".join(str(c) for c in table.columns if c != "geometry"))
    findings, notes, dropped = Findings(), list[str](), dict[str, int]()
    names = labels(first_text(columns, "buurtcode"))
    geometry, repaired = _areas(table, names, findings, dropped)
    there = np.array([shape is not None for shape in geometry], dtype=bool)
    water = there & np.array([key(text) not in _LAND for text in first_text(columns, "water")], dtype=bool)
    if water.any():
        dropped["buurt_water"] = int(water.sum())
        notes.append(note("buurten_notitie_water", areas=amount(int(water.sum())), n=int(water.sum())))
    keep = there & ~water
    findings.add("buurt_ongeldig", "info", names[keep & repaired], geometry[keep & repaired])
    progress(40)
    stop_if(cancelled)
    values = _values(columns, names, geometry, keep, kentallen, findings)
    made = pd.DataFrame(
        {
            "buurtcode": names,
            "buurtnaam": first_text(columns, "buurtnaam"),
            "gemeentenaam": first_text(columns, "gemeentenaam"),
            **values,
        }
    )
    result = _one_per_code(made, geometry, keep, findings, dropped)
    _tell(columns, result, notes)
    progress(100)
    return Neighbourhoods(result, findings, notes, len(table), dropped)


def _areas(table: gpd.GeoDataFrame, names: Texts, findings: Findings, dropped: dict[str, int]) -> tuple[Shapes, Flags]:
    """Return areas (None where there is none), and which had to be repaired."""
    geometry = np.empty(len(table), dtype=object)
    geometry[:] = shapely.force_2d(np.asarray(table.geometry.array, dtype=object))
    bad = unusable(geometry)
    bad |= shapely.get_dimensions(geometry) != 2
    geometry[bad] = None
    geometry, repaired = as_footprints(geometry)
    bad |= shapely.get_dimensions(geometry) != 2
    geometry[bad] = None
    if bad.all():
        raise InputError("buurten_geen_vlak", count=len(table))
    if bad.any():
        dropped["buurt_zonder_vlak"] = int(bad.sum())
    findings.add("buurt_zonder_vlak", "waarschuwing", names[bad])
    return geometry, repaired


def _values(
    columns: Columns, names: Texts, geometry: Shapes, keep: Flags, kentallen: Kentallen, findings: Findings
) -> dict[str, Reals]:
    """Return the numbers of each area, NaN where CBS does not give them."""
    unknown = kentallen.table("buurt.onbekend")
    found: dict[str, Reals] = {}
    for role in (*_NUMBERS, "corporatie_aantal"):
        found[role] = np.full(len(names), np.nan)
        for name, series in zip(column_names(columns, role), columns.all(role), strict=True):
            values, wrong = numbers(series)
            values[np.isin(values, unknown)] = np.nan
            wrong = keep & (wrong | (values < 0))
            shown = [str(value)[:40] for value in series.to_numpy(dtype=object)[wrong]]
            findings.add("buurt_getal", "waarschuwing", names[wrong], geometry[wrong], column=name, value=shown)
            values[values < 0] = np.nan
            found[role] = np.where(np.isnan(found[role]), values, found[role])
    for role in _SHARES:
        found[role] = np.where(found[role] <= 100, found[role] / 100.0, np.nan)
    count = found.pop("corporatie_aantal")
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(found["woningen"] > 0, np.minimum(count / found["woningen"], 1.0), np.nan)
    found["corporatie"] = np.where(np.isnan(found["corporatie"]), share, found["corporatie"])
    most = kentallen.value("buurt.max_gas")
    for role in ("gas_m3", *_GAS):
        found[role] = np.where(found[role] <= most, found[role], np.nan)
    return found


def _one_per_code(
    made: pd.DataFrame, geometry: Shapes, keep: Flags, findings: Findings, dropped: dict[str, int]
) -> gpd.GeoDataFrame:
    """Return an area per code: those with the same code and shape once, others get a number behind their code."""
    rows = np.flatnonzero(keep)
    shapes = geometry[rows]
    bounds = np.nan_to_num(shapely.bounds(shapes).reshape(-1, 4))
    code = pd.factorize(made["buurtcode"].to_numpy()[rows], sort=True)[0]
    known = -made[list(_NUMBERS)].notna().sum(axis=1).to_numpy()[rows]
    area = -np.asarray(shapely.area(shapes))
    last = [np.nan_to_num(made[name].to_numpy(dtype=np.float64)[rows], nan=-1.0) for name in reversed(_NUMBERS)]
    order = np.lexsort((*last, *bounds.T[::-1], known, area, code))
    rows, shapes = rows[order], shapes[order]
    shape = shapely.to_wkb(shapely.normalize(shapes)) if len(shapes) else np.empty(0, dtype=object)
    ids = made["buurtcode"].to_numpy(dtype=object)[rows]
    twin = pd.DataFrame({"id": ids, "shape": shape}).duplicated().to_numpy() if len(ids) else np.zeros(0, dtype=bool)
    if twin.any():
        dropped["buurt_dubbel"] = int(twin.sum())
        findings.add("buurt_dubbel", "info", ids[twin], shapes[twin])
    rows, shapes = rows[~twin], shapes[~twin]
    ids, changed = unique_ids(ids[~twin])
    findings.add("buurt_code_dubbel", "waarschuwing", ids[changed], shapes[changed])
    table = made.iloc[rows].assign(buurtcode=ids)[list(COLUMNS)].reset_index(drop=True)
    frame = gpd.GeoDataFrame(table, geometry=list(shapes), crs=RD)
    return frame.sort_values("buurtcode", kind="stable").reset_index(drop=True)


def _tell(columns: Columns, frame: gpd.GeoDataFrame, notes: list[str]) -> None:
    n, gas = len(frame), int(frame["gas_m3"].notna().sum())
    notes.append(note("buurten_notitie", areas=amount(n), n=n, gas=amount(gas)))
    cut = [str(name) for name in columns.frame.columns if _NUMBERED.fullmatch(str(name))]
    if cut or columns.unclear:
        notes.append(note("buurten_notitie_onduidelijk", columns=", ".join(dict.fromkeys([*columns.unclear, *cut]))))
