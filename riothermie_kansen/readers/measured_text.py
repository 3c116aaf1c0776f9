"""Text files of any size in parts: encoding, lines and cells found in bytes, without a Python object per cell."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from ..errors import InputError
from .csvfiles import decode
from .measured_numbers import WIDEST, Cells

Integers = npt.NDArray[np.int64]

PART = 8_000_000
"""Bytes that are looked at together: some hundred thousand rows, a few times this in memory."""

HEAD = 400_000
"""Bytes at the begin from which the make-up of a file is recognised."""

TAIL = 60_000
"""Bytes at the end that are looked at for that too."""

_LONGEST_LINE = 1_000_000
_MAGIC = {
    b"PK\x03\x04": "meetreeks_excel",
    b"\xd0\xcf\x11\xe0": "meetreeks_excel",
    b"%PDF": "meetreeks_geen_tekst",
    b"\x1f\x8b": "meetreeks_ingepakt",
    b"SQLite": "meetreeks_geen_tekst",
    b"Rar!": "meetreeks_ingepakt",
    b"7z\xbc\xaf": "meetreeks_ingepakt",
}
_SPACES = re.compile(rb"[ \t]+")
_INDENT = re.compile(rb"(?m)^[ \t]+|[ \t]+(?=\r?$)")
_QUOTE = 34


@dataclass(frozen=True)
class TextFile:
    """A text file whose make-up is known.

    Attributes
    ----------
    path
        Where it is.
    encoding
        "utf-16" (with its byte order) or "" for bytes that are looked at as they are.
    size
        Bytes.
    """

    path: Path
    encoding: str
    size: int

    @property
    def name(self) -> str:
        """Name of the file."""
        return self.path.name


def open_text(path: Path) -> tuple[TextFile, list[str], list[str]]:
    """Return a text file with the lines at its begin and at its end.

    Parameters
    ----------
    path
        File.

    Returns
    -------
    file, head, tail
        What `blocks` needs, and whole lines; `tail` is empty when the head is the whole file.

    Raises
    ------
    InputError
        The file is absent, empty or cannot be read, or is not text (a workbook, say).
    """
    try:
        if not path.is_file():
            raise InputError("meetreeks_bestaat_niet", path=path)
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(HEAD)
            file.seek(max(size - TAIL, len(head)))
            tail = file.read()
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        raise InputError("meetreeks_onleesbaar", path=path) from error
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise InputError("meetreeks_leeg", file=path.name)
    for magic, key in _MAGIC.items():
        if head.startswith(magic):
            raise InputError(key, file=path.name)
    encoding = _wide(head)
    if not encoding and b"\x00" in head:
        raise InputError("meetreeks_geen_tekst", file=path.name)
    whole = size <= len(head)
    lines = _lines(head, encoding, whole=whole)
    if len(lines) == 1 and not whole:
        raise InputError("meetreeks_geen_tekst", file=path.name)
    return TextFile(path, encoding, size), lines, _lines(tail, encoding, whole=True)[1:] if tail else []


def _wide(head: bytes) -> str:
    """Return the UTF-16 of a file with a byte order mark, or with a zero in every other byte; "" for another one."""
    if head.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if head.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    sample = np.frombuffer(head[:4000], dtype=np.uint8)
    if sample.size < 4:
        return ""
    even, odd = float((sample[0::2] == 0).mean()), float((sample[1::2] == 0).mean())
    if odd > 0.9 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.9 and odd < 0.1 else ""


def _lines(content: bytes, encoding: str, *, whole: bool) -> list[str]:
    if encoding:
        content = content[: len(content) // 2 * 2]
        text = content.decode(encoding, "replace").lstrip("\ufeff")
    else:
        if not whole:  # a letter of two bytes may be cut at the end
            content = content[: max(content.rfind(b"\n"), content.rfind(b"\r")) + 1] or content
        text = decode(content)
    lines = re.split(r"\r\n|\n|\r", text)
    return lines if whole else lines[:-1] or lines


@dataclass
class Block:
    """Some rows of a text file: where its cells are.

    Attributes
    ----------
    line
        Line number of each row, shape (n,).
    """

    line: Integers
    _buffer: npt.NDArray[np.uint8]
    _begin: Integers
    _end: Integers
    _marks: Integers
    _first: Integers
    _count: Integers
    _last_takes_rest: int

    def __len__(self) -> int:
        return len(self.line)

    def take(self, rows: Integers) -> Block:
        """Return some of the rows."""
        return Block(
            self.line[rows],
            self._buffer,
            self._begin[rows],
            self._end[rows],
            self._marks,
            self._first[rows],
            self._count[rows],
            self._last_takes_rest,
        )

    def cells(self, column: int) -> Cells:
        """Return a column, trimmed; a row that does not have it gives an empty cell."""
        first, last = self._first + column - 1, self._first + column
        begin = self._begin.copy() if column == 0 else self._marks[np.minimum(first, len(self._marks) - 1)] + 1
        end = np.where(column < self._count, self._marks[np.minimum(last, len(self._marks) - 1)], self._end)
        if column == self._last_takes_rest:
            end = self._end.copy()
        absent = self._count < column
        begin[absent] = end[absent] = self._begin[absent]
        begin, end = self._trim(begin, end)
        width = end - begin
        widest = int(width.max(initial=0))
        wide = min(widest, WIDEST + 1)
        if not wide:
            return Cells(np.zeros((len(self), 1), dtype=np.uint8))
        windows: npt.NDArray[np.bytes_] = np.ndarray(
            (len(self._buffer) - wide + 1,), dtype=f"S{wide}", buffer=self._buffer, strides=(1,)
        )
        data = windows[begin].view(np.uint8).reshape(len(self), wide)
        if int(width.min()) < wide:
            data[np.arange(wide) >= width[:, None]] = 0
        return Cells(data)

    def _trim(self, begin: Integers, end: Integers) -> tuple[Integers, Integers]:
        """Return begin and end of cells without spaces and quotes around them."""
        for _ in range(WIDEST):
            odd = _margin(self._buffer[begin]) & (begin < end)
            if not odd.any():
                break
            begin += odd
        for _ in range(WIDEST):
            odd = _margin(self._buffer[end - 1]) & (begin < end)
            if not odd.any():
                break
            end -= odd
        return begin, end


def _margin(byte: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Tell which bytes are white space or a quote."""
    return np.asarray((byte <= 32) | (byte == _QUOTE) | (byte == 39), dtype=bool)


