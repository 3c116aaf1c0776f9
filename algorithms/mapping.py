"""Maps of output layers: which layers a page shows, how far it is zoomed in, images with a legend for the report.

Layers keep their own styles; one without a style gets that of its role. The printed pages (`print_pdf`) draw the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsMapHitTest,
    QgsMapLayer,
    QgsMapRendererCustomPainterJob,
    QgsMapSettings,
    QgsRectangle,
    QgsRenderContext,
    QgsSymbol,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen, QPolygonF

from ..riothermie_kansen.callbacks import Cancelled, Progress, never, silent, stop_if
from .layout_styles import dress
from .sources import RD

if TYPE_CHECKING:
    from ..riothermie_kansen.report.sheets import Sheet

INK = "#16324a"
LEAST_M = 200.0
"""Side of the smallest map: a single point is shown with its surroundings."""
ROOM = 1.08
"""How much larger a map is than what it shows."""
CSS_DPI, DOUBLE = 96.0, 2.0
"""Images have two pixels for each of the page, for sharp screens and paper."""
BARS = (1.0, 2.0, 5.0)

AREAS = ("kavels", "geschiktheid", "geschiktheid_gebieden", "restricties", "restrictiedelen", "clusters")
"""Roles of polygons that are larger than a building: these lie below buildings."""

Layers = Mapping[str, Sequence[QgsVectorLayer]]
"""Key of a role to the layers that have it."""


@dataclass(frozen=True)
class Drawing:
    """What a map shows.

    Attributes
    ----------
    layers
        The upper one first.
    extent
        In RD.
    titles
        Id of a layer to its title; a layer without one is not in the legend.
    """

    layers: tuple[QgsMapLayer, ...]
    extent: QgsRectangle
    titles: Mapping[str, str]

    def settings(self, size: QSize, dpi: float) -> QgsMapSettings:
        """Return the settings of a map of so many pixels; the extent grows to its shape."""
        made = QgsMapSettings()
        made.setDestinationCrs(QgsCoordinateReferenceSystem(RD))
        made.setLayers(list(self.layers))
        made.setOutputSize(size)
        made.setOutputDpi(dpi)
        made.setExtent(self.extent)
        made.setBackgroundColor(QColor("white"))
        made.setFlag(Qgis.MapSettingsFlag.Antialiasing, True)
        made.setFlag(Qgis.MapSettingsFlag.UseAdvancedEffects, True)
        return made


@dataclass(frozen=True)
class Entry:
    """A line of a legend: what it means and how it looks (PNG)."""

    label: str
    png: bytes


@dataclass(frozen=True)
class Legend:
    """What a layer shows on the map at hand; a layer with one symbol has one entry without a label."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class MapImage:
    """A map as an image.

    Attributes
    ----------
    png
        The image, with scale bar and north arrow in it.
    width_px, height_px
        Its size; to be shown at half of that.
    extent
        (xmin, ymin, xmax, ymax) in RD, m.
    scale
        Denominator of the scale on a screen of 96 pixels an inch.
    legend
        Per layer what can be seen, the upper one first.
    """

    png: bytes
    width_px: int
    height_px: int
    extent: tuple[float, float, float, float]
    scale: float
    legend: tuple[Legend, ...] = field(default=())


def map_images(
    sheets: Iterable[Sheet],
    layers: Layers,
    background: Sequence[QgsMapLayer] = (),
    *,
    width_px: int = 1500,
    height_px: int = 950,
    language: str = "nl",
    cancelled: Cancelled = never,
    progress: Progress = silent,
) -> dict[str, MapImage]:
    """Draw the map of each sheet that has one.

    Parameters
    ----------
    sheets
        Of the report; only `key`, `roles` and `focus` are used.
    layers
        Key of a role to its layers, living in the thread that calls this.
    background
        Drawn under every map, the upper one first.
    width_px, height_px
        Of the images.
    language
        Of the titles in the legend.
    cancelled, progress
        Of the run.

    Returns
    -------
        Key of the sheet to its map; without those whose layers are absent or empty.

    Raises
    ------
    CancelledError
        The user cancelled.
    """
    mine, below = own(layers, background)
    found = {sheet.key: drawing(sheet, mine, below, language=language) for sheet in sheets}
    wanted = {key: one for key, one in found.items() if one is not None}
    images: dict[str, MapImage] = {}
    for number, (key, one) in enumerate(wanted.items()):
        images[key] = draw(one, width_px, height_px, cancelled=cancelled)
        stop_if(cancelled)
        progress(100.0 * (number + 1) / len(wanted))
    return images


