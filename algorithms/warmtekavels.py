"""Algorithm `warmtekavels`: demand, supply and obstacles per area, and what lies outside all of them."""

from __future__ import annotations

from qgis.core import QgsProcessingException, QgsWkbTypes
from qgis.PyQt.QtCore import QCoreApplication

from . import destinations, outputs, reports
from .environment import language
from .metadata import layer_metadata, plugin_version
from .warmtekavels_parameters import KavelAlgorithm

translate = QCoreApplication.translate

NUMBERS = {
    "AANTAL_KAVELS": "kavels",
    "WONINGEN": "woningen",
    "VRAAG_GJ": "vraag_gj",
    "AANBOD_GJ": "aanbod_gj",
    "REST_WONINGEN": "rest_woningen",
    "REST_VRAAG_GJ": "rest_vraag_gj",
    "TOTAAL_WONINGEN": "totaal_woningen",
    "TOTAAL_VRAAG_GJ": "totaal_vraag_gj",
    "BUITEN_WONINGEN": "buiten_woningen",
    "OVERLAP_HA": "overlap_ha",
    "OVERLAP_WONINGEN": "overlap_woningen",
    "SPLINTERS": "splinters",
    "LEGE_KAVELS": "leeg",
}
"""Numbers of a run, and their name in the totals of the engine."""

HEATS = ("VRAAG_GJ", "AANBOD_GJ", "REST_VRAAG_GJ", "TOTAAL_VRAAG_GJ", "OVERLAP_HA")
"""Those that are no count."""


