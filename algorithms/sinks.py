"""Frames into sinks: fields of the columns, values that QGIS takes, and features a few hundred at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from qgis.core import QgsFeature, QgsFeatureSink, QgsField, QgsFields, QgsGeometry
from qgis.PyQt.QtCore import QMetaType

from ..riothermie_kansen.callbacks import Cancelled, Progress
from ..riothermie_kansen.errors import CancelledError
from .sources import EVERY

if TYPE_CHECKING:
    import pandas as pd

    from ..riothermie_kansen.schema import Column

LARGEST = 2.0**53  # from here on not every whole number is a real one


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


def _text(value: Any) -> str | None:
    """Return a text as QGIS takes it: unknown is empty in the engine, and NULL in QGIS."""
    return None if value is None or value != value else str(value) or None  # noqa: PLR0124 (NaN differs from itself)
