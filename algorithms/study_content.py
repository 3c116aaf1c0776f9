"""Fingerprints of what a study takes: the content of layers, tables and files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from qgis.core import QgsFeatureSource, QgsProcessingException
from qgis.PyQt.QtCore import QCoreApplication

from ..riothermie_kansen.callbacks import Cancelled, stop_if
from . import tables
from .several import items
from .sources import EVERY

translate = QCoreApplication.translate

RASTERS = (".tif", ".tiff", ".asc", ".idf")
PLAIN = (str, int, float, bool, type(None))


def of_source(source: QgsFeatureSource, cancelled: Cancelled) -> str:
    """Return the fingerprint of features: their places, values and fields, not the name of the layer.

    Raises
    ------
    CancelledError
        The user cancelled.
    """
    from ..riothermie_kansen.study.fingerprint import Content

    fields = source.fields()
    head = [(field.name(), field.typeName()) for field in fields]
    content = Content(source.sourceCrs().toWkt(), int(source.wkbType()), head)
    for i, feature in enumerate(source.getFeatures()):
        if i % EVERY == 0:
            stop_if(cancelled)
        values = [value if isinstance(value, PLAIN) else _text(value) for value in feature.attributes()]
        content.add(values, feature.geometry().asWkb().data())
    return content.text()


def _text(value: Any) -> str:
    """Return a value of QGIS as text: dates, lists, binary; NULL is the same under Qt 5 and 6."""
    if hasattr(value, "isNull") and value.isNull():
        return "NULL"
    return value.toString() if hasattr(value, "toString") else repr(value)


def of_file(given: str, cancelled: Cancelled) -> str:
    """Return the fingerprint of a file or folder.

    Raises
    ------
    QgsProcessingException
        It cannot be read.
    CancelledError
        The user cancelled.
    """
    from ..riothermie_kansen.study.fingerprint import of_files

    place = Path(given)
    try:
        if not place.exists():
            raise FileNotFoundError(given)
        return of_files(place, cancelled=cancelled)
    except OSError as error:
        text = translate("Riothermie", "{file} cannot be read: {why}")
        raise QgsProcessingException(text.format(file=given, why=error.strerror or type(error).__name__)) from error


def of_input(algorithm, parameters, name: str, context, cancelled: Cancelled) -> str:
    """Return the fingerprint of an input of the study: a layer, several of them, a table, a file or a folder.

    Raises
    ------
    QgsProcessingException
        It cannot be opened.
    CancelledError
        The user cancelled.
    """
    if name not in (*algorithm.SHAPES, *algorithm.ROLES):
        given = Path(str(parameters[name]))
        # of rasters one may be chosen to stand for the folder that it lies in
        return of_file(str(given.parent if given.suffix.lower() in RASTERS else given), cancelled)
    if name in algorithm.TEXT_TABLES:
        found = tables.find(algorithm, parameters, name, context)
        if found.file is not None:
            return f"{of_file(os.fspath(found.file), cancelled)} {found.sheet}"
        return of_source(found.source, cancelled)
    marks = []
    for item in items(parameters[name]):
        source = algorithm.parameterAsSource({name: item}, name, context)
        if source is None:
            raise QgsProcessingException(algorithm.invalidSourceError(parameters, name))
        marks.append(of_source(source, cancelled))
    return " ".join(marks)
