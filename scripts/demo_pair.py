"""What the print layouts with two maps beside each other have in common: places, maps, captions, legends, foot."""

from __future__ import annotations

import math
from collections.abc import Callable

from demo_facts import SheetFacts
from demo_sheet import (
    GREY,
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
    words,
)
from demo_styles import INK, text
from qgis.core import (
    QgsLayerTreeLayer,
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

RIGHT, GAP = WIDTH - MARGIN, 6.0
HALF = (WIDTH - 2 * MARGIN - GAP) / 2  # width of a map
FIRST, SECOND = MARGIN, MARGIN + HALF + GAP  # left sides of the maps
TOP = 30.0  # of the maps
ROUND = 250  # scale of a map: a multiple of this


def opened(project: QgsProject, name: str, facts: SheetFacts, width: float = 130.0) -> QgsPrintLayout:
    """Return a layout with title and warning only; `width` is that of the warning."""
    layout = sheet(project, name)
    heading(layout, facts.title, facts.subtitle, facts.warning, QRectF(RIGHT - width, 10, width, 11))
    return layout


def half_map(
    layout: QgsPrintLayout,
    title: str,
    shown: list[QgsVectorLayer],
    place: tuple[float, float],
    extent: QgsRectangle,
    *,
    scale: float | None = None,
    bar: tuple[float, int] = (250.0, 2),
    arrow_low: bool = False,
) -> QgsLayoutItemMap:
    """Add a map with its title, scale bar and north arrow.

    Parameters
    ----------
    place
        Left side and height.
    scale
        None: a round one at which the extent fits.
    bar
        Metres of a part of the scale bar, and number of parts.
    arrow_low
        North arrow at the bottom of the map.
    """
    left, tall = place
    item = map_item(layout, shown, QRectF(left, TOP, HALF, tall), extent, title)
    item.setScale(scale or ROUND * math.ceil(item.scale() / ROUND))
    about = f"{title}, {scale_text(item)} op A3"
    words(layout, about, QRectF(left + 3, TOP + 3, 140, 7), text(12, INK, bold=True, edge=1.0))
    scale_bar(layout, item, QRectF(left + 4, TOP + tall - 15, 110, 12), *bar)
    north(layout, QRectF(left + HALF - 19, TOP + tall - 19 if arrow_low else TOP + 3, 16, 16))
    return item


def caption(layout: QgsPrintLayout, title: str, left: float, top: float) -> None:
    """Add the title of a table."""
    words(layout, title, QRectF(left, top, 130, 6), text(10.5, INK, bold=True))


def conclusion(layout: QgsPrintLayout, facts: SheetFacts, place: QRectF, size: float) -> None:
    """Add a box with what comes out, and what is proved; `size` is that of the letters."""
    box(layout, place)
    inside = place.adjusted(3, 1.5, -3, -0.5)
    words(layout, f"{facts.message} {facts.proof}", inside, text(size, INK))


def foot(layout: QgsPrintLayout, facts: SheetFacts) -> None:
    """Add limits and sources, and who made it."""
    words(layout, f"{facts.limits} {facts.source}", QRectF(MARGIN, 283, 330, 9), text(7.5, GREY))
    words(layout, facts.maker, QRectF(RIGHT - 70, 283, 70, 8), text(7.5, GREY), RIGHTS)


def layer_legend(
    layout: QgsPrintLayout,
    layers: dict[str, QgsVectorLayer],
    titles: dict[str, str],
    linked: QgsLayoutItemMap,
    corner: tuple[float, float],
    entries: Callable[[str, QgsLayerTreeLayer], None],
    *,
    single: tuple[str, ...] = (),
    columns: int = 1,
) -> None:
    """Add a legend.

    Parameters
    ----------
    titles
        Of the layers, by name, in their order.
    corner
        Left side and top.
    entries
        Changes the entries of a layer, given its name and its node in the legend.
    single
        Layers with one symbol, which stands before their title.
    """
    legend = empty_legend(layout)
    legend.setTitle("")
    legend.setColumnCount(columns)
    legend.setSplitLayer(False)
    root = legend.model().rootGroup()
    for name, title in titles.items():
        node = root.addLayer(layers[name])
        entries(name, node)
        if name not in single:
            QgsLegendRenderer.setNodeLegendStyle(node, QgsLegendStyle.Style.Subgroup)
        node.setCustomProperty("legend/title-label", title)
        legend.model().refreshLayerLegend(node)
    place_legend(layout, legend, linked, QRectF(*corner, 0, 0))


def say_counts(
    node: QgsLayerTreeLayer,
    short: Callable[[str], str],
    *,
    always: tuple[str, ...] = (),
    seen: QgsRectangle | None = None,
    told: bool = True,
) -> None:
    """Leave out the rules of which nothing is on the map, and tell of the others how many they have there.

    Parameters
    ----------
    short
        Returns the label of the sheet for that of a rule.
    always
        How labels begin that stay though their rule has nothing.
    seen
        What the map shows; None for all.
    told
        False: without the numbers.
    """
    layer = node.layer()
    kept = []
    rest = {row.id() for row in layer.getFeatures() if seen is None or row.geometry().intersects(seen)}
    for index, rule in enumerate(layer.renderer().rootRule().children()):
        wanted = "TRUE" if rule.isElse() else rule.filterExpression()
        mine = rest & {row.id() for row in layer.getFeatures(wanted)}
        rest -= mine
        count = f": {amount(len(mine))}" if told and mine else ""
        QgsMapLayerLegendUtils.setLegendNodeUserLabel(node, index, f"{short(rule.label())}{count}")
        if mine or rule.label().startswith(always):
            kept.append(index)
    QgsMapLayerLegendUtils.setLegendNodeOrder(node, kept)
