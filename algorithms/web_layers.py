"""Layers of QGIS as the web map takes them: places, attributes, symbols per feature, legend and labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsExpressionContext,
    QgsExpressionContextScope,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingFeatureSource,
    QgsProviderRegistry,
    QgsProviderSublayerDetails,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication, QMetaType
from qgis.PyQt.QtGui import QColor

from ..riothermie_kansen.roles import Role, recognise
from . import sources
from .collect import about_layer
from .columns import Collected
from .layout_styles import STYLES, dress, subdue
from .looks import Looks
from .mapping import AREAS
from .names import file_of, name_after_table
from .shapes import normalise
from .web_labels import LabelRule, label_rules

translate = QCoreApplication.translate

KINDS = {
    Qgis.GeometryType.Point: "point",
    Qgis.GeometryType.Line: "line",
    Qgis.GeometryType.Polygon: "polygon",
}
ON = ("kansenkaart", "bronpunten", "trace", "kavels", "selectie")
"""Roles that are on when the map opens and no project tells which; the main line of a study."""

PLAIN = ("#4477aa", "#aa7744", "#447755", "#8855aa", "#777733", "#aa4455")
"""Colours of layers that have no style of their own."""

HIDDEN = ("fid", "ogc_fid", "geom", "geometry")
CODE = re.compile(r"""\s*"(?P<field>\w+)"\s*=\s*'(?P<value>[^']*)'\s*""")
"""Filter of a rule that stands for one value of one field: the label of the rule tells what the value means."""


@dataclass
class Found:
    """A layer to be shown, with all that has to be asked of it while QGIS holds still."""

    layer: QgsVectorLayer
    source: QgsProcessingFeatureSource
    title: str
    group: str
    kind: str
    role: Role | None
    background: bool
    visible: bool
    in_project: bool
    order: float
    looks: Looks
    labels: list[LabelRule]
    labels_context: QgsExpressionContext
    request: QgsFeatureRequest
    codes: dict[str, dict[str, str]] = field(default_factory=dict)


def collect(algorithm, parameters, context, feedback) -> list[Found]:
    """Return the layers to be shown, from below to above.

    The log names what is left out: tables without places, and layers that are given twice.
    """
    kentallen, _ = algorithm._kentallen(parameters, context)
    step = kentallen.value("webkaart.teken_mm")
    language = algorithm.parameterAsEnumString(parameters, algorithm.TAAL, context)
    found: list[Found] = []
    seen: set[str] = set()
    for layer, background, stored in _given(algorithm, parameters, context, feedback):
        key = _same(layer)
        if key in seen:
            text = translate("Riothermie", '"{name}" was given more than once; it is shown once.')
            feedback.pushInfo(text.format(name=layer.name()))
            continue
        seen.add(key)
        if KINDS.get(layer.geometryType()) is None:
            text = translate("Riothermie", '"{name}" has no places; it is not on the map.')
            feedback.pushInfo(text.format(name=layer.name()))
            continue
        made = _found(layer, context, step, language, background=background, stored=stored, number=len(found))
        found.append(made)
    _rename(found)
    _order(found, context)
    _visible(found, everything=algorithm.parameterAsBool(parameters, algorithm.ALLES_AAN, context))
    return found


