"""Open the dialog of an algorithm, filled in, and remember what was filled in and made."""

from __future__ import annotations

from functools import partial
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QObject, pyqtSignal

from . import prefill, settings


class Launcher(QObject):
    """Opens dialogs of algorithms; they do not block QGIS.

    Signals
    -------
    finished
        Name of the algorithm, after each run of a dialog that succeeded.
    """

    finished = pyqtSignal(str)

    def __init__(self, iface: Any, parent: QObject | None = None) -> None:  # noqa: QGS105 (the plugin has it)
        super().__init__(parent)
        self.iface = iface
        self.dialogs: list[Any] = []

    def open(self, name: str) -> Any:
        """Open the dialog of an algorithm of the plugin, or bring its open dialog to the front; None without it."""
        from qgis import processing

        for dialog in self.dialogs:
            if dialog.algorithm().name() == name:
                dialog.raise_()
                dialog.activateWindow()
                return dialog
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"riothermie:{name}")
        if algorithm is None:
            return None
        dialog = processing.createAlgorithmDialog(algorithm, prefill.prefill(algorithm))
        self.dialogs.append(dialog)
        dialog.algorithmFinished.connect(partial(self._ran, dialog))
        dialog.rejected.connect(partial(self._closed, dialog))
        dialog.show()
        return dialog

    def close(self) -> None:
        """Close all dialogs that are open."""
        for dialog in list(self.dialogs):
            dialog.close()
        self.dialogs.clear()

    def _ran(self, dialog: Any, good: bool, results: dict[str, Any]) -> None:
        """Remember a run that succeeded."""
        if not good:
            return
        algorithm = dialog.algorithm()
        name = algorithm.name()
        settings.remember(name, prefill.to_remember(algorithm, dialog.createProcessingParameters()))
        if files := prefill.made_files(algorithm, results):
            settings.remember_files(name, files)
        self.finished.emit(name)

    def _closed(self, dialog: Any) -> None:
        """Let go of a dialog, and of the map tool that a button of it may have set."""
        if dialog in self.dialogs:
            self.dialogs.remove(dialog)
        if type(self.iface.mapCanvas().mapTool()).__module__.startswith("processing."):
            self.iface.actionPan().trigger()
        dialog.close()  # Escape only hides it
