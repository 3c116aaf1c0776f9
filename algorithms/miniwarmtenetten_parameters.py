"""Inputs and outputs of the algorithm `miniwarmtenetten`."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtCore import QCoreApplication

from .inputs import AREAS, LINES, PLACES, POINTS, TABLES, InputAlgorithm

translate = QCoreApplication.translate

KNOWN = {
    "GEBOUWEN": (
        ("pandid", 2), ("warmtegj", 4), ("rvkw", 4), ("tapkw", 3), ("woningen", 1), ("bouwjaar", 1),
        ("aantalverblijfsobjecten", 4), ("kavelid", -99), ("clusterid", -99), ("oordeel", -99), ("wko", -99),
        ("traceid", -99), ("gekozen", -99), ("bronid", -99),
    ),
    "PERCELEN": (
        ("perceelnummer", 5), ("kadastralegemeentewaarde", 4), ("kadastralegemeentecode", 4), ("perceelid", 4),
        ("sectie", 2), ("pandid", -99), ("lusid", -99), ("clusterid", -99),
    ),
    "RESTRICTIES": (("wko", 4), ("bodemlus", 4), ("maxdieptem", 2), ("clusterid", -99)),
    "STRATEN": (("wvkid", 9), ("highway", 9), ("sttnaam", 5), ("fysiekvoorkomen", 2)),
    "WATER": (("waterdeel", 5), ("typewater", 5), ("waterway", 5)),
    "GROEN": (("begroeidterreindeel", 5), ("groen", 4), ("openbaar", 4), ("leisure", 3), ("landuse", 2)),
    "LUSSEN": (("lusid", 5), ("dieptem", 2), ("perceelid", 2), ("clusterid", -99)),
    "OPBRENGST": (("wperm", 4), ("lussennodig", 4), ("lussengeplaatst", 4), ("pandid", 1), ("clusterid", -99)),
}  # fmt: skip
"""Fields that tell what a layer of the project is, see `InputAlgorithm`; minus: what tells that it is not."""


class MiniAlgorithm(InputAlgorithm):
    """The parameters of miniwarmtenetten."""

    GROUP = "bodem"
    GEBOUWEN, PERCELEN, RESTRICTIES, STRATEN = "GEBOUWEN", "PERCELEN", "RESTRICTIES", "STRATEN"
    WATER, GROEN, LUSSEN, OPBRENGST = "WATER", "GROEN", "LUSSEN", "OPBRENGST"
    ID_VELD, MIN, MAX, DEFINITIE, VARIANT, DOEL = "ID_VELD", "MIN", "MAX", "DEFINITIE", "VARIANT", "DOEL"
    OPENBAAR, AANDACHT, ONBEKEND = "OPENBAAR", "AANDACHT", "ONBEKEND"
    DIEPTE, W_PER_M, PER_LUS = "DIEPTE", "W_PER_M", "PER_LUS"
    CLUSTERS, GEBOUWEN_UIT, LEIDINGEN = "CLUSTERS", "GEBOUWEN_UIT", "LEIDINGEN"
    LUSSEN_UIT, OVERZICHT, RAPPORT = "LUSSEN_UIT", "OVERZICHT", "RAPPORT"

    KNOWN = KNOWN
    SHAPES = {  # noqa: RUF012
        "GEBOUWEN": "polygon", "PERCELEN": "polygon", "RESTRICTIES": "whole", "STRATEN": "line", "WATER": "surface",
        "GROEN": "polygon", "LUSSEN": "point", "OPBRENGST": "whole",
    }  # fmt: skip
    OUTPUTS = ("CLUSTERS", "GEBOUWEN_UIT", "LEIDINGEN", "LUSSEN_UIT", "OVERZICHT", "RAPPORT", "MELDINGEN")
    DEFINITIES = ("2-10", "2-50")
    VARIANTEN = ("gedeelde lus", "ringnet")
    DOELEN = ("kosten", "deelname")

    def add_layers(self) -> None:
        """Declare the layers."""
        for name, kind, title, about, needed in _layers():
            self.add_source(
                name, kind, title, about, optional=not needed,
                advanced=name in (self.WATER, self.LUSSEN, self.OPBRENGST),
            )  # fmt: skip
            if name == self.GEBOUWEN:
                self.add_field(
                    self.ID_VELD,
                    self.GEBOUWEN,
                    translate("Riothermie", "Field with the id of a building"),
                    translate("Riothermie", "Empty: a field that is called so (pand_id, identificatie ...)."),
                )

    def add_choices(self) -> None:
        """Declare the choices."""
        self.add_choice(
            self.DEFINITIE,
            self.DEFINITIES,
            translate("Riothermie", "Homes per mini network"),
            translate("Riothermie", "2-10: the pilots in Utrecht (2025). 2-50: the folder of the province (2024)."),
            advanced=False,
        )
        self.add_choice(
            self.VARIANT,
            self.VARIANTEN,
            translate("Riothermie", "How loops are shared"),
            translate(
                "Riothermie",
                "gedeelde lus: each loop serves two or three neighbours. ringnet: all loops on one pipe that passes "
                "all homes.",
            ),
            advanced=False,
        )
        self.add_choice(
            self.DOEL,
            self.DOELEN,
            translate("Riothermie", "Aim of the division"),
            translate(
                "Riothermie",
                "kosten: the greatest saving for all homes together. deelname: first as many homes as possible, then "
                "the saving.",
            ),
        )
        for name, title, about in (
            (
                self.MIN,
                translate("Riothermie", "Smallest number of homes"),
                translate("Riothermie", "Per mini network. Empty: that of the definition (2)."),
            ),
            (
                self.MAX,
                translate("Riothermie", "Largest number of homes"),
                translate("Riothermie", "Per mini network. Empty: that of the definition (10 or 50)."),
            ),
            (
                self.PER_LUS,
                translate("Riothermie", "Largest number of homes per loop"),
                translate(
                    "Riothermie", "Empty: the key figure mini.n_per_lus (3). Heat and depth may ask for more loops."
                ),
            ),
        ):
            kind = QgsProcessingParameterNumber.Type.Integer
            number = QgsProcessingParameterNumber(name, title, kind, optional=True, minValue=1, maxValue=500)
            self.add(number, about, advanced=name == self.PER_LUS)
        self.add_optional(
            self.DIEPTE,
            translate("Riothermie", "Greatest depth of a loop (m)"),
            translate("Riothermie", "Below ground level. A restriction may allow less. Empty: the key figure."),
            high=1000,
            decimals=0,
        )
        self.add_optional(
            self.W_PER_M,
            translate("Riothermie", "Yield of the ground (W/m)"),
            translate(
                "Riothermie",
                "Per metre of loop, 20 to 60 by the soil, where the layer with the yield does not tell. Empty: the key "
                "figure.",
            ),
            high=200,
            decimals=1,
        )
        for name, title, about, default in (
            (
                self.OPENBAAR,
                translate("Riothermie", "Loops in public green too"),
                translate("Riothermie", "With permission of the municipality, where own ground has no room."),
                True,
            ),
            (
                self.AANDACHT,
                translate("Riothermie", "Places that ask for attention take part"),
                translate("Riothermie", "Buildings with the verdict aandacht on ground loops."),
                True,
            ),
            (
                self.ONBEKEND,
                translate("Riothermie", "Places that were not tested in full take part"),
                translate(
                    "Riothermie",
                    "Buildings with the verdict onbekend, or without any verdict; the clusters tell which maps were "
                    "missing.",
                ),
                True,
            ),
        ):
            self.add(QgsProcessingParameterBoolean(name, title, defaultValue=default), about, advanced=True)
        self.add_kentallen()

    def add_outputs(self) -> None:
        """Declare the outputs."""
        for name, kind, title, about in _sinks():
            main = name == self.CLUSTERS
            made = main or name == self.GEBOUWEN_UIT
            sink = QgsProcessingParameterFeatureSink(name, title, kind, optional=not main, createByDefault=made)
            self.add(sink, about)
        self.add_report(
            translate(
                "Riothermie",
                "One HTML file with costs against gas boiler, own loop and air heat pump, the clusters, what has to be "
                "arranged, and who is left over and why.",
            ),
        )
        self.add_findings()


def _layers():
    """Return name, kinds, title, help and whether it is needed, of every layer."""
    return (
        (
            "GEBOUWEN",
            AREAS,
            translate("Riothermie", "Buildings with heat demand"),
            translate(
                "Riothermie",
                "Outlines: output GEBOUWEN of warmtevraag, or any layer of buildings with homes and heat demand. What "
                "is missing is derived, and the log says how.",
            ),
            True,
        ),
        (
            "PERCELEN",
            AREAS,
            translate("Riothermie", "Parcels"),
            translate(
                "Riothermie",
                "Kadastrale percelen (PDOK): whose ground it is and where a loop has room. Empty: the ground closest "
                "to each building stands for its parcel, an estimate.",
            ),
            False,
        ),
        (
            "RESTRICTIES",
            PLACES,
            translate("Riothermie", "Restrictions of the ground"),
            translate(
                "Riothermie",
                "Output LOCATIES_UIT of bodemrestricties: where ground loops are allowed, and how deep. Without it "
                "nothing was tested, and the clusters say so.",
            ),
            False,
        ),
        (
            "STRATEN",
            LINES,
            translate("Riothermie", "Streets"),
            translate("Riothermie", "Centre lines (NWB, OpenStreetMap, TOP10NL): neighbours share no loop across one."),
            False,
        ),
        (
            "WATER",
            (LINES, AREAS),
            translate("Riothermie", "Water"),
            translate("Riothermie", "Lines or areas: neighbours share no loop across it."),
            False,
        ),
        (
            "GROEN",
            AREAS,
            translate("Riothermie", "Public green"),
            translate(
                "Riothermie", "Ground of the municipality in which loops may be drilled with its permission (BGT)."
            ),
            False,
        ),
        (
            "LUSSEN",
            POINTS,
            translate("Riothermie", "Places for loops"),
            translate(
                "Riothermie", "Output LUSSEN of bodemlussen, for instance. Empty: places are found on the free ground."
            ),
            False,
        ),
        (
            "OPBRENGST",
            TABLES,
            translate("Riothermie", "Yield of the ground per building"),
            translate("Riothermie", "Output GEBOUWEN_UIT of bodemlussen: W per metre by building (pand_id, w_per_m)."),
            False,
        ),
    )


def _sinks():
    """Return name, kind, title and help of every output layer."""
    return (
        (
            "CLUSTERS",
            AREAS,
            translate("Riothermie", "Mini networks"),
            translate(
                "Riothermie",
                "The clusters: homes, loops, depth, pipe, whose ground, yearly cost per home against gas boiler, own "
                "loop and air heat pump, regime of the law (Wcw), what has to be arranged.",
            ),
        ),
        (
            "GEBOUWEN_UIT",
            AREAS,
            translate("Riothermie", "Buildings with their mini network"),
            translate("Riothermie", "Every building once, with its cluster, or the reason why it has none."),
        ),
        (
            "LEIDINGEN",
            LINES,
            translate("Riothermie", "Pipes"),
            translate("Riothermie", "Straight stretches between neighbours and to the loops: a length, no route."),
        ),
        (
            "LUSSEN_UIT",
            POINTS,
            translate("Riothermie", "Loops"),
            translate("Riothermie", "A point per loop with depth, power, homes, and whose ground it is."),
        ),
        (
            "OVERZICHT",
            TABLES,
            translate("Riothermie", "Left over, by reason"),
            translate("Riothermie", "Table: how many buildings and homes are in no cluster, and why."),
        ),
    )
