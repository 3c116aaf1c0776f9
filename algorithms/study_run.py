"""The steps of a study, one after the other: what is still good is taken over, the rest is computed."""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    Qgis,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingParameterFileDestination,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..riothermie_kansen.callbacks import stop_if
from . import destinations, study_child, study_content, study_package, styling
from .environment import figure, language
from .metadata import plugin_version
from .several import items

if TYPE_CHECKING:
    from ..riothermie_kansen.study.choosing import Reason, Task
    from ..riothermie_kansen.study.plan import Origin, Step
    from ..riothermie_kansen.study.table import Row

translate = QCoreApplication.translate

ONE_LAYER = {"bodemlussen": ("BESTAAND",)}
"""Inputs of a step that take one layer where the study has several."""

PACKAGE = "haalbaarheid.gpkg"

COPY = "invoer"
"""Key of the inputs that are kept with the results."""


@dataclass
class Study:
    """A run.

    Attributes
    ----------
    algorithm, parameters, context, feedback
        Of the whole run.
    given
        Inputs that were filled in: name to what was given.
    choices
        Names of choices, as the steps know them, to their values.
    parts
        Parts that were chosen.
    folder
        Where an earlier result may be.
    work
        Where everything is made that is put in `folder` at the end.
    earlier
        Steps of the earlier result that may be taken over.
    marks
        Fingerprint per input, and per table that there is now.
    rows
        What became of each step.
    """

    algorithm: Any
    parameters: Mapping[str, Any]
    context: QgsProcessingContext
    feedback: QgsProcessingFeedback
    given: dict[str, Any]
    choices: dict[str, Any]
    parts: tuple[str, ...]
    folder: Path
    work: Path
    earlier: dict[str, Row] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    @property
    def package(self) -> Path:
        """The GeoPackage that is being made; QGIS has it open, so that its last version is a copy in `work`."""
        return self.work / "rekenen" / PACKAGE

    @property
    def tables(self) -> set[str]:
        """Tables that there are now."""
        return {table for row in self.rows if row.vingerafdruk for table in row.lagen}

    def number(self, step: str, name: str) -> float | None:
        """Return a number that a step gave, None when it did not."""
        return next((row.getallen.get(name) for row in self.rows if row.stap == step), None)

    def add(self, row: Row) -> None:
        """Add what became of a step."""
        self.rows.append(row)
        if row.vingerafdruk:
            self.marks |= dict.fromkeys(row.lagen, row.vingerafdruk)


def begin(study: Study) -> None:
    """Take over the earlier result in the folder, if there is one."""
    old = study.folder / PACKAGE
    if not old.is_file():
        return
    try:
        study_package.take_over(old, study.package)
        study.earlier = study_package.earlier(study.package) or {}
    except OSError as error:
        study.package.unlink(missing_ok=True)
        text = translate("Riothermie", "The earlier result cannot be read ({why}): everything is computed anew.")
        study.feedback.pushWarning(text.format(why=error))
    if not study.earlier:
        study.package.unlink(missing_ok=True)


def refused(algorithm, task: Task, given: Mapping[str, Any], choices: Mapping[str, Any], context) -> str:
    """Return in one sentence what a step that reads inputs only says of them beforehand, or ""."""
    if any(origin.table for origin in task.taken.values()):
        return ""
    child = study_child.available(task.step.algorithm)
    study = Study(algorithm, {}, context, QgsProcessingFeedback(False), dict(given), dict(choices), (), Path(), Path())
    parameters = _parameters(study, task, child, _choices(study, task.step, child))
    for definition in child.parameterDefinitions():
        if definition.isDestination() and parameters.get(definition.name()) is not None:
            parameters[definition.name()] = QgsProcessing.TEMPORARY_OUTPUT
    return study_child.refusal(child, parameters, context)


def compute(study: Study, start: float, end: float) -> None:
    """Do the steps; the progress moves from `start` to `end` percent.

    Raises
    ------
    CancelledError
        The user cancelled.
    """
    from ..riothermie_kansen.study import choosing
    from ..riothermie_kansen.study.plan import STEPS, WEIGHTS

    known = study_child.names()
    total = sum(WEIGHTS.get(step.key, 1.0) for step in STEPS)
    done = 0.0
    drop_rest(study)
    for i, step in enumerate(STEPS, 1):
        weight = WEIGHTS.get(step.key, 1.0)
        whole = (start + (end - start) * done / total, start + (end - start) * (done + weight) / total)
        done += weight
        study.feedback.setProgress(whole[0])
        stop_if(study.feedback.isCanceled)
        task = choosing.task(
            step, given=study.given, tables=study.tables, parts=study.parts, algorithms=known
        )  # fmt: skip
        head = f"[{i}/{len(STEPS)}] {step.title(language())}"
        if task.reason is not None:
            _leave_out(study, task, head)
        else:
            _do(study, task, head, whole)
    study.feedback.setProgress(end)


