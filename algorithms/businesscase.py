"""Algorithm `businesscase`: does a heat network pay, how sure is that, and what it takes."""

from __future__ import annotations

import contextlib
from pathlib import Path

from qgis.core import QgsProcessingException, QgsWkbTypes
from qgis.PyQt.QtCore import QCoreApplication

from . import destinations, outputs, reports, workbook
from .businesscase_numbers import numbers, verified_numbers
from .businesscase_parameters import JA, NEE, STANDAARD, BusinessAlgorithm
from .environment import language
from .metadata import layer_metadata, plugin_version

translate = QCoreApplication.translate

TABLES = {
    "KASSTROOM": ("kasstroom", "Kasstroom", "Baten, lasten, lening en netto contante waarde per jaar."),
    "INVESTERING_UIT": ("investering", "Investering", "Posten en opslagen, met onderhoud en vervanging."),
    "SCENARIOS": ("scenarios", "Scenario's", "Uitkomst per volloop, telling, subsidie en certificaten."),
    "GEVOELIGHEID": ("gevoeligheid", "Gevoeligheid", "Uitkomst bij de lage en de hoge waarde van elke aanname."),
    "KANSVERDELING": ("kansverdeling", "Kansverdeling", "Kwantielen van de uitkomst over de trekkingen."),
    "VERDELINGEN": ("verdelingen", "Verdelingen", "Waaruit is getrokken, en hoe zwaar elk weegt."),
    "OPBOUW": ("opbouw", "Opbouw", "Lasten en baten per woning, contante waarden."),
    "BETWIST": ("betwist", "Betwiste aannamen", "Uitkomst per lezing van wat de bronnen openlaten."),
}
"""Table to its name in the engine, its title and what it is (Dutch, as the table itself)."""


