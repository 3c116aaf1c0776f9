"""Algorithm `kansenkaart`: which pipes can heat how many homes."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from . import outputs
from .kansenkaart_parameters import KansenkaartParameters
from .metadata import layer_metadata

translate = QCoreApplication.translate


class Kansenkaart(KansenkaartParameters):
    """Map the heat that each sewer pipe can give."""

    NAME = "kansenkaart"
    KANSENKAART = "KANSENKAART"
    OUTPUTS = ("KANSENKAART", "KNOPEN_UIT", "MELDINGEN")
    WISSELAARS = "WISSELAARS"

    def displayName(self) -> str:
        return translate("Riothermie", "Opportunity map of sewer heat")

    def shortDescription(self) -> str:
        return translate("Riothermie", "Maps for every sewer pipe how much heat it can give, and for how many homes.")

    def shortHelpString(self) -> str:
        return translate(
            "Riothermie",
            "<p>Shows which sewer pipes carry enough waste water to heat homes: per pipe the dry weather flow, the "
            "power and heat that can be taken from it, the number of homes, the exchangers that fit, and a class with "
            "the reason in words.</p>"
            "<p><b>What to give.</b> The sewer: a layer of pipes (GWSW in any spelling, or another one with VELDEN), "
            "better with manholes and pumps; or a HydX folder. And who lives there, the first of these that you have: "
            "addresses (with or without a field with inhabitants), areas with inhabitants such as CBS neighbourhoods, "
            "or one total for a quick scan. Without any of these the sewer's own registration counts. Measurements of "
            "the flow correct the estimate, upstream and downstream.</p>"
            "<p><b>What comes out.</b> The opportunity map (lines), nodes, and findings: everything that was repaired, "
            "assumed or left out, with place and reason. Totals of inhabitants and water are numbers of the run.</p>"
            "<p><b>How to read the map.</b> The darker the red, the better the opportunity; the wider the line, the "
            "more power at the side of the buildings. kansrijk: enough flow even in the quietest hour. mogelijk: "
            "enough flow on average, with heat stored in summer (WKO). beperkt: only a small source. Grey: too little "
            "water. A white ring with a dot: here the flow was measured. The thresholds are key figures (kentallen); "
            "the rule stands in the metadata of the layer. Pipes of one flow share its heat: what is taken upstream is "
            "gone downstream. The map selects; measure before you decide.</p>",
        )

    def tags(self) -> list[str]:
        words = translate("Riothermie", "opportunity,potential,dry weather flow,heat pump,homes,storage")
        return [*super().tags(), *words.split(","), "kansenkaart", "riool", "DWA", "GWSW", "HydX", "potentie", "WKO"]

    def initAlgorithm(self, config=None) -> None:
        self.add_sewer()
        self.add_people()
        self.add_measurements()
        self.add_numbers_in()
        self.add_sewer_options()
        self.add_kentallen()
        table = QgsProcessingParameterFile(
            self.WISSELAARS,
            translate("Riothermie", "File with your own table of heat exchangers"),
            fileFilter="CSV (*.csv)",
            optional=True,
        )
        self.add(
            table,
            translate(
                "Riothermie",
                "CSV file in place of the plugin's table: copy riothermie_kansen/kentallen/wisselaars.csv from the "
                "plugin folder and change it. Each row tells where an exchanger fits, what it yields, and the source.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                self.KANSENKAART, translate("Riothermie", "Opportunity map"), QgsProcessing.SourceType.TypeVectorLine
            ),
            translate(
                "Riothermie", "Lines with flow, power, heat, homes, exchangers, class (kans) and reason (reden)."
            ),
        )
        self.add_common_outputs()
        self.add_numbers(
            TOTAAL_INWONERS=translate("Riothermie", "Inhabitants given"),
            INWONERS_NIET_AANGESLOTEN=translate("Riothermie", "Inhabitants without a sewer nearby"),
            TOTAAL_DWA_LS=translate("Riothermie", "Mean dry weather flow that enters the sewer (l/s)"),
            AFGEVOERD_LS=translate("Riothermie", "Flow that reaches an outlet (l/s)"),
            GESTRAND_LS=translate("Riothermie", "Flow that gathers in pieces without an outlet (l/s)"),
            AANTAL_IN=translate("Riothermie", "Pipes read"),
            AANTAL_UIT=translate("Riothermie", "Pipes written"),
            AANTAL_WEG=translate("Riothermie", "Pipes left out and listed"),
            AANTAL_KANSRIJK=translate("Riothermie", "Pipes of class kansrijk"),
            AANTAL_MOGELIJK=translate("Riothermie", "Pipes of class mogelijk"),
            AANTAL_BEPERKT=translate("Riothermie", "Pipes of class beperkt"),
            AANTAL_METINGEN=translate("Riothermie", "Measurements used"),
            MEETFACTOR=translate("Riothermie", "Measured over estimated flow, of the water that passes a measurement"),
            AANTAL_MELDINGEN=translate("Riothermie", "Findings"),
        )

    def process(self, parameters, context, feedback) -> dict:
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.schema import MELDING_COLUMNS, RD
        from ..riothermie_kansen.sewer import classify, exchangers, opportunity

        kentallen = self.kentallen(parameters, context, feedback)
        table = exchangers.read_exchangers(self.parameterAsFile(parameters, self.WISSELAARS, context))
        sewer, extra = self.read_sewer(parameters, context, feedback, kentallen, part(feedback.setProgress, 0, 30))
        premises = self._premises(parameters, context, feedback, part(feedback.setProgress, 30, 45))
        result = opportunity.opportunity_map(
            sewer,
            premises,
            measured=self._measured(parameters, context, feedback),
            method=self.parameterAsEnumString(parameters, self.RICHTING, context),
            simultaneity=self.parameterAsEnumString(parameters, self.GELIJKTIJDIGHEID, context),
            exchangers=table,
            kentallen=kentallen,
            progress=part(feedback.setProgress, 45, 80),
            cancelled=feedback.isCanceled,
        )
        counts = self.balance(sewer, len(result.pipes), extra, result.findings, feedback)
        self.tell(result.findings, result.notes, feedback)
        findings = result.findings.frame(RD)

        def metadata(title: str, about: str):
            return layer_metadata(
                self, parameters, context, title=title, about=about, kentallen=kentallen, sources=[sewer.source],
                notes=result.notes[:-1],
            )  # fmt: skip

        about = (
            "Warmte die uit het afvalwater van elke leiding te winnen is. Kleur: klasse (veld kans, uitleg in reden); "
            "lijndikte: vermogen aan de gebouwzijde. Een wit rondje met een stip merkt een gemeten leiding; het veld "
            "dwa_status zegt of een debiet is geraamd, gecorrigeerd of gemeten. "
        )
        point = QgsWkbTypes.Type.Point
        layers = [
            outputs.Output(
                self.KANSENKAART, result.pipes, opportunity.KANSENKAART_COLUMNS, QgsWkbTypes.Type.LineString,
                "kansenkaart.qml", metadata("Kansenkaart riothermie", about + result.notes[-1]),
                classify.class_labels(kentallen),
            ),
            outputs.Output(
                self.KNOPEN_UIT, result.nodes, opportunity.KNOPEN_COLUMNS, point, "knopen.qml",
                metadata("Rioolknopen", "Knopen van het rioolnet, met de DWA en de inwoners bovenstrooms."),
            ),
            outputs.Output(
                self.MELDINGEN, findings, MELDING_COLUMNS, point, "meldingen.qml",
                metadata("Meldingen", "Wat is hersteld, aangenomen of weggelaten bij het maken van de kansenkaart."),
            ),
        ]  # fmt: skip
        made = outputs.write_all(
            self,
            parameters,
            context,
            layers,
            cancelled=feedback.isCanceled,
            progress=part(feedback.setProgress, 80, 100),
        )
        numbers = {
            "TOTAAL_INWONERS": result.persons,
            "INWONERS_NIET_AANGESLOTEN": result.unplaced_persons,
            "TOTAAL_DWA_LS": result.inflow_ls,
            "AFGEVOERD_LS": result.discharged_ls,
            "GESTRAND_LS": result.stuck_ls,
            "AANTAL_METINGEN": result.measurements,
            "MEETFACTOR": result.measured_factor,
            "AANTAL_MELDINGEN": len(findings),
        }
        classes = result.pipes["kans"].value_counts()
        for kans in ("kansrijk", "mogelijk", "beperkt"):
            numbers[f"AANTAL_{kans.upper()}"] = int(classes.get(kans, 0))
        return made | counts | numbers

    def _premises(self, parameters, context, feedback, progress):
        """Return who lives and works on the sewer."""
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.sewer.opportunity import Premises

        frames = {
            name: self.frame(parameters, name, context, feedback, progress=part(progress, 25 * i, 25 * i + 25))
            for i, name in enumerate((self.ADRESSEN, self.GEBIEDEN, self.BEDRIJVEN, self.INLOOPTABEL))
        }
        fields = {
            name: (self.parameterAsStrings(parameters, name, context) or [None])[0]
            for name in (self.INWONERS_VELD, self.GEBIEDEN_VELD, self.BEDRIJVEN_VELD)
        }
        given = self.has(parameters, self.INWONERS_TOTAAL)
        return Premises(
            addresses=frames[self.ADRESSEN],
            persons_field=fields[self.INWONERS_VELD],
            links=frames[self.INLOOPTABEL],
            companies=frames[self.BEDRIJVEN],
            company_field=fields[self.BEDRIJVEN_VELD],
            areas=frames[self.GEBIEDEN],
            area_field=fields[self.GEBIEDEN_VELD],
            total=self.parameterAsDouble(parameters, self.INWONERS_TOTAAL, context) if given else None,
        )

    def _measured(self, parameters, context, feedback):
        """Return the measured flow, None without."""
        from ..riothermie_kansen.readers.measuring_points import read_measuring_points

        frame = self.frame(parameters, self.METINGEN, context, feedback)
        if frame is None:
            return None
        given = {
            role: (self.parameterAsStrings(parameters, name, context) or [None])[0]
            for role, name in (("gem_ls", self.METING_GEM_VELD), ("min_ls", self.METING_MIN_VELD))
        }
        return read_measuring_points(frame, fields={role: name for role, name in given.items() if name})
