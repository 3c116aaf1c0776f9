"""The zip as people get it: the same from any clone, by the rules of the plugin site, working in a fresh profile."""

import configparser
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from qgis import processing
from qgis.core import Qgis, QgsVectorLayer

from tests.algorithms.made import pipes
from tests.algorithms.test_plugin import ALGORITHMS

ROOT = Path(__file__).resolve().parents[2]
TOP = "riothermie_kansen"


def script(name):
    """Return a module of the folder scripts."""
    spec = importlib.util.spec_from_file_location(f"release_{name}", ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def called(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def commit_of(file):
    """Return the commit that a zip of git was made from."""
    with zipfile.ZipFile(file) as archive:
        return archive.comment.decode()


def built(folder, **settings):
    """Return (zip, commit), built from a clean clone of the last commit in another folder."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("not a git checkout")
    if not (ROOT / ".venv-docs" / "bin" / "python").exists():
        pytest.skip("scripts/package has not been run here, which installs what it needs")
    called("git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(folder))
    env = os.environ | {"RT_ENVIRONMENTS": str(ROOT)} | settings
    said = called(str(folder / "scripts" / "package"), env=env)
    file = Path(said.splitlines()[-1])
    assert file.is_relative_to(folder)
    return file, called("git", "-C", str(folder), "rev-parse", "HEAD").strip()


@pytest.fixture(scope="module")
def zipped(tmp_path_factory):
    return built(tmp_path_factory.mktemp("release") / "een kloon", TZ="Asia/Tokyo", LC_ALL="C")


@pytest.fixture(scope="module")
def installed(zipped, tmp_path_factory):
    """Return (folder of the plugin, surroundings) of a profile that holds the unzipped plugin and nothing else."""
    home = tmp_path_factory.mktemp("profiel")
    profile = home / "profiles" / "default"
    plugins = profile / "python" / "plugins"
    plugins.mkdir(parents=True)
    with zipfile.ZipFile(zipped[0]) as archive:
        archive.extractall(plugins)
    (profile / "QGIS").mkdir()
    (profile / "QGIS" / "QGIS3.ini").write_text("[locale]\noverrideFlag=true\nuserLocale=nl\n", encoding="utf-8")
    (home / "run").mkdir(mode=0o700)
    env = {key: value for key, value in os.environ.items() if key not in ("QGIS_PLUGINPATH", "PYTHONPATH")}
    env |= {
        "QGIS_CUSTOM_CONFIG_PATH": str(home), "XDG_RUNTIME_DIR": str(home / "run"), "QT_QPA_PLATFORM": "offscreen",
        "VIRTUAL_ENV": sys.prefix, "PATH": f"{sys.prefix}/bin:{os.environ['PATH']}",
    }  # fmt: skip
    return plugins / TOP, env


def test_the_same_bytes_from_another_folder(zipped, tmp_path):
    """In another time zone and language; compared with the zip of scripts/check where that is of the same commit."""
    file, commit = zipped
    assert commit_of(file) == commit
    other = ROOT / "dist" / file.name
    if not other.is_file() or commit_of(other) != commit:
        other, again = built(tmp_path / "twee")
        assert again == commit
    assert hashlib.sha256(file.read_bytes()).hexdigest() == hashlib.sha256(other.read_bytes()).hexdigest()


def test_the_zip_keeps_the_rules_on_structure(zipped):
    assert list(script("scan").structure(zipped[0])) == []


def test_the_zip_holds_the_plugin_and_nothing_else(zipped):
    with zipfile.ZipFile(zipped[0]) as archive:
        names = {info.filename.removeprefix(f"{TOP}/") for info in archive.infolist() if not info.is_dir()}
        parser = configparser.ConfigParser(interpolation=None)
        parser.read_string(archive.read(f"{TOP}/metadata.txt").decode())
    folders = {name.split("/")[0] for name in names if "/" in name}
    assert folders == {"algorithms", "docs", "help", "i18n", "panel", "resources", TOP}
    files = {name for name in names if "/" not in name}
    assert files == {
        "__init__.py", "plugin.py", "metadata.txt", "LICENSE", "README.md", "README.nl.md", "CHANGELOG.md",
    }  # fmt: skip
    assert {"i18n/riothermie_kansen_nl.qm", parser["general"]["icon"]} <= names
    assert not [name for name in names if Path(name).name.startswith((".", "test_"))]
    for language in ("nl", "en"):
        pages = {Path(name).stem for name in names if name.startswith(f"help/{language}/algoritmen/")}
        assert pages - {"index"} == set(ALGORITHMS)


def test_links_of_the_help_lead_somewhere(installed):
    plugin, _ = installed
    for language in ("nl", "en"):
        assert script("docs_links").problems(plugin / "help" / language) == []


def test_the_rules_find_planted_faults(tmp_path):
    """A scan that says nothing proves nothing, unless it speaks when it should."""
    file = tmp_path / "slecht.zip"
    # the key is none, and put together here so that no scan takes it for one
    key = "api" + "_key = " + repr("0f3c9a7d" * 5)
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mijn-plugin/__init__.py", f"import pickle\nassert 1 == 1\n{key}\nif None == 2: pass\n")
        archive.writestr("mijn-plugin/metadata.txt", "[general]\nname=x\nsupportsQt6=yes\n")
        archive.writestr("mijn-plugin/run.sh", "")
        archive.writestr("mijn-plugin/__pycache__/x.pyc", "")
        archive.writestr("elders/x.py", "")
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "scan.py", file], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 1
    for words in (
        "not a Python identifier", "outside the top folder", "forbidden name", "forbidden folder", "suspicious file",
        "LICENSE is missing", "no qgisMinimumVersion", "no tracker", "supportsQt6 is deprecated", "B101", "B403",
        "E711",
    ):  # fmt: skip
        assert words in done.stdout, words
    assert re.search(r"secrets: [1-9]", done.stdout), done.stdout


def test_it_works_in_a_fresh_profile(installed, tmp_path):
    """Unzipped, enabled, listed, its help opened and run: each by qgis_process, as a new user would."""
    if shutil.which("qgis_process") is None:
        pytest.skip("qgis_process is not installed")
    plugin, env = installed

    def run(*words, text=None):
        return called("qgis_process", *words, env=env, input=text, cwd=tmp_path)

    run("plugins", "enable", TOP)
    listed = re.findall(r"riothermie:(\w+)", run("list"))
    assert sorted(set(listed)) == sorted(ALGORITHMS)
    details = json.loads(run("--json", "help", "riothermie:kansenkaart"))
    page = plugin / "help" / "nl" / "algoritmen" / "kansenkaart.html"
    assert details["algorithm_details"]["help_url"] == page.as_uri()
    assert "Kansenkaart" in page.read_text(encoding="utf-8")
    source = processing.run("native:savefeatures", {"INPUT": pipes(), "OUTPUT": str(tmp_path / "riool.gpkg")})["OUTPUT"]
    inputs = {"LEIDINGEN": source, "INWONERS_TOTAAL": 100, "KANSENKAART": str(tmp_path / "kaart.gpkg")}
    got = json.loads(run("run", "riothermie:kansenkaart", "-", text=json.dumps({"inputs": inputs})))
    assert got["results"]["AANTAL_UIT"] == 3
    assert QgsVectorLayer(str(tmp_path / "kaart.gpkg"), "kaart", "ogr").renderer().type() == "RuleRenderer"
    assert list(plugin.rglob("*.tmp")) == []


def test_the_minimum_version_is_the_one_that_is_tested():
    """Where the tests run on a newer QGIS, they say nothing of the minimum; on an older one they should not run."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(ROOT / "metadata.txt", encoding="utf-8")
    minimum = tuple(map(int, parser["general"]["qgisMinimumVersion"].split(".")))
    running = (Qgis.versionInt() // 10000, Qgis.versionInt() // 100 % 100)
    assert running >= minimum
    lib = (ROOT / "scripts" / "lib.sh").read_text(encoding="utf-8")
    assert f"QGIS_MINIMUM={minimum[0]}.{minimum[1]}\n" in lib  # what scripts/setup installs
    if running > minimum:
        pytest.skip(f"this QGIS is {Qgis.version()}: the minimum {minimum} is tested elsewhere")
