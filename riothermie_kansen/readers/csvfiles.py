"""CSV tables as they are in practice: in a folder or a zip, any case, encoding and delimiter, cut off or uneven."""

from __future__ import annotations

import csv
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from .values import Texts

MAX_BYTES = 2_000_000_000
"""Larger files in a zip are refused: a HydX of all of the Netherlands is far smaller."""

_CP850_LETTERS = frozenset(b"\x81\x82\x83\x84\x85\x87\x88\x89\x8a\x8b\x8c\x93\x94\x96\x97\x9a\xa0\xa1\xa2\xa3\xf8")
"""Letters with accents (and the degree sign) that Dutch texts use, in code page 850."""

_CP1252_LETTERS = frozenset(b"\xe0\xe1\xe2\xe4\xe7\xe8\xe9\xea\xeb\xed\xee\xef\xf3\xf4\xf6\xf9\xfa\xfb\xfc\xb0\xc9\xcb")
"""The same letters in code page 1252."""

_QUOTED_LINES = 20
"""A quoted cell that spans more lines than this is a quote that was never closed."""


@dataclass
class Table:
    """A table as read: all cells text, columns named in capitals without spaces around them.

    Attributes
    ----------
    name
        File name as delivered.
    cells
        Column name to texts of shape (n,).
    line
        Shape (n,): line number of each row in the file.
    cut
        Line numbers of a last row that was cut off, with the text of its first cell; not in `cells`.
    short, long
        Line numbers of rows with fewer cells than the other rows, and with more cells than the header.
    """

    name: str
    cells: dict[str, Texts]
    line: npt.NDArray[np.int64]
    cut: list[tuple[int, str]] = field(default_factory=list)
    short: list[int] = field(default_factory=list)
    long: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.line)

    def text(self, column: str) -> Texts:
        """Return a column, "" everywhere when the file does not have it."""
        return self.cells[column] if column in self.cells else np.full(len(self), "", dtype=object)

    def series(self, column: str) -> pd.Series:
        """Return a column for `values.numbers`."""
        return pd.Series(self.text(column), dtype=object)


def read_tables(source: Path, wanted: Sequence[str]) -> dict[str, Table]:
    """Read the tables of a folder, a zip, or the folder of one of its files.

    Parameters
    ----------
    source
        Folder, zip file, or one of the CSV files. The tables may lie one folder deeper.
    wanted
        Names without extension, as they should be called.

    Returns
    -------
    dict
        Name to table, for the files that are there.

    Raises
    ------
    InputError
        The source does not exist or cannot be read, or a file is not text.
    """
    found = dict(_files(source, {name.lower(): name for name in wanted}))
    return {name: parse(file, content) for name, (file, content) in sorted(found.items())}


def _files(source: Path, wanted: dict[str, str]) -> Iterator[tuple[str, tuple[str, bytes]]]:
    try:
        if source.is_file() and (source.suffix.lower() == ".zip" or zipfile.is_zipfile(source)):
            yield from _zipped(source, wanted)
            return
        folder = source.parent if source.is_file() else source
        if not folder.is_dir():
            raise InputError("hydx_bestaat_niet", path=source)
        if source.is_file() and _table_name(source.name, wanted) == "":
            raise InputError("hydx_geen_map", path=source)
        yield from _in_folder(folder, wanted)
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        raise InputError("hydx_onleesbaar", path=source) from error


def _in_folder(folder: Path, wanted: dict[str, str]) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """Yield the tables of a folder, or of the first folder in it that has some."""
    for place in (folder, *sorted(path for path in folder.iterdir() if path.is_dir())):
        found: dict[str, Path] = {}
        for path in sorted(place.iterdir()):
            name = _table_name(path.name, wanted)
            if name and path.is_file():
                found.setdefault(name, path)
        if found:
            for name, path in found.items():
                yield name, (path.name, path.read_bytes())
            return


