"""Fetched tables in the project: in groups, points above lines above areas, with their style."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qgis.core import QgsProcessingContext, QgsProcessingUtils
from qgis.PyQt.QtCore import QCoreApplication

from .pdokophalen_sources import SOURCES_TABLE, Written
from .pdokophalen_styles import group_title
from .styling import FinishLayer

translate = QCoreApplication.translate


def load(target: Path, tables: Iterable[Written], context) -> None:
    """Ask QGIS to add the tables of a GeoPackage to its project once the run is over; without a project nothing.

    Parameters
    ----------
    target
        The GeoPackage, in its place.
    tables
        What was written to it, in order.
    context
        Of the running algorithm.
    """
    project = context.project()
    if project is None:
        return
    for table in tables:
        details = QgsProcessingContext.LayerDetails(
            table.title, project, "GEOPACKAGE", QgsProcessingUtils.LayerHint.Vector
        )
        details.forceName = True
        details.groupName = group_title(table.group)
        details.layerSortKey = table.above
        finish = FinishLayer(table.style, table.metadata)
        FinishLayer.kept.append(finish)
        details.setPostProcessor(finish)
        context.addLayerToLoadOnCompletion(f"{target}|layername={table.table}", details)
    details = QgsProcessingContext.LayerDetails(
        translate("Riothermie", "Sources"), project, "GEOPACKAGE", QgsProcessingUtils.LayerHint.Vector
    )
    details.forceName = True
    context.addLayerToLoadOnCompletion(f"{target}|layername={SOURCES_TABLE}", details)