def drop_rest(study: Study) -> None:
    """Remove what an earlier run left and this one has no place for: tables of inputs that are no longer given."""
    from ..riothermie_kansen.study.plan import COPIES, STEPS

    steps = {table for step in STEPS for table in step.tables}
    study_package.drop(study.package, [table for _, table in COPIES if table not in study.tables | steps])


def _leave_out(study: Study, task: Task, head: str) -> None:
    from ..riothermie_kansen.study.table import SKIPPED, Row

    study_package.drop(study.package, set(task.step.tables) - study.tables)
    why = said(task.reason)
    study.feedback.pushInfo(translate("Riothermie", "{step}: left out ({why}).").format(step=head, why=why))
    study.add(Row(task.step.key, task.step.naam, SKIPPED, reden=said(task.reason, "nl")))


def _do(study: Study, task: Task, head: str, whole: tuple[float, float]) -> None:
    """Take a step over from the earlier result, or do it."""
    from ..riothermie_kansen.study.table import DONE, FAILED, SAME, Row

    step = task.step
    algorithm = study_child.available(step.algorithm)
    choices = _choices(study, step, algorithm)
    mark = fingerprint(study, step.algorithm, {name: study.marks[o.name] + o.only for name, o in task.taken.items()},
                       {**choices, "tabellen": step.tables})  # fmt: skip
    assumed = " ".join(said(reason, "nl") for reason in task.assumed)
    old = study.earlier.get(step.key)
    if old is not None and old.vingerafdruk == mark and _kept(study, step, old):
        text = translate("Riothermie", "{step}: unchanged, taken over from {when}.")
        study.feedback.pushInfo(text.format(step=head, when=old.wanneer))
        study.add(replace(old, stand=SAME, naam=step.naam, aannamen=assumed))
        return
    study.feedback.setProgressText(head)
    study_package.drop(study.package, step.tables)
    began = time.monotonic()
    context = study_child.child_context(study.context)
    feedback = study_child.Feedback(study.feedback, *whole)
    parameters = _parameters(study, task, algorithm, choices)
    try:
        results = study_child.run(algorithm, parameters, context, feedback)
    except QgsProcessingException as error:
        stop_if(study.feedback.isCanceled)
        why = study_child.told(error)
        study_package.drop(study.package, step.tables)
        for _, name in step.files:
            (study.work / name).unlink(missing_ok=True)
        text = translate("Riothermie", "{step}: not done: {why}")
        study.feedback.pushWarning(text.format(step=head, why=why))
        study.add(Row(step.key, step.naam, FAILED, reden=why, duur_s=time.monotonic() - began))
        return
    finally:
        context.temporaryLayerStore().removeAllMapLayers()
    spent = time.monotonic() - began
    made = tuple(table for parameter, table in step.outputs if results.get(parameter))
    text = translate("Riothermie", "{step}: done in {n} s.")
    study.feedback.pushInfo(text.format(step=head, n=figure(spent, 1)))
    study.add(
        Row(
            step.key, step.naam, DONE, aannamen=assumed, lagen=made, duur_s=spent, wanneer=now(),
            versie=plugin_version(), getallen=study_package.numbers_of(results), vingerafdruk=mark,
        )
    )  # fmt: skip


def _kept(study: Study, step: Step, old: Row) -> bool:
    """Bring the files of an unchanged step along; tell whether all that it left is still there."""
    there = destinations.tables(study.package) if study.package.exists() else set()
    if not set(old.lagen) <= there:
        return False
    for _, name in step.files:
        if not (study.folder / name).is_file():
            return False
        shutil.copy2(study.folder / name, study.work / name)
    return True


def _choices(study: Study, step: Step, algorithm: Any) -> dict[str, Any]:
    """Return the values that a step takes, of what its algorithm knows."""
    values = dict(step.fixed)
    values |= {name: study.choices[own] for name, own in step.values if study.choices.get(own) is not None}
    return {name: value for name, value in values.items() if algorithm.parameterDefinition(name) is not None}


