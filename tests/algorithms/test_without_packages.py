"""A QGIS whose Python lacks packages: what does without them works, the rest says in a sentence what is missing.

Nothing is patched: another process has a Python path with links to all packages but those.
"""

import ast
import json
import os
import subprocess
import sys
from functools import cache
from importlib.machinery import PathFinder
from pathlib import Path

import pytest
from qgis import processing
from qgis.core import QgsVectorLayer
from riothermie_plugin.algorithms import environment

from tests.algorithms import town
from tests.algorithms.made import layer, rows
from tests.algorithms.test_wkogeschiktheid import SET as REGIS

ROOT = Path(__file__).resolve().parents[2]
HEAVY = set(environment.FLOOR)
TYPING = "TYPE_CHECKING"
SYSTEM = [path for path in sys.path if path.startswith("/usr/") and path.endswith(("dist-packages", "site-packages"))]


def file_of(parts):
    """Return the file of a module of the plugin, None when there is no such module."""
    for path in (ROOT.joinpath(*parts).with_suffix(".py"), ROOT.joinpath(*parts, "__init__.py")) if parts else ():
        if path.is_file():
            return path
    return None


def named(node, package):
    """Yield packages of others, and modules of the plugin, that an import statement names."""
    if isinstance(node, ast.Import):
        yield from (alias.name.split(".")[0] for alias in node.names)
    elif not node.level:
        yield node.module.split(".")[0]
    else:
        base = (*package[: len(package) - node.level + 1], *(node.module or "").split("."))
        base = tuple(part for part in base if part)
        names = [base[:n] for n in range(1, len(base) + 1)] + [(*base, alias.name) for alias in node.names]
        yield from (path for parts in names if (path := file_of(parts)) is not None)


@cache
def imported(path):
    """Return what a module imports anywhere, but not for its type hints alone."""
    package = path.relative_to(ROOT).parent.parts
    found, todo = set(), [ast.parse(path.read_text(encoding="utf-8"))]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.If) and TYPING in ast.dump(node.test):
            todo += node.orelse
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            found.update(named(node, package))
        else:
            todo += ast.iter_child_nodes(node)
    return found


def reached(path, beyond=()):
    """Return the files of the plugin that a module reaches, and the packages of others that they import.

    `beyond`: names of folders that are not entered.
    """
    files, todo, packages = {path}, [path], set()
    while todo:
        for found in imported(todo.pop()):
            if isinstance(found, str):
                packages.add(found)
            elif found not in files and found.relative_to(ROOT).parts[0] not in beyond:
                files.add(found)
                todo.append(found)
    return files, packages


