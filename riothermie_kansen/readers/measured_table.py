"""Tables that came as columns (a layer, a workbook): the same rows and cells as those of a text file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..measurement.series import Floats
from .measured_kinds import decimal_signs
from .measured_layout import Layout, detect_table
from .measured_numbers import Cells, cells_of
from .measured_text import Block, Integers, split
from .values import is_null

_ROWS = 200_000
_SAMPLE = 300
_TAIL = 100


@dataclass
class TableBlock:
    """Some rows of a table.

    Attributes
    ----------
    line
        Number of each row from 1, shape (n,).
    """

    line: Integers
    _columns: list[npt.NDArray[Any]]
    _decimal: str

    def __len__(self) -> int:
        return len(self.line)

    def take(self, rows: Integers) -> TableBlock:
        """Return some of the rows."""
        return TableBlock(self.line[rows], [column[rows] for column in self._columns], self._decimal)

    def cells(self, column: int) -> Cells:
        """Return a column as text."""
        return cells_of(_texts(self._columns[column], self._decimal))

    def numbers(self, column: int) -> Floats | None:
        """Return a column of numbers as they are, None for another one."""
        values = self._columns[column]
        if values.dtype.kind not in "iuf":
            return None
        numbers = values.astype(np.float64)
        numbers[~np.isfinite(numbers)] = np.nan
        return np.asarray(numbers, dtype=np.float64)


AnyBlock = Block | TableBlock


@dataclass
class Table:
    """A table of which the make-up is known."""

    layout: Layout
    _columns: list[npt.NDArray[Any]]
    _decimal: str

    def blocks(self) -> Iterator[tuple[TableBlock, float]]:
        """Yield the rows in parts, with how much of the table has been read in percent."""
        return _blocks(self._columns, self._decimal)


def _blocks(columns: list[npt.NDArray[Any]], decimal: str) -> Iterator[tuple[TableBlock, float]]:
    n = len(columns[0]) if columns else 0
    for start in range(0, n, _ROWS):
        stop = min(start + _ROWS, n)
        # the names of the columns are line 1 of the layout
        line = np.arange(start + 2, stop + 2, dtype=np.int64)
        yield TableBlock(line, [column[start:stop] for column in columns], decimal), 100.0 * stop / n


def table_blocks(frame: pd.DataFrame) -> Iterator[tuple[TableBlock, float]]:
    """Yield the rows of a table whose columns are known, numbers with a decimal point."""
    frame = without_geometry(frame)
    return _blocks([_raw(frame.iloc[:, place]) for place in range(frame.shape[1])], ".")


def open_table(frame: pd.DataFrame, file: str) -> Table:
    """Return a table with its make-up.

    Parameters
    ----------
    frame
        Any columns but a geometry, which is left out.
    file
        Name for the errors.

    Raises
    ------
    InputError
        No rows with a time and values were found.
    """
    frame = without_geometry(frame)
    names = ["" if str(name).lower().startswith("unnamed:") else str(name).strip() for name in frame.columns]
    columns = [_raw(frame.iloc[:, place]) for place in range(len(names))]
    n = len(frame)
    places = np.concatenate((np.arange(min(n, _SAMPLE)), np.arange(max(n - _TAIL, min(n, _SAMPLE)), n)))
    filled = [[cell for cell in column[places] if type(cell) is str] for column in columns if column.dtype == object]
    # as in a text file: whole numbers tell nothing about the signs in another column
    written = [cell for column in filled if any("," in cell or "." in cell for cell in column) for cell in column]
    decimal = decimal_signs(written)
    texts = [_texts(column[places], decimal) for column in columns]
    rows = [[column[row] for column in texts] for row in range(len(places))]
    return Table(detect_table(names, rows, file), columns, decimal)


def without_geometry(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table without its geometry."""
    geometry = getattr(frame, "_geometry_column_name", None)
    kept = [place for place, name in enumerate(frame.columns) if name != geometry]
    return pd.DataFrame({place: frame.iloc[:, place] for place in kept}).set_axis(
        [frame.columns[place] for place in kept], axis=1
    )


def as_lines(frame: pd.DataFrame) -> bytes | None:
    """Return a table of one text column as the file that it was read from; None for a real table."""
    frame = without_geometry(frame)
    if frame.shape[1] != 1:
        return None
    lines = [str(frame.columns[0]), *_texts(_raw(frame.iloc[:, 0]), ".")]
    return "\n".join(lines).encode("utf-8", "replace") + b"\n"


def line_blocks(content: bytes, delimiter: str, rest: int) -> Iterator[tuple[Block, float]]:
    """Yield the rows of a text that is in memory; as `measured_text.blocks`."""
    yield split(content, delimiter, 1, rest)[0], 100.0


def _raw(series: pd.Series) -> npt.NDArray[Any]:
    """Return a column as an array: numbers, ``datetime64[s]`` or objects; moments with a zone become text in UTC."""
    kind = getattr(series.dtype, "kind", "O")
    if kind == "M":
        if getattr(series.dtype, "tz", None) is not None:
            moments = series.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy().astype("datetime64[s]")
            return np.array(["" if t == "NaT" else f"{t}Z" for t in np.datetime_as_string(moments)], dtype=object)
        return np.asarray(series.to_numpy().astype("datetime64[s]"))
    if kind in "iuf":
        return np.asarray(series.to_numpy(dtype=np.float64, na_value=np.nan))
    return np.asarray(series.astype(object).to_numpy(), dtype=object)


def _texts(values: npt.NDArray[Any], decimal: str) -> list[str]:
    """Return cells as text; "" for nothing."""
    if values.dtype.kind == "M":
        found: list[str] = np.datetime_as_string(values.astype("datetime64[s]")).tolist()
        return ["" if text == "NaT" else text for text in found]
    return [_text(value, decimal) for value in values.tolist()]


def _text(value: Any, decimal: str) -> str:
    if type(value) is str:
        return value.strip()
    if is_null(value):
        return ""
    if isinstance(value, (float, np.floating)):
        number = float(value)
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number).replace(".", decimal)
    if isinstance(value, dt.datetime):
        if value.tzinfo is not None:
            return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return value.strftime("%Y-%m-%dT%H:%M:%S")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return str(value).strip()
