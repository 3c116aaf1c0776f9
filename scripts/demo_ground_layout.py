"""The A3 print layout about drilling: the verdict per building, and the mini networks of neighbours from nearby."""

from __future__ import annotations

from collections.abc import Callable

from demo_ground_facts import GroundFacts, Mini
from demo_pair import (
    FIRST,
    HALF,
    RIGHT,
    SECOND,
    TOP,
    caption,
    conclusion,
    foot,
    half_map,
    layer_legend,
    opened,
    say_counts,
)
from demo_sheet import GREY, MARGIN, table, words
from demo_styles import text
from qgis.core import QgsLayerTreeLayer, QgsPrintLayout, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QRectF

from riothermie_kansen.wording import amount

NAME = "Mag hier worden geboord A3"
TALL = 146.0  # height of the maps
BAND = TOP + TALL + 4  # top of what lies below the maps
NEAR = 2000  # scale of the second map: neighbours and their loops can be told apart
NEAR_SIZE_M = (HALF * NEAR / 1000, TALL * NEAR / 1000)
VERDICTS, NETWORKS, ASSUMED = 114.0, 219.0, 328.0  # left sides of the tables below the maps
SIDES = {
    "Oordeel over bodemlussen": ("systems", "borders", "homes", "ground", "streets", "area"),
    "Miniwarmtenetten": ("places", "pipes", "clusters", "neighbours", "streets"),
}
"""Title and layers of each map."""

LEFT_LEGEND = {
    "homes": "Bodemlussen, per gebouw|(lichter: de grond ertussen)",
    "borders": "Beperkingen (verzonnen)",
    "systems": "Bestaande systemen (verzonnen)",
    "area": "Gebied (aangenomen)",
}
RIGHT_LEGEND = {
    "clusters": "Miniwarmtenet: goedkoper dan|eigen lussen, per woning per jaar",
    "neighbours": "Gebouwen",
    "pipes": "Leidingen (recht, een schatting)",
    "places": "Bodemlussen",
}
SHORT = {
    "Bodemlus: verboden": "Verboden",
    "Bodemlus: aandacht: eerst onderzoek of overleg": "Aandacht",
    "Bodemlus: niets gevonden, niet alles getoetst": "Niet alles getoetst",
    "Bodemlus: toegestaan": "Toegestaan",
    "Scheelt EUR 500 en meer per woning per jaar": "EUR 500 of meer",
    "Scheelt EUR 400 tot 500": "EUR 400 tot 500",
    "Scheelt EUR 300 tot 400": "EUR 300 tot 400",
    "Scheelt EUR 150 tot 300": "EUR 150 tot 300",
    "Scheelt minder dan EUR 150": "Minder dan EUR 150",
}
"""Labels that are too long for the legend of the sheet."""


