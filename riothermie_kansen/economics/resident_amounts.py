"""Amounts that a user gives for a concept in place of those of the kentallen, such as a quotation, from one text."""

from __future__ import annotations

import difflib
import math
import re

from ..errors import InputError
from .columns import CONCEPTEN
from .resident.choices import POSTEN

KEYS = tuple(f"{concept}.{post}" for concept in CONCEPTEN for post in POSTEN)
"""What an amount may be of: concept and post."""

_LONGEST = 60
_THOUSANDS = re.compile(r"^-?\d{1,3}[.,]\d{3}$")
"""Twelve thousand in Dutch (12.000) or English (12,000), or twelve with decimals: nobody can tell."""


def read_amounts(text: str) -> dict[str, dict[str, float]]:
    """Return concept to post to amount, EUR, of a text such as ``bronnet.installatie=9500; lucht.onderhoud=120``.

    Parameters
    ----------
    text
        Amounts with ``;`` or line ends between them; decimals with a point or a comma. "" for none.

    Raises
    ------
    InputError
        A part is no amount, is of something unknown (the nearest known one is named), stands there twice, is negative,
        or can be read in two ways.
    """
    found: dict[str, dict[str, float]] = {}
    for item in re.split(r"[;\n]", text):
        if not item.strip():
            continue
        key, equals, value = (part.strip() for part in item.partition("="))
        if not equals or not value:
            raise InputError("bewoner_bedragen_vorm", text=_short(item))
        name = ".".join(part.strip() for part in key.lower().split("."))
        if name not in KEYS:
            nearest = difflib.get_close_matches(name, KEYS, n=1, cutoff=0.0)
            raise InputError("bewoner_bedragen_naam", name=_short(key), hint=nearest[0])
        concept, _, post = name.partition(".")
        if post in found.get(concept, {}):
            raise InputError("bewoner_bedragen_dubbel", name=name)
        found.setdefault(concept, {})[post] = _number(name, value)
    return found


def _short(text: str) -> str:
    """Return a text short enough for a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 3]}..."


def _number(name: str, text: str) -> float:
    """Return an amount."""
    if _THOUSANDS.match(text):
        raise InputError("bewoner_bedragen_dubbelzinnig", name=name, value=text, plain=re.sub(r"[.,]", "", text))
    plain = text.replace(",", ".")
    amount = float(plain) if re.match(r"^-?\d+(\.\d+)?$", plain) else math.nan
    if not math.isfinite(amount) or amount < 0:
        raise InputError("bewoner_bedragen_getal", name=name, value=_short(text))
    return amount
