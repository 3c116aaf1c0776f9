"""The inputs and outputs of `energiematch`."""

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
        ("pandid", 4), ("warmtegj", 4), ("rvkw", 4), ("woningen", 3), ("bouwjaar", 3), ("identificatie", 2),
        ("oorspronkelijkbouwjaar", 5), ("gebruiksdoel", 3), ("rang", -99), ("traceid", -99), ("leidingid", -99),
        ("kavelid", -99),
    ),
    "BRON": (("bronid", 9), ("bron", 2), ("vermogenkw", 3), ("warmtegj", 3), ("pandid", -99), ("knoopid", -99)),
    "STRATEN": (
        ("wvkid", 9), ("jteidbeg", 9), ("sttnaam", 5), ("highway", 9), ("typeweg", 9), ("straatid", 5),
        ("openbareruimtenaam", 2), ("voedingid", -99), ("leidingid", -99),
    ),
    "RIOOL": (("dwagemls", 4), ("stroomrichting", 4), ("kans", 2), ("leidingid", 2)),
    "BARRIERES": (
        ("bgtfunctie", 9), ("bgtfysiekvoorkomen", 9), ("plusfysiekvoorkomen", 5), ("fysiekvoorkomen", 4),
        ("fysiekvoor", 4), ("relatievehoogteligging", 2),
    ),
}  # fmt: skip
"""Fields that tell what a layer of the project is, see `InputAlgorithm`; minus: what tells that it is not."""


