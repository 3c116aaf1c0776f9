"""Inputs and outputs of the algorithm `businesscase`."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingOutputString,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from .businesscase_texts import amounts, figures, tables
from .environment import figure
from .inputs import PLACES, POINTS, TABLES, InputAlgorithm

translate = QCoreApplication.translate

KNOWN = {
    "HOEVEELHEDEN": (("post", 2), ("hoeveelheid", 2), ("kosteneur", 2), ("nettype", 1), ("variant", -99)),
    "AANSLUITINGEN": (("pandid", 1), ("traceid", 2), ("vermogenkw", 2), ("afstandbronm", 2), ("nettype", 1)),
    "GEBOUWEN": (
        ("pandid", 2), ("warmtegj", 4), ("rvkw", 4), ("tapkw", 3), ("woningen", 1), ("bouwjaar", 1), ("kavelid", -99),
        ("clusterid", -99), ("oordeel", -99), ("wko", -99), ("traceid", -99), ("gekozen", -99), ("goedkoopst", -99),
        ("afstandbronm", -99), ("bronid", -99),
    ),
}  # fmt: skip
"""Fields that tell what a layer of the project is, see `InputAlgorithm`; minus: what tells that it is not."""

MOST, MOST_KW = 1e10, 1e6
"""No network comes near: more euros, homes or kilowatts is a comma in the wrong place."""

STANDAARD = "standaard"
JA, NEE = "ja", "nee"


class BusinessAlgorithm(InputAlgorithm):
    """The parameters of businesscase."""

    GROUP = "economie"
    HOEVEELHEDEN, AANSLUITINGEN, GEBOUWEN = "HOEVEELHEDEN", "AANSLUITINGEN", "GEBOUWEN"
    CIJFERS, REKEN_NA, NETTYPE = "CIJFERS", "REKEN_NA", "NETTYPE"
    WONINGEN, WARMTE_GJ, ALTIJD = "WONINGEN", "WARMTE_GJ", "ALTIJD"
    VOLLOOP, VOLLOOP_JAREN, VASTRECHT = "VOLLOOP", "VOLLOOP_JAREN", "VASTRECHT"
    TELLING, WIS, WIS_TELLING = "TELLING", "WIS", "WIS_TELLING"
    CERTIFICATEN, SDE, OPSLAGEN, GESTAPELD = "CERTIFICATEN", "SDE", "OPSLAGEN", "GESTAPELD"
    LENING, PIEK, MEEGROEIEN, TREKKINGEN, ZAAD = "LENING", "PIEK", "MEEGROEIEN", "TREKKINGEN", "ZAAD"
    KASSTROOM, INVESTERING_UIT, SCENARIOS = "KASSTROOM", "INVESTERING_UIT", "SCENARIOS"
    GEVOELIGHEID, KANSVERDELING, BETWIST = "GEVOELIGHEID", "KANSVERDELING", "BETWIST"
    WERKBOEK, RAPPORT, REKENNA, REKENNA_TABEL = "WERKBOEK", "RAPPORT", "REKENNA", "REKENNA_TABEL"

    KNOWN = KNOWN
    SHAPES = {"HOEVEELHEDEN": "table", "AANSLUITINGEN": "point", "GEBOUWEN": "building"}  # noqa: RUF012
    OUTPUTS = (
        "KASSTROOM", "INVESTERING_UIT", "SCENARIOS", "GEVOELIGHEID", "KANSVERDELING", "BETWIST", "REKENNA_TABEL",
        "MELDINGEN", "WERKBOEK", "RAPPORT", "REKENNA",
    )  # fmt: skip
    ABOUT_CASES = (
        "KASSTROOM", "INVESTERING_UIT", "SCENARIOS", "GEVOELIGHEID", "KANSVERDELING", "BETWIST", "WERKBOEK", "RAPPORT",
    )  # fmt: skip
    STUDIES = {"geen": (), "Putten": ("Putten",), "Leusden": ("Leusden",), "beide": ("Putten", "Leusden")}  # noqa: RUF012
    NETTEN = ("alle", "bronnet", "mt")
    BRON = {  # noqa: RUF012
        "BRON_KW": "bron_kw", "WKO_KW": "wko_kw", "WARMTEPOMP_KW": "warmtepomp_kw", "RIOTHERMIE_EUR": "riothermie_eur",
        "WKO_EUR": "wko_eur", "RUIMTE_EUR": "ruimte_eur", "WARMTEPOMP_EUR": "warmtepomp_eur",
        "OVERDRACHT_EUR": "overdracht_eur", "ELEKTRA_EUR": "elektra_eur", "OVERIG_EUR": "overig_eur",
        "SUBSIDIE_EUR": "subsidie_eur",
    }  # fmt: skip
    ALTIJD_KEUZES = {  # noqa: RUF012
        "appartementen": ("appartement",), "appartementen en corporatie": ("appartement", "corporatie"),
        "corporatie": ("corporatie",), "niemand": (),
    }  # fmt: skip
    KEUZES = {  # noqa: RUF012
        "TELLING": "tarief_telling", "WIS": "wis", "WIS_TELLING": "wis_telling", "CERTIFICATEN": "certificaten",
        "SDE": "sde", "OPSLAGEN": "opslagen", "GESTAPELD": "onvoorzien_gestapeld", "PIEK": "piek",
        "MEEGROEIEN": "meegroeien",
    }  # fmt: skip
    LENINGEN = {  # noqa: RUF012
        "lineair": {"lening": True, "annuitair": False},
        "annuiteit": {"lening": True, "annuitair": True},
        "geen": {"lening": False},
    }

    def add_layers(self) -> None:
        """Declare layers and files."""
        self.add_source(
            self.HOEVEELHEDEN,
            TABLES,
            translate("Riothermie", "Bill of quantities"),
            translate(
                "Riothermie",
                "Output HOEVEELHEDEN of warmtenet: what the network costs. With both types of network in the table "
                "they are set side by side.",
            ),
        )
        self.add_source(
            self.AANSLUITINGEN,
            POINTS,
            translate("Riothermie", "Connections"),
            translate(
                "Riothermie",
                "Output AANSLUITINGEN of warmtenet: homes, power and heat per building. A block of homes up to 100 kW "
                "counts as one connection. Empty: give the number of homes.",
            ),
        )
        self.add_source(
            self.GEBOUWEN,
            PLACES,
            translate("Riothermie", "Buildings"),
            translate(
                "Riothermie",
                "Optional, output GEBOUWEN of warmtevraag: type and owner tell which connections are flats or homes of "
                "a housing corporation, that always take part.",
            ),
        )
        self.add(
            QgsProcessingParameterFile(
                self.CIJFERS,
                translate("Riothermie", "Figures of a business case"),
                fileFilter="TOML (*.toml)",
                optional=True,
            ),
            translate(
                "Riothermie",
                "Instead of layers: a TOML file with totals, per variant the investment per item and the groups of "
                "homes, as in the two studies in riothermie_kansen/economics/studies of the plugin. Figures that your "
                "report printed ([[afgedrukt]]) are recomputed too.",
            ),
        )
        self.add_choice(
            self.REKEN_NA,
            tuple(self.STUDIES),
            translate("Riothermie", "Recompute a consultants' report"),
            translate(
                "Riothermie",
                "Putten (Tauw, Matchpoint) or Leusden (Syntraal, 't Ruige Veld): every printed figure beside ours, "
                "with the cause of each difference. Beside a business case of your own, or alone: the variants of the "
                "report are then worked out when an output about them is asked for.",
            ),
            advanced=False,
        )
        self.add_choice(
            self.NETTYPE,
            self.NETTEN,
            translate("Riothermie", "Type of network"),
            translate("Riothermie", "Where the table or the file has more than one: all of them, or one."),
        )

    def add_project(self) -> None:
        """Declare what a bill of quantities does not hold."""
        for name, title, about, decimals in amounts():
            high = MOST_KW if name.endswith("_KW") else MOST
            self.add_optional(name, title, about, high=high, decimals=decimals, advanced=name.endswith("_EUR"))
            if name == self.WONINGEN:
                self.add_number(
                    self.WARMTE_GJ,
                    "vraag.warmte_per_woning",
                    translate("Riothermie", "Heat per home, where no connections are given (GJ/year)"),
                    translate("Riothermie", "Space heating and hot tap water together."),
                    advanced=True,
                )
        self.add_choice(
            self.ALTIJD,
            tuple(self.ALTIJD_KEUZES),
            translate("Riothermie", "Who always connects"),
            translate(
                "Riothermie",
                "Whatever the uptake: flats decide as a block (the reading of Leusden), a housing corporation decides "
                "for its homes. Needs types and owners in the connections or the buildings.",
            ),
        )

    def add_assumptions(self) -> None:
        """Declare uptake, tariffs and finance."""
        kind = QgsProcessingParameterNumber.Type.Double
        uptake = QgsProcessingParameterNumber(
            self.VOLLOOP, translate("Riothermie", "Uptake (%)"), kind, optional=True, minValue=0, maxValue=100
        )
        self.add(
            uptake,
            translate(
                "Riothermie",
                "Share of the homes that may choose and connects in the end, 0 to 100 %. Who always connects is not "
                "among them. Empty: that of the figures, else the key figure (70 %).",
            ),
        )
        years = QgsProcessingParameterString(
            self.VOLLOOP_JAREN, translate("Riothermie", "Uptake over the years (%)"), optional=True
        )
        self.add(
            years,
            translate(
                "Riothermie",
                "Share of that uptake that has connected by year 1, 2, ..., with ; between them, for instance "
                "10;40;80;100. Empty: all at once.",
            ),
        )
        for name, key, title, about, whole, advanced in figures():
            self.add_number(name, key, title, about, whole=whole, advanced=advanced)
        self.add_optional(
            self.VASTRECHT,
            translate("Riothermie", "Standing charge (EUR/year)"),
            translate(
                "Riothermie",
                "One amount per connection. Empty: that of the type of network, 249 EUR and 63 EUR per kW above 3 kW, "
                "or 595 EUR (MT).",
            ),
            decimals=2,
            advanced=False,
        )

    def add_choices(self) -> None:
        """Declare how it is reckoned where the sources leave a choice."""
        yes = (STANDAARD, JA, NEE)
        for name, options, title, about in (
            (
                self.TELLING,
                (STANDAARD, "juridisch", "woning"),
                translate("Riothermie", "How connections count for tariffs"),
                translate("Riothermie", "juridisch (standard): a block up to 100 kW pays as one; woning: every home."),
            ),
            (
                self.WIS,
                yes,
                translate("Riothermie", "WIS subsidy"),
                translate("Riothermie", "6000 EUR per connection, at most 49 % of the investment; standard: yes."),
            ),
            (
                self.WIS_TELLING,
                (STANDAARD, "woning", "juridisch"),
                translate("Riothermie", "How connections count for WIS"),
                translate("Riothermie", "woning (standard): every home; juridisch: a block counts as one."),
            ),
            (
                self.CERTIFICATEN,
                yes,
                translate("Riothermie", "Income from CO2 certificates"),
                translate("Riothermie", "Computed from heat and electricity; standard: yes, for 15 years."),
            ),
            (
                self.SDE,
                yes,
                translate("Riothermie", "SDE++"),
                translate("Riothermie", "Per GJ, 15 years, not indexed; standard: only for an MT network."),
            ),
            (
                self.OPSLAGEN,
                (STANDAARD, "leusden", "putten", "geen"),
                translate("Riothermie", "Surcharges on the investment"),
                translate(
                    "Riothermie",
                    "leusden (standard): AUK 8 %, profit and risk 13 %, contingency 15 %; putten: contingency 15 %, "
                    "project 15 % and engineering 15 %; geen: none.",
                ),
            ),
            (
                self.GESTAPELD,
                yes,
                translate("Riothermie", "Contingency stacked"),
                translate("Riothermie", "Contingency over the other surcharges too; standard: no, direct costs only."),
            ),
            (
                self.LENING,
                (STANDAARD, *self.LENINGEN),
                translate("Riothermie", "Loan"),
                translate(
                    "Riothermie", "lineair (standard): equal repayments; annuiteit: equal payments; geen: own money."
                ),
            ),
            (
                self.PIEK,
                (STANDAARD, "geen", "gas", "elektrisch"),
                translate("Riothermie", "Peak load from"),
                translate("Riothermie", "geen (standard): the source itself; gas or elektrisch: a boiler."),
            ),
            (
                self.MEEGROEIEN,
                yes,
                translate("Riothermie", "House connections built as homes connect"),
                translate("Riothermie", "Standard: no, everything is built in year 0."),
            ),
        ):
            self.add_choice(name, options, title, about)
        self.add_number(
            self.TREKKINGEN,
            "onzekerheid.trekkingen",
            translate("Riothermie", "Draws (Monte Carlo)"),
            translate("Riothermie", "How often all uncertain assumptions are drawn together."),
            whole=True,
            advanced=True,
        )
        kind = QgsProcessingParameterNumber.Type.Integer
        seed = QgsProcessingParameterNumber(
            self.ZAAD, translate("Riothermie", "Seed of the draws"), kind, 1, minValue=0, maxValue=2_147_483_647
        )
        self.add(seed, translate("Riothermie", "The same seed gives the same draws again."), advanced=True)
        self.add_kentallen()

    def add_outputs(self) -> None:
        """Declare the outputs."""
        for name, title, about in tables():
            made = name == self.KASSTROOM
            sink = QgsProcessingParameterFeatureSink(name, title, TABLES, optional=True, createByDefault=made)
            self.add(sink, about)
        self.add_workbook(made=False)
        self.add_report(
            translate(
                "Riothermie",
                "One HTML file: does it pay, with its range and its tipping points, and what that rests on.",
            )
        )
        self.add_page(
            self.REKENNA,
            translate("Riothermie", "Report of the recomputation"),
            translate("Riothermie", "One HTML file: every printed figure of the report beside ours."),
            made=False,
        )
        self.add_findings()
        self.addOutput(QgsProcessingOutputString("VARIANT", translate("Riothermie", "Variant that the numbers are of")))
        self.add_numbers(
            INVESTERING=translate("Riothermie", "Investment with surcharges (EUR)"),
            NCW=translate("Riothermie", "Net present value (EUR)"),
            TVT_JAAR=translate("Riothermie", "Pay-back time (years)"),
            IRR=translate("Riothermie", "Internal rate of return (-)"),
            ONRENDABELE_TOP=translate("Riothermie", "Unprofitable top (EUR)"),
            KOSTPRIJS_EUR_GJ=translate("Riothermie", "Cost of heat (EUR/GJ)"),
            BREAKEVEN_VOLLOOP=translate("Riothermie", "Uptake at which it just pays (%)"),
            BREAKEVEN_VASTRECHT=translate("Riothermie", "Standing charge at which it just pays (EUR/year)"),
            KANS_POSITIEF=translate("Riothermie", "Share of the draws with a positive net present value (%)"),
            NCW_P10=translate("Riothermie", "Net present value, P10 (EUR)"),
            NCW_P50=translate("Riothermie", "Net present value, P50 (EUR)"),
            NCW_P90=translate("Riothermie", "Net present value, P90 (EUR)"),
            INVESTERING_BRONNET=translate("Riothermie", "Investment of the bronnet (EUR)"),
            NCW_BRONNET=translate("Riothermie", "Net present value of the bronnet (EUR)"),
            INVESTERING_MT=translate("Riothermie", "Investment of the MT network (EUR)"),
            NCW_MT=translate("Riothermie", "Net present value of the MT network (EUR)"),
            AANTAL_VARIANTEN=translate("Riothermie", "Variants"),
            AANTAL_GELIJK=translate("Riothermie", "Printed figures that are reproduced"),
            AANTAL_VERSCHILLEN=translate("Riothermie", "Printed figures that differ, with their cause"),
            AANTAL_OVERGENOMEN=translate("Riothermie", "Printed figures that are our input too"),
            AANTAL_MELDINGEN=translate("Riothermie", "Findings"),
        )

    def tell_unused(self, parameters, context, feedback, surcharges: set[str]) -> None:
        """Warn of what was filled in and has no effect.

        Parameters
        ----------
        parameters, context, feedback
            As in ``processAlgorithm``.
        surcharges
            Whose surcharges the variants have: words of OPSLAGEN, "" for those of the figures themselves.
        """
        bill = self.has(parameters, self.HOEVEELHEDEN)
        names = () if bill else (self.AANSLUITINGEN, self.GEBOUWEN, self.WONINGEN, *self.BRON)
        if bill and self.has(parameters, self.AANSLUITINGEN):
            names = (self.WONINGEN,)
        if unused := [name for name in names if self.has(parameters, name)]:
            text = translate("Riothermie", "{names}: not used, because the figures or the connections tell this.")
            feedback.pushWarning(text.format(names=", ".join(unused)))
        if self.parameterAsEnumString(parameters, self.GESTAPELD, context) == JA and "leusden" not in surcharges:
            feedback.pushWarning(
                translate(
                    "Riothermie",
                    "Contingency stacked (GESTAPELD) has no effect: only with the surcharges of Leusden is there a "
                    "choice.",
                )
            )
        share = self.parameterAsDouble(parameters, self.VOLLOOP, context) if self.has(parameters, self.VOLLOOP) else 0.0
        if 0.0 < share <= 1.0:
            text = translate("Riothermie", "The uptake (VOLLOOP) is a percentage: {value} is read as {value} %.")
            feedback.pushWarning(text.format(value=figure(share)))