def own(layers: Layers, background: Sequence[QgsMapLayer]) -> tuple[dict[str, list[QgsVectorLayer]], list[QgsMapLayer]]:
    """Return copies of layers, those with the plain symbol of QGIS in the style of their role.

    What is the user's stays as it is, whatever is done to the copies.
    """
    mine = {key: [layer.clone() for layer in some] for key, some in layers.items()}
    for key, some in mine.items():
        for layer in some:
            dress(layer, key)
    return mine, [layer.clone() for layer in background]


def drawing(
    sheet: Sheet, layers: Layers, background: Sequence[QgsMapLayer] = (), *, language: str = "nl"
) -> Drawing | None:
    """Return what the map of a sheet shows, None when none of its layers has something to draw."""
    from ..riothermie_kansen.roles import role

    shown: list[QgsVectorLayer] = []
    near: list[QgsVectorLayer] = []
    titles: dict[str, str] = {}
    areas: set[str] = set()
    for key in sheet.roles:
        some = [layer for layer in layers.get(key, ()) if drawable(layer)]
        for layer in some:
            titles[layer.id()] = role(key).title(language) if len(some) == 1 else layer.name()
        shown += some
        if key in AREAS:
            areas |= {layer.id() for layer in some}
        if key == sheet.focus:
            near += some
    extent = extent_of(near or shown)
    shown.sort(key=lambda layer: _height(layer, areas))  # of the same kind in the order of the sheet
    if extent is None:
        return None
    others = [layer for layer in background if layer.isValid() and layer.id() not in titles]
    return Drawing((*shown, *others), extent, titles | {layer.id(): layer.name() for layer in others})


def _height(layer: QgsVectorLayer, areas: set[str]) -> int:
    """Return how far down a layer lies: points over lines, these over buildings, these over areas."""
    if layer.id() in areas and layer.geometryType() == Qgis.GeometryType.Polygon:
        return 3
    return {Qgis.GeometryType.Point: 0, Qgis.GeometryType.Line: 1}.get(layer.geometryType(), 2)


def drawable(layer: QgsMapLayer) -> bool:
    """Return whether a layer has a geometry and at least one feature."""
    if not isinstance(layer, QgsVectorLayer) or not layer.isValid() or not layer.isSpatial():
        return False
    return next(layer.getFeatures(), None) is not None


def extent_of(layers: Sequence[QgsMapLayer]) -> QgsRectangle | None:
    """Return the extent of all layers in RD with some room, None when there is none."""
    total = QgsRectangle()
    for layer in layers:
        box = layer.extent()
        if not box.isNull() and box.isFinite():
            moved = transformed(box, layer.crs())
            if moved is not None:
                total.combineExtentWith(moved)
    return None if total.isNull() else roomy(total)


def roomy(box: QgsRectangle) -> QgsRectangle:
    """Return an extent with some room around it, not smaller than `LEAST_M`."""
    width, height = (max(side * ROOM, LEAST_M) for side in (box.width(), box.height()))
    return QgsRectangle.fromCenterAndSize(box.center(), width, height)


def transformed(box: QgsRectangle, crs: QgsCoordinateReferenceSystem) -> QgsRectangle | None:
    """Return an extent in RD, None when it lies where RD does not."""
    target = QgsCoordinateReferenceSystem(RD)
    if crs == target or not crs.isValid():
        return QgsRectangle(box)
    try:
        return QgsCoordinateTransform(crs, target, QgsCoordinateTransformContext()).transformBoundingBox(box)
    except QgsCsException:
        return None


def draw(one: Drawing, width_px: int, height_px: int, *, cancelled: Cancelled = never) -> MapImage:
    """Draw a map in the thread at hand; a cancelled one is left half drawn."""
    settings = one.settings(QSize(width_px, height_px), CSS_DPI * DOUBLE)
    image = QImage(width_px, height_px, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(CSS_DPI * DOUBLE / 0.0254))
    image.setDotsPerMeterY(round(CSS_DPI * DOUBLE / 0.0254))
    image.fill(QColor("white"))
    painter = QPainter(image)
    try:
        if not cancelled():
            QgsMapRendererCustomPainterJob(settings, painter).renderSynchronously()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        _scale_bar(painter, settings, height_px)
        _north(painter, width_px)
    finally:
        painter.end()
    seen = settings.visibleExtent()
    return MapImage(
        png(image),
        width_px,
        height_px,
        (seen.xMinimum(), seen.yMinimum(), seen.xMaximum(), seen.yMaximum()),
        settings.scale(),
        legends(one, settings),
    )


