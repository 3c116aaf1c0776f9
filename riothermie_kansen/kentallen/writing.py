"""The user's own kentallen: read leniently, changed in place, written so that nothing of the file is lost.

A file is changed line by line: what another hand wrote stays where it stands, comments too. Only where that cannot
give the wanted values (a table on one line that cannot be added to) the file is written anew, with its comments on top.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..errors import KentalError
from . import Kental, Kentallen, Value, _entries, _known, _overridden, _read
from .pieces import Piece, pieces

HEAD = "# Eigen kentallen voor Riothermie Kansen; wat hier niet staat houdt zijn standaardwaarde."
"""First line of a new file."""


@dataclass(frozen=True)
class Own:
    """What a user says of a kental.

    Attributes
    ----------
    waarde
        Value in the unit of the kental.
    bron, toelichting, naam
        Source, note and label; those of the standard value where the user gives none.
    """

    waarde: Value
    bron: str
    toelichting: str
    naam: str


@dataclass(frozen=True)
class OwnFile:
    """A file of the user.

    Attributes
    ----------
    text
        As it stands.
    own
        Key to what the file says of it, as far as a run accepts that.
    refused
        (key, why) of what a run refuses: an unknown key, a value out of range.
    """

    text: str
    own: dict[str, Own]
    refused: tuple[tuple[str, KentalError], ...]


def standard_of(kental: Kental) -> Own:
    """Return the standard of a kental in the form of a user's."""
    return Own(kental.waarde, kental.bron, kental.toelichting, kental.naam)


def read_own(path: Path, standard: Kentallen) -> OwnFile:
    """Read a file of the user; what a run refuses is told and not raised.

    Raises
    ------
    KentalError
        The file cannot be read, or is not TOML.
    """
    table = _read(path)
    own: dict[str, Own] = {}
    refused = []
    for key, given in _entries(table, standard):
        try:
            kental = _overridden(_known(standard, key, path.name), given, path.name)
        except KentalError as error:
            refused.append((key, error))
        else:
            own[key] = standard_of(kental)
    return OwnFile(path.read_bytes().decode("utf-8-sig"), own, tuple(refused))


def with_own(file: OwnFile | None, wanted: Mapping[str, Own], standard: Kentallen) -> str:
    """Return the text of a file that says exactly `wanted`.

    What equals the standard is left out. Lines that a run refuses become comments: they stay in sight, and the file can
    be used.

    Parameters
    ----------
    file
        The file as it was read, None for a new one.
    wanted
        Key to what the user says of it.
    standard
        The standard kentallen.

    Raises
    ------
    KentalError
        A key is unknown, or a value is not allowed.
    """
    differ = {}
    for key, own in sorted(wanted.items()):
        standard.replace({key: list(own.waarde) if isinstance(own.waarde, tuple) else own.waarde})
        if own != standard_of(standard[key]):
            differ[key] = own
    if file is None:
        return _fresh(differ, standard, [HEAD])
    refused = {key for key, _ in file.refused}
    text = _edited(file, differ, refused, standard)
    if text is not None and _says(text, standard) == differ:
        return text
    kept = [HEAD] if not file.text.startswith(HEAD) else []
    for piece in pieces(file.text):
        kept += piece.comments()
        if any(_under(piece.path, key) for key in refused):
            kept += _as_comment(piece.text)
    return _fresh(differ, standard, kept)


def write_text(path: Path, text: str) -> None:
    """Write a file at once: a program that stops halfway leaves the old one.

    Raises
    ------
    KentalError
        The file cannot be written.
    """
    beside = path.with_name(f"{path.name}.tmp")
    try:
        beside.write_bytes(text.encode("utf-8"))
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise KentalError("kental_unwritable", file=path) from error


def _says(text: str, standard: Kentallen) -> dict[str, Own] | None:
    """Return what a text says, None when a run would refuse it."""
    found = {}
    try:
        for key, given in _entries(tomllib.loads(text), standard):
            found[key] = standard_of(_overridden(_known(standard, key, ""), given, ""))
    except (ValueError, RecursionError, KentalError):
        return None
    return found


