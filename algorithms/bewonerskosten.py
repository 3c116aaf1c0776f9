"""Algorithm `bewonerskosten`: what heat costs a resident, concept by concept."""

from __future__ import annotations

import math

from qgis.core import QgsProcessingException, QgsWkbTypes
from qgis.PyQt.QtCore import QCoreApplication

from . import destinations, outputs, reports, workbook
from .bewonerskosten_parameters import ResidentAlgorithm
from .environment import language
from .metadata import layer_metadata, plugin_version

translate = QCoreApplication.translate

TITLES = {
    "bronnet": "Bronnet", "mt": "MT-net", "hybride": "Hybride warmtepomp", "lucht": "Luchtwarmtepomp",
    "lus": "Eigen bodemlus", "mini": "Miniwarmtenet",
}  # fmt: skip
"""How the legend calls a concept that is set against a gas boiler."""

FIGURES = {"TCO": "tco_eur", "JAAR": "per_jaar_eur", "MEER": "tov_cv_eur_jaar", "INVESTERING": "investering_incl_eur"}
"""Beginnings of the names of the numbers per concept, and the column with them."""


class Bewonerskosten(ResidentAlgorithm):
    """Set the costs of ways to heat a home beside each other."""

    NAME = "bewonerskosten"

    def displayName(self) -> str:
        return translate("Riothermie", "What heat costs a resident")

    def shortDescription(self) -> str:
        return translate(
            "Riothermie",
            "Sets investment, yearly costs and all costs over the years of seven ways to heat a home beside each "
            "other, for one home or for every building of a layer.",
        )

    def shortHelpString(self) -> str:
        return translate(
            "Riothermie",
            "<p>Sets what a resident pays for heat beside each other: gas boiler, source network (bronnet), medium "
            "temperature network (MT-net), hybrid heat pump, air heat pump, own ground loop and mini network.</p>"
            "<p><b>What to give.</b> Nothing, for a usual terraced home; or the numbers of one home; or buildings with "
            "heat demand (output of warmtevraag) to reckon them all. Fill in the energy prices of now: they decide "
            "most.</p>"
            "<p><b>What comes out.</b> A table per home or type of home and concept with investment, insulation, "
            "adaptations, connection fee, subsidies, VAT, yearly costs, replacing and all costs over the years (TCO); "
            "a map of the cheapest concept per building and of what a concept costs more than a gas boiler; costs at "
            "other prices and the prices at which the order turns; a workbook, a report in one HTML file, and numbers "
            "for scripts.</p>"
            "<p><b>How to read it.</b> Costs are estimates with key figures, with VAT, per home; a small difference "
            "between concepts is no difference. VAT is reckoned before subsidies. A concept that is not possible (a "
            "loop for a flat) has no amounts and a reason, and is never the cheapest. Buildings without homes are "
            "listed with the reason. What is not in it, such as cooking, noise and room, stands in the report.</p>",
        )

    def tags(self) -> list[str]:
        words = translate(
            "Riothermie", "resident,home owner,total cost of ownership,subsidy,VAT,energy price,heat pump"
        )
        own = ("TCO", "bewoner", "ISDE", "BAK", "vastrecht", "woonlasten", "bronnet", "cv-ketel", "hybride")
        return [*super().tags(), *words.split(","), *own]

    def initAlgorithm(self, config=None) -> None:
        self.add_dwellings()
        self.add_choices()
        self.add_outputs()
        self.add_numbers(
            WONINGEN=translate("Riothermie", "Homes that were reckoned"),
            PANDEN=translate("Riothermie", "Buildings"),
            OVERGESLAGEN=translate("Riothermie", "Buildings without a result, all listed"),
            KANTELPUNT_GAS=translate(
                "Riothermie",
                "Price of gas at which the order turns, nearest to now, for the type with most homes (EUR/m³)",
            ),
            KANTELPUNT_STROOM=translate(
                "Riothermie",
                "Price of electricity at which the order turns, nearest to now, for the type with most homes (EUR/kWh)",
            ),
            AANTAL_MELDINGEN=translate("Riothermie", "Findings"),
        )
        titles = {
            "TCO": translate("Riothermie", "All costs over the years, per home that can have it: {} (EUR)"),
            "JAAR": translate("Riothermie", "All costs per year, per home that can have it: {} (EUR/year)"),
            "MEER": translate(
                "Riothermie", "More per year than a gas boiler, per home that can have it: {} (EUR/year)"
            ),
            "INVESTERING": translate(
                "Riothermie", "Investment after subsidies, with VAT, per home that can have it: {} (EUR)"
            ),
        }
        self.add_numbers(
            **{
                f"{name}_{concept.upper()}": title.format(concept)
                for name, title in titles.items()
                for concept in self.ALLE_CONCEPTEN
                if (name, concept) != ("MEER", "cv")
            }
        )

    def checkParameterValues(self, parameters, context):
        if parameters.get(self.CONCEPTEN) in ([], ""):
            return False, translate("Riothermie", "There is no concept to reckon: choose at least one.")
        return super().checkParameterValues(parameters, context)

    def problem(self, parameters, context) -> str:
        from ..riothermie_kansen.errors import RiothermieError

        given = [self.GEBOUWEN] if self.has(parameters, self.GEBOUWEN) else []
        try:
            for name in given:
                self.check_layer(parameters, name, context)
        except QgsProcessingException as error:
            return str(error)
        for name in (self.GEBOUWEN_UIT, self.AANDELEN):
            if not given and destinations.destination(self, parameters, context, name):
                text = translate(
                    "Riothermie", '"{output}" needs buildings: choose a layer of buildings, or leave it out.'
                )
                return text.format(output=self.parameterDefinition(name).description())
        try:
            self._amounts(parameters, context)
        except RiothermieError as error:
            return error.text(language())
        book = self.parameterAsFileOutput(parameters, self.WERKBOEK, context)
        return workbook.problem(book) or destinations.problem(self, parameters, context, given, self.OUTPUTS)

    def process(self, parameters, context, feedback) -> dict:
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.economics.resident_result import resident_result

        kentallen = self.kentallen(parameters, context, feedback)
        layer = self.read(parameters, self.GEBOUWEN, context, feedback, progress=part(feedback.setProgress, 0, 20))
        result = resident_result(
            buildings=None if layer is None else layer.frame,
            dwelling=None if layer is not None else self._dwelling(parameters, context, kentallen),
            concepten=self._concepts(parameters, context),
            choices=self._choices(parameters, context),
            kentallen=kentallen,
            id_field=(self.parameterAsStrings(parameters, self.ID_VELD, context) or [None])[0] or None,
            progress=part(feedback.setProgress, 20, 70),
            cancelled=feedback.isCanceled,
        )
        self._tell(result, feedback)
        sources = [translate("Riothermie", "one home, as given")] if layer is None else [f"gebouwen: {layer.name}"]
        made = self._write(parameters, context, feedback, result, sources, kentallen)
        return made | self._results(result)

    def _concepts(self, parameters, context) -> tuple[str, ...]:
        """Return the concepts that were chosen, in the order of the list."""
        chosen = self.parameterAsEnumStrings(parameters, self.CONCEPTEN, context)
        return tuple(concept for concept in self.ALLE_CONCEPTEN if concept in chosen)

    def _dwelling(self, parameters, context, kentallen):
        """Return the one dwelling."""
        from ..riothermie_kansen.economics.resident.dwellings import one_dwelling

        label = self.parameterAsEnumString(parameters, self.LABEL, context)
        return one_dwelling(
            type=self.parameterAsEnumString(parameters, self.TYPE, context),
            oppervlakte_m2=self.parameterAsDouble(parameters, self.OPPERVLAKTE_M2, context),
            warmte_gj=self.parameterAsDouble(parameters, self.WARMTE_GJ, context),
            tap_gj=self._number(parameters, self.TAP_GJ, context),
            koude_gj=self.parameterAsDouble(parameters, self.KOUDE_GJ, context),
            label="" if label == self.LABELS[0] else label,
            bouwjaar=self.parameterAsInt(parameters, self.BOUWJAAR, context)
            if self.has(parameters, self.BOUWJAAR)
            else math.nan,
            in_blok=self.parameterAsInt(parameters, self.IN_BLOK, context),
            kentallen=kentallen,
        )

    def _choices(self, parameters, context):
        """Return the choices of the user for the engine; prices and rises are kentallen of this run."""
        from ..riothermie_kansen.economics.resident.choices import Choices

        return Choices(
            jaren=self.parameterAsInt(parameters, self.JAREN, context),
            maatstaf=self.parameterAsEnumString(parameters, self.MAATSTAF, context),
            isolatie=self.parameterAsEnumString(parameters, self.ISOLATIE, context),
            besparing=self.parameterAsBool(parameters, self.BESPARING, context),
            subsidies=self.parameterAsEnumString(parameters, self.SUBSIDIES, context),
            btw=self.parameterAsEnumString(parameters, self.BTW, context),
            index_wijze=self.parameterAsEnumString(parameters, self.INDEXERING, context),
            telling=self.parameterAsEnumString(parameters, self.TELLING, context),
            bak_eur=self._number(parameters, self.BAK, context),
            vastrecht_bronnet_eur=self._number(parameters, self.VASTRECHT_BRONNET, context),
            vastrecht_mt_eur=self._number(parameters, self.VASTRECHT_MT, context),
            koeling=self.parameterAsBool(parameters, self.KOELING, context),
            cop_lussen=self.parameterAsEnumString(parameters, self.COP_LUSSEN, context),
            bedragen=self._amounts(parameters, context),
        )

    def _amounts(self, parameters, context) -> dict[str, dict[str, float]]:
        """Return the amounts of the user's own."""
        from ..riothermie_kansen.economics.resident_amounts import read_amounts

        return read_amounts(self.parameterAsString(parameters, self.BEDRAGEN, context))

    def _number(self, parameters, name: str, context) -> float | None:
        return self.parameterAsDouble(parameters, name, context) if self.has(parameters, name) else None

    def _tell(self, result, feedback) -> None:
        """Say in the log that the buildings add up, which concept is the cheapest, and the notes."""
        from ..riothermie_kansen.report.language import Words

        words = Words(language())
        if result.plan is not None:
            totals = result.plan.totals
            text = translate(
                "Riothermie",
                "Buildings: {all} = {reckoned} reckoned ({homes} homes) + {others} without a result, all listed.",
            )
            shown = {
                "all": "panden", "reckoned": "berekend_panden", "homes": "berekend_woningen",
                "others": "overgeslagen_panden",
            }  # fmt: skip
            feedback.pushInfo(text.format(**{key: words.number(totals[name]) for key, name in shown.items()}))
        cheapest = result.cheapest
        if cheapest:
            feedback.pushInfo(translate("Riothermie", "Cheapest concept: {concept}.").format(concept=cheapest))
        self.tell(result.findings, result.notes, feedback)

    def _write(self, parameters, context, feedback, result, sources, kentallen) -> dict:
        """Write everything or nothing; return name to destination."""
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.economics import columns
        from ..riothermie_kansen.report.resident_report import resident_html
        from ..riothermie_kansen.schema import MELDING_COLUMNS, RD

        def metadata(title: str, about: str):
            return layer_metadata(
                self, parameters, context, title=title, about=about, kentallen=kentallen, sources=sources,
                notes=list(result.notes),
            )  # fmt: skip

        none = QgsWkbTypes.Type.NoGeometry
        tables = [
            (
                self.KOSTEN, "Kosten", result.costs.frame, columns.BEWONER_COLUMNS,
                "Kosten per concept", "Kosten per woning of woningtype en warmteconcept; bedragen per woning.",
            ),
            (
                self.GEVOELIGHEID, "Prijzen", result.grid, columns.BEWONER_PRIJS_COLUMNS,
                "Kosten bij andere prijzen", "Alle kosten per concept bij andere prijzen van gas en stroom.",
            ),
            (
                self.KANTELPUNTEN, "Kantelpunten", result.tips, columns.BEWONER_OMSLAG_COLUMNS,
                "Kantelpunten", "Prijzen waarbij een ander concept het goedkoopst wordt.",
            ),
        ]  # fmt: skip
        if result.plan is not None:
            tables.append(
                (
                    self.AANDELEN, "Aandelen", result.plan.cheapest, columns.BEWONER_AANDEEL_COLUMNS,
                    "Woningen naar goedkoopste concept",
                    "Panden en woningen per goedkoopste concept, en zonder uitkomst per reden; samen alle.",
                )
            )  # fmt: skip
        written = [
            outputs.Output(name, frame, columns_, none, None, metadata(title, about))
            for name, _, frame, columns_, title, about in tables
        ]
        sheets = [workbook.Sheet(sheet, frame, columns_) for _, sheet, frame, columns_, _, _ in tables]
        if result.plan is not None:
            close = kentallen.value("bewoner.verschil_klein")
            written.append(self._map(parameters, context, result, metadata, close))
            sheets.append(workbook.Sheet("Gebouwen", result.plan.frame, columns.BEWONER_GEBOUW_COLUMNS))
        found = result.findings.frame(RD)
        written.append(
            outputs.Output(
                self.MELDINGEN, found, MELDING_COLUMNS, QgsWkbTypes.Type.Point, "meldingen.qml",
                metadata("Meldingen", "Wat is hersteld, aangenomen of weggelaten bij de kosten van bewoners."),
            )
        )  # fmt: skip
        sheets.append(workbook.Sheet("Meldingen", found, MELDING_COLUMNS))
        report = self.parameterAsFileOutput(parameters, self.RAPPORT, context)
        book = self.parameterAsFileOutput(parameters, self.WERKBOEK, context)
        text = ""
        if report:
            text = resident_html(
                result, concept=self.parameterAsEnumString(parameters, self.KAART_CONCEPT, context),
                kentallen=kentallen, sources=sources, language=language(), version=plugin_version(),
            )  # fmt: skip
        with reports.saved(report, text), workbook.saved(book, sheets, cancelled=feedback.isCanceled):
            made = outputs.write_all(
                self, parameters, context, written, cancelled=feedback.isCanceled,
                progress=part(feedback.setProgress, 75, 100),
            )  # fmt: skip
        files = {self.RAPPORT: report, self.WERKBOEK: book}
        return made | {name: file for name, file in files.items() if file}

    def _map(self, parameters, context, result, metadata, close: float):
        """Return the map, with the style that was chosen and the other one beside it."""
        from ..riothermie_kansen.economics import columns
        from ..riothermie_kansen.wording import dutch

        frame = result.plan.frame
        concept = self.parameterAsEnumString(parameters, self.KAART_CONCEPT, context)
        points = set(frame.geom_type.dropna()) <= {"Point"}
        ending = "_punten.qml" if points else ".qml"
        cheapest, extra = f"bewonerskosten{ending}", f"bewonerskosten_meerkosten{ending}"
        first = self.parameterAsEnumString(parameters, self.KAART, context) == self.KAARTEN[0]
        titles = {cheapest: "Goedkoopste concept", extra: f"Meerkosten {concept}"}
        shown, other = (cheapest, extra) if first else (extra, cheapest)
        about = (
            "Kleur: het goedkoopste concept voor de bewoner; licht waar het volgende concept nog geen "
            f"EUR {dutch(close)} per jaar duurder is."
            if first
            else f"Kleur: wat {TITLES[concept]} per woning per jaar meer of minder kost dan een cv-ketel."
        )
        return outputs.Output(
            self.GEBOUWEN_UIT, frame, columns.BEWONER_GEBOUW_COLUMNS,
            QgsWkbTypes.Type.Point if points else QgsWkbTypes.Type.MultiPolygon,
            shown, metadata(titles[shown], f"{about} Kosten zijn ramingen met kentallen, met btw, per woning."),
            more={titles[other]: other},
            swap={
                "bronnet_": f"{concept}_", "Bronnet tegenover": f"{TITLES[concept]} tegenover",
                "&lt; 100, color_mix": f"< {close!r}, color_mix", "EUR 100/jaar": f"EUR {dutch(close)}/jaar",
            },
        )  # fmt: skip

    def _results(self, result) -> dict:
        """Return the numbers of a run and the cheapest concept; what is not known is left out."""
        found = {self.GOEDKOOPST: result.cheapest, "AANTAL_MELDINGEN": result.findings.count()}
        if result.plan is not None:
            totals = result.plan.totals
            names = {"WONINGEN": "berekend_woningen", "PANDEN": "panden", "OVERGESLAGEN": "overgeslagen_panden"}
            found |= {name: int(totals[key]) for name, key in names.items()}
        else:
            found |= {"WONINGEN": 1}
        numbers = {f"{name}_{concept.upper()}": value
                   for name, column in FIGURES.items()
                   for concept, value in result.means(column).items()
                   if (name, concept) != ("MEER", "cv")}  # fmt: skip
        numbers |= {f"KANTELPUNT_{carrier.upper()}": result.turning_point(carrier) for carrier in ("gas", "stroom")}
        return found | {name: value for name, value in numbers.items() if math.isfinite(value)}
