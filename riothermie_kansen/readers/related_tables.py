"""Tables that belong to a layer: columns of theirs brought to the rows of the layer over shared keys."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from .fields import Aliases, find
from .tables import first_text
from .values import Reals, Texts, key, numbers, texts

Ints = npt.NDArray[np.int64]

_ROW_NUMBERS = frozenset({"fid", "id", "ogcfid", "objectid", "gid", "gmlid", "rowid"})
"""Keys that only number the rows of a table: equal names say nothing."""

_LEAST_SHARE = 0.5
"""Share of the keys of a related table that must be in the layer; below it they are keys of something else."""


def attached(
    table: pd.DataFrame, related: Sequence[pd.DataFrame], aliases: Aliases, texts_of: Sequence[str]
) -> tuple[pd.DataFrame, list[str]]:
    """Return a layer with the roles that only its related tables hold, and which those are.

    Tables are tied by columns of keys with the same name, or the same name but for its ending (``guf_pk`` and
    ``guf_fk``), also over a table between. Of several rows that belong to one the largest number counts, or the first
    text in alphabetical order.

    Parameters
    ----------
    table
        The layer, rows numbered from 0.
    related
        Tables of the same delivery.
    aliases
        Roles that are looked for, see `.fields.find`.
    texts_of
        The roles that are text; the others are numbers.

    Returns
    -------
    table, roles
        The layer, with a column named after each role that was added.
    """
    has = {role for role in aliases if _filled(table, aliases, role)}
    known: list[tuple[str, dict[str, int]]] = _keys(table, np.arange(len(table), dtype=np.int64))
    result, added = table, list[str]()
    waiting = list(related)
    linked = True
    while waiting and linked:
        linked = False
        for one in list(waiting):
            rows = _rows_of(one, known)
            if rows is None:
                continue
            waiting = [other for other in waiting if other is not one]
            linked = True
            known += _keys(one, rows)
            columns = find(one, aliases)
            for role in [role for role in columns.places if role not in has]:
                values: npt.NDArray[Any]
                if role in texts_of:
                    values = _first_text(first_text(columns, role), rows, len(table))
                    empty = not (values != "").any()
                else:
                    values = _largest(numbers(columns.all(role)[0])[0], rows, len(table))
                    empty = not np.isfinite(values).any()
                if empty:
                    continue
                result = result.copy() if result is table else result
                result[role] = values
                has.add(role)
                added.append(role)
    return result, added


def _filled(table: pd.DataFrame, aliases: Aliases, role: str) -> bool:
    return bool((first_text(find(table, {role: aliases[role]}), role) != "").any())


def _stem(name: str) -> str:
    """Return the name of a key without the ending that tells whose key it is."""
    return re.sub(r"(pk|fk|id|ref|key)$", "", key(name))


def _is_key(name: str) -> bool:
    bare = key(name)
    return bare not in _ROW_NUMBERS and bool(re.search(r"(pk|fk|id|ref|key)$", bare))


def _keys(table: pd.DataFrame, rows: Ints) -> list[tuple[str, dict[str, int]]]:
    """Return the columns of keys of a table: the stem of the name, and value to row of the layer."""
    found = []
    for place, name in enumerate(table.columns):
        if _is_key(str(name)):
            values = texts(table.iloc[:, place])
            good = (values != "") & (rows >= 0)
            found.append((_stem(str(name)), dict(zip(values[good][::-1], rows[good][::-1].tolist(), strict=True))))
    return found


def _rows_of(table: pd.DataFrame, known: Sequence[tuple[str, dict[str, int]]]) -> Ints | None:
    """Return the row of the layer that each row of a related table belongs to (-1: none), None without a tie."""
    best: tuple[float, Ints] | None = None
    for place, name in enumerate(table.columns):
        if not _is_key(str(name)):
            continue
        values = texts(table.iloc[:, place])
        for stem, rows in known:
            if stem != _stem(str(name)):
                continue
            found = np.array([rows.get(value, -1) for value in values], dtype=np.int64)
            share = float((found >= 0).mean()) if len(found) else 0.0
            if share >= _LEAST_SHARE and (best is None or share > best[0]):
                best = (share, found)
    return best[1] if best else None


def _first_text(values: Texts, rows: Ints, n: int) -> Texts:
    result = np.full(n, "", dtype=object)
    good = np.flatnonzero((rows >= 0) & (values != ""))
    order = good[np.argsort(values[good].astype(str), kind="stable")][::-1]
    result[rows[order]] = values[order]
    return result


def _largest(values: Reals, rows: Ints, n: int) -> Reals:
    result = np.full(n, -np.inf)
    good = (rows >= 0) & np.isfinite(values)
    np.maximum.at(result, rows[good], values[good])
    result[np.isneginf(result)] = np.nan
    return result
