"""Algorithm `bodemlussen`: how many loops each building needs, where they fit, and what they do to each other."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingException, QgsWkbTypes
from qgis.PyQt.QtCore import QCoreApplication

from . import destinations, outputs, reports
from .bodemlussen_parameters import LoopAlgorithm
from .environment import language
from .inputs import shape_of
from .metadata import layer_metadata, plugin_version

translate = QCoreApplication.translate

NUMBERS = {
    "PANDEN": "gevraagd",
    "PAST": "past",
    "PAST_DEELS": "past_deels",
    "PAST_NIET": "past_niet",
    "VERBODEN": "verboden",
    "TE_ONDIEP": "te_ondiep",
    "GEEN_GROND": "geen_grond",
    "WONINGEN": "woningen",
    "WONINGEN_PAST": "woningen_past",
    "LUSSEN_AANTAL": "lussen",
    "LUSSEN_NODIG": "lussen_nodig",
    "LUSSEN_OPENBAAR": "lussen_openbaar",
    "METERS": "meters",
    "METERS_NODIG": "meters_nodig",
    "VERMOGEN_KW": "vermogen_kw",
    "KLEINSTE_AFSTAND": "afstand_m",
    "BOVEN_GRENS": "boven_grens",
}
"""Numbers of a run, and their name in the totals of the engine."""

REALS = ("METERS", "METERS_NODIG", "VERMOGEN_KW", "KLEINSTE_AFSTAND")
"""Those that are no count."""


class Bodemlussen(LoopAlgorithm):
    """Place closed loops."""

    NAME = "bodemlussen"

    def displayName(self) -> str:
        return translate("Riothermie", "Ground loops: how many, where, and what they do to each other")

    def shortDescription(self) -> str:
        return translate(
            "Riothermie",
            "Places the vertical loops that buildings need on parcels and in public ground, and computes how the "
            "ground cools.",
        )

    def shortHelpString(self) -> str:
        return translate(
            "Riothermie",
            "<p>Computes how many metres of vertical loop each building needs, places the loops, and tells per "
            "building whether they fit and what happens when everybody drills.</p>"
            "<p><b>What to give.</b> Buildings with heat demand. If you have them: parcels, public ground, the output "
            "of bodemrestricties, trees, sewers, existing systems, and GeoTOP or REGIS for the yield of the "
            "ground.</p>"
            "<p><b>What comes out.</b> Loops as points with depth, power and homes, each building with a verdict "
            "(past, past deels, past niet, verboden, te ondiep, geen grond) and the reason, the ground where a loop "
            "may stand, an overview, findings, a report, and numbers for scripts.</p>"
            "<p><b>How to read it.</b> Own ground goes first, then public ground within reach, which asks for "
            "permission. Loops keep their distance to each other, buildings, boundaries, trees and sewers; no national "
            "rule gives these distances, so all can be changed. The yield in W/m is an estimate. Cooling is computed "
            "for ground at rest, without flow of groundwater; more than 1.5 K by others is too much. Whether a rig can "
            "reach a garden is not looked at. This is no design: a certified firm designs and drills.</p>",
        )

    def tags(self) -> list[str]:
        words = translate(
            "Riothermie", "borehole,ground loop,closed system,ground source heat pump,interference,parcel"
        )
        own = ("bodemlus", "GBES", "bodemenergie", "bodemwarmtepomp", "GeoTOP", "interferentie")
        return [*super().tags(), *words.split(","), *own]

    def initAlgorithm(self, config=None) -> None:
        self.add_layers()
        self.add_choices()
        self.add_outputs()
        self.add_numbers(
            PANDEN=translate("Riothermie", "Buildings with heat demand on the map"),
            PAST=translate("Riothermie", "Buildings whose loops all fit"),
            PAST_DEELS=translate("Riothermie", "Buildings whose loops fit in part"),
            PAST_NIET=translate("Riothermie", "Buildings without room for a loop"),
            VERBODEN=translate("Riothermie", "Buildings where loops are forbidden"),
            TE_ONDIEP=translate("Riothermie", "Buildings where the allowed depth is too little"),
            GEEN_GROND=translate("Riothermie", "Buildings without parcel or public ground"),
            WONINGEN=translate("Riothermie", "Homes in buildings with heat demand"),
            WONINGEN_PAST=translate("Riothermie", "Homes whose loops all fit"),
            LUSSEN_AANTAL=translate("Riothermie", "Loops placed"),
            LUSSEN_NODIG=translate("Riothermie", "Loops needed"),
            LUSSEN_OPENBAAR=translate("Riothermie", "Loops in public ground"),
            METERS=translate("Riothermie", "Metres of loop placed"),
            METERS_NODIG=translate("Riothermie", "Metres of loop needed"),
            VERMOGEN_KW=translate("Riothermie", "Power from the ground of the placed loops (kW)"),
            KLEINSTE_AFSTAND=translate("Riothermie", "Least distance between two loops (m)"),
            BOVEN_GRENS=translate("Riothermie", "Buildings that others cool more than the limit"),
            AANTAL_MELDINGEN=translate("Riothermie", "Findings"),
        )

    def problem(self, parameters, context) -> str:
        given = [name for name in self.SHAPES if self.has(parameters, name)]
        if self.has(parameters, self.W_PER_M) and not self.parameterAsDouble(parameters, self.W_PER_M, context) > 0:
            text = translate("Riothermie", "{name}: 0 cannot be; give a number above 0 or leave it empty.")
            return text.format(name=self.parameterDefinition(self.W_PER_M).description())
        models = [path for name in (self.REGIS, self.GEOTOP) if (path := self._path(parameters, name, context))]
        for path in models:
            if not path.exists():
                text = translate("Riothermie", "{path} does not exist; choose a file, or leave it empty.")
                return text.format(path=path)
        try:
            for name in given:
                self.check_layer(parameters, name, context, filled=name not in self.MAY_BE_EMPTY)
        except QgsProcessingException as error:
            return str(error)
        files = [path for path in models if path.is_file()]
        return destinations.problem(self, parameters, context, given, self.OUTPUTS, files=files)

    def _path(self, parameters, name: str, context) -> Path | None:
        text = self.parameterAsString(parameters, name, context)
        return Path(text) if text else None

    def process(self, parameters, context, feedback) -> dict:
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.kavels.stock import EXTRA
        from ..riothermie_kansen.readers.buildings import BUILDING
        from ..riothermie_kansen.readers.parcels import GROUND
        from ..riothermie_kansen.subsurface.aquifer.places import model_of
        from ..riothermie_kansen.subsurface.boreholes.plan import plan_loops
        from ..riothermie_kansen.subsurface.boreholes.result import Settings

        kentallen = self.kentallen(parameters, context, feedback)
        aliases = {
            self.GEBOUWEN: {**BUILDING, **EXTRA},
            **dict.fromkeys((self.PERCELEN, self.GROEN, self.BOMEN, self.RIOOL, self.OBSTAKELS), GROUND),
        }
        frames, sources = {}, []
        for i, name in enumerate(self.SHAPES):
            step = part(feedback.setProgress, 2 * i, 2 * i + 2)
            layer = self.read(parameters, name, context, feedback, aliases=aliases.get(name), progress=step)
            frames[name] = None if layer is None else layer.frame
            sources += [] if layer is None else [f"{name.lower()}: {layer.name}"]
        regis, geotop = (self._path(parameters, name, context) for name in (self.REGIS, self.GEOTOP))
        sources += [f"{name}: {path.name}" for name, path in (("regis", regis), ("geotop", geotop)) if path]
        estimate = self.parameterAsEnumString(parameters, self.PERCELEN_SCHATTEN, context) == self.ESTIMATE[0]
        attention = self.parameterAsEnumString(parameters, self.AANDACHT, context) == self.ATTENTION[0]
        yield_w = (
            self.parameterAsDouble(parameters, self.W_PER_M, context) if self.has(parameters, self.W_PER_M) else None
        )
        result = plan_loops(
            frames[self.GEBOUWEN], frames[self.PERCELEN], green=frames[self.GROEN],
            restrictions=frames[self.RESTRICTIES], trees=frames[self.BOMEN], sewers=frames[self.RIOOL],
            obstacles=frames[self.OBSTAKELS], existing=frames[self.BESTAAND], streets=frames[self.STRATEN],
            regis=None if regis is None else model_of(regis), geotop=geotop,
            settings=Settings(w_per_m=yield_w, estimate=estimate, attention=attention),
            kentallen=kentallen, progress=part(feedback.setProgress, 20, 88), cancelled=feedback.isCanceled,
        )  # fmt: skip
        self._tell(result, feedback)
        area = shape_of("place", self.source(parameters, self.GEBOUWEN, context)) == "polygon"
        made = self._write(parameters, context, feedback, result, sources, kentallen, area)
        return made | _numbers(result)

    def _tell(self, result, feedback) -> None:
        """Say in the log that the buildings add up, and the notes."""
        from ..riothermie_kansen.report.language import Words

        words, totals = Words(language()), result.totals
        text = translate(
            "Riothermie",
            "{asked} buildings with heat demand: all loops fit at {whole}, part of them at {some}, none at {none}. "
            "{placed} of {needed} loops have a place.",
        )
        none = totals["gevraagd"] - totals["past"] - totals["past_deels"]
        shown = {
            "asked": totals["gevraagd"], "whole": totals["past"], "some": totals["past_deels"], "none": none,
            "placed": totals["lussen"], "needed": totals["lussen_nodig"],
        }  # fmt: skip
        feedback.pushInfo(text.format(**{key: words.number(value) for key, value in shown.items()}))
        self.tell(result.findings, result.notes, feedback)

    def _write(self, parameters, context, feedback, result, sources, kentallen, area: bool) -> dict:
        """Write everything or nothing; return name to destination."""
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.report.loop_report import loop_html
        from ..riothermie_kansen.schema import MELDING_COLUMNS, RD, rounded
        from ..riothermie_kansen.subsurface.boreholes import columns
        from ..riothermie_kansen.subsurface.boreholes.tables import handed_out

        def metadata(title: str, about: str):
            return layer_metadata(
                self, parameters, context, title=title, about=about, kentallen=kentallen, sources=sources,
                notes=result.notes,
            )  # fmt: skip

        point, polygon = QgsWkbTypes.Type.Point, QgsWkbTypes.Type.MultiPolygon
        written = [
            outputs.Output(
                self.LUSSEN, rounded(result.loops, result.loop_columns), result.loop_columns, point, "lussen.qml",
                metadata(
                    "Bodemlussen",
                    "Een punt per lus. Een plaats is geen ontwerp. Kleur: hoeveel andere systemen de bodem hier "
                    "afkoelen, als iedereen boort. Rand: eigen of openbare grond.",
                ),
            ),
            outputs.Output(
                self.GEBOUWEN_UIT, rounded(handed_out(result.buildings, areas=area), columns.GEBOUW_COLUMNS),
                columns.GEBOUW_COLUMNS,
                polygon if area else point, "lusgebouwen.qml" if area else "lusgebouwen_punten.qml",
                metadata(
                    "Gebouwen: passen de lussen",
                    "Elk gebouw met zijn oordeel: past, past deels, past niet, verboden, te ondiep of geen grond. Het "
                    "veld reden zegt het in zinnen. Opbrengst en temperatuur zijn schattingen.",
                ),
            ),
            outputs.Output(
                self.GROND, rounded(result.ground, columns.GROND_COLUMNS), columns.GROND_COLUMNS, polygon,
                "lusgrond.qml",
                metadata(
                    "Grond voor bodemlussen",
                    "Wat van eigen en openbare grond overblijft als alle afstanden zijn aangehouden.",
                ),
            ),
            outputs.Output(
                self.OVERZICHT, rounded(result.overview, columns.OVERZICHT_COLUMNS), columns.OVERZICHT_COLUMNS,
                QgsWkbTypes.Type.NoGeometry, None,
                metadata("Bodemlussen: overzicht", "Gebouwen naar oordeel en reden; samen zijn het alle gebouwen."),
            ),
            outputs.Output(
                self.MELDINGEN, result.findings.frame(RD), MELDING_COLUMNS, point, "meldingen.qml",
                metadata("Meldingen", "Wat is hersteld, aangenomen of weggelaten."),
            ),
        ]  # fmt: skip
        report = self.parameterAsFileOutput(parameters, self.RAPPORT, context)
        text = ""
        if report:
            text = loop_html(
                result, kentallen=kentallen, sources=sources, language=language(), version=plugin_version()
            )
        with reports.saved(report, text):
            made = outputs.write_all(
                self, parameters, context, written, cancelled=feedback.isCanceled,
                progress=part(feedback.setProgress, 88, 100),
            )  # fmt: skip
        return made | ({self.RAPPORT: report} if report else {})


def _numbers(result) -> dict[str, float]:
    """Return the numbers of a run; those that are not known are left out."""
    found = {
        name: value if name in REALS else int(value)
        for name, key in NUMBERS.items()
        if (value := result.totals[key]) == value  # NaN: not known
    }
    return found | {"AANTAL_MELDINGEN": result.findings.count()}
