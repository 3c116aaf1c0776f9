"""Inputs and outputs of the algorithm `haalbaarheid`."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingOutputFile,
    QgsProcessingOutputHtml,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..riothermie_kansen.study.plan import PARTS, RESTRICTION_ROLES
from . import report_texts
from .bodemlussen_parameters import KNOWN as LOOPS_KNOWN
from .bodemrestricties_parameters import RECOGNISED, RestrictionAlgorithm, restriction_maps
from .inputs import AREAS, LINES, PLACES, POINTS, TABLES, WITH_HEAT
from .kansenkaart_parameters import KansenkaartParameters
from .several import SeveralAlgorithm
from .warmtekavels_parameters import KNOWN as KAVEL_KNOWN
from .warmtenet_parameters import KNOWN as NET_KNOWN
from .warmtevraag_parameters import KNOWN as DEMAND_KNOWN

translate = QCoreApplication.translate

FILES = {
    "GEOPACKAGE": "haalbaarheid.gpkg",
    "PROJECT": "haalbaarheid.qgz",
    "RAPPORT": "rapport.html",
    "PDF": "rapport.pdf",
    "KAART": "kaart.html",
    "TABELLEN": "tabellen.xlsx",
    "DXF": "trace.dxf",
    "CAD": "trace.gpkg",
}
"""Output to its file in the folder."""

MAKERS = {
    "PROJECT": "project", "RAPPORT": "rapport", "PDF": "rapport", "KAART": "webkaart", "TABELLEN": "rapport",
    "DXF": "warmtenet", "CAD": "cad",
}  # fmt: skip
"""Output to the step that makes its file."""


class StudyAlgorithm(SeveralAlgorithm):
    """The parameters of haalbaarheid."""

    GROUP = "studie"
    NOT_FROM = FILES["GEOPACKAGE"]  # the result of a study is no input of it
    HYDX, REGIS, INWONERS_TOTAAL = "HYDX", "REGIS", "INWONERS_TOTAAL"
    NETTYPE, COP, DELTA_T, AANBOD_GJ, MAX_BRONNEN = "NETTYPE", "COP", "DELTA_T", "AANBOD_GJ", "MAX_BRONNEN"
    REKENWIJZE, ONDERDELEN, OPNIEUW, UITVOER = "REKENWIJZE", "ONDERDELEN", "OPNIEUW", "UITVOER"
    TITEL, PLAATS, VRAAG, ORGANISATIE, TAAL = "TITEL", "PLAATS", "VRAAG", "ORGANISATIE", "TAAL"

    SHAPES = {  # noqa: RUF012
        "LEIDINGEN": "line", "PUTTEN": "point", "POMPEN": "any", "ADRESSEN": "place", "METINGEN": "point",
        "PANDEN": "building", "VERBLIJFSOBJECTEN": "object", "LABELS": "any", "BUURTEN": "polygon",
        "GEBOUWEN": "building", "STRATEN": "line", "GEBIED": "polygon", "KAVELS": "polygon", "BRON": "spot",
        "PERCELEN": "polygon",
    }  # fmt: skip
    LAYERS = tuple(SHAPES)
    TEXT_TABLES = ("VERBLIJFSOBJECTEN", "LABELS")
    """Inputs that may be a text file or workbook; QGIS would refuse it."""
    ROLES = RESTRICTION_ROLES
    KNOWN = {  # noqa: RUF012
        **{
            name: KansenkaartParameters.KNOWN[name]
            for name in ("LEIDINGEN", "PUTTEN", "POMPEN", "ADRESSEN", "METINGEN")
        },
        **{name: DEMAND_KNOWN[name] for name in ("PANDEN", "VERBLIJFSOBJECTEN", "LABELS", "BUURTEN")},
        "STRATEN": NET_KNOWN["STRATEN"],
        "PERCELEN": LOOPS_KNOWN["PERCELEN"],
        "KAVELS": KAVEL_KNOWN["KAVELS"],
        "GEBOUWEN": WITH_HEAT,
        "BRON": NET_KNOWN["BRON"],
    }
    PROPOSED = ("LEIDINGEN", "PUTTEN", "POMPEN", "ADRESSEN", "METINGEN", "PANDEN", "VERBLIJFSOBJECTEN", "LABELS",
                "BUURTEN", "STRATEN", "PERCELEN", "KAVELS")  # fmt: skip
    """Inputs that the dialog fills in; outputs of other runs (buildings with demand, sources) the user chooses."""
    RECOGNISED = RECOGNISED
    NETTYPES = ("beide", "bronnet", "mt")
    REKENWIJZEN = ("auto", "snel", "grondig")

    def add_known(self, name: str, kinds, title: str, help_text: str, *, advanced: bool = False) -> None:
        """Declare a layer; the dialog fills in only those of `PROPOSED`."""
        known = self.KNOWN
        if name not in self.PROPOSED:
            self.KNOWN = {}
        try:
            self.add_source(name, kinds, title, help_text, advanced=advanced)
        finally:
            self.KNOWN = known

    def add_sewer(self) -> None:
        """Declare the sewer and who is on it."""
        self.add_known(
            "LEIDINGEN", LINES, translate("Riothermie", "Sewer pipes"),
            translate("Riothermie", "Lines, as for the opportunity map (kansenkaart). Empty with HydX."),
        )  # fmt: skip
        self.add_known(
            "PUTTEN", POINTS, translate("Riothermie", "Manholes"),
            translate("Riothermie", "Points, as for the opportunity map (kansenkaart)."),
        )  # fmt: skip
        self.add_known(
            "POMPEN", TABLES, translate("Riothermie", "Pumps and structures"),
            translate("Riothermie", "Points, lines or a table, as for the opportunity map (kansenkaart)."),
        )  # fmt: skip
        folder = QgsProcessingParameterFile(
            self.HYDX,
            translate("Riothermie", "HydX folder (instead of layers)"),
            QgsProcessingParameterFile.Behavior.Folder,
            optional=True,
        )
        self.add(
            folder, translate("Riothermie", "Folder with the CSV files of a GWSW-Hyd delivery."), advanced=True
        )  # fmt: skip
        self.add_known(
            "ADRESSEN", PLACES, translate("Riothermie", "Addresses"),
            translate(
                "Riothermie",
                "Points or areas with who lives there, for the water in the sewer. Empty: the objects of the BAG "
                "(VERBLIJFSOBJECTEN) if they are given.",
            ),
        )  # fmt: skip
        people = QgsProcessingParameterNumber(
            self.INWONERS_TOTAAL,
            translate("Riothermie", "Inhabitants in total"),
            QgsProcessingParameterNumber.Type.Double,
            optional=True,
            minValue=0,
        )
        self.add(
            people,
            translate("Riothermie", "Of the whole sewer, spread over it where no addresses are given."),
        )
        self.add_known(
            "METINGEN", POINTS, translate("Riothermie", "Measured flows"),
            translate("Riothermie", "As for the opportunity map (kansenkaart): they replace the computed flow."),
            advanced=True,
        )  # fmt: skip

    def add_stock(self) -> None:
        """Declare the buildings and what is around them."""
        self.add_known(
            "PANDEN", (POINTS, AREAS), translate("Riothermie", "Buildings (BAG panden)"),
            translate("Riothermie", "For the heat demand, as for warmtevraag."),
        )  # fmt: skip
        self.add_known(
            "VERBLIJFSOBJECTEN", TABLES, translate("Riothermie", "Objects (BAG verblijfsobjecten)"),
            translate("Riothermie", "For the heat demand, as for warmtevraag; also a text file or workbook."),
        )  # fmt: skip
        self.add_known(
            "LABELS", TABLES, translate("Riothermie", "Energy labels (EP-online)"),
            translate("Riothermie", "For the heat demand, as for warmtevraag; also a text file or workbook."),
            advanced=True,
        )  # fmt: skip
        self.add_known(
            "BUURTEN", AREAS, translate("Riothermie", "Neighbourhoods (CBS buurten)"),
            translate("Riothermie", "The heat demand is scaled to their gas use, as in warmtevraag."), advanced=True,
        )  # fmt: skip
        self.add_known(
            "GEBOUWEN", (POINTS, AREAS), translate("Riothermie", "Buildings with heat demand (instead of BAG)"),
            translate(
                "Riothermie",
                "Output of warmtevraag, or a layer of your own with rv_kw, tap_kw, warmte_gj and woningen: then the "
                "heat demand is not computed.",
            ),
        )  # fmt: skip
        self.add_known(
            "GEBIED", AREAS, translate("Riothermie", "Area"),
            translate(
                "Riothermie",
                "What the study is about: buildings with their middle in it count, and there the ground is judged.",
            ),
        )  # fmt: skip
        self.add_known(
            "STRATEN", LINES, translate("Riothermie", "Streets"),
            translate("Riothermie", "Centre lines (NWB, OpenStreetMap): along these the network is laid."),
        )  # fmt: skip
        self.add_known(
            "KAVELS", AREAS, translate("Riothermie", "Kavels (heat districts)"),
            translate("Riothermie", "Areas to compare. Empty: some are proposed."),
        )  # fmt: skip
        self.add_known(
            "BRON", PLACES, translate("Riothermie", "Sources (empty: chosen in the sewer)"),
            translate(
                "Riothermie",
                "Points with a power (vermogen_kw) and a heat (warmte_gj). Empty: the best places in the sewer are "
                "chosen, by heat within reach per euro.",
            ),
        )  # fmt: skip

    def add_ground(self) -> None:
        """Declare the maps of restrictions and of the ground."""
        for name, title, about, _ in restriction_maps():
            kind = AREAS if name in RestrictionAlgorithm.AREA_ROLES else TABLES
            self.add_several(name, kind, title, about, advanced=name not in ("VERBOD", "GRONDWATERBESCHERMING"))
        model = QgsProcessingParameterFile(
            self.REGIS,
            translate("Riothermie", "REGIS II: NetCDF, folder, or a raster in it"),
            fileFilter="REGIS II (*.nc *.tif *.tiff *.asc *.idf);;* (*)",
            optional=True,
        )
        self.add(model, translate("Riothermie", "Layers of the ground, as for wkogeschiktheid."))
        self.add_known(
            "PERCELEN", AREAS, translate("Riothermie", "Parcels"),
            translate("Riothermie", "For ground loops. Empty: the ground of each building is estimated."),
            advanced=True,
        )  # fmt: skip

    def add_choices(self) -> None:
        """Declare the main choices and numbers."""
        self.add_choice(
            self.NETTYPE, self.NETTYPES, translate("Riothermie", "Type of network"),
            translate("Riothermie", "bronnet (cold), mt (hot), or both side by side; sources are chosen for bronnet."),
            advanced=False,
        )  # fmt: skip
        self.add_number(
            self.COP, "warmtepomp.cop", translate("Riothermie", "COP of the heat pumps"),
            translate("Riothermie", "Heat per electricity."),
        )  # fmt: skip
        self.add_number(
            self.DELTA_T, "bron.delta_t", translate("Riothermie", "Cooling of the sewer (K)"),
            translate("Riothermie", "How far the waste water is cooled."),
        )  # fmt: skip
        self.add_optional(
            self.AANBOD_GJ, translate("Riothermie", "Heat to share out (GJ/year)"),
            translate("Riothermie", "Empty: what the sources give."),
        )  # fmt: skip
        self.add_number(
            self.MAX_BRONNEN, "bronkeuze.studie", translate("Riothermie", "Source points at most"),
            translate(
                "Riothermie",
                "How many places in the sewer are chosen when no sources are given. With more than one the match "
                "shares out their heat together, and the design can ask more of one than it gives; the report says so.",
            ),
            whole=True,
        )  # fmt: skip
        self.add_choice(
            self.REKENWIJZE, self.REKENWIJZEN, translate("Riothermie", "Effort"),
            translate("Riothermie", "How long is searched for the cheapest choice and network, see warmtenet."),
        )  # fmt: skip
        self.add_kentallen()

    def add_study(self) -> None:
        """Declare what is done, and what stands on the report."""
        parts = QgsProcessingParameterEnum(
            self.ONDERDELEN,
            translate("Riothermie", "What to do"),
            list(PARTS),
            allowMultiple=True,
            defaultValue=list(PARTS),
            usesStaticStrings=True,
        )
        self.add(
            parts,
            translate(
                "Riothermie",
                "Parts of the study. What a part needs and is not there leaves it out, with the reason.",
            ),
        )
        self.add(
            QgsProcessingParameterBoolean(self.OPNIEUW, translate("Riothermie", "Compute everything anew"), False),
            translate(
                "Riothermie",
                "Otherwise, in a folder with an earlier result, only what changed and what depends on it.",
            ),
            advanced=True,
        )
        report_texts.add_front(self)
        report_texts.add_language(self, translate("Riothermie", "Of report and map. nl: Dutch. en: English."))

    def add_files(self) -> None:
        """Declare what comes out."""
        folder = QgsProcessingParameterFolderDestination(self.UITVOER, translate("Riothermie", "Folder for the result"))
        self.add(
            folder,
            translate(
                "Riothermie",
                "Gets a GeoPackage with all layers, a QGIS project, report (HTML, PDF, workbook), web map, and the "
                "trace for CAD. An earlier result there is brought up to date.",
            ),
        )
        self.addOutput(QgsProcessingOutputFile("GEOPACKAGE", translate("Riothermie", "GeoPackage with all layers")))
        self.addOutput(QgsProcessingOutputFile("PROJECT", translate("Riothermie", "QGIS project")))
        self.addOutput(QgsProcessingOutputHtml("RAPPORT", translate("Riothermie", "Report (HTML)")))
        self.addOutput(QgsProcessingOutputFile("PDF", translate("Riothermie", "Report (PDF)")))
        self.addOutput(QgsProcessingOutputHtml("KAART", translate("Riothermie", "Web map")))
        self.addOutput(QgsProcessingOutputFile("TABELLEN", translate("Riothermie", "Workbook")))
        self.addOutput(QgsProcessingOutputFile("DXF", translate("Riothermie", "Trace for CAD (DXF)")))
        self.addOutput(QgsProcessingOutputFile("CAD", translate("Riothermie", "Trace for CAD (GeoPackage)")))
