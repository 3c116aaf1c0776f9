"""What stands on the front of a report and in which language: inputs that `rapport` and `haalbaarheid` share."""

from __future__ import annotations

from qgis.core import QgsProcessingParameterEnum, QgsProcessingParameterString
from qgis.PyQt.QtCore import QCoreApplication

from .environment import language

translate = QCoreApplication.translate

LANGUAGES = ("nl", "en")
"""Languages of reports."""

QUESTION = "VRAAG"


def add_front(algorithm) -> None:
    """Declare title, place, question and organisation."""
    texts = (
        (
            "TITEL",
            translate("Riothermie", "Title"),
            translate("Riothermie", "Above the report; empty: a title with the place in it."),
        ),
        (
            "PLAATS",
            translate("Riothermie", "Place"),
            translate("Riothermie", "Town or neighbourhood that the report is about."),
        ),
        (
            QUESTION,
            translate("Riothermie", "Question"),
            translate("Riothermie", "What the report has to answer; empty: the usual question."),
        ),
        (
            "ORGANISATIE",
            translate("Riothermie", "Organisation"),
            translate("Riothermie", "Who had the report made; stands on the front."),
        ),
    )
    for name, title, about in texts:
        made = QgsProcessingParameterString(name, title, optional=True, multiLine=name == QUESTION)
        algorithm.add(made, about)


def add_language(algorithm, about: str) -> None:
    """Declare the language, that of QGIS unless another one is chosen."""
    spoken = QgsProcessingParameterEnum(
        "TAAL",
        translate("Riothermie", "Language"),
        list(LANGUAGES),
        defaultValue=language(),
        usesStaticStrings=True,
    )
    algorithm.add(spoken, about)
