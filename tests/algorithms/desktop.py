"""Start-up code for the QGIS desktop: write down what the plugin shows, loaded and after it was unloaded.

Run by ``test_desktop.py`` with ``qgis --code``; the environment variable RIOTHERMIE_DESKTOP is the file to write.
"""

import json
import os
import sys
import traceback
from pathlib import Path

from qgis import utils
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtGui import QAction
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QMenu, QToolBar

sys.path.insert(0, os.environ["RIOTHERMIE_TESTS"])
import desktop_panel as at

OUT = Path(os.environ["RIOTHERMIE_DESKTOP"])
NAME = "riothermie_kansen"
seen = {}


def state():
    """Return what of the plugin is there."""
    window = utils.iface.mainWindow()
    menus = [action for action in utils.iface.pluginMenu().actions() if action.text() == "Riothermie Kansen"]
    return {
        "active": NAME in utils.active_plugins,
        "provider": QgsApplication.processingRegistry().providerById("riothermie") is not None,
        "menu": {
            action.text(): [item.text() for item in action.menu().actions()] if action.menu() else []
            for menu in menus
            for action in menu.menu().actions()
        },
        "docks": [dock.objectName() for dock in window.findChildren(QDockWidget) if "iothermie" in dock.objectName()],
        "help": [a.text() for a in utils.iface.pluginHelpMenu().actions() if "iothermie" in a.objectName()],
        "menus": len(window.findChildren(QMenu)),
        "actions": sorted(a.objectName() for a in window.findChildren(QAction) if "iothermie" in a.objectName()),
        "windows": sorted(
            widget.objectName()
            for widget in QApplication.allWidgets()
            if widget.objectName() in ("RiothermieKentallen", "RiothermieLeiding")
        ),
        "tool": type(utils.iface.mapCanvas().mapTool()).__name__,
        "toolbars": [
            [action.objectName() for action in bar.actions()]
            for bar in window.findChildren(QToolBar)
            if "iothermie" in bar.objectName()
        ],
    }


def step(function):
    """Run a step; QGIS stops at the first that fails."""

    def run():
        try:
            function()
        except Exception as error:  # noqa: BLE001 (the file is all that the test sees)
            seen["error"] = repr(error)
            end()

    return run


def when(condition, then):
    """Take a step once something is so, 30 s at most."""

    def look(left=120):
        if condition() or not left:
            QTimer.singleShot(0, step(then))
        else:
            QTimer.singleShot(250, lambda: look(left - 1))

    look()


def loaded():
    """Look at the plugin as it was loaded; open the dialog with the button of the toolbar."""
    seen["loaded"] = state()
    seen["empty"] = at.shown()
    for action in utils.iface.mainWindow().findChildren(QAction, "RiothermieKansen_kansenkaart"):
        action.trigger()
    when(lambda: at.dialog() is not None and at.dialog().isVisible(), opened)


def opened():
    """Close the dialog; add a sewer."""
    seen["dialogs"] = [w.windowTitle() for w in QApplication.topLevelWidgets() if type(w).__name__ == "AlgorithmDialog"]
    at.dialog().close()
    seen["closed"] = len(at.panel().launcher.dialogs)
    at.add_pipes()
    when(lambda: "ons riool" in at.panel().cards[1].facts.text(), added)


def added():
    """Look at the panel, press its button."""
    seen["added"] = at.shown()
    at.press()
    when(lambda: at.dialog() is not None and at.dialog().isVisible(), filled)


def filled():
    """Take a picture of the dialog, run it."""
    at.dialog().grab().save(str(OUT.with_name("dialog.png")))
    at.press()
    seen["twice"] = len(at.panel().launcher.dialogs)
    seen["run"] = at.run()
    when(lambda: at.panel().cards[1].made.text().count("<br>") > 1, ran)


def ran():
    """Look at the panel and at what is remembered; open the dialog again, rename a layer."""
    seen["ran"] = at.shown()
    utils.iface.mainWindow().grab().save(str(OUT.with_name("window.png")))
    at.dialog().close()
    at.press()
    seen["remembered"] = at.dialog().createProcessingParameters()["INWONERS_PER_ADRES"]
    for layer in QgsProject.instance().mapLayersByName("ons riool"):
        layer.setName("hun riool")
    when(lambda: "hun riool" in at.panel().cards[0].facts.text(), renamed)


def renamed():
    """Empty the project, with the dialog still open."""
    seen["renamed"] = at.shown()
    QgsProject.instance().clear()
    when(lambda: not at.panel().cards[1].made.text(), cleared)


def cleared():
    """Look at the panel of an empty project; unload the plugin, with a dialog, the editor and the map tool open."""
    seen["cleared"] = at.shown()
    for name in ("leidingvolgen", "kentallen"):
        utils.iface.mainWindow().findChild(QAction, f"RiothermieKansen_{name}").trigger()
    seen["open"] = state()
    seen["unloads"] = utils.unloadPlugin(NAME)
    QTimer.singleShot(500, step(unloaded))


def unloaded():
    """Look at what is left; load it again."""
    seen["unloaded"] = state()
    seen["again"] = utils.loadPlugin(NAME) and utils.startPlugin(NAME)
    seen["reloaded"] = state()
    end()


def end():
    """Write what was seen and stop QGIS at once, without questions."""
    OUT.write_text(json.dumps(seen))
    os._exit(0)


def failed(kind, error, trace):
    """End at an error in a slot: QGIS would show it in a window and wait."""
    seen["error"] = "".join(traceback.format_exception(kind, error, trace))
    end()


sys.excepthook = failed
QTimer.singleShot(1500, step(loaded))
