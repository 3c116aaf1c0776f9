"""The inputs and outputs of `bronpunten`."""

from __future__ import annotations

from qgis.core import QgsProcessingParameterFeatureSink
from qgis.PyQt.QtCore import QCoreApplication

from .inputs import AREAS, LINES, POINTS, WITH_HEAT, InputAlgorithm

translate = QCoreApplication.translate

KNOWN = {
    "KANSENKAART": (("dwagemls", 4), ("stroomrichting", 4), ("kans", 2), ("warmtewkogj", 2)),
    "KNOPEN": (("afvoerpunt", 9), ("knoopid", 2)),
    "GEBOUWEN": (*WITH_HEAT, ("rang", -99)),
    "STRATEN": (
        ("wvkid", 9), ("jteidbeg", 9), ("sttnaam", 5), ("highway", 9), ("typeweg", 9), ("straatid", 5),
        ("openbareruimtenaam", 2), ("voedingid", -99), ("leidingid", -99),
    ),
}  # fmt: skip
"""Fields that tell what a layer of the project is, see `InputAlgorithm`; minus: what tells that it is not."""


class SourcePointsAlgorithm(InputAlgorithm):
    """The parameters of the choice of source points."""

    GROUP = "warmtevraag"
    KANSENKAART, KNOPEN, GEBOUWEN, STRATEN = "KANSENKAART", "KNOPEN", "GEBOUWEN", "STRATEN"
    NETTYPE, BRONPUNTEN, KANDIDATEN = "NETTYPE", "BRONPUNTEN", "KANDIDATEN"
    KNOWN = KNOWN
    SHAPES = {  # noqa: RUF012
        "KANSENKAART": "line", "KNOPEN": "point", "GEBOUWEN": "building", "STRATEN": "line",
    }  # fmt: skip
    OUTPUTS = ("BRONPUNTEN", "KANDIDATEN", "MELDINGEN")
    NETTYPES = ("bronnet", "mt")

    def add_layers(self) -> None:
        """Declare the sewer, who asks for heat, and the streets between them."""
        self.add_source(
            self.KANSENKAART,
            LINES,
            translate("Riothermie", "Opportunity map"),
            translate(
                "Riothermie",
                "Output KANSENKAART of the algorithm kansenkaart, whole and unfiltered; or KANSENKAART_UIT of "
                "onttrekkingen: then what existing offtakes take is not available.",
            ),
            optional=False,
        )
        self.add_source(
            self.GEBOUWEN,
            (POINTS, AREAS),
            translate("Riothermie", "Buildings with heat demand"),
            translate(
                "Riothermie",
                "Output of the algorithm warmtevraag, or any layer with a heat demand (warmte_gj) or dwellings per "
                "building.",
            ),
            optional=False,
        )
        self.add_source(
            self.STRATEN,
            LINES,
            translate("Riothermie", "Streets"),
            translate(
                "Riothermie",
                "Centre lines (NWB, OpenStreetMap, TOP10NL or your own), along which distances count. Without streets "
                "they are straight, times a detour factor.",
            ),
        )
        self.add_source(
            self.KNOPEN,
            POINTS,
            translate("Riothermie", "Nodes of the opportunity map"),
            translate(
                "Riothermie",
                "Output KNOPEN_UIT of the same run: it tells which nodes are treatment plants or other outlets. "
                "Without it every place where the map ends counts as an outlet.",
            ),
            advanced=True,
        )

    def add_choices(self) -> None:
        """Declare how is chosen."""
        self.add_number(
            "AANTAL",
            "bronkeuze.aantal",
            translate("Riothermie", "Number of source points"),
            translate("Riothermie", "Fewer are chosen when no other place serves enough with what is left."),
            whole=True,
        )
        self.add_number(
            "BEREIK_M",
            "bronkeuze.bereik",
            translate("Riothermie", "Reach of a source point (m)"),
            translate("Riothermie", "Demand farther away does not count."),
        )
        self.add_choice(
            self.NETTYPE,
            self.NETTYPES,
            translate("Riothermie", "Type of network"),
            translate(
                "Riothermie",
                "bronnet: water of about 12 °C, with a heat pump in each home. mt: hot water of about 70 °C. Decides "
                "the prices of source and main.",
            ),
            advanced=False,
        )
        self.add_number(
            "VERMOGEN_MIN_KW",
            "kansen.vermogen_min",
            translate("Riothermie", "Least power of a source point (kW)"),
            translate(
                "Riothermie", "At the side of the buildings: what the water must give, and what the point must serve."
            ),
        )
        self.add_number(
            "OMWEG",
            "bronkeuze.omweg",
            translate("Riothermie", "Detour without streets"),
            translate("Riothermie", "Factor on straight distances when no streets are given."),
            advanced=True,
        )
        self.add_number(
            "DELTA_T_RWZI",
            "onttrekking.delta_t_rwzi",
            translate("Riothermie", "Cooling allowed at the treatment plant (K)"),
            translate(
                "Riothermie",
                "How much colder all water together may arrive at a treatment plant, hand-over or other outlet.",
            ),
            advanced=True,
        )
        self.add_number(
            "HERSTEL",
            "onttrekking.herstel",
            translate("Riothermie", "Recovery of the temperature per km"),
            translate(
                "Riothermie",
                "Part of the cooling that bottom and air give back per km of sewer: 0.1 is 10 % per km. 0 is careful.",
            ),
            advanced=True,
        )
        self.add_kentallen()

    def add_outputs(self) -> None:
        """Declare the layers and numbers."""
        for name, title, about, optional in (
            (
                self.BRONPUNTEN,
                translate("Riothermie", "Source points"),
                translate(
                    "Riothermie",
                    "Points in order of choice, to be given to energiematch and warmtenet as source: power and heat, "
                    "demand served, homes, costs, heat per euro, and in words why, and how far number two is behind.",
                ),
                False,
            ),
            (
                self.KANDIDATEN,
                translate("Riothermie", "Candidates"),
                translate(
                    "Riothermie", "Every place along the sewer that could be a source, as if it were the only one."
                ),
                True,
            ),
        ):
            self.add(QgsProcessingParameterFeatureSink(name, title, POINTS, optional=optional), about)
        self.add_findings()
        self.add_numbers(
            AANTAL_BRONPUNTEN=translate("Riothermie", "Source points chosen"),
            AANTAL_KANDIDATEN=translate("Riothermie", "Places they were chosen from"),
            BEREIK_GJ=translate("Riothermie", "Demand that they serve (GJ/year)"),
            WARMTE_GJ=translate("Riothermie", "Heat that they can give together (GJ/year)"),
            WONINGEN=translate("Riothermie", "Homes that they serve"),
            KOSTEN_EUR=translate("Riothermie", "Costs of sources and mains, an estimate (EUR)"),
            AANTAL_MELDINGEN=translate("Riothermie", "Findings"),
        )
