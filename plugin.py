"""The plugin as QGIS sees it: provider on and off, translation, menu and toolbar."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from qgis.core import Qgis, QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator
from qgis.PyQt.QtGui import QAction, QIcon

from .algorithms.environment import ICON, language, python_problem
from .algorithms.provider import RiothermieProvider
from .algorithms.styling import FinishLayer

TITLE = "Riothermie Kansen"
MAIN_ALGORITHM = "kansenkaart"


class RiothermiePlugin:
    """Provider, menu and toolbar.

    Parameters
    ----------
    iface
        The QGIS desktop; None under qgis_process.
    """

    def __init__(self, iface) -> None:  # noqa: QGS105 (QGIS itself passes it)
        self.iface = iface
        self.provider = None
        self.toolbar = None
        self.actions: list[QAction] = []
        self.translator = QTranslator()
        translation = Path(__file__).parent / "i18n" / f"riothermie_kansen_{language()}.qm"
        if translation.exists() and self.translator.load(str(translation)):
            QCoreApplication.installTranslator(self.translator)

    def initProcessing(self) -> None:
        """Register the provider; called by qgis_process, and by initGui in the desktop."""
        self.provider = RiothermieProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self) -> None:
        """Register the provider, make the menu and the toolbar."""
        self.initProcessing()
        problem = python_problem()
        if problem:
            self.iface.messageBar().pushMessage(TITLE, problem, Qgis.MessageLevel.Critical)
        self.toolbar = self.iface.addToolBar(TITLE)
        self.toolbar.setObjectName("RiothermieKansenToolbar")
        for algorithm in sorted(self.provider.algorithms(), key=lambda algorithm: algorithm.name()):
            action = QAction(QIcon(str(ICON)), f"{algorithm.displayName()}…", self.iface.mainWindow())
            action.setObjectName(f"RiothermieKansen_{algorithm.name()}")
            action.setToolTip(f"{TITLE}: {algorithm.displayName()}")
            action.triggered.connect(partial(open_dialog, algorithm.id()))
            self.iface.addPluginToMenu(TITLE, action)
            if algorithm.name() == MAIN_ALGORITHM:
                self.toolbar.addAction(action)
            self.actions.append(action)

    def unload(self) -> None:
        """Leave nothing behind: no provider, action, toolbar or translator."""
        for action in self.actions:
            self.iface.removePluginMenu(TITLE, action)
            action.deleteLater()
        self.actions.clear()
        if self.toolbar is not None:
            self.iface.mainWindow().removeToolBar(self.toolbar)
            self.toolbar.deleteLater()
            self.toolbar = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        FinishLayer.kept.clear()
        QCoreApplication.removeTranslator(self.translator)


def open_dialog(algorithm_id: str, _checked: bool = False) -> None:
    """Open the dialog of an algorithm."""
    from qgis import processing

    processing.execAlgorithmDialog(algorithm_id, {})
