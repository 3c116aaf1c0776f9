"""Steps of the desktop test that use the panel as a person does: look, press a button with the keyboard, run, look."""

import made
from qgis import utils
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDockWidget


def panel():
    """Return the dock, None when it is not there."""
    return utils.iface.mainWindow().findChild(QDockWidget, "RiothermiePaneel")


def shown():
    """Return what a person reads in the panel."""
    dock = panel()
    return {
        "visible": dock.isVisible(),
        "progress": dock.progress.text(),
        "words": [card.word.text() for card in dock.cards],
        "names": [card.head.accessibleName() for card in dock.cards],
        "open": [card.number for card in dock.cards if card.head.isChecked()],
        "facts": [card.facts.text() for card in dock.cards],
        "results": [card.made.text() for card in dock.cards],
        "buttons": [list(card.buttons) for card in dock.cards],
        "tips": [button.toolTip() for card in dock.cards for button in card.buttons.values()],
        "dirty": QgsProject.instance().isDirty(),
        "width": dock.area.minimumWidth(),
    }


def add_pipes():
    """Add three pipes to the project, as a user does."""
    layer = made.pipes()
    layer.setName("ons riool")
    QgsProject.instance().addMapLayer(layer)


def press():
    """Press the button of the map of opportunities with the space bar."""
    button = panel().cards[1].buttons["kansenkaart"]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def dialog():
    """Return the dialog that the panel opened, None when there is none."""
    return next(iter(panel().launcher.dialogs), None)


def run():
    """Change a number in the dialog and run it."""
    values = dialog().createProcessingParameters()
    found = {"pipes": QgsProject.instance().mapLayer(values["LEIDINGEN"]).name(), "title": dialog().windowTitle()}
    dialog().setParameters(values | {"INWONERS_PER_ADRES": 3.0})
    dialog().runButton().click()
    return found
