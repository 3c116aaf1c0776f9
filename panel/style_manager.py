"""The symbols and colour ramps of the plugin in the style manager of QGIS, put there and taken away on demand."""

from __future__ import annotations

import re
from typing import Any

from qgis.core import (
    Qgis,
    QgsColorRamp,
    QgsGradientColorRamp,
    QgsGradientStop,
    QgsRuleBasedRenderer,
    QgsStyle,
    QgsSymbol,
    QgsSymbolLayerUtils,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QApplication, QMessageBox

from ..algorithms.environment import RESOURCES, TITLE

translate = QCoreApplication.translate

TAG = TITLE
BEFORE = "Riothermie"
"""First word of all names."""

SYMBOLS = {
    "kansenkaart": ("LineString", "kansenkaart"),
    "ruimte": ("LineString", "ruimte na onttrekkingen"),
    "seizoen": ("LineString", "seizoen"),
    "leidingen": ("LineString", "riool"),
    "knopen": ("Point", "rioolknoop"),
    "onttrekkingen": ("Point", "onttrekking"),
    "bronpunten": ("Point", "bron"),
    "gebouwen": ("Polygon", "warmtevraag"),
    "selectie": ("Polygon", "energiematch"),
    "kavels": ("Polygon", "warmtekavel"),
    "trace_bronnet": ("LineString", "bronnet"),
    "trace_mt": ("LineString", "MT-net"),
    "aansluitingen": ("Point", "aansluiting"),
    "niet_aangesloten": ("Point", "niet aangesloten"),
    "restricties": ("Polygon", "boren"),
    "geschiktheid": ("Polygon", "WKO"),
    "lussen": ("Point", "bodemlus"),
    "miniwarmtenetten": ("Polygon", "miniwarmtenet"),
    "minileidingen": ("LineString", "miniwarmtenet"),
    "bewonerskosten": ("Polygon", "goedkoopste warmte"),
    "co2gebouwen": ("Polygon", "CO2"),
    "meldingen": ("Point", "melding"),
}
"""Style file to its geometry and what its symbols are of; the words are those of the legends, in Dutch."""

RAMPS = {
    "warmtevraag": ("gebouwen", "Polygon", 6),
    "CO2": ("co2gebouwen", "Polygon", 6),
    "goedkoper of duurder": ("bewonerskosten_meerkosten", "Polygon", 7),
    "dekking": ("kavels", "Polygon", 5),
    "besparing": ("miniwarmtenetten", "Polygon", 5),
}
"""Name of a colour ramp to the style file, its geometry and how many of its first colours it has."""

Entity = QgsStyle.StyleEntity


def symbols() -> dict[str, QgsSymbol]:
    """Return name to symbol of what the plugin has."""
    found: dict[str, QgsSymbol] = {}
    for file, (geometry, title) in SYMBOLS.items():
        for label, symbol in _rules(file, geometry):
            found.setdefault(f"{BEFORE} {title}: {label}", symbol)
    return found


def ramps() -> dict[str, QgsColorRamp]:
    """Return name to colour ramp of what the plugin has."""
    found: dict[str, QgsColorRamp] = {}
    for name, (file, geometry, n) in RAMPS.items():
        colours = [QColor(symbol.color().rgb()) for _, symbol in _rules(file, geometry)[:n]]  # without transparency
        stops = [QgsGradientStop(k / (n - 1), colour) for k, colour in enumerate(colours)]
        found[f"{BEFORE} {name}"] = QgsGradientColorRamp(colours[0], colours[-1], False, stops[1:-1])
    return found


def _rules(file: str, geometry: str) -> list[tuple[str, QgsSymbol]]:
    """Return (label, symbol) of each rule of a style that draws something."""
    layer = QgsVectorLayer(geometry, file, "memory")
    layer.loadNamedStyle(str(RESOURCES / "styles" / f"{file}.qml"))
    renderer = layer.renderer()
    if not isinstance(renderer, QgsRuleBasedRenderer):
        return []
    rules = renderer.rootRule().descendants()
    return [
        (rule.label(), rule.symbol().clone())
        for rule in rules
        if rule.symbol() is not None and rule.label() and rule.filterExpression() != "FALSE"
    ]


def install(style: QgsStyle) -> tuple[list[str], list[str]]:
    """Add what the plugin has; return (names added, names that stood there already and stay as they are)."""
    added, kept = [], []
    for name, symbol in symbols().items():
        if name in style.symbolNames():
            kept.append(name)
        else:
            style.addSymbol(name, symbol)
            style.saveSymbol(name, symbol, False, [TAG])
            added.append(name)
    for name, ramp in ramps().items():
        if name in style.colorRampNames():
            kept.append(name)
        else:
            style.addColorRamp(name, ramp)
            style.saveColorRamp(name, ramp, False, [TAG])
            added.append(name)
    return added, kept


def uninstall(style: QgsStyle) -> tuple[list[str], list[str]]:
    """Take away what the plugin has, as far as nobody changed it; return (names taken away, names that stay)."""
    gone, kept = [], []
    for kind, ours, names in (
        (Entity.SymbolEntity, symbols(), style.symbolNames()),
        (Entity.ColorrampEntity, ramps(), style.colorRampNames()),
    ):
        for name, item in ours.items():
            if name not in names or TAG not in style.tagsOfSymbol(kind, name):
                continue
            now = style.symbol(name) if kind == Entity.SymbolEntity else style.colorRamp(name)
            if _text(now) != _text(item):
                kept.append(name)
                continue
            style.removeEntityByName(kind, name)
            gone.append(name)
    left = [*style.symbolsWithTag(Entity.SymbolEntity, style.tagId(TAG)),
            *style.symbolsWithTag(Entity.ColorrampEntity, style.tagId(TAG))]  # fmt: skip
    if TAG in style.tags() and not left:
        style.remove(Entity.TagEntity, style.tagId(TAG))
    return gone, kept


def _text(item: Any) -> str:
    """Return all that a symbol or colour ramp is, without the names that QGIS gives its parts by chance."""
    if isinstance(item, QgsColorRamp):
        return f"{item.type()} {sorted(item.properties().items())}"
    return re.sub(r'id="\{[^}]*\}"', "", QgsSymbolLayerUtils.symbolProperties(item))


def offer(around: Any) -> None:
    """Ask whether to add or take away the symbols, do so, and say what was done."""
    box = QMessageBox(around.iface.mainWindow())
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(TITLE)
    text = translate(
        "Riothermie",
        "The style manager of QGIS can have the symbols and colour ramps of Riothermie Kansen, for maps of your own: "
        "{symbols} symbols and {ramps} colour ramps with the tag {tag}. What such a name has already stays as it is.",
    )
    box.setText(text.format(symbols=len(symbols()), ramps=len(ramps()), tag=TAG))
    add = box.addButton(translate("Riothermie", "Add"), QMessageBox.ButtonRole.AcceptRole)
    take = box.addButton(translate("Riothermie", "Take away"), QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(add)
    box.exec()
    chosen = box.clickedButton()
    if chosen not in (add, take):
        return
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        done, kept = (install if chosen is add else uninstall)(QgsStyle.defaultStyle())
    finally:
        QApplication.restoreOverrideCursor()
    said = translate("Riothermie", "Added to the style manager: {n}.")
    if chosen is take:
        said = translate("Riothermie", "Taken out of the style manager: {n}.")
    said = said.format(n=len(done))
    if kept:
        said += " " + translate("Riothermie", "Left as they were: {}.").format(len(kept))
    around.iface.messageBar().pushMessage(TITLE, said, Qgis.MessageLevel.Info, 10)