def _given(algorithm, parameters, context, feedback) -> Iterator[tuple[QgsVectorLayer, bool, bool]]:
    """Yield the layers that were given, whether they are background, and whether a file tells their style and title."""
    number = 0
    for name, background in ((algorithm.LAGEN, False), (algorithm.ACHTERGROND, True)):
        for layer in algorithm.parameterAsLayerList(parameters, name, context) or []:
            if isinstance(layer, QgsVectorLayer):
                loose = context.temporaryLayerStore().mapLayer(layer.id()) is not None and file_of(layer) is not None
                if loose:  # opened by Processing, which leaves style and metadata in the file
                    name_after_table(layer, context)
                    _style(layer, number, background=background)
                    layer.loadDefaultMetadata()
                elif _bare(layer, context):
                    layer = layer.clone()  # noqa: PLW2901 (what is the user's stays as it is)
                    dress(layer, _role(layer).key)
                number += 1
                yield layer, background, loose
    package = algorithm.parameterAsFile(parameters, algorithm.GEOPACKAGE, context)
    if not package:
        return
    options = QgsProviderSublayerDetails.LayerOptions(context.transformContext())
    tables = []
    for details in QgsProviderRegistry.instance().querySublayers(package):
        if details.type() != Qgis.LayerType.Vector:
            continue
        if details.wkbType() == QgsWkbTypes.Type.NoGeometry:
            tables.append(details.name())
            continue
        layer = details.toLayer(options)
        if isinstance(layer, QgsVectorLayer) and layer.isValid():
            _style(layer, number, background=False)
            layer.loadDefaultMetadata()
            number += 1
            yield layer, False, True
    if tables:
        text = translate("Riothermie", "Tables without places, not on the map: {names}.")
        feedback.pushInfo(text.format(names=", ".join(sorted(tables))))


def _style(layer: QgsVectorLayer, number: int, *, background: bool) -> None:
    """Give a layer the style that its file keeps, else a plain one: QGIS would choose another colour every time."""
    _, good = layer.loadDefaultStyle()
    role = None if good else _role(layer)
    if role is not None and role.key in STYLES:
        layer.setRenderer(QgsSingleSymbolRenderer(_plain(layer, PLAIN[0])))
        dress(layer, role.key)
    elif not good and background:
        subdue(layer)
    elif not good and layer.geometryType() in KINDS:
        layer.setRenderer(QgsSingleSymbolRenderer(_plain(layer, PLAIN[number % len(PLAIN)])))


def _bare(layer: QgsVectorLayer, context) -> bool:
    """Tell whether a layer is an output that another step has just made, still without its style."""
    if context.project() is not None and context.project().mapLayer(layer.id()) is not None:
        return False
    role = _role(layer)
    return role is not None and role.key in STYLES and isinstance(layer.renderer(), QgsSingleSymbolRenderer)


def _role(layer: QgsVectorLayer) -> Role | None:
    kind = KINDS.get(layer.geometryType())
    return None if kind is None else recognise([item.name() for item in layer.fields()], kind)


def _plain(layer: QgsVectorLayer, color: str) -> QgsSymbol:
    symbol = QgsSymbol.defaultSymbol(layer.geometryType())
    symbol.setColor(QColor(color))
    if layer.geometryType() == Qgis.GeometryType.Line:
        symbol.setWidth(0.4)
    return symbol


def _same(layer: QgsVectorLayer) -> str:
    """Return what tells that two layers show the same: data, filter and style."""
    return f"{layer.providerType()}|{layer.source()}" if layer.providerType() != "memory" else layer.id()


def _found(layer: QgsVectorLayer, context, step: float, language: str, *, background, stored, number) -> Found:
    from ..riothermie_kansen.messages import message

    kind = KINDS[layer.geometryType()]
    role = _role(layer)
    group, visible = _in_project(layer, context)
    if background:
        group = message("webkaart_groep_achtergrond", language)
    elif not group:
        maker = about_layer(layer).algorithm or (role.algorithm if role else "")
        algorithm = QgsApplication.processingRegistry().algorithmById(f"riothermie:{maker}") if maker else None
        group = message(f"webkaart_groep_{algorithm.groupId() if algorithm else 'overig'}", language)
    title = layer.name()
    if stored:
        title = layer.metadata().title() or (role.title(language) if role else title)
    source = QgsProcessingFeatureSource(layer, context)
    request = QgsFeatureRequest()
    renderer = layer.renderer().clone()
    if renderer.orderByEnabled():
        request.setOrderBy(renderer.orderBy())
    looks = Looks(renderer, _context(layer), step, _plain(layer, "#777777"))
    labels_context = _context(layer)
    labels_context.appendScope(QgsExpressionContextScope())
    labels = label_rules(layer, labels_context)
    return Found(
        layer=layer,
        source=source,
        title=title,
        group=group,
        kind=kind,
        role=role,
        background=background,
        visible=visible is not False,
        in_project=visible is not None,
        order=number,
        looks=looks,
        labels=labels,
        labels_context=labels_context,
        request=request,
        codes=_codes(layer, looks),
    )


