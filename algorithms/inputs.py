"""What algorithms with input layers share: declaring, proposing, checking and reading them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from qgis.core import (
    Qgis,
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication, QThread

from ..riothermie_kansen.results import MADE
from ..riothermie_kansen.roles import Geometry, recognise
from . import layers, sources
from .base import RiothermieAlgorithm
from .names import tell_first

translate = QCoreApplication.translate

LINES = QgsProcessing.SourceType.TypeVectorLine
POINTS = QgsProcessing.SourceType.TypeVectorPoint
AREAS = QgsProcessing.SourceType.TypeVectorPolygon
PLACES = QgsProcessing.SourceType.TypeVectorAnyGeometry
TABLES = QgsProcessing.SourceType.TypeVector

KINDS = {
    "line": (Qgis.GeometryType.Line,),
    "point": (Qgis.GeometryType.Point,),
    "polygon": (Qgis.GeometryType.Polygon,),
    "place": (Qgis.GeometryType.Point,),
    "building": (Qgis.GeometryType.Point, Qgis.GeometryType.Polygon),
    "surface": (Qgis.GeometryType.Polygon, Qgis.GeometryType.Line),
    "spot": (Qgis.GeometryType.Point,),
    "object": (Qgis.GeometryType.Point, Qgis.GeometryType.Null),
    "table": (Qgis.GeometryType.Null,),
    "any": (Qgis.GeometryType.Point, Qgis.GeometryType.Line, Qgis.GeometryType.Null),
    "whole": (Qgis.GeometryType.Point, Qgis.GeometryType.Line, Qgis.GeometryType.Polygon),
}
"""Kinds of geometry of the layers that are proposed for a shape."""

GEOMETRIES: dict[Qgis.GeometryType, Geometry] = {
    Qgis.GeometryType.Point: "point",
    Qgis.GeometryType.Line: "line",
    Qgis.GeometryType.Polygon: "polygon",
    Qgis.GeometryType.Null: "none",
}
"""Kinds of geometry as `roles` calls them."""

Known = tuple[tuple[str, int], ...]

WITH_HEAT: Known = (
    ("pandid", 2), ("warmtegj", 4), ("rvgj", 3), ("tapgj", 3), ("woningen", 1), ("bouwjaar", 1),
    ("kavelid", -99), ("clusterid", -99), ("oordeel", -99), ("wko", -99), ("traceid", -99), ("gekozen", -99),
    ("goedkoopst", -99), ("zuinigst", -99), ("bronid", -99),
)  # fmt: skip
"""Fields of buildings with heat demand, see `InputAlgorithm.KNOWN`; minus: what tells that it is another layer."""


class InputAlgorithm(RiothermieAlgorithm):
    """An algorithm that reads layers.

    A subclass sets SHAPES: input to what it must hold, a shape of `layers.read` or "place" (points or areas),
    "building" (the same), "surface" and "spot" (areas, lines or points; every part of areas and lines), "object"
    (points or a table); and KNOWN: input to fields, in lower case without ``_``, that tell what a layer of the project
    is; weights of 4 together are enough.
    """

    MELDINGEN, RAPPORT, WERKBOEK = "MELDINGEN", "RAPPORT", "WERKBOEK"
    SHAPES: ClassVar[Mapping[str, str]] = {}
    KNOWN: ClassVar[Mapping[str, Known]] = {}
    OUTPUTS: tuple[str, ...] = ()
    NOT_FROM = ""
    """Name of a file whose layers are not proposed."""

    def add_source(
        self, name: str, kinds, title: str, help_text: str, *, advanced: bool = False, optional: bool = True
    ) -> None:
        """Declare a layer; a layer of the open project that looks right is filled in."""
        default = recognised(self.KNOWN[name], self.SHAPES[name], self.NOT_FROM) if name in self.KNOWN else None
        kinds = list(kinds) if isinstance(kinds, tuple) else [kinds]
        parameter = QgsProcessingParameterFeatureSource(name, title, kinds, default, optional=optional)
        self.add(parameter, help_text, advanced=advanced)

    def add_field(self, name: str, parent: str, title: str, help_text: str) -> None:
        """Declare an optional field of an input."""
        field = QgsProcessingParameterField(name, title, parentLayerParameterName=parent, optional=True)
        self.add(field, help_text, advanced=True)

    def add_choice(
        self, name: str, options: tuple[str, ...], title: str, help_text: str, *, advanced: bool = True
    ) -> None:
        """Declare a choice of words that scripts and models store; the first one is the standard one."""
        choice = QgsProcessingParameterEnum(name, title, list(options), defaultValue=options[0], usesStaticStrings=True)
        self.add(choice, help_text, advanced=advanced)

    def add_optional(
        self,
        name: str,
        title: str,
        help_text: str,
        *,
        high: float | None = None,
        decimals: int | None = None,
        advanced: bool = True,
    ) -> None:
        """Declare a number of 0 or more that may be left empty."""
        kind = QgsProcessingParameterNumber.Type.Double
        number = QgsProcessingParameterNumber(name, title, kind, optional=True, minValue=0)
        if high is not None:
            number.setMaximum(high)
        if decimals is not None:
            number.setMetadata({"widget_wrapper": {"decimals": decimals}})
        self.add(number, help_text, advanced=advanced)

    def add_findings(self) -> None:
        """Declare the layer with findings."""
        findings = QgsProcessingParameterFeatureSink(
            self.MELDINGEN, translate("Riothermie", "Findings"), POINTS, optional=True
        )
        self.add(
            findings,
            translate(
                "Riothermie",
                "Points: what was repaired, assumed or left out. ernst is fout (left out or stuck), waarschuwing "
                "(repaired or assumed, have a look) or info; tekst says it in a sentence.",
            ),
        )

    def add_report(self, help_text: str) -> None:
        """Declare the report."""
        self.add_page(self.RAPPORT, translate("Riothermie", "Report"), help_text)

    def add_page(self, name: str, title: str, help_text: str, *, made: bool = True) -> None:
        """Declare a page; `made`: the dialog proposes to make it."""
        page = QgsProcessingParameterFileDestination(name, title, "HTML (*.html)", optional=True, createByDefault=made)
        self.add(page, help_text)

    def add_workbook(self, *, made: bool = True) -> None:
        """Declare the workbook with all tables; `made`: the dialog proposes to make it."""
        book = QgsProcessingParameterFileDestination(
            self.WERKBOEK, translate("Riothermie", "Workbook"), "Excel (*.xlsx)", optional=True, createByDefault=made
        )
        self.add(book, translate("Riothermie", "All tables in one file, a sheet each, with raw numbers."))

    def add_numbers(self, **titles: str) -> None:
        """Declare the numbers that come out."""
        for name, title in titles.items():
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def checkParameterValues(self, parameters, context):
        good, message = super().checkParameterValues(parameters, context)
        if good:
            message = self.problem(parameters, context)
        return not message, message

    def problem(self, parameters, context) -> str:
        """Return in one sentence what is wrong with the inputs and outputs, as far as can be seen beforehand."""
        raise NotImplementedError

    def check_layer(self, parameters, name: str, context, *, filled: bool = True) -> None:
        """Raise in one sentence when a layer cannot be used, or is empty although it has to be `filled`."""
        source = self.source(parameters, name, context)
        sources.check(source, self.shape(name, source))
        if filled:
            sources.refuse_empty(source, self.parameterDefinition(name).description())

    @staticmethod
    def has(parameters, name: str) -> bool:
        """Tell whether an optional input was filled in; a default that only the dialog proposes does not count."""
        return parameters.get(name) not in (None, "")

    def shape(self, name: str, source) -> str:
        """Return what a source must hold for `layers.read`, where that depends on what it does hold."""
        return shape_of(self.SHAPES[name], source)

    def read(self, parameters, name: str, context, feedback, *, mapping=None, aliases=None, progress=None, extra=()):
        """Return an input as a `layers.Layer`, None when it is empty; the log tells what was done to it.

        With `aliases` only the fields are read that the reader may look at, and `extra` ones: a third of the time on a
        layer with many fields.
        """
        if not self.has(parameters, name):
            return None
        source = self.source(parameters, name, context)
        tell_first(parameters.get(name), context, feedback)
        shape = self.shape(name, source)
        return read_source(
            source,
            name,
            context,
            feedback,
            shape=shape,
            mapping=mapping,
            aliases=aliases,
            progress=progress,
            extra=extra,
        )

    def frame(self, parameters, name: str, context, feedback, *, progress=None):
        """Return an optional input as a frame, None when it is empty."""
        layer = self.read(parameters, name, context, feedback, progress=progress)
        return None if layer is None else layer.frame

    def tell(self, findings, notes, feedback) -> None:
        """Give the notes and the number of findings per kind in the log."""
        for note in notes:
            feedback.pushInfo(note)
        for kind, n in findings.counts().items():
            feedback.pushInfo(translate("Riothermie", "Findings {kind}: {n}").format(kind=kind, n=n))


def read_source(
    source, name: str, context, feedback, *, shape: str, mapping=None, aliases=None, progress=None, extra=()
):
    """Return a source as a `layers.Layer`; see `InputAlgorithm.read`."""
    from ..riothermie_kansen.readers.fields import may_matter

    columns = None if aliases is None else [*may_matter(source.fields().names(), aliases), *extra]
    layer = layers.read(source, context, feedback, shape=shape, columns=columns, mapping=mapping, progress=progress)
    tell_read(layer, name, feedback)
    return layer


def tell_read(layer: layers.Layer, name: str, feedback) -> None:
    """Say in the log how many features an input has, and what was done to their geometries."""
    if layer.features == 1:
        text = translate("Riothermie", '{parameter}: {n} feature read from "{name}".')
    else:
        text = translate("Riothermie", '{parameter}: {n} features read from "{name}".')
    feedback.pushInfo(text.format(parameter=name, n=layer.features, name=layer.name))
    for note in layer.notes:
        feedback.pushWarning(note)


def shape_of(wanted: str, source) -> str:
    """Return the shape of `layers.read` for an input that may be of several kinds; another shape as it is."""
    kind = QgsWkbTypes.geometryType(source.wkbType())
    area = kind == Qgis.GeometryType.Polygon
    if wanted in ("place", "building"):
        return "polygon" if area else "point" if wanted == "place" else wanted
    if wanted in ("surface", "spot"):
        return "polygon" if area else "line" if kind == Qgis.GeometryType.Line else "any"
    if wanted == "object":
        return "table" if kind == Qgis.GeometryType.Null else "point"
    return wanted


def recognised(known: Known, shape: str, not_from: str = "") -> str | None:
    """Return the id of the layer of the open project whose fields look most like those of an input, or None.

    Only the dialog asks, in the main thread; a run takes what it was given. Layers of a file that is called `not_from`
    do not count. Of layers that look the same one that was made by the algorithm for such layers goes before a
    by-product, such as the trace of a choice of buildings.
    """
    application = QCoreApplication.instance()
    if application is None or QThread.currentThread() != application.thread():
        return None
    best = (3, False, "")
    for layer in sorted(QgsProject.instance().mapLayers().values(), key=lambda item: (item.name(), item.id())):
        if not isinstance(layer, QgsVectorLayer) or not layer.isValid() or layer.geometryType() not in KINDS[shape]:
            continue
        fields = {field.name().lower().replace("_", "") for field in layer.fields()}
        score = sum(weight for field, weight in known if field in fields)
        if score < max(best[0], 4) or (not_from and Path(layer.source().partition("|")[0]).name == not_from):
            continue
        found = (score, not _by_product(layer))
        if found > best[:2]:
            best = (*found, layer.id())
    return best[2] or None


def _by_product(layer: QgsVectorLayer) -> bool:
    """Tell whether another algorithm made a layer than the one that such layers are of."""
    geometry = GEOMETRIES.get(layer.geometryType())
    told = next(filter(None, map(MADE.fullmatch, layer.metadata().history())), None)
    if told is None or geometry is None:
        return False
    role = recognise(layer.fields().names(), geometry)
    return role is not None and role.algorithm not in ("", told["algorithm"].rpartition(":")[2])
