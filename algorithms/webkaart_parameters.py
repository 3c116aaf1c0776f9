"""Inputs and outputs of the algorithm `webkaart`."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from .inputs import PLACES, InputAlgorithm

translate = QCoreApplication.translate


class WebkaartAlgorithm(InputAlgorithm):
    """The parameters of webkaart."""

    GROUP = "studie"
    LAGEN, GEOPACKAGE, ACHTERGROND = "LAGEN", "GEOPACKAGE", "ACHTERGROND"
    TITEL, PLAATS, TAAL, MAX_MB, ALLES_AAN = "TITEL", "PLAATS", "TAAL", "MAX_MB", "ALLES_AAN"
    HTML = "HTML"
    TALEN = ("nl", "en")

    def add_layers(self) -> None:
        """Declare what is on the map."""
        layers = QgsProcessingParameterMultipleLayers(
            self.LAGEN, translate("Riothermie", "Layers on the map"), PLACES, optional=True
        )
        self.add(
            layers,
            translate(
                "Riothermie",
                "Outputs of the plugin and other vector layers, with the style they have. In the order of the project "
                "where they are in it. Give layers, a GeoPackage, or both.",
            ),
        )
        package = QgsProcessingParameterFile(
            self.GEOPACKAGE,
            translate("Riothermie", "GeoPackage of which all layers are shown"),
            fileFilter="GeoPackage (*.gpkg)",
            optional=True,
        )
        self.add(
            package,
            translate(
                "Riothermie", "Such as haalbaarheid.gpkg: every layer with places, with the style that is kept in it."
            ),
        )
        background = QgsProcessingParameterMultipleLayers(
            self.ACHTERGROND, translate("Riothermie", "Background"), PLACES, optional=True
        )
        self.add(
            background,
            translate(
                "Riothermie",
                "Vector layers drawn under the others, such as streets, water or outlines. They cannot be clicked, but "
                "street names in them can be searched. Pictures and tiles of services are left out: the map works "
                "without a network.",
            ),
        )

    def add_texts(self) -> None:
        """Declare titles and language."""
        title = QgsProcessingParameterString(self.TITEL, translate("Riothermie", "Title"), optional=True)
        self.add(title, translate("Riothermie", "Above the map. Empty: Riothermie Kansen."))
        place = QgsProcessingParameterString(self.PLAATS, translate("Riothermie", "Place"), optional=True)
        self.add(place, translate("Riothermie", "Municipality or district, under the title."))
        self.add_choice(
            self.TAAL,
            self.TALEN,
            translate("Riothermie", "Language"),
            translate(
                "Riothermie", "Of buttons and explanations. Names of fields and legends stay as the layers have them."
            ),
            advanced=False,
        )
        self.add_number(
            self.MAX_MB,
            "webkaart.max_mb",
            translate("Riothermie", "Largest file (MB)"),
            translate("Riothermie", "Lines and outlines are simplified until the file is no larger than this."),
            advanced=True,
        )
        everything = QgsProcessingParameterBoolean(
            self.ALLES_AAN, translate("Riothermie", "All layers on at the start"), defaultValue=False
        )
        self.add(
            everything,
            translate(
                "Riothermie",
                "Otherwise the layers that are on in the project, or of a GeoPackage the main outcomes. The reader of "
                "the map turns layers on and off.",
            ),
            advanced=True,
        )
        self.add_kentallen()

    def add_outputs(self) -> None:
        """Declare the file and the numbers."""
        page = QgsProcessingParameterFileDestination(self.HTML, translate("Riothermie", "Web map"), "HTML (*.html)")
        self.add(
            page,
            translate(
                "Riothermie",
                "One file that opens in a web browser without a network, also from a file share or an e-mail.",
            ),
        )
        self.add_numbers(
            LAGEN_AANTAL=translate("Riothermie", "Layers on the map"),
            OBJECTEN=translate("Riothermie", "Features on the map"),
            GROOTTE_MB=translate("Riothermie", "Size of the file (MB)"),
            VEREENVOUDIGD_M=translate("Riothermie", "Simplified by at most (m)"),
        )
