"""The house: metadata, the walls between engine and shell, and what goes into the zip."""

import ast
import configparser
import re
import shutil
import subprocess
import tarfile
from io import BytesIO
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENGINE = sorted((ROOT / "riothermie_kansen").rglob("*.py"))
SHELL = [
    ROOT / "__init__.py",
    ROOT / "plugin.py",
    *sorted((ROOT / "algorithms").rglob("*.py")),
    *sorted((ROOT / "panel").rglob("*.py")),
]
HEAVY = {"geopandas", "networkx", "pandas", "scipy", "shapely"}


def names(paths):
    return [str(path.relative_to(ROOT)) for path in paths]


def imports(path, top_only=False):
    """Yield (name of the package, level of a relative import, line) for each import in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body if top_only else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], 0, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0], node.level, node.lineno


@pytest.fixture(scope="module")
def metadata():
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read(ROOT / "metadata.txt", encoding="utf-8")
    return dict(parser.items("general"))


def test_metadata_is_complete(metadata):
    required = "name description version qgisMinimumVersion author email about tracker repository homepage changelog"
    assert [key for key in required.split() if not metadata.get(key)] == []
    assert metadata["hasProcessingProvider"] == "yes"
    assert metadata["category"] in ("Raster", "Vector", "Database", "Mesh", "Web")
    assert "supportsQt6" not in metadata
    assert "plugin" not in metadata["name"].lower()
    assert all(metadata[key].startswith("https://") for key in ("homepage", "repository", "tracker"))
    assert (ROOT / metadata["icon"]).read_bytes().startswith(b"\x89PNG")


def test_versions_are_consistent(metadata):
    def version(text):
        assert re.fullmatch(r"\d+(\.\d+)+", text), text
        return tuple(int(part) for part in text.split("."))

    assert version(metadata["qgisMinimumVersion"]) == (3, 40)
    assert version(metadata["qgisMinimumVersion"]) < version(metadata["qgisMaximumVersion"])
    version(metadata["version"])
    latest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert latest.group(1) == metadata["version"]


@pytest.mark.parametrize("path", ENGINE, ids=names(ENGINE))
def test_engine_knows_no_qgis_and_imports_itself_relatively(path):
    """An absolute import of the engine works here, but not in QGIS, where the root bears the engine's name."""
    forbidden = {"qgis", "PyQt5", "PyQt6", "riothermie_kansen", "algorithms"}
    found = [(name, line) for name, level, line in imports(path) if level == 0 and name in forbidden]
    assert found == []


@pytest.mark.parametrize("path", ENGINE, ids=names(ENGINE))
def test_only_readers_use_gdal_and_only_where_it_is_there(path):
    """Both are optional: readers of rasters try the one, then the other, and say where both are absent."""
    optional = {"osgeo", "rasterio"}
    found = [(name, line) for name, level, line in imports(path) if level == 0 and name in optional]
    assert not found or path.parent.name == "readers"
    assert [name for name, level, _ in imports(path, top_only=True) if level == 0 and name in optional] == []


@pytest.mark.parametrize("path", SHELL, ids=names(SHELL))
def test_shell_imports_nothing_heavy_at_the_top(path):
    own = {"riothermie_kansen", "riothermie_plugin", "algorithms"}
    assert [(name, line) for name, level, line in imports(path) if level == 0 and name in own] == []
    assert [(name, line) for name, level, line in imports(path, top_only=True) if level == 0 and name in HEAVY] == []


def test_the_search_for_imports_sees_them(tmp_path):
    path = tmp_path / "x.py"
    path.write_text("import qgis.core as q\nfrom ..a.b import c\ndef f():\n    from scipy import sparse\n")
    assert list(imports(path)) == [("qgis", 0, 1), ("a", 2, 2), ("scipy", 0, 4)]
    assert list(imports(path, top_only=True)) == [("qgis", 0, 1), ("a", 2, 2)]


def test_no_packages_among_the_tests():
    """With an ``__init__.py`` there, pytest would import the root under the name of the engine."""
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_zip_holds_the_plugin_and_nothing_else():
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("not a git checkout")
    done = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True)
    with tarfile.open(fileobj=BytesIO(done.stdout)) as archive:
        held = {member.name: member.size for member in archive if member.isfile()}
    top = {name.split("/")[0] for name in held}
    allowed = {"__init__.py", "plugin.py", "metadata.txt", "LICENSE", "README.md", "README.nl.md", "CHANGELOG.md"}
    # scripts/package adds help/, made of docs/; tests/algorithms/test_release.py looks at that zip
    folders = {"algorithms", "docs", "help", "i18n", "panel", "resources", "riothermie_kansen"}
    assert top <= allowed | folders
    assert {"__init__.py", "plugin.py", "metadata.txt", "LICENSE", *(folders - {"help"})} <= top
    assert "riothermie_kansen/messages/kentallen.toml" in held
    assert max(held.values()) < 5_000_000
    assert sum(held.values()) < 20_000_000


def test_translation_keeps_the_placeholders():
    """A placeholder that is lost or misspelt in Dutch would be a KeyError in the user's face."""
    text = (ROOT / "i18n" / "riothermie_kansen_nl.ts").read_text(encoding="utf-8")
    pairs = re.findall(r"<source>([^<]*)</source>\s*<translation>([^<]*)</translation>", text)
    assert len(pairs) == text.count("<message>")
    for source, translation in pairs:
        assert sorted(re.findall(r"\{\w*\}", source)) == sorted(re.findall(r"\{\w*\}", translation)), source
