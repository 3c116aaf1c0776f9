"""The QGIS project of a study: its layers in groups, styled, with a theme per group, and paths relative to itself."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsLayerTreeGroup,
    QgsMapThemeCollection,
    QgsProcessingException,
    QgsProject,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsSettings,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

from . import study_package
from .metadata import RIGHTS
from .sources import RD

translate = QCoreApplication.translate

MARGIN = 1.05
"""How much wider than its layers the map opens."""


def write(place: Path, package: Path, tables: Iterable[str], *, title: str, language: str) -> None:
    """Write the project; to be called in the main thread.

    Parameters
    ----------
    place
        File of the project, in the folder of the GeoPackage.
    package
        The GeoPackage.
    tables
        Its tables.
    title, language
        Title, and "nl" or "en".

    Raises
    ------
    QgsProcessingException
        It cannot be written.
    """
    from ..riothermie_kansen.study import layers as known

    project = QgsProject()
    project.setCrs(QgsCoordinateReferenceSystem(RD))
    project.setTitle(title)
    project.setFilePathStorage(Qgis.FilePathType.Relative)
    details = project.metadata()
    details.setTitle(title)
    details.setAuthor("")
    details.setLanguage("NLD" if language == "nl" else "ENG")
    details.setAbstract(RIGHTS["studie"])
    project.setMetadata(details)
    there = set(tables)
    opened: dict[str, QgsVectorLayer] = {}
    for group in known.MAPS:
        _group(project, group.title(language), group.tables, package, there, opened, language)
    findings = sorted(table for table in there if table.startswith(known.FINDINGS))
    words = ("Achtergrond", "Tabellen", "Meldingen") if language == "nl" else ("Background", "Tables", "Findings")
    for name, listed in zip(words, (known.BACKGROUND, known.TABLES, findings), strict=True):
        _group(project, name, listed, package, there, opened, language)
    under = [opened[table] for table in known.BACKGROUND if table in opened]
    root = project.layerTreeRoot()
    for group in known.MAPS:
        mine = [opened[table] for table in group.tables if table in opened and table not in known.APART]
        if mine and group.theme:
            above = [opened[table] for table in known.SOURCES if table in opened and table not in group.tables]
            _theme(project, group.title(language), [*above, *mine, *under])
    for table, layer in opened.items():
        node = root.findLayer(layer.id())
        node.setItemVisibilityChecked(table in known.SHOWN)
        node.setExpanded(table in known.SHOWN and table not in known.BACKGROUND)
    _view(project, [opened[table] for table in known.SHOWN if table in opened] or list(opened.values()))
    with _anonymous():
        good = project.write(str(place))
    why = project.error()
    project.clear()
    if not good:
        text = translate("Riothermie", "The project cannot be written: {why}")
        raise QgsProcessingException(text.format(why=why))


@contextlib.contextmanager
def _anonymous() -> Iterator[None]:
    """Let QGIS write no name of who is logged on into a project, whatever the user's own setting."""
    settings, key, section = QgsSettings(), "projects/anonymize_saved_projects", QgsSettings.Section.Core
    before = settings.value(key, None, section=section)
    settings.setValue(key, True, section)
    try:
        yield
    finally:
        if before is None:
            settings.remove(key, section)
        else:
            settings.setValue(key, before, section)


def _group(
    project: QgsProject, title: str, tables: Iterable[str], package: Path, there: set[str],
    opened: dict[str, QgsVectorLayer], language: str,
) -> None:  # fmt: skip
    """Add a group with those of its tables that there are."""
    from ..riothermie_kansen.study import layers as known

    mine = [table for table in tables if table in there]
    group: QgsLayerTreeGroup | None = None
    for table in mine:
        layer = study_package.opened(package, table, known.title(table, language))
        if layer is None:
            continue
        if group is None:
            group = project.layerTreeRoot().addGroup(title)
        project.addMapLayer(layer, False)
        group.addLayer(layer)
        opened[table] = layer
    if group is not None:
        group.setExpanded(any(table in known.SHOWN for table in mine) and mine[0] not in known.BACKGROUND)


def _theme(project: QgsProject, name: str, layers: list[QgsVectorLayer]) -> None:
    theme = QgsMapThemeCollection.MapThemeRecord()
    theme.setLayerRecords([QgsMapThemeCollection.MapThemeLayerRecord(layer) for layer in layers])
    project.mapThemeCollection().insert(name, theme)


def _view(project: QgsProject, layers: list[QgsVectorLayer]) -> None:
    """Let the map open on the layers that are drawn, streets apart: those may be of a whole municipality."""
    whole = QgsRectangle()
    for layer in [one for one in layers if one.source().rpartition("=")[2] != "straten"] or layers:
        if layer.isSpatial() and not layer.extent().isEmpty():
            whole.combineExtentWith(layer.extent())
    if not whole.isEmpty():
        whole.scale(MARGIN)
        crs = QgsCoordinateReferenceSystem(RD)
        project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(whole, crs))
