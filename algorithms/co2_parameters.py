"""Inputs and outputs of the algorithm `co2`."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtCore import QCoreApplication

from .inputs import PLACES, TABLES, WITH_HEAT, InputAlgorithm

translate = QCoreApplication.translate

COPS = {
    "COP_BRONNET": "cop.bronnet",
    "COP_BRONNET_TAP": "cop.bronnet_tap",
    "COP_MT": "cop.mt",
    "COP_HYBRIDE": "cop.hybride",
    "COP_LUCHT": "cop.lucht",
    "COP_LUS": "cop.lus_rv",
    "COP_LUS_TAP": "cop.lus_tap",
}
"""Parameter and the kental that it replaces."""


class Co2Algorithm(InputAlgorithm):
    """The parameters of co2."""

    GROUP = "economie"
    GEBOUWEN, WARMTE_GJ, TAP_GJ = "GEBOUWEN", "WARMTE_GJ", "TAP_GJ"
    KOUDE_GJ, WONINGEN, CONCEPTEN = "KOUDE_GJ", "WONINGEN", "CONCEPTEN"
    STROOM, FACTOR, VERLOOP, JAAR, JAREN = "STROOM", "FACTOR", "VERLOOP", "JAAR", "JAREN"
    KETEL, KOELING, COP, COP_LUSSEN = "KETEL", "KOELING", "COP", "COP_LUSSEN"
    VERLIES_VAN, BRONVERLIES = "VERLIES_VAN", "BRONVERLIES"
    CO2, VARIANTEN, TYPEN, GEBOUWEN_UIT = "CO2", "VARIANTEN", "TYPEN", "GEBOUWEN_UIT"
    WERKBOEK, RAPPORT, ZUINIGST = "WERKBOEK", "RAPPORT", "ZUINIGST"

    KNOWN = {"GEBOUWEN": WITH_HEAT}  # noqa: RUF012
    SHAPES = {"GEBOUWEN": "building"}  # noqa: RUF012
    OUTPUTS = ("CO2", "VARIANTEN", "TYPEN", "GEBOUWEN_UIT", "WERKBOEK", "RAPPORT", "MELDINGEN")
    CONCEPTS = ("bronnet", "mt", "hybride", "lucht", "lus", "mini")
    STROMEN = ("gascentrale", "gemiddeld", "keten", "groen", "eigen")
    VERLOPEN = ("dalend", "gelijk")
    KETELS = ("samen", "apart")
    KOELINGEN = ("airco", "geen")
    COP_BRONNEN = ("rapporten", "carnot")
    COPS_LUSSEN = ("afgifte", "gegeven")
    VERLIEZEN = ("geleverd", "opgewekt")
    BRONVERLIEZEN = ("bronwarmte", "stroom")

    def add_demand(self) -> None:
        """Declare what heat and cold is asked."""
        self.add_source(
            self.GEBOUWEN,
            PLACES,
            translate("Riothermie", "Buildings with heat demand"),
            translate(
                "Riothermie",
                "Output GEBOUWEN of warmtevraag, or any layer of buildings with heat demand: all of them together, and "
                "each one apart. Empty: the numbers below.",
            ),
        )
        for name, title, about in (
            (
                self.WARMTE_GJ,
                translate("Riothermie", "Heat (GJ/year)"),
                translate("Riothermie", "Heating and hot water of all homes together. Only without a layer."),
            ),
            (
                self.TAP_GJ,
                translate("Riothermie", "Of that hot water (GJ/year)"),
                translate("Riothermie", "Empty: the share seizoen.aandeel_tap (30.1 %) of the heat."),
            ),
            (
                self.KOUDE_GJ,
                translate("Riothermie", "Cooling (GJ/year)"),
                translate("Riothermie", "Cold that is asked. Empty: none."),
            ),
            (
                self.WONINGEN,
                translate("Riothermie", "Homes"),
                translate("Riothermie", "For the CO2 per home in the report."),
            ),
        ):
            self.add_optional(name, title, about, advanced=False)

    def add_choices(self) -> None:
        """Declare ways to heat, years and electricity."""
        several = QgsProcessingParameterEnum(
            self.CONCEPTEN,
            translate("Riothermie", "Ways to heat"),
            list(self.CONCEPTS),
            allowMultiple=True,
            defaultValue=list(self.CONCEPTS),
            usesStaticStrings=True,
        )
        self.add(
            several,
            translate(
                "Riothermie",
                "Compared with gas boilers: bronnet (source network, heat pump per home), mt (medium temperature "
                "network), hybride (hybrid heat pump), lucht (air/water heat pump), lus (own ground loop), mini "
                "(shared ground loops).",
            ),
        )
        self.add_choice(
            self.STROOM,
            self.STROMEN,
            translate("Riothermie", "Emission factor of electricity"),
            translate(
                "Riothermie",
                "gascentrale: a modern gas-fired plant, because heat pumps are extra demand (0.352 kg/kWh). gemiddeld: "
                "mean of Dutch production. keten: the same with the supply chain. groen: 0. eigen: FACTOR below.",
            ),
            advanced=False,
        )
        self.add_optional(
            self.FACTOR,
            translate("Riothermie", "Emission factor of your own (kg/kWh)"),
            translate("Riothermie", "In the first year; only with eigen above."),
            high=2,
            decimals=3,
            advanced=False,
        )
        self.add_choice(
            self.VERLOOP,
            self.VERLOPEN,
            translate("Riothermie", "Course of the emission factor"),
            translate(
                "Riothermie",
                "dalend: in equal steps to 0, an assumption, in the year below. gelijk: the same in all years.",
            ),
            advanced=False,
        )
        self.add_number(
            "NUL_JAAR",
            "co2.nul_jaar",
            translate("Riothermie", "Year in which electricity emits no CO2"),
            translate("Riothermie", "With dalend."),
            whole=True,
        )
        whole = QgsProcessingParameterNumber.Type.Integer
        for name, title, about, default, low, high in (
            (
                self.JAAR,
                translate("Riothermie", "First year"),
                translate("Riothermie", "Most figures are of this year."),
                2026,
                2000,
                2200,
            ),
            (
                self.JAREN,
                translate("Riothermie", "Number of years"),
                translate("Riothermie", "The demand is the same in all years."),
                30,
                1,
                100,
            ),
        ):
            number = QgsProcessingParameterNumber(name, title, whole, default, minValue=low, maxValue=high)
            self.add(number, about)
        self.add_choice(
            self.KETEL,
            self.KETELS,
            translate("Riothermie", "Efficiency of the gas boiler"),
            translate(
                "Riothermie",
                "samen: one for heating and hot water, 0.90 (Leusden). apart: 1.05 for heating and 0.85 for hot water "
                "(Putten).",
            ),
        )
        self.add_choice(
            self.KOELING,
            self.KOELINGEN,
            translate("Riothermie", "Cooling"),
            translate("Riothermie", "airco: with gas boilers air conditioning cools. geen: cooling does not count."),
        )

    def add_pumps(self) -> None:
        """Declare heat pumps and networks."""
        self.add_choice(
            self.COP,
            self.COP_BRONNEN,
            translate("Riothermie", "COP of heat pumps"),
            translate(
                "Riothermie",
                "Of all but ground loops. rapporten: those of the reports of Leusden and Putten. carnot: from the "
                "temperatures below. What is filled in below goes before both.",
            ),
        )
        self.add_choice(
            self.COP_LUSSEN,
            self.COPS_LUSSEN,
            translate("Riothermie", "COP of ground loops"),
            translate(
                "Riothermie",
                "Of own loops and mini networks, whatever the choice above. afgifte: from the temperatures below, but "
                "never above what is given. gegeven: 4.5 and 2.6 of the report on Putten, for new homes with floor "
                "heating. What is filled in below goes before both.",
            ),
        )
        for name, title in (
            ("COP_BRONNET", translate("Riothermie", "COP source network")),
            ("COP_BRONNET_TAP", translate("Riothermie", "COP source network, hot water apart")),
            ("COP_MT", translate("Riothermie", "COP MT network")),
            ("COP_HYBRIDE", translate("Riothermie", "COP hybrid heat pump")),
            ("COP_LUCHT", translate("Riothermie", "COP air/water heat pump")),
            ("COP_LUS", translate("Riothermie", "COP ground loop, heating")),
            ("COP_LUS_TAP", translate("Riothermie", "COP ground loop, hot water")),
        ):
            about = translate("Riothermie", "Mean over the year, 1 or more. Empty: see the choice above.")
            self.add_optional(name, title, about, high=20, decimals=2)
            self.parameterDefinition(name).setMinimum(1)
        self.add_choice(
            self.BRONVERLIES,
            self.BRONVERLIEZEN,
            translate("Riothermie", "Loss of the source network costs"),
            translate(
                "Riothermie",
                "bronwarmte: heat of the source only, for the heat pumps stand behind it (Putten, and businesscase). "
                "stroom: electricity too (Leusden).",
            ),
        )
        for name, key, title, about in (
            (
                "CARNOT", "cop.carnot", translate("Riothermie", "Carnot efficiency"),
                translate("Riothermie", "Share of the COP of Carnot that heat pumps reach."),
            ),
            (
                "T_BRONNET", "cop.t_bron_bronnet", translate("Riothermie", "Source network (°C)"),
                translate("Riothermie", "Mean temperature at the heat pump."),
            ),
            (
                "T_LUCHT", "cop.t_bron_lucht", translate("Riothermie", "Outside air (°C)"),
                translate("Riothermie", "Mean of the heating season, weighted with the heat demand."),
            ),
            (
                "T_LUS", "cop.t_bron_lus_rv", translate("Riothermie", "Ground loop (°C)"),
                translate("Riothermie", "Mean of the heating season."),
            ),
            (
                "T_RV", "cop.t_rv", translate("Riothermie", "Heating (°C)"),
                translate("Riothermie", "Of radiators or floors, mean; for ground loops, with carnot for all."),
            ),
            (
                "T_TAP", "cop.t_tap", translate("Riothermie", "Hot water (°C)"),
                translate("Riothermie", "Temperature to which the heat pump makes it."),
            ),
            (
                "T_MT", "cop.t_mt", translate("Riothermie", "MT network (°C)"),
                translate("Riothermie", "Temperature to which the heat pump makes it."),
            ),
            (
                "VERLIES_BRONNET", "net.verlies_bron", translate("Riothermie", "Heat loss of the source network"),
                translate("Riothermie", "A share; it counts only with stroom above."),
            ),
            (
                "VERLIES_MT", "net.verlies_mt", translate("Riothermie", "Heat loss of the MT network"),
                translate("Riothermie", "A share."),
            ),
        ):  # fmt: skip
            self.add_number(name, key, title, about, advanced=True)
        self.add_choice(
            self.VERLIES_VAN,
            self.VERLIEZEN,
            translate("Riothermie", "Heat loss as a share of"),
            translate(
                "Riothermie", "geleverd: the heat that is delivered. opgewekt: the heat that is produced (Putten)."
            ),
        )
        self.add_kentallen()

    def add_outputs(self) -> None:
        """Declare the outputs."""
        for name, kind, title, about in _sinks():
            main = name == self.CO2
            sink = QgsProcessingParameterFeatureSink(name, title, kind, optional=not main, createByDefault=main)
            self.add(sink, about)
        self.add_workbook()
        self.add_report(
            translate(
                "Riothermie",
                "One HTML file with the CO2 of each way to heat, its course over the years, what it hangs on, heat "
                "pumps, certificates and the emission factors with their source.",
            )
        )
        self.add_findings()
        self.addOutput(QgsProcessingOutputString(self.ZUINIGST, translate("Riothermie", "Way to heat with least CO2")))


def _sinks():
    """Return name, kind, title and help of every output layer and table."""
    return (
        (
            "CO2",
            TABLES,
            translate("Riothermie", "CO2 per way to heat and year"),
            translate(
                "Riothermie",
                "Table: gas, electricity, tonnes, saving against gas boilers, the sum since the first year, and what "
                "certificates bring in.",
            ),
        ),
        (
            "VARIANTEN",
            TABLES,
            translate("Riothermie", "CO2 with other assumptions"),
            translate("Riothermie", "Table: the first year, with one assumption changed at a time."),
        ),
        (
            "TYPEN",
            TABLES,
            translate("Riothermie", "CO2 by type of building"),
            translate("Riothermie", "Table: sums per type, in the first year. Only with buildings."),
        ),
        (
            "GEBOUWEN_UIT",
            PLACES,
            translate("Riothermie", "Buildings with their CO2"),
            translate(
                "Riothermie",
                "Every building once, with the CO2 of each way to heat in the first year, or the reason why it does "
                "not count. Only with buildings.",
            ),
        ),
    )
