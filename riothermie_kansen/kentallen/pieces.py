"""A TOML text in pieces: each header or value with the lines before it, so that one can change and the rest stays."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

QUOTES = ('"""', "'''", '"', "'")
"""What opens a text; the long ones first."""


@dataclass(frozen=True)
class Piece:
    """A header or a value.

    Attributes
    ----------
    before
        Empty lines and comments before it.
    text
        Its line or lines with the comment behind it; "" for what stands after the last value.
    remark
        The comment behind it with its sign, "" for none.
    path
        Full key of what it holds: of the table for a header.
    parent
        Key of the table it stands in; for a header its own.
    header
        Whether it opens a table.
    """

    before: tuple[str, ...]
    text: str
    remark: str
    path: tuple[str, ...]
    parent: tuple[str, ...]
    header: bool

    def comments(self) -> list[str]:
        """Return the lines that stay when the piece goes: those before it and the comment behind it."""
        return [*self.before, *([self.remark] if self.remark else [])]


def pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of a text that is TOML, in their order; the last one holds what stands after all values."""
    before: list[str] = []
    parent: tuple[str, ...] = ()
    lines = text.replace("\r\n", "\n").split("\n")
    while lines:
        first = lines[0].strip()
        if not first or first.startswith("#"):
            before.append(lines.pop(0).rstrip())
            continue
        count, remark = _extent(lines)
        whole = "\n".join(lines[:count])
        del lines[:count]
        header = first.startswith("[")
        inside = _path(tomllib.loads(whole))
        parent = inside if header else parent
        yield Piece(tuple(before), whole.rstrip(), remark, inside if header else (*parent, *inside), parent, header)
        before = []
    yield Piece(tuple(before), "", "", (), parent, False)


def _extent(lines: list[str]) -> tuple[int, str]:
    """Return over how many lines the first value goes, and the comment behind it: texts and lists may go on."""
    depth, quote = 0, ""
    for number, line in enumerate(lines):
        place = 0
        while place < len(line):
            if quote:
                if line[place] == "\\" and quote[0] == '"':
                    place += 2
                elif line.startswith(quote, place):
                    place += len(quote)
                    while len(quote) == 3 and line[place : place + 1] == quote[0]:  # a text may end in quotes itself
                        place += 1
                    quote = ""
                else:
                    place += 1
                continue
            sign = line[place]
            if sign == "#":
                if depth == 0:
                    return number + 1, line[place:].rstrip()
                break
            quote = next((mark for mark in QUOTES if line.startswith(mark, place)), "")
            depth += (sign in "[{") - (sign in "]}")
            place += len(quote) or 1
        if depth <= 0 and len(quote) != 3:
            return number + 1, ""
    return len(lines), ""


def _path(table: Any) -> tuple[str, ...]:
    """Return the key of the only thing in a parsed piece; that of a value ends where the value begins."""
    path: list[str] = []
    while isinstance(table, dict) and len(table) == 1:
        name, table = next(iter(table.items()))
        path.append(name)
    return tuple(path)
