"""Inputs that may be a layer or a table: a layer with or without geometry, a text file, a sheet of a workbook."""

from __future__ import annotations

import contextlib
from pathlib import Path

from qgis.core import QgsProcessingException, QgsWkbTypes
from qgis.PyQt.QtCore import QCoreApplication

from ..riothermie_kansen.callbacks import Progress
from . import sources, tables
from .inputs import read_source, shape_of

translate = QCoreApplication.translate


def check(algorithm, parameters, name: str, shape: str, context) -> tables.Table:
    """Return what was given for an input, not read yet.

    Raises
    ------
    QgsProcessingException
        In one sentence: it does not exist, is empty, or holds geometries of another kind than `shape` asks.
    """
    found = tables.find(algorithm, parameters, name, context)
    if found.source is not None:
        sources.check(found.source, shape_of(shape, found.source))
    return found


def read(
    algorithm, parameters, name: str, context, feedback, *, shape: str, progress: Progress, aliases=None, extra=(),
    header=None,
):  # fmt: skip
    """Return an input as a frame (a GeoDataFrame when it has places) with its name, (None, "") when it is empty.

    Parameters
    ----------
    algorithm, parameters, name, context, feedback
        As in ``processAlgorithm``.
    shape, aliases, extra
        As `InputAlgorithm.read`.
    progress
        Receives the progress.
    header
        Names of columns that the reader knows: they tell which sheet of a workbook is meant, and on which line of a
        file its header stands.

    Raises
    ------
    QgsProcessingException
        As `check`.
    CancelledError
        The user cancelled.
    """
    if not algorithm.has(parameters, name):
        return None, ""
    found = check(algorithm, parameters, name, shape, context)
    if found.source is not None:
        wanted = shape_of(shape, found.source)
        if found.source.wkbType() == QgsWkbTypes.Type.NoGeometry:
            wanted = "table"
        layer = read_source(
            found.source, name, context, feedback, shape=wanted, aliases=aliases, extra=extra, progress=progress
        )
        return layer.frame, layer.name
    with as_file(found, context, feedback, progress, header=header) as (file, title):
        frame = _cells(file, title, header)
    text = translate("Riothermie", '{parameter}: {n} rows read from "{name}".')
    feedback.pushInfo(text.format(parameter=name, n=len(frame), name=title))
    return frame, title


@contextlib.contextmanager
def as_file(found: tables.Table, context, feedback, progress: Progress, *, header=None):
    """Give what the engine reads (a path, or a frame of a layer) and its name; a copy is gone afterwards.

    For `header` see `read`.
    """
    source, title = tables.read(found, context, feedback, progress, header=header)
    try:
        yield source, title
    finally:
        if found.copied:
            with contextlib.suppress(OSError):  # a temporary file: QGIS removes what is left of those
                Path(source).unlink(missing_ok=True)


def _cells(file: Path, title: str, header):
    """Return a small text file as a frame of texts, so that ids keep their leading zeros."""
    import pandas as pd

    from ..riothermie_kansen.readers.csvfiles import parse
    from ..riothermie_kansen.readers.table_header import from_header

    try:
        content = file.read_bytes()
    except OSError as error:
        text = translate("Riothermie", "The file {file} cannot be read.")
        raise QgsProcessingException(text.format(file=file)) from error
    cells = parse(title, content if header is None else from_header(content, header)).cells
    return pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in cells.items() if name})
