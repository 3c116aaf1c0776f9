"""Sources of features: whether one can be used, and how its features are asked for."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsRectangle,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from .shapes import Shape

translate = QCoreApplication.translate

RD = "EPSG:28992"
EVERY = 512  # features between two looks at the cancel button


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
    every = (Qgis.GeometryType.Point, Qgis.GeometryType.Line, Qgis.GeometryType.Polygon, Qgis.GeometryType.Null)
    allowed = {
        "point": (Qgis.GeometryType.Point,),
        "line": (Qgis.GeometryType.Line,),
        "polygon": (Qgis.GeometryType.Polygon,),
        "building": (Qgis.GeometryType.Polygon, Qgis.GeometryType.Point),
        "any": every,
        "whole": every,
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
    # a GeoPackage without a CRS has one that is called so, and is valid
    unknown = not source.sourceCrs().isValid() or "Undefined" in source.sourceCrs().toWkt()[:60]
    if kind != Qgis.GeometryType.Null and unknown:
        raise QgsProcessingException(
            translate(
                "Riothermie",
                'The layer "{name}" has no known coordinate reference system: set it in the properties of the layer.',
            ).format(name=name)
        )


def to_rd(source: QgsFeatureSource, context: QgsProcessingContext) -> QgsCoordinateTransform | None:
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


def moved(geometry: QgsGeometry, transform: QgsCoordinateTransform | None) -> QgsGeometry | None:
    """Return a geometry in RD, None when it has no place there; `transform` is that of `to_rd`."""
    if transform is None:
        return geometry
    try:
        geometry.transform(transform)
    except QgsCsException:
        return None
    return geometry


def from_rd(rectangle: QgsRectangle, transform: QgsCoordinateTransform | None) -> QgsRectangle:
    """Return a rectangle in RD in the CRS of a source; `transform` is that of `to_rd`."""
    if transform is None:
        return rectangle
    return transform.transformBoundingBox(rectangle, Qgis.TransformDirection.Reverse)


def features(source: QgsFeatureSource, request: QgsFeatureRequest) -> Iterator[QgsFeature]:
    """Return the features of a source, also those whose geometry is not valid."""
    if isinstance(source, QgsProcessingFeatureSource):
        # invalid geometries are repaired after reading: a stop on the first one helps nobody
        return source.getFeatures(request, Qgis.ProcessingFeatureSourceFlag.SkipGeometryValidityChecks)
    return source.getFeatures(request)
