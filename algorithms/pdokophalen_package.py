"""A GeoPackage with tables of others: made beside its place, and put there when all of it is good."""

from __future__ import annotations

import contextlib
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsProcessingException,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication, QThread

from ..riothermie_kansen.callbacks import Cancelled, Progress
from . import sinks
from .destinations import SIDECARS
from .names import file_of
from .sources import RD

if TYPE_CHECKING:
    from ..riothermie_kansen.schema import Column

translate = QCoreApplication.translate

KINDS = {
    "punten": ((0, 4), QgsWkbTypes.Type.Point, QgsWkbTypes.Type.MultiPoint),
    "lijnen": ((1, 2, 5), QgsWkbTypes.Type.LineString, QgsWkbTypes.Type.MultiLineString),
    "vlakken": ((3, 6), QgsWkbTypes.Type.MultiPolygon, QgsWkbTypes.Type.MultiPolygon),
}
"""Suffix of a table that holds one of several kinds of geometry: types of shapely, and types of the table."""

FID = "fid"


@dataclass
class Package:
    """A GeoPackage in the making.

    Attributes
    ----------
    target
        Where it will stand.
    draft
        Where it stands until then, in a folder of its own beside `target`.
    tables
        Names of the tables that were written, in order.
    """

    target: Path
    draft: Path
    tables: list[str] = field(default_factory=list)

    def add(
        self, table: str, frame: Any, declared: Sequence[Column] = (), *, cancelled: Cancelled, progress: Progress
    ) -> list[tuple[str, int]]:
        """Write a frame; return the tables that it became and their number of rows.

        A table of a GeoPackage holds one kind of geometry: points, lines and areas of one frame become tables with
        ``_punten``, ``_lijnen`` and ``_vlakken`` behind their name. Rows without a place go with the largest of these.
        `declared` are the columns of a table that is our own; otherwise they follow from the frame.

        Raises
        ------
        QgsProcessingException
            The table cannot be written, in one sentence.
        CancelledError
            The user cancelled.
        """
        pieces = list(_by_kind(frame))
        made = []
        for suffix, part, wkb_type in pieces:
            name = f"{table}_{suffix}" if len(pieces) > 1 else table
            columns, plain = (declared, part) if declared else normal(part)
            try:
                self._write(name, plain, columns, wkb_type, cancelled, progress)
            except OSError as error:
                raise self.failed(str(error)) from error
            made.append((name, len(part)))
        return made

    def _write(
        self, table: str, frame: Any, columns: Sequence[Column], wkb_type, cancelled: Cancelled, progress: Progress
    ) -> None:
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName, options.fileEncoding, options.layerName = "GPKG", "UTF-8", table
        taken = {column.name.lower() for column in columns}
        options.layerOptions = [f"FID={free(FID, taken)}", f"GEOMETRY_NAME={free('geom', taken)}"]
        action = QgsVectorFileWriter.ActionOnExistingFile
        options.actionOnExistingFile = (
            action.CreateOrOverwriteLayer if self.draft.exists() else action.CreateOrOverwriteFile
        )
        writer = QgsVectorFileWriter.create(
            str(self.draft), sinks.fields_of(columns), wkb_type, QgsCoordinateReferenceSystem(RD),
            QgsCoordinateTransformContext(), options,
        )  # fmt: skip
        try:
            if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
                raise OSError(writer.errorMessage())
            sinks.write(frame, columns, writer, cancelled=cancelled, progress=progress)
        finally:
            del writer  # closes the file
        self.tables.append(table)

    def layer(self, table: str) -> QgsVectorLayer:
        """Return a table as a layer, to give it a style and metadata; let go of it before the package is finished."""
        return QgsVectorLayer(f"{self.draft}|layername={table}", table, "ogr")

    def failed(self, why: str) -> QgsProcessingException:
        """Return in one sentence that the GeoPackage cannot be written."""
        text = translate("Riothermie", "The GeoPackage {file} cannot be written: {why}")
        return QgsProcessingException(text.format(file=self.target, why=" ".join(why.split()) or "-"))


