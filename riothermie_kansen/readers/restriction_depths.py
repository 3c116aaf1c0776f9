"""Depth limits as maps of restrictions write them: numbers, words, levels in m NAP, and references to a by-law."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from ..kentallen import Kentallen
from ..wording import dutch, note
from .fields import Columns
from .ground_lists import Listing
from .shapes import Shapes
from .tables import column_names
from .values import EMPTY, Flags, Reals, Texts, as_text, key, mapped, numbers, parse_number

_NUMBER = re.compile(r"(?<![a-z0-9.,])((?<![0-9])[+-]? ?[0-9]+(?:[.,][0-9]+)*)\s*(meters?|mtr|[kdcm]?m)?(?![a-z0-9²³])")
_METRES = {"km": 1000.0, "dm": 0.1, "cm": 0.01, "mm": 0.001}
_BELOW = re.compile(r"(?:-|min|minus|beneden|onder)\s*(?:m\s*)?n\.?a\.?p\b")
_NAP = re.compile(r"\bn\.?a\.?p\b|mnap\b")
_WORDS = frozenset(
    (
        *("tot", "max", "maximaal", "maximale", "maximum", "ca", "circa", "ongeveer", "vanaf", "van", "dieper", "dan"),
        *("niet", "mv", "mmv", "maaiveld", "m", "onder", "beneden", "diepte", "boringen", "boring", "boordiepte", "en"),
        *("een", "tussen", "toegestaan", "verboden", "verbod", "min", "minus", "nap", "het", "op", "of", "meer", "is"),
        *(
            "bodemenergie",
            "bodemlussen",
            "systemen",
            "t/m",
            "tm",
            "a",
            "à",
            "geen",
            "nergens",
            "ten",
            "opzichte",
            "tov",
        ),
    )
)
"""Words beside a number that leave it a depth though its unit is not there."""

_TIES = ("", "-", "/", "tot", "en", "à", "a", "t/m", "tot en met", "of")
"""What stands between the two numbers of a range."""

PLAIN, EMPTY_VALUE, NO_NUMBER, SEVERAL = "", "leeg", "tekst", "bereik"


@dataclass(frozen=True)
class Limit:
    """A depth limit in one value.

    Attributes
    ----------
    value
        Metres as written, with its sign; NaN where there is no number.
    level
        It is a level in m NAP and not a depth.
    kind
        `PLAIN`, `EMPTY_VALUE`, `NO_NUMBER`, or `SEVERAL`: several numbers, of which `value` is the shallowest.
    """

    value: float
    level: bool = False
    kind: str = PLAIN


@dataclass
class Depths:
    """Depth limits of the rows of a map, shape (n,) each.

    Attributes
    ----------
    depth
        m below surface, NaN where it is not known.
    column
        Name of the columns that were used, "" for none.
    text
        What stood there, cut short; "" where nothing did.
    no_number, several, zero, too_much, above
        Where there is something else than a number; several numbers; a 0; more than can be believed; a level in m NAP
        above the surface or without a sign that tells.
    level
        m NAP where the depth comes from a level, else NaN.
    surface
        m NAP with which it was reckoned, else NaN.
    assumed
        That surface is the one of the kentallen.
    unclear
        Names of columns that may hold a depth, where there is more than one and none has a known name.
    """

    depth: Reals
    column: str
    text: Texts
    no_number: Flags
    several: Flags
    zero: Flags
    too_much: Flags
    above: Flags
    level: Reals
    surface: Reals
    assumed: Flags
    unclear: list[str] = field(default_factory=list)


def parse_limit(text: str) -> Limit:
    """Return the depth limit that a text gives.

    A number counts when a unit of length follows it, or when beside numbers there are only words such as "tot" and
    "onder maaiveld". Of several the shallowest is taken; a 0 that begins a range is not one of them.
    """
    low = " ".join(text.lower().replace("–", "-").replace("—", "-").replace("−", "-").split())
    if low in EMPTY or low in ("nvt", "n.v.t", "onbekend"):
        return Limit(math.nan, kind=EMPTY_VALUE)
    if "²" in low or "³" in low:
        return Limit(math.nan, kind=NO_NUMBER)
    level = bool(_NAP.search(low))
    found = list(_NUMBER.finditer(low))
    rest = re.findall(r"[a-zà-ÿ/]+", re.sub(r"n\.a\.p", "nap", _NUMBER.sub(" ", low)))
    values = _in_metres(_counting(low, found, bare=all(word in _WORDS for word in rest)))
    if not values:
        return Limit(math.nan, level, NO_NUMBER)
    if level:
        values = [-abs(value) if _BELOW.search(low) else value for value in values]
        value = max(values)
    else:
        values = [abs(value) for value in values]
        value = min((value for value in values if value), default=0.0)
    return Limit(value, level, SEVERAL if len(set(values) - {0.0}) > 1 else PLAIN)


def _counting(text: str, found: Sequence[re.Match[str]], *, bare: bool) -> list[tuple[str, str]]:
    """Return the numbers that are depths, with their units: those with one, and what a range ties to such a one."""
    with_unit = any(match[2] for match in found)
    counts: list[tuple[str, str]] = []
    unit, begin = "", len(text)
    for match in reversed(found):
        tied = bool(counts) and text[match.end() : begin].strip() in _TIES
        begin = match.start()
        if match[2] or tied or (bare and not with_unit):
            unit = match[2] or unit
            counts.append((match[1].replace(" ", ""), unit))
    return counts


def _in_metres(found: Sequence[tuple[str, str]]) -> list[float]:
    """Return numbers with a unit in metres; those that are no number are left out."""
    values = [parse_number(digits) * _METRES.get(unit, 1.0) for digits, unit in found]
    return [value for value in values if math.isfinite(value)]


def read_depths(columns: Columns, kentallen: Kentallen, *, guess: bool = True) -> Depths:
    """Return the depth limits of a map.

    A level in m NAP becomes a depth with the surface of the row, else that of ``grondlagen.maaiveld``.

    Parameters
    ----------
    columns
        Columns of the map, see `.restriction_names.AREA`.
    kentallen
        ``grondlagen.diepte_hoogstens``, ``grondlagen.maaiveld``.
    guess
        Take a single column whose name speaks of depth where none has a known name.
    """
    n = len(columns.frame)
    series, names, unclear = _columns(columns, guess=guess)
    value, level = np.full(n, np.nan), np.zeros(n, dtype=bool)
    text, kind = np.full(n, "", dtype=object), np.full(n, EMPTY_VALUE, dtype=object)
    for name, one in zip(names, series, strict=True):
        found = _limits(one, name)
        # a later column only fills what an earlier one leaves open
        take = np.isnan(value) & ((found[2] != EMPTY_VALUE) & ((kind == EMPTY_VALUE) | ~np.isnan(found[0])))
        value[take], level[take], kind[take] = found[0][take], found[1][take], found[2][take]
        text[take] = mapped(one[take], lambda item: as_text(item)[:60], "")
    surface, assumed = _surface(columns, level, kentallen)
    raw = value.copy()
    with np.errstate(invalid="ignore"):
        above = level & ((raw > 0) & (assumed | (surface - raw <= 0)) | (surface - raw < 0))
        depth = np.where(level, surface - raw, np.abs(raw))
        depth[above] = np.nan
        zero = (depth == 0) & ~above
        too_much = depth > kentallen.value("grondlagen.diepte_hoogstens")
    depth[zero | too_much] = np.nan
    used = level & ~np.isnan(depth)
    return Depths(
        depth=depth,
        column=", ".join(names),
        text=text,
        no_number=kind == NO_NUMBER,
        several=(kind == SEVERAL) & ~np.isnan(depth),
        zero=zero,
        too_much=too_much,
        above=above & ~np.isnan(raw),
        level=np.where(used, raw, np.nan),
        surface=np.where(used, surface, np.nan),
        assumed=used & assumed,
        unclear=unclear,
    )


def _columns(columns: Columns, *, guess: bool) -> tuple[list[pd.Series], list[str], list[str]]:
    """Return the columns that hold a depth with their names; or else the one whose name speaks of depth."""
    if "diepte_m" in columns:
        return columns.all("diepte_m"), column_names(columns, "diepte_m"), []
    if not guess:
        return [], [], []
    never = ("bron", "datum", "type", "soort", "min", "filter", "water", "omschrijving", "naam")
    speaking = [
        place
        for place, name in enumerate(columns.frame.columns)
        if ("diepte" in key(str(name)) or "depth" in key(str(name)))
        and not any(word in key(str(name)).replace("minmaaiveld", "") for word in never)
    ]
    names = [str(columns.frame.columns[place]) for place in speaking]
    if len(speaking) == 1:
        return [columns.frame.iloc[:, speaking[0]]], names, []
    return [], [], names


def _limits(series: pd.Series, name: str) -> tuple[Reals, Flags, Texts]:
    """Return value, whether it is a level, and kind of each value of a column."""
    bare = key(name)
    nap = "nap" in bare
    scale = next((_METRES[unit] for unit in ("cm", "dm") if bare.endswith(unit)), 1.0)
    if getattr(series.dtype, "kind", "O") in "iuf":
        value, _ = numbers(series)
        kind = np.where(np.isnan(value), EMPTY_VALUE, PLAIN).astype(object)
        return value * scale, np.full(len(value), nap), kind
    limits = mapped(series, _limit_of, Limit(math.nan, kind=EMPTY_VALUE))
    value = _each(limits, lambda limit: limit.value).astype(np.float64)
    level = _each(limits, lambda limit: limit.level).astype(bool) | nap
    return value * scale, level, _each(limits, lambda limit: limit.kind)


def _limit_of(item: Any) -> Limit:
    """Return the limit of one value of any type."""
    if isinstance(item, (bool, np.bool_)):
        return Limit(math.nan, kind=NO_NUMBER)
    if isinstance(item, (int, float, np.number)):
        number = float(item)
        return Limit(number) if math.isfinite(number) else Limit(math.nan, kind=EMPTY_VALUE)
    text = as_text(item)
    return parse_limit(text) if text else Limit(math.nan, kind=EMPTY_VALUE)


def _each(limits: Texts, what: Callable[[Limit], Any]) -> Texts:
    return np.array([what(limit) for limit in limits], dtype=object)


def _surface(columns: Columns, level: Flags, kentallen: Kentallen) -> tuple[Reals, Flags]:
    """Return the surface (m NAP) of each row, and where it is only assumed."""
    surface = np.full(len(level), np.nan)
    for series in columns.all("maaiveld_m"):
        surface = np.where(np.isnan(surface), numbers(series)[0], surface)
    assumed = np.isnan(surface)
    surface[assumed] = kentallen.value("grondlagen.maaiveld")
    return surface, assumed


def tell_depths(depths: Depths, ids: Texts, geometry: Shapes, name: str, lists: Listing, notes: list[str]) -> None:
    """List what had to be made of the depth limits."""
    if depths.column:
        notes.append(note("grondlaag_notitie_diepte", layer=name, column=depths.column))
    if depths.unclear:
        lists.findings.add("grondlaag_dieptekolommen", "waarschuwing", [name], columns=", ".join(depths.unclear))
    text, depth = depths.text, _shown(depths.depth)
    for kind, which in (("tekst", depths.no_number), ("nul", depths.zero), ("te_veel", depths.too_much)):
        lists.tell(f"grondlaag_diepte_{kind}", "waarschuwing", which, ids, geometry, value=text)
    lists.tell("grondlaag_diepte_bereik", "waarschuwing", depths.several, ids, geometry, value=text, depth=depth)
    lists.tell("grondlaag_diepte_boven", "waarschuwing", depths.above, ids, geometry, value=text)
    level, surface = _shown(depths.level), _shown(depths.surface)
    known = ~np.isnan(depths.level) & ~depths.assumed
    values = {"level": level, "surface": surface, "depth": depth}
    lists.tell("grondlaag_diepte_nap", "info", known, ids, geometry, **values)
    lists.tell("grondlaag_diepte_nap_aanname", "waarschuwing", depths.assumed, ids, geometry, **values)


def _shown(values: Reals) -> Texts:
    return np.array([dutch(round(value, 2)) if np.isfinite(value) else "" for value in values], dtype=object)
