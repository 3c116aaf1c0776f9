"""Inputs and outputs of the algorithm `bodemlussen`."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
)
from qgis.PyQt.QtCore import QCoreApplication

from .inputs import AREAS, LINES, PLACES, POINTS, TABLES, InputAlgorithm

translate = QCoreApplication.translate

KNOWN = {
    "GEBOUWEN": (
        ("rvkw", 4), ("tapkw", 3), ("warmtegj", 4), ("aantalverblijfsobjecten", 5), ("pandid", 2), ("woningen", 1),
        ("traceid", -99), ("oordeel", -99), ("reden", -1), ("gekozen", -99), ("kavelid", -99), ("bronid", -99),
        ("bodemlus", -99), ("lusid", -99), ("clusterid", -99),
    ),
    "PERCELEN": (("perceelnummer", 5), ("perceelid", 4), ("sectie", 3), ("vrijm2", -99), ("oordeel", -99)),
    "GROEN": (("fysiekvoorkomen", 4), ("bgtfysiekvoorkomen", 4), ("plusfysiekvoorkomen", 2), ("klasse", 1)),
    "RESTRICTIES": (("bodemlus", 3), ("wko", 2), ("maxdieptem", 2), ("lussennodig", -99), ("klasse", -99)),
    "STRATEN": (("wvkid", 9), ("highway", 9), ("sttnaam", 5), ("fysiekvoorkomen", 2)),
    "RIOOL": (("leidingid", 4), ("stelseltype", 4), ("typeleiding", 3), ("dwagemls", 2), ("traceid", -99)),
    "BESTAAND": (("installatieid", 4), ("bodemzijdigvermogen", 3), ("lusid", -99), ("pompcapaciteit", -4)),
}  # fmt: skip
"""Fields that tell what a layer of the project is, see `InputAlgorithm`; minus: what tells that it is not."""


class LoopAlgorithm(InputAlgorithm):
    """The parameters of bodemlussen."""

    GROUP = "bodem"
    GEBOUWEN, PERCELEN, GROEN, RESTRICTIES = "GEBOUWEN", "PERCELEN", "GROEN", "RESTRICTIES"
    STRATEN, BOMEN, RIOOL, OBSTAKELS, BESTAAND = "STRATEN", "BOMEN", "RIOOL", "OBSTAKELS", "BESTAAND"
    REGIS, GEOTOP = "REGIS", "GEOTOP"
    W_PER_M, PERCELEN_SCHATTEN, AANDACHT = "W_PER_M", "PERCELEN_SCHATTEN", "AANDACHT"
    LUSSEN, GEBOUWEN_UIT, GROND, OVERZICHT = "LUSSEN", "GEBOUWEN_UIT", "GROND", "OVERZICHT"
    RAPPORT = "RAPPORT"

    KNOWN = KNOWN
    SHAPES = {  # noqa: RUF012
        "GEBOUWEN": "building", "PERCELEN": "polygon", "GROEN": "polygon", "RESTRICTIES": "surface",
        "STRATEN": "line", "BOMEN": "surface", "RIOOL": "surface", "OBSTAKELS": "surface", "BESTAAND": "surface",
    }  # fmt: skip
    OUTPUTS = ("LUSSEN", "GEBOUWEN_UIT", "GROND", "OVERZICHT", "RAPPORT", "MELDINGEN")
    MAY_BE_EMPTY = ("RESTRICTIES", "STRATEN", "BOMEN", "RIOOL", "OBSTAKELS", "BESTAAND")
    ESTIMATE, ATTENTION = ("ja", "nee"), ("meenemen", "uitsluiten")

    def add_layers(self) -> None:
        """Declare the layers."""
        self.add_source(
            self.GEBOUWEN,
            (POINTS, AREAS),
            translate("Riothermie", "Buildings with heat demand"),
            translate(
                "Riothermie",
                "Output GEBOUWEN of warmtevraag, or any layer with buildings and fields such as pand_id, woningen, "
                "rv_kw, warmte_gj and koude_gj. Include sheds and garages: loops keep away from them too.",
            ),
            optional=False,
        )
        self.add_source(
            self.PERCELEN,
            AREAS,
            translate("Riothermie", "Parcels"),
            translate(
                "Riothermie",
                "Cadastral parcels (PDOK) or any areas that belong to the buildings on them. Empty: the ground closest "
                "to each building is taken, an estimate.",
            ),
        )
        self.add_source(
            self.GROEN,
            AREAS,
            translate("Riothermie", "Public ground"),
            translate(
                "Riothermie",
                "Green, squares and other public ground where the municipality may allow loops (BGT or your own). Only "
                "used for what does not fit on own ground.",
            ),
        )
        self.add_source(
            self.RESTRICTIES,
            PLACES,
            translate("Riothermie", "Ground restrictions"),
            translate(
                "Riothermie",
                "Output LOCATIES_UIT of bodemrestricties, for the buildings or for areas: where loops are forbidden "
                "none comes, and the allowed depth limits them. Empty: nothing says that drilling is allowed.",
            ),
        )
        self.add_source(
            self.BOMEN,
            PLACES,
            translate("Riothermie", "Trees"),
            translate("Riothermie", "Points (trunks) or areas (crowns)."),
        )
        self.add_source(
            self.RIOOL,
            PLACES,
            translate("Riothermie", "Sewers"),
            translate("Riothermie", "Pipes, for instance the output LEIDINGEN_UIT of rioolinlezen."),
        )
        self.add_source(
            self.BESTAAND,
            PLACES,
            translate("Riothermie", "Existing closed systems"),
            translate(
                "Riothermie",
                "From the WKO-tool or the BRO: loops keep their distance, and both cool each other. Not every system "
                "is registered.",
            ),
        )
        self.add_source(
            self.OBSTAKELS,
            PLACES,
            translate("Riothermie", "Other obstacles"),
            translate("Riothermie", "Cables, mains, water, paving that must stay whole: points, lines or areas."),
            advanced=True,
        )
        self.add_source(
            self.STRATEN,
            LINES,
            translate("Riothermie", "Streets"),
            translate("Riothermie", "Centre lines that estimated parcels keep off; of no use when parcels are given."),
            advanced=True,
        )
        self._add_models()

    def _add_models(self) -> None:
        """Declare the models of the ground."""
        regis = QgsProcessingParameterFile(
            self.REGIS,
            translate("Riothermie", "REGIS II: NetCDF, folder, or a raster in it"),
            fileFilter="REGIS II (*.nc *.tif *.tiff *.asc *.idf);;* (*)",
            optional=True,
        )
        self.add(
            regis,
            translate("Riothermie", "Layers of the ground, for the yield of the loops below GeoTOP or without it."),
            advanced=True,
        )
        geotop = QgsProcessingParameterFile(
            self.GEOTOP, translate("Riothermie", "GeoTOP: NetCDF"), fileFilter="NetCDF (*.nc);;* (*)", optional=True
        )
        self.add(
            geotop,
            translate(
                "Riothermie",
                "Voxels of the ground to 50 m below NAP, for the yield of the loops. Without GeoTOP and REGIS a value "
                "for unknown ground counts everywhere.",
            ),
            advanced=True,
        )

    def add_choices(self) -> None:
        """Declare the choices."""
        self.add_number(
            "DIEPTE",
            "bodem.diepte_standaard",
            translate("Riothermie", "Depth of a loop (m)"),
            translate("Riothermie", "Loops are at most this deep; a restriction may allow less."),
        )
        self.add_number(
            "AFSTAND",
            "lus.afstand",
            translate("Riothermie", "Least distance between loops (m)"),
            translate("Riothermie", "Between all loops, whoever they belong to."),
        )
        self.add_optional(
            self.W_PER_M,
            translate("Riothermie", "Yield of the ground (W/m)"),
            translate(
                "Riothermie",
                "In the Netherlands 20 to 60. Empty: from GeoTOP and REGIS where they are given, else a value for "
                "unknown ground.",
            ),
            high=200.0,
            decimals=1,
            advanced=False,
        )
        numbers = (
            (
                "AFSTAND_GEBOUW", "lus.afstand_gebouw", translate("Riothermie", "Distance to buildings (m)"),
                translate("Riothermie", "For the foundation."),
            ),
            (
                "AFSTAND_GRENS", "lus.afstand_grens", translate("Riothermie", "Distance to the parcel boundary (m)"),
                translate("Riothermie", "Room for drilling; a municipality may ask more."),
            ),
            (
                "AFSTAND_BOOM", "lus.afstand_boom", translate("Riothermie", "Distance to trees (m)"),
                translate("Riothermie", "From the trunk; loops stay out of a crown that is drawn as an area."),
            ),
            (
                "AFSTAND_RIOOL", "lus.afstand_riool", translate("Riothermie", "Distance to sewers (m)"),
                translate("Riothermie", "From the centre line."),
            ),
            (
                "BEREIK_OPENBAAR", "lus.bereik_openbaar", translate("Riothermie", "Reach of public ground (m)"),
                translate("Riothermie", "In a straight line from a building to a loop in public ground."),
            ),
            (
                "COP", "warmtepomp.cop", translate("Riothermie", "COP of the heat pump"),
                translate("Riothermie", "For the power and the heat that the ground must give."),
            ),
        )  # fmt: skip
        for name, key, title, about in numbers:
            self.add_number(name, key, title, about, advanced=True)
        self.add_choice(
            self.PERCELEN_SCHATTEN,
            self.ESTIMATE,
            translate("Riothermie", "Estimate parcels when none are given"),
            translate("Riothermie", "nee: then loops come in public ground only."),
        )
        self.add_choice(
            self.AANDACHT,
            self.ATTENTION,
            translate("Riothermie", "Places that ask for attention"),
            translate("Riothermie", "Verdict aandacht of bodemrestricties: place loops there, or leave them out."),
        )
        self.add_kentallen()

    def add_outputs(self) -> None:
        """Declare the outputs."""
        sinks = (
            (
                self.LUSSEN,
                POINTS,
                translate("Riothermie", "Loops"),
                translate(
                    "Riothermie",
                    "A point per loop with depth, power, homes, parcel, distance to the nearest loop, and how much the "
                    "ground cools after 1, 5, 25 and 50 years.",
                ),
            ),
            (
                self.GEBOUWEN_UIT,
                PLACES,
                translate("Riothermie", "Buildings with their verdict"),
                translate(
                    "Riothermie",
                    "Every building: whether its loops fit, metres and loops needed and placed, why not, and what its "
                    "neighbours do to it.",
                ),
            ),
            (
                self.GROND,
                AREAS,
                translate("Riothermie", "Ground for loops"),
                translate("Riothermie", "Own and public ground that remains when all distances are kept."),
            ),
            (
                self.OVERZICHT,
                TABLES,
                translate("Riothermie", "Overview"),
                translate("Riothermie", "Buildings, homes, loops and metres by verdict and reason."),
            ),
        )
        for name, kind, title, about in sinks:
            optional = name != self.LUSSEN
            sink = QgsProcessingParameterFeatureSink(
                name, title, kind, optional=optional, createByDefault=name != self.OVERZICHT
            )
            self.add(sink, about)
        self.add_report(translate("Riothermie", "One HTML file with verdicts, maps, cooling and the assumptions."))
        self.add_findings()
