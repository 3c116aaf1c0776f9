"""Example models: copied to the models of the user, who may change them there."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from qgis.core import Qgis, QgsApplication
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QMessageBox

from ..algorithms.environment import RESOURCES, TITLE

translate = QCoreApplication.translate


def examples() -> list[Path]:
    """Return the example models of the plugin."""
    return sorted((RESOURCES / "models").glob("*.model3"))


def copy(target: Path) -> tuple[list[str], list[str]]:
    """Copy the example models to a folder; return (names of those copied, of those that stood there and stay)."""
    target.mkdir(parents=True, exist_ok=True)
    copied, kept = [], []
    for file in examples():
        place = target / file.name
        if place.exists():
            kept.append(file.stem)
        else:
            shutil.copyfile(file, place)
            copied.append(file.stem)
    return copied, kept


def offer(surroundings: Any) -> None:
    """Ask whether to copy the example models, do so, and say where they are."""
    from processing.modeler.ModelerUtils import ModelerUtils

    window = surroundings.iface.mainWindow()
    if not examples():
        QMessageBox.information(
            window, TITLE, translate("Riothermie", "This version of the plugin has no example models.")
        )
        return
    target = Path(ModelerUtils.modelsFolders()[0])
    text = translate(
        "Riothermie",
        "Copy the example models ({names}) to your own models, in the folder {folder}? "
        "You may change them there. A model of that name that is there already stays as it is.",
    ).format(names=", ".join(file.stem for file in examples()), folder=target)
    if QMessageBox.question(window, TITLE, text) != QMessageBox.StandardButton.Yes:
        return
    try:
        copied, kept = copy(target)
    except OSError as error:
        text = translate("Riothermie", "The example models cannot be written to {folder}: {why}")
        said = text.format(folder=target, why=error.strerror or type(error).__name__)
        surroundings.iface.messageBar().pushMessage(TITLE, said, Qgis.MessageLevel.Warning)
        return
    models = QgsApplication.processingRegistry().providerById("model")
    if models is not None:
        models.refreshAlgorithms()
    said = [translate("Riothermie", "Copied: {}.").format(", ".join(copied))] if copied else []
    said += [translate("Riothermie", "Left as they were: {}.").format(", ".join(kept))] if kept else []
    said.append(translate("Riothermie", "They stand in the toolbox under Models."))
    surroundings.iface.messageBar().pushMessage(TITLE, " ".join(said), Qgis.MessageLevel.Info, 10)
