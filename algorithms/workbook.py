"""A workbook (xlsx) with a sheet per table: raw numbers, and a sheet that tells what each column is.

The XLSX driver of GDAL writes it, which QGIS brings; a number stays a number, so that a spreadsheet can go on with it.
"""

from __future__ import annotations

import contextlib
import math
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingException
from qgis.PyQt.QtCore import QCoreApplication

from ..riothermie_kansen.callbacks import Cancelled
from ..riothermie_kansen.errors import CancelledError

if TYPE_CHECKING:
    from ..riothermie_kansen.schema import Column

translate = QCoreApplication.translate

EXTENSION = ".xlsx"
LONGEST = 31  # signs in the name of a sheet
WIDEST = 32_767  # signs in a cell
MOST = 1_000_000  # rows of a sheet, below its name
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
EVERY = 2_048  # rows between two looks at the cancel button

EXPLANATION = "Kolommen"


@dataclass(frozen=True)
class Sheet:
    """A sheet to be: its name, the table, and its columns in order."""

    name: str
    frame: Any
    columns: Sequence[Column]


@contextlib.contextmanager
def saved(target: str, sheets: Sequence[Sheet], *, cancelled: Cancelled) -> Iterator[None]:
    """Write a workbook beside its place, and put it there when what is done meanwhile succeeds; "" writes nothing.

    Parameters
    ----------
    target
        File, ``.xlsx``; "" for none.
    sheets
        At least one; empty tables give a sheet with the names of the columns.
    cancelled
        Of the run.

    Raises
    ------
    QgsProcessingException
        The file cannot be written, in one sentence.
    CancelledError
        The user cancelled.
    """
    if not target:
        yield
        return
    text = translate("Riothermie", "The workbook cannot be written to {file}: choose another place.")
    failed = QgsProcessingException(text.format(file=target))
    with contextlib.ExitStack() as stack:
        try:
            # the driver looks at the extension: a draft beside it would have to be called .xlsx too
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix=".werkboek", dir=Path(target).parent))
            draft = Path(folder) / f"werkboek{EXTENSION}"
            _write(draft, sheets, cancelled)
        except (OSError, RuntimeError) as error:
            traceback.clear_frames(error.__traceback__)  # they hold the file open
            raise failed from error
        yield
        try:
            draft.replace(target)
        except OSError as error:
            raise failed from error


def problem(target: str) -> str:
    """Return in one sentence why a workbook cannot have this name, or ""."""
    if not target or Path(target).suffix.lower() == EXTENSION:
        return ""
    text = translate("Riothermie", "The workbook {file} must have a name that ends in .xlsx.")
    return text.format(file=Path(target).name)


def _write(file: Path, sheets: Sequence[Sheet], cancelled: Cancelled) -> None:
    from osgeo import gdal, ogr

    driver = ogr.GetDriverByName("XLSX")
    if driver is None:
        raise OSError("XLSX")
    dataset = driver.CreateDataSource(str(file))
    if dataset is None:
        raise OSError(gdal.GetLastErrorMsg())
    taken: set[str] = set()
    complete = all(_sheet(dataset, _unique(part.name, taken), part, cancelled) for part in _parts(sheets))
    if complete:
        _explain(dataset, _unique(EXPLANATION, taken), sheets)
        dataset.FlushCache()
    # the file is closed when the last reference goes: before the folder that it stands in goes
    dataset = None
    if not complete:
        raise CancelledError
    if not file.is_file():
        raise OSError(gdal.GetLastErrorMsg())


def _parts(sheets: Sequence[Sheet]) -> Iterator[Sheet]:
    """Yield the sheets, a table with more rows than a sheet takes in parts."""
    for sheet in sheets:
        for start in range(0, max(len(sheet.frame), 1), MOST):
            yield Sheet(sheet.name, sheet.frame.iloc[start : start + MOST], sheet.columns)


def _unique(name: str, taken: set[str]) -> str:
    """Return a name of a sheet that a workbook takes: short, without forbidden signs, and not there yet."""
    plain = name.translate(FORBIDDEN).strip("' ")[:LONGEST] or "Blad"
    found, n = plain, 1
    while found.casefold() in taken:
        n += 1
        found = f"{plain[: LONGEST - len(str(n)) - 1]}_{n}"
    taken.add(found.casefold())
    return found


def _sheet(dataset: Any, name: str, sheet: Sheet, cancelled: Cancelled) -> bool:
    """Add a sheet; return False when the user cancelled."""
    from osgeo import ogr

    kinds = {"text": ogr.OFTString, "int": ogr.OFTInteger64, "real": ogr.OFTReal}
    layer = dataset.CreateLayer(name)
    for column in sheet.columns:
        layer.CreateField(ogr.FieldDefn(column.name, kinds[column.kind]))
    definition = layer.GetLayerDefn()
    values = [_cells(sheet.frame[column.name], column.kind) for column in sheet.columns]
    for count, row in enumerate(zip(*values, strict=True)):
        if not count % EVERY and cancelled():
            return False
        feature = ogr.Feature(definition)
        for i, value in enumerate(row):
            if value is not None:
                feature.SetField(i, value)
        layer.CreateFeature(feature)
    return not cancelled()


def _explain(dataset: Any, name: str, sheets: Sequence[Sheet]) -> None:
    """Add the sheet that tells per sheet and column what it is."""
    from osgeo import ogr

    layer = dataset.CreateLayer(name)
    for title in ("blad", "kolom", "eenheid", "betekenis"):
        layer.CreateField(ogr.FieldDefn(title, ogr.OFTString))
    for sheet in sheets:
        for column in sheet.columns:
            feature = ogr.Feature(layer.GetLayerDefn())
            for i, value in enumerate((sheet.name, column.name, column.unit, column.title)):
                feature.SetField(i, value)
            layer.CreateFeature(feature)


def _cells(column: Any, kind: str) -> list[Any]:
    """Return a column as values that GDAL takes; None stays an empty cell."""
    values = column.astype(object).to_numpy().tolist()
    if kind == "text":
        return [None if value is None or value != value else str(value)[:WIDEST] or None for value in values]  # noqa: PLR0124
    numbers = [math.nan if value is None else float(value) for value in values]
    if kind == "int":
        return [int(number) if math.isfinite(number) else None for number in numbers]
    return [number if math.isfinite(number) else None for number in numbers]
