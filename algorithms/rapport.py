"""Algorithm `rapport`: outputs of the other algorithms brought together on paper."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingException
from qgis.PyQt.QtCore import QCoreApplication, QDate

from . import destinations, reports, workbook
from .collect import collect, no_layer, opened, to_main_thread
from .metadata import plugin_version
from .rapport_parameters import RapportAlgorithm

translate = QCoreApplication.translate

WIDTH, HEIGHT = 1800, 1100
"""Pixels of a map in the page: shown at half of that, so sharp on paper too."""


class Rapport(RapportAlgorithm):
    """A report on a whole study."""

    NAME = "rapport"

    def __init__(self) -> None:
        super().__init__()
        self._given = None
        self._print = None  # what the PDF is made of, between the run and the main thread
        self._results = {}

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
        if message := no_layer(self, parameters, context, self.LAGEN):
            return message
        said = workbook.problem(self._file(parameters, self.WERKBOEK, context))
        given = [name for name in (self.LAGEN, self.ACHTERGROND) if self.has(parameters, name)]
        package = self.parameterAsFile(parameters, self.GEOPACKAGE, context)
        files = [Path(package)] if package else []
        return said or destinations.problem(self, parameters, context, given, self.OUTPUTS, files=files)

    def prepareAlgorithm(self, parameters, context, feedback) -> bool:
        self._given = opened(self, parameters, context, several=self.LAGEN, background=self.ACHTERGROND)
        return True

    def process(self, parameters, context, feedback) -> dict:
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.report.study_model import Asked
        from ..riothermie_kansen.report.study_report import study_html, study_of
        from ..riothermie_kansen.report.study_sheets import booklet

        kentallen = self.kentallen(parameters, context, feedback)
        results, drawn = collect(
            self, parameters, context, feedback,
            given=self._given, geopackage=self.GEOPACKAGE, progress=part(feedback.setProgress, 0, 30),
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
            date=QDate.currentDate().toString("yyyy-MM-dd"),
        )
        feedback.setProgress(35)
        layers = _by_role(results, drawn)
        printed = booklet(study, results)
        page = self._file(parameters, self.HTML, context)
        book = self._file(parameters, self.WERKBOEK, context)
        text = ""
        if page:
            maps = self._maps(printed, layers, study.words.code, feedback, part(feedback.setProgress, 35, 70))
            text = study_html(study, maps)
        sheets = [workbook.Sheet(table.name, table.frame(), table.columns()) for table in study.tables if table.rows]
        sheets += [workbook.Sheet(table.name, table.frame, table.columns) for table in study.raw]
        with reports.saved(page, text), workbook.saved(book, sheets, cancelled=feedback.isCanceled):
            feedback.setProgress(80)
        target = self._file(parameters, self.PDF, context)
        if target:
            self._print = (target, printed, layers)
        to_main_thread([*drawn.values(), *self._given.background])
        made = {name: file for name, file in ((self.HTML, page), (self.WERKBOEK, book)) if file}
        self._results = made | {"LAGEN_AANTAL": len(results.parts), "HOOFDSTUKKEN": len(study.chapters)}
        return self._results

    def postProcessAlgorithm(self, context, feedback) -> dict:
        """Make the PDF, here because layouts are for the main thread."""
        if self._print is None:
            return {}
        from ..riothermie_kansen.callbacks import part
        from ..riothermie_kansen.errors import CancelledError
        from .print_pdf import make_pdf

        target, printed, layers = self._print
        self._print = None
        try:
            pages = make_pdf(
                target, printed, layers, self._given.background, cancelled=feedback.isCanceled,
                progress=part(feedback.setProgress, 80, 100),
            )  # fmt: skip
        except CancelledError:
            return self._results
        feedback.pushInfo(translate("Riothermie", "PDF: {n} pages.").format(n=pages))
        return self._results | {self.PDF: target}

    def _maps(self, printed, layers, language: str, feedback, progress) -> dict:
        """Return the maps of the first page and of the chapters."""
        from ..riothermie_kansen.report.study_model import Picture
        from .mapping import map_images

        images = map_images(
            (printed.cover, *printed.sheets), layers, self._given.background, width_px=WIDTH, height_px=HEIGHT,
            language=language, cancelled=feedback.isCanceled, progress=progress,
        )  # fmt: skip
        return {
            key: Picture(
                image.png, image.width_px, image.height_px, image.scale,
                tuple(
                    (legend.title, tuple((entry.label, entry.png) for entry in legend.entries))
                    for legend in image.legend
                ),
            )
            for key, image in images.items()
        }  # fmt: skip

    def _file(self, parameters, name: str, context) -> str:
        return self.parameterAsFileOutput(parameters, name, context)


def _by_role(results, drawn) -> dict:
    """Return the layer that is drawn for each role: that of the output which the chapters tell of."""
    from ..riothermie_kansen.report.study_facts import drawn_part

    found = {}
    for i, part in enumerate(results.parts):
        if part is drawn_part(results, part.role.key):
            found[part.role.key] = [drawn[i]]
    return found
