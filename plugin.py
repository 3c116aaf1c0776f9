"""The plugin as QGIS sees it: provider on and off, translation, and what it puts in the desktop."""

from __future__ import annotations

from pathlib import Path

from qgis.core import Qgis, QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

from .algorithms.environment import TITLE, language, python_problem
from .algorithms.provider import RiothermieProvider
from .algorithms.styling import FinishLayer


class RiothermiePlugin:
    """Provider, and in the desktop the panel, menu and toolbar.

    Parameters
    ----------
    iface
        The QGIS desktop; None under qgis_process.
    """

    def __init__(self, iface) -> None:  # noqa: QGS105 (QGIS itself passes it)
        self.iface = iface
        self.provider = None
        self.desktop = None
        self.translator = QTranslator()
        translation = Path(__file__).parent / "i18n" / f"riothermie_kansen_{language()}.qm"
        if translation.exists() and self.translator.load(str(translation)):
            QCoreApplication.installTranslator(self.translator)

    def initProcessing(self) -> None:
        """Register the provider; called by qgis_process, and by initGui in the desktop."""
        self.provider = RiothermieProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self) -> None:
        """Register the provider, make the panel, the menu and the toolbar."""
        self.initProcessing()
        problem = python_problem()
        if problem:
            self.iface.messageBar().pushMessage(TITLE, problem, Qgis.MessageLevel.Critical)
            return
        from .panel.desktop import Desktop

        self.desktop = Desktop(self.iface, self.provider)

    def unload(self) -> None:
        """Leave nothing behind: no provider, panel, action, toolbar or translator."""
        if self.desktop is not None:
            self.desktop.remove()
            self.desktop = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        FinishLayer.kept.clear()
        QCoreApplication.removeTranslator(self.translator)
