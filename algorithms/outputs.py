"""From the frames of the engine to output layers: everything or nothing."""

from __future__ import annotations

import contextlib
import os
import re
import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsDataSourceUri,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterFileDestination,
    QgsProperty,
    QgsProviderConnectionException,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication, QMetaType
from qgis.PyQt.QtXml import QDomDocument

from ..riothermie_kansen.callbacks import Cancelled, Progress, part
from ..riothermie_kansen.errors import CancelledError
from .sources import EVERY, RD
from .styling import FinishLayer, style_text

if TYPE_CHECKING:
    import pandas as pd

    from ..riothermie_kansen.schema import Column

translate = QCoreApplication.translate

TEMPORARY = ("", "TEMPORARY_OUTPUT", "memory:")
SIDECARS = ("-wal", "-shm", "-journal")  # of a GeoPackage
LARGEST = 2.0**53  # from here on not every whole number is a real one
PARTS = (".dbf", ".shx", ".prj", ".cpg", ".qmd", ".qpj")  # of a shapefile


@dataclass
class Output:
    """An output layer to be.

    Attributes
    ----------
    name
        Name of the parameter.
    frame
        What to write; a GeoDataFrame, or a DataFrame for a table.
    columns
        Its columns, in order.
    wkb_type
        Type of geometry.
    style
        File in ``resources/styles``.
    labels
        Texts that replace labels of that style's legend.
    metadata
        ``QgsLayerMetadata`` of the layer.
    more
        Name to file in ``resources/styles``: other styles, to choose from where the format can hold them.
    """

    name: str
    frame: Any
    columns: Sequence[Column]
    wkb_type: QgsWkbTypes.Type
    style: str | None = None
    metadata: Any = None
    labels: Mapping[str, str] | None = None
    more: Mapping[str, str] | None = None

    def style_text(self) -> str:
        """Return the style as QML, "" for none."""
        return style_text(self.style, self.labels) if self.style else ""


class FinishOutput(FinishLayer):
    """Give a loaded output its style, metadata and the titles of its fields."""

    def __init__(self, output: Output) -> None:
        super().__init__(output.style_text(), output.metadata)
        self.columns = output.columns

    def postProcessLayer(self, layer, context, feedback) -> None:
        set_titles(layer, self.columns)
        super().postProcessLayer(layer, context, feedback)


def write_all(algorithm, parameters, context, outputs: Sequence[Output], *, cancelled, progress) -> dict[str, str]:
    """Write the outputs that are asked for; return name to destination.

    A run that fails or is cancelled half-way leaves none of them behind.

    Raises
    ------
    QgsProcessingException
        An output cannot be made or written, in one sentence.
    CancelledError
        The user cancelled.
    """
    made: dict[str, str] = {}
    started: list[str] = []
    total = max(sum(len(output.frame) for output in outputs), 1)
    done = 0
    try:
        # one after the other: outputs may be tables of one file, and that can be open for writing only once
        for output in outputs:
            step = part(progress, 100.0 * done / total, 100.0 * (done + len(output.frame)) / total)
            done += len(output.frame)
            layer_id = _make(algorithm, parameters, context, output, started, cancelled, step)
            if layer_id:
                made[output.name] = layer_id
    except BaseException as error:
        for failure in (error, error.__cause__):
            if failure is not None:
                traceback.clear_frames(failure.__traceback__)  # they hold the file open
        for target in started:
            with contextlib.suppress(OSError):  # the first error is the one to tell
                _remove(target)
        raise
    for output in outputs:
        if output.name in made:
            _embed(made[output.name], output)
    return made


def _embed(layer_id: str, output: Output) -> None:
    """Keep titles of fields, style and metadata in the file itself, where its format can."""
    file = Path(layer_id.partition("|")[0])
    if file.suffix.lower() != ".gpkg" or not file.is_file():
        return
    table = layer_id.partition("|layername=")[2] or file.stem
    layer = QgsVectorLayer(f"{file}|layername={table}", table, "ogr")
    if not layer.isValid():
        return
    for title, style in (output.more or {}).items():
        _show(layer, style_text(style))
        set_titles(layer, output.columns)
        layer.saveStyleToDatabase(title, title, False, "")
    if output.style:
        _show(layer, output.style_text())
    set_titles(layer, output.columns)
    if output.metadata is not None:
        layer.setMetadata(output.metadata)
        layer.saveDefaultMetadata()
    layer.saveStyleToDatabase(table, output.metadata.title() if output.metadata is not None else "", True, "")


def _show(layer: QgsVectorLayer, style: str) -> None:
    """Give a layer a style; not with loadNamedStyle: that prefers an older style of this table in the file."""
    document = QDomDocument()
    document.setContent(style)
    layer.importNamedStyle(document)


