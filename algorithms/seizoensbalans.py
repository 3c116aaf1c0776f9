"""Algorithm `seizoensbalans`: what a sewer delivers through the year, directly and with a seasonal storage."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from . import destinations, outputs, reports
from .environment import language
from .inputs import LINES, InputAlgorithm, read_source
from .metadata import layer_metadata, plugin_version

translate = QCoreApplication.translate


class Seizoensbalans(InputAlgorithm):
    """Balance source and demand through the year, per pipe and for a selection."""

    NAME = "seizoensbalans"
    GROUP = "riool"
    KANSENKAART = "KANSENKAART"
    WONINGEN, WONINGEN_VELD = "WONINGEN", "WONINGEN_VELD"
    WEER, WEERJAAR = "WEER", "WEERJAAR"
    LEIDINGEN_UIT, SEIZOEN, RAPPORT = "LEIDINGEN_UIT", "SEIZOEN", "RAPPORT"
    OUTPUTS = ("LEIDINGEN_UIT", "SEIZOEN", "MELDINGEN", "RAPPORT")
    SHAPES = {"KANSENKAART": "line"}  # noqa: RUF012
    KNOWN = {  # noqa: RUF012
        "KANSENKAART": (("leidingid", 2), ("dwagemls", 4), ("woningenwko", 4), ("stroomrichting", 2)),
    }

    def displayName(self) -> str:
        return translate("Riothermie", "Season balance of sewer heat")

    def shortDescription(self) -> str:
        return translate(
            "Riothermie",
            "Sets the heat of the sewer against the demand through the year: is a heat storage (WKO) needed, and how "
            "large?",
        )

    def shortHelpString(self) -> str:
        return translate(
            "Riothermie",
            "<p>Sets what the sewer gives against what homes ask, hour by hour through the year: how much is delivered "
            "directly, how much goes through a storage in the ground (WKO), what that must hold, and whether the year "
            "closes.</p>"
            "<p><b>What to give.</b> The opportunity map. Select the pipes of a plan and tick 'Selected features only' "
            "to get their balance together; without a selection that of the whole map. Say how many homes hang on the "
            "selection, or leave it empty for the number of the rule of thumb. With a file of hourly or daily weather "
            "of the KNMI the days of a real year count, cold spells included; without it the normals of De Bilt.</p>"
            "<p><b>What comes out.</b> The pipes with their own season, a table per month and a report with a plot for "
            "the selection, findings, and numbers for scripts. All heat is at the side of the source: the heat pump "
            "adds its electricity.</p>"
            "<p><b>How to read it.</b> Field seizoen: direct (at every hour enough), dagbuffer (every day enough: a "
            "buffer of some hours will do), wko (too little in the winter, enough over the year), tekort (too little, "
            "also with a WKO), geen (no homes or no water). Each pipe counts as if it were the only source: do not add "
            "pipes up. In the selection the same water counts once: of pipes after each other the last one counts. "
            "Heat from cooling goes into the warm well first; the sewer charges what is lacking.</p>",
        )

    def tags(self) -> list[str]:
        words = translate("Riothermie", "season,storage,balance,degree days,year,winter,regeneration,cooling")
        return [*super().tags(), *words.split(","), "seizoen", "WKO", "graaddagen", "KNMI", "riool", "kansenkaart"]

    def initAlgorithm(self, config=None) -> None:
        self._add_map()
        self._add_demand()
        self._add_weather()
        self.add_kentallen()
        self._add_outputs()
        self.add_numbers(
            AANBOD_GJ=translate("Riothermie", "What the selection can give, source side (GJ/year)"),
            VRAAG_GJ=translate("Riothermie", "Demand of the selection, source side (GJ/year)"),
            DIRECT_GJ=translate("Riothermie", "Delivered directly (GJ/year)"),
            WKO_GJ=translate("Riothermie", "Delivered from the storage (GJ/year)"),
            TEKORT_GJ=translate("Riothermie", "Not delivered (GJ/year)"),
            INHOUD_GJ=translate("Riothermie", "What the storage must hold (GJ)"),
            INHOUD_M3=translate("Riothermie", "What the storage must hold, as groundwater (m3)"),
            REGENERATIE_GJ=translate("Riothermie", "Heat from cooling into the storage (GJ/year)"),
            LADEN_GJ=translate("Riothermie", "Heat from the sewer into the storage (GJ/year)"),
            DWA_LS=translate("Riothermie", "Mean flow of the selection, the same water counted once (l/s)"),
            AANTAL_WONINGEN=translate("Riothermie", "Homes of the selection"),
            WKO_NODIG=translate("Riothermie", "A seasonal storage is needed (1: yes, 0: no)"),
            SLUIT=translate("Riothermie", "The year closes (1: yes, 0: no)"),
            AANTAL_LEIDINGEN=translate("Riothermie", "Pipes in the selection"),
            AANTAL_MELDINGEN=translate("Riothermie", "Findings"),
        )

    def _add_map(self) -> None:
        self.add_source(
            self.KANSENKAART,
            LINES,
            translate("Riothermie", "Opportunity map"),
            translate(
                "Riothermie",
                "Output of the algorithm kansenkaart. With 'Selected features only' the selected pipes are balanced "
                "together; the rest of the layer still tells which pipe drains to which.",
            ),
            optional=False,
        )
        self.add_optional(
            self.WONINGEN,
            translate("Riothermie", "Homes of the selection"),
            translate(
                "Riothermie",
                "How many homes the selected pipes heat together. Empty: what their flow can heat with storage by the "
                "rule of thumb.",
            ),
            decimals=0,
            advanced=False,
        )
        self.add_field(
            self.WONINGEN_VELD,
            self.KANSENKAART,
            translate("Riothermie", "Field with the homes of a pipe"),
            translate("Riothermie", "For the season of each pipe by itself. Empty: woningen_wko."),
        )

    def _add_demand(self) -> None:
        self.add_number(
            "WARMTE_PER_WONING",
            "vraag.warmte_per_woning",
            translate("Riothermie", "Heat demand of a home (GJ/year)"),
            translate("Riothermie", "Space heating and hot tap water together."),
        )
        self.add_number(
            "TAP_AANDEEL",
            "seizoen.aandeel_tap",
            translate("Riothermie", "Share of tap water in the heat demand (0-1)"),
            translate("Riothermie", "Tap water is the same all year; the rest follows the degree days."),
        )
        self.add_number(
            "KOUDE_GJ",
            "seizoen.koude_per_woning",
            translate("Riothermie", "Cooling demand of a home (GJ/year)"),
            translate("Riothermie", "Its heat goes into the warm well (regeneration)."),
        )
        self.add_number(
            "COP",
            "warmtepomp.cop",
            translate("Riothermie", "COP of the heat pump"),
            translate("Riothermie", "Heat delivered per unit of electricity; more than 1."),
        )
        self.add_number(
            "DELTA_T",
            "bron.delta_t",
            translate("Riothermie", "Cooling of the waste water (K)"),
            translate("Riothermie", "How much the waste water may be cooled; agree it with the water authority."),
        )
        self.add_number(
            "RENDEMENT_WKO",
            "wko.rendement",
            translate("Riothermie", "Efficiency of the storage (0-1)"),
            translate("Riothermie", "Part of the stored heat that comes back."),
            advanced=True,
        )

    def _add_weather(self) -> None:
        weather = QgsProcessingParameterFile(
            self.WEER,
            translate("Riothermie", "Weather"),
            fileFilter="KNMI (*.txt *.csv);;* (*)",
            optional=True,
        )
        self.add(
            weather,
            translate(
                "Riothermie",
                "File of the KNMI with hourly or daily values, as delivered. It must hold a whole calendar year of air "
                "temperatures; of several years the most ordinary one counts. Empty: normals of De Bilt 1991-2020.",
            ),
        )
        year = QgsProcessingParameterNumber(
            self.WEERJAAR,
            translate("Riothermie", "Year of the weather"),
            QgsProcessingParameterNumber.Type.Integer,
            optional=True,
            minValue=1700,
            maxValue=2500,
        )
        self.add(
            year,
            translate("Riothermie", "Which year of the weather file counts. Empty: the most ordinary one."),
            advanced=True,
        )

    def _add_outputs(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSink(
                self.LEIDINGEN_UIT, translate("Riothermie", "Pipes with their season"), LINES
            ),
            translate(
                "Riothermie",
                "The selected pipes of the opportunity map with their season (seizoen), the heat delivered directly "
                "and through storage, what a WKO must hold, and the reason in words (seizoen_reden).",
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                self.SEIZOEN,
                translate("Riothermie", "Season of the selection"),
                QgsProcessing.SourceType.TypeVector,
                optional=True,
            ),
            translate("Riothermie", "Table per month: supply, demand, direct, storage and shortage."),
        )
        self.add_report(translate("Riothermie", "One HTML file with the season of the selection, with a plot."))
        self.add_findings()

    def problem(self, parameters, context) -> str:
        try:
            self.check_layer(parameters, self.KANSENKAART, context)
        except QgsProcessingException as error:
            return str(error)
        weather = self.parameterAsFile(parameters, self.WEER, context)
        if weather and not Path(weather).is_file():
            return translate("Riothermie", "The file {file} does not exist.").format(file=weather)
        if self.has(parameters, self.WEERJAAR) and not weather:
            return translate("Riothermie", "A year of the weather needs a weather file: choose one, or leave it empty.")
        return destinations.problem(self, parameters, context, (self.KANSENKAART,), self.OUTPUTS)

    def process(self, parameters, context, feedback) -> dict:
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.season.selection import season_of_map

        kentallen = self.kentallen(parameters, context, feedback)
        layer, selected = self._map(parameters, context, feedback, part(feedback.setProgress, 0, 20))
        weather = self._weather(parameters, context, kentallen, part(feedback.setProgress, 20, 35), feedback)
        given, year = self.has(parameters, self.WONINGEN), self.has(parameters, self.WEERJAAR)
        result = season_of_map(
            layer.frame,
            selected=selected,
            dwellings=self.parameterAsDouble(parameters, self.WONINGEN, context) if given else None,
            dwellings_field=(self.parameterAsStrings(parameters, self.WONINGEN_VELD, context) or [None])[0],
            weather=weather,
            weather_year=self.parameterAsInt(parameters, self.WEERJAAR, context) if year else None,
            kentallen=kentallen,
            progress=part(feedback.setProgress, 35, 80),
            cancelled=feedback.isCanceled,
        )
        if weather is not None:
            result.findings.extend(weather.findings)
        self.tell(result.findings, [*result.balance.words[language()], *result.notes], feedback)
        sources = [f"kansenkaart: {layer.name}", *([f"weer: {weather.source}"] if weather is not None else [])]
        made = self._write(parameters, context, feedback, result, sources, kentallen)
        return made | _numbers(result)

    def _map(self, parameters, context, feedback, progress):
        """Return the whole layer, and the ids of the pipes that were selected in it (None: all)."""
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.claims.opportunity_table import MAP
        from ..riothermie_kansen.readers.fields import find
        from ..riothermie_kansen.readers.values import texts

        source = self.source(parameters, self.KANSENKAART, context)
        whole = self.parameterAsVectorLayer(parameters, self.KANSENKAART, context)
        asked = read_source(source, self.KANSENKAART, context, feedback, shape="line", progress=part(progress, 0, 50))
        if whole is None or whole.featureCount() == asked.features:
            return asked, None
        every = read_source(whole, self.KANSENKAART, context, feedback, shape="line", progress=part(progress, 50, 100))
        columns = find(asked.frame, MAP)
        if "leiding_id" not in columns:
            return every, None  # the engine tells that it is no opportunity map
        return every, set(texts(columns.all("leiding_id")[0]))

    def _weather(self, parameters, context, kentallen, progress, feedback):
        """Return the weather, None when no file was given."""
        file = self.parameterAsFile(parameters, self.WEER, context)
        if not file:
            return None
        from ..riothermie_kansen.errors import InputError
        from ..riothermie_kansen.readers.weather import read_weather

        try:
            return read_weather(Path(file), kentallen=kentallen, progress=progress, cancelled=feedback.isCanceled)
        except InputError as error:
            if error.key != "neerslag_geen_kolom":
                raise
            # here it is the temperature of the air that counts
            raise InputError("season_weather_file", file=Path(file).name) from error

    def _write(self, parameters, context, feedback, result, sources, kentallen) -> dict:
        """Write everything or nothing; return name to destination."""
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.report.season_report import season_html
        from ..riothermie_kansen.schema import MELDING_COLUMNS, RD
        from ..riothermie_kansen.season.result import SEIZOEN_COLUMNS
        from ..riothermie_kansen.season.selection import SEIZOENSKAART_COLUMNS

        def metadata(title: str, about: str):
            return layer_metadata(
                self, parameters, context, title=title, about=about, kentallen=kentallen, sources=sources,
                notes=result.notes,
            )  # fmt: skip

        line, point, none = QgsWkbTypes.Type.LineString, QgsWkbTypes.Type.Point, QgsWkbTypes.Type.NoGeometry
        written = [
            outputs.Output(
                self.LEIDINGEN_UIT, result.pipes, SEIZOENSKAART_COLUMNS, line, "seizoen.qml",
                metadata(
                    "Seizoensbalans per leiding",
                    "Warmte uit elke leiding tegenover de vraag door het jaar, alsof de leiding de enige bron is. "
                    "Kleur: veld seizoen (direct, dagbuffer, wko, tekort, geen); lijndikte: wat er jaarlijks wordt "
                    "geleverd. Uitleg in seizoen_reden.",
                ),
            ),
            outputs.Output(
                self.SEIZOEN, result.balance.table, SEIZOEN_COLUMNS, none, None,
                metadata("Seizoensbalans", "Aanbod, vraag, opslag en tekort per maand van de geselecteerde leidingen."),
            ),
            outputs.Output(
                self.MELDINGEN, result.findings.frame(RD), MELDING_COLUMNS, point, "meldingen.qml",
                metadata("Meldingen", "Wat is hersteld, aangenomen of weggelaten bij de seizoensbalans."),
            ),
        ]  # fmt: skip
        report = self.parameterAsFileOutput(parameters, self.RAPPORT, context)
        text = season_html(result, kentallen=kentallen, sources=sources, language=language(), version=plugin_version())
        with reports.saved(report, text):
            made = outputs.write_all(
                self, parameters, context, written, cancelled=feedback.isCanceled,
                progress=part(feedback.setProgress, 85, 100),
            )  # fmt: skip
        return made | ({self.RAPPORT: report} if report else {})


def _numbers(result) -> dict[str, float]:
    """Return the numbers of a run."""
    balance = result.balance
    stored = balance.needed and not balance.day_only
    return {
        "AANBOD_GJ": balance.supply_gj,
        "VRAAG_GJ": balance.demand_gj,
        "DIRECT_GJ": balance.direct_gj,
        "WKO_GJ": balance.from_store_gj,
        "TEKORT_GJ": balance.shortage_gj,
        "INHOUD_GJ": balance.capacity_gj if stored else 0.0,
        "INHOUD_M3": balance.volume_m3 if stored else 0.0,
        "REGENERATIE_GJ": balance.regeneration_gj,
        "LADEN_GJ": balance.to_store_gj,
        "DWA_LS": float(result.flow.mean[0]),
        "AANTAL_WONINGEN": result.dwellings,
        "WKO_NODIG": int(stored),
        "SLUIT": int(balance.closes),
        "AANTAL_LEIDINGEN": len(result.pipes),
        "AANTAL_MELDINGEN": result.findings.count(),
    }
