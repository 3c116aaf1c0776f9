"""The provider, registered by the plugin for all tests of the algorithms."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from qgis.core import QgsProject
from riothermie_plugin import classFactory

STATUS = pytest.StashKey[int]()


def pytest_sessionfinish(session, exitstatus):
    """Keep the outcome for the end."""
    session.config.stash[STATUS] = int(exitstatus)


@pytest.hookimpl(tryfirst=True)
def pytest_unconfigure(config):
    """Leave at once: now and then QGIS crashes while Python takes it down, after the last test and the report."""
    if STATUS in config.stash:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(config.stash[STATUS])


@pytest.fixture(scope="session", autouse=True)
def provider(qgis_processing):
    """Return the registered provider; the plugin has no desktop here, as under qgis_process."""
    plugin = classFactory(None)
    plugin.initProcessing()
    yield plugin.provider
    plugin.unload()


@pytest.fixture(scope="module", autouse=True)
def empty_project(provider):
    """Give each module an empty project: what one leaves in it must not be found by the next."""
    QgsProject.instance().clear()


@pytest.fixture(scope="module")
def process(root, tmp_path_factory):
    """Return a function that runs qgis_process in Dutch and returns (exit code, JSON or None, all it said)."""
    if shutil.which("qgis_process") is None:
        pytest.skip("qgis_process is not installed")
    home = tmp_path_factory.mktemp("profile")
    env = os.environ | {"RT_HOME": str(home), "RT_LOCALE": "nl"}

    def call(*arguments, stdin=None):
        script = '. "$1/scripts/qgis-env.sh" || exit 9; shift; exec qgis_process "$@"'
        done = subprocess.run(
            ["bash", "-c", script, "test", str(root), *arguments],
            env=env, input=stdin, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        try:
            found = json.loads(done.stdout)
        except ValueError:
            found = None
        return done.returncode, found, done.stdout + done.stderr

    return call
