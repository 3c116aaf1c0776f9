"""Algorithm `rapport`: outputs of the other algorithms brought together on paper."""

from __future__ import annotations

from qgis.core import QgsProcessingException
from qgis.PyQt.QtCore import QCoreApplication

from . import destinations, reports, workbook
from .collect import collect, opened, to_main_thread
from .metadata import plugin_version
from .rapport_parameters import RapportAlgorithm

translate = QCoreApplication.translate

WIDTH = 1800
"""Pixels of a map in the page: sharp on paper too."""


class Rapport(RapportAlgorithm):
    """A report on a whole study."""

    NAME = "rapport"

    def __init__(self) -> None:
        super().__init__()
        self._given = None
        self._print = None  # what the PDF is made of, between the run and the main thread

    def displayName(self) -> str:
        return translate("Riothermie", "Report on a study")

    def shortDescription(self) -> str:
        return translate(
            "Riothermie", "One report on all outcomes: a page to read and print, sheets with maps, and a workbook."
        )

    def shortHelpString(self) -> str:
        return translate(
            "Riothermie",
            "<p>Brings the outputs of the other algorithms together in one report: can sewer heat warm this place, for "
            "whom, what does it cost, and how sure is that.</p>"
            "<p><b>What to give.</b> Layers and tables that the other algorithms made, or the GeoPackage they stand "
            "in. A chapter is there when its layers are; what is missing is told.</p>"
            "<p><b>What comes out.</b> A page in one HTML file, with maps as they are styled in QGIS; a PDF with maps "
            "at scale and a sheet for every heat district; a workbook with all tables as numbers.</p>"
            "<p><b>How to read it.</b> The report adds nothing to the outcomes: it sums up, and says which are "
            "estimates, which assumptions they rest on, and what was changed from the standard. Dates, sources and "
            "assumptions come from the metadata of the layers: layers that were saved in another way tell less.</p>",
        )

    def tags(self) -> list[str]:
        words = translate("Riothermie", "report,PDF,summary,council,print,atlas")
        return [*super().tags(), *words.split(","), "rapport", "haalbaarheid", "xlsx", "HTML"]

    def initAlgorithm(self, config=None) -> None:
        self.add_results()
        self.add_words()
        self.add_kentallen()
        self.add_files()

    def problem(self, parameters, context) -> str:
        if not (self.has(parameters, self.LAGEN) or self.has(parameters, self.GEOPACKAGE)):
            return translate(
                "Riothermie",
                "There is nothing to report on: choose outputs of the other algorithms (LAGEN) or a GeoPackage.",
            )
        if not any(self._file(parameters, name, context) for name in self.OUTPUTS):
            return translate("Riothermie", "Nothing is asked for: choose a place for HTML, PDF or WERKBOEK.")
        said = workbook.problem(self._file(parameters, self.WERKBOEK, context))
        given = [name for name in (self.LAGEN, self.ACHTERGROND) if self.has(parameters, name)]
        return said or destinations.problem(self, parameters, context, given, self.OUTPUTS)

    def prepareAlgorithm(self, parameters, context, feedback) -> bool:
        self._given = opened(self, parameters, context, several=self.LAGEN, background=self.ACHTERGROND)
        return True

    def process(self, parameters, context, feedback) -> dict:
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.report.study_model import Asked
        from ..riothermie_kansen.report.study_report import study_html, study_of

        kentallen = self.kentallen(parameters, context, feedback)
        results, drawn = collect(
            self, parameters, context, feedback,
            given=self._given, geopackage=self.GEOPACKAGE, progress=part(feedback.setProgress, 0, 40),
        )  # fmt: skip
        if not results.parts:
            raise QgsProcessingException(
                translate(
                    "Riothermie", "None of the layers is an output of this plugin: there is nothing to report on."
                )
            )
        study = study_of(
            results,
            Asked(
                titel=self.parameterAsString(parameters, self.TITEL, context).strip(),
                plaats=self.parameterAsString(parameters, self.PLAATS, context).strip(),
                vraag=self.parameterAsString(parameters, self.VRAAG, context).strip(),
                organisatie=self.parameterAsString(parameters, self.ORGANISATIE, context).strip(),
            ),
            kentallen=kentallen,
            language=self.parameterAsEnumString(parameters, self.TAAL, context),
            full=self.parameterAsEnumString(parameters, self.DETAIL, context) == "volledig",
            version=plugin_version(),
        )
        feedback.setProgress(45)
        page = self._file(parameters, self.HTML, context)
        book = self._file(parameters, self.WERKBOEK, context)
        text = study_html(study, {}) if page else ""
        sheets = [workbook.Sheet(table.name, table.frame(), table.columns()) for table in study.tables]
        with reports.saved(page, text), workbook.saved(book, sheets, cancelled=feedback.isCanceled):
            feedback.setProgress(80)
        to_main_thread([*drawn.values(), *self._given.background])
        made = {name: file for name, file in ((self.HTML, page), (self.WERKBOEK, book)) if file}
        return made | {"LAGEN_AANTAL": len(results.parts), "HOOFDSTUKKEN": len(study.chapters)}

    def _file(self, parameters, name: str, context) -> str:
        return self.parameterAsFileOutput(parameters, name, context)
