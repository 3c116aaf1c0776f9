"""A pipe and what lies above and below it, drawn over the map."""

from __future__ import annotations

from typing import Any

from qgis.core import Qgis, QgsGeometry
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtGui import QColor

PIPE, UPSTREAM, DOWNSTREAM = "leiding", "bovenstrooms", "benedenstrooms"

COLOURS = {UPSTREAM: "#00a99d", DOWNSTREAM: "#7b1fa2", PIPE: "#ffd600"}
"""Turquoise and purple: neither is a colour of the maps, and they differ in lightness for who sees colours less."""

EDGE = {UPSTREAM: "#ffffff", DOWNSTREAM: "#ffffff", PIPE: "#000000"}
WIDTHS = {UPSTREAM: 4, DOWNSTREAM: 4, PIPE: 6}


class Highlight:
    """Three bands over a map canvas.

    Parameters
    ----------
    canvas
        The map canvas.
    """

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas
        self.shown: tuple[Any, dict[str, list[QgsGeometry]]] | None = None
        self.bands = {}
        for part in (UPSTREAM, DOWNSTREAM, PIPE):
            band = QgsRubberBand(canvas, Qgis.GeometryType.Line)
            band.setColor(QColor(COLOURS[part]))
            band.setSecondaryStrokeColor(QColor(EDGE[part]))
            band.setWidth(WIDTHS[part])
            self.bands[part] = band
        canvas.destinationCrsChanged.connect(self._again)

    def show(self, layer: Any, parts: dict[str, list[QgsGeometry]]) -> None:
        """Draw geometries of a layer; they are brought to the coordinates of the canvas."""
        self.shown = (layer, parts)
        for part, band in self.bands.items():
            band.setToGeometry(QgsGeometry.collectGeometry(parts.get(part, [])), layer)

    def extent(self) -> Any:
        """Return the rectangle of what is drawn, in the coordinates of the canvas; None when nothing is."""
        found = None
        for band in self.bands.values():
            if band.numberOfVertices():
                box = band.asGeometry().boundingBox()
                found = box if found is None else found
                found.combineExtentWith(box)
        return found

    def clear(self) -> None:
        """Take away what is drawn."""
        self.shown = None
        for band in self.bands.values():
            band.reset(Qgis.GeometryType.Line)

    def remove(self) -> None:
        """Take the bands off the canvas."""
        self.canvas.destinationCrsChanged.disconnect(self._again)
        for band in self.bands.values():
            self.canvas.scene().removeItem(band)
        self.bands.clear()

    def _again(self) -> None:
        """Draw again in other coordinates."""
        if self.shown is not None:
            self.show(*self.shown)