def algorithms():
    """Return name to file of the algorithms."""
    found = {}
    for path in sorted((ROOT / "algorithms").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "NAME" and node.value.value:
                found[node.value.value] = path
    return found


ALGORITHMS = algorithms()


def test_all_algorithms_are_looked_at(provider):
    assert set(ALGORITHMS) == {algorithm.name() for algorithm in provider.algorithms()}
    assert set(environment.NEEDS) <= set(ALGORITHMS)


@pytest.mark.parametrize("name", ALGORITHMS)
def test_an_algorithm_names_what_its_code_imports(name):
    """All of it, so that a run never ends in a missing module, and no more, so that it is not refused for nothing."""
    assert set(environment.needs(name)) == reached(ALGORITHMS[name])[1] & HEAVY


@pytest.mark.parametrize("path", sorted((ROOT / "panel").glob("*.py")), ids=lambda path: path.stem)
def test_the_panel_needs_no_package_but_for_the_map_tool(path):
    """It is there without any, and each tool tells what it misses when it is opened."""
    needed = set(environment.MAP_TOOL) if path.stem.startswith("map_tool") else set()
    assert reached(path, beyond=("algorithms",))[1] & HEAVY <= needed


def test_the_map_tool_names_what_it_imports():
    assert reached(ROOT / "panel" / "map_tool.py", beyond=("algorithms",))[1] & HEAVY == set(environment.MAP_TOOL)


def links(folder, *without):
    """Fill a folder with links to the packages of this Python, but for some; skip when the system has these itself."""
    for name in without:
        if PathFinder.find_spec(name, SYSTEM) is not None:
            pytest.skip(f"the {name} of this system cannot be left out")
    folder.mkdir()
    source = next(Path(path) for path in sys.path if (Path(path) / "geopandas").is_dir())
    for entry in source.iterdir():
        if entry.name.partition("-")[0].partition(".")[0] not in without and entry.suffix != ".pth":
            (folder / entry.name).symlink_to(entry)
    return folder


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Return a function that gives the surroundings of a Python with links to packages, but for some."""
    made = {}

    def surroundings(*without):
        if without not in made:
            folder = tmp_path_factory.mktemp("without")
            packages = links(folder / "packages", *without)
            (folder / "plugins").mkdir()
            (folder / "plugins" / "riothermie_kansen").symlink_to(ROOT)
            ini = folder / "profile" / "profiles" / "default" / "QGIS" / "QGIS3.ini"
            ini.parent.mkdir(parents=True)
            ini.write_text(
                "[PythonPlugins]\nriothermie_kansen=true\n\n[locale]\noverrideFlag=true\nuserLocale=nl\n",
                encoding="utf-8",
            )
            run = folder / "run"
            run.mkdir(mode=0o700)
            venv = os.environ.get("VIRTUAL_ENV", "-")
            path = [part for part in os.environ["PATH"].split(":") if not part.startswith((venv, sys.prefix + "/"))]
            kept = {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "PYTHONHOME")}
            made[without] = kept | {
                "PATH": ":".join(path), "PYTHONPATH": str(packages), "QGIS_PLUGINPATH": str(folder / "plugins"),
                "QGIS_CUSTOM_CONFIG_PATH": str(folder / "profile"), "XDG_RUNTIME_DIR": str(run),
                "QT_QPA_PLATFORM": "offscreen",
            }  # fmt: skip
        return made[without]

    return surroundings


def qgis_process(surroundings, algorithm, **inputs):
    """Run an algorithm in another process; return (exit code, results, all it said)."""
    done = subprocess.run(
        ["qgis_process", "run", f"riothermie:{algorithm}", "-"], env=surroundings, text=True, capture_output=True,
        input=json.dumps({"inputs": inputs}), check=False, timeout=120,
    )  # fmt: skip
    try:
        results = json.loads(done.stdout)["results"]
    except ValueError:
        results = {}
    return done.returncode, results, done.stdout + done.stderr


@pytest.fixture(scope="module")
def files(tmp_path_factory, provider):
    """Return the small town as files."""
    folder = tmp_path_factory.mktemp("inputs")
    layers = {"STRATEN": town.streets(), "GEBOUWEN": town.buildings(), "BRON": town.source()}
    for name, made in layers.items():
        processing.run("native:savefeatures", {"INPUT": made, "OUTPUT": str(folder / f"{name}.gpkg")})
    return {name: str(folder / f"{name}.gpkg") for name in layers}


# in a process of its own: what is imported here, the tests have imported already
LOAD = """
import importlib, json, os, sys
from qgis.core import QgsApplication, QgsProcessingContext
application = QgsApplication([], False)
application.initQgis()
sys.path.insert(0, sys.argv[1])
import conftest
from riothermie_plugin import classFactory
from riothermie_plugin.algorithms import environment
plugin = classFactory(None)
plugin.initProcessing()
wanted = json.loads(sys.stdin.read())
found = {}
for algorithm in plugin.provider.algorithms():
    fresh = algorithm.create()
    missing = environment.missing_packages(fresh.needs({"STRATEN": "x", "METING": "x"}))
    good, message = fresh.checkParameterValues({"STRATEN": "x", "METING": "x"}, QgsProcessingContext())
    failed = ""
    if not missing:
        for module in wanted[algorithm.name()]:
            try:
                importlib.import_module("riothermie_plugin." + module)
            except ImportError as error:
                failed = f"{module}: {error}"
    found[algorithm.name()] = [missing, message, failed]
print(json.dumps(found), flush=True)
os._exit(0)
"""


def loaded(surroundings):
    """Return, per algorithm, what it says is missing, its message, and what it could not import all the same."""
    modules = {
        name: sorted(
            ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            for path in reached(file)[0] if path.name != "__init__.py" or path.parent != ROOT
        )
        for name, file in ALGORITHMS.items()
    }  # fmt: skip
    done = subprocess.run(
        ["/usr/bin/python3", "-c", LOAD, str(ROOT / "tests")], env=surroundings, input=json.dumps(modules), text=True,
        capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_without_networkx(world):
    """Only what lays networks says that it is missing; all else has every module that it may call."""
    found = loaded(world("networkx"))
    without = {name for name, (missing, _, _) in found.items() if missing}
    assert without == {"energiematch", "warmtenet"}
    for name in without:
        assert found[name][1].startswith("Missing Python packages: networkx >= 3.0."), found[name]
    assert [failed for _, _, failed in found.values() if failed] == []


def test_without_networkx_in_qgis_process(world, files, tmp_path):
    surroundings = world("networkx")
    town_ = {name: files[name] for name in ("STRATEN", "GEBOUWEN", "BRON")}
    code, _, said = qgis_process(surroundings, "warmtenet", **town_, TRACE=f"{tmp_path}/t.gpkg")
    assert code == 1
    assert "Ontbrekende Python-pakketten: networkx >= 3.0. " in said, said
    assert "Traceback" not in said
    assert not (tmp_path / "t.gpkg").exists()
    # without streets no network is laid
    del town_["STRATEN"]
    code, results, said = qgis_process(
        surroundings, "energiematch", **town_, AANBOD_GJ=100, SELECTIE=f"{tmp_path}/s.gpkg"
    )
    assert code == 0, said
    assert results["GEKOZEN"] > 0


def test_without_geopandas_and_shapely(world):
    """The plugin loads, its tools are listed, and each says in one sentence what is missing."""
    found = loaded(world("geopandas", "networkx", "shapely"))
    assert set(found) == set(ALGORITHMS)
    for missing, message, _ in found.values():
        assert {"shapely >= 2.0", "geopandas >= 1.0"} <= set(missing)
        assert message.startswith("Missing Python packages: ")
        assert "\n" not in message


def test_without_rasterio(world, tmp_path):
    """Rasters are read with the GDAL of QGIS; the rasterio of the system gives way to one that cannot be loaded."""
    surroundings = dict(world())
    stub = tmp_path / "broken"
    stub.mkdir()
    (stub / "rasterio.py").write_text("raise ImportError('no rasterio here')\n", encoding="utf-8")
    surroundings["PYTHONPATH"] = f"{stub}:{surroundings['PYTHONPATH']}"
    rasters = REGIS.write_folder(tmp_path / "regis", form="asc")
    place = layer("Point", "naam:string", [("POINT(156050 461050)", "A")], name="punten")
    saved = processing.run("native:savefeatures", {"INPUT": place, "OUTPUT": str(tmp_path / "punt.gpkg")})["OUTPUT"]
    given = {"REGIS": str(rasters), "PUNTEN": saved}
    code, _, said = qgis_process(surroundings, "wkogeschiktheid", **given, GESCHIKTHEID=f"{tmp_path}/uit.gpkg")
    assert code == 0, said
    here = processing.run("riothermie:wkogeschiktheid", given | {"GESCHIKTHEID": "TEMPORARY_OUTPUT"})
    (there,) = rows(QgsVectorLayer(f"{tmp_path}/uit.gpkg", "uit", "ogr"))
    (row,) = rows(here["GESCHIKTHEID"])
    assert {name: there[name] for name in row} == pytest.approx(row)
