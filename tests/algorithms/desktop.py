"""Start-up code for the QGIS desktop: write down what the plugin shows, loaded and after it was unloaded.

Run by ``test_desktop.py`` with ``qgis --code``; the environment variable RIOTHERMIE_DESKTOP is the file to write.
"""

import json
import os
from pathlib import Path

from qgis import utils
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtGui import QAction
from qgis.PyQt.QtWidgets import QApplication, QToolBar

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
        "menu": [action.text() for menu in menus for action in menu.menu().actions()],
        "actions": sorted(a.objectName() for a in window.findChildren(QAction) if "iothermie" in a.objectName()),
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


def loaded():
    """Look at the plugin as it was loaded; open the dialog with the button of the toolbar."""
    seen["loaded"] = state()
    QTimer.singleShot(
        2500, step(opened)
    )  # the dialog has an event loop of its own: trigger() returns when it is closed
    for action in utils.iface.mainWindow().findChildren(QAction, "RiothermieKansen_kansenkaart"):
        action.trigger()


def opened():
    """Wait for the dialog (20 s at most), take a picture, close it and unload the plugin."""
    dialogs = [w for w in QApplication.topLevelWidgets() if type(w).__name__ == "AlgorithmDialog" and w.isVisible()]
    seen["waited"] = seen.get("waited", 0) + 1
    if not dialogs and seen["waited"] < 40:
        QTimer.singleShot(500, step(opened))
        return
    seen["dialogs"] = [dialog.windowTitle() for dialog in dialogs]
    for dialog in dialogs:
        dialog.grab().save(str(OUT.with_name("dialog.png")))
        dialog.close()
    utils.iface.mainWindow().grab().save(str(OUT.with_name("window.png")))
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


QTimer.singleShot(1500, step(loaded))
