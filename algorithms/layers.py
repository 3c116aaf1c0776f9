"""From QGIS layers to the frames of the engine; `outputs` goes the other way. Nothing else crosses the border.

Reading is one pass over the features: geometries as WKB, attributes as columns. Whatever QGIS can deliver is brought to
what the engine expects: RD New, two dimensions, straight single lines, None for what is absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsCoordinateTransform,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsRectangle,
    QgsWkbTypes,
)

from ..riothermie_kansen.callbacks import Cancelled, Progress
from ..riothermie_kansen.errors import CancelledError
from . import sources
from .columns import Collected, outcome_series
from .expressions import Expression, resolve
from .shapes import Shape, normalise
from .sources import EVERY, RD

if TYPE_CHECKING:
    import numpy as np


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
    near: QgsRectangle | None = None,
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
    near
        Rectangle in RD; only features whose extent meets it are read. None for all.
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
    sources.check(source, shape)
    request = QgsFeatureRequest()
    if not spatial:
        request.setFlags(Qgis.FeatureRequestFlag.NoGeometry)
    transform = sources.to_rd(source, context) if spatial else None
    if spatial and near is not None:
        request.setFilterRect(sources.from_rd(near, transform))
    getters, fields, expressions = resolve(source, context, request, columns, mapping or {})
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


def located(frame: Any) -> Any:
    """Return a table as a GeoDataFrame without places; one that has places as it is."""
    import geopandas as gpd

    if isinstance(frame, gpd.GeoDataFrame):
        return frame
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries([None] * len(frame), index=frame.index, crs=RD))


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
    expressions: list[Expression]
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
        features = sources.features(self.source, self.request)
        return features if self.transform is None else map(self._transformed, features)

    def _transformed(self, feature: QgsFeature) -> QgsFeature:
        # the request could do this too, but then nobody tells which geometries were lost
        geometry = sources.moved(feature.geometry(), self.transform)
        self.lost += geometry is None
        feature.setGeometry(QgsGeometry() if geometry is None else geometry)
        return feature


def _frame(count: int, collected: list[Collected], computed: Mapping[Expression, list[Any]]) -> Any:
    """Return the attributes as a frame."""
    import pandas as pd

    columns: dict[str, pd.Series] = {}
    for column in collected:
        name = column.name
        while name in columns or name == "geometry":  # "geometry" is the name of the geometry column itself
            name += "_"
        columns[name] = column.series()
    for expression, outcome in computed.items():
        columns[expression.column] = outcome_series(outcome)
    return pd.DataFrame(columns, index=pd.RangeIndex(count))
