"""What is made of the tables of a study: report, web map, project, and the trace for CAD."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingException, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication

from ..riothermie_kansen.callbacks import stop_if
from . import study_child, study_package, study_project, study_run
from .environment import figure, language
from .haalbaarheid_parameters import FILES
from .metadata import plugin_version

if TYPE_CHECKING:
    from .study_run import Study

translate = QCoreApplication.translate

TABLE_TITLE = "Stappen van de studie"
TABLE_ABOUT = "Wat is gedaan, wat niet en waarom; wat is aangenomen; en waaraan een volgende run ziet wat nog geldt."

CAD = ("trace", "aansluitingen", "bronpunten", "bron")
"""Tables that go with the trace for CAD."""


def make(study: Study, texts: Mapping[str, str], start: float, end: float) -> None:
    """Make them in the folder where the run works, and finish the GeoPackage.

    Raises
    ------
    QgsProcessingException
        The GeoPackage cannot be finished; what else fails is listed as a step that was not done.
    CancelledError
        The user cancelled.
    """
    names = {key: study.work / file for key, file in FILES.items()}
    write_steps(study)
    spoken = texts["TAAL"]
    words = {name: text for name, text in texts.items() if text}
    on_maps = [table for table in _maps() if table in study.tables]
    every = [study_package.uri(study.package, table) for table in _for_report(study)]
    third = (end - start) / 3
    _step(
        study, "cad", "Tracé voor CAD", "Trace for CAD", (), ("CAD",), {},
        lambda feedback: _cad(study, feedback), (start, start),
    )  # fmt: skip
    _step(
        study, "rapport", "Rapport", "Report", ("rapport",), ("RAPPORT", "PDF", "TABELLEN"), words,
        lambda feedback: _child(
            study, "rapport", feedback,
            {"LAGEN": every, "ACHTERGROND": _under(study, spoken), "HTML": str(names["RAPPORT"]),
             "PDF": str(names["PDF"]), "WERKBOEK": str(names["TABELLEN"]), **words},
        ),
        (start, start + 2 * third),
    )  # fmt: skip
    shown = {"TITEL": _title(texts), **{name: text for name, text in words.items() if name in ("PLAATS", "TAAL")}}
    _step(
        study, "webkaart", "Webkaart", "Web map", ("webkaart",), ("KAART",), shown,
        lambda feedback: _child(
            study, "webkaart", feedback,
            {"LAGEN": _named(study, on_maps, spoken), "ACHTERGROND": _under(study, spoken),
             "HTML": str(names["KAART"]), **shown},
        ),
        (start + 2 * third, end - 1),
    )  # fmt: skip
    write_steps(study)
    _step(
        study, "project", "QGIS-project", "QGIS project", (), ("PROJECT",), shown,
        lambda feedback: _project(study, _title(texts), spoken, feedback), (end - 1, end),
    )  # fmt: skip
    write_steps(study)
    stop_if(study.feedback.isCanceled)
    try:
        study_package.settle(study.package, study.work / study.package.name)
    except OSError as error:
        text = translate("Riothermie", "The GeoPackage of the result cannot be finished: {why}")
        raise QgsProcessingException(text.format(why=error)) from error


def write_steps(study: Study) -> None:
    """Write the table of steps as it is now."""
    study_package.write_steps(study.package, study.rows, TABLE_TITLE, TABLE_ABOUT)


def _maps() -> list[str]:
    from ..riothermie_kansen.study import layers

    return [table for group in layers.MAPS for table in group.tables]


def _under(study: Study, spoken: str) -> list[QgsVectorLayer]:
    """Return the background of maps, with its style and a name to show; a run that opens it itself gives it neither."""
    from ..riothermie_kansen.study import layers

    return _named(study, [table for table in layers.BACKGROUND if table in study.tables], spoken)


def _named(study: Study, tables: Iterable[str], spoken: str) -> list[QgsVectorLayer]:
    """Return tables as layers with the names that they have in the project."""
    from ..riothermie_kansen.study import layers

    found = (study_package.opened(study.package, table, layers.title(table, spoken)) for table in tables)
    return [layer for layer in found if layer is not None]


def _title(texts: Mapping[str, str]) -> str:
    """Return the title of map and project."""
    from ..riothermie_kansen.messages import message

    if texts["TITEL"] or not texts["PLAATS"]:
        return texts["TITEL"] or message("studie_titel", texts["TAAL"])
    return message("studie_titel_plaats", texts["TAAL"], plaats=texts["PLAATS"])


def _for_report(study: Study) -> list[str]:
    """Return the tables that the report tells of: one per role, in the order of the work, and the findings."""
    from ..riothermie_kansen.roles import ROLES
    from ..riothermie_kansen.study.layers import FINDINGS

    roles = {role.key for role in ROLES}
    found = [table for row in study.rows if row.vingerafdruk for table in row.lagen]
    kept = [table for table in found if table in roles or table.startswith(FINDINGS)]
    return [*kept, study_package.STEPS_TABLE]


def _step(
    study: Study, key: str, naam: str, name: str, parts: tuple[str, ...], files: tuple[str, ...],
    words: Mapping[str, str], work: Callable[[study_child.Feedback], Any], whole: tuple[float, float],
) -> None:  # fmt: skip
    """Make some files, or take them over when nothing they depend on has changed; a failure is listed.

    Parameters
    ----------
    study
        The run.
    key, naam, name
        Of the step.
    parts
        Parts of the study that must be chosen, also ids of the algorithms that it needs.
    files
        Outputs that it makes.
    words
        Choices that show in them.
    work
        Makes them.
    whole
        Part of the progress.
    """
    from ..riothermie_kansen.study.choosing import Reason
    from ..riothermie_kansen.study.table import DONE, FAILED, SAME, SKIPPED, Row

    title = naam if language() == "nl" else name
    reason = next(
        (Reason("studie_geen_algoritme", {"algoritme": part}) for part in parts if study_child.available(part) is None),
        None,
    ) or next((Reason("studie_niet_gekozen", {"onderdeel": part}) for part in parts if part not in study.parts), None)
    if key == "cad" and "trace" not in study.tables:
        reason = Reason("studie_mist_stap", {"stap": "warmtenet"})
    if reason is not None:
        text = translate("Riothermie", "{step}: left out ({why}).")
        study.feedback.pushInfo(text.format(step=title, why=study_run.said(reason)))
        study.add(Row(key, naam, SKIPPED, reden=study_run.said(reason, "nl")))
        return
    # what was left out and why shows in the report too
    told = {f"{row.stap}.{row.stand in (DONE, SAME)}": f"{row.reden} {row.aannamen}" for row in study.rows}
    read = study.tables
    if key == "cad":
        read, told = read & set(CAD), {}
    mark = study_run.fingerprint(study, key, {table: study.marks[table] for table in read}, {**words, **told})
    old = study.earlier.get(key)
    places = [FILES[file] for file in files]
    if old is not None and old.vingerafdruk == mark and all((study.folder / file).is_file() for file in places):
        for file in places:
            shutil.copy2(study.folder / file, study.work / file)
        text = translate("Riothermie", "{step}: unchanged, taken over from {when}.")
        study.feedback.pushInfo(text.format(step=title, when=old.wanneer))
        study.add(replace(old, stand=SAME))
        return
    study.feedback.setProgressText(title)
    began = time.monotonic()
    try:
        results = work(study_child.Feedback(study.feedback, *whole)) or {}
        missing = [file for file in places if not (study.work / file).is_file()]
        if len(missing) == len(places):
            raise QgsProcessingException(translate("Riothermie", "no file was made; see the lines above."))
    except QgsProcessingException as error:
        stop_if(study.feedback.isCanceled)
        why = study_child.told(error)
        for file in places:
            (study.work / file).unlink(missing_ok=True)
        text = translate("Riothermie", "{step}: not done: {why}")
        study.feedback.pushWarning(text.format(step=title, why=why))
        study.add(Row(key, naam, FAILED, reden=why, duur_s=time.monotonic() - began))
        return
    spent = time.monotonic() - began
    text = translate("Riothermie", "{step}: done in {n} s.")
    study.feedback.pushInfo(text.format(step=title, n=figure(spent, 1)))
    if missing:
        text = translate("Riothermie", "{step}: not made: {files}.")
        study.feedback.pushWarning(text.format(step=title, files=", ".join(missing)))
    study.add(
        Row(
            key, naam, DONE, duur_s=spent, wanneer=study_run.now(), versie=plugin_version(),
            getallen=study_package.numbers_of(results), vingerafdruk="" if missing else mark,
        )
    )  # fmt: skip


def _child(study: Study, name: str, feedback: study_child.Feedback, parameters: Mapping[str, Any]) -> dict:
    """Run an algorithm with those of the parameters that it has."""
    algorithm = study_child.available(name)
    given = dict(parameters)
    if "KENTALLEN" in study.given:
        given["KENTALLEN"] = study.given["KENTALLEN"]
    known = {key: value for key, value in given.items() if algorithm.parameterDefinition(key) is not None}
    context = study_child.child_context(study.context)
    try:
        return study_child.run(algorithm, known, context, feedback)
    finally:
        context.temporaryLayerStore().removeAllMapLayers()


def _cad(study: Study, feedback: study_child.Feedback) -> dict:
    """Write the trace and what goes with it to a GeoPackage of its own."""
    from ..riothermie_kansen.study import layers

    made = study.package.with_name(FILES["CAD"])
    for table in CAD:
        layer = study_package.opened(study.package, table) if table in study.tables else None
        if layer is not None:
            study_package.copy_in(
                layer, made, table, study.context, title=layers.title(table, "nl"),
                about=layer.metadata().abstract(), cancelled=feedback.isCanceled,
            )  # fmt: skip
    study_package.settle(made, study.work / made.name)
    return {}


def _project(study: Study, title: str, spoken: str, feedback: study_child.Feedback) -> dict:
    made = study.package.with_suffix(".qgz")
    tables = [*study.tables, study_package.STEPS_TABLE]
    study_child.on_main(
        lambda: study_project.write(made, study.package, tables, title=title, language=spoken), feedback.isCanceled
    )
    made.replace(study.work / FILES["PROJECT"])
    return {}
