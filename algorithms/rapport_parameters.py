"""Inputs and outputs of the algorithm `rapport`."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
)
from qgis.PyQt.QtCore import QCoreApplication

from . import report_texts
from .collect import outputs_in_project
from .inputs import InputAlgorithm

translate = QCoreApplication.translate


class RapportAlgorithm(InputAlgorithm):
    """The parameters of rapport."""

    GROUP = "studie"
    LAGEN, GEOPACKAGE, ACHTERGROND = "LAGEN", "GEOPACKAGE", "ACHTERGROND"
    TITEL, PLAATS, VRAAG, ORGANISATIE = "TITEL", "PLAATS", "VRAAG", "ORGANISATIE"
    TAAL, DETAIL, HTML, PDF = "TAAL", "DETAIL", "HTML", "PDF"
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
        report_texts.add_front(self)
        report_texts.add_language(
            self,
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
