"""Layers whose pipes can be followed: found on the map by their fields, read once, read again when they change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from qgis.core import (
    NULL,
    Qgis,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)

from ..riothermie_kansen.roles import recognise

SEWER, PIPES, TRACE = "riool", "leidingen", "trace"
KINDS = {"kansenkaart": SEWER, "ruimte": SEWER, "seizoen": SEWER, "leidingen": PIPES, "trace": TRACE}
"""Role of a layer to how its pipes are followed: by the flow of the map, by the levels, or as a heat network."""

TEXTS = {
    SEWER: ("leiding_id", "knoop_begin", "knoop_eind", "stroomrichting"),
    PIPES: ("leiding_id", "knoop_begin", "knoop_eind"),
    TRACE: ("trace_id", "voeding_id", "nettype"),
}
NUMBERS = {
    SEWER: ("lengte_m", "dwa_gem_ls", "inwoners"),
    PIPES: ("lengte_m", "bob_begin_m", "bob_eind_m"),
    TRACE: ("lengte_m", "n_woningen"),
}
"""Columns that are read of all pipes; without one it is "" or NaN everywhere."""


@dataclass
class Followed:
    """The pipes of a layer.

    Attributes
    ----------
    kind
        One of `SEWER`, `PIPES`, `TRACE`.
    trails
        For `riothermie_kansen.sewer.tracing.follow`.
    row
        Id of a feature to its row.
    fids, geometries
        Of each row.
    numbers
        Name to array, shape (n_pipes,), NaN where unknown.
    linked
        Whether any pipe is tied to another.
    """

    kind: str
    trails: Any
    row: dict[int, int]
    fids: list[int]
    geometries: list[QgsGeometry]
    numbers: dict[str, Any]
    linked: bool


def kind_of(layer: Any) -> str | None:
    """Return how the pipes of a layer are followed, None for a layer without such pipes."""
    if not isinstance(layer, QgsVectorLayer) or not layer.isValid():
        return None
    if layer.geometryType() != Qgis.GeometryType.Line:
        return None
    role = recognise(layer.fields().names(), "line")
    return KINDS.get(role.key) if role is not None else None


def at(canvas: Any, point: QgsPointXY, radius: float, layers: Iterable[Any]) -> tuple[Any, int] | None:
    """Return the pipe nearest to a point as (layer, id of the feature); of equal ones that of the upper layer.

    Parameters
    ----------
    canvas
        The map canvas.
    point, radius
        Where, and how far from it, in the coordinates of the canvas.
    layers
        Layers to look in, the upper one first.
    """
    crs = canvas.mapSettings().destinationCrs()
    spot = QgsGeometry.fromPointXY(point)
    best: tuple[float, Any, int] | None = None
    for layer in layers:
        to_map = QgsCoordinateTransform(layer.crs(), crs, QgsProject.instance())
        try:
            box = QgsRectangle(point.x() - radius, point.y() - radius, point.x() + radius, point.y() + radius)
            box = to_map.transformBoundingBox(box, Qgis.TransformDirection.Reverse)
            request = QgsFeatureRequest().setFilterRect(box).setNoAttributes()
            for feature in layer.getFeatures(request):
                geometry = QgsGeometry(feature.geometry())
                geometry.transform(to_map)
                distance = geometry.distance(spot)
                if 0 <= distance <= radius and (best is None or distance < best[0]):
                    best = (distance, layer, feature.id())
        except QgsCsException:  # the point has no place in the coordinates of this layer
            continue
    return None if best is None else best[1:]


def read(layer: QgsVectorLayer, kind: str) -> Followed:
    """Read the pipes of a layer and prepare them."""
    import numpy as np

    from ..riothermie_kansen.sewer import tracing

    names = {name: layer.fields().lookupField(name) for name in (*TEXTS[kind], *NUMBERS[kind])}
    used = {name: index for name, index in names.items() if index >= 0}
    request = QgsFeatureRequest().setSubsetOfAttributes(list(used.values()))
    fids, geometries = [], []
    columns: dict[str, list[Any]] = {name: [] for name in names}
    for feature in layer.getFeatures(request):
        fids.append(feature.id())
        geometries.append(QgsGeometry(feature.geometry()))
        values = feature.attributes()
        for name, index in used.items():
            value = values[index]
            known = isinstance(value, (str, float, int)) or not (value is None or value == NULL)
            columns[name].append(value if known else None)
    n = len(fids)
    texts = {name: ["" if v is None else str(v) for v in columns[name]] or [""] * n for name in TEXTS[kind]}
    numbers = {
        name: np.array([_number(v) for v in columns[name]] or [np.nan] * n, dtype=np.float64) for name in NUMBERS[kind]
    }
    if kind == TRACE:
        trails = tracing.of_trace(texts["trace_id"], texts["voeding_id"], texts["nettype"])
        linked = any(texts["voeding_id"])
    elif kind == PIPES:
        ends = (texts["knoop_begin"], texts["knoop_eind"])
        trails = tracing.of_pipes(*ends, numbers["bob_begin_m"], numbers["bob_eind_m"])
        linked = any(ends[0])
    else:
        ends = (texts["knoop_begin"], texts["knoop_eind"])
        trails = tracing.of_map(*ends, texts["stroomrichting"], numbers["dwa_gem_ls"])
        linked = any(ends[0])
    row = {fid: number for number, fid in enumerate(fids)}
    return Followed(kind, trails, row, fids, geometries, numbers, linked)


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return float("nan")


class Cache:
    """Layers that were read, until they change.

    Parameters
    ----------
    changed
        Called with the id of a layer that was read and has changed or goes.
    """

    KEPT = 4
    """Layers that are kept; the one read first goes."""

    def __init__(self, changed: Callable[[str], None]) -> None:
        self.changed = changed
        self.known: dict[str, Followed] = {}
        self.undo: dict[str, list[Callable[[], None]]] = {}

    def get(self, layer: QgsVectorLayer, kind: str) -> Followed:
        """Return the pipes of a layer, read when that is needed."""
        key = layer.id()
        if key not in self.known:
            while len(self.known) >= self.KEPT:
                self._forget(next(iter(self.known)))
            self.known[key] = read(layer, kind)
            self._watch(layer)
        return self.known[key]

    def clear(self) -> None:
        """Forget all layers."""
        for key in list(self.known):
            self._forget(key)

    def _watch(self, layer: QgsVectorLayer) -> None:
        key = layer.id()

        def gone(*_given: Any) -> None:
            if key in self.known:
                self._forget(key)
                self.changed(key)

        signals = (
            layer.attributeValueChanged,
            layer.geometryChanged,
            layer.featureAdded,
            layer.featureDeleted,
            layer.updatedFields,
            layer.dataChanged,
            layer.dataSourceChanged,
            layer.subsetStringChanged,
            layer.crsChanged,
            layer.afterRollBack,
            layer.willBeDeleted,
        )
        for signal in signals:
            signal.connect(gone)
        self.undo[key] = [lambda signal=signal: signal.disconnect(gone) for signal in signals]

    def _forget(self, key: str) -> None:
        self.known.pop(key, None)
        for undo in self.undo.pop(key, []):
            undo()
