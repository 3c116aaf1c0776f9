"""Algorithm `kansenkaart`: which pipes can heat how many homes."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from . import outputs
from .inputs import AREAS, PLACES, POINTS, TABLES
from .metadata import layer_metadata
from .sewer_parameters import SewerAlgorithm

translate = QCoreApplication.translate


class Kansenkaart(SewerAlgorithm):
    """Map the heat that each sewer pipe can give."""

    NAME = "kansenkaart"
    KANSENKAART = "KANSENKAART"
    OUTPUTS = ("KANSENKAART", "KNOPEN_UIT", "MELDINGEN")
    ADRESSEN = "ADRESSEN"
    INWONERS_VELD = "INWONERS_VELD"
    INLOOPTABEL = "INLOOPTABEL"
    BEDRIJVEN = "BEDRIJVEN"
    BEDRIJVEN_VELD = "BEDRIJVEN_VELD"
    GEBIEDEN_VELD = "GEBIEDEN_VELD"
    INWONERS_TOTAAL = "INWONERS_TOTAAL"
    RICHTING = "RICHTING"
    GELIJKTIJDIGHEID = "GELIJKTIJDIGHEID"
    WISSELAARS = "WISSELAARS"
    METINGEN = "METINGEN"
    METING_GEM_VELD = "METING_GEM_VELD"
    METING_MIN_VELD = "METING_MIN_VELD"
    METING_AFSTAND = "METING_AFSTAND"
    SHAPES = SewerAlgorithm.SHAPES | {
        "ADRESSEN": "place", "BEDRIJVEN": "place", "INLOOPTABEL": "table", "METINGEN": "point",
    }  # fmt: skip
    # KNOPEN_UIT has dwa_gem_ls too: that alone does not make a layer one of measurements
    KNOWN = SewerAlgorithm.KNOWN | {
        "METINGEN": (
            ("dwagemls", 3), ("dwaminls", 3), ("debietgemls", 4), ("debietgemm3h", 4), ("debietgem", 4),
            ("debietgemiddeld", 4), ("meetpunt", 3), ("periode", 1), ("drogedagen", 1), ("dwamaxls", 1),
        ),
    }  # fmt: skip
    RICHTINGEN = ("bob", "administratief")
    METHODEN = ("n-afhankelijk", "leusden")

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
        self._add_people()
        self._add_measurements()
        self._add_numbers_in()
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

    def _add_people(self) -> None:
        """Declare who lives and works on the sewer."""
        self.add_source(
            self.ADRESSEN,
            PLACES,
            translate("Riothermie", "Addresses"),
            translate(
                "Riothermie",
                "Points (or areas) with homes, for instance BAG verblijfsobjecten: each goes to the nearest pipe that "
                "carries dry weather flow, or to the one that the BGT-inlooptabel names.",
            ),
        )
        self.add_field(
            self.INWONERS_VELD,
            self.ADRESSEN,
            translate("Riothermie", "Field with inhabitants of an address"),
            translate(
                "Riothermie", "Empty: a field of a known name, else the number of inhabitants per address below."
            ),
        )
        self.add_source(
            self.GEBIEDEN,
            AREAS,
            translate("Riothermie", "Areas with inhabitants"),
            translate(
                "Riothermie",
                "Polygons such as CBS neighbourhoods: their inhabitants are spread over the pipes inside. Used when "
                "there are no addresses.",
            ),
        )
        self.add_field(
            self.GEBIEDEN_VELD,
            self.GEBIEDEN,
            translate("Riothermie", "Field with inhabitants of an area"),
            translate("Riothermie", "Empty: a field of a known name, such as aantal_inwoners."),
        )
        total = QgsProcessingParameterNumber(
            self.INWONERS_TOTAAL,
            translate("Riothermie", "Inhabitants in total (quick scan)"),
            QgsProcessingParameterNumber.Type.Double,
            optional=True,
            minValue=0,
        )
        total.setMetadata({"widget_wrapper": {"decimals": 0}})
        self.add(
            total,
            translate(
                "Riothermie",
                "One number for the whole sewer, spread over its pipes by length. Used when there are neither "
                "addresses nor areas.",
            ),
        )
        self.add_source(
            self.BEDRIJVEN,
            PLACES,
            translate("Riothermie", "Companies"),
            translate("Riothermie", "Points (or areas) with companies: they come on top of the inhabitants."),
            advanced=True,
        )
        self.add_field(
            self.BEDRIJVEN_VELD,
            self.BEDRIJVEN,
            translate("Riothermie", "Field with the discharge of a company"),
            translate(
                "Riothermie", "Population equivalents (i.e.), or m3 per day or year. Empty: a field of a known name."
            ),
        )
        self.add_source(
            self.INLOOPTABEL,
            TABLES,
            translate("Riothermie", "BGT-inlooptabel"),
            translate(
                "Riothermie", "Table that names the pipe to which a building drains; goes before the nearest pipe."
            ),
            advanced=True,
        )

    def _add_measurements(self) -> None:
        """Declare measured flow."""
        self.add_source(
            self.METINGEN,
            POINTS,
            translate("Riothermie", "Measurements of the flow"),
            translate(
                "Riothermie",
                "Points with the mean dry weather flow that was measured there, and if known the lowest and highest "
                "hour: the output of debietmeting, or a layer of your own with fields such as naam, dwa_gem_ls and "
                "dwa_min_ls (or debiet_gem_m3h ...; the unit stands in the name). A field leiding_id names the pipe, "
                "else it is the nearest one with flow. The flow is corrected from where the water enters to where it "
                "leaves; dwa_status and meetfactor tell what each pipe rests on.",
            ),
        )
        self.add_field(
            self.METING_GEM_VELD,
            self.METINGEN,
            translate("Riothermie", "Field with the measured mean flow"),
            translate(
                "Riothermie",
                "Empty: a field of a known name. The unit is the one at the end of its name (ls, m3h, m3d), else l/s.",
            ),
        )
        self.add_field(
            self.METING_MIN_VELD,
            self.METINGEN,
            translate("Riothermie", "Field with the measured flow in the lowest hour"),
            translate(
                "Riothermie",
                "Empty: a field of a known name, if there is one. Without it a measurement corrects the mean, and the "
                "lowest hour in proportion.",
            ),
        )
        self.add_number(
            self.METING_AFSTAND,
            "kalibratie.afstand",
            translate("Riothermie", "Greatest distance from measurement to sewer (m)"),
            translate("Riothermie", "Measurements farther from any pipe with flow are listed and do not count."),
            advanced=True,
        )

    def _add_numbers_in(self) -> None:
        """Declare the coefficients that are asked for most, and the methods."""
        self.add_number(
            "INWONERS_PER_ADRES",
            "dwa.inwoners_per_adres",
            translate("Riothermie", "Inhabitants per address"),
            translate("Riothermie", "For addresses of which the number of inhabitants is unknown."),
        )
        self.add_number(
            "LITER_PER_INWONER",
            "dwa.liter_per_inwoner",
            translate("Riothermie", "Waste water per inhabitant (l/day)"),
            translate("Riothermie", "Spread over the day by RIONED's curve for inhabitants."),
        )
        self.add_number(
            "RIOOLVREEMD_PCT",
            "dwa.rioolvreemd",
            translate("Riothermie", "Extraneous water (%)"),
            translate("Riothermie", "Ground water and other water in dry weather, on top of the waste water."),
            advanced=True,
        )
        self.add_number(
            "MAX_AFSTAND",
            "dwa.max_afstand",
            translate("Riothermie", "Greatest distance from address to sewer (m)"),
            translate("Riothermie", "Addresses farther away are listed and do not count."),
            advanced=True,
        )
        self.add_number(
            "DELTA_T",
            "bron.delta_t",
            translate("Riothermie", "Cooling of the waste water (K)"),
            translate("Riothermie", "How much the waste water may be cooled; agree it with the water authority."),
        )
        self.add_number(
            "T_WINTER",
            "bron.t_winter",
            translate("Riothermie", "Temperature of the waste water in winter (°C)"),
            translate("Riothermie", "Limits the cooling: the water must not become too cold for the treatment plant."),
        )
        self.add_number(
            "COP",
            "warmtepomp.cop",
            translate("Riothermie", "COP of the heat pump"),
            translate("Riothermie", "Heat delivered per unit of electricity; more than 1."),
        )
        self.add_number(
            "WARMTE_PER_WONING",
            "vraag.warmte_per_woning",
            translate("Riothermie", "Heat demand of a home (GJ/year)"),
            translate("Riothermie", "Space heating and hot tap water together."),
        )
        self.add_choice(
            self.RICHTING,
            self.RICHTINGEN,
            translate("Riothermie", "Direction of the flow"),
            translate(
                "Riothermie",
                "bob: by the invert levels; water pools and spills over the lowest way out. administratief: as the "
                "pipes are registered, from begin to end.",
            ),
        )
        self.add_choice(
            self.GELIJKTIJDIGHEID,
            self.METHODEN,
            translate("Riothermie", "Simultaneity of the demand"),
            translate(
                "Riothermie",
                "n-afhankelijk: falls with the number of homes, also right for small groups. leusden: the constants of "
                "60 % and 8 % that hold for hundreds of homes.",
            ),
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
