"""Ids of the BAG as text of 16 digits, whatever a spreadsheet, a database or a URI made of them."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from .fields import Columns
from .values import Flags, Reals, Texts, as_text, is_null, mapped, texts

PAND_TYPE, OBJECT_TYPES = "10", ("01", "02", "03")
"""Digits 5 and 6 of a BAG id: a pand; a verblijfsobject, ligplaats or standplaats."""

_LENGTH = 16
_BAG_ID = re.compile(r"(?<![0-9])([0-9]{16})(?:-[0-9]+)?")
_SHORT_ID = re.compile(r"([0-9]{13,16})(?:[.,]0*)?")
_POWER = re.compile(r"([0-9])(?:[.,]([0-9]+))?e\+?([0-9]{2})", re.IGNORECASE)
_PREFIX = r"(?:NL\.IMBAG\.[A-Za-z]{4,20}\.)?[0-9]{16}"
_ALL_IDS = re.compile(rf"{_PREFIX}(?:\n{_PREFIX})*")
_EXACT = 2.0**53
_SHORTEST = 10**12
_COUNTED = re.compile(r"\([0-9]+:(.*)\)")
_LISTED = re.compile(r"[,;|\[{(]")
_ONLY = re.compile(r"[\[\]{}() '\"]*(?:NL\.IMBAG\.[A-Za-z]{4,20}\.)?([0-9]{16})[\[\]{}() '\"]*")
"""One id, with or without the signs of a list round it."""

_ROUNDED = "~"
_LOST = 2


def ids(values: pd.Series) -> tuple[Texts, Flags]:
    """Return BAG ids as text of 16 digits, and which lost digits.

    Numbers and texts that lost their leading zeros get them back where digits 5 and 6 then tell a kind of BAG object;
    ``NL.IMBAG.Pand.`` and the address of a URI are taken off. An id of another kind stays as it is. One that a
    spreadsheet rounded (2,281E+14) is no id.

    Parameters
    ----------
    values
        Shape (n,): any type.

    Returns
    -------
    ids, rounded
        Shape (n,): "" where there is none; True where digits were lost.
    """
    none = np.zeros(len(values), dtype=bool)
    kind = getattr(values.dtype, "kind", "O")
    if kind in "iuf":
        if kind == "f" and values.dtype.itemsize < 8:
            lost = values.notna().to_numpy()
            return np.full(len(values), "", dtype=object), np.asarray(lost, dtype=bool)
        return _numeric_ids(values.to_numpy(dtype=np.float64, na_value=np.nan), values), none
    raw = values.astype(object).to_numpy()
    if len(raw) and set(map(type, raw)) == {str}:
        lines = "\n".join(raw)
        if lines.count("\n") == len(raw) - 1 and _ALL_IDS.fullmatch(lines):
            return np.array([text[-_LENGTH:] for text in raw], dtype=object), none
    found = mapped(values, _id, "")
    rounded = found == _ROUNDED
    found[rounded] = ""
    return found, np.asarray(rounded, dtype=bool)


def _numeric_ids(real: Reals, values: pd.Series) -> Texts:
    """Return whole numbers as ids; anything else as text."""
    whole = np.isfinite(real) & (real == np.floor(real)) & (np.abs(real) < _EXACT)
    result = np.full(len(real), "", dtype=object)
    number = real[whole].astype(np.int64)
    short = (number >= _SHORTEST) & np.isin(number // 10**10 % 100, [int(PAND_TYPE), *map(int, OBJECT_TYPES)])
    result[whole] = [f"{n:0{_LENGTH}d}" if pad else str(n) for n, pad in zip(number.tolist(), short, strict=True)]
    rest = ~whole & ~np.isnan(real)
    result[rest] = texts(values[rest])
    return result


def _id(value: Any) -> str:
    """Return one id; `_ROUNDED` when digits were lost."""
    if isinstance(value, (list, tuple, set, np.ndarray)):
        return min((found for part in value if (found := _id(part))), default="")
    if isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool):
        number = float(value)
        text = str(int(value)) if number == np.floor(number) and abs(number) < _EXACT else as_text(value)
    else:
        text = as_text(value)
    if match := _BAG_ID.search(text):
        return match.group(1)
    if match := _POWER.fullmatch(text):
        whole, fraction, power = match.group(1), match.group(2) or "", int(match.group(3))
        if power - len(fraction) > _LOST or power >= _LENGTH:
            return _ROUNDED
        text = (whole + fraction).ljust(power + 1, "0")
    if (match := _SHORT_ID.fullmatch(text)) and kind_of(padded := match.group(1).zfill(_LENGTH)):
        return padded
    return text


def kind_of(bag_id: str) -> str:
    """Return "pand" or "object" for a BAG id, "" for another."""
    if len(bag_id) != _LENGTH or not bag_id.isdigit():
        return ""
    if bag_id[4:6] == PAND_TYPE:
        return "pand"
    return "object" if bag_id[4:6] in OBJECT_TYPES else ""


def mostly(found: Texts, kind: str) -> bool:
    """Tell whether more than half of the ids that are there are BAG ids of a kind ("pand", "object")."""
    there = found[found != ""].tolist()
    types = PAND_TYPE if kind == "pand" else "|".join(OBJECT_TYPES)
    alike = re.findall(f"^[0-9]{{4}}(?:{types})[0-9]{{10}}$", "\n".join(there), re.MULTILINE)
    return 2 * len(alike) > len(there)


def is_placeholder(found: Texts) -> Flags:
    """Tell which ids stand for a pand that the BAG does not know: the number in it is all nines or all zeros."""
    end = np.array([text[6:] if len(text) == _LENGTH else "" for text in found], dtype=object)
    return np.asarray((end == "9" * 10) | (end == "0" * 10), dtype=bool)


def id_lists(values: pd.Series) -> tuple[Texts, Flags]:
    """Return all ids of each row, sorted and joined by ",", and which rows have one that lost digits. Shape (n,)."""
    if getattr(values.dtype, "kind", "O") in "iuf":
        return ids(values)
    raw = np.empty(len(values), dtype=object)
    raw[:] = values.astype(object).to_numpy()
    # nearly all objects are in one pand: that id is taken out at once, the rest is looked at closely
    only = [_ONLY.fullmatch(value) if type(value) is str else None for value in raw]
    result = np.array([match[1] if match else "" for match in only], dtype=object)
    rounded = np.zeros(len(raw), dtype=bool)
    rest = np.flatnonzero(result == "")
    raw[rest] = [_bare(value) for value in raw[rest]]
    several = np.array([_several(value) for value in raw[rest]], dtype=bool)
    single = rest[~several]
    result[single], rounded[single] = ids(pd.Series(raw[single], dtype=object))
    for row in rest[several]:
        found = [_id(part) for part in parts(raw[row])]
        rounded[row] = _ROUNDED in found
        result[row] = ",".join(sorted({text for text in found if text and text != _ROUNDED}))
    return result, rounded


def _bare(value: Any) -> Any:
    """Return a value without the list round it when it is the only one in it."""
    if isinstance(value, str):
        return value[1:-1] if value[:1] == "{" and value[-1:] == "}" and "," not in value else value
    if isinstance(value, (list, tuple, np.ndarray)) and len(value) < 2:
        return value[0] if len(value) else None
    return value


def _several(value: Any) -> bool:
    """Tell whether a value may hold more than one id."""
    if isinstance(value, str):
        return _LISTED.search(value) is not None and not _POWER.fullmatch(value.strip())
    return isinstance(value, (list, tuple, set, np.ndarray))


def flat(values: pd.Series) -> pd.Series:
    """Return lists as text with commas: text repeats itself, and is then read once. Shape (n,)."""
    raw = values.astype(object).to_numpy()
    if {list, tuple, set, np.ndarray}.isdisjoint(map(type, raw)):
        return values
    made = [",".join(parts(v)) if isinstance(v, (list, tuple, set, np.ndarray)) else v for v in raw]
    return pd.Series(made, dtype=object, name=values.name)


def parts(value: Any) -> list[str]:
    """Return the texts in a list, also one written as text: ``a,b``, ``['a', 'b']``, ``{a,b}``, ``(2:a,b)``."""
    if isinstance(value, (list, tuple, set, np.ndarray)):
        return [text for part in value if not is_null(part) and (text := as_text(part))]
    text = as_text(value)
    if match := _COUNTED.fullmatch(text):
        text = match.group(1)
    found = (part.strip(" '\"[]{}()") for part in re.split(r"[,;|]", text))
    return [part for part in found if part]


def first_ids(columns: Columns, role: str) -> tuple[Texts, Flags]:
    """Return the id of each row from the first column of a role that has one, and which lost digits. Shape (n,)."""
    found = np.full(len(columns.frame), "", dtype=object)
    lost = np.zeros(len(found), dtype=bool)
    for series in columns.all(role):
        empty = (found == "") & ~lost
        if not empty.any():
            break
        own, rounded = ids(series)
        lost |= rounded & empty
        found[empty] = own[empty]
    return found, lost


def restored(columns: Columns, role: str, found: Texts) -> int:
    """Return how many ids of `first_ids` got back the leading zeros that a number or a spreadsheet took off."""
    short = np.array([text[:1] == "0" and len(text) == _LENGTH for text in found], dtype=bool)
    for series in columns.all(role):
        if not short.any():
            break
        if getattr(series.dtype, "kind", "O") not in "iuf":
            whole = [
                (type(value) is str and text in value) or text in as_text(value)
                for value, text in zip(series[short], found[short], strict=True)
            ]
            short[short] = ~np.array(whole, dtype=bool)
    return int(short.sum())
