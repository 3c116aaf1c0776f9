"""Inputs and outputs of the algorithm `warmtekavels`."""

from __future__ import annotations

from qgis.core import QgsProcessingParameterFeatureSink
from qgis.PyQt.QtCore import QCoreApplication

from .inputs import AREAS, LINES, PLACES, POINTS, TABLES, InputAlgorithm

translate = QCoreApplication.translate

KNOWN = {
    "KAVELS": (("kavelid", 9), ("warmtekavelid", 9), ("kavelnr", 9), ("warmtekavel", 9), ("kavel", 5), ("pandid", -99)),
    "GEBOUWEN": (
        ("rvkw", 4), ("tapkw", 3), ("warmtegj", 4), ("aantalverblijfsobjecten", 5), ("pandid", 2), ("woningen", 1),
        ("traceid", -99), ("oordeel", -99), ("reden", -1), ("gekozen", -99), ("kavelid", -99), ("bronid", -99),
    ),
    "KANSENKAART": (("dwagemls", 4), ("stroomrichting", 4), ("kans", 2)),
    "STRATEN": (("wvkid", 9), ("highway", 9), ("sttnaam", 5), ("fysiekvoorkomen", 2)),
    "KANSEN": (("wko", 4), ("bodemlus", 4), ("maxdieptem", 2)),
    "TRACE": (("traceid", 5), ("voedingid", 5), ("redendn", 5), ("puntid", -99)),
    "AANSLUITINGEN": (("kandidaten", 5), ("marginaaleur", 4), ("afstandbronm", 3), ("traceid", 2), ("score", -99)),
    "SELECTIE": (("gekozen", 5), ("score", 4), ("rang", 2)),
}  # fmt: skip
"""Fields that tell what a layer of the project is, see `InputAlgorithm`; minus: what tells that it is not."""


