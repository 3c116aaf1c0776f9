"""Tables with something above their header: a title, a date, or the header itself among the rows of a layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from .csvfiles import decode
from .fields import Aliases
from .large_csv import Header
from .values import as_text, key

_FIRST = 10
"""Rows in which the header must stand."""

_ENOUGH = 2
"""Known names that make a line a header when the first line is none."""


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


def names_known(cells: Sequence[str], aliases: Aliases) -> int:
    """Return how many cells of a line are names of columns that a reader knows."""
    known = {alias for role in aliases.values() for alias in role}
    return sum(key(cell) in known for cell in cells)


def from_header(content: bytes, aliases: Aliases) -> bytes:
    """Return a text file without the lines above its header; as it is when its first line may be the header.

    Parameters
    ----------
    content
        Text with ``;``, ``,`` or tab between the cells.
    aliases
        Names of columns that the reader knows.
    """
    lines = decode(content).splitlines(keepends=True)
    found = [
        max(names_known([cell.strip(' "') for cell in line.split(delimiter)], aliases) for delimiter in ";,\t")
        for line in lines[:_FIRST]
    ]
    best = max(found, default=0)
    line = found.index(best) if best >= _ENOUGH else 0
    return "".join(lines[line:]).encode("utf-8", "replace") if line else content
