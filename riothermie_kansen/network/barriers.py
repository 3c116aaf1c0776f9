"""Barriers as the world delivers them (BGT, TOP10NL, OSM, own drawing) -> areas and lines with a price."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..errors import InputError
from ..findings import Findings
from ..kentallen import Kentallen
from ..readers.fields import Aliases, Columns, find
from ..readers.tables import first_number, first_text, in_rd, labels
from ..readers.values import Flags, Texts, code, key, mapped, numbers
from ..wording import amount, note
from .graph import FloatArray, IntArray, ObjectArray
from .surface_table import FUNCTION, LAYER, OTHER, PAVING, combined, surface_table

BARRIER: Aliases = {
    "id": ("barriereid", "lokaalid", "gmlid", "identificatie", "osmid", "fullid", "objectid", "id"),
    "factor": ("factor", "prijsfactor", "kostenfactor"),
    "verboden": ("verboden", "forbidden"),
    "niveau": ("niveau", "relatievehoogteligging", "relatievehoogte", "hoogteniveau", "hoogteligging"),
    "einde": ("eindregistratie", "terminationdate", "objecteindtijd"),
    "status": ("bgtstatus", "plusstatus", "status"),
    "klasse": (
        *("klasse", "plustype", "plusfunctie", "plusfunctiewegdeel", "plusfysiekvoorkomen", "bgttype", "type", "class"),
        *("typewater", "typespoorbaan", "typeweg", "typelandgebruik", "functie", "function", "bgtfunctie"),
        *("fysiekvoorkomen", "bgtfysiekvoorkomen", "surfacematerial", "verhardingstype", "waterway", "railway"),
        *("natural", "landuse", "highway", "surface"),
    ),
    "laag": ("layer", "laag", "bronlaag", "featuretype", "objecttype"),
}
"""Roles of the columns of a layer of barriers; the columns of ``klasse`` with the most precise ones first."""

_YES = frozenset(("1", "ja", "j", "yes", "y", "true", "t", "waar", "verboden"))
_PREFIX = ("bgt", "top10nl")
_SUFFIX = ("vlak", "lijn", "punt", "v", "l", "p", "polygon")


@dataclass(frozen=True)
class Barriers:
    """Barriers that count, shape (k,) each.

    Attributes
    ----------
    geometry
        Polygons, or LineStrings of objects that are crossed.
    klasse, crossing
        Class, and kind of crossing ("" for none).
    factor
        Price factor.
    level
        Level relative to the ground.
    forbidden
        No pipe may lie there; `geometry` as drawn.
    soft_factor
        Price factor for a house connection, to that in a garden: 1 in unpaved or private ground, the given factor; NaN
        where there is paving, water or rail.
    """

    geometry: ObjectArray
    klasse: ObjectArray
    factor: FloatArray
    crossing: ObjectArray
    level: IntArray
    forbidden: npt.NDArray[np.bool_]
    soft_factor: FloatArray


def read_barriers(frame: gpd.GeoDataFrame, *, kentallen: Kentallen, findings: Findings, notes: list[str]) -> Barriers:
    """Return what barriers mean.

    Ended and planned objects of the BGT do not count. A factor in a field goes before the class; a field ``verboden``
    or a factor of at least ``ondergrond.verboden_factor`` forbids.

    Parameters
    ----------
    frame
        Polygons, lines and points in EPSG:28992 or with a CRS.
    kentallen
        Group ``ondergrond``.
    findings, notes
        Grow with what was left out.

    Raises
    ------
    InputError
        A factor is negative.
    """
    table = in_rd(frame, "barrières")
    columns = find(table, BARRIER)
    names = labels(first_text(columns, "id"))
    shape = np.asarray(shapely.force_2d(np.asarray(table.geometry.array, dtype=object)), dtype=object)
    there = ~(shapely.is_missing(shape) | shapely.is_empty(shape))
    findings.add("barriere_zonder_geometrie", "info", names[~there])
    past = there & _past(columns)
    if past.any():
        notes.append(note("notitie_barriere_voorbij", n=amount(int(past.sum()))))
    factor = first_number(columns, "factor", names, findings, None)
    negative = np.flatnonzero(there & (factor < 0))
    if len(negative):
        raise InputError("barrier_factor", barrier=names[negative[0]], value=f"{factor[negative[0]]:g}")
    forbidden = _flag(columns) | _infinite(columns) | (factor >= kentallen.value("ondergrond.verboden_factor"))
    klasse, found, crossing, buffer, soft = _classes(columns, kentallen)
    own = ~np.isnan(factor)
    garden = np.where(own, factor, np.where(soft, 1.0, np.nan))
    drawn = first_text(columns, "klasse")
    drawn = np.where(drawn == "", note("ondergrond_eigen"), drawn)
    klasse = np.where(own & (klasse == ""), drawn, klasse)
    factor = np.where(own, factor, found)
    unknown = there & ~past & ~forbidden & np.isnan(factor)
    if unknown.any():
        findings.add("barriere_onbekend", "waarschuwing", names[unknown], shape[unknown], word=_words(columns)[unknown])
    keep = np.flatnonzero(there & ~past & ~unknown)
    geometry, row = _shapes(shape[keep], crossing[keep], buffer[keep], forbidden[keep], kentallen)
    shapeless = np.setdiff1d(np.arange(len(keep)), row)
    findings.add("barriere_punt", "info", names[keep[shapeless]], shape[keep[shapeless]])
    row = keep[row]
    level = _levels(columns)
    return Barriers(geometry, klasse[row], factor[row], crossing[row], level[row], forbidden[row], garden[row])


def _past(columns: Columns) -> Flags:
    """Return the rows that do not exist (any more, or yet)."""
    result = np.zeros(len(columns.frame), dtype=bool)
    for series in columns.all("einde"):
        result |= mapped(series, lambda value: str(value).strip() not in ("", "None", "NaT", "nan"), False).astype(bool)
    for series in columns.all("status"):
        result |= mapped(series, lambda value: key(code(str(value))) in ("plan", "historie"), False).astype(bool)
    return result


def _flag(columns: Columns) -> Flags:
    result = np.zeros(len(columns.frame), dtype=bool)
    for series in columns.all("verboden"):
        result |= mapped(series, lambda value: str(value).strip().lower().removesuffix(".0") in _YES, False).astype(
            bool
        )
    return result


def _infinite(columns: Columns) -> Flags:
    """Return the rows whose factor is infinite or the word "verboden"."""
    result = np.zeros(len(columns.frame), dtype=bool)
    for series in columns.all("factor"):
        result |= mapped(series, lambda value: str(value).strip().lower() in ("inf", "verboden"), False).astype(bool)
    return result


def _levels(columns: Columns) -> IntArray:
    level = np.full(len(columns.frame), np.nan)
    for series in columns.all("niveau"):
        found, _ = numbers(series)
        level = np.where(np.isnan(level), found, level)
    return np.where(np.isnan(level), 0.0, level).astype(np.int64)


def _words(columns: Columns) -> Texts:
    """Return the first word that says what each row is, for a sentence."""
    word = first_text(columns, "klasse")
    word = np.where(word != "", word, first_text(columns, "laag"))
    return np.asarray(np.where(word != "", word, "?"), dtype=object)


def _classes(columns: Columns, kentallen: Kentallen) -> tuple[Texts, FloatArray, Texts, FloatArray, Flags]:
    """Return class, factor, crossing, buffer and softness of each row from its words; factor NaN where unknown."""
    n = len(columns.frame)
    table = surface_table()
    position = {role: np.full(n, -1, dtype=np.int64) for role in table}
    rows = {role: list(words.values()) for role, words in table.items()}
    places = {role: {word: i for i, word in enumerate(words)} for role, words in table.items()}
    for role in ("klasse", "laag"):
        for series in columns.all(role):
            word, uniques = pd.factorize(
                mapped(series, lambda value: key(code(str(value))), "") if role == "klasse" else _layers(series)
            )
            for kind in (FUNCTION, PAVING, OTHER) if role == "klasse" else (LAYER, OTHER):
                lookup = np.array([places[kind].get(name, -1) for name in uniques], dtype=np.int64)
                found = lookup[word]
                position[kind] = np.where(position[kind] < 0, found, position[kind])
    # a layer speaks only where nothing else does
    number = np.zeros(n, dtype=np.int64)
    for kind in (FUNCTION, PAVING, OTHER, LAYER):
        number = number * (len(rows[kind]) + 1) + position[kind] + 1
    _, first, inverse = np.unique(number, return_index=True, return_inverse=True)
    made = []
    for i in first:
        function, paving, other, layer = (
            rows[kind][position[kind][i]] if position[kind][i] >= 0 else None
            for kind in (FUNCTION, PAVING, OTHER, LAYER)
        )
        nothing = function is None and paving is None and other is None
        made.append(combined(function, paving, layer if nothing else other, kentallen))
    columns_made = list(zip(*made, strict=True)) if made else [(), (), (), (), ()]
    kinds = (object, np.float64, object, np.float64, bool)
    out = [np.array(values, dtype=kind)[inverse.reshape(-1)] for values, kind in zip(columns_made, kinds, strict=True)]
    return out[0], out[1], out[2], out[3], out[4]


def _layers(series: pd.Series) -> Texts:
    """Return names of layers as they are compared: ``bgt_waterdeel_V`` -> ``waterdeel``."""

    def bare(value: object) -> str:
        parts = [part for part in str(value).lower().replace("-", "_").split("_") if part]
        while len(parts) > 1 and parts[0] in _PREFIX:
            parts = parts[1:]
        while len(parts) > 1 and parts[-1] in _SUFFIX:
            parts = parts[:-1]
        return key("".join(parts))

    return mapped(series, bare, "")


def _shapes(
    shape: ObjectArray, crossing: Texts, buffer: FloatArray, forbidden: Flags, kentallen: Kentallen
) -> tuple[ObjectArray, npt.NDArray[np.int64]]:
    """Return polygons, and lines that are crossed, and the row of each; points without buffer have none."""
    shape = shape.copy()
    dimension = shapely.get_dimensions(shape)
    areas = dimension == 2
    bad = areas & ~shapely.is_valid(shape)
    shape[bad] = shapely.make_valid(shape[bad])
    wide = buffer > 0
    wide |= (dimension == 1) & (crossing == "") & ~forbidden
    reach = np.where(buffer > 0, buffer, kentallen.value("ondergrond.lijn_breedte_m"))
    wide &= ~forbidden
    # a tree is as wide as its roots, a hedge has some width
    shape[wide] = shapely.buffer(shape[wide], reach[wide])
    part, row = shapely.get_parts(shape, return_index=True)
    part, inner = shapely.get_parts(part, return_index=True)
    row = row[inner]
    dimension = shapely.get_dimensions(part)
    usable = (dimension == 2) | ((dimension == 1) & ~wide[row] & ~areas[row])
    return part[usable], row[usable].astype(np.int64)
