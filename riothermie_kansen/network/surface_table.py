"""The table of surfaces: which word in the BGT, TOP10NL or OSM means what for the price of a trench."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..errors import InputError
from ..kentallen import Kentallen
from ..readers.values import key

TABLE = Path(__file__).parent.parent / "kentallen" / "ondergrond.csv"
"""The table of surfaces."""

FUNCTION, PAVING, OTHER, LAYER = "functie", "verharding", "ander", "laag"
"""Roles of a word: what the ground is used for, what it is covered with, both at once, name of a layer."""

ROLES = {
    "functie": FUNCTION,
    "verharding": PAVING,
    "terrein": OTHER,
    "water": OTHER,
    "spoor": OTHER,
    "object": OTHER,
    "laag": LAYER,
}
"""Word in the column ``soort`` -> role."""

CROSSINGS = ("sloot", "water", "spoor", "tram", "regionale_weg", "autosnelweg")
"""Kinds of crossing; the price of each is the kental ``ondergrond.kruising_<soort>_eur``."""

ROADS = ("regionale_weg", "autosnelweg")
"""Kinds of crossing that a street may run along."""

COLUMNS = (
    *("soort", "waarde", "klasse", "gewicht", "gewicht_bij", "factor", "kruising", "buffer_m", "bron"),
    *("toelichting", "zacht"),
)


@dataclass(frozen=True)
class Surface:
    """A row of the table.

    Attributes
    ----------
    klasse
        Dutch name, shown.
    weight, companion
        Weight, and what is added to it when the other attribute (paving of a function, function of a paving) is
        unknown. NaN when `factor` is given.
    factor
        Price factor that goes before the weight; NaN for none.
    crossing
        One of `CROSSINGS`, "" for none.
    buffer_m
        Distance around the object within which it counts.
    soft
        Unpaved or private ground: a house connection lies in it as in a garden.
    """

    klasse: str
    weight: float
    companion: float
    factor: float
    crossing: str
    buffer_m: float
    soft: bool


Table = dict[str, dict[str, Surface]]
"""Role -> word as it is compared -> surface."""


@cache
def surface_table() -> Table:
    """Return the table of surfaces.

    Raises
    ------
    InputError
        The table cannot be read or a value is not allowed.
    """
    try:
        with TABLE.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError("surface_file", path=TABLE.name, reason=type(error).__name__) from error
    table: Table = {FUNCTION: {}, PAVING: {}, OTHER: {}, LAYER: {}}
    for number, row in enumerate(rows, start=2):
        texts = {column: (row.get(column) or "").strip() for column in COLUMNS}
        role = ROLES.get(texts["soort"])
        word = key(texts["waarde"])
        if role is None or not word or word in table[role] or texts["kruising"] not in ("", *CROSSINGS):
            raise InputError("surface_row", path=TABLE.name, row=number)
        surface = Surface(
            texts["klasse"],
            weight=_number(texts["gewicht"], number),
            companion=_number(texts["gewicht_bij"], number),
            factor=_number(texts["factor"], number),
            crossing=texts["kruising"],
            buffer_m=_number(texts["buffer_m"] or "0", number),
            soft=texts["zacht"] == "ja",
        )
        if math.isnan(surface.weight + surface.companion) == math.isnan(surface.factor):
            raise InputError("surface_row", path=TABLE.name, row=number)
        table[role][word] = surface
    return table


def _number(text: str, row: int) -> float:
    try:
        value = float(text.replace(",", ".")) if text else float("nan")
    except ValueError:
        value = -1.0
    if value < 0:
        raise InputError("surface_row", path=TABLE.name, row=row)
    return value


def price_factor(weight: float, kentallen: Kentallen) -> float:
    """Return the price factor of a weight: (weight / standard weight) ** power.

    The weights and their order are Alliander's for electricity cables; the power is an assumption (see the kental).
    """
    power = kentallen.value("ondergrond.macht")
    return float((weight / kentallen.value("ondergrond.gewicht_standaard")) ** power)


def combined(
    function: Surface | None, paving: Surface | None, other: Surface | None, kentallen: Kentallen
) -> tuple[str, float, str, float, bool]:
    """Return class, price factor, kind of crossing, buffer and softness of what is known of a piece of ground.

    Function and paving add up, as in Alliander's weights; a word that says both at once goes before them. Softness is
    that of the paving, where it is known.
    """
    if other is not None:
        alone, klasse, soft = other, other.klasse, other.soft
        weight = other.weight + other.companion
    elif function is not None:
        alone = function
        klasse = function.klasse if paving is None else f"{function.klasse}, {paving.klasse}"
        weight = function.weight + (function.companion if paving is None else paving.weight)
        soft = function.soft if paving is None else paving.soft and function.crossing == ""
    elif paving is not None:
        alone, klasse, soft = paving, paving.klasse, paving.soft
        weight = paving.weight + paving.companion
    else:
        return "", float("nan"), "", 0.0, False
    factor = price_factor(weight, kentallen) if math.isnan(alone.factor) else alone.factor
    return klasse, factor, alone.crossing, alone.buffer_m, soft
