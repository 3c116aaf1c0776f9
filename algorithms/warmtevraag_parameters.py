"""The inputs and outputs of `warmtevraag`."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
)
from qgis.PyQt.QtCore import QCoreApplication

from .base import RiothermieAlgorithm
from .inputs import AREAS, PLACES, POINTS, TABLES, InputAlgorithm

translate = QCoreApplication.translate

OWN = (("warmtegj", -99), ("rvkw", -99), ("traceid", -99), ("leidingid", -99), ("kavelid", -99))
"""Fields of what this plugin made itself."""

KNOWN = {
    "PANDEN": (
        ("aantalverblijfsobjecten", 9), ("aantalver", 9), ("oorspronkelijkbouwjaar", 5), ("identificatiebagpnd", 9),
        ("bouwjaar", 2), ("identificatie", 2), ("identifica", 2), ("oppervlaktemin", 3), ("pandid", 3),
        ("pandidentificatie", -9), ("pandidenti", -9), ("huisnummer", -9), ("postcode", -9), *OWN,
    ),
    "VERBLIJFSOBJECTEN": (
        ("pandidentificatie", 9), ("pandidenti", 9), ("verblijfsobjectid", 5), ("vboid", 5), ("oppervlakte", 2),
        ("oppervlakt", 2), ("gebruiksdoel", 2), ("gebruiksdo", 2), ("huisnummer", 2), ("postcode", 2), *OWN,
    ),
    "LABELS": (("pandenergieklasse", 9), ("pandbagverblijfsobjectid", 5), ("energieklasse", 4), *OWN),
    "REFERENTIE": (("woning/vboid", 9), ("tbestring", 9), *OWN),
    "BUURTEN": (
        ("buurtcode", 4), ("gemiddeldgasverbruiktotaal", 5), ("aantalinwoners", 1), ("statcode", 3), ("bucode", 4),
        ("modelgj", -99), *OWN,
    ),
    "EIGENDOM": (("eigenaar", 4), ("eigendom", 4), ("corporatie", 4), ("pandidentificatie", -9), *OWN),
    "NIEUWBOUW": (("woningtype", 3), ("aantalwoningen", 3), ("aantal", 2), ("boilerl", 5), ("planid", 4), *OWN),
    "ISOLATIETABEL": (("reductie", 9), *OWN),
}  # fmt: skip
"""Fields that tell what a layer of the project is, see `InputAlgorithm`; minus: what tells that it is not."""


class DemandAlgorithm(InputAlgorithm):
    """The parameters of the heat demand."""

    GROUP = "warmtevraag"
    PANDEN, VERBLIJFSOBJECTEN, LABELS = "PANDEN", "VERBLIJFSOBJECTEN", "LABELS"
    REFERENTIE, BUURTEN, EIGENDOM = "REFERENTIE", "BUURTEN", "EIGENDOM"
    NIEUWBOUW, GEBIED, ISOLATIETABEL = "NIEUWBOUW", "GEBIED", "ISOLATIETABEL"
    ISOLATIE, VERMOGEN, TAPWATER = "ISOLATIE", "VERMOGEN", "TAPWATER"
    KALIBREREN, KALIBREREN_VIVET, GEPLAND = "KALIBREREN", "KALIBREREN_VIVET", "GEPLAND"
    METHODE, VERMOGEN_VOLGT, ISOLATIE_UTILITEIT = "METHODE", "VERMOGEN_VOLGT", "ISOLATIE_UTILITEIT"
    WONINGTYPE_VELD, EIGENAAR_VELD, LABEL_VELD = "WONINGTYPE_VELD", "EIGENAAR_VELD", "LABEL_VELD"
    INWONERS_VELD = "INWONERS_VELD"
    GEBOUWEN, OBJECTEN_UIT, BUURTEN_UIT = "GEBOUWEN", "OBJECTEN_UIT", "BUURTEN_UIT"
    SAMENVATTING, NIEUWBOUW_UIT, RAPPORT = "SAMENVATTING", "NIEUWBOUW_UIT", "RAPPORT"

    KNOWN = KNOWN
    SHAPES = {  # noqa: RUF012
        "PANDEN": "building", "VERBLIJFSOBJECTEN": "object", "LABELS": "any", "REFERENTIE": "any",
        "BUURTEN": "polygon", "EIGENDOM": "any", "NIEUWBOUW": "any", "GEBIED": "polygon", "ISOLATIETABEL": "any",
    }  # fmt: skip
    PAND_FIELDS = {"WONINGTYPE_VELD": "type", "EIGENAAR_VELD": "eigenaar", "LABEL_VELD": "label"}  # noqa: RUF012
    OBJECT_FIELDS = {"INWONERS_VELD": "inwoners"}  # noqa: RUF012
    """Parameter with a field, and what that field holds."""

    MIXED = ("VERBLIJFSOBJECTEN", "EIGENDOM", "NIEUWBOUW", "ISOLATIETABEL")
    """Inputs that may be a layer or a table, a text file or sheet of a workbook among them."""

    FILES = ("LABELS", "REFERENTIE")
    """Inputs that are a table; text files go to the engine as they are."""

    OUTPUTS = ("GEBOUWEN", "OBJECTEN_UIT", "BUURTEN_UIT", "SAMENVATTING", "NIEUWBOUW_UIT", "RAPPORT", "MELDINGEN")
    ISOLATIES = ("geen", "label_c_15", "label_c_40", "eigen")
    VERMOGENS = ("w_per_m2", "label", "vollasturen")
    TAPWATERS = ("cw", "boiler")
    METHODES = ("vesta", "label", "etm")

    def checkParameterValues(self, parameters, context):
        # QGIS would open the tables as layers, and refuse a text file that it does not know: `problem` looks at them
        shown = parameters | dict.fromkeys((*self.MIXED, *self.FILES))
        good, message = RiothermieAlgorithm.checkParameterValues(self, shown, context)
        if good:
            message = self.problem(parameters, context)
        return not message, message

    def add_stock(self) -> None:
        """Declare buildings, objects, and what is known of them."""
        self.add_source(
            self.PANDEN,
            (POINTS, AREAS),
            translate("Riothermie", "Buildings (BAG panden)"),
            translate(
                "Riothermie",
                "Panden of the BAG in any delivery (PDOK, bag-light, shapefile, extract with history) or of the BGT, "
                "as areas or points. Only what stands there now counts. Own fields such as type, label and eigenaar "
                "are used when they are there.",
            ),
        )
        self.add_source(
            self.VERBLIJFSOBJECTEN,
            TABLES,
            translate("Riothermie", "Objects (BAG verblijfsobjecten)"),
            translate(
                "Riothermie",
                "Verblijfsobjecten or addresses with floor area and use, as points or as a table (also CSV, xlsx or "
                "ods). They belong to the pand that they name, else to the one in which they lie; an object without a "
                "pand stands by itself. Without this layer the number of objects and the area are estimated per pand.",
            ),
        )
        self.add_source(
            self.LABELS,
            TABLES,
            translate("Riothermie", "Energy labels (EP-online)"),
            translate(
                "Riothermie",
                "File of EP-online as delivered (CSV, also in its zip; the national file may be given as it is), or a "
                "table or workbook with object or address and label. The newest label of each object counts.",
            ),
        )
        self.add_source(
            self.REFERENTIE,
            TABLES,
            translate("Riothermie", "Reference use of homes (PBL, VIVET)"),
            translate(
                "Riothermie",
                "File of the municipality from the data portal of the PBL: heat demand, type, label, owner and "
                "inhabitants per home. It goes before the key figures.",
            ),
        )
        self.add_source(
            self.BUURTEN,
            AREAS,
            translate("Riothermie", "Neighbourhoods (CBS buurten)"),
            translate(
                "Riothermie",
                "With the mean gas use per home: the space heating of the homes is scaled so that the total of the "
                "neighbourhood is right. Also for inhabitants, and for the table per neighbourhood.",
            ),
        )
        self.add_source(
            self.EIGENDOM,
            TABLES,
            translate("Riothermie", "Ownership"),
            translate(
                "Riothermie",
                "Property of housing corporations: areas or points, or a table with the id of the object or pand or "
                "with the address, and a field eigenaar. Without that field all that is in it belongs to a corporatie.",
            ),
            advanced=True,
        )
        self.add_source(
            self.NIEUWBOUW,
            TABLES,
            translate("Riothermie", "New-build plans"),
            translate(
                "Riothermie",
                "Small table (also CSV, xlsx or ods) or layer, a row per type of home: type, aantal, oppervlakte_m2 "
                "(per home) and if known personen and boiler_l. Rows with a place come on the map too.",
            ),
        )
        self.add_source(
            self.GEBIED,
            AREAS,
            translate("Riothermie", "Area"),
            translate(
                "Riothermie",
                "Only buildings with their middle in it come out; the others are counted. The neighbourhoods are "
                "scaled with all buildings.",
            ),
        )
        self._add_fields()

    def _add_fields(self) -> None:
        """Declare fields that are not recognised by their name."""
        parent = self.PANDEN
        self.add_field(
            self.WONINGTYPE_VELD,
            parent,
            translate("Riothermie", "Field with the type of home"),
            translate(
                "Riothermie",
                "Of the buildings: vrijstaand, 2-onder-1-kap, hoek, tussen or appartement. Empty: a field that is "
                "called so, else derived from the outlines and the number of objects.",
            ),
        )
        self.add_field(
            self.EIGENAAR_VELD,
            parent,
            translate("Riothermie", "Field with the owner"),
            translate("Riothermie", "Of the buildings: corporatie, particulier or overig."),
        )
        self.add_field(
            self.LABEL_VELD,
            parent,
            translate("Riothermie", "Field with the energy label"),
            translate("Riothermie", "Of the buildings: A (also A+ and better) to G."),
        )
        self.add_field(
            self.INWONERS_VELD,
            self.VERBLIJFSOBJECTEN,
            translate("Riothermie", "Field with the inhabitants"),
            translate(
                "Riothermie",
                "Of the objects: number of people that live there. Empty: a field that is called so, else the "
                "reference use (VIVET), the neighbourhood (CBS) or a key figure by type of home.",
            ),
        )

    def add_choices(self) -> None:
        """Declare how the demand is reckoned."""
        self.add_choice(
            self.ISOLATIE,
            self.ISOLATIES,
            translate("Riothermie", "Insulation"),
            translate(
                "Riothermie",
                "geen: as they are now. label_c_15, label_c_40: homes with label C or worse save 15 % or 40 % of their "
                "heat demand. eigen: your own table. The demand before insulation stays beside it.",
            ),
            advanced=False,
        )
        self.add_source(
            self.ISOLATIETABEL,
            TABLES,
            translate("Riothermie", "Own table of insulation"),
            translate(
                "Riothermie",
                "For the choice eigen: table or CSV file with the columns label (A to G) and reductie (0.15 or 15 %). "
                "Labels that are not in it save nothing. Empty: the key figure isolatie.reductie_label, an assumption.",
            ),
            advanced=True,
        )
        self.add_choice(
            self.VERMOGEN,
            self.VERMOGENS,
            translate("Riothermie", "Power for space heating"),
            translate(
                "Riothermie",
                "w_per_m2: 50 W per m2 of floor area. label: W per m2 by energy label. vollasturen: heat demand "
                "divided by full load hours.",
            ),
            advanced=False,
        )
        self.add_choice(
            self.TAPWATER,
            self.TAPWATERS,
            translate("Riothermie", "Power for hot tap water"),
            translate(
                "Riothermie",
                "cw: flow heater, by comfort class (CW 4: 27 kW). boiler: what heats a store of hot water in three "
                "hours, a few kW.",
            ),
            advanced=False,
        )
        self.add_number(
            "W_PER_M2",
            "vraag.rv_w_m2",
            translate("Riothermie", "Power for space heating per m2 (W/m2)"),
            translate("Riothermie", "For the choice w_per_m2, homes only; other objects go by full load hours."),
            advanced=True,
        )
        self.add_number(
            "CW_KLASSE",
            "tapwater.cw_woning",
            translate("Riothermie", "Comfort class of hot tap water (CW)"),
            translate(
                "Riothermie", "For the choice cw, homes on the ground; flats have a key figure (kental) of their own."
            ),
            whole=True,
            advanced=True,
        )
        self.add_choice(
            self.METHODE,
            self.METHODES,
            translate("Riothermie", "Space heating of homes"),
            translate(
                "Riothermie",
                "vesta: by type, period, label and floor area (PBL, Vesta MAIS). label: the heat demand on the energy "
                "label itself, where the file with labels gives it (NTA 8800; what a home needs on paper), else vesta. "
                "etm: mean kWh per m2 of the label (Energy Transition Model), clearly higher. A figure of VIVET goes "
                "before all of them.",
            ),
        )
        for name, title, about, default in (
            (
                self.ISOLATIE_UTILITEIT,
                translate("Riothermie", "Insulate other objects too"),
                translate(
                    "Riothermie",
                    "Offices, schools and shops then save as much as homes with the same label; otherwise only homes.",
                ),
                False,
            ),
            (
                self.VERMOGEN_VOLGT,
                translate("Riothermie", "Power falls with insulation"),
                translate(
                    "Riothermie",
                    "For w_per_m2 and label: the power for space heating of each object falls as much as its space "
                    "heating. Otherwise it stays that of the home before insulation. With vollasturen it always falls.",
                ),
                False,
            ),
            (
                self.KALIBREREN,
                translate("Riothermie", "Scale to the gas use of the neighbourhood"),
                translate("Riothermie", "Only with neighbourhoods that have their gas use."),
                True,
            ),
            (
                self.KALIBREREN_VIVET,
                translate("Riothermie", "Scale figures of VIVET too"),
                translate(
                    "Riothermie",
                    "Homes with a figure of the PBL (VIVET) then follow the gas use of their neighbourhood too, which "
                    "may be of a later year; otherwise they keep that figure.",
                ),
                False,
            ),
            (
                self.GEPLAND,
                translate("Riothermie", "Planned buildings too"),
                translate("Riothermie", "Panden with a permit or under construction; otherwise they are listed."),
                False,
            ),
        ):
            self.add(QgsProcessingParameterBoolean(name, title, defaultValue=default), about, advanced=True)

    def add_outputs(self) -> None:
        """Declare the map, the tables and the report."""
        buildings = QgsProcessingParameterFeatureSink(
            self.GEBOUWEN, translate("Riothermie", "Buildings with heat demand"), PLACES
        )
        self.add(
            buildings,
            translate(
                "Riothermie",
                "Areas (points when there are only points): heat, power, homes, inhabitants, type, label and owner per "
                "building, with where the values come from. Input of warmtenet (buildings), kansenkaart (addresses, "
                "field inwoners), energiematch and warmtekavels.",
            ),
        )
        self.add_report(
            translate("Riothermie", "One file with tables and plots that opens in any browser, also without network."),
        )
        self._add_table(
            self.SAMENVATTING,
            translate("Riothermie", "Summary"),
            translate("Riothermie", "Table: number, heat and power per object, by type and period, with a total."),
        )
        self._add_table(
            self.BUURTEN_UIT,
            translate("Riothermie", "Heat demand per neighbourhood"),
            translate("Riothermie", "Table: demand by key figures and by gas use, and what was done with the ratio."),
        )
        self._add_table(
            self.OBJECTEN_UIT,
            translate("Riothermie", "Heat demand per object"),
            translate(
                "Riothermie",
                "Table: every verblijfsobject, with the source of each value. It holds no street, number or postcode, "
                "but its id (BAG) does lead to an address; label, owner and inhabitants of one home may be personal "
                "data: share the summary or the table per neighbourhood instead.",
            ),
            asked=True,
        )
        self._add_table(
            self.NIEUWBOUW_UIT,
            translate("Riothermie", "Heat demand of new build"),
            translate(
                "Riothermie",
                "Table: heat, cooling and power of each row of the new-build plans, with a total. Without plans it is "
                "made only as a file.",
            ),
        )
        self.add_findings()

    def _add_table(self, name: str, title: str, help_text: str, *, asked: bool = False) -> None:
        """Declare a table; with `asked` it is made only when asked for."""
        sink = QgsProcessingParameterFeatureSink(name, title, TABLES, optional=True, createByDefault=not asked)
        self.add(sink, help_text)
