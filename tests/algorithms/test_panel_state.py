"""The panel: which steps are done, ready or waiting, found by the fields of the layers of the project."""

import subprocess
import sys
from itertools import permutations

import pytest
from qgis.core import QgsLayerMetadata, QgsProject, QgsVectorLayer
from riothermie_plugin.algorithms.base import MANUAL
from riothermie_plugin.algorithms.environment import language
from riothermie_plugin.panel import commands, finding, manual, state
from riothermie_plugin.panel.state import Layer, Made, Snapshot, State
from riothermie_plugin.panel.steps import steps
from riothermie_plugin.riothermie_kansen.roles import ROLES, role

from tests.algorithms import made

DEMAND = (
    "pand_id:string rv_gj:double tap_gj:double warmte_gj:double warmte_voor_gj:double label_bron:string woningen:int"
)
TRACE = "trace_id:string voeding_id:string nettype:string rol:string dn:string kosten_eur:double lengte_m:double"
STREETS = "wvk_id:int stt_naam:string"


@pytest.fixture(autouse=True)
def project():
    """Return the open project, empty before and after."""
    QgsProject.instance().clear()
    yield QgsProject.instance()
    QgsProject.instance().clear()


def everything():
    return frozenset(task.algorithm for step in steps() for task in step.tasks)


def output(key, algorithm=None, name="laag"):
    return Made(Layer(f"{key}_{name}", name), key, role(key).naam, algorithm or role(key).algorithm)


def states(**parts):
    parts.setdefault("algorithms", everything())
    return {found.step.key: found for found in state.judge(steps(), Snapshot(**parts))}


def add(kind, fields, name, *, by=None):
    layer = made.layer(kind, fields, [], name)
    if by:
        metadata = QgsLayerMetadata()
        metadata.setHistory([f"Riothermie Kansen 1.6.0, riothermie:{by}"])
        layer.setMetadata(metadata)
    QgsProject.instance().addMapLayer(layer)
    return layer


def test_steps_speak_of_algorithms_inputs_and_roles_that_exist(provider):
    """A name with a mistake in it would never be found, and nobody would see why."""
    algorithms = {algorithm.name(): algorithm for algorithm in provider.algorithms()}
    keys = {found.key for found in ROLES} | {"*"}
    tasks = [task for step in steps() for task in step.tasks]
    needs = [need for step in steps() for need in step.fills] + [need for task in tasks for need in task.needs]
    assert [task.algorithm for task in tasks if task.algorithm not in algorithms] == []
    assert [name for task in tasks for name in task.makes if name not in keys] == []
    assert [name for need in needs for name in (*need.roles, *need.otherwise) if name not in keys] == []
    missing = [
        (name, parameter)
        for need in needs
        for name, parameter in need.inputs
        if algorithms[name].parameterDefinition(parameter) is None
    ]
    assert missing == []
    whole = {"haalbaarheid"}
    assert {name for name in algorithms if name not in whole} == {task.algorithm for task in tasks}


def test_the_role_of_each_output_leads_to_a_step():
    """A role whose algorithm is in no step would have results that are never shown."""
    there = everything() | {"haalbaarheid"}
    assert {found.key for found in ROLES if found.algorithm and found.algorithm not in there} == set()


def test_without_algorithms_nothing_can_be_done_and_nothing_breaks():
    found = states(algorithms=frozenset())
    assert [item.state for key, item in found.items() if key != "gegevens"] == [State.ABSENT] * 6
    assert found["gegevens"].state is State.NEEDS
    assert all(item.tasks == () for item in found.values())


def test_an_empty_project_waits_for_data():
    found = states()
    assert found["gegevens"].state is State.READY
    assert {item.state for key, item in found.items() if key != "gegevens"} == {State.NEEDS}
    assert len(found["gegevens"].missing) == 3
    assert state.following(found.values()) == "gegevens"


def test_a_step_is_ready_when_its_layers_are_there_and_done_when_its_output_is():
    pipes = Layer("a", "riool")
    ready = states(inputs={("kansenkaart", "LEIDINGEN"): pipes})["riool"]
    assert ready.state is State.READY
    assert [layer for _, layer in ready.found] == [pipes]
    done = states(outputs=(output("kansenkaart"),))["riool"]
    assert done.state is State.DONE
    assert [made.role for made in done.outputs] == ["kansenkaart"]


def test_the_trace_of_a_match_is_no_heat_network():
    found = states(outputs=(output("trace", "energiematch"),))
    assert found["warmtenet"].state is State.NEEDS
    assert found["warmtenet"].outputs == ()
    assert [made.role for made in found["energiematch"].outputs] == ["trace"]


def test_a_step_whose_missing_source_can_be_chosen_first_is_ready():
    found = states(outputs=(output("kansenkaart"), output("gebouwen")))["energiematch"]
    assert found.state is State.READY
    by_name = {task.task.algorithm: task.state for task in found.tasks}
    assert by_name["energiematch"] is State.NEEDS
    assert by_name["bronpunten"] is State.READY
    assert found.first == "Choose source points"
    without = states(outputs=(output("gebouwen"),))["energiematch"]
    assert without.state is State.NEEDS


def test_data_are_there_when_pipes_buildings_and_streets_are():
    inputs = {("kansenkaart", "LEIDINGEN"): Layer("a", "a"), ("warmtenet", "STRATEN"): Layer("b", "b")}
    assert states(inputs=inputs)["gegevens"].state is State.READY
    assert states(inputs=inputs | {("warmtevraag", "PANDEN"): Layer("c", "c")})["gegevens"].state is State.DONE
    assert states(inputs=inputs, outputs=(output("gebouwen"),))["gegevens"].state is State.DONE
    assert states(algorithms=frozenset(), inputs=inputs)["gegevens"].state is State.NEEDS


