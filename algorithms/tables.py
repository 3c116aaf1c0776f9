"""Inputs that are a table or a file: a measured series, rain. A text file goes to the engine as it is.

QGIS knows a table as a layer, and refuses a text of the KNMI or a sheet with a few lines above its header. So such a
file is not opened as a layer: a text file goes to the engine as a path, a sheet of a workbook and what is in a zip
become a text file first (then the engine finds the header), and only what lives in a layer or a database is read
feature by feature.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsFields,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsProperty,
    QgsProviderRegistry,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QDate, QDateTime, QMetaType, Qt

from ..riothermie_kansen.callbacks import Progress
from ..riothermie_kansen.errors import CancelledError
from . import sources
from .archives import unpacked
from .columns import Collected
from .names import name_after_table
from .sheets import SHEETS, sheet_as_text
from .sources import EVERY

if TYPE_CHECKING:
    import pandas as pd

translate = QCoreApplication.translate

TEXTS = (".csv", ".txt", ".tsv", ".dat", ".asc", ".prn", ".log", "")
"""Extensions of files that the engine reads itself."""

ARCHIVE = ".zip"

DELIMITERS = (",", ";", "\t", "\\t", "")
"""Delimiters that the engine finds by itself, as a layer of delimited text names them."""

EPOCH = 2440588
"""Julian day of 1 January 1970."""

DAY_MS = 86_400_000
REACH_MS = 9_000_000_000_000
"""Times farther from 1970 than this (285 years) are none: older versions of pandas cannot hold them."""


@dataclass(frozen=True)
class Table:
    """A table as found, not read yet.

    Attributes
    ----------
    name
        For messages: the file, with its sheet where one was named, or the layer.
    file
        File that is read: a text file, a workbook or a zip with a text file; None for a layer.
    sheet
        Sheet of a workbook that was asked for, "" for the one that looks like a series.
    source
        Features, when there is no file.
    """

    name: str
    file: Path | None = None
    sheet: str = ""
    source: QgsFeatureSource | None = None

    @property
    def copied(self) -> bool:
        """Whether the engine reads a text file that is made of this one."""
        return self.file is not None and self.file.suffix.lower() in (*SHEETS, ARCHIVE)


def find(algorithm, parameters, name: str, context: QgsProcessingContext) -> Table:
    """Return the table of an input.

    Parameters
    ----------
    algorithm, parameters, name, context
        As in ``checkParameterValues``; the value may be a path (also ``book.xlsx|layername=sheet``), a layer, its id or
        name, a source that QGIS can open, or one of these with a selection or filter.

    Raises
    ------
    QgsProcessingException
        In one sentence: it does not exist, cannot be read, is empty, or is no table.
    """
    value = parameters.get(name)
    narrowed = False
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        narrowed = value.selectedFeaturesOnly or value.featureLimit >= 0 or bool(value.filterExpression)
        value = value.source if not narrowed else value
    if isinstance(value, QgsProperty):
        value = value.valueAsString(context.expressionContext(), "")[0]
    if narrowed:
        return _features(algorithm, parameters, name, context)
    if isinstance(value, os.PathLike):
        value = os.fspath(value)
    layer = value if isinstance(value, QgsVectorLayer) else None
    text = "" if layer is not None else str(value).strip()
    if layer is None:
        found = QgsProcessingUtils.mapLayerFromString(text, context, False)
        layer = found if isinstance(found, QgsVectorLayer) else None
    file, sheet = (_named(text) if layer is None else _behind(layer)) or (None, "")
    if file is None:
        return _features(algorithm, parameters, name, context)
    if not file.suffix and file == Path(file.name) and not file.exists():
        return _features(algorithm, parameters, name, context)  # the name of a layer that is not there
    if message := _file_problem(file):
        raise QgsProcessingException(message)
    title = f"{file.name} ({sheet})" if sheet else file.name
    if file.suffix.lower() in (*TEXTS, *SHEETS, ARCHIVE):
        if file.suffix.lower() in TEXTS and _binary(file):
            text = translate("Riothermie", "{file} is not a text file: choose a CSV file, a workbook or a layer.")
            raise QgsProcessingException(text.format(file=file.name))
        return Table(title, file, sheet)
    try:
        return _features(algorithm, parameters, name, context)
    except QgsProcessingException:
        if _binary(file):
            text = translate(
                "Riothermie", "{file} is not a table: choose a text file (CSV, KNMI), a workbook or a layer."
            )
            raise QgsProcessingException(text.format(file=file.name)) from None
        return Table(title, file)


def read(
    table: Table,
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
    progress: Progress,
    *,
    header: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Path | pd.DataFrame, str]:
    """Return (what the engine reads: a path or a frame, name for messages).

    Parameters
    ----------
    table
        From `find`.
    context, feedback, progress
        Of the run.
    header
        Role to names of columns: of a workbook the sheet is read that has most of them; None for a series.

    Raises
    ------
    QgsProcessingException
        The workbook or zip cannot be read, or has no such sheet.
    CancelledError
        The user cancelled.
    """
    # the copy is called as the user's file: the engine names it in what it says
    target = Path(QgsProcessingUtils.generateTempFilename(table.file.name, context)) if table.copied else None
    if target is not None and table.file.suffix.lower() == ARCHIVE:
        return target, unpacked(table.file, TEXTS[:-1], target, feedback.isCanceled, progress)
    if target is not None:
        sheet = sheet_as_text(table.file, table.sheet, target, feedback.isCanceled, progress, header=header)
        feedback.pushInfo(translate("Riothermie", '{file}: sheet "{sheet}".').format(file=table.file.name, sheet=sheet))
        return target, f"{table.file.name} ({sheet})"
    if table.file is not None:
        return table.file, table.name
    return _frame(table.source, feedback, progress), table.name


def is_table_file(text: str | os.PathLike) -> bool:
    """Tell whether a text is the path of a text file or workbook."""
    file = Path(os.fspath(text).partition("|")[0])
    try:
        return bool(file.suffix) and file.suffix.lower() in (*TEXTS, *SHEETS, ARCHIVE) and file.is_file()
    except (OSError, ValueError):  # too long or a null character: no path
        return False


def _named(text: str) -> tuple[Path, str] | None:
    """Return (file, sheet) that a text names; None when it is something else, such as a source of a database."""
    path, _, rest = text.partition("|")
    path = path.removeprefix("file://") if path.startswith("file:///") and not path.partition("?")[2] else path
    if re.match(r"^(dbname|service|host|table)=|^\w{2,}:(?![\\/]{1}[^/])|^memory\?", path):
        return None
    found = re.search(r"layername=([^|]*)", rest)
    return Path(path), found.group(1) if found else ""


def _behind(layer: QgsVectorLayer) -> tuple[Path, str] | None:
    """Return (file, sheet) behind a layer, None when the layer says more than its file: a filter, edits, joins."""
    fields = layer.fields()
    own = all(fields.fieldOrigin(i) == Qgis.FieldOrigin.Provider for i in range(len(fields)))
    if layer.subsetString() or layer.isModified() or not own:
        return None
    provider = layer.providerType()
    parts = QgsProviderRegistry.instance().decodeUri(provider, layer.source())
    file = Path(str(parts.get("path") or ""))
    if not file.is_file():
        return None
    if provider == "delimitedtext":
        delimiter = re.search(r"[?&]delimiter=([^&]*)", layer.source())
        plain = delimiter is None or delimiter.group(1).replace("%5Ct", "\\t").replace("%09", "\t") in (
            *DELIMITERS, "%2C", "%3B",
        )  # fmt: skip
        return (file, "") if plain and "type=regexp" not in layer.source() else None
    if provider == "ogr" and file.suffix.lower() in (*TEXTS, *SHEETS):
        return file, str(parts.get("layerName") or "") if file.suffix.lower() in SHEETS else ""
    return None


def _file_problem(file: Path) -> str:
    """Return in one sentence why a file cannot be read, or ""."""
    try:
        if not file.exists():
            return translate("Riothermie", "The file {file} does not exist.").format(file=file)
        if not file.is_file():
            return translate("Riothermie", "{file} is a folder: choose a file.").format(file=file)
        with file.open("rb") as stream:
            if not stream.read(1):
                return translate("Riothermie", "The file {file} is empty.").format(file=file.name)
    except (OSError, ValueError):  # ValueError: a null character in the path
        return translate("Riothermie", "The file {file} cannot be read.").format(file=file)
    return ""


def _binary(file: Path) -> bool:
    """Tell whether a file is no text: null characters, and not those of UTF-16."""
    with file.open("rb") as stream:
        head = stream.read(4096)
    return b"\0" in head and head[:2] not in (b"\xff\xfe", b"\xfe\xff")


def _features(algorithm, parameters, name: str, context: QgsProcessingContext) -> Table:
    """Return the features of a layer or a database."""
    source = algorithm.parameterAsSource(parameters, name, context)
    if source is None:
        text = translate("Riothermie", "{title}: {value} is not a layer, nor a file that exists.")
        given = parameters.get(name)
        raise QgsProcessingException(
            text.format(title=algorithm.parameterDefinition(name).description(), value=given)
            if isinstance(given, str)
            else algorithm.invalidSourceError(parameters, name)
        )
    name_after_table(parameters.get(name), context)
    sources.refuse_empty(source, algorithm.parameterDefinition(name).description())
    return Table(source.sourceName(), source=source)


class Times:
    """The dates and times of one field, as whole milliseconds: a QDateTime per row would fill the memory.

    A time without zone stays as it stands on the clock, also the hour that summer time skips: QGIS calls a time in that
    hour invalid when the computer stands in that zone, but its date and time are there. A time with a zone becomes UTC.
    """

    def __init__(self, name: str, index: int) -> None:
        self.name = name
        self.index = index
        self.chunks: list[Any] = []
        self.zones: list[Any] = []

    def add(self, values: list[Any]) -> None:
        """Add the values of some features."""
        import numpy as np

        kinds = set(map(type, values))
        if kinds == {QDateTime} and set(map(QDateTime.timeSpec, values)) == {Qt.TimeSpec.LocalTime}:
            # the usual kind, in the quickest way; of an empty one the day lies far out of reach
            ms = [
                (value.date().toJulianDay() - EPOCH) * DAY_MS + value.time().msecsSinceStartOfDay() for value in values
            ]
            self.chunks.append(np.array(ms, dtype=np.float64))
            self.zones.append(np.zeros(len(values), dtype=bool))
            return
        self.chunks.append(np.array([_milliseconds(value) for value in values], dtype=np.float64))
        self.zones.append(np.array([_zoned(value) for value in values], dtype=bool))

    def series(self) -> pd.Series:
        """Return datetimes: with zone UTC when all have one; texts where some have one and others not."""
        import numpy as np
        import pandas as pd

        ms = np.concatenate(self.chunks) if self.chunks else np.zeros(0)
        zoned = np.concatenate(self.zones) if self.zones else np.zeros(0, dtype=bool)
        known = np.abs(ms) < REACH_MS
        times = np.where(known, ms, 0).astype("int64").astype("datetime64[ms]")
        times[~known] = np.datetime64("NaT")
        if not zoned.any():
            return pd.Series(times)
        if zoned[known].all():
            return pd.Series(times).dt.tz_localize("UTC")
        texts = np.datetime_as_string(times, unit="ms").astype(object)
        texts[zoned] = texts[zoned] + "Z"
        texts[~known] = None
        return pd.Series(texts, dtype=object)


def _milliseconds(value: Any) -> float:
    """Return a QDateTime or QDate as milliseconds since 1970, NaN for NULL."""
    if isinstance(value, QDateTime):
        value = value.toUTC() if _zoned(value) else value
        date = value.date()
        if date.isValid():
            return float((date.toJulianDay() - EPOCH) * DAY_MS + value.time().msecsSinceStartOfDay())
    elif isinstance(value, QDate) and value.isValid():
        return float((value.toJulianDay() - EPOCH) * DAY_MS)
    return float("nan")


def _zoned(value: Any) -> bool:
    return isinstance(value, QDateTime) and value.timeSpec() != Qt.TimeSpec.LocalTime


def _columns(fields: QgsFields) -> list[Collected | Times]:
    times = (QMetaType.Type.QDateTime, QMetaType.Type.QDate)
    return [
        Times(fields[i].name(), i) if fields[i].type() in times else Collected(fields[i], i) for i in range(len(fields))
    ]


def _frame(source: QgsFeatureSource, feedback: QgsProcessingFeedback, progress: Progress) -> pd.DataFrame:
    """Return the attributes of a source in one pass, in the order of its features."""
    import pandas as pd

    fields = source.fields()
    columns, width = _columns(fields), len(fields)
    request = QgsFeatureRequest().setFlags(Qgis.FeatureRequestFlag.NoGeometry)
    total, count = max(source.featureCount(), 1), 0
    flat: list[Any] = []

    def empty() -> None:
        for column in columns:
            column.add(flat[column.index :: width])
        flat.clear()
        if feedback.isCanceled():
            raise CancelledError
        progress(min(100.0, 100.0 * count / total))

    for feature in sources.features(source, request):
        count += 1
        flat += feature.attributes()
        if not count % EVERY:
            empty()
    empty()
    made: dict[str, pd.Series] = {}
    for column in columns:
        name = column.name
        while name in made:
            name += "_"
        made[name] = column.series()
    return pd.DataFrame(made, index=pd.RangeIndex(count))
