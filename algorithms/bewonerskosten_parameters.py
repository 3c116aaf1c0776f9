"""Inputs of the algorithm `bewonerskosten`."""

from __future__ import annotations

from qgis.core import (
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from .bewonerskosten_outputs import ResidentOutputs
from .inputs import PLACES, WITH_HEAT

translate = QCoreApplication.translate


class ResidentAlgorithm(ResidentOutputs):
    """The parameters of bewonerskosten."""

    GROUP = "economie"
    GEBOUWEN, ID_VELD, TYPE, OPPERVLAKTE_M2, LABEL = "GEBOUWEN", "ID_VELD", "TYPE", "OPPERVLAKTE_M2", "LABEL"
    WARMTE_GJ, TAP_GJ, KOUDE_GJ, BOUWJAAR, IN_BLOK = "WARMTE_GJ", "TAP_GJ", "KOUDE_GJ", "BOUWJAAR", "IN_BLOK"
    CONCEPTEN, KAART, KAART_CONCEPT, JAREN = "CONCEPTEN", "KAART", "KAART_CONCEPT", "JAREN"
    ISOLATIE, BESPARING, SUBSIDIES, BTW = "ISOLATIE", "BESPARING", "SUBSIDIES", "BTW"
    INDEXERING, MAATSTAF, TELLING, KOELING = "INDEXERING", "MAATSTAF", "TELLING", "KOELING"
    BAK, VASTRECHT_BRONNET, VASTRECHT_MT = "BAK", "VASTRECHT_BRONNET", "VASTRECHT_MT"
    BEDRAGEN, COP_LUSSEN = "BEDRAGEN", "COP_LUSSEN"

    KNOWN = {"GEBOUWEN": WITH_HEAT}  # noqa: RUF012
    SHAPES = {"GEBOUWEN": "building"}  # noqa: RUF012
    ALLE_CONCEPTEN = ("cv", "bronnet", "mt", "hybride", "lucht", "lus", "mini")
    TYPEN = ("tussen", "hoek", "2-onder-1-kap", "vrijstaand", "appartement")
    LABELS = ("onbekend", "A", "B", "C", "D", "E", "F", "G")
    KAARTEN = ("goedkoopst", "meerkosten")
    ISOLATIES = ("label", "alle", "geen")
    SUBSIDIE_WIJZEN = ("deel", "bedrag", "geen")
    BTW_WIJZEN = ("juist", "afgedrukt")
    INDEXERINGEN = ("drager", "afgedrukt")
    MAATSTAVEN = ("nominaal", "contant")
    TELLINGEN = ("woning", "blok")
    COPS_LUSSEN = ("afgifte", "gegeven")

    def add_dwellings(self) -> None:
        """Declare the buildings, or the one dwelling."""
        from ..riothermie_kansen import kentallen

        self.add_source(
            self.GEBOUWEN,
            PLACES,
            translate("Riothermie", "Buildings with heat demand"),
            translate(
                "Riothermie",
                "Output GEBOUWEN of warmtevraag, or any layer of buildings (outlines or points) with homes and heat "
                "demand. Empty: one home, with the numbers below.",
            ),
        )
        self.add_field(
            self.ID_VELD,
            self.GEBOUWEN,
            translate("Riothermie", "Field with the id of a building"),
            translate("Riothermie", "Empty: a field that is called so (pand_id, identificatie ...)."),
        )
        self.add_choice(
            self.TYPE,
            self.TYPEN,
            translate("Riothermie", "One home: type"),
            translate(
                "Riothermie", "Only without buildings. A flat (appartement) has no ground for a loop of its own."
            ),
            advanced=False,
        )
        heat = kentallen.load().value("vraag.warmte_per_woning")
        for name, title, about, default, high, advanced in (
            (
                self.OPPERVLAKTE_M2,
                translate("Riothermie", "One home: floor area (m²)"),
                translate("Riothermie", "For the costs of insulation."),
                110.0, 2000.0, False,
            ),
            (
                self.WARMTE_GJ,
                translate("Riothermie", "One home: heat demand (GJ/year)"),
                translate(
                    "Riothermie", "Space heating and hot water together; 1,000 m³ of gas is about 32 GJ of heat."
                ),
                heat, 1000.0, False,
            ),
            (
                self.TAP_GJ,
                translate("Riothermie", "One home: of which hot tap water (GJ/year)"),
                translate("Riothermie", "Empty: the key figure."),
                None, 1000.0, True,
            ),
            (
                self.KOUDE_GJ,
                translate("Riothermie", "One home: cooling demand (GJ/year)"),
                translate("Riothermie", "Counts when cooling is on."),
                0.0, 1000.0, True,
            ),
        ):  # fmt: skip
            kind = QgsProcessingParameterNumber.Type.Double
            number = QgsProcessingParameterNumber(name, title, kind, default, default is None, 0.0, high)
            number.setMetadata({"widget_wrapper": {"decimals": 1}})
            self.add(number, about, advanced=advanced)
        self.add_choice(
            self.LABEL,
            self.LABELS,
            translate("Riothermie", "One home: energy label"),
            translate("Riothermie", "Decides whether the home is insulated first. onbekend: its year decides."),
            advanced=False,
        )
        whole = QgsProcessingParameterNumber.Type.Integer
        year = QgsProcessingParameterNumber(
            self.BOUWJAAR, translate("Riothermie", "One home: year of construction"), whole, None, True, 1000, 2100
        )
        self.add(year, translate("Riothermie", "Empty: not known."), advanced=True)
        block = QgsProcessingParameterNumber(
            self.IN_BLOK, translate("Riothermie", "One home: homes in its block"), whole, 1, False, 1, 2000
        )
        self.add(
            block,
            translate("Riothermie", "Homes that share one connection, when a block counts as one."),
            advanced=True,
        )

    def add_choices(self) -> None:
        """Declare the concepts, the prices and how is reckoned."""
        concepts = QgsProcessingParameterEnum(
            self.CONCEPTEN,
            translate("Riothermie", "Concepts to compare"),
            list(self.ALLE_CONCEPTEN),
            True,
            list(self.ALLE_CONCEPTEN),
            usesStaticStrings=True,
        )
        self.add(
            concepts,
            translate(
                "Riothermie",
                "cv: gas boiler; bronnet: source network with an own heat pump; mt: medium temperature network; "
                "hybride: hybrid heat pump; lucht: air heat pump; lus: own ground loop; mini: shared ground loops.",
            ),
        )
        kind = QgsProcessingParameterNumber.Type.Integer
        years = QgsProcessingParameterNumber(
            self.JAREN, translate("Riothermie", "Years to compare over"), kind, 30, False, 1, 100
        )
        self.add(years, translate("Riothermie", "What has to be replaced within it is paid again."))
        self._add_prices()
        self._add_ways()
        self._add_fees()
        self.add_choice(
            self.KAART,
            self.KAARTEN,
            translate("Riothermie", "What the map shows"),
            translate(
                "Riothermie",
                "goedkoopst: the cheapest concept. meerkosten: what one concept costs more per year than a gas boiler. "
                "A GeoPackage keeps both, to choose from.",
            ),
        )
        self.add_choice(
            self.KAART_CONCEPT,
            self.ALLE_CONCEPTEN[1:],
            translate("Riothermie", "Concept that is set against a gas boiler"),
            translate("Riothermie", "On the map with extra costs, and in the report."),
        )
        self.add_kentallen()

    def _add_prices(self) -> None:
        """Declare the prices and how fast they rise."""
        for name, key, title, about, advanced in (
            (
                "GASPRIJS", "bewoner.gasprijs",
                translate("Riothermie", "Price of gas (EUR/m³, with VAT)"),
                translate("Riothermie", "In the first year."),
                False,
            ),
            (
                "STROOMPRIJS", "bewoner.stroomprijs",
                translate("Riothermie", "Price of electricity (EUR/kWh, with VAT)"),
                translate("Riothermie", "In the first year."),
                False,
            ),
            (
                "WARMTEPRIJS", "bewoner.warmteprijs",
                translate("Riothermie", "Price of heat (EUR/GJ, with VAT)"),
                translate("Riothermie", "Of a medium temperature network, in the first year."),
                False,
            ),
            (
                "INDEX_GAS", "bewoner.index_gas",
                translate("Riothermie", "Rise of the price of gas (share per year)"),
                translate("Riothermie", "0.02 is 2 % a year."),
                True,
            ),
            (
                "INDEX_STROOM", "bewoner.index_stroom",
                translate("Riothermie", "Rise of the price of electricity (share per year)"),
                translate("Riothermie", "0.02 is 2 % a year."),
                True,
            ),
            (
                "INDEX_WARMTE", "bewoner.index_warmte",
                translate("Riothermie", "Rise of the price of heat (share per year)"),
                translate("Riothermie", "0.02 is 2 % a year."),
                True,
            ),
            (
                "INDEX_VAST", "bewoner.index_vast",
                translate("Riothermie", "Rise of standing charges and maintenance (share per year)"),
                translate("Riothermie", "0.02 is 2 % a year."),
                True,
            ),
            (
                "INDEX_HERINVESTERING", "bewoner.index_herinvestering",
                translate("Riothermie", "Rise of the price of replacing (share per year)"),
                translate("Riothermie", "0.02 is 2 % a year."),
                True,
            ),
            (
                "DISCONTO", "bewoner.disconto",
                translate("Riothermie", "Discount rate (share per year)"),
                translate("Riothermie", "Of the present value of all costs."),
                True,
            ),
        ):  # fmt: skip
            self.add_number(name, key, title, about, advanced=advanced)

    def _add_ways(self) -> None:
        """Declare how is reckoned."""
        for name, options, title, about, advanced in (
            (
                self.ISOLATIE, self.ISOLATIES,
                translate("Riothermie", "Insulation first"),
                translate(
                    "Riothermie",
                    "label: homes with a poor label, or of old without one. alle: all homes. geen: none; insulation "
                    "stays out of the costs.",
                ),
                False,
            ),
            (
                self.SUBSIDIES, self.SUBSIDIE_WIJZEN,
                translate("Riothermie", "Subsidies (ISDE)"),
                translate(
                    "Riothermie",
                    "For the heat pump. deel: a share of its costs, as in the report on Leusden. bedrag: an amount by "
                    "its kW, as the RVO pays. Insulation gets 30 % of its costs in both. geen: no subsidies at all.",
                ),
                False,
            ),
            (
                self.BTW, self.BTW_WIJZEN,
                translate("Riothermie", "VAT"),
                translate(
                    "Riothermie",
                    "juist: over what is bought, subsidies come off after it. afgedrukt: over the balance after "
                    "subsidies and not on replacing, as the report on Leusden has it; to recompute that only.",
                ),
                True,
            ),
            (
                self.INDEXERING, self.INDEXERINGEN,
                translate("Riothermie", "Rise of prices"),
                translate(
                    "Riothermie",
                    "drager: per energy carrier, in all concepts. afgedrukt: on all yearly costs of the gas boiler and "
                    "nowhere else, as the report on Leusden has it; to recompute that only.",
                ),
                True,
            ),
            (
                self.COP_LUSSEN, self.COPS_LUSSEN,
                translate("Riothermie", "COP of ground loops"),
                translate(
                    "Riothermie",
                    "Of own loops and mini networks. afgifte: from the temperatures of the ground and of the radiators "
                    "and hot water that the other heat pumps serve too. gegeven: 4.5 and 2.6 of the report on Putten, "
                    "for new homes with floor heating. A COP in a file of your own goes before both.",
                ),
                True,
            ),
            (
                self.MAATSTAF, self.MAATSTAVEN,
                translate("Riothermie", "What ranks the concepts"),
                translate(
                    "Riothermie",
                    "nominaal: the sum of all payments. contant: their present value with the discount rate.",
                ),
                True,
            ),
            (
                self.TELLING, self.TELLINGEN,
                translate("Riothermie", "Connection of a flat"),
                translate(
                    "Riothermie",
                    "woning: each home pays a connection fee and standing charge. blok: the homes share those of the "
                    "block.",
                ),
                True,
            ),
        ):  # fmt: skip
            self.add_choice(name, options, title, about, advanced=advanced)
        for name, title, about, default in (
            (
                self.BESPARING,
                translate("Riothermie", "Insulation lowers the heat demand"),
                translate("Riothermie", "Off: the heat that was given is already that after insulation."),
                True,
            ),
            (
                self.KOELING,
                translate("Riothermie", "Cooling counts"),
                translate("Riothermie", "The costs of cooling in summer, for the concepts that can."),
                False,
            ),
        ):
            self.add(QgsProcessingParameterBoolean(name, title, defaultValue=default), about, advanced=True)

    def _add_fees(self) -> None:
        """Declare what the supplier asks."""
        for name, title, about in (
            (
                self.BAK,
                translate("Riothermie", "Connection fee, BAK (EUR, without VAT)"),
                translate("Riothermie", "Empty: the key figure."),
            ),
            (
                self.VASTRECHT_BRONNET,
                translate("Riothermie", "Standing charge of a source network (EUR/year, without VAT)"),
                translate("Riothermie", "Empty: the key figures."),
            ),
            (
                self.VASTRECHT_MT,
                translate("Riothermie", "Standing charge of a medium temperature network (EUR/year, without VAT)"),
                translate("Riothermie", "Empty: the key figure."),
            ),
        ):
            self.add_optional(name, title, about, high=100_000.0, decimals=2)
        amounts = QgsProcessingParameterString(
            self.BEDRAGEN, translate("Riothermie", "Amounts of your own"), optional=True, multiLine=True
        )
        self.add(
            amounts,
            translate(
                "Riothermie",
                "In place of the key figures, such as those of a quotation: bronnet.installatie=9500; "
                "lucht.onderhoud=120. A concept, a point, and one of: installatie, bron, isolatie, aanpassing, bak, "
                "subsidie_isolatie, subsidie_warmtepomp, subsidie_aansluiting (EUR, without VAT), herinvestering (EUR, "
                "with VAT), vast, onderhoud (EUR a year, with VAT).",
            ),
            advanced=True,
        )
