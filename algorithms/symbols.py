"""Symbols of QGIS as plain dictionaries, for a map that is drawn outside QGIS.

A symbol becomes ``{"layers": [...], "opacity": 1.0}``; a symbol layer a dictionary with its type ``t``:

- ``line``: color, width, dash, offset, cap, join
- ``fill``: color (None: open), style (solid or a hatch), stroke, width, dash
- ``hatch``: angle, distance, line (a symbol layer ``line``)
- ``mark``: shape, size, color, stroke, width, angle, dx, dy
- ``along``: marks (symbol layers ``mark``) on a line: place, interval, turn
- ``centre``: marks in the middle of an area
- ``image``: a picture of a mark that has no simple shape: png, size

Lengths are mm on the screen, or ``{"m": metres}`` on the ground; colours ``#rrggbbaa``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qgis.core import (
    Qgis,
    QgsCentroidFillSymbolLayer,
    QgsLinePatternFillSymbolLayer,
    QgsMarkerLineSymbolLayer,
    QgsMarkerSymbol,
    QgsProperty,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSimpleMarkerSymbolLayer,
    QgsSymbol,
    QgsSymbolLayer,
)
from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QSize, Qt
from qgis.PyQt.QtGui import QColor

MM = {
    Qgis.RenderUnit.Millimeters: 1.0,
    Qgis.RenderUnit.Points: 25.4 / 72.0,
    Qgis.RenderUnit.Pixels: 25.4 / 96.0,
    Qgis.RenderUnit.Inches: 25.4,
}
"""Millimetres in a unit; the others are metres on the ground."""

DASHES = {
    Qt.PenStyle.DashLine: (4.0, 2.0),
    Qt.PenStyle.DotLine: (1.0, 2.0),
    Qt.PenStyle.DashDotLine: (4.0, 2.0, 1.0, 2.0),
    Qt.PenStyle.DashDotDotLine: (4.0, 2.0, 1.0, 2.0, 1.0, 2.0),
}
"""In widths of the line, as Qt has them."""
CAPS = {Qt.PenCapStyle.RoundCap: "round", Qt.PenCapStyle.SquareCap: "square"}
JOINS = {Qt.PenJoinStyle.RoundJoin: "round", Qt.PenJoinStyle.MiterJoin: "miter"}
BRUSHES = {
    Qt.BrushStyle.BDiagPattern: "bdiag",
    Qt.BrushStyle.FDiagPattern: "fdiag",
    Qt.BrushStyle.DiagCrossPattern: "cross",
    Qt.BrushStyle.HorPattern: "hor",
    Qt.BrushStyle.VerPattern: "ver",
    Qt.BrushStyle.CrossPattern: "grid",
}
SHAPES = {
    Qgis.MarkerShape.Circle: "circle",
    Qgis.MarkerShape.Square: "square",
    Qgis.MarkerShape.Diamond: "diamond",
    Qgis.MarkerShape.Triangle: "triangle",
    Qgis.MarkerShape.EquilateralTriangle: "equilateral",
    Qgis.MarkerShape.Pentagon: "pentagon",
    Qgis.MarkerShape.Hexagon: "hexagon",
    Qgis.MarkerShape.Star: "star",
    Qgis.MarkerShape.Cross: "plus",
    Qgis.MarkerShape.Cross2: "times",
    Qgis.MarkerShape.CrossFill: "plusfill",
    Qgis.MarkerShape.Line: "bar",
    Qgis.MarkerShape.ArrowHead: "arrow",
    Qgis.MarkerShape.ArrowHeadFilled: "head",
}
PLACES = {
    Qgis.MarkerLinePlacement.CentralPoint: "middle",
    Qgis.MarkerLinePlacement.SegmentCenter: "middle",
    Qgis.MarkerLinePlacement.FirstVertex: "first",
    Qgis.MarkerLinePlacement.LastVertex: "last",
    Qgis.MarkerLinePlacement.Interval: "interval",
    Qgis.MarkerLinePlacement.Vertex: "vertex",
    Qgis.MarkerLinePlacement.InnerVertices: "vertex",
}
IMAGE_PX = 64

Property = QgsSymbolLayer.Property
Path = tuple[int, ...]
Given = Mapping[tuple[Path, int], Any]
"""Path of a symbol layer in a symbol and a property to the value that an expression gave it."""


@dataclass(frozen=True)
class Driven:
    """A property of a symbol layer that an expression sets per feature."""

    path: Path
    key: int
    expression: QgsProperty


def driven(symbol: QgsSymbol, path: Path = ()) -> Iterator[Driven]:
    """Yield the properties of a symbol that differ per feature."""
    for i, layer in enumerate(symbol.symbolLayers()):
        found = layer.dataDefinedProperties()
        for key in sorted(found.propertyKeys()):
            if found.property(key).isActive():
                yield Driven((*path, i), key, found.property(key))
        if layer.subSymbol() is not None:
            yield from driven(layer.subSymbol(), (*path, i))


def described(symbol: QgsSymbol, given: Given, *, step_mm: float, path: Path = ()) -> dict[str, Any]:
    """Return a symbol as a dictionary.

    Parameters
    ----------
    symbol
        Of QGIS.
    given
        What expressions gave for one feature, see `driven`.
    step_mm
        Lengths on the screen are rounded to this.
    path
        Of a symbol within a symbol.
    """
    layers = []
    for i, layer in enumerate(symbol.symbolLayers()):
        here = (*path, i)
        mine = {key: value for (where, key), value in given.items() if where == here and value is not None}
        if not mine.get(Property.LayerEnabled, layer.enabled()):
            continue
        made = _Layer(layer, mine, given, here, step_mm).described()
        if made is not None:
            layers.append({**made, "pass": layer.renderingPass()} if layer.renderingPass() and not path else made)
    return {"layers": layers, "opacity": round(symbol.opacity(), 2)}


def color(value: QColor, *, step: int = 1) -> str:
    """Return a colour as ``#rrggbbaa``, each part rounded to `step`."""
    parts = (value.red(), value.green(), value.blue(), value.alpha())
    return "#" + "".join(f"{min(255, round(part / step) * step):02x}" for part in parts)