def _rename(found: list[Found]) -> None:
    """Tell layers with the same title apart by their file, what made them or their table, or else by a number."""
    for title in {one.title for one in found}:
        same = [one for one in found if one.title == title]
        if len(same) == 1:
            continue
        files = [file_of(one.layer) for one in same]
        ways = (
            [file.stem if file is not None else "" for file in files],
            [about_layer(one.layer).algorithm for one in same],
            [one.layer.source().partition("|layername=")[2].partition("|")[0] for one in same],
        )
        for i, one in enumerate(same):
            told = next((way[i] for way in ways if way[i] and way.count(way[i]) == 1), i + 1)
            one.title = f"{title} ({told})"


def _context(layer: QgsVectorLayer) -> QgsExpressionContext:
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFields(layer.fields())
    return context


def _in_project(layer: QgsVectorLayer, context) -> tuple[str, bool | None]:
    """Return the group of a layer in the project and whether it is on; ("", None) for one that is not in it."""
    node = context.project().layerTreeRoot().findLayer(layer.id()) if context.project() is not None else None
    if node is None:
        return "", None
    parent = node.parent()
    return ("" if parent is None or parent.parent() is None else parent.name()), node.isVisible()


def _order(found: list[Found], context) -> None:
    """Put the layers in the order in which they are drawn: background, areas, lines, points; or that of the project."""
    project = context.project()
    drawn = [layer.id() for layer in project.layerTreeRoot().layerOrder()] if project is not None else []
    if all(one.layer.id() in drawn for one in found if not one.background):
        for one in found:
            one.order = -drawn.index(one.layer.id()) if one.layer.id() in drawn else -len(drawn) - one.order
    else:
        kinds = ("polygon", "line", "point")
        for one in found:
            below = one.kind == "polygon" and one.role is not None and one.role.key in AREAS
            one.order = 1000.0 * kinds.index(one.kind) - one.order - (500.0 if below else 0.0)
    found.sort(key=lambda one: (not one.background, one.order))


def _visible(found: list[Found], *, everything: bool) -> None:
    """Choose what is on at the start among the layers that are not in a project."""
    if everything:
        for one in found:
            one.visible = True
        return
    loose = [one for one in found if not one.background and not one.in_project]
    roles = {one.role.key for one in loose if one.role is not None}
    on = {key for key in ON if key in roles} | ({"gebouwen"} if "selectie" not in roles else set())
    if not on & roles:
        return
    taken: set[str] = set()
    # the trace of a design goes before that of a choice of buildings, which has the same columns
    loose.sort(
        key=lambda one: one.role is not None and about_layer(one.layer).algorithm not in ("", one.role.algorithm)
    )
    for one in loose:
        key = one.role.key if one.role is not None else ""
        one.visible = key in on and key not in taken
        taken.add(key)


def _codes(layer: QgsVectorLayer, looks: Looks) -> dict[str, dict[str, str]]:
    """Return per field what its values mean: from its list of values, and from the legend."""
    codes: dict[str, dict[str, str]] = {}
    for text, label in looks.meanings():
        match = CODE.fullmatch(text)
        if match and label and label.lower() != match["value"].lower():
            codes.setdefault(match["field"], {})[match["value"]] = label
    for index, item in enumerate(layer.fields()):
        setup = layer.editorWidgetSetup(index)
        if setup.type() != "ValueMap":
            continue
        given = setup.config().get("map", {})
        pairs = given if isinstance(given, list) else [given]
        for pair in pairs:
            codes.setdefault(item.name(), {}).update({str(value): str(label) for label, value in pair.items()})
    return codes


