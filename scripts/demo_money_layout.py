"""The A3 print layout about money: the cheapest heat per building, and what a bronnet costs more than gas."""

from __future__ import annotations

import re

from demo_money_facts import MoneyFacts, millions
from demo_pair import FIRST, RIGHT, SECOND, TOP, caption, conclusion, foot, half_map, layer_legend, opened, say_counts
from demo_sheet import GREY, table, words
from demo_styles import text
from qgis.core import QgsLayerTreeLayer, QgsPrintLayout, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QRectF

from riothermie_kansen.wording import amount

NAME = "Loont het A3"
TALL = 152.0  # height of the maps
BAND = TOP + TALL + 4  # top of what lies below the maps
NETS, WAYS, ASSUMED = 113.0, 204.0, 335.0  # left sides of the tables below the maps
SIDES = (
    ("Goedkoopste warmte", "cheapest", FIRST),
    ("Bronnet tegenover gas", "extra", SECOND),
)
"""Title, buildings and left side of each map."""

LEGEND = {
    "cheapest": "Goedkoopste warmte,|gebouwen",
    "extra": "Bronnet tegenover gas, EUR|per woning per jaar, gebouwen",
}
LEGENDS = {"cheapest": FIRST - 2, "extra": FIRST + 46}
"""Left side of the legend of each map."""

SHORT = {
    "Cv-ketel op aardgas": "Cv-ketel op gas",
    "Hybride warmtepomp": "Hybride",
    "Geen woningen, of niet te berekenen": "Geen woningen",
    "Geen woningen of geen uitkomst": "Geen woningen",
}
"""Labels that are too long for the legend of the sheet."""


def compose_money(
    project: QgsProject, layers: dict[str, QgsVectorLayer], facts: MoneyFacts, extent: QgsRectangle
) -> QgsPrintLayout:
    """Return the layout.

    Parameters
    ----------
    project
        Holds the layers.
    layers
        "cheapest", "extra", "source", "streets" and "area".
    facts
        Texts and numbers.
    extent
        What the maps show.
    """
    layout = opened(project, NAME, facts)
    below = [layers[name] for name in ("streets", "area")]
    maps = {
        name: half_map(layout, title, [layers["source"], layers[name], *below], (left, TALL), extent)
        for title, name, left in SIDES
    }
    for name, left in LEGENDS.items():
        titles = {name: LEGEND[name]}
        layer_legend(layout, layers, titles, maps[name], (left, BAND - 1.5), _entries)
    caption(layout, "De leverancier (zonder btw)", NETS, BAND)
    rows = _nets(facts)
    table(layout, rows, [39, 22, 22], QRectF(NETS, BAND + 5.5, 88, 62), text_columns=1, bold_rows=(3,))
    caption(layout, "De bewoner (met btw, gemiddeld per woning), en CO2", WAYS, BAND)
    widths = [26.5, 18.0, 15.0, 16.5, 16.5, 14.0, 12.0]
    table(layout, _ways(facts), widths, QRectF(WAYS, BAND + 5.5, 130, 46), text_columns=1)
    about = (
        "Investering na subsidies en per jaar alles over 30 jaar, in EUR; t.o.v. gas: dezelfde woningen; laagst bij: "
        "aantal woningen. Appartementen hebben geen eigen lus of miniwarmtenet. CO2 van alle gebouwen samen."
    )
    words(layout, about, QRectF(WAYS, BAND + 48, 126, 11), text(7.5, GREY))
    caption(layout, "Aannamen", ASSUMED, BAND)
    table(layout, facts.assumptions, [14, 58], QRectF(ASSUMED, BAND + 5.5, 77, 56), text_columns=2, head=False)
    conclusion(layout, facts, QRectF(WAYS, BAND + 63, RIGHT - WAYS, 30), 9.3)
    foot(layout, facts)
    return layout


def _entries(name: str, node: QgsLayerTreeLayer) -> None:
    say_counts(node, _short if name == "cheapest" else _shorter, always=("Licht",))


def _short(label: str) -> str:
    return SHORT.get(label, re.sub(r"^Licht: .* (EUR \S+)$", r"Licht: het tweede|scheelt < \1", label))


def _shorter(label: str) -> str:
    """Return the label without the unit, which the title of the legend tells."""
    return _short(label).replace("EUR ", "")


def _nets(facts: MoneyFacts) -> list[tuple[str, ...]]:
    nets = facts.nets
    rows: list[tuple[str, ...]] = [
        ("Miljoenen EUR", *(net.name for net in nets)),
        ("Investering", *(amount(net.invested / 1e6, 1) for net in nets)),
        ("EUR per woning", *(amount(net.per_home) for net in nets)),
        ("Netto contante waarde", *(_signed(net.value) for net in nets)),
        *((name, *(_signed(net.varied[name]) for net in nets)) for name in nets[0].varied),
        ("8 van de 10 trekkingen", *(f"{_signed(net.low)} tot {_signed(net.high)}" for net in nets)),
    ]
    return rows


def _signed(eur: float) -> str:
    return millions(eur).removesuffix(" mln")


def _ways(facts: MoneyFacts) -> list[tuple[str, ...]]:
    head = ("", "Investering", "Per jaar", "T.o.v. gas", "Laagst bij", "CO2, t", "Minder")
    rows = [
        (
            way.title,
            amount(way.invested),
            amount(way.yearly),
            _more(way.more) if number else "",
            amount(way.cheapest),
            amount(way.tonnes),
            f"{amount(way.less)} %" if number else "",
        )
        for number, way in enumerate(facts.ways)
    ]
    return [head, *rows]


def _more(eur: float) -> str:
    return f"{'+' if eur > 0 else '−'}{amount(abs(eur))}"
