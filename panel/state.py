"""How far the study is: what each step has, what it still needs. Plain data, without widgets and without QGIS."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from .steps import Need, Step, Task


class State(Enum):
    """State of a task or a step."""

    ABSENT = "absent"
    """This version of the plugin does not have it."""
    NEEDS = "needs"
    READY = "ready"
    DONE = "done"


@dataclass(frozen=True)
class Layer:
    """A layer of the project: its id and what the user calls it."""

    id: str
    name: str


@dataclass(frozen=True)
class Made:
    """An output of the plugin in the project.

    Attributes
    ----------
    layer
        The layer.
    role, title
        Key of its role, and what that is in words.
    algorithm
        Which algorithm made it, by its metadata; without metadata the one that makes layers with this role; "" unknown.
    """

    layer: Layer
    role: str
    title: str
    algorithm: str


@dataclass(frozen=True)
class Snapshot:
    """What the project and the plugin hold at one moment.

    Attributes
    ----------
    algorithms
        Names of the algorithms that are registered.
    inputs
        (algorithm, input) to the layer that looks like it; pairs for which there is none are left out.
    outputs
        Outputs of the plugin, in the order in which they are shown.
    """

    algorithms: frozenset[str] = frozenset()
    inputs: Mapping[tuple[str, str], Layer] = field(default_factory=dict)
    outputs: tuple[Made, ...] = ()


@dataclass(frozen=True)
class TaskState:
    """A task, its state, (what, layer) pairs that were found, and in words what is missing."""

    task: Task
    state: State
    found: tuple[tuple[str, Layer], ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class StepState:
    """How far a step is.

    Attributes
    ----------
    step, state
        The step and its state.
    found, missing
        What was found for it, what is missing, as for a task.
    tasks, outputs
        Its tasks that are there, and its outputs.
    hint
        What else can be chosen in the dialog of its main task.
    first
        Title of the task that brings what is missing, "" when there is none.
    """

    step: Step
    state: State
    found: tuple[tuple[str, Layer], ...]
    missing: tuple[str, ...]
    tasks: tuple[TaskState, ...]
    outputs: tuple[Made, ...]
    hint: str = ""
    first: str = ""


def judge(steps: Iterable[Step], snapshot: Snapshot) -> tuple[StepState, ...]:
    """Return how far each step is."""
    return tuple(_step(step, snapshot) for step in steps)


def following(states: Iterable[StepState]) -> str:
    """Return the key of the step to do next: the first that is ready, else the first that needs something, else ""."""
    states = tuple(states)
    for wanted in (State.READY, State.NEEDS):
        for state in states:
            if state.state is wanted:
                return state.step.key
    return ""


def proposed(task: Task, snapshot: Snapshot) -> dict[str, str]:
    """Return input to layer id: outputs of earlier steps that the dialog of a task should open with."""
    values = {}
    for need in task.needs:
        layer = _answer(need, snapshot) if need.roles else None
        for algorithm, name in need.inputs:
            if layer is not None and algorithm == task.algorithm:
                values[name] = layer.id
    return values


def _step(step: Step, snapshot: Snapshot) -> StepState:
    tasks = tuple(_task(task, snapshot) for task in step.tasks if task.algorithm in snapshot.algorithms)
    names = {task.algorithm for task in step.tasks}
    outputs = tuple(made for made in snapshot.outputs if made.algorithm in names)
    hint = first = ""
    if step.fills:
        found, missing = _sort(step.fills, snapshot)
        state = State.DONE if not missing else State.READY if tasks else State.NEEDS
    elif tasks:
        main = next((task for task in tasks if task.task.algorithm == step.main), tasks[0])
        found, missing, state, hint = main.found, main.missing, main.state, main.task.hint
        before = [task for task in tasks if task.state is State.READY and _brings(task.task, main)]
        if state is State.NEEDS and before:
            state, first = State.READY, before[0].task.title
    else:
        found, missing, state = (), (), State.ABSENT
    return StepState(step, state, found, missing, tasks, outputs, hint, first)


def _task(task: Task, snapshot: Snapshot) -> TaskState:
    found, missing = _sort(task.needs, snapshot)
    made = any(made.role in task.makes and made.algorithm == task.algorithm for made in snapshot.outputs)
    return TaskState(task, State.DONE if made else State.NEEDS if missing else State.READY, found, missing)


def _brings(task: Task, other: TaskState) -> bool:
    """Tell whether a task makes something that another one is still missing."""
    lacking = [need for need in other.task.needs if need.words in other.missing]
    return any(set(task.makes) & set(need.roles) for need in lacking)


def _sort(needs: Iterable[Need], snapshot: Snapshot) -> tuple[tuple[tuple[str, Layer], ...], tuple[str, ...]]:
    """Return (what was found, with its layer; what is missing)."""
    found, missing = [], []
    for need in needs:
        layer = _answer(need, snapshot)
        if layer is None:
            missing.append(need.words)
        else:
            found.append((need.words, layer))
    return tuple(found), tuple(missing)


def _answer(need: Need, snapshot: Snapshot) -> Layer | None:
    """Return a layer that fulfils a need: an output with a role that will do, else the one that a dialog proposes."""
    proposals = [snapshot.inputs[pair] for pair in need.inputs if pair in snapshot.inputs]
    return next(iter([*_with(need.roles, snapshot), *proposals, *_with(need.otherwise, snapshot)]), None)


def _with(roles: Iterable[str], snapshot: Snapshot) -> list[Layer]:
    """Return the outputs with these roles, in the order of the roles."""
    return [made.layer for role in roles for made in snapshot.outputs if role in (made.role, "*")]
