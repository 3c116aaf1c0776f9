"""Tables in text files of any size: header found by what stands in it, and only the rows of this area kept."""

from __future__ import annotations

import codecs
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..callbacks import Cancelled, Progress, never, silent, stop_if
from ..errors import InputError
from .area_rows import Area, AreaFilter, Columns, Kept
from .csvfiles import decode
from .measured_text import PART, Block, split, split_line

Integers = npt.NDArray[np.int64]

_HEAD = 200_000
"""Bytes at the begin in which the header must stand."""

_LINES = 60
"""Lines in which the header must stand: what comes before it is a few lines with the date of publication."""

_LONGEST_LINE = 4_000_000
_MAGIC = {b"\xd0\xcf\x11\xe0": "", b"%PDF": "", b"\x1f\x8b": "", b"SQLite": "", b"Rar!": "", b"7z\xbc\xaf": ""}
_EXAMPLES = 100


@dataclass(frozen=True)
class TextFile:
    """A text file, in a folder or in a zip.

    Attributes
    ----------
    name
        Name of the file.
    path
        The file, or the zip that it is in.
    member
        Name in the zip, "" outside one.
    size
        Bytes, unpacked.
    """

    name: str
    path: Path
    member: str
    size: int


@dataclass(frozen=True)
class Header:
    """Where the header of a table stands.

    Attributes
    ----------
    names
        Names of the columns.
    line
        Position of the last line of the header among the lines, from 0.
    """

    names: list[str]
    line: int


Recognise = Callable[[Sequence[Sequence[str]]], Header | None]
"""Finds the header in the first lines, each split into cells; None when there is none."""


@dataclass
class Rows:
    """Rows of a text file.

    Attributes
    ----------
    frame
        Texts, named as in the file; the index is the line number.
    read
        Rows in the file.
    elsewhere
        Rows of another area, not in `frame`.
    no_key
        Rows without an id and postcode, not in `frame`.
    lost
        Rows with an id in scientific notation and no postcode of this area, not in `frame`.
    lost_lines
        Line numbers of the first of them.
    before
        Cells of the lines before the header.
    """

    frame: pd.DataFrame
    read: int = 0
    elsewhere: int = 0
    no_key: int = 0
    lost: int = 0
    lost_lines: list[int] = field(default_factory=list)
    before: list[list[str]] = field(default_factory=list)


def text_files(source: Path | str | Sequence[Path | str]) -> list[TextFile]:
    """Return the text files that are meant: files, and those in folders and zips, in order of name.

    Raises
    ------
    InputError
        A file is not there or cannot be read, or a folder or zip has no csv.
    """
    sources = [source] if isinstance(source, (str, Path)) else list(source)
    return [file for path in sources for file in _files(Path(path))]


def _files(path: Path) -> list[TextFile]:
    try:
        if path.is_dir():
            found = [
                file
                for inside in sorted(path.iterdir())
                if inside.is_file() and inside.suffix.lower() in (".csv", ".txt", ".zip")
                for file in _files(inside)
            ]
        elif not path.is_file():
            raise InputError("csv_bestaat_niet", path=path)
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                found = [
                    TextFile(item.filename.rsplit("/", 1)[-1], path, item.filename, item.file_size)
                    for item in sorted(archive.infolist(), key=lambda item: item.filename)
                    if item.filename.lower().endswith((".csv", ".txt", ".tsv")) and "__MACOSX" not in item.filename
                ]
        else:
            found = [TextFile(path.name, path, "", path.stat().st_size)]
    except (OSError, ValueError, zipfile.BadZipFile) as error:  # ValueError: a null character in the path
        raise InputError("csv_onleesbaar", path=path) from error
    if not found:
        raise InputError("csv_geen_in", path=path)
    return found


