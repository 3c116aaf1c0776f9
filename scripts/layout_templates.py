#!/usr/bin/env python3
"""Write the templates of a page with a map to ``resources/layouts``, for layouts that users make themselves.

Usage: scripts/layout_templates.py (in a Python that can import qgis). A title, a map with scale bar and north arrow, a
legend of what the map shows, a text and a foot, as on the printed report. With an atlas the map follows its areas and
the title tells which one it is.
"""

from __future__ import annotations

import os
import re
import sys
import uuid
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_HASH_SEED"] = "0"  # the order of attributes in the files: the same each time
ROOT = Path(__file__).resolve().parents[1]

import importlib.util  # noqa: E402 (the platform must be chosen first)

from qgis.core import (  # noqa: E402
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLegendStyle,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
    QgsRectangle,
    QgsTextFormat,
)
from qgis.PyQt.QtCore import QRectF  # noqa: E402

FOLDER = ROOT / "resources" / "layouts"
TITLE = "[% coalesce(nullif(@atlas_pagename, ''), nullif(@project_title, ''), 'Titel') %]"
TEXT = "Vervang deze tekst. Riothermie Kansen: een raming met kentallen en aannamen, geen ontwerp."
FOOT = "[% @project_title %]  ·  [% format_date(now(), 'd MMMM yyyy', 'nl') %]  ·  Riothermie Kansen"
NUMBER = (
    "bladzijde [% if(coalesce(@atlas_totalfeatures, 0) > 0, @atlas_featurenumber, @layout_page) %] van "
    "[% if(coalesce(@atlas_totalfeatures, 0) > 0, @atlas_totalfeatures, @layout_numpages) %]"
)
PLACE = QgsRectangle(0, 300000, 280000, 625000)  # the Netherlands in RD
UUID = re.compile(r"\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}")


def plugin(name: str) -> Any:
    """Return a module of the plugin."""
    if "riothermie_plugin" not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            "riothermie_plugin", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)]
        )
        made = importlib.util.module_from_spec(spec)
        sys.modules["riothermie_plugin"] = made
        spec.loader.exec_module(made)
    return importlib.import_module(f"riothermie_plugin.{name}")


def compose(paper: str) -> QgsPrintLayout:
    """Return the layout of a page."""
    items, maps, pages, text = (plugin(f"algorithms.layout_{name}") for name in ("items", "maps", "pages", "text"))
    mapping, side = plugin("algorithms.mapping"), plugin("algorithms.layout_map_page").SIDE
    project = QgsProject.instance()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:28992"))
    layout = QgsPrintLayout(project)
    layout.setName(f"Riothermie {paper}")
    page = items.add_page(layout, text.Ruler.of(layout), *pages.SIZES[paper])
    place = pages.body(page)
    big, wide = page.big, place.width()
    title = label(page, items, TITLE, QRectF(place.x(), 9.0, wide, 10.0), text.letters(16.0 * big, bold=True), "Titel")
    title.setMarginY(0.0)
    items.box(page, QRectF(place.x(), 20.0, wide, 0.4), text.INK)
    frame = QRectF(place.x(), place.y(), wide * (1.0 - side) - 5.0, place.height())
    drawn = mapping.Drawing((), PLACE, {})
    item = maps.map_item(page, drawn, frame, "Kaart")
    item.setKeepLayerSet(False)  # it shows the layers that are on in the project
    item.setAtlasDriven(True)
    item.setAtlasScalingMode(QgsLayoutItemMap.AtlasScalingMode.Auto)
    item.setAtlasMargin(0.08)
    maps.finish_map(page, item, frame)
    bar = next(one for one in layout.items() if isinstance(one, QgsLayoutItemScaleBar))
    bar.setUnits(Qgis.DistanceUnit.Meters)
    bar.setUnitLabel("m")
    bar.setSegmentSizeMode(Qgis.ScaleBarSegmentSizeMode.FitWidth)
    bar.setMinimumBarWidth(20.0)
    bar.setMaximumBarWidth(50.0)
    left = frame.right() + 5.0
    beside = QRectF(left, place.y(), place.right() - left, 0.4 * place.height())
    label(page, items, TEXT, beside, text.letters(9.0 * big), "Tekst")
    legend(page, item, text, QRectF(left, place.bottom() - 20.0, beside.width(), 20.0))
    foot = page.height - pages.FOOT * big + 3.0
    items.box(page, QRectF(place.x(), foot, wide, 0.2), text.RULE)
    grey = text.letters(7.0 * big, text.GREY)
    label(page, items, FOOT, QRectF(place.x(), foot + 1.2, wide - 62.0, 5.0 * big), grey, "Voet")
    number = label(page, items, NUMBER, QRectF(place.right() - 60.0, foot + 1.2, 60.0, 5.0 * big), grey, "Bladzijde")
    number.setHAlign(items.RIGHTS)
    return layout


def label(page: Any, items: Any, words: str, place: QRectF, style: QgsTextFormat, name: str) -> QgsLayoutItemLabel:
    """Add a text that may hold expressions."""
    made = items.words(page, "", place, style)
    made.setText(words)
    made.setId(name)
    made.attemptSetSceneRect(page.at(place))
    return made


def legend(page: Any, item: QgsLayoutItemMap, text: Any, place: QRectF) -> None:
    """Add a legend that follows the project and shows what is on the map."""
    made = QgsLayoutItemLegend(page.layout)
    made.setId("Legenda")
    made.setTitle("Legenda")
    made.setLinkedMap(item)
    made.setLegendFilterByMapEnabled(True)
    kind = QgsLegendStyle.Style
    for part, size, bold in (
        (kind.Title, 9.5, True), (kind.Group, 8.0, True), (kind.Subgroup, 7.5, True), (kind.SymbolLabel, 7.5, False),
    ):  # fmt: skip
        style = made.style(part)
        style.setTextFormat(text.letters(size * page.big, bold=bold))
        made.setStyle(part, style)
    made.setSymbolWidth(8.0)
    made.setSymbolHeight(3.4 * page.big)
    made.setBoxSpace(0.0)
    made.setBackgroundEnabled(False)
    page.layout.addLayoutItem(made)
    made.setReferencePoint(QgsLayoutItem.ReferencePoint.LowerLeft)  # a long one grows upwards
    made.attemptSetSceneRect(page.at(place))


def settle(file: Path) -> None:
    """Give the items of a template the same ids each time."""
    seen: dict[str, str] = {}

    def fixed(found: re.Match[str]) -> str:
        name = f"{file.name} {len(seen)}"
        return seen.setdefault(found[0], f"{{{uuid.uuid5(uuid.NAMESPACE_URL, name)}}}")

    file.write_text(UUID.sub(fixed, file.read_text(encoding="utf-8")), encoding="utf-8")


def main() -> None:
    """Write the templates."""
    FOLDER.mkdir(exist_ok=True)
    for paper in ("A4", "A3"):
        file = FOLDER / f"riothermie_{paper.lower()}.qpt"
        if not compose(paper).saveAsTemplate(str(file), QgsReadWriteContext()):
            sys.exit(f"layout_templates.py: {file} cannot be written")
        settle(file)


if __name__ == "__main__":
    application = QgsApplication([], False)  # False: no windows
    application.initQgis()
    main()
    sys.stdout.flush()
    os._exit(0)  # exitQgis() with live Python references can crash at exit
