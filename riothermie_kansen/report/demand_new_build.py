"""The section on new build in the report on heat demand."""

from __future__ import annotations

from ..demand.new_build import TOTAL
from ..demand.result import HeatDemand
from .language import Words
from .page import Page

TABLES = (
    (
        "cap_new_data",
        (
            ("aantal", 0), ("oppervlakte_m2", 1), ("oppervlakte_totaal_m2", 1), ("personen", 1), ("boiler_l", 0),
        ),
    ),
    (
        "cap_new_m2",
        (
            ("koude_kwh_m2", 1), ("tap_kwh_m2", 1), ("rv_kwh_m2", 1), ("totaal_kwh_m2", 1), ("tap_kw_woning", 1),
            ("rv_kw_woning", 1), ("totaal_kw_woning", 1),
        ),
    ),
    (
        "cap_new_energy",
        (
            ("koude_kwh", 0), ("tap_kwh", 0), ("rv_kwh", 0), ("totaal_kwh", 0), ("warmte_gj", 0), ("koude_gj", 0),
        ),
    ),
    ("cap_new_power", (("aantal", 0), ("tap_kw", 1), ("rv_kw", 1), ("totaal_kw", 1))),
)  # fmt: skip
"""Caption, and column with decimals, of each table: those of Putten 2-2 to 2-7."""


def new_build(page: Page, result: HeatDemand, words: Words, own: Words) -> None:
    """Add the new-build plans: number and area, heat, cooling and power per home and in all."""
    table = result.new_build
    if table.empty:
        return
    page.heading(own.say("h_new"))
    page.paragraph(own.say("new_lead"))
    for caption, columns in TABLES:
        head = [own.say("new_naam"), *(own.say(f"new_{name}") for name, _ in columns)]
        rows, foot = [], list[str]()
        for row in table.to_dict("records"):
            cells = [words.number(float(row[name]), decimals) for name, decimals in columns]
            if row["plan_id"] == TOTAL:
                foot = [own.say("total"), *cells]
            else:
                rows.append([str(row["naam"] or row["type"] or row["plan_id"]), *cells])
        page.table(head, rows, caption=own.say(caption), foot=foot, lang=(0,))
