"""Names, titles and help of the many numbers and tables of the algorithm `businesscase`."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication

translate = QCoreApplication.translate


def amounts():
    """Return name, title, help and decimals of what a bill of quantities does not hold."""
    empty = translate("Riothermie", "Direct costs without VAT and surcharges. Empty: power times the key figure.")
    return (
        (
            "WONINGEN",
            translate("Riothermie", "Homes, where no connections are given"),
            translate("Riothermie", "How many homes can connect."),
            0,
        ),
        (
            "BRON_KW",
            translate("Riothermie", "Power of the source (kW)"),
            translate("Riothermie", "Of the exchanger in the sewer. Empty: from the heat of a year, with storage."),
            0,
        ),
        (
            "WKO_KW",
            translate("Riothermie", "Power of the heat storage (kW)"),
            translate("Riothermie", "0: no WKO. Empty: that of the source."),
            0,
        ),
        (
            "WARMTEPOMP_KW",
            translate("Riothermie", "Heat of the collective heat pumps (kW)"),
            translate("Riothermie", "Only for an MT network. Empty: what the connections ask together."),
            0,
        ),
        ("RIOTHERMIE_EUR", translate("Riothermie", "Exchanger in the sewer (EUR)"), empty, 0),
        ("WKO_EUR", translate("Riothermie", "Heat storage, WKO (EUR)"), empty, 0),
        ("RUIMTE_EUR", translate("Riothermie", "Plant room (EUR)"), empty, 0),
        ("WARMTEPOMP_EUR", translate("Riothermie", "Collective heat pumps (EUR)"), empty, 0),
        ("OVERDRACHT_EUR", translate("Riothermie", "Transfer stations (EUR)"), empty, 0),
        ("ELEKTRA_EUR", translate("Riothermie", "Electricity connection (EUR)"), empty, 0),
        (
            "OVERIG_EUR",
            translate("Riothermie", "Other direct costs (EUR)"),
            translate("Riothermie", "What is in no other item, without VAT and surcharges."),
            0,
        ),
        (
            "SUBSIDIE_EUR",
            translate("Riothermie", "Other subsidy (EUR)"),
            translate("Riothermie", "A fixed amount in year 0, beside WIS."),
            0,
        ),
    )


def figures():
    """Return name, kental, title, help, whether it is a whole number and whether it is for experts."""
    return (
        (
            "BAK",
            "tarieven.bak",
            translate("Riothermie", "Contribution to connection costs, BAK (EUR)"),
            translate("Riothermie", "Once per connection, without VAT."),
            False,
            False,
        ),
        (
            "WARMTEPRIJS",
            "tarieven.warmteprijs",
            translate("Riothermie", "Heat price (EUR/GJ)"),
            translate("Riothermie", "Without VAT; only for an MT network."),
            False,
            False,
        ),
        (
            "HORIZON",
            "financieel.horizon",
            translate("Riothermie", "Years of the business case"),
            translate("Riothermie", "At least as long as the loan."),
            True,
            False,
        ),
        (
            "LOOPTIJD",
            "kosten_bron.looptijd",
            translate("Riothermie", "Years of the loan"),
            translate("Riothermie", "The loan is paid back over these years."),
            True,
            True,
        ),
        (
            "DISCONTO",
            "financieel.disconto",
            translate("Riothermie", "Discount rate (0.06 is 6 %)"),
            translate("Riothermie", "Nominal: inflation and required return together."),
            False,
            False,
        ),
        (
            "RENTE",
            "kosten_bron.rente",
            translate("Riothermie", "Interest on the loan (0.04 is 4 %)"),
            translate("Riothermie", "Nominal, per year."),
            False,
            False,
        ),
        (
            "INFLATIE",
            "financieel.inflatie",
            translate("Riothermie", "Inflation (0.02 is 2 %)"),
            translate("Riothermie", "Tariffs and costs rise with it from year 1."),
            False,
            False,
        ),
    )


def tables():
    """Return name, title and help of every table."""
    return (
        (
            "KASSTROOM",
            translate("Riothermie", "Cash flow"),
            translate("Riothermie", "A row per variant and year: every line, cash flow, present value, added up."),
        ),
        (
            "INVESTERING_UIT",
            translate("Riothermie", "Investment"),
            translate("Riothermie", "A row per item and surcharge, with its base, maintenance and replacement."),
        ),
        (
            "SCENARIOS",
            translate("Riothermie", "Scenarios"),
            translate("Riothermie", "A row per uptake, way of counting, subsidy and certificates, with the outcomes."),
        ),
        (
            "GEVOELIGHEID",
            translate("Riothermie", "Sensitivity"),
            translate("Riothermie", "A row per assumption: the outcome at its low and its high value."),
        ),
        (
            "KANSVERDELING",
            translate("Riothermie", "Distribution of the outcome"),
            translate("Riothermie", "A row per quantile: so many of the draws lie below."),
        ),
        (
            "BETWIST",
            translate("Riothermie", "Contested assumptions"),
            translate("Riothermie", "A row per reading of what the sources disagree on, with the outcome."),
        ),
        (
            "REKENNA_TABEL",
            translate("Riothermie", "Recomputed figures"),
            translate("Riothermie", "A row per printed figure: ours, the difference, the verdict and its cause."),
        ),
    )
