"""The GeoPackage of a study: taken over from an earlier run, tables out, inputs in, and the table of steps."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    NULL,
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsDataSourceUri,
    QgsFeature,
    QgsFeatureSink,
    QgsFeatureSource,
    QgsFields,
    QgsFillSymbol,
    QgsGeometry,
    QgsLayerMetadata,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsProcessingContext,
    QgsProcessingException,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtXml import QDomDocument

from ..riothermie_kansen.callbacks import Cancelled, never, silent, stop_if
from . import destinations, sinks, sources, styling
from .sources import EVERY, RD

if TYPE_CHECKING:
    from ..riothermie_kansen.schema import Column
    from ..riothermie_kansen.study.table import Row

translate = QCoreApplication.translate

STEPS_TABLE = "stappen"

PLAIN = {
    "straten": {"line_color": "#b0b0b0", "line_width": "0.3"},
    "gebied": {"style": "no", "outline_color": "#505050", "outline_width": "0.5", "outline_style": "dash"},
    "bron": {"name": "star", "color": "#d7191c", "outline_color": "#ffffff", "size": "5"},
}
"""Looks of inputs that are kept."""


def uri(package: Path, table: str) -> str:
    """Return how QGIS opens a table."""
    return f"{package}|layername={table}"


def target(package: Path, table: str) -> str:
    """Return the destination of an output that becomes a table."""
    made = QgsDataSourceUri()
    made.setDatabase(str(package))
    made.setDataSource("", table, "geom")
    return f"ogr:{made.uri()}"


def opened(package: Path, table: str, name: str = "") -> QgsVectorLayer | None:
    """Return a table as a layer, None when it cannot be opened."""
    layer = QgsVectorLayer(uri(package, table), name or table, "ogr")
    return layer if layer.isValid() else None


def take_over(old: Path, new: Path) -> None:
    """Copy an earlier GeoPackage as it is at this moment, also while QGIS has it open.

    Raises
    ------
    OSError
        It cannot be read, or is no GeoPackage.
    """
    try:
        with (
            closing(sqlite3.connect(f"{old.absolute().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(new)) as copy,
        ):
            source.backup(copy)
    except sqlite3.Error as error:
        raise OSError(str(error)) from error


def earlier(package: Path) -> dict[str, Row] | None:
    """Return the steps of an earlier run, None when the file is no result of a study."""
    from ..riothermie_kansen.study.table import read

    records = _records(package)
    return None if records is None else read(records)


def makers(package: Path) -> set[str] | None:
    """Return the steps of an earlier run that left something, None when the file is no result of a study."""
    from ..riothermie_kansen.study.table import DONE, SAME

    records = _records(package)
    return None if records is None else {str(row["stap"]) for row in records if row.get("stand") in (DONE, SAME)}


def _records(package: Path) -> list[dict[str, Any]] | None:
    """Return the rows of the table of steps, None when the file has none."""
    if STEPS_TABLE not in destinations.tables(package):
        return None
    layer = opened(package, STEPS_TABLE)
    if layer is None or layer.fields().lookupField("vingerafdruk") < 0:
        return None
    names = layer.fields().names()
    records = []
    for feature in layer.getFeatures():
        values = (None if value == NULL else value for value in feature.attributes())
        records.append(dict(zip(names, values, strict=True)))
    return records


def drop(package: Path, tables: Iterable[str]) -> None:
    """Remove tables with their styles; what is not there is no mistake.

    Raises
    ------
    QgsProcessingException
        The file cannot be changed.
    """
    from osgeo import gdal

    gone = sorted(set(tables) & destinations.tables(package)) if package.exists() else []
    if not gone:
        return
    # not through QGIS: that rewrites the whole file for every table
    opened_file = gdal.OpenEx(str(package), gdal.OF_VECTOR | gdal.OF_UPDATE)
    if opened_file is None:
        raise _failed(gone[0], gdal.GetLastErrorMsg())
    for table in gone:
        names = [opened_file.GetLayer(i).GetName() for i in range(opened_file.GetLayerCount())]
        opened_file.DeleteLayer(names.index(table))
    opened_file = None
    with closing(sqlite3.connect(package)) as connection, connection:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'layer_styles'").fetchone():
            connection.executemany("DELETE FROM layer_styles WHERE f_table_name = ?", [(table,) for table in gone])


def settle(package: Path, place: Path) -> None:
    """Make one file of a GeoPackage and what SQLite keeps beside it, in another place, so that it can be moved alone.

    QGIS may keep the original open for a while; it never sees the copy.

    Raises
    ------
    OSError
        The copy cannot be made.
    """
    take_over(package, place)
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def copy_in(
    source: QgsFeatureSource, package: Path, table: str, context: QgsProcessingContext, *, title: str, about: str,
    style: str = "", cancelled: Cancelled = never,
) -> int:  # fmt: skip
    """Write features to a table in RD; return how many have no place in it.

    Raises
    ------
    QgsProcessingException
        The table cannot be written.
    CancelledError
        The user cancelled.
    """
    transform = sources.to_rd(source, context) if source.wkbType() != QgsWkbTypes.Type.NoGeometry else None
    # the number of a row is the table's own
    kept = [i for i, field in enumerate(source.fields()) if field.name().lower() != "fid"]
    fields = QgsFields()
    for i in kept:
        fields.append(source.fields()[i])
    writer = _writer(package, table, fields, source.wkbType())
    lost = 0
    batch: list[QgsFeature] = []
    for i, feature in enumerate(source.getFeatures()):
        if i % EVERY == 0:
            stop_if(cancelled)
            _add(writer, batch, table)
            batch = []
        geometry = sources.moved(feature.geometry(), transform)
        lost += geometry is None
        made = QgsFeature(fields)
        values = feature.attributes()
        made.setAttributes([values[n] for n in kept])
        made.setGeometry(QgsGeometry() if geometry is None else geometry)
        batch.append(made)
    _add(writer, batch, table)
    del writer
    dress(package, table, title=title, about=about, style=style)
    return lost


def write_steps(package: Path, rows: Sequence[Row], title: str, about: str) -> None:
    """Write the table of steps."""
    from ..riothermie_kansen.study.table import STAP_COLUMNS, frame

    write_table(package, STEPS_TABLE, frame(rows), STAP_COLUMNS, title=title, about=about)


def write_table(package: Path, table: str, frame: Any, columns: Sequence[Column], *, title: str, about: str) -> None:
    """Write a frame without places to a table that replaces an older one.

    Raises
    ------
    QgsProcessingException
        The table cannot be written.
    """
    drop(package, [table])
    writer = _writer(package, table, sinks.fields_of(columns), QgsWkbTypes.Type.NoGeometry)
    try:
        sinks.write(frame, columns, writer, cancelled=never, progress=silent)
    except OSError as error:
        raise _failed(table, str(error)) from error
    del writer
    dress(package, table, title=title, about=about, columns=columns)


def dress(
    package: Path, table: str, *, title: str, about: str, style: str = "", columns: Sequence[Column] = ()
) -> None:
    """Keep titles of fields, style and metadata of a table in the GeoPackage."""
    layer = opened(package, table)
    if layer is None:
        return
    if style:
        document = QDomDocument()
        document.setContent(style)
        layer.importNamedStyle(document)
    elif table in PLAIN:
        layer.setRenderer(QgsSingleSymbolRenderer(_symbol(layer.geometryType(), PLAIN[table])))
    styling.set_titles(layer, columns)
    metadata = QgsLayerMetadata()
    metadata.setTitle(title)
    metadata.setAbstract(about)
    metadata.setLanguage("NLD")
    metadata.setType("dataset")
    metadata.setCrs(QgsCoordinateReferenceSystem(RD))
    layer.setMetadata(metadata)
    layer.saveDefaultMetadata()
    layer.saveStyleToDatabase(table, title, True, "")


def _symbol(kind: Qgis.GeometryType, look: Mapping[str, str]) -> QgsSymbol:
    """Return a plain symbol for a kind of geometry."""
    if kind == Qgis.GeometryType.Polygon:
        return QgsFillSymbol.createSimple(dict(look))
    if kind == Qgis.GeometryType.Line:
        return QgsLineSymbol.createSimple(dict(look))
    return QgsMarkerSymbol.createSimple(dict(look))


def _writer(package: Path, table: str, fields: QgsFields, kind: QgsWkbTypes.Type) -> QgsVectorFileWriter:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", table
    if package.exists():
        options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    crs = QgsCoordinateReferenceSystem(RD)
    context = QgsProcessingContext().transformContext()
    writer = QgsVectorFileWriter.create(str(package), fields, kind, crs, context, options)
    if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
        raise _failed(table, writer.errorMessage())
    return writer


def _add(writer: QgsVectorFileWriter, batch: list[QgsFeature], table: str) -> None:
    if batch and not writer.addFeatures(batch, QgsFeatureSink.Flag.FastInsert):
        raise _failed(table, writer.errorMessage())


def _failed(table: str, why: str) -> QgsProcessingException:
    text = translate("Riothermie", "The table {table} of the result cannot be written: {why}")
    return QgsProcessingException(text.format(table=table, why=" ".join(why.split()) or "-"))


def numbers_of(results: Mapping[str, Any]) -> dict[str, float]:
    """Return the numbers among the results of a step."""
    return {
        name: value
        for name, value in results.items()
        if isinstance(value, (int, float)) and not isinstance(value, bool)
    }
