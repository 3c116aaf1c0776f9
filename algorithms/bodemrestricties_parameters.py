"""Inputs and outputs of the algorithm `bodemrestricties`."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from .inputs import AREAS, PLACES, TABLES
from .several import Recognised, SeveralAlgorithm

translate = QCoreApplication.translate

SYSTEMS = (("installatieid", 3), ("bodemzijdigvermogen", 3), ("pompcapaciteit", 1), ("typeinstallatie", 1))
NO_AREAS = (("installatieid", -99), ("bodemzijdigvermogen", -99), ("wko", -99), ("pandid", -99))
"""Fields of installations and of outputs: such a layer draws no restriction."""

RECOGNISED = {
    "VERBOD": Recognised(("verbodsgebied", "verbodengebied", "wkoverbod", "restrictieverbod"), NO_AREAS),
    "DIEPTEBEPERKING": Recognised(
        ("dieptebeperking", "wkodiepte", "boringsvrij", "maximalediepte", "boordiepte"),
        (("maxdiepte", 4), *NO_AREAS),
        ("grondwaterbescherming",),
    ),
    "ORDENING": Recognised(("restrictieordening", "wkoordening", "bodemenergieplan", "specprovbeleid"), NO_AREAS),
    "GRONDWATERBESCHERMING": Recognised(
        ("grondwaterbescherming", "drinkingwaterprotection", "waterwin", "grondwatervoorraad"), NO_AREAS
    ),
    "ARCHEOLOGIE": Recognised(("archeolog",), NO_AREAS),
    "NATUUR": Recognised(("natuur", "natura2000", "nnn", "protectedsite"), NO_AREAS),
    "AARDKUNDIG": Recognised(("aardkundig",), NO_AREAS),
    "INTERFERENTIE": Recognised(("interferentie",), NO_AREAS),
    "OBES": Recognised(("openbodemenergie", "obes", "wkoobes", "openbodem")),
    "GBES": Recognised(
        ("geslotenbodemenergie", "gbes", "geslotenbodem", "grondwatergebruiksysteem"), never=("wkoobes",)
    ),
    "ONTTREKKINGEN": Recognised(("grondwateronttrekking", "wkogwo", "wkogwi", "onttrekkingengrondwater")),
}  # fmt: skip
"""What tells that layers of the project are meant for a role; their fields are alike, their names tell."""


class RestrictionAlgorithm(SeveralAlgorithm):
    """The parameters of bodemrestricties."""

    GROUP = "bodem"
    LOCATIES, ID_VELD = "LOCATIES", "ID_VELD"
    AREA_ROLES = (
        "VERBOD", "DIEPTEBEPERKING", "GRONDWATERBESCHERMING", "ORDENING", "INTERFERENTIE", "ARCHEOLOGIE", "NATUUR",
        "AARDKUNDIG",
    )  # fmt: skip
    SYSTEM_ROLES = ("OBES", "GBES", "ONTTREKKINGEN")
    DEPTH_ROLES = ("DIEPTEBEPERKING", "GRONDWATERBESCHERMING")
    GUF_XML, DIEPTE_VELD, STANDAARD_DIEPTE = "GUF_XML", "DIEPTE_VELD", "STANDAARD_DIEPTE"
    VERMOGEN_KW = "VERMOGEN_KW"
    LOCATIES_UIT, DELEN, LAGEN, RAPPORT = "LOCATIES_UIT", "DELEN", "LAGEN", "RAPPORT"

    RECOGNISED = RECOGNISED
    KNOWN = {  # noqa: RUF012
        "LOCATIES": (
            ("pandid", 4), ("kavelid", 5), ("traceid", 5), ("identificatie", 2), ("bouwjaar", 2), ("perceelnummer", 5),
            ("wko", -99), ("installatieid", -99), ("maxdiepte", -99),
        ),
    }  # fmt: skip
    SHAPES = {"LOCATIES": "whole"}  # noqa: RUF012
    OUTPUTS = ("LOCATIES_UIT", "DELEN", "LAGEN", "RAPPORT", "MELDINGEN")

    def add_places(self) -> None:
        """Declare what is judged."""
        self.add_source(
            self.LOCATIES,
            PLACES,
            translate("Riothermie", "Places to judge"),
            translate(
                "Riothermie",
                "Buildings, parcels, kavels (areas), traces (lines) or points, in any known coordinate system. Of "
                "lines and areas the share per verdict is given too.",
            ),
            optional=False,
        )
        self.add_field(
            self.ID_VELD,
            self.LOCATIES,
            translate("Riothermie", "Field with the name of a place"),
            translate("Riothermie", "Empty: a field that is called so (pand_id, kavel_id, identificatie, id ...)."),
        )

    def add_maps(self) -> None:
        """Declare the layers by role."""
        for name, title, about, advanced in restriction_maps():
            kind = AREAS if name in self.AREA_ROLES else TABLES
            self.add_several(name, kind, title, about, advanced=advanced)
        files = QgsProcessingParameterMultipleLayers(
            self.GUF_XML,
            translate("Riothermie", "BRO groundwater usage systems (XML)"),
            QgsProcessing.SourceType.TypeFile,
            optional=True,
        )
        files.setMetadata({"widget_wrapper": {"file_filter": "XML (*.xml)"}})
        self.add(
            files,
            translate(
                "Riothermie",
                "Files of the BRO (GUF), one or more registrations each, or folders with such files: systems of the "
                "kinds that are in them count as open systems, closed systems or abstractions.",
            ),
            advanced=True,
        )

    def add_choices(self) -> None:
        """Declare the choices."""
        self.add_optional(
            self.VERMOGEN_KW,
            translate("Riothermie", "Power on the side of the ground (kW)"),
            translate(
                "Riothermie",
                "Of the system that is meant, if known: then only the rule for that power is given (a closed system "
                "needs a permit from 70 kW). Empty: both rules are given.",
            ),
            decimals=1,
            advanced=False,
        )
        field = QgsProcessingParameterString(
            self.DIEPTE_VELD, translate("Riothermie", "Field with the depth limit"), optional=True
        )
        self.add(
            field,
            translate(
                "Riothermie",
                "Of the depth limits and drilling-free zones: metres below ground level. Empty: a field that is called "
                "so, such as Max_Diepte. Text such as tot 50 m is understood.",
            ),
            advanced=True,
        )
        self.add_optional(
            self.STANDAARD_DIEPTE,
            translate("Riothermie", "Depth limit where the map gives none (m)"),
            translate(
                "Riothermie",
                "Metres below ground level, for areas of those maps without a depth of their own. Empty: such an area "
                "asks for attention, and the depth stays unknown.",
            ),
            high=1000,
            decimals=1,
        )
        for name, key, title in (
            (
                "ZOEKAFSTAND_OBES_M",
                "restrictie.zoekafstand_obes",
                translate("Riothermie", "Search distance for open systems (m)"),
            ),
            (
                "ZOEKAFSTAND_GBES_M",
                "restrictie.zoekafstand_gbes",
                translate("Riothermie", "Search distance for closed systems (m)"),
            ),
            (
                "ZOEKAFSTAND_ONTTREKKING_M",
                "restrictie.zoekafstand_onttrekking",
                translate("Riothermie", "Search distance for abstractions (m)"),
            ),
        ):
            about = translate("Riothermie", "An existing system within this distance asks for attention.")
            self.add_number(name, key, title, about, advanced=True)
        self.add_kentallen()

    def add_outputs(self) -> None:
        """Declare the outputs."""
        sinks = (
            (
                self.LOCATIES_UIT,
                PLACES,
                translate("Riothermie", "Places with verdict"),
                translate(
                    "Riothermie",
                    "The places with a verdict on WKO and on ground loops, largest depth, every reason in words, rules "
                    "of law, distances to existing systems, what was not tested, and the maps with their date. Input "
                    "of warmtekavels (restrictions), wkogeschiktheid, bodemlussen and miniwarmtenetten.",
                ),
            ),
            (
                self.DELEN,
                PLACES,
                translate("Riothermie", "Parts per verdict"),
                translate(
                    "Riothermie",
                    "Lines and areas, cut where verdict or greatest depth change: where along a trace to drill.",
                ),
            ),
            (
                self.LAGEN,
                TABLES,
                translate("Riothermie", "Maps that were used"),
                translate("Riothermie", "Table with the role, name, date and number of features of each map."),
            ),
        )
        for name, kind, title, about in sinks:
            main = name == self.LOCATIES_UIT
            sink = QgsProcessingParameterFeatureSink(name, title, kind, optional=not main, createByDefault=main)
            self.add(sink, about)
        self.add_report(
            translate(
                "Riothermie",
                "One HTML file with the verdicts, the reasons, the depths, the systems nearby, the rules of law, what "
                "was not tested, and the maps with their dates.",
            ),
        )
        self.add_findings()


def restriction_maps():
    """Return name, title, help and whether it is advanced, of every role."""
    return (
        (
            "VERBOD",
            translate("Riothermie", "Prohibition"),
            translate(
                "Riothermie",
                "Areas where ground energy is forbidden: layer Verbodsgebieden of the WKO-tool, or of a province. No "
                "installations: those forbid nothing.",
            ),
            False,
        ),
        (
            "DIEPTEBEPERKING",
            translate("Riothermie", "Depth limit"),
            translate(
                "Riothermie",
                "Areas with a largest depth: Restrictie dieptebeperking of the WKO-tool, drilling-free zones of a "
                "province. The shallowest limit counts.",
            ),
            False,
        ),
        (
            "GRONDWATERBESCHERMING",
            translate("Riothermie", "Groundwater protection"),
            translate(
                "Riothermie",
                "Water collection, protection areas and drilling-free zones: PDOK (provincies), or of a province.",
            ),
            False,
        ),
        (
            "ORDENING",
            translate("Riothermie", "Zoning of ground energy"),
            translate(
                "Riothermie", "Areas with a plan or policy for ground energy: Restrictie ordening of the WKO-tool."
            ),
            False,
        ),
        (
            "INTERFERENTIE",
            translate("Riothermie", "Interference areas"),
            translate(
                "Riothermie",
                "Areas that a municipality or province has appointed: every system needs a permit there.",
            ),
            False,
        ),
        (
            "ARCHEOLOGIE",
            translate("Riothermie", "Archaeology"),
            translate("Riothermie", "Attention areas for archaeology."),
            False,
        ),
        (
            "NATUUR",
            translate("Riothermie", "Nature"),
            translate("Riothermie", "Attention areas for nature: Natura 2000, NNN."),
            False,
        ),
        (
            "AARDKUNDIG",
            translate("Riothermie", "Geological values"),
            translate("Riothermie", "Attention areas for aardkundige waarden."),
            False,
        ),
        (
            "OBES",
            translate("Riothermie", "Open systems (WKO)"),
            translate(
                "Riothermie",
                "Existing open systems: WKO-tool, LGR, BRO. They forbid nothing; near one a place asks for attention.",
            ),
            False,
        ),
        (
            "GBES",
            translate("Riothermie", "Closed systems (ground loops)"),
            translate(
                "Riothermie",
                "Existing closed systems: WKO-tool, LGR or BRO (GeoPackage). They forbid nothing; near one a place "
                "asks for attention.",
            ),
            False,
        ),
        (
            "ONTTREKKINGEN",
            translate("Riothermie", "Groundwater abstractions"),
            translate("Riothermie", "Existing abstractions of groundwater: near one a place asks for attention."),
            False,
        ),
    )
