"""Algorithm `onttrekkingen`: who cools whose water, and what room is left."""

from __future__ import annotations

from qgis.core import QgsProcessing, QgsProcessingException, QgsProcessingParameterFeatureSink, QgsWkbTypes
from qgis.PyQt.QtCore import QCoreApplication

from . import destinations, outputs
from .inputs import LINES, PLACES, POINTS, TABLES, InputAlgorithm
from .metadata import layer_metadata

translate = QCoreApplication.translate

COUNTS = {
    "AANTAL_PAST": "past",
    "AANTAL_DEELS": "past deels",
    "AANTAL_CONCURREERT": "concurreert",
    "AANTAL_PAST_NIET": "past niet",
    "AANTAL_BOVEN_GRENS": "boven de grens",
    "AANTAL_NIET_MEEGENOMEN": "niet meegenomen",
}
"""Numbers of a run, and the verdict that they count."""


class Onttrekkingen(InputAlgorithm):
    """Judge offtakes of heat on the same sewer."""

    NAME = "onttrekkingen"
    GROUP = "riool"
    KANSENKAART, KNOPEN, PUNTEN, TEMPERATUUR = "KANSENKAART", "KNOPEN", "PUNTEN", "TEMPERATUUR"
    DEBIET, PROFIEL = "DEBIET", "PROFIEL"
    KANSENKAART_UIT, PUNTEN_UIT, SEIZOEN = "KANSENKAART_UIT", "PUNTEN_UIT", "SEIZOEN"
    OUTPUTS = ("KANSENKAART_UIT", "PUNTEN_UIT", "SEIZOEN", "MELDINGEN")
    SHAPES = {  # noqa: RUF012
        "KANSENKAART": "line", "KNOPEN": "point", "PUNTEN": "spot", "TEMPERATUUR": "table",
    }  # fmt: skip
    KNOWN = {  # noqa: RUF012
        "KANSENKAART": (("dwagemls", 4), ("stroomrichting", 4), ("kans", 2)),
        "KNOPEN": (("afvoerpunt", 9), ("knoopid", 2)),
        "PUNTEN": (
            ("puntid", 9), ("onttrekkingid", 9), ("vermogenkw", 2), ("status", 2), ("prioriteit", 2), ("aandeel", 2),
            ("knoopid", -99), ("pandid", -99), ("ernst", -99),
        ),
    }  # fmt: skip
    DEBIETEN = ("gemiddeld", "minimumuur")
    PROFIELEN = ("vlak", "warmtevraag")

    def displayName(self) -> str:
        return translate("Riothermie", "Offtakes of heat on the same sewer")

    def shortDescription(self) -> str:
        return translate(
            "Riothermie",
            "Tells for existing and planned offtakes whether they fit, and for every pipe how much room is left.",
        )

    def shortHelpString(self) -> str:
        return translate(
            "Riothermie",
            "<p>What is taken from the sewer upstream is gone downstream. This algorithm follows the colder water from "
            "every offtake to the outlets, mixes it with other water on the way, and tells which offtakes fit, which "
            "ones compete, and how much room each pipe has left.</p>"
            "<p><b>What to give.</b> The opportunity map (KANSENKAART), better with its nodes (KNOPEN_UIT), and points "
            "with existing and planned offtakes: a power at the source (vermogen_kw), at the building "
            "(vermogen_gebouw_kw) or a share of the potential of the pipe (aandeel); if known status (bestaand or "
            "gepland), prioriteit, leiding_id, lengte_m of the exchanger, vollasturen. Without points the map shows "
            "the room that the limits allow.</p>"
            "<p><b>How it judges.</b> Existing offtakes go first and keep what they have. Planned ones follow by "
            "prioriteit, then by name, and get what is left. Three limits: the water of a pipe may be cooled so much "
            "and no more, also by all together; so may the water at every offtake downstream; and all water together "
            "at the treatment plant or hand-over.</p>"
            "<p><b>What comes out.</b> The opportunity map with temperature, cooling and room left (lines), the points "
            "with a verdict and the reason in words, a table with temperatures per month, and findings.</p>"
            "<p><b>How to read it.</b> The wider and redder the line, the more room there is; purple is given away. "
            "Green point: it fits; orange: in part; purple: it competes with those that are named; red: existing and "
            "over the limit. Room is the same heat in all pipes of one flow: do not add it up. The temperatures per "
            "month are an assumption until you give your own; agree on the limits with the water authority.</p>",
        )

    def tags(self) -> list[str]:
        words = translate("Riothermie", "offtake,competition,temperature,treatment plant,room,permits,claims")
        return [*super().tags(), *words.split(","), "onttrekking", "rwzi", "kansenkaart", "afkoeling", "ruimte"]

    def initAlgorithm(self, config=None) -> None:
        self._add_layers()
        self._add_choices()
        self.add_kentallen()
        self._add_outputs()
        self.add_numbers(
            AANTAL_PAST=translate("Riothermie", "Offtakes that fit"),
            AANTAL_DEELS=translate("Riothermie", "Offtakes that fit in part"),
            AANTAL_CONCURREERT=translate("Riothermie", "Offtakes for which others leave nothing"),
            AANTAL_PAST_NIET=translate("Riothermie", "Offtakes that do not fit, also without others"),
            AANTAL_BOVEN_GRENS=translate("Riothermie", "Existing offtakes over a limit"),
            AANTAL_NIET_MEEGENOMEN=translate("Riothermie", "Offtakes without place, water or power, all listed"),
            TOEGEKEND_KW=translate("Riothermie", "Power granted, at the source (kW)"),
            RUIMTE_RWZI_KW=translate("Riothermie", "Room left at the outlets together (kW)"),
            BALANS_FOUT_KW=translate("Riothermie", "Error of the heat balance (kW)"),
            AANTAL_MELDINGEN=translate("Riothermie", "Findings"),
        )

    def _add_layers(self) -> None:
        self.add_source(
            self.KANSENKAART,
            LINES,
            translate("Riothermie", "Opportunity map"),
            translate("Riothermie", "Output KANSENKAART of the algorithm kansenkaart; the whole map, unfiltered."),
            optional=False,
        )
        self.add_source(
            self.KNOPEN,
            POINTS,
            translate("Riothermie", "Nodes of the opportunity map"),
            translate(
                "Riothermie",
                "Output KNOPEN_UIT of the same run: it tells which nodes are treatment plants or other outlets. "
                "Without it every place where the map ends counts as an outlet.",
            ),
        )
        self.add_source(
            self.PUNTEN,
            PLACES,
            translate("Riothermie", "Existing and planned offtakes"),
            translate(
                "Riothermie",
                "Points with vermogen_kw, vermogen_gebouw_kw or aandeel, and if known naam, status, prioriteit, "
                "leiding_id, lengte_m, vollasturen and cop. Each one belongs to the pipe that it names, else to the "
                "nearest one with water.",
            ),
        )
        self.add_source(
            self.TEMPERATUUR,
            TABLES,
            translate("Riothermie", "Temperature of the waste water per month"),
            translate(
                "Riothermie",
                "Table or CSV file with the columns maand (1-12) and temperatuur_c, twelve rows. Empty: the key figure "
                "bron.temperatuur_maand, an assumption.",
            ),
            advanced=True,
        )

    def _add_choices(self) -> None:
        self.add_number(
            "DELTA_T_RWZI",
            "onttrekking.delta_t_rwzi",
            translate("Riothermie", "Cooling allowed at the treatment plant (K)"),
            translate(
                "Riothermie",
                "How much colder all water together may arrive at a treatment plant, hand-over or other outlet.",
            ),
        )
        self.add_number(
            "DELTA_T",
            "bron.delta_t",
            translate("Riothermie", "Cooling of the waste water (K)"),
            translate("Riothermie", "How much the water of a pipe may be cooled, by all offtakes together."),
        )
        self.add_number(
            "HERSTEL",
            "onttrekking.herstel",
            translate("Riothermie", "Recovery of the temperature per km"),
            translate(
                "Riothermie",
                "Part of the cooling that bottom and air give back per km of sewer: 0.1 is 10 % per km. 0 is careful.",
            ),
        )
        self.add_number(
            "COP",
            "warmtepomp.cop",
            translate("Riothermie", "COP of the heat pump"),
            translate("Riothermie", "Heat delivered per unit of electricity; more than 1."),
        )
        self.add_choice(
            self.DEBIET,
            self.DEBIETEN,
            translate("Riothermie", "Flow that is cooled"),
            translate(
                "Riothermie",
                "gemiddeld: the mean flow of a dry day, for heat that is stored (WKO). minimumuur: the flow of the "
                "lowest hour, for direct delivery.",
            ),
        )
        self.add_choice(
            self.PROFIEL,
            self.PROFIELEN,
            translate("Riothermie", "Power through the year"),
            translate(
                "Riothermie",
                "vlak: the same all year, as with storage (WKO). warmtevraag: follows the demand for heat per month; "
                "the power given is that of the coldest month.",
            ),
        )

    def _add_outputs(self) -> None:
        sinks = (
            (
                self.KANSENKAART_UIT,
                translate("Riothermie", "Opportunity map with room left"),
                QgsProcessing.SourceType.TypeVectorLine,
                translate(
                    "Riothermie",
                    "The opportunity map with temperatuur_c, afkoeling_k, onttrokken_kw, and the room left: ruimte_kw, "
                    "ruimte_woningen and ruimte_reden (what limits it).",
                ),
                False,
            ),
            (
                self.PUNTEN_UIT,
                translate("Riothermie", "Offtakes with verdict"),
                POINTS,
                translate("Riothermie", "Every offtake with oordeel, toegekend_kw, reden and concurreert_met."),
                True,
            ),
            (
                self.SEIZOEN,
                translate("Riothermie", "Temperatures per month"),
                TABLES,
                translate(
                    "Riothermie",
                    "Per offtake, and per outlet they reach: temperature before and after, and power.",
                ),
                True,
            ),
        )
        for name, title, kind, about, optional in sinks:
            self.add(QgsProcessingParameterFeatureSink(name, title, kind, optional=optional), about)
        self.add_findings()

    def problem(self, parameters, context) -> str:
        given = [name for name in self.SHAPES if self.has(parameters, name)]
        try:
            for name in given:
                self.check_layer(parameters, name, context, filled=False)
        except QgsProcessingException as error:
            return str(error)
        return destinations.problem(self, parameters, context, given, self.OUTPUTS)

    def process(self, parameters, context, feedback) -> dict:
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.claims import columns
        from ..riothermie_kansen.claims.claims import Settings, claims
        from ..riothermie_kansen.schema import MELDING_COLUMNS, RD

        kentallen = self.kentallen(parameters, context, feedback)
        frames, names = {}, []
        for i, name in enumerate(self.SHAPES):
            step = part(feedback.setProgress, 8 * i, 8 * i + 8)
            layer = self.read(parameters, name, context, feedback, progress=step)
            frames[name] = None if layer is None else layer.frame
            names += [] if layer is None else [f"{name.lower()}: {layer.name}"]
        result = claims(
            frames[self.KANSENKAART],
            frames[self.PUNTEN],
            nodes=frames[self.KNOPEN],
            temperatures=frames[self.TEMPERATUUR],
            settings=Settings(
                flow=self.parameterAsEnumString(parameters, self.DEBIET, context),
                profile=self.parameterAsEnumString(parameters, self.PROFIEL, context),
            ),
            kentallen=kentallen,
            progress=part(feedback.setProgress, 32, 80),
            cancelled=feedback.isCanceled,
        )
        self._tell(result, feedback)
        findings = result.findings.frame(RD)

        def metadata(title: str, about: str):
            return layer_metadata(
                self, parameters, context, title=title, about=about, kentallen=kentallen, sources=names,
                notes=result.notes,
            )  # fmt: skip

        line, point, none = QgsWkbTypes.Type.LineString, QgsWkbTypes.Type.Point, QgsWkbTypes.Type.NoGeometry
        written = [
            outputs.Output(
                self.KANSENKAART_UIT, result.pipes, columns.PIPE_COLUMNS, line, "ruimte.qml",
                metadata(
                    "Kansenkaart: ruimte die over is",
                    "Warmte die nog uit elke leiding te winnen is naast de bestaande en toegekende onttrekkingen. "
                    "Kleur en lijndikte: ruimte aan de gebouwzijde; veld ruimte_reden zegt wat de grens is. De ruimte "
                    "van leidingen aan één stroom is dezelfde warmte: tel haar niet op.",
                ),
            ),
            outputs.Output(
                self.PUNTEN_UIT, result.points, columns.POINT_COLUMNS, point, "onttrekkingen.qml",
                metadata("Onttrekkingen", "Bestaande en geplande onttrekkingen met het oordeel en de reden."),
            ),
            outputs.Output(
                self.SEIZOEN, result.season, columns.SEASON_COLUMNS, none, None,
                metadata("Temperaturen per maand", "Temperatuur en vermogen per maand, per onttrekking en afvoerpunt."),
            ),
            outputs.Output(
                self.MELDINGEN, findings, MELDING_COLUMNS, point, "meldingen.qml",
                metadata("Meldingen", "Wat is hersteld, aangenomen of weggelaten bij het beoordelen van de punten."),
            ),
        ]  # fmt: skip
        made = outputs.write_all(
            self, parameters, context, written, cancelled=feedback.isCanceled,
            progress=part(feedback.setProgress, 80, 100),
        )  # fmt: skip
        numbers = {name: int(result.totals[verdict]) for name, verdict in COUNTS.items()}
        return made | numbers | {
            "TOEGEKEND_KW": result.totals["granted_kw"],
            "RUIMTE_RWZI_KW": result.totals["end_room_kw"],
            "BALANS_FOUT_KW": result.totals["error_kw"],
            "AANTAL_MELDINGEN": len(findings),
        }  # fmt: skip

    def _tell(self, result, feedback) -> None:
        """Say in the log what became of every offtake, and the notes."""
        counts = ", ".join(f"{int(result.totals[verdict])} {verdict}" for verdict in COUNTS.values())
        text = translate("Riothermie", "Offtakes: {n} ({counts}).")
        feedback.pushInfo(text.format(n=len(result.points), counts=counts))
        self.tell(result.findings, result.notes, feedback)