class Businesscase(BusinessAlgorithm):
    """Reckon the business case of the supplier."""

    NAME = "businesscase"

    def displayName(self) -> str:
        return translate("Riothermie", "Business case of a heat network: does it pay?")

    def shortDescription(self) -> str:
        return translate(
            "Riothermie",
            "Investment, cash flow and net present value of a heat network, with its range and its tipping points.",
        )

    def shortHelpString(self) -> str:
        return translate(
            "Riothermie",
            "<p>Reckons whether a heat network pays for its supplier: investment with surcharges, tariffs, subsidies, "
            "operation, loan and replacement, year by year, to a net present value.</p>"
            "<p><b>What to give.</b> The bill of quantities and the connections of warmtenet, or a TOML file with the "
            "figures of a plan, or a consultants' report to recompute (Putten, Leusden). What is not given of the "
            "source comes from key figures per kW.</p>"
            "<p><b>What comes out.</b> Cash flow per year, investment, a matrix of scenarios, the sensitivity to every "
            "assumption, the distribution over thousands of draws, what the sources disagree on, a workbook with all "
            "of it, a report in one HTML file, and numbers for scripts.</p>"
            "<p><b>How to read it.</b> The answer is a range with its tipping points, not one number. Where the sign "
            "hangs on one contested choice, such as income from CO2 certificates, the report says so. With both types "
            "of network in the table they are set side by side; the numbers for scripts are those of the first. All "
            "amounts without VAT.</p>",
        )

    def tags(self) -> list[str]:
        words = translate("Riothermie", "business case,net present value,cash flow,investment,tariff,subsidy,uptake")
        own = ("businesscase", "NCW", "kasstroom", "WIS", "SDE++", "BAK", "vastrecht", "volloop", "onrendabele top")
        return [*super().tags(), *words.split(","), *own]

    def initAlgorithm(self, config=None) -> None:
        self.add_layers()
        self.add_project()
        self.add_assumptions()
        self.add_choices()
        self.add_outputs()

    def problem(self, parameters, context) -> str:
        given = [name for name in self.SHAPES if self.has(parameters, name)]
        figures = self.parameterAsFile(parameters, self.CIJFERS, context)
        if message := self._source_problem(parameters, context, figures):
            return message
        try:
            for name in given:
                self.check_layer(parameters, name, context, filled=name != self.GEBOUWEN)
        except QgsProcessingException as error:
            return str(error)
        from ..riothermie_kansen.errors import RiothermieError

        try:
            self._check_case(parameters, context, self._files(parameters, context))
        except RiothermieError as error:
            return error.text(language())
        book = self.parameterAsFileOutput(parameters, self.WERKBOEK, context)
        files = [Path(figures)] if figures else []
        return workbook.problem(book) or destinations.problem(
            self, parameters, context, given, self.OUTPUTS, files=files
        )

    def _source_problem(self, parameters, context, figures: str) -> str:
        """Return in one sentence which way to say what is built is missing, or given twice."""
        bill = self.has(parameters, self.HOEVEELHEDEN)
        if bill and figures:
            return translate("Riothermie", "Give either a bill of quantities or a file with figures, not both.")
        if not (bill or figures or self._studies(parameters, context)):
            return translate(
                "Riothermie",
                "Nothing to reckon: give a bill of quantities (output HOEVEELHEDEN of warmtenet), a file with figures, "
                "or choose a report to recompute.",
            )
        if figures and not Path(figures).is_file():
            return translate("Riothermie", "The file {file} does not exist.").format(file=figures)
        if bill and not self.has(parameters, self.AANSLUITINGEN) and not self.has(parameters, self.WONINGEN):
            return translate(
                "Riothermie", "Who connects is not known: give the connections of the network, or the number of homes."
            )
        return ""

    def process(self, parameters, context, feedback) -> dict:
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.economics.supplier import business_cases
        from ..riothermie_kansen.economics.supplier_given import surcharges_of

        kentallen = self.kentallen(parameters, context, feedback)
        verified = self._verify(parameters, context, feedback, part(feedback.setProgress, 0, 15))
        if not self._wants_cases(parameters, context):
            made = self._write(parameters, context, feedback, None, verified, (), kentallen)
            return made | verified_numbers(verified)
        given = self._given(parameters, context)
        projects, values, findings, notes, sources = self._projects(
            parameters, context, feedback, kentallen, given, part(feedback.setProgress, 15, 30)
        )
        self.tell_unused(parameters, context, feedback, surcharges_of(projects, given))
        cases = business_cases(
            projects,
            values,
            given=given,
            findings=findings,
            notes=notes,
            seed=self.parameterAsInt(parameters, self.ZAAD, context),
            progress=part(feedback.setProgress, 30, 90),
            cancelled=feedback.isCanceled,
        )
        self._tell(cases, feedback)
        made = self._write(parameters, context, feedback, cases, verified, sources, values)
        return made | numbers(cases) | verified_numbers(verified)

    def _wants_cases(self, parameters, context) -> bool:
        """Tell whether business cases are asked for: of a project of the user, or with an output about the variants."""
        own = self.has(parameters, self.HOEVEELHEDEN) or self.parameterAsFile(parameters, self.CIJFERS, context)
        return bool(own) or any(self.has(parameters, name) for name in self.ABOUT_CASES)

    def _given(self, parameters, context):
        """Return what the user filled in, to lay over the figures of a file.

        Raises
        ------
        InputError
            The uptake over the years is not one.
        """
        from ..riothermie_kansen import kentallen
        from ..riothermie_kansen.economics.supplier_given import Given, standing_charge
        from ..riothermie_kansen.economics.supplier_input import uptake_over_years

        standard = kentallen.load()
        numbers: dict[str, object] = {}
        for name, key in self._keys.items():
            value = self.parameterAsDouble(parameters, name, context)
            if name != self.TREKKINGEN and value != standard.value(key):
                numbers[key] = value
        if self.has(parameters, self.VOLLOOP):
            numbers["financieel.volloop"] = self.parameterAsDouble(parameters, self.VOLLOOP, context) / 100.0
        if self.has(parameters, self.VASTRECHT):
            numbers |= standing_charge(self.parameterAsDouble(parameters, self.VASTRECHT, context))
        choices: dict[str, object] = {}
        for name, choice in self.KEUZES.items():
            word = self.parameterAsEnumString(parameters, name, context)
            if word != STANDAARD:
                choices[choice] = {JA: True, NEE: False}.get(word, word)
        choices |= self.LENINGEN.get(self.parameterAsEnumString(parameters, self.LENING, context), {})
        if text := self.parameterAsString(parameters, self.VOLLOOP_JAREN, context).strip():
            choices["volloop_jaren"] = uptake_over_years(text)
        return Given(numbers, choices)

    def _projects(self, parameters, context, feedback, kentallen, given, progress):
        """Return (projects, their kentallen, findings, notes, what was read in words)."""
        from ..riothermie_kansen.economics.supplier_input import studies_of_kind

        wanted = self.parameterAsEnumString(parameters, self.NETTYPE, context)
        if self.has(parameters, self.HOEVEELHEDEN):
            return self._from_layers(parameters, context, feedback, kentallen, given, wanted, progress)
        files = self._files(parameters, context)
        projects, values, notes, sources = [], kentallen, [], []
        for study, found in studies_of_kind(files, wanted, kentallen):
            projects += [_with_kentallen(project, study.kentallen, kentallen) for project in found]
            notes += study.notes
            sources.append(f"{study.naam} ({study.bron})" if study.bron else study.naam)
            values = study.kentallen if len(files) == 1 else kentallen
        return projects, values, None, notes, sources

    def _check_case(self, parameters, context, files: list[Path]) -> None:
        """Raise in one sentence when what is filled in, or a file with figures, makes no business case.

        Raises
        ------
        InputError, KentalError
            See `studies_of_kind`, `check_years` and `check_projects`.
        """
        from ..riothermie_kansen.economics.supplier_given import check_projects, check_years
        from ..riothermie_kansen.economics.supplier_input import studies_of_kind

        given = self._given(parameters, context)
        kentallen = self._kentallen(parameters, context)[0]
        if self.has(parameters, self.HOEVEELHEDEN):
            check_years(given, kentallen)
        wanted = self.parameterAsEnumString(parameters, self.NETTYPE, context)
        for study, projects in studies_of_kind(files, wanted, kentallen):
            check_projects(projects, given, study.kentallen)

    def _files(self, parameters, context) -> list[Path]:
        """Return the files with figures of the business cases: that of the user, else those of the reports chosen."""
        from ..riothermie_kansen.economics.verify.run import STUDIES

        if figures := self.parameterAsFile(parameters, self.CIJFERS, context):
            return [Path(figures)]
        if self.has(parameters, self.HOEVEELHEDEN) or not self._wants_cases(parameters, context):
            return []
        return [STUDIES[name] for name in self._studies(parameters, context)]

    def _from_layers(self, parameters, context, feedback, kentallen, given, wanted, progress):
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.economics.project import Choices
        from ..riothermie_kansen.economics.quantities.source import Source
        from ..riothermie_kansen.economics.supplier_input import projects_from_layers

        frames, sources = {}, []
        for i, name in enumerate(self.SHAPES):
            step = part(progress, 30.0 * i, 30.0 * (i + 1))
            layer = self.read(parameters, name, context, feedback, progress=step)
            frames[name] = None if layer is None else layer.frame
            sources += [] if layer is None else [f"{name.lower()}: {layer.name}"]

        def number(name: str) -> float | None:
            return self.parameterAsDouble(parameters, name, context) if self.has(parameters, name) else None

        amounts = {field: number(name) for name, field in self.BRON.items()}
        filled = {field: value for field, value in amounts.items() if value is not None}
        projects, findings = projects_from_layers(
            frames[self.HOEVEELHEDEN],
            frames[self.AANSLUITINGEN],
            frames[self.GEBOUWEN],
            wanted=wanted,
            source=Source(**filled),
            choices=Choices().change(given.keuzes),
            kentallen=kentallen,
            woningen=number(self.WONINGEN),
            altijd=self.ALTIJD_KEUZES[self.parameterAsEnumString(parameters, self.ALTIJD, context)],
        )
        return projects, kentallen, findings, (), sources

    def _studies(self, parameters, context) -> tuple[str, ...]:
        return self.STUDIES.get(self.parameterAsEnumString(parameters, self.REKEN_NA, context), ())

    def _verify(self, parameters, context, feedback, progress) -> list:
        """Return the recomputed reports, none when there is nothing to recompute.

        Those of the plugin, and the user's file with figures when it has what a report printed. With the standard
        kentallen: what the user changed for his own case must not change what a report printed.
        """
        from ..riothermie_kansen import kentallen
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.economics.figures.read import read_figures
        from ..riothermie_kansen.economics.verify.run import STUDIES, shipped, verify

        standard = kentallen.load()
        studies = [shipped(name, kentallen=standard) for name in self._studies(parameters, context)]
        figures = self.parameterAsFile(parameters, self.CIJFERS, context)
        if figures and Path(figures).resolve() not in [STUDIES[name] for name in self._studies(parameters, context)]:
            own = read_figures(Path(figures), kentallen=standard)
            studies += [own] if own.afgedrukt else []
        if not studies and (self.has(parameters, self.REKENNA) or self.has(parameters, self.REKENNA_TABEL)):
            feedback.pushWarning(
                translate(
                    "Riothermie",
                    "No report was chosen to recompute, and the figures have none that a report printed: the outputs "
                    "of the recomputation are not made.",
                )
            )
        found = []
        for i, study in enumerate(studies):
            step = part(progress, 100.0 * i / len(studies), 100.0 * (i + 1) / len(studies))
            found.append(verify(study, progress=step, cancelled=feedback.isCanceled))
            counts = ", ".join(f"{verdict}: {n}" for verdict, n in found[-1].counts.items())
            feedback.pushInfo(translate("Riothermie", "{study}: {counts}.").format(study=study.naam, counts=counts))
        return found

    def _tell(self, cases, feedback) -> None:
        """Say the answer per variant in the log, with the warnings."""
        from ..riothermie_kansen.economics.contested import warnings
        from ..riothermie_kansen.report.business_report import answer
        from ..riothermie_kansen.report.language import Words

        words = Words(language())
        for variant in cases.variants:
            feedback.pushInfo(answer(variant, words, Words(language(), "business_report_")))
            if variant.kostenvergelijking:
                continue
            for text in warnings(variant.contested, language()):
                feedback.pushWarning(f"{variant.name}: {text}")
        self.tell(cases.findings, cases.notes, feedback)

    def _write(self, parameters, context, feedback, cases, verified, sources, kentallen) -> dict:
        """Write everything or nothing; return name to destination. Without cases only what was recomputed."""
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.economics.supplier import TABLES as COLUMNS
        from ..riothermie_kansen.findings import Findings
        from ..riothermie_kansen.report.business_report import business_html
        from ..riothermie_kansen.schema import MELDING_COLUMNS, RD

        titles = TABLES if cases else {}
        findings = cases.findings if cases else Findings()
        notes = list(cases.notes) if cases else []

        def metadata(title: str, about: str):
            return layer_metadata(
                self, parameters, context, title=title, about=about, kentallen=kentallen, sources=sources,
                notes=notes,
            )  # fmt: skip

        targets = {
            name: self.parameterAsFileOutput(parameters, name, context)
            for name in (self.RAPPORT, self.WERKBOEK, self.REKENNA)
        }
        tables = {name: cases.table(key) for name, (key, _, _) in titles.items()}
        plain = QgsWkbTypes.Type.NoGeometry
        written = [
            outputs.Output(name, tables[name], COLUMNS[key], plain, None, metadata(title, about))
            for name, (key, title, about) in titles.items()
            if name in self.OUTPUTS
        ]
        written.append(
            outputs.Output(
                self.MELDINGEN, findings.frame(RD), MELDING_COLUMNS, QgsWkbTypes.Type.Point, "meldingen.qml",
                metadata("Meldingen", "Wat is aangenomen, weggelaten of opgevallen."),
            )
        )  # fmt: skip
        sheets = [workbook.Sheet(title, tables[name], COLUMNS[key]) for name, (key, title, _) in titles.items()]
        if verified:
            from ..riothermie_kansen.economics.verify.columns import VERIFY_COLUMNS
            from ..riothermie_kansen.economics.verify.run import table

            figures = table(verified)
            about = metadata("Nagerekende cijfers", "Elk afgedrukt cijfer naast dat van ons, met de oorzaak.")
            written.append(outputs.Output(self.REKENNA_TABEL, figures, VERIFY_COLUMNS, plain, None, about))
            sheets.append(workbook.Sheet("Nagerekend", figures, VERIFY_COLUMNS))
        page = checked = ""
        if targets[self.RAPPORT]:
            page = business_html(
                cases, kentallen=kentallen, sources=sources, language=language(), version=plugin_version()
            )
        if verified and targets[self.REKENNA]:
            from ..riothermie_kansen import kentallen as standard
            from ..riothermie_kansen.report.verification_report import verification_html

            # reckoned with the standard kentallen, so those are the ones to show
            usual = standard.load()
            checked = verification_html(verified, kentallen=usual, language=language(), version=plugin_version())
        with contextlib.ExitStack() as stack:
            stack.enter_context(reports.saved(targets[self.RAPPORT], page))
            stack.enter_context(reports.saved(targets[self.REKENNA] if verified else "", checked))
            stack.enter_context(workbook.saved(targets[self.WERKBOEK], sheets, cancelled=feedback.isCanceled))
            made = outputs.write_all(
                self, parameters, context, written, cancelled=feedback.isCanceled,
                progress=part(feedback.setProgress, 90, 100),
            )  # fmt: skip
        if not verified:
            targets.pop(self.REKENNA)
        return made | {name: target for name, target in targets.items() if target}


def _with_kentallen(project, study, run):
    """Return a project of a study that carries the kentallen of the study itself."""
    from dataclasses import replace

    own = {key: kental.waarde for key, kental in study.items() if kental.waarde != run[key].waarde}
    return replace(project, kentallen={**own, **project.kentallen})