def length(value: float, unit: Qgis.RenderUnit, step_mm: float) -> float | dict[str, float]:
    """Return a length in mm on the screen, or as ``{"m": metres}`` on the ground."""
    if unit in MM:
        return round(round(value * MM[unit] / step_mm) * step_mm, 4)
    return {"m": round(value, 3)}


@dataclass
class _Layer:
    """A symbol layer with what expressions gave it."""

    layer: QgsSymbolLayer
    mine: Mapping[int, Any]
    given: Given
    path: Path
    step: float

    def described(self) -> dict[str, Any] | None:
        """Return the symbol layer as a dictionary, None for one that draws nothing."""
        layer = self.layer
        if isinstance(layer, QgsSimpleLineSymbolLayer):
            return self._line()
        if isinstance(layer, QgsSimpleFillSymbolLayer):
            return self._fill()
        if isinstance(layer, QgsSimpleMarkerSymbolLayer):
            return self._mark()
        inner = layer.subSymbol()
        if isinstance(layer, QgsLinePatternFillSymbolLayer):
            lines = [item for item in self._inner(inner) if item["t"] == "line"]
            return None if not lines else {
                "t": "hatch", "angle": self._number(Property.LineAngle, layer.lineAngle()),
                "distance": self._length(Property.LineDistance, layer.distance(), layer.distanceUnit()),
                "line": lines[0],
            }  # fmt: skip
        if isinstance(layer, QgsMarkerLineSymbolLayer):
            places = layer.placements()
            place = next((name for kind, name in PLACES.items() if places & kind), "middle")
            return {
                "t": "along", "place": place, "turn": layer.rotateSymbols(), "marks": self._inner(inner),
                "interval": self._length(Property.Interval, layer.interval(), layer.intervalUnit()),
            }  # fmt: skip
        if isinstance(layer, QgsCentroidFillSymbolLayer):
            return {"t": "centre", "marks": self._inner(inner)}
        return self._other()

    def _inner(self, symbol: QgsSymbol) -> list[dict[str, Any]]:
        return described(symbol, self.given, step_mm=self.step, path=self.path)["layers"]

    def _number(self, key: int, value: float) -> float:
        return round(float(self.mine.get(key, value)), 2)

    def _length(self, key: int, value: float, unit: Qgis.RenderUnit):
        return length(float(self.mine.get(key, value)), unit, self.step)

    def _color(self, key: int, value: QColor) -> str:
        parsed = _parsed(self.mine[key]) if key in self.mine else None
        return color(value) if parsed is None else color(parsed, step=4)

    def _dash(self, style: Qt.PenStyle, width: float) -> list[float]:
        named = {"dash": Qt.PenStyle.DashLine, "dot": Qt.PenStyle.DotLine, "solid": Qt.PenStyle.SolidLine}
        style = named.get(str(self.mine.get(Property.StrokeStyle, "")), style)
        return [round(part * max(width, 0.1), 2) for part in DASHES.get(style, ())]

    def _line(self) -> dict[str, Any] | None:
        layer = self.layer
        if layer.penStyle() == Qt.PenStyle.NoPen or self.mine.get(Property.StrokeStyle) == "no":
            return None
        width = self._length(Property.StrokeWidth, layer.width(), layer.widthUnit())
        if layer.useCustomDashPattern():
            dash = [length(part, layer.customDashPatternUnit(), 0.01) for part in layer.customDashVector()]
        else:
            dash = self._dash(layer.penStyle(), width if isinstance(width, float) else 0.3)
        return {
            "t": "line", "color": self._color(Property.StrokeColor, layer.color()), "width": width, "dash": dash,
            "offset": self._length(Property.Offset, layer.offset(), layer.offsetUnit()),
            "cap": CAPS.get(layer.penCapStyle(), "butt"), "join": JOINS.get(layer.penJoinStyle(), "bevel"),
        }  # fmt: skip

    def _fill(self) -> dict[str, Any]:
        layer = self.layer
        brush = layer.brushStyle()
        if "FillStyle" in Property.__members__ and self.mine.get(Property.FillStyle) == "no":
            brush = Qt.BrushStyle.NoBrush
        none = layer.strokeStyle() == Qt.PenStyle.NoPen or self.mine.get(Property.StrokeStyle) == "no"
        width = self._length(Property.StrokeWidth, layer.strokeWidth(), layer.strokeWidthUnit())
        open_ = brush == Qt.BrushStyle.NoBrush
        return {
            "t": "fill", "color": None if open_ else self._color(Property.FillColor, layer.fillColor()),
            "style": BRUSHES.get(brush, "solid"),
            "stroke": None if none else self._color(Property.StrokeColor, layer.strokeColor()),
            "width": width, "join": JOINS.get(layer.penJoinStyle(), "bevel"),
            "dash": self._dash(layer.strokeStyle(), width if isinstance(width, float) else 0.3),
        }  # fmt: skip

    def _mark(self) -> dict[str, Any]:
        layer = self.layer
        offset = self.mine.get(Property.Offset)
        point = layer.offset() if offset is None else _point(offset)
        return {
            "t": "mark", "shape": SHAPES.get(layer.shape(), "circle"),
            "size": self._length(Property.Size, layer.size(), layer.sizeUnit()),
            "color": self._color(Property.FillColor, layer.fillColor()),
            "stroke": None if layer.strokeStyle() == Qt.PenStyle.NoPen
            else self._color(Property.StrokeColor, layer.strokeColor()),
            "width": self._length(Property.StrokeWidth, layer.strokeWidth(), layer.strokeWidthUnit()),
            "angle": self._number(Property.Angle, layer.angle()),
            "dx": length(point.x(), layer.offsetUnit(), self.step),
            "dy": length(point.y(), layer.offsetUnit(), self.step),
        }  # fmt: skip

    def _other(self) -> dict[str, Any] | None:
        """Return a picture of a mark; of lines and areas their colour."""
        layer = self.layer
        kind = layer.type()
        if kind == Qgis.SymbolType.Marker:
            size = self._length(Property.Size, layer.size(), layer.sizeUnit())
            return {"t": "image", "png": _picture(layer), "size": size}
        if kind == Qgis.SymbolType.Line:
            width = length(layer.width(), layer.outputUnit(), self.step)
            return {
                "t": "line", "color": color(layer.color()), "width": width, "dash": [], "offset": 0.0, "cap": "round",
                "join": "round",
            }  # fmt: skip
        if kind == Qgis.SymbolType.Fill:
            return {
                "t": "fill", "color": color(layer.color()), "style": "solid", "stroke": None, "width": 0.0,
                "join": "bevel", "dash": [],
            }  # fmt: skip
        return None


def _parsed(given: Any) -> QColor | None:
    """Return a colour as an expression gives it: ``"r,g,b"``, ``"r,g,b,a"`` or a name; None for what is none."""
    if isinstance(given, QColor):
        return given
    text = str(given)
    parts = text.split(",")
    if len(parts) >= 3 and all(part.strip().isdecimal() for part in parts[:4]):
        return QColor(*(min(int(part), 255) for part in parts[:4]))
    found = QColor(text)
    return found if found.isValid() else None


def _point(given: Any) -> QPointF:
    """Return an offset as an expression gives it: ``"x,y"`` or a list of two."""
    parts = given.split(",") if isinstance(given, str) else list(given)
    return QPointF(float(parts[0]), float(parts[1]))


def _picture(layer: QgsSymbolLayer) -> str:
    """Return a mark as a PNG in base64."""
    symbol = QgsMarkerSymbol([layer.clone()])
    symbol.setSize(10.0)
    image = symbol.asImage(QSize(IMAGE_PX, IMAGE_PX))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data.toBase64()).decode("ascii")
