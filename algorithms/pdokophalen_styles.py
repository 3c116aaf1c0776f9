"""How fetched tables look: a plain symbol per table, the same on every machine and every run."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtXml import QDomDocument

translate = QCoreApplication.translate

GREY = "#7a7a7a"

COLOURS = {
    "riool_leiding": "#8c5a2b", "riool_put": "#5c3a1c", "riool_pomp": "#b5179e", "riool_gebied": "#c8a37c",
    "riool_bouwwerk": "#6d4c8f", "bag_pand": "#9c8f86", "bag_verblijfsobject": "#4a4a4a",
    "nwb_wegvakken": "#6f7f8f", "cbs_gemeenten": "#333333", "cbs_buurten": "#4f6d8f",
    "cbs_vierkanten100": "#8fa6bf", "bgt_wegdeel": "#a9a9a9", "bgt_ondersteunendwegdeel": "#b9c7a5",
    "bgt_waterdeel": "#6fa8dc", "bgt_ondersteunendwaterdeel": "#a4c8e6", "bgt_spoor": "#444444",
    "bgt_begroeidterreindeel": "#9bc27e", "bgt_onbegroeidterreindeel": "#d9cfa8", "bgt_overigbouwwerk": "#8d8d8d",
    "wko_installaties": "#1f78b4", "wko_obes": "#1f78b4", "wko_gbes": "#2f9e6e",
    "wko_grondwateronttrekking": "#00a3c4", "wko_verbodsgebied": "#c1121f", "wko_dieptebeperking": "#e07a1f",
    "wko_ordening": "#d4a017", "wko_specprovbeleid": "#b8860b", "wko_natuur": "#3a8f3a",
    "wko_natuur_aandacht": "#3a8f3a",
    "wko_archeologie": "#8f5f3a", "wko_aardkundig": "#7a6f5a", "wko_aardkundig_aandacht": "#7a6f5a",
    "grondwaterbescherming": "#2b6cb0", "natura2000": "#2e7d32",
}  # fmt: skip

HATCHED = {"wko_verbodsgebied": "cross", "wko_dieptebeperking": "b_diagonal", "grondwaterbescherming": "f_diagonal"}
"""Areas that stay readable above others: a pattern instead of a colour."""

OUTLINED = ("cbs_gemeenten", "cbs_buurten", "cbs_vierkanten100", "riool_gebied")
"""Areas of which the border matters."""

WIDTHS = {"riool_leiding": 0.6, "nwb_wegvakken": 0.3, "bgt_spoor": 0.8, "cbs_gemeenten": 0.7, "cbs_buurten": 0.4}
SIZES = {"riool_put": 1.2, "bag_verblijfsobject": 0.9, "riool_pomp": 3.0}
SHAPES = {"riool_pomp": "triangle", "riool_bouwwerk": "square", "wko_obes": "diamond", "wko_gbes": "pentagon"}


def group_title(group: str) -> str:
    """Return what a group of data sets is called in the layer tree."""
    return {
        "riool": translate("Riothermie", "Sewer (GWSW)"),
        "bag": translate("Riothermie", "Buildings (BAG)"),
        "nwb": translate("Riothermie", "Streets (NWB)"),
        "cbs": translate("Riothermie", "Neighbourhoods (CBS)"),
        "bgt": translate("Riothermie", "Large-scale map (BGT)"),
        "wko": translate("Riothermie", "Ground (WKO-tool)"),
        "grondwaterbescherming": translate("Riothermie", "Groundwater protection"),
        "natuur": translate("Riothermie", "Nature"),
    }.get(group, group)


def give(layer: QgsVectorLayer, table: str) -> str:
    """Give a layer the style of a table and return it as QML, "" for a table without places."""
    symbol = symbol_of(layer, table)
    if symbol is None:
        return ""
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    document = QDomDocument("qgis")
    layer.exportNamedStyle(document)
    return document.toString()


def height(layer: QgsVectorLayer, table: str) -> int:
    """Return how high a table lies on the map: points above lines above areas, those of the BGT below all others."""
    kind = QgsWkbTypes.geometryType(layer.wkbType())
    order = (Qgis.GeometryType.Polygon, Qgis.GeometryType.Line, Qgis.GeometryType.Point)
    return 0 if kind not in order or table.startswith("bgt") else 1 + order.index(kind)


def symbol_of(layer: QgsVectorLayer, table: str) -> QgsSymbol | None:
    """Return the symbol of a table."""
    for suffix in ("_punten", "_lijnen", "_vlakken"):
        table = table.removesuffix(suffix) if table.removesuffix(suffix) in COLOURS else table
    colour, width = COLOURS.get(table, GREY), f"{WIDTHS.get(table, 0.26)}"
    kind = QgsWkbTypes.geometryType(layer.wkbType())
    if kind == Qgis.GeometryType.Point:
        return QgsMarkerSymbol.createSimple(
            {
                "name": SHAPES.get(table, "circle"), "color": colour, "size": f"{SIZES.get(table, 2.2)}",
                "outline_color": "#ffffff", "outline_width": "0.1",
            }
        )  # fmt: skip
    if kind == Qgis.GeometryType.Line:
        return QgsLineSymbol.createSimple({"color": colour, "width": width})
    if kind == Qgis.GeometryType.Polygon:
        fill = {"color": colour, "outline_color": colour, "outline_width": width}
        if table in OUTLINED:
            fill["style"] = "no"
        elif table in HATCHED:
            fill["style"] = HATCHED[table]
        symbol = QgsFillSymbol.createSimple(fill)
        symbol.setOpacity(1.0 if table in OUTLINED or table.startswith(("bag", "bgt")) else 0.6)
        return symbol
    return None
