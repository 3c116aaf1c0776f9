"""The A3 print layout about demand, match and kavels: who asks heat, and who gets it."""

from __future__ import annotations

from demo_heat_facts import REST, TOTAL, HeatFacts
from demo_pair import FIRST, RIGHT, SECOND, TOP, caption, conclusion, foot, half_map, layer_legend, opened, say_counts
from demo_sheet import MARGIN, table
from qgis.core import (
    QgsLayerTreeLayer,
    QgsMapLayerLegendUtils,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF

from riothermie_kansen.wording import amount, dutch

NAME = "Wie krijgt de warmte A3"
TALL = 152.0  # height of the maps
BAND = TOP + TALL + 4  # top of what lies below the maps
TYPES, KAVELS, ASSUMED = 118.0, 188.0, 322.0  # left sides of the tables below the maps
SIDES = (
    ("Warmtevraag en kavels", ("borders", "buildings", "streets", "area"), FIRST),
    ("Energiematch", ("source", "trace", "borders", "selection", "streets", "area"), SECOND),
)
"""Title, layers and left side of each map."""

LEGEND = {
    "buildings": "Warmtevraag per gebouw",
    "borders": "Warmtekavel (aangenomen)",
    "area": "Gebied (aangenomen)",
    "selection": "Energiematch: gebouwen",
    "trace": "Net van de selectie (bronnet)",
    "source": "Aangenomen bron",
}
SHORT = {
    "Geen verblijfsobject, of geen vraag bekend": "Geen vraag",
    "Duurder dan wat gekozen is": "Duurder dan gekozen",
    "Blauw, donker: als eerste op het net": "Donker: als eerste",
    "Blauw, licht: als laatste": "Licht: als laatste",
    "Oranje rand: op score alleen andersom gekozen": "Oranje rand: andere keuze",
}
"""Labels that are too long for the legend of the sheet."""


def compose_heat(
    project: QgsProject, layers: dict[str, QgsVectorLayer], facts: HeatFacts, extent: QgsRectangle
) -> QgsPrintLayout:
    """Return the layout.

    Parameters
    ----------
    project
        Holds the layers.
    layers
        By the names in `SIDES`.
    facts
        Texts and numbers.
    extent
        What the maps show.
    """
    layout = opened(project, NAME, facts)
    linked, _ = (
        half_map(layout, title, [layers[name] for name in names], (left, TALL), extent) for title, names, left in SIDES
    )

    def entries(name: str, node: QgsLayerTreeLayer) -> None:
        if name in ("buildings", "selection"):
            say_counts(node, _short, always=("Blauw, ", "Oranje rand"))
        elif name == "trace":
            labels = [item.label() for item in layers[name].renderer().legendSymbolItems()]
            roles = [index for index, label in enumerate(labels) if label.endswith("leiding")]
            QgsMapLayerLegendUtils.setLegendNodeOrder(node, roles)

    single = ("borders", "area", "source")
    layer_legend(layout, layers, LEGEND, linked, (MARGIN - 2, BAND - 1.5), entries, single=single, columns=2)
    caption(layout, "Warmtevraag naar type", TYPES, BAND)
    table(layout, _types(facts), [26, 14, 21], QRectF(TYPES, BAND + 5.5, 66, 44), text_columns=1, bold_rows=(7,))
    caption(layout, "Gekozen op", TYPES, BAND + 50)
    table(layout, _choices(facts), [25, 9, 13, 13], QRectF(TYPES, BAND + 55.5, 66, 20), text_columns=1)
    caption(layout, "Warmtekavels (aangenomen)", KAVELS, BAND)
    place = QRectF(KAVELS, BAND + 5.5, 130, 44)
    widths = [29.0, 15.5, 16.0, 13.0, 14.0, 15.0, 14.5]
    table(layout, _kavels(facts), widths, place, text_columns=1, bold_rows=(len(facts.kavels),))
    caption(layout, "Als niet iedereen aansluit", KAVELS, BAND + 50)
    widths = [17.0, 18.0, 21.0, 21.0, 22.0, 20.0]
    table(layout, _uptakes(facts), widths, QRectF(KAVELS, BAND + 55.5, 130, 30), text_columns=1)
    caption(layout, "Aannamen", ASSUMED, BAND)
    table(layout, facts.assumptions, [18, 67], QRectF(ASSUMED, BAND + 5.5, 88, 44), text_columns=2, head=False)
    conclusion(layout, facts, QRectF(ASSUMED, BAND + 50, RIGHT - ASSUMED, 44), 9.0)
    foot(layout, facts)
    return layout


def _short(label: str) -> str:
    return SHORT.get(label, label)


def _types(facts: HeatFacts) -> list[tuple[str, ...]]:
    rows = [(title, amount(count), amount(heat)) for title, count, heat in facts.types]
    return [("", "Aantal", "GJ per jaar"), *rows]


def _choices(facts: HeatFacts) -> list[tuple[str, ...]]:
    rows = [
        (one.title, amount(one.homes), amount(one.heat_gj), f"{dutch(round(one.eur / 1e6, 2))} mln")
        for one in facts.choices
    ]
    return [("", "Won.", "GJ", "EUR"), *rows]


def _kavels(facts: HeatFacts) -> list[tuple[str, ...]]:
    head = ("Kavel", "Woningen", "Vraag, GJ", "MWh/m", "Dekking", "Gekozen", "Net")
    rows = [
        (
            kavel.name,
            amount(kavel.homes),
            amount(kavel.heat_gj),
            amount(kavel.dense, 2) if kavel.key not in (REST, TOTAL) else "",
            f"{amount(kavel.cover)} %" if kavel.cover is not None else "",
            amount(kavel.chosen),
            f"{amount(kavel.net_m)} m" if kavel.net_m >= 0.5 else "",
        )
        for kavel in facts.kavels
    ]
    return [head, *rows]


def _uptakes(facts: HeatFacts) -> list[tuple[str, ...]]:
    head = ("Volloop", "Woningen", "GJ per jaar", "Van aanbod", "EUR/woning", "Er passen")
    rows = [
        (
            f"{amount(one.percent)} %",
            amount(one.homes),
            amount(one.heat_gj),
            f"{amount(one.used)} %",
            amount(one.eur_home),
            amount(one.fits),
        )
        for one in facts.uptakes
    ]
    return [head, *rows]
