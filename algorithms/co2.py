"""Algorithm `co2`: what ways to heat emit, and what they save against gas."""

from __future__ import annotations

from qgis.core import QgsProcessingException, QgsWkbTypes
from qgis.PyQt.QtCore import QCoreApplication

from . import destinations, outputs, reports, workbook
from .co2_parameters import COPS, Co2Algorithm
from .environment import language
from .layers import located
from .metadata import layer_metadata, plugin_version

translate = QCoreApplication.translate

ONLY_BUILDINGS = ("GEBOUWEN_UIT", "TYPEN")
"""Outputs that need a layer of buildings."""


class Co2(Co2Algorithm):
    """CO2 of ways to heat."""

    NAME = "co2"

    def displayName(self) -> str:
        return translate("Riothermie", "CO2: what ways to heat emit and save")

    def shortDescription(self) -> str:
        return translate(
            "Riothermie",
            "CO2 of source network, MT network and heat pumps against gas boilers, over the years, with certificates.",
        )

    def shortHelpString(self) -> str:
        return translate(
            "Riothermie",
            "<p>Works out what gas and electricity ways to heat take, what CO2 they emit, and what they save against "
            "gas boilers with air conditioning, over the years.</p>"
            "<p><b>What to give.</b> A layer of buildings with heat demand (warmtevraag), or the heat of all homes "
            "together. Then the emission factor of electricity: this choice decides more than the choice of heat "
            "pump.</p>"
            "<p><b>What comes out.</b> A table per way to heat and year with gas, electricity, tonnes, saving and "
            "certificates; the first year with other assumptions; by type and by building; a workbook, a report in "
            "one HTML file, findings, and numbers for scripts.</p>"
            "<p><b>How to read it.</b> Estimates. A COP comes from the reports of Leusden and Putten, from the "
            "temperatures (a fixed share of Carnot), or from you; COPs that ask much of a heat pump are told. An "
            "emission factor that falls to 0 is an assumption. Making pipes, boreholes and machines, refrigerants and "
            "leaking methane are not in it.</p>",
        )

    def tags(self) -> list[str]:
        words = translate("Riothermie", "emission,carbon,saving,heat pump,gas,electricity,certificates")
        return [*super().tags(), *words.split(","), "CO2", "COP", "Carnot", "bronnet", "MT-net", "emissiefactor"]

    def initAlgorithm(self, config=None) -> None:
        self.add_demand()
        self.add_choices()
        self.add_pumps()
        self.add_outputs()
        self.add_numbers(
            WARMTE_TOTAAL_GJ=translate("Riothermie", "Heat demand (GJ/year)"),
            UITSTOOT_CV=translate("Riothermie", "CO2 of gas boilers (t/year)"),
            UITSTOOT_BRONNET=translate("Riothermie", "CO2 of the source network (t/year)"),
            UITSTOOT_MT=translate("Riothermie", "CO2 of the MT network (t/year)"),
            UITSTOOT_HYBRIDE=translate("Riothermie", "CO2 of hybrid heat pumps (t/year)"),
            UITSTOOT_LUCHT=translate("Riothermie", "CO2 of air/water heat pumps (t/year)"),
            UITSTOOT_LUS=translate("Riothermie", "CO2 of own ground loops (t/year)"),
            UITSTOOT_MINI=translate("Riothermie", "CO2 of mini networks (t/year)"),
            BESPARING_BRONNET=translate("Riothermie", "CO2 saved by the source network (t/year)"),
            BESPARING_MT=translate("Riothermie", "CO2 saved by the MT network (t/year)"),
            CERTIFICATEN_BRONNET=translate("Riothermie", "Certificates, source network (EUR in the first year)"),
            CERTIFICATEN_MT=translate("Riothermie", "Certificates, MT network (EUR in the first year)"),
            OMSLAG_BRONNET=translate("Riothermie", "Source network is cleaner than gas below (kg/kWh)"),
            OMSLAG_MT=translate("Riothermie", "MT network is cleaner than gas below (kg/kWh)"),
            AANTAL_MELDINGEN=translate("Riothermie", "Findings"),
        )

    def problem(self, parameters, context) -> str:
        given = [name for name in self.SHAPES if self.has(parameters, name)]
        heat = self.has(parameters, self.WARMTE_GJ)
        if given and heat:
            return translate(
                "Riothermie",
                "Both a layer of buildings (GEBOUWEN) and the heat as a number (WARMTE_GJ) are given: leave one of "
                "them empty.",
            )
        if not given and not heat:
            return translate(
                "Riothermie",
                "There is no heat demand: fill in the heat (WARMTE_GJ), or choose a layer of buildings (GEBOUWEN).",
            )
        asked = [name for name in ONLY_BUILDINGS if self.has(parameters, name)]
        if asked and not given:
            text = translate("Riothermie", "{output}: needs a layer of buildings (GEBOUWEN); leave it empty without.")
            return text.format(output=self.parameterDefinition(asked[0]).description())
        try:
            for name in given:
                self.check_layer(parameters, name, context)
        except QgsProcessingException as error:
            return str(error)
        said = workbook.problem(self.parameterAsFileOutput(parameters, self.WERKBOEK, context))
        return said or destinations.problem(self, parameters, context, given, self.OUTPUTS)

    def process(self, parameters, context, feedback) -> dict:
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.economics.co2.factors import Course
        from ..riothermie_kansen.economics.co2.result import co2

        kentallen = self.kentallen(parameters, context, feedback)
        demand, names = self._demand(parameters, context, feedback, kentallen)
        result = co2(
            demand,
            choices=self._choices(parameters, context, kentallen),
            course=Course(
                start=self.parameterAsInt(parameters, self.JAAR, context),
                jaren=self.parameterAsInt(parameters, self.JAREN, context),
                bron=self.parameterAsEnumString(parameters, self.STROOM, context),
                verloop=self.parameterAsEnumString(parameters, self.VERLOOP, context),
                factor=self._number(parameters, self.FACTOR, context),
            ),
            kentallen=kentallen,
            progress=part(feedback.setProgress, 50, 80),
            cancelled=feedback.isCanceled,
        )
        self.tell(result.findings, result.notes, feedback)
        return self._write(parameters, context, feedback, result, names, kentallen) | self._numbers(result)

    def _demand(self, parameters, context, feedback, kentallen):
        """Return the demand, and what was read in words."""
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.economics.co2.demand import entered, of_buildings

        if not self.has(parameters, self.GEBOUWEN):
            homes = self._number(parameters, self.WONINGEN, context)
            made = entered(
                self._number(parameters, self.WARMTE_GJ, context),
                tap_gj=self._number(parameters, self.TAP_GJ, context),
                koude_gj=self._number(parameters, self.KOUDE_GJ, context) or 0.0,
                woningen=float("nan") if homes is None else homes,
                kentallen=kentallen,
            )
            return made, [translate("Riothermie", "numbers entered")]
        step = part(feedback.setProgress, 0, 25)
        layer = self.read(parameters, self.GEBOUWEN, context, feedback, progress=step)
        ignored = [name for name in (self.TAP_GJ, self.KOUDE_GJ, self.WONINGEN) if self.has(parameters, name)]
        if ignored:
            text = translate("Riothermie", "{names}: not used, because the layer of buildings tells them.")
            feedback.pushWarning(text.format(names=", ".join(ignored)))
        made = of_buildings(
            located(layer.frame),
            kentallen=kentallen,
            progress=part(feedback.setProgress, 25, 50),
            cancelled=feedback.isCanceled,
        )
        return made, [f"gebouwen: {layer.name}"]

    def _choices(self, parameters, context, kentallen):
        """Return the choices; a COP that was filled in, or stands in the file with kentallen, goes before all."""
        from ..riothermie_kansen.economics.co2.concepts import Choices

        changed = {change.key for change in kentallen.changed()}
        numbers = {key: kentallen.value(key) for key in COPS.values() if key in changed}
        for name, key in COPS.items():
            value = self._number(parameters, name, context)
            if value is not None:
                numbers[key] = value
        return Choices(
            concepten=tuple(self.parameterAsEnumStrings(parameters, self.CONCEPTEN, context)),
            cop=self.parameterAsEnumString(parameters, self.COP, context),
            cop_lussen=self.parameterAsEnumString(parameters, self.COP_LUSSEN, context),
            ketel=self.parameterAsEnumString(parameters, self.KETEL, context),
            koeling=self.parameterAsEnumString(parameters, self.KOELING, context),
            verlies_van=self.parameterAsEnumString(parameters, self.VERLIES_VAN, context),
            bronverlies=self.parameterAsEnumString(parameters, self.BRONVERLIES, context),
            getallen=numbers,
        )

    def _number(self, parameters, name: str, context) -> float | None:
        return self.parameterAsDouble(parameters, name, context) if self.has(parameters, name) else None

    def _write(self, parameters, context, feedback, result, sources, kentallen) -> dict:
        """Write everything or nothing; return name to destination."""
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.economics.co2.columns import BUILDING_COLUMNS, TYPE_COLUMNS, VARIANT_COLUMNS
        from ..riothermie_kansen.economics.columns import CO2_COLUMNS
        from ..riothermie_kansen.report.co2_report import co2_html
        from ..riothermie_kansen.schema import MELDING_COLUMNS, RD, rounded

        kentallen = kentallen.replace(dict(result.choices.getallen))

        def metadata(title: str, about: str):
            return layer_metadata(
                self, parameters, context, title=title, about=about, kentallen=kentallen, sources=sources,
                notes=list(result.notes),
            )  # fmt: skip

        table, point = QgsWkbTypes.Type.NoGeometry, QgsWkbTypes.Type.Point
        tables = [
            (self.CO2, result.frame, CO2_COLUMNS, "CO2 per manier van verwarmen", "Een rij per manier en jaar."),
            (
                self.VARIANTEN, result.variants, VARIANT_COLUMNS, "CO2 met andere aannamen",
                "Het eerste jaar, met telkens één andere aanname.",
            ),
            (self.TYPEN, result.types, TYPE_COLUMNS, "CO2 per type gebouw", "Optellingen in het eerste jaar."),
        ]  # fmt: skip
        written = [
            outputs.Output(name, rounded(frame, columns), columns, table, None, metadata(title, about))
            for name, frame, columns, title, about in tables
        ]
        sheets = [workbook.Sheet(name, frame, columns) for name, frame, columns, *_ in tables if len(frame)]
        if result.buildings is not None:
            areas = result.buildings.geom_type.isin(("Polygon", "MultiPolygon")).any()
            kind = QgsWkbTypes.Type.MultiPolygon if areas else point
            style = "co2gebouwen.qml" if areas else "co2gebouwen_punten.qml"
            written.append(
                outputs.Output(
                    self.GEBOUWEN_UIT, rounded(result.buildings, BUILDING_COLUMNS), BUILDING_COLUMNS, kind, style,
                    metadata("CO2 per gebouw", "Elk gebouw met de CO2 van elke manier van verwarmen in jaar 1."),
                )
            )  # fmt: skip
        findings = result.findings.frame(RD)
        written.append(
            outputs.Output(
                self.MELDINGEN, findings, MELDING_COLUMNS, point, "meldingen.qml",
                metadata("Meldingen", "Wat niet meetelt, of om aandacht vraagt."),
            )
        )  # fmt: skip
        report = self.parameterAsFileOutput(parameters, self.RAPPORT, context)
        text = ""
        if report:
            text = co2_html(
                result, kentallen=kentallen, sources=sources, language=language(), version=plugin_version()
            )  # fmt: skip
        book = self.parameterAsFileOutput(parameters, self.WERKBOEK, context)
        with (
            reports.saved(report, text),
            workbook.saved(book, sheets, cancelled=feedback.isCanceled),
        ):
            asked = [one for one in written if result.buildings is not None or one.name not in ONLY_BUILDINGS]
            made = outputs.write_all(
                self, parameters, context, asked, cancelled=feedback.isCanceled,
                progress=part(feedback.setProgress, 80, 100),
            )  # fmt: skip
        return made | {name: file for name, file in ((self.RAPPORT, report), (self.WERKBOEK, book)) if file}

    def _numbers(self, result) -> dict:
        """Return the numbers of a run; those of ways to heat that were not chosen are left out."""
        totals = result.totals
        found = {"WARMTE_TOTAAL_GJ": totals["warmte_gj"]}
        for concept in result.concepts:
            key = concept.key.upper()
            found[f"UITSTOOT_{key}"] = totals[f"tonnen_{concept.key}"]
            if key in ("BRONNET", "MT"):
                found[f"BESPARING_{key}"] = totals[f"besparing_{concept.key}"]
                found[f"CERTIFICATEN_{key}"] = totals[f"eur_{concept.key}"]
                if result.omslag[concept.key] == result.omslag[concept.key]:
                    found[f"OMSLAG_{key}"] = result.omslag[concept.key]
        return found | {self.ZUINIGST: result.lowest(), "AANTAL_MELDINGEN": result.findings.count()}
