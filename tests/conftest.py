"""Load the repository root as the package `riothermie_plugin`, whatever its folder is called; shared fixtures."""

import importlib.util
import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]

if "riothermie_plugin" not in sys.modules:
    spec = importlib.util.spec_from_file_location(
        "riothermie_plugin", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)]
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules["riothermie_plugin"] = module
    spec.loader.exec_module(module)

# no time limit per example: two cores may be shared; the same examples each time where a failure stops others
settings.register_profile("riothermie", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("riothermie")


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the repository root."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder with the reference data, which is not part of the repository."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the reference data (folder ../shared/data beside the repository) is not here")
    return folder
