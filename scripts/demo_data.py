"""Layers in the GeoPackages of the demo: reading, writing, style and metadata."""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsField,
    QgsLayerMetadata,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType

RD = "EPSG:28992"


def read_run(file: Path) -> dict[str, Any]:
    """Return what ``qgis_process run --json`` printed."""
    run: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return run


def read(package: Path, table: str, name: str) -> QgsVectorLayer:
    """Return a table of the GeoPackage, with the style and metadata that it carries."""
    layer = QgsVectorLayer(f"{package}|layername={table}", name, "ogr")
    if not layer.isValid():
        sys.exit(f"demo_map.py: cannot read {table} in {package}")
    return layer


def made(kind: str, fields: dict[str, QMetaType.Type]) -> QgsVectorLayer:
    """Return an empty layer in memory."""
    layer = QgsVectorLayer(f"{kind}?crs={RD}", "nieuw", "memory")
    layer.dataProvider().addAttributes([QgsField(name, type_) for name, type_ in fields.items()])
    layer.updateFields()
    return layer


def write(layer: QgsVectorLayer, package: Path, table: str) -> None:
    """Write a layer in memory to a table of the GeoPackage, which is made when it is not there."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerName = table
    actions = QgsVectorFileWriter.ActionOnExistingFile
    options.actionOnExistingFile = actions.CreateOrOverwriteLayer if package.exists() else actions.CreateOrOverwriteFile
    context = QgsProject.instance().transformContext()
    code, message, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(package), context, options)
    if code != QgsVectorFileWriter.WriterError.NoError:
        sys.exit(f"demo_map.py: {table}: {message}")


def finish(layer: QgsVectorLayer, title: str, about: str) -> None:
    """Keep style and metadata of a layer in the GeoPackage itself."""
    metadata = QgsLayerMetadata()
    metadata.setTitle(title)
    metadata.setAbstract(about)
    metadata.setLanguage("NLD")
    metadata.setCrs(QgsCoordinateReferenceSystem(RD))
    layer.setMetadata(metadata)
    layer.saveDefaultMetadata()
    layer.saveStyleToDatabase(layer.name(), title, True, "")


def settle(package: Path) -> None:
    """Bring what SQLite keeps beside the GeoPackage into the file itself, so that it can be moved alone."""
    with closing(sqlite3.connect(package)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")


def log_text(run: dict[str, Any], head: list[str]) -> str:
    """Return the log: what the run said, each sentence once, and its numbers."""
    numbers = [f"{name} = {value}" for name, value in run["results"].items() if not isinstance(value, str)]
    return "\n".join([*head, "", *dict.fromkeys(run["log"]["info"]), "", *numbers, ""])
