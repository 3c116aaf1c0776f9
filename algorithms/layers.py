"""From QGIS layers to the frames of the engine; `outputs` goes the other way. Nothing else crosses the border.

Reading is one pass over the features: geometries as WKB, attributes as columns. Whatever QGIS can deliver is brought to
what the engine expects: RD New, two dimensions, straight single lines, None for what is absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from operator import methodcaller
from typing import TYPE_CHECKING, Any

from qgis.core import (
    NULL,
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsExpression,
    QgsExpressionContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication, QDate, QDateTime, QMetaType, Qt, QTime, QVariant

from ..riothermie_kansen.callbacks import Cancelled, Progress
from ..riothermie_kansen.errors import CancelledError
from .shapes import Shape, normalise

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

translate = QCoreApplication.translate

RD = "EPSG:28992"
EVERY = 512  # features between two looks at the cancel button


@dataclass
class Layer:
    """A layer as read.

    Attributes
    ----------
    frame
        GeoDataFrame in `RD`, or a DataFrame when the source is a table. Columns as delivered, in order.
    name
        Name of the layer, for messages.
    features
        Number of features read.
    row, part
        Per row of the frame: which feature (from 0) and which part of it (from 0).
    fields
        Role to column of the frame, from the field map.
    notes
        What was done to the geometries, as sentences for the log.
    repaired
        Rows whose polygon was not valid and has been repaired; only of layers of polygons.
    """

    frame: Any
    name: str
    features: int
    row: np.ndarray
    part: np.ndarray
    fields: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    repaired: list[int] = field(default_factory=list)


def read(
    source: QgsFeatureSource,
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
    *,
    shape: Shape,
    columns: Iterable[str] | None = None,
    mapping: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Layer:
    """Read a source in one pass.

    Parameters
    ----------
    source
        Layer, or the source of a Processing parameter (selection and filter are honoured).
    context, feedback
        Of the running algorithm.
    shape
        Geometry that is wanted. Lines are exploded into parts, of points the first part is kept, polygons stay whole.
    columns
        Names of the fields that are needed; None for all.
    mapping
        Role to field name or QGIS expression.
    progress
        Receives the progress; None for that of `feedback`.

    Raises
    ------
    QgsProcessingException
        The CRS is unknown, the geometries are of another kind, or an expression makes no sense: one sentence each.
    CancelledError
        The user cancelled.
    """
    import geopandas as gpd
    import numpy as np

    name = source.sourceName()
    spatial = shape != "table" and source.wkbType() != QgsWkbTypes.Type.NoGeometry
    check(source, shape)
    request = QgsFeatureRequest()
    if not spatial:
        request.setFlags(Qgis.FeatureRequestFlag.NoGeometry)
    transform = _transform(source, context) if spatial else None
    getters, fields, expressions = _resolve(source, context, request, columns, mapping or {})
    collected = [Collected(source.fields()[index], index) for index in getters]
    features = _Pass(source, request, transform, expressions)
    wkb, computed = features.run(collected, feedback.isCanceled, progress or feedback.setProgress)
    count = features.count
    frame = _frame(count, collected, dict(zip(expressions, computed, strict=True)))
    notes = [note for expression in expressions if (note := expression.note(name, count))]
    row, part = np.arange(count), np.zeros(count, dtype=int)
    repaired: list[int] = []
    if spatial:
        shaped = normalise(wkb, shape, name, features.lost)
        row, part = shaped.row, shaped.part
        notes += shaped.notes
        repaired += shaped.repaired
        if len(row) > count:
            frame = frame.take(row).reset_index(drop=True)
        frame = gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(shaped.geometries, crs=RD))
    return Layer(frame, name, count, row, part, fields, notes, repaired)


def refuse_empty(source: QgsFeatureSource, title: str) -> None:
    """Raise in one sentence, with the name of the layer and the title of the input, when a source has no features."""
    if source.featureCount() == 0:
        text = translate("Riothermie", 'The layer "{name}" ({title}) is empty: choose another one.')
        raise QgsProcessingException(text.format(name=source.sourceName(), title=title))


def check(source: QgsFeatureSource, shape: Shape) -> None:
    """Raise when a source has an unknown CRS or geometries of another kind than wanted.

    Raises
    ------
    QgsProcessingException
        In one sentence, with the name of the layer.
    """
    if shape == "table":
        return
    name = source.sourceName()
    kind = QgsWkbTypes.geometryType(source.wkbType())
    allowed = {
        "point": (Qgis.GeometryType.Point,),
        "line": (Qgis.GeometryType.Line,),
        "polygon": (Qgis.GeometryType.Polygon,),
        "building": (Qgis.GeometryType.Polygon, Qgis.GeometryType.Point),
        "any": (Qgis.GeometryType.Point, Qgis.GeometryType.Line, Qgis.GeometryType.Polygon, Qgis.GeometryType.Null),
    }[shape]
    if kind not in (*allowed, Qgis.GeometryType.Unknown):
        words = {
            Qgis.GeometryType.Point: translate("Riothermie", "points"),
            Qgis.GeometryType.Line: translate("Riothermie", "lines"),
            Qgis.GeometryType.Polygon: translate("Riothermie", "polygons"),
            Qgis.GeometryType.Null: translate("Riothermie", "no geometry"),
        }
        raise QgsProcessingException(
            translate("Riothermie", 'The layer "{name}" holds {found}, but {wanted} are needed here.').format(
                name=name, found=words[kind], wanted=words[allowed[0]]
            )
        )
    if kind == Qgis.GeometryType.Unknown and not source.sourceCrs().isValid():
        raise QgsProcessingException(
            translate(
                "Riothermie",
                'The layer "{name}" mixes kinds of geometry: add it to QGIS, which splits it by kind, and choose one.',
            ).format(name=name)
        )
    if kind != Qgis.GeometryType.Null and not source.sourceCrs().isValid():
        raise QgsProcessingException(
            translate(
                "Riothermie",
                'The layer "{name}" has no known coordinate reference system: set it in the properties of the layer.',
            ).format(name=name)
        )


def _transform(source: QgsFeatureSource, context: QgsProcessingContext) -> QgsCoordinateTransform | None:
    """Return the transformation to RD, None when there is nothing to transform."""
    target = QgsCoordinateReferenceSystem(RD)
    if source.sourceCrs() == target:
        return None
    transform = QgsCoordinateTransform(source.sourceCrs(), target, context.transformContext())
    if not transform.isValid():
        raise QgsProcessingException(
            translate("Riothermie", 'The layer "{name}" ({crs}) cannot be transformed to RD New.').format(
                name=source.sourceName(), crs=source.sourceCrs().userFriendlyIdentifier()
            )
        )
    return transform


def located(frame: Any) -> Any:
    """Return a table as a GeoDataFrame without places; one that has places as it is."""
    import geopandas as gpd

    if isinstance(frame, gpd.GeoDataFrame):
        return frame
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries([None] * len(frame), index=frame.index, crs=RD))


@dataclass(eq=False)
class _Expression:
    """A prepared expression with the column it fills and the errors it met."""

    role: str
    text: str
    column: str
    expression: QgsExpression
    context: QgsExpressionContext
    errors: int = 0
    first: str = ""

    def value(self, feature: QgsFeature) -> Any:
        self.context.setFeature(feature)
        value = self.expression.evaluate(self.context)
        if self.expression.hasEvalError():
            self.errors += 1
            self.first = self.first or self.expression.evalErrorString()
            return None
        return value

    def note(self, layer: str, features: int) -> str:
        """Return a sentence about rows without outcome, "" when there are none."""
        if not self.errors:
            return ""
        text = translate("Riothermie", '{role} = {text} has no outcome for {n} of {all} features of "{name}": {error}')
        return text.format(
            role=self.role, text=self.text, n=self.errors, all=features, name=layer, error=self.first.strip()
        )


def _resolve(
    source: QgsFeatureSource,
    context: QgsProcessingContext,
    request: QgsFeatureRequest,
    columns: Iterable[str] | None,
    mapping: Mapping[str, str],
) -> tuple[list[int], dict[str, str], list[_Expression]]:
    """Return indices of the fields to read, role to column, and the expressions; narrow the request to them."""
    names = source.fields().names()
    wanted = set(names) if columns is None else set(columns)
    needed: set[str] = set()
    fields: dict[str, str] = {}
    expressions: list[_Expression] = []
    for role, text in mapping.items():
        plain = field_named(source.fields(), text)
        if plain is not None:
            fields[role] = plain
            wanted.add(plain)
            continue
        expression = _expression(source, context, role, text, names)
        needed |= set(names) if "*" in (used := expression.expression.referencedColumns()) else used
        fields[role] = expression.column
        expressions.append(expression)
    getters = [index for index, name in enumerate(names) if name in wanted]
    request.setSubsetOfAttributes(sorted({*getters, *(i for i, name in enumerate(names) if name in needed)}))
    return getters, fields, expressions


def field_named(fields: QgsFields, text: str) -> str | None:
    """Return the field that `text` names (quotes and capitals do not matter), or None."""
    bare = text.strip()
    bare = bare[1:-1] if len(bare) > 1 and bare[0] == bare[-1] == '"' else bare
    names = fields.names()
    return bare if bare in names else next((name for name in names if name.lower() == bare.lower()), None)


def _expression(
    source: QgsFeatureSource, context: QgsProcessingContext, role: str, text: str, names: list[str]
) -> _Expression:
    expression = QgsExpression(text)
    unknown = sorted(c for c in expression.referencedColumns() if c != "*" and c.lower() not in map(str.lower, names))
    if expression.hasParserError() or unknown:
        raise QgsProcessingException(
            translate(
                "Riothermie",
                '"{text}" (for {role}) is not a field of the layer "{name}", nor a valid expression: {why}.',
            ).format(
                text=text,
                role=role,
                name=source.sourceName(),
                why=" ".join(expression.parserErrorString().split())
                or translate("Riothermie", "it has no field {}").format(", ".join(unknown)),
            )
        )
    scopes = QgsExpressionContext(context.expressionContext())
    if hasattr(source, "createExpressionContextScope"):
        scopes.appendScope(source.createExpressionContextScope())
    scopes.setFields(source.fields())
    expression.prepare(scopes)
    column = f"veld_{role}"
    while column in names:
        column += "_"
    return _Expression(role, text, column, expression, scopes)


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


@dataclass
class _Pass:
    """The one pass over the features.

    Attributes
    ----------
    source, request, transform, expressions
        What is read and how; the expressions see the transformed geometry.
    count
        Features read.
    lost
        Geometries that could not be transformed.
    """

    source: QgsFeatureSource
    request: QgsFeatureRequest
    transform: QgsCoordinateTransform | None
    expressions: list[_Expression]
    count: int = 0
    lost: int = 0

    def run(
        self, collected: list[Collected], cancelled: Cancelled, progress: Progress
    ) -> tuple[list[bytes], list[list[Any]]]:
        """Fill the columns; return the geometries and what the expressions gave."""
        total, width = max(self.source.featureCount(), 1), self.source.fields().count()
        wkb: list[bytes] = []
        flat: list[Any] = []  # attributes of some features, in a row
        computed: list[list[Any]] = [[] for _ in self.expressions]

        features = iter(self._features())
        while some := list(islice(features, EVERY)):
            self.count += len(some)
            wkb += [feature.geometry().asWkb().data() for feature in some]
            for feature in some:
                flat += feature.attributes()
            for column in collected:
                column.add(flat[column.index :: width])
            flat.clear()
            for expression, outcomes in zip(self.expressions, computed, strict=True):
                outcomes.extend(map(expression.value, some))
            if cancelled():
                raise CancelledError
            progress(min(100.0, 100.0 * self.count / total))
        return wkb, computed

    def _features(self) -> Iterator[QgsFeature]:
        if isinstance(self.source, QgsProcessingFeatureSource):
            # invalid geometries are repaired here: a stop on the first one helps nobody
            skip = Qgis.ProcessingFeatureSourceFlag.SkipGeometryValidityChecks
            features = self.source.getFeatures(self.request, skip)
        else:
            features = self.source.getFeatures(self.request)
        return features if self.transform is None else map(self._transformed, features)

    def _transformed(self, feature: QgsFeature) -> QgsFeature:
        # the request could do this too, but then nobody tells which geometries were lost
        geometry = feature.geometry()
        try:
            geometry.transform(self.transform)
        except QgsCsException:
            self.lost += 1
            geometry = QgsGeometry()
        feature.setGeometry(geometry)
        return feature


def _frame(count: int, collected: list[Collected], computed: Mapping[_Expression, list[Any]]) -> Any:
    """Return the attributes as a frame."""
    import pandas as pd

    columns: dict[str, pd.Series] = {}
    for column in collected:
        name = column.name
        while name in columns or name == "geometry":  # "geometry" is the name of the geometry column itself
            name += "_"
        columns[name] = column.series()
    for expression, outcome in computed.items():
        plain = [_plain(value) for value in outcome]
        if all(value is None or isinstance(value, (int, float)) for value in plain):
            columns[expression.column] = pd.Series(plain, dtype=float)
        else:
            columns[expression.column] = pd.Series([_text(value) for value in plain], dtype=object)
    return pd.DataFrame(columns, index=pd.RangeIndex(count))


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
