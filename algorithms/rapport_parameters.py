"""Inputs and outputs of the algorithm `rapport`."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from .collect import outputs_in_project
from .environment import language
from .inputs import InputAlgorithm

translate = QCoreApplication.translate


class RapportAlgorithm(InputAlgorithm):
    """The parameters of rapport."""

    GROUP = "studie"
    LAGEN, GEOPACKAGE, ACHTERGROND = "LAGEN", "GEOPACKAGE", "ACHTERGROND"
    TITEL, PLAATS, VRAAG, ORGANISATIE = "TITEL", "PLAATS", "VRAAG", "ORGANISATIE"
    TAAL, DETAIL, HTML, PDF = "TAAL", "DETAIL", "HTML", "PDF"
    TALEN = ("nl", "en")
    DETAILS = ("kort", "volledig")
    OUTPUTS = (HTML, PDF, "WERKBOEK")

    def add_results(self) -> None:
        """Declare what the report is about."""
        results = QgsProcessingParameterMultipleLayers(
            self.LAGEN,
            translate("Riothermie", "Layers and tables"),
            QgsProcessing.SourceType.TypeVector,
            optional=True,
        )
        if found := outputs_in_project():
            results.setDefaultValue(found)
        self.add(
            results,
            translate(
                "Riothermie",
                "Outputs of the other algorithms, in any order; they are recognised by their fields. What is no output "
                "of this plugin is listed and left out.",
            ),
        )
        self.add(
            QgsProcessingParameterFile(
                self.GEOPACKAGE,
                translate("Riothermie", "GeoPackage with outputs"),
                extension="gpkg",
                optional=True,
            ),
            translate("Riothermie", "All its layers and tables are used, besides those above."),
        )
        self.add(
            QgsProcessingParameterMultipleLayers(
                self.ACHTERGROND,
                translate("Riothermie", "Background of the maps"),
                QgsProcessing.SourceType.TypeMapLayer,
                optional=True,
            ),
            translate("Riothermie", "Layers that are drawn under the maps, the upper one first."),
        )

    def add_words(self) -> None:
        """Declare what stands on the front, the language and the size."""
        texts = (
            (
                self.TITEL,
                translate("Riothermie", "Title"),
                translate("Riothermie", "Above the report; empty: a title with the place in it."),
            ),
            (
                self.PLAATS,
                translate("Riothermie", "Place"),
                translate("Riothermie", "Town or neighbourhood that the report is about."),
            ),
            (
                self.VRAAG,
                translate("Riothermie", "Question"),
                translate("Riothermie", "What the report has to answer; empty: the usual question."),
            ),
            (
                self.ORGANISATIE,
                translate("Riothermie", "Organisation"),
                translate("Riothermie", "Who had the report made; stands on the front."),
            ),
        )
        for name, title, help_text in texts:
            self.add(QgsProcessingParameterString(name, title, optional=True), help_text)
        spoken = QgsProcessingParameterEnum(
            self.TAAL,
            translate("Riothermie", "Language"),
            list(self.TALEN),
            defaultValue=language(),
            usesStaticStrings=True,
        )
        self.add(
            spoken,
            translate(
                "Riothermie",
                "nl: Dutch. en: English. What the layers themselves say (reasons, notes, names of key figures) is "
                "Dutch in both.",
            ),
        )
        size = QgsProcessingParameterEnum(
            self.DETAIL,
            translate("Riothermie", "Size"),
            list(self.DETAILS),
            defaultValue="volledig",
            usesStaticStrings=True,
        )
        self.add(
            size,
            translate(
                "Riothermie",
                "kort: the answer, and of every chapter the main figures, map and table. volledig: all tables and "
                "charts, and all assumptions.",
            ),
        )

    def add_files(self) -> None:
        """Declare what comes out."""
        self.add_page(
            self.HTML,
            translate("Riothermie", "Report (HTML)"),
            translate("Riothermie", "One file with everything in it, to read on a screen, to send and to print."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                self.PDF, translate("Riothermie", "Report (PDF)"), "PDF (*.pdf)", optional=True, createByDefault=False
            ),
            translate(
                "Riothermie",
                "Sheets with maps at scale, a legend and key figures, and a sheet for every heat district.",
            ),
        )
        self.add_workbook(made=False)
        self.add_numbers(
            LAGEN_AANTAL=translate("Riothermie", "Layers and tables used"),
            HOOFDSTUKKEN=translate("Riothermie", "Chapters"),
        )