class MatchAlgorithm(InputAlgorithm):
    """The parameters of the energy match."""

    GROUP = "warmtevraag"
    GEBOUWEN, BRON, STRATEN, RIOOL, BARRIERES = "GEBOUWEN", "BRON", "STRATEN", "RIOOL", "BARRIERES"
    AANBOD_GJ, AANBOD_KW = "AANBOD_GJ", "AANBOD_KW"
    NETTYPE, METHODE, REKENWIJZE, GELIJKTIJDIGHEID = "NETTYPE", "METHODE", "REKENWIJZE", "GELIJKTIJDIGHEID"
    VOLLOOP, FLATS_ALTIJD, ONDERGRENS = "VOLLOOP", "FLATS_ALTIJD", "ONDERGRENS"
    VERPLICHT_VELD, BLOK_VELD = "VERPLICHT_VELD", "BLOK_VELD"
    SELECTIE, TRACE, VOLLOOP_TABEL = "SELECTIE", "TRACE", "VOLLOOP_TABEL"
    KROMME, RAPPORT = "KROMME", "RAPPORT"

    KNOWN = KNOWN
    SHAPES = {  # noqa: RUF012
        "GEBOUWEN": "building", "BRON": "spot", "STRATEN": "line", "RIOOL": "line", "BARRIERES": "surface",
    }  # fmt: skip
    OUTPUTS = ("SELECTIE", "TRACE", "VOLLOOP_TABEL", "KROMME", "RAPPORT", "MELDINGEN")
    NETTYPES = ("bronnet", "mt")
    METHODEN = ("optimaal", "score")
    REKENWIJZEN = ("auto", "snel", "grondig")
    GELIJKTIJDIGHEDEN = ("deens", "winter", "leusden", "wortel", "geen")

    def add_layers(self) -> None:
        """Declare who may get heat, where it comes from and how it gets there."""
        self.add_source(
            self.GEBOUWEN,
            (POINTS, AREAS),
            translate("Riothermie", "Buildings with heat demand"),
            translate(
                "Riothermie",
                "Output of the algorithm warmtevraag, or any layer with a heat demand (warmte_gj) or dwellings per "
                "building. Fields type, label, bouwjaar, eigenaar and corporatie_woningen count in the score; what is "
                "not there does not count, and the log says so.",
            ),
            optional=False,
        )
        self.add_source(
            self.BRON,
            PLACES,
            translate("Riothermie", "Heat sources"),
            translate(
                "Riothermie",
                "Points with the heat they give in a year (warmte_gj) and their power (vermogen_kw) at the side of the "
                "buildings; or selected pipes of the opportunity map: tick 'Selected features only'. Pipes after each "
                "other share their water, which counts once. Of a pipe with heat through a storage (warmte_wko_gj) "
                "the power is no limit.",
            ),
            optional=False,
        )
        self.add_optional(
            self.AANBOD_GJ,
            translate("Riothermie", "Heat that the sources give together (GJ/year)"),
            translate("Riothermie", "At the side of the buildings. Empty or 0: the field of the sources."),
            advanced=False,
        )
        self.add_optional(
            self.AANBOD_KW,
            translate("Riothermie", "Power that the sources give together (kW)"),
            translate(
                "Riothermie",
                "At the side of the buildings: limits what is asked at the same time. Empty or 0: the field of the "
                "sources, if there is one.",
            ),
            advanced=False,
        )
        self.add_source(
            self.STRATEN,
            LINES,
            translate("Riothermie", "Streets"),
            translate(
                "Riothermie",
                "Centre lines that a network may follow (NWB, OpenStreetMap, TOP10NL or your own). Without streets "
                "distances are straight and only the score decides.",
            ),
        )
        self.add_source(
            self.RIOOL,
            LINES,
            translate("Riothermie", "Sewer (opportunity map)"),
            translate(
                "Riothermie",
                "Buildings near the sewer score higher. Of an opportunity map only the pipes of class kansrijk or "
                "mogelijk count; it also tells which sources share their water.",
            ),
        )
        self.add_source(
            self.BARRIERES,
            PLACES,
            translate("Riothermie", "Surfaces and barriers"),
            translate(
                "Riothermie",
                "Polygons or lines that make digging dearer or cheaper, or that have to be crossed: BGT road surfaces, "
                "water, railways, or a layer of your own with a field factor.",
            ),
            advanced=True,
        )
        self.add_field(
            self.VERPLICHT_VELD,
            self.GEBOUWEN,
            translate("Riothermie", "Field that says which buildings must be chosen"),
            translate(
                "Riothermie",
                "verplicht (or ja, 1): always chosen, before all others; optioneel (or nee, 0, empty): may be chosen; "
                "verboden (or -1): never.",
            ),
        )
        self.add_field(
            self.BLOK_VELD,
            self.GEBOUWEN,
            translate("Riothermie", "Field with the block that stays together"),
            translate(
                "Riothermie",
                "Buildings with the same value are chosen together or not at all, for instance the property of one "
                "corporation in a street. A building is always whole.",
            ),
        )

    def add_weights(self) -> None:
        """Declare what counts how much."""
        self.add_number(
            "GEWICHT_AFSTAND",
            "match.gewicht_afstand",
            translate("Riothermie", "Weight: distance to the source"),
            translate("Riothermie", "Along the streets. Weights count against each other; 0 leaves the part out."),
        )
        self.add_number(
            "GEWICHT_RIOOL",
            "match.gewicht_riool",
            translate("Riothermie", "Weight: distance to the sewer"),
            translate("Riothermie", "Straight, to the layer with the sewer."),
        )
        self.add_number(
            "GEWICHT_DICHTHEID",
            "match.gewicht_dichtheid",
            translate("Riothermie", "Weight: heat density along the street"),
            translate("Riothermie", "Heat demand per metre of the street that the building lies on."),
        )
        self.add_number(
            "GEWICHT_TYPE",
            "match.gewicht_type",
            translate("Riothermie", "Weight: type of dwelling"),
            translate("Riothermie", "Flats first."),
        )
        self.add_number(
            "GEWICHT_EIGENDOM",
            "match.gewicht_eigendom",
            translate("Riothermie", "Weight: ownership"),
            translate("Riothermie", "Property of corporations first."),
        )
        self.add_number(
            "GEWICHT_ISOLATIE",
            "match.gewicht_isolatie",
            translate("Riothermie", "Weight: insulation"),
            translate("Riothermie", "Good labels first; without a label the year of construction."),
        )
        self.add_number(
            "GEWICHT_NETKOSTEN",
            "match.gewicht_netkosten",
            translate("Riothermie", "Weight: costs of the network"),
            translate("Riothermie", "Beside the score, with the method optimaal."),
        )

    def add_choices(self) -> None:
        """Declare how is chosen."""
        self.add_choice(
            self.METHODE,
            self.METHODEN,
            translate("Riothermie", "Way to choose"),
            translate(
                "Riothermie",
                "optimaal: nearly all heat is used at the least costs of the network, the score weighed in. score: the "
                "highest score first, as long as it fits.",
            ),
            advanced=False,
        )
        self.add_choice(
            self.NETTYPE,
            self.NETTYPES,
            translate("Riothermie", "Type of network"),
            translate(
                "Riothermie",
                "bronnet: water of about 12 °C, with a heat pump in each home. mt: hot water of about 70 °C.",
            ),
            advanced=False,
        )
        uptake = QgsProcessingParameterNumber(
            self.VOLLOOP,
            translate("Riothermie", "Uptake (%)"),
            QgsProcessingParameterNumber.Type.Double,
            100.0,
            minValue=1.0,
            maxValue=100.0,
        )
        self.add(
            uptake,
            translate(
                "Riothermie",
                "Part of the homes that connects. The selection is made for it; the table shows what it comes to at "
                "100, 90, 70 and 50 % too.",
            ),
        )
        flats = QgsProcessingParameterBoolean(
            self.FLATS_ALTIJD, translate("Riothermie", "Flats always connect"), defaultValue=True
        )
        self.add(
            flats,
            translate("Riothermie", "A block of flats connects as a whole, whatever the uptake (as in Leusden)."),
            advanced=True,
        )
        self.add_number(
            "RESERVE",
            "match.reserve",
            translate("Riothermie", "Reserve on the supply (0-1)"),
            translate("Riothermie", "Part that is not given out, for instance for what the network loses."),
            advanced=True,
        )
        self.add_number(
            "AANSLUITZOEK_M",
            "aansluiting.zoekafstand",
            translate("Riothermie", "Farthest street for a house connection (m)"),
            translate("Riothermie", "Buildings without a street within this distance are listed with that reason."),
            advanced=True,
        )
        self.add_number(
            "BRUG_GATEN_M",
            "straten.brug_gaten_m",
            translate("Riothermie", "Longest gap between streets to bridge (m)"),
            translate(
                "Riothermie",
                "Parts of the streets that are not connected are joined by a straight line of at most this length; "
                "each of them is listed. 0: none.",
            ),
            advanced=True,
        )
        self.add_number(
            "COP",
            "warmtepomp.cop",
            translate("Riothermie", "COP of the heat pump"),
            translate("Riothermie", "Bronnet only: of the heat that a home gets, 1 - 1/COP comes through the network."),
            advanced=True,
        )
        self.add_choice(
            self.GELIJKTIJDIGHEID,
            self.GELIJKTIJDIGHEDEN,
            translate("Riothermie", "Simultaneity of the demand"),
            translate("Riothermie", "For pipes and for the power at the same time; as in the algorithm warmtenet."),
        )
        self.add_choice(
            self.REKENWIJZE,
            self.REKENWIJZEN,
            translate("Riothermie", "Effort"),
            translate(
                "Riothermie",
                "snel: a good selection in seconds, of a large town in one or two minutes. grondig: goes on improving "
                "it. auto: by the size of the network.",
            ),
        )
        bound = QgsProcessingParameterBoolean(
            self.ONDERGRENS, translate("Riothermie", "Prove how far from the best selection"), defaultValue=True
        )
        self.add(
            bound,
            translate("Riothermie", "Computes a bound; switch off to save time on very large areas."),
            advanced=True,
        )
        self.add_kentallen()

    def add_outputs(self) -> None:
        """Declare the layers, the tables and the report."""
        sinks = (
            (
                self.SELECTIE,
                PLACES,
                translate("Riothermie", "Selection"),
                translate(
                    "Riothermie",
                    "Every building, the chosen ones in order of joining: score and its parts, cumulative heat, homes "
                    "and power, costs, and in words why or why not.",
                ),
            ),
            (
                self.TRACE,
                LINES,
                translate("Riothermie", "Network of the selection"),
                translate(
                    "Riothermie", "Lines with homes, power, diameter and costs, as from the algorithm warmtenet."
                ),
            ),
            (
                self.VOLLOOP_TABEL,
                TABLES,
                translate("Riothermie", "Uptake"),
                translate(
                    "Riothermie",
                    "Table: heat, supply used, power and costs at several uptakes, and how many homes would fit.",
                ),
            ),
            (
                self.KROMME,
                TABLES,
                translate("Riothermie", "Cumulative heat"),
                translate(
                    "Riothermie",
                    "Table: building after building, the heat against the supply; also those that would follow, and "
                    "the choice by score alone.",
                ),
            ),
        )
        for name, kind, title, about in sinks:
            sink = QgsProcessingParameterFeatureSink(
                name, title, kind, optional=name != self.SELECTIE, createByDefault=name != self.KROMME
            )
            self.add(sink, about)
        self.add_report(
            translate(
                "Riothermie",
                "One HTML file: cumulative heat against supply as a plot, uptake, weights, order and assumptions.",
            ),
        )
        self.add_findings()