def _zipped(source: Path, wanted: dict[str, str]) -> Iterator[tuple[str, tuple[str, bytes]]]:
    seen = set()
    try:
        with zipfile.ZipFile(source) as archive:
            for item in sorted(archive.infolist(), key=lambda item: (item.filename.count("/"), item.filename)):
                name = _table_name(item.filename.rsplit("/", 1)[-1], wanted)
                if not name or name in seen or item.is_dir():
                    continue
                if item.file_size > MAX_BYTES:
                    raise InputError("hydx_te_groot", path=source)
                seen.add(name)
                yield name, (item.filename.rsplit("/", 1)[-1], archive.read(item))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError) as error:
        raise InputError("hydx_zip", path=source) from error


def _table_name(file: str, wanted: dict[str, str]) -> str:
    """Return the table that a file is: ``KNOOPPUNT.CSV`` and ``Gouda_Knooppunt.csv`` are both Knooppunt."""
    stem, dot, extension = file.lower().rpartition(".")
    if not dot or extension not in ("csv", "txt"):
        return ""
    if stem in wanted:
        return wanted[stem]
    return next((name for short, name in wanted.items() if stem.endswith(("_" + short, "-" + short, " " + short))), "")


def decode(content: bytes) -> str:
    """Return a text in UTF-8 or UTF-16 (with byte order mark), else code page 1252 or 850: which has more letters."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        count = Counter(content)
        dos = sum(count[byte] for byte in _CP850_LETTERS)
        windows = sum(count[byte] for byte in _CP1252_LETTERS)
        return content.decode("cp850" if dos > windows else "cp1252", "replace")


def parse(name: str, content: bytes) -> Table:
    """Return the table in a file.

    The delimiter is the one of ``;`` ``,`` and tab that the header has most of. Empty lines do not count. A last line
    that does not end with a line break and has fewer cells than any other was cut off: it is not used.

    Raises
    ------
    InputError
        The file is empty or not text.
    """
    text = decode(content)
    if "\x00" in text:
        raise InputError("hydx_geen_tekst", file=name)
    rows = list(_rows(text))
    if not rows:
        raise InputError("hydx_leeg_bestand", file=name)
    (_, header), *body = rows
    header = [cell.strip().upper() for cell in header]
    while header and not header[-1]:
        header.pop()
    counts = [len(cells) for _, cells in body]
    table = Table(name, {}, np.empty(0, dtype=np.int64))
    if body and not text.endswith(("\n", "\r")):
        least = min(counts[:-1]) if len(body) > 1 else len(header)
        if counts[-1] < least:
            line, cells = body.pop()
            counts.pop()
            table.cut.append((line, cells[0] if cells else ""))
    usual = Counter(counts).most_common(1)[0][0] if counts else 0
    table.short = [line for (line, _), n in zip(body, counts, strict=True) if n < min(usual, len(header))]
    table.long = [line for line, cells in body if any(cells[len(header) :])]
    width = len(header)
    grid = np.empty((len(body), width), dtype=object)
    for i, (_, cells) in enumerate(body):
        grid[i] = cells[:width] if len(cells) >= width else cells + [""] * (width - len(cells))
    for j, column in enumerate(header):
        table.cells.setdefault(column, grid[:, j])
    table.line = np.array([line for line, _ in body], dtype=np.int64)
    return table


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and trimmed cells of each row that is not empty."""
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    delimiter = max(";,\t", key=first.count)
    number = 0
    while number < len(lines):
        start, line = number, lines[number]
        number += 1
        if '"' in line:
            line, number = _whole(lines, start)
            cells = next(csv.reader([line], delimiter=delimiter), [])
        else:
            cells = line.split(delimiter)
        cells = [cell.strip() for cell in cells]
        if any(cells):
            yield start + 1, cells


def _whole(lines: Sequence[str], start: int) -> tuple[str, int]:
    """Return a row with quotes, with the lines over which a quoted cell runs on, and the number of the next line."""
    text = lines[start]
    for end in range(start + 1, min(start + _QUOTED_LINES, len(lines)) + 1):
        if text.count('"') % 2 == 0:
            return text, end
        if end < len(lines):
            text = f"{text} {lines[end]}"
    return lines[start].replace('"', ""), start + 1