def compose_ground(
    project: QgsProject,
    layers: dict[str, QgsVectorLayer],
    facts: GroundFacts,
    extent: QgsRectangle,
    near: QgsRectangle,
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
    extent, near
        What the maps show.
    """
    layout = opened(project, NAME, facts)
    titles = tuple(SIDES)
    shown = [[layers[name] for name in names] for names in SIDES.values()]
    whole = half_map(layout, titles[0], shown[0], (FIRST, TALL), extent)
    close = half_map(layout, titles[1], shown[1], (SECOND, TALL), near, scale=NEAR, bar=(50, 1), arrow_low=True)
    for legend, linked, left, seen in (
        (LEFT_LEGEND, whole, MARGIN - 2, None),
        (RIGHT_LEGEND, close, MARGIN + 48, near),
    ):
        layer_legend(layout, layers, legend, linked, (left, BAND - 1.5), _entries(seen), single=("area",))
    caption(layout, "Oordeel: gebouwen, en deel van het gebied", VERDICTS, BAND)
    place = QRectF(VERDICTS, BAND + 5.5, 106, 30)
    table(layout, _verdicts(facts), [30, 16, 14, 16, 15], place, text_columns=1)
    caption(layout, "Bodemlaag voor WKO (verzonnen; kh in m/d)", VERDICTS, BAND + 34)
    place = QRectF(VERDICTS, BAND + 39.5, 106, 26)
    table(layout, _aquifers(facts), [20, 20, 16, 6, 14, 17], place, text_columns=2)
    caption(layout, "Bodemlussen op eigen grond (geschat)", VERDICTS, BAND + 66)
    place = QRectF(VERDICTS, BAND + 71.5, 106, 30)
    table(layout, _fits(facts), [29, 17.5, 17.5, 12, 16], place, text_columns=1)
    caption(layout, "Miniwarmtenetten op de kaart", NETWORKS, BAND)
    place = QRectF(NETWORKS, BAND + 5.5, 100, 62)
    widths = [11.0, 8.5, 11.5, 12.0, 12.0, 9.5, 9.5, 9.5, 9.5]
    table(layout, _networks(facts), widths, place, text_columns=1, bold_rows=(len(facts.networks) + 1,))
    about = (
        f"De grootste netten op de kaart; alle: de {facts.count} netten van het gebied. Lus en leiding in meter; "
        "kosten in EUR per woning per jaar: miniwarmtenet, gas (cv-ketel), eigen bodemlus, luchtwarmtepomp."
    )
    words(layout, about, QRectF(NETWORKS, BAND + 60.5, 103, 9), text(7.5, GREY))
    caption(layout, "Aannamen", ASSUMED, BAND)
    table(layout, facts.assumptions, [15.5, 63.5], QRectF(ASSUMED, BAND + 5.5, 84, 64), text_columns=2, head=False)
    conclusion(layout, facts, QRectF(NETWORKS, BAND + 72, RIGHT - NETWORKS, 28), 9.3)
    foot(layout, facts)
    return layout


def _entries(seen: QgsRectangle | None) -> Callable[[str, QgsLayerTreeLayer], None]:
    """Return what leaves in a legend what a map shows, of areas and places with how many."""

    def entries(name: str, node: QgsLayerTreeLayer) -> None:
        if name != "area":
            say_counts(node, _short, seen=seen, told=name in ("homes", "clusters", "neighbours", "places"))

    return entries


def _short(label: str) -> str:
    return SHORT.get(label, label.removesuffix(" (verzonnen)"))


def _verdicts(facts: GroundFacts) -> list[tuple[str, ...]]:
    rows = [
        (
            one.title,
            amount(one.loop_buildings),
            f"{amount(one.loop_area)} %",
            amount(one.well_buildings),
            f"{amount(one.well_area)} %",
        )
        for one in facts.verdicts
    ]
    return [("", "Bodemlus", "Gebied", "WKO", "Gebied"), *rows]


def _aquifers(facts: GroundFacts) -> list[tuple[str, ...]]:
    rows = [
        (
            one.layer if "+" not in one.layer else f"{one.layer.split('+')[0]} t/m {one.layer.split('+')[-1]}",
            f"{amount(one.cells)} {one.kind}",
            f"{amount(one.top_m)}–{amount(one.bottom_m)} m",
            amount(one.kh_md),
            f"{amount(one.flow_m3h)} m³/h",
            f"{amount(one.power_kw)} kW",
        )
        if one.layer
        else ("", f"{amount(one.cells)} {one.kind}", "", "", "", "")
        for one in facts.aquifers
    ]
    return [("Laag", "Cellen", "Diepte", "kh", "Debiet", "Vermogen"), *rows]


def _fits(facts: GroundFacts) -> list[tuple[str, ...]]:
    rows = [
        (one.title, amount(one.buildings), amount(one.homes), amount(one.loops), f"{amount(one.metres)} m")
        for one in facts.fits
    ]
    return [("", "Gebouwen", "Woningen", "Lussen", "Meters"), *rows]


def _networks(facts: GroundFacts) -> list[tuple[str, ...]]:
    head = ("Net", "Won.", "Lussen", "Lus", "Leiding", "Mini", "Gas", "Eigen", "Lucht")
    return [head, *(_network(one) for one in (*facts.networks, facts.every))]


def _network(one: Mini) -> tuple[str, ...]:
    numbers = (one.metres, one.pipe_m, one.shared_eur, one.gas_eur, one.own_eur, one.air_eur)
    return (one.key, amount(one.homes), amount(one.loops), *(amount(number) for number in numbers))
