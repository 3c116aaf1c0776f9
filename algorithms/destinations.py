"""Destinations of outputs: which file and table are meant, whether they can be written, and taking them away again."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsDataSourceUri,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterFileDestination,
    QgsProperty,
    QgsProviderConnectionException,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

from . import databases

translate = QCoreApplication.translate

TEMPORARY = ("", "TEMPORARY_OUTPUT", "memory:")
WHOLE = "*"
"""Stands for all tables of a file that an output puts in place as a whole."""

SIDECARS = ("-wal", "-shm", "-journal")  # of a GeoPackage
PARTS = (".dbf", ".shx", ".prj", ".cpg", ".qmd", ".qpj")  # of a shapefile


def destination(algorithm, parameters, context, name: str) -> str:
    """Return the destination of an output as the user gave it, "" for a temporary layer or none."""
    value = parameters.get(name, algorithm.parameterDefinition(name).defaultValue())
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink
    if isinstance(value, QgsProperty):
        value = value.valueAsString(context.expressionContext(), "")[0]
    text = str(value or "").strip()
    return "" if text in TEMPORARY else text


def fitted(parameters, name: str, text: str, *, plain: bool) -> dict[str, Any]:
    """Return the parameters with the destination `text` of an output as its table needs it; `plain`: without places."""
    fitting = databases.fitting(text, plain=plain)
    if fitting == text:
        return parameters
    value: Any = fitting
    if isinstance(parameters.get(name), QgsProcessingOutputLayerDefinition):
        value = QgsProcessingOutputLayerDefinition(parameters[name])
        value.sink = QgsProperty.fromValue(fitting)
    return {**parameters, name: value}


def place(text: str) -> tuple[Path | None, str]:
    """Return (file, table) of a destination: (None, "") when it is no file, table "" when it takes the whole file."""
    if not text:
        return None, ""
    if text.startswith("ogr:"):
        uri = QgsDataSourceUri(text[4:])
        return (Path(uri.database()), uri.table()) if uri.database() else (None, "")
    if re.match(r"^[a-z]{3,}:", text):  # another provider, such as postgis: (see `databases`)
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
    inputs, outputs = list(inputs), list(outputs)
    if message := _tables_problem(algorithm, parameters, context, inputs, outputs):
        return message
    taken: dict[tuple[str, str], str] = {
        (_real(file), ""): str(file) for file in (*files, *_own(algorithm, parameters))
    }
    open_layers: dict[str, list[QgsVectorLayer]] = {}
    for name, value in _each(parameters, inputs):
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
        if any(real == other and (not table or layer in (table, WHOLE)) for other, layer in mine):
            text = translate("Riothermie", '"{output}" would overwrite another output ({file}): choose another file.')
            return text.format(output=title, file=file)
        mine[real, WHOLE if plain else table] = name
        if table:
            for layer in open_layers.pop(real, ()):
                # a file that is open without the name of a table does not show tables that are added to it
                parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
                layer.setDataSource(f"{file}|layername={_table(layer, parts)}", layer.name(), layer.providerType())
        if not _writable(file):
            text = translate("Riothermie", '"{output}" cannot be written to {file}: choose another folder.')
            return text.format(output=title, file=file)
    return ""


def _tables_problem(algorithm, parameters, context, inputs: Iterable[str], outputs: Iterable[str]) -> str:
    """Return in one sentence why an output cannot go to a table of a database, or ""."""
    targets = {name: databases.table_of(destination(algorithm, parameters, context, name)) for name in outputs}
    if not any(targets.values()):
        return ""
    layers = [
        algorithm.parameterAsVectorLayer({name: value}, name, context) for name, value in _each(parameters, inputs)
    ]
    rows = [table for layer in layers if layer is not None and (table := databases.table_of_layer(layer)) is not None]
    written: list[databases.Table] = []
    for name, target in targets.items():
        if target is None:
            continue
        title = algorithm.parameterDefinition(name).description()
        if any(databases.same(target, read) for read in rows):
            text = translate("Riothermie", '"{output}" would overwrite an input ({table}): choose another table.')
            return text.format(output=title, table=target)
        if any(databases.same(target, other) for other in written):
            text = translate("Riothermie", '"{output}" would overwrite another output ({table}): choose another table.')
            return text.format(output=title, table=target)
        if message := databases.problem(target, title):
            return message
        written.append(target)
    return ""


def there(text: str) -> bool:
    """Return whether a destination is there already, so that writing replaces it."""
    stored = databases.table_of(text)
    if stored is not None:
        return databases.exists(stored)
    file, table = place(text)
    return file is not None and file.exists() and (not table or table in tables(file))


def _own(algorithm, parameters) -> list[Path]:
    """Return the file with kentallen of the user."""
    given = parameters.get(algorithm.KENTALLEN)
    return [Path(given)] if isinstance(given, str) and given else []


def _each(parameters, inputs: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Yield the inputs with what was given for them, one by one for those that take several layers."""
    for name in inputs:
        given = parameters.get(name)
        for value in given if isinstance(given, (list, tuple)) else [given]:
            yield name, value.source if isinstance(value, QgsProcessingFeatureSourceDefinition) else value


def absent(text: str) -> bool:
    """Return whether there is no file at a destination that was written: some formats take no table and say nothing."""
    file, _ = place(text)
    if file is None:
        return False
    return not any(found.exists() for found in (file, Path(text), file.with_suffix(".dbf")))


def remove(text: str) -> None:
    """Remove what a failed run has left at a destination, as far as possible."""
    stored = databases.table_of(text)
    if stored is not None:
        databases.remove(stored)
        return
    file, table = place(text)
    if file is None:
        return
    if table:
        if file.exists() and table in tables(file):
            _connection(file).dropVectorTable("", table)
        return
    others = [file.with_suffix(end) for end in PARTS] if file.suffix.lower() == ".shp" else []
    for rest in (file, *(Path(f"{file}{end}") for end in SIDECARS), *others):
        rest.unlink(missing_ok=True)


def tables(file: Path) -> set[str]:
    """Return the tables of a file, none when it is no database."""
    if file.suffix.lower() == ".gpkg" and file.is_file():
        # QGIS looks at every table: with seventy of them that takes as long as writing one
        with (
            contextlib.suppress(sqlite3.Error),
            contextlib.closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as found,
        ):
            return {name for (name,) in found.execute("SELECT table_name FROM gpkg_contents")}
    with contextlib.suppress(QgsProviderConnectionException):
        return {found.tableName() for found in _connection(file).tables()}
    return set()


def _table(layer: QgsVectorLayer, parts: dict[str, Any]) -> str:
    """Return the table of a layer in its file; without a name it is the first one."""
    if parts.get("layerName"):
        return str(parts["layerName"])
    listed = layer.dataProvider().subLayers()
    return listed[0].split(layer.dataProvider().sublayerSeparator())[1] if listed else ""


def _real(file: Path) -> str:
    return os.path.normcase(os.path.realpath(file))


def _writable(file: Path) -> bool:
    """Tell whether a file can be made or replaced, as far as that is known beforehand."""
    try:
        there = file.exists()
    except OSError:  # a name that is too long
        return False
    if there:
        return file.is_file() and os.access(file, os.W_OK)
    return file.parent.is_dir() and os.access(file.parent, os.W_OK | os.X_OK)


def _connection(file: Path) -> Any:
    return QgsProviderRegistry.instance().providerMetadata("ogr").createConnection(str(file), {})