def read_rows(
    file: TextFile,
    recognise: Recognise,
    choose: Callable[[list[str]], Columns],
    area: Area | None = None,
    *,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Rows | None:
    """Read the rows of a text file that are of this area, some million bytes at a time.

    Encoding (UTF-8, UTF-16, code page 1252 or 850) and delimiter (``;``, ``,``, tab or ``|``) are recognised.

    Parameters
    ----------
    file
        From `text_files`.
    recognise
        Finds the header.
    choose
        Names of the columns to the ones that are looked at.
    area
        What to keep; None for all rows.

    Returns
    -------
    Rows | None
        None when `recognise` finds no header.

    Raises
    ------
    InputError
        The file is empty, is not text or cannot be read.
    """
    try:
        with _opened(file) as stream:
            head = stream.read(_HEAD)
        encoding = _encoding(head, file.name)
        found = _header(head, encoding, recognise)
        if found is None:
            return None
        header, delimiter, before, first = found
        columns = choose(header.names)
        keep = AreaFilter(area, columns) if area is not None else None
        rows = Rows(pd.DataFrame(), before=before)
        parts: list[dict[int, list[str]]] = []
        lines: list[Integers] = []
        number = 1
        with _opened(file) as stream:
            for content, done in _contents(stream, encoding, file):
                stop_if(cancelled)
                block, count = split(content, delimiter, number)
                number += count
                block = block.take(np.flatnonzero(block.line > first))
                rows.read += len(block)
                if keep is not None:
                    block = _kept(keep.split(block), rows)
                if len(block):
                    every = np.arange(len(block))
                    parts.append({place: block.cells(place).texts(every) for place in columns.wanted})
                    lines.append(block.line)
                progress(min(100.0, 100.0 * done / max(file.size, 1)))
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        raise InputError("csv_onleesbaar", path=file.path) from error
    rows.frame = _frame(parts, lines, columns.wanted, header.names)
    return rows


def _kept(found: Kept, rows: Rows) -> Block:
    """Return the rows of this area; the others are counted."""
    rows.elsewhere += found.elsewhere
    rows.no_key += found.no_key
    rows.lost += len(found.lost)
    rows.lost_lines.extend(found.lost[: max(0, _EXAMPLES - len(rows.lost_lines))].tolist())
    return found.block


def _frame(
    parts: list[dict[int, list[str]]], lines: list[Integers], wanted: Sequence[int], names: Sequence[str]
) -> pd.DataFrame:
    data = {place: [text for part in parts for text in part[place]] for place in wanted}
    index = np.concatenate(lines) if lines else np.empty(0, dtype=np.int64)
    frame = pd.DataFrame({place: np.array(cells, dtype=object) for place, cells in data.items()}, index=index)
    frame.columns = pd.Index([names[place] for place in wanted], dtype=object)
    return frame


def _opened(file: TextFile) -> IO[bytes]:
    if not file.member:
        return cast("IO[bytes]", file.path.open("rb"))
    return zipfile.ZipFile(file.path).open(file.member)


def _encoding(head: bytes, name: str) -> str:
    """Return the UTF-16 of a file, "" for one whose bytes can be looked at as they are.

    Raises
    ------
    InputError
        The file is empty or is not text.
    """
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise InputError("csv_leeg", file=name)
    if head.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if head.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    if b"\x00" in head or head.startswith(tuple(_MAGIC)):
        raise InputError("csv_geen_tekst", file=name)
    return ""


def _header(head: bytes, encoding: str, recognise: Recognise) -> tuple[Header, str, list[list[str]], int] | None:
    """Return the header, the delimiter, the cells of the lines before it, and the number of its last line."""
    text = head.decode(encoding, "ignore").lstrip("\ufeff") if encoding else decode(head)
    all_lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:_LINES]
    for delimiter in sorted(";,\t|", key=lambda sign: -max(line.count(sign) for line in all_lines)):
        cells = [split_line(line, delimiter) for line in all_lines]
        header = recognise(cells)
        if header is not None:
            return header, delimiter, cells[: header.line], header.line + 1
    return None


def _contents(stream: IO[bytes], encoding: str, file: TextFile) -> Iterator[tuple[bytes, int]]:
    """Yield whole lines in UTF-8 or a code page with single line feeds, and how many bytes have been read."""
    decoder = codecs.getincrementaldecoder(encoding)("replace") if encoding else None
    rest, done, last = b"", 0, False
    while not last:
        content = stream.read(PART)
        first, last = done == 0, not content
        done += len(content)
        if decoder is not None:
            content = decoder.decode(content, final=last).encode("utf-8", "replace")
        if first:
            content = content.removeprefix(codecs.BOM_UTF8)
        content = rest + content
        if b"\r" in content:
            held = content.endswith(b"\r") and not last  # its line feed may be still to come
            content = content[:-1] if held else content
            content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n") + (b"\r" if held else b"")
        cut = len(content) if last else content.rfind(b"\n") + 1
        rest = content[cut:]
        if len(rest) > _LONGEST_LINE or (decoder is None and b"\x00" in content[:cut]):
            raise InputError("csv_geen_tekst", file=file.name)
        if cut:
            yield content[:cut], done