def _make(
    algorithm, parameters, context, output: Output, started: list[str], cancelled: Cancelled, progress: Progress
) -> str:
    """Make and write one output; return its destination, "" when it was not asked for. The file is closed after it."""
    target = destination(algorithm, parameters, context, output.name)
    file, table = place(target)
    if file is not None and (not file.exists() or (table and table not in _tables(file))):
        started.append(target)
    crs = QgsCoordinateReferenceSystem(RD)
    fields = fields_of(output.columns)
    try:
        sink, layer_id = algorithm.sink(parameters, output.name, context, fields, output.wkb_type, crs)
    except QgsProcessingException as error:
        raise _failed(algorithm, output.name, error) from error
    if sink is None:
        return ""
    if target not in started:
        started.append(target)  # what was there before is gone already
    if context.willLoadLayerOnCompletion(layer_id):
        finish = FinishOutput(output)
        FinishLayer.kept.append(finish)
        context.layerToLoadOnCompletionDetails(layer_id).setPostProcessor(finish)
    try:
        write(output.frame, output.columns, sink, cancelled=cancelled, progress=progress)
    except OSError as error:
        raise _failed(algorithm, output.name, error) from error
    return layer_id


def _failed(algorithm, name: str, error: Exception) -> QgsProcessingException:
    """Return in one sentence that an output cannot be written."""
    text = translate("Riothermie", "{output} cannot be written, so no output was made: {why}")
    title, why = algorithm.parameterDefinition(name).description(), " ".join(str(error).split())
    return QgsProcessingException(text.format(output=title, why=why or "-"))


def set_titles(layer: QgsVectorLayer, columns: Iterable[Column]) -> None:
    """Show the titles of the columns, with their unit, in place of their names."""
    for column in columns:
        title = f"{column.title} [{column.unit}]" if column.unit else column.title
        layer.setFieldAlias(layer.fields().lookupField(column.name), title)


def fields_of(columns: Iterable[Column]) -> QgsFields:
    """Return columns as QGIS fields."""
    types = {"text": QMetaType.Type.QString, "int": QMetaType.Type.LongLong, "real": QMetaType.Type.Double}
    fields = QgsFields()
    for column in columns:
        fields.append(QgsField(column.name, types[column.kind]))
    return fields


def write(
    frame: Any,
    columns: Sequence[Column],
    sink: QgsFeatureSink,
    *,
    cancelled: Cancelled,
    progress: Progress,
) -> None:
    """Write a frame to a sink that has the fields of `columns`.

    Raises
    ------
    OSError
        The sink refuses a feature; its text is what the sink says.
    CancelledError
        The user cancelled.
    """
    import shapely

    fields = fields_of(columns)
    rows = map(list, zip(*(_values(frame[column.name], column.kind) for column in columns), strict=True))
    shapes = shapely.to_wkb(frame.geometry.to_numpy(), include_srid=False) if hasattr(frame, "geometry") else None
    for start in range(0, len(frame), EVERY):
        batch = [_feature(fields, row) for row in islice(rows, EVERY)]
        if shapes is not None:
            for feature, wkb in zip(batch, shapes[start : start + EVERY].tolist(), strict=True):
                if wkb is not None:
                    geometry = QgsGeometry()
                    geometry.fromWkb(wkb)
                    feature.setGeometry(geometry)
        if not sink.addFeatures(batch, QgsFeatureSink.Flag.FastInsert):
            raise OSError(sink.lastError())
        if cancelled():
            raise CancelledError
        progress(100.0 * start / len(frame))
    if not sink.flushBuffer():
        raise OSError(sink.lastError())


def _feature(fields: QgsFields, attributes: list[Any]) -> QgsFeature:
    feature = QgsFeature(fields)
    feature.setAttributes(attributes)
    return feature


def _values(column: pd.Series, kind: str) -> list[Any]:
    """Return a column as values that QGIS takes; None for NaN and None."""
    import numpy as np

    if kind == "text":
        values = column.astype(object).to_numpy().tolist()
        if set(map(type, values)) <= {str}:
            return [value or None for value in values]
        return [_text(value) for value in values]
    numbers = column.to_numpy(dtype=float, na_value=np.nan)
    if kind == "int":
        if (np.abs(numbers) < LARGEST).all():
            return numbers.astype(np.int64).tolist()
        return [int(value) if value == value and abs(value) != np.inf else None for value in numbers.tolist()]  # noqa: PLR0124
    finite = np.isfinite(numbers)
    return numbers.tolist() if finite.all() else np.where(finite, numbers.astype(object), None).tolist()


def destination(algorithm, parameters, context, name: str) -> str:
    """Return the destination of an output as the user gave it, "" for a temporary layer or none."""
    value = parameters.get(name, algorithm.parameterDefinition(name).defaultValue())
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink
    if isinstance(value, QgsProperty):
        value = value.valueAsString(context.expressionContext(), "")[0]
    text = str(value or "").strip()
    return "" if text in TEMPORARY else text


