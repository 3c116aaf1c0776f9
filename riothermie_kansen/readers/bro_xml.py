"""XML as the BRO writes it, read with nothing switched on: elements, attributes and text.

No document type, no entities but the five of XML itself, no reference to anything outside the file; limits on size,
depth and number of elements. What goes beyond that is refused in one sentence. Elements and attributes go by their
local name: the prefixes of a document say nothing that its names do not.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import InputError

MAX_BYTES = 100_000_000
"""Largest file; the largest message of the BRO is a few MB."""

MAX_DEPTH = 100
"""Deepest element; a message of the BRO has about twenty levels."""

MAX_ELEMENTS = 3_000_000
"""Most elements; a message of the BRO has some hundreds, so this is far more than fits in a file of that size."""

_NAME = r"[A-Za-z_\u00c0-\uffff][\w.\-\u00b7]*(?::[A-Za-z_\u00c0-\uffff][\w.\-\u00b7]*)?"
_OPEN = re.compile(rf"<({_NAME})((?:\s+{_NAME}\s*=\s*(?:\"[^<\"]*\"|'[^<']*'))*)\s*(/?)>")
_CLOSE = re.compile(rf"</({_NAME})\s*>")
_ATTRIBUTE = re.compile(rf"({_NAME})\s*=\s*(?:\"([^<\"]*)\"|'([^<']*)')")
_COMMENT = re.compile(r"<!--(?:[^-]|-[^-])*-->")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_INSTRUCTION = re.compile(rf"<\?(?!xml[\s?])({_NAME})(?:\s.*?)?\?>", re.DOTALL)
_DECLARATION = re.compile(
    r"<\?xml\s+version\s*=\s*[\"']1\.[0-9]+[\"'](?:\s+encoding\s*=\s*[\"']([A-Za-z][\w.\-]*)[\"'])?"
    r"(?:\s+standalone\s*=\s*[\"'](?:yes|no)[\"'])?\s*\?>"
)
_REFERENCE = re.compile(r"&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos));")
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ENCODINGS = {
    **dict.fromkeys(("utf-8", "utf8", "us-ascii", "ascii"), "utf-8"),
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1"), "iso-8859-1"),
    **dict.fromkeys(("windows-1252", "cp1252"), "cp1252"),
    "iso-8859-15": "iso-8859-15",
}
_BLANK = " \t\r\n"


@dataclass(slots=True)
class Element:
    """An element.

    Attributes
    ----------
    name
        Local name.
    attributes
        Local name to value.
    children
        Elements in it, in order.
    text
        Text directly in it, all pieces together.
    """

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def first(self, *path: str) -> Element | None:
        """Return the first element along a path of local names, None where there is none."""
        here: Element | None = self
        for name in path:
            here = next((child for child in here.children if child.name == name), None) if here else None
        return here

    def all(self, *path: str) -> list[Element]:
        """Return all elements along a path of local names."""
        here = [self]
        for name in path:
            here = [child for element in here for child in element.children if child.name == name]
        return here

    def value(self, *path: str) -> str:
        """Return the trimmed text of the first element along a path, "" where there is none."""
        found = self.first(*path)
        return " ".join(found.text.split()) if found else ""

    def every(self, *names: str) -> Iterator[Element]:
        """Yield the outermost elements of these names, however deep they lie, in order."""
        waiting = [self]
        while waiting:
            here = waiting.pop()
            if here.name in names:
                yield here
            else:
                waiting.extend(here.children[::-1])


def read_xml(path: Path) -> Element:
    """Return the root element of a file.

    Raises
    ------
    InputError
        The file cannot be opened, is too large, is no (complete) XML, or asks for a document type or entities.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError("xml_te_groot", file=path.name, size=size // 1_000_000, most=MAX_BYTES // 1_000_000)
        data = path.read_bytes()
    except OSError as error:
        raise InputError("xml_niet_te_openen", file=path.name) from error
    return parse(data, path.name)


def parse(data: bytes, name: str) -> Element:
    """Return the root element of a document; `name` is that of the file, for an error.

    Raises
    ------
    InputError
        It is no XML, or asks for a document type or entities.
    """
    text = _decoded(data, name)
    stack: list[Element] = []
    opened: list[str] = []
    root: Element | None = None
    place = count = 0
    while place < len(text):
        end = text.find("<", place)
        end = len(text) if end < 0 else end
        if end > place:
            _add_text(text, place, end, stack, name)
            place = end
            continue
        if opening := _OPEN.match(text, place):
            count += 1
            if count > MAX_ELEMENTS:
                raise InputError("xml_te_veel", file=name, most=MAX_ELEMENTS)
            qualified, attributes, closed = opening.groups()
            element = Element(_local(qualified), _attributes(attributes, text, place, name))
            if not stack and root is not None:
                raise _broken(text, place, name)
            root = root or element
            _into(element, stack)
            if not closed:
                stack.append(element)
                opened.append(qualified)
                _refuse_depth(stack, text, place, name)
            place = opening.end()
        elif closing := _CLOSE.match(text, place):
            if not opened or opened.pop() != closing[1]:
                raise _broken(text, place, name)
            stack.pop()
            place = closing.end()
        else:
            place = _aside(text, place, stack, name)
    if root is None or stack:
        raise _broken(text, len(text), name)
    return root


def _into(element: Element, stack: list[Element]) -> None:
    if stack:
        stack[-1].children.append(element)


def _refuse_depth(stack: list[Element], text: str, place: int, name: str) -> None:
    if len(stack) > MAX_DEPTH:
        raise InputError("xml_te_diep", file=name, line=_line(text, place), most=MAX_DEPTH)


def _aside(text: str, place: int, stack: list[Element], name: str) -> int:
    """Take what is no element at a place (text as it is, a comment, an instruction) and return where it ends."""
    if (cdata := _CDATA.match(text, place)) and stack:
        stack[-1].text += cdata[1]
        return cdata.end()
    if other := _COMMENT.match(text, place) or _INSTRUCTION.match(text, place):
        return other.end()
    if text.startswith(("<!DOCTYPE", "<!ENTITY"), place):
        raise InputError("xml_doctype", file=name, line=_line(text, place))
    raise _broken(text, place, name)


def _decoded(data: bytes, name: str) -> str:
    """Return the text of a document without its XML declaration, line ends as one sign."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        data = data.removeprefix(codecs.BOM_UTF8)
        start = _DECLARATION.match(data[:200].decode("latin-1"))
        stated = (start[1] or "utf-8").lower() if start else "utf-8"
        if stated not in _ENCODINGS:
            raise InputError("xml_codering", file=name, encoding=stated[:40])
        encoding = _ENCODINGS[stated]
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError("xml_codering", file=name, encoding=encoding) from error
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    wrong = _NOT_XML.search(text)
    if wrong:
        raise _broken(text, wrong.start(), name)
    start = _DECLARATION.match(text)
    # the declaration gives way to blanks, so that lines keep their numbers
    return "\n" * start[0].count("\n") + text[start.end() :] if start else text


def _add_text(text: str, place: int, end: int, stack: list[Element], name: str) -> None:
    piece = text[place:end]
    if not stack:
        if piece.strip(_BLANK):
            raise _broken(text, place, name)
        return
    if "]]>" in piece:
        raise _broken(text, place, name)
    stack[-1].text += _resolved(piece, text, place, name)


def _attributes(source: str, text: str, place: int, name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    names: set[str] = set()
    for match in _ATTRIBUTE.finditer(source):
        if match[1] in names:
            raise _broken(text, place, name)
        names.add(match[1])
        raw = match[2] if match[2] is not None else match[3]
        if match[1] != "xmlns" and not match[1].startswith("xmlns:"):
            found[_local(match[1])] = _resolved(raw.replace("\n", " ").replace("\t", " "), text, place, name)
    return found


def _resolved(piece: str, text: str, place: int, name: str) -> str:
    """Return text with its references filled in; any other ampersand is an error."""
    if "&" not in piece:
        return piece
    parts, at = [], 0
    for match in _REFERENCE.finditer(piece):
        parts += [piece[at : match.start()], _character(match, text, place, name)]
        at = match.end()
    rest = [*parts[::2], piece[at:]]
    if any("&" in part for part in rest):
        raise InputError("xml_entiteit", file=name, line=_line(text, place + piece.index("&")))
    return "".join(parts) + piece[at:]


def _character(match: re.Match[str], text: str, place: int, name: str) -> str:
    if match[3]:
        return _ENTITIES[match[3]]
    number = int(match[1]) if match[1] else int(match[2], 16)
    if number > 0x10FFFF or _NOT_XML.match(chr(number)):
        raise _broken(text, place, name)
    return chr(number)


def _local(qualified: str) -> str:
    return qualified.rpartition(":")[2]


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _broken(text: str, place: int, name: str) -> InputError:
    return InputError("xml_kapot", file=name, line=_line(text, place))
