"""From the frames of the engine to output layers: everything or nothing."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsMessageLog, QgsProcessingException, QgsWkbTypes
from qgis.PyQt.QtCore import QCoreApplication

from ..riothermie_kansen.callbacks import Cancelled, Progress, part
from . import databases, destinations, sinks, styling
from .sources import RD

if TYPE_CHECKING:
    from ..riothermie_kansen.schema import Column

translate = QCoreApplication.translate


@dataclass
class Output:
    """An output layer to be.

    Attributes
    ----------
    name
        Name of the parameter.
    frame
        What to write; a GeoDataFrame, or a DataFrame for a table.
    columns
        Its columns, in order.
    wkb_type
        Type of geometry.
    style
        File in ``resources/styles``.
    labels
        Texts that replace labels of that style's legend.
    metadata
        ``QgsLayerMetadata`` of the layer.
    more
        Name to file in ``resources/styles``: other styles, to choose from where the format can hold them.
    swap
        Pieces of these styles to what stands in their place, such as the name of a field.
    """

    name: str
    frame: Any
    columns: Sequence[Column]
    wkb_type: QgsWkbTypes.Type
    style: str | None = None
    metadata: Any = None
    labels: Mapping[str, str] | None = None
    more: Mapping[str, str] | None = None
    swap: Mapping[str, str] | None = None

    def style_text(self) -> str:
        """Return the style as QML, "" for none."""
        return styling.style_text(self.style, self.labels, self.swap) if self.style else ""


def write_all(algorithm, parameters, context, outputs: Sequence[Output], *, cancelled, progress) -> dict[str, str]:
    """Write the outputs that are asked for; return name to destination.

    A run that fails or is cancelled half-way leaves none of them behind.

    Raises
    ------
    QgsProcessingException
        An output cannot be made or written, in one sentence.
    CancelledError
        The user cancelled.
    """
    made: dict[str, str] = {}
    started: list[str] = []
    total = max(sum(len(output.frame) for output in outputs), 1)
    done = 0
    try:
        # one after the other: outputs may be tables of one file, and that can be open for writing only once
        for output in outputs:
            step = part(progress, 100.0 * done / total, 100.0 * (done + len(output.frame)) / total)
            done += len(output.frame)
            layer_id = _make(algorithm, parameters, context, output, started, cancelled, step)
            if layer_id:
                made[output.name] = layer_id
                target = destinations.destination(algorithm, parameters, context, output.name)
                if len(output.frame) and destinations.absent(target):
                    why = translate(
                        "Riothermie", "{file} did not come to be; choose a name that ends in .gpkg or .csv."
                    )
                    raise _failed(algorithm, output.name, OSError(why.format(file=target)))
    except BaseException as error:
        for failure in (error, error.__cause__):
            if failure is not None:
                traceback.clear_frames(failure.__traceback__)  # they hold the file open
        for target in started:
            with contextlib.suppress(OSError):  # the first error is the one to tell
                destinations.remove(target)
        raise
    for output in outputs:
        if output.name in made:
            for message in styling.embed(made[output.name], output):
                say(context, message)
    return made


def _make(
    algorithm, parameters, context, output: Output, started: list[str], cancelled: Cancelled, progress: Progress
) -> str:
    """Make and write one output; return its destination, "" when it was not asked for. The file is closed after it."""
    target = destinations.destination(algorithm, parameters, context, output.name)
    stored = databases.table_of(target)
    before = bool(target) and destinations.there(target)
    if target and not before:
        started.append(target)
    plain = output.wkb_type == QgsWkbTypes.Type.NoGeometry
    parameters = destinations.fitted(parameters, output.name, target, plain=plain)
    crs = QgsCoordinateReferenceSystem(RD)
    fields = sinks.fields_of(output.columns)
    try:
        sink, layer_id = algorithm.sink(parameters, output.name, context, fields, output.wkb_type, crs)
    except QgsProcessingException as error:
        told = error if stored is None else OSError(databases.said(str(error)))
        raise _failed(algorithm, output.name, told) from error
    if sink is None:
        return ""
    if target not in started:
        started.append(target)  # what was there before is gone already
    if stored is not None:
        sink = databases.Rows(databases.layer_of(stored, plain=plain), len(output.columns))
    if before and stored is not None:
        text = translate("Riothermie", "{output}: table {table} was there already and is replaced.")
        say(context, text.format(output=algorithm.parameterDefinition(output.name).description(), table=stored))
    layer_id = _readable(layer_id, context)
    if context.willLoadLayerOnCompletion(layer_id):
        finish = styling.FinishOutput(output)
        styling.FinishLayer.kept.append(finish)
        context.layerToLoadOnCompletionDetails(layer_id).setPostProcessor(finish)
    try:
        sinks.write(output.frame, output.columns, sink, cancelled=cancelled, progress=progress)
    except OSError as error:
        raise _failed(algorithm, output.name, error) from error
    return layer_id


def _readable(layer_id: str, context) -> str:
    """Return the id of an output as QGIS can open it; where it is to be loaded, it is loaded by that id."""
    readable = databases.readable(layer_id)
    if readable != layer_id and context.willLoadLayerOnCompletion(layer_id):
        wanted = context.layersToLoadOnCompletion()
        context.setLayersToLoadOnCompletion(
            {readable if key == layer_id else key: details for key, details in wanted.items()}
        )
    return readable


def say(context, message: str) -> None:
    """Tell something in the log of the run, or of QGIS where a run keeps none."""
    feedback = context.feedback()
    if feedback is not None:
        feedback.pushWarning(message)
    else:
        QgsMessageLog.logMessage(message, "Riothermie Kansen", Qgis.MessageLevel.Warning)


def _failed(algorithm, name: str, error: Exception) -> QgsProcessingException:
    """Return in one sentence that an output cannot be written."""
    text = translate("Riothermie", "{output} cannot be written, so no output was made: {why}")
    title, why = algorithm.parameterDefinition(name).description(), " ".join(str(error).split())
    return QgsProcessingException(text.format(output=title, why=why or "-"))