def blocks(file: TextFile, delimiter: str, last_takes_rest: int = -1) -> Iterator[tuple[Block, float]]:
    """Yield the rows of a file in parts, all lines that are not empty included.

    Parameters
    ----------
    file
        From `open_text`.
    delimiter
        One sign; " " for any white space.
    last_takes_rest
        Column that runs on to the end of its line (a decimal comma in a file with commas); -1 for none.

    Yields
    ------
    block, percent
        Rows, and how much of the file has been read.

    Raises
    ------
    InputError
        The file cannot be read, or is no text further on.
    """
    number = 1
    try:
        with file.path.open("rb") as stream:
            for content in _parts(stream, file):
                block, lines = split(content, delimiter, number, last_takes_rest)
                number += lines
                yield block, 100.0 * stream.tell() / max(file.size, 1)
    except OSError as error:
        raise InputError("meetreeks_onleesbaar", path=file.path) from error


def _parts(stream: BinaryIO, file: TextFile) -> Iterator[bytes]:
    """Yield whole lines, a few million bytes at a time, with single line feeds, in UTF-8 or a code page."""
    decoder = codecs.getincrementaldecoder(file.encoding)("replace") if file.encoding else None
    rest, first = b"", True
    while True:
        content = stream.read(PART)
        last = not content
        if decoder is not None:
            content = decoder.decode(content, final=last).encode("utf-8", "replace")
        if first:
            content = content.removeprefix(codecs.BOM_UTF8)
            first = False
        content = rest + content
        if b"\r" in content:
            held = b"\r" if content.endswith(b"\r") and not last else b""  # its line feed may be still to come
            content = content.removesuffix(held) if held else content
            content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n") + held
        cut = len(content) if last else content.rfind(b"\n") + 1
        rest = content[cut:]
        if len(rest) > _LONGEST_LINE or (not decoder and b"\x00" in content[:cut]):
            raise InputError("meetreeks_geen_tekst", file=file.name)
        if cut:
            yield content[:cut]
        if last:
            return


def split(content: bytes, delimiter: str, number: int, last_takes_rest: int = -1) -> tuple[Block, int]:
    """Return the rows in lines of text, and the number of lines.

    Parameters
    ----------
    content
        Lines that end with a line feed (the last one may do without).
    delimiter, last_takes_rest
        As for `blocks`.
    number
        Number of the first line.
    """
    if delimiter == " ":
        content = _SPACES.sub(b" ", _INDENT.sub(b"", content))
    buffer = np.frombuffer(content, dtype=np.uint8)
    end = np.flatnonzero(buffer == 10)
    if not content.endswith(b"\n"):
        end = np.append(end, len(buffer))
    begin = np.concatenate(([0], end[:-1] + 1)).astype(np.int64) if len(end) else np.empty(0, dtype=np.int64)
    is_mark = buffer == ord(delimiter)
    if b'"' in content and delimiter != " ":
        is_mark &= ~_quoted(buffer, begin, end)
    marks = np.flatnonzero(is_mark)
    line = np.arange(number, number + len(end), dtype=np.int64)
    filled = end > begin
    if not filled.all():
        begin, end, line = begin[filled], end[filled], line[filled]
    first = np.searchsorted(marks, begin)
    count = np.searchsorted(marks, end) - first
    lines = content.count(b"\n") + (not content.endswith(b"\n"))
    # cells are looked at in windows: room behind the last one, and one mark to point at when there is none
    padded = np.concatenate((buffer, np.zeros(WIDEST + 2, dtype=np.uint8)))
    marks = marks if len(marks) else np.zeros(1, dtype=np.int64)
    return Block(line, padded, begin, end, marks, first, count, last_takes_rest), lines


def _quoted(buffer: npt.NDArray[np.uint8], begin: Integers, end: Integers) -> npt.NDArray[np.bool_]:
    """Tell which bytes stand between quotes on their line; a line with an odd number of quotes has none."""
    total = np.concatenate(([0], np.cumsum(buffer == _QUOTE, dtype=np.int64)))
    before = total[begin]
    odd = (total[end] - before) % 2 == 1
    length = np.diff(np.append(begin, len(buffer)))
    inside = (total[:-1] - np.repeat(before, length)) % 2 == 1
    inside[np.repeat(odd, length)] = False
    return np.asarray(inside, dtype=bool)


def split_line(line: str, delimiter: str) -> list[str]:
    """Return the cells of one line as `Block.cells` would give them."""
    if delimiter == " ":
        return line.split()
    quotes = line.count('"')
    cells, inside, start = [], False, 0
    for place, sign in enumerate(line):
        if sign == '"' and quotes % 2 == 0:
            inside = not inside
        elif sign == delimiter and not inside:
            cells.append(line[start:place])
            start = place + 1
    return [cell.strip(" \t\"'\u00a0") for cell in (*cells, line[start:])]
