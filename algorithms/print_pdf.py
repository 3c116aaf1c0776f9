"""The report on paper: a PDF through a print layout of QGIS; in the main thread, layouts are not safe in others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsLayoutExporter,
    QgsMapLayer,
    QgsPrintLayout,
    QgsProject,
    QgsSimpleLineSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QColor

from ..riothermie_kansen.callbacks import Cancelled, Progress, never, silent, stop_if
from . import layout_pages, reports
from .layout_pages import Book
from .layout_text import ALERT, Ruler
from .mapping import Drawing, Layers, drawing, own, roomy, transformed
from .sources import RD

if TYPE_CHECKING:
    from ..riothermie_kansen.report.sheets import Booklet, Sheet

translate = QCoreApplication.translate


def make_pdf(
    target: str | Path,
    booklet: Booklet,
    layers: Layers,
    background: Sequence[QgsMapLayer] = (),
    *,
    paper: str = "A4",
    cancelled: Cancelled = never,
    progress: Progress = silent,
) -> int:
    """Write a study as PDF: cover, chapters with maps, a page for each area, tables; return the number of pages.

    Parameters
    ----------
    target
        File; written beside its place first, so that a run that fails leaves nothing half written.
    booklet
        Texts, figures and tables.
    layers, background
        As of `mapping.map_images`; copies are drawn, in a project of its own.
    paper
        "A4" or "A3", landscape.
    cancelled, progress
        Of the run.

    Raises
    ------
    QgsProcessingException
        The file cannot be written.
    CancelledError
        The user cancelled.
    """
    project = QgsProject()
    try:
        book = compose(project, booklet, layers, background, paper=paper, cancelled=cancelled, progress=progress)
        stop_if(cancelled)
        _export(book.layout, Path(target))
        progress(100.0)
        return len(book.pages)
    finally:
        project.clear()


def compose(
    project: QgsProject,
    booklet: Booklet,
    layers: Layers,
    background: Sequence[QgsMapLayer] = (),
    *,
    paper: str = "A4",
    cancelled: Cancelled = never,
    progress: Progress = silent,
) -> Book:
    """Return the pages of a study in a layout of a project that gets copies of the layers."""
    from ..riothermie_kansen.report.sheets import printed

    project.setCrs(QgsCoordinateReferenceSystem(RD))
    about = project.metadata()  # of the PDF too; QGIS fills in who is logged on
    about.setAuthor(booklet.organisation)
    about.setTitle(booklet.title)
    project.setMetadata(about)
    mine, below = own(layers, background)
    for layer in (*(layer for some in mine.values() for layer in some), *below):
        project.addMapLayer(layer)
    layout = QgsPrintLayout(project)
    layout.setName(booklet.title)
    project.layoutManager().addLayout(layout)

    def say(key: str, **values: object) -> str:
        return printed(key, booklet.language, **values)

    def drawn(sheet: Sheet) -> Drawing | None:
        return drawing(sheet, mine, below, language=booklet.language)

    book = Book(layout, Ruler.of(layout), booklet, say, paper)
    layout_pages.cover(book, drawn(booklet.cover))
    for number, sheet in enumerate(booklet.sheets):
        stop_if(cancelled)
        layout_pages.chapter(book, sheet, drawn(sheet))
        if booklet.atlas is not None and sheet.key == booklet.after:
            _areas(book, mine, below, cancelled)
        progress(50.0 * (number + 1) / len(booklet.sheets))
    if booklet.atlas is not None and booklet.after not in {sheet.key for sheet in booklet.sheets}:
        _areas(book, mine, below, cancelled)
    layout_pages.contents(book)
    layout_pages.feet(book)
    return book


def _areas(book: Book, layers: Layers, background: Sequence[QgsMapLayer], cancelled: Cancelled) -> None:
    """Add a page for each area of the atlas."""
    atlas = book.booklet.atlas
    places: dict[str, QgsFeature] = {}
    coverage = next(iter(layers.get(atlas.role, ())), None)
    if coverage is not None and coverage.fields().lookupField(atlas.field) >= 0:
        request = QgsFeatureRequest().setSubsetOfAttributes([atlas.field], coverage.fields())
        for feature in coverage.getFeatures(request):
            places.setdefault(str(feature[atlas.field]), feature)
    for sheet in atlas.sheets:
        stop_if(cancelled)
        area = places.get(sheet.key)
        one = None
        if coverage is not None and area is not None and not area.geometry().isNull():
            some = replace(sheet, roles=sheet.roles or (atlas.role,))
            shown = drawing(some, layers, background, language=book.booklet.language)
            one = None if shown is None else _zoomed(book.layout.project(), shown, coverage, area)
        missing = "" if one is not None else book.say("no_map")
        layout_pages.chapter(book, sheet, one, listed=False, missing=missing)


def _zoomed(project: QgsProject, shown: Drawing, coverage: QgsVectorLayer, area: QgsFeature) -> Drawing | None:
    """Return a map zoomed to an area with its border on top, None when it lies where RD does not."""
    box = transformed(area.geometry().boundingBox(), coverage.crs())
    if box is None:
        return None
    edge = _edge(area, coverage)
    project.addMapLayer(edge)
    return replace(shown, extent=roomy(box), layers=(edge, *shown.layers))


def _edge(feature: QgsFeature, coverage: QgsVectorLayer) -> QgsVectorLayer:
    """Return a layer with the border of an area, so that it stands out among its neighbours."""
    layer = QgsVectorLayer("Polygon", "", "memory")
    layer.setCrs(coverage.crs())
    layer.dataProvider().addFeatures([_only_shape(feature)])
    layer.updateExtents()
    line = QgsSimpleLineSymbolLayer(QColor(ALERT), 0.9)
    symbol = QgsFillSymbol()
    symbol.changeSymbolLayer(0, line)
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    return layer


def _only_shape(feature: QgsFeature) -> QgsFeature:
    shape = QgsFeature()
    shape.setGeometry(feature.geometry())
    return shape


def _export(layout: QgsPrintLayout, target: Path) -> None:
    """Write a layout to a PDF beside its place, and put it there."""
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    settings.appendGeoreference = False
    settings.exportMetadata = True
    with reports.placed(target, ".part.pdf") as draft:
        result = QgsLayoutExporter(layout).exportToPdf(str(draft), settings)
        if result != QgsLayoutExporter.ExportResult.Success or not draft.is_file():
            raise reports.unwritable(target)
