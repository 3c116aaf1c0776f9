"""The provider: which algorithms there are."""

from __future__ import annotations

from qgis.core import Qgis, QgsMessageLog, QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from .environment import ICON, TITLE, python_problem


class RiothermieProvider(QgsProcessingProvider):
    """Processing provider ``riothermie``."""

    def id(self) -> str:
        return "riothermie"

    def name(self) -> str:
        return TITLE

    def icon(self) -> QIcon:
        return QIcon(str(ICON))

    def svgIconPath(self) -> str:
        return str(ICON)

    def loadAlgorithms(self) -> None:
        """Add the algorithms; imported here, so that nothing is loaded before QGIS asks."""
        problem = python_problem()
        if problem:
            QgsMessageLog.logMessage(problem, self.name(), Qgis.MessageLevel.Critical)
            return
        from .bewonerskosten import Bewonerskosten
        from .bodemlussen import Bodemlussen
        from .bodemrestricties import Bodemrestricties
        from .bronpunten import Bronpunten
        from .businesscase import Businesscase
        from .co2 import Co2
        from .debietmeting import Debietmeting
        from .energiematch import Energiematch
        from .haalbaarheid import Haalbaarheid
        from .kansenkaart import Kansenkaart
        from .miniwarmtenetten import Miniwarmtenetten
        from .onttrekkingen import Onttrekkingen
        from .pdokophalen import PdokOphalen
        from .rapport import Rapport
        from .rioolinlezen import RioolInlezen
        from .seizoensbalans import Seizoensbalans
        from .warmtekavels import Warmtekavels
        from .warmtenet import Warmtenet
        from .warmtevraag import Warmtevraag
        from .webkaart import Webkaart
        from .wkogeschiktheid import Wkogeschiktheid

        for algorithm in (
            Bewonerskosten,
            Bodemlussen,
            Bodemrestricties,
            Bronpunten,
            Businesscase,
            Co2,
            Debietmeting,
            Energiematch,
            Haalbaarheid,
            Kansenkaart,
            Miniwarmtenetten,
            Onttrekkingen,
            PdokOphalen,
            Rapport,
            RioolInlezen,
            Seizoensbalans,
            Warmtekavels,
            Warmtenet,
            Warmtevraag,
            Webkaart,
            Wkogeschiktheid,
        ):
            self.addAlgorithm(algorithm())