@contextlib.contextmanager
def package(target: Path) -> Iterator[Package]:
    """Make a GeoPackage beside its place, and put it there when what is done meanwhile succeeds.

    An earlier file stays as it was when anything goes wrong.

    Raises
    ------
    QgsProcessingException
        There cannot be a file there, or the earlier one is open, in one sentence.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix=".riothermie-", dir=target.parent))
    except OSError as error:
        text = translate("Riothermie", "The GeoPackage {file} cannot be written: choose another folder.")
        raise QgsProcessingException(text.format(file=target)) from error
    made = Package(target, folder / target.name)
    try:
        yield made
        if problem := open_elsewhere(target):
            raise QgsProcessingException(problem)
        try:
            made.draft.replace(target)
        except OSError as error:
            raise made.failed(str(error)) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def open_elsewhere(target: Path) -> str:
    """Return in one sentence that a GeoPackage is open, "" when it is not.

    What is being written to it stands in a file beside it: with another GeoPackage in its place both would be lost.
    Layers of the open project are looked at in the main thread only, as `checkParameterValues` runs there.
    """
    if not target.exists():
        return ""
    writing = any(Path(f"{target}{end}").exists() for end in SIDECARS)
    if not writing and not _in_project(target):
        return ""
    text = translate(
        "Riothermie",
        "{file} is open: remove its layers from the project (and close other programs), or choose another file.",
    )
    return text.format(file=target)


def _in_project(target: Path) -> bool:
    """Return whether a layer of the open project comes from a file."""
    application = QCoreApplication.instance()
    if application is None or QThread.currentThread() != application.thread():
        return False
    real = target.resolve()
    files = (file_of(item) for item in QgsProject.instance().mapLayers().values() if isinstance(item, QgsVectorLayer))
    return any(file.resolve() == real for file in files if file is not None)


def normal(frame: Any) -> tuple[list[Column], Any]:
    """Return (columns, frame) of a table as a GeoPackage can hold it.

    Names keep their spelling, with ``_`` for what is no letter, digit or ``_``; of names that differ in capitals only
    the second one gets a number. Lists become texts with commas, other values that a table cannot hold JSON.
    """
    from ..riothermie_kansen.schema import Column

    place = frame.geometry.name if hasattr(frame, "geometry") else None
    made = frame[[]].copy() if place is None else frame[[place]].copy()
    columns: list[Column] = []
    taken = set() if place is None else {place}
    for original in frame.columns.drop([] if place is None else [place]):
        name = free(re.sub(r"\W+", "_", str(original)).strip("_") or "veld", taken)
        taken.add(name.lower())
        kind, values = _typed(frame[original])
        columns.append(Column(name, kind, "", str(original)))
        made[name] = values
    return columns, made


def free(name: str, taken: Iterable[str]) -> str:
    """Return a name that is not taken (in lower case): itself, or with a number behind it."""
    found, n = name, 1
    while found.lower() in taken:
        n += 1
        found = f"{name}_{n}"
    return found


def _typed(column: Any) -> tuple[str, Any]:
    """Return (kind of a `Column`, values) of a column."""
    import pandas as pd

    if pd.api.types.is_bool_dtype(column):
        return "int", column.astype(int)
    if pd.api.types.is_integer_dtype(column):
        return "int", column
    if pd.api.types.is_numeric_dtype(column):
        return "real", column
    return "text", column.map(_text).astype(object)


def _text(value: Any) -> str | None:
    import json

    if value is None or value != value:  # noqa: PLR0124 (NaN differs from itself)
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)) and not any(isinstance(item, (list, tuple, dict)) for item in value):
        return ",".join(str(item) for item in value)
    if isinstance(value, (list, tuple, dict)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def straightened(frame: Any) -> int:
    """Bring geometries to two dimensions and mixed ones to their largest kind; return how many were mixed."""
    import numpy as np
    import shapely

    geometries = np.asarray(shapely.force_2d(frame.geometry.to_numpy()), dtype=object)
    mixed = np.flatnonzero(shapely.get_type_id(geometries) == 7)
    for i in mixed:
        parts = shapely.get_parts(geometries[i])
        parts = shapely.get_parts(parts[shapely.get_dimensions(parts) == shapely.get_dimensions(geometries[i])])
        multi = (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)
        geometries[i] = multi[shapely.get_dimensions(geometries[i])](parts)
    frame.geometry = geometries
    return len(mixed)


def _by_kind(frame: Any) -> Iterator[tuple[str, Any, Any]]:
    """Yield (suffix, rows, type of the table) per kind of geometry in a frame, the largest first."""
    import numpy as np
    import shapely

    if not hasattr(frame, "geometry"):
        yield "", frame, QgsWkbTypes.Type.NoGeometry
        return
    types = shapely.get_type_id(frame.geometry.to_numpy())
    found = [(int(np.isin(types, KINDS[key][0]).sum()), key) for key in KINDS]
    kept = [key for n, key in sorted(found, key=lambda item: -item[0]) if n]
    if not kept:
        yield "", frame.drop(columns=frame.geometry.name), QgsWkbTypes.Type.NoGeometry
        return
    known = np.isin(types, np.concatenate([KINDS[key][0] for key in kept]))
    for i, key in enumerate(kept):
        members, single, multi = KINDS[key]
        chosen = np.isin(types, members) | (~known if i == 0 else False)
        whole = np.isin(types[chosen], members[-1:]).any()
        yield key, frame[chosen], multi if whole else single
