"""Columns of frames made of values of QGIS: NULL is NaN or None, dates are ISO text, and whole numbers stay whole."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from operator import methodcaller
from typing import TYPE_CHECKING, Any

from qgis.core import NULL, QgsField
from qgis.PyQt.QtCore import QDate, QDateTime, QMetaType, Qt, QTime, QVariant

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_is_null = methodcaller("isNull")  # of a QVariant
_MOMENTS = (QDate, QDateTime, QTime)


class Collected:
    """The values of one field, turned into an array a few hundred at a time: few Python objects live long."""

    def __init__(self, definition: QgsField, index: int) -> None:
        self.name = definition.name()
        self.index = index
        self.numeric = definition.isNumeric() or definition.type() == QMetaType.Type.Bool
        self.whole = self.numeric and definition.type() not in (QMetaType.Type.Double, QMetaType.Type.Float)
        self.chunks: list[Any] = []

    def add(self, values: list[Any]) -> None:
        """Add the values of some features."""
        # most fields of a delivery are empty, or full of one kind: then there is nothing to do per value
        kinds = set(map(type, values))
        empty = kinds == {QVariant} and all(map(_is_null, values))
        if self.numeric:
            self.chunks.append(_empty_numbers(len(values)) if empty else _numbers(values, self.whole))
        elif kinds == {str}:
            self.chunks += values
        else:
            self.chunks += [None] * len(values) if empty else _texts(values, kinds)

    def series(self) -> pd.Series:
        """Return texts with None for NULL; whole numbers as int64 when none is absent, else float64 with NaN."""
        import numpy as np
        import pandas as pd

        if not self.numeric:
            return pd.Series(self.chunks, dtype=object)
        return pd.Series(np.concatenate(self.chunks) if self.chunks else np.zeros(0))


def outcome_series(values: list[Any]) -> pd.Series:
    """Return outcomes of an expression as float64 when all of them are numbers or absent, else as texts."""
    import pandas as pd

    plain = [_plain(value) for value in values]
    if all(value is None or isinstance(value, (int, float)) for value in plain):
        return pd.Series(plain, dtype=float)
    return pd.Series([_text(value) for value in plain], dtype=object)


def _empty_numbers(n: int) -> np.ndarray:
    import numpy as np

    return np.full(n, np.nan)


def _numbers(values: list[Any], whole: bool) -> np.ndarray:
    """Return numbers as int64 when whole and all there, else as float64 with NaN for NULL."""
    import numpy as np

    try:
        return np.array(values, dtype=np.int64 if whole else np.float64)
    except (TypeError, ValueError, OverflowError):  # NULL, or a whole number beyond 64 bits
        return np.array([_number(value) for value in values], dtype=np.float64)


def _number(value: Any) -> float | None:
    try:
        return None if value is None or value.__class__ is QVariant else float(value)
    except (TypeError, ValueError):
        return None


def _texts(values: list[Any], kinds: set[type]) -> Iterable[str | None]:
    """Return texts with None for NULL; where all that is there is of one kind, without a look at each value."""
    rest = kinds - {QVariant}
    kind = rest.pop() if len(rest) == 1 else None
    known = kind in (str, QDate, QDateTime)
    if not known or not all(_is_null(value) for value in values if value.__class__ is QVariant):
        return map(_text, values)
    if kind is str:
        return [value if value.__class__ is str else None for value in values]
    iso = Qt.DateFormat.ISODate
    if kind is QDateTime:
        return [(value.toString(iso) or None) if value.__class__ is kind else None for value in values]
    return [_day(value.toJulianDay()) if value.__class__ is kind else None for value in values]


@lru_cache(maxsize=1 << 16)
def _day(julian: int) -> str | None:
    """Return a Julian day as ISO text: there are few different days in a layer, and many dates."""
    return QDate.fromJulianDay(julian).toString(Qt.DateFormat.ISODate) or None


def _text(value: Any) -> str | None:
    kind = value.__class__
    if kind is str:
        return value
    if kind is QVariant and value.isNull():
        return None
    if kind in _MOMENTS:
        return value.toString(Qt.DateFormat.ISODate) or None
    value = _plain(value)
    return value if value is None or isinstance(value, str) else str(value)


def _plain(value: Any) -> Any:
    """Return a value of QGIS as Python knows it: NULL as None, dates as ISO text."""
    if value is None or (value.isNull() if value.__class__ is QVariant else value == NULL):
        return None
    if isinstance(value, _MOMENTS):
        return value.toString(Qt.DateFormat.ISODate) or None
    return value