class KavelAlgorithm(InputAlgorithm):
    """The parameters of warmtekavels."""

    GROUP = "warmtevraag"
    KAVELS, GEBOUWEN, KANSENKAART = "KAVELS", "GEBOUWEN", "KANSENKAART"
    BRONNEN, STRATEN, GEBIED, KANSEN = "BRONNEN", "STRATEN", "GEBIED", "KANSEN"
    TRACE, AANSLUITINGEN, SELECTIE = "TRACE", "AANSLUITINGEN", "SELECTIE"
    ID_VELD, NAAM_VELD = "ID_VELD", "NAAM_VELD"
    TELWIJZE, KANS_MIN = "TELWIJZE", "KANS_MIN"
    KAVELS_UIT, TABEL, GEBOUWEN_UIT, RAPPORT = "KAVELS_UIT", "TABEL", "GEBOUWEN_UIT", "RAPPORT"

    KNOWN = KNOWN
    SHAPES = {  # noqa: RUF012
        "KAVELS": "polygon", "GEBOUWEN": "building", "KANSENKAART": "line", "BRONNEN": "spot", "STRATEN": "line",
        "GEBIED": "polygon", "KANSEN": "surface", "TRACE": "line", "AANSLUITINGEN": "point", "SELECTIE": "building",
    }  # fmt: skip
    OUTPUTS = ("KAVELS_UIT", "TABEL", "GEBOUWEN_UIT", "RAPPORT", "MELDINGEN")
    TELWIJZEN = ("individueel", "blok")
    KANSEN_MIN = ("beperkt", "mogelijk", "kansrijk", "alle")

    def add_layers(self) -> None:
        """Declare the layers."""
        self.add_source(
            self.KAVELS,
            AREAS,
            translate("Riothermie", "Kavels (heat districts)"),
            translate(
                "Riothermie",
                "Polygons of any origin: warmtekavels, neighbourhoods, postal codes. Empty: kavels are proposed from "
                "connected, dense heat demand, around the sources if there are any.",
            ),
        )
        self.add_source(
            self.GEBOUWEN,
            (POINTS, AREAS),
            translate("Riothermie", "Buildings with heat demand"),
            translate(
                "Riothermie",
                "Output GEBOUWEN of warmtevraag, or any layer with buildings and fields such as pand_id, woningen, "
                "rv_kw, tap_kw and warmte_gj. What is missing is derived, and the log says how.",
            ),
            optional=False,
        )
        self.add_source(
            self.KANSENKAART,
            LINES,
            translate("Riothermie", "Opportunity map"),
            translate(
                "Riothermie",
                "Output KANSENKAART of kansenkaart, the whole map: what the sewer can give to each kavel. Water that "
                "passes several pipes counts once.",
            ),
        )
        self.add_source(
            self.STRATEN,
            LINES,
            translate("Riothermie", "Streets"),
            translate(
                "Riothermie",
                "Centre lines (NWB, OpenStreetMap, TOP10NL): heat demand per metre of street, and the shape of the "
                "kavels that are proposed.",
            ),
        )
        self.add_source(
            self.BRONNEN,
            POINTS,
            translate("Riothermie", "Other heat sources"),
            translate("Riothermie", "Points with a heat per year (warmte_gj) or a power (vermogen_kw)."),
            advanced=True,
        )
        self.add_source(
            self.GEBIED,
            AREAS,
            translate("Riothermie", "Municipality"),
            translate(
                "Riothermie",
                "The whole area: then the hectares of what lies in no kavel are known too, and streets outside it do "
                "not count there.",
            ),
            advanced=True,
        )
        self._add_earlier()
        self.add_field(
            self.ID_VELD,
            self.KAVELS,
            translate("Riothermie", "Field with the id of a kavel"),
            translate("Riothermie", "Empty: a field that is recognised by its name, else kavels are numbered."),
        )
        self.add_field(
            self.NAAM_VELD,
            self.KAVELS,
            translate("Riothermie", "Field with the name of a kavel"),
            translate("Riothermie", "Empty: a field that is recognised by its name, else the id."),
        )

    def _add_earlier(self) -> None:
        """Declare the outputs of other algorithms that tell more of a kavel."""
        self.add_source(
            self.KANSEN,
            PLACES,
            translate("Riothermie", "Restrictions of the ground"),
            translate(
                "Riothermie",
                "Places with the verdicts wko and bodemlus (toegestaan, aandacht, verboden), per building (pand_id) or "
                "per area. Outside a layer that only draws restrictions none is known, which is no permission. Without "
                "a layer the share of homes with a restriction stays empty.",
            ),
            advanced=True,
        )
        self.add_source(
            self.TRACE,
            LINES,
            translate("Riothermie", "Planned network: trace"),
            translate("Riothermie", "Output TRACE of warmtenet: metres and costs per kavel."),
            advanced=True,
        )
        self.add_source(
            self.AANSLUITINGEN,
            POINTS,
            translate("Riothermie", "Planned network: connections"),
            translate("Riothermie", "Output AANSLUITINGEN of the same run: homes on the network per kavel."),
            advanced=True,
        )
        self.add_source(
            self.SELECTIE,
            (POINTS, AREAS),
            translate("Riothermie", "Energy match"),
            translate("Riothermie", "Output SELECTIE of energiematch: homes per kavel that were chosen."),
            advanced=True,
        )

    def add_choices(self) -> None:
        """Declare the choices."""
        self.add_number(
            "BEREIK_M",
            "kavel.bereik",
            translate("Riothermie", "Reach of a source around a kavel (m)"),
            translate("Riothermie", "Pipes and sources that lie this far outside a kavel still count as its supply."),
        )
        self.add_choice(
            self.KANS_MIN,
            self.KANSEN_MIN,
            translate("Riothermie", "Least class of a pipe that counts as supply"),
            translate("Riothermie", "Class (kans) on the opportunity map; alle: every pipe with water."),
        )
        self.add_choice(
            self.TELWIJZE,
            self.TELWIJZEN,
            translate("Riothermie", "How connections are counted for the law"),
            translate(
                "Riothermie",
                "individueel: each home and each other object is one. blok: a building that asks at most 100 kW at "
                "once is one connection.",
            ),
        )
        self.add_number(
            "LIJNDICHTHEID",
            "kavel.lijndichtheid_goed",
            translate("Riothermie", "Line density that suits a network (MWh/m)"),
            translate("Riothermie", "Class of the line density, and where kavels are proposed."),
            advanced=True,
        )
        self.add_number(
            "WONINGEN_MIN",
            "kavel.woningen_min",
            translate("Riothermie", "Smallest kavel to propose (homes)"),
            translate("Riothermie", "Only when no kavels are given: less heat demand than that makes no kavel."),
            whole=True,
            advanced=True,
        )
        self.add_kentallen()

    def add_outputs(self) -> None:
        """Declare the outputs."""
        sinks = (
            (
                self.KAVELS_UIT,
                AREAS,
                translate("Riothermie", "Warmtekavels"),
                translate(
                    "Riothermie",
                    "The kavels with demand, supply, coverage, densities, labels, owners, restrictions, planned "
                    "network, regime of the law (Wcw), overlaps, and remarks.",
                ),
            ),
            (
                self.TABEL,
                TABLES,
                translate("Riothermie", "Table of the kavels"),
                translate(
                    "Riothermie",
                    "The same as a table, with a row for what lies in no kavel (rest) and one for everything (totaal). "
                    "A name that ends in .xlsx, .ods or .csv gives a file for a spreadsheet.",
                ),
            ),
            (
                self.GEBOUWEN_UIT,
                POINTS,
                translate("Riothermie", "Buildings with their kavel"),
                translate("Riothermie", "A point per building with the kavel that it counts in."),
            ),
        )
        for name, kind, title, about in sinks:
            optional = name != self.KAVELS_UIT
            sink = QgsProcessingParameterFeatureSink(
                name, title, kind, optional=optional, createByDefault=name != self.GEBOUWEN_UIT
            )
            self.add(sink, about)
        self.add_report(translate("Riothermie", "One HTML file with a table per kavel, a plot and the assumptions."))
        self.add_findings()