class Warmtekavels(KavelAlgorithm):
    """Set demand against supply per kavel."""

    NAME = "warmtekavels"

    def displayName(self) -> str:
        return translate("Riothermie", "Warmtekavels: a table per heat district")

    def shortDescription(self) -> str:
        return translate(
            "Riothermie",
            "Sets heat demand, sewer heat, densities and obstacles beside each other per area, or proposes areas.",
        )

    def shortHelpString(self) -> str:
        return translate(
            "Riothermie",
            "<p>Makes the table that a planner puts before the council: what each warmtekavel asks, what riothermie "
            "can give it, how dense it is, who owns the homes, what stands in the way, and which regime of the law "
            "comes first to mind.</p>"
            "<p><b>What to give.</b> Kavels (any polygons) and buildings with heat demand. If you have them: the "
            "opportunity map, streets, other sources, the municipality, restrictions of the ground, a planned network "
            "and an energy match. Without kavels the algorithm proposes some: connected, dense demand, around the "
            "sources if there are any. A proposal, not a decision.</p>"
            "<p><b>What comes out.</b> The kavels as a map, a table with rows for the rest and for everything, the "
            "kavel of each building, a report in one HTML file, findings, and numbers for scripts.</p>"
            "<p><b>How to read it.</b> Every building counts in one kavel, so that kavels and rest add up to the "
            "whole; overlaps are measured and listed. Supply does not add up: kavels along one sewer reach the same "
            "water (aanbod_gedeeld_gj). The row totaal counts all water once. The darker the kavel, the more of its "
            "demand can be covered. What was not given is empty, not 0. The regime is a first reading of the law: a "
            "lawyer decides.</p>",
        )

    def tags(self) -> list[str]:
        words = translate("Riothermie", "heat district,area,council,table,coverage,line density,law,proposal,clusters")
        return [*super().tags(), *words.split(","), "warmtekavel", "Wcw", "warmteprogramma", "buurt", "dekking"]

    def initAlgorithm(self, config=None) -> None:
        self.add_layers()
        self.add_choices()
        self.add_outputs()
        self.add_numbers(
            AANTAL_KAVELS=translate("Riothermie", "Kavels"),
            WONINGEN=translate("Riothermie", "Homes in kavels"),
            VRAAG_GJ=translate("Riothermie", "Heat demand in kavels (GJ/year)"),
            AANBOD_GJ=translate("Riothermie", "Sewer heat within reach of the kavels, counted once (GJ/year)"),
            REST_WONINGEN=translate("Riothermie", "Homes in no kavel"),
            REST_VRAAG_GJ=translate("Riothermie", "Heat demand in no kavel (GJ/year)"),
            TOTAAL_WONINGEN=translate("Riothermie", "All homes"),
            TOTAAL_VRAAG_GJ=translate("Riothermie", "All heat demand (GJ/year)"),
            BUITEN_WONINGEN=translate("Riothermie", "Homes outside the municipality"),
            OVERLAP_HA=translate("Riothermie", "Overlap between kavels (ha)"),
            OVERLAP_WONINGEN=translate("Riothermie", "Homes in more than one kavel, per pair of kavels"),
            SPLINTERS=translate("Riothermie", "Overlaps too narrow to list"),
            LEGE_KAVELS=translate("Riothermie", "Kavels without a building with heat demand"),
            AANTAL_MELDINGEN=translate("Riothermie", "Findings"),
        )

    def problem(self, parameters, context) -> str:
        given = [name for name in self.SHAPES if self.has(parameters, name)]
        try:
            for name in given:
                filled = name not in (self.TRACE, self.AANSLUITINGEN)
                self.check_layer(parameters, name, context, filled=filled)
        except QgsProcessingException as error:
            return str(error)
        named = any(self._field(parameters, name, context) for name in (self.ID_VELD, self.NAAM_VELD))
        if named and not self.has(parameters, self.KAVELS):
            return translate("Riothermie", "A field of the kavels was chosen, but no kavels: choose that layer too.")
        return destinations.problem(self, parameters, context, given, self.OUTPUTS)

    def process(self, parameters, context, feedback) -> dict:
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.kavels.plots import heat_plots
        from ..riothermie_kansen.kavels.result import Settings
        from ..riothermie_kansen.kavels.stock import EXTRA
        from ..riothermie_kansen.readers.buildings import BUILDING
        from ..riothermie_kansen.readers.sources import ENERGY_SOURCE
        from ..riothermie_kansen.readers.streets import STREET

        kentallen = self.kentallen(parameters, context, feedback)
        aliases = {self.GEBOUWEN: {**BUILDING, **EXTRA}, self.BRONNEN: ENERGY_SOURCE, self.STRATEN: STREET}
        frames, names, repaired = {}, [], []
        for i, name in enumerate(self.SHAPES):
            step = part(feedback.setProgress, 3 * i, 3 * i + 3)
            layer = self.read(parameters, name, context, feedback, aliases=aliases.get(name), progress=step)
            frames[name] = None if layer is None else layer.frame
            names += [] if layer is None else [f"{name.lower()}: {layer.name}"]
            repaired += layer.repaired if layer is not None and name == self.KAVELS else []
        result = heat_plots(
            frames[self.KAVELS],
            frames[self.GEBOUWEN],
            map_=frames[self.KANSENKAART],
            sources=frames[self.BRONNEN],
            streets=frames[self.STRATEN],
            restrictions=frames[self.KANSEN],
            trace=frames[self.TRACE],
            connected=frames[self.AANSLUITINGEN],
            selection=frames[self.SELECTIE],
            area=frames[self.GEBIED],
            repaired=repaired,
            settings=Settings(
                id_field=self._field(parameters, self.ID_VELD, context),
                name_field=self._field(parameters, self.NAAM_VELD, context),
                count=self.parameterAsEnumString(parameters, self.TELWIJZE, context),
                least=self.parameterAsEnumString(parameters, self.KANS_MIN, context),
            ),
            kentallen=kentallen,
            progress=part(feedback.setProgress, 30, 85),
            cancelled=feedback.isCanceled,
        )
        self._tell(result, feedback)
        made = self._write(parameters, context, feedback, result, names, kentallen)
        return made | _numbers(result)

    def _field(self, parameters, name: str, context) -> str | None:
        return (self.parameterAsStrings(parameters, name, context) or [None])[0]

    def _tell(self, result, feedback) -> None:
        """Say in the log that kavels and rest add up, and the notes."""
        from ..riothermie_kansen.report.language import Words

        totals, words = result.totals, Words(language())
        if totals["kavels"] == 1:
            text = translate("Riothermie", "{n} kavel. Homes: {homes} in it + {rest} outside it = {all}.")
        else:
            text = translate("Riothermie", "{n} kavels. Homes: {homes} in kavels + {rest} in none = {all}.")
        shown = {
            "n": totals["kavels"], "homes": totals["woningen"], "rest": totals["rest_woningen"],
            "all": totals["totaal_woningen"],
        }  # fmt: skip
        feedback.pushInfo(text.format(**{key: words.number(value) for key, value in shown.items()}))
        self.tell(result.findings, result.notes, feedback)

    def _write(self, parameters, context, feedback, result, sources, kentallen) -> dict:
        """Write everything or nothing; return name to destination."""
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.kavels import columns
        from ..riothermie_kansen.kavels.table import handed_out
        from ..riothermie_kansen.report.kavel_report import kavel_html
        from ..riothermie_kansen.schema import MELDING_COLUMNS, RD, names, rounded

        def metadata(title: str, about: str):
            return layer_metadata(
                self, parameters, context, title=title, about=about, kentallen=kentallen, sources=sources,
                notes=result.notes,
            )  # fmt: skip

        area, point = QgsWkbTypes.Type.MultiPolygon, QgsWkbTypes.Type.Point
        table, kavels = handed_out(result.table), result.kavels.copy()
        kavels[[*names(columns.KAVEL_COLUMNS)]] = table.iloc[: len(kavels)]
        written = [
            outputs.Output(
                self.KAVELS_UIT, kavels, columns.KAVEL_COLUMNS, area, "kavels.qml",
                metadata(
                    "Warmtekavels",
                    "Vraag, aanbod en belemmeringen per kavel. Kleur: welk deel van de vraag het aanbod binnen bereik "
                    "kan dekken. Kavels langs één riool delen hetzelfde water: tel het aanbod niet op.",
                ),
            ),
            outputs.Output(
                self.TABEL, table, columns.KAVEL_COLUMNS, QgsWkbTypes.Type.NoGeometry, None,
                metadata(
                    "Tabel warmtekavels",
                    "Een rij per kavel, een voor wat in geen kavel ligt (rest) en een voor alles (totaal). Kavels en "
                    "rest tellen op tot het totaal, behalve aanbod, vermogen en alles wat een deel of dichtheid is.",
                ),
            ),
            outputs.Output(
                self.GEBOUWEN_UIT, rounded(result.buildings, columns.GEBOUW_KAVEL_COLUMNS),
                columns.GEBOUW_KAVEL_COLUMNS, point, "kavelgebouwen.qml",
                metadata("Gebouwen per kavel", "Elk gebouw met het kavel waarin het telt."),
            ),
            outputs.Output(
                self.MELDINGEN, result.findings.frame(RD), MELDING_COLUMNS, point, "meldingen.qml",
                metadata("Meldingen", "Wat is hersteld, aangenomen of weggelaten, en de overlap tussen kavels."),
            ),
        ]  # fmt: skip
        report = self.parameterAsFileOutput(parameters, self.RAPPORT, context)
        text = ""
        if report:
            text = kavel_html(
                result, kentallen=kentallen, sources=sources, language=language(), version=plugin_version()
            )
        with reports.saved(report, text):
            made = outputs.write_all(
                self, parameters, context, written, cancelled=feedback.isCanceled,
                progress=part(feedback.setProgress, 85, 100),
            )  # fmt: skip
        return made | ({self.RAPPORT: report} if report else {})


def _numbers(result) -> dict[str, float]:
    """Return the numbers of a run; those that are not known are left out."""
    found = {
        name: value if name in HEATS else int(value)
        for name, key in NUMBERS.items()
        if (value := result.totals[key]) == value  # NaN: not known
    }
    return found | {"AANTAL_MELDINGEN": result.findings.count()}
