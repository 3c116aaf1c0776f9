"""The inputs and outputs of `warmtenet`."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
)
from qgis.PyQt.QtCore import QCoreApplication

from .inputs import AREAS, LINES, PLACES, POINTS, TABLES, InputAlgorithm

translate = QCoreApplication.translate

KNOWN = {
    "STRATEN": (
        ("wvkid", 9), ("jteidbeg", 9), ("sttnaam", 5), ("highway", 9), ("typeweg", 9), ("straatid", 5),
        ("openbareruimtenaam", 2), ("voedingid", -99), ("leidingid", -99),
    ),
    "GEBOUWEN": (
        ("pandid", 4), ("warmtegj", 4), ("rvkw", 4), ("woningen", 3), ("bouwjaar", 3), ("identificatie", 2),
        ("oorspronkelijkbouwjaar", 5), ("gebruiksdoel", 3), ("traceid", -99), ("reden", -8), ("leidingid", -99),
    ),
    "BRON": (("bronid", 9), ("bron", 3), ("vermogenkw", 3), ("pandid", -99), ("knoopid", -99)),
    "BARRIERES": (
        ("bgtfunctie", 9), ("bgtfysiekvoorkomen", 9), ("plusfysiekvoorkomen", 5), ("fysiekvoorkomen", 4),
        ("fysiekvoor", 4), ("relatievehoogteligging", 2),
    ),
}  # fmt: skip
"""Fields that tell what a layer of the project is, see `InputAlgorithm`; minus: what tells that it is not.

