"""Outputs of the algorithm `bewonerskosten`."""

from __future__ import annotations

from qgis.core import QgsProcessingOutputString, QgsProcessingParameterFeatureSink
from qgis.PyQt.QtCore import QCoreApplication

from .inputs import PLACES, TABLES, InputAlgorithm

translate = QCoreApplication.translate


class ResidentOutputs(InputAlgorithm):
    """The outputs of bewonerskosten."""

    KOSTEN, GEBOUWEN_UIT, GEVOELIGHEID = "KOSTEN", "GEBOUWEN_UIT", "GEVOELIGHEID"
    KANTELPUNTEN, AANDELEN = "KANTELPUNTEN", "AANDELEN"
    WERKBOEK, RAPPORT, GOEDKOOPST = "WERKBOEK", "RAPPORT", "GOEDKOOPST"
    OUTPUTS = (
        "KOSTEN", "GEBOUWEN_UIT", "GEVOELIGHEID", "KANTELPUNTEN", "AANDELEN", "WERKBOEK", "RAPPORT", "MELDINGEN",
    )  # fmt: skip

    def add_outputs(self) -> None:
        """Declare the outputs."""
        for name, kind, title, about in _sinks():
            made = name in (self.KOSTEN, self.GEBOUWEN_UIT)
            sink = QgsProcessingParameterFeatureSink(
                name, title, kind, optional=name != self.KOSTEN, createByDefault=made
            )
            self.add(sink, about)
        self.add_workbook()
        self.add_report(
            translate(
                "Riothermie",
                "One HTML file with all costs per concept, investment, yearly costs, prices at which the order "
                "turns, types of home, the map, and what is not in it.",
            )
        )
        self.add_findings()
        self.addOutput(QgsProcessingOutputString(self.GOEDKOOPST, translate("Riothermie", "Cheapest concept")))


def _sinks():
    """Return name, kind, title and help of every output layer and table."""
    return (
        (
            "KOSTEN",
            TABLES,
            translate("Riothermie", "Costs per concept"),
            translate(
                "Riothermie",
                "Table: a row per home or type of home and concept, with investment, subsidies, VAT, yearly costs, "
                "replacing, and all costs over the years.",
            ),
        ),
        (
            "GEBOUWEN_UIT",
            PLACES,
            translate("Riothermie", "Buildings with their cheapest concept"),
            translate(
                "Riothermie",
                "Map: every building once, with the cheapest concept and what the others cost more per home and year, "
                "or the reason why nothing was reckoned. Only with buildings.",
            ),
        ),
        (
            "GEVOELIGHEID",
            TABLES,
            translate("Riothermie", "Costs at other prices"),
            translate("Riothermie", "Table: all costs of each concept over a grid of prices of gas and electricity."),
        ),
        (
            "KANTELPUNTEN",
            TABLES,
            translate("Riothermie", "Prices at which the order turns"),
            translate("Riothermie", "Table: the price of a carrier at which another concept becomes the cheapest."),
        ),
        (
            "AANDELEN",
            TABLES,
            translate("Riothermie", "Homes by cheapest concept"),
            translate(
                "Riothermie",
                "Table: buildings and homes by cheapest concept, and those without a result by reason. Only with "
                "buildings.",
            ),
        ),
    )
