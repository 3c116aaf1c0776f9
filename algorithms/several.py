"""Inputs that take several layers, such as the maps of several provinces, and the open project's layers for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingException,
    QgsProcessingParameterMultipleLayers,
    QgsProject,
    QgsProviderRegistry,
    QgsProviderSublayerDetails,
    QgsRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication, QThread

from ..riothermie_kansen.callbacks import Progress, part, silent
from . import layers, sources
from .inputs import InputAlgorithm, tell_read
from .names import file_of, name_after_table, tell_first

translate = QCoreApplication.translate

REMOTE = ("WFS", "OAPIF", "arcgisfeatureserver")
"""Providers that fetch features over the network: of these only what lies near is asked for."""


@dataclass(frozen=True)
class Recognised:
    """What tells that a layer of the project is meant for an input.

    Attributes
    ----------
    words
        Pieces of names of layers or tables, in lower case; one of them is enough.
    fields
        Fields, in lower case without ``_``, and their weight; 4 together is enough.
    never
        Pieces of names that tell that it is not.
    """

    words: tuple[str, ...] = ()
    fields: tuple[tuple[str, int], ...] = ()
    never: tuple[str, ...] = ()


@dataclass
class Several:
    """The layers of one input.

    Attributes
    ----------
    frames
        Name of a layer, made unique, to its features as a GeoDataFrame in RD; tables have no places.
    dates
        The same names to the day of the file, ``bestand van ...``, or of asking a service, ``opgehaald op ...``; ""
        where there is neither.
    related
        The same names to the tables without places of the same GeoPackage, when asked for.
    """

    frames: dict[str, Any] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    related: dict[str, list[Any]] = field(default_factory=dict)


class SeveralAlgorithm(InputAlgorithm):
    """An algorithm with inputs that take several layers."""

    RECOGNISED: Mapping[str, Recognised] = {}

    def add_several(self, name: str, kind, title: str, help_text: str, *, advanced: bool = False) -> None:
        """Declare an optional input of several layers; those of the open project that look right are filled in."""
        parameter = QgsProcessingParameterMultipleLayers(name, title, kind, optional=True)
        if name in self.RECOGNISED and (found := recognised(self.RECOGNISED[name])):
            parameter.setDefaultValue(found)
        self.add(parameter, help_text, advanced=advanced)

    def several(self, parameters, name: str, context) -> list[Any]:
        """Return the sources of an input, none when it is empty.

        Raises
        ------
        QgsProcessingException
            One of them cannot be opened.
        """
        found = []
        for item in items(parameters.get(name)):
            source = self.parameterAsSource({name: item}, name, context)
            if source is None:
                text = translate("Riothermie", '{title}: "{value}" cannot be opened as a layer; choose another one.')
                title = self.parameterDefinition(name).description()
                raise QgsProcessingException(text.format(title=title, value=_shown(item)))
            name_after_table(item, context)
            found.append(source)
        return found

    def check_several(self, parameters, name: str, context) -> None:
        """Raise in one sentence when one of the layers of an input cannot be used; an empty layer can."""
        for source in self.several(parameters, name, context):
            sources.check(source, "whole")

    def read_several(
        self, parameters, name: str, context, feedback, *, near: QgsRectangle | None = None,
        related: bool = False, progress: Progress,
    ) -> Several:  # fmt: skip
        """Return the layers of an input as frames; the log tells what was read.

        Parameters
        ----------
        parameters, name, context, feedback
            As in ``processAlgorithm``.
        near
            Rectangle in RD: of a service only what meets it is fetched.
        related
            Read the tables of a GeoPackage that go with a layer too.
        progress
            Receives the progress.
        """
        result = Several()
        given = items(parameters.get(name))
        for i, (item, source) in enumerate(zip(given, self.several(parameters, name, context), strict=True)):
            step = part(progress, 100.0 * i / len(given), 100.0 * (i + 1) / len(given))
            original = self.parameterAsVectorLayer({name: item}, name, context)
            remote = original is not None and original.providerType() in REMOTE
            rectangle = near if remote else None
            layer = layers.read(source, context, feedback, shape="whole", near=rectangle, progress=step)
            if rectangle is not None and not layer.features:
                # nothing nearby: is the service of elsewhere, or is there nothing here? The whole of it tells
                rectangle = None
                layer = layers.read(source, context, feedback, shape="whole", progress=step)
            tell_first(item, context, feedback)
            tell_read(layer, name, feedback)
            if rectangle is not None:
                text = translate("Riothermie", 'Of the service "{name}" only what lies near the places was fetched.')
                feedback.pushInfo(text.format(name=layer.name))
            file = file_of(original)
            title = _unique(layer.name, file, result.frames)
            result.frames[title] = layers.located(layer.frame)
            if related and original is not None:
                result.related[title] = _related(original, context, feedback)
            result.dates[title] = f"opgehaald op {datetime.now(tz=UTC).date()}" if remote else _date(file)
        return result


def items(given: Any) -> list[Any]:
    """Return what was given for an input of several layers, one by one."""
    if given in (None, ""):
        return []
    return [item for item in (given if isinstance(given, (list, tuple)) else [given]) if item not in (None, "")]


def recognised(known: Recognised) -> list[str]:
    """Return the ids of the layers of the open project that look like those of an input.

    Only the dialog asks, in the main thread; a run takes what it was given.
    """
    application = QCoreApplication.instance()
    if application is None or QThread.currentThread() != application.thread():
        return []
    return [layer.id() for layer in _layers() if _fits(layer, known)]


def _layers() -> Iterator[QgsVectorLayer]:
    every = QgsProject.instance().mapLayers().values()
    for layer in sorted(every, key=lambda item: (item.name(), item.id())):
        if isinstance(layer, QgsVectorLayer) and layer.isValid():
            yield layer


def _fits(layer: QgsVectorLayer, known: Recognised) -> bool:
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    table = parts.get("layerName") or Path(str(parts.get("path") or "")).stem
    for name in map(_plain, (layer.name(), table)):
        if any(word in name for word in known.never):
            return False
    names = {_plain(found.name()) for found in layer.fields()}
    if any(weight < 0 and found in names for found, weight in known.fields):
        return False
    if sum(weight for found, weight in known.fields if found in names) >= 4:
        return True
    return any(word in name for name in map(_plain, (layer.name(), table)) for word in known.words)


def _plain(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


def _related(layer: QgsVectorLayer, context, feedback) -> list[Any]:
    """Return the tables without places in the GeoPackage of a layer, as frames."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    file = str(parts.get("path") or "")
    if not file.lower().endswith(".gpkg"):
        return []
    found = []
    options = QgsProviderSublayerDetails.LayerOptions(context.transformContext())
    for details in QgsProviderRegistry.instance().querySublayers(file):
        if details.wkbType() != QgsWkbTypes.Type.NoGeometry or details.name() == parts.get("layerName"):
            continue
        table = details.toLayer(options)
        if isinstance(table, QgsVectorLayer) and table.isValid():
            read = layers.read(table, context, feedback, shape="table", progress=silent)
            found.append(read.frame)
    return found


def _unique(name: str, file: Path | None, taken: Iterable[str]) -> str:
    """Return a name that no other layer of the input has: that of the file beside it, else with a number."""
    if name in taken and file is not None and file.stem != name:
        name = f"{name} ({file.stem})"
    found, n = name, 1
    while found in taken:
        n += 1
        found = f"{name} ({n})"
    return found


def _date(file: Path | None) -> str:
    """Return the date of a file in words, "" without one."""
    return "" if file is None else f"bestand van {datetime.fromtimestamp(file.stat().st_mtime, tz=UTC).date()}"


def _shown(item: Any) -> str:
    return item.name() if hasattr(item, "name") else str(item)
