"""A sheet of a workbook as a text file: then a series in it is read as any other, whatever stands above it."""

from __future__ import annotations

import contextlib
import csv
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingException
from qgis.PyQt.QtCore import QCoreApplication

from ..riothermie_kansen.callbacks import Cancelled, Progress
from ..riothermie_kansen.errors import CancelledError

translate = QCoreApplication.translate

SHEETS = {".xlsx": "XLSX", ".xlsm": "XLSX", ".ods": "ODS", ".xls": "XLS"}
"""Extension of a workbook and the GDAL driver that reads it."""

EVERY = 4096  # rows between two looks at the cancel button
HEAD = 60  # rows of a sheet that tell what is in it
DATED = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
SLASHED = re.compile(r"^(\d{4})/(\d\d)/(\d\d)(?!\d)")
NUMBER = re.compile(r"\s*-?\d+([.,]\d+)?\s*$")


def sheet_as_text(
    file: Path,
    wanted: str,
    target: Path,
    cancelled: Cancelled,
    progress: Progress,
    *,
    header: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """Write a sheet as text (cells with ; between them, dates as ISO); return its name.

    Parameters
    ----------
    file
        Workbook: xlsx, xlsm, ods or xls.
    wanted
        Name of the sheet; "" for the one that has most of the names in `header`, else the one that looks most like a
        series: rows with a date and a number.
    target
        File to write.
    cancelled, progress
        Of the run.
    header
        Role to names of columns that the reader knows.

    Raises
    ------
    QgsProcessingException
        In one sentence: it is no workbook, has no such sheet, or holds nothing.
    CancelledError
        The user cancelled.
    """
    with _opened(file) as dataset:
        layers = [dataset.GetLayer(i) for i in range(dataset.GetLayerCount())]
        layer = _chosen(layers, wanted, file, header or {})
        total, name = max(layer.GetFeatureCount(), 1), layer.GetName()
        with target.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, delimiter=";")
            for count, cells in enumerate(_rows(layer)):
                writer.writerow(cells)
                if not count % EVERY:
                    if cancelled():
                        raise CancelledError
                    progress(100.0 * count / total)
    return name


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[Any]:
    """Open a workbook with its header as an ordinary row."""
    from osgeo import gdal

    driver = SHEETS[file.suffix.lower()]
    options = {f"OGR_{driver}_HEADERS": "DISABLE", f"OGR_{driver}_FIELD_TYPES": "STRING"}
    before = {key: gdal.GetThreadLocalConfigOption(key) for key in options}
    dataset = None
    try:
        for key, value in options.items():
            gdal.SetThreadLocalConfigOption(key, value)
        with warnings.catch_warnings(), contextlib.suppress(RuntimeError):  # GDAL raises or not, as QGIS has set it
            warnings.simplefilter("ignore", FutureWarning)
            dataset = gdal.OpenEx(str(file), gdal.OF_VECTOR, allowed_drivers=[driver])
        if dataset is None:
            text = translate("Riothermie", "{file} cannot be read as a workbook: save it again as .xlsx or as CSV.")
            raise QgsProcessingException(text.format(file=file.name))
        yield dataset
    finally:
        for key, value in before.items():
            gdal.SetThreadLocalConfigOption(key, value)


def _chosen(layers: list[Any], wanted: str, file: Path, header: Mapping[str, Sequence[str]]) -> Any:
    """Return the sheet that was named, or the one that looks most like what is wanted."""
    if wanted:
        named = [layer for layer in layers if layer.GetName().casefold() == wanted.casefold()]
        if not named:
            text = translate("Riothermie", '{file} has no sheet "{sheet}"; it has: {names}.')
            names = ", ".join(layer.GetName() for layer in layers)
            raise QgsProcessingException(text.format(file=file.name, sheet=wanted, names=names))
        return named[0]
    filled = [layer for layer in layers if layer.GetFeatureCount()]
    if not filled:
        raise QgsProcessingException(translate("Riothermie", "The file {file} is empty.").format(file=file.name))
    return max(filled, key=lambda layer: (_names(layer, header), _likeness(layer)))  # the first of equals


def _names(layer: Any, header: Mapping[str, Sequence[str]]) -> int:
    """Return how many known names of columns stand in one row at the head of a sheet."""
    from ..riothermie_kansen.readers.table_header import names_known

    found = [names_known(cells, header) for _, cells in zip(range(HEAD), _rows(layer), strict=False)] if header else []
    layer.ResetReading()
    return max(found, default=0)


def _likeness(layer: Any) -> tuple[int, int]:
    """Return how much a sheet looks like a series: rows at its head with a date and a number, rows with two numbers."""
    dated = numbers = 0
    for _, cells in zip(range(HEAD), _rows(layer), strict=False):
        found = sum(bool(NUMBER.match(cell)) for cell in cells)
        dated += found > 0 and any(DATED.match(cell) for cell in cells)
        numbers += found > 1
    layer.ResetReading()
    return dated, numbers


def _rows(layer: Any) -> Iterator[list[str]]:
    """Yield the cells of each row as text, trimmed; dates in ISO order."""
    width = layer.GetLayerDefn().GetFieldCount()
    for feature in layer:
        cells = [feature.GetFieldAsString(i) for i in range(width)]
        yield [SLASHED.sub(r"\1-\2-\3", " ".join(cell.split())) for cell in cells]
