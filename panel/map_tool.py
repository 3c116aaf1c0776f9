"""The map tool: click a pipe, and see what it carries, where that comes from and where it goes to."""

from __future__ import annotations

from typing import Any

from qgis.core import NULL, Qgis, QgsFeatureRequest
from qgis.gui import QgsMapTool
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtWidgets import QApplication

from ..algorithms.environment import MAP_TOOL, TITLE, packages_problem
from .highlight import DOWNSTREAM, PIPE, UPSTREAM, Highlight
from .map_tool_card import PipeCard
from .map_tool_layers import Cache, Followed, at, kind_of
from .map_tool_words import Told, told

translate = QCoreApplication.translate

KEY = "leidingvolgen"
"""The command, and its place among the tools of the plugin."""

REACH = 8
"""Pixels around a click in which a pipe is looked for."""


class PipeTool(QgsMapTool):
    """Follows the pipes of the layers on the map.

    Parameters
    ----------
    iface
        The desktop of QGIS.
    """

    def __init__(self, iface: Any) -> None:  # noqa: QGS105 (the plugin has it)
        super().__init__(iface.mapCanvas())
        self.iface = iface
        self.highlight = Highlight(self.canvas())
        self.card = PipeCard(self.canvas())
        self.card.cleared.connect(self.clear)
        self.card.zoomed.connect(self.zoom)
        self.cache = Cache(self._changed)
        self.shown: str | None = None  # id of the layer whose pipe is told of
        self.setCursor(Qt.CursorShape.WhatsThisCursor)

    def layers(self) -> list[Any]:
        """Return the layers on the map that have pipes to follow, the upper one first."""
        return [layer for layer in self.canvas().layers() if kind_of(layer) is not None]

    def activate(self) -> None:
        """Say what to do; of one selected pipe tell at once."""
        super().activate()
        for layer in self.layers():
            if layer.selectedFeatureCount() == 1:
                self.follow(layer, next(iter(layer.selectedFeatureIds())))
                return
        if not self.layers():
            text = translate(
                "Riothermie",
                "No sewer or heat network is on the map yet: make a map of opportunities or a heat network first.",
            )
            self._say(text)

    def deactivate(self) -> None:
        """Clear when another tool is chosen."""
        self.clear()
        super().deactivate()

    def canvasReleaseEvent(self, event: Any) -> None:
        """Tell of the pipe that was clicked; elsewhere, or with the other button, clear."""
        if event.button() != Qt.MouseButton.LeftButton:
            self.clear()
            return
        radius = REACH * self.canvas().mapUnitsPerPixel()
        found = at(self.canvas(), event.mapPoint(), radius, self.layers())
        if found is None:
            self.clear()
        else:
            self.follow(*found)

    def keyPressEvent(self, event: Any) -> None:
        """Clear with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            event.accept()
        else:
            super().keyPressEvent(event)

    def follow(self, layer: Any, fid: int) -> Told | None:
        """Draw and tell of a pipe; None when it is not there any more, or a package is missing."""
        problem = packages_problem(MAP_TOOL)
        if problem:
            self._say(problem)
            return None
        from ..riothermie_kansen.sewer.tracing import follow

        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            followed = self.cache.get(layer, kind_of(layer))
            row = followed.row.get(fid)
            if row is None:
                self.clear()
                return None
            trail = follow(followed.trails, row)
            self.highlight.show(layer, _parts(followed, trail, row))
        finally:
            QApplication.restoreOverrideCursor()
        self.shown = layer.id()
        words = told(_values(layer, fid), followed, trail, row)
        self.card.tell(words)
        return words

    def zoom(self) -> None:
        """Show all that is drawn, beside the card."""
        box = self.highlight.extent()
        if box is not None:
            box.scale(1.1)
            canvas = self.canvas()
            free = max(canvas.width() - self.card.geometry().right(), canvas.width() // 4)
            box.setXMinimum(
                box.xMaximum() - max(box.width(), box.height() * free / canvas.height()) * canvas.width() / free
            )
            canvas.setExtent(box)
            canvas.refresh()

    def clear(self) -> None:
        """Take away what is drawn and told."""
        self.shown = None
        self.highlight.clear()
        self.card.hide()

    def remove(self) -> None:
        """Leave nothing on the canvas."""
        if self.canvas().mapTool() is self:
            self.canvas().unsetMapTool(self)
        self.clear()
        self.cache.clear()
        self.canvas().removeEventFilter(self.card)
        self.highlight.remove()
        self.card.deleteLater()

    def _changed(self, layer: str) -> None:
        if layer == self.shown:
            self.clear()

    def _say(self, text: str) -> None:
        self.iface.messageBar().pushMessage(TITLE, text, Qgis.MessageLevel.Info)


def toggle(around: Any, checked: bool) -> None:
    """Take the tool in hand, or put it away."""
    tool = around.tools.get(KEY)
    if tool is None:
        tool = around.tools[KEY] = PipeTool(around.iface)
        tool.setAction(around.actions[KEY])
        around.undo.append(tool.remove)
    if checked:
        around.iface.mapCanvas().setMapTool(tool)
    elif around.iface.mapCanvas().mapTool() is tool:
        around.iface.actionPan().trigger()


def _parts(followed: Followed, trail: Any, row: int) -> dict[str, list[Any]]:
    """Return the geometries to draw; pipes of a loop, which are both, as upstream."""
    above = set(trail.upstream.tolist())
    parts = {
        UPSTREAM: trail.upstream.tolist(),
        DOWNSTREAM: [pipe for pipe in trail.downstream.tolist() if pipe not in above],
        PIPE: [row],
    }
    return {
        name: [followed.geometries[pipe] for pipe in pipes if not followed.geometries[pipe].isEmpty()]
        for name, pipes in parts.items()
    }


def _values(layer: Any, fid: int) -> dict[str, Any]:
    """Return the attributes of a feature by their lower-case name."""
    request = QgsFeatureRequest().setFilterFid(fid).setFlags(Qgis.FeatureRequestFlag.NoGeometry)
    values: dict[str, Any] = {}
    for feature in layer.getFeatures(request):
        for field, value in zip(layer.fields(), feature.attributes(), strict=True):
            values.setdefault(field.name().lower(), None if value is None or value == NULL else value)
    return values