def test_an_output_of_an_earlier_step_goes_before_a_layer_that_looks_like_it():
    task = next(task for step in steps() for task in step.tasks if task.algorithm == "warmtenet")
    outputs = (output("gebouwen"), output("bronpunten"))
    assert state.proposed(task, Snapshot(outputs=outputs)) == {"GEBOUWEN": "gebouwen_laag", "BRON": "bronpunten_laag"}
    assert state.proposed(task, Snapshot()) == {}


def test_next_step_is_the_first_that_is_ready():
    done = (output("kansenkaart"), output("gebouwen"), output("selectie"))
    assert state.following(states(outputs=done).values()) == "gegevens"
    everything_done = [
        output(key) for key in ("kansenkaart", "gebouwen", "selectie", "trace", "restricties", "kasstroom")
    ]
    inputs = {("kansenkaart", "LEIDINGEN"): Layer("a", "a"), ("warmtenet", "STRATEN"): Layer("b", "b")}
    assert state.following(states(outputs=tuple(everything_done), inputs=inputs).values()) == ""


def test_layers_are_found_by_their_fields_whatever_they_are_called(provider):
    pipes = made.pipes()
    pipes.setName("x")
    QgsProject.instance().addMapLayer(pipes)
    streets = add("LineString", STREETS, "y")
    add("Point", "iets:string", "riool")
    found = finding.snapshot(provider, steps())
    assert found.inputs["kansenkaart", "LEIDINGEN"] == Layer(pipes.id(), "x")
    assert found.inputs["warmtenet", "STRATEN"] == Layer(streets.id(), "y")
    assert ("warmtevraag", "PANDEN") not in found.inputs
    assert found.outputs == ()
    assert "kansenkaart" in found.algorithms


def test_outputs_are_found_by_fields_and_told_apart_by_their_metadata():
    add("Polygon", DEMAND, "vraag")
    add("LineString", TRACE, "net", by="warmtenet")
    add("LineString", TRACE, "match", by="energiematch")
    add("Point", DEMAND, "punten")
    add("LineString", DEMAND, "lijnen zijn geen gebouwen")
    found = [(item.role, item.layer.name, item.algorithm) for item in finding.outputs()]
    assert found == [
        ("gebouwen", "punten", "warmtevraag"),
        ("gebouwen", "vraag", "warmtevraag"),
        ("trace", "match", "energiematch"),
        ("trace", "net", "warmtenet"),
    ]


def test_order_in_which_layers_came_does_not_matter(project):
    seen = set()
    for order in permutations([("Polygon", DEMAND, "b"), ("LineString", TRACE, "c"), ("Polygon", DEMAND, "a")]):
        project.clear()
        for kind, fields, name in order:
            add(kind, fields, name)
        seen.add(tuple((item.role, item.layer.name) for item in finding.outputs()))
    assert seen == {(("gebouwen", "a"), ("gebouwen", "b"), ("trace", "c"))}


def test_a_layer_that_cannot_be_read_is_passed_over(provider, project):
    project.addMapLayer(QgsVectorLayer("/nergens/iets.gpkg|layername=gebouwen", "kapot", "ogr"))
    found = finding.snapshot(provider, steps())
    assert (found.inputs, found.outputs) == ({}, ())


def test_looking_does_not_change_the_project(provider, project):
    add("Polygon", DEMAND, "vraag")
    project.setDirty(False)
    finding.snapshot(provider, steps())
    assert not project.isDirty()


def test_menu_has_every_algorithm_once_in_the_groups_of_the_toolbox(provider):
    groups = commands.grouped(provider)
    names = [algorithm.name() for _, algorithms in groups for algorithm in algorithms]
    assert sorted(names) == sorted(algorithm.name() for algorithm in provider.algorithms())
    assert all(title and {algorithm.group() for algorithm in algorithms} == {title} for title, algorithms in groups)


def test_commands_have_a_name_of_their_own_a_text_and_a_tip():
    found = commands.commands()
    assert len({command.key for command in found}) == len(found)
    assert [command.key for command in found if not (command.text and command.tip)] == []
    assert [command.key for command in found if commands.picture(command.icon, command.theme).isNull()] == []


def test_a_command_of_a_module_is_loaded_when_it_is_called():
    with pytest.raises(ModuleNotFoundError, match="bestaat_niet"):
        commands.later("bestaat_niet", "iets")()


LOAD = """
import importlib
import os
import sys
from pathlib import Path
from qgis.core import QgsApplication
application = QgsApplication([], False)
import qgis.gui
sys.path.insert(0, sys.argv[1])
before = set(sys.modules)  # QGIS itself may import shapely
import conftest
panel = Path(sys.argv[1]).parent / "panel"
for file in sorted(panel.glob("*.py")):
    importlib.import_module(f"riothermie_plugin.panel.{file.stem}")
heavy = {"geopandas", "networkx", "numpy", "pandas", "processing", "scipy", "shapely"} & (set(sys.modules) - before)
print(sorted(heavy), flush=True)
os._exit(0)  # QGIS may crash at exit while references are left
"""


def test_loading_the_panel_imports_nothing_heavy(root, tmp_path):
    """Each start of QGIS would wait for it."""
    command = [sys.executable, "-c", LOAD, str(root / "tests")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_manual_is_that_beside_the_plugin_and_else_that_on_the_web(tmp_path):
    assert manual.manual_url(tmp_path) == MANUAL.format(language())
    assert "{" not in MANUAL.format(language())
    page = tmp_path / "help" / language() / "index.html"
    page.parent.mkdir(parents=True)
    page.touch()
    assert manual.manual_url(tmp_path) == page.as_uri()