def _parameters(study: Study, task: Task, algorithm: Any, choices: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters of a step: layers, choices, kentallen, and where its outputs go."""
    step = task.step
    found: dict[str, Any] = {name: _value(study, step, name, origin) for name, origin in task.taken.items()}
    found |= choices
    if "KENTALLEN" in study.given:
        found["KENTALLEN"] = study.given["KENTALLEN"]
    found |= {parameter: study_package.target(study.package, table) for parameter, table in step.outputs}
    found |= {parameter: str(study.work / name) for parameter, name in step.files}
    known = {name: value for name, value in found.items() if algorithm.parameterDefinition(name) is not None}
    for definition in algorithm.parameterDefinitions():
        if isinstance(definition, QgsProcessingParameterFileDestination):
            known.setdefault(definition.name(), None)  # no report per step: there is one of the whole
    return known


def _value(study: Study, step: Step, name: str, origin: Origin) -> Any:
    if origin.table:
        place = study_package.uri(study.package, origin.name)
        if not origin.only:
            return place
        made = QgsProcessingFeatureSourceDefinition(place)
        made.filterExpression = origin.only
        return made
    value = study.given[origin.name]
    return items(value)[0] if name in ONE_LAYER.get(step.key, ()) else value


def keep_inputs(study: Study, start: float, end: float) -> None:
    """Fingerprint the inputs, and keep some of them with the results.

    Raises
    ------
    QgsProcessingException
        An input cannot be read.
    CancelledError
        The user cancelled.
    """
    from ..riothermie_kansen.study import choosing
    from ..riothermie_kansen.study.table import DONE, SAME, Row

    wanted = choosing.copies(study.given)
    cancelled = study.feedback.isCanceled
    for i, name in enumerate(study.given):
        study.feedback.setProgress(start + (end - start) * i / len(study.given))
        if name == "KENTALLEN":
            study.marks[name] = study_content.of_file(str(study.given[name]), cancelled)
            continue
        study.marks[name] = study_content.of_input(study.algorithm, study.given, name, study.context, cancelled)
    for name, table in wanted.items():
        mark = study.marks[name]
        key = f"{COPY}_{table}"
        title = study.algorithm.parameterDefinition(name).description()
        old = study.earlier.get(key)
        if old is not None and old.vingerafdruk == mark and table in destinations.tables(study.package):
            study.add(replace(old, stand=SAME))
            continue
        study_package.drop(study.package, [table])
        source = study.algorithm.parameterAsSource({name: study.given[name]}, name, study.context)
        began = time.monotonic()
        about = translate("Riothermie", "Input {name}: {layer}.").format(name=name, layer=source.sourceName())
        lost = study_package.copy_in(
            source, study.package, table, study.context, title=title, about=about, style=_style(table, source),
            cancelled=cancelled,
        )  # fmt: skip
        if lost:
            text = translate("Riothermie", '{n} places of "{layer}" cannot be brought to RD; they are left out.')
            study.feedback.pushWarning(text.format(n=lost, layer=source.sourceName()))
        study.add(
            Row(
                key, f"Invoer: {source.sourceName()}", DONE, lagen=(table,), duur_s=time.monotonic() - began,
                wanneer=now(), versie=plugin_version(), vingerafdruk=mark,
            )
        )  # fmt: skip


def _style(table: str, source: Any) -> str:
    """Return the style of an input that is an output of another algorithm, "" for others."""
    from ..riothermie_kansen.roles import recognise

    kinds = {Qgis.GeometryType.Point: "point", Qgis.GeometryType.Polygon: "polygon"}
    geometry = kinds.get(QgsWkbTypes.geometryType(source.wkbType()))
    role = recognise(source.fields().names(), geometry) if geometry else None
    if role is None or role.key != table:
        return ""
    return styling.style_text(f"{table}.qml" if geometry == "polygon" else f"{table}_punten.qml")


def fingerprint(study: Study, algorithm: str, inputs: Mapping[str, str], choices: Mapping[str, Any]) -> str:
    """Return the fingerprint of a step: its inputs, its choices, the kentallen, the language and the version."""
    from ..riothermie_kansen.study.fingerprint import of_step

    taken = dict(inputs)
    if "KENTALLEN" in study.marks:
        taken["KENTALLEN"] = study.marks["KENTALLEN"]
    return of_step(algorithm, taken, {**choices, "taal": language()}, plugin_version())


def said(reason: Reason | None, spoken: str = "") -> str:
    """Return a reason in words, "" for none; in the language of QGIS unless another one is asked for."""
    from ..riothermie_kansen.messages import message

    return "" if reason is None else message(reason.key, spoken or language(), **reason.values)


def now() -> str:
    """Return the time of this moment, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")