def read(found: Found, context, feedback, *, progress):
    """Return a layer as `WebLayer` of the engine; None when none of its features has a place.

    Raises
    ------
    QgsProcessingException
        The CRS of the layer is unknown.
    CancelledError
        The user cancelled.
    """
    import numpy as np
    import shapely

    from ..riothermie_kansen.callbacks import stop_if
    from ..riothermie_kansen.report.web.model import Field, Item, Labels, WebLayer

    source, looks = found.source, found.looks
    sources.check(source, "whole")
    transform = sources.to_rd(source, context)
    definitions = [item for item in source.fields() if item.name().lower() not in HIDDEN]
    indices = [source.fields().indexOf(item.name()) for item in definitions]
    collected = [Collected(item, index) for item, index in zip(definitions, indices, strict=True)]
    legend = looks.legend()
    width, total, lost, count = source.fields().count(), max(source.featureCount(), 1), 0, 0
    wkb: list[bytes] = []
    drawn: list[list[int]] = []
    features = iter(sources.features(source, found.request))
    while some := list(islice(features, sources.EVERY)):
        flat: list[Any] = []
        for feature in some:
            drawn.append(looks.of(feature))
            found.labels_context.setFeature(feature)
            for rule in found.labels:
                rule.add(found.labels_context)
            flat += feature.attributes()
            geometry = sources.moved(feature.geometry(), transform)
            lost += geometry is None
            wkb.append((QgsGeometry() if geometry is None else geometry).asWkb().data())
        for column in collected:
            column.add(flat[column.index :: width])
        count += len(some)
        stop_if(feedback.isCanceled)
        progress(100.0 * count / total)
    shaped = normalise(wkb, "whole", found.title, lost)
    there = ~shapely.is_missing(shaped.geometries)
    notes = list(shaped.notes)
    if not there.all():
        text = translate("Riothermie", 'Features of "{name}" without a place, not on the map: {n}.')
        notes.append(text.format(name=found.title, n=int((~there).sum())))
    if not looks.simple:
        text = translate("Riothermie", '"{name}" has a style that the web map cannot draw: it is shown plainly.')
        notes.append(text.format(name=found.title))
    for note in notes:
        feedback.pushInfo(note)
    if not there.any():
        return None
    look = np.array(drawn, dtype=np.int64).reshape(count, -1)[there]
    return WebLayer(
        title=found.title, group=found.group, kind=found.kind, geometries=shaped.geometries[there],
        fields=[
            Field(
                item.name(), *_title(found.layer, index), item.isNumeric(), found.codes.get(item.name(), {})
            )
            for item, index in zip(definitions, indices, strict=True)
        ],
        values=[_values(column, item, there) for column, item in zip(collected, definitions, strict=True)],
        symbols=looks.symbols, looks=looks.looks, look=[look[:, i] for i in range(look.shape[1])],
        bands=looks.bands, levels=looks.levels, legend=[Item(*line) for line in legend],
        labels=[
            Labels(texts=[text for text, here in zip(rule.texts, there, strict=True) if here], **rule.look)
            for rule in found.labels
        ],
        visible=found.visible, background=found.background, opacity=found.layer.opacity(),
        scale=(found.layer.maximumScale(), found.layer.minimumScale())
        if found.layer.hasScaleBasedVisibility() else (0.0, 0.0),
        about=about_layer(found.layer, "yyyy-MM-dd HH:mm"), notes=notes,
    )  # fmt: skip


def _title(layer: QgsVectorLayer, index: int) -> tuple[str, str]:
    """Return the title of a field and its unit, from its alias ``Lengte [m]``."""
    alias = layer.attributeAlias(index) or layer.fields()[index].name()
    match = re.fullmatch(r"(.+) \[([^\[\]]+)\]", alias)
    return (match[1], match[2]) if match else (alias, "")


def _values(column: Collected, definition, there) -> Any:
    series = column.series()[there].reset_index(drop=True)
    if definition.type() == QMetaType.Type.Bool:
        return series.map({1.0: "ja", 0.0: "nee"})
    return series
