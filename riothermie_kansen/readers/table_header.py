"""Tables of which the header came in among the rows, as when a csv with a title above it is added as a layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from .large_csv import Header
from .values import as_text

_FIRST = 10
"""Rows in which the header must stand."""


def with_header(
    table: pd.DataFrame, recognise: Callable[[Sequence[Sequence[str]]], Header | None]
) -> tuple[pd.DataFrame, int]:
    """Return a table named by its own header, and how many rows that header and what stands above it took.

    Parameters
    ----------
    table
        As delivered.
    recognise
        Finds the header among lines of cells.

    Returns
    -------
    table, skipped
        The same table and 0 when the names of its columns are recognised, or no row is.
    """
    names = [str(name) for name in table.columns]
    if recognise([names]) is not None:
        return table.reset_index(drop=True), 0
    lines = [[as_text(value) for value in row] for row in table.head(_FIRST).astype(object).to_numpy()]
    lines = [["" if text == "None" else text for text in line] for line in lines]
    header = recognise(lines)
    if header is None:
        return table.reset_index(drop=True), 0
    rest = pd.DataFrame(table.iloc[header.line + 1 :])
    titles = [name or f"_{at}" for at, name in enumerate(header.names)]
    rest.columns = pd.Index(titles, dtype=object)
    return rest, header.line + 1
