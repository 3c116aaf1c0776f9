"""A value as a person types it: a number of their own language, or a row of numbers."""

from __future__ import annotations

import math
import re

from ..errors import KentalError
from . import Kental, Value

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.IGNORECASE | re.ASCII)
MINUS = {0x2212: "-", 0x2013: "-", 0xA0: " ", 0x202F: " ", 0x2009: " "}


def shown(value: Value, language: str) -> str:
    """Return a value as `typed` reads it back: without loss, with the comma or point of a language."""
    if isinstance(value, tuple):
        return "; ".join(shown(item, language) for item in value)
    text = repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return text.replace(".", ",") if language == "nl" else text


def typed(text: str, kental: Kental, language: str) -> Value:
    """Return what a person typed for a kental; a row is divided by semicolons, or by spaces and line ends.

    Raises
    ------
    KentalError
        It is no number or row of as many numbers, or one is outside the range of the kental.
    """
    tidy = text.translate(MINUS).strip()
    if not isinstance(kental.waarde, tuple):
        return number(tidy, kental, language)
    parts = tidy.split(";") if ";" in tidy else tidy.split()
    if len(parts) != len(kental.waarde):
        raise KentalError("entry_row", kental=_name(kental), n=len(kental.waarde), given=len(parts))
    return tuple(number(part.strip(), kental, language) for part in parts)


def number(text: str, kental: Kental, language: str) -> float:
    """Return a number as a person typed it.

    A comma is a decimal sign in Dutch; in both languages a point is one too, and both in one number is thousands and
    decimals. What could be either, as 1.500 in Dutch or 1,500 in English, is refused: nobody can tell what was meant.

    Raises
    ------
    KentalError
        It is no number, could be two numbers, or is outside the range of the kental.
    """
    thousands, decimal = (".", ",") if language == "nl" else (",", ".")
    plain = text.replace(" ", "")
    if re.fullmatch(rf"[+-]?[1-9]\d{{0,2}}{re.escape(thousands)}\d{{3}}", plain):
        whole, part = plain.split(thousands)
        raise KentalError(
            "entry_two_ways", kental=_name(kental), value=text, whole=whole + part, part=f"{whole}{decimal}{part}"
        )
    if re.fullmatch(rf"[+-]?\d{{1,3}}({re.escape(thousands)}\d{{3}})+({re.escape(decimal)}\d*)?", plain) and not (
        plain.lstrip("+-").startswith("0")
    ):
        plain = plain.replace(thousands, "")
    if plain.count(",") + plain.count(".") <= 1:
        plain = plain.replace(",", ".")
    if not NUMBER.fullmatch(plain) or math.isinf(value := float(plain)):
        key = "entry_number" if unit(kental) else "entry_number_plain"
        raise KentalError(key, kental=_name(kental), value=text[:40], unit=unit(kental))
    low, high = kental.bereik
    if not low <= value <= high:
        raise KentalError(
            "entry_range",
            kental=_name(kental),
            value=f"{shown(value, language)} {unit(kental)}".strip(),
            low=shown(low, language),
            high=shown(high, language),
        )
    return value


def unit(kental: Kental) -> str:
    """Return the unit of a kental, "" when it has none."""
    return "" if kental.eenheid == "-" else kental.eenheid


def _name(kental: Kental) -> str:
    return kental.naam or kental.key
