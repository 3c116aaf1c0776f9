"""The DXF format as far as drawings of networks need it: AutoCAD 2000 (AC1015) as text.

A file is pairs of a group code and a value, each on a line, in the sections HEADER, TABLES, BLOCKS, ENTITIES and
OBJECTS. Every object has a handle (a hexadecimal number) and names the object that owns it. Source of the codes:
Autodesk, DXF Reference for AutoCAD 2000.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import numpy as np
import numpy.typing as npt

CONTINUOUS, DASHED = "CONTINUOUS", "DASHED"
"""Types of line."""

ENCODING, CODEPAGE = "cp1252", "ANSI_1252"
"""Letters of the file, for Python and for DXF."""

# handles of the objects that each drawing has
BLOCK_RECORDS, LAYERS, STYLES, LTYPES, VIEWS, UCS, VPORTS, APPIDS, DIMSTYLES = (
    "1",
    "2",
    "3",
    "5",
    "6",
    "7",
    "8",
    "9",
    "A",
)
ROOT, GROUPS, PLOTSTYLES, NORMAL = "C", "D", "E", "F"
PAPER, MODEL = "1B", "1F"
FIRST = 0x100
"""First handle for what differs per drawing."""

LETTER_M = 1.6
"""Height that the text style proposes for new texts, m."""

Pair = tuple[int, object]


@dataclass(frozen=True)
class Layer:
    """How a layer is drawn.

    Attributes
    ----------
    colour
        AutoCAD colour index, 1-255.
    line
        `CONTINUOUS` or `DASHED`.
    weight
        Line weight, 0.01 mm; one of the weights that AutoCAD knows.
    """

    colour: int
    line: str
    weight: int


@dataclass
class Drawing:
    """A drawing in the making; coordinates in metres."""

    _handles: Iterator[int] = field(default_factory=lambda: count(FIRST))
    _layers: dict[str, Layer] = field(default_factory=dict)
    _entities: list[Pair] = field(default_factory=list)
    _low: tuple[float, float] = (0.0, 0.0)
    _high: tuple[float, float] = (0.0, 0.0)

    def show(self, bounds: Any) -> None:
        """Let the first view show these bounds: xmin, ymin, xmax, ymax; ignored when not finite."""
        if np.isfinite(bounds).all():
            x0, y0, x1, y1 = map(float, bounds)
            self._low, self._high = (x0, y0), (x1, y1)

    def layer(self, name: str, layer: Layer) -> None:
        """Have a layer, unless there is one of that name."""
        self._layers.setdefault(name, layer)

    def polyline(self, layer: str, coordinates: npt.NDArray[np.float64]) -> None:
        """Draw an open line; coordinates of shape (n, 2)."""
        pairs: list[Pair] = [(90, len(coordinates)), (70, 0)]
        for x, y in coordinates.tolist():
            pairs += [(10, x), (20, y)]
        self._add("LWPOLYLINE", layer, "AcDbPolyline", pairs)

    def point(self, layer: str, place: tuple[float, float]) -> None:
        """Draw a point."""
        self._add("POINT", layer, "AcDbPoint", [(10, float(place[0])), (20, float(place[1])), (30, 0.0)])

    def write(
        self, layer: str, text: str, place: tuple[float, float], height: float, *, angle: float | None = None
    ) -> None:
        """Write a text that starts at a place; with an angle (degrees) one that stands centred above it."""
        line = escaped(text)
        if not line:
            return
        x, y = map(float, place)
        pairs: list[Pair] = [(10, x), (20, y), (30, 0.0), (40, height), (1, line)]
        if angle is not None:
            pairs += [(50, angle), (72, 1), (11, x), (21, y), (31, 0.0)]
        self._add("TEXT", layer, "AcDbText", [*pairs, (100, "AcDbText")])

    def text(self) -> str:
        """Return the whole drawing as the text of a file."""
        (x0, y0), (x1, y1) = self._low, self._high
        inner = [
            *_section("TABLES", self._tables()),
            *_section("BLOCKS", self._blocks()),
            *_section("ENTITIES", self._entities),
            *_section("OBJECTS", OBJECTS),
        ]
        header: list[Pair] = [
            (9, "$ACADVER"), (1, "AC1015"), (9, "$DWGCODEPAGE"), (3, CODEPAGE),
            (9, "$INSUNITS"), (70, 6), (9, "$MEASUREMENT"), (70, 1), (9, "$LUNITS"), (70, 2), (9, "$LUPREC"), (70, 3),
            (9, "$EXTMIN"), (10, x0), (20, y0), (30, 0.0), (9, "$EXTMAX"), (10, x1), (20, y1), (30, 0.0),
            (9, "$LTSCALE"), (40, 1.0), (9, "$PDMODE"), (70, 34), (9, "$PDSIZE"), (40, 1.0),
            (9, "$HANDSEED"), (5, self._handle()),
        ]  # fmt: skip
        pairs = [*_section("HEADER", header), *inner, (0, "EOF")]
        return "".join(f"{c}\n{v:.4f}\n" if isinstance(v, float) else f"{c}\n{v}\n" for c, v in pairs)

    def _handle(self) -> str:
        return f"{next(self._handles):X}"

    def _add(self, kind: str, layer: str, subclass: str, pairs: Iterable[Pair]) -> None:
        """Add an entity in model space."""
        self._entities += [(0, kind), (5, self._handle()), (330, MODEL), (100, "AcDbEntity"), (8, layer)]
        self._entities += [(100, subclass), *pairs]

    def _tables(self) -> list[Pair]:
        layers = [_layer("10", "0", Layer(7, CONTINUOUS, 25))]
        layers += [_layer(self._handle(), name, self._layers[name]) for name in sorted(self._layers)]
        lines = [
            _record("LTYPE", handle, LTYPES, "AcDbLinetypeTableRecord", name, pairs)
            for handle, name, pairs in (
                ("14", "BYBLOCK", SOLID), ("15", "BYLAYER", SOLID), ("16", CONTINUOUS, SOLID), ("17", DASHED, DASHES),
            )
        ]  # fmt: skip
        blocks = [
            _record("BLOCK_RECORD", handle, BLOCK_RECORDS, "AcDbBlockTableRecord", name, [(340, "0")])
            for handle, name in ((MODEL, "*Model_Space"), (PAPER, "*Paper_Space"))
        ]
        view = _record("VPORT", "18", VPORTS, "AcDbViewportTableRecord", "*ACTIVE", self._view())
        style = _record("STYLE", "11", STYLES, "AcDbTextStyleTableRecord", "STANDARD", LETTERS)
        app = _record("APPID", "12", APPIDS, "AcDbRegAppTableRecord", "ACAD", [(70, 0)])
        return [
            *_table("VPORT", VPORTS, [view]),
            *_table("LTYPE", LTYPES, lines),
            *_table("LAYER", LAYERS, layers),
            *_table("STYLE", STYLES, [style]),
            *_table("VIEW", VIEWS, []),
            *_table("UCS", UCS, []),
            *_table("APPID", APPIDS, [app]),
            *_table("DIMSTYLE", DIMSTYLES, [], [(100, "AcDbDimStyleTable"), (71, 0)]),
            *_table("BLOCK_RECORD", BLOCK_RECORDS, blocks),
        ]

    def _view(self) -> list[Pair]:
        """Return a view from above of the whole drawing."""
        (x0, y0), (x1, y1) = self._low, self._high
        wide = 1.5  # width / height of the window
        height = 1.05 * max(y1 - y0, (x1 - x0) / wide, 10.0)
        return [
            (70, 0), (10, 0.0), (20, 0.0), (11, 1.0), (21, 1.0), (12, (x0 + x1) / 2), (22, (y0 + y1) / 2),
            (13, 0.0), (23, 0.0), (14, 10.0), (24, 10.0), (15, 10.0), (25, 10.0), (16, 0.0), (26, 0.0), (36, 1.0),
            (17, 0.0), (27, 0.0), (37, 0.0), (40, height), (41, wide), (42, 50.0), (43, 0.0), (44, 0.0), (50, 0.0),
            (51, 0.0), (71, 0), (72, 100), (73, 1), (74, 3), (75, 0), (76, 0), (77, 0), (78, 0),
        ]  # fmt: skip

    def _blocks(self) -> list[Pair]:
        """Return the two blocks that each drawing has, empty."""
        pairs: list[Pair] = []
        for owner, name in ((MODEL, "*Model_Space"), (PAPER, "*Paper_Space")):
            space: list[Pair] = [(67, 1)] if owner == PAPER else []
            pairs += [(0, "BLOCK"), (5, self._handle()), (330, owner), (100, "AcDbEntity"), *space, (8, "0")]
            pairs += [(100, "AcDbBlockBegin"), (2, name), (70, 0), (10, 0.0), (20, 0.0), (30, 0.0), (3, name), (1, "")]
            pairs += [(0, "ENDBLK"), (5, self._handle()), (330, owner), (100, "AcDbEntity"), *space, (8, "0")]
            pairs += [(100, "AcDbBlockEnd")]
        return pairs


SOLID: tuple[Pair, ...] = ((70, 0), (3, ""), (72, 65), (73, 0), (40, 0.0))
DASHES: tuple[Pair, ...] = (
    (70, 0),
    (3, "__ __"),
    (72, 65),
    (73, 2),
    (40, 4.5),
    (49, 3.0),
    (74, 0),
    (49, -1.5),
    (74, 0),
)
LETTERS: tuple[Pair, ...] = (
    (70, 0), (40, 0.0), (41, 1.0), (50, 0.0), (71, 0), (42, LETTER_M), (3, "arial.ttf"), (4, ""),
)  # fmt: skip
OBJECTS: tuple[Pair, ...] = (
    (0, "DICTIONARY"), (5, ROOT), (330, "0"), (100, "AcDbDictionary"), (281, 1), (3, "ACAD_GROUP"), (350, GROUPS),
    (3, "ACAD_PLOTSTYLENAME"), (350, PLOTSTYLES),
    (0, "DICTIONARY"), (5, GROUPS), (330, ROOT), (100, "AcDbDictionary"), (281, 1),
    (0, "ACDBDICTIONARYWDFLT"), (5, PLOTSTYLES), (330, ROOT), (100, "AcDbDictionary"), (281, 1), (3, "Normal"),
    (350, NORMAL), (100, "AcDbDictionaryWithDefault"), (340, NORMAL),
    (0, "ACDBPLACEHOLDER"), (5, NORMAL), (330, PLOTSTYLES),
)  # fmt: skip
"""The dictionaries that each drawing has, and the plot style that its layers name."""


def escaped(text: str) -> str:
    r"""Return a text as DXF writes it: on one line, in the letters of `ENCODING`, others as ``\U+XXXX``."""
    line = re.sub(r"\\(?=[UM]\+)", r"\\U+005C", " ".join(str(text).split()))
    line = line.replace("^", "\\U+005E").replace("%%", "%%%%%%")
    return "".join(map(_letter, line))


def _letter(letter: str) -> str:
    if letter.isprintable():
        try:
            letter.encode(ENCODING)
        except UnicodeEncodeError:
            units = letter.encode("utf-16-be", "surrogatepass")
            return "".join(f"\\U+{units[i : i + 2].hex().upper()}" for i in range(0, len(units), 2))
        return letter
    return ""


def _section(name: str, pairs: Iterable[Pair]) -> Iterator[Pair]:
    yield from ((0, "SECTION"), (2, name))
    yield from pairs
    yield (0, "ENDSEC")


def _table(name: str, handle: str, records: Sequence[list[Pair]], extra: Sequence[Pair] = ()) -> list[Pair]:
    pairs: list[Pair] = [(0, "TABLE"), (2, name), (5, handle), (330, "0"), (100, "AcDbSymbolTable"), (70, len(records))]
    pairs += extra
    for record in records:
        pairs += record
    return [*pairs, (0, "ENDTAB")]


def _record(kind: str, handle: str, owner: str, subclass: str, name: str, pairs: Sequence[Pair]) -> list[Pair]:
    head: list[Pair] = [(0, kind), (5, handle), (330, owner), (100, "AcDbSymbolTableRecord"), (100, subclass)]
    return [*head, (2, name), *pairs]


def _layer(handle: str, name: str, layer: Layer) -> list[Pair]:
    pairs: list[Pair] = [(70, 0), (62, layer.colour), (6, layer.line), (370, layer.weight), (390, NORMAL)]
    return _record("LAYER", handle, LAYERS, "AcDbLayerTableRecord", name, pairs)
