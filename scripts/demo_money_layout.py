"""The A3 print layout about money: the cheapest heat per building, and what a bronnet costs more than gas."""

from __future__ import annotations

import math

from demo_money_facts import MoneyFacts, millions
from demo_sheet import (
    GREY,
    LEFTS,
    MARGIN,
    RIGHTS,
    WIDTH,
    box,
    empty_legend,
    heading,
    map_item,
    north,
    place_legend,
    scale_bar,
    scale_text,
    sheet,
    table,
    words,
)
from demo_styles import INK, text
from qgis.core import (
    QgsLayoutItemMap,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapLayerLegendUtils,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF

from riothermie_kansen.wording import amount

NAME = "Loont het A3"
RIGHT, GAP = WIDTH - MARGIN, 6.0
HALF = (WIDTH - 2 * MARGIN - GAP) / 2
TOP, TALL = 30.0, 152.0
BAND = TOP + TALL + 4  # top of what lies below the maps
ROUND = 250  # scale of the maps: a multiple of this
NETS, WAYS, ASSUMED = 113.0, 204.0, 335.0  # left sides of the tables below the maps
SIDES = (
    ("Goedkoopste warmte", "cheapest", MARGIN),
    ("Bronnet tegenover gas", "extra", MARGIN + HALF + GAP),
)
"""Title, buildings and left side of each map."""

LEGEND = {
    "cheapest": "Goedkoopste warmte,|gebouwen",
    "extra": "Bronnet tegenover gas, per|woning per jaar, gebouwen",
}
SHORT = {
    "Geen woningen, of niet te berekenen": "Geen woningen",
    "Geen woningen of geen uitkomst": "Geen woningen",
}
LIGHT = "Licht: het volgende|scheelt weinig"
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
    layout = sheet(project, NAME)
    heading(layout, facts.title, facts.subtitle, facts.warning, QRectF(RIGHT - 130, 10, 130, 11))
    below = [layers[name] for name in ("streets", "area")]
    first, second = (
        _map(layout, title, [layers["source"], layers[name], *below], left, extent) for title, name, left in SIDES
    )
    _legend(layout, layers, "cheapest", first, QRectF(MARGIN - 2, BAND - 1.5, 50, 92))
    _legend(layout, layers, "extra", second, QRectF(MARGIN + 43, BAND - 1.5, 55, 92))
    _title(layout, "De leverancier (zonder btw)", NETS, BAND)
    rows = _nets(facts)
    table(layout, rows, [39, 22, 22], QRectF(NETS, BAND + 5.5, 88, 62), text_columns=1, bold_rows=(3,))
    _title(layout, "De bewoner (met btw, gemiddeld per woning), en CO2", WAYS, BAND)
    widths = [26.5, 18.0, 15.0, 16.5, 16.5, 14.0, 12.0]
    table(layout, _ways(facts), widths, QRectF(WAYS, BAND + 5.5, 130, 46), text_columns=1)
    about = (
        "Investering na subsidies en per jaar alles over 30 jaar, in EUR; t.o.v. gas: dezelfde woningen; laagst bij: "
        "aantal woningen. Appartementen hebben geen eigen lus of miniwarmtenet. CO2 van alle gebouwen samen."
    )
    words(layout, about, QRectF(WAYS, BAND + 48, 126, 11), text(7.5, GREY))
    _title(layout, "Aannamen", ASSUMED, BAND)
    table(layout, facts.assumptions, [14, 58], QRectF(ASSUMED, BAND + 5.5, 77, 56), text_columns=2, head=False)
    box(layout, QRectF(WAYS, BAND + 63, RIGHT - WAYS, 30))
    words(layout, f"{facts.message} {facts.proof}", QRectF(WAYS + 3, BAND + 64.5, RIGHT - WAYS - 6, 28), text(9.3, INK))
    words(layout, f"{facts.limits} {facts.source}", QRectF(MARGIN, 283, 330, 9), text(7.5, GREY))
    words(layout, facts.maker, QRectF(RIGHT - 70, 283, 70, 8), text(7.5, GREY), RIGHTS)
    return layout


def _title(layout: QgsPrintLayout, title: str, left: float, top: float) -> None:
    words(layout, title, QRectF(left, top, 130, 6), text(10.5, INK, bold=True), LEFTS)


def _map(
    layout: QgsPrintLayout, title: str, shown: list[QgsVectorLayer], left: float, extent: QgsRectangle
) -> QgsLayoutItemMap:
    item = map_item(layout, shown, QRectF(left, TOP, HALF, TALL), extent, title)
    item.setScale(ROUND * math.ceil(item.scale() / ROUND))
    about = f"{title}, {scale_text(item)} op A3"
    words(layout, about, QRectF(left + 3, TOP + 3, 130, 7), text(12, INK, bold=True, edge=1.0))
    scale_bar(layout, item, QRectF(left + 4, TOP + TALL - 15, 110, 12), 250, 2)
    north(layout, QRectF(left + HALF - 19, TOP + 3, 16, 16))
    return item


def _legend(
    layout: QgsPrintLayout, layers: dict[str, QgsVectorLayer], name: str, linked: QgsLayoutItemMap, place: QRectF
) -> None:
    """Add the legend of the buildings: what the map has, with how many."""
    legend = empty_legend(layout)
    legend.setTitle("")
    node = legend.model().rootGroup().addLayer(layers[name])
    kept, rest = [], {row.id() for row in layers[name].getFeatures()}
    for index, rule in enumerate(layers[name].renderer().rootRule().children()):
        wanted = "TRUE" if rule.isElse() else rule.filterExpression()
        mine = rest & {row.id() for row in layers[name].getFeatures(wanted)}
        rest -= mine
        title = LIGHT if rule.label().startswith("Licht") else SHORT.get(rule.label(), rule.label())
        QgsMapLayerLegendUtils.setLegendNodeUserLabel(node, index, f"{title}: {amount(len(mine))}" if mine else title)
        if mine or title == LIGHT:
            kept.append(index)
    QgsMapLayerLegendUtils.setLegendNodeOrder(node, kept)
    QgsLegendRenderer.setNodeLegendStyle(node, QgsLegendStyle.Style.Subgroup)
    node.setCustomProperty("legend/title-label", LEGEND[name])
    legend.model().refreshLayerLegend(node)
    place_legend(layout, legend, linked, place)


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