def _edited(file: OwnFile, differ: Mapping[str, Own], refused: set[str], standard: Kentallen) -> str | None:
    """Return the text with each kental changed, taken away or added in place; None when it has an odd form."""
    changed = {key for key, own in differ.items() if key in file.own and file.own[key] != own}
    gone = {key for key in file.own if key not in differ}
    lines: list[str] = []
    placed: set[str] = set()
    for piece in pieces(file.text):
        key = next((key for key in (*file.own, *refused) if _under(piece.path, key)), "")
        if key in refused:
            lines += [*piece.before, *_as_comment(piece.text)]
        elif key in gone:
            lines += [line for line in piece.comments() if line != _remark(standard[key])]
        elif key in changed:
            lines += [line for line in piece.comments() if line != _remark(standard[key])]
            lines += [] if key in placed else _in_place(piece, key, differ[key], standard[key])
            placed.add(key)
        else:
            lines += piece.before
            lines += [piece.text] if piece.text else []
    text = "\n".join(_without_doubles(lines)).strip("\n")
    new = {key: own for key, own in differ.items() if key not in file.own}
    blocks = [_block(key, own, standard[key]) for key, own in new.items()]
    return "\n\n".join([*([text] if text else []), *blocks]) + "\n"


def _in_place(piece: Piece, key: str, own: Own, kental: Kental) -> list[str]:
    """Return the lines that take the place of the first piece of a kental: a table of its own, or a line of one."""
    if piece.header:
        return _block(key, own, kental).split("\n")
    name = ".".join(_bare(part) for part in key.split(".")[len(piece.parent) :])
    if own == replace(standard_of(kental), waarde=own.waarde) and piece.path == tuple(key.split(".")):
        return [f"{name} = {_toml(own.waarde)}"]
    return [f"{name} = {{ {', '.join(f'{field} = {value}' for field, value in _fields(own, kental))} }}"]


def _fresh(differ: Mapping[str, Own], standard: Kentallen, head: list[str]) -> str:
    """Return the text of a new file."""
    blocks = [_block(key, own, standard[key]) for key, own in differ.items()]
    return "\n\n".join(["\n".join(head), *blocks]) + "\n"


def _block(key: str, own: Own, kental: Kental) -> str:
    """Return a kental as a table, with what the standard says above it."""
    name = ".".join(_bare(part) for part in key.split("."))
    fields = [f"{field} = {value}" for field, value in _fields(own, kental)]
    return "\n".join([_remark(kental), f"[{name}]", *fields])


def _remark(kental: Kental) -> str:
    """Return the comment above a kental: the standard value and its source."""
    return f"# standaard {_toml(kental.waarde)} {kental.eenheid}; {_line(kental.bron)}"


def _fields(own: Own, kental: Kental) -> list[tuple[str, str]]:
    """Return the fields of a kental in TOML: source and note where they are the user's."""
    fields = [("waarde", _toml(own.waarde)), ("eenheid", _text(kental.eenheid))]
    words = (("bron", own.bron), ("toelichting", own.toelichting), ("naam", own.naam))
    return fields + [(field, _text(text)) for field, text in words if text != getattr(kental, field)]


def _under(path: tuple[str, ...], key: str) -> bool:
    """Tell whether a piece belongs to a kental."""
    parts = tuple(key.split("."))
    return bool(path) and path[: len(parts)] == parts


def _as_comment(text: str) -> list[str]:
    return [f"# niet gebruikt: {line}" for line in text.split("\n") if line.strip()]


def _without_doubles(lines: list[str]) -> list[str]:
    """Return lines with one empty line where there would be more, outside of texts over several lines."""
    kept: list[str] = []
    for line in lines:
        if line or not kept or kept[-1]:
            kept.append(line)
    return kept


def _toml(value: Any) -> str:
    """Return a number or a row of numbers in TOML."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return repr(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))


def _text(text: str) -> str:
    """Return a text in TOML, on one line."""
    signs = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    body = "".join(signs.get(sign, sign if sign.isprintable() else _escape(sign)) for sign in text)
    return f'"{body}"'


def _escape(sign: str) -> str:
    """Return a sign that cannot be seen as TOML writes it; half of a pair, which has no form there, as "?"."""
    number = ord(sign)
    if 0xD800 <= number <= 0xDFFF:
        return "?"
    return f"\\u{number:04X}" if number < 0x10000 else f"\\U{number:08X}"


def _bare(part: str) -> str:
    return part if re.fullmatch(r"[A-Za-z0-9_-]+", part) else _text(part)


def _line(text: str) -> str:
    """Return a text on one line, fit for a comment."""
    return "".join(sign if sign.isprintable() else " " for sign in " ".join(text.split()))
