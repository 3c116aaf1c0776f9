"""What cells look like: time, number or text; rows of data; decimal signs and thousands."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from .measured_dates import notation_of
from .measured_numbers import parse
from .values import EMPTY

_MISSING = EMPTY | frozenset(
    ("n/a", "#n/a", "--", "---", "----", "over", "under", "error", "err", "fout", "bad", "missing", "no data", "inval")
)
"""Texts in the place of a value: they do not make a column one of text."""

_THREE = re.compile(r"[+-]?[1-9][0-9]{0,2}([.,])[0-9]{3}")
_NUMERIC = re.compile(r"[+-]?[0-9][0-9.,]*(?:e[+-]?[0-9]{1,3})?", re.IGNORECASE)


def kind(cell: str) -> str:
    """Return what a cell looks like: "tijd" (date and time), "datum", "klok", "getal", "tekst" or "" (empty)."""
    if cell.lower() in _MISSING or cell[:1] in ("<", ">"):
        return ""
    notation = notation_of(cell) if cell[:1].isalnum() else None
    if notation is not None and notation.order:
        return "tijd" if notation.clock else "datum"
    if notation is not None:
        return "klok"
    value, _, wrong = parse(cell, ",")
    if wrong:
        return "tekst"
    return "" if math.isnan(value) else "getal"


def is_data(kinds: Sequence[str]) -> bool:
    """Tell whether a row looks like data: a time and a value, or numbers from the first cell on."""
    counts = Counter(kinds)
    values = counts["getal"]
    if not kinds or counts["tekst"] > len(kinds) - counts["tekst"] + 2:
        return False
    if counts["tijd"] or counts["datum"]:
        others = counts["tijd"] + counts["datum"] - 1
        return values + counts[""] + others > 0
    return values >= 2 and counts["tekst"] <= 1 and kinds[0] == "getal"


def is_numeric(cell: str) -> bool:
    """Tell whether a cell is digits with points and commas: one that tells which is the decimal sign."""
    return bool(_NUMERIC.fullmatch(cell))


def decimal_signs(cells: list[str]) -> str:
    """Return the decimal sign of the numbers among some texts; "." when they do not tell."""
    numeric = [cell for cell in cells if is_numeric(cell)]
    return signs(numeric, "")[0] if any("," in cell for cell in numeric) else "."


def signs(cells: list[str], fixed: str) -> tuple[str, bool, str]:
    """Return the decimal sign, whether the other one separates thousands, and what was guessed for that.

    A sign with another number of digits than three behind it is a decimal one, and so is the last one where both are
    there. Where each sign has three digits behind it, it separates thousands only when there are whole numbers of
    three digits without it: 995, 998, 1.003.
    """
    votes: Counter[str] = Counter()
    grouped: Counter[str] = Counter()
    whole = 0
    for number in cells:
        cell, power, _ = number.lower().partition("e")
        dots, commas = cell.count("."), cell.count(",")
        if dots and commas:
            votes["." if cell.rfind(".") > cell.rfind(",") else ","] += 1
        elif dots + commas > 1:
            votes[",."[dots == 0]] += 1
        elif dots or commas:
            match = _THREE.fullmatch(cell)
            if match and not power:
                grouped[match[1]] += 1
            else:
                votes["." if dots else ","] += 1
        else:
            whole += len(cell.lstrip("+-")) == 3
    if fixed:
        return fixed, votes[","] == 0 and grouped["."] == 0, ""
    if not votes and grouped:
        sign = grouped.most_common(1)[0][0]
        if whole:
            return ("," if sign == "." else "."), True, "duizendtal"
        return sign, True, "decimaal"
    decimal = "," if votes[","] > votes["."] or (votes[","] == votes["."] and grouped["."] == 0) else "."
    other = "." if decimal == "," else ","
    return decimal, not votes[other], ""