def legends(one: Drawing, settings: QgsMapSettings) -> tuple[Legend, ...]:
    """Return the legend of a map: of each layer only what can be seen on it."""
    context = QgsRenderContext.fromMapSettings(settings)
    hits = QgsMapHitTest(settings)
    hits.run()
    made = []
    for layer in one.layers:
        if not isinstance(layer, QgsVectorLayer) or layer.id() not in one.titles:
            continue
        entries = tuple(Entry(label, _sample(symbol, context)) for label, symbol in seen_symbols(layer, hits))
        if entries:
            made.append(Legend(one.titles[layer.id()], entries))
    return tuple(made)


def seen_symbols(layer: QgsVectorLayer, hits: QgsMapHitTest) -> Iterator[tuple[str, QgsSymbol]]:
    """Yield the label and the symbol of what a layer shows on the map that was tested; a rule after its group."""
    items = layer.renderer().legendSymbolItems() if layer.renderer() is not None else []
    groups = {item.ruleKey(): item for item in items}
    for item in items:
        if item.symbol() is None or not hits.legendKeyVisible(item.ruleKey(), layer):
            continue
        above = groups.get(item.parentRuleKey())
        group = above.label() if above is not None and above.symbol() is None else ""
        yield (f"{group}: {item.label()}" if group else item.label()), item.symbol()


def round_length(most: float) -> float:
    """Return the longest round length (1, 2 or 5 times a power of ten) that is not more than `most`."""
    power = 10.0 ** math.floor(math.log10(most))
    return power * max(bar for bar in (1.0, *BARS) if bar * power <= most * (1.0 + 1e-9))


def length_text(metres: float) -> str:
    """Return a round length as it stands at a scale bar."""
    return f"{metres / 1000:g} km" if metres >= 1000.0 else f"{metres:g} m"


def _sample(symbol: QgsSymbol, context: QgsRenderContext) -> bytes:
    """Return a symbol as it stands in a legend."""
    size = QSize(64, 36)
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        own = QgsRenderContext(context)
        own.setPainter(painter)
        own.setFlag(Qgis.RenderContextFlag.Antialiasing, True)
        symbol.clone().drawPreviewIcon(painter, size, own)
    finally:
        painter.end()
    return png(image)


def png(image: QImage) -> bytes:
    """Return an image as the bytes of a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    buffer.close()
    return bytes(data)


def _scale_bar(painter: QPainter, settings: QgsMapSettings, height_px: int) -> None:
    """Draw a bar of a round length with what it measures, on a white edge."""
    per_px = settings.visibleExtent().width() / settings.outputSize().width()
    metres = round_length(per_px * settings.outputSize().width() / 4.0)
    left, low, wide = 28.0, height_px - 30.0, metres / per_px
    shape = [QPointF(left, low - 12), QPointF(left, low), QPointF(left + wide, low), QPointF(left + wide, low - 12)]
    for colour, thick in (("white", 9.0), (INK, 3.0)):
        pen = QPen(QColor(colour), thick)
        pen.setCapStyle(Qt.PenCapStyle.SquareCap)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(shape))
    _letters(painter, length_text(metres), QPointF(left + 10, low - 14), 26)


def _north(painter: QPainter, width_px: int) -> None:
    """Draw an arrow that points north, above on every map."""
    middle, top = width_px - 44.0, 24.0
    arrow = QPolygonF([QPointF(middle, top), QPointF(middle + 15, top + 44), QPointF(middle, top + 34)])
    other = QPolygonF([QPointF(middle, top), QPointF(middle - 15, top + 44), QPointF(middle, top + 34)])
    for shape, fill in ((arrow, INK), (other, "white")):
        painter.setPen(QPen(QColor(INK), 2.0))
        painter.setBrush(QColor(fill))
        painter.drawPolygon(shape)
    _letters(painter, "N", QPointF(middle - 9, top + 72), 26)


def _letters(painter: QPainter, words: str, at: QPointF, size: int) -> None:
    """Draw text with a white edge."""
    font = QFont("Open Sans")
    font.setPixelSize(size)
    font.setBold(True)
    path = QPainterPath()
    path.addText(at, font, words)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.strokePath(path, QPen(QColor("white"), 6.0))
    painter.fillPath(path, QColor(INK))
