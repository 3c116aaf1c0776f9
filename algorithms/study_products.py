"""What is made of the tables of a study: project, report, web map, trace for CAD."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QCoreApplication

from . import study_package

if TYPE_CHECKING:
    from .study_run import Study

translate = QCoreApplication.translate


def make(study: Study, texts: Mapping[str, str], start: float, end: float) -> None:
    """Make them in the folder where the run works."""
    study.feedback.setProgressText(texts.get("TITEL", ""))
    study.feedback.setProgress(start)
    study_package.write_steps(study.package, study.rows, "Stappen van de studie", "Wat is gedaan, wat niet en waarom.")
    study_package.settle(study.package, study.work / study.package.name)
    study.feedback.setProgress(end)
