"""Inputs of the algorithm `kansenkaart`: who lives on the sewer, what was measured, and the numbers that count."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication

from .inputs import AREAS, PLACES, POINTS, TABLES
from .sewer_parameters import SewerAlgorithm

translate = QCoreApplication.translate


class KansenkaartParameters(SewerAlgorithm):
    """Declare what a kansenkaart is made from."""

    ADRESSEN = "ADRESSEN"
    INWONERS_VELD = "INWONERS_VELD"
    INLOOPTABEL = "INLOOPTABEL"
    BEDRIJVEN = "BEDRIJVEN"
    BEDRIJVEN_VELD = "BEDRIJVEN_VELD"
    GEBIEDEN_VELD = "GEBIEDEN_VELD"
    INWONERS_TOTAAL = "INWONERS_TOTAAL"
    RICHTING = "RICHTING"
    GELIJKTIJDIGHEID = "GELIJKTIJDIGHEID"
    METINGEN = "METINGEN"
    METING_GEM_VELD = "METING_GEM_VELD"
    METING_MIN_VELD = "METING_MIN_VELD"
    METING_AFSTAND = "METING_AFSTAND"
    SHAPES = SewerAlgorithm.SHAPES | {
        "ADRESSEN": "place", "BEDRIJVEN": "place", "INLOOPTABEL": "table", "METINGEN": "point",
    }  # fmt: skip
    # KNOPEN_UIT has dwa_gem_ls too: that alone does not make a layer one of measurements
    KNOWN = SewerAlgorithm.KNOWN | {
        "METINGEN": (
            ("dwagemls", 3), ("dwaminls", 3), ("debietgemls", 4), ("debietgemm3h", 4), ("debietgem", 4),
            ("debietgemiddeld", 4), ("meetpunt", 3), ("periode", 1), ("drogedagen", 1), ("dwamaxls", 1),
        ),
    }  # fmt: skip
    RICHTINGEN = ("bob", "administratief")
    METHODEN = ("n-afhankelijk", "leusden")

    def add_people(self) -> None:
        """Declare who lives and works on the sewer."""
        self.add_source(
            self.ADRESSEN,
            PLACES,
            translate("Riothermie", "Addresses"),
            translate(
                "Riothermie",
                "Points (or areas) with homes, for instance BAG verblijfsobjecten: each goes to the nearest pipe that "
                "carries dry weather flow, or to the one that the BGT-inlooptabel names.",
            ),
        )
        self.add_field(
            self.INWONERS_VELD,
            self.ADRESSEN,
            translate("Riothermie", "Field with inhabitants of an address"),
            translate(
                "Riothermie", "Empty: a field of a known name, else the number of inhabitants per address below."
            ),
        )
        self.add_source(
            self.GEBIEDEN,
            AREAS,
            translate("Riothermie", "Areas with inhabitants"),
            translate(
                "Riothermie",
                "Polygons such as CBS neighbourhoods: their inhabitants are spread over the pipes inside. Used when "
                "there are no addresses.",
            ),
        )
        self.add_field(
            self.GEBIEDEN_VELD,
            self.GEBIEDEN,
            translate("Riothermie", "Field with inhabitants of an area"),
            translate("Riothermie", "Empty: a field of a known name, such as aantal_inwoners."),
        )
        self.add_optional(
            self.INWONERS_TOTAAL,
            translate("Riothermie", "Inhabitants in total (quick scan)"),
            translate(
                "Riothermie",
                "One number for the whole sewer, spread over its pipes by length. Used when there are neither "
                "addresses nor areas.",
            ),
            decimals=0,
            advanced=False,
        )
        self.add_source(
            self.BEDRIJVEN,
            PLACES,
            translate("Riothermie", "Companies"),
            translate("Riothermie", "Points (or areas) with companies: they come on top of the inhabitants."),
            advanced=True,
        )
        self.add_field(
            self.BEDRIJVEN_VELD,
            self.BEDRIJVEN,
            translate("Riothermie", "Field with the discharge of a company"),
            translate(
                "Riothermie", "Population equivalents (i.e.), or m3 per day or year. Empty: a field of a known name."
            ),
        )
        self.add_source(
            self.INLOOPTABEL,
            TABLES,
            translate("Riothermie", "BGT-inlooptabel"),
            translate(
                "Riothermie", "Table that names the pipe to which a building drains; goes before the nearest pipe."
            ),
            advanced=True,
        )

    def add_measurements(self) -> None:
        """Declare measured flow."""
        self.add_source(
            self.METINGEN,
            POINTS,
            translate("Riothermie", "Measurements of the flow"),
            translate(
                "Riothermie",
                "Points with the mean dry weather flow that was measured there, and if known the lowest and highest "
                "hour: the output of debietmeting, or a layer of your own with fields such as naam, dwa_gem_ls and "
                "dwa_min_ls (or debiet_gem_m3h ...; the unit stands in the name). A field leiding_id names the pipe, "
                "else it is the nearest one with flow. The flow is corrected from where the water enters to where it "
                "leaves; dwa_status and meetfactor tell what each pipe rests on.",
            ),
        )
        self.add_field(
            self.METING_GEM_VELD,
            self.METINGEN,
            translate("Riothermie", "Field with the measured mean flow"),
            translate(
                "Riothermie",
                "Empty: a field of a known name. The unit is the one at the end of its name (ls, m3h, m3d), else l/s.",
            ),
        )
        self.add_field(
            self.METING_MIN_VELD,
            self.METINGEN,
            translate("Riothermie", "Field with the measured flow in the lowest hour"),
            translate(
                "Riothermie",
                "Empty: a field of a known name, if there is one. Without it a measurement corrects the mean, and the "
                "lowest hour in proportion.",
            ),
        )
        self.add_number(
            self.METING_AFSTAND,
            "kalibratie.afstand",
            translate("Riothermie", "Greatest distance from measurement to sewer (m)"),
            translate("Riothermie", "Measurements farther from any pipe with flow are listed and do not count."),
            advanced=True,
        )

    def add_numbers_in(self) -> None:
        """Declare the coefficients that are asked for most, and the methods."""
        self.add_number(
            "INWONERS_PER_ADRES",
            "dwa.inwoners_per_adres",
            translate("Riothermie", "Inhabitants per address"),
            translate("Riothermie", "For addresses of which the number of inhabitants is unknown."),
        )
        self.add_number(
            "LITER_PER_INWONER",
            "dwa.liter_per_inwoner",
            translate("Riothermie", "Waste water per inhabitant (l/day)"),
            translate("Riothermie", "Spread over the day by RIONED's curve for inhabitants."),
        )
        self.add_number(
            "RIOOLVREEMD_PCT",
            "dwa.rioolvreemd",
            translate("Riothermie", "Extraneous water (%)"),
            translate("Riothermie", "Ground water and other water in dry weather, on top of the waste water."),
            advanced=True,
        )
        self.add_number(
            "MAX_AFSTAND",
            "dwa.max_afstand",
            translate("Riothermie", "Greatest distance from address to sewer (m)"),
            translate("Riothermie", "Addresses farther away are listed and do not count."),
            advanced=True,
        )
        self.add_number(
            "DELTA_T",
            "bron.delta_t",
            translate("Riothermie", "Cooling of the waste water (K)"),
            translate("Riothermie", "How much the waste water may be cooled; agree it with the water authority."),
        )
        self.add_number(
            "T_WINTER",
            "bron.t_winter",
            translate("Riothermie", "Temperature of the waste water in winter (°C)"),
            translate("Riothermie", "Limits the cooling: the water must not become too cold for the treatment plant."),
        )
        self.add_number(
            "COP",
            "warmtepomp.cop",
            translate("Riothermie", "COP of the heat pump"),
            translate("Riothermie", "Heat delivered per unit of electricity; more than 1."),
        )
        self.add_number(
            "WARMTE_PER_WONING",
            "vraag.warmte_per_woning",
            translate("Riothermie", "Heat demand of a home (GJ/year)"),
            translate("Riothermie", "Space heating and hot tap water together."),
        )
        self.add_choice(
            self.RICHTING,
            self.RICHTINGEN,
            translate("Riothermie", "Direction of the flow"),
            translate(
                "Riothermie",
                "bob: by the invert levels; water pools and spills over the lowest way out. administratief: as the "
                "pipes are registered, from begin to end.",
            ),
        )
        self.add_choice(
            self.GELIJKTIJDIGHEID,
            self.METHODEN,
            translate("Riothermie", "Simultaneity of the demand"),
            translate(
                "Riothermie",
                "n-afhankelijk: falls with the number of homes, also right for small groups. leusden: the constants of "
                "60 % and 8 % that hold for hundreds of homes.",
            ),
        )
