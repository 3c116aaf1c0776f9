"""Columns of layers that anyone may deliver: which one is meant, and which numbers and texts it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import FieldError
from ..readers import values as reading
from ..readers.values import key, texts

__all__ = [
    "EMPTY",
    "OK",
    "UNREADABLE",
    "chosen_column",
    "field_names",
    "find_column",
    "identifiers",
    "key",
    "numbers",
    "texts",
]

SHAPEFILE_NAME = 10
"""Longest field name in a shapefile: longer ones are cut to this."""

CUT_MINIMUM = 8
"""Fewest letters, without separators, that a cut name must have to be recognised."""

OK, EMPTY, UNREADABLE = 0, 1, 2
"""State of a value that `numbers` read."""

_GROUPED = r"[+-]?\d{1,3}(?:\.\d{3})+"


def field_names(frame: pd.DataFrame) -> list[str]:
    """Return the names of the columns that are not a geometry."""
    return [str(name) for name, kind in frame.dtypes.items() if str(kind) != "geometry"]


def find_column(frame: pd.DataFrame, aliases: Iterable[str]) -> str | None:
    """Return the column that one of the names stands for, None when there is none.

    Parameters
    ----------
    frame
        Any table.
    aliases
        Names in the form of `readers.values.key`, the best first. A whole name goes before a name cut to 10 characters.
    """
    columns = field_names(frame)
    names = [key(column) for column in columns]
    wanted = list(aliases)
    for alias in wanted:
        if alias in names:
            return columns[names.index(alias)]
    for alias in wanted:
        for column, name in zip(columns, names, strict=True):
            # cut first, separators out after that: aantal_inw has 9 letters left
            if len(column) == SHAPEFILE_NAME and len(name) >= CUT_MINIMUM and alias.startswith(name):
                return column
    return None


def chosen_column(frame: pd.DataFrame, column: str | None, aliases: Iterable[str], layer: str) -> str | None:
    """Return the column the user named, else the recognised one, else None.

    Raises
    ------
    FieldError
        The layer has no column of that name.
    """
    if not column:
        return find_column(frame, aliases)
    fields = field_names(frame)
    if column not in fields:
        raise FieldError("inflow_field", layer=layer, field=column, fields=", ".join(fields))
    return column


def numbers(values: pd.Series, *, thousands: bool = False) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int8]]:
    """Return values as numbers, also from text with a decimal comma.

    Parameters
    ----------
    values
        Numbers or texts.
    thousands
        Read ``1.234`` as 1234: for counts that run into thousands.

    Returns
    -------
    tuple
        Numbers (NaN where there is none) and per value `OK`, `EMPTY` or `UNREADABLE`; shapes (n,).
    """
    if thousands and not pd.api.types.is_numeric_dtype(values):
        text = pd.Series(texts(values), dtype=object)
        values = text.where(~text.str.fullmatch(_GROUPED), text.str.replace(".", "", regex=False))
    found, wrong = reading.numbers(values)
    state = np.where(wrong, UNREADABLE, np.where(np.isnan(found), EMPTY, OK))
    return found, state.astype(np.int8)


def identifiers(frame: pd.DataFrame, aliases: Sequence[str]) -> npt.NDArray[Any]:
    """Return a text per row to name it by: the recognised id, or ``rij 1``, ``rij 2`` ... where there is none."""
    column = find_column(frame, aliases)
    rows = np.array([f"rij {i}" for i in range(1, len(frame) + 1)], dtype=object)
    if column is None:
        return rows
    found = texts(frame[column])
    return np.where(found == "", rows, found)