def place(text: str) -> tuple[Path | None, str]:
    """Return (file, table) of a destination: (None, "") when it is no file, table "" when it takes the whole file."""
    if not text:
        return None, ""
    if text.startswith("ogr:"):
        uri = QgsDataSourceUri(text[4:])
        return (Path(uri.database()), uri.table()) if uri.database() else (None, "")
    if re.match(r"^[a-z]{3,}:", text):  # another provider, such as postgis:
        return None, ""
    known = {f".{extension}" for extension in QgsVectorFileWriter.supportedFormatExtensions()}
    return Path(text if Path(text).suffix.lower() in known else f"{text}.gpkg"), ""


def problem(
    algorithm,
    parameters,
    context,
    inputs: Iterable[str],
    outputs: Iterable[str],
    *,
    files: Iterable[Path] = (),
) -> str:
    """Return in one sentence why the outputs cannot be written where they should, or "".

    Parameters
    ----------
    algorithm, parameters, context
        As in ``checkParameterValues``.
    inputs, outputs
        Names of parameters.
    files
        Inputs that are read as a file, not as a layer.
    """
    taken: dict[tuple[str, str], str] = {(_real(file), ""): str(file) for file in files}
    open_layers: dict[str, list[QgsVectorLayer]] = {}
    for name in inputs:
        value = parameters.get(name)
        if isinstance(value, QgsProcessingFeatureSourceDefinition):
            value = value.source
        layer = algorithm.parameterAsVectorLayer({name: value}, name, context)
        if layer is None:
            continue
        parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
        if parts.get("path"):
            taken[_real(Path(parts["path"])), _table(layer, parts)] = name
            if not parts.get("layerName") and context.temporaryLayerStore().mapLayer(layer.id()) is not None:
                open_layers.setdefault(_real(Path(parts["path"])), []).append(layer)
    mine: dict[tuple[str, str], str] = {}
    for name in outputs:
        definition = algorithm.parameterDefinition(name)
        title, text = definition.description(), destination(algorithm, parameters, context, name)
        plain = bool(text) and isinstance(definition, QgsProcessingParameterFileDestination)
        file, table = (Path(text), "") if plain else place(text)
        if file is None:
            continue
        real = _real(file)
        if any(real == other and table in ("", layer) for other, layer in taken):
            text = translate("Riothermie", '"{output}" would overwrite an input ({file}): choose another file.')
            return text.format(output=title, file=file)
        if any(real == other and (not table or table in ("", layer)) for other, layer in mine):
            text = translate("Riothermie", '"{output}" would overwrite another output ({file}): choose another file.')
            return text.format(output=title, file=file)
        mine[real, table] = name
        if table:
            for layer in open_layers.pop(real, ()):
                # a file that is open without the name of a table does not show tables that are added to it
                parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
                layer.setDataSource(f"{file}|layername={_table(layer, parts)}", layer.name(), layer.providerType())
        if not _writable(file):
            text = translate("Riothermie", '"{output}" cannot be written to {file}: choose another folder.')
            return text.format(output=title, file=file)
    return ""


def _table(layer: QgsVectorLayer, parts: dict[str, Any]) -> str:
    """Return the table of a layer in its file; without a name it is the first one."""
    if parts.get("layerName"):
        return str(parts["layerName"])
    tables = layer.dataProvider().subLayers()
    return tables[0].split(layer.dataProvider().sublayerSeparator())[1] if tables else ""


def _real(file: Path) -> str:
    return os.path.normcase(os.path.realpath(file))


def _writable(file: Path) -> bool:
    """Tell whether a file can be made or replaced, as far as that is known beforehand."""
    if file.exists():
        return file.is_file() and os.access(file, os.W_OK)
    return file.parent.is_dir() and os.access(file.parent, os.W_OK | os.X_OK)


def _remove(text: str) -> None:
    """Remove what a failed run has left at a destination, as far as possible."""
    file, table = place(text)
    if file is None:
        return
    if table:
        if file.exists() and table in _tables(file):
            _connection(file).dropVectorTable("", table)
        return
    others = [file.with_suffix(end) for end in PARTS] if file.suffix.lower() == ".shp" else []
    for rest in (file, *(Path(f"{file}{end}") for end in SIDECARS), *others):
        rest.unlink(missing_ok=True)


def _connection(file: Path) -> Any:
    return QgsProviderRegistry.instance().providerMetadata("ogr").createConnection(str(file), {})


def _tables(file: Path) -> set[str]:
    """Return the tables of a file, none when it is no database."""
    with contextlib.suppress(QgsProviderConnectionException):
        return {found.tableName() for found in _connection(file).tables()}
    return set()


def _text(value: Any) -> str | None:
    """Return a text as QGIS takes it: unknown is empty in the engine, and NULL in QGIS."""
    return None if value is None or value != value else str(value) or None  # noqa: PLR0124 (NaN differs from itself)
