"""Algorithm `bronpunten`: where along the sewer heat serves most per euro."""

from __future__ import annotations

from qgis.core import QgsProcessingException, QgsWkbTypes
from qgis.PyQt.QtCore import QCoreApplication

from . import destinations, outputs
from .bronpunten_parameters import SourcePointsAlgorithm
from .metadata import layer_metadata

translate = QCoreApplication.translate


class Bronpunten(SourcePointsAlgorithm):
    """Choose source points."""

    NAME = "bronpunten"

    def displayName(self) -> str:
        return translate("Riothermie", "Source points: where to take heat")

    def shortDescription(self) -> str:
        return translate("Riothermie", "Chooses the places along the sewer that serve most heat within reach per euro.")

    def shortHelpString(self) -> str:
        return translate(
            "Riothermie",
            "<p>The opportunity map tells how much heat each pipe gives. Where along it should it be taken? This "
            "algorithm compares all places by the heat demand that they can serve per euro of source and main, and "
            "chooses the best one, then the next with what is left.</p>"
            "<p><b>What to give.</b> The opportunity map, and buildings with their heat demand (output of "
            "warmtevraag). Better with streets: distances then follow them.</p>"
            "<p><b>How it chooses.</b> A candidate is a pipe of class kansrijk, mogelijk or beperkt with enough power. "
            "It gives its heat to the nearest buildings within reach, until the water or the demand ends. The source "
            "costs the key figures per kW, smaller ones more per kW; the main is as long as the demand lies away on "
            "average, in the size that its power asks. The place with the most heat per euro is number one. For the "
            "next one the demand that is served and the water that is used are gone, also downstream.</p>"
            "<p><b>What comes out.</b> Source points in order of choice, for energiematch and warmtenet; if asked all "
            "candidates; findings, and numbers for scripts.</p>"
            "<p><b>How to read it.</b> The larger the circle, the more heat is served; the number is the order of "
            "choice. The field reden says in words what limits the point and how far number two is behind: a few "
            "percent means that other reasons, such as room for a technical building, may decide. Costs are estimates "
            "to compare places, no budget: streets, house connections and heat pumps come on top.</p>",
        )

    def tags(self) -> list[str]:
        words = translate("Riothermie", "source,offtake,location,exchanger,best place,heat per euro")
        return [*super().tags(), *words.split(","), "bronpunt", "wisselaar", "kansenkaart", "locatie"]

    def initAlgorithm(self, config=None) -> None:
        self.add_layers()
        self.add_choices()
        self.add_outputs()

    def problem(self, parameters, context) -> str:
        given = [name for name in self.SHAPES if self.has(parameters, name)]
        try:
            for name in given:
                self.check_layer(parameters, name, context)
        except QgsProcessingException as error:
            return str(error)
        return destinations.problem(self, parameters, context, given, self.OUTPUTS)

    def process(self, parameters, context, feedback) -> dict:
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.source_points.result import Settings, source_points

        kentallen = self.kentallen(parameters, context, feedback)
        frames, names = self._frames(parameters, context, feedback, part(feedback.setProgress, 0, 25))
        result = source_points(
            frames[self.KANSENKAART],
            frames[self.GEBOUWEN],
            streets=frames[self.STRATEN],
            nodes=frames[self.KNOPEN],
            settings=Settings(net=self.parameterAsEnumString(parameters, self.NETTYPE, context)),
            kentallen=kentallen,
            progress=part(feedback.setProgress, 25, 92),
            cancelled=feedback.isCanceled,
        )
        result.notes[:] = dict.fromkeys(result.notes)
        text = translate("Riothermie", "{candidates} candidates = {chosen} chosen + {others} listed with a reason.")
        n, chosen = len(result.candidates), len(result.points)
        feedback.pushInfo(text.format(candidates=n, chosen=chosen, others=n - chosen))
        for reason in result.points["reden"]:
            feedback.pushInfo(reason)
        self.tell(result.findings, result.notes, feedback)
        made = self._write(parameters, context, feedback, result, names, kentallen)
        return made | {
            "AANTAL_BRONPUNTEN": int(result.totals["punten"]),
            "AANTAL_KANDIDATEN": int(result.totals["kandidaten"]),
            "BEREIK_GJ": result.totals["bereik_gj"],
            "WARMTE_GJ": result.totals["warmte_gj"],
            "WONINGEN": int(result.totals["woningen"]),
            "KOSTEN_EUR": result.totals["kosten_eur"],
            "AANTAL_MELDINGEN": result.findings.count(),
        }

    def _frames(self, parameters, context, feedback, progress):
        """Return the inputs by name, and in words what was read."""
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.claims.opportunity_table import MAP
        from ..riothermie_kansen.readers.buildings import BUILDING
        from ..riothermie_kansen.readers.streets import STREET

        aliases = {
            self.KANSENKAART: {**MAP, "onttrokken_kw": ("onttrokkenkw",)},
            self.KNOPEN: None,
            self.GEBOUWEN: BUILDING,
            self.STRATEN: STREET,
        }
        frames, names = dict.fromkeys(self.SHAPES), []
        for i, name in enumerate(self.SHAPES):
            step = part(progress, 25.0 * i, 25.0 * i + 25.0)
            layer = self.read(parameters, name, context, feedback, aliases=aliases[name], progress=step)
            if layer is not None:
                frames[name] = layer.frame
                names.append(f"{name.lower()}: {layer.name}")
        return frames, names

    def _write(self, parameters, context, feedback, result, names, kentallen) -> dict:
        """Write everything or nothing; return name to destination."""
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.schema import MELDING_COLUMNS, RD
        from ..riothermie_kansen.source_points.columns import BRONPUNT_COLUMNS, KANDIDAAT_COLUMNS

        def metadata(title: str, about: str):
            return layer_metadata(
                self, parameters, context, title=title, about=about, kentallen=kentallen, sources=names,
                notes=result.notes,
            )  # fmt: skip

        point = QgsWkbTypes.Type.Point
        written = [
            outputs.Output(
                self.BRONPUNTEN, result.points, BRONPUNT_COLUMNS, point, "bronpunten.qml",
                metadata(
                    "Bronpunten",
                    "Waar langs het riool warmte het meest oplevert per euro van bron en hoofdleiding, in volgorde van "
                    "keuze: elk punt telt alleen wat de punten ervoor overlaten, aan vraag en aan water. Hoe groter "
                    "de cirkel, hoe meer vraag het punt bedient; veld reden legt de keuze uit. Kosten zijn ramingen.",
                ),
            ),
            outputs.Output(
                self.KANDIDATEN, result.candidates, KANDIDAAT_COLUMNS, point, "bronkandidaten.qml",
                metadata(
                    "Kandidaten voor een bronpunt",
                    "Elke plek langs het riool die bron kan zijn, op zichzelf bekeken. Hoe donkerder, hoe meer warmte "
                    "per euro.",
                ),
            ),
            outputs.Output(
                self.MELDINGEN, result.findings.frame(RD), MELDING_COLUMNS, point, "meldingen.qml",
                metadata("Meldingen", "Wat is hersteld, aangenomen of weggelaten bij het kiezen van bronpunten."),
            ),
        ]  # fmt: skip
        return outputs.write_all(
            self, parameters, context, written, cancelled=feedback.isCanceled,
            progress=part(feedback.setProgress, 92, 100),
        )  # fmt: skip
