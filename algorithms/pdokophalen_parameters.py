"""Inputs of the algorithm `pdokophalen`: which place, which data, and where from."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingException,
    QgsProcessingParameterAuthConfig,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from .inputs import AREAS, InputAlgorithm

translate = QCoreApplication.translate

MOST_BUFFER_M = 10_000.0  # more is another place


class FetchAlgorithm(InputAlgorithm):
    """The parameters of pdokophalen."""

    GROUP = "gegevens"
    GEMEENTE, GEBIED, OMVANG, BUFFER_M = "GEMEENTE", "GEBIED", "OMVANG", "BUFFER_M"
    DATASETS, RIOOLBRON, HERVATTEN, STRENG = "DATASETS", "RIOOLBRON", "HERVATTEN", "STRENG"
    ALLEEN, DIENSTEN, AANMELDING, LADEN = "ALLEEN", "DIENSTEN", "AANMELDING", "LADEN"
    GEOPACKAGE = "GEOPACKAGE"

    SHAPES = {"GEBIED": "polygon"}  # noqa: RUF012
    OUTPUTS = ("GEOPACKAGE", "MELDINGEN")
    GROEPEN = ("riool", "bag", "nwb", "cbs", "bgt", "wko", "grondwaterbescherming", "natuur")
    NIET_VANZELF = ("bgt",)
    RIOOLBRONNEN = ("pdok", "pdok_ogc", "rioned")

    def add_place(self) -> None:
        """Declare the place: one of three ways to say it."""
        self.add(
            QgsProcessingParameterString(self.GEMEENTE, translate("Riothermie", "Municipality"), optional=True),
            translate(
                "Riothermie",
                "Name as CBS writes it, such as Wageningen or 's-Hertogenbosch; capitals and accents do not matter. "
                "Give a municipality, an area or an extent: one of them.",
            ),
        )
        self.add_source(
            self.GEBIED,
            AREAS,
            translate("Riothermie", "Area"),
            translate("Riothermie", "Polygons: what touches one of them is fetched."),
        )
        self.add(
            QgsProcessingParameterExtent(self.OMVANG, translate("Riothermie", "Extent"), optional=True),
            translate("Riothermie", "A rectangle, for instance that of the map on the screen."),
        )
        number = QgsProcessingParameterNumber(
            self.BUFFER_M,
            translate("Riothermie", "Fetch this much more around it (m)"),
            QgsProcessingParameterNumber.Type.Double,
            0.0,
            minValue=0.0,
            maxValue=MOST_BUFFER_M,
        )
        number.setMetadata({"widget_wrapper": {"decimals": 0}})
        self.add(
            number,
            translate(
                "Riothermie",
                "Sewers, streets and restrictions do not end at a border: 250 m around a neighbourhood keeps the "
                "network whole.",
            ),
        )

    def add_data(self) -> None:
        """Declare which data, and from whom."""
        choice = QgsProcessingParameterEnum(
            self.DATASETS,
            translate("Riothermie", "Data"),
            list(self.GROEPEN),
            allowMultiple=True,
            defaultValue=[group for group in self.GROEPEN if group not in self.NIET_VANZELF],
            usesStaticStrings=True,
        )
        self.add(
            choice,
            translate(
                "Riothermie",
                "riool: sewers of the municipality (GWSW). bag: buildings and addresses. nwb: streets. cbs: "
                "municipalities, neighbourhoods and squares of 100 m. bgt: the large-scale map (much data). wko: "
                "restrictions and installations of the WKO-tool. grondwaterbescherming: protection of groundwater. "
                "natuur: Natura 2000.",
            ),
        )
        self.add_choice(
            self.RIOOLBRON,
            self.RIOOLBRONNEN,
            translate("Riothermie", "Sewers from"),
            translate(
                "Riothermie",
                "pdok: the WFS of PDOK. pdok_ogc: its OGC API Features. rioned: the server of Stichting RIONED, with a "
                "data set per municipality.",
            ),
        )
        self.add(
            QgsProcessingParameterString(
                self.ALLEEN, translate("Riothermie", "Only these data sets, instead of the groups"), optional=True
            ),
            translate(
                "Riothermie",
                "Names with commas, such as bag_pand, nwb_wegvakken or wko_installaties: those in the column dataset "
                "of the table bronnen, and a few that no group holds.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(self.HERVATTEN, translate("Riothermie", "Go on where a run stopped"), True),
            translate(
                "Riothermie",
                "Pages that an earlier run of the same question fetched are used again when they are recent enough. "
                "They are kept in the profile of QGIS and removed once all of it is there.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(self.STRENG, translate("Riothermie", "Everything or nothing"), False),
            translate(
                "Riothermie",
                "Stop at the first source that fails and make no file. Otherwise the other sources are delivered, and "
                "the table bronnen and the log tell what is missing and why.",
            ),
            advanced=True,
        )

    def add_services(self) -> None:
        """Declare other addresses of the services."""
        file = QgsProcessingParameterFile(
            self.DIENSTEN,
            translate("Riothermie", "File with other addresses of services"),
            fileFilter="TOML (*.toml)",
            optional=True,
        )
        self.add(
            file,
            translate(
                "Riothermie",
                'TOML file with [diensten] followed by lines such as bag_pand = "https://server/wfs": for a service '
                "that has moved, or a server of your own. It goes before the addresses in the settings of QGIS "
                "(riothermie_kansen/diensten/...), and those before the ones of the plugin.",
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterAuthConfig(
                self.AANMELDING, translate("Riothermie", "Authentication for those addresses"), optional=True
            ),
            translate(
                "Riothermie",
                "A configuration of QGIS. It is sent to the addresses that you gave yourself, never to those of the "
                "plugin.",
            ),
            advanced=True,
        )

    def add_package(self) -> None:
        """Declare the outputs."""
        self.add(
            QgsProcessingParameterFileDestination(
                self.GEOPACKAGE, translate("Riothermie", "GeoPackage"), "GeoPackage (*.gpkg)"
            ),
            translate(
                "Riothermie",
                "One file in RD New with a table per data set, with the field names of its source, and the table "
                "bronnen: address, date, number, licence and what went wrong. An earlier file is replaced when "
                "everything is there, not before.",
            ),
        )
        self.add(
            QgsProcessingParameterBoolean(self.LADEN, translate("Riothermie", "Add the layers to the project"), True),
            translate("Riothermie", "In groups, with their own style; the other algorithms find them by their fields."),
            advanced=True,
        )
        self.add_findings()

    def problem_of_place(self, parameters, context) -> str:
        """Return in one sentence what is wrong with the place, or ""."""
        given = [name for name in (self.GEMEENTE, self.GEBIED, self.OMVANG) if self.has(parameters, name)]
        name = self.parameterAsString(parameters, self.GEMEENTE, context).strip()
        if self.GEMEENTE in given and not name:
            given.remove(self.GEMEENTE)
        if len(given) != 1:
            titles = ", ".join(
                self.parameterDefinition(each).description() for each in (self.GEMEENTE, self.GEBIED, self.OMVANG)
            )
            text = translate("Riothermie", "Give one of these, and leave the others empty: {titles}.")
            return text.format(titles=titles)
        if self.GEBIED in given:
            try:
                self.check_layer(parameters, self.GEBIED, context)
            except QgsProcessingException as error:
                return str(error)
        return ""
