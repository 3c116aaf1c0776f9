"""The provider, registered by the plugin for all tests of the algorithms."""

import os
import sys

import pytest
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