Own output is never proposed as existing network: a network that is there costs nothing.
"""


class NetworkAlgorithm(InputAlgorithm):
    """The parameters of a heat network."""

    GROUP = "warmtenet"
    STRATEN, GEBOUWEN, BRON = "STRATEN", "GEBOUWEN", "BRON"
    BARRIERES, BARRIERES_EXTRA, VERBODEN = "BARRIERES", "BARRIERES_EXTRA", "VERBODEN"
    EXTRA_TRACES, BESTAAND = "EXTRA_TRACES", "BESTAAND"
    VERPLICHT_VELD, FACTOR_VELD, KLASSE_VELD = "VERPLICHT_VELD", "FACTOR_VELD", "KLASSE_VELD"
    NETTYPE, GELIJKTIJDIGHEID, REKENWIJZE = "NETTYPE", "GELIJKTIJDIGHEID", "REKENWIJZE"
    PA_PER_M, MAX_SNELHEID, DELTA_T = "PA_PER_M", "MAX_SNELHEID", "DELTA_T"
    DREMPEL_EUR_WONING, DREMPEL_EUR_MWH = "DREMPEL_EUR_WONING", "DREMPEL_EUR_MWH"
    ONDERGRENS, LEIDINGTABEL = "ONDERGRENS", "LEIDINGTABEL"
    TRACE, AANSLUITINGEN, NIET_AANGESLOTEN = "TRACE", "AANSLUITINGEN", "NIET_AANGESLOTEN"
    HOEVEELHEDEN, KROMME, DXF = "HOEVEELHEDEN", "KROMME", "DXF"

    SHAPES = {  # noqa: RUF012
        "STRATEN": "line", "GEBOUWEN": "building", "BRON": "spot", "BARRIERES": "surface", "VERBODEN": "surface",
        "EXTRA_TRACES": "line", "BESTAAND": "line",
    }  # fmt: skip
    KNOWN = KNOWN
    OUTPUTS = ("TRACE", "AANSLUITINGEN", "NIET_AANGESLOTEN", "HOEVEELHEDEN", "KROMME", "MELDINGEN", "DXF")
    NETTYPES = ("bronnet", "mt", "beide")
    METHODEN = ("deens", "winter", "leusden", "wortel", "geen")
    REKENWIJZEN = ("auto", "snel", "grondig")

    def add_layers(self) -> None:
        """Declare the layers that say where the network may lie and what hangs on it."""
        self.add_source(
            self.STRATEN,
            LINES,
            translate("Riothermie", "Streets"),
            translate(
                "Riothermie",
                "Centre lines that the pipes may follow: NWB, OpenStreetMap, TOP10NL or a layer of your own. Lines "
                "that cross on the same level are joined there.",
            ),
            optional=False,
        )
        self.add_source(
            self.GEBOUWEN,
            (POINTS, AREAS),
            translate("Riothermie", "Buildings with heat demand"),
            translate(
                "Riothermie",
                "Points or polygons, one per building, with fields such as pand_id, woningen, rv_kw and tap_kw (power "
                "for space heating and tap water) or warmte_gj. What is missing is derived from what is there, and "
                "the log says how. A polygon is connected from its facade.",
            ),
            optional=False,
        )
        self.add_source(
            self.BRON,
            POINTS,
            translate("Riothermie", "Heat sources"),
            translate(
                "Riothermie",
                "One or more points where the heat comes from, with fields bron_id and vermogen_kw if there is a limit "
                "to their power. Scripts may also give lines or areas: of these the middle counts.",
            ),
            optional=False,
        )
        self._add_surroundings()
        self.add_field(
            self.VERPLICHT_VELD,
            self.GEBOUWEN,
            translate("Riothermie", "Field that says which buildings must be connected"),
            translate(
                "Riothermie",
                "verplicht (or ja, 1): always connected; optioneel (or nee, 0, empty): only if that stays below the "
                "threshold; verboden (or -1): never. No field: all buildings are optional. Without a threshold all "
                "optional buildings are connected.",
            ),
        )
        self.add_field(
            self.FACTOR_VELD,
            self.STRATEN,
            translate("Riothermie", "Field with the price factor of a street"),
            translate("Riothermie", "Number that multiplies the price per metre along that street; 1 is normal."),
        )
        self.add_field(
            self.KLASSE_VELD,
            self.STRATEN,
            translate("Riothermie", "Field with the surface of a street"),
            translate(
                "Riothermie",
                "Name of a surface, such as open verharding or berm; its price factor is a key figure (kental). A "
                "factor of the street itself wins.",
            ),
        )

    def _add_surroundings(self) -> None:
        """Declare the layers that are there only sometimes."""
        self.add_source(
            self.BARRIERES,
            PLACES,
            translate("Riothermie", "Surfaces and barriers"),
            translate(
                "Riothermie",
                "Polygons or lines that make digging dearer or cheaper, or that have to be crossed: BGT road surfaces, "
                "water, railways, or a layer of your own with a field factor.",
            ),
        )
        more = QgsProcessingParameterMultipleLayers(
            self.BARRIERES_EXTRA,
            translate("Riothermie", "More layers with surfaces and barriers"),
            QgsProcessing.SourceType.TypeVectorAnyGeometry,
            optional=True,
        )
        self.add(
            more,
            translate(
                "Riothermie",
                "The BGT comes in a layer per kind: choose roads above, and for instance water and railways here.",
            ),
            advanced=True,
        )
        self.add_source(
            self.VERBODEN,
            PLACES,
            translate("Riothermie", "Forbidden lines and areas"),
            translate("Riothermie", "Where no pipe may lie: streets and house connections keep out of them."),
            advanced=True,
        )
        self.add_source(
            self.EXTRA_TRACES,
            LINES,
            translate("Riothermie", "Extra traces"),
            translate("Riothermie", "Lines drawn by hand that pipes may follow as well, for instance through a park."),
            advanced=True,
        )
        self.add_source(
            self.BESTAAND,
            LINES,
            translate("Riothermie", "Existing network"),
            translate(
                "Riothermie",
                "Pipes that are there already, with a field dn. They cost nothing where they are large enough; "
                "replacing them costs as much as new pipe. The trace of an earlier run can be used.",
            ),
            advanced=True,
        )

    def add_design(self) -> None:
        """Declare how the network is designed."""
        self.add_choice(
            self.NETTYPE,
            self.NETTYPES,
            translate("Riothermie", "Type of network"),
            translate(
                "Riothermie",
                "bronnet: water of about 12 °C in bare PE pipes, with a heat pump in each home. mt: hot water of about "
                "70 °C in insulated steel pipes. beide: both, beside each other on the map and in the table.",
            ),
            advanced=False,
        )
        self.add_number(
            "AANSLUITZOEK_M",
            "aansluiting.zoekafstand",
            translate("Riothermie", "Farthest street for a house connection (m)"),
            translate("Riothermie", "Buildings without a street within this distance are listed with that reason."),
        )
        self.add_number(
            "KANDIDATEN",
            "aansluiting.kandidaten",
            translate("Riothermie", "House connections to choose from, per building"),
            translate(
                "Riothermie", "For instance to the street in front and the one behind; chosen together with the trace."
            ),
            whole=True,
            advanced=True,
        )
        self.add_number(
            "SNAP_M",
            "straten.snap_m",
            translate("Riothermie", "Tolerance of street ends (m)"),
            translate("Riothermie", "Street ends that lie closer together, or to another street, are joined."),
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
        )
        self.add_optional(
            self.PA_PER_M,
            translate("Riothermie", "Greatest pressure loss (Pa per m of pipe)"),
            translate("Riothermie", "Empty or 0: the key figure (kental) of the type of network."),
        )
        self.add_optional(
            self.MAX_SNELHEID,
            translate("Riothermie", "Greatest velocity (m/s)"),
            translate("Riothermie", "Empty or 0: the limit that grows with the diameter, from the key figures."),
        )
        self.add_optional(
            self.DELTA_T,
            translate("Riothermie", "Difference between supply and return (K)"),
            translate("Riothermie", "Empty or 0: the key figure (kental) of the type of network."),
        )
        self.add_number(
            "COP",
            "warmtepomp.cop",
            translate("Riothermie", "COP of the heat pump"),
            translate("Riothermie", "Bronnet only: of the heat that a home gets, 1 - 1/COP comes through the network."),
        )
        self.add_choice(
            self.GELIJKTIJDIGHEID,
            self.METHODEN,
            translate("Riothermie", "Simultaneity of the demand"),
            translate(
                "Riothermie",
                "Per pipe, by the number of homes behind it. deens: 0.62 + 0.38/n. winter: Winter et al. (2001). "
                "leusden: the constants of 60 % and 8 % that hold for hundreds of homes. wortel: space heating in "
                "full. geen: everything at once. Tap water falls with the square root, except in leusden and geen. A "
                "pipe is never smaller than its largest single demand.",
            ),
        )

    def add_search(self) -> None:
        """Declare what is connected, how long is searched, and the tables of the user."""
        self.add_optional(
            self.DREMPEL_EUR_WONING,
            translate("Riothermie", "Threshold: greatest cost per home (EUR)"),
            translate(
                "Riothermie",
                "Optional buildings whose connection, with the pipes that only they need, costs more per home are "
                "left out and listed. Empty or 0: no threshold.",
            ),
        )
        self.add_optional(
            self.DREMPEL_EUR_MWH,
            translate("Riothermie", "Threshold: greatest cost per MWh of demand per year (EUR)"),
            translate("Riothermie", "As above, by the heat demand of the building. Empty or 0: no threshold."),
        )
        self.add_choice(
            self.REKENWIJZE,
            self.REKENWIJZEN,
            translate("Riothermie", "Effort"),
            translate(
                "Riothermie",
                "snel: a good layout in seconds. grondig: goes on improving it until that stops paying. auto: by the "
                "size of the network.",
            ),
        )
        bound = QgsProcessingParameterBoolean(
            self.ONDERGRENS, translate("Riothermie", "Prove how far from the best layout"), defaultValue=True
        )
        self.add(
            bound,
            translate(
                "Riothermie",
                "Computes a lower bound, so that the log can say: at most so many percent above the cheapest layout "
                "that exists. Switch off to save time on very large areas.",
            ),
            advanced=True,
        )
        table = QgsProcessingParameterFile(
            self.LEIDINGTABEL,
            translate("Riothermie", "File with your own table of pipes"),
            fileFilter="CSV (*.csv)",
            optional=True,
        )
        self.add(
            table,
            translate(
                "Riothermie",
                "CSV file in place of the plugin's tables of pipes: copy leidingen_pe.csv or leidingen_staal.csv from "
                "the folder riothermie_kansen/kentallen of the plugin and change sizes and prices.",
            ),
            advanced=True,
        )
        self.add_kentallen()

    def add_outputs(self) -> None:
        """Declare the layers, tables and the drawing."""
        self._add_sink(
            self.TRACE,
            LINES,
            translate("Riothermie", "Trace"),
            translate(
                "Riothermie",
                "Lines from the source outwards, with role, homes, power, flow, diameter and the reason for it, "
                "velocity, pressure, surface and costs.",
            ),
        )
        self._add_sink(
            self.AANSLUITINGEN,
            POINTS,
            translate("Riothermie", "Connections"),
            translate("Riothermie", "Points: the connected buildings, with power, distance to source and costs."),
        )
        self._add_sink(
            self.NIET_AANGESLOTEN,
            POINTS,
            translate("Riothermie", "Not connected"),
            translate("Riothermie", "Points: every building without a connection, with the reason in words."),
        )
        self._add_sink(
            self.HOEVEELHEDEN,
            TABLES,
            translate("Riothermie", "Bill of quantities"),
            translate(
                "Riothermie",
                "Table: metres of trench per role, diameter and surface, crossings and connection sets, with price, "
                "source of the price and costs. The costs add up to the total.",
            ),
        )
        self._add_sink(
            self.KROMME,
            TABLES,
            translate("Riothermie", "Curve of costs"),
            translate(
                "Riothermie", "Table: what the network costs per home when more and more buildings are connected."
            ),
        )
        self.add_findings()
        drawing = QgsProcessingParameterFileDestination(
            self.DXF, translate("Riothermie", "Drawing (DXF)"), "DXF (*.dxf)", optional=True, createByDefault=False
        )
        self.add(
            drawing,
            translate("Riothermie", "Drawing for CAD in RD coordinates (m), with a layer per role and diameter."),
        )

    def _add_sink(self, name: str, kind, title: str, help_text: str) -> None:
        sink = QgsProcessingParameterFeatureSink(
            name, title, kind, optional=name != self.TRACE, createByDefault=name != self.KROMME
        )
        self.add(sink, help_text)
