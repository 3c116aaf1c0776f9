"""Units of REGIS II: codes as they were and as they are, names, kinds and order, and how rasters are named."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent.parent / "kentallen" / "regis_eenheden.csv"
"""Units from the surface down, with the codes of before and since version 2.2.3."""

SURFACE = "mv"
"""Code of the surface, which is no unit of the ground."""

TOP, BOTTOM, THICKNESS, KH, KV, KD, C = "top", "bottom", "thickness", "kh", "kv", "kd", "c"
QUANTITIES = (TOP, BOTTOM, THICKNESS, KH, KV, KD, C)
"""Quantities that are read; others, as standard deviations, are not used."""

SPREAD = "spread"
"""Quantity that is known and not used: a standard deviation."""

_WORDS = {
    TOP: ("t", "top", "tops"),
    BOTTOM: ("b", "bot", "botm", "bottom", "basis", "bodem"),
    THICKNESS: ("d", "dikte", "thickness"),
    KH: ("kh",),
    KV: ("kv",),
    KD: ("kd",),
    C: ("c",),
    SPREAD: ("sdh", "sdv", "sd", "std"),
}
_QUANTITY = {word: quantity for quantity, words in _WORDS.items() for word in words}

_KINDS = {"z": "zand", "k": "klei", "v": "veen", "b": "bruinkool", "c": "complex", "q": "kalksteen"}
"""Last letter of a code before its number: the lithological character of the unit (TNO)."""

_FILE = re.compile(
    r"^(?:(?:regis|ii|v?\d+(?:[rs.]\d+)+)[-_ ]+)*(?P<unit>.+?)[-_ ](?P<word>"
    + "|".join(sorted(_QUANTITY, key=len, reverse=True))
    + r")(?:[-_ ](?P<way>ck|sk|s|sd|std))?$",
    re.IGNORECASE,
)
_REVERSED = re.compile(
    r"^(?P<word>" + "|".join(sorted(_QUANTITY, key=len, reverse=True)) + r")[-_ ](?P<unit>.+)$", re.IGNORECASE
)
_CODE = re.compile(r"^[A-Za-z]+(?:-[A-Za-z]+)?[zkvbcq]\d?$")


@dataclass(frozen=True)
class Unit:
    """A unit of the ground.

    Attributes
    ----------
    code, old_code
        As it is since version 2.2.3 and as it was before.
    name
        In full.
    kind
        ``zand``, ``klei``, ``veen``, ``bruinkool``, ``complex``, ``kalksteen``, ``antropogeen``, ``onbekend``; of
        the surface ``maaiveld``.
    order
        Place in the stratigraphy from the surface down; -1 where not known.
    """

    code: str
    old_code: str
    name: str
    kind: str
    order: int


@dataclass(frozen=True)
class RasterName:
    """What the name of a raster says.

    Attributes
    ----------
    unit
        The unit; one of its own where the code is not in the table.
    quantity
        One of `QUANTITIES`, or `SPREAD`.
    """

    unit: Unit
    quantity: str


@cache
def units() -> tuple[Unit, ...]:
    """Return the units of the table from the surface down, the surface itself first."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return tuple(Unit(r["code"], r["oude_code"], r["naam"], r["soort"], int(r["volgorde"])) for r in rows)


@cache
def _by_key() -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for unit in units():
        for code in (unit.code, unit.old_code):
            found[_key(code)] = unit
    return found


def _key(code: str) -> str:
    return re.sub(r"[-_ .]", "", code).upper()


def known(code: str) -> Unit | None:
    """Return the unit of a code, new or old, whatever its capitals and hyphens; None where it is not in the table."""
    return _by_key().get(_key(code.strip()))


def unit_of(code: str) -> Unit:
    """Return the unit of a code; of one that is not in the table its own, with the kind that its last letter says."""
    return known(code) or Unit(code.strip(), "", "", kind_of(code), -1)


def kind_of(code: str) -> str:
    """Return the kind that the last letter of a code says, e.g. ``zand`` of ``XYz2``; ``onbekend`` for another one."""
    plain = code.strip()
    return _KINDS.get(plain.rstrip("0123456789")[-1:], "onbekend") if _CODE.match(plain) else "onbekend"


def quantity_of(word: str) -> str | None:
    """Return the quantity that a word stands for, e.g. ``bottom`` for ``botm``; None for another word."""
    return _QUANTITY.get(word.strip().lower())


def raster_name(stem: str) -> RasterName | None:
    """Return what a file name without its extension says, e.g. ``NUPZ-WAz3-t-ck``; None where it is no such name.

    Names are ``<unit>-<quantity>[-ck|-sk|-s]`` with hyphens, underscores or spaces, any capitals; ``<quantity>_<unit>``
    for units of the table; the surface may stand alone (``mv``, ``maaiveld``).
    """
    plain = stem.strip()
    if plain.lower() in (SURFACE, "maaiveld"):
        return RasterName(unit_of(SURFACE), TOP)
    match = _FILE.match(plain)
    if match:
        quantity = SPREAD if (match["way"] or "").lower() in ("sd", "std") else _QUANTITY[match["word"].lower()]
        unit = known(match["unit"])
        if unit is not None:
            return RasterName(unit, quantity)
        if _CODE.match(match["unit"]):
            return RasterName(unit_of(match["unit"]), quantity)
    match = _REVERSED.match(plain)
    unit = known(match["unit"]) if match else None
    return RasterName(unit, _QUANTITY[match["word"].lower()]) if match and unit else None
